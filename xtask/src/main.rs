//! What a contributor and CI run: `cargo xtask test`, `cargo xtask tidy`, `cargo xtask bench`.

mod bench;
mod engines;
mod needs;
mod postgres;
mod test;
mod tidy;

use std::path::PathBuf;
use std::process::{Command, ExitCode};

const USAGE: &str = "usage: cargo xtask test [--allow-skips] [FILTER …]   everything CI checks
       cargo xtask tidy                             formatting, lints, documentation, licences; no tests
       cargo xtask bench [--quick] [--only SECTION,…] [--builds TEXT]
       cargo xtask bench engines [--quick]          engines beside their peers in Python";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match args.split_first() {
        Some((what, rest)) if what == "bench" => bench::run(rest),
        Some((what, rest)) if what == "test" => test::run(rest),
        Some((what, [])) if what == "tidy" => tidy::run(),
        _ => Err(USAGE.into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("xtask: {why}");
            ExitCode::FAILURE
        }
    }
}

/// The project's folder.
fn root() -> PathBuf {
    let own = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    own.parent().map_or(own.clone(), PathBuf::from)
}

/// The cargo that runs this, in the project's folder.
fn cargo() -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(root());
    command
}

/// Runs a command to its end.
fn done(command: &mut Command, what: &str) -> Result<(), String> {
    let status = command.status().map_err(|e| format!("{what}: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{what} failed")) }
}
