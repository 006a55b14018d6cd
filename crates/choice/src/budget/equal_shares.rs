//! The method of equal shares (Peters, Pierczyński, Skowron: Proportional Participatory Budgeting with Additive
//! Utilities, NeurIPS 2021).
//!
//! Every voter has a purse. An item is bought by its supporters at the smallest price a unit of utility at which they
//! can pay it, each giving price times utility or all they have left; the cheapest item by that price is bought next.
//!
//! Prices are searched in floats that carry a bound of their error. Whatever the bound cannot tell apart (two prices,
//! an item that can just be paid, a purse that just runs out) is decided by [`Exact`]; and when the bound grows, purses
//! are computed afresh from exact prices. So a result never depends on rounding.

use super::exact::{Exact, NEVER, Price, Round};
use super::profile::Profile;
use super::{Bought, How, Refused, greedy};
use std::cmp::Ordering;

/// Rounding of one float operation, doubled for safety.
const ROUNDING: f64 = f64::EPSILON;
/// The error of purses, relative to what they began with, at which they are computed afresh.
const ERROR_MAX: f64 = 1e-11;

/// A run of the method.
pub(super) struct Search<'p> {
    profile: &'p Profile<'p>,
    money: i128,
    reverse: bool,
    /// What a purse of weight 1 begins with.
    unit: f64,
    purses: Vec<f64>,
    spent: Vec<bool>,
    /// Bound of the error of a purse that is not spent, relative to what it began with.
    error: f64,
    /// A price no item can be under, by item.
    floors: Vec<f64>,
    /// Items that may still be bought.
    open: Vec<usize>,
    /// The floors every run begins with, and the items from the lowest on.
    first: (Vec<f64>, Vec<usize>),
    /// What the run before bought, in order: with a little more money it is mostly the same again.
    hints: Vec<usize>,
    pub(super) rounds: Vec<Round>,
    /// The price of each round, as a float.
    pub(super) prices: Vec<f64>,
    pub(super) when: Vec<u32>,
    exact: Option<Exact>,
    pub(super) bought: Vec<Bought>,
    pub(super) cost: i128,
    /// Comparisons that floats left open.
    pub(super) decided_exactly: u64,
    /// Ballots looked at by floats: together with the steps of the exact side what a limit is set on.
    steps: u64,
    /// Steps of exact sides of earlier runs.
    exact_steps: u64,
    /// How many steps all runs together may take.
    most: u64,
}

/// What an item costs its supporters a unit of utility.
enum Quote {
    /// They can never pay it.
    Never,
    /// More than this.
    Above(f64),
    /// This much.
    At(Offer),
}

struct Offer {
    item: usize,
    price: f64,
    /// Bound of its error.
    error: f64,
    exact: Option<Price>,
}

impl<'p> Search<'p> {
    /// A search that takes some `most` steps at most, in all its runs together.
    pub(super) fn new(profile: &'p Profile<'p>, most: u64) -> Self {
        let items = profile.support.len();
        let floor = |item: usize| profile.cost(item) as f64 / profile.support[item].total as f64;
        let floors: Vec<f64> = (0..items).map(|item| floor(item) * (1.0 - 4.0 * ROUNDING)).collect();
        let mut order: Vec<usize> =
            (0..items).filter(|item| profile.support[*item].total > 0 && profile.cost(*item) > 0).collect();
        order.sort_by(|a, b| floors[*a].total_cmp(&floors[*b]));
        Self {
            profile,
            money: 0,
            reverse: false,
            unit: 0.0,
            purses: vec![0.0; profile.kinds.len()],
            spent: vec![false; profile.kinds.len()],
            error: 0.0,
            floors: vec![0.0; items],
            open: Vec::with_capacity(items),
            first: (floors, order),
            hints: Vec::with_capacity(items),
            rounds: Vec::with_capacity(items),
            prices: Vec::with_capacity(items),
            when: vec![NEVER; items],
            exact: None,
            bought: Vec::with_capacity(items),
            cost: 0,
            decided_exactly: 0,
            steps: 0,
            exact_steps: 0,
            most,
        }
    }

