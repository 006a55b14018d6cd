use super::aftermath::{Correction, Filing, Revocation};
use super::objections::Objection;
use super::platform::PlatformResult;
use super::{Aside, Attempt, Ballot, EndedProxy, ItemCount, Outcome, Proxy, Replaced, SetAside};
use crate::Label;
use crate::roll::{AreaSource, Door};
use law::{Frozen, Key, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use units::{Area, Attachment, Day, ItemId, MatterId, Moment, MotionId, PersonId, Sealed, Seq, Stamp, UnitId, Weight};

/// Every motion of the estate's owners.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Assembly {
    /// By number.
    pub motions: BTreeMap<MotionId, Motion>,
}

macro_rules! item_kinds {
    ($($(#[$doc:meta])* $name:ident = $number:literal;)*) => {
        /// What a joint decision is about, in the numbering of 民法典第二百七十八条第一款.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum ItemKind {
            $($(#[$doc])* #[serde(rename = $number)] $name,)*
        }

        impl ItemKind {
            /// Every kind, in the order of the article.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its number in the article, as rules and translations (`item-<number>`) name it.
            #[must_use]
            pub const fn number(self) -> &'static str {
                match self { $(Self::$name => $number,)* }
            }

            /// The kind of this number.
            #[must_use]
            pub fn from_number(number: &str) -> Option<Self> {
                match number { $($number => Some(Self::$name),)* _ => None }
            }
        }
    };
}

item_kinds! {
    /// （一）制定和修改业主大会议事规则.
    RulesOfProcedure = "1";
    /// （二）制定和修改管理规约.
    Covenant = "2";
    /// （三）选举业主委员会或者更换业主委员会成员.
    Committee = "3";
    /// （四）选聘和解聘物业服务企业或者其他管理人.
    ServiceProvider = "4";
    /// （五）使用建筑物及其附属设施的维修资金.
    UseFund = "5";
    /// （六）筹集建筑物及其附属设施的维修资金.
    RaiseFund = "6";
    /// （七）改建、重建建筑物及其附属设施.
    Alter = "7";
    /// （八）改变共有部分的用途或者利用共有部分从事经营活动.
    ChangeUse = "8";
    /// （九）有关共有和共同管理权利的其他重大事项.
    Other = "9";
}

impl ItemKind {
    /// Whether a passed decision still needs permits (规划、消防、绿化 …) before anything may be built.
    #[must_use]
    pub const fn needs_permits(self) -> bool {
        matches!(self, Self::Alter | Self::ChangeUse)
    }
}

/// Who decides: all owners, those of a building, or of a stairwell (R-CNT-6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// The whole estate.
    Estate,
    /// One building.
    Building(Label),
    /// One stairwell of a building.
    Stairwell(Label, Label),
}

impl Scope {
    /// Whether a door lies in it.
    #[must_use]
    pub fn covers(&self, door: &Door) -> bool {
        match self {
            Self::Estate => true,
            Self::Building(b) => door.building == *b,
            Self::Stairwell(b, s) => door.building == *b && door.stairwell == *s,
        }
    }
}

/// How an item is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    /// 同意 / 反对 / 弃权.
    Approve,
    /// A choice among several; at most `seats` are chosen.
    Choose {
        /// The options or candidates, in the order of the ballot.
        options: Vec<Sealed<String>>,
        /// How many are chosen.
        seats: u32,
        /// Who of the roll stands, in the order of the options; empty where nobody is known.
        #[serde(default)]
        persons: Vec<Option<PersonId>>,
    },
}

/// An item of a motion. Items of one motion are decided one by one (R-VOTE-5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// What it is about.
    pub kind: ItemKind,
    /// The question as it stands on the ballot.
    pub title: Sealed<String>,
    /// What an owner should know: what, how much, whose money.
    pub text: Option<Sealed<String>>,
    /// How it is asked.
    pub question: Question,
}

/// A voter's number on the frozen roll of one motion, from 1.
pub type VoterId = u32;

