use super::state::Before;
use super::{Event, ImportRecord, Roll, Spell, Unit, UnitFacts, Way};
use crate::Estate;
use crate::bodies::enter;
use std::collections::BTreeMap;
use units::{PersonId, Sealed, Seq, Stamp, UnitId};

/// Applies.
pub fn apply(estate: &mut Estate, event: &Event, stamp: &Stamp) {
    let seq = estate.seq;
    if let Event::UnitRecorded { persons, .. } | Event::Transferred { persons, .. } = event {
        persons.iter().for_each(|p| enter(&mut estate.bodies, p));
    }
    let roll = &mut estate.roll;
    roll.changed = seq;
    match event {
        Event::UnitRecorded { unit, way, facts, note, .. } => {
            let before = roll.record(*unit, facts.clone(), note.clone(), seq);
            if *way == Way::Import {
                roll.pending.insert(*unit, before);
            }
        }
        Event::UnitStruck { unit } => roll.strike(*unit, seq),
        Event::UnitRestored { unit, import } => {
            let record = roll.imports.iter().find(|r| r.seq == *import);
            if let Some(Some((facts, note))) = record.and_then(|r| r.before.get(unit)).cloned() {
                roll.record(*unit, facts, None, seq);
                if let Some(held) = roll.units.get_mut(unit) {
                    held.note = note;
                }
            }
        }
        Event::Imported { file, first_person, persons, .. } => {
            let before = std::mem::take(&mut roll.pending);
            let persons = (*first_person, *persons);
            roll.imports.push(ImportRecord { seq, at: stamp.at, file: *file, before, persons, undone: false });
        }
        Event::ImportUndone { import } => {
            for record in roll.imports.iter_mut().filter(|r| r.seq == *import) {
                record.undone = true;
                // What was there before is there again: nothing more to remember.
                record.before.clear();
            }
        }
        Event::Transferred { unit, owners, on, tenure, .. } => {
            let Some(held) = roll.units.get_mut(unit) else { return };
            let former = std::mem::replace(&mut held.facts.owners, owners.clone());
            let since = held.facts.since.replace(*on);
            held.former.push(Spell { owners: former.clone(), since, until: *on });
            held.facts.tenure = tenure.unwrap_or(held.facts.tenure);
            held.representative = None;
            held.recorded = seq;
            move_person(&mut roll.owned, *unit, &former, owners);
        }
        Event::RepresentativeNamed { unit, person } => {
            if let Some(held) = roll.units.get_mut(unit) {
                held.representative = *person;
                held.recorded = seq;
            }
        }
    }
}

impl Roll {
    fn record(&mut self, id: UnitId, facts: UnitFacts, note: Option<Sealed<String>>, seq: Seq) -> Before {
        let (door, owners, occupiers) = (facts.door.clone(), facts.owners.clone(), facts.occupiers.clone());
        let before = match self.units.get_mut(&id) {
            Some(unit) => {
                let before = (std::mem::replace(&mut unit.facts, facts), unit.note.clone());
                unit.note = note.or(unit.note.take());
                let was_struck = std::mem::replace(&mut unit.struck, false);
                unit.recorded = seq;
                if unit.representative.is_some_and(|r| !owners.contains(&r)) {
                    unit.representative = None;
                }
                (!was_struck).then_some(before)
            }
            None => {
                let former = Vec::new();
                self.units.insert(id, Unit { facts, note, former, representative: None, recorded: seq, struck: false });
                None
            }
        };
        if let Some((before, _)) = &before {
            self.doors.remove(&before.door);
        }
        self.doors.insert(door, id);
        let facts = before.as_ref().map(|(facts, _)| facts);
        move_person(&mut self.owned, id, facts.map_or(&[], |f| &f.owners), &owners);
        move_person(&mut self.occupied, id, facts.map_or(&[], |f| &f.occupiers), &occupiers);
        before
    }

    fn strike(&mut self, id: UnitId, seq: Seq) {
        let Some(unit) = self.units.get_mut(&id) else { return };
        unit.struck = true;
        unit.recorded = seq;
        self.doors.remove(&unit.facts.door);
        move_person(&mut self.owned, id, &unit.facts.owners, &[]);
        move_person(&mut self.occupied, id, &unit.facts.occupiers, &[]);
    }
}

fn move_person(index: &mut BTreeMap<PersonId, Vec<UnitId>>, unit: UnitId, from: &[PersonId], to: &[PersonId]) {
    for person in from {
        if let Some(units) = index.get_mut(person) {
            units.retain(|u| *u != unit);
            if units.is_empty() {
                index.remove(person);
            }
        }
    }
    for person in to {
        let units = index.entry(*person).or_default();
        if !units.contains(&unit) {
            units.push(unit);
        }
    }
}
