//! 纸票: taken in by the code on them, read by two clerks each for themselves, settled by a third look where they
//! differ. One unit counts once: what came first counts, a later paper of the same owner is kept beside it. A scan, where
//! somebody keeps one, stands beside the entry; keys alone do all of it.

use super::{desk, seen_by};
use crate::assets;
use crate::components::{
    Button, Column, Control, Field, Link, Notice, NoticeKind, Row, Table, Width, button, card, field, flow, hidden,
    lead, meta, notice, section, table,
};
use crate::form::Form;
use crate::format;
use crate::layout::{PageHead, columns, page_head, wrap};
use crate::pages::ballot::{mark_of, mark_text, question};
use crate::pages::{Frame, open};
use crate::reply::{Problem, Reply, to};
use crate::say::refused;
use crate::t;
use crate::text::t_of;
use crate::upload;
use crate::visit::{Asked, At, Visit};
use app::EstateView;
use authority::Act;
use axum::extract::Multipart;
use estate::assembly::{Aside, Ballot, Channel, Command, InvalidGround, Mark, Motion, Status};
use law::Refusal;
use maud::{Markup, html};
use units::{ItemId, MotionId, StreamId, UnitId, limits};

/// `GET /e/{estate}/m/{motion}/paper?code=…`: where the code on a paper ballot leads. Who reads papers reads it; an
/// owner who holds a phone to it comes to the vote.
pub async fn scanned(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>, Asked(asked): Asked) -> Reply {
    let who = visit.who(estate).await?;
    let clerk = visit.site.app.estate(estate, |v| v.may(&who, Act::ReceivePaper)).await?;
    let code = plain(asked.get("code"));
    Ok(to(&match clerk {
        true => format!("/e/{estate}/desk/papers/{motion}?code={code}"),
        false => format!("/e/{estate}/m/{motion}"),
    }))
}

/// `GET /e/{estate}/desk/papers/{motion}?code=…`
pub async fn show(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>, Asked(asked): Asked) -> Reply {
    draw(&visit, estate, motion, &asked, &[]).await
}

async fn draw(visit: &Visit, estate: StreamId, id: MotionId, form: &Form, refusals: &[Refusal]) -> Reply {
    let who = visit.who_may(estate, Act::ReceivePaper).await?;
    if visit.site.app.estate(estate, |v| v.estate.assembly.get(id).is_none_or(|m| m.electorate.is_none())).await? {
        return Err(Problem::NotFound);
    }
    let page = |view: &EstateView<'_>| papers_page(&Frame { visit, who, view }, id, form, refusals);
    if refusals.is_empty() { visit.draw(estate, page).await } else { visit.draw_refused(estate, page).await }
}

