//! How a person is told what happens: by which way, and how often. Who never chose is told by SMS once a day where the
//! roll has a telephone, else by the letter to the household.
//!
//! A way with an address of its own (服务号, e-mail) holds once a message was taken at that address
//! ([`Binding`](crate::news::Topic::Binding)): until then, and if that never happens, the person is told as before. So a
//! code nobody sent and an address nobody has lose no message, and whoever bound a way for somebody else is not alone in
//! knowing it: the telephone on the roll is told.

use super::{Bodies, Command, Event, Person};
use crate::bodies::{Erased, Ground};
use crate::{Context, Estate};
use law::Refusal;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use units::{Day, ItemId, Moment, PersonId, Sealed, Stamp, limits, words};

words! {
    /// By which way a person is told.
    Channel {
        /// 短信, to the telephone on the roll.
        Sms = "sms",
        /// 服务号.
        Wechat = "wechat",
        /// 邮件.
        Email = "email",
        /// 纸质信.
        Letter = "letter",
    }
}

words! {
    /// How often.
    Pace {
        /// 每日汇总: at most one message a day, in the evening, and only when there is something.
        Digest = "digest",
        /// 随时.
        AtOnce = "at-once",
    }
}

/// By which way and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// By which way.
    pub channel: Channel,
    /// How often; of a letter it says nothing.
    pub pace: Pace,
}

impl Default for Choice {
    fn default() -> Self {
        Self { channel: Channel::Sms, pace: Pace::Digest }
    }
}

/// How a person wants to be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Telling {
    /// The choice.
    pub choice: Choice,
    /// Who recorded it, and when: what is recorded later goes by it.
    pub made: Stamp,
    /// What held before.
    pub before: Choice,
    /// The e-mail address, or the code that binds a 服务号: kept only while it is the way chosen.
    pub address: Option<Sealed<String>>,
    /// Since when the address is known to reach somebody; nothing for a way without one.
    pub bound: Option<Moment>,
    /// What was changed, oldest first, the last [`limits::TELLING_CHANGES`].
    pub changes: Vec<Changed>,
    /// Choices on the last day any was made.
    pub tries: (Day, u32),
}

/// A line of a person's list of changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// Who recorded it, and when.
    pub stamp: Stamp,
    /// What.
    pub change: Change,
}

/// What was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// A way was chosen; `unbound`: the one whose address was erased with that.
    Chosen {
        /// The way.
        channel: Channel,
        /// The other way.
        unbound: Option<Channel>,
    },
    /// Its address was reached, and it holds from then on.
    Bound {
        /// The way.
        channel: Channel,
    },
}

/// A choice as it is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choose {
    /// Who is told: oneself, or somebody who asks for it at the desk.
    pub person: PersonId,
    /// By which way and how often.
    pub choice: Choice,
    /// The e-mail address, as typed; empty keeps the one that is known. Unused for other ways.
    pub email: String,
    /// A new binding code even if one is bound: somebody else may have been first to send the old one.
    pub anew: bool,
}

/// An address that a message was taken at, as the program writes it down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bind {
    /// Whose.
    pub person: PersonId,
    /// The sealed address: a choice made meanwhile has another.
    pub address: ItemId,
}

/// Signs of a binding code: none looks like another, and 31⁸ are too many to guess at a gateway.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/// Its length.
const CODE_SIGNS: usize = 8;
/// RFC 5321, 4.5.3.1.3.
const EMAIL_MAX: usize = 254;

impl Channel {
    /// Whether it has an address of its own, which the person gives or binds.
    #[must_use]
    pub const fn is_bound(self) -> bool {
        matches!(self, Self::Wechat | Self::Email)
    }
}

impl Telling {
    /// Since when the choice holds; `None` while its address has not been reached.
    #[must_use]
    pub fn holds_since(&self) -> Option<Moment> {
        match self.choice.channel.is_bound() {
            true => self.bound.map(|bound| bound.max(self.made.at)),
            false => Some(self.made.at),
        }
    }
}

impl Person {
    /// As chosen, else by SMS once a day.
    #[must_use]
    pub fn choice(&self) -> Choice {
        self.telling.as_ref().map_or_else(Choice::default, |t| t.choice)
    }

