//! Reserve studies: what falls due when, what it costs then, and whether the fund can pay it.
//!
//! A [`Study`] is what stands there (components, prices, the balance), a [`Plan`] what people pay in; [`run`] keeps the
//! books of their years in whole minor units, each posting rounded half up once, and every year closes:
//! start + in − out = end, exactly. [`solve`] finds the contribution a goal needs; [`lives`] asks how it goes when parts
//! do not last as long as the book says; [`mod@file`] reads and writes the studies of others.
//!
//! The rules are those of published studies (*age/life* funding and three ways of interest). Refuses to know: who pays
//! which share, and whether a part is worth renewing.

pub mod file;
pub mod lives;
pub mod solve;

use crate::round::half_up;

/// How many minor units make one of the currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grain(pub i64);

impl Grain {
    /// Fen, cents.
    pub const HUNDREDTH: Self = Self(100);

    /// For replaying books whose engine does not round: ten-thousandths, so that thirty years of monthly interest stay
    /// within a cent of it and the books still close.
    pub const FINE: Self = Self(10_000);

    /// Minor units as an amount of the currency.
    #[must_use]
    pub fn amount(self, minor: i64) -> f64 {
        minor as f64 / self.0 as f64
    }

    /// What is billed for a part of `cost` minor units, in hundredths: times a price level, that is what [`Self::posted`]
    /// takes.
    pub(crate) fn hundredths(self, cost: i64) -> f64 {
        cost as f64 / (self.0 / 100) as f64
    }

    /// An invoice of so many hundredths as minor units: whatever the books count in, bills are in whole hundredths.
    pub(crate) fn posted(self, hundredths: f64) -> i64 {
        half_up(hundredths) * (self.0 / 100)
    }

    /// Minor units a whole one of the currency has, for multiplying.
    #[must_use]
    pub fn factor(self) -> f64 {
        self.0 as f64
    }
}

/// How interest is counted within a year. Studies differ here, and over thirty years it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interest {
    /// On the mean of the year's first and last balance: `r·(S + (K−E)/2) / (1 − r/2)`.
    Average,
    /// Each month: contribution in, interest on the balance, expenses out. A levy comes in at the end of the first month.
    Monthly,
    /// None is earned or counted.
    None,
    /// On the opening balance and half of what moves: `r·(S + (K−E)/2)`. A common short cut that published studies do
    /// *not* follow: against them it drifts by some hundred times the rounding. Here to be compared with.
    Simple,
}

/// A part that is renewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    /// Its name.
    pub name: String,
    /// What renewing it costs today, in minor units.
    pub cost: i64,
    /// How long it lasts, in steps of the study.
    pub life: u32,
    /// When it is due for the first time, in steps from the start.
    pub due: u32,
    /// Done once and never again.
    pub once: bool,
}

/// How finely a study counts time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Expenses fall due in a year.
    Year,
    /// Expenses fall due in a month.
    Month,
}

impl Step {
    /// Steps of a year.
    #[must_use]
    pub fn per_year(self) -> u32 {
        match self {
            Self::Year => 1,
            Self::Month => 12,
        }
    }
}

/// What stands there.
#[derive(Clone, Debug)]
pub struct Study {
    /// The minor unit.
    pub grain: Grain,
    /// How finely time is counted.
    pub step: Step,
    /// How many years are looked at.
    pub years: u32,
    /// By how much prices rise in a year.
    pub inflation: f64,
    /// What the balance earns in a year.
    pub interest: f64,
    /// How that is counted.
    pub rule: Interest,
    /// The balance at the start, in minor units.
    pub balance: i64,
    /// The parts.
    pub components: Vec<Component>,
}

/// What people pay in, year by year, in minor units; a year that is not there has nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The regular contribution of each year.
    pub contribution: Vec<i64>,
    /// The special levy of each year.
    pub special: Vec<i64>,
}

impl Plan {
    /// A contribution of `first` that grows by `growth` each year: `K·(1+g)ᵗ`, each year rounded for itself.
    #[must_use]
    pub fn growing(first: i64, growth: f64, years: u32) -> Self {
        let mut level = first as f64;
        let mut contribution = Vec::with_capacity(years as usize);
        for _ in 0..years {
            contribution.push(half_up(level));
            level *= 1.0 + growth;
        }
        Self { contribution, special: Vec::new() }
    }
}

