use super::Case;
use crate::Estate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use units::{AccountId, Actor, Day, ItemId, Moment, PersonId, Sealed, Seq, UnitId, limits};

/// Who is matched with the roll, and who speaks for whom.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// The last match of each person.
    pub matched: BTreeMap<PersonId, Match>,
    /// The last match of each person for themselves, where a later one was for somebody they speak for.
    pub themselves: BTreeMap<PersonId, Match>,
    /// What was tried since.
    pub tries: BTreeMap<PersonId, Tries>,
    /// What clerks said of each person, oldest first.
    pub vouched: BTreeMap<PersonId, Vec<Vouched>>,
    /// Who speaks for a unit instead of its owners.
    pub speakers: BTreeMap<UnitId, Speaker>,
}

/// How a person was matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// A code to the registered telephone.
    Telephone,
    /// Name and last digits of the document.
    Certificate,
    /// Before two clerks.
    FaceToFace,
}

impl Method {
    /// Stable name, for translations (`method-<word>`).
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Telephone => "telephone",
            Self::Certificate => "certificate",
            Self::FaceToFace => "face-to-face",
        }
    }
}

/// A unit that somebody speaks for, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stands {
    /// Which unit.
    pub unit: UnitId,
    /// Why it is not simply its owner.
    pub case: Case,
}

/// A match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Match {
    /// Its event.
    pub seq: Seq,
    /// When.
    pub at: Moment,
    /// How.
    pub method: Method,
    /// The account it was shown with; with another it holds no more.
    pub account: Option<AccountId>,
    /// The case, where there is one, and the unit it is about.
    pub case: Option<Case>,
    /// See [`Match::case`].
    pub unit: Option<UnitId>,
}

/// What a ballot keeps of its voter's match: method and evidence, by the place of the event that holds them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proved {
    /// The event that matched.
    pub seq: Seq,
    /// How.
    pub method: Method,
    /// The case, where there is one.
    pub case: Option<Case>,
}

/// A code that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// The code.
    pub code: Sealed<String>,
    /// From when on it works no more.
    pub until: Moment,
    /// Wrong tries of it.
    pub wrong: u32,
}

/// What a person tried since the last match.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tries {
    /// The code out now.
    pub code: Option<Code>,
    /// Codes sent on the last day any was.
    pub sent: Option<(Day, u32)>,
    /// Wrong tries of name and digits.
    pub certificate: u32,
}

/// What a clerk said of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vouched {
    /// Who said so.
    pub by: Actor,
    /// When.
    pub at: Moment,
    /// For whose unit the person speaks.
    pub stands: Option<Stands>,
    /// Which papers were seen.
    pub paper: Sealed<String>,
    /// It made a match, as the second word.
    pub settled: bool,
}

/// Who speaks for a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// Who.
    pub person: PersonId,
    /// Why.
    pub case: Case,
    /// The event that says so.
    pub seq: Seq,
    /// When.
    pub at: Moment,
    /// The owners spoken for; when the unit has others, nobody speaks for them yet.
    pub owners: Vec<PersonId>,
}

impl Standing {
    /// A first clerk's word that still waits for the second.
    #[must_use]
    pub fn waiting(&self, person: PersonId, now: Moment) -> Option<&Vouched> {
        let last = self.vouched.get(&person)?.last()?;
        (!last.settled && now < last.at.plus_ms(limits::VOUCH_MS)).then_some(last)
    }

    /// The code out now, if it still works.
    #[must_use]
    pub fn code(&self, person: PersonId, now: Moment) -> Option<&Code> {
        let code = self.tries.get(&person)?.code.as_ref()?;
        (now < code.until && code.wrong < limits::CODE_TRIES).then_some(code)
    }

    /// Whether name and digits were tried wrong too often.
    #[must_use]
    pub fn certificate_closed(&self, person: PersonId) -> bool {
        self.tries.get(&person).is_some_and(|t| t.certificate >= limits::CERTIFICATE_TRIES)
    }

    pub(crate) fn sealed_of(&self, person: PersonId, out: &mut Vec<ItemId>) {
        out.extend(self.vouched.get(&person).into_iter().flatten().map(|v| v.paper.item()));
    }
}

impl Estate {
    /// How a person is matched with the roll, if they are, with the account they hold now.
    #[must_use]
    pub fn proved(&self, person: PersonId) -> Option<Proved> {
        let held = self.standing.matched.get(&person)?;
        let account = self.bodies.person(person)?.account;
        let Match { seq, method, case, .. } = *held;
        (held.account == account).then_some(Proved { seq, method, case })
    }

    /// How a person is matched for themselves. Where clerks only ever saw them as somebody's speaker, that they saw the
    /// person is all it says: the case of that home is no evidence for another.
    #[must_use]
    pub fn proved_themselves(&self, person: PersonId) -> Option<Proved> {
        let last = self.proved(person)?;
        let account = self.bodies.person(person)?.account;
        let own = self.standing.themselves.get(&person).filter(|m| last.case.is_some() && m.account == account);
        let own = own.map(|m| Proved { seq: m.seq, method: m.method, case: None });
        Some(own.unwrap_or(Proved { case: None, ..last }))
    }

    /// Who speaks for a unit instead of its owners.
    #[must_use]
    pub fn speaker(&self, unit: UnitId) -> Option<&Speaker> {
        let speaker = self.standing.speakers.get(&unit)?;
        (self.roll.units.get(&unit)?.facts.owners == speaker.owners).then_some(speaker)
    }

    /// The units a person speaks for.
    pub fn spoken_by(&self, person: PersonId) -> impl Iterator<Item = UnitId> {
        let speaks = move |unit: &UnitId| self.speaker(*unit).is_some_and(|s| s.person == person);
        self.standing.speakers.keys().copied().filter(speaks)
    }
}
