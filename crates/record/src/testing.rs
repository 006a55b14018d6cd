//! For tests of this and other rooms: throw-away stores, a store with injected faults, and counted skips.

use crate::store::postgres::Postgres;
use crate::store::sqlite::Sqlite;
use crate::store::{Append, Expect, HeadRow, LogRow, Seen, SideRow, Snapshot, Store, StoreError, Summary, Tx};
use crate::{Attachments, Keys, Record, VaultRow};
use async_trait::async_trait;
use parking_lot::Mutex;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use units::{CommandId, Digest, ItemId, Moment, Seq, StreamId};

/// Says that a test could not run and why; `cargo xtask test` counts these and fails where it promised none.
pub fn skip(what: &str, why: &str) {
    eprintln!("SKIPPED {what}: {why}");
    if let Some(path) = std::env::var_os("YIHE_SKIPS")
        && let Ok(mut file) = std::fs::OpenOptions::new().append(true).create(true).open(path)
    {
        let _ = writeln!(file, "{what}: {why}");
    }
}

/// Address of a fresh, empty database on the test server named by `YIHE_TEST_POSTGRES`; `None` (a counted skip) where
/// there is no server.
///
/// # Panics
/// If the server is named but does not answer.
pub async fn postgres_url(test: &str) -> Option<String> {
    let Ok(server) = std::env::var("YIHE_TEST_POSTGRES") else {
        skip(test, "no PostgreSQL: YIHE_TEST_POSTGRES is not set");
        return None;
    };
    let (client, connection) = tokio_postgres::connect(&format!("{server} dbname=postgres"), tokio_postgres::NoTls)
        .await
        .expect("test server");
    let connection = tokio::spawn(connection);
    let mut random = [0; 8];
    crate::vault::fill_random(&mut random);
    let name = format!("yihe_{:016x}", u64::from_be_bytes(random));
    client.batch_execute(&format!("CREATE DATABASE {name}")).await.expect("test database");
    drop(client);
    let _ = connection.await;
    Some(format!("{server} dbname={name}"))
}

/// A fresh PostgreSQL store, or a counted skip.
///
/// # Panics
/// As [`postgres_url`].
pub async fn postgres(test: &str) -> Option<Arc<dyn Store>> {
    let url = postgres_url(test).await?;
    Some(Arc::new(Postgres::connect(&url).await.expect("test store")))
}

/// A fresh SQLite store in `dir`.
///
/// # Panics
/// If the file cannot be made.
#[must_use]
pub fn sqlite(dir: &Path) -> Arc<dyn Store> {
    Arc::new(Sqlite::open(&dir.join("yihe.db")).expect("test store"))
}

/// A record with fresh keys over a store, its files in memory.
#[must_use]
pub fn record(store: Arc<dyn Store>) -> Arc<Record> {
    Arc::new(Record::new(store, Keys::generate()).with_attachments(Arc::new(Shelf::default())))
}

/// Files kept in memory.
#[derive(Debug, Default)]
pub struct Shelf(Mutex<BTreeMap<(StreamId, ItemId), Vec<u8>>>);

#[async_trait]
impl Attachments for Shelf {
    async fn put(&self, stream: StreamId, name: ItemId, sealed: Vec<u8>) -> Result<(), StoreError> {
        self.0.lock().insert((stream, name), sealed);
        Ok(())
    }
    async fn get(&self, stream: StreamId, name: ItemId) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.0.lock().get(&(stream, name)).cloned())
    }
    async fn delete(&self, stream: StreamId, name: ItemId) -> Result<(), StoreError> {
        self.0.lock().remove(&(stream, name));
        Ok(())
    }
    async fn list(&self, stream: StreamId) -> Result<Vec<ItemId>, StoreError> {
        Ok(self.0.lock().keys().filter(|(s, _)| *s == stream).map(|(_, name)| *name).collect())
    }
}

/// What goes wrong at one of the next commits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The commit fails; nothing is stored.
    Fail,
    /// The commit succeeds; the answer is lost.
    LoseReply,
    /// Somebody else was first.
    Conflict,
}

/// A store that fails when told to.
pub struct Faulty {
    inner: Arc<dyn Store>,
    plan: Arc<Mutex<Vec<Fault>>>,
}

impl Faulty {
    /// Over `inner`; faults are taken from the end of the plan, one a commit.
    #[must_use]
    pub fn over(inner: Arc<dyn Store>) -> Self {
        Self { inner, plan: Arc::default() }
    }

    /// The next commits' faults.
    #[must_use]
    pub fn plan(&self) -> Arc<Mutex<Vec<Fault>>> {
        self.plan.clone()
    }
}

struct FaultyTx {
    inner: Box<dyn Tx>,
    plan: Arc<Mutex<Vec<Fault>>>,
}

