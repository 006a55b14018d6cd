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
    let [what, weakness] = [said(&out["signs"]["what"], lang), said(&out["signs"]["weakness"], lang)];
    say(&format!("{prompts}\n{looked_at}\n{what}\n{weakness}\n"))
}

/// A sentence in the reader's language.
fn said(sentence: &Value, lang: TemplateLang) -> String {
    text(&sentence[lang.say("zh", "en")])
}

/// A kind of sign, by its name in Chinese; in English its word says it.
fn sign(kind: &str, lang: TemplateLang) -> String {
    let chinese = match kind {
        "often_wins" => "中标过多",
        "win_in_turns" => "轮流中标",
        "close_bids" => "报价接近",
        "near_reserve" => "贴近限价",
        "under_threshold" => "卡在门槛下",
        "sole_bidder" => "仅一家投标",
        "added_after_award" => "中标后加价",
        "same_bidders" => "总是同几家",
        "shared_identifier" => "共用电话、账户等",
        "interest" => "利害关系",
        "one_device" => "同一设备",
        "many_proxies" => "代理过多",
        "within_a_minute" => "一分钟内集中",
        "standing" => "房屋或业主状况",
        "turnout_of_stairwell" => "单元参与率",
        "yes_of_stairwell" => "单元同意率",
        "late_surge" => "最后集中同意",
        other => other,
    };
    lang.say(chinese, &kind.replace('_', " ")).to_owned()
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
            let (kind, why) = (sign(&text(&prompt["kind"]), lang), said(&prompt["why"], lang));
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
        rows.extend(looked.map(|(kind, many)| vec![sign(kind, lang), many.to_string()]));
    }
    rows
}
