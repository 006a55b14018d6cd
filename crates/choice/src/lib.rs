//! Choosing, exactly: what a set of counted ballots decides under given thresholds.
//!
//! Refuses to know: which law is in force (that is [`units::Threshold`]s handed in), who voted, and how a ballot
//! reached the box. Start with [`tally::decide`].
#![deny(clippy::float_arithmetic)]

pub mod tally;
