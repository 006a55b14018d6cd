//! An election over a budget, as it was voted: items with costs, and every ballot.

use crate::rows::shown;
use std::fmt;
use units::limits;

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its id; ties are broken by it as a string, “10” before “2”.
    pub id: String,
    /// Its name; empty where none was given.
    pub name: String,
    /// Its cost, in the smallest unit of the election's money.
    pub cost: i64,
}

/// How ballots were filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ballots {
    /// Items ticked.
    Approval,
    /// Points given out of a fixed number.
    Cumulative,
    /// Each item scored for itself.
    Scoring,
}

impl Ballots {
    /// The word Pabulib files use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Approval => "approval",
            Self::Cumulative => "cumulative",
            Self::Scoring => "scoring",
        }
    }
}

/// Something known about every voter beside the ballot: a stairwell, an age, an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// The different values, in the order they first came.
    pub labels: Vec<String>,
    /// For each voter, which of the labels.
    pub of: Vec<u32>,
}

/// An election. Ballots lie one after the other in one array: elections of a city have half a million marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Election {
    /// What can be spent, in the smallest unit of its money.
    pub budget: i64,
    /// Decimals of its money: 2 where the smallest unit is the fen and amounts are written in yuan.
    pub decimals: u32,
    /// What can be chosen, in the order of their ids as strings.
    pub items: Vec<Item>,
    /// How ballots were filled in.
    pub ballots: Ballots,
    /// Decimals of points.
    pub point_decimals: u32,
    /// Further facts of the file, kept for writing it out again.
    pub meta: Vec<(String, String)>,
    /// Further facts of the voters.
    pub columns: Vec<Column>,
    marks: Vec<(u32, i64)>,
    ends: Vec<usize>,
}

/// Why values do not make an election.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoElection(pub String);

impl fmt::Display for NoElection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NoElection {}

impl Election {
    /// An election nobody has voted in yet; items are put in the order of their ids.
    ///
    /// # Errors
    /// [`NoElection`]: no items or too many, an id twice or empty, an amount out of range.
    pub fn new(budget: i64, decimals: u32, mut items: Vec<Item>, ballots: Ballots) -> Result<Self, NoElection> {
        let no = |why: String| Err(NoElection(why));
        if items.is_empty() {
            return no("there is nothing to choose from; list the items under PROJECTS".into());
        }
        if items.len() > limits::ELECTION_ITEMS_MAX {
            return no(format!("{} items are more than {}; hold two votes", items.len(), limits::ELECTION_ITEMS_MAX));
        }
        if !(0..=limits::ELECTION_AMOUNT_MAX).contains(&budget) {
            return no("the budget is negative or out of range; give a plain amount".into());
        }
        items.sort_by(|a, b| a.id.cmp(&b.id));
        for item in &items {
            if !(0..=limits::ELECTION_AMOUNT_MAX).contains(&item.cost) {
                return no(format!("the cost of item `{}` is negative or out of range", shown(&item.id)));
            }
        }
        if let Some(twice) = items.windows(2).find(|two| two[0].id == two[1].id) {
            return no(format!("item `{}` is listed twice; keep one of them", shown(&twice[0].id)));
        }
        if items[0].id.is_empty() {
            return no("an item has no id; give every item its own".into());
        }
        if let Some(item) = items.iter().find(|i| i.id.contains(',')) {
            return no(format!(
                "the id `{}` holds a comma, which parts the marks of a ballot; choose another",
                shown(&item.id)
            ));
        }
        Ok(Self {
            budget,
            decimals,
            items,
            ballots,
            point_decimals: 0,
            meta: Vec::new(),
            columns: Vec::new(),
            marks: Vec::new(),
            ends: Vec::new(),
        })
    }

