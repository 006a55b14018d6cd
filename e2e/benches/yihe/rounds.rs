//! Alternating rounds and their medians: what is compared runs minutes apart at most, under the same neighbours.

/// Runs the contestants in turn, `rounds` times, every other time in reverse; one figure a contestant and round.
pub fn alternate<const N: usize>(rounds: usize, contestants: [&mut dyn FnMut() -> f64; N]) -> Vec<[f64; N]> {
    let mut all = Vec::with_capacity(rounds);
    for round in 0..rounds {
        let mut figures = [0.0; N];
        for i in 0..N {
            let i = if round % 2 == 0 { i } else { N - 1 - i };
            figures[i] = contestants[i]();
        }
        all.push(figures);
    }
    all
}

/// The figure in the middle.
pub fn median(figures: impl IntoIterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = figures.into_iter().collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let half = sorted.len() / 2;
    match sorted.len() % 2 {
        0 if sorted.is_empty() => f64::NAN,
        0 => f64::midpoint(sorted[half - 1], sorted[half]),
        _ => sorted[half],
    }
}

/// Median of contestant `i`.
pub fn of<const N: usize>(all: &[[f64; N]], i: usize) -> f64 {
    median(all.iter().map(|r| r[i]))
}

/// Median over the rounds of contestant `i` as a multiple of contestant `j`.
pub fn ratio<const N: usize>(all: &[[f64; N]], i: usize, j: usize) -> f64 {
    median(all.iter().map(|r| r[i] / r[j]))
}
