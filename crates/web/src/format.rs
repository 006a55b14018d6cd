//! Numbers, names and dates as people read them, in both languages.
//!
//! Nothing here decides: comparing is exact elsewhere, and what cannot be shown exactly is cut so that it never looks
//! like more than it is. There is no floating point; a share is a quotient of whole numbers.
#![deny(clippy::float_arithmetic)]

use crate::t;
use crate::text::{Lang, t_of};
use std::fmt;
use units::{Area, Capacity, Day, Decimal, Edge, Fen, Inexact, Moment, Ratio, Share, Threshold};

/// Narrow space that does not break: between a figure and ㎡.
const THIN: char = '\u{202f}';
/// A true minus sign.
const MINUS: char = '\u{2212}';

/// A figure and its unit, apart where the page sets them in two sizes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What stands before the figure: `¥` in English.
    pub before: &'static str,
    /// `1,268.40`.
    pub number: String,
    /// `万元`.
    pub unit: &'static str,
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { before, number, unit } = self;
        // The sign stands before the currency: −¥3.00.
        match number.strip_prefix(MINUS) {
            Some(rest) => write!(f, "{MINUS}{before}{rest}{unit}"),
            None => write!(f, "{before}{number}{unit}"),
        }
    }
}

/// `1,268`.
#[must_use]
pub fn count(n: i64) -> String {
    minus(&Decimal::new(n, 0).text(true))
}

fn minus(text: &str) -> String {
    text.replacen('-', "\u{2212}", 1)
}

/// `37户`, `37 homes`.
#[must_use]
pub fn homes(lang: Lang, n: i64) -> String {
    t!(lang, "format-homes", n = n)
}

/// Exact, for tables, documents and receipts: `12,684,000.00元`, `¥12,684,000.00`.
#[must_use]
pub fn money(lang: Lang, amount: Fen) -> String {
    yuan(lang, minus(&amount.to_string())).to_string()
}

/// A price on a ballot or a menu, without idle zeros: `645,000元`, and `1.50元` where there are fen.
#[must_use]
pub fn price(lang: Lang, amount: Fen) -> String {
    let text = minus(&amount.to_string());
    yuan(lang, text.strip_suffix(".00").unwrap_or(&text).to_owned()).to_string()
}

/// For overviews, to a hundred yuan: `1,268.40` `万元`, in English `¥12.684 million`. Small sums stay exact; the exact
/// sum of a large one stands in the table beneath.
#[must_use]
pub fn money_overview(lang: Lang, amount: Fen) -> Figure {
    let (step, decimals, least, unit) = match lang {
        Lang::Zh => (10_000, 2, 1_000_000, "万元"),
        Lang::En => (100_000, 3, 100_000_000, "\u{a0}million"),
    };
    if amount.fen().unsigned_abs() < least {
        return yuan(lang, minus(&amount.to_string()));
    }
    // Half away from zero, so that a debt and a credit of the same size read the same.
    let half = if amount.fen() < 0 { -step / 2 } else { step / 2 };
    let number = minus(&Decimal::new((amount.fen() + half) / step, decimals).text(true));
    Figure { unit, ..yuan(lang, number) }
}

fn yuan(lang: Lang, number: String) -> Figure {
    match lang {
        Lang::Zh => Figure { before: "", number, unit: "元" },
        Lang::En => Figure { before: "¥", number, unit: "" },
    }
}

const fn square_metres(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "㎡",
        Lang::En => "m²",
    }
}

/// What there is, two decimals, cut: `24,784.40 ㎡`.
#[must_use]
pub fn area(lang: Lang, area: Area) -> String {
    format!("{}{THIN}{}", Decimal::new(area.cm2().div_euclid(100), 2).text(true), square_metres(lang))
}

/// What is needed, two decimals, rounded up: what is there never looks like enough before it is.
#[must_use]
pub fn area_needed(lang: Lang, area: Area) -> String {
    format!("{}{THIN}{}", hundredths_up(area), square_metres(lang))
}

/// A gap, rounded up and without idle zeros: `2,140 ㎡`.
#[must_use]
pub fn area_gap(lang: Lang, area: Area) -> String {
    let text = hundredths_up(area);
    format!("{}{THIN}{}", text.strip_suffix(".00").unwrap_or(&text), square_metres(lang))
}

/// The four decimals the record holds, for documents and exports: `40,386.6000 ㎡`.
#[must_use]
pub fn area_exact(lang: Lang, area: Area) -> String {
    format!("{}{THIN}{}", area.exact(), square_metres(lang))
}

