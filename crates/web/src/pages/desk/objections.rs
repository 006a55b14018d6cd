//! 异议 at the desk: whoever is not on the roll, has no telephone or brings a signed sheet objects here; a clerk writes it
//! down under their name, and it is answered like any other.

use super::{desk, seen_by};
use crate::components::{Button, Control, Field, Link, Width, button, card, field, flow, meta, more};
use crate::form::Form;
use crate::layout::{PageHead, narrow, page_head};
use crate::pages::people_find::{Found, find, register};
use crate::pages::{Frame, open, unit_at};
use crate::reply::{Problem, Reply, to};
use crate::say::Told;
use crate::t;
use crate::upload;
use crate::visit::{At, Visit};
use app::{EstateView, Who};
use authority::Act;
use axum::extract::Multipart;
use estate::Estate;
use estate::assembly::{About, Command, Motion, Objection, Status};
use law::Refusal;
use maud::{Markup, html};
use units::{ItemId, MotionId, PersonId, StreamId, limits};

const FIELDS: &[&str] = &["door", "name", "phone", "text", "scan"];

/// What may be objected to now.
pub fn open_to(status: Status) -> Option<About> {
    match status {
        Status::RollShown | Status::Announced => Some(About::Roll),
        Status::Published => Some(About::Result),
        _ => None,
    }
}

/// `GET /e/{estate}/desk/objections/{motion}`
pub async fn show(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>) -> Reply {
    let who = visit.who_may(estate, Act::RecordObjection).await?;
    shown(&visit, estate, motion).await?;
    visit.draw(estate, |view| form_page(&Frame { visit: &visit, who, view }, motion, &Form::default(), &[])).await
}

async fn shown(visit: &Visit, estate: StreamId, motion: MotionId) -> Result<(), Problem> {
    let shown = |v: &EstateView<'_>| v.estate.assembly.get(motion).is_some_and(|m| m.electorate.is_some());
    if visit.site.app.estate(estate, shown).await? { Ok(()) } else { Err(Problem::NotFound) }
}

fn form_page(f: &Frame<'_>, id: MotionId, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let Some(motion) = f.estate().assembly.get(id) else { return html! {} };
    let told = Told::new(lang, form, refusals, FIELDS);
    let title = t!(lang, "objection-desk");
    let back = f.at(&format!("/m/{id}"));
    let back = Some(Link::new(open(lang, Some(&motion.title)), &back));
    let text = |field_: Field<'_>, name, width| {
        field(field_.error(told.at(name)), Control::Text { value: told.typed(name), width, autocomplete: "off" })
    };
    let about = open_to(motion.status(f.view.now));
    let content = narrow(html! {
        (page_head(PageHead { back, title, lead: Some(t!(lang, "objection-desk-lead")), tags: Some(seen_by(t!(lang, "roll-seen-by"))) }))
        div .stack { (card(html! {
            @match about {
                None => p { (flow(t!(lang, "objection-desk-closed"))) },
                Some(about) => form method="post" action=(f.at(&format!("/desk/objections/{id}"))) enctype="multipart/form-data" .stack {
                    (f.visit.form_values())
                    (told.summary())
                    (text(Field::new(lang, "name", t!(lang, "objection-from")), "name", Width::Medium))
                    (text(Field::new(lang, "door", t!(lang, "objection-door")).hint(t!(lang, "objection-door-hint")).optional(), "door", Width::Medium))
                    (field(Field::new(lang, "phone", t!(lang, "person-phone")).hint(t!(lang, "objection-phone-hint")).optional().error(told.at("phone")), Control::Phone { value: told.typed("phone") }))
                    @let what = if about == About::Roll { t!(lang, "objection-roll") } else { t!(lang, "objection-result") };
                    (field(Field::new(lang, "text", what).hint(t!(lang, "objection-desk-hint")).error(told.at("text")), Control::TextArea { value: told.typed("text"), rows: 4 }))
                    (field(Field::new(lang, "scan", t!(lang, "objection-scan")).hint(t!(lang, "objection-scan-hint")).optional().error(told.at("scan")), Control::File { accept: "image/*,.pdf", multiple: false }))
                    (button(Button::primary(t!(lang, "objection-desk-do")).busy(t!(lang, "recording"))))
                },
            }
        }))
        (meta(t!(lang, "objection-desk-answer"))) }
    });
    desk(f, title, true, content)
}

