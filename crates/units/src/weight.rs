//! Heads and area together: what a vote weighs.

use crate::{Area, Threshold};
use serde::{Deserialize, Serialize};

/// 民法典第二百七十八条 counts twice: by owners (heads) and by exclusive area. The two are never merged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Weight {
    /// Owners, each once however many units (解释第九条).
    pub heads: i64,
    /// Exclusive-unit area.
    pub area: Area,
}

impl Weight {
    /// Nothing.
    pub const ZERO: Self = Self { heads: 0, area: Area::ZERO };

    /// `heads` owners with `area`.
    #[must_use]
    pub const fn new(heads: i64, area: Area) -> Self {
        Self { heads, area }
    }

    /// Whether this meets `by_heads` of `whole`'s heads and `by_area` of its area.
    #[must_use]
    pub fn meets(self, by_heads: Threshold, by_area: Threshold, whole: Self) -> bool {
        by_heads.met(self.heads, whole.heads) && by_area.met(self.area.cm2(), whole.area.cm2())
    }
}

impl std::ops::Add for Weight {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { heads: self.heads + other.heads, area: self.area + other.area }
    }
}

impl std::ops::Sub for Weight {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { heads: self.heads - other.heads, area: self.area - other.area }
    }
}

impl std::ops::AddAssign for Weight {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl std::iter::Sum for Weight {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, |a, b| a + b)
    }
}
