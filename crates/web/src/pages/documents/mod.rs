//! 文书: the papers of a motion, what each says, how far each has come, and the next step. The code on a paper leads to its
//! page: whoever may, hands the signed paper's scan in there; anybody else sees whether it is the paper it says it is.

pub mod print;
mod sheet;

pub use sheet::{facts_json, facts_xlsx, tables};

use super::{Frame, Section, Shape, open};
use crate::components::{
    Button, Control, Entry, Fact, Field, Kind as Look, Link, LinkButton, Notice, NoticeKind, Station, Tag, TagKind,
    TimelineEntry, Width, button, buttons, card, entries, facts, field, flow, hidden, link_button, meta, notice, tag,
    timeline,
};
use crate::form::Form;
use crate::icons::Icon;
use crate::layout::{PageHead, columns, page_head, wrap};
use crate::reply::{Problem, Reply, to};
use crate::say::Told;
use crate::text::{Lang, t_of};
use crate::upload::{self, Upload};
use crate::visit::{At, Visit};
use crate::{format, t};
use app::{Error, EstateView, Who, too_large};
use authority::Act;
use axum::extract::Multipart;
use estate::assembly::{Motion, Status};
use estate::documents::{Command, Did, Do, Document, Done, Kind, Step, kept_least, past_posting};
use law::Refusal;
use maud::{Markup, html};
use units::{DocumentId, ItemId, MotionId, Stamp, StreamId, limits};

/// 〔2026〕第3号.
#[must_use]
pub fn number(lang: Lang, id: DocumentId) -> String {
    t!(lang, "doc-number", year = id.year.to_string(), n = id.number.to_string())
}

/// A paper's name.
#[must_use]
pub fn kind_name(lang: Lang, kind: Kind) -> &'static str {
    t_of(lang, "doc-kind", kind.word())
}

fn step_name(lang: Lang, step: Step) -> &'static str {
    t_of(lang, "doc-step", step.word())
}

/// Where a paper stands, for a tag.
fn stands(lang: Lang, paper: &Document) -> Tag<'static> {
    if paper.void.is_some() {
        return Tag { kind: TagKind::Not, text: t!(lang, "doc-void") };
    }
    match paper.next() {
        None => Tag { kind: TagKind::Done, text: t!(lang, "doc-finished") },
        Some(next) => Tag { kind: TagKind::Now, text: t_of(lang, "doc-next", next.word()) },
    }
}

/// Whether somebody may read a paper: what hangs is for everybody.
fn readable(v: &EstateView<'_>, who: &Who, id: DocumentId) -> bool {
    v.estate.documents.get(id).is_some_and(|d| d.kind.is_public() || v.may(who, Act::ViewDocuments))
}

/// Who somebody is, if they may read this paper.
pub(super) async fn reader(visit: &Visit, estate: StreamId, id: DocumentId) -> Result<Who, Problem> {
    let who = visit.who(estate).await?;
    let known = |v: &EstateView<'_>| v.estate.documents.get(id).is_some();
    if !visit.site.app.estate(estate, known).await? {
        return Err(Problem::NotFound);
    }
    match visit.site.app.estate(estate, |v| readable(v, &who, id)).await? {
        true => Ok(who),
        false => visit.who_may(estate, Act::ViewDocuments).await,
    }
}

// ---- the papers of a motion ----

/// What the motion's page says of its papers.
pub fn card_of(f: &Frame<'_>, id: MotionId, motion: &Motion) -> Markup {
    let lang = f.lang();
    if motion.electorate.is_none() || !f.may(Act::ViewDocuments) {
        return html! {};
    }
    let (all, open) = f
        .estate()
        .documents
        .of(id)
        .filter(|(_, d)| d.void.is_none())
        .fold((0, 0), |(all, open), (_, d)| (all + 1, open + usize::from(d.next().is_some())));
    card(html! {
        h2 { (t!(lang, "docs-title")) }
        p { (flow(&t!(lang, "docs-line", n = all, open = open))) }
        (buttons(html! {
            (link_button(LinkButton::second(t!(lang, "docs-see"), &f.at(&format!("/m/{id}/documents")))))
            @if f.may(Act::ExportFile) { (link_button(LinkButton::second(t!(lang, "file-take"), &f.at(&format!("/m/{id}/file.zip"))))) }
        }))
    })
}

