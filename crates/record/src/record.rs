//! The store and the keys together: what everything above uses.

use crate::attachments::{Attachments, Nowhere};
use crate::merkle::{self, Frontier};
use crate::store::{Expect, HeadRow, Snapshot};
use crate::vault::{self, Opened, Vault, VaultRow, fill_random};
use crate::{ALGORITHM, Draft, Envelope, Head, Keys, KeysError, LogRow, Store, StoreError};
use chacha20poly1305::aead::{Aead, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::to_raw_value;
use std::path::Path;
use std::sync::Arc;
use units::{ItemId, Moment, Seq, StreamId};

/// Where a stream's tree stands: grows with every entry, in step with the state in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    frontier: Frontier,
    /// When the last entry was recorded.
    pub last_at: Moment,
}

impl Tree {
    /// How many entries it holds.
    #[must_use]
    pub const fn seq(&self) -> Seq {
        self.frontier.size()
    }

    /// Its root.
    #[must_use]
    pub fn root(&self) -> units::Digest {
        self.frontier.root()
    }

    /// The tree a head row describes; `None` if the row contradicts itself.
    #[must_use]
    pub fn from_head(head: &HeadRow) -> Option<Self> {
        Self::from_parts(head.seq, &head.frontier, head.at)
    }

    /// The tree of `seq` entries with these peaks; `None` if they cannot be.
    #[must_use]
    pub fn from_parts(seq: Seq, frontier: &[u8], last_at: Moment) -> Option<Self> {
        Some(Self { frontier: Frontier::from_bytes(seq, frontier)?, last_at })
    }

    /// Its peaks in a row.
    #[must_use]
    pub fn frontier(&self) -> Vec<u8> {
        self.frontier.bytes()
    }

    /// Appends an entry that was read back.
    pub fn push(&mut self, row: &LogRow) {
        self.frontier.push(row.leaf);
        self.last_at = self.last_at.max(row.at);
    }
}

/// The record of a deployment.
pub struct Record {
    store: Arc<dyn Store>,
    keys: Keys,
    vault: Vault,
    /// For snapshots and side values.
    cipher: XChaCha20Poly1305,
    /// For attachments.
    pub(crate) file_cipher: XChaCha20Poly1305,
    pub(crate) attachments: Arc<dyn Attachments>,
}

const CHECK: &[u8] = b"keys";

impl Record {
    /// Opens a store with the keys in `path`, making keys only for a store that is still empty.
    ///
    /// # Errors
    /// [`KeysError`] where the key file is missing, unsafe or belongs to another database; nothing is changed then.
    pub async fn open(store: Arc<dyn Store>, path: &Path) -> Result<Self, OpenError> {
        let shown = path.display().to_string();
        let now = Moment::default();
        let marked = store.side("meta", CHECK, now).await?;
        let keys = match (Keys::read(path)?, &marked) {
            (Some(keys), _) => keys,
            (None, Some(_)) => return Err(KeysError::Missing(shown).into()),
            (None, None) => {
                let keys = Keys::generate();
                keys.write(path)?;
                keys
            }
        };
        let mark = keys.digest("keys of this database", &keys.deployment().0);
        match marked {
            Some(row) if row.value == mark.0 => {}
            Some(_) => return Err(KeysError::Wrong(shown).into()),
            None if !store.streams().await?.is_empty() => return Err(KeysError::Wrong(shown).into()),
            None => {
                let put = store.put_side("meta", CHECK, Expect::Absent, &mark.0, None, now).await?;
                let same = store.side("meta", CHECK, now).await?.is_some_and(|row| row.value == mark.0);
                if !put && !same {
                    // Two first starts at once, each with fresh keys: the second must take the first one's file.
                    return Err(KeysError::Wrong(shown).into());
                }
            }
        }
        Ok(Self::new(store, keys))
    }

