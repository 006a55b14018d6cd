use super::{Bind, Choose, Contact, PersonKind};
use crate::assembly::Scope;
use serde::{Deserialize, Serialize};
use units::{AccountId, Capacity, Day, Digest, PersonId};

/// What somebody wants about persons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Command {
    /// Enters a person who is not on the roll: staff, officials, organisations.
    Register(Register),
    /// Gives a person a capacity for a term.
    Appoint(Appoint),
    /// Ends a post before its term.
    EndPost {
        /// Who.
        person: PersonId,
        /// Which capacity.
        capacity: Capacity,
        /// For which building or stairwell, as it was given.
        part: Option<Scope>,
    },
    /// Issues invitation slips, at most one a person.
    IssueSlips(Vec<IssueSlip>),
    /// Opens an account with a slip.
    RedeemSlip {
        /// Keyed digest of the code on the paper.
        slip: Digest,
        /// The account that was opened.
        account: AccountId,
    },
    /// Parts a person from an account whose holder lost it.
    Unlink(PersonId),
    /// Puts what is sealed of a person on legal hold.
    SetHold {
        /// Who.
        person: PersonId,
        /// Last day.
        until: Day,
        /// Ground.
        why: String,
    },
    /// Erases what is sealed of a person.
    Erase(Erase),
    /// Chooses how a person is told.
    ChooseTelling(Choose),
    /// The program's own: the way a person chose reaches somebody.
    BindTelling(Bind),
}

/// A person to enter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Register {
    /// Human being or organisation.
    pub kind: PersonKind,
    /// Name.
    pub name: String,
    /// Telephone and document tail.
    pub contact: Contact,
}

/// A capacity for a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appoint {
    /// Who.
    pub person: PersonId,
    /// Which capacity.
    pub capacity: Capacity,
    /// For which building or stairwell: of a stairwell head, and of nobody else.
    pub part: Option<Scope>,
    /// First day.
    pub from: Day,
    /// Last day.
    pub until: Option<Day>,
}

/// A slip for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueSlip {
    /// For whom.
    pub person: PersonId,
    /// Keyed digest of the code on the paper.
    pub digest: Digest,
}

/// A person to forget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erase {
    /// Who.
    pub person: PersonId,
}

impl Command {
    /// The act's stable name.
    #[must_use]
    pub const fn act(&self) -> &'static str {
        match self {
            Self::Register(_) => "person.register",
            Self::Appoint(_) | Self::EndPost { .. } => "person.appoint",
            Self::IssueSlips(_) | Self::Unlink(_) => "person.issue-slips",
            Self::RedeemSlip { .. } => "person.redeem-slip",
            Self::SetHold { .. } => "person.hold",
            Self::Erase(_) => "person.erase",
            Self::ChooseTelling(_) => "person.choose-telling",
            Self::BindTelling(_) => "person.bind-telling",
        }
    }
}
