//! One row of a sheet taken apart into one unit, telling everything that is wrong with it.

use super::label::{self, Label};
use super::read::finding;
use super::say::{self, Said};
use super::words::Few;
use super::{AreaSource, Areas, Column, RollRow, Tenure, Use, person, place};
use crate::Place;
use crate::finding::{Findings, shown};
use crate::header::{self, Header};
use crate::sheet::{At, Cell, Kind, Region, Sheet};
use std::sync::Arc;
use units::{Area, Day, limits};

/// A unit with the cells that later checks speak about.
pub(super) struct Unit {
    pub(super) row: RollRow,
    /// The sheet's place in the workbook.
    pub(super) sheet: usize,
    /// The row's room, where findings about the whole unit stand.
    pub(super) room: At,
    /// The room as it is written.
    pub(super) written: String,
    /// The building as it is written, and where.
    pub(super) building: (Arc<str>, At),
    /// Where each area stands.
    pub(super) areas: Vec<(AreaSource, Area, At)>,
    /// Whether the storey was derived.
    pub(super) is_storey_derived: bool,
}

impl Unit {
    /// Where the unit stands.
    pub(super) fn place(&self, at: At) -> Place {
        Place { sheet: self.sheet, at, name: Arc::clone(&self.row.sheet) }
    }
}

/// How many columns there are.
const COLUMNS: usize = super::column::COLUMNS.len();

/// One row of data by column.
pub(super) struct Row<'a> {
    pub(super) sheet: &'a Sheet,
    header: &'a Header<Column>,
    /// Merged regions over this row.
    merged: Vec<Region>,
    number: u32,
    /// All filled cells, known column or not.
    all: &'a [Cell],
    cells: [Option<&'a Cell>; COLUMNS],
}

impl<'a> Row<'a> {
    pub(super) fn new(
        sheet: &'a Sheet,
        header: &'a Header<Column>,
        merged: &[Region],
        number: u32,
        all: &'a [Cell],
    ) -> Self {
        let mut cells = [None; COLUMNS];
        for cell in all {
            if let Some(column) = header.field(cell.at.column) {
                cells[column as usize] = Some(cell);
            }
        }
        let merged = merged.iter().filter(|r| (r.first.row..=r.last.row).contains(&number)).copied().collect();
        Self { sheet, header, merged, number, all, cells }
    }

    /// Whether no known column holds anything: a row of prepared serial numbers, say.
    pub(super) fn is_empty(&self) -> bool {
        self.cells.iter().all(Option::is_none)
    }

    fn cell(&self, column: Column) -> Option<&'a Cell> {
        self.cells[column as usize]
    }

    /// The text of a cell that holds a value; errors and “unknown” hold none.
    fn text(&self, column: Column) -> Option<&'a str> {
        let cell = self.cell(column).filter(|cell| !matches!(cell.kind, Kind::Error | Kind::Uncomputed))?;
        Some(&*cell.text).filter(|text| !person::is_unknown(text))
    }

    /// The place of a column in this row; of the first column if the sheet has no such column.
    fn at(&self, column: Column) -> At {
        let first = self.header.columns.first().map_or(0, |(column, _)| *column);
        At { row: self.number, column: self.header.column(column).unwrap_or(first) }
    }

    pub(super) fn place(&self, column: Column) -> Place {
        place(self.sheet, self.at(column))
    }

    /// Whether a blank here is the merged region's doing, or a broken formula's, which is told already.
    fn is_excused(&self, column: Column) -> bool {
        let at = self.at(column);
        let broken = self.cell(column).is_some_and(|cell| matches!(cell.kind, Kind::Error | Kind::Uncomputed));
        broken || self.merged.iter().any(|region| region.contains(at))
    }

    /// Whether the header is printed again here, as on the top of a page.
    pub(super) fn repeats_header(&self) -> bool {
        let same = |column: Column| {
            let at = self.at(column);
            let heads = (self.header.first..=self.header.last).filter_map(|row| self.sheet.cell(At { row, ..at }));
            self.cell(column).is_some_and(|cell| heads.into_iter().any(|head| head.text == cell.text))
        };
        same(Column::Building) && same(Column::Room)
    }

    /// The cell that says that this row is a total.
    pub(super) fn total(&self) -> Option<&'a Cell> {
        let labels = [Column::Building, Column::Stairwell, Column::Storey, Column::Room];
        // Or the first cell, if it is a serial number's or another column that is not imported.
        let first = self.all.first().filter(|cell| self.header.field(cell.at.column).is_none());
        let mut cells = labels.into_iter().filter_map(|c| self.cell(c)).chain(first);
        cells.find(|cell| is_total(&cell.text, true)).or_else(|| {
            let owners = self.cell(Column::Owners);
            owners.filter(|cell| is_total(&cell.text, false))
        })
    }
}

