//! What the analyst sees: everything, by the numbers of participants and statements, under the names that published
//! results use.

use super::groups::GroupName;
use super::statistics::{self, Consensus, Representative, Side};
use super::{GROUPS_MAX, MIN_VOTES, Opinion, Verdict, floor};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// A map of opinion in full.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// How many participants.
    pub participants: usize,
    /// How many statements, moderated ones included.
    pub statements: usize,
    /// How many votes count.
    pub votes: usize,
    /// How many votes were replaced by a later one.
    pub votes_replaced: usize,
    /// Statements taken out.
    pub moderated_out: Vec<i64>,
    /// Votes a participant must have cast to be put into a group.
    pub min_votes: usize,
    /// Groups looked for at most.
    pub max_group_count: usize,
    /// Which chances.
    pub seed: u64,
    /// The groups, or that there are none.
    pub groups: Groups,
    /// Why there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// How many groups.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub k: Option<usize>,
    /// Their mean silhouette, where they were found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub silhouette: Option<f64>,
    /// Median adjusted Rand index of resampled participants, where groups were found or turned out not to be stable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stability: Option<f64>,
    /// Members of each group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_sizes: Option<Vec<usize>>,
    /// Variance along the two axes.
    pub explained_variance: [f64; 2],
    /// How far the axes may be off: their residual relative to the first variance.
    pub axes_error: f64,
    /// Each participant: place on the two axes, and group.
    pub participants_xy_group: BTreeMap<i64, (f64, f64, Option<GroupName>)>,
    /// Each statement: place of somebody who only agrees with it, and its mean vote.
    pub statements_xy: BTreeMap<i64, [f64; 3]>,
    /// Product over groups of the probability to agree.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_aware_consensus_agree: Option<BTreeMap<i64, f64>>,
    /// Product over groups of the probability to disagree.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_aware_consensus_disagree: Option<BTreeMap<i64, f64>>,
    /// What all share.
    pub consensus: Consensus,
    /// What stands for each group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repness: Option<Ordered<GroupName, Vec<Representative>>>,
    /// `group:statement`: how many agree, disagree, and voted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_counts: Option<Ordered<String, [u32; 3]>>,
    /// Least sum of squared distances found for each number of groups.
    pub inertia: BTreeMap<usize, f64>,
    /// The same with all that was found for each number of groups, shown or not.
    pub kmeans_best_known: BestKnown,
}

/// A map in an order of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Ordered<K, V>(pub Vec<(K, V)>);

impl<K: std::fmt::Display, V: Serialize> Serialize for Ordered<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key.to_string(), value)))
    }
}

/// The groups, or that there are none.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Groups {
    /// “no stable groups”.
    No(&'static str),
    /// The groups.
    Shown(Vec<GroupSize>),
}

/// A group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupSize {
    /// Its name.
    pub group: GroupName,
    /// How many members.
    pub participants: usize,
}

/// The best clustering found for each number of groups.
#[derive(Clone, Debug, Serialize)]
pub struct BestKnown {
    /// By the number of groups; a number for which there are too few different places is missing.
    pub by_k: BTreeMap<usize, Tried>,
    /// The number with the best silhouette, whether its groups may be shown or not.
    pub k: Option<usize>,
}

