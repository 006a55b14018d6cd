//! One unit of the roll: entering it, correcting it, its change of hands, who votes for co-owners, taking it off.

use super::roll::owners_text;
use super::{desk, note, seen_by};
use crate::components::{
    Button, Choice, Control, Fact, Field, Kind, Link, Width, button, card, choices, facts, field, flow, meta, section,
};
use crate::form::Form;
use crate::format;
use crate::layout::{PageHead, columns, narrow, page_head, wrap};
use crate::pages::{Frame, open};
use crate::reply::{Problem, Reply, to};
use crate::say::Told;
use crate::t;
use crate::text::{Lang, t_of};
use crate::visit::{At, Visit};
use authority::Act;
use estate::roll::{AreaSource, Areas, Command, Door, Row, RowOwner, Tenure, Transfer, Unit, UnitKind};
use law::Refusal;
use maud::{Markup, html};
use units::{Area, Day, PersonId, StreamId, UnitId};

// ---- what a form says ----

/// Owners as a clerk types them, one a line: 王兰 123X 13800000000. A name may hold spaces; four signs are the end of a
/// document's number, more digits a telephone.
fn people(text: &str) -> Vec<RowOwner> {
    let mut found = Vec::new();
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let (mut owner, mut name) = (RowOwner::default(), Vec::new());
        for word in line.split([' ', '\u{3000}', '\t', ',', '，', ';', '；']).filter(|w| !w.is_empty()) {
            let digits = word.chars().filter(char::is_ascii_digit).count();
            if digits >= 3 && word.len() == 4 {
                owner.id_tail = Some(word.to_owned());
            } else if digits >= 5 {
                owner.phone = Some(word.to_owned());
            } else {
                name.push(word);
            }
        }
        owner.name = name.join(" ");
        found.push(owner);
    }
    found
}

/// People as the field would hold them.
fn people_text(f: &Frame<'_>, list: &[PersonId]) -> String {
    let line = |id: &PersonId| {
        let person = f.estate().bodies.person(*id)?;
        let contact = person.contact.as_ref().and_then(|c| c.get().cloned()).unwrap_or_default();
        let parts = [person.name.get().cloned(), contact.id_tail, contact.phone];
        Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
    };
    list.iter().filter_map(line).collect::<Vec<_>>().join("\n")
}

fn field_of(source: AreaSource) -> String {
    format!("area-{}", source.word())
}

/// The row a form describes, or what of it does not read.
fn row(lang: Lang, form: &Form) -> Result<Row, Vec<Refusal>> {
    let mut refusals = Vec::new();
    let mut areas = Areas::default();
    for source in AreaSource::ALL {
        let (name, typed) = (field_of(*source), form.get(&field_of(*source)).trim());
        if typed.is_empty() {
            continue;
        }
        let slot = match source {
            AreaSource::Register => &mut areas.register,
            AreaSource::Survey => &mut areas.survey,
            AreaSource::Contract => &mut areas.contract,
        };
        match Area::parse(typed) {
            Ok(area) => *slot = Some(area),
            Err(why) => {
                let what = format::inexact(lang, t!(lang, "col-area-exclusive"), "64.37", &why);
                refusals.push(Refusal::new("figure-wrong").with("what", what).on(&name));
            }
        }
    }
    let mut label = |name: &str| {
        form.label(name).unwrap_or_else(|| {
            refusals.push(Refusal::new("label-wrong").on(name));
            estate::Label::default()
        })
    };
    let door = Door { building: label("building"), stairwell: label("stairwell"), room: label("room") };
    let storey = form.get("storey").trim();
    if !storey.is_empty() && storey.parse::<i16>().is_err() {
        refusals.push(Refusal::new("storey-wrong").on("storey"));
    }
    let since = form.get("since").trim();
    if !since.is_empty() && Day::parse(since).is_none() {
        refusals.push(Refusal::new("day-wrong").on("since"));
    }
    let kind = UnitKind::from_word(form.get("kind")).unwrap_or(UnitKind::Home);
    let tenure = Tenure::from_word(form.get("tenure")).unwrap_or(Tenure::Sold);
    if !refusals.is_empty() {
        return Err(refusals);
    }
    Ok(Row {
        door,
        storey: storey.parse().ok(),
        kind,
        areas,
        tenure,
        owners: people(form.get("owners")),
        since: Day::parse(since),
        occupiers: people(form.get("occupiers")),
        note: Some(form.get("note").trim().to_owned()).filter(|n| !n.is_empty()),
    })
}

