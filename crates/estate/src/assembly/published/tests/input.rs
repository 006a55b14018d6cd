//! What comes in, and what is wrong with it.

use super::*;

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
