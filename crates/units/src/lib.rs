//! The words every other room uses: money in whole fen, area in whole cm², exact shares, days and moments of
//! China time, ids, and the capacities in which people act.
//!
//! Refuses to know: the law, the estate, storage, clocks, randomness. Everything here is a plain value; what a
//! person typed becomes a value only if it is exact, and otherwise a [`Inexact`] that says what to change.
//!
//! Start with [`Area`] and [`Threshold`]; a vote is won or lost in these two.
#![deny(clippy::float_arithmetic)]

mod actor;
mod area;
mod attachment;
mod capacity;
mod decimal;
mod id;
pub mod limits;
mod money;
mod place;
mod sealed;
mod share;
mod stamp;
mod time;
mod weight;
mod words;

pub use actor::Actor;
pub use area::Area;
pub use attachment::{Attachment, FileKind};
pub use capacity::{Capacity, Room};
pub use decimal::{Decimal, Inexact};
pub use id::{
    AccountId, CommandId, ConsentId, DeploymentId, Digest, DocumentId, HelpId, ItemId, MatterId, MotionId, PersonId,
    SealUseId, Seq, SpotId, StreamId, UnitId,
};
pub use money::Fen;
pub use place::Place;
pub use sealed::{Sealed, Sealer};
pub use share::{Edge, Ratio, Share, Threshold};
pub use stamp::Stamp;
pub use time::{Day, Moment};
pub use weight::Weight;
