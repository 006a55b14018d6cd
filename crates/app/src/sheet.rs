//! Between spreadsheets and the roll: one way in and one way out, for pages and commands alike.

use estate::assembly::{Mark, Motion, PlatformRow, Question};
use estate::roll::{AreaSource, Areas, Door, Row, RowOwner, Tenure, UnitKind};
use estate::{Estate, Label};
use office::roll as sheet;
use office::{Finding, Note, Words, platform, sheet::ReadError};
use sha2::{Digest as _, Sha256};
use units::{Area, Day, Digest, PersonId};

/// A roll as read from a file: rows to import, or everything that keeps it from being imported.
#[derive(Clone, Debug)]
pub struct RollSheet {
    /// SHA-256 of the file.
    pub digest: Digest,
    /// What it says; empty if anything was found.
    pub rows: Vec<Row>,
    /// What cannot be taken as written, each with its cell and cure.
    pub findings: Vec<Finding>,
    /// What a clerk should know and need not mend.
    pub notes: Vec<Note>,
    /// How many rows were looked at.
    pub rows_seen: usize,
}

impl RollSheet {
    /// Reads a file.
    ///
    /// # Errors
    /// [`ReadError`] if it is no spreadsheet that can be read at all.
    pub fn read(bytes: &[u8], name: &str, today: Day) -> Result<Self, ReadError> {
        let reading = sheet::read(&office::sheet::read(bytes, name)?, today);
        let rows = reading.rows.iter().map(row).collect();
        let digest = Digest(Sha256::digest(bytes).into());
        Ok(Self { digest, rows, findings: reading.findings, notes: reading.notes, rows_seen: reading.rows_seen })
    }
}

/// A label of a sheet. The reader refuses what is no label, so an empty one stands for what it let through.
fn label(text: &str) -> Label {
    Label::new(text).unwrap_or_default()
}

fn row(row: &sheet::RollRow) -> Row {
    let owner =
        |o: &sheet::Owner| RowOwner { name: o.name.clone(), phone: o.phone.clone(), id_tail: o.id_tail.clone() };
    let areas = Areas {
        register: row.areas.register,
        survey: row.areas.surveyed,
        // An area nobody says the source of is worth what a contract's is: it gives way to both others.
        contract: row.areas.contract.or(row.areas.unstated),
    };
    Row {
        door: Door {
            building: label(&row.building),
            stairwell: label(row.stairwell.as_deref().unwrap_or_default()),
            room: label(&row.room),
        },
        storey: row.storey,
        kind: kind(row.used),
        areas,
        tenure: tenure(row.tenure),
        owners: row.owners.iter().map(owner).collect(),
        since: row.since,
        occupiers: row.occupiers.iter().map(|name| RowOwner { name: name.clone(), ..RowOwner::default() }).collect(),
        note: Some(row.note.clone()).filter(|n| !n.is_empty()),
    }
}

const fn kind(used: sheet::Use) -> UnitKind {
    match used {
        sheet::Use::Home => UnitKind::Home,
        sheet::Use::Shop => UnitKind::Shop,
        sheet::Use::Office => UnitKind::Office,
        sheet::Use::Parking => UnitKind::Parking,
        sheet::Use::Garage => UnitKind::Garage,
        sheet::Use::Storage => UnitKind::Storage,
        sheet::Use::Facility => UnitKind::Facility,
    }
}

const fn used(kind: UnitKind) -> sheet::Use {
    match kind {
        UnitKind::Home => sheet::Use::Home,
        UnitKind::Shop => sheet::Use::Shop,
        UnitKind::Office => sheet::Use::Office,
        UnitKind::Parking => sheet::Use::Parking,
        UnitKind::Garage => sheet::Use::Garage,
        UnitKind::Storage => sheet::Use::Storage,
        UnitKind::Facility => sheet::Use::Facility,
    }
}

const fn tenure(tenure: sheet::Tenure) -> Tenure {
    match tenure {
        sheet::Tenure::Sold => Tenure::Sold,
        sheet::Tenure::Unsold => Tenure::Unsold,
        sheet::Tenure::Undelivered => Tenure::Undelivered,
        sheet::Tenure::PublicHousing => Tenure::PublicHousing,
        sheet::Tenure::WorkUnitHousing => Tenure::WorkUnitHousing,
    }
}

const fn sheet_tenure(tenure: Tenure) -> sheet::Tenure {
    match tenure {
        Tenure::Sold => sheet::Tenure::Sold,
        Tenure::Unsold => sheet::Tenure::Unsold,
        Tenure::Undelivered => sheet::Tenure::Undelivered,
        Tenure::PublicHousing => sheet::Tenure::PublicHousing,
        Tenure::WorkUnitHousing => sheet::Tenure::WorkUnitHousing,
    }
}

