//! A motion: what is asked, how it passes, how many took part, what it came to; and for those whose work it is, the
//! next step. What owners chose stays sealed until the count, and afterwards only totals are shown.

use super::{Frame, Section, Shape, open, stations_of};
use crate::components::layout::columns;
use crate::components::{
    Button, Choice, Column, Control, Fact, Field, Gap, Kind, Link, LinkButton, MiniBar, Notice, NoticeKind, Row,
    SealedBar, Stations, Table, Tag, TagKind, Turnout, Words, button, buttons, card, checkbox, facts, field, flow,
    hidden, law_note, lead, link, link_button, meta, mini_bar, missing, more, notice, sealed_bar, section, stations,
    table, tag, turnout,
};
use crate::form::Form;
use crate::format::{self, Due};
use crate::icons::Icon;
use crate::layout::{PageHead, page_head, wrap};
use crate::reply::{Problem, Reply, to};
use crate::say::{self, article, refused, rule_name};
use crate::t;
use crate::text::Lang;
use crate::visit::{At, Visit};
use app::Error;
use authority::Act;
use choice::tally::{Choice as Chosen, Count, Decision, Outcome as Tally, Poll, Side, Votes};
use estate::assembly::{
    About, Command, Item, ItemCount, ItemMissing, Missing, Motion, Question, Scope, Status, tally_rules,
};
use law::{Key, Refusal};
use maud::{Markup, html};
use std::collections::BTreeMap;
use units::{Capacity, MotionId, StreamId, Threshold, Weight, limits};

/// `GET /e/{estate}/m/{motion}`
pub async fn show(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>) -> Reply {
    draw(&visit, estate, motion, &Form::default(), &[]).await
}

async fn draw(visit: &Visit, estate: StreamId, id: MotionId, form: &Form, refusals: &[Refusal]) -> Reply {
    let who = visit.who(estate).await?;
    let visible = |v: &app::EstateView<'_>| {
        // A draft is its writers' until the roll is shown.
        let motion = v.estate.assembly.get(id)?;
        (motion.status(v.now) != Status::Draft || v.may(&who, Act::ViewDesk)).then_some(())
    };
    visit.site.app.estate(estate, visible).await?.ok_or(Problem::NotFound)?;
    let page = |view: &app::EstateView<'_>| motion_page(&Frame { visit, who, view }, id, form, refusals);
    if refusals.is_empty() { visit.draw(estate, page).await } else { visit.draw_refused(estate, page).await }
}

fn motion_page(f: &Frame<'_>, id: MotionId, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let Some(motion) = f.estate().assembly.get(id) else { return html! {} };
    let status = motion.status(f.view.now);
    let heading = open(lang, Some(&motion.title));
    let number = t!(lang, "matter-number", number = motion.matter.to_string());
    let by = t!(lang, "motion-by", by = f.actor(motion.drafted.actor, motion.drafted.capacity));
    let matter = f.estate().matters.get(motion.matter);
    let here = f.at(&format!("/m/{id}"));
    let content = wrap(html! {
        (page_head(PageHead {
            back: Some(Link::new(&number, &f.at(&format!("/matters/{}", motion.matter)))),
            title: heading,
            tags: Some(html! { (status_tag(lang, status)) (scope_tag(f, &motion.scope)) span .meta { (flow(&by)) } }),
            lead: None,
        }))
        @if let Some(matter) = matter { (stations(Stations { lang, six: stations_of(lang, matter, Some((motion, status))) })) }
        div .stack {
            (refused(lang, refusals))
            (super::aftermath::revoked_notices(f, motion))
            @match status {
                Status::Draft => (draft_card(f, motion)),
                Status::RollShown | Status::Announced => (waiting_cards(f, id, motion, status)),
                Status::Voting => (voting_cards(f, id, motion)),
                Status::Closed | Status::Counted => (closed_card(f, motion, status)),
                Status::Published => (result_cards(f, id, motion)),
                Status::Withdrawn => (notice(Notice::text(NoticeKind::Explain, t!(lang, "motion-withdrawn-lead")))),
            }
            @if f.may(Act::ViewDesk) { (work(f, id, motion, status, form)) }
            (super::aftermath::card_of(f, id, motion))
            (super::share::ways(f, id, motion))
            (super::posting::card_of(f, id, motion))
            (super::custody::card_of(f, id, motion))
            (super::documents::card_of(f, id, motion))
            @if matches!(status, Status::Announced | Status::Voting) && f.may(Act::ViewDesk) {
                @if let Some(missing) = motion.missing() { (card(html! { h2 { (t!(lang, "missing-title")) } (missing_lines(f, motion, &missing)) })) }
            }
            (items(f, motion))
            @if motion.electorate.is_some() && status >= Status::Voting { (buildings(f, id, motion)) }
            (objections(f, id, motion, form))
            @if motion.items.iter().any(|i| i.kind.needs_permits()) {
                (notice(Notice::text(NoticeKind::Explain, t!(lang, "motion-permits"))))
            }
            p .meta { (more(Link::new(t!(lang, "motion-rules-link"), &format!("{here}/rules")))) }
        }
    });
    f.page(
        Shape { title: heading, section: Section::Matters, desk: true, aloud: true, proof: true, ..Shape::default() },
        content,
    )
}

