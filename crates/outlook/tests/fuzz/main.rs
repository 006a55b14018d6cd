//! The readers of this room against damaged files: no panic, no more memory than said, a reason for every refusal.

#[path = "../../../choice/tests/fuzz/damage.rs"]
mod damage;

/// Counts what a reader holds.
#[global_allocator]
static ALLOCATED: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;

use outlook::{estate, example, finance, reserve};

#[test]
fn studies() {
    damage::values("studies", &[example::study()], |n, value| match n % 64 < 2 {
        true => reserve::file::recomputed(value).map(|_| ()).map_err(|wrong| wrong.to_string()),
        false => reserve::file::cases(value).map(|_| ()).map_err(|wrong| wrong.to_string()),
    });
}

#[test]
fn estates() {
    damage::values("estates", &[example::estates(1)], |_, value| {
        estate::file::read(value).map(|_| ()).map_err(|wrong| wrong.to_string())
    });
}

#[test]
fn offers() {
    damage::values("offers", &[example::offers()], |_, value| {
        finance::file::read(value).map(|_| ()).map_err(|wrong| wrong.to_string())
    });
}
