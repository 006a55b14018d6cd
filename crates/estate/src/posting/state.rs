use crate::Label;
use crate::assembly::Scope;
use law::Key;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use units::{Attachment, Day, ItemId, Moment, MotionId, Sealed, Seq, SpotId, Stamp, words};

/// The estate's places and everything that hangs or hung there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Posting {
    /// Places where papers are hung; struck ones stay, for papers that hung there.
    pub spots: BTreeMap<SpotId, Spot>,
    /// Papers by motion, as they stand.
    pub boards: BTreeMap<MotionId, BTreeMap<Paper, Board>>,
}

words! {
    /// What a place is (`spot-<word>`).
    SpotKind {
        /// 出入口.
        Gate = "gate",
        /// 公告栏.
        Noticeboard = "noticeboard",
        /// 单元门口.
        Stairwell = "stairwell",
        /// 居委会.
        Committee = "committee",
        /// 业主群.
        Group = "group",
        /// 别处.
        Other = "other",
    }
}

/// A place where papers are hung (公示点位).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// What it is.
    pub kind: SpotKind,
    /// Building it belongs to; empty for the whole estate.
    pub building: Label,
    /// Stairwell, for one at a stairwell.
    pub stairwell: Label,
    /// How people call it; a stairwell may have no other name than its own.
    pub name: Option<Sealed<String>>,
    /// When it was taken off the list.
    pub struck: Option<Moment>,
}

impl Spot {
    /// Whether those who decide in `scope` pass here: everybody passes the gate, but only its own people a stairwell.
    #[must_use]
    pub fn serves(&self, scope: &Scope) -> bool {
        let (building, stairwell) = (&self.building, &self.stairwell);
        match scope {
            Scope::Estate => true,
            Scope::Building(b) => building.is_empty() || building == b,
            Scope::Stairwell(b, s) => {
                building.is_empty() || (building == b && (stairwell.is_empty() || stairwell == s))
            }
        }
    }

    /// How it is called in a refusal: its name, or building and stairwell.
    #[must_use]
    pub fn called(&self) -> String {
        match self.name.as_ref().and_then(Sealed::get) {
            Some(name) => name.clone(),
            None if self.stairwell.is_empty() => self.building.to_string(),
            None => format!("{}-{}", self.building, self.stairwell),
        }
    }
}

words! {
    /// A paper of a motion (`paper-kind-<word>`), in the order of one.
    Paper {
        /// 业主名册: issued when the roll is frozen.
        Roll = "roll",
        /// 表决通知: issued when notice is given.
        Notice = "notice",
        /// 结果公告: issued when the result is announced.
        Result = "result",
    }
}

impl Paper {
    /// The rule that says whether it must hang.
    #[must_use]
    pub const fn must(self) -> Key {
        match self {
            Self::Roll => Key::PostRoll,
            Self::Notice => Key::PostNotice,
            Self::Result => Key::PostResult,
        }
    }

    /// The rule that says for how many days.
    #[must_use]
    pub const fn days(self) -> Key {
        match self {
            Self::Roll => Key::RollDays,
            Self::Notice => Key::NoticeDays,
            Self::Result => Key::ShownDays,
        }
    }
}

/// One paper of one motion: a task for each place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    /// When the paper was issued.
    pub issued: Moment,
    /// By which event.
    pub seq: Seq,
    /// One task a place, for the places on the list when it was issued.
    pub tasks: BTreeMap<SpotId, Task>,
}

impl Board {
    /// Photos of this paper, in the order taken.
    pub fn photos(&self) -> impl Iterator<Item = &Attachment> {
        self.tasks.values().flat_map(Task::photos)
    }
}

/// Hanging a paper at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Each time it hung, oldest first.
    pub spells: Vec<Spell>,
}

/// Where a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Not put up yet.
    Waiting,
    /// Hangs.
    Hanging,
    /// Was found torn and is not up again.
    Torn,
    /// Was taken down.
    Down,
}

impl Standing {
    /// Stable name, for translations (`posting-is-<word>`).
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Hanging => "hanging",
            Self::Torn => "torn",
            Self::Down => "down",
        }
    }
}

impl Task {
    /// Where it stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        match self.spells.last().map(|s| &s.end) {
            None => Standing::Waiting,
            Some(None) => Standing::Hanging,
            Some(Some(End { how: Ended::Torn { .. }, .. })) => Standing::Torn,
            Some(Some(End { how: Ended::Down { .. }, .. })) => Standing::Down,
        }
    }

    /// Its photos, in the order taken.
    pub fn photos(&self) -> impl Iterator<Item = &Attachment> {
        self.spells.iter().flat_map(|s| std::iter::once(&s.photo).chain(s.end_photo()))
    }

    /// The day it was put up first.
    #[must_use]
    pub fn since(&self) -> Option<Day> {
        self.spells.first().map(|s| s.up.at.day())
    }
}

/// One time a paper hung at a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spell {
    /// Who put it up, when.
    pub up: Stamp,
    /// The photo that shows it.
    pub photo: Attachment,
    /// What should be known of it.
    pub note: Option<Sealed<String>>,
    /// How it ended; `None` while it hangs.
    pub end: Option<End>,
}

impl Spell {
    /// The photo of its end, where there is one.
    #[must_use]
    pub fn end_photo(&self) -> Option<&Attachment> {
        match self.end.as_ref()?.how {
            Ended::Down { ref photo } => Some(photo),
            Ended::Torn { .. } => None,
        }
    }
}

/// The end of a time a paper hung.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// Who found or took it, when.
    pub at: Stamp,
    /// How.
    pub how: Ended,
}

/// How a paper came down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ended {
    /// It was found torn, covered or gone.
    Torn {
        /// What was found.
        note: Option<Sealed<String>>,
    },
    /// It was taken down.
    Down {
        /// The photo that shows it at the end.
        photo: Attachment,
    },
}

impl Posting {
    /// Places on the list.
    pub fn listed(&self) -> impl Iterator<Item = (SpotId, &Spot)> {
        self.spots.iter().filter(|(_, s)| s.struck.is_none()).map(|(id, s)| (*id, s))
    }

    /// The number the next place gets.
    #[must_use]
    pub fn next(&self) -> SpotId {
        SpotId(self.spots.last_key_value().map_or(1, |(id, _)| id.0 + 1))
    }

    /// A paper of a motion, if it was issued and must hang somewhere.
    #[must_use]
    pub fn board(&self, motion: MotionId, paper: Paper) -> Option<&Board> {
        self.boards.get(&motion)?.get(&paper)
    }

    /// The photo of this name among those of a motion.
    #[must_use]
    pub fn photo(&self, motion: MotionId, name: ItemId) -> Option<&Attachment> {
        self.boards.get(&motion)?.values().flat_map(Board::photos).find(|p| p.name == name)
    }
}
