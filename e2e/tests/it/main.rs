//! The program from outside.
#![allow(clippy::unwrap_used)]

mod cli;
mod crash;
mod flush;
mod nodes;
mod papers;
mod posting;
mod privacy;
mod python;
mod stores;
mod tamper;
mod week;
