//! An owner's helpers: naming one with a code, the list of everything that was done, and one press that ends it.

use super::{by, done_list, done_text, help_line, limits_card, scan_links, term_fields};
use crate::components::{
    Button, Fact, Kind, Link, LinkButton, Notice, NoticeKind, button, buttons, card, facts, flow, hidden, link_button,
    meta, notice, section,
};
use crate::form::Form;
use crate::format;
use crate::layout::{PageHead, narrow, page_head};
use crate::pages::{Frame, Section, Shape};
use crate::reply::{Problem, Reply, page, to};
use crate::say::Told;
use crate::t;
use crate::visit::{At, Visit};
use authority::Act;
use axum::http::StatusCode;
use estate::helping::{Command, Help, Offer, Relation};
use law::Refusal;
use maud::{Markup, html};
use units::{HelpId, PersonId, StreamId};

/// Acts shown on the first page of one's home; all of them stand on the page of helpers.
const LATEST: usize = 3;
/// Acts shown at most on that page.
const ALL: usize = 500;

/// `GET /e/{estate}/helpers`
pub async fn show(visit: Visit, At(estate): At<StreamId>) -> Reply {
    let who = visit.who_may(estate, Act::ViewHome).await?;
    let person = who.person_id().ok_or(Problem::NotFound)?;
    visit.draw(estate, |view| helpers_page(&Frame { visit: &visit, who, view }, person, &Form::default(), &[])).await
}

fn helpers_page(f: &Frame<'_>, person: PersonId, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let told = Told::new(lang, form, refusals, &["relation", "until"]);
    let held: Vec<(HelpId, &Help)> = f.estate().helpers_of(person, f.today()).collect();
    let owns = !f.estate().votes_for(person).is_empty();
    let content = narrow(html! {
        (page_head(PageHead { back: Some(Link::new(t!(lang, "home-title"), &f.at("/home"))), title: t!(lang, "helpers-title"), lead: Some(t!(lang, "helpers-lead")), tags: None }))
        div .stack {
            (standing(f, &held))
            @if owns {
                (card(html! {
                    h2 { (t!(lang, "helpers-name")) }
                    p { (flow(t!(lang, "helpers-name-lead"))) }
                    (f.form("/helpers/offer", html! {
                        (told.summary())
                        (term_fields(f, &told))
                        (button(Button::primary(t!(lang, "helpers-name-do")).busy(t!(lang, "recording"))))
                    }))
                    (meta(t!(lang, "helpers-desk-way")))
                }))
            } @else { (card(html! { (told.summary()) p { (flow(t!(lang, "home-no-units"))) } })) }
            (done_list(f, person, None, ALL))
            (limits_card(lang))
        }
    });
    f.page(Shape { title: t!(lang, "helpers-title"), section: Section::Home, aloud: true, ..Shape::default() }, content)
}

fn standing(f: &Frame<'_>, held: &[(HelpId, &Help)]) -> Markup {
    let lang = f.lang();
    html! {
        @if held.is_empty() { (notice(Notice::text(NoticeKind::Explain, t!(lang, "helpers-none")))) }
        @for (id, help) in held {
            (card(html! {
                h2 { (flow(&f.full_name(help.helper))) }
                (meta(&help_line(f, help)))
                (scan_links(f, *id, help))
                (end_form(f, *id))
            }))
        }
    }
}

fn end_form(f: &Frame<'_>, id: HelpId) -> Markup {
    let lang = f.lang();
    f.form("/helpers/end", html! {
        (hidden(&[("help", &id.to_string())]))
        (button(Button { kind: Kind::Irreversible, ..Button::primary(t!(lang, "help-end")).busy(t!(lang, "recording")) }))
    })
}

