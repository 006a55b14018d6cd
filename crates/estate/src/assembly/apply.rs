use super::{
    Attempt, Ballot, Channel, Correction, Counted, Electorate, EndedProxy, Event, Filing, Motion, Notice, Objection,
    PaperEntry, PlatformResult, Proxy, Replaced, Revocation, SetAside, platform,
};
use crate::Estate;
use crate::matters::What;
use std::collections::BTreeMap;
use units::{MotionId, Sealed, Stamp};

/// Applies.
pub fn apply(estate: &mut Estate, event: &Event, stamp: &Stamp) {
    let seq = estate.seq;
    if let Event::Drafted { motion, matter, .. } = event {
        let before = estate.assembly.motions.insert(*motion, drafted(event, stamp));
        let is_new = before.is_none();
        // What owners objected to is not taken back by rewriting the motion.
        if let (Some(before), Some(now)) = (before, estate.assembly.motions.get_mut(motion)) {
            now.objections = before.objections;
        }
        if is_new {
            estate.matters.write(*matter, seq, stamp, What::MotionDrafted(*motion));
        }
        return;
    }
    let id = about(event);
    // Whose voice it is as the mandate is given: when it is others', the mandate has lapsed.
    let given_by = match event {
        Event::ProxyGranted { voter, .. } => estate.assembly.get(id).map(|m| m.voices(estate, *voter)),
        _ => None,
    };
    let Some(motion) = estate.assembly.motions.get_mut(&id) else { return };
    let matter = motion.matter;
    match event {
        Event::Drafted { .. } => {}
        Event::RollFrozen { rules, voters, all, codes, sources, .. } => {
            motion.rules = rules.clone();
            motion.electorate = Some(Electorate {
                seq,
                on: stamp.at.day(),
                voters: voters.clone(),
                all: *all,
                codes: codes.clone(),
                voter_of: Electorate::index(voters),
                sources: sources.iter().copied().collect(),
            });
            // Numbers of voters may have moved.
            motion.proxies.clear();
            for objection in motion.objections.iter_mut().filter(|o| o.waits_for_roll()) {
                objection.followed = true;
            }
        }
        Event::NoticeGiven { told_committee, silence_warning, warnings, .. } => {
            let (told_committee, silence_warning, warnings) = (*told_committee, *silence_warning, warnings.clone());
            motion.notice = Some(Notice { at: stamp.at, told_committee, silence_warning, warnings });
        }
        Event::Objected { about, text, desk, .. } => {
            let (about, raised, desk, text) = (*about, *stamp, *desk, text.clone());
            motion.objections.push(Objection { about, raised, desk, text, answer: None, followed: false });
        }
        Event::Answered { objection, upheld, text, .. } => {
            if let Some(held) = motion.objections.get_mut(*objection as usize) {
                held.answer = Some((*stamp, *upheld, text.clone()));
            }
        }
        Event::ProxyGranted { voter, holder, mandate, .. } => {
            let (at, mandate, given_by) = (stamp.at, mandate.clone(), given_by.unwrap_or_default());
            let before = motion.proxies.insert(*voter, Proxy { holder: *holder, at, mandate, given_by });
            let ended = before.map(|proxy| EndedProxy { voter: *voter, proxy, stamp: *stamp, why: None });
            motion.proxies_ended.extend(ended);
        }
        Event::ProxyEnded { voter, why, .. } => {
            let ended = motion.proxies.remove(voter);
            let ended = ended.map(|proxy| EndedProxy { voter: *voter, proxy, stamp: *stamp, why: why.clone() });
            motion.proxies_ended.extend(ended);
        }
        Event::AttemptRecorded { unit, way, outcome, with, said, proof, .. } => {
            let (at, by, back) = (stamp.at, stamp.actor, None);
            let (way, outcome, with, said, proof) = (*way, *outcome, *with, *said, proof.clone());
            let attempt = Attempt { at, by, with, said, way, outcome, proof, back };
            motion.attempts.entry(*unit).or_default().push(attempt);
        }
        Event::AttemptTakenBack { unit, attempt, .. } => {
            if let Some(held) = motion.attempts.get_mut(unit).and_then(|a| a.get_mut(*attempt as usize)) {
                held.back = Some(stamp.at);
            }
        }
        Event::BallotCast { voter, marks, proved, helped, .. } => {
            let ballot = received(seq, stamp, Channel::Phone);
            let (marks, proved, helped) = (Some(marks.clone()), *proved, *helped);
            motion.ballots.insert(*voter, Ballot { marks, proved, helped, ..ballot });
        }
        Event::PaperReceived { voter, unit, .. } => {
            let ballot = received(seq, stamp, Channel::Paper);
            motion.ballots.insert(*voter, Ballot { unit: Some(*unit), ..ballot });
        }
        Event::PaperScanned { unit, scan, .. } => motion.scans.entry(*unit).or_default().push(*scan),
        Event::PaperSetAside { voter, unit, ground, .. } => {
            let paper = Ballot { unit: Some(*unit), ..received(seq, stamp, Channel::Paper) };
            motion.set_aside.push(SetAside { voter: *voter, unit: *unit, paper, ground: *ground });
        }
        Event::PaperEntered { voter, marks, .. } => {
            if let Some(ballot) = motion.ballots.get_mut(voter) {
                ballot.entries.push(PaperEntry { by: stamp.actor, marks: marks.clone() });
                // Read twice alike it counts; an erased reading is like no other.
                let same = |a: &Sealed<_>, b: &Sealed<_>| a.get().is_some() && a.get() == b.get();
                if let [first, second] = &ballot.entries[..]
                    && same(&first.marks, &second.marks)
                {
                    ballot.marks = Some(second.marks.clone());
                }
            }
        }
        Event::PaperSettled { voter, marks, .. } => {
            if let Some(ballot) = motion.ballots.get_mut(voter) {
                ballot.marks = Some(marks.clone());
                ballot.settled = Some(stamp.actor);
            }
        }
        Event::VotingClosed { .. } => motion.closed = Some(stamp.at),
        Event::Counted { items, .. } => motion.counted = Some(Counted { seq, at: stamp.at, items: items.clone() }),
        Event::ResultAnnounced { warnings, .. } => motion.announced = Some((stamp.at, warnings.clone())),
        Event::Withdrawn { .. } => motion.withdrawn = Some(stamp.at),
        Event::PaperReplaced { unit, code, why, .. } => {
            let replaced = Replaced { stamp: *stamp, code: code.clone(), why: why.clone() };
            motion.replaced.entry(*unit).or_default().push(replaced);
        }
        Event::PlatformImported { platform, file, ballots, .. } => {
            platform::take_in(motion, seq, stamp, PlatformResult::new(stamp, platform, *file, ballots));
        }
        Event::PlatformUndone { .. } => platform::take_out(motion),
        Event::CountCorrected { why, marks, items, .. } => {
            for (voter, marks) in marks {
                if let Some(ballot) = motion.ballots.get_mut(voter) {
                    ballot.marks = Some(marks.clone());
                }
            }
            let now = Counted { seq, at: stamp.at, items: items.clone() };
            if let Some(counted) = motion.counted.replace(now) {
                let announced = motion.announced.take();
                motion.corrected.push(Correction { at: *stamp, why: why.clone(), counted, announced });
            }
        }
        Event::Filed { with, on, receipt, .. } => {
            motion.filings.push(Filing { stamp: *stamp, with: with.clone(), on: *on, receipt: receipt.clone() });
        }
        Event::Revoked { by, items, document, on, .. } => {
            let (items, document) = (items.clone(), document.clone());
            motion.revocations.push(Revocation { stamp: *stamp, by: *by, items, document, on: *on });
        }
    }
    if let Some(what) = told(event) {
        estate.matters.write(matter, seq, stamp, what);
    }
}