/// `GET /e/{estate}/m/{motion}/documents`
pub async fn list(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>) -> Reply {
    draw_list(&visit, estate, motion, &Form::default(), &[]).await
}

async fn draw_list(visit: &Visit, estate: StreamId, id: MotionId, form: &Form, refusals: &[Refusal]) -> Reply {
    let who = visit.who_may(estate, Act::ViewDocuments).await?;
    let known = |v: &EstateView<'_>| {
        v.estate.assembly.get(id).is_some_and(|m| m.status(v.now) != Status::Draft || v.may(&who, Act::ViewDesk))
    };
    if !visit.site.app.estate(estate, known).await? {
        return Err(Problem::NotFound);
    }
    let draw = |view: &EstateView<'_>| list_page(&Frame { visit, who, view }, id, form, refusals);
    if refusals.is_empty() { visit.draw(estate, draw).await } else { visit.draw_refused(estate, draw).await }
}

fn list_page(f: &Frame<'_>, id: MotionId, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let Some(motion) = f.estate().assembly.get(id) else { return html! {} };
    let papers: Vec<(String, String, Tag<'static>, String)> = f
        .estate()
        .documents
        .of(id)
        .map(|(number_of, d)| {
            let title = format!("{} {}", kind_name(lang, d.kind), number(lang, number_of));
            let line = t!(lang, "doc-drawn", at = told(f, &d.drawn));
            (title, f.at(&format!("/document/{number_of}")), stands(lang, d), line)
        })
        .collect();
    let rows: Vec<Entry<'_>> = papers
        .iter()
        .map(|(title, href, tag, line)| Entry { title, href, tag: Some(*tag), line: Some(line) })
        .collect();
    let title = t!(lang, "docs-title");
    let content = wrap(html! {
        (page_head(PageHead {
            back: Some(Link::new(open(lang, Some(&motion.title)), &f.at(&format!("/m/{id}")))),
            title,
            lead: Some(t!(lang, "docs-lead")),
            tags: None,
        }))
        (columns(
            html! { div .stack {
                @if rows.is_empty() { (card(html! { p { (flow(t!(lang, "docs-none"))) } })) }
                @else { (card(entries(&rows))) }
                @if f.may(Act::ExportFile) {
                    (card(html! {
                        h2 { (t!(lang, "file-title")) }
                        (meta(t!(lang, "file-lead")))
                        (buttons(link_button(LinkButton::second(t!(lang, "file-take"), &f.at(&format!("/m/{id}/file.zip"))))))
                    }))
                }
            } },
            html! { div .stack { @if f.may(Act::DrawDocument) { (drawing(f, id, form, refusals)) } } },
        ))
    });
    f.page(Shape { title, section: Section::Matters, desk: true, proof: true, ..Shape::default() }, content)
}

/// The form that draws one up: only what the motion has come to, and what the record has changed since.
fn drawing(f: &Frame<'_>, id: MotionId, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let told = Told::new(lang, form, refusals, &["what", "remarks"]);
    let next = f.estate().documents.next(f.today().ymd().0);
    let may = |kind: &&Kind| estate::documents::facts(f.estate(), id, **kind, next, "", None).is_some();
    let kinds: Vec<(&str, &str)> = Kind::ALL.iter().filter(may).map(|k| (k.word(), kind_name(lang, *k))).collect();
    let chosen = Some(told.typed("what")).filter(|w| !w.is_empty());
    card(html! {
        h2 { (t!(lang, "docs-draw")) }
        (meta(t!(lang, "docs-draw-lead")))
        (told.summary())
        @if !kinds.is_empty() {
            (f.form(&format!("/m/{id}/documents"), html! {
                (field(Field::new(lang, "what", t!(lang, "docs-what")).error(told.at("what")), Control::Select { options: &kinds, chosen }))
                (field(Field::new(lang, "remarks", t!(lang, "docs-remarks")).hint(t!(lang, "docs-remarks-hint")).optional().error(told.at("remarks")), Control::TextArea { value: told.typed("remarks"), rows: 4 }))
                (button(Button::primary(t!(lang, "docs-draw")).busy(t!(lang, "recording"))))
            }))
        }
    })
}

/// `POST /e/{estate}/m/{motion}/documents`
pub async fn draw(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>, form: Form) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::DrawDocument).await?;
    let Some(what) = Kind::from_word(form.get("what")) else {
        let refusals = [Refusal::new("document-which").on("what")];
        return draw_list(&visit, estate, motion, &form, &refusals).await;
    };
    let command = Command::Draw { motion, what, remarks: form.get("remarks").to_owned() };
    match visit.send(estate, who, &form, estate::Command::Documents(command)).await? {
        Ok(done) => {
            let drawn = move |v: &EstateView<'_>| {
                let found = v.estate.documents.of(motion).rev().find(|(_, d)| d.seq == done.first);
                found.map(|(id, _)| id)
            };
            let id = visit.site.app.estate(estate, drawn).await?;
            Ok(to(&id.map_or_else(
                || format!("/e/{estate}/m/{motion}/documents"),
                |id| format!("/e/{estate}/document/{id}"),
            )))
        }
        Err(refusals) => draw_list(&visit, estate, motion, &form, &refusals).await,
    }
}

