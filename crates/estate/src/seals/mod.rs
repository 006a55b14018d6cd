//! 用印登记: the seals of the owners' committee and, where there is one, of the owners' assembly; who keeps each, and every
//! use of it.
//!
//! A use is asked for, with purpose, pages and copies; approved by others as the estate's own rules say (by one member
//! of the committee, or by more than half of them); carried out by the keeper; and stays in the register. Nobody approves
//! what they asked for. A seal goes from hand to hand with two names. A committee in which nobody holds a term today
//! seals nothing. The assembly's seal is used by a decision of the owners that passed or by an article of their rules of
//! procedure and by nothing else (指导规则第四十一条); a second pair of eyes sees that it is (assumed).
//!
//! At the end of each period what was sealed is published ([`due`]).
//!
//! Refuses to know: what is on a paper ([`crate::documents`]), who may do what (`authority`).

mod apply;
mod command;
mod decide;
mod event;
mod publish;
mod state;
#[cfg(test)]
mod tests;

pub use apply::apply;
pub use command::{Ask, Command};
pub use decide::{approvals_needed, committee, decide};
pub use event::Event;
pub use publish::{Period, due, period_of};
pub use state::{Custody, Ground, List, Seal, Seals, Standing, Use};
