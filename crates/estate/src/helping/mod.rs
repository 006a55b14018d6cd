//! 协助人: somebody who acts with an owner, openly: family, a stairwell head, a neighbour, a volunteer. Helping is an
//! attribute of an act ([`units::Actor::Helper`]) and not a capacity: whatever is done carries both persons, the helper's
//! hand and the owner's act, and the owner reads the list of it.
//!
//! An owner names a helper with a one-use code from an account that was matched with the roll, or at the desk on a signed
//! paper before a clerk. With a helper a matter may be raised, a word be said, the roll be objected to, and a ballot be
//! filled in; nothing else, and never a ballot alone. What was filled in is not kept: the record holds a digest of it
//! under a salt that stays in the helper's page ([`seal`]), and it counts when the owner confirms it, by a code sent to the
//! registered telephone or before a clerk, within the life of a code.
//!
//! Somebody helps three households at most, but for a stairwell head (楼栋长、单元长): the record says who holds that post for
//! which building or stairwell (`bodies`), and what it lets them do ends with it. Who stands in an election is known by the
//! roll where the candidate was entered with it, else by name. The scan of the signed paper hangs on the help and is
//! erased with the owner.
//!
//! A help ends by its day, by the owner, by the helper, at the desk, with the post it was named by, and by itself once the owner no longer votes for any
//! of the homes it was named for (sold, struck, spoken for by heirs). Mandates (委托) are another thing with their own paper
//! (`assembly`). That helpers may not be the property company's people, the limits and the year are ours: no article says
//! them.
//!
//! Refuses to know: messages (an effect carries the code out), accounts beyond their number, and who may do what.

mod apply;
mod command;
mod decide;
mod event;
mod prepare;
mod state;
#[cfg(test)]
mod tests;

pub use apply::{apply, follow};
pub use command::{Command, Enter, HandIn};
pub use decide::decide;
pub use event::{Event, Named};
pub use prepare::seal;
pub use state::{Done, Help, Helped, Helping, How, Offer, Prepared, Relation, What};