// ---- one paper ----

/// `GET /e/{estate}/document/{document}`: where the code on a paper leads.
pub async fn show(visit: Visit, At((estate, document)): At<(StreamId, DocumentId)>) -> Reply {
    draw_one(&visit, estate, document, &Form::default(), &[]).await
}

async fn draw_one(visit: &Visit, estate: StreamId, id: DocumentId, form: &Form, refusals: &[Refusal]) -> Reply {
    let who = reader(visit, estate, id).await?;
    let draw = |view: &EstateView<'_>| one_page(&Frame { visit, who, view }, id, form, refusals);
    if refusals.is_empty() { visit.draw(estate, draw).await } else { visit.draw_refused(estate, draw).await }
}

/// Who and when, in a line.
fn told(f: &Frame<'_>, s: &Stamp) -> String {
    let (at, by) = (format::moment(f.lang(), s.at, f.today()), f.actor(s.actor, s.capacity));
    t!(f.lang(), "told-line", at = at, by = by)
}

fn one_page(f: &Frame<'_>, id: DocumentId, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let Some(paper) = f.estate().documents.get(id) else { return html! {} };
    let Some(motion) = f.estate().assembly.get(paper.motion) else { return html! {} };
    let unchanged = paper.unchanged(f.estate(), id);
    let here = f.at(&format!("/document/{id}"));
    let title = kind_name(lang, paper.kind);
    let (digest, named) = (paper.digest.to_string(), number(lang, id));
    let told_of = Told::new(lang, form, refusals, &["copies", "by", "scan", "until", "place", "why"]);
    let inside = f.may(Act::ViewDocuments);
    let back = match inside {
        true => (t!(lang, "docs-title"), f.at(&format!("/m/{}/documents", paper.motion))),
        false => (open(lang, Some(&motion.title)), f.at(&format!("/m/{}", paper.motion))),
    };
    let content = wrap(html! {
        (page_head(PageHead {
            back: Some(Link::new(back.0, &back.1)),
            title,
            lead: Some(open(lang, Some(&motion.title))),
            tags: Some(html! { (tag(Tag { kind: TagKind::Plain, text: &named })) (tag(stands(lang, paper))) }),
        }))
        (columns(
            html! { div .stack {
                (told_of.summary())
                @if !unchanged { (notice(Notice::text(NoticeKind::Wrong, t!(lang, "doc-changed")))) }
                (card(html! {
                    h2 { (t!(lang, "doc-says")) }
                    (facts(&[
                        Fact::text(t!(lang, "doc-number-label"), &named),
                        Fact::text(t!(lang, "doc-drawn-label"), &told(f, &paper.drawn)),
                        Fact { label: t!(lang, "doc-digest"), value: html! { span .mono { (format::hash(&digest, 8)) } } },
                        Fact::text(t!(lang, "receipt-entry"), &t!(lang, "shell-record", seq = paper.seq)),
                    ]))
                    (meta(t!(lang, "doc-digest-lead")))
                    @if unchanged {
                        (buttons(html! {
                            (link_button(LinkButton::second(t!(lang, "doc-print"), &format!("{here}/print")).icon(Icon::Printer)))
                            (link_button(LinkButton::second(t!(lang, "doc-xlsx"), &format!("{here}/facts.xlsx"))))
                            (link_button(LinkButton::second(t!(lang, "doc-json"), &format!("{here}/facts.json"))))
                        }))
                        @if paper.kind == Kind::Ballots && f.may(Act::ReceivePaper) {
                            (buttons(link_button(LinkButton::second(t!(lang, "work-print-papers"), &f.at(&format!("/m/{}/papers", paper.motion))))))
                        }
                    }
                }))
                (card(html! { h2 { (t!(lang, "doc-way")) } (way(f, id, paper)) }))
            } },
            html! { div .stack {
                @if f.may(Act::StepDocument) && paper.void.is_none() {
                    @if let Some(next) = paper.next() { (step_form(f, id, paper, next, unchanged, form, &told_of)) }
                    (take_back(f, id, paper, &told_of))
                } @else if paper.kind.is_public() && !inside {
                    (card(html! { h2 { (t!(lang, "doc-genuine")) } p { (flow(t!(lang, "doc-genuine-lead"))) } }))
                }
            } },
        ))
    });
    f.page(Shape { title, section: Section::Matters, desk: true, proof: true, ..Shape::default() }, content)
}

