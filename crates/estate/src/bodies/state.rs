use super::Telling;
use crate::Estate;
use crate::assembly::Scope;
use crate::roll::Door;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use units::{AccountId, Capacity, Day, Digest, ItemId, Moment, PersonId, Sealed};

/// Everybody known to the estate.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bodies {
    /// Persons by number.
    pub persons: BTreeMap<PersonId, Person>,
}

/// A human being or an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PersonKind {
    /// A human being.
    Natural,
    /// A company, an authority, a work unit.
    Organisation,
}

/// How a person is reached and told apart from a namesake.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Telephone.
    pub phone: Option<String>,
    /// Last four of the identity document; never the whole number.
    pub id_tail: Option<String>,
}

/// A person of this estate's record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Human being or organisation.
    pub kind: PersonKind,
    /// Name.
    pub name: Sealed<String>,
    /// Telephone and document tail, if known.
    pub contact: Option<Sealed<Contact>>,
    /// Posts held, ended ones too.
    pub posts: Vec<Post>,
    /// The invitation slip last issued.
    pub slip: Option<Slip>,
    /// The account that redeemed it.
    pub account: Option<AccountId>,
    /// A legal hold on what is sealed of this person.
    pub hold: Option<Hold>,
    /// How they want to be told, if they said so.
    pub telling: Option<Telling>,
}

/// A capacity held for a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Which.
    pub capacity: Capacity,
    /// For which building or stairwell; `None` for all of the estate.
    #[serde(default)]
    pub part: Option<Scope>,
    /// First day.
    pub from: Day,
    /// Last day of the term; `None` until ended.
    pub until: Option<Day>,
    /// Ended before the term.
    pub ended: Option<Day>,
}

impl Post {
    /// Whether it is held on `day`.
    #[must_use]
    pub fn holds(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|end| day <= end) && self.ended.is_none_or(|end| day < end)
    }
}

impl Person {
    /// Whether somebody is the head of the building or stairwell of one of these doors on `day`.
    #[must_use]
    pub fn heads(&self, doors: &[&Door], day: Day) -> bool {
        let heads = |p: &&Post| p.capacity == Capacity::StairwellHead && p.holds(day);
        let parts = self.posts.iter().filter(heads).filter_map(|p| p.part.as_ref());
        parts.into_iter().any(|part| doors.iter().any(|door| part.covers(door)))
    }
}

/// An invitation slip: paper with a code, good for one account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip {
    /// Keyed digest of the code; the code itself is on the paper only.
    pub digest: Digest,
    /// Last day it opens an account.
    pub until: Day,
    /// When it was used.
    pub redeemed: Option<Moment>,
}

/// Why what is sealed must stay for now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Last day.
    pub until: Day,
    /// Ground, as entered.
    pub why: Sealed<String>,
}

impl Bodies {
    /// The person.
    #[must_use]
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.persons.get(&id)
    }

    /// The number the next person gets.
    #[must_use]
    pub fn next_person(&self) -> PersonId {
        PersonId(self.persons.last_key_value().map_or(1, |(id, _)| id.0 + 1))
    }

    /// Who holds an account here.
    #[must_use]
    pub fn by_account(&self, account: AccountId) -> Option<PersonId> {
        self.persons.iter().find(|(_, p)| p.account == Some(account)).map(|(id, _)| *id)
    }
}

impl Estate {
    /// The capacities a person can act in on `day`: posts, and owner or resident by the roll.
    #[must_use]
    pub fn capacities(&self, person: PersonId, day: Day) -> Vec<Capacity> {
        let Some(known) = self.bodies.person(person) else { return Vec::new() };
        let mut found: Vec<Capacity> =
            known.posts.iter().filter(|post| post.holds(day)).map(|post| post.capacity).collect();
        // Whoever was shown to speak for an owner acts as that owner does.
        if self.roll.units_of(person).next().is_some() || self.spoken_by(person).next().is_some() {
            found.push(Capacity::Owner);
        }
        if self.roll.occupied.contains_key(&person) {
            found.push(Capacity::Resident);
        }
        found.sort();
        found.dedup();
        found
    }

    /// Every sealed value that belongs to a person. A value that is not listed here is not erased with them; a test
    /// of the app room compares with the vault.
    #[must_use]
    pub fn sealed_of(&self, person: PersonId) -> Vec<ItemId> {
        let mut found = Vec::new();
        if let Some(p) = self.bodies.person(person) {
            found.push(p.name.item());
            found.extend(p.contact.as_ref().map(Sealed::item));
            found.extend(p.hold.as_ref().map(|h| h.why.item()));
            found.extend(p.telling.as_ref().and_then(|t| t.address.as_ref()).map(Sealed::item));
        }
        self.matters.sealed_of(person, &mut found);
        self.standing.sealed_of(person, &mut found);
        self.assembly.sealed_of(person, &mut found);
        self.custody.sealed_of(person, &mut found);
        self.consents.sealed_of(person, &mut found);
        self.helping.sealed_of(person, &mut found);
        // A paper ballot read twice alike counts one of its readings: the same item.
        found.sort();
        found.dedup();
        found
    }
}
