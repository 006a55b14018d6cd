//! One stream kept ready: its state in memory, and the one writer that changes it.
//!
//! The writer drains its queue: for each command permits → decide → apply on the one state, then one transaction for
//! the batch, then the acknowledgements. A page drawn from a state that is not durable yet waits until it is. If apply
//! panics or the commit fails, nothing is stored, the state is thrown away and read again.

use crate::app::Who;
use crate::machine::level_of;
use crate::{Clock, Error, Machine};
use authority::Authority;
use estate::{Context, Held};
use law::Book;
use parking_lot::RwLock;
use record::{Append, Draft, Envelope, LogRow, Record, Seen, StoreError, Tree, Tx, VaultRow};
use std::collections::{HashMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::{Mutex, mpsc, oneshot, watch};
use units::{CommandId, Digest, ItemId, Moment, PersonId, Sealer, Seq, Stamp, StreamId, limits};

/// A command on its way to the writer.
pub struct Job<M: Machine> {
    /// Who asks.
    pub who: Who,
    /// One attempt to do one thing.
    pub id: CommandId,
    /// What is wanted.
    pub command: M::Command,
    /// The law packs in force in the district as read in this request.
    pub book: Arc<Book>,
    /// Where the answer goes.
    pub reply: oneshot::Sender<Result<Done, Error>>,
}

/// A command that was carried out and is durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    /// Its first entry; past `last` if it changed nothing.
    pub first: Seq,
    /// Its last entry.
    pub last: Seq,
    /// Whether it had been carried out before, and this is the same answer again.
    pub again: bool,
}

/// What the rest of the house gives a slot.
pub(crate) struct Shared {
    pub record: Arc<Record>,
    pub authority: Authority,
    pub clock: Clock,
    /// Told of every stream that grew, for effects.
    pub grown: watch::Sender<u64>,
}

struct Folded<M: Machine> {
    state: M::State,
    tree: Tree,
    /// Grows when the state is thrown away: what was drawn before may never have been.
    epoch: u64,
    loaded: bool,
    /// Entries since the snapshot it came from.
    unsaved: u64,
}

/// How far the record is durable, in which epoch of the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Durable {
    seq: Seq,
    epoch: u64,
}

struct Inner<M: Machine> {
    stream: StreamId,
    shared: Arc<Shared>,
    folded: RwLock<Folded<M>>,
    durable: watch::Sender<Durable>,
    /// Held by whoever folds or writes.
    turn: Mutex<()>,
    used: AtomicI64,
    waiting: AtomicUsize,
    /// Batches since anything of another node was met.
    alone: AtomicU32,
    recent: parking_lot::Mutex<Recent>,
}

/// What was carried out lately here, so that a form sent twice needs no question to the store.
#[derive(Default)]
struct Recent {
    found: HashMap<CommandId, Seen>,
    /// Oldest first.
    order: VecDeque<CommandId>,
}

impl Recent {
    fn add(&mut self, carried_out: &[Seen]) {
        for seen in carried_out {
            if self.found.insert(seen.command, *seen).is_none() {
                self.order.push_back(seen.command);
            }
        }
        let over = self.order.len().saturating_sub(limits::RECENT_COMMANDS_MAX);
        for old in self.order.drain(..over) {
            self.found.remove(&old);
        }
    }

    fn of(&self, batch: &[CommandId]) -> Vec<Seen> {
        batch.iter().filter_map(|id| self.found.get(id)).copied().collect()
    }
}

/// A stream kept ready.
pub struct Slot<M: Machine> {
    inner: Arc<Inner<M>>,
    queue: mpsc::Sender<Job<M>>,
}

impl Slot<crate::EstateMachine> {
    /// The estate's district, if the estate is in memory.
    pub(crate) fn read_district(&self) -> Option<StreamId> {
        self.peek(|estate, _| estate.founding.district)
    }
}

