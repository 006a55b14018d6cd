//! Chance as a function of a seed: splitmix64 (Steele, Lea, Flood, “Fast splittable pseudorandom number generators”,
//! OOPSLA 2014), so that one seed gives the same bytes everywhere.

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

const fn mixed(state: u64) -> u64 {
    let z = state.wrapping_add(GOLDEN);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// A sequence of random numbers; sequences with different names are independent.
#[derive(Clone, Debug)]
pub(super) struct Stream(u64);

impl Stream {
    /// The sequence of a seed called `name`.
    pub(super) fn new(seed: u64, name: &[u64]) -> Self {
        Self(name.iter().fold(mixed(seed), |state, word| mixed(state ^ mixed(*word))))
    }

    fn bits(&mut self) -> u64 {
        let bits = mixed(self.0);
        self.0 = self.0.wrapping_add(GOLDEN);
        bits
    }

    /// The next number in [0, 1).
    pub(super) fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// The next number below `n`, which is above 0; its bias is under n/2⁶⁴.
    pub(super) fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.bits()) * n as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spread_evenly_and_names_differ() {
        let mut stream = Stream::new(1, &[2]);
        let mut seen = [0_u32; 10];
        for _ in 0..100_000 {
            seen[stream.below(10)] += 1;
        }
        assert!(seen.iter().all(|s| (9_600..10_400).contains(s)), "{seen:?}");
        let mean = (0..100_000).map(|_| stream.unit()).sum::<f64>() / 1e5;
        assert!((mean - 0.5).abs() < 0.005, "{mean}");
        assert_ne!(Stream::new(1, &[2]).bits(), Stream::new(1, &[3]).bits());
        assert_ne!(Stream::new(1, &[2]).bits(), Stream::new(2, &[2]).bits());
    }
}
