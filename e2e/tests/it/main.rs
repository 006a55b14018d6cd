//! The program from outside.
#![allow(clippy::unwrap_used)]
