//! What each group of voters gets under each rule, side by side.
//!
//! Groups come from what the file says of its voters. A group of fewer than twelve is never shown by itself
//! ([`limits::PUBLIC_GROUP_UNITS_MIN`]): it would tell on its members.

use super::election::Column;
use super::{Outcome, Profile, Refused, Rule, Steps, Way, run_traced};
use crate::said::{Said, said};
use serde::Serialize;
use std::collections::BTreeMap;
use units::limits;

/// A column with more different values than this names people, not groups.
const GROUPS_MAX: usize = 12;
/// Ages are grouped as the needs of an estate change with them.
const AGES: [(u32, &str); 5] = [(17, "0–17"), (34, "18–34"), (59, "35–59"), (74, "60–74"), (u32::MAX, "75+")];
/// A voter of whom the file does not say it.
const NOT_SAID: &str = "?";

/// Every rule's choice, and what it means for groups of voters.
#[derive(Clone, Debug, Serialize)]
pub struct Beside {
    /// The rules in the order of the figures below; a rule that would take too long is missing.
    pub rules: Vec<RuleBeside>,
    /// Groups, one table a column of the file.
    pub groups: Vec<Grouping>,
}

/// What one rule chooses.
#[derive(Clone, Debug, Serialize)]
pub struct RuleBeside {
    /// The rule.
    pub rule: &'static str,
    /// Ids of the items chosen.
    pub selected: Vec<String>,
    /// What they cost.
    pub cost: String,
    /// Voters of whose marks nothing was chosen.
    pub voters_with_nothing: i64,
}

/// Voters, grouped by one column.
#[derive(Clone, Debug, Serialize)]
pub struct Grouping {
    /// The column; “all” where the file says nothing of its voters.
    pub by: String,
    /// The groups.
    pub groups: Vec<Group>,
}

/// A group of voters.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// Which: as the file says it, where it does.
    pub group: Said,
    /// How many.
    pub voters: i64,
    /// For each rule, how many of them have nothing of what they marked.
    pub with_nothing: Vec<i64>,
    /// For each rule, money an average member sees spent on items they marked.
    pub spent_on_their_marks: Vec<String>,
}

/// Runs every rule with the same utility and sets the results beside each other. `known` is a result already there.
#[must_use]
pub fn side_by_side(profile: &Profile<'_>, way: Way, known: &Outcome) -> Beside {
    // Together the other rules get as long as the one asked for.
    let mut left = Steps(limits::ELECTION_STEPS_MAX);
    let mut outcome = |rule: Rule| -> Result<Outcome, Refused> {
        match rule == known.rule {
            true => Ok(known.clone()),
            false => run_traced(profile, Way { rule, ..way }, &mut left).map(|(outcome, _)| outcome),
        }
    };
    let outcomes: Vec<Outcome> = Rule::ALL.into_iter().filter_map(|rule| outcome(rule).ok()).collect();
    let gains: Vec<Vec<Option<i128>>> = outcomes.iter().map(|o| gains(profile, o)).collect();
    let election = profile.election;
    let rules = outcomes.iter().zip(&gains).map(|(outcome, gains)| RuleBeside {
        rule: outcome.rule.word(),
        selected: outcome.selected().into_iter().map(|i| election.items[i].id.clone()).collect(),
        cost: election.amount(outcome.cost),
        voters_with_nothing: profile.kinds.iter().zip(gains).filter(|(_, g)| g.is_none()).map(|(k, _)| k.voters).sum(),
    });
    let groups = groupings(profile).into_iter().map(|(by, labels, of)| {
        let groups =
            labels.into_iter().enumerate().map(|(at, group)| group_row(profile, &gains, group, |v| of[v] == at));
        Grouping { by, groups: groups.collect() }
    });
    Beside { rules: rules.collect(), groups: groups.collect() }
}

/// For each kind of voters the cost of what they marked and got; `None` where it is nothing at all.
fn gains(profile: &Profile<'_>, outcome: &Outcome) -> Vec<Option<i128>> {
    let mut chosen = vec![false; profile.support.len()];
    outcome.bought.iter().for_each(|b| chosen[b.item] = true);
    let of = |marks: &Vec<(u32, i64)>| {
        let got = marks.iter().filter(|(item, _)| chosen[*item as usize]).map(|(item, _)| *item as usize);
        got.map(|item| i128::from(profile.cost(item))).reduce(|a, b| a + b)
    };
    profile.marks.iter().map(of).collect()
}

