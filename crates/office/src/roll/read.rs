//! From sheets to rows. Every cell is looked at, everything wrong is told at once, and as soon as anything is wrong no
//! row comes out.

use super::say::{self, Said};
use super::unit::{Row, Taker, Unit};
use super::{Column, Reading, person, place, whole};
use crate::finding::{Findings, shown};
use crate::header::{self, Header};
use crate::sheet::{At, Region, Sheet};
use crate::{Finding, Note, Place, Words};
use std::collections::HashMap;
use units::{Day, limits};

/// Reads a roll. All visible sheets with a header are read, hidden rows and columns too; `today` is the last day an
/// owner can have become one.
#[must_use]
pub fn read(sheets: &[Sheet], today: Day) -> Reading {
    let mut reader = Reader::new(today);
    let mut read_any = false;
    let mut others = Vec::new();
    for sheet in sheets.iter().filter(|sheet| !sheet.cells.is_empty()) {
        match header::find(sheet, &Column::from_header) {
            Some(found) if sheet.hidden => reader.note_hidden(sheet, &found),
            Some(found) => {
                let missing = missing(&found);
                if missing.is_empty() {
                    read_any = true;
                    reader.sheet(sheet, &found);
                } else {
                    others.push((sheet, Some((found, missing))));
                }
            }
            None if sheet.hidden => {}
            None => others.push((sheet, None)),
        }
    }
    reader.others(others, read_any);
    reader.finish(read_any)
}

/// Required columns a header lacks.
fn missing(header: &Header<Column>) -> Vec<Column> {
    [Column::Building, Column::Room].into_iter().filter(|c| header.column(*c).is_none()).collect()
}

struct Reader {
    today: Day,
    findings: Findings,
    notes: Vec<Note>,
    units: Vec<Unit>,
    rows_seen: usize,
    /// By sheet and column: the header's last row, and what it calls the column.
    titles: HashMap<(usize, u32), (u32, String)>,
}

/// A sheet without a usable header; with the header that was found, and what it lacks.
type Other<'a> = (&'a Sheet, Option<(Header<Column>, Vec<Column>)>);

impl Reader {
    fn new(today: Day) -> Self {
        Self {
            today,
            findings: Findings::default(),
            notes: Vec::new(),
            units: Vec::new(),
            rows_seen: 0,
            titles: HashMap::new(),
        }
    }

    fn sheet(&mut self, sheet: &Sheet, header: &Header<Column>) {
        self.note_unknown(sheet, header);
        self.titles.extend(header.columns.iter().map(|(column, _)| {
            let title = (header.first..=header.last).rev().find_map(|row| sheet.cell(At { row, column: *column }));
            ((sheet.index, *column), (header.last, title.map(|cell| shown(&cell.text)).unwrap_or_default()))
        }));
        for (column, first, second) in &header.twice {
            self.add(
                place(sheet, *second),
                None,
                column_text(sheet, *second),
                say::header_twice(*column, *first, *second),
            );
        }
        let merged = self.merged(sheet, header);
        let mut repeated = Vec::new();
        let rows_before = self.rows_seen;
        for (number, cells) in sheet.rows().skip_while(|(row, _)| *row <= header.last) {
            let row = Row::new(sheet, header, &merged, number, cells);
            if row.is_empty() {
                continue;
            }
            if row.repeats_header() {
                repeated.push(row.place(Column::Building));
            } else {
                self.row(&row);
            }
        }
        if rows_before == self.rows_seen && self.findings.is_empty() {
            let at = At { row: header.last, column: header.columns.first().map_or(0, |(column, _)| *column) };
            self.add(place(sheet, at), None, String::new(), say::no_rows());
        }
        if !repeated.is_empty() {
            let what = Words::new(
                format!("“{}”里有 {} 行重复的表头，已跳过", sheet.name, repeated.len()),
                format!("{} repeated header rows in `{}` were skipped", repeated.len(), sheet.name),
            );
            self.notes.push(Note::new("header-repeated", repeated, what));
        }
    }

    /// A finding for every merged region over the data; returns the regions.
    fn merged(&mut self, sheet: &Sheet, header: &Header<Column>) -> Vec<Region> {
        let last_row = sheet.cells.last().map_or(0, |cell| cell.at.row);
        let over_data = |region: &&Region| {
            region.last.row > header.last
                && region.first.row <= last_row
                && header.columns.iter().any(|(c, _)| (region.first.column..=region.last.column).contains(c))
        };
        let regions: Vec<Region> = sheet.merged.iter().filter(over_data).copied().collect();
        for region in &regions {
            let text = sheet.cell(region.first).map(|cell| &*cell.text).unwrap_or_default();
            let found = match header.field(region.first.column) {
                Some(Column::IdTails) => shown(&person::masked(text)),
                _ => shown(text),
            };
            self.add(place(sheet, region.first), Some(*region), found, say::merged(*region));
        }
        // Beyond the printed limit nobody reads on, and a row need not be compared with thousands of regions.
        regions.into_iter().take(limits::SHEET_FINDINGS_MAX).collect()
    }

