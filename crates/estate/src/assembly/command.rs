use super::{About, ItemKind, Mark, Outcome, PlatformRow, RevokedBy, Scope, VoterId, Way};
use serde::{Deserialize, Serialize};
use units::{Attachment, Day, Digest, MatterId, Moment, MotionId, PersonId, UnitId};

/// What somebody wants of the assembly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Command {
    /// Drafts a motion on a matter.
    Draft(Draft),
    /// Rewrites a motion that is not announced yet.
    Redraft {
        /// Which.
        motion: MotionId,
        /// As it shall be.
        draft: Draft,
    },
    /// Freezes roll and rules and shows the roll.
    FreezeRoll {
        /// Which.
        motion: MotionId,
    },
    /// Gives notice to all owners.
    GiveNotice {
        /// Which.
        motion: MotionId,
        /// The residents' committee is told at the same time.
        told_committee: bool,
        /// The notice says what silence will mean.
        silence_warning: bool,
    },
    /// Objects to the frozen roll or to the result.
    Object {
        /// Which motion.
        motion: MotionId,
        /// About what.
        about: About,
        /// The objection.
        text: String,
    },
    /// Writes down an objection that came to the desk on paper or by word of mouth.
    RecordObjection {
        /// Which motion.
        motion: MotionId,
        /// About what.
        about: About,
        /// Who objects; on the roll or not.
        from: PersonId,
        /// The objection.
        text: String,
        /// A scan of the signed sheet, if there is one.
        scan: Option<Attachment>,
    },
    /// Answers an objection.
    Answer {
        /// Which motion.
        motion: MotionId,
        /// Which objection, from 0.
        objection: u32,
        /// Whether it is upheld.
        upheld: bool,
        /// The answer.
        text: String,
    },
    /// Records a written mandate.
    GrantProxy {
        /// Which motion.
        motion: MotionId,
        /// For which voter.
        voter: VoterId,
        /// To whom.
        holder: PersonId,
        /// What the mandate says.
        mandate: String,
    },
    /// Ends a mandate: the owner, or a clerk who holds the paper that says so.
    EndProxy {
        /// Which motion.
        motion: MotionId,
        /// For which voter.
        voter: VoterId,
        /// What shows that the owner ended it; may be empty where the owner does so themselves.
        why: String,
    },
    /// Records an attempt to serve a ballot.
    RecordAttempt {
        /// Which motion.
        motion: MotionId,
        /// On which unit.
        unit: UnitId,
        /// What is said of it.
        call: Call,
    },
    /// Takes an attempt back that was recorded by mistake.
    TakeBackAttempt {
        /// Which motion.
        motion: MotionId,
        /// On which unit.
        unit: UnitId,
        /// Which attempt on it, from 0.
        attempt: u32,
    },
    /// Casts a ballot on a phone, for oneself or as a proxy.
    Cast {
        /// Which motion.
        motion: MotionId,
        /// For which voter.
        voter: VoterId,
        /// One mark an item.
        marks: Vec<Mark>,
    },
    /// Takes a paper ballot in.
    ReceivePaper {
        /// Which motion.
        motion: MotionId,
        /// The code on the paper.
        code: String,
    },
    /// Enters what stands on a paper ballot: the first and the second clerk each for themselves.
    EnterPaper {
        /// Which motion.
        motion: MotionId,
        /// The code on the paper.
        code: String,
        /// One mark an item.
        marks: Vec<Mark>,
    },
    /// Keeps a scan of a paper ballot that was taken in, so that it can be read beside it.
    ScanPaper {
        /// Which motion.
        motion: MotionId,
        /// The code on the paper.
        code: String,
        /// The scan.
        scan: Option<Attachment>,
    },
    /// Settles a paper ballot that two clerks read differently: the third look.
    SettlePaper {
        /// Which motion.
        motion: MotionId,
        /// The code on the paper.
        code: String,
        /// One mark an item.
        marks: Vec<Mark>,
    },
    /// Gives a paper ballot out anew: lost, spoiled. The old one is void.
    ReplacePaper {
        /// Which motion.
        motion: MotionId,
        /// Whose paper.
        unit: UnitId,
        /// Why.
        why: String,
    },
    /// Takes in the official platform's result file.
    ImportPlatform {
        /// Which motion.
        motion: MotionId,
        /// The platform's name.
        platform: String,
        /// Digest of the file.
        file: Digest,
        /// How many owners took part, as the platform itself says; the file must say the same.
        said: Option<u32>,
        /// One a line of the file.
        rows: Vec<PlatformRow>,
    },
    /// Takes the platform's result out again, before the count.
    UndoPlatform {
        /// Which motion.
        motion: MotionId,
    },
    /// Records that voting closed: the program's own act.
    Close {
        /// Which.
        motion: MotionId,
    },
    /// Counts.
    Count {
        /// Which.
        motion: MotionId,
    },
    /// Announces the result.
    Announce {
        /// Which.
        motion: MotionId,
    },
    /// Corrects the count by a full recount that read papers differently; the result is then announced anew.
    Correct {
        /// Which.
        motion: MotionId,
        /// What went wrong.
        why: String,
    },
    /// Records that the decision was filed with an authority (备案).
    File {
        /// Which.
        motion: MotionId,
        /// With whom.
        with: String,
        /// On which day.
        on: Day,
        /// Number of the receipt; may be empty.
        receipt: String,
    },
    /// Records that an authority or a court revoked the decision.
    Revoke {
        /// Which.
        motion: MotionId,
        /// By whom.
        by: RevokedBy,
        /// Items revoked, from 0; none for all.
        items: Vec<u32>,
        /// Who and by which document.
        document: String,
        /// On which day it took effect.
        on: Day,
    },
    /// Takes a motion back.
    Withdraw {
        /// Which.
        motion: MotionId,
    },
}

