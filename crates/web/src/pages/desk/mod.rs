//! 办事台: what waits for somebody's hand, and the ways to everything a clerk, a committee or a street does here.

pub mod import;
pub mod motions;
pub mod objections;
pub mod papers;
pub mod people;
pub mod places;
pub mod platform;
pub mod proxies;
pub mod roll;
pub mod settings;
pub mod slips;
pub mod unit;

use super::{Frame, Section, Shape, open};
use crate::components::{
    Empty, Entry, Link, LinkButton, Tag, TagKind, buttons, card, empty, entries, flow, link_button, meta, section, tag,
};
use crate::format::{self, Due};
use crate::icons::Icon;
use crate::layout::{PageHead, columns, page_head, wrap};
use crate::reply::Reply;
use crate::t;
use crate::text::{Lang, t_of};
use crate::visit::{At, Visit};
use authority::Act;
use estate::Estate;
use estate::assembly::{Motion, Status};
use estate::todo::{Of, Todo, What, todo};
use maud::{Markup, html};
use units::{MotionId, StreamId};

/// `GET /e/{estate}/desk`
pub async fn show(visit: Visit, At(estate): At<StreamId>) -> Reply {
    let who = visit.who_may(estate, Act::ViewDesk).await?;
    visit.draw(estate, |view| desk_page(&Frame { visit: &visit, who, view })).await
}

/// The frame of every desk page: wide tables, the section 办事台.
pub fn desk(f: &Frame<'_>, title: &str, wide: bool, content: Markup) -> Markup {
    f.page(Shape { title, section: Section::Desk, desk: true, wide, ..Shape::default() }, content)
}

/// The head of a page under the desk.
pub fn desk_head(f: &Frame<'_>, title: &str, lead: Option<&str>) -> Markup {
    let lang = f.lang();
    page_head(PageHead { back: Some(Link::new(t!(lang, "nav-desk"), &f.at("/desk"))), title, lead, tags: None })
}

fn desk_page(f: &Frame<'_>) -> Markup {
    let lang = f.lang();
    let may = |what: What| Act::from_word(what.act()).is_some_and(|act| f.may(act));
    // What waits for others is told where it can also be read.
    let told = |t: &&Todo| may(t.what) || readable(f, t);
    let all: Vec<Todo> = todo(f.estate(), f.view.book, f.view.now);
    let (mine, others): (Vec<&Todo>, Vec<&Todo>) = all.iter().filter(told).partition(|t| may(t.what));
    // The first days: somebody has to hold a post, and without a roll there is nothing to do anything about.
    let nobody = !f.estate().bodies.persons.values().any(|p| p.posts.iter().any(|post| post.holds(f.today())));
    let first = if f.estate().roll.doors.is_empty() && f.may(Act::ImportRoll) {
        Some((t!(lang, "desk-bare"), t!(lang, "desk-import"), "/desk/import"))
    } else if nobody && f.may(Act::AppointPerson) {
        Some((t!(lang, "people-no-posts"), t!(lang, "desk-people"), "/desk/people"))
    } else {
        None
    };
    let heading = match mine.len() {
        0 if first.is_some() => t!(lang, "desk-first").to_owned(),
        0 => t!(lang, "desk-nothing").to_owned(),
        n => t!(lang, "desk-title", n = n),
    };
    let content = wrap(html! {
        (page_head(PageHead { title: &heading, ..PageHead::default() }))
        (columns(
            html! { div .stack {
                @if let Some((words, label, to)) = first {
                    (card(html! { p { (flow(words)) } (buttons(link_button(LinkButton::primary(label, &f.at(to))))) }))
                } @else if mine.is_empty() {
                    (card(empty(Empty { icon: Icon::Leaf, what: t!(lang, "desk-nothing"), then: t!(lang, "desk-nothing-then"), past: None })))
                } @else { (card(list(f, &mine))) }
                @if !others.is_empty() { (section(t!(lang, "desk-others"), None, card(list(f, &others)))) }
            } },
            html! { div .stack { (ways(f)) (buttons(link_button(LinkButton::second(t!(lang, "week-to"), "/week")))) (running(f)) } },
        ))
    });
    desk(f, &heading, true, content)
}

fn readable(f: &Frame<'_>, todo: &Todo) -> bool {
    match todo.what {
        What::CompleteRoll => f.may(Act::ViewRoll),
        What::ReadPapers | What::SettlePapers => f.may(Act::ReceivePaper),
        What::ApproveSeal | What::UseSeal => f.may(Act::ViewSeals),
        _ => true,
    }
}

