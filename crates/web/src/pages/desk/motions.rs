//! 提一次表决: writing a motion and rewriting it until its notice is given.

use super::desk;
use crate::components::{
    Button, Control, Field, Kind, Link, Notice, NoticeKind, Width, button, buttons, card, field, hidden, meta, notice,
};
use crate::form::Form;
use crate::format;
use crate::layout::{PageHead, narrow, page_head};
use crate::pages::{Frame, open, unit_at};
use crate::reply::{Problem, Reply, to};
use crate::say::Told;
use crate::t;
use crate::text::{Lang, t_of};
use crate::visit::{Asked, At, Visit};
use authority::Act;
use estate::assembly::{Command, Draft, DraftItem, ItemKind, Motion, Question, Scope};
use estate::matters::{Stage, What};
use estate::{Estate, Label};
use law::{Key, Refusal};
use maud::{Markup, html};
use std::collections::BTreeSet;
use units::{MatterId, MotionId, PersonId, StreamId, limits};

// ---- what the form says ----

fn item_field(i: usize, name: &str) -> String {
    format!("items.{i}.{name}")
}

fn items_in(form: &Form) -> usize {
    form.read("n").unwrap_or(1).clamp(1, limits::ITEMS_PER_MOTION_MAX)
}

/// The scope of a form's value.
pub fn scope_of(text: &str) -> Option<Scope> {
    let label = |t: &str| Label::new(t).filter(|l| !l.is_empty());
    let mut parts = text.split('/');
    match (parts.next()?, parts.next(), parts.next()) {
        ("estate", None, None) => Some(Scope::Estate),
        ("b", Some(building), None) => Some(Scope::Building(label(building)?)),
        ("s", Some(building), Some(stairwell)) => Some(Scope::Stairwell(label(building)?, label(stairwell)?)),
        _ => None,
    }
}

pub fn scope_value(scope: &Scope) -> String {
    match scope {
        Scope::Estate => "estate".into(),
        Scope::Building(b) => format!("b/{b}"),
        Scope::Stairwell(b, s) => format!("s/{b}/{s}"),
    }
}

/// A candidate as a line of the form says it: the words on the ballot, and behind a comma the door of a home they own.
/// Other words may hold a comma; only what reads as a door is one.
fn candidate(line: &str) -> (&str, Option<&str>) {
    let is_door = |t: &str| t.contains('-') && t.contains(|c: char| c.is_ascii_digit()) && Label::new(t).is_some();
    match line.rsplit_once(['，', ',']) {
        Some((words, door)) if is_door(door.trim()) => (words.trim(), Some(door.trim())),
        _ => (line, None),
    }
}

/// Puts the persons of the roll behind the candidates that were entered with a door, and leaves the words.
fn find_candidates(estate: &Estate, draft: &mut Draft) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    for (i, item) in draft.items.iter_mut().enumerate().filter(|(_, item)| item.kind == ItemKind::Committee) {
        let lines = std::mem::take(&mut item.options);
        item.persons = vec![None; lines.len()];
        for (n, line) in lines.iter().enumerate() {
            let (words, door) = candidate(line);
            item.options.push(words.to_owned());
            let Some(door) = door else { continue };
            let owners = unit_at(estate, door).and_then(|u| estate.roll.units.get(&u)).map(|u| &u.facts.owners);
            let named = |p: &&PersonId| {
                estate
                    .bodies
                    .person(**p)
                    .and_then(|p| p.name.get())
                    .is_some_and(|name| words.starts_with(name.as_str()))
            };
            item.persons[n] = owners.into_iter().flatten().find(named).copied();
            if item.persons[n].is_none() {
                let refusal = Refusal::new("candidate-not-at-door").with("name", words).with("door", door);
                refusals.push(refusal.on(&item_field(i, "options")));
            }
        }
        if item.persons.iter().all(Option::is_none) {
            item.persons.clear();
        }
    }
    refusals
}

