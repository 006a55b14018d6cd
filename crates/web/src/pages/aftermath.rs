//! 结果公布以后: what the decision binds, until when a court may be asked, its filing (备案) with the paper for it,
//! corrections and revocations, and voting again.

use super::motion::decision_word;
use super::papers::{grounds, item_result};
use super::{Frame, Section, Shape, open};
use crate::components::print::{PrintRow, Signatures, paragraph, print_words, signatures};
use crate::components::{
    Button, Choice, Column, Control, Fact, Field, Link, LinkButton, Notice, NoticeKind, Row, Table, Width, button,
    buttons, card, checkbox, facts, field, flow, lead, link_button, meta, notice, table,
};
use crate::form::Form;
use crate::format;
use crate::icons::Icon;
use crate::layout::{PageHead, columns, page_head, wrap};
use crate::pages::paper_frame::Heading;
use crate::reply::{Problem, Reply, page, to};
use crate::say::{Told, article, rule_name};
use crate::t;
use crate::text::t_of;
use crate::visit::{At, Visit};
use app::EstateView;
use authority::Act;
use axum::http::StatusCode;
use choice::tally::Decision;
use estate::assembly::{Command, ItemKind, Motion, RevokedBy, Status};
use law::{Key, Refusal};
use maud::{Markup, html};
use units::{MotionId, StreamId};

const FIELDS: &[&str] = &["with", "on", "receipt", "document", "by", "items"];

/// `GET /e/{estate}/m/{motion}/later`
pub async fn show(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>) -> Reply {
    draw(&visit, estate, motion, &Form::default(), &[]).await
}

async fn published(visit: &Visit, estate: StreamId, id: MotionId) -> Result<(), Problem> {
    let counted = |v: &EstateView<'_>| v.estate.assembly.get(id).is_some_and(|m| m.announced.is_some());
    if visit.site.app.estate(estate, counted).await? { Ok(()) } else { Err(Problem::NotFound) }
}

async fn draw(visit: &Visit, estate: StreamId, id: MotionId, form: &Form, refusals: &[Refusal]) -> Reply {
    let who = visit.who(estate).await?;
    published(visit, estate, id).await?;
    let page = |view: &EstateView<'_>| later_page(&Frame { visit, who, view }, id, form, refusals);
    if refusals.is_empty() { visit.draw(estate, page).await } else { visit.draw_refused(estate, page).await }
}

fn later_page(f: &Frame<'_>, id: MotionId, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let Some(motion) = f.estate().assembly.get(id) else { return html! {} };
    let told = Told::new(lang, form, refusals, FIELDS);
    let title = t!(lang, "later-title");
    let content = wrap(html! {
        (page_head(PageHead {
            back: Some(Link::new(open(lang, Some(&motion.title)), &f.at(&format!("/m/{id}")))),
            title,
            lead: Some(t!(lang, "later-lead")),
            tags: None,
        }))
        (told.summary())
        (revoked_notices(f, motion))
        (super::share::large(f, super::share::Subject::Result(id)))
        (columns(
            html! { div .stack { (binds(f, motion)) (super::charter::brought(f, id)) (filings(f, id, motion, &told)) } },
            html! { div .stack { (court(f, motion)) (corrections(f, motion)) (again(f, id, motion)) (revoking(f, id, motion, &told)) } },
        ))
    });
    f.page(Shape { title, section: Section::Matters, desk: true, proof: true, ..Shape::default() }, content)
}

/// That a decision, or an item of it, was revoked; for every page that shows the result.
pub fn revoked_notices(f: &Frame<'_>, motion: &Motion) -> Markup {
    let lang = f.lang();
    html! {
        @for revocation in &motion.revocations {
            @let which = match &revocation.items[..] {
                [] => t!(lang, "revoked-all").to_owned(),
                items => items.iter().filter_map(|i| motion.items.get(*i as usize)).map(|i| open(lang, Some(&i.title))).collect::<Vec<_>>().join(t!(lang, "say-comma")),
            };
            @let by = t_of(lang, "revoked-by", revocation.by.word());
            @let text = t!(lang, "revoked-line", by = by, day = format::date_full(lang, revocation.on), which = which, document = open(lang, Some(&revocation.document)), article = article(lang, &revocation.by.ground()));
            (notice(Notice::text(NoticeKind::Mind, &text)))
        }
    }
}

