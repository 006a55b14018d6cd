//! 人员: who holds which post until when, who has an account; entering, appointing, ending, erasing, holding.

use super::motions::{scope_of, scope_options, scope_value};
use super::{desk, desk_head, onward, seen_by};
use crate::components::{
    Button, Choice, Column, Control, Fact, Field, Kind, Link, Pagination, Row, Table, Width, button, card, choices,
    facts, field, flow, link, meta, pagination, section, table,
};
use crate::form::Form;
use crate::format;
use crate::icons::Icon;
use crate::layout::{PageHead, columns, page_head, wrap};
use crate::pages::{Frame, part_text, telling};
use crate::reply::{Problem, Reply, to};
use crate::say::{Told, refused};
use crate::t;
use crate::visit::{Asked, At, Visit};
use authority::Act;
use estate::assembly::Scope;
use estate::bodies::{Appoint, Command, Contact, Erase, GIVEN_HERE, Person, PersonKind, Register};
use law::Refusal;
use maud::{Markup, html};
use units::{Capacity, PersonId, StreamId};

/// Persons a page.
const A_PAGE: usize = 100;

/// `GET /e/{estate}/desk/people?q=王`
pub async fn show(visit: Visit, At(estate): At<StreamId>, Asked(asked): Asked) -> Reply {
    let who = visit.who_may(estate, Act::ViewPersons).await?;
    visit.draw(estate, |view| people_page(&Frame { visit: &visit, who, view }, &asked, &Form::default(), &[])).await
}

fn people_page(f: &Frame<'_>, asked: &Form, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let today = f.today();
    let persons = &f.estate().bodies.persons;
    let in_post = |p: &Person| p.posts.iter().any(|post| post.holds(today));
    let wanted = asked.get("q").trim().to_lowercase();
    let posts: Vec<(PersonId, &Person)> = persons.iter().filter(|(_, p)| in_post(p)).map(|(id, p)| (*id, p)).collect();
    let found: Vec<(PersonId, &Person)> = persons
        .iter()
        .filter(|(_, p)| p.name.get().is_some_and(|n| n.to_lowercase().contains(&wanted)))
        .map(|(id, p)| (*id, p))
        .collect();
    let pages = found.len().div_ceil(A_PAGE).max(1);
    let page = asked.read("page").unwrap_or(1).clamp(1, pages);
    let rows = |list: &[(PersonId, &Person)]| list.iter().map(|(id, p)| row(f, *id, p)).collect::<Vec<_>>();
    let shown: Vec<_> = found.iter().skip((page - 1) * A_PAGE).take(A_PAGE).copied().collect();
    let turn = |to: usize| format!("?q={}&page={to}", asked.get("q"));
    let (previous, next) = (turn(page.saturating_sub(1)), turn(page + 1));
    let content = wrap(html! {
        (desk_head(f, t!(lang, "desk-people"), Some(t!(lang, "people-lead"))))
        (seen_by(t!(lang, "roll-seen-by")))
        (columns(
            html! { div .stack {
                (section(t!(lang, "people-in-post"), None, card(html! {
                    @if posts.is_empty() { p { (flow(t!(lang, "people-no-posts"))) } } @else { (persons_table(f, &rows(&posts), t!(lang, "people-in-post"))) }
                })))
                (section(t!(lang, "people-all"), None, card(html! {
                    form method="get" action=(f.at("/desk/people")) .filter role="search" {
                        (field(Field::new(lang, "q", t!(lang, "people-search")), Control::Text { value: asked.get("q"), width: Width::Medium, autocomplete: "off" }))
                        (button(Button::second(t!(lang, "roll-find")).icon(Icon::Search)))
                    }
                    @if shown.is_empty() { p { (flow(t!(lang, "people-none-found"))) } } @else { (persons_table(f, &rows(&shown), t!(lang, "people-all"))) }
                })))
                @if pages > 1 { (pagination(lang, Pagination { page, pages, previous: (page > 1).then_some(&previous), next: (page < pages).then_some(&next) })) }
            } },
            html! { div .stack {
                @if f.may(Act::RegisterPerson) { (card(register_form(f, form, refusals))) }
                @if f.may(Act::IssueSlips) { (onward(t!(lang, "desk-slips"), &f.at("/desk/slips"))) }
            } },
        ))
    });
    desk(f, t!(lang, "desk-people"), true, content)
}

