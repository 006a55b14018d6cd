use super::{Board, End, Task};
use serde::{Deserialize, Serialize};
use units::{Day, SpotId, limits};

/// Which days count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Counted {
    /// Every day of the calendar.
    #[default]
    Natural,
    /// Monday to Friday. Public holidays are not known here and count as the weekday they fall on.
    Working,
}

impl Counted {
    fn counts(self, day: Day) -> bool {
        match self {
            Self::Natural => true,
            Self::Working => day.weekday() <= 5,
        }
    }
}

/// A time in which a paper was known to be missing at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Where.
    pub spot: SpotId,
    /// The day it was found torn.
    pub from: Day,
    /// The day it was put up again; `None` while it is not.
    pub to: Option<Day>,
}

/// How a paper hangs, seen from one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The day the last place was put up first: the days run from here. `None` while a place was never put up.
    pub since: Option<Day>,
    /// Days counted from `since` (exclusive) on which every place hung.
    pub have: i64,
    /// The day on which `asked` days were full, or will be if everything keeps hanging.
    pub full: Option<Day>,
    /// Places never put up.
    pub waiting: Vec<SpotId>,
    /// Times in which a place was torn for a day or more.
    pub gaps: Vec<Gap>,
}

impl Shown {
    /// Whether `asked` days were full on `day`.
    #[must_use]
    pub fn is_full(&self, day: Day) -> bool {
        self.full.is_some_and(|full| full <= day)
    }
}

/// Counts how a paper hangs up to `until`, if everything that hangs keeps hanging, against `asked` days.
///
/// The day of putting up is not counted, the last day is (as every term of days is counted in civil law); a day on which
/// one place is missing is no day for any.
#[must_use]
pub fn shown(board: &Board, counted: Counted, asked: i64, until: Day) -> Shown {
    let waiting: Vec<SpotId> = board.tasks.iter().filter(|(_, t)| t.spells.is_empty()).map(|(s, _)| *s).collect();
    let mut gaps: Vec<Gap> = board.tasks.iter().flat_map(|(spot, task)| gaps(*spot, task)).collect();
    gaps.sort_by_key(|g| (g.from, g.spot));
    let last = board.tasks.values().filter_map(Task::since).max().filter(|_| waiting.is_empty());
    let Some(since) = last else { return Shown { waiting, gaps, ..Shown::default() } };
    let missing = |day: Day| board.tasks.values().any(|t| is_missing(t, day));
    let mut found = Shown { since: Some(since), full: (asked <= 0).then_some(since), gaps, ..Shown::default() };
    let mut have = 0;
    for n in 1..=limits::POSTING_DAYS_MAX {
        let day = since.plus(n);
        if day > until && have >= asked {
            break;
        }
        if counted.counts(day) && !missing(day) {
            have += 1;
            if have == asked {
                found.full = Some(day);
            }
            found.have += i64::from(day <= until);
        }
    }
    found
}

/// Spells that ended and when the next began.
fn ends(task: &Task) -> impl Iterator<Item = (&End, Option<Day>)> {
    let next = |i: usize| task.spells.get(i + 1).map(|s| s.up.at.day());
    task.spells.iter().enumerate().filter_map(move |(i, s)| Some((s.end.as_ref()?, next(i))))
}

/// Whether a paper did not hang all of `day`, as far as anybody knows. Torn and put up again on one day it was never away
/// for a day.
fn is_missing(task: &Task, day: Day) -> bool {
    ends(task).any(|(end, again)| end.at.at.day() < day && again.is_none_or(|a| day <= a))
}

fn gaps(spot: SpotId, task: &Task) -> Vec<Gap> {
    let torn = ends(task).filter(|(end, _)| matches!(end.how, super::Ended::Torn { .. }));
    let all = torn.map(|(end, to)| Gap { spot, from: end.at.at.day(), to });
    all.filter(|g| g.to.is_none_or(|to| to > g.from)).collect()
}