/// Where it is done; `at` makes an address of the estate.
pub fn href(at: impl Fn(&str) -> String, todo: &Todo, may_serve: bool) -> String {
    match (todo.of, todo.what) {
        (Of::Estate, What::RenewTerms) => at("/desk/people"),
        (Of::Estate, What::ApproveSeal | What::UseSeal) => at("/seals"),
        (Of::Estate, What::PublishSeals) => at("/seals/lists"),
        (Of::Estate, _) => at("/desk/roll?show=unknown"),
        (Of::Consent(id), _) => at(&format!("/consent/{id}")),
        (Of::Motion(id), What::ReadPapers | What::SettlePapers) => at(&format!("/desk/papers/{id}")),
        (Of::Motion(id), What::Post | What::PostAgain | What::TakeDown) => at(&format!("/m/{id}/posting")),
        (Of::Motion(id), What::SealBox | What::StorePapers) => at(&format!("/m/{id}/box")),
        (Of::Motion(id), What::StepDocuments) => at(&format!("/m/{id}/documents")),
        (Of::Motion(id), What::Serve | What::WinVoters) if may_serve => at(&format!("/m/{id}/canvass")),
        (Of::Motion(id), _) => at(&format!("/m/{id}")),
    }
}

/// What it is about, in words; empty for the estate itself.
pub fn todo_of(lang: Lang, estate: &Estate, of: Of) -> String {
    let words = match of {
        Of::Estate => None,
        Of::Motion(id) => estate.assembly.get(id).map(|m| open(lang, Some(&m.title))),
        Of::Consent(id) => estate.consents.get(id).map(|c| open(lang, Some(&c.question))),
    };
    words.unwrap_or_default().to_owned()
}

fn list(f: &Frame<'_>, todos: &[&Todo]) -> Markup {
    let lang = f.lang();
    let words: Vec<(String, String, String, Option<Due>)> = todos
        .iter()
        .map(|t| {
            let line = todo_of(lang, f.estate(), t.of);
            (todo_text(lang, t), line, href(|to| f.at(to), t, f.may(Act::Serve)), t.due.map(|d| Due::of(d, f.today())))
        })
        .collect();
    let tags: Vec<Option<(TagKind, String)>> = words
        .iter()
        .map(|(.., due)| {
            let due = (*due)?;
            Some((if matches!(due, Due::Over(_)) { TagKind::Over } else { TagKind::Soon }, due.text(lang)))
        })
        .collect();
    let rows: Vec<Entry<'_>> = words
        .iter()
        .zip(&tags)
        .map(|((title, line, href, _), tag)| Entry {
            title,
            href,
            tag: tag.as_ref().map(|(kind, text)| Tag { kind: *kind, text }),
            line: Some(line.as_str()).filter(|l| !l.is_empty()),
        })
        .collect();
    entries(&rows)
}

/// What waits, in a line.
pub fn todo_text(lang: Lang, t: &Todo) -> String {
    let n = t.number.heads;
    let paper = t.paper.map_or("", |p| t_of(lang, "paper-kind", p.word()));
    match t.what {
        What::CompleteRoll => t!(lang, "todo-complete-roll", n = n),
        What::FreezeRoll => t!(lang, "todo-freeze-roll").to_owned(),
        What::GiveNotice => t!(lang, "todo-give-notice").to_owned(),
        What::AnswerObjections => t!(lang, "todo-answer-objections", n = n),
        What::Serve => t!(lang, "todo-serve", n = n),
        What::WinVoters => {
            t!(lang, "todo-win-voters", homes = format::homes(lang, n), area = format::area_needed(lang, t.number.area))
        }
        What::ReadPapers => t!(lang, "todo-read-papers", n = n),
        What::SettlePapers => t!(lang, "todo-settle-papers", n = n),
        What::RenewTerms => t!(lang, "todo-renew-terms", n = n),
        What::Count => t!(lang, "todo-count").to_owned(),
        What::Announce => t!(lang, "todo-announce").to_owned(),
        What::Post => t!(lang, "todo-post", n = n, paper = paper),
        What::PostAgain => t!(lang, "todo-post-again", n = n, paper = paper),
        What::TakeDown => t!(lang, "todo-take-down", n = n, paper = paper),
        What::SealBox => t!(lang, "todo-seal-box").to_owned(),
        What::StorePapers => t!(lang, "todo-store-papers").to_owned(),
        What::File => t!(lang, "todo-file").to_owned(),
        What::StepDocuments => t!(lang, "todo-step-documents", n = n),
        What::ApproveSeal => t!(lang, "todo-approve-seal", n = n),
        What::UseSeal => t!(lang, "todo-use-seal", n = n),
        What::PublishSeals => t!(lang, "todo-publish-seals").to_owned(),
        What::AskHouseholds => t!(lang, "todo-ask-households", n = n),
        What::Conclude => t!(lang, "todo-conclude").to_owned(),
    }
}

