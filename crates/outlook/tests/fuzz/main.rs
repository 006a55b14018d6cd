//! The readers of this room against damaged files: no panic, no more memory than said, a reason for every refusal.

#[path = "../../../choice/tests/fuzz/damage.rs"]
mod damage;
#[path = "../it/seeds.rs"]
mod seeds;

/// Counts what a reader holds.
#[global_allocator]
static ALLOCATED: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;

use outlook::{estate, example, finance, reserve};
use serde_json::json;

#[test]
fn studies() {
    damage::values("studies", &[example::study(), seeds::months(), seeds::calendar()], |n, value| match n % 64 < 2 {
        true => reserve::file::recomputed(value).map(|_| ()).map_err(|wrong| wrong.to_string()),
        false => reserve::file::cases(value).map(|_| ()).map_err(|wrong| wrong.to_string()),
    });
}

#[test]
fn runs() {
    let seeds = [
        json!({ "defaults": { "months": 24, "households": 40 }, "runs": [{ "overrides": { "seed": 3, "sample": 4, "decay": 0.1 } }] }),
        json!({ "runs": [{ "scenario": "x", "overrides": { "households": 9, "months": 12, "sample": 2 }, "payers_by_month": [1, 2] }] }),
    ];
    damage::values("runs", &seeds, |_, value| estate::runs::read(value).map(|_| ()).map_err(|wrong| wrong.to_string()));
}

#[test]
fn estates() {
    damage::values("estates", &[example::estates(1)], |_, value| {
        let read =
            estate::file::read(value).and_then(|estates| estates.bounded(100).map(|()| estates.work(100, 10_000)));
        read.map(|_| ()).map_err(|wrong| wrong.to_string())
    });
}

#[test]
fn offers() {
    damage::values("offers", &[example::offers()], |n, value| match n % 64 < 2 {
        true => finance::file::recomputed(value).map(|_| ()).map_err(|wrong| wrong.to_string()),
        false => finance::file::read(value).map(|_| ()).map_err(|wrong| wrong.to_string()),
    });
}
