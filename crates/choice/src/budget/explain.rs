//! Why a result is what it is: for every item who paid how much of it, or why it was not chosen and what would have to
//! change.

use super::equal_shares::Payment;
use super::groups::{Beside, side_by_side};
use super::{How, Outcome, Profile, Refused, Rule, Steps, Trace, Way, run_traced};
use crate::said::{Said, said};
use crate::split::split;
use serde::Serialize;
use units::limits;

/// Items whose change is checked by running again; past this many marks in all, changes are computed and not checked.
const CHECKED_MARKS_MAX: usize = 4_000_000;

/// A result, explained.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// What this is not.
    pub proposal: Said<&'static str>,
    /// The rule.
    pub rule: &'static str,
    /// What follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub then: Option<&'static str>,
    /// How ballots were read.
    pub utility: &'static str,
    /// The published tie rule.
    pub tie_rule: Said<&'static str>,
    /// Items exactly as good at the moment another was taken.
    pub ties: Vec<Tie>,
    /// How many voted.
    pub voters: usize,
    /// What could be spent.
    pub budget: String,
    /// What was not.
    pub left_over: String,
    /// What an average purse began with, where the rule has purses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purse: Option<String>,
    /// Runs it took to find that purse.
    pub runs: u32,
    /// Comparisons too close for floats, decided in whole numbers.
    pub decided_exactly: u64,
    /// Every item.
    pub items: Vec<ItemExplained>,
    /// Every rule, and what groups of voters get under it.
    pub side_by_side: Beside,
}

/// A tie.
#[derive(Clone, Debug, Serialize)]
pub struct Tie {
    /// The item taken.
    pub taken: String,
    /// The items as good as it.
    pub as_good: Vec<String>,
}

/// An item, explained.
#[derive(Clone, Debug, Serialize)]
pub struct ItemExplained {
    /// Its id.
    pub id: String,
    /// Its name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Its cost.
    pub cost: String,
    /// How many marked it.
    pub supporters: i64,
    /// Whether it was chosen.
    pub chosen: bool,
    /// How it was, and as which one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub how: Option<Said>,
    /// Who paid how much of it; the parts sum to its cost.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub paid: Vec<Paid>,
    /// Why it was not chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why_not: Option<Said>,
    /// What would have to change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub would_have_to_change: Option<Change>,
}

/// Part of an item's price.
#[derive(Clone, Debug, Serialize)]
pub struct Paid {
    /// How many paid like this.
    pub voters: i64,
    /// Whether it was all they had left.
    pub all_they_had: bool,
    /// The least one of them paid.
    pub each_from: String,
    /// The most.
    pub each_to: String,
    /// All of them together.
    pub together: String,
}

/// What would have brought an item in, everything else as it was.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    /// A cost at which it is chosen.
    pub cost_at_most: String,
    /// Whether that was checked by running the rule again.
    pub checked: bool,
    /// The same in a sentence.
    pub said: Said,
    /// What its supporters lack together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supporters_lack: Option<String>,
    /// How many more supporters with a full purse would make that up; one where it was as good as what was taken instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub or_more_supporters: Option<i64>,
}

/// Runs a rule and explains what it chose.
///
/// # Errors
/// [`Refused`], as [`super::run`].
pub fn explain(profile: &Profile<'_>, way: Way) -> Result<(Outcome, Explanation), Refused> {
    let (outcome, trace) = run_traced(profile, way, &mut Steps(limits::ELECTION_STEPS_MAX))?;
    let election = profile.election;
    let id = |item: usize| election.items[item].id.clone();
    let left = i128::from(election.budget) - outcome.cost;
    let ties = outcome
        .bought
        .iter()
        .filter(|b| !b.tied.is_empty())
        .map(|b| Tie { taken: id(b.item), as_good: b.tied.iter().map(|i| id(*i)).collect() });
    let explanation = Explanation {
        proposal: Said {
            zh: "这只是建议：是否采用这一揽子项目，由业主共同决定（民法典第二百七十八条）",
            en: "a proposal: owners decide on the package by joint decision (民法典第二百七十八条)",
        },
        rule: way.rule.word(),
        then: (way.then_greedy && way.rule != Rule::Greedy).then_some("greedy"),
        utility: profile.utility.word(),
        tie_rule: Said {
            zh: "并列时，编号按文字排在前面的优先（“10”在“2”之前）",
            en: "ties go to the id that comes first as a string (\"10\" before \"2\")",
        },
        ties: ties.collect(),
        voters: election.voters(),
        budget: election.amount(election.budget.into()),
        left_over: election.amount(left),
        purse: matches!(trace, Trace::Shares(_)).then(|| election.amount(outcome.money / profile.voters().max(1))),
        runs: outcome.runs,
        decided_exactly: outcome.decided_exactly,
        items: items(profile, way, &outcome, &trace),
        side_by_side: side_by_side(profile, way, &outcome),
    };
    Ok((outcome, explanation))
}

