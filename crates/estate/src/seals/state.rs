use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use units::{Actor, DocumentId, PersonId, SealUseId, Sealed, Stamp};

/// The seal and its register.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Seals {
    /// Who kept it, oldest first; the last one keeps it.
    pub custody: Vec<Custody>,
    /// Uses by number.
    pub uses: BTreeMap<SealUseId, Use>,
}

/// The seal in somebody's keeping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Custody {
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
    /// Who keeps the seal.
    #[must_use]
    pub fn keeper(&self) -> Option<PersonId> {
        self.custody.last().map(|c| c.keeper)
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