fn hundredths_up(area: Area) -> String {
    Decimal::new((area.cm2() + 99).div_euclid(100), 2).text(true)
}

/// `60.60%`, cut, so that 66.666 % never reads as two thirds. Blank of nothing.
#[must_use]
pub fn percent(part: i64, whole: i64) -> String {
    Share { part, whole }.percent_cut().map_or_else(String::new, |p| minus(&p) + "%")
}

/// `79.82%`, half up as official results print it; the word beside it says whether it is enough.
#[must_use]
pub fn percent_printed(part: i64, whole: i64) -> String {
    Share { part, whole }.percent_half_up().map_or_else(String::new, |p| minus(&p) + "%")
}

/// A fraction in words: `三分之二`, `two thirds`; `3/8` where there is no usual word.
#[must_use]
pub fn ratio(lang: Lang, ratio: Ratio) -> String {
    match (ratio.num(), ratio.den()) {
        (1, 2) => t!(lang, "format-half").to_owned(),
        (1, 3) => t!(lang, "format-third").to_owned(),
        (2, 3) => t!(lang, "format-two-thirds").to_owned(),
        (1, 4) => t!(lang, "format-quarter").to_owned(),
        (3, 4) => t!(lang, "format-three-quarters").to_owned(),
        (1, 5) => t!(lang, "format-fifth").to_owned(),
        (4, 5) => t!(lang, "format-four-fifths").to_owned(),
        _ => ratio.to_string(),
    }
}

/// A threshold as a statute says it: `三分之二以上`, `过半数`.
#[must_use]
pub fn threshold(lang: Lang, threshold: Threshold) -> String {
    let share = ratio(lang, threshold.share);
    match (threshold.edge, threshold.share.num(), threshold.share.den()) {
        (Edge::MoreThan, 1, 2) => t!(lang, "format-majority").to_owned(),
        (Edge::MoreThan, ..) => t!(lang, "format-more-than", share = share),
        (Edge::AtLeast, ..) => t!(lang, "format-at-least", share = share),
    }
}

/// `3号楼2单元501`. A label that is only a number or letters gets its kind; one with words is kept as the estate wrote it.
#[must_use]
pub fn room(lang: Lang, building: &str, stairwell: &str, room: &str) -> String {
    let building = building_name(lang, building);
    let stairwell = stairwell_name(lang, stairwell);
    match lang {
        Lang::Zh => format!("{building}{stairwell}{room}"),
        Lang::En => {
            let parts = [building, stairwell, room.to_owned()];
            parts.iter().filter(|p| !p.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", ")
        }
    }
}

/// `3号楼`, `Building 3`.
#[must_use]
pub fn building_name(lang: Lang, label: &str) -> String {
    if bare(label) { t!(lang, "format-building", label = label) } else { label.to_owned() }
}

/// `2单元`, `stairwell 2`; nothing where a building has only one.
#[must_use]
pub fn stairwell_name(lang: Lang, label: &str) -> String {
    if bare(label) { t!(lang, "format-stairwell", label = label) } else { label.to_owned() }
}

fn bare(label: &str) -> bool {
    !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// `3-2-501`.
#[must_use]
pub fn room_short(building: &str, stairwell: &str, room: &str) -> String {
    [building, stairwell, room].iter().filter(|p| !p.is_empty()).copied().collect::<Vec<_>>().join("-")
}

/// `11月23日` within the year of `today`, else with its year.
#[must_use]
pub fn date(lang: Lang, day: Day, today: Day) -> String {
    let (year, month, number) = day.ymd();
    if year != today.ymd().0 {
        return date_full(lang, day);
    }
    match lang {
        Lang::Zh => format!("{month}月{number}日"),
        Lang::En => format!("{number}\u{a0}{}", month_name(month)),
    }
}

/// `2026年11月23日`, as documents always write it.
#[must_use]
pub fn date_full(lang: Lang, day: Day) -> String {
    let (year, month, number) = day.ymd();
    match lang {
        Lang::Zh => format!("{year}年{month}月{number}日"),
        Lang::En => format!("{number}\u{a0}{}\u{a0}{year}", month_name(month)),
    }
}

fn month_name(month: i8) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(month - 1).ok().and_then(|i| NAMES.get(i)).copied().unwrap_or_default()
}

/// `星期一`, where one must come in person.
#[must_use]
pub fn weekday(lang: Lang, day: Day) -> &'static str {
    match day.weekday() {
        1 => t!(lang, "format-monday"),
        2 => t!(lang, "format-tuesday"),
        3 => t!(lang, "format-wednesday"),
        4 => t!(lang, "format-thursday"),
        5 => t!(lang, "format-friday"),
        6 => t!(lang, "format-saturday"),
        _ => t!(lang, "format-sunday"),
    }
}

