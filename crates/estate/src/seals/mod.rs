//! 用印登记: the seal of the owners' committee, who keeps it, and every use of it.
//!
//! A use is asked for, with purpose, pages and copies; approved by others as the estate's own rules say (by one member
//! of the committee, or by more than half of them); carried out by the keeper; and stays in the register. Nobody approves
//! what they asked for. The seal goes from hand to hand with two names. A committee in which nobody holds a term today
//! seals nothing.
//!
//! Refuses to know: what is on a paper ([`crate::documents`]), who may do what (`authority`).

mod apply;
mod command;
mod decide;
mod event;
mod state;
#[cfg(test)]
mod tests;

pub use apply::apply;
pub use command::Command;
pub use decide::{approvals_needed, committee, decide};
pub use event::Event;
pub use state::{Custody, Seals, Standing, Use};
