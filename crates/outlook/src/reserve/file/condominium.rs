//! Studies in months: components with `remaining_months`, `life_years`, `unit_cost` and `quantity`; contributions and
//! levies by year (after the last of them nothing is paid in); monthly interest. Results stand under `expected`.
//!
//! The engine behind this layout does not round, so it is replayed in ten-thousandths; a study in yuan is kept in fen.

use super::rows::{At, written};
use super::{Case, Layout, calendar, check, currency, first_deposit, horizon, name, rate, rate_or_none, rule};
use crate::read::{Place, Wrong};
use crate::reserve::{Component, Grain, Interest, Plan, Step, Study, fully_funded};
use crate::round::half_up;
use serde_json::{Value, json};
use units::limits;

const USUAL: [&str; 9] = [
    "year",
    "begin_balance",
    "contribution",
    "special_assessment",
    "expenditures",
    "interest",
    "end_balance",
    "funded_balance",
    "percent_funded",
];

pub(super) fn case(root: &Place<'_>) -> Result<Case, Wrong> {
    let currency = currency(root)?;
    let grain = if matches!(currency.as_str(), "CNY" | "RMB" | "元") { Grain::HUNDREDTH } else { Grain::FINE };
    let mut components = Vec::new();
    for place in root.need("components")?.list(limits::STUDY_COMPONENTS_MAX)? {
        components.push(component(&place, grain)?);
    }
    let paid = root.need("contributions")?;
    let list = paid.list(limits::HORIZON_YEARS_MAX as usize)?;
    let first_year = match root.get("analysis_month") {
        Some(place) => january(&place)?,
        None => calendar(&list.first().ok_or_else(|| empty(&paid))?.need("year")?)?,
    };
    let years = horizon(root)?;
    let mut plan = Plan::default();
    for (t, place) in (0..).zip(&list) {
        if let Some(year) = place.get("year")
            && calendar(&year)? != first_year + t
        {
            return Err(year.wrong(format!("this should be {}", first_year + t), "one entry a year, in order"));
        }
        plan.contribution.push(place.need("contribution")?.amount(grain.factor())?);
        let special = place.any(&["special", "special_assessment"]);
        plan.special.push(special.map_or(Ok(0), |p| p.amount(grain.factor()))?);
    }
    let study = Study {
        grain,
        step: Step::Month,
        years,
        inflation: rate_or_none(root, &["inflation"])?,
        interest: rate_or_none(root, &["investment", "interest"])?,
        rule: rule(root, Interest::Monthly)?,
        balance: root.need("begin_balance")?.amount(grain.factor())?,
        components,
    };
    Ok(Case {
        layout: Layout::Condominium,
        name: root.get("study").map_or(Ok(""), |p| p.text())?.to_owned(),
        currency,
        first_year,
        study,
        plan,
        growth: root.get("contribution_growth").map_or(Ok(0.0), |p| rate(&p))?,
        first_deposit: first_deposit(root, grain)?,
    })
}

fn empty(place: &Place<'_>) -> Wrong {
    place.wrong("there is no year", "say what is paid in, one entry a year")
}

fn component(place: &Place<'_>, grain: Grain) -> Result<Component, Wrong> {
    let once = place.get("one_time").map_or(Ok(false), |p| p.yes())?;
    let most = limits::STUDY_AMOUNT_MAX;
    let quantity = place.get("quantity").map_or(Ok(1.0), |p| p.number(0.0..=most))?;
    let cost = place.any(&["unit_cost", "cost"]).ok_or_else(|| {
        place.wrong("`unit_cost` is missing", "say what one costs, and `quantity` if there are several")
    })?;
    let amount = cost.number(0.0..=most)? * quantity;
    if amount > most {
        return Err(cost.wrong(format!("with `quantity` this comes to {amount}"), format!("no part costs over {most}")));
    }
    let life = place.need("life_years")?.number(0.0..=1_000.0)? * 12.0;
    let life = half_up(life) as u32;
    if life == 0 && !once {
        return Err(place.need("life_years")?.wrong("a part that lasts no month", "say how many years it lasts"));
    }
    let remaining = place.need("remaining_months")?;
    let due = remaining.whole(0..=12_000)?;
    if !once {
        // Surveys say lives in years and dates in months: a year more is how the two round.
        check::lasts(&remaining, (due, life), 12, "months")?;
    }
    Ok(Component { name: name(place)?, cost: half_up(amount * grain.factor()), life, due, once })
}

