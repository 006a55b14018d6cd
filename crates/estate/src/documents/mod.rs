//! 文书: the papers of a vote, drawn up from the record and followed until they are archived.
//!
//! What a paper says is a value computed from the estate ([`Facts`]); pages, print, spreadsheet and JSON all read that one
//! value, so that a figure stands everywhere alike. Drawing a paper up keeps its number and the digest of its facts: a
//! record that changed afterwards shows, and the paper goes no further until another one is drawn up.
//!
//! A paper goes the way of its kind, step by step ([`Kind::way`]): printed → signed → sealed → scanned back → posted →
//! archived. A wrong step is taken back by an entry of its own with its reason; nothing is deleted.
//!
//! Refuses to know: the words of a paper and how it is printed (`web`), how a scan is kept (`record`), who may do what.
//! That a seal was used is the business of [`crate::seals`], which tells this mechanism.
//!
//! Start with [`Kind`], then [`facts()`].

mod apply;
mod command;
mod decide;
mod event;
mod facts;
mod state;
#[cfg(test)]
mod tests;

pub use apply::{apply, follow};
pub use command::{Command, Do};
pub use decide::decide;
pub(crate) use decide::next_of;
pub use decide::past_posting;
pub use event::Event;
pub use facts::{Cell, Facts, Grid, Line, facts};
pub use state::{Back, Did, Document, Documents, Done, Kind, Step};

use crate::Estate;
use law::Key;
use units::Day;

/// The first day up to which a paper must be kept: as long as an owner may ask a court to revoke the decision it belongs to
/// (解释第十二条); before the result is announced, counted from today.
#[must_use]
pub fn kept_least(estate: &Estate, paper: &Document, today: Day) -> Day {
    let Some(motion) = estate.assembly.get(paper.motion) else { return today };
    let years = || motion.rule(Key::RevokeYears)?.value.number().and_then(|y| i16::try_from(y).ok());
    motion.revocable_until().unwrap_or_else(|| today.plus_years(years().unwrap_or(1)))
}
