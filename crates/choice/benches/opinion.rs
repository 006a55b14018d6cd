//! Times `choice::opinion` on files of votes and prints one JSON object; `cargo xtask bench engines` sets it beside
//! `xtask/peers/opinion_red_dwarf.py`. From the bytes of the file to the finished statistics, as the peer. Threads as
//! the engine takes them, as the peer's libraries do. usage: `-- ROUNDS VOTES.csv …`
#![allow(clippy::unwrap_used)] // A benchmark may stop at what it did not expect.

use choice::opinion::{Settings, Votes, run};
use serde_json::{Value, json};
use std::hint::black_box;
use std::time::{Duration, Instant};

fn main() {
    let mut args = std::env::args().skip(1).filter(|a| !a.starts_with("--"));
    let rounds: usize = args.next().unwrap().parse().unwrap();
    println!("{}", json!({ "files": args.map(|file| one(&file, rounds)).collect::<Vec<_>>() }));
}

fn one(path: &str, rounds: usize) -> Value {
    let map = || {
        let votes = Votes::read(&std::fs::read(path).unwrap()).unwrap();
        black_box(run(&votes, &Settings::default(), None).report());
        votes.participants().len()
    };
    // A processor that has slept takes a while to run at its pace; the peer's one run before takes longer than this.
    let (start, mut people) = (Instant::now(), map());
    while start.elapsed() < Duration::from_millis(200) {
        people = map();
    }
    let mut seconds: Vec<f64> = (0..rounds)
        .map(|_| {
            let start = Instant::now();
            black_box(map());
            start.elapsed().as_secs_f64()
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    json!({ "participants": people, "seconds": seconds[rounds / 2] })
}