/// The roll as rows for a spreadsheet, in the order of its doors: what the template would hold if filled in today.
#[must_use]
pub fn roll_rows(estate: &Estate) -> Vec<sheet::RollRow> {
    let owner = |id: &PersonId| {
        let person = estate.bodies.person(*id)?;
        let contact = person.contact.as_ref().and_then(|c| c.get().cloned()).unwrap_or_default();
        Some(sheet::Owner { name: person.name.get()?.clone(), id_tail: contact.id_tail, phone: contact.phone })
    };
    let area = |areas: &Areas, source: AreaSource| -> Option<Area> { areas.from(source) };
    let listed = estate.roll.listed().enumerate().map(|(i, (_, unit))| {
        let facts = &unit.facts;
        sheet::RollRow {
            sheet: String::new().into(),
            row: i as u32 + 2,
            building: facts.door.building.to_string(),
            stairwell: Some(facts.door.stairwell.to_string()).filter(|s| !s.is_empty()),
            storey: facts.storey,
            room: facts.door.room.to_string(),
            used: used(facts.kind),
            areas: sheet::Areas {
                register: area(&facts.areas, AreaSource::Register),
                surveyed: area(&facts.areas, AreaSource::Survey),
                contract: area(&facts.areas, AreaSource::Contract),
                unstated: None,
            },
            tenure: sheet_tenure(facts.tenure),
            owners: facts.owners.iter().filter_map(owner).collect(),
            since: facts.since,
            occupiers: facts.occupiers.iter().filter_map(owner).map(|o| o.name).collect(),
            note: unit.note.as_ref().and_then(|n| n.get().cloned()).unwrap_or_default(),
        }
    });
    listed.collect()
}

/// The official platform's result file, read for a vote.
#[derive(Clone, Debug)]
pub struct PlatformSheet {
    /// SHA-256 of the file.
    pub digest: Digest,
    /// Its ballots, homes found on the roll; none where anything was found.
    pub rows: Vec<PlatformRow>,
    /// What cannot be taken as written.
    pub findings: Vec<Finding>,
}

/// The items of a motion as its platform shows them.
#[must_use]
pub fn platform_items(motion: &Motion) -> Vec<platform::Item> {
    let text = |sealed: &units::Sealed<String>| sealed.get().cloned().unwrap_or_default();
    let options = |question: &Question| match question {
        Question::Approve => Vec::new(),
        Question::Choose { options, .. } => options.iter().map(text).collect(),
    };
    motion.items.iter().map(|i| platform::Item { title: text(&i.title), options: options(&i.question) }).collect()
}

impl PlatformSheet {
    /// Reads a file.
    ///
    /// # Errors
    /// [`ReadError`] if it is no spreadsheet that can be read at all.
    pub fn read(bytes: &[u8], name: &str, estate: &Estate, motion: &Motion) -> Result<Self, ReadError> {
        let reading = platform::read(&office::sheet::read(bytes, name)?, &platform_items(motion));
        let mut findings = reading.findings;
        let mut rows = Vec::with_capacity(reading.lines.len());
        for line in reading.lines {
            let (building, stairwell, room) = (label(&line.building), label(&line.stairwell), label(&line.room));
            match estate.roll.doors.get(&Door { building, stairwell, room }) {
                Some(unit) => {
                    let marks = line.answers.iter().map(mark).collect();
                    rows.push(PlatformRow { line: line.place.at.row + 1, unit: *unit, at: line.at, marks });
                }
                None => findings.push(unknown_home(line)),
            }
        }
        if !findings.is_empty() {
            rows.clear();
        }
        Ok(Self { digest: Digest(Sha256::digest(bytes).into()), rows, findings })
    }
}

fn unknown_home(line: platform::Line) -> Finding {
    let what = Words::new("名册里没有这一户", "the roll has no such home");
    let cure = Words::new(
        "对照名册改楼栋、单元和房号，或者先和平台核对",
        "write building, stairwell and room as the roll has them, or ask the platform",
    );
    let found = format!("{}-{}-{}", line.building, line.stairwell, line.room);
    Finding { place: line.place, region: None, column: None, found, code: "home-unknown", what, cure }
}

fn mark(answer: &platform::Answer) -> Mark {
    match answer {
        platform::Answer::Approve => Mark::Approve,
        platform::Answer::Against => Mark::Against,
        platform::Answer::Abstain => Mark::Abstain,
        platform::Answer::NoneOfThem => Mark::NoneOfThem,
        platform::Answer::Options(chosen) => Mark::Options(chosen.clone()),
    }
}
