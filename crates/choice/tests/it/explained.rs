//! What a result says of itself: ties, who paid, what would have to change, and what groups of voters got.

use choice::budget::{Ballots, Election, Explanation, Item, Profile, Rule, Utility, Way, explain, pabulib};

/// Items `10` and `2` for the same cost, marked by the same forty, and money for one of them; `more` mark `2` as well.
fn twins(more: usize) -> Election {
    let items = ["10", "2"].map(|id| Item { id: id.into(), name: String::new(), cost: 100 });
    let mut election = Election::new(100, 0, items.to_vec(), Ballots::Approval).unwrap();
    (0..40).for_each(|_| election.vote(&[(0, 1), (1, 1)]).unwrap());
    (0..more).for_each(|_| election.vote(&[(1, 1)]).unwrap());
    election
}

fn explained(election: &Election, rule: Rule) -> (bool, Explanation) {
    let profile = Profile::new(election, Utility::Cost, None).unwrap();
    let (outcome, told) = explain(&profile, Way::new(rule, false, election)).unwrap();
    (outcome.tie_decided, told)
}

#[test]
fn an_item_that_lost_a_tie_is_told_so_by_every_rule() {
    for rule in Rule::ALL {
        let (decided, told) = explained(&twins(0), rule);
        assert!(decided && told.items[0].chosen && !told.items[1].chosen, "{rule:?}");
        assert_eq!((&*told.ties[0].taken, &*told.ties[0].as_good), ("10", &["2".to_owned()][..]), "{rule:?}");
        let (how, why) = (told.items[0].how.clone().unwrap(), told.items[1].why_not.clone().unwrap());
        assert!(how.zh.contains("与`2`一样好") && how.en.contains("as good as `2`"), "{rule:?}: {how:?}");
        assert!(why.zh.contains("与`10`一样好，由公布的并列规则（编号）决定"), "{rule:?}: {why:?}");
        assert!(why.en.contains("as good as `10`, and the published rule (id) decided"), "{rule:?}: {why:?}");
        // Forty share a hundred: two and a half each, not three.
        let each: Vec<&str> = told.items[0].paid.iter().map(|paid| &*paid.each_to).collect();
        assert_eq!(each, if rule == Rule::Greedy { vec![] } else { vec!["2.50"] }, "{rule:?}");
        let change = told.items[1].would_have_to_change.clone().unwrap();
        assert_eq!(change.or_more_supporters, Some(1), "{rule:?}");
        assert!(change.said.zh.contains("再多 1 人选它") && change.said.en.contains("1 more marking it"), "{change:?}");
        // And so it is: one more marks it, and it is taken without a tie.
        let (decided, told) = explained(&twins(1), rule);
        assert!(!decided && told.items[1].chosen && told.ties.is_empty(), "{rule:?}");
        let why = told.items[0].why_not.clone().unwrap();
        assert!(!why.zh.contains("一样好") && !why.en.contains("as good"), "{rule:?}: {why:?}");
    }
}

#[test]
fn a_cost_said_to_be_enough_after_a_tie_is_enough() {
    // With one point an item the cheaper of two is the better one: a yuan less decides it.
    let election = twins(0);
    let profile = Profile::new(&election, Utility::Count, None).unwrap();
    let (_, told) = explain(&profile, Way::new(Rule::EqualShares, false, &election)).unwrap();
    let change = told.items[1].would_have_to_change.clone().unwrap();
    assert!(change.checked && change.cost_at_most == "99" && change.said.zh.contains("造价不超过 99"), "{change:?}");
}

#[test]
fn groups_of_voters_are_named_in_both_languages() {
    let mut file = "META\nkey;value\nbudget;100\nvote_type;approval\nPROJECTS\nproject_id;cost\n1;60\n2;40\nVOTES\nvoter_id;vote;age;sex;town\n".to_owned();
    for n in 0..40 {
        let (age, sex) = (if n < 20 { "80" } else { "40" }, if n % 2 == 0 { "M" } else { "F" });
        file += &format!("{n};{};{age};{sex};{}\n", 1 + n % 2, if n < 39 { "East" } else { "West" });
    }
    let election = pabulib::read(file.as_bytes()).unwrap();
    let (_, told) = explained(&election, Rule::EqualShares);
    let labels: Vec<(String, String, String)> = told
        .side_by_side
        .groups
        .iter()
        .flat_map(|table| {
            table.groups.iter().map(|group| (table.by.clone(), group.group.zh.clone(), group.group.en.clone()))
        })
        .collect();
    let expected = [
        ("age", "35–59岁", "35–59"),
        ("age", "75岁及以上", "75+"),
        ("sex", "女", "F"),
        ("sex", "男", "M"),
        ("town", "全体（分组人数太少，不单独列出）", "all, because groups are too small to show"),
    ];
    let expected: Vec<_> = expected.map(|(by, zh, en)| (by.to_owned(), zh.to_owned(), en.to_owned())).to_vec();
    assert_eq!(labels, expected);
    let (_, told) = explained(&twins(0), Rule::Greedy);
    assert_eq!(
        (&*told.side_by_side.groups[0].groups[0].group.zh, &*told.side_by_side.groups[0].groups[0].group.en),
        ("全体", "all")
    );
}
