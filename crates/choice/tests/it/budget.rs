use crate::data;
use choice::budget::{Profile, Rule, Utility, Way, pabulib, run};
use std::fs;

/// `mes_cost_add1_greedy` as a utility, a rule and what follows it.
fn way(name: &str) -> (Utility, Rule, bool) {
    let utility = match name {
        n if n.contains("points") => Utility::Points,
        n if n.contains("count") => Utility::Count,
        _ => Utility::Cost,
    };
    let rule = match name {
        n if n.starts_with("greedy") => Rule::Greedy,
        n if n.starts_with("phragmen") => Rule::Phragmen,
        n if n.contains("add1") => Rule::EqualSharesAddOne,
        _ => Rule::EqualShares,
    };
    (utility, rule, !name.starts_with("greedy") && name.ends_with("greedy"))
}

#[test]
fn every_election_by_every_rule() {
    let Some(folder) = data::folder("pb") else { return };
    let expected = data::json(&folder.join("expected.json"));
    let (mut elections, mut outcomes, mut wrong) = (0, 0, Vec::new());
    for result in expected["results"].as_array().unwrap() {
        let name = result["instance"].as_str().unwrap();
        let election = pabulib::read(&fs::read(folder.join(name)).unwrap()).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(result["num_votes"], election.voters(), "{name}");
        elections += 1;
        for (rule_name, expected) in result["rules"].as_object().unwrap() {
            let (utility, rule, then_greedy) = way(rule_name);
            let profile = Profile::new(&election, utility, None).unwrap();
            let outcome = run(&profile, Way::new(rule, then_greedy, &election)).unwrap();
            let selected: Vec<&str> = outcome.selected().iter().map(|i| election.items[*i].id.as_str()).collect();
            let cost = election.amount(outcome.cost);
            if expected["selected"] != serde_json::json!(selected) || expected["cost"] != cost.as_str() {
                wrong.push(format!("{name} {rule_name}: {selected:?} for {cost}, not {expected}"));
            }
            outcomes += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!((elections, outcomes), (32, 297));
}
