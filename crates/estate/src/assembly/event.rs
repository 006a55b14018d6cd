use super::{
    About, Aside, AtDesk, Item, ItemCount, Mark, Outcome, PlatformBallot, RevokedBy, Scope, Voter, VoterId, Way,
};
use crate::helping::Helped;
use crate::roll::AreaSource;
use crate::standing::Proved;
use law::{Frozen, Refusal};
use serde::{Deserialize, Serialize};
use units::{Attachment, Day, Digest, MatterId, Moment, MotionId, PersonId, Sealed, UnitId, Weight};

/// What happened in the assembly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case")]
pub enum Event {
    /// A motion was drafted, or drafted again before its notice.
    Drafted {
        /// Its number.
        motion: MotionId,
        /// The matter it hangs on.
        matter: MatterId,
        /// In one line.
        title: Sealed<String>,
        /// Who decides.
        scope: Scope,
        /// What is decided.
        items: Vec<Item>,
        /// First moment of voting.
        opens: Moment,
        /// From when on a ballot is late.
        closes: Moment,
        /// When the ballots are read out.
        reading: Moment,
        /// Where.
        reading_place: Sealed<String>,
    },
    /// Roll and rules were frozen.
    RollFrozen {
        /// For which motion.
        motion: MotionId,
        /// Every rule the motion goes by, with its value, article and pack.
        rules: Vec<Frozen>,
        /// The voters, in order of their numbers.
        voters: Vec<Voter>,
        /// All heads and all area.
        all: Weight,
        /// Codes of the paper ballots, one a unit.
        codes: Sealed<Vec<(UnitId, String)>>,
        /// Where each unit's area was read (R-CNT-1); none in records from before it was kept.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        sources: Vec<(UnitId, AreaSource)>,
    },
    /// Notice was given.
    NoticeGiven {
        /// Of which motion.
        motion: MotionId,
        /// The residents' committee was told at the same time.
        told_committee: bool,
        /// It warned what silence would mean.
        silence_warning: bool,
        /// What was weaker than an unverified rule asks.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        warnings: Vec<Refusal>,
    },
    /// Somebody objected.
    Objected {
        /// To which motion.
        motion: MotionId,
        /// About what.
        about: About,
        /// The objection.
        text: Sealed<String>,
        /// Whose it is, where a clerk wrote it down.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        desk: Option<AtDesk>,
    },
    /// An objection was answered.
    Answered {
        /// Which motion.
        motion: MotionId,
        /// Which objection, from 0.
        objection: u32,
        /// Whether it was upheld.
        upheld: bool,
        /// The answer.
        text: Sealed<String>,
    },
    /// A mandate was recorded.
    ProxyGranted {
        /// Which motion.
        motion: MotionId,
        /// For which voter.
        voter: VoterId,
        /// To whom.
        holder: PersonId,
        /// What the mandate says.
        mandate: Sealed<String>,
    },
    /// A mandate was ended.
    ProxyEnded {
        /// Which motion.
        motion: MotionId,
        /// For which voter.
        voter: VoterId,
        /// What shows that the owner ended it, where somebody else wrote it down.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<Sealed<String>>,
    },
    /// An attempt to serve a ballot.
    AttemptRecorded {
        /// Which motion.
        motion: MotionId,
        /// On which unit.
        unit: UnitId,
        /// How.
        way: Way,
        /// What came of it.
        outcome: Outcome,
        /// The second name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        with: Option<PersonId>,
        /// When it was, as the phone at the door says.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        said: Option<Moment>,
        /// What proves it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proof: Option<Sealed<String>>,
    },
    /// An attempt was taken back: recorded by mistake.
    AttemptTakenBack {
        /// Which motion.
        motion: MotionId,
        /// On which unit.
        unit: UnitId,
        /// Which attempt on it, from 0.
        attempt: u32,
    },
    /// A ballot was cast on a phone.
    BallotCast {
        /// Which motion.
        motion: MotionId,
        /// For which voter.
        voter: VoterId,
        /// What was chosen.
        marks: Sealed<Vec<Mark>>,
        /// How whoever cast it had been matched with the roll.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proved: Option<Proved>,
        /// Who filled it in with the owner, and how the owner confirmed it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        helped: Option<Helped>,
    },
    /// A paper ballot was taken in.
    PaperReceived {
        /// Which motion.
        motion: MotionId,
        /// Of which voter.
        voter: VoterId,
        /// The unit whose paper it is.
        unit: UnitId,
    },
    /// A paper ballot was taken in that is kept and not counted.
    PaperSetAside {
        /// Which motion.
        motion: MotionId,
        /// Of which voter.
        voter: VoterId,
        /// The unit whose paper it is.
        unit: UnitId,
        /// Why.
        #[serde(default, skip_serializing_if = "Aside::is_second")]
        ground: Aside,
    },
    /// A scan of a paper ballot was kept.
    PaperScanned {
        /// Which motion.
        motion: MotionId,
        /// The unit whose paper it is.
        unit: UnitId,
        /// The scan.
        scan: Attachment,
    },
    /// A clerk read a paper ballot.
    PaperEntered {
        /// Which motion.
        motion: MotionId,
        /// Of which voter.
        voter: VoterId,
        /// What was read.
        marks: Sealed<Vec<Mark>>,
    },
    /// A third look settled a paper ballot.
    PaperSettled {
        /// Which motion.
        motion: MotionId,
        /// Of which voter.
        voter: VoterId,
        /// What counts.
        marks: Sealed<Vec<Mark>>,
    },
    /// A paper ballot was given out anew.
    PaperReplaced {
        /// Which motion.
        motion: MotionId,
        /// Whose.
        unit: UnitId,
        /// The new code.
        code: Sealed<String>,
        /// Why.
        why: Sealed<String>,
    },
    /// The official platform's result was taken in.
    PlatformImported {
        /// Which motion.
        motion: MotionId,
        /// The platform's name.
        platform: Sealed<String>,
        /// Digest of the file.
        file: Digest,
        /// One an owner who voted there.
        ballots: Vec<PlatformBallot>,
    },
    /// The official platform's result was taken out again.
    PlatformUndone {
        /// Which motion.
        motion: MotionId,
    },
    /// Voting closed.
    VotingClosed {
        /// Which motion.
        motion: MotionId,
    },
    /// The ballots were counted.
    Counted {
        /// Which motion.
        motion: MotionId,
        /// One count an item.
        items: Vec<ItemCount>,
    },
    /// The result was announced.
    ResultAnnounced {
        /// Which motion.
        motion: MotionId,
        /// What was late about it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        warnings: Vec<Refusal>,
    },
    /// The count was corrected.
    CountCorrected {
        /// Which motion.
        motion: MotionId,
        /// What went wrong.
        why: Sealed<String>,
        /// The papers that count differently now.
        marks: Vec<(VoterId, Sealed<Vec<Mark>>)>,
        /// One count an item.
        items: Vec<ItemCount>,
    },
    /// The decision was filed with an authority.
    Filed {
        /// Which motion.
        motion: MotionId,
        /// With whom.
        with: Sealed<String>,
        /// On which day.
        on: Day,
        /// Number of the receipt.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        receipt: Option<Sealed<String>>,
    },
    /// An authority or a court revoked the decision.
    Revoked {
        /// Which motion.
        motion: MotionId,
        /// By whom.
        by: RevokedBy,
        /// Items revoked, from 0; none for all.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        items: Vec<u32>,
        /// Who and by which document.
        document: Sealed<String>,
        /// On which day it took effect.
        on: Day,
    },
    /// The motion was taken back.
    Withdrawn {
        /// Which motion.
        motion: MotionId,
    },
}
