//! A second opinion: a general library reads the same cells from files that mean no harm.

use crate::support::*;
use calamine::{Data, Reader, Xls, Xlsx};
use std::io::Cursor;

/// What calamine sees, in our words; dates are left to our own tests, since it hands out serial numbers.
fn shown(data: &Data) -> Option<String> {
    match data {
        Data::String(text) => Some(office::sheet::trim(text).replace("\r\n", "\n")).filter(|t| !t.is_empty()),
        Data::Float(value) => Some(format!("{value}")),
        Data::Int(value) => Some(value.to_string()),
        Data::Bool(value) => Some(value.to_string().to_uppercase()),
        Data::Error(error) => Some(error.to_string()),
        _ => None,
    }
}

fn compare<R>(mut book: R, bytes: &[u8], ours_differ: &[&str])
where
    R: Reader<Cursor<Vec<u8>>>,
    R::Error: std::fmt::Debug,
{
    let mut compared = 0;
    for (sheet, name) in sheets(bytes, "a").iter().zip(book.sheet_names()) {
        assert_eq!(&*sheet.name, name);
        let range = book.worksheet_range(&name).unwrap();
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, data) in range.used_cells() {
            let at = office::sheet::At { row: row as u32 + top, column: column as u32 + left };
            if let Some(text) = shown(data).filter(|_| !ours_differ.contains(&at.to_string().as_str())) {
                assert_eq!(sheet.cell(at).map(|c| c.text.to_string()), Some(text), "{name}!{at}");
                compared += 1;
            }
        }
    }
    assert!(compared > 0);
}

#[test]
fn on_xls() {
    let open = |bytes: &[u8]| Xls::new(Cursor::new(bytes.to_vec())).unwrap();
    // Ours: numbers padded by their format, fifteen digits.
    compare(open(ROLL_XLS), ROLL_XLS, &["I3", "I4", "I5", "I6", "I8", "B2"]);
    compare(open(WRONG_XLS), WRONG_XLS, &[]);
    compare(open(LONG_XLS), LONG_XLS, &[]);
}

#[test]
fn on_xlsx() {
    let padded = ["F3", "F4", "F5", "F6", "F7"];
    compare(Xlsx::new(Cursor::new(OPENPYXL_XLSX.to_vec())).unwrap(), OPENPYXL_XLSX, &padded);
    for lang in [office::Lang::Zh, office::Lang::En] {
        let bytes = office::roll::template(lang);
        compare(Xlsx::new(Cursor::new(bytes.clone())).unwrap(), &bytes, &[]);
    }
}
