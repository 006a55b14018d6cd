//! A motion: what is asked, how it passes, how many took part, what it came to; and for those whose work it is, the
//! next step. What owners chose stays sealed until the count, and afterwards only totals are shown.

mod objections;
mod result;
mod rules;
mod turnout;
mod work;

pub use result::{approval_key, decision_tag, decision_word, otherwise_chosen, short_result};
pub use rules::rules;
pub use turnout::{missing_lines, public_turnout};
pub use work::act;

use super::{Frame, Section, Shape, open, stations_of};
use crate::components::{
    Fact, Link, Notice, NoticeKind, Stations, Tag, TagKind, card, facts, flow, law_note, lead, more, notice, stations,
    tag,
};
use crate::form::Form;
use crate::format;
use crate::layout::{PageHead, page_head, wrap};
use crate::reply::{Problem, Reply};
use crate::say::refused;
use crate::t;
use crate::text::Lang;
use crate::visit::{At, Visit};
use authority::Act;
use estate::assembly::{Electorate, Item, Motion, Question, Scope, Status, tally_rules};
use law::Refusal;
use maud::{Markup, html};
use objections::objections;
use result::{closed_card, result_cards};
use turnout::{buildings, voting_cards, waiting_cards};
use units::{MotionId, StreamId, Weight};
use work::work;

/// `GET /e/{estate}/m/{motion}`
pub async fn show(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>) -> Reply {
    draw(&visit, estate, motion, &Form::default(), &[]).await
}

async fn draw(visit: &Visit, estate: StreamId, id: MotionId, form: &Form, refusals: &[Refusal]) -> Reply {
    let who = visit.who(estate).await?;
    let visible = |v: &app::EstateView<'_>| {
        // A draft is its writers' until the roll is shown.
        let motion = v.estate.assembly.get(id)?;
        (motion.status(v.now) != Status::Draft || v.may(&who, Act::ViewDesk)).then_some(())
    };
    visit.site.app.estate(estate, visible).await?.ok_or(Problem::NotFound)?;
    let page = |view: &app::EstateView<'_>| motion_page(&Frame { visit, who, view }, id, form, refusals);
    if refusals.is_empty() { visit.draw(estate, page).await } else { visit.draw_refused(estate, page).await }
}

fn motion_page(f: &Frame<'_>, id: MotionId, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let Some(motion) = f.estate().assembly.get(id) else { return html! {} };
    let status = motion.status(f.view.now);
    let heading = open(lang, Some(&motion.title));
    let number = t!(lang, "matter-number", number = motion.matter.to_string());
    let by = t!(lang, "motion-by", by = f.actor(motion.drafted.actor, motion.drafted.capacity));
    let matter = f.estate().matters.get(motion.matter);
    let here = f.at(&format!("/m/{id}"));
    let content = wrap(html! {
        (page_head(PageHead {
            back: Some(Link::new(&number, &f.at(&format!("/matters/{}", motion.matter)))),
            title: heading,
            tags: Some(html! { (status_tag(lang, status)) (scope_tag(f, &motion.scope)) span .meta { (flow(&by)) } }),
            lead: None,
        }))
        @if let Some(matter) = matter { (stations(Stations { lang, six: stations_of(lang, matter, Some((motion, status))) })) }
        div .stack {
            (refused(lang, refusals))
            (super::aftermath::revoked_notices(f, motion))
            @match status {
                Status::Draft => (draft_card(f, motion)),
                Status::RollShown | Status::Announced => (waiting_cards(f, id, motion, status)),
                Status::Voting => (voting_cards(f, id, motion)),
                Status::Closed | Status::Counted => (closed_card(f, motion, status)),
                Status::Published => (result_cards(f, id, motion)),
                Status::Withdrawn => (notice(Notice::text(NoticeKind::Explain, t!(lang, "motion-withdrawn-lead")))),
            }
            @if f.may(Act::ViewDesk) { (work(f, id, motion, status, form)) }
            (super::aftermath::card_of(f, id, motion))
            (super::share::ways(f, id, motion))
            (super::posting::card_of(f, id, motion))
            (super::custody::card_of(f, id, motion))
            (super::documents::card_of(f, id, motion))
            @if matches!(status, Status::Announced | Status::Voting) && f.may(Act::ViewDesk) {
                @if let Some(missing) = motion.missing() { (card(html! { h2 { (t!(lang, "missing-title")) } (missing_lines(f, motion, &missing)) })) }
            }
            (items(f, motion))
            (super::charter::asked(f, motion))
            @if motion.electorate.is_some() && status >= Status::Voting { (buildings(f, id, motion)) }
            (objections(f, id, motion, form))
            @if motion.items.iter().any(|i| i.kind.needs_permits()) {
                (notice(Notice::text(NoticeKind::Explain, t!(lang, "motion-permits"))))
            }
            p .meta { (more(Link::new(t!(lang, "motion-rules-link"), &format!("{here}/rules")))) }
        }
    });
    f.page(
        Shape { title: heading, section: Section::Matters, desk: true, aloud: true, proof: true, ..Shape::default() },
        content,
    )
}

