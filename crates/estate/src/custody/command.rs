use crate::Label;
use crate::assembly::Mark;
use serde::{Deserialize, Serialize};
use units::{Day, MotionId, PersonId};

/// What somebody wants to write down of box and papers. Whoever asks stands there themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Command {
    /// Paper ballots are printed.
    PrintPapers {
        /// Of which vote.
        motion: MotionId,
        /// Those of which building.
        building: Label,
    },
    /// The slot was sealed.
    Seal {
        /// Of which vote.
        motion: MotionId,
        /// Number on the seal.
        seal: String,
        /// Who stood there too.
        witnesses: Vec<PersonId>,
        /// May be empty.
        note: String,
    },
    /// The slot was opened for the day, or the box at the reading.
    Open {
        /// Of which vote.
        motion: MotionId,
        /// Whether the box itself was opened and the papers taken out.
        whole_box: bool,
        /// Number found on the seal.
        seal: String,
        /// Whether the seal was whole.
        whole: bool,
        /// Who stood there too.
        witnesses: Vec<PersonId>,
        /// May be empty, unless something is wrong with the seal.
        note: String,
    },
    /// Box or papers go into other hands.
    HandOver {
        /// Of which vote.
        motion: MotionId,
        /// Whose.
        to: PersonId,
        /// May be empty.
        note: String,
    },
    /// Names who reads, counts and watches.
    NameTeam {
        /// Of which vote.
        motion: MotionId,
        /// 唱票人.
        reader: PersonId,
        /// 计票人.
        counter: PersonId,
        /// 监票人.
        scrutineers: Vec<PersonId>,
    },
    /// The papers were sealed after the count.
    Store {
        /// Of which vote.
        motion: MotionId,
        /// Number on the seal.
        seal: String,
        /// Papers in it.
        papers: u32,
        /// First day on which they may be destroyed.
        until: Day,
        /// Who stood there too.
        witnesses: Vec<PersonId>,
        /// Where they are kept.
        note: String,
    },
    /// Draws papers to be read again.
    DrawRecount {
        /// Of which vote.
        motion: MotionId,
        /// How many; all, if it is as many as there are or more.
        papers: u32,
    },
    /// Reads a paper again.
    EnterRecount {
        /// Of which vote.
        motion: MotionId,
        /// The code on the paper.
        code: String,
        /// One mark an item.
        marks: Vec<Mark>,
    },
    /// Ends the recount.
    CloseRecount {
        /// Of which vote.
        motion: MotionId,
    },
}

impl Command {
    /// The act's stable name.
    #[must_use]
    pub const fn act(&self) -> &'static str {
        match self {
            Self::PrintPapers { .. } => "ballot.print-papers",
            Self::Seal { .. } | Self::Open { .. } | Self::HandOver { .. } | Self::Store { .. } => "custody.keep",
            Self::NameTeam { .. } => "custody.name-team",
            Self::DrawRecount { .. } | Self::CloseRecount { .. } => "custody.recount",
            Self::EnterRecount { .. } => "custody.read-again",
        }
    }

    /// The vote it is about.
    #[must_use]
    pub const fn motion(&self) -> MotionId {
        match self {
            Self::PrintPapers { motion, .. }
            | Self::Seal { motion, .. }
            | Self::Open { motion, .. }
            | Self::HandOver { motion, .. }
            | Self::NameTeam { motion, .. }
            | Self::Store { motion, .. }
            | Self::DrawRecount { motion, .. }
            | Self::EnterRecount { motion, .. }
            | Self::CloseRecount { motion } => *motion,
        }
    }
}
