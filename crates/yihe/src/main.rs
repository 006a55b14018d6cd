//! The Yihe program.
fn main() {}
