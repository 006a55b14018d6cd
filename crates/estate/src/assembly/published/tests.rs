//! Each flag, the shapes figures come in, and what must hold for every notice.

use super::*;
use choice::tally;
use proptest::prelude::*;
use std::collections::BTreeSet;
use units::{Area, Weight};

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

// ---- results ----

#[test]
fn complete_figures_are_decided_by_the_tally() {
    check(&vote(full()), "PASSED", &["!area_missing", "!item_unknown"]);
    let item = vote(full());
    assert_eq!(item["quorum_met"], true);
    assert_eq!(item["participation"]["area"], json!({ "num": 24000, "den": 30000, "pct": "80.00" }));
    assert_eq!(item["support"]["owners"], json!({ "num": 160, "den": 240, "pct": "66.67" }));
    assert_eq!(item["unaccounted"], json!({ "owners": 0, "area": 0 }));
    assert_eq!((&item["silent_excluded"], &item["winner"]), (&Value::Null, &Value::Null));
    // Two thirds are no three quarters.
    check(&lift(full()), "NOT_PASSED", &["failing_is_not_the_opposite", "item_inferred:7"]);
    let mut split = with("/for/area", json!(9000));
    split["against"]["area"] = json!(13000);
    check(&vote(split), "NOT_PASSED", &["failing_is_not_the_opposite"]);
    check(&vote(with("/total_area", json!(40000))), "NO_QUORUM", &["participation_needed_area:26666.6667"]);
    check(&vote(with("/total_owners", json!(361))), "NO_QUORUM", &["participation_needed_owners:241"]);
}

#[test]
fn the_edges_of_article_278() {
    let edge = |owners: i64, yes: i64| {
        json!({ "total_owners": 360, "total_area": 36000, "participating_owners": owners, "participating_area": 24000,
                "for": { "owners": yes, "area": 18000 }, "against": { "owners": owners - yes, "area": 6000 } })
    };
    check(&lift(edge(240, 180)), "PASSED", &["other_permits_needed"]);
    check(&lift(edge(240, 179)), "NOT_PASSED", &[]);
    check(&lift(edge(239, 239)), "NO_QUORUM", &[]);
    check(&vote(edge(240, 120)), "NOT_PASSED", &[]);
    check(&vote(edge(240, 121)), "PASSED", &[]);
}

#[test]
fn heads_that_fail_decide_without_areas_and_heads_that_pass_do_not() {
    let heads = |yes: i64, no: i64| json!({ "total_owners": 24, "for": yes, "against": no });
    check(&lift(heads(17, 7)), "NOT_PASSED", &["area_missing", "!participation_is_minimum"]);
    check(&lift(heads(20, 4)), "NOT_DEMONSTRATED", &["area_missing", "would_pass_by_owners"]);
    check(&lift(heads(24, 0)), "PASSED", &["area_missing", "unanimous"]);
    check(&lift(heads(10, 2)), "NOT_DEMONSTRATED", &["participation_is_minimum"]);
    assert_eq!(lift(heads(10, 2))["quorum_met"], Value::Null);
    // 16 of 24 already took part; by area nobody knows.
    assert_eq!(lift(heads(14, 2))["quorum_met"], Value::Null);
    // Nobody approved: by area nobody did either, and all 24 took part.
    check(&lift(heads(0, 24)), "NOT_PASSED", &[]);
}

#[test]
fn everybody_by_one_measure_is_everybody_by_the_other() {
    let all = json!({ "total_owners": 12, "total_area": 1200, "for": { "owners": 12, "area": null } });
    check(&lift(all), "PASSED", &["unanimous", "area_of_approval_missing"]);
    let area = json!({ "total_owners": 12, "total_area": 1200, "for_area": 1200 });
    check(&lift(area), "PASSED", &["unanimous"]);
    // Unanimous among those who came says nothing about the area that came.
    let some = json!({ "total_owners": 12, "participating_owners": 9, "for": 9, "against": 0, "abstain": 0 });
    check(&lift(some), "NOT_DEMONSTRATED", &["would_pass_by_owners"]);
    check(&lift(json!({ "for_pct": 100 })), "PASSED", &["unanimous", "base_missing:owners"]);
    check(&lift(json!({ "for_pct_of_participating": 100 })), "NOT_DEMONSTRATED", &["participation_missing"]);
    check(&lift(json!({ "for_pct": 99.99 })), "NOT_DEMONSTRATED", &[]);
    let against = json!({ "for_pct": 100, "against": 2 });
    check(&lift(against), "NOT_DEMONSTRATED", &["figures_contradict:owners", "figures_contradict:area"]);
    let half = json!({ "total_owners": 12, "for": 12, "total_area": 1200, "for_area": 600 });
    check(&lift(half), "NOT_DEMONSTRATED", &["figures_contradict:area"]);
}

#[test]
fn an_item_nobody_names_is_read_both_ways() {
    let unnamed = |figures| out(&case("assembly_vote", "小区大事", "", "2024-05-01", figures))["items"][0].clone();
    check(&unnamed(full()), "NOT_DEMONSTRATED", &["item_unknown", "threshold_met_under_one_reading_only"]);
    let mut clear = full();
    clear["for"] = json!({ "owners": 200, "area": 20000 });
    clear["against"] = json!({ "owners": 20, "area": 2000 });
    check(&unnamed(clear), "PASSED", &["item_unknown", "!threshold_met_under_one_reading_only"]);
    let mut lost = full();
    lost["for"] = json!({ "owners": 60, "area": 6000 });
    lost["against"] = json!({ "owners": 160, "area": 16000 });
    check(&unnamed(lost), "NOT_PASSED", &[]);
    assert_eq!(unnamed(full())["citations"], json!(["民法典第二百七十八条第二款"]));
}

