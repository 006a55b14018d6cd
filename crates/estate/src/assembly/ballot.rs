//! 表决票: a ballot as it came in, what is marked on it, and papers that are kept without counting.

use super::VoterId;
use crate::helping::Helped;
use crate::standing::Proved;
use serde::{Deserialize, Serialize};
use units::{Actor, Moment, Sealed, Seq, Stamp, UnitId, words};

/// A mark on a ballot, one an item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// 同意.
    Approve,
    /// 反对.
    Against,
    /// 弃权: takes part.
    Abstain,
    /// These options, by index, in order.
    Options(Vec<u16>),
    /// 以上都不选.
    NoneOfThem,
    /// Unreadable, on paper only.
    Invalid(InvalidGround),
}

words! {
    /// Why a paper mark cannot be read.
    InvalidGround {
        /// More marks than allowed.
        TooManyMarks = "too-many-marks",
        /// Nothing marked.
        Blank = "blank",
        /// Not signed by the owner.
        Unsigned = "unsigned",
        /// Signed by somebody who is not the owner and holds no mandate.
        WrongPerson = "wrong-person",
        /// Torn, smeared, written over.
        Unreadable = "unreadable",
    }
}

/// How a ballot came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// On a phone or computer, by the owner or a proxy.
    Phone,
    /// On paper.
    Paper,
    /// On the official platform the law of the place asks for, by its result file.
    Platform,
}

/// One clerk's reading of a paper ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperEntry {
    /// Who read it.
    pub by: Actor,
    /// What was read.
    pub marks: Sealed<Vec<Mark>>,
}

/// The ballot of a voter that counts, or will once read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    /// The event that received it.
    pub seq: Seq,
    /// When it was received.
    pub at: Moment,
    /// Who handed it in or took it.
    pub by: Actor,
    /// How it came.
    pub channel: Channel,
    /// The unit whose paper it was.
    pub unit: Option<UnitId>,
    /// Readings of a paper ballot; never more than two.
    pub entries: Vec<PaperEntry>,
    /// Who settled a paper ballot that was read in two ways.
    pub settled: Option<Actor>,
    /// What counts; `None` while a paper ballot is not read twice alike.
    pub marks: Option<Sealed<Vec<Mark>>>,
    /// How whoever cast it on a phone had been matched with the roll; paper is signed instead.
    pub proved: Option<Proved>,
    /// Who filled it in with the owner, and how the owner confirmed it.
    pub helped: Option<Helped>,
}

impl Ballot {
    /// Whether two clerks read it differently and a third must look.
    #[must_use]
    pub fn disputed(&self) -> bool {
        self.marks.is_none() && self.entries.len() == 2
    }

    /// Whether this hand read the paper already: at one of the two entries, or at the third look.
    #[must_use]
    pub fn read_by(&self, actor: Actor) -> bool {
        self.entries.iter().map(|e| e.by).chain(self.settled).any(|by| by.same_person(actor))
    }
}

/// A paper ballot given out anew, because the old one was lost or spoiled: the old code is void.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    /// When, and who gave it out.
    pub stamp: Stamp,
    /// The new code.
    pub code: Sealed<String>,
    /// Why.
    pub why: Sealed<String>,
}

/// Why a paper is kept and not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aside {
    /// 后到: another ballot of the same owner came first.
    #[default]
    Second,
    /// 作废票号: a paper had been given out anew; which of the unit's void numbers it is, from 0.
    VoidCode(u32),
}

impl Aside {
    pub(super) fn is_second(&self) -> bool {
        *self == Self::Second
    }
}

/// A paper that is kept and not counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    /// Whose.
    pub voter: VoterId,
    /// The unit whose paper it is.
    pub unit: UnitId,
    /// As it was received, with what was read of it before.
    pub paper: Ballot,
    /// Why.
    pub ground: Aside,
}
