//! 授权协助单, one page to sign by hand; and the list of everything that was done with helpers, for an owner who reads on
//! paper.

use super::{by, done_text, help_line};
use crate::components::Link;
use crate::components::print::{PrintRow, Signatures, paragraph, print_words, signatures};
use crate::form::Form;
use crate::format;
use crate::pages::paper_frame::Heading;
use crate::pages::{Frame, unit_at};
use crate::reply::{Problem, Reply, page};
use crate::t;
use crate::text::t_of;
use crate::visit::{Asked, At, Visit};
use authority::Act;
use axum::http::StatusCode;
use estate::helping::Relation;
use maud::{Markup, html};
use units::{PersonId, StreamId};

fn row(cells: [String; 2]) -> PrintRow {
    PrintRow { cells: cells.to_vec(), under: false, key: false }
}

/// `GET /e/{estate}/desk/helpers/form?door=3-2-501`: with a door, its owners stand on it.
pub async fn form(visit: Visit, At(estate): At<StreamId>, Asked(asked): Asked) -> Reply {
    let who = visit.who_may(estate, Act::EnterHelp).await?;
    let draw = |view: &app::EstateView<'_>| form_paper(&Frame { visit: &visit, who, view }, &asked);
    let markup = visit.site.app.estate(estate, draw).await?;
    Ok(page(&visit, StatusCode::OK, markup))
}

fn form_paper(f: &Frame<'_>, asked: &Form) -> Markup {
    let lang = f.lang();
    let unit = unit_at(f.estate(), asked.get("door")).and_then(|u| f.unit(u));
    let owners: Vec<String> =
        unit.map(|u| u.facts.owners.iter().map(|o| f.full_name(*o)).collect()).unwrap_or_default();
    let relations: Vec<String> =
        Relation::ALL.iter().map(|r| format!("□{}", t_of(lang, "relation", r.word()))).collect();
    let rows = [
        row([t!(lang, "help-owner-name").to_owned(), owners.join(t!(lang, "say-comma"))]),
        row([t!(lang, "help-owner-door").to_owned(), unit.map(|u| f.door(&u.facts.door)).unwrap_or_default()]),
        row([t!(lang, "help-form-helper").to_owned(), String::new()]),
        row([t!(lang, "help-relation").to_owned(), relations.join("  ")]),
        row([t!(lang, "help-until").to_owned(), t!(lang, "help-form-until").to_owned()]),
    ];
    let roles =
        [t!(lang, "help-form-owner-signs"), t!(lang, "help-form-helper-signs"), t!(lang, "help-form-clerk-signs")];
    let issuer = t!(lang, "help-form-issuer", name = f.name());
    let content = html! {
        (paragraph(t!(lang, "help-form-text")))
        (print_words(&["", ""], &rows, ""))
        (paragraph(t!(lang, "help-may")))
        (paragraph(t!(lang, "help-never")))
        (paragraph(t!(lang, "help-no-mandate")))
        (paragraph(t!(lang, "help-form-ends")))
        (signatures(Signatures { lang, roles: &roles, issuer: &issuer, day: f.today() }))
    };
    // The signed form comes back to the desk by its code, to the home it was printed for.
    let door = unit.map(|u| Form::of([("door", u.facts.door.to_string())]).encoded());
    let to = door.map_or_else(|| "/desk/helpers".to_owned(), |door| format!("/desk/helpers?{door}"));
    print(f, t!(lang, "help-form-title"), &issuer, &to, content)
}

/// `GET /e/{estate}/desk/helpers/{person}/sheet`: an owner's list, on paper.
pub async fn sheet(visit: Visit, At((estate, person)): At<(StreamId, PersonId)>) -> Reply {
    let who = visit.who_may(estate, Act::EnterHelp).await?;
    let known = |v: &app::EstateView<'_>| v.estate.helping.helps.values().any(|h| h.owner == person);
    if !visit.site.app.estate(estate, known).await? {
        return Err(Problem::NotFound);
    }
    let draw = |view: &app::EstateView<'_>| sheet_paper(&Frame { visit: &visit, who, view }, person);
    let markup = visit.site.app.estate(estate, draw).await?;
    Ok(page(&visit, StatusCode::OK, markup))
}

fn sheet_paper(f: &Frame<'_>, owner: PersonId) -> Markup {
    let lang = f.lang();
    let helping = &f.estate().helping;
    let ended = |h: &estate::helping::Help| match &h.ended {
        Some(stamp) => t!(lang, "help-ended-on", day = format::date_full(lang, stamp.at.day())),
        None => t!(lang, "help-not-ended").to_owned(),
    };
    let helpers: Vec<PrintRow> = helping
        .helps
        .values()
        .filter(|h| h.owner == owner)
        .map(|h| PrintRow { cells: vec![f.full_name(h.helper), help_line(f, h), ended(h)], under: false, key: false })
        .collect();
    let done: Vec<PrintRow> = helping
        .done_with(owner)
        .iter()
        .map(|d| PrintRow {
            cells: vec![format::moment_full(lang, d.stamp.at), by(f, d.stamp.actor), done_text(f, d.what)],
            under: false,
            key: false,
        })
        .collect();
    let issuer = t!(lang, "help-form-issuer", name = f.name());
    let content = html! {
        (paragraph(&t!(lang, "help-sheet-of", name = f.full_name(owner))))
        (print_words(&[t!(lang, "help-helper-name"), t!(lang, "help-sheet-named"), t!(lang, "help-sheet-over")], &helpers, ""))
        @if done.is_empty() { (paragraph(t!(lang, "help-done-nothing"))) }
        @else { (print_words(&[t!(lang, "col-when"), t!(lang, "help-sheet-by"), t!(lang, "help-done")], &done, "")) }
        (paragraph(t!(lang, "help-sheet-end")))
    };
    print(f, t!(lang, "help-sheet"), &issuer, "/help", content)
}

/// A paper of the desk, checked by its code against the record.
fn print(f: &Frame<'_>, title: &str, issuer: &str, to: &str, content: Markup) -> Markup {
    let back = f.at("/desk/helpers");
    let back = Link::new(t!(f.lang(), "helpers-desk"), &back);
    f.paper(&Heading { issuer, number: f.name(), title, to, back }, content)
}
