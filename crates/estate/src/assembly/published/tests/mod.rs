//! Each flag, the shapes figures come in, and what must hold for every notice. Here: the notices tests begin with, and that no
//! documented flag goes without a test.

mod ballots;
mod bases;
mod choices;
mod doubtful;
mod input;
mod properties;
mod results;

use super::*;
use std::collections::BTreeSet;

fn today() -> Day {
    Day::new(2026, 11, 23).unwrap()
}

/// One case of a vote after 2021 on an ordinary item (4), with these figures.
fn case(kind: &str, title: &str, place: &str, date: &str, figures: Value) -> Value {
    json!({ "id": "T", "kind": kind, "title": title, "jurisdiction": place, "date": date, "figures": figures })
}

fn book() -> &'static Book {
    static BOOK: std::sync::OnceLock<Book> = std::sync::OnceLock::new();
    BOOK.get_or_init(Book::built_in)
}

fn out(case: &Value) -> Value {
    judge(case, book(), today())
}

fn vote(figures: Value) -> Value {
    out(&case("assembly_vote", "选聘物业服务企业", "四川成都", "2024-05-01", figures))["items"][0].clone()
}

fn lift(figures: Value) -> Value {
    out(&case("assembly_vote", "加装电梯", "四川成都", "2024-05-01", figures))["items"][0].clone()
}

fn count(figures: Value) -> Value {
    out(&case("owner_counting", "业主人数认定", "四川成都", "2024-05-01", figures))["items"][0].clone()
}

fn flags(item: &Value) -> Vec<&str> {
    item["flags"].as_array().unwrap().iter().map(|f| f.as_str().unwrap()).collect()
}

#[track_caller]
fn check(item: &Value, result: &str, expected: &[&str]) {
    assert_eq!(item["result"], result, "{item:#}");
    for flag in expected {
        let not = flag.strip_prefix('!');
        assert_eq!(flags(item).contains(&not.unwrap_or(flag)), not.is_none(), "{flag} in {item:#}");
    }
}

/// A complete and consistent notice: 300 owners, 30,000 ㎡.
fn full() -> Value {
    json!({
        "total_owners": 300, "total_area": 30000,
        "participating": { "owners": 240, "area": 24000 },
        "for": { "owners": 160, "area": 16000 }, "against": { "owners": 60, "area": 6000 },
        "abstain": { "owners": 20, "area": 2000 },
    })
}

fn with(path: &str, value: Value) -> Value {
    let mut figures = full();
    match figures.pointer_mut(path) {
        Some(at) => *at = value,
        None => figures[path.trim_start_matches('/')] = value,
    }
    figures
}

/// Codes in the table of the module's documentation.
fn documented() -> BTreeSet<String> {
    let doc: Vec<&str> =
        include_str!("../../published.rs").lines().map_while(|l| l.strip_prefix("//!")).map(str::trim_start).collect();
    let rules = doc.iter().position(|l| l.starts_with("Of a rule")).unwrap();
    let tables = doc.iter().filter(|l| l.starts_with("| `")).map(|l| l.split('|').nth(1).unwrap());
    let codes = tables.chain(doc[rules..].iter().copied()).flat_map(|text| text.split('`').skip(1).step_by(2));
    codes.map(|code| code.split([':', '…']).next().unwrap().to_owned()).filter(|code| !code.is_empty()).collect()
}

fn is_documented(flag: &str, codes: &BTreeSet<String>) -> bool {
    let code = flag.split(':').next().unwrap();
    let parts = ["for", "against", "abstain", "invalid", "silent"];
    let bases = ["owners", "votes", "residents", "households", "units"];
    codes.contains(code)
        || parts.iter().any(|p| code.starts_with(&format!("derivable_{p}_")))
        || bases.iter().any(|b| code == format!("implied_for_{b}") || code == format!("would_pass_by_{b}"))
        || code == "parts_exceed_participation_area"
}

fn all_flags(out: &Value) -> Vec<String> {
    let mut flags: Vec<String> = Vec::new();
    let mut take = |list: &Value| flags.extend(list.as_array().unwrap().iter().map(|f| f.as_str().unwrap().to_owned()));
    take(&out["flags"]);
    out["items"].as_array().unwrap().iter().for_each(|item| take(&item["flags"]));
    flags
}

#[test]
fn every_documented_flag_is_tested_here() {
    let tests = [
        include_str!("ballots.rs"),
        include_str!("bases.rs"),
        include_str!("choices.rs"),
        include_str!("doubtful.rs"),
        include_str!("input.rs"),
        include_str!("results.rs"),
        include_str!("../cases.rs"),
    ];
    for code in
        documented().iter().filter(|c| !["derivable_PART_owners", "derivable_PART_area", ""].contains(&c.as_str()))
    {
        let quoted = [format!("\"{code}\""), format!("\"{code}:")];
        assert!(quoted.iter().any(|q| tests.iter().any(|t| t.contains(q))), "{code} is in no test");
    }
}