/// Where the work is done, as far as who looks may do it.
fn ways(f: &Frame<'_>) -> Markup {
    let lang = f.lang();
    let ways = [
        (Act::ViewRoll, t!(lang, "desk-roll"), "/desk/roll", t!(lang, "desk-roll-line")),
        (Act::ImportRoll, t!(lang, "desk-import"), "/desk/import", t!(lang, "desk-import-line")),
        (Act::DraftMotion, t!(lang, "desk-motion-new"), "/desk/motions/new", t!(lang, "desk-motion-new-line")),
        (Act::ViewPersons, t!(lang, "desk-people"), "/desk/people", t!(lang, "desk-people-line")),
        (Act::IssueSlips, t!(lang, "desk-slips"), "/desk/slips", t!(lang, "desk-slips-line")),
        (Act::RunConsent, t!(lang, "consents-title"), "/desk/consents", t!(lang, "desk-consents-line")),
        (Act::PostingPlaces, t!(lang, "desk-places"), "/desk/places", t!(lang, "desk-places-line")),
        (Act::AskSeal, t!(lang, "seals-title"), "/seals", t!(lang, "seals-line")),
        (Act::WriteCharter, t!(lang, "charter-title"), "/charter", t!(lang, "charter-line")),
        (Act::Vouch, t!(lang, "standing-desk"), "/desk/standing", t!(lang, "standing-desk-line")),
        (Act::EnterHelp, t!(lang, "helpers-desk"), "/desk/helpers", t!(lang, "helpers-desk-line")),
        (Act::ViewSettings, t!(lang, "desk-settings"), "/desk/settings", t!(lang, "desk-settings-line")),
    ];
    let open: Vec<(&str, String, &str)> =
        ways.into_iter().filter(|(act, ..)| f.may(*act)).map(|(_, label, to, line)| (label, f.at(to), line)).collect();
    let rows: Vec<Entry<'_>> =
        open.iter().map(|(title, href, line)| Entry { title, href, tag: None, line: Some(line) }).collect();
    html! { @if !rows.is_empty() { (card(html! { h2 { (t!(lang, "desk-ways")) } (entries(&rows)) })) } }
}

/// Motions that are not over.
fn running(f: &Frame<'_>) -> Markup {
    let lang = f.lang();
    let open_now = |m: &Motion| !matches!(m.status(f.view.now), Status::Published | Status::Withdrawn);
    let motions: Vec<(MotionId, &Motion)> =
        f.estate().assembly.motions.iter().rev().filter(|(_, m)| open_now(m)).map(|(id, m)| (*id, m)).collect();
    if motions.is_empty() {
        return html! {};
    }
    let hrefs: Vec<String> = motions.iter().map(|(id, _)| f.at(&format!("/m/{id}"))).collect();
    let rows: Vec<Entry<'_>> = motions
        .iter()
        .zip(&hrefs)
        .map(|((_, m), href)| Entry {
            title: open(lang, Some(&m.title)),
            href,
            tag: Some(Tag { kind: TagKind::Plain, text: t_of(lang, "motion-status", m.status(f.view.now).word()) }),
            line: None,
        })
        .collect();
    card(html! { h2 { (t!(lang, "desk-running")) } (entries(&rows)) })
}

/// A way to another page of the desk, as an outlined button.
pub fn onward(label: &str, href: &str) -> Markup {
    buttons(link_button(LinkButton::second(label, href)))
}

/// The tag of a page that only few may see.
pub fn seen_by(text: &str) -> Markup {
    html! { p { (tag(Tag { kind: TagKind::Seen, text })) } }
}

/// A note under a heading.
pub fn note(text: &str) -> Markup {
    meta(text)
}
