//! The envelope: the exact bytes of one entry of the log.

use crate::LogRow;
use crate::merkle;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;
use units::{Actor, Capacity, CommandId, ItemId, Moment, Seq, Stamp, StreamId};

/// An event about to be recorded, its sealed values still inside the body.
#[derive(Debug)]
pub struct Draft {
    /// Time, actor, capacity, command.
    pub stamp: Stamp,
    /// What happened: `assembly.ballot-cast`.
    pub kind: Cow<'static, str>,
    /// Version of the body's form.
    pub version: u16,
    /// The body; `{"sealed", "value"}` objects in it go to the vault.
    pub body: serde_json::Value,
}

/// One entry as stored. Field order is the stored order; what is read back is compared, not re-encoded.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope<'a> {
    /// Form of the envelope itself: 1.
    pub format: u16,
    /// The stream.
    pub stream: StreamId,
    /// Its place in the stream, from 1.
    pub seq: Seq,
    /// When it was recorded.
    pub at: Moment,
    /// Who acted.
    pub actor: Actor,
    /// In which capacity.
    pub capacity: Capacity,
    /// The command it follows from.
    pub command: CommandId,
    /// What happened.
    #[serde(borrow)]
    pub kind: Cow<'a, str>,
    /// Version of the body's form.
    pub version: u16,
    /// Sixteen random bytes: two equal acts never make equal entries, so a leaf tells nothing about its entry.
    pub nonce: ItemId,
    /// The event.
    #[serde(borrow)]
    pub body: &'a RawValue,
}

impl<'a> Envelope<'a> {
    /// Reads an entry's bytes.
    ///
    /// # Errors
    /// If they are not an envelope of form 1.
    pub fn read(entry: &'a [u8]) -> Result<Self, String> {
        let envelope: Self = serde_json::from_slice(entry).map_err(|e| e.to_string())?;
        if envelope.format == 1 { Ok(envelope) } else { Err(format!("envelope form {} is not known", envelope.format)) }
    }

    /// Time, actor, capacity, command.
    #[must_use]
    pub const fn stamp(&self) -> Stamp {
        Stamp { at: self.at, actor: self.actor, capacity: self.capacity, command: self.command }
    }

    /// The entry as a row of the log: its bytes, their leaf, and the copies beside them.
    pub(crate) fn row(&self) -> LogRow {
        // INVARIANT: an envelope holds nothing that JSON cannot carry.
        let entry = serde_json::to_vec(self).expect("envelope as JSON");
        LogRow {
            seq: self.seq,
            at: self.at,
            actor: self.actor.to_string(),
            command: self.command,
            kind: self.kind.clone().into_owned(),
            version: self.version,
            leaf: merkle::leaf(&entry),
            entry,
        }
    }
}
