//! Exact prices, for the moments when floats are too close to tell.
//!
//! In equal shares a purse is what it began with less a sum of earlier prices times utilities; a price is a cost less a
//! sum of purses, over a sum of utilities. So everything is a combination of earlier prices with whole coefficients, and
//! all of it can be kept as whole numbers over **one** common denominator that grows by one factor a round. No fraction
//! is ever shortened, nothing is rounded, and a round costs a multiplication of a long number by a short one for each
//! earlier round.

use super::profile::Profile;
use num_bigint::BigInt;
use std::cell::Cell;
use std::cmp::Ordering;

/// Not bought in this run.
pub(super) const NEVER: u32 = u32::MAX;

/// A round of equal shares: what was bought, whose purse it emptied, and the total utility of those who had enough.
#[derive(Clone, Debug)]
pub(super) struct Round {
    pub(super) item: usize,
    pub(super) spent: Vec<u32>,
    pub(super) rest: i128,
}

/// A price as a fraction, over the common denominator of its moment and a utility of its own.
#[derive(Clone, Debug)]
pub(super) struct Price {
    num: BigInt,
    utility: i128,
}

impl Price {
    /// Compares two prices of the same moment.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        (&self.num * other.utility).cmp(&(&other.num * self.utility))
    }
}

/// The exact side of a run, filled in only as far as it was asked for.
#[derive(Clone, Debug)]
pub(super) struct Exact {
    /// Common denominator; its first factor is the weight of all voters.
    den: BigInt,
    /// What a purse of weight 1 begins with, over the common denominator.
    unit: BigInt,
    /// Price of each round so far, over the common denominator.
    prices: Vec<BigInt>,
    /// Words of long numbers and marks of ballots touched.
    pub(super) steps: Cell<u64>,
    /// At how many steps it may give up; what it says then counts for nothing.
    most: u64,
}

impl Exact {
    /// Before the first round, with `money` in all purses together.
    pub(super) fn new(profile: &Profile<'_>, money: i128, most: u64) -> Self {
        let (den, unit) = (BigInt::from(profile.weight), BigInt::from(money));
        Self { den, unit, prices: Vec::new(), steps: Cell::new(0), most }
    }

    fn step(&self, more: usize) {
        self.steps.set(self.steps.get().saturating_add(more as u64));
    }

    /// Whether it has given up.
    pub(super) fn over(&self) -> bool {
        self.steps.get() > self.most
    }

    /// Words of 64 bits of a long number of this moment.
    fn words(&self) -> usize {
        usize::try_from(self.den.bits() / 64).unwrap_or(usize::MAX) + 2
    }

    /// Makes the prices of all `rounds` known; `when` says in which round each item was bought.
    pub(super) fn follow(&mut self, profile: &Profile<'_>, rounds: &[Round], when: &[u32]) {
        while let Some(round) = rounds.get(self.prices.len()).filter(|_| !self.over()) {
            self.step(self.prices.len() * self.words());
            // Those whose purse this round emptied gave all they had; the others share what was missing.
            let missing = &self.den * profile.cost(round.item) - self.held(profile, &round.spent, when);
            if round.rest == 0 {
                // Everybody gave all they had: no later purse depends on this price.
                self.prices.push(BigInt::ZERO);
                continue;
            }
            self.den *= round.rest;
            self.unit *= round.rest;
            self.prices.iter_mut().for_each(|p| *p *= round.rest);
            self.prices.push(missing);
        }
    }

    /// What voters of these kinds, none of whom had run out before, hold after the rounds followed so far.
    fn held(&self, profile: &Profile<'_>, kinds: &[u32], when: &[u32]) -> BigInt {
        let mut paid = vec![0_i128; self.prices.len()];
        let mut weight = 0_i128;
        for kind in kinds {
            let many = profile.kinds[*kind as usize].voters;
            weight += i128::from(many) * i128::from(profile.kinds[*kind as usize].weight);
            self.gather(profile, *kind, many, when, &mut paid);
        }
        self.less(weight, &paid)
    }

    /// What one voter of this kind, who had not run out before, holds.
    fn purse(&self, profile: &Profile<'_>, kind: u32, when: &[u32]) -> BigInt {
        let mut paid = vec![0_i128; self.prices.len()];
        self.gather(profile, kind, 1, when, &mut paid);
        self.less(profile.kinds[kind as usize].weight.into(), &paid)
    }

