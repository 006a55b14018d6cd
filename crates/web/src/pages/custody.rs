//! 票箱和选票: what became of the box and the papers of a vote, step by step, for everybody; the steps themselves, the
//! people who count and the recount, for those whose work it is; and 唱票计票监票表, which is printed and signed.

use super::canvass::seconds;
use super::papers::item_result;
use super::{Frame, Section, Shape, open};
use crate::components::print::{PrintRow, Signatures, paragraph, print_words, signatures, tally_grid};
use crate::components::{
    Button, Choice, Column, Control, Fact, Field, Link, LinkButton, Notice, NoticeKind, Row, Table, Width, button,
    buttons, card, checkbox, facts, field, flow, lead, link_button, meta, notice, section, table,
};
use crate::form::Form;
use crate::format;
use crate::icons::Icon;
use crate::layout::{PageHead, columns, page_head, wrap};
use crate::pages::desk::papers::{marks, marks_fields};
use crate::pages::paper_frame::Heading;
use crate::reply::{Problem, Reply, page, to};
use crate::say::Told;
use crate::t;
use crate::text::Lang;
use crate::visit::{At, Visit};
use app::EstateView;
use authority::Act;
use axum::http::StatusCode;
use estate::assembly::{self, Motion, Question, Status};
use estate::custody::{Command, Flag, Keeper, Log, Papers, Recount, Step, Team, What, flags};
use law::Refusal;
use maud::{Markup, html};
use units::{MotionId, PersonId, StreamId};

const FIELDS: &[&str] =
    &["seal", "witnesses", "note", "to", "until", "papers", "team", "scrutineers", "code", "why", "items.0"];

// ---- the page ----

/// `GET /e/{estate}/m/{motion}/box`
pub async fn show(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>) -> Reply {
    draw(&visit, estate, motion, &Form::default(), &[]).await
}

async fn draw(visit: &Visit, estate: StreamId, id: MotionId, form: &Form, refusals: &[Refusal]) -> Reply {
    let who = visit.who(estate).await?;
    let noticed = |v: &EstateView<'_>| v.estate.assembly.get(id).is_some_and(|m| m.notice.is_some());
    if !visit.site.app.estate(estate, noticed).await? {
        return Err(Problem::NotFound);
    }
    let page = |view: &EstateView<'_>| box_page(&Frame { visit, who, view }, id, form, refusals);
    if refusals.is_empty() { visit.draw(estate, page).await } else { visit.draw_refused(estate, page).await }
}

fn box_page(f: &Frame<'_>, id: MotionId, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let Some(motion) = f.estate().assembly.get(id) else { return html! {} };
    let log = f.estate().custody.of(id);
    let told = Told::new(lang, form, refusals, FIELDS);
    let title = t!(lang, "box-title");
    let here = f.at(&format!("/m/{id}/box"));
    let content = wrap(html! {
        (page_head(PageHead {
            back: Some(Link::new(open(lang, Some(&motion.title)), &f.at(&format!("/m/{id}")))),
            title,
            lead: Some(t!(lang, "box-lead")),
            tags: None,
        }))
        (told.summary())
        @for flag in flags(f.estate(), id, f.view.now) { (notice(Notice::text(NoticeKind::Wrong, &flag_text(f, &flag)))) }
        (columns(
            html! { div .stack { (now_card(f, log)) (work(f, id, motion, log, &told)) (papers_card(f, id, motion)) } },
            html! { div .stack {
                (team_card(f, id, motion, log, &told))
                @if motion.counted.is_some() { (recount_card(f, id, motion, log, form, &told)) }
                @if f.may(Act::ViewDesk) { (link_button(LinkButton::second(t!(lang, "box-sheet"), &format!("{here}/sheet")).icon(Icon::Printer))) }
            } },
        ))
        (steps(f, log))
    });
    f.page(Shape { title, section: Section::Matters, desk: true, proof: true, ..Shape::default() }, content)
}

