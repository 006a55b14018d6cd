//! Figures that do not fit, that are missing or that are not understood: what is said, and what still follows.

use super::*;

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
