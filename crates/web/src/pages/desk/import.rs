//! 导入名册: a spreadsheet is read, shown as what it would change, and only then taken in; one press takes it back.

use super::roll::sheet_lang;
use super::{desk, desk_head, onward};
use crate::components::{
    Button, Column, Control, Fact, Field, Link, LinkButton, Notice, NoticeKind, Row, Table, button, buttons, card,
    facts, field, flow, hidden, link_button, meta, notice, steps, table,
};
use crate::form::Form;
use crate::format;
use crate::layout::{PageHead, page_head, wrap};
use crate::pages::Frame;
use crate::reply::{Problem, Reply, XLSX, file, to};
use crate::say::refused;
use crate::t;
use crate::text::{Lang, t_of};
use crate::visit::{At, Visit};
use app::RollSheet;
use authority::Act;
use axum::extract::Multipart;
use estate::roll::{Change, Command, Import, Plan, plan};
use law::Refusal;
use maud::{Markup, html};
use office::{Finding, Words};
use record::Expect;
use serde::{Deserialize, Serialize};
use units::{Digest, Seq, StreamId};

/// Where uploaded sheets wait, sealed, until they are taken in.
const SPACE: &str = "roll-draft";
/// How long (milliseconds): a working day.
const KEPT_MS: i64 = 10 * 60 * 60 * 1_000;
/// Changes and findings shown on a page; the file to take away holds every one.
const SHOWN: usize = 200;

/// A sheet that was read.
#[derive(Serialize, Deserialize)]
struct Draft {
    name: String,
    file: Digest,
    rows: Vec<estate::roll::Row>,
    notes: Vec<[String; 2]>,
    /// Everything to mend, as a sheet to take away; empty if there is nothing.
    findings: Vec<u8>,
}

// ---- the way in ----

/// `GET /e/{estate}/desk/import`
pub async fn show(visit: Visit, At(estate): At<StreamId>) -> Reply {
    let who = visit.who_may(estate, Act::ImportRoll).await?;
    visit.draw(estate, |view| upload_page(&Frame { visit: &visit, who, view }, None, &[])).await
}

fn upload_page(f: &Frame<'_>, wrong: Option<&str>, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let content = wrap(html! {
        (desk_head(f, t!(lang, "desk-import"), Some(t!(lang, "import-lead"))))
        div .stack {
            (refused(lang, refusals))
            (card(html! {
                (steps(&[t!(lang, "import-step-1"), t!(lang, "import-step-2"), t!(lang, "import-step-3")]))
                (buttons(link_button(LinkButton::second(t!(lang, "import-template"), &f.at("/desk/import/template.xlsx")))))
                form method="post" action=(f.at("/desk/import")) enctype="multipart/form-data" .stack {
                    (f.visit.form_values())
                    (field(Field::new(lang, "file", t!(lang, "import-file")).hint(t!(lang, "import-file-hint")).error(wrong), Control::File { accept: ".xlsx,.xls,.csv", multiple: false }))
                    (button(Button::primary(t!(lang, "import-read")).busy(t!(lang, "import-reading"))))
                }
            }))
            (imports(f))
        }
    });
    desk(f, t!(lang, "desk-import"), true, content)
}

/// What was taken in before, and taking it back.
fn imports(f: &Frame<'_>) -> Markup {
    let lang = f.lang();
    let imports = &f.estate().roll.imports;
    let rows: Vec<Row> = imports
        .iter()
        .rev()
        .map(|i| {
            let seq = i.seq.to_string();
            Row::of([
                flow(&format::moment(lang, i.at, f.today())),
                html! { (format::count(i.before.len() as i64)) },
                html! { span .mono { (format::hash(&i.file.to_string(), 2)) } },
                html! {
                    @if i.undone { (t!(lang, "import-undone")) }
                    @else { form method="post" action=(f.at("/desk/import/undo")) {
                        (f.visit.form_values())
                        (hidden(&[("import", &seq)]))
                        (button(Button::second(t!(lang, "import-undo")).busy(t!(lang, "recording"))))
                    } }
                },
            ])
        })
        .collect();
    html! {
        @if !rows.is_empty() {
            (card(html! {
                h2 { (t!(lang, "import-before")) }
                (table(Table {
                    lang,
                    caption: t!(lang, "import-before"),
                    caption_hidden: true,
                    columns: &[
                        Column::text(t!(lang, "col-when")).stays(),
                        Column::figure(t!(lang, "import-units-touched")),
                        Column::text(t!(lang, "import-digest")),
                        Column::text("").stays(),
                    ],
                    rows: &rows,
                    total: None,
                }))
                (meta(t!(lang, "import-undo-lead")))
            }))
        }
    }
}