fn items(profile: &Profile<'_>, way: Way, outcome: &Outcome, trace: &Trace<'_>) -> Vec<ItemExplained> {
    let election = profile.election;
    let mut payments: Vec<Vec<Payment>> = match trace {
        Trace::Greedy => Vec::new(),
        Trace::Shares(search) => search.payments(),
        Trace::Phragmen(given, _) => {
            let plain = |given: &(u32, f64)| Payment { kind: given.0, each: given.1, all: false };
            given.iter().map(|given| given.iter().map(plain).collect()).collect()
        }
    };
    // Free items come before the rounds of equal shares and are paid by nobody.
    let free = outcome.bought.iter().filter(|b| b.how == How::Free).count();
    payments.splice(0..0, (0..free).map(|_| Vec::new()));
    let mut changed = profile.clone();
    let mut checks = Steps(limits::ELECTION_CHECK_STEPS_MAX);
    let explained = election.items.iter().enumerate().map(|(item, about)| {
        let bought = outcome.bought.iter().position(|b| b.item == item);
        let (why_not, change) = match bought {
            Some(_) => (None, None),
            None => {
                let (why, change) = not_chosen(profile, (&mut changed, &mut checks), way, item, (outcome, trace));
                (Some(why), change)
            }
        };
        ItemExplained {
            id: about.id.clone(),
            name: about.name.clone(),
            cost: election.amount(about.cost.into()),
            supporters: profile.support[item].voters,
            chosen: bought.is_some(),
            how: bought.map(|at| how(profile, outcome, at)),
            paid: bought.and_then(|at| payments.get(at)).map_or(Vec::new(), |p| paid(profile, item, p)),
            why_not,
            would_have_to_change: change,
        }
    });
    explained.collect()
}

fn how(profile: &Profile<'_>, outcome: &Outcome, at: usize) -> Said {
    let bought = &outcome.bought[at];
    let by = match bought.how {
        How::Free => ("不花钱，也有人要", "it costs nothing and somebody wants it"),
        How::Shares => ("支持者按相等份额凑够了钱", "bought by its supporters' equal shares"),
        How::Phragmen if profile.support[bought.item].voters == 0 => {
            ("没有人选，最后还放得下", "nobody marked it, and it fitted at the end")
        }
        How::Phragmen => ("它的支持者最先付得起", "its supporters could pay it first"),
        How::Greedy if profile.support[bought.item].total == 0 => {
            ("没有人选，剩下的钱还放得下", "nobody marked it, and it fitted into what was left")
        }
        How::Greedy => (
            "从多到少取：放得下的项目里，每一元得到的支持最多",
            "taken greedily: the most utility for its cost of what still fitted",
        ),
    };
    let (zh, en) = by;
    let said = said!("第 {n} 个：{zh}", "number {n}: {en}", n = at + 1);
    if bought.tied.is_empty() {
        return said;
    }
    let (Said { zh, en }, others) = (said, ids(profile, &bought.tied));
    said!(
        "{zh}；与{others}一样好，由公布的并列规则（编号）决定先取它",
        "{en}; as good as {others}, and the published rule (id) decided to take it first",
    )
}

