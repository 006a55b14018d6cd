//! The reader of trees against damaged files: no panic, no more memory than said, a reason for every refusal.

#[path = "../../../choice/tests/fuzz/damage.rs"]
mod damage;

/// Counts what a reader holds.
#[global_allocator]
static ALLOCATED: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;

use record::merkle::file::recomputed;
use serde_json::json;

#[test]
fn trees() {
    let seeds = [
        json!({
            "leaves": ["91", "", "00ff", "bd7425dc", "8a"], "roots": { "0": "x", "5": "" },
            "inclusion": [{ "index": 2, "size": 5, "proof": [] }, { "index": "0", "size": 1 }],
            "consistency": [{ "first": 3, "second": 5 }], "eight": { "leaves": ["", "00"], "roots": [] },
        }),
        json!({ "leaves": ["00", "01", "02"] }),
    ];
    damage::values("trees", &seeds, |_, value| recomputed(value).map(|_| ()));
}
