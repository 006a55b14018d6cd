//! The helper's pages: becoming one with the owner's code, whom one helps, and what may be done with that owner.

use super::{done_list, help_line, limits_card};
use crate::components::{
    Button, Control, Entry, Fact, Field, Kind, Link, LinkButton, Tag, TagKind, Width, button, card, entries, facts,
    field, flow, link_button, meta, more, section, tag, title,
};
use crate::form::Form;
use crate::format::{self, Due};
use crate::layout::{PageHead, narrow, page_head, sign_in_to, wrap};
use crate::pages::front::{new_account_fields, sign_up_refusals};
use crate::pages::{Frame, Section, Shape, open};
use crate::reply::{Problem, Reply, page, to};
use crate::say::Told;
use crate::t;
use crate::text::t_of;
use crate::visit::{Asked, At, SESSION, Visit};
use app::{Redeemer, SignInError, Who};
use authority::Act;
use axum::http::StatusCode;
use estate::assembly::{self, About, Motion, Status, VoterId};
use estate::helping::{Command, Help};
use estate::matters;
use law::Refusal;
use maud::{Markup, html};
use units::{HelpId, MatterId, MotionId, PersonId, StreamId, limits};

// ---- becoming one, and whom one helps ----

/// `GET /e/{estate}/help?code=…`
pub async fn list(visit: Visit, At(estate): At<StreamId>, Asked(asked): Asked) -> Reply {
    draw_list(&visit, estate, &asked, &[]).await
}

/// The person of this estate whom the account signed in stands for, whatever they act as.
fn me(visit: &Visit, view: &app::EstateView<'_>) -> Option<PersonId> {
    view.estate.bodies.by_account(visit.session.as_ref()?.account)
}

async fn draw_list(visit: &Visit, estate: StreamId, form: &Form, refusals: &[Refusal]) -> Reply {
    let who = visit.who(estate).await?;
    let draw = |view: &app::EstateView<'_>| list_page(&Frame { visit, who, view }, form, refusals);
    if refusals.is_empty() { visit.draw(estate, draw).await } else { visit.draw_refused(estate, draw).await }
}

fn list_page(f: &Frame<'_>, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let told = Told::new(lang, form, refusals, &["code", "name", "phone", "login", "password"]);
    let me = me(f.visit, f.view);
    let helps: Vec<(HelpId, &Help)> = me.map(|p| f.estate().helped_by(p, f.today()).collect()).unwrap_or_default();
    let lines: Vec<(String, String, String)> =
        helps.iter().map(|(id, h)| (f.masked_name(h.owner), f.at(&format!("/help/{id}")), help_line(f, h))).collect();
    let rows: Vec<Entry<'_>> =
        lines.iter().map(|(title, href, line)| Entry { title, href, tag: None, line: Some(line) }).collect();
    let text = |name, label, hint, autocomplete| {
        let control = Control::Text { value: told.typed(name), width: Width::Medium, autocomplete };
        field(Field::new(lang, name, label).hint(hint).error(told.at(name)), control)
    };
    let here = f.at("/help");
    let content = narrow(html! {
        (page_head(PageHead { title: t!(lang, "help-title"), lead: Some(t!(lang, "help-lead")), ..PageHead::default() }))
        div .stack {
            @if !rows.is_empty() { (section(t!(lang, "help-whom"), None, card(entries(&rows)))) }
            (card(html! {
                h2 { (t!(lang, "help-accept")) }
                (f.form("/help", html! {
                    (told.summary())
                    (text("code", t!(lang, "help-code"), t!(lang, "help-code-hint"), "one-time-code"))
                    @if me.is_none() {
                        (text("name", t!(lang, "help-your-name"), t!(lang, "help-your-name-hint"), "name"))
                        (field(Field::new(lang, "phone", t!(lang, "help-your-phone")).hint(t!(lang, "help-your-phone-hint")).error(told.at("phone")), Control::Phone { value: told.typed("phone") }))
                    }
                    @if f.visit.session.is_none() { (new_account_fields(lang, &told)) }
                    (button(Button::primary(t!(lang, "help-accept-do")).busy(t!(lang, "recording"))))
                }))
                @if f.visit.session.is_none() { p .meta { (more(Link::new(t!(lang, "join-have-account"), &sign_in_to(&here)))) } }
            }))
            (limits_card(lang))
        }
    });
    f.page(Shape { title: t!(lang, "help-title"), aloud: true, ..Shape::default() }, content)
}

