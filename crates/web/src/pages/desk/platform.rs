//! 官方平台结果: where the law of the place asks for an official voting platform, its file is read, reconciled with the
//! frozen roll, shown as what it would change, and only then taken in; one press takes it out again.

use super::desk;
use super::roll::sheet_lang;
use crate::components::{
    Button, Column, Control, Fact, Field, Link, LinkButton, Notice, NoticeKind, Row, Table, Width, button, buttons,
    card, facts, field, flow, hidden, link_button, meta, notice, table,
};
use crate::form::Form;
use crate::format;
use crate::layout::{PageHead, page_head, wrap};
use crate::pages::{Frame, open};
use crate::reply::{Problem, Reply, XLSX, file, to};
use crate::say::{Told, article, refused};
use crate::t;
use crate::text::Lang;
use crate::visit::{Asked, At, Visit};
use app::{EstateView, PlatformSheet, platform_items};
use authority::Act;
use axum::extract::Multipart;
use estate::assembly::{Command, Motion, PlatformRow, Reconciled, reconcile};
use law::{Key, Refusal};
use maud::{Markup, html};
use office::Finding;
use record::Expect;
use serde::{Deserialize, Serialize};
use units::{Digest, MotionId, StreamId};

/// Where files wait, sealed, until they are taken in.
const SPACE: &str = "platform-draft";
/// How long (milliseconds): a working day.
const KEPT_MS: i64 = 10 * 60 * 60 * 1_000;
/// Findings shown on the page.
const SHOWN: usize = 200;

/// A file that was read.
#[derive(Serialize, Deserialize)]
struct Draft {
    platform: String,
    file: Digest,
    said: Option<u32>,
    rows: Vec<PlatformRow>,
}

/// What the page shows.
enum Shown<'a> {
    Upload(&'a Form, &'a [Refusal]),
    Findings(&'a [Finding]),
    Preview(&'a str, &'a Draft),
}

/// `GET /e/{estate}/desk/platform/{motion}?draft=…`
pub async fn show(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>, Asked(asked): Asked) -> Reply {
    match asked.get("draft") {
        "" => draw(&visit, estate, motion, &Shown::Upload(&asked, &[])).await,
        id => {
            let held = draft(&visit, estate, id).await?;
            draw(&visit, estate, motion, &Shown::Preview(id, &held)).await
        }
    }
}

async fn draft(visit: &Visit, estate: StreamId, id: &str) -> Result<Draft, Problem> {
    let held = visit.site.app.record().side::<Draft>(SPACE, &key(estate, id), visit.site.app.now()).await?;
    held.map(|(draft, _)| draft).ok_or(Problem::NotFound)
}

fn key(estate: StreamId, id: &str) -> Vec<u8> {
    format!("{estate} {id}").into_bytes()
}

async fn draw(visit: &Visit, estate: StreamId, id: MotionId, shown: &Shown<'_>) -> Reply {
    let who = visit.who_may(estate, Act::ImportPlatform).await?;
    if visit.site.app.estate(estate, |v| v.estate.assembly.get(id).is_none_or(|m| m.electorate.is_none())).await? {
        return Err(Problem::NotFound);
    }
    let page = |view: &EstateView<'_>| platform_page(&Frame { visit, who, view }, id, shown);
    match shown {
        Shown::Upload(_, []) | Shown::Preview(..) => visit.draw(estate, page).await,
        _ => visit.draw_refused(estate, page).await,
    }
}

fn platform_page(f: &Frame<'_>, id: MotionId, shown: &Shown<'_>) -> Markup {
    let lang = f.lang();
    let Some(motion) = f.estate().assembly.get(id) else { return html! {} };
    let title = t!(lang, "platform-title");
    let content = wrap(html! {
        (page_head(PageHead {
            back: Some(Link::new(open(lang, Some(&motion.title)), &f.at(&format!("/m/{id}")))),
            title,
            lead: Some(t!(lang, "platform-lead")),
            tags: None,
        }))
        div .stack {
            @if let Some(rule) = motion.rule(Key::PhoneChannel) { (meta(&article(lang, &rule.cite))) }
            @match (&motion.platform, shown) {
                (Some(_), _) => (taken_in(f, id, motion)),
                (None, Shown::Upload(form, refusals)) => (upload_card(f, id, form, refusals)),
                (None, Shown::Findings(findings)) => { (findings_card(f, findings)) (upload_card(f, id, &Form::default(), &[])) },
                (None, Shown::Preview(key, draft)) => (preview(f, id, motion, key, draft)),
            }
        }
    });
    desk(f, title, true, content)
}

