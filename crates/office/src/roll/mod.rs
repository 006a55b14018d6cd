//! The roll (业主名册): a template a clerk can fill, the reading of whatever came back, and the export in the same
//! columns.
//!
//! Refuses to know: who may import, whether a unit already exists, persons across estates. Unknown is a value: a blank
//! area or owner is `None` (待核实) and counted, never an error and never a guess.
//!
//! Start with [`read()`].

mod column;
mod label;
mod person;
mod read;
mod say;
mod unit;
mod whole;
mod words;
mod write;

pub use column::Column;
pub use label::{building, room, stairwell};
pub use read::read;
pub use words::{AreaSource, Tenure, Use};
pub use write::{template, write, write_findings};

use crate::{Finding, Note, Place};
use std::fmt;
use std::sync::Arc;
use units::{Area, Day};

/// Areas of one unit, by source; each unknown until somebody stated it. Which counts is for the law to say (register
/// before survey before contract), not for this room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// From the real-estate register (不动产登记簿).
    pub register: Option<Area>,
    /// From the survey report.
    pub surveyed: Option<Area>,
    /// From the sales contract.
    pub contract: Option<Area>,
    /// From nobody knows where.
    pub unstated: Option<Area>,
}

impl Areas {
    /// Whether none is known.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        *self == Self::default()
    }

    fn get_mut(&mut self, source: AreaSource) -> &mut Option<Area> {
        match source {
            AreaSource::Register => &mut self.register,
            AreaSource::Surveyed => &mut self.surveyed,
            AreaSource::Contract => &mut self.contract,
            AreaSource::Unstated => &mut self.unstated,
        }
    }

    fn get(mut self, source: AreaSource) -> Option<Area> {
        *self.get_mut(source)
    }
}

/// One owner of one unit, as far as the sheet says.
#[derive(Clone, PartialEq, Eq)]
pub struct Owner {
    /// Name of the person or organisation.
    pub name: String,
    /// Last four characters of the identity number: digits, perhaps `X` at the end.
    pub id_tail: Option<String>,
    /// Telephone number: digits, `+` and `-`.
    pub phone: Option<String>,
}

/// Nothing personal: a log that prints a row must not print who lives there.
impl fmt::Debug for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = |known: bool| if known { "known" } else { "unknown" };
        f.debug_struct("Owner")
            .field("name_chars", &self.name.chars().count())
            .field("id_tail", &known(self.id_tail.is_some()))
            .field("phone", &known(self.phone.is_some()))
            .finish()
    }
}

/// One unit of the roll.
#[derive(Clone, PartialEq, Eq)]
pub struct RollRow {
    /// The sheet it stands in.
    pub sheet: Arc<str>,
    /// Its row, as Excel numbers rows (from 1).
    pub row: u32,
    /// Building, normalised: `3`, `A`, `综合楼`.
    pub building: String,
    /// Stairwell, normalised; `None` where there is none.
    pub stairwell: Option<String>,
    /// Storey, below ground negative; `None` where it is neither stated nor obvious.
    pub storey: Option<i16>,
    /// Room, normalised: `501`.
    pub room: String,
    /// What it is used for.
    pub used: Use,
    /// Its areas.
    pub areas: Areas,
    /// Who has title to it.
    pub tenure: Tenure,
    /// Its owners; empty if unknown.
    pub owners: Vec<Owner>,
    /// Day the owners became owners.
    pub since: Option<Day>,
    /// Names of those who use it without owning it.
    pub occupiers: Vec<String>,
    /// Free text, empty if there is none.
    pub note: String,
}

/// Nothing personal: see [`Owner`].
impl fmt::Debug for RollRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RollRow")
            .field("place", &format_args!("{}!{}", self.sheet, self.row))
            .field("building", &self.building)
            .field("stairwell", &self.stairwell)
            .field("storey", &self.storey)
            .field("room", &self.room)
            .field("used", &self.used)
            .field("areas", &self.areas)
            .field("tenure", &self.tenure)
            .field("owners", &self.owners)
            .field("since", &self.since)
            .field("occupiers", &self.occupiers.len())
            .field("note_chars", &self.note.chars().count())
            .finish()
    }
}

/// What became of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The units, in the order of the sheets; empty as soon as there is one finding: nothing is half imported.
    pub rows: Vec<RollRow>,
    /// Everything to mend, as people read: by sheet, row, column.
    pub findings: Vec<Finding>,
    /// What a clerk should know although it does not stand in the way.
    pub notes: Vec<Note>,
    /// Rows that were taken for units, whether or not they could be read.
    pub rows_seen: usize,
}

/// Where a row's cell is.
fn place(sheet: &crate::sheet::Sheet, at: crate::sheet::At) -> Place {
    Place { sheet: sheet.index, at, name: Arc::clone(&sheet.name) }
}
