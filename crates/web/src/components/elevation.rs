//! A building as one sees it from the yard: storeys top to bottom, stairwells left to right, a door for every unit.
//!
//! One drawing for every screen. Stairwells stand side by side on a desk, two a row on a phone, one where there is less
//! room or the type is large; storey numbers come back at the head of each row. Cells are links of full size, so a
//! keyboard, a thumb and a screen reader find the same doors; the same facts follow as a list in walking order.

use super::words::flow;
use crate::icons::Icon;
use crate::t;
use crate::text::Lang;
use maud::{Markup, html};

/// How a cell is drawn; five, never more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Solid pine, white text.
    Solid,
    /// Ochre hatching, the number on a clear patch.
    Hatched,
    /// Card with a dashed border.
    Dashed,
    /// 朱-soft.
    Soft,
    /// Sunk.
    Sunk,
}

impl Ground {
    const fn class(self) -> &'static str {
        match self {
            Self::Solid => "cell cell-solid",
            Self::Hatched => "cell cell-hatched",
            Self::Dashed => "cell cell-dashed",
            Self::Soft => "cell cell-soft",
            Self::Sunk => "cell cell-sunk",
        }
    }
}

/// A state of a unit, in the order of the legend.
#[derive(Clone, Copy, Debug)]
pub struct CellKind<'a> {
    /// Its ground.
    pub ground: Ground,
    /// Its sign.
    pub sign: Icon,
    /// Its word.
    pub label: &'a str,
}

impl CellKind<'_> {
    /// The class of a cell in this state.
    pub(super) const fn class(self) -> &'static str {
        self.ground.class()
    }
}

/// The states of a vote: 已投票, 送到了没投, 还没送到, 不收, 空房.
#[must_use]
pub fn turnout_kinds(lang: Lang) -> [CellKind<'static>; 5] {
    [
        CellKind { ground: Ground::Solid, sign: Icon::Check, label: t!(lang, "cell-voted") },
        CellKind { ground: Ground::Hatched, sign: Icon::Envelope, label: t!(lang, "cell-served") },
        CellKind { ground: Ground::Dashed, sign: Icon::Ring, label: t!(lang, "cell-not-served") },
        CellKind { ground: Ground::Soft, sign: Icon::Cross, label: t!(lang, "cell-refused") },
        CellKind { ground: Ground::Sunk, sign: Icon::Minus, label: t!(lang, "cell-vacant") },
    ]
}

/// A unit.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'a> {
    /// 501.
    pub room: &'a str,
    /// Which of the kinds, from 0.
    pub kind: usize,
    /// Its page, if one may be opened.
    pub href: Option<&'a str>,
    /// The one looked at.
    pub here: bool,
}

/// A stairwell.
#[derive(Clone, Debug)]
pub struct Stairwell<'a> {
    /// 2单元.
    pub name: &'a str,
    /// 可争取3户.
    pub line: Option<&'a str>,
    /// Top to bottom, one row a storey of the building, left to right; `None` where there is no unit.
    pub storeys: Vec<Vec<Option<Cell<'a>>>>,
}

/// A building.
#[derive(Clone, Copy, Debug)]
pub struct Elevation<'a> {
    /// Language.
    pub lang: Lang,
    /// 3号楼; also makes ids, so give each building of a page its own.
    pub building: &'a str,
    /// Storey names, top to bottom: 6, 5, …
    pub storeys: &'a [&'a str],
    /// Left to right.
    pub stairwells: &'a [Stairwell<'a>],
    /// The states, at most five.
    pub kinds: &'a [CellKind<'a>],
}

/// Doors side by side before a picture is cut: what fits a desk, and what fits a phone.
const DESK_DOORS: usize = 8;
const PHONE_DOORS: usize = 4;
/// Doors of one bay: more do not fit the narrowest phone in the largest type.
const BAY_DOORS: usize = 2;

/// Draws a building, its legend with counts, and the list.
#[must_use]
pub fn elevation(e: Elevation<'_>) -> Markup {
    let (mut desk, mut phone) = (0, 0);
    html! {
        div .elevation {
            div .facade role="group" aria-label=(t!(e.lang, "elevation-label", building = e.building)) {
                @for (i, s) in e.stairwells.iter().enumerate() {
                    @let doors = s.storeys.iter().map(Vec::len).max().unwrap_or(0);
                    @let new_desk = row_starts(&mut desk, doors, DESK_DOORS);
                    @let new_phone = row_starts(&mut phone, doors, PHONE_DOORS);
                    @if i > 0 && new_desk { i .cut-desk {} }
                    @if i > 0 && new_phone { i .cut-phone {} }
                    (stairwell(&e, s, doors, new_desk, new_phone))
                }
            }
            (legend(&e))
            (list(&e))
        }
    }
}

