//! Workbooks and text tables as plain cells: where each stands and what a person sees in it.
//!
//! Refuses to know: what a column means; formulas (only their stored results are read), styles, macros.
//!
//! The containers are taken apart here and not by a general library: with those, a file of half a kilobyte that
//! declares 10¹⁴ strings, or a directory that loops, ends the process (an allocation that fails cannot be caught),
//! and one cell of an unknown error kind refuses the whole workbook. Every count a file declares is checked against
//! the bytes that are really there, and every chain is bounded by the file's size.
//!
//! Start with [`read`].

mod biff;
mod cfb;
mod csv;
pub(crate) mod encoding;
mod error;
mod number;
mod sniff;
mod xlsx;
pub(crate) mod xml;

pub use error::ReadError;

use crate::limits;
use sniff::Content;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

/// A cell's place, from 0. Printed as people say it: `C12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// Row from 0; printed from 1.
    pub row: u32,
    /// Column from 0; printed as letters.
    pub column: u32,
}

impl At {
    /// Reads `C12` or `$C$12`; `None` beyond Excel's 1,048,576 rows and 16,384 columns.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix('$').unwrap_or(text);
        let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (letters, digits) = text.split_at(letters);
        let digits = digits.strip_prefix('$').unwrap_or(digits);
        if letters.is_empty() || letters.len() > 3 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let column = letters.bytes().fold(0, |sum, b| sum * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1);
        let row: u32 = digits.parse().ok()?;
        (1..=1_048_576).contains(&row).then_some(())?;
        (column <= 16_384).then_some(Self { row: row - 1, column: column - 1 })
    }

    /// The column's letters.
    #[must_use]
    pub fn letters(self) -> String {
        let mut out = Vec::new();
        let mut left = self.column + 1;
        while left > 0 {
            // INVARIANT: a remainder of 26 is a letter.
            out.push(char::from(b'A' + ((left - 1) % 26) as u8));
            left = (left - 1) / 26;
        }
        out.iter().rev().collect()
    }
}

/// `C12`.
impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.letters(), self.row + 1)
    }
}

/// A rectangle of cells, both corners included. Printed `A5:A9`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region {
    /// Upper left.
    pub first: At,
    /// Lower right.
    pub last: At,
}

impl Region {
    /// Reads `A5:A9`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        let (a, b) = (At::parse(first)?, At::parse(last)?);
        Some(Self {
            first: At { row: a.row.min(b.row), column: a.column.min(b.column) },
            last: At { row: a.row.max(b.row), column: a.column.max(b.column) },
        })
    }

    /// Whether the cell is in it.
    #[must_use]
    pub fn contains(&self, at: At) -> bool {
        (self.first.row..=self.last.row).contains(&at.row)
            && (self.first.column..=self.last.column).contains(&at.column)
    }
}

/// `A5:A9`.
impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.first, self.last)
    }
}

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Text.
    Text,
    /// A number, with the fifteen digits Excel shows.
    Number,
    /// A day, or a day and time: `2020-06-01`, `2020-06-01 08:30`.
    Date,
    /// `TRUE` or `FALSE`.
    Bool,
    /// A formula's error: `#REF!`.
    Error,
    /// A formula that no spreadsheet program has calculated yet. Its text is `=`.
    Uncomputed,
}

/// A cell with something in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Where it stands.
    pub at: At,
    /// What it holds.
    pub kind: Kind,
    /// Its text as a person sees it, without blanks around it; never empty. Shared, because one string of a workbook
    /// may stand in a million cells.
    pub text: Arc<str>,
}

/// A sheet: its filled cells by row and column, each place once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The name on its tab; for a text file the file's name.
    pub name: Arc<str>,
    /// Its place in the workbook, from 0.
    pub index: usize,
    /// Whether its tab is hidden.
    pub hidden: bool,
    /// The filled cells, by row, then column.
    pub cells: Vec<Cell>,
    /// Merged regions, by first cell.
    pub merged: Vec<Region>,
}

impl Sheet {
    /// The rows that hold something, each with its number (from 0) and its cells.
    pub fn rows(&self) -> impl Iterator<Item = (u32, &[Cell])> {
        self.cells.chunk_by(|a, b| a.at.row == b.at.row).map(|row| (row[0].at.row, row))
    }

    /// The cell at a place, if something stands there.
    #[must_use]
    pub fn cell(&self, at: At) -> Option<&Cell> {
        self.cells.binary_search_by_key(&at, |cell| cell.at).ok().map(|i| &self.cells[i])
    }
}

