//! What a paper says: named values and tables, computed from the estate and from nothing else. Whoever holds the facts of a
//! paper can compute its digest and compare it with the one in the record.

use super::{Document, Kind};
use crate::Estate;
use crate::assembly::{Channel, Item, ItemCount, Motion, Question};
use crate::posting::{self, Board, Ended};
use crate::roll::AreaSource;
use choice::tally::{Decision, Side};
use law::{Confidence, Key};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use units::{Area, Capacity, Day, Digest, DocumentId, MatterId, Moment, MotionId, Weight};

/// What a paper says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Facts {
    /// How to read this: `yihe document 1`.
    pub format: &'static str,
    /// What paper it is.
    pub kind: Kind,
    /// Its number.
    pub number: DocumentId,
    /// Random digits.
    pub salt: String,
    /// The estate's name.
    pub estate: String,
    /// The matter's number.
    pub matter: MatterId,
    /// The motion's number.
    pub motion: MotionId,
    /// The motion's title.
    pub title: String,
    /// Single values by name (`fact-<name>`).
    pub lines: Vec<Line>,
    /// Tables.
    pub grids: Vec<Grid>,
    /// Articles it rests on; only those read in the text of the law.
    pub cites: Vec<String>,
    /// Words added by hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remarks: Option<String>,
}

/// A single value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// Its name.
    pub name: &'static str,
    /// The value.
    pub value: Cell,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Grid {
    /// Its name (`grid-<name>`).
    pub name: &'static str,
    /// What it is about, where a paper has several of one name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Names of the columns (`fact-<name>`).
    pub columns: Vec<&'static str>,
    /// Rows, as wide as the columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A value.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cell {
    /// One of the product's words (`fact-word-<word>`).
    Word(&'static str),
    /// Text as typed.
    Text(String),
    /// A count.
    Number(i64),
    /// A day.
    Day(Day),
    /// A moment.
    Moment(Moment),
    /// An area.
    Area(Area),
    /// Nothing.
    Blank,
}

impl Facts {
    /// SHA-256 of the facts as JSON without spaces, in the order of their fields.
    ///
    /// # Panics
    /// Never: facts hold nothing that JSON cannot carry.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest(Sha256::digest(self.json()).into())
    }

    /// The very bytes the digest is of.
    ///
    /// # Panics
    /// Never: facts hold nothing that JSON cannot carry.
    #[must_use]
    pub fn json(&self) -> Vec<u8> {
        // INVARIANT: plain values.
        serde_json::to_vec(self).expect("facts as JSON")
    }

    /// The single value of this name.
    #[must_use]
    pub fn line(&self, name: &str) -> Option<&Cell> {
        self.lines.iter().find(|l| l.name == name).map(|l| &l.value)
    }

    /// The tables of this name.
    pub fn grids<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Grid> {
        self.grids.iter().filter(move |g| g.name == name)
    }
}

impl Document {
    /// What it says by the record as it stands; `None` where something it rests on is gone.
    #[must_use]
    pub fn facts(&self, estate: &Estate, id: DocumentId) -> Option<Facts> {
        let remarks = self.remarks.as_ref().map(|r| r.get().cloned().unwrap_or_default());
        facts(estate, self.motion, self.kind, id, self.salt.get()?, remarks.as_deref())
    }

    /// Whether the record still says what the paper says.
    #[must_use]
    pub fn unchanged(&self, estate: &Estate, id: DocumentId) -> bool {
        self.facts(estate, id).is_some_and(|f| f.digest() == self.digest)
    }
}

