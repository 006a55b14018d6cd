//! Spreadsheets in and out: what a clerk keeps in Excel or WPS becomes typed rows or a list of findings, and any table
//! of the house becomes a workbook.
//!
//! Deadlines go out as a calendar every telephone reads ([`calendar`]).
//!
//! Texts come in from Word or as plain text ([`text`]).
//!
//! Photos and scans come in here too ([`picture`]): known by their content, freed of what only describes them.
//!
//! What goes to a chat group is drawn as a picture ([`poster`]).
//!
//! Refuses to know: estates, law, storage, clocks (the day is passed in), files (bytes come in, bytes go out). Nothing
//! is rounded, guessed or half imported here: a sheet reads whole, or every reason why not comes back at once, each
//! with sheet, row, column, what was found and what to do.
//!
//! Start with [`sheet::read`] and [`roll::read`].

pub mod calendar;
pub mod finding;
pub mod header;
mod lang;
pub mod limits;
pub mod picture;
pub mod platform;
pub mod poster;
pub mod roll;
pub mod sheet;
pub mod table;
pub mod text;

pub use finding::{Finding, Note, Place};
pub use lang::{Lang, Words};
