//! From the roll to the voters of a motion.

use super::{Electorate, Scope, Voter};
use crate::Estate;
use crate::roll::{Tenure, Unit, UnitKind};
use law::{Key, Law};
use std::collections::BTreeMap;
use units::{Area, PersonId, UnitId, Weight};

/// A unit that keeps the roll from being frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unready {
    /// Which.
    pub unit: UnitId,
    /// Its area is unknown.
    pub area: bool,
    /// Its owner is unknown.
    pub owner: bool,
}

/// The units that have a vote in `scope`: on the roll, of a kind that counts (R-CNT-6).
fn voting_units<'a>(estate: &'a Estate, scope: &'a Scope, law: &Law) -> impl Iterator<Item = (UnitId, &'a Unit)> {
    let words = law.get(Key::UnitKinds).map(|r| r.frozen.value.words().to_vec()).unwrap_or_default();
    let kinds: Vec<UnitKind> = words.iter().filter_map(|w| UnitKind::from_word(w)).collect();
    estate.roll.listed().filter(move |(_, u)| scope.covers(&u.facts.door) && kinds.contains(&u.facts.kind))
}

/// Units whose area or owner is unknown (待核实): each stops the freezing of the roll.
#[must_use]
pub fn unready(estate: &Estate, scope: &Scope, law: &Law) -> Vec<Unready> {
    let state = |(unit, u): (UnitId, &Unit)| Unready {
        unit,
        area: u.facts.areas.counting(law).is_none(),
        owner: u.facts.owners.is_empty(),
    };
    voting_units(estate, scope, law).map(state).filter(|u| u.area || u.owner).collect()
}

/// Who makes one head with whom (解释第九条).
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Head {
    /// The developer's unsold and undelivered units together.
    Developer,
    /// The same buyers, whatever they own.
    Buyers(Vec<PersonId>),
    /// Each unit for itself, where a rule says so.
    Unit(UnitId),
}

/// The voters of a motion with this scope under this law, in the order of their first doors; units that are not ready
/// are left out, so ask [`unready`] first.
#[must_use]
pub fn electorate_of(estate: &Estate, scope: &Scope, law: &Law) -> (Vec<Voter>, Weight) {
    let one_head = |key| law.get(key).and_then(|r| r.frozen.value.word()) == Some("one-head");
    let (one_buyer, developer) = (one_head(Key::OneBuyer), one_head(Key::Developer));
    let mut order: BTreeMap<Head, usize> = BTreeMap::new();
    let mut voters: Vec<Voter> = Vec::new();
    for (id, unit) in voting_units(estate, scope, law) {
        let Some((area, _)) = unit.facts.areas.counting(law) else { continue };
        if unit.facts.owners.is_empty() {
            continue;
        }
        let mut owners = unit.facts.owners.clone();
        owners.sort();
        owners.dedup();
        let with_developer = matches!(unit.facts.tenure, Tenure::Unsold | Tenure::Undelivered);
        let head = match (with_developer && developer, one_buyer) {
            (true, _) => Head::Developer,
            (false, true) => Head::Buyers(owners.clone()),
            (false, false) => Head::Unit(id),
        };
        // For what is sold but not delivered the developer speaks, so the owners of unsold units are the head's.
        let speaks = unit.facts.tenure != Tenure::Undelivered;
        match order.get(&head) {
            Some(at) => {
                let voter = &mut voters[*at];
                voter.units.push((id, area));
                if matches!(head, Head::Developer) && speaks {
                    voter.owners.extend(owners.into_iter().filter(|o| !voter.owners.contains(o)).collect::<Vec<_>>());
                }
            }
            None => {
                order.insert(head, voters.len());
                let owners = if with_developer && developer && !speaks { Vec::new() } else { owners };
                voters.push(Voter { owners, units: vec![(id, area)] });
            }
        }
    }
    let all = voters.iter().map(Voter::weight).sum();
    (voters, all)
}

impl Electorate {
    pub(super) fn index(voters: &[Voter]) -> BTreeMap<UnitId, super::VoterId> {
        let numbered = voters.iter().enumerate().map(|(i, v)| (i as super::VoterId + 1, v));
        numbered.flat_map(|(id, v)| v.units.iter().map(move |(unit, _)| (*unit, id))).collect()
    }

    /// Area of all units of one building or stairwell among the voters, by unit.
    #[must_use]
    pub fn area_of(&self, unit: UnitId) -> Option<Area> {
        let voter = self.voter(*self.voter_of.get(&unit)?)?;
        voter.units.iter().find(|(u, _)| *u == unit).map(|(_, area)| *area)
    }
}
