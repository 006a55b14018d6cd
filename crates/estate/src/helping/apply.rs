use super::{Done, Event, Help, Named, Prepared, What};
use crate::standing::Code;
use crate::{Estate, assembly, matters};
use units::{Actor, Stamp};

/// Applies.
pub fn apply(estate: &mut Estate, event: &Event, stamp: &Stamp) {
    let seq = estate.seq;
    let helping = &mut estate.helping;
    match event {
        Event::Offered { owner, offer } => {
            helping.offers.insert(*owner, offer.clone());
        }
        Event::Named(named) => {
            let Named { help, owner, helper, relation, units, from, until, paper, scan } = named.clone();
            // A code names once; named again is renewed, and the help before ends.
            helping.offers.remove(&owner);
            for held in helping.helps.values_mut().filter(|h| (h.owner, h.helper) == (owner, helper)) {
                held.ended.get_or_insert(*stamp);
            }
            let (named, scans) = (*stamp, scan.into_iter().collect());
            let fresh = Help { owner, helper, relation, units, from, until, named, paper, scans, ended: None };
            helping.helps.insert(help, fresh);
        }
        Event::Scanned { help, scan } => {
            if let Some(held) = helping.helps.get_mut(help) {
                held.scans.push(*scan);
            }
        }
        Event::Ended { help } => {
            helping.prepared.remove(help);
            if let Some(held) = helping.helps.get_mut(help) {
                held.ended = Some(*stamp);
            }
        }
        Event::Prepared { help, motion, voter, seal, until, code } => {
            if let (Some(held), Some(_)) = (helping.helps.get(help), code) {
                let today = stamp.at.day();
                let before = helping.sent.get(&held.owner).filter(|(day, _)| *day == today).map_or(0, |(_, n)| *n);
                helping.sent.insert(held.owner, (today, before + 1));
            }
            let code = code.clone().map(|code| Code { code, until: *until, wrong: 0 });
            let (motion, voter, seal, until) = (*motion, *voter, *seal, *until);
            helping.prepared.insert(*help, Prepared { motion, voter, seal, until, code, confirmed: None });
        }
        Event::Tried { help, .. } => {
            if let Some(code) = helping.prepared.get_mut(help).and_then(|p| p.code.as_mut()) {
                code.wrong += 1;
            }
        }
        Event::Confirmed { help, motion, paper } => {
            if let Some(prepared) = helping.prepared.get_mut(help) {
                prepared.confirmed = Some(*stamp);
            }
            if let Some(owner) = helping.helps.get(help).map(|h| h.owner) {
                let (what, paper) = (What::Confirmed(*motion), Some(paper.clone()));
                let done = Done { seq, stamp: *stamp, what, paper };
                helping.done.entry(owner).or_default().push(done);
            }
        }
    }
}

/// Writes whatever was done with a helper on the owner's list, of every mechanism; and lets go of what was handed in.
pub fn follow(estate: &mut Estate, event: &crate::Event, stamp: &Stamp) {
    if let crate::Event::Assembly(assembly::Event::BallotCast { helped: Some(helped), .. }) = event {
        estate.helping.prepared.remove(&helped.help);
    }
    if let (Actor::Helper { owner, .. }, Some(what)) = (stamp.actor, told(event)) {
        let done = Done { seq: estate.seq, stamp: *stamp, what, paper: None };
        estate.helping.done.entry(owner).or_default().push(done);
    }
}

const fn told(event: &crate::Event) -> Option<What> {
    match event {
        crate::Event::Matters(matters::Event::Raised { matter, .. }) => Some(What::Raised(*matter)),
        crate::Event::Matters(matters::Event::Noted { matter, .. }) => Some(What::Noted(*matter)),
        crate::Event::Assembly(assembly::Event::Objected { motion, .. }) => Some(What::Objected(*motion)),
        crate::Event::Assembly(assembly::Event::BallotCast { motion, .. }) => Some(What::HandedIn(*motion)),
        crate::Event::Helping(Event::Prepared { motion, .. }) => Some(What::Prepared(*motion)),
        crate::Event::Helping(Event::Tried { motion, .. }) => Some(What::Tried(*motion)),
        crate::Event::Helping(Event::Ended { .. }) => Some(What::Left),
        _ => None,
    }
}
