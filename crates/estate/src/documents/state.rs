use crate::posting;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use units::{Attachment, Day, Digest, DocumentId, ItemId, MotionId, SealUseId, Sealed, Seq, Stamp, words};

/// Every paper an estate drew up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Documents {
    /// By number.
    pub papers: BTreeMap<DocumentId, Document>,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $word:literal: $($step:ident)*;)*) => {
        words! {
            /// What a paper is (`doc-kind-<word>`), with the way it goes; in the order of a vote.
            Kind {
                $($(#[$doc])* $name = $word,)*
            }
        }

        impl Kind {
            /// Its steps after being drawn up, in order.
            #[must_use]
            pub const fn way(self) -> &'static [Step] {
                match self { $(Self::$name => &[$(Step::$step),*],)* }
            }
        }
    };
}

kinds! {
    /// 业主名册（公示）: the frozen roll as it hangs.
    Roll = "roll": Printed Sealed Posted Archived;
    /// 业主大会会议通知.
    Notice = "notice": Printed Sealed Scanned Posted Archived;
    /// 表决票发放清单: the ballots, one a unit, with the sheet they are handed out by.
    Ballots = "ballots": Printed Sealed Archived;
    /// 授权委托书: the form a mandate is written on.
    Mandate = "mandate": Printed Archived;
    /// 工作人员授权书: who may bring and take ballots.
    Authority = "authority": Printed Signed Sealed Scanned Archived;
    /// 唱票计票表.
    CountSheet = "count-sheet": Printed Signed Scanned Archived;
    /// 会议纪要.
    Minutes = "minutes": Printed Signed Sealed Scanned Archived;
    /// 表决结果公告.
    Announcement = "announcement": Printed Signed Sealed Scanned Posted Archived;
    /// 名册公示情况说明.
    PostedRoll = "posted-roll": Printed Signed Sealed Scanned Archived;
    /// 通知公示情况说明.
    PostedNotice = "posted-notice": Printed Signed Sealed Scanned Archived;
    /// 结果公示情况说明.
    PostedResult = "posted-result": Printed Signed Sealed Scanned Archived;
    /// 备案表.
    Filing = "filing": Printed Signed Sealed Scanned Archived;
}

impl Kind {
    /// The posting task it hangs by, for papers that hang.
    #[must_use]
    pub const fn hangs_as(self) -> Option<posting::Paper> {
        match self {
            Self::Roll => Some(posting::Paper::Roll),
            Self::Notice => Some(posting::Paper::Notice),
            Self::Announcement => Some(posting::Paper::Result),
            _ => None,
        }
    }

    /// The posting it tells of, for a 公示情况说明.
    #[must_use]
    pub const fn tells_of(self) -> Option<posting::Paper> {
        match self {
            Self::PostedRoll => Some(posting::Paper::Roll),
            Self::PostedNotice => Some(posting::Paper::Notice),
            Self::PostedResult => Some(posting::Paper::Result),
            _ => None,
        }
    }

    /// Whether it hangs for everybody, so that everybody may read it and check its number. The roll hangs in the estate
    /// and is read on a page by its owners.
    #[must_use]
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Notice | Self::Announcement)
    }

    /// Whether somebody writes words of their own onto it: what was said at the reading, what an authority asks for.
    #[must_use]
    pub const fn takes_remarks(self) -> bool {
        matches!(self, Self::Minutes | Self::Filing)
    }
}

/// A step of a paper's life (`doc-step-<word>`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// 打印.
    Printed,
    /// 签字.
    Signed,
    /// 盖章.
    Sealed,
    /// 扫描回存.
    Scanned,
    /// 张贴.
    Posted,
    /// 归档.
    Archived,
}

impl Step {
    /// Every step, in order.
    pub const ALL: &[Self] = &[Self::Printed, Self::Signed, Self::Sealed, Self::Scanned, Self::Posted, Self::Archived];

    /// Stable name, for addresses and translations.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::Signed => "signed",
            Self::Sealed => "sealed",
            Self::Scanned => "scanned",
            Self::Posted => "posted",
            Self::Archived => "archived",
        }
    }
}

