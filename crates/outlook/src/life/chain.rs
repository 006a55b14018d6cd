//! Five grades of condition, 1 as new to 5 failed: a part may fall one grade a year and never climbs by itself.
//!
//! What is known of a part is a [`Belief`], the chance of each grade. A year moves it down the chain; an inspection
//! sharpens it by Bayes' rule, whichever way it points.

/// The chance of each grade; they sum to one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Belief(pub [f64; 5]);

impl Belief {
    /// As new.
    pub const NEW: Self = Self([1.0, 0.0, 0.0, 0.0, 0.0]);

    /// Nothing is known.
    pub const UNKNOWN: Self = Self([0.2; 5]);

    /// The mean grade.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.0.iter().zip(1..).map(|(p, grade)| p * f64::from(grade)).sum()
    }

    /// What an inspection that names `grade` (1 to 5) makes of it. An inspection names the true grade with chance
    /// `accuracy`, otherwise a neighbouring one. One that this belief thinks impossible is believed over the belief.
    #[must_use]
    pub fn inspected(&self, grade: usize, accuracy: f64) -> Self {
        let weigh = |from: &[f64; 5]| -> [f64; 5] {
            std::array::from_fn(|s| from[s] * likelihood(s, grade.clamp(1, 5) - 1, accuracy))
        };
        let mut chances = weigh(&self.0);
        if chances.iter().sum::<f64>() <= 0.0 {
            chances = weigh(&Self::UNKNOWN.0);
        }
        let sum: f64 = chances.iter().sum();
        Self(chances.map(|p| p / sum))
    }
}

/// The chance that an inspection names grade `named` where `state` is true (both from 0).
fn likelihood(state: usize, named: usize, accuracy: f64) -> f64 {
    let neighbours = if state == 0 || state == 4 { 1.0 } else { 2.0 };
    match state.abs_diff(named) {
        0 => accuracy,
        1 => (1.0 - accuracy) / neighbours,
        _ => 0.0,
    }
}

/// How a part falls through the grades.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chain {
    /// Mean years in grades 1 to 4, at least one each.
    years: [f64; 4],
}

impl Chain {
    /// The chain of a part that lasts `life` years, of which it spends `shares` in grades 1 to 4. A grade takes at least
    /// a year, so lives under four years last as long as the grades do.
    #[must_use]
    pub fn of_life(life: f64, shares: [f64; 4]) -> Self {
        let sum: f64 = shares.iter().sum();
        Self { years: shares.map(|share| (life * share / sum).max(1.0)) }
    }

    /// One year on: grade s is kept with chance `1 − 1/T_s`, grade 5 for good.
    #[must_use]
    pub fn year(&self, belief: &Belief) -> Belief {
        let mut next = [0.0; 5];
        for (s, chance) in belief.0.iter().enumerate() {
            let falls = self.years.get(s).map_or(0.0, |t| 1.0 / t);
            next[s] += chance * (1.0 - falls);
            if s < 4 {
                next[s + 1] += chance * falls;
            }
        }
        Belief(next)
    }

    /// `years` years on.
    #[must_use]
    pub fn after(&self, belief: Belief, years: u32) -> Belief {
        (0..years).fold(belief, |belief, _| self.year(&belief))
    }

    /// Mean years until it has failed.
    #[must_use]
    pub fn years_left(&self, belief: &Belief) -> f64 {
        let from = |s: usize| -> f64 { self.years[s.min(4)..].iter().sum() };
        belief.0.iter().enumerate().map(|(s, chance)| chance * from(s)).sum()
    }

    /// The age a part in the book would have with so many years left: what the Weibull law takes where a part was graded
    /// and its age is not known.
    #[must_use]
    pub fn age(&self, belief: &Belief) -> f64 {
        self.years.iter().sum::<f64>() - self.years_left(belief)
    }
}
