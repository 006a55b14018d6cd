//! Published shares: `90.37`, `"2/3"`, `">2/3"`, `"about 2/3"`. A rounded percentage is not a point: 66.67 % may be two
//! thirds exactly or less. Every share is an interval of exact fractions, and a threshold is met only if the whole
//! interval meets it.

use super::words::Form;
use units::{Decimal, Edge, Threshold};

/// Yes, no, or not to be known from the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tri {
    Yes,
    No,
    Unknown,
}

impl Tri {
    pub(super) const fn of(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }

    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            _ => Self::Unknown,
        }
    }

    pub(super) const fn known(self) -> Option<bool> {
        match self {
            Self::Yes => Some(true),
            Self::No => Some(false),
            Self::Unknown => None,
        }
    }
}

/// A fraction, `0 <= num <= den`, `den > 0`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Frac {
    num: i64,
    den: i64,
}

const NOTHING: Frac = Frac { num: 0, den: 1 };
const EVERYTHING: Frac = Frac { num: 1, den: 1 };
/// A percentage in its four decimals is a fraction of this.
const PERCENT_ONE: i64 = 1_000_000;

impl Frac {
    fn cmp(self, num: i64, den: i64) -> std::cmp::Ordering {
        (i128::from(self.num) * i128::from(den)).cmp(&(i128::from(num) * i128::from(self.den)))
    }
}

/// A published share: what it can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    lo: Frac,
    /// `lo` itself is excluded: “more than”.
    above: bool,
    hi: Frac,
    /// `hi` itself is excluded: “less than”.
    below: bool,
    /// “about”: it proves nothing.
    pub(super) approx: bool,
    /// What the notice prints, as millionths; `None` for bounds.
    printed: Option<i64>,
    /// Decimals of the printed percentage.
    decimals: u32,
}

impl Interval {
    /// Whether every value of it meets the threshold, none does, or some do.
    pub(super) fn meets(self, threshold: Threshold) -> Tri {
        if self.approx { Tri::Unknown } else { self.as_if_exact().meets_exactly(threshold) }
    }

    /// The same taken at its word.
    pub(super) const fn as_if_exact(self) -> Self {
        Self { approx: false, ..self }
    }

    fn meets_exactly(self, threshold: Threshold) -> Tri {
        use std::cmp::Ordering::{Equal, Greater, Less};
        let (num, den) = (i64::from(threshold.share.num()), i64::from(threshold.share.den()));
        let at_least = threshold.edge == Edge::AtLeast;
        match self.lo.cmp(num, den) {
            Greater => return Tri::Yes,
            Equal if at_least || self.above => return Tri::Yes,
            _ => {}
        }
        match self.hi.cmp(num, den) {
            Less => Tri::No,
            Equal if !at_least || self.below => Tri::No,
            _ => Tri::Unknown,
        }
    }

    /// Whether it is all of the whole.
    pub(super) fn is_everything(self) -> bool {
        !self.approx && self.lo == EVERYTHING
    }

    /// Two decimals, half up; `None` where only a bound was published.
    pub(super) fn percent(self) -> Option<String> {
        self.printed.filter(|_| !self.approx).map(|millionths| percent(millionths, PERCENT_ONE))
    }

    /// The part of `whole` it means, to the nearest whole, half up; `None` where only a bound was published.
    pub(super) fn part_of(self, whole: i64) -> Option<i64> {
        let part = 2 * i128::from(self.printed?) * i128::from(whole) + i128::from(PERCENT_ONE);
        i64::try_from(part.div_euclid(2 * i128::from(PERCENT_ONE))).ok()
    }

    /// In millionths, for sums of percentages.
    pub(super) const fn millionths(self) -> Option<i64> {
        self.printed
    }

    /// Whether `part` of `whole`, rounded or cut to the decimals printed, gives what was printed.
    pub(super) fn agrees_with(self, part: i64, whole: i64) -> bool {
        let Some(printed) = self.printed else { return true };
        if whole <= 0 {
            return false;
        }
        let difference = (i128::from(printed) * i128::from(whole) - i128::from(part) * i128::from(PERCENT_ONE)).abs();
        difference < i128::from(step(self.decimals)) * i128::from(whole)
    }
}

/// `part` of `whole` in percent with two decimals, half up; nothing of nothing is no percentage.
pub(super) fn percent(part: i64, whole: i64) -> String {
    units::Share { part, whole }.percent_half_up().unwrap_or_default()
}

/// One unit of the last printed decimal, in millionths.
const fn step(decimals: u32) -> i64 {
    10_i64.pow(4 - if decimals > 4 { 4 } else { decimals })
}

