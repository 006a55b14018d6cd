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
use std::iter::successors;

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

    /// What is billed for a part of `cost` minor units, in hundredths: whatever the books count in, bills are in whole ones.
    pub(crate) fn hundredths(self, cost: i64) -> f64 {
        cost as f64 / (self.0 / 100) as f64
    }

    /// Whole hundredths as minor units.
    pub(crate) fn minor(self, hundredths: i64) -> i64 {
        hundredths * (self.0 / 100)
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
    /// Where time is counted in years nobody knows the month an expense falls in: a twelfth of it goes out each month, and
    /// before the interest, as the replay of the published studies in years does it.
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
    /// What renewing it costs today, in minor units; not less than nothing.
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
    let schedule = Schedule::of(study);
    let mut years = ledger(study, plan, &schedule.steps);
    schedule.fund(study, &mut years);
    years
}

/// What falls due in each step, in minor units at the prices of then.
#[must_use]
pub fn expenses(study: &Study) -> Vec<i64> {
    Schedule::of(study).steps.iter().map(|step| study.grain.minor(step.due)).collect()
}

/// A step of the study's time: a year or a month.
#[derive(Clone, Copy)]
pub(crate) struct Moment {
    /// The price level, today's being 1.
    price: f64,
    /// What falls due, in hundredths at this price.
    pub(crate) due: i64,
    /// What of it will fall due again, in minor units at today's price.
    renewed: i64,
}

impl Moment {
    /// Bills a part that costs so many hundredths today.
    pub(crate) fn bill(&mut self, hundredths: f64) {
        // Half up: nothing costs less than nothing, so the cast cuts downwards.
        self.due += (hundredths * self.price + 0.5) as i64;
    }
}

/// Every step, with nothing due yet: its price level is a year's times a month's.
pub(crate) fn moments(study: &Study) -> Vec<Moment> {
    let per_year = study.step.per_year();
    let rise = 1.0 + study.inflation;
    let step = rise.powf(1.0 / f64::from(per_year));
    let mut moments = Vec::with_capacity((study.years * per_year) as usize);
    let mut level = 1.0;
    for _ in 0..study.years {
        let prices = successors(Some(level), |price| Some(price * step));
        moments.extend(prices.take(per_year as usize).map(|price| Moment { price, due: 0, renewed: 0 }));
        level *= rise;
    }
    moments
}

/// What falls due, and how what is used up grows between.
struct Schedule {
    steps: Vec<Moment>,
    /// For each start of a year and the end of the last: by how much more a step uses up from there on, and what of that
    /// was used up at the start of the study, had it always been so.
    growth: Vec<(f64, f64)>,
}

impl Schedule {
    fn of(study: &Study) -> Self {
        let per_year = study.step.per_year();
        let mut steps = moments(study);
        let mut growth = vec![(0.0, 0.0); study.years as usize + 1];
        for &Component { cost, life, due, once, .. } in &study.components {
            let life = life.max(1);
            let bill = study.grain.hundredths(cost);
            let (again, every) = if once { (0, steps.len()) } else { (cost, life as usize) };
            let mut at = due as usize;
            while let Some(step) = steps.get_mut(at) {
                step.bill(bill);
                step.renewed += again;
                at += every;
            }
            let each = cost as f64 / f64::from(life);
            let age = f64::from(life) - f64::from(due);
            let mut grow = |from: u32, each: f64| {
                if let Some((rate, used)) = growth.get_mut(from.div_ceil(per_year) as usize) {
                    *rate += each;
                    *used += each * age;
                }
            };
            grow(due.saturating_sub(life), each);
            if once {
                grow(due.saturating_add(1), -each);
            }
        }
        Self { steps, growth }
    }