fn upload_card(f: &Frame<'_>, id: MotionId, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let told = Told::new(lang, form, refusals, &["platform", "said", "file"]);
    card(html! {
        (told.summary())
        (buttons(link_button(LinkButton::second(t!(lang, "platform-template"), &f.at(&format!("/desk/platform/{id}/template.xlsx"))))))
        form method="post" action=(f.at(&format!("/desk/platform/{id}"))) enctype="multipart/form-data" .stack {
            (f.visit.form_values())
            (field(Field::new(lang, "platform", t!(lang, "platform-name")).hint(t!(lang, "platform-name-hint")).error(told.at("platform")), Control::Text { value: told.typed("platform"), width: Width::Full, autocomplete: "off" }))
            (field(Field::new(lang, "said", t!(lang, "platform-said")).hint(t!(lang, "platform-said-hint")).optional().error(told.at("said")), Control::Number { value: told.typed("said"), width: Width::Short, unit: None }))
            (field(Field::new(lang, "file", t!(lang, "platform-file")).error(told.at("file")), Control::File { accept: ".xlsx,.xls,.csv", multiple: false }))
            (button(Button::primary(t!(lang, "platform-read")).busy(t!(lang, "import-reading"))))
        }
    })
}

fn findings_card(f: &Frame<'_>, findings: &[Finding]) -> Markup {
    let lang = f.lang();
    let said = |words: &office::Words| match lang {
        Lang::Zh => words.zh.clone(),
        Lang::En => words.en.clone(),
    };
    let rows: Vec<Row> = findings
        .iter()
        .take(SHOWN)
        .map(|finding| {
            let place = format!("{} {}", finding.place.name, finding.place.at);
            Row::of([
                html! { span .mono { (place) } @if let Some(column) = &finding.column { br; (column) } },
                html! { (flow(&said(&finding.what))) },
                html! { (flow(&said(&finding.cure))) },
                html! { span .mono { (office::finding::shown(&finding.found)) } },
            ])
        })
        .collect();
    card(html! {
        h2 { (t!(lang, "import-findings", n = findings.len())) }
        (meta(t!(lang, "platform-nothing-taken")))
        (table(Table {
            lang,
            caption: t!(lang, "platform-title"),
            caption_hidden: true,
            columns: &[Column::text(t!(lang, "col-cell")).stays(), Column::text(t!(lang, "col-wrong")).stays(), Column::text(t!(lang, "col-cure")), Column::text(t!(lang, "col-found"))],
            rows: &rows,
            total: None,
        }))
        @if findings.len() > SHOWN { (meta(&t!(lang, "import-findings-more", n = findings.len() - SHOWN))) }
    })
}

fn figures(lang: Lang, rows: usize, found: &Reconciled) -> Markup {
    let n = |n: usize| format::count(n as i64);
    facts(&[
        Fact::text(t!(lang, "platform-rows"), &n(rows)),
        Fact::text(t!(lang, "platform-counting"), &n(found.counting)),
        Fact::text(t!(lang, "platform-paper-first"), &n(found.paper_first)),
        Fact::text(t!(lang, "platform-paper-later"), &n(found.paper_later)),
        Fact::text(t!(lang, "platform-further"), &n(found.further_units)),
    ])
}

fn preview(f: &Frame<'_>, id: MotionId, motion: &Motion, key: &str, draft: &Draft) -> Markup {
    let lang = f.lang();
    match reconcile(motion, &draft.rows, draft.said) {
        Err(refusals) => html! { (refused(lang, &refusals)) (upload_card(f, id, &Form::default(), &[])) },
        Ok(found) => card(html! {
            h2 { (t!(lang, "platform-preview")) }
            p { (flow(&draft.platform)) }
            (figures(lang, draft.rows.len(), &found))
            (meta(t!(lang, "platform-one-head")))
            form method="post" action=(f.at(&format!("/desk/platform/{id}/take"))) .stack {
                (hidden(&[("id", key), ("csrf", &f.visit.csrf())]))
                (button(Button::primary(t!(lang, "platform-do")).busy(t!(lang, "recording"))))
            }
        }),
    }
}

