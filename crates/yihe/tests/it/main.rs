//! The program from outside: its commands run as a process, and what they leave behind.
#![allow(clippy::unwrap_used)] // A test may stop at what it did not expect, in its helpers too.

mod demo;