/// One head of the frozen roll: an owner or group of co-owners with all their units (解释第九条).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voter {
    /// The owners, any of whom speaks for all unless one was named.
    pub owners: Vec<PersonId>,
    /// Their units and the areas that count.
    pub units: Vec<(UnitId, Area)>,
    /// Whether it is the developer's head: unsold homes, and sold ones that are not delivered (解释第九条). Nobody speaks
    /// for it by owning one that is not delivered.
    #[serde(default)]
    pub developer: bool,
}

impl Voter {
    /// One head, and the area of all units.
    #[must_use]
    pub fn weight(&self) -> Weight {
        Weight::new(1, self.units.iter().map(|(_, a)| *a).sum())
    }
}

/// The roll as frozen for a motion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Electorate {
    /// The event that froze it.
    pub seq: Seq,
    /// The day it was frozen: shown and open to objection from then on.
    pub on: Day,
    /// The voters; voter n stands at index n − 1.
    pub voters: Vec<Voter>,
    /// All heads and all area.
    pub all: Weight,
    /// Codes printed on paper ballots, one a unit.
    pub codes: Sealed<Vec<(UnitId, String)>>,
    /// Which voter a unit belongs to.
    pub voter_of: BTreeMap<UnitId, VoterId>,
    /// Where each unit's area was read (R-CNT-1); empty where it was frozen before that was kept.
    pub sources: BTreeMap<UnitId, AreaSource>,
}

impl Electorate {
    /// The voter.
    #[must_use]
    pub fn voter(&self, id: VoterId) -> Option<&Voter> {
        self.voters.get((id as usize).checked_sub(1)?)
    }

    /// Every voter with its number.
    pub fn iter(&self) -> impl Iterator<Item = (VoterId, &Voter)> {
        self.voters.iter().enumerate().map(|(i, v)| (i as VoterId + 1, v))
    }
}

/// The notice of a vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// When it was given.
    pub at: Moment,
    /// Whether the residents' committee was told at the same time.
    pub told_committee: bool,
    /// Whether it warned what silence would mean (R-VOTE-9, fourth condition).
    pub silence_warning: bool,
    /// What was weaker than an unverified rule asks: shown, not blocking.
    pub warnings: Vec<Refusal>,
}

/// What an objection is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// The frozen roll.
    Roll,
    /// The result.
    Result,
}

/// A count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The event.
    pub seq: Seq,
    /// When.
    pub at: Moment,
    /// One an item.
    pub items: Vec<ItemCount>,
}

/// A motion put to the owners.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Motion {
    /// The matter it hangs on.
    pub matter: MatterId,
    /// In one line.
    pub title: Sealed<String>,
    /// Who drafted it, when.
    pub drafted: Stamp,
    /// Who decides.
    pub scope: Scope,
    /// What is decided.
    pub items: Vec<Item>,
    /// First moment of voting.
    pub opens: Moment,
    /// A ballot received at or after this is late.
    pub closes: Moment,
    /// When the ballots are read out.
    pub reading: Moment,
    /// Where.
    pub reading_place: Sealed<String>,
    /// The rules it goes by, frozen with the roll.
    pub rules: Vec<Frozen>,
    /// The frozen roll.
    pub electorate: Option<Electorate>,
    /// The notice.
    pub notice: Option<Notice>,
    /// Objections to roll and result.
    pub objections: Vec<Objection>,
    /// Mandates by voter.
    pub proxies: BTreeMap<VoterId, Proxy>,
    /// Mandates that were ended or replaced, oldest first.
    pub proxies_ended: Vec<EndedProxy>,
    /// Attempts to serve by unit.
    pub attempts: BTreeMap<UnitId, Vec<Attempt>>,
    /// The one ballot of each voter that counts.
    pub ballots: BTreeMap<VoterId, Ballot>,
    /// Paper ballots that are kept and not counted, in the order in which they came to be.
    pub set_aside: Vec<SetAside>,
    /// Scans of paper ballots by the unit whose paper it is, the newest last.
    pub scans: BTreeMap<UnitId, Vec<Attachment>>,
    /// When the program recorded the close; the close itself needs no record.
    pub closed: Option<Moment>,
    /// The count.
    pub counted: Option<Counted>,
    /// When the result was announced, and what was late about it.
    pub announced: Option<(Moment, Vec<Refusal>)>,
    /// When it was taken back.
    pub withdrawn: Option<Moment>,
    /// Paper ballots given out anew, by unit, oldest first.
    pub replaced: BTreeMap<UnitId, Vec<Replaced>>,
    /// The official platform's result, where one was taken in.
    pub platform: Option<PlatformResult>,
    /// Counts that were corrected, with their announcement, oldest first.
    pub corrected: Vec<Correction>,
    /// Filings (备案) with an authority, oldest first.
    pub filings: Vec<Filing>,
    /// Revocations by an authority or a court, oldest first.
    pub revocations: Vec<Revocation>,
}

