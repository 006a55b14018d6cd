//! Attachments: files beside the record, sealed, under names that tell nothing.
//!
//! An entry names a file and commits to its digest ([`units::Attachment`]); the file lies here, sealed with a key of
//! its own and bound to its stream and name. The file is written and flushed first, the entry after: what was
//! acknowledged is never without its file, and a crash in between leaves a file that no entry names and nobody can read.

use crate::vault::fill_random;
use crate::{Record, StoreError};
use async_trait::async_trait;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use units::{Attachment, CommandId, Digest, FileKind, ItemId, Seq, StreamId};

/// Where sealed files lie. Four methods, so that a bucket of object storage is a small piece of work.
#[async_trait]
pub trait Attachments: Send + Sync + 'static {
    /// Keeps a sealed file; durable when it answers. The same name again replaces the file.
    async fn put(&self, stream: StreamId, name: ItemId, sealed: Vec<u8>) -> Result<(), StoreError>;

    /// A sealed file; `None` if there is none of this name.
    async fn get(&self, stream: StreamId, name: ItemId) -> Result<Option<Vec<u8>>, StoreError>;

    /// Removes a file; nothing happens if there is none.
    async fn delete(&self, stream: StreamId, name: ItemId) -> Result<(), StoreError>;

    /// Names of every file of a stream, in order.
    async fn list(&self, stream: StreamId) -> Result<Vec<ItemId>, StoreError>;
}

/// Files in a folder: `STREAM/NAME`, readable by their owner only. With several servers over one PostgreSQL the folder
/// must be one they share.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// Files under `root`, which is made when the first file comes.
    #[must_use]
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    fn of(&self, stream: StreamId) -> PathBuf {
        self.root.join(stream.to_string())
    }
}

fn failed(at: &Path, e: &io::Error) -> StoreError {
    StoreError::Failed(format!("attachment `{}`: {e}", at.display()))
}

/// A folder only its owner may enter, made durable with its parent.
fn make(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    folder.parent().map_or(Ok(()), flush)
}

/// A new name in a folder is durable once the folder is flushed.
fn flush(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

/// Written under another name first: a name never stands for half a file.
fn write(folder: &Path, name: ItemId, sealed: &[u8]) -> io::Result<()> {
    make(folder)?;
    let mut random = [0; 8];
    fill_random(&mut random);
    let part = folder.join(format!("{name}.{:016x}.part", u64::from_be_bytes(random)));
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&part)?;
    let written = file.write_all(sealed).and_then(|()| file.sync_all());
    let placed = written.and_then(|()| fs::rename(&part, folder.join(name.to_string())));
    if placed.is_err() {
        let _ = fs::remove_file(&part);
    }
    placed.and_then(|()| flush(folder))
}

/// Runs file work where it holds nobody up.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work).await.map_err(|e| StoreError::Failed(e.to_string()))?
}

#[async_trait]
impl Attachments for Folder {
    async fn put(&self, stream: StreamId, name: ItemId, sealed: Vec<u8>) -> Result<(), StoreError> {
        let folder = self.of(stream);
        aside(move || write(&folder, name, &sealed).map_err(|e| failed(&folder, &e))).await
    }

    async fn get(&self, stream: StreamId, name: ItemId) -> Result<Option<Vec<u8>>, StoreError> {
        let path = self.of(stream).join(name.to_string());
        aside(move || match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(failed(&path, &e)),
        })
        .await
    }

    async fn delete(&self, stream: StreamId, name: ItemId) -> Result<(), StoreError> {
        let path = self.of(stream).join(name.to_string());
        aside(move || match fs::remove_file(&path) {
            Ok(()) => Ok(()),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(e) => Err(failed(&path, &e)),
        })
        .await
    }

    async fn list(&self, stream: StreamId) -> Result<Vec<ItemId>, StoreError> {
        let folder = self.of(stream);
        aside(move || {
            let entries = match fs::read_dir(&folder) {
                Ok(entries) => entries,
                Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
                Err(e) => return Err(failed(&folder, &e)),
            };
            let names = entries.filter_map(|e| e.ok()?.file_name().to_str()?.parse().ok());
            let mut names: Vec<ItemId> = names.collect();
            names.sort();
            Ok(names)
        })
        .await
    }
}

/// No place for files: what a record has that was opened without one.
pub(crate) struct Nowhere;

#[async_trait]
impl Attachments for Nowhere {
    async fn put(&self, _: StreamId, _: ItemId, _: Vec<u8>) -> Result<(), StoreError> {
        Err(StoreError::Failed("no folder for attachments was named".into()))
    }

    async fn get(&self, _: StreamId, _: ItemId) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(None)
    }

    async fn delete(&self, _: StreamId, _: ItemId) -> Result<(), StoreError> {
        Ok(())
    }

    async fn list(&self, _: StreamId) -> Result<Vec<ItemId>, StoreError> {
        Ok(Vec::new())
    }
}

const NONCE: usize = 24;

/// What a file is bound to: it cannot be moved to another name or stream.
fn binding(stream: StreamId, name: ItemId) -> Vec<u8> {
    [&stream.number().to_be_bytes()[..], &name.0].concat()
}

