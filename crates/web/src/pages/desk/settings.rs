//! 设置: what the estate is, what its own 议事规则 set within the law, and its record as a file.

use super::{desk, desk_head};
use crate::components::{
    Button, Choice, Column, Control, Fact, Field, Kind, Link, LinkButton, Row, Table, Width, button, buttons, card,
    checkbox, facts, field, flow, hidden, link, link_button, meta, table,
};
use crate::form::Form;
use crate::format;
use crate::layout::{columns, wrap};
use crate::pages::Frame;
use crate::pages::law::value_text;
use crate::reply::{Problem, Reply, file, to};
use crate::say::{Told, article, rule_name};
use crate::t;
use crate::text::t_of;
use crate::visit::{Asked, At, Visit};
use authority::Act;
use estate::founding::Command;
use law::{Key, OwnRule, Refusal, Settable, Shape, Value};
use maud::{Markup, html};
use record::Export;
use units::StreamId;

/// `GET /e/{estate}/desk/settings?rule=notice.days`
pub async fn show(visit: Visit, At(estate): At<StreamId>, Asked(asked): Asked) -> Reply {
    let who = visit.who_may(estate, Act::ViewSettings).await?;
    visit.draw(estate, |view| settings_page(&Frame { visit: &visit, who, view }, &asked, &[])).await
}

fn settings_page(f: &Frame<'_>, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let founding = &f.estate().founding;
    let chosen = Key::from_word(form.get("rule")).filter(|k| k.settable() != Settable::No);
    let content = wrap(html! {
        (desk_head(f, t!(lang, "desk-settings"), None))
        (columns(
            html! { div .stack {
                (card(facts(&[
                    Fact::text(t!(lang, "settings-name"), f.name()),
                    Fact::text(t!(lang, "settings-place"), &founding.place.to_string()),
                    Fact::text(t!(lang, "settings-units"), &format::count(f.estate().roll.doors.len() as i64)),
                    Fact { label: t!(lang, "how-stream"), value: html! { span .mono { (f.view.stream) } } },
                ])))
                (card(html! {
                    h2 { (t!(lang, "settings-rules")) }
                    (meta(t!(lang, "settings-rules-lead")))
                    (rules(f))
                }))
            } },
            html! { div .stack {
                @if let Some(key) = chosen { @if f.may(Act::OwnRules) { (card(rule_form(f, key, form, refusals))) } }
                @if f.may(Act::ExportRecord) {
                    (card(html! {
                        h2 { (t!(lang, "settings-record")) }
                        (meta(t!(lang, "settings-record-lead")))
                        (buttons(link_button(LinkButton::second(t!(lang, "settings-record-do"), &f.at("/desk/record.jsonl")))))
                    }))
                }
            } },
        ))
    });
    desk(f, t!(lang, "desk-settings"), true, content)
}

/// Every question the law leaves to the estate, with what holds now.
fn rules(f: &Frame<'_>) -> Markup {
    let lang = f.lang();
    let law = f.view.law();
    let row = |key: &Key| {
        let held = law.get(*key);
        let own = f.estate().founding.own_rules.iter().any(|r| r.key == *key);
        let href = f.at(&format!("/desk/settings?rule={}", key.word()));
        Row::of([
            html! { @if f.may(Act::OwnRules) { (link(Link::new(rule_name(lang, *key), &href))) } @else { (rule_name(lang, *key)) } },
            html! { (held.map_or_else(|| t!(lang, "settings-open").to_owned(), |r| value_text(lang, *key, &r.frozen.value))) },
            html! { @if own { b { (t!(lang, "rules-own")) } " " } (held.map(|r| flow(&article(lang, &r.frozen.cite))).unwrap_or_default()) },
        ])
    };
    let rows: Vec<Row> = Key::ALL.iter().filter(|k| k.settable() != Settable::No).map(row).collect();
    table(Table {
        lang,
        caption: t!(lang, "settings-rules"),
        caption_hidden: true,
        columns: &[
            Column::text(t!(lang, "col-rule")).stays(),
            Column::text(t!(lang, "col-value")).stays(),
            Column::text(t!(lang, "col-article")),
        ],
        rows: &rows,
        total: None,
    })
}

fn word_field(word: &str) -> String {
    format!("value-{word}")
}