    /// A record over an opened store, without asking whether the keys fit, and without a place for attachments.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, keys: Keys) -> Self {
        let cipher = XChaCha20Poly1305::new(&keys.derived("side values and snapshots").into());
        let file_cipher = XChaCha20Poly1305::new(&keys.derived("attachments").into());
        Self { store, vault: Vault::new(&keys), keys, cipher, file_cipher, attachments: Arc::new(Nowhere) }
    }

    /// The store.
    #[must_use]
    pub fn store(&self) -> &dyn Store {
        &*self.store
    }

    /// The keys.
    #[must_use]
    pub const fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Numbers, seals, encodes and hashes new events behind `tree`, which moves along.
    pub fn assemble(&self, stream: StreamId, tree: &mut Tree, drafts: Vec<Draft>) -> (Vec<LogRow>, Vec<VaultRow>) {
        let (mut rows, mut vault) = (Vec::with_capacity(drafts.len()), Vec::new());
        for mut draft in drafts {
            self.vault.take(stream, &mut draft.body, &mut vault);
            let mut nonce = [0; 16];
            fill_random(&mut nonce);
            // INVARIANT: a JSON value is always writable as JSON.
            let body = to_raw_value(&draft.body).expect("JSON");
            let envelope = Envelope {
                format: 1,
                stream,
                seq: tree.seq() + 1,
                at: draft.stamp.at,
                actor: draft.stamp.actor,
                capacity: draft.stamp.capacity,
                command: draft.stamp.command,
                kind: draft.kind,
                version: draft.version,
                nonce: ItemId(nonce),
                body: &body,
            };
            let row = envelope.row();
            tree.push(&row);
            rows.push(row);
        }
        (rows, vault)
    }

    /// The signed head of `tree`.
    #[must_use]
    pub fn head_row(&self, stream: StreamId, tree: &Tree) -> HeadRow {
        let root = tree.root();
        let head = Head::sign(&self.keys, stream, tree.seq(), root, tree.last_at);
        HeadRow {
            seq: tree.seq(),
            root,
            frontier: tree.frontier(),
            at: tree.last_at,
            algorithm: ALGORITHM.into(),
            signature: head.signature,
        }
    }

    /// The signed head of a stream as stored.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn head(&self, stream: StreamId) -> Result<Option<Head>, StoreError> {
        Ok(self.store.head(stream).await?.map(|row| Head {
            stream,
            seq: row.seq,
            root: row.root,
            at: row.at,
            algorithm: row.algorithm,
            signature: row.signature,
        }))
    }

    /// The root of the tree as it stood at `seq`: what a paper printed then must show.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn root_at(&self, stream: StreamId, seq: Seq) -> Result<Option<units::Digest>, StoreError> {
        let leaves = self.store.leaves(stream, seq).await?;
        Ok((seq > 0 && leaves.len() as u64 == seq).then(|| merkle::root(&leaves)))
    }

    /// Opens vault rows for [`Record::opened_body`]. A row that does not open is left out: the value reads as erased, and
    /// verify names the row.
    #[must_use]
    pub fn open_rows(&self, stream: StreamId, rows: &[VaultRow]) -> Opened {
        let open = |row: &VaultRow| {
            let plaintext = self.vault.open(stream, row)?;
            Some((row.item, serde_json::from_slice(&plaintext).ok()?))
        };
        rows.iter().filter_map(open).collect()
    }

    /// The body of an entry with `opened` values put back; `None` where nothing is sealed and the text will do. Each
    /// value is handed out once.
    ///
    /// # Errors
    /// If the body is not JSON.
    pub fn opened_body(
        envelope: &Envelope,
        opened: &mut Opened,
    ) -> Result<Option<serde_json::Value>, serde_json::Error> {
        let text = envelope.body.get();
        if !vault::has_sealed(text) {
            return Ok(None);
        }
        let mut tree = serde_json::from_str(text)?;
        vault::restore(&mut tree, opened);
        Ok(Some(tree))
    }

    pub(crate) const fn vault(&self) -> &Vault {
        &self.vault
    }

    fn seal(&self, place: &[u8], plaintext: &[u8]) -> Vec<u8> {
        let mut nonce = [0; 24];
        fill_random(&mut nonce);
        let sealed = self.cipher.encrypt(&XNonce::from(nonce), Payload { msg: plaintext, aad: place });
        // INVARIANT: encryption fails only beyond 256 GiB.
        [&nonce[..], &sealed.expect("bounded value")].concat()
    }

    fn unseal(&self, place: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, text) = sealed.split_at_checked(24)?;
        let nonce: [u8; 24] = nonce.try_into().ok()?;
        self.cipher.decrypt(&XNonce::from(nonce), Payload { msg: text, aad: place }).ok()
    }

    /// Keeps a snapshot of a state at `seq`, sealed: it holds what the vault holds.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn keep_snapshot(&self, stream: StreamId, seq: Seq, build: &str, body: &[u8]) -> Result<(), StoreError> {
        let sealed = self.seal(&snapshot_place(stream, seq, build), body);
        self.store.keep_snapshot(stream, seq, build, &sealed).await
    }

    /// The snapshot that `build` kept; `None` if there is none or it was tampered with.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn snapshot(&self, stream: StreamId, build: &str) -> Result<Option<(Seq, Vec<u8>)>, StoreError> {
        let kept = self.store.snapshot(stream).await?.filter(|kept| kept.build == build);
        Ok(kept.and_then(|kept| Some((kept.seq, self.open_snapshot(stream, &kept)?))))
    }

    /// The state in a snapshot of any build; `None` if it was tampered with.
    #[must_use]
    pub fn open_snapshot(&self, stream: StreamId, kept: &Snapshot) -> Option<Vec<u8>> {
        self.unseal(&snapshot_place(stream, kept.seq, &kept.build), &kept.body)
    }

    /// A side value and its version.
    ///
    /// # Errors
    /// [`StoreError`]; also if it was sealed with other keys.
    pub async fn side<T: DeserializeOwned>(
        &self,
        space: &str,
        key: &[u8],
        now: Moment,
    ) -> Result<Option<(T, i64)>, StoreError> {
        let Some(row) = self.store.side(space, key, now).await? else { return Ok(None) };
        Ok(Some((self.read_side(space, key, &row.value)?, row.version)))
    }

    /// Side values whose key begins with `prefix`.
    ///
    /// # Errors
    /// As [`Record::side`].
    pub async fn side_scan<T: DeserializeOwned>(
        &self,
        space: &str,
        prefix: &[u8],
        now: Moment,
    ) -> Result<Vec<(Vec<u8>, T)>, StoreError> {
        let rows = self.store.side_scan(space, prefix, now).await?;
        rows.into_iter().map(|row| Ok((row.key.clone(), self.read_side(space, &row.key, &row.value)?))).collect()
    }

    fn read_side<T: DeserializeOwned>(&self, space: &str, key: &[u8], sealed: &[u8]) -> Result<T, StoreError> {
        let spoiled = || StoreError::Failed(format!("a value of `{space}` does not open with these keys"));
        let plaintext = self.unseal(&side_place(space, key), sealed).ok_or_else(spoiled)?;
        serde_json::from_slice(&plaintext).map_err(|_| spoiled())
    }

    /// Writes a side value; false if `expect` does not hold.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn put_side<T: Serialize + Sync>(
        &self,
        space: &str,
        key: &[u8],
        expect: Expect,
        value: &T,
        expires: Option<Moment>,
        now: Moment,
    ) -> Result<bool, StoreError> {
        // INVARIANT: side values are plain structs of strings and numbers.
        let plaintext = serde_json::to_vec(value).expect("JSON");
        let sealed = self.seal(&side_place(space, key), &plaintext);
        self.store.put_side(space, key, expect, &sealed, expires, now).await
    }
}

fn snapshot_place(stream: StreamId, seq: Seq, build: &str) -> Vec<u8> {
    format!("snapshot {stream} {seq} {build}").into_bytes()
}

fn side_place(space: &str, key: &[u8]) -> Vec<u8> {
    [b"side ", space.as_bytes(), b" ", key].concat()
}

/// Why a record does not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The keys.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}