/// A gap in words.
pub fn flag_text(f: &Frame<'_>, flag: &Flag) -> String {
    let lang = f.lang();
    match flag {
        Flag::SealBroken { at } => t!(lang, "box-flag-seal-broken", at = format::moment_full(lang, *at)),
        Flag::NightUnsealed { day } => t!(lang, "box-flag-night-unsealed", day = format::date_full(lang, *day)),
        Flag::PapersDiffer { received, stored } => {
            t!(lang, "box-flag-papers-differ", received = *received, stored = *stored)
        }
        Flag::SampleDiffers => t!(lang, "box-flag-sample-differs").to_owned(),
        Flag::NotStored => t!(lang, "box-flag-not-stored").to_owned(),
    }
}

/// A name as those who live or work here read it; strangers read that somebody stood there.
fn name(f: &Frame<'_>, person: PersonId) -> String {
    if f.may(Act::ViewPostingPhotos) { f.masked_name(person) } else { t!(f.lang(), "box-somebody").to_owned() }
}

fn now_card(f: &Frame<'_>, log: &Log) -> Markup {
    let lang = f.lang();
    let stored = log.stored().and_then(|s| if let What::Stored { until, .. } = s.what { Some(until) } else { None });
    let now = match (stored, log.opened(), log.seal(), log.steps.is_empty()) {
        (Some(until), ..) => t!(lang, "box-now-stored", until = format::date_full(lang, until)),
        (None, Some(_), ..) => t!(lang, "box-now-opened").to_owned(),
        (None, None, Some(seal), _) => t!(lang, "box-now-sealed", seal = seal),
        (None, None, None, true) => t!(lang, "box-now-nothing").to_owned(),
        (None, None, None, false) => t!(lang, "box-now-open").to_owned(),
    };
    let keeper = log.keeper().map(|k| match k {
        Keeper::Person(person) => name(f, person),
        Keeper::Writer(stamp) => f.actor(stamp.actor, stamp.capacity),
    });
    card(html! {
        p .big { (flow(&now)) }
        @if let Some(keeper) = keeper { (meta(&t!(lang, "box-keeper", who = keeper))) }
    })
}

fn steps(f: &Frame<'_>, log: &Log) -> Markup {
    let lang = f.lang();
    let rows: Vec<Row> = log
        .steps
        .iter()
        .map(|s| {
            Row::of([
                flow(&format::moment(lang, s.stamp.at, f.today())),
                flow(&step_text(f, s)),
                flow(&names(f, s)),
                flow(note_of(f, s)),
            ])
        })
        .collect();
    html! {
        @if !rows.is_empty() {
            (section(t!(lang, "box-steps"), None, card(table(Table {
                lang,
                caption: t!(lang, "box-steps"),
                caption_hidden: true,
                columns: &[Column::text(t!(lang, "col-when")).stays(), Column::text(t!(lang, "box-col-what")).stays(), Column::text(t!(lang, "box-col-who")), Column::text(t!(lang, "box-col-note"))],
                rows: &rows,
                total: None,
            }))))
        }
    }
}

/// A step in words.
pub fn step_text(f: &Frame<'_>, step: &Step) -> String {
    let lang = f.lang();
    let whole = |w: bool| if w { t!(lang, "box-seal-whole") } else { t!(lang, "box-seal-broken") };
    match &step.what {
        What::Sealed { seal } => t!(lang, "box-step-sealed", seal = seal.as_str()),
        What::Unsealed { seal, whole: w } => t!(lang, "box-step-unsealed", seal = seal.as_str(), whole = whole(*w)),
        What::Opened { seal, whole: w } => t!(lang, "box-step-opened", seal = seal.as_str(), whole = whole(*w)),
        What::HandedOver { to } => t!(lang, "box-step-handed", to = name(f, *to)),
        What::Stored { seal, papers, until } => {
            t!(lang, "box-step-stored", seal = seal.as_str(), papers = *papers, until = format::date_full(lang, *until))
        }
    }
}

/// Who stood there.
pub fn names(f: &Frame<'_>, step: &Step) -> String {
    let by = f.actor(step.stamp.actor, step.stamp.capacity);
    let others = step.witnesses.iter().map(|w| name(f, *w));
    std::iter::once(by).chain(others).collect::<Vec<_>>().join(t!(f.lang(), "say-comma"))
}

/// Notes may name people: for those who live or work here.
fn note_of<'a>(f: &Frame<'a>, step: &'a Step) -> &'a str {
    match &step.note {
        Some(note) if f.may(Act::ViewPostingPhotos) => open(f.lang(), Some(note)),
        _ => "",
    }
}

