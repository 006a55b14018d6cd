//! What is printed of a motion: the ballots, one a unit, and the announcement of its result. Both from the record, with
//! the number and root by which they can be checked.

use super::motion::{approval_key, decision_word, otherwise_chosen, sources_text};
use super::{Frame, Section, Shape, open};
use crate::components::print::{
    BallotSlip, PrintBars, PrintRow, Signatures, SlipItem, ballots, finding, paragraph, print_bars, print_table,
    signatures,
};
use crate::components::{Button, Link, button, card, flow, hidden, meta, title};
use crate::icons::Icon;
use crate::layout::{PageHead, narrow, page_head};
use crate::pages::paper_frame::{Checked, Heading};
use crate::reply::{Problem, Reply, page};
use crate::say::{article, refused};
use crate::t;
use crate::text::Lang;
use crate::visit::{At, Visit};
use crate::{form::Form, format};
use app::EstateView;
use authority::Act;
use axum::http::StatusCode;
use choice::tally::{Choice, Count, Outcome, Poll, Side, Votes};
use estate::Label;
use estate::assembly::{Item, ItemCount, Motion, Question, Status, tally_rules};
use estate::matters::What;
use law::{Confidence, Key, Refusal};
use maud::{Markup, html};
use std::collections::BTreeMap;
use units::{MotionId, Share, StreamId, Weight};

// ---- ballots ----

/// `GET /e/{estate}/m/{motion}/papers`: what was printed so far, and a press for every building. The ballots themselves
/// come only with the press, which writes down who printed them.
pub async fn printings(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>) -> Reply {
    let who = visit.who_may(estate, Act::PrintPapers).await?;
    noticed(&visit, estate, motion).await?;
    visit.draw(estate, |view| printings_page(&Frame { visit: &visit, who, view }, motion, &[])).await
}

async fn noticed(visit: &Visit, estate: StreamId, motion: MotionId) -> Result<(), Problem> {
    let noticed = |v: &EstateView<'_>| v.estate.assembly.get(motion).is_some_and(|m| m.notice.is_some());
    if visit.site.app.estate(estate, noticed).await? { Ok(()) } else { Err(Problem::NotFound) }
}

/// `POST /e/{estate}/m/{motion}/papers`: one building at a time; six hundred ballots at once are more than a phone or a
/// printer wants. Sent again, as when a page is loaded anew, it is the same printing.
pub async fn print(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>, form: Form) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::PrintPapers).await?;
    noticed(&visit, estate, motion).await?;
    let building = form.label("building").filter(|b| !b.is_empty()).ok_or(Problem::BadRequest)?;
    let command = estate::custody::Command::PrintPapers { motion, building: building.clone() };
    match visit.send(estate, who, &form, estate::Command::Custody(command)).await? {
        Ok(_) => {
            let draw = |view: &EstateView<'_>| slips(&Frame { visit: &visit, who, view }, motion, &building);
            let markup = visit.site.app.estate(estate, draw).await?;
            Ok(page(&visit, StatusCode::OK, markup))
        }
        Err(refusals) => {
            visit
                .draw_refused(estate, |view| printings_page(&Frame { visit: &visit, who, view }, motion, &refusals))
                .await
        }
    }
}

