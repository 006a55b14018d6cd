//! The Yihe program.
//!
//! `serve` and `demo` run it; the rest are commands for the engineer who hosts it and for anybody who checks it. One
//! habit: JSON in, JSON out, exit code 0 only when the command could do its work. What people should read goes to
//! standard error.

mod cli;
mod commands;
mod demo;
mod json;
mod messages;
mod open;

use clap::Parser as _;
use cli::{Cli, Command};
use std::io::Write as _;
use std::process::ExitCode;

/// Pages and batches allocate much and briefly on every core; this allocator does that without waiting for the others.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_env("YIHE_LOG").unwrap_or_else(|_| "info".into());
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .without_time()
        .with_target(false)
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(e) => return fail(&format!("no runtime: {e}")),
    };
    let outcome = runtime.block_on(async {
        match cli.command {
            Command::Serve(args) => commands::serve::run(args).await,
            Command::Demo(args) => commands::demo::run(args).await,
            Command::Import(args) => commands::import::run(args).await,
            Command::Export(args) => commands::export::run(args).await,
            Command::Template(args) => commands::template::run(&args),
            Command::Verify(args) => commands::verify::run(args).await,
            Command::Admin(args) => commands::admin::run(args).await,
            Command::Tally(args) => commands::tally::run(&args),
            Command::Budget(args) => commands::budget::run(&args),
            Command::Screens(args) => commands::screens::run(&args),
            Command::Opinion(args) => commands::opinion::run(&args),
            Command::Split(args) => commands::split::run(&args),
            Command::Merkle(args) => commands::merkle::run(&args),
            Command::Reserve(args) => commands::reserve::run(&args),
            Command::Model(args) => commands::model::run(&args),
            Command::Forecast(args) => commands::forecast::run(&args),
            Command::Finance(args) => commands::finance::run(&args),
        }
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => fail(&why.to_string()),
    }
}

fn fail(why: &str) -> ExitCode {
    // Everything a command found is on standard output already; this says why the exit code is not 0.
    if !why.is_empty() {
        let _ = writeln!(std::io::stderr(), "yihe: {why}");
    }
    ExitCode::FAILURE
}
