use super::{Method, Stands};
use serde::{Deserialize, Serialize};
use units::{ItemId, Moment, PersonId, Sealed, UnitId};

/// What happened about who may vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case")]
pub enum Event {
    /// A code is to go out to the telephone the roll knows.
    CodeSent {
        /// To whom.
        person: PersonId,
        /// The code; an effect carries it out.
        code: Sealed<String>,
        /// From when on it works no more.
        until: Moment,
    },
    /// What was typed did not agree with the roll.
    Tried {
        /// Who.
        person: PersonId,
        /// How.
        method: Method,
    },
    /// A clerk saw a person face to face; the second clerk is still to say so.
    Vouched {
        /// Whom.
        person: PersonId,
        /// For whose unit they speak.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stands: Option<Stands>,
        /// Which papers were seen.
        paper: Sealed<String>,
    },
    /// A person is matched with the roll.
    Matched {
        /// Who.
        person: PersonId,
        /// How.
        method: Method,
        /// The sealed value of the roll that it agreed with; nothing that was typed is kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        evidence: Option<ItemId>,
        /// For whose unit they speak.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stands: Option<Stands>,
        /// Which papers the second clerk saw.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        paper: Option<Sealed<String>>,
    },
    /// Nobody speaks for a unit any more but its owners.
    SpeakingEnded {
        /// Which.
        unit: UnitId,
    },
}