fn status_tag(lang: Lang, status: Status) -> Markup {
    let kind = match status {
        Status::Voting => TagKind::Now,
        Status::RollShown | Status::Announced | Status::Closed | Status::Counted => TagKind::Soon,
        Status::Published | Status::Withdrawn => TagKind::Done,
        Status::Draft => TagKind::Plain,
    };
    tag(Tag { kind, text: crate::text::t_of(lang, "motion-status", status.word()) })
}

fn scope_tag(f: &Frame<'_>, scope: &Scope) -> Markup {
    tag(Tag { kind: TagKind::Plain, text: &scope_text(f, scope) })
}

/// Who decides, in words.
pub fn scope_text(f: &Frame<'_>, scope: &Scope) -> String {
    let lang = f.lang();
    match scope {
        Scope::Estate => t!(lang, "scope-estate").to_owned(),
        Scope::Building(b) => t!(lang, "scope-building", building = f.building(b)),
        Scope::Stairwell(b, s) => {
            t!(lang, "scope-stairwell", building = f.building(b), stairwell = format::stairwell_name(lang, s.as_str()))
        }
    }
}

fn quorum(motion: &Motion) -> Option<Threshold> {
    motion.rule(Key::Quorum)?.value.share()
}

/// Turnout as the public may see it: of a dozen units and more.
pub fn public_turnout(f: &Frame<'_>, motion: &Motion) -> Option<Turnout> {
    let electorate = motion.electorate.as_ref()?;
    let units = electorate.voter_of.len();
    if units < limits::PUBLIC_GROUP_UNITS_MIN && !f.may(Act::ViewTurnoutByUnit) {
        return None;
    }
    let line = quorum(motion)?;
    let (part, whole) = (motion.turnout(), electorate.all);
    Some(Turnout { lang: f.lang(), part, whole, heads: line, area: line, words: Words::Full })
}

fn draft_card(f: &Frame<'_>, motion: &Motion) -> Markup {
    let lang = f.lang();
    card(html! { (lead(t!(lang, "motion-draft-lead"))) (times(f, motion)) })
}

fn times(f: &Frame<'_>, motion: &Motion) -> Markup {
    let lang = f.lang();
    let at = |m| format::moment(lang, m, f.today());
    facts(&[
        Fact::text(t!(lang, "motion-opens"), &at(motion.opens)),
        Fact::text(t!(lang, "motion-closes-label"), &at(motion.closes)),
        Fact::text(
            t!(lang, "motion-reading"),
            &t!(lang, "motion-reading-at", at = at(motion.reading), place = open(lang, Some(&motion.reading_place))),
        ),
    ])
}

fn base_text(f: &Frame<'_>, all: Weight) -> String {
    let lang = f.lang();
    t!(lang, "motion-base", heads = format::homes(lang, all.heads), area = format::area(lang, all.area))
}

fn waiting_cards(f: &Frame<'_>, id: MotionId, motion: &Motion, status: Status) -> Markup {
    let lang = f.lang();
    let Some(electorate) = &motion.electorate else { return html! {} };
    let roll = f.at(&format!("/m/{id}/roll"));
    columns(
        card(html! {
            @if status == Status::Announced {
                p .big { (flow(&t!(lang, "motion-opens-in", at = format::moment(lang, motion.opens, f.today())))) }
                @if let Some(notice) = &motion.notice {
                    (meta(&t!(lang, "motion-notice-given", day = format::date(lang, notice.at.day(), f.today()))))
                    (say::warnings(lang, &notice.warnings))
                }
            } @else { (lead(t!(lang, "motion-roll-shown-lead"))) }
            (times(f, motion))
        }),
        card(html! {
            h2 { (t!(lang, "motion-roll-frozen")) }
            p { (flow(&base_text(f, electorate.all))) }
            (meta(&t!(lang, "motion-roll-on", day = format::date(lang, electorate.on, f.today()))))
            @if f.may(Act::ViewShownRoll) { (link_button(LinkButton::second(t!(lang, "motion-see-roll"), &roll))) }
            @else { (meta(t!(lang, "motion-roll-sign-in"))) }
        }),
    )
}

fn voting_cards(f: &Frame<'_>, id: MotionId, motion: &Motion) -> Markup {
    let lang = f.lang();
    let here = f.at(&format!("/m/{id}"));
    let left = Due::of(motion.closes.day(), f.today()).text(lang);
    let main = html! {
        section #turnout .card data-refresh=(here) {
            @match public_turnout(f, motion) {
                Some(now) => {
                    (missing(lang, now.gap()))
                    (lead(&t!(lang, "quorum-rule-left", left = left)))
                    (turnout(now))
                },
                None => (lead(t!(lang, "turnout-too-few"))),
            }
        }
        @if f.who.capacity == Capacity::Owner || f.visit.session.is_none() {
            (buttons(link_button(LinkButton::primary(t!(lang, "go-vote"), &format!("{here}/ballot")))))
        }
        (card(times(f, motion)))
    };
    columns(main, agreement(f, motion))
}

