//! One item judged: the readings that are open, and what they agree on.

use super::bounds::{self, Outcome, SilentReading};
use super::flags::Flags;
use super::sheet::{Cell, Column, Sheet};
use super::{choices, item, say, words, write};
use choice::tally::{Base, Decision, Dual, Rules, Silent};
use law::{Confidence, Key, Law};
use serde_json::Value;
use units::Threshold;

/// The law an item is judged by: one, or two where its date lies on both sides of a change.
pub(super) struct Ground<'a> {
    pub(super) laws: &'a [Law],
    pub(super) title: &'a str,
}

/// One way to read the law and the motion.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    pub(super) rules: Rules,
    pub(super) special: bool,
    law: usize,
}

/// What an item is.
pub(super) struct Class {
    /// The items of 民法典第二百七十八条第一款 it may be; empty where nothing says.
    pub(super) items: Vec<u8>,
}

/// Judges one item and writes it; `cites` are articles already used.
pub(super) fn judge(mut sheet: Sheet, ground: &Ground<'_>, mut cites: Vec<String>) -> Value {
    sheet.check_channels();
    let mut flags = std::mem::take(&mut sheet.flags);
    let name = sheet.name.clone().unwrap_or_else(|| ground.title.to_owned());
    let class = classify(&sheet, &name, ground.title, &mut flags);
    let readings = readings(&class, ground.laws);
    complete_base(&mut sheet, &mut flags);
    cite_readings(&sheet, &readings, ground.laws, &mut cites);
    if readings.is_empty() {
        flags.add("no_rules_for_the_day");
        return write::item(&name, None, (None, None), &sheet, None, &flags, &[]);
    }
    if !sheet.choices.is_empty() {
        return choices::judge(&sheet, &name, &readings, flags, &cites);
    }
    let silent = silent_reading(&sheet, ground.laws, &mut flags);
    let judged = combine(&sheet, &readings, silent, &mut flags);
    let excluded = silent.to.map(|_| {
        let mut quiet = Flags::default();
        combine(&sheet, &readings, SilentReading { to: None, ..silent }, &mut quiet)
    });
    say::all(&sheet, &readings, &judged, silent, &class, &mut flags);
    if let Some(excluded) = &excluded {
        say::silent(&sheet, &judged, excluded, ground.laws, &mut flags);
    }
    let left = say::unaccounted(&sheet, silent.inside);
    write::item(&name, Some((&judged, excluded.as_ref())), left, &sheet, None, &flags, &cites)
}

/// An item of which there is nothing to count.
pub(super) fn blank(sheet: &Sheet, title: &str, cites: &[String]) -> Value {
    let name = sheet.name.as_deref().unwrap_or(title);
    write::item(name, None, (None, None), sheet, None, &sheet.flags, cites)
}

fn classify(sheet: &Sheet, name: &str, title: &str, flags: &mut Flags) -> Class {
    if let Some(item) = sheet.statute_item {
        return Class { items: vec![item] };
    }
    let mut items = item::infer(name);
    if items.is_empty() {
        items = item::infer(title);
    }
    match items.as_slice() {
        [] => flags.add("item_unknown"),
        items => {
            let list: Vec<String> = items.iter().map(u8::to_string).collect();
            flags.with("item_inferred", &list.join(","));
        }
    }
    Class { items }
}

/// Every combination of law and threshold the item may stand under.
fn readings(class: &Class, laws: &[Law]) -> Vec<Reading> {
    let mut readings = Vec::new();
    for (i, law) in laws.iter().enumerate() {
        let special =
            |item: u8| law.get(Key::SpecialItems).is_some_and(|r| r.frozen.value.words().contains(&item.to_string()));
        let mut kinds: Vec<bool> = class.items.iter().map(|item| special(*item)).collect();
        if kinds.is_empty() {
            kinds = vec![false, true];
        }
        kinds.sort_unstable();
        kinds.dedup();
        readings.extend(kinds.into_iter().filter_map(|special| {
            let rules = rules(law, special)?;
            Some(Reading { rules, special, law: i })
        }));
    }
    readings
}

fn rules(law: &Law, special: bool) -> Option<Rules> {
    let share = |key: Key| -> Option<Threshold> { law.get(key)?.frozen.value.share() };
    let word = |key: Key| law.get(key).and_then(|r| r.frozen.value.word().map(str::to_owned));
    Some(Rules {
        quorum: Dual::both(share(Key::Quorum)?),
        approval: Dual::both(share(if special { Key::Special } else { Key::Ordinary })?),
        silent_floor: share(Key::SilentFloor).map(Dual::both),
        base: if word(Key::ApprovalBase)? == "all" { Base::All } else { Base::Participating },
        abstain_participates: word(Key::Abstain)? == "participates",
        invalid_participates: word(Key::Invalid)? == "participates",
        silent: Silent::Exclude,
    })
}