/// Whether a text says “total”; `loose` also where more stands beside it (3号楼小计, 合计：120户).
fn is_total(text: &str, loose: bool) -> bool {
    const WORDS: [&str; 9] = ["合计", "总计", "小计", "共计", "总数", "累计", "total", "subtotal", "sum"];
    let text = header::plain(text);
    WORDS
        .iter()
        .any(|word| text == *word || loose && !word.is_ascii() && (text.starts_with(word) || text.ends_with(word)))
}

/// Takes one row apart, telling everything that is wrong with it.
pub(super) struct Taker<'a> {
    pub(super) row: &'a Row<'a>,
    pub(super) findings: &'a mut Findings,
    pub(super) today: Day,
}

impl Taker<'_> {
    /// The unit, `None` if it has no place in the roll.
    pub(super) fn unit(&mut self) -> Option<Unit> {
        self.broken_formulas();
        if self.is_stray() {
            let first = self.row.header.columns.iter().find(|(_, column)| self.row.cell(*column).is_some());
            self.tell(first.map_or(Column::Building, |(_, column)| *column), say::stray_row());
            return None;
        }
        let (building, room) = self.building_and_room();
        let stairwell = self.label(Column::Stairwell, Label::Stairwell);
        let used = self.word::<Use>(Column::Use, "unknown-use");
        let stated = self.storey();
        let (areas, area_cells) = self.areas();
        let tenure = self.word::<Tenure>(Column::Tenure, "unknown-tenure");
        let owners = self.owners();
        let since = self.since();
        let occupiers = self.occupiers();
        let note = self.note();
        let (building, room) = (building?, room?);
        let row = self.row;
        let derived = if row.cell(Column::Storey).is_none() { label::storey_of_room(&room, used) } else { None };
        let text = |column| row.cell(column).map(|cell: &Cell| Arc::clone(&cell.text)).unwrap_or_default();
        Some(Unit {
            sheet: row.sheet.index,
            room: row.at(Column::Room),
            written: shown(&text(Column::Room)),
            building: (text(Column::Building), row.at(Column::Building)),
            areas: area_cells,
            is_storey_derived: derived.is_some(),
            row: RollRow {
                sheet: Arc::clone(&row.sheet.name),
                row: row.number + 1,
                building,
                stairwell,
                storey: stated.or(derived),
                room,
                used,
                areas,
                tenure,
                owners,
                since,
                occupiers,
                note,
            },
        })
    }

    fn tell(&mut self, column: Column, said: Said) {
        let found = self.row.cell(column).map(|cell| match column {
            Column::IdTails => shown(&person::masked(&cell.text)),
            _ => shown(&cell.text),
        });
        let place = self.row.place(column);
        self.findings.add(finding(place, None, found.unwrap_or_default(), said));
    }

    fn broken_formulas(&mut self) {
        for (_, column) in &self.row.header.columns {
            match self.row.cell(*column).map(|cell| cell.kind) {
                Some(Kind::Error) => self.tell(*column, say::formula_error()),
                Some(Kind::Uncomputed) => self.tell(*column, say::formula_uncomputed()),
                _ => {}
            }
        }
    }

    fn is_stray(&self) -> bool {
        let blank = |column| self.row.text(column).is_none() && !self.row.is_excused(column);
        blank(Column::Building) && blank(Column::Room)
    }

    fn building_and_room(&mut self) -> (Option<String>, Option<String>) {
        let blank = |column| self.row.text(column).is_none() && !self.row.is_excused(column);
        if blank(Column::Building) {
            if let Some([building, stairwell, room]) = self.row.text(Column::Room).and_then(whole_address) {
                self.tell(Column::Room, say::whole_address(&building, &stairwell, &room));
                return (None, None);
            }
            self.tell(Column::Building, say::missing(Column::Building));
        }
        if blank(Column::Room) {
            self.tell(Column::Room, say::missing(Column::Room));
        }
        (self.label(Column::Building, Label::Building), self.label(Column::Room, Label::Room))
    }

    fn label(&mut self, column: Column, label: Label) -> Option<String> {
        let text = self.row.text(column)?;
        let said = if self.row.cell(column).is_some_and(|cell| cell.kind == Kind::Date) {
            say::label_is_date()
        } else if let Some(cure) = person::half_width(text) {
            say::full_width(&cure)
        } else {
            let normal = label::normal(text, label);
            let bad: String = normal.chars().filter(|c| !label::allows(*c)).take(8).collect();
            if !bad.is_empty() {
                say::label_characters(&shown(&bad))
            } else if normal.chars().count() > limits::LABEL_CHARS_MAX {
                say::label_too_long()
            } else {
                return Some(normal);
            }
        };
        self.tell(column, said);
        None
    }

    fn storey(&mut self) -> Option<i16> {
        let text = self.row.text(Column::Storey)?;
        if let Some(cure) = person::half_width(text) {
            self.tell(Column::Storey, say::full_width(&cure));
            return None;
        }
        let storey = label::storey(text).filter(|storey| label::STOREYS.contains(storey));
        if storey.is_none() {
            self.tell(Column::Storey, say::bad_storey());
        }
        storey
    }

    /// One of a column's few words; its default if blank or, with a finding, unknown.
    fn word<T: Few + Default>(&mut self, column: Column, code: &'static str) -> T {
        let Some(text) = self.row.text(column) else { return T::default() };
        T::read(text).unwrap_or_else(|| {
            self.tell(column, say::unknown_word::<T>(code, column));
            T::default()
        })
    }

    fn areas(&mut self) -> (Areas, Vec<(AreaSource, Area, At)>) {
        let mut areas = Areas::default();
        let mut cells = Vec::new();
        let stated = self.word::<AreaSource>(Column::AreaSource, "unknown-area-source");
        for (column, source) in [
            (Column::RegisterArea, AreaSource::Register),
            (Column::SurveyedArea, AreaSource::Surveyed),
            (Column::ContractArea, AreaSource::Contract),
            (Column::Area, stated),
        ] {
            let Some(area) = self.area(column) else { continue };
            match areas.get(source) {
                Some(other) if other != area => self.tell(column, say::area_twice(source_column(source))),
                Some(_) => {}
                None => {
                    *areas.get_mut(source) = Some(area);
                    cells.push((source, area, self.row.at(column)));
                }
            }
        }
        (areas, cells)
    }

    fn area(&mut self, column: Column) -> Option<Area> {
        let text = self.row.text(column)?;
        let said = match Area::parse(text) {
            Ok(area) if area < limits::UNIT_AREA_MIN => say::area_too_small(),
            Ok(area) if area > limits::UNIT_AREA_MAX => say::area_too_large(),
            Ok(area) => return Some(area),
            Err(why) => say::inexact_area(&why),
        };
        self.tell(column, said);
        None
    }

    fn owners(&mut self) -> Vec<super::Owner> {
        let row = self.row;
        let cells = [Column::Owners, Column::IdTails, Column::Phones].map(|column| row.text(column));
        // Without the names their ends and numbers cannot be counted against them.
        if row.is_excused(Column::Owners) {
            return Vec::new();
        }
        match person::owners(cells[0], cells[1], cells[2]) {
            Ok(owners) => owners,
            Err(wrong) => {
                for (column, said) in wrong {
                    self.tell(column, said);
                }
                Vec::new()
            }
        }
    }

    fn occupiers(&mut self) -> Vec<String> {
        person::names(self.row.text(Column::Occupiers)).unwrap_or_else(|said| {
            self.tell(Column::Occupiers, said);
            Vec::new()
        })
    }

    fn since(&mut self) -> Option<Day> {
        let text = self.row.text(Column::Since)?;
        let said = if let Some(cure) = person::half_width(text) {
            say::full_width(&cure)
        } else {
            match Day::parse(without_time(text)) {
                Some(day) if day > self.today => say::future_day(self.today),
                Some(day) => return Some(day),
                None => say::not_a_day(likely_day(text, self.today)),
            }
        };
        self.tell(Column::Since, said);
        None
    }

    fn note(&mut self) -> String {
        let text = self.row.text(Column::Note).unwrap_or_default();
        if text.chars().count() > limits::TEXT_CHARS_MAX {
            self.tell(Column::Note, say::text_too_long());
        }
        text.to_owned()
    }
}

