//! 事项: the list, one matter with its timeline, and raising one.

use super::{Frame, Section, Shape, open, stations_of};
use crate::components::{
    Button, Control, Empty, Entry, Field, Link, LinkButton, Station, Stations, Tag, TagKind, TimelineEntry, Width,
    button, buttons, card, empty, entries, field, flow, hidden, lead, link_button, meta, stations, tag, timeline,
};
use crate::form::Form;
use crate::format;
use crate::icons::Icon;
use crate::layout::{PageHead, narrow, page_head, wrap};
use crate::reply::{Problem, Reply, to};
use crate::say::Told;
use crate::t;
use crate::visit::{Asked, At, Visit};
use app::Error;
use authority::Act;
use estate::matters::{Command, Matter, What};
use law::Refusal;
use maud::{Markup, html};
use units::{MatterId, MotionId, StreamId};

/// `GET /e/{estate}/matters`
pub async fn list(visit: Visit, At(estate): At<StreamId>, Asked(asked): Asked) -> Reply {
    let who = visit.who(estate).await?;
    let page = asked.read("page").unwrap_or(1);
    visit.draw(estate, |view| list_page(&Frame { visit: &visit, who, view }, page)).await
}

/// Matters a page.
const A_PAGE: usize = 50;

fn list_page(f: &Frame<'_>, page: usize) -> Markup {
    let lang = f.lang();
    let matters = &f.estate().matters.matters;
    let pages = matters.len().div_ceil(A_PAGE).max(1);
    let page = page.clamp(1, pages);
    let shown: Vec<(&MatterId, &Matter)> = matters.iter().rev().skip((page - 1) * A_PAGE).take(A_PAGE).collect();
    let lines: Vec<(String, String)> = shown
        .iter()
        .map(|(id, m)| {
            let day = format::date(lang, m.raised.at.day(), f.today());
            let number = id.to_string();
            (
                f.at(&format!("/matters/{id}")),
                t!(lang, "matter-line", number = number, day = day, by = f.actor(m.raised.actor, m.raised.capacity)),
            )
        })
        .collect();
    let rows: Vec<Entry<'_>> = shown
        .iter()
        .zip(&lines)
        .map(|((_, m), (href, line))| Entry {
            title: open(lang, Some(&m.title)),
            href,
            tag: Some(stage_tag(f, m)),
            line: Some(line),
        })
        .collect();
    let (previous, next) = (format!("?page={}", page.saturating_sub(1)), format!("?page={}", page + 1));
    let content = wrap(html! {
        (page_head(PageHead { title: t!(lang, "matters-title"), lead: Some(t!(lang, "matters-lead")), ..PageHead::default() }))
        div .stack {
            @if f.may(Act::RaiseMatter) { (buttons(link_button(LinkButton::second(t!(lang, "matter-raise"), &f.at("/matters/new")).icon(Icon::Plus)))) }
            @if rows.is_empty() {
                (card(empty(Empty { icon: Icon::Leaf, what: t!(lang, "matters-none"), then: t!(lang, "matters-none-then"), past: None })))
            } @else { (card(entries(&rows))) }
            @if pages > 1 {
                (crate::components::pagination(lang, crate::components::Pagination {
                    page,
                    pages,
                    previous: (page > 1).then_some(&previous),
                    next: (page < pages).then_some(&next),
                }))
            }
        }
    });
    f.page(
        Shape { title: t!(lang, "matters-title"), section: Section::Matters, proof: true, ..Shape::default() },
        content,
    )
}

fn stage_tag(f: &Frame<'_>, matter: &Matter) -> Tag<'static> {
    let lang = f.lang();
    match motion_of(f, matter) {
        Some((_, motion)) => {
            let status = motion.status(f.view.now);
            let kind = match status {
                estate::assembly::Status::Voting => TagKind::Now,
                estate::assembly::Status::Published | estate::assembly::Status::Withdrawn => TagKind::Done,
                _ => TagKind::Plain,
            };
            Tag { kind, text: crate::text::t_of(lang, "motion-status", status.word()) }
        }
        None => Tag { kind: TagKind::Plain, text: crate::text::t_of(lang, "station", matter.stage.word()) },
    }
}

/// The last motion put on a matter.
fn motion_of<'a>(f: &'a Frame<'_>, matter: &Matter) -> Option<(MotionId, &'a estate::assembly::Motion)> {
    let drafted = |what: &What| if let What::MotionDrafted(id) = what { Some(*id) } else { None };
    let id = matter.timeline.iter().rev().find_map(|e| drafted(&e.what))?;
    f.estate().assembly.get(id).map(|m| (id, m))
}

/// `GET /e/{estate}/matters/{matter}`
pub async fn show(visit: Visit, At((estate, matter)): At<(StreamId, MatterId)>) -> Reply {
    draw_matter(&visit, estate, matter, &Form::default(), &[]).await
}

