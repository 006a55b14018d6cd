//! A choice among several options or candidates: leading is not winning (R-VOTE-8).

use super::bounds::{self, Outcome, SilentReading, weight};
use super::finding::{Judged, Reading};
use super::flags::Flags;
use super::share::Tri;
use super::sheet::{Cell, Choice, Column, Sheet};
use super::{say, write};
use choice::tally::{self, Decision, Poll};
use serde_json::Value;
use units::Weight;

/// What a choice came to under one reading.
struct Chosen {
    decision: Decision,
    /// Indices of the options chosen.
    elected: Vec<usize>,
    tied: bool,
}

/// Judges and writes a choice.
pub(super) fn judge(sheet: &Sheet, name: &str, readings: &[Reading], mut flags: Flags, cites: &[String]) -> Value {
    let seats = sheet.seats.unwrap_or(1);
    let lead = leading(sheet);
    let shown_sheet = with_option(sheet, lead.map_or(&Choice::default(), |i| &sheet.choices[i]), seats);
    if sheet.owners.silent.known().is_some_and(|n| n > 0) {
        flags.add("silent_not_counted_to_options");
    }
    let chosen: Vec<Chosen> = readings.iter().map(|r| choose(sheet, seats, r)).collect();
    let same = chosen.windows(2).all(|w| w[0].decision == w[1].decision && w[0].elected == w[1].elected);
    if !same {
        flags.add("threshold_met_under_one_reading_only");
    }
    let silent = SilentReading { to: None, inside: false };
    let shown: Outcome = bounds::judge(&shown_sheet, &readings[0].rules, silent);
    let decision = if same { chosen[0].decision } else { Decision::NotDemonstrated };
    let judged = Judged { decision, shown, base: readings[0].rules.base };
    let winner = winner(sheet, seats, if same { &chosen[0].elected } else { &[] });
    if let Some(announced) = sheet.published_winner.as_deref().filter(|name| winner.as_str() != Some(*name)) {
        flags.with("published_result_differs", announced);
    }
    comment(sheet, lead, &chosen[0], &judged, readings, seats, &mut flags);
    let left = unaccounted(sheet, seats);
    say::left_over(left, &mut flags);
    write::item(name, Some((&judged, None)), left, &shown_sheet, Some(winner), &flags, cites)
}

fn comment(
    sheet: &Sheet,
    lead: Option<usize>,
    chosen: &Chosen,
    judged: &Judged,
    readings: &[Reading],
    seats: u32,
    flags: &mut Flags,
) {
    say::base(sheet, judged, flags);
    say::missing(sheet, judged, readings, flags);
    if chosen.tied {
        flags.add("options_tie");
    }
    match judged.decision {
        Decision::NotPassed => {
            flags.add("run_off_needed");
            if let Some(lead) = lead {
                flags.with("leading_is_not_winning", &sheet.choices[lead].name);
            }
        }
        Decision::NotDemonstrated => {
            if let Some(lead) = lead {
                flags.with("leading_option", &sheet.choices[lead].name);
            }
        }
        _ => {}
    }
    if seats == 1 && options_exceed(sheet) {
        flags.add("options_exceed_participation");
    }
    say::announced(sheet, judged.decision, flags);
}

/// One winner is a name; several seats are a list of names.
fn winner(sheet: &Sheet, seats: u32, elected: &[usize]) -> Value {
    let names: Vec<Value> = elected.iter().map(|i| sheet.choices[*i].name.as_str().into()).collect();
    match (seats, names.as_slice()) {
        (_, []) => Value::Null,
        (1, [one, ..]) => one.clone(),
        _ => Value::Array(names),
    }
}

/// The option ahead by heads, then by area; `None` where two are level or nothing is published.
fn leading(sheet: &Sheet) -> Option<usize> {
    let strength = |c: &Choice| (c.owners.known(), c.area.known());
    let best = sheet.choices.iter().map(strength).max().filter(|(heads, area)| heads.or(*area).is_some())?;
    let mut at = sheet.choices.iter().enumerate().filter(|(_, c)| strength(c) == best).map(|(i, _)| i);
    let first = at.next();
    if at.next().is_some() { None } else { first }
}

/// The sheet as a question about one option: the others are its opponents.
fn with_option(sheet: &Sheet, option: &Choice, seats: u32) -> Sheet {
    let mut one = sheet.clone();
    for (column, mine, all) in [
        (&mut one.owners, option.owners, sheet.choices.iter().map(|c| c.owners).collect::<Vec<_>>()),
        (&mut one.area, option.area, sheet.choices.iter().map(|c| c.area).collect()),
    ] {
        let left = left(column, &all, seats);
        column.against = match others(column.against, mine, &all) {
            // Options that do not make up the participation may not be all that were on the ballot.
            Some(others) if seats == 1 && (left == Some(0) || column.taking.known().is_none()) => Cell::Known(others),
            _ => Cell::Unpublished,
        };
        column.approve = mine;
    }
    one
}