pub(crate) fn seal(cipher: &XChaCha20Poly1305, stream: StreamId, name: ItemId, plaintext: &[u8]) -> Vec<u8> {
    let mut nonce = [0; NONCE];
    fill_random(&mut nonce);
    let sealed = cipher.encrypt(&XNonce::from(nonce), Payload { msg: plaintext, aad: &binding(stream, name) });
    // INVARIANT: encryption fails only beyond 256 GiB; files are limited to megabytes.
    [&nonce[..], &sealed.expect("bounded file")].concat()
}

pub(crate) fn open(cipher: &XChaCha20Poly1305, stream: StreamId, name: ItemId, sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, text) = sealed.split_at_checked(NONCE)?;
    let nonce: [u8; NONCE] = nonce.try_into().ok()?;
    cipher.decrypt(&XNonce::from(nonce), Payload { msg: text, aad: &binding(stream, name) }).ok()
}

fn digest(bytes: &[u8]) -> Digest {
    Digest(Sha256::digest(bytes).into())
}

/// Every attachment a body names.
pub(crate) fn named(body: &Value, out: &mut Vec<Attachment>) {
    match body {
        Value::Object(map) if map.contains_key("attachment") => {
            out.extend(serde_json::from_value::<Attachment>(body.clone()).ok());
        }
        Value::Object(map) => map.values().for_each(|v| named(v, out)),
        Value::Array(list) => list.iter().for_each(|v| named(v, out)),
        _ => {}
    }
}

/// What became of a file that an entry names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// As it was taken in.
    Whole(Vec<u8>),
    /// There is no file of this name.
    Missing,
    /// It does not open, or is not what the entry committed to.
    Changed,
}

impl Record {
    /// The same record with its files kept in `attachments`.
    #[must_use]
    pub fn with_attachments(mut self, attachments: Arc<dyn Attachments>) -> Self {
        self.attachments = attachments;
        self
    }

    /// Keeps a file for a command that will name it, durable before the command is sent. The name is drawn from the keys,
    /// the command and the file: nobody else can guess it, and the same form sent twice names the same file.
    ///
    /// # Errors
    /// [`StoreError`]; no entry may name the file then.
    pub async fn attach(
        &self,
        stream: StreamId,
        command: CommandId,
        file: FileKind,
        bytes: &[u8],
    ) -> Result<Attachment, StoreError> {
        let digest = digest(bytes);
        let drawn = [&stream.number().to_be_bytes()[..], &command.0, &digest.0].concat();
        let keyed = self.keys().digest("attachment name", &drawn);
        // INVARIANT: half of a digest is as long as a name.
        let name = ItemId(keyed.0[..16].try_into().expect("16 bytes"));
        let sealed = seal(&self.file_cipher, stream, name, bytes);
        self.attachments.put(stream, name, sealed).await?;
        Ok(Attachment { name, digest, bytes: bytes.len() as u64, file })
    }

    /// A file as an entry names it.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be looked for.
    pub async fn attachment(&self, stream: StreamId, named: &Attachment) -> Result<Kept, StoreError> {
        let Some(sealed) = self.attachments.get(stream, named.name).await? else { return Ok(Kept::Missing) };
        let whole = |bytes: &Vec<u8>| bytes.len() as u64 == named.bytes && digest(bytes) == named.digest;
        let opened = open(&self.file_cipher, stream, named.name, &sealed).filter(whole);
        Ok(opened.map_or(Kept::Changed, Kept::Whole))
    }

    /// Removes a file that no entry names, because its command was refused.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn detach(&self, stream: StreamId, named: &Attachment) -> Result<(), StoreError> {
        self.attachments.delete(stream, named.name).await
    }

    /// Removes the files among erased items; an item that is none is passed over. Every file is tried, whatever becomes of
    /// another.
    ///
    /// # Errors
    /// The first [`StoreError`]. A file that stays is found by `verify`.
    pub async fn forget(&self, stream: StreamId, items: &[ItemId]) -> Result<(), StoreError> {
        let mut outcome = Ok(());
        for item in items {
            outcome = outcome.and(self.attachments.delete(stream, *item).await);
        }
        outcome
    }

    /// Names of every file kept for a stream, in order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn attached(&self, stream: StreamId) -> Result<Vec<ItemId>, StoreError> {
        self.attachments.list(stream).await
    }
}

/// An attachment with the entry that names it.
pub(crate) type Named = (Seq, Attachment);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Keys;
    use chacha20poly1305::KeyInit as _;

    #[test]
    fn a_sealed_file_opens_only_in_its_own_place() {
        let cipher = XChaCha20Poly1305::new(&Keys::generate().derived("attachments").into());
        let (stream, name) = (StreamId::from_bits(9), ItemId([2; 16]));
        let sealed = seal(&cipher, stream, name, b"photo");
        assert!(!sealed.windows(5).any(|w| w == b"photo"));
        assert_eq!(open(&cipher, stream, name, &sealed).as_deref(), Some(&b"photo"[..]));
        assert!(open(&cipher, StreamId::from_bits(8), name, &sealed).is_none());
        assert!(open(&cipher, stream, ItemId([3; 16]), &sealed).is_none());
        assert!(open(&cipher, stream, name, &sealed[..10]).is_none());
    }
}
