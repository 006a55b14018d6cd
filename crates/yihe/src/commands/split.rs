//! `yihe split CASES.json`: amounts, split to the fen; the same JSON with its results recomputed.

use crate::cli::{EngineFile, Format};
use crate::open::{Failure, json, print, print_table};
use choice::split::file::recomputed;
use serde_json::Value;

pub fn run(args: &EngineFile) -> Result<(), Failure> {
    let input = json(&args.file)?;
    let out = recomputed(&input).map_err(|wrong| format!("`{}`: {wrong}", args.file.display()))?;
    match args.out.format {
        Format::Json => print(&out),
        Format::Table => print_table(&table(&out)),
    }
}

fn table(out: &Value) -> Vec<Vec<String>> {
    let cases = out.as_array().or_else(|| out["cases"].as_array()).into_iter().flatten();
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut rows = vec![["case", "total_fen", "shares"].map(str::to_owned).to_vec()];
    rows.extend(cases.enumerate().map(|(n, case)| {
        // A bill that comes again has no one total; a result of another kind may stand beside it.
        let (total, shares) = match case.get("months_fen") {
            Some(_) => ("months".to_owned(), &case["shares_by_month"]),
            None => (text(&case["total_fen"]), &case["shares"]),
        };
        vec![(n + 1).to_string(), total, shares.to_string().replace('"', "")]
    }));
    rows
}
