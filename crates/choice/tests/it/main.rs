//! The engines against real instances with results by their peers.
#![allow(clippy::unwrap_used)] // A test may stop at what it did not expect, in its helpers too.

mod budget;
mod data;
mod explained;
mod opinion;
mod opinion_properties;
mod properties;
mod screens;
mod split;
