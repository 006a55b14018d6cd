//! The published cases with their expected results: every field that both sides name, by the table below.

use super::*;

const CASES: &str = include_str!("../../../fixtures/cases.json");

fn today() -> Day {
    Day::new(2026, 11, 23).unwrap()
}

fn fixture() -> Value {
    serde_json::from_str(CASES).unwrap()
}

fn judged() -> Vec<(Value, Value)> {
    let input = fixture();
    let out = judge_all(&input, &Book::built_in(), today()).unwrap();
    let (input, out) = (input["cases"].as_array().unwrap().clone(), out.as_array().unwrap().clone());
    assert_eq!(input.len(), out.len(), "one object a case");
    input.into_iter().zip(out).collect()
}

/// How an expected value reads in the output.
#[derive(Clone, Copy)]
enum As {
    /// A percentage: `90.37` is `"90.37"`.
    Percent,
    /// The same number.
    Number,
    /// The same truth.
    Truth,
    /// Passed or not: `true` is `PASSED`, `false` `NOT_PASSED`.
    Passed,
    /// The same text.
    Text,
    /// A flag `code:value`.
    Flag(&'static str),
    /// A flag `code:value`, a percentage with two decimals.
    FlagPercent(&'static str),
    /// A flag that is there where the value is true.
    Said(&'static str),
}

/// Case, path in `expected`, path in the first item, how.
const TABLE: &[(&str, &str, &str, As)] = &[
    ("A01", "/quorum_met", "/quorum_met", As::Truth),
    ("A01", "/participation_owners_pct", "/participation/owners/pct", As::Percent),
    ("A01", "/participation_area_pct", "/participation/area/pct", As::Percent),
    ("A01", "/for_owners_pct_of_participating", "/support/owners/pct", As::Percent),
    ("A01", "/for_area_pct_of_participating", "/support/area/pct", As::Percent),
    ("A01", "/passed", "/result", As::Passed),
    ("A01", "/derived/abstain_area", "", As::Flag("derivable_abstain_area")),
    ("A01", "/derived/owners_unaccounted", "/unaccounted/owners", As::Number),
    ("A01", "/derived/majority_owners_pct", "", As::FlagPercent("majority_with_silent_owners")),
    ("A01", "/variant_silent_excluded/participating_owners", "/silent_excluded/participation/owners/num", As::Number),
    ("A01", "/variant_silent_excluded/participating_area", "/silent_excluded/participation/area/num", As::Number),
    (
        "A01",
        "/variant_silent_excluded/participation_owners_pct",
        "/silent_excluded/participation/owners/pct",
        As::Percent,
    ),
    ("A01", "/variant_silent_excluded/participation_area_pct", "/silent_excluded/participation/area/pct", As::Percent),
    ("A01", "/variant_silent_excluded/quorum_met", "/silent_excluded/quorum_met", As::Truth),
    ("A01", "/variant_silent_excluded/passed", "/silent_excluded/result", As::Passed),
    ("A03", "/passed", "/result", As::Passed),
    ("A03", "/participation_owners_pct_min", "/participation/owners/pct", As::Percent),
    ("A03", "/participation_area_pct_min", "/participation/area/pct", As::Percent),
    ("A03", "/quorum_met", "/quorum_met", As::Truth),
    ("A03", "/for_owners_pct_of_total", "/support/owners/pct", As::Percent),
    ("A03", "/for_area_pct_of_total", "/support/area/pct", As::Percent),
    ("A05", "/civil_code_result", "/result", As::Text),
    ("A05", "/min_participating_owners", "", As::Flag("participation_needed_owners")),
    ("A05", "/for_owners_pct_of_total", "", As::FlagPercent("support_of_all_owners")),
    ("A06", "/participation_pct", "/participation/owners/pct", As::Percent),
    ("A06", "/sum_of_pct", "", As::FlagPercent("percentages_sum_to")),
    ("A06", "/implied_invalid_pct", "", As::FlagPercent("percentages_leave")),
    ("A06", "/implied_for_votes", "", As::Flag("implied_for_votes")),
    ("A06", "/implied_for_pct_of_total_votes", "", As::FlagPercent("implied_for_of_all")),
    ("A06", "/old_law_passed", "", As::Said("would_pass_by_votes")),
    ("A07", "/variant_abstain_counts_as_participating/participating", "/participation/owners/num", As::Number),
    ("A07", "/variant_abstain_counts_as_participating/for_pct", "/support/owners/pct", As::Percent),
    ("A07", "/variant_abstain_counts_as_participating/passed", "/result", As::Passed),
    ("A07", "/variant_abstain_not_participating/passed", "", As::Said("abstention_decides:17/21")),
    ("A07", "/variant_street_office_count/for", "", As::Flag("other_count_claimed")),
    ("A07", "/variant_street_office_count/passed", "", As::Said("other_count_decides")),
    ("A07", "/statute_item", "", As::Flag("item_inferred")),
    ("A10", "/passed", "/result", As::Passed),
    ("A10", "/for_pct", "/support/owners/pct", As::Percent),
    ("A11", "/passed_if_two_thirds_of_all_voted_for", "", As::Said("would_pass_if_published_shares_hold")),
    ("A12", "/vote_threshold_met", "", As::Said("would_pass_by_owners")),
    ("A13", "/passed", "/result", As::Passed),
    ("A15", "/min_participating_owners", "", As::Flag("participation_needed_owners")),
    ("A15", "/min_participating_area_m2", "", As::Flag("participation_needed_area")),
    ("A16", "/min_participating_owners", "", As::Flag("participation_needed_owners")),
    ("A16", "/min_participating_area_m2", "", As::Flag("participation_needed_area")),
    ("A17", "/min_participating_owners", "", As::Flag("participation_needed_owners")),
    ("A17", "/min_participating_area_m2", "", As::Flag("participation_needed_area")),
    ("A18", "/min_participating_owners", "", As::Flag("participation_needed_owners")),
    ("A18", "/min_participating_area_m2", "", As::Flag("participation_needed_area")),
    ("A19", "/min_participating_owners", "", As::Flag("participation_needed_owners")),
    ("A19", "/min_participating_area_m2", "", As::Flag("participation_needed_area")),
    ("A20", "/min_participating_owners", "", As::Flag("participation_needed_owners")),
    ("A20", "/min_participating_area_m2", "", As::Flag("participation_needed_area")),
    ("A21", "/min_participating_owners", "", As::Flag("participation_needed_owners")),
    ("A21", "/min_participating_area_m2", "", As::Flag("participation_needed_area")),
    ("A23", "/base_is_item_specific", "", As::Said("base_is_item_specific")),
];

/// Fields of `expected` that no output names, and why.
const NOT_NAMED: &[(&str, &str)] = &[
    ("A01/rule", "words"),
    ("A01/derived/silent_area", "published in `figures` of the fixture already"),
    ("A03/against_owners_pct_of_total", "the share of those against decides nothing"),
    ("A03/against_area_pct_of_total", "the same"),
    ("A05/reason", "words"),
    ("A06/civil_code_ordinary_passed_by_votes", "judged by the law of its day"),
    ("A06/civil_code_three_quarter_passed_by_votes", "judged by the law of its day"),
    ("A07/threshold", "words"),
    ("A07/variant_abstain_counts_as_participating/required", "a number of heads the citation gives as a share"),
    ("A07/variant_abstain_not_participating/participating", "inside the flag of the variant"),
    ("A07/variant_abstain_not_participating/required", "the same"),
    ("A07/variant_abstain_not_participating/for_pct", "the same"),
    ("A10/later_withdrawal_effect", "words; the flag later_withdrawal_without_effect says it"),
    ("A11/increase_pct", "not a vote"),
    ("A11/extra_per_household_year", "not a vote"),
    ("A12/legally_effective", "words; the flag other_permits_needed says it"),
    ("A13/note", "words"),
    ("A22/silent_rule_allowed_if", "words; four flags silent_counts_only_if say them"),
];

fn has(item: &Value, flag: &str) -> bool {
    item["flags"].as_array().unwrap().iter().any(|f| f == flag)
}

fn agrees(expected: &Value, item: &Value, path: &str, how: As) -> bool {
    let got = || item.pointer(path).unwrap_or(&Value::Null);
    let two = |v: &Value| units::Decimal::parse(&v.to_string(), 2).map(|d| d.text(false)).unwrap_or_default();
    match how {
        As::Percent => got().as_str() == Some(two(expected).as_str()),
        As::Number | As::Truth | As::Text => got() == expected,
        As::Passed => got() == if expected == true { "PASSED" } else { "NOT_PASSED" },
        As::Flag(code) => has(item, &format!("{code}:{expected}")),
        As::FlagPercent(code) => has(item, &format!("{code}:{}", two(expected))),
        As::Said(flag) => has(item, flag) == (expected == true),
    }
}

#[test]
fn every_published_case_comes_out_as_expected() {
    let judged = judged();
    for (id, expected_path, path, how) in TABLE {
        let (case, out) = judged.iter().find(|(case, _)| case["id"] == *id).unwrap();
        let expected = case["expected"].pointer(expected_path).unwrap_or_else(|| panic!("{id}{expected_path}"));
        let item = &out["items"][0];
        assert!(agrees(expected, item, path, *how), "{id}{expected_path} = {expected}, got {item:#}");
    }
}

fn leaves(value: &Value, path: &str, out: &mut Vec<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, v)| leaves(v, &format!("{path}/{key}"), out)),
        _ => out.push(path.to_owned()),
    }
}