fn form_of(f: &Frame<'_>, unit: &Unit) -> Form {
    let facts = &unit.facts;
    let area = |s: AreaSource| facts.areas.from(s).map(Area::exact).unwrap_or_default();
    Form::of([
        ("building", facts.door.building.to_string()),
        ("stairwell", facts.door.stairwell.to_string()),
        ("room", facts.door.room.to_string()),
        ("storey", facts.storey.map(|s| s.to_string()).unwrap_or_default()),
        ("kind", facts.kind.word().to_owned()),
        ("tenure", facts.tenure.word().to_owned()),
        ("area-register", area(AreaSource::Register)),
        ("area-survey", area(AreaSource::Survey)),
        ("area-contract", area(AreaSource::Contract)),
        ("owners", people_text(f, &facts.owners)),
        ("since", facts.since.map(|d| d.to_string()).unwrap_or_default()),
        ("occupiers", people_text(f, &facts.occupiers)),
        ("note", unit.note.as_ref().and_then(|n| n.get().cloned()).unwrap_or_default()),
    ])
}

const FIELDS: &[&str] = &[
    "building",
    "stairwell",
    "room",
    "storey",
    "kind",
    "tenure",
    "area-register",
    "area-survey",
    "area-contract",
    "owners",
    "since",
    "occupiers",
    "note",
];

fn unit_fields(f: &Frame<'_>, form: &Form, refusals: &[Refusal], is_new: bool) -> Markup {
    let lang = f.lang();
    // The room speaks of “area” and of a person's parts; the form has several of each.
    let renamed: Vec<Refusal> = refusals.iter().cloned().map(at_our_fields).collect();
    let told = Told::new(lang, form, &renamed, FIELDS);
    let text = |name, label, hint: Option<&'static str>, width| {
        let field_ = Field { hint, ..Field::new(lang, name, label).error(told.at(name)) };
        field(field_, Control::Text { value: told.typed(name), width, autocomplete: "off" })
    };
    let kinds: Vec<(&str, &str)> =
        UnitKind::ALL.iter().map(|k| (k.word(), t_of(lang, "unit-kind", k.word()))).collect();
    let tenures: Vec<(&str, &str)> = Tenure::ALL.iter().map(|k| (k.word(), t_of(lang, "tenure", k.word()))).collect();
    let chosen = |name, first: &'static str| if form.has(name) { form.get(name).to_owned() } else { first.to_owned() };
    let (kind, tenure) = (chosen("kind", UnitKind::Home.word()), chosen("tenure", Tenure::Sold.word()));
    html! {
        (told.summary())
        @if is_new {
            (text("building", t!(lang, "col-building"), Some(t!(lang, "unit-building-hint")), Width::Short))
            (text("stairwell", t!(lang, "unit-stairwell"), Some(t!(lang, "unit-stairwell-hint")), Width::Short))
            (text("room", t!(lang, "unit-room"), Some(t!(lang, "unit-room-hint")), Width::Short))
        } @else {
            // A door is what a unit is found by: another door is another unit.
            (crate::components::hidden(&[("building", form.get("building")), ("stairwell", form.get("stairwell")), ("room", form.get("room"))]))
        }
        (field(Field::new(lang, "storey", t!(lang, "unit-storey")).optional().error(told.at("storey")), Control::Number { value: told.typed("storey"), width: Width::Short, unit: None }))
        (field(Field::new(lang, "kind", t!(lang, "col-use")), Control::Select { options: &kinds, chosen: Some(&kind) }))
        (field(Field::new(lang, "tenure", t!(lang, "col-tenure")), Control::Select { options: &tenures, chosen: Some(&tenure) }))
        fieldset .field {
            legend { (t!(lang, "unit-areas")) }
            p .hint { (flow(t!(lang, "unit-areas-hint"))) }
            @for source in AreaSource::ALL {
                @let name = field_of(*source);
                (field(Field::new(lang, &name, t_of(lang, "area-source", source.word())).optional().error(told.at(&name)), Control::Number { value: told.typed(&name), width: Width::Medium, unit: Some("㎡") }))
            }
        }
        (field(Field::new(lang, "owners", t!(lang, "col-owners")).hint(t!(lang, "unit-owners-hint")).optional().error(told.at("owners")), Control::TextArea { value: told.typed("owners"), rows: 3 }))
        (field(Field::new(lang, "since", t!(lang, "unit-since")).optional().error(told.at("since")), Control::Date { value: told.typed("since") }))
        (field(Field::new(lang, "occupiers", t!(lang, "unit-occupiers")).hint(t!(lang, "unit-occupiers-hint")).optional().error(told.at("occupiers")), Control::TextArea { value: told.typed("occupiers"), rows: 2 }))
        (field(Field::new(lang, "note", t!(lang, "unit-note")).hint(t!(lang, "unit-note-hint")).optional().error(told.at("note")), Control::Text { value: told.typed("note"), width: Width::Full, autocomplete: "off" }))
    }
}