/// What the paper in hand needs from this clerk.
enum Step<'a> {
    /// Not taken in yet.
    Receive,
    /// To be read a first or second time.
    Read,
    /// Read differently: the third look.
    Settle(&'a Ballot),
    /// Nothing, and why.
    Nothing(&'static str),
}

fn step<'a>(f: &Frame<'_>, id: MotionId, motion: &'a Motion, unit: UnitId) -> Step<'a> {
    let Some(voter) = motion.electorate.as_ref().and_then(|e| e.voter_of.get(&unit).copied()) else {
        return Step::Nothing("no-vote");
    };
    if motion.aside(unit, Aside::Second).is_some() {
        return Step::Nothing("set-aside");
    }
    match motion.ballots.get(&voter) {
        Some(ballot) if ballot.unit == Some(unit) => {
            let mine = ballot.entries.iter().any(|e| e.by.same_person(f.who.actor));
            if ballot.marks.is_some() {
                Step::Nothing("settled")
            } else if mine {
                Step::Nothing("read-by-you")
            } else if !ballot.disputed() {
                Step::Read
            } else if f.may(Act::SettlePaper) {
                Step::Settle(ballot)
            } else {
                Step::Nothing("needs-settling")
            }
        }
        // Also where another ballot came first: taking it in sets it aside, on the record.
        _ if takes_in(f, id, motion) => Step::Receive,
        _ => Step::Nothing("too-late"),
    }
}

/// Whether papers are still taken in: while voting, and out of the opened box.
fn takes_in(f: &Frame<'_>, id: MotionId, motion: &Motion) -> bool {
    match motion.status(f.view.now) {
        Status::Voting => true,
        Status::Closed => f.estate().custody.of(id).opened().is_some(),
        _ => false,
    }
}

/// A paper whose number is void: since when and why, what becomes of it, and what the owner can still do.
fn void_paper(f: &Frame<'_>, id: MotionId, motion: &Motion, unit: UnitId, form: &Form) -> Markup {
    let lang = f.lang();
    let code = form.get("code");
    let Some((_, nth)) = motion.void_code(code) else { return html! {} };
    let door = f.unit(unit).map(|u| f.door(&u.facts.door)).unwrap_or_default();
    let anew = motion.replaced.get(&unit).and_then(|all| all.get(nth as usize));
    let voter = motion.electorate.as_ref().and_then(|e| e.voter_of.get(&unit));
    let alone = voter.is_some_and(|v| !motion.ballots.contains_key(v));
    let held = motion.aside(unit, Aside::VoidCode(nth));
    card(html! {
        h2 { (flow(&door)) }
        @if let Some(anew) = anew {
            (notice(Notice::text(NoticeKind::Wrong, &t!(lang, "papers-void", at = format::moment(lang, anew.stamp.at, f.today()), why = open(lang, Some(&anew.why))))))
        }
        @if let Some(held) = held { (lead(&t!(lang, "papers-void-kept", at = format::moment(lang, held.paper.at, f.today())))) }
        @else if takes_in(f, id, motion) {
            (lead(t!(lang, "papers-void-lead")))
            (f.form(&format!("/desk/papers/{id}/receive"), html! { (hidden(&[("code", code)])) (button(Button::primary(t!(lang, "papers-void-receive")).busy(t!(lang, "recording")))) }))
        } @else { (lead(t!(lang, "papers-why-too-late"))) }
        // Nothing of this owner counts: while voting runs the new paper or the phone does; afterwards it is for those who
        // object, and for a court, to say.
        @if alone {
            @if motion.status(f.view.now) == Status::Voting { (notice(Notice::text(NoticeKind::Mind, t!(lang, "papers-void-alone")))) }
            @else { (notice(Notice::text(NoticeKind::Mind, t!(lang, "papers-void-alone-late")))) }
        }
        p { (crate::components::more(Link::new(t!(lang, "papers-other"), &f.at(&format!("/desk/papers/{id}"))))) }
    })
}

fn papers_page(f: &Frame<'_>, id: MotionId, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let Some(motion) = f.estate().assembly.get(id) else { return html! {} };
    let code = form.get("code").trim();
    let found = motion.unit_of_code(code).filter(|_| !code.is_empty());
    let unit = found.filter(|(_, holds)| *holds).map(|(unit, _)| unit);
    let title = t!(lang, "papers-title");
    let done = f.unit(form.read("done").unwrap_or_default()).map(|u| f.door(&u.facts.door));
    let content = wrap(html! {
        (page_head(PageHead {
            back: Some(Link::new(open(lang, Some(&motion.title)), &f.at(&format!("/m/{id}")))),
            title,
            lead: Some(t!(lang, "papers-lead")),
            tags: Some(seen_by(t!(lang, "papers-seen-by"))),
        }))
        (columns(
            html! { div .stack {
                (refused(lang, refusals))
                @if let Some(door) = &done { @if refusals.is_empty() { (notice(Notice::text(NoticeKind::Explain, &t!(lang, "papers-done", door = door.as_str())))) } }
                @match unit {
                    Some(unit) => (one_paper(f, id, motion, unit, form)),
                    None => {
                        @if let Some((unit, _)) = found { (void_paper(f, id, motion, unit, form)) }
                        @else if !code.is_empty() && refusals.is_empty() { (notice(Notice::text(NoticeKind::Wrong, t!(lang, "papers-no-such-code")))) }
                        (card(html! {
                            form method="get" action=(f.at(&format!("/desk/papers/{id}"))) .stack {
                                (field(Field::new(lang, "code", t!(lang, "papers-code")).hint(t!(lang, "papers-code-hint")).focus(), Control::Text { value: code, width: Width::Medium, autocomplete: "off" }))
                                (button(Button::primary(t!(lang, "papers-look-up"))))
                            }
                        }))
                    },
                }
            } },
            html! { div .stack { (waiting(f, motion)) (aside(f, motion)) } },
        ))
    });
    desk(f, title, true, content)
}

/// The paper in hand.
fn one_paper(f: &Frame<'_>, id: MotionId, motion: &Motion, unit: UnitId, form: &Form) -> Markup {
    let lang = f.lang();
    let door = f.unit(unit).map(|u| f.door(&u.facts.door)).unwrap_or_default();
    let (here, code) = (format!("/desk/papers/{id}"), form.get("code"));
    let code = hidden(&[("code", code)]);
    let other = || html! { p { (crate::components::more(Link::new(t!(lang, "papers-other"), &f.at(&here)))) } };
    card(html! {
        h2 { (flow(&door)) }
        @match step(f, id, motion, unit) {
            Step::Receive => {
                @if let Some(first) = first_ballot(f, motion, unit) { (notice(Notice::text(NoticeKind::Mind, &first))) }
                @else { (lead(t!(lang, "papers-receive-lead"))) }
                (f.form(&format!("{here}/receive"), html! { (code) (button(Button::primary(t!(lang, "papers-receive")).busy(t!(lang, "recording")))) }))
            },
            Step::Read => {
                (meta(t!(lang, "papers-read-lead")))
                (beside(f, id, motion, unit, f.form(&format!("{here}/read"), html! { (code) (marks_fields(f, motion, form)) (button(Button::primary(t!(lang, "papers-read")).busy(t!(lang, "recording")))) })))
            },
            Step::Settle(ballot) => {
                (notice(Notice::text(NoticeKind::Mind, t!(lang, "papers-settle-lead"))))
                (readings(f, motion, ballot))
                (beside(f, id, motion, unit, f.form(&format!("{here}/settle"), html! { (code) (marks_fields(f, motion, form)) (button(Button::primary(t!(lang, "papers-settle")).busy(t!(lang, "recording")))) })))
            },
            Step::Nothing(why) => (notice(Notice::text(NoticeKind::Explain, t_of(lang, "papers-why", why)))),
        }
        @if !matches!(step(f, id, motion, unit), Step::Receive | Step::Nothing("no-vote" | "too-late")) { (scan_form(f, id, motion, unit, form)) }
        (other())
    })
}

/// Whether this person reads papers and so may see a scan of one: whoever only takes papers in may not.
fn reads(may: impl Fn(Act) -> bool) -> bool {
    [Act::EnterPaper, Act::SettlePaper, Act::ReadAgain].into_iter().any(may)
}

/// The entry with the newest scan beside it, on a narrow screen below it; number keys mark, Enter hands in.
fn beside(f: &Frame<'_>, id: MotionId, motion: &Motion, unit: UnitId, entry: Markup) -> Markup {
    let lang = f.lang();
    let scan = motion.scans.get(&unit).and_then(|kept| kept.last()).filter(|_| reads(|act| f.may(act)));
    let at = scan.map(|scan| f.at(&format!("/desk/papers/{id}/scan/{}", scan.name)));
    html! {
        div .beside[at.is_some()] {
            div data-keys { (entry) (meta(t!(lang, "papers-keys"))) }
            @if let (Some(at), Some(scan)) = (at, scan) {
                @if scan.file.is_picture() { a href=(at) { img src=(at) alt=(t!(lang, "papers-scan-alt")) loading="eager"; } }
                @else { p { (crate::components::more(Link::new(t!(lang, "papers-scan-see"), &at))) } }
            }
        }
        script src=(assets::url("papers.js")) defer {}
    }
}

/// Keeping a scan: optional, since the paper itself is kept.
fn scan_form(f: &Frame<'_>, id: MotionId, motion: &Motion, unit: UnitId, form: &Form) -> Markup {
    let lang = f.lang();
    let kept = motion.scans.get(&unit).map_or(0, Vec::len);
    let label = if kept == 0 { t!(lang, "papers-scan").to_owned() } else { t!(lang, "papers-scan-kept", n = kept) };
    html! {
        details {
            summary { (flow(&label)) }
            form method="post" action=(f.at(&format!("/desk/papers/{id}/scan"))) enctype="multipart/form-data" .stack {
                (f.visit.form_values())
                (hidden(&[("code", form.get("code"))]))
                (field(Field::new(lang, "scan", t!(lang, "papers-scan-file")).hint(t!(lang, "papers-scan-hint")), Control::File { accept: "image/*,.pdf", multiple: false }))
                (button(Button::second(t!(lang, "papers-scan-keep")).busy(t!(lang, "posting-sending"))))
            }
        }
    }
}

/// `POST /e/{estate}/desk/papers/{motion}/scan`
pub async fn keep_scan(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>, parts: Multipart) -> Reply {
    // Asked before megabytes are read.
    let who = visit.who_may(estate, Act::ReceivePaper).await?;
    let (form, file) = upload::read(parts, "scan", limits::ATTACHMENT_BYTES_MAX).await?;
    visit.check(&form)?;
    let code = form.get("code").to_owned();
    let refusals = match upload::keep(&visit, estate, &form, "scan", file).await? {
        Err(refusals) => refusals,
        Ok(scan) => {
            let command = Command::ScanPaper { motion, code: code.clone(), scan };
            match visit.send(estate, who, &form, estate::Command::Assembly(command)).await? {
                Ok(_) => return Ok(to(&format!("/e/{estate}/desk/papers/{motion}?code={}", plain(&code)))),
                Err(refusals) => {
                    if let Some(scan) = &scan {
                        visit.site.app.detach(estate, scan).await;
                    }
                    refusals
                }
            }
        }
    };
    draw(&visit, estate, motion, &form, &refusals).await
}

/// `GET /e/{estate}/desk/papers/{motion}/scan/{name}`
pub async fn scan(visit: Visit, At((estate, motion, name)): At<(StreamId, MotionId, ItemId)>) -> Reply {
    let who = visit.who_may(estate, Act::ReceivePaper).await?;
    let found = visit.site.app.estate(estate, |v| {
        let all = v.estate.assembly.get(motion)?.scans.values().flatten();
        reads(|act| v.may(&who, act)).then(|| all.copied().find(|scan| scan.name == name)).flatten()
    });
    let file = found.await?.ok_or(Problem::NotFound)?;
    visit.picture(estate, &file).await
}

/// A code as it may stand in an address.
fn plain(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).take(20).collect()
}