/// What was done and what is still to come, oldest first; steps taken back stay, with their reason.
fn way(f: &Frame<'_>, id: DocumentId, paper: &Document) -> Markup {
    let lang = f.lang();
    let see_scan = t!(lang, "doc-scan-see");
    let entry = |d: &Done| {
        let what = match d.did {
            Did::Unposted => t!(lang, "doc-step-unposted").to_owned(),
            _ => step_name(lang, d.did.step()).to_owned(),
        };
        let more = match &d.did {
            Did::Printed(copies) => t!(lang, "doc-copies-n", n = *copies),
            Did::Signed(by) if f.may(Act::ViewDocuments) => open(lang, Some(by)).to_owned(),
            Did::Sealed(entry) => t!(lang, "doc-seal-entry", number = super::seals::number(lang, *entry)),
            Did::Archived { until, place } if f.may(Act::ViewDocuments) => {
                t!(lang, "doc-archived-line", place = open(lang, Some(place)), until = format::date_full(lang, *until))
            }
            _ => String::new(),
        };
        let line = if more.is_empty() { told(f, &d.stamp) } else { format!("{} · {more}", told(f, &d.stamp)) };
        let reason =
            d.back.as_ref().map(|b| t!(lang, "doc-back-line", at = told(f, &b.stamp), why = open(lang, Some(&b.why))));
        let scan = match &d.did {
            Did::Scanned(file) if f.may(Act::ViewDocuments) => {
                Some(f.at(&format!("/document/{id}/scan/{}", file.name)))
            }
            _ => None,
        };
        (if d.back.is_some() { Station::Back } else { Station::Done }, what, line, reason, scan)
    };
    let mut list: Vec<(Station, String, String, Option<String>, Option<String>)> =
        vec![(Station::Done, t!(lang, "doc-step-drawn").to_owned(), told(f, &paper.drawn), None, None)];
    list.extend(paper.steps.iter().map(entry));
    if let Some(void) = &paper.void {
        let why = t!(lang, "doc-back-line", at = told(f, &void.stamp), why = open(lang, Some(&void.why)));
        list.push((Station::Back, t!(lang, "doc-void").to_owned(), told(f, &void.stamp), Some(why), None));
    } else {
        let done = paper.standing().count();
        let rest = paper.kind.way().iter().skip(done).enumerate();
        list.extend(rest.map(|(i, step)| {
            let station = if i == 0 { Station::Now } else { Station::Later };
            (station, step_name(lang, *step).to_owned(), String::new(), None, None)
        }));
    }
    let rows: Vec<TimelineEntry<'_>> = list
        .iter()
        .map(|(state, what, line, reason, scan)| TimelineEntry {
            state: *state,
            what,
            line,
            reason: reason.as_deref(),
            paper: scan.as_ref().map(|href| Link::new(see_scan, href)),
        })
        .collect();
    timeline(lang, &rows)
}

