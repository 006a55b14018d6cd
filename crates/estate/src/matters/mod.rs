//! 事项: one number from first word to last invoice. Every mechanism writes to a matter's timeline; a matter knows
//! nothing of them but the stage it stands at.

use crate::{Context, Estate, text};
use law::{Refusal, Refusals};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use units::{Capacity, ConsentId, ItemId, MatterId, MotionId, PersonId, Sealed, Seq, Stamp};

/// Every matter of the estate.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Matters {
    /// By number.
    pub matters: BTreeMap<MatterId, Matter>,
}

/// 议·决·办·钱·评·续: where a matter stands (DESIGN §1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// 商议.
    Talk,
    /// 表决.
    Decide,
    /// 施工.
    Do,
    /// 付款.
    Pay,
    /// 评价.
    Evaluate,
    /// 养护.
    Renew,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: &[Self] = &[Self::Talk, Self::Decide, Self::Do, Self::Pay, Self::Evaluate, Self::Renew];

    /// Stable name, for translations.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Talk => "talk",
            Self::Decide => "decide",
            Self::Do => "do",
            Self::Pay => "pay",
            Self::Evaluate => "evaluate",
            Self::Renew => "renew",
        }
    }
}

/// A matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matter {
    /// In one line.
    pub title: Sealed<String>,
    /// What it is about.
    pub text: Option<Sealed<String>>,
    /// Where, if at one place.
    pub place: Option<Sealed<String>>,
    /// Who raised it, when, in which capacity.
    pub raised: Stamp,
    /// Where it stands.
    pub stage: Stage,
    /// What happened to it, oldest first.
    pub timeline: Vec<Entry>,
}

/// Something that happened to a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The event.
    pub seq: Seq,
    /// When, who, in which capacity.
    pub stamp: Stamp,
    /// What.
    pub what: What,
}

/// What happened to a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// It was raised.
    Raised,
    /// Something was said about it.
    Noted(Sealed<String>),
    /// A motion was drafted on it.
    MotionDrafted(MotionId),
    /// The roll was frozen for the motion.
    RollFrozen(MotionId),
    /// The motion was announced.
    NoticeGiven(MotionId),
    /// Voting closed.
    VotingClosed(MotionId),
    /// The ballots were counted.
    Counted(MotionId),
    /// The result was announced.
    ResultAnnounced(MotionId),
    /// The motion was taken back.
    MotionWithdrawn(MotionId),
    /// A count was corrected.
    CountCorrected(MotionId),
    /// A decision was filed with an authority.
    DecisionFiled(MotionId),
    /// A decision was revoked.
    DecisionRevoked(MotionId),
    /// Households were asked what they want.
    ConsentAsked(ConsentId),
    /// What households want was added up.
    ConsentConcluded(ConsentId),
    /// Asking households was called off.
    ConsentCalledOff(ConsentId),
}

/// What somebody wants of matters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Command {
    /// Raises a matter.
    Raise {
        /// In one line.
        title: String,
        /// What it is about.
        text: String,
        /// Where; may be empty.
        place: String,
    },
    /// Adds a word to a matter.
    Note {
        /// Which.
        matter: MatterId,
        /// The word.
        text: String,
    },
}

/// What happened to matters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case")]
pub enum Event {
    /// A matter was raised.
    Raised {
        /// Its number for life.
        matter: MatterId,
        /// In one line.
        title: Sealed<String>,
        /// What it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<Sealed<String>>,
        /// Where.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<Sealed<String>>,
    },
    /// A word was added.
    Noted {
        /// To which.
        matter: MatterId,
        /// The word.
        text: Sealed<String>,
    },
}

impl Command {
    /// The act's stable name.
    #[must_use]
    pub const fn act(&self) -> &'static str {
        match self {
            Self::Raise { .. } => "matter.raise",
            Self::Note { .. } => "matter.note",
        }
    }
}

