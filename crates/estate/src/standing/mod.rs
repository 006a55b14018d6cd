//! 核对身份: who may vote for a unit. A slip opens an account, not a vote: slips are taken from doors by tenants too.
//! Before the first ballot on a phone its holder is matched with the roll, by a code sent to the registered telephone, by
//! name and last digits of the document, or face to face before two clerks; a match holds for the account it was shown
//! with, and lapses when the person is parted from it. Where the owner cannot come — dead, under age, a company, an
//! authority — [`Case`] says who speaks, with which paper and on which ground.
//!
//! What was typed is compared and never kept: the evidence is the sealed value of the roll it agreed with. A wrong try
//! is an event, not a refusal, since only what is recorded can be limited.
//!
//! Refuses to know: motions and ballots (a ballot keeps [`Proved`]), messages (an effect carries the code out), and who
//! may do what. Paper needs no match: it is signed, and read by two.

mod apply;
mod case;
mod command;
mod decide;
mod event;
mod state;
#[cfg(test)]
mod tests;

pub use apply::apply;
pub use case::Case;
pub use command::Command;
pub(crate) use decide::six_digits;
pub use decide::{decide, unmatched};
pub use event::Event;
pub use state::{Code, Match, Method, Proved, Speaker, Standing, Stands, Tries, Vouched};