    /// Steps taken so far.
    pub(super) fn steps(&self) -> u64 {
        let exact = self.exact.as_ref().map_or(0, |e| e.steps.get());
        self.steps.saturating_add(self.exact_steps).saturating_add(exact)
    }

    fn over(&self) -> bool {
        self.steps() > self.most
    }

    /// Runs with `money` in all purses together, and stops as soon as more than `stop` is spent. Ties go to the item
    /// first by id, or last where `reverse`. An election made of ties can keep one round busy for hours, so steps are
    /// counted inside rounds as well.
    pub(super) fn run(&mut self, money: i128, stop: i128, reverse: bool) -> Result<(), Refused> {
        self.begin(money, reverse);
        while self.cost <= stop
            && let Some((offer, tied)) = self.cheapest()
            && !self.over()
        {
            self.buy(offer, tied);
        }
        match self.over() {
            true => Err(Refused::TooMuchWork { rounds: self.rounds.len() }),
            false => Ok(()),
        }
    }

    fn begin(&mut self, money: i128, reverse: bool) {
        let profile = self.profile;
        (self.money, self.reverse) = (money, reverse);
        self.unit = money as f64 / profile.weight as f64;
        for ((purse, spent), kind) in self.purses.iter_mut().zip(&mut self.spent).zip(&profile.kinds) {
            *purse = self.unit * kind.weight as f64;
            *spent = false;
        }
        self.error = 4.0 * ROUNDING;
        self.exact_steps += self.exact.take().map_or(0, |e| e.steps.get());
        self.hints.clear();
        self.hints.extend(self.rounds.drain(..).map(|round| round.item));
        self.prices.clear();
        self.bought.clear();
        self.cost = 0;
        self.when.fill(NEVER);
        self.floors.clone_from(&self.first.0);
        self.open.clone_from(&self.first.1);
        let free =
            (0..profile.support.len()).filter(|item| profile.support[*item].total > 0 && profile.cost(*item) == 0);
        self.bought.extend(free.map(|item| Bought { item, how: How::Free, tied: Vec::new() }));
    }

    /// The item to buy next, and those exactly as good.
    fn cheapest(&mut self) -> Option<(Offer, Vec<usize>)> {
        let mut open = std::mem::take(&mut self.open);
        open.sort_by(|a, b| self.floors[*a].total_cmp(&self.floors[*b]));
        // A good offer first: most others are then above it at one look.
        let hint = self.hints.get(self.rounds.len());
        if let Some(at) = hint.and_then(|hint| open.iter().position(|item| item == hint)) {
            open[..=at].rotate_right(1);
        }
        let mut best: Option<Offer> = None;
        let mut equal: Vec<usize> = Vec::new();
        let mut never = false;
        for item in &mut open {
            if self.over() {
                break;
            }
            let most = best.as_ref().map(|b| b.price + b.error);
            if most.is_some_and(|most| self.floors[*item] > most) {
                break;
            }
            let mut offer = match self.quote(*item, most) {
                Quote::Never => {
                    *item = usize::MAX;
                    never = true;
                    continue;
                }
                Quote::Above(floor) => {
                    self.floors[*item] = self.floors[*item].max(floor);
                    continue;
                }
                Quote::At(offer) => offer,
            };
            self.floors[*item] = self.floors[*item].max(offer.price - offer.error);
            let order = best.as_mut().map_or(Ordering::Less, |best| self.compare(&mut offer, best));
            if order == Ordering::Less {
                equal.clear();
            }
            match order {
                Ordering::Less => best = Some(offer),
                Ordering::Equal => equal.push(*item),
                Ordering::Greater => {}
            }
        }
        if never {
            open.retain(|item| *item != usize::MAX);
        }
        self.open = open;
        let mut best = best?;
        if !equal.is_empty() {
            // Equal offers have equal prices; only the item differs.
            equal.push(best.item);
            let wins = if self.reverse { equal.iter().max() } else { equal.iter().min() };
            let winner = wins.copied().unwrap_or(best.item);
            if winner != best.item {
                best = Offer { item: winner, exact: None, ..best };
            }
            equal.retain(|item| *item != winner);
        }
        self.open.retain(|item| *item != best.item);
        Some((best, equal))
    }

