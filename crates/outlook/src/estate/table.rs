//! Drawing from one and the same small law many times: Walker's alias table, one random word a draw.
//!
//! Households whose chance to pay never changes (free riders, those of no known rule) pay in a number that has the same
//! law every month of a path; its table is made once.

use crate::random::Stream;

/// A law over 0, 1, …, as an alias table. (A. J. Walker, “An efficient method for generating discrete random variables
/// with general distributions”, ACM TOMS 3(3), 1977; filled as Vose 1991 does.)
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Of each column: the part that is its own, of 2³², and whose the rest is.
    columns: Vec<(u32, u32)>,
}

impl Table {
    /// The number of successes among `n` trials of chance `p`.
    pub fn fill_binomial(&mut self, n: u32, p: f64, scratch: &mut Vec<f64>) {
        scratch.clear();
        if n == 0 || p <= 0.0 || p >= 1.0 {
            // One outcome: a table of what is certain.
            let certain = if p >= 1.0 { n } else { 0 };
            scratch.extend((0..=certain).map(|k| f64::from(u8::from(k == certain))));
        } else {
            // From the mode outwards, relative to it, so that nothing under- or overflows.
            let mode = (((f64::from(n) + 1.0) * p) as u32).min(n);
            scratch.resize(n as usize + 1, 0.0);
            scratch[mode as usize] = 1.0;
            let odds = p / (1.0 - p);
            for k in mode..n {
                scratch[k as usize + 1] = scratch[k as usize] * f64::from(n - k) / f64::from(k + 1) * odds;
            }
            for k in (0..mode).rev() {
                scratch[k as usize] = scratch[k as usize + 1] * f64::from(k + 1) / (f64::from(n - k) * odds);
            }
        }
        self.fill(scratch);
    }

    fn fill(&mut self, weights: &mut [f64]) {
        let whole = f64::from(u32::MAX);
        let columns = weights.len();
        let scale = columns as f64 / weights.iter().sum::<f64>();
        weights.iter_mut().for_each(|w| *w *= scale);
        self.columns.clear();
        self.columns.extend((0..columns as u32).map(|k| (u32::MAX, k)));
        // Two hands walk the columns: `low` over those with too little, `high` over those with too much to give.
        let (mut low, mut high) = (0, 0);
        let mut current = None;
        loop {
            let poor = match current.take() {
                Some(poor) => poor,
                None => {
                    while low < columns && weights[low] >= 1.0 {
                        low += 1;
                    }
                    low += 1;
                    low - 1
                }
            };
            while high < columns && weights[high] < 1.0 {
                high += 1;
            }
            if poor >= columns || high >= columns {
                return;
            }
            self.columns[poor] = ((weights[poor] * whole) as u32, high as u32);
            weights[high] -= 1.0 - weights[poor];
            // A giver that became poor behind the low hand is filled next; ahead of it, the hand will come by.
            if weights[high] < 1.0 && high < low {
                current = Some(high);
            }
        }
    }

    /// Draws.
    #[inline]
    pub fn draw(&self, stream: &mut Stream) -> u32 {
        let bits = stream.bits();
        let column = ((bits >> 32) * self.columns.len() as u64) >> 32;
        let (own, other) = self.columns[column as usize];
        if bits as u32 <= own { column as u32 } else { other }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_draws_by_the_law_it_was_filled_with() {
        for (n, p) in [(1, 0.3), (5, 0.02), (115, 0.27), (55, 0.625), (3, 1.0), (4, 0.0), (0, 0.5), (2_000, 0.5)] {
            let mut table = Table::default();
            table.fill_binomial(n, p, &mut Vec::new());
            let mut stream = Stream::new(5, &[u64::from(n)]);
            let draws: Vec<f64> = (0..60_000).map(|_| f64::from(table.draw(&mut stream))).collect();
            let mean = draws.iter().sum::<f64>() / 6e4;
            let variance = draws.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / 6e4;
            let (np, npq) = (f64::from(n) * p, f64::from(n) * p * (1.0 - p));
            assert!((mean - np).abs() <= 4.0 * (npq / 6e4).sqrt() + 1e-9, "{n} {p}: {mean}");
            assert!((variance - npq).abs() <= 0.05 * npq + 1e-9, "{n} {p}: {variance} against {npq}");
        }
    }

    #[test]
    fn every_column_gives_what_the_law_says() {
        // The table itself, not draws: what each outcome gets over all columns is its chance, to 2⁻³⁰.
        let (n, p) = (6_u32, 0.35_f64);
        let mut table = Table::default();
        table.fill_binomial(n, p, &mut Vec::new());
        let mut got = vec![0.0; 7];
        for (k, (own, other)) in table.columns.iter().enumerate() {
            let own = f64::from(*own) / f64::from(u32::MAX);
            got[k] += own / 7.0;
            got[*other as usize] += (1.0 - own) / 7.0;
        }
        let choose = [1.0, 6.0, 15.0, 20.0, 15.0, 6.0, 1.0];
        for (k, got) in got.iter().enumerate() {
            let law = choose[k] * p.powi(k as i32) * (1.0 - p).powi(6 - k as i32);
            assert!((got - law).abs() < 1e-8, "{k}: {got} against {law}");
        }
    }
}