    /// Where a message by `channel` reaches them. Nothing for a letter, for a way they did not choose, or once they are
    /// erased.
    #[must_use]
    pub fn address(&self, channel: Channel) -> Option<&str> {
        self.name.get()?;
        match channel {
            Channel::Sms => self.contact.as_ref()?.get()?.phone.as_deref(),
            Channel::Letter => None,
            Channel::Wechat | Channel::Email => {
                let telling = self.telling.as_ref().filter(|t| t.choice.channel == channel)?;
                telling.address.as_ref()?.get().map(String::as_str)
            }
        }
    }

    /// What holds now: as chosen, once the address of that way was reached.
    #[must_use]
    pub fn in_force(&self) -> Choice {
        match &self.telling {
            Some(t) if t.holds_since().is_none() => Choice { channel: still(t.before.channel), ..t.before },
            _ => self.choice(),
        }
    }

    /// The way that reaches them now: the one in force, else the letter.
    #[must_use]
    pub fn reached_by(&self) -> Channel {
        let chosen = self.in_force().channel;
        if self.address(chosen).is_some() { chosen } else { Channel::Letter }
    }

    /// By which way and how often they are told what was recorded at `at`: as they had chosen then. What waited for the
    /// evening goes by the way chosen since.
    #[must_use]
    pub fn told_by(&self, at: Moment) -> Choice {
        let Some(t) = &self.telling else { return Choice::default() };
        let since = t.holds_since();
        if since.is_some_and(|since| at >= since) {
            return t.choice;
        }
        let waits = t.before.pace == Pace::Digest && t.before.channel != Channel::Letter;
        let channel = match since {
            Some(_) if waits => t.choice.channel,
            // Told already by the old way, and not again.
            _ if at < t.made.at && !waits => t.before.channel,
            _ => still(t.before.channel),
        };
        Choice { channel, ..t.before }
    }
}

/// What is left of a way that held before, while the next one is not reached yet: its address is erased with the choice, and
/// the telephone on the roll is what there is.
const fn still(before: Channel) -> Channel {
    if before.is_bound() { Channel::Sms } else { before }
}

pub(super) fn decide(estate: &Estate, choose: &Choose, ctx: &Context) -> Result<Vec<crate::Event>, Refusal> {
    let Choose { person: id, choice, email, anew } = choose;
    let person =
        estate.bodies.person(*id).ok_or_else(|| Refusal::new("person-unknown").with("person", id.0).on("person"))?;
    if person.name.get().is_none() {
        return Err(Refusal::new("person-erased"));
    }
    let telling = person.telling.as_ref();
    if telling.is_some_and(|t| t.tries.0 == ctx.today() && t.tries.1 >= limits::TELLING_CHOICES_A_DAY) {
        return Err(Refusal::new("telling-too-often").with("most", limits::TELLING_CHOICES_A_DAY));
    }
    let known = person.address(choice.channel);
    let address = match choice.channel {
        Channel::Letter => None,
        Channel::Sms if known.is_none() => return Err(Refusal::new("telling-no-phone").on("channel")),
        Channel::Sms => None,
        // A code that nobody sent in time, or somebody else did, is replaced by choosing again.
        Channel::Wechat => {
            let bound = telling.is_some_and(|t| t.bound.is_some());
            (*anew || known.is_none() || !bound).then(|| binding_code(&ctx.seed))
        }
        Channel::Email if email.trim().is_empty() && known.is_some() => None,
        Channel::Email => Some(checked(email)?).filter(|typed| known != Some(typed.as_str())),
    };
    if telling.is_some() && person.choice() == *choice && address.is_none() {
        return Ok(Vec::new());
    }
    let mut events = Vec::new();
    // What is no longer needed is deleted unasked: 个人信息保护法第四十七条.
    let unneeded = telling.filter(|t| t.choice.channel != choice.channel || address.is_some());
    if let Some(old) = unneeded.and_then(|t| t.address.as_ref()).filter(|a| a.get().is_some()) {
        events.push(crate::Event::Erased(Erased { items: vec![old.item()], ground: Ground::Unneeded }));
    }
    let address = address.map(|a| ctx.seal_of(*id, a));
    events.push(crate::Event::Bodies(Event::TellingChosen { person: *id, choice: *choice, address }));
    Ok(events)
}

