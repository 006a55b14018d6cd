//! The building as a picture of turnout, home by home: for those who go from door to door. It shows who handed in a
//! ballot and who was reached; what anybody chose it cannot show.

use super::{Frame, Section, Shape, open};
use crate::components::{
    Button, Cell as Door, CellKind, Choice, Elevation, Field, Link, Stairwell, Tag, TagKind, button, card, choices,
    elevation, flow, hidden, meta, section, tag, turnout_kinds,
};
use crate::form::Form;
use crate::format;
use crate::layout::{PageHead, page_head, wrap};
use crate::reply::{Problem, Reply, to};
use crate::say::refused;
use crate::t;
use crate::visit::{Asked, At, Visit};
use app::Error;
use authority::Act;
use estate::Label;
use estate::assembly::{Cell, Command, Motion, Outcome, Status, Way};
use estate::roll::Unit;
use law::Refusal;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};
use units::{MotionId, StreamId, UnitId};

/// `GET /e/{estate}/m/{motion}/turnout?building=3&unit=17`; the first building where none is named.
pub async fn show(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>, Asked(asked): Asked) -> Reply {
    draw(&visit, estate, motion, &asked, &[]).await
}

async fn draw(visit: &Visit, estate: StreamId, motion: MotionId, asked: &Form, refusals: &[Refusal]) -> Reply {
    let who = visit.who_may(estate, Act::ViewTurnoutByUnit).await?;
    let named = asked.label("building");
    let known = |v: &app::EstateView<'_>| {
        v.estate.assembly.get(motion).filter(|m| m.electorate.is_some())?;
        let buildings = v.estate.roll.listed().map(|(_, u)| &u.facts.door.building);
        buildings.filter(|b| named.as_ref().is_none_or(|named| named == *b)).min().cloned()
    };
    let building = visit.site.app.estate(estate, known).await?.ok_or(Problem::NotFound)?;
    let page = |view: &app::EstateView<'_>| {
        turnout_page(&Frame { visit, who, view }, motion, &building, asked.read("unit"), refusals)
    };
    if refusals.is_empty() { visit.draw(estate, page).await } else { visit.draw_refused(estate, page).await }
}

/// Which of the five kinds of the picture a cell is.
const fn kind(cell: Cell) -> usize {
    match cell {
        Cell::Voted => 0,
        Cell::Served => 1,
        Cell::Unserved | Cell::Outside => 2,
        Cell::Refused => 3,
        Cell::Vacant => 4,
    }
}

fn turnout_page(f: &Frame<'_>, id: MotionId, building: &Label, chosen: Option<UnitId>, refusals: &[Refusal]) -> Markup {
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
            (refused(lang, refusals))
            @if let Some(unit) = chosen { (unit_card(f, id, motion, building, unit)) }
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

/// One home: what was tried, and what to note now.
fn unit_card(f: &Frame<'_>, id: MotionId, motion: &Motion, building: &Label, unit_id: UnitId) -> Markup {
    let lang = f.lang();
    let Some(unit) = f.unit(unit_id) else { return html! {} };
    let attempts = motion.attempts.get(&unit_id).map_or(&[][..], Vec::as_slice);
    let (form_id, csrf, number) = (f.visit.form_id().to_string(), f.visit.csrf(), unit_id.to_string());
    let area =
        motion.electorate.as_ref().and_then(|e| e.area_of(unit_id)).map(|a| format::area(lang, a)).unwrap_or_default();
    let open_now = matches!(motion.status(f.view.now), Status::Announced | Status::Voting);
    let list = |words: &'static [&'static str], prefix| {
        words.iter().map(|w| (*w, crate::text::t_of(lang, prefix, w))).collect::<Vec<_>>()
    };
    let (outcomes, ways) = (
        list(&["served", "refused", "vacant", "unreachable"], "outcome"),
        list(&["in-person", "post", "telephone", "message"], "way"),
    );
    let rows = |l: &[(&'static str, &'static str)]| {
        l.iter().map(|(value, label)| Choice { value, label, note: None, sign: None }).collect::<Vec<_>>()
    };
    let state = match motion.cell(unit_id) {
        Cell::Voted => t!(lang, "cell-voted"),
        Cell::Served => t!(lang, "cell-served"),
        Cell::Refused => t!(lang, "cell-refused"),
        Cell::Vacant => t!(lang, "cell-vacant"),
        Cell::Unserved => t!(lang, "cell-not-served"),
        Cell::Outside => t!(lang, "cell-outside"),
    };
    html! {
        div #unit { (card(html! {
            h2 { (flow(&f.door(&unit.facts.door))) }
            (meta(&t!(lang, "turnout-unit-state", state = state, area = area)))
            @for a in attempts {
                @let way = crate::text::t_of(lang, "way", way_word(a.way));
                @let outcome = crate::text::t_of(lang, "outcome", outcome_word(a.outcome));
                (meta(&t!(lang, "turnout-attempt", at = format::moment(lang, a.at, f.today()), way = way, outcome = outcome)))
            }
            @if open_now && f.may(Act::Serve) && motion.cell(unit_id) != Cell::Outside {
                form method="post" action=(f.at(&format!("/m/{id}/turnout?building={building}"))) .stack {
                    (hidden(&[("id", &form_id), ("csrf", &csrf), ("unit", &number)]))
                    (choices(Field::new(lang, "way", t!(lang, "turnout-way")), &rows(&ways), Some("in-person")))
                    (choices(Field::new(lang, "outcome", t!(lang, "turnout-outcome")), &rows(&outcomes), None))
                    (button(Button::primary(t!(lang, "turnout-note")).busy(t!(lang, "recording"))))
                }
            }
        })) }
    }
}

const fn way_word(way: Way) -> &'static str {
    match way {
        Way::InPerson => "in-person",
        Way::Post => "post",
        Way::Telephone => "telephone",
        Way::Message => "message",
    }
}

const fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Served => "served",
        Outcome::Refused => "refused",
        Outcome::Vacant => "vacant",
        Outcome::Unreachable => "unreachable",
    }
}

/// `POST /e/{estate}/m/{motion}/turnout?building=3`: notes one visit.
pub async fn note(
    visit: Visit,
    At((estate, motion)): At<(StreamId, MotionId)>,
    Asked(mut asked): Asked,
    form: Form,
) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::Serve).await?;
    let unit: UnitId = form.read("unit").ok_or(Problem::BadRequest)?;
    let way =
        [Way::InPerson, Way::Post, Way::Telephone, Way::Message].into_iter().find(|w| way_word(*w) == form.get("way"));
    let outcomes = [Outcome::Served, Outcome::Refused, Outcome::Vacant, Outcome::Unreachable];
    let outcome = outcomes.into_iter().find(|o| outcome_word(*o) == form.get("outcome"));
    let here = format!("/e/{estate}/m/{motion}/turnout?building={}&unit={unit}", asked.get("building"));
    let (Some(way), Some(outcome)) = (way, outcome) else { return Ok(to(&here)) };
    let command = Command::RecordAttempt { motion, unit, way, outcome };
    match visit.site.app.estate_command(estate, who, form.id()?, estate::Command::Assembly(command)).await {
        Ok(_) => Ok(to(&here)),
        Err(Error::Refused(refusals)) => {
            asked.set("unit", unit.to_string());
            draw(&visit, estate, motion, &asked, &refusals).await
        }
        Err(error) => Err(error.into()),
    }
}
