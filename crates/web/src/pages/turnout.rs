//! The building as a picture of turnout, home by home: for those who go from door to door. It shows who handed in a
//! ballot and who was reached; what anybody chose it cannot show.

use super::{Frame, Section, Shape, open};
use crate::components::{
    Cell as Door, CellKind, Elevation, Link, LinkButton, Stairwell, Tag, TagKind, card, elevation, flow, link_button,
    meta, section, tag, turnout_kinds,
};
use crate::format;
use crate::layout::{PageHead, page_head, wrap};
use crate::reply::{Problem, Reply};
use crate::t;
use crate::text::Lang;
use crate::visit::{Asked, At, Visit};
use authority::Act;
use estate::Label;
use estate::assembly::{Cell, Motion};
use estate::roll::Unit;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};
use units::{MotionId, StreamId, UnitId};

/// `GET /e/{estate}/m/{motion}/turnout?building=3&unit=17`; the first building where none is named.
pub async fn show(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>, Asked(asked): Asked) -> Reply {
    let who = visit.who_may(estate, Act::ViewTurnoutByUnit).await?;
    let named = asked.label("building").filter(|b| !b.is_empty());
    let known = |v: &app::EstateView<'_>| {
        v.estate.assembly.get(motion).filter(|m| m.electorate.is_some())?;
        let buildings = v.estate.roll.listed().map(|(_, u)| &u.facts.door.building);
        buildings.filter(|b| named.as_ref().is_none_or(|named| named == *b)).min().cloned()
    };
    let building = visit.site.app.estate(estate, known).await?.ok_or(Problem::NotFound)?;
    visit
        .draw(estate, |view| turnout_page(&Frame { visit: &visit, who, view }, motion, &building, asked.read("unit")))
        .await
}

/// Which of the five kinds of the picture a cell is.
pub const fn kind(cell: Cell) -> usize {
    match cell {
        Cell::Voted => 0,
        Cell::Served => 1,
        Cell::Unserved | Cell::Outside => 2,
        Cell::Refused => 3,
        Cell::Vacant => 4,
    }
}

fn turnout_page(f: &Frame<'_>, id: MotionId, building: &Label, chosen: Option<UnitId>) -> Markup {
    let lang = f.lang();
    let Some(motion) = f.estate().assembly.get(id) else { return html! {} };
    let name = f.building(building);
    let heading = t!(lang, "turnout-title", building = name.as_str());
    let buildings: BTreeSet<&Label> = f.estate().roll.listed().map(|(_, u)| &u.facts.door.building).collect();
    let content = wrap(html! {
        (page_head(PageHead {
            back: Some(Link::new(open(lang, Some(&motion.title)), &f.at(&format!("/m/{id}")))),
            title: &heading,
            tags: Some(html! { (tag(Tag { kind: TagKind::Seen, text: t!(lang, "turnout-seen") })) }),
            lead: Some(t!(lang, "turnout-lead")),
        }))
        div .stack {
            @if let Some(unit) = chosen { (unit_card(f, id, motion, unit)) }
            (card(section(&name, None, picture(f, id, motion, building, chosen))))
            (card(html! {
                h2 { (t!(lang, "turnout-others")) }
                p .tags { @for b in buildings { a href=(f.at(&format!("/m/{id}/turnout?building={b}"))) { (f.building(b)) } " " } }
            }))
        }
    });
    f.page(
        Shape { title: &heading, section: Section::Matters, desk: true, wide: true, proof: true, ..Shape::default() },
        content,
    )
}

