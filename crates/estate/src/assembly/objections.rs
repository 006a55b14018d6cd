//! What is wrong with the roll of a vote: objections and their answers, and the flags the roll carries by itself.
//!
//! Whoever is on the roll objects on the page; anybody else, and whoever brings a sheet, at the desk, where a clerk writes
//! it down under their name. Both ways lead to the same answer. An objection stands with the wording it was made to and
//! stays when the motion is rewritten or its roll frozen anew.

use super::decide::{one, standing};
use super::{About, Event, Motion, Status};
use crate::roll::AreaSource;
use crate::{Context, Estate, text};
use law::{Cite, Key, Refusal, Refusals};
use serde::{Deserialize, Serialize};
use units::{Actor, Attachment, Moment, MotionId, PersonId, Sealed, Stamp};

/// That an objection came in at the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtDesk {
    /// Who objects; on the roll or not.
    pub from: PersonId,
    /// A scan of the signed sheet, if there is one.
    pub scan: Option<Attachment>,
}

/// An objection and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// About what.
    pub about: About,
    /// Who wrote it down, when.
    pub raised: Stamp,
    /// Whose it is, where a clerk wrote it down.
    pub desk: Option<AtDesk>,
    /// The objection.
    pub text: Sealed<String>,
    /// The answer: when, whether it was upheld, its words.
    pub answer: Option<(Stamp, bool, Sealed<String>)>,
    /// Whether the roll was frozen anew after it was upheld.
    pub followed: bool,
}

impl Objection {
    /// Whose objection it is: never the clerk's who wrote it down.
    #[must_use]
    pub fn whose(&self) -> Option<PersonId> {
        self.desk.map_or_else(|| self.raised.actor.whose(), |d| Some(d.from))
    }

    /// Upheld, and the roll it is about still stands as it was.
    #[must_use]
    pub fn waits_for_roll(&self) -> bool {
        self.about == About::Roll && !self.followed && matches!(self.answer, Some((_, true, _)))
    }
}

/// When an objection of this kind is taken.
fn open_to_objection(estate: &Estate, id: MotionId, about: About, now: Moment) -> Result<&Motion, Refusals> {
    let at: &[Status] = match about {
        About::Roll => &[Status::RollShown, Status::Announced],
        About::Result => &[Status::Published],
    };
    standing(estate, id, at, now)
}

pub(super) fn object(
    estate: &Estate,
    id: MotionId,
    about: About,
    words: &str,
    ctx: &Context,
) -> Result<Event, Refusals> {
    open_to_objection(estate, id, about, ctx.now)?;
    // What a helper may do is a short list (`helping`): the roll is on it, the result is the owner's to judge.
    if about == About::Result && matches!(ctx.actor, Actor::Helper { .. }) {
        return Err(one(Refusal::new("helper-roll-only")));
    }
    let words = text::body("text", words).map_err(one)?;
    let text = match ctx.whose() {
        Some(person) => ctx.seal_of(person, words),
        None => ctx.seal(words),
    };
    Ok(Event::Objected { motion: id, about, text, desk: None })
}

/// An objection on paper or by word of mouth, as a clerk writes it down.
pub(super) fn record(
    estate: &Estate,
    id: MotionId,
    (about, from): (About, PersonId),
    (words, scan): (&str, Option<Attachment>),
    ctx: &Context,
) -> Result<Event, Refusals> {
    open_to_objection(estate, id, about, ctx.now)?;
    let mut refusals = Vec::new();
    match estate.bodies.person(from).map(|p| p.name.get().is_some()) {
        None => refusals.push(Refusal::new("person-unknown").with("person", from.0).on("name")),
        Some(false) => refusals.push(Refusal::new("person-erased").on("name")),
        Some(true) => {}
    }
    let words = text::body("text", words).map_err(|r| refusals.push(r)).unwrap_or_default();
    if !refusals.is_empty() {
        return Err(refusals);
    }
    Ok(Event::Objected { motion: id, about, text: ctx.seal_of(from, words), desk: Some(AtDesk { from, scan }) })
}

pub(super) fn answer(
    estate: &Estate,
    id: MotionId,
    index: u32,
    upheld: bool,
    words: &str,
    ctx: &Context,
) -> Result<Event, Refusals> {
    let motion = estate.assembly.get(id).ok_or_else(|| one(Refusal::new("motion-unknown").with("motion", id.0)))?;
    let objection = motion.objections.get(index as usize).ok_or_else(|| one(Refusal::new("objection-unknown")))?;
    if objection.answer.is_some() {
        return Err(one(Refusal::new("objection-answered")));
    }
    // A clerk who wrote it down for somebody answers like any other.
    let same_hand = objection.desk.is_none() && objection.raised.actor.same_person(ctx.actor);
    if same_hand || (objection.whose().is_some() && objection.whose() == ctx.whose()) {
        return Err(one(Refusal::new("objection-own")));
    }
    let text = ctx.seal(text::body("text", words).map_err(one)?);
    Ok(Event::Answered { motion: id, objection: index, upheld, text })
}

/// What is wrong with the frozen roll, each by its name and article: areas that are not from the register (R-CNT-1), a
/// developer nobody knows, objections without an answer, objections that were upheld and changed nothing. None before it
/// is frozen.
#[must_use]
pub fn roll_flags(estate: &Estate, id: MotionId) -> Vec<Refusal> {
    let Some((motion, electorate)) = estate.assembly.get(id).and_then(|m| Some((m, m.electorate.as_ref()?))) else {
        return Vec::new();
    };
    let cite = |key: Key| motion.rule(key).map(|r| &r.cite);
    let mut found = Vec::new();
    let from = |source| electorate.sources.values().filter(|s| **s == source).count() as i64;
    let (survey, contract) = (from(AreaSource::Survey), from(AreaSource::Contract));
    if survey + contract > 0 {
        let refusal = Refusal::new("areas-not-register").citing(cite(Key::AreaSources));
        found.push(refusal.with("number", survey + contract).with("survey", survey).with("contract", contract));
    }
    let nobody = electorate.voters.iter().filter(|v| v.developer && v.owners.is_empty());
    let units = nobody.map(|v| v.units.len() as i64).sum::<i64>();
    if units > 0 {
        found.push(Refusal::new("developer-unknown").citing(cite(Key::Developer)).with("number", units));
    }
    let about_roll = || motion.objections.iter().filter(|o| o.about == About::Roll);
    let answer_ground = cite(Key::RollDays).filter(|c| c.article.contains("指导规则第十二条"));
    let mut push = |code: &str, n: usize, cite: Option<&Cite>| {
        if n > 0 {
            found.push(Refusal::new(code).citing(cite).with("number", n as i64));
        }
    };
    push("objections-unanswered", about_roll().filter(|o| o.answer.is_none()).count(), answer_ground);
    push("objections-upheld-unfollowed", about_roll().filter(|o| o.waits_for_roll()).count(), None);
    found
}

/// A flag of the roll that stops the notice: whoever upheld an objection said that the roll is wrong.
pub(super) fn stops_notice(flag: &Refusal) -> bool {
    flag.code == "objections-upheld-unfollowed"
}
