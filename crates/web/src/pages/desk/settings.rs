//! 设置: what the estate is, what its own rules set within the law and where they say so, and its record as a file.

use super::{desk, desk_head};
use crate::components::{
    Column, Fact, Link, LinkButton, Row, Table, buttons, card, facts, flow, link, link_button, meta, table,
};
use crate::format;
use crate::layout::{columns, wrap};
use crate::pages::charter::stands;
use crate::pages::law::value_text;
use crate::pages::{Frame, telling};
use crate::reply::{Problem, Reply, file};
use crate::say::{article, rule_name};
use crate::t;
use crate::visit::{At, Visit};
use app::Lately;
use authority::Act;
use estate::bodies::Channel;
use law::{Key, Settable};
use maud::{Markup, html};
use record::Export;
use std::collections::BTreeMap;
use units::StreamId;

/// `GET /e/{estate}/desk/settings`
pub async fn show(visit: Visit, At(estate): At<StreamId>) -> Reply {
    let who = visit.who_may(estate, Act::ViewSettings).await?;
    let lately = visit.site.app.told_lately(estate).await?;
    visit.draw(estate, |view| settings_page(&Frame { visit: &visit, who, view }, &lately)).await
}

fn settings_page(f: &Frame<'_>, lately: &BTreeMap<Channel, Lately>) -> Markup {
    let lang = f.lang();
    let founding = &f.estate().founding;
    let content = wrap(html! {
        (desk_head(f, t!(lang, "desk-settings"), None))
        (columns(
            html! { div .stack {
                (card(facts(&[
                    Fact::text(t!(lang, "settings-name"), f.name()),
                    Fact::text(t!(lang, "settings-place"), &founding.place.to_string()),
                    Fact::text(t!(lang, "settings-units"), &format::count(f.estate().roll.doors.len() as i64)),
                    Fact { label: t!(lang, "how-stream"), value: html! { span .mono { (f.view.stream) } } },
                ])))
                (card(html! {
                    h2 { (t!(lang, "settings-rules")) }
                    (meta(t!(lang, "settings-rules-lead")))
                    (rules(f))
                }))
            } },
            html! { div .stack {
                (card(html! {
                    h2 { (t!(lang, "charter-title")) }
                    (meta(t!(lang, "settings-charter-lead")))
                    (buttons(link_button(LinkButton::second(t!(lang, "charter-title"), &f.at("/charter")))))
                }))
                (card(telling::sums(f, lately)))
                @if f.may(Act::ExportRecord) {
                    (card(html! {
                        h2 { (t!(lang, "settings-record")) }
                        (meta(t!(lang, "settings-record-lead")))
                        (buttons(link_button(LinkButton::second(t!(lang, "settings-record-do"), &f.at("/desk/record.jsonl")))))
                    }))
                }
            } },
        ))
    });
    desk(f, t!(lang, "desk-settings"), true, content)
}

/// Every question the law leaves to the estate, with what holds now.
fn rules(f: &Frame<'_>) -> Markup {
    let lang = f.lang();
    let law = f.view.law();
    let row = |key: &Key| {
        let held = law.get(*key);
        let cited = held.map(|r| article(lang, &r.frozen.cite));
        let own = stands(f, *key).zip(cited.as_deref());
        Row::of([
            html! { (rule_name(lang, *key)) },
            html! { (held.map_or_else(|| t!(lang, "settings-open").to_owned(), |r| value_text(lang, *key, &r.frozen.value))) },
            match own {
                Some((href, cited)) => html! { b { (t!(lang, "rules-own")) } " " (link(Link::new(cited, &href))) },
                None => cited.as_deref().map(flow).unwrap_or_default(),
            },
        ])
    };
    let rows: Vec<Row> = Key::ALL.iter().filter(|k| k.settable() != Settable::No).map(row).collect();
    table(Table {
        lang,
        caption: t!(lang, "settings-rules"),
        caption_hidden: true,
        columns: &[
            Column::text(t!(lang, "col-rule")).stays(),
            Column::text(t!(lang, "col-value")).stays(),
            Column::text(t!(lang, "col-article")),
        ],
        rows: &rows,
        total: None,
    })
}

/// `GET /e/{estate}/desk/record.jsonl`: what `yihe verify --export` checks; nothing personal is in it.
pub async fn record(visit: Visit, At(estate): At<StreamId>) -> Reply {
    visit.who_may(estate, Act::ExportRecord).await?;
    let mut bytes = Vec::new();
    let seq =
        Export::write(visit.site.app.record(), estate, &mut bytes).await.map_err(|e| Problem::Fault(e.to_string()))?;
    Ok(file(&format!("yihe-{estate}-{seq}.jsonl"), "application/jsonl", bytes))
}
