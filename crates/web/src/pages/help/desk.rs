//! Helpers at the desk: an owner without a telephone names one on a signed paper, confirms a ballot face to face, reads
//! the list, ends it. The clerk sees which ballot it is and never what is on it.

use super::{help_line, scan_links, term_fields};
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
use crate::pages::people_find::{Found, find, register};
use crate::pages::{Frame, open, unit_at};
use crate::reply::{Problem, Reply, to};
use crate::say::{Told, refused};
use crate::t;
use crate::upload;
use crate::visit::{Asked, At, Visit};
use app::{EstateView, Who};
use authority::Act;
use axum::extract::Multipart;
use estate::Estate;
use estate::helping::{Command, Enter, Help, Prepared, Relation};
use law::Refusal;
use maud::{Markup, html};
use units::{Digest, HelpId, PersonId, StreamId, limits};

const FIELDS: &[&str] = &["door", "owner_name", "name", "phone", "relation", "until", "paper", "scan"];

/// `GET /e/{estate}/desk/helpers?door=3-2-501`: the code on a printed form leads here, to the home it was printed for.
pub async fn show(visit: Visit, At(estate): At<StreamId>, Asked(asked): Asked) -> Reply {
    let who = visit.who_may(estate, Act::EnterHelp).await?;
    let again = Again { act: "", form: &asked, refusals: &[] };
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
    // A page that was only asked for holds the home its code names; what was sent belongs to the form it was sent from.
    let form = if matches!(again.act, "enter" | "") { again.form } else { &blank };
    let told = Told::new(lang, form, if entering { again.refusals } else { &[] }, FIELDS);
    let rest = if entering { &[][..] } else { again.refusals };
    let content = wrap(html! {
        (desk_head(f, t!(lang, "helpers-desk"), Some(t!(lang, "helpers-desk-lead"))))
        (seen_by(t!(lang, "roll-seen-by")))
        (refused(lang, rest))
        (columns(
            html! { div .stack { (unfiled(f, form.get("door"))) (waiting(f)) (standing(f)) } },
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
        (file_form(f, "/desk/helpers/enter", html! {
            (told.summary())
            (field(Field::new(lang, "door", t!(lang, "help-owner-door")).hint(t!(lang, "proxies-door-hint")).error(told.at("door")), Control::Text { value: told.typed("door"), width: Width::Medium, autocomplete: "off" }))
            (text("owner_name", t!(lang, "help-owner-name"), Width::Medium))
            (text("name", t!(lang, "help-helper-name"), Width::Medium))
            (field(Field::new(lang, "phone", t!(lang, "person-phone")).hint(t!(lang, "help-helper-phone-hint")).optional().error(told.at("phone")), Control::Phone { value: told.typed("phone") }))
            (term_fields(f, told))
            (field(Field::new(lang, "paper", t!(lang, "help-paper")).hint(t!(lang, "help-paper-hint")).error(told.at("paper")), Control::TextArea { value: told.typed("paper"), rows: 2 }))
            (scan_field(f, "scan", told.at("scan")))
            (button(Button::primary(t!(lang, "help-enter-do")).busy(t!(lang, "recording"))))
        }))
    }
}

/// A form that carries a file.
fn file_form(f: &Frame<'_>, to: &str, inner: Markup) -> Markup {
    html! {
        form method="post" action=(f.at(to)) enctype="multipart/form-data" .stack { (f.visit.form_values()) (inner) }
    }
}

fn scan_field(f: &Frame<'_>, name: &str, error: Option<&str>) -> Markup {
    let lang = f.lang();
    field(
        Field::new(lang, name, t!(lang, "help-scan")).hint(t!(lang, "help-scan-hint")).optional().error(error),
        Control::File { accept: "image/*,.pdf", multiple: false },
    )
}

/// The signed form's way into the record after the naming, and the scans that are there.
fn scans(f: &Frame<'_>, id: HelpId, help: &Help) -> Markup {
    let lang = f.lang();
    if help.paper.is_none() {
        return html! {};
    }
    let name = format!("scan-{id}");
    html! {
        (scan_links(f, id, help))
        @if help.scans.len() < limits::SCANS_PER_PAPER_MAX {
            details open[help.scans.is_empty()] {
                summary { (t!(lang, "help-scan-keep")) }
                (file_form(f, "/desk/helpers/scan", html! {
                    (hidden(&[("help", &id.to_string())]))
                    (field(Field::new(lang, &name, t!(lang, "help-scan")).hint(t!(lang, "help-scan-hint")), Control::File { accept: "image/*,.pdf", multiple: false }))
                    (button(Button::second(t!(lang, "help-scan-keep")).busy(t!(lang, "posting-sending"))))
                }))
            }
        }
    }
}

/// Helps of the home on the form whose paper is not scanned yet: the code on the form leads here.
fn unfiled(f: &Frame<'_>, door: &str) -> Markup {
    let Some(unit) = unit_at(f.estate(), door) else { return html! {} };
    let helps = f.estate().helps_standing(f.today());
    let waits = |h: &Help| h.paper.is_some() && h.scans.is_empty() && f.estate().helped_homes(h).contains(&unit);
    let all: Vec<(HelpId, &Help)> = helps.filter(|(_, h)| waits(h)).collect();
    html! {
        @for (id, help) in all {
            (card(html! {
                h2 { (flow(&t!(f.lang(), "help-pair", helper = f.full_name(help.helper), owner = f.full_name(help.owner)))) }
                (meta(&place(f, help)))
                (scans(f, id, help))
            }))
        }
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
                (scans(f, id, help))
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
        "end" => Command::End { help: form.read("help").ok_or(Problem::BadRequest)? },
        "confirm" => {
            let (help, seal): (HelpId, Digest) = form.read("help").zip(form.read("seal")).ok_or(Problem::BadRequest)?;
            Command::Confirm { help, seal, paper: form.starting("seen-").to_owned() }
        }
        _ => return Err(Problem::NotFound),
    };
    match visit.send(estate, who, &form, estate::Command::Helping(command)).await? {
        Ok(_) => Ok(to(&format!("/e/{estate}/desk/helpers"))),
        Err(refusals) => drawn_again(&visit, estate, who, &Again { act: &act, form: &form, refusals: &refusals }).await,
    }
}

/// `POST /e/{estate}/desk/helpers/enter`, with the scan of the signed form where there is one.
pub async fn enter(visit: Visit, At(estate): At<StreamId>, parts: Multipart) -> Reply {
    // Asked before megabytes are read.
    let who = visit.who_may(estate, Act::EnterHelp).await?;
    let (form, file) = upload::read(parts, "scan", limits::ATTACHMENT_BYTES_MAX).await?;
    visit.check(&form)?;
    let refusals = match upload::keep(&visit, estate, &form, "scan", file).await? {
        Err(refusals) => refusals,
        Ok(scan) => {
            let sent = match entered(&visit, estate, who, &form).await? {
                Ok(entered) => {
                    let command = estate::Command::Helping(Command::Enter(Enter { scan, ..entered }));
                    visit.send(estate, who, &form, command).await?.map(|_| ())
                }
                Err(refusals) => Err(refusals),
            };
            match sent {
                Ok(()) => return Ok(to(&format!("/e/{estate}/desk/helpers"))),
                Err(refusals) => {
                    if let Some(scan) = &scan {
                        visit.site.app.detach(estate, scan).await;
                    }
                    refusals.into_iter().map(at_ours).collect()
                }
            }
        }
    };
    drawn_again(&visit, estate, who, &Again { act: "enter", form: &form, refusals: &refusals }).await
}

/// `POST /e/{estate}/desk/helpers/scan`: the signed form of a help that was named before.
pub async fn scan(visit: Visit, At(estate): At<StreamId>, parts: Multipart) -> Reply {
    let who = visit.who_may(estate, Act::EnterHelp).await?;
    let (form, file) = upload::read_any(parts, "scan-", limits::ATTACHMENT_BYTES_MAX).await?;
    visit.check(&form)?;
    let help: HelpId = form.read("help").ok_or(Problem::BadRequest)?;
    let refusals = match upload::keep(&visit, estate, &form, "scan", file).await? {
        Err(refusals) => refusals,
        Ok(scan) => {
            let command = estate::Command::Helping(Command::Scan { help, scan });
            match visit.send(estate, who, &form, command).await? {
                Ok(_) => return Ok(to(&format!("/e/{estate}/desk/helpers"))),
                Err(refusals) => {
                    if let Some(scan) = &scan {
                        visit.site.app.detach(estate, scan).await;
                    }
                    refusals
                }
            }
        }
    };
    drawn_again(&visit, estate, who, &Again { act: "scan", form: &form, refusals: &refusals }).await
}

async fn drawn_again(visit: &Visit, estate: StreamId, who: Who, again: &Again<'_>) -> Reply {
    visit.draw_refused(estate, |view| desk_page(&Frame { visit, who, view }, again)).await
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

/// The help a form names, without its scan.
async fn entered(
    visit: &Visit,
    estate: StreamId,
    who: Who,
    form: &Form,
) -> Result<Result<Enter, Vec<Refusal>>, Problem> {
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
    Ok(Ok(Enter { owner, helper, relation, until, paper, scan: None }))
}
