//! Exact tests: how likely is it that chance alone gives as much or more? Whole numbers throughout, so that a prompt never
//! hangs on rounding; and Benjamini and Hochberg's correction, because whoever looks at a thousand things finds some.
//!
//! Sources: R. A. Fisher, The Logic of Inductive Inference, J. R. Stat. Soc. 98, 1935 (exact test); Y. Benjamini,
//! Y. Hochberg, Controlling the False Discovery Rate, J. R. Stat. Soc. B 57, 1995.

use crate::budget::quotient;
use num_bigint::BigInt;
use std::cmp::Ordering;

/// A chance from 0 to 1, exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chance {
    num: BigInt,
    den: BigInt,
}

impl Chance {
    /// Certain.
    #[must_use]
    pub fn certain() -> Self {
        Self::new(BigInt::from(1), BigInt::from(1))
    }

    const fn new(num: BigInt, den: BigInt) -> Self {
        Self { num, den }
    }

    /// The nearest float or a neighbour of it, for people.
    #[must_use]
    pub fn value(&self) -> f64 {
        quotient(&self.num, &self.den)
    }

    fn compare(&self, other: &Self) -> Ordering {
        (&self.num * &other.den).cmp(&(&other.num * &self.den))
    }

    /// Whether it is at most `num` in `den`.
    #[must_use]
    pub fn at_most(&self, num: u32, den: u32) -> bool {
        &self.num * den <= &self.den * num
    }
}

/// `n` over `k`.
fn choose(n: u32, k: u32) -> BigInt {
    if k > n {
        return BigInt::ZERO;
    }
    let k = k.min(n - k);
    (0..k).fold(BigInt::from(1), |product, i| product * (n - i) / (i + 1))
}

/// The chance of at least `heads` heads of `of` fair coins.
#[must_use]
pub fn fair_coin(heads: u32, of: u32) -> Chance {
    let mut term = choose(of, heads);
    let mut sum = BigInt::ZERO;
    for k in heads..=of {
        sum += &term;
        term = term * (of - k) / (k + 1);
    }
    Chance::new(sum, BigInt::from(1) << of)
}

/// Ways to draw 0, 1, 2 … marked ones when `drawn` are drawn out of `all`, `marked` of which are marked. Ways of drawing
/// fewer than can be are 0.
fn ways(drawn: u32, marked: u32, all: u32) -> Vec<BigInt> {
    let (least, most) = ((drawn + marked).saturating_sub(all), drawn.min(marked));
    let mut ways = vec![BigInt::ZERO; most as usize + 1];
    let mut way = choose(marked, least) * choose(all - marked, drawn - least);
    for k in least..=most {
        let rest = all + k + 1 - marked - drawn;
        let next =
            if k < most { &way * (marked - k) * (drawn - k) / (BigInt::from(k + 1) * rest) } else { BigInt::ZERO };
        ways[k as usize] = std::mem::replace(&mut way, next);
    }
    ways
}

/// The chance that at least `found` of `drawn` are marked, where `marked` of `all` are (the hypergeometric tail).
#[must_use]
pub fn drawn_at_least(found: u32, drawn: u32, marked: u32, all: u32) -> Chance {
    let ways = ways(drawn.min(all), marked.min(all), all);
    Chance::new(ways.iter().skip(found as usize).sum(), ways.iter().sum())
}

/// The chance of a draw as odd as `found` marked ones or odder, to either side (Fisher's exact test).
#[must_use]
pub fn drawn_as_odd(found: u32, drawn: u32, marked: u32, all: u32) -> Chance {
    let ways = ways(drawn.min(all), marked.min(all), all);
    let seen = ways.get(found as usize).cloned().unwrap_or_default();
    Chance::new(ways.iter().filter(|w| **w <= seen).sum(), ways.iter().sum())
}

