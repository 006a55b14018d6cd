//! How far beliefs lie apart where households see only their neighbours, and what that does to their chance to pay.
//!
//! A chance that cannot exceed one, and a wish that turns at a peak, are no lines: the chance at the mean belief is not the
//! mean of the chances. So beliefs are followed with their variance: what lasts, since free riders stay next door, and what
//! passes, since this month's payers were drawn. Chances are taken at three points of a normal law (Gauss and Hermite).

/// How many neighbours a household sees, as in [`super::model::Model`].
const NEIGHBOURS: f64 = 8.0;

/// How much wider neighbours' chances spread than if they had nothing to do with each other: they see each other
/// (assumed; what error remains with it is measured, see [`super::outlook::GROUPING_ERROR`]).
const TOGETHER: f64 = 1.5;

/// Mean and mean square of a chance over households.
#[derive(Clone, Copy, Debug, Default)]
pub struct Moments {
    pub mean: f64,
    pub square: f64,
}

impl Moments {
    /// Of a chance that is the same for all.
    pub fn of(chance: f64) -> Self {
        Self { mean: chance, square: chance * chance }
    }

    /// With those of `share` of the households added.
    pub fn plus(self, share: f64, other: Self) -> Self {
        Self { mean: self.mean + share * other.mean, square: self.square + share * other.square }
    }
}

/// The spread of beliefs.
#[derive(Clone, Copy, Debug)]
pub struct Spread {
    /// How much of what a household takes in comes from its neighbours alone.
    local: f64,
    weight: f64,
    /// The standard deviation of what lasts, and the variance of what passes.
    lasting: f64,
    passing: f64,
}

impl Spread {
    /// Everybody believes the same; `local` of what is seen is one's neighbours, the newest counting `weight`.
    pub fn none(local: f64, weight: f64) -> Self {
        Self { local, weight, lasting: 0.0, passing: 0.0 }
    }

    /// A month in which households paid with these chances was seen.
    #[inline]
    pub fn see(&mut self, chances: Moments) {
        let between = (chances.square - chances.mean * chances.mean).max(0.0) * TOGETHER / NEIGHBOURS;
        let within = (chances.mean - chances.square).max(0.0) / NEIGHBOURS;
        let kept = 1.0 - self.weight;
        self.lasting = kept * self.lasting + self.weight * self.local * between.sqrt();
        self.passing = kept * kept * self.passing + (self.weight * self.local).powi(2) * within;
    }

    /// The moments of a `chance` that hangs on a belief, around the mean one.
    #[inline]
    pub fn over(&self, belief: f64, chance: impl Fn(f64) -> f64) -> Moments {
        if self.local <= 0.0 {
            return Moments::of(chance(belief));
        }
        let off = (3.0 * (self.lasting * self.lasting + self.passing)).sqrt();
        let [low, middle, high] = [belief - off, belief, belief + off].map(|b| Moments::of(chance(b)));
        Moments::default().plus(1.0 / 6.0, low).plus(2.0 / 3.0, middle).plus(1.0 / 6.0, high)
    }
}
