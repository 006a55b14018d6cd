//! The frozen roll as it hangs before a vote: every unit with its area, owners masked; owners find their own first.

use super::motion::sources_text;
use super::{Frame, Section, Shape, open};
use crate::components::{Column, Link, Pagination, Row, Table, card, flow, meta, pagination, table};
use crate::format;
use crate::layout::{PageHead, page_head, wrap};
use crate::reply::{Problem, Reply};
use crate::t;
use crate::text::t_of;
use crate::visit::{Asked, At, Visit};
use authority::Act;
use maud::{Markup, html};
use units::{MotionId, StreamId, UnitId};

/// Units a page.
const A_PAGE: usize = 200;

/// `GET /e/{estate}/m/{motion}/roll`
pub async fn show(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>, Asked(asked): Asked) -> Reply {
    let who = visit.who_may(estate, Act::ViewShownRoll).await?;
    let page = asked.read("page").unwrap_or(1);
    let frozen = |v: &app::EstateView<'_>| v.estate.assembly.get(motion).is_some_and(|m| m.electorate.is_some());
    if !visit.site.app.estate(estate, frozen).await? {
        return Err(Problem::NotFound);
    }
    visit.draw(estate, |view| roll_page(&Frame { visit: &visit, who, view }, motion, page)).await
}

fn roll_page(f: &Frame<'_>, id: MotionId, page: usize) -> Markup {
    let lang = f.lang();
    let Some(motion) = f.estate().assembly.get(id) else { return html! {} };
    let Some(electorate) = &motion.electorate else { return html! {} };
    let mut units: Vec<UnitId> = electorate.voter_of.keys().copied().collect();
    units.sort_by_key(|u| f.unit(*u).map(|u| u.facts.door.clone()));
    let pages = units.len().div_ceil(A_PAGE).max(1);
    let page = page.clamp(1, pages);
    let mine = |unit: &UnitId| {
        let voter = electorate.voter_of.get(unit).and_then(|v| electorate.voter(*v));
        f.who.person_id().is_some_and(|p| voter.is_some_and(|v| v.owners.contains(&p)))
    };
    let row = |unit: &UnitId| {
        let voter = electorate.voter_of.get(unit).and_then(|v| electorate.voter(*v));
        let mut owners: Vec<String> =
            voter.map(|v| v.owners.iter().map(|o| f.masked_name(*o)).collect()).unwrap_or_default();
        if voter.is_some_and(|v| v.developer && v.owners.is_empty()) {
            owners.push(t!(lang, "roll-developer-unknown").to_owned());
        }
        let source = electorate.sources.get(unit).map(|s| t_of(lang, "area-source", s.word()));
        let several = voter.is_some_and(|v| v.units.len() > 1);
        let door = f.unit(*unit).map(|u| f.door(&u.facts.door)).unwrap_or_default();
        Row {
            cells: vec![
                Some(flow(&door)),
                Some(html! {
                    (electorate.area_of(*unit).map(|a| format::area_exact(lang, a)).unwrap_or_default())
                    @if let Some(source) = source { br; small { (source) } }
                }),
                Some(
                    html! { (owners.join(t!(lang, "say-comma"))) @if several { br; small { (t!(lang, "roll-one-head")) } } },
                ),
            ],
            here: mine(unit),
        }
    };
    let own: Vec<Row> = units.iter().filter(|u| mine(u)).map(row).collect();
    let rows: Vec<Row> = units.iter().skip((page - 1) * A_PAGE).take(A_PAGE).map(row).collect();
    let (previous, next) = (format!("?page={}", page.saturating_sub(1)), format!("?page={}", page + 1));
    let columns = [
        Column::text(t!(lang, "col-unit")).stays(),
        Column::figure(t!(lang, "col-area-exclusive")).stays(),
        Column::text(t!(lang, "col-owners")),
    ];
    let draw = |rows: &[Row], caption| {
        table(Table { lang, caption, caption_hidden: true, columns: &columns, rows, total: None })
    };
    let base = t!(
        lang,
        "motion-base",
        heads = format::homes(lang, electorate.all.heads),
        area = format::area_exact(lang, electorate.all.area)
    );
    let content = wrap(html! {
        (page_head(PageHead {
            back: Some(Link::new(open(lang, Some(&motion.title)), &f.at(&format!("/m/{id}")))),
            title: t!(lang, "roll-shown-title"),
            lead: Some(&base),
            tags: None,
        }))
        div .stack {
            (meta(t!(lang, "roll-shown-lead")))
            @if let Some(sources) = sources_text(lang, electorate) { (meta(&sources)) }
            @if !own.is_empty() { (card(html! { h2 { (t!(lang, "roll-own")) } (draw(&own, t!(lang, "roll-own"))) })) }
            (card(draw(&rows, t!(lang, "roll-shown-title"))))
            @if pages > 1 { (pagination(lang, Pagination { page, pages, previous: (page > 1).then_some(&previous), next: (page < pages).then_some(&next) })) }
        }
    });
    f.page(
        Shape {
            title: t!(lang, "roll-shown-title"),
            section: Section::Matters,
            desk: true,
            proof: true,
            ..Shape::default()
        },
        content,
    )
}