// ---- the papers, one against the other ----

fn papers_card(f: &Frame<'_>, id: MotionId, motion: &Motion) -> Markup {
    let lang = f.lang();
    let p = Papers::of(motion, f.estate().custody.of(id));
    let line = |n: usize| t!(lang, "box-papers-n", n = n);
    card(section(
        t!(lang, "box-papers"),
        None,
        facts(&[
            Fact::text(t!(lang, "box-papers-printed"), &printed_line(lang, &p)),
            Fact::text(t!(lang, "box-papers-given"), &line(p.given)),
            Fact::text(t!(lang, "box-papers-anew"), &line(p.anew)),
            Fact::text(t!(lang, "box-papers-returned"), &line(p.returned)),
            Fact::text(t!(lang, "box-papers-aside"), &line(p.aside)),
            Fact::text(t!(lang, "box-papers-void"), &void_line(lang, &p)),
        ]),
    ))
}

/// How many were printed, how many times, and how many are needed.
fn printed_line(lang: Lang, p: &Papers) -> String {
    match p.times {
        0 => t!(lang, "box-papers-unprinted", needed = p.needed),
        _ => t!(lang, "box-papers-printed-n", n = p.printed, times = p.times, needed = p.needed),
    }
}

/// How many came back with a void number, and of whose owners nothing counts.
fn void_line(lang: Lang, p: &Papers) -> String {
    match p.void_alone {
        0 => t!(lang, "box-papers-n", n = p.void),
        alone => t!(lang, "box-papers-void-alone", n = p.void, alone = alone),
    }
}

// ---- the steps, for those whose work it is ----

/// A field that names somebody in a post here.
fn choose(
    lang: Lang,
    told: &Told<'_>,
    (name, label): (&str, &str),
    people: &[(String, String)],
    optional: bool,
) -> Markup {
    let mut options: Vec<(&str, &str)> = vec![("", t!(lang, "box-choose"))];
    options.extend(people.iter().map(|(id, name)| (id.as_str(), name.as_str())));
    let start = Field::new(lang, name, label).error(told.at(name));
    let start = if optional { start.optional() } else { start };
    field(start, Control::Select { options: &options, chosen: Some(told.typed(name)) })
}

fn witnesses(f: &Frame<'_>, told: &Told<'_>) -> Markup {
    let lang = f.lang();
    html! {
        (choose(lang, told, ("witnesses", t!(lang, "box-witness")), &seconds(f), false))
        (choose(lang, told, ("witness-2", t!(lang, "box-witness-2")), &seconds(f), true))
    }
}

fn line_field(f: &Frame<'_>, told: &Told<'_>, name: &'static str, label: &str, width: Width) -> Markup {
    let start = Field::new(f.lang(), name, label).error(told.at(name));
    field(start, Control::Text { value: told.typed(name), width, autocomplete: "off" })
}

fn note_field(f: &Frame<'_>, told: &Told<'_>, label: &str, optional: bool) -> Markup {
    let start = Field::new(f.lang(), "note", label).error(told.at("note"));
    let start = if optional { start.optional() } else { start };
    field(start, Control::Text { value: told.typed("note"), width: Width::Full, autocomplete: "off" })
}

