use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use units::{Actor, Day, Digest, DocumentId, MotionId, PersonId, SealUseId, Sealed, Seq, Stamp, words};

words! {
    /// Which seal (`seal-of-<word>`). A committee that was filed may have both cut (指导规则第三十四条).
    Seal {
        /// 业主委员会印章: used as the committee decides.
        Committee = "committee",
        /// 业主大会印章: used as the owners' assembly decided, or as its rules of procedure say.
        Assembly = "assembly",
    }
}

/// What the assembly's seal is used by (指导规则第四十一条).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// A decision of the owners that passed.
    Decision(MotionId),
    /// An article of the rules of procedure in force.
    Article(u32),
}

/// The seals and their register.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Seals {
    /// Who kept which, oldest first; the last one of a seal keeps it.
    pub custody: Vec<Custody>,
    /// Uses by number.
    pub uses: BTreeMap<SealUseId, Use>,
    /// Lists of uses that were published, oldest first; list n stands at index n − 1.
    pub lists: Vec<List>,
}

/// A list of uses, published (公布).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Entries whose purpose names somebody: they stand on the list without it.
    pub withheld: BTreeSet<SealUseId>,
    /// The entry of the record it was drawn at.
    pub seq: Seq,
    /// The head of the record there.
    pub head: Digest,
    /// Who published it, when.
    pub published: Stamp,
}

/// A seal in somebody's keeping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Custody {
    /// Which seal.
    pub seal: Seal,
    /// Who keeps it.
    pub keeper: PersonId,
    /// Who gave it: the keeper before, or for the first time who witnessed that it was handed over.
    pub giver: PersonId,
    /// Who recorded it, when.
    pub since: Stamp,
    /// What should be known of it.
    pub note: Option<Sealed<String>>,
}

/// An entry of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Use {
    /// Who asked, when.
    pub asked: Stamp,
    /// For which seal.
    pub seal: Seal,
    /// By which decision or article; the assembly's seal always has one.
    pub ground: Option<Ground>,
    /// The paper it is for, if it is one of the estate's.
    pub document: Option<DocumentId>,
    /// What for.
    pub purpose: Sealed<String>,
    /// Pages of one copy.
    pub pages: u32,
    /// Copies.
    pub copies: u32,
    /// Who approved, in order.
    pub approved: Vec<Stamp>,
    /// How many approvals it took when it was asked for.
    pub needed: u32,
    /// When it was declined, by whom and why.
    pub declined: Option<(Stamp, Sealed<String>)>,
    /// When it was used, by the keeper.
    pub used: Option<Stamp>,
}

/// Where an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Asked for.
    Asked,
    /// Approved, not used yet.
    Approved,
    /// Used.
    Used,
    /// Declined.
    Declined,
}

impl Standing {
    /// Stable name, for translations (`seal-is-<word>`).
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Approved => "approved",
            Self::Used => "used",
            Self::Declined => "declined",
        }
    }
}

impl Use {
    /// Where it stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        match (&self.declined, &self.used) {
            (Some(_), _) => Standing::Declined,
            (None, Some(_)) => Standing::Used,
            (None, None) if self.approved.len() >= self.needed as usize => Standing::Approved,
            (None, None) => Standing::Asked,
        }
    }

    /// Whether somebody had a hand in it already: asked, or approved.
    #[must_use]
    pub fn is_of(&self, actor: Actor) -> bool {
        self.asked.actor == actor || self.approved.iter().any(|s| s.actor == actor)
    }
}

impl Seals {
    /// Who keeps a seal.
    #[must_use]
    pub fn keeper(&self, seal: Seal) -> Option<PersonId> {
        self.custody.iter().rev().find(|c| c.seal == seal).map(|c| c.keeper)
    }

    /// What was sealed from one day to another, both included.
    pub fn used_in(&self, from: Day, to: Day) -> impl Iterator<Item = (SealUseId, &Use)> {
        let inside = move |u: &Use| u.used.as_ref().is_some_and(|s| (from..=to).contains(&s.at.day()));
        self.uses.iter().filter(move |(_, u)| inside(u)).map(|(id, u)| (*id, u))
    }

    /// A published list by its number, from 1.
    #[must_use]
    pub fn list(&self, number: u32) -> Option<&List> {
        self.lists.get((number as usize).checked_sub(1)?)
    }

    /// The number the next entry of `year` gets.
    #[must_use]
    pub fn next(&self, year: i16) -> SealUseId {
        let (first, last) = (SealUseId { year, number: 0 }, SealUseId { year, number: u32::MAX });
        let number = self.uses.range(first..=last).next_back().map_or(1, |(id, _)| id.number + 1);
        SealUseId { year, number }
    }

    /// The entry for a paper that was not declined, the newest first.
    #[must_use]
    pub fn of(&self, document: DocumentId) -> Option<(SealUseId, &Use)> {
        let open = |u: &Use| u.document == Some(document) && u.declined.is_none();
        self.uses.iter().rev().find(|(_, u)| open(u)).map(|(id, u)| (*id, u))
    }
}
