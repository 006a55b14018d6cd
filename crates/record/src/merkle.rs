//! Merkle trees after RFC 9162 §2.1: leaf `SHA-256(00 ‖ entry)`, node `SHA-256(01 ‖ left ‖ right)`, split at the largest
//! power of two below n. One tree a stream.

pub mod file;

use sha2::{Digest as _, Sha256};
use units::Digest;

/// Hash of an entry's bytes.
#[must_use]
pub fn leaf(entry: &[u8]) -> Digest {
    Digest(Sha256::new().chain_update([0]).chain_update(entry).finalize().into())
}

fn node(left: &Digest, right: &Digest) -> Digest {
    Digest(Sha256::new().chain_update([1]).chain_update(left.0).chain_update(right.0).finalize().into())
}

/// The right edge of a growing tree: the roots of its perfect subtrees, largest first. Enough to append and to know
/// the root without reading a single old leaf.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Digest>,
}

impl Frontier {
    /// How many leaves the tree has.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf.
    pub fn push(&mut self, leaf: Digest) {
        let mut carried = leaf;
        // Each trailing one of the size is a perfect subtree as large as the one carried.
        for _ in 0..self.size.trailing_ones() {
            // INVARIANT: there is a peak for every one-bit of the size.
            let left = self.peaks.pop().unwrap_or(carried);
            carried = node(&left, &carried);
        }
        self.peaks.push(carried);
        self.size += 1;
    }

    /// The root; that of the empty tree is the hash of nothing.
    #[must_use]
    pub fn root(&self) -> Digest {
        let mut peaks = self.peaks.iter().rev();
        match peaks.next() {
            None => Digest(Sha256::digest([]).into()),
            Some(last) => peaks.fold(*last, |right, left| node(left, &right)),
        }
    }

    /// The peaks in a row, as the head table stores them.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        self.peaks.iter().flat_map(|p| p.0).collect()
    }

    /// Reads what [`Frontier::bytes`] wrote for a tree of `size` leaves; `None` if it cannot be one.
    #[must_use]
    pub fn from_bytes(size: u64, bytes: &[u8]) -> Option<Self> {
        if bytes.len() != 32 * size.count_ones() as usize {
            return None;
        }
        let peaks = bytes.chunks_exact(32).map(|c| c.try_into().map(Digest)).collect::<Result<_, _>>().ok()?;
        Some(Self { size, peaks })
    }
}

/// Root of a tree of `leaves`.
#[must_use]
pub fn root(leaves: &[Digest]) -> Digest {
    let mut frontier = Frontier::default();
    leaves.iter().for_each(|l| frontier.push(*l));
    frontier.root()
}

/// The largest power of two below `n` (`n` ≥ 2).
fn split(n: usize) -> usize {
    1 << (usize::BITS - 1 - (n - 1).leading_zeros())
}

/// Inclusion proof of leaf `index` in the tree of `leaves`; `None` if there is no such leaf.
#[must_use]
pub fn inclusion(leaves: &[Digest], index: usize) -> Option<Vec<Digest>> {
    if index >= leaves.len() {
        return None;
    }
    let (mut proof, mut range, mut index) = (Vec::new(), leaves, index);
    while range.len() > 1 {
        let (left, right) = range.split_at(split(range.len()));
        if index < left.len() {
            proof.push(root(right));
            range = left;
        } else {
            proof.push(root(left));
            index -= left.len();
            range = right;
        }
    }
    proof.reverse();
    Some(proof)
}

/// Whether `proof` shows `leaf` at `index` of the tree of `size` leaves with this root (RFC 9162 §2.1.3.2).
#[must_use]
pub fn included(leaf: Digest, index: u64, size: u64, proof: &[Digest], root: Digest) -> bool {
    if index >= size {
        return false;
    }
    let (mut index, mut last, mut hash) = (index, size - 1, leaf);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if index & 1 == 1 || index == last {
            hash = node(sibling, &hash);
            while index & 1 == 0 && index != 0 {
                index >>= 1;
                last >>= 1;
            }
        } else {
            hash = node(&hash, sibling);
        }
        index >>= 1;
        last >>= 1;
    }
    last == 0 && hash == root
}

