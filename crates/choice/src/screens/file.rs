//! Files of tenders as JSON: `tenders`, each with `bids` as `[bidder, amount, won]`, and beside them what is known:
//! `reserve`, `paid`, `labelled`; for all together `thresholds`, `identifiers` (`[bidder, hash]`), `interests`
//! (`member`, `bidder`, `ground`), and for a vote `flats` (`flat`, `stairwell`, `standing`, `yes`, `second`, `device`,
//! `proxy`) with `needed`.
//!
//! Fields that carry results are ignored and computed afresh under their names: `expected` of a tender (its seven
//! screens) and `separation` (what each is worth on this file's labels). `ranks`, `signs` and `ballots` stand beside them.

use super::ballots::{self, Ballot, Flat, Standing};
use super::digits::first_two;
use super::ranks::{ranks, separation};
use super::shape::{NAMES, Shape, shape};
use super::tenders::{self, Bid, Interest, Tender, Tenders};
use super::{WEAKNESS, WHAT};
use crate::json::{amount, list, list_or_none, name, whole, wrong, yes};
use crate::rows::{Wrong, shown};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use units::limits;

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// Its tenders and what is known of bidders.
    pub all: Tenders,
    /// The flats of a vote; empty where there is none.
    pub flats: Vec<Flat>,
    /// How many yes the vote needs.
    pub needed: Option<u32>,
}

/// Reads a file of tenders.
///
/// # Errors
/// [`Wrong`], with the place and the cure.
pub fn read(input: &Value) -> Result<File, Wrong> {
    if !input.is_object() {
        return Err(wrong("file", "an object with `tenders` is missing here"));
    }
    let mut names = Names::default();
    let mut file = File::default();
    let mut bids = 0;
    let rows = list(input.get("tenders"), "tenders", limits::ENGINE_ROWS_MAX)?;
    for (n, row) in rows.iter().enumerate() {
        let tender = tender(row, n, &mut names)?;
        bids += tender.bids.len();
        if bids > limits::SCREENS_BIDS_MAX {
            let why = format!("more than {} bids in all; split the file by year", limits::SCREENS_BIDS_MAX);
            return Err(wrong("tenders", &why));
        }
        file.all.tenders.push(tender);
    }
    for (n, value) in
        list_or_none(input.get("thresholds"), "thresholds", limits::SCREENS_THRESHOLDS_MAX)?.iter().enumerate()
    {
        file.all.thresholds.extend(amount(Some(value), || format!("thresholds[{n}]"))?);
    }
    for (n, pair) in list_or_none(input.get("identifiers"), "identifiers", limits::ENGINE_ROWS_MAX)?.iter().enumerate()
    {
        let place = |part: usize| format!("identifiers[{n}][{part}]");
        let bidder = names.number(name(pair.get(0), || place(0))?);
        file.all.identifiers.push((bidder, name(pair.get(1), || place(1))?));
    }
    for (n, row) in list_or_none(input.get("interests"), "interests", limits::ENGINE_ROWS_MAX)?.iter().enumerate() {
        let text = |field: &str| name(row.get(field), || format!("interests[{n}].{field}"));
        let (member, ground) = (text("member")?, text("ground")?);
        file.all.interests.push(Interest { member, bidder: names.number(text("bidder")?), ground });
    }
    for (n, row) in list_or_none(input.get("flats"), "flats", limits::UNITS_MAX)?.iter().enumerate() {
        file.flats.push(flat(row, n)?);
    }
    file.needed = amount(input.get("needed"), || "needed".into())?.map(|n| u32::try_from(n).unwrap_or(u32::MAX));
    file.all.bidders = names.all;
    Ok(file)
}

/// Names of bidders, numbered as they come.
#[derive(Default)]
struct Names {
    known: BTreeMap<String, u32>,
    all: Vec<String>,
}

impl Names {
    fn number(&mut self, name: String) -> u32 {
        if let Some(known) = self.known.get(&name) {
            return *known;
        }
        let new = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.all.push(name.clone());
        self.known.insert(name, new);
        new
    }
}

fn tender(row: &Value, n: usize, names: &mut Names) -> Result<Tender, Wrong> {
    let place = |field: &str| format!("tenders[{n}].{field}");
    if !row.is_object() {
        return Err(wrong(&format!("tenders[{n}]"), "a tender must be an object; write { \"bids\": [ … ] }"));
    }
    let called = match row.get("tender") {
        None | Some(Value::Null) => (n + 1).to_string(),
        there => name(there, || place("tender"))?,
    };
    let mut bids = Vec::new();
    for (m, bid) in list(row.get("bids"), &place("bids"), limits::TENDER_BIDS_MAX)?.iter().enumerate() {
        let part = |part: usize| format!("tenders[{n}].bids[{m}][{part}]");
        let offered =
            amount(bid.get(1), || part(1))?.ok_or_else(|| wrong(&part(1), "an amount above 0 is missing here"))?;
        let bidder = names.number(name(bid.get(0), || part(0))?);
        bids.push(Bid { bidder, amount: offered, won: yes(bid.get(2), || part(2))?.unwrap_or(false) });
    }
    Ok(Tender {
        name: called,
        reserve: amount(row.get("reserve"), || place("reserve"))?,
        paid: amount(row.get("paid"), || place("paid"))?,
        labelled: yes(row.get("labelled"), || place("labelled"))?,
        bids,
    })
}

