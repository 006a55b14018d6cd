//! The ways to change something, named after the four paths of the paper, and scenarios that pull them.
//!
//! The paper's core appears only as leaders' example, follow-up and income brought in, each of which other actors could
//! supply too: the model cannot tell who pulls a lever.

use super::parameters::{self, COUNT, PARAMETERS, Settings};
use crate::read::{Place, Wrong};
use crate::said::Said;
use serde_json::Value;
use units::limits;

/// The four paths.
pub const PATHS: [(&str, &str); 4] = [
    ("core", "强化党建引领能力"),
    ("plural", "培育多元共治格局"),
    ("resources", "创新资源整合机制"),
    ("rules", "健全制度规范体系"),
];

/// A figure a scenario sets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pull {
    /// Its place in [`PARAMETERS`].
    pub parameter: usize,
    /// What it is set to.
    pub value: f64,
    /// The lowest that worlds draw; the value itself where it is held.
    pub low: f64,
    /// The highest.
    pub high: f64,
}

/// What a scenario sets, path by path.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scenario {
    /// What the command line calls it.
    pub name: String,
    /// What readers call it.
    pub called: Said,
    /// What it stands for.
    pub meaning: Said,
    /// It comes with the program: its sizes are assumed, nobody gave them.
    pub preset: bool,
    /// Of each path, the parameters it sets.
    pub paths: [Vec<Pull>; 4],
}

impl Scenario {
    /// The settings with the levers of the paths in `which` (bit i for path i) pulled.
    #[must_use]
    pub fn partly(&self, settings: &Settings, which: u32) -> Settings {
        let pulled = self.paths.iter().enumerate().filter(|(i, _)| which >> i & 1 == 1).flat_map(|(_, path)| path);
        pulled.fold(*settings, |settings, pull| settings.with(pull.parameter, pull.value))
    }

    /// The settings with all its levers pulled.
    #[must_use]
    pub fn on(&self, settings: &Settings) -> Settings {
        self.partly(settings, 0b1111)
    }

    /// How it sets the parameter at a place, if it does. As in [`Self::on`], the last path has the word.
    #[must_use]
    pub fn pull(&self, parameter: usize) -> Option<&Pull> {
        self.paths.iter().flatten().rfind(|pull| pull.parameter == parameter)
    }

    /// What worlds draw under it, as place, lowest, highest: whatever neither the file nor the scenario fixes.
    #[must_use]
    pub fn drawn(&self, settings: &Settings) -> Vec<(usize, f64, f64)> {
        let range = |i: usize| match self.pull(i) {
            Some(pull) => (i, pull.low, pull.high),
            None if settings.is_given(i) => (i, settings.at(i), settings.at(i)),
            None => (i, PARAMETERS[i].low, PARAMETERS[i].high),
        };
        (0..COUNT).map(range).filter(|(_, low, high)| low < high).collect()
    }
}

/// The scenarios everybody has.
#[must_use]
pub fn presets() -> Vec<Scenario> {
    // INVARIANT: the file is part of the program and read by a test.
    let file: Value = serde_json::from_str(include_str!("presets.json")).unwrap_or_default();
    let presets = read(&Place::root(&file)).unwrap_or_default();
    presets.into_iter().map(|one| Scenario { preset: true, ..one }).collect()
}

/// Scenarios of a file: an object of name → `name` (as readers call it), `meaning`, `paths`.
///
/// # Errors
/// What is wrong with them.
pub fn read(place: &Place<'_>) -> Result<Vec<Scenario>, Wrong> {
    let mut all = Vec::new();
    let most = limits::FORECAST_SCENARIOS_MAX;
    if place.fields()?.len() > most {
        return Err(place.wrong("these are too many scenarios", format!("keep at most {most}")));
    }
    for name in place.fields()?.keys() {
        let one = place.need(name)?;
        one.only(&["name", "meaning", "paths"])?;
        let mut paths: [Vec<Pull>; 4] = Default::default();
        if let Some(pulled) = one.get("paths") {
            pulled.only(&PATHS.map(|p| p.0))?;
            for (path, (word, _)) in paths.iter_mut().zip(PATHS) {
                if let Some(set) = pulled.get(word) {
                    *path = pulls(&set)?;
                }
            }
        }
        let said = |field| one.get(field).map(|place| Said::read(&place)).transpose();
        let called = said("name")?.unwrap_or_else(|| Said::new(name, name));
        all.push(Scenario {
            name: name.clone(),
            called,
            meaning: said("meaning")?.unwrap_or_default(),
            preset: false,
            paths,
        });
    }
    Ok(all)
}

/// What a path sets: a figure, or `value` with the `low` and `high` between which worlds draw it.
fn pulls(set: &Place<'_>) -> Result<Vec<Pull>, Wrong> {
    set.only(&PARAMETERS.map(|p| p.name))?;
    let mut pulls = Vec::new();
    for (parameter, known) in PARAMETERS.iter().enumerate() {
        let Some(place) = set.get(known.name) else { continue };
        let possible = parameters::possible(known);
        let figure = |place: Place<'_>| place.number(possible.0..=possible.1);
        let [value, low, high] = match place.value.is_object() {
            true => {
                place.only(&["value", "low", "high"])?;
                [figure(place.need("value")?)?, figure(place.need("low")?)?, figure(place.need("high")?)?]
            }
            false => [figure(place.clone())?; 3],
        };
        if !(low <= value && value <= high) {
            return Err(place.wrong(format!("{value} is not from {low} to {high}"), "let `low` ≤ `value` ≤ `high`"));
        }
        pulls.push(Pull { parameter, value, low, high });
    }
    let set_to = pulls.iter().fold(Settings::default(), |settings, pull| settings.with(pull.parameter, pull.value));
    set_to.one_whole(set)?;
    Ok(pulls)
}