/// Consistency proof from the tree of the first `old` leaves to the tree of all; `None` if `old` is not one of its
/// earlier sizes.
#[must_use]
pub fn consistency(leaves: &[Digest], old: usize) -> Option<Vec<Digest>> {
    if old == 0 || old > leaves.len() {
        return None;
    }
    let (mut proof, mut range, mut old, mut complete) = (Vec::new(), leaves, old, true);
    while old < range.len() {
        let (left, right) = range.split_at(split(range.len()));
        if old <= left.len() {
            proof.push(root(right));
            range = left;
        } else {
            proof.push(root(left));
            old -= left.len();
            complete = false;
            range = right;
        }
    }
    if !complete {
        proof.push(root(range));
    }
    proof.reverse();
    Some(proof)
}

/// Whether `proof` shows that the tree of `old` leaves with `old_root` is the beginning of the tree of `new` leaves
/// with `new_root` (RFC 9162 §2.1.4.2).
#[must_use]
pub fn consistent(old: u64, old_root: Digest, new: u64, new_root: Digest, proof: &[Digest]) -> bool {
    if old == 0 || old > new {
        return false;
    }
    if old == new {
        return proof.is_empty() && old_root == new_root;
    }
    let mut path = proof.iter();
    let first = if old.is_power_of_two() { Some(&old_root) } else { path.next() };
    let Some(first) = first else { return false };
    let (mut index, mut last) = (old - 1, new - 1);
    while index & 1 == 1 {
        index >>= 1;
        last >>= 1;
    }
    let (mut old_hash, mut new_hash) = (*first, *first);
    for sibling in path {
        if last == 0 {
            return false;
        }
        if index & 1 == 1 || index == last {
            old_hash = node(sibling, &old_hash);
            new_hash = node(sibling, &new_hash);
            while index & 1 == 0 && index != 0 {
                index >>= 1;
                last >>= 1;
            }
        } else {
            new_hash = node(&new_hash, sibling);
        }
        index >>= 1;
        last >>= 1;
    }
    last == 0 && old_hash == old_root && new_hash == new_root
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn leaves(n: usize) -> Vec<Digest> {
        (0..n).map(|i| leaf(&i.to_be_bytes())).collect()
    }

    #[test]
    fn every_small_tree_proves_every_leaf_and_every_earlier_size() {
        for n in 1..=40 {
            let leaves = leaves(n);
            let root = root(&leaves);
            for i in 0..n {
                let proof = inclusion(&leaves, i).unwrap();
                assert!(included(leaves[i], i as u64, n as u64, &proof, root), "{i} of {n}");
                assert!(!included(leaves[i], (i as u64 + 1) % 64, n as u64, &proof, root) || n == 1);
                assert!(!included(leaf(b"other"), i as u64, n as u64, &proof, root));
            }
            for old in 1..=n {
                let proof = consistency(&leaves, old).unwrap();
                let old_root = super::root(&leaves[..old]);
                assert!(consistent(old as u64, old_root, n as u64, root, &proof), "{old} of {n}");
                let mut other = leaves[..old].to_vec();
                other[old - 1] = leaf(b"rewritten");
                assert!(!consistent(old as u64, super::root(&other), n as u64, root, &proof));
            }
        }
    }

    #[test]
    fn frontiers_survive_the_head_table() {
        let mut frontier = Frontier::default();
        for (n, leaf) in leaves(70).into_iter().enumerate() {
            let read = Frontier::from_bytes(n as u64, &frontier.bytes()).unwrap();
            assert_eq!(read, frontier);
            frontier.push(leaf);
            assert_eq!(frontier.root(), root(&leaves(n + 1)));
        }
        assert_eq!(Frontier::from_bytes(3, &frontier.bytes()), None);
    }

    proptest! {
        #[test]
        fn a_changed_proof_proves_nothing(n in 2_usize..200, i: prop::sample::Index, at: prop::sample::Index, bit in 0_usize..256) {
            let leaves = leaves(n);
            let i = i.index(n);
            let mut proof = inclusion(&leaves, i).unwrap();
            let step = at.index(proof.len());
            proof[step].0[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(!included(leaves[i], i as u64, n as u64, &proof, root(&leaves)));
        }
    }
}
