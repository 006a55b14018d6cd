use crate::Estate;
use crate::roll::Door;
use crate::standing::Code;
use law::Refusal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use units::{
    Actor, Attachment, Capacity, Day, Digest, HelpId, ItemId, MatterId, Moment, MotionId, PersonId, Sealed, Seq, Stamp,
    UnitId, limits, words,
};

/// Helpers of owners, and what was done with them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Helping {
    /// Every help that was named, ended ones too.
    pub helps: BTreeMap<HelpId, Help>,
    /// The code an owner holds to name a helper with.
    pub offers: BTreeMap<PersonId, Offer>,
    /// The ballot filled in last under a help, and not handed in.
    pub prepared: BTreeMap<HelpId, Prepared>,
    /// Codes sent to an owner's telephone on the last day any was.
    pub sent: BTreeMap<PersonId, (Day, u32)>,
    /// What was done with a helper, by owner, oldest first.
    pub done: BTreeMap<PersonId, Vec<Done>>,
}

words! {
    /// Who a helper is to the owner (`relation-<word>`).
    Relation {
        /// 家人.
        Family = "family",
        /// 楼栋长、单元长: in the building or stairwell of their post they help whoever asks.
        StairwellHead = "stairwell-head",
        /// 邻居.
        Neighbour = "neighbour",
        /// 志愿者.
        Volunteer = "volunteer",
    }
}

words! {
    /// How an owner confirms a ballot that a helper filled in (`helped-<word>`).
    How {
        /// A code to the registered telephone.
        Telephone = "telephone",
        /// In person before a clerk.
        Desk = "desk",
    }
}

/// A help named by an owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Help {
    /// Whom.
    pub owner: PersonId,
    /// Who.
    pub helper: PersonId,
    /// What they are to each other.
    pub relation: Relation,
    /// The homes the owner votes for, as it was named.
    pub units: Vec<UnitId>,
    /// First day.
    pub from: Day,
    /// Last day.
    pub until: Day,
    /// Who entered it, when: the helper with the owner's code, or a clerk.
    pub named: Stamp,
    /// The paper a clerk saw; none where the owner gave a code.
    pub paper: Option<Sealed<String>>,
    /// Scans of that paper, oldest first: for the owner and the clerks.
    pub scans: Vec<Attachment>,
    /// When it was ended before its day, and by whom.
    pub ended: Option<Stamp>,
}

/// A code an owner made to name a helper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// Keyed digest of the code.
    pub code: Digest,
    /// Whom it is meant for.
    pub relation: Relation,
    /// Last day of the help.
    pub until: Day,
    /// From when on the code works no more.
    pub expires: Moment,
}

/// A ballot that a helper filled in. What stands on it is in nobody's hands but the helper's until it is handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prepared {
    /// For which motion.
    pub motion: MotionId,
    /// For which voter.
    pub voter: u32,
    /// Binds what stands on it ([`super::seal`]).
    pub seal: Digest,
    /// From when on it is nothing.
    pub until: Moment,
    /// The code that went to the owner's telephone, where that way was chosen.
    pub code: Option<Code>,
    /// Before which clerk the owner confirmed it.
    pub confirmed: Option<Stamp>,
}

impl Prepared {
    /// Four digits that stand on the helper's screen and at the desk: the clerk sees which ballot it is, and not what is on
    /// it.
    #[must_use]
    pub fn number(&self) -> String {
        let n = self.seal.0.iter().take(4).fold(0_u32, |n, b| (n << 8) | u32::from(*b));
        format!("{:04}", n % 10_000)
    }
}

/// What a ballot keeps of the help it was made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Helped {
    /// Under which help.
    pub help: HelpId,
    /// Who filled it in.
    pub helper: PersonId,
    /// How the owner confirmed it.
    pub how: How,
    /// Before which clerk, where it was at the desk.
    pub clerk: Option<Actor>,
}

/// Something that was done with a helper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// Its event.
    pub seq: Seq,
    /// When, and by whom.
    pub stamp: Stamp,
    /// What.
    pub what: What,
    /// Which papers a clerk saw, where the owner confirmed a ballot at the desk.
    pub paper: Option<Sealed<String>>,
}

/// What was done with a helper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// A matter was raised.
    Raised(MatterId),
    /// A word was said on a matter.
    Noted(MatterId),
    /// The roll was objected to.
    Objected(MotionId),
    /// A ballot was filled in.
    Prepared(MotionId),
    /// A wrong code was typed.
    Tried(MotionId),
    /// The owner confirmed a ballot before a clerk.
    Confirmed(MotionId),
    /// A confirmed ballot was handed in.
    HandedIn(MotionId),
    /// The helper ended the help.
    Left,
}

impl Helping {
    /// The number the next help gets.
    #[must_use]
    pub fn next(&self) -> HelpId {
        HelpId(self.helps.last_key_value().map_or(1, |(id, _)| id.0 + 1))
    }