fn work(f: &Frame<'_>, id: MotionId, motion: &Motion, log: &Log, told: &Told<'_>) -> Markup {
    let lang = f.lang();
    if !f.may(Act::KeepBox) {
        return html! {};
    }
    let status = motion.status(f.view.now);
    let busy = |label| button(Button::primary(label).busy(t!(lang, "recording")));
    let post = |act: &str, inner: Markup| f.form(&format!("/m/{id}/box/{act}"), inner);
    let open_form = |act: &str, press: &'static str| {
        post(
            act,
            html! {
                (line_field(f, told, "seal", t!(lang, "box-seal-found"), Width::Medium))
                (checkbox(Field::new(lang, "broken", ""), Choice { value: "yes", label: t!(lang, "box-seal-is-broken"), note: None, sign: None }, false))
                (witnesses(f, told))
                (note_field(f, told, t!(lang, "box-note"), true))
                (busy(press))
            },
        )
    };
    let early = matches!(status, Status::Announced | Status::Voting | Status::Closed);
    let next = if log.opened().is_some() && status < Status::Counted {
        html! {
            (lead(t!(lang, "box-work-read")))
            @if f.may(Act::ReceivePaper) { (link_button(LinkButton::primary(t!(lang, "work-papers"), &f.at(&format!("/desk/papers/{id}"))))) }
        }
    } else if status >= Status::Counted && status != Status::Withdrawn {
        html! {
            h2 { (t!(lang, "box-work-store")) }
            (meta(t!(lang, "box-work-store-lead")))
            (post("store", html! {
                (line_field(f, told, "seal", t!(lang, "box-seal-new"), Width::Medium))
                (field(Field::new(lang, "papers", t!(lang, "box-store-papers")).error(told.at("papers")), Control::Number { value: told.typed("papers"), width: Width::Short, unit: None }))
                (field(Field::new(lang, "until", t!(lang, "box-store-until")).hint(&earliest(f, motion)).error(told.at("until")), Control::Date { value: told.typed("until") }))
                (note_field(f, told, t!(lang, "box-store-place"), false))
                (witnesses(f, told))
                (busy(t!(lang, "box-do-store")))
            }))
        }
    } else if early && log.seal().is_none() {
        html! {
            h2 { (t!(lang, "box-work-seal")) }
            (meta(t!(lang, "box-work-seal-lead")))
            (post("seal", html! {
                (line_field(f, told, "seal", t!(lang, "box-seal-new"), Width::Medium))
                (witnesses(f, told))
                (note_field(f, told, t!(lang, "box-note"), true))
                (busy(t!(lang, "box-do-seal")))
            }))
        }
    } else if status == Status::Closed && f.view.now >= motion.reading {
        html! { h2 { (t!(lang, "box-work-open")) } (meta(t!(lang, "box-work-open-lead"))) (open_form("open", t!(lang, "box-do-open"))) }
    } else if status == Status::Closed {
        lead(&t!(lang, "box-work-wait", at = format::moment(lang, motion.reading, f.today())))
    } else {
        html! { h2 { (t!(lang, "box-work-unseal")) } (open_form("unseal", t!(lang, "box-do-unseal"))) }
    };
    let may_move = log.seal().is_some() || log.opened().is_some();
    html! {
        (card(next))
        @if may_move {
            (card(html! { details { summary { (t!(lang, "box-work-hand")) }
                (post("hand", html! { (choose(lang, told, ("to", t!(lang, "box-hand-to")), &seconds(f), false)) (note_field(f, told, t!(lang, "box-note"), true)) (button(Button::second(t!(lang, "box-do-hand")))) }))
            } }))
        }
        @if f.may(Act::ReplacePaper) && matches!(status, Status::Announced | Status::Voting) {
            (card(html! { details { summary { (t!(lang, "box-work-anew")) }
                (meta(t!(lang, "box-anew-lead")))
                (post("anew", html! {
                    (line_field(f, told, "code", t!(lang, "box-anew-door"), Width::Medium))
                    (line_field(f, told, "why", t!(lang, "box-anew-why"), Width::Full))
                    (button(Button::second(t!(lang, "box-do-anew"))))
                }))
            } }))
        }
    }
}

fn earliest(f: &Frame<'_>, motion: &Motion) -> String {
    let lang = f.lang();
    match motion.revocable_until() {
        Some(day) => t!(lang, "box-store-earliest", day = format::date_full(lang, day)),
        None => t!(lang, "box-store-earliest-unknown").to_owned(),
    }
}

