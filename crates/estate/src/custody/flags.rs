//! What is wrong with the custody of a vote, by name; and what a count needs.

use super::{Step, What, recount};
use crate::Estate;
use crate::assembly::{Channel, ItemKind, Motion, Question};
use law::{Refusal, Refusals};
use std::collections::BTreeSet;
use units::{Capacity, Day, Moment, MotionId, PersonId};

/// A gap a court would ask about (`custody-flag-<word>`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flag {
    /// A seal was found broken, or another number than was put on.
    SealBroken {
        /// When it was found.
        at: Moment,
    },
    /// A day of voting ended without a sealed slot though papers were in it.
    NightUnsealed {
        /// Which.
        day: Day,
    },
    /// Papers were sealed after the count, and are fewer or more than were received.
    PapersDiffer {
        /// Received.
        received: usize,
        /// Sealed.
        stored: u32,
    },
    /// A sample was read differently and all papers were not read again yet.
    SampleDiffers,
    /// Counted, and the papers are not sealed for keeping yet.
    NotStored,
}

impl Flag {
    /// Stable name.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::SealBroken { .. } => "seal-broken",
            Self::NightUnsealed { .. } => "night-unsealed",
            Self::PapersDiffer { .. } => "papers-differ",
            Self::SampleDiffers => "sample-differs",
            Self::NotStored => "not-stored",
        }
    }
}

/// Whether the vote is on somebody themselves, or on the company they work for: they do not count it, and alone they are
/// no witness of it.
#[must_use]
pub fn interested(estate: &Estate, motion: &Motion, person: PersonId, today: Day) -> bool {
    motion.items.iter().any(|item| match &item.question {
        Question::Choose { persons, .. } if persons.contains(&Some(person)) => true,
        _ => {
            item.kind == ItemKind::ServiceProvider && estate.capacities(person, today).contains(&Capacity::CompanyStaff)
        }
    })
}

/// Every gap in the custody of a vote, oldest first. Empty where no paper was used.
#[must_use]
pub fn flags(estate: &Estate, id: MotionId, now: Moment) -> Vec<Flag> {
    let Some(motion) = estate.assembly.get(id) else { return Vec::new() };
    let log = estate.custody.of(id);
    let mut found = Vec::new();
    let mut on: Option<&str> = None;
    for step in &log.steps {
        match &step.what {
            What::Sealed { seal } => on = Some(seal),
            What::Unsealed { seal, whole } | What::Opened { seal, whole } => {
                if !whole || on != Some(seal) {
                    found.push(Flag::SealBroken { at: step.stamp.at });
                }
                on = None;
            }
            What::HandedOver { .. } | What::Stored { .. } => {}
        }
    }
    let paper = || motion.ballots.values().filter(|b| b.channel == Channel::Paper);
    // Nights: from the first paper in the box to its opening. What the opened box held was taken in afterwards.
    let in_box = log.opened().map(|s| s.stamp.at);
    let first = paper().map(|b| b.at).filter(|at| in_box.is_none_or(|opened| *at < opened)).min();
    let first = first.or_else(|| log.steps.first().map(|s| s.stamp.at)).filter(|_| paper().next().is_some());
    if let Some(first) = first {
        let last = in_box.unwrap_or(now).min(now);
        let mut day = first.day();
        while day < last.day() {
            if !sealed_at_end_of(&log.steps, day) {
                found.push(Flag::NightUnsealed { day });
            }
            day = day.plus(1);
        }
    }
    if let Some(What::Stored { papers, .. }) = log.stored().map(|s| &s.what) {
        let received = recount::papers(motion).len() + motion.set_aside.len();
        if received != *papers as usize {
            found.push(Flag::PapersDiffer { received, stored: *papers });
        }
    } else if motion.counted.is_some() && paper().next().is_some() {
        found.push(Flag::NotStored);
    }
    let closed = || log.recounts.iter().filter(|r| r.closed.is_some());
    if closed().any(|r| !r.full && !r.differences(motion).is_empty()) && !closed().any(|r| r.full) {
        found.push(Flag::SampleDiffers);
    }
    found
}

/// Whether the slot was sealed when a day ended.
fn sealed_at_end_of(steps: &[Step], day: Day) -> bool {
    let touched = |s: &&Step| !matches!(s.what, What::HandedOver { .. } | What::Stored { .. });
    let last = steps.iter().filter(touched).take_while(|s| s.stamp.at.day() <= day).last();
    last.is_some_and(|s| matches!(s.what, What::Sealed { .. }))
}

/// What stands between a vote with paper ballots and its count: box and team.
#[must_use]
pub fn bars_to_count(estate: &Estate, id: MotionId) -> Refusals {
    let Some(motion) = estate.assembly.get(id) else { return Vec::new() };
    if motion.ballots.values().all(|b| b.channel != Channel::Paper) && motion.set_aside.is_empty() {
        return Vec::new();
    }
    let log = estate.custody.of(id);
    let mut bars = Vec::new();
    if log.opened().is_none() {
        bars.push(Refusal::new("box-not-opened"));
    }
    if log.team.is_none() {
        bars.push(Refusal::new("team-not-named"));
    }
    bars
}

/// Persons named once each, none of them whoever asks.
pub(super) fn others(witnesses: &[PersonId], actor: units::Actor) -> BTreeSet<PersonId> {
    witnesses.iter().copied().filter(|w| !units::Actor::Person(*w).same_person(actor)).collect()
}
