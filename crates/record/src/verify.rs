//! Looking for the first thing that is not as it was written.

use crate::attachments::{self, Kept, Named};
use crate::merkle::{self, Frontier};
use crate::store::HeadRow;
use crate::vault::{self, VaultRow};
use crate::{Anchor, Envelope, Head, LogRow, PublicKey, Record, StoreError};
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use units::{DeploymentId, Digest, ItemId, Moment, PersonId, Seq, StreamId};

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The entry, where one is meant.
    pub seq: Option<Seq>,
    /// Stable name: `entry-changed`, `column-differs`, `gap`, `head-differs`, `signature`, `anchor`, `vault-changed` …
    pub what: &'static str,
    /// In words.
    pub detail: String,
}

/// What was looked at, and what was found.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The stream.
    pub stream: StreamId,
    /// How many entries were read.
    pub entries: Seq,
    /// Root computed from them.
    pub root: Digest,
    /// Vault values opened and compared.
    pub sealed: usize,
    /// Values erased under a recorded ground.
    pub erased: usize,
    /// Attachments opened and compared.
    pub attachments: usize,
    /// Files that no entry names: left by a crash or a refused form, harmless.
    pub strays: usize,
    /// Heads from outside that were compared.
    pub anchors: usize,
    /// What is wrong, in the order of the record; empty is good.
    pub findings: Vec<Finding>,
}

/// Kind of the one event this room itself reads: it names the vault items that were erased under a ground.
pub const ERASED: &str = "record.erased";

/// Findings kept; past this many the record is not damaged but another one.
const FINDINGS_MAX: usize = 100;

struct Check {
    stream: StreamId,
    frontier: Frontier,
    roots: HashMap<Seq, Digest>,
    last_at: Moment,
    named: HashMap<ItemId, (Seq, Option<Digest>, Option<PersonId>)>,
    erased: HashSet<ItemId>,
    files: Vec<Named>,
    known: HashSet<ItemId>,
    findings: Vec<Finding>,
}

impl Check {
    fn new(stream: StreamId) -> Self {
        Self {
            stream,
            frontier: Frontier::default(),
            roots: HashMap::new(),
            last_at: Moment::from_ms(i64::MIN),
            named: HashMap::new(),
            erased: HashSet::new(),
            files: Vec::new(),
            known: HashSet::new(),
            findings: Vec::new(),
        }
    }

