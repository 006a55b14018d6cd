//! The ballot: choose, check once, hand in. One thing to press a page, nothing chosen beforehand, and the paper way
//! named on every page.

use super::motion::how_it_passes;
use super::{Frame, Section, Shape, open};
use crate::components::{
    Button, Choice, Confirmation, Fact, Field, Link, LinkButton, Notice, NoticeKind, Problem as Told, at_door, button,
    card, checkbox, choices, confirmation, error_summary, flow, hidden, law_note, link_button, meta, notice,
};
use crate::form::Form;
use crate::format;
use crate::icons::Icon;
use crate::layout::{PageHead, narrow, page_head};
use crate::reply::{Problem, Reply, page, to};
use crate::say;
use crate::t;
use crate::text::Lang;
use crate::visit::{Asked, At, Visit};
use app::{Error, EstateView};
use authority::Act;
use axum::http::StatusCode;
use estate::assembly::{Command, Item, Mark, Motion, Question, Status, VoterId};
use estate::posting::ballots_wait_for;
use law::Refusal;
use maud::{Markup, html};
use units::{MotionId, PersonId, StreamId};

/// Somebody who may vote here, and what for.
struct Voting {
    person: PersonId,
    voter: VoterId,
}

/// Finds the ballot to hand in: the one asked for, else the first that is still open; else the page that says why not.
/// `None` without such a motion.
fn voting(f: &Frame<'_>, motion: MotionId, person: PersonId, asked: Option<VoterId>) -> Option<Result<Voting, Markup>> {
    let held = f.estate().assembly.get(motion)?;
    let voters = held.voters_for(f.estate(), person);
    let open = voters.iter().copied().find(|v| !held.ballots.contains_key(v));
    let waits = ballots_wait_for(f.estate(), motion, f.view.now);
    if held.status(f.view.now) == Status::Voting && !waits.is_empty() {
        return Some(Err(no_ballot(f, motion, held, &voters, &waits)));
    }
    Some(match asked.filter(|v| voters.contains(v)).or(open) {
        Some(voter) if held.status(f.view.now) == Status::Voting && !held.ballots.contains_key(&voter) => {
            // Before the first ballot: is this the person on the roll? And the paper way at once.
            match f.estate().proved(person) {
                Some(_) => Ok(Voting { person, voter }),
                None => Err(no_ballot(f, motion, held, &[], &[estate::standing::unmatched()])),
            }
        }
        _ => Err(no_ballot(f, motion, held, &voters, &[])),
    })
}

