//! 公示: the papers of a motion as they hang, one task a place, each with who, when and a photo.
//!
//! Three papers hang: the frozen roll, the notice, the result ([`Paper`]). Each is issued by a step of the motion, and
//! from then on has one task for every place the estate keeps ([`Spot`]) that lies in the motion's scope. A task is put
//! up, found torn, put up again, taken down. Its days run from the last place and stop on every day on which a place is
//! missing ([`Shown`]).
//!
//! No proof of posting, no next step: where the frozen rules bind, the notice is not given before the roll hangs long
//! enough, and no ballot is taken before the notice has ([`bars`]). What does not bind is flagged by name ([`flags()`]).
//! Both are questions of the moment, read from the record and never stored.
//!
//! Refuses to know: what is on the paper, how a photo is kept (`record`), who may do what (`authority`).

mod apply;
mod command;
mod decide;
mod event;
mod flags;
mod shown;
mod state;
#[cfg(test)]
mod tests;

pub use apply::{apply, follow};
pub use command::Command;
pub use decide::decide;
pub use event::Event;
pub use flags::{Flag, ballots_wait_for, bars, days_asked, flags};
pub use shown::{Counted, Gap, Shown, shown};
pub use state::{Board, End, Ended, Paper, Posting, Spell, Spot, SpotKind, Standing, Task};