/// The form of the next step; sealing goes through the register, posting through the places.
fn step_form(
    f: &Frame<'_>,
    id: DocumentId,
    paper: &Document,
    next: Step,
    unchanged: bool,
    form: &Form,
    told: &Told<'_>,
) -> Markup {
    let lang = f.lang();
    // What has no need to hang any more is filed away as it is.
    if past_posting(f.estate(), paper, f.view.now) {
        let filed = step_card(f, id, paper, Step::Archived, form, told);
        return html! {
            @if unchanged { (step_card(f, id, paper, next, form, told)) }
            (filed)
        };
    }
    if !unchanged && !matches!(next, Step::Scanned | Step::Archived) {
        return card(html! {
            h2 { (t_of(lang, "doc-next", next.word())) }
            p { (flow(t!(lang, "doc-changed-then"))) }
            (buttons(link_button(LinkButton::second(t!(lang, "docs-draw"), &f.at(&format!("/m/{}/documents", paper.motion))))))
        });
    }
    step_card(f, id, paper, next, form, told)
}

fn step_card(f: &Frame<'_>, id: DocumentId, paper: &Document, next: Step, form: &Form, told: &Told<'_>) -> Markup {
    let lang = f.lang();
    let here = f.at(&format!("/document/{id}/{}", next.word()));
    let gap = next == Step::Archived && paper.next() == Some(Step::Posted);
    let sent = |inner: Markup| {
        html! {
            form method="post" action=(here) enctype="multipart/form-data" .stack { (f.visit.form_values()) (inner) }
        }
    };
    let until = match form.has("until") {
        true => form.get("until").to_owned(),
        false => kept_least(f.estate(), paper, f.today()).to_string(),
    };
    let inner = match next {
        Step::Printed => sent(html! {
            (field(Field::new(lang, "copies", t!(lang, "doc-copies")).error(told.at("copies")), Control::Number { value: told.typed("copies"), width: Width::Short, unit: None }))
            (button(Button::primary(t!(lang, "doc-printed-do")).busy(t!(lang, "recording"))))
        }),
        Step::Signed => sent(html! {
            (field(Field::new(lang, "by", t!(lang, "doc-signed-by")).hint(t!(lang, "doc-signed-hint")).error(told.at("by")), Control::Text { value: told.typed("by"), width: Width::Full, autocomplete: "off" }))
            (button(Button::primary(t!(lang, "doc-signed-do")).busy(t!(lang, "recording"))))
        }),
        Step::Sealed => html! {
            @match f.estate().seals.of(id).filter(|(_, u)| u.used.is_none()) {
                Some((entry, asked)) => {
                    p { (flow(&t!(lang, "doc-seal-waits", number = super::seals::number(lang, entry), state = t_of(lang, "seal-is", asked.standing().word())))) }
                    (buttons(link_button(LinkButton::primary(t!(lang, "seals-title"), &f.at("/seals")))))
                },
                None => {
                    p { (flow(t!(lang, "doc-seal-how"))) }
                    (buttons(link_button(LinkButton::primary(t!(lang, "seal-ask"), &f.at(&format!("/seals?document={id}"))))))
                },
            }
        },
        Step::Scanned => sent(html! {
            (meta(t!(lang, "doc-scan-lead")))
            (field(Field::new(lang, "scan", t!(lang, "doc-scan")).hint(t!(lang, "doc-scan-hint")).error(told.at("scan")), Control::File { accept: "image/*,.pdf", multiple: false }))
            (button(Button::primary(t!(lang, "doc-scan-do")).busy(t!(lang, "posting-sending"))))
        }),
        Step::Posted => html! {
            (meta(t!(lang, "doc-post-lead")))
            (buttons(link_button(LinkButton::second(t!(lang, "posting-where"), &f.at(&format!("/m/{}/posting", paper.motion))))))
            (sent(button(Button::primary(t!(lang, "doc-posted-do")).busy(t!(lang, "recording")))))
        },
        Step::Archived => sent(html! {
            @if gap { (meta(t!(lang, "doc-unposted-lead"))) }
            (field(Field::new(lang, "place", t!(lang, "doc-place")).hint(t!(lang, "doc-place-hint")).error(told.at("place")), Control::Text { value: told.typed("place"), width: Width::Full, autocomplete: "off" }))
            (field(Field::new(lang, "until", t!(lang, "doc-until")).hint(t!(lang, "doc-until-hint")).error(told.at("until")), Control::Date { value: &until }))
            (button(Button::primary(t!(lang, "doc-archived-do")).busy(t!(lang, "recording"))))
        }),
    };
    card(html! { h2 { (t_of(lang, "doc-next", next.word())) } (inner) })
}

