//! Studies as files: three published layouts in, the same file out with its results recomputed.
//!
//! [`association`] components in years and several plans · [`condominium`] components in months, contributions by year ·
//! [`compound`] components by year of replacement. What a file says as a *result* is never read as input; what is
//! decided by people (a levy, an opening balance) is input wherever it stands. Results come out under the names they came
//! in with, or under the layout's own where there were none.

pub mod association;
mod check;
pub mod compound;
pub mod condominium;
mod rows;

use super::{Interest, Plan, Study, Year};
use crate::read::{Place, Wrong};
use serde_json::{Value, json};
use units::limits;

/// The horizon where a file names none, in years.
pub const HORIZON_YEARS: u32 = 30;

/// One plan of one study, read from a file.
#[derive(Clone, Debug)]
pub struct Case {
    /// How the file says it.
    pub layout: Layout,
    /// What the file calls it.
    pub name: String,
    /// The currency it counts in.
    pub currency: String,
    /// The calendar year of the first year.
    pub first_year: u32,
    /// What stands there.
    pub study: Study,
    /// What people pay in.
    pub plan: Plan,
    /// By how much a contribution is to grow in a year when one is solved for.
    pub growth: f64,
    /// The first deposit of the maintenance fund, in minor units, where the file says it.
    pub first_deposit: Option<i64>,
}

impl Case {
    /// Its books.
    #[must_use]
    pub fn run(&self) -> Vec<Year> {
        super::run(&self.study, &self.plan)
    }

    /// The last year whose contribution the file says, where its list ends before the horizon: nothing is paid in afterwards.
    #[must_use]
    pub fn contributions_end(&self) -> Option<u32> {
        let said = u32::try_from(self.plan.contribution.len()).unwrap_or(u32::MAX);
        (said < self.study.years).then(|| (self.first_year + said).saturating_sub(1))
    }

    /// That in a sentence, in Chinese and in English.
    #[must_use]
    pub fn afterwards(&self) -> Option<[String; 2]> {
        let year = self.contributions_end()?;
        Some([
            format!("文件只写到{year}年的缴存，以后按没有缴存计算"),
            format!("contributions are said until {year}; afterwards nothing is paid in"),
        ])
    }

    /// And as a result carries it.
    fn end(&self) -> Option<Value> {
        let [zh, en] = self.afterwards()?;
        Some(json!({"year": self.contributions_end(), "afterwards": {"zh": zh, "en": en}}))
    }
}

/// Which layout a file has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// [`association`]
    Association,
    /// [`condominium`]
    Condominium,
    /// [`compound`]
    Compound,
}

/// Which layout a file has, by the fields only it has.
///
/// # Errors
/// None that is known.
pub fn layout(file: &Value) -> Result<Layout, Wrong> {
    let root = Place::root(file);
    let components = root.need("components")?;
    let list = components.list(limits::STUDY_COMPONENTS_MAX)?;
    let says = |name: &str| file.get(name).is_some() || list.first().is_some_and(|c| c.value.get(name).is_some());
    match () {
        () if says("remaining_months") || says("analysis_month") => Ok(Layout::Condominium),
        () if says("replacement_year") || says("base_year") || says("placed") => Ok(Layout::Compound),
        () if says("remaining_life") || says("plans") => Ok(Layout::Association),
        () => Err(components.wrong(
            "no known layout of a reserve study",
            "say when parts are due: `remaining_life` in years, `remaining_months`, or `replacement_year`; \
             `yihe template study` makes an example",
        )),
    }
}

/// Every plan of a file.
///
/// # Errors
/// What is wrong with the file.
pub fn cases(file: &Value) -> Result<Vec<Case>, Wrong> {
    let root = Place::root(file);
    let layout = layout(file)?;
    check::names(&root)?;
    let cases = match layout {
        Layout::Association => association::cases(&root)?,
        Layout::Condominium => vec![condominium::case(&root)?],
        Layout::Compound => vec![compound::case(&root)?],
    };
    for case in &cases {
        bounded(&root, case)?;
    }
    Ok(cases)
}