/// The books of one year, in minor units: `start + contribution + special + interest − expense = end`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Year {
    /// Balance at the start.
    pub start: i64,
    /// Regular contributions.
    pub contribution: i64,
    /// Special levy.
    pub special: i64,
    /// Interest.
    pub interest: i64,
    /// What was paid for renewals.
    pub expense: i64,
    /// Balance at the end.
    pub end: i64,
    /// The lowest balance seen when something was posted (yearly books post once, at the end).
    pub lowest: i64,
    /// What a fully funded balance would be at the start, in minor units.
    pub funded_start: f64,
    /// And at the end, which is the start of the next year.
    pub funded_end: f64,
}

impl Year {
    /// Whether the books close.
    #[must_use]
    pub fn closes(&self) -> bool {
        self.start + self.contribution + self.special + self.interest - self.expense == self.end
    }
}

/// Balance as a share of what it should be, in percent; a fund that needs nothing is fully funded.
#[must_use]
pub fn percent_funded(balance: i64, funded: f64) -> f64 {
    match funded > 0.0 {
        true => 100.0 * balance as f64 / funded,
        false => 100.0,
    }
}

/// The 30 percent line of Chinese maintenance funds: owners top up when the balance is below 30 percent of the first
/// deposit (seen in several city regulations). A much weaker test than being funded: it knows nothing of what falls due.
#[must_use]
pub fn below_thirty_percent(balance: i64, first_deposit: i64) -> bool {
    i128::from(balance) * 10 < i128::from(first_deposit) * 3
}

/// Keeps the books.
#[must_use]
pub fn run(study: &Study, plan: &Plan) -> Vec<Year> {
    let due = Due::of(study);
    let funded = funded_by_year(study, &due.renewed);
    let mut years = ledger(study, plan, &due.expenses);
    for (t, year) in years.iter_mut().enumerate() {
        (year.funded_start, year.funded_end) = (funded[t], funded[t + 1]);
    }
    years
}

/// What falls due in each step, in minor units at the prices of then.
#[must_use]
pub fn expenses(study: &Study) -> Vec<i64> {
    Due::of(study).expenses
}

/// What falls due, step by step.
struct Due {
    /// At the prices of then.
    expenses: Vec<i64>,
    /// At today's prices, of the parts that [`grows_evenly`] alone.
    renewed: Vec<i64>,
}

impl Due {
    fn of(study: &Study) -> Self {
        let (prices, grain) = (prices(study), study.grain);
        let mut due = Self { expenses: vec![0; prices.len()], renewed: vec![0; prices.len()] };
        for component in &study.components {
            let every = if component.once { usize::MAX } else { component.life.max(1) as usize };
            let bill = grain.hundredths(component.cost);
            let evenly = i64::from(grows_evenly(component)) * component.cost;
            let steps = prices.iter().zip(due.expenses.iter_mut().zip(&mut due.renewed));
            for (price, (expense, renewed)) in steps.skip(component.due as usize).step_by(every) {
                *expense += grain.posted(bill * price);
                *renewed += evenly;
            }
        }
        due
    }
}

/// The price level of every step, today's being 1: a year's level times a month's.
pub(crate) fn prices(study: &Study) -> Vec<f64> {
    let per_year = study.step.per_year();
    let rise = 1.0 + study.inflation;
    let within: Vec<f64> = (0..per_year).map(|m| rise.powf(f64::from(m) / f64::from(per_year))).collect();
    let mut prices = Vec::with_capacity((study.years * per_year) as usize);
    let mut level = 1.0;
    for _ in 0..study.years {
        prices.extend(within.iter().map(|month| level * month));
        level *= rise;
    }
    prices
}

/// Whether the used-up share of a part grows by the same each step from the start and falls by one with each renewal.
fn grows_evenly(component: &Component) -> bool {
    !component.once && component.due <= component.life
}

/// [`fully_funded`] at the start of every year and at the end of the last: parts that grow evenly need no look of their
/// own each year, since together they grow by one rate and fall by what was renewed.
fn funded_by_year(study: &Study, renewed: &[i64]) -> Vec<f64> {
    let per_year = study.step.per_year();
    let other: Vec<&Component> = study.components.iter().filter(|c| !grows_evenly(c)).collect();
    let (mut rate, mut at_first) = (0.0, 0.0);
    for c in study.components.iter().filter(|c| grows_evenly(c)) {
        let each = c.cost as f64 / f64::from(c.life.max(1));
        rate += each;
        at_first += each * f64::from(c.life - c.due);
    }
    let (mut done, mut level) = (0, 1.0);
    let year = |year: u32| {
        let now = year * per_year;
        if year > 0 {
            done += renewed[(now - per_year) as usize..now as usize].iter().sum::<i64>();
        }
        let evenly = at_first + rate * f64::from(now) - done as f64;
        let rest: f64 = other.iter().map(|c| used_up(c, now)).sum();
        let funded = (evenly + rest) * level;
        level *= 1.0 + study.inflation;
        funded
    };
    (0..=study.years).map(year).collect()
}