/// Reads a share; `None` where it is none.
pub(super) fn read(text: &str, form: Form, approx: bool) -> Option<Interval> {
    let (text, bound) = strip_bound(text.trim());
    let (text, suffix) = strip_suffix(text);
    let exact = common(text).or_else(|| point(text, form))?;
    let interval = match if bound == Bound::Equal { suffix } else { bound } {
        Bound::Equal | Bound::About => exact,
        Bound::MoreThan => Interval { above: true, hi: EVERYTHING, lo: exact.middle()?, printed: None, ..exact },
        Bound::AtLeast => Interval { hi: EVERYTHING, lo: exact.middle()?, printed: None, ..exact },
        Bound::LessThan => Interval { below: true, lo: NOTHING, hi: exact.middle()?, printed: None, ..exact },
        Bound::AtMost => Interval { lo: NOTHING, hi: exact.middle()?, printed: None, ..exact },
    };
    Some(Interval { approx: approx || bound == Bound::About || suffix == Bound::About, ..interval })
}

impl Interval {
    const fn exactly(num: i64, den: i64) -> Self {
        let at = Frac { num, den };
        // Rounded only where it is printed; every comparison uses the fraction.
        let printed = (num as i128 * PERCENT_ONE as i128 * 2 + den as i128) / (2 * den as i128);
        Self { lo: at, above: false, hi: at, below: false, approx: false, printed: Some(printed as i64), decimals: 4 }
    }