/// Another ballot of the same owner came first: which one counts is said before the second is taken in.
fn first_ballot(f: &Frame<'_>, motion: &Motion, unit: UnitId) -> Option<String> {
    let lang = f.lang();
    let voter = motion.electorate.as_ref()?.voter_of.get(&unit)?;
    let ballot = motion.ballots.get(voter)?;
    let at = format::moment(lang, ballot.at, f.today());
    Some(match ballot.channel {
        Channel::Phone | Channel::Platform => t!(lang, "papers-second-phone", at = at),
        Channel::Paper => t!(lang, "papers-second-paper", at = at),
    })
}

fn ground_field(i: usize) -> String {
    format!("item-{i}-ground")
}

/// The fields in which a clerk enters what stands on a paper.
pub fn marks_fields(f: &Frame<'_>, motion: &Motion, form: &Form) -> Markup {
    let lang = f.lang();
    let mut grounds: Vec<(&str, &str)> = vec![("", t!(lang, "papers-valid"))];
    grounds.extend(InvalidGround::ALL.iter().map(|g| (g.word(), t_of(lang, "ground", g.word()))));
    html! {
        @for (i, item) in motion.items.iter().enumerate() {
            @let name = ground_field(i);
            (question(lang, i, item, open(lang, Some(&item.title)), None, form))
            (field(Field::new(lang, &name, t!(lang, "papers-validity")), Control::Select { options: &grounds, chosen: Some(form.get(&name)) }))
        }
    }
}