fn binds(f: &Frame<'_>, motion: &Motion) -> Markup {
    let lang = f.lang();
    let Some(counted) = &motion.counted else { return html! {} };
    let rows: Vec<Row> = motion
        .items
        .iter()
        .zip(&counted.items)
        .enumerate()
        .map(|(i, (item, count))| {
            let effect = match (count.decision(), motion.revoked(i)) {
                (_, Some(_)) => t!(lang, "binds-revoked"),
                (Decision::Passed, None) => match item.kind {
                    ItemKind::RulesOfProcedure | ItemKind::Covenant => t!(lang, "binds-rules"),
                    ItemKind::Committee => t!(lang, "binds-committee"),
                    ItemKind::ServiceProvider => t!(lang, "binds-provider"),
                    ItemKind::UseFund | ItemKind::RaiseFund => t!(lang, "binds-fund"),
                    ItemKind::Alter | ItemKind::ChangeUse => t!(lang, "binds-permits"),
                    ItemKind::Other => t!(lang, "binds-all"),
                },
                _ => t!(lang, "binds-nothing"),
            };
            Row::of([
                flow(open(lang, Some(&item.title))),
                html! { (decision_word(lang, count.decision())) },
                flow(effect),
            ])
        })
        .collect();
    card(html! {
        h2 { (t!(lang, "later-binds")) }
        (meta(t!(lang, "later-binds-law")))
        (table(Table {
            lang,
            caption: t!(lang, "later-binds"),
            caption_hidden: true,
            columns: &[Column::text(t!(lang, "draft-question")).stays(), Column::text(t!(lang, "later-col-result")).stays(), Column::text(t!(lang, "later-col-effect"))],
            rows: &rows,
            total: None,
        }))
    })
}

fn court(f: &Frame<'_>, motion: &Motion) -> Markup {
    let lang = f.lang();
    html! {
        @if let Some(until) = motion.revocable_until() {
            (card(html! {
                h2 { (t!(lang, "later-court")) }
                p { (flow(&t!(lang, "result-revocable", until = format::date_full(lang, until)))) }
                @if let Some(rule) = motion.rule(Key::RevokeYears) { (meta(&article(lang, &rule.cite))) }
            }))
        }
    }
}

fn filings(f: &Frame<'_>, id: MotionId, motion: &Motion, told: &Told<'_>) -> Markup {
    let lang = f.lang();
    let due = motion.file_until();
    if motion.filings.is_empty() && !motion.is_to_be_filed() {
        return html! {};
    }
    card(html! {
        h2 { (t!(lang, "later-filing")) }
        @if let Some(until) = due {
            (lead(&t!(lang, "later-file-until", until = format::date_full(lang, until))))
            @if let Some(rule) = motion.rule(Key::FileDays) { (meta(&article(lang, &rule.cite))) }
        }
        @for filing in &motion.filings {
            (facts(&[
                Fact::text(t!(lang, "filed-with"), open(lang, Some(&filing.with))),
                Fact::text(t!(lang, "filed-on"), &format::date_full(lang, filing.on)),
                Fact::text(t!(lang, "filed-receipt"), filing.receipt.as_ref().map(|r| open(lang, Some(r))).unwrap_or_default()),
            ]))
        }
        @if f.may(Act::FileDecision) {
            (buttons(link_button(LinkButton::second(t!(lang, "filing-print"), &f.at(&format!("/m/{id}/filing"))).icon(Icon::Printer))))
            (f.form(&format!("/m/{id}/later/file"), html! {
                (field(Field::new(lang, "with", t!(lang, "filed-with")).hint(t!(lang, "filed-with-hint")).error(told.at("with")), Control::Text { value: told.typed("with"), width: Width::Full, autocomplete: "off" }))
                (field(Field::new(lang, "on", t!(lang, "filed-on")).error(told.at("on")), Control::Date { value: told.typed("on") }))
                (field(Field::new(lang, "receipt", t!(lang, "filed-receipt")).optional().error(told.at("receipt")), Control::Text { value: told.typed("receipt"), width: Width::Medium, autocomplete: "off" }))
                (button(Button::second(t!(lang, "filed-do")).busy(t!(lang, "recording"))))
            }))
        }
    })
}

