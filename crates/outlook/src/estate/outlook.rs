//! One path of one estate: paying, upkeep, falling due, renewing, month by month, with books that close.
//!
//! Households are taken by kind. Where the rate is published, all households of a kind believe the same and pay
//! independently, so their number is binomial and grouping changes nothing in distribution. Where each sees its own
//! neighbours, beliefs differ within a kind; their mean and variance are followed instead (`spread`), which is an
//! approximation whose measured size is [`GROUPING_ERROR`].
//!
//! Parts go event by event: a part has a date, and nothing is asked of it before. When its life is over its renewal is
//! due; if the fund cannot pay, it waits, fails the sooner for it, and costs more once it has failed (assumed, see
//! [`super::parameters`]). Parts wait in the order they came due, and the fund saves for the first of them: nothing behind it
//! is paid before it. If whatever fits were paid, a richer fund would begin with the dear repair of a part that lasts a
//! year and never come to the one that lasts fifty; in a queue more money only brings every payment forward.
//!
//! Each part has chances of its own (its first life, its second, …), so two paths of one name differ by money alone. Then,
//! path by path and month by month, more money never lowers the condition where no dues come in, and where no part comes due
//! twice (prices rising no slower than the fund's interest). Where dues come in and parts come due again, it holds of the years together and not of every date: who renewed
//! sooner is due again sooner, and may just be saving on the day one looks. (`tests/it/money.rs`)

use super::parameters::{Key, Settings};
use super::spread::{Moments, Spread};
use super::table::Table;
use crate::life::weibull::Weibull;
use crate::random::{Stream, splitmix, uniform};
use crate::round::half_up;

/// How far grouping moves the mean rate of paying from that of the model household by household, at most, in any month of
/// twenty years: measured by the test `grouping_errs_by_no_more_than_is_said`, at the standard settings and three strengths of
/// levers, over 300 seeds of 600 households that publish nothing (0.0062).
pub const GROUPING_ERROR: f64 = 0.007;

/// The same anywhere in the ranges of the parameters: measured by the test `in_all_the_ranges_grouping_errs_by_no_more_than_is_said`
/// at 32 corners and in 40 draws of them, over 150 seeds (0.0159, some of it chance).
pub const GROUPING_ERROR_IN_RANGES: f64 = 0.018;

/// A part of an estate.
#[derive(Clone, Debug)]
pub struct Part {
    /// What it is.
    pub name: String,
    /// What renewing it costs today, in fen.
    pub cost: i64,
    /// How long it lasts, in years.
    pub life: f64,
    /// How old it is, in years.
    pub age: f64,
}

/// An estate.
#[derive(Clone, Debug)]
pub struct Estate {
    /// What it is called.
    pub name: String,
    /// How many households it has.
    pub households: u32,
    /// What a household is asked for in a month, in fen.
    pub dues: i64,
    /// What the fund for renewals holds, in fen.
    pub balance: i64,
    /// Its parts.
    pub parts: Vec<Part>,
    /// What is known of this estate in place of a general setting.
    pub own: Vec<(Key, f64)>,
}

/// What a path paid and was paid, in fen: `start + dues + other + grant + interest − upkeep − renewals = end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Books {
    /// The fund at the start.
    pub start: i64,
    /// Dues of households.
    pub dues: i64,
    /// Public income and partners.
    pub other: i64,
    /// The grant of the renovation.
    pub grant: i64,
    /// Interest of the fund.
    pub interest: i64,
    /// Spent on upkeep.
    pub upkeep: i64,
    /// Spent on renewals.
    pub renewals: i64,
    /// The fund at the end.
    pub end: i64,
}

impl Books {
    /// Whether they close.
    #[must_use]
    pub fn close(&self) -> bool {
        self.start + self.dues + self.other + self.grant + self.interest - self.upkeep - self.renewals == self.end
    }
}

/// An estate at the end of a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Month {
    /// The condition people see, 0 to 1.
    pub condition: f64,
    /// The share of households that paid.
    pub rate: f64,
    /// The fund, in fen.
    pub fund: i64,
}