/// `18:00`, `9:05`.
#[must_use]
pub fn time(moment: Moment) -> String {
    let (hour, minute) = moment.hour_minute();
    format!("{hour}:{minute:02}")
}

/// `11月28日 18:00`, with the year where it is another.
#[must_use]
pub fn moment(lang: Lang, moment: Moment, today: Day) -> String {
    join_time(lang, date(lang, moment.day(), today), moment)
}

/// `2026年11月28日 18:00`.
#[must_use]
pub fn moment_full(lang: Lang, moment: Moment) -> String {
    join_time(lang, date_full(lang, moment.day()), moment)
}

fn join_time(lang: Lang, date: String, moment: Moment) -> String {
    match lang {
        Lang::Zh => format!("{date} {}", time(moment)),
        Lang::En => format!("{date}, {}", time(moment)),
    }
}

/// `10月18日至11月7日`.
#[must_use]
pub fn period(lang: Lang, from: Day, to: Day, today: Day) -> String {
    t!(lang, "format-period", from = date(lang, from, today), to = date(lang, to, today))
}

/// How a day stands to a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// So many days are left.
    Left(i32),
    /// It is the last day.
    Today,
    /// So many days too late.
    Over(i32),
}

impl Due {
    /// How `today` stands to `deadline`.
    #[must_use]
    pub fn of(deadline: Day, today: Day) -> Self {
        match today.days_until(deadline) {
            0 => Self::Today,
            days if days > 0 => Self::Left(days),
            days => Self::Over(-days),
        }
    }

    /// `还剩5天`, `今天到期`, `超2天`.
    #[must_use]
    pub fn text(self, lang: Lang) -> String {
        match self {
            Self::Left(days) => t!(lang, "format-days-left", n = days),
            Self::Today => t!(lang, "format-due-today").to_owned(),
            Self::Over(days) => t!(lang, "format-days-over", n = days),
        }
    }
}

/// A digest in groups of four: `9f2c 71ae 04bd 5e13`, at most `groups` of them.
#[must_use]
pub fn hash(hex: &str, groups: usize) -> String {
    let digits: Vec<char> = hex.chars().filter(|c| !c.is_whitespace()).take(groups * 4).collect();
    digits.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// A name others may see: `王＊兰`, `赵＊`, `欧＊＊娜`. Latin names keep their first letter.
#[must_use]
pub fn masked(name: &str) -> String {
    let letters: Vec<char> = name.trim().chars().collect();
    match letters.as_slice() {
        [] => String::new(),
        [first, ..] if first.is_ascii() => format!("{first}＊"),
        [first] => format!("{first}＊"),
        [first, _] => format!("{first}＊"),
        [first, middle @ .., last] => format!("{first}{}{last}", "＊".repeat(middle.len())),
    }
}

/// The capacity a person acts in: `业主委员会主任`.
#[must_use]
pub fn capacity(lang: Lang, capacity: Capacity) -> &'static str {
    t_of(lang, "capacity", capacity.word())
}

