//! Ranks: where a tender stands among this city's own, and whether a screen tells two groups of tenders apart at all.
//!
//! Source: H. B. Mann, D. R. Whitney, On a Test of Whether One of Two Random Variables is Stochastically Larger Than the
//! Other, Ann. Math. Stat. 18, 1947 (with the corrections for ties and for continuity).

use std::cmp::Ordering;

/// How well a value tells the labelled from the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Separation {
    /// How many are labelled.
    pub labelled: usize,
    /// How many are not.
    pub other: usize,
    /// Area under the curve: the chance that a labelled one has the larger value; 0.5 is a coin.
    pub auc: f64,
    /// Chance of a difference as large by chance alone, to either side (normal approximation).
    pub p: f64,
}

/// How well values tell the labelled from the others; `None` where one of the groups is empty or all values are equal.
#[must_use]
pub fn separation(values: &[(f64, bool)]) -> Option<Separation> {
    let mut sorted = values.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let labelled = sorted.iter().filter(|v| v.1).count();
    let other = sorted.len() - labelled;
    // Twice the pairs in which the labelled one is larger, an equal pair being half; whole numbers.
    let (mut twice, mut below, mut ties) = (0_u128, 0_u128, 0_u128);
    for equal in sorted.chunk_by(|a, b| a.0.total_cmp(&b.0) == Ordering::Equal) {
        let with = equal.iter().filter(|v| v.1).count() as u128;
        let (all, without) = (equal.len() as u128, equal.len() as u128 - with);
        twice += with * (2 * below + without);
        below += without;
        ties += all * all * all - all;
    }
    let (a, b) = (labelled as f64, other as f64);
    let n = a + b;
    let variance = a * b / 12.0 * ((n + 1.0) - ties as f64 / (n * (n - 1.0)));
    if labelled == 0 || other == 0 || variance <= 0.0 {
        return None;
    }
    let u = twice as f64 / 2.0;
    let z = ((u - a * b / 2.0).abs() - 0.5).max(0.0) / variance.sqrt();
    Some(Separation { labelled, other, auc: u / (a * b), p: erfc(z / std::f64::consts::SQRT_2).min(1.0) })
}

/// For each value how many are at most as large; 1 is the lowest.
#[must_use]
pub fn ranks(values: &[f64]) -> Vec<usize> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    values.iter().map(|v| sorted.partition_point(|s| s <= v)).collect()
}

/// The complementary error function for `x` of 0 or more, to twelve digits: a power series, far out a continued fraction.
pub(super) fn erfc(x: f64) -> f64 {
    let square = x * x;
    if x < 3.0 {
        let (mut term, mut sum) = (x, x);
        for k in 1..100 {
            term *= square / (f64::from(k) + 0.5);
            sum += term;
        }
        return 1.0 - 2.0 / std::f64::consts::PI.sqrt() * (-square).exp() * sum;
    }
    let tail = (1..80).rev().fold(x, |tail, k| x + f64::from(k) / 2.0 / tail);
    (-square).exp() / std::f64::consts::PI.sqrt() / tail
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_function() {
        for (x, expect) in [(0.0, 1.0), (0.5, 0.479_500_122_186_953_5), (2.0, 0.004_677_734_981_047_266)] {
            assert!((erfc(x) - expect).abs() < 1e-13, "{x}");
        }
        assert!((erfc(4.0) / 1.541_725_790_028_002e-8 - 1.0).abs() < 1e-11);
    }

    #[test]
    fn equal_values_tell_nothing() {
        assert_eq!(separation(&[(1.0, true), (1.0, false)]), None);
        assert_eq!(separation(&[(1.0, true), (2.0, true)]), None);
        let found = separation(&[(1.0, false), (2.0, true), (2.0, false), (3.0, true)]).unwrap();
        assert_eq!((found.labelled, found.other, found.auc), (2, 2, 0.875));
        assert_eq!(ranks(&[5.0, 1.0, 5.0]), [3, 1, 3]);
    }
}
