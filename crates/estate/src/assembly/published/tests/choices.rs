//! Several items in one notice, and choices among several.

use super::*;

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
