//! Text tables. Own, because rows must be numbered as Excel numbers them: blank lines count, a line break inside
//! quotes does not.

use super::{At, Builder, Kind, ReadError, Sheet};

/// Rows looked at to find the delimiter.
const SAMPLE_ROWS: usize = 50;

/// Errors as Excel writes them into text.
const ERRORS: [&str; 7] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"];

/// Reads a text table; its only sheet is named after the file.
pub(super) fn read(text: &str, name: &str) -> Result<Sheet, ReadError> {
    // Ctrl-Z ended files in the days of DOS, and some exports still write it.
    let text = text.trim_end_matches('\u{1a}');
    let (delimiter, first_row, text) = match announced(text) {
        Some((delimiter, rest)) => (delimiter, 1, rest),
        None => (find_delimiter(text), 0, text),
    };
    let mut budget = 0;
    let mut builder = Builder::new(title(name), 0, false, &mut budget);
    let mut fields = Fields::new(text, delimiter);
    while let Some((row, column, field)) = fields.next()? {
        let field = unquote_formula(super::trim(&field)).to_owned();
        let kind = if ERRORS.contains(&field.as_str()) { Kind::Error } else { Kind::Text };
        builder.push(At { row: row + first_row, column }, kind, super::line_ends(&field).into())?;
    }
    Ok(builder.finish())
}

/// The delimiter of a first line `sep=;`, which Excel obeys and does not show as data.
fn announced(text: &str) -> Option<(char, &str)> {
    let (line, rest) = text.split_once('\n')?;
    let mut chars = line.trim_end().strip_prefix("sep=")?.chars();
    let delimiter = chars.next()?;
    chars.next().is_none().then_some((delimiter, rest))
}

/// `="0123"`, by which some systems keep Excel from eating the zero, is `0123` to whoever opens it.
fn unquote_formula(field: &str) -> &str {
    field
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'))
        .filter(|inner| !inner.contains('"'))
        .unwrap_or(field)
}

fn title(name: &str) -> &str {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    base.rsplit_once('.').map_or(base, |(stem, _)| stem)
}

