//! Lanes: who shares a cursor, when it moves, and what a node remembers so as not to ask in vain.

use super::{Adapter, Pass, Say};
use crate::App;
use estate::bodies::{Channel, Choice, Pace, Person};
use estate::news::{News, Topic};
use parking_lot::Mutex;
use serde::Serialize;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use units::{Moment, Seq, StreamId};

/// The hour (in China) from which the day is summed up: people are home, and nobody is woken.
pub const DIGEST_HOUR: i8 = 18;
/// From this hour on it waits for the next evening.
const DIGEST_UNTIL_HOUR: i8 = 21;
/// What another node left waiting is looked for so often (milliseconds).
const LOOK_MS: i64 = 5 * 60_000;
/// So many failures one after another, and the line is taken to be down (for [`REST_MS`]).
const DOWN_AFTER: u32 = 3;
/// How long a line that is down is left alone (milliseconds).
const REST_MS: i64 = 60_000;

/// Messages that share a cursor: a code never waits behind a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lane {
    /// Codes to registered telephones.
    Code,
    /// To whoever wants to know at once.
    AtOnce,
    /// One message a day.
    Digest,
}

impl Lane {
    const fn word(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::AtOnce => "at-once",
            Self::Digest => "digest",
        }
    }

    /// Whether messages leave by it now.
    pub(super) fn is_open(self, now: Moment) -> bool {
        let (hour, _) = now.hour_minute();
        self != Self::Digest || (DIGEST_HOUR..DIGEST_UNTIL_HOUR).contains(&hour)
    }

    /// What is recorded from this moment on waits.
    pub(super) fn boundary(self, now: Moment) -> Option<Moment> {
        (self == Self::Digest).then(|| now.day().at(DIGEST_HOUR, 0))
    }

    /// Whether a person is told of something recorded at `at` by this lane of a channel.
    pub(super) fn carries(self, channel: Channel, person: &Person, news: &News, at: Moment) -> bool {
        let wanted = match (news.topic, person.told_by(at)) {
            (Topic::Code, _) => self == Self::Code && channel == Channel::Sms,
            (Topic::Binding, _) => self == Self::AtOnce && channel == person.choice().channel,
            (Topic::Rebound, _) => self == Self::AtOnce && channel == Channel::Sms,
            (_, Choice { channel: by, pace: Pace::AtOnce }) => self == Self::AtOnce && channel == by,
            (_, Choice { channel: by, pace: Pace::Digest }) => self == Self::Digest && channel == by,
        };
        wanted && person.address(channel).is_some()
    }
}

/// One lane of one adapter, with the words it speaks.
pub struct Teller {
    pub(super) adapter: Arc<dyn Adapter>,
    pub(super) say: Arc<Say>,
    lane: Lane,
    consumer: String,
    seen: Mutex<HashMap<StreamId, Seen>>,
    line: Mutex<Line>,
}

/// How far this node went in a stream.
#[derive(Clone, Copy)]
struct Seen {
    seq: Seq,
    at: Moment,
    next: Option<Moment>,
}

#[derive(Default)]
struct Line {
    failures: u32,
    rests_until: Option<Moment>,
}

impl Teller {
    /// A lane of an adapter.
    #[must_use]
    pub fn new(adapter: Arc<dyn Adapter>, say: Arc<Say>, lane: Lane) -> Self {
        let consumer = format!("{}.{}", adapter.channel().word(), lane.word());
        Self { adapter, say, lane, consumer, seen: Mutex::default(), line: Mutex::default() }
    }

    /// Every lane an adapter serves.
    #[must_use]
    pub fn lanes(adapter: &Arc<dyn Adapter>, say: &Arc<Say>) -> Vec<Self> {
        let lanes: &[Lane] = match adapter.channel() {
            Channel::Sms => &[Lane::Code, Lane::AtOnce, Lane::Digest],
            Channel::Wechat | Channel::Email => &[Lane::AtOnce, Lane::Digest],
            Channel::Letter => &[],
        };
        lanes.iter().map(|lane| Self::new(adapter.clone(), say.clone(), *lane)).collect()
    }

    pub(super) fn channel(&self) -> Channel {
        self.adapter.channel()
    }

    pub(super) const fn lane(&self) -> Lane {
        self.lane
    }

    /// The name its cursors are kept under.
    pub(super) fn consumer(&self) -> &str {
        &self.consumer
    }

    /// Whether nothing can have come up in a stream since this node last looked.
    pub(super) fn is_idle(&self, stream: StreamId, seq: Seq, now: Moment) -> bool {
        let Some(seen) = self.seen.lock().get(&stream).copied() else { return false };
        let looked = now < seen.at.plus_ms(LOOK_MS) && seen.next.is_none_or(|next| now < next);
        match self.lane.boundary(now) {
            Some(_) if !self.lane.is_open(now) => true,
            Some(evening) => looked && seen.at >= evening,
            None => looked && seen.seq >= seq,
        }
    }

    pub(super) fn looked(&self, stream: StreamId, seq: Seq, at: Moment, next: Option<Moment>) {
        self.seen.lock().insert(stream, Seen { seq, at, next });
    }

    pub(super) fn rests(&self, now: Moment) -> bool {
        self.line.lock().rests_until.is_some_and(|until| now < until)
    }

    /// Remembers how the line does: after failures in a row it is left alone for a while.
    pub(super) fn went(&self, well: bool, now: Moment) {
        let mut line = self.line.lock();
        line.failures = if well { 0 } else { line.failures + 1 };
        if line.failures >= DOWN_AFTER {
            *line = Line { failures: 0, rests_until: Some(now.plus_ms(REST_MS)) };
        }
    }
}

impl App {
    /// Tells for ever: soon after something grew, and twice a minute.
    pub async fn tell_loop(&self, teller: &Teller) {
        let mut grown = self.grown.clone();
        loop {
            match self.tell(teller).await {
                Ok(pass) if pass != Pass::default() => tracing::info!(lane = teller.consumer(), ?pass, "effects"),
                Ok(_) => {}
                Err(e) => tracing::warn!(lane = teller.consumer(), "effects: {e}"),
            }
            // What comes in a burst is looked at once.
            tokio::time::sleep(Duration::from_secs(1)).await;
            match teller.lane() {
                Lane::Digest => tokio::time::sleep(Duration::from_secs(29)).await,
                Lane::Code | Lane::AtOnce => {
                    let _ = tokio::time::timeout(Duration::from_secs(29), grown.changed()).await;
                }
            }
        }
    }
}
