//! 公示点位: the places where papers are hung, as the estate lists them. Whatever is on the list needs proof for every
//! paper that must hang.

use super::{desk, desk_head};
use crate::components::{
    Button, Column, Control, Field, Row, Table, Width, button, card, field, flow, hidden, meta, table,
};
use crate::form::Form;
use crate::layout::{columns, wrap};
use crate::pages::Frame;
use crate::pages::posting::spot_name;
use crate::reply::{Problem, Reply, to};
use crate::say::Told;
use crate::t;
use crate::text::t_of;
use crate::visit::{At, Visit};
use authority::Act;
use estate::Label;
use estate::posting::{Command, SpotKind};
use law::Refusal;
use maud::{Markup, html};
use units::StreamId;

/// `GET /e/{estate}/desk/places`
pub async fn show(visit: Visit, At(estate): At<StreamId>) -> Reply {
    let who = visit.who_may(estate, Act::PostingPlaces).await?;
    visit.draw(estate, |view| places_page(&Frame { visit: &visit, who, view }, &Form::default(), &[])).await
}

fn places_page(f: &Frame<'_>, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let told = Told::new(lang, form, refusals, &["kind", "building", "name"]);
    let kinds: Vec<(&str, &str)> = SpotKind::ALL.iter().map(|k| (k.word(), t_of(lang, "spot", k.word()))).collect();
    let buildings: Vec<(String, String)> = std::iter::once((String::new(), t!(lang, "places-whole").to_owned()))
        .chain(f.estate().roll.buildings().iter().map(|(label, _)| (label.to_string(), f.building(label))))
        .collect();
    let buildings: Vec<(&str, &str)> = buildings.iter().map(|(v, w)| (v.as_str(), w.as_str())).collect();
    let chosen = |name: &'static str| Some(told.typed(name)).filter(|v| !v.is_empty());
    let content = wrap(html! {
        (desk_head(f, t!(lang, "desk-places"), Some(t!(lang, "places-lead"))))
        (columns(
            html! { div .stack { (told.summary()) (list(f)) } },
            html! { div .stack {
                (card(html! {
                    h2 { (t!(lang, "places-add")) }
                    (f.form("/desk/places/add", html! {
                        (field(Field::new(lang, "kind", t!(lang, "places-kind")).error(told.at("kind")), Control::Select { options: &kinds, chosen: chosen("kind") }))
                        (field(Field::new(lang, "name", t!(lang, "places-name")).hint(t!(lang, "places-name-hint")).error(told.at("name")), Control::Text { value: told.typed("name"), width: Width::Full, autocomplete: "off" }))
                        (field(Field::new(lang, "building", t!(lang, "places-building")).hint(t!(lang, "places-building-hint")).optional().error(told.at("building")), Control::Select { options: &buildings, chosen: Some(told.typed("building")) }))
                        (button(Button::primary(t!(lang, "places-add")).busy(t!(lang, "recording"))))
                    }))
                }))
                (card(html! {
                    h2 { (t!(lang, "places-stairwells")) }
                    (meta(t!(lang, "places-stairwells-lead")))
                    (f.form("/desk/places/stairwells", button(Button::second(t!(lang, "places-stairwells-do")).busy(t!(lang, "recording")))))
                }))
            } },
        ))
    });
    desk(f, t!(lang, "desk-places"), true, content)
}

fn list(f: &Frame<'_>) -> Markup {
    let lang = f.lang();
    let rows: Vec<Row> = f
        .estate()
        .posting
        .listed()
        .map(|(id, spot)| {
            let number = id.to_string();
            Row::of([
                flow(&spot_name(f, spot)),
                html! { (t_of(lang, "spot", spot.kind.word())) },
                f.form(
                    "/desk/places/strike",
                    html! { (hidden(&[("spot", &number)])) (button(Button::second(t!(lang, "places-strike")))) },
                ),
            ])
        })
        .collect();
    card(html! {
        @if rows.is_empty() { p { (flow(t!(lang, "places-none"))) } }
        @else {
            (table(Table {
                lang,
                caption: t!(lang, "desk-places"),
                caption_hidden: true,
                columns: &[Column::text(t!(lang, "col-posting-place")).stays(), Column::text(t!(lang, "places-kind")), Column::text("").stays()],
                rows: &rows,
                total: None,
            }))
        }
    })
}

/// `POST /e/{estate}/desk/places/{act}`
pub async fn act(visit: Visit, At((estate, act)): At<(StreamId, String)>, form: Form) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::PostingPlaces).await?;
    let command = match act.as_str() {
        "add" => match SpotKind::from_word(form.get("kind")) {
            None => Err(vec![Refusal::new("spot-kind-missing").on("kind")]),
            Some(kind) => Ok(Command::AddSpot {
                kind,
                building: form.label("building").ok_or(Problem::BadRequest)?,
                stairwell: Label::default(),
                name: form.get("name").to_owned(),
            }),
        },
        "stairwells" => Ok(Command::AddStairwells),
        "strike" => Ok(Command::StrikeSpot { spot: form.read("spot").ok_or(Problem::BadRequest)? }),
        _ => return Err(Problem::NotFound),
    };
    let refusals = match command {
        Err(refusals) => refusals,
        Ok(command) => match visit.send(estate, who, &form, estate::Command::Posting(command)).await? {
            Ok(_) => return Ok(to(&format!("/e/{estate}/desk/places"))),
            Err(refusals) => refusals,
        },
    };
    visit.draw_refused(estate, |view| places_page(&Frame { visit: &visit, who, view }, &form, &refusals)).await
}
