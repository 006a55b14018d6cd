//! Everything from outside that a decision may rest on, as values.

use law::{Book, Law};
use std::collections::BTreeMap;
use units::{Actor, Capacity, Day, ItemId, Moment, PersonId, Place, Sealed, Sealer};

/// Who asks, in which capacity, when, under which law, with which random seed.
#[derive(Debug)]
pub struct Context<'a> {
    /// When the command is decided; its events carry this.
    pub now: Moment,
    /// Who asks.
    pub actor: Actor,
    /// In which capacity.
    pub capacity: Capacity,
    /// Makes sealed values.
    pub sealer: Sealer,
    /// Sixteen random bytes for codes.
    pub seed: [u8; 16],
    /// The rule packs the district adopted.
    pub book: &'a Book,
    /// For a command that erases persons: every item the vault holds of them. What was replaced since stands in no state
    /// any more, and still in the vault.
    pub held: &'a Held,
}

/// Items of the vault by the person they belong to.
pub type Held = BTreeMap<PersonId, Vec<ItemId>>;

impl Context<'_> {
    /// Today in China.
    #[must_use]
    pub fn today(&self) -> Day {
        self.now.day()
    }

    /// The law on `day` at `place`, without an estate's own rules.
    #[must_use]
    pub fn law(&self, place: &Place, day: Day) -> Law {
        self.book.in_force(place, day)
    }

    /// What is erased with a person: what the state shows of them and everything else the vault holds, each once.
    #[must_use]
    pub fn erased_with(&self, person: PersonId, shown: Vec<ItemId>) -> Vec<ItemId> {
        let mut items = shown;
        items.extend(self.held.get(&person).into_iter().flatten());
        items.sort();
        items.dedup();
        items
    }

    /// Seals a value that belongs to nobody in particular.
    #[must_use]
    pub fn seal<T>(&self, value: T) -> Sealed<T> {
        self.sealer.seal(None, value)
    }

    /// Seals a value that belongs to a person.
    #[must_use]
    pub fn seal_of<T>(&self, person: PersonId, value: T) -> Sealed<T> {
        self.sealer.seal(Some(person), value)
    }

    /// The person of this stream whose act it is: who asks, or the owner whom a helper acts with. Only for what may be
    /// done with a helper; everything else asks [`Context::person`], which is nobody then.
    #[must_use]
    pub const fn whose(&self) -> Option<PersonId> {
        self.actor.whose()
    }

    /// The person of this stream who asks for themselves, if it is one.
    #[must_use]
    pub fn person(&self) -> Option<PersonId> {
        if let Actor::Person(person) = self.actor { Some(person) } else { None }
    }
}
