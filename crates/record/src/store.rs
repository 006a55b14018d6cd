//! What a store must do. Two of them keep this contract, each in a dozen statements of its own SQL: [`sqlite`] in one
//! file, [`postgres`] for several nodes and for sharded PostgreSQL. `tests/it/contract.rs` holds both to it.

pub mod postgres;
pub mod sqlite;

use crate::VaultRow;
use async_trait::async_trait;
use thiserror::Error;
use units::{CommandId, Digest, ItemId, Moment, PersonId, Seq, StreamId};

/// A row of the log. `entry` is the truth, the rest are copies that verify compares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogRow {
    /// Place in the stream, from 1.
    pub seq: Seq,
    /// When.
    pub at: Moment,
    /// Who.
    pub actor: String,
    /// By which command.
    pub command: CommandId,
    /// What happened.
    pub kind: String,
    /// Version of the body's form.
    pub version: u16,
    /// The bytes that are hashed.
    pub entry: Vec<u8>,
    /// Their leaf.
    pub leaf: Digest,
}

/// The head of a stream as stored: enough to append without reading old entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadRow {
    /// How many entries there are.
    pub seq: Seq,
    /// Root of their tree.
    pub root: Digest,
    /// Peaks of the tree ([`crate::merkle::Frontier`]).
    pub frontier: Vec<u8>,
    /// When it was signed.
    pub at: Moment,
    /// Which algorithm signed it.
    pub algorithm: String,
    /// The signature.
    pub signature: Vec<u8>,
}

/// A command that was carried out: sent again, it is answered from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The command.
    pub command: CommandId,
    /// Keyed digest of its content: the same id with other content is an error.
    pub digest: Digest,
    /// Its first entry.
    pub first: Seq,
    /// Its last entry; `first - 1` if it changed nothing.
    pub last: Seq,
}

/// What lists over many streams are made from: facts and dates, never ages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The state it was drawn from.
    pub seq: Seq,
    /// Form of `json`.
    pub schema: u16,
    /// When something next falls due.
    pub due_at: Option<Moment>,
    /// The facts. Nothing personal.
    pub json: String,
}

/// Everything one transaction appends to one stream.
#[derive(Clone, Debug, Default)]
pub struct Append {
    /// New entries, in order.
    pub rows: Vec<LogRow>,
    /// The head after them.
    pub head: Option<HeadRow>,
    /// The commands they answer.
    pub seen: Vec<Seen>,
    /// New vault rows.
    pub vault: Vec<VaultRow>,
    /// Vault rows to erase; the stream's snapshots go with them.
    pub erase: Vec<ItemId>,
    /// The stream's summary after them.
    pub summary: Option<Summary>,
}

/// A snapshot as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The state's place in the record.
    pub seq: Seq,
    /// Which build kept it, and alone can read it.
    pub build: String,
    /// The sealed state.
    pub body: Vec<u8>,
}

/// What went wrong in a store.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Somebody else wrote first: read again, decide again.
    #[error("another writer was first")]
    Conflict,
    /// The answer to a commit was lost: ask with the same command id.
    #[error("the outcome is unknown: {0}")]
    Unknown(String),
    /// The store is there, but not free in time.
    #[error("the store is busy: {0}")]
    Busy(String),
    /// The store failed; nothing was stored.
    #[error("the store failed: {0}")]
    Failed(String),
}

/// Condition under which a side value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// Whatever is there.
    Any,
    /// Only if nothing is there.
    Absent,
    /// Only if the version read is still there.
    Version(i64),
}

/// A value of the side tables: accounts, sign-in names, sessions, drafts. Sealed by [`crate::Record`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideRow {
    /// Its key within the space.
    pub key: Vec<u8>,
    /// Grows with every write.
    pub version: i64,
    /// The sealed value.
    pub value: Vec<u8>,
}

