//! The measurements of `docs/benchmarks.md`. Run by `cargo xtask bench`, which builds the program and starts the
//! PostgreSQL this needs; started alone it leaves out what has no PostgreSQL.
//!
//! Every row is a ratio to a named peer or limit, taken in one run: contestants alternate ([`rounds`]), the figure is
//! the median. The load generator ([`load`]) shares the machine's cores with what it measures.
#![allow(clippy::unwrap_used, clippy::expect_used)] // As in the kit: what is not foreseen should stop the run.

mod ballots;
mod footprint;
mod import;
mod load;
mod machine;
mod pages;
mod postgres;
mod record_alone;
mod replay;
mod report;
mod rounds;

use e2e::plant::Where;
use e2e::program::Server;
use postgres::Cluster;
use report::{Report, ms};
use std::future::Future;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;
use tokio::runtime::Runtime;

/// What the measurements share.
pub struct Bench {
    runtime: Runtime,
    quick: bool,
    dir: PathBuf,
    postgres: Option<Cluster>,
    flush: f64,
    report: Report,
}

/// A place of a measurement's own.
pub struct Place {
    dir: PathBuf,
    database: Option<(String, String)>,
}

impl Place {
    fn as_where(&self) -> Where<'_> {
        Where { dir: &self.dir, database_url: self.database.as_ref().map(|(_, url)| &**url) }
    }

    fn clear(self, bench: &Bench) {
        if let (Some(cluster), Some((name, _))) = (&bench.postgres, &self.database) {
            cluster.drop(name);
        }
        let _ = std::fs::remove_dir_all(self.dir);
    }
}

impl Bench {
    fn block_on<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// One figure for a smoke run, another for a real one.
    const fn pick(&self, quick: usize, full: usize) -> usize {
        if self.quick { quick } else { full }
    }

    const fn rounds(&self) -> usize {
        self.pick(1, 5)
    }

    /// How long one contestant runs in one round.
    const fn round(&self) -> Duration {
        Duration::from_millis(self.pick(300, 2_000) as u64)
    }

    fn folder(&self, name: &str) -> PathBuf {
        let dir = self.dir.join(name);
        std::fs::create_dir_all(&dir).expect("a folder");
        dir
    }

    fn sqlite(&self, name: &str) -> Place {
        Place { dir: self.folder(name), database: None }
    }

    /// A fresh place in every store there is.
    fn stores(&self, name: &str) -> Vec<(&'static str, Place)> {
        let mut all = vec![("SQLite", self.sqlite(&format!("{name}-sqlite")))];
        if let Some(cluster) = &self.postgres {
            cluster.create(name);
            let database = Some((name.to_owned(), cluster.url(name)));
            all.push(("PostgreSQL", Place { dir: self.folder(&format!("{name}-postgres")), database }));
        }
        all
    }
}

/// The program on a planted place.
async fn serve(place: Where<'_>) -> Server {
    Server::start(place).await
}

type Section = (&'static str, fn(&mut Bench));

const SECTIONS: [Section; 6] = [
    ("footprint", footprint::run),
    ("import", import::run),
    ("replay", replay::run),
    ("pages", pages::run),
    ("record", record_alone::run),
    ("ballots", ballots::run),
];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.iter().any(|a| a == pages::EMPTY_ROUTE) {
        pages::empty_route();
        return ExitCode::SUCCESS;
    }
    let value = |name: &str| args.iter().position(|a| a == name).and_then(|i| args.get(i + 1)).cloned();
    let quick = args.iter().any(|a| a == "--quick");
    let only: Option<Vec<String>> = value("--only").map(|list| list.split(',').map(str::to_owned).collect());
    let scratch = tempfile::Builder::new().prefix("yihe-bench-").tempdir().expect("a folder");
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let mut facts = machine::facts();
    let flush = machine::flush_seconds(scratch.path(), 200);
    facts.push(("Flush (4 kB written and fdatasync)", ms(flush)));
    let postgres = Cluster::of_environment();
    facts.push((
        "PostgreSQL",
        postgres.as_ref().map_or_else(
            || "none".into(),
            |c| format!("{}, fsync and synchronous_commit on, unix socket", c.version()),
        ),
    ));
    let dir = scratch.path().to_owned();
    let mut bench = Bench { runtime, quick, dir, postgres, flush, report: Report::default() };
    for (name, section) in SECTIONS {
        if only.as_ref().is_none_or(|o| o.iter().any(|o| o == name)) {
            eprintln!("{name} …");
            section(&mut bench);
        }
    }
    facts.push(("Flush again after the run", ms(machine::flush_seconds(scratch.path(), 200))));
    if let Some(builds) = value("--builds") {
        facts.push(("Builds from nothing, timed by hand", builds));
    }
    println!("\n{}", bench.report.table());
    if let Some(out) = value("--out") {
        let before = std::fs::read_to_string(&out).unwrap_or_default();
        let document = bench.report.document(&facts, "cargo xtask bench") + &report::engines(&before);
        std::fs::write(&out, document).expect("the document");
        println!("Written to {out}.");
    }
    let missed = bench.report.missed();
    if missed.is_empty() {
        return ExitCode::SUCCESS;
    }
    for row in missed {
        eprintln!("MISSED {}: {} against {}, asked {}", row.what, row.ours, row.peer, row.target);
    }
    ExitCode::FAILURE
}
