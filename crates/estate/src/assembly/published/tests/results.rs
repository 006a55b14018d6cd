//! What complete figures decide, and by which law.

use super::*;

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