/// What is still missing in heads and area, for the quorum and for each item's line; nobody looks into the box for it.
pub fn missing_lines(f: &Frame<'_>, motion: &Motion, missing: &Missing) -> Markup {
    let lang = f.lang();
    let gap = |w: Weight| Gap { heads: w.heads, area: w.area }.text(lang);
    let line = quorum(motion).map(|q| format::threshold(lang, q)).unwrap_or_default();
    let several = missing.items.len() > 1;
    let item = |i: usize, m: &ItemMissing| {
        let needed = t!(
            lang,
            "missing-needed",
            heads = format::homes(lang, m.needed.heads),
            area = format::area_needed(lang, m.needed.area)
        );
        let which = if several { t!(lang, "missing-which", n = i + 1) } else { t!(lang, "missing-this").to_owned() };
        let share = format::threshold(lang, m.approval);
        match m.missing == Weight::ZERO {
            true => t!(lang, "missing-item-open", which = which, line = share, needed = needed),
            false => t!(lang, "missing-item", which = which, line = share, needed = needed, gap = gap(m.missing)),
        }
    };
    html! {
        ul .lines {
            li { b { (flow(&t!(lang, "missing-quorum", line = line))) } " " (flow(&gap(missing.quorum))) }
            @for (i, m) in missing.items.iter().enumerate() { li { (flow(&item(i, m))) } }
        }
    }
}

/// What it takes to pass once enough take part: sealed until the count.
fn agreement(f: &Frame<'_>, motion: &Motion) -> Markup {
    let lang = f.lang();
    let mut lines: Vec<Threshold> = Vec::new();
    for item in &motion.items {
        if let Some(rules) = tally_rules(&motion.rules, item.kind, false)
            && !lines.contains(&rules.approval.heads)
        {
            lines.push(rules.approval.heads);
        }
    }
    let whole = motion.electorate.as_ref().map_or(Weight::ZERO, |e| e.all);
    let enough = quorum(motion).map_or(0, |q| q.needed(whole.heads));
    let law = f.at("/law");
    let cited = motion
        .rule(Key::Ordinary)
        .or_else(|| motion.rule(Key::Quorum))
        .map(|r| article(lang, &r.cite))
        .unwrap_or_default();
    card(html! {
        h2 { (t!(lang, "motion-agree")) }
        @for line in lines {
            (meta(&t!(lang, "motion-agree-rule", share = format::threshold(lang, line))))
            (sealed_bar(SealedBar { lang, label: t!(lang, "mark-approve"), threshold: line }))
            (meta(&t!(lang, "motion-agree-example", n = enough, m = line.needed(enough))))
        }
        p .meta { (flow(t!(lang, "motion-law-lead"))) (link(Link::new(&cited, &law))) (flow(t!(lang, "motion-law-fixed"))) }
    })
}

fn closed_card(f: &Frame<'_>, motion: &Motion, status: Status) -> Markup {
    let lang = f.lang();
    let place = open(lang, Some(&motion.reading_place));
    columns(
        card(html! {
            p .big {
                @if status == Status::Closed { (flow(&t!(lang, "motion-closed-lead", at = format::moment(lang, motion.reading, f.today()), place = place))) }
                @else { (flow(t!(lang, "motion-counted-lead"))) }
            }
            (made_with_helpers(lang, motion))
            @if let Some(now) = public_turnout(f, motion) { (turnout(now)) }
        }),
        card(times(f, motion)),
    )
}

// ---- results ----

/// The tag of a result: a result, not a fault, so grey either way.
pub fn decision_tag(lang: Lang, items: &[ItemCount]) -> Tag<'static> {
    let passed = items.iter().all(|i| i.decision() == Decision::Passed);
    let one = items.first().map(ItemCount::decision);
    match (passed, one) {
        (true, _) => Tag { kind: TagKind::Done, text: t!(lang, "decision-passed") },
        (_, Some(Decision::NoQuorum)) => Tag { kind: TagKind::Not, text: t!(lang, "decision-no-quorum") },
        _ if items.len() > 1 => Tag { kind: TagKind::Not, text: t!(lang, "decision-mixed") },
        _ => Tag { kind: TagKind::Not, text: t!(lang, "decision-not-passed") },
    }
}

/// What an item came to, in one word.
pub fn decision_word(lang: Lang, decision: Decision) -> &'static str {
    match decision {
        Decision::Passed => t!(lang, "decision-passed"),
        Decision::NotPassed => t!(lang, "decision-not-passed"),
        Decision::NoQuorum => t!(lang, "decision-no-quorum"),
        Decision::NotDemonstrated => t!(lang, "decision-not-demonstrated"),
    }
}

