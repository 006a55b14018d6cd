//! 业主名册: the whole roll as its keepers see it, found by building, door or name.

use super::{desk, desk_head, seen_by};
use crate::components::{
    Button, Column, Control, Empty, Field, Link, LinkButton, Pagination, Row, Table, Width, button, buttons, card,
    empty, field, flow, link, link_button, meta, pagination, table,
};
use crate::form::Form;
use crate::format;
use crate::icons::Icon;
use crate::layout::wrap;
use crate::pages::Frame;
use crate::reply::{Problem, Reply, XLSX, file};
use crate::t;
use crate::text::{Lang, t_of};
use crate::visit::{Asked, At, Visit};
use app::roll_rows;
use authority::Act;
use estate::roll::{Tenure, Unit};
use maud::{Markup, html};
use units::{StreamId, UnitId};

/// Units a page.
const A_PAGE: usize = 100;

/// `GET /e/{estate}/desk/roll?building=3&q=王&show=unknown`
pub async fn show(visit: Visit, At(estate): At<StreamId>, Asked(asked): Asked) -> Reply {
    let who = visit.who_may(estate, Act::ViewRoll).await?;
    visit.draw(estate, |view| roll_page(&Frame { visit: &visit, who, view }, &asked)).await
}

fn matches(f: &Frame<'_>, unit: &Unit, asked: &Form) -> bool {
    let facts = &unit.facts;
    let wanted = asked.get("q").trim().to_lowercase();
    let found = || {
        facts.door.to_string().to_lowercase().contains(&wanted)
            || f.door(&facts.door).to_lowercase().contains(&wanted)
            || facts.owners.iter().chain(&facts.occupiers).any(|p| f.full_name(*p).to_lowercase().contains(&wanted))
    };
    (asked.get("building").is_empty() || facts.door.building.as_str() == asked.get("building"))
        && (asked.get("show") != "unknown" || facts.areas.best().is_none() || facts.owners.is_empty())
        && (wanted.is_empty() || found())
}

fn roll_page(f: &Frame<'_>, asked: &Form) -> Markup {
    let lang = f.lang();
    let whole = f.estate().roll.doors.len();
    let found: Vec<(UnitId, &Unit)> = f.estate().roll.listed().filter(|(_, u)| matches(f, u, asked)).collect();
    let pages = found.len().div_ceil(A_PAGE).max(1);
    let page = asked.read("page").unwrap_or(1).clamp(1, pages);
    let rows: Vec<Row> = found.iter().skip((page - 1) * A_PAGE).take(A_PAGE).map(|(id, u)| row(f, *id, u)).collect();
    let turn = |to: usize| {
        let kept = ["building", "q", "show"].iter().filter(|n| asked.has(n)).map(|n| format!("{n}={}&", asked.get(n)));
        format!("?{}page={to}", kept.collect::<String>())
    };
    let (previous, next) = (turn(page.saturating_sub(1)), turn(page + 1));
    let lead = t!(lang, "roll-lead", n = whole, buildings = f.estate().roll.buildings().len());
    let content = wrap(html! {
        (desk_head(f, t!(lang, "desk-roll"), Some(&lead)))
        div .stack {
            (seen_by(t!(lang, "roll-seen-by")))
            (buttons(html! {
                @if f.may(Act::ImportRoll) { (link_button(LinkButton::second(t!(lang, "desk-import"), &f.at("/desk/import")))) }
                @if f.may(Act::EditRoll) { (link_button(LinkButton::second(t!(lang, "roll-new"), &f.at("/desk/roll/new")).icon(Icon::Plus))) }
                @if f.may(Act::ExportRoll) && whole > 0 { (link_button(LinkButton::second(t!(lang, "roll-export"), &f.at("/desk/roll.xlsx")))) }
            }))
            @if whole == 0 {
                (card(empty(Empty { icon: Icon::Leaf, what: t!(lang, "roll-none"), then: t!(lang, "roll-none-then"), past: None })))
            } @else {
                (card(html! {
                    (filter(f, asked))
                    @if rows.is_empty() { p { (flow(t!(lang, "roll-nothing-found"))) } }
                    @else { (units_table(lang, &rows)) (meta(&t!(lang, "roll-found", n = found.len()))) }
                }))
                @if pages > 1 { (pagination(lang, Pagination { page, pages, previous: (page > 1).then_some(&previous), next: (page < pages).then_some(&next) })) }
            }
        }
    });
    desk(f, t!(lang, "desk-roll"), true, content)
}