#[test]
fn the_law_of_the_day_is_the_law() {
    let on = |date: &str, figures: &Value| {
        let all = out(&case("assembly_vote", "选聘物业服务企业", "四川成都", date, figures.clone()));
        (all["items"][0].clone(), all["flags"].clone())
    };
    // 160 of 240 is a majority of those taking part; 140 of 300 is none of all.
    let mut figures = full();
    figures["for"] = json!({ "owners": 140, "area": 14000 });
    figures["against"] = json!({ "owners": 80, "area": 8000 });
    check(&on("2021-01-01", &figures).0, "PASSED", &[]);
    check(&on("2020-12-31", &figures).0, "NOT_PASSED", &[]);
    assert_eq!(on("2020-12-31", &figures).0["support"]["owners"], json!({ "num": 140, "den": 300, "pct": "46.67" }));
    let (both, said) = on("2020-12-01至2021-01-31", &figures);
    check(&both, "NOT_DEMONSTRATED", &["date_decides_the_law", "!threshold_met_under_one_reading_only"]);
    assert!(said.as_array().unwrap().iter().any(|f| f == "date_on_both_sides_of_a_change"));
    check(&on("2020-12-01至2021-01-31", &full()).0, "PASSED", &["!date_decides_the_law"]);
    check(&on("2005-03-01", &full()).0, "NOT_DEMONSTRATED", &["no_rules_for_the_day"]);
    assert_eq!(on("someday", &full()).1, json!(["no_local_rules_known", "date_unknown_todays_law"]));
}

// ---- figures that do not fit ----

#[test]
fn published_parts_that_do_not_add_up() {
    check(&vote(with("/participating/owners", json!(244))), "PASSED", &["unaccounted_owners:4"]);
    check(&vote(with("/participating/area", json!(24000.5))), "PASSED", &["unaccounted_area:0.5"]);
    check(&vote(with("/participating/owners", json!(236))), "PASSED", &["parts_exceed_participation_owners:4"]);
    assert_eq!(vote(with("/participating/owners", json!(236)))["unaccounted"]["owners"], -4);
    check(&vote(with("/participating/area", json!(23000))), "PASSED", &["parts_exceed_participation_area:1000"]);
    // Where the missing ballots decide, nothing is demonstrated: 200 of 300 with them, 196 without.
    let mut short = with("/participating/owners", json!(200));
    short["for"]["owners"] = json!(160);
    short["against"]["owners"] = json!(30);
    short["abstain"]["owners"] = json!(6);
    check(&vote(short), "NOT_DEMONSTRATED", &["unaccounted_owners:4"]);
}

#[test]
fn parts_larger_than_their_whole_prove_nothing() {
    check(&vote(with("/participating/owners", json!(301))), "NOT_DEMONSTRATED", &["figures_contradict:owners"]);
    check(&vote(with("/for/area", json!(31000))), "NOT_DEMONSTRATED", &["figures_contradict:area"]);
}

#[test]
fn what_the_other_figures_leave_is_said() {
    let mut figures = full();
    figures["abstain"]["area"] = Value::Null;
    check(&vote(figures.clone()), "PASSED", &["derivable_abstain_area:2000", "!derivable_abstain_owners:20"]);
    figures["against"]["owners"] = Value::Null;
    check(&vote(figures), "PASSED", &["derivable_against_owners:60"]);
}

#[test]
fn printed_percentages_are_checked_against_their_counts() {
    let print = |key: &str, value: Value| vote(with(&format!("/{key}"), value));
    check(
        &print("for_owners_pct", json!(66.67)),
        "PASSED",
        &["!published_percentage_differs:for_owners_pct:66.67:66.67"],
    );
    check(
        &print("for_owners_pct", json!(66.66)),
        "PASSED",
        &["!published_percentage_differs:for_owners_pct:66.66:66.67"],
    );
    check(
        &print("for_owners_pct", json!(53.33)),
        "PASSED",
        &["!published_percentage_differs:for_owners_pct:53.33:66.67"],
    );
    check(&print("for_owners_pct", json!(68)), "PASSED", &["published_percentage_differs:for_owners_pct:68.00:66.67"]);
    check(
        &print("against_area_pct_of_participating", json!(26)),
        "PASSED",
        &["published_percentage_differs:against_area_pct_of_participating:26.00:25.00"],
    );
    check(&print("participation_area_pct", json!("80%")), "PASSED", &[]);
}

#[test]
fn percentages_alone_demonstrate_only_by_both_measures() {
    let by = |owners: f64, area: f64| {
        json!({ "participation_owners_pct": 80.5, "participation_area_pct": 79.1,
                "for_owners_pct_of_participating": owners, "for_area_pct_of_participating": area })
    };
    check(&vote(by(66.0, 61.2)), "PASSED", &["rests_on_published_percentages", "base_missing:owners"]);
    check(&vote(by(66.0, 49.1)), "NOT_PASSED", &["rests_on_published_percentages"]);
    // 50.00 may be half or a hair more.
    check(&vote(by(66.0, 50.0)), "NOT_DEMONSTRATED", &[]);
    assert_eq!(vote(by(66.0, 61.2))["support"]["owners"], json!({ "num": null, "den": null, "pct": "66.00" }));
    let bare =
        json!({ "total_votes": 1000, "returned": 800, "for_pct_of_returned": 60, "against_pct": 30, "abstain_pct": 5 });
    let said =
        ["percentages_sum_to:95.00", "percentages_leave:5.00", "implied_for_votes:480", "implied_for_of_all:48.00"];
    check(&vote(bare.clone()), "NOT_DEMONSTRATED", &said);
    check(
        &vote(bare),
        "NOT_DEMONSTRATED",
        &["votes_not_owners", "would_pass_by_votes", "participation_is_ballots_returned"],
    );
    let odd = json!({ "total_owners": 100, "participating": 80, "for_pct_of_participating": 60.01 });
    check(&vote(odd), "NOT_DEMONSTRATED", &["percentage_of_no_whole_number", "implied_for_owners:48"]);
}

#[test]
fn a_percentage_of_nobody_knows_what_concludes_only_what_holds_for_both() {
    let by = |pct: f64| {
        json!({ "total_owners": 100, "total_area": 1000, "participating": { "owners": 80, "area": 800 },
                "for_owners_pct": pct, "for_area_pct": pct })
    };
    check(&vote(by(55.0)), "PASSED", &[]);
    // 45 % of all would be 56 % of those taking part.
    check(&vote(by(45.0)), "NOT_DEMONSTRATED", &[]);
}

