//! 管理规约、议事规则: the texts in force with their articles, the values that stand in them, every version, and two
//! versions beside one another. Everybody reads what is in force; a draft is its writers' until the owners are asked.

pub mod compare;
mod force;

pub use force::{asked, brought};

use super::law::value_text;
use super::{Frame, Section, Shape, open};
use crate::components::print::{PrintRow, paragraph, print_words};
use crate::components::{
    Button, Choice, Column, Control, Entry, Fact, Field, Kind, Link, LinkButton, Notice, NoticeKind, Row, Table, Tag,
    TagKind, Width, button, buttons, card, checkbox, entries, facts, field, flow, hidden, link_button, meta, more,
    notice, table, tag, title,
};
use crate::form::Form;
use crate::icons::Icon;
use crate::layout::{PageHead, columns, page_head, wrap};
use crate::pages::paper_frame::Heading;
use crate::reply::{Problem, Reply, page, to};
use crate::say::{Told, rule_name};
use crate::text::{Lang, t_of};
use crate::upload::{self, Upload};
use crate::visit::{Asked, At, Visit};
use crate::{format, t};
use app::{EstateView, Who};
use authority::Act;
use axum::extract::Multipart;
use axum::http::StatusCode;
use compare::{Change, Run, compare, runs};
use estate::assembly::{Motion, Status};
use estate::charter::{Article, By, Command, Rules, Version, articles, numeral};
use force::{in_force_line, in_time, lapsed};
use law::{Key, Refusal, Settable, Shape as ValueShape, Value};
use maud::{Markup, html};
use units::{MotionId, StreamId, limits};

/// A text's name.
#[must_use]
pub fn name(lang: Lang, which: Rules) -> &'static str {
    t_of(lang, "charter", which.word())
}

fn which(word: &str) -> Result<Rules, Problem> {
    Rules::from_word(word).ok_or(Problem::NotFound)
}

/// Where a rule of the estate's own stands, as an address with its article; `None` where it has none today.
#[must_use]
pub fn stands(f: &Frame<'_>, key: Key) -> Option<String> {
    let (which, version, article) = f.estate().charter.where_is(key, f.today())?;
    Some(f.at(&format!("/charter/{}/{version}#a{article}", which.word())))
}

/// Whether somebody may read a version: a draft only while it is asked about, or at the desk.
fn readable(v: &EstateView<'_>, who: &Who, which: Rules, number: u32) -> bool {
    let Some(version) = v.estate.charter.version(which, number) else { return false };
    let asked = v.estate.assembly.motions.values().any(|m| {
        let open = !matches!(m.status(v.now), Status::Draft | Status::Withdrawn | Status::Published);
        open && m.items.iter().any(|i| i.kind == which.item())
    });
    version.adopted.is_some() || asked || v.may(who, Act::ViewDesk)
}

fn version_name(lang: Lang, number: u32) -> String {
    t!(lang, "charter-version", n = number)
}

// ---- both texts ----

/// `GET /e/{estate}/charter`
pub async fn list(visit: Visit, At(estate): At<StreamId>) -> Reply {
    let who = visit.who(estate).await?;
    visit.draw(estate, |view| list_page(&Frame { visit: &visit, who, view })).await
}

fn list_page(f: &Frame<'_>) -> Markup {
    let lang = f.lang();
    let heading = t!(lang, "charter-title");
    let content = wrap(html! {
        (page_head(PageHead { title: heading, lead: Some(t!(lang, "charter-lead")), ..PageHead::default() }))
        div .stack {
            @for which in Rules::ALL {
                @let here = f.at(&format!("/charter/{}", which.word()));
                (card(html! {
                    h2 { (name(lang, *which)) }
                    @match f.estate().charter.in_force(*which, f.today()) {
                        Some(number) => {
                            p { (flow(&in_force_line(f, *which, number))) }
                            (values(f, *which, number, false))
                            (buttons(link_button(LinkButton::second(t!(lang, "charter-read"), &here))))
                        },
                        None => {
                            p { (flow(t!(lang, "charter-none"))) }
                            @if f.may(Act::WriteCharter) { (buttons(link_button(LinkButton::second(t!(lang, "charter-write"), &here)))) }
                        },
                    }
                }))
            }
            p { (more(Link::new(t!(lang, "law-title"), &f.at("/law")))) }
        }
    });
    f.page(Shape { title: heading, section: Section::Law, proof: true, ..Shape::default() }, content)
}

