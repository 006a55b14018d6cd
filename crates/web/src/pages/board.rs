//! 公告栏: what is being voted on, what is open to objection, what was decided. For everybody, without an account.

use super::consent::sums::verdict;
use super::motion::{decision_tag, public_turnout, short_result};
use super::share::{self, Subject};
use super::{Frame, Section, Shape, open, part_text};
use crate::components::{
    Contact, Empty, Entry, Link, LinkButton, Notice, NoticeKind, Tag, TagKind, buttons, card, card_head, card_now,
    contacts, due_tag, empty, entries_with, flow, lead, link_button, meta, missing, more, notice, section, tag, title,
    turnout,
};
use crate::format::{self, Due};
use crate::icons::Icon;
use crate::kept::{KeptPage, Key};
use crate::layout::{columns, hero, wrap};
use crate::reply::{Reply, compressed, html as html_reply, packed};
use crate::t;
use crate::text::Lang;
use crate::visit::{At, Visit};
use app::{EstateView, Who};
use authority::Act;
use axum::body::Bytes;
use axum::http::StatusCode;
use estate::Label;
use estate::assembly::{Motion, Scope, Status};
use estate::consent::{Consultation, Standing as Asking, Totals};
use maud::{Markup, html};
use units::{ConsentId, Moment, MotionId, StreamId};

/// `GET /e/{estate}`
pub async fn show(visit: Visit, At(estate): At<StreamId>) -> Reply {
    if visit.session.is_some() {
        let who = visit.who(estate).await?;
        return visit.draw(estate, |view| board(&Frame { visit: &visit, who, view })).await;
    }
    // Without a viewer it is one page for everybody, kept until something changes.
    let key = Key { path: visit.path.clone(), look: visit.look };
    let (seqs, now) = (visit.site.app.seqs(estate).await?, visit.site.app.now());
    if let Some(kept) = visit.site.kept.get(&key, seqs, now) {
        return Ok(if visit.gzip {
            packed(StatusCode::OK, kept.gzip)
        } else {
            html_reply(false, StatusCode::OK, kept.plain)
        });
    }
    let draw = |view: &EstateView<'_>| {
        let frame = Frame { visit: &visit, who: Who::VISITOR, view };
        (board(&frame).into_string(), (view.seq, view.district_seq), good_until(view))
    };
    let (text, seqs, until) = visit.site.app.estate(estate, draw).await?;
    let plain = Bytes::from(text);
    let gzip = compressed(&plain);
    visit.site.kept.put(key, KeptPage { seqs, until, plain: plain.clone(), gzip: gzip.clone() });
    Ok(if visit.gzip { packed(StatusCode::OK, gzip) } else { html_reply(false, StatusCode::OK, plain) })
}

/// Until a day ends or a vote opens or closes, the same state draws the same board.
fn good_until(view: &EstateView<'_>) -> Moment {
    let midnight = view.today().plus(1).start();
    view.estate.assembly.motions.values().filter_map(|m| m.next_change(view.now)).fold(midnight, Moment::min)
}

/// How long a result counts as just done (days).
const JUST_DONE_DAYS: i32 = 60;