fn status_tag(lang: Lang, status: Status) -> Markup {
    let kind = match status {
        Status::Voting => TagKind::Now,
        Status::RollShown | Status::Announced | Status::Closed | Status::Counted => TagKind::Soon,
        Status::Published | Status::Withdrawn => TagKind::Done,
        Status::Draft => TagKind::Plain,
    };
    tag(Tag { kind, text: crate::text::t_of(lang, "motion-status", status.word()) })
}

fn scope_tag(f: &Frame<'_>, scope: &Scope) -> Markup {
    tag(Tag { kind: TagKind::Plain, text: &scope_text(f, scope) })
}

/// Who decides, in words.
pub fn scope_text(f: &Frame<'_>, scope: &Scope) -> String {
    let lang = f.lang();
    match scope {
        Scope::Estate => t!(lang, "scope-estate").to_owned(),
        Scope::Building(b) => t!(lang, "scope-building", building = f.building(b)),
        Scope::Stairwell(b, s) => {
            t!(lang, "scope-stairwell", building = f.building(b), stairwell = format::stairwell_name(lang, s.as_str()))
        }
    }
}

fn draft_card(f: &Frame<'_>, motion: &Motion) -> Markup {
    let lang = f.lang();
    card(html! { (lead(t!(lang, "motion-draft-lead"))) (times(f, motion)) })
}

fn times(f: &Frame<'_>, motion: &Motion) -> Markup {
    let lang = f.lang();
    let at = |m| format::moment(lang, m, f.today());
    facts(&[
        Fact::text(t!(lang, "motion-opens"), &at(motion.opens)),
        Fact::text(t!(lang, "motion-closes-label"), &at(motion.closes)),
        Fact::text(
            t!(lang, "motion-reading"),
            &t!(lang, "motion-reading-at", at = at(motion.reading), place = open(lang, Some(&motion.reading_place))),
        ),
    ])
}

/// Where the areas of the frozen roll were read, in numbers of homes (R-CNT-1); nothing where that was not kept.
pub fn sources_text(lang: Lang, electorate: &Electorate) -> Option<String> {
    let found = electorate.by_source().into_iter();
    let item = |(source, n): (estate::roll::AreaSource, usize)| {
        t!(lang, "motion-source", source = crate::text::t_of(lang, "area-source", source.word()), n = n)
    };
    let list: Vec<String> = found.map(item).collect();
    (!list.is_empty()).then(|| t!(lang, "motion-sources", list = list.join(t!(lang, "say-comma"))))
}

fn sources_line(lang: Lang, motion: &Motion) -> Markup {
    let said = motion.electorate.as_ref().and_then(|e| sources_text(lang, e));
    html! { @if let Some(said) = said { p .meta { (flow(&said)) } } }
}

fn base_text(f: &Frame<'_>, all: Weight) -> String {
    let lang = f.lang();
    t!(lang, "motion-base", heads = format::homes(lang, all.heads), area = format::area(lang, all.area))
}

// ---- what is asked ----

fn items(f: &Frame<'_>, motion: &Motion) -> Markup {
    let lang = f.lang();
    html! {
        @for (i, item) in motion.items.iter().enumerate() {
            (card(html! {
                p .meta { (t!(lang, "item-number", n = i + 1, all = motion.items.len())) }
                h2 data-read { (crate::components::title(open(lang, Some(&item.title)))) }
                @if let Some(text) = &item.text { @for line in open(lang, Some(text)).lines() { p data-read { (flow(line)) } } }
                @if let Question::Choose { options, seats, .. } = &item.question {
                    p .meta { (flow(&t!(lang, "item-choose", n = *seats, of = options.len()))) }
                    ol { @for option in options { li { (flow(open(lang, Some(option)))) } } }
                }
                @let kind = crate::text::t_of(lang, "item", item.kind.number());
                (law_note(t!(lang, "item-how"), &how_it_passes(lang, motion, item), Link::new(kind, &f.at("/law"))))
            }))
        }
    }
}

/// How an item passes, in one sentence.
pub fn how_it_passes(lang: Lang, motion: &Motion, item: &Item) -> String {
    match tally_rules(&motion.rules, item.kind, false) {
        Some(rules) => t!(
            lang,
            "item-passes",
            quorum = format::threshold(lang, rules.quorum.heads),
            approval = format::threshold(lang, rules.approval.heads)
        ),
        None => t!(lang, "item-passes-later").to_owned(),
    }
}
