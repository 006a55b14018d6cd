//! `yihe screens TENDERS.json`: signs in tenders and ballots at which a person should look; the same JSON with its results
//! recomputed.

use crate::cli::{EngineFile, Format};
use crate::open::{Failure, json, print, print_table};
use choice::screens::file::recomputed;
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
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let number = |value: &Value| value.as_f64().map_or("—".to_owned(), |v| format!("{v:.4}"));
    let names = |value: &Value| value.as_array().into_iter().flatten().map(text).collect::<Vec<_>>().join(", ");
    let mut rows = vec![["sign", "about", "seen", "of", "chance", "corrected", "why"].map(str::to_owned).to_vec()];
    for signs in [&out["signs"], &out["ballots"]] {
        rows.extend(signs["prompts"].as_array().into_iter().flatten().map(|prompt| {
            let [kind, why] = ["kind", "why"].map(|field| text(&prompt[field]));
            let [seen, of] = ["seen", "of"].map(|field| prompt[field].to_string());
            let [chance, corrected] = ["chance", "corrected"].map(|field| number(&prompt[field]));
            vec![kind, names(&prompt["about"]), seen, of, chance, corrected, why]
        }));
    }
    rows.push(vec![String::new()]);
    rows.push(["looked at", "how many"].map(str::to_owned).to_vec());
    for signs in [&out["signs"], &out["ballots"]] {
        let looked = signs["looked_at"].as_object().into_iter().flatten();
        rows.extend(looked.map(|(kind, many)| vec![kind.clone(), many.to_string()]));
    }
    rows.push(vec![String::new()]);
    rows.extend(["what", "weakness"].map(|field| vec![text(&out["signs"][field])]));
    rows
}