async fn draw_matter(visit: &Visit, estate: StreamId, id: MatterId, form: &Form, refusals: &[Refusal]) -> Reply {
    let who = visit.who(estate).await?;
    if visit.site.app.estate(estate, |v| v.estate.matters.get(id).is_none()).await? {
        return Err(Problem::NotFound);
    }
    let draw = |view: &app::EstateView<'_>| matter_page(&Frame { visit, who, view }, id, form, refusals);
    if refusals.is_empty() { visit.draw(estate, draw).await } else { visit.draw_refused(estate, draw).await }
}

fn matter_page(f: &Frame<'_>, id: MatterId, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let Some(matter) = f.estate().matters.get(id) else { return html! {} };
    let motion = motion_of(f, matter);
    let heading = open(lang, Some(&matter.title));
    let number = t!(lang, "matter-number", number = id.to_string());
    let raised = t!(
        lang,
        "matter-raised-by",
        by = f.actor(matter.raised.actor, matter.raised.capacity),
        day = format::date(lang, matter.raised.at.day(), f.today())
    );
    let entries: Vec<(String, String, Option<(&str, String)>)> = matter.timeline.iter().map(|e| entry(f, e)).collect();
    let last = entries.len().saturating_sub(1);
    let rows: Vec<TimelineEntry<'_>> = entries
        .iter()
        .enumerate()
        .map(|(i, (what, line, href))| TimelineEntry {
            state: if i == last { Station::Now } else { Station::Done },
            what,
            line,
            reason: None,
            paper: href.as_ref().map(|(see, h)| Link::new(see, h)),
        })
        .collect();
    let told = Told::new(lang, form, refusals, &["text"]);
    let (form_id, csrf) = (f.visit.form_id().to_string(), f.visit.csrf());
    let now = motion.map(|(_, m)| (m, m.status(f.view.now)));
    let content = wrap(html! {
        (page_head(PageHead {
            back: Some(Link::new(t!(lang, "matters-all"), &f.at("/matters"))),
            title: heading,
            tags: Some(html! { (tag(stage_tag(f, matter))) (tag(Tag { kind: TagKind::Plain, text: &number })) span .meta { (flow(&raised)) } }),
            lead: None,
        }))
        (stations(Stations { lang, six: stations_of(lang, matter, now) }))
        div .stack {
            @if matter.text.is_some() || matter.place.is_some() {
                (card(html! {
                    @if let Some(place) = &matter.place { p .meta { (flow(&t!(lang, "matter-place-is", place = open(lang, Some(place))))) } }
                    @if let Some(text) = &matter.text { @for line in open(lang, Some(text)).lines() { p { (flow(line)) } } }
                }))
            }
            @if let Some(href) = motion.and_then(|(motion, _)| f.motion_page(motion)) {
                (buttons(link_button(LinkButton::primary(t!(lang, "matter-to-motion"), &href))))
            } @else if f.may(Act::DraftMotion) {
                (buttons(link_button(LinkButton::second(t!(lang, "matter-draft-motion"), &f.at(&format!("/desk/motions/new?matter={id}"))))))
            }
            (card(html! { h2 { (t!(lang, "matter-way")) } (timeline(lang, &rows)) }))
            @if f.may(Act::ExportFile) {
                (card(html! {
                    h2 { (t!(lang, "file-title")) }
                    (meta(t!(lang, "file-lead")))
                    (buttons(link_button(LinkButton::second(t!(lang, "file-take"), &f.at(&format!("/matters/{id}/file.zip"))))))
                }))
            }
            @if f.may(Act::RunConsent) {
                (buttons(link_button(LinkButton::second(t!(lang, "consent-new"), &f.at(&format!("/desk/consents/new?matter={id}"))))))
            }
            @if f.may(Act::NoteMatter) {
                (card(html! {
                    form method="post" action=(f.at(&format!("/matters/{id}"))) .stack {
                        (hidden(&[("id", &form_id), ("csrf", &csrf)]))
                        (told.summary())
                        (field(Field::new(lang, "text", t!(lang, "matter-note")).hint(t!(lang, "matter-note-hint")).error(told.at("text")), Control::TextArea { value: told.typed("text"), rows: 3 }))
                        (button(Button::second(t!(lang, "matter-note-do")).busy(t!(lang, "recording"))))
                    }
                }))
            }
        }
    });
    f.page(Shape { title: heading, section: Section::Matters, proof: true, ..Shape::default() }, content)
}

