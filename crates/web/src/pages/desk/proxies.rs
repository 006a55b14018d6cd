//! 委托: written mandates, as a clerk records them for any owner and as an owner gives one's own.

use super::desk;
use crate::components::{
    Button, Column, Control, Field, Link, Row, Table, Width, button, card, field, flow, hidden, meta, more, section,
    table,
};
use crate::form::Form;
use crate::format;
use crate::layout::{PageHead, columns, narrow, page_head, wrap};
use crate::pages::people_find::{Found, find, register};
use crate::pages::{Frame, Section, Shape, open};
use crate::reply::{Problem, Reply, to};
use crate::say::{Told, article};
use crate::t;
use crate::visit::{Asked, At, Visit};
use app::{EstateView, Who};
use authority::Act;
use estate::assembly::{Channel, Command, EndedProxy, Motion, Status, VoterId};
use law::{Key, Refusal};
use maud::{Markup, html};
use units::{MotionId, StreamId};

const FIELDS: &[&str] = &["door", "name", "phone", "id_tail", "mandate", "end_door", "why"];

// ---- at the desk ----

/// `GET /e/{estate}/desk/proxies/{motion}`
pub async fn show(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>) -> Reply {
    let who = visit.who_may(estate, Act::ViewPersons).await?;
    frozen(&visit, estate, motion).await?;
    visit.draw(estate, |view| desk_page(&Frame { visit: &visit, who, view }, motion, &Form::default(), &[])).await
}

async fn frozen(visit: &Visit, estate: StreamId, motion: MotionId) -> Result<(), Problem> {
    let frozen = |v: &EstateView<'_>| v.estate.assembly.get(motion).is_some_and(|m| m.electorate.is_some());
    if visit.site.app.estate(estate, frozen).await? { Ok(()) } else { Err(Problem::NotFound) }
}

fn desk_page(f: &Frame<'_>, id: MotionId, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let Some(motion) = f.estate().assembly.get(id) else { return html! {} };
    let title = t!(lang, "proxies-title");
    let told = Told::new(lang, form, refusals, FIELDS);
    let content = wrap(html! {
        (page_head(PageHead { back: Some(Link::new(open(lang, Some(&motion.title)), &f.at(&format!("/m/{id}")))), title, lead: Some(t!(lang, "proxies-lead")), tags: None }))
        (columns(
            html! { div .stack { (granted(f, motion)) } },
            html! { div .stack {
                @if f.may(Act::GrantProxy) {
                    (card(html! {
                        h2 { (t!(lang, "proxies-new")) }
                        (limits_note(f, motion))
                        (f.form(&format!("/desk/proxies/{id}"), html! {
                            (told.summary())
                            (field(Field::new(lang, "door", t!(lang, "proxies-door")).hint(t!(lang, "proxies-door-hint")).error(told.at("door")), Control::Text { value: told.typed("door"), width: Width::Medium, autocomplete: "off" }))
                            (holder_fields(f, &told))
                            (button(Button::primary(t!(lang, "proxies-do")).busy(t!(lang, "recording"))))
                        }))
                    }))
                    @if !motion.proxies.is_empty() { (end_form(f, id, &told)) }
                }
            } },
        ))
    });
    desk(f, title, true, content)
}

fn holder_fields(f: &Frame<'_>, told: &Told<'_>) -> Markup {
    let lang = f.lang();
    html! {
        (field(Field::new(lang, "name", t!(lang, "proxies-holder")).error(told.at("name")), Control::Text { value: told.typed("name"), width: Width::Medium, autocomplete: "off" }))
        (field(Field::new(lang, "phone", t!(lang, "person-phone")).hint(t!(lang, "proxies-phone-hint")).error(told.at("phone")), Control::Phone { value: told.typed("phone") }))
        (field(Field::new(lang, "mandate", t!(lang, "proxies-mandate")).hint(t!(lang, "proxies-mandate-hint")).error(told.at("mandate")), Control::TextArea { value: told.typed("mandate"), rows: 3 }))
    }
}

/// How many mandates one person may hold here.
fn limits_note(f: &Frame<'_>, motion: &Motion) -> Markup {
    let lang = f.lang();
    html! {
        @if let Some(rule) = motion.rule(Key::ProxyMax) {
            @if let Some(most) = rule.value.number() { (meta(&t!(lang, "proxies-most", n = most, article = article(lang, &rule.cite)))) }
        }
    }
}

