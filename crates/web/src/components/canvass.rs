//! At the door, with one hand: place, names and gap on top, the unit in large, the likeliest outcome as the large
//! button, the others in fixed places; one tap records, and the record shows with its way back.

use super::action::{Button, Link, button};
use super::bar::{MiniBar, Turnout, mini_bar};
use super::elevation::CellKind;
use super::field::hidden;
use super::layout::back;
use super::words::flow;
use crate::icons::Icon;
use crate::t;
use maud::{Markup, html};

/// What always stands on top of a canvass.
#[derive(Clone, Copy, Debug)]
pub struct CanvassHead<'a> {
    /// Where one is, and the way back: 3号楼4单元.
    pub place: Link<'a>,
    /// Both names, masked.
    pub names: &'a str,
    /// 全小区.
    pub whole: &'a str,
    /// How the vote stands.
    pub turnout: Turnout,
}

/// Draws the head of a canvass.
#[must_use]
pub fn canvass_head(h: CanvassHead<'_>) -> Markup {
    let t = h.turnout;
    let bars = [
        (t!(t.lang, "bar-heads"), t.part.heads, t.whole.heads, t.heads),
        (t!(t.lang, "bar-area"), t.part.area.cm2(), t.whole.area.cm2(), t.area),
    ];
    html! {
        div .canvass {
            div .wrap {
                div .canvass-place { (back(h.place)) span { (h.names) } }
                p .canvass-gap { (h.whole) (flow(&t.gap().text(t.lang))) }
                div .canvass-bars {
                    @for (label, part, whole, threshold) in bars {
                        p { small { (label) } (mini_bar(MiniBar { part, whole, threshold })) }
                    }
                }
            }
        }
    }
}

/// One way a visit can end.
#[derive(Clone, Copy, Debug)]
pub struct Outcome<'a> {
    /// Sent with the form.
    pub value: &'a str,
    /// 没人在家.
    pub label: &'a str,
    /// Its sign.
    pub icon: Icon,
}

/// The unit one stands at.
#[derive(Clone, Copy, Debug)]
pub struct Visit<'a> {
    /// 501.
    pub room: &'a str,
    /// 周＊，票已送到.
    pub who: &'a str,
    /// 64.37㎡.
    pub area: &'a str,
    /// 来过2次.
    pub visits: &'a str,
    /// Past attempts, oldest first: 11月16日 没人在家.
    pub past: &'a [&'a str],
    /// Where the form goes.
    pub action: &'a str,
    /// What travels with it.
    pub hidden: &'a [(&'a str, &'a str)],
    /// The name the outcome is sent under.
    pub name: &'a str,
    /// The likeliest outcome: 当面送到, once served 收回票.
    pub first: Outcome<'a>,
    /// The others, always in the same places.
    pub others: &'a [Outcome<'a>],
}

/// Draws the unit with its outcomes.
#[must_use]
pub fn visit(v: Visit<'_>) -> Markup {
    html! {
        section .visit {
            div .visit-head {
                div { h2 { (v.room) } p { (flow(v.who)) } }
                p { b { (flow(v.area)) } small { (flow(v.visits)) } }
            }
            @if !v.past.is_empty() { ul .meta { @for line in v.past { li { (flow(line)) } } } }
            form method="post" action=(v.action) {
                (hidden(v.hidden))
                div .outcomes {
                    (button(Button::primary(v.first.label).icon(v.first.icon).value(v.name, v.first.value)))
                    @for o in v.others { (button(Button::second(o.label).icon(o.icon).value(v.name, o.value))) }
                }
            }
        }
    }
}

/// What was just recorded, with its way back until the next unit is recorded.
#[derive(Clone, Copy, Debug)]
pub struct Recorded<'a> {
    /// 501没人在家.
    pub what: &'a str,
    /// 19:42记下，第3次.
    pub line: &'a str,
    /// Where taking it back goes.
    pub action: &'a str,
    /// What travels with it.
    pub hidden: &'a [(&'a str, &'a str)],
    /// 撤回.
    pub undo: &'a str,
}

/// Draws what was recorded.
#[must_use]
pub fn recorded(r: Recorded<'_>) -> Markup {
    html! {
        div .recorded role="status" {
            p { b { (flow(r.what)) } small { (flow(r.line)) } }
            form method="post" action=(r.action) { (hidden(r.hidden)) (button(Button::second(r.undo).icon(Icon::Undo))) }
        }
    }
}

/// A unit one passes on the way.
#[derive(Clone, Copy, Debug)]
pub struct Passed<'a> {
    /// 601.
    pub room: &'a str,
    /// Its page.
    pub href: &'a str,
    /// How it stands.
    pub kind: CellKind<'a>,
    /// 11月20日.
    pub line: &'a str,
}

/// Units in walking order, above or below the one open.
#[must_use]
pub fn walk(list: &[Passed<'_>]) -> Markup {
    html! {
        ul .passed {
            @for p in list {
                li {
                    a href=(p.href) {
                        b { (p.room) }
                        span { (p.kind.label) small { (flow(p.line)) } }
                        span .(p.kind.class()) aria-hidden="true" { (p.kind.sign) }
                    }
                }
            }
        }
    }
}

/// A door on the walk: closed it is one line; a tap opens it, a second tap records. It needs neither script nor network
/// to open.
#[derive(Clone, Copy, Debug)]
pub struct Door<'a> {
    /// `u17`: where an address leads to.
    pub id: &'a str,
    /// 501.
    pub room: &'a str,
    /// How it stands.
    pub kind: CellKind<'a>,
    /// 周＊，64.37㎡，来过2次.
    pub line: &'a str,
    /// Past attempts, oldest first.
    pub past: &'a [String],
    /// Stands open.
    pub open: bool,
}

/// Draws a door around what is done at it; without anything to do it is a line that does not open.
#[must_use]
pub fn door(d: Door<'_>, at_door: Option<Markup>) -> Markup {
    let line = html! {
        b { (d.room) }
        span { (d.kind.label) small { (flow(d.line)) } }
        span .(d.kind.class()) aria-hidden="true" { (d.kind.sign) }
    };
    html! {
        @match at_door {
            None => p .door id=(d.id) { (line) },
            Some(at_door) => details .door id=(d.id) open[d.open] {
                summary { (line) }
                div .at-door {
                    @if !d.past.is_empty() { ul .meta { @for line in d.past { li { (flow(line)) } } } }
                    (at_door)
                }
            },
        }
    }
}
