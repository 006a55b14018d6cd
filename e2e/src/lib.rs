//! What the tests and benchmarks of the whole program share: a planted deployment whose vote is open by the machine's
//! own clock ([`plant`]), the program as a child process ([`program`]), and a small HTTP client with a session
//! ([`http`]).
//!
//! Refuses to know: rooms from inside. Planting goes through commands like everything else; from then on the program is
//! only spoken to as people and hosts speak to it.
#![allow(clippy::unwrap_used, clippy::expect_used)] // Test support: what is not foreseen should stop the test.

pub mod http;
pub mod plant;
pub mod program;
