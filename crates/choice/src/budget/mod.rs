//! Choosing items under a budget so that every group of voters gets its share: greedy, the method of equal shares and
//! sequential Phragmén over approval, points or cardinal ballots.
//!
//! **It proposes a package and decides nothing.** 民法典第二百七十八条 asks for a joint decision: two thirds by area and
//! by number taking part, and a majority of those by area and by number (three quarters for some matters). So a rule of
//! this room proposes which items go together, and the owners then vote on the package under the law ([`crate::tally`]).
//! The rule, its utility and its tie order must be fixed before anybody votes: different rules choose different items in
//! a third of real elections.
//!
//! Ties go to the item whose id comes first as a string (“10” before “2”), and a result says when that decided it.
//! Results are exact: floats search, with a bound of their error, and whole numbers decide what they cannot
//! (`equal_shares`, `exact`). Refuses to know: who voted, what an item is, and whether a menu may be decided this way.
//! Start with [`run`];
//! [`explain()`] says why, and [`side_by_side`] what each group of voters gets under each rule.

mod election;
mod equal_shares;
mod exact;
mod explain;
mod greedy;
mod groups;
pub mod pabulib;
mod phragmen;
mod profile;

pub use election::{Ballots, Column, Election, Item, NoElection};
pub use explain::{Change, Explanation, ItemExplained, Paid, explain};
pub use groups::{Beside, Group, Grouping, side_by_side};
pub use profile::Profile;

pub(crate) use exact::quotient;

use equal_shares::Search;
use std::fmt;
use units::limits;

/// By which rule items are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// By utility for cost, as far as the budget goes.
    Greedy,
    /// Equal shares, leaving what no group can pay for.
    EqualShares,
    /// Equal shares, purses raised step by step until nothing more fits.
    EqualSharesAddOne,
    /// Sequential Phragmén.
    Phragmen,
}

impl Rule {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Greedy, Self::EqualShares, Self::EqualSharesAddOne, Self::Phragmen];

    /// The word commands use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Greedy => "greedy",
            Self::EqualShares => "mes",
            Self::EqualSharesAddOne => "mes-add1",
            Self::Phragmen => "phragmen",
        }
    }
}

/// What a chosen item is worth to a voter who marked it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Utility {
    /// What it costs.
    Cost,
    /// One.
    Count,
    /// The points given to it.
    Points,
}

impl Utility {
    /// The word commands use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cost => "cost",
            Self::Count => "count",
            Self::Points => "points",
        }
    }
}

/// How an item came to be bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It costs nothing and somebody wants it.
    Free,
    /// By its supporters' equal shares.
    Shares,
    /// By Phragmén's rule.
    Phragmen,
    /// Greedily.
    Greedy,
}

/// An item bought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bought {
    /// Which, by its place.
    pub item: usize,
    /// How.
    pub how: How,
    /// Items exactly as good at that moment, passed over because of their ids.
    pub tied: Vec<usize>,
}

/// What a rule chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// By which rule.
    pub rule: Rule,
    /// What was bought, in order.
    pub bought: Vec<Bought>,
    /// What all of it costs.
    pub cost: i128,
    /// Whether the opposite tie order would have chosen other items.
    pub tie_decided: bool,
    /// What all purses together began with; more than the budget where purses were raised.
    pub money: i128,
    /// Runs it took.
    pub runs: u32,
    /// Comparisons that floats left open and whole numbers decided.
    pub decided_exactly: u64,
}

impl Outcome {
    /// Places of the items chosen, in the order of their ids.
    #[must_use]
    pub fn selected(&self) -> Vec<usize> {
        sorted(&self.bought)
    }
}

fn sorted(bought: &[Bought]) -> Vec<usize> {
    let mut items: Vec<usize> = bought.iter().map(|b| b.item).collect();
    items.sort_unstable();
    items
}

/// Why a rule cannot run.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refused {
    /// Approval ballots carry no points.
    NoPoints,
    /// Purses are to be weighted, but not everybody has a weight that can be one.
    Weights,
    /// Raising purses by this step takes too many runs.
    TooManySteps {
        /// After how many runs.
        runs: u32,
    },
    /// So many items are as good as each other that one run takes too long.
    TooMuchWork {
        /// How many items had been bought by then.
        rounds: usize,
    },
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPoints => f.write_str("approval ballots carry no points; use the utility `cost` or `count`"),
            Self::Weights => f.write_str("purses cannot be weighted: give every voter a weight above 0"),
            Self::TooManySteps { runs } => write!(
                f,
                "after {runs} runs purses are still being raised; use a larger step, or plain equal shares and then greedy"
            ),
            Self::TooMuchWork { rounds } => write!(
                f,
                "after {rounds} items the rule still compares items that are as good as each other; merge items that are \
                 alike, or hold two votes"
            ),
        }
    }
}

impl std::error::Error for Refused {}

