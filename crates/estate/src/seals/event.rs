use super::{Ground, Seal};
use serde::{Deserialize, Serialize};
use units::{Day, Digest, DocumentId, PersonId, SealUseId, Sealed, Seq};

/// What happened to the seals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case")]
pub enum Event {
    /// It went into somebody's keeping.
    HandedOver {
        /// Which seal.
        seal: Seal,
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
        /// Which seal.
        seal: Seal,
        /// By which decision or article.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ground: Option<Ground>,
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
    /// What was sealed in a period was published.
    Published {
        /// First day.
        from: Day,
        /// Last day.
        to: Day,
        /// Entries that stand on the list without their purpose.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        withheld: Vec<SealUseId>,
        /// The entry of the record it was drawn at.
        seq: Seq,
        /// The head of the record there.
        head: Digest,
    },
}
