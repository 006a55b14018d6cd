//! What waits to be delivered, message by message: one dead address holds up nobody else's.

use super::{Failure, Message, Pass, Teller, Telling};
use crate::{App, Error, Who};
use estate::bodies::Event::TellingChosen as Chosen;
use estate::bodies::{Bind, Channel, Command};
use estate::news::News;
use futures_util::future::join_all;
use record::Expect;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::{Duration, Instant};
use units::{AccountId, CommandId, Digest, Moment, PersonId, Seq, StreamId};

/// The side values' space.
pub(super) const SPACE: &str = "message";
/// Messages under way at a time.
const AT_A_TIME: usize = 8;
/// The first pause before another try (milliseconds); each is four times the last.
const PAUSE_MS: i64 = 30_000;
/// The longest pause (milliseconds).
const PAUSE_MS_MAX: i64 = 6 * 60 * 60 * 1_000;
/// So long somebody may still be about to bind an address (milliseconds): it is tried every [`PAUSE_MS`].
const BINDING_FRESH_MS: i64 = 2 * 60 * 60 * 1_000;
/// The pause after that (milliseconds).
const BINDING_PAUSE_MS: i64 = 10 * 60 * 1_000;
/// How long is remembered that a message was delivered (milliseconds): longer than any lease.
const SENT_KEPT_MS: i64 = 2 * 24 * 60 * 60 * 1_000;
/// How long a message that did not arrive is counted at the desk (milliseconds).
const FAILED_COUNTED_MS: i64 = 7 * 24 * 60 * 60 * 1_000;
/// How long is remembered that somebody was not reached (milliseconds): a vote takes no longer from roll to close.
const FAILED_KEPT_MS: i64 = 90 * 24 * 60 * 60 * 1_000;
/// The lease is taken anew so often.
const RENEW: Duration = Duration::from_secs(20);

/// A message that waits, or how it ended. Persons and entries by number: nothing personal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Waiting {
    id: Digest,
    pub(super) person: PersonId,
    pub(super) seqs: Vec<Seq>,
    pub(super) until: Moment,
    pub(super) put: Moment,
    tries: u32,
    next: Moment,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum State {
    Waits,
    Sent,
    Failed,
}

impl Waiting {
    pub(super) const fn new(id: Digest, person: PersonId, seqs: Vec<Seq>, until: Moment, now: Moment) -> Self {
        Self { id, person, seqs, until, put: now, tries: 0, next: now, state: State::Waits }
    }

    pub(super) fn waits(&self) -> bool {
        self.state == State::Waits
    }

    /// How long it is kept.
    pub(super) const fn expires(&self, now: Moment) -> Moment {
        match self.state {
            // Longer than it helps, so that it counts as failed when nobody took it in time.
            State::Waits => self.until.plus_ms(FAILED_KEPT_MS),
            State::Sent => now.plus_ms(SENT_KEPT_MS),
            State::Failed => now.plus_ms(FAILED_KEPT_MS),
        }
    }

    /// Whoever binds an address waits for the answer: soon at first, then less often.
    fn asked_too_early(&mut self, now: Moment) {
        let fresh = now < self.put.plus_ms(BINDING_FRESH_MS);
        self.tries += 1;
        self.next = now.plus_ms(if fresh { PAUSE_MS } else { BINDING_PAUSE_MS });
    }

    const fn tried(&mut self, now: Moment) {
        let grown = PAUSE_MS << (2 * if self.tries < 10 { self.tries } else { 10 });
        self.tries += 1;
        self.next = now.plus_ms(if grown < PAUSE_MS_MAX { grown } else { PAUSE_MS_MAX });
    }
}

/// Where a lane's messages of a stream stand.
pub(super) fn prefix(stream: StreamId, consumer: &str) -> Vec<u8> {
    format!("{stream} {consumer} ").into_bytes()
}

pub(super) fn key(stream: StreamId, consumer: &str, id: Digest) -> Vec<u8> {
    format!("{stream} {consumer} {id}").into_bytes()
}

/// How messages of a channel fared lately: sums, for the desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lately {
    /// Delivered in the last two days.
    pub sent: usize,
    /// Still waiting, most of them for another try.
    pub waiting: usize,
    /// Never to be delivered, in the last seven days.
    pub failed: usize,
}

/// Entries read once a pass: the event, if it is of a kind that is told, and when it was recorded.
type Events = HashMap<Seq, (Option<estate::Event>, Moment)>;

/// What came of a try.
enum Outcome {
    /// There is nobody or nothing left to tell.
    Gone,
    Tried(Result<(), Failure>),
}