/// Decides.
///
/// # Errors
/// The refusals.
pub fn decide(estate: &Estate, command: &Command, ctx: &Context) -> Result<Vec<crate::Event>, Refusals> {
    let event = match command {
        Command::Raise { title, text, place } => raise(estate, title, text, place, ctx)?,
        Command::Note { matter, text } => {
            if !estate.matters.matters.contains_key(matter) {
                return Err(vec![Refusal::new("matter-unknown").with("matter", matter.to_string())]);
            }
            let text = text::body("text", text).map_err(|r| vec![r])?;
            Event::Noted { matter: *matter, text: mine(ctx, text) }
        }
    };
    Ok(vec![crate::Event::Matters(event)])
}

fn raise(estate: &Estate, title: &str, text: &str, place: &str, ctx: &Context) -> Result<Event, Refusals> {
    let mut refusals = Vec::new();
    let title = text::title("title", title).map_err(|r| refusals.push(r)).unwrap_or_default();
    let text = text::optional("text", text).map_err(|r| refusals.push(r)).unwrap_or_default();
    let place = text::optional("place", place).map_err(|r| refusals.push(r)).unwrap_or_default();
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let matter = estate.matters.next(ctx.today().ymd().0);
    let (text, place) = (text.map(|t| mine(ctx, t)), place.map(|p| mine(ctx, p)));
    Ok(Event::Raised { matter, title: mine(ctx, title), text, place })
}

/// What an owner or resident writes is theirs; what somebody writes in office belongs to the record.
fn mine(ctx: &Context, text: String) -> Sealed<String> {
    match (ctx.whose(), ctx.capacity) {
        (Some(person), Capacity::Owner | Capacity::Resident) => ctx.seal_of(person, text),
        _ => ctx.seal(text),
    }
}

/// Applies.
pub fn apply(estate: &mut Estate, event: &Event, stamp: &Stamp) {
    match event {
        Event::Raised { matter, title, text, place } => {
            let (title, text, place) = (title.clone(), text.clone(), place.clone());
            let fresh = Matter { title, text, place, raised: *stamp, stage: Stage::Talk, timeline: Vec::new() };
            estate.matters.matters.insert(*matter, fresh);
            estate.matters.write(*matter, estate.seq, stamp, What::Raised);
        }
        Event::Noted { matter, text } => estate.matters.write(*matter, estate.seq, stamp, What::Noted(text.clone())),
    }
}

impl Matters {
    /// The number the next matter of `year` gets.
    #[must_use]
    pub fn next(&self, year: i16) -> MatterId {
        let (first, last) = (MatterId { year, number: 0 }, MatterId { year, number: u32::MAX });
        let number = self.matters.range(first..=last).next_back().map_or(1, |(id, _)| id.number + 1);
        MatterId { year, number }
    }

    /// The matter.
    #[must_use]
    pub fn get(&self, id: MatterId) -> Option<&Matter> {
        self.matters.get(&id)
    }

    /// Writes to a matter's timeline; a stage only moves forward here, sending back is an act of its own.
    pub(crate) fn write(&mut self, id: MatterId, seq: Seq, stamp: &Stamp, what: What) {
        if let Some(matter) = self.matters.get_mut(&id) {
            let stage = match what {
                // Asking what people want is talk: it decides nothing.
                What::Raised
                | What::Noted(_)
                | What::ConsentAsked(_)
                | What::ConsentConcluded(_)
                | What::ConsentCalledOff(_) => Stage::Talk,
                _ => Stage::Decide,
            };
            matter.stage = matter.stage.max(stage);
            matter.timeline.push(Entry { seq, stamp: *stamp, what });
        }
    }

    pub(crate) fn sealed_of(&self, person: PersonId, out: &mut Vec<ItemId>) {
        for matter in self.matters.values() {
            let notes =
                matter.timeline.iter().filter_map(|e| if let What::Noted(t) = &e.what { Some(t) } else { None });
            let all = [Some(&matter.title), matter.text.as_ref(), matter.place.as_ref()].into_iter().flatten();
            out.extend(all.chain(notes).filter(|s| s.subject() == Some(person)).map(Sealed::item));
        }
    }
}

impl Matter {
    /// The person of this estate who raised it, if one did.
    #[must_use]
    pub const fn raiser(&self) -> Option<PersonId> {
        self.raised.actor.whose()
    }
}

#[cfg(test)]
mod tests;
