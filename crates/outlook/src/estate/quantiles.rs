//! Quantiles of millions of figures without keeping them: counts in fixed bins, which add up in any order to the same.

/// The shares of a fan.
pub const SHARES: [f64; 5] = [0.05, 0.25, 0.50, 0.75, 0.95];

/// How figures fall into bins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Shares of one: a thousand equal bins, so a quantile is within 0.0005.
    Share,
    /// Amounts from nothing up: 64 bins to a doubling, so a quantile is within 0.8 percent; below one is nothing.
    Amount,
}

const SHARE_BINS: usize = 1_000;
/// Mantissa bits of a bin of amounts, and the bins of 32 doublings.
const AMOUNT_BITS: u32 = 6;
const AMOUNT_BINS: usize = (32 << AMOUNT_BITS) + 1;

impl Scale {
    const fn bins(self) -> usize {
        match self {
            Self::Share => SHARE_BINS,
            Self::Amount => AMOUNT_BINS,
        }
    }

    #[inline]
    fn bin(self, x: f64) -> usize {
        match self {
            Self::Share => ((x * SHARE_BINS as f64) as usize).min(SHARE_BINS - 1),
            Self::Amount if x < 1.0 => 0,
            // The exponent and the first bits of the mantissa, as they stand in a float.
            Self::Amount => {
                let bits = (x as f32).to_bits() - 1.0_f32.to_bits();
                ((bits >> (23 - AMOUNT_BITS)) as usize + 1).min(AMOUNT_BINS - 1)
            }
        }
    }

    /// The middle of a bin.
    fn middle(self, bin: usize) -> f64 {
        match self {
            Self::Share => (bin as f64 + 0.5) / SHARE_BINS as f64,
            Self::Amount if bin == 0 => 0.0,
            Self::Amount => {
                let edge =
                    |bin: usize| f64::from(f32::from_bits(((bin as u32) << (23 - AMOUNT_BITS)) + 1.0_f32.to_bits()));
                (edge(bin - 1) + edge(bin)) / 2.0
            }
        }
    }
}

/// Counts of one figure over many dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fan {
    scale: Scale,
    counts: Vec<u32>,
}

impl Fan {
    /// Nothing counted yet, for `dates` dates.
    #[must_use]
    pub fn new(scale: Scale, dates: usize) -> Self {
        Self { scale, counts: vec![0; dates * scale.bins()] }
    }

    /// Counts `x` at `date`.
    #[inline]
    pub fn count(&mut self, date: usize, x: f64) {
        self.counts[date * self.scale.bins() + self.scale.bin(x)] += 1;
    }

    /// Adds what another counted.
    pub fn add(&mut self, other: &Self) {
        self.counts.iter_mut().zip(&other.counts).for_each(|(a, b)| *a += b);
    }

    /// The quantiles of [`SHARES`] at `date`; nothing counted gives nothing.
    #[must_use]
    pub fn at(&self, date: usize) -> Option<[f64; 5]> {
        let counts = self.counts.chunks(self.scale.bins()).nth(date)?;
        let all: u64 = counts.iter().map(|c| u64::from(*c)).sum();
        if all == 0 {
            return None;
        }
        let mut found = [0.0; 5];
        let (mut bin, mut below) = (0, u64::from(counts[0]));
        for (found, share) in found.iter_mut().zip(SHARES) {
            // The smallest figure that so many are not above.
            let rank = ((share * all as f64).ceil() as u64).clamp(1, all);
            while below < rank {
                bin += 1;
                below += u64::from(counts[bin]);
            }
            *found = self.scale.middle(bin);
        }
        Some(found)
    }

    /// How many dates there are.
    #[must_use]
    pub fn dates(&self) -> usize {
        self.counts.len() / self.scale.bins()
    }
}

/// The quantiles of [`SHARES`] of a few figures, exactly.
#[must_use]
pub fn exact(figures: &mut [f64]) -> [f64; 5] {
    figures.sort_by(f64::total_cmp);
    SHARES.map(|share| {
        let rank = ((share * figures.len() as f64).ceil() as usize).clamp(1, figures.len().max(1));
        figures.get(rank - 1).copied().unwrap_or(0.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;

    #[test]
    fn counted_quantiles_are_within_what_is_said_of_the_exact_ones() {
        let mut stream = Stream::new(2, &[]);
        let shares: Vec<f64> = (0..5_000).map(|_| stream.unit()).collect();
        let amounts: Vec<f64> = shares.iter().map(|u| (u * 15.0).exp()).collect();
        for (scale, mut figures) in [(Scale::Share, shares), (Scale::Amount, amounts)] {
            let mut halves = [Fan::new(scale, 2), Fan::new(scale, 2)];
            figures.iter().enumerate().for_each(|(i, x)| halves[i % 2].count(1, *x));
            let [mut fan, other] = halves;
            fan.add(&other);
            for (counted, exact) in fan.at(1).unwrap().iter().zip(exact(&mut figures)) {
                let within = if scale == Scale::Share { 0.000_501 } else { 0.008 * exact };
                assert!((counted - exact).abs() <= within, "{counted} against {exact}");
            }
            assert_eq!(fan.at(0), None);
        }
    }
}