    fn compare(&mut self, new: &mut Offer, best: &mut Offer) -> Ordering {
        if new.price + new.error < best.price - best.error {
            return Ordering::Less;
        }
        if new.price - new.error > best.price + best.error {
            return Ordering::Greater;
        }
        for offer in [&mut *new, &mut *best] {
            if offer.exact.is_none() {
                offer.exact = self.exact_price(offer.item, offer.price - offer.error);
            }
        }
        self.decided_exactly += 1;
        match (&new.exact, &best.exact) {
            (Some(new), Some(best)) => new.compare(best),
            // INVARIANT: an offer is made only where its supporters can pay, which the exact search finds as well.
            _ => Ordering::Greater,
        }
    }

    fn quote(&mut self, item: usize, most: Option<f64>) -> Quote {
        let support = &self.profile.support[item];
        let cost = self.profile.cost(item) as f64;
        let rounding = (support.kinds.len() as f64 + 4.0) * ROUNDING;
        let unsure = self.error * self.unit * support.weight as f64;
        self.steps += support.kinds.len() as u64;
        if let Some(most) = most {
            let paid = self.paid(item, most);
            if paid + unsure + rounding * paid < cost {
                return Quote::Above(most);
            }
        }
        let held = self.paid(item, f64::INFINITY);
        let slack = unsure + rounding * held;
        if held + slack < cost {
            return Quote::Never;
        }
        let mut price = self.floors[item];
        if held - slack < cost {
            return self.exact_quote(item, price);
        }
        let (mut last, mut pass) = (None, self.pass(item, price));
        while last != Some(pass.out) {
            // From a price below, more and more run out. Where fewer do, floats go back and forth between two answers.
            if pass.rest <= 0.0 || pass.given >= cost || last.is_some_and(|last| pass.out < last) {
                return self.exact_quote(item, self.floors[item]);
            }
            price = (cost - pass.given) / pass.rest;
            last = Some(pass.out);
            pass = self.pass(item, price);
        }
        let missing = cost - pass.given;
        let error = price * ((self.error * self.unit * pass.weight + 2.0 * rounding * cost) / missing + 2.0 * rounding);
        if self.doubtful(item, price, error) {
            return self.exact_quote(item, self.floors[item]);
        }
        Quote::At(Offer { item, price, error, exact: None })
    }

    /// What supporters would pay together at a price.
    fn paid(&self, item: usize, price: f64) -> f64 {
        let support = &self.profile.support[item];
        let mut paid = 0.0;
        if price.is_infinite() {
            for (kind, many) in support.kinds.iter().zip(&support.many) {
                paid += many * self.purses[*kind as usize];
            }
            return paid;
        }
        for ((kind, many), utility) in support.kinds.iter().zip(&support.many).zip(&support.utility_f) {
            paid += many * self.purses[*kind as usize].min(price * utility);
        }
        paid
    }

    /// Who runs out at a price.
    fn pass(&mut self, item: usize, price: f64) -> Pass {
        let support = &self.profile.support[item];
        self.steps += support.kinds.len() as u64;
        let mut pass = Pass { given: 0.0, rest: 0.0, weight: 0.0, out: 0 };
        for ((kind, many), utility) in support.kinds.iter().zip(&support.many).zip(&support.utility_f) {
            let purse = self.purses[*kind as usize];
            if purse < price * utility {
                pass.given += many * purse;
                pass.out += 1;
                if purse > 0.0 {
                    pass.weight += many * self.profile.kinds[*kind as usize].weight as f64;
                }
            } else {
                pass.rest += many * utility;
            }
        }
        pass
    }

    /// Whether floats leave it open for anybody if the price takes all they have.
    fn doubtful(&self, item: usize, price: f64, error: f64) -> bool {
        let support = &self.profile.support[item];
        let doubt = |(kind, utility): (&u32, &f64)| self.in_doubt(*kind, *utility, price, error);
        support.kinds.iter().zip(&support.utility_f).any(doubt)
    }

    fn in_doubt(&self, kind: u32, utility: f64, price: f64, error: f64) -> bool {
        let kind = kind as usize;
        let asked = price * utility;
        let unsure = self.error * self.unit * self.profile.kinds[kind].weight as f64;
        !self.spent[kind] && (self.purses[kind] - asked).abs() <= unsure + error * utility + 4.0 * ROUNDING * asked
    }

