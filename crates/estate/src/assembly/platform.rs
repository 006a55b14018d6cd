//! The official platform: where the law asks for one, its result file is reconciled with the frozen roll and every owner
//! counted once. One import, all or nothing; it can be taken out again until the count.

use super::decide::{check_marks, one, owner_of, standing};
use super::{Aside, Ballot, Channel, Event, Mark, Motion, SetAside, Status, VoterId, apply};
use crate::{Context, Estate, text};
use law::{Key, Refusal, Refusals};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use units::{Digest, Moment, MotionId, Sealed, Seq, Stamp, UnitId};

/// A line of the platform's file, its unit found on the roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlatformRow {
    /// Line of the file, for what is said about it.
    pub line: u32,
    /// Whose ballot.
    pub unit: UnitId,
    /// When it was cast, as the platform says.
    pub at: Moment,
    /// One mark an item.
    pub marks: Vec<Mark>,
}

/// One owner's ballot on the platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlatformBallot {
    /// Whose.
    pub voter: VoterId,
    /// The unit it was cast for.
    pub unit: UnitId,
    /// When, as the platform says.
    pub at: Moment,
    /// What was chosen.
    pub marks: Sealed<Vec<Mark>>,
}

/// The platform's result as taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlatformResult {
    /// Who took it in, when.
    pub stamp: Stamp,
    /// The platform's name.
    pub platform: Sealed<String>,
    /// Digest of its file.
    pub file: Digest,
    /// One an owner, whether or not an earlier ballot of theirs counts instead.
    pub ballots: Vec<PlatformBallot>,
}

impl PlatformResult {
    pub(super) fn new(stamp: &Stamp, platform: &Sealed<String>, file: Digest, ballots: &[PlatformBallot]) -> Self {
        let (stamp, platform, ballots) = (*stamp, platform.clone(), ballots.to_vec());
        Self { stamp, platform, file, ballots }
    }
}

/// What a file would do, before it does it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reconciled {
    /// Owners whose ballot on the platform counts.
    pub counting: usize,
    /// Owners whose paper ballot came first and counts instead.
    pub paper_first: usize,
    /// Owners whose paper ballot came later and is set aside.
    pub paper_later: usize,
    /// Lines for a further unit of an owner who is one head.
    pub further_units: usize,
    /// Each owner's line.
    chosen: BTreeMap<VoterId, usize>,
}

