//! 邀请条: whom they are for, and the printed slips themselves. A code stands on its paper and nowhere else, so the
//! page that shows it is drawn once, in answer to the press.

use super::{desk, desk_head};
use crate::components::print::{InviteSlip, invites};
use crate::components::{Button, Choice, Control, Field, Link, button, card, choices, field, flow, meta};
use crate::form::Form;
use crate::icons::Icon;
use crate::layout::narrow;
use crate::pages::Frame;
use crate::reply::{Problem, Reply, page};
use crate::say::refused;
use crate::t;
use crate::visit::{At, Visit};
use app::EstateView;
use authority::Act;
use axum::http::StatusCode;
use estate::bodies::{Command, IssueSlip};
use estate::roll::Door;
use law::Refusal;
use maud::{Markup, html};
use std::collections::BTreeMap;
use units::{Day, PersonId, StreamId, limits};

/// `GET /e/{estate}/desk/slips`
pub async fn show(visit: Visit, At(estate): At<StreamId>) -> Reply {
    let who = visit.who_may(estate, Act::IssueSlips).await?;
    visit.draw(estate, |view| slips_page(&Frame { visit: &visit, who, view }, &Form::default(), &[])).await
}

/// Whom slips can be for: owners of a building without an account, each at their first door.
fn waiting(view: &EstateView<'_>, building: &str, again: bool) -> Vec<(Door, PersonId)> {
    let mut doors: BTreeMap<PersonId, Door> = BTreeMap::new();
    for (_, unit) in view.estate.roll.listed() {
        if !building.is_empty() && unit.facts.door.building.as_str() != building {
            continue;
        }
        for owner in &unit.facts.owners {
            doors.entry(*owner).or_insert_with(|| unit.facts.door.clone());
        }
    }
    let today = view.today();
    let without = |id: &PersonId| {
        view.estate.bodies.person(*id).is_some_and(|p| {
            let waiting = p.slip.as_ref().is_some_and(|s| s.redeemed.is_none() && s.until >= today);
            p.name.get().is_some() && p.account.is_none() && (again || !waiting)
        })
    };
    let mut list: Vec<(Door, PersonId)> =
        doors.into_iter().filter(|(id, _)| without(id)).map(|(id, door)| (door, id)).collect();
    list.sort();
    list
}

fn slips_page(f: &Frame<'_>, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let buildings: Vec<(String, String)> = f
        .estate()
        .roll
        .buildings()
        .iter()
        .map(|(label, _)| {
            let n = waiting(f.view, label.as_str(), false).len();
            (label.to_string(), t!(lang, "slips-building", building = f.building(label), n = n))
        })
        .collect();
    let options: Vec<(&str, &str)> = buildings.iter().map(|(v, w)| (v.as_str(), w.as_str())).collect();
    let content = narrow(html! {
        (desk_head(f, t!(lang, "desk-slips"), Some(t!(lang, "slips-lead"))))
        div .stack {
            (refused(lang, refusals))
            @if options.is_empty() { (card(html! { p { (flow(t!(lang, "roll-none"))) } })) }
            @else {
                (card(f.form("/desk/slips", html! {
                    (field(Field::new(lang, "building", t!(lang, "col-building")), Control::Select { options: &options, chosen: Some(form.get("building")).filter(|b| !b.is_empty()) }))
                    (choices(Field::new(lang, "again", t!(lang, "slips-for")), &[
                        Choice { value: "", label: t!(lang, "slips-for-new"), note: None, sign: None },
                        Choice { value: "yes", label: t!(lang, "slips-for-all"), note: Some(t!(lang, "slips-for-all-note")), sign: None },
                    ], Some(form.get("again"))))
                    (button(Button::primary(t!(lang, "slips-print")).icon(Icon::Printer)))
                })))
            }
            (meta(&t!(lang, "slips-once", days = limits::SLIP_DAYS)))
        }
    });
    desk(f, t!(lang, "desk-slips"), false, content)
}

/// `POST /e/{estate}/desk/slips`: issues and prints, for one person or a building.
pub async fn issue(visit: Visit, At(estate): At<StreamId>, form: Form) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::IssueSlips).await?;
    let one: Option<PersonId> = form.read("person");
    let chosen = |view: &EstateView<'_>| match one {
        Some(person) => {
            let door = view.estate.roll.units_of(person).next().map(|(_, u)| u.facts.door.clone());
            vec![(door.unwrap_or_default(), person)]
        }
        None if form.get("building").is_empty() => Vec::new(),
        None => waiting(view, form.get("building"), form.get("again") == "yes"),
    };
    let people = visit.site.app.estate(estate, chosen).await?;
    let mut slips = Vec::with_capacity(people.len());
    let mut codes = Vec::with_capacity(people.len());
    for (door, person) in people {
        let (code, digest) = visit.site.app.fresh_slip(estate)?;
        slips.push(IssueSlip { person, digest });
        codes.push((door, person, code));
    }
    match visit.send(estate, who, &form, estate::Command::Bodies(Command::IssueSlips(slips))).await {
        Ok(Ok(_)) => {
            let draw = |view: &EstateView<'_>| sheet(&Frame { visit: &visit, who, view }, &codes);
            let markup = visit.site.app.estate(estate, draw).await?;
            Ok(page(&visit, StatusCode::OK, markup))
        }
        Ok(Err(refusals)) => {
            visit.draw_refused(estate, |view| slips_page(&Frame { visit: &visit, who, view }, &form, &refusals)).await
        }
        // Loaded again: the slips were printed, and their codes are kept nowhere.
        Err(Problem::BadRequest) => {
            let refusals = [Refusal::new("slips-printed-already")];
            visit.draw_refused(estate, |view| slips_page(&Frame { visit: &visit, who, view }, &form, &refusals)).await
        }
        Err(problem) => Err(problem),
    }
}

/// The slips to cut apart.
fn sheet(f: &Frame<'_>, codes: &[(Door, PersonId, String)]) -> Markup {
    let lang = f.lang();
    let until: Day = f.today().plus(limits::SLIP_DAYS);
    let join = f.at("/join");
    let address = format!("{}{join}", f.visit.origin);
    let texts: Vec<(String, String, String)> = codes
        .iter()
        .map(|(door, person, code)| {
            let door = if door.room.is_empty() { String::new() } else { f.door(door) };
            // On paper for the holder's own door: the name in full, so that it reaches the right hand.
            (door, f.full_name(*person), format!("{address}?code={code}"))
        })
        .collect();
    let slips: Vec<InviteSlip<'_>> = codes
        .iter()
        .zip(&texts)
        .map(|((_, _, code), (door, name, link))| InviteSlip {
            lang,
            estate: f.name(),
            door,
            name,
            code,
            link,
            address: &address,
            until,
        })
        .collect();
    let back = f.at("/desk/slips");
    invites(f.visit.look, t!(lang, "desk-slips"), Link::new(t!(lang, "desk-slips"), &back), &slips)
}