fn team_card(f: &Frame<'_>, id: MotionId, motion: &Motion, log: &Log, told: &Told<'_>) -> Markup {
    let lang = f.lang();
    let status = motion.status(f.view.now);
    let may = f.may(Act::NameTeam) && matches!(status, Status::Announced | Status::Voting | Status::Closed);
    let form = || {
        // Whoever names the team may be in it.
        let own = f.who.person_id().map(|me| (me.to_string(), f.masked_name(me)));
        let all: Vec<(String, String)> = own.into_iter().chain(seconds(f)).collect();
        let one = |name, label, optional| choose(lang, told, (name, label), &all, optional);
        f.form(
            &format!("/m/{id}/box/team"),
            html! {
                @if let Some(error) = told.at("team") { (notice(Notice::text(NoticeKind::Wrong, error))) }
                (one("reader", t!(lang, "team-reader"), false))
                (one("counter", t!(lang, "team-counter"), false))
                (one("scrutineers", t!(lang, "team-scrutineer"), false))
                (one("scrutineer-2", t!(lang, "team-scrutineer-2"), true))
                (button(Button::second(t!(lang, "team-do")).busy(t!(lang, "recording"))))
            },
        )
    };
    card(html! {
        h2 { (t!(lang, "team-title")) }
        @match &log.team {
            Some(team) => {
                @if f.may(Act::ViewPostingPhotos) { (team_facts(f, team)) } @else { (meta(t!(lang, "box-names-sign-in"))) }
                @if may { details { summary { (t!(lang, "team-change")) } (form()) } }
            },
            None => { (meta(t!(lang, "team-lead"))) @if may { (form()) } },
        }
    })
}

fn team_facts(f: &Frame<'_>, team: &Team) -> Markup {
    let lang = f.lang();
    let watching: Vec<String> = team.scrutineers.iter().map(|s| name(f, *s)).collect();
    facts(&[
        Fact::text(t!(lang, "team-reader"), &name(f, team.reader)),
        Fact::text(t!(lang, "team-counter"), &name(f, team.counter)),
        Fact::text(t!(lang, "team-scrutineer"), &watching.join(t!(lang, "say-comma"))),
    ])
}

// ---- recount ----

fn recount_card(f: &Frame<'_>, id: MotionId, motion: &Motion, log: &Log, form: &Form, told: &Told<'_>) -> Markup {
    let lang = f.lang();
    let post = |act: &str, inner: Markup| f.form(&format!("/m/{id}/box/{act}"), inner);
    let open_one = log.recounts.last().filter(|r| r.closed.is_none());
    let corrects =
        log.recounts.last().is_some_and(|r| r.full && r.closed.is_some() && !r.differences(motion).is_empty());
    card(html! {
        h2 { (t!(lang, "recount-title")) }
        @if log.recounts.is_empty() { (meta(t!(lang, "recount-lead"))) }
        @for recount in &log.recounts { p { (flow(&recount_text(f, motion, recount))) } }
        @match open_one {
            Some(recount) => {
                @if f.may(Act::ReadAgain) && recount.unread().next().is_some() {
                    (post("again", html! {
                        (line_field(f, told, "code", t!(lang, "papers-code"), Width::Medium))
                        (marks_fields(f, motion, form))
                        (button(Button::primary(t!(lang, "recount-read")).busy(t!(lang, "recording"))))
                    }))
                    details { summary { (t!(lang, "recount-unread")) }
                        ul { @for unit in recount.unread() { li { (flow(&f.unit(unit).map(|u| f.door(&u.facts.door)).unwrap_or_default())) } } }
                    }
                }
                @if f.may(Act::Recount) && recount.unread().next().is_none() { (post("recounted", button(Button::primary(t!(lang, "recount-close"))))) }
            },
            None => {
                @if f.may(Act::Recount) {
                    (post("draw", html! {
                        (field(Field::new(lang, "papers", t!(lang, "recount-papers")).hint(t!(lang, "recount-papers-hint")).error(told.at("papers")), Control::Number { value: told.typed("papers"), width: Width::Short, unit: None }))
                        (button(Button::second(t!(lang, "recount-draw"))))
                    }))
                }
            },
        }
        @if corrects && f.may(Act::CorrectCount) {
            (notice(Notice::text(NoticeKind::Mind, t!(lang, "recount-correct-lead"))))
            (post("correct", html! { (line_field(f, told, "why", t!(lang, "recount-why"), Width::Full)) (button(Button::primary(t!(lang, "recount-correct")))) }))
        }
    })
}

fn recount_text(f: &Frame<'_>, motion: &Motion, recount: &Recount) -> String {
    let lang = f.lang();
    let at = format::moment(lang, recount.drawn.at, f.today());
    let kind = if recount.full { t!(lang, "recount-full") } else { t!(lang, "recount-sample") };
    let (n, read) = (recount.units.len(), recount.readings.len());
    match recount.closed {
        None => t!(lang, "recount-line-open", at = at, kind = kind, n = n, read = read),
        Some(_) => {
            let differs = recount.differences(motion).len();
            t!(lang, "recount-line", at = at, kind = kind, n = n, differs = differs)
        }
    }
}

