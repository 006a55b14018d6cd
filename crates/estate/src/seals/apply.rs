use super::{Custody, Event, Seals, Use};
use units::Stamp;

/// Applies.
pub fn apply(seals: &mut Seals, event: &Event, stamp: &Stamp) {
    match event {
        Event::HandedOver { keeper, giver, note } => {
            seals.custody.push(Custody { keeper: *keeper, giver: *giver, since: *stamp, note: note.clone() });
        }
        Event::Asked { entry, document, purpose, pages, copies, needed } => {
            let asked = Use {
                asked: *stamp,
                document: *document,
                purpose: purpose.clone(),
                pages: *pages,
                copies: *copies,
                approved: Vec::new(),
                needed: *needed,
                declined: None,
                used: None,
            };
            seals.uses.insert(*entry, asked);
        }
        Event::Approved { entry } => {
            if let Some(held) = seals.uses.get_mut(entry) {
                held.approved.push(*stamp);
            }
        }
        Event::Declined { entry, why } => {
            if let Some(held) = seals.uses.get_mut(entry) {
                held.declined = Some((*stamp, why.clone()));
            }
        }
        Event::Used { entry } => {
            if let Some(held) = seals.uses.get_mut(entry) {
                held.used = Some(*stamp);
            }
        }
    }
}