/// Items by their ids, in words; of many the first few.
fn ids(profile: &Profile<'_>, items: &[usize]) -> String {
    const NAMED: usize = 8;
    let named: Vec<_> = items.iter().take(NAMED).map(|i| format!("`{}`", profile.election.items[*i].id)).collect();
    named.join(" ") + if items.len() > NAMED { " …" } else { "" }
}

/// Payments in two lines: those who paid the price, and those who gave all they had.
fn paid(profile: &Profile<'_>, item: usize, payments: &[Payment]) -> Vec<Paid> {
    let cost = profile.cost(item);
    let voters = |p: &Payment| profile.kinds[p.kind as usize].voters;
    let groups = [false, true].map(|all| payments.iter().filter(|p| p.all == all).collect::<Vec<_>>());
    // Shares of the whole in millionths, so that the parts sum to the cost exactly.
    let part = |of: &Vec<&Payment>| of.iter().map(|p| p.each * voters(p) as f64).sum::<f64>() / cost.max(1) as f64;
    let parts: Vec<i64> = groups.iter().map(|g| (part(g) * 1e12) as i64).collect();
    let Ok(together) = split(cost, &parts) else { return Vec::new() };
    // A share is rarely whole: two more decimals than the election counts in, or it would not add up.
    let decimals = profile.election.decimals;
    let amount = |value: f64| match (value - value.round()).abs() < 5e-3 {
        true => profile.election.amount(value.round() as i128),
        false => format!("{:.*}", decimals as usize + 2, value / 10_f64.powi(decimals as i32)),
    };
    let lines = groups.iter().zip(together).filter(|(group, _)| !group.is_empty()).map(|(group, together)| Paid {
        voters: group.iter().map(|p| voters(p)).sum(),
        all_they_had: group[0].all,
        each_from: amount(group.iter().map(|p| p.each).fold(f64::INFINITY, f64::min)),
        each_to: amount(group.iter().map(|p| p.each).fold(0.0, f64::max)),
        together: profile.election.amount(together.into()),
    });
    lines.collect()
}

