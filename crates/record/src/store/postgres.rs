//! PostgreSQL, one server or sharded by Citus. Plain SQL only: no global sequence, no LISTEN/NOTIFY, no advisory lock,
//! no extension; multi-row VALUES in an append, times and ids as parameters, every statement on a stream table says
//! `stream =` (lists over `summary` excepted), so a table distributed by `stream` runs it unchanged.
//!
//! The head row is the writer's lock: `SELECT … FOR UPDATE` opens a stream, so two nodes never decide on the same
//! state and a conflict is left only where a stream is born twice.

use super::sqlite::prefix_end;
use super::{
    Append, Expect, HeadRow, LogRow, Seen, SideRow, Snapshot, Store, StoreError, Summary, Tx, fixed, items_of,
    subject_of,
};
use crate::VaultRow;
use async_trait::async_trait;
use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, QueueMode, RecyclingMethod, Runtime};
use futures_util::future::try_join_all;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OnceCell;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Config, NoTls, Row, Statement};
use units::{CommandId, Digest, ItemId, Moment, Seq, StreamId, limits};

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS log (
    stream bigint NOT NULL, seq bigint NOT NULL, at bigint NOT NULL, actor text NOT NULL, command bytea NOT NULL,
    kind text NOT NULL, version integer NOT NULL, entry bytea NOT NULL, leaf bytea NOT NULL,
    PRIMARY KEY (stream, seq));
CREATE TABLE IF NOT EXISTS head (
    stream bigint PRIMARY KEY, seq bigint NOT NULL, root bytea NOT NULL, frontier bytea NOT NULL, at bigint NOT NULL,
    algorithm text NOT NULL, signature bytea NOT NULL);
CREATE TABLE IF NOT EXISTS seen (
    stream bigint NOT NULL, command bytea NOT NULL, digest bytea NOT NULL, first_seq bigint NOT NULL,
    last_seq bigint NOT NULL, PRIMARY KEY (stream, command));
CREATE TABLE IF NOT EXISTS vault (
    stream bigint NOT NULL, item bytea NOT NULL, subject bigint, salt bytea NOT NULL, sealed bytea NOT NULL,
    PRIMARY KEY (stream, item));
CREATE TABLE IF NOT EXISTS snapshot (
    stream bigint PRIMARY KEY, seq bigint NOT NULL, build text NOT NULL, body bytea NOT NULL);
CREATE TABLE IF NOT EXISTS summary (
    stream bigint PRIMARY KEY, seq bigint NOT NULL, schema integer NOT NULL, due_at bigint, json text NOT NULL);
CREATE INDEX IF NOT EXISTS summary_due ON summary (due_at) WHERE due_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS cursor (
    stream bigint NOT NULL, consumer text NOT NULL, seq bigint NOT NULL, lease_until bigint NOT NULL,
    PRIMARY KEY (stream, consumer));
CREATE TABLE IF NOT EXISTS side (
    space text NOT NULL, key bytea NOT NULL, version bigint NOT NULL, value bytea NOT NULL, expires bigint,
    PRIMARY KEY (space, key));
DO $$
DECLARE t text;
BEGIN
    IF EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'citus') THEN
        FOREACH t IN ARRAY ARRAY['log', 'head', 'seen', 'vault', 'snapshot', 'summary', 'cursor', 'side'] LOOP
            IF NOT EXISTS (SELECT 1 FROM citus_tables WHERE table_name = t::regclass) THEN
                EXECUTE CASE t
                    WHEN 'log' THEN 'SELECT create_distributed_table(''log'', ''stream'', shard_count => 64)'
                    WHEN 'side' THEN 'SELECT create_distributed_table(''side'', ''key'')'
                    ELSE format('SELECT create_distributed_table(%L, ''stream'', colocate_with => ''log'')', t)
                END;
            END IF;
        END LOOP;
    END IF;
END $$;
";

/// Connections a node keeps; on Citus each may open one to every worker.
const CONNECTIONS: usize = 12;

/// The most rows of one multi-row INSERT.
const ROWS_PER_INSERT: usize = 512;

/// Statements sent before an answer is waited for.
const IN_ONE_GO: usize = 24;