/// How a path went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct End {
    /// Its books.
    pub books: Books,
    /// The first month, from 0, in which a renewal could not be paid.
    pub short: Option<u32>,
    /// The condition people saw before the renovation.
    pub before: f64,
}

/// What is the same on every path of an estate.
#[derive(Clone, Debug)]
pub struct Plan<'a> {
    estate: &'a Estate,
    settings: Settings,
    months: u32,
    laws: Vec<Weibull>,
    /// Each part's share of what renewing all of them costs.
    weights: Vec<f64>,
    /// Parts the renovation renews.
    renewed: Vec<bool>,
    prices: Vec<f64>,
    /// Dues a household is asked for, year by year.
    dues: Vec<i64>,
}

/// Memory a path works in, for the next one to use again.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    due: Vec<u32>,
    age: Vec<f64>,
    /// How many of its chances each part has used.
    turn: Vec<u32>,
    waiting: Vec<Waiting>,
    free: Table,
    other: Table,
    weights: Vec<f64>,
}

#[derive(Clone, Copy, Debug)]
struct Waiting {
    part: usize,
    fails: u32,
}

/// The highest number of a month: what is later never comes.
const NEVER: u32 = u32::MAX;

impl<'a> Plan<'a> {
    /// Prepares `years` years of `estate` under `settings`, in which what is known of the estate takes precedence.
    #[must_use]
    pub fn new(estate: &'a Estate, settings: &Settings, years: u32) -> Self {
        let mut settings = *settings;
        estate.own.iter().for_each(|(key, value)| settings[*key] = *value);
        let all: f64 = estate.parts.iter().map(|p| p.cost as f64).sum();
        let level = |yearly: f64, years: f64| (1.0 + yearly).powf(years);
        Self {
            estate,
            settings,
            months: years * 12,
            laws: estate.parts.iter().map(|p| Weibull::of_mean(p.life, settings[Key::LifeShape])).collect(),
            weights: estate.parts.iter().map(|p| if all > 0.0 { p.cost as f64 / all } else { 0.0 }).collect(),
            renewed: most_worn(&estate.parts, settings[Key::CampaignRenews] * all),
            prices: (0..years * 12).map(|m| level(settings[Key::Inflation], f64::from(m) / 12.0)).collect(),
            dues: (0..years)
                .map(|y| half_up(estate.dues as f64 * level(settings[Key::DuesGrowth], f64::from(y))))
                .collect(),
        }
    }