fn draft(form: &Form) -> Result<Draft, Vec<Refusal>> {
    let mut refusals = Vec::new();
    let mut moment = |name: &str| {
        form.moment(name).unwrap_or_else(|| {
            refusals.push(Refusal::new("moment-wrong").on(name));
            units::Moment::from_ms(0)
        })
    };
    let (opens, closes, reading) = (moment("opens"), moment("closes"), moment("reading"));
    let matter: Option<MatterId> = form.read("matter");
    if matter.is_none() {
        refusals.push(Refusal::new("matter-missing").on("matter"));
    }
    let scope = scope_of(form.get("scope"));
    if scope.is_none() {
        refusals.push(Refusal::new("scope-missing").on("scope"));
    }
    let mut items = Vec::new();
    for i in 0..items_in(form) {
        let get = |name| form.get(&item_field(i, name));
        let Some(kind) = ItemKind::from_number(get("kind")) else {
            refusals.push(Refusal::new("item-kind-missing").on(&item_field(i, "kind")));
            continue;
        };
        let options: Vec<String> =
            get("options").lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
        let seats = match get("seats").trim() {
            "" => 1,
            typed => typed.parse().unwrap_or(0),
        };
        items.push(DraftItem {
            kind,
            title: get("title").to_owned(),
            text: get("text").to_owned(),
            options,
            seats,
            persons: Vec::new(),
        });
    }
    // What the room would say of empty lines, said together with what keeps the form from reaching it.
    if !refusals.is_empty() {
        let lines = (0..items_in(form)).map(|i| item_field(i, "title")).chain(["title".into(), "reading_place".into()]);
        refusals.extend(lines.filter(|l| form.get(l).trim().is_empty()).map(|l| Refusal::new("text-missing").on(&l)));
    }
    match (matter, scope, refusals.is_empty()) {
        (Some(matter), Some(scope), true) => Ok(Draft {
            matter,
            title: form.get("title").to_owned(),
            scope,
            items,
            opens,
            closes,
            reading,
            reading_place: form.get("reading_place").to_owned(),
        }),
        _ => Err(refusals),
    }
}

fn form_of(estate: &Estate, lang: Lang, motion: &Motion) -> Form {
    let text = |t: Option<&units::Sealed<String>>| open(lang, t).to_owned();
    let mut form = Form::of([
        ("matter", motion.matter.to_string()),
        ("title", text(Some(&motion.title))),
        ("scope", scope_value(&motion.scope)),
        ("opens", motion.opens.typed()),
        ("closes", motion.closes.typed()),
        ("reading", motion.reading.typed()),
        ("reading_place", text(Some(&motion.reading_place))),
        ("n", motion.items.len().to_string()),
    ]);
    for (i, item) in motion.items.iter().enumerate() {
        form.set(&item_field(i, "kind"), item.kind.number());
        form.set(&item_field(i, "title"), text(Some(&item.title)));
        form.set(&item_field(i, "text"), text(item.text.as_ref()));
        if let Question::Choose { options, seats, persons } = &item.question {
            let home = |i: usize| {
                let person = persons.get(i).copied().flatten()?;
                estate.roll.units_of(person).next().map(|(_, u)| u.facts.door.to_string())
            };
            let line = |(i, option)| match home(i) {
                Some(door) => format!("{}，{door}", text(Some(option))),
                None => text(Some(option)),
            };
            let lines: Vec<String> = options.iter().enumerate().map(line).collect();
            form.set(&item_field(i, "options"), lines.join("\n"));
            form.set(&item_field(i, "seats"), seats.to_string());
        }
    }
    form
}

// ---- the form ----

/// What a first draft starts from: dates the law allows, and nothing else.
fn proposed(f: &Frame<'_>, matter: &str) -> Form {
    let law = f.view.law();
    let days =
        |key| law.get(key).and_then(|r| r.frozen.value.number()).and_then(|d| i32::try_from(d).ok()).unwrap_or(0);
    // The roll hangs and the notice runs; two days to write and print.
    let opens = f.today().plus(days(Key::NoticeDays).max(days(Key::RollDays)) + 2);
    let closes = opens.plus(14);
    let title = matter
        .parse::<MatterId>()
        .ok()
        .and_then(|id| f.estate().matters.get(id))
        .map(|m| open(f.lang(), Some(&m.title)).to_owned());
    Form::of([
        ("matter", matter.to_owned()),
        ("title", title.unwrap_or_default()),
        ("scope", "estate".to_owned()),
        ("opens", opens.at(8, 0).typed()),
        ("closes", closes.at(18, 0).typed()),
        ("reading", closes.at(19, 0).typed()),
    ])
}