fn printings_page(f: &Frame<'_>, id: MotionId, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let Some(motion) = f.estate().assembly.get(id) else { return html! {} };
    let mut buildings: BTreeMap<Label, usize> = BTreeMap::new();
    for unit in motion.electorate.iter().flat_map(|e| e.voter_of.keys()).filter_map(|unit| f.unit(*unit)) {
        *buildings.entry(unit.facts.door.building.clone()).or_default() += 1;
    }
    let printed = &f.estate().custody.of(id).printed;
    let open_now = matches!(motion.status(f.view.now), Status::Announced | Status::Voting);
    let title = t!(lang, "work-print-papers");
    let content = narrow(html! {
        (page_head(PageHead { back: Some(Link::new(open(lang, Some(&motion.title)), &f.at(&format!("/m/{id}")))), title, lead: Some(t!(lang, "printings-lead")), tags: None }))
        div .stack {
            (refused(lang, refusals))
            @if !open_now { (meta(t!(lang, "printings-over"))) }
            @for (building, n) in &buildings {
                @let before: Vec<_> = printed.iter().filter(|p| p.building == *building).collect();
                (card(html! {
                    h2 { (flow(&f.building(building))) }
                    @if before.is_empty() { p { (t!(lang, "printings-none")) } }
                    @else { ul { @for p in &before {
                        li { (flow(&t!(lang, "printings-one", at = format::moment(lang, p.stamp.at, f.today()), by = f.actor(p.stamp.actor, p.stamp.capacity), n = p.papers))) }
                    } } }
                    @if open_now {
                        (f.form(&format!("/m/{id}/papers"), html! {
                            (hidden(&[("building", building.as_str())]))
                            @if before.is_empty() { (button(Button::primary(&t!(lang, "printings-do", building = f.building(building), n = *n)).busy(t!(lang, "recording")))) }
                            @else { (button(Button::second(&t!(lang, "printings-again", building = f.building(building), n = *n)).busy(t!(lang, "recording")))) }
                        }))
                    }
                }))
            }
        }
    });
    f.page(Shape { title, section: Section::Matters, ..Shape::default() }, content)
}

fn slips(f: &Frame<'_>, id: MotionId, building: &Label) -> Markup {
    let lang = f.lang();
    let Some(motion) = f.estate().assembly.get(id) else { return html! {} };
    let Some(electorate) = &motion.electorate else { return html! {} };
    let mut units: Vec<_> = motion
        .paper_codes()
        .into_iter()
        .filter_map(|(unit, code)| {
            Some((f.unit(unit)?, electorate.voter_of.get(&unit)?, electorate.area_of(unit)?, code))
        })
        .collect();
    units.sort_by(|a, b| a.0.facts.door.cmp(&b.0.facts.door));
    units.retain(|(u, ..)| u.facts.door.building == *building);
    let words: Vec<[String; 4]> = units
        .iter()
        .map(|(unit, voter, area, code)| {
            let several = electorate.voter(**voter).map_or(1, |v| v.units.len());
            let weight = match several {
                1 => t!(lang, "slip-weight", area = format::area(lang, *area)),
                n => t!(lang, "slip-weight-several", area = format::area(lang, *area), n = n),
            };
            let link = format!("{}{}", f.visit.origin, f.at(&format!("/m/{id}/paper?code={code}")));
            [f.door(&unit.facts.door), weight, grouped(code), link]
        })
        .collect();
    let items: Vec<(String, Vec<(Option<Icon>, &str)>)> = motion
        .items
        .iter()
        .map(|item| {
            let choices = match &item.question {
                Question::Approve => vec![
                    (Some(Icon::Check), t!(lang, "mark-approve")),
                    (Some(Icon::Cross), t!(lang, "mark-against")),
                    (Some(Icon::Minus), t!(lang, "mark-abstain")),
                ],
                Question::Choose { options, .. } => options
                    .iter()
                    .map(|o| (None, open(lang, Some(o))))
                    .chain([(None, t!(lang, "mark-none")), (Some(Icon::Minus), t!(lang, "mark-abstain"))])
                    .collect(),
            };
            let text = open(lang, Some(&item.title));
            let text = match &item.question {
                Question::Choose { seats, .. } if *seats > 1 => t!(lang, "slip-choose", text = text, n = *seats),
                _ => text.to_owned(),
            };
            (text, choices)
        })
        .collect();
    let items: Vec<SlipItem<'_>> = items.iter().map(|(text, choices)| SlipItem { text, choices }).collect();
    let until = t!(lang, "slip-until", at = format::moment_full(lang, motion.closes));
    let how = [t!(lang, "slip-how-1"), t!(lang, "slip-how-2"), until.as_str(), t!(lang, "slip-how-4")];
    let (issuer, number) = (issuer(f), t!(lang, "matter-number", number = motion.matter.to_string()));
    let papers: Vec<BallotSlip<'_>> = words
        .iter()
        .map(|[unit, weight, code, link]| BallotSlip {
            lang,
            issuer: &issuer,
            number: &number,
            title: open(lang, Some(&motion.title)),
            unit,
            weight,
            code,
            link,
            items: &items,
            how: &how,
        })
        .collect();
    let back = f.at(&format!("/m/{id}/papers"));
    let heading = format!("{} · {}", t!(lang, "work-print-papers"), f.building(building));
    ballots(f.visit.look, &heading, Link::new(open(lang, Some(&motion.title)), &back), html! {}, &papers)
}

