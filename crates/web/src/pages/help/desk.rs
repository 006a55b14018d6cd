//! Helpers at the desk: an owner without a telephone names one on a signed paper, confirms a ballot face to face, reads
//! the list, ends it. The clerk sees which ballot it is and never what is on it.

use super::{help_line, term_fields};
use crate::components::{
    Button, Control, Fact, Field, Kind, Width, button, buttons, card, facts, field, flow, hidden, link_button, meta,
    section,
};
use crate::components::{Link, LinkButton, more};
use crate::form::Form;
use crate::format;
use crate::icons::Icon;
use crate::layout::{columns, wrap};
use crate::pages::desk::{desk as desk_frame, desk_head, seen_by};
use crate::pages::people_find::{Found, find};
use crate::pages::{Frame, open, unit_at};
use crate::reply::{Problem, Reply, to};
use crate::say::{Told, refused};
use crate::t;
use crate::visit::{At, Visit};
use app::{EstateView, Who};
use authority::Act;
use estate::helping::{Command, Enter, Help, Prepared, Relation};
use estate::{Estate, bodies};
use law::Refusal;
use maud::{Markup, html};
use units::{Digest, HelpId, PersonId, StreamId};

const FIELDS: &[&str] = &["door", "owner_name", "name", "phone", "relation", "until", "paper"];

/// `GET /e/{estate}/desk/helpers`
pub async fn show(visit: Visit, At(estate): At<StreamId>) -> Reply {
    let who = visit.who_may(estate, Act::EnterHelp).await?;
    let again = Again { act: "", form: &Form::default(), refusals: &[] };
    visit.draw(estate, |view| desk_page(&Frame { visit: &visit, who, view }, &again)).await
}

/// What was typed into which form, and why it was not taken.
struct Again<'a> {
    act: &'a str,
    form: &'a Form,
    refusals: &'a [Refusal],
}

fn desk_page(f: &Frame<'_>, again: &Again<'_>) -> Markup {
    let lang = f.lang();
    let blank = Form::default();
    let entering = again.act == "enter";
    let (form, refusals) = if entering { (again.form, again.refusals) } else { (&blank, &[][..]) };
    let told = Told::new(lang, form, refusals, FIELDS);
    let rest = if entering { &[][..] } else { again.refusals };
    let content = wrap(html! {
        (desk_head(f, t!(lang, "helpers-desk"), Some(t!(lang, "helpers-desk-lead"))))
        (seen_by(t!(lang, "roll-seen-by")))
        (refused(lang, rest))
        (columns(
            html! { div .stack { (waiting(f)) (standing(f)) } },
            html! { div .stack {
                (card(html! {
                    p { (flow(t!(lang, "help-form-lead"))) }
                    (buttons(link_button(LinkButton::second(t!(lang, "help-form-print"), &f.at("/desk/helpers/form")).icon(Icon::Printer))))
                }))
                (card(enter_form(f, &told)))
            } },
        ))
    });
    desk_frame(f, t!(lang, "helpers-desk"), true, content)
}

fn enter_form(f: &Frame<'_>, told: &Told<'_>) -> Markup {
    let lang = f.lang();
    let text = |name, label, width| {
        field(
            Field::new(lang, name, label).error(told.at(name)),
            Control::Text { value: told.typed(name), width, autocomplete: "off" },
        )
    };
    html! {
        h2 { (t!(lang, "help-enter")) }
        (meta(t!(lang, "help-enter-lead")))
        (f.form("/desk/helpers/enter", html! {
            (told.summary())
            (field(Field::new(lang, "door", t!(lang, "help-owner-door")).hint(t!(lang, "proxies-door-hint")).error(told.at("door")), Control::Text { value: told.typed("door"), width: Width::Medium, autocomplete: "off" }))
            (text("owner_name", t!(lang, "help-owner-name"), Width::Medium))
            (text("name", t!(lang, "help-helper-name"), Width::Medium))
            (field(Field::new(lang, "phone", t!(lang, "person-phone")).hint(t!(lang, "help-helper-phone-hint")).optional().error(told.at("phone")), Control::Phone { value: told.typed("phone") }))
            (term_fields(f, told))
            (field(Field::new(lang, "paper", t!(lang, "help-paper")).hint(t!(lang, "help-paper-hint")).error(told.at("paper")), Control::TextArea { value: told.typed("paper"), rows: 2 }))
            (button(Button::primary(t!(lang, "help-enter-do")).busy(t!(lang, "recording"))))
        }))
    }
}

