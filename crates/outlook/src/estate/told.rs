//! What a forecast says, as JSON: figures, and beside them what they rest on.

use super::file::Estates;
use super::levers::{PATHS, Scenario};
use super::many::{Ask, Found, One};
use super::outlook::GROUPING_ERROR;
use super::parameters::{Key, PARAMETERS, Settings};
use super::quantiles::{Fan, SHARES};
use super::worlds::{self, BETTER_BY, Bar, Holds, Sample};
use crate::round::decimals;
use serde_json::{Value, json};

/// What the model builds in, to be said with every result.
pub const BUILT_IN: [&str; 6] = [
    "Every lever can only help paying or money: that governing an estate does better than leaving it is built in, not found.",
    "Good condition raises the wish to pay and paying keeps the condition: the circle of decline is built in; how fast it turns is not.",
    "A renewal that waits fails sooner and costs more: that shortage breeds cost is built in; its size is assumed.",
    "Nobody moves away, no party defaults, no rule changes: shocks from outside are not in the model.",
    "The paper's core appears as leaders' example, follow-up and income brought in; others could supply each of them.",
    "This is a model of the paper's claim, not evidence for it.",
];

/// The same in Chinese.
pub const BUILT_IN_CHINESE: [&str; BUILT_IN.len()] = [
    "每个办法在模型里只会有好处：治理胜过放任，是模型预先设定的，不是算出来的结论。",
    "环境好就更愿缴费，缴费多环境就好：这个循环是预先设定的，转得多快不是。",
    "更换拖久了坏得更早、花得更多：这一点是预先设定的，多多少是假设。",
    "没有人搬走，没有一方违约，规则不变：外来的冲击不在模型里。",
    "论文所说的一核，在模型里只是带头缴费、上门提醒和引来收入；别的人也能做到其中每一样。",
    "这是论文主张的模型，不是它的证据。",
];

/// Most estates and paths of a sample that the questions of [`worlds`] are asked about.
const SAMPLE: (usize, u32) = (6, 6);

/// Years of which estates are reported one by one.
const REPORTED: [u32; 6] = [1, 5, 10, 15, 20, 30];

/// Answers to the questions of [`worlds`].
#[derive(Clone, Debug)]
pub struct Answers {
    /// How many estates and paths they were asked about.
    pub sample: (usize, u32),
    /// Plausible worlds, scenario by scenario; the campaign alone first.
    pub holds: Vec<Holds>,
    /// Bars, the longest first.
    pub tornado: Vec<Bar>,
    /// Shares of variance, the largest first, and the standard deviation over worlds.
    pub first_order: (Vec<(usize, f64)>, f64),
    /// Shares of the gain by path, and the gain.
    pub shapley: ([f64; 4], f64),
}

/// Asks them of some estates, evenly spread over the file. `progress` hears how many runs there are to do, and gives what
/// hears how many more are done.
#[must_use]
pub fn answers<F: Fn(usize) + Sync>(
    file: &Estates,
    scenario: &Scenario,
    ask: &Ask,
    progress: impl FnOnce(usize) -> F,
) -> Answers {
    let take = file.estates.len().min(SAMPLE.0);
    let estates: Vec<_> = (0..take).map(|i| file.estates[i * file.estates.len() / take].clone()).collect();
    let ask = Ask { paths: ask.paths.min(SAMPLE.1), ..*ask };
    let mut scenarios = vec![Scenario { name: "campaign".into(), meaning: String::new(), paths: Default::default() }];
    scenarios.extend(file.scenarios.iter().filter(|s| s.name != "campaign").cloned());
    let done = progress(Sample::runs(scenarios.len()));
    let sample = Sample { estates, ask, settings: file.settings, scenario, done: &done };
    Answers {
        sample: (take, ask.paths),
        holds: worlds::holds(&sample, &scenarios),
        tornado: worlds::tornado(&sample),
        first_order: worlds::first_order(&sample),
        shapley: worlds::shapley(&sample),
    }
}

