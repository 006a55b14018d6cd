//! The program from outside.
#![allow(clippy::unwrap_used)]

mod charter;
mod cli;
mod consent;
mod crash;
mod desk;
mod engines;
mod flush;
mod gaps;
mod helping;
mod hostile;
mod mandates;
mod messages;
mod nodes;
mod objections;
mod papers;
mod platform;
mod posting;
mod posts;
mod privacy;
mod python;
mod reach;
mod stores;
mod tamper;
mod week;
