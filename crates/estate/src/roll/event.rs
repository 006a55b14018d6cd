use super::{Tenure, UnitFacts};
use crate::bodies::Entered;
use serde::{Deserialize, Serialize};
use units::{Day, Digest, PersonId, Sealed, Seq, UnitId};

/// By which way a unit came to be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// By a sheet.
    Import,
    /// By hand.
    Edit,
}

/// What happened to the roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case")]
pub enum Event {
    /// A unit was entered, or entered again.
    UnitRecorded {
        /// Which.
        unit: UnitId,
        /// How.
        way: Way,
        /// What the roll says of it from now on.
        facts: UnitFacts,
        /// A new note; the old one stays where there is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Sealed<String>>,
        /// Persons entered with it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        persons: Vec<Entered>,
    },
    /// A unit was taken off the roll.
    UnitStruck {
        /// Which.
        unit: UnitId,
    },
    /// The roll says of a unit again what it said before an import.
    UnitRestored {
        /// Which.
        unit: UnitId,
        /// The import's closing event.
        import: Seq,
    },
    /// A sheet was taken in: closes the events of its units.
    Imported {
        /// Digest of the file.
        file: Digest,
        /// Units new on the roll.
        added: u32,
        /// Units changed.
        changed: u32,
        /// The number of the first person entered.
        first_person: PersonId,
        /// Persons entered.
        persons: u32,
    },
    /// An import was taken back: closes the events of its units.
    ImportUndone {
        /// The import's closing event.
        import: Seq,
    },
    /// A unit changed hands.
    Transferred {
        /// Which.
        unit: UnitId,
        /// To whom.
        owners: Vec<PersonId>,
        /// Persons entered with it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        persons: Vec<Entered>,
        /// Their first day.
        on: Day,
        /// On what it rests.
        basis: Sealed<String>,
        /// How it is held from then on; as before in records that do not say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tenure: Option<Tenure>,
    },
    /// A co-owner was named to vote for all, or nobody any more.
    RepresentativeNamed {
        /// Which unit.
        unit: UnitId,
        /// Who.
        person: Option<PersonId>,
    },
}