    /// The ballot filled in under a help that still waits, or was confirmed and not handed in.
    #[must_use]
    pub fn waiting(&self, help: HelpId, now: Moment) -> Option<&Prepared> {
        self.prepared.get(&help).filter(|p| now < p.until)
    }

    /// What was done with helpers of an owner, oldest first.
    #[must_use]
    pub fn done_with(&self, owner: PersonId) -> &[Done] {
        self.done.get(&owner).map_or(&[][..], Vec::as_slice)
    }

    pub(crate) fn sealed_of(&self, person: PersonId, out: &mut Vec<ItemId>) {
        let seen = self.done.values().flatten().filter_map(|d| d.paper.as_ref());
        let papers = self.helps.values().filter_map(|h| h.paper.as_ref()).chain(seen);
        out.extend(papers.filter(|p| p.subject() == Some(person)).map(Sealed::item));
        // The signed form shows names, telephones and hands: it goes with the owner whose paper it is.
        let forms = self.helps.values().filter(|h| h.owner == person).flat_map(|h| &h.scans);
        out.extend(forms.map(|scan| scan.name));
    }
}

impl Estate {
    /// The homes a person votes for: owned and spoken for by nobody else, or spoken for by them.
    #[must_use]
    pub fn votes_for(&self, person: PersonId) -> Vec<UnitId> {
        let own = self.roll.units_of(person).map(|(unit, _)| unit);
        let own = own.filter(|u| self.speaker(*u).is_none_or(|s| s.person == person));
        let mut units: Vec<UnitId> = own.chain(self.spoken_by(person)).collect();
        units.sort_unstable();
        units.dedup();
        units
    }

    /// The homes a help is still good for.
    #[must_use]
    pub fn helped_homes(&self, help: &Help) -> Vec<UnitId> {
        let now = self.votes_for(help.owner);
        help.units.iter().copied().filter(|u| now.contains(u)).collect()
    }

    /// The help, if it stands on `day`.
    ///
    /// # Errors
    /// Why it does not.
    pub fn help_standing(&self, id: HelpId, day: Day) -> Result<&Help, Refusal> {
        let help = self.helping.helps.get(&id).ok_or_else(|| Refusal::new("help-unknown"))?;
        let named = |p: PersonId| self.bodies.person(p).is_some_and(|p| p.name.get().is_some());
        if help.ended.is_some() || !named(help.owner) || !named(help.helper) {
            return Err(Refusal::new("help-ended"));
        }
        if day > help.until {
            return Err(Refusal::new("help-expired").with("until", help.until));
        }
        if self.helped_homes(help).is_empty() {
            return Err(Refusal::new("help-home-gone"));
        }
        if self.is_company(help.helper, day) {
            return Err(super::decide::company());
        }
        // What a post lets somebody do ends with the post.
        if help.relation == Relation::StairwellHead && !self.heads_home_of(help.helper, help.owner, day) {
            return Err(Refusal::new("help-post-ended"));
        }
        Ok(help)
    }

    /// The helps of an owner that stand, in the order they were named.
    pub fn helpers_of(&self, owner: PersonId, day: Day) -> impl Iterator<Item = (HelpId, &Help)> {
        self.helps_standing(day).filter(move |(_, h)| h.owner == owner)
    }

    /// The helps a helper gives that stand.
    pub fn helped_by(&self, helper: PersonId, day: Day) -> impl Iterator<Item = (HelpId, &Help)> {
        self.helps_standing(day).filter(move |(_, h)| h.helper == helper)
    }

    /// Every help that stands.
    pub fn helps_standing(&self, day: Day) -> impl Iterator<Item = (HelpId, &Help)> {
        self.helping.helps.keys().filter_map(move |id| self.help_standing(*id, day).ok().map(|h| (*id, h)))
    }

    /// Whether `person` may act with `owner` on `day`, whatever for.
    #[must_use]
    pub fn helps(&self, person: PersonId, owner: PersonId, day: Day) -> bool {
        self.helped_by(person, day).any(|(_, h)| h.owner == owner)
    }

    /// Whether `helper` is the head of the building or stairwell of a home that `owner` votes for.
    pub(super) fn heads_home_of(&self, helper: PersonId, owner: PersonId, day: Day) -> bool {
        let homes = self.votes_for(owner);
        let doors: Vec<&Door> = homes.iter().filter_map(|u| self.roll.units.get(u)).map(|u| &u.facts.door).collect();
        self.bodies.person(helper).is_some_and(|p| p.heads(&doors, day))
    }

    pub(super) fn is_company(&self, person: PersonId, day: Day) -> bool {
        let posts = self.bodies.person(person).map(|p| p.posts.as_slice()).unwrap_or_default();
        posts.iter().any(|p| p.capacity == Capacity::CompanyStaff && p.holds(day))
    }
}

impl Offer {
    /// A code for a day.
    #[must_use]
    pub const fn until(now: Moment) -> Moment {
        now.plus_ms(limits::HELP_CODE_MS)
    }
}
