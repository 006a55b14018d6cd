//! `yihe model RUNS.json`: the model of who pays, the same JSON with its results recomputed.

use super::progress::Progress;
use crate::cli::Model;
use crate::open::{Failure, json, print};
use outlook::estate::runs;

pub fn run(args: &Model) -> Result<(), Failure> {
    let file = json(&args.file)?;
    let mut progress = None;
    let recomputed = runs::recomputed(&file, &mut |_, all| {
        progress.get_or_insert_with(|| Progress::new("runs", all)).done(1);
    });
    print(&recomputed.map_err(|wrong| format!("`{}`: {wrong}", args.file.display()))?)
}
