//! `yihe reserve STUDY.json`: the same JSON with its results recomputed; what else was asked for stands beside them.

use super::table::aligned;
use crate::cli::{Format, Reserve, TemplateLang};
use crate::open::{Failure, json, print, say, write_new};
use outlook::life;
use outlook::reserve::file::{Case, cases, recomputed};
use outlook::reserve::lives::chance_dry_by_year;
use outlook::reserve::solve::{Goal, by_component, contribution};
use outlook::reserve::{below_thirty_percent, percent_funded};
use outlook::svg;
use serde_json::{Value, json};
use units::limits;

pub fn run(args: &Reserve) -> Result<(), Failure> {
    let file = json(&args.file)?;
    let named = |wrong: outlook::read::Wrong| format!("`{}`: {wrong}", args.file.display());
    let cases = cases(&file).map_err(named)?;
    let goals = args.solve.iter().map(|text| goal(text)).collect::<Result<Vec<_>, _>>()?;
    if let Some(path) = &args.answer.svg {
        write_new(path, picture(&cases, args.answer.out.lang).as_bytes())?;
    }
    let mut out = recomputed(&file).map_err(named)?;
    if !goals.is_empty() {
        out["solved"] = cases.iter().map(|case| solved(case, &goals)).collect();
    }
    if let Some(draws) = args.lives {
        let draws = draws.clamp(1, limits::STUDY_LIVES_MAX);
        out["dry_by_year"] = cases.iter().map(|case| dry(case, draws, args.seed)).collect();
    }
    match args.answer.out.format {
        Format::Json => print(&out),
        Format::Table => cases.iter().try_for_each(|case| say(&table(case, args.answer.out.lang))),
    }
}

/// What `--solve` asks for: a goal, or (nothing) the way of component funding.
fn goal(text: &str) -> Result<(String, Option<Sought>), Failure> {
    let sought = match text.split_once('=') {
        None if text == "baseline" => Some(Sought::Goal(Goal::Baseline)),
        None if text == "full" => Some(Sought::Goal(Goal::Full)),
        None if text == "component" => None,
        Some(("threshold", floor)) => {
            let floor: f64 = floor.parse().map_err(|_| format!("`{floor}` is not an amount: threshold=100000"))?;
            if !(0.0..=limits::STUDY_AMOUNT_MAX).contains(&floor) {
                return Err(format!("no fund holds {floor}").into());
            }
            Some(Sought::Floor(floor))
        }
        _ => return Err(format!("`{text}` is no goal: baseline, full, component or threshold=AMOUNT").into()),
    };
    Ok((text.to_owned(), sought))
}

#[derive(Clone, Copy)]
enum Sought {
    Goal(Goal),
    /// In whole currency: its minor units are the study's affair.
    Floor(f64),
}

fn solved(case: &Case, goals: &[(String, Option<Sought>)]) -> Value {
    let grain = case.study.grain;
    let one = |(text, sought): &(String, Option<Sought>)| {
        let goal = match sought {
            None => {
                let years: Vec<f64> = by_component(&case.study).into_iter().map(|k| grain.amount(k)).collect();
                return json!({"goal": text, "contribution_by_year": years});
            }
            Some(Sought::Goal(goal)) => *goal,
            Some(Sought::Floor(floor)) => Goal::Threshold((floor * grain.factor()).round() as i64),
        };
        let first = contribution(&case.study, &case.plan.special, case.growth, goal);
        json!({"goal": text, "contribution_growth": case.growth, "first_year_contribution": first.map(|k| grain.amount(k))})
    };
    json!({"plan": case.name, "goals": goals.iter().map(one).collect::<Vec<_>>()})
}

fn dry(case: &Case, draws: u32, seed: u64) -> Value {
    json!({
        "plan": case.name, "draws": draws, "seed": seed,
        "chance": chance_dry_by_year(&case.study, &case.plan, life::SHAPE.value, draws, seed),
        "parameters": [life::SHAPE.told(life::SHAPE.value, life::SHAPE.standing.word())],
    })
}

fn table(case: &Case, lang: TemplateLang) -> String {
    let grain = case.study.grain;
    let amount = |minor: i64| format!("{:.2}", grain.amount(minor));
    let heads = match lang {
        TemplateLang::Zh => ["年", "年初", "缴存", "一次性筹款", "利息", "更新支出", "年末", "充足率%", "首期30%线"],
        TemplateLang::En => ["year", "start", "in", "levy", "interest", "out", "end", "% funded", "30% line"],
    };
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    for (year, row) in (case.first_year..).zip(case.run()) {
        let line = case.first_deposit.map(|first| if below_thirty_percent(row.end, first) { "↓" } else { "" });
        let mut cells = vec![year.to_string()];
        cells.extend([row.start, row.contribution, row.special, row.interest, row.expense, row.end].map(amount));
        cells.push(format!("{:.1}", percent_funded(row.end, row.funded_end)));
        cells.push(line.unwrap_or("—").to_owned());
        rows.push(cells);
    }
    format!("{} {}\n{}", case.name, case.currency, aligned(&rows))
}

fn picture(cases: &[Case], lang: TemplateLang) -> String {
    let Some(case) = cases.first() else { return String::new() };
    let rows = case.run();
    let grain = case.study.grain;
    let (unit, currency) = match (lang, &*case.currency) {
        (TemplateLang::Zh, "CNY") => (1e4, "万元"),
        (_, other) => (1.0, other),
    };
    let bars =
        |pick: &dyn Fn(&outlook::reserve::Year) -> i64| rows.iter().map(|r| grain.amount(pick(r)) / unit).collect();
    let words = match lang {
        TemplateLang::Zh => ["维修资金收支与结余", "缴存", "一次性筹款", "利息", "更新支出", "年末结余", "年"],
        TemplateLang::En => {
            ["Fund: in, out and balance", "contributions", "levy", "interest", "renewals", "balance", "year"]
        }
    };
    let flows = [
        svg::Series::new(words[1], bars(&|r| r.contribution)),
        svg::Series::new(words[2], bars(&|r| r.special)),
        svg::Series::new(words[3], bars(&|r| r.interest)),
        svg::Series::new(words[4], bars(&|r| -r.expense)),
    ];
    let line = svg::Series::new(words[5], bars(&|r| r.end));
    let title = if case.name.is_empty() { words[0].to_owned() } else { format!("{} — {}", words[0], case.name) };
    let frame = svg::Frame { title: &title, x: words[6], y: currency, first: f64::from(case.first_year) };
    svg::bars(&frame, &flows, Some(&line))
}
