use super::{Custody, Event, List, Seals, Use};
use units::Stamp;

/// Applies.
pub fn apply(seals: &mut Seals, event: &Event, stamp: &Stamp) {
    match event {
        Event::HandedOver { seal, keeper, giver, note } => {
            let (seal, keeper, giver, note) = (*seal, *keeper, *giver, note.clone());
            seals.custody.push(Custody { seal, keeper, giver, since: *stamp, note });
        }
        Event::Asked { entry, seal, ground, document, purpose, pages, copies, needed } => {
            let asked = Use {
                asked: *stamp,
                seal: *seal,
                ground: *ground,
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
        Event::Published { from, to, withheld, seq, head } => {
            let withheld = withheld.iter().copied().collect();
            seals.lists.push(List { from: *from, to: *to, withheld, seq: *seq, head: *head, published: *stamp });
        }
    }
}
