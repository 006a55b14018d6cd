//! `yihe split CASES.json`: amounts, split to the fen; the same JSON with its results recomputed.

use super::table::aligned;
use crate::cli::{EngineFile, Format, TemplateLang};
use crate::open::{Failure, json, print, say};
use choice::split::file::recomputed;
use serde_json::Value;

pub fn run(args: &EngineFile) -> Result<(), Failure> {
    let input = json(&args.file)?;
    let out = recomputed(&input).map_err(|wrong| format!("`{}`: {wrong}", args.file.display()))?;
    match args.out.format {
        Format::Json => print(&out),
        Format::Table => say(&aligned(&table(&out, args.out.lang))),
    }
}

fn table(out: &Value, lang: TemplateLang) -> Vec<Vec<String>> {
    let cases = out.as_array().or_else(|| out["cases"].as_array()).into_iter().flatten();
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut rows = vec![lang.heads(["序号", "总额（分）", "各户（分）"], ["case", "total (fen)", "shares (fen)"])];
    rows.extend(cases.enumerate().map(|(n, case)| {
        // A bill that comes again has no one total; a result of another kind may stand beside it.
        let (total, shares) = match case.get("months_fen") {
            Some(_) => (lang.say("逐月", "by month").to_owned(), &case["shares_by_month"]),
            None => (text(&case["total_fen"]), &case["shares"]),
        };
        vec![(n + 1).to_string(), total, shares.to_string().replace('"', "")]
    }));
    rows
}