/// A result in one line for lists.
pub fn short_result(f: &Frame<'_>, motion: &Motion) -> String {
    let lang = f.lang();
    let day = motion.announced.as_ref().map(|(at, _)| format::date(lang, at.day(), f.today())).unwrap_or_default();
    match motion.counted.as_ref().and_then(|c| c.items.first()) {
        Some(ItemCount::Approve { outcome, .. }) => {
            let (c, day) = (outcome.count, day);
            t!(
                lang,
                "result-short",
                day = day,
                part = format::homes(lang, c.participating.heads),
                approve = format::homes(lang, c.support.heads)
            )
        }
        _ => t!(lang, "result-short-day", day = day),
    }
}

fn result_cards(f: &Frame<'_>, id: MotionId, motion: &Motion) -> Markup {
    let lang = f.lang();
    let Some(counted) = &motion.counted else { return html! {} };
    let here = f.at(&format!("/m/{id}"));
    html! {
        @for (i, count) in counted.items.iter().enumerate() {
            @if let Some(item) = motion.items.get(i) { (result_card(f, motion, item, count)) }
        }
        (card(html! {
            h2 { (t!(lang, "result-then")) }
            @if let Some((at, warnings)) = &motion.announced {
                (meta(&t!(lang, "result-announced", day = format::date(lang, at.day(), f.today()))))
                (say::warnings(lang, warnings))
            }
            @if let Some(until) = motion.revocable_until() {
                p { (flow(&t!(lang, "result-revocable", until = format::date_full(lang, until)))) }
                @if let Some(rule) = motion.rule(Key::RevokeYears) { (meta(&article(lang, &rule.cite))) }
            }
            (buttons(html! {
                (link_button(LinkButton::primary(t!(lang, "result-paper"), &format!("{here}/announcement")).icon(Icon::Printer)))
                (link_button(LinkButton::second(t!(lang, "receipt-look-up"), &f.at("/receipt"))))
            }))
            (meta(&recount_line(lang, motion)))
            (made_with_helpers(lang, motion))
        }))
    }
}

/// How many ballots were filled in by helpers and confirmed by their owners: a sum, and only once it moves no more.
fn made_with_helpers(lang: Lang, motion: &Motion) -> Markup {
    html! { @if motion.made_with_helpers() > 0 { (meta(&t!(lang, "motion-helped", n = motion.made_with_helpers()))) } }
}

/// Counted again as this page was drawn, by the frozen rules alone.
fn recount_line(lang: Lang, motion: &Motion) -> String {
    let same =
        motion.counted.as_ref().is_some_and(|c| estate::assembly::count(motion).is_ok_and(|items| items == c.items));
    if same { t!(lang, "recount-same").to_owned() } else { t!(lang, "recount-differs").to_owned() }
}

fn result_card(f: &Frame<'_>, motion: &Motion, item: &Item, count: &ItemCount) -> Markup {
    let lang = f.lang();
    let decision = count.decision();
    let kind = if decision == Decision::Passed { TagKind::Done } else { TagKind::Not };
    card(html! {
        p { (tag(Tag { kind, text: decision_word(lang, decision) })) }
        h2 { (crate::components::title(open(lang, Some(&item.title)))) }
        @match count {
            ItemCount::Approve { votes, outcome, .. } => (question_result(f, motion, votes, outcome)),
            ItemCount::Choose { poll, outcome, .. } => (choice_result(f, item, poll, outcome)),
        }
        (meta(&threshold_line(lang, motion, item)))
    })
}

fn threshold_line(lang: Lang, motion: &Motion, item: &Item) -> String {
    let Some(rules) = tally_rules(&motion.rules, item.kind, false) else { return String::new() };
    let cites: Vec<String> = [Key::Quorum, approval_key(motion, item)]
        .iter()
        .filter_map(|k| motion.rule(*k))
        .map(|r| article(lang, &r.cite))
        .collect();
    let mut unique = cites.clone();
    unique.dedup();
    t!(
        lang,
        "result-rule",
        quorum = format::threshold(lang, rules.quorum.heads),
        approval = format::threshold(lang, rules.approval.heads),
        law = unique.join(t!(lang, "say-comma"))
    )
}

/// Which of the two approval rules an item goes by.
pub fn approval_key(motion: &Motion, item: &Item) -> Key {
    let special =
        motion.rule(Key::SpecialItems).is_some_and(|r| r.value.words().iter().any(|w| w == item.kind.number()));
    if special { Key::Special } else { Key::Ordinary }
}

fn weight_row(lang: Lang, label: &str, w: Weight, of: Option<Weight>) -> Row {
    // As on the announcement: one result has one set of figures.
    let share = |part, whole: Option<i64>| whole.map(|whole| html! { (format::percent_printed(part, whole)) });
    Row {
        cells: vec![
            Some(html! { (flow(label)) }),
            Some(html! { (format::count(w.heads)) }),
            share(w.heads, of.map(|o| o.heads)),
            Some(html! { (format::area(lang, w.area)) }),
            share(w.area.cm2(), of.map(|o| o.area.cm2())),
        ],
        here: false,
    }
}

