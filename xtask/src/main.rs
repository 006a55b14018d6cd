//! What a contributor and CI run.

mod bench;

use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match args.split_first() {
        Some((what, rest)) if what == "bench" => bench::run(rest),
        _ => Err("usage: cargo xtask bench [--quick] [--only SECTION,…] [--builds TEXT]".into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("xtask: {why}");
            ExitCode::FAILURE
        }
    }
}
