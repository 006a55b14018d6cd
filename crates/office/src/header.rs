//! Which row of a sheet is the header, and which column is which. Order is free, titles may stand above, a header may
//! have two rows with merged cells; only the words must be known.

use crate::limits;
use crate::sheet::{At, Cell, Kind, Region, Sheet};

/// A header found in a sheet. `F` is what a column can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header<F> {
    /// The first row of the header, from 0.
    pub first: u32,
    /// Its last row; the data begin below.
    pub last: u32,
    /// Known columns (from 0), ascending.
    pub columns: Vec<(u32, F)>,
    /// Headers nobody knows, with their places.
    pub unknown: Vec<(At, String)>,
    /// Columns that are there twice: what, the first place, the further one.
    pub twice: Vec<(F, At, At)>,
}

impl<F: Copy + Eq> Header<F> {
    /// The column of a field.
    #[must_use]
    pub fn column(&self, field: F) -> Option<u32> {
        self.columns.iter().find(|(_, f)| *f == field).map(|(column, _)| *column)
    }

    /// The field of a column.
    #[must_use]
    pub fn field(&self, column: u32) -> Option<F> {
        self.columns.binary_search_by_key(&column, |(c, _)| *c).ok().map(|i| self.columns[i].1)
    }
}

/// Marks of an example: a row that holds one is no header, so that a template's instructions are never read as data.
const EXAMPLE: [&str; 2] = ["示例", "example"];

/// Finds the header among the first rows: the one with most known words, at least two. `known` is asked with [`plain`]
/// text, first with and then without its bracketed part (`面积（㎡）`).
///
/// A header of two rows counts whole, and of equals the first is taken: the same header printed again on the next page
/// must not make the rows above it disappear.
pub fn find<F: Copy + Eq>(sheet: &Sheet, known: &dyn Fn(&str) -> Option<F>) -> Option<Header<F>> {
    let name = |text: &str| name(text, known);
    let mut best: Option<(usize, u32, u32)> = None;
    for (row, cells) in sheet.rows().take(limits::HEADER_ROWS_MAX) {
        let is_example = cells.iter().any(|cell| EXAMPLE.contains(&plain(&cell.text).as_str()));
        if is_example || best.is_some_and(|(_, _, last)| row <= last) || count(cells.iter(), &name) < 2 {
            continue;
        }
        let (first, last) = extent(sheet, row, &|text| name(text).is_some());
        let fields = count(sheet.cells.iter().filter(|cell| (first..=last).contains(&cell.at.row)), &name);
        if best.is_none_or(|(most, ..)| fields > most) {
            best = Some((fields, first, last));
        }
    }
    let (_, first, last) = best?;
    Some(columns(sheet, first, last, &name))
}

