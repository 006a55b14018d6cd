//! 业主大会: motions, the frozen electorate, ballots by phone and on paper, count, announcement.
//!
//! A motion goes one way: drafted → roll and rules frozen → notice given → voting → closed → counted → announced. Where
//! it stands is a question of the moment ([`Motion::status`]), never of a timer. Counting reads only what was frozen,
//! so any old decision counts again with the same result ([`count()`]).
//!
//! Service (送达): every attempt on a unit with way, two names, two times (the record's, and the one the phone at the door
//! says), outcome and proof; silence is counted on nothing else. How far a vote still is from its lines: [`Missing`].
//!
//! Refuses to know: how a notice was posted, who may do what (`authority`), how a voter was matched with the roll
//! (`standing`; a ballot only keeps what was shown), who held the box (`custody`). Which of two ballots counts: the first
//! one received, whatever the channel (`vote.two-ballots`). Where the law asks for an official platform, its result file is
//! reconciled with the roll and taken in once ([`reconcile`]). After the result: filing, correction, revocation.
//!
//! Start with [`Motion`], then [`count()`].

mod aftermath;
mod apply;
mod ballot;
mod command;
mod count;
mod decide;
mod electorate;
mod event;
#[cfg(test)]
mod later_tests;
mod missing;
mod objections;
mod platform;
mod proxy;
#[cfg(test)]
mod proxy_tests;
pub mod published;
#[cfg(test)]
mod roll_tests;
mod service;
#[cfg(test)]
mod service_tests;
mod state;
#[cfg(test)]
mod tests;

pub use aftermath::{Correction, Filing, Revocation, RevokedBy};
pub use apply::apply;
pub use ballot::{Aside, Ballot, Channel, InvalidGround, Mark, PaperEntry, Replaced, SetAside};
pub use command::{Call, Command, Draft, DraftItem};
pub use count::{ItemCount, count, tally_rules};
pub use decide::decide;
pub(crate) use decide::{check_marks, open_to, owner_of};
pub use electorate::{Unready, electorate_of, several_developers, sources_of, unready};
pub use event::Event;
pub use missing::{ItemMissing, Missing};
pub use objections::{AtDesk, Objection, roll_flags};
pub use platform::{PlatformBallot, PlatformResult, PlatformRow, Reconciled, reconcile};
pub use proxy::{EndedProxy, Proxy};
pub use service::{Attempt, Outcome, Way};
pub use state::{
    About, Assembly, Cell, Counted, Electorate, Item, ItemKind, Motion, Notice, Question, Scope, Status, Voter,
    VoterId, rule,
};

use crate::Estate;
use units::Moment;

/// The next thing that falls due by itself: closing a vote.
#[must_use]
pub(crate) fn due(estate: &Estate) -> Option<(Moment, Command)> {
    let open = estate
        .assembly
        .motions
        .iter()
        .filter(|(_, m)| m.notice.is_some() && m.closed.is_none() && m.withdrawn.is_none() && m.counted.is_none());
    open.map(|(id, m)| (m.closes, Command::Close { motion: *id })).min_by_key(|(at, _)| *at)
}