fn result_table(lang: Lang, rows: &[Row]) -> Markup {
    table(Table {
        lang,
        caption: t!(lang, "result-table"),
        caption_hidden: true,
        columns: &[
            Column::text("").stays(),
            Column::figure(t!(lang, "col-heads")).stays(),
            Column::figure(t!(lang, "col-share")),
            Column::figure(t!(lang, "col-area")).stays(),
            Column::figure(t!(lang, "col-share")),
        ],
        rows,
        total: None,
    })
}

fn question_result(f: &Frame<'_>, motion: &Motion, votes: &Votes, outcome: &Tally) -> Markup {
    let lang = f.lang();
    let c: &Count = &outcome.count;
    let mut rows = vec![
        weight_row(lang, t!(lang, "row-all"), c.all, None),
        weight_row(lang, t!(lang, "row-participating"), c.participating, Some(c.all)),
        weight_row(lang, t!(lang, "mark-approve"), votes.approve, Some(c.base)),
        weight_row(lang, t!(lang, "mark-against"), votes.against, Some(c.base)),
        weight_row(lang, t!(lang, "mark-abstain"), votes.abstain, Some(c.base)),
    ];
    if votes.invalid != Weight::ZERO {
        rows.push(weight_row(lang, t!(lang, "row-invalid"), votes.invalid, None));
    }
    if let Some(side) = c.silent_to {
        let to = match side {
            Side::Approve => t!(lang, "row-silent-approve"),
            Side::Against => t!(lang, "row-silent-against"),
            Side::Abstain => t!(lang, "row-silent-abstain"),
        };
        rows.push(weight_row(lang, to, votes.silent, None));
    }
    html! {
        (result_table(lang, &rows))
        @if let Some(without) = outcome.silent_excluded {
            @let words = t!(lang, "silent-both", with = decision_word(lang, c.decision), without = decision_word(lang, without.decision));
            (notice(Notice::text(if outcome.silent_decided() { NoticeKind::Mind } else { NoticeKind::Explain }, &words)))
            @if outcome.silent_decided() { (meta(t!(lang, "silent-risk"))) }
        }
        @if outcome.silent_below_floor.is_some() && let Some(floor) = motion.rule(Key::SilentFloor) {
            (notice(Notice::text(NoticeKind::Mind, &t!(lang, "silent-below-floor", law = article(lang, &floor.cite)))))
        }
        @if let Some(other) = outcome.invalid_otherwise {
            (notice(Notice::text(NoticeKind::Mind, &t!(lang, "invalid-both", other = decision_word(lang, other.decision)))))
        }
    }
}

fn choice_result(f: &Frame<'_>, item: &Item, poll: &Poll, outcome: &Chosen) -> Markup {
    let lang = f.lang();
    let Question::Choose { options, .. } = &item.question else { return html! {} };
    let mut rows = vec![
        weight_row(lang, t!(lang, "row-all"), outcome.all, None),
        weight_row(lang, t!(lang, "row-participating"), outcome.participating, Some(outcome.all)),
    ];
    let mut order: Vec<usize> = (0..options.len().min(poll.options.len())).collect();
    order.sort_by_key(|i| std::cmp::Reverse((poll.options[*i].heads, poll.options[*i].area)));
    for i in order {
        let name = open(lang, Some(&options[i]));
        let label = if outcome.elected.contains(&i) { t!(lang, "row-elected", name = name) } else { name.to_owned() };
        rows.push(weight_row(lang, &label, poll.options[i], Some(outcome.base)));
    }
    rows.push(weight_row(lang, t!(lang, "mark-none"), poll.none, Some(outcome.base)));
    rows.push(weight_row(lang, t!(lang, "mark-abstain"), poll.abstain, Some(outcome.base)));
    html! {
        (result_table(lang, &rows))
        @if !outcome.tied.is_empty() { (notice(Notice::text(NoticeKind::Mind, t!(lang, "choice-tied")))) }
    }
}

// ---- what is asked ----

fn items(f: &Frame<'_>, motion: &Motion) -> Markup {
    let lang = f.lang();
    html! {
        @for (i, item) in motion.items.iter().enumerate() {
            (card(html! {
                p .meta { (t!(lang, "item-number", n = i + 1, all = motion.items.len())) }
                h2 data-read { (crate::components::title(open(lang, Some(&item.title)))) }
                @if let Some(text) = &item.text { @for line in open(lang, Some(text)).lines() { p data-read { (flow(line)) } } }
                @if let Question::Choose { options, seats, .. } = &item.question {
                    p .meta { (flow(&t!(lang, "item-choose", n = *seats, of = options.len()))) }
                    ol { @for option in options { li { (flow(open(lang, Some(option)))) } } }
                }
                @let kind = crate::text::t_of(lang, "item", item.kind.number());
                (law_note(t!(lang, "item-how"), &how_it_passes(lang, motion, item), Link::new(kind, &f.at("/law"))))
            }))
        }
    }
}

/// How an item passes, in one sentence.
pub fn how_it_passes(lang: Lang, motion: &Motion, item: &Item) -> String {
    match tally_rules(&motion.rules, item.kind, false) {
        Some(rules) => t!(
            lang,
            "item-passes",
            quorum = format::threshold(lang, rules.quorum.heads),
            approval = format::threshold(lang, rules.approval.heads)
        ),
        None => t!(lang, "item-passes-later").to_owned(),
    }
}

