//! 怎么通知我: by which way and how often a person is told, what is told and what never is. A clerk writes it down for
//! whoever asks at the desk, on that person's page.

use super::standing::masked_phone;
use super::{Frame, Section, Shape};
use crate::components::{
    Button, Choice as Answer, Control, Field, Link, LinkButton, Notice, NoticeKind, Width, button, card, choices,
    field, flow, hidden, link_button, meta, notice, qr, section,
};
use crate::form::Form;
use crate::format;
use crate::layout::{PageHead, narrow, page_head};
use crate::reply::{Problem, Reply, to};
use crate::say::Told;
use crate::t;
use crate::text::t_of;
use crate::visit::{At, Visit};
use app::{DIGEST_HOUR, EstateView, Lately};
use authority::Act;
use estate::bodies::{Change, Changed, Channel, Choice, Choose, Command, Pace, Person};
use law::Refusal;
use maud::{Markup, html};
use std::collections::BTreeMap;
use units::{Actor, PersonId, StreamId, limits};

const FIELDS: &[&str] = &["channel", "pace", "email"];

/// `GET /e/{estate}/telling`
pub async fn show(visit: Visit, At(estate): At<StreamId>) -> Reply {
    let who = visit.who_may(estate, Act::ViewHome).await?;
    let person = who.person_id().ok_or(Problem::NotFound)?;
    visit.draw(estate, |view| page(&Frame { visit: &visit, who, view }, person, &Form::default(), &[])).await
}

/// `POST /e/{estate}/telling`
pub async fn choose(visit: Visit, At(estate): At<StreamId>, form: Form) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::ViewHome).await?;
    let person = who.person_id().ok_or(Problem::NotFound)?;
    let refusals = match chosen(person, &form) {
        Err(refusals) => refusals,
        Ok(command) => match visit.send(estate, who, &form, estate::Command::Bodies(command)).await? {
            Ok(_) => return Ok(to(&format!("/e/{estate}/telling"))),
            Err(refusals) => refusals,
        },
    };
    let again = |view: &EstateView<'_>| page(&Frame { visit: &visit, who, view }, person, &form, &refusals);
    visit.draw_refused(estate, again).await
}

/// What a form chooses.
pub fn chosen(person: PersonId, form: &Form) -> Result<Command, Vec<Refusal>> {
    let channel = Channel::from_word(form.get("channel"));
    let channel = channel.ok_or_else(|| vec![Refusal::new("telling-no-channel").on("channel")])?;
    let pace = Pace::from_word(form.get("pace")).unwrap_or(Pace::Digest);
    let choice = Choice { channel, pace };
    Ok(Command::ChooseTelling(Choose { person, choice, email: form.get("email").to_owned(), anew: form.has("anew") }))
}

fn page(f: &Frame<'_>, id: PersonId, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let Some(person) = f.estate().bodies.person(id) else { return html! {} };
    let content = narrow(html! {
        (page_head(PageHead {
            back: Some(Link::new(t!(lang, "home-title"), &f.at("/home"))),
            title: t!(lang, "telling-title"),
            lead: Some(t!(lang, "telling-lead")),
            tags: None,
        }))
        div .stack {
            (notice(Notice::text(NoticeKind::Explain, &now(f, id, person))))
            @if person.choice().channel == Channel::Wechat { (binding(f, person)) }
            (card(html! {
                h2 { (t!(lang, "telling-choose")) }
                (f.form("/telling", choice_form(f, person, form, refusals, t!(lang, "telling-do"))))
            }))
            (changes(f, id, person))
            (section(t!(lang, "telling-what"), None, card(html! {
                p { (flow(t!(lang, "telling-what-list"))) }
                p { b { (t!(lang, "telling-never")) } }
                p { (flow(t!(lang, "telling-code"))) }
                p { (flow(t!(lang, "telling-kept"))) }
            })))
            (meta(t!(lang, "telling-desk-helps")))
        }
    });
    f.page(Shape { title: t!(lang, "telling-title"), section: Section::Home, aloud: true, ..Shape::default() }, content)
}

