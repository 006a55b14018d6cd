//! Splitting an amount into whole fen: largest remainder, in integers, so that the shares always sum to the amount.
//!
//! Each share is within one fen of its exact value. Ties go to the larger weight, then to the earlier place, so the order
//! of the units must be fixed and published. Largest remainder is not monotone in the total (the Alabama paradox): a
//! larger bill can be a single fen cheaper for one unit. That is harmless at one fen, and said here so that nobody is
//! surprised. Refuses to know what is split and why these are the weights. Start with [`split`]; for a bill that comes
//! every month, with [`Series`]; [`mod@file`] recomputes a file of cases.
#![deny(clippy::float_arithmetic)]

pub mod file;

use std::fmt;

/// Why an amount cannot be split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SplitError {
    /// The weight at this place is negative.
    NegativeWeight(usize),
    /// Nobody carries a weight, yet there is something to split.
    NoWeight,
    /// A running total left the range of an amount.
    TooLarge,
}

impl fmt::Display for SplitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NegativeWeight(at) => write!(f, "weight {} is negative; give a weight of 0 or more", at + 1),
            Self::NoWeight => {
                f.write_str("no weight is above 0, so nobody can bear the amount; give one weight at least")
            }
            Self::TooLarge => f.write_str("the running total is too large; begin a new series"),
        }
    }
}

impl std::error::Error for SplitError {}

/// Shares of `total` in proportion to `weights`. A negative total is split by its magnitude and negated, so a refund
/// undoes a charge exactly.
///
/// # Errors
/// [`SplitError`]: a negative weight, or something to split among nobody.
pub fn split(total: i64, weights: &[i64]) -> Result<Vec<i64>, SplitError> {
    if let Some(at) = weights.iter().position(|w| *w < 0) {
        return Err(SplitError::NegativeWeight(at));
    }
    let whole: i128 = weights.iter().map(|w| i128::from(*w)).sum();
    if whole == 0 {
        return if total == 0 { Ok(vec![0; weights.len()]) } else { Err(SplitError::NoWeight) };
    }
    let magnitude = i128::from(total).abs();
    // INVARIANT: both factors are below 2^64, so the product is below 2^127 (and never near it: |total| ≤ 2^63).
    let exact: Vec<(i128, i128)> =
        weights.iter().map(|w| magnitude * i128::from(*w)).map(|p| (p / whole, p % whole)).collect();
    let mut shares: Vec<i128> = exact.iter().map(|(base, _)| *base).collect();
    let left = magnitude - shares.iter().sum::<i128>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|i| (-exact[*i].1, -weights[*i], *i));
    // INVARIANT: the remainders sum to `left` wholes and each is below one, so fewer than all places get one more.
    for i in order.into_iter().zip(0..left).map(|(i, _)| i) {
        shares[i] += 1;
    }
    let sign = i128::from(total.signum());
    // INVARIANT: no share exceeds the magnitude of the total, and -2^63 is an i64 too.
    Ok(shares.into_iter().map(|s| i64::try_from(sign * s).unwrap_or(total)).collect())
}

/// A bill that comes again and again over the same weights. The running total is split and what was charged before is
/// taken off, so that no unit pays the odd fen every month; after any number of bills each unit has paid within one fen
/// of its exact share of all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    weights: Vec<i64>,
    total: i64,
    charged: Vec<i64>,
}

impl Series {
    /// A series that has charged nothing yet. Weights that change begin a new series.
    #[must_use]
    pub fn new(weights: Vec<i64>) -> Self {
        let charged = vec![0; weights.len()];
        Self { weights, total: 0, charged }
    }

    /// Charges `amount` and returns what each unit pays this time. One share can be a fen below 0 when the amount is
    /// tiny: it gives back a fen taken early.
    ///
    /// # Errors
    /// [`SplitError`]; the series is then as it was.
    pub fn charge(&mut self, amount: i64) -> Result<Vec<i64>, SplitError> {
        let total = self.total.checked_add(amount).ok_or(SplitError::TooLarge)?;
        let due = split(total, &self.weights)?;
        let now = due.iter().zip(&self.charged).map(|(due, before)| due.checked_sub(*before)).collect::<Option<_>>();
        let now = now.ok_or(SplitError::TooLarge)?;
        (self.total, self.charged) = (total, due);
        Ok(now)
    }

    /// What each unit has been charged in all.
    #[must_use]
    pub fn charged(&self) -> &[i64] {
        &self.charged
    }
}

#[cfg(test)]
mod tests;
