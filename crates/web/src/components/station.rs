//! The way of a matter: six stations on one line, and every entry of it one below the other.

use super::action::Link;
use super::words::{flow, title};
use crate::icons::Icon;
use crate::t;
use crate::text::Lang;
use maud::{Markup, html};

/// How far a station or an entry is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Station {
    /// Behind us: filled, with a check.
    Done,
    /// Here: a thick ring, bold.
    Now,
    /// Ahead: a thin ring.
    #[default]
    Later,
    /// Sent back: the ring drawn again, with the reason.
    Back,
}

impl Station {
    const fn class(self) -> &'static str {
        match self {
            Self::Done => "is-done",
            Self::Now => "is-now",
            Self::Later => "is-later",
            Self::Back => "is-back",
        }
    }

    fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::Done => t!(lang, "station-done"),
            Self::Now => t!(lang, "station-now"),
            Self::Later => t!(lang, "station-later"),
            Self::Back => t!(lang, "station-back"),
        }
    }

    fn dot(self) -> Markup {
        html! { span .dot { @match self { Self::Done => (Icon::Check), Self::Back => (Icon::Undo), _ => {} } } }
    }
}

/// The six stations 商议 · 表决 · 施工 · 付款 · 评价 · 养护.
#[derive(Clone, Copy, Debug)]
pub struct Stations<'a> {
    /// Language.
    pub lang: Lang,
    /// How far each is, and a word more (10月8日, 正在表决), left out on phones.
    pub six: [(Station, &'a str); 6],
}

/// Draws the six stations on one line.
#[must_use]
pub fn stations(s: Stations<'_>) -> Markup {
    let names = [
        t!(s.lang, "station-talk"),
        t!(s.lang, "station-decide"),
        t!(s.lang, "station-do"),
        t!(s.lang, "station-pay"),
        t!(s.lang, "station-evaluate"),
        t!(s.lang, "station-renew"),
    ];
    html! {
        ol .stations aria-label=(t!(s.lang, "station-way")) {
            @for (name, (station, note)) in names.into_iter().zip(s.six) {
                li class=(station.class()) aria-current=[(station == Station::Now).then_some("step")] {
                    (station.dot())
                    span .station {
                        b { (name) }
                        span .vh { (t!(s.lang, "station-is", state = station.word(s.lang))) }
                        @if !note.is_empty() { " " small { (flow(note)) } }
                    }
                }
            }
        }
    }
}

/// One entry of a matter: what, who in which capacity, when, on which paper. None is ever lost.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// How far it is.
    pub state: Station,
    /// 商议，联席会同意上会.
    pub what: &'a str,
    /// 10月8日，楼栋长周＊.
    pub line: &'a str,
    /// Why it was sent back.
    pub reason: Option<&'a str>,
    /// The paper.
    pub paper: Option<Link<'a>>,
}

/// Draws the whole way, oldest first.
#[must_use]
pub fn timeline(lang: Lang, list: &[Entry<'_>]) -> Markup {
    html! {
        ol .timeline {
            @for e in list {
                li class=(e.state.class()) aria-current=[(e.state == Station::Now).then_some("step")] {
                    (e.state.dot())
                    div {
                        p { b { (title(e.what)) } span .vh { (t!(lang, "station-is", state = e.state.word(lang))) } }
                        p .meta { (flow(e.line)) }
                        @if let Some(reason) = e.reason { p { (flow(reason)) } }
                        @if let Some(l) = e.paper { a .more href=(l.href) { (Icon::Document) (flow(l.label)) } }
                    }
                }
            }
        }
    }
}
