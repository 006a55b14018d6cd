//! The program from outside.
#![allow(clippy::unwrap_used)]

mod cli;
mod crash;
mod engines;
mod flush;
mod hostile;
mod nodes;
mod posting;
mod privacy;
mod python;
mod stores;
mod tamper;
mod week;
