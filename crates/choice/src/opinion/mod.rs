//! The map of opinion: which groups the votes on statements show, what each of them stands for, and above all what they
//! share (求最大公约数). [`run`] makes it; [`Report`] is for the analyst, [`Public`] for residents.
//!
//! As Polis does it (Small et al., “Polis: Scaling Deliberation by Mapping High Dimensional Opinion Spaces”, 2021): votes
//! (1, 0, -1) with missing ones at the mean of their statement, the plane of the two principal components, coordinates
//! times √(statements / votes cast), k-means for two to five groups of those with at least [`MIN_VOTES`] votes, the
//! number of groups by silhouette; then exact counts.
//!
//! **Groups are shown only when they are there.** One start of k-means finds chance groups, and the best silhouette likes
//! outliers. So [`STARTS`] starts or more are made, a number of groups is refused when one has fewer than [`floor`] members, and
//! participants are drawn anew [`RESAMPLES`] times: below a median adjusted Rand index of [`STABLE`] the answer is that
//! there are no stable groups, with the reason. These three bounds are ours, not the platform's.
//!
//! **Privacy.** Participants are numbers of one conversation. What residents see ([`Public`]) says nothing of any
//! participant and shows no group under a floor. Refuses to know: who a number is, what a statement says, and whether
//! anything follows from it: a map decides nothing.
//!
//! One seed gives the same bytes on any machine and any number of threads; the order of votes does not matter.

mod axes;
mod groups;
mod kmeans;
mod measures;
mod public;
mod random;
mod report;
mod stability;
mod statistics;
mod votes;

pub use groups::{GIVEN_MAX, GroupName, Grouping};
pub use public::{Public, PublicGroup, PublicGroups, PublicStatement};
pub use report::{BestKnown, GroupSize, Groups, Report, Tried};
pub use stability::RESAMPLES;
pub use statistics::{Consensus, Representative, Shared, Side};
pub use votes::Votes;

use crate::said::{Said, said};
use axes::Plane;
use kmeans::Clustering;
use random::Stream;
use rayon::prelude::*;
use std::fmt;
use units::limits;

/// Votes a participant must have cast to be put into a group.
pub const MIN_VOTES: usize = 7;
/// Groups looked for at most.
pub const GROUPS_MAX: usize = 5;
/// Seeded starts of k-means at least; more for more groups.
pub const STARTS: usize = kmeans::starts(2, 0);
/// Starts made one after another, so that those without hope are given up soon.
const PART: usize = 60;
/// Median adjusted Rand index from which groups are stable.
pub const STABLE: f64 = 0.75;

/// The fewest members a group may have among `people` in groups: 5, or 5 percent.
#[must_use]
pub const fn floor(people: usize) -> usize {
    let percent = people.div_ceil(20);
    if percent > 5 { percent } else { 5 }
}

/// How a map is made.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Which chances.
    pub seed: u64,
    /// Statements taken out by moderation: everybody counts as passing on them. Unknown ones are passed over.
    pub moderated_out: Vec<i64>,
}

/// Why there are no groups to show.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum NoGroups {
    /// Too few participants voted often enough.
    TooFew {
        /// How many did.
        people: usize,
    },
    /// Every number of groups leaves one with too few members.
    UnderFloor {
        /// The fewest a group may have.
        floor: usize,
    },
    /// Among participants drawn anew other groups are found.
    Unstable {
        /// How many groups.
        groups: usize,
        /// Median adjusted Rand index.
        stability: f64,
    },
}

impl NoGroups {
    /// That there are none, and why, in a sentence of both languages.
    #[must_use]
    pub fn said(&self) -> Said {
        let because = match self {
            Self::TooFew { people } => {
                let two = 2 * floor(0);
                format!("只有{people}人投了至少{MIN_VOTES}票，分成两个群体要有{two}人")
            }
            Self::UnderFloor { floor } => format!("不论分成几个群体，总有一个不足{floor}人"),
            Self::Unstable { groups, stability } => format!(
                "分成{groups}个群体最合适，但换一批人再算就变了：一致程度（调整兰德指数）中位数{stability:.2}，要求{STABLE}"
            ),
        };
        said!("没有稳定的意见群体：{because}", "no stable groups: {self}")
    }
}