fn board(f: &Frame<'_>) -> Markup {
    let (lang, now) = (f.lang(), f.view.now);
    let mut motions: Vec<(MotionId, &Motion, Status)> =
        f.estate().assembly.motions.iter().map(|(id, m)| (*id, m, m.status(now))).collect();
    motions.reverse();
    let at = |wanted: &[Status]| motions.iter().filter(|(_, _, s)| wanted.contains(s)).copied().collect::<Vec<_>>();
    let voting = at(&[Status::Voting]);
    let shown = at(&[Status::RollShown, Status::Announced]);
    let counting = at(&[Status::Closed, Status::Counted]);
    let done: Vec<_> = at(&[Status::Published])
        .into_iter()
        .filter(|(_, m, _)| m.announced.as_ref().is_some_and(|(at, _)| at.day().plus(JUST_DONE_DAYS) >= f.today()))
        .collect();

    let open_now = |c: &&Consultation| c.standing(f.today()) == Asking::Open;
    let asked: Vec<(ConsentId, &Consultation)> =
        f.estate().consents.consultations.iter().map(|(id, c)| (*id, c)).filter(|(_, c)| open_now(c)).collect();

    // Sums of few households are nobody's business: those consultations end without a word here.
    let recent =
        |c: &Consultation| c.ended.as_ref().is_some_and(|e| e.stamp.at.day().plus(JUST_DONE_DAYS) >= f.today());
    let consultations = f.estate().consents.consultations.iter().rev().filter(|(_, c)| recent(c));
    let heard: Vec<(ConsentId, &Consultation, Totals)> =
        consultations.filter_map(|(id, c)| c.told().map(|totals| (*id, c, totals))).collect();

    let main = html! {
        @if voting.is_empty() && counting.is_empty() { (quiet(f)) }
        @for (i, (id, motion, _)) in voting.iter().enumerate() { (voting_card(f, *id, motion, i == 0)) }
        @if !counting.is_empty() { (section(t!(lang, "board-counting"), None, card(counting_list(f, &counting)))) }
        @if !shown.is_empty() { (section(t!(lang, "board-shown"), None, card(shown_list(f, &shown)))) }
        @if !asked.is_empty() { (section(t!(lang, "board-asked"), None, card(asked_list(f, &asked)))) }
        @if !heard.is_empty() { (section(t!(lang, "board-heard"), None, card(heard_list(f, &heard)))) }
        @if !done.is_empty() {
            (section(t!(lang, "board-done"), Some(more(Link::new(t!(lang, "board-earlier"), &f.at("/matters")))), card(done_list(f, &done))))
        }
    };
    let side = html! { (who_is_who(f)) (super::seals::lists::board_card(f)) (speak(f)) (checkable(f)) };
    let today = t!(
        lang,
        "board-today",
        day = format::date(lang, f.today(), f.today()),
        weekday = format::weekday(lang, f.today())
    );
    let content = html! {
        (hero(t!(lang, "board-title"), html! {
            (flow(&today)) @if lang == Lang::En { " " }
            @if voting.is_empty() { (flow(t!(lang, "board-none-voting"))) }
            @else { b { (flow(&t!(lang, "board-voting-now", n = voting.len()))) } }
            @if !shown.is_empty() { (flow(&t!(lang, "board-shown-now", n = shown.len()))) }
        }))
        (wrap(columns(main, side)))
    };
    f.page(Shape { title: t!(lang, "board-title"), section: Section::Board, desk: true, ..Shape::default() }, content)
}

fn quiet(f: &Frame<'_>) -> Markup {
    let lang = f.lang();
    card(empty(Empty {
        icon: Icon::Leaf,
        what: t!(lang, "board-quiet"),
        then: t!(lang, "board-quiet-then"),
        past: Some(Link::new(t!(lang, "board-quiet-past"), &f.at("/matters"))),
    }))
}

fn voting_card(f: &Frame<'_>, id: MotionId, motion: &Motion, first: bool) -> Markup {
    let lang = f.lang();
    let here = f.at(&format!("/m/{id}"));
    let deadline = format::moment(lang, motion.closes, f.today());
    let about = motion.items.first().and_then(|i| i.text.as_ref());
    card_now(html! {
        (card_head(tag(Tag { kind: TagKind::Now, text: t!(lang, "motion-status-voting") }), html! { b { (Due::of(motion.closes.day(), f.today()).text(lang)) } }))
        h2 { (title(open(lang, Some(&motion.title)))) }
        @if let Some(about) = about { @for line in open(lang, Some(about)).lines() { p .lead { (flow(line)) } } }
        p .lead { (flow(&t!(lang, "motion-closes", at = deadline))) }
        (hangs(f, id, motion))
        @match public_turnout(f, motion) {
            Some(now) => { (turnout(now)) (missing(lang, now.gap())) (meta(t!(lang, "quorum-rule"))) },
            None => (meta(t!(lang, "turnout-too-few"))),
        }
        (buttons(html! {
            @let vote = format!("{here}/ballot");
            @if first { (link_button(LinkButton::primary(t!(lang, "go-vote"), &vote))) }
            @else { (link_button(LinkButton::second(t!(lang, "go-vote"), &vote))) }
            (link_button(LinkButton::second(t!(lang, "look-first"), &here)))
            (share::small(f, Subject::Notice(id), open(lang, Some(&motion.title))))
        }))
    })
}