/// A store in PostgreSQL.
pub struct Postgres {
    pool: Pool,
    about: String,
    heads: Heads,
}

/// Reading heads together: whoever asks while a statement is under way shares the next one. Every answer is still read
/// after it was asked for, and a busy node sends one statement at a time instead of several a request.
#[derive(Default)]
struct Heads {
    /// The round that is still open to whoever asks.
    next: Mutex<Arc<Round>>,
    /// One statement at a time.
    turn: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Round {
    streams: Mutex<Vec<i64>>,
    seqs: OnceCell<HashMap<i64, Seq>>,
}

impl Postgres {
    /// Connects and makes missing tables.
    ///
    /// # Errors
    /// [`StoreError::Failed`] if the address is wrong or the server refuses.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        let mut config: Config = url.parse().map_err(|e| StoreError::Failed(format!("database address: {e}")))?;
        config.application_name("yihe").connect_timeout(Duration::from_secs(10));
        let about = format!("PostgreSQL {}", config.get_dbname().unwrap_or("default database"));
        let manager = Manager::from_config(config, NoTls, ManagerConfig { recycling_method: RecyclingMethod::Fast });
        let patience = Duration::from_millis(limits::WRITE_PATIENCE_MS);
        let pool = Pool::builder(manager)
            .max_size(CONNECTIONS)
            // The connection used last knows its statements, and the server has planned them for it.
            .queue_mode(QueueMode::Lifo)
            .wait_timeout(Some(patience))
            .create_timeout(Some(patience))
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|e| StoreError::Failed(e.to_string()))?;
        let store = Self { pool, about, heads: Heads::default() };
        store.migrate().await?;
        Ok(store)
    }

    async fn migrate(&self) -> Result<(), StoreError> {
        // Two nodes starting at once may both create: the loser tries again and finds the tables there.
        for last in [false, false, true] {
            match self.client().await?.batch_execute(SCHEMA).await {
                Ok(()) => return Ok(()),
                Err(e) if last => return Err(failed(e)),
                Err(_) => tokio::time::sleep(Duration::from_millis(200)).await,
            }
        }
        Ok(())
    }

    async fn client(&self) -> Result<Object, StoreError> {
        self.pool.get().await.map_err(|e| StoreError::Busy(e.to_string()))
    }

    async fn query(&self, sql: &str, params: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, StoreError> {
        query(&self.client().await?, sql, params).await
    }

    async fn execute(&self, sql: &str, params: &[&(dyn ToSql + Sync)]) -> Result<u64, StoreError> {
        execute(&self.client().await?, sql, params).await
    }

    /// Reads the heads a round asks for, once it is its turn; from then on nobody joins it.
    async fn read_heads(&self, round: &Arc<Round>) -> Result<HashMap<i64, Seq>, StoreError> {
        let _turn = self.heads.turn.lock().await;
        {
            let mut next = self.heads.next.lock();
            if Arc::ptr_eq(&next, round) {
                *next = Arc::default();
            }
        }
        let mut streams = round.streams.lock().clone();
        streams.sort_unstable();
        streams.dedup();
        let found = self.query("SELECT stream, seq FROM head WHERE stream = ANY($1)", &[&streams]).await?;
        found.iter().map(|r| Ok((r.try_get(0).map_err(failed)?, seq(r, 1)?))).collect()
    }
}

/// How an error is to be taken before a commit was sent: nothing is stored.
fn failed(error: tokio_postgres::Error) -> StoreError {
    let conflict = [
        SqlState::UNIQUE_VIOLATION,
        SqlState::T_R_SERIALIZATION_FAILURE,
        SqlState::T_R_DEADLOCK_DETECTED,
        // The head moved: see `appended`.
        SqlState::DIVISION_BY_ZERO,
    ];
    match error.code() {
        Some(code) if conflict.contains(code) => StoreError::Conflict,
        Some(code) if *code == SqlState::LOCK_NOT_AVAILABLE => StoreError::Busy(error.to_string()),
        Some(code) => StoreError::Failed(format!("{error} ({})", code.code())),
        None => StoreError::Failed(error.to_string()),
    }
}