/// A part named by heads has an area, published or not; ballots issued to everybody are a base where no other is.
fn complete_base(sheet: &mut Sheet, flags: &mut Flags) {
    if !say::says_nothing(&sheet.area) {
        let (owners, area) = (&sheet.owners, &mut sheet.area);
        let parts = [
            (owners.against, &mut area.against),
            (owners.abstain, &mut area.abstain),
            (owners.invalid, &mut area.invalid),
            (owners.silent, &mut area.silent),
        ];
        for (heads, area) in parts {
            *area = match (heads, *area) {
                (Cell::Known(0), Cell::Absent | Cell::Unpublished) => Cell::Known(0),
                (Cell::Known(_) | Cell::Unpublished, Cell::Absent) => Cell::Unpublished,
                (_, area) => area,
            };
        }
    }
    if sheet.owners.all.known().is_none()
        && let Some(issued) = sheet.issued
    {
        (sheet.owners.all, sheet.base) = (Cell::Known(issued), Some(words::Base::Votes));
        flags.add("base_is_ballots_issued");
    }
}

/// Where silent owners stand, by the notice's rule and the published participation.
fn silent_reading(sheet: &Sheet, laws: &[Law], flags: &mut Flags) -> SilentReading {
    let none = SilentReading { to: None, inside: false };
    let Some(silent) = sheet.owners.silent.known().or(sheet.area.silent.known()) else { return none };
    let column = if sheet.owners.silent.known().is_some() { &sheet.owners } else { &sheet.area };
    let inside = inside(column);
    let by_law = laws.first().and_then(|law| law.get(Key::Silent)?.frozen.value.word().map(str::to_owned));
    let counted = match sheet.silent_rule.as_deref().map(silent_rule) {
        Some(Some(counted)) => counted,
        Some(None) => {
            flags.with("silent_rule_not_understood", sheet.silent_rule.as_deref().unwrap_or_default());
            false
        }
        None if inside => {
            flags.add("silent_counted_without_a_rule");
            true
        }
        None => by_law.as_deref() == Some("count-to-majority"),
    };
    if silent > 0 && !counted {
        flags.with("silent_not_counted", &silent.to_string());
    }
    if silent == 0 || !counted {
        return SilentReading { to: None, inside };
    }
    match bounds::majority(sheet) {
        Some((side, by_heads_only)) => {
            if by_heads_only {
                flags.add("majority_by_heads_only");
            }
            SilentReading { to: Some(side), inside }
        }
        None => {
            flags.add("no_majority_for_silent");
            SilentReading { to: None, inside }
        }
    }
}

/// Whether the published participation holds the silent owners already.
fn inside(column: &Column) -> bool {
    let (Some(taking), Some(silent)) = (column.taking.known(), column.silent.known()) else { return false };
    let returned: i64 = [column.approve, column.against, column.abstain].iter().filter_map(|c| c.known()).sum();
    taking >= returned + silent
}

fn silent_rule(text: &str) -> Option<bool> {
    let text = text.trim().to_ascii_lowercase();
    let said = |words: &[&str]| words.iter().any(|w| text.contains(w));
    if said(&["exclude", "not_count", "not count", "不计入", "ignore", "none"]) {
        return Some(false);
    }
    said(&["majority", "多数", "从众"]).then_some(true)
}

/// One item under every open reading.
pub(super) struct Judged {
    pub(super) decision: Decision,
    /// The figures as the first reading shows them: the law of the first day, the ordinary threshold.
    pub(super) shown: Outcome,
    pub(super) base: Base,
}

fn combine(sheet: &Sheet, readings: &[Reading], silent: SilentReading, flags: &mut Flags) -> Judged {
    let outcomes: Vec<(Reading, Outcome)> =
        readings.iter().map(|r| (*r, bounds::judge(sheet, &r.rules, silent))).collect();
    let (first, shown) = outcomes[0];
    let same = |f: &dyn Fn(&Reading) -> bool| {
        let group: Vec<Decision> = outcomes.iter().filter(|(r, _)| f(r)).map(|(_, o)| o.decision).collect();
        group.windows(2).all(|pair| pair[0] == pair[1])
    };
    let agreed = same(&|_| true);
    if !agreed {
        if readings.iter().any(|r| r.law != first.law) && (0..2).any(|law| same(&|r| r.law == law)) {
            flags.add("date_decides_the_law");
        }
        if (0..2).any(|law| !same(&|r| r.law == law)) {
            flags.add("threshold_met_under_one_reading_only");
        }
    }
    let decision = if agreed { shown.decision } else { Decision::NotDemonstrated };
    Judged { decision, shown, base: first.rules.base }
}

fn cite_readings(sheet: &Sheet, readings: &[Reading], laws: &[Law], cites: &mut Vec<String>) {
    for reading in readings {
        let mut keys = vec![Key::Quorum];
        keys.extend(if reading.special { [Key::Special, Key::SpecialItems] } else { [Key::Ordinary; 2] });
        if reading.rules.base == Base::All {
            keys.push(Key::ApprovalBase);
        }
        if sheet.owners.silent.known().or(sheet.area.silent.known()).is_some() {
            keys.extend([Key::Silent, Key::SilentFloor]);
        }
        cite(&laws[reading.law], &keys, cites);
    }
}

/// Adds the articles of these rules, as far as they were read in a law.
pub(super) fn cite(law: &Law, keys: &[Key], cites: &mut Vec<String>) {
    for key in keys {
        let Some(ruling) = law.get(*key) else { continue };
        let (article, confidence) = (&ruling.frozen.cite.article, ruling.frozen.cite.confidence);
        if confidence >= Confidence::SecondHand && !cites.contains(article) {
            cites.push(article.clone());
        }
    }
}