/// A number of groups that was tried.
#[derive(Clone, Debug, Serialize)]
pub struct Tried {
    /// Sum of squared distances.
    pub best_inertia: f64,
    /// Mean silhouette.
    pub best_silhouette: f64,
    /// Members of each.
    pub group_sizes: Vec<usize>,
    /// Why it may not be shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

/// What is said where there are no groups.
const NO_GROUPS: &str = "no stable groups";

/// Zero without a sign.
fn plain(x: f64) -> f64 {
    x + 0.0
}

impl Opinion<'_> {
    /// Everything, for the analyst: numbers of participants stand in it, so it is not for residents.
    #[must_use]
    pub fn report(&self) -> Report {
        let (votes, plane) = (self.votes, &self.plane);
        let ids = votes.statements();
        let counts = self.grouping.as_ref().map(|grouping| statistics::by_group(votes, grouping));
        let names = self.grouping.as_ref().map_or(&[][..], |g| g.names());
        let sizes = self.grouping.as_ref().map(|g| g.sizes());
        let aware = |side: Side| {
            let shares = |c: &Vec<_>| (0..ids.len()).map(|s| (ids[s], statistics::group_aware(c, s, side))).collect();
            counts.as_ref().map(shares)
        };
        let reason = match &self.verdict {
            Verdict::No(why) => Some(why.to_string()),
            _ => None,
        };
        let shown = |sizes: &Vec<usize>| {
            names.iter().zip(sizes).map(|(n, size)| GroupSize { group: n.clone(), participants: *size }).collect()
        };
        let participant = |(at, id): (usize, &i64)| {
            let group = self.grouping.as_ref().and_then(|g| g.name_of(at)).cloned();
            let [x, y] = plane.participants[at];
            (*id, (plain(x), plain(y), group))
        };
        let statement = |(at, id): (usize, &i64)| {
            let [x, y] = plane.statements[at];
            (*id, [plain(x), plain(y), plain(plane.means[at])])
        };
        let lists = counts.as_ref().map(|c| statistics::representative(votes, c, &self.moderated));
        let counted = |c: &Vec<Vec<statistics::Count>>| {
            let keyed = names.iter().zip(c).flat_map(|(name, group)| {
                let one =
                    move |(id, n): (&i64, &statistics::Count)| (format!("{name}:{id}"), [n.agree, n.disagree, n.seen]);
                ids.iter().zip(group).map(one)
            });
            Ordered(keyed.collect())
        };
        let by_k = self.tried();
        Report {
            participants: votes.participants().len(),
            statements: ids.len(),
            votes: votes.count(),
            votes_replaced: votes.replaced(),
            moderated_out: ids.iter().zip(&self.moderated).filter(|(_, out)| **out).map(|(id, _)| *id).collect(),
            min_votes: MIN_VOTES,
            max_group_count: GROUPS_MAX,
            seed: self.seed,
            groups: sizes.as_ref().map_or(Groups::No(NO_GROUPS), |s| Groups::Shown(shown(s))),
            reason,
            k: sizes.as_ref().map(Vec::len),
            silhouette: match self.verdict {
                Verdict::Found { silhouette, .. } => Some(silhouette),
                _ => None,
            },
            stability: match self.verdict {
                Verdict::Found { stability, .. } | Verdict::No(super::NoGroups::Unstable { stability, .. }) => {
                    Some(stability)
                }
                _ => None,
            },
            group_sizes: sizes,
            explained_variance: plane.variance,
            axes_error: plane.error,
            participants_xy_group: votes.participants().iter().enumerate().map(participant).collect(),
            statements_xy: ids.iter().enumerate().map(statement).collect(),
            group_aware_consensus_agree: aware(Side::Agree),
            group_aware_consensus_disagree: aware(Side::Disagree),
            consensus: statistics::consensus(votes, &self.moderated),
            repness: lists.map(|lists| Ordered(names.iter().cloned().zip(lists).collect())),
            group_counts: counts.as_ref().map(counted),
            inertia: by_k.iter().map(|(k, tried)| (*k, tried.best_inertia)).collect(),
            kmeans_best_known: BestKnown {
                k: by_k.iter().rev().max_by(|a, b| a.1.best_silhouette.total_cmp(&b.1.best_silhouette)).map(|b| *b.0),
                by_k,
            },
        }
    }

    fn tried(&self) -> BTreeMap<usize, Tried> {
        let least = floor(self.people);
        let tried = self.trials.iter().filter_map(|trial| {
            let (clustering, silhouette) = trial.found.as_ref()?;
            let group_sizes = clustering.sizes();
            let smallest = group_sizes.iter().min().copied().unwrap_or(0);
            let refused = (smallest < least).then(|| format!("a group of {smallest} is under the floor of {least}"));
            let tried = Tried { best_inertia: clustering.inertia, best_silhouette: *silhouette, group_sizes, refused };
            Some((trial.groups, tried))
        });
        tried.collect()
    }
}
