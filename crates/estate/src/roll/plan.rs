//! What a sheet would change: the preview, and what `decide` then does. One function, so that what was shown is what
//! happens.

use super::{Areas, Door, Row, RowOwner, Tenure, Unit};
use crate::Estate;
use crate::bodies::{Contact, PersonKind};
use std::collections::{BTreeMap, BTreeSet};
use units::{Area, PersonId, UnitId};

/// What a sheet would do to the roll.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Units that are new or change, in the order of the sheet.
    pub changes: Vec<Change>,
    /// Rows that say what the roll says already.
    pub unchanged: usize,
    /// Units on the roll that the sheet does not name; they stay.
    pub missing: Vec<UnitId>,
    /// Persons to enter, or to enter again with more details.
    pub persons: Vec<PlannedPerson>,
    /// Names in several rows with nothing to tell whether they are one person: each counts as its own head until a
    /// document tail or a telephone is added.
    pub namesakes: Vec<String>,
    /// Rows whose area is unknown.
    pub area_unknown: usize,
    /// Rows whose owner is unknown.
    pub owner_unknown: usize,
    /// Homes that would be unsold under other owners than the other unsold ones: sold, and not said so. The roll of a vote
    /// is not frozen like that.
    pub several_developers: Vec<Door>,
}

/// A unit that is new or changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The row of the sheet, from 0.
    pub row: usize,
    /// The unit; new ones have the number they will get.
    pub unit: UnitId,
    /// What changes, by the names of the columns; empty for a new unit.
    pub fields: Vec<&'static str>,
    /// Whether the unit is new.
    pub is_new: bool,
    /// Its owners.
    pub owners: Vec<PersonId>,
    /// Who lives there.
    pub occupiers: Vec<PersonId>,
}

/// A person to enter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedPerson {
    /// The number they have or will get.
    pub person: PersonId,
    /// Human being or organisation, by the look of the name.
    pub nature: PersonKind,
    /// Name.
    pub name: String,
    /// Telephone and document tail.
    pub contact: Contact,
    /// The change they are entered with, an index into [`Plan::changes`].
    pub with: usize,
}

/// Words that end the names of organisations.
const ORGANISATION_ENDINGS: &[&str] = &[
    "公司",
    "集团",
    "中心",
    "局",
    "所",
    "处",
    "厂",
    "院",
    "校",
    "社",
    "会",
    "银行",
    "政府",
    "办事处",
    "委员会",
    "公寓",
    "酒店",
    "站",
    "部",
];

/// Human being or organisation, by the look of the name: decides only whether a shown name is masked.
#[must_use]
pub(super) fn nature_of(name: &str) -> PersonKind {
    let long = name.chars().count() > 4;
    if long && ORGANISATION_ENDINGS.iter().any(|end| name.ends_with(end)) {
        PersonKind::Organisation
    } else {
        PersonKind::Natural
    }
}

struct People<'a> {
    estate: &'a Estate,
    known: BTreeMap<String, Vec<PersonId>>,
    details: BTreeMap<PersonId, Contact>,
    planned: Vec<PlannedPerson>,
    next: PersonId,
    bare: BTreeMap<String, u32>,
}

impl<'a> People<'a> {
    fn new(estate: &'a Estate) -> Self {
        let mut known: BTreeMap<String, Vec<PersonId>> = BTreeMap::new();
        let mut details = BTreeMap::new();
        for (id, person) in &estate.bodies.persons {
            if let Some(name) = person.name.get() {
                known.entry(name.clone()).or_default().push(*id);
                details.insert(*id, person.contact.as_ref().and_then(|c| c.get().cloned()).unwrap_or_default());
            }
        }
        Self { estate, known, details, planned: Vec::new(), next: estate.bodies.next_person(), bare: BTreeMap::new() }
    }

    /// The person a sheet means: told apart by document tail, else by telephone, else by being named at the same door
    /// already. A bare name elsewhere is somebody else until more is known.
    fn find(&mut self, owner: &RowOwner, here: &[PersonId], with: usize) -> PersonId {
        let name = owner.name.trim();
        let said = Contact {
            phone: owner.phone.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned),
            id_tail: owner.id_tail.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_ascii_uppercase),
        };
        let candidates = self.known.get(name).cloned().unwrap_or_default();
        let same = candidates.iter().copied().find(|id| same_person(&self.details[id], &said, here.contains(id)));
        if let Some(id) = same {
            let held = &self.details[&id];
            let merged = Contact {
                phone: said.phone.or_else(|| held.phone.clone()),
                id_tail: said.id_tail.or_else(|| held.id_tail.clone()),
            };
            if merged != *held {
                self.enter(id, name, merged, with);
            }
            return id;
        }
        if said == Contact::default() {
            *self.bare.entry(name.to_owned()).or_default() += 1;
        }
        let id = self.next;
        self.next = PersonId(id.0 + 1);
        self.known.entry(name.to_owned()).or_default().push(id);
        self.enter(id, name, said, with);
        id
    }

    fn enter(&mut self, person: PersonId, name: &str, contact: Contact, with: usize) {
        self.details.insert(person, contact.clone());
        if let Some(planned) = self.planned.iter_mut().rev().find(|p| p.person == person) {
            planned.contact = contact;
            return;
        }
        let nature = self.estate.bodies.person(person).map_or_else(|| nature_of(name), |p| p.kind);
        self.planned.push(PlannedPerson { person, nature, name: name.to_owned(), contact, with });
    }
}