fn motion_page(f: &Frame<'_>, action: &str, heading: &str, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let n = items_in(form);
    let mut known: Vec<String> =
        ["matter", "title", "scope", "opens", "closes", "reading", "reading_place"].map(str::to_owned).to_vec();
    known.extend((0..n).flat_map(|i| ["kind", "title", "text", "options", "seats"].map(|name| item_field(i, name))));
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let told = Told::new(lang, form, refusals, &known);
    let text = |name, label, hint: Option<&'static str>| {
        let field_ = Field { hint, ..Field::new(lang, name, label).error(told.at(name)) };
        field(field_, Control::Text { value: told.typed(name), width: Width::Full, autocomplete: "off" })
    };
    let time = |name, label, hint: Option<&'static str>| {
        let field_ = Field { hint, ..Field::new(lang, name, label).error(told.at(name)) };
        field(field_, Control::DateTime { value: told.typed(name) })
    };
    let (matters, scopes) = (matter_options(f), scope_options(f));
    let matters: Vec<(&str, &str)> = matters.iter().map(|(v, w)| (v.as_str(), w.as_str())).collect();
    let scopes: Vec<(&str, &str)> = scopes.iter().map(|(v, w)| (v.as_str(), w.as_str())).collect();
    let chosen = |name: &'static str| Some(told.typed(name)).filter(|v| !v.is_empty());
    let number = n.to_string();
    let content = narrow(html! {
        (page_head(PageHead { back: Some(Link::new(t!(lang, "nav-desk"), &f.at("/desk"))), title: heading, lead: Some(t!(lang, "draft-lead")), tags: None }))
        @if matters.is_empty() {
            (notice(Notice { link: Some(Link::new(t!(lang, "matter-raise"), &f.at("/matters/new"))), ..Notice::text(NoticeKind::Mind, t!(lang, "draft-no-matter")) }))
        } @else {
            (f.form(action, html! {
                (hidden(&[("n", &number)]))
                (told.summary())
                (field(Field::new(lang, "matter", t!(lang, "draft-matter")).hint(t!(lang, "draft-matter-hint")).error(told.at("matter")), Control::Select { options: &matters, chosen: chosen("matter") }))
                (text("title", t!(lang, "draft-title"), Some(t!(lang, "draft-title-hint"))))
                (field(Field::new(lang, "scope", t!(lang, "draft-scope")).hint(t!(lang, "draft-scope-hint")).error(told.at("scope")), Control::Select { options: &scopes, chosen: chosen("scope") }))
                @for i in 0..n { (item_fields(f, i, n, &told)) }
                (buttons(html! {
                    @if n < limits::ITEMS_PER_MOTION_MAX { (button(Button { kind: Kind::Quiet, ..Button::second(t!(lang, "draft-more-items")).value("more", "yes") })) }
                    @if n > 1 { (button(Button { kind: Kind::Quiet, ..Button::second(t!(lang, "draft-fewer-items")).value("fewer", "yes") })) }
                }))
                (section_times(f))
                (time("opens", t!(lang, "motion-opens"), None))
                (time("closes", t!(lang, "motion-closes-label"), Some(t!(lang, "draft-closes-hint"))))
                (time("reading", t!(lang, "draft-reading"), Some(t!(lang, "draft-reading-hint"))))
                (text("reading_place", t!(lang, "draft-reading-place"), Some(t!(lang, "draft-reading-place-hint"))))
                (button(Button::primary(t!(lang, "draft-save")).busy(t!(lang, "recording"))))
                (meta(t!(lang, "draft-next")))
            }))
        }
    });
    desk(f, heading, false, content)
}

/// How long roll and notice must hang here, before the dates are chosen.
fn section_times(f: &Frame<'_>) -> Markup {
    let lang = f.lang();
    let law = f.view.law();
    let line = |key, words: fn(Lang, i64, String) -> String| {
        let ruling = law.get(key)?;
        let days = ruling.frozen.value.number()?;
        Some(words(lang, days, crate::say::article(lang, &ruling.frozen.cite)))
    };
    let notice_days = line(Key::NoticeDays, |lang, n, article| t!(lang, "draft-notice-days", n = n, article = article));
    let roll_days = line(Key::RollDays, |lang, n, article| t!(lang, "draft-roll-days", n = n, article = article));
    html! {
        h2 { (t!(lang, "draft-times")) }
        @for text in [notice_days, roll_days].into_iter().flatten() { (meta(&text)) }
    }
}

/// Matters something can be asked on: number, and number with title.
pub fn matter_options(f: &Frame<'_>) -> Vec<(String, String)> {
    let open_now = |m: &estate::matters::Matter| matches!(m.stage, Stage::Talk | Stage::Decide);
    f.estate()
        .matters
        .matters
        .iter()
        .rev()
        .filter(|(_, m)| open_now(m))
        .map(|(id, m)| (id.to_string(), format!("{id} {}", open(f.lang(), Some(&m.title)))))
        .collect()
}