    fn exact_quote(&mut self, item: usize, floor: f64) -> Quote {
        self.decided_exactly += 1;
        match self.exact_price(item, floor) {
            None => Quote::Never,
            Some(exact) => {
                let price = self.exact.as_ref().map_or(0.0, |e| e.float(&exact));
                Quote::At(Offer { item, price, error: price * 4.0 * ROUNDING, exact: Some(exact) })
            }
        }
    }

    /// The exact side, up to date with the rounds.
    fn followed(&mut self) -> &Exact {
        let left = self.most.saturating_sub(self.steps.saturating_add(self.exact_steps));
        let exact = self.exact.get_or_insert_with(|| Exact::new(self.profile, self.money, left));
        exact.follow(self.profile, &self.rounds, &self.when);
        exact
    }

    /// The exact price of an item that costs no less than `floor`.
    fn exact_price(&mut self, item: usize, floor: f64) -> Option<Price> {
        self.followed();
        let this = &*self;
        let support = &this.profile.support[item];
        let alive: Vec<(u32, i64)> = (support.kinds.iter().zip(&support.utility))
            .filter(|(kind, _)| !this.spent[**kind as usize])
            .map(|(kind, utility)| (*kind, *utility))
            .collect();
        let out = |(kind, utility): &(u32, i64)| {
            let (purse, asked) = (this.purses[*kind as usize], floor * *utility as f64);
            purse < asked && !this.in_doubt(*kind, *utility as f64, floor, 0.0)
        };
        let sure: Vec<bool> = alive.iter().map(out).collect();
        let doubt = |kind: u32, utility: i64, price: f64| {
            let asked = price * utility as f64;
            this.purses[kind as usize] < asked || this.in_doubt(kind, utility as f64, price, price * 8.0 * ROUNDING)
        };
        this.exact.as_ref()?.price(this.profile, item, (&alive, &this.when), &sure, doubt)
    }

    fn buy(&mut self, mut offer: Offer, tied: Vec<usize>) {
        let profile = self.profile;
        let support = &profile.support[offer.item];
        let mut round = Round { item: offer.item, spent: Vec::new(), rest: 0 };
        for ((kind, utility), utility_f) in support.kinds.iter().zip(&support.utility).zip(&support.utility_f) {
            let at = *kind as usize;
            if self.spent[at] {
                continue;
            }
            let asked = offer.price * utility_f;
            let runs_out = if !self.over() && self.in_doubt(*kind, *utility_f, offer.price, offer.error) {
                self.decided_exactly += 1;
                if offer.exact.is_none() {
                    offer.exact = self.exact_price(offer.item, offer.price - offer.error);
                }
                let exact = self.exact.as_ref().zip(offer.exact.as_ref());
                exact.is_some_and(|(e, p)| e.against(profile, *kind, *utility, &self.when, p) != Ordering::Greater)
            } else {
                self.purses[at] < asked
            };
            if runs_out {
                round.spent.push(*kind);
            } else {
                round.rest += i128::from(*utility) * i128::from(profile.kinds[at].voters);
            }
        }
        for kind in &round.spent {
            self.spent[*kind as usize] = true;
            self.purses[*kind as usize] = 0.0;
        }
        for (kind, utility) in support.kinds.iter().zip(&support.utility_f) {
            let purse = &mut self.purses[*kind as usize];
            // A spent purse stays at nothing.
            *purse = (*purse - offer.price * utility).max(0.0);
        }
        self.error += offer.error / offer.price + 4.0 * ROUNDING;
        self.when[offer.item] = u32::try_from(self.rounds.len()).unwrap_or(NEVER);
        self.cost += i128::from(profile.cost(offer.item));
        self.prices.push(offer.price);
        self.rounds.push(round);
        self.bought.push(Bought { item: offer.item, how: How::Shares, tied });
        if self.error > ERROR_MAX {
            self.refresh();
        }
    }