fn at_our_fields(r: Refusal) -> Refusal {
    match r.field.as_deref() {
        Some("area") => r.on("area-register"),
        Some("name" | "phone" | "id_tail") => r.on("owners"),
        _ => r,
    }
}

// ---- entering ----

/// `GET /e/{estate}/desk/roll/new`
pub async fn new(visit: Visit, At(estate): At<StreamId>) -> Reply {
    let who = visit.who_may(estate, Act::EditRoll).await?;
    visit.draw(estate, |view| new_page(&Frame { visit: &visit, who, view }, &Form::default(), &[])).await
}

/// `POST /e/{estate}/desk/roll/new`
pub async fn enter(visit: Visit, At(estate): At<StreamId>, form: Form) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::EditRoll).await?;
    let refusals = match row(visit.look.lang, &form) {
        Err(refusals) => refusals,
        Ok(row) => {
            let door = row.door.clone();
            if visit.site.app.estate(estate, |v| v.estate.roll.doors.contains_key(&door)).await? {
                vec![Refusal::new("door-on-roll").with("unit", door.to_string()).on("room")]
            } else {
                match visit.send(estate, who, &form, estate::Command::Roll(Command::Record(row))).await? {
                    Ok(_) => return Ok(to(&unit_path(&visit, estate, &door).await?)),
                    Err(refusals) => refusals,
                }
            }
        }
    };
    visit.draw_refused(estate, |view| new_page(&Frame { visit: &visit, who, view }, &form, &refusals)).await
}

async fn unit_path(visit: &Visit, estate: StreamId, door: &Door) -> Result<String, Problem> {
    let unit = visit.site.app.estate(estate, |v| v.estate.roll.doors.get(door).copied()).await?;
    Ok(unit.map_or_else(|| format!("/e/{estate}/desk/roll"), |u| format!("/e/{estate}/desk/roll/{u}")))
}

fn new_page(f: &Frame<'_>, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let title = t!(lang, "roll-new");
    let content = narrow(html! {
        (page_head(PageHead { back: Some(Link::new(t!(lang, "desk-roll"), &f.at("/desk/roll"))), title, lead: Some(t!(lang, "unit-new-lead")), tags: None }))
        (f.form("/desk/roll/new", html! {
            (unit_fields(f, form, refusals, true))
            (button(Button::primary(t!(lang, "unit-enter")).busy(t!(lang, "recording"))))
        }))
    });
    desk(f, title, false, content)
}

