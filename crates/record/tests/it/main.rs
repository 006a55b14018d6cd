//! The record room from outside.
#![allow(clippy::unwrap_used)] // A test may stop at what it did not expect, in its helpers too.

mod attachments;
mod contract;
mod tamper;
mod trees;
mod vectors;
