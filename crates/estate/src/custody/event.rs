use super::{Team, What};
use crate::Label;
use crate::assembly::Mark;
use serde::{Deserialize, Serialize};
use units::{MotionId, PersonId, Sealed, UnitId};

/// What happened to box and papers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case")]
pub enum Event {
    /// Paper ballots were printed.
    PapersPrinted {
        /// Of which vote.
        motion: MotionId,
        /// Those of which building.
        building: Label,
        /// How many.
        papers: u32,
    },
    /// A step was taken.
    Kept {
        /// Of which vote.
        motion: MotionId,
        /// What was done.
        what: What,
        /// Who stood there too.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        witnesses: Vec<PersonId>,
        /// What should be known of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Sealed<String>>,
    },
    /// It was named who reads, counts and watches.
    TeamNamed {
        /// Of which vote.
        motion: MotionId,
        /// Who.
        team: Team,
    },
    /// Papers were drawn to be read again.
    RecountDrawn {
        /// Of which vote.
        motion: MotionId,
        /// The units whose papers they are.
        units: Vec<UnitId>,
        /// Whether these are all papers.
        full: bool,
    },
    /// A paper was read again.
    PaperReadAgain {
        /// Of which vote.
        motion: MotionId,
        /// The unit whose paper it is.
        unit: UnitId,
        /// What was read.
        marks: Sealed<Vec<Mark>>,
    },
    /// The recount ended.
    RecountClosed {
        /// Of which vote.
        motion: MotionId,
    },
}

impl Event {
    /// The vote it is about.
    #[must_use]
    pub const fn motion(&self) -> MotionId {
        match self {
            Self::PapersPrinted { motion, .. }
            | Self::Kept { motion, .. }
            | Self::TeamNamed { motion, .. }
            | Self::RecountDrawn { motion, .. }
            | Self::PaperReadAgain { motion, .. }
            | Self::RecountClosed { motion } => *motion,
        }
    }
}
