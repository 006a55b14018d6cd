//! First two digits of amounts of money against Benford's law. Only over many amounts of very different size; and never
//! on votes: digit tests fail to tell honest elections from dishonest ones (J. Deckert, M. Myagkov, P. C. Ordeshook,
//! Benford's Law and the Detection of Election Fraud, Political Analysis 19, 2011), so nothing here takes a vote.

use super::ranks::erfc;
use serde::Serialize;
use std::f64::consts::PI;

/// Fewer amounts than this are not looked at.
pub const AMOUNTS_MIN: usize = 500;
/// The largest must be so many times the smallest: three orders of magnitude.
pub const SPAN_MIN: i64 = 1_000;

/// First two digits against Benford's law.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Digits {
    /// How many amounts.
    pub amounts: usize,
    /// Chi-square over 90 pairs of digits (89 degrees of freedom).
    pub chi_square: f64,
    /// Chance of as much or more by chance alone.
    pub chance: f64,
}

/// First two digits of amounts in whole minor units; amounts under 10 have none and are left out.
///
/// # Errors
/// Why it is not run, in words for a person.
pub fn first_two(amounts: &[i64]) -> Result<Digits, &'static str> {
    let amounts: Vec<i64> = amounts.iter().copied().filter(|a| *a >= 10).collect();
    if amounts.len() < AMOUNTS_MIN {
        return Err("not run: fewer than 500 amounts");
    }
    let (least, most) = (amounts.iter().min().copied().unwrap_or(1), amounts.iter().max().copied().unwrap_or(0));
    if most / SPAN_MIN < least {
        return Err("not run: the amounts span less than three orders of magnitude");
    }
    let mut seen = [0_u32; 90];
    for mut amount in amounts.iter().copied() {
        while amount >= 100 {
            amount /= 10;
        }
        // INVARIANT: from 10 to 99.
        seen[usize::try_from(amount - 10).unwrap_or(0)] += 1;
    }
    let expect = |at: usize| (1.0 + 1.0 / (at as f64 + 10.0)).log10() * amounts.len() as f64;
    let chi_square = seen.iter().enumerate().map(|(at, n)| (f64::from(*n) - expect(at)).powi(2) / expect(at)).sum();
    Ok(Digits { amounts: amounts.len(), chi_square, chance: tail_89(chi_square) })
}

/// The chance that chi-square with 89 degrees of freedom is at least `x`: for an odd number of degrees a finite sum.
fn tail_89(x: f64) -> f64 {
    let half = x / 2.0;
    let (mut term, mut sum) = (2.0 * (half / PI).sqrt() * (-half).exp(), 0.0);
    for k in 1..=44 {
        sum += term;
        term *= half / (f64::from(k) + 0.5);
    }
    (erfc(half.sqrt()) + sum).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_or_alike_amounts_are_not_looked_at() {
        assert!(first_two(&[1_000; 499]).unwrap_err().contains("fewer than 500"));
        assert!(first_two(&[1_000; 900]).unwrap_err().contains("orders of magnitude"));
    }

    #[test]
    fn growth_follows_the_law_and_round_figures_do_not() {
        let growth: Vec<i64> = (0..900).map(|i| (1_000.0 * 1.0123_f64.powi(i)) as i64).collect();
        assert!(first_two(&growth).unwrap().chance > 0.5);
        let mut round = growth;
        round[..300].fill(50_000);
        assert!(first_two(&round).unwrap().chance < 1e-6);
        // The median of this distribution.
        assert!((tail_89(88.334) - 0.5).abs() < 1e-3);
    }
}