/// What the form says of each item; a ground of invalidity stands above any mark.
pub fn marks(motion: &Motion, form: &Form) -> Vec<Mark> {
    let read = |(i, item)| match InvalidGround::from_word(form.get(&ground_field(i))) {
        Some(ground) => Mark::Invalid(ground),
        // Nothing marked in the form is for the room to refuse, by item.
        None => mark_of(i, item, form).unwrap_or(Mark::Options(Vec::new())),
    };
    motion.items.iter().enumerate().map(read).collect()
}

/// Both readings side by side, for the third look.
fn readings(f: &Frame<'_>, motion: &Motion, ballot: &Ballot) -> Markup {
    let lang = f.lang();
    let of = |entry: usize, i: usize, item| {
        let marks = ballot.entries.get(entry).and_then(|e| e.marks.get());
        marks.and_then(|m| m.get(i)).map(|m| mark_text(lang, item, m).1).unwrap_or_default()
    };
    let rows: Vec<Row> = motion
        .items
        .iter()
        .enumerate()
        .map(|(i, item)| {
            let (first, second) = (of(0, i, item), of(1, i, item));
            let differs = first != second;
            let mut row = Row::of([flow(open(lang, Some(&item.title))), flow(&first), flow(&second)]);
            row.here = differs;
            row
        })
        .collect();
    table(Table {
        lang,
        caption: t!(lang, "papers-readings"),
        caption_hidden: false,
        columns: &[
            Column::text(t!(lang, "draft-question")).stays(),
            Column::text(t!(lang, "papers-first")).stays(),
            Column::text(t!(lang, "papers-second")),
        ],
        rows: &rows,
        total: None,
    })
}