/// How an error of the commit itself is to be taken: a lost socket, a server going down or Citus' XX000 leave open
/// whether it happened; only the command id can tell.
fn commit_failed(error: tokio_postgres::Error) -> StoreError {
    match error.code().map(SqlState::code) {
        None => StoreError::Unknown(error.to_string()),
        Some(code) if code.starts_with("57P0") || code.starts_with("08") || code == "XX000" => {
            StoreError::Unknown(error.to_string())
        }
        Some(_) => failed(error),
    }
}

async fn query(client: &Object, sql: &str, params: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, StoreError> {
    let statement = client.prepare_cached(sql).await.map_err(failed)?;
    client.query(&statement, params).await.map_err(failed)
}

async fn execute(client: &Object, sql: &str, params: &[&(dyn ToSql + Sync)]) -> Result<u64, StoreError> {
    let statement = client.prepare_cached(sql).await.map_err(failed)?;
    client.execute(&statement, params).await.map_err(failed)
}

fn bytes<const N: usize>(row: &Row, column: usize) -> Result<[u8; N], StoreError> {
    row.try_get(column).map(fixed).map_err(failed)
}

fn seq(row: &Row, column: usize) -> Result<Seq, StoreError> {
    row.try_get::<_, i64>(column).map(|n| n as Seq).map_err(failed)
}

fn moment(row: &Row, column: usize) -> Result<Moment, StoreError> {
    row.try_get(column).map(Moment::from_ms).map_err(failed)
}

const LOG_COLUMNS: &str = "seq, at, actor, command, kind, version, entry, leaf";

fn log_row(row: &Row) -> Result<LogRow, StoreError> {
    Ok(LogRow {
        seq: seq(row, 0)?,
        at: moment(row, 1)?,
        actor: row.try_get(2).map_err(failed)?,
        command: CommandId(bytes(row, 3)?),
        kind: row.try_get(4).map_err(failed)?,
        // A copy out of range is read as the last value, so that verify names it.
        version: u16::try_from(row.try_get::<_, i32>(5).map_err(failed)?).unwrap_or(u16::MAX),
        entry: row.try_get(6).map_err(failed)?,
        leaf: Digest(bytes(row, 7)?),
    })
}

fn head_row(row: &Row) -> Result<HeadRow, StoreError> {
    Ok(HeadRow {
        seq: seq(row, 0)?,
        root: Digest(bytes(row, 1)?),
        frontier: row.try_get(2).map_err(failed)?,
        at: moment(row, 3)?,
        algorithm: row.try_get(4).map_err(failed)?,
        signature: row.try_get(5).map_err(failed)?,
    })
}

fn seen_row(row: &Row) -> Result<Seen, StoreError> {
    Ok(Seen {
        command: CommandId(bytes(row, 0)?),
        digest: Digest(bytes(row, 1)?),
        first: seq(row, 2)?,
        last: seq(row, 3)?,
    })
}

fn vault_row(row: &Row) -> Result<VaultRow, StoreError> {
    Ok(VaultRow {
        item: ItemId(bytes(row, 0)?),
        subject: row.try_get::<_, Option<i64>>(1).map_err(failed)?.map(subject_of),
        salt: Digest(bytes(row, 2)?),
        sealed: row.try_get(3).map_err(failed)?,
    })
}

const SUMMARY_COLUMNS: &str = "stream, seq, schema, due_at, json";

fn summary_row(row: &Row) -> Result<(StreamId, Summary), StoreError> {
    let summary = Summary {
        seq: seq(row, 1)?,
        schema: u16::try_from(row.try_get::<_, i32>(2).map_err(failed)?).unwrap_or(u16::MAX),
        due_at: row.try_get::<_, Option<i64>>(3).map_err(failed)?.map(Moment::from_ms),
        json: row.try_get(4).map_err(failed)?,
    };
    Ok((StreamId::from_bits(row.try_get::<_, i64>(0).map_err(failed)? as u64), summary))
}

fn side_row(row: &Row) -> Result<SideRow, StoreError> {
    Ok(SideRow {
        key: row.try_get(0).map_err(failed)?,
        version: row.try_get(1).map_err(failed)?,
        value: row.try_get(2).map_err(failed)?,
    })
}

async fn rows(client: &Object, stream: StreamId, after: Seq, limit: usize) -> Result<Vec<LogRow>, StoreError> {
    let sql = format!("SELECT {LOG_COLUMNS} FROM log WHERE stream = $1 AND seq > $2 ORDER BY seq LIMIT $3");
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let found = query(client, &sql, &[&stream.number(), &(after as i64), &limit]).await?;
    found.iter().map(log_row).collect()
}

async fn vault_rows(client: &Object, stream: StreamId, items: Option<&[ItemId]>) -> Result<Vec<VaultRow>, StoreError> {
    let stream = stream.number();
    let found = match items {
        Some([]) => Vec::new(),
        Some(items) => {
            let items: Vec<&[u8]> = items.iter().map(|i| &i.0[..]).collect();
            let sql = "SELECT item, subject, salt, sealed FROM vault WHERE stream = $1 AND item = ANY($2)";
            query(client, sql, &[&stream, &items]).await?
        }
        None => query(client, "SELECT item, subject, salt, sealed FROM vault WHERE stream = $1", &[&stream]).await?,
    };
    found.iter().map(vault_row).collect()
}

type Params = Vec<Box<dyn ToSql + Sync + Send>>;

/// A statement ready to be sent: all of a transaction are prepared before the first goes out, so that what is polled
/// together leaves in order.
struct Ready {
    statement: Statement,
    params: Params,
}

impl Ready {
    async fn new(client: &Object, sql: &str, params: Params) -> Result<Self, StoreError> {
        Ok(Self { statement: client.prepare_cached(sql).await.map_err(failed)?, params })
    }

    async fn send(&self, client: &Object) -> Result<(), tokio_postgres::Error> {
        let params: Vec<&(dyn ToSql + Sync)> = self.params.iter().map(|p| p.as_ref() as &(dyn ToSql + Sync)).collect();
        client.execute(&self.statement, &params).await.map(|_| ())
    }
}

/// Makes ready the insertion of `rows`, in multi-row VALUES of few sizes, each prepared once for ever.
async fn insertions(
    client: &Object,
    table: &str,
    columns: usize,
    rows: impl ExactSizeIterator<Item = Params>,
    ready: &mut Vec<Ready>,
) -> Result<(), StoreError> {
    let (mut left, mut rows) = (rows.len(), rows);
    while left > 0 {
        let take = rows_at_once(left);
        let params = rows.by_ref().take(take).flatten().collect();
        ready.push(Ready::new(client, &insert_sql(table, columns, take), params).await?);
        left -= take;
    }
    Ok(())
}

/// The most rows of one statement out of `left`: powers of two and what lies in the middle between them, so that few
/// statements are ever prepared and few are sent.
fn rows_at_once(left: usize) -> usize {
    let power = 1 << left.ilog2();
    let between = power + power / 2;
    if left >= between { between } else { power }.min(ROWS_PER_INSERT)
}

fn insert_sql(table: &str, columns: usize, rows: usize) -> String {
    let mut sql = format!("INSERT INTO {table} VALUES ");
    for r in 0..rows {
        sql.push_str(if r == 0 { "(" } else { ", (" });
        for c in 0..columns {
            // Writing into a string does not fail.
            let _ = write!(sql, "{}${}", if c == 0 { "" } else { ", " }, r * columns + c + 1);
        }
        sql.push(')');
    }
    sql
}

macro_rules! row {
    ($($value:expr),* $(,)?) => { vec![$(Box::new($value) as Box<dyn ToSql + Sync + Send>),*] };
}

struct PostgresTx {
    /// `None` once committed; an open connection dropped with its transaction is closed, which rolls it back.
    client: Option<Object>,
    stream: StreamId,
    head: Option<HeadRow>,
    seen: Vec<Seen>,
}

/// Sends a transaction's statements and its end in one go: the connection pipelines what is polled together. `begin`
/// opens it, where it is not open yet.
///
/// # Errors
/// [`StoreError::Unknown`] for whatever leaves open whether the end arrived.
async fn send(client: &Object, begin: bool, ready: &[Ready]) -> Result<(), StoreError> {
    let opened = async { if begin { client.batch_execute("BEGIN").await } else { Ok(()) } };
    // A long import goes ahead in pieces; joined futures are polled in order only while they are few.
    let (ahead, last) = ready.split_at(ready.len().saturating_sub(IN_ONE_GO));
    if !ahead.is_empty() {
        opened.await.map_err(failed)?;
        for piece in ahead.chunks(IN_ONE_GO) {
            try_join_all(piece.iter().map(|r| r.send(client))).await.map_err(failed)?;
        }
        return Box::pin(send(client, false, last)).await;
    }
    let sent = try_join_all(last.iter().map(|r| r.send(client)));
    // Where a statement failed the server rolls back instead, and the statement's error is the one reported.
    tokio::try_join!(opened, sent, client.batch_execute("COMMIT")).map(|_| ()).map_err(commit_failed)
}

/// Makes ready what an append writes; the head first, so that whoever writes takes the stream's lock before anything
/// else. With `after`, a head that is not there any more ends the transaction.
async fn appended(
    client: &Object,
    stream: StreamId,
    append: Append,
    after: Option<Seq>,
) -> Result<Vec<Ready>, StoreError> {
    let n = stream.number();
    let mut ready = Vec::new();
    if let Some(h) = append.head {
        let mut sql =
            "INSERT INTO head VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (stream) DO UPDATE SET seq = $2, \
            root = $3, frontier = $4, at = $5, algorithm = $6, signature = $7"
                .to_owned();
        let mut params = row![n, h.seq as i64, h.root.0.to_vec(), h.frontier, h.at.ms(), h.algorithm, h.signature];
        if let Some(after) = after {
            // Plain SQL has no other way to end a transaction on a condition than a fault.
            sql.push_str(" WHERE 1 / (CASE WHEN head.seq = $8 THEN 1 ELSE 0 END) = 1");
            params.push(Box::new(after as i64));
        }
        ready.push(Ready::new(client, &sql, params).await?);
    }
    let log = append.rows.into_iter().map(|r| {
        let (seq, at, command, version) = (r.seq as i64, r.at.ms(), r.command.0.to_vec(), i32::from(r.version));
        row![n, seq, at, r.actor, command, r.kind, version, r.entry, r.leaf.0.to_vec()]
    });
    insertions(client, "log", 9, log, &mut ready).await?;
    let seen = append.seen.into_iter();
    let seen = seen.map(|s| row![n, s.command.0.to_vec(), s.digest.0.to_vec(), s.first as i64, s.last as i64]);
    insertions(client, "seen", 5, seen, &mut ready).await?;
    let vault = append.vault.into_iter();
    let vault =
        vault.map(|v| row![n, v.item.0.to_vec(), v.subject.map(|p| i64::from(p.0)), v.salt.0.to_vec(), v.sealed]);
    insertions(client, "vault", 5, vault, &mut ready).await?;
    if !append.erase.is_empty() {
        let items: Vec<Vec<u8>> = append.erase.iter().map(|i| i.0.to_vec()).collect();
        let sql = "DELETE FROM vault WHERE stream = $1 AND item = ANY($2)";
        ready.push(Ready::new(client, sql, row![n, items]).await?);
        ready.push(Ready::new(client, "DELETE FROM snapshot WHERE stream = $1", row![n]).await?);
    }
    if let Some(s) = append.summary {
        let sql = "INSERT INTO summary VALUES ($1, $2, $3, $4, $5) ON CONFLICT (stream) DO UPDATE SET seq = $2, \
            schema = $3, due_at = $4, json = $5";
        let due = s.due_at.map(Moment::ms);
        ready.push(Ready::new(client, sql, row![n, s.seq as i64, i32::from(s.schema), due, s.json]).await?);
    }
    Ok(ready)
}

#[async_trait]
impl Tx for PostgresTx {
    fn head(&self) -> Option<&HeadRow> {
        self.head.as_ref()
    }

    fn seen(&self) -> &[Seen] {
        &self.seen
    }

    async fn tail(&mut self, after: Seq) -> Result<(Vec<LogRow>, Vec<VaultRow>), StoreError> {
        // INVARIANT: the connection is there until commit, which takes the transaction.
        let client = self.client.as_ref().expect("open transaction");
        let rows = rows(client, self.stream, after, usize::MAX).await?;
        let vault = vault_rows(client, self.stream, Some(&items_of(&rows))).await?;
        Ok((rows, vault))
    }

    async fn commit(mut self: Box<Self>, append: Append) -> Result<(), StoreError> {
        // Until the commit is answered `drop` must not give the connection back to the pool.
        let done = {
            // INVARIANT: as in `tail`.
            let client = self.client.as_ref().expect("open transaction");
            match appended(client, self.stream, append, None).await {
                Ok(ready) => send(client, false, &ready).await,
                Err(e) => Err(e),
            }
        };
        if done.is_ok() {
            drop(self.client.take());
        }
        done
    }
}

impl Drop for PostgresTx {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            // Taken out of the pool and closed: the server rolls back, and no half transaction is ever reused.
            drop(Object::take(client));
        }
    }
}

