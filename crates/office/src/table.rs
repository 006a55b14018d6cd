//! Any table as a workbook: title, header, typed cells, footer. For the exports of every room.
//!
//! Refuses to know: what the figures mean. The same table gives the same bytes.
//!
//! Start with [`write()`].

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use units::{Area, Day, Decimal, Fen, Moment};

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Blank,
    /// Text, written as text whatever it looks like: `=1+1` and `0123` stay as they are.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// An exact figure: `value` counts units of `10^-decimals`. A number in the workbook while Excel's fifteen digits
    /// can hold it, otherwise text, so that no digit is lost.
    Figure {
        /// In the smallest unit.
        value: i64,
        /// Decimals shown.
        decimals: u32,
    },
    /// A day.
    Day(Day),
    /// A moment, shown to the minute in China time.
    Moment(Moment),
}

impl Value {
    /// Text; blank if empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }

    /// An amount in yuan with two decimals.
    #[must_use]
    pub fn fen(amount: Fen) -> Self {
        Self::Figure { value: amount.fen(), decimals: 2 }
    }

    /// An area in ㎡, with two decimals, or four where it needs them.
    #[must_use]
    pub fn area(area: Area) -> Self {
        match area.cm2() % 100 {
            0 => Self::Figure { value: area.cm2() / 100, decimals: 2 },
            _ => Self::Figure { value: area.cm2(), decimals: 4 },
        }
    }

    /// The cell of something that may be unknown.
    pub fn or_blank<T>(value: Option<T>, cell: impl Fn(T) -> Self) -> Self {
        value.map_or(Self::Blank, cell)
    }
}

/// A column: its header and width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Header.
    pub header: String,
    /// Width in characters of ordinary width; a Chinese character takes two.
    pub width: u16,
}

impl Column {
    /// A column.
    pub fn new(header: impl Into<String>, width: u16) -> Self {
        Self { header: header.into(), width }
    }
}

/// A table on a sheet of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The sheet's name. Signs that Excel forbids in names are replaced, and it is cut to 31 characters.
    pub sheet: String,
    /// A title above the header; none if empty.
    pub title: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; a row shorter than the columns ends in blanks.
    pub rows: Vec<Vec<Value>>,
    /// Lines below the table: sources, the state it shows, who made it.
    pub footer: Vec<String>,
}

/// Why a workbook could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A row has more cells than the table has columns.
    #[error("row {row} of sheet `{sheet}` has more cells than columns")]
    RowTooWide {
        /// The table.
        sheet: String,
        /// The row, from 1.
        row: usize,
    },
    /// What Excel cannot hold: over a million rows, over 32,767 characters in a cell, two sheets of one name.
    #[error("workbook cannot be written")]
    Workbook(#[from] XlsxError),
}

/// Writes tables, each to a sheet of its own.
///
/// # Errors
/// [`WriteError`].
pub fn write(tables: &[Table]) -> Result<Vec<u8>, WriteError> {
    let mut workbook = new_workbook()?;
    let formats = Formats::new();
    for table in tables {
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name(&table.sheet))?;
        fill(sheet, table, &formats)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// An empty workbook that says nothing about when and by whom it was made, so that the same content gives the same
/// bytes.
pub(crate) fn new_workbook() -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    Ok(workbook)
}

/// A name as Excel accepts it.
pub(crate) fn sheet_name(name: &str) -> String {
    let allowed =
        |c: char| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') || c.is_control() { '·' } else { c };
    let mut name: String = name.trim().trim_matches('\'').chars().map(allowed).collect();
    // Excel counts UTF-16 units.
    while name.encode_utf16().count() > 31 {
        name.pop();
    }
    if name.is_empty() { "Sheet".to_owned() } else { name }
}

/// How cells look.
pub(crate) struct Formats {
    pub(crate) header: Format,
    pub(crate) text: Format,
    pub(crate) day: Format,
    title: Format,
    whole: Format,
    moment: Format,
    footer: Format,
}

