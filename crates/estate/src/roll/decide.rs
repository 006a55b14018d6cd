use super::plan::{Plan, PlannedPerson, plan};
use super::{Areas, Change, Command, Event, Import, ImportRecord, Row, Transfer, UnitFacts, Way};
use crate::bodies::{Entered, Erased, Ground, new_person};
use crate::{Context, Estate, text};
use law::{Refusal, Refusals};
use std::collections::{BTreeMap, BTreeSet};
use units::{PersonId, Seq, UnitId, limits};

/// Decides.
///
/// # Errors
/// The refusals.
pub fn decide(estate: &Estate, command: &Command, ctx: &Context) -> Result<Vec<crate::Event>, Refusals> {
    let one = |event: Result<Event, Refusal>| event.map(|e| vec![crate::Event::Roll(e)]).map_err(|r| vec![r]);
    match command {
        Command::Import(import) => self::import(estate, import, ctx),
        Command::UndoImport { import } => undo_import(estate, *import, ctx),
        Command::Record(row) => record(estate, row, ctx),
        Command::Strike { unit } => one(strike(estate, *unit)),
        Command::Transfer(transfer) => self::transfer(estate, transfer, ctx),
        Command::Represent { unit, person } => one(represent(estate, *unit, *person)),
    }
}

fn import(estate: &Estate, import: &Import, ctx: &Context) -> Result<Vec<crate::Event>, Refusals> {
    if import.seen != estate.roll.changed {
        return Err(vec![Refusal::new("roll-changed-since-preview")]);
    }
    check_rows(estate, &import.rows)?;
    let plan = plan(estate, &import.rows);
    if plan.changes.is_empty() {
        return Err(vec![Refusal::new("import-changes-nothing").with("rows", import.rows.len() as i64)]);
    }
    if plan.changes.len() + 1 > limits::EVENTS_PER_COMMAND_MAX {
        let most = limits::EVENTS_PER_COMMAND_MAX as i64 - 1;
        return Err(vec![Refusal::new("import-too-large").with("most", most)]);
    }
    let first_person = estate.bodies.next_person();
    let persons = plan.persons.iter().filter(|p| p.person >= first_person).count() as u32;
    let added = plan.changes.iter().filter(|c| c.is_new).count() as u32;
    let changed = plan.changes.len() as u32 - added;
    let mut events = unit_events(estate, &plan, &import.rows, Way::Import, ctx)?;
    events.push(crate::Event::Roll(Event::Imported { file: import.file, added, changed, first_person, persons }));
    Ok(events)
}

fn record(estate: &Estate, row: &Row, ctx: &Context) -> Result<Vec<crate::Event>, Refusals> {
    let rows = std::slice::from_ref(row);
    check_rows(estate, rows)?;
    let plan = plan(estate, rows);
    if plan.changes.is_empty() {
        return Err(vec![Refusal::new("nothing-changed")]);
    }
    unit_events(estate, &plan, rows, Way::Edit, ctx)
}

