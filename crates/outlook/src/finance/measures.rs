//! What a row of yearly flows is worth: NPV, every IRR, payback, debt cover.

/// The lowest and highest rate of return looked for.
pub const RATES: (f64, f64) = (-0.99, 10.0);

/// Net present value at `rate`, year 0 first.
#[must_use]
pub fn npv(flows: &[i64], rate: f64) -> f64 {
    flows.iter().rev().fold(0.0, |later, flow| later / (1.0 + rate) + *flow as f64)
}

/// Every rate in [`RATES`] at which the flows are worth nothing, lowest first. Flows that change sign more than once may
/// have several, and then none of them is *the* return.
#[must_use]
pub fn irr(flows: &[i64]) -> Vec<f64> {
    let most = flows.iter().map(|f| f.unsigned_abs()).max().unwrap_or(0);
    if most == 0 {
        return Vec::new();
    }
    // In x = 1/(1+r) the value is a polynomial whose coefficients are the flows.
    let polynomial: Vec<f64> = flows.iter().map(|f| *f as f64 / most as f64).collect();
    let (low, high) = (1.0 / (1.0 + RATES.1), 1.0 / (1.0 + RATES.0));
    let mut rates: Vec<f64> = roots(&polynomial, low, high).into_iter().map(|x| 1.0 / x - 1.0).collect();
    rates.reverse();
    rates
}

/// The real roots of a polynomial (constant first) within an interval. Between two neighbouring extremes it is monotone,
/// so it has one root there or none; the extremes are the roots of its derivative.
fn roots(polynomial: &[f64], low: f64, high: f64) -> Vec<f64> {
    let degree = polynomial.iter().rposition(|c| *c != 0.0).unwrap_or(0);
    if degree == 0 {
        return Vec::new();
    }
    let derivative: Vec<f64> = (1..=degree).map(|k| k as f64 * polynomial[k]).collect();
    let scale = derivative.iter().fold(0.0_f64, |most, c| most.max(c.abs()));
    let derivative: Vec<f64> = derivative.iter().map(|c| c / scale).collect();
    let mut edges = vec![low];
    edges.extend(roots(&derivative, low, high));
    edges.push(high);
    let value = |x: f64| polynomial[..=degree].iter().rev().fold(0.0, |sum, c| sum * x + c);
    // What rounding leaves of a value that is nothing.
    let noise = |x: f64| 4e-15 * polynomial[..=degree].iter().rev().fold(0.0, |sum, c| sum * x + c.abs());
    let mut found: Vec<f64> = Vec::new();
    for two in edges.windows(2) {
        let (mut a, mut b) = (two[0], two[1]);
        let (at_a, at_b) = (value(a), value(b));
        let root = if at_a.abs() <= noise(a) {
            a
        } else if at_b.abs() <= noise(b) {
            b
        } else if (at_a < 0.0) == (at_b < 0.0) {
            continue;
        } else {
            for _ in 0..200 {
                let middle = a + (b - a) / 2.0;
                match (value(middle) < 0.0) == (at_a < 0.0) {
                    true => a = middle,
                    false => b = middle,
                }
            }
            a + (b - a) / 2.0
        };
        if found.last().is_none_or(|last| root - last > 1e-9 * root) {
            found.push(root);
        }
    }
    found
}

/// After how many years what was paid is back, part of a year counting evenly, at `rate` (0: plainly). Counted where the
/// sum turns positive for the last time; nothing if it ends below nothing.
#[must_use]
pub fn payback(flows: &[i64], rate: f64) -> Option<f64> {
    let (mut sum, mut factor, mut back) = (0.0, 1.0, None);
    for (year, flow) in flows.iter().enumerate() {
        let before = sum;
        sum += *flow as f64 * factor;
        factor /= 1.0 + rate;
        if sum < 0.0 {
            back = None;
        } else if back.is_none() {
            let part = if year == 0 || sum <= before { 0.0 } else { -before / (sum - before) };
            back = Some(if year == 0 { 0.0 } else { year as f64 - 1.0 + part });
        }
    }
    back
}

/// Debt service cover of each year with debt service: what operating leaves over interest and instalments. What is settled
/// because the years looked at end is no instalment.
#[must_use]
pub fn cover(flows: &[super::Flow]) -> Vec<Option<f64>> {
    let one = |f: &super::Flow| {
        let service = f.interest + f.repaid - f.settled;
        (service > 0).then(|| f.operating() as f64 / service as f64)
    };
    flows.iter().map(one).collect()
}
