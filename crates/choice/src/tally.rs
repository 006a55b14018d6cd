//! The arithmetic of a joint decision (民法典第二百七十八条): two tests, by heads and by area, over two bases, all
//! owners for the quorum and the participating ones for approval. Before 2021 approval was counted over all owners
//! (物权法第七十六条); [`Base`] says which.
#![deny(clippy::float_arithmetic)]

use serde::{Deserialize, Serialize};
use units::{Threshold, Weight};

/// The same kind of test by heads and by area; both must be met, neither makes up for the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dual {
    /// By number of owners.
    pub heads: Threshold,
    /// By exclusive-unit area.
    pub area: Threshold,
}

impl Dual {
    /// One threshold for both tests.
    #[must_use]
    pub const fn both(threshold: Threshold) -> Self {
        Self { heads: threshold, area: threshold }
    }

    /// Whether `part` of `whole` meets both.
    #[must_use]
    pub fn met(self, part: Weight, whole: Weight) -> bool {
        part.meets(self.heads, self.area, whole)
    }

    /// What is still missing to meet each; zero where it is met.
    #[must_use]
    pub fn missing(self, part: Weight, whole: Weight) -> Weight {
        let heads = self.heads.needed(whole.heads) - part.heads;
        let area = self.area.needed(whole.area.cm2()) - part.area.cm2();
        Weight::new(heads.max(0), units::Area::from_cm2(area.max(0)))
    }
}

/// Over whom approval is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Base {
    /// The owners who took part (民法典第二百七十八条, since 2021).
    Participating,
    /// All owners of the electorate (物权法第七十六条, until 2020).
    All,
}

/// What becomes of owners who were served and returned nothing (R-VOTE-9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Silent {
    /// They did not take part.
    Exclude,
    /// They follow the majority of those who returned a ballot, where there is one.
    CountToMajority,
}

/// How ballots are read. Frozen when a motion opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// Share of all owners that must take part.
    pub quorum: Dual,
    /// Share of [`Rules::base`] that must approve.
    pub approval: Dual,
    /// Over whom approval is counted.
    pub base: Base,
    /// Whether a returned “abstain” is participation (R-VOTE-6: yes).
    pub abstain_participates: bool,
    /// Whether an invalid ballot is participation (R-VOTE-7: no, unless the rules say so).
    pub invalid_participates: bool,
    /// What becomes of silent owners.
    pub silent: Silent,
    /// Share of all owners the side silent owners follow must have by itself, where local law asks it
    /// (浙江省物业管理条例第十条第二款); under it they stay out.
    pub silent_floor: Option<Dual>,
}

/// Counted ballots of one item put as a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Votes {
    /// 同意.
    pub approve: Weight,
    /// 反对.
    pub against: Weight,
    /// 弃权, handed in as such.
    pub abstain: Weight,
    /// Handed in, but not readable as any of the three.
    pub invalid: Weight,
    /// Served with all four conditions of R-VOTE-9 met, nothing returned.
    pub silent: Weight,
}

/// Counted ballots of one item put as a choice among several.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    /// Support of each option; a ballot may support several where several are elected.
    pub options: Vec<Weight>,
    /// 以上都不选.
    pub none: Weight,
    /// All valid ballots but abstentions, each once.
    pub valid: Weight,
    /// 弃权.
    pub abstain: Weight,
    /// Unreadable, or more marks than allowed.
    pub invalid: Weight,
}

/// What a count demonstrates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Decision {
    /// Quorum and approval met, by heads and by area.
    Passed,
    /// Quorum met, approval not. Not the passing of the opposite motion (R-VOTE-4).
    NotPassed,
    /// Too few took part; nothing is decided either way (R-VOTE-4).
    NoQuorum,
    /// The figures do not show it.
    NotDemonstrated,
}

/// To which side silent owners were counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// 同意.
    Approve,
    /// 反对.
    Against,
    /// 弃权.
    Abstain,
}

/// One count of one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// What it decides.
    pub decision: Decision,
    /// Whether enough took part.
    pub quorum_met: bool,
    /// All owners of the electorate.
    pub all: Weight,
    /// Who took part.
    pub participating: Weight,
    /// Who approved, silent owners counted to them included.
    pub support: Weight,
    /// What `support` is measured against.
    pub base: Weight,
    /// Where silent owners went; `None` where they stayed out.
    pub silent_to: Option<Side>,
}

/// The count under the rules, and beside it the other readings that would have decided otherwise or must be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The count that stands.
    pub count: Count,
    /// Without silent owners; present whenever any were counted (R-VOTE-9: always report both).
    pub silent_excluded: Option<Count>,
    /// The side silent owners would have followed, had it reached [`Rules::silent_floor`].
    pub silent_below_floor: Option<Side>,
    /// With invalid ballots read the other way; present only where that changes the decision.
    pub invalid_otherwise: Option<Count>,
}

impl Outcome {
    /// Whether counting silent owners decided the matter: such a resolution is at high risk of being revoked.
    #[must_use]
    pub fn silent_decided(&self) -> bool {
        self.silent_excluded.is_some_and(|without| without.decision != self.count.decision)
    }
}

