//! Progress against a threshold. Always two bars, heads and then ㎡, never merged; the word says whether the line is
//! reached, exactly, and the drawing only shows it.

use super::words::flow;
use crate::text::Lang;
use crate::{format, t};
use maud::{Markup, html};
use units::{Area, Share, Threshold, Weight};

/// What is counted, exactly.
#[derive(Clone, Copy, Debug)]
pub enum Of {
    /// Owners, each once.
    Heads {
        /// So far.
        part: i64,
        /// Of all.
        whole: i64,
    },
    /// Exclusive area.
    Area {
        /// So far.
        part: Area,
        /// Of all.
        whole: Area,
    },
}

impl Of {
    /// Part and whole as whole numbers of the same unit.
    #[must_use]
    pub const fn share(self) -> Share {
        match self {
            Self::Heads { part, whole } => Share { part, whole },
            Self::Area { part, whole } => Share { part: part.cm2(), whole: whole.cm2() },
        }
    }

    fn part(self, lang: Lang) -> String {
        match self {
            Self::Heads { part, .. } => format::homes(lang, part),
            Self::Area { part, .. } => format::area(lang, part),
        }
    }

    fn whole(self, lang: Lang) -> String {
        match self {
            Self::Heads { whole, .. } => format::homes(lang, whole),
            Self::Area { whole, .. } => format::area(lang, whole),
        }
    }

    /// What has to be there, in the unit's own words.
    fn needed(self, lang: Lang, threshold: Threshold) -> String {
        match self {
            Self::Heads { whole, .. } => format::homes(lang, threshold.needed(whole)),
            Self::Area { whole, .. } => format::area_needed(lang, Area::from_cm2(threshold.needed(whole.cm2()))),
        }
    }
}

/// How much is said around a bar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Words {
    /// 已投366户 … 共604户: on the board.
    Short,
    /// 户数366户 … 60.59%, beneath: 要到403户，一共604户.
    #[default]
    Full,
}

/// A bar with its threshold.
#[derive(Clone, Copy, Debug)]
pub struct Bar<'a> {
    /// Language.
    pub lang: Lang,
    /// 户数, 面积, 已投.
    pub label: &'a str,
    /// What is counted.
    pub of: Of,
    /// The line to reach.
    pub threshold: Threshold,
    /// How much is said.
    pub words: Words,
}

/// Draws a bar: filled, the gap up to the line hatched, the line with its fraction above.
#[must_use]
pub fn bar(b: Bar<'_>) -> Markup {
    let lang = b.lang;
    let share = b.of.share();
    let met = b.threshold.met(share.part, share.whole);
    let (part, whole, needed) = (b.of.part(lang), b.of.whole(lang), b.of.needed(lang, b.threshold));
    let percent = format::percent(share.part, share.whole);
    let spoken = if met {
        t!(lang, "bar-spoken-met", label = b.label, part = &part, whole = &whole, percent = &percent)
    } else {
        t!(lang, "bar-spoken", label = b.label, part = &part, whole = &whole, percent = &percent, needed = &needed)
    };
    html! {
        div .bar {
            p .bar-head {
                b { (b.label) @if lang == Lang::En || b.words == Words::Full { " " } (flow(&part)) }
                span {
                    @match b.words {
                        Words::Short => (flow(&t!(lang, "bar-of", whole = &whole))),
                        Words::Full => (percent),
                    }
                }
            }
            (picture(&spoken, fill_of(share), b.threshold, met))
            @if met {
                p .bar-foot { b { (t!(lang, "bar-met")) } @if b.words == Words::Full { (flow(&t!(lang, "bar-met-of", needed = &needed, whole = &whole))) } }
            } @else if b.words == Words::Full {
                p .bar-foot { (flow(&t!(lang, "bar-needed", needed = &needed, whole = &whole))) }
            }
        }
    }
}

/// A bar whose content nobody can see yet. It takes no count, so it cannot show one.
#[derive(Clone, Copy, Debug)]
pub struct SealedBar<'a> {
    /// Language.
    pub lang: Lang,
    /// What is sealed: 同意.
    pub label: &'a str,
    /// The line to reach.
    pub threshold: Threshold,
}