/// Every scope of the estate: value and words.
pub fn scope_options(f: &Frame<'_>) -> Vec<(String, String)> {
    let lang = f.lang();
    let mut found = vec![("estate".to_owned(), t!(lang, "scope-estate").to_owned())];
    let mut wells: BTreeSet<(&Label, &Label)> = BTreeSet::new();
    for (_, unit) in f.estate().roll.listed() {
        wells.insert((&unit.facts.door.building, &unit.facts.door.stairwell));
    }
    for (building, _) in f.estate().roll.buildings() {
        let scope = Scope::Building(building.clone());
        found.push((scope_value(&scope), crate::pages::motion::scope_text(f, &scope)));
        for (_, well) in wells.iter().filter(|(b, s)| *b == building && !s.is_empty()) {
            let scope = Scope::Stairwell(building.clone(), (*well).clone());
            found.push((scope_value(&scope), crate::pages::motion::scope_text(f, &scope)));
        }
    }
    found
}

fn item_fields(f: &Frame<'_>, i: usize, n: usize, told: &Told<'_>) -> Markup {
    let lang = f.lang();
    let law = f.view.law();
    let special: Vec<&str> = law
        .get(Key::SpecialItems)
        .map(|r| r.frozen.value.words().iter().map(String::as_str).collect())
        .unwrap_or_default();
    let share =
        |key| law.get(key).and_then(|r| r.frozen.value.share()).map(|s| format::threshold(lang, s)).unwrap_or_default();
    let (ordinary, weighty) = (share(Key::Ordinary), share(Key::Special));
    let kinds: Vec<(&str, String)> = ItemKind::ALL
        .iter()
        .map(|k| {
            let line = if special.contains(&k.number()) { &weighty } else { &ordinary };
            let words = t_of(lang, "item", k.number());
            (k.number(), t!(lang, "draft-kind-option", kind = words, share = line.as_str()))
        })
        .collect();
    let kinds: Vec<(&str, &str)> = kinds.iter().map(|(v, w)| (*v, w.as_str())).collect();
    let [kind, title, text, options, seats] =
        ["kind", "title", "text", "options", "seats"].map(|name| item_field(i, name));
    card(html! {
        fieldset .stack {
            legend { b { (t!(lang, "item-number", n = i + 1, all = n)) } }
            (field(Field::new(lang, &kind, t!(lang, "draft-kind")).error(told.at(&kind)), Control::Select { options: &kinds, chosen: Some(told.typed(&kind)).filter(|v| !v.is_empty()) }))
            (field(Field::new(lang, &title, t!(lang, "draft-question")).hint(t!(lang, "draft-question-hint")).error(told.at(&title)), Control::Text { value: told.typed(&title), width: Width::Full, autocomplete: "off" }))
            (field(Field::new(lang, &text, t!(lang, "draft-text")).hint(t!(lang, "draft-text-hint")).optional().error(told.at(&text)), Control::TextArea { value: told.typed(&text), rows: 4 }))
            (field(Field::new(lang, &options, t!(lang, "draft-options")).hint(t!(lang, "draft-options-hint")).optional().error(told.at(&options)), Control::TextArea { value: told.typed(&options), rows: 3 }))
            (field(Field::new(lang, &seats, t!(lang, "draft-seats")).hint(t!(lang, "draft-seats-hint")).optional().error(told.at(&seats)), Control::Number { value: told.typed(&seats), width: Width::Short, unit: None }))
        }
    })
}

// ---- the handlers ----

/// `GET /e/{estate}/desk/motions/new?matter=2026-0001`
pub async fn new(visit: Visit, At(estate): At<StreamId>, Asked(asked): Asked) -> Reply {
    let who = visit.who_may(estate, Act::DraftMotion).await?;
    visit
        .draw(estate, |view| {
            let f = Frame { visit: &visit, who, view };
            // Voting again begins with what was asked before, at new times.
            let before = asked.read("from").and_then(|id| view.estate.assembly.get(id));
            let form = match before.filter(|m| m.announced.is_some()) {
                Some(motion) => {
                    let (mut form, times) = (form_of(view.estate, f.lang(), motion), proposed(&f, ""));
                    for name in ["opens", "closes", "reading"] {
                        form.set(name, times.get(name));
                    }
                    form
                }
                None => match asked.read("consent").and_then(|id| view.estate.consents.get(id)) {
                    // What households were asked becomes the question owners vote on.
                    Some(held) => {
                        let mut form = proposed(&f, &held.matter.to_string());
                        let question = open(f.lang(), Some(&held.question));
                        form.set("title", question);
                        form.set("scope", scope_value(&held.scope));
                        form.set(&item_field(0, "title"), question);
                        form.set(&item_field(0, "text"), crate::pages::consent::before_the_vote(&f, held));
                        form
                    }
                    None => proposed(&f, asked.get("matter")),
                },
            };
            motion_page(&f, "/desk/motions/new", t!(f.lang(), "desk-motion-new"), &form, &[])
        })
        .await
}

