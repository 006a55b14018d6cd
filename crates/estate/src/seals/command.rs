use super::{Ground, Seal};
use serde::{Deserialize, Serialize};
use units::{Day, Digest, DocumentId, PersonId, SealUseId, Seq};

/// What somebody wants of the seals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Command {
    /// A seal goes into somebody's keeping.
    HandOver {
        /// Which.
        seal: Seal,
        /// Who keeps it from now on.
        keeper: PersonId,
        /// Who gives it: the keeper so far; for the first time, who was there.
        giver: PersonId,
        /// What should be known of it; may be empty.
        note: String,
    },
    /// Asks for a seal.
    Ask(Ask),
    /// Approves.
    Approve {
        /// Which entry.
        entry: SealUseId,
    },
    /// Declines.
    Decline {
        /// Which entry.
        entry: SealUseId,
        /// Why.
        why: String,
    },
    /// The keeper sealed.
    Use {
        /// Which entry.
        entry: SealUseId,
    },
    /// Publishes what was sealed in the period that is over.
    Publish {
        /// Its last day, as it was shown.
        to: Day,
        /// Entries whose purpose names somebody.
        withheld: Vec<SealUseId>,
        /// The entry of the record the list was drawn at.
        seq: Seq,
        /// The head of the record there.
        head: Digest,
    },
}

/// A seal asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// Which seal.
    pub seal: Seal,
    /// By which decision or article: asked of the assembly's seal.
    pub ground: Option<Ground>,
    /// For a paper of the estate, or for something else.
    pub document: Option<DocumentId>,
    /// What for; of a paper it may be empty.
    pub purpose: String,
    /// Pages of one copy.
    pub pages: u32,
    /// Copies.
    pub copies: u32,
}

impl Ask {
    /// The committee's seal.
    #[must_use]
    pub fn committee(document: Option<DocumentId>, purpose: &str, (pages, copies): (u32, u32)) -> Self {
        Self { seal: Seal::Committee, ground: None, document, purpose: purpose.to_owned(), pages, copies }
    }
}

impl Command {
    /// The act's stable name.
    #[must_use]
    pub const fn act(&self) -> &'static str {
        match self {
            Self::HandOver { .. } => "seal.hand-over",
            Self::Ask(_) => "seal.ask",
            Self::Approve { .. } | Self::Decline { .. } => "seal.approve",
            Self::Use { .. } => "seal.use",
            Self::Publish { .. } => "seal.publish",
        }
    }
}