/// What the program found out by itself: a message was taken at this address.
pub(super) fn bind(estate: &Estate, bind: &Bind) -> Result<Vec<crate::Event>, Refusal> {
    let telling = estate.bodies.person(bind.person).and_then(|p| p.telling.as_ref());
    let waits = |t: &&Telling| t.bound.is_none() && t.address.as_ref().is_some_and(|a| a.item() == bind.address);
    let telling = telling.filter(waits).ok_or_else(|| Refusal::new("telling-not-waiting"))?;
    Ok(vec![crate::Event::Bodies(Event::TellingBound { person: bind.person, channel: telling.choice.channel })])
}

/// Pseudonymous: it says nothing of the person, and only the gateway knows whose 服务号 it is.
fn binding_code(seed: &[u8; 16]) -> String {
    let hash = Sha256::new().chain_update(b"binding code").chain_update(seed).finalize();
    let sign = |b: &u8| char::from(ALPHABET[usize::from(*b) % ALPHABET.len()]);
    hash.iter().take(CODE_SIGNS).map(sign).collect()
}

fn checked(typed: &str) -> Result<String, Refusal> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Refusal::new("text-missing").on("email"));
    }
    let fits = typed.split_once('@').is_some_and(|(local, domain)| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
        let label = |l: &str| !l.is_empty() && l.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let (dots, labels) =
            (local.starts_with('.') || local.ends_with('.') || local.contains(".."), domain.split('.'));
        !local.is_empty() && !dots && local.chars().all(plain) && domain.contains('.') && labels.clone().all(label)
    });
    let right = fits && typed.len() <= EMAIL_MAX;
    if right { Ok(typed.to_owned()) } else { Err(Refusal::new("email-wrong").on("email")) }
}

pub(super) fn apply(bodies: &mut Bodies, event: &Event, stamp: &Stamp) {
    let (Event::TellingChosen { person, .. } | Event::TellingBound { person, .. }) = event else { return };
    let Some(person) = bodies.persons.get_mut(person) else { return };
    match event {
        Event::TellingChosen { choice, address, .. } => chosen(person, *choice, address.as_ref(), stamp),
        Event::TellingBound { channel, .. } => {
            let Some(telling) = &mut person.telling else { return };
            telling.bound = Some(stamp.at);
            note(&mut telling.changes, Change::Bound { channel: *channel }, stamp);
        }
        _ => {}
    }
}

fn chosen(person: &mut Person, choice: Choice, address: Option<&Sealed<String>>, stamp: &Stamp) {
    let before = person.in_force();
    let last = person.telling.take();
    let today = stamp.at.day();
    let made_today = last.as_ref().filter(|t| t.tries.0 == today).map_or(0, |t| t.tries.1);
    let mut changes = last.as_ref().map(|t| t.changes.clone()).unwrap_or_default();
    let held = last.as_ref().filter(|t| t.address.is_some()).map(|t| t.choice.channel);
    let kept = last.filter(|t| t.choice.channel == choice.channel && address.is_none());
    let unbound = held.filter(|_| kept.is_none());
    note(&mut changes, Change::Chosen { channel: choice.channel, unbound }, stamp);
    let bound = kept.as_ref().and_then(|t| t.bound);
    let address = address.cloned().or_else(|| kept.and_then(|t| t.address));
    let tries = (today, made_today + 1);
    person.telling = Some(Telling { choice, made: *stamp, before, address, bound, changes, tries });
}

fn note(changes: &mut Vec<Changed>, change: Change, stamp: &Stamp) {
    changes.push(Changed { stamp: *stamp, change });
    let over = changes.len().saturating_sub(limits::TELLING_CHANGES);
    changes.drain(..over);
}

impl Estate {
    /// Whether the household of a unit is to get the letter: none of its owners is reached by one of the ways that are
    /// `set`, those `unreached` by their last message not counted, or one asked for paper.
    #[must_use]
    pub fn wants_letter(&self, owners: &[PersonId], set: &[Channel], unreached: &BTreeSet<PersonId>) -> bool {
        let persons = || owners.iter().filter_map(|o| Some((o, self.bodies.person(*o)?)));
        let asked = persons().any(|(_, p)| p.choice().channel == Channel::Letter);
        asked || !persons().any(|(o, p)| !unreached.contains(o) && set.contains(&p.reached_by()))
    }
}

impl Command {
    /// Whose own affair it is, if it is a person's.
    #[must_use]
    pub const fn own_of(&self) -> Option<PersonId> {
        if let Self::ChooseTelling(Choose { person, .. }) = self { Some(*person) } else { None }
    }
}
