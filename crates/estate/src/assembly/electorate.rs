//! From the roll to the voters of a motion.

use super::{Electorate, Scope, Voter};
use crate::Estate;
use crate::roll::{AreaSource, Tenure, Unit, UnitKind};
use law::{Key, Law};
use std::collections::{BTreeMap, BTreeSet};
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

/// Whether a rule makes one head of what the developer still holds.
fn developer_is_one_head(law: &Law) -> bool {
    law.get(Key::Developer).and_then(|r| r.frozen.value.word()) == Some("one-head")
}

const fn is_developers(unit: &Unit) -> bool {
    matches!(unit.facts.tenure, Tenure::Unsold | Tenure::Undelivered)
}

/// Owners as the developer is known by: the same name twice is the same developer, since a sheet of homes names it at
/// every door; by number where a name was erased.
type Named = BTreeSet<(Option<String>, Option<PersonId>)>;

fn named(estate: &Estate, unit: &Unit) -> Named {
    let who = |person: &PersonId| match estate.bodies.person(*person).and_then(|p| p.name.get()) {
        Some(name) => (Some(name.trim().to_owned()), None),
        None => (None, Some(*person)),
    };
    unit.facts.owners.iter().map(who).collect()
}

fn is_unsold(unit: &Unit) -> bool {
    unit.facts.tenure == Tenure::Unsold && !unit.facts.owners.is_empty()
}

/// The developer: whoever holds most of what is unsold in the estate.
fn developer_of(estate: &Estate) -> Option<Named> {
    let mut held: BTreeMap<Named, usize> = BTreeMap::new();
    estate
        .roll
        .listed()
        .filter(|(_, u)| is_unsold(u))
        .for_each(|(_, u)| *held.entry(named(estate, u)).or_default() += 1);
    held.into_iter().max_by_key(|(_, n)| *n).map(|(owners, _)| owners)
}

/// Unsold units of `scope` that are not the developer's, where all of it would make one head: one of them was sold and
/// still says unsold, and its buyer would speak for the developer. Empty where nothing is wrong.
#[must_use]
pub fn several_developers(estate: &Estate, scope: &Scope, law: &Law) -> Vec<UnitId> {
    let developer = developer_of(estate).filter(|_| developer_is_one_head(law));
    let Some(developer) = developer else { return Vec::new() };
    let here = || voting_units(estate, scope, law);
    let unsold: Vec<_> = here().filter(|(_, u)| is_unsold(u)).map(|(id, u)| (id, named(estate, u))).collect();
    // A part of the estate in which one owner holds what is unsold, and speaks for nothing else, is nobody's mistake.
    let alone = unsold.windows(2).all(|two| two[0].1 == two[1].1);
    if alone && !here().any(|(_, u)| u.facts.tenure == Tenure::Undelivered) {
        return Vec::new();
    }
    unsold.into_iter().filter(|(_, owners)| *owners != developer).map(|(id, _)| id).collect()
}

/// The source of every voting unit's area (R-CNT-1).
#[must_use]
pub fn sources_of(estate: &Estate, scope: &Scope, law: &Law) -> Vec<(UnitId, AreaSource)> {
    let source = |(id, unit): (UnitId, &Unit)| Some((id, unit.facts.areas.counting(law)?.1));
    voting_units(estate, scope, law).filter_map(source).collect()
}

/// The voters of a motion with this scope under this law, in the order of their first doors; units that are not ready
/// are left out, so ask [`unready`] first.
#[must_use]
pub fn electorate_of(estate: &Estate, scope: &Scope, law: &Law) -> (Vec<Voter>, Weight) {
    let one_buyer = law.get(Key::OneBuyer).and_then(|r| r.frozen.value.word()) == Some("one-head");
    let one_developer = developer_is_one_head(law);
    // The developer is whoever owns what is unsold, in this part of the estate or, where nothing is, anywhere in it.
    let mut developers: BTreeSet<PersonId> = voting_units(estate, scope, law)
        .filter(|(_, u)| is_unsold(u))
        .flat_map(|(_, u)| u.facts.owners.clone())
        .collect();
    if developers.is_empty()
        && let Some(developer) = developer_of(estate)
    {
        let theirs = estate.roll.listed().filter(|(_, u)| is_unsold(u) && named(estate, u) == developer);
        developers.extend(theirs.flat_map(|(_, u)| u.facts.owners.clone()));
    }
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
        let developer = one_developer && is_developers(unit);
        let head = match (developer, one_buyer) {
            (true, _) => Head::Developer,
            (false, true) => Head::Buyers(owners.clone()),
            (false, false) => Head::Unit(id),
        };
        match order.get(&head) {
            Some(at) => voters[*at].units.push((id, area)),
            None => {
                order.insert(head, voters.len());
                // For what is sold but not delivered the developer speaks, never its buyer.
                let owners = if developer { developers.iter().copied().collect() } else { owners };
                voters.push(Voter { owners, units: vec![(id, area)], developer });
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

    /// How many units' areas were read from each source, in the order of 解释第八条; empty where that was not kept.
    #[must_use]
    pub fn by_source(&self) -> Vec<(AreaSource, usize)> {
        let number = |s: AreaSource| (s, self.sources.values().filter(|held| **held == s).count());
        AreaSource::ALL.iter().copied().map(number).filter(|(_, n)| *n > 0).collect()
    }

    /// Area of all units of one building or stairwell among the voters, by unit.
    #[must_use]
    pub fn area_of(&self, unit: UnitId) -> Option<Area> {
        let voter = self.voter(*self.voter_of.get(&unit)?)?;
        voter.units.iter().find(|(u, _)| *u == unit).map(|(_, area)| *area)
    }
}
