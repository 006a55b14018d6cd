//! What a forecast says, as JSON: figures, and beside them what they rest on.

use super::file::Estates;
use super::levers::{PATHS, Pull, Scenario, presets};
use super::many::{Ask, Found, One};
use super::outlook::{GROUPING_ERROR, GROUPING_ERROR_IN_RANGES};
use super::parameters::{CHINESE, Key, PARAMETERS, Settings};
use super::quantiles::{Fan, SHARES};
use super::worlds::{self, BETTER_BY, Bar, Holds, Sample};
use crate::parameter::Parameter;
use crate::round::decimals;
use serde_json::{Value, json};

/// What the model builds in, to be said with every result, in Chinese and English.
pub const BUILT_IN: [(&str, &str); 7] = [
    (
        "每个办法在模型里只会有好处：治理胜过放任，是模型预先设定的，不是算出来的结论。",
        "Every lever can only help paying or money: that governing an estate does better than leaving it is built in, not found.",
    ),
    (
        "环境好就更愿缴费，缴费多环境就好：这个循环是预先设定的，转得多快不是。",
        "Good condition raises the wish to pay and paying keeps the condition: the circle of decline is built in; how fast it turns is not.",
    ),
    (
        "更换拖久了坏得更早、花得更多：这一点是预先设定的，多多少是假设。",
        "A renewal that waits fails sooner and costs more: that shortage breeds cost is built in; its size is assumed.",
    ),
    (
        "更换按到期先后付钱，钱不够就先攒着，小修也排在大修后面（假设）。所以钱多，多年平均的状况不会更差；单看某一天却可能更差：换得早，下次到期也早。",
        "Renewals are paid in the order they came due and the fund saves for the first, so small ones wait behind a large one (assumed). More money therefore does not lower the condition in the mean over the years; on a single day it may, since what was renewed sooner is due again sooner.",
    ),
    (
        "没有人搬走，没有一方违约，规则不变：外来的冲击不在模型里。",
        "Nobody moves away, no party defaults, no rule changes: shocks from outside are not in the model.",
    ),
    (
        "论文所说的一核，在模型里只是带头缴费、上门提醒和引来收入；别的人也能做到其中每一样。",
        "The paper's core appears as leaders' example, follow-up and income brought in; others could supply each of them.",
    ),
    ("这是论文主张的模型，不是它的证据。", "This is a model of the paper's claim, not evidence for it."),
];