#[test]
fn bounds_and_guesses() {
    let said = |part: &str, yes: &str| vote(json!({ "participation": part, "for_of_participating": yes }));
    check(&said(">2/3", ">1/2"), "NOT_DEMONSTRATED", &["would_pass_by_owners", "area_missing"]);
    let guessed = said("about 2/3", "约60%");
    check(
        &guessed,
        "NOT_DEMONSTRATED",
        &["figure_is_approximate:participation", "would_pass_if_published_shares_hold"],
    );
    check(&vote(with("/total_area", json!("约3万平方米"))), "NOT_DEMONSTRATED", &["figure_not_understood:total_area"]);
    check(
        &vote(with("/total_area", json!("约30000平方米"))),
        "NOT_DEMONSTRATED",
        &["figure_is_approximate:total_area"],
    );
}

#[test]
fn figures_as_people_write_them() {
    let written = json!({
        "总人数": "300户", "总面积": "30,000㎡", "participatingOwners": "240", "participating_area": "24000平方米",
        "yes": { "households": 160, "area": 16000.0 }, "oppose_owners": 60.0, "against_area": "6,000",
        "abstentions": { "owners": 20, "area": 2000 },
    });
    check(&vote(written), "PASSED", &["!area_missing"]);
    let nested = json!({
        "owners": { "total": 300, "participating": 240, "for": 160, "against": 60, "abstain": 20 },
        "area": { "total": 30000, "participating": 24000, "for": 16000, "against": 6000, "abstain": 2000 },
    });
    check(&vote(nested), "PASSED", &[]);
    let short = json!({ "total": { "owners": 300, "area": 30000 }, "votes": { "for": { "owners": 160, "area": 16000 },
        "against": { "owners": 60, "area": 6000 }, "abstain": { "owners": 20, "area": 2000 } } });
    assert_eq!(vote(short.clone())["participation"], vote(full())["participation"]);
    check(&vote(short), "PASSED", &["!participation_is_minimum"]);
}

#[test]
fn what_is_not_understood_is_said_and_not_used() {
    for (key, value, path) in [
        ("fee_before", json!(0.8), "fee_before"),
        ("revenue_split", json!({ "total": 5, "owners": 3 }), "revenue_split"),
        ("for_area", json!(-5), "for_area"),
        ("for_area", json!([1, 2]), "for_area"),
        ("for_owners", json!(true), "for_owners"),
        ("total_owners", json!("many"), "total_owners"),
        ("total_owners", json!(1e300), "total_owners"),
        ("total_area", json!(12.345_678), "total_area"),
        ("items", json!("one"), "items"),
        ("seats", json!(0), "seats"),
        ("statute_item", json!(12), "statute_item"),
        ("candidates", json!(3), "candidates"),
        ("developer_area", json!(3), "developer_area"),
    ] {
        let item = vote(json!({ key: value }));
        check(&item, "NOT_DEMONSTRATED", &[&format!("figure_not_understood:{path}")]);
    }
    check(&vote(json!("40 yes")), "NOT_DEMONSTRATED", &["figure_not_understood:figures", "no_votes_published"]);
    let twice = json!({ "total_owners": 300, "owners": { "total": 301 } });
    check(&vote(twice), "NOT_DEMONSTRATED", &["figure_given_twice:owners.total"]);
    let bases = json!({ "total_households": 300, "total_votes": 301 });
    check(&vote(bases), "NOT_DEMONSTRATED", &["base_given_twice:total_votes"]);
    let channels = with("/for", json!({ "owners": 160, "area": 16000, "channels": { "online": 100, "door": 50 } }));
    check(&vote(channels), "PASSED", &["channels_do_not_add_up:for"]);
    let channels = with("/for", json!({ "owners": 160, "area": 16000, "channels": { "online": 100, "door": "?" } }));
    check(&vote(channels), "PASSED", &["figure_not_understood:for.channels"]);
}

#[test]
fn bases_that_are_not_owners() {
    let of = |base: &str| {
        let mut figures = full();
        figures.as_object_mut().unwrap().remove("total_owners");
        figures[base] = json!(300);
        vote(figures)
    };
    check(&of("total_households"), "PASSED", &["base_not_registered_owners:households"]);
    check(&of("units"), "PASSED", &["base_not_registered_owners:units"]);
    check(&of("residents"), "NOT_DEMONSTRATED", &["residents_not_owners", "would_pass_by_residents"]);
    check(&of("total_votes"), "NOT_DEMONSTRATED", &["votes_not_owners", "would_pass_by_votes"]);
    check(&of("ballots_issued"), "NOT_DEMONSTRATED", &["base_is_ballots_issued", "votes_not_owners"]);
}

#[test]
fn what_the_notice_announced_is_compared() {
    check(&vote(with("/published_result", json!("passed"))), "PASSED", &["!published_result_differs:passed"]);
    check(&vote(with("/result", json!("未通过"))), "PASSED", &["published_result_differs:未通过"]);
    check(&lift(with("/published_result", json!("通过"))), "NOT_PASSED", &["published_result_differs:通过"]);
    check(&lift(with("/published_result", json!("no_effective_decision"))), "NOT_PASSED", &[]);
}

// ---- ballots that are read two ways ----

#[test]
fn abstentions_are_in_the_base_and_what_hangs_on_them_is_said() {
    let item = lift(json!({ "total_owners": 24, "for": 17, "against": 4, "abstain": 3 }));
    check(&item, "NOT_PASSED", &["abstention_decides:17/21"]);
    let item = lift(json!({ "total_owners": 24, "for": 20, "against": 4, "abstain": 0 }));
    check(&item, "NOT_DEMONSTRATED", &["!abstention_decides:20/24"]);
}

#[test]
fn invalid_ballots_in_the_participation_are_read_both_ways() {
    // 202 of 300 with the invalid ones is a quorum, 198 is none.
    let edge = |taking: i64| {
        json!({ "total_owners": 300, "total_area": 30000, "participating": { "owners": taking, "area": 25000 },
                "for": { "owners": 150, "area": 16000 }, "against": { "owners": 28, "area": 6000 },
                "abstain": { "owners": 20, "area": 2900 }, "invalid": { "owners": 4, "area": 100 } })
    };
    check(&vote(edge(202)), "NOT_DEMONSTRATED", &["invalid_counted_as_participating", "invalid_reading_decides"]);
    let outside = vote(with("/invalid", json!({ "owners": 4, "area": 400 })));
    check(&outside, "PASSED", &["!invalid_reading_decides", "!invalid_counted_as_participating"]);
    assert_eq!(outside["unaccounted"], json!({ "owners": 0, "area": 0 }));
    let mut inside = with("/invalid", json!({ "owners": 4, "area": 400 }));
    inside["participating"] = json!({ "owners": 244, "area": 24400 });
    check(&vote(inside), "PASSED", &["invalid_counted_as_participating", "!invalid_reading_decides"]);
    let mut unsaid = edge(0);
    unsaid.as_object_mut().unwrap().remove("participating");
    check(&vote(unsaid), "NO_QUORUM", &["invalid_reading_decides"]);
}

