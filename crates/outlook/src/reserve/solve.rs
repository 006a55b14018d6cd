//! What contribution does a goal need? Bisection in whole minor units, which is exact: every balance rises with it.

use super::{Plan, Schedule, Study, Year, fully_funded, ledger};
use crate::round::half_up;

/// What a contribution shall achieve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// The balance never falls below nothing.
    Baseline,
    /// The balance never falls below so many minor units.
    Threshold(i64),
    /// Fully funded at the horizon.
    Full,
}

/// No contribution looked for is higher, in minor units; a need above it is none a reader lets in.
const CEILING: i64 = 1 << 52;

/// The smallest first-year contribution, growing by `growth` a year beside the levies `special`, that reaches `goal`;
/// nothing if none does: a balance that is short before the first contribution counts cannot be mended by paying more.
#[must_use]
pub fn contribution(study: &Study, special: &[i64], growth: f64, goal: Goal) -> Option<i64> {
    let due = Schedule::of(study).steps;
    let full = fully_funded(study, study.years);
    let reached = |first: i64| {
        let plan = Plan { special: special.to_vec(), ..Plan::growing(first, growth, study.years) };
        let years = ledger(study, &plan, &due);
        let lowest = |years: &[Year]| years.iter().map(|y| y.lowest.min(y.end)).min().unwrap_or(study.balance);
        match goal {
            Goal::Baseline => lowest(&years) >= 0,
            Goal::Threshold(floor) => lowest(&years) >= floor,
            Goal::Full => years.last().is_none_or(|y| y.end as f64 >= full),
        }
    };
    // Grow first, so that no ledger is run with sums beyond what the question asks for.
    let mut high = 1;
    while !reached(high) {
        high *= 2;
        if high > CEILING / (i64::from(study.years.max(1)) * grown(growth, study.years)) {
            return None;
        }
    }
    let mut low = 0;
    while low < high {
        let middle = low + (high - low) / 2;
        match reached(middle) {
            true => high = middle,
            false => low = middle + 1,
        }
    }
    Some(low)
}

/// By what factor a contribution has grown at the end, at least 1.
fn grown(growth: f64, years: u32) -> i64 {
    half_up((1.0 + growth).powi(years as i32).ceil()).max(1)
}

/// Component funding: each part saves for itself, in even steps, what its next renewal will cost. Returns the
/// contribution of each year. The opening balance is shared out by what each part has used up; no interest is counted on
/// (what is earned is a reserve against prices rising faster).
#[must_use]
pub fn by_component(study: &Study) -> Vec<i64> {
    let per_year = study.step.per_year();
    let horizon = study.years * per_year;
    let needed = fully_funded(study, 0);
    let mut years = vec![0; study.years as usize];
    for component in &study.components {
        let alone = Study { components: vec![component.clone()], ..study.clone() };
        let share = if needed > 0.0 { fully_funded(&alone, 0) / needed } else { 0.0 };
        // What it holds of the opening balance; what its first renewal leaves serves the next.
        let mut held = half_up(study.balance as f64 * share);
        let (mut from, mut due) = (0_u32, component.due);
        loop {
            // Money for what is due in a year is there in that year; beyond the horizon prices go on rising.
            let (first, last) = (from / per_year, due / per_year);
            let price = (1.0 + study.inflation).powf(f64::from(due) / f64::from(per_year));
            let cost = half_up(component.cost as f64 * price);
            let missing = (cost - held).max(0);
            let span = i64::from(last - first + 1);
            for (n, year) in (first..=last).zip(0_i64..).filter(|(n, _)| *n < study.years) {
                years[n as usize] += missing * (year + 1) / span - missing * year / span;
            }
            held = (held - cost).max(0);
            from = (last + 1) * per_year;
            due = due.saturating_add(component.life.max(1));
            if component.once || from >= horizon {
                break;
            }
            // Parts that last less than a year are due again before the year is over: their cost falls on one year.
            from = from.min(due);
        }
    }
    years
}
