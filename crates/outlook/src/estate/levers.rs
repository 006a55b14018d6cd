//! The ways to change something, named after the four paths of the paper, and scenarios that pull them.
//!
//! The paper's core appears only as leaders' example, follow-up and income brought in, each of which other actors could
//! supply too: the model cannot tell who pulls a lever.

use super::parameters::{Key, PARAMETERS, Settings};
use crate::read::{Place, Wrong};
use serde_json::Value;
use units::limits;

/// The four paths.
pub const PATHS: [(&str, &str); 4] = [
    ("core", "强化党建引领能力"),
    ("plural", "培育多元共治格局"),
    ("resources", "创新资源整合机制"),
    ("rules", "健全制度规范体系"),
];

/// What a scenario sets, path by path.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// What it stands for.
    pub meaning: String,
    /// Of each path, the parameters it sets (by their place).
    pub paths: [Vec<(usize, f64)>; 4],
}

impl Scenario {
    /// The settings with the levers of the paths in `which` (bit i for path i) pulled.
    #[must_use]
    pub fn partly(&self, settings: &Settings, which: u32) -> Settings {
        let pulled = self.paths.iter().enumerate().filter(|(i, _)| which >> i & 1 == 1).flat_map(|(_, path)| path);
        pulled.fold(*settings, |settings, (i, value)| settings.with(*i, *value))
    }

    /// The settings with all its levers pulled.
    #[must_use]
    pub fn on(&self, settings: &Settings) -> Settings {
        self.partly(settings, 0b1111)
    }
}

/// The scenarios everybody has.
#[must_use]
pub fn presets() -> Vec<Scenario> {
    // INVARIANT: the file is part of the program and read by a test.
    let file: Value = serde_json::from_str(include_str!("presets.json")).unwrap_or_default();
    read(&Place::root(&file)).unwrap_or_default()
}

/// Scenarios of a file: an object of name → `meaning`, `paths`.
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
        one.only(&["meaning", "paths"])?;
        let mut paths: [Vec<(usize, f64)>; 4] = Default::default();
        if let Some(pulled) = one.get("paths") {
            pulled.only(&PATHS.map(|p| p.0))?;
            for (path, (word, _)) in paths.iter_mut().zip(PATHS) {
                let Some(set) = pulled.get(word) else { continue };
                // Reading it as settings checks names and values.
                let settings = Settings::default().given(&set)?;
                let named = |(i, _): &(usize, &crate::parameter::Parameter)| set.get(PARAMETERS[*i].name).is_some();
                path.extend(PARAMETERS.iter().enumerate().filter(named).map(|(i, _)| (i, settings.at(i))));
            }
        }
        let meaning = one.get("meaning").map_or(Ok(""), |p| p.text())?.to_owned();
        all.push(Scenario { name: name.clone(), meaning, paths });
    }
    Ok(all)
}

/// Which parameters are levers: what a plan says rather than what the world is.
pub const LEVERS: [Key; 5] = [Key::Leaders, Key::LeaderEffect, Key::Disclosure, Key::FollowUp, Key::OtherIncome];