// ---- one unit ----

/// `GET /e/{estate}/desk/roll/{unit}`
pub async fn show(visit: Visit, At((estate, unit)): At<(StreamId, UnitId)>) -> Reply {
    draw(&visit, estate, unit, None).await
}

/// What was typed into which form, and why it was not taken.
struct Again<'a> {
    act: &'a str,
    form: &'a Form,
    refusals: &'a [Refusal],
}

async fn draw(visit: &Visit, estate: StreamId, unit: UnitId, again: Option<Again<'_>>) -> Reply {
    let who = visit.who_may(estate, Act::ViewRoll).await?;
    if visit.site.app.estate(estate, |v| !v.estate.roll.units.contains_key(&unit)).await? {
        return Err(Problem::NotFound);
    }
    let page = |view: &app::EstateView<'_>| unit_page(&Frame { visit, who, view }, unit, again.as_ref());
    if again.is_none() { visit.draw(estate, page).await } else { visit.draw_refused(estate, page).await }
}

fn unit_page(f: &Frame<'_>, id: UnitId, again: Option<&Again<'_>>) -> Markup {
    let lang = f.lang();
    let Some(unit) = f.unit(id) else { return html! {} };
    let heading = f.door(&unit.facts.door);
    let blank = Form::default();
    let typed = |act: &str| again.filter(|a| a.act == act).map_or((&blank, &[][..]), |a| (a.form, a.refusals));
    let content = wrap(html! {
        (page_head(PageHead { back: Some(Link::new(t!(lang, "desk-roll"), &f.at("/desk/roll"))), title: &heading, lead: None, tags: Some(seen_by(t!(lang, "roll-seen-by"))) }))
        @if unit.struck {
            (card(html! { p { (flow(t!(lang, "unit-struck"))) } (unit_facts(f, unit)) }))
        } @else {
            (columns(
                html! { div .stack {
                    (card(unit_facts(f, unit)))
                    @if f.may(Act::EditRoll) {
                        @let (form, refusals) = typed("edit");
                        @let held = form_of(f, unit);
                        (section(t!(lang, "unit-edit"), None, card(f.form(&format!("/desk/roll/{id}/edit"), html! {
                            (note(t!(lang, "unit-edit-lead")))
                            (unit_fields(f, if refusals.is_empty() { &held } else { form }, refusals, false))
                            (button(Button::primary(t!(lang, "unit-save")).busy(t!(lang, "recording"))))
                        }))))
                    }
                } },
                html! { div .stack {
                    (former(f, unit))
                    @if f.may(Act::EditRoll) {
                        @let (form, refusals) = typed("transfer");
                        (card(transfer_form(f, id, unit, form, refusals)))
                        @if unit.facts.owners.len() > 1 { (card(represent_form(f, id, unit, typed("represent").1))) }
                        (card(strike_form(f, id, typed("strike").1)))
                    }
                } },
            ))
        }
    });
    desk(f, &heading, true, content)
}

