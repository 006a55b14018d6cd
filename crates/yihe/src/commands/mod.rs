//! One file a command.

pub mod admin;
pub mod budget;
pub mod demo;
pub mod export;
pub mod finance;
pub mod forecast;
pub mod import;
pub mod merkle;
pub mod model;
pub mod opinion;
pub mod progress;
pub mod reserve;
pub mod screens;
pub mod serve;
pub mod split;
pub mod table;
pub mod tally;
pub mod template;
pub mod verify;