/// A snapshot is kept when the log has grown by this much since the last, or by a quarter of itself.
const SNAPSHOT_AFTER: u64 = 2_000;
/// How long nobody must have sent anything before one is kept, and after how many times that growth it is kept anyway.
const QUIET: Duration = Duration::from_secs(1);
const SNAPSHOT_OVERDUE: u64 = 8;
/// After so many batches with nothing of another node in between, a batch is decided on the state in memory and sent in
/// one go; before, the stream is locked first. Guessing wrong costs reading the state again.
const ALONE_AFTER: u32 = 16;

impl<M: Machine> Slot<M> {
    pub(crate) fn new(stream: StreamId, shared: Arc<Shared>) -> Self {
        let folded = Folded { state: M::State::default(), tree: Tree::default(), epoch: 0, loaded: false, unsaved: 0 };
        let (durable, _) = watch::channel(Durable { seq: 0, epoch: 0 });
        let inner = Arc::new(Inner {
            stream,
            shared,
            folded: RwLock::new(folded),
            durable,
            turn: Mutex::new(()),
            used: AtomicI64::new(0),
            waiting: AtomicUsize::new(0),
            alone: AtomicU32::new(0),
            recent: parking_lot::Mutex::default(),
        });
        let (queue, jobs) = mpsc::channel(limits::QUEUE_MAX);
        tokio::spawn(write_loop(inner.clone(), jobs));
        Self { inner, queue }
    }

    /// Hands a command to the writer.
    pub(crate) fn send(&self, job: Job<M>) {
        self.inner.waiting.fetch_add(1, Ordering::Relaxed);
        if let Err(refused) = self.queue.try_send(job) {
            self.inner.waiting.fetch_sub(1, Ordering::Relaxed);
            let (mpsc::error::TrySendError::Full(job) | mpsc::error::TrySendError::Closed(job)) = refused;
            let _ = job.reply.send(Err(Error::Busy("too many commands are waiting for this estate".into())));
        }
    }

    /// Draws from a state that is at least as new as `head`, and answers once that state is durable.
    pub(crate) async fn read<R>(
        &self,
        head: Seq,
        now: Moment,
        draw: impl Fn(&M::State, &Tree) -> R,
    ) -> Result<R, Error> {
        self.inner.used.store(now.ms(), Ordering::Relaxed);
        loop {
            self.inner.freshen(head).await?;
            let (drawn, at) = {
                let folded = self.inner.folded.read();
                let seq = folded.tree.seq();
                (draw(&folded.state, &folded.tree), Durable { seq, epoch: folded.epoch })
            };
            if self.inner.is_durable(at).await {
                return Ok(drawn);
            }
        }
    }

    /// Makes the state at least as new as `head`.
    pub(crate) async fn freshen(&self, head: Seq) -> Result<(), Error> {
        self.inner.freshen(head).await
    }

    /// Draws from the state as it is in memory, durable or not: for what is read beside another stream's page.
    pub(crate) fn peek<R>(&self, draw: impl FnOnce(&M::State, Seq) -> R) -> R {
        let folded = self.inner.folded.read();
        draw(&folded.state, folded.tree.seq())
    }

    /// Rough size in memory (bytes), for the budget.
    pub(crate) fn weight(&self) -> usize {
        self.inner.folded.read().tree.seq() as usize * 400
    }

    /// When it was last asked for anything (milliseconds).
    pub(crate) fn used(&self) -> i64 {
        self.inner.used.load(Ordering::Relaxed)
    }

    pub(crate) fn is_idle(&self) -> bool {
        self.inner.waiting.load(Ordering::Relaxed) == 0
    }

    /// Keeps a snapshot of the present state, if it grew since the last.
    pub(crate) async fn keep_snapshot(&self) -> Result<(), Error> {
        let _turn = self.inner.turn.lock().await;
        let grown = { self.inner.folded.read().unsaved > 0 };
        if grown { self.inner.keep_snapshot().await } else { Ok(()) }
    }
}

