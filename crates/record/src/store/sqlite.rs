//! One file. WAL, synchronous=FULL, one writer thread, BEGIN IMMEDIATE; reads on connections of their own. A second
//! process on the same file is a second node and waits its turn like any other writer.

use super::{
    Append, Expect, HeadRow, LogRow, Seen, SideRow, Snapshot, Store, StoreError, Summary, Tx, fixed, items_of,
    subject_of,
};
use crate::VaultRow;
use async_trait::async_trait;
use parking_lot::Mutex;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, Row, params};
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use tokio::sync::{OwnedMutexGuard, oneshot};
use units::{CommandId, Digest, ItemId, Moment, Seq, StreamId};

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS log (
    stream INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, actor TEXT NOT NULL, command BLOB NOT NULL,
    kind TEXT NOT NULL, version INTEGER NOT NULL, entry BLOB NOT NULL, leaf BLOB NOT NULL,
    PRIMARY KEY (stream, seq)) STRICT;
CREATE TABLE IF NOT EXISTS head (
    stream INTEGER PRIMARY KEY, seq INTEGER NOT NULL, root BLOB NOT NULL, frontier BLOB NOT NULL, at INTEGER NOT NULL,
    algorithm TEXT NOT NULL, signature BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS seen (
    stream INTEGER NOT NULL, command BLOB NOT NULL, digest BLOB NOT NULL, first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL, PRIMARY KEY (stream, command)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS vault (
    stream INTEGER NOT NULL, item BLOB NOT NULL, subject INTEGER, salt BLOB NOT NULL, sealed BLOB NOT NULL,
    PRIMARY KEY (stream, item)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS snapshot (
    stream INTEGER PRIMARY KEY, seq INTEGER NOT NULL, build TEXT NOT NULL, body BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS summary (
    stream INTEGER PRIMARY KEY, seq INTEGER NOT NULL, schema INTEGER NOT NULL, due_at INTEGER, json TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS summary_due ON summary (due_at) WHERE due_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS cursor (
    stream INTEGER NOT NULL, consumer TEXT NOT NULL, seq INTEGER NOT NULL, lease_until INTEGER NOT NULL,
    PRIMARY KEY (stream, consumer)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS side (
    space TEXT NOT NULL, key BLOB NOT NULL, version INTEGER NOT NULL, value BLOB NOT NULL, expires INTEGER,
    PRIMARY KEY (space, key)) STRICT, WITHOUT ROWID;
";

/// Read connections kept open; more readers wait for one of them.
const READERS: usize = 4;

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// A store in one SQLite file.
pub struct Sqlite {
    path: PathBuf,
    writer: mpsc::Sender<Job>,
    /// One transaction at a time; the thread itself would serve jobs of two transactions in between.
    turn: Arc<tokio::sync::Mutex<()>>,
    readers: Arc<[Mutex<Connection>]>,
    next: std::sync::atomic::AtomicUsize,
}

impl Sqlite {
    /// Opens the file, making it and its tables where they are missing.
    ///
    /// # Errors
    /// [`StoreError::Failed`] with SQLite's reason.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let mut connection = Connection::open(path).map_err(failed)?;
        let settings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
            PRAGMA busy_timeout = 5000; PRAGMA cache_size = -8000;";
        connection.execute_batch(settings).map_err(failed)?;
        connection.set_prepared_statement_cache_capacity(64);
        let schema = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(failed)?;
        schema.execute_batch(SCHEMA).map_err(failed)?;
        schema.commit().map_err(failed)?;

        let (writer, jobs) = mpsc::channel::<Job>();
        let spawned = std::thread::Builder::new().name("sqlite-writer".into()).spawn(move || {
            for job in jobs {
                job(&mut connection);
            }
        });
        spawned.map_err(|e| StoreError::Failed(e.to_string()))?;
        let readers = (0..READERS).map(|_| reader(path).map(Mutex::new)).collect::<Result<_, _>>().map_err(failed)?;
        let turn = Arc::new(tokio::sync::Mutex::new(()));
        Ok(Self { path: path.to_owned(), writer, turn, readers, next: std::sync::atomic::AtomicUsize::default() })
    }

    /// Runs a short read on this thread: a few microseconds, less than a thread switch.
    fn quick<T>(&self, read: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        let start = self.next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        for i in 0..READERS {
            if let Some(connection) = self.readers[(start + i) % READERS].try_lock() {
                return read(&connection).map_err(failed);
            }
        }
        read(&self.readers[start % READERS].lock()).map_err(failed)
    }

    /// Runs a long read on a thread that may wait.
    async fn long<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let path = self.path.clone();
        let run = tokio::task::spawn_blocking(move || read(&reader(&path)?));
        run.await.map_err(|e| StoreError::Failed(e.to_string()))?.map_err(failed)
    }

    /// Runs one write transaction outside any stream.
    async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&rusqlite::Transaction) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let _turn = self.turn.lock().await;
        on_writer(&self.writer, move |connection| {
            let tx = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(failed)?;
            let done = work(&tx).map_err(failed)?;
            tx.commit().map_err(failed)?;
            Ok(done)
        })
        .await
    }
}

fn reader(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.execute_batch("PRAGMA busy_timeout = 5000; PRAGMA cache_size = -2000;")?;
    Ok(connection)
}

async fn on_writer<T: Send + 'static>(
    writer: &mpsc::Sender<Job>,
    work: impl FnOnce(&mut Connection) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    let (reply, answer) = oneshot::channel();
    let job: Job = Box::new(move |connection| {
        // Whoever asked may have gone; the work is done all the same.
        let _ = reply.send(work(connection));
    });
    let gone = || StoreError::Failed("the writer thread is gone".into());
    writer.send(job).map_err(|_| gone())?;
    answer.await.map_err(|_| gone())?
}

fn failed(error: rusqlite::Error) -> StoreError {
    use rusqlite::ErrorCode::{ConstraintViolation, DatabaseBusy, DatabaseLocked};
    match error.sqlite_error_code() {
        Some(ConstraintViolation) => StoreError::Conflict,
        Some(DatabaseBusy | DatabaseLocked) => StoreError::Busy(error.to_string()),
        _ => StoreError::Failed(error.to_string()),
    }
}

struct SqliteTx {
    writer: mpsc::Sender<Job>,
    stream: StreamId,
    head: Option<HeadRow>,
    seen: Vec<Seen>,
    open: bool,
    _turn: OwnedMutexGuard<()>,
}

#[async_trait]
impl Tx for SqliteTx {
    fn head(&self) -> Option<&HeadRow> {
        self.head.as_ref()
    }

    fn seen(&self) -> &[Seen] {
        &self.seen
    }

    async fn tail(&mut self, after: Seq) -> Result<(Vec<LogRow>, Vec<VaultRow>), StoreError> {
        let stream = self.stream;
        on_writer(&self.writer, move |c| {
            let rows = rows(c, stream, after, usize::MAX).map_err(failed)?;
            let vault = vault_rows(c, stream, Some(&items_of(&rows))).map_err(failed)?;
            Ok((rows, vault))
        })
        .await
    }

    async fn commit(mut self: Box<Self>, append: Append) -> Result<(), StoreError> {
        let stream = self.stream;
        self.open = false;
        on_writer(&self.writer, move |connection| {
            let done = insert(connection, stream, &append).and_then(|()| connection.execute_batch("COMMIT"));
            if done.is_err() {
                // A failed COMMIT leaves the transaction open; nothing of it may linger.
                let _ = connection.execute_batch("ROLLBACK");
            }
            done.map_err(failed)
        })
        .await
    }
}

impl Drop for SqliteTx {
    fn drop(&mut self) {
        if self.open {
            let _ = self.writer.send(Box::new(|connection| {
                let _ = connection.execute_batch("ROLLBACK");
            }));
        }
    }
}

fn insert(c: &Connection, stream: StreamId, append: &Append) -> rusqlite::Result<()> {
    let stream = stream.number();
    let mut log = c.prepare_cached("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
    for r in &append.rows {
        log.execute(params![
            stream,
            r.seq as i64,
            r.at.ms(),
            r.actor,
            r.command.0,
            r.kind,
            r.version,
            r.entry,
            r.leaf.0
        ])?;
    }
    let mut seen = c.prepare_cached("INSERT INTO seen VALUES (?, ?, ?, ?, ?)")?;
    for s in &append.seen {
        seen.execute(params![stream, s.command.0, s.digest.0, s.first as i64, s.last as i64])?;
    }
    let mut vault = c.prepare_cached("INSERT INTO vault VALUES (?, ?, ?, ?, ?)")?;
    for v in &append.vault {
        vault.execute(params![stream, v.item.0, v.subject.map(|p| p.0), v.salt.0, v.sealed])?;
    }
    let mut erase = c.prepare_cached("DELETE FROM vault WHERE stream = ? AND item = ?")?;
    for item in &append.erase {
        erase.execute(params![stream, item.0])?;
    }
    if !append.erase.is_empty() {
        c.prepare_cached("DELETE FROM snapshot WHERE stream = ?")?.execute([stream])?;
    }
    if let Some(h) = &append.head {
        c.prepare_cached("INSERT OR REPLACE INTO head VALUES (?, ?, ?, ?, ?, ?, ?)")?.execute(params![
            stream,
            h.seq as i64,
            h.root.0,
            h.frontier,
            h.at.ms(),
            h.algorithm,
            h.signature
        ])?;
    }
    if let Some(s) = &append.summary {
        c.prepare_cached("INSERT OR REPLACE INTO summary VALUES (?, ?, ?, ?, ?)")?.execute(params![
            stream,
            s.seq as i64,
            s.schema,
            s.due_at.map(Moment::ms),
            s.json
        ])?;
    }
    Ok(())
}

/// A text column; bytes that are no text any more read as signs that were never written, so that verify names the row.
fn text(row: &Row, column: usize) -> rusqlite::Result<String> {
    Ok(String::from_utf8_lossy(row.get_ref(column)?.as_bytes()?).into_owned())
}

fn bytes<const N: usize>(row: &Row, column: usize) -> rusqlite::Result<[u8; N]> {
    Ok(fixed(row.get_ref(column)?.as_bytes()?))
}

fn log_row(row: &Row) -> rusqlite::Result<LogRow> {
    Ok(LogRow {
        seq: row.get::<_, i64>(0)? as Seq,
        at: Moment::from_ms(row.get(1)?),
        actor: text(row, 2)?,
        command: CommandId(bytes(row, 3)?),
        kind: text(row, 4)?,
        // A copy out of range is read as the last value, so that verify names it.
        version: u16::try_from(row.get::<_, i64>(5)?).unwrap_or(u16::MAX),
        entry: row.get(6)?,
        leaf: Digest(bytes(row, 7)?),
    })
}

fn rows(c: &Connection, stream: StreamId, after: Seq, limit: usize) -> rusqlite::Result<Vec<LogRow>> {
    let mut query = c.prepare_cached(
        "SELECT seq, at, actor, command, kind, version, entry, leaf FROM log WHERE stream = ? AND seq > ? ORDER BY seq LIMIT ?",
    )?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    query.query_map(params![stream.number(), after as i64, limit], log_row)?.collect()
}

fn vault_row(row: &Row) -> rusqlite::Result<VaultRow> {
    Ok(VaultRow {
        item: ItemId(bytes(row, 0)?),
        subject: row.get::<_, Option<i64>>(1)?.map(subject_of),
        salt: Digest(bytes(row, 2)?),
        sealed: row.get(3)?,
    })
}

fn vault_rows(c: &Connection, stream: StreamId, items: Option<&[ItemId]>) -> rusqlite::Result<Vec<VaultRow>> {
    let stream = stream.number();
    match items {
        None => {
            let mut query = c.prepare_cached("SELECT item, subject, salt, sealed FROM vault WHERE stream = ?")?;
            query.query_map([stream], vault_row)?.collect()
        }
        Some(items) => {
            let one = "SELECT item, subject, salt, sealed FROM vault WHERE stream = ? AND item = ?";
            let mut query = c.prepare_cached(one)?;
            let found = items.iter().map(|i| query.query_row(params![stream, i.0], vault_row).optional());
            found.filter_map(Result::transpose).collect()
        }
    }
}

fn head_row(c: &Connection, stream: StreamId) -> rusqlite::Result<Option<HeadRow>> {
    let mut query =
        c.prepare_cached("SELECT seq, root, frontier, at, algorithm, signature FROM head WHERE stream = ?")?;
    let read = |row: &Row| {
        Ok(HeadRow {
            seq: row.get::<_, i64>(0)? as Seq,
            root: Digest(bytes(row, 1)?),
            frontier: row.get(2)?,
            at: Moment::from_ms(row.get(3)?),
            algorithm: text(row, 4)?,
            signature: row.get(5)?,
        })
    };
    query.query_row([stream.number()], read).optional()
}

fn seen_row(c: &Connection, stream: StreamId, command: CommandId) -> rusqlite::Result<Option<Seen>> {
    let mut query =
        c.prepare_cached("SELECT digest, first_seq, last_seq FROM seen WHERE stream = ? AND command = ?")?;
    let read = |row: &Row| {
        let (first, last) = (row.get::<_, i64>(1)? as Seq, row.get::<_, i64>(2)? as Seq);
        Ok(Seen { command, digest: Digest(bytes(row, 0)?), first, last })
    };
    query.query_row(params![stream.number(), command.0], read).optional()
}

const SUMMARY_COLUMNS: &str = "stream, seq, schema, due_at, json";

fn summary_row(row: &Row) -> rusqlite::Result<(StreamId, Summary)> {
    let summary = Summary {
        seq: row.get::<_, i64>(1)? as Seq,
        schema: u16::try_from(row.get::<_, i64>(2)?).unwrap_or(u16::MAX),
        due_at: row.get::<_, Option<i64>>(3)?.map(Moment::from_ms),
        json: text(row, 4)?,
    };
    Ok((StreamId::from_bits(row.get::<_, i64>(0)? as u64), summary))
}

fn side_row(row: &Row) -> rusqlite::Result<SideRow> {
    Ok(SideRow { key: row.get(0)?, version: row.get(1)?, value: row.get(2)? })
}

/// The first key after every key with this prefix; `None` if there is no end.
pub(super) fn prefix_end(prefix: &[u8]) -> Option<Vec<u8>> {
    let last = prefix.iter().rposition(|b| *b < u8::MAX)?;
    let mut end = prefix[..=last].to_vec();
    end[last] += 1;
    Some(end)
}

#[async_trait]
impl Store for Sqlite {
    async fn begin(&self, stream: StreamId, commands: &[CommandId]) -> Result<Box<dyn Tx>, StoreError> {
        let turn = self.turn.clone().lock_owned().await;
        let mut tx =
            SqliteTx { writer: self.writer.clone(), stream, head: None, seen: Vec::new(), open: true, _turn: turn };
        let commands = commands.to_vec();
        let (head, seen) = on_writer(&self.writer, move |c| {
            c.execute_batch("BEGIN IMMEDIATE").map_err(failed)?;
            let head = head_row(c, stream).map_err(failed)?;
            let seen = commands.iter().map(|id| seen_row(c, stream, *id)).filter_map(Result::transpose);
            Ok((head, seen.collect::<Result<_, _>>().map_err(failed)?))
        })
        .await?;
        (tx.head, tx.seen) = (head, seen);
        Ok(Box::new(tx))
    }

    async fn seqs(&self, streams: &[StreamId]) -> Result<Vec<Seq>, StoreError> {
        self.quick(|c| {
            let mut query = c.prepare_cached("SELECT seq FROM head WHERE stream = ?")?;
            let one = |s: &StreamId| query.query_row([s.number()], |r| r.get::<_, i64>(0)).optional();
            streams.iter().map(one).map(|r| r.map(|seq| seq.unwrap_or(0) as Seq)).collect()
        })
    }

    async fn head(&self, stream: StreamId) -> Result<Option<HeadRow>, StoreError> {
        self.quick(|c| head_row(c, stream))
    }

    async fn streams(&self) -> Result<Vec<StreamId>, StoreError> {
        self.long(|c| {
            let mut query = c.prepare(
                "SELECT stream FROM head UNION SELECT stream FROM log UNION SELECT stream FROM vault
                 UNION SELECT stream FROM snapshot ORDER BY stream",
            )?;
            query.query_map([], |r| r.get::<_, i64>(0).map(|n| StreamId::from_bits(n as u64)))?.collect()
        })
        .await
    }

    async fn rows(&self, stream: StreamId, after: Seq, limit: usize) -> Result<Vec<LogRow>, StoreError> {
        self.long(move |c| rows(c, stream, after, limit)).await
    }

    async fn row(&self, stream: StreamId, seq: Seq) -> Result<Option<LogRow>, StoreError> {
        self.quick(|c| Ok(rows(c, stream, seq.saturating_sub(1), 1)?.into_iter().find(|r| r.seq == seq)))
    }

    async fn leaves(&self, stream: StreamId, count: Seq) -> Result<Vec<Digest>, StoreError> {
        self.long(move |c| {
            let mut query = c.prepare("SELECT leaf FROM log WHERE stream = ? ORDER BY seq LIMIT ?")?;
            query.query_map(params![stream.number(), count as i64], |r| r.get(0).map(Digest))?.collect()
        })
        .await
    }

    async fn vault(&self, stream: StreamId, items: Option<&[ItemId]>) -> Result<Vec<VaultRow>, StoreError> {
        let items = items.map(<[_]>::to_vec);
        self.long(move |c| vault_rows(c, stream, items.as_deref())).await
    }

    async fn seen(&self, stream: StreamId, command: CommandId) -> Result<Option<Seen>, StoreError> {
        self.quick(|c| seen_row(c, stream, command))
    }

    async fn snapshot(&self, stream: StreamId) -> Result<Option<Snapshot>, StoreError> {
        self.long(move |c| {
            let mut query = c.prepare("SELECT seq, build, body FROM snapshot WHERE stream = ?")?;
            let read = |r: &Row| Ok(Snapshot { seq: r.get::<_, i64>(0)? as Seq, build: text(r, 1)?, body: r.get(2)? });
            query.query_row([stream.number()], read).optional()
        })
        .await
    }

    async fn keep_snapshot(&self, stream: StreamId, seq: Seq, build: &str, body: &[u8]) -> Result<(), StoreError> {
        let (build, body) = (build.to_owned(), body.to_vec());
        self.write(move |c| {
            // Only the state at the head is kept: an erasure in between has moved the head.
            let keep = "INSERT OR REPLACE INTO snapshot SELECT ?1, ?2, ?3, ?4 FROM head WHERE stream = ?1 AND seq = ?2";
            c.execute(keep, params![stream.number(), seq as i64, build, body]).map(|_| ())
        })
        .await
    }

    async fn summary(&self, stream: StreamId) -> Result<Option<Summary>, StoreError> {
        self.quick(|c| {
            let one = format!("SELECT {SUMMARY_COLUMNS} FROM summary WHERE stream = ?");
            c.prepare_cached(&one)?.query_row([stream.number()], |r| summary_row(r).map(|(_, s)| s)).optional()
        })
    }

    async fn summaries(&self, due: Option<Moment>, limit: usize) -> Result<Vec<(StreamId, Summary)>, StoreError> {
        self.long(move |c| {
            let columns = format!("SELECT {SUMMARY_COLUMNS} FROM summary");
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            match due {
                Some(due) => c
                    .prepare(&format!("{columns} WHERE due_at <= ? ORDER BY due_at LIMIT ?"))?
                    .query_map(params![due.ms(), limit], summary_row)?
                    .collect(),
                None => {
                    c.prepare(&format!("{columns} ORDER BY stream LIMIT ?"))?.query_map([limit], summary_row)?.collect()
                }
            }
        })
        .await
    }

    async fn lease(
        &self,
        stream: StreamId,
        consumer: &str,
        now: Moment,
        until: Moment,
    ) -> Result<Option<Seq>, StoreError> {
        let consumer = consumer.to_owned();
        self.write(move |c| {
            // A new consumer starts at the head: what happened before it existed is not its business.
            let start = "INSERT OR IGNORE INTO cursor SELECT stream, ?2, seq, 0 FROM head WHERE stream = ?1";
            c.execute(start, params![stream.number(), consumer])?;
            let take = "UPDATE cursor SET lease_until = ?4 WHERE stream = ?1 AND consumer = ?2 AND lease_until <= ?3 RETURNING seq";
            let mut query = c.prepare(take)?;
            let read = |r: &Row| r.get::<_, i64>(0).map(|n| n as Seq);
            query.query_row(params![stream.number(), consumer, now.ms(), until.ms()], read).optional()
        })
        .await
    }

    async fn advance(&self, stream: StreamId, consumer: &str, seq: Seq) -> Result<(), StoreError> {
        let consumer = consumer.to_owned();
        self.write(move |c| {
            let set = "UPDATE cursor SET seq = max(seq, ?3), lease_until = 0 WHERE stream = ?1 AND consumer = ?2";
            c.execute(set, params![stream.number(), consumer, seq as i64]).map(|_| ())
        })
        .await
    }

    async fn side(&self, space: &str, key: &[u8], now: Moment) -> Result<Option<SideRow>, StoreError> {
        self.quick(|c| {
            let one =
                "SELECT key, version, value FROM side WHERE space = ? AND key = ? AND (expires IS NULL OR expires > ?)";
            c.prepare_cached(one)?.query_row(params![space, key, now.ms()], side_row).optional()
        })
    }

    async fn side_scan(&self, space: &str, prefix: &[u8], now: Moment) -> Result<Vec<SideRow>, StoreError> {
        let (space, prefix) = (space.to_owned(), prefix.to_vec());
        self.long(move |c| {
            let scan =
                "SELECT key, version, value FROM side WHERE space = ?1 AND key >= ?2 AND (?3 IS NULL OR key < ?3)
                AND (expires IS NULL OR expires > ?4) ORDER BY key";
            let end = prefix_end(&prefix);
            c.prepare(scan)?.query_map(params![space, prefix, end, now.ms()], side_row)?.collect()
        })
        .await
    }

    async fn put_side(
        &self,
        space: &str,
        key: &[u8],
        expect: Expect,
        value: &[u8],
        expires: Option<Moment>,
        now: Moment,
    ) -> Result<bool, StoreError> {
        let (space, key, value) = (space.to_owned(), key.to_vec(), value.to_vec());
        self.write(move |c| {
            c.execute("DELETE FROM side WHERE space = ? AND key = ? AND expires <= ?", params![space, key, now.ms()])?;
            let expires = expires.map(Moment::ms);
            let changed = match expect {
                Expect::Any => c.execute(
                    "INSERT INTO side VALUES (?, ?, 1, ?, ?) ON CONFLICT (space, key)
                     DO UPDATE SET version = version + 1, value = excluded.value, expires = excluded.expires",
                    params![space, key, value, expires],
                ),
                Expect::Absent => {
                    c.execute("INSERT OR IGNORE INTO side VALUES (?, ?, 1, ?, ?)", params![space, key, value, expires])
                }
                Expect::Version(version) => c.execute(
                    "UPDATE side SET version = version + 1, value = ?3, expires = ?4 WHERE space = ?1 AND key = ?2 AND version = ?5",
                    params![space, key, value, expires, version],
                ),
            };
            changed.map(|n| n == 1)
        })
        .await
    }

    async fn drop_side(&self, space: &str, key: &[u8]) -> Result<(), StoreError> {
        let (space, key) = (space.to_owned(), key.to_vec());
        self.write(move |c| c.execute("DELETE FROM side WHERE space = ? AND key = ?", params![space, key]).map(|_| ()))
            .await
    }

    async fn expire_sides(&self, now: Moment) -> Result<u64, StoreError> {
        self.write(move |c| c.execute("DELETE FROM side WHERE expires <= ?", [now.ms()]).map(|n| n as u64)).await
    }

    fn describe(&self) -> String {
        format!("SQLite {}", self.path.display())
    }
}
