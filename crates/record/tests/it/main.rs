//! The record room from outside.

mod contract;
mod tamper;
mod vectors;