    /// The value a bound is set at.
    fn middle(self) -> Option<Frac> {
        if self.lo == self.hi { Some(self.lo) } else { self.printed.map(|num| Frac { num, den: PERCENT_ONE }) }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Bound {
    Equal,
    MoreThan,
    AtLeast,
    LessThan,
    AtMost,
    About,
}

fn strip_bound(text: &str) -> (&str, Bound) {
    let prefixes = [
        (">=", Bound::AtLeast),
        ("≥", Bound::AtLeast),
        ("at least", Bound::AtLeast),
        ("不少于", Bound::AtLeast),
        ("不低于", Bound::AtLeast),
        ("至少", Bound::AtLeast),
        ("<=", Bound::AtMost),
        ("≤", Bound::AtMost),
        ("at most", Bound::AtMost),
        (">", Bound::MoreThan),
        ("more than", Bound::MoreThan),
        ("over", Bound::MoreThan),
        ("超过", Bound::MoreThan),
        ("多于", Bound::MoreThan),
        ("<", Bound::LessThan),
        ("less than", Bound::LessThan),
        ("under", Bound::LessThan),
        ("不足", Bound::LessThan),
        ("about", Bound::About),
        ("approx", Bound::About),
        ("around", Bound::About),
        ("nearly", Bound::About),
        ("约", Bound::About),
        ("近", Bound::About),
        ("~", Bound::About),
        ("≈", Bound::About),
    ];
    let found = prefixes.into_iter().find_map(|(p, bound)| Some((text.strip_prefix(p)?.trim_start(), bound)));
    found.unwrap_or((text, Bound::Equal))
}

fn strip_suffix(text: &str) -> (&str, Bound) {
    let suffixes = [("以上", Bound::AtLeast), ("以下", Bound::AtMost), ("左右", Bound::About), ("+", Bound::AtLeast)];
    let found = suffixes.into_iter().find_map(|(s, bound)| Some((text.strip_suffix(s)?.trim_end(), bound)));
    found.unwrap_or((text, Bound::Equal))
}

fn common(text: &str) -> Option<Interval> {
    let (num, den) = match text {
        "全部" | "全体" | "一致" | "all" | "everyone" | "unanimous" => (1, 1),
        "三分之二" | "two thirds" | "two-thirds" => (2, 3),
        "四分之三" | "three quarters" | "three-quarters" => (3, 4),
        "二分之一" | "半数" | "一半" | "half" => (1, 2),
        // 过半数: more than half.
        "过半数" | "过半" | "majority" => {
            let half = Interval::exactly(1, 2);
            return Some(Interval { above: true, hi: EVERYTHING, printed: None, ..half });
        }
        _ => return None,
    };
    Some(Interval::exactly(num, den))
}

fn point(text: &str, form: Form) -> Option<Interval> {
    if let Some((num, den)) = text.split_once('/') {
        let (num, den) = (Decimal::parse(num, 0).ok()?.value(), Decimal::parse(den, 0).ok()?.value());
        return (den > 0 && (0..=den).contains(&num) && den <= PERCENT_ONE).then(|| Interval::exactly(num, den));
    }
    let bare = text.strip_suffix(['%', '％']).map(str::trim_end);
    if bare.is_some() || form == Form::Percent {
        return rounded(bare.unwrap_or(text));
    }
    // A ratio is written 0.9037; 90.37 under the same key is a percentage.
    match Decimal::parse(text, 6).ok()?.value() {
        millionths @ 0..=PERCENT_ONE => Some(around(millionths, decimals(text).saturating_sub(2))),
        _ => rounded(text),
    }
}

fn decimals(text: &str) -> u32 {
    text.split_once('.').map_or(0, |(_, d)| u32::try_from(d.len()).unwrap_or(4))
}

/// A percentage as printed.
fn rounded(text: &str) -> Option<Interval> {
    let value = Decimal::parse(text, 4).ok()?.value();
    (0..=PERCENT_ONE).contains(&value).then(|| around(value, decimals(text)))
}

/// What may stand behind a printed percentage: half a step less if it was rounded up, nearly a whole step more if it was
/// cut. 100 and 0 are taken at their word: nobody prints them for less than everybody or more than nobody.
fn around(value: i64, decimals: u32) -> Interval {
    let exact = Interval::exactly(value, PERCENT_ONE);
    if value == 0 {
        return exact;
    }
    if value == PERCENT_ONE {
        return Interval { lo: EVERYTHING, hi: EVERYTHING, ..exact };
    }
    let decimals = decimals.min(4);
    let (step, doubled) = (step(decimals), 2 * PERCENT_ONE);
    Interval {
        lo: Frac { num: (2 * value - step).max(0), den: doubled },
        hi: Frac { num: (2 * (value + step)).min(doubled), den: doubled },
        below: true,
        decimals,
        ..exact
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO_THIRDS: Threshold = Threshold::at_least(2, 3).unwrap();
    const HALF: Threshold = Threshold::more_than(1, 2).unwrap();
    const THREE_QUARTERS: Threshold = Threshold::at_least(3, 4).unwrap();

    fn share(text: &str) -> Interval {
        read(text, Form::Share, false).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn bounds_prove_what_they_say_and_no_more() {
        for (text, threshold, expect) in [
            (">2/3", TWO_THIRDS, Tri::Yes),
            (">2/3", THREE_QUARTERS, Tri::Unknown),
            (">1/2", HALF, Tri::Yes),
            (">=1/2", HALF, Tri::Unknown),
            ("过半数", HALF, Tri::Yes),
            ("三分之二以上", TWO_THIRDS, Tri::Yes),
            ("超过三分之二", TWO_THIRDS, Tri::Yes),
            ("不足三分之二", TWO_THIRDS, Tri::No),
            ("<1/2", HALF, Tri::No),
            ("<=1/2", HALF, Tri::No),
            ("2/3", TWO_THIRDS, Tri::Yes),
            ("about 2/3", TWO_THIRDS, Tri::Unknown),
            ("约90%", TWO_THIRDS, Tri::Unknown),
            ("90.37%", TWO_THIRDS, Tri::Yes),
            ("0.9037", TWO_THIRDS, Tri::Yes),
            ("66.67%", TWO_THIRDS, Tri::Unknown),
            // Cut from two thirds, or less.
            ("66.66%", TWO_THIRDS, Tri::Unknown),
            ("66.65%", TWO_THIRDS, Tri::No),
            ("0.6667", TWO_THIRDS, Tri::Unknown),
            ("0.67", TWO_THIRDS, Tri::Unknown),
            ("1", TWO_THIRDS, Tri::Yes),
            ("66.68%", TWO_THIRDS, Tri::Yes),
            ("75%", THREE_QUARTERS, Tri::Unknown),
            ("100%", THREE_QUARTERS, Tri::Yes),
            ("50%", HALF, Tri::Unknown),
        ] {
            assert_eq!(share(text).meets(threshold), expect, "{text}");
        }
    }

    #[test]
    fn percentages_print_and_agree() {
        let published = read("63.40", Form::Percent, false).unwrap();
        assert_eq!(published.percent().as_deref(), Some("63.40"));
        assert!(!published.agrees_with(862, 1360), "862 of 1360 is 63.38 %");
        assert!(read("17.5", Form::Percent, false).unwrap().agrees_with(238, 1360));
        assert!(read("51.5", Form::Percent, false).unwrap().agrees_with(1151, 2237), "51.45 rounded to one decimal");
        assert_eq!(read("81.93", Form::Percent, false).unwrap().part_of(1272), Some(1042));
        assert_eq!(share("2/3").percent().as_deref(), Some("66.67"));
        assert_eq!(share(">2/3").percent(), None);
        assert!(share("100%").is_everything() && !share("99.99%").is_everything());
        assert!(!share("about 100%").is_everything());
    }

    #[test]
    fn what_is_no_share() {
        for text in ["", "3/2", "1/0", "-1/3", "150%", "many", "2/3/4", "１/３", "NaN", "1e-3"] {
            assert_eq!(read(text, Form::Share, false), None, "{text}");
        }
    }
}
