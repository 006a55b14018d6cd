//! An axis with round numbers on it.

use std::fmt::Write as _;

/// From a round number below to a round number above all figures.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axis {
    low: f64,
    step: f64,
    steps: u32,
}

impl Axis {
    /// The axis that holds `figures`.
    pub(super) fn of(figures: impl Iterator<Item = f64>) -> Self {
        let (mut low, mut high) = figures
            .filter(|x| x.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        // An axis that nearly reaches nothing begins there: bars and bands are then as long as what they say.
        if low > 0.0 && low < high * 0.7 {
            low = 0.0;
        }
        let span = (high - low).max(high.abs() * 1e-6).max(1e-9);
        let rough = span / 5.0;
        let magnitude = 10.0_f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0].map(|m| m * magnitude).into_iter().find(|s| *s >= rough).unwrap_or(rough);
        let low = (low / step).floor() * step;
        Self { low, step, steps: ((high - low) / step).ceil().clamp(1.0, 20.0) as u32 }
    }

    /// Where a figure is, from 0 at the low end to 1 at the high.
    pub(super) fn share(&self, x: f64) -> f64 {
        let share = (x - self.low) / (self.step * f64::from(self.steps));
        // What is no number is drawn at the low end.
        if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) }
    }

    /// Its height in a field (left, top, right, bottom).
    pub(super) fn at(&self, x: f64, [_, top, _, bottom]: [f64; 4]) -> f64 {
        bottom - self.share(x) * (bottom - top)
    }

    /// The numbers on it.
    pub(super) fn ticks(&self) -> impl Iterator<Item = f64> + '_ {
        (0..=self.steps).map(|i| self.low + f64::from(i) * self.step)
    }

    /// Draws it level, under a field, with upright lines.
    pub(super) fn draw_level(&self, out: &mut String, [left, top, right, bottom]: [f64; 4]) {
        for tick in self.ticks() {
            let x = left + self.share(tick) * (right - left);
            let strong = if tick.abs() < self.step * 1e-6 { "#14212e" } else { "#d3dae1" };
            let _ = write!(
                out,
                "<path d=\"M{x:.1} {top}V{bottom}\" stroke=\"{strong}\"/>\
                 <text x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\" font-size=\"14\">{}</text>",
                bottom + 22.0,
                number(tick),
            );
        }
    }

    /// Draws it upright with level lines.
    pub(super) fn draw(&self, out: &mut String, field: [f64; 4]) {
        for tick in self.ticks() {
            let y = self.at(tick, field);
            let strong = if tick.abs() < self.step * 1e-6 { "#14212e" } else { "#d3dae1" };
            let _ = write!(
                out,
                "<path d=\"M{} {y:.1}H{}\" stroke=\"{strong}\"/>\
                 <text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\" font-size=\"14\">{}</text>",
                field[0],
                field[2],
                field[0] - 8.0,
                y + 5.0,
                number(tick),
            );
        }
    }
}

/// A figure as short as it can be read: thousands grouped, no more decimals than it needs.
pub(super) fn number(x: f64) -> String {
    let decimals = match x.abs() {
        a if a >= 100.0 || a == 0.0 => 0,
        a if a >= 10.0 => 1,
        a if a >= 0.1 => 2,
        _ => 3,
    };
    let text = format!("{x:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    let (whole, rest) = text.split_once('.').map_or((text, String::new()), |(w, r)| (w, format!(".{r}")));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |d| ("−", d));
    let grouped: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|three| std::str::from_utf8(three).ok()).collect();
    let zero = digits.bytes().all(|d| d == b'0') && rest.bytes().all(|d| d == b'0' || d == b'.');
    format!("{}{}{rest}", if zero { "" } else { sign }, grouped.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let texts = [1_234_567.0, -1_200.0, 0.0, 0.05, 12.50, -0.000_01, 0.3].map(number);
        assert_eq!(texts, ["1,234,567", "−1,200", "0", "0.05", "12.5", "0", "0.3"]);
    }

    #[test]
    fn axes_hold_their_figures_between_round_numbers() {
        for figures in [vec![0.31, 0.88], vec![-3.0, 17.0], vec![1e9, 1.1e9], vec![0.0], vec![]] {
            let axis = Axis::of(figures.iter().copied());
            let ticks: Vec<f64> = axis.ticks().collect();
            for x in figures {
                assert!(ticks[0] <= x && x <= ticks[ticks.len() - 1] + 1e-9, "{x} in {ticks:?}");
            }
            assert!((2..=21).contains(&ticks.len()));
        }
    }
}
