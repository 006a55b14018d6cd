//! Before the close: what waits, how many took part and what is still missing, house by house.

use super::super::Frame;
use super::{base_text, sources_line, sources_text, times};
use crate::components::layout::columns;
use crate::components::{
    Column, Gap, Link, LinkButton, MiniBar, Row, SealedBar, Table, Turnout, Words, buttons, card, flow, lead, link,
    link_button, meta, mini_bar, missing, sealed_bar, section, table, turnout,
};
use crate::format::{self, Due};
use crate::say::{self, article};
use crate::t;
use authority::Act;
use estate::assembly::{ItemMissing, Missing, Motion, Status, tally_rules};
use law::Key;
use maud::{Markup, html};
use std::collections::BTreeMap;
use units::{Capacity, MotionId, Threshold, Weight, limits};

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

pub(super) fn waiting_cards(f: &Frame<'_>, id: MotionId, motion: &Motion, status: Status) -> Markup {
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
            @if let Some(sources) = sources_text(lang, electorate) { (meta(&sources)) }
            (meta(&t!(lang, "motion-roll-on", day = format::date(lang, electorate.on, f.today()))))
            @if f.may(Act::ViewShownRoll) { (link_button(LinkButton::second(t!(lang, "motion-see-roll"), &roll))) }
            @else { (meta(t!(lang, "motion-roll-sign-in"))) }
        }),
    )
}

pub(super) fn voting_cards(f: &Frame<'_>, id: MotionId, motion: &Motion) -> Markup {
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
        (card(html! { (times(f, motion)) (sources_line(lang, motion)) }))
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

/// Units that voted, by building; the public sees buildings of a dozen units and more.
pub(super) fn buildings(f: &Frame<'_>, id: MotionId, motion: &Motion) -> Markup {
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