#[async_trait]
impl Store for Postgres {
    async fn begin(&self, stream: StreamId, commands: &[CommandId]) -> Result<Box<dyn Tx>, StoreError> {
        let client = self.client().await?;
        let mut tx = PostgresTx { client: Some(client), stream, head: None, seen: Vec::new() };
        // INVARIANT: put there in the line above.
        let client = tx.client.as_ref().expect("open transaction");
        let n = stream.number();
        let ids: Vec<&[u8]> = commands.iter().map(|c| &c.0[..]).collect();
        // Sent together, carried out one after the other: the last statement sees what was committed before the lock.
        let head_sql = "SELECT seq, root, frontier, at, algorithm, signature FROM head WHERE stream = $1 FOR UPDATE";
        let seen_sql = "SELECT command, digest, first_seq, last_seq FROM seen WHERE stream = $1 AND command = ANY($2)";
        let read = async {
            tokio::try_join!(
                async { client.batch_execute("BEGIN").await.map_err(failed) },
                async { query(client, head_sql, &[&n]).await },
                async { query(client, seen_sql, &[&n, &ids]).await },
            )
        };
        let patience = Duration::from_millis(limits::WRITE_PATIENCE_MS);
        let ((), head, seen) = tokio::time::timeout(patience, read)
            .await
            .map_err(|_| StoreError::Busy("another writer holds the stream".into()))??;
        let seen = seen.iter().map(seen_row).collect::<Result<_, _>>()?;
        let head = head.first().map(head_row).transpose()?;
        (tx.head, tx.seen) = (head, seen);
        Ok(Box::new(tx))
    }

