use super::{Purpose, SourceLevel, View, Way};
use crate::assembly::Scope;
use serde::{Deserialize, Serialize};
use units::{ConsentId, Day, MatterId, Threshold, UnitId};

/// What somebody wants of consultations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Command {
    /// Begins to ask.
    Ask(Ask),
    /// A household answers for itself.
    Answer {
        /// Which consultation.
        consent: ConsentId,
        /// Which household.
        unit: UnitId,
        /// What it wants.
        view: View,
        /// Conditions or reasons; may be empty.
        text: String,
    },
    /// A clerk enters what a household signed or said.
    Enter {
        /// Which consultation.
        consent: ConsentId,
        /// Which household.
        unit: UnitId,
        /// What was seen or heard.
        said: Said,
    },
    /// Takes out what a household's papers and visits say that belong to nobody on the roll: no person's erasing reaches
    /// them.
    Erase {
        /// Which consultation.
        consent: ConsentId,
        /// Which household.
        unit: UnitId,
    },
    /// Adds the answers up.
    Conclude {
        /// Which consultation.
        consent: ConsentId,
    },
    /// Calls it off.
    CallOff {
        /// Which consultation.
        consent: ConsentId,
        /// Why.
        why: String,
    },
}

/// A consultation as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// The matter it belongs to.
    pub matter: MatterId,
    /// What it is for.
    pub purpose: Purpose,
    /// Whose households.
    pub scope: Scope,
    /// Shops and offices count as households too.
    pub shops: bool,
    /// The question.
    pub question: String,
    /// What should be known before answering; may be empty.
    pub text: String,
    /// The share of households a policy asks for.
    pub threshold: Threshold,
    /// The document and its sentence.
    pub source: String,
    /// Its number and article.
    pub number: String,
    /// Who wrote it.
    pub level: SourceLevel,
    /// First day.
    pub from: Day,
    /// Last day.
    pub until: Day,
}

/// What a clerk saw or heard of a household.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Paper or door.
    pub way: Way,
    /// What it wants, or that nobody was reached.
    pub view: View,
    /// Conditions or reasons; may be empty.
    pub text: String,
    /// Who signed or spoke; empty only where nobody was reached.
    pub signed: String,
}

impl Command {
    /// The act's stable name.
    #[must_use]
    pub const fn act(&self) -> &'static str {
        match self {
            Self::Ask(_) | Self::Conclude { .. } | Self::CallOff { .. } => "consent.run",
            Self::Answer { .. } => "consent.answer",
            Self::Enter { .. } => "consent.enter",
            Self::Erase { .. } => "person.erase",
        }
    }
}