/// The values that stand in a version, each with its article; for drafts with a way to take one out.
fn values(f: &Frame<'_>, which: Rules, number: u32, mend: bool) -> Markup {
    let lang = f.lang();
    let Some(version) = f.estate().charter.version(which, number) else { return html! {} };
    let rows: Vec<Row> = version
        .values
        .iter()
        .map(|(key, held)| {
            let article = format!("#a{}", held.article);
            let there = f.at(&format!("/charter/{}/{number}{article}", which.word()));
            let mut cells = vec![
                html! { (rule_name(lang, *key)) },
                html! { b { (value_text(lang, *key, &held.value)) } },
                html! { a href=(there) { (article_name(lang, held.article)) } },
            ];
            if mend {
                cells.push(f.form(
                    &format!("/charter/{}/{number}/drop", which.word()),
                    html! {
                        (hidden(&[("rule", key.word())]))
                        (button(Button::second(t!(lang, "charter-drop"))))
                    },
                ));
            }
            Row { cells: cells.into_iter().map(Some).collect(), here: false }
        })
        .collect();
    let mut heads = vec![
        Column::text(t!(lang, "col-rule")).stays(),
        Column::text(t!(lang, "col-value")).stays(),
        Column::text(t!(lang, "col-article")).stays(),
    ];
    if mend {
        heads.push(Column::text("").stays());
    }
    html! {
        @if rows.is_empty() { (meta(t!(lang, "charter-no-values"))) }
        @else { (table(Table { lang, caption: t!(lang, "charter-values"), caption_hidden: true, columns: &heads, rows: &rows, total: None })) }
    }
}

fn article_name(lang: Lang, number: u32) -> String {
    match lang {
        Lang::Zh => format!("第{}条", numeral(number)),
        Lang::En => t!(lang, "charter-article", n = number),
    }
}

// ---- one version ----

/// `GET /e/{estate}/charter/{text}`: the version in force, else the newest.
pub async fn show(visit: Visit, At((estate, text)): At<(StreamId, String)>) -> Reply {
    let which = which(&text)?;
    draw_text(&visit, estate, which, None, &Form::default(), &[]).await
}

/// `GET /e/{estate}/charter/{text}/{version}`
pub async fn version(visit: Visit, At((estate, text, number)): At<(StreamId, String, u32)>) -> Reply {
    draw_text(&visit, estate, which(&text)?, Some(number), &Form::default(), &[]).await
}

async fn draw_text(
    visit: &Visit,
    estate: StreamId,
    which: Rules,
    number: Option<u32>,
    form: &Form,
    refusals: &[Refusal],
) -> Reply {
    let who = visit.who(estate).await?;
    let asked = number;
    let readable = |v: &EstateView<'_>| {
        let versions = v.estate.charter.versions(which).len() as u32;
        let newest = (1..=versions).rev().find(|n| readable(v, &who, which, *n));
        match asked {
            Some(number) => readable(v, &who, which, number).then_some(Some(number)),
            None => Some(v.estate.charter.in_force(which, v.today()).or(newest)),
        }
    };
    let number = visit.site.app.estate(estate, readable).await?.ok_or(Problem::NotFound)?;
    let draw = |view: &EstateView<'_>| text_page(&Frame { visit, who, view }, which, number, form, refusals);
    if refusals.is_empty() { visit.draw(estate, draw).await } else { visit.draw_refused(estate, draw).await }
}

fn text_page(f: &Frame<'_>, which: Rules, number: Option<u32>, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let heading = name(lang, which);
    let told = Told::new(lang, form, refusals, &["text", "file", "value", "article", "from", "motion", "proof"]);
    let held = number.and_then(|n| Some((n, f.estate().charter.version(which, n)?)));
    let versions: Vec<u32> = (1..=f.estate().charter.versions(which).len() as u32)
        .rev()
        .filter(|n| readable(f.view, &f.who, which, *n))
        .collect();
    let content = wrap(html! {
        (page_head(PageHead {
            back: Some(Link::new(t!(lang, "charter-title"), &f.at("/charter"))),
            title: heading,
            lead: held.map(|(n, _)| in_force_line(f, which, n)).as_deref(),
            tags: held.map(|(n, _)| tag(in_time(f, which, n))),
        }))
        (columns(
            html! { div .stack {
                (told.summary())
                @match held {
                    Some((n, version)) => { (of_version(f, which, n, version)) (text_of(version)) },
                    None => (card(html! { p { (flow(t!(lang, "charter-none"))) } })),
                }
            } },
            html! { div .stack {
                @if versions.len() > 1 || held.is_none_or(|(n, _)| versions.first() != Some(&n)) { (versions_card(f, which, &versions)) }
                @if let Some((n, version)) = held { @if version.adopted.is_none() && f.may(Act::AdoptCharter) { (value_form(f, which, n, form, &told)) (adopt_form(f, which, n, form, &told)) } }
                @if f.may(Act::WriteCharter) { (write_form(f, which, form, &told)) }
            } },
        ))
    });
    f.page(
        Shape { title: heading, section: Section::Law, desk: true, aloud: true, proof: true, ..Shape::default() },
        content,
    )
}