fn take_back(f: &Frame<'_>, id: DocumentId, paper: &Document, told: &Told<'_>) -> Markup {
    let lang = f.lang();
    let last = paper.standing().next_back().map(|d| step_name(lang, d.did.step()));
    let label = match last {
        Some(step) => t!(lang, "doc-back", step = step),
        None => t!(lang, "doc-give-up").to_owned(),
    };
    let action = f.at(&format!("/document/{id}/back"));
    card(html! {
        details open[told.at("why").is_some()] {
            summary { (label) }
            form method="post" action=(action) enctype="multipart/form-data" .stack {
                (f.visit.form_values())
                (hidden(&[("act", "back")]))
                (field(Field::new(lang, "why", t!(lang, "doc-why")).hint(t!(lang, "doc-why-hint")).error(told.at("why")), Control::Text { value: told.typed("why"), width: Width::Full, autocomplete: "off" }))
                (button(Button { kind: Look::Irreversible, ..Button::second(&label).busy(t!(lang, "recording")) }))
            }
        }
    })
}

/// `POST /e/{estate}/document/{document}/{act}`: the next step, or one step back.
pub async fn act(
    visit: Visit,
    At((estate, document, act)): At<(StreamId, DocumentId, String)>,
    parts: Multipart,
) -> Reply {
    // Asked before megabytes are read.
    let who = visit.who_may(estate, Act::StepDocument).await?;
    let (form, file) = upload::read(parts, "scan", limits::ATTACHMENT_BYTES_MAX).await?;
    visit.check(&form)?;
    let refuse = |refusal: Refusal| Err(vec![refusal]);
    let (mut scan, id) = (None, form.id()?);
    let step = match act.as_str() {
        "back" => Ok(Command::TakeBack { document, why: form.get("why").to_owned() }),
        "printed" => match form.read("copies") {
            Some(copies) => Ok(step_of(document, Do::Print { copies })),
            None => refuse(Refusal::new("document-copies").with("most", limits::COPIES_MAX).on("copies")),
        },
        "signed" => Ok(step_of(document, Do::Sign { by: form.get("by").to_owned() })),
        "scanned" => match file {
            Upload::TooLarge => refuse(too_large().on("scan")),
            Upload::None => Ok(step_of(document, Do::Scan { scan: None })),
            Upload::Bytes(bytes) => match visit.site.app.attach(estate, id, "scan", bytes).await {
                Ok(kept) => {
                    scan = Some(kept);
                    Ok(step_of(document, Do::Scan { scan }))
                }
                Err(Error::Refused(refusals)) => Err(refusals),
                Err(error) => return Err(error.into()),
            },
        },
        "posted" => Ok(step_of(document, Do::Post)),
        "archived" => match form.day("until") {
            Some(until) => Ok(step_of(document, Do::Archive { until, place: form.get("place").to_owned() })),
            None => refuse(Refusal::new("day-wrong").on("until")),
        },
        _ => return Err(Problem::NotFound),
    };
    let refusals = match step {
        Err(refusals) => refusals,
        Ok(command) => match visit.send(estate, who, &form, estate::Command::Documents(command)).await? {
            Ok(_) => return Ok(to(&format!("/e/{estate}/document/{document}"))),
            Err(refusals) => {
                if let Some(scan) = &scan {
                    visit.site.app.detach(estate, scan).await;
                }
                refusals
            }
        },
    };
    draw_one(&visit, estate, document, &form, &refusals).await
}

const fn step_of(document: DocumentId, what: Do) -> Command {
    Command::Do { document, what }
}

/// `GET /e/{estate}/document/{document}/scan/{name}`
pub async fn scan(visit: Visit, At((estate, document, name)): At<(StreamId, DocumentId, String)>) -> Reply {
    visit.who_may(estate, Act::ViewDocuments).await?;
    let name: ItemId = name.parse().map_err(|_| Problem::NotFound)?;
    let found = visit.site.app.estate(estate, |v| v.estate.documents.scan(document, name).copied()).await?;
    let file = found.ok_or(Problem::NotFound)?;
    visit.picture(estate, &file).await
}
