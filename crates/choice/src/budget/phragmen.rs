//! Sequential Phragmén for budgets (Los, Christoff, Grossi: Proportional Budget Allocations, IJCAI 2022).
//!
//! Everybody earns money at the same pace (or in proportion to their weight); as soon as the supporters of an item can
//! pay it they buy it and their purses are empty. It stops at the first item that would pass the budget. Told by loads:
//! the load of an item's supporters after it is bought is the moment it could be paid.

use super::exact::quotient;
use super::profile::Profile;
use super::{Bought, How, Refused};
use num_bigint::BigInt;
use std::cmp::Ordering;

/// Exact loads, over one common denominator that grows by a factor a round (as in [`super::exact`]).
struct Loads {
    den: BigInt,
    of_round: Vec<BigInt>,
    /// The round a kind of voter last paid in.
    last: Vec<Option<usize>>,
    floats: Vec<f64>,
    /// Words of long numbers and ballots touched: what a limit is set on.
    steps: u64,
}

impl Loads {
    /// The load after buying `item`: numerator over `den`, and a denominator of its own.
    fn after(&mut self, profile: &Profile<'_>, item: usize) -> (BigInt, i128) {
        let support = &profile.support[item];
        self.steps += support.kinds.len() as u64 + self.of_round.len() as u64 * self.words();
        let mut weights = vec![0_i128; self.of_round.len()];
        for kind in &support.kinds {
            if let Some(round) = self.last[*kind as usize] {
                let kind = &profile.kinds[*kind as usize];
                weights[round] += i128::from(kind.voters) * i128::from(kind.weight);
            }
        }
        let carried = self.of_round.iter().zip(&weights).filter(|(_, w)| **w != 0).map(|(load, w)| load * *w);
        (carried.fold(&self.den * profile.cost(item), |sum, load| sum + load), support.weight)
    }

    /// The same as a float; all terms are sums of what is not negative, so its relative error stays small.
    fn near(&self, profile: &Profile<'_>, item: usize) -> f64 {
        let support = &profile.support[item];
        let carried = support
            .kinds
            .iter()
            .zip(&support.many)
            .map(|(kind, many)| many * profile.kinds[*kind as usize].weight as f64 * self.carried(*kind));
        (profile.cost(item) as f64 + carried.sum::<f64>()) / support.weight as f64
    }

    /// Words of 64 bits of a long number of this moment.
    fn words(&self) -> u64 {
        self.den.bits() / 64 + 2
    }

    /// The load of a kind of voters.
    fn carried(&self, kind: u32) -> f64 {
        self.last[kind as usize].map_or(0.0, |round| self.floats[round])
    }

    fn buy(&mut self, profile: &Profile<'_>, item: usize) {
        let (num, own) = self.after(profile, item);
        self.steps += self.of_round.len() as u64 * self.words();
        self.den *= own;
        self.of_round.iter_mut().for_each(|load| *load *= own);
        self.floats.push(quotient(&num, &self.den));
        self.of_round.push(num);
        for kind in &profile.support[item].kinds {
            self.last[*kind as usize] = Some(self.of_round.len() - 1);
        }
    }
}

/// What Phragmén's rule bought.
pub(super) struct Found {
    pub(super) bought: Vec<Bought>,
    /// How often floats left a comparison open.
    pub(super) decided_exactly: u64,
    /// The item that would have passed the budget, where one did.
    pub(super) stopped_at: Option<usize>,
    /// Steps it took.
    pub(super) steps: u64,
    /// What each kind of voters gave, by item bought: kind and amount each.
    pub(super) payments: Vec<Vec<(u32, f64)>>,
}

/// Buys until the next item would pass the budget, in some `most` steps at most.
pub(super) fn run(profile: &Profile<'_>, reverse: bool, most: u64) -> Result<Found, Refused> {
    let budget = i128::from(profile.election.budget);
    let last = vec![None; profile.kinds.len()];
    let mut loads = Loads { den: BigInt::from(1), of_round: Vec::new(), last, floats: Vec::new(), steps: 0 };
    let mut found = Found { bought: Vec::new(), decided_exactly: 0, stopped_at: None, steps: 0, payments: Vec::new() };
    let mut cost = 0_i128;
    let mut open: Vec<usize> = (0..profile.support.len()).filter(|i| i128::from(profile.cost(*i)) <= budget).collect();
    while !open.is_empty() {
        let Some(mut first) = first_to_be_paid(profile, &mut loads, &open, &mut found.decided_exactly, most) else {
            return Err(Refused::TooMuchWork { rounds: loads.of_round.len() });
        };
        found.stopped_at = first.iter().copied().find(|i| cost + i128::from(profile.cost(*i)) > budget);
        if found.stopped_at.is_some() {
            break;
        }
        first.sort_unstable();
        let item = if reverse { first.pop() } else { Some(first.remove(0)) };
        let Some(item) = item else { break };
        cost += i128::from(profile.cost(item));
        if profile.support[item].voters > 0 {
            let before: Vec<f64> = profile.support[item].kinds.iter().map(|kind| loads.carried(*kind)).collect();
            loads.buy(profile, item);
            let given = profile.support[item].kinds.iter().zip(before).map(|(kind, before)| {
                (*kind, (loads.carried(*kind) - before) * profile.kinds[*kind as usize].weight as f64)
            });
            found.payments.push(given.collect());
        } else {
            found.payments.push(Vec::new());
        }
        open.retain(|other| *other != item);
        found.bought.push(Bought { item, how: How::Phragmen, tied: first });
    }
    found.steps = loads.steps;
    Ok(found)
}

/// The items that can be paid first, all at the same moment; items nobody wants come last of all. `None` past `most` steps.
fn first_to_be_paid(
    profile: &Profile<'_>,
    loads: &mut Loads,
    open: &[usize],
    exact: &mut u64,
    most: u64,
) -> Option<Vec<usize>> {
    let wanted: Vec<usize> = open.iter().copied().filter(|i| profile.support[*i].voters > 0).collect();
    if wanted.is_empty() {
        return Some(open.to_vec());
    }
    loads.steps += wanted.iter().map(|i| profile.support[*i].kinds.len() as u64).sum::<u64>();
    let near: Vec<f64> = wanted.iter().map(|item| loads.near(profile, *item)).collect();
    let least = near.iter().copied().fold(f64::INFINITY, f64::min);
    // Twice the rounding of a sum over all kinds, and of the loads in it.
    let margin = least * (profile.kinds.len() as f64 + 16.0) * 4.0 * f64::EPSILON;
    let close: Vec<usize> = wanted.iter().zip(&near).filter(|(_, n)| **n <= least + margin).map(|(i, _)| *i).collect();
    if close.len() == 1 {
        return Some(close);
    }
    *exact += close.len() as u64 - 1;
    let mut first: Vec<usize> = Vec::new();
    let mut best: Option<(BigInt, i128)> = None;
    for item in close {
        if loads.steps > most {
            return None;
        }
        let load = loads.after(profile, item);
        let order = best.as_ref().map_or(Ordering::Less, |best| (&load.0 * best.1).cmp(&(&best.0 * load.1)));
        if order == Ordering::Less {
            first.clear();
            best = Some(load);
        }
        if order != Ordering::Greater {
            first.push(item);
        }
    }
    Some(first)
}