impl App {
    /// Delivers what waits in a stream; answers when to look again, if something still waits. The cursor stands at
    /// `reached`, and its lease keeps every other node away meanwhile.
    pub(super) async fn deliver_waiting(
        &self,
        teller: &Teller,
        stream: StreamId,
        reached: Seq,
        pass: &mut Pass,
    ) -> Result<Option<Moment>, Error> {
        let (store, consumer) = (self.record().store(), teller.consumer());
        if self.hold(teller, stream).await?.is_none() {
            return Ok(None);
        }
        let mut held = Instant::now();
        let mut events = Events::new();
        let now = self.now();
        let kept = self.record().side_scan::<Waiting>(SPACE, &prefix(stream, consumer), now).await?;
        let waiting = kept.into_iter().filter(|(_, w)| w.waits());
        let (mut ready, later): (Vec<_>, Vec<_>) = waiting.partition(|(_, w)| w.next <= now);
        ready.sort_by_key(|(_, w)| (w.put, w.person));
        for chunk in ready.chunks_mut(AT_A_TIME) {
            if teller.rests(now) {
                break;
            }
            if held.elapsed() > RENEW {
                store.advance(stream, consumer, reached).await?;
                if self.hold(teller, stream).await?.is_none() {
                    return Ok(None);
                }
                held = Instant::now();
            }
            let outcomes = self.try_all(teller, stream, chunk, &mut events).await?;
            for ((key, waiting), outcome) in chunk.iter_mut().zip(outcomes) {
                let outcome = match outcome {
                    Outcome::Tried(Ok(())) => self.bound(teller, stream, waiting, &events).await,
                    other => other,
                };
                self.settle(teller, stream, (key.as_slice(), waiting), outcome, pass).await?;
            }
        }
        store.advance(stream, consumer, reached).await?;
        Ok(ready.iter().chain(&later).filter(|(_, w)| w.waits()).map(|(_, w)| w.next).min())
    }

    /// Tries some messages side by side.
    async fn try_all(
        &self,
        teller: &Teller,
        stream: StreamId,
        chunk: &[(Vec<u8>, Waiting)],
        events: &mut Events,
    ) -> Result<Vec<Outcome>, Error> {
        let mut messages = Vec::with_capacity(chunk.len());
        for (_, waiting) in chunk {
            messages.push(self.message(teller, stream, waiting, events).await?);
        }
        let tries = messages.iter().map(|message| async move {
            match message {
                Some(message) => Outcome::Tried(teller.adapter.deliver(message).await),
                None => Outcome::Gone,
            }
        });
        Ok(join_all(tries).await)
    }

    /// Writes down that an address was reached, where the message was there to find that out. If that fails, the message
    /// counts as not delivered: sent again, it is the same one.
    async fn bound(&self, teller: &Teller, stream: StreamId, waiting: &Waiting, events: &Events) -> Outcome {
        let address = waiting.seqs.iter().find_map(|seq| match &events.get(seq)?.0 {
            Some(estate::Event::Bodies(Chosen { choice, address: Some(address), .. }))
                if choice.channel == teller.channel() =>
            {
                Some(address.item())
            }
            _ => None,
        });
        let Some(address) = address else { return Outcome::Tried(Ok(())) };
        let mut id = [0; 16];
        id.copy_from_slice(&waiting.id.0[..16]);
        let bind = Command::BindTelling(Bind { person: waiting.person, address });
        match self.estate_command(stream, Who::SYSTEM, CommandId(id), estate::Command::Bodies(bind)).await {
            // Refused: another way was chosen meanwhile.
            Ok(_) | Err(Error::Refused(_)) => Outcome::Tried(Ok(())),
            Err(e) => Outcome::Tried(Err(Failure::Later(format!("taken, but not written down: {e}")))),
        }
    }

