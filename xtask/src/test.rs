//! `cargo xtask test`: everything CI checks, with everything it needs.

use crate::{cargo, done, needs, postgres, root, tidy};
use std::process::Command;

/// Provides what is missing, then tidies, builds and tests. Skipped tests are counted and listed; they fail the run
/// unless `--allow-skips` is said.
///
/// # Errors
/// The first step that failed.
pub fn run(args: &[String]) -> Result<(), String> {
    let (options, filter): (Vec<&String>, Vec<&String>) = args.iter().partition(|a| a.starts_with("--"));
    if let Some(unknown) = options.iter().find(|o| **o != "--allow-skips") {
        return Err(format!("unknown option {unknown}"));
    }
    needs::provide();
    if filter.is_empty() {
        tidy::run()?;
    }
    let server = postgres::Server::start()?;
    let skips = root().join("target").join("skips");
    let _ = std::fs::remove_file(&skips);
    // Tests from outside run the program itself: testing the whole workspace builds it.
    let mut tests = runner();
    tests.args(&filter).env("YIHE_SKIPS", &skips);
    if let Some(server) = &server {
        tests.env("YIHE_TEST_POSTGRES", format!("host={} user=yihe", server.socket.display()));
    }
    if let Some(axe) = needs::axe(&root()) {
        tests.env("YIHE_AXE", axe);
    }
    let passed = done(&mut tests, "the tests");
    let skipped = std::fs::read_to_string(&skips).unwrap_or_default();
    println!("{} tests skipped", skipped.lines().count());
    skipped.lines().for_each(|line| println!("  {line}"));
    passed?;
    match skipped.is_empty() || options.iter().any(|o| *o == "--allow-skips") {
        true => Ok(()),
        false => Err("some tests were skipped; install what they need, or say --allow-skips".into()),
    }
}

/// nextest where it is installed, else cargo's own runner.
fn runner() -> Command {
    let nextest = cargo().args(["nextest", "--version"]).output().is_ok_and(|o| o.status.success());
    let mut command = cargo();
    match nextest {
        true => command.args(["nextest", "run", "--workspace", "--no-fail-fast"]),
        false => command.args(["test", "--workspace", "--no-fail-fast"]),
    };
    command
}
