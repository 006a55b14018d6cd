//! Proof files and exports: what leaves the deployment so that others can check it. Neither holds a vault row.

use crate::{Head, PublicKey, Record, StoreError, merkle};
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, Write};
use thiserror::Error;
use units::{DeploymentId, Digest, Moment, Seq, StreamId};

/// A head as files carry it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileHead {
    seq: Seq,
    root: Digest,
    at: Moment,
    algorithm: String,
    signature: String,
}

impl FileHead {
    fn new(head: &Head) -> Self {
        let signature = head.signature.iter().map(|b| format!("{b:02x}")).collect();
        Self { seq: head.seq, root: head.root, at: head.at, algorithm: head.algorithm.clone(), signature }
    }

    fn head(&self, stream: StreamId) -> Option<Head> {
        let digits = self.signature.as_bytes();
        let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
        let signature = digits.chunks(2).map(byte).collect::<Option<_>>()?;
        let head =
            Head { stream, seq: self.seq, root: self.root, at: self.at, algorithm: self.algorithm.clone(), signature };
        (Self::new(&head) == *self).then_some(head)
    }
}

/// A receipt: one entry is in the tree whose head is signed. Shows the entry's bytes, and with them no choice and no
/// name, for those are commitments there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    format: String,
    deployment: DeploymentId,
    public_key: Digest,
    stream: StreamId,
    seq: Seq,
    entry: String,
    path: Vec<Digest>,
    head: FileHead,
}

const PROOF: &str = "yihe proof 1";
const EXPORT: &str = "yihe export 1";