/// What is said of one attempt to serve a ballot. The acting person is the first of the two names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// How.
    pub way: Way,
    /// What came of it.
    pub outcome: Outcome,
    /// The second name: who was there too and can say so.
    pub with: PersonId,
    /// When it was, as the phone at the door says; the record's own time stands beside it.
    pub said: Option<Moment>,
    /// What proves it: a parcel's number, whose hand took it; empty where nothing more is to be said.
    pub proof: String,
}

/// A motion as written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The matter it hangs on.
    pub matter: MatterId,
    /// In one line.
    pub title: String,
    /// Who decides.
    pub scope: Scope,
    /// What is decided.
    pub items: Vec<DraftItem>,
    /// First moment of voting.
    pub opens: Moment,
    /// Last moment: a ballot received at or after it is late.
    pub closes: Moment,
    /// When the ballots are read out.
    pub reading: Moment,
    /// Where.
    pub reading_place: String,
}

/// An item as written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftItem {
    /// What it is about.
    pub kind: ItemKind,
    /// The question as it will stand on the ballot.
    pub title: String,
    /// What an owner should know.
    pub text: String,
    /// Options to choose among; none for 同意 / 反对 / 弃权.
    pub options: Vec<String>,
    /// How many are chosen.
    pub seats: u32,
    /// Of an election: who of the roll stands, in the order of the options; empty where nobody is known.
    pub persons: Vec<Option<PersonId>>,
}

impl Command {
    /// The act's stable name.
    #[must_use]
    pub const fn act(&self) -> &'static str {
        match self {
            Self::Draft(_) | Self::Redraft { .. } | Self::Withdraw { .. } => "motion.draft",
            Self::FreezeRoll { .. } => "motion.freeze-roll",
            Self::GiveNotice { .. } => "motion.give-notice",
            Self::Object { .. } => "motion.object",
            Self::RecordObjection { .. } => "motion.record-objection",
            Self::Answer { .. } => "motion.answer",
            Self::GrantProxy { .. } | Self::EndProxy { .. } => "motion.grant-proxy",
            Self::RecordAttempt { .. } | Self::TakeBackAttempt { .. } => "motion.serve",
            Self::Cast { .. } => "ballot.cast",
            Self::ReceivePaper { .. } | Self::ScanPaper { .. } => "ballot.receive-paper",
            Self::EnterPaper { .. } => "ballot.enter-paper",
            Self::SettlePaper { .. } => "ballot.settle-paper",
            Self::ReplacePaper { .. } => "ballot.replace-paper",
            Self::ImportPlatform { .. } | Self::UndoPlatform { .. } => "ballot.import-platform",
            Self::Correct { .. } => "motion.correct",
            Self::File { .. } => "motion.file",
            Self::Revoke { .. } => "motion.revoke",
            Self::Close { .. } => "motion.close",
            Self::Count { .. } => "motion.count",
            Self::Announce { .. } => "motion.announce",
        }
    }

    /// The motion it is about, but for a new one.
    #[must_use]
    pub const fn motion(&self) -> Option<MotionId> {
        match self {
            Self::Draft(_) => None,
            Self::Redraft { motion, .. }
            | Self::FreezeRoll { motion }
            | Self::GiveNotice { motion, .. }
            | Self::Object { motion, .. }
            | Self::RecordObjection { motion, .. }
            | Self::Answer { motion, .. }
            | Self::GrantProxy { motion, .. }
            | Self::EndProxy { motion, .. }
            | Self::RecordAttempt { motion, .. }
            | Self::TakeBackAttempt { motion, .. }
            | Self::Cast { motion, .. }
            | Self::ReceivePaper { motion, .. }
            | Self::ScanPaper { motion, .. }
            | Self::EnterPaper { motion, .. }
            | Self::SettlePaper { motion, .. }
            | Self::ReplacePaper { motion, .. }
            | Self::ImportPlatform { motion, .. }
            | Self::UndoPlatform { motion }
            | Self::Correct { motion, .. }
            | Self::File { motion, .. }
            | Self::Revoke { motion, .. }
            | Self::Close { motion }
            | Self::Count { motion }
            | Self::Announce { motion }
            | Self::Withdraw { motion } => Some(*motion),
        }
    }
}
