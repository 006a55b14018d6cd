use super::{Back, Did, Document, Done, Event};
use crate::{Estate, seals};
use units::{DocumentId, Stamp};

/// Applies.
pub fn apply(estate: &mut Estate, event: &Event, stamp: &Stamp) {
    match event {
        Event::Drawn { document, motion, what, digest, salt, remarks } => {
            let fresh = Document {
                motion: *motion,
                kind: *what,
                seq: estate.seq,
                drawn: *stamp,
                digest: *digest,
                salt: salt.clone(),
                remarks: remarks.clone(),
                steps: Vec::new(),
                void: None,
            };
            estate.documents.papers.insert(*document, fresh);
        }
        Event::Done { document, did } => step(estate, *document, did.clone(), stamp),
        Event::TakenBack { document, why } => {
            let back = Some(Back { stamp: *stamp, why: why.clone() });
            let Some(paper) = estate.documents.papers.get_mut(document) else { return };
            match paper.steps.iter_mut().rev().find(|d| d.back.is_none()) {
                Some(last) => last.back = back,
                None => paper.void = back,
            }
        }
    }
}

/// What follows for papers from the register of the seal: a paper it was used on is sealed.
pub fn follow(estate: &mut Estate, event: &seals::Event, stamp: &Stamp) {
    if let seals::Event::Used { entry, .. } = event
        && let Some(document) = estate.seals.uses.get(entry).and_then(|u| u.document)
    {
        step(estate, document, Did::Sealed(*entry), stamp);
    }
}

fn step(estate: &mut Estate, document: DocumentId, did: Did, stamp: &Stamp) {
    let seq = estate.seq;
    if let Some(paper) = estate.documents.papers.get_mut(&document) {
        paper.steps.push(Done { seq, stamp: *stamp, did, back: None });
    }
}