/// Where a help is good for, as the desk names it.
fn place(f: &Frame<'_>, help: &Help) -> String {
    let doors: Vec<String> =
        f.estate().helped_homes(help).into_iter().filter_map(|u| f.unit(u)).map(|u| f.door(&u.facts.door)).collect();
    doors.join(t!(f.lang(), "say-comma"))
}

/// Ballots filled in that an owner may confirm here, or has confirmed.
fn waiting(f: &Frame<'_>) -> Markup {
    let lang = f.lang();
    let all: Vec<(HelpId, &Help, &Prepared)> = f
        .estate()
        .helps_standing(f.today())
        .filter_map(|(id, h)| Some((id, h, f.estate().helping.waiting(id, f.view.now)?)))
        .collect();
    let inner = html! {
        @if all.is_empty() { (card(html! { p { (flow(t!(lang, "help-nobody-waits"))) } })) }
        @for (id, help, prepared) in all {
            @let title = f.estate().assembly.get(prepared.motion).map(|m| open(lang, Some(&m.title))).unwrap_or_default();
            (card(html! {
                (facts(&[
                    Fact { label: t!(lang, "help-number"), value: html! { span .mono { (prepared.number()) } } },
                    Fact::text(t!(lang, "col-owners"), &f.full_name(help.owner)),
                    Fact::text(t!(lang, "help-owner-door"), &place(f, help)),
                    Fact::text(t!(lang, "help-helper-name"), &f.full_name(help.helper)),
                    Fact::text(t!(lang, "check-matter"), title),
                ]))
                (meta(&t!(lang, "help-confirm-until", at = format::moment(lang, prepared.until, f.today()))))
                @if prepared.confirmed.is_some() { p { (flow(t!(lang, "help-confirmed"))) } }
                @else {
                    p { (flow(t!(lang, "help-confirm-ask"))) }
                    @let name = format!("seen-{id}");
                    (f.form("/desk/helpers/confirm", html! {
                        (hidden(&[("help", &id.to_string()), ("seal", &prepared.seal.to_string())]))
                        (field(Field::new(lang, &name, t!(lang, "help-seen-paper")).hint(t!(lang, "standing-paper-hint")), Control::Text { value: "", width: Width::Full, autocomplete: "off" }))
                        (button(Button::primary(t!(lang, "help-confirm-do")).busy(t!(lang, "recording"))))
                    }))
                }
            }))
        }
    };
    section(t!(lang, "help-waiting"), None, inner)
}

fn standing(f: &Frame<'_>) -> Markup {
    let lang = f.lang();
    let all: Vec<(HelpId, &Help)> = f.estate().helps_standing(f.today()).collect();
    let inner = html! {
        @if all.is_empty() { (card(html! { p { (flow(t!(lang, "help-desk-none"))) } })) }
        @for (id, help) in all {
            (card(html! {
                h3 { (flow(&t!(lang, "help-pair", helper = f.full_name(help.helper), owner = f.full_name(help.owner)))) }
                (meta(&place(f, help)))
                (meta(&help_line(f, help)))
                @if help.paper.is_some() { (meta(&t!(lang, "help-paper-was", paper = open(lang, help.paper.as_ref())))) }
                p { (more(Link::new(t!(lang, "help-sheet"), &f.at(&format!("/desk/helpers/{}/sheet", help.owner))))) }
                @if f.estate().bodies.person(help.helper).is_some_and(|p| p.account.is_none()) {
                    p { (more(Link::new(t!(lang, "help-no-account"), &f.at(&format!("/desk/people/{}", help.helper))))) }
                }
                (f.form("/desk/helpers/end", html! {
                    (hidden(&[("help", &id.to_string())]))
                    (button(Button { kind: Kind::Irreversible, ..Button::primary(t!(lang, "help-end-asked")).busy(t!(lang, "recording")) }))
                }))
            }))
        }
    };
    section(t!(lang, "help-standing"), None, inner)
}