    async fn append(&self, stream: StreamId, after: Seq, append: Append) -> Result<(), StoreError> {
        let client = self.client().await?;
        let ready = appended(&client, stream, append, Some(after)).await?;
        let mut tx = PostgresTx { client: Some(client), stream, head: None, seen: Vec::new() };
        // INVARIANT: put there in the line above.
        let client = tx.client.as_ref().expect("open transaction");
        let patience = Duration::from_millis(limits::WRITE_PATIENCE_MS);
        // Given up waiting, it may still be carried out: only the command ids can tell.
        let late = |_| StoreError::Unknown("another writer holds the stream".into());
        tokio::time::timeout(patience, send(client, true, &ready)).await.map_err(late)??;
        drop(tx.client.take());
        Ok(())
    }

    async fn seqs(&self, streams: &[StreamId]) -> Result<Vec<Seq>, StoreError> {
        let round = {
            let next = self.heads.next.lock();
            next.streams.lock().extend(streams.iter().map(|s| s.number()));
            next.clone()
        };
        // The first of a round asks for all; should their request end meanwhile, the next one takes over.
        let seqs = round.seqs.get_or_try_init(|| self.read_heads(&round)).await?;
        Ok(streams.iter().map(|s| seqs.get(&s.number()).copied().unwrap_or(0)).collect())
    }