/// The year of a date that begins one: `1/1/25`, `1/1/2025`, `2025-01`, `2025-01-01`.
fn january(place: &Place<'_>) -> Result<u32, Wrong> {
    let text = place.text()?;
    let parts: Vec<&str> = text.split(['/', '-']).collect();
    let (year, month) = match (text.contains('/'), parts.as_slice()) {
        (true, [month, _, year]) => (*year, *month),
        (false, [year, month, ..]) => (*year, *month),
        _ => ("", ""),
    };
    let number = |text: &str| text.parse::<u32>().ok().filter(|n| *n <= 2_200);
    match (number(year), number(month)) {
        (Some(year), Some(1)) => Ok(if year < 100 { 2_000 + year } else { year }),
        (Some(_), Some(2..=12)) => {
            Err(place.wrong("a study that begins within a year", "begin it in January: months are counted from there"))
        }
        _ => Err(place.wrong("this is not a date", "write it as 1/1/2025 or 2025-01-01")),
    }
}

pub(super) fn write(file: &mut Value, case: &Case) {
    let years = case.run();
    let people = households(file);
    let Some(file) = file.as_object_mut() else { return };
    let mut expected = file.get("expected").and_then(Value::as_object).cloned().unwrap_or_default();
    let rows = expected.get("years").cloned();
    expected.insert("years".into(), written(case, &years, rows.as_ref(), &USUAL, At::End));
    expected.insert("metrics".into(), metrics(case, people));
    file.insert("expected".into(), Value::Object(expected));
}

/// How many homes there are: `units`, or what the title says (“…, 138 units, …”).
fn households(file: &Value) -> Option<f64> {
    let titled = |title: &Value| {
        let words: Vec<_> = title.as_str()?.split([' ', ',']).collect();
        words.windows(2).find(|w| w[1] == "units").and_then(|w| w[0].parse().ok())
    };
    file.get("units").and_then(Value::as_f64).or_else(|| file.get("study").and_then(titled)).filter(|n| *n >= 1.0)
}

/// The figures of the first page of such a study.
fn metrics(case: &Case, people: Option<f64>) -> Value {
    let study = &case.study;
    let amount = |minor: f64| study.grain.amount(half_up(minor));
    let level = |months: u32| (1.0 + study.inflation).powf(f64::from(months) / 12.0);
    let today: f64 = study.components.iter().map(|c| c.cost as f64).sum();
    let then = |c: &Component| study.grain.minor(half_up(study.grain.hundredths(c.cost) * level(c.due))) as f64;
    let then: f64 = study.components.iter().map(then).sum();
    let (balance, full) = (study.balance as f64, fully_funded(study, 0));
    let first = |list: &[i64]| list.first().copied().unwrap_or(0) as f64;
    let (contribution, special) = (first(&case.plan.contribution), first(&case.plan.special));
    let mut all = vec![
        ("Current Replacement Cost", amount(today)),
        ("Future Replacement Cost", amount(then)),
        ("Current Reserve Fund Balance", amount(balance)),
        ("Fully Funded Reserve Balance", amount(full)),
        ("Percent Funded", crate::reserve::percent_funded(study.balance, full)),
        ("Reserve Deficit", amount(full - balance)),
    ];
    let each = |name, minor: f64| people.map(|n| (name, minor / n / study.grain.factor()));
    all.extend(each("Reserve Deficit per Unit", full - balance));
    all.push(("Projected Annual Reserve Contribution", amount(contribution + special)));
    all.extend(each("Average Annual Reserve Contribution per Unit", contribution));
    all.push(("Projected Monthly Reserve Contribution", amount(contribution / 12.0)));
    all.extend(each("Average Monthly Reserve Contribution per Unit", contribution / 12.0));
    all.into_iter().map(|(name, value)| json!([name, value])).collect()
}
