//! 委托: whose voice a vote is, and who holds a written mandate for it.
//!
//! A mandate is for one vote and ends in three ways: whoever gave it ends it at any time (民法典第九百三十三条, 第一百七十三条
//! 第二项), another takes its place, or the voice is no longer theirs: the home has other owners, or somebody was shown to
//! speak for them. What the holder handed in before stands: the first ballot counts (`vote.two-ballots`).

use super::decide::{electorate, one, standing, voted_already};
use super::{Event, Motion, Status, VoterId};
use crate::roll::{Tenure, Unit};
use crate::standing::{Case, Method, Proved};
use crate::{Context, Estate, text};
use law::{Key, Refusal, Refusals};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use units::{Moment, MotionId, PersonId, Sealed, Stamp, UnitId};

/// A written mandate to vote for an owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proxy {
    /// Who holds it.
    pub holder: PersonId,
    /// When it was recorded.
    pub at: Moment,
    /// What the mandate says, as recorded.
    pub mandate: Sealed<String>,
    /// Whose voice the vote was then, in order; where it is others', the mandate has lapsed.
    pub given_by: Vec<PersonId>,
}

/// A mandate that was ended, or that another took the place of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndedProxy {
    /// For which voter.
    pub voter: VoterId,
    /// The mandate.
    pub proxy: Proxy,
    /// Who ended it, when.
    pub stamp: Stamp,
    /// What shows that the owner ended it; nothing where the owner did so themselves or gave another.
    pub why: Option<Sealed<String>>,
}

impl Motion {
    /// Whether the voice of `voter` is `person`'s, apart from any mandate: an owner of the frozen roll who still owns, the
    /// new owner of its only unit (民法典第二百七十三条: membership moves with the unit), or whoever speaks for the owner.
    ///
    /// # Errors
    /// Why not.
    pub fn entitled(&self, estate: &Estate, voter: VoterId, person: PersonId) -> Result<(), Refusal> {
        let held =
            self.electorate.as_ref().and_then(|e| e.voter(voter)).ok_or_else(|| Refusal::new("voter-unknown"))?;
        // Where somebody was shown to speak for the owner, nobody else does.
        if let Some(speaker) = held.units.iter().find_map(|(unit, _)| estate.speaker(*unit)) {
            let spoken = || Refusal::new("spoken-for").citing(Some(&speaker.case.ground()));
            return if speaker.person == person { Ok(()) } else { Err(spoken()) };
        }
        let units = || held.units.iter().filter_map(|(id, _)| estate.roll.units.get(id));
        // What is sold but not delivered is the developer's voice, even if the developer owns nothing else here.
        let undelivered = |u: &Unit| held.developer && u.facts.tenure == Tenure::Undelivered;
        let owns_now = units().any(|u| u.facts.owners.contains(&person) && !undelivered(u));
        let entitled = match held.units.len() {
            _ if held.owners.contains(&person) && units().any(undelivered) => true,
            1 => owns_now || (held.owners.contains(&person) && units().all(|u| u.struck)),
            _ => held.owners.contains(&person) && (owns_now || units().all(|u| u.struck)),
        };
        if !entitled {
            // 使用人: rights by agreement, no vote (解释第十六条); worth its own words where the home is the authority's.
            let tenant = units().any(|u| u.facts.occupiers.contains(&person));
            return Err(match tenant {
                true => Refusal::new("tenant-has-no-vote").citing(Some(&Case::PublicHousing.ground())),
                false => Refusal::new("not-your-vote"),
            });
        }
        if units().any(|u| u.representative.is_some_and(|r| r != person)) {
            let cite = self.rule(Key::CoOwners).map(|r| &r.cite);
            return Err(Refusal::new("co-owner-represents").citing(cite));
        }
        Ok(())
    }

    /// Everybody whose voice it is, apart from any mandate.
    #[must_use]
    pub fn voices(&self, estate: &Estate, voter: VoterId) -> Vec<PersonId> {
        let Some(held) = self.electorate.as_ref().and_then(|e| e.voter(voter)) else { return Vec::new() };
        let now = held.units.iter().filter_map(|(id, _)| estate.roll.units.get(id)).flat_map(|u| &u.facts.owners);
        let speakers = held.units.iter().filter_map(|(unit, _)| estate.speaker(*unit)).map(|s| s.person);
        let all: BTreeSet<PersonId> = held.owners.iter().chain(now).copied().chain(speakers).collect();
        all.into_iter().filter(|p| self.entitled(estate, voter, *p).is_ok()).collect()
    }

    /// The mandate that stands for a voter; one given by people whose voice it no longer is has lapsed.
    #[must_use]
    pub fn mandate(&self, estate: &Estate, voter: VoterId) -> Option<&Proxy> {
        self.proxies.get(&voter).filter(|p| p.given_by == self.voices(estate, voter))
    }

    /// Whether `person` may hand in the ballot of `voter`: the holder of a mandate that stands, else whoever's voice it is.
    ///
    /// # Errors
    /// Why not.
    pub fn may_vote(&self, estate: &Estate, voter: VoterId, person: PersonId) -> Result<(), Refusal> {
        match self.mandate(estate, voter) {
            // A mandate moves the voice until it is used or ended; the owner may still come in person with paper.
            Some(proxy) if proxy.holder == person => Ok(()),
            Some(_) => Err(Refusal::new("proxy-holds-vote")),
            None => self.entitled(estate, voter, person),
        }
    }