/// `POST /e/{estate}/desk/helpers/{act}`
pub async fn act(visit: Visit, At((estate, act)): At<(StreamId, String)>, form: Form) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::EnterHelp).await?;
    let command = match act.as_str() {
        "enter" => enter(&visit, estate, who, &form).await?,
        "end" => Ok(Command::End { help: form.read("help").ok_or(Problem::BadRequest)? }),
        "confirm" => {
            let (help, seal): (HelpId, Digest) = form.read("help").zip(form.read("seal")).ok_or(Problem::BadRequest)?;
            Ok(Command::Confirm { help, seal, paper: form.starting("seen-").to_owned() })
        }
        _ => return Err(Problem::NotFound),
    };
    let refusals = match command {
        Err(refusals) => refusals,
        Ok(command) => match visit.send(estate, who, &form, estate::Command::Helping(command)).await? {
            Ok(_) => return Ok(to(&format!("/e/{estate}/desk/helpers"))),
            Err(refusals) => refusals.into_iter().map(at_ours).collect(),
        },
    };
    let again = Again { act: &act, form: &form, refusals: &refusals };
    visit.draw_refused(estate, |view| desk_page(&Frame { visit: &visit, who, view }, &again)).await
}

/// The form names persons where the command numbers them.
fn at_ours(r: Refusal) -> Refusal {
    match r.field.as_deref() {
        Some("owner") => r.on("owner_name"),
        Some("helper") => r.on("name"),
        _ => r,
    }
}

/// The owner of this name behind this door, or who speaks for them.
fn owner_at(estate: &Estate, form: &Form) -> Result<PersonId, Refusal> {
    let unit = unit_at(estate, form.get("door")).ok_or_else(|| Refusal::new("door-unknown").on("door"))?;
    let speaker = estate.speaker(unit).map(|s| s.person);
    let owners = estate.roll.units.get(&unit).map(|u| u.facts.owners.clone()).unwrap_or_default();
    let wanted = form.get("owner_name").trim();
    let named = |p: &PersonId| estate.bodies.person(*p).is_some_and(|p| p.name.get().is_some_and(|n| n == wanted));
    let found = owners.into_iter().chain(speaker).find(named);
    found.ok_or_else(|| Refusal::new("help-not-owner").on("owner_name"))
}

async fn enter(
    visit: &Visit,
    estate: StreamId,
    who: Who,
    form: &Form,
) -> Result<Result<Command, Vec<Refusal>>, Problem> {
    let read = |v: &EstateView<'_>| (owner_at(v.estate, form), find(v.estate, form));
    let (owner, found) = visit.site.app.estate(estate, read).await?;
    let mut refusals = Vec::new();
    let owner = owner.map_err(|r| refusals.push(r)).ok();
    let relation = Relation::from_word(form.get("relation"));
    let until = form.day("until");
    if relation.is_none() {
        refusals.push(Refusal::new("help-relation-missing").on("relation"));
    }
    if until.is_none() {
        refusals.push(Refusal::new("day-wrong").on("until"));
    }
    if found == Found::Several {
        refusals.push(Refusal::new("person-several").on("phone"));
    }
    if form.get("paper").trim().is_empty() {
        refusals.push(Refusal::new("text-missing").on("paper"));
    }
    let (Some(owner), Some(relation), Some(until), true) = (owner, relation, until, refusals.is_empty()) else {
        return Ok(Err(refusals));
    };
    let helper = match found {
        Found::One(person) => person,
        // Somebody from outside is entered with the paper: nothing is typed twice.
        Found::Nobody => match register(visit, estate, who, form).await? {
            Ok(person) => person,
            Err(refusals) => return Ok(Err(refusals)),
        },
        Found::Several => return Ok(Err(refusals)),
    };
    let paper = form.get("paper").to_owned();
    Ok(Ok(Command::Enter(Enter { owner, helper, relation, until, paper })))
}

async fn register(
    visit: &Visit,
    estate: StreamId,
    who: Who,
    form: &Form,
) -> Result<Result<PersonId, Vec<Refusal>>, Problem> {
    let command = estate::Command::Bodies(bodies::Command::Register(crate::pages::desk::people::registered(form)));
    let id = visit.site.app.fresh_command()?;
    match visit.site.app.estate_command(estate, who, id, command).await {
        Ok(_) => match visit.site.app.estate(estate, |v| find(v.estate, form)).await? {
            Found::One(person) => Ok(Ok(person)),
            Found::Several | Found::Nobody => Ok(Err(vec![Refusal::new("person-several").on("phone")])),
        },
        Err(app::Error::Refused(refusals)) => Ok(Err(refusals)),
        Err(error) => Err(error.into()),
    }
}