/// What a paper of `kind` says now; `None` where the motion has not come so far.
#[must_use]
pub fn facts(
    estate: &Estate,
    id: MotionId,
    kind: Kind,
    number: DocumentId,
    salt: &str,
    remarks: Option<&str>,
) -> Option<Facts> {
    let motion = estate.assembly.get(id)?;
    let mut found = Found { motion, lines: Vec::new(), grids: Vec::new(), keys: Vec::new() };
    match kind {
        Kind::Roll => found.roll(estate)?,
        Kind::Notice => found.notice()?,
        Kind::Ballots => found.ballots(estate)?,
        Kind::Mandate => found.mandate()?,
        Kind::Authority => found.authority(estate)?,
        Kind::CountSheet => found.count_sheet()?,
        Kind::Minutes => found.minutes()?,
        Kind::Announcement => found.announcement()?,
        Kind::PostedRoll | Kind::PostedNotice | Kind::PostedResult => {
            let paper = kind.tells_of()?;
            found.posted(estate, paper, estate.posting.board(id, paper)?);
        }
        Kind::Filing => found.filing(estate)?,
    }
    let mut cites: Vec<String> = found
        .keys
        .iter()
        .filter_map(|k| motion.rule(*k))
        .filter(|r| r.cite.confidence == Confidence::Statute)
        .map(|r| r.cite.article.clone())
        .collect();
    cites.dedup();
    Some(Facts {
        format: "yihe document 1",
        kind,
        number,
        salt: salt.to_owned(),
        estate: estate.founding.name.as_ref().and_then(|n| n.get()).cloned().unwrap_or_default(),
        matter: motion.matter,
        motion: id,
        title: motion.title.get().cloned().unwrap_or_default(),
        lines: found.lines,
        grids: found.grids,
        cites,
        remarks: remarks.map(str::to_owned),
    })
}

/// A paper as it is put together.
struct Found<'a> {
    motion: &'a Motion,
    lines: Vec<Line>,
    grids: Vec<Grid>,
    keys: Vec<Key>,
}

fn yes_no(yes: bool) -> Cell {
    Cell::Word(if yes { "yes" } else { "no" })
}

/// The line that says how many areas were read there.
const fn areas_from(source: AreaSource) -> &'static str {
    match source {
        AreaSource::Register => "areas-register",
        AreaSource::Survey => "areas-survey",
        AreaSource::Contract => "areas-contract",
    }
}

/// A decision's word.
const fn decision(decision: Decision) -> &'static str {
    match decision {
        Decision::Passed => "passed",
        Decision::NotPassed => "not-passed",
        Decision::NoQuorum => "no-quorum",
        Decision::NotDemonstrated => "not-demonstrated",
    }
}