/// Units that voted, by building; the public sees buildings of a dozen units and more.
fn buildings(f: &Frame<'_>, id: MotionId, motion: &Motion) -> Markup {
    let lang = f.lang();
    let (Some(electorate), Some(line)) = (&motion.electorate, quorum(motion)) else { return html! {} };
    let by_unit = f.may(Act::ViewTurnoutByUnit);
    let mut by_building: BTreeMap<&estate::Label, (i64, i64)> = BTreeMap::new();
    for (unit, voter) in &electorate.voter_of {
        if let Some(unit) = f.unit(*unit) {
            let entry = by_building.entry(&unit.facts.door.building).or_default();
            entry.0 += i64::from(motion.ballots.contains_key(voter));
            entry.1 += 1;
        }
    }
    let least = limits::PUBLIC_GROUP_UNITS_MIN as i64;
    let rows: Vec<Row> = by_building
        .iter()
        .filter(|(_, (_, whole))| by_unit || *whole >= least)
        .map(|(label, (part, whole))| {
            let name = f.building(label);
            let href = f.at(&format!("/m/{id}/turnout?building={}", label.as_str()));
            Row::of([
                if by_unit { link(Link::new(&name, &href)) } else { flow(&name) },
                mini_bar(MiniBar { part: *part, whole: *whole, threshold: line }),
                html! { (part) " / " (whole) },
            ])
        })
        .collect();
    if rows.is_empty() {
        return html! {};
    }
    let hidden_some = rows.len() < by_building.len();
    card(section(
        t!(lang, "buildings-title"),
        None,
        html! {
            (table(Table {
                lang,
                caption: t!(lang, "buildings-caption"),
                caption_hidden: true,
                columns: &[Column::text(t!(lang, "col-building")).stays(), Column::text("").stays(), Column::figure(t!(lang, "col-voted")).stays()],
                rows: &rows,
                total: None,
            }))
            (meta(t!(lang, "buildings-line")))
            @if hidden_some { (meta(&t!(lang, "buildings-hidden", n = least))) }
            @if by_unit {
                @if let Some((first, _)) = by_building.first_key_value() {
                    (link_button(LinkButton::second(t!(lang, "turnout-by-unit"), &f.at(&format!("/m/{id}/turnout?building={}", first.as_str())))))
                }
            }
        },
    ))
}

// ---- objections ----

fn objections(f: &Frame<'_>, id: MotionId, motion: &Motion, form: &Form) -> Markup {
    let lang = f.lang();
    let status = motion.status(f.view.now);
    let about = match status {
        Status::RollShown | Status::Announced => Some(About::Roll),
        Status::Published => Some(About::Result),
        _ => None,
    };
    let (answering, mine) = (f.may(Act::AnswerObjection), |o: &estate::assembly::Objection| {
        f.who.person_id().is_some() && o.raised.actor.whose() == f.who.person_id()
    });
    let seen: Vec<_> = motion.objections.iter().enumerate().filter(|(_, o)| answering || mine(o)).collect();
    let answered = motion.objections.iter().filter(|o| o.answer.is_some()).count();
    if motion.objections.is_empty() && !(about.is_some() && f.may(Act::Object)) {
        return html! {};
    }
    let here = f.at(&format!("/m/{id}"));
    let (form_id, csrf) = (f.visit.form_id().to_string(), f.visit.csrf());
    card(html! {
        h2 { (t!(lang, "objections-title")) }
        @if !motion.objections.is_empty() { (meta(&t!(lang, "objections-counts", n = motion.objections.len(), answered = answered))) }
        @for (i, o) in seen {
            article .entry {
                p { (flow(open(lang, Some(&o.text)))) }
                p .meta { (flow(&format::moment(lang, o.raised.at, f.today()))) }
                @match &o.answer {
                    Some((stamp, upheld, text)) => {
                        p { b { (if *upheld { t!(lang, "objection-upheld") } else { t!(lang, "objection-not-upheld") }) } " " (flow(open(lang, Some(text)))) }
                        p .meta { (flow(&t!(lang, "told-line", at = format::moment(lang, stamp.at, f.today()), by = f.actor(stamp.actor, stamp.capacity)))) }
                    },
                    None if answering => form method="post" action=(format!("{here}/answer")) .stack {
                        @let n = i.to_string();
                        (hidden(&[("id", &form_id), ("csrf", &csrf), ("objection", &n)]))
                        (field(Field::new(lang, "text", t!(lang, "objection-answer")), Control::TextArea { value: "", rows: 3 }))
                        (buttons(html! {
                            (button(Button::second(t!(lang, "objection-uphold")).value("upheld", "yes")))
                            (button(Button::second(t!(lang, "objection-decline")).value("upheld", "no")))
                        }))
                    },
                    None => p .meta { (flow(t!(lang, "objection-waiting"))) },
                }
            }
        }
        @if let Some(about) = about {
            @if f.may(Act::Object) {
                form method="post" action=(format!("{here}/object")) .stack {
                    @let what = if about == About::Roll { t!(lang, "objection-roll") } else { t!(lang, "objection-result") };
                    (hidden(&[("id", &form_id), ("csrf", &csrf)]))
                    (field(Field::new(lang, "objection", what).hint(t!(lang, "objection-hint")), Control::TextArea { value: form.get("objection"), rows: 3 }))
                    (button(Button::second(t!(lang, "objection-do")).busy(t!(lang, "recording"))))
                }
            }
        }
    })
}

