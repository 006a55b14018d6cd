//! Rounding, in one place: half up to whole minor units, once per posting.

/// `amount` minor units, rounded half up. Amounts here are bounded by limits far inside `i64`; a figure that is none
/// (only a hostile file could make one) becomes the nearest bound or nothing, never a panic.
#[inline]
#[must_use]
pub(crate) fn half_up(amount: f64) -> i64 {
    (amount + 0.5).floor() as i64
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
        assert_eq!(half_up(f64::NAN), 0);
        assert_eq!(decimals(0.123_456_789_012_6, 12), 0.123_456_789_013);
    }
}
