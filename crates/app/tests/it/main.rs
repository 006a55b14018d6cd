//! The application over both stores.

mod accounts;
mod durability;
mod effects;
mod nodes;
mod privacy;
mod world;
mod writer;