/// A store.
#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// Opens the stream for writing: no other writer has it until the transaction ends. Also answers which of
    /// `commands` were carried out before.
    async fn begin(&self, stream: StreamId, commands: &[CommandId]) -> Result<Box<dyn Tx>, StoreError>;

    /// Appends without asking first, for a writer that has had the stream to itself: durable when this answers, and
    /// [`StoreError::Conflict`], with nothing stored, if the head is not `after` any more or one of the commands was
    /// carried out before.
    async fn append(&self, stream: StreamId, after: Seq, append: Append) -> Result<(), StoreError> {
        let commands: Vec<CommandId> = append.seen.iter().map(|s| s.command).collect();
        let tx = self.begin(stream, &commands).await?;
        if tx.head().map_or(0, |h| h.seq) != after || !tx.seen().is_empty() {
            return Err(StoreError::Conflict);
        }
        tx.commit(append).await
    }

    /// Current sequence numbers, in one statement; 0 for a stream that does not exist.
    async fn seqs(&self, streams: &[StreamId]) -> Result<Vec<Seq>, StoreError>;

    /// The head of a stream.
    async fn head(&self, stream: StreamId) -> Result<Option<HeadRow>, StoreError>;

    /// Every stream that has left anything in log, head, vault or snapshots: one that lost its head is not lost to verify.
    async fn streams(&self) -> Result<Vec<StreamId>, StoreError>;

    /// Up to `limit` entries after `after`, in order.
    async fn rows(&self, stream: StreamId, after: Seq, limit: usize) -> Result<Vec<LogRow>, StoreError>;

    /// One entry.
    async fn row(&self, stream: StreamId, seq: Seq) -> Result<Option<LogRow>, StoreError>;

    /// The first `count` leaves, in order.
    async fn leaves(&self, stream: StreamId, count: Seq) -> Result<Vec<Digest>, StoreError>;

    /// The vault of a stream, or these items of it.
    async fn vault(&self, stream: StreamId, items: Option<&[ItemId]>) -> Result<Vec<VaultRow>, StoreError>;

    /// A command carried out before.
    async fn seen(&self, stream: StreamId, command: CommandId) -> Result<Option<Seen>, StoreError>;

    /// The snapshot kept of a stream, whichever build left it.
    async fn snapshot(&self, stream: StreamId) -> Result<Option<Snapshot>, StoreError>;

    /// Keeps a snapshot in place of the last one of any build, unless something was erased after `seq` was read.
    async fn keep_snapshot(&self, stream: StreamId, seq: Seq, build: &str, body: &[u8]) -> Result<(), StoreError>;

    /// The summary of one stream.
    async fn summary(&self, stream: StreamId) -> Result<Option<Summary>, StoreError>;

    /// Summaries of all streams, or of those with something due up to `due`, soonest first.
    async fn summaries(&self, due: Option<Moment>, limit: usize) -> Result<Vec<(StreamId, Summary)>, StoreError>;

    /// Takes the lease of a consumer's cursor until `until`, if nobody holds it at `now`; answers where it stands.
    async fn lease(
        &self,
        stream: StreamId,
        consumer: &str,
        now: Moment,
        until: Moment,
    ) -> Result<Option<Seq>, StoreError>;

    /// Moves a leased cursor to `seq` and gives the lease back.
    async fn advance(&self, stream: StreamId, consumer: &str, seq: Seq) -> Result<(), StoreError>;

    /// A side value that has not expired at `now`.
    async fn side(&self, space: &str, key: &[u8], now: Moment) -> Result<Option<SideRow>, StoreError>;

    /// Side values whose key begins with `prefix`, in order of their keys.
    async fn side_scan(&self, space: &str, prefix: &[u8], now: Moment) -> Result<Vec<SideRow>, StoreError>;

    /// Writes a side value; false if `expect` does not hold.
    async fn put_side(
        &self,
        space: &str,
        key: &[u8],
        expect: Expect,
        value: &[u8],
        expires: Option<Moment>,
        now: Moment,
    ) -> Result<bool, StoreError>;

    /// Deletes a side value.
    async fn drop_side(&self, space: &str, key: &[u8]) -> Result<(), StoreError>;

    /// Deletes side values that expired before `now`; answers how many.
    async fn expire_sides(&self, now: Moment) -> Result<u64, StoreError>;

    /// A short description for the log and the status page: no password in it.
    fn describe(&self) -> String;
}

/// A stream opened for writing. Dropped without a commit it leaves nothing behind.
#[async_trait]
pub trait Tx: Send {
    /// The head the stream had when it was opened; `None` for a new stream.
    fn head(&self) -> Option<&HeadRow>;

    /// Which of the commands asked about were carried out before.
    fn seen(&self) -> &[Seen];

    /// Entries after `after` and the vault rows they may name.
    async fn tail(&mut self, after: Seq) -> Result<(Vec<LogRow>, Vec<VaultRow>), StoreError>;

    /// Appends and makes durable: when this answers, no crash loses it.
    async fn commit(self: Box<Self>, append: Append) -> Result<(), StoreError>;
}

/// Whose a vault row is, as stored; a number that is nobody's reads as the last, so that the row does not open and verify
/// names it.
pub(crate) fn subject_of(stored: i64) -> PersonId {
    PersonId(u32::try_from(stored).unwrap_or(u32::MAX))
}

/// A column of fixed length. What is longer or shorter reads as zeros, which fit nothing, so that verify names the row.
pub(crate) fn fixed<const N: usize>(stored: &[u8]) -> [u8; N] {
    stored.try_into().unwrap_or([0; N])
}

/// Which items a run of entries names, to fetch their vault rows.
#[must_use]
pub fn items_of(rows: &[LogRow]) -> Vec<ItemId> {
    let mut found = Vec::new();
    for row in rows {
        // The bytes are our own: a sealed item is always written `"sealed":"<32 digits>"`.
        let text = String::from_utf8_lossy(&row.entry);
        for (at, mark) in text.match_indices("\"sealed\":\"") {
            if let Some(item) = text.get(at + mark.len()..at + mark.len() + 32).and_then(|hex| hex.parse().ok()) {
                found.push(item);
            }
        }
    }
    found
}