    async fn head(&self, stream: StreamId) -> Result<Option<HeadRow>, StoreError> {
        let sql = "SELECT seq, root, frontier, at, algorithm, signature FROM head WHERE stream = $1";
        self.query(sql, &[&stream.number()]).await?.first().map(head_row).transpose()
    }

    async fn streams(&self) -> Result<Vec<StreamId>, StoreError> {
        let found = self
            .query(
                "SELECT stream FROM head UNION SELECT stream FROM log UNION SELECT stream FROM vault
            UNION SELECT stream FROM snapshot ORDER BY stream",
                &[],
            )
            .await?;
        Ok(found.iter().map(|r| StreamId::from_bits(r.get::<_, i64>(0) as u64)).collect())
    }

    async fn rows(&self, stream: StreamId, after: Seq, limit: usize) -> Result<Vec<LogRow>, StoreError> {
        rows(&self.client().await?, stream, after, limit).await
    }

    async fn row(&self, stream: StreamId, seq: Seq) -> Result<Option<LogRow>, StoreError> {
        let sql = format!("SELECT {LOG_COLUMNS} FROM log WHERE stream = $1 AND seq = $2");
        self.query(&sql, &[&stream.number(), &(seq as i64)]).await?.first().map(log_row).transpose()
    }

    async fn leaves(&self, stream: StreamId, count: Seq) -> Result<Vec<Digest>, StoreError> {
        let sql = "SELECT leaf FROM log WHERE stream = $1 ORDER BY seq LIMIT $2";
        let found = self.query(sql, &[&stream.number(), &(count as i64)]).await?;
        found.iter().map(|r| bytes(r, 0).map(Digest)).collect()
    }