/// The column that an area of this source has in the template.
fn source_column(source: AreaSource) -> Column {
    match source {
        AreaSource::Register => Column::RegisterArea,
        AreaSource::Surveyed => Column::SurveyedArea,
        AreaSource::Contract => Column::ContractArea,
        AreaSource::Unstated => Column::Area,
    }
}

/// `3-2-501` and `3号楼2单元501室`.
fn whole_address(text: &str) -> Option<[String; 3]> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (parts, written_out) = match ["号楼", "幢", "栋"].iter().find_map(|word| text.split_once(word)) {
        Some((building, rest)) => (rest.split_once("单元").map(|(stairwell, room)| [building, stairwell, room]), true),
        None => (<[&str; 3]>::try_from(text.split('-').collect::<Vec<_>>()).ok(), false),
    };
    let [building, stairwell, room] = parts?;
    let room = if written_out { room.trim_end_matches(['室', '号']) } else { room };
    let all = [building, stairwell, room];
    let figures = all.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    (figures && room.len() >= 3).then(|| all.map(str::to_owned))
}

/// A day without the midnight that databases add: `2020/6/1 0:00:00`.
fn without_time(text: &str) -> &str {
    match text.split_once([' ', 'T']) {
        Some((day, time)) if time.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.')) => day,
        _ => text,
    }
}