#[async_trait]
impl Tx for FaultyTx {
    fn head(&self) -> Option<&HeadRow> {
        self.inner.head()
    }
    fn seen(&self) -> &[Seen] {
        self.inner.seen()
    }
    async fn tail(&mut self, after: Seq) -> Result<(Vec<LogRow>, Vec<VaultRow>), StoreError> {
        self.inner.tail(after).await
    }
    async fn commit(self: Box<Self>, append: Append) -> Result<(), StoreError> {
        let fault = if append.rows.is_empty() { None } else { self.plan.lock().pop() };
        with(fault, self.inner.commit(append)).await
    }
}

async fn with(fault: Option<Fault>, commit: impl Future<Output = Result<(), StoreError>>) -> Result<(), StoreError> {
    match fault {
        None => commit.await,
        Some(Fault::Fail) => Err(StoreError::Failed("injected".into())),
        Some(Fault::Conflict) => Err(StoreError::Conflict),
        Some(Fault::LoseReply) => {
            commit.await?;
            Err(StoreError::Unknown("injected: the answer was lost".into()))
        }
    }
}

#[async_trait]
impl Store for Faulty {
    async fn begin(&self, stream: StreamId, commands: &[CommandId]) -> Result<Box<dyn Tx>, StoreError> {
        let inner = self.inner.begin(stream, commands).await?;
        Ok(Box::new(FaultyTx { inner, plan: self.plan.clone() }))
    }
    async fn append(&self, stream: StreamId, after: Seq, append: Append) -> Result<(), StoreError> {
        let fault = self.plan.lock().pop();
        with(fault, self.inner.append(stream, after, append)).await
    }
    async fn seqs(&self, streams: &[StreamId]) -> Result<Vec<Seq>, StoreError> {
        self.inner.seqs(streams).await
    }
    async fn head(&self, stream: StreamId) -> Result<Option<HeadRow>, StoreError> {
        self.inner.head(stream).await
    }
    async fn streams(&self) -> Result<Vec<StreamId>, StoreError> {
        self.inner.streams().await
    }
    async fn rows(&self, stream: StreamId, after: Seq, limit: usize) -> Result<Vec<LogRow>, StoreError> {
        self.inner.rows(stream, after, limit).await
    }
    async fn row(&self, stream: StreamId, seq: Seq) -> Result<Option<LogRow>, StoreError> {
        self.inner.row(stream, seq).await
    }
    async fn leaves(&self, stream: StreamId, count: Seq) -> Result<Vec<Digest>, StoreError> {
        self.inner.leaves(stream, count).await
    }
    async fn vault(&self, stream: StreamId, items: Option<&[ItemId]>) -> Result<Vec<VaultRow>, StoreError> {
        self.inner.vault(stream, items).await
    }
    async fn seen(&self, stream: StreamId, command: CommandId) -> Result<Option<Seen>, StoreError> {
        self.inner.seen(stream, command).await
    }
    async fn snapshot(&self, stream: StreamId) -> Result<Option<Snapshot>, StoreError> {
        self.inner.snapshot(stream).await
    }
    async fn keep_snapshot(&self, stream: StreamId, seq: Seq, build: &str, body: &[u8]) -> Result<(), StoreError> {
        self.inner.keep_snapshot(stream, seq, build, body).await
    }
    async fn summary(&self, stream: StreamId) -> Result<Option<Summary>, StoreError> {
        self.inner.summary(stream).await
    }
    async fn summaries(&self, due: Option<Moment>, limit: usize) -> Result<Vec<(StreamId, Summary)>, StoreError> {
        self.inner.summaries(due, limit).await
    }
    async fn lease(
        &self,
        stream: StreamId,
        consumer: &str,
        now: Moment,
        until: Moment,
    ) -> Result<Option<Seq>, StoreError> {
        self.inner.lease(stream, consumer, now, until).await
    }
    async fn advance(&self, stream: StreamId, consumer: &str, seq: Seq) -> Result<(), StoreError> {
        self.inner.advance(stream, consumer, seq).await
    }
    async fn side(&self, space: &str, key: &[u8], now: Moment) -> Result<Option<SideRow>, StoreError> {
        self.inner.side(space, key, now).await
    }
    async fn side_scan(&self, space: &str, prefix: &[u8], now: Moment) -> Result<Vec<SideRow>, StoreError> {
        self.inner.side_scan(space, prefix, now).await
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
        self.inner.put_side(space, key, expect, value, expires, now).await
    }
    async fn drop_side(&self, space: &str, key: &[u8]) -> Result<(), StoreError> {
        self.inner.drop_side(space, key).await
    }
    async fn expire_sides(&self, now: Moment) -> Result<u64, StoreError> {
        self.inner.expire_sides(now).await
    }
    fn describe(&self) -> String {
        format!("{}, with faults", self.inner.describe())
    }
}