fn unit_facts(f: &Frame<'_>, unit: &Unit) -> Markup {
    let lang = f.lang();
    let held = &unit.facts;
    let mut list: Vec<(String, String)> =
        vec![(t!(lang, "col-use").to_owned(), t_of(lang, "unit-kind", held.kind.word()).to_owned())];
    list.push((t!(lang, "col-tenure").to_owned(), t_of(lang, "tenure", held.tenure.word()).to_owned()));
    for source in AreaSource::ALL {
        if let Some(area) = held.areas.from(*source) {
            list.push((t_of(lang, "area-source", source.word()).to_owned(), format::area(lang, area)));
        }
    }
    if held.areas.best().is_none() {
        list.push((t!(lang, "col-area-exclusive").to_owned(), t!(lang, "to-be-verified").to_owned()));
    }
    list.push((t!(lang, "col-owners").to_owned(), owners_text(f, unit)));
    if let Some(since) = held.since {
        list.push((t!(lang, "unit-since").to_owned(), format::date_full(lang, since)));
    }
    if let Some(person) = unit.representative {
        list.push((t!(lang, "unit-represents").to_owned(), f.full_name(person)));
    }
    let occupiers: Vec<String> = held.occupiers.iter().map(|p| f.full_name(*p)).collect();
    if !occupiers.is_empty() {
        list.push((t!(lang, "unit-occupiers").to_owned(), occupiers.join(t!(lang, "say-comma"))));
    }
    if unit.note.is_some() {
        list.push((t!(lang, "unit-note").to_owned(), open(lang, unit.note.as_ref()).to_owned()));
    }
    let list: Vec<Fact<'_>> = list.iter().map(|(label, value)| Fact::text(label, value)).collect();
    facts(&list)
}

fn former(f: &Frame<'_>, unit: &Unit) -> Markup {
    let lang = f.lang();
    html! {
        @if !unit.former.is_empty() {
            (card(html! {
                h2 { (t!(lang, "unit-former")) }
                @for spell in unit.former.iter().rev() {
                    @let names: Vec<String> = spell.owners.iter().map(|p| f.full_name(*p)).collect();
                    @let names = if names.is_empty() { t!(lang, "to-be-verified").to_owned() } else { names.join(t!(lang, "say-comma")) };
                    p { (flow(&names)) br; (meta(&t!(lang, "unit-former-until", until = format::date_full(lang, spell.until)))) }
                }
            }))
        }
    }
}

/// How a home is held once it changed hands: what the developer held is sold and delivered, unless the clerk says otherwise.
const fn held_next(tenure: Tenure) -> Tenure {
    match tenure {
        Tenure::Unsold | Tenure::Undelivered => Tenure::Sold,
        other => other,
    }
}

fn transfer_form(f: &Frame<'_>, id: UnitId, unit: &Unit, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let tenures: Vec<(&str, &str)> = Tenure::ALL.iter().map(|k| (k.word(), t_of(lang, "tenure", k.word()))).collect();
    let next = Tenure::from_word(form.get("new_tenure")).unwrap_or(held_next(unit.facts.tenure));
    let developers = matches!(unit.facts.tenure, Tenure::Unsold | Tenure::Undelivered);
    let renamed: Vec<Refusal> = refusals
        .iter()
        .cloned()
        .map(|r| match r.field.as_deref() {
            Some("owners" | "name" | "phone" | "id_tail") => r.on("new_owners"),
            _ => r,
        })
        .collect();
    let told = Told::new(lang, form, &renamed, &["new_owners", "on", "basis"]);
    html! {
        h2 { (t!(lang, "unit-transfer")) }
        (meta(t!(lang, "unit-transfer-lead")))
        (f.form(&format!("/desk/roll/{id}/transfer"), html! {
            (told.summary())
            (field(Field::new(lang, "new_owners", t!(lang, "unit-new-owners")).hint(t!(lang, "unit-owners-hint")).error(told.at("new_owners")), Control::TextArea { value: told.typed("new_owners"), rows: 2 }))
            (field(Field { hint: developers.then_some(t!(lang, "unit-new-tenure-hint")), ..Field::new(lang, "new_tenure", t!(lang, "unit-new-tenure")) }, Control::Select { options: &tenures, chosen: Some(next.word()) }))
            (field(Field::new(lang, "on", t!(lang, "unit-transfer-on")).error(told.at("on")), Control::Date { value: told.typed("on") }))
            (field(Field::new(lang, "basis", t!(lang, "unit-basis")).hint(t!(lang, "unit-basis-hint")).error(told.at("basis")), Control::Text { value: told.typed("basis"), width: Width::Full, autocomplete: "off" }))
            (button(Button::second(t!(lang, "unit-transfer-do")).busy(t!(lang, "recording"))))
        }))
    }
}

