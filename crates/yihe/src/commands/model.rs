//! `yihe model RUNS.json`: the model of who pays, the same JSON with its results recomputed.

use super::progress::Progress;
use super::table::aligned;
use crate::cli::{EngineFile, Format, TemplateLang};
use crate::open::{Failure, json, print, say};
use outlook::estate::runs;
use serde_json::Value;

pub fn run(args: &EngineFile) -> Result<(), Failure> {
    let file = json(&args.file)?;
    let mut progress = None;
    let recomputed = runs::recomputed(&file, &mut |_, all| {
        progress.get_or_insert_with(|| Progress::new("months", all)).done(1);
    });
    let out = recomputed.map_err(|wrong| format!("`{}`: {wrong}", args.file.display()))?;
    match args.out.format {
        Format::Json => print(&out),
        Format::Table => say(&table(&out, args.out.lang)),
    }
}

/// The years that papers show of a run, and who paid in its last month.
fn table(out: &Value, lang: TemplateLang) -> String {
    let heads = lang.heads(
        ["情形", "状况 第1年", "第5年", "第10年", "第20年", "最后一月缴费户"],
        ["run", "condition year 1", "year 5", "year 10", "year 20", "paying in the last month"],
    );
    let mut rows = vec![heads];
    rows.extend(out["runs"].as_array().into_iter().flatten().enumerate().map(|(n, run)| {
        let name = run["scenario"].as_str().map_or_else(|| (n + 1).to_string(), str::to_owned);
        let year =
            |year: usize| run["condition_by_year"][year - 1].as_f64().map_or("—".into(), |q| format!("{q:.2}"));
        let last = run["payers_by_month"].as_array().and_then(|months| months.last());
        let last = last.map_or("—".into(), Value::to_string);
        [vec![name], [1, 5, 10, 20].map(year).to_vec(), vec![last]].concat()
    }));
    aligned(&rows)
}