impl Found<'_> {
    fn line(&mut self, name: &'static str, value: Cell) {
        self.lines.push(Line { name, value });
    }

    fn grid(&mut self, name: &'static str, columns: &[&'static str], rows: Vec<Vec<Cell>>) {
        self.grids.push(Grid { name, title: None, columns: columns.to_vec(), rows });
    }

    fn number(&mut self, name: &'static str, key: Key) {
        if let Some(n) = self.motion.rule(key).and_then(|r| r.value.number()) {
            self.line(name, Cell::Number(n));
        }
    }

    /// Who decides: heads and area of the frozen roll.
    fn base(&mut self) -> Option<()> {
        let electorate = self.motion.electorate.as_ref()?;
        self.line("frozen-on", Cell::Day(electorate.on));
        self.line("units", Cell::Number(electorate.voter_of.len() as i64));
        self.line("heads", Cell::Number(electorate.all.heads));
        self.line("area", Cell::Area(electorate.all.area));
        for (source, n) in electorate.by_source() {
            self.line(areas_from(source), Cell::Number(n as i64));
        }
        Some(())
    }

    fn times(&mut self) {
        let motion = self.motion;
        self.line("opens", Cell::Moment(motion.opens));
        self.line("closes", Cell::Moment(motion.closes));
        self.line("reading", Cell::Moment(motion.reading));
        self.line("reading-place", Cell::Text(motion.reading_place.get().cloned().unwrap_or_default()));
    }

    fn roll(&mut self, estate: &Estate) -> Option<()> {
        self.base()?;
        self.line("opens", Cell::Moment(self.motion.opens));
        let rows = self.units(estate, true)?;
        // Rolls frozen before the source was kept do not say it.
        let said = !self.motion.electorate.as_ref()?.sources.is_empty();
        self.grid("roll", if said { &["unit", "area", "head", "source"] } else { &["unit", "area", "head"] }, rows);
        self.keys = vec![Key::RollDays, Key::AreaSources, Key::OneBuyer];
        Some(())
    }

    /// The units of the frozen roll in the order of doors: door, area, number of the head, and where it is asked for and
    /// known the source of the area.
    fn units(&self, estate: &Estate, with_source: bool) -> Option<Vec<Vec<Cell>>> {
        let electorate = self.motion.electorate.as_ref()?;
        let door = |unit| estate.roll.units.get(unit).map(|u| &u.facts.door);
        let mut units: Vec<_> = electorate.voter_of.iter().filter_map(|(u, v)| Some((door(u)?, u, v))).collect();
        units.sort();
        let row = |(door, unit, voter): (&crate::roll::Door, &units::UnitId, &u32)| {
            let area = electorate.area_of(*unit).map_or(Cell::Blank, Cell::Area);
            let source = electorate.sources.get(unit).filter(|_| with_source).map(|s| Cell::Word(s.word()));
            let row = [Cell::Text(door.to_string()), area, Cell::Number(i64::from(*voter))];
            row.into_iter().chain(source).collect()
        };
        Some(units.into_iter().map(row).collect())
    }

    fn notice(&mut self) -> Option<()> {
        let notice = self.motion.notice.as_ref()?;
        self.line("given", Cell::Day(notice.at.day()));
        self.times();
        self.base()?;
        self.line("told-committee", yes_no(notice.told_committee));
        self.line("silence-counts", yes_no(self.motion.silence_conditions_met()));
        let phone = self.motion.rule(Key::PhoneChannel).is_none_or(|r| r.value.word() == Some("here"));
        self.line("phone-here", yes_no(phone));
        self.number("proxy-max", Key::ProxyMax);
        self.items();
        self.keys = vec![Key::NoticeDays, Key::Quorum, Key::Ordinary, Key::TellCommittee];
        Some(())
    }

    fn items(&mut self) {
        let rows = self.motion.items.iter().enumerate().map(|(i, item)| {
            let options = match &item.question {
                Question::Approve => Cell::Blank,
                Question::Choose { options, .. } => {
                    let names: Vec<&str> = options.iter().filter_map(|o| o.get().map(String::as_str)).collect();
                    Cell::Text(names.join("、"))
                }
            };
            let text = item.text.as_ref().and_then(|t| t.get()).cloned().map_or(Cell::Blank, Cell::Text);
            let title = item.title.get().cloned().unwrap_or_default();
            vec![Cell::Number(i as i64 + 1), Cell::Text(title), text, options]
        });
        let rows = rows.collect();
        self.grid("items", &["no", "question", "about", "options"], rows);
    }

    fn ballots(&mut self, estate: &Estate) -> Option<()> {
        self.motion.notice.as_ref()?;
        self.times();
        self.base()?;
        let electorate = self.motion.electorate.as_ref()?;
        let mut by: BTreeMap<crate::Label, (i64, Area)> = BTreeMap::new();
        for unit in electorate.voter_of.keys() {
            let Some(held) = estate.roll.units.get(unit) else { continue };
            let sum = by.entry(held.facts.door.building.clone()).or_default();
            sum.0 += 1;
            sum.1 = sum.1.checked_add(electorate.area_of(*unit).unwrap_or_default()).unwrap_or(sum.1);
        }
        let rows = by
            .into_iter()
            .map(|(building, (n, area))| vec![Cell::Text(building.to_string()), Cell::Number(n), Cell::Area(area)]);
        let rows = rows.collect();
        self.grid("buildings", &["building", "ballots", "area"], rows);
        let units = self.units(estate, false)?;
        self.grid("handed-out", &["unit", "area", "head"], units);
        self.keys = vec![Key::Paper];
        Some(())
    }

    fn mandate(&mut self) -> Option<()> {
        self.motion.notice.as_ref()?;
        self.line("opens", Cell::Moment(self.motion.opens));
        self.line("closes", Cell::Moment(self.motion.closes));
        self.number("proxy-max", Key::ProxyMax);
        self.items();
        self.keys = vec![Key::Proxy, Key::ProxyMax];
        Some(())
    }

    /// Who was appointed to bring and take ballots while this vote runs.
    fn authority(&mut self, estate: &Estate) -> Option<()> {
        self.motion.notice.as_ref()?;
        self.line("opens", Cell::Moment(self.motion.opens));
        self.line("closes", Cell::Moment(self.motion.closes));
        let (first, last) = (self.motion.opens.day(), self.motion.closes.day());
        let during = |p: &crate::bodies::Post| {
            p.capacity == Capacity::Canvasser
                && p.from <= last
                && p.until.is_none_or(|u| u >= first)
                && p.ended.is_none_or(|e| e > first)
        };
        let rows: Vec<Vec<Cell>> = estate
            .bodies
            .persons
            .values()
            .flat_map(|person| person.posts.iter().filter(|p| during(p)).map(move |post| (person, post)))
            .map(|(person, post)| {
                let name = person.name.get().cloned().unwrap_or_default();
                vec![Cell::Text(name), Cell::Day(post.from), post.until.map_or(Cell::Blank, Cell::Day)]
            })
            .collect();
        // A letter of authority for nobody is no paper.
        (!rows.is_empty()).then(|| self.grid("canvassers", &["name", "from", "until"], rows))
    }

    fn received(&mut self) {
        let by = |channel| self.motion.ballots.values().filter(|b| b.channel == channel).count() as i64;
        let (phone, paper) = (by(Channel::Phone), by(Channel::Paper));
        let aside = self.motion.set_aside.len() as i64;
        self.line("by-phone", Cell::Number(phone));
        self.line("by-paper", Cell::Number(paper));
        self.line("set-aside", Cell::Number(aside));
    }

    fn counts(&mut self) -> Option<()> {
        let counted = self.motion.counted.as_ref()?;
        let grids = self.motion.items.iter().zip(&counted.items).map(|(item, count)| count_grid(item, count));
        self.grids.extend(grids);
        Some(())
    }

    fn decisions(&mut self) -> Option<()> {
        let counted = self.motion.counted.as_ref()?;
        let rows = self.motion.items.iter().zip(&counted.items).map(|(item, count)| {
            let elected = match (count, &item.question) {
                (ItemCount::Choose { outcome, .. }, Question::Choose { options, .. }) => {
                    let name = |i: &usize| options.get(*i).and_then(|o| o.get().cloned());
                    let names: Vec<String> = outcome.elected.iter().filter_map(name).collect();
                    if names.is_empty() { Cell::Blank } else { Cell::Text(names.join("、")) }
                }
                _ => Cell::Blank,
            };
            let title = item.title.get().cloned().unwrap_or_default();
            vec![Cell::Text(title), Cell::Word(decision(count.decision())), elected]
        });
        let rows = rows.collect();
        self.grid("decisions", &["question", "decision", "elected"], rows);
        Some(())
    }

    fn count_sheet(&mut self) -> Option<()> {
        self.line("reading", Cell::Moment(self.motion.reading));
        self.line("reading-place", Cell::Text(self.motion.reading_place.get().cloned().unwrap_or_default()));
        self.line("counted", Cell::Moment(self.motion.counted.as_ref()?.at));
        self.base()?;
        self.received();
        self.counts()
    }

    fn minutes(&mut self) -> Option<()> {
        let counted = self.motion.counted.as_ref()?.at;
        self.times();
        self.line("counted", Cell::Moment(counted));
        self.base()?;
        self.received();
        self.line("proxies", Cell::Number(self.motion.proxies.len() as i64));
        self.items();
        self.counts()?;
        self.decisions()?;
        self.keys = vec![Key::Quorum, Key::Ordinary];
        Some(())
    }

    fn announcement(&mut self) -> Option<()> {
        let (at, _) = self.motion.announced.as_ref()?;
        let day = at.day();
        self.times();
        self.line("announced", Cell::Day(day));
        self.base()?;
        self.counts()?;
        self.decisions()?;
        if let Some(until) = self.motion.revocable_until() {
            self.line("revocable-until", Cell::Day(until));
        }
        self.number("revoke-years", Key::RevokeYears);
        self.keys = vec![Key::Quorum, Key::Ordinary, Key::RevokeYears];
        Some(())
    }

    /// How a paper hung: the first and the last time at each place, and how often it was torn.
    fn posted(&mut self, estate: &Estate, paper: posting::Paper, board: &Board) {
        let (asked, _) = posting::days_asked(self.motion, paper);
        self.line("issued", Cell::Moment(board.issued));
        self.line("days-asked", Cell::Number(asked));
        let rows = board.tasks.iter().map(|(spot, task)| {
            let called = estate.posting.spots.get(spot).map(posting::Spot::called).unwrap_or_default();
            let up = task.spells.first().map_or(Cell::Blank, |s| Cell::Moment(s.up.at));
            let end = task.spells.last().and_then(|s| s.end.as_ref());
            let torn = task.spells.iter().filter_map(|s| s.end.as_ref());
            let torn = torn.filter(|e| matches!(e.how, Ended::Torn { .. })).count() as i64;
            let end = end.filter(|e| matches!(e.how, Ended::Down { .. }));
            let end = end.map_or(Cell::Blank, |e| Cell::Moment(e.at.at));
            vec![Cell::Text(called), up, end, Cell::Number(torn), Cell::Number(task.photos().count() as i64)]
        });
        let rows = rows.collect();
        self.grid("places", &["place", "up", "down", "torn", "photos"], rows);
        self.keys = vec![paper.must(), paper.days()];
    }

    fn filing(&mut self, estate: &Estate) -> Option<()> {
        let (announced, _) = self.motion.announced.as_ref()?;
        let announced = announced.day();
        self.line("estate-place", Cell::Text(estate.founding.place.to_string()));
        self.line("opens", Cell::Moment(self.motion.opens));
        self.line("closes", Cell::Moment(self.motion.closes));
        self.line("announced", Cell::Day(announced));
        self.base()?;
        let turnout = self.motion.turnout();
        self.line("returned-heads", Cell::Number(turnout.heads));
        self.line("returned-area", Cell::Area(turnout.area));
        self.decisions()?;
        self.counts()
    }
}