impl<M: Machine> Inner<M> {
    async fn is_durable(&self, at: Durable) -> bool {
        let now = *self.durable.borrow();
        if now.epoch == at.epoch && now.seq >= at.seq {
            return true;
        }
        let mut durable = self.durable.subscribe();
        let reached = durable.wait_for(|d| d.epoch > at.epoch || d.seq >= at.seq).await;
        reached.is_ok_and(|d| d.epoch == at.epoch)
    }

    /// Makes the state at least as new as `head`.
    async fn freshen(&self, head: Seq) -> Result<(), Error> {
        let fresh = |folded: &Folded<M>| folded.loaded && folded.tree.seq() >= head;
        if fresh(&self.folded.read()) {
            return Ok(());
        }
        let _turn = self.turn.lock().await;
        if fresh(&self.folded.read()) {
            return Ok(());
        }
        if !self.folded.read().loaded {
            self.load().await?;
        }
        loop {
            let after = self.folded.read().tree.seq();
            if after >= head {
                break;
            }
            let rows = self.shared.record.store().rows(self.stream, after, 5_000).await?;
            if rows.is_empty() {
                break;
            }
            let items = record::items_of(&rows);
            let vault = self.shared.record.store().vault(self.stream, Some(&items)).await?;
            self.fold(&rows, &vault)?;
        }
        Ok(())
    }

    /// Reads the whole stream: the snapshot of this build, if there is one, and what came after it.
    async fn load(&self) -> Result<(), Error> {
        let record = &self.shared.record;
        let snapshot = record.snapshot(self.stream, FORM).await?;
        let base = snapshot.and_then(|(seq, body)| {
            let (state, frontier, at): (M::State, Vec<u8>, Moment) = postcard::from_bytes(&body).ok()?;
            Some((state, Tree::from_parts(seq, &frontier, at)?))
        });
        {
            let mut folded = self.folded.write();
            let epoch = folded.epoch;
            *folded = Folded { state: M::State::default(), tree: Tree::default(), epoch, loaded: false, unsaved: 0 };
        }
        if let Some((state, tree)) = base {
            let mut folded = self.folded.write();
            (folded.state, folded.tree) = (state, tree);
        }
        // Up to here the vault read below is complete; what comes later is folded with vault rows of its own.
        let head = record.store().seqs(&[self.stream]).await?.first().copied().unwrap_or(0);
        let from_nothing = self.folded.read().tree.seq() == 0;
        let mut erased = Vec::new();
        // In one sweep, with the whole vault, when everything is missing; by items when little is.
        let vault = if from_nothing { Some(record.store().vault(self.stream, None).await?) } else { None };
        let mut opened = vault.map(|rows| record.open_rows(self.stream, &rows));
        loop {
            let after = self.folded.read().tree.seq();
            if after >= head {
                break;
            }
            let page = usize::try_from(head - after).unwrap_or(usize::MAX).min(10_000);
            let rows = record.store().rows(self.stream, after, page).await?;
            if rows.is_empty() {
                break;
            }
            match &mut opened {
                Some(opened) => erased.extend(self.fold_opened(&rows, opened)?),
                None => {
                    let vault = record.store().vault(self.stream, Some(&record::items_of(&rows))).await?;
                    erased.extend(self.fold(&rows, &vault)?);
                }
            }
        }
        // A crash between the entry of an erasure and the removal of its files leaves them behind. The erasure threw every
        // snapshot away, so it is among the entries read here.
        if let Err(e) = record.forget(self.stream, &erased).await {
            tracing::error!(stream = %self.stream, "an erased file stays: {e}");
        }
        let mut folded = self.folded.write();
        folded.loaded = true;
        let (seq, epoch) = (folded.tree.seq(), folded.epoch);
        self.durable.send_replace(Durable { seq, epoch });
        Ok(())
    }

    fn fold(&self, rows: &[LogRow], vault: &[VaultRow]) -> Result<Vec<ItemId>, Error> {
        let mut opened = self.shared.record.open_rows(self.stream, vault);
        self.fold_opened(rows, &mut opened)
    }

