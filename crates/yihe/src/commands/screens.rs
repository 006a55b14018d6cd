//! `yihe screens TENDERS.json`: signs in tenders and ballots at which a person should look; the same JSON with its results
//! recomputed.

use super::table::aligned;
use crate::cli::{EngineFile, Format, TemplateLang};
use crate::open::{Failure, json, print, say};
use choice::screens::file::recomputed;
use serde_json::Value;

pub fn run(args: &EngineFile) -> Result<(), Failure> {
    let input = json(&args.file)?;
    let out = recomputed(&input).map_err(|wrong| format!("`{}`: {wrong}", args.file.display()))?;
    if args.out.format == Format::Json {
        return print(&out);
    }
    let lang = args.out.lang;
    let [prompts, looked_at] = [prompts(&out, lang), looked_at(&out, lang)].map(|rows| aligned(&rows));
    let (what, weakness) = (text(&out["signs"]["what"]), text(&out["signs"]["weakness"]));
    say(&format!("{prompts}\n{looked_at}\n{what}\n{weakness}\n"))
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn prompts(out: &Value, lang: TemplateLang) -> Vec<Vec<String>> {
    let number = |value: &Value| value.as_f64().map_or("—".to_owned(), |v| format!("{v:.4}"));
    let names = |value: &Value| value.as_array().into_iter().flatten().map(text).collect::<Vec<_>>().join(", ");
    let heads = lang.heads(
        ["迹象", "涉及", "次数", "共", "偶然概率", "校正后", "看到了什么"],
        ["sign", "about", "seen", "of", "chance", "corrected", "why"],
    );
    let mut rows = vec![heads];
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

fn looked_at(out: &Value, lang: TemplateLang) -> Vec<Vec<String>> {
    let mut rows = vec![lang.heads(["查看了什么", "多少"], ["looked at", "how many"])];
    for signs in [&out["signs"], &out["ballots"]] {
        let looked = signs["looked_at"].as_object().into_iter().flatten();
        rows.extend(looked.map(|(kind, many)| vec![kind.clone(), many.to_string()]));
    }
    rows
}