/// How many different fields these cells name.
fn count<'a, F: PartialEq>(cells: impl Iterator<Item = &'a Cell>, name: &dyn Fn(&str) -> Option<F>) -> usize {
    let mut fields: Vec<F> = Vec::new();
    for field in cells.filter_map(|cell| name(&cell.text)) {
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    fields.len()
}

/// Texts of the first filled rows, to tell a person what was found instead of a header.
#[must_use]
pub fn first_texts(sheet: &Sheet) -> String {
    let texts: Vec<&str> = sheet.cells.iter().take(8).map(|cell| &*cell.text).collect();
    texts.join("、")
}

/// The rows a header reaches over: by its merged cells, as long as no figures stand there, and by rows below that hold
/// nothing but known words.
fn extent(sheet: &Sheet, row: u32, is_known: &dyn Fn(&str) -> bool) -> (u32, u32) {
    const ROWS_MAX: u32 = 3;
    let over = |r: &&Region| r.first.row <= row && row <= r.last.row && r.last.row - r.first.row < ROWS_MAX;
    let over: Vec<&Region> = sheet.merged.iter().filter(over).collect();
    let first = over.iter().map(|r| r.first.row).min().unwrap_or(row);
    let lowest = over.iter().map(|r| r.last.row).max().unwrap_or(row);
    let mut last = row;
    for (below, cells) in sheet.rows().filter(|(below, _)| *below > row) {
        let is_figure = |cell: &Cell| matches!(cell.kind, Kind::Number | Kind::Date);
        let by_merged = below <= lowest && !cells.iter().any(is_figure);
        let by_words = below == last + 1 && cells.iter().all(|cell| is_known(&cell.text));
        if !by_merged && !by_words {
            break;
        }
        last = below;
    }
    (first, last)
}

/// Names the columns, the lowest known word of each counting.
fn columns<F: Copy + Eq>(sheet: &Sheet, first: u32, last: u32, name: &dyn Fn(&str) -> Option<F>) -> Header<F> {
    let mut header = Header { first, last, columns: Vec::new(), unknown: Vec::new(), twice: Vec::new() };
    let mut cells: Vec<_> = sheet.cells.iter().filter(|c| (first..=last).contains(&c.at.row)).collect();
    cells.sort_by_key(|c| (c.at.column, std::cmp::Reverse(c.at.row)));
    for column in cells.chunk_by(|a, b| a.at.column == b.at.column) {
        let known = column.iter().find_map(|cell| name(&cell.text).map(|field| (cell.at, field)));
        match known {
            None => {
                // A group's title over several columns names no column.
                let group = sheet.merged.iter().any(|r| r.contains(column[0].at) && r.first.column < r.last.column);
                if !group {
                    header.unknown.push((column[0].at, column[0].text.to_string()));
                }
            }
            Some((at, field)) => match header.column(field) {
                Some(earlier) => header.twice.push((field, At { row: at.row, column: earlier }, at)),
                None => header.columns.push((at.column, field)),
            },
        }
    }
    header
}

fn name<F>(text: &str, known: &dyn Fn(&str) -> Option<F>) -> Option<F> {
    let full = plain(text);
    known(&full).or_else(|| known(&without_brackets(&full)))
}

/// A header's text for comparison: lower case, ordinary width, without blanks, stars and colons.
#[must_use]
pub fn plain(text: &str) -> String {
    text.chars()
        .map(half_width)
        .filter(|c| !c.is_whitespace() && !matches!(c, '*' | ':' | '※'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The ordinary form of a full-width character: `Ａ`, `１`, `（`.
#[must_use]
pub fn half_width(c: char) -> char {
    match c {
        // INVARIANT: these stand in ASCII order, U+FEE0 apart, and the difference is ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from((u32::from(c) - 0xfee0) as u8),
        '\u{3000}' => ' ',
        other => other,
    }
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet;

    fn known(text: &str) -> Option<char> {
        match text {
            "楼栋" => Some('b'),
            "房号" => Some('r'),
            "面积" | "面积(登记)" => Some('a'),
            _ => None,
        }
    }

    type Expected<'a> = Option<(u32, u32, &'a [(u32, char)])>;

    fn check(csv: &str, expect: Expected<'_>) -> Option<Header<char>> {
        let sheet = sheet::read(csv.as_bytes(), "a.csv").unwrap().remove(0);
        let header = find(&sheet, &known);
        let got = header.as_ref().map(|h| (h.first, h.last, h.columns.as_slice()));
        assert_eq!(got, expect, "{csv}");
        header
    }

    #[test]
    fn titles_blanks_stars_and_units_do_not_matter() {
        check("楼栋,房号\n3,501\n", Some((0, 0, &[(0, 'b'), (1, 'r')])));
        check("某某小区名册\n制表：某\n\n房 号*, 楼栋 ,面积（㎡）\n", Some((3, 3, &[(0, 'r'), (1, 'b'), (2, 'a')])));
        check("序号,楼栋,房号,面积(登记)\n", Some((0, 0, &[(1, 'b'), (2, 'r'), (3, 'a')])));
        check("楼栋,房号,\n,,面积\n3,501,80\n", Some((0, 1, &[(0, 'b'), (1, 'r'), (2, 'a')])));
    }

    #[test]
    fn what_is_no_header() {
        check("楼栋,其他\n3,501\n", None);
        check("3,501\n", None);
        check("示例,楼栋,房号\n", None);
        check(&format!("{}楼栋,房号\n", "x\n".repeat(limits::HEADER_ROWS_MAX)), None);
    }

    #[test]
    fn unknown_and_double_columns_are_told() {
        let header = check("楼栋,房号,车牌,楼栋\n", Some((0, 0, &[(0, 'b'), (1, 'r')]))).unwrap();
        assert_eq!(header.unknown, [(At { row: 0, column: 2 }, "车牌".to_owned())]);
        assert_eq!(header.twice, [('b', At { row: 0, column: 0 }, At { row: 0, column: 3 })]);
        assert_eq!((header.column('r'), header.field(1), header.field(2)), (Some(1), Some('r'), None));
    }
}
