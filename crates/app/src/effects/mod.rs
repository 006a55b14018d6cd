//! What the record makes happen outside: messages to the people an event concerns, by the way and as often as each of
//! them chose. A lane is a consumer with a cursor over each stream and a lease on it: it writes down whom to tell, then
//! delivers what waits, so that a crash repeats at most the messages under way, under the same ids. After its last useful
//! moment nothing is told. Adapters are off until set.
//!
//! What waits names persons by number and entries by seq, nothing else: names, telephones and words are read again from
//! the record when a message leaves, so that whoever was erased gets nothing.

mod fan_out;
mod lane;
mod queue;

pub use lane::{DIGEST_HOUR, Lane, Teller};
pub use queue::Lately;

use crate::{App, Error, EstateMachine, Machine};
use async_trait::async_trait;
use authority::Level;
use estate::bodies::Channel;
use estate::news::{News, Topic};
use record::{Envelope, LogRow, Record};
use serde::Serialize;
use units::{Digest, Moment, StreamId};

/// A message to one person by one way. No `Debug`: nothing of it belongs into a log.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    /// The same message has the same id for ever: whoever delivers it drops repeats by it.
    pub id: Digest,
    /// By which way.
    pub channel: Channel,
    /// The telephone on the roll, the e-mail address, or the code that was sent to the 服务号.
    pub to: String,
    /// Which lane it went by.
    pub lane: Lane,
    /// Subject of a mail.
    pub subject: String,
    /// The whole text.
    pub text: String,
    /// The same line by line, for gateways that fill in templates.
    pub lines: Vec<Line>,
    /// The estate's name.
    pub estate: String,
    /// After this it helps nobody.
    pub useful_until: Moment,
}

/// One thing told.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// What.
    pub topic: Topic,
    /// Title or question; of a code, the code.
    pub what: String,
    /// Until when one can do something about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Moment>,
    /// The page about it, where the site's address is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// In words.
    pub text: String,
}

/// What is to be put into words.
#[derive(Clone, Copy)]
pub struct Telling<'a> {
    /// The estate's stream.
    pub stream: StreamId,
    /// Its name.
    pub estate: &'a str,
    /// By which way.
    pub channel: Channel,
    /// Which lane.
    pub lane: Lane,
    /// What there is to tell, oldest first.
    pub news: &'a [News],
    /// The language and look its reader keeps with an account.
    pub look: Option<&'a str>,
}

/// A telling in words.
#[derive(Clone, Default)]
pub struct Said {
    /// Subject of a mail.
    pub subject: String,
    /// The whole text.
    pub text: String,
    /// Line by line.
    pub lines: Vec<Line>,
}

/// Puts a telling into words: the words are kept where all the product's words are.
pub type Say = dyn Fn(&Telling<'_>) -> Said + Send + Sync;

/// Why a message was not delivered: a status and nothing of the message, for it is logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// This message will never arrive: it is counted and passed over.
    Final(String),
    /// It may arrive later: it is tried again, after growing pauses.
    Later(String),
    /// Nobody has bound this address yet. The line is well, and it is tried again soon.
    NotYet,
}

/// A way out for one channel. Delivering the same id twice must do no harm.
#[async_trait]
pub trait Adapter: Send + Sync {
    /// Which channel.
    fn channel(&self) -> Channel;

    /// Delivers; answers within seconds.
    ///
    /// # Errors
    /// [`Failure`].
    async fn deliver(&self, message: &Message) -> Result<(), Failure>;
}

/// What a pass over the streams did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pass {
    /// Messages delivered.
    pub delivered: usize,
    /// News too late to help anybody, and messages that waited too long.
    pub skipped: usize,
    /// Failed, to be tried again.
    pub failed: usize,
    /// Never to be delivered, and passed over.
    pub refused: usize,
}

/// How long one node may hold a stream's cursor without saying so again (milliseconds).
const LEASE_MS: i64 = 60_000;

impl App {
    /// Tells what is new and delivers what waits, in every estate.
    ///
    /// # Errors
    /// The store's, if not even the estates can be listed.
    pub async fn tell(&self, teller: &Teller) -> Result<Pass, Error> {
        let mut pass = Pass::default();
        for (stream, summary) in self.record().store().summaries(None, usize::MAX).await? {
            let now = self.now();
            if teller.rests(now) {
                break;
            }
            if crate::app::level_of_summary(&summary.json) == Level::District
                || teller.is_idle(stream, summary.seq, now)
            {
                continue;
            }
            if let Err(e) = self.tell_in(teller, stream, &mut pass).await {
                tracing::warn!(lane = teller.consumer(), %stream, "effects: {e}");
            }
        }
        Ok(pass)
    }

    async fn tell_in(&self, teller: &Teller, stream: StreamId, pass: &mut Pass) -> Result<(), Error> {
        let now = self.now();
        let Some(cursor) = self.hold(teller, stream).await? else { return Ok(()) };
        if !teller.lane().is_open(now) {
            // Only so that a cursor is there: what is recorded from now on is for this evening.
            self.record().store().advance(stream, teller.consumer(), cursor).await?;
            teller.looked(stream, cursor, now, None);
            return Ok(());
        }
        let reached = self.fan_out(teller, stream, cursor, pass).await?;
        self.record().store().advance(stream, teller.consumer(), reached).await?;
        let next = self.deliver_waiting(teller, stream, reached, pass).await?;
        teller.looked(stream, reached, now, next);
        Ok(())
    }

    /// Takes a lane's cursor in a stream, unless another node has it.
    async fn hold(&self, teller: &Teller, stream: StreamId) -> Result<Option<u64>, Error> {
        let now = self.now();
        Ok(self.record().store().lease(stream, teller.consumer(), now, now.plus_ms(LEASE_MS)).await?)
    }

    /// The event of an entry, if it is of a kind that anybody is told of.
    async fn told_event(&self, stream: StreamId, row: &LogRow) -> Result<Option<estate::Event>, Error> {
        const TOLD: [&str; 14] = [
            "assembly.roll-frozen",
            "assembly.notice-given",
            "assembly.result-announced",
            "assembly.count-corrected",
            "assembly.revoked",
            "assembly.withdrawn",
            "assembly.answered",
            "consent.asked",
            "consent.concluded",
            "consent.called-off",
            "standing.code-sent",
            "bodies.telling-chosen",
            "bodies.telling-bound",
            "helping.prepared",
        ];
        if !TOLD.contains(&row.kind.as_str()) {
            return Ok(None);
        }
        let spoiled = |e: String| Error::Unavailable(format!("entry {}: {e}", row.seq));
        let envelope = Envelope::read(&row.entry).map_err(spoiled)?;
        let vault = self.record().store().vault(stream, Some(&record::items_of(std::slice::from_ref(row)))).await?;
        let mut opened = self.record().open_rows(stream, &vault);
        let body = Record::opened_body(&envelope, &mut opened).map_err(|e| spoiled(e.to_string()))?;
        let event = EstateMachine::decode(&row.kind, row.version, envelope.body.get(), body);
        event.map(Some).map_err(|e| spoiled(e.to_string()))
    }
}
