//! Whose heads and areas are the base, and under which rule.

use super::*;

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