// ---- the next step, for those whose work it is ----

fn work(f: &Frame<'_>, id: MotionId, motion: &Motion, status: Status, form: &Form) -> Markup {
    let lang = f.lang();
    let here = f.at(&format!("/m/{id}"));
    let (form_id, csrf) = (f.visit.form_id().to_string(), f.visit.csrf());
    let post = |act: &str, inner: Markup| {
        html! { form method="post" action=(format!("{here}/{act}")) .stack { (hidden(&[("id", &form_id), ("csrf", &csrf)])) (inner) } }
    };
    let press = |label, act| post(act, button(Button::primary(label).busy(t!(lang, "recording"))));
    let unsettled = motion.unsettled().count();
    let body = html! {
        @match status {
            Status::Draft | Status::RollShown => {
                @if f.may(Act::FreezeRoll) {
                    (meta(t!(lang, "work-freeze-lead")))
                    @if status == Status::Draft { (press(t!(lang, "work-freeze"), "freeze")) }
                    @else { (post("freeze", button(Button::second(t!(lang, "work-freeze-again"))))) }
                }
                @if status == Status::RollShown && f.may(Act::GiveNotice) { (post("notice", notice_fields(f, motion, form))) }
                @if f.may(Act::DraftMotion) { (buttons(link_button(LinkButton::second(t!(lang, "work-redraft"), &f.at(&format!("/desk/motions/{id}/edit")))))) }
            },
            Status::Announced | Status::Voting => {
                @if status == Status::Announced && f.may(Act::FreezeRoll) { (post("freeze", button(Button::second(t!(lang, "work-freeze-again"))))) }
                (buttons(html! {
                    @if f.may(Act::ReceivePaper) { (link_button(LinkButton::second(t!(lang, "work-print-papers"), &format!("{here}/papers")).icon(Icon::Printer))) }
                    @if f.may(Act::Serve) { (link_button(LinkButton::primary(t!(lang, "work-canvass"), &format!("{here}/canvass")).icon(Icon::Door))) }
                    @if f.may(Act::EnterPaper) && status == Status::Voting { (link_button(LinkButton::second(t!(lang, "work-papers"), &f.at(&format!("/desk/papers/{id}"))))) }
                    @if f.may(Act::GrantProxy) { (link_button(LinkButton::second(t!(lang, "work-proxies"), &f.at(&format!("/desk/proxies/{id}"))))) }
                }))
            },
            Status::Closed => {
                @if f.may(Act::ImportPlatform) && motion.rule(Key::PhoneChannel).is_some_and(|r| r.value.word() == Some("official-platform")) {
                    (buttons(link_button(LinkButton::second(t!(lang, "work-platform"), &f.at(&format!("/desk/platform/{id}"))))))
                }
                @if unsettled > 0 {
                    p { (flow(&t!(lang, "work-unsettled", n = unsettled))) }
                    @if f.may(Act::EnterPaper) { (link_button(LinkButton::primary(t!(lang, "work-papers"), &f.at(&format!("/desk/papers/{id}"))))) }
                } @else if f.view.now < motion.reading {
                    p { (flow(&t!(lang, "work-count-later", at = format::moment(lang, motion.reading, f.today())))) }
                } @else if !estate::custody::bars_to_count(f.estate(), id).is_empty() {
                    (meta(t!(lang, "work-box-first")))
                    @if f.may(Act::KeepBox) { (link_button(LinkButton::primary(t!(lang, "box-see"), &format!("{here}/box")))) }
                } @else if f.may(Act::CountMotion) { (press(t!(lang, "work-count"), "count")) }
            },
            Status::Counted => {
                @if let Some(counted) = &motion.counted {
                    @for (item, count) in motion.items.iter().zip(&counted.items) { (result_card(f, motion, item, count)) }
                }
                @if f.may(Act::AnnounceMotion) { (meta(t!(lang, "work-announce-lead"))) (press(t!(lang, "work-announce"), "announce")) }
            },
            Status::Published | Status::Withdrawn => {},
        }
        @if status < Status::Counted && f.may(Act::DraftMotion) {
            details { summary { (t!(lang, "work-withdraw-more")) }
                (meta(t!(lang, "work-withdraw-lead")))
                (post("withdraw", button(Button { kind: Kind::Irreversible, ..Button::primary(t!(lang, "work-withdraw")) })))
            }
        }
    };
    match status {
        Status::Published | Status::Withdrawn => html! {},
        _ => card(
            html! { p { (tag(Tag { kind: TagKind::Seen, text: t!(lang, "work-seen") })) } h2 { (t!(lang, "work-next")) } (body) },
        ),
    }
}

