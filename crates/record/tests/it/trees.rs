//! Files of trees, as `yihe merkle` reads and prints them.

use record::merkle::file::recomputed;
use serde_json::{Value, json};

#[test]
fn every_published_root_and_proof() {
    let file: Value = serde_json::from_str(include_str!("../../fixtures/merkle.json")).unwrap();
    let mut bare = file.clone();
    for (_, root) in bare["roots"].as_object_mut().unwrap() {
        *root = json!("ignored");
    }
    for what in ["inclusion", "consistency"] {
        for ask in bare[what].as_array_mut().unwrap() {
            ask.as_object_mut().unwrap().remove("proof");
        }
    }
    assert_eq!(recomputed(&bare).unwrap(), file);
    let counts = ["inclusion", "consistency"].map(|what| file[what].as_array().unwrap().len());
    assert!(counts.iter().all(|n| *n > 10), "{counts:?}");
    // Nothing asked for: the whole tree.
    let whole = recomputed(&json!({ "leaves": file["leaves"] })).unwrap();
    let leaves = file["leaves"].as_array().unwrap().len();
    assert_eq!(whole["inclusion"].as_array().unwrap().len(), leaves);
    assert_eq!(whole["roots"][leaves.to_string()], file["roots"][leaves.to_string()]);
}

#[test]
fn what_is_wrong_has_a_place_and_a_cure() {
    let wrong = |file: Value| recomputed(&file).unwrap_err();
    assert!(wrong(json!([])).starts_with("file: an object with `leaves`"));
    assert!(wrong(json!({ "leaves": ["00", "0"] })).starts_with("leaves[1]: the bytes of a leaf"));
    assert!(wrong(json!({ "leaves": ["é"] })).starts_with("leaves[0]"));
    assert!(wrong(json!({ "leaves": [], "b": { "leaves": [7] } })).starts_with("b.leaves[0]"));
    assert!(wrong(json!({ "leaves": ["00"], "roots": { "2": 0 } })).starts_with("roots: the tree has no size `2`"));
    let ask = |index: Value, size: u32| json!({ "leaves": ["00"], "inclusion": [{ "index": index, "size": size }] });
    assert!(wrong(ask(json!(0), 2)).starts_with("inclusion[0]: the tree has no size 2"));
    assert!(wrong(ask(json!(1), 1)).starts_with("inclusion[0]: there is no index 1"));
    assert!(wrong(ask(json!(-1), 1)).starts_with("inclusion[0].index"));
}

#[test]
fn a_small_file_cannot_ask_for_a_week_of_proofs() {
    let leaves = vec![json!("00"); 20_000];
    let asks = vec![json!({ "index": 1, "size": 20_000 }); 100_000];
    let wrong = recomputed(&json!({ "leaves": leaves, "inclusion": asks })).unwrap_err();
    assert_eq!(wrong, "inclusion[500]: all proofs up to here need more than 10000000 hashes; ask for fewer of them");
}