    fn find(&mut self, seq: Option<Seq>, what: &'static str, detail: impl Into<String>) {
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(Finding { seq, what, detail: detail.into() });
        }
    }

    /// One entry's bytes at its place; answers the leaf they really have.
    fn entry(&mut self, seq: Seq, entry: &[u8], anchors: &[Anchor]) -> Digest {
        let leaf = merkle::leaf(entry);
        self.frontier.push(leaf);
        if anchors.iter().any(|a| a.seq == seq) {
            self.roots.insert(seq, self.frontier.root());
        }
        let envelope = match Envelope::read(entry) {
            Ok(envelope) => envelope,
            Err(e) => {
                self.find(Some(seq), "entry-changed", format!("not an envelope: {e}"));
                return leaf;
            }
        };
        if envelope.stream != self.stream || envelope.seq != seq {
            let at = format!("it calls itself {} {}", envelope.stream, envelope.seq);
            self.find(Some(seq), "entry-changed", at);
        }
        if envelope.at < self.last_at {
            self.find(Some(seq), "entry-changed", "recorded before the entry above it");
        }
        self.last_at = self.last_at.max(envelope.at);
        match serde_json::from_str::<serde_json::Value>(envelope.body.get()) {
            Ok(body) => self.body(seq, &envelope, &body),
            Err(e) => self.find(Some(seq), "entry-changed", e.to_string()),
        }
        leaf
    }

    fn body(&mut self, seq: Seq, envelope: &Envelope, body: &serde_json::Value) {
        let mut found = Vec::new();
        vault::commitments(body, &mut found);
        for item in found {
            self.named.insert(item.0, (seq, item.1, item.2));
        }
        let mut files = Vec::new();
        attachments::named(body, &mut files);
        self.files.extend(files.into_iter().map(|f| (seq, f)));
        if envelope.kind == ERASED {
            let items = body.get("items").and_then(|v| v.as_array()).into_iter().flatten();
            self.erased.extend(items.filter_map(|v| v.as_str()?.parse::<ItemId>().ok()));
        }
    }

    fn columns(&mut self, row: &LogRow, leaf: Digest) {
        let seq = Some(row.seq);
        if row.leaf != leaf {
            self.find(seq, "entry-changed", "the entry's bytes do not have the leaf stored beside them");
        }
        let Ok(e) = Envelope::read(&row.entry) else { return };
        let copies = [
            ("at", e.at == row.at),
            ("actor", e.actor.to_string() == row.actor),
            ("command", e.command == row.command),
            ("kind", e.kind == row.kind),
            ("version", e.version == row.version),
        ];
        for (column, same) in copies {
            if !same {
                self.find(seq, "column-differs", format!("column `{column}` differs from the entry"));
            }
        }
    }

    fn head(&mut self, head: &Head, deployment: DeploymentId, key: &PublicKey) {
        if head.seq != self.frontier.size() {
            let (have, said) = (self.frontier.size(), head.seq);
            self.find(None, "head-differs", format!("{have} entries, the head says {said}"));
        } else if head.root != self.frontier.root() {
            self.find(None, "head-differs", "the entries do not have the root that was signed");
        }
        if !head.verify(deployment, key) {
            self.find(None, "signature", "the head is not signed by this deployment's key");
        }
    }

    fn anchors(&mut self, anchors: &[Anchor]) {
        for anchor in anchors {
            match self.roots.get(&anchor.seq) {
                None => {
                    let have = self.frontier.size();
                    self.find(Some(anchor.seq), "anchor", format!("the record ends at {have}, before the anchor"));
                }
                Some(root) if anchor.matches(*root) => {}
                Some(_) => self.find(
                    Some(anchor.seq),
                    "anchor",
                    "the first entries up to here are not those whose head was printed: the record was rewritten",
                ),
            }
        }
    }

    fn vault(&mut self, record: &Record, rows: &[VaultRow]) -> usize {
        let mut good = 0;
        let mut rows: HashMap<ItemId, &VaultRow> = rows.iter().map(|r| (r.item, r)).collect();
        let mut named: Vec<_> = self.named.iter().map(|(item, said)| (*item, *said)).collect();
        named.sort_by_key(|(item, (seq, ..))| (*seq, *item));
        for (item, (seq, mac, subject)) in named {
            let Some(row) = rows.remove(&item) else {
                if !self.erased.contains(&item) {
                    self.find(Some(seq), "vault-missing", format!("sealed value {item} is gone without being erased"));
                }
                continue;
            };
            if self.erased.contains(&item) {
                self.find(Some(seq), "vault-unerased", format!("sealed value {item} was erased, and is there again"));
            }
            let plaintext = record.vault().open(self.stream, row).filter(|_| row.subject == subject);
            match (plaintext, mac) {
                (Some(text), Some(mac)) if vault::commits(mac, row.salt, &text) => good += 1,
                _ => self.find(Some(seq), "vault-changed", format!("sealed value {item} is not what was recorded")),
            }
        }
        let mut strays: Vec<_> = rows.into_keys().collect();
        strays.sort();
        for item in strays {
            self.find(None, "vault-stray", format!("sealed value {item} is named by no entry"));
        }
        good
    }

    /// Every file that an entry names; answers how many are whole, and how many files nobody names.
    async fn files(&mut self, record: &Record, later: &[Named]) -> Result<(usize, usize), StoreError> {
        let mut whole = 0;
        for (seq, file) in std::mem::take(&mut self.files) {
            let name = file.name;
            let erased = self.erased.contains(&name);
            match record.attachment(self.stream, &file).await? {
                Kept::Missing if erased => {}
                _ if erased => {
                    self.find(Some(seq), "attachment-unerased", format!("the file {name} was erased, and is there"));
                }
                Kept::Whole(_) => whole += 1,
                Kept::Missing => self.find(Some(seq), "attachment-missing", format!("the file {name} is gone")),
                Kept::Changed => {
                    self.find(Some(seq), "attachment-changed", format!("the file {name} is not what was recorded"));
                }
            }
            self.known.insert(name);
        }
        self.known.extend(later.iter().map(|(_, file)| file.name));
        let kept = record.attached(self.stream).await?;
        Ok((whole, kept.iter().filter(|name| !self.known.contains(name)).count()))
    }

    fn report(self, anchors: usize, sealed: usize) -> Report {
        let erased = self.erased.len();
        let (entries, root) = (self.frontier.size(), self.frontier.root());
        let (attachments, strays) = (0, 0);
        let findings = self.findings;
        Report { stream: self.stream, entries, root, sealed, erased, attachments, strays, anchors, findings }
    }
}