/// Where a motion stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Being written.
    Draft,
    /// Roll and rules are frozen, the roll is shown.
    RollShown,
    /// Notice is given; voting has not begun.
    Announced,
    /// Ballots are taken.
    Voting,
    /// No more ballots are taken; papers are being read.
    Closed,
    /// Counted, not announced.
    Counted,
    /// The result is announced.
    Published,
    /// Taken back.
    Withdrawn,
}

impl Status {
    /// Stable name, for translations (`motion-status-<word>`).
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::RollShown => "roll-shown",
            Self::Announced => "announced",
            Self::Voting => "voting",
            Self::Closed => "closed",
            Self::Counted => "counted",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// What the building's picture says of a unit: turnout, and nothing that reveals a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    /// 已投票.
    Voted,
    /// 送到了，没投.
    Served,
    /// 还没送到.
    Unserved,
    /// 不收.
    Refused,
    /// 空房.
    Vacant,
    /// Has no vote here.
    Outside,
}

/// The frozen rule on a question.
#[must_use]
pub fn rule(rules: &[Frozen], key: Key) -> Option<&Frozen> {
    rules.iter().find(|r| r.key == key)
}

/// Whether two codes are the same but for spaces, hyphens and case.
fn same_code(held: &str, asked: &str) -> bool {
    let plain = |text: &str| {
        text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect::<String>()
    };
    plain(held) == plain(asked)
}

impl Motion {
    /// Where it stands at `now`.
    #[must_use]
    pub fn status(&self, now: Moment) -> Status {
        if self.withdrawn.is_some() {
            Status::Withdrawn
        } else if self.announced.is_some() {
            Status::Published
        } else if self.counted.is_some() {
            Status::Counted
        } else if self.notice.is_none() {
            if self.electorate.is_some() { Status::RollShown } else { Status::Draft }
        } else if now < self.opens {
            Status::Announced
        } else if now < self.closes {
            Status::Voting
        } else {
            Status::Closed
        }
    }

    /// Whether it is under way: shown to the owners and not over.
    #[must_use]
    pub fn is_open(&self, now: Moment) -> bool {
        !matches!(self.status(now), Status::Draft | Status::Published | Status::Withdrawn)
    }

    /// When its status next changes by itself; pages drawn now hold until then.
    #[must_use]
    pub fn next_change(&self, now: Moment) -> Option<Moment> {
        let waiting = self.notice.is_some() && self.counted.is_none() && self.withdrawn.is_none();
        [self.opens, self.closes].into_iter().find(|at| waiting && *at > now)
    }

    /// The frozen rule on a question.
    #[must_use]
    pub fn rule(&self, key: Key) -> Option<&Frozen> {
        rule(&self.rules, key)
    }

    /// Heads and area that have handed in a ballot.
    #[must_use]
    pub fn turnout(&self) -> Weight {
        let Some(electorate) = &self.electorate else { return Weight::ZERO };
        self.ballots.keys().filter_map(|v| electorate.voter(*v)).map(Voter::weight).sum()
    }