/// The delimiter that gives most rows the same, largest number of fields.
fn find_delimiter(text: &str) -> char {
    let mut best = (0, ',');
    for delimiter in [',', '\t', ';'] {
        let score = score(text, delimiter);
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

/// Fields beyond the first in the rows of the most common width, over the first rows. A quotation mark left open ends
/// the count: it may be one only under this delimiter.
fn score(text: &str, delimiter: char) -> usize {
    let mut widths = [0_usize; SAMPLE_ROWS];
    let mut fields = Fields::new(text, delimiter);
    while let Ok(Some((row, column, _))) = fields.next() {
        match widths.get_mut(row as usize) {
            Some(width) => *width = column as usize,
            None => break,
        }
    }
    widths.iter().map(|width| width * widths.iter().filter(|w| *w == width).count()).max().unwrap_or(0)
}

/// Splits text into fields with their places.
struct Fields<'a> {
    rest: &'a str,
    delimiter: char,
    row: u32,
    column: u32,
    done: bool,
}

impl<'a> Fields<'a> {
    fn new(text: &'a str, delimiter: char) -> Self {
        Self { rest: text, delimiter, row: 0, column: 0, done: text.is_empty() }
    }

    /// The next field: row, column, text.
    fn next(&mut self) -> Result<Option<(u32, u32, String)>, ReadError> {
        if self.done {
            return Ok(None);
        }
        let place = (self.row, self.column);
        let mut field = String::new();
        if let Some(rest) = self.rest.strip_prefix('"') {
            self.rest = rest;
            self.quoted(&mut field)?;
        }
        // What follows a closing quote belongs to the field, as in Excel.
        let end = self.rest.find([self.delimiter, '\n', '\r']).unwrap_or(self.rest.len());
        let (plain, rest) = self.rest.split_at(end);
        field.push_str(plain);
        self.rest = rest;
        self.step();
        Ok(Some((place.0, place.1, field)))
    }

    /// The inside of quotes, up to and with the closing one; `""` is a quotation mark.
    fn quoted(&mut self, field: &mut String) -> Result<(), ReadError> {
        loop {
            let Some((inside, rest)) = self.rest.split_once('"') else {
                return Err(ReadError::OpenQuote { row: self.row + 1 });
            };
            field.push_str(inside);
            self.rest = rest;
            match rest.strip_prefix('"') {
                Some(rest) => {
                    field.push('"');
                    self.rest = rest;
                }
                None => return Ok(()),
            }
        }
    }

    /// Over the delimiter or the line's end.
    fn step(&mut self) {
        if let Some(rest) = self.rest.strip_prefix(self.delimiter) {
            self.rest = rest;
            self.column += 1;
            return;
        }
        match self.rest.strip_prefix("\r\n").or_else(|| self.rest.strip_prefix(['\r', '\n'])) {
            Some(rest) => {
                self.rest = rest;
                self.row += 1;
                self.column = 0;
                self.done = rest.is_empty();
            }
            None => self.done = true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[(&str, &str)]) {
        let sheet = read(text, "名册.csv").unwrap();
        let got: Vec<(String, &str)> = sheet.cells.iter().map(|c| (c.at.to_string(), &*c.text)).collect();
        let got: Vec<(&str, &str)> = got.iter().map(|(at, text)| (at.as_str(), *text)).collect();
        assert_eq!(got, expect, "{text:?}");
    }

    #[test]
    fn rows_are_numbered_as_excel_numbers_them() {
        check("a,b\n\n\nc,d\n", &[("A1", "a"), ("B1", "b"), ("A4", "c"), ("B4", "d")]);
        check("a,\"x\ny\"\nc,d", &[("A1", "a"), ("B1", "x\ny"), ("A2", "c"), ("B2", "d")]);
        check("a,b\r\nc,d\r\n", &[("A1", "a"), ("B1", "b"), ("A2", "c"), ("B2", "d")]);
        check("a,b\rc,d\r", &[("A1", "a"), ("B1", "b"), ("A2", "c"), ("B2", "d")]);
        check("sep=;\na;b,c\n", &[("A2", "a"), ("B2", "b,c")]);
    }

    #[test]
    fn delimiters_are_found() {
        check("a\tb\n1,5\t2\n", &[("A1", "a"), ("B1", "b"), ("A2", "1,5"), ("B2", "2")]);
        check("a;b\n1;2\n", &[("A1", "a"), ("B1", "b"), ("A2", "1"), ("B2", "2")]);
        check("a,b\n\"1;2;3\",2\n", &[("A1", "a"), ("B1", "b"), ("A2", "1;2;3"), ("B2", "2")]);
        check("a,\"b\tc\nd\te\n", &[("A1", "a,\"b"), ("B1", "c"), ("A2", "d"), ("B2", "e")]);
        check("单列\n1\n", &[("A1", "单列"), ("A2", "1")]);
    }

    #[test]
    fn quotes_as_excel_reads_them() {
        check("\"a\"\"b\",\"\",c", &[("A1", "a\"b"), ("C1", "c")]);
        check("\"a\"b,c", &[("A1", "ab"), ("B1", "c")]);
        check("a\"b,c", &[("A1", "a\"b"), ("B1", "c")]);
        check("\"=\"\"0123\"\"\",13800138000\t\n", &[("A1", "0123"), ("B1", "13800138000")]);
        check("=\"0123\",b\n\u{1a}", &[("A1", "0123"), ("B1", "b")]);
    }

    #[test]
    fn an_open_quote_names_its_row() {
        assert_eq!(read("a,b\nc,\"d\ne,f\n", "a.csv"), Err(ReadError::OpenQuote { row: 2 }));
    }

    #[test]
    fn the_sheet_is_named_after_the_file() {
        assert_eq!(&*read("a", "上传/名册.v2.csv").unwrap().name, "名册.v2");
        assert_eq!(&*read("a", "").unwrap().name, "");
    }
}