/// How a person is told now, in one sentence or two.
pub fn now(f: &Frame<'_>, id: PersonId, person: &Person) -> String {
    let lang = f.lang();
    let Choice { channel, pace } = person.in_force();
    let reached = person.reached_by();
    let how = match reached {
        Channel::Letter => t!(lang, "telling-now-letter").to_owned(),
        Channel::Sms => {
            let phone = masked_phone(person.address(Channel::Sms).unwrap_or_default());
            t!(lang, "telling-now-sms", phone = phone, pace = t_of(lang, "pace", pace.word()))
        }
        Channel::Wechat => t!(lang, "telling-now-wechat", pace = t_of(lang, "pace", pace.word())),
        Channel::Email => {
            let address = person.address(Channel::Email).unwrap_or_default();
            t!(lang, "telling-now-email", address = address, pace = t_of(lang, "pace", pace.word()))
        }
    };
    let mut said = vec![how];
    if channel == Channel::Sms && reached == Channel::Letter {
        said.push(t!(lang, "telling-no-phone").to_owned());
    }
    let chosen = person.choice().channel;
    if chosen.is_bound() && person.telling.as_ref().is_some_and(|t| t.bound.is_none()) {
        let way = t_of(lang, "channel", chosen.word());
        said.push(t!(lang, "telling-not-bound", way = way));
    }
    if reached != Channel::Letter && !f.visit.site.channels.contains(&reached) {
        said.push(t!(lang, "telling-not-set").to_owned());
    }
    if let Some(telling) = person.telling.as_ref().filter(|t| t.made.actor != Actor::Person(id)) {
        let day = format::date(lang, telling.made.at.day(), f.today());
        said.push(t!(lang, "telling-by-desk", day = day));
    }
    said.join(t!(lang, "telling-between"))
}

/// The fields of a choice; what was typed stays.
fn choice_form(f: &Frame<'_>, person: &Person, form: &Form, refusals: &[Refusal], press: &str) -> Markup {
    let lang = f.lang();
    let told = Told::new(lang, form, refusals, FIELDS);
    let set = &f.visit.site.channels;
    let held = person.choice();
    // A way that is not set up is offered to nobody who does not have it already; SMS and letter are what holds unasked.
    let offered = |c: &Channel| matches!(c, Channel::Sms | Channel::Letter) || set.contains(c) || *c == held.channel;
    let notes: Vec<(Channel, String)> =
        Channel::ALL.iter().copied().filter(offered).map(|c| (c, note(f, person, c))).collect();
    let ways: Vec<Answer<'_>> = notes
        .iter()
        .map(|(c, note)| Answer {
            value: c.word(),
            label: t_of(lang, "channel", c.word()),
            note: Some(note.as_str()),
            sign: None,
        })
        .collect();
    let paces: Vec<(&Pace, String)> = Pace::ALL
        .iter()
        .map(|p| match p {
            Pace::Digest => (p, t!(lang, "pace-note-digest", hour = DIGEST_HOUR)),
            Pace::AtOnce => (p, t!(lang, "pace-note-at-once").to_owned()),
        })
        .collect();
    let paces: Vec<Answer<'_>> = paces
        .iter()
        .map(|(p, note)| Answer {
            value: p.word(),
            label: t_of(lang, "pace", p.word()),
            note: Some(note.as_str()),
            sign: None,
        })
        .collect();
    let typed = |name: &str, held: &'static str| {
        let typed = Some(told.typed(name)).filter(|t| !t.is_empty());
        typed.or_else(|| person.telling.is_some().then_some(held))
    };
    let email = told.typed("email");
    let email = if email.is_empty() { person.address(Channel::Email).unwrap_or_default() } else { email };
    html! {
        (told.summary())
        (choices(Field::new(lang, "channel", t!(lang, "telling-channel")).error(told.at("channel")), &ways, typed("channel", held.channel.word())))
        @if ways.iter().any(|w| w.value == Channel::Email.word()) {
            (field(Field::new(lang, "email", t!(lang, "telling-email")).hint(t!(lang, "telling-email-hint")).optional().error(told.at("email")), Control::Text { value: email, width: Width::Full, autocomplete: "email" }))
        }
        (choices(Field::new(lang, "pace", t!(lang, "telling-pace")).error(told.at("pace")), &paces, typed("pace", held.pace.word()).or(Some(Pace::Digest.word()))))
        (button(Button::primary(press).busy(t!(lang, "recording"))))
    }
}

/// What a way means, and what it needs.
fn note(f: &Frame<'_>, person: &Person, channel: Channel) -> String {
    let lang = f.lang();
    let note = match (channel, person.address(Channel::Sms)) {
        (Channel::Sms, Some(phone)) => t!(lang, "channel-note-sms", phone = masked_phone(phone)),
        (channel, _) => {
            t_of(lang, "channel-note", if channel == Channel::Sms { "no-phone" } else { channel.word() }).to_owned()
        }
    };
    match channel == Channel::Letter || f.visit.site.channels.contains(&channel) {
        true => note,
        false => [note.as_str(), t!(lang, "telling-not-set")].join(t!(lang, "telling-between")),
    }
}