    /// The voters whose voice is `person`'s, apart from any mandate.
    pub fn voters_of(&self, estate: &Estate, person: PersonId) -> Vec<VoterId> {
        let mut voters = self.near(estate, person);
        voters.retain(|v| self.entitled(estate, *v, person).is_ok());
        voters
    }

    /// The voters whose ballot `person` may hand in.
    pub fn voters_for(&self, estate: &Estate, person: PersonId) -> Vec<VoterId> {
        let mut voters = self.near(estate, person);
        voters.extend(self.proxies.iter().filter(|(_, p)| p.holder == person).map(|(v, _)| *v));
        voters.sort_unstable();
        voters.dedup();
        voters.retain(|v| self.may_vote(estate, *v, person).is_ok());
        voters
    }

    /// Voters of units that `person` owns or speaks for, or is the developer of, in order.
    fn near(&self, estate: &Estate, person: PersonId) -> Vec<VoterId> {
        let Some(electorate) = &self.electorate else { return Vec::new() };
        let owned = estate.roll.units_of(person).map(|(unit, _)| unit);
        let units = owned.chain(estate.spoken_by(person));
        let near = units.filter_map(|unit| electorate.voter_of.get(&unit).copied());
        // The developer may own no unit of its head: all are sold, and not delivered.
        let developers = electorate.iter().filter(|(_, v)| v.developer && v.owners.contains(&person)).map(|(id, _)| id);
        let voters: BTreeSet<VoterId> = near.chain(developers).collect();
        voters.into_iter().collect()
    }

    /// What shows that `person` may hand in the ballot of `voter`: for whom they speak, where they speak for one of its
    /// units; what was shown of one of its units; else their own match, which never carries the case of another home.
    #[must_use]
    pub fn proof_of(&self, estate: &Estate, voter: VoterId, person: PersonId) -> Option<Proved> {
        let held = self.electorate.as_ref().and_then(|e| e.voter(voter))?;
        let its = |unit: UnitId| held.units.iter().any(|(u, _)| *u == unit);
        let speaker = held.units.iter().find_map(|(unit, _)| estate.speaker(*unit));
        if let Some(s) = speaker.filter(|s| s.person == person && self.mandate(estate, voter).is_none()) {
            return Some(Proved { seq: s.seq, method: Method::FaceToFace, case: Some(s.case) });
        }
        let last = estate.standing.matched.get(&person)?;
        match last.case.filter(|case| !case.speaks() && last.unit.is_some_and(its)) {
            Some(_) => estate.proved(person),
            None => estate.proved_themselves(person),
        }
    }
}

pub(super) fn grant(
    estate: &Estate,
    id: MotionId,
    voter: VoterId,
    holder: PersonId,
    mandate: &str,
    ctx: &Context,
) -> Result<Event, Refusals> {
    let motion = standing(estate, id, &[Status::Announced, Status::Voting], ctx.now)?;
    electorate(motion)?.voter(voter).ok_or_else(|| one(Refusal::new("voter-unknown")))?;
    let voices = motion.voices(estate, voter);
    let mut refusals = Vec::new();
    if let Some(rule) = motion.rule(Key::Proxy).filter(|r| r.value.word() == Some("no")) {
        refusals.push(Refusal::new("proxy-not-allowed").citing(Some(&rule.cite)));
    }
    if estate.bodies.person(holder).is_none() {
        refusals.push(Refusal::new("person-unknown").with("person", holder.0).on("holder"));
    }
    if voices.contains(&holder) {
        refusals.push(Refusal::new("proxy-to-self").on("holder"));
    }
    if let Some(ballot) = motion.ballots.get(&voter) {
        refusals.push(voted_already(ballot));
    }
    if let Some((rule, most)) = motion.rule(Key::ProxyMax).and_then(|r| Some((r, r.value.number()?))) {
        // A mandate that lapsed takes nobody's place.
        let others = motion.proxies.iter().filter(|(v, p)| p.holder == holder && **v != voter);
        if others.filter(|(v, _)| motion.mandate(estate, **v).is_some()).count() as i64 >= most {
            refusals.push(Refusal::new("proxy-too-many").citing(Some(&rule.cite)).with("most", most).on("holder"));
        }
    }
    let words = text::body("mandate", mandate).map_err(|r| refusals.push(r)).unwrap_or_default();
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let mandate = ctx.sealer.seal(voices.first().copied(), words);
    Ok(Event::ProxyGranted { motion: id, voter, holder, mandate })
}

/// 解除委托: by the owner at any time before the ballot is in (民法典第九百三十三条), at the desk with the paper that says so.
pub(super) fn end(estate: &Estate, id: MotionId, voter: VoterId, why: &str, ctx: &Context) -> Result<Event, Refusals> {
    let motion = standing(estate, id, &[Status::Announced, Status::Voting], ctx.now)?;
    electorate(motion)?.voter(voter).ok_or_else(|| one(Refusal::new("voter-unknown")))?;
    if motion.mandate(estate, voter).is_none() {
        return Err(one(Refusal::new("proxy-none")));
    }
    if let Some(ballot) = motion.ballots.get(&voter) {
        let refusal = Refusal::new("proxy-used").with("at", ballot.at);
        return Err(one(refusal.citing(motion.rule(Key::TwoBallots).map(|r| &r.cite))));
    }
    let voices = motion.voices(estate, voter);
    let own = ctx.person().is_some_and(|p| voices.contains(&p));
    let why = if own { text::optional("why", why) } else { text::body("why", why).map(Some) }.map_err(one)?;
    let why = why.map(|w| ctx.sealer.seal(voices.first().copied(), w));
    Ok(Event::ProxyEnded { motion: id, voter, why })
}