#[test]
fn ballots_and_counts_in_dispute() {
    let lift = |extra: Value| {
        let mut figures = json!({ "total_owners": 24, "for": 18, "against": 6, "abstain": 0 });
        figures.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        lift(figures)
    };
    check(
        &lift(json!({ "irregular_ballots": 1 })),
        "NOT_DEMONSTRATED",
        &["irregular_ballots:1", "irregular_ballots_decide"],
    );
    check(
        &lift(json!({ "claimed_for_by_neighbours": 17 })),
        "NOT_DEMONSTRATED",
        &["other_count_claimed:17", "other_count_decides"],
    );
    check(&lift(json!({ "later_objecting": 2 })), "NOT_DEMONSTRATED", &["later_withdrawal_without_effect:2"]);
}

// ---- silent owners ----

fn with_silent(silent: Value, taking: i64) -> Value {
    let mut figures = full();
    figures["served_not_returned"] = silent;
    figures["participating"] = json!({ "owners": taking, "area": taking * 100 });
    figures
}

#[test]
fn silent_owners_follow_the_majority_of_the_returned_and_both_results_are_shown() {
    let mut figures = with_silent(json!({ "owners": 20, "area": 2000, "rule": "count_to_majority" }), 210);
    figures["for"] = json!({ "owners": 120, "area": 12000 });
    figures["against"] = json!({ "owners": 60, "area": 6000 });
    figures["abstain"] = json!({ "owners": 10, "area": 1000 });
    let item = vote(figures.clone());
    check(&item, "PASSED", &["silent_counted_to:for", "silent_decided", "silent_conditions_not_shown"]);
    check(&item, "PASSED", &["majority_with_silent_owners:66.67"]);
    assert_eq!(item["support"]["owners"], json!({ "num": 140, "den": 210, "pct": "66.67" }));
    assert_eq!(item["silent_excluded"]["result"], "NO_QUORUM");
    assert_eq!(item["silent_excluded"]["participation"]["owners"], json!({ "num": 190, "den": 300, "pct": "63.33" }));
    assert!(item["citations"].as_array().unwrap().iter().any(|c| c == "业主大会和业主委员会指导规则第二十六条第二款"));
    // The published participation may leave them out; they are added then.
    figures["participating"] = json!({ "owners": 190, "area": 19000 });
    assert_eq!(vote(figures.clone())["participation"], item["participation"]);
    // Without areas the majority rests on heads.
    let heads = json!({ "total_owners": 300, "participating": 210, "for": 120, "against": 60, "abstain": 10,
        "not_voted": { "owners": 20, "rule": "计入多数票" } });
    check(&vote(heads), "NOT_DEMONSTRATED", &["majority_by_heads_only", "silent_counted_to:for"]);
}

#[test]
fn silent_owners_stay_out_where_nothing_counts_them() {
    let out_of = |rule: Value| vote(with_silent(json!({ "owners": 20, "area": 2000, "rule": rule }), 240));
    check(&out_of(json!("exclude")), "PASSED", &["silent_not_counted:20", "!silent_counted_to:for"]);
    check(&out_of(Value::Null), "PASSED", &["silent_not_counted:20"]);
    check(&out_of(json!("see annex")), "PASSED", &["silent_rule_not_understood:see annex", "silent_not_counted:20"]);
    assert_eq!(out_of(json!("exclude"))["silent_excluded"], Value::Null);
    let inside = vote(with_silent(json!({ "owners": 20, "area": 2000 }), 260));
    check(&inside, "PASSED", &["silent_counted_without_a_rule", "silent_counted_to:for"]);
    let mut tie = with_silent(json!({ "owners": 20, "area": 2000, "rule": "count_to_majority" }), 240);
    tie["for"] = json!({ "owners": 110, "area": 11000 });
    tie["against"] = json!({ "owners": 110, "area": 11000 });
    check(&vote(tie), "NOT_PASSED", &["no_majority_for_silent"]);
    let key =
        json!({ "total_owners": 300, "for": 160, "against": 60, "abstain": 20, "silent_counted_to_majority": 20 });
    check(&vote(key), "NOT_DEMONSTRATED", &["silent_counted_to:for"]);
}

#[test]
fn zhejiang_asks_the_voted_majority_for_half_of_all() {
    let zhejiang = |yes: i64, area: Value| {
        let mut figures = with_silent(json!({ "owners": 20, "area": 2000, "rule": "count_to_majority" }), 260);
        figures["for"] = json!({ "owners": yes, "area": area });
        figures["against"] = json!({ "owners": 220 - yes, "area": (220 - yes) * 100 });
        out(&case("assembly_vote", "选聘物业服务企业", "浙江温州", "2024-05-01", figures))["items"][0].clone()
    };
    check(&zhejiang(160, json!(16000)), "PASSED", &["!silent_floor_not_met", "!silent_floor_not_shown"]);
    check(&zhejiang(140, json!(14000)), "PASSED", &["silent_floor_not_met"]);
    check(&zhejiang(160, Value::Null), "NOT_DEMONSTRATED", &["silent_floor_not_shown"]);
}

// ---- several items, choices ----

#[test]
fn items_inherit_the_base_and_not_each_others_votes() {
    let figures = json!({
        "total_owners": 300, "total_area": 30000, "participating_owners": 240, "participating_area": 24000,
        "items": [
            { "name": "选聘物业服务企业", "statute_item": 4, "for": { "owners": 160, "area": 16000 },
              "against": { "owners": 80, "area": 8000 }, "abstain": { "owners": 0, "area": 0 } },
            { "name": "加装电梯", "for": { "owners": 160, "area": 16000 },
              "against": { "owners": 80, "area": 8000 }, "abstain": { "owners": 0, "area": 0 } },
            { "name": "第三项", "statute_item": 1 },
            7,
        ],
    });
    let all = out(&case("assembly_vote", "大会", "四川成都", "2024-05-01", figures));
    let results: Vec<&Value> = all["items"].as_array().unwrap().iter().map(|i| &i["result"]).collect();
    assert_eq!(results, ["PASSED", "NOT_PASSED", "NOT_DEMONSTRATED"]);
    check(&all["items"][2], "NOT_DEMONSTRATED", &["no_votes_published"]);
    assert_eq!(all["items"][2]["participation"]["owners"]["pct"], "80.00");
    assert!(all["flags"].as_array().unwrap().iter().any(|f| f == "figure_not_understood:items[3]"));
}