/// A paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Of which motion.
    pub motion: MotionId,
    /// What it is.
    pub kind: Kind,
    /// The event that drew it up.
    pub seq: Seq,
    /// Who drew it up, when.
    pub drawn: Stamp,
    /// Digest of what it says ([`super::Facts::digest`]).
    pub digest: Digest,
    /// Random digits in its facts, so that a digest tells nothing to somebody who guesses.
    pub salt: Sealed<String>,
    /// Words added by hand.
    pub remarks: Option<Sealed<String>>,
    /// Steps done, in order; those taken back too.
    pub steps: Vec<Done>,
    /// When and why it was given up.
    pub void: Option<Back>,
}

/// A step that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The event.
    pub seq: Seq,
    /// Who, when.
    pub stamp: Stamp,
    /// What.
    pub did: Did,
    /// When and why it was taken back.
    pub back: Option<Back>,
}

/// A correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Back {
    /// Who, when.
    pub stamp: Stamp,
    /// Why.
    pub why: Sealed<String>,
}

/// What was done with a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Did {
    /// Printed in so many copies.
    Printed(u32),
    /// Signed, and by whom.
    Signed(Sealed<String>),
    /// Sealed, by an entry in the register of the seal.
    Sealed(SealUseId),
    /// The signed paper came back as a picture or PDF.
    Scanned(Attachment),
    /// It hangs at every place.
    Posted,
    /// It did not hang at every place, and nobody waits for that any more: noted when it was filed away.
    Unposted,
    /// Filed away.
    Archived {
        /// Kept at least until.
        until: Day,
        /// Where it lies.
        place: Sealed<String>,
    },
}

impl Did {
    /// Which step it is.
    #[must_use]
    pub const fn step(&self) -> Step {
        match self {
            Self::Printed(_) => Step::Printed,
            Self::Signed(_) => Step::Signed,
            Self::Sealed(_) => Step::Sealed,
            Self::Scanned(_) => Step::Scanned,
            Self::Posted | Self::Unposted => Step::Posted,
            Self::Archived { .. } => Step::Archived,
        }
    }
}

impl Document {
    /// Steps that stand, in order.
    pub fn standing(&self) -> impl DoubleEndedIterator<Item = &Done> {
        self.steps.iter().filter(|d| d.back.is_none())
    }

    /// The step that stands, if it was done.
    #[must_use]
    pub fn done(&self, step: Step) -> Option<&Done> {
        self.standing().find(|d| d.did.step() == step)
    }

    /// What comes next; `None` once it is archived or given up.
    #[must_use]
    pub fn next(&self) -> Option<Step> {
        if self.void.is_some() {
            return None;
        }
        self.kind.way().get(self.standing().count()).copied()
    }

    /// Its scan, the last that stands.
    #[must_use]
    pub fn scan(&self) -> Option<&Attachment> {
        self.standing().find_map(|d| if let Did::Scanned(file) = &d.did { Some(file) } else { None })
    }

    /// Every scan ever handed in, those taken back too.
    pub fn scans(&self) -> impl Iterator<Item = &Attachment> {
        self.steps.iter().filter_map(|d| if let Did::Scanned(file) = &d.did { Some(file) } else { None })
    }
}

impl Documents {
    /// The paper.
    #[must_use]
    pub fn get(&self, id: DocumentId) -> Option<&Document> {
        self.papers.get(&id)
    }

    /// The number the next paper of `year` gets.
    #[must_use]
    pub fn next(&self, year: i16) -> DocumentId {
        let (first, last) = (DocumentId { year, number: 0 }, DocumentId { year, number: u32::MAX });
        let number = self.papers.range(first..=last).next_back().map_or(1, |(id, _)| id.number + 1);
        DocumentId { year, number }
    }

    /// Papers of a motion, oldest first, those given up too.
    pub fn of(&self, motion: MotionId) -> impl DoubleEndedIterator<Item = (DocumentId, &Document)> {
        self.papers.iter().filter(move |(_, d)| d.motion == motion).map(|(id, d)| (*id, d))
    }

    /// The newest paper of a kind that stands.
    #[must_use]
    pub fn newest(&self, motion: MotionId, kind: Kind) -> Option<(DocumentId, &Document)> {
        self.of(motion).rev().find(|(_, d)| d.kind == kind && d.void.is_none())
    }

    /// The scan of this name among those of a paper.
    #[must_use]
    pub fn scan(&self, id: DocumentId, name: ItemId) -> Option<&Attachment> {
        self.get(id)?.scans().find(|f| f.name == name)
    }
}
