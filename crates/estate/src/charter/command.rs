use super::Rules;
use law::{Key, Value};
use serde::{Deserialize, Serialize};
use units::{Day, MotionId};

/// What somebody wants of the texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Command {
    /// Enters a new version, as a draft.
    Write {
        /// Which text.
        which: Rules,
        /// The text.
        text: String,
    },
    /// Says that a value stands in an article of a draft.
    SetValue {
        /// Which text.
        which: Rules,
        /// Which version.
        version: u32,
        /// Which rule.
        key: Key,
        /// Its value.
        value: Value,
        /// In which article.
        article: u32,
    },
    /// Takes a value out of a draft.
    DropValue {
        /// Which text.
        which: Rules,
        /// Which version.
        version: u32,
        /// Which rule.
        key: Key,
    },
    /// A draft comes into force.
    Adopt {
        /// Which text.
        which: Rules,
        /// Which version.
        version: u32,
        /// By what.
        by: By,
        /// First day in force.
        from: Day,
    },
}

/// By what a version comes into force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// A vote in this record.
    Motion(MotionId),
    /// A decision older than this record, and what shows it.
    Earlier(String),
}

impl Command {
    /// The act's stable name.
    #[must_use]
    pub const fn act(&self) -> &'static str {
        match self {
            Self::Write { .. } => "charter.write",
            Self::SetValue { .. } | Self::DropValue { .. } | Self::Adopt { .. } => "charter.adopt",
        }
    }
}