    async fn vault(&self, stream: StreamId, items: Option<&[ItemId]>) -> Result<Vec<VaultRow>, StoreError> {
        vault_rows(&self.client().await?, stream, items).await
    }

    async fn seen(&self, stream: StreamId, command: CommandId) -> Result<Option<Seen>, StoreError> {
        let sql = "SELECT command, digest, first_seq, last_seq FROM seen WHERE stream = $1 AND command = $2";
        let command = &command.0[..];
        self.query(sql, &[&stream.number(), &command]).await?.first().map(seen_row).transpose()
    }

    async fn snapshot(&self, stream: StreamId) -> Result<Option<Snapshot>, StoreError> {
        let sql = "SELECT seq, build, body FROM snapshot WHERE stream = $1";
        let found = self.query(sql, &[&stream.number()]).await?;
        let read = |r: &Row| {
            let (build, body) = (r.try_get(1).map_err(failed)?, r.try_get(2).map_err(failed)?);
            Ok(Snapshot { seq: seq(r, 0)?, build, body })
        };
        found.first().map(read).transpose()
    }

    async fn keep_snapshot(&self, stream: StreamId, seq: Seq, build: &str, body: &[u8]) -> Result<(), StoreError> {
        // Only the state at the head is kept, under the writer's lock: an erasure in between has moved the head.
        let mut tx = self.client().await?;
        let tx = tx.transaction().await.map_err(failed)?;
        let n = stream.number();
        let head = tx.query_opt("SELECT seq FROM head WHERE stream = $1 FOR UPDATE", &[&n]).await.map_err(failed)?;
        if head.is_some_and(|r| r.get::<_, i64>(0) == seq as i64) {
            let sql = "INSERT INTO snapshot VALUES ($1, $2, $3, $4) ON CONFLICT (stream) DO UPDATE SET seq = $2, build = $3, body = $4";
            tx.execute(sql, &[&n, &(seq as i64), &build, &body]).await.map_err(failed)?;
        }
        tx.commit().await.map_err(failed)
    }

    async fn summary(&self, stream: StreamId) -> Result<Option<Summary>, StoreError> {
        let sql = format!("SELECT {SUMMARY_COLUMNS} FROM summary WHERE stream = $1");
        let found = self.query(&sql, &[&stream.number()]).await?;
        Ok(found.first().map(summary_row).transpose()?.map(|(_, summary)| summary))
    }

