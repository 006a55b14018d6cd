use super::{Bodies, Entered, Event, Hold, Person, Post, Slip, telling};
use units::{PersonId, Stamp};

/// Applies.
pub fn apply(bodies: &mut Bodies, event: &Event, stamp: &Stamp) {
    match event {
        Event::Registered(entered) => return enter(bodies, entered),
        Event::TellingChosen { .. } | Event::TellingBound { .. } => return telling::apply(bodies, event, stamp),
        _ => {}
    }
    let Some(person) = bodies.persons.get_mut(&about(event)) else { return };
    match event {
        Event::Registered(_) | Event::TellingChosen { .. } | Event::TellingBound { .. } => {}
        Event::Appointed { post, .. } => person.posts.push(post.clone()),
        Event::PostEnded { capacity, part, on, .. } => {
            let ended = |p: &&mut Post| p.capacity == *capacity && p.part == *part && p.holds(*on);
            for post in person.posts.iter_mut().filter(ended) {
                post.ended = Some(*on);
            }
        }
        Event::SlipIssued { digest, until, .. } => {
            person.slip = Some(Slip { digest: *digest, until: *until, redeemed: None });
        }
        Event::SlipRedeemed { account, .. } => {
            person.account = Some(*account);
            if let Some(slip) = &mut person.slip {
                slip.redeemed = Some(stamp.at);
            }
        }
        Event::Unlinked { .. } => person.account = None,
        Event::HoldSet { until, why, .. } => person.hold = Some(Hold { until: *until, why: why.clone() }),
    }
}

/// Enters a person, or their details again; posts and account stay.
pub(crate) fn enter(bodies: &mut Bodies, entered: &Entered) {
    let Entered { person, nature, name, contact } = entered.clone();
    match bodies.persons.get_mut(&person) {
        Some(known) => (known.kind, known.name, known.contact) = (nature, name, contact),
        None => {
            let posts = Vec::new();
            let (slip, account, hold, telling) = (None, None, None, None);
            let fresh = Person { kind: nature, name, contact, posts, slip, account, hold, telling };
            bodies.persons.insert(person, fresh);
        }
    }
}

const fn about(event: &Event) -> PersonId {
    match event {
        Event::Registered(Entered { person, .. })
        | Event::Appointed { person, .. }
        | Event::PostEnded { person, .. }
        | Event::SlipIssued { person, .. }
        | Event::SlipRedeemed { person, .. }
        | Event::Unlinked { person }
        | Event::HoldSet { person, .. }
        | Event::TellingChosen { person, .. }
        | Event::TellingBound { person, .. } => *person,
    }
}