/// `POST /e/{estate}/help`
pub async fn accept(visit: Visit, At(estate): At<StreamId>, form: Form) -> Reply {
    visit.check(&form)?;
    let as_whom = match visit.key.as_ref().filter(|_| visit.session.is_some()) {
        Some(key) => Redeemer::SignedIn(key),
        None => Redeemer::New { login: form.get("login"), password: form.get("password") },
    };
    let own = (form.get("name"), form.get("phone"));
    let accepted = visit.site.app.accept_help(estate, form.get("code"), own, as_whom, visit.address, form.id()?).await;
    match accepted {
        Ok(key) => {
            let next = to(&format!("/e/{estate}/help"));
            Ok(visit.with_cookie(next, SESSION, &key.to_string(), limits::SESSION_KEPT_MS / 1_000))
        }
        Err(SignInError::Error(app::Error::NotFound)) => Err(Problem::NotFound),
        Err(error) => {
            let refusals = sign_up_refusals(error)?;
            draw_list(&visit, estate, &form, &refusals).await
        }
    }
}

// ---- one owner ----

/// The helper acting with the owner of this help. Somebody else's help is not there; one that is over says why.
pub(super) async fn with_owner(visit: &Visit, estate: StreamId, help: HelpId) -> Result<Who, Problem> {
    if visit.session.is_none() {
        return Err(Problem::SignIn(visit.path.clone()));
    }
    let look = |v: &app::EstateView<'_>| {
        let me = me(visit, v)?;
        let held = v.estate.helping.helps.get(&help).filter(|h| h.helper == me)?;
        Some((Who::helper(me, held.owner), v.estate.help_standing(help, v.today()).err()))
    };
    match visit.site.app.estate(estate, look).await?.ok_or(Problem::NotFound)? {
        (who, None) => Ok(who),
        (_, Some(over)) => Err(Problem::Refused(vec![over])),
    }
}

/// What was typed into which form, and why it was not taken.
struct Again<'a> {
    act: &'a str,
    form: &'a Form,
    refusals: &'a [Refusal],
}

/// `GET /e/{estate}/help/{help}`
pub async fn show(visit: Visit, At((estate, help)): At<(StreamId, HelpId)>) -> Reply {
    let who = with_owner(&visit, estate, help).await?;
    let again = Again { act: "", form: &Form::default(), refusals: &[] };
    visit.draw(estate, |view| help_page(&Frame { visit: &visit, who, view }, help, &again)).await
}

/// The ballots of the owner's own home in a motion.
pub(super) fn ballots(f: &Frame<'_>, help: &Help, motion: &Motion) -> Vec<VoterId> {
    let homes = f.estate().helped_homes(help);
    let own = |v: &VoterId| {
        let held = motion.electorate.as_ref().and_then(|e| e.voter(*v));
        held.is_some_and(|h| h.units.iter().any(|(unit, _)| homes.contains(unit)))
    };
    motion.voters_for(f.estate(), help.owner).into_iter().filter(own).collect()
}