/// Where its newest paper hangs and since when.
fn hangs(f: &Frame<'_>, id: MotionId, motion: &Motion) -> Markup {
    html! {
        @if let Some(line) = super::posting::line(f, id, motion) {
            p .meta { (flow(&line)) " " (more(Link::new(t!(f.lang(), "posting-where"), &f.at(&format!("/m/{id}/posting"))))) }
        }
    }
}

/// What households are asked; a consultation decides nothing, and says so where it stands.
fn asked_list(f: &Frame<'_>, list: &[(ConsentId, &Consultation)]) -> Markup {
    let lang = f.lang();
    html! {
        @for (id, held) in list {
            article .entry {
                h3 { a href=(f.at(&format!("/consent/{id}"))) { (title(open(lang, Some(&held.question)))) } }
                p { (due_tag(lang, Due::of(held.until, f.today()))) " " span .meta { (flow(t!(lang, "consent-no-decision"))) } }
                (share::small(f, Subject::Consent(*id), open(lang, Some(&held.question))))
            }
        }
    }
}

/// What households answered, once it was added up.
fn heard_list(f: &Frame<'_>, list: &[(ConsentId, &Consultation, Totals)]) -> Markup {
    let lang = f.lang();
    html! {
        @for (id, held, totals) in list {
            @let agree = i64::from(totals.agree);
            @let share = format::percent(agree, i64::from(totals.asked));
            @let homes = format::homes(lang, agree);
            article .entry {
                h3 { a href=(f.at(&format!("/consent/{id}"))) { (title(open(lang, Some(&held.question)))) } }
                p { (flow(&t!(lang, "board-heard-line", homes = homes, share = share, verdict = verdict(f, held, totals)))) }
                (meta(t!(lang, "consent-no-decision")))
                (share::small(f, Subject::Consent(*id), open(lang, Some(&held.question))))
            }
        }
    }
}

fn shown_list(f: &Frame<'_>, list: &[(MotionId, &Motion, Status)]) -> Markup {
    let lang = f.lang();
    html! {
        @for (id, motion, _) in list {
            article .entry {
                h3 { a href=(f.at(&format!("/m/{id}"))) { (title(open(lang, Some(&motion.title)))) } }
                p {
                    (due_tag(lang, Due::of(motion.opens.day().plus(-1), f.today()))) " "
                    span .meta { (flow(&t!(lang, "board-roll-shown", opens = format::moment(lang, motion.opens, f.today())))) }
                }
                (hangs(f, *id, motion))
                @let subject = if motion.notice.is_some() { Subject::Notice(*id) } else { Subject::Posting(*id) };
                (share::small(f, subject, open(lang, Some(&motion.title))))
            }
        }
    }
}

fn counting_list(f: &Frame<'_>, list: &[(MotionId, &Motion, Status)]) -> Markup {
    let lang = f.lang();
    let lines: Vec<(String, String)> = list
        .iter()
        .map(|(id, m, _)| {
            let place = open(lang, Some(&m.reading_place)).to_owned();
            let line = t!(lang, "board-reading", at = format::moment(lang, m.reading, f.today()), place = place);
            (f.at(&format!("/m/{id}")), line)
        })
        .collect();
    let rows: Vec<Entry<'_>> = list
        .iter()
        .zip(&lines)
        .map(|((_, m, status), (href, line))| Entry {
            title: open(lang, Some(&m.title)),
            href,
            tag: Some(Tag { kind: TagKind::Soon, text: crate::text::t_of(lang, "motion-status", status.word()) }),
            line: Some(line),
        })
        .collect();
    let share = list.iter().map(|(id, m, _)| share::small(f, Subject::Notice(*id), open(lang, Some(&m.title))));
    entries_with(&rows, &share.collect::<Vec<_>>())
}

/// A result in one line, with where it hangs.
fn done_line(f: &Frame<'_>, id: MotionId, motion: &Motion) -> String {
    let (result, hangs) = (short_result(f, motion), super::posting::line(f, id, motion));
    let gap = if f.lang() == Lang::En { " " } else { "" };
    hangs.map_or_else(|| result.clone(), |line| format!("{result}{gap}{line}"))
}

