//! Pabulib files (Faliszewski et al., Participatory Budgeting: Data, Tools and Analysis, IJCAI 2023): three sections,
//! META, PROJECTS and VOTES, each with its own header, fields parted by semicolons.
//!
//! What a file promises in META and does not hold (a number of votes or projects) is an error: half a file must not
//! decide over money.

use super::election::{Ballots, Column, Election, Item, Written};
use crate::rows::{Rows, Wrong, shown, utf8, write_field};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use units::limits;

type Fields<'t> = Vec<Cow<'t, str>>;

/// Rows of META: published files have some thirty, and each is compared with those before it.
const META_ROWS_MAX: usize = 1_000;

/// Reads a `.pb` file.
///
/// # Errors
/// [`Wrong`], with the line and the cure.
pub fn read(bytes: &[u8]) -> Result<Election, Wrong> {
    if bytes.len() > limits::ELECTION_BYTES_MAX {
        return Err(Wrong::file(format!("the file is larger than {} MB", limits::ELECTION_BYTES_MAX >> 20)));
    }
    let mut rows = Rows::new(utf8(bytes)?, b';');
    let mut fields = Vec::new();
    let (mut meta, mut items, mut election) = (None, None, None);
    let mut next = rows.next_into(&mut fields)?;
    while let Some(line) = next {
        let section = fields[0].trim().to_ascii_lowercase();
        let twice = |there: bool| match there {
            true => Err(Wrong::at(line, format!("section {} comes twice", section.to_uppercase()))),
            false => Ok(()),
        };
        match section.as_str() {
            "meta" => {
                twice(meta.is_some())?;
                header(&mut rows, &mut fields, line, &[])?;
                let mut found = Meta::default();
                next = found.read(&mut rows, &mut fields)?;
                meta = Some(found);
            }
            "projects" => {
                twice(items.is_some())?;
                let header = header(&mut rows, &mut fields, line, &["cost"])?;
                let mut found = Vec::new();
                next = projects(&mut rows, &mut fields, &header, &mut found)?;
                items = Some(found);
            }
            "votes" => {
                let Some((meta, items)) = meta.as_ref().zip(items.take()) else {
                    let why = "VOTES must come after META and PROJECTS, each once; put the sections in order";
                    return Err(Wrong::at(line, why));
                };
                let header = header(&mut rows, &mut fields, line, &["vote"])?;
                let mut voted = meta.election(items)?;
                next = votes(&mut rows, &mut fields, &header, &mut voted)?;
                meta.promised("num_votes", voted.voters(), "votes")?;
                election = Some(voted);
            }
            _ => return Err(Wrong::at(line, "the file must begin with META; is it a Pabulib file?")),
        }
    }
    election.ok_or_else(|| Wrong::file("section VOTES is missing; the file may have been cut off"))
}

/// Whether a row begins the next section.
fn begins_section(fields: &Fields<'_>) -> bool {
    fields.len() == 1 && ["meta", "projects", "votes"].iter().any(|s| fields[0].trim().eq_ignore_ascii_case(s))
}

/// The names of a section's columns.
fn header<'t>(rows: &mut Rows<'t>, fields: &mut Fields<'t>, line: usize, need: &[&str]) -> Result<Vec<String>, Wrong> {
    if rows.next_into(fields)?.is_none() {
        return Err(Wrong::at(line, "the section has no header; the file may have been cut off"));
    }
    let names: Vec<String> = fields.iter().map(|f| f.trim().to_ascii_lowercase()).collect();
    match need.iter().find(|n| !names.iter().any(|name| name == *n)) {
        Some(missing) => Err(Wrong::at(line + 1, format!("the header has no column `{missing}`; add it"))),
        None => Ok(names),
    }
}

/// The first section.
#[derive(Default)]
struct Meta {
    line: usize,
    pairs: Vec<(String, String)>,
}

