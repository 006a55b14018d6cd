//! How much of a result survives when what was assumed is drawn from all it could be; and what it hangs on most.
//!
//! All of these run a sample of the estates with the same chances, so differences are those of the settings alone.

use super::levers::Scenario;
use super::many::{Ask, Ends, ends};
use super::outlook::Estate;
use super::parameters::{COUNT, Settings};
use crate::random::Stream;
use rayon::prelude::*;

/// Plausible worlds in which a result is tried.
pub const WORLDS: u32 = 100;

/// Rows of the two sample matrices of first-order indices.
const ROWS: u32 = 128;

/// By how much a scenario must beat the campaign alone to count as better.
pub const BETTER_BY: f64 = 0.05;

/// Names that keep the draws of different questions apart.
const NAME_WORLDS: u64 = 0x0077_6F72_6C64;
const NAME_FIRST_ORDER: u64 = 0x736F_626F;

/// What the questions are asked about.
#[derive(Clone)]
pub struct Sample<'a> {
    /// Some of the estates.
    pub estates: Vec<Estate>,
    /// How long, how many paths, which chances.
    pub ask: Ask,
    /// What is set for all of them.
    pub settings: Settings,
    /// The scenario in question.
    pub scenario: &'a Scenario,
    /// Hears of every run of the sample, of which there are [`Sample::runs`].
    pub done: &'a (dyn Fn(usize) + Sync),
}

impl Sample<'_> {
    /// How many runs of the sample all questions take, with so many scenarios tried in worlds.
    #[must_use]
    pub fn runs(&self, scenarios: usize) -> usize {
        let drawn = self.scenario.drawn(&self.settings).len();
        WORLDS as usize * scenarios + 2 * drawn + ROWS as usize * (drawn + 2) + 16
    }

    fn ends(&self, settings: &Settings) -> Ends {
        let found = ends(&self.estates, settings, &self.ask);
        (self.done)(1);
        found
    }
}

/// In how many of the worlds a scenario holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Holds {
    /// Its name.
    pub scenario: String,
    /// Worlds tried.
    pub worlds: u32,
    /// In at least half of the estates the mean condition at the end is not below what was seen there before the renovation.
    pub keeps_condition: u32,
    /// It beats the campaign alone by [`BETTER_BY`].
    pub beats_campaign: u32,
    /// On at least half of the paths every renewal could be paid.
    pub pays_renewals: u32,
    /// Quantiles over worlds of the mean condition at the end: 5, 50, 95 percent.
    pub condition: [f64; 3],
}

/// A bar of a tornado.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// The parameter's place.
    pub parameter: usize,
    /// Its low and high value.
    pub values: [f64; 2],
    /// The condition at the end at them.
    pub ends: [f64; 2],
}

/// A world under a scenario: what the scenario sets, and whatever it draws (see [`Scenario::drawn`]) evenly between low and
/// high. Every parameter has its own chance, drawn or not, so a world is the same one under every scenario.
fn world(settings: &Settings, scenario: &Scenario, mut stream: Stream) -> Settings {
    let chances: [f64; COUNT] = std::array::from_fn(|_| stream.unit());
    let drawn = scenario.drawn(settings);
    drawn.iter().fold(scenario.on(settings), |world, (i, low, high)| world.with(*i, low + chances[*i] * (high - low)))
}

/// Tries each scenario in the same worlds. The first is what the others are compared with.
#[must_use]
pub fn holds(sample: &Sample<'_>, scenarios: &[Scenario]) -> Vec<Holds> {
    let tried: Vec<Vec<Ends>> = (0..WORLDS)
        .into_par_iter()
        .map(|w| {
            let chances = Stream::new(sample.ask.seed, &[NAME_WORLDS, u64::from(w)]);
            let one = |scenario| sample.ends(&world(&sample.settings, scenario, chances.clone()));
            scenarios.iter().map(one).collect()
        })
        .collect();
    let one = |(i, scenario): (usize, &Scenario)| {
        let count = |test: &dyn Fn(&[Ends]) -> bool| tried.iter().filter(|world| test(world)).count() as u32;
        let mut ends: Vec<f64> = tried.iter().map(|world| world[i].condition).collect();
        let [low, _, middle, _, high] = super::quantiles::exact(&mut ends);
        Holds {
            scenario: scenario.name.clone(),
            worlds: WORLDS,
            keeps_condition: count(&|world| world[i].kept >= 0.5),
            beats_campaign: count(&|world| world[i].condition >= world[0].condition + BETTER_BY),
            pays_renewals: count(&|world| world[i].paid >= 0.5),
            condition: [low, middle, high],
        }
    };
    scenarios.iter().enumerate().map(one).collect()
}