/// The chance of at least `wins` wins in trials of which each is won with `places` in `of` (the Poisson binomial tail).
#[must_use]
pub fn wins_at_least(wins: u32, trials: &[(u32, u32)]) -> Chance {
    // Ways to win 0, 1, 2 … of the trials so far; beyond `wins` it does not matter how many.
    let most = wins as usize;
    let mut ways = vec![BigInt::ZERO; most + 1];
    ways[0] = BigInt::from(1);
    let mut den = BigInt::from(1);
    for (places, of) in trials {
        let places = (*places).min(*of);
        for k in (0..=most).rev() {
            let lost = if k == most { BigInt::from(*of) } else { BigInt::from(of - places) };
            ways[k] = &ways[k] * lost;
            if k > 0 {
                let (before, here) = ways.split_at_mut(k);
                here[0] += &before[k - 1] * places;
            }
        }
        den *= *of;
    }
    Chance::new(ways.pop().unwrap_or_default(), den)
}

/// What one [`wins_at_least`] costs, in words of 64 bits touched.
#[must_use]
pub fn wins_work(wins: u32, trials: usize) -> u64 {
    // A trial makes the numbers some three bits longer.
    let trials = trials as u64;
    trials * (u64::from(wins) + 1) * (trials / 20 + 4)
}

/// Corrects for how many were looked at: each chance as the smallest rate of false discoveries at which it would still
/// stand out. `chances` and what is returned are in the same order.
#[must_use]
pub fn corrected(chances: &[Chance]) -> Vec<Chance> {
    let near: Vec<f64> = chances.iter().map(Chance::value).collect();
    let mut order: Vec<usize> = (0..chances.len()).collect();
    order.sort_by(|a, b| match (near[*a] - near[*b]).abs() > 1e-9 * near[*a].max(near[*b]) {
        true => near[*a].total_cmp(&near[*b]),
        false => chances[*a].compare(&chances[*b]),
    });
    let mut out = vec![Chance::certain(); chances.len()];
    let mut least = Chance::certain();
    for (rank, at) in order.iter().enumerate().rev() {
        let raised = Chance::new(&chances[*at].num * chances.len(), &chances[*at].den * (rank + 1));
        if raised.compare(&least) == Ordering::Less {
            least = raised;
        }
        out[*at] = least.clone();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(chance: &Chance, num: u64, den: u64) {
        assert_eq!(chance.compare(&Chance::new(num.into(), den.into())), Ordering::Equal, "{}", chance.value());
    }

    #[test]
    fn small_cases_by_hand() {
        is(&fair_coin(8, 10), 56, 1024);
        is(&fair_coin(0, 3), 1, 1);
        // The lady tasting tea: all four of four, of eight.
        is(&drawn_at_least(4, 4, 4, 8), 1, 70);
        is(&drawn_as_odd(4, 4, 4, 8), 2, 70);
        is(&drawn_as_odd(3, 4, 4, 8), 34, 70);
        // More drawn than are not marked: fewer than two cannot be.
        is(&drawn_at_least(2, 5, 5, 8), 1, 1);
        is(&drawn_at_least(5, 5, 5, 8), 1, 56);
        // One of two and one of three: both, or at least one.
        is(&wins_at_least(2, &[(1, 2), (1, 3)]), 1, 6);
        is(&wins_at_least(1, &[(1, 2), (1, 3)]), 4, 6);
        is(&wins_at_least(0, &[(1, 2)]), 1, 1);
        is(&wins_at_least(3, &[(1, 2)]), 0, 1);
    }

    #[test]
    fn equal_trials_are_a_coin() {
        for wins in 0..=12 {
            let coin = fair_coin(wins, 12);
            assert_eq!(coin.compare(&wins_at_least(wins, &[(1, 2); 12])), Ordering::Equal);
        }
    }

    #[test]
    fn corrected_for_how_many() {
        let of = |n: u64| Chance::new(n.into(), 1_000.into());
        let found = corrected(&[of(10), of(900), of(20), of(21)]);
        // 0.010·4/1 = 0.04; 0.020·4/2 = 0.04 but 0.021·4/3 = 0.028 stands after it.
        is(&found[0], 28, 1_000);
        is(&found[2], 28, 1_000);
        is(&found[3], 28, 1_000);
        is(&found[1], 900, 1_000);
        assert!(corrected(&[]).is_empty());
    }
}
