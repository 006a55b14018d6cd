//! Whole estates over thirty years: who pays, what it keeps up, what falls due, and what that leaves of the estate.
//!
//! [`model`] is the model of paying alone, household by household and bit-equal to its reference ([`runs`] is its file).
//! [`outlook`] joins it with the lives of parts and the books of a fund, month by month, in whole fen; [`many`] runs it
//! over many estates and many chances; [`levers`] are the ways to change something, named after the four paths of the
//! paper; [`worlds`] asks how much of a result survives when what was assumed is drawn from all it could be.
//!
//! What is built in must not be sold as found: every lever can only help, so that governing an estate beats leaving it is
//! built in; how much, at what price and in how many plausible worlds is not.

pub mod file;
pub mod levers;
pub mod many;
pub mod model;
pub mod outlook;
pub mod parameters;
pub mod quantiles;
pub mod runs;
mod spread;
mod table;
pub mod told;
pub mod worlds;

#[cfg(test)]
mod tests;