/// Reconciles the platform's lines with the frozen roll: one ballot an owner, the first in time where lines differ.
///
/// # Errors
/// Everything that does not fit, each with its line; nothing is taken in then.
pub fn reconcile(motion: &Motion, rows: &[PlatformRow], said: Option<u32>) -> Result<Reconciled, Refusals> {
    let Some(electorate) = &motion.electorate else { return Err(one(Refusal::new("roll-not-frozen"))) };
    let (mut refusals, mut found) = (Vec::new(), Reconciled::default());
    let mut lines: BTreeMap<UnitId, u32> = BTreeMap::new();
    for (i, row) in rows.iter().enumerate() {
        let at = |code: &str| Refusal::new(code).with("line", row.line);
        let Some(voter) = electorate.voter_of.get(&row.unit) else {
            refusals.push(at("platform-unit-without-vote").citing(motion.rule(Key::UnitKinds).map(|r| &r.cite)));
            continue;
        };
        if let Some(before) = lines.insert(row.unit, row.line) {
            refusals.push(at("platform-unit-twice").with("before", before));
        }
        if row.at < motion.opens || row.at >= motion.closes {
            refusals.push(at("platform-time").with("opens", motion.opens).with("closes", motion.closes));
        }
        if let Err(marks) = check_marks(motion, &row.marks, false) {
            refusals.extend(marks.into_iter().map(|r| r.with("line", row.line)));
        }
        match found.chosen.get(voter).map(|held| &rows[*held]) {
            None => drop(found.chosen.insert(*voter, i)),
            Some(held) => {
                found.further_units += 1;
                if row.at < held.at {
                    found.chosen.insert(*voter, i);
                }
            }
        }
    }
    if rows.is_empty() {
        refusals.push(Refusal::new("platform-empty"));
    }
    if let Some(said) = said.filter(|said| *said as usize != found.chosen.len()) {
        refusals.push(
            Refusal::new("platform-total").with("said", said).with("found", found.chosen.len() as i64).on("said"),
        );
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    for (voter, row) in &found.chosen {
        match motion.ballots.get(voter) {
            Some(paper) if paper.at <= rows[*row].at => found.paper_first += 1,
            Some(_) => {
                found.paper_later += 1;
                found.counting += 1;
            }
            None => found.counting += 1,
        }
    }
    Ok(found)
}

pub(super) fn import(
    estate: &Estate,
    id: MotionId,
    (platform, file, said): (&str, Digest, Option<u32>),
    rows: &[PlatformRow],
    ctx: &Context,
) -> Result<Event, Refusals> {
    let motion = standing(estate, id, &[Status::Closed], ctx.now)?;
    let rule = motion.rule(Key::PhoneChannel);
    if rule.and_then(|r| r.value.word()) != Some("official-platform") {
        return Err(one(Refusal::new("platform-not-here").citing(rule.map(|r| &r.cite))));
    }
    if motion.platform.is_some() {
        return Err(one(Refusal::new("platform-imported-already")));
    }
    let platform = text::name("platform", platform).map_err(one)?;
    let found = reconcile(motion, rows, said)?;
    let ballots = found.chosen.iter().map(|(voter, row)| {
        let row = &rows[*row];
        let marks = check_marks(motion, &row.marks, false)?;
        let marks = ctx.sealer.seal(owner_of(motion, *voter), marks);
        Ok(PlatformBallot { voter: *voter, unit: row.unit, at: row.at, marks })
    });
    let ballots = ballots.collect::<Result<Vec<_>, Refusals>>()?;
    Ok(Event::PlatformImported { motion: id, platform: ctx.seal(platform), file, ballots })
}

pub(super) fn undo(estate: &Estate, id: MotionId, ctx: &Context) -> Result<Event, Refusals> {
    let motion = standing(estate, id, &[Status::Closed], ctx.now)?;
    if motion.platform.is_none() {
        return Err(one(Refusal::new("platform-not-imported")));
    }
    Ok(Event::PlatformUndone { motion: id })
}

/// Puts the platform's ballots among the others: of two, the one received first counts (`vote.two-ballots`).
pub(super) fn take_in(motion: &mut Motion, seq: Seq, stamp: &Stamp, result: PlatformResult) {
    for ballot in &result.ballots {
        let voter = ballot.voter;
        if motion.ballots.get(&voter).is_some_and(|held| held.at <= ballot.at) {
            continue;
        }
        let counting = Ballot {
            at: ballot.at,
            marks: Some(ballot.marks.clone()),
            ..apply::received(seq, stamp, Channel::Platform)
        };
        let paper = motion.ballots.insert(voter, counting).and_then(|paper| Some((paper.unit?, paper)));
        let aside = paper.map(|(unit, paper)| SetAside { voter, unit, paper, ground: Aside::Second });
        motion.set_aside.extend(aside);
    }
    motion.platform = Some(result);
}

/// Takes them out again. Of the papers that stood behind them the first received counts, whether it was there before the
/// file came or was taken in since: no owner loses a ballot by a mistake of the desk.
pub(super) fn take_out(motion: &mut Motion) {
    motion.platform = None;
    motion.ballots.retain(|_, ballot| ballot.channel != Channel::Platform);
    let mut aside = std::mem::take(&mut motion.set_aside);
    aside.sort_by_key(|held| held.paper.seq);
    for held in aside {
        match motion.ballots.entry(held.voter) {
            Entry::Vacant(free) if held.ground == Aside::Second => drop(free.insert(held.paper)),
            _ => motion.set_aside.push(held),
        }
    }
}
