//! The program from outside.
#![allow(clippy::unwrap_used)]

mod cli;
mod crash;
mod desk;
mod flush;
mod gaps;
mod nodes;
mod papers;
mod platform;
mod posting;
mod privacy;
mod python;
mod stores;
mod tamper;
mod week;