/// Each parameter that is drawn at its low and high value, the others as they are; the longest bar first.
#[must_use]
pub fn tornado(sample: &Sample<'_>) -> Vec<Bar> {
    let usual = sample.scenario.on(&sample.settings);
    let bar = |(parameter, low, high): &(usize, f64, f64)| {
        let at = |value| sample.ends(&usual.with(*parameter, value)).condition;
        Bar { parameter: *parameter, values: [*low, *high], ends: [at(*low), at(*high)] }
    };
    let mut bars: Vec<Bar> = sample.scenario.drawn(&sample.settings).par_iter().map(bar).collect();
    bars.sort_by(|a, b| (b.ends[1] - b.ends[0]).abs().total_cmp(&(a.ends[1] - a.ends[0]).abs()));
    bars
}

/// First-order indices: the share of the variance over worlds that each parameter explains by itself (Saltelli et al.
/// 2010, Computer Physics Communications 181, the estimator of their table 2 (b)); places and shares, largest first, and
/// the standard deviation over worlds.
#[must_use]
pub fn first_order(sample: &Sample<'_>) -> (Vec<(usize, f64)>, f64) {
    let places: Vec<usize> = sample.scenario.drawn(&sample.settings).iter().map(|(i, ..)| *i).collect();
    let rows: Vec<Row> = (0..ROWS)
        .into_par_iter()
        .map(|row| {
            let draw = |matrix| {
                let chances = Stream::new(sample.ask.seed, &[NAME_FIRST_ORDER, row.into(), matrix]);
                world(&sample.settings, sample.scenario, chances)
            };
            let (a, b) = (draw(0), draw(1));
            let end = |settings: &Settings| sample.ends(settings).condition;
            Row { a: end(&a), b: end(&b), mixed: places.iter().map(|i| end(&a.with(*i, b.at(*i)))).collect() }
        })
        .collect();
    let n = 2.0 * f64::from(ROWS);
    let mean = rows.iter().map(|r| r.a + r.b).sum::<f64>() / n;
    let variance = rows.iter().map(|r| (r.a - mean).powi(2) + (r.b - mean).powi(2)).sum::<f64>() / n;
    let share = |k: usize| {
        let sum: f64 = rows.iter().map(|r| (r.b - mean) * (r.mixed[k] - r.a)).sum();
        if variance > 0.0 { sum / f64::from(ROWS) / variance } else { 0.0 }
    };
    let mut shares: Vec<(usize, f64)> = places.iter().enumerate().map(|(k, i)| (*i, share(k))).collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1));
    (shares, variance.sqrt())
}

struct Row {
    a: f64,
    b: f64,
    mixed: Vec<f64>,
}

/// The share of each path in what the scenario gains over the campaign alone, by Shapley's value: the mean of what a path
/// adds over all orders of adding them. The shares sum to the gain.
#[must_use]
pub fn shapley(sample: &Sample<'_>) -> ([f64; 4], f64) {
    let value: Vec<f64> = (0..16_u32)
        .into_par_iter()
        .map(|which| sample.ends(&sample.scenario.partly(&sample.settings, which)).condition)
        .collect();
    // 1 / (4 · C(3, s)) for a path that joins s others.
    let weight = [1.0 / 4.0, 1.0 / 12.0, 1.0 / 12.0, 1.0 / 4.0];
    let share = |path: usize| {
        let without = (0..16_usize).filter(|which| which >> path & 1 == 0);
        without.map(|which| weight[which.count_ones() as usize] * (value[which | 1 << path] - value[which])).sum()
    };
    (std::array::from_fn(share), value[15] - value[0])
}
