//! Signs in the tenders of one city or street: who wins, who loses when who wins, how near to the reserve price, how just
//! under a threshold, and what was added after the award.

use super::chance::{Chance, drawn_at_least, fair_coin, wins_at_least, wins_work};
use super::related::{Related, related};
use super::shape::shape;
use super::{Gathered, Looked, Prompt};
use crate::said::{Said, said};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use units::limits;

/// Fewer common tenders than this say nothing about anybody.
pub const TENDERS_MIN: usize = 5;
/// The same bidders and nobody else so often: worth a look.
pub const SAME_BIDDERS_MIN: usize = 3;

/// A bid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bid {
    /// Who, by their place in [`Tenders::bidders`].
    pub bidder: u32,
    /// How much, in whole units of the file's money.
    pub amount: i64,
    /// Whether it won.
    pub won: bool,
}

/// A tender.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tender {
    /// What the file calls it.
    pub name: String,
    /// The price above which nothing is taken.
    pub reserve: Option<i64>,
    /// What was paid in the end.
    pub paid: Option<i64>,
    /// Whether others have called it rigged; used only to measure what screens are worth.
    pub labelled: Option<bool>,
    /// The bids.
    pub bids: Vec<Bid>,
}

/// An interest declared or found: a member of a committee and a bidder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interest {
    /// Who decides.
    pub member: String,
    /// Who bids.
    pub bidder: u32,
    /// What binds them.
    pub ground: String,
}

/// Tenders to look at together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tenders {
    /// Names of the bidders.
    pub bidders: Vec<String>,
    /// The tenders.
    pub tenders: Vec<Tender>,
    /// Amounts from which stricter rules hold.
    pub thresholds: Vec<i64>,
    /// Hashed identifiers of bidders.
    pub identifiers: Vec<(u32, String)>,
    /// Interests.
    pub interests: Vec<Interest>,
}

/// There are more tenders than can be looked at together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany;

impl fmt::Display for TooMany {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("these tenders have too many bidders in common to be tested exactly; split the file by year")
    }
}

impl std::error::Error for TooMany {}

/// Looks at all of them.
///
/// # Errors
/// [`TooMany`], past [`limits::SCREENS_STEPS_MAX`].
pub fn look(all: &Tenders) -> Result<Looked, TooMany> {
    let mut found = Gathered::default();
    let mut work = Work(0);
    winners(all, &mut found, &mut work)?;
    turns(all, &mut found, &mut work)?;
    pooled(all, &mut found, &mut work)?;
    thresholds(all, &mut found);
    facts(all, &mut found);
    Ok(found.done())
}

/// Bidders held together by what they share.
#[must_use]
pub fn groups(all: &Tenders) -> Vec<Related> {
    related(u32::try_from(all.bidders.len()).unwrap_or(u32::MAX), &all.identifiers)
}

/// Counts what exact tests cost, and stops in time.
struct Work(u64);