/// Draws for whoever has a ballot to hand in, and for everybody else why there is none.
async fn with_ballot(
    visit: &Visit,
    (estate, motion): (StreamId, MotionId),
    asked: Option<VoterId>,
    draw: impl Fn(&Frame<'_>, &Voting) -> (StatusCode, Markup),
) -> Reply {
    let who = visit.who(estate).await?;
    let Some(person) = who.person_id() else { return Err(Problem::SignIn(format!("/e/{estate}/m/{motion}/ballot"))) };
    let drawn = visit.site.app.estate(estate, |view| {
        let f = Frame { visit, who, view };
        Some(match voting(&f, motion, person, asked)? {
            Ok(voting) => draw(&f, &voting),
            Err(markup) => (StatusCode::OK, markup),
        })
    });
    let (status, markup) = drawn.await?.ok_or(Problem::NotFound)?;
    Ok(page(visit, status, markup))
}

/// `GET /e/{estate}/m/{motion}/ballot`
pub async fn show(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>, Asked(asked): Asked) -> Reply {
    let draw = |f: &Frame<'_>, v: &Voting| (StatusCode::OK, choose_page(f, motion, v, &asked, &[]));
    with_ballot(&visit, (estate, motion), asked.read("voter"), draw).await
}

/// Why there is no ballot to hand in now, and what there is instead.
fn no_ballot(f: &Frame<'_>, id: MotionId, motion: &Motion, voters: &[VoterId], refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let status = motion.status(f.view.now);
    let voted: Vec<_> = voters.iter().filter_map(|v| motion.ballots.get(v)).collect();
    let words = match status {
        Status::Voting if !voted.is_empty() => t!(lang, "ballot-voted").to_owned(),
        Status::Voting => t!(lang, "ballot-not-yours").to_owned(),
        Status::Draft | Status::RollShown | Status::Announced => {
            t!(lang, "ballot-not-open", at = format::moment(lang, motion.opens, f.today()))
        }
        _ => t!(lang, "ballot-closed", at = format::moment(lang, motion.closes, f.today())),
    };
    let content = narrow(html! {
        (page_head(PageHead { back: Some(Link::new(t!(lang, "ballot-back"), &f.at(&format!("/m/{id}")))), title: open(lang, Some(&motion.title)), ..PageHead::default() }))
        div .stack {
            @if refusals.is_empty() { (notice(Notice::text(NoticeKind::Explain, &words))) } @else { (say::refused(lang, refusals)) }
            @for ballot in &voted { (meta(&t!(lang, "ballot-received-at", at = format::moment(lang, ballot.at, f.today())))) }
            @if !voted.is_empty() { (link_button(LinkButton::second(t!(lang, "home-receipts"), &f.at("/home")))) }
            // Paper waits for what hangs as well.
            @else if status == Status::Voting && ballots_wait_for(f.estate(), id, f.view.now).is_empty() {
                @if refusals.iter().any(|r| r.code == "not-matched") {
                    (link_button(LinkButton::primary(t!(lang, "match-do"), &f.at(&format!("/match?motion={id}")))))
                }
                (paper_way(lang))
                @if f.who.person_id().is_some_and(|p| motion.voters_of(f.estate(), p).iter().any(|v| motion.mandate(f.estate(), *v).is_some())) {
                    (link_button(LinkButton::second(t!(lang, "proxy-mine-see"), &f.at(&format!("/m/{id}/proxy")))))
                }
                @if f.may(Act::ViewHome) { (link_button(LinkButton::second(t!(lang, "ballot-my-units"), &f.at("/home")))) }
            }
        }
    });
    f.page(Shape { title: open(lang, Some(&motion.title)), section: Section::Matters, ..Shape::default() }, content)
}

fn choose_page(f: &Frame<'_>, id: MotionId, v: &Voting, form: &Form, problems: &[(usize, String)]) -> Markup {
    let lang = f.lang();
    let Some(motion) = f.estate().assembly.get(id) else { return html! {} };
    let one = motion.items.len() == 1;
    let heading = if one {
        motion.items.first().map_or("", |i| open(lang, Some(&i.title)))
    } else {
        open(lang, Some(&motion.title))
    };
    let deadline = t!(lang, "ballot-lead", n = motion.items.len(), at = format::moment(lang, motion.closes, f.today()));
    let voter = v.voter.to_string();
    let names: Vec<String> = (0..motion.items.len()).map(|i| format!("item-{i}")).collect();
    let told: Vec<Told<'_>> = problems.iter().map(|(i, text)| Told { name: &names[*i], text }).collect();
    let csrf = f.visit.csrf();
    let content = narrow(html! {
        (page_head(PageHead { back: Some(Link::new(t!(lang, "ballot-back"), &f.at(&format!("/m/{id}")))), title: heading, lead: Some(&deadline), tags: None }))
        div .stack {
            (error_summary(lang, &told))
            (for_whom(f, motion, v))
            form method="post" action=(f.at(&format!("/m/{id}/ballot/check"))) .stack {
                (hidden(&[("csrf", &csrf), ("voter", &voter)]))
                @for (i, item) in motion.items.iter().enumerate() {
                    @if let Some(text) = &item.text { (card(html! { @for line in open(lang, Some(text)).lines() { p data-read { (flow(line)) } } })) }
                    @let label = if one { t!(lang, "ballot-choose").to_owned() } else { open(lang, Some(&item.title)).to_owned() };
                    @let error = problems.iter().find(|(n, _)| *n == i).map(|(_, t)| t.as_str());
                    (question(lang, i, item, &label, error, form))
                }
                (button(Button::primary(t!(lang, "ballot-next"))))
                p .meta .centred { (flow(t!(lang, "ballot-not-sent"))) }
            }
            @for item in &motion.items {
                (law_note(t!(lang, "item-how"), &how_it_passes(lang, motion, item), Link::new(crate::text::t_of(lang, "item", item.kind.number()), &f.at("/law"))))
            }
            (notice(Notice { icon: Some(Icon::Lock), ..Notice::text(NoticeKind::Explain, t!(lang, "ballot-secret")) }))
            (paper_way(lang))
        }
    });
    f.page(Shape { title: heading, section: Section::Matters, aloud: true, ..Shape::default() }, content)
}

pub fn paper_way(lang: Lang) -> Markup {
    html! { p { b { (flow(t!(lang, "ballot-paper-lead"))) } " " (flow(t!(lang, "ballot-paper"))) } }
}

/// Whose ballot it is: the first unit as on a door plate, the owner, the weight.
fn for_whom(f: &Frame<'_>, motion: &Motion, v: &Voting) -> Markup {
    let lang = f.lang();
    let Some(voter) = motion.electorate.as_ref().and_then(|e| e.voter(v.voter)) else { return html! {} };
    let units: Vec<_> = voter.units.iter().filter_map(|(id, _)| f.unit(*id)).collect();
    let Some(first) = units.first() else { return html! {} };
    let door = &first.facts.door;
    let line = match door.stairwell.is_empty() {
        true => format::building_name(lang, door.building.as_str()),
        false => format!(
            "{}{}",
            format::building_name(lang, door.building.as_str()),
            format::stairwell_name(lang, door.stairwell.as_str())
        ),
    };
    let proxy = motion.mandate(f.estate(), v.voter).is_some_and(|p| p.holder == v.person);
    let names: Vec<String> = voter.owners.iter().map(|o| f.masked_name(*o)).collect();
    let lead = if proxy { t!(lang, "ballot-for-proxy") } else { t!(lang, "ballot-for-you") };
    card(at_door(
        &line,
        door.room.as_str(),
        html! {
            p { b { (flow(lead)) } }
            p { (names.join(t!(lang, "say-comma"))) }
            p { (flow(&t!(lang, "ballot-weight", area = format::area(lang, voter.weight().area)))) }
            @if units.len() > 1 { p .meta { (flow(&t!(lang, "ballot-units", n = units.len()))) } }
            @if voter.is_shared() { p .meta { (flow(t!(lang, "ballot-shared"))) } }
            p { (crate::components::more(Link::new(t!(lang, "ballot-not-my-home"), &f.at("/home")))) }
        },
    ))
}

pub fn question(lang: Lang, i: usize, item: &Item, label: &str, error: Option<&str>, form: &Form) -> Markup {
    let name = format!("item-{i}");
    let answer = |value, label, note, sign| Choice { value, label, note, sign };
    match &item.question {
        Question::Approve => {
            let list = [
                answer("approve", t!(lang, "mark-approve"), None, Some(Icon::Check)),
                answer("against", t!(lang, "mark-against"), None, Some(Icon::Cross)),
                answer("abstain", t!(lang, "mark-abstain"), Some(t!(lang, "mark-abstain-note")), Some(Icon::Minus)),
            ];
            choices(Field::new(lang, &name, label).error(error), &list, Some(form.get(&name)).filter(|c| !c.is_empty()))
        }
        Question::Choose { options, seats, .. } if *seats == 1 => {
            let values: Vec<String> = (0..options.len()).map(|o| format!("o{o}")).collect();
            let mut list: Vec<Choice<'_>> =
                options.iter().zip(&values).map(|(o, v)| answer(v, open(lang, Some(o)), None, None)).collect();
            list.push(answer("none", t!(lang, "mark-none"), None, None));
            list.push(answer(
                "abstain",
                t!(lang, "mark-abstain"),
                Some(t!(lang, "mark-abstain-note")),
                Some(Icon::Minus),
            ));
            choices(Field::new(lang, &name, label).error(error), &list, Some(form.get(&name)).filter(|c| !c.is_empty()))
        }
        Question::Choose { options, seats, .. } => {
            // Each box has a name of its own, so that each has an id of its own.
            let boxes: Vec<(String, &str)> =
                options.iter().enumerate().map(|(o, text)| (format!("{name}-o{o}"), open(lang, Some(text)))).collect();
            html! {
                fieldset .field .field-wrong[error.is_some()] id=(format!("f-{name}")) tabindex="-1" {
                    legend { (flow(label)) }
                    p .hint { (flow(&t!(lang, "ballot-choose-several", n = *seats))) }
                    @if let Some(error) = error { p .error { (Icon::Triangle) span { (flow(error)) } } }
                    @for (name, label) in &boxes { (checkbox(Field::new(lang, name, ""), answer("yes", label, None, None), form.has(name))) }
                    @for (value, label) in [("none", t!(lang, "mark-none")), ("abstain", t!(lang, "mark-abstain"))] {
                        @let other = format!("{name}-{value}");
                        (checkbox(Field::new(lang, &other, ""), answer("yes", label, None, None), form.has(&other)))
                    }
                }
            }
        }
    }
}

/// The mark a form makes on an item; `None` if it makes none, or several that exclude each other.
pub fn mark_of(i: usize, item: &Item, form: &Form) -> Option<Mark> {
    let name = format!("item-{i}");
    match &item.question {
        Question::Approve => match form.get(&name) {
            "approve" => Some(Mark::Approve),
            "against" => Some(Mark::Against),
            "abstain" => Some(Mark::Abstain),
            _ => None,
        },
        Question::Choose { seats: 1, .. } => match form.get(&name) {
            "none" => Some(Mark::NoneOfThem),
            "abstain" => Some(Mark::Abstain),
            value => value.strip_prefix('o').and_then(|o| o.parse().ok()).map(|o| Mark::Options(vec![o])),
        },
        Question::Choose { options, .. } => {
            let chosen: Vec<u16> = (0..options.len() as u16).filter(|o| form.has(&format!("{name}-o{o}"))).collect();
            let (none, abstain) = (form.has(&format!("{name}-none")), form.has(&format!("{name}-abstain")));
            match (chosen.is_empty(), none, abstain) {
                (false, false, false) => Some(Mark::Options(chosen)),
                (true, true, false) => Some(Mark::NoneOfThem),
                (true, false, true) => Some(Mark::Abstain),
                _ => None,
            }
        }
    }
}

/// A mark in words, with its sign.
pub fn mark_text(lang: Lang, item: &Item, mark: &Mark) -> (Icon, String) {
    match mark {
        Mark::Approve => (Icon::Check, t!(lang, "mark-approve").into()),
        Mark::Against => (Icon::Cross, t!(lang, "mark-against").into()),
        Mark::Abstain => (Icon::Minus, t!(lang, "mark-abstain").into()),
        Mark::NoneOfThem => (Icon::Minus, t!(lang, "mark-none").into()),
        Mark::Options(chosen) => {
            let Question::Choose { options, .. } = &item.question else { return (Icon::Check, String::new()) };
            let names = chosen.iter().filter_map(|o| options.get(usize::from(*o))).map(|o| open(lang, Some(o)));
            (Icon::Check, names.collect::<Vec<_>>().join(t!(lang, "say-comma")))
        }
        Mark::Invalid(ground) => (Icon::Cross, crate::text::t_of(lang, "ground", ground.word()).into()),
    }
}

/// Marks as hidden values: what `mark_of` reads back.
pub fn hidden_marks(marks: &[Mark]) -> Vec<(String, String)> {
    let mut values = Vec::new();
    for (i, mark) in marks.iter().enumerate() {
        let name = format!("item-{i}");
        match mark {
            Mark::Approve => values.push((name, "approve".into())),
            Mark::Against => values.push((name, "against".into())),
            Mark::Abstain => {
                values.extend([(name.clone(), "abstain".into()), (format!("{name}-abstain"), "yes".into())])
            }
            Mark::NoneOfThem => values.extend([(name.clone(), "none".into()), (format!("{name}-none"), "yes".into())]),
            Mark::Options(chosen) => {
                values.extend(
                    chosen
                        .iter()
                        .flat_map(|o| [(name.clone(), format!("o{o}")), (format!("{name}-o{o}"), "yes".into())]),
                );
            }
            Mark::Invalid(_) => {}
        }
    }
    values
}

/// Reads every mark, or says which item has none.
pub fn marks_of(lang: Lang, motion: &Motion, form: &Form) -> Result<Vec<Mark>, Vec<(usize, String)>> {
    let mut marks = Vec::with_capacity(motion.items.len());
    let mut missing = Vec::new();
    for (i, item) in motion.items.iter().enumerate() {
        match (mark_of(i, item, form), &item.question) {
            (Some(Mark::Options(o)), Question::Choose { seats, .. }) if o.len() > *seats as usize => {
                missing.push((i, t!(lang, "ballot-too-many", n = *seats)));
            }
            (Some(mark), _) => marks.push(mark),
            (None, Question::Choose { seats, .. }) if *seats > 1 => {
                missing.push((i, t!(lang, "ballot-unclear", n = *seats)))
            }
            (None, _) => missing.push((i, t!(lang, "ballot-missing").to_owned())),
        }
    }
    if missing.is_empty() { Ok(marks) } else { Err(missing) }
}

/// `POST /e/{estate}/m/{motion}/ballot/check`: nothing is recorded yet.
pub async fn check(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>, form: Form) -> Reply {
    visit.check(&form)?;
    let draw = |f: &Frame<'_>, v: &Voting| {
        let Some(held) = f.estate().assembly.get(motion).filter(|_| !form.has("again")) else {
            return (StatusCode::OK, choose_page(f, motion, v, &form, &[]));
        };
        match marks_of(f.lang(), held, &form) {
            Err(problems) => (StatusCode::UNPROCESSABLE_ENTITY, choose_page(f, motion, v, &form, &problems)),
            Ok(marks) => (StatusCode::OK, check_page(f, motion, v, &marks, &[])),
        }
    };
    with_ballot(&visit, (estate, motion), form.read("voter"), draw).await
}

