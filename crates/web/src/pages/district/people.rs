//! The street's people: who holds which post, entering, appointing, slips.

use super::{Frame, answer, frame_for, send};
use crate::components::print::{InviteSlip, invites};
use crate::components::{
    Button, Column, Control, Field, Link, Row, Table, Width, button, card, field, flow, hidden, link, meta, table,
};
use crate::form::Form;
use crate::format;
use crate::icons::Icon;
use crate::layout::{PageHead, columns, page_head, wrap};
use crate::pages::desk::people::{appointed, registered};
use crate::reply::{Problem, Reply, to};
use crate::say::Told;
use crate::t;
use crate::visit::{At, Visit};
use authority::Act;
use district::{Command, District, GIVEN_HERE};
use estate::bodies::{self, IssueSlip};
use law::Refusal;
use maud::html;
use units::{Capacity, Day, PersonId, StreamId, limits};

/// What a page needs of one person.
struct Line {
    id: PersonId,
    name: String,
    held: Vec<Capacity>,
    account: bool,
}

async fn lines(f: &Frame<'_>) -> Result<Vec<Line>, Problem> {
    let today = f.visit.site.app.now().day();
    let read = |d: &District, _| {
        let line = |(id, p): (&PersonId, &bodies::Person)| Line {
            id: *id,
            name: p.name.get().cloned().unwrap_or_default(),
            held: d.capacities(*id, today),
            account: p.account.is_some(),
        };
        d.bodies.persons.iter().map(line).collect::<Vec<_>>()
    };
    Ok(f.visit.site.app.district(f.stream, read).await?)
}

/// `GET /d/{district}/people`
pub async fn show(visit: Visit, At(stream): At<StreamId>) -> Reply {
    let f = frame_for(&visit, stream, Act::ViewPersons).await?;
    draw(&f, &Form::default(), &[]).await
}

async fn draw(f: &Frame<'_>, form: &Form, refusals: &[Refusal]) -> Reply {
    let lang = f.visit.look.lang;
    let lines = lines(f).await?;
    let rows: Vec<Row> = lines
        .iter()
        .map(|l| {
            let held: Vec<&str> = l.held.iter().map(|c| format::capacity(lang, *c)).collect();
            let href = f.at(&format!("/people/{}", l.id));
            let account = if l.account { t!(lang, "account-open") } else { t!(lang, "account-none") };
            Row::of([
                link(Link::new(&l.name, &href)),
                html! { (held.join(t!(lang, "say-comma"))) },
                html! { (account) },
            ])
        })
        .collect();
    let told = Told::new(lang, form, refusals, &["name", "phone"]);
    let content = wrap(html! {
        (page_head(PageHead { back: Some(Link::new(&f.name, &f.at(""))), title: t!(lang, "desk-people"), ..PageHead::default() }))
        (columns(
            card(table(Table {
                lang,
                caption: t!(lang, "desk-people"),
                caption_hidden: true,
                columns: &[
                    Column::text(t!(lang, "col-name")).stays(),
                    Column::text(t!(lang, "col-capacity")).stays(),
                    Column::text(t!(lang, "col-account")),
                ],
                rows: &rows,
                total: None,
            })),
            html! { @if f.may(Act::RegisterPerson) { (card(html! {
                h2 { (t!(lang, "person-new")) }
                (f.form("/people", html! {
                    (told.summary())
                    (field(Field::new(lang, "name", t!(lang, "col-name")).error(told.at("name")), Control::Text { value: told.typed("name"), width: Width::Medium, autocomplete: "off" }))
                    (field(Field::new(lang, "phone", t!(lang, "person-phone")).optional().error(told.at("phone")), Control::Phone { value: told.typed("phone") }))
                    (button(Button::primary(t!(lang, "person-enter")).busy(t!(lang, "recording"))))
                }))
            })) } },
        ))
    });
    answer(f, refusals, f.page(t!(lang, "desk-people"), 1, content))
}

/// `POST /d/{district}/people`
pub async fn register(visit: Visit, At(stream): At<StreamId>, form: Form) -> Reply {
    visit.check(&form)?;
    let f = frame_for(&visit, stream, Act::RegisterPerson).await?;
    match send(&f, &form, Command::Bodies(bodies::Command::Register(registered(&form)))).await? {
        Ok(_) => Ok(to(&f.at("/people"))),
        Err(refusals) => draw(&f, &form, &refusals).await,
    }
}

/// `GET /d/{district}/people/{person}`
pub async fn person(visit: Visit, At((stream, person)): At<(StreamId, PersonId)>) -> Reply {
    let f = frame_for(&visit, stream, Act::ViewPersons).await?;
    draw_person(&f, person, &Form::default(), &[]).await
}

