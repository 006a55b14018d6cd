//! What a study must not say: names that are nearly those of an input, one mark on two components, and two dates or lives
//! that exclude each other. Published studies carry fields of their own; those pass.

use crate::read::{Place, Wrong};
use std::collections::BTreeMap;
use units::limits;

/// What the root of a study may say as input, in any layout.
const ROOT: &[&str] = &[
    "analysis_month",
    "base_year",
    "begin_balance",
    "components",
    "contribution",
    "contribution_growth",
    "contribution_increase",
    "contributions",
    "currency",
    "first_deposit",
    "first_year",
    "fiscal_year",
    "horizon",
    "horizon_years",
    "inflation",
    "interest",
    "interest_rule",
    "investment",
    "plans",
    "published",
    "starting_balance",
    "units",
];

/// Nearly an input each, and something else.
const ROOT_OTHERS: &[&str] = &["contributions_end", "final_year", "plan", "unit"];

/// What a component may, in any layout.
const COMPONENT: &[&str] = &[
    "adjustment",
    "cost",
    "life_years",
    "one_time",
    "placed",
    "quantity",
    "remaining_life",
    "remaining_months",
    "replacement_year",
    "unit_cost",
    "useful_life",
];

/// What a plan may.
const PLAN: &[&str] = &["begin_balance", "contribution_growth", "first_year_contribution", "starting_balance"];

/// What people decide of a single year.
const YEAR: &[&str] = &["contribution", "special", "special_assessment", "year"];

/// A levy in a row of results; all else there is no input, whatever it is called.
const ROW: &[&str] = &["special", "special_assessment"];

/// That no name is nearly that of an input, and that no two components have one id.
///
/// # Errors
/// The first of them.
pub(super) fn names(root: &Place<'_>) -> Result<(), Wrong> {
    root.no_near_miss(ROOT, ROOT_OTHERS)?;
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for component in root.need("components")?.list(limits::STUDY_COMPONENTS_MAX)? {
        component.no_near_miss(COMPONENT, &[])?;
        let Some(id) = component.get("id") else { continue };
        let text = id.value.as_str().map_or_else(|| id.value.to_string(), |text| text.trim().to_owned());
        if text.is_empty() {
            continue;
        }
        if let Some(first) = seen.insert(text, component.path.clone()) {
            return Err(id.wrong(
                format!("{first} has the same id"),
                "give every component an id of its own, or leave `id` away; the same component twice is paid for twice",
            ));
        }
    }
    for plan in listed(root, "plans") {
        plan.no_near_miss(PLAN, &[])?;
        listed(&plan, "years").iter().try_for_each(|row| row.no_near_miss(ROW, &[]))?;
    }
    listed(root, "contributions").iter().try_for_each(|year| year.no_near_miss(YEAR, &[]))?;
    let published = root.get("published").into_iter().flat_map(|p| [Some(p.clone()), p.get("years"), p.get("rows")]);
    published
        .flatten()
        .flat_map(|p| p.list(usize::MAX).unwrap_or_default())
        .try_for_each(|row| row.no_near_miss(ROW, &[]))
}

/// The entries of a list, if it is one: whoever needs it says so itself.
fn listed<'a>(place: &Place<'a>, name: &str) -> Vec<Place<'a>> {
    place.get(name).and_then(|list| list.list(usize::MAX).ok()).unwrap_or_default()
}

/// That a part has not longer to last than it lasts at all, `grace` aside; `unit` is what both are counted in.
///
/// # Errors
/// It has.
pub(super) fn lasts(remaining: &Place<'_>, (due, life): (u32, u32), grace: u32, unit: &str) -> Result<(), Wrong> {
    if due <= life.saturating_add(grace) {
        return Ok(());
    }
    Err(remaining.wrong(
        format!("this part is said to last {due} {unit} more, and {life} {unit} in all"),
        "correct one of the two; a part done once and never again says `one_time`",
    ))
}

/// That the year a part is to be renewed is the one its date, life and adjustment come to. A year more or less is how
/// dates within a year round. A part whose date has passed when the study begins may be renewed at once, or have been
/// renewed in time and be due again.
///
/// # Errors
/// It is another.
pub(super) fn renewed(
    year: &Place<'_>,
    said: u32,
    follows: f64,
    life: u32,
    (base, first): (u32, u32),
) -> Result<(), Wrong> {
    let (said, life) = (f64::from(said), f64::from(life));
    let near = |other: f64| (said - other).abs() <= 1.0;
    let begins = f64::from(base.min(first));
    let again = follows < begins && life > 0.0 && said - life < f64::from(base.max(first)) + 1.0;
    let turns = ((said - follows) / life).round();
    let overdue = follows < begins && (near(f64::from(base)) || near(f64::from(first)));
    if near(follows) || overdue || (again && turns >= 1.0 && near(follows + turns * life)) {
        return Ok(());
    }
    Err(year.wrong(
        format!("`placed`, `useful_life` and `adjustment` come to {follows}, and this says {said}"),
        "correct one of them; `adjustment` says by how many years the first renewal is moved",
    ))
}
