//! What holds for every election: whatever is drawn here, and whatever a damaged file makes of one.

use choice::budget::{
    Ballots, Election, Item, Profile, Refused, Rule, Utility, Way, explain, pabulib, run, run_within,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// An election of up to 9 items and 14 voters: small amounts, so that ties and purses just run out are common.
fn elections() -> impl Strategy<Value = (Vec<i64>, Vec<BTreeMap<u32, i64>>, Vec<i64>, i64)> {
    (1_usize..9).prop_flat_map(|items| {
        let ballot = prop::collection::btree_map(0..u32::try_from(items).unwrap(), 1_i64..6, 0..=items);
        let voters = prop::collection::vec((ballot, 1_i64..5), 1..14);
        (prop::collection::vec(0_i64..40, items), voters, 0_i64..120).prop_map(|(costs, voters, budget)| {
            let (ballots, weights) = voters.into_iter().unzip();
            (costs, ballots, weights, budget)
        })
    })
}

fn election(costs: &[i64], ballots: &[BTreeMap<u32, i64>], budget: i64, form: Ballots) -> Election {
    let item = |(n, cost): (usize, &i64)| Item { id: n.to_string(), name: String::new(), cost: *cost };
    let mut election = Election::new(budget, 0, costs.iter().enumerate().map(item).collect(), form).unwrap();
    for ballot in ballots {
        let marks = ballot.iter().map(|(i, p)| (*i, if form == Ballots::Approval { 1 } else { *p }));
        election.vote(&marks.collect::<Vec<_>>()).unwrap();
    }
    election
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn equal_shares_never_overspends_and_nobody_pays_more_than_their_purse(
        (costs, ballots, weights, budget) in elections(), count: bool, weighted: bool,
    ) {
        // Amounts in thousandths, so that shares rounded to them stay telling.
        let costs: Vec<i64> = costs.iter().map(|c| c * 1_000).collect();
        let election = election(&costs, &ballots, budget * 1_000, Ballots::Cumulative);
        let utility = if count { Utility::Count } else { Utility::Points };
        let profile = Profile::new(&election, utility, weighted.then_some(weights.as_slice())).unwrap();
        for rule in [Rule::EqualShares, Rule::EqualSharesAddOne] {
            for then_greedy in [false, true] {
                let way = Way { rule, then_greedy, step: 1_000 };
                let (outcome, told) = explain(&profile, way).unwrap();
                prop_assert!(outcome.cost <= i128::from(election.budget));
                let spent: i64 = outcome.bought.iter().map(|b| election.items[b.item].cost).sum();
                prop_assert_eq!(i128::from(spent), outcome.cost);
                if then_greedy || weighted {
                    continue;
                }
                // No voter pays more than a purse: not for one item, and the payers of all items not together.
                let voters = i64::try_from(election.voters()).unwrap();
                let purse = i64::try_from(outcome.money).unwrap() / voters + 1;
                let mut paid_by_all = 0;
                for item in &told.items {
                    let paid: i64 = item.paid.iter().map(|p| p.together.parse::<i64>().unwrap()).sum();
                    prop_assert!(item.paid.is_empty() || paid == item.cost.parse::<i64>().unwrap());
                    prop_assert!(item.paid.iter().all(|p| p.each_to.parse::<f64>().unwrap() <= purse as f64), "{:?}", item);
                    prop_assert!(item.paid.iter().map(|p| p.voters).sum::<i64>() <= item.supporters);
                    paid_by_all += paid;
                }
                prop_assert!(i128::from(paid_by_all) <= outcome.money);
            }
        }
    }

    #[test]
    fn the_order_of_ballots_does_not_matter(
        (costs, ballots, weights, budget) in elections(), turn: prop::sample::Index, weighted: bool,
    ) {
        let turn = turn.index(ballots.len());
        let turned = |list: &[BTreeMap<u32, i64>]| {
            let mut list = list.to_vec();
            list.rotate_left(turn);
            list.reverse();
            list
        };
        let mut turned_weights = weights.clone();
        turned_weights.rotate_left(turn);
        turned_weights.reverse();
        let one = election(&costs, &ballots, budget, Ballots::Cumulative);
        let other = election(&costs, &turned(&ballots), budget, Ballots::Cumulative);
        for utility in [Utility::Cost, Utility::Count, Utility::Points] {
            let first = Profile::new(&one, utility, weighted.then_some(weights.as_slice())).unwrap();
            let second = Profile::new(&other, utility, weighted.then_some(turned_weights.as_slice())).unwrap();
            for rule in Rule::ALL {
                let way = Way::new(rule, true, &one);
                let (first, second) = (run(&first, way).unwrap(), run(&second, way).unwrap());
                prop_assert_eq!(first.bought, second.bought);
                prop_assert_eq!((first.money, first.tie_decided), (second.money, second.tie_decided));
            }
        }
    }

    #[test]
    fn a_damaged_file_is_refused_with_a_line_and_a_cure_or_read(
        (costs, ballots, _, budget) in elections(), approval: bool,
        damage in prop::collection::vec((any::<prop::sample::Index>(), 0_u8..4, any::<u8>()), 1..6),
    ) {
        let form = if approval { Ballots::Approval } else { Ballots::Cumulative };
        let mut bytes = pabulib::write(&election(&costs, &ballots, budget, form)).into_bytes();
        for (at, how, byte) in damage {
            let at = at.index(bytes.len().max(1));
            match how {
                0 => bytes.truncate(at),
                1 if !bytes.is_empty() => bytes[at] ^= byte,
                2 => bytes.insert(at.min(bytes.len()), byte),
                _ => bytes.insert(at.min(bytes.len()), b";,\n\"0"[usize::from(byte) % 5]),
            }
        }
        match pabulib::read(&bytes) {
            Ok(read) => prop_assert!(read.items.len() <= bytes.len()),
            Err(wrong) => {
                prop_assert!(wrong.line <= bytes.iter().filter(|b| **b == b'\n').count() + 2, "{}", wrong);
                prop_assert!(wrong.why.len() > 20, "{}", wrong);
            }
        }
    }
}

#[test]
fn an_election_of_ties_is_given_up_in_time() {
    // Every item costs the same and has the same number of supporters, all of them different: every comparison of every
    // round is a tie, and only whole numbers can say so.
    let (items, each) = (300_u32, 7);
    let ballots: Vec<BTreeMap<u32, i64>> =
        (0..items).map(|v| (0..each).map(|k| ((v + k * k * 3) % items, 1)).collect()).collect();
    let costs = vec![999_983; items as usize];
    let election = election(&costs, &ballots, 150 * 999_983, Ballots::Approval);
    let profile = Profile::new(&election, Utility::Count, None).unwrap();
    for rule in [Rule::EqualShares, Rule::EqualSharesAddOne, Rule::Phragmen] {
        let refused = run_within(&profile, Way::new(rule, false, &election), 1_000_000).unwrap_err();
        assert!(matches!(refused, Refused::TooMuchWork { rounds } if rounds < 150), "{rule:?}: {refused}");
        assert!(refused.to_string().contains("merge items"));
    }
}
