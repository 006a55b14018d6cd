//! After the close: that it is being counted, what it came to and by which line.

use super::super::{Frame, open};
use super::turnout::public_turnout;
use super::{sources_line, times};
use crate::components::layout::columns;
use crate::components::{
    Column, LinkButton, Notice, NoticeKind, Row, Table, Tag, TagKind, buttons, card, flow, link_button, meta, notice,
    table, tag, turnout,
};
use crate::format;
use crate::icons::Icon;
use crate::say::{self, article};
use crate::t;
use crate::text::Lang;
use choice::tally::{Choice as Chosen, Count, Decision, Outcome as Tally, Poll, Side, Votes};
use estate::assembly::{Item, ItemCount, Motion, Question, Status, tally_rules};
use law::Key;
use maud::{Markup, html};
use units::{MotionId, Weight};

pub(super) fn closed_card(f: &Frame<'_>, motion: &Motion, status: Status) -> Markup {
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
        card(html! { (times(f, motion)) (sources_line(lang, motion)) }),
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

pub(super) fn result_cards(f: &Frame<'_>, id: MotionId, motion: &Motion) -> Markup {
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
            (sources_line(lang, motion))
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

pub(super) fn result_card(f: &Frame<'_>, motion: &Motion, item: &Item, count: &ItemCount) -> Markup {
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

/// Who would be chosen if invalid ballots were read the other way, where that decides.
pub fn otherwise_chosen(lang: Lang, item: &Item, outcome: &Chosen) -> Option<String> {
    let (other, Question::Choose { options, .. }) = (outcome.invalid_otherwise.as_ref()?, &item.question) else {
        return None;
    };
    let names: Vec<&str> = other.elected.iter().filter_map(|i| options.get(*i)).map(|o| open(lang, Some(o))).collect();
    Some(match names.is_empty() {
        true => t!(lang, "invalid-both", other = decision_word(lang, other.decision)),
        false => t!(lang, "invalid-both-elected", names = names.join(t!(lang, "say-comma"))),
    })
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
        @if let Some(words) = otherwise_chosen(lang, item, outcome) { (notice(Notice::text(NoticeKind::Mind, &words))) }
    }
}
