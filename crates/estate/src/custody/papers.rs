//! Where the paper ballots of a vote are.

use crate::assembly::{Attempt, Channel, Motion, Outcome, Way};
use units::UnitId;

/// Paper ballots printed, given out, given out anew, come back, set aside: figures that must close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Papers {
    /// One a unit with a vote.
    pub printed: usize,
    /// Brought or sent to the owner, by the records of service.
    pub given: usize,
    /// Given out anew; as many are void.
    pub anew: usize,
    /// Come back and counted.
    pub returned: usize,
    /// Come back after another ballot of the same owner: kept, not counted.
    pub aside: usize,
}

impl Papers {
    /// Those of a vote.
    #[must_use]
    pub fn of(motion: &Motion) -> Self {
        let in_hand = |a: &Attempt| {
            a.back.is_none() && a.outcome == Outcome::Served && matches!(a.way, Way::InPerson | Way::Post)
        };
        let given = |unit: &UnitId| motion.attempts_on(*unit).iter().any(in_hand);
        let units = motion.electorate.iter().flat_map(|e| e.voter_of.keys());
        Self {
            printed: units.clone().count(),
            given: units.filter(|unit| given(unit)).count(),
            anew: motion.replaced.values().map(Vec::len).sum(),
            returned: motion.ballots.values().filter(|b| b.channel == Channel::Paper).count(),
            aside: motion.set_aside.len(),
        }
    }
}