impl Formats {
    pub(crate) fn new() -> Self {
        let cell = || Format::new().set_align(FormatAlign::Top).set_border(FormatBorder::Hair);
        Self {
            header: cell().set_bold().set_text_wrap().set_align(FormatAlign::VerticalCenter),
            text: cell().set_text_wrap().set_num_format("@"),
            day: cell().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            title: Format::new().set_bold().set_font_size(14),
            whole: cell().set_num_format("#,##0"),
            moment: cell().set_num_format("yyyy-mm-dd hh:mm").set_align(FormatAlign::Left),
            footer: Format::new().set_italic(),
        }
    }

    fn figure(decimals: u32) -> Format {
        let zeros = "0".repeat(decimals as usize);
        let code = if decimals == 0 { "#,##0".to_owned() } else { format!("#,##0.{zeros}") };
        Format::new().set_align(FormatAlign::Top).set_border(FormatBorder::Hair).set_num_format(code)
    }
}

fn fill(sheet: &mut Worksheet, table: &Table, formats: &Formats) -> Result<(), WriteError> {
    let mut row = 0;
    if !table.title.is_empty() {
        sheet.write_string_with_format(row, 0, &table.title, &formats.title)?;
        row += 1;
    }
    let header = row;
    for (column, about) in (0_u16..).zip(&table.columns) {
        sheet.write_string_with_format(header, column, &about.header, &formats.header)?;
        sheet.set_column_width(column, f64::from(about.width))?;
    }
    for (number, cells) in table.rows.iter().enumerate() {
        if cells.len() > table.columns.len() {
            return Err(WriteError::RowTooWide { sheet: table.sheet.clone(), row: number + 1 });
        }
        row += 1;
        for (column, value) in (0_u16..).zip(cells) {
            write_value(sheet, row, column, value, formats)?;
        }
    }
    // A blank row keeps footers out of what a person sorts and filters.
    row += 1;
    for line in &table.footer {
        row += 1;
        sheet.write_string_with_format(row, 0, line, &formats.footer)?;
    }
    sheet.set_freeze_panes(header + 1, 0)?;
    sheet.set_repeat_rows(header, header)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_paper_size(9);
    Ok(())
}

/// Writes one typed cell.
pub(crate) fn write_value(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: &Value,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let text = |sheet: &mut Worksheet, text: &str| {
        sheet.write_string_with_format(row, column, text, &formats.text).map(|_| ())
    };
    let date = |sheet: &mut Worksheet, date: ExcelDateTime, format: &Format| {
        sheet.write_datetime_with_format(row, column, date, format).map(|_| ())
    };
    let number = |sheet: &mut Worksheet, value: i64, decimals: u32, format: &Format| match number_of(value, decimals) {
        Ok(number) => sheet.write_number_with_format(row, column, number, format).map(|_| ()),
        Err(exact) => text(sheet, &exact),
    };
    match value {
        Value::Blank => Ok(()),
        Value::Text(words) => text(sheet, words),
        Value::Whole(value) => number(sheet, *value, 0, &formats.whole),
        Value::Figure { value, decimals } => number(sheet, *value, *decimals, &Formats::figure(*decimals)),
        Value::Day(day) => match excel_day(*day) {
            Some(excel) => date(sheet, excel, &formats.day),
            None => text(sheet, &day.to_string()),
        },
        Value::Moment(moment) => match excel_day(moment.day()) {
            Some(excel) => {
                let (hour, minute) = moment.hour_minute();
                let clock = (u16::try_from(hour).unwrap_or(0), u8::try_from(minute).unwrap_or(0));
                date(sheet, excel.and_hms(clock.0, clock.1, 0)?, &formats.moment)
            }
            None => text(sheet, &moment.to_string()),
        },
    }
}

/// The nearest float if its fifteen digits say the same, otherwise the text.
fn number_of(value: i64, decimals: u32) -> Result<f64, String> {
    let text = Decimal::new(value, decimals).text(false);
    let fits = value.unsigned_abs() < 1_000_000_000_000_000;
    match text.parse() {
        Ok(number) if fits => Ok(number),
        _ => Err(text),
    }
}