/// On one's home: who helps, what was done last, and the press that ends it.
pub fn home_card(f: &Frame<'_>, person: PersonId) -> Markup {
    let lang = f.lang();
    let held: Vec<(HelpId, &Help)> = f.estate().helpers_of(person, f.today()).collect();
    let done = f.estate().helping.done_with(person);
    if f.estate().votes_for(person).is_empty() && held.is_empty() && done.is_empty() {
        return html! {};
    }
    let inner = html! {
        @if held.is_empty() && done.is_empty() { (card(html! { p { (flow(t!(lang, "helpers-none"))) } })) }
        @if !held.is_empty() { (standing(f, &held)) }
        @if !done.is_empty() {
            (card(html! {
                h3 { (t!(lang, "help-done")) }
                @for d in done.iter().rev().take(LATEST) {
                    article .entry {
                        p { (flow(&done_text(f, d.what))) }
                        (meta(&t!(lang, "told-line", at = format::moment(lang, d.stamp.at, f.today()), by = by(f, d.stamp.actor))))
                    }
                }
            }))
        }
        (buttons(link_button(LinkButton::second(t!(lang, "helpers-go"), &f.at("/helpers")))))
    };
    section(t!(lang, "helpers-title"), None, inner)
}

/// `POST /e/{estate}/helpers/{act}`
pub async fn act(visit: Visit, At((estate, act)): At<(StreamId, String)>, form: Form) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::ViewHome).await?;
    let person = who.person_id().ok_or(Problem::NotFound)?;
    let refusals = match act.as_str() {
        "offer" => match (Relation::from_word(form.get("relation")), form.day("until")) {
            (Some(relation), Some(until)) => {
                let (shown, code) = visit.site.app.fresh_slip(estate)?;
                let command = estate::Command::Helping(Command::Offer { code, relation, until });
                match visit.send(estate, who, &form, command).await {
                    // Drawn once, in answer to the press: the code is kept nowhere.
                    Ok(Ok(_)) => {
                        let draw = |v: &app::EstateView<'_>| code_page(&Frame { visit: &visit, who, view: v }, &shown);
                        let markup = visit.site.app.estate(estate, draw).await?;
                        return Ok(page(&visit, StatusCode::OK, markup));
                    }
                    Ok(Err(refusals)) => refusals,
                    // Loaded again: the code that was shown holds.
                    Err(Problem::BadRequest) => vec![Refusal::new("help-code-shown-already")],
                    Err(problem) => return Err(problem),
                }
            }
            (None, _) => vec![Refusal::new("help-relation-missing").on("relation")],
            (_, None) => vec![Refusal::new("day-wrong").on("until")],
        },
        "end" => {
            let help: HelpId = form.read("help").ok_or(Problem::BadRequest)?;
            match visit.send(estate, who, &form, estate::Command::Helping(Command::End { help })).await? {
                Ok(_) => return Ok(to(&format!("/e/{estate}/helpers"))),
                Err(refusals) => refusals,
            }
        }
        _ => return Err(Problem::NotFound),
    };
    let page = |view: &app::EstateView<'_>| helpers_page(&Frame { visit: &visit, who, view }, person, &form, &refusals);
    visit.draw_refused(estate, page).await
}

fn code_page(f: &Frame<'_>, code: &str) -> Markup {
    let lang = f.lang();
    let address = format!("{}{}", f.visit.origin, f.at("/help"));
    let until = format::moment(lang, Offer::until(f.view.now), f.today());
    let content = narrow(html! {
        (page_head(PageHead { back: Some(Link::new(t!(lang, "helpers-title"), &f.at("/helpers"))), title: t!(lang, "help-code-title"), lead: Some(&t!(lang, "help-code-lead", until = until)), tags: None }))
        div .stack {
            (card(facts(&[
                Fact { label: t!(lang, "help-code"), value: html! { span .mono { (code) } } },
                Fact::text(t!(lang, "help-code-where"), &address),
            ])))
            (notice(Notice::text(NoticeKind::Mind, t!(lang, "help-code-once"))))
            (link_button(LinkButton::second(t!(lang, "helpers-title"), &f.at("/helpers"))))
        }
    });
    f.page(
        Shape { title: t!(lang, "help-code-title"), section: Section::Home, aloud: true, ..Shape::default() },
        content,
    )
}
