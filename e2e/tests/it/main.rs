//! The program from outside.
#![allow(clippy::unwrap_used)]

mod cli;
mod crash;
mod flush;
mod nodes;
mod posting;
mod privacy;
mod python;
mod reach;
mod stores;
mod tamper;
mod week;