fn corrections(f: &Frame<'_>, motion: &Motion) -> Markup {
    let lang = f.lang();
    html! {
        @if !motion.corrected.is_empty() {
            (card(html! {
                h2 { (t!(lang, "later-corrected")) }
                ul { @for c in &motion.corrected {
                    @let results: Vec<&str> = c.counted.items.iter().map(|i| decision_word(lang, i.decision())).collect();
                    li { (flow(&t!(lang, "corrected-line", at = format::moment(lang, c.at.at, f.today()), why = open(lang, Some(&c.why)), was = results.join(t!(lang, "say-comma"))))) }
                } }
            }))
        }
    }
}

/// Voting again: a new motion on the same matter, prepared from this one.
fn again(f: &Frame<'_>, id: MotionId, motion: &Motion) -> Markup {
    let lang = f.lang();
    html! {
        @if f.may(Act::DraftMotion) {
            (card(html! {
                h2 { (t!(lang, "later-again")) }
                (meta(t!(lang, "later-again-lead")))
                (buttons(link_button(LinkButton::second(t!(lang, "later-again-do"), &f.at(&format!("/desk/motions/new?matter={}&from={id}", motion.matter))))))
            }))
        }
    }
}

fn revoking(f: &Frame<'_>, id: MotionId, motion: &Motion, told: &Told<'_>) -> Markup {
    let lang = f.lang();
    if !f.may(Act::RevokeDecision) || (0..motion.items.len()).all(|i| motion.revoked(i).is_some()) {
        return html! {};
    }
    let by: Vec<(&str, &str)> = RevokedBy::ALL.iter().map(|b| (b.word(), t_of(lang, "revoked-by", b.word()))).collect();
    card(html! { details open[!told.typed("document").is_empty()] { summary { (t!(lang, "later-revoke")) }
        (meta(t!(lang, "later-revoke-lead")))
        (f.form(&format!("/m/{id}/later/revoke"), html! {
            (field(Field::new(lang, "by", t!(lang, "revoke-by")).error(told.at("by")), Control::Select { options: &by, chosen: Some(told.typed("by")) }))
            (field(Field::new(lang, "document", t!(lang, "revoke-document")).hint(t!(lang, "revoke-document-hint")).error(told.at("document")), Control::TextArea { value: told.typed("document"), rows: 2 }))
            (field(Field::new(lang, "day", t!(lang, "revoke-on")).error(told.at("on")), Control::Date { value: told.typed("day") }))
            @if motion.items.len() > 1 {
                p { (t!(lang, "revoke-items")) }
                @for (i, item) in motion.items.iter().enumerate() {
                    @let name = format!("item-{i}");
                    (checkbox(Field::new(lang, &name, ""), Choice { value: "yes", label: open(lang, Some(&item.title)), note: None, sign: None }, false))
                }
            }
            (button(Button::second(t!(lang, "revoke-do")).busy(t!(lang, "recording"))))
        }))
    } })
}

/// `POST /e/{estate}/m/{motion}/later/{act}`
pub async fn act(visit: Visit, At((estate, motion, act)): At<(StreamId, MotionId, String)>, form: Form) -> Reply {
    visit.check(&form)?;
    published(&visit, estate, motion).await?;
    let missing = |field: &str| vec![Refusal::new("field-missing").on(field)];
    let text = |name: &str| form.get(name).to_owned();
    let (needs, command) = match act.as_str() {
        "file" => {
            let on = form.day("on").ok_or_else(|| missing("on"));
            let file = |on| Command::File { motion, with: text("with"), on, receipt: text("receipt") };
            (Act::FileDecision, on.map(file))
        }
        "revoke" => {
            let items = (0..64).filter(|i| form.has(&format!("item-{i}"))).collect();
            let command = match (RevokedBy::from_word(form.get("by")), form.day("day")) {
                (Some(by), Some(on)) => Ok(Command::Revoke { motion, by, items, document: text("document"), on }),
                (None, _) => Err(missing("by")),
                (_, None) => Err(missing("on")),
            };
            (Act::RevokeDecision, command)
        }
        _ => return Err(Problem::NotFound),
    };
    let who = visit.who_may(estate, needs).await?;
    let refusals = match command {
        Err(refusals) => refusals,
        Ok(command) => match visit.send(estate, who, &form, estate::Command::Assembly(command)).await? {
            Ok(_) => return Ok(to(&format!("/e/{estate}/m/{motion}/later"))),
            Err(refusals) => refusals,
        },
    };
    draw(&visit, estate, motion, &form, &refusals).await
}

