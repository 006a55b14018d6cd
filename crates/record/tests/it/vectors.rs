//! Published and own Merkle vectors (`fixtures/merkle.json`): roots, inclusion and consistency proofs, and the eight
//! public Certificate Transparency leaves.

use record::merkle::{consistency, consistent, included, inclusion, leaf, root};
use serde::Deserialize;
use std::collections::BTreeMap;
use units::Digest;

#[derive(Deserialize)]
struct Vectors {
    leaves: Vec<String>,
    roots: BTreeMap<usize, Digest>,
    inclusion: Vec<Inclusion>,
    consistency: Vec<Consistency>,
    ct_eight_leaves: Eight,
}

#[derive(Deserialize)]
struct Inclusion {
    index: usize,
    size: usize,
    proof: Vec<Digest>,
}

#[derive(Deserialize)]
struct Consistency {
    first: usize,
    second: usize,
    proof: Vec<Digest>,
}

#[derive(Deserialize)]
struct Eight {
    leaves: Vec<String>,
    roots: Vec<Digest>,
}

fn hashes(hex: &[String]) -> Vec<Digest> {
    let bytes = |h: &String| (0..h.len() / 2).map(|i| u8::from_str_radix(&h[2 * i..2 * i + 2], 16).unwrap()).collect();
    hex.iter().map(|h| leaf(Vec::<u8>::as_slice(&bytes(h)))).collect()
}

#[test]
fn rfc_9162_vectors() {
    let vectors: Vectors = serde_json::from_str(include_str!("../../fixtures/merkle.json")).unwrap();
    let leaves = hashes(&vectors.leaves);
    for (size, expect) in &vectors.roots {
        assert_eq!(root(&leaves[..*size]), *expect, "root of {size}");
    }
    for v in &vectors.inclusion {
        let tree = &leaves[..v.size];
        assert_eq!(inclusion(tree, v.index).unwrap(), v.proof, "{} in {}", v.index, v.size);
        assert!(included(leaves[v.index], v.index as u64, v.size as u64, &v.proof, root(tree)));
    }
    for v in &vectors.consistency {
        let (old, new) = (root(&leaves[..v.first]), root(&leaves[..v.second]));
        assert_eq!(consistency(&leaves[..v.second], v.first).unwrap(), v.proof, "{} to {}", v.first, v.second);
        assert!(consistent(v.first as u64, old, v.second as u64, new, &v.proof));
    }
    let eight = hashes(&vectors.ct_eight_leaves.leaves);
    for (size, expect) in vectors.ct_eight_leaves.roots.iter().enumerate() {
        assert_eq!(root(&eight[..size]), *expect);
    }
    assert_eq!(root(&eight).to_string(), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
}
