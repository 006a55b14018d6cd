//! Where the paper ballots of a vote are.

use super::Log;
use crate::Label;
use crate::assembly::{Aside, Attempt, Channel, Motion, Outcome, Way};
use serde::{Deserialize, Serialize};
use units::{Stamp, UnitId};

/// Paper ballots that were printed: whoever holds the codes can print them again, so every time is written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printing {
    /// Who printed them, when.
    pub stamp: Stamp,
    /// Those of which building.
    pub building: Label,
    /// How many.
    pub papers: u32,
}

/// Paper ballots printed, given out, given out anew, come back, set aside: figures that must close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Papers {
    /// One a unit with a vote.
    pub needed: usize,
    /// Printed, by what was written down each time; more than are needed where some were printed again.
    pub printed: usize,
    /// How many times some were printed.
    pub times: usize,
    /// Brought or sent to the owner, by the records of service.
    pub given: usize,
    /// Given out anew; as many are void.
    pub anew: usize,
    /// Come back, counted or not.
    pub received: usize,
    /// Come back and counted.
    pub returned: usize,
    /// Come back after another ballot of the same owner: kept, not counted.
    pub aside: usize,
    /// Come back with a number that was void: kept, not counted.
    pub void: usize,
    /// Of those, papers of owners of whom no ballot counts.
    pub void_alone: usize,
}

impl Papers {
    /// Those of a vote.
    #[must_use]
    pub fn of(motion: &Motion, log: &Log) -> Self {
        let in_hand = |a: &Attempt| {
            a.back.is_none() && a.outcome == Outcome::Served && matches!(a.way, Way::InPerson | Way::Post)
        };
        let given = |unit: &UnitId| motion.attempts_on(*unit).iter().any(in_hand);
        let units = motion.electorate.iter().flat_map(|e| e.voter_of.keys());
        let returned = motion.ballots.values().filter(|b| b.channel == Channel::Paper).count();
        let void = || motion.set_aside.iter().filter(|a| matches!(a.ground, Aside::VoidCode(_)));
        Self {
            needed: units.clone().count(),
            printed: log.printed.iter().map(|p| p.papers as usize).sum(),
            times: log.printed.len(),
            given: units.filter(|unit| given(unit)).count(),
            anew: motion.replaced.values().map(Vec::len).sum(),
            received: returned + motion.set_aside.len(),
            returned,
            aside: motion.set_aside.len() - void().count(),
            void: void().count(),
            void_alone: void().filter(|a| !motion.ballots.contains_key(&a.voter)).count(),
        }
    }
}