/// `POST /e/{estate}/m/{motion}/box/{act}`
pub async fn act(visit: Visit, At((estate, motion, act)): At<(StreamId, MotionId, String)>, form: Form) -> Reply {
    visit.check(&form)?;
    let persons = |names: [&str; 2]| names.iter().filter_map(|n| form.read(n)).collect::<Vec<PersonId>>();
    let (seal, note) = (form.get("seal").to_owned(), form.get("note").to_owned());
    let (witnesses, whole) = (persons(["witnesses", "witness-2"]), !form.has("broken"));
    let missing = |field: &str| vec![Refusal::new("field-missing").on(field)];
    let papers = || form.read::<u32>("papers");
    let custody = |c: Command| Ok(estate::Command::Custody(c));
    let (needs, command) = match act.as_str() {
        "seal" => (Act::KeepBox, custody(Command::Seal { motion, seal, witnesses, note })),
        "unseal" | "open" => {
            let whole_box = act == "open";
            (Act::KeepBox, custody(Command::Open { motion, whole_box, seal, whole, witnesses, note }))
        }
        "hand" => (
            Act::KeepBox,
            form.read("to").ok_or_else(|| missing("to")).and_then(|to| custody(Command::HandOver { motion, to, note })),
        ),
        "store" => (
            Act::KeepBox,
            match (papers(), form.day("until")) {
                (Some(papers), Some(until)) => custody(Command::Store { motion, seal, papers, until, witnesses, note }),
                (None, _) => Err(missing("papers")),
                (_, None) => Err(missing("until")),
            },
        ),
        "team" => (
            Act::NameTeam,
            match (form.read("reader"), form.read("counter")) {
                (Some(reader), Some(counter)) => {
                    let scrutineers = persons(["scrutineers", "scrutineer-2"]);
                    custody(Command::NameTeam { motion, reader, counter, scrutineers })
                }
                _ => Err(missing("team")),
            },
        ),
        "draw" => (
            Act::Recount,
            papers()
                .ok_or_else(|| missing("papers"))
                .and_then(|papers| custody(Command::DrawRecount { motion, papers })),
        ),
        "again" => {
            let found = |v: &EstateView<'_>| v.estate.assembly.get(motion).map(|m| marks(m, &form));
            let marks = visit.site.app.estate(estate, found).await?.ok_or(Problem::NotFound)?;
            (Act::ReadAgain, custody(Command::EnterRecount { motion, code: form.get("code").to_owned(), marks }))
        }
        "recounted" => (Act::Recount, custody(Command::CloseRecount { motion })),
        "correct" => {
            let why = form.get("why").to_owned();
            (Act::CorrectCount, Ok(estate::Command::Assembly(assembly::Command::Correct { motion, why })))
        }
        "anew" => {
            let at = |v: &EstateView<'_>| super::unit_at(v.estate, form.get("code"));
            let unit = visit.site.app.estate(estate, at).await?;
            let why = form.get("why").to_owned();
            let command =
                unit.map(|unit| estate::Command::Assembly(assembly::Command::ReplacePaper { motion, unit, why }));
            (Act::ReplacePaper, command.ok_or_else(|| vec![Refusal::new("door-unknown").on("code")]))
        }
        _ => return Err(Problem::NotFound),
    };
    let who = visit.who_may(estate, needs).await?;
    let refusals = match command {
        Err(refusals) => refusals,
        Ok(command) => match visit.send(estate, who, &form, command).await? {
            Ok(_) => return Ok(to(&format!("/e/{estate}/m/{motion}/box"))),
            Err(refusals) => refusals,
        },
    };
    draw(&visit, estate, motion, &form, &refusals).await
}

// ---- the sheet ----

/// `GET /e/{estate}/m/{motion}/box/sheet`: 唱票计票监票表. Before the count its grids are empty, for the reading aloud;
/// afterwards it carries the figures of the record.
pub async fn sheet(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>) -> Reply {
    let who = visit.who_may(estate, Act::ViewDesk).await?;
    let noticed = |v: &EstateView<'_>| v.estate.assembly.get(motion).is_some_and(|m| m.notice.is_some());
    if !visit.site.app.estate(estate, noticed).await? {
        return Err(Problem::NotFound);
    }
    let markup = visit.site.app.estate(estate, |view| sheet_paper(&Frame { visit: &visit, who, view }, motion)).await?;
    Ok(page(&visit, StatusCode::OK, markup))
}