impl Proof {
    /// Proves entry `seq` in the present tree; `None` if there is no such entry.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn make(record: &Record, stream: StreamId, seq: Seq) -> Result<Option<Self>, StoreError> {
        let Some(head) = record.head(stream).await? else { return Ok(None) };
        Ok(Self::many(record, &head, &[seq]).await?.pop())
    }

    /// Proves entries in the tree of `head`, in their order; those that are not in it are left out.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn many(record: &Record, head: &Head, seqs: &[Seq]) -> Result<Vec<Self>, StoreError> {
        let leaves = record.store().leaves(head.stream, head.seq).await?;
        let mut proofs = Vec::with_capacity(seqs.len());
        for seq in seqs.iter().filter(|seq| (1..=head.seq).contains(*seq)) {
            let Some(row) = record.store().row(head.stream, *seq).await? else { continue };
            let Some(path) = merkle::inclusion(&leaves, (*seq - 1) as usize) else { continue };
            let entry = String::from_utf8(row.entry).map_err(|e| StoreError::Failed(e.to_string()))?;
            proofs.push(Self {
                format: PROOF.into(),
                deployment: record.keys().deployment(),
                public_key: record.keys().public().bytes(),
                stream: head.stream,
                seq: *seq,
                entry,
                path,
                head: FileHead::new(head),
            });
        }
        Ok(proofs)
    }

    /// Reads a proof file. Only its form is checked here; see [`Proof::check`].
    ///
    /// # Errors
    /// If it is no proof, or not written as this program writes one: what is signed has one spelling.
    pub fn read(file: &[u8]) -> Result<Self, String> {
        let proof: Self = serde_json::from_slice(file).map_err(|e| e.to_string())?;
        let written: serde_json::Value = serde_json::from_slice(file).map_err(|e| e.to_string())?;
        let same = serde_json::to_value(&proof).is_ok_and(|value| value == written);
        if same { Ok(proof) } else { Err("it is not written as this program writes it".into()) }
    }

    /// Checks path and signature, with the key in the file.
    ///
    /// # Errors
    /// What does not hold, in words.
    pub fn check(&self) -> Result<(), String> {
        if self.format != PROOF {
            return Err(format!("`{}` is not a proof this program knows", self.format));
        }
        let envelope = crate::Envelope::read(self.entry.as_bytes())?;
        if (envelope.stream, envelope.seq) != (self.stream, self.seq) {
            return Err("the entry names another place than the proof".into());
        }
        let head = self.head.head(self.stream).ok_or("the signature is not hexadecimal")?;
        let key = PublicKey::from_bytes(self.public_key).ok_or("the public key is none")?;
        if !head.verify(self.deployment, &key) {
            return Err("the head is not signed by this key".into());
        }
        let leaf = merkle::leaf(self.entry.as_bytes());
        if self.seq == 0 || !merkle::included(leaf, self.seq - 1, head.seq, &self.path, head.root) {
            return Err("the entry is not in this tree".into());
        }
        Ok(())
    }

    /// The public key the proof rests on: compare it with a printed one.
    #[must_use]
    pub const fn public_key(&self) -> Digest {
        self.public_key
    }

    /// The stream.
    #[must_use]
    pub const fn stream(&self) -> StreamId {
        self.stream
    }

    /// The entry's place.
    #[must_use]
    pub const fn seq(&self) -> Seq {
        self.seq
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExportHeader {
    format: String,
    deployment: DeploymentId,
    public_key: Digest,
    stream: StreamId,
    head: FileHead,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExportLine {
    entry: String,
}

/// A stream as a file of lines: a header with the signed head, then every entry.
#[derive(Debug)]
pub struct Export {
    /// The deployment it came from.
    pub deployment: DeploymentId,
    /// The key its head is signed with.
    pub public_key: PublicKey,
    /// The head.
    pub head: Head,
    /// The entries' bytes, in order.
    pub entries: Vec<Vec<u8>>,
}

/// Why an export cannot be read.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The file.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A line of it, from 1.
    #[error("line {line}: {what}")]
    Line {
        /// Which line.
        line: usize,
        /// What is wrong with it.
        what: String,
    },
    /// The store it should be written from.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such stream.
    #[error("there is no stream {0}")]
    NoStream(StreamId),
}

impl Export {
    /// Writes a stream.
    ///
    /// # Errors
    /// [`ExportError`].
    pub async fn write(record: &Record, stream: StreamId, out: &mut (impl Write + Send)) -> Result<Seq, ExportError> {
        let head = record.head(stream).await?.ok_or(ExportError::NoStream(stream))?;
        let header = ExportHeader {
            format: EXPORT.into(),
            deployment: record.keys().deployment(),
            public_key: record.keys().public().bytes(),
            stream,
            head: FileHead::new(&head),
        };
        write_line(out, &header)?;
        let mut after = 0;
        while after < head.seq {
            // What was appended meanwhile lies behind the head and stays out.
            let page = record.store().rows(stream, after, 2_000.min((head.seq - after) as usize)).await?;
            let Some(last) = page.last() else { break };
            after = last.seq;
            for row in page {
                let entry = String::from_utf8(row.entry).map_err(|e| StoreError::Failed(e.to_string()))?;
                write_line(out, &ExportLine { entry })?;
            }
        }
        out.flush()?;
        Ok(head.seq)
    }

    /// Reads an export. Only its form is checked here; see [`crate::check_entries`].
    ///
    /// # Errors
    /// [`ExportError`] with the line.
    pub fn read(input: impl BufRead) -> Result<Self, ExportError> {
        let mut lines = input.lines();
        let bad = |line: usize, what: String| ExportError::Line { line, what };
        let first = lines.next().ok_or_else(|| bad(1, "the file is empty".into()))??;
        let header: ExportHeader = serde_json::from_str(&first).map_err(|e| bad(1, e.to_string()))?;
        // One spelling for what is signed: a letter written otherwise is a changed file, too.
        if serde_json::to_string(&header).ok().as_deref() != Some(first.as_str()) {
            return Err(bad(1, "the header is not written as this program writes it".into()));
        }
        if header.format != EXPORT {
            return Err(bad(1, format!("`{}` is not an export this program knows", header.format)));
        }
        let head = header.head.head(header.stream).ok_or_else(|| bad(1, "the signature is not hexadecimal".into()))?;
        let public_key = PublicKey::from_bytes(header.public_key).ok_or_else(|| bad(1, "the key is none".into()))?;
        let mut entries = Vec::new();
        for (i, line) in lines.enumerate() {
            let text = line?;
            let line: ExportLine = serde_json::from_str(&text).map_err(|e| bad(i + 2, e.to_string()))?;
            if serde_json::to_string(&line).ok() != Some(text) {
                return Err(bad(i + 2, "the line is not written as this program writes it".into()));
            }
            entries.push(line.entry.into_bytes());
        }
        Ok(Self { deployment: header.deployment, public_key, head, entries })
    }
}

fn write_line(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}