fn of_version(f: &Frame<'_>, which: Rules, number: u32, version: &Version) -> Markup {
    let lang = f.lang();
    let here = f.at(&format!("/charter/{}/{number}", which.word()));
    let by = match version.adopted.as_ref() {
        None => html! { (t!(lang, "charter-nobody-yet")) },
        Some(adopted) => match (adopted.motion, &adopted.proof) {
            (Some(motion), _) => {
                let title = f.estate().assembly.get(motion).map_or("", |m| open(lang, Some(&m.title)));
                html! { a href=(f.at(&format!("/m/{motion}"))) { (flow(title)) } }
            }
            (None, proof) => html! { (flow(&t!(lang, "charter-earlier", proof = open(lang, proof.as_ref())))) },
        },
    };
    let before = (1..number).rev().find(|n| readable(f.view, &f.who, which, *n));
    card(html! {
        (lapsed(f, which, number))
        (facts(&[
            Fact::text(t!(lang, "charter-version-label"), &version_name(lang, number)),
            Fact::text(t!(lang, "charter-written"), &format::date_full(lang, version.written.at.day())),
            Fact { label: t!(lang, "charter-adopted-by"), value: by },
        ]))
        h2 { (t!(lang, "charter-values")) }
        (meta(t!(lang, "charter-values-lead")))
        (values(f, which, number, version.adopted.is_none() && f.may(Act::AdoptCharter)))
        (buttons(html! {
            (link_button(LinkButton::second(t!(lang, "doc-print"), &format!("{here}/print")).icon(Icon::Printer)))
            @if let Some(before) = before {
                (link_button(LinkButton::second(&t!(lang, "charter-compare-with", version = version_name(lang, before)), &f.at(&format!("/charter/{}/compare?a={before}&b={number}", which.word())))))
            }
        }))
    })
}

/// The text: chapters as headings, articles with their number in bold.
fn text_of(version: &Version) -> Markup {
    let Some(text) = version.text.get() else { return html! {} };
    let (before, list) = articles(text);
    card(html! { div .charter { (set(&before, &list)) } })
}

fn set(before: &str, list: &[Article]) -> Markup {
    html! {
        @for line in before.lines() { p { (flow(line)) } }
        @for (n, article) in list.iter().enumerate() {
            @let above = n.checked_sub(1).and_then(|n| list.get(n)).map_or("", |a| a.chapter.as_str());
            @if article.chapter != above { h2 { (title(&article.chapter)) } }
            @for (i, line) in article.text.split('\n').enumerate() {
                @if i == 0 { p .charter-article id=(format!("a{}", article.number)) { b { "第" (numeral(article.number)) "条" } "　" (flow(line)) } }
                @else { p { (flow(line)) } }
            }
        }
    }
}

