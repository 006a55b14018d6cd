use super::{Channel, Choice, Contact, PersonKind, Post};
use crate::assembly::Scope;
use serde::{Deserialize, Serialize};
use units::{AccountId, Capacity, Day, Digest, ItemId, PersonId, Sealed};

/// What happened about persons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case")]
pub enum Event {
    /// A person was entered, or their details were entered again.
    Registered(Entered),
    /// A person was given a capacity.
    Appointed {
        /// Who.
        person: PersonId,
        /// Which, and for how long.
        post: Post,
    },
    /// A post ended before its term.
    PostEnded {
        /// Who.
        person: PersonId,
        /// Which capacity.
        capacity: Capacity,
        /// For which building or stairwell.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        part: Option<Scope>,
        /// First day without it.
        on: Day,
    },
    /// A slip was issued.
    SlipIssued {
        /// For whom.
        person: PersonId,
        /// Keyed digest of the code.
        digest: Digest,
        /// Last day it opens an account.
        until: Day,
    },
    /// A slip was used.
    SlipRedeemed {
        /// Whose.
        person: PersonId,
        /// The account.
        account: AccountId,
    },
    /// A person was parted from their account.
    Unlinked {
        /// Who.
        person: PersonId,
    },
    /// What is sealed of a person must stay for now.
    HoldSet {
        /// Who.
        person: PersonId,
        /// Last day.
        until: Day,
        /// Ground.
        why: Sealed<String>,
    },
    /// How a person is told was chosen.
    TellingChosen {
        /// Who is told.
        person: PersonId,
        /// By which way and how often.
        choice: Choice,
        /// A new e-mail address, or the code that binds a 服务号.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        address: Option<Sealed<String>>,
    },
    /// The way a person chose was reached for the first time.
    TellingBound {
        /// Who is told.
        person: PersonId,
        /// The way.
        channel: Channel,
    },
}

/// A person's details, as entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered {
    /// Their number.
    pub person: PersonId,
    /// Human being or organisation.
    pub nature: PersonKind,
    /// Name.
    pub name: Sealed<String>,
    /// Telephone and document tail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Sealed<Contact>>,
}

/// Why something was erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// The person asked for it (个人信息保护法第四十七条).
    Request,
    /// The import that brought it was undone.
    ImportUndone,
    /// It is not needed any more (个人信息保护法第四十七条).
    Unneeded,
}

/// Values erased from the vault (`record.erased`): the record room takes their rows and salts out in the same
/// transaction, and every node reads the estate again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erased {
    /// Which.
    pub items: Vec<ItemId>,
    /// Why.
    pub ground: Ground,
}
