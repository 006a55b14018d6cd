//! Law as data: rule packs (`rules/*.toml`), the version in force on a day at a place, and what an estate's own rules
//! may set.
//!
//! Refuses to know: estates, votes, pages. A rule here is a value with its article, its dates and how sure we are of
//! it; what follows from the value is decided where it is used, under the frozen copy ([`Frozen`]) that a motion
//! carries from its opening for ever.
//!
//! Start with [`Book::in_force`].
#![deny(clippy::float_arithmetic)]

mod book;
mod built_in;
mod key;
mod own;
mod pack;
mod refusal;
mod value;

pub use book::{Book, Law, Ruling};
pub use key::{Direction, Key, Settable, Shape};
pub use own::{OwnRule, OwnRuleRefused};
pub use pack::{Pack, PackError, Rule};
pub use refusal::{Fact, Refusal, Refusals};
pub use value::{Cite, Confidence, Frozen, Value};

#[cfg(test)]
mod tests;
