//! Estates as a file: `estates`, and what is set for all of them (`settings`) and may be tried (`scenarios`).
//!
//! Amounts are in yuan; a component says its `age`, or the `grade` an inspection gave it (1 as new to 5 failed), which
//! stands for an age through [`crate::life::chain`].

use super::levers::{self, Scenario};
use super::outlook::{Estate, Part};
use super::parameters::{Key, PARAMETERS, Settings};
use crate::life;
use crate::life::chain::{Belief, Chain};
use crate::read::{Place, Wrong};
use serde_json::Value;
use units::limits;

/// What a file says.
#[derive(Clone, Debug)]
pub struct Estates {
    /// The estates.
    pub estates: Vec<Estate>,
    /// What is set for all of them.
    pub settings: Settings,
    /// The presets, and the file's own scenarios, which may redefine one.
    pub scenarios: Vec<Scenario>,
}

/// Reads it.
///
/// # Errors
/// What is wrong with it.
pub fn read(file: &Value) -> Result<Estates, Wrong> {
    let root = Place::root(file);
    root.only(&["estates", "settings", "scenarios"])?;
    let settings = root.get("settings").map_or(Ok(Settings::default()), |p| Settings::default().given(&p))?;
    let mut scenarios = levers::presets();
    if let Some(place) = root.get("scenarios") {
        for own in levers::read(&place)? {
            match scenarios.iter_mut().find(|known| known.name == own.name) {
                Some(known) => *known = own,
                None => scenarios.push(own),
            }
        }
    }
    let list = root.need("estates")?;
    let places = list.list(limits::FORECAST_ESTATES_MAX)?;
    if places.is_empty() {
        return Err(list.wrong("there is no estate", "say at least one; `yihe template estates` makes an example"));
    }
    let estates = places.iter().map(estate).collect::<Result<_, _>>()?;
    Ok(Estates { estates, settings, scenarios })
}

impl Estates {
    /// That `years` years of no estate, in no world that may be drawn, come to more fen than whole numbers hold.
    ///
    /// # Errors
    /// The first estate that could.
    pub fn bounded(&self, years: u32) -> Result<(), Wrong> {
        for (i, estate) in self.estates.iter().enumerate() {
            let rate = |key: Key| {
                let own = estate.own.iter().filter(|(known, _)| *known == key).map(|(_, value)| *value);
                let set = [PARAMETERS[key as usize].high, self.settings[key], 0.0];
                own.chain(set).fold(0.0, f64::max)
            };
            let grown = |rate: f64| (1.0 + rate).powi(years as i32);
            let asked = estate.dues as f64 * f64::from(estate.households) * f64::from(years * 12);
            // Dues once from households and once, at most, from elsewhere.
            let paid_in = 2.0 * asked * grown(rate(Key::DuesGrowth));
            let parts: f64 = estate.parts.iter().map(|p| p.cost as f64).sum();
            let most = (estate.balance as f64 + parts + paid_in) * grown(rate(Key::Interest));
            if most > 1e18 {
                return Err(Wrong {
                    place: format!("file.estates[{i}]"),
                    what: format!("over {years} years this comes to more money than there is"),
                    cure: "check `dues`, `cost`, `balance`, `dues_growth` and `interest`, or look less far".into(),
                });
            }
        }
        Ok(())
    }
}

impl Estates {
    /// How much work `paths` paths of `years` years are: months, each weighted by households to draw for and parts that may
    /// come due in it (measured: a thousand is some 0.1 µs).
    #[must_use]
    pub fn work(&self, years: u32, paths: u32) -> u64 {
        let parts = |parts: &[Part]| parts.iter().map(|part| 5 + (50.0 / part.life) as u64).sum::<u64>();
        let month = |estate: &Estate| 1_000 + u64::from(estate.households) + parts(&estate.parts);
        let months = u64::from(years) * 12 * u64::from(paths);
        self.estates.iter().map(month).sum::<u64>().saturating_mul(months)
    }
}

fn estate(place: &Place<'_>) -> Result<Estate, Wrong> {
    place.only(&["name", "households", "dues", "balance", "components", "settings"])?;
    let mut own = Vec::new();
    if let Some(set) = place.get("settings") {
        let settings = Settings::default().given(&set)?;
        let named = |key: &Key| set.get(PARAMETERS[*key as usize].name).is_some();
        own.extend(Key::ALL.into_iter().filter(named).map(|key| (key, settings[key])));
    }
    let components = place.get("components").map_or(Ok(Vec::new()), |p| p.list(limits::FORECAST_COMPONENTS_MAX))?;
    Ok(Estate {
        name: place.get("name").map_or(Ok(""), |p| p.text())?.to_owned(),
        households: place.need("households")?.whole(1..=limits::UNITS_MAX as u32)?,
        // More a month than any flat's fee: a year's amount, or fen, written where a month's yuan belong.
        dues: yuan(&place.need("dues")?, 100_000.0)?,
        balance: place.get("balance").map_or(Ok(0), |p| yuan(&p, 1e11))?,
        parts: components.iter().map(part).collect::<Result<_, _>>()?,
        own,
    })
}

fn part(place: &Place<'_>) -> Result<Part, Wrong> {
    place.only(&["name", "cost", "useful_life", "age", "grade", "graded_years_ago"])?;
    let life = place.need("useful_life")?.number(0.25..=200.0)?;
    let age = match (place.get("age"), place.get("grade")) {
        (Some(_), Some(grade)) => {
            return Err(grade.wrong("both an age and a grade", "keep the one you trust more"));
        }
        (Some(age), None) => age.number(0.0..=500.0)?,
        (None, Some(grade)) => {
            let ago = place.get("graded_years_ago").map_or(Ok(0), |p| p.whole(0..=100))?;
            let chain = Chain::of_life(life, life::GRADE_SHARES);
            let graded = Belief::UNKNOWN.inspected(grade.whole(1..=5)? as usize, life::ACCURACY.value);
            chain.age(&chain.after(graded, ago))
        }
        (None, None) => return Err(place.wrong("neither `age` nor `grade`", "say how old it is, or how it was graded")),
    };
    Ok(Part {
        name: place.get("name").map_or(Ok(""), |p| p.text())?.to_owned(),
        cost: yuan(&place.need("cost")?, 1e10)?,
        life,
        age,
    })
}

/// An amount of yuan up to `most`, in fen.
fn yuan(place: &Place<'_>, most: f64) -> Result<i64, Wrong> {
    Ok(crate::round::half_up(place.number(0.0..=most)? * 100.0))
}
