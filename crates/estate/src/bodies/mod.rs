//! Persons known to the estate, the posts they hold for a term, the invitation slips that open accounts, and how each
//! wants to be told.
//!
//! Refuses to know: passwords and sessions (ordinary tables), what a capacity may do (`authority`), and whether
//! anybody is a Party member: no such field exists.

mod apply;
mod command;
mod decide;
mod event;
mod state;
mod telling;
#[cfg(test)]
mod tests;

pub use apply::apply;
pub(crate) use apply::enter;
pub use command::{Appoint, Command, Erase, IssueSlip, Register};
pub(crate) use decide::new_person;
pub use decide::{GIVEN_HERE, decide, decide_among};
pub use event::{Entered, Erased, Event, Ground};
pub use state::{Bodies, Contact, Hold, Person, PersonKind, Post, Slip};
pub use telling::{Bind, Change, Changed, Channel, Choice, Choose, Pace, Telling};