async fn draw_person(f: &Frame<'_>, id: PersonId, form: &Form, refusals: &[Refusal]) -> Reply {
    let lang = f.visit.look.lang;
    let line = lines(f).await?.into_iter().find(|l| l.id == id).ok_or(Problem::NotFound)?;
    let given: Vec<(&str, &str)> = GIVEN_HERE.iter().map(|c| (c.word(), format::capacity(lang, *c))).collect();
    let told = Told::new(lang, form, refusals, &["capacity", "from", "until"]);
    let today = f.visit.site.app.now().day().to_string();
    let from = if form.has("from") { form.get("from") } else { &today };
    let content = wrap(html! {
        (page_head(PageHead { back: Some(Link::new(t!(lang, "desk-people"), &f.at("/people"))), title: &line.name, ..PageHead::default() }))
        (told.summary())
        (columns(
            card(html! {
                h2 { (t!(lang, "person-posts")) }
                @if line.held.is_empty() { p { (flow(t!(lang, "person-no-posts"))) } }
                @for capacity in &line.held {
                    p { (format::capacity(lang, *capacity)) }
                    @if f.may(Act::AppointPerson) {
                        (f.form(&format!("/people/{id}/end"), html! {
                            (hidden(&[("capacity", capacity.word())]))
                            (button(Button::second(t!(lang, "post-end")).busy(t!(lang, "recording"))))
                        }))
                    }
                }
            }),
            html! { div .stack {
                @if f.may(Act::AppointPerson) { (card(html! {
                    h2 { (t!(lang, "person-appoint")) }
                    (f.form(&format!("/people/{id}/appoint"), html! {
                        (field(Field::new(lang, "capacity", t!(lang, "col-capacity")).error(told.at("capacity")), Control::Select { options: &given, chosen: Some(told.typed("capacity")).filter(|c| !c.is_empty()) }))
                        (field(Field::new(lang, "from", t!(lang, "col-from")).error(told.at("from")), Control::Date { value: from }))
                        (field(Field::new(lang, "until", t!(lang, "person-until")).optional().error(told.at("until")), Control::Date { value: told.typed("until") }))
                        (button(Button::primary(t!(lang, "person-appoint-do")).busy(t!(lang, "recording"))))
                    }))
                })) }
                @if f.may(Act::IssueSlips) { (card(html! {
                    h2 { (t!(lang, "col-account")) }
                    @if line.account {
                        (meta(t!(lang, "person-unlink-lead")))
                        (f.form(&format!("/people/{id}/unlink"), button(Button::second(t!(lang, "person-unlink")).busy(t!(lang, "recording")))))
                    } @else {
                        (meta(t!(lang, "person-slip-lead")))
                        (f.form(&format!("/people/{id}/slip"), button(Button::second(t!(lang, "person-slip")).icon(Icon::Printer))))
                    }
                })) }
            } },
        ))
    });
    answer(f, refusals, f.page(&line.name, 1, content))
}

/// `POST /d/{district}/people/{person}/{act}`
pub async fn act(visit: Visit, At((stream, person, act)): At<(StreamId, PersonId, String)>, form: Form) -> Reply {
    visit.check(&form)?;
    if act == "slip" {
        return slip(&visit, stream, person, &form).await;
    }
    let command = match act.as_str() {
        "appoint" => appointed(person, &form).map(bodies::Command::Appoint),
        "end" => {
            let capacity = Capacity::from_word(form.get("capacity")).ok_or(Problem::BadRequest)?;
            Ok(bodies::Command::EndPost { person, capacity, part: None })
        }
        "unlink" => Ok(bodies::Command::Unlink(person)),
        _ => return Err(Problem::NotFound),
    };
    let f = frame_for(&visit, stream, Act::ViewPersons).await?;
    let refusals = match command {
        Err(refusals) => refusals,
        Ok(command) => match send(&f, &form, Command::Bodies(command)).await? {
            Ok(_) => return Ok(to(&f.at(&format!("/people/{person}")))),
            Err(refusals) => refusals,
        },
    };
    draw_person(&f, person, &form, &refusals).await
}

/// Issues a slip and prints it: its code is shown this once.
async fn slip(visit: &Visit, stream: StreamId, person: PersonId, form: &Form) -> Reply {
    let f = frame_for(visit, stream, Act::IssueSlips).await?;
    let lang = visit.look.lang;
    let (code, digest) = visit.site.app.fresh_slip(stream)?;
    let command = bodies::Command::IssueSlips(vec![IssueSlip { person, digest }]);
    match send(&f, form, Command::Bodies(command)).await {
        Ok(Ok(_)) => {}
        Ok(Err(refusals)) => return draw_person(&f, person, form, &refusals).await,
        Err(Problem::BadRequest) => {
            return draw_person(&f, person, form, &[Refusal::new("slips-printed-already")]).await;
        }
        Err(problem) => return Err(problem),
    }
    let line = lines(&f).await?.into_iter().find(|l| l.id == person).ok_or(Problem::NotFound)?;
    let address = format!("{}{}", visit.origin, f.at("/join"));
    let link = format!("{address}?code={code}");
    let until: Day = visit.site.app.now().day().plus(limits::SLIP_DAYS);
    let slip = InviteSlip {
        lang,
        estate: &f.name,
        door: "",
        name: &line.name,
        code: &code,
        link: &link,
        address: &address,
        until,
    };
    let back = f.at(&format!("/people/{person}"));
    answer(&f, &[], invites(visit.look, t!(lang, "desk-slips"), Link::new(&line.name, &back), &[slip]))
}
