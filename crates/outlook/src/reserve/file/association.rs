//! Studies of associations: components in years (`useful_life`, `remaining_life`, `cost`), plans with a first
//! contribution and its growth, rows of results under `plans[].years`. Interest on the average balance unless the file
//! names another rule.

use super::rows::{At, deviation, first_balance, levies, written};
use super::{
    Case, Layout, MOST, calendar, check, currency, first_deposit, horizon, most, name, rate, rate_or_none, rule,
};
use crate::read::{Place, Wrong};
use crate::reserve::{Component, Grain, Interest, Plan, Step, Study};
use serde_json::{Map, Value, json};
use units::limits;

const USUAL: [&str; 9] =
    ["year", "start", "fully_funded", "percent_funded", "risk", "contribution", "special", "interest", "expenses"];

pub(super) fn cases(root: &Place<'_>) -> Result<Vec<Case>, Wrong> {
    let grain = Grain::HUNDREDTH;
    let mut components = Vec::new();
    for place in root.need("components")?.list(limits::STUDY_COMPONENTS_MAX)? {
        components.push(component(&place, grain)?);
    }
    let plans = root.need("plans")?;
    let list = plans.list(limits::STUDY_PLANS_MAX)?;
    if list.is_empty() {
        return Err(plans.wrong("there is no plan", "say at least one {\"first_year_contribution\": …}"));
    }
    let first_rows = list[0].get("years");
    let opening = match root.any(&["starting_balance", "begin_balance"]) {
        Some(place) => Some(place.amount(grain.factor())?),
        None => first_balance(first_rows.clone(), grain.factor())?,
    };
    let first_year = match root.any(&["fiscal_year", "first_year"]) {
        Some(place) => calendar(&place)?,
        None => match first_rows.map(|rows| rows.list(usize::MAX)).transpose()?.unwrap_or_default().first() {
            Some(row) => calendar(&row.need("year")?)?,
            None => return Err(root.wrong("`fiscal_year` is missing", "say in which year the study begins")),
        },
    };
    let study = Study {
        grain,
        step: Step::Year,
        years: horizon(root)?,
        inflation: rate_or_none(root, &["inflation"])?,
        interest: rate_or_none(root, &["interest", "investment"])?,
        rule: rule(root, Interest::Average)?,
        balance: 0,
        components,
    };
    let mut cases = Vec::new();
    for place in list {
        // A plan may begin with a balance of its own; rows say it only where the study does not.
        let own = match place.any(&["starting_balance", "begin_balance"]) {
            Some(place) => Some(place.amount(grain.factor())?),
            None => opening.map_or_else(|| first_balance(place.get("years"), grain.factor()), |b| Ok(Some(b)))?,
        };
        let Some(balance) = own else {
            return Err(root.wrong("`starting_balance` is missing", "say what the fund holds at the start"));
        };
        let growth = place.get("contribution_growth").map_or(Ok(0.0), |p| rate(&p))?;
        let first = place.need("first_year_contribution")?.amount(grain.factor())?;
        let mut plan = Plan::growing(first, growth, study.years);
        plan.special = levies(place.get("years"), grain.factor())?;
        cases.push(Case {
            layout: Layout::Association,
            name: place.get("plan").map_or(Ok(""), |p| p.text())?.to_owned(),
            currency: currency(root)?,
            first_year,
            study: Study { balance, ..study.clone() },
            plan,
            growth,
            first_deposit: first_deposit(root, grain)?,
        });
    }
    Ok(cases)
}

fn component(place: &Place<'_>, grain: Grain) -> Result<Component, Wrong> {
    let once = place.get("one_time").map_or(Ok(false), |p| p.yes())?;
    let life = place.need("useful_life")?.whole(u32::from(!once)..=1_000)?;
    let remaining = place.need("remaining_life")?;
    let due = remaining.whole(0..=1_000)?;
    if !once {
        check::lasts(&remaining, (due, life), 0, "years")?;
    }
    Ok(Component { name: name(place)?, cost: place.need("cost")?.amount(grain.factor())?, life, due, once })
}

pub(super) fn write(file: &mut Value, cases: &[Case]) {
    let Some(plans) = file.get_mut("plans").and_then(Value::as_array_mut) else { return };
    for (plan, case) in plans.iter_mut().filter_map(Value::as_object_mut).zip(cases) {
        let years = case.run();
        let rows = plan.get("years").cloned();
        if plan.contains_key("replay_max_abs_deviation") {
            // Where nothing is published there is nothing to stay near to, whatever the file said.
            let published = rows.as_ref().and_then(Value::as_array).filter(|rows| !rows.is_empty());
            let near = published.map_or(Value::Null, |published| by_rule(case, published));
            plan.insert("replay_max_abs_deviation".into(), near);
        }
        plan.insert("years".into(), written(case, &years, rows.as_ref(), &USUAL, At::Start));
        if plan.contains_key("rows_not_balancing") {
            let open = years.iter().enumerate().filter(|(_, year)| !year.closes());
            let open: Vec<_> = open.map(|(t, _)| case.first_year as usize + t).collect();
            plan.insert("rows_not_balancing".into(), json!(open));
        }
    }
}

/// The same case with so many times more minor units.
fn finely(case: &Case, finer: i64) -> Case {
    let mut case = case.clone();
    let first = case.plan.contribution.first().copied().unwrap_or(0);
    case.plan.contribution = Plan::growing(first * finer, case.growth, case.study.years).contribution;
    case.plan.special.iter_mut().for_each(|levy| *levy *= finer);
    case.study.grain = Grain(case.study.grain.0 * finer);
    case.study.balance *= finer;
    case.study.components.iter_mut().for_each(|component| component.cost *= finer);
    case
}

/// How far each rule of interest stays from what was published: the rule with the smallest is the study's. Replayed in
/// ten-thousandths, where the sums allow it, so that the distance is the rule's and not that of our rounding.
fn by_rule(case: &Case, published: &[Value]) -> Value {
    let finer = Grain::FINE.0 / case.study.grain.0;
    let case = &match most(case) * finer as f64 {
        sums if sums < MOST => finely(case, finer),
        _ => case.clone(),
    };
    let rules = [("average", Interest::Average), ("simple", Interest::Simple), ("monthly", Interest::Monthly)];
    let mut out = Map::new();
    for (word, rule) in rules {
        let study = Study { rule, ..case.study.clone() };
        let years = crate::reserve::run(&study, &case.plan);
        out.insert(word.into(), deviation(case, &years, published, At::Start));
    }
    Value::Object(out)
}
