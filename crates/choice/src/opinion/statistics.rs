//! Counts of votes by group and statement, and what follows from them: what stands for a group, and what all share.
//!
//! Probabilities carry one vote for and one against that nobody cast, so that few votes prove little (Small et al.,
//! “Polis: Scaling Deliberation by Mapping High Dimensional Opinion Spaces”, 2021). The order and the choice of
//! statements are those of that platform, so that results can be compared: of equally strong statements the one with the
//! lower number comes first.

use super::groups::Grouping;
use super::votes::Votes;
use serde::Serialize;

/// The one-sided 90 percent point of the normal distribution.
const SIGNIFICANT: f64 = 1.281_551_565_544_600_4;
/// Statements chosen for a group, or for what all share, at most.
const CHOSEN_MAX: usize = 5;

/// Votes of a group on a statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) agree: u32,
    pub(super) disagree: u32,
    /// All votes, passes included.
    pub(super) seen: u32,
}

impl Count {
    fn add(&mut self, vote: i8) {
        self.agree += u32::from(vote == 1);
        self.disagree += u32::from(vote == -1);
        self.seen += 1;
    }

    /// How many voted in a direction.
    pub(super) const fn of(self, side: Side) -> u32 {
        match side {
            Side::Agree => self.agree,
            Side::Disagree => self.disagree,
        }
    }

    const fn without(self, other: Self) -> Self {
        Self { agree: self.agree - other.agree, disagree: self.disagree - other.disagree, seen: self.seen - other.seen }
    }

    /// Probability of a direction.
    pub(super) fn share(self, side: Side) -> f64 {
        (f64::from(self.of(side)) + 1.0) / (f64::from(self.seen) + 2.0)
    }

    /// How far that is from chance, in standard errors.
    pub(super) fn test(self, side: Side) -> f64 {
        let (n, all) = (f64::from(self.of(side)) + 1.0, f64::from(self.seen) + 1.0);
        2.0 * all.sqrt() * (n / all - 0.5)
    }
}

/// How far the shares of a group and of the others are apart, in standard errors.
fn apart(own: Count, others: Count, side: Side) -> f64 {
    let (n1, all1) = (f64::from(own.of(side)) + 1.0, f64::from(own.seen) + 1.0);
    let (n2, all2) = (f64::from(others.of(side)) + 1.0, f64::from(others.seen) + 1.0);
    let pooled = (n1 + n2) / (all1 + all2);
    if pooled == 1.0 {
        return 0.0;
    }
    (n1 / all1 - n2 / all2) / (pooled * (1.0 - pooled) * (1.0 / all1 + 1.0 / all2)).sqrt()
}

/// A direction of a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// 1.
    Agree,
    /// -1.
    Disagree,
}

/// A statement that stands for a group.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Representative {
    /// The statement.
    pub tid: i64,
    /// How many of the group voted in this direction.
    pub n_success: u32,
    /// How many of the group voted on it.
    pub n_trials: u32,
    /// Probability of this direction in the group.
    pub p_success: f64,
    /// How far that is from chance, in standard errors.
    pub p_test: f64,
    /// How many times as probable as among the others.
    pub repness: f64,
    /// How far the two are apart, in standard errors.
    pub repness_test: f64,
    /// The direction.
    pub repful_for: Side,
    /// For the best agreement of the group: how many voted like this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n_agree: Option<u32>,
    /// For the best agreement of the group: yes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best_agree: Option<bool>,
}

/// A statement that all share.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Shared {
    /// The statement.
    pub tid: i64,
    /// How many voted in this direction.
    pub n_success: u32,
    /// How many voted on it.
    pub n_trials: u32,
    /// Probability of this direction.
    pub p_success: f64,
    /// How far that is from chance, in standard errors.
    pub p_test: f64,
}

/// What all share.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Consensus {
    /// What they agree with.
    pub agree: Vec<Shared>,
    /// What they reject.
    pub disagree: Vec<Shared>,
}

/// Votes of everybody on each statement.
pub(super) fn everybody(votes: &Votes) -> Vec<Count> {
    let mut counts = vec![Count::default(); votes.statements().len()];
    for p in 0..votes.participants().len() {
        let (columns, values) = votes.row(p);
        columns.iter().zip(values).for_each(|(column, vote)| counts[*column as usize].add(*vote));
    }
    counts
}

/// Votes of each group on each statement, groups one after the other.
pub(super) fn by_group(votes: &Votes, grouping: &Grouping) -> Vec<Vec<Count>> {
    let mut counts = vec![vec![Count::default(); votes.statements().len()]; grouping.names().len()];
    for (p, group) in grouping.places() {
        let (columns, values) = votes.row(p);
        columns.iter().zip(values).for_each(|(column, vote)| counts[group][*column as usize].add(*vote));
    }
    counts
}

/// The product over groups of the probability of a direction, for each statement.
pub(super) fn group_aware(counts: &[Vec<Count>], statement: usize, side: Side) -> f64 {
    counts.iter().map(|group| group[statement].share(side)).product()
}

/// What all participants share, statements taken out left aside: more probable than not, significantly, the surest first.
pub(super) fn consensus(votes: &Votes, moderated: &[bool]) -> Consensus {
    let counts = everybody(votes);
    let chosen = |side: Side| {
        let mut found: Vec<Shared> = votes
            .statements()
            .iter()
            .zip(&counts)
            .zip(moderated)
            .filter(|((_, c), out)| !**out && c.share(side) > 0.5 && c.test(side) > SIGNIFICANT)
            .map(|((tid, c), _)| Shared {
                tid: *tid,
                n_success: c.of(side),
                n_trials: c.seen,
                p_success: c.share(side),
                p_test: c.test(side),
            })
            .collect();
        let sure = |s: &Shared| s.p_success * s.p_test;
        found.sort_by(|a, b| sure(b).total_cmp(&sure(a)));
        found.truncate(CHOSEN_MAX);
        found
    };
    Consensus { agree: chosen(Side::Agree), disagree: chosen(Side::Disagree) }
}