fn persons_table(f: &Frame<'_>, rows: &[Row], caption: &str) -> Markup {
    let lang = f.lang();
    table(Table {
        lang,
        caption,
        caption_hidden: true,
        columns: &[
            Column::text(t!(lang, "col-name")).stays(),
            Column::text(t!(lang, "col-capacity")).stays(),
            Column::text(t!(lang, "col-account")),
        ],
        rows,
        total: None,
    })
}

fn row(f: &Frame<'_>, id: PersonId, person: &Person) -> Row {
    let lang = f.lang();
    let (name, href) = (f.full_name(id), f.at(&format!("/desk/people/{id}")));
    let held: Vec<&str> = f.estate().capacities(id, f.today()).into_iter().map(|c| format::capacity(lang, c)).collect();
    Row::of([
        link(Link::new(&name, &href)),
        html! { (held.join(t!(lang, "say-comma"))) },
        html! { (account_text(f, person)) },
    ])
}

fn account_text(f: &Frame<'_>, person: &Person) -> String {
    let lang = f.lang();
    match (&person.account, &person.slip) {
        (Some(_), _) => t!(lang, "account-open").to_owned(),
        (None, Some(slip)) if slip.until >= f.today() => {
            t!(lang, "account-slip", until = format::date(lang, slip.until, f.today()))
        }
        _ => t!(lang, "account-none").to_owned(),
    }
}

fn register_form(f: &Frame<'_>, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let told = Told::new(lang, form, refusals, &["name", "phone", "id_tail"]);
    html! {
        h2 { (t!(lang, "person-new")) }
        (meta(t!(lang, "person-new-lead")))
        (f.form("/desk/people", html! {
            (told.summary())
            (field(Field::new(lang, "name", t!(lang, "col-name")).error(told.at("name")), Control::Text { value: told.typed("name"), width: Width::Medium, autocomplete: "off" }))
            (field(Field::new(lang, "phone", t!(lang, "person-phone")).optional().error(told.at("phone")), Control::Phone { value: told.typed("phone") }))
            (field(Field::new(lang, "id_tail", t!(lang, "person-id-tail")).hint(t!(lang, "person-id-tail-hint")).optional().error(told.at("id_tail")), Control::Text { value: told.typed("id_tail"), width: Width::Short, autocomplete: "off" }))
            (choices(Field::new(lang, "kind", t!(lang, "person-kind")), &[
                Choice { value: "natural", label: t!(lang, "person-natural"), note: None, sign: None },
                Choice { value: "organisation", label: t!(lang, "person-organisation"), note: None, sign: None },
            ], Some(if form.get("kind") == "organisation" { "organisation" } else { "natural" })))
            (button(Button::second(t!(lang, "person-enter")).busy(t!(lang, "recording"))))
        }))
    }
}

/// The person a form registers.
pub fn registered(form: &Form) -> Register {
    let text = |name: &str| Some(form.get(name).trim().to_owned()).filter(|t| !t.is_empty());
    let kind = if form.get("kind") == "organisation" { PersonKind::Organisation } else { PersonKind::Natural };
    Register {
        kind,
        name: form.get("name").to_owned(),
        contact: Contact { phone: text("phone"), id_tail: text("id_tail") },
    }
}