impl fmt::Display for NoGroups {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFew { people } => write!(
                f,
                "{people} participants have at least {MIN_VOTES} votes; two groups of {} take {}",
                floor(0),
                2 * floor(0)
            ),
            Self::UnderFloor { floor } => {
                write!(f, "however many groups are made, one of them has fewer than {floor} members")
            }
            Self::Unstable { groups, stability } => write!(
                f,
                "{groups} groups fit best, but participants drawn anew show others: median adjusted Rand index \
                 {stability:.2} of {RESAMPLES}, and {STABLE} is asked for"
            ),
        }
    }
}

/// What was found about groups.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// They were given from outside.
    Given,
    /// They are there.
    Found {
        /// Mean silhouette.
        silhouette: f64,
        /// Median adjusted Rand index of resampled participants.
        stability: f64,
    },
    /// They are not.
    No(NoGroups),
}

/// A number of groups that was tried.
#[derive(Clone, Debug)]
struct Trial {
    groups: usize,
    /// `None` where there are fewer different places than groups.
    found: Option<(Clustering, f64)>,
}

/// A map of opinion.
#[derive(Clone, Debug)]
pub struct Opinion<'v> {
    votes: &'v Votes,
    moderated: Vec<bool>,
    seed: u64,
    plane: Plane,
    /// How many voted often enough to be put into a group.
    people: usize,
    trials: Vec<Trial>,
    verdict: Verdict,
    grouping: Option<Grouping>,
}

/// Makes the map of `votes`; with groups `given` from outside, these are not looked for and their statistics are made.
#[must_use]
pub fn run<'v>(votes: &'v Votes, settings: &Settings, given: Option<Grouping>) -> Opinion<'v> {
    let moderated: Vec<bool> = votes.statements().iter().map(|s| settings.moderated_out.contains(s)).collect();
    let plane = Plane::of(votes, &moderated);
    let mut places: Vec<usize> = (0..votes.participants().len()).filter(|p| votes.cast_by(*p) >= MIN_VOTES).collect();
    // By place in the plane, so that other numbers for the same participants do not draw other starts.
    let at = |p: usize| plane.participants[p];
    places.sort_by(|a, b| at(*a)[0].total_cmp(&at(*b)[0]).then(at(*a)[1].total_cmp(&at(*b)[1])));
    let points: Vec<[f64; 2]> = places.iter().map(|p| at(*p)).collect();
    let trials = trials(&points, settings.seed);
    let (verdict, grouping) = match given {
        Some(given) => (Verdict::Given, Some(given)),
        None => judged(&plane, &places, &trials, settings.seed),
    };
    Opinion { votes, moderated, seed: settings.seed, plane, people: places.len(), trials, verdict, grouping }
}

fn trials(points: &[[f64; 2]], seed: u64) -> Vec<Trial> {
    let weights = vec![1.0; points.len()];
    // The starts of more groups take longest: they come first, and in parts that share the processors out.
    let parts: Vec<(usize, usize, usize)> = (2..=GROUPS_MAX)
        .rev()
        .flat_map(|groups| {
            let starts = kmeans::starts(groups, points.len());
            let parts = starts.div_ceil(PART);
            (0..parts).map(move |part| (groups, part, starts.div_ceil(parts)))
        })
        .collect();
    let found = |(groups, part, starts): (usize, usize, usize)| {
        let mut stream = Stream::new(seed, &[1, groups as u64, part as u64]);
        Some((groups, kmeans::best(points, &weights, None, (groups, starts), &mut stream)?))
    };
    let found: Vec<Option<(usize, Clustering)>> = parts.into_par_iter().with_max_len(1).map(found).collect();
    let best = |groups: usize| {
        let of_it = found.iter().flatten().filter(|(of, _)| *of == groups).map(|(_, clustering)| clustering);
        of_it.min_by(|a, b| a.inertia.total_cmp(&b.inertia)).cloned().map(in_order)
    };
    let clusterings: Vec<Option<Clustering>> = (2..=GROUPS_MAX).map(best).collect();
    let groupings: Vec<&[u8]> = clusterings.iter().flatten().map(|c| c.of.as_slice()).collect();
    let mut silhouettes = measures::silhouettes(points, &groupings).into_iter();
    let with = |c: Clustering, silhouettes: &mut std::vec::IntoIter<f64>| (c, silhouettes.next().unwrap_or(0.0));
    (2..).zip(clusterings).map(|(groups, c)| Trial { groups, found: c.map(|c| with(c, &mut silhouettes)) }).collect()
}

