//! The engines against data with expected results, and what must hold whatever comes in.
#![allow(clippy::unwrap_used)] // A test may stop at what it did not expect, in its helpers too.

mod data;
mod estate;
mod hostile;
mod money;
mod reserve;
mod seeds;