fn doors(f: &Frame<'_>, motion: &Motion, voter: VoterId) -> String {
    let units = motion.electorate.as_ref().and_then(|e| e.voter(voter)).map(|v| v.units.as_slice()).unwrap_or_default();
    let doors: Vec<String> = units.iter().filter_map(|(u, _)| f.unit(*u)).map(|u| f.door(&u.facts.door)).collect();
    doors.join(t!(f.lang(), "say-comma"))
}

fn granted(f: &Frame<'_>, motion: &Motion) -> Markup {
    let lang = f.lang();
    let rows: Vec<Row> = motion
        .proxies
        .iter()
        .map(|(voter, proxy)| {
            Row::of([
                flow(&doors(f, motion, *voter)),
                html! { (f.full_name(proxy.holder)) },
                flow(open(lang, Some(&proxy.mandate))),
                flow(&format::moment(lang, proxy.at, f.today())),
                html! { (state(f, motion, *voter)) },
            ])
        })
        .chain(ended(f, motion))
        .collect();
    section(
        t!(lang, "proxies-granted"),
        None,
        card(html! {
            @if rows.is_empty() { p { (flow(t!(lang, "proxies-none"))) } }
            @else {
                (table(Table {
                    lang,
                    caption: t!(lang, "proxies-granted"),
                    caption_hidden: true,
                    columns: &[
                        Column::text(t!(lang, "col-unit")).stays(),
                        Column::text(t!(lang, "proxies-holder")).stays(),
                        Column::text(t!(lang, "proxies-mandate")),
                        Column::text(t!(lang, "col-when")),
                        Column::text(t!(lang, "col-state")).stays(),
                    ],
                    rows: &rows,
                    total: None,
                }))
            }
        }),
    )
}

/// Whether a mandate stands, was used, or lapsed because the vote is others' now.
fn state(f: &Frame<'_>, motion: &Motion, voter: VoterId) -> &'static str {
    let lang = f.lang();
    match motion.mandate(f.estate(), voter) {
        _ if motion.ballots.contains_key(&voter) => t!(lang, "proxy-state-voted"),
        Some(_) => t!(lang, "proxy-state-stands"),
        None => t!(lang, "proxy-state-lapsed"),
    }
}

/// Mandates that were ended or replaced, with what shows it.
fn ended(f: &Frame<'_>, motion: &Motion) -> Vec<Row> {
    let lang = f.lang();
    let row = |held: &EndedProxy| {
        let at = format::moment(lang, held.stamp.at, f.today());
        let why = held.why.as_ref().map(|w| open(lang, Some(w)));
        let said = match why {
            Some(why) => t!(lang, "proxy-state-ended-why", at = at, why = why),
            None => t!(lang, "proxy-state-ended", at = at),
        };
        Row::of([
            flow(&doors(f, motion, held.voter)),
            html! { (f.full_name(held.proxy.holder)) },
            flow(open(lang, Some(&held.proxy.mandate))),
            flow(&format::moment(lang, held.proxy.at, f.today())),
            flow(&said),
        ])
    };
    motion.proxies_ended.iter().map(row).collect()
}

/// 解除委托 at the desk: whose, and the paper that says so.
fn end_form(f: &Frame<'_>, id: MotionId, told: &Told<'_>) -> Markup {
    let lang = f.lang();
    card(html! {
        h2 { (t!(lang, "proxy-end-title")) }
        (meta(t!(lang, "proxy-end-lead")))
        (f.form(&format!("/desk/proxies/{id}/end"), html! {
            (field(Field::new(lang, "end_door", t!(lang, "proxies-door")).hint(t!(lang, "proxies-door-hint")).error(told.at("end_door")), Control::Text { value: told.typed("end_door"), width: Width::Medium, autocomplete: "off" }))
            (field(Field::new(lang, "why", t!(lang, "proxy-end-why")).hint(t!(lang, "proxy-end-why-hint")).error(told.at("why")), Control::TextArea { value: told.typed("why"), rows: 2 }))
            (button(Button::second(t!(lang, "proxy-end-do")).busy(t!(lang, "recording"))))
        }))
    })
}

/// `POST /e/{estate}/desk/proxies/{motion}/end`
pub async fn end(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>, form: Form) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::GrantProxy).await?;
    frozen(&visit, estate, motion).await?;
    let read = |v: &EstateView<'_>| {
        let unit = crate::pages::unit_at(v.estate, form.get("end_door"))?;
        v.estate.assembly.get(motion)?.electorate.as_ref()?.voter_of.get(&unit).copied()
    };
    let refusals = match visit.site.app.estate(estate, read).await? {
        None => vec![Refusal::new("door-unknown").on("end_door")],
        Some(voter) => {
            let command = Command::EndProxy { motion, voter, why: form.get("why").to_owned() };
            match visit.send(estate, who, &form, estate::Command::Assembly(command)).await? {
                Ok(_) => return Ok(to(&format!("/e/{estate}/desk/proxies/{motion}"))),
                Err(refusals) => refusals,
            }
        }
    };
    visit.draw_refused(estate, |view| desk_page(&Frame { visit: &visit, who, view }, motion, &form, &refusals)).await
}

