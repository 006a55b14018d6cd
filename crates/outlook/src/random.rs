//! Chance as a function: every random number is splitmix64 of where it is used, so no order of work can change it.
//!
//! The generator is the finaliser of Steele, Lea, Flood, “Fast splittable pseudorandom number generators” (OOPSLA 2014),
//! used as a keyed hash ([`uniform`]) and as a sequence ([`Stream`]).

/// What the counter of a splitmix64 sequence moves by.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// 2⁻⁵³: the distance of neighbouring uniform numbers.
const ULP: f64 = 1.0 / (1_u64 << 53) as f64;

/// One step of splitmix64 from state `z`.
#[inline]
#[must_use]
pub const fn splitmix(z: u64) -> u64 {
    let z = z.wrapping_add(GOLDEN);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The top 53 bits as a number in [0, 1).
#[inline]
#[must_use]
pub fn unit(bits: u64) -> f64 {
    (bits >> 11) as f64 * ULP
}

/// The uniform number of household `i` under a `base` made by [`base`].
#[inline]
#[must_use]
pub fn uniform(base: u64, i: u64) -> f64 {
    unit(splitmix(base ^ i))
}

/// The key of all households' numbers for one purpose in one month.
#[inline]
#[must_use]
pub const fn base(seed: u64, month: u64, purpose: u64) -> u64 {
    splitmix(seed ^ (purpose << 56) ^ (month << 32))
}

/// A sequence of random numbers with a name: the names of two sequences differ, so their numbers are independent.
#[derive(Clone, Debug)]
pub struct Stream(u64);

impl Stream {
    /// The sequence called by `seed` and the words of `name`.
    #[must_use]
    pub fn new(seed: u64, name: &[u64]) -> Self {
        Self(name.iter().fold(splitmix(seed), |state, word| splitmix(state ^ splitmix(*word))))
    }

    /// The next 64 bits.
    #[inline]
    pub fn bits(&mut self) -> u64 {
        let bits = splitmix(self.0);
        self.0 = self.0.wrapping_add(GOLDEN);
        bits
    }

    /// The next number in [0, 1).
    #[inline]
    pub fn unit(&mut self) -> f64 {
        unit(self.bits())
    }

    /// The next number in (0, 1], of which a logarithm may be taken.
    #[inline]
    pub fn positive_unit(&mut self) -> f64 {
        1.0 - self.unit()
    }

    /// How many of `n` independent trials succeed, each with chance `p`.
    ///
    /// Every trial compares a uniform binary fraction with `p`, digit by digit, all trials at once: the ones still equal
    /// to `p` so far draw their next digits as one word. So the law is exact to 2⁻⁶⁴ of `p`, and a draw takes about
    /// n/32 + log₂ n words.
    #[inline]
    pub fn binomial(&mut self, n: u32, p: f64) -> u32 {
        // The comparison is written so that a p which is no number gives nothing.
        if !(p > 0.0) {
            return 0;
        }
        if p >= 1.0 {
            return n;
        }
        let mut digits = (p * 18_446_744_073_709_551_616.0) as u64;
        let (mut open, mut won) = (n, 0);
        while open > 0 && digits != 0 {
            let zeros = self.heads(open);
            // Below p are those with a 0 where p has a 1; above it those with a 1 where p has a 0.
            if digits >> 63 == 1 {
                won += zeros;
                open -= zeros;
            } else {
                open = zeros;
            }
            digits <<= 1;
        }
        won
    }

    /// How many of `n` fair coins show heads.
    #[inline]
    fn heads(&mut self, n: u32) -> u32 {
        let mut heads = 0;
        for _ in 0..n / 64 {
            heads += self.bits().count_ones();
        }
        match n % 64 {
            0 => heads,
            rest => heads + (self.bits() >> (64 - rest)).count_ones(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binomial_draws_follow_their_law() {
        for (n, p) in [(1, 0.5), (7, 0.02), (62, 0.31), (368, 0.77), (600, 0.999), (40, 1.0), (40, 0.0)] {
            let mut stream = Stream::new(7, &[u64::from(n)]);
            let draws: Vec<f64> = (0..40_000).map(|_| f64::from(stream.binomial(n, p))).collect();
            let mean = draws.iter().sum::<f64>() / 40_000.0;
            let variance = draws.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / 40_000.0;
            let (np, npq) = (f64::from(n) * p, f64::from(n) * p * (1.0 - p));
            assert!((mean - np).abs() <= 4.0 * (npq / 40_000.0).sqrt(), "{n} {p}: mean {mean}");
            assert!((variance - npq).abs() <= 0.05 * npq + 1e-9, "{n} {p}: variance {variance} against {npq}");
        }
    }

    #[test]
    fn every_count_of_a_small_binomial_has_its_chance() {
        // Four trials at 0.3: chances 0.2401, 0.4116, 0.2646, 0.0756, 0.0081; chi-squared with four degrees, 0.1 percent.
        let mut stream = Stream::new(1, &[]);
        let mut seen = [0.0_f64; 5];
        for _ in 0..100_000 {
            seen[stream.binomial(4, 0.3) as usize] += 1.0;
        }
        let law = [0.2401_f64, 0.4116, 0.2646, 0.0756, 0.0081];
        let chi: f64 = seen.iter().zip(law).map(|(s, l)| (s - l * 100_000.0).powi(2) / (l * 100_000.0)).sum();
        assert!(chi < 18.47, "{chi}");
    }
}