/// `POST /e/{estate}/desk/objections/{motion}`, with the scan of the signed sheet where there is one.
pub async fn record(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>, parts: Multipart) -> Reply {
    // Asked before megabytes are read.
    let who = visit.who_may(estate, Act::RecordObjection).await?;
    shown(&visit, estate, motion).await?;
    let (form, file) = upload::read(parts, "scan", limits::ATTACHMENT_BYTES_MAX).await?;
    visit.check(&form)?;
    let refusals = match upload::keep(&visit, estate, &form, "scan", file).await? {
        Err(refusals) => refusals,
        Ok(scan) => {
            let sent = match objector(&visit, estate, motion, who, &form).await? {
                Err(refusals) => Err(refusals),
                Ok((about, from)) => {
                    let command =
                        Command::RecordObjection { motion, about, from, text: form.get("text").to_owned(), scan };
                    visit.send(estate, who, &form, estate::Command::Assembly(command)).await?.map(|_| ())
                }
            };
            match sent {
                Ok(()) => return Ok(to(&format!("/e/{estate}/m/{motion}"))),
                Err(refusals) => {
                    if let Some(scan) = &scan {
                        visit.site.app.detach(estate, scan).await;
                    }
                    refusals
                }
            }
        }
    };
    visit.draw_refused(estate, |view| form_page(&Frame { visit: &visit, who, view }, motion, &form, &refusals)).await
}

/// What is objected to, and who objects: found on the roll, by name and telephone, or entered now.
async fn objector(
    visit: &Visit,
    estate: StreamId,
    motion: MotionId,
    who: Who,
    form: &Form,
) -> Result<Result<(About, PersonId), Vec<Refusal>>, Problem> {
    let read = |v: &EstateView<'_>| {
        let about = open_to(v.estate.assembly.get(motion)?.status(v.now));
        let here = at_door(v.estate, form);
        let found = here.as_ref().ok().copied().flatten().map_or_else(|| find(v.estate, form), Found::One);
        Some((about, found, here.err()))
    };
    let (about, found, wrong) = visit.site.app.estate(estate, read).await?.ok_or(Problem::NotFound)?;
    let mut refusals: Vec<Refusal> = wrong.into_iter().collect();
    if form.get("text").trim().is_empty() {
        // Nobody is entered for a sheet that says nothing.
        refusals.push(Refusal::new("text-missing").on("text"));
    }
    if found == Found::Several {
        refusals.push(Refusal::new("person-several").on("phone"));
    }
    let Some(about) = about else {
        refusals.push(Refusal::new("objection-desk-closed"));
        return Ok(Err(refusals));
    };
    if !refusals.is_empty() {
        return Ok(Err(refusals));
    }
    Ok(match found {
        Found::One(person) => Ok((about, person)),
        // Whoever was left off the roll is entered with the objection: nothing is typed twice.
        _ => register(visit, estate, who, form).await?.map(|person| (about, person)),
    })
}

/// Whoever of this name owns the home of this door or lives there; nobody where no door was given.
fn at_door(estate: &Estate, form: &Form) -> Result<Option<PersonId>, Refusal> {
    if form.get("door").trim().is_empty() {
        return Ok(None);
    }
    let unit = unit_at(estate, form.get("door")).and_then(|u| estate.roll.units.get(&u));
    let unit = unit.ok_or_else(|| Refusal::new("door-unknown").on("door"))?;
    let wanted = form.get("name").trim();
    let named = |p: &&PersonId| estate.bodies.person(**p).is_some_and(|p| p.name.get().is_some_and(|n| n == wanted));
    Ok(unit.facts.owners.iter().chain(&unit.facts.occupiers).find(named).copied())
}

/// Whose it is and the signed sheet, for those who answer and for whoever objected.
pub fn provenance(f: &Frame<'_>, id: MotionId, objection: &Objection) -> Markup {
    let lang = f.lang();
    let Some(desk) = objection.desk else { return html! {} };
    html! {
        p .meta { (flow(&t!(lang, "objection-desk-by", name = f.full_name(desk.from)))) }
        @if let Some(scan) = desk.scan { p { (more(Link::new(t!(lang, "objection-scan-see"), &f.at(&format!("/desk/objections/{id}/scan/{}", scan.name))))) } }
    }
}

/// `GET /e/{estate}/desk/objections/{motion}/scan/{name}`: for those who write objections down or answer them, and for
/// whoever objected.
pub async fn scan(visit: Visit, At((estate, motion, name)): At<(StreamId, MotionId, ItemId)>) -> Reply {
    let who = visit.who(estate).await?;
    let found = visit.site.app.estate(estate, |v| {
        let of = |m: &Motion| {
            let mut all = m.objections.iter().filter_map(|o| Some((o.whose()?, o.desk?.scan?)));
            all.find(|(_, scan)| scan.name == name)
        };
        let (from, scan) = of(v.estate.assembly.get(motion)?)?;
        // With the person the sheet was erased.
        v.estate.bodies.person(from)?.name.get()?;
        let may = [Act::RecordObjection, Act::AnswerObjection].into_iter().any(|act| v.may(&who, act));
        (may || who.person_id() == Some(from)).then_some(scan)
    });
    let file = match found.await? {
        Some(file) => file,
        None if visit.session.is_none() => return Err(Problem::SignIn(visit.path.clone())),
        None => return Err(Problem::NotFound),
    };
    visit.picture(estate, &file).await
}
