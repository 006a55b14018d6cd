use super::{Answer, Consultation, End, Ended, Event, Way};
use crate::Estate;
use crate::matters::What;
use units::{ConsentId, Stamp, UnitId};

/// Applies.
pub fn apply(estate: &mut Estate, event: &Event, stamp: &Stamp) {
    let seq = estate.seq;
    match event {
        Event::Asked { consent, matter, purpose, scope, asked, question, text, threshold, source, from, until } => {
            let area = |unit: &UnitId| Some((*unit, estate.roll.units.get(unit)?.facts.areas.best()?.0));
            let fresh = Consultation {
                matter: *matter,
                purpose: *purpose,
                scope: scope.clone(),
                question: question.clone(),
                text: text.clone(),
                threshold: *threshold,
                source: (**source).clone(),
                from: *from,
                until: *until,
                asked: asked.iter().copied().collect(),
                areas: asked.iter().filter_map(area).collect(),
                opened: *stamp,
                answers: std::collections::BTreeMap::new(),
                ended: None,
            };
            estate.consents.consultations.insert(*consent, fresh);
            estate.matters.write(*matter, seq, stamp, What::ConsentAsked(*consent));
        }
        Event::Answered { consent, unit, way, by, words } => {
            if let Some(held) = estate.consents.consultations.get_mut(consent) {
                let by = by.or(if *way == Way::Phone { stamp.actor.whose() } else { None });
                let answer = Answer { seq, stamp: *stamp, way: *way, by, words: words.clone() };
                held.answers.entry(*unit).or_default().push(answer);
            }
        }
        Event::Concluded { consent, totals } => {
            end(estate, *consent, stamp, Ended::Concluded(totals.clone()), What::ConsentConcluded(*consent));
        }
        Event::CalledOff { consent, why } => {
            end(estate, *consent, stamp, Ended::CalledOff { why: why.clone() }, What::ConsentCalledOff(*consent));
        }
    }
}

fn end(estate: &mut Estate, id: ConsentId, stamp: &Stamp, how: Ended, what: What) {
    let seq = estate.seq;
    if let Some(held) = estate.consents.consultations.get_mut(&id) {
        held.ended = Some(End { seq, stamp: *stamp, how });
        let matter = held.matter;
        estate.matters.write(matter, seq, stamp, what);
    }
}