/// Storeys from the top, stairwells from the left, doors in order.
fn picture(f: &Frame<'_>, id: MotionId, motion: &Motion, building: &Label, chosen: Option<UnitId>) -> Markup {
    let lang = f.lang();
    let mut wells: BTreeMap<&Label, BTreeMap<i16, Vec<(UnitId, &Unit)>>> = BTreeMap::new();
    for (unit_id, unit) in f.estate().roll.listed().filter(|(_, u)| u.facts.door.building == *building) {
        wells
            .entry(&unit.facts.door.stairwell)
            .or_default()
            .entry(unit.facts.storey.unwrap_or(0))
            .or_default()
            .push((unit_id, unit));
    }
    let storeys: BTreeSet<i16> = wells.values().flat_map(|w| w.keys().copied()).collect();
    let names: Vec<String> =
        storeys.iter().rev().map(|s| if *s == 0 { "?".to_owned() } else { s.to_string() }).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let hrefs: BTreeMap<UnitId, String> = wells
        .values()
        .flat_map(|w| w.values().flatten())
        .map(|(unit, _)| (*unit, f.at(&format!("/m/{id}/turnout?building={building}&unit={unit}#unit"))))
        .collect();
    let titles: Vec<(String, String)> = wells
        .iter()
        .map(|(label, well)| {
            let open = well
                .values()
                .flatten()
                .filter(|(u, _)| !matches!(motion.cell(*u), Cell::Voted | Cell::Outside))
                .count();
            (format::stairwell_name(lang, label.as_str()), t!(lang, "turnout-to-win", n = open))
        })
        .collect();
    let stairwells: Vec<Stairwell<'_>> = wells
        .values()
        .zip(&titles)
        .map(|(well, (name, line))| {
            let widest = well.values().map(Vec::len).max().unwrap_or(0);
            let storey = |s: &i16| {
                let doors = well.get(s).map_or(&[][..], Vec::as_slice);
                (0..widest)
                    .map(|i| {
                        let (unit_id, unit) = doors.get(i)?;
                        let cell = motion.cell(*unit_id);
                        let (room, here) = (unit.facts.door.room.as_str(), chosen == Some(*unit_id));
                        Some(Door { room, kind: kind(cell), href: hrefs.get(unit_id).map(String::as_str), here })
                    })
                    .collect()
            };
            Stairwell { name, line: Some(line), storeys: storeys.iter().rev().map(storey).collect() }
        })
        .collect();
    let kinds: [CellKind<'static>; 5] = turnout_kinds(lang);
    elevation(Elevation {
        lang,
        building: &f.building(building),
        storeys: &names,
        stairwells: &stairwells,
        kinds: &kinds,
    })
}

/// One home: what was tried, and the way to its door.
fn unit_card(f: &Frame<'_>, id: MotionId, motion: &Motion, unit_id: UnitId) -> Markup {
    let lang = f.lang();
    let Some(unit) = f.unit(unit_id) else { return html! {} };
    let area =
        motion.electorate.as_ref().and_then(|e| e.area_of(unit_id)).map(|a| format::area(lang, a)).unwrap_or_default();
    let state = cell_text(lang, motion.cell(unit_id));
    let door = &unit.facts.door;
    let there = f.at(&format!("/m/{id}/canvass?building={}&stairwell={}#u{unit_id}", door.building, door.stairwell));
    html! {
        div #unit { (card(html! {
            h2 { (flow(&f.door(door))) }
            (meta(&t!(lang, "turnout-unit-state", state = state, area = area)))
            @for a in motion.attempts_on(unit_id) { (meta(&super::canvass::attempt_text(f, motion, unit_id, a))) }
            @if f.may(Act::Serve) && motion.cell(unit_id) != Cell::Outside {
                (link_button(LinkButton::primary(t!(lang, "turnout-at-door"), &there)))
            }
        })) }
    }
}

/// How a unit stands, in words.
pub fn cell_text(lang: Lang, cell: Cell) -> &'static str {
    match cell {
        Cell::Voted => t!(lang, "cell-voted"),
        Cell::Served => t!(lang, "cell-served"),
        Cell::Refused => t!(lang, "cell-refused"),
        Cell::Vacant => t!(lang, "cell-vacant"),
        Cell::Unserved => t!(lang, "cell-not-served"),
        Cell::Outside => t!(lang, "cell-outside"),
    }
}
