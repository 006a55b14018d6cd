//! From the entries after a cursor to whom must be told of them.

use super::queue::{SPACE, Waiting, key, prefix};
use super::{Lane, Pass, Teller};
use crate::{App, Error};
use record::Expect;
use std::collections::{BTreeMap, BTreeSet};
use units::{Digest, Moment, PersonId, Seq, StreamId};

/// What one person is to be told.
#[derive(Clone, Default)]
struct Told {
    seqs: BTreeSet<Seq>,
    until: Option<Moment>,
}

impl App {
    /// Writes down whom to tell of what came after `cursor`; answers how far it went. Done again after a crash it writes
    /// the same, and what was delivered meanwhile stays delivered.
    pub(super) async fn fan_out(
        &self,
        teller: &Teller,
        stream: StreamId,
        cursor: Seq,
        pass: &mut Pass,
    ) -> Result<Seq, Error> {
        let (now, store) = (self.now(), self.record().store());
        let (channel, lane, end) = (teller.channel(), teller.lane(), teller.lane().boundary(now));
        let mut told: BTreeMap<PersonId, Told> = BTreeMap::new();
        let mut reached = cursor;
        'rows: loop {
            let rows = store.rows(stream, reached, 500).await?;
            for row in &rows {
                if end.is_some_and(|end| row.at >= end) {
                    break 'rows;
                }
                reached = row.seq;
                let Some(event) = self.told_event(stream, row).await? else { continue };
                let whom = self.estate(stream, |view| {
                    let news = view.estate.news(&event, row.at)?;
                    let person = |id: &PersonId| view.estate.bodies.person(*id);
                    let carried = |id: &PersonId| person(id).is_some_and(|p| lane.carries(channel, p, &news, row.at));
                    let to: Vec<PersonId> = news.to.iter().copied().filter(carried).collect();
                    Some((to, news.useful_until))
                });
                let Some((to, until)) = whom.await? else { continue };
                if until <= now {
                    pass.skipped += usize::from(!to.is_empty());
                    continue;
                }
                for person in to {
                    match lane {
                        Lane::Digest => {
                            let one = told.entry(person).or_default();
                            one.seqs.insert(row.seq);
                            one.until = one.until.max(Some(until));
                        }
                        Lane::Code | Lane::AtOnce => {
                            let mark = format!("{person} {}", row.seq);
                            self.put_waiting(teller, stream, person, &mark, vec![row.seq], until).await?;
                        }
                    }
                }
            }
            if rows.len() < 500 {
                break;
            }
        }
        if !told.is_empty() {
            self.put_digests(teller, stream, told).await?;
        }
        Ok(reached)
    }

    /// One message a person and day. What still waits from an earlier evening goes along.
    async fn put_digests(
        &self,
        teller: &Teller,
        stream: StreamId,
        mut told: BTreeMap<PersonId, Told>,
    ) -> Result<(), Error> {
        let (now, place) = (self.now(), prefix(stream, teller.consumer()));
        let mut earlier: Vec<Vec<u8>> = Vec::new();
        for (key, waiting) in self.record().side_scan::<Waiting>(SPACE, &place, now).await? {
            if let Some(one) =
                told.get_mut(&waiting.person).filter(|_| waiting.waits() && waiting.put < now.day().start())
            {
                one.seqs.extend(&waiting.seqs);
                one.until = one.until.max(Some(waiting.until));
                earlier.push(key);
            }
        }
        for (person, one) in told {
            let mark = format!("{person} {}", now.day());
            let until = one.until.unwrap_or(now);
            self.put_waiting(teller, stream, person, &mark, one.seqs.into_iter().collect(), until).await?;
        }
        for key in earlier {
            self.record().store().drop_side(SPACE, &key).await?;
        }
        Ok(())
    }

    async fn put_waiting(
        &self,
        teller: &Teller,
        stream: StreamId,
        person: PersonId,
        mark: &str,
        seqs: Vec<Seq>,
        until: Moment,
    ) -> Result<(), Error> {
        let now = self.now();
        let named = format!("{stream} {} {mark}", teller.consumer());
        let id: Digest = self.record().keys().digest("message", named.as_bytes());
        let waiting = Waiting::new(id, person, seqs, until, now);
        let (key, expires) = (key(stream, teller.consumer(), id), waiting.expires(now));
        // There already: delivered, or waiting.
        self.record().put_side(SPACE, &key, Expect::Absent, &waiting, Some(expires), now).await?;
        Ok(())
    }
}