fn choice_of(options: Value, extra: Value) -> Value {
    let mut figures = json!({ "total_owners": 300, "total_area": 30000, "participating": { "owners": 240, "area": 24000 },
        "abstain": { "owners": 10, "area": 1000 }, "options": options });
    figures.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    vote(figures)
}

fn option(name: &str, owners: i64) -> Value {
    json!({ "name": name, "owners": owners, "area": owners * 100 })
}

#[test]
fn a_choice_is_won_by_more_than_half_of_those_taking_part() {
    let clear = choice_of(json!([option("甲公司", 70), option("乙公司", 160)]), json!({}));
    check(&clear, "PASSED", &["!run_off_needed"]);
    assert_eq!(clear["winner"], "乙公司");
    assert_eq!(clear["support"]["owners"], json!({ "num": 160, "den": 240, "pct": "66.67" }));
    let split = choice_of(json!([option("甲", 90), option("乙", 100), option("丙", 40)]), json!({ "winner": "乙" }));
    check(&split, "NOT_PASSED", &["run_off_needed", "leading_is_not_winning:乙", "published_result_differs:乙"]);
    assert_eq!(split["winner"], Value::Null);
    let map =
        choice_of(json!({ "甲": { "votes": 170, "area": 17000 }, "乙": { "votes": 60, "area": 6000 } }), json!({}));
    assert_eq!(map["winner"], "甲");
    let heads = choice_of(json!([{ "label": "甲", "votes": 170 }, { "label": "乙", "votes": 60 }]), json!({}));
    check(&heads, "NOT_DEMONSTRATED", &["leading_option:甲"]);
    let lost = choice_of(json!([{ "name": "甲", "owners": 100 }, { "name": "乙", "owners": 90 }]), json!({}));
    check(&lost, "NOT_PASSED", &["run_off_needed"]);
    // 甲 and 乙 are not all that was on the ballot: what is left may be 丙, not invalid.
    let short = choice_of(json!([option("甲", 100), option("乙", 40)]), json!({}));
    check(&short, "NOT_PASSED", &["unaccounted_owners:90", "unaccounted_area:9000"]);
    assert_eq!((&short["quorum_met"], &short["unaccounted"]["owners"]), (&json!(true), &json!(90)));
    let over = choice_of(json!([option("甲", 170), option("乙", 90)]), json!({}));
    assert!(flags(&over).contains(&"options_exceed_participation"));
    let silent = json!({ "served_not_returned": { "owners": 20, "area": 2000, "rule": "count_to_majority" } });
    check(
        &choice_of(json!([option("甲", 170), option("乙", 60)]), silent),
        "PASSED",
        &["silent_not_counted_to_options"],
    );
}

#[test]
fn seats_are_filled_by_candidates_with_more_than_half() {
    let five = json!([option("甲", 200), option("乙", 190), option("丙", 150), option("丁", 100)]);
    let elected = choice_of(five.clone(), json!({ "seats": 3 }));
    check(&elected, "PASSED", &[]);
    assert_eq!(elected["winner"], json!(["甲", "乙", "丙"]));
    let open = choice_of(five, json!({ "seats": 4 }));
    check(&open, "NOT_PASSED", &["run_off_needed"]);
    assert_eq!(open["winner"], json!(["甲", "乙", "丙"]), "who has more than half is elected, one seat stays open");
    let tie = choice_of(json!([option("甲", 200), option("乙", 150), option("丙", 150)]), json!({ "seats": 2 }));
    check(&tie, "NOT_PASSED", &["options_tie"]);
}

#[test]
fn a_choice_without_quorum_elects_nobody() {
    let figures = json!({ "total_owners": 400, "total_area": 40000, "candidates": [option("甲", 200), option("乙", 10)],
        "abstain": { "owners": 0, "area": 0 } });
    check(&vote(figures), "NO_QUORUM", &["participation_needed_owners:267"]);
}

// ---- bases, rules, universes ----

#[test]
fn owners_are_counted_by_article_9() {
    for (figures, heads, flag) in [
        (json!({ "total_units": 766, "developer_unsold_units": 163 }), 604, "developer_is_one_head:163"),
        (json!({ "units": 100, "unsold": 10, "sold_not_delivered": 5 }), 86, "developer_is_one_head:15"),
        (json!({ "sold_units": 603, "unsold_units": 163 }), 604, "developer_is_one_head:163"),
        (json!({ "total_units": 766, "sold_units": 603, "developer": { "units": 163 } }), 604, "heads_computed:604"),
        (
            json!({ "exclusive_units": 100, "owners_with_multiple_units": { "owners": 12, "units": 40 } }),
            72,
            "buyers_of_several_are_one_head:28",
        ),
        (json!({ "units": 100, "one_buyer_units": 3 }), 98, "buyers_of_several_are_one_head:2"),
        (json!({ "units": 100, "multi_unit_buyers": [3, 2, 5] }), 93, "buyers_of_several_are_one_head:7"),
        (json!({ "units": 100, "multi_unit_owners": 12, "multi_unit_owner_units": 40 }), 72, "heads_computed:72"),
        (json!({ "homes": 500, "shops": 20, "garages": 300 }), 520, "left_out_of_base:garage 300"),
        (json!({ "total_units": 820, "garage_units": 300 }), 520, "left_out_of_base:garage 300"),
        (json!({ "total_units": 820, "storage": 300 }), 520, "total_taken_to_hold_what_does_not_count:300"),
        (json!({ "total_units": 830, "homes": 500, "shops": 20, "parking": 300 }), 530, "kinds_do_not_add_up:10"),
        (json!({ "units": 100, "co_owners": 180 }), 100, "co_owners_one_voice:180"),
        (
            json!({ "owners": [{ "name": "甲", "units": 3 }, { "name": "乙" }, { "name": "甲", "units": 1 }, {}] }),
            3,
            "buyers_of_several_are_one_head:3",
        ),
    ] {
        let item = count(figures);
        check(&item, "NOT_DEMONSTRATED", &[flag, "no_votes_published", &format!("heads_computed:{heads}")]);
        assert_eq!(item["participation"]["owners"]["den"], heads);
        assert!(item["citations"].as_array().unwrap().iter().any(|c| c == "建筑物区分所有权司法解释第九条"));
    }
}