/// How a preset's figures stand: nobody gave them.
const OF_PRESET: &str = "assumed (preset)";

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
    let mut scenarios = presets();
    scenarios.truncate(1);
    scenarios.extend(file.scenarios.iter().filter(|s| s.name != scenarios[0].name).cloned().collect::<Vec<_>>());
    let mut sample = Sample { estates, ask, settings: file.settings, scenario, done: &|_| () };
    let done = progress(sample.runs(scenarios.len()));
    sample.done = &done;
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
        "scenario": {
            "name": scenario.name, "called": scenario.called.told(), "meaning": scenario.meaning.told(),
            "paths": levers(scenario),
        },
        "estates": file.estates.len(), "years": ask.years, "paths": ask.paths, "seed": ask.seed,
        "quantiles": SHARES,
        "built_in": BUILT_IN.map(|(zh, en)| json!({"zh": zh, "en": en})),
        "approximations": approximations(file, &settings),
        "parameters": parameters(file, scenario),
        "fan_by_month": {
            "condition": fan(&found.fans.condition, 4),
            "paying": fan(&found.fans.rate, 4),
            "fund_yuan_per_household": fan(&found.fans.fund, 0),
        },
        "renewal_unpaid_by_year": (0..ask.years as usize).map(|y| decimals(short(y), 4)).collect::<Vec<_>>(),
        "books_that_do_not_close": open,
        "worlds": held(file, answers),
        "tornado": answers.tornado.iter().map(bar).collect::<Vec<_>>(),
        "first_order": {
            "standard_deviation": decimals(answers.first_order.1, 4),
            "shares": answers.first_order.0.iter().map(|(i, share)| {
                json!({"parameter": PARAMETERS[*i].name, "share": decimals(*share, 3)})
            }).collect::<Vec<_>>(),
            "error": {
                "zh": "由128对情形估计：约0.05以下的占比与零分不清",
                "en": "estimated from 128 pairs of worlds: shares under about 0.05 cannot be told from nothing",
            },
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

/// Every parameter with what this run used, how well that is known, and between what worlds draw it.
fn parameters(file: &Estates, scenario: &Scenario) -> Value {
    let drawn = scenario.drawn(&file.settings);
    let one = |(i, parameter): (usize, &Parameter)| {
        let (used, standing) = match scenario.pull(i) {
            Some(pull) => (pull.value, if scenario.preset { OF_PRESET } else { "given" }),
            None if file.settings.is_given(i) => (file.settings.at(i), "given"),
            None => (parameter.value, parameter.standing.word()),
        };
        let mut told = parameter.told(used, standing);
        told["meaning"] = json!({"zh": CHINESE[i], "en": parameter.meaning});
        told["worlds_draw"] = drawn.iter().find(|(at, ..)| *at == i).map(|(_, low, high)| [*low, *high]).into();
        told["set_in_estates"] = set_in(file, i).into();
        told
    };
    PARAMETERS.iter().enumerate().map(one).collect()
}

/// How many estates have a value of their own for the parameter at a place.
fn set_in(file: &Estates, i: usize) -> usize {
    file.estates.iter().filter(|estate| estate.own.iter().any(|(key, _)| *key as usize == i)).count()
}

fn levers(scenario: &Scenario) -> Value {
    let path = |((word, name), set): (&(&str, &str), &Vec<Pull>)| {
        let set: serde_json::Map<_, _> =
            set.iter().map(|pull| (PARAMETERS[pull.parameter].name.to_owned(), json!(pull.value))).collect();
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
            "what": {"zh": "住户按类计数", "en": "households are counted by kind"},
            "exact_in": exact,
            "approximate_in": file.estates.len() - exact,
            "error": GROUPING_ERROR,
            "error_in_ranges": GROUPING_ERROR_IN_RANGES,
            "meaning": {
                "zh": "公开缴费情况的小区，分布上没有误差；其他小区，任何一个月的平均缴费率与逐户计算的相差：参数取常用值时不超过第一个数，\
                       在各参数范围内不超过第二个数（均为实测）",
                "en": "exact in distribution where the rate of paying is published; elsewhere the mean rate of any month is \
                       from that of the model household by household at most the first figure at the usual values, and \
                       the second anywhere in the ranges of the parameters (both measured)",
            },
        },
        {
            "what": {"zh": "所有小区的分位数按固定档位统计", "en": "quantiles over all estates come from fixed bins"},
            "error": 0.0005,
            "meaning": {"zh": "占比的误差；金额为0.8%", "en": "of shares; 0.8 percent of amounts"},
        },
    ])
}

fn fan(fan: &Fan, places: usize) -> Value {
    let row = |date| fan.at(date).map(|row| row.map(|x| decimals(x, places)));
    (0..fan.dates()).map(|date| json!(row(date))).collect()
}

fn held(file: &Estates, answers: &Answers) -> Value {
    let one = |h: &Holds| {
        let (keeps, worlds) = (h.keeps_condition, h.worlds);
        let called = file.scenarios.iter().find(|s| s.name == h.scenario).map(|s| s.called.told());
        json!({
            "scenario": h.scenario, "called": called, "worlds": worlds,
            "condition_not_below_before_renovation": keeps,
            "better_than_campaign_alone": h.beats_campaign,
            "renewals_paid_on_half_of_paths": h.pays_renewals,
            "condition_at_end": h.condition.map(|x| decimals(x, 4)),
            "said": {
                "zh": format!("{worlds}种可能的情形里，有{keeps}种保住了改造前的状况"),
                "en": format!("keeps the condition in {keeps} of {worlds} plausible worlds"),
            },
        })
    };
    json!({
        "how": {
            "zh": "每种情形在各自的范围内均匀抽取每个数，预设情景里各个办法的大小也抽；文件给定的不抽，是否公开是决定，也不抽。\
                   保住：至少一半小区期末的状况不低于该小区改造前看到的",
            "en": "each world draws every figure evenly from its range, sizes of a preset's levers too; what the file sets stays set, \
                   and so does whether the rate is published, which is a decision. Kept: in at least half of the estates the condition at \
                   the end is not below what was seen there before the renovation",
        },
        "better_means": BETTER_BY,
        "sample_estates": answers.sample.0, "sample_paths": answers.sample.1,
        "scenarios": answers.holds.iter().map(one).collect::<Vec<_>>(),
    })
}

fn bar(bar: &Bar) -> Value {
    let parameter = &PARAMETERS[bar.parameter];
    json!({
        "parameter": parameter.name, "low": bar.values[0], "high": bar.values[1],
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