/// `POST /e/{estate}/desk/people`
pub async fn register(visit: Visit, At(estate): At<StreamId>, form: Form) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::RegisterPerson).await?;
    let command = Command::Register(registered(&form));
    match visit.send(estate, who, &form, estate::Command::Bodies(command)).await? {
        Ok(_) => {
            let name = form.get("name").trim();
            let newest = |v: &app::EstateView<'_>| {
                v.estate
                    .bodies
                    .persons
                    .iter()
                    .rev()
                    .find(|(_, p)| p.name.get().is_some_and(|n| n == name))
                    .map(|(id, _)| *id)
            };
            let person = visit.site.app.estate(estate, newest).await?.ok_or(Problem::NotFound)?;
            Ok(to(&format!("/e/{estate}/desk/people/{person}")))
        }
        Err(refusals) => {
            let blank = Form::default();
            visit
                .draw_refused(estate, |view| people_page(&Frame { visit: &visit, who, view }, &blank, &form, &refusals))
                .await
        }
    }
}

// ---- one person ----

/// `GET /e/{estate}/desk/people/{person}`
pub async fn person(visit: Visit, At((estate, person)): At<(StreamId, PersonId)>) -> Reply {
    draw(&visit, estate, person, &Form::default(), "", &[]).await
}

async fn draw(
    visit: &Visit,
    estate: StreamId,
    person: PersonId,
    form: &Form,
    act: &str,
    refusals: &[Refusal],
) -> Reply {
    let who = visit.who_may(estate, Act::ViewPersons).await?;
    if visit.site.app.estate(estate, |v| v.estate.bodies.person(person).is_none()).await? {
        return Err(Problem::NotFound);
    }
    let page = |view: &app::EstateView<'_>| person_page(&Frame { visit, who, view }, person, form, (act, refusals));
    if refusals.is_empty() { visit.draw(estate, page).await } else { visit.draw_refused(estate, page).await }
}

fn person_page(f: &Frame<'_>, id: PersonId, form: &Form, (act, refusals): (&str, &[Refusal])) -> Markup {
    let lang = f.lang();
    let Some(person) = f.estate().bodies.person(id) else { return html! {} };
    let heading = f.full_name(id);
    let of = |wanted: &str| if wanted == act { refusals } else { &[] };
    let units: Vec<String> = f.estate().roll.units_of(id).map(|(_, u)| f.door(&u.facts.door)).collect();
    let contact = person.contact.as_ref().and_then(|c| c.get().cloned()).unwrap_or_default();
    let known = |text: Option<String>| text.unwrap_or_else(|| t!(lang, "unknown").to_owned());
    let content = wrap(html! {
        (page_head(PageHead { back: Some(Link::new(t!(lang, "desk-people"), &f.at("/desk/people"))), title: &heading, lead: None, tags: Some(seen_by(t!(lang, "roll-seen-by"))) }))
        (columns(
            html! { div .stack {
                (card(facts(&[
                    Fact::text(t!(lang, "person-phone"), &known(contact.phone)),
                    Fact::text(t!(lang, "person-id-tail"), &known(contact.id_tail)),
                    Fact::text(t!(lang, "col-units"), &if units.is_empty() { t!(lang, "person-no-units").to_owned() } else { units.join(t!(lang, "say-comma")) }),
                    Fact::text(t!(lang, "col-account"), &account_text(f, person)),
                ])))
                (section(t!(lang, "person-posts"), None, card(posts(f, id, person, of("end")))))
            } },
            html! { div .stack {
                @if f.may(Act::ChooseTelling) && person.name.get().is_some() { (card(telling::desk_form(f, id, person, form, of("telling")))) }
                @if f.may(Act::AppointPerson) { (card(appoint_form(f, id, form, of("appoint")))) }
                @if f.may(Act::IssueSlips) { (card(account_forms(f, id, person, of("unlink")))) }
                @if f.may(Act::HoldPerson) { (card(hold_form(f, id, person, form, of("hold")))) }
                @if f.may(Act::ErasePerson) && person.name.get().is_some() { (card(erase_form(f, id, of("erase")))) }
            } },
        ))
    });
    desk(f, &heading, true, content)
}