    /// Computes purses afresh from exact prices.
    fn refresh(&mut self) {
        self.prices = self.followed().floats();
        let profile = self.profile;
        for (at, kind) in profile.kinds.iter().enumerate() {
            if self.spent[at] {
                continue;
            }
            let rounds = profile.marks[at].iter().map(|(item, utility)| (self.when[*item as usize], utility));
            let paid = rounds.filter_map(|(round, u)| Some(self.prices.get(round as usize)? * *u as f64));
            self.purses[at] = paid.fold(self.unit * kind.weight as f64, |purse, paid| purse - paid).max(0.0);
        }
        self.error = (self.rounds.len() as f64 + 4.0) * 2.0 * ROUNDING;
    }
}

/// What a kind of voters gave for an item.
pub(super) struct Payment {
    pub(super) kind: u32,
    pub(super) each: f64,
    /// Whether it was all they had left.
    pub(super) all: bool,
}

impl Search<'_> {
    /// Who gave what, round by round.
    pub(super) fn payments(&self) -> Vec<Vec<Payment>> {
        let profile = self.profile;
        let mut purses: Vec<f64> = profile.kinds.iter().map(|k| self.unit * k.weight as f64).collect();
        let mut spent = vec![false; purses.len()];
        let pay = |(round, price): (&Round, &f64)| {
            round.spent.iter().for_each(|kind| spent[*kind as usize] = true);
            let support = &profile.support[round.item];
            let each = support.kinds.iter().zip(&support.utility_f).filter_map(|(kind, utility)| {
                let (purse, all) = (&mut purses[*kind as usize], spent[*kind as usize]);
                let each = if all { *purse } else { price * utility };
                *purse = (*purse - each).max(0.0);
                (each > 0.0).then_some(Payment { kind: *kind, each, all })
            });
            each.collect()
        };
        self.rounds.iter().zip(&self.prices).map(pay).collect()
    }

    /// What the supporters of an item hold together at the end.
    pub(super) fn left_with(&self, item: usize) -> f64 {
        self.paid(item, f64::INFINITY)
    }

    /// What a purse of weight 1 began with.
    pub(super) const fn purse(&self) -> f64 {
        self.unit
    }
}

/// Who runs out at a price.
struct Pass {
    /// All they have.
    given: f64,
    /// Utility of those who do not.
    rest: f64,
    /// Weight of those who run out and still held something.
    weight: f64,
    /// How many kinds run out.
    out: usize,
}

/// Whether nothing more that anybody wants fits beside what was bought.
fn exhaustive(search: &Search<'_>, budget: i128) -> bool {
    let profile = search.profile;
    let open = (0..profile.support.len()).filter(|i| search.when[*i] == NEVER && profile.support[*i].total > 0);
    let mut open = open.filter(|i| profile.cost(*i) > 0);
    open.all(|item| search.cost + i128::from(profile.cost(item)) > budget)
}

/// Money in all purses, and how many runs it took to find it.
pub(super) struct Raised {
    pub(super) money: i128,
    pub(super) runs: u32,
}

/// Raises every purse by `step` and runs again, until nothing more fits or too much is spent; then the run before counts.
pub(super) fn add_one(search: &mut Search<'_>, step: i64) -> Result<Raised, Refused> {
    let budget = i128::from(search.profile.election.budget);
    let raise = i128::from(step) * search.profile.voters();
    let mut raised = Raised { money: budget, runs: 1 };
    search.run(raised.money, budget, false)?;
    while !exhaustive(search, budget) && raise > 0 {
        // Where one run went well and many do not, a larger step helps.
        let too_many = |_| Refused::TooManySteps { runs: raised.runs };
        search.run(raised.money + raise, budget, false).map_err(too_many)?;
        raised.runs += 1;
        if search.cost > budget {
            break;
        }
        raised.money += raise;
    }
    // Also brings back the state of the run that counts.
    search.run(raised.money, i128::MAX, false)?;
    Ok(raised)
}

/// What was bought, with the rest spent greedily where asked.
pub(super) fn finish(search: &Search<'_>, then_greedy: bool, reverse: bool) -> Vec<Bought> {
    let mut bought = search.bought.clone();
    if then_greedy {
        greedy::complete(search.profile, search.profile.election.budget, &mut bought, reverse);
    }
    bought
}
