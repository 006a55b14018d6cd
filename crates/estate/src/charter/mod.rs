//! 管理规约、业主大会议事规则: the estate's own rules as texts with versions, and the values in them that the program goes by.
//!
//! A version is a text in articles. A value (days of notice, mandates a person, what becomes of silence) stands in an
//! article of a version and counts while that version is in force; it has no other way in. A version comes into force by
//! the vote that passed it, and only if it was the newest written down when that vote's notice was given: the owners vote
//! on that text and on no other. What was adopted before the estate's record began comes in on the day and proof entered
//! with it, until a vote of this record has brought one. The next version ends it, and so does the end of the vote behind
//! it: revoked, or corrected to not passed, it lapses and the version before runs again.
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

pub use apply::{apply, follow};
pub use articles::{Article, articles, numeral};
pub use command::{By, Command};
pub use decide::{committee_seats, decide};
pub use event::Event;
pub use state::{Adopted, Charter, Held, Rules, Version};
