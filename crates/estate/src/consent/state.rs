use super::Totals;
use crate::Estate;
use crate::assembly::Scope;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use units::{
    Area, Capacity, ConsentId, Day, ItemId, MatterId, PersonId, Sealed, Seq, Stamp, Threshold, UnitId, limits, words,
};

/// Every consultation of the estate.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Consents {
    /// By number.
    pub consultations: BTreeMap<ConsentId, Consultation>,
}

words! {
    /// What households are asked about.
    Purpose {
        /// 改造.
        Renovation = "renovation",
        /// 加装电梯.
        Lift = "lift",
        /// 成立业主大会.
        Founding = "founding",
        /// 别的.
        Other = "other",
    }
}

words! {
    /// Who wrote the document that asks for a share.
    SourceLevel {
        /// 国家.
        State = "state",
        /// 省.
        Province = "province",
        /// 市.
        City = "city",
        /// 区县.
        District = "district",
        /// 街道、乡镇.
        Street = "street",
    }
}

words! {
    /// How an answer came.
    Way {
        /// The household itself, on a phone.
        Phone = "phone",
        /// A signed paper.
        Paper = "paper",
        /// At the door.
        Door = "door",
    }
}

words! {
    /// What a household wants.
    View {
        /// 同意.
        Agree = "agree",
        /// 有条件同意.
        Conditions = "conditions",
        /// 不同意.
        Disagree = "disagree",
        /// 没有联系上.
        NotReached = "not-reached",
    }
}

/// Where the share that a policy asks for was read, as the clerk typed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The document and its sentence.
    pub text: Sealed<String>,
    /// Its number and article.
    pub number: Sealed<String>,
    /// Who wrote it.
    pub level: SourceLevel,
}

/// What a household said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// What it wants.
    pub view: View,
    /// Its conditions or reasons; may be empty.
    pub text: String,
    /// Who signed or spoke, where a clerk entered it.
    pub signed: String,
}

/// An answer of a household.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Its event.
    pub seq: Seq,
    /// When, and who gave or entered it.
    pub stamp: Stamp,
    /// How it came.
    pub way: Way,
    /// Whose word it is: who answered, or whom the roll knows by the name under a paper or visit. `None` where it knows
    /// nobody of that name there.
    pub by: Option<PersonId>,
    /// What was said.
    pub words: Sealed<Words>,
}

impl Answer {
    /// Whether it says something and belongs to no person, so that no person's erasing reaches it.
    #[must_use]
    pub fn is_nobodys(&self) -> bool {
        self.words.subject().is_none() && self.words.get().is_some()
    }
}

/// How a consultation ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// Its event.
    pub seq: Seq,
    /// When and by whom.
    pub stamp: Stamp,
    /// How.
    pub how: Ended,
}

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ended {
    /// It was added up.
    Concluded(Sealed<Totals>),
    /// It was called off.
    CalledOff {
        /// Why.
        why: Sealed<String>,
    },
}

/// Where a consultation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Not begun.
    Ahead,
    /// Households answer.
    Open,
    /// Its days are over; papers may still be entered.
    Over,
    /// Added up.
    Concluded,
    /// Called off.
    CalledOff,
}

impl Standing {
    /// Stable name, for translations (`consent-is-<word>`).
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ahead => "ahead",
            Self::Open => "open",
            Self::Over => "over",
            Self::Concluded => "concluded",
            Self::CalledOff => "called-off",
        }
    }
}

/// A consultation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consultation {
    /// The matter it belongs to.
    pub matter: MatterId,
    /// What it is for.
    pub purpose: Purpose,
    /// Whose households.
    pub scope: Scope,
    /// The question.
    pub question: Sealed<String>,
    /// What should be known before answering.
    pub text: Option<Sealed<String>>,
    /// The share of households a policy asks for.
    pub threshold: Threshold,
    /// Where that share was read.
    pub source: Source,
    /// First day.
    pub from: Day,
    /// Last day on which a household answers on a phone.
    pub until: Day,
    /// Households, as the roll had them when it began.
    pub asked: BTreeSet<UnitId>,
    /// Their areas as the roll had them then, register before survey before contract; a household without one is not here.
    pub areas: BTreeMap<UnitId, Area>,
    /// Who began it, when.
    pub opened: Stamp,
    /// Answers of each household, oldest first.
    pub answers: BTreeMap<UnitId, Vec<Answer>>,
    /// How it ended.
    pub ended: Option<End>,
}

