use super::{Board, Counted, Gap, Paper, Shown, Standing, shown};
use crate::Estate;
use crate::assembly::{Motion, Status};
use law::{Frozen, Key, Refusal, Refusals};
use units::{Day, Moment, MotionId, SpotId};

/// Something that is wrong with how a paper hangs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// What, with places, days and article.
    pub refusal: Refusal,
    /// Whether it stands in the way of the next step, or is only said.
    pub binding: bool,
}

/// How many days a paper must hang, and which days count; by the motion's frozen rules.
#[must_use]
pub fn days_asked(motion: &Motion, paper: Paper) -> (i64, Counted) {
    let asked = motion.rule(paper.days()).and_then(|r| r.value.number()).unwrap_or(0);
    let working = motion.rule(Key::PostingDays).is_some_and(|r| r.value.word() == Some("working"));
    (asked, if working { Counted::Working } else { Counted::Natural })
}

/// The frozen rule under which a paper must hang.
fn asked(motion: &Motion, paper: Paper) -> Option<&Frozen> {
    motion.rule(paper.must()).filter(|r| r.value.word() == Some("yes"))
}

/// Everything that is wrong with how a paper hangs, seen at `now`. For the roll and the notice the days are those up to
/// the opening of the vote, or to today once it is past.
#[must_use]
pub fn flags(estate: &Estate, id: MotionId, paper: Paper, now: Moment) -> Vec<Flag> {
    let Some(motion) = estate.assembly.get(id) else { return Vec::new() };
    let Some(must) = asked(motion, paper) else { return Vec::new() };
    if !is_issued(motion, paper, now) {
        return Vec::new();
    }
    let Some(board) = estate.posting.board(id, paper) else {
        // An estate that keeps no list of places has no proof either; nobody can be sent to hang anything.
        let refusal = Refusal::new("posting-no-places").citing(Some(&must.cite)).with("paper", paper.word());
        return vec![Flag { refusal, binding: false }];
    };
    let until = match paper {
        Paper::Roll | Paper::Notice => motion.opens.day().max(now.day()),
        Paper::Result => now.day(),
    };
    let (days, counted) = days_asked(motion, paper);
    let shown = shown(board, counted, days, until);
    let flag = |refusal: Refusal, binding| {
        let named = refusal.citing(Some(&must.cite)).with("paper", paper.word());
        Flag { refusal: named, binding }
    };
    let names = |spots: Vec<SpotId>| names(estate, spots);
    let mut found = Vec::new();
    if !shown.waiting.is_empty() {
        let n = shown.waiting.len() as i64;
        let refusal = Refusal::new("posting-unproven").with("number", n).with("places", names(shown.waiting.clone()));
        found.push(flag(refusal, must.binding));
    }
    // Once the days are full nothing that happens to the paper afterwards takes them back.
    let full = shown.is_full(until);
    let torn = at(board, Standing::Torn);
    if !full && !torn.is_empty() {
        found.push(flag(Refusal::new("posting-torn").with("places", names(torn)), must.binding));
    }
    if let Some(refusal) = too_short(motion, paper, &shown, days, full) {
        let binding = must.binding && motion.rule(paper.days()).is_some_and(|r| r.binding);
        found.push(flag(refusal, binding && paper != Paper::Result));
    }
    for Gap { spot, from, to } in shown.gaps.iter().filter(|g| shown.full.is_none_or(|full| g.from < full)) {
        let refusal = match to {
            Some(to) => Refusal::new("posting-gap").with("from", *from).with("to", *to),
            None => continue,
        };
        found.push(flag(refusal.with("places", names(vec![*spot])), false));
    }
    if paper == Paper::Result {
        found.extend(late(motion, &shown, now.day()).map(|r| flag(r, false)));
    }
    found
}

fn is_issued(motion: &Motion, paper: Paper, now: Moment) -> bool {
    let standing = motion.status(now) != Status::Withdrawn;
    standing
        && match paper {
            Paper::Roll => motion.electorate.is_some(),
            Paper::Notice => motion.notice.is_some(),
            Paper::Result => motion.announced.is_some(),
        }
}

fn at(board: &Board, standing: Standing) -> Vec<SpotId> {
    board.tasks.iter().filter(|(_, t)| t.standing() == standing).map(|(s, _)| *s).collect()
}

fn names(estate: &Estate, spots: Vec<SpotId>) -> Vec<String> {
    spots.iter().filter_map(|s| estate.posting.spots.get(s)).map(super::Spot::called).collect()
}

/// The days run short: by one is short.
fn too_short(motion: &Motion, paper: Paper, shown: &Shown, days: i64, full: bool) -> Option<Refusal> {
    let (since, rule) = (shown.since?, motion.rule(paper.days())?);
    if full || (paper == Paper::Result && shown.full.is_some()) {
        return None;
    }
    let refusal = Refusal::new("posting-too-short").citing(Some(&rule.cite));
    let refusal = refusal.with("days", days).with("have", shown.have).with("since", since);
    Some(match shown.full {
        Some(earliest) => refusal.with("earliest", earliest),
        None => Refusal { code: "posting-broken-off".into(), ..refusal },
    })
}

/// A result that hung everywhere only after its last day, or does not yet.
fn late(motion: &Motion, shown: &Shown, today: Day) -> Option<Refusal> {
    let rule = motion.rule(Key::PublishDays)?;
    let days = rule.value.number()?;
    let last = motion.counted.as_ref()?.at.day().plus(i32::try_from(days).ok()?);
    let hung = shown.since.unwrap_or(today);
    (hung > last).then(|| Refusal::new("posting-late").citing(Some(&rule.cite)).with("days", days).with("last", last))
}

/// What keeps ballots back: a vote that began before roll and notice had hung for their days is what courts undo. Empty
/// where no rule binds.
#[must_use]
pub fn ballots_wait_for(estate: &Estate, id: MotionId, now: Moment) -> Refusals {
    [Paper::Roll, Paper::Notice].iter().flat_map(|paper| bars(estate, id, *paper, now)).collect()
}

/// What stands in the way of the step that waits for a paper: places without proof, places torn, days short. Empty where
/// no rule binds, and for estates that keep no list of places.
#[must_use]
pub fn bars(estate: &Estate, id: MotionId, paper: Paper, now: Moment) -> Refusals {
    let binds = |m: &Motion| asked(m, paper).is_some_and(|r| r.binding);
    if estate.posting.board(id, paper).is_none() || !estate.assembly.get(id).is_some_and(binds) {
        return Vec::new();
    }
    flags(estate, id, paper, now).into_iter().filter(|f| f.binding).map(|f| f.refusal).collect()
}
