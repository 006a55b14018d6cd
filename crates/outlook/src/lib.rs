//! Thirty years ahead: what falls due, whether the money holds, and what an offer of private capital really costs.
//!
//! Four engines, each a folder that can be read alone:
//! [`reserve`] the ledger of a fund over the years · [`life`] how long parts last and what inspections say ·
//! [`estate`] condition, money and participation of whole estates under named levers · [`finance`] offers of private
//! capital. [`svg`] draws what they find.
//!
//! Refuses to know: files, clocks, threads' order, and chance of its own: a seed comes in, and the same seed gives the
//! same bytes on any number of threads ([`random`]). Money is whole minor units wherever it is booked; floating point is
//! for prices, chances and conditions. Start with [`reserve::run`] and [`estate::outlook`].
//!
//! Honest by construction: whatever is not in the input is a named [`parameter::Parameter`] that says whether it was
//! measured, cited or assumed, and results carry the list. What a model builds in is said to be built in.

pub mod estate;
pub mod example;
pub mod finance;
pub mod life;
pub mod parameter;
pub mod random;
pub mod read;
pub mod reserve;
mod round;
pub mod said;
pub mod svg;