    /// Ballots that were made with a helper: a sum, of which nothing else is public.
    #[must_use]
    pub fn made_with_helpers(&self) -> usize {
        self.ballots.values().filter(|b| b.helped.is_some()).count()
    }

    /// What the building's picture says of a unit.
    #[must_use]
    pub fn cell(&self, unit: UnitId) -> Cell {
        let voter = self.electorate.as_ref().and_then(|e| e.voter_of.get(&unit));
        let Some(voter) = voter else { return Cell::Outside };
        if self.ballots.contains_key(voter) {
            return Cell::Voted;
        }
        let standing = self.attempts_on(unit).iter().filter(|a| a.back.is_none());
        let any = |outcome| standing.clone().any(|a| a.outcome == outcome);
        match standing.clone().next_back() {
            _ if any(Outcome::Served) => Cell::Served,
            Some(a) if a.outcome == Outcome::Refused => Cell::Refused,
            Some(a) if a.outcome == Outcome::Vacant => Cell::Vacant,
            _ => Cell::Unserved,
        }
    }

    /// The code on the paper ballot of each unit, as it holds now.
    #[must_use]
    pub fn paper_codes(&self) -> Vec<(UnitId, &str)> {
        let first = self.electorate.as_ref().and_then(|e| e.codes.get());
        let codes = first.into_iter().flatten().map(|(unit, code)| {
            let anew = self.replaced.get(unit).and_then(|r| r.last()).map(|r| r.code.get().map_or("", String::as_str));
            (*unit, anew.unwrap_or(code))
        });
        codes.collect()
    }

    /// The unit whose paper ballot carries this code, and whether that paper still holds; spaces, hyphens and case do
    /// not matter.
    #[must_use]
    pub fn unit_of_code(&self, code: &str) -> Option<(UnitId, bool)> {
        if let Some((unit, _)) = self.paper_codes().into_iter().find(|(_, held)| same_code(held, code)) {
            return Some((unit, true));
        }
        self.void_code(code).map(|(unit, _)| (unit, false))
    }

    /// The unit whose paper carried this code before another was given out, and which of its void codes it is, from 0.
    #[must_use]
    pub fn void_code(&self, code: &str) -> Option<(UnitId, u32)> {
        let first = self.electorate.as_ref()?.codes.get()?;
        self.replaced.iter().find_map(|(unit, anew)| {
            let first = first.iter().find(|(u, _)| u == unit).map(|(_, code)| code.as_str());
            // The last one given out holds.
            let later = anew.iter().map(|r| r.code.get().map(String::as_str)).take(anew.len().saturating_sub(1));
            let nth = [first].into_iter().chain(later).position(|held| held.is_some_and(|h| same_code(h, code)))?;
            Some((*unit, nth as u32))
        })
    }

    /// The paper of a unit that was set aside on this ground.
    #[must_use]
    pub fn aside(&self, unit: UnitId, ground: Aside) -> Option<&SetAside> {
        self.set_aside.iter().find(|a| a.unit == unit && a.ground == ground)
    }

    /// The revocation of an item, if it was revoked: the whole motion, or this item.
    #[must_use]
    pub fn revoked(&self, item: usize) -> Option<&Revocation> {
        self.revocations.iter().find(|r| r.items.is_empty() || r.items.contains(&(item as u32)))
    }

    /// Attempts on a unit, oldest first, those taken back too.
    #[must_use]
    pub fn attempts_on(&self, unit: UnitId) -> &[Attempt] {
        self.attempts.get(&unit).map_or(&[][..], Vec::as_slice)
    }

    /// Last day on which an owner who learned of the result when it was announced may ask a court to revoke it
    /// (解释第十二条).
    #[must_use]
    pub fn revocable_until(&self) -> Option<Day> {
        let (announced, _) = self.announced.as_ref()?;
        let years = self.rule(Key::RevokeYears)?.value.number()?;
        Some(announced.day().plus_years(i16::try_from(years).ok()?))
    }

