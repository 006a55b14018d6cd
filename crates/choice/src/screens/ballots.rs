//! Signs in how a vote was cast: many ballots from one device or within a minute, many proxies with one person, ballots
//! for flats that are sold, empty or whose owner is dead, stairwells unlike the estate, and a late surge where it decides.
//!
//! An estate has tens of stairwells, so each is tested exactly against the estate and corrected for how many there are
//! (P. Klimek, Y. Yegorov, R. Hanel, S. Thurner, Statistical Detection of Systematic Election Irregularities, PNAS 109,
//! 2012 needs hundreds). No digit test: those fail on votes. Prompts name flats and stairwells, never a ballot's choice.

use super::chance::{drawn_as_odd, drawn_at_least};
use super::{Gathered, Looked, Prompt};
use crate::said::{Said, said};
use std::collections::BTreeMap;

/// More ballots from one device than a large family has.
pub const DEVICE_MIN: usize = 5;
/// So many ballots by phone within one minute.
pub const MINUTE_MIN: usize = 5;
/// So many proxies with one person.
pub const PROXIES_MIN: usize = 3;

/// What is known of a flat beside its ballot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Nothing odd.
    #[default]
    Lived,
    /// Sold, and the new owner is not the one who voted.
    Sold,
    /// Known to be empty.
    Empty,
    /// The owner is dead.
    OwnerDead,
}

/// A ballot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ballot {
    /// Whether it says yes.
    pub yes: bool,
    /// When it came, in seconds from the opening; nothing for paper, which is entered when a clerk has time.
    pub second: Option<u32>,
    /// The device, hashed; nothing for paper.
    pub device: Option<String>,
    /// Who cast it for the owner.
    pub proxy: Option<String>,
}

/// A flat that may vote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flat {
    /// Its name.
    pub name: String,
    /// Its stairwell.
    pub stairwell: String,
    /// What is known of it.
    pub standing: Standing,
    /// Its ballot, if it voted.
    pub ballot: Option<Ballot>,
}

