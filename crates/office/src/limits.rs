//! Limits that only make sense while a file is being taken apart; the public ones (bytes, rows, findings) are in
//! [`units::limits`].

/// One part of a workbook, inflated (bytes). A sheet of 30,000 units with every column filled is about 30 MB of XML.
pub const PART_BYTES_MAX: usize = 128 << 20;

/// A part that only lists others: relationships, the workbook's sheets (bytes).
pub const LIST_PART_BYTES_MAX: usize = 8 << 20;

/// All parts read of one workbook, inflated (bytes): a bomb of many sheets stops here.
pub const INFLATED_BYTES_MAX: usize = 256 << 20;

/// Entries of the zip container. Workbooks with a picture a row have a few hundred.
pub const ZIP_ENTRIES_MAX: usize = 4_096;

/// Sheets of a workbook: one a building, with room to spare.
pub const SHEETS_MAX: usize = 600;

/// Filled cells of a workbook: every row allowed, thirty columns wide.
pub const CELLS_MAX: usize = 2_000_000;

/// Merged regions kept of one sheet. Each one over data is a finding, and findings end far below.
pub const MERGED_MAX: usize = 20_000;

/// Characters of a sheet's name; Excel allows 31, other programs more.
pub const SHEET_NAME_CHARS_MAX: usize = 100;

/// Rows searched for a header: title, date line, notes and a header of two rows fit.
pub const HEADER_ROWS_MAX: usize = 30;

/// Characters of a cell repeated in a finding.
pub const FOUND_CHARS_MAX: usize = 60;

/// Rows named in one note; beyond it the note counts.
pub const NOTE_ROWS_MAX: usize = 10;
