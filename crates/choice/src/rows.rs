//! Rows of a delimited text file (RFC 4180 with a delimiter of choice), with the line each begins on. What every reader
//! of this crate stands on: it never allocates more than the text it is given.

use std::borrow::Cow;
use std::fmt;

/// Fields of one row: each costs memory, and a row of nothing but delimiters would ask for twenty times its own.
const FIELDS_MAX: usize = 10_000;

/// What is wrong with a file, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The line, from 1; 0 where the whole file is meant.
    pub line: usize,
    /// What is wrong and the cure, in lower case without a stop.
    pub why: String,
}

impl Wrong {
    /// Wrong at a line.
    pub(crate) fn at(line: usize, why: impl Into<String>) -> Self {
        Self { line, why: why.into() }
    }

    /// Wrong as a whole.
    pub(crate) fn file(why: impl Into<String>) -> Self {
        Self::at(0, why)
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "line {}: ", self.line)?;
        }
        f.write_str(&self.why)
    }
}

impl std::error::Error for Wrong {}

/// A piece of input short enough to quote in an error.
pub(crate) fn shown(text: &str) -> String {
    let mut short: String = text.chars().filter(|c| !c.is_control()).take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// Reads bytes as UTF-8, a byte order mark left out.
pub(crate) fn utf8(bytes: &[u8]) -> Result<&str, Wrong> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(e) => {
            let line = bytes[..e.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
            Err(Wrong::at(line, "this is not UTF-8 text; save the file as UTF-8"))
        }
    }
}

/// Rows of a text.
#[derive(Debug)]
pub(crate) struct Rows<'t> {
    rest: &'t str,
    line: usize,
    /// In ASCII.
    delimiter: u8,
}

impl<'t> Rows<'t> {
    pub(crate) const fn new(text: &'t str, delimiter: u8) -> Self {
        Self { rest: text, line: 0, delimiter }
    }

    /// The next row that is not empty, into `fields`; its line, or `None` at the end.
    pub(crate) fn next_into(&mut self, fields: &mut Vec<Cow<'t, str>>) -> Result<Option<usize>, Wrong> {
        loop {
            if self.rest.is_empty() {
                return Ok(None);
            }
            self.line += 1;
            let begin = self.line;
            fields.clear();
            self.plain(fields);
            match fields.first() {
                None => self.quoted(fields)?,
                Some(only) if fields.len() == 1 && only.trim().is_empty() => continue,
                Some(_) => (),
            }
            if fields.len() > FIELDS_MAX {
                return Err(Wrong::at(
                    begin,
                    format!("more than {FIELDS_MAX} fields; the line is damaged, correct it"),
                ));
            }
            return Ok(Some(begin));
        }
    }

    /// A row in one look at each of its bytes; none and nothing taken where there is a quote in it.
    fn plain(&mut self, fields: &mut Vec<Cow<'t, str>>) {
        let (mut from, mut end) = (0, self.rest.len());
        for (at, byte) in self.rest.bytes().enumerate() {
            match byte {
                b'"' => return fields.clear(),
                b'\n' => {
                    end = at;
                    break;
                }
                byte if byte == self.delimiter && fields.len() <= FIELDS_MAX => {
                    fields.push(Cow::Borrowed(&self.rest[from..at]));
                    from = at + 1;
                }
                _ => (),
            }
        }
        let last = &self.rest[from..end];
        fields.push(Cow::Borrowed(last.strip_suffix('\r').unwrap_or(last)));
        self.rest = self.rest.get(end + 1..).unwrap_or_default();
    }

    /// A row with quotes in it, which may go on over several lines.
    fn quoted(&mut self, fields: &mut Vec<Cow<'t, str>>) -> Result<(), Wrong> {
        let begin = self.line;
        loop {
            let (field, end) = if let Some(inner) = self.rest.strip_prefix('"') {
                let mut text = String::new();
                let mut rest = inner;
                loop {
                    let Some((part, after)) = rest.split_once('"') else {
                        return Err(Wrong::at(begin, "a quotation mark is not closed; add the missing `\"`"));
                    };
                    text.push_str(part);
                    self.line += part.matches('\n').count();
                    match after.strip_prefix('"') {
                        Some(more) => {
                            text.push('"');
                            rest = more;
                        }
                        None => break rest = after,
                    }
                }
                // Anything between the closing quote and the delimiter is kept, as spreadsheets do.
                let end = rest.find([char::from(self.delimiter), '\n']).unwrap_or(rest.len());
                text.push_str(rest[..end].trim_end_matches('\r'));
                (Cow::Owned(text), &rest[end..])
            } else {
                let end = self.rest.find([char::from(self.delimiter), '\n']).unwrap_or(self.rest.len());
                (Cow::Borrowed(self.rest[..end].trim_end_matches('\r')), &self.rest[end..])
            };
            fields.push(field);
            if fields.len() > FIELDS_MAX {
                return Ok(());
            }
            match end.strip_prefix(char::from(self.delimiter)) {
                Some(more) => self.rest = more,
                None => {
                    self.rest = end.strip_prefix('\n').unwrap_or(end);
                    return Ok(());
                }
            }
        }
    }
}

/// Writes one field, quoted where it must be.
pub(crate) fn write_field(field: &str, delimiter: char, out: &mut String) {
    let edge = |c: char| c.is_whitespace();
    if field.contains([delimiter, '"', '\n', '\r']) || field.starts_with(edge) || field.ends_with(edge) {
        out.push('"');
        out.push_str(&field.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(field);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(usize, Vec<String>)> {
        let (mut rows, mut fields, mut all) = (Rows::new(text, b';'), Vec::new(), Vec::new());
        while let Some(line) = rows.next_into(&mut fields).unwrap() {
            all.push((line, fields.iter().map(|f| f.clone().into_owned()).collect()));
        }
        all
    }

    #[test]
    fn quotes_lines_and_ends() {
        let text = "a;b\r\n\n\"x;\"\"y\"\"\";2\n\"two\nlines\";z\r\nlast;";
        let expected: Vec<(usize, Vec<&str>)> =
            vec![(1, vec!["a", "b"]), (3, vec!["x;\"y\"", "2"]), (4, vec!["two\nlines", "z"]), (6, vec!["last", ""])];
        assert_eq!(
            rows(text),
            expected.into_iter().map(|(n, f)| (n, f.into_iter().map(str::to_owned).collect())).collect::<Vec<_>>()
        );
    }

    #[test]
    fn an_open_quote_is_named() {
        let mut fields = Vec::new();
        let wrong = Rows::new("a;\"b\nc", b';').next_into(&mut fields).unwrap_err();
        assert_eq!(wrong.to_string(), "line 1: a quotation mark is not closed; add the missing `\"`");
    }

    #[test]
    fn a_row_of_delimiters_asks_for_no_memory() {
        for line in [";".repeat(FIELDS_MAX), format!("\"\"{}", ";".repeat(FIELDS_MAX))] {
            let mut fields = Vec::new();
            let wrong = Rows::new(&line, b';').next_into(&mut fields).unwrap_err();
            assert_eq!(wrong.to_string(), "line 1: more than 10000 fields; the line is damaged, correct it");
        }
        assert_eq!(rows(&";".repeat(FIELDS_MAX - 1))[0].1.len(), FIELDS_MAX);
    }

    #[test]
    fn fields_survive_being_written() {
        for field in ["plain", "semi;colon", "\"quoted\"", " edges ", "two\nlines", ""] {
            let mut text = String::new();
            write_field(field, ';', &mut text);
            text.push_str(";end");
            assert_eq!(rows(&text)[0].1[0], field);
        }
    }
}