/// `GET /e/{estate}/desk/import/template.xlsx`
pub async fn template(visit: Visit, At(estate): At<StreamId>) -> Reply {
    visit.who_may(estate, Act::ImportRoll).await?;
    let bytes = office::roll::template(sheet_lang(visit.look.lang));
    Ok(file(t!(visit.look.lang, "import-template-file"), XLSX, bytes))
}

/// The file of a form and its other fields.
pub async fn upload(mut parts: Multipart) -> Result<(Form, String, Vec<u8>), Problem> {
    let (mut form, mut name, mut bytes) = (Form::default(), String::new(), Vec::new());
    while let Some(part) = parts.next_field().await.map_err(|_| Problem::TooLarge)? {
        if part.name() == Some("file") {
            name = part.file_name().unwrap_or_default().to_owned();
            bytes = part.bytes().await.map_err(|_| Problem::TooLarge)?.to_vec();
        } else {
            let field = part.name().unwrap_or_default().to_owned();
            form.set(&field, part.text().await.map_err(|_| Problem::BadRequest)?);
        }
    }
    Ok((form, name, bytes))
}

/// `POST /e/{estate}/desk/import`: reads the file; nothing is taken in yet.
pub async fn read(visit: Visit, At(estate): At<StreamId>, parts: Multipart) -> Reply {
    let (form, name, bytes) = upload(parts).await?;
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::ImportRoll).await?;
    let lang = visit.look.lang;
    let (today, shown) = (visit.site.app.now().day(), name.clone());
    let reading = tokio::task::spawn_blocking(move || {
        let sheet = RollSheet::read(&bytes, &name, today)?;
        // Too many findings for a sheet of them is not possible: the reader stops counting long before.
        let findings = match sheet.findings.is_empty() {
            true => Vec::new(),
            false => office::roll::write_findings(&sheet.findings, sheet_lang(lang)).unwrap_or_default(),
        };
        Ok::<_, office::sheet::ReadError>((sheet, findings))
    });
    let (sheet, findings) = match reading.await.map_err(|e| Problem::Fault(e.to_string()))? {
        Ok(read) => read,
        Err(error) => {
            let words = error.words();
            let wrong = worded(lang, &words);
            return visit
                .draw_refused(estate, |view| upload_page(&Frame { visit: &visit, who, view }, Some(wrong), &[]))
                .await;
        }
    };
    let id = form.id()?;
    let draft = Draft {
        name: shown,
        file: sheet.digest,
        rows: sheet.rows,
        notes: sheet.notes.iter().map(|n| [n.what.zh.clone(), n.what.en.clone()]).collect(),
        findings,
    };
    let now = visit.site.app.now();
    let key = draft_key(estate, &id.to_string());
    visit.site.app.record().put_side(SPACE, &key, Expect::Any, &draft, Some(now.plus_ms(KEPT_MS)), now).await?;
    if sheet.findings.is_empty() {
        return Ok(to(&format!("/e/{estate}/desk/import/{id}")));
    }
    visit
        .draw_refused(estate, |view| {
            findings_page(&Frame { visit: &visit, who, view }, &id.to_string(), &draft, &sheet.findings)
        })
        .await
}

fn worded(lang: Lang, words: &Words) -> &str {
    match lang {
        Lang::Zh => &words.zh,
        Lang::En => &words.en,
    }
}

fn draft_key(estate: StreamId, id: &str) -> Vec<u8> {
    format!("{estate} {id}").into_bytes()
}

// ---- what must be mended ----

fn findings_page(f: &Frame<'_>, id: &str, draft: &Draft, findings: &[Finding]) -> Markup {
    let lang = f.lang();
    let rows: Vec<Row> = findings
        .iter()
        .take(SHOWN)
        .map(|finding| {
            let place = format!("{} {}", finding.place.name, finding.place.at);
            Row::of([
                html! { span .mono { (place) } @if let Some(column) = &finding.column { br; (column.trim_end_matches('*')) } },
                html! { (flow(worded(lang, &finding.what))) },
                html! { (flow(worded(lang, &finding.cure))) },
                html! { @if !finding.found.is_empty() { span .mono { (office::finding::shown(&finding.found)) } } },
            ])
        })
        .collect();
    let title = t!(lang, "import-findings", n = findings.len());
    let content = wrap(html! {
        (page_head(PageHead { back: Some(Link::new(t!(lang, "desk-import"), &f.at("/desk/import"))), title: &title, lead: Some(t!(lang, "import-findings-lead")), tags: None }))
        div .stack {
            (meta(&t!(lang, "import-of", name = draft.name.as_str())))
            (buttons(link_button(LinkButton::second(t!(lang, "import-findings-file"), &f.at(&format!("/desk/import/{id}/findings.xlsx"))))))
            (card(table(Table {
                lang,
                caption: &title,
                caption_hidden: true,
                columns: &[
                    Column::text(t!(lang, "col-cell")).stays(),
                    Column::text(t!(lang, "col-wrong")).stays(),
                    Column::text(t!(lang, "col-cure")),
                    Column::text(t!(lang, "col-found")),
                ],
                rows: &rows,
                total: None,
            })))
            @if findings.len() > SHOWN { (meta(&t!(lang, "import-findings-more", n = findings.len() - SHOWN))) }
            (onward(t!(lang, "import-again"), &f.at("/desk/import")))
        }
    });
    desk(f, &title, true, content)
}

