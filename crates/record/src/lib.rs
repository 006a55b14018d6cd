//! The record: an append-only log a stream, its Merkle tree, signed heads, the vault for what is personal, and the
//! ordinary tables beside them, in two stores.
//!
//! What is stored is what is hashed: an entry's bytes are written once, never re-encoded. This room knows SQL and
//! keys, and refuses to know what an entry means.
//!
//! Start with [`Envelope`], then [`Record`]; the two stores keep one contract, `tests/it/contract.rs`.

mod attachments;
mod envelope;
mod head;
mod keys;
pub mod merkle;
mod proof;
mod record;
pub mod store;
#[cfg(feature = "testing")]
pub mod testing;
mod vault;
mod verify;

pub use attachments::{Attachments, Folder, Kept};
pub use envelope::{Draft, Envelope};
pub use head::{ALGORITHM, Anchor, Head};
pub use keys::{Keys, KeysError, PublicKey};
pub use proof::{Export, ExportError, Proof};
pub use record::{OpenError, Record, Tree};
pub use store::{Append, Expect, HeadRow, LogRow, Seen, Snapshot, Store, StoreError, Summary, Tx, items_of};
pub use vault::{Opened, VaultRow};
pub use verify::{ERASED, Finding, Report, check_entries};