/// Draws a sealed bar: upright stripes and the line.
#[must_use]
pub fn sealed_bar(b: SealedBar<'_>) -> Markup {
    let spoken = t!(b.lang, "bar-spoken-sealed", label = b.label, threshold = format::threshold(b.lang, b.threshold));
    html! {
        div .bar .bar-sealed {
            (frame(&spoken, b.threshold, html! { rect width="100%" height="100%" fill="url(#stripes)" {} }))
            p .bar-foot { b { (t!(b.lang, "bar-sealed")) } }
        }
    }
}

/// Both bars of one question.
#[derive(Clone, Copy, Debug)]
pub struct Turnout {
    /// Language.
    pub lang: Lang,
    /// So far.
    pub part: Weight,
    /// Of all.
    pub whole: Weight,
    /// The line by heads.
    pub heads: Threshold,
    /// The line by area.
    pub area: Threshold,
    /// How much is said.
    pub words: Words,
}

/// Draws both bars, the same width: heads, then area.
#[must_use]
pub fn turnout(t: Turnout) -> Markup {
    let (heads, area) = match t.words {
        Words::Short => (t!(t.lang, "bar-cast"), t!(t.lang, "bar-cast")),
        Words::Full => (t!(t.lang, "bar-heads"), t!(t.lang, "bar-area")),
    };
    let heads_of = Of::Heads { part: t.part.heads, whole: t.whole.heads };
    let area_of = Of::Area { part: t.part.area, whole: t.whole.area };
    html! {
        div .turnout {
            (bar(Bar { lang: t.lang, label: heads, of: heads_of, threshold: t.heads, words: t.words }))
            (bar(Bar { lang: t.lang, label: area, of: area_of, threshold: t.area, words: t.words }))
        }
    }
}

/// What is still missing in both units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Heads.
    pub heads: i64,
    /// Area.
    pub area: Area,
}

impl Turnout {
    /// What is still missing; nothing below zero.
    #[must_use]
    pub fn gap(&self) -> Gap {
        let heads = self.heads.needed(self.whole.heads) - self.part.heads;
        let area = self.area.needed(self.whole.area.cm2()) - self.part.area.cm2();
        Gap { heads: heads.max(0), area: Area::from_cm2(area.max(0)) }
    }
}

impl Gap {
    /// `还差37户、2,140 ㎡`; what is reached is left out; `两条线都过了` where nothing is missing.
    #[must_use]
    pub fn text(self, lang: Lang) -> String {
        let (heads, area) = (format::homes(lang, self.heads), format::area_gap(lang, self.area));
        match (self.heads, self.area) {
            (0, Area::ZERO) => t!(lang, "gap-none").to_owned(),
            (0, _) => t!(lang, "gap-one", what = area),
            (_, Area::ZERO) => t!(lang, "gap-one", what = heads),
            _ => t!(lang, "gap-both", heads = heads, area = area),
        }
    }
}

/// The gap as the page's largest words.
#[must_use]
pub fn missing(lang: Lang, gap: Gap) -> Markup {
    html! { p .missing { (flow(&gap.text(lang))) } }
}

/// A bar in a table row: drawn small, its figures stand beside it.
#[derive(Clone, Copy, Debug)]
pub struct MiniBar {
    /// The part.
    pub part: i64,
    /// The whole.
    pub whole: i64,
    /// The line.
    pub threshold: Threshold,
}

/// Draws a small bar. It says nothing by itself: the figures stand in the same row.
#[must_use]
pub fn mini_bar(b: MiniBar) -> Markup {
    let at = percent_of(i64::from(b.threshold.share.num()), i64::from(b.threshold.share.den()));
    html! {
        svg .mini width="100%" aria-hidden="true" focusable="false" {
            rect .mini-track x="1" y="25%" width="99%" height="50%" rx="4" {}
            rect .mini-fill x="1" y="25%" width=(fill_of(Share { part: b.part, whole: b.whole }).text()) height="50%" rx="4" {}
            svg x=(at.text()) y="0" width="1" height="100%" overflow="visible" {
                rect .line-halo x="-2.5" y="0" width="5" height="100%" {}
                rect .line x="-1.25" y="0" width="2.5" height="100%" {}
            }
        }
    }
}

/// Thousandths of a per cent: enough for any screen, and whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Width(i64);