impl Consultation {
    /// Where it stands on `day`.
    #[must_use]
    pub fn standing(&self, day: Day) -> Standing {
        match &self.ended {
            Some(End { how: Ended::Concluded(_), .. }) => Standing::Concluded,
            Some(End { how: Ended::CalledOff { .. }, .. }) => Standing::CalledOff,
            None if day < self.from => Standing::Ahead,
            None if day <= self.until => Standing::Open,
            None => Standing::Over,
        }
    }

    /// The answer of a household that counts: its last.
    #[must_use]
    pub fn answer_of(&self, unit: UnitId) -> Option<&Answer> {
        self.answers.get(&unit)?.last()
    }

    /// How the answers add up: as concluded, else as they stand.
    #[must_use]
    pub fn totals(&self) -> Totals {
        match &self.ended {
            Some(End { how: Ended::Concluded(totals), .. }) => totals.get().copied().unwrap_or_default(),
            _ => self.added_up(),
        }
    }

    pub(super) fn added_up(&self) -> Totals {
        let mut totals = Totals { unmeasured: (self.asked.len() - self.areas.len()) as u32, ..Totals::default() };
        for unit in &self.asked {
            let area = self.areas.get(unit).copied().unwrap_or_default();
            totals.add(self.answer_of(*unit).map(|a| a.words.get().map(|w| w.view)), area);
        }
        totals
    }

    /// The totals everybody may see: of enough households, and only once nothing moves any more.
    #[must_use]
    pub fn told(&self) -> Option<Totals> {
        let concluded = matches!(self.ended, Some(End { how: Ended::Concluded(_), .. }));
        (concluded && self.asked.len() >= limits::PUBLIC_GROUP_UNITS_MIN).then(|| self.totals())
    }
}

impl Consents {
    /// The consultation.
    #[must_use]
    pub fn get(&self, id: ConsentId) -> Option<&Consultation> {
        self.consultations.get(&id)
    }

    /// The number the next one gets.
    #[must_use]
    pub fn next(&self) -> ConsentId {
        ConsentId(self.consultations.last_key_value().map_or(1, |(id, _)| id.0 + 1))
    }

    pub(crate) fn sealed_of(&self, person: PersonId, out: &mut Vec<ItemId>) {
        let answers = self.consultations.values().flat_map(|c| c.answers.values().flatten());
        out.extend(answers.filter(|a| a.words.subject() == Some(person)).map(|a| a.words.item()));
    }
}

impl Estate {
    /// Whether an answer of a household is the word of its owner, or of whoever speaks for the owner.
    #[must_use]
    pub fn is_owners_word(&self, unit: UnitId, answer: &Answer) -> bool {
        answer.by.is_some_and(|who| self.household_of(unit, who) == Some(Capacity::Owner))
    }

    /// Whom of a household a name means: an owner or somebody who speaks for the owner, before somebody who lives there.
    #[must_use]
    pub(super) fn called(&self, unit: UnitId, name: &str) -> Option<PersonId> {
        let facts = &self.roll.units.get(&unit)?.facts;
        let speaker = self.speaker(unit).map(|s| &s.person);
        let mut household = facts.owners.iter().chain(speaker).chain(&facts.occupiers).copied();
        household.find(|id| self.bodies.person(*id).and_then(|p| p.name.get()).is_some_and(|n| n == name))
    }

    /// In which capacity a person belongs to a household: its owner, or whoever was shown to speak for the owner, before
    /// somebody who lives there.
    #[must_use]
    pub fn household_of(&self, unit: UnitId, person: PersonId) -> Option<Capacity> {
        let facts = &self.roll.units.get(&unit).filter(|u| !u.struck)?.facts;
        if facts.owners.contains(&person) || self.spoken_by(person).any(|u| u == unit) {
            return Some(Capacity::Owner);
        }
        facts.occupiers.contains(&person).then_some(Capacity::Resident)
    }
}
