//! 街道: its estates, its people, its rules. Founding an estate happens here.

pub mod people;
pub mod rules;

use super::open;
use crate::components::{
    Button, Control, Empty, Entry, Field, LinkButton, Width, button, buttons, card, empty, entries, field, link_button,
    meta,
};
use crate::form::Form;
use crate::format;
use crate::icons::Icon;
use crate::layout::{NavItem, Page, PageHead, Place as Sign, Who as Viewer, narrow, page_head, sign_in_to, wrap};
use crate::reply::{Problem, Reply, page, to};
use crate::say::Told;
use crate::t;
use crate::visit::{At, Visit};
use app::{Done, Error, Who};
use authority::{Act, Level};
use axum::http::StatusCode;
use district::{Command, District, Listed};
use estate::founding;
use estate::roll::UnitKind;
use law::{Refusal, Refusals};
use maud::{Markup, html};
use units::{Actor, Capacity, Place, StreamId};

/// A page of a district: who looks, and what they may do.
pub struct Frame<'a> {
    /// The request.
    pub visit: &'a Visit,
    /// The district's stream.
    pub stream: StreamId,
    /// The district's name.
    pub name: String,
    /// Who looks.
    pub who: Who,
    /// What they may do here.
    pub may: Vec<Act>,
}

impl Frame<'_> {
    /// Whether who looks may try `act`.
    pub fn may(&self, act: Act) -> bool {
        self.may.contains(&act)
    }

    /// An address of this district.
    pub fn at(&self, rest: &str) -> String {
        format!("/d/{}{rest}", self.stream)
    }

    /// A form that sends to an address of this district.
    pub fn form(&self, to: &str, inner: Markup) -> Markup {
        html! { form method="post" action=(self.at(to)) .stack { (self.visit.form_values()) (inner) } }
    }

    /// The whole document.
    pub fn page(&self, title: &str, section: usize, content: Markup) -> Markup {
        let lang = self.visit.look.lang;
        let (home, people, rules) = (self.at(""), self.at("/people"), self.at("/rules"));
        let item = |label, href, n| NavItem { label, href, current: section == n };
        let mut nav = vec![item(t!(lang, "district-estates"), home.as_str(), 0)];
        if self.may(Act::ViewPersons) {
            nav.push(item(t!(lang, "desk-people"), people.as_str(), 1));
        }
        nav.push(item(t!(lang, "district-rules"), rules.as_str(), 2));
        let sign_in = sign_in_to(&self.visit.path);
        let who = match &self.visit.session {
            None => Viewer::Visitor { sign_in: &sign_in },
            Some(_) => Viewer::Person {
                name: t!(lang, "viewer-you"),
                capacity: format::capacity(lang, self.who.capacity),
                href: "/account",
            },
        };
        let switches = self.visit.switches();
        let demo = !self.visit.site.demo.is_empty();
        Page {
            title,
            look: self.visit.look,
            desk: true,
            wide: true,
            place: Sign {
                name: &self.name,
                line: if demo { t!(lang, "place-line-demo") } else { t!(lang, "place-line") },
                home: &home,
            },
            nav: &nav,
            who,
            switches: &switches,
            read_aloud: false,
            note: demo.then_some(t!(lang, "demo-note")),
            links: &[],
            proof: None,
        }
        .document(content)
    }
}

/// Who looks at a district, with all they may do there.
pub async fn frame(visit: &Visit, stream: StreamId) -> Result<Frame<'_>, Problem> {
    let app = &visit.site.app;
    let lang = visit.look.lang;
    let name = app.district(stream, |d, _| open(lang, d.name.as_ref()).to_owned()).await?;
    let who = match &visit.session {
        Some(session) => app.who(session, stream, None).await?,
        None => Who::VISITOR,
    };
    let mut may = Vec::new();
    for act in Act::ALL.iter().filter(|a| a.levels().contains(&Level::District)) {
        if app.may_in_district(stream, who, *act).await? {
            may.push(*act);
        }
    }
    Ok(Frame { visit, stream, name, who, may })
}

/// The frame, if `act` may be tried.
pub async fn frame_for(visit: &Visit, stream: StreamId, act: Act) -> Result<Frame<'_>, Problem> {
    let frame = frame(visit, stream).await?;
    if frame.may(act) {
        return Ok(frame);
    }
    if visit.session.is_none() {
        return Err(Problem::SignIn(visit.path.clone()));
    }
    let app = &visit.site.app;
    let verdict = app.verdict_in_district(stream, frame.who, act).await?;
    let who_may = app.authority().who_may(act, Level::District);
    Err(Problem::Forbidden { act, verdict, who_may })
}

/// Sends a command to the district: done, or refused so that the form is drawn again.
pub async fn send(f: &Frame<'_>, form: &Form, command: Command) -> Result<Result<Done, Refusals>, Problem> {
    match f.visit.site.app.district_command(f.stream, f.who, form.id()?, command).await {
        Ok(done) => Ok(Ok(done)),
        Err(Error::Refused(refusals)) => Ok(Err(refusals)),
        Err(error) => Err(error.into()),
    }
}

/// Answers with a page, or with a form that was refused.
pub fn answer(f: &Frame<'_>, refusals: &[Refusal], markup: Markup) -> Reply {
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(page(f.visit, status, markup))
}

