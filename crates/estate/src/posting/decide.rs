use super::{Command, Event, Paper, SpotKind, Standing, Task};
use crate::{Context, Estate, Label, text};
use law::{Refusal, Refusals};
use std::collections::BTreeSet;
use units::{Attachment, MotionId, SpotId, limits};

/// Decides.
///
/// # Errors
/// The refusals.
pub fn decide(estate: &Estate, command: &Command, ctx: &Context) -> Result<Vec<crate::Event>, Refusals> {
    let events = match command {
        Command::AddSpot { kind, building, stairwell, name } => {
            add_spot(estate, *kind, building, stairwell, name, ctx).map(|e| vec![e])
        }
        Command::AddStairwells => add_stairwells(estate),
        Command::StrikeSpot { spot } => match estate.posting.spots.get(spot) {
            Some(held) if held.struck.is_none() => Ok(vec![Event::SpotStruck { spot: *spot }]),
            _ => Err(one(Refusal::new("spot-unknown"))),
        },
        Command::PutUp { motion, paper, spot, photo, note } => {
            put_up(estate, (*motion, *paper, *spot), photo.as_ref(), note, ctx).map(|e| vec![e])
        }
        Command::FindTorn { motion, paper, spot, note } => {
            hanging(estate, *motion, *paper, *spot)?;
            let note = text::optional("note", note).map_err(one)?.map(|n| ctx.seal(n));
            Ok(vec![Event::FoundTorn { motion: *motion, paper: *paper, spot: *spot, note }])
        }
        Command::TakeDown { motion, paper, spot, photo } => {
            hanging(estate, *motion, *paper, *spot)?;
            let photo = proof(photo.as_ref()).map_err(one)?;
            Ok(vec![Event::TakenDown { motion: *motion, paper: *paper, spot: *spot, photo }])
        }
    };
    events.map(|list| list.into_iter().map(crate::Event::Posting).collect())
}

fn one(refusal: Refusal) -> Refusals {
    vec![refusal]
}

// ---- places ----

