//! 规则包: those that come with the program, those adopted here, and the values known from memory only, which an
//! administrator confirms once the text itself was read.

use super::{Frame, answer, frame, frame_for, send};
use crate::components::{
    Button, Column, Control, Field, Kind, Link, Row, Table, Width, button, card, field, flow, hidden, meta, table,
};
use crate::form::Form;
use crate::format;
use crate::layout::{PageHead, page_head, wrap};
use crate::pages::law::value_text;
use crate::reply::{Problem, Reply, to};
use crate::say::{Told, refused, rule_name};
use crate::t;
use crate::visit::{At, Visit};
use authority::Act;
use district::{Command, District};
use law::{Book, Confidence, Key, Refusal};
use maud::{Markup, html};
use units::{Digest, StreamId};

/// `GET /d/{district}/rules`
pub async fn show(visit: Visit, At(stream): At<StreamId>) -> Reply {
    let f = frame(&visit, stream).await?;
    draw(&f, &Form::default(), &[]).await
}

async fn draw(f: &Frame<'_>, form: &Form, refusals: &[Refusal]) -> Reply {
    let lang = f.visit.look.lang;
    let built_in = f.visit.site.app.built_in().clone();
    let read = |d: &District, _| (d.book(&built_in), d.adopted.iter().map(|a| a.pack.digest).collect::<Vec<_>>());
    let (book, adopted) = f.visit.site.app.district(f.stream, read).await?;
    let told = Told::new(lang, form, refusals, &["text"]);
    let rest: Vec<Refusal> = if form.has("basis") { refusals.to_vec() } else { Vec::new() };
    let content = wrap(html! {
        (page_head(PageHead { back: Some(Link::new(&f.name, &f.at(""))), title: t!(lang, "district-rules"), lead: Some(t!(lang, "district-rules-lead")), tags: None }))
        div .stack {
            (refused(lang, &rest))
            (card(packs(f, &book, &adopted)))
            (unsure(f, &book))
            @if f.may(Act::AdoptRules) { (card(html! {
                h2 { (t!(lang, "district-adopt")) }
                (meta(t!(lang, "district-adopt-lead")))
                (f.form("/rules/adopt", html! {
                    @if rest.is_empty() { (told.summary()) }
                    (field(Field::new(lang, "text", t!(lang, "district-adopt-text")).error(told.at("text")), Control::TextArea { value: told.typed("text"), rows: 12 }))
                    (button(Button::primary(t!(lang, "district-adopt-do")).busy(t!(lang, "recording"))))
                }))
            })) }
        }
    });
    answer(f, refusals, f.page(t!(lang, "district-rules"), 2, content))
}

fn packs(f: &Frame<'_>, book: &Book, adopted: &[Digest]) -> Markup {
    let lang = f.visit.look.lang;
    let rows: Vec<Row> = book
        .packs()
        .iter()
        .map(|p| {
            let here = adopted.contains(&p.digest);
            let digest = p.digest.to_string();
            Row::of([
                flow(&p.title),
                html! { (if p.place.parts().is_empty() { t!(lang, "place-country").to_owned() } else { p.place.to_string() }) },
                html! { (format::count(p.rules.len() as i64)) },
                html! {
                    @if !here { (t!(lang, "district-built-in")) }
                    @else if f.may(Act::AdoptRules) { (f.form("/rules/drop", html! {
                        (hidden(&[("pack", &digest)]))
                        (button(Button { kind: Kind::Irreversible, ..Button::primary(t!(lang, "district-drop")) }))
                    })) }
                    @else { (t!(lang, "district-adopted")) }
                },
            ])
        })
        .collect();
    table(Table {
        lang,
        caption: t!(lang, "district-packs"),
        caption_hidden: false,
        columns: &[
            Column::text(t!(lang, "col-pack")).stays(),
            Column::text(t!(lang, "col-place")),
            Column::figure(t!(lang, "district-values")),
            Column::text("").stays(),
        ],
        rows: &rows,
        total: None,
    })
}

/// Values known from memory only: they warn, and never block before somebody has read the text.
fn unsure(f: &Frame<'_>, book: &Book) -> Markup {
    let lang = f.visit.look.lang;
    let mut rows = Vec::new();
    for pack in book.packs() {
        for rule in pack.rules.iter().filter(|r| r.cite.confidence <= Confidence::Memory) {
            let confirmed = book.is_confirmed(pack.digest, rule.key);
            let (digest, key) = (pack.digest.to_string(), rule.key.word());
            rows.push(Row::of([
                html! { (rule_name(lang, rule.key)) br; small { (flow(&rule.cite.article)) } },
                html! { (value_text(lang, rule.key, &rule.value)) },
                html! { (if pack.place.parts().is_empty() { t!(lang, "place-country").to_owned() } else { pack.place.to_string() }) },
                html! {
                    @if confirmed { (t!(lang, "district-confirmed")) }
                    @else if f.may(Act::ConfirmRule) { (f.form("/rules/confirm", html! {
                        (hidden(&[("pack", &digest), ("rule", key)]))
                        @let name = format!("basis-{}-{key}", &digest[..8]);
                        (field(Field::new(lang, &name, t!(lang, "district-basis")).hint(t!(lang, "district-basis-hint")), Control::Text { value: "", width: Width::Full, autocomplete: "off" }))
                        (button(Button::second(t!(lang, "district-confirm")).busy(t!(lang, "recording"))))
                    })) }
                    @else { (t!(lang, "rule-warns-only")) }
                },
            ]));
        }
    }
    html! {
        @if !rows.is_empty() { (card(html! {
            h2 { (t!(lang, "district-unsure")) }
            (meta(t!(lang, "district-unsure-lead")))
            (table(Table {
                lang,
                caption: t!(lang, "district-unsure"),
                caption_hidden: true,
                columns: &[
                    Column::text(t!(lang, "col-rule")).stays(),
                    Column::text(t!(lang, "col-value")).stays(),
                    Column::text(t!(lang, "col-place")),
                    Column::text(""),
                ],
                rows: &rows,
                total: None,
            }))
        })) }
    }
}

/// `POST /d/{district}/rules/{act}`
pub async fn act(visit: Visit, At((stream, act)): At<(StreamId, String)>, mut form: Form) -> Reply {
    visit.check(&form)?;
    let pack = || form.read::<Digest>("pack").ok_or(Problem::BadRequest);
    let (needs, command) = match act.as_str() {
        "adopt" => (Act::AdoptRules, Command::AdoptRules { text: form.get("text").to_owned() }),
        "drop" => (Act::AdoptRules, Command::DropRules { pack: pack()? }),
        "confirm" => {
            let (pack, key) = (pack()?, Key::from_word(form.get("rule")).ok_or(Problem::BadRequest)?);
            let basis = form.starting("basis-").to_owned();
            (Act::ConfirmRule, Command::ConfirmRule { pack, key, basis })
        }
        _ => return Err(Problem::NotFound),
    };
    let f = frame_for(&visit, stream, needs).await?;
    match send(&f, &form, command).await? {
        Ok(_) => Ok(to(&f.at("/rules"))),
        Err(refusals) => {
            if act != "adopt" {
                form.set("basis", "");
            }
            draw(&f, &form, &refusals).await
        }
    }
}