#[test]
fn a_counted_base_is_compared_with_the_published_one_and_areas_with_it() {
    let item = count(json!({ "total_owners": 700, "total_units": 766, "developer_units": 163, "total_area": 80000,
        "garage_area": 5000.5 }));
    check(
        &item,
        "NOT_DEMONSTRATED",
        &["base_differs:published 700, computed 604", "area_left_out_of_base:garage 5000.5"],
    );
    assert_eq!(item["participation"]["area"]["den"], json!(74999.5));
    check(
        &count(json!({ "units": 100, "multi_unit_owners": 4 })),
        "NOT_DEMONSTRATED",
        &["units_of_buyers_of_several_missing"],
    );
    check(&count(json!({ "units": 100, "developer_units": 300 })), "NOT_DEMONSTRATED", &["figures_contradict:units"]);
    // Votes beside the count are judged over the base that was counted.
    let item = count(json!({ "total_units": 24, "for": 17, "against": 7, "statute_item": 7 }));
    check(&item, "NOT_PASSED", &["heads_computed:24"]);
    let item = lift(json!({ "homes": 24, "for": 24 }));
    check(&item, "PASSED", &["heads_computed:24", "unanimous"]);
}

#[test]
fn ningbo_leaves_parking_out_by_its_own_article() {
    let figures = json!({ "homes": 100, "parking": 50 });
    let all = out(&case("owner_counting", "业主人数", "浙江宁波", "2024-05-01", figures));
    let cites = all["items"][0]["citations"].as_array().unwrap().clone();
    assert!(cites.iter().any(|c| c == "宁波市住宅小区物业管理条例第十八条第二项"), "{cites:?}");
}

#[test]
fn rule_cases_cite_the_rule_they_are_about() {
    for (title, place, flag, article) in [
        ("未投票业主计入多数票", "浙江温州", "silent_counts_only_if:clause_in_rules", "浙江省物业管理条例第十条第二款"),
        ("同一买受人拥有多套房按一人计算", "", "buyer_of_several_is_one_head", "建筑物区分所有权司法解释第九条"),
        ("开发商未售房屋投票权", "", "developer_is_one_head", "建筑物区分所有权司法解释第九条"),
        ("夫妻共有一套房的投票权", "", "co_owners_one_voice", "业主大会和业主委员会指导规则第二十五条"),
        ("委托投票须书面", "", "proxy_in_writing", "物业管理条例第十二条第二款"),
        ("电子投票须用官方平台", "北京", "channel_by_local_law", "北京市物业管理条例第三十五条第三款"),
        ("业主撤销权一年内行使", "", "revocable", "建筑物区分所有权司法解释第十二条"),
        ("20%业主提议召开临时会议", "", "owners_may_request", "物业管理条例第十三条第二款"),
        ("弃权票算不算参与", "", "abstention_participates", "民法典第二百七十八条第二款"),
        ("本栋电梯维修由本栋业主决定", "上海", "those_who_share_decide", "上海市住宅物业管理规定第六十九条第一款"),
    ] {
        let all = out(&case("rule_case", title, place, "2024-05-01", json!({})));
        let item = &all["items"][0];
        check(item, "NOT_DEMONSTRATED", &[flag]);
        assert!(item["citations"].as_array().unwrap().iter().any(|c| c == article), "{title}: {}", item["citations"]);
        assert!(all["flags"].as_array().unwrap().iter().any(|f| f == "rule_case"));
        assert_eq!((&item["item"], &item["quorum_met"]), (&json!(title), &Value::Null));
    }
    for (title, flag) in [
        ("废票的处理", "invalid_by_rules_of_procedure"),
        ("住改商须利害关系业主一致同意，有利害关系", "unanimity_of_interested_owners_needed"),
        ("车库不计入表决基数", "units_out_of_base_unless_rules_say_so"),
        ("车库不计入表决基数", "base_is_item_specific"),
    ] {
        check(&out(&case("rule_case", title, "", "2024", json!({})))["items"][0], "NOT_DEMONSTRATED", &[flag]);
    }
    // A rule case with figures is counted like a vote.
    let counted = out(&case("rule_case", "弃权票", "", "2024-05-01", json!({ "total_owners": 12, "for": 12 })));
    check(&counted["items"][0], "PASSED", &["abstention_participates", "unanimous"]);
}

// ---- what comes in ----

#[test]
fn malformed_input_names_the_place_and_the_cure() {
    let all = |input: Value| judge_all(&input, book(), today());
    for (input, place, code) in [
        (json!(7), "input", "not_cases"),
        (json!(null), "input", "not_cases"),
        (json!("cases"), "input", "not_cases"),
        (json!({ "cases": 3 }), "cases", "not_cases"),
        (json!({ "cases": [{ "id": "a" }, 7] }), "cases[1]", "not_an_object"),
        (json!([{ "id": "a" }, { "kind": "assembly_vote" }]), "[1].id", "missing_id"),
        (json!({}), "case.id", "missing_id"),
        (json!({ "id": null }), "case.id", "missing_id"),
    ] {
        let error = all(input.clone()).unwrap_err();
        assert_eq!((error.place.as_str(), error.code), (place, code), "{input}");
        assert!(!error.cure.is_empty() && error.to_string().contains(place));
    }
    let one = judge(&json!([1]), book(), today());
    assert_eq!((&one["id"], &one["error"]["code"], &one["items"]), (&Value::Null, &json!("not_an_object"), &json!([])));
}

#[test]
fn one_case_a_list_and_a_file_of_cases_are_all_read() {
    let one = case("assembly_vote", "选聘物业服务企业", "四川成都", "2024-05-01", full());
    let judge = |input: Value| judge_all(&input, book(), today()).unwrap();
    let expect = judge(json!([one.clone()]));
    assert_eq!(judge(one.clone()), expect);
    assert_eq!(judge(json!({ "schema_version": 1, "cases": [one] })), expect);
    assert_eq!(judge(json!({ "cases": [] })), json!([]));
    assert_eq!(judge(json!([{ "id": 7 }]))[0]["id"], 7, "a number is an id");
}