fn flat(row: &Value, n: usize) -> Result<Flat, Wrong> {
    let place = |field: &str| format!("flats[{n}].{field}");
    let text = |field: &str| match row.get(field) {
        None | Some(Value::Null) => Ok(None),
        there => name(there, || place(field)).map(Some),
    };
    let standing = match text("standing")?.as_deref() {
        None | Some("lived") => Standing::Lived,
        Some("sold") => Standing::Sold,
        Some("empty") => Standing::Empty,
        Some("owner_dead") => Standing::OwnerDead,
        Some(other) => {
            let why = format!("`{}` is not known; write lived, sold, empty or owner_dead", shown(other));
            return Err(wrong(&place("standing"), &why));
        }
    };
    let second = match row.get("second") {
        None | Some(Value::Null) => None,
        there => {
            let found = whole(there, || place("second"))?;
            Some(u32::try_from(found).map_err(|_| wrong(&place("second"), "seconds from the opening, from 0 on"))?)
        }
    };
    let ballot = match yes(row.get("yes"), || place("yes"))? {
        Some(yes) => Some(Ballot { yes, second, device: text("device")?, proxy: text("proxy")? }),
        None => None,
    };
    let name = name(row.get("flat"), || place("flat"))?;
    Ok(Flat { name, stairwell: text("stairwell")?.unwrap_or_default(), standing, ballot })
}

/// The same JSON with its results computed afresh.
///
/// # Errors
/// [`Wrong`]: what is wrong with the file, or that there is too much in it.
pub fn recomputed(input: &Value) -> Result<Value, Wrong> {
    let file = read(input)?;
    let looked = tenders::look(&file.all).map_err(|why| wrong("tenders", &why.to_string()))?;
    let shapes: Vec<Option<Shape>> = file.all.tenders.iter().map(|t| shape(&amounts(t))).collect();
    let mut out = input.clone();
    if let Some(rows) = out.get_mut("tenders").and_then(Value::as_array_mut) {
        for (row, shape) in rows.iter_mut().zip(&shapes) {
            row["expected"] = told(shape.as_ref());
        }
    }
    out["separation"] = separations(&file.all, &shapes);
    out["signs"] = json!({
        "what": WHAT,
        "weakness": WEAKNESS,
        "correction": "Benjamini and Hochberg over all tests together; told where at most one prompt in ten may be nothing",
        "looked_at": looked.looked_at,
        "prompts": looked.prompts,
        "first_two_digits": digits(&file.all),
    });
    out["ranks"] = ranked(&file.all, &shapes);
    if !file.flats.is_empty() {
        let looked = ballots::look(&file.flats, file.needed);
        out["ballots"] = json!({ "what": WHAT, "looked_at": looked.looked_at, "prompts": looked.prompts });
    }
    Ok(out)
}

fn amounts(tender: &Tender) -> Vec<i64> {
    tender.bids.iter().map(|b| b.amount).collect()
}

/// A figure without the noise past its twelfth decimal, so that equal ones are equal.
fn figure(value: f64) -> f64 {
    (value * 1e12).round() / 1e12
}

fn told(shape: Option<&Shape>) -> Value {
    let Some(shape) = shape else { return Value::Null };
    Value::Object(NAMES.iter().zip(shape).map(|(name, value)| ((*name).to_owned(), json!(value.map(figure)))).collect())
}

/// What each screen is worth on this file's labels, as exactly as such figures mean anything.
fn separations(all: &Tenders, shapes: &[Option<Shape>]) -> Value {
    let mut out = Map::new();
    for (at, name) in NAMES.iter().enumerate() {
        let labelled = all.tenders.iter().zip(shapes).filter_map(|(t, s)| Some((figure((*s)?[at]?), t.labelled?)));
        let Some(found) = separation(&labelled.collect::<Vec<_>>()) else { continue };
        let digits = 10_f64.powf(1.0 - found.p.max(f64::MIN_POSITIVE).log10().floor());
        out.insert(
            (*name).to_owned(),
            json!({
                "labelled": found.labelled,
                "other": found.other,
                "auc": (found.auc * 1e4).round() / 1e4,
                "p": if digits.is_finite() { (found.p * digits).round() / digits } else { 0.0 },
            }),
        );
    }
    if out.is_empty() { Value::Null } else { out.into() }
}

/// Each tender's rank by `cv` and `spread` among this file's own, 1 being the closest bids.
fn ranked(all: &Tenders, shapes: &[Option<Shape>]) -> Value {
    let rows: Vec<(&Tender, &Shape)> =
        all.tenders.iter().zip(shapes).filter_map(|(t, s)| Some((t, s.as_ref()?))).collect();
    let by = |at: usize| ranks(&rows.iter().map(|(_, s)| s[at].map_or(0.0, figure)).collect::<Vec<_>>());
    let (cv, spread) = (by(0), by(1));
    let row = |(n, (tender, _)): (usize, &(&Tender, &Shape))| json!({"tender": tender.name, "cv": cv[n], "spread": spread[n]});
    json!({ "of": rows.len(), "by_tender": rows.iter().enumerate().map(row).collect::<Vec<_>>() })
}

fn digits(all: &Tenders) -> Value {
    let paid: Vec<i64> = all.tenders.iter().flat_map(amounts).collect();
    match first_two(&paid) {
        Ok(found) => json!(found),
        Err(why) => json!(why),
    }
}
