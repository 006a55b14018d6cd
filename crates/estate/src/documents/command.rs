use super::Kind;
use serde::{Deserialize, Serialize};
use units::{Attachment, Day, DocumentId, MotionId};

/// What somebody wants of papers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Command {
    /// Draws a paper up from the record.
    Draw {
        /// Of which motion.
        motion: MotionId,
        /// What.
        what: Kind,
        /// Words of one's own, where the paper takes them; may be empty.
        remarks: String,
    },
    /// Does the next step.
    Do {
        /// Which paper.
        document: DocumentId,
        /// What was done.
        what: Do,
    },
    /// Takes the last step back, or gives up a paper that has gone no step yet.
    TakeBack {
        /// Which paper.
        document: DocumentId,
        /// Why.
        why: String,
    },
}

/// A step as somebody reports it; sealing is reported in the register of the seal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Do {
    /// It was printed.
    Print {
        /// How many copies.
        copies: u32,
    },
    /// It was signed.
    Sign {
        /// By whom.
        by: String,
    },
    /// The signed paper, as a picture or PDF.
    Scan {
        /// The file.
        scan: Option<Attachment>,
    },
    /// It hangs.
    Post,
    /// It was filed away.
    Archive {
        /// Kept at least until.
        until: Day,
        /// Where it lies.
        place: String,
    },
}

impl Command {
    /// The act's stable name.
    #[must_use]
    pub const fn act(&self) -> &'static str {
        match self {
            Self::Draw { .. } => "document.draw",
            Self::Do { .. } | Self::TakeBack { .. } => "document.step",
        }
    }
}