/// Whether a stairwell of so many doors opens a new row, counting the doors already in it.
fn row_starts(used: &mut usize, doors: usize, most: usize) -> bool {
    let new = *used == 0 || *used + doors > most;
    *used = if new { doors } else { *used + doors };
    new
}

fn stairwell(e: &Elevation<'_>, s: &Stairwell<'_>, doors: usize, desk_first: bool, phone_first: bool) -> Markup {
    // The stair shaft runs between the doors; a wide landing falls into bays of two, so that it can wrap.
    let bays: Vec<std::ops::Range<usize>> =
        (0..doors).step_by(BAY_DOORS).map(|from| from..(from + BAY_DOORS).min(doors)).collect();
    html! {
        div .stairwell .first-desk[desk_first] .first-phone[phone_first] .wide-landing[doors > PHONE_DOORS] {
            div .bays {
                @for bay in bays {
                    div .bay {
                        div .storeys aria-hidden="true" { @for name in e.storeys { span { (name) } } }
                        div .doors .doors-1[bay.len() == 1] {
                            @for storey in &s.storeys {
                                @for at in bay.clone() {
                                    @match storey.get(at).copied().flatten() {
                                        Some(c) => (cell(e, s, c)),
                                        None => { span .cell .cell-none {} }
                                    }
                                }
                            }
                        }
                    }
                }
            }
            p .stair-name { b { (flow(s.name)) } @if let Some(line) = s.line { small { (flow(line)) } } }
        }
    }
}

fn cell(e: &Elevation<'_>, s: &Stairwell<'_>, c: Cell<'_>) -> Markup {
    let Some(kind) = e.kinds.get(c.kind) else {
        return html! { span .cell .cell-none {} };
    };
    let label = t!(e.lang, "elevation-cell", stairwell = s.name, room = c.room, state = kind.label);
    let inner = html! { b { (c.room) } (kind.sign) };
    html! {
        @match c.href {
            Some(href) => a .(kind.class()) .here[c.here] href=(href) aria-label=(label)
                aria-current=[c.here.then_some("true")] { (inner) },
            None => span .(kind.class()) .here[c.here] { (inner) span .vh { (kind.label) } },
        }
    }
}

fn cells<'a>(s: &'a Stairwell<'a>) -> impl Iterator<Item = Cell<'a>> {
    s.storeys.iter().flatten().copied().flatten()
}

fn legend(e: &Elevation<'_>) -> Markup {
    html! {
        ul .legend {
            @for (i, kind) in e.kinds.iter().enumerate() {
                @let n = e.stairwells.iter().flat_map(cells).filter(|c| c.kind == i).count();
                li {
                    span class=(kind.class()) aria-hidden="true" { (kind.sign) }
                    span { (kind.label) }
                    b { (flow(&t!(e.lang, "format-homes", n = n))) }
                }
            }
        }
    }
}

/// The same facts in walking order: stairwell by stairwell, from the top down.
fn list(e: &Elevation<'_>) -> Markup {
    html! {
        details .walk {
            summary { (t!(e.lang, "elevation-list")) }
            @for s in e.stairwells {
                h3 { (flow(s.name)) }
                ol {
                    @for c in cells(s) {
                        @if let Some(kind) = e.kinds.get(c.kind) {
                            li {
                                @match c.href { Some(href) => a href=(href) { (c.room) }, None => (c.room) }
                                span { (kind.sign) (kind.label) }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_hold_what_fits() {
        let starts = |doors: &[usize], most| {
            let mut used = 0;
            doors.iter().map(|d| row_starts(&mut used, *d, most)).collect::<Vec<_>>()
        };
        assert_eq!(starts(&[2, 2, 2, 2], DESK_DOORS), [true, false, false, false]);
        assert_eq!(starts(&[2, 2, 2, 2], PHONE_DOORS), [true, false, true, false]);
        assert_eq!(starts(&[3, 3, 3], PHONE_DOORS), [true, true, true]);
        assert_eq!(starts(&[12, 2], DESK_DOORS), [true, true]);
    }

    #[test]
    fn the_legend_counts_every_door_once() {
        let door = |room, kind| Some(Cell { room, kind, href: None, here: false });
        let stairwells = [Stairwell {
            name: "1单元",
            line: None,
            storeys: vec![vec![door("201", 0), door("202", 1)], vec![door("101", 0), None]],
        }];
        let kinds = turnout_kinds(Lang::Zh);
        let html = elevation(Elevation {
            lang: Lang::Zh,
            building: "3号楼",
            storeys: &["2", "1"],
            stairwells: &stairwells,
            kinds: &kinds,
        })
        .into_string();
        assert!(html.contains("<b><span class=\"nb\">2户</span></b>"), "two voted");
        assert_eq!(html.matches("cell-none").count(), 1);
    }
}
