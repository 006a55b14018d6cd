use super::{Paper, SpotKind};
use crate::Label;
use serde::{Deserialize, Serialize};
use units::{Attachment, MotionId, SpotId};

/// What somebody wants of posting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Command {
    /// Adds a place to the estate's list.
    AddSpot {
        /// What it is.
        kind: SpotKind,
        /// Building it belongs to; empty for the whole estate.
        building: Label,
        /// Stairwell, for one at a stairwell.
        stairwell: Label,
        /// How people call it; may be empty for a stairwell.
        name: String,
    },
    /// Adds every stairwell of the roll that is not on the list yet.
    AddStairwells,
    /// Takes a place off the list; papers that hang there keep their task.
    StrikeSpot {
        /// Which.
        spot: SpotId,
    },
    /// A paper was put up, for the first time or again.
    PutUp {
        /// Of which motion.
        motion: MotionId,
        /// Which paper.
        paper: Paper,
        /// Where.
        spot: SpotId,
        /// The photo that shows it; without one nothing hangs.
        photo: Option<Attachment>,
        /// What should be known of it; may be empty.
        note: String,
    },
    /// A paper was found torn, covered or gone.
    FindTorn {
        /// Of which motion.
        motion: MotionId,
        /// Which paper.
        paper: Paper,
        /// Where.
        spot: SpotId,
        /// What was found; may be empty.
        note: String,
    },
    /// A paper was taken down.
    TakeDown {
        /// Of which motion.
        motion: MotionId,
        /// Which paper.
        paper: Paper,
        /// Where.
        spot: SpotId,
        /// The photo that shows it still hung at the end.
        photo: Option<Attachment>,
    },
}

impl Command {
    /// The act's stable name.
    #[must_use]
    pub const fn act(&self) -> &'static str {
        match self {
            Self::AddSpot { .. } | Self::AddStairwells | Self::StrikeSpot { .. } => "posting.places",
            Self::PutUp { .. } | Self::FindTorn { .. } | Self::TakeDown { .. } => "posting.post",
        }
    }
}
