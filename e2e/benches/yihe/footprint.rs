//! What it takes to run: the binary, memory, the first page.

use super::report::{Row, ms};
use super::rounds::median;
use super::{Bench, load, machine, serve};
use e2e::plant::{Size, Where, plant};
use e2e::program;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// The largest binary (MB).
const BINARY_MB: f64 = 40.0;
/// The most memory at rest (MB).
const IDLE_MB: f64 = 80.0;

pub fn run(bench: &mut Bench) {
    let size = fs::metadata(program::binary()).expect("the program").len() as f64 / 1_048_576.0;
    bench.report.row(Row {
        what: "Size of the binary",
        ours: format!("{size:.1} MB"),
        peer: format!("aim {BINARY_MB:.0} MB"),
        ratio: format!("{:.2}×", size / BINARY_MB),
        target: format!("≤ {BINARY_MB:.0} MB"),
        met: Some(size <= BINARY_MB),
        means: "The release binary, stripped; database, policies, rule packs, words, pages and assets are in it",
    });
    let dir = bench.folder("footprint");
    match bench.block_on(demo(&dir)) {
        Ok(()) => measure(bench, Where { dir: &dir, database_url: None }, "the demo's four estates", "/"),
        Err(why) => {
            bench.report.note(format!(
                "`yihe demo --plant-only` did not plant ({why}): memory and first page were taken on one planted \
                 estate of 360 homes instead of the demo's three."
            ));
            let _ = fs::remove_dir_all(&dir);
            fs::create_dir_all(&dir).expect("a folder");
            let place = Where { dir: &dir, database_url: None };
            let planted = bench.block_on(plant(place, Size { homes: 360, accounts: 0 }));
            // With one estate the front page sends on to its board.
            let board = format!("/e/{}", planted.estate);
            drop(planted);
            measure(bench, place, "one planted estate", &board);
        }
    }
    let _ = fs::remove_dir_all(dir);
}

async fn demo(dir: &Path) -> Result<(), String> {
    let ran = program::run(&["demo", "--plant-only"], Some(Where { dir, database_url: None })).await;
    if ran.ok { Ok(()) } else { Err(ran.errors.lines().last().unwrap_or("no reason given").to_owned()) }
}

fn measure(bench: &mut Bench, place: Where<'_>, what: &'static str, first_page: &str) {
    let (mut firsts, mut memories) = (Vec::new(), Vec::new());
    for _ in 0..bench.rounds() {
        let start = Instant::now();
        let server = bench.block_on(serve(place));
        let mut connection = load::Connection::open(&server.address);
        let front = plain(&mut connection, &server.address, first_page);
        firsts.push(start.elapsed().as_secs_f64());
        // Every estate is read and its board drawn, as a visitor of each would have it.
        let boards: BTreeSet<String> = links(&front);
        for board in &boards {
            plain(&mut connection, &server.address, board);
        }
        std::thread::sleep(Duration::from_secs(bench.pick(1, 3) as u64));
        memories.push(machine::resident_mb(server.pid().expect("it runs")));
        bench.block_on(server.kill());
    }
    let (first, memory) = (median(firsts), median(memories));
    let demo = what.starts_with("the demo");
    bench.report.row(Row {
        what: "Memory at rest",
        ours: format!("{memory:.0} MB, {what}"),
        peer: format!("aim {IDLE_MB:.0} MB"),
        ratio: format!("{:.2}×", memory / IDLE_MB),
        target: format!("≤ {IDLE_MB:.0} MB"),
        met: demo.then_some(memory <= IDLE_MB),
        means: "Resident memory of `yihe serve` a few seconds after every estate's board was asked for",
    });
    bench.report.row(Row {
        what: "First page after start",
        ours: ms(first),
        peer: "limit 1 s".into(),
        ratio: format!("{first:.2}×"),
        target: "≤ 1 s".into(),
        met: Some(first <= 1.0),
        means: "From starting the process on a planted folder to the last byte of the front page",
    });
}

fn plain(connection: &mut load::Connection, address: &str, path: &str) -> String {
    let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\n\r\n");
    let answer = connection.ask(request.as_bytes());
    assert_eq!(answer.status, 200, "{path}");
    String::from_utf8_lossy(answer.body).into_owned()
}

/// Addresses of the estates a page leads to.
fn links(page: &str) -> BTreeSet<String> {
    let starts = page.match_indices("href=\"/e/").filter_map(|(at, _)| page.get(at + 6..at + 6 + 11));
    starts.map(str::to_owned).collect()
}