fn filter(f: &Frame<'_>, asked: &Form) -> Markup {
    let lang = f.lang();
    let buildings: Vec<(String, String)> = f
        .estate()
        .roll
        .buildings()
        .iter()
        .map(|(label, n)| (label.to_string(), t!(lang, "roll-building-option", building = f.building(label), n = *n)))
        .collect();
    let mut options: Vec<(&str, &str)> = vec![("", t!(lang, "roll-all-buildings"))];
    options.extend(buildings.iter().map(|(value, words)| (value.as_str(), words.as_str())));
    let shown = [("", t!(lang, "roll-show-all")), ("unknown", t!(lang, "roll-show-unknown"))];
    html! {
        form method="get" action=(f.at("/desk/roll")) .filter role="search" {
            (field(Field::new(lang, "q", t!(lang, "roll-search")), Control::Text { value: asked.get("q"), width: Width::Medium, autocomplete: "off" }))
            (field(Field::new(lang, "building", t!(lang, "col-building")), Control::Select { options: &options, chosen: Some(asked.get("building")) }))
            (field(Field::new(lang, "show", t!(lang, "roll-show")), Control::Select { options: &shown, chosen: Some(asked.get("show")) }))
            (button(Button::second(t!(lang, "roll-find")).icon(Icon::Search)))
        }
    }
}

fn units_table(lang: Lang, rows: &[Row]) -> Markup {
    table(Table {
        lang,
        caption: t!(lang, "desk-roll"),
        caption_hidden: true,
        columns: &[
            Column::text(t!(lang, "col-unit")).stays(),
            Column::text(t!(lang, "col-owners")).stays(),
            Column::figure(t!(lang, "col-area-exclusive")),
            Column::text(t!(lang, "col-use")),
            Column::text(t!(lang, "col-tenure")),
        ],
        rows,
        total: None,
    })
}

/// A unit's owners in full, or 待核实.
pub fn owners_text(f: &Frame<'_>, unit: &Unit) -> String {
    let lang = f.lang();
    let names: Vec<String> = unit.facts.owners.iter().map(|p| f.full_name(*p)).collect();
    if names.is_empty() { t!(lang, "to-be-verified").to_owned() } else { names.join(t!(lang, "say-comma")) }
}

fn row(f: &Frame<'_>, id: UnitId, unit: &Unit) -> Row {
    let lang = f.lang();
    let facts = &unit.facts;
    let (door, href) = (f.door(&facts.door), f.at(&format!("/desk/roll/{id}")));
    let area = match facts.areas.best() {
        Some((area, _)) => format::area_exact(lang, area),
        None => t!(lang, "to-be-verified").to_owned(),
    };
    Row::of([
        link(Link::new(&door, &href)),
        flow(&owners_text(f, unit)),
        html! { (area) },
        html! { (t_of(lang, "unit-kind", facts.kind.word())) },
        html! { @if facts.tenure != Tenure::Sold { (t_of(lang, "tenure", facts.tenure.word())) } },
    ])
}

/// `GET /e/{estate}/desk/roll.xlsx`: what the template would hold if filled in today.
pub async fn export(visit: Visit, At(estate): At<StreamId>) -> Reply {
    visit.who_may(estate, Act::ExportRoll).await?;
    let (rows, name) = visit
        .site
        .app
        .estate(estate, |v| (roll_rows(v.estate), v.estate.founding.name.as_ref().and_then(|n| n.get().cloned())))
        .await?;
    let lang = sheet_lang(visit.look.lang);
    let write = tokio::task::spawn_blocking(move || office::roll::write(&rows, lang));
    let bytes = write.await.map_err(|e| Problem::Fault(e.to_string()))?.map_err(|e| Problem::Fault(e.to_string()))?;
    let day = visit.site.app.now().day();
    let name = t!(visit.look.lang, "roll-file", name = name.unwrap_or_default(), day = day.to_string());
    Ok(file(&name, XLSX, bytes))
}

/// The language of a sheet for a reader of `lang`.
pub const fn sheet_lang(lang: Lang) -> office::Lang {
    match lang {
        Lang::Zh => office::Lang::Zh,
        Lang::En => office::Lang::En,
    }
}
