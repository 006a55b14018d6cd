//! `cargo xtask bench`: builds the release program, starts a throw-away PostgreSQL, runs the measurements of
//! `e2e/benches/yihe` and lets them write `docs/benchmarks.md`, all but the section of `cargo xtask bench engines`. Never
//! part of CI: its figures belong to a quiet machine.

use crate::postgres::Server;
use crate::{cargo, done, root};
use std::path::Path;

const OUT: &str = "docs/benchmarks.md";

/// Runs the measurements; `--quick` and `--only SECTION,…` are for trying them out and leave the document alone.
///
/// # Errors
/// What did not build or start; or that a target was missed, which the measurements list.
pub fn run(args: &[String]) -> Result<(), String> {
    if let Some((_, rest)) = args.split_first().filter(|(first, _)| *first == "engines") {
        return crate::engines::run(rest);
    }
    // The whole workspace in both: asked for alone, a package gets other features, and its dependencies are built anew.
    done(cargo().args(["build", "--release", "--workspace", "--bin", "yihe"]), "the build")?;
    let server = Server::start()?;
    let mut bench = cargo();
    bench.args(["bench", "--workspace", "--bench", "yihe", "--"]).args(args);
    bench.env("YIHE_BIN", root().join("target/release/yihe"));
    if let Some(server) = &server {
        bench.env("YIHE_BENCH_POSTGRES", &server.socket).env("YIHE_BENCH_POSTGRES_TOOLS", &server.tools);
    } else {
        eprintln!("PostgreSQL is not installed: rows that need it are left out.");
    }
    let whole = !args.iter().any(|a| a == "--quick" || a == "--only");
    if whole {
        let out = root().join(OUT);
        bench.arg("--out").arg(&out);
        // Builds from nothing are timed by hand: what was said of them stands until it is said anew.
        if let (false, Some(builds)) = (args.iter().any(|a| a == "--builds"), builds_said(&out)) {
            bench.args(["--builds", &builds]);
        }
    }
    done(&mut bench, "the measurements")
}

fn builds_said(out: &Path) -> Option<String> {
    let text = std::fs::read_to_string(out).ok()?;
    let line = text.lines().find_map(|l| l.strip_prefix("| Builds from nothing, timed by hand | "))?;
    Some(line.trim_end_matches(" |").to_owned())
}
