//! The frozen rules a motion goes by.

use super::super::{Frame, Section, Shape, open};
use crate::components::{Column, Link, Row, Table, card, flow, table};
use crate::format;
use crate::layout::{PageHead, page_head, wrap};
use crate::reply::{Problem, Reply};
use crate::say::{article, rule_name};
use crate::t;
use crate::visit::{At, Visit};
use maud::{Markup, html};
use units::{MotionId, StreamId};

// ---- the rules it goes by ----

/// `GET /e/{estate}/m/{motion}/rules`: what was frozen, value by value, with its article.
pub async fn rules(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>) -> Reply {
    let who = visit.who(estate).await?;
    if visit.site.app.estate(estate, |v| v.estate.assembly.get(motion).is_none()).await? {
        return Err(Problem::NotFound);
    }
    visit.draw(estate, |view| rules_page(&Frame { visit: &visit, who, view }, motion)).await
}

fn rules_page(f: &Frame<'_>, id: MotionId) -> Markup {
    let lang = f.lang();
    let Some(motion) = f.estate().assembly.get(id) else { return html! {} };
    let rows: Vec<Row> = motion
        .rules
        .iter()
        .map(|r| {
            let pack = r.pack.map_or_else(|| t!(lang, "rules-own").to_owned(), |p| format::hash(&p.to_string(), 2));
            Row::of([
                html! { (rule_name(lang, r.key)) },
                html! { (crate::pages::law::value_text(lang, r.key, &r.value)) },
                flow(&article(lang, &r.cite)),
                html! { span .mono { (pack) } },
            ])
        })
        .collect();
    let content = wrap(html! {
        (page_head(PageHead {
            back: Some(Link::new(open(lang, Some(&motion.title)), &f.at(&format!("/m/{id}")))),
            title: t!(lang, "rules-title"),
            lead: Some(t!(lang, "rules-lead")),
            tags: None,
        }))
        (card(html! {
            @if rows.is_empty() { p { (flow(t!(lang, "rules-not-frozen"))) } }
            @else {
                (table(Table {
                    lang,
                    caption: t!(lang, "rules-title"),
                    caption_hidden: true,
                    columns: &[Column::text(t!(lang, "col-rule")).stays(), Column::text(t!(lang, "col-value")).stays(), Column::text(t!(lang, "col-article")), Column::text(t!(lang, "col-pack"))],
                    rows: &rows,
                    total: None,
                }))
            }
        }))
    });
    f.page(
        Shape { title: t!(lang, "rules-title"), section: Section::Law, desk: true, proof: true, ..Shape::default() },
        content,
    )
}