    /// Applies stored entries: what another node wrote, or the past. Names what they erased.
    fn fold_opened(&self, rows: &[LogRow], opened: &mut record::Opened) -> Result<Vec<ItemId>, Error> {
        self.alone.store(0, Ordering::Relaxed);
        let mut folded = self.folded.write();
        let mut erased = Vec::new();
        for row in rows {
            if row.seq != folded.tree.seq() + 1 {
                return Err(Error::Unavailable(format!("entry {} follows entry {}", row.seq, folded.tree.seq())));
            }
            let spoiled = |e: &dyn std::fmt::Display| Error::Unavailable(format!("entry {}: {e}", row.seq));
            let envelope = Envelope::read(&row.entry).map_err(|e| spoiled(&e))?;
            if row.seq == 1 && level_of(&envelope.kind) != M::LEVEL {
                // A district asked for as an estate, or the other way round: there is no such one.
                return Err(Error::NotFound);
            }
            let body = Record::opened_body(&envelope, opened).map_err(|e| spoiled(&e))?;
            let event =
                M::decode(&envelope.kind, envelope.version, envelope.body.get(), body).map_err(|e| spoiled(&e))?;
            erased.extend_from_slice(M::erases(&event));
            M::apply(&mut folded.state, &event, &envelope.stamp());
            folded.tree.push(row);
            folded.unsaved += 1;
        }
        if folded.loaded && !erased.is_empty() {
            // The values are gone from the vault and still stand in this state: it is read again.
            Self::discard(&mut folded);
        }
        let (seq, epoch) = (folded.tree.seq(), folded.epoch);
        self.durable.send_replace(Durable { seq, epoch });
        Ok(erased)
    }

    /// Throws the state away; the next use reads it again.
    fn discard(folded: &mut Folded<M>) {
        folded.state = M::State::default();
        folded.tree = Tree::default();
        folded.epoch += 1;
        folded.loaded = false;
        folded.unsaved = 0;
    }

    fn throw_away(&self) {
        let mut folded = self.folded.write();
        Self::discard(&mut folded);
        self.durable.send_replace(Durable { seq: 0, epoch: folded.epoch });
    }

    async fn keep_snapshot(&self) -> Result<(), Error> {
        let (seq, body) = {
            let folded = self.folded.read();
            let body = postcard::to_stdvec(&(&folded.state, folded.tree.frontier(), folded.tree.last_at));
            (folded.tree.seq(), body.map_err(|e| Error::Fault(format!("snapshot: {e}")))?)
        };
        self.shared.record.keep_snapshot(self.stream, seq, FORM, &body).await?;
        self.folded.write().unsaved = 0;
        Ok(())
    }

    async fn try_keep_snapshot(&self) {
        if let Err(e) = self.keep_snapshot().await {
            tracing::warn!(stream = %self.stream, "no snapshot: {e}");
            // Not again at once: the log has to grow as much as before.
            self.folded.write().unsaved = 0;
        }
    }

    /// Whether the log has grown `times` as much as a snapshot is worth.
    fn wants_snapshot(&self, times: u64) -> bool {
        let folded = self.folded.read();
        folded.unsaved >= times * SNAPSHOT_AFTER.max(folded.tree.seq() / 4)
    }
}

/// Digest over the sources the states are made from: a snapshot of another form is never read.
const FORM: &str = env!("YIHE_STATE_FORM");

/// What became of one job of a batch.
enum Verdict {
    Done(Done),
    Failed(Error),
}