/// Decides one item put as a question.
#[must_use]
pub fn decide(all: Weight, votes: &Votes, rules: &Rules) -> Outcome {
    let count = count(all, votes, rules);
    let silent_excluded =
        count.silent_to.map(|_| self::count(all, votes, &Rules { silent: Silent::Exclude, ..*rules }));
    let silent_below_floor =
        count.silent_to.xor(self::count(all, votes, &Rules { silent_floor: None, ..*rules }).silent_to);
    let other = self::count(all, votes, &Rules { invalid_participates: !rules.invalid_participates, ..*rules });
    Outcome {
        count,
        silent_excluded,
        silent_below_floor,
        invalid_otherwise: (other.decision != count.decision).then_some(other),
    }
}

fn count(all: Weight, votes: &Votes, rules: &Rules) -> Count {
    let silent_to = match rules.silent {
        Silent::CountToMajority if votes.silent != Weight::ZERO => majority(votes)
            .filter(|(_, mine)| rules.silent_floor.is_none_or(|floor| floor.met(*mine, all)))
            .map(|(side, _)| side),
        _ => None,
    };
    let mut participating = votes.approve + votes.against;
    if rules.abstain_participates {
        participating += votes.abstain;
    }
    if rules.invalid_participates {
        participating += votes.invalid;
    }
    let mut support = votes.approve;
    if let Some(side) = silent_to {
        if side != Side::Abstain || rules.abstain_participates {
            participating += votes.silent;
        }
        if side == Side::Approve {
            support += votes.silent;
        }
    }
    let base = match rules.base {
        Base::Participating => participating,
        Base::All => all,
    };
    let quorum_met = rules.quorum.met(participating, all);
    let decision = match (quorum_met, rules.approval.met(support, base)) {
        (false, _) => Decision::NoQuorum,
        (true, true) => Decision::Passed,
        (true, false) => Decision::NotPassed,
    };
    Count { decision, quorum_met, all, participating, support, base, silent_to }
}

/// The majority of the returned ballots, taken before silent owners are added: more heads and more area than either
/// other side. A tie, or heads and area pointing apart, is no majority.
fn majority(votes: &Votes) -> Option<(Side, Weight)> {
    let sides = [(Side::Approve, votes.approve), (Side::Against, votes.against), (Side::Abstain, votes.abstain)];
    sides.into_iter().find(|(side, mine)| {
        sides.iter().all(|(other, w)| other == side || (mine.heads > w.heads && mine.area > w.area))
    })
}

/// One count of a choice among several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Passed where every seat is filled; NotPassed where some or all stay open.
    pub decision: Decision,
    /// Whether enough took part.
    pub quorum_met: bool,
    /// All owners of the electorate.
    pub all: Weight,
    /// Who took part.
    pub participating: Weight,
    /// What each option's support is measured against.
    pub base: Weight,
    /// Indices of the options chosen, strongest first.
    pub elected: Vec<usize>,
    /// Options that passed and tie for the last seats: nobody of them is elected, a run-off decides.
    pub tied: Vec<usize>,
    /// With invalid ballots read the other way; present only where others are chosen then.
    pub invalid_otherwise: Option<Otherwise>,
}

/// Who would be chosen by another reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Otherwise {
    /// The decision then.
    pub decision: Decision,
    /// Indices of the options chosen then, strongest first.
    pub elected: Vec<usize>,
}

/// Decides a choice among several: an option is chosen only with the approval the item needs by heads and by area
/// (R-VOTE-8), in the order of heads, then area, at most `seats`. Silent owners are never counted to an option: the
/// sources know the silence clause for questions only.
#[must_use]
pub fn choose(all: Weight, poll: &Poll, seats: u32, rules: &Rules) -> Choice {
    let chosen = chosen(all, poll, seats, rules);
    let other = self::chosen(all, poll, seats, &Rules { invalid_participates: !rules.invalid_participates, ..*rules });
    let same = (other.decision, &other.elected) == (chosen.decision, &chosen.elected);
    let invalid_otherwise = (!same).then_some(Otherwise { decision: other.decision, elected: other.elected });
    Choice { invalid_otherwise, ..chosen }
}

fn chosen(all: Weight, poll: &Poll, seats: u32, rules: &Rules) -> Choice {
    let mut participating = poll.valid;
    if rules.abstain_participates {
        participating += poll.abstain;
    }
    if rules.invalid_participates {
        participating += poll.invalid;
    }
    let base = match rules.base {
        Base::Participating => participating,
        Base::All => all,
    };
    let quorum_met = rules.quorum.met(participating, all);
    let strength = |i: &usize| (poll.options[*i].heads, poll.options[*i].area);
    let mut passing: Vec<usize> =
        (0..poll.options.len()).filter(|i| quorum_met && rules.approval.met(poll.options[*i], base)).collect();
    passing.sort_by_key(|i| std::cmp::Reverse(strength(i)));

    let seats = seats as usize;
    let mut tied = Vec::new();
    if passing.len() > seats && seats > 0 && strength(&passing[seats - 1]) == strength(&passing[seats]) {
        let edge = strength(&passing[seats]);
        tied = passing.iter().copied().filter(|i| strength(i) == edge).collect();
        passing.retain(|i| strength(i) > edge);
    }
    passing.truncate(seats);
    let decision = match (quorum_met, passing.len() == seats) {
        (false, _) => Decision::NoQuorum,
        (true, true) => Decision::Passed,
        (true, false) => Decision::NotPassed,
    };
    Choice { decision, quorum_met, all, participating, base, elected: passing, tied, invalid_otherwise: None }
}

#[cfg(test)]
mod tests;
