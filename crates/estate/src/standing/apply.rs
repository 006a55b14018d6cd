use super::{Code, Event, Match, Method, Speaker, Vouched};
use crate::Estate;
use units::{Sealed, Stamp};

/// Applies.
pub fn apply(estate: &mut Estate, event: &Event, stamp: &Stamp) {
    let seq = estate.seq;
    let standing = &mut estate.standing;
    match event {
        Event::CodeSent { person, code, until } => {
            let tries = standing.tries.entry(*person).or_default();
            let today = stamp.at.day();
            let before = tries.sent.filter(|(day, _)| *day == today).map_or(0, |(_, n)| n);
            tries.sent = Some((today, before + 1));
            tries.code = Some(Code { code: code.clone(), until: *until, wrong: 0 });
        }
        Event::Tried { person, method } => {
            let tries = standing.tries.entry(*person).or_default();
            match (method, &mut tries.code) {
                (Method::Telephone, Some(code)) => code.wrong += 1,
                (Method::Certificate, _) => tries.certificate += 1,
                _ => {}
            }
        }
        Event::Vouched { person, stands, paper } => {
            let said = Vouched { by: stamp.actor, at: stamp.at, stands: *stands, paper: paper.clone(), settled: false };
            standing.vouched.entry(*person).or_default().push(said);
        }
        Event::Matched { person, method, stands, paper, .. } => {
            let account = estate.bodies.person(*person).and_then(|p| p.account);
            let (case, unit) = (stands.map(|s| s.case), stands.map(|s| s.unit));
            let now = Match { seq, at: stamp.at, method: *method, account, case, unit };
            // Speaking for somebody takes the place of no match of one's own.
            if let Some(own) = standing.matched.insert(*person, now).filter(|m| m.case.is_none()) {
                standing.themselves.insert(*person, own);
            }
            standing.tries.remove(person);
            if let Some(paper) = paper {
                settle(standing.vouched.entry(*person).or_default(), stamp, *stands, paper);
            }
            let owners = stands.and_then(|s| estate.roll.units.get(&s.unit)).map(|u| u.facts.owners.clone());
            if let (Some(stands), Some(owners)) = (stands.filter(|s| s.case.speaks()), owners) {
                let (person, case, at) = (*person, stands.case, stamp.at);
                standing.speakers.insert(stands.unit, Speaker { person, case, seq, at, owners });
            }
        }
        Event::SpeakingEnded { unit } => {
            standing.speakers.remove(unit);
        }
    }
}

fn settle(said: &mut Vec<Vouched>, stamp: &Stamp, stands: Option<super::Stands>, paper: &Sealed<String>) {
    said.push(Vouched { by: stamp.actor, at: stamp.at, stands, paper: paper.clone(), settled: true });
}