fn rule_form(f: &Frame<'_>, key: Key, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let told = Told::new(lang, form, refusals, &["value", "clause", "from"]);
    let family = key.word().replace('.', "-");
    let held = f.estate().founding.own_rules.iter().find(|r| r.key == key);
    let words = |list: &'static [&'static str]| {
        list.iter().map(|w| (*w, t_of(lang, "value", &format!("{family}-{w}")))).collect::<Vec<_>>()
    };
    let from = if form.has("from") { form.get("from").to_owned() } else { f.today().to_string() };
    html! {
        h2 { (rule_name(lang, key)) }
        (f.form("/desk/settings/set", html! {
            (hidden(&[("rule", key.word())]))
            (told.summary())
            @match key.shape() {
                Shape::Number | Shape::Share => (field(Field::new(lang, "value", t!(lang, "col-value")).error(told.at("value")), Control::Number { value: told.typed("value"), width: Width::Short, unit: None })),
                Shape::Word(list) => (field(Field::new(lang, "value", t!(lang, "col-value")).error(told.at("value")), Control::Select { options: &words(list), chosen: Some(told.typed("value")).filter(|v| !v.is_empty()) })),
                Shape::Words(list) => fieldset .field {
                    legend { (t!(lang, "col-value")) }
                    @if let Some(error) = told.at("value") { p .error #e-value { (flow(error)) } }
                    @for (word, label) in words(list) {
                        @let name = word_field(word);
                        (checkbox(Field::new(lang, &name, ""), Choice { value: "yes", label, note: None, sign: None }, form.has(&name)))
                    }
                },
            }
            (field(Field::new(lang, "clause", t!(lang, "settings-clause")).hint(t!(lang, "settings-clause-hint")).error(told.at("clause")), Control::Text { value: told.typed("clause"), width: Width::Full, autocomplete: "off" }))
            (field(Field::new(lang, "from", t!(lang, "settings-from")).error(told.at("from")), Control::Date { value: &from }))
            (button(Button::primary(t!(lang, "settings-set")).busy(t!(lang, "recording"))))
        }))
        @if held.is_some() {
            (f.form("/desk/settings/drop", html! {
                (hidden(&[("rule", key.word())]))
                (button(Button { kind: Kind::Irreversible, ..Button::primary(t!(lang, "settings-drop")).busy(t!(lang, "recording")) }))
            }))
        }
    }
}

fn own_rule(form: &Form) -> Result<OwnRule, Vec<Refusal>> {
    let key = Key::from_word(form.get("rule"))
        .ok_or_else(|| vec![Refusal::new("own-rule-unknown").with("rule", form.get("rule"))])?;
    let wrong = || vec![Refusal::new("own-rule-no-value").with("rule", key.word()).on("value")];
    let value = match key.shape() {
        Shape::Number => Value::Number(form.read("value").ok_or_else(wrong)?),
        // Shares are the law's own; an estate's rules may not move one.
        Shape::Share => return Err(wrong()),
        Shape::Word(_) => Value::Word(Some(form.get("value").to_owned()).filter(|w| !w.is_empty()).ok_or_else(wrong)?),
        Shape::Words(list) => {
            Value::Words(list.iter().filter(|w| form.has(&word_field(w))).map(|w| (*w).to_owned()).collect())
        }
    };
    let from = form.day("from").ok_or_else(|| vec![Refusal::new("day-wrong").on("from")])?;
    Ok(OwnRule { key, value, clause: form.get("clause").to_owned(), from })
}

/// `POST /e/{estate}/desk/settings/{act}`
pub async fn act(visit: Visit, At((estate, act)): At<(StreamId, String)>, form: Form) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::OwnRules).await?;
    let command = match act.as_str() {
        "set" => own_rule(&form).map(Command::SetOwnRule),
        "drop" => Ok(Command::DropOwnRule(Key::from_word(form.get("rule")).ok_or(Problem::BadRequest)?)),
        _ => return Err(Problem::NotFound),
    };
    let refusals = match command {
        Err(refusals) => refusals,
        Ok(command) => match visit.send(estate, who, &form, estate::Command::Founding(command)).await? {
            Ok(_) => return Ok(to(&format!("/e/{estate}/desk/settings"))),
            Err(refusals) => refusals,
        },
    };
    visit.draw_refused(estate, |view| settings_page(&Frame { visit: &visit, who, view }, &form, &refusals)).await
}

/// `GET /e/{estate}/desk/record.jsonl`: what `yihe verify --export` checks; nothing personal is in it.
pub async fn record(visit: Visit, At(estate): At<StreamId>) -> Reply {
    visit.who_may(estate, Act::ExportRecord).await?;
    let mut bytes = Vec::new();
    let seq =
        Export::write(visit.site.app.record(), estate, &mut bytes).await.map_err(|e| Problem::Fault(e.to_string()))?;
    Ok(file(&format!("yihe-{estate}-{seq}.jsonl"), "application/jsonl", bytes))
}