impl Width {
    pub(super) fn text(self) -> String {
        format!("{}.{:03}%", self.0 / 1000, self.0 % 1000)
    }
}

pub(super) fn percent_of(part: i64, whole: i64) -> Width {
    if whole <= 0 {
        return Width(0);
    }
    let share = i128::from(part.max(0)) * 100_000 / i128::from(whole);
    Width(i64::try_from(share.min(100_000)).unwrap_or(100_000))
}

fn fill_of(share: Share) -> Width {
    percent_of(share.part, share.whole)
}

fn picture(spoken: &str, fill: Width, threshold: Threshold, met: bool) -> Markup {
    let at = percent_of(i64::from(threshold.share.num()), i64::from(threshold.share.den()));
    frame(
        spoken,
        threshold,
        html! {
            rect .fill width=(fill.text()) height="100%" {}
            @if !met && at > fill {
                rect x=(fill.text()) width=(Width(at.0 - fill.0).text()) height="100%" fill="url(#hatch)" {}
            }
        },
    )
}

/// The track around its content, and the line over it. Positions are per cent of whatever width there is, sizes are of
/// the text: nothing is distorted, and large type gets a large mark.
fn frame(spoken: &str, threshold: Threshold, content: Markup) -> Markup {
    let at = percent_of(i64::from(threshold.share.num()), i64::from(threshold.share.den()));
    // A fraction near the right end is written to the left of its line, so that it stays in the picture.
    let anchor = if at.0 > 92_000 { "end" } else { "middle" };
    html! {
        div .bar-pic {
            div .track {
                svg width="100%" height="100%" role="img" focusable="false" { title { (spoken) } (content) }
            }
            svg .bar-line width="100%" height="100%" aria-hidden="true" focusable="false" {
                svg x=(at.text()) y="0" width="1" height="100%" overflow="visible" {
                    text x="0" y="1em" text-anchor=(anchor) { (threshold.share) }
                    rect .line-halo x="-2.5" y="1.9em" width="5" height="1.3em" {}
                    rect .line x="-1.25" y="1.3em" width="2.5" height="2.3em" {}
                    svg x="-.42em" y="1.28em" width=".84em" height=".62em" viewBox="0 0 14 10" overflow="visible" {
                        path .line d="M0 0h14l-7 10z" {}
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_least(num: u32, den: u32) -> Threshold {
        Threshold::at_least(num, den).unwrap()
    }

    #[test]
    fn drawing_is_cut_not_rounded() {
        assert_eq!(percent_of(2, 3).text(), "66.666%");
        assert_eq!(percent_of(604, 604).text(), "100.000%");
        assert_eq!(percent_of(700, 604).text(), "100.000%");
        assert_eq!(percent_of(-1, 604).text(), "0.000%");
        assert_eq!(percent_of(1, 0).text(), "0.000%");
        assert_eq!(percent_of(i64::MAX, i64::MAX).text(), "100.000%");
    }

    #[test]
    fn a_met_line_has_no_hatching_and_says_so() {
        let of = |part| Of::Heads { part, whole: 604 };
        let draw = |part| {
            bar(Bar { lang: Lang::Zh, label: "户数", of: of(part), threshold: at_least(2, 3), words: Words::Full })
                .into_string()
        };
        assert!(draw(402).contains("#hatch") && !draw(402).contains("过线"));
        assert!(!draw(403).contains("#hatch") && draw(403).contains("过线"));
    }

    #[test]
    fn the_gap_is_what_the_law_wants() {
        let t = Turnout {
            lang: Lang::Zh,
            part: Weight::new(366, Area::from_cm2(247_844_000)),
            whole: Weight::new(604, Area::from_cm2(403_866_000)),
            heads: at_least(2, 3),
            area: at_least(2, 3),
            words: Words::Full,
        };
        assert_eq!(t.gap().text(Lang::Zh), "还差37户、2,140\u{202f}㎡");
        assert_eq!(t.gap().text(Lang::En), "37\u{a0}homes and 2,140\u{202f}m² still missing");
        let over = Turnout { part: Weight::new(403, Area::from_cm2(269_244_000)), ..t };
        assert_eq!(over.gap().text(Lang::Zh), "两条线都过了");
    }
}
