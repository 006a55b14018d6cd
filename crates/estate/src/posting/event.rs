use super::{Paper, SpotKind};
use crate::Label;
use serde::{Deserialize, Serialize};
use units::{Attachment, MotionId, Sealed, SpotId};

/// What happened about posting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case")]
pub enum Event {
    /// A place was added to the estate's list.
    SpotAdded {
        /// Its number.
        spot: SpotId,
        /// What it is.
        what: SpotKind,
        /// Building it belongs to.
        #[serde(default, skip_serializing_if = "Label::is_empty")]
        building: Label,
        /// Stairwell, for one at a stairwell.
        #[serde(default, skip_serializing_if = "Label::is_empty")]
        stairwell: Label,
        /// How people call it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<Sealed<String>>,
    },
    /// A place was taken off the list.
    SpotStruck {
        /// Which.
        spot: SpotId,
    },
    /// A paper was put up.
    PutUp {
        /// Of which motion.
        motion: MotionId,
        /// Which paper.
        paper: Paper,
        /// Where.
        spot: SpotId,
        /// The photo that shows it.
        photo: Attachment,
        /// What should be known of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Sealed<String>>,
    },
    /// A paper was found torn, covered or gone.
    FoundTorn {
        /// Of which motion.
        motion: MotionId,
        /// Which paper.
        paper: Paper,
        /// Where.
        spot: SpotId,
        /// What was found.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Sealed<String>>,
    },
    /// A paper was taken down.
    TakenDown {
        /// Of which motion.
        motion: MotionId,
        /// Which paper.
        paper: Paper,
        /// Where.
        spot: SpotId,
        /// The photo that shows it at the end.
        photo: Attachment,
    },
}
