//! What a rule sees of an election: equal ballots with equal purses merged, supporters of every item side by side.

use super::election::Election;
use super::{Refused, Utility};

/// Voters with the same ballot and the same weight: whatever a rule does, it does to all of them alike.
#[derive(Clone, Debug)]
pub(super) struct Kind {
    pub(super) voters: i64,
    /// Share of each one's purse; 1 where all purses are equal.
    pub(super) weight: i64,
}

/// Supporters of one item.
#[derive(Clone, Debug, Default)]
pub(super) struct Support {
    pub(super) kinds: Vec<u32>,
    /// Voters of each kind, as the float search wants them.
    pub(super) many: Vec<f64>,
    /// Utility of the item to one voter of each kind.
    pub(super) utility: Vec<i64>,
    pub(super) utility_f: Vec<f64>,
    /// Total utility, exactly.
    pub(super) total: i128,
    /// Voters, and their weight, exactly.
    pub(super) voters: i64,
    pub(super) weight: i128,
}

/// An election prepared for the rules.
#[derive(Clone, Debug)]
pub struct Profile<'e> {
    /// The election.
    pub election: &'e Election,
    /// How ballots are read.
    pub utility: Utility,
    pub(super) kinds: Vec<Kind>,
    /// Ballot of each kind: item and utility.
    pub(super) marks: Vec<Vec<(u32, i64)>>,
    pub(super) of: Vec<u32>,
    pub(super) support: Vec<Support>,
    /// Weight of all voters.
    pub(super) weight: i128,
    costs: Vec<i64>,
}

impl<'e> Profile<'e> {
    /// Prepares an election. `weights` sizes the purses, one for each voter (an area in cm²); without it all are equal.
    ///
    /// # Errors
    /// [`Refused`]: points asked of approval ballots, or weights that are not there for everybody, below 1 or too large.
    pub fn new(election: &'e Election, utility: Utility, weights: Option<&[i64]>) -> Result<Self, Refused> {
        if utility == Utility::Points && election.ballots == super::Ballots::Approval {
            return Err(Refused::NoPoints);
        }
        let voters = election.voters();
        if let Some(weights) = weights {
            let good = |w: &i64| (1..=units::limits::AREA_MAX.cm2()).contains(w);
            if weights.len() != voters || !weights.iter().all(good) {
                return Err(Refused::Weights);
            }
        }
        let weight = |voter: usize| weights.map_or(1, |w| w[voter]);
        let mut order: Vec<u32> = (0..voters).filter_map(|v| u32::try_from(v).ok()).collect();
        let key = |v: &u32| (election.ballot(*v as usize), weight(*v as usize));
        order.sort_unstable_by(|a, b| key(a).cmp(&key(b)));
        let mut profile = Self {
            election,
            utility,
            kinds: Vec::new(),
            marks: Vec::new(),
            of: vec![0; voters],
            support: vec![Support::default(); election.items.len()],
            weight: (0..voters).map(|v| i128::from(weight(v))).sum(),
            costs: election.items.iter().map(|i| i.cost).collect(),
        };
        for alike in order.chunk_by(|a, b| key(a) == key(b)) {
            profile.add(alike, key(&alike[0]));
        }
        Ok(profile)
    }

    fn add(&mut self, alike: &[u32], (ballot, weight): (&[(u32, i64)], i64)) {
        let number = u32::try_from(self.kinds.len()).unwrap_or(u32::MAX);
        let kind = Kind { voters: i64::try_from(alike.len()).unwrap_or(i64::MAX), weight };
        let utility = |item: u32, points: i64| match self.utility {
            Utility::Cost => self.election.items[item as usize].cost,
            Utility::Count => 1,
            Utility::Points => points,
        };
        let marks: Vec<(u32, i64)> = ballot.iter().map(|(item, points)| (*item, utility(*item, *points))).collect();
        for (item, utility) in &marks {
            let support = &mut self.support[*item as usize];
            support.kinds.push(number);
            support.many.push(kind.voters as f64);
            support.utility.push(*utility);
            support.utility_f.push(*utility as f64);
            support.total += i128::from(*utility) * i128::from(kind.voters);
            support.voters += kind.voters;
            support.weight += i128::from(weight) * i128::from(kind.voters);
        }
        for voter in alike {
            self.of[*voter as usize] = number;
        }
        self.kinds.push(kind);
        self.marks.push(marks);
    }

    /// How many voted.
    pub(super) fn voters(&self) -> i128 {
        self.of.len() as i128
    }

    pub(super) fn cost(&self, item: usize) -> i64 {
        self.costs[item]
    }

    /// The same election with another cost for one item.
    pub(super) fn set_cost(&mut self, item: usize, cost: i64) {
        self.costs[item] = cost;
        if self.utility != Utility::Cost {
            return;
        }
        let support = &mut self.support[item];
        support.total = i128::from(cost) * i128::from(support.voters);
        support.utility.fill(cost);
        support.utility_f.fill(cost as f64);
        for kind in &support.kinds {
            let marks = &mut self.marks[*kind as usize];
            if let Ok(at) = marks.binary_search_by_key(&item, |(i, _)| *i as usize) {
                marks[at].1 = cost;
            }
        }
    }
}
