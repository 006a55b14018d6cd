//! 规矩: the law in force here today, value by value with its article, and the role × act matrix.

use super::{Frame, Section, Shape};
use crate::components::{
    Column, Link, LinkButton, Row, Table, buttons, card, flow, lead, link, link_button, meta, table,
};
use crate::layout::{PageHead, page_head, wrap};
use crate::reply::Reply;
use crate::say::{article, rule_name};
use crate::text::{Lang, t_of};
use crate::visit::{At, Visit};
use crate::{format, t};
use authority::{Cell, Level, POLICIES, matrix, with_a_helper};
use law::{Confidence, Key, Value};
use maud::{Markup, html};
use units::{Capacity, StreamId};

/// A rule's value in words.
#[must_use]
pub fn value_text(lang: Lang, key: Key, value: &Value) -> String {
    let word = |w: &str| t_of(lang, "value", &format!("{}-{w}", key.word().replace('.', "-"))).to_owned();
    match value {
        Value::Share(threshold) => format::threshold(lang, *threshold),
        Value::Number(n) => format::count(*n),
        Value::Word(w) => word(w),
        Value::Words(list) => list.iter().map(|w| word(w)).collect::<Vec<_>>().join(t!(lang, "say-comma")),
    }
}

fn confidence(lang: Lang, c: Confidence) -> &'static str {
    match c {
        Confidence::Statute => t!(lang, "confidence-statute"),
        Confidence::SecondHand => t!(lang, "confidence-second-hand"),
        Confidence::Memory => t!(lang, "confidence-memory"),
        Confidence::Assumed => t!(lang, "confidence-assumed"),
    }
}

/// `GET /e/{estate}/law`
pub async fn show(visit: Visit, At(estate): At<StreamId>) -> Reply {
    let who = visit.who(estate).await?;
    visit.draw(estate, |view| law_page(&Frame { visit: &visit, who, view })).await
}

fn law_page(f: &Frame<'_>) -> Markup {
    let lang = f.lang();
    let law = f.view.law();
    let rows: Vec<Row> = law
        .iter()
        .map(|r| {
            let own = r.frozen.pack.is_none();
            let place = match (own, r.frozen.place.parts()) {
                (true, _) => t!(lang, "rules-own").to_owned(),
                (false, []) => t!(lang, "place-country").to_owned(),
                (false, parts) => parts.join(" "),
            };
            Row::of([
                html! { (rule_name(lang, r.frozen.key)) },
                html! { b { (value_text(lang, r.frozen.key, &r.frozen.value)) } },
                html! { @match crate::pages::charter::stands(f, r.frozen.key).filter(|_| own) { Some(href) => (link(Link::new(&article(lang, &r.frozen.cite), &href))), None => (flow(&article(lang, &r.frozen.cite))) } @if !r.text.is_empty() { br; small { (flow(&r.text)) } } },
                flow(&place),
                html! { (confidence(lang, r.frozen.cite.confidence)) @if !r.frozen.binding { br; small { (t!(lang, "rule-warns-only")) } } },
            ])
        })
        .collect();
    let open: Vec<&str> = Key::ALL.iter().filter(|k| law.get(**k).is_none()).map(|k| rule_name(lang, *k)).collect();
    let place = f.estate().founding.place.to_string();
    let content = wrap(html! {
        (page_head(PageHead { title: t!(lang, "law-title"), lead: Some(&t!(lang, "law-lead", place = place, day = format::date_full(lang, f.today()))), ..PageHead::default() }))
        div .stack {
            (card(table(Table {
                lang,
                caption: t!(lang, "law-title"),
                caption_hidden: true,
                columns: &[
                    Column::text(t!(lang, "col-rule")).stays(),
                    Column::text(t!(lang, "col-value")).stays(),
                    Column::text(t!(lang, "col-article")),
                    Column::text(t!(lang, "col-place")),
                    Column::text(t!(lang, "col-sure")),
                ],
                rows: &rows,
                total: None,
            })))
            (card(html! {
                h2 { (t!(lang, "charter-title")) }
                (meta(t!(lang, "charter-lead")))
                (buttons(link_button(LinkButton::second(t!(lang, "charter-title"), &f.at("/charter")))))
            }))
            @if !open.is_empty() { (card(html! { h2 { (t!(lang, "law-open")) } (lead(t!(lang, "law-open-lead"))) p { (flow(&open.join(t!(lang, "say-comma")))) } })) }
        }
    });
    f.page(
        Shape {
            title: t!(lang, "law-title"),
            section: Section::Law,
            desk: true,
            wide: true,
            proof: true,
            ..Shape::default()
        },
        content,
    )
}