    async fn summaries(&self, due: Option<Moment>, limit: usize) -> Result<Vec<(StreamId, Summary)>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let columns = format!("SELECT {SUMMARY_COLUMNS} FROM summary");
        let found = match due {
            Some(due) => {
                let sql = format!("{columns} WHERE due_at <= $1 ORDER BY due_at LIMIT $2");
                self.query(&sql, &[&due.ms(), &limit]).await?
            }
            None => self.query(&format!("{columns} ORDER BY stream LIMIT $1"), &[&limit]).await?,
        };
        found.iter().map(summary_row).collect()
    }

    async fn lease(
        &self,
        stream: StreamId,
        consumer: &str,
        now: Moment,
        until: Moment,
    ) -> Result<Option<Seq>, StoreError> {
        let n = stream.number();
        let head = self.seqs(&[stream]).await?.first().copied().unwrap_or(0);
        // A new consumer starts at the head: what happened before it existed is not its business.
        let start = "INSERT INTO cursor VALUES ($1, $2, $3, 0) ON CONFLICT (stream, consumer) DO NOTHING";
        self.execute(start, &[&n, &consumer, &(head as i64)]).await?;
        let take = "UPDATE cursor SET lease_until = $4 WHERE stream = $1 AND consumer = $2 AND lease_until <= $3 RETURNING seq";
        let found = self.query(take, &[&n, &consumer, &now.ms(), &until.ms()]).await?;
        found.first().map(|r| seq(r, 0)).transpose()
    }

    async fn advance(&self, stream: StreamId, consumer: &str, seq: Seq) -> Result<(), StoreError> {
        let sql = "UPDATE cursor SET seq = greatest(seq, $3), lease_until = 0 WHERE stream = $1 AND consumer = $2";
        self.execute(sql, &[&stream.number(), &consumer, &(seq as i64)]).await.map(|_| ())
    }

    async fn side(&self, space: &str, key: &[u8], now: Moment) -> Result<Option<SideRow>, StoreError> {
        let sql =
            "SELECT key, version, value FROM side WHERE space = $1 AND key = $2 AND (expires IS NULL OR expires > $3)";
        self.query(sql, &[&space, &key, &now.ms()]).await?.first().map(side_row).transpose()
    }

    async fn side_scan(&self, space: &str, prefix: &[u8], now: Moment) -> Result<Vec<SideRow>, StoreError> {
        let sql =
            "SELECT key, version, value FROM side WHERE space = $1 AND key >= $2 AND ($3::bytea IS NULL OR key < $3)
            AND (expires IS NULL OR expires > $4) ORDER BY key";
        let found = self.query(sql, &[&space, &prefix, &prefix_end(prefix), &now.ms()]).await?;
        found.iter().map(side_row).collect()
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
        let expires = expires.map(Moment::ms);
        let changed = match expect {
            Expect::Any => {
                let sql = "INSERT INTO side VALUES ($1, $2, 1, $3, $4) ON CONFLICT (space, key)
                    DO UPDATE SET version = side.version + 1, value = $3, expires = $4";
                self.execute(sql, &[&space, &key, &value, &expires]).await?
            }
            Expect::Absent => {
                // An expired value is as good as none.
                let sql = "INSERT INTO side VALUES ($1, $2, 1, $3, $4) ON CONFLICT (space, key)
                    DO UPDATE SET version = side.version + 1, value = $3, expires = $4 WHERE side.expires <= $5";
                self.execute(sql, &[&space, &key, &value, &expires, &now.ms()]).await?
            }
            Expect::Version(version) => {
                let sql = "UPDATE side SET version = version + 1, value = $3, expires = $4
                    WHERE space = $1 AND key = $2 AND version = $5 AND (expires IS NULL OR expires > $6)";
                self.execute(sql, &[&space, &key, &value, &expires, &version, &now.ms()]).await?
            }
        };
        Ok(changed == 1)
    }

    async fn drop_side(&self, space: &str, key: &[u8]) -> Result<(), StoreError> {
        self.execute("DELETE FROM side WHERE space = $1 AND key = $2", &[&space, &key]).await.map(|_| ())
    }

    async fn expire_sides(&self, now: Moment) -> Result<u64, StoreError> {
        self.execute("DELETE FROM side WHERE expires <= $1", &[&now.ms()]).await
    }

    fn describe(&self) -> String {
        self.about.clone()
    }
}