    fn row(&mut self, row: &Row<'_>) {
        if let Some(cell) = row.total() {
            self.add(place(row.sheet, cell.at), None, shown(&cell.text), say::totals_row());
            return;
        }
        self.rows_seen += 1;
        let mut taker = Taker { row, findings: &mut self.findings, today: self.today };
        if let Some(unit) = taker.unit() {
            self.units.push(unit);
        }
    }

    /// Sheets without a usable header stand in the way if no sheet has one, or if they nearly have.
    fn others(&mut self, others: Vec<Other<'_>>, read_any: bool) {
        let any_header = others.iter().any(|(_, header)| header.is_some());
        for (sheet, header) in others {
            match header {
                Some((header, missing)) if missing.len() == 1 || !read_any => {
                    let at = At { row: header.last, column: header.columns[0].0 };
                    let found: Vec<&str> =
                        sheet.cells.iter().filter(|c| c.at.row == header.last).map(|c| &*c.text).collect();
                    let said = say::header_missing(&missing);
                    self.add(place(sheet, at), None, shown(&found.join("、")), said);
                }
                None if !read_any && !any_header => {
                    let at = sheet.cells[0].at;
                    let found = shown(&header::first_texts(sheet));
                    self.add(place(sheet, at), None, found, say::header_not_found());
                }
                _ => {
                    let what = Words::new(
                        format!("工作表“{}”没有名册的表头，没有读取", sheet.name),
                        format!("sheet `{}` has no header of a roll and was not read", sheet.name),
                    );
                    self.notes.push(Note::new("sheet-not-read", vec![place(sheet, sheet.cells[0].at)], what));
                }
            }
        }
    }

    fn note_unknown(&mut self, sheet: &Sheet, header: &Header<Column>) {
        if header.unknown.is_empty() {
            return;
        }
        let count = header.unknown.len();
        let named = header.unknown.iter().take(crate::limits::NOTE_ROWS_MAX);
        let names: Vec<String> = named.map(|(_, name)| shown(name)).collect();
        let (zh, en) = if count > names.len() { (format!("等 {count} 列"), " …") } else { (String::new(), "") };
        let what = Words::new(
            format!("这些列没有导入：{}{zh}", names.join("、")),
            format!("{count} columns were not imported: {}{en}", names.join(", ")),
        );
        let places = header.unknown.iter().map(|(at, _)| place(sheet, *at)).collect();
        self.notes.push(Note::new("column-not-imported", places, what));
    }

    fn note_hidden(&mut self, sheet: &Sheet, header: &Header<Column>) {
        let what = Words::new(
            format!("工作表“{}”是隐藏的，没有读取；要导入就先取消隐藏", sheet.name),
            format!("sheet `{}` is hidden and was not read; unhide it to import it", sheet.name),
        );
        let at = At { row: header.last, column: 0 };
        self.notes.push(Note::new("sheet-hidden", vec![place(sheet, at)], what));
    }

    fn add(&mut self, place: Place, region: Option<Region>, found: String, said: Said) {
        self.findings.add(finding(place, region, found, said));
    }

    fn finish(mut self, read_any: bool) -> Reading {
        if !read_any && self.findings.is_empty() {
            let place = Place { sheet: 0, at: At { row: 0, column: 0 }, name: "".into() };
            self.add(place, None, String::new(), say::header_not_found());
        }
        whole::check(&self.units, &mut self.findings);
        let mut notes = self.notes;
        whole::notes(&self.units, &mut notes);
        let rows =
            if self.findings.is_empty() { self.units.into_iter().map(|unit| unit.row).collect() } else { Vec::new() };
        let mut findings = self.findings.finish();
        for finding in findings.iter_mut().filter(|finding| finding.code != "more") {
            let title = self.titles.get(&(finding.place.sheet, finding.place.at.column));
            finding.column = title.filter(|(header, _)| finding.place.at.row > *header).map(|(_, title)| title.clone());
        }
        Reading { rows, findings, notes, rows_seen: self.rows_seen }
    }
}

/// A finding; the name of its column is added at the end.
pub(super) fn finding(place: Place, region: Option<Region>, found: String, said: Said) -> Finding {
    let Said { code, what, cure } = said;
    Finding { place, region, column: None, found, code, what, cure }
}

fn column_text(sheet: &Sheet, at: At) -> String {
    sheet.cell(at).map(|cell| shown(&cell.text)).unwrap_or_default()
}