    /// Walks the path that `stream` stands for and shows `each` month.
    pub fn walk(&self, mut stream: Stream, scratch: &mut Scratch, mut each: impl FnMut(u32, Month)) -> End {
        let s = &self.settings;
        let n = self.estate.households;
        let rest = &mut stream;
        // Who lives here: leaders first, the others by kind.
        let leaders = rest.binomial(n, s[Key::Leaders]);
        let (mut left, mut chance_left) = (n - leaders, 1.0);
        let mut kind = |share: f64| {
            let of_left = if chance_left > 1e-12 { share / chance_left } else { 0.0 };
            let count = rest.binomial(left, of_left);
            left -= count;
            chance_left -= share;
            count
        };
        let free = kind(s[Key::ShareFree]);
        let conditional = kind(s[Key::ShareCond]);
        let triangle = kind(s[Key::ShareTriangle]);
        let other = left;
        let followed = |chance: f64| {
            let chance = chance.clamp(0.0, 1.0);
            chance + s[Key::FollowUp] * (1.0 - chance)
        };
        scratch.free.fill_binomial(free, followed(s[Key::FreePay]), &mut scratch.weights);
        scratch.other.fill_binomial(other, followed(s[Key::OtherPay]), &mut scratch.weights);

        let mut parts = Parts::begin(self, stream.bits(), scratch);
        let before = self.seen(s[Key::Q0], parts.lost);
        parts.lost = 0.0;
        let mut quality = f64::min(1.0, s[Key::Q0] + s[Key::Campaign]);
        let mut condition = self.seen(quality, parts.lost);
        let (mut belief, mut rate) = (s[Key::StartRate], s[Key::StartRate]);
        // Before the first month everybody paid with the chance people start from.
        let local = (1.0 - s[Key::LeaderEffect]) * (1.0 - s[Key::Disclosure]).max(0.0);
        let mut spread = Spread::none(local, s[Key::BeliefWeight]);
        let mut chances = Moments::of(rate);
        let share = |kind: u32| f64::from(kind) / f64::from(n);
        let fixed = Moments::default()
            .plus(share(leaders), Moments::of(1.0))
            .plus(share(free), Moments::of(followed(s[Key::FreePay])))
            .plus(share(other), Moments::of(followed(s[Key::OtherPay])));
        for month in 0..self.months {
            let seen = (1.0 - s[Key::LeaderEffect]) * rate + s[Key::LeaderEffect];
            belief += s[Key::BeliefWeight] * (seen - belief);
            spread.see(chances);
            let goodwill = s[Key::QualityEffect] * (condition - 0.5);
            let follows = spread.over(belief, |b| followed(s[Key::Intercept] + s[Key::Slope] * b + goodwill));
            let peak = s[Key::TrianglePeak];
            let folded = |b: f64| if b <= peak { b } else { 2.0 * peak - b };
            let turns = spread.over(belief, |b| followed(s[Key::Intercept] + s[Key::Slope] * folded(b)));
            chances = fixed.plus(share(conditional), follows).plus(share(triangle), turns);
            let payers = leaders
                + parts.scratch.free.draw(&mut stream)
                + parts.scratch.other.draw(&mut stream)
                + stream.binomial(conditional, follows.mean)
                + stream.binomial(triangle, turns.mean);
            rate = f64::from(payers) / f64::from(n);
            let fund = f64::min(1.0, rate + s[Key::OtherIncome]);
            quality = quality - s[Key::Decay] * (1.0 - s[Key::UpkeepEffect] * fund) * quality
                + s[Key::Renewal] * fund * (1.0 - quality);
            parts.take_in(month, payers);
            parts.renew(month);
            condition = self.seen(quality, parts.lost);
            each(month, Month { condition, rate, fund: parts.books.end });
        }
        End { books: parts.books, short: parts.short, before }
    }

    /// The years an overdue part lasts until it fails: what is left to a part that old, used up so many times faster.
    #[inline]
    fn left(&self, part: usize, age: f64, u: f64) -> f64 {
        self.laws[part].remaining(age, u) / self.settings[Key::Wear]
    }

    /// The condition people see: how it is kept, and what is overdue.
    #[inline]
    fn seen(&self, quality: f64, lost: f64) -> f64 {
        let weight = if self.weights.is_empty() { 0.0 } else { self.settings[Key::PartsWeight] };
        (1.0 - weight) * quality + weight * (1.0 - lost).max(0.0)
    }
}

/// The most worn parts, by share of life used, as far as `money` fen renew them.
fn most_worn(parts: &[Part], money: f64) -> Vec<bool> {
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let worn = |i: usize| parts[i].age / parts[i].life;
    order.sort_by(|a, b| worn(*b).total_cmp(&worn(*a)));
    let mut renewed = vec![false; parts.len()];
    let mut spent = 0.0;
    for i in order {
        spent += parts[i].cost as f64;
        if spent > money {
            break;
        }
        renewed[i] = true;
    }
    renewed
}

/// The parts and the fund along a path.
struct Parts<'p, 'a> {
    plan: &'p Plan<'a>,
    scratch: &'p mut Scratch,
    /// What the parts' chances are drawn from.
    key: u64,
    books: Books,
    short: Option<u32>,
    /// The first month in which a part comes due.
    next: u32,
    /// The share of the parts, by what they cost, that is overdue or failed.
    lost: f64,
}

/// The next chance of a part, in (0, 1].
#[inline]
fn chance(key: u64, part: usize, turn: &mut u32) -> f64 {
    *turn += 1;
    1.0 - uniform(splitmix(key ^ part as u64), u64::from(*turn))
}

