//! What people are told of what was recorded: what it is about, until when it helps, and whom it concerns. Whoever is
//! concerned is told by the way and as often as they chose (`bodies::Choice`); nothing told names a person, a choice or
//! a sum owed.

use crate::{Estate, Event, assembly, bodies, consent, helping, standing};
use std::collections::BTreeSet;
use units::{ConsentId, Moment, MotionId, PersonId, UnitId, limits, words};

words! {
    /// What is told.
    Topic {
        /// The roll is shown, and may be objected to.
        RollShown = "roll-shown",
        /// A vote is announced.
        Notice = "notice",
        /// A result is announced.
        Result = "result",
        /// A result was corrected.
        Corrected = "corrected",
        /// A decision was revoked.
        Revoked = "revoked",
        /// A vote was taken back.
        Withdrawn = "withdrawn",
        /// Whoever objected has an answer.
        Answered = "answered",
        /// Households are asked what they want.
        Asked = "asked",
        /// That is added up.
        Concluded = "concluded",
        /// They are not asked any more.
        CalledOff = "called-off",
        /// To a new address and at once: from now on you are told here.
        Binding = "binding",
        /// To the telephone on the roll and at once: you are told another way from now on.
        Rebound = "rebound",
        /// A code, to the telephone on the roll and to nothing else, at once.
        Code = "code",
    }
}

/// The page it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A motion.
    Motion(MotionId),
    /// A consultation.
    Consent(ConsentId),
    /// A person's match with the roll.
    Match,
    /// How a person is told.
    Telling,
}

/// Something to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// What.
    pub topic: Topic,
    /// About what.
    pub subject: Subject,
    /// The title of the motion, the question of the consultation; of a code, the code; of a way to be told, its word.
    pub what: String,
    /// Until when one can do something about it.
    pub until: Option<Moment>,
    /// After this it helps nobody.
    pub useful_until: Moment,
    /// Whom it concerns.
    pub to: BTreeSet<PersonId>,
    /// Of a code: the ballot it confirms, where it confirms one that a helper filled in.
    pub ballot: Option<HelpedBallot>,
}

/// What a message with a code says of a ballot that a helper filled in, so that nobody reads out a code for something
/// else: the one place where a message names a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpedBallot {
    /// Title of the motion.
    pub title: String,
    /// Who filled it in.
    pub helper: String,
}

/// An announcement is news for two weeks (milliseconds).
const ANNOUNCED_USEFUL_MS: i64 = 14 * 24 * 60 * 60 * 1_000;

impl Estate {
    /// What there is to tell of an event recorded at `at`, as things stand now: of what was taken back since, nothing.
    #[must_use]
    pub fn news(&self, event: &Event, at: Moment) -> Option<News> {
        match event {
            Event::Assembly(event) => self.news_of_motion(event, at),
            Event::Consent(event) => self.news_of_consent(event, at),
            Event::Bodies(event) => self.news_of_telling(event, at),
            Event::Standing(standing::Event::CodeSent { person, code, until }) => Some(News {
                topic: Topic::Code,
                subject: Subject::Match,
                what: code.get()?.clone(),
                until: Some(*until),
                useful_until: *until,
                to: BTreeSet::from([*person]),
                ballot: None,
            }),
            Event::Helping(helping::Event::Prepared { help, motion, code: Some(code), until, .. }) => {
                let help = self.helping.helps.get(help)?;
                let title = self.assembly.get(*motion)?.title.get()?.clone();
                let helper = self.bodies.person(help.helper)?.name.get()?.clone();
                Some(News {
                    topic: Topic::Code,
                    subject: Subject::Match,
                    what: code.get()?.clone(),
                    until: Some(*until),
                    useful_until: *until,
                    to: BTreeSet::from([help.owner]),
                    ballot: Some(HelpedBallot { title, helper }),
                })
            }
            _ => None,
        }
    }