fn help_page(f: &Frame<'_>, id: HelpId, again: &Again<'_>) -> Markup {
    let lang = f.lang();
    let Some(help) = f.estate().helping.helps.get(&id) else { return html! {} };
    let heading = t!(lang, "help-with", name = f.masked_name(help.owner));
    let blank = Form::default();
    let told = |act: &str, fields: &[&str]| {
        let (form, refusals) = if again.act == act { (again.form, again.refusals) } else { (&blank, &[][..]) };
        Told::new(lang, form, refusals, fields)
    };
    let now = f.view.now;
    let mut open_now: Vec<(MotionId, &Motion)> =
        f.estate().assembly.motions.iter().rev().filter(|(_, m)| m.is_open(now)).map(|(id, m)| (*id, m)).collect();
    // What can be voted on now stands first.
    open_now.sort_by_key(|(_, m)| m.status(now) != Status::Voting);
    let content = wrap(html! {
        (page_head(PageHead { back: Some(Link::new(t!(lang, "help-title"), &f.at("/help"))), title: &heading, lead: Some(&help_line(f, help)), tags: Some(tag(Tag { kind: TagKind::Seen, text: t!(lang, "help-seen") })) }))
        div .stack {
            @for (motion, held) in &open_now { (motion_card(f, id, help, *motion, held, &told("object", &[]))) }
            @if open_now.is_empty() { (card(html! { p { (flow(t!(lang, "help-no-motions"))) } })) }
            (section(t!(lang, "help-homes"), None, homes(f, help)))
            (card(raise_form(f, id, &told("raise", &["title", "place", "text"]))))
            @if !f.estate().matters.matters.is_empty() { (card(note_form(f, id, again))) }
            (done_list(f, help.owner, Some(help.helper), DONE))
            (limits_card(lang))
            (card(html! {
                (meta(t!(lang, "help-leave-lead")))
                (told("end", &[]).summary())
                (f.form(&format!("/help/{id}/end"), button(Button { kind: Kind::Irreversible, ..Button::primary(t!(lang, "help-end")).busy(t!(lang, "recording")) })))
            }))
        }
    });
    f.page(Shape { title: &heading, section: Section::Elsewhere, aloud: true, ..Shape::default() }, content)
}

/// Acts of this helper shown on the page.
const DONE: usize = 50;
/// Matters a word can be added to from here, newest first; every other one has its own page.
const MATTERS: usize = 30;

fn motion_card(f: &Frame<'_>, id: HelpId, help: &Help, motion: MotionId, held: &Motion, told: &Told<'_>) -> Markup {
    let lang = f.lang();
    let status = held.status(f.view.now);
    let voters = ballots(f, help, held);
    let objectable = matches!(status, Status::RollShown | Status::Announced) && !voters.is_empty();
    let name = format!("objection-{motion}");
    card(html! {
        p {
            (tag(Tag { kind: if status == Status::Voting { TagKind::Now } else { TagKind::Plain }, text: t_of(lang, "motion-status", status.word()) })) " "
            @if status <= Status::Voting { (Due::of(held.closes.day(), f.today()).text(lang)) }
        }
        h2 { (title(open(lang, Some(&held.title)))) }
        (meta(&t!(lang, "help-motion-when", opens = format::moment(lang, held.opens, f.today()), closes = format::moment(lang, held.closes, f.today()))))
        @if status == Status::Voting {
            @for voter in &voters {
                @match held.ballots.get(voter) {
                    Some(ballot) => (meta(&t!(lang, "ballot-received-at", at = format::moment(lang, ballot.at, f.today())))),
                    None => (link_button(LinkButton::primary(t!(lang, "help-fill-in"), &f.at(&format!("/help/{id}/m/{motion}?voter={voter}"))))),
                }
            }
            @if voters.is_empty() { (meta(t!(lang, "refusal-help-no-ballot"))) }
        }
        @if objectable && f.may(Act::Object) {
            (f.form(&format!("/help/{id}/object"), html! {
                (told.summary())
                (crate::components::hidden(&[("motion", &motion.to_string())]))
                (field(Field::new(lang, &name, t!(lang, "objection-roll")).hint(t!(lang, "help-objection-hint")), Control::TextArea { value: told.typed(&name), rows: 2 }))
                (button(Button::second(t!(lang, "objection-do")).busy(t!(lang, "recording"))))
            }))
        }
        p { (more(Link::new(t!(lang, "help-motion-page"), &f.at(&format!("/m/{motion}"))))) }
    })
}

/// The homes it is good for: door and area, as the roll has them.
fn homes(f: &Frame<'_>, help: &Help) -> Markup {
    let lang = f.lang();
    let area = |unit: &estate::roll::Unit| match unit.facts.areas.best() {
        Some((area, source)) => {
            t!(lang, "home-area", area = format::area(lang, area), source = t_of(lang, "area-source", source.word()))
        }
        None => t!(lang, "to-be-verified").to_owned(),
    };
    html! {
        @for unit in f.estate().helped_homes(help).into_iter().filter_map(|u| f.unit(u)) {
            (card(html! {
                h3 { (flow(&f.door(&unit.facts.door))) }
                (facts(&[Fact::text(t!(lang, "col-area-exclusive"), &area(unit))]))
            }))
        }
    }
}