async fn write_loop<M: Machine>(inner: Arc<Inner<M>>, mut jobs: mpsc::Receiver<Job<M>>) {
    let mut batch = Vec::with_capacity(limits::BATCH_COMMANDS_MAX);
    loop {
        let next = jobs.recv_many(&mut batch, limits::BATCH_COMMANDS_MAX);
        // Nobody waits for a snapshot: it is kept once the stream is quiet.
        let came = match inner.wants_snapshot(1) {
            true => tokio::time::timeout(QUIET, next).await.ok(),
            false => Some(next.await),
        };
        let Some(came) = came else {
            let _turn = inner.turn.lock().await;
            inner.try_keep_snapshot().await;
            continue;
        };
        if came == 0 {
            return;
        }
        // Whoever is about to hand something in goes along, rather than waiting for a transaction of one.
        tokio::task::yield_now().await;
        while batch.len() < limits::BATCH_COMMANDS_MAX
            && let Ok(job) = jobs.try_recv()
        {
            batch.push(job);
        }
        let _turn = inner.turn.lock().await;
        let count = batch.len();
        let verdicts = inner.write(&batch).await;
        inner.waiting.fetch_sub(count, Ordering::Relaxed);
        for (job, verdict) in batch.drain(..).zip(verdicts) {
            // Whoever asked may have gone; what was done stays done.
            let _ = job.reply.send(match verdict {
                Verdict::Done(done) => Ok(done),
                Verdict::Failed(error) => Err(error),
            });
        }
        inner.shared.grown.send_modify(|n| *n += 1);
        if inner.wants_snapshot(SNAPSHOT_OVERDUE) {
            inner.try_keep_snapshot().await;
        }
    }
}

impl<M: Machine> Inner<M> {
    /// Carries out a batch, fighting for the stream as long as patience lasts.
    async fn write(&self, batch: &[Job<M>]) -> Vec<Verdict> {
        let start = Instant::now();
        let patience = Duration::from_millis(limits::WRITE_PATIENCE_MS);
        // Jobs whose apply panicked: never run again.
        let mut poisoned: Vec<usize> = Vec::new();
        loop {
            let error = match self.attempt(batch, &poisoned).await {
                Ok(verdicts) => return verdicts,
                Err(Attempt::Poisoned(job)) => {
                    self.throw_away();
                    poisoned.push(job);
                    continue;
                }
                Err(Attempt::Store(error)) => error,
                Err(Attempt::Fault(error)) => {
                    self.throw_away();
                    return batch.iter().map(|_| Verdict::Failed(Error::Fault(error.clone()))).collect();
                }
                Err(Attempt::Unavailable(error)) => {
                    self.throw_away();
                    return batch.iter().map(|_| Verdict::Failed(Error::Unavailable(error.clone()))).collect();
                }
            };
            self.throw_away();
            let again = matches!(error, StoreError::Conflict | StoreError::Unknown(_) | StoreError::Busy(_));
            if !again || start.elapsed() >= patience {
                tracing::warn!(stream = %self.stream, "a batch of {} was not stored: {error}", batch.len());
                let why = error.to_string();
                let give_up =
                    |_| Verdict::Failed(if again { Error::Busy(why.clone()) } else { Error::Fault(why.clone()) });
                return batch.iter().map(give_up).collect();
            }
            // Apart from the other node, which was refused at the same moment.
            let mut jitter = [0; 1];
            let _ = getrandom::fill(&mut jitter);
            tokio::time::sleep(Duration::from_millis(2 + u64::from(jitter[0]) / 8)).await;
        }
    }

