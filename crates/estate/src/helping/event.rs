use super::{Offer, Relation};
use serde::{Deserialize, Serialize};
use units::{Attachment, Day, Digest, HelpId, Moment, MotionId, PersonId, Sealed, UnitId};

/// What happened about helpers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case")]
pub enum Event {
    /// An owner made a code to name a helper with.
    Offered {
        /// Who.
        owner: PersonId,
        /// The code and what it is for.
        offer: Offer,
    },
    /// A helper was named.
    Named(Named),
    /// A scan of its paper was kept.
    Scanned {
        /// Of which help.
        help: HelpId,
        /// The scan.
        scan: Attachment,
    },
    /// A help was ended.
    Ended {
        /// Which.
        help: HelpId,
    },
    /// A ballot was filled in; nothing of what stands on it is here.
    Prepared {
        /// Under which help.
        help: HelpId,
        /// For which motion.
        motion: MotionId,
        /// For which voter.
        voter: u32,
        /// Binds what stands on it, under a salt that is kept nowhere.
        seal: Digest,
        /// From when on it is nothing.
        until: Moment,
        /// The code that goes to the owner's registered telephone; an effect carries it out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<Sealed<String>>,
    },
    /// A wrong code was typed.
    Tried {
        /// Under which help.
        help: HelpId,
        /// For which motion.
        motion: MotionId,
    },
    /// The owner confirmed a ballot before a clerk.
    Confirmed {
        /// Under which help.
        help: HelpId,
        /// For which motion.
        motion: MotionId,
        /// Which papers of the owner were seen.
        paper: Sealed<String>,
    },
}

/// A helper as named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Its number.
    pub help: HelpId,
    /// Whom.
    pub owner: PersonId,
    /// Who.
    pub helper: PersonId,
    /// What they are to each other.
    pub relation: Relation,
    /// The homes the owner votes for.
    pub units: Vec<UnitId>,
    /// First day.
    pub from: Day,
    /// Last day.
    pub until: Day,
    /// The paper a clerk saw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<Sealed<String>>,
    /// A scan of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scan: Option<Attachment>,
}
