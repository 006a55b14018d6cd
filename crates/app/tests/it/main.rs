//! The application over both stores.
#![allow(clippy::unwrap_used)] // A test may stop at what it did not expect, in its helpers too.

mod accounts;
mod durability;
mod effects;
mod nodes;
mod privacy;
mod simulation;
mod world;
mod writer;