impl Meta {
    fn read<'t>(&mut self, rows: &mut Rows<'t>, fields: &mut Fields<'t>) -> Result<Option<usize>, Wrong> {
        let mut left = META_ROWS_MAX;
        while let Some(line) = rows.next_into(fields)? {
            if begins_section(fields) {
                return Ok(Some(line));
            }
            if left == 0 {
                let why = format!("more than {META_ROWS_MAX} rows of META; the file is damaged, correct it");
                return Err(Wrong::at(line, why));
            }
            left -= 1;
            let (key, value) = (fields[0].trim().to_owned(), fields.get(1).map_or("", |f| f.trim()).to_owned());
            if self.pairs.iter().any(|(k, v)| *k == key && *v != value) {
                return Err(Wrong::at(
                    line,
                    format!("`{}` is given twice with different values; keep one", shown(&key)),
                ));
            }
            if !self.pairs.iter().any(|(k, _)| *k == key) {
                self.pairs.push((key, value));
            }
            self.line = line;
        }
        Ok(None)
    }

    fn get(&self, key: &str) -> Option<&str> {
        self.pairs.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str()).filter(|v| !v.is_empty())
    }

    /// Holds a number the file gives of itself against what is there.
    fn promised(&self, key: &str, found: usize, what: &str) -> Result<(), Wrong> {
        let Some(promised) = self.get(key) else { return Ok(()) };
        if promised.parse() == Ok(found) {
            return Ok(());
        }
        Err(Wrong::file(format!(
            "META says `{key}` is {}, but the file has {found} {what}; it may have been cut off: get it again or correct {key}",
            shown(promised)
        )))
    }

    fn election(&self, items: Vec<(Item, Written)>) -> Result<Election, Wrong> {
        let wrong = |why: String| Wrong::at(self.line, why);
        self.promised("num_projects", items.len(), "projects")?;
        let ballots = match self.get("vote_type") {
            Some("approval" | "choose-1") => Ballots::Approval,
            Some("cumulative") => Ballots::Cumulative,
            Some("scoring") => Ballots::Scoring,
            Some(other) => {
                let why = "cannot be counted here; use approval, choose-1, cumulative or scoring";
                return Err(wrong(format!("vote_type `{}` {why}", shown(other))));
            }
            None => return Err(wrong("META has no `vote_type`; add approval, cumulative or scoring".into())),
        };
        let budget = self.get("budget").ok_or_else(|| wrong("META has no `budget`; add it".into()))?;
        let budget = Written::read(budget).map_err(|why| wrong(format!("budget: {why}")))?;
        let decimals = items.iter().map(|(_, cost)| cost.decimals()).chain([budget.decimals()]).max().unwrap_or(0);
        let scale = |written: Written| written.scaled(decimals).map_err(&wrong);
        let items = items.into_iter().map(|(item, cost)| Ok(Item { cost: scale(cost)?, ..item }));
        let items = items.collect::<Result<Vec<_>, Wrong>>()?;
        let mut election = Election::new(scale(budget)?, decimals, items, ballots).map_err(|no| Wrong::file(no.0))?;
        election.meta.clone_from(&self.pairs);
        Ok(election)
    }
}

fn projects<'t>(
    rows: &mut Rows<'t>,
    fields: &mut Fields<'t>,
    header: &[String],
    found: &mut Vec<(Item, Written)>,
) -> Result<Option<usize>, Wrong> {
    let place = |name: &str| header.iter().position(|h| h == name);
    let (cost_at, name_at) = (place("cost").unwrap_or(1), place("name"));
    while let Some(line) = rows.next_into(fields)? {
        if begins_section(fields) {
            return Ok(Some(line));
        }
        let id = fields[0].trim();
        if found.len() >= limits::ELECTION_ITEMS_MAX {
            return Err(Wrong::at(line, format!("more than {} projects", limits::ELECTION_ITEMS_MAX)));
        }
        let cost =
            fields.get(cost_at).ok_or_else(|| Wrong::at(line, "the row has no cost; the line may be cut off"))?;
        let cost = Written::read(cost).map_err(|why| Wrong::at(line, format!("cost of `{}`: {why}", shown(id))))?;
        let name = name_at.and_then(|at| fields.get(at)).map_or("", |f| f.trim());
        found.push((Item { id: id.to_owned(), name: name.to_owned(), cost: 0 }, cost));
    }
    Ok(None)
}

/// One of a voter's further columns while it is read.
struct Gathering<'t> {
    at: usize,
    name: String,
    known: BTreeMap<Cow<'t, str>, u32>,
    of: Vec<u32>,
}