/// Ballots for other options and for none, each owner choosing one.
fn others(none_of_them: Cell, mine: Cell, all: &[Cell]) -> Option<i64> {
    let sum = all.iter().try_fold(0_i64, |sum, c| Some(sum + c.known()?))?;
    Some(sum - mine.known()? + none_of_them.or_none()?)
}

/// What the options leave of the published participation, each owner choosing one.
fn left(column: &Column, all: &[Cell], seats: u32) -> Option<i64> {
    let taking = column.taking.known().filter(|_| seats == 1)?;
    let sum = all.iter().try_fold(0_i64, |sum, c| Some(sum + c.known()?))?;
    let rest = taking - sum - column.against.or_none()? - column.abstain.or_none()?;
    let invalid = column.invalid.or_none()?;
    Some(if rest >= invalid { rest - invalid } else { rest })
}

/// What is left by heads and by area.
fn unaccounted(sheet: &Sheet, seats: u32) -> (Option<i64>, Option<i64>) {
    let owners: Vec<Cell> = sheet.choices.iter().map(|c| c.owners).collect();
    let area: Vec<Cell> = sheet.choices.iter().map(|c| c.area).collect();
    (left(&sheet.owners, &owners, seats), left(&sheet.area, &area, seats))
}

fn options_exceed(sheet: &Sheet) -> bool {
    let over = |taking: Cell, cells: &mut dyn Iterator<Item = Cell>| {
        let sum: i64 = cells.filter_map(Cell::known).sum();
        taking.known().is_some_and(|taking| sum > taking)
    };
    over(sheet.owners.taking, &mut sheet.choices.iter().map(|c| c.owners))
        || over(sheet.area.taking, &mut sheet.choices.iter().map(|c| c.area))
}

fn choose(sheet: &Sheet, seats: u32, reading: &Reading) -> Chosen {
    if let Some(exact) = exact(sheet, seats, reading) {
        return exact;
    }
    let silent = SilentReading { to: None, inside: false };
    let outcomes: Vec<Outcome> = sheet
        .choices
        .iter()
        .map(|option| bounds::judge(&with_option(sheet, option, seats), &reading.rules, silent))
        .collect();
    let quorum = outcomes.first().map_or(Tri::Unknown, |o| o.quorum);
    let approvals: Vec<Tri> = outcomes.iter().map(|o| o.owners.approval.and(o.area.approval)).collect();
    let passing: Vec<usize> = (0..approvals.len()).filter(|i| approvals[*i] == Tri::Yes).collect();
    let open = approvals.contains(&Tri::Unknown);
    let seats = seats as usize;
    let decision = match (quorum, open) {
        (Tri::No, _) => Decision::NoQuorum,
        (Tri::Yes, false) if passing.len() == seats => Decision::Passed,
        (Tri::Yes, false) if passing.len() < seats => Decision::NotPassed,
        // One option with more than half leaves no room for another; whatever is open cannot pass.
        (Tri::Yes, true) if seats == 1 && passing.len() == 1 => Decision::Passed,
        _ => Decision::NotDemonstrated,
    };
    let elected = if matches!(decision, Decision::Passed | Decision::NotPassed) { passing } else { Vec::new() };
    Chosen { decision, elected, tied: false }
}

/// Where everything is published, [`tally::choose`] decides.
fn exact(sheet: &Sheet, seats: u32, reading: &Reading) -> Option<Chosen> {
    if sheet.base.is_some_and(super::words::Base::is_not_heads) {
        return None;
    }
    let (owners, area) = (&sheet.owners, &sheet.area);
    let all = weight(owners.all.known()?, area.all.known()?);
    let options: Option<Vec<Weight>> =
        sheet.choices.iter().map(|c| Some(weight(c.owners.known()?, c.area.known()?))).collect();
    let options = options?;
    let abstain = weight(owners.abstain.or_none()?, area.abstain.or_none()?);
    let none = weight(owners.against.or_none()?, area.against.or_none()?);
    let taking =
        weight(taking(owners, &options, |w| w.heads, seats)?, taking(area, &options, |w| w.area.cm2(), seats)?);
    let valid = taking - if reading.rules.abstain_participates { abstain } else { Weight::ZERO };
    let too_small = options.iter().any(|o| o.heads > valid.heads || o.area > valid.area);
    if taking.heads > all.heads || taking.area > all.area || too_small {
        return None;
    }
    let poll = Poll { options, none, valid, abstain, invalid: Weight::ZERO };
    let rules = tally::Rules { invalid_participates: false, ..reading.rules };
    let choice = tally::choose(all, &poll, seats, &rules);
    Some(Chosen { decision: choice.decision, tied: !choice.tied.is_empty(), elected: choice.elected })
}

/// Who took part: as published, or the sum of all ballots where each owner chose one and abstentions are published.
fn taking(column: &Column, options: &[Weight], measure: impl Fn(&Weight) -> i64, seats: u32) -> Option<i64> {
    if let Some(taking) = column.taking.known() {
        return Some(taking);
    }
    let ballots = options.iter().map(measure).sum::<i64>() + column.against.or_none()? + column.abstain.or_none()?;
    let closed = column.abstain != Cell::Absent || column.all.known() == Some(ballots);
    (seats == 1 && closed).then_some(ballots)
}
