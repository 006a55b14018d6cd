//! Times the rules of `choice::budget` on `.pb` files and prints one JSON object; `cargo xtask bench engines` sets it beside
//! `xtask/peers/budget_pabutools.py`. One thread. usage: `-- FILE.pb …`
#![allow(clippy::unwrap_used)] // A benchmark may stop at what it did not expect.

use choice::budget::{Ballots, Profile, Rule, Utility, Way, pabulib, run};
use serde_json::{Map, Value, json};
use std::hint::black_box;
use std::time::Instant;

fn main() {
    let files = std::env::args().skip(1).filter(|a| !a.starts_with("--"));
    println!("{}", json!({ "files": files.map(|f| one(&f)).collect::<Vec<_>>() }));
}

fn one(path: &str) -> Value {
    let election = pabulib::read(&std::fs::read(path).unwrap()).unwrap();
    let utility = if election.ballots == Ballots::Approval { Utility::Cost } else { Utility::Points };
    let whole = seconds(|| {
        let election = pabulib::read(&std::fs::read(path).unwrap()).unwrap();
        let profile = Profile::new(&election, utility, None).unwrap();
        for rule in [Rule::Greedy, Rule::EqualShares] {
            black_box(run(&profile, Way::new(rule, false, &election)).unwrap());
        }
    });
    // The index of supporters is made before, as the peer's merging of equal ballots is.
    let profile = Profile::new(&election, utility, None).unwrap();
    let (mut rules, mut selected) = (Map::new(), Map::new());
    for rule in [Rule::Greedy, Rule::EqualShares, Rule::EqualSharesAddOne] {
        let way = Way::new(rule, false, &election);
        let outcome = run(&profile, way).unwrap();
        let ids: Vec<&str> = outcome.selected().into_iter().map(|i| election.items[i].id.as_str()).collect();
        selected.insert(rule.word().to_owned(), json!(ids));
        let alone = seconds(|| {
            black_box(run(black_box(&profile), way).unwrap());
        });
        rules.insert(rule.word().to_owned(), json!(alone));
    }
    json!({ "whole": whole, "rules": rules, "selected": selected })
}

/// The seconds one call takes; short calls are repeated for a fiftieth of a second.
fn seconds(mut call: impl FnMut()) -> f64 {
    let mut time = |times: u32| {
        let start = Instant::now();
        (0..times).for_each(|_| call());
        start.elapsed().as_secs_f64() / f64::from(times)
    };
    let times = (0.02 / time(1).max(1e-9)).ceil().clamp(1.0, 1e6) as u32;
    time(times)
}
