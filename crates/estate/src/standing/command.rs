use super::Stands;
use serde::{Deserialize, Serialize};
use units::{PersonId, UnitId};

/// What somebody wants about who may vote. The first three are about oneself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Command {
    /// Asks for a code to the telephone the roll knows.
    SendCode,
    /// Enters the code.
    EnterCode {
        /// As typed.
        code: String,
    },
    /// Names oneself and the last digits of one's document.
    Certify {
        /// As typed.
        name: String,
        /// As typed.
        tail: String,
    },
    /// A clerk saw a person and their papers face to face; the second clerk's word on the same occasion makes the match.
    Vouch {
        /// Whom.
        person: PersonId,
        /// For whose unit they speak, where that is not simply their own.
        stands: Option<Stands>,
        /// Which papers were seen.
        paper: String,
    },
    /// Nobody speaks for this unit any more but its owners.
    EndSpeaking {
        /// Which.
        unit: UnitId,
    },
}

impl Command {
    /// The act's stable name.
    #[must_use]
    pub const fn act(&self) -> &'static str {
        match self {
            Self::SendCode | Self::EnterCode { .. } | Self::Certify { .. } => "standing.match",
            Self::Vouch { .. } | Self::EndSpeaking { .. } => "standing.vouch",
        }
    }
}
