//! 管理规约、业主大会议事规则: the estate's own rules as texts with versions, and the values in them that the program goes by.
//!
//! A version is a text in articles. A value (days of notice, mandates a person, what becomes of silence) stands in an
//! article of a version and counts while that version is in force; it has no other way in. A version comes into force by
//! the vote that passed it, or, for what was adopted before the estate's record began, on the day and proof entered with
//! it. The next version ends it.
//!
//! Refuses to know: what a value means (`law`), how two versions are shown beside one another (`web`).

mod apply;
mod articles;
mod command;
mod decide;
mod event;
mod state;
#[cfg(test)]
mod tests;

pub use apply::apply;
pub use articles::{Article, articles, numeral};
pub use command::{By, Command};
pub use decide::{committee_seats, decide};
pub use event::Event;
pub use state::{Adopted, Charter, Held, Rules, Version};