/// What the matter's timeline says of it.
const fn told(event: &Event) -> Option<What> {
    match event {
        Event::RollFrozen { motion, .. } => Some(What::RollFrozen(*motion)),
        Event::NoticeGiven { motion, .. } => Some(What::NoticeGiven(*motion)),
        Event::VotingClosed { motion } => Some(What::VotingClosed(*motion)),
        Event::Counted { motion, .. } => Some(What::Counted(*motion)),
        Event::ResultAnnounced { motion, .. } => Some(What::ResultAnnounced(*motion)),
        Event::Withdrawn { motion } => Some(What::MotionWithdrawn(*motion)),
        Event::CountCorrected { motion, .. } => Some(What::CountCorrected(*motion)),
        Event::Filed { motion, .. } => Some(What::DecisionFiled(*motion)),
        Event::Revoked { motion, .. } => Some(What::DecisionRevoked(*motion)),
        _ => None,
    }
}

pub(super) fn received(seq: units::Seq, stamp: &Stamp, channel: Channel) -> Ballot {
    let (at, by, unit, entries) = (stamp.at, stamp.actor, None, Vec::new());
    Ballot { seq, at, by, channel, unit, entries, settled: None, marks: None, proved: None, helped: None }
}

fn drafted(event: &Event, stamp: &Stamp) -> Motion {
    let Event::Drafted { matter, title, scope, items, opens, closes, reading, reading_place, .. } = event else {
        unreachable!("called for drafts only")
    };
    Motion {
        matter: *matter,
        title: title.clone(),
        drafted: *stamp,
        scope: scope.clone(),
        items: items.clone(),
        opens: *opens,
        closes: *closes,
        reading: *reading,
        reading_place: reading_place.clone(),
        rules: Vec::new(),
        electorate: None,
        notice: None,
        objections: Vec::new(),
        proxies: BTreeMap::new(),
        proxies_ended: Vec::new(),
        attempts: BTreeMap::new(),
        ballots: BTreeMap::new(),
        set_aside: Vec::new(),
        scans: BTreeMap::new(),
        closed: None,
        counted: None,
        announced: None,
        withdrawn: None,
        replaced: BTreeMap::new(),
        platform: None,
        corrected: Vec::new(),
        filings: Vec::new(),
        revocations: Vec::new(),
    }
}

const fn about(event: &Event) -> MotionId {
    match event {
        Event::Drafted { motion, .. }
        | Event::RollFrozen { motion, .. }
        | Event::NoticeGiven { motion, .. }
        | Event::Objected { motion, .. }
        | Event::Answered { motion, .. }
        | Event::ProxyGranted { motion, .. }
        | Event::ProxyEnded { motion, .. }
        | Event::AttemptRecorded { motion, .. }
        | Event::AttemptTakenBack { motion, .. }
        | Event::BallotCast { motion, .. }
        | Event::PaperReceived { motion, .. }
        | Event::PaperScanned { motion, .. }
        | Event::PaperSetAside { motion, .. }
        | Event::PaperEntered { motion, .. }
        | Event::PaperSettled { motion, .. }
        | Event::PaperReplaced { motion, .. }
        | Event::PlatformImported { motion, .. }
        | Event::PlatformUndone { motion }
        | Event::CountCorrected { motion, .. }
        | Event::Filed { motion, .. }
        | Event::Revoked { motion, .. }
        | Event::VotingClosed { motion }
        | Event::Counted { motion, .. }
        | Event::ResultAnnounced { motion, .. }
        | Event::Withdrawn { motion } => *motion,
    }
}