/// The code that binds a 服务号, to scan and to type, until it is bound; then when that was. A code stands on no page any
/// longer than it is needed.
fn binding(f: &Frame<'_>, person: &Person) -> Markup {
    let lang = f.lang();
    let (Some(code), Some(telling)) = (person.address(Channel::Wechat), &person.telling) else { return html! {} };
    let again =
        |press: &'static str| {
            f.form("/telling", html! {
            (hidden(&[("channel", Channel::Wechat.word()), ("pace", telling.choice.pace.word()), ("anew", "yes")]))
            (button(Button::second(press).busy(t!(lang, "recording"))))
        })
        };
    if let Some(bound) = telling.bound {
        return card(html! {
            h2 { (t!(lang, "telling-bound-title")) }
            p { (flow(&t!(lang, "telling-bound", at = format::moment(lang, bound, f.today())))) }
            (again(t!(lang, "telling-anew")))
        });
    }
    if f.view.now >= telling.made.at.plus_ms(limits::BINDING_MS) {
        return card(html! {
            h2 { (t!(lang, "telling-bind-title")) }
            p { (flow(t!(lang, "telling-bind-lapsed"))) }
            (again(t!(lang, "telling-anew")))
        });
    }
    let how = match &f.visit.site.wechat_name {
        Some(name) => t!(lang, "telling-bind-named", name = name.as_str()),
        None => t!(lang, "telling-bind").to_owned(),
    };
    card(html! {
        h2 { (t!(lang, "telling-bind-title")) }
        p { (flow(&how)) }
        p .mono { b { (code) } }
        (qr(code, t!(lang, "telling-bind-qr")))
        p { (flow(t!(lang, "telling-bind-answer"))) }
        (meta(t!(lang, "telling-bind-means")))
    })
}

/// What was changed, by whom, newest first.
fn changes(f: &Frame<'_>, id: PersonId, person: &Person) -> Markup {
    let lang = f.lang();
    let Some(telling) = person.telling.as_ref().filter(|t| !t.changes.is_empty()) else { return html! {} };
    let line = |c: &Changed| {
        let at = format::moment(lang, c.stamp.at, f.today());
        let name = |channel: Channel| t_of(lang, "channel", channel.word());
        match c.change {
            Change::Bound { channel } => t!(lang, "telling-log-bound", at = at, way = name(channel)),
            Change::Chosen { channel, unbound } => {
                let own = c.stamp.actor == Actor::Person(id);
                let who = if own { t!(lang, "telling-log-own") } else { t!(lang, "telling-log-desk") };
                let chosen = t!(lang, "telling-log-chosen", at = at, who = who, way = name(channel));
                match unbound {
                    None => chosen,
                    Some(old) => {
                        [chosen, t!(lang, "telling-log-unbound", way = name(old))].join(t!(lang, "telling-between"))
                    }
                }
            }
        }
    };
    section(
        t!(lang, "telling-log"),
        None,
        card(html! {
            ul { @for c in telling.changes.iter().rev() { li { (flow(&line(c))) } } }
            (meta(t!(lang, "telling-log-not-you")))
        }),
    )
}

/// On one's home page: how one is told, and where to change it.
pub fn home_card(f: &Frame<'_>, id: PersonId) -> Markup {
    let lang = f.lang();
    let Some(person) = f.estate().bodies.person(id) else { return html! {} };
    section(
        t!(lang, "telling-title"),
        None,
        card(html! {
            p { (flow(&now(f, id, person))) }
            (link_button(LinkButton::second(t!(lang, "telling-change"), &f.at("/telling"))))
        }),
    )
}

/// At the desk: for somebody who asks for it.
pub fn desk_form(f: &Frame<'_>, id: PersonId, person: &Person, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    html! {
        h2 { (t!(lang, "telling-desk")) }
        (meta(t!(lang, "telling-desk-lead")))
        p { (flow(&now(f, id, person))) }
        (f.form(&format!("/desk/people/{id}/telling"), choice_form(f, person, form, refusals, t!(lang, "telling-desk-do"))))
    }
}

/// For the desk: how many people are reached by which way, and how messages fared lately. Sums only.
pub fn sums(f: &Frame<'_>, lately: &BTreeMap<Channel, Lately>) -> Markup {
    let lang = f.lang();
    let known = f.estate().bodies.persons.values().filter(|p| p.name.get().is_some());
    let reached: Vec<Channel> = known.map(Person::reached_by).collect();
    html! {
        h2 { (t!(lang, "telling-sums")) }
        (meta(t!(lang, "telling-sums-lead")))
        @for channel in Channel::ALL {
            @let n = reached.iter().filter(|c| *c == channel).count();
            @let name = t_of(lang, "channel", channel.word());
            @if *channel == Channel::Letter { p { (flow(&t!(lang, "telling-sum-letter", way = name, n = n))) } }
            @else if f.visit.site.channels.contains(channel) {
                @let l = lately.get(channel).copied().unwrap_or_default();
                p { (flow(&t!(lang, "telling-sum", way = name, n = n, sent = l.sent, waiting = l.waiting, failed = l.failed))) }
            } @else { p { (flow(&t!(lang, "telling-sum-not-set", way = name, n = n))) } }
        }
    }
}