/// The whole result.
#[must_use]
pub fn told(file: &Estates, scenario: &Scenario, ask: &Ask, found: &Found, answers: &Answers) -> Value {
    let settings = scenario.on(&file.settings);
    let open: u32 = found.estates.iter().map(|one| one.books.open).sum();
    let paths = f64::from(ask.paths) * found.estates.len() as f64;
    let short = |year: usize| found.estates.iter().map(|one| f64::from(one.short[year])).sum::<f64>() / paths;
    json!({
        "scenario": {"name": scenario.name, "meaning": scenario.meaning, "paths": levers(scenario)},
        "estates": file.estates.len(), "years": ask.years, "paths": ask.paths, "seed": ask.seed,
        "quantiles": SHARES,
        "built_in": BUILT_IN,
        "approximations": approximations(file, &settings),
        "parameters": settings.told(),
        "fan_by_month": {
            "condition": fan(&found.fans.condition, 4),
            "paying": fan(&found.fans.rate, 4),
            "fund_yuan_per_household": fan(&found.fans.fund, 0),
        },
        "renewal_unpaid_by_year": (0..ask.years as usize).map(|y| decimals(short(y), 4)).collect::<Vec<_>>(),
        "books_that_do_not_close": open,
        "worlds": held(answers),
        "tornado": answers.tornado.iter().map(bar).collect::<Vec<_>>(),
        "first_order": {
            "standard_deviation": decimals(answers.first_order.1, 4),
            "shares": answers.first_order.0.iter().map(|(i, share)| {
                json!({"parameter": PARAMETERS[*i].name, "share": decimals(*share, 3)})
            }).collect::<Vec<_>>(),
            "error": "estimated from 128 pairs of worlds: shares under about 0.05 cannot be told from nothing",
        },
        "shapley": {
            "gain": decimals(answers.shapley.1, 4),
            "paths": PATHS.iter().zip(answers.shapley.0).map(|((word, name), share)| {
                json!({"path": word, "name": name, "share": decimals(share, 4)})
            }).collect::<Vec<_>>(),
        },
        "estate_results": file.estates.iter().zip(&found.estates).map(|(estate, one)| {
            result(&estate.name, one, ask)
        }).collect::<Vec<_>>(),
    })
}

fn levers(scenario: &Scenario) -> Value {
    let path = |((word, name), set): (&(&str, &str), &Vec<(usize, f64)>)| {
        let set: serde_json::Map<_, _> =
            set.iter().map(|(i, value)| (PARAMETERS[*i].name.to_owned(), json!(value))).collect();
        json!({"path": word, "name": name, "sets": set})
    };
    PATHS.iter().zip(&scenario.paths).map(path).collect()
}

fn approximations(file: &Estates, settings: &Settings) -> Value {
    let published = |own: &[(Key, f64)]| {
        own.iter().find(|(key, _)| *key == Key::Disclosure).map_or(settings[Key::Disclosure], |(_, value)| *value)
            >= 1.0
    };
    let exact = file.estates.iter().filter(|estate| published(&estate.own)).count();
    json!([
        {
            "what": "households are counted by kind",
            "exact_in": exact,
            "approximate_in": file.estates.len() - exact,
            "error": GROUPING_ERROR,
            "meaning": "exact in distribution where the rate of paying is published; elsewhere the mean rate of any month \
                        is at most this far from the model household by household (measured)",
        },
        {
            "what": "quantiles over all estates come from fixed bins",
            "error": 0.0005,
            "meaning": "of shares; 0.8 percent of amounts",
        },
    ])
}

fn fan(fan: &Fan, places: usize) -> Value {
    let row = |date| fan.at(date).map(|row| row.map(|x| decimals(x, places)));
    (0..fan.dates()).map(|date| json!(row(date))).collect()
}

fn held(answers: &Answers) -> Value {
    let one = |h: &Holds| {
        json!({
            "scenario": h.scenario, "worlds": h.worlds,
            "condition_not_below_before_renovation": h.keeps_condition,
            "better_than_campaign_alone": h.beats_campaign,
            "renewals_paid_on_half_of_paths": h.pays_renewals,
            "condition_at_end": h.condition.map(|x| decimals(x, 4)),
            "said": format!("keeps the condition in {} of {} plausible worlds", h.keeps_condition, h.worlds),
        })
    };
    json!({
        "how": "each world draws every assumed, recalled or cited figure evenly from its range; what the file sets stays set",
        "better_means": BETTER_BY,
        "sample_estates": answers.sample.0, "sample_paths": answers.sample.1,
        "scenarios": answers.holds.iter().map(one).collect::<Vec<_>>(),
    })
}

fn bar(bar: &Bar) -> Value {
    let parameter = &PARAMETERS[bar.parameter];
    json!({
        "parameter": parameter.name, "low": parameter.low, "high": parameter.high,
        "condition_at_low": decimals(bar.ends[0], 4), "condition_at_high": decimals(bar.ends[1], 4),
        "standing": parameter.standing.word(),
    })
}

fn result(name: &str, one: &One, ask: &Ask) -> Value {
    let year = |year: &u32| {
        let [condition, rate, fund] = one.years[*year as usize - 1];
        json!({
            "year": year,
            "condition": condition.map(|x| decimals(x, 4)),
            "paying": rate.map(|x| decimals(x, 4)),
            "fund_yuan": fund.map(|x| decimals(x, 2)),
            "renewal_unpaid": decimals(f64::from(one.short[*year as usize - 1]) / f64::from(ask.paths), 4),
        })
    };
    let years: Vec<u32> = REPORTED.into_iter().filter(|y| *y < ask.years).chain([ask.years]).collect();
    let names = ["start", "dues", "other_income", "grant", "interest", "upkeep", "renewals", "end"];
    let mean = |line: i128| decimals(line as f64 / f64::from(ask.paths) / 100.0, 2);
    let books: serde_json::Map<_, _> =
        names.iter().zip(one.books.lines).map(|(name, line)| ((*name).to_owned(), json!(mean(line)))).collect();
    json!({"name": name, "years": years.iter().map(year).collect::<Vec<_>>(), "mean_books_yuan": books})
}