fn same_person(held: &Contact, said: &Contact, same_door: bool) -> bool {
    match (&held.id_tail, &said.id_tail) {
        (Some(a), Some(b)) => a == b,
        _ => match (&held.phone, &said.phone) {
            (Some(a), Some(b)) => a == b,
            _ => same_door,
        },
    }
}

/// What `rows` would change.
#[must_use]
pub fn plan(estate: &Estate, rows: &[Row]) -> Plan {
    let roll = &estate.roll;
    let mut plan = Plan::default();
    let mut people = People::new(estate);
    let mut next_unit = roll.next_unit();
    let mut named = BTreeSet::new();
    for (i, row) in rows.iter().enumerate() {
        let known = roll.doors.get(&row.door).and_then(|id| roll.units.get(id).map(|u| (*id, u)));
        named.extend(known.map(|(id, _)| id));
        let here: Vec<PersonId> =
            known.map(|(_, u)| u.facts.owners.iter().chain(&u.facts.occupiers).copied().collect()).unwrap_or_default();
        let (with, before) = (plan.changes.len(), people.planned.len());
        let mut ids = |list: &[RowOwner]| list.iter().map(|o| people.find(o, &here, with)).collect::<Vec<_>>();
        let (owners, occupiers) = (ids(&row.owners), ids(&row.occupiers));
        plan.area_unknown += usize::from(row.areas == Areas::default());
        plan.owner_unknown += usize::from(owners.is_empty());
        let change = match known {
            None => {
                let unit = next_unit;
                next_unit = UnitId(unit.0 + 1);
                Some(Change { row: i, unit, fields: Vec::new(), is_new: true, owners, occupiers })
            }
            Some((unit, known)) => {
                let mut fields = differences(known, row, &owners, &occupiers);
                if fields.is_empty() && people.planned.len() > before {
                    fields.push("contact");
                }
                (!fields.is_empty()).then_some(Change { row: i, unit, fields, is_new: false, owners, occupiers })
            }
        };
        match change {
            Some(change) => plan.changes.push(change),
            None => plan.unchanged += 1,
        }
    }
    plan.missing = roll.listed().map(|(id, _)| id).filter(|id| !named.contains(id)).collect();
    plan.namesakes = people.bare.iter().filter(|(_, n)| **n > 1).map(|(name, _)| name.clone()).collect();
    plan.namesakes.sort();
    plan.persons = people.planned;
    plan.several_developers = several_developers(estate, rows, &named);
    plan
}

/// Unsold homes, as the roll would be, whose owners are not those of most unsold ones.
fn several_developers(estate: &Estate, rows: &[Row], named: &BTreeSet<UnitId>) -> Vec<Door> {
    let roll = &estate.roll;
    let known = |unit: &Unit| -> BTreeSet<String> {
        let persons = unit.facts.owners.iter().filter_map(|p| estate.bodies.person(*p)?.name.get());
        persons.map(|n| n.trim().to_owned()).collect()
    };
    let mut sets: BTreeMap<BTreeSet<String>, Vec<&Door>> = BTreeMap::new();
    for row in rows.iter().filter(|r| r.tenure == Tenure::Unsold) {
        let typed: BTreeSet<String> = row.owners.iter().map(|o| o.name.trim().to_owned()).collect();
        // A blank cell leaves what is known.
        let held = || roll.doors.get(&row.door).and_then(|id| roll.units.get(id)).map(known).unwrap_or_default();
        sets.entry(if typed.is_empty() { held() } else { typed }).or_default().push(&row.door);
    }
    let rest = roll.listed().filter(|(id, u)| !named.contains(id) && u.facts.tenure == Tenure::Unsold);
    rest.for_each(|(_, u)| sets.entry(known(u)).or_default().push(&u.facts.door));
    sets.remove(&BTreeSet::new());
    let mut sets: Vec<Vec<&Door>> = sets.into_values().collect();
    sets.sort_by_key(|doors| std::cmp::Reverse(doors.len()));
    sets.into_iter().skip(1).flatten().cloned().collect()
}

fn differences(unit: &Unit, row: &Row, owners: &[PersonId], occupiers: &[PersonId]) -> Vec<&'static str> {
    let set = |list: &[PersonId]| list.iter().copied().collect::<BTreeSet<_>>();
    let area = |old: Option<Area>, new: Option<Area>| new.is_some() && new != old;
    let facts = &unit.facts;
    let note = unit.note.as_ref().and_then(|n| n.get());
    let checks = [
        ("storey", row.storey.is_some() && row.storey != facts.storey),
        ("use", row.kind != facts.kind),
        ("register-area", area(facts.areas.register, row.areas.register)),
        ("survey-area", area(facts.areas.survey, row.areas.survey)),
        ("contract-area", area(facts.areas.contract, row.areas.contract)),
        ("tenure", row.tenure != facts.tenure),
        ("owners", !owners.is_empty() && set(owners) != set(&facts.owners)),
        ("since", row.since.is_some() && row.since != facts.since),
        ("occupiers", !occupiers.is_empty() && set(occupiers) != set(&facts.occupiers)),
        ("note", row.note.is_some() && row.note.as_ref() != note),
    ];
    checks.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}
