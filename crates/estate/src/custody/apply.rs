use super::{Event, Printing, Recount, Step};
use crate::Estate;
use crate::assembly::PaperEntry;
use units::Stamp;

/// Applies.
pub fn apply(estate: &mut Estate, event: &Event, stamp: &Stamp) {
    let seq = estate.seq;
    let log = estate.custody.logs.entry(event.motion()).or_default();
    match event {
        Event::PapersPrinted { building, papers, .. } => {
            log.printed.push(Printing { stamp: *stamp, building: building.clone(), papers: *papers });
        }
        Event::Kept { what, witnesses, note, .. } => {
            let (what, witnesses, note) = (what.clone(), witnesses.clone(), note.clone());
            log.steps.push(Step { stamp: *stamp, witnesses, what, note });
        }
        Event::TeamNamed { team, .. } => log.team = Some(team.clone()),
        Event::RecountDrawn { units, full, .. } => {
            let (units, readings) = (units.clone(), std::collections::BTreeMap::new());
            log.recounts.push(Recount { drawn: *stamp, seq, units, full: *full, readings, closed: None });
        }
        Event::PaperReadAgain { unit, marks, .. } => {
            if let Some(recount) = log.recounts.last_mut() {
                recount.readings.insert(*unit, PaperEntry { by: stamp.actor, marks: marks.clone() });
            }
        }
        Event::RecountClosed { .. } => {
            if let Some(recount) = log.recounts.last_mut() {
                recount.closed = Some(*stamp);
            }
        }
    }
}