fn posts(f: &Frame<'_>, id: PersonId, person: &Person, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let rows: Vec<Row> = person
        .posts
        .iter()
        .rev()
        .map(|post| {
            let until = match (post.ended, post.until) {
                (Some(ended), _) => t!(lang, "post-ended", day = format::date_full(lang, ended)),
                (None, Some(until)) => format::date_full(lang, until),
                (None, None) => t!(lang, "post-open").to_owned(),
            };
            let (capacity, now) = (post.capacity.word(), post.holds(f.today()));
            let part = post.part.as_ref().map(scope_value).unwrap_or_default();
            Row::of([
                html! { (format::capacity(lang, post.capacity)) @if let Some(part) = &post.part { br; (flow(&part_text(f, part))) } },
                flow(&format::date_full(lang, post.from)),
                flow(&until),
                html! { @if now && f.may(Act::AppointPerson) {
                    form method="post" action=(f.at(&format!("/desk/people/{id}/end"))) {
                        (f.visit.form_values())
                        (crate::components::hidden(&[("capacity", capacity), ("part", &part)]))
                        (button(Button::second(t!(lang, "post-end")).busy(t!(lang, "recording"))))
                    }
                } },
            ])
        })
        .collect();
    html! {
        (refused(lang, refusals))
        @if rows.is_empty() { p { (flow(t!(lang, "person-no-posts"))) } }
        @else {
            (table(Table {
                lang,
                caption: t!(lang, "person-posts"),
                caption_hidden: true,
                columns: &[
                    Column::text(t!(lang, "col-capacity")).stays(),
                    Column::text(t!(lang, "col-from")),
                    Column::text(t!(lang, "col-until")).stays(),
                    Column::text(""),
                ],
                rows: &rows,
                total: None,
            }))
        }
    }
}

fn appoint_form(f: &Frame<'_>, id: PersonId, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let told = Told::new(lang, form, refusals, &["capacity", "part", "from", "until"]);
    let parts = scope_options(f).into_iter().filter_map(|(value, _)| Some((scope_of(&value)?, value)));
    let parts: Vec<(String, String)> =
        parts.filter(|(p, _)| *p != Scope::Estate).map(|(part, value)| (value, part_text(f, &part))).collect();
    let mut parts: Vec<(&str, &str)> = parts.iter().map(|(v, w)| (v.as_str(), w.as_str())).collect();
    parts.insert(0, ("", t!(lang, "person-part-none")));
    let given: Vec<(&str, &str)> = GIVEN_HERE.iter().map(|c| (c.word(), format::capacity(lang, *c))).collect();
    let from = if form.has("from") { form.get("from").to_owned() } else { f.today().to_string() };
    html! {
        h2 { (t!(lang, "person-appoint")) }
        (meta(t!(lang, "person-appoint-lead")))
        (f.form(&format!("/desk/people/{id}/appoint"), html! {
            (told.summary())
            (field(Field::new(lang, "capacity", t!(lang, "col-capacity")).error(told.at("capacity")), Control::Select { options: &given, chosen: Some(told.typed("capacity")).filter(|c| !c.is_empty()) }))
            (field(Field::new(lang, "part", t!(lang, "person-part")).hint(t!(lang, "person-part-hint")).optional().error(told.at("part")), Control::Select { options: &parts, chosen: Some(told.typed("part")) }))
            (field(Field::new(lang, "from", t!(lang, "col-from")).error(told.at("from")), Control::Date { value: &from }))
            (field(Field::new(lang, "until", t!(lang, "person-until")).optional().error(told.at("until")), Control::Date { value: told.typed("until") }))
            (button(Button::second(t!(lang, "person-appoint-do")).busy(t!(lang, "recording"))))
        }))
    }
}

fn account_forms(f: &Frame<'_>, id: PersonId, person: &Person, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    html! {
        h2 { (t!(lang, "col-account")) }
        (refused(lang, refusals))
        @if person.account.is_some() {
            (meta(t!(lang, "person-unlink-lead")))
            (f.form(&format!("/desk/people/{id}/unlink"), button(Button::second(t!(lang, "person-unlink")).busy(t!(lang, "recording")))))
        } @else {
            (meta(t!(lang, "person-slip-lead")))
            (f.form("/desk/slips", html! {
                (crate::components::hidden(&[("person", &id.to_string())]))
                (button(Button::second(t!(lang, "person-slip")).icon(Icon::Printer)))
            }))
        }
    }
}