    fn gather(&self, profile: &Profile<'_>, kind: u32, many: i64, when: &[u32], paid: &mut [i128]) {
        for (item, utility) in &profile.marks[kind as usize] {
            if let Some(paid) = paid.get_mut(when[*item as usize] as usize) {
                *paid += i128::from(many) * i128::from(*utility);
            }
        }
        self.step(profile.marks[kind as usize].len());
    }

    fn less(&self, weight: i128, paid: &[i128]) -> BigInt {
        self.step((paid.iter().filter(|p| **p != 0).count() + 1) * self.words() + paid.len());
        let spent = self.prices.iter().zip(paid).filter(|(_, p)| **p != 0).map(|(price, paid)| price * *paid);
        spent.fold(&self.unit * weight, |held, spent| held - spent)
    }

    /// The price of an item whose supporters `alive` still hold money, after the rounds followed; `None` if they cannot
    /// pay it. `sure` are those of them who certainly run out at that price; `doubt` says for the others whether floats
    /// left it open that they do.
    pub(super) fn price(
        &self,
        profile: &Profile<'_>,
        item: usize,
        (alive, when): (&[(u32, i64)], &[u32]),
        sure: &[bool],
        doubt: impl Fn(u32, i64, f64) -> bool,
    ) -> Option<Price> {
        let cost = &self.den * profile.cost(item);
        let all: Vec<u32> = alive.iter().map(|(kind, _)| *kind).collect();
        if self.held(profile, &all, when) < cost {
            return None;
        }
        let mut out = sure.to_vec();
        loop {
            let gone: Vec<u32> = alive.iter().zip(&out).filter(|(_, out)| **out).map(|((kind, _), _)| *kind).collect();
            let stay = alive.iter().zip(&out).filter(|(_, out)| !**out).map(|(a, _)| a);
            let utility = stay.map(|(k, u)| i128::from(*u) * i128::from(profile.kinds[*k as usize].voters)).sum();
            let price = Price { num: &cost - self.held(profile, &gone, when), utility };
            if utility == 0 {
                // Only if money to the last fen of all were less than the cost, and it is not.
                return None;
            }
            let near = self.float(&price);
            let before = out.clone();
            for ((kind, utility), out) in alive.iter().zip(&mut out) {
                *out = *out
                    || (!self.over()
                        && doubt(*kind, *utility, near)
                        && self.against(profile, *kind, *utility, when, &price) == Ordering::Less);
            }
            if before == out || self.over() {
                return Some(price);
            }
        }
    }

    /// How the purse of one voter of this kind compares with what `price` asks of them.
    pub(super) fn against(
        &self,
        profile: &Profile<'_>,
        kind: u32,
        utility: i64,
        when: &[u32],
        price: &Price,
    ) -> Ordering {
        (self.purse(profile, kind, when) * price.utility).cmp(&(&price.num * utility))
    }

    /// A price as the nearest float or a neighbour of it.
    pub(super) fn float(&self, price: &Price) -> f64 {
        quotient(&price.num, &(&self.den * price.utility))
    }

    /// Prices of the rounds followed, as floats.
    pub(super) fn floats(&self) -> Vec<f64> {
        self.prices.iter().map(|p| quotient(p, &self.den)).collect()
    }
}

/// `num / den` (both 0 or more) as a float within two units in the last place.
pub(crate) fn quotient(num: &BigInt, den: &BigInt) -> f64 {
    // Shifted so that the whole quotient has 65 bits or a few more: then cutting off its fraction costs nothing.
    let shift = i64::try_from(den.bits()).unwrap_or(0) + 66 - i64::try_from(num.bits()).unwrap_or(0);
    let whole = if shift >= 0 { (num << shift) / den } else { num / (den << -shift) };
    let near = u128::try_from(whole).map_or(0.0, |w| w as f64);
    let mut out = near;
    let mut left = -shift;
    // A power of two at a time, so that no factor leaves the range of floats.
    while left != 0 {
        let step = left.clamp(-500, 500);
        out *= 2_f64.powi(i32::try_from(step).unwrap_or(0));
        left -= step;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotients_are_near_whatever_their_size() {
        let big = BigInt::from(7).pow(900);
        assert_eq!(quotient(&BigInt::from(1), &BigInt::from(3)), 1.0 / 3.0);
        assert_eq!(quotient(&BigInt::ZERO, &BigInt::from(3)), 0.0);
        assert_eq!(quotient(&(&big * 22), &(&big * 7)), 22.0 / 7.0);
        assert!((quotient(&BigInt::from(10_u64.pow(18)), &BigInt::from(3)) * 3.0 - 1e18).abs() < 1e3);
    }
}