/// Groups numbered by size, the largest first, equal ones from left to right.
fn in_order(found: Clustering) -> Clustering {
    let sizes = found.sizes();
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by(|a, b| sizes[*b].cmp(&sizes[*a]).then(found.centres[*a][0].total_cmp(&found.centres[*b][0])));
    let mut numbers = vec![0_u8; sizes.len()];
    (0_u8..).zip(&order).for_each(|(number, was)| numbers[*was] = number);
    Clustering {
        centres: order.iter().map(|was| found.centres[*was]).collect(),
        of: found.of.iter().map(|was| numbers[usize::from(*was)]).collect(),
        inertia: found.inertia,
    }
}

/// Which number of groups to show, if any.
fn judged(plane: &Plane, places: &[usize], trials: &[Trial], seed: u64) -> (Verdict, Option<Grouping>) {
    let people = places.len();
    let floor = floor(people);
    if people < 2 * floor {
        return (Verdict::No(NoGroups::TooFew { people }), None);
    }
    let large = |c: &Clustering| c.sizes().iter().all(|size| *size >= floor);
    let allowed = trials.iter().filter_map(|t| t.found.as_ref()).filter(|(c, _)| large(c));
    // Of equal silhouettes the fewer groups.
    let best = allowed.rev().max_by(|(_, a), (_, b)| a.total_cmp(b));
    let Some((chosen, silhouette)) = best else {
        return (Verdict::No(NoGroups::UnderFloor { floor }), None);
    };
    let groups = chosen.centres.len();
    let stability = stability::stability(plane, places, chosen, seed);
    if stability < STABLE {
        return (Verdict::No(NoGroups::Unstable { groups, stability }), None);
    }
    let grouping = Grouping::found(groups, plane.participants.len(), places, &chosen.of);
    (Verdict::Found { silhouette: *silhouette, stability }, Some(grouping))
}

impl Opinion<'_> {
    /// What was found about groups.
    #[must_use]
    pub const fn verdict(&self) -> &Verdict {
        &self.verdict
    }

    /// The groups shown.
    #[must_use]
    pub const fn grouping(&self) -> Option<&Grouping> {
        self.grouping.as_ref()
    }

    /// Where the participants of each group are, and those in none: for a picture, without saying who is where.
    #[must_use]
    pub fn places(&self) -> (Vec<Vec<[f64; 2]>>, Vec<[f64; 2]>) {
        let mut groups = vec![Vec::new(); self.grouping.as_ref().map_or(0, |g| g.names().len())];
        let mut none = Vec::new();
        let mut of = vec![None; self.plane.participants.len()];
        self.grouping.iter().flat_map(Grouping::places).for_each(|(p, group)| of[p] = Some(group));
        for (place, group) in self.plane.participants.iter().zip(of) {
            group.map_or(&mut none, |g: usize| &mut groups[g]).push(*place);
        }
        (groups, none)
    }

    /// Members a group must have for residents to be shown any.
    #[must_use]
    pub fn public_floor(&self) -> usize {
        floor(self.people).max(limits::PUBLIC_GROUP_UNITS_MIN)
    }
}