/// Papers that are not read twice alike.
fn waiting(f: &Frame<'_>, motion: &Motion) -> Markup {
    let lang = f.lang();
    let rows: Vec<Row> = motion
        .unsettled()
        .filter_map(|(_, ballot)| {
            let unit = f.unit(ballot.unit?)?;
            let mine = ballot.entries.iter().any(|e| e.by.same_person(f.who.actor));
            let state = match (ballot.entries.len(), mine) {
                (0, _) => t!(lang, "papers-state-unread"),
                (1, false) => t!(lang, "papers-state-once"),
                (1, true) => t!(lang, "papers-state-once-you"),
                _ => t!(lang, "papers-state-differs"),
            };
            Some(Row::of([flow(&f.door(&unit.facts.door)), html! { (state) }]))
        })
        .collect();
    let read = motion.ballots.values().filter(|b| b.channel == Channel::Paper && b.marks.is_some()).count();
    card(section(
        t!(lang, "papers-waiting"),
        None,
        html! {
            (meta(&t!(lang, "papers-counts", waiting = rows.len(), read = read)))
            @if !rows.is_empty() {
                (table(Table {
                    lang,
                    caption: t!(lang, "papers-waiting"),
                    caption_hidden: true,
                    columns: &[Column::text(t!(lang, "col-unit")).stays(), Column::text(t!(lang, "col-state")).stays()],
                    rows: &rows,
                    total: None,
                }))
            }
        },
    ))
}

/// Papers that came second: kept, not counted.
fn aside(f: &Frame<'_>, motion: &Motion) -> Markup {
    let lang = f.lang();
    html! {
        @if !motion.set_aside.is_empty() {
            (card(html! {
                h2 { (t!(lang, "papers-aside")) }
                (meta(t!(lang, "papers-aside-lead")))
                ul { @for held in &motion.set_aside {
                    @let door = f.unit(held.unit).map(|u| f.door(&u.facts.door)).unwrap_or_default();
                    @let at = format::moment(lang, held.paper.at, f.today());
                    @match held.ground {
                        Aside::Second => li { (flow(&t!(lang, "papers-aside-one", door = door, at = at))) },
                        Aside::VoidCode(_) => li { (flow(&t!(lang, "papers-aside-void", door = door, at = at))) },
                    }
                } }
            }))
        }
    }
}

/// `POST /e/{estate}/desk/papers/{motion}/{act}`
pub async fn act(visit: Visit, At((estate, motion, act)): At<(StreamId, MotionId, String)>, form: Form) -> Reply {
    visit.check(&form)?;
    let code = form.get("code").to_owned();
    let found = |v: &EstateView<'_>| {
        let m = v.estate.assembly.get(motion)?;
        Some((marks(m, &form), m.unit_of_code(&code).map(|(unit, _)| unit)))
    };
    let (marks, unit) = visit.site.app.estate(estate, found).await?.ok_or(Problem::NotFound)?;
    let (needs, command) = match act.as_str() {
        "receive" => (Act::ReceivePaper, Command::ReceivePaper { motion, code }),
        "read" => (Act::EnterPaper, Command::EnterPaper { motion, code, marks }),
        "settle" => (Act::SettlePaper, Command::SettlePaper { motion, code, marks }),
        _ => return Err(Problem::NotFound),
    };
    let who = visit.who_may(estate, needs).await?;
    match visit.send(estate, who, &form, estate::Command::Assembly(command)).await? {
        Ok(_) => {
            let done = unit.map(|u| format!("?done={u}")).unwrap_or_default();
            Ok(to(&format!("/e/{estate}/desk/papers/{motion}{done}")))
        }
        Err(refusals) => draw(&visit, estate, motion, &form, &refusals).await,
    }
}