fn check_page(f: &Frame<'_>, id: MotionId, v: &Voting, marks: &[Mark], refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let Some(motion) = f.estate().assembly.get(id) else { return html! {} };
    let Some(voter) = motion.electorate.as_ref().and_then(|e| e.voter(v.voter)) else { return html! {} };
    let doors: Vec<String> =
        voter.units.iter().filter_map(|(u, _)| f.unit(*u)).map(|u| f.door(&u.facts.door)).collect();
    let stands = t!(
        lang,
        "check-stands",
        doors = doors.join(t!(lang, "say-comma")),
        area = format::area(lang, voter.weight().area)
    );
    let mut list = vec![
        Fact::text(t!(lang, "check-matter"), open(lang, Some(&motion.title))),
        Fact::text(t!(lang, "check-for"), &stands),
    ];
    let texts: Vec<(Icon, String)> =
        motion.items.iter().zip(marks).map(|(item, mark)| mark_text(lang, item, mark)).collect();
    let one = texts.len() == 1;
    if !one {
        for (item, (_, text)) in motion.items.iter().zip(&texts) {
            list.push(Fact::text(open(lang, Some(&item.title)), text));
        }
    }
    let kept = hidden_marks(marks);
    let (form_id, csrf, voter_id) = (f.visit.form_id().to_string(), f.visit.csrf(), v.voter.to_string());
    let mut values: Vec<(&str, &str)> = vec![("id", &form_id), ("csrf", &csrf), ("voter", &voter_id)];
    values.extend(kept.iter().map(|(n, v)| (n.as_str(), v.as_str())));
    let again = f.at(&format!("/m/{id}/ballot/check"));
    let content = narrow(html! {
        (page_head(PageHead { title: t!(lang, "check-title"), ..PageHead::default() }))
        div .stack {
            (say::refused(lang, refusals))
            (confirmation(Confirmation {
                facts: &list,
                choice_label: t!(lang, "check-choice"),
                choice: if one { texts.first().map(|(icon, text)| (*icon, text.as_str())) } else { None },
                fixed: t!(lang, "check-fixed"),
                action: &f.at(&format!("/m/{id}/ballot/cast")),
                hidden: &values,
                button: Button::primary(t!(lang, "check-do")).busy(t!(lang, "check-doing")),
            }))
            // A form, not a link: what was chosen never stands in an address, where histories and proxies keep it.
            form method="post" action=(again) {
                (hidden(&values))
                (button(Button::second(t!(lang, "check-back")).value("again", "yes")))
            }
        }
    });
    f.page(
        Shape { title: t!(lang, "check-title"), section: Section::Matters, aloud: true, ..Shape::default() },
        content,
    )
}