/// What to change in a figure that cannot be taken as written: `面积要写数字，比如64.37`.
#[must_use]
pub fn inexact(lang: Lang, what: &str, example: &str, reason: &Inexact) -> String {
    match reason {
        Inexact::Empty => t!(lang, "inexact-empty", what = what, example = example),
        Inexact::FullWidth { cure } => t!(lang, "inexact-full-width", what = what, cure = cure.as_str()),
        Inexact::NotAFigure => t!(lang, "inexact-not-a-figure", what = what, example = example),
        Inexact::TooManyDecimals { most } => t!(lang, "inexact-too-many-decimals", what = what, most = *most),
        Inexact::Grouping => t!(lang, "inexact-grouping", what = what, example = example),
        Inexact::TooLarge => t!(lang, "inexact-too-large", what = what),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Lang::{En, Zh};

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn money_in_overviews_and_tables() {
        let renovation = Fen::new(1_268_400_000);
        assert_eq!(money_overview(Zh, renovation).to_string(), "1,268.40万元");
        assert_eq!(money_overview(En, renovation).to_string(), "¥12.684\u{a0}million");
        assert_eq!(money(Zh, renovation), "12,684,000.00元");
        assert_eq!(money(En, renovation), "¥12,684,000.00");
        assert_eq!(price(Zh, Fen::new(64_500_000)), "645,000元");
        assert_eq!(price(Zh, Fen::new(150)), "1.50元");
        assert_eq!(money(Zh, Fen::new(-376_000)), "−3,760.00元");
        assert_eq!(money(En, Fen::new(-376_000)), "−¥3,760.00");
        assert_eq!(money_overview(Zh, Fen::new(-4_567_890)).to_string(), "−4.57万元");
        assert_eq!(money_overview(Zh, Fen::new(168_000)).to_string(), "1,680.00元", "small sums stay exact");
    }

    #[test]
    fn areas_never_look_like_enough_before_they_are() {
        let short = Area::from_cm2(269_243_999);
        assert_eq!(area(Zh, short), "26,924.39\u{202f}㎡");
        assert_eq!(area_needed(Zh, short), "26,924.40\u{202f}㎡");
        assert_eq!(area_gap(En, Area::from_cm2(21_400_000)), "2,140\u{202f}m²");
        assert_eq!(area_gap(Zh, Area::from_cm2(1)), "0.01\u{202f}㎡", "a gap is never nothing");
        assert_eq!(area_exact(Zh, Area::from_cm2(403_866_000)), "40,386.6000\u{202f}㎡");
    }

    #[test]
    fn shares_are_cut_on_screen_and_half_up_on_paper() {
        assert_eq!(percent(366, 604), "60.59%");
        assert_eq!(percent(2, 3), "66.66%");
        assert_eq!(percent_printed(352, 441), "79.82%");
        assert_eq!(percent(1, 0), "");
        let at_least = Threshold::at_least(2, 3).unwrap();
        assert_eq!(threshold(Zh, at_least), "三分之二以上");
        assert_eq!(threshold(Zh, Threshold::more_than(1, 2).unwrap()), "过半数");
        assert_eq!(threshold(En, at_least), "at least two thirds");
        assert_eq!(ratio(Zh, Ratio::new(3, 8).unwrap()), "3/8");
    }

    #[test]
    fn rooms() {
        assert_eq!(room(Zh, "3", "2", "501"), "3号楼2单元501");
        assert_eq!(room(En, "3", "2", "501"), "Building\u{a0}3, stairwell\u{a0}2, 501");
        assert_eq!(room(Zh, "甲楼", "", "101"), "甲楼101");
        assert_eq!(room_short("3", "2", "501"), "3-2-501");
        assert_eq!(room_short("3", "", "501"), "3-501");
    }

    #[test]
    fn dates_and_deadlines() {
        let today = day("2026-11-23");
        assert_eq!(date(Zh, today, today), "11月23日");
        assert_eq!(date(Zh, day("2027-01-03"), today), "2027年1月3日");
        assert_eq!(date(En, today, today), "23\u{a0}November");
        assert_eq!(date_full(En, today), "23\u{a0}November\u{a0}2026");
        assert_eq!(weekday(Zh, today), "星期一");
        assert_eq!(moment(Zh, day("2026-11-28").at(18, 0), today), "11月28日 18:00");
        assert_eq!(moment(En, day("2026-11-29").at(9, 5), today), "29\u{a0}November, 9:05");
        assert_eq!(period(Zh, day("2026-10-18"), day("2026-11-07"), today), "10月18日至11月7日");
        for (deadline, zh, en) in [
            ("2026-11-28", "还剩5天", "5 days left"),
            ("2026-11-24", "还剩1天", "1 day left"),
            ("2026-11-23", "今天到期", "due today"),
            ("2026-11-21", "超2天", "2 days late"),
        ] {
            let due = Due::of(day(deadline), today);
            assert_eq!((due.text(Zh).as_str(), due.text(En).as_str()), (zh, en));
        }
    }

    #[test]
    fn names_and_digests() {
        for (name, shown) in
            [("王秀兰", "王＊兰"), ("赵刚", "赵＊"), ("欧阳娜娜", "欧＊＊娜"), ("Smith", "S＊"), ("", "")]
        {
            assert_eq!(masked(name), shown);
        }
        assert_eq!(hash("9f2c71ae04bd5e13aaaa", 4), "9f2c 71ae 04bd 5e13");
        assert_eq!(homes(En, 1), "1\u{a0}home");
        assert_eq!(homes(Zh, 1_268), "1,268户");
    }

    #[test]
    fn every_capacity_and_every_slip_has_words() {
        for lang in Lang::ALL {
            for c in Capacity::ALL {
                assert!(!capacity(lang, *c).is_empty());
            }
        }
        assert_eq!(inexact(Zh, "面积", "64.37", &Inexact::NotAFigure), "面积要写数字，比如64.37");
        assert_eq!(
            inexact(Zh, "面积", "64.37", &Inexact::FullWidth { cure: "8.5".into() }),
            "面积用的是全角数字，改成8.5"
        );
    }
}