/// Looks at a vote. `needed` is how many yes it needs, where that is known.
#[must_use]
pub fn look(flats: &[Flat], needed: Option<u32>) -> Looked {
    let mut found = Gathered::default();
    devices(flats, &mut found);
    minutes(flats, &mut found);
    standings(flats, &mut found);
    stairwells(flats, &mut found);
    if let Some(needed) = needed {
        surge(flats, needed, &mut found);
    }
    found.done()
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn prompt(kind: &'static str, about: Vec<String>, seen: u32, of: u32, why: Said) -> Prompt {
    Prompt { kind, about, tenders: Vec::new(), seen, of, chance: None, corrected: None, why }
}

fn cast(flats: &[Flat]) -> impl Iterator<Item = (&Flat, &Ballot)> {
    flats.iter().filter_map(|f| f.ballot.as_ref().map(|b| (f, b)))
}

/// One device, or one person with many proxies.
fn devices(flats: &[Flat], found: &mut Gathered) {
    let all = count(cast(flats).count());
    let (mut devices, mut proxies) = (BTreeMap::<&str, Vec<&Flat>>::new(), BTreeMap::<&str, Vec<&Flat>>::new());
    for (flat, ballot) in cast(flats) {
        ballot.device.iter().for_each(|d| devices.entry(d).or_default().push(flat));
        ballot.proxy.iter().for_each(|p| proxies.entry(p).or_default().push(flat));
    }
    let names = |flats: &[&Flat]| flats.iter().map(|f| f.name.clone()).collect();
    for flats in devices.values() {
        found.looked("one_device");
        if flats.len() >= DEVICE_MIN {
            let why = said!("{n} 张票来自同一台设备", "{n} ballots came from one device", n = flats.len());
            found.plain(prompt("one_device", names(flats), count(flats.len()), all, why));
        }
    }
    for (person, flats) in proxies {
        found.looked("many_proxies");
        if flats.len() >= PROXIES_MIN {
            let why = said!("{person}代 {n} 户投票", "{person} voted for {n} flats", n = flats.len());
            found.plain(prompt("many_proxies", names(&flats), count(flats.len()), all, why));
        }
    }
}

/// The longest runs of ballots by phone within a minute, each flat in one of them at most.
fn minutes(flats: &[Flat], found: &mut Gathered) {
    let mut times: Vec<(u32, &str)> = cast(flats).filter_map(|(f, b)| Some((b.second?, f.name.as_str()))).collect();
    times.sort_unstable();
    let mut at = 0;
    while at < times.len() {
        let run = times[at..].iter().take_while(|t| t.0 - times[at].0 < 60).count();
        found.looked("within_a_minute");
        if run >= MINUTE_MIN {
            let names = times[at..at + run].iter().map(|t| t.1.to_owned()).collect();
            let why = said!(
                "开始投票后第 {from} 秒起的一分钟内到了 {run} 张票",
                "{run} ballots came within one minute, {from} s after the opening",
                from = times[at].0,
            );
            found.plain(prompt("within_a_minute", names, count(run), count(times.len()), why));
            at += run;
        } else {
            at += 1;
        }
    }
}

/// Ballots for flats from which none should come.
fn standings(flats: &[Flat], found: &mut Gathered) {
    let all = count(cast(flats).count());
    for (standing, why) in [
        (Standing::Sold, said!("房屋已转让，投票的不是新业主", "sold, and not to who voted")),
        (Standing::Empty, said!("已知为空置", "known to be empty")),
        (Standing::OwnerDead, said!("业主已去世", "the owner is dead")),
    ] {
        let names: Vec<String> =
            cast(flats).filter(|(f, _)| f.standing == standing).map(|(f, _)| f.name.clone()).collect();
        found.looked("standing");
        if !names.is_empty() {
            found.plain(prompt("standing", names.clone(), count(names.len()), all, why));
        }
    }
}

/// Turnout and share of yes by stairwell, each against the whole estate.
fn stairwells(flats: &[Flat], found: &mut Gathered) {
    let mut by: BTreeMap<&str, (u32, u32, u32)> = BTreeMap::new();
    for flat in flats {
        let (here, voted, yes) = by.entry(&flat.stairwell).or_default();
        *here += 1;
        *voted += u32::from(flat.ballot.is_some());
        *yes += u32::from(flat.ballot.as_ref().is_some_and(|b| b.yes));
    }
    let total = by.values().fold((0, 0, 0), |t, s| (t.0 + s.0, t.1 + s.1, t.2 + s.2));
    for (stairwell, (here, voted, yes)) in by {
        let about = || vec![stairwell.to_owned()];
        let why = said!(
            "{here} 户中 {voted} 户投了票；全小区 {all} 户中 {of_all} 户",
            "{voted} of {here} flats voted; in the estate {of_all} of {all}",
            of_all = total.1,
            all = total.0,
        );
        found.tested(
            prompt("turnout_of_stairwell", about(), voted, here, why),
            drawn_as_odd(voted, here, total.1, total.0),
        );
        if voted > 0 {
            let why = said!(
                "同意的比例与全小区不同：全小区 {all} 票中 {yes} 票同意",
                "its share of yes is unlike the estate's: {yes} of {all}",
                yes = total.2,
                all = total.1,
            );
            found.tested(
                prompt("yes_of_stairwell", about(), yes, voted, why),
                drawn_as_odd(yes, voted, total.2, total.1),
            );
        }
    }
}

/// More yes among the last tenth of the ballots by phone, where the result lies within a twentieth of what was needed.
fn surge(flats: &[Flat], needed: u32, found: &mut Gathered) {
    let yes = count(cast(flats).filter(|(_, b)| b.yes).count());
    if u64::from(yes.abs_diff(needed)) * 20 > u64::from(needed) {
        return;
    }
    let mut times: Vec<(u32, bool)> = cast(flats).filter_map(|(_, b)| Some((b.second?, b.yes))).collect();
    times.sort_unstable();
    let late = &times[times.len() - times.len() / 10..];
    if late.is_empty() {
        return;
    }
    let said_yes = |ballots: &[(u32, bool)]| count(ballots.iter().filter(|b| b.1).count());
    let why = said!(
        "同意 {yes} 票，需要 {needed} 票；最后十分之一的票里同意的更多",
        "{yes} yes where {needed} were needed, and the last tenth of the ballots says yes more often",
    );
    let prompt = prompt("late_surge", Vec::new(), said_yes(late), count(late.len()), why);
    found.tested(prompt, drawn_at_least(said_yes(late), count(late.len()), said_yes(&times), count(times.len())));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten stairwells of 30 flats, two thirds of which vote, two thirds of those yes; ballots come minutes apart.
    fn estate() -> Vec<Flat> {
        let flat = |n: u32| Flat {
            name: format!("{n}"),
            stairwell: format!("{:02}", n / 30),
            standing: Standing::Lived,
            ballot: (!n.is_multiple_of(3)).then(|| Ballot {
                yes: n % 9 != 1 && n % 9 != 4,
                second: Some(n * 90),
                device: Some(format!("d{n}")),
                proxy: None,
            }),
        };
        (0..300).map(flat).collect()
    }

    fn kinds(flats: &[Flat], needed: Option<u32>) -> Vec<&'static str> {
        look(flats, needed).prompts.iter().map(|p| p.kind).collect()
    }

    #[test]
    fn an_even_vote_gives_no_prompt() {
        assert_eq!(kinds(&estate(), Some(134)), [""; 0]);
        assert_eq!(look(&estate(), None).looked_at["turnout_of_stairwell"], 10);
        assert_eq!(kinds(&[], Some(1)), [""; 0]);
    }

    #[test]
    fn each_sign_is_seen() {
        let mut flats = estate();
        for flat in &mut flats[60..90] {
            // Everybody of one stairwell, with yes, at once, from one device, by one person.
            let device = Some("one".to_owned());
            flat.ballot = Some(Ballot { yes: true, second: Some(26_900), device, proxy: Some("person 3".into()) });
        }
        flats[61].standing = Standing::OwnerDead;
        flats[64].standing = Standing::Sold;
        let found = kinds(&flats, Some(400));
        for kind in ["one_device", "many_proxies", "within_a_minute", "standing"] {
            assert!(found.contains(&kind), "{kind}: {found:?}");
        }
        let turnout = look(&flats, None);
        let seen = turnout.prompts.iter().find(|p| p.kind == "turnout_of_stairwell").unwrap();
        assert_eq!((seen.about.join(""), seen.seen, seen.of), ("02".into(), 30, 30));
        assert!(seen.corrected.unwrap() > seen.chance.unwrap());
    }

    #[test]
    fn a_late_surge_matters_only_where_it_decides() {
        let mut flats = estate();
        for flat in flats.iter_mut() {
            if let Some(ballot) = &mut flat.ballot {
                ballot.yes = ballot.second.unwrap() > 23_000;
            }
        }
        let yes = flats.iter().filter(|f| f.ballot.as_ref().is_some_and(|b| b.yes)).count() as u32;
        assert!(kinds(&flats, Some(yes)).contains(&"late_surge"));
        assert!(!kinds(&flats, Some(yes * 2)).contains(&"late_surge"));
    }
}