#[test]
fn no_expected_field_of_a_vote_is_left_out_unsaid() {
    for (case, _) in judged().iter().filter(|(c, _)| KINDS.contains(&c["kind"].as_str().unwrap())) {
        let (id, mut paths) = (case["id"].as_str().unwrap(), Vec::new());
        leaves(&case["expected"], "", &mut paths);
        for path in paths {
            let tested = TABLE.iter().any(|(case, p, ..)| *case == id && *p == path);
            let named = NOT_NAMED.iter().any(|(p, _)| *p == format!("{id}{path}"));
            assert!(tested != named, "{id}{path}: in the table or among those not named, not both");
        }
    }
}

#[test]
fn flags_and_citations_of_the_published_cases() {
    let judged = judged();
    let item = |id: &str| judged.iter().find(|(c, _)| c["id"] == *id).map(|(_, out)| out["items"][0].clone()).unwrap();
    for (id, flags) in [
        ("A01", &["unaccounted_owners:4", "silent_counted_to:against", "silent_conditions_not_shown"][..]),
        ("A03", &["participation_is_minimum", "failing_is_not_the_opposite"]),
        ("A05", &["area_missing", "participation_missing", "item_inferred:9"]),
        ("A06", &["votes_not_owners", "area_missing", "percentage_of_no_whole_number"]),
        ("A07", &["area_missing", "irregular_ballots:3", "item_inferred:7"]),
        ("A10", &["area_missing", "later_withdrawal_without_effect:2", "unanimous"]),
        ("A12", &["area_missing", "other_permits_needed", "item_inferred:8"]),
        ("A13", &["area_missing", "base_missing:owners", "unanimous", "item_inferred:7"]),
        ("A15", &["no_votes_published"]),
        ("A20", &["base_may_hold_units_that_do_not_count"]),
        ("A22", &["silent_counts_only_if:clause_in_rules", "silent_counts_only_if:ballot_served"]),
        ("A22", &["silent_counts_only_if:topic_notified", "silent_counts_only_if:silence_warned"]),
    ] {
        for flag in flags {
            assert!(has(&item(id), flag), "{id} {flag}: {}", item(id)["flags"]);
        }
    }
    for (id, article) in [
        ("A01", "民法典第二百七十八条第二款"),
        ("A01", "浙江省物业管理条例第十条第二款"),
        ("A03", "物业管理条例第十二条第三款"),
        ("A10", "物业管理条例第十一条、第十二条第三款"),
        ("A22", "业主大会和业主委员会指导规则第二十六条第二款"),
        ("A23", "法院裁判摘要：车库、地下库房、社区配套用房不计入"),
    ] {
        assert!(item(id)["citations"].as_array().unwrap().iter().any(|c| c == article), "{id} cites {article}");
    }
    for id in ["A06", "A11", "A12", "A15", "A22", "A23"] {
        assert_eq!(item(id)["result"], "NOT_DEMONSTRATED", "{id}");
        assert_eq!(item(id)["quorum_met"], Value::Null, "{id}");
    }
    assert_eq!(item("A01")["unaccounted"], json!({ "owners": 4, "area": null }), "abstained area is not published");
    assert_eq!(item("A01")["support"]["owners"], json!({ "num": 238, "den": 1360, "pct": "17.50" }));
    assert_eq!(item("A03")["participation"]["area"], json!({ "num": 128_047.5, "den": 132_675.56, "pct": "96.51" }));
    assert_eq!(item("A05")["participation"]["owners"], json!({ "num": null, "den": 2237, "pct": null }));
    assert_eq!(item("A13")["item"], "北京丰台马家堡路68号院2号楼原拆原建（100%同意）");
}

#[test]
fn days_and_places_of_the_published_cases() {
    let judged = judged();
    let flags = |id: &str| judged.iter().find(|(c, _)| c["id"] == *id).map(|(_, out)| out["flags"].clone()).unwrap();
    assert_eq!(flags("A01"), json!([]));
    assert_eq!(flags("A07"), json!(["no_local_rules_known", "date_unknown_todays_law"]));
    assert_eq!(flags("A10"), json!(["no_local_rules_known", "date_is_range:2019-01-01..2020-12-31"]));
    assert_eq!(flags("A05"), json!(["place_unknown_national_law"]));
    assert_eq!(flags("B01"), json!(["kind_not_judged:public_revenue"]));
}