fn votes<'t>(
    rows: &mut Rows<'t>,
    fields: &mut Fields<'t>,
    header: &[String],
    election: &mut Election,
) -> Result<Option<usize>, Wrong> {
    let place = |name: &str| header.iter().position(|h| h == name);
    let (vote_at, points_at) = (place("vote").unwrap_or(1), place("points"));
    let mut columns: Vec<Gathering<'t>> = (header.iter().enumerate())
        .filter(|(at, _)| *at != vote_at && Some(*at) != points_at)
        .map(|(at, name)| Gathering { at, name: name.clone(), known: BTreeMap::new(), of: Vec::new() })
        .collect();
    let ids: BTreeMap<String, u32> = election.items.iter().map(|i| i.id.clone()).zip(0..).collect();
    let counted = election.ballots != Ballots::Approval;
    let mut marks: Vec<(u32, i64)> = Vec::new();
    // Points with decimals wait until the finest is known; nearly every file has none.
    let mut written: Vec<(usize, Vec<(u32, Written)>)> = Vec::new();
    while let Some(line) = rows.next_into(fields)? {
        if begins_section(fields) {
            return Ok(Some(line));
        }
        if fields.len() < header.len() {
            let why = format!("{} fields where the header has {}; the line may be cut off", fields.len(), header.len());
            return Err(Wrong::at(line, why));
        }
        marks.clear();
        let vote = fields[vote_at].trim();
        let mut points = points_at.map(|at| fields[at].trim()).filter(|p| !is_none(p)).map(|p| p.split(','));
        let names = vote.split(',').map(str::trim).filter(|n| !n.is_empty() && !is_none(vote));
        let mut fine: Vec<(u32, Written)> = Vec::new();
        for (n, name) in names.enumerate() {
            if n == limits::ELECTION_ITEMS_MAX {
                let why = format!("more than {n} marks on one ballot; the line is damaged, correct it");
                return Err(Wrong::at(line, why));
            }
            let Some(item) = ids.get(name) else {
                return Err(Wrong::at(
                    line,
                    format!("there is no project `{}`; correct the ballot or list it", shown(name)),
                ));
            };
            if !counted {
                marks.push((*item, 1));
                continue;
            }
            let given = points.as_mut().and_then(Iterator::next);
            let given =
                given.ok_or_else(|| Wrong::at(line, "fewer points than projects on the ballot; complete them"))?;
            let given = Written::read(given).map_err(|why| Wrong::at(line, format!("points: {why}")))?;
            fine.push((*item, given));
        }
        if counted && points.is_some_and(|mut p| p.next().is_some_and(|more| !more.trim().is_empty())) {
            return Err(Wrong::at(line, "more points than projects on the ballot; complete them"));
        }
        if counted {
            written.push((line, fine));
        } else {
            // A tick is a tick however often it is made.
            marks.sort_unstable();
            marks.dedup();
            election.vote(&marks).map_err(|no| Wrong::at(line, no.0))?;
        }
        for column in &mut columns {
            let value = std::mem::take(&mut fields[column.at]);
            let new = u32::try_from(column.known.len()).unwrap_or(u32::MAX);
            column.of.push(*column.known.entry(value).or_insert(new));
        }
    }
    election.point_decimals = written.iter().flat_map(|(_, b)| b).map(|(_, w)| w.decimals()).max().unwrap_or(0);
    for (line, ballot) in written {
        let scaled = ballot.iter().map(|(item, w)| Ok((*item, w.scaled(election.point_decimals)?)));
        let ballot = scaled.collect::<Result<Vec<_>, String>>().map_err(|why| Wrong::at(line, why))?;
        election.vote(&ballot).map_err(|no| Wrong::at(line, no.0))?;
    }
    election.columns = columns.into_iter().map(Gathering::done).collect();
    Ok(None)
}

fn is_none(text: &str) -> bool {
    text.is_empty() || text.eq_ignore_ascii_case("none")
}

impl Gathering<'_> {
    fn done(self) -> Column {
        let mut labels = vec![String::new(); self.known.len()];
        for (label, at) in self.known {
            labels[at as usize] = label.trim().to_owned();
        }
        Column { name: self.name, labels, of: self.of }
    }
}

/// Writes an election as a `.pb` file; [`read`] reads the same election back.
#[must_use]
pub fn write(election: &Election) -> String {
    let mut out = String::from("META\nkey;value\n");
    let counted = [
        ("num_projects", election.items.len().to_string()),
        ("num_votes", election.voters().to_string()),
        ("budget", election.amount(election.budget.into())),
        ("vote_type", election.ballots.word().to_owned()),
    ];
    let known = |key: &str| counted.iter().any(|(k, _)| *k == key);
    for (key, value) in election.meta.iter().filter(|(k, _)| !known(k)) {
        row(&mut out, &[key, value]);
    }
    for (key, value) in &counted {
        row(&mut out, &[key, value]);
    }
    out.push_str("PROJECTS\nproject_id;cost;name\n");
    for item in &election.items {
        row(&mut out, &[&item.id, &election.amount(item.cost.into()), &item.name]);
    }
    out.push_str("VOTES\n");
    let points = election.ballots != Ballots::Approval;
    let names = election.columns.iter().map(|c| c.name.as_str());
    // A row must never be empty, not even that of an empty ballot.
    let numbered = election.columns.is_empty();
    let names = names.chain(numbered.then_some("voter_id"));
    row(&mut out, &names.chain(["vote"]).chain(points.then_some("points")).collect::<Vec<_>>());
    let mut numbers = String::new();
    for voter in 0..election.voters() {
        for column in &election.columns {
            write_field(&column.labels[column.of[voter] as usize], ';', &mut out);
            out.push(';');
        }
        if numbered {
            let _ = write!(out, "{};", voter + 1);
        }
        numbers.clear();
        for (n, (item, given)) in election.ballot(voter).iter().enumerate() {
            let comma = if n > 0 { "," } else { "" };
            let _ = write!(out, "{comma}{}", election.items[*item as usize].id);
            let _ = write!(numbers, "{comma}{}", super::election::decimal((*given).into(), election.point_decimals));
        }
        if points {
            let _ = write!(out, ";{numbers}");
        }
        out.push('\n');
    }
    out
}

fn row(out: &mut String, fields: &[&str]) {
    for (n, field) in fields.iter().enumerate() {
        if n > 0 {
            out.push(';');
        }
        write_field(field, ';', out);
    }
    out.push('\n');
}