fn row(word: &'static str, weight: Weight) -> Vec<Cell> {
    vec![Cell::Word(word), Cell::Number(weight.heads), Cell::Area(weight.area)]
}

/// The count of one item, as it stands on sheet, minutes, announcement and filing alike.
fn count_grid(item: &Item, count: &ItemCount) -> Grid {
    let mut rows = Vec::new();
    let invalid = match count {
        ItemCount::Approve { votes, outcome, invalid } => {
            let c = &outcome.count;
            rows.extend([row("all", c.all), row("participating", c.participating), row("approve", votes.approve)]);
            rows.extend([row("against", votes.against), row("abstain", votes.abstain), row("invalid", votes.invalid)]);
            if let Some(side) = c.silent_to {
                let word = match side {
                    Side::Approve => "silent-approve",
                    Side::Against => "silent-against",
                    Side::Abstain => "silent-abstain",
                };
                rows.push(row(word, votes.silent));
            }
            rows.push(row("support", c.support));
            invalid
        }
        ItemCount::Choose { poll, outcome, invalid } => {
            rows.extend([row("all", outcome.all), row("participating", outcome.participating)]);
            if let Question::Choose { options, .. } = &item.question {
                rows.extend(options.iter().zip(&poll.options).map(|(name, weight)| {
                    let name = name.get().cloned().unwrap_or_default();
                    vec![Cell::Text(name), Cell::Number(weight.heads), Cell::Area(weight.area)]
                }));
            }
            rows.extend([row("none", poll.none), row("abstain", poll.abstain), row("invalid", poll.invalid)]);
            invalid
        }
    };
    // Why a ballot was invalid stands under how many were.
    rows.extend(invalid.iter().map(|(ground, weight)| row(ground.word(), *weight)));
    let title = item.title.get().cloned();
    Grid { name: "count", title, columns: vec!["line", "heads", "area"], rows }
}