/// `GET /e/{estate}/powers`: who may do what, generated from the policies.
pub async fn powers(visit: Visit, At(estate): At<StreamId>) -> Reply {
    let who = visit.who(estate).await?;
    visit.draw(estate, |view| powers_page(&Frame { visit: &visit, who, view })).await
}

fn powers_page(f: &Frame<'_>) -> Markup {
    let lang = f.lang();
    let found = matrix(f.visit.site.app.authority());
    let shown: Vec<usize> = (0..Capacity::ALL.len()).filter(|i| Capacity::ALL[*i] != Capacity::System).collect();
    let sign = |cell: Cell| match cell {
        Cell::Yes => html! { span role="img" aria-label=(t!(lang, "power-yes")) { "✓" } },
        Cell::Own => html! { (t!(lang, "power-own")) },
        Cell::No => html! { span role="img" aria-label=(t!(lang, "power-no")) { "–" } },
        Cell::Forbidden => html! { span role="img" aria-label=(t!(lang, "power-forbidden")) { "×" } },
    };
    let content = wrap(html! {
        (page_head(PageHead { title: t!(lang, "powers-title"), lead: Some(t!(lang, "powers-lead")), ..PageHead::default() }))
        div .stack {
            @for i in &shown {
                @let capacity = Capacity::ALL[*i];
                (card(html! {
                    h2 { (format::capacity(lang, capacity)) }
                    (meta(t_of(lang, "room", room_word(capacity))))
                    @let rows: Vec<Row> = found.iter().filter(|(_, _, cells)| cells[*i] != Cell::No).map(|(act, level, cells)| {
                        let place = match level { Level::Estate => t!(lang, "level-estate"), Level::District => t!(lang, "level-district") };
                        Row::of([html! { (t_of(lang, "act", &act.word().replace('.', "-"))) }, sign(cells[*i]), html! { (place) }])
                    }).collect();
                    (table(Table {
                        lang,
                        caption: format::capacity(lang, capacity),
                        caption_hidden: true,
                        columns: &[Column::text(t!(lang, "col-act")).stays(), Column::text(t!(lang, "col-may")).stays(), Column::text(t!(lang, "col-level"))],
                        rows: &rows,
                        total: None,
                    }))
                }))
            }
            (card(html! {
                h2 { (t!(lang, "capacity-helper")) }
                (meta(t!(lang, "powers-helper")))
                @let rows: Vec<Row> = with_a_helper(f.visit.site.app.authority())
                    .into_iter()
                    .filter(|(_, level, cell)| *level == Level::Estate && matches!(cell, Cell::Yes | Cell::Own))
                    .map(|(act, _, cell)| Row::of([html! { (t_of(lang, "act", &act.word().replace('.', "-"))) }, sign(cell)]))
                    .collect();
                (table(Table {
                    lang,
                    caption: t!(lang, "capacity-helper"),
                    caption_hidden: true,
                    columns: &[Column::text(t!(lang, "col-act")).stays(), Column::text(t!(lang, "col-may")).stays()],
                    rows: &rows,
                    total: None,
                }))
            }))
            (card(html! {
                h2 { (t!(lang, "powers-text")) }
                (meta(t!(lang, "powers-text-lead")))
                @for (name, text) in POLICIES { details { summary { (name) } pre .mono { (text) } } }
            }))
        }
    });
    f.page(Shape { title: t!(lang, "powers-title"), section: Section::Law, ..Shape::default() }, content)
}

const fn room_word(capacity: Capacity) -> &'static str {
    match capacity.room() {
        units::Room::Core => "core",
        units::Room::Government => "government",
        units::Room::Market => "market",
        units::Room::Social => "social",
        units::Room::Residents => "residents",
    }
}