/// `POST /e/{estate}/desk/proxies/{motion}`
pub async fn record(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>, form: Form) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::GrantProxy).await?;
    frozen(&visit, estate, motion).await?;
    let refusals = match record_it(&visit, estate, motion, who, &form).await? {
        Ok(()) => return Ok(to(&format!("/e/{estate}/desk/proxies/{motion}"))),
        Err(refusals) => refusals,
    };
    visit.draw_refused(estate, |view| desk_page(&Frame { visit: &visit, who, view }, motion, &form, &refusals)).await
}

async fn record_it(
    visit: &Visit,
    estate: StreamId,
    motion: MotionId,
    who: Who,
    form: &Form,
) -> Result<Result<(), Vec<Refusal>>, Problem> {
    let read = |v: &EstateView<'_>| {
        let unit = crate::pages::unit_at(v.estate, form.get("door"));
        let electorate = v.estate.assembly.get(motion)?.electorate.as_ref()?;
        let voter = unit.and_then(|u| electorate.voter_of.get(&u).copied());
        Some((voter, find(v.estate, form)))
    };
    let (voter, found) = visit.site.app.estate(estate, read).await?.ok_or(Problem::NotFound)?;
    let Some(voter) = voter else { return Ok(Err(vec![Refusal::new("door-unknown").on("door")])) };
    let holder = match found {
        Found::One(person) => person,
        Found::Several => return Ok(Err(vec![Refusal::new("person-several").on("phone")])),
        // A holder from outside is entered with the mandate: nothing is typed twice.
        Found::Nobody => match register(visit, estate, who, form).await? {
            Ok(person) => person,
            Err(refusals) => return Ok(Err(refusals)),
        },
    };
    let mandate = form.get("mandate").to_owned();
    let command = Command::GrantProxy { motion, voter, holder, mandate };
    Ok(visit.send(estate, who, form, estate::Command::Assembly(command)).await?.map(|_| ()).map_err(ours))
}

fn ours(refusals: Vec<Refusal>) -> Vec<Refusal> {
    refusals.into_iter().map(|r| if r.field.as_deref() == Some("holder") { r.on("name") } else { r }).collect()
}

// ---- one's own ----

/// `GET /e/{estate}/m/{motion}/proxy?voter=3`
pub async fn mine(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>, Asked(asked): Asked) -> Reply {
    let who = visit.who_may(estate, Act::ViewHome).await?;
    frozen(&visit, estate, motion).await?;
    visit.draw(estate, |view| mine_page(&Frame { visit: &visit, who, view }, motion, &asked, &[])).await
}

fn mine_page(f: &Frame<'_>, id: MotionId, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let Some(motion) = f.estate().assembly.get(id) else { return html! {} };
    let title = t!(lang, "proxy-mine-title");
    let told = Told::new(lang, form, refusals, FIELDS);
    let voters = f.who.person_id().map(|p| motion.voters_of(f.estate(), p)).unwrap_or_default();
    let voter = form.read::<VoterId>("voter").filter(|v| voters.contains(v)).or(voters.first().copied());
    let content = narrow(html! {
        (page_head(PageHead { back: Some(Link::new(open(lang, Some(&motion.title)), &f.at(&format!("/m/{id}")))), title, lead: Some(t!(lang, "proxy-mine-lead")), tags: None }))
        div .stack {
            @match voter {
                None => (card(html! { p { (flow(t!(lang, "proxy-mine-none"))) } })),
                Some(voter) => {
                    (told.summary())
                    (mine_card(f, id, motion, voter, &told))
                },
            }
            @for other in voters.iter().filter(|v| Some(**v) != voter) {
                p { (more(Link::new(&t!(lang, "proxy-mine-other", doors = doors(f, motion, *other)), &f.at(&format!("/m/{id}/proxy?voter={other}"))))) }
            }
        }
    });
    f.page(Shape { title, section: Section::Matters, ..Shape::default() }, content)
}

