//! Ballots that are read two ways, and owners who were silent.

use super::*;

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