fn versions_card(f: &Frame<'_>, which: Rules, versions: &[u32]) -> Markup {
    let lang = f.lang();
    let rows: Vec<(String, String, Tag<'static>, String)> = versions
        .iter()
        .map(|n| {
            let href = f.at(&format!("/charter/{}/{n}", which.word()));
            (version_name(lang, *n), href, in_time(f, which, *n), in_force_line(f, which, *n))
        })
        .collect();
    let list: Vec<Entry<'_>> =
        rows.iter().map(|(title, href, tag, line)| Entry { title, href, tag: Some(*tag), line: Some(line) }).collect();
    card(html! { h2 { (t!(lang, "charter-versions")) } (entries(&list)) })
}

// ---- writing ----

fn write_form(f: &Frame<'_>, which: Rules, form: &Form, told: &Told<'_>) -> Markup {
    let lang = f.lang();
    let action = f.at(&format!("/charter/{}", which.word()));
    let wrong = told.at("text").is_some() || told.at("file").is_some();
    card(html! {
        details open[wrong] {
            summary { (t!(lang, "charter-write")) }
            (meta(t!(lang, "charter-write-lead")))
            form method="post" action=(action) enctype="multipart/form-data" .stack {
                (f.visit.form_values())
                (field(Field::new(lang, "text", t!(lang, "charter-text")).hint(t!(lang, "charter-text-hint")).optional().error(told.at("text")), Control::TextArea { value: form.get("text"), rows: 10 }))
                (field(Field::new(lang, "file", t!(lang, "charter-file")).hint(t!(lang, "charter-file-hint")).optional().error(told.at("file")), Control::File { accept: ".docx,.txt,.md", multiple: false }))
                (button(Button::primary(t!(lang, "charter-write-do")).busy(t!(lang, "recording"))))
            }
        }
    })
}

/// `POST /e/{estate}/charter/{text}`: a new version, pasted or from a file.
pub async fn write(visit: Visit, At((estate, text)): At<(StreamId, String)>, parts: Multipart) -> Reply {
    let which = which(&text)?;
    let who = visit.who_may(estate, Act::WriteCharter).await?;
    let (form, file) = upload::read(parts, "file", limits::TEXT_FILE_BYTES_MAX).await?;
    visit.check(&form)?;
    let refuse = |code: &str| Err(vec![Refusal::new(code).on("file")]);
    let text = match file {
        Upload::None => Ok(form.get("text").replace("\r\n", "\n")),
        Upload::TooLarge => refuse("charter-file-too-large"),
        Upload::Bytes(bytes) => match office::text::read(&bytes) {
            Ok(text) => Ok(text.replace("\r\n", "\n")),
            Err(office::text::TextError::TooLarge) => refuse("charter-file-too-large"),
            Err(_) => refuse("charter-file-kind"),
        },
    };
    let refusals = match text {
        Err(refusals) => refusals,
        Ok(text) => {
            let command = estate::Command::Charter(Command::Write { which, text });
            match visit.send(estate, who, &form, command).await? {
                Ok(_) => {
                    let newest = |v: &EstateView<'_>| v.estate.charter.versions(which).len();
                    let n = visit.site.app.estate(estate, newest).await?;
                    return Ok(to(&format!("/e/{estate}/charter/{}/{n}", which.word())));
                }
                Err(refusals) => refusals,
            }
        }
    };
    draw_text(&visit, estate, which, None, &form, &refusals).await
}

fn word_field(word: &str) -> String {
    format!("value-{word}")
}

/// A value that stands in an article. Which rule is chosen first; its field follows from what the rule takes.
fn value_form(f: &Frame<'_>, which: Rules, number: u32, form: &Form, told: &Told<'_>) -> Markup {
    let lang = f.lang();
    let here = f.at(&format!("/charter/{}/{number}", which.word()));
    let key = Key::from_word(form.get("rule")).filter(|k| k.settable() != Settable::No);
    let keys: Vec<(&str, &str)> =
        Key::ALL.iter().filter(|k| k.settable() != Settable::No).map(|k| (k.word(), rule_name(lang, *k))).collect();
    let words = |family: &str, list: &'static [&'static str]| {
        list.iter().map(|w| (*w, t_of(lang, "value", &format!("{family}-{w}")))).collect::<Vec<_>>()
    };
    card(html! {
        h2 { (t!(lang, "charter-value-set")) }
        @match key {
            None => {
                (meta(t!(lang, "charter-value-lead")))
                form method="get" action=(format!("{here}/value")) .stack {
                    (field(Field::new(lang, "rule", t!(lang, "col-rule")), Control::Select { options: &keys, chosen: None }))
                    (button(Button::second(t!(lang, "charter-value-next"))))
                }
            },
            Some(key) => (f.form(&format!("/charter/{}/{number}/set", which.word()), html! {
                @let family = key.word().replace('.', "-");
                p { b { (rule_name(lang, key)) } }
                (hidden(&[("rule", key.word())]))
                @match key.shape() {
                    ValueShape::Number | ValueShape::Share => (field(Field::new(lang, "value", t!(lang, "col-value")).error(told.at("value")), Control::Number { value: told.typed("value"), width: Width::Short, unit: None })),
                    ValueShape::Word(list) => (field(Field::new(lang, "value", t!(lang, "col-value")).error(told.at("value")), Control::Select { options: &words(&family, list), chosen: Some(told.typed("value")).filter(|v| !v.is_empty()) })),
                    ValueShape::Words(list) => fieldset .field {
                        legend { (t!(lang, "col-value")) }
                        @if let Some(error) = told.at("value") { p .error #e-value { (flow(error)) } }
                        @for (word, label) in words(&family, list) {
                            @let name = word_field(word);
                            (checkbox(Field::new(lang, &name, ""), Choice { value: "yes", label, note: None, sign: None }, form.has(&name)))
                        }
                    },
                }
                (field(Field::new(lang, "article", t!(lang, "charter-which-article")).hint(t!(lang, "charter-which-article-hint")).error(told.at("article")), Control::Number { value: told.typed("article"), width: Width::Short, unit: None }))
                (button(Button::primary(t!(lang, "charter-value-set")).busy(t!(lang, "recording"))))
            })),
        }
    })
}

/// `GET /e/{estate}/charter/{text}/{version}/value?rule=notice.days`: the form of one value.
pub async fn value(
    visit: Visit,
    At((estate, text, number)): At<(StreamId, String, u32)>,
    Asked(asked): Asked,
) -> Reply {
    let which = which(&text)?;
    visit.who_may(estate, Act::AdoptCharter).await?;
    draw_text(&visit, estate, which, Some(number), &asked, &[]).await
}

fn adopt_form(f: &Frame<'_>, which: Rules, number: u32, form: &Form, told: &Told<'_>) -> Markup {
    let lang = f.lang();
    let charter = &f.estate().charter;
    // Votes that could bring it: passed, announced, still standing, and not spent on another version.
    let could = |m: &Motion| m.status(f.view.now) == Status::Published && m.passed_on(which.item());
    let voted: Vec<(String, String)> = f
        .estate()
        .assembly
        .motions
        .iter()
        .rev()
        .filter(|(id, m)| could(m) && charter.brought_by(which, **id).is_none())
        .map(|(id, m)| {
            let title = open(lang, Some(&m.title));
            let asked = m.notice.as_ref().and_then(|n| charter.asked_about(which, n.at));
            let asked = asked.map(|n| t!(lang, "charter-motion-asked", title = title, version = version_name(lang, n)));
            (id.to_string(), asked.unwrap_or_else(|| title.to_owned()))
        })
        .collect();
    let by_vote = charter.versions(which).iter().any(|v| v.adopted.as_ref().is_some_and(|a| a.motion.is_some()));
    let none = (String::new(), t!(lang, "charter-no-motion").to_owned());
    let earlier = (!by_vote).then_some(&none);
    let list: Vec<(&str, &str)> = earlier.into_iter().chain(&voted).map(|(v, w)| (v.as_str(), w.as_str())).collect();
    if list.is_empty() && told.at("motion").is_none() {
        return card(html! { h2 { (t!(lang, "charter-adopt")) } p { (flow(t!(lang, "charter-adopt-wait"))) } });
    }
    let from = if form.has("from") { form.get("from").to_owned() } else { f.today().to_string() };
    card(html! {
        h2 { (t!(lang, "charter-adopt")) }
        (meta(t!(lang, "charter-adopt-lead")))
        (f.form(&format!("/charter/{}/{number}/adopt", which.word()), html! {
            (field(Field::new(lang, "motion", t!(lang, "charter-by-motion")).error(told.at("motion")), Control::Select { options: &list, chosen: Some(told.typed("motion")) }))
            @if earlier.is_some() { (field(Field::new(lang, "proof", t!(lang, "charter-proof")).hint(t!(lang, "charter-proof-hint")).optional().error(told.at("proof")), Control::Text { value: told.typed("proof"), width: Width::Full, autocomplete: "off" })) }
            (field(Field::new(lang, "from", t!(lang, "charter-from")).error(told.at("from")), Control::Date { value: &from }))
            (button(Button { kind: Kind::Irreversible, ..Button::primary(t!(lang, "charter-adopt-do")).busy(t!(lang, "recording")) }))
        }))
    })
}

fn value_of(key: Key, form: &Form) -> Option<Value> {
    match key.shape() {
        ValueShape::Number => form.read("value").map(Value::Number),
        // Shares are the law's own; an estate's rules may not move one.
        ValueShape::Share => None,
        ValueShape::Word(_) => Some(form.get("value").to_owned()).filter(|w| !w.is_empty()).map(Value::Word),
        ValueShape::Words(list) => {
            Some(Value::Words(list.iter().filter(|w| form.has(&word_field(w))).map(|w| (*w).to_owned()).collect()))
        }
    }
}

/// `POST /e/{estate}/charter/{text}/{version}/{act}`: set or drop a value, or let the version come into force.
pub async fn act(
    visit: Visit,
    At((estate, text, version, act)): At<(StreamId, String, u32, String)>,
    form: Form,
) -> Reply {
    visit.check(&form)?;
    let which = which(&text)?;
    let who = visit.who_may(estate, Act::AdoptCharter).await?;
    let key = || Key::from_word(form.get("rule")).ok_or(Problem::BadRequest);
    let command = match act.as_str() {
        "set" => {
            let key = key()?;
            let article = form.read("article").unwrap_or(0);
            match value_of(key, &form) {
                Some(value) => Ok(Command::SetValue { which, version, key, value, article }),
                None => Err(vec![Refusal::new("own-rule-no-value").with("rule", key.word()).on("value")]),
            }
        }
        "drop" => Ok(Command::DropValue { which, version, key: key()? }),
        "adopt" => match form.day("from") {
            None => Err(vec![Refusal::new("day-wrong").on("from")]),
            Some(from) => {
                let by = match form.read::<MotionId>("motion") {
                    Some(motion) => By::Motion(motion),
                    None => By::Earlier(form.get("proof").to_owned()),
                };
                Ok(Command::Adopt { which, version, by, from })
            }
        },
        _ => return Err(Problem::NotFound),
    };
    let refusals = match command {
        Err(refusals) => refusals,
        Ok(command) => match visit.send(estate, who, &form, estate::Command::Charter(command)).await? {
            Ok(_) => return Ok(to(&format!("/e/{estate}/charter/{}/{version}", which.word()))),
            Err(refusals) => refusals,
        },
    };
    draw_text(&visit, estate, which, Some(version), &form, &refusals).await
}

// ---- two versions ----

/// `GET /e/{estate}/charter/{text}/compare?a=1&b=2`
pub async fn compared(visit: Visit, At((estate, text)): At<(StreamId, String)>, Asked(asked): Asked) -> Reply {
    let which = which(&text)?;
    let who = visit.who(estate).await?;
    let newest = |v: &EstateView<'_>| {
        (1..=v.estate.charter.versions(which).len() as u32).rev().find(|n| readable(v, &who, which, *n))
    };
    let newest = visit.site.app.estate(estate, newest).await?.ok_or(Problem::NotFound)?;
    let b: u32 = asked.read("b").unwrap_or(newest);
    let a: u32 = asked.read("a").unwrap_or_else(|| b.saturating_sub(1));
    let both = |v: &EstateView<'_>| [a, b].iter().all(|n| readable(v, &who, which, *n));
    if !visit.site.app.estate(estate, both).await? {
        return Err(Problem::NotFound);
    }
    visit.draw(estate, |view| compare_page(&Frame { visit: &visit, who, view }, which, a, b)).await
}

