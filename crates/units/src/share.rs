//! Exact shares and thresholds. A vote is decided by cross products of whole numbers, never by a percentage.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A fraction as a statute writes it: 三分之二 is `2/3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Ratio {
    num: u32,
    den: u32,
}

impl Ratio {
    /// `num/den`, or `None` where that is no share of a whole (den 0, or more than 1).
    #[must_use]
    pub const fn new(num: u32, den: u32) -> Option<Self> {
        if den == 0 || num > den { None } else { Some(Self { num, den }) }
    }

    /// Numerator.
    #[must_use]
    pub const fn num(self) -> u32 {
        self.num
    }

    /// Denominator.
    #[must_use]
    pub const fn den(self) -> u32 {
        self.den
    }

    /// Whether this is a larger share than `other`, exactly.
    #[must_use]
    pub fn exceeds(self, other: Self) -> bool {
        u64::from(self.num) * u64::from(other.den) > u64::from(other.num) * u64::from(self.den)
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.num, self.den)
    }
}

impl From<Ratio> for String {
    fn from(r: Ratio) -> Self {
        r.to_string()
    }
}

impl TryFrom<String> for Ratio {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let parsed = text.split_once('/').and_then(|(n, d)| Self::new(n.trim().parse().ok()?, d.trim().parse().ok()?));
        parsed.ok_or_else(|| format!("`{text}` is not a share such as 2/3"))
    }
}

/// Whether the edge itself counts. 民法典第一千二百五十九条: 以上 includes the number, 超过 excludes it; 过半数 is more
/// than half.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edge {
    /// 以上: the edge is enough.
    AtLeast,
    /// 过半数, 超过: the edge is not enough.
    MoreThan,
}

/// A share with its edge: “三分之二以上”, “过半数”.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Threshold {
    /// The share of the whole.
    pub share: Ratio,
    /// Whether reaching it exactly is enough.
    pub edge: Edge,
}

impl Threshold {
    /// `num/den` or more.
    #[must_use]
    pub const fn at_least(num: u32, den: u32) -> Option<Self> {
        match Ratio::new(num, den) {
            Some(share) => Some(Self { share, edge: Edge::AtLeast }),
            None => None,
        }
    }

    /// More than `num/den`.
    #[must_use]
    pub const fn more_than(num: u32, den: u32) -> Option<Self> {
        match Ratio::new(num, den) {
            Some(share) => Some(Self { share, edge: Edge::MoreThan }),
            None => None,
        }
    }

    /// Whether `part` of `whole` meets it. Nothing of nothing never does: an empty electorate decides nothing.
    #[must_use]
    pub fn met(self, part: i64, whole: i64) -> bool {
        if whole <= 0 {
            return false;
        }
        let left = i128::from(part) * i128::from(self.share.den);
        let right = i128::from(whole) * i128::from(self.share.num);
        match self.edge {
            Edge::AtLeast => left >= right,
            Edge::MoreThan => left > right,
        }
    }

    /// The smallest part of `whole` that meets it: what “还差37户” is counted from.
    #[must_use]
    pub fn needed(self, whole: i64) -> i64 {
        let product = i128::from(whole) * i128::from(self.share.num);
        let den = i128::from(self.share.den);
        let needed = match self.edge {
            Edge::AtLeast => (product + den - 1).div_euclid(den),
            Edge::MoreThan => product.div_euclid(den) + 1,
        };
        // INVARIANT: num <= den, so needed is at most whole + 1, which an i64 of heads or cm² holds.
        i64::try_from(needed).unwrap_or(i64::MAX)
    }

    /// Whether meeting `self` always means meeting `other` as well: the stricter of two rules.
    #[must_use]
    pub fn stricter_than(self, other: Self) -> bool {
        self.share.exceeds(other.share)
            || (!other.share.exceeds(self.share) && self.edge == Edge::MoreThan && other.edge == Edge::AtLeast)
    }
}

/// A part of a whole, kept exact; percentages are for reading only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The part.
    pub part: i64,
    /// The whole.
    pub whole: i64,
}

impl Share {
    /// Two decimals, half up, as official results print them: `90.37`. `None` of nothing.
    #[must_use]
    pub fn percent_half_up(self) -> Option<String> {
        self.hundredths(|n, d| (2 * n + d).div_euclid(2 * d))
    }

    /// Two decimals, cut off: what a screen shows, so that 66.666 % never looks like 66.67 %.
    #[must_use]
    pub fn percent_cut(self) -> Option<String> {
        self.hundredths(i128::div_euclid)
    }

    fn hundredths(self, divide: impl Fn(i128, i128) -> i128) -> Option<String> {
        if self.whole <= 0 {
            return None;
        }
        let value = divide(i128::from(self.part) * 10_000, i128::from(self.whole));
        Some(crate::Decimal::new(i64::try_from(value).ok()?, 2).text(false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TWO_THIRDS: Threshold = Threshold::at_least(2, 3).unwrap();
    const HALF: Threshold = Threshold::more_than(1, 2).unwrap();

    #[test]
    fn article_1259_edges() {
        assert!(TWO_THIRDS.met(2, 3), "以上 includes the number");
        assert!(!HALF.met(1, 2), "过半数 is more than half");
        assert!(HALF.met(51, 100));
        assert!(!TWO_THIRDS.met(0, 0), "an empty electorate decides nothing");
    }

    #[test]
    fn published_bases_need_what_they_need() {
        // Dongguan notices A15–A20: ceil for heads, exact for area.
        for (whole, needed) in [(16, 11), (25, 17), (280, 187), (355, 237), (1140, 760), (216, 144), (604, 403)] {
            assert_eq!(TWO_THIRDS.needed(whole), needed);
        }
        assert_eq!(HALF.needed(440), 221);
        assert_eq!(Threshold::at_least(3, 4).unwrap().needed(403), 303);
    }

    #[test]
    fn percentages_are_for_reading() {
        assert_eq!(Share { part: 1360, whole: 1505 }.percent_half_up().as_deref(), Some("90.37"));
        assert_eq!(Share { part: 2, whole: 3 }.percent_half_up().as_deref(), Some("66.67"));
        assert_eq!(Share { part: 2, whole: 3 }.percent_cut().as_deref(), Some("66.66"));
        assert_eq!(Share { part: 0, whole: 0 }.percent_cut(), None);
    }

    #[test]
    fn the_stricter_rule_is_known() {
        let three_quarters = Threshold::at_least(3, 4).unwrap();
        assert!(three_quarters.stricter_than(TWO_THIRDS));
        assert!(Threshold::more_than(2, 3).unwrap().stricter_than(TWO_THIRDS));
        assert!(!TWO_THIRDS.stricter_than(TWO_THIRDS));
        assert!(Threshold::at_least(4, 6).unwrap().stricter_than(HALF));
    }

    proptest! {
        #[test]
        fn needed_is_the_smallest_that_meets(whole in 1_i64..1_000_000_000_000, num in 0_u32..20, extra in 0_u32..20, more: bool) {
            let ratio = Ratio::new(num, num + extra + 1).unwrap();
            let t = Threshold { share: ratio, edge: if more { Edge::MoreThan } else { Edge::AtLeast } };
            let needed = t.needed(whole);
            prop_assert!(t.met(needed, whole));
            prop_assert!(!t.met(needed - 1, whole));
        }
    }
}