fn add_spot(
    estate: &Estate,
    kind: SpotKind,
    building: &Label,
    stairwell: &Label,
    name: &str,
    ctx: &Context,
) -> Result<Event, Refusals> {
    let mut refusals = Vec::new();
    let at_stairwell = kind == SpotKind::Stairwell;
    if at_stairwell && building.is_empty() {
        refusals.push(Refusal::new("spot-stairwell-missing").on("building"));
    }
    let known = |b: &Label, s: &Label| {
        estate.roll.listed().any(|(_, u)| u.facts.door.building == *b && (s.is_empty() || u.facts.door.stairwell == *s))
    };
    if !building.is_empty() && !known(building, stairwell) {
        refusals.push(Refusal::new("spot-door-unknown").on("building"));
    }
    // A stairwell is called by its own name; every other place needs one.
    let name = if at_stairwell && name.trim().is_empty() {
        None
    } else {
        text::title("name", name).map_err(|r| refusals.push(r)).ok()
    };
    let same = |spot: &super::Spot| {
        let called = name.as_ref().is_some_and(|n| spot.name.as_ref().and_then(|s| s.get()) == Some(n));
        let (of_stairwell, here) =
            (spot.kind == SpotKind::Stairwell, spot.building == *building && spot.stairwell == *stairwell);
        called || (at_stairwell && of_stairwell && here)
    };
    if refusals.is_empty() && estate.posting.listed().any(|(_, s)| same(s)) {
        refusals.push(Refusal::new("spot-twice").on("name"));
    }
    if estate.posting.spots.len() >= limits::SPOTS_MAX {
        refusals.push(Refusal::new("spots-too-many").with("most", limits::SPOTS_MAX as i64));
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let (building, stairwell) = (building.clone(), stairwell.clone());
    Ok(Event::SpotAdded {
        spot: estate.posting.next(),
        what: kind,
        building,
        stairwell,
        name: name.map(|n| ctx.seal(n)),
    })
}

fn add_stairwells(estate: &Estate) -> Result<Vec<Event>, Refusals> {
    let doors: BTreeSet<(&Label, &Label)> =
        estate.roll.listed().map(|(_, u)| (&u.facts.door.building, &u.facts.door.stairwell)).collect();
    let listed = |b: &Label, s: &Label| {
        let mut stairwells = estate.posting.listed().filter(|(_, spot)| spot.kind == SpotKind::Stairwell);
        stairwells.any(|(_, spot)| spot.building == *b && spot.stairwell == *s)
    };
    let missing: Vec<_> = doors.into_iter().filter(|(b, s)| !b.is_empty() && !listed(b, s)).collect();
    if missing.is_empty() {
        return Err(one(Refusal::new("spots-none-new")));
    }
    if estate.posting.spots.len() + missing.len() > limits::SPOTS_MAX {
        return Err(one(Refusal::new("spots-too-many").with("most", limits::SPOTS_MAX as i64)));
    }
    let first = estate.posting.next().0;
    let events = missing.into_iter().zip(first..).map(|((building, stairwell), n)| Event::SpotAdded {
        spot: SpotId(n),
        what: SpotKind::Stairwell,
        building: building.clone(),
        stairwell: stairwell.clone(),
        name: None,
    });
    Ok(events.collect())
}

// ---- papers ----

fn task(estate: &Estate, motion: MotionId, paper: Paper, spot: SpotId) -> Result<&Task, Refusals> {
    if estate.assembly.get(motion).is_none() {
        return Err(one(Refusal::new("motion-unknown").with("motion", motion.0)));
    }
    let board = estate.posting.board(motion, paper);
    let board = board.ok_or_else(|| one(Refusal::new("posting-not-issued").with("paper", paper.word())))?;
    board.tasks.get(&spot).ok_or_else(|| one(Refusal::new("posting-other-place")))
}

fn hanging(estate: &Estate, motion: MotionId, paper: Paper, spot: SpotId) -> Result<(), Refusals> {
    match task(estate, motion, paper, spot)?.standing() {
        Standing::Hanging => Ok(()),
        Standing::Waiting | Standing::Torn | Standing::Down => Err(one(Refusal::new("posting-not-hanging"))),
    }
}

/// The photo that proves it: there is one, and it is a picture.
fn proof(photo: Option<&Attachment>) -> Result<Attachment, Refusal> {
    match photo {
        Some(photo) if photo.file.is_picture() => Ok(*photo),
        Some(_) => Err(Refusal::new("posting-photo-no-picture").on("photo")),
        None => Err(Refusal::new("posting-photo-missing").on("photo")),
    }
}

fn put_up(
    estate: &Estate,
    (motion, paper, spot): (MotionId, Paper, SpotId),
    photo: Option<&Attachment>,
    note: &str,
    ctx: &Context,
) -> Result<Event, Refusals> {
    let task = task(estate, motion, paper, spot)?;
    if estate.assembly.get(motion).is_some_and(|m| m.withdrawn.is_some()) {
        return Err(one(Refusal::new("posting-withdrawn")));
    }
    if task.standing() == Standing::Hanging {
        return Err(one(Refusal::new("posting-hangs-already")));
    }
    let mut refusals = Vec::new();
    if task.spells.len() >= limits::POSTING_SPELLS_MAX {
        refusals.push(Refusal::new("posting-too-often").with("most", limits::POSTING_SPELLS_MAX as i64));
    }
    let photo = proof(photo).map_err(|r| refusals.push(r));
    let note = text::optional("note", note).map_err(|r| refusals.push(r)).unwrap_or_default();
    match photo {
        Ok(photo) if refusals.is_empty() => {
            Ok(Event::PutUp { motion, paper, spot, photo, note: note.map(|n| ctx.seal(n)) })
        }
        _ => Err(refusals),
    }
}