async fn draft(visit: &Visit, estate: StreamId, id: &str) -> Result<Draft, Problem> {
    let key = draft_key(estate, id);
    let held = visit.site.app.record().side::<Draft>(SPACE, &key, visit.site.app.now()).await?;
    held.map(|(draft, _)| draft).ok_or(Problem::NotFound)
}

/// `GET /e/{estate}/desk/import/{id}/findings.xlsx`
pub async fn findings(visit: Visit, At((estate, id)): At<(StreamId, String)>) -> Reply {
    visit.who_may(estate, Act::ImportRoll).await?;
    let draft = draft(&visit, estate, &id).await?;
    if draft.findings.is_empty() {
        return Err(Problem::NotFound);
    }
    Ok(file(t!(visit.look.lang, "import-findings-name"), XLSX, draft.findings))
}

// ---- what it would change ----

/// `GET /e/{estate}/desk/import/{id}`
pub async fn preview(visit: Visit, At((estate, id)): At<(StreamId, String)>) -> Reply {
    draw_preview(&visit, estate, &id, &[]).await
}

async fn draw_preview(visit: &Visit, estate: StreamId, id: &str, refusals: &[Refusal]) -> Reply {
    let who = visit.who_may(estate, Act::ImportRoll).await?;
    let draft = draft(visit, estate, id).await?;
    if !draft.findings.is_empty() {
        return Ok(to(&format!("/e/{estate}/desk/import")));
    }
    let page = |view: &app::EstateView<'_>| preview_page(&Frame { visit, who, view }, id, &draft, refusals);
    if refusals.is_empty() { visit.draw(estate, page).await } else { visit.draw_refused(estate, page).await }
}

fn preview_page(f: &Frame<'_>, id: &str, draft: &Draft, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let plan = plan(f.estate(), &draft.rows);
    let seen = f.estate().roll.changed.to_string();
    let new = plan.changes.iter().filter(|c| c.is_new).count();
    let title = t!(lang, "import-preview");
    let content = wrap(html! {
        (page_head(PageHead { back: Some(Link::new(t!(lang, "desk-import"), &f.at("/desk/import"))), title, lead: Some(&t!(lang, "import-of", name = draft.name.as_str())), tags: None }))
        div .stack {
            (refused(lang, refusals))
            (card(html! {
                (facts(&[
                    Fact::text(t!(lang, "import-rows"), &format::count(draft.rows.len() as i64)),
                    Fact::text(t!(lang, "import-new"), &format::count(new as i64)),
                    Fact::text(t!(lang, "import-changed"), &format::count((plan.changes.len() - new) as i64)),
                    Fact::text(t!(lang, "import-unchanged"), &format::count(plan.unchanged as i64)),
                ]))
                (remarks(f, draft, &plan))
                @if plan.changes.is_empty() {
                    (notice(Notice::text(NoticeKind::Explain, t!(lang, "import-nothing"))))
                } @else {
                    form method="post" action=(f.at(&format!("/desk/import/{id}"))) .stack {
                        (hidden(&[("id", id), ("csrf", &f.visit.csrf()), ("seen", &seen)]))
                        (button(Button::primary(t!(lang, "import-do")).busy(t!(lang, "recording"))))
                    }
                    (meta(t!(lang, "import-do-note")))
                }
            }))
            (changes(f, draft, &plan, new))
        }
    });
    desk(f, title, true, content)
}

