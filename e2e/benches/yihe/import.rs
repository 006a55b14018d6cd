//! `yihe import roll` of 3,000 homes.

use super::Bench;
use super::report::{Row, ms};
use super::rounds::median;
use e2e::plant::{Size, plant};
use e2e::program;
use std::time::Instant;

pub fn run(bench: &mut Bench) {
    let homes = bench.pick(300, 3_000) as u32;
    let source = bench.sqlite("import-source");
    let planted = bench.block_on(plant(source.as_where(), Size { homes, accounts: 0 }));
    let sheet = source.as_where().dir.join("roll.xlsx").display().to_string();
    let estate = planted.estate.to_string();
    drop(planted);
    let exported = bench
        .block_on(program::run(&["export", "roll", "--stream", &estate, "--out", &sheet], Some(source.as_where())));
    assert!(exported.ok, "{}", exported.errors);
    let mut times = Vec::new();
    for round in 0..bench.rounds() {
        let place = bench.sqlite(&format!("import-{round}"));
        let planted = bench.block_on(plant(place.as_where(), Size { homes: 1, accounts: 0 }));
        let estate = planted.estate.to_string();
        drop(planted);
        let args = ["import", "roll", &sheet, "--estate", &estate, "--as", "1"];
        let start = Instant::now();
        let ran = bench.block_on(program::run(&args, Some(place.as_where())));
        times.push(start.elapsed().as_secs_f64());
        assert!(ran.ok && ran.json["rows"] == homes, "{}\n{}", ran.errors, ran.json);
        place.clear(bench);
    }
    let took = median(times);
    bench.report.row(Row {
        what: "Import of a roll of 3,000 homes",
        ours: ms(took),
        peer: "limit 1 s".into(),
        ratio: format!("{took:.2}×"),
        target: "≤ 1 s".into(),
        met: Some(took <= 1.0),
        means: "`yihe import roll` of an XLSX that `yihe export roll` wrote, into an estate with one home, SQLite: the \
            whole process from start to exit, so reading the sheet, preview, 3,000 events in one transaction and the \
            snapshot are all in it",
    });
    source.clear(bench);
}