/// A statement in a group, against the other groups.
#[derive(Clone, Copy)]
struct Against {
    tid: i64,
    own: Count,
    others: Count,
}

impl Against {
    fn times(&self, side: Side) -> f64 {
        self.own.share(side) / self.others.share(side)
    }

    fn apart(&self, side: Side) -> f64 {
        apart(self.own, self.others, side)
    }

    fn significant(&self, side: Side) -> bool {
        self.own.test(side) > SIGNIFICANT && self.apart(side) > SIGNIFICANT
    }

    /// The direction in which the group differs from the others.
    fn side(&self) -> Side {
        if self.apart(Side::Agree) > self.apart(Side::Disagree) { Side::Agree } else { Side::Disagree }
    }

    fn strength(&self, side: Side) -> f64 {
        self.times(side) * self.apart(side) * self.own.share(side) * self.own.test(side)
    }

    /// Whether this is a better statement for the group to be known by for its agreement than the best so far.
    fn agrees_better(&self, best: Option<&Self>) -> bool {
        let (agree, sure) = (Side::Agree, |a: &Self| a.own.share(Side::Agree) * a.own.test(Side::Agree));
        if self.own.agree + self.own.disagree == 0 {
            return false;
        }
        match best {
            // Where the best so far is typical of the group, so must be the better.
            Some(best) if best.times(agree) > 1.0 => self.strength(agree) > best.strength(agree),
            Some(best) => sure(self) > sure(best),
            None => self.own.test(agree) > SIGNIFICANT || (self.times(agree) > 1.0 && self.own.share(agree) > 0.5),
        }
    }

    fn told(&self) -> Representative {
        let side = self.side();
        Representative {
            tid: self.tid,
            n_success: self.own.of(side),
            n_trials: self.own.seen,
            p_success: self.own.share(side),
            p_test: self.own.test(side),
            repness: self.times(side),
            repness_test: self.apart(side),
            repful_for: side,
            n_agree: None,
            best_agree: None,
        }
    }
}

/// What stands for each group: its best agreement, then what it says more than the others do, agreements first.
pub(super) fn representative(votes: &Votes, counts: &[Vec<Count>], moderated: &[bool]) -> Vec<Vec<Representative>> {
    let mut all = vec![Count::default(); moderated.len()];
    for (sum, count) in counts.iter().flat_map(|group| all_of(group)) {
        all[sum].agree += count.agree;
        all[sum].disagree += count.disagree;
        all[sum].seen += count.seen;
    }
    let stands_for = |group: &Vec<Count>| {
        let statements: Vec<Against> = all_of(group)
            .filter(|(at, _)| !moderated[*at])
            .map(|(at, own)| Against { tid: votes.statements()[at], own, others: all[at].without(own) })
            .collect();
        let mut best: Option<Against> = None;
        for one in &statements {
            if one.agrees_better(best.as_ref()) {
                best = Some(*one);
            }
        }
        let enough = |s: &&Against| s.significant(Side::Agree) || s.significant(Side::Disagree);
        let mut typical: Vec<Against> = statements.iter().filter(enough).copied().collect();
        typical.sort_by(|a, b| b.strength(b.side()).total_cmp(&a.strength(a.side())));
        let mut chosen = Vec::new();
        if let Some(best) = best {
            let told = best.told();
            chosen.push(Representative { n_agree: Some(told.n_success), best_agree: Some(true), ..told });
        } else if typical.is_empty() {
            // Nothing is sure of this group: what sets it apart most is still better than silence.
            let most = |s: &Against| s.apart(Side::Agree).max(s.apart(Side::Disagree));
            let first = statements.iter().rev().max_by(|a, b| most(a).total_cmp(&most(b)));
            chosen.extend(first.map(Against::told));
        }
        // A group without any agreement to show is silent, as on the platform.
        if let Some(head) = chosen.first().map(|head| head.tid) {
            chosen.extend(typical.iter().filter(|s| s.tid != head).map(Against::told));
        }
        chosen.truncate(CHOSEN_MAX);
        chosen.sort_by_key(|one| one.repful_for);
        chosen
    };
    counts.iter().map(stands_for).collect()
}

fn all_of(group: &[Count]) -> impl Iterator<Item = (usize, Count)> + '_ {
    group.iter().copied().enumerate()
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn count(agree: u32, disagree: u32, seen: u32) -> Count {
        Count { agree, disagree, seen }
    }

    #[test]
    fn statistics_by_hand() {
        let few = count(3, 1, 7);
        assert!((few.share(Side::Agree) - 4.0 / 9.0).abs() < 1e-15);
        assert!((few.share(Side::Disagree) - 2.0 / 9.0).abs() < 1e-15);
        // 2 √8 (4/8 − 1/2) and 2 √8 (2/8 − 1/2).
        assert!(few.test(Side::Agree).abs() < 1e-15);
        assert!((few.test(Side::Disagree) + 2.0_f64.sqrt()).abs() < 1e-14);
        // 9 of 10 against 4 of 10 with one more each: (10/11 − 5/11) / √(15/22 · 7/22 · 2/11).
        let z = (5.0 / 11.0) / (15.0 / 22.0 * 7.0 / 22.0 * 2.0 / 11.0_f64).sqrt();
        assert!((apart(count(9, 0, 10), count(4, 6, 10), Side::Agree) - z).abs() < 1e-14);
        assert_eq!(apart(count(5, 0, 5), count(9, 0, 9), Side::Agree), 0.0);
    }
}
