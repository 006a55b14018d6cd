//! What must hold for every notice.

use super::*;
use choice::tally;
use proptest::prelude::*;
use units::{Area, Weight};

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