/// One's own vote: who holds a mandate for it, what can still be done about it, and whom to give one.
fn mine_card(f: &Frame<'_>, id: MotionId, motion: &Motion, voter: VoterId, told: &Told<'_>) -> Markup {
    let lang = f.lang();
    let held = motion.mandate(f.estate(), voter);
    let own = hidden(&[("voter", &voter.to_string())]);
    let name = held.map(|p| f.full_name(p.holder)).unwrap_or_default();
    let when = held.map(|p| format::moment(lang, p.at, f.today())).unwrap_or_default();
    // What was handed in stands: the first ballot counts.
    if let Some(ballot) = motion.ballots.get(&voter) {
        let at = format::moment(lang, ballot.at, f.today());
        let by_holder = ballot.channel == Channel::Phone && held.is_some_and(|p| ballot.by.whose() == Some(p.holder));
        let said = match by_holder {
            true => t!(lang, "proxy-mine-used", name = name, at = at),
            false => t!(lang, "proxy-mine-voted", at = at),
        };
        return card(html! { p { b { (flow(&doors(f, motion, voter))) } } p { (flow(&said)) } });
    }
    if !matches!(motion.status(f.view.now), Status::Announced | Status::Voting) {
        return card(html! { p { b { (flow(&doors(f, motion, voter))) } } p { (flow(t!(lang, "proxy-mine-over"))) } });
    }
    html! {
        @if held.is_some() {
            (card(html! {
                p { b { (flow(&doors(f, motion, voter))) } }
                p { (flow(&t!(lang, "proxy-mine-holds", name = name, at = when))) }
                (f.form(&format!("/m/{id}/proxy/end"), html! { (own) (button(Button::second(t!(lang, "proxy-mine-end")).busy(t!(lang, "recording")))) }))
                (meta(t!(lang, "proxy-mine-end-note")))
            }))
        } @else if motion.proxies.contains_key(&voter) {
            (card(html! { p { (flow(t!(lang, "proxy-mine-lapsed"))) } }))
        }
        (card(html! {
            @if held.is_some() { h2 { (t!(lang, "proxy-mine-change")) } } @else { p { b { (flow(&doors(f, motion, voter))) } } }
            (limits_note(f, motion))
            (f.form(&format!("/m/{id}/proxy"), html! {
                (own)
                (holder_fields(f, told))
                (button(Button::primary(t!(lang, "proxies-do")).busy(t!(lang, "recording"))))
            }))
            (meta(t!(lang, "proxy-mine-paper")))
        }))
    }
}

/// `POST /e/{estate}/m/{motion}/proxy/end`
pub async fn take_back(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>, form: Form) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::ViewHome).await?;
    frozen(&visit, estate, motion).await?;
    let voter: VoterId = form.read("voter").ok_or(Problem::BadRequest)?;
    let command = Command::EndProxy { motion, voter, why: String::new() };
    match visit.send(estate, who, &form, estate::Command::Assembly(command)).await? {
        Ok(_) => Ok(to(&format!("/e/{estate}/m/{motion}/proxy?voter={voter}"))),
        Err(refusals) => {
            visit
                .draw_refused(estate, |view| mine_page(&Frame { visit: &visit, who, view }, motion, &form, &refusals))
                .await
        }
    }
}

/// `POST /e/{estate}/m/{motion}/proxy`
pub async fn give(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>, form: Form) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::ViewHome).await?;
    frozen(&visit, estate, motion).await?;
    let voter: VoterId = form.read("voter").ok_or(Problem::BadRequest)?;
    // Owners find only whom they know well enough to give name and telephone of: the roll is not for searching.
    let known = !form.get("phone").trim().is_empty();
    let refusals = match visit.site.app.estate(estate, |v| find(v.estate, &form)).await? {
        Found::One(holder) if known => {
            let command = Command::GrantProxy { motion, voter, holder, mandate: form.get("mandate").to_owned() };
            match visit.send(estate, who, &form, estate::Command::Assembly(command)).await? {
                Ok(_) => return Ok(to(&format!("/e/{estate}/m/{motion}/proxy?voter={voter}"))),
                Err(refusals) => ours(refusals),
            }
        }
        _ => vec![Refusal::new("proxy-holder-unknown").on("name")],
    };
    visit.draw_refused(estate, |view| mine_page(&Frame { visit: &visit, who, view }, motion, &form, &refusals)).await
}
