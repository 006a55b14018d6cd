//! Studies by calendar: components with `placed`, `useful_life`, `adjustment` and `replacement_year`, at the prices of
//! `base_year`; one `contribution`; results under `published`. No interest is counted unless the file names a rule.
//!
//! `adjustment` moves the first renewal only: it is why `replacement_year` need not be `placed + useful_life`.

use super::rows::{At, first_balance, levies, written};
use super::{Case, Layout, calendar, check, currency, first_deposit, horizon, name, rate_or_none, rule};
use crate::read::{Place, Wrong};
use crate::reserve::{Component, Grain, Interest, Plan, Step, Study};
use crate::round::half_up;
use serde_json::Value;
use units::limits;

const USUAL: [&str; 8] = [
    "year",
    "starting_balance",
    "contribution",
    "interest",
    "expenditures",
    "ending_balance",
    "fully_funded",
    "percent_funded",
];

pub(super) fn case(root: &Place<'_>) -> Result<Case, Wrong> {
    let grain = Grain::HUNDREDTH;
    let rows = root.get("published").and_then(|published| match published.value {
        Value::Object(_) => published.any(&["years", "rows"]),
        _ => Some(published),
    });
    let base_year = calendar(&root.need("base_year")?)?;
    let first_year = match root.any(&["first_year", "fiscal_year"]) {
        Some(place) => calendar(&place)?,
        None => {
            let rows = rows.as_ref().map(|rows| rows.list(usize::MAX)).transpose()?.unwrap_or_default();
            rows.first().and_then(|row| row.get("year")).map_or(Ok(base_year), |place| calendar(&place))?
        }
    };
    let years = horizon(root)?;
    let inflation = rate_or_none(root, &["inflation"])?;
    // Prices are those of the base year; the study begins at those of its first.
    let begun = (1.0 + inflation).powi(first_year as i32 - base_year as i32);
    let mut components = Vec::new();
    for place in root.need("components")?.list(limits::STUDY_COMPONENTS_MAX)? {
        components.push(component(&place, grain, (base_year, first_year), begun)?);
    }
    let (contribution, growth) = contribution(root, grain, first_year, years)?;
    let opening = match root.any(&["starting_balance", "begin_balance"]) {
        Some(place) => Some(place.amount(grain.factor())?),
        None => first_balance(rows.clone(), grain.factor())?,
    };
    let Some(balance) = opening else {
        return Err(root.wrong("`starting_balance` is missing", "say what the fund holds at the start"));
    };
    let study = Study {
        grain,
        step: Step::Year,
        years,
        inflation,
        interest: rate_or_none(root, &["interest", "investment"])?,
        rule: rule(root, Interest::None)?,
        balance,
        components,
    };
    Ok(Case {
        layout: Layout::Compound,
        name: root.any(&["study", "name"]).map_or(Ok(""), |p| p.text())?.to_owned(),
        currency: currency(root)?,
        first_year,
        study,
        plan: Plan { contribution, special: levies(rows, grain.factor())? },
        growth,
        first_deposit: first_deposit(root, grain)?,
    })
}

fn component(place: &Place<'_>, grain: Grain, (base, first): (u32, u32), begun: f64) -> Result<Component, Wrong> {
    let life = place.need("useful_life")?.whole(0..=1_000)?;
    let placed = place.get("placed").map(|p| p.whole(1_800..=2_200)).transpose()?;
    let moved = place.get("adjustment").map(|p| p.number(-1_000.0..=1_000.0)).transpose()?;
    let follows = |placed: u32, moved: f64| (f64::from(placed) + f64::from(life) + moved).max(0.0);
    let year = match (place.get("replacement_year"), placed) {
        (Some(year), placed) => {
            let said = year.whole(1_800..=3_200)?;
            // Without an adjustment nobody says by how much it was moved.
            if let (Some(placed), Some(moved)) = (placed, moved) {
                check::renewed(&year, said, follows(placed, moved), life, (base, first))?;
            }
            said
        }
        (None, Some(placed)) => follows(placed, moved.unwrap_or(0.0)) as u32,
        (None, None) => {
            return Err(place.need("placed").err().unwrap_or_else(|| place.wrong("no date", "add `placed`")));
        }
    };
    let cost = place.need("cost")?.amount(grain.factor())?;
    Ok(Component {
        name: name(place)?,
        cost: half_up(cost as f64 * begun),
        life,
        // What should have been renewed before the study begins is due at once.
        due: year.saturating_sub(first),
        once: life == 0 || place.get("one_time").map_or(Ok(false), |p| p.yes())?,
    })
}

/// What is paid in: one amount (with `contribution_growth`, if it grows), a list of amounts or of years, or an object of
/// years or of `first` and `growth`.
fn contribution(root: &Place<'_>, grain: Grain, first_year: u32, years: u32) -> Result<(Vec<i64>, f64), Wrong> {
    let place = root.need("contribution")?;
    let growth = rate_or_none(root, &["contribution_growth", "contribution_increase"])?;
    let amount = |place: &Place<'_>| match place.value {
        Value::Object(_) => place
            .any(&["contribution", "amount"])
            .ok_or_else(|| place.wrong("`contribution` is missing", "say what is paid in that year"))?
            .amount(grain.factor()),
        _ => place.amount(grain.factor()),
    };
    match place.value {
        Value::Array(_) => {
            let list = place.list(limits::HORIZON_YEARS_MAX as usize)?;
            Ok((list.iter().map(amount).collect::<Result<_, _>>()?, growth))
        }
        Value::Object(fields) if place.any(&["first", "amount", "annual"]).is_none() => {
            let mut list = vec![0; years as usize];
            for name in fields.keys() {
                let year = name.parse::<u32>().ok().and_then(|year| year.checked_sub(first_year));
                match year.and_then(|year| list.get_mut(year as usize)) {
                    Some(slot) => *slot = place.need(name)?.amount(grain.factor())?,
                    None => return Err(place.wrong("a year outside the study", "name years of the study only")),
                }
            }
            Ok((list, growth))
        }
        Value::Object(_) => {
            let growth = rate_or_none(&place, &["growth", "increase"])?;
            let first = place.any(&["first", "amount", "annual"]).unwrap_or(place);
            Ok((Plan::growing(first.amount(grain.factor())?, growth, years).contribution, growth))
        }
        _ => Ok((Plan::growing(place.amount(grain.factor())?, growth, years).contribution, growth)),
    }
}

pub(super) fn write(file: &mut Value, case: &Case) {
    let years = case.run();
    let Some(file) = file.as_object_mut() else { return };
    match file.get_mut("published") {
        Some(Value::Object(published)) => {
            let name = if published.contains_key("rows") { "rows" } else { "years" };
            let rows = written(case, &years, published.get(name), &USUAL, At::Start);
            published.insert(name.into(), rows);
        }
        other => {
            let rows = written(case, &years, other.as_deref(), &USUAL, At::Start);
            file.insert("published".into(), rows);
        }
    }
}
