//! The seven screens of one tender: how its bids lie to each other.
//!
//! **They prove nothing about one tender.** Measured on 798 real tenders with a label, none tells the labelled from the
//! others: the area under the curve is 0.41 to 0.56, where 0.5 is a coin.
//!
//! Sources: D. Imhof, Simple Statistical Screens to Detect Bid Rigging, 2017; D. Imhof, Y. Karagök, S. Rutz, Screening
//! for Bid Rigging, J. Compet. Law Econ. 14, 2018; H. Wallimann, D. Imhof, M. Huber, A Machine Learning Approach for
//! Flagging Incomplete Bid-Rigging Cartels, 2020.

/// Fewer bids than this have no shape.
pub const BIDS_MIN: usize = 4;

/// The names of the screens, in the order of their values.
pub const NAMES: [&str; 7] = ["cv", "spread", "diffp", "rd", "rdnor", "skew", "kurt"];

/// Values of the seven screens, in the order of [`NAMES`]; `None` where bids are so equal that one has no value.
pub type Shape = [Option<f64>; 7];

/// The screens of a tender's bids, in any order, each above 0 and at most
/// [`units::limits::ELECTION_AMOUNT_MAX`]; `None` under [`BIDS_MIN`] bids.
///
/// With bids `b1 ≤ … ≤ bn` and `s` their standard deviation (n − 1): `s/mean`, `(bn−b1)/b1`, `(b2−b1)/b1`,
/// `(b2−b1)/s(b2…bn)`, `(b2−b1)` over the mean gap, and skewness and excess kurtosis, both adjusted for few values.
#[must_use]
pub fn shape(bids: &[i64]) -> Option<Shape> {
    if bids.len() < BIDS_MIN || bids.iter().any(|b| *b <= 0) {
        return None;
    }
    let mut sorted = bids.to_vec();
    sorted.sort_unstable();
    let n = sorted.len() as f64;
    let (first, second, last) = (sorted[0], sorted[1], sorted[sorted.len() - 1]);
    let (sum, from_mean) = deviations(&sorted);
    let squares = power(&from_mean, 2);
    let ratio = |num: f64, den: f64| (den > 0.0).then_some(num / den);
    let gap = (second - first) as f64;
    // Deviations are n times too large, and so is the sum beside the mean.
    let cv = ratio((squares / (n - 1.0)).sqrt(), sum as f64);
    let (_, losing) = deviations(&sorted[1..]);
    let losing = (power(&losing, 2) / (n - 2.0)).sqrt() / (n - 1.0);
    let moment = |degree: i32| power(&from_mean, degree) / n;
    let (m2, m3, m4) = (moment(2), moment(3), moment(4));
    let skew = ratio(m3, m2.powf(1.5)).map(|g| g * (n * (n - 1.0)).sqrt() / (n - 2.0));
    let kurt = ratio(m4, m2 * m2).map(|g| (n - 1.0) / ((n - 2.0) * (n - 3.0)) * ((n + 1.0) * (g - 3.0) + 6.0));
    Some([
        cv,
        ratio((last - first) as f64, first as f64),
        ratio(gap, first as f64),
        ratio(gap, losing),
        ratio(gap * (n - 1.0), (last - first) as f64),
        skew,
        kurt,
    ])
}

/// The sum, and each value's distance from the mean, n times as large: whole numbers, so that nothing cancels.
fn deviations(values: &[i64]) -> (i128, Vec<f64>) {
    let n = values.len() as i128;
    let sum: i128 = values.iter().map(|v| i128::from(*v)).sum();
    (sum, values.iter().map(|v| (i128::from(*v) * n - sum) as f64).collect())
}

fn power(values: &[f64], degree: i32) -> f64 {
    values.iter().map(|v| v.powi(degree)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_or_equal_bids_have_no_shape() {
        assert_eq!(shape(&[1, 2, 3]), None);
        assert_eq!(shape(&[0, 2, 3, 4]), None);
        assert_eq!(shape(&[7; 5]), Some([Some(0.0), Some(0.0), Some(0.0), None, None, None, None]));
        // One low bid beside equal ones: the losing bids have no spread to hold it against.
        let low = shape(&[90, 100, 100, 100]).unwrap();
        assert_eq!((low[3], low[4]), (None, Some(3.0)));
    }

    #[test]
    fn the_scale_does_not_matter() {
        let small = shape(&[97, 100, 104, 109, 103]).unwrap();
        let large = shape(&[97, 100, 104, 109, 103].map(|b| b * 9_000_000_000_000)).unwrap();
        for (a, b) in small.iter().zip(&large) {
            assert!((a.unwrap() - b.unwrap()).abs() < 1e-12);
        }
    }
}
