//! Greedy: the items by utility for their cost, each taken if it still fits. Exact, in whole numbers.
//!
//! What most cities use, and what leaves minorities with nothing: shown beside equal shares so that residents can see it.

use super::profile::Profile;
use super::{Bought, How};
use std::cmp::Ordering;

/// Buys greedily what fits beside what is `bought` already.
pub(super) fn complete(profile: &Profile<'_>, budget: i64, bought: &mut Vec<Bought>, reverse: bool) {
    let mut left = i128::from(budget) - bought.iter().map(|b| i128::from(profile.cost(b.item))).sum::<i128>();
    let mut open: Vec<usize> = (0..profile.support.len()).filter(|i| bought.iter().all(|b| b.item != *i)).collect();
    open.sort_by(|a, b| {
        let by_id = if reverse { b.cmp(a) } else { a.cmp(b) };
        per_cost(profile, *b).cmp_to(per_cost(profile, *a)).then(by_id)
    });
    for (at, item) in open.iter().enumerate() {
        let cost = i128::from(profile.cost(*item));
        if cost > left {
            continue;
        }
        left -= cost;
        // A tie is worth telling where another as good would have fitted just as well at that moment.
        let equal = |other: &&usize| per_cost(profile, **other).cmp_to(per_cost(profile, *item)) == Ordering::Equal;
        let fits = |other: &&usize| i128::from(profile.cost(**other)) <= left + cost;
        let tied = open[at + 1..].iter().take_while(equal).filter(fits).copied().collect();
        bought.push(Bought { item: *item, how: How::Greedy, tied });
    }
}

/// Utility for cost; nothing for an item nobody wants, and without end for one that is wanted and free.
#[derive(Clone, Copy)]
struct PerCost {
    utility: i128,
    cost: i128,
}

fn per_cost(profile: &Profile<'_>, item: usize) -> PerCost {
    PerCost { utility: profile.support[item].total, cost: profile.cost(item).into() }
}

impl PerCost {
    fn cmp_to(self, other: Self) -> Ordering {
        match (self.utility, other.utility) {
            (0, 0) => Ordering::Equal,
            (0, _) => Ordering::Less,
            (_, 0) => Ordering::Greater,
            // INVARIANT: a total utility is at most 10^6 voters times 10^15, a cost at most 10^15: the product is below 2^127.
            (a, b) => (a * other.cost).cmp(&(b * self.cost)),
        }
    }
}