fn done_list(f: &Frame<'_>, list: &[(MotionId, &Motion, Status)]) -> Markup {
    let lang = f.lang();
    let lines: Vec<(String, String)> =
        list.iter().map(|(id, m, _)| (f.at(&format!("/m/{id}")), done_line(f, *id, m))).collect();
    let rows: Vec<Entry<'_>> = list
        .iter()
        .zip(&lines)
        .map(|((_, m, _), (href, line))| Entry {
            title: open(lang, Some(&m.title)),
            href,
            tag: m.counted.as_ref().map(|c| decision_tag(lang, &c.items)),
            line: Some(line),
        })
        .collect();
    let share = list.iter().map(|(id, m, _)| share::small(f, Subject::Result(*id), open(lang, Some(&m.title))));
    entries_with(&rows, &share.collect::<Vec<_>>())
}

/// Who holds which post: offices are public, so that everybody knows whom to ask.
fn who_is_who(f: &Frame<'_>) -> Markup {
    let lang = f.lang();
    let mut posts: Vec<(units::Capacity, String)> = Vec::new();
    let mut heads: Vec<(&Label, Option<&Label>, String)> = Vec::new();
    for (id, person) in &f.estate().bodies.persons {
        for post in person.posts.iter().filter(|p| p.holds(f.today())) {
            let name = f.masked_name(*id);
            match &post.part {
                Some(part @ Scope::Building(b)) => heads.push((b, None, head_line(f, part, &name))),
                Some(part @ Scope::Stairwell(b, s)) => heads.push((b, Some(s), head_line(f, part, &name))),
                Some(Scope::Estate) | None => posts.push((post.capacity, name)),
            }
        }
    }
    heads.sort();
    if posts.is_empty() && heads.is_empty() {
        return html! {};
    }
    posts.sort();
    let rows: Vec<(&str, String)> = posts
        .chunk_by(|a, b| a.0 == b.0)
        .map(|same| {
            (
                format::capacity(lang, same[0].0),
                same.iter().map(|(_, n)| n.as_str()).collect::<Vec<_>>().join(t!(lang, "say-comma")),
            )
        })
        .collect();
    let list: Vec<Contact<'_>> = rows.iter().map(|(what, line)| Contact { what, line, call: None }).collect();
    // A large estate has one a stairwell: a line to open, each with the place it is for.
    let capacity = format::capacity(lang, units::Capacity::StairwellHead);
    let lines = html! { ul { @for (.., line) in &heads { li .meta { (flow(line)) } } } };
    card(html! {
        h2 { (t!(lang, "board-who")) }
        (contacts(&list))
        @if !heads.is_empty() {
            details open[heads.len() <= HEADS_SHOWN] {
                summary { (flow(&t!(lang, "board-heads", post = capacity, n = heads.len()))) }
                (lines)
            }
        }
    })
}

/// Stairwell heads that stand on the board without being opened.
const HEADS_SHOWN: usize = 6;

fn head_line(f: &Frame<'_>, part: &Scope, name: &str) -> String {
    t!(f.lang(), "board-head", part = part_text(f, part), name = name)
}

fn speak(f: &Frame<'_>) -> Markup {
    let lang = f.lang();
    let href = f.at("/matters/new");
    card(html! {
        h2 { (t!(lang, "board-speak")) }
        (lead(t!(lang, "board-speak-lead")))
        @if f.may(Act::RaiseMatter) { (link_button(LinkButton::second(t!(lang, "matter-raise"), &href))) }
        @else { (notice(Notice::text(NoticeKind::Explain, t!(lang, "board-speak-sign-in")))) }
    })
}

fn checkable(f: &Frame<'_>) -> Markup {
    let lang = f.lang();
    let root = f.view.root().to_string();
    card(html! {
        h2 { (t!(lang, "board-checkable")) }
        p { (flow(t!(lang, "board-checkable-lead"))) }
        p .mono { (t!(lang, "shell-record", seq = f.view.seq)) br; (format::hash(&root, 4)) }
        p { (more(Link::new(t!(lang, "shell-how-to-check"), &f.at("/proof")))) }
    })
}
