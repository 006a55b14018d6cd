use super::{Board, End, Ended, Event, Paper, Spell, Spot, Task};
use crate::{Estate, assembly};
use units::{MotionId, SpotId, Stamp};

/// Applies.
pub fn apply(estate: &mut Estate, event: &Event, stamp: &Stamp) {
    let posting = &mut estate.posting;
    match event {
        Event::SpotAdded { spot, what, building, stairwell, name } => {
            let (building, stairwell, name) = (building.clone(), stairwell.clone(), name.clone());
            posting.spots.insert(*spot, Spot { kind: *what, building, stairwell, name, struck: None });
        }
        Event::SpotStruck { spot } => {
            if let Some(spot) = posting.spots.get_mut(spot) {
                spot.struck = Some(stamp.at);
            }
        }
        Event::PutUp { motion, paper, spot, photo, note } => {
            if let Some(task) = task(estate, *motion, *paper, *spot) {
                task.spells.push(Spell { up: *stamp, photo: *photo, note: note.clone(), end: None });
            }
        }
        Event::FoundTorn { motion, paper, spot, note } => {
            let how = Ended::Torn { note: note.clone() };
            end(task(estate, *motion, *paper, *spot), End { at: *stamp, how });
        }
        Event::TakenDown { motion, paper, spot, photo } => {
            let how = Ended::Down { photo: *photo };
            end(task(estate, *motion, *paper, *spot), End { at: *stamp, how });
        }
    }
}

fn task(estate: &mut Estate, motion: MotionId, paper: Paper, spot: SpotId) -> Option<&mut Task> {
    estate.posting.boards.get_mut(&motion)?.get_mut(&paper)?.tasks.get_mut(&spot)
}

fn end(task: Option<&mut Task>, end: End) {
    if let Some(spell) = task.and_then(|t| t.spells.last_mut()) {
        spell.end = Some(end);
    }
}

/// What follows for posting from a step of a motion: its papers are issued, or void.
pub fn follow(estate: &mut Estate, event: &assembly::Event, stamp: &Stamp) {
    use assembly::Event::{Drafted, NoticeGiven, ResultAnnounced, RollFrozen};
    match event {
        // Another text is another paper: whatever hung of the old one proves nothing of the new.
        Drafted { motion, .. } => {
            estate.posting.boards.remove(motion);
        }
        RollFrozen { motion, .. } => issue(estate, *motion, Paper::Roll, stamp),
        NoticeGiven { motion, .. } => issue(estate, *motion, Paper::Notice, stamp),
        ResultAnnounced { motion, .. } => issue(estate, *motion, Paper::Result, stamp),
        _ => {}
    }
}

fn issue(estate: &mut Estate, id: MotionId, paper: Paper, stamp: &Stamp) {
    let Some(motion) = estate.assembly.get(id) else { return };
    let asked = motion.rule(paper.must()).is_some_and(|r| r.value.word() == Some("yes"));
    let serving = estate.posting.listed().filter(|(_, s)| s.serves(&motion.scope));
    let tasks: std::collections::BTreeMap<SpotId, Task> =
        serving.filter(|_| asked).map(|(spot, _)| (spot, Task::default())).collect();
    let boards = estate.posting.boards.entry(id).or_default();
    boards.remove(&paper);
    // Nothing to hang anywhere leaves nothing behind.
    if tasks.is_empty() {
        if boards.is_empty() {
            estate.posting.boards.remove(&id);
        }
        return;
    }
    boards.insert(paper, Board { issued: stamp.at, seq: estate.seq, tasks });
}