/// The same file with its results recomputed.
///
/// # Errors
/// What is wrong with the file.
pub fn recomputed(file: &Value) -> Result<Value, Wrong> {
    let cases = cases(file)?;
    let mut out = file.clone();
    if let Some(fields) = out.as_object_mut() {
        fields.remove("contributions_end");
        fields.extend(cases.iter().find_map(Case::end).map(|end| ("contributions_end".into(), end)));
    }
    match layout(file)? {
        Layout::Association => association::write(&mut out, &cases),
        Layout::Condominium => cases.iter().for_each(|case| condominium::write(&mut out, case)),
        Layout::Compound => cases.iter().for_each(|case| compound::write(&mut out, case)),
    }
    Ok(out)
}

/// More than any sum of the books, in minor units: everything that is ever paid, at the last year's prices.
fn most(case: &Case) -> f64 {
    let study = &case.study;
    let steps = f64::from(study.years * study.step.per_year());
    let times = |c: &super::Component| if c.once { 1.0 } else { steps / f64::from(c.life.max(1)) + 1.0 };
    let renewals: f64 = study.components.iter().map(|c| c.cost as f64 * times(c)).sum();
    let paid_in: f64 = case.plan.contribution.iter().chain(&case.plan.special).map(|k| *k as f64).sum();
    let prices = (1.0 + study.inflation.max(0.0)).powi(study.years as i32);
    let earned = (1.0 + 2.0 * study.interest.abs()).powi(study.years as i32);
    (study.balance as f64 + paid_in + renewals * prices) * earned
}

/// What the books can come to, in minor units, without leaving whole numbers behind.
const MOST: f64 = 1e17;

/// That no sum of the books can leave whole numbers behind.
fn bounded(root: &Place<'_>, case: &Case) -> Result<(), Wrong> {
    match most(case) < MOST {
        true => Ok(()),
        false => Err(root.wrong(
            format!("over {} years these prices and rates come to more money than there is", case.study.years),
            "check costs, `inflation`, `interest` and the horizon",
        )),
    }
}

/// A yearly rate; one written in percent is refused with its cure.
fn rate(place: &Place<'_>) -> Result<f64, Wrong> {
    place.number(-0.5..=0.5).map_err(|wrong| Wrong { cure: "write 3 percent as 0.03".into(), ..wrong })
}

fn rate_or_none(root: &Place<'_>, names: &[&str]) -> Result<f64, Wrong> {
    root.any(names).map_or(Ok(0.0), |place| rate(&place))
}

/// The horizon a file says, or the usual one.
fn horizon(root: &Place<'_>) -> Result<u32, Wrong> {
    root.any(&["horizon_years", "horizon"]).map_or(Ok(HORIZON_YEARS), |p| p.whole(1..=limits::HORIZON_YEARS_MAX))
}

/// A calendar year.
fn calendar(place: &Place<'_>) -> Result<u32, Wrong> {
    place.whole(1900..=2200)
}

/// The rule of interest a file names, or its layout's.
fn rule(root: &Place<'_>, usual: Interest) -> Result<Interest, Wrong> {
    let words = [
        ("average", Interest::Average),
        ("monthly", Interest::Monthly),
        ("none", Interest::None),
        ("simple", Interest::Simple),
    ];
    root.get("interest_rule").map_or(Ok(usual), |place| place.word(&words))
}

fn currency(root: &Place<'_>) -> Result<String, Wrong> {
    root.get("currency").map_or(Ok(String::new()), |place| Ok(place.text()?.to_owned()))
}

fn first_deposit(root: &Place<'_>, grain: super::Grain) -> Result<Option<i64>, Wrong> {
    root.get("first_deposit").map(|place| place.amount(grain.factor())).transpose()
}

fn name(component: &Place<'_>) -> Result<String, Wrong> {
    component.get("name").map_or(Ok(String::new()), |place| Ok(place.text()?.to_owned()))
}
