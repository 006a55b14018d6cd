use serde::{Deserialize, Serialize};
use units::{DocumentId, PersonId, SealUseId, Sealed};

/// What happened to the seal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case")]
pub enum Event {
    /// It went into somebody's keeping.
    HandedOver {
        /// Who keeps it.
        keeper: PersonId,
        /// Who gave it.
        giver: PersonId,
        /// What should be known of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Sealed<String>>,
    },
    /// It was asked for.
    Asked {
        /// The entry's number.
        entry: SealUseId,
        /// For which paper.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<DocumentId>,
        /// What for.
        purpose: Sealed<String>,
        /// Pages of one copy.
        pages: u32,
        /// Copies.
        copies: u32,
        /// How many approvals it takes.
        needed: u32,
    },
    /// Somebody approved.
    Approved {
        /// Which entry.
        entry: SealUseId,
    },
    /// Somebody declined.
    Declined {
        /// Which entry.
        entry: SealUseId,
        /// Why.
        why: Sealed<String>,
    },
    /// It was used.
    Used {
        /// Which entry.
        entry: SealUseId,
    },
}