#[test]
fn kinds_and_missing_fields() {
    let bare = out(&json!({ "id": "x" }));
    assert_eq!(
        bare["flags"],
        json!(["kind_missing", "place_unknown_national_law", "date_unknown_todays_law", "figures_missing"])
    );
    check(&bare["items"][0], "NOT_DEMONSTRATED", &["item_unknown", "no_votes_published", "area_missing"]);
    let other = out(&json!({ "id": "x", "kind": "fee_collection", "figures": { "for": 3 } }));
    assert_eq!(other, json!({ "id": "x", "items": [], "flags": ["kind_not_judged:fee_collection"] }));
    let universe = out(&case("assembly_vote_universe", "1幢", "广东东莞", "2026", json!({ "total_owners": 16 })));
    check(&universe["items"][0], "NOT_DEMONSTRATED", &["participation_needed_owners:11", "area_missing"]);
    let missing = vote(json!({ "for": 10, "against": 3, "area": { "for": 900 } }));
    check(&missing, "NOT_DEMONSTRATED", &["base_missing:owners", "base_missing:area", "participation_is_minimum"]);
}

#[test]
fn what_is_expected_never_bears_on_the_result() {
    let mut one = case("assembly_vote", "选聘物业服务企业", "四川成都", "2024-05-01", full());
    let before = out(&one);
    one["expected"] = json!({ "passed": false, "quorum_met": false });
    assert_eq!(out(&one), before);
}

// ---- the table of flags ----

/// Codes in the table of the module's documentation.
fn documented() -> BTreeSet<String> {
    let doc: Vec<&str> =
        include_str!("../published.rs").lines().map_while(|l| l.strip_prefix("//!")).map(str::trim_start).collect();
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
    let (tests, cases) = (include_str!("tests.rs"), include_str!("cases.rs"));
    for code in
        documented().iter().filter(|c| !["derivable_PART_owners", "derivable_PART_area", ""].contains(&c.as_str()))
    {
        let quoted = [format!("\"{code}\""), format!("\"{code}:")];
        assert!(quoted.iter().any(|q| tests.contains(q) || cases.contains(q)), "{code} is in no test");
    }
}

// ---- what holds for every notice ----

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0_i64..2_000).prop_map(Value::from),
        any::<f64>().prop_map(|f| serde_json::Number::from_f64(f).map_or(Value::Null, Value::Number)),
        "[0-9./>%约]{0,6}".prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((figure_key(), inner), 0..6).prop_map(|list| list.into_iter().collect()),
        ]
    })
}

fn figure_key() -> impl Strategy<Value = String> {
    let known = [
        "total_owners",
        "total_area",
        "participating",
        "owners",
        "area",
        "for",
        "against",
        "abstain",
        "invalid",
        "items",
        "served_not_returned",
        "rule",
        "options",
        "name",
        "votes",
        "units",
        "developer_units",
        "for_pct",
        "seats",
        "of",
        "statute_item",
        "channels",
        "buyers",
        "homes",
        "garage_area",
        "issued",
        "returned",
        "participation",
        "同意",
        "claimed_x",
        "irregular_ballots",
        "published_result",
        "for_area_pct_of_participating",
        "silent_counted_to_majority",
    ];
    prop_oneof![4 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => "[a-z_]{0,12}"]
}

/// A consistent notice: heads and areas of for, against, abstaining, and of those who stayed away.
fn notice() -> impl Strategy<Value = [(i64, i64); 4]> {
    // Whoever has a head has area, and the other way round.
    let part = (0_i64..60, 0_i64..400_000)
        .prop_map(|(heads, extra)| if heads == 0 { (0, 0) } else { (heads, heads * 9_000 + extra) });
    [part.clone(), part.clone(), part.clone(), part].prop_filter("somebody", |p| p.iter().any(|(h, _)| *h > 0))
}

fn area_number(cm2: i64) -> Value {
    serde_json::from_str(&Area::from_cm2(cm2).exact().replace(',', "")).unwrap()
}

/// The notice as figures; `mask` hides cells, `None` keeps them all.
fn figures(parts: &[(i64, i64); 4], mask: u16, scale: (i64, i64)) -> Value {
    let mut bit = 0;
    let mut cell = |value: Value| {
        bit += 1;
        if mask >> (bit - 1) & 1 == 1 { Value::Null } else { value }
    };
    let mut pair = |heads: i64, area: i64| json!({ "owners": cell((heads * scale.0).into()), "area": cell(area_number(area * scale.1)) });
    let taking = |f: fn(&(i64, i64)) -> i64| parts[..3].iter().map(f).sum::<i64>();
    let all = |f: fn(&(i64, i64)) -> i64| parts.iter().map(f).sum::<i64>();
    json!({
        "for": pair(parts[0].0, parts[0].1), "against": pair(parts[1].0, parts[1].1),
        "abstain": pair(parts[2].0, parts[2].1),
        "participating": pair(taking(|p| p.0), taking(|p| p.1)),
        "total": pair(all(|p| p.0), all(|p| p.1)),
    })
}

fn tally_rules(special: bool, silent: tally::Silent) -> tally::Rules {
    let approval = if special { units::Threshold::at_least(3, 4) } else { units::Threshold::more_than(1, 2) };
    tally::Rules {
        quorum: tally::Dual::both(units::Threshold::at_least(2, 3).unwrap()),
        approval: tally::Dual::both(approval.unwrap()),
        base: tally::Base::Participating,
        abstain_participates: true,
        invalid_participates: false,
        silent,
        silent_floor: None,
    }
}

fn decided(parts: &[(i64, i64); 4], special: bool) -> tally::Decision {
    let weight = |(heads, area): (i64, i64)| Weight::new(heads, Area::from_cm2(area));
    let all = parts.iter().copied().map(weight).sum();
    let votes = tally::Votes {
        approve: weight(parts[0]),
        against: weight(parts[1]),
        abstain: weight(parts[2]),
        ..tally::Votes::default()
    };
    let rules = tally_rules(special, tally::Silent::Exclude);
    tally::decide(all, &votes, &rules).count.decision
}

