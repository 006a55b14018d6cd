use super::{Adopted, Event, Held, Version};
use crate::{Estate, assembly};
use std::collections::BTreeMap;
use units::Stamp;

/// Applies. The estate's own rules, which the law is read with, follow from the versions adopted.
pub fn apply(estate: &mut Estate, event: &Event, stamp: &Stamp) {
    match event {
        Event::Written { which, text, .. } => {
            let fresh = Version { written: *stamp, text: text.clone(), values: BTreeMap::new(), adopted: None };
            estate.charter.texts.entry(*which).or_default().push(fresh);
        }
        Event::ValueSet { which, version, key, value, article } => {
            let held = Held { value: value.clone(), article: *article };
            if let Some(version) = version_of(estate, *which, *version) {
                version.values.insert(*key, held);
            }
        }
        Event::ValueDropped { which, version, key } => {
            if let Some(version) = version_of(estate, *which, *version) {
                version.values.remove(key);
            }
        }
        Event::Adopted { which, version, motion, proof, from } => {
            let adopted = Adopted { stamp: *stamp, motion: *motion, proof: proof.clone(), from: *from, lapsed: None };
            if let Some(version) = version_of(estate, *which, *version) {
                version.adopted = Some(adopted);
            }
            estate.founding.own_rules = estate.charter.own_rules();
        }
    }
}

/// Follows the votes: a version ends on the day on which the vote that brought it no longer stands, and the one before
/// runs again. A count corrected back to passed stands as if it had never been another.
pub fn follow(estate: &mut Estate, event: &assembly::Event, stamp: &Stamp) {
    let (id, day) = match event {
        assembly::Event::Revoked { motion, on, .. } => (*motion, *on),
        assembly::Event::CountCorrected { motion, .. } => (*motion, stamp.at.day()),
        _ => return,
    };
    let Some(motion) = estate.assembly.get(id) else { return };
    for (which, versions) in &mut estate.charter.texts {
        let passed = motion.passed_on(which.item());
        let brought = versions.iter_mut().filter_map(|v| v.adopted.as_mut()).filter(|a| a.motion == Some(id));
        for adopted in brought {
            adopted.lapsed = (!passed).then(|| adopted.lapsed.map_or(day, |before| before.min(day)));
        }
    }
    estate.founding.own_rules = estate.charter.own_rules();
}

fn version_of(estate: &mut Estate, which: super::Rules, number: u32) -> Option<&mut Version> {
    estate.charter.texts.get_mut(&which)?.get_mut((number as usize).checked_sub(1)?)
}