fn group_row(profile: &Profile<'_>, gains: &[Vec<Option<i128>>], group: Said, has: impl Fn(usize) -> bool) -> Group {
    let mut row = Group { group, voters: 0, with_nothing: vec![0; gains.len()], spent_on_their_marks: Vec::new() };
    let mut sums = vec![0_i128; gains.len()];
    for (voter, kind) in profile.of.iter().enumerate().filter(|(voter, _)| has(*voter)) {
        debug_assert!(voter < profile.of.len());
        row.voters += 1;
        for ((gains, nothing), sum) in gains.iter().zip(&mut row.with_nothing).zip(&mut sums) {
            match gains[*kind as usize] {
                Some(gain) => *sum += gain,
                None => *nothing += 1,
            }
        }
    }
    let mean = |sum: &i128| profile.election.amount(sum / i128::from(row.voters.max(1)));
    row.spent_on_their_marks = sums.iter().map(mean).collect();
    row
}

/// Name, labels, and which label each voter has.
type Labelled = (String, Vec<Said>, Vec<usize>);

fn groupings(profile: &Profile<'_>) -> Vec<Labelled> {
    let found: Vec<Labelled> =
        profile.election.columns.iter().filter_map(labelled).map(|l| merged(l, profile.of.len())).collect();
    if found.is_empty() { vec![("all".into(), vec![said!("全体", "all")], vec![0; profile.of.len()])] } else { found }
}

fn labelled(column: &Column) -> Option<Labelled> {
    let age = column.name == "age";
    let name = |label: &String| match label.parse::<u32>() {
        _ if label.is_empty() => NOT_SAID.to_owned(),
        Ok(years) if age => AGES.iter().find(|(last, _)| years <= *last).map_or(NOT_SAID, |(_, name)| name).to_owned(),
        _ => label.clone(),
    };
    if !age && column.labels.len() > GROUPS_MAX {
        return None;
    }
    let mut places: BTreeMap<String, usize> = column.labels.iter().map(|l| (name(l), 0)).collect();
    places.values_mut().enumerate().for_each(|(at, place)| *place = at);
    (places.len() <= GROUPS_MAX).then(|| {
        let of_label: Vec<usize> = column.labels.iter().map(|l| places[&name(l)]).collect();
        let of = column.of.iter().map(|label| of_label[*label as usize]).collect();
        (column.name.clone(), places.into_keys().map(|label| told(&column.name, label)).collect(), of)
    })
}

/// A label as a person reads it.
fn told(column: &str, label: String) -> Said {
    match (column, &*label) {
        (_, NOT_SAID) => said!("没有写明", "not said"),
        ("age", "75+") => said!("75岁及以上", "75+"),
        ("age", _) if AGES.iter().any(|(_, name)| *name == label) => said!("{label}岁", "{label}"),
        ("sex" | "gender", "M" | "m") => said!("男", "{label}"),
        ("sex" | "gender", "F" | "f") => said!("女", "{label}"),
        _ => Said { zh: label.clone(), en: label },
    }
}

/// Puts groups under the floor together; where they are still under it together, so is everybody.
fn merged((name, mut labels, mut of): Labelled, voters: usize) -> Labelled {
    let floor = limits::PUBLIC_GROUP_UNITS_MIN;
    let mut sizes = vec![0; labels.len()];
    of.iter().for_each(|at| sizes[*at] += 1);
    let small: Vec<bool> = sizes.iter().map(|size| *size < floor).collect();
    if small.contains(&true) {
        let together: usize = sizes.iter().filter(|s| **s < floor).sum();
        if together < floor && voters > 0 {
            return (
                name,
                vec![said!("全体（分组人数太少，不单独列出）", "all, because groups are too small to show")],
                vec![0; voters],
            );
        }
        let mut places = vec![0; labels.len()];
        let mut kept = Vec::new();
        for (at, label) in labels.into_iter().enumerate().filter(|(at, _)| !small[*at]) {
            places[at] = kept.len();
            kept.push(label);
        }
        small.iter().zip(&mut places).filter(|(small, _)| **small).for_each(|(_, place)| *place = kept.len());
        kept.push(said!("不足{floor}人的各组合计", "groups of fewer than {floor}, together"));
        labels = kept;
        of.iter_mut().for_each(|at| *at = places[*at]);
    }
    (name, labels, of)
}
