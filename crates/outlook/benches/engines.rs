//! Times the engines and prints one JSON object; `cargo xtask bench` sets it beside the peers in `xtask/peers`.
//!
//! `--rounds N` (5), `--only model,reserve,lives,forecast`, `--study FILE` a study in months (invented one otherwise),
//! `--estates N` and `--paths N` for the forecast (5,000 and 200). Model, reserve and lives run on one thread.
#![allow(clippy::unwrap_used)] // A benchmark may stop at what it did not expect.

use outlook::estate::many::{self, Ask};
use outlook::estate::model::Model;
use outlook::estate::{file, levers};
use outlook::example;
use outlook::reserve::file::{Case, cases};
use outlook::reserve::lives::chance_dry_by_year;
use serde_json::{Value, json};
use std::hint::black_box;
use std::time::Instant;

/// Households and months of the model's run, as the peers run it.
const MODEL: (u32, u32) = (1_200, 240);

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let after = |name: &str| args.iter().position(|a| a == name).and_then(|i| args.get(i + 1)).cloned();
    let number = |name: &str, usual: u32| after(name).map_or(usual, |n| n.parse().unwrap());
    let only = after("--only").unwrap_or_else(|| "model,reserve,lives,forecast".into());
    let rounds = number("--rounds", 5);
    let mut out = json!({"rounds": rounds, "threads": rayon::current_num_threads()});
    for name in only.split(',') {
        out[name] = match name {
            "model" => model(rounds),
            "reserve" => reserve(rounds, &study(after("--study"))),
            "lives" => lives(rounds, &study(after("--study"))),
            "forecast" => forecast(number("--estates", 5_000), number("--paths", 200)),
            other => panic!("no engine called {other}"),
        };
    }
    println!("{out}");
}

/// The seconds one call takes, the median of rounds; short calls are repeated until a round takes a twentieth of a second.
fn median(rounds: u32, mut call: impl FnMut()) -> f64 {
    let mut time = |times: u32| {
        let start = Instant::now();
        (0..times).for_each(|_| call());
        start.elapsed().as_secs_f64() / f64::from(times)
    };
    let times = (0.05 / time(1).max(1e-9)).ceil().clamp(1.0, 1e6) as u32;
    let mut all: Vec<f64> = (0..rounds).map(|_| time(times)).collect();
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

fn model(rounds: u32) -> Value {
    let (households, months) = MODEL;
    // Alone and with every lever: neighbours are looked at in the first, followed up in the second.
    let levers = Model {
        leaders: 0.06,
        leader_effect: 0.2,
        disclosure: 1.0,
        followup: 0.25,
        other_income: 0.15,
        ..Model::default()
    };
    let time = |model: Model| {
        median(rounds, || {
            black_box(black_box(model).run());
        })
    };
    let steps = f64::from(households) * f64::from(months);
    let (alone, all) =
        (time(Model { households, months, ..Model::default() }), time(Model { households, months, ..levers }));
    json!({
        "households": households, "months": months,
        "campaign_only": {"seconds": alone, "agent_steps_per_second": steps / alone},
        "one_core_many_actors": {"seconds": all, "agent_steps_per_second": steps / all},
    })
}

/// A study in months: the file's, or one of 146 components over thirty years.
fn study(path: Option<String>) -> Case {
    let file = match path {
        Some(path) => serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap(),
        None => {
            let component = |i: u32| json!({"life_years": 3 + i % 27, "remaining_months": 6 + 12 * (i * 7 % 20), "unit_cost": 1_000 + 997 * i});
            let year = |y: u32| json!({"year": 2025 + y, "contribution": 60_000 + 25_000 * y, "special": 0});
            json!({
                "study": "invented", "analysis_month": "1/1/2025", "currency": "USD", "inflation": 0.03, "investment": 0.02,
                "begin_balance": 220_000, "components": (0..146).map(component).collect::<Vec<_>>(),
                "contributions": (0..30).map(year).collect::<Vec<_>>(),
            })
        }
    };
    cases(&file).unwrap().swap_remove(0)
}

fn reserve(rounds: u32, case: &Case) -> Value {
    let seconds = median(rounds, || {
        black_box(black_box(case).run());
    });
    json!({"components": case.study.components.len(), "years": case.study.years, "seconds": seconds})
}

fn lives(rounds: u32, case: &Case) -> Value {
    let draws = 10_000;
    let seconds = median(rounds.min(3), || {
        black_box(chance_dry_by_year(&case.study, &case.plan, 4.0, draws, 1, &mut || ()));
    });
    json!({"draws": draws, "components": case.study.components.len(), "seconds": seconds})
}

fn forecast(count: u32, paths: u32) -> Value {
    let all = file::read(&example::estates(count)).unwrap();
    let scenario = levers::presets().into_iter().find(|s| s.name == "one_core_many").unwrap();
    let ask = Ask { years: 30, paths, seed: 1 };
    let start = Instant::now();
    let found = many::run(&all.estates, &scenario.on(&all.settings), &ask, &|_| ());
    let seconds = start.elapsed().as_secs_f64();
    black_box(found);
    // Kilobytes at most, as the system counted them.
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    json!({"estates": count, "paths": paths, "years": 30, "seconds": seconds, "peak_kilobytes": peak})
}