impl Work {
    fn add(&mut self, steps: u64) -> Result<(), TooMany> {
        self.0 = self.0.saturating_add(steps);
        if self.0 > limits::SCREENS_STEPS_MAX { Err(TooMany) } else { Ok(()) }
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Places of the tenders each bidder bid in, once each.
fn by_bidder(all: &Tenders) -> Vec<Vec<u32>> {
    let mut by = vec![Vec::new(); all.bidders.len()];
    for (at, tender) in all.tenders.iter().enumerate() {
        for bid in &tender.bids {
            let of: &mut Vec<u32> = &mut by[bid.bidder as usize];
            if of.last() != Some(&count(at)) {
                of.push(count(at));
            }
        }
    }
    by
}

fn winner(tender: &Tender) -> Option<u32> {
    tender.bids.iter().find(|b| b.won).map(|b| b.bidder)
}

/// Different bidders of a tender.
fn bidders(tender: &Tender) -> BTreeSet<u32> {
    tender.bids.iter().map(|b| b.bidder).collect()
}

/// Who wins more often than by drawing lots among those who bid each time.
fn winners(all: &Tenders, found: &mut Gathered, work: &mut Work) -> Result<(), TooMany> {
    for (bidder, of) in by_bidder(all).iter().enumerate() {
        let decided = of.iter().map(|at| &all.tenders[*at as usize]).filter(|t| winner(t).is_some());
        let trials: Vec<(u32, u32)> = decided.clone().map(|t| (1, count(bidders(t).len()))).collect();
        let wins = count(decided.filter(|t| winner(t) == Some(count(bidder))).count());
        if trials.len() < TENDERS_MIN {
            continue;
        }
        work.add(wins_work(wins, trials.len()))?;
        let why = said!(
            "{n} 次投标中标 {wins} 次；在投标人中抽签不会有这么多",
            "won {wins} of {n} tenders; by lot among those who bid it would be fewer",
            n = trials.len(),
        );
        let prompt = prompt("often_wins", vec![all.bidders[bidder].clone()], wins, trials.len(), why);
        found.tested(prompt, wins_at_least(wins, &trials));
    }
    Ok(())
}

/// Who wins when who loses: two who share nearly all they both bid for.
fn turns(all: &Tenders, found: &mut Gathered, work: &mut Work) -> Result<(), TooMany> {
    let mut pairs: Vec<(u32, u32, u32)> = Vec::new();
    for (at, tender) in all.tenders.iter().enumerate().filter(|(_, t)| winner(t).is_some()) {
        let bidders: Vec<u32> = bidders(tender).into_iter().collect();
        work.add((bidders.len() * bidders.len()) as u64)?;
        for (n, one) in bidders.iter().enumerate() {
            pairs.extend(bidders[n + 1..].iter().map(|other| (*one, *other, count(at))));
        }
    }
    pairs.sort_unstable();
    for common in pairs.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter(|c| c.len() >= TENDERS_MIN) {
        let (one, other, _) = common[0];
        let tenders = common.iter().map(|(_, _, at)| &all.tenders[*at as usize]);
        let trials: Vec<(u32, u32)> = tenders.clone().map(|t| (2, count(bidders(t).len()))).collect();
        let won = |who: u32| count(tenders.clone().filter(|t| winner(t) == Some(who)).count());
        let (a, b) = (won(one), won(other));
        work.add(wins_work(a + b, trials.len()))?;
        let about = [one, other].map(|b| all.bidders[b as usize].clone()).to_vec();
        let why = said!(
            "两家都投的 {n} 次中各中标 {a} 次和 {b} 次，一家中标时另一家总是落标",
            "of {n} tenders both bid in they won {a} and {b}; each lost where the other won",
            n = trials.len(),
        );
        // One who never wins takes no turns; that the other often wins is looked at above. Still a pair looked at.
        let chance = if a == 0 || b == 0 { Chance::certain() } else { wins_at_least(a + b, &trials) };
        found.tested(prompt("win_in_turns", about, a + b, trials.len(), why), chance);
    }
    Ok(())
}

/// What single tenders are too weak to say, pooled over a contractor's: bids that lie close together (the lowest quarter
/// by `cv`), and wins at more than 95 % of the reserve.
fn pooled(all: &Tenders, found: &mut Gathered, work: &mut Work) -> Result<(), TooMany> {
    let cv = |t: &Tender| shape(&t.bids.iter().map(|b| b.amount).collect::<Vec<_>>()).and_then(|s| s[0]);
    let cvs: Vec<Option<f64>> = all.tenders.iter().map(cv).collect();
    let mut sorted: Vec<f64> = cvs.iter().flatten().copied().collect();
    sorted.sort_by(f64::total_cmp);
    let close = sorted.get(sorted.len() / 4).copied().unwrap_or(0.0);
    let tight: Vec<Option<bool>> = cvs.iter().map(|cv| cv.map(|cv| cv < close)).collect();
    let high: Vec<Option<bool>> = all.tenders.iter().map(near_reserve).collect();
    for (bidder, of) in by_bidder(all).iter().enumerate() {
        let mut one = |kind, marks: &[Option<bool>], of: Vec<u32>, what: Said<&str>| {
            let (drawn, seen) = marked(of.iter().filter_map(|at| marks[*at as usize]));
            if drawn < count(TENDERS_MIN) {
                return Ok(());
            }
            let (pool, marked) = marked(marks.iter().copied().flatten());
            work.add(u64::from(drawn.min(marked) + 1) * u64::from(pool / 64 + 4) * 4)?;
            let Said { zh, en } = what;
            let why = said!(
                "其 {drawn} 个招标中有 {seen} 个{zh}；这里的全部 {pool} 个招标中有 {marked} 个",
                "{seen} of their {drawn} tenders {en}; of all {pool} tenders here {marked} do",
            );
            let prompt = prompt(kind, vec![all.bidders[bidder].clone()], seen, drawn as usize, why);
            found.tested(prompt, drawn_at_least(seen, drawn, marked, pool));
            Ok(())
        };
        let won = of.iter().copied().filter(|at| winner(&all.tenders[*at as usize]) == Some(count(bidder)));
        let won = won.collect();
        let close = Said {
            zh: "报价比四分之三的招标更接近",
            en: "have bids closer together than three quarters of all",
        };
        let near = Said { zh: "以最高限价的 95% 以上中标", en: "were won at more than 95 % of the reserve" };
        one("close_bids", &tight, of.clone(), close)?;
        one("near_reserve", &high, won, near)?;
    }
    Ok(())
}

/// Whether the winning bid is above 95 % of the reserve.
fn near_reserve(tender: &Tender) -> Option<bool> {
    let (reserve, bid) = (tender.reserve?, tender.bids.iter().find(|b| b.won)?);
    (reserve > 0).then(|| i128::from(bid.amount) * 100 > i128::from(reserve) * 95)
}

/// How many there are, and how many are marked.
fn marked(marks: impl Iterator<Item = bool>) -> (u32, u32) {
    marks.fold((0, 0), |(all, marked), mark| (all + 1, marked + u32::from(mark)))
}

/// Splits just under a threshold: amounts in the 5 % below it against those in the 5 % above.
fn thresholds(all: &Tenders, found: &mut Gathered) {
    for threshold in all.thresholds.iter().copied().filter(|t| *t > 0) {
        let amount = |t: &Tender| t.reserve.or_else(|| t.bids.iter().find(|b| b.won).map(|b| b.amount));
        let amounts = all.tenders.iter().filter_map(amount).map(|a| (i128::from(a) - i128::from(threshold)) * 20);
        let (mut below, mut above) = (0, 0);
        for off in amounts {
            below += u32::from(-i128::from(threshold) <= off && off < 0);
            above += u32::from(0 <= off && off <= i128::from(threshold));
        }
        // Beyond this nobody needs a test; and an exact one would take long.
        let (sure, of) = (below + above > limits::SCREENS_COINS_MAX, below + above);
        let why = said!(
            "低于 {threshold} 不到 5% 的有 {below} 个，高于它不到 5% 的有 {above} 个",
            "{below} amounts lie in the 5 % below {threshold} and {above} in the 5 % above",
        );
        let prompt = prompt("under_threshold", vec![threshold.to_string()], below, of as usize, why);
        if sure {
            found.looked(prompt.kind);
            if below > above.saturating_mul(2) {
                found.plain(prompt);
            }
        } else {
            found.tested(prompt, fair_coin(below, of));
        }
    }
}

/// What needs no test: it is as it is, and has a ground.
fn facts(all: &Tenders, found: &mut Gathered) {
    let mut together: BTreeMap<BTreeSet<u32>, Vec<&Tender>> = BTreeMap::new();
    let names = |bidders: &mut dyn Iterator<Item = u32>| bidders.map(|b| all.bidders[b as usize].clone()).collect();
    for tender in &all.tenders {
        let who = bidders(tender);
        if who.len() == 1 {
            let why = said!("只有一家投标", "only one bid");
            let sole = prompt("sole_bidder", names(&mut who.iter().copied()), 1, 1, why);
            found.plain(Prompt { tenders: vec![tender.name.clone()], ..sole });
        }
        found.looked("sole_bidder");
        if let (Some(paid), Some(bid)) = (tender.paid, tender.bids.iter().find(|b| b.won)) {
            found.looked("added_after_award");
            if i128::from(paid) * 10 > i128::from(bid.amount) * 11 {
                let why = said!(
                    "中标 {awarded}，实付 {paid}：多出 10% 以上",
                    "{paid} was paid where {awarded} was awarded: more than 10 % on top",
                    awarded = bid.amount,
                );
                let more = prompt("added_after_award", vec![all.bidders[bid.bidder as usize].clone()], 1, 1, why);
                found.plain(Prompt { tenders: vec![tender.name.clone()], ..more });
            }
        }
        if who.len() > 1 {
            together.entry(who).or_default().push(tender);
        }
    }
    for (who, tenders) in together {
        found.looked("same_bidders");
        if tenders.len() >= SAME_BIDDERS_MIN {
            let why = said!(
                "同样的 {who} 家、没有别家，出现了 {times} 次",
                "the same {who} bidders and nobody else, {times} times",
                who = who.len(),
                times = tenders.len(),
            );
            let same =
                prompt("same_bidders", names(&mut who.iter().copied()), count(tenders.len()), all.tenders.len(), why);
            found.plain(Prompt { tenders: tenders.iter().map(|t| t.name.clone()).collect(), ..same });
        }
    }
    let bid_in = by_bidder(all);
    for group in groups(all) {
        found.looked("shared_identifier");
        let link = |(id, a, b): &(String, u32, u32)| {
            let [a, b] = [a, b].map(|bidder| &all.bidders[*bidder as usize]);
            said!("{a}与{b}共用 {id}", "{a} and {b} share {id}")
        };
        let links: Vec<Said> = group.links.iter().map(link).collect();
        let join = |one: fn(&Said) -> &str, by: &str| links.iter().map(one).collect::<Vec<_>>().join(by);
        let why = Said { zh: join(|link| &link.zh, "；"), en: join(|link| &link.en, "; ") };
        let mut met: BTreeMap<u32, u32> = BTreeMap::new();
        group.bidders.iter().flat_map(|b| &bid_in[*b as usize]).for_each(|at| *met.entry(*at).or_default() += 1);
        let met: Vec<String> =
            met.into_iter().filter(|(_, n)| *n > 1).map(|(at, _)| all.tenders[at as usize].name.clone()).collect();
        let shared = prompt(
            "shared_identifier",
            names(&mut group.bidders.iter().copied()),
            count(met.len()),
            all.tenders.len(),
            why,
        );
        found.plain(Prompt { tenders: met, ..shared });
    }
    for interest in &all.interests {
        found.looked("interest");
        let tenders = &bid_in[interest.bidder as usize];
        let about = vec![interest.member.clone(), all.bidders[interest.bidder as usize].clone()];
        let why = said!(
            "{ground}：有利害关系的成员不参加决定",
            "{ground}: a member who has an interest takes no part in deciding",
            ground = interest.ground,
        );
        let declared = prompt("interest", about, count(tenders.len()), all.tenders.len(), why);
        let names = tenders.iter().map(|at| all.tenders[*at as usize].name.clone());
        found.plain(Prompt { tenders: names.collect(), ..declared });
    }
}

fn prompt(kind: &'static str, about: Vec<String>, seen: u32, of: usize, why: Said) -> Prompt {
    Prompt { kind, about, tenders: Vec::new(), seen, of: count(of), chance: None, corrected: None, why }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tender(name: usize, bids: &[(u32, i64)], won: u32) -> Tender {
        let bid = |(bidder, amount): &(u32, i64)| Bid { bidder: *bidder, amount: *amount, won: *bidder == won };
        Tender {
            name: name.to_string(),
            reserve: Some(1_000),
            paid: None,
            labelled: None,
            bids: bids.iter().map(bid).collect(),
        }
    }

    fn kinds(found: &Looked) -> Vec<&'static str> {
        found.prompts.iter().map(|p| p.kind).collect()
    }

    fn of(tenders: Vec<Tender>) -> Tenders {
        Tenders { bidders: (0..6).map(|b| format!("firm {b}")).collect(), tenders, ..Tenders::default() }
    }

    #[test]
    fn two_who_take_turns_are_seen_and_the_number_of_tests_is_told() {
        let bids = [(0, 960), (1, 970), (2, 980), (3, 990)];
        let found = look(&of((0..24).map(|n| tender(n, &bids, (n % 2) as u32)).collect())).unwrap();
        let turns: Vec<&Prompt> = found.prompts.iter().filter(|p| p.kind == "win_in_turns").collect();
        assert_eq!(turns.len(), 1);
        assert_eq!((turns[0].about.join(", "), turns[0].seen, turns[0].of), ("firm 0, firm 1".into(), 24, 24));
        // Half of all every time, 24 times: one in 2^24; six pairs were looked at, one of which takes turns.
        assert_eq!(turns[0].chance, Some(0.5_f64.powi(24)));
        assert_eq!(found.looked_at["often_wins"], 4);
        assert!(kinds(&found).contains(&"same_bidders"));
    }

    #[test]
    fn lots_drawn_give_no_prompt() {
        // Everybody wins in turn, six bidders, none of whom is special.
        let bids: Vec<(u32, i64)> = (0..6).map(|b| (b, 900 + i64::from(b) * 17)).collect();
        let found = look(&of((0..36).map(|n| tender(n, &bids, (n % 6) as u32)).collect())).unwrap();
        assert_eq!(kinds(&found), ["same_bidders"]);
    }

    #[test]
    fn plain_facts_carry_their_ground() {
        let mut all = of(vec![tender(7, &[(0, 900)], 0), tender(8, &[(1, 900), (2, 950), (3, 960)], 1)]);
        all.tenders[1].paid = Some(991);
        all.identifiers = vec![(1, "phone 9f".into()), (3, "phone 9f".into())];
        all.interests = vec![Interest { member: "member 4".into(), bidder: 0, ground: "declared: brother".into() }];
        let found = look(&all).unwrap();
        assert_eq!(kinds(&found), ["sole_bidder", "added_after_award", "shared_identifier", "interest"]);
        assert_eq!(found.prompts[2].why.en, "firm 1 and firm 3 share phone 9f");
        assert_eq!(found.prompts[2].tenders, ["8"]);
        assert!(found.prompts[3].why.en.starts_with("declared: brother"));
        all.tenders[1].paid = Some(990);
        assert_eq!(look(&all).unwrap().prompts.len(), 3);
    }

    #[test]
    fn amounts_just_under_a_threshold() {
        let at = |reserve: i64| Tender { reserve: Some(reserve), ..tender(0, &[(0, 900), (1, 950)], 0) };
        let mut all = of((0..12).map(|n| at(9_501 + n * 40)).chain([at(10_000), at(9_499), at(10_501)]).collect());
        all.thresholds = vec![10_000];
        let found = look(&all).unwrap();
        let seen = found.prompts.iter().find(|p| p.kind == "under_threshold").unwrap();
        assert_eq!((seen.seen, seen.of, seen.chance), (12, 13, Some(14.0 / 8192.0)));
    }

    #[test]
    fn a_city_that_would_take_forever_is_named() {
        let bids = [(0, 960), (1, 970), (2, 980), (3, 990)];
        let many = of((0..30_000).map(|n| tender(n, &bids, (n % 2) as u32)).collect());
        assert_eq!(look(&many), Err(TooMany));
    }
}