/// Why an item was not chosen, and what would have to change.
fn not_chosen(
    profile: &Profile<'_>,
    (changed, checks): (&mut Profile<'_>, &mut Steps),
    way: Way,
    item: usize,
    (outcome, trace): (&Outcome, &Trace<'_>),
) -> (Said, Option<Change>) {
    let amount = |value: i128| profile.election.amount(value);
    let cost = i128::from(profile.cost(item));
    let left = i128::from(profile.election.budget) - outcome.cost;
    if profile.support[item].voters == 0 && !way.then_greedy && way.rule != Rule::Greedy {
        return (said!("没有人选", "nobody marked it"), None);
    }
    let mut lack = None;
    let (why, at_most) = match trace {
        Trace::Shares(search) => {
            let held = whole(search.left_with(item));
            if way.then_greedy || held >= cost {
                (beyond(&amount(cost), &amount(left)), left.max(held.min(cost - 1)))
            } else {
                let purse = search.purse().max(f64::MIN_POSITIVE);
                lack = Some((cost - held, ((cost - held) as f64 / purse).ceil() as i64));
                let why = said!(
                    "支持者最后一共只剩 {held}，而它要 {cost}",
                    "its supporters hold {held} together at the end, and it costs {cost}",
                    held = amount(held),
                    cost = amount(cost),
                );
                (why, held)
            }
        }
        Trace::Phragmen(_, Some(stopped)) if !way.then_greedy => {
            let at = &profile.election.items[*stopped].id;
            let why = said!(
                "规则停在项目 `{at}`：选它就超出预算",
                "the rule stopped at item `{at}`, which would have passed the budget",
            );
            (why, left)
        }
        Trace::Phragmen(..) => (beyond(&amount(cost), &amount(left)), left),
        Trace::Greedy => {
            let before = outcome.bought.iter().take_while(|b| better(profile, b.item, item));
            let turn =
                before.fold(i128::from(profile.election.budget), |left, b| left - i128::from(profile.cost(b.item)));
            let why = said!(
                "它要 {cost}，轮到它时只剩 {turn}",
                "it costs {cost}, and when its turn came only {turn} was left",
                cost = amount(cost),
                turn = amount(turn),
            );
            (why, turn)
        }
    };
    let mut at_most = at_most.clamp(0, cost - 1);
    let marks: usize = profile.marks.iter().map(Vec::len).sum();
    let checkable = marks * profile.support.len() <= CHECKED_MARKS_MAX;
    // `None` where it was not looked: the change is then told as computed and not checked.
    let mut chosen =
        |at: i128| if checkable { chosen_at(changed, way, item, (at, outcome.money), checks) } else { None };
    // The last item taken that was no better: had the tie gone the other way there, this one would have been taken.
    let tie = outcome.bought.iter().rev().find(|b| b.tied.contains(&item));
    let found = match tie {
        // The least that is cheaper may be enough to be better.
        Some(_) if chosen(cost - 1) == Some(true) => {
            at_most = cost - 1;
            Some(true)
        }
        _ => chosen(at_most),
    };
    changed.set_cost(item, profile.cost(item));
    let Some(tie) = tie else {
        let change = Change {
            cost_at_most: amount(at_most),
            checked: found == Some(true),
            said: changed_so(&amount(at_most), (at_most, found == Some(true)), lack.map(|(_, more)| more), false),
            supporters_lack: lack.map(|(lack, _)| amount(lack)),
            or_more_supporters: lack.map(|(_, more)| more),
        };
        return (why, (found != Some(false)).then_some(change));
    };
    let (Said { zh, en }, other) = (why, ids(profile, &[tie.item]));
    let why = said!(
        "与{other}一样好，由公布的并列规则（编号）决定先取{other}；此后：{zh}",
        "as good as {other}, and the published rule (id) decided to take {other} first; after that: {en}",
    );
    let change = Change {
        cost_at_most: amount(at_most),
        checked: found == Some(true),
        said: changed_so(&amount(at_most), (at_most, found == Some(true)), Some(1), true),
        supporters_lack: None,
        or_more_supporters: Some(1),
    };
    (why, Some(change))
}

/// What would have to change, in a sentence.
fn changed_so(cost: &str, (at_most, checked): (i128, bool), more: Option<i64>, tie: bool) -> Said {
    let by_cost = (at_most > 0).then(|| match checked {
        true => said!("造价不超过 {cost}（重新算过，会选中）", "a cost of {cost} at most (run again: it is chosen)"),
        false => said!("造价不超过 {cost}（推算，没有重新算）", "a cost of {cost} at most (computed, not run again)"),
    });
    let by_more = more.map(|n| match tie {
        true => said!("再多 {n} 人选它，就不再并列", "{n} more marking it, which ends the tie"),
        false => said!("再多 {n} 个钱还没花过的支持者", "{n} more supporters with a full purse"),
    });
    match (by_cost, by_more) {
        (Some(cost), Some(more)) => {
            Said { zh: format!("{}，或者{}", cost.zh, more.zh), en: format!("{}, or {}", cost.en, more.en) }
        }
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => said!("除非不花钱", "only if it cost nothing"),
    }
}

fn beyond(cost: &str, left: &str) -> Said {
    said!("它要 {cost}，而只剩 {left}", "it costs {cost}, and only {left} is left")
}

fn better(profile: &Profile<'_>, one: usize, other: usize) -> bool {
    let value = |item: usize| (profile.support[item].total, i128::from(profile.cost(item)));
    let ((u, c), (v, d)) = (value(one), value(other));
    (u * d).cmp(&(v * c)).then(other.cmp(&one)).is_gt()
}

/// Whether an item is chosen at another cost, with the purses as they were; `None` where that takes too long to see.
fn chosen_at(
    changed: &mut Profile<'_>,
    way: Way,
    item: usize,
    (cost, money): (i128, i128),
    checks: &mut Steps,
) -> Option<bool> {
    let Ok(cost) = i64::try_from(cost) else { return Some(false) };
    changed.set_cost(item, cost);
    let bought = super::bought_with(changed, way, (money, false), checks).ok()?;
    Some(bought.iter().any(|b| b.item == item))
}

/// The largest whole amount in `value`, what is whole but for rounding being whole.
fn whole(value: f64) -> i128 {
    let near = value.round();
    if (value - near).abs() < 1e-6 { near as i128 } else { value.floor() as i128 }
}
