//! Exclusive-unit area in whole cm².

use crate::{Decimal, Inexact, limits};
use serde::{Deserialize, Serialize};
use std::fmt;

/// An area in cm². Registers print ㎡ with two decimals, published totals with up to four: 1 cm² is 0.0001 ㎡,
/// so every published figure is a whole number here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Area(i64);

impl Area {
    /// No area at all.
    pub const ZERO: Self = Self(0);

    /// `cm2` square centimetres.
    #[must_use]
    pub const fn from_cm2(cm2: i64) -> Self {
        Self(cm2)
    }

    /// In square centimetres.
    #[must_use]
    pub const fn cm2(self) -> i64 {
        self.0
    }

    /// Reads `89.53`, `89.53㎡`, `89.53 m2`, `1,089.5平方米`: up to four decimals, nothing negative.
    ///
    /// # Errors
    /// [`Inexact`]: not a plain figure, negative, too exact, or beyond [`limits::AREA_MAX`].
    pub fn parse(text: &str) -> Result<Self, Inexact> {
        let bare = text.trim();
        let bare =
            ["㎡", "平方米", "平米", "m²", "m2", "M2"].iter().find_map(|unit| bare.strip_suffix(unit)).unwrap_or(bare);
        let area = Self(Decimal::parse(bare, 4)?.value());
        match area {
            Self(cm2) if cm2 < 0 => Err(Inexact::NotAFigure),
            area if area > limits::AREA_MAX => Err(Inexact::TooLarge),
            area => Ok(area),
        }
    }

    /// With the four decimals the record holds, for documents and exports: `40,386.6000`.
    #[must_use]
    pub fn exact(self) -> String {
        Decimal::new(self.0, 4).text(true)
    }

    /// Sum, `None` beyond an `i64` (no real estate comes near).
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }
}

/// Two decimals as on a certificate, four where the area needs them; no unit: `89.53`, `1,089.5001`.
impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = if self.0 % 100 == 0 { Decimal::new(self.0 / 100, 2) } else { Decimal::new(self.0, 4) };
        f.write_str(&text.text(true))
    }
}

impl std::ops::Add for Area {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl std::ops::Sub for Area {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl std::iter::Sum for Area {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, |a, b| a + b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_areas_as_written_on_certificates() {
        for (text, cm2) in [
            ("89.53", 895_300),
            ("89.53㎡", 895_300),
            ("89.53 m2", 895_300),
            ("1,089.5平方米", 10_895_000),
            ("171755.223", 1_717_552_230),
        ] {
            assert_eq!(Area::parse(text), Ok(Area::from_cm2(cm2)), "{text}");
        }
    }

    #[test]
    fn refuses_impossible_areas() {
        assert_eq!(Area::parse("-3"), Err(Inexact::NotAFigure));
        assert_eq!(Area::parse("89.53001"), Err(Inexact::TooManyDecimals { most: 4 }));
        assert_eq!(Area::parse("六十多"), Err(Inexact::NotAFigure));
        assert_eq!(Area::parse("100000001"), Err(Inexact::TooLarge));
    }

    #[test]
    fn prints_two_decimals_unless_more_are_needed() {
        assert_eq!(Area::from_cm2(247_844_000).to_string(), "24,784.40");
        assert_eq!(Area::from_cm2(1_717_552_230).to_string(), "171,755.2230");
        assert_eq!(Area::from_cm2(403_866_000).exact(), "40,386.6000");
    }
}