    async fn attempt(&self, batch: &[Job<M>], poisoned: &[usize]) -> Result<Vec<Verdict>, Attempt> {
        if !self.folded.read().loaded {
            self.load().await.map_err(Attempt::of)?;
        }
        let held = self.held_of(batch).await?;
        let ids: Vec<CommandId> = batch.iter().map(|job| job.id).collect();
        let store = self.shared.record.store();
        let (mut locked, mut seen) = (None, self.recent.lock().of(&ids));
        if self.alone.load(Ordering::Relaxed) < ALONE_AFTER {
            let mut tx = store.begin(self.stream, &ids).await.map_err(Attempt::Store)?;
            self.catch_up(&mut *tx).await?;
            seen.extend_from_slice(tx.seen());
            locked = Some(tx);
        }
        let after = self.folded.read().tree.seq();
        let clock = self.shared.clock.now();
        let last_at = self.folded.read().tree.last_at;
        if clock.plus_ms(limits::CLOCK_BEHIND_MAX_MS) < last_at {
            return Err(Attempt::Fault(format!("this machine's clock is behind the record: {clock} < {last_at}")));
        }
        let now = clock.max(last_at);

        let tree = self.folded.read().tree.clone();
        let mut run = Run { inner: self, now, append: Append::default(), tree, erased: false, held };
        let mut verdicts = Vec::with_capacity(batch.len());
        for (i, job) in batch.iter().enumerate() {
            let verdict = if poisoned.contains(&i) {
                Verdict::Failed(Error::Fault("the command failed in an unforeseen way; nothing was changed".into()))
            } else {
                match run.job(job, &seen) {
                    Ok(done) => Verdict::Done(done),
                    Err(JobError::Error(error)) => Verdict::Failed(error),
                    Err(JobError::ApplyPanicked) => return Err(Attempt::Poisoned(i)),
                }
            };
            verdicts.push(verdict);
        }
        let Run { mut append, tree, erased, .. } = run;
        let grew = !append.rows.is_empty();
        if grew {
            append.head = Some(self.shared.record.head_row(self.stream, &tree));
            append.summary = Some(M::kept_summary(&self.folded.read().state, tree.seq()));
        }
        let (carried_out, forgotten) = (append.seen.clone(), append.erase.clone());
        let stored = match locked {
            Some(tx) => tx.commit(append).await,
            None if grew => store.append(self.stream, after, append).await,
            None => Ok(()),
        };
        if stored.is_err() {
            self.alone.store(0, Ordering::Relaxed);
        }
        stored.map_err(Attempt::Store)?;
        self.alone.fetch_add(1, Ordering::Relaxed);
        self.recent.lock().add(&carried_out);
        if erased {
            // The entry is durable; a file that cannot be removed now is named by `verify` until somebody does.
            if let Err(e) = self.shared.record.forget(self.stream, &forgotten).await {
                tracing::error!(stream = %self.stream, "an erased file stays: {e}");
            }
            self.throw_away();
        } else {
            let epoch = self.folded.read().epoch;
            self.durable.send_replace(Durable { seq: tree.seq(), epoch });
        }
        Ok(verdicts)
    }

    /// What the vault holds of everybody whom a job erases: the state no longer shows what was replaced. Most batches erase
    /// nobody and ask nothing.
    async fn held_of(&self, batch: &[Job<M>]) -> Result<Held, Attempt> {
        let persons: Vec<PersonId> = {
            let folded = self.folded.read();
            batch.iter().flat_map(|job| M::forgets(&folded.state, &job.command)).collect()
        };
        let mut held: Held = persons.into_iter().map(|p| (p, Vec::new())).collect();
        if !held.is_empty() {
            let rows = self.shared.record.store().vault(self.stream, None).await.map_err(Attempt::Store)?;
            for row in rows {
                if let Some(items) = row.subject.and_then(|p| held.get_mut(&p)) {
                    items.push(row.item);
                }
            }
        }
        Ok(held)
    }

    /// Brings the state to the head the transaction holds.
    async fn catch_up(&self, tx: &mut dyn Tx) -> Result<(), Attempt> {
        let head = tx.head().map_or(0, |h| h.seq);
        let mine = self.folded.read().tree.seq();
        if mine > head {
            // A commit whose answer was lost and that did not happen after all.
            return Err(Attempt::Store(StoreError::Conflict));
        }
        if mine < head {
            let (rows, vault) = tx.tail(mine).await.map_err(Attempt::Store)?;
            self.fold(&rows, &vault).map_err(Attempt::of)?;
            if !self.folded.read().loaded {
                return Err(Attempt::Store(StoreError::Conflict));
            }
        }
        Ok(())
    }
}

enum Attempt {
    Store(StoreError),
    Fault(String),
    Unavailable(String),
    /// This job's apply panicked.
    Poisoned(usize),
}

impl Attempt {
    fn of(error: Error) -> Self {
        match error {
            Error::Busy(why) => Self::Store(StoreError::Busy(why)),
            Error::Unavailable(why) => Self::Unavailable(why),
            other => Self::Fault(other.to_string()),
        }
    }
}

