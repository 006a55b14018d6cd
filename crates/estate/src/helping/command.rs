use super::Relation;
use crate::assembly::{Mark, VoterId};
use serde::{Deserialize, Serialize};
use units::{AccountId, Attachment, CommandId, Day, Digest, HelpId, MotionId, PersonId};

/// What somebody wants of helpers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Command {
    /// An owner makes a code to name a helper with.
    Offer {
        /// Keyed digest of the code.
        code: Digest,
        /// Whom it is for.
        relation: Relation,
        /// Last day of the help.
        until: Day,
    },
    /// Whoever was told the code becomes the helper.
    Accept {
        /// Keyed digest of the code.
        code: Digest,
        /// The account of whoever accepts.
        account: AccountId,
        /// Name, of somebody this estate does not know yet.
        name: String,
        /// Telephone, of somebody this estate does not know yet.
        phone: String,
    },
    /// A clerk enters a help that the owner signed for, face to face.
    Enter(Enter),
    /// Keeps a scan of the paper that a clerk saw.
    Scan {
        /// Of which help.
        help: HelpId,
        /// The scan.
        scan: Option<Attachment>,
    },
    /// Ends a help: the owner, the helper, or a clerk for an owner who asks.
    End {
        /// Which.
        help: HelpId,
    },
    /// A helper filled in a ballot.
    Prepare {
        /// Under which help.
        help: HelpId,
        /// For which motion.
        motion: MotionId,
        /// For which voter.
        voter: VoterId,
        /// What [`super::seal`] says of it.
        seal: Digest,
        /// Send a code to the owner's registered telephone; else the owner confirms at the desk.
        code: bool,
    },
    /// The owner stands before a clerk and confirms the ballot that was filled in.
    Confirm {
        /// Under which help.
        help: HelpId,
        /// What [`super::seal`] said of it: another one filled in meanwhile is not confirmed.
        seal: Digest,
        /// Which papers of the owner were seen.
        paper: String,
    },
    /// Hands in the ballot that the owner confirms with the code, or confirmed at the desk.
    HandIn(HandIn),
}

/// A help entered at the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enter {
    /// Whom.
    pub owner: PersonId,
    /// Who.
    pub helper: PersonId,
    /// What they are to each other.
    pub relation: Relation,
    /// Last day.
    pub until: Day,
    /// The paper that was signed.
    pub paper: String,
    /// A scan of it, where there is one already.
    pub scan: Option<Attachment>,
}

/// A ballot handed in with the owner's word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandIn {
    /// Under which help.
    pub help: HelpId,
    /// For which motion.
    pub motion: MotionId,
    /// One mark an item, as they were filled in.
    pub marks: Vec<Mark>,
    /// The salt of [`super::seal`].
    pub salt: CommandId,
    /// The code as typed; empty where the owner confirmed at the desk.
    pub code: String,
}

impl Command {
    /// The act's stable name.
    #[must_use]
    pub const fn act(&self) -> &'static str {
        match self {
            Self::Offer { .. } => "help.offer",
            Self::Accept { .. } => "help.accept",
            Self::Enter(_) | Self::Scan { .. } => "help.enter",
            Self::End { .. } => "help.end",
            Self::Prepare { .. } => "help.prepare",
            Self::Confirm { .. } => "help.confirm",
            Self::HandIn(_) => "help.hand-in",
        }
    }
}