/// What a sheet's rows must keep, whoever read them: the sheet reader says the same with row and column, and this is
/// the fence for every other way in.
fn check_rows(estate: &Estate, rows: &[Row]) -> Result<(), Refusals> {
    let mut refusals = Vec::new();
    let mut doors = BTreeSet::new();
    for row in rows {
        let refuse = |code: &str| Refusal::new(code).with("unit", row.door.to_string());
        if row.door.building.is_empty() || row.door.room.is_empty() {
            refusals.push(refuse("door-incomplete").on("room"));
        }
        if !doors.insert(&row.door) {
            refusals.push(refuse("door-twice").on("room"));
        }
        let areas = [row.areas.register, row.areas.survey, row.areas.contract];
        let possible = limits::UNIT_AREA_MIN..=limits::UNIT_AREA_MAX;
        if areas.into_iter().flatten().any(|a| !possible.contains(&a)) {
            refusals.push(refuse("area-impossible").on("area"));
        }
        if row.owners.len() > limits::OWNERS_PER_UNIT_MAX || row.occupiers.len() > limits::OWNERS_PER_UNIT_MAX {
            refusals.push(refuse("too-many-owners").with("most", limits::OWNERS_PER_UNIT_MAX as i64).on("owners"));
        }
    }
    let new = doors.iter().filter(|d| !estate.roll.doors.contains_key(**d)).count();
    if estate.roll.doors.len() + new > limits::UNITS_MAX {
        refusals.push(Refusal::new("too-many-units").with("most", limits::UNITS_MAX as i64));
    }
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

fn unit_events(
    estate: &Estate,
    plan: &Plan,
    rows: &[Row],
    way: Way,
    ctx: &Context,
) -> Result<Vec<crate::Event>, Refusals> {
    let (mut events, mut refusals) = (Vec::with_capacity(plan.changes.len()), Vec::new());
    let mut persons: BTreeMap<usize, Vec<&PlannedPerson>> = BTreeMap::new();
    for person in &plan.persons {
        persons.entry(person.with).or_default().push(person);
    }
    for (i, change) in plan.changes.iter().enumerate() {
        let row = &rows[change.row];
        let entered = enter(persons.get(&i).map_or(&[][..], Vec::as_slice), ctx);
        let note = row.note.as_deref().map(|n| text::optional("note", n)).transpose();
        match (entered, note) {
            (Ok(persons), Ok(note)) => {
                let note = note.flatten().map(|n| ctx.seal(n));
                let (unit, facts) = (change.unit, facts(estate, change, row));
                events.push(crate::Event::Roll(Event::UnitRecorded { unit, way, facts, note, persons }));
            }
            (entered, note) => {
                let unit = row.door.to_string();
                let found = entered.err().into_iter().flatten().chain(note.err());
                refusals.extend(found.map(|r| r.with("unit", unit.clone())));
            }
        }
    }
    if refusals.is_empty() { Ok(events) } else { Err(refusals) }
}

fn enter(persons: &[&PlannedPerson], ctx: &Context) -> Result<Vec<Entered>, Refusals> {
    persons.iter().map(|p| new_person(p.person, p.nature, &p.name, &p.contact, ctx)).collect()
}

/// What the roll says after the change: a blank cell leaves what is known.
fn facts(estate: &Estate, change: &Change, row: &Row) -> UnitFacts {
    let known = estate.roll.units.get(&change.unit).map(|u| &u.facts).filter(|_| !change.is_new);
    let keep = |new: &[PersonId], old: Option<&Vec<PersonId>>| {
        if new.is_empty() { old.cloned().unwrap_or_default() } else { new.to_vec() }
    };
    let areas = known.map_or(Areas::default(), |k| k.areas);
    UnitFacts {
        door: row.door.clone(),
        storey: row.storey.or_else(|| known.and_then(|k| k.storey)),
        kind: row.kind,
        areas: Areas {
            register: row.areas.register.or(areas.register),
            survey: row.areas.survey.or(areas.survey),
            contract: row.areas.contract.or(areas.contract),
        },
        tenure: row.tenure,
        owners: keep(&change.owners, known.map(|k| &k.owners)),
        since: row.since.or_else(|| known.and_then(|k| k.since)),
        occupiers: keep(&change.occupiers, known.map(|k| &k.occupiers)),
    }
}

fn undo_import(estate: &Estate, import: Seq, ctx: &Context) -> Result<Vec<crate::Event>, Refusals> {
    let Some(record) = estate.roll.imports.iter().find(|i| i.seq == import) else {
        return Err(vec![Refusal::new("import-unknown")]);
    };
    if record.undone {
        return Err(vec![Refusal::new("import-undone-already")]);
    }
    let resting = what_rests_on(estate, record);
    if !resting.is_empty() {
        return Err(resting);
    }
    let brought = estate.roll.brought_by(import).into_iter();
    let mut events: Vec<crate::Event> = Vec::new();
    for (unit, before) in &record.before {
        let unit = *unit;
        events.push(crate::Event::Roll(match before {
            Some(_) => Event::UnitRestored { unit, import },
            None => Event::UnitStruck { unit },
        }));
    }
    // What was known of people only through the sheet goes with it.
    let items: Vec<_> = brought.flat_map(|p| ctx.erased_with(p, estate.sealed_of(p))).collect();
    if !items.is_empty() {
        events.push(crate::Event::Erased(Erased { items, ground: Ground::ImportUndone }));
    }
    events.push(crate::Event::Roll(Event::ImportUndone { import }));
    Ok(events)
}

/// Everything that was built on an import and would fall with it.
fn what_rests_on(estate: &Estate, record: &ImportRecord) -> Refusals {
    let mut found = Vec::new();
    let motions = estate.assembly.frozen_after(record.seq);
    if !motions.is_empty() {
        found.push(Refusal::new("undo-roll-frozen").with("matters", motions));
    }
    let changed: Vec<String> = record
        .before
        .keys()
        .filter_map(|id| estate.roll.units.get(id))
        .filter(|u| u.recorded > record.seq)
        .map(|u| u.facts.door.to_string())
        .collect();
    if !changed.is_empty() {
        found.push(Refusal::new("undo-units-changed").with("units", changed));
    }
    let (first, count) = record.persons;
    let used = |p: &PersonId| {
        estate.bodies.person(*p).is_some_and(|p| p.account.is_some() || p.slip.is_some() || !p.posts.is_empty())
    };
    let bound = (first.0..first.0 + count).map(PersonId).filter(used).count();
    if bound > 0 {
        found.push(Refusal::new("undo-persons-in-use").with("persons", bound as i64));
    }
    found
}

fn listed(estate: &Estate, unit: UnitId) -> Result<&super::Unit, Refusal> {
    let found = estate.roll.units.get(&unit).filter(|u| !u.struck);
    found.ok_or_else(|| Refusal::new("unit-unknown").with("unit", unit.0))
}

fn strike(estate: &Estate, unit: UnitId) -> Result<Event, Refusal> {
    let held = listed(estate, unit)?;
    let voting = estate.assembly.voting_on(unit);
    if !voting.is_empty() {
        return Err(Refusal::new("strike-in-vote").with("unit", held.facts.door.to_string()).with("matters", voting));
    }
    Ok(Event::UnitStruck { unit })
}

fn transfer(estate: &Estate, t: &Transfer, ctx: &Context) -> Result<Vec<crate::Event>, Refusals> {
    let unit = listed(estate, t.unit).map_err(|r| vec![r])?;
    let mut refusals = Vec::new();
    if t.on > ctx.today() {
        refusals.push(Refusal::new("day-in-future").on("on"));
    }
    if let Some(since) = unit.facts.since.filter(|since| t.on < *since) {
        refusals.push(Refusal::new("transfer-before-owner").with("since", since).on("on"));
    }
    if t.owners.is_empty() || t.owners.len() > limits::OWNERS_PER_UNIT_MAX {
        refusals.push(Refusal::new("owners-missing").on("owners"));
    }
    let basis = text::title("basis", &t.basis).map_err(|r| refusals.push(r)).unwrap_or_default();
    let facts = &unit.facts;
    let row = Row {
        door: facts.door.clone(),
        storey: facts.storey,
        kind: facts.kind,
        areas: facts.areas,
        tenure: t.tenure,
        owners: t.owners.clone(),
        since: Some(t.on),
        occupiers: Vec::new(),
        note: None,
    };
    let plan = plan(estate, std::slice::from_ref(&row));
    let persons: Vec<_> = plan.persons.iter().collect();
    let entered = enter(&persons, ctx).map_err(|r| refusals.extend(r)).unwrap_or_default();
    let owners = plan.changes.first().map(|c| c.owners.clone()).unwrap_or_default();
    if refusals.is_empty() && owners == facts.owners {
        refusals.push(Refusal::new("nothing-changed"));
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let (basis, tenure) = (ctx.seal(basis), Some(t.tenure));
    let transferred = Event::Transferred { unit: t.unit, owners, persons: entered, on: t.on, basis, tenure };
    Ok(vec![crate::Event::Roll(transferred)])
}

fn represent(estate: &Estate, unit: UnitId, person: Option<PersonId>) -> Result<Event, Refusal> {
    let held = listed(estate, unit)?;
    if person.is_some_and(|p| !held.facts.owners.contains(&p)) {
        return Err(Refusal::new("representative-not-owner").on("person"));
    }
    if held.representative == person {
        return Err(Refusal::new("nothing-changed"));
    }
    Ok(Event::RepresentativeNamed { unit, person })
}