fn compare_page(f: &Frame<'_>, which: Rules, a: u32, b: u32) -> Markup {
    let lang = f.lang();
    let list = |n| f.estate().charter.version(which, n).map(Version::articles).unwrap_or_default();
    let (old, new) = (list(a), list(b));
    let changes = compare(&old, &new);
    let count = |of: fn(&Change<'_>) -> bool| changes.iter().filter(|c| of(c)).count();
    let (changed, added, removed) = (
        count(|c| matches!(c, Change::Changed(..))),
        count(|c| matches!(c, Change::Added(_))),
        count(|c| matches!(c, Change::Removed(_))),
    );
    let heading =
        t!(lang, "charter-compare", text = name(lang, which), a = version_name(lang, a), b = version_name(lang, b));
    // Articles that only moved up or down are one line, not a card each.
    let moved: Vec<String> = changes
        .iter()
        .filter_map(|c| match c {
            Change::Same(old, new) if old.number != new.number => Some(t!(
                lang,
                "charter-moved-one",
                before = article_name(lang, old.number),
                now = article_name(lang, new.number)
            )),
            _ => None,
        })
        .collect();
    let line = t!(lang, "charter-compare-line", changed = changed, added = added, removed = removed);
    let content = wrap(html! {
        (page_head(PageHead {
            back: Some(Link::new(name(lang, which), &f.at(&format!("/charter/{}/{b}", which.word())))),
            title: &heading,
            lead: Some(&line),
            tags: None,
        }))
        div .stack {
            @if changed + added + removed == 0 { (notice(Notice::text(NoticeKind::Explain, t!(lang, "charter-compare-same")))) }
            (meta(t!(lang, "charter-compare-how")))
            @for change in &changes { (one_change(lang, change)) }
            @if !moved.is_empty() { (card(html! { p { (flow(&t!(lang, "charter-moved", list = moved.join(t!(lang, "say-comma"))))) } })) }
        }
    });
    f.page(Shape { title: &heading, section: Section::Law, proof: true, ..Shape::default() }, content)
}

fn one_change(lang: Lang, change: &Change<'_>) -> Markup {
    let head = |article: &Article, tag_of: Tag<'_>| html! { p .charter-head { b { (article_name(lang, article.number)) } " " (tag(tag_of)) } };
    let over = |text: &'static str| Tag { kind: TagKind::Over, text };
    match change {
        Change::Same(..) => html! {},
        Change::Added(article) => card(html! {
            (head(article, Tag { kind: TagKind::Now, text: t!(lang, "charter-added") }))
            @for line in article.text.lines() { p { ins { (flow(line)) } } }
        }),
        Change::Removed(article) => card(html! {
            (head(article, over(t!(lang, "charter-removed"))))
            @for line in article.text.lines() { p { del { (flow(line)) } } }
        }),
        Change::Changed(old, new) => card(html! {
            (head(new, Tag { kind: TagKind::Soon, text: t!(lang, "charter-changed") }))
            @if old.number != new.number { (meta(&t!(lang, "charter-renumbered", before = article_name(lang, old.number)))) }
            p .charter-words {
                @for run in runs(&old.text, &new.text) {
                    @match run {
                        Run::Kept(text) => (text),
                        Run::Inserted(text) => ins { (text) },
                        Run::Deleted(text) => del { (text) },
                    }
                }
            }
        }),
    }
}

// ---- on paper ----

/// `GET /e/{estate}/charter/{text}/{version}/print`
pub async fn print(visit: Visit, At((estate, text, number)): At<(StreamId, String, u32)>) -> Reply {
    let which = which(&text)?;
    let who = visit.who(estate).await?;
    if !visit.site.app.estate(estate, |v| readable(v, &who, which, number)).await? {
        return Err(Problem::NotFound);
    }
    let draw = |view: &EstateView<'_>| paper(&Frame { visit: &visit, who, view }, which, number);
    Ok(page(&visit, StatusCode::OK, visit.site.app.estate(estate, draw).await?))
}

/// A version on A4, with the values that stand in it at the end.
pub fn paper(f: &Frame<'_>, which: Rules, number: u32) -> Markup {
    let lang = f.lang();
    let Some(version) = f.estate().charter.version(which, number) else { return html! {} };
    let (before, list) = version.text.get().map(|t| articles(t)).unwrap_or_default();
    let rows: Vec<PrintRow> = version
        .values
        .iter()
        .map(|(key, held)| PrintRow {
            cells: vec![
                rule_name(lang, *key).to_owned(),
                value_text(lang, *key, &held.value),
                article_name(lang, held.article),
            ],
            under: false,
            key: false,
        })
        .collect();
    let heads = [t!(lang, "col-rule"), t!(lang, "col-value"), t!(lang, "col-article")];
    let to = format!("/charter/{}/{number}", which.word());
    let (issuer, here, title) = (t!(lang, "paper-assembly", name = f.name()), f.at(&to), name(lang, which));
    let number_of = version_name(lang, number);
    f.paper(
        &Heading { issuer: &issuer, number: &number_of, title, to: &to, back: Link::new(title, &here) },
        html! {
            (paragraph(&in_force_line(f, which, number)))
            div .charter { (set(&before, &list)) }
            @if !rows.is_empty() { h2 { (t!(lang, "charter-values")) } (print_words(&heads, &rows, t!(lang, "charter-values-lead"))) }
        },
    )
}
