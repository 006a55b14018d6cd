//! The state machine of one estate: commands decide into events, events make the state.

pub mod assembly;