/// `POST /e/{estate}/m/{motion}/ballot/cast`
pub async fn cast(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>, form: Form) -> Reply {
    visit.check(&form)?;
    let who = visit.who(estate).await?;
    let Some(person) = who.person_id() else { return Err(Problem::SignIn(format!("/e/{estate}/m/{motion}/ballot"))) };
    let voter: VoterId = form.read("voter").ok_or(Problem::BadRequest)?;
    let lang = visit.look.lang;
    let read = |estate: &estate::Estate| estate.assembly.get(motion).map(|m| marks_of(lang, m, &form));
    // The items of a motion under vote do not change.
    let marks = match visit.site.app.at_hand(estate, read) {
        Some(marks) => marks,
        None => visit.site.app.glance(estate, read).await?.ok_or(Problem::NotFound)?,
    };
    let marks = marks.map_err(|_| Problem::BadRequest)?;
    let command = estate::Command::Assembly(Command::Cast { motion, voter, marks: marks.clone() });
    match visit.site.app.estate_command(estate, who, form.id()?, command).await {
        Ok(done) => Ok(to(&format!("/e/{estate}/m/{motion}/received?n={}", done.last))),
        Err(Error::Refused(refusals)) => {
            // Another ballot of this home came first, or time ran out: then there is nothing left to press.
            let over = |view: &EstateView<'_>| {
                let held = view.estate.assembly.get(motion)?;
                let open = held.status(view.now) == Status::Voting
                    && !held.ballots.contains_key(&voter)
                    && view.estate.proved(person).is_some();
                let frame = Frame { visit: &visit, who, view };
                (!open).then(|| no_ballot(&frame, motion, held, &held.voters_for(view.estate, person), &refusals))
            };
            if let Some(markup) = visit.site.app.estate(estate, over).await? {
                return Ok(page(&visit, StatusCode::UNPROCESSABLE_ENTITY, markup));
            }
            let v = Voting { person, voter };
            visit
                .draw_refused(estate, |view| {
                    check_page(&Frame { visit: &visit, who, view }, motion, &v, &marks, &refusals)
                })
                .await
        }
        Err(error) => Err(error.into()),
    }
}
