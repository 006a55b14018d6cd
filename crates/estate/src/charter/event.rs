use super::Rules;
use law::{Key, Value};
use serde::{Deserialize, Serialize};
use units::{Day, MotionId, Sealed};

/// What happened to the texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case")]
pub enum Event {
    /// A version was entered.
    Written {
        /// Of which text.
        which: Rules,
        /// Its number.
        version: u32,
        /// The text.
        text: Sealed<String>,
    },
    /// A value stands in an article.
    ValueSet {
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
    /// A value was taken out of a draft.
    ValueDropped {
        /// Which text.
        which: Rules,
        /// Which version.
        version: u32,
        /// Which rule.
        key: Key,
    },
    /// A version came into force.
    Adopted {
        /// Which text.
        which: Rules,
        /// Which version.
        version: u32,
        /// The motion that passed it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        motion: Option<MotionId>,
        /// What shows that it was adopted before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proof: Option<Sealed<String>>,
        /// First day in force.
        from: Day,
    },
}
