use serde::{Deserialize, Serialize};
use units::{DocumentId, PersonId, SealUseId};

/// What somebody wants of the seal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Command {
    /// The seal goes into somebody's keeping.
    HandOver {
        /// Who keeps it from now on.
        keeper: PersonId,
        /// Who gives it: the keeper so far; for the first time, who was there.
        giver: PersonId,
        /// What should be known of it; may be empty.
        note: String,
    },
    /// Asks for the seal.
    Ask {
        /// For a paper of the estate, or for something else.
        document: Option<DocumentId>,
        /// What for; of a paper it may be empty.
        purpose: String,
        /// Pages of one copy.
        pages: u32,
        /// Copies.
        copies: u32,
    },
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
}

impl Command {
    /// The act's stable name.
    #[must_use]
    pub const fn act(&self) -> &'static str {
        match self {
            Self::HandOver { .. } => "seal.hand-over",
            Self::Ask { .. } => "seal.ask",
            Self::Approve { .. } | Self::Decline { .. } => "seal.approve",
            Self::Use { .. } => "seal.use",
        }
    }
}