    fn news_of_motion(&self, event: &assembly::Event, at: Moment) -> Option<News> {
        use assembly::Event::{Answered, CountCorrected, NoticeGiven, ResultAnnounced, Revoked, RollFrozen, Withdrawn};
        let (topic, id) = match event {
            RollFrozen { motion, .. } => (Topic::RollShown, *motion),
            NoticeGiven { motion, .. } => (Topic::Notice, *motion),
            ResultAnnounced { motion, .. } => (Topic::Result, *motion),
            CountCorrected { motion, .. } => (Topic::Corrected, *motion),
            Revoked { motion, .. } => (Topic::Revoked, *motion),
            Answered { motion, .. } => (Topic::Answered, *motion),
            // Where a roll was shown, its owners know of the vote.
            Withdrawn { motion } => (Topic::Withdrawn, *motion),
            _ => return None,
        };
        let motion = self.assembly.get(id).filter(|m| m.withdrawn.is_none() || topic == Topic::Withdrawn)?;
        let (until, useful_until) = match topic {
            Topic::RollShown => (None, motion.opens),
            Topic::Notice => (Some(motion.closes), motion.closes),
            _ => (None, at.plus_ms(ANNOUNCED_USEFUL_MS)),
        };
        let to = if let Answered { objection, .. } = event {
            let objection = motion.objections.get(usize::try_from(*objection).ok()?)?;
            match objection.desk {
                Some(desk) => BTreeSet::from([desk.from]),
                None => objection.raised.actor.whose().into_iter().collect(),
            }
        } else {
            let voters = &motion.electorate.as_ref()?.voters;
            let owners = voters.iter().flat_map(|v| v.owners.iter().copied());
            let units = voters.iter().flat_map(|v| v.units.iter().map(|(unit, _)| *unit));
            owners.chain(self.speakers_of(units)).collect()
        };
        let what = motion.title.get()?.clone();
        Some(News { topic, subject: Subject::Motion(id), what, until, useful_until, to, ballot: None })
    }

    fn news_of_consent(&self, event: &consent::Event, at: Moment) -> Option<News> {
        let (topic, id) = match event {
            consent::Event::Asked { consent, .. } => (Topic::Asked, *consent),
            consent::Event::Concluded { consent, .. } => (Topic::Concluded, *consent),
            consent::Event::CalledOff { consent, .. } => (Topic::CalledOff, *consent),
            _ => return None,
        };
        let held = self.consents.get(id)?;
        if topic == Topic::Asked && held.ended.is_some() {
            return None;
        }
        // The last day, to its end.
        let end = held.until.plus(1).start();
        let (until, useful_until) = match topic {
            Topic::Asked => (Some(end.plus_ms(-1)), end),
            _ => (None, at.plus_ms(ANNOUNCED_USEFUL_MS)),
        };
        let listed = held.asked.iter().filter_map(|unit| self.roll.units.get(unit)).filter(|u| !u.struck);
        let households = listed.flat_map(|u| u.facts.owners.iter().chain(&u.facts.occupiers).copied());
        let to = households.chain(self.speakers_of(held.asked.iter().copied())).collect();
        let what = held.question.get()?.clone();
        Some(News { topic, subject: Subject::Consent(id), what, until, useful_until, to, ballot: None })
    }

    /// A way that was chosen for a person is told at both ends, so that nobody is moved aside without knowing.
    fn news_of_telling(&self, event: &bodies::Event, at: Moment) -> Option<News> {
        let (bodies::Event::TellingChosen { person, .. } | bodies::Event::TellingBound { person, .. }) = event else {
            return None;
        };
        let telling = self.bodies.person(*person)?.telling.as_ref()?;
        let (topic, useful_ms) = match event {
            // Only of the last choice: what was chosen otherwise since has another address.
            bodies::Event::TellingChosen { address, .. } if telling.made.at == at => {
                let moved = telling.before.channel != telling.choice.channel;
                match address {
                    Some(_) if telling.bound.is_none() => (Topic::Binding, limits::BINDING_MS),
                    None if moved => (Topic::Rebound, ANNOUNCED_USEFUL_MS),
                    _ => return None,
                }
            }
            bodies::Event::TellingBound { .. } if telling.bound == Some(at) => (Topic::Rebound, ANNOUNCED_USEFUL_MS),
            _ => return None,
        };
        Some(News {
            topic,
            subject: Subject::Telling,
            what: telling.choice.channel.word().to_owned(),
            until: None,
            useful_until: at.plus_ms(useful_ms),
            to: BTreeSet::from([*person]),
            ballot: None,
        })
    }

    fn speakers_of(&self, units: impl Iterator<Item = UnitId>) -> impl Iterator<Item = PersonId> {
        units.filter_map(|unit| self.speaker(unit)).map(|s| s.person)
    }
}

#[cfg(test)]
#[path = "news_tests.rs"]
mod tests;
