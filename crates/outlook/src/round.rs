//! Rounding, in one place: half up to whole minor units, once per posting.

/// `amount` minor units, rounded half up. Amounts here are bounded by limits far inside `i64`; a figure that is none
/// (only a hostile file could make one) becomes the nearest bound or nothing, never a panic.
#[inline]
#[must_use]
pub(crate) fn half_up(amount: f64) -> i64 {
    let raised = amount + 0.5;
    // The cast cuts towards nothing, which is up for a negative amount that is not whole. (`floor` would be a call of the
    // mathematical library on processors of the oldest kind, and this is the innermost step of every ledger.)
    let cut = raised as i64;
    if (cut as f64) > raised { cut - 1 } else { cut }
}

/// `value` with `decimals` decimals, as it is printed.
#[must_use]
pub(crate) fn decimals(value: f64, decimals: usize) -> f64 {
    // Through text: the decimal expansion is exact there, so the tie is a real one.
    format!("{value:.decimals$}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_up() {
        assert_eq!([half_up(0.5), half_up(1.5), half_up(-0.5), half_up(-0.51)], [1, 2, 0, -1]);
        for x in [-7.5, -7.0, -3.2, -0.0, 0.49, 2.5, 1e15 + 0.5] {
            assert_eq!(half_up(x), (x + 0.5_f64).floor() as i64, "{x}");
        }
        assert_eq!([half_up(f64::NAN), half_up(f64::INFINITY)], [0, i64::MAX]);
        assert_eq!(decimals(0.123_456_789_012_6, 12), 0.123_456_789_013);
    }
}