/// One item more or fewer: the form is drawn again with everything in it.
fn resized(form: &Form) -> Option<Form> {
    let n = items_in(form);
    let to = match (form.has("more"), form.has("fewer")) {
        (true, _) => n + 1,
        (_, true) => n - 1,
        _ => return None,
    };
    let mut form = form.clone();
    form.set("n", to.clamp(1, limits::ITEMS_PER_MOTION_MAX).to_string());
    Some(form)
}

/// `POST /e/{estate}/desk/motions/new`
pub async fn write(visit: Visit, At(estate): At<StreamId>, form: Form) -> Reply {
    visit.check(&form)?;
    save(&visit, estate, None, &form).await
}

/// `GET /e/{estate}/desk/motions/{motion}/edit`
pub async fn edit(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>) -> Reply {
    let who = visit.who_may(estate, Act::DraftMotion).await?;
    if visit.site.app.estate(estate, |v| v.estate.assembly.get(motion).is_none()).await? {
        return Err(Problem::NotFound);
    }
    visit
        .draw(estate, |view| {
            let f = Frame { visit: &visit, who, view };
            let form = f.estate().assembly.get(motion).map(|m| form_of(view.estate, f.lang(), m)).unwrap_or_default();
            motion_page(&f, &edit_path(motion), t!(f.lang(), "draft-edit"), &form, &[])
        })
        .await
}

fn edit_path(motion: MotionId) -> String {
    format!("/desk/motions/{motion}/edit")
}

/// `POST /e/{estate}/desk/motions/{motion}/edit`
pub async fn rewrite(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>, form: Form) -> Reply {
    visit.check(&form)?;
    save(&visit, estate, Some(motion), &form).await
}

async fn save(visit: &Visit, estate: StreamId, motion: Option<MotionId>, form: &Form) -> Reply {
    let who = visit.who_may(estate, Act::DraftMotion).await?;
    let (action, title) = match motion {
        Some(motion) => (edit_path(motion), t!(visit.look.lang, "draft-edit")),
        None => ("/desk/motions/new".to_owned(), t!(visit.look.lang, "desk-motion-new")),
    };
    if let Some(form) = resized(form) {
        return visit.draw(estate, |view| motion_page(&Frame { visit, who, view }, &action, title, &form, &[])).await;
    }
    let found = |v: &app::EstateView<'_>| {
        let mut draft = draft(form)?;
        let refusals = find_candidates(v.estate, &mut draft);
        if refusals.is_empty() { Ok(draft) } else { Err(refusals) }
    };
    let refusals = match visit.site.app.estate(estate, found).await? {
        Err(refusals) => refusals,
        Ok(draft) => {
            let command = match motion {
                Some(motion) => Command::Redraft { motion, draft },
                None => Command::Draft(draft),
            };
            match visit.send(estate, who, form, estate::Command::Assembly(command)).await? {
                Ok(done) => {
                    let drafted = |v: &app::EstateView<'_>| {
                        let mut told = v.estate.matters.matters.values().flat_map(|m| m.timeline.iter().rev());
                        let entry = told.find(|e| e.seq == done.last)?;
                        if let What::MotionDrafted(id) = entry.what { Some(id) } else { None }
                    };
                    let id = match motion {
                        Some(motion) => Some(motion),
                        None => visit.site.app.estate(estate, drafted).await?,
                    };
                    return Ok(to(&id.map_or_else(|| format!("/e/{estate}/desk"), |id| format!("/e/{estate}/m/{id}"))));
                }
                Err(refusals) => refusals,
            }
        }
    };
    visit.draw_refused(estate, |view| motion_page(&Frame { visit, who, view }, &action, title, form, &refusals)).await
}