impl Record {
    /// Reads a whole stream and compares everything with everything: bytes with leaves, copies with bytes, the tree
    /// with the signed head, vault values and attached files with their commitments, and anchors from outside with the roots they name.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read at all.
    pub async fn verify(&self, stream: StreamId, anchors: &[Anchor]) -> Result<Report, StoreError> {
        let mut check = Check::new(stream);
        // The head first: what is appended meanwhile lies behind it.
        let head = self.store().head(stream).await?;
        let end = head.as_ref().map_or(Seq::MAX, |h| h.seq);
        let mut after = 0;
        loop {
            let page = self.store().rows(stream, after, 5_000).await?;
            let Some(last) = page.last().map(|r| r.seq) else { break };
            for row in page.iter().filter(|r| r.seq <= end) {
                let expected = check.frontier.size() + 1;
                if row.seq != expected {
                    check.find(Some(expected), "gap", format!("entry {expected} is missing, {} follows", row.seq));
                }
                let leaf = check.entry(row.seq, &row.entry, anchors);
                check.columns(row, leaf);
            }
            after = last;
            if after >= end {
                break;
            }
        }
        match &head {
            None => check.find(None, "head-missing", "the stream has no head"),
            Some(row) => {
                check.stored_head(row);
                let head = Head {
                    stream,
                    seq: row.seq,
                    root: row.root,
                    at: row.at,
                    algorithm: row.algorithm.clone(),
                    signature: row.signature.clone(),
                };
                check.head(&head, self.keys().deployment(), &self.keys().public());
            }
        }
        check.anchors(anchors);
        let vault = self.store().vault(stream, None).await?;
        // What was appended meanwhile names vault rows that were just read; they are checked the next time.
        let later = self.store().rows(stream, end, usize::MAX).await?;
        let mut meanwhile = Check::new(stream);
        later.iter().for_each(|row| {
            meanwhile.entry(row.seq, &row.entry, &[]);
        });
        check.erased.extend(meanwhile.erased);
        let vault: Vec<_> = vault.into_iter().filter(|row| !meanwhile.named.contains_key(&row.item)).collect();
        let sealed = check.vault(self, &vault);
        let (whole, strays) = check.files(self, &meanwhile.files).await?;
        Ok(Report { attachments: whole, strays, ..check.report(anchors.len(), sealed) })
    }
}

impl Check {
    fn stored_head(&mut self, row: &HeadRow) {
        if row.seq == self.frontier.size() && row.frontier != self.frontier.bytes() {
            self.find(None, "head-differs", "the stored edge of the tree does not fit the entries");
        }
        if row.seq == self.frontier.size() && row.at != self.last_at {
            self.find(None, "head-differs", "the head's time is not that of the last entry");
        }
    }
}

/// Checks the entries of an export against its signed head and heads from outside; no vault is needed.
#[must_use]
pub fn check_entries(export: &crate::Export, anchors: &[Anchor]) -> Report {
    let mut check = Check::new(export.head.stream);
    for (i, entry) in export.entries.iter().enumerate() {
        check.entry(i as Seq + 1, entry, anchors);
    }
    check.head(&export.head, export.deployment, &export.public_key);
    check.anchors(anchors);
    check.report(anchors.len(), 0)
}