    /// [`fully_funded`] at the start and the end of every year. No part needs a look of its own each year: together they
    /// grow by one rate and fall by what was renewed.
    fn fund(&self, study: &Study, years: &mut [Year]) {
        let per_year = study.step.per_year() as usize;
        let mut year = self.steps.chunks(per_year);
        let (mut rate, mut used, mut renewed, mut now, mut level) = (0.0, 0.0, 0, 0.0, 1.0);
        let mut funded = self.growth.iter().map(|(more, of_it)| {
            rate += more;
            used += of_it;
            let balance = (used + rate * now - renewed as f64) * level;
            renewed += year.next().unwrap_or_default().iter().map(|step| step.renewed).sum::<i64>();
            now += per_year as f64;
            level *= 1.0 + study.inflation;
            balance
        });
        let mut start = funded.next().unwrap_or_default();
        for (year, end) in years.iter_mut().zip(funded) {
            (year.funded_start, year.funded_end) = (start, end);
            start = end;
        }
    }
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

/// The books over what falls due, without what would be fully funded.
pub(crate) fn ledger(study: &Study, plan: &Plan, steps: &[Moment]) -> Vec<Year> {
    let per_year = study.step.per_year() as usize;
    let (mut balance, month) = (study.balance, Monthly::of(study.interest));
    let minor = |step: &Moment| study.grain.minor(step.due);
    let one = |(t, steps): (usize, &[Moment])| {
        let paid = |list: &[i64]| list.get(t).copied().unwrap_or(0);
        let (contribution, special) = (paid(&plan.contribution), paid(&plan.special));
        let year = match study.rule {
            Interest::Monthly => monthly(month, balance, contribution, special, steps.iter().map(minor)),
            rule => yearly(rule, study.interest, balance, contribution, special, steps.iter().map(minor).sum()),
        };
        balance = year.end;
        year
    };
    steps.chunks(per_year).enumerate().map(one).collect()
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

fn monthly(
    rate: Monthly,
    start: i64,
    contribution: i64,
    special: i64,
    due: impl ExactSizeIterator<Item = i64>,
) -> Year {
    match due.len() {
        1 => months::<true>(rate, start, contribution, special, twelfths(due.sum())),
        _ => months::<false>(rate, start, contribution, special, due),
    }
}

/// Twelve months; `EARLY` where an expense goes out before the interest of its month.
fn months<const EARLY: bool>(
    rate: Monthly,
    start: i64,
    contribution: i64,
    special: i64,
    due: impl Iterator<Item = i64>,
) -> Year {
    let mut year = Year { start, contribution, special, lowest: i64::MAX, ..Year::default() };
    let half = Monthly::half(start.saturating_abs().saturating_add(contribution).saturating_add(special));
    // Interest is kept apart from the rest and added last: then nothing else waits for it.
    let (mut rest, mut interest, mut levy) = (start, 0, special);
    for (paid, expense) in twelfths(contribution).zip(due) {
        let balance = rest + paid + interest;
        interest = rate.on(if EARLY { balance - expense } else { balance }, half);
        rest = balance - expense;
        year.lowest = year.lowest.min(if EARLY { rest.min(rest + interest) } else { rest + interest });
        // A levy comes in at the end of the first month.
        rest += std::mem::take(&mut levy);
        year.interest += interest;
        year.expense += expense;
    }
    year.end = rest + interest;
    year
}

/// Twelve parts of a year's amount, as the differences of a running total: together they are it, to the last unit.
fn twelfths(year: i64) -> impl Iterator<Item = i64> {
    let mut before = 0;
    (1..=12).map(move |month| {
        let so_far = year * month / 12;
        so_far - std::mem::replace(&mut before, so_far)
    })
}

/// A month's interest rate in 2⁻⁶⁴: in whole numbers a half is a real one, and no ledger waits for a conversion to floats
/// and back, month after month.
#[derive(Clone, Copy)]
struct Monthly(i64);

impl Monthly {
    /// Of a yearly rate, which readers keep far below six.
    fn of(yearly: f64) -> Self {
        Self(half_up(yearly / 12.0 * 2_f64.powi(64)))
    }

    /// What rounds half up, for balances of this size: the rate is within 2⁻⁶⁰ of the decimal one people wrote, and by as
    /// much of the balance a half may seem to be less.
    fn half(size: i64) -> i128 {
        (1 << 63) + (i128::from(size) << 4)
    }

    /// Interest on a balance, rounded.
    fn on(self, balance: i64, half: i128) -> i64 {
        ((i128::from(balance) * i128::from(self.0) + half) >> 64) as i64
    }
}

#[cfg(test)]
mod tests;