    /// Paper ballots received and not yet settled.
    pub fn unsettled(&self) -> impl Iterator<Item = (VoterId, &Ballot)> {
        self.ballots.iter().filter(|(_, b)| b.marks.is_none()).map(|(v, b)| (*v, b))
    }
}

impl Assembly {
    /// The motion.
    #[must_use]
    pub fn get(&self, id: MotionId) -> Option<&Motion> {
        self.motions.get(&id)
    }

    /// The number the next motion gets.
    #[must_use]
    pub fn next(&self) -> MotionId {
        MotionId(self.motions.last_key_value().map_or(1, |(id, _)| id.0 + 1))
    }

    /// Matters whose motions froze the roll after `seq` and still stand.
    pub(crate) fn frozen_after(&self, seq: Seq) -> Vec<String> {
        let resting = |m: &&Motion| m.withdrawn.is_none() && m.electorate.as_ref().is_some_and(|e| e.seq > seq);
        self.motions.values().filter(resting).map(|m| m.matter.to_string()).collect()
    }

    /// Matters on which a unit is voting and nothing is counted yet.
    pub(crate) fn voting_on(&self, unit: UnitId) -> Vec<String> {
        let voting = |m: &&Motion| {
            m.withdrawn.is_none()
                && m.counted.is_none()
                && m.electorate.as_ref().is_some_and(|e| e.voter_of.contains_key(&unit))
        };
        self.motions.values().filter(voting).map(|m| m.matter.to_string()).collect()
    }

    /// Why a person's ballots may not be erased yet: evidence is kept until nobody can ask a court any more.
    pub(crate) fn holds_on(&self, person: PersonId, today: Day) -> Vec<Refusal> {
        let proves = |a: &Attempt| a.proof.as_ref().is_some_and(|p| p.subject() == Some(person));
        let voted = |m: &&Motion| {
            let read = |b: &Ballot| {
                b.entries.iter().map(|e| &e.marks).chain(&b.marks).any(|marks| marks.subject() == Some(person))
            };
            m.withdrawn.is_none() && (m.ballots.values().any(read) || m.attempts.values().flatten().any(proves))
        };
        let held = self.motions.values().filter(voted).filter_map(|m| {
            let refusal = Refusal::new("erase-ballot-held").with("matter", m.matter.to_string());
            let refusal = refusal.citing(m.rule(Key::RevokeYears).map(|r| &r.cite));
            match m.revocable_until() {
                Some(until) if until < today => None,
                Some(until) => Some(refusal.with("until", until)),
                None => Some(refusal),
            }
        });
        held.collect()
    }

    pub(crate) fn sealed_of(&self, person: PersonId, out: &mut Vec<ItemId>) {
        let mut take = |item: ItemId, subject: Option<PersonId>| {
            if subject == Some(person) {
                out.push(item);
            }
        };
        for motion in self.motions.values() {
            for ballot in motion.ballots.values().chain(motion.set_aside.iter().map(|a| &a.paper)) {
                for marks in ballot.entries.iter().map(|e| &e.marks).chain(&ballot.marks) {
                    take(marks.item(), marks.subject());
                }
            }
            for ballot in motion.platform.iter().flat_map(|p| &p.ballots) {
                take(ballot.marks.item(), ballot.marks.subject());
            }
            for proof in motion.attempts.values().flatten().filter_map(|a| a.proof.as_ref()) {
                take(proof.item(), proof.subject());
            }
            for objection in &motion.objections {
                take(objection.text.item(), objection.text.subject());
                // The signed sheet is theirs alone and goes with them.
                let sheet = objection.desk.and_then(|d| Some((d.scan?.name, Some(d.from))));
                if let Some((name, from)) = sheet {
                    take(name, from);
                }
            }
            for proxy in motion.proxies.values().chain(motion.proxies_ended.iter().map(|e| &e.proxy)) {
                take(proxy.mandate.item(), proxy.mandate.subject());
            }
            for why in motion.proxies_ended.iter().filter_map(|e| e.why.as_ref()) {
                take(why.item(), why.subject());
            }
        }
    }
}