/// How to run a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// By which rule.
    pub rule: Rule,
    /// Whether what is left is spent greedily.
    pub then_greedy: bool,
    /// By how much purses are raised, in the smallest unit of the election's money: one yuan, as published results do.
    pub step: i64,
}

impl Way {
    /// A rule as published results run it on this election: raised by one whole unit of its money.
    #[must_use]
    pub fn new(rule: Rule, then_greedy: bool, election: &Election) -> Self {
        Self { rule, then_greedy, step: 10_i64.pow(election.decimals) }
    }
}

/// Runs a rule.
///
/// # Errors
/// [`Refused`]: it takes more than [`limits::ELECTION_STEPS_MAX`] steps.
pub fn run(profile: &Profile<'_>, way: Way) -> Result<Outcome, Refused> {
    run_within(profile, way, limits::ELECTION_STEPS_MAX)
}

/// Runs a rule in at most some `most` steps: visits of a ballot, or words of a long number touched.
///
/// # Errors
/// [`Refused`]: it takes more.
pub fn run_within(profile: &Profile<'_>, way: Way, most: u64) -> Result<Outcome, Refused> {
    run_traced(profile, way, &mut Steps(most)).map(|(outcome, _)| outcome)
}

/// How many steps are left.
struct Steps(u64);

impl Steps {
    fn take(&mut self, steps: u64) {
        self.0 = self.0.saturating_sub(steps);
    }
}

/// What a rule leaves behind for whoever asks who paid what.
enum Trace<'p> {
    /// Nothing: nobody pays from a purse.
    Greedy,
    /// The run that counts.
    Shares(Box<Search<'p>>),
    /// Payments by item bought, and the item at which the rule stopped.
    Phragmen(Vec<Vec<(u32, f64)>>, Option<usize>),
}

/// Runs a rule and keeps the run that counts, for whoever asks who paid what.
fn run_traced<'p>(profile: &'p Profile<'p>, way: Way, left: &mut Steps) -> Result<(Outcome, Trace<'p>), Refused> {
    let budget = i128::from(profile.election.budget);
    let (mut money, mut runs, mut decided_exactly, mut trace) = (budget, 1, 0, Trace::Greedy);
    let bought = match way.rule {
        Rule::Greedy => {
            let mut bought = Vec::new();
            greedy::complete(profile, profile.election.budget, &mut bought, false);
            bought
        }
        Rule::Phragmen => {
            let found = phragmen::run(profile, false, left.0)?;
            left.take(found.steps);
            (decided_exactly, trace) = (found.decided_exactly, Trace::Phragmen(found.payments, found.stopped_at));
            let mut bought = found.bought;
            if way.then_greedy {
                greedy::complete(profile, profile.election.budget, &mut bought, false);
            }
            bought
        }
        Rule::EqualShares | Rule::EqualSharesAddOne if profile.of.is_empty() => Vec::new(),
        Rule::EqualShares | Rule::EqualSharesAddOne => {
            let mut found = Search::new(profile, left.0);
            if way.rule == Rule::EqualShares {
                found.run(money, i128::MAX, false)?;
            } else {
                let raised = equal_shares::add_one(&mut found, way.step)?;
                (money, runs) = (raised.money, raised.runs);
            }
            decided_exactly = found.decided_exactly;
            left.take(found.steps());
            let bought = equal_shares::finish(&found, way.then_greedy, false);
            trace = Trace::Shares(Box::new(found));
            bought
        }
    };
    let tie_decided = bought.iter().any(|b| !b.tied.is_empty())
        && sorted(&bought) != sorted(&bought_with(profile, way, (money, true), left)?);
    let cost = bought.iter().map(|b| i128::from(profile.cost(b.item))).sum();
    Ok((Outcome { rule: way.rule, bought, cost, tie_decided, money, runs, decided_exactly }, trace))
}

/// What a rule buys with `money` in the purses, ties in the published order or in the opposite one.
fn bought_with(
    profile: &Profile<'_>,
    way: Way,
    (money, reverse): (i128, bool),
    left: &mut Steps,
) -> Result<Vec<Bought>, Refused> {
    let mut bought = match way.rule {
        Rule::Greedy => Vec::new(),
        Rule::Phragmen => {
            let found = phragmen::run(profile, reverse, left.0)?;
            left.take(found.steps);
            found.bought
        }
        Rule::EqualShares | Rule::EqualSharesAddOne => {
            let mut search = Search::new(profile, left.0);
            let ran = search.run(money, i128::MAX, reverse);
            left.take(search.steps());
            ran?;
            search.bought
        }
    };
    if way.then_greedy || way.rule == Rule::Greedy {
        // Where all are equal each is held against all others.
        left.take(profile.support.len() as u64 * profile.support.len() as u64);
        if left.0 == 0 {
            return Err(Refused::TooMuchWork { rounds: bought.len() });
        }
        greedy::complete(profile, profile.election.budget, &mut bought, reverse);
    }
    Ok(bought)
}
