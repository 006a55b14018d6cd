//! 票箱与选票保管: who held the box and the papers of a vote, from the first seal to the day they may be destroyed.
//!
//! The slot is sealed every evening and opened in the morning; the box itself is opened once, at the reading, before
//! named witnesses; 唱票、计票、监票 are three persons; after the count the papers are sealed again and kept. Every step
//! carries two names and the number of the seal. A broken seal is never refused, for it must be written down: it is a
//! flag that stays with the vote ([`flags()`]). What a count needs before it may begin: [`bars_to_count`]. A recount, by
//! sample drawn by the program or of all papers, is read by people who did not read the first time; where it differs
//! the count is corrected (`assembly::Command::Correct`).
//!
//! Source: courts ask who held the box; the law of assemblies says nothing of boxes, so every rule here is of this
//! program (assumed) unless an article stands with it.
//!
//! Refuses to know: what stands on a ballot (`assembly`), but for the readings of a recount, which stay sealed.
//!
//! Start with [`Log`].

mod apply;
mod command;
mod decide;
mod event;
mod flags;
mod papers;
mod recount;
#[cfg(test)]
mod tests;

pub use apply::apply;
pub use command::Command;
pub use decide::decide;
pub use event::Event;
pub use flags::{Flag, bars_to_count, flags, interested};
pub use papers::{Papers, Printing};
pub use recount::{Difference, Recount};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use units::{Day, ItemId, MotionId, PersonId, Sealed, Stamp};

/// Boxes and papers of every vote.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Custody {
    /// By motion.
    pub logs: BTreeMap<MotionId, Log>,
}

/// What happened to the box and the papers of one vote.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Log {
    /// Every step, oldest first.
    pub steps: Vec<Step>,
    /// Who reads, counts and watches, as named last.
    pub team: Option<Team>,
    /// Recounts, oldest first.
    pub recounts: Vec<Recount>,
    /// Every time ballots were printed, oldest first.
    pub printed: Vec<Printing>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Who wrote it down and stood there, and when.
    pub stamp: Stamp,
    /// Who stood there too.
    pub witnesses: Vec<PersonId>,
    /// What was done.
    pub what: What,
    /// What should be known of it.
    pub note: Option<Sealed<String>>,
}

/// What was done to box or papers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// The slot was sealed.
    Sealed {
        /// Number on the seal.
        seal: String,
    },
    /// The slot was opened again for the day.
    Unsealed {
        /// Number found on the seal.
        seal: String,
        /// Whether the seal was whole.
        whole: bool,
    },
    /// The box was opened and the papers taken out.
    Opened {
        /// Number found on the seal.
        seal: String,
        /// Whether the seal was whole.
        whole: bool,
    },
    /// Box or papers went into other hands.
    HandedOver {
        /// Whose.
        to: PersonId,
    },
    /// The papers were sealed after the count.
    Stored {
        /// Number on the seal.
        seal: String,
        /// Papers in it.
        papers: u32,
        /// First day on which they may be destroyed.
        until: Day,
    },
}

impl What {
    /// Stable name, for translations (`custody-<word>`).
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Sealed { .. } => "sealed",
            Self::Unsealed { .. } => "unsealed",
            Self::Opened { .. } => "opened",
            Self::HandedOver { .. } => "handed-over",
            Self::Stored { .. } => "stored",
        }
    }
}

/// 唱票人、计票人、监票人.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// 唱票.
    pub reader: PersonId,
    /// 计票.
    pub counter: PersonId,
    /// 监票.
    pub scrutineers: Vec<PersonId>,
}

impl Team {
    /// Everybody in it.
    pub fn members(&self) -> impl Iterator<Item = PersonId> {
        [self.reader, self.counter].into_iter().chain(self.scrutineers.iter().copied())
    }
}

impl Custody {
    /// The log of a vote; empty where nothing was written down yet.
    #[must_use]
    pub fn of(&self, motion: MotionId) -> &Log {
        static NOTHING: Log = Log { steps: Vec::new(), team: None, recounts: Vec::new(), printed: Vec::new() };
        self.logs.get(&motion).unwrap_or(&NOTHING)
    }

    /// Sealed values that belong to a person: their ballot as a recount read it.
    pub(crate) fn sealed_of(&self, person: PersonId, out: &mut Vec<ItemId>) {
        let readings = self.logs.values().flat_map(|l| &l.recounts).flat_map(|r| r.readings.values());
        out.extend(readings.filter(|r| r.marks.subject() == Some(person)).map(|r| r.marks.item()));
    }
}

impl Log {
    /// The seal on the slot now, if it is sealed.
    #[must_use]
    pub fn seal(&self) -> Option<&str> {
        self.steps.iter().rev().find_map(|s| match &s.what {
            What::Sealed { seal } => Some(Some(seal.as_str())),
            What::Unsealed { .. } | What::Opened { .. } => Some(None),
            What::HandedOver { .. } | What::Stored { .. } => None,
        })?
    }

    /// The step in which the box was opened.
    #[must_use]
    pub fn opened(&self) -> Option<&Step> {
        self.steps.iter().find(|s| matches!(s.what, What::Opened { .. }))
    }

    /// The step in which the papers were sealed for keeping, the last if it was done again.
    #[must_use]
    pub fn stored(&self) -> Option<&Step> {
        self.steps.iter().rev().find(|s| matches!(s.what, What::Stored { .. }))
    }

    /// Who has box or papers now: whoever they were given to last, else whoever wrote down the last step.
    #[must_use]
    pub fn keeper(&self) -> Option<Keeper> {
        let last = self.steps.last()?;
        Some(match last.what {
            What::HandedOver { to } => Keeper::Person(to),
            _ => Keeper::Writer(last.stamp),
        })
    }

    /// Every number a seal of this vote has carried.
    pub(crate) fn seals(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().filter_map(|s| match &s.what {
            What::Sealed { seal } | What::Stored { seal, .. } => Some(seal.as_str()),
            _ => None,
        })
    }
}

/// Who holds box or papers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Keeper {
    /// Whoever they were handed to.
    Person(PersonId),
    /// Whoever wrote down the last step.
    Writer(Stamp),
}
