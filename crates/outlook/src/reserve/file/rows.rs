//! Rows of results: a year each, under whatever names a study uses for its columns.

use crate::read::{Place, Wrong};
use crate::reserve::file::Case;
use crate::reserve::{Year, below_thirty_percent, percent_funded};
use crate::round::decimals;
use serde_json::{Map, Value, json};

/// What a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Year,
    Start,
    Contribution,
    Special,
    Interest,
    Expense,
    End,
    FullyFunded,
    PercentFunded,
    Risk,
    BelowThirty,
}

/// The column of the 30 percent line, which only files with a first deposit have.
const BELOW_THIRTY: &str = "end_below_30_percent_of_first_deposit";

/// The names studies use.
const NAMES: &[(&str, Column)] = &[
    ("year", Column::Year),
    ("start", Column::Start),
    ("begin_balance", Column::Start),
    ("beginning_balance", Column::Start),
    ("start_balance", Column::Start),
    ("starting_balance", Column::Start),
    ("contribution", Column::Contribution),
    ("contributions", Column::Contribution),
    ("special", Column::Special),
    ("special_assessment", Column::Special),
    ("interest", Column::Interest),
    ("expenses", Column::Expense),
    ("expense", Column::Expense),
    ("expenditures", Column::Expense),
    ("expenditure", Column::Expense),
    ("end", Column::End),
    ("end_balance", Column::End),
    ("ending_balance", Column::End),
    ("balance", Column::End),
    ("fully_funded", Column::FullyFunded),
    ("fully_funded_balance", Column::FullyFunded),
    ("funded_balance", Column::FullyFunded),
    ("percent_funded", Column::PercentFunded),
    ("risk", Column::Risk),
    (BELOW_THIRTY, Column::BelowThirty),
];

/// Whether a row's funding is that of its first day or of the day after its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    Start,
    End,
}

fn column(name: &str) -> Option<Column> {
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, column)| *column)
}

/// The names of a table's columns: those it came with, or `usual`.
fn columns<'a>(rows: Option<&'a Value>, usual: &[&'a str]) -> Vec<(&'a str, Column)> {
    let first = rows.and_then(Value::as_array).and_then(|rows| rows.first()).and_then(Value::as_object);
    let known = |name: &'a str| column(name).map(|column| (name, column));
    let came: Vec<_> = first.into_iter().flat_map(Map::keys).filter_map(|name| known(name)).collect();
    match came.len() > 2 {
        true => came,
        false => usual.iter().filter_map(|name| known(name)).collect(),
    }
}

/// The rows of `years`, under the names the rows in the file have.
pub(super) fn written(case: &Case, years: &[Year], rows: Option<&Value>, usual: &[&str], at: At) -> Value {
    let mut columns = columns(rows, usual);
    columns.retain(|(_, column)| *column != Column::BelowThirty);
    columns.extend(case.first_deposit.map(|_| (BELOW_THIRTY, Column::BelowThirty)));
    let row = |(t, year): (usize, &Year)| -> Value {
        let cells = columns.iter().map(|(name, column)| ((*name).to_owned(), cell(case, t, year, *column, at)));
        Value::Object(cells.collect())
    };
    years.iter().enumerate().map(row).collect()
}

fn cell(case: &Case, t: usize, year: &Year, column: Column, at: At) -> Value {
    let amount = |minor: i64| json!(case.study.grain.amount(minor));
    match column {
        Column::Year => json!(case.first_year as usize + t),
        Column::Start => amount(year.start),
        Column::Contribution => amount(year.contribution),
        Column::Special => amount(year.special),
        Column::Interest => amount(year.interest),
        Column::Expense => amount(year.expense),
        Column::End => amount(year.end),
        Column::FullyFunded => amount(crate::round::half_up(funding(year, at).1)),
        Column::PercentFunded => json!(decimals(share(year, at), 2)),
        Column::BelowThirty => json!(case.first_deposit.map(|first| below_thirty_percent(year.end, first))),
        Column::Risk => json!(risk(share(year, at))),
    }
}

/// The balance of that day and what would be fully funded then.
fn funding(year: &Year, at: At) -> (i64, f64) {
    match at {
        At::Start => (year.start, year.funded_start),
        At::End => (year.end, year.funded_end),
    }
}

/// Per cent funded of that day.
fn share(year: &Year, at: At) -> f64 {
    let (balance, funded) = funding(year, at);
    percent_funded(balance, funded)
}

/// The word associations use for a share of funding: under 30 percent high, over 70 low.
fn risk(percent: f64) -> &'static str {
    match percent {
        p if p < 30.0 => "High",
        p if p > 70.0 => "Low",
        _ => "Medium",
    }
}

/// An opening balance that stands in the first row only.
pub(super) fn first_balance(rows: Option<Place<'_>>, grain: f64) -> Result<Option<i64>, Wrong> {
    let Some(rows) = rows else { return Ok(None) };
    let rows = rows.list(usize::MAX)?;
    let names = NAMES.iter().filter(|(_, c)| *c == Column::Start).map(|(name, _)| *name).collect::<Vec<_>>();
    rows.first().and_then(|row| row.any(&names)).map(|place| place.amount(grain)).transpose()
}

/// The levies that stand in the rows: people decide them, no engine can find them out again.
pub(super) fn levies(rows: Option<Place<'_>>, grain: f64) -> Result<Vec<i64>, Wrong> {
    let Some(rows) = rows else { return Ok(Vec::new()) };
    let levy = |row: &Place<'_>| row.any(&["special", "special_assessment"]).map_or(Ok(0), |place| place.amount(grain));
    rows.list(units::limits::HORIZON_YEARS_MAX as usize)?.iter().map(levy).collect()
}

/// The largest distance of each column of `years` from the rows of the file, as far as they have figures.
pub(super) fn deviation(case: &Case, years: &[Year], rows: &[Value], at: At) -> Value {
    let names = ["start", "fully_funded", "percent_funded", "contribution", "interest", "expenses"];
    let mut out = Map::new();
    for (name, column) in names.iter().filter_map(|name| Some((*name, column(name)?))) {
        let far = |(t, (year, row)): (usize, (&Year, &Value))| -> Option<f64> {
            let said = row.as_object()?.iter().find(|(key, _)| self::column(key) == Some(column))?.1.as_f64()?;
            let our = match column {
                Column::PercentFunded => share(year, at),
                _ => cell(case, t, year, column, at).as_f64()?,
            };
            Some((our - said).abs())
        };
        let most = years
            .iter()
            .zip(rows)
            .enumerate()
            .filter_map(far)
            .fold(None, |most: Option<f64>, far| Some(most.map_or(far, |most| most.max(far))));
        if let Some(most) = most {
            out.insert(name.into(), json!(decimals(most, 3)));
        }
    }
    Value::Object(out)
}