/// What a clerk should know before pressing.
fn remarks(f: &Frame<'_>, draft: &Draft, plan: &Plan) -> Markup {
    let lang = f.lang();
    let mind = |text: &str| notice(Notice::text(NoticeKind::Mind, text));
    html! {
        @if plan.area_unknown > 0 { (mind(&t!(lang, "import-area-unknown", n = plan.area_unknown))) }
        @if plan.owner_unknown > 0 { (mind(&t!(lang, "import-owner-unknown", n = plan.owner_unknown))) }
        @if !plan.namesakes.is_empty() {
            @let names = plan.namesakes.iter().take(12).cloned().collect::<Vec<_>>().join(t!(lang, "say-comma"));
            (mind(&t!(lang, "import-namesakes", n = plan.namesakes.len(), names = names)))
        }
        @if !plan.several_developers.is_empty() {
            @let doors: Vec<String> = plan.several_developers.iter().take(12).map(|d| f.door(d)).collect();
            (mind(&t!(lang, "import-developers", n = plan.several_developers.len(), units = doors.join(t!(lang, "say-comma")))))
        }
        @if !plan.missing.is_empty() { (mind(&t!(lang, "import-missing", n = plan.missing.len()))) }
        @for note in &draft.notes {
            (notice(Notice::text(NoticeKind::Explain, match lang { Lang::Zh => &note[0], Lang::En => &note[1] })))
        }
    }
}

fn changes(f: &Frame<'_>, draft: &Draft, plan: &Plan, new: usize) -> Markup {
    let lang = f.lang();
    let row = |c: &Change| {
        let row = &draft.rows[c.row];
        let area = [row.areas.register, row.areas.survey, row.areas.contract].into_iter().flatten().next();
        let owners: Vec<String> = row.owners.iter().map(|o| o.name.clone()).collect();
        let what: Vec<&str> = c.fields.iter().map(|field| t_of(lang, "roll-field", field)).collect();
        Row::of([
            flow(&f.door(&row.door)),
            html! { @if c.is_new { (t!(lang, "import-is-new")) } @else { (flow(&what.join(t!(lang, "say-comma")))) } },
            flow(&if owners.is_empty() {
                t!(lang, "to-be-verified").to_owned()
            } else {
                owners.join(t!(lang, "say-comma"))
            }),
            html! { (area.map_or_else(|| t!(lang, "to-be-verified").to_owned(), |a| format::area_exact(lang, a))) },
        ])
    };
    // Changes to what is known come first: they are what needs a look.
    let mut order: Vec<&Change> = plan.changes.iter().collect();
    order.sort_by_key(|c| (c.is_new, c.row));
    let rows: Vec<Row> = order.into_iter().take(SHOWN).map(row).collect();
    let title = t!(lang, "import-what", new = new, changed = plan.changes.len() - new);
    html! {
        @if !rows.is_empty() {
            (card(html! {
                h2 { (flow(&title)) }
                (table(Table {
                    lang,
                    caption: &title,
                    caption_hidden: true,
                    columns: &[
                        Column::text(t!(lang, "col-unit")).stays(),
                        Column::text(t!(lang, "col-change")).stays(),
                        Column::text(t!(lang, "col-owners")),
                        Column::figure(t!(lang, "col-area-exclusive")),
                    ],
                    rows: &rows,
                    total: None,
                }))
                @if plan.changes.len() > SHOWN { (meta(&t!(lang, "import-changes-more", n = plan.changes.len() - SHOWN))) }
            }))
        }
    }
}

/// `POST /e/{estate}/desk/import/{id}`: takes it in as it was shown.
pub async fn take(visit: Visit, At((estate, id)): At<(StreamId, String)>, form: Form) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::ImportRoll).await?;
    let draft = draft(&visit, estate, &id).await?;
    let seen: Seq = form.read("seen").ok_or(Problem::BadRequest)?;
    let import = Import { file: draft.file, seen, rows: draft.rows };
    match visit.send(estate, who, &form, estate::Command::Roll(Command::Import(import))).await? {
        // The draft stays until it expires: pressed twice, the same command is answered twice.
        Ok(_) => Ok(to(&format!("/e/{estate}/desk/roll"))),
        Err(refusals) => draw_preview(&visit, estate, &id, &refusals).await,
    }
}

/// `POST /e/{estate}/desk/import/undo`
pub async fn undo(visit: Visit, At(estate): At<StreamId>, form: Form) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::ImportRoll).await?;
    let import = form.read("import").ok_or(Problem::BadRequest)?;
    match visit.send(estate, who, &form, estate::Command::Roll(Command::UndoImport { import })).await? {
        Ok(_) => Ok(to(&format!("/e/{estate}/desk/import"))),
        Err(refusals) => {
            visit.draw_refused(estate, |view| upload_page(&Frame { visit: &visit, who, view }, None, &refusals)).await
        }
    }
}