/// Reads XLSX, XLS (Excel 95 to 2003, WPS `.et`) and text tables (UTF-8, UTF-16, GB18030; comma, tab or semicolon).
/// What it is is decided by the content; `name` is the uploaded file's name and names a text file's only sheet.
///
/// # Errors
/// [`ReadError`]: too large, not a spreadsheet, locked, damaged, or built to do harm; each with its cure.
pub fn read(bytes: &[u8], name: &str) -> Result<Vec<Sheet>, ReadError> {
    if bytes.len() > units::limits::UPLOAD_BYTES_MAX {
        return Err(ReadError::TooLarge);
    }
    let sheets = match sniff::content(bytes, name)? {
        Content::Zip => xlsx::read(bytes)?,
        Content::Cfb => biff::read(bytes)?,
        Content::Text(text) => vec![csv::read(&text, name)?],
    };
    if sheets.is_empty() { Err(ReadError::NoSheet) } else { Ok(sheets) }
}

/// Gathers one sheet's cells and keeps them within the limits.
struct Builder<'a> {
    sheet: Sheet,
    rows: BTreeSet<u32>,
    /// Cells of all sheets so far.
    budget: &'a mut usize,
}

impl<'a> Builder<'a> {
    fn new(name: &str, index: usize, hidden: bool, budget: &'a mut usize) -> Self {
        let name: String = name.chars().take(limits::SHEET_NAME_CHARS_MAX).collect();
        let sheet = Sheet { name: name.into(), index, hidden, cells: Vec::new(), merged: Vec::new() };
        Self { sheet, rows: BTreeSet::new(), budget }
    }

    /// Adds a cell unless it shows nothing. `text` is kept as it is if there is nothing to trim.
    fn push(&mut self, at: At, kind: Kind, text: Arc<str>) -> Result<(), ReadError> {
        let text = match trim(&text) {
            "" => return Ok(()),
            same if same.len() == text.len() => text,
            shorter => shorter.into(),
        };
        if *self.budget >= limits::CELLS_MAX {
            return Err(ReadError::TooManyCells);
        }
        *self.budget += 1;
        self.rows.insert(at.row);
        if self.rows.len() > units::limits::SHEET_ROWS_MAX {
            return Err(ReadError::TooManyRows { sheet: self.sheet.name.to_string() });
        }
        self.sheet.cells.push(Cell { at, kind, text });
        Ok(())
    }

    fn merge(&mut self, region: Region) {
        if region.first != region.last && self.sheet.merged.len() < limits::MERGED_MAX {
            self.sheet.merged.push(region);
        }
    }

    /// The sheet, its cells in order. Of two cells in one place the later counts, as in Excel.
    fn finish(mut self) -> Sheet {
        self.sheet.cells.sort_by_key(|cell| cell.at);
        self.sheet.cells.dedup_by(|later, kept| {
            let same = later.at == kept.at;
            if same {
                std::mem::swap(later, kept);
            }
            same
        });
        self.sheet.merged.sort();
        self.sheet.merged.dedup();
        self.sheet
    }
}

/// Without blanks around it, the invisible ones included that copying from web pages and chat leaves behind.
#[must_use]
pub fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}

/// With one kind of line end inside: a line break typed in a cell is `\n` in XLSX and `\r\n` in what some systems write.
fn line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\0' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_as_people_say_them() {
        for (text, row, column) in
            [("A1", 0, 0), ("C12", 11, 2), ("Z9", 8, 25), ("AA10", 9, 26), ("XFD1048576", 1_048_575, 16_383)]
        {
            let at = At { row, column };
            assert_eq!(At::parse(text), Some(at));
            assert_eq!(at.to_string(), text);
        }
        assert_eq!(At::parse("$C$12"), At::parse("c12"));
        for text in ["", "A", "12", "A0", "XFE1", "A1048577", "AAAA1", "A-1", "A1B", "甲1", "A99999999999"] {
            assert_eq!(At::parse(text), None, "{text}");
        }
    }

    #[test]
    fn regions_hold_their_corners() {
        let region = Region::parse("B9:A5").unwrap();
        assert_eq!(region.to_string(), "A5:B9");
        for (at, inside) in [("A5", true), ("B9", true), ("A4", false), ("C5", false)] {
            assert_eq!(region.contains(At::parse(at).unwrap()), inside, "{at}");
        }
        assert_eq!(Region::parse("A5:"), None);
    }

    #[test]
    fn the_later_of_two_cells_in_one_place_counts() {
        let mut budget = 0;
        let mut builder = Builder::new("s", 0, false, &mut budget);
        for (at, text) in [("B1", "b"), ("A1", "first"), ("A1", " later\u{3000}"), ("C1", "\u{a0}\u{200b} ")] {
            builder.push(At::parse(at).unwrap(), Kind::Text, text.into()).unwrap();
        }
        let sheet = builder.finish();
        let texts: Vec<&str> = sheet.cells.iter().map(|c| &*c.text).collect();
        assert_eq!(texts, ["later", "b"]);
        assert_eq!(sheet.cell(At { row: 0, column: 1 }).map(|c| &*c.text), Some("b"));
        assert_eq!(sheet.cell(At { row: 1, column: 1 }), None);
    }
}
