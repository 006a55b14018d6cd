//! `yihe screens TENDERS.json`: signs in tenders and ballots at which a person should look; the same JSON with its results
//! recomputed.

use crate::cli::{EngineFile, Format};
use crate::open::{Failure, json, print, print_table, say};
use choice::screens::file::recomputed;
use serde_json::Value;

pub fn run(args: &EngineFile) -> Result<(), Failure> {
    let input = json(&args.file)?;
    let out = recomputed(&input).map_err(|wrong| format!("`{}`: {wrong}", args.file.display()))?;
    if args.out.format == Format::Json {
        return print(&out);
    }
    print_table(&prompts(&out))?;
    say("\n");
    print_table(&looked_at(&out))?;
    say(&format!("\n{}\n{}\n", text(&out["signs"]["what"]), text(&out["signs"]["weakness"])));
    Ok(())
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn prompts(out: &Value) -> Vec<Vec<String>> {
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
    rows
}

fn looked_at(out: &Value) -> Vec<Vec<String>> {
    let mut rows = vec![["looked at", "how many"].map(str::to_owned).to_vec()];
    for signs in [&out["signs"], &out["ballots"]] {
        let looked = signs["looked_at"].as_object().into_iter().flatten();
        rows.extend(looked.map(|(kind, many)| vec![kind.clone(), many.to_string()]));
    }
    rows
}
