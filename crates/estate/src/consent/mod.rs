//! 意愿征询: what the households of a renovation, a lift or a first assembly want, asked by the residents' committee where
//! there is no assembly, or beside a vote.
//!
//! It decides nothing: owners decide together by 民法典第二百七十八条 and by nothing else. What is counted here is held
//! against a share that a policy asks for ([`Threshold`](units::Threshold)), and that share comes with its [`Source`] as
//! the clerk read it; the program knows none by itself. A household is a unit of the roll within the scope, fixed when
//! the asking begins, and counts once however many live there: its last answer counts ([`Consultation::answer_of`]).
//!
//! An answer is sealed. Its household and the clerks who ask see it; everybody else sees totals, of enough households
//! and only after the end, since totals that move give away who moved them ([`Consultation::told`]).
//!
//! Refuses to know: motions and ballots, who may do what.

mod apply;
mod command;
mod decide;
mod event;
mod state;
#[cfg(test)]
mod tests;
mod totals;

pub use apply::apply;
pub use command::{Ask, Command, Said};
pub use decide::decide;
pub use event::Event;
pub use state::{Answer, Consents, Consultation, End, Ended, Purpose, Source, SourceLevel, Standing, View, Way, Words};
pub use totals::{Areas, SumLine, Totals};
