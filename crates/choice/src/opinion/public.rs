//! What residents see: what all share, and what groups stand for. No participant stands in it, no group under a floor,
//! and no share that would tell how each of its members voted.

use super::groups::GroupName;
use super::statistics::{self, Count, Side};
use super::{Opinion, Verdict};
use crate::said::{Said, said};
use serde::Serialize;
use units::limits;

/// Shares shown are kept inside these: “all of the group” would say how every one of its members voted.
const SHARES: [u32; 2] = [5, 95];
/// Statements shown in one list at most.
const LISTED_MAX: usize = 5;

/// The map for residents.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Public {
    /// How many took part.
    pub participants: usize,
    /// How many statements they were shown, those taken out left aside.
    pub statements: usize,
    /// What all agree with, the surest first; where groups are shown, what a majority of every group agrees with.
    pub shared_agree: Vec<PublicStatement>,
    /// What all reject, alike.
    pub shared_disagree: Vec<PublicStatement>,
    /// The groups, or why none are shown.
    pub groups: PublicGroups,
}

/// A statement, and how many stand behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PublicStatement {
    /// The statement.
    pub statement: i64,
    /// The direction.
    pub side: Side,
    /// Percent of those who voted on it, between 5 and 95: more would tell on single persons.
    pub percent: u32,
    /// Percent of the others, for what stands for a group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent_of_others: Option<u32>,
}

/// The groups, or why none are shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum PublicGroups {
    /// The groups.
    Shown(Vec<PublicGroup>),
    /// None are shown.
    No {
        /// Why.
        none: Said,
    },
}

/// A group, as residents see it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PublicGroup {
    /// Its name.
    pub group: GroupName,
    /// How many members.
    pub participants: usize,
    /// The middle of the group on the map.
    pub middle: [f64; 2],
    /// What stands for it.
    pub stands_for: Vec<PublicStatement>,
}

/// A share as residents see it; `None` where too few voted for one to be shown.
fn percent(count: Count, side: Side) -> Option<u32> {
    let enough = count.seen as usize >= limits::PUBLIC_GROUP_UNITS_MIN;
    let (n, all) = (u64::from(count.of(side)), u64::from(count.seen).max(1));
    enough.then(|| u32::try_from((100 * n + all / 2) / all).unwrap_or(100).clamp(SHARES[0], SHARES[1]))
}

impl Opinion<'_> {
    /// What residents may see.
    #[must_use]
    pub fn public(&self) -> Public {
        let everybody = statistics::everybody(self.votes);
        let counts = self.shown_counts();
        let [shared_agree, shared_disagree] =
            [Side::Agree, Side::Disagree].map(|side| self.shared(&everybody, counts.as_deref(), side));
        let groups = match (&counts, &self.verdict) {
            (Some(counts), _) => PublicGroups::Shown(self.shown(counts)),
            (None, Verdict::No(why)) => PublicGroups::No { none: why.said() },
            (None, _) => {
                let floor = self.public_floor();
                PublicGroups::No {
                    none: said!(
                        "有群体不足{floor}人，所以不公布群体",
                        "a group has fewer than {floor} members, so none are shown",
                    ),
                }
            }
        };
        Public {
            participants: self.votes.participants().len(),
            statements: self.moderated.iter().filter(|out| !**out).count(),
            shared_agree,
            shared_disagree,
            groups,
        }
    }

    /// Counts of the groups when all of them may be shown: with one left out, the rest would tell on it.
    fn shown_counts(&self) -> Option<Vec<Vec<Count>>> {
        let grouping = self.grouping.as_ref()?;
        let floor = self.public_floor();
        grouping.sizes().iter().all(|size| *size >= floor).then(|| statistics::by_group(self.votes, grouping))
    }

    fn shared(&self, everybody: &[Count], counts: Option<&[Vec<Count>]>, side: Side) -> Vec<PublicStatement> {
        let ids = self.votes.statements();
        let told = |at: usize, id: i64| {
            let percent = percent(everybody[at], side)?;
            Some(PublicStatement { statement: id, side, percent, percent_of_others: None })
        };
        let Some(counts) = counts else {
            let consensus = statistics::consensus(self.votes, &self.moderated);
            let list = if side == Side::Agree { consensus.agree } else { consensus.disagree };
            let at = |id: i64| ids.binary_search(&id).ok();
            return list.iter().filter_map(|one| told(at(one.tid)?, one.tid)).collect();
        };
        let by_all =
            |at: &usize| counts.iter().all(|group| group[*at].share(side) > 0.5 && percent(group[*at], side).is_some());
        let mut found: Vec<usize> = (0..ids.len()).filter(|at| !self.moderated[*at]).filter(by_all).collect();
        let strength = |at: usize| statistics::group_aware(counts, at, side);
        found.sort_by(|a, b| strength(*b).total_cmp(&strength(*a)));
        found.into_iter().take(LISTED_MAX).filter_map(|at| told(at, ids[at])).collect()
    }

    fn shown(&self, counts: &[Vec<Count>]) -> Vec<PublicGroup> {
        let Some(grouping) = &self.grouping else { return Vec::new() };
        let lists = statistics::representative(self.votes, counts, &self.moderated);
        let (places, _) = self.places();
        let group = |(at, list): (usize, Vec<statistics::Representative>)| {
            let stands_for = list.iter().filter_map(|one| {
                let statement = self.votes.statements().binary_search(&one.tid).ok()?;
                let mut others = Count::default();
                for other in (0..counts.len()).filter(|other| *other != at) {
                    others.agree += counts[other][statement].agree;
                    others.disagree += counts[other][statement].disagree;
                    others.seen += counts[other][statement].seen;
                }
                let percent_of_others = Some(percent(others, one.repful_for)?);
                let percent = percent(counts[at][statement], one.repful_for)?;
                Some(PublicStatement { statement: one.tid, side: one.repful_for, percent, percent_of_others })
            });
            let n = places[at].len() as f64;
            let middle = [0, 1].map(|axis| places[at].iter().map(|p| p[axis]).sum::<f64>() / n.max(1.0) + 0.0);
            PublicGroup {
                group: grouping.names()[at].clone(),
                participants: places[at].len(),
                middle,
                stands_for: stands_for.collect(),
            }
        };
        lists.into_iter().enumerate().map(group).collect()
    }
}
