//! The office from outside: files in, rows or findings out.

// Clippy knows tests by their attribute; the helpers beside them are tests all the same.
#![allow(clippy::unwrap_used)]

mod calamine_agrees;
mod hostile;
mod roll;
mod roll_refused;
mod round_trip;
mod sheet_xls;
mod sheet_xlsx;
mod support;
