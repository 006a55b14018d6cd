//! Choosing: what a set of counted ballots decides under given thresholds ([`tally`]), which items a divided estate
//! should take together ([`budget`]), where a conversation agrees and where it differs ([`opinion`]), how an amount is
//! shared out to the fen ([`split`]), and at which tenders and ballots a person should look ([`screens`]).
//!
//! Refuses to know: which law is in force (that is [`units::Threshold`]s handed in), who voted, and how a ballot
//! reached the box. Nothing here reads a file, a clock or a die. [`tally`] and [`split`] count in whole numbers only.

pub mod budget;
mod json;
pub mod opinion;
mod rows;
mod said;
pub mod screens;
pub mod split;
pub mod tally;

pub use rows::Wrong;
pub use said::Said;