/// The balance that would be fully funded at the start of `year`: every part's price times the share of its life that is
/// used up, a part counting as used up in the step it is due; a part done once counts until it is done.
#[must_use]
pub fn fully_funded(study: &Study, year: u32) -> f64 {
    let now = year * study.step.per_year();
    study.components.iter().map(|c| used_up(c, now)).sum::<f64>() * (1.0 + study.inflation).powi(year as i32)
}

/// What of a part is used up at step `now`, at today's price.
fn used_up(component: &Component, now: u32) -> f64 {
    let (life, due) = (component.life.max(1), component.due);
    let age = match now.checked_sub(due) {
        None | Some(0) => component.life.saturating_sub(due - now),
        Some(_) if component.once => 0,
        Some(since) => (since - 1) % life + 1,
    };
    component.cost as f64 * f64::from(age) / f64::from(life)
}

/// The books over given expenses, without what would be fully funded.
pub(crate) fn ledger(study: &Study, plan: &Plan, expenses: &[i64]) -> Vec<Year> {
    let per_year = study.step.per_year() as usize;
    let (mut balance, month) = (study.balance, Monthly::of(study.interest));
    let one = |(t, due): (usize, &[i64])| {
        let paid = |list: &[i64]| list.get(t).copied().unwrap_or(0);
        let (contribution, special) = (paid(&plan.contribution), paid(&plan.special));
        let year = match study.rule {
            Interest::Monthly => monthly(month, balance, contribution, special, due),
            rule => yearly(rule, study.interest, balance, contribution, special, due.iter().sum()),
        };
        balance = year.end;
        year
    };
    expenses.chunks(per_year).enumerate().map(one).collect()
}

fn yearly(rule: Interest, rate: f64, start: i64, contribution: i64, special: i64, expense: i64) -> Year {
    let flow = contribution + special - expense;
    let interest = match rule {
        Interest::Average => half_up(rate * (start as f64 + flow as f64 / 2.0) / (1.0 - rate / 2.0)),
        Interest::Simple => half_up(rate * (start as f64 + flow as f64 / 2.0)),
        Interest::Monthly | Interest::None => 0,
    };
    let end = start + flow + interest;
    Year { start, contribution, special, interest, expense, end, lowest: end, ..Year::default() }
}

fn monthly(rate: Monthly, start: i64, contribution: i64, special: i64, due: &[i64]) -> Year {
    match due {
        // Where time is counted in years nobody knows the month: a twelfth each.
        [year] => months(rate, start, contribution, special, twelfths(*year)),
        due => months(rate, start, contribution, special, due.iter().copied()),
    }
}

fn months(rate: Monthly, start: i64, contribution: i64, special: i64, due: impl Iterator<Item = i64>) -> Year {
    let mut year = Year { start, contribution, special, lowest: i64::MAX, ..Year::default() };
    let (mut balance, mut levy) = (start, special);
    for (paid, expense) in twelfths(contribution).zip(due) {
        balance += paid;
        let interest = rate.on(balance);
        balance += interest - expense;
        year.lowest = year.lowest.min(balance);
        // A levy comes in at the end of the first month.
        balance += std::mem::take(&mut levy);
        year.interest += interest;
        year.expense += expense;
    }
    year.end = balance;
    year
}

/// Twelve parts of a year's amount, as the differences of a running total: together they are it, to the last unit.
fn twelfths(year: i64) -> impl Iterator<Item = i64> {
    (0..12).map(move |month| year * (month + 1) / 12 - year * month / 12)
}

/// A month's interest rate in 2⁻⁶⁰: in whole numbers a half is a real one, and no ledger waits for a conversion to floats
/// and back, month after month.
#[derive(Clone, Copy)]
struct Monthly(i64);

impl Monthly {
    const BITS: u32 = 60;

    /// Of a yearly rate, which readers keep far below one.
    fn of(yearly: f64) -> Self {
        Self(half_up(yearly / 12.0 * (1_u64 << Self::BITS) as f64))
    }

    /// Interest on a balance, rounded half up.
    fn on(self, balance: i64) -> i64 {
        let product = i128::from(balance) * i128::from(self.0);
        // The rate is within 2⁻⁶⁰ of the decimal one people wrote: by as much of the balance a half may seem to be less.
        let half = (1 << (Self::BITS - 1)) + i128::from(balance.unsigned_abs());
        ((product + half) >> Self::BITS) as i64
    }
}

#[cfg(test)]
mod tests;