enum JobError {
    Error(Error),
    ApplyPanicked,
}

/// One run over a batch, inside its transaction.
struct Run<'a, M: Machine> {
    inner: &'a Inner<M>,
    now: Moment,
    append: Append,
    tree: Tree,
    erased: bool,
    held: Held,
}

impl<M: Machine> Run<'_, M> {
    fn job(&mut self, job: &Job<M>, seen: &[Seen]) -> Result<Done, JobError> {
        let digest = self.digest(job);
        let known = seen.iter().chain(&self.append.seen).find(|s| s.command == job.id);
        if let Some(known) = known {
            return match known.digest == digest {
                true => Ok(Done { first: known.first, last: known.last, again: true }),
                false => Err(JobError::Error(Error::OtherContent)),
            };
        }
        let events = self.decide(job).map_err(JobError::Error)?;
        if events.len() > limits::EVENTS_PER_COMMAND_MAX {
            return Err(JobError::Error(Error::Fault("a command may not make so many events".into())));
        }
        let first = self.tree.seq() + 1;
        let stamp = Stamp { at: self.now, actor: job.who.actor, capacity: job.who.capacity, command: job.id };
        let mut drafts = Vec::with_capacity(events.len());
        for event in &events {
            let (kind, version, body) = M::encode(event);
            self.append.erase.extend_from_slice(M::erases(event));
            drafts.push(Draft { stamp, kind, version, body });
        }
        let (rows, vault) = self.inner.shared.record.assemble(self.inner.stream, &mut self.tree, drafts);
        self.apply(&events, &stamp)?;
        self.append.rows.extend(rows);
        self.append.vault.extend(vault);
        let done = Done { first, last: self.tree.seq(), again: false };
        self.append.seen.push(Seen { command: job.id, digest, first: done.first, last: done.last });
        Ok(done)
    }

    fn digest(&self, job: &Job<M>) -> Digest {
        // INVARIANT: commands are plain values; JSON carries them all.
        let content = serde_json::to_vec(&(job.who.actor.without_seq(), job.who.capacity, &job.command)).expect("JSON");
        self.inner.shared.record.keys().digest("command", &content)
    }

    fn decide(&self, job: &Job<M>) -> Result<Vec<M::Event>, Error> {
        let folded = self.inner.folded.read();
        let request = M::request(&folded.state, &job.who, &job.command, self.now.day())
            .ok_or_else(|| Error::Fault("this command names no act".into()))?;
        let verdict = self.inner.shared.authority.permits(&request);
        if !verdict.allowed {
            let who_may = self.inner.shared.authority.who_may(request.act, request.level);
            return Err(Error::Forbidden { act: request.act, verdict, who_may });
        }
        let (mut sealing, mut seed) = ([0; 16], [0; 16]);
        for bytes in [&mut sealing, &mut seed] {
            getrandom::fill(bytes).map_err(|e| Error::Fault(e.to_string()))?;
        }
        let ctx = Context {
            now: self.now,
            actor: job.who.actor,
            capacity: job.who.capacity,
            sealer: Sealer::new(sealing),
            seed,
            book: &job.book,
            held: &self.held,
        };
        let decided = catch_unwind(AssertUnwindSafe(|| M::decide(&folded.state, &job.command, &ctx)));
        match decided {
            Ok(decided) => decided.map_err(Error::Refused),
            Err(_) => Err(Error::Fault("the command failed in an unforeseen way; nothing was changed".into())),
        }
    }

    fn apply(&mut self, events: &[M::Event], stamp: &Stamp) -> Result<(), JobError> {
        let mut folded = self.inner.folded.write();
        let applied = catch_unwind(AssertUnwindSafe(|| {
            events.iter().for_each(|event| M::apply(&mut folded.state, event, stamp));
        }));
        if applied.is_err() {
            return Err(JobError::ApplyPanicked);
        }
        self.erased |= events.iter().any(|e| !M::erases(e).is_empty());
        folded.tree = self.tree.clone();
        folded.unsaved += events.len() as u64;
        Ok(())
    }
}