    /// Which item has this id.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<usize> {
        self.items.binary_search_by(|i| i.id.as_str().cmp(id)).ok()
    }

    /// Adds a ballot: items by their place, with points (1 for a tick). Marks of no points are left out.
    ///
    /// # Errors
    /// [`NoElection`]: an item that is not there or stands twice, points out of range, too many voters.
    pub fn vote(&mut self, marks: &[(u32, i64)]) -> Result<(), NoElection> {
        if self.ends.len() >= limits::ELECTION_VOTERS_MAX {
            return Err(NoElection(format!("there are more than {} ballots", limits::ELECTION_VOTERS_MAX)));
        }
        let start = self.marks.len();
        self.marks.extend(marks.iter().filter(|(_, points)| *points != 0));
        let new = &mut self.marks[start..];
        new.sort_unstable_by_key(|(item, _)| *item);
        let why = if let Some((item, _)) = new.iter().find(|(item, _)| *item as usize >= self.items.len()) {
            format!("there is no item number {item}")
        } else if let Some(two) = new.windows(2).find(|two| two[0].0 == two[1].0) {
            format!("the ballot names item `{}` twice; keep one mark", shown(&self.items[two[0].0 as usize].id))
        } else if new.iter().any(|(_, points)| !(0..=limits::ELECTION_AMOUNT_MAX).contains(points)) {
            "points are negative or out of range; give 0 or more".into()
        } else {
            self.ends.push(self.marks.len());
            return Ok(());
        };
        self.marks.truncate(start);
        Err(NoElection(why))
    }

    /// How many voted.
    #[must_use]
    pub fn voters(&self) -> usize {
        self.ends.len()
    }

    /// The marks of a voter: item and points, in the order of items.
    #[must_use]
    pub fn ballot(&self, voter: usize) -> &[(u32, i64)] {
        let start = if voter == 0 { 0 } else { self.ends[voter - 1] };
        &self.marks[start..self.ends[voter]]
    }

    /// A column of the voters as weights of their purses: figures above 0 with up to four decimals.
    ///
    /// # Errors
    /// [`NoElection`]: no such column, or something in it that is no such figure.
    pub fn weights(&self, column: &str) -> Result<Vec<i64>, NoElection> {
        let found = self.columns.iter().find(|c| c.name == column).ok_or_else(|| {
            let names: Vec<&str> = self.columns.iter().map(|c| c.name.as_str()).collect();
            NoElection(format!("VOTES has no column `{}`; it has {}", shown(column), names.join(", ")))
        })?;
        let read = |label: &String| Written::read(label)?.scaled(limits::ELECTION_DECIMALS_MAX as u32);
        let weights = found.labels.iter().map(read).collect::<Result<Vec<i64>, String>>();
        let weights = weights.map_err(|why| NoElection(format!("column `{}`: {why}", shown(column))))?;
        Ok(found.of.iter().map(|label| weights[*label as usize]).collect())
    }

    /// Reads an amount in this election's money.
    ///
    /// # Errors
    /// [`NoElection`]: not a plain figure, or finer than the money of this election.
    pub fn read_amount(&self, text: &str) -> Result<i64, NoElection> {
        let written = Written::read(text).map_err(NoElection)?;
        if written.decimals > self.decimals {
            return Err(NoElection(format!("`{}` is finer than the amounts of this election", shown(text))));
        }
        written.scaled(self.decimals).map_err(NoElection)
    }

    /// An amount of this election as people write it.
    #[must_use]
    pub fn amount(&self, value: i128) -> String {
        decimal(value, self.decimals)
    }
}

/// A value in 10^-`decimals`, without trailing zeros.
pub(crate) fn decimal(value: i128, decimals: u32) -> String {
    let unit = 10_i128.pow(decimals);
    let sign = if value < 0 { "-" } else { "" };
    let (whole, part) = (value.abs() / unit, value.abs() % unit);
    if part == 0 {
        return format!("{sign}{whole}");
    }
    let part = format!("{part:0width$}", width = decimals as usize);
    format!("{sign}{whole}.{}", part.trim_end_matches('0'))
}

/// A figure as it is written, before the decimals of all are known: value and decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    value: i64,
    decimals: u32,
}

impl Written {
    /// Reads `1234`, `1234.5` and `1234,5`; nothing negative, nothing with an exponent.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let bare = text.trim();
        let (whole, part) = bare.split_once(['.', ',']).unwrap_or((bare, ""));
        let part = part.trim_end_matches('0');
        let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(part) {
            return Err(format!("`{}` is not a plain figure of 0 or more", shown(text)));
        }
        let finest = limits::ELECTION_DECIMALS_MAX;
        if part.len() > finest {
            return Err(format!("`{}` has more than {finest} decimals; round it", shown(text)));
        }
        let mut value = 0_i64;
        for byte in whole.bytes().chain(part.bytes()) {
            value = value.checked_mul(10).and_then(|v| v.checked_add(i64::from(byte - b'0'))).unwrap_or(i64::MAX);
            if value > limits::ELECTION_AMOUNT_MAX {
                return Err(format!("`{}` is too large a figure", shown(text)));
            }
        }
        let decimals = u32::try_from(part.len()).map_err(|e| e.to_string())?;
        Ok(Self { value, decimals })
    }

    pub(crate) const fn decimals(self) -> u32 {
        self.decimals
    }

    /// The value in 10^-`decimals`, where `decimals` is at least its own.
    pub(crate) fn scaled(self, decimals: u32) -> Result<i64, String> {
        let factor = 10_i64.pow(decimals - self.decimals);
        let value = self.value.checked_mul(factor).filter(|v| *v <= limits::ELECTION_AMOUNT_MAX);
        value.ok_or_else(|| format!("`{}` is too large a figure", decimal(self.value.into(), self.decimals)))
    }
}