fn represent_form(f: &Frame<'_>, id: UnitId, unit: &Unit, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let names: Vec<(String, String)> = unit.facts.owners.iter().map(|p| (p.to_string(), f.full_name(*p))).collect();
    let mut list: Vec<Choice<'_>> =
        names.iter().map(|(v, n)| Choice { value: v, label: n, note: None, sign: None }).collect();
    list.push(Choice { value: "", label: t!(lang, "unit-represent-any"), note: None, sign: None });
    let chosen = unit.representative.map(|p| p.to_string()).unwrap_or_default();
    html! {
        h2 { (t!(lang, "unit-represent")) }
        (meta(t!(lang, "unit-represent-lead")))
        (f.form(&format!("/desk/roll/{id}/represent"), html! {
            (crate::say::refused(lang, refusals))
            (choices(Field::new(lang, "person", t!(lang, "unit-represents")), &list, Some(&chosen)))
            (button(Button::second(t!(lang, "unit-represent-do")).busy(t!(lang, "recording"))))
        }))
    }
}

fn strike_form(f: &Frame<'_>, id: UnitId, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    html! {
        h2 { (t!(lang, "unit-strike")) }
        (meta(t!(lang, "unit-strike-lead")))
        (f.form(&format!("/desk/roll/{id}/strike"), html! {
            (crate::say::refused(lang, refusals))
            (button(Button { kind: Kind::Irreversible, ..Button::primary(t!(lang, "unit-strike-do")).busy(t!(lang, "recording")) }))
        }))
    }
}

/// `POST /e/{estate}/desk/roll/{unit}/{act}`
pub async fn act(visit: Visit, At((estate, unit, act)): At<(StreamId, UnitId, String)>, form: Form) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::EditRoll).await?;
    let command = match act.as_str() {
        "edit" => row(visit.look.lang, &form).map(Command::Record),
        "transfer" => {
            let held =
                visit.site.app.estate(estate, |v| v.estate.roll.units.get(&unit).map(|u| u.facts.tenure)).await?;
            let tenure = Tenure::from_word(form.get("new_tenure")).or(held.map(held_next)).ok_or(Problem::NotFound)?;
            match form.day("on") {
                Some(on) => Ok(Command::Transfer(Transfer {
                    unit,
                    owners: people(form.get("new_owners")),
                    on,
                    basis: form.get("basis").to_owned(),
                    tenure,
                })),
                None => Err(vec![Refusal::new("day-wrong").on("on")]),
            }
        }
        "represent" => Ok(Command::Represent { unit, person: form.read("person") }),
        "strike" => Ok(Command::Strike { unit }),
        _ => return Err(Problem::NotFound),
    };
    let refusals = match command {
        Err(refusals) => refusals,
        Ok(command) => match visit.send(estate, who, &form, estate::Command::Roll(command)).await? {
            Ok(_) => return Ok(to(&format!("/e/{estate}/desk/roll/{unit}"))),
            Err(refusals) => refusals,
        },
    };
    draw(&visit, estate, unit, Some(Again { act: &act, form: &form, refusals: &refusals })).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owner(name: &str, tail: Option<&str>, phone: Option<&str>) -> RowOwner {
        RowOwner { name: name.into(), id_tail: tail.map(str::to_owned), phone: phone.map(str::to_owned) }
    }

    #[test]
    fn owners_are_read_as_clerks_type_them() {
        let read = people("王兰 123X 13800000000\n\n 买买提 · 阿依古丽  0042\n李四，0531-8888888\nJohn Smith");
        assert_eq!(
            read,
            [
                owner("王兰", Some("123X"), Some("13800000000")),
                owner("买买提 · 阿依古丽", Some("0042"), None),
                owner("李四", None, Some("0531-8888888")),
                owner("John Smith", None, None),
            ]
        );
        assert_eq!(people("  \n"), []);
    }
}
