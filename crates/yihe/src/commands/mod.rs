//! One file a command.

pub mod admin;
pub mod demo;
pub mod export;
pub mod import;
pub mod serve;
pub mod tally;
pub mod template;
pub mod verify;