fn taken_in(f: &Frame<'_>, id: MotionId, motion: &Motion) -> Markup {
    let lang = f.lang();
    let Some(result) = &motion.platform else { return html! {} };
    card(html! {
        h2 { (flow(open(lang, Some(&result.platform)))) }
        (facts(&[
            Fact::text(t!(lang, "col-when"), &format::moment(lang, result.stamp.at, f.today())),
            Fact::text(t!(lang, "platform-owners"), &format::count(result.ballots.len() as i64)),
            Fact::text(t!(lang, "import-digest"), &format::hash(&result.file.to_string(), 2)),
        ]))
        @if motion.counted.is_none() {
            (f.form(&format!("/desk/platform/{id}/undo"), button(Button::second(t!(lang, "platform-undo")).busy(t!(lang, "recording")))))
            (notice(Notice::text(NoticeKind::Explain, t!(lang, "platform-undo-lead"))))
        }
    })
}

/// `GET /e/{estate}/desk/platform/{motion}/template.xlsx`
pub async fn template(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>) -> Reply {
    visit.who_may(estate, Act::ImportPlatform).await?;
    let lang = visit.look.lang;
    let sheet = |v: &EstateView<'_>| {
        let held = v.estate.assembly.get(motion)?;
        let homes = v.estate.roll.listed().take(3).map(|(_, u)| &u.facts.door);
        let homes: Vec<[String; 3]> =
            homes.map(|d| [d.building.to_string(), d.stairwell.to_string(), d.room.to_string()]).collect();
        Some(office::platform::template(&platform_items(held), &homes, sheet_lang(lang)))
    };
    let bytes = visit.site.app.estate(estate, sheet).await?.ok_or(Problem::NotFound)?;
    let bytes = bytes.map_err(|e| Problem::Fault(e.to_string()))?;
    Ok(file(t!(lang, "platform-template-file"), XLSX, bytes))
}

/// `POST /e/{estate}/desk/platform/{motion}`: reads the file; nothing is taken in yet.
pub async fn read(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>, parts: Multipart) -> Reply {
    let (form, name, bytes) = super::import::upload(parts).await?;
    visit.check(&form)?;
    visit.who_may(estate, Act::ImportPlatform).await?;
    let id = form.id()?.to_string();
    let said = match form.get("said").trim() {
        "" => None,
        text => match text.parse::<u32>() {
            Ok(said) => Some(said),
            Err(_) => {
                let wrong = vec![Refusal::new("not-a-number").on("said")];
                return draw(&visit, estate, motion, &Shown::Upload(&form, &wrong)).await;
            }
        },
    };
    let reading =
        |v: &EstateView<'_>| Some(PlatformSheet::read(&bytes, &name, v.estate, v.estate.assembly.get(motion)?));
    let sheet = match visit.site.app.estate(estate, reading).await?.ok_or(Problem::NotFound)? {
        Ok(sheet) => sheet,
        Err(error) => {
            let why = error.words().get(sheet_lang(visit.look.lang)).to_owned();
            let wrong = vec![Refusal::new("sheet-unreadable").with("why", why).on("file")];
            return draw(&visit, estate, motion, &Shown::Upload(&form, &wrong)).await;
        }
    };
    if !sheet.findings.is_empty() {
        return draw(&visit, estate, motion, &Shown::Findings(&sheet.findings)).await;
    }
    let held = Draft { platform: form.get("platform").to_owned(), file: sheet.digest, said, rows: sheet.rows };
    let now = visit.site.app.now();
    let expires = Some(now.plus_ms(KEPT_MS));
    visit.site.app.record().put_side(SPACE, &key(estate, &id), Expect::Any, &held, expires, now).await?;
    Ok(to(&format!("/e/{estate}/desk/platform/{motion}?draft={id}")))
}

/// `POST /e/{estate}/desk/platform/{motion}/{act}`
pub async fn act(visit: Visit, At((estate, motion, act)): At<(StreamId, MotionId, String)>, form: Form) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::ImportPlatform).await?;
    let command = match act.as_str() {
        "take" => {
            let Draft { platform, file, said, rows } = draft(&visit, estate, form.get("id")).await?;
            Command::ImportPlatform { motion, platform, file, said, rows }
        }
        "undo" => Command::UndoPlatform { motion },
        _ => return Err(Problem::NotFound),
    };
    match visit.send(estate, who, &form, estate::Command::Assembly(command)).await? {
        Ok(_) => Ok(to(&format!("/e/{estate}/desk/platform/{motion}"))),
        Err(refusals) => draw(&visit, estate, motion, &Shown::Upload(&form, &refusals)).await,
    }
}