fn options(lang: Lang, question: &Question) -> Vec<&str> {
    let last = [t!(lang, "mark-abstain"), t!(lang, "sheet-invalid")];
    let first: Vec<&str> = match question {
        Question::Approve => vec![t!(lang, "mark-approve"), t!(lang, "mark-against")],
        Question::Choose { options, .. } => {
            options.iter().map(|o| open(lang, Some(o))).chain([t!(lang, "mark-none")]).collect()
        }
    };
    first.into_iter().chain(last).collect()
}

fn sheet_paper(f: &Frame<'_>, id: MotionId) -> Markup {
    let lang = f.lang();
    let Some(motion) = f.estate().assembly.get(id) else { return html! {} };
    let log = f.estate().custody.of(id);
    let committee = t!(lang, "paper-committee", name = f.name());
    let heading = t!(lang, "sheet-title", title = open(lang, Some(&motion.title)));
    let p = Papers::of(motion, log);
    let count = motion.counted.as_ref();
    let heads = [t!(lang, "col-when"), t!(lang, "box-col-what"), t!(lang, "box-col-who"), t!(lang, "box-col-note")];
    let rows: Vec<PrintRow> = log
        .steps
        .iter()
        .map(|s| {
            let cells = [format::moment_full(lang, s.stamp.at), step_text(f, s), names(f, s), note_of(f, s).to_owned()];
            PrintRow { cells: cells.into(), under: false, key: false }
        })
        .collect();
    let papers = t!(
        lang,
        "sheet-papers",
        printed = printed_line(lang, &p),
        given = p.given,
        anew = p.anew,
        received = p.received,
        returned = p.returned,
        aside = p.aside,
        void = void_line(lang, &p)
    );
    let content = html! {
        (paragraph(&t!(lang, "sheet-when", at = format::moment_full(lang, motion.reading), place = open(lang, Some(&motion.reading_place)))))
        (paragraph(&papers))
        @for (i, item) in motion.items.iter().enumerate() {
            @match count.and_then(|c| c.items.get(i)) {
                Some(counted) => (item_result(f, motion, item, counted)),
                None => { h2 { (flow(open(lang, Some(&item.title)))) } (tally_grid(lang, &options(lang, &item.question))) },
            }
        }
        @if !rows.is_empty() { h2 { (t!(lang, "box-steps")) } (print_words(&heads, &rows, "")) }
        @for flag in flags(f.estate(), id, f.view.now) { (paragraph(&flag_text(f, &flag))) }
        @for recount in &log.recounts { (paragraph(&recount_text(f, motion, recount))) }
        (signatures(Signatures { lang, roles: &[t!(lang, "team-reader"), t!(lang, "team-counter"), t!(lang, "team-scrutineer"), t!(lang, "team-scrutineer")], issuer: &committee, day: f.today() }))
    };
    let (number, to) = (t!(lang, "matter-number", number = motion.matter.to_string()), format!("/m/{id}/box"));
    let (here, back) = (f.at(&to), t!(lang, "box-title"));
    let back = Link::new(back, &here);
    f.paper(&Heading { issuer: &committee, number: &number, title: &heading, to: &to, back }, content)
}

/// The way to the box, on the page of a motion.
pub fn card_of(f: &Frame<'_>, id: MotionId, motion: &Motion) -> Markup {
    let lang = f.lang();
    let log = f.estate().custody.of(id);
    let wrong = flags(f.estate(), id, f.view.now);
    if motion.notice.is_none() || (log.steps.is_empty() && !f.may(Act::KeepBox)) {
        return html! {};
    }
    html! {
        (card(html! {
            h2 { (t!(lang, "box-title")) }
            @for flag in &wrong { p { (flow(&flag_text(f, flag))) } }
            (buttons(link_button(LinkButton::second(t!(lang, "box-see"), &f.at(&format!("/m/{id}/box"))))))
        }))
    }
}