/// What happened, when and by whom, and the page that shows it.
fn entry(f: &Frame<'_>, e: &estate::matters::Entry) -> (String, String, Option<(&'static str, String)>) {
    let lang = f.lang();
    let consent = match e.what {
        What::ConsentAsked(id) | What::ConsentConcluded(id) | What::ConsentCalledOff(id) => Some(id),
        _ => None,
    };
    let (what, motion) = match &e.what {
        What::ConsentAsked(_) => (t!(lang, "told-consent-asked").to_owned(), None),
        What::ConsentConcluded(_) => (t!(lang, "told-consent-concluded").to_owned(), None),
        What::ConsentCalledOff(_) => (t!(lang, "told-consent-called-off").to_owned(), None),
        What::Raised => (t!(lang, "told-raised").to_owned(), None),
        What::Noted(text) => (open(lang, Some(text)).to_owned(), None),
        What::MotionDrafted(m) => (t!(lang, "told-drafted").to_owned(), Some(*m)),
        What::RollFrozen(m) => (t!(lang, "told-roll-frozen").to_owned(), Some(*m)),
        What::NoticeGiven(m) => (t!(lang, "told-notice").to_owned(), Some(*m)),
        What::VotingClosed(m) => (t!(lang, "told-closed").to_owned(), Some(*m)),
        What::Counted(m) => (t!(lang, "told-counted").to_owned(), Some(*m)),
        What::ResultAnnounced(m) => (t!(lang, "told-announced").to_owned(), Some(*m)),
        What::CountCorrected(m) => (t!(lang, "told-corrected").to_owned(), Some(*m)),
        What::DecisionFiled(m) => (t!(lang, "told-filed").to_owned(), Some(*m)),
        What::DecisionRevoked(m) => (t!(lang, "told-revoked").to_owned(), Some(*m)),
        What::MotionWithdrawn(m) => (t!(lang, "told-withdrawn").to_owned(), Some(*m)),
    };
    let line = t!(
        lang,
        "told-line",
        at = format::moment(lang, e.stamp.at, f.today()),
        by = f.actor(e.stamp.actor, e.stamp.capacity)
    );
    let motion = motion.and_then(|m| f.motion_page(m)).map(|page| (t!(lang, "matter-see"), page));
    let page = || consent.map(|id| (t!(lang, "matter-see-consent"), f.at(&format!("/consent/{id}"))));
    (what, line, motion.or_else(page))
}

/// `POST /e/{estate}/matters/{matter}`
pub async fn note(visit: Visit, At((estate, matter)): At<(StreamId, MatterId)>, form: Form) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::NoteMatter).await?;
    let command = Command::Note { matter, text: form.get("text").to_owned() };
    match visit.site.app.estate_command(estate, who, form.id()?, estate::Command::Matters(command)).await {
        Ok(_) => Ok(to(&format!("/e/{estate}/matters/{matter}"))),
        Err(Error::Refused(refusals)) => draw_matter(&visit, estate, matter, &form, &refusals).await,
        Err(error) => Err(error.into()),
    }
}

/// `GET /e/{estate}/matters/new`
pub async fn new(visit: Visit, At(estate): At<StreamId>) -> Reply {
    let who = visit.who_may(estate, Act::RaiseMatter).await?;
    visit.draw(estate, |view| new_page(&Frame { visit: &visit, who, view }, &Form::default(), &[])).await
}

/// `POST /e/{estate}/matters/new`
pub async fn raise(visit: Visit, At(estate): At<StreamId>, form: Form) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::RaiseMatter).await?;
    let command = Command::Raise {
        title: form.get("title").to_owned(),
        text: form.get("text").to_owned(),
        place: form.get("place").to_owned(),
    };
    match visit.site.app.estate_command(estate, who, form.id()?, estate::Command::Matters(command)).await {
        Ok(done) => {
            let raised = visit.site.app.estate(estate, |v| {
                let matters = v.estate.matters.matters.iter().rev();
                matters
                    .take(100)
                    .find(|(_, m)| m.timeline.first().is_some_and(|e| e.seq == done.first))
                    .map(|(id, _)| *id)
            });
            let path =
                raised.await?.map_or_else(|| format!("/e/{estate}/matters"), |id| format!("/e/{estate}/matters/{id}"));
            Ok(to(&path))
        }
        Err(Error::Refused(refusals)) => {
            visit.draw_refused(estate, |view| new_page(&Frame { visit: &visit, who, view }, &form, &refusals)).await
        }
        Err(error) => Err(error.into()),
    }
}

fn new_page(f: &Frame<'_>, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let told = Told::new(lang, form, refusals, &["title", "text", "place"]);
    let (id, csrf) = (f.visit.form_id().to_string(), f.visit.csrf());
    let content = narrow(html! {
        (page_head(PageHead { back: Some(Link::new(t!(lang, "matters-all"), &f.at("/matters"))), title: t!(lang, "matter-raise"), ..PageHead::default() }))
        (lead(t!(lang, "matter-raise-lead")))
        form method="post" action=(f.at("/matters/new")) .stack {
            (hidden(&[("id", &id), ("csrf", &csrf)]))
            (told.summary())
            (field(Field::new(lang, "title", t!(lang, "matter-title")).hint(t!(lang, "matter-title-hint")).error(told.at("title")), Control::Text { value: told.typed("title"), width: Width::Full, autocomplete: "off" }))
            (field(Field::new(lang, "place", t!(lang, "matter-place")).hint(t!(lang, "matter-place-hint")).optional().error(told.at("place")), Control::Text { value: told.typed("place"), width: Width::Medium, autocomplete: "off" }))
            (field(Field::new(lang, "text", t!(lang, "matter-text")).optional().error(told.at("text")), Control::TextArea { value: told.typed("text"), rows: 5 }))
            (button(Button::primary(t!(lang, "matter-raise-do")).busy(t!(lang, "recording"))))
        }
    });
    f.page(Shape { title: t!(lang, "matter-raise"), section: Section::Matters, ..Shape::default() }, content)
}