fn hold_form(f: &Frame<'_>, id: PersonId, person: &Person, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let told = Told::new(lang, form, refusals, &["hold_until", "why"]);
    html! {
        h2 { (t!(lang, "person-hold")) }
        (meta(t!(lang, "person-hold-lead")))
        @if let Some(hold) = &person.hold { p { (flow(&t!(lang, "person-held", until = format::date_full(lang, hold.until)))) } }
        (f.form(&format!("/desk/people/{id}/hold"), html! {
            (told.summary())
            (field(Field::new(lang, "hold_until", t!(lang, "col-until")).error(told.at("hold_until")), Control::Date { value: told.typed("hold_until") }))
            (field(Field::new(lang, "why", t!(lang, "person-hold-why")).error(told.at("why")), Control::Text { value: told.typed("why"), width: Width::Full, autocomplete: "off" }))
            (button(Button::second(t!(lang, "person-hold-do")).busy(t!(lang, "recording"))))
        }))
    }
}

fn erase_form(f: &Frame<'_>, id: PersonId, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    html! {
        h2 { (t!(lang, "person-erase")) }
        (meta(t!(lang, "person-erase-lead")))
        (refused(lang, refusals))
        (f.form(&format!("/desk/people/{id}/erase"), button(Button { kind: Kind::Irreversible, ..Button::primary(t!(lang, "person-erase-do")).busy(t!(lang, "recording")) })))
    }
}

/// A day wrong in a form.
pub fn day_wrong(field: &str) -> Vec<Refusal> {
    vec![Refusal::new("day-wrong").on(field)]
}

/// Which building or stairwell a form means.
fn part_of(form: &Form) -> Option<Scope> {
    scope_of(form.get("part"))
}

/// The post a form gives.
pub fn appointed(person: PersonId, form: &Form) -> Result<Appoint, Vec<Refusal>> {
    let capacity = Capacity::from_word(form.get("capacity"))
        .ok_or_else(|| vec![Refusal::new("capacity-missing").on("capacity")])?;
    let from = form.day("from").ok_or_else(|| day_wrong("from"))?;
    let until = match form.get("until").trim() {
        "" => None,
        _ => Some(form.day("until").ok_or_else(|| day_wrong("until"))?),
    };
    Ok(Appoint { person, capacity, part: part_of(form), from, until })
}

/// `POST /e/{estate}/desk/people/{person}/{act}`
pub async fn act(visit: Visit, At((estate, person, act)): At<(StreamId, PersonId, String)>, form: Form) -> Reply {
    visit.check(&form)?;
    let command = match act.as_str() {
        "appoint" => appointed(person, &form).map(Command::Appoint),
        "end" => {
            let capacity = Capacity::from_word(form.get("capacity")).ok_or(Problem::BadRequest)?;
            Ok(Command::EndPost { person, capacity, part: part_of(&form) })
        }
        "unlink" => Ok(Command::Unlink(person)),
        "hold" => match form.day("hold_until") {
            Some(until) => Ok(Command::SetHold { person, until, why: form.get("why").to_owned() }),
            None => Err(day_wrong("hold_until")),
        },
        "erase" => Ok(Command::Erase(Erase { person })),
        "telling" => telling::chosen(person, &form),
        _ => return Err(Problem::NotFound),
    };
    let refusals = match command {
        Err(refusals) => refusals,
        Ok(command) => {
            let wanted = Act::from_word(command.act()).ok_or(Problem::NotFound)?;
            let who = visit.who_may(estate, wanted).await?;
            match visit.send(estate, who, &form, estate::Command::Bodies(command)).await? {
                Ok(_) => return Ok(to(&format!("/e/{estate}/desk/people/{person}"))),
                Err(refusals) => refusals,
            }
        }
    };
    let refusals: Vec<Refusal> = refusals
        .into_iter()
        .map(|r| if act == "hold" && r.field.as_deref() == Some("until") { r.on("hold_until") } else { r })
        .collect();
    draw(&visit, estate, person, &form, &act, &refusals).await
}