fn notice_fields(f: &Frame<'_>, motion: &Motion, form: &Form) -> Markup {
    let lang = f.lang();
    let days = motion.rule(Key::NoticeDays).and_then(|r| r.value.number());
    let warns = motion.rule(Key::Silent).is_some_and(|r| r.value.word() == Some("count-to-majority"));
    html! {
        @if let Some(days) = days { (meta(&t!(lang, "work-notice-days", n = days, opens = format::moment(lang, motion.opens, f.today())))) }
        (checkbox(Field::new(lang, "told_committee", ""), Choice { value: "yes", label: t!(lang, "work-notice-told"), note: None, sign: None }, form.has("told_committee")))
        @if warns {
            (checkbox(Field::new(lang, "silence_warning", ""), Choice { value: "yes", label: t!(lang, "work-notice-silence"), note: Some(t!(lang, "work-notice-silence-note")), sign: None }, form.has("silence_warning")))
        }
        (button(Button::primary(t!(lang, "work-notice")).busy(t!(lang, "recording"))))
    }
}

/// `POST /e/{estate}/m/{motion}/{act}`: one step of a motion.
pub async fn act(visit: Visit, At((estate, motion, act)): At<(StreamId, MotionId, String)>, form: Form) -> Reply {
    visit.check(&form)?;
    let status = visit
        .site
        .app
        .estate(estate, |v| v.estate.assembly.get(motion).map(|m| m.status(v.now)))
        .await?
        .ok_or(Problem::NotFound)?;
    let command = match act.as_str() {
        "freeze" => Command::FreezeRoll { motion },
        "notice" => Command::GiveNotice {
            motion,
            told_committee: form.has("told_committee"),
            silence_warning: form.has("silence_warning"),
        },
        "count" => Command::Count { motion },
        "announce" => Command::Announce { motion },
        "withdraw" => Command::Withdraw { motion },
        "object" => {
            let about = if status == Status::Published { About::Result } else { About::Roll };
            Command::Object { motion, about, text: form.get("objection").to_owned() }
        }
        "answer" => {
            let objection = form.read("objection").ok_or(Problem::BadRequest)?;
            Command::Answer {
                motion,
                objection,
                upheld: form.get("upheld") == "yes",
                text: form.get("text").to_owned(),
            }
        }
        _ => return Err(Problem::NotFound),
    };
    let who = visit.who(estate).await?;
    if visit.session.is_none() {
        return Err(Problem::SignIn(format!("/e/{estate}/m/{motion}")));
    }
    match visit.site.app.estate_command(estate, who, form.id()?, estate::Command::Assembly(command)).await {
        Ok(_) => Ok(to(&format!("/e/{estate}/m/{motion}"))),
        Err(Error::Refused(refusals)) => draw(&visit, estate, motion, &form, &refusals).await,
        Err(error) => Err(error.into()),
    }
}

// ---- the rules it goes by ----

/// `GET /e/{estate}/m/{motion}/rules`: what was frozen, value by value, with its article.
pub async fn rules(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>) -> Reply {
    let who = visit.who(estate).await?;
    if visit.site.app.estate(estate, |v| v.estate.assembly.get(motion).is_none()).await? {
        return Err(Problem::NotFound);
    }
    visit.draw(estate, |view| rules_page(&Frame { visit: &visit, who, view }, motion)).await
}

fn rules_page(f: &Frame<'_>, id: MotionId) -> Markup {
    let lang = f.lang();
    let Some(motion) = f.estate().assembly.get(id) else { return html! {} };
    let rows: Vec<Row> = motion
        .rules
        .iter()
        .map(|r| {
            let pack = r.pack.map_or_else(|| t!(lang, "rules-own").to_owned(), |p| format::hash(&p.to_string(), 2));
            Row::of([
                html! { (rule_name(lang, r.key)) },
                html! { (super::law::value_text(lang, r.key, &r.value)) },
                flow(&article(lang, &r.cite)),
                html! { span .mono { (pack) } },
            ])
        })
        .collect();
    let content = wrap(html! {
        (page_head(PageHead {
            back: Some(Link::new(open(lang, Some(&motion.title)), &f.at(&format!("/m/{id}")))),
            title: t!(lang, "rules-title"),
            lead: Some(t!(lang, "rules-lead")),
            tags: None,
        }))
        (card(html! {
            @if rows.is_empty() { p { (flow(t!(lang, "rules-not-frozen"))) } }
            @else {
                (table(Table {
                    lang,
                    caption: t!(lang, "rules-title"),
                    caption_hidden: true,
                    columns: &[Column::text(t!(lang, "col-rule")).stays(), Column::text(t!(lang, "col-value")).stays(), Column::text(t!(lang, "col-article")), Column::text(t!(lang, "col-pack"))],
                    rows: &rows,
                    total: None,
                }))
            }
        }))
    });
    f.page(
        Shape { title: t!(lang, "rules-title"), section: Section::Law, desk: true, proof: true, ..Shape::default() },
        content,
    )
}