    /// The message as the record has it now; `None` where nobody or nothing is left to tell.
    async fn message(
        &self,
        teller: &Teller,
        stream: StreamId,
        waiting: &Waiting,
        events: &mut Events,
    ) -> Result<Option<Message>, Error> {
        for seq in &waiting.seqs {
            if !events.contains_key(seq)
                && let Some(row) = self.record().store().row(stream, *seq).await?
            {
                events.insert(*seq, (self.told_event(stream, &row).await?, row.at));
            }
        }
        let channel = teller.channel();
        let found = self.estate(stream, |view| {
            let person = view.estate.bodies.person(waiting.person)?;
            let to = person.address(channel)?.to_owned();
            let told = waiting.seqs.iter().filter_map(|seq| events.get(seq));
            let news = told.filter_map(|(event, at)| view.estate.news(event.as_ref()?, *at));
            let news: Vec<News> = news.filter(|n| n.useful_until > view.now).collect();
            Some((to, view.estate.founding.name.as_ref()?.get()?.clone(), news, person.account))
        });
        let Some((to, estate, news, account)) = found.await? else { return Ok(None) };
        let Some(useful_until) = news.iter().map(|n| n.useful_until).max() else { return Ok(None) };
        let look = self.look_of(account).await?;
        let lane = teller.lane();
        let telling = Telling { stream, estate: &estate, channel, lane, news: &news, look: look.as_deref() };
        let said = (teller.say)(&telling);
        let (id, subject, text, lines) = (waiting.id, said.subject, said.text, said.lines);
        Ok(Some(Message { id, channel, to, lane, subject, text, lines, estate, useful_until }))
    }

    /// The language and look that a person keeps with their account.
    async fn look_of(&self, account: Option<AccountId>) -> Result<Option<String>, Error> {
        let Some(account) = account else { return Ok(None) };
        Ok(self.account(account).await?.and_then(|(held, _)| held.settings.get("look").cloned()))
    }

    async fn settle(
        &self,
        teller: &Teller,
        stream: StreamId,
        (key, waiting): (&[u8], &mut Waiting),
        outcome: Outcome,
        pass: &mut Pass,
    ) -> Result<(), Error> {
        let (now, lane) = (self.now(), teller.consumer());
        match outcome {
            Outcome::Gone => {
                pass.skipped += 1;
                waiting.state = State::Failed;
                return Ok(self.record().store().drop_side(SPACE, key).await?);
            }
            Outcome::Tried(Ok(())) => {
                teller.went(true, now);
                pass.delivered += 1;
                waiting.state = State::Sent;
            }
            Outcome::Tried(Err(Failure::Final(why))) => {
                // The line is well: it said no to this one.
                teller.went(true, now);
                tracing::warn!(lane, %stream, "not delivered, and passed over: {why}");
                pass.refused += 1;
                waiting.state = State::Failed;
            }
            Outcome::Tried(Err(Failure::NotYet)) => {
                teller.went(true, now);
                waiting.asked_too_early(now);
            }
            Outcome::Tried(Err(Failure::Later(why))) => {
                teller.went(false, now);
                tracing::warn!(lane, %stream, tries = waiting.tries + 1, "not delivered: {why}");
                pass.failed += 1;
                waiting.tried(now);
            }
        }
        let expires = Some(waiting.expires(now));
        self.record().put_side(SPACE, key, Expect::Any, &*waiting, expires, now).await?;
        Ok(())
    }

    /// How an estate's messages fared lately, by channel.
    ///
    /// # Errors
    /// The store's.
    pub async fn told_lately(&self, stream: StreamId) -> Result<BTreeMap<Channel, Lately>, Error> {
        let now = self.now();
        let mut found: BTreeMap<Channel, Lately> = BTreeMap::new();
        for (key, waiting) in self.record().side_scan::<Waiting>(SPACE, format!("{stream} ").as_bytes(), now).await? {
            let consumer = key.split(|b| *b == b' ').nth(1).and_then(|c| std::str::from_utf8(c).ok());
            let Some(channel) = consumer.and_then(|c| Channel::from_word(c.split('.').next()?)) else { continue };
            let lately = found.entry(channel).or_default();
            match waiting.state {
                State::Sent => lately.sent += 1,
                State::Waits if waiting.until > now => lately.waiting += 1,
                State::Waits | State::Failed => {
                    lately.failed += usize::from(now < waiting.put.plus_ms(FAILED_COUNTED_MS));
                }
            }
        }
        Ok(found)
    }

    /// Whom the last message did not reach: an account was given up, a number is dead. They get the letter.
    ///
    /// # Errors
    /// The store's.
    pub async fn unreached(&self, stream: StreamId) -> Result<BTreeSet<PersonId>, Error> {
        let now = self.now();
        let kept = self.record().side_scan::<Waiting>(SPACE, format!("{stream} ").as_bytes(), now).await?;
        let mut last: BTreeMap<PersonId, (Moment, bool)> = BTreeMap::new();
        for (_, waiting) in kept.into_iter().filter(|(_, w)| w.state != State::Waits || w.until <= now) {
            let ended = (waiting.put, waiting.state == State::Sent);
            let held = last.entry(waiting.person).or_insert(ended);
            *held = (*held).max(ended);
        }
        Ok(last.into_iter().filter(|(_, (_, sent))| !sent).map(|(person, _)| person).collect())
    }
}
