//! Many estates, many chances: every path is a function of (seed, estate, path), results are whole counts and lists in
//! the order of estates, so the same seed gives the same bytes on any number of threads.

use super::outlook::{Books, Estate, Plan, Scratch};
use super::parameters::Settings;
use super::quantiles::{Fan, Scale, exact};
use crate::random::Stream;
use rayon::prelude::*;

/// How much is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Years ahead.
    pub years: u32,
    /// Paths of each estate.
    pub paths: u32,
    /// Which chances.
    pub seed: u64,
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Over all estates, month by month.
    pub fans: Fans,
    /// Estate by estate, in their order.
    pub estates: Vec<One>,
}

/// Three fans, a date a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fans {
    /// The condition people see.
    pub condition: Fan,
    /// The share that pays.
    pub rate: Fan,
    /// The fund, in yuan a household.
    pub fund: Fan,
}

/// One estate.
#[derive(Clone, Debug, PartialEq)]
pub struct One {
    /// Year by year: quantiles of condition, rate and fund (in yuan).
    pub years: Vec<[[f64; 5]; 3]>,
    /// Year by year: on how many paths a renewal could not be paid by then.
    pub short: Vec<u32>,
    /// The sum of all paths' books, in fen.
    pub books: Totals,
    /// The mean condition at the end.
    pub condition: f64,
}

/// Sums of books over paths, which outgrow an `i64`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// As in [`Books`]: start, dues, other, grant, interest, upkeep, renewals, end.
    pub lines: [i128; 8],
    /// How many paths' books do not close: none.
    pub open: u32,
}

impl Totals {
    fn add(&mut self, b: &Books) {
        let lines = [b.start, b.dues, b.other, b.grant, b.interest, b.upkeep, b.renewals, b.end];
        self.lines.iter_mut().zip(lines).for_each(|(sum, line)| *sum += i128::from(line));
        self.open += u32::from(!b.close());
    }
}

/// Most estates of one piece of work: enough that joining what they counted costs nothing. Of few estates each is a piece.
const CHUNK: usize = 32;

/// Into how many pieces few estates are cut.
const PIECES: usize = 64;

/// After how many paths of an estate its progress is told: the slowest take some milliseconds each.
const TOLD: u32 = 16;

impl Fans {
    fn new(months: usize) -> Self {
        let fan = |scale| Fan::new(scale, months);
        Self { condition: fan(Scale::Share), rate: fan(Scale::Share), fund: fan(Scale::Amount) }
    }

    fn joined(mut self, other: &Self) -> Self {
        self.condition.add(&other.condition);
        self.rate.add(&other.rate);
        self.fund.add(&other.fund);
        self
    }
}

/// Runs them all, on the threads of the pool it is called in. `done` hears how many paths were finished since it heard last.
pub fn run(estates: &[Estate], settings: &Settings, ask: &Ask, done: &(dyn Fn(usize) + Sync)) -> Found {
    let months = ask.years as usize * 12;
    let size = (estates.len() / PIECES).clamp(1, CHUNK);
    let piece = |(chunk, estates): (usize, &[Estate])| {
        let mut fans = Fans::new(months);
        let mut room = Room::default();
        let one = |(i, estate)| one(estate, (chunk * size + i) as u64, settings, ask, &mut fans, &mut room, done);
        let found: Vec<One> = estates.iter().enumerate().map(one).collect();
        (fans, vec![(chunk, found)])
    };
    let join = |(fans, mut found): (Fans, Vec<_>), (other, more): (Fans, Vec<_>)| {
        found.extend(more);
        (fans.joined(&other), found)
    };
    let pieces = estates.par_chunks(size).enumerate().map(piece);
    let (fans, mut found) = pieces.reduce_with(join).unwrap_or_else(|| (Fans::new(months), Vec::new()));
    found.sort_by_key(|(chunk, _)| *chunk);
    Found { fans, estates: found.into_iter().flat_map(|(_, found)| found).collect() }
}

/// Memory of one worker.
#[derive(Default)]
struct Room {
    scratch: Scratch,
    /// Figures of all paths, one list a year and measure.
    figures: Vec<[Vec<f64>; 3]>,
}

fn one(
    estate: &Estate,
    number: u64,
    settings: &Settings,
    ask: &Ask,
    fans: &mut Fans,
    room: &mut Room,
    done: &(dyn Fn(usize) + Sync),
) -> One {
    let plan = Plan::new(estate, settings, ask.years);
    let a_household = 1.0 / (100.0 * f64::from(estate.households));
    room.figures.resize_with(ask.years as usize, Default::default);
    room.figures.iter_mut().flatten().for_each(Vec::clear);
    let mut books = Totals::default();
    let mut short = vec![0; ask.years as usize];
    for path in 0..ask.paths {
        let stream = Stream::new(ask.seed, &[number, u64::from(path)]);
        let figures = &mut room.figures;
        let end = plan.walk(stream, &mut room.scratch, |month, now| {
            let date = month as usize;
            fans.condition.count(date, now.condition);
            fans.rate.count(date, now.rate);
            fans.fund.count(date, now.fund as f64 * a_household);
            if date % 12 == 11 {
                let figures = &mut figures[date / 12];
                figures[0].push(now.condition);
                figures[1].push(now.rate);
                figures[2].push(now.fund as f64 / 100.0);
            }
        });
        books.add(&end.books);
        if let Some(month) = end.short {
            short[month as usize / 12] += 1;
        }
        if (path + 1) % TOLD == 0 {
            done(TOLD as usize);
        }
    }
    done((ask.paths % TOLD) as usize);
    let mut so_far = 0;
    short.iter_mut().for_each(|n| {
        so_far += *n;
        *n = so_far;
    });
    let last = room.figures.last().map_or(&[][..], |figures| &figures[0][..]);
    let condition = last.iter().sum::<f64>() / f64::from(ask.paths.max(1));
    let years = room.figures.iter_mut().map(|year| year.each_mut().map(|figures| exact(figures))).collect();
    One { years, short, books, condition }
}

/// What worlds are compared by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ends {
    /// The mean condition at the end.
    pub condition: f64,
    /// The share of paths that could pay every renewal.
    pub paid: f64,
    /// The share of estates whose mean condition at the end is not below what was seen there before the renovation.
    pub kept: f64,
}

/// Walks every path of every estate to its end.
#[must_use]
pub fn ends(estates: &[Estate], settings: &Settings, ask: &Ask) -> Ends {
    let mut scratch = Scratch::default();
    let (mut condition, mut paid, mut kept) = (0.0, 0_u32, 0_u32);
    for (number, estate) in (0_u64..).zip(estates) {
        let plan = Plan::new(estate, settings, ask.years);
        let (mut after, mut before) = (0.0, 0.0);
        for path in 0..ask.paths {
            let mut last = 0.0;
            let stream = Stream::new(ask.seed, &[number, u64::from(path)]);
            let end = plan.walk(stream, &mut scratch, |_, now| last = now.condition);
            after += last;
            before += end.before;
            paid += u32::from(end.short.is_none());
        }
        condition += after;
        kept += u32::from(after >= before);
    }
    let all = estates.len().max(1) as f64;
    let paths = f64::from(ask.paths.max(1)) * all;
    Ends { condition: condition / paths, paid: f64::from(paid) / paths, kept: f64::from(kept) / all }
}