fn raise_form(f: &Frame<'_>, id: HelpId, told: &Told<'_>) -> Markup {
    let lang = f.lang();
    html! {
        h2 { (t!(lang, "help-raise")) }
        (f.form(&format!("/help/{id}/raise"), html! {
            (told.summary())
            (field(Field::new(lang, "title", t!(lang, "matter-title")).hint(t!(lang, "matter-title-hint")).error(told.at("title")), Control::Text { value: told.typed("title"), width: Width::Full, autocomplete: "off" }))
            (field(Field::new(lang, "place", t!(lang, "matter-place")).hint(t!(lang, "matter-place-hint")).optional().error(told.at("place")), Control::Text { value: told.typed("place"), width: Width::Medium, autocomplete: "off" }))
            (field(Field::new(lang, "text", t!(lang, "matter-text")).optional().error(told.at("text")), Control::TextArea { value: told.typed("text"), rows: 3 }))
            (button(Button::second(t!(lang, "help-raise-do")).busy(t!(lang, "recording"))))
        }))
    }
}

fn note_form(f: &Frame<'_>, id: HelpId, again: &Again<'_>) -> Markup {
    let lang = f.lang();
    let refusals: Vec<Refusal> =
        if again.act == "note" { again.refusals.iter().map(at_word).collect() } else { Vec::new() };
    let blank = Form::default();
    let told = Told::new(lang, if refusals.is_empty() { &blank } else { again.form }, &refusals, &["word"]);
    let options: Vec<(String, String)> = f
        .estate()
        .matters
        .matters
        .iter()
        .rev()
        .take(MATTERS)
        .map(|(id, m)| (id.to_string(), open(lang, Some(&m.title)).to_owned()))
        .collect();
    let options: Vec<(&str, &str)> = options.iter().map(|(id, title)| (id.as_str(), title.as_str())).collect();
    let chosen = Some(told.typed("matter")).filter(|m| !m.is_empty());
    html! {
        h2 { (t!(lang, "help-note")) }
        (f.form(&format!("/help/{id}/note"), html! {
            (told.summary())
            (field(Field::new(lang, "matter", t!(lang, "check-matter")), Control::Select { options: &options, chosen }))
            (field(Field::new(lang, "word", t!(lang, "matter-note")).error(told.at("word")), Control::TextArea { value: told.typed("word"), rows: 3 }))
            (button(Button::second(t!(lang, "matter-note-do")).busy(t!(lang, "recording"))))
        }))
    }
}

/// The word on a matter has a name of its own on this page.
fn at_word(r: &Refusal) -> Refusal {
    if r.field.as_deref() == Some("text") { r.clone().on("word") } else { r.clone() }
}

/// `POST /e/{estate}/help/{help}/{act}`
pub async fn act(visit: Visit, At((estate, help, act)): At<(StreamId, HelpId, String)>, form: Form) -> Reply {
    visit.check(&form)?;
    let who = with_owner(&visit, estate, help).await?;
    let text = |name: &str| form.get(name).to_owned();
    let command = match act.as_str() {
        "raise" => estate::Command::Matters(matters::Command::Raise {
            title: text("title"),
            text: text("text"),
            place: text("place"),
        }),
        "note" => {
            let matter: MatterId = form.read("matter").ok_or(Problem::BadRequest)?;
            estate::Command::Matters(matters::Command::Note { matter, text: text("word") })
        }
        "object" => {
            let motion: MotionId = form.read("motion").ok_or(Problem::BadRequest)?;
            let text = form.starting("objection-").to_owned();
            estate::Command::Assembly(assembly::Command::Object { motion, about: About::Roll, text })
        }
        "end" => estate::Command::Helping(Command::End { help }),
        _ => return Err(Problem::NotFound),
    };
    match visit.send(estate, who, &form, command).await? {
        Ok(_) if act == "end" => Ok(to(&format!("/e/{estate}/help"))),
        Ok(_) => Ok(to(&format!("/e/{estate}/help/{help}"))),
        Err(refusals) => {
            let again = Again { act: &act, form: &form, refusals: &refusals };
            let draw = |view: &app::EstateView<'_>| help_page(&Frame { visit: &visit, who, view }, help, &again);
            let markup = visit.site.app.estate(estate, draw).await?;
            Ok(page(&visit, StatusCode::UNPROCESSABLE_ENTITY, markup))
        }
    }
}