impl<'p, 'a> Parts<'p, 'a> {
    /// The first month: the renovation renews what it renews, and every part gets its date. What is lost is told as it was
    /// before the renovation.
    fn begin(plan: &'p Plan<'a>, key: u64, scratch: &'p mut Scratch) -> Self {
        let start = plan.estate.balance;
        let mut books = Books { start, end: start, ..Books::default() };
        scratch.waiting.clear();
        scratch.due.clear();
        scratch.age.clear();
        scratch.turn.clear();
        let mut lost = 0.0;
        for (i, part) in plan.estate.parts.iter().enumerate() {
            let mut turn = 0;
            let u = chance(key, i, &mut turn);
            let mut years = plan.laws[i].remaining(part.age, u);
            let mut age = part.age;
            if months(years) == 0 {
                let fails = months(plan.left(i, age + years, chance(key, i, &mut 1)));
                lost += plan.weights[i] * if fails == 0 { 1.0 } else { plan.settings[Key::OverdueHarm] };
            }
            if plan.renewed[i] {
                books.grant += part.cost;
                books.renewals += part.cost;
                age = 0.0;
                years = plan.laws[i].remaining(age, u);
            }
            scratch.due.push(months(years));
            scratch.age.push(age + years);
            scratch.turn.push(turn);
        }
        let next = scratch.due.iter().copied().min().unwrap_or(NEVER);
        Self { plan, scratch, key, books, short: None, next, lost }
    }

    /// A month's money: interest on what is there, then what comes in, of which a share is put by and the rest spent.
    fn take_in(&mut self, month: u32, payers: u32) {
        let s = &self.plan.settings;
        let asked = self.plan.dues[month as usize / 12];
        let dues = i64::from(payers) * asked;
        let other = half_up(s[Key::OtherIncome] * (i64::from(self.plan.estate.households) * asked) as f64);
        let put_by = half_up(s[Key::ReserveShare] * (dues + other) as f64);
        let interest = half_up(self.books.end as f64 * s[Key::Interest] / 12.0);
        let books = &mut self.books;
        books.dues += dues;
        books.other += other;
        books.interest += interest;
        books.upkeep += dues + other - put_by;
        books.end += put_by + interest;
    }

    /// A month's renewals: parts whose life is over begin to wait; who waits is renewed in that order, as far as money goes.
    fn renew(&mut self, month: u32) {
        if month >= self.next {
            self.come_due(month);
        }
        let (plan, price) = (self.plan, self.plan.prices[month as usize]);
        let s = &plan.settings;
        let Scratch { waiting, due, age, turn, .. } = &mut *self.scratch;
        let mut paid = 0;
        for one in waiting.iter() {
            let dearer = if month >= one.fails { s[Key::FailureCost] } else { 1.0 };
            let cost = half_up(plan.estate.parts[one.part].cost as f64 * price * dearer);
            if cost > self.books.end {
                break;
            }
            self.books.end -= cost;
            self.books.renewals += cost;
            let years = plan.laws[one.part].remaining(0.0, chance(self.key, one.part, &mut turn[one.part]));
            // A renewed part lasts a month at least, or the shortest lives would never end.
            due[one.part] = (month + 1).saturating_add(months(years));
            age[one.part] = years;
            self.next = self.next.min(due[one.part]);
            paid += 1;
        }
        waiting.drain(..paid);
        let harm = |one: &Waiting| plan.weights[one.part] * if month >= one.fails { 1.0 } else { s[Key::OverdueHarm] };
        self.lost = waiting.iter().map(harm).sum();
        if !waiting.is_empty() {
            self.short.get_or_insert(month);
        }
    }

    fn come_due(&mut self, month: u32) {
        let Scratch { waiting, due, age, turn, .. } = &mut *self.scratch;
        for part in 0..due.len() {
            if due[part] <= month {
                due[part] = NEVER;
                let left = self.plan.left(part, age[part], chance(self.key, part, &mut turn[part]));
                waiting.push(Waiting { part, fails: month.saturating_add(months(left)) });
            }
        }
        self.next = due.iter().copied().min().unwrap_or(NEVER);
    }
}

/// Whole months of `years`.
#[inline]
fn months(years: f64) -> u32 {
    (years * 12.0) as u32
}
