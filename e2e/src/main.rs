//! A real browser walks the scenarios.
fn main() {}