/// Excel's calendar begins in 1900, with a leap day that never was before its March.
fn excel_day(day: Day) -> Option<ExcelDateTime> {
    let (year, month, date) = day.ymd();
    let ymd = (u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(date).ok()?);
    if year < 1900 { None } else { ExcelDateTime::from_ymd(ymd.0, ymd.1, ymd.2).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::{self, Kind};

    fn table(rows: Vec<Vec<Value>>) -> Table {
        let columns = vec![Column::new("甲", 10), Column::new("乙", 12)];
        Table {
            sheet: "收支".into(), title: "收支表".into(), columns, rows, footer: vec!["来源：公布的决算".into()]
        }
    }

    fn check(value: Value, kind: Kind, text: &str) {
        let bytes = write(&[table(vec![vec![value.clone()]])]).unwrap();
        let sheet = sheet::read(&bytes, "a.xlsx").unwrap().remove(0);
        let cell = sheet.cell(sheet::At { row: 2, column: 0 }).unwrap();
        assert_eq!((cell.kind, &*cell.text), (kind, text), "{value:?}");
    }

    #[test]
    fn cells_read_back_as_they_are() {
        let day = Day::new(2026, 11, 23).unwrap();
        check(Value::text("=1+1"), Kind::Text, "=1+1");
        check(Value::text("0123"), Kind::Text, "0123");
        check(Value::text("𠮷㛃_x0041_"), Kind::Text, "𠮷㛃_x0041_");
        check(Value::Whole(-30_000), Kind::Number, "-30000");
        check(Value::Whole(i64::MAX), Kind::Text, "9223372036854775807");
        check(Value::fen(Fen::new(123_456)), Kind::Number, "1234.56");
        check(Value::fen(Fen::new(99_999_999_999_999_999)), Kind::Text, "999999999999999.99");
        check(Value::area(Area::from_cm2(895_300)), Kind::Number, "89.53");
        check(Value::area(Area::from_cm2(895_301)), Kind::Number, "89.5301");
        check(Value::Day(day), Kind::Date, "2026-11-23");
        check(Value::Day(Day::new(1898, 1, 1).unwrap()), Kind::Text, "1898-01-01");
        check(Value::Moment(day.at(18, 5)), Kind::Date, "2026-11-23 18:05");
    }

    #[test]
    fn title_header_rows_footer_stand_in_this_order() {
        let bytes =
            write(&[table(vec![vec![Value::Whole(1)], vec![Value::Blank, Value::or_blank(Some(2), Value::Whole)]])]);
        let sheet = sheet::read(&bytes.unwrap(), "a.xlsx").unwrap().remove(0);
        let got: Vec<String> = sheet.cells.iter().map(|c| format!("{} {}", c.at, c.text)).collect();
        assert_eq!(got, ["A1 收支表", "A2 甲", "B2 乙", "A3 1", "B4 2", "A6 来源：公布的决算"]);
        assert_eq!(&*sheet.name, "收支");
    }

    #[test]
    fn the_same_table_gives_the_same_bytes() {
        let make = || write(&[table(vec![vec![Value::Whole(1)]])]).unwrap();
        assert_eq!(make(), make());
    }

    #[test]
    fn what_cannot_be_written_is_an_error() {
        let wide = table(vec![vec![Value::Blank], vec![Value::Blank; 3]]);
        assert!(matches!(write(&[wide]), Err(WriteError::RowTooWide { row: 2, .. })));
        let long = table(vec![vec![Value::text("长".repeat(32_768))]]);
        assert!(matches!(write(&[long]), Err(WriteError::Workbook(_))));
        assert!(matches!(write(&[table(vec![]), table(vec![])]), Err(WriteError::Workbook(_))), "one name twice");
    }

    #[test]
    fn names_of_sheets_are_made_acceptable() {
        for (name, expect) in
            [("收支/2026", "收支·2026"), ("", "Sheet"), ("'a'", "a"), (&"长".repeat(40), &"长".repeat(31))]
        {
            assert_eq!(sheet_name(name), expect);
        }
    }
}