/// A code in groups of four, as people read it out.
fn grouped(code: &str) -> String {
    let signs: Vec<char> = code.chars().collect();
    signs.chunks(4).map(|c| c.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

fn issuer(f: &Frame<'_>) -> String {
    t!(f.lang(), "paper-assembly", name = f.name())
}

// ---- the announcement ----

/// `GET /e/{estate}/m/{motion}/announcement`
pub async fn announcement(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>) -> Reply {
    let who = visit.who(estate).await?;
    let announced = |v: &EstateView<'_>| {
        let m = v.estate.assembly.get(motion).filter(|m| m.status(v.now) == Status::Published)?;
        let timeline = &v.estate.matters.get(m.matter)?.timeline;
        timeline.iter().rev().find(|e| e.what == What::ResultAnnounced(motion)).map(|e| (e.seq, e.stamp.at))
    };
    let (seq, at) = visit.site.app.estate(estate, announced).await?.ok_or(Problem::NotFound)?;
    let root = visit.site.app.record().root_at(estate, seq).await?.ok_or(Problem::NotFound)?;
    let checked = Checked { seq, at, root, posting: true };
    let draw = |view: &EstateView<'_>| paper(&Frame { visit: &visit, who, view }, motion, &checked);
    let markup = visit.site.app.estate(estate, draw).await?;
    Ok(page(&visit, StatusCode::OK, markup))
}

/// What an announcement says, with signatures at its foot; by the day on which the result was announced.
pub(super) fn announcement_body(f: &Frame<'_>, id: MotionId) -> Markup {
    let lang = f.lang();
    let Some(motion) = f.estate().assembly.get(id) else { return html! {} };
    let Some(counted) = &motion.counted else { return html! {} };
    let Some((announced, _)) = &motion.announced else { return html! {} };
    let how = t!(
        lang,
        "paper-how",
        name = issuer(f),
        from = format::date_full(lang, motion.opens.day()),
        to = format::date_full(lang, motion.closes.day()),
        reading = format::moment_full(lang, motion.reading),
        place = open(lang, Some(&motion.reading_place))
    );
    let roles = [t!(lang, "paper-read-by"), t!(lang, "paper-counted-by"), t!(lang, "paper-witness"), ""];
    let sealed_by = t!(lang, "paper-committee", name = f.name());
    html! {
        (paragraph(&how))
        @if let Some(sources) = motion.electorate.as_ref().and_then(|e| sources_text(lang, e)) { (paragraph(&sources)) }
        @for (item, count) in motion.items.iter().zip(&counted.items) { (item_result(f, motion, item, count)) }
        (remedies(f, motion))
        (signatures(Signatures { lang, roles: &roles, issuer: &sealed_by, day: announced.day() }))
    }
}

fn paper(f: &Frame<'_>, id: MotionId, checked: &Checked) -> Markup {
    let lang = f.lang();
    let Some(motion) = f.estate().assembly.get(id) else { return html! {} };
    let heading = t!(lang, "paper-title", title = open(lang, Some(&motion.title)));
    let content = announcement_body(f, id);
    let (number, to) = (t!(lang, "matter-number", number = motion.matter.to_string()), format!("/m/{id}"));
    let here = f.at(&to);
    let back = Link::new(open(lang, Some(&motion.title)), &here);
    f.paper_as_of(&Heading { issuer: &issuer(f), number: &number, title: &heading, to: &to, back }, checked, content)
}

fn line(label: &str, part: Weight, of: Option<Weight>) -> PrintRow {
    let share = |part, whole: Option<i64>| whole.map_or_else(String::new, |w| format::percent_printed(part, w));
    PrintRow {
        cells: vec![
            label.to_owned(),
            format::count(part.heads),
            share(part.heads, of.map(|o| o.heads)),
            part.area.exact(),
            share(part.area.cm2(), of.map(|o| o.area.cm2())),
        ],
        under: false,
        key: false,
    }
}

fn heads(lang: Lang) -> [&'static str; 5] {
    ["", t!(lang, "col-heads"), t!(lang, "col-share"), t!(lang, "paper-area"), t!(lang, "col-share")]
}

/// What an item came to, as papers show it: figures, lines, result.
pub fn item_result(f: &Frame<'_>, motion: &Motion, item: &Item, count: &ItemCount) -> Markup {
    let lang = f.lang();
    let Some(rules) = tally_rules(&motion.rules, item.kind, false) else { return html! {} };
    let rows = match count {
        ItemCount::Approve { votes, outcome, .. } => question_rows(lang, votes, &outcome.count),
        ItemCount::Choose { poll, outcome, .. } => choice_rows(lang, item, poll, outcome),
    };
    let (participating, all, support, base) = match count {
        ItemCount::Approve { outcome, .. } => {
            let c = &outcome.count;
            (c.participating, c.all, Some(c.support), c.base)
        }
        ItemCount::Choose { outcome, .. } => (outcome.participating, outcome.all, None, outcome.base),
    };
    let share = |part: Weight, whole: Weight| {
        [Share { part: part.heads, whole: whole.heads }, Share { part: part.area.cm2(), whole: whole.area.cm2() }]
    };
    let [part_heads, part_area] = share(participating, all);
    let invalid_counts = rules.invalid_participates;
    let note = if invalid_counts { t!(lang, "paper-note-invalid-in") } else { t!(lang, "paper-note") };
    html! {
        @if motion.items.len() > 1 { h2 { (title(open(lang, Some(&item.title)))) } }
        @else if open(lang, Some(&item.title)) != open(lang, Some(&motion.title)) { (paragraph(&t!(lang, "paper-question", text = open(lang, Some(&item.title))))) }
        (print_table(&heads(lang), &rows, note))
        (print_bars(PrintBars { lang, threshold: rules.quorum.heads, bars: &[(t!(lang, "paper-part-heads"), part_heads), (t!(lang, "paper-part-area"), part_area)] }))
        @if let Some(support) = support {
            @let [yes_heads, yes_area] = share(support, base);
            (print_bars(PrintBars { lang, threshold: rules.approval.heads, bars: &[(t!(lang, "paper-yes-heads"), yes_heads), (t!(lang, "paper-yes-area"), yes_area)] }))
        }
        (finding(&t!(lang, "paper-result", result = decision_word(lang, count.decision())), &grounds(lang, motion, &[Key::Quorum, approval_key(motion, item)])))
        @if let ItemCount::Approve { outcome, .. } = count { (both_ways(lang, motion, outcome)) }
        @if let ItemCount::Choose { outcome, .. } = count { (elected(lang, item, outcome)) }
    }
}

fn question_rows(lang: Lang, votes: &Votes, c: &Count) -> Vec<PrintRow> {
    let under = |row: PrintRow| PrintRow { under: true, ..row };
    let key = |row: PrintRow| PrintRow { key: true, ..row };
    let mut rows = vec![
        line(t!(lang, "row-all"), c.all, None),
        key(line(t!(lang, "row-participating"), c.participating, Some(c.all))),
        key(under(line(t!(lang, "mark-approve"), votes.approve, Some(c.base)))),
        under(line(t!(lang, "mark-against"), votes.against, Some(c.base))),
        under(line(t!(lang, "mark-abstain"), votes.abstain, Some(c.base))),
    ];
    if votes.invalid != Weight::ZERO {
        rows.push(line(t!(lang, "row-invalid"), votes.invalid, None));
    }
    if let Some(side) = c.silent_to {
        let to = match side {
            Side::Approve => t!(lang, "row-silent-approve"),
            Side::Against => t!(lang, "row-silent-against"),
            Side::Abstain => t!(lang, "row-silent-abstain"),
        };
        rows.push(line(to, votes.silent, None));
    }
    rows
}

fn choice_rows(lang: Lang, item: &Item, poll: &Poll, c: &Choice) -> Vec<PrintRow> {
    let Question::Choose { options, .. } = &item.question else { return Vec::new() };
    let mut order: Vec<usize> = (0..options.len().min(poll.options.len())).collect();
    order.sort_by_key(|i| std::cmp::Reverse((poll.options[*i].heads, poll.options[*i].area)));
    let mut rows = vec![
        line(t!(lang, "row-all"), c.all, None),
        PrintRow { key: true, ..line(t!(lang, "row-participating"), c.participating, Some(c.all)) },
    ];
    rows.extend(order.into_iter().map(|i| PrintRow {
        under: true,
        key: c.elected.contains(&i),
        ..line(open(lang, Some(&options[i])), poll.options[i], Some(c.base))
    }));
    rows.push(PrintRow { under: true, ..line(t!(lang, "mark-none"), poll.none, Some(c.base)) });
    rows.push(PrintRow { under: true, ..line(t!(lang, "mark-abstain"), poll.abstain, Some(c.base)) });
    rows
}

/// The articles a paper rests on, in a line; empty where there are none. Paper cites only what was read in the statute.
pub fn grounds(lang: Lang, motion: &Motion, keys: &[Key]) -> String {
    let mut cited: Vec<String> = keys
        .iter()
        .filter_map(|k| motion.rule(*k))
        .filter(|r| r.cite.confidence == Confidence::Statute)
        .map(|r| article(lang, &r.cite))
        .collect();
    cited.dedup();
    if cited.is_empty() { String::new() } else { t!(lang, "paper-grounds", law = cited.join(t!(lang, "say-comma"))) }
}

/// Where silence or invalid ballots mattered, the other way of counting stands on the paper too.
fn both_ways(lang: Lang, motion: &Motion, outcome: &Outcome) -> Markup {
    html! {
        @if let Some(without) = outcome.silent_excluded {
            (paragraph(&t!(lang, "silent-both", with = decision_word(lang, outcome.count.decision), without = decision_word(lang, without.decision))))
        }
        @if outcome.silent_below_floor.is_some() && let Some(floor) = motion.rule(Key::SilentFloor) {
            (paragraph(&t!(lang, "silent-below-floor", law = article(lang, &floor.cite))))
        }
        @if let Some(other) = outcome.invalid_otherwise {
            (paragraph(&t!(lang, "invalid-both", other = decision_word(lang, other.decision))))
        }
    }
}

fn elected(lang: Lang, item: &Item, outcome: &Choice) -> Markup {
    let Question::Choose { options, .. } = &item.question else { return html! {} };
    let names: Vec<&str> =
        outcome.elected.iter().filter_map(|i| options.get(*i)).map(|o| open(lang, Some(o))).collect();
    html! {
        @if !names.is_empty() { (paragraph(&t!(lang, "paper-elected", names = names.join(t!(lang, "say-comma"))))) }
        @if !outcome.tied.is_empty() { (paragraph(t!(lang, "choice-tied"))) }
        @if let Some(words) = otherwise_chosen(lang, item, outcome) { (paragraph(&words)) }
    }
}

fn remedies(f: &Frame<'_>, motion: &Motion) -> Markup {
    let lang = f.lang();
    let years = motion.rule(Key::RevokeYears).and_then(|r| r.value.number());
    html! {
        @if let Some(years) = years { (paragraph(&t!(lang, "paper-revoke", n = years))) }
        (paragraph(t!(lang, "paper-check")))
        @if motion.items.iter().any(|i| i.kind.needs_permits()) { (paragraph(t!(lang, "motion-permits"))) }
        @if let Some((_, warnings)) = &motion.announced {
            @for w in warnings { (paragraph(&crate::say::refusal(lang, w))) }
        }
    }
}
