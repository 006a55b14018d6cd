use super::{Did, Kind};
use serde::{Deserialize, Serialize};
use units::{Digest, DocumentId, MotionId, Sealed};

/// What happened to papers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case")]
pub enum Event {
    /// A paper was drawn up.
    Drawn {
        /// Its number.
        document: DocumentId,
        /// Of which motion.
        motion: MotionId,
        /// What it is.
        what: Kind,
        /// Digest of what it says.
        digest: Digest,
        /// Random digits in its facts.
        salt: Sealed<String>,
        /// Words added by hand.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remarks: Option<Sealed<String>>,
    },
    /// A step was done.
    Done {
        /// Which paper.
        document: DocumentId,
        /// What.
        did: Did,
    },
    /// The last step was taken back, or the paper given up.
    TakenBack {
        /// Which paper.
        document: DocumentId,
        /// Why.
        why: Sealed<String>,
    },
}