// ---- 备案表 ----

/// `GET /e/{estate}/m/{motion}/filing`: 备案表, filled from the record.
pub async fn filing(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>) -> Reply {
    let who = visit.who_may(estate, Act::ViewDesk).await?;
    published(&visit, estate, motion).await?;
    let markup =
        visit.site.app.estate(estate, |view| filing_paper(&Frame { visit: &visit, who, view }, motion)).await?;
    Ok(page(&visit, StatusCode::OK, markup))
}

fn filing_paper(f: &Frame<'_>, id: MotionId) -> Markup {
    let lang = f.lang();
    let Some(motion) = f.estate().assembly.get(id) else { return html! {} };
    let (Some(counted), Some((announced, _))) = (&motion.counted, &motion.announced) else { return html! {} };
    let committee = t!(lang, "paper-committee", name = f.name());
    let heading = t!(lang, "filing-title", title = open(lang, Some(&motion.title)));
    let day = |at: units::Moment| format::date_full(lang, at.day());
    let row = |what: &str, said: String| PrintRow { cells: vec![what.to_owned(), said], under: false, key: false };
    let notice_day = motion.notice.as_ref().map(|n| day(n.at)).unwrap_or_default();
    let voting = t!(
        lang,
        "filing-voting",
        from = format::moment_full(lang, motion.opens),
        to = format::moment_full(lang, motion.closes)
    );
    let rows = [
        row(t!(lang, "filing-estate"), f.name().to_owned()),
        row(t!(lang, "filing-matter"), open(lang, Some(&motion.title)).to_owned()),
        row(t!(lang, "filing-notice"), notice_day),
        row(t!(lang, "filing-when"), voting),
        row(t!(lang, "filing-announced"), day(*announced)),
    ];
    let roles = [t!(lang, "filing-chair"), t!(lang, "filing-handler"), t!(lang, "filing-taken"), ""];
    let law = motion
        .rule(Key::FileDays)
        .map(|r| t!(lang, "filing-law", law = article(lang, &r.cite), rule = rule_name(lang, r.key)));
    let content = html! {
        (print_words(&["", ""], &rows, ""))
        @for (i, (item, count)) in motion.items.iter().zip(&counted.items).enumerate() {
            @if motion.revoked(i).is_none() { (item_result(f, motion, item, count)) }
        }
        @if let Some(law) = law { (paragraph(&law)) }
        @let cited = grounds(lang, motion, &[Key::Quorum]);
        @if !cited.is_empty() { (paragraph(&cited)) }
        (paragraph(t!(lang, "filing-annexes")))
        (signatures(Signatures { lang, roles: &roles, issuer: &committee, day: f.today() }))
    };
    let (number, back) =
        (t!(lang, "matter-number", number = motion.matter.to_string()), f.at(&format!("/m/{id}/later")));
    let (to, back) = (format!("/m/{id}"), Link::new(t!(lang, "later-title"), &back));
    f.paper(&Heading { issuer: &committee, number: &number, title: &heading, to: &to, back }, content)
}

/// The way to what follows, on the page of a motion whose result is out.
pub fn card_of(f: &Frame<'_>, id: MotionId, motion: &Motion) -> Markup {
    let lang = f.lang();
    html! {
        @if motion.status(f.view.now) == Status::Published {
            (card(html! {
                h2 { (t!(lang, "later-title")) }
                @if let Some(until) = motion.file_until() { p { (flow(&t!(lang, "later-file-until", until = format::date_full(lang, until)))) } }
                (buttons(link_button(LinkButton::second(t!(lang, "later-see"), &f.at(&format!("/m/{id}/later"))))))
            }))
        }
    }
}