fn result_of(parts: &[(i64, i64); 4], mask: u16, special: bool) -> Value {
    let title = if special { "加装电梯" } else { "选聘物业服务企业" };
    out(&case("assembly_vote", title, "四川成都", "2024-05-01", figures(parts, mask, (1, 1))))["items"][0].clone()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_input_panics_and_every_flag_is_documented(value in json_value(), kind in prop::sample::select(KINDS.to_vec())) {
        let codes = documented();
        let _ = judge_all(&value, book(), today());
        let _ = judge(&value, book(), today());
        for date in ["2024-05-01", "2020-12-31", "2020-2021", "？"] {
            let out = out(&case(kind, "使用维修资金加装电梯", "浙江衢州", date, value.clone()));
            prop_assert!(!out["items"].as_array().unwrap().is_empty());
            for item in out["items"].as_array().unwrap() {
                let result = item["result"].as_str().unwrap();
                prop_assert!(["PASSED", "NOT_PASSED", "NO_QUORUM", "NOT_DEMONSTRATED"].contains(&result));
                prop_assert!(item["participation"]["area"].get("pct").is_some() && item.get("winner").is_some());
            }
            for flag in all_flags(&out) {
                prop_assert!(is_documented(&flag, &codes), "{} is not in the table", flag);
            }
        }
    }

    #[test]
    fn complete_figures_give_what_the_tally_gives(parts in notice(), special: bool) {
        let item = result_of(&parts, 0, special);
        prop_assert_eq!(&item["result"], &serde_json::to_value(decided(&parts, special)).unwrap());
        prop_assert_eq!(&item["unaccounted"], &json!({ "owners": 0, "area": 0 }));
    }

    #[test]
    fn silent_and_invalid_ballots_give_what_the_tally_gives(parts in notice(), rest in notice(), inside: bool) {
        // Silent and invalid are taken out of those who stayed away.
        let (silent, invalid) = (rest[0], rest[1]);
        let all = parts.iter().chain([&silent, &invalid]).fold((0, 0), |a, p| (a.0 + p.0, a.1 + p.1));
        let pair = |(heads, area): (i64, i64)| json!({ "owners": heads, "area": area_number(area) });
        let mut figures = figures(&parts, 0, (1, 1));
        figures["total"] = pair(all);
        figures["invalid"] = pair(invalid);
        figures["served_not_returned"] = pair(silent);
        figures["served_not_returned"]["rule"] = json!("count_to_majority");
        let taking = parts[..3].iter().chain(inside.then_some(&silent)).fold((0, 0), |a, p| (a.0 + p.0, a.1 + p.1));
        figures["participating"] = pair(taking);
        let item = out(&case("assembly_vote", "加装电梯", "四川成都", "2024-05-01", figures))["items"][0].clone();

        let weight = |(heads, area): (i64, i64)| Weight::new(heads, Area::from_cm2(area));
        let votes = tally::Votes {
            approve: weight(parts[0]), against: weight(parts[1]), abstain: weight(parts[2]),
            invalid: weight(invalid), silent: weight(silent),
        };
        let outcome = tally::decide(weight(all), &votes, &tally_rules(true, tally::Silent::CountToMajority));
        let text = |decision: tally::Decision| serde_json::to_value(decision).unwrap();
        prop_assert_eq!(&item["result"], &text(outcome.count.decision), "{:#}", item);
        let without = outcome.silent_excluded.map_or(Value::Null, |c| text(c.decision));
        prop_assert_eq!(&item["silent_excluded"]["result"], &without, "{:#}", item);
        prop_assert_eq!(&item["unaccounted"], &json!({ "owners": 0, "area": 0 }));
    }

    #[test]
    fn hiding_figures_never_changes_a_result_only_takes_it_away(parts in notice(), mask in 0_u16..1024, special: bool) {
        let item = result_of(&parts, mask, special);
        let truth = serde_json::to_value(decided(&parts, special)).unwrap();
        prop_assert!(item["result"] == truth || item["result"] == "NOT_DEMONSTRATED", "{:#} but {}", item, truth);
        let full = result_of(&parts, 0, special);
        prop_assert!(item["quorum_met"].is_null() || item["quorum_met"] == full["quorum_met"]);
    }

    #[test]
    fn the_size_of_an_estate_does_not_matter(parts in notice(), mask in 0_u16..1024, heads in 1_i64..50, area in 1_i64..50) {
        let judge = |scale| {
            let figures = figures(&parts, mask, scale);
            let item = out(&case("assembly_vote", "加装电梯", "四川成都", "2024-05-01", figures))["items"][0].clone();
            let pct = |part: &str| [item[part]["owners"]["pct"].clone(), item[part]["area"]["pct"].clone()];
            (item["result"].clone(), item["quorum_met"].clone(), pct("participation"), pct("support"))
        };
        prop_assert_eq!(judge((1, 1)), judge((heads, area)));
    }

    #[test]
    fn items_do_not_touch_each_other(a in notice(), b in notice(), c in notice(), mask in 0_u16..64) {
        let item = |name: &str, parts: &[(i64, i64); 4]| {
            let mut figures = figures(parts, mask, (1, 1));
            figures["name"] = name.into();
            figures["statute_item"] = json!(7);
            figures
        };
        let list = [item("甲", &a), item("乙", &b), item("丙", &c)];
        let judge = |order: [usize; 3]| {
            let items: Vec<Value> = order.iter().map(|i| list[*i].clone()).collect();
            let out = out(&case("assembly_vote", "大会", "四川成都", "2024-05-01", json!({ "items": items })));
            let mut judged = vec![Value::Null; 3];
            order.iter().zip(out["items"].as_array().unwrap()).for_each(|(i, item)| judged[*i] = item.clone());
            judged
        };
        let straight = judge([0, 1, 2]);
        prop_assert_eq!(&straight, &judge([2, 0, 1]));
        prop_assert_eq!(&straight, &judge([1, 2, 0]));
    }

    #[test]
    fn a_vote_more_for_a_passed_motion_keeps_it_passed(parts in notice(), special: bool) {
        if result_of(&parts, 0, special)["result"] == "PASSED" {
            let mut more = parts;
            more[0] = (parts[0].0 + parts[1].0, parts[0].1 + parts[1].1);
            more[1] = (0, 0);
            prop_assert_eq!(&result_of(&more, 0, special)["result"], "PASSED");
        }
    }
}