// ---- the estates ----

/// `GET /d/{district}`
pub async fn show(visit: Visit, At(stream): At<StreamId>) -> Reply {
    let f = frame(&visit, stream).await?;
    let app = &visit.site.app;
    let lang = visit.look.lang;
    let listed = app.district(stream, |d: &District, _| d.estates.clone()).await?;
    let mut estates: Vec<(String, String, String)> = Vec::with_capacity(listed.len());
    for Listed { stream } in listed {
        let facts = |v: &app::EstateView<'_>| {
            let open_now = v.estate.assembly.motions.values().filter(|m| m.is_open(v.now)).count();
            let homes = v.estate.roll.listed().filter(|(_, u)| u.facts.kind == UnitKind::Home).count();
            (open(lang, v.estate.founding.name.as_ref()).to_owned(), homes, open_now)
        };
        let (name, homes, motions) = app.estate(stream, facts).await?;
        estates.push((
            name,
            format!("/e/{stream}"),
            t!(lang, "district-estate-line", homes = homes, motions = motions),
        ));
    }
    estates.sort();
    let rows: Vec<Entry<'_>> =
        estates.iter().map(|(title, href, line)| Entry { title, href, tag: None, line: Some(line) }).collect();
    let title = t!(lang, "district-estates");
    let content = wrap(html! {
        (page_head(PageHead { title: &f.name, lead: Some(&t!(lang, "district-lead", n = rows.len())), ..PageHead::default() }))
        div .stack {
            @if f.who.actor != Actor::Visitor { (buttons(link_button(LinkButton::second(t!(lang, "week-to"), "/week")))) }
            @if f.may(Act::ListEstate) { (buttons(link_button(LinkButton::second(t!(lang, "district-found"), &f.at("/estates/new")).icon(Icon::Plus)))) }
            @if rows.is_empty() { (card(empty(Empty { icon: Icon::Leaf, what: t!(lang, "district-none"), then: t!(lang, "district-none-then"), past: None }))) }
            @else { (card(entries(&rows))) }
        }
    });
    answer(&f, &[], f.page(title, 0, content))
}

// ---- founding one ----

/// `GET /d/{district}/estates/new`
pub async fn new(visit: Visit, At(stream): At<StreamId>) -> Reply {
    let f = frame_for(&visit, stream, Act::ListEstate).await?;
    let place = visit.site.app.district(stream, |d, _| d.place.to_string()).await?;
    answer(&f, &[], new_page(&f, &Form::of([("place", place)]), &[]))
}

fn new_page(f: &Frame<'_>, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.visit.look.lang;
    let told = Told::new(lang, form, refusals, &["name", "place"]);
    let title = t!(lang, "district-found");
    let content = narrow(html! {
        (page_head(PageHead { back: Some(crate::components::Link::new(&f.name, &f.at(""))), title, lead: Some(t!(lang, "district-found-lead")), tags: None }))
        (f.form("/estates/new", html! {
            (told.summary())
            (field(Field::new(lang, "name", t!(lang, "settings-name")).hint(t!(lang, "district-found-name-hint")).error(told.at("name")), Control::Text { value: told.typed("name"), width: Width::Full, autocomplete: "off" }))
            (field(Field::new(lang, "place", t!(lang, "settings-place")).hint(t!(lang, "setup-place-hint")).error(told.at("place")), Control::Text { value: told.typed("place"), width: Width::Full, autocomplete: "off" }))
            (button(Button::primary(t!(lang, "district-found-do")).busy(t!(lang, "recording"))))
            (meta(t!(lang, "district-found-then")))
        }))
    });
    f.page(title, 0, content)
}

/// `POST /d/{district}/estates/new`: the estate's record is opened, then listed here. Pressed twice, or broken off
/// between the two, it is the same estate: its number follows from the form's.
pub async fn found(visit: Visit, At(stream): At<StreamId>, form: Form) -> Reply {
    visit.check(&form)?;
    let f = frame_for(&visit, stream, Act::ListEstate).await?;
    let (app, id) = (&visit.site.app, form.id()?);
    let digest = app.record().keys().digest("estate", &id.0);
    let mut bits = [0; 8];
    bits.copy_from_slice(&digest.0[..8]);
    let estate = StreamId::from_bits(u64::from_be_bytes(bits));
    let place = Place::typed(form.get("place"));
    if place.parts().is_empty() {
        let refusals = [Refusal::new("place-missing").on("place")];
        return answer(&f, &refusals, new_page(&f, &form, &refusals));
    }
    let person = f.who.person_id().ok_or(Problem::NotFound)?;
    let who = app.vouch(stream, person, Capacity::StreetOffice).await?;
    let command =
        founding::Command::Found(founding::Found { name: form.get("name").to_owned(), place, district: stream });
    if let Err(refusals) = visit.send(estate, who, &form, estate::Command::Founding(command)).await? {
        return answer(&f, &refusals, new_page(&f, &form, &refusals));
    }
    let listed = send(&f, &form, Command::ListEstate(Listed { stream: estate })).await?;
    match listed {
        Ok(_) => Ok(to(&format!("/e/{estate}/desk"))),
        Err(refusals) => answer(&f, &refusals, new_page(&f, &form, &refusals)),
    }
}