/// What a text that is no day probably means: `20200601`, or the 43983 of a cell formatted as a number.
fn likely_day(text: &str, today: Day) -> Option<Day> {
    let number: i32 = text.parse().ok().filter(|n| *n > 0)?;
    let day = if text.len() == 8 {
        Day::new(i16::try_from(number / 10_000).ok()?, (number / 100 % 100) as i8, (number % 100) as i8)?
    } else {
        (20_000..80_000).contains(&number).then(|| Day::new(1899, 12, 30).map(|first| first.plus(number)))??
    };
    (day <= today).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_known_by_their_words() {
        for (text, loose, expect) in [
            ("合计", true, true),
            ("合 计：", true, true),
            ("3号楼小计", true, true),
            ("总计120户", true, true),
            ("Total", true, true),
            ("合计", false, true),
            ("小计划商贸有限公司", false, false),
            ("sumner", true, false),
            ("3号楼", true, false),
        ] {
            assert_eq!(is_total(text, loose), expect, "{text}");
        }
    }

    #[test]
    fn addresses_in_one_cell_are_recognised() {
        for (text, expect) in [
            ("3-2-501", Some(["3", "2", "501"])),
            ("3号楼2单元501室", Some(["3", "2", "501"])),
            ("3幢 1 单元 1203", Some(["3", "1", "1203"])),
            ("S-01", None),
            ("1-2-3", None),
            ("501", None),
            ("3号楼501", None),
            ("a-b-c-d", None),
        ] {
            assert_eq!(whole_address(text), expect.map(|all| all.map(str::to_owned)), "{text}");
        }
    }

    #[test]
    fn days_are_guessed_only_for_the_hint() {
        let today = Day::new(2026, 11, 23).unwrap();
        for (text, expect) in [
            ("20200601", Some("2020-06-01")),
            ("43983", Some("2020-06-01")),
            ("20201301", None),
            ("20300101", None),
            ("12", None),
            ("2020年", None),
        ] {
            assert_eq!(likely_day(text, today).map(|day| day.to_string()).as_deref(), expect, "{text}");
        }
    }
}
