//! 我家: one's units, one's ballots and receipts, mandates, matters.

use super::{Frame, Section, Shape, open};
use crate::components::{
    Empty, Entry, Fact, LinkButton, Notice, NoticeKind, Tag, TagKind, card, empty, entries, facts, flow, link_button,
    meta, notice, section, tag, title,
};
use crate::format::{self, Due};
use crate::icons::Icon;
use crate::layout::{PageHead, page_head, wrap};
use crate::reply::{Problem, Reply};
use crate::t;
use crate::visit::{At, Visit};
use authority::Act;
use estate::assembly::{Channel, Motion, Status, VoterId};
use estate::matters::Matter;
use law::Key;
use maud::{Markup, html};
use units::{MatterId, MotionId, PersonId, StreamId};

/// `GET /e/{estate}/home`
pub async fn show(visit: Visit, At(estate): At<StreamId>) -> Reply {
    let who = visit.who_may(estate, Act::ViewHome).await?;
    let person = who.person_id().ok_or(Problem::NotFound)?;
    visit.draw(estate, |view| home_page(&Frame { visit: &visit, who, view }, person)).await
}

fn home_page(f: &Frame<'_>, person: PersonId) -> Markup {
    let lang = f.lang();
    let units: Vec<_> = f.estate().roll.units_of(person).collect();
    let mut ballots: Vec<(MotionId, &Motion, VoterId)> = Vec::new();
    for (id, motion) in f.estate().assembly.motions.iter().rev() {
        if motion.status(f.view.now) >= Status::Voting && motion.status(f.view.now) != Status::Withdrawn {
            ballots.extend(motion.voters_for(f.estate(), person).into_iter().map(|v| (*id, motion, v)));
        }
    }
    let open_now: Vec<_> = ballots
        .iter()
        .filter(|(_, m, v)| m.status(f.view.now) == Status::Voting && !m.ballots.contains_key(v))
        .copied()
        .collect();
    let cast: Vec<_> = ballots.iter().filter(|(_, m, v)| m.ballots.contains_key(v)).copied().collect();
    let mine: Vec<(MatterId, &Matter)> = f
        .estate()
        .matters
        .matters
        .iter()
        .rev()
        .filter(|(_, m)| m.raiser() == Some(person))
        .map(|(id, m)| (*id, m))
        .take(20)
        .collect();
    let content = wrap(html! {
        (page_head(PageHead { title: t!(lang, "home-title"), lead: Some(&t!(lang, "home-lead", name = f.full_name(person))), ..PageHead::default() }))
        div .stack {
            @for (i, (id, motion, voter)) in open_now.iter().enumerate() { (to_vote(f, *id, motion, *voter, i == 0)) }
            @if open_now.is_empty() { (notice(Notice::text(NoticeKind::Explain, t!(lang, "home-nothing-to-vote")))) }
            (mandates(f, person))
            (super::consent::home_cards(f, person))
            (section(t!(lang, "home-units"), None, html! {
                @if units.is_empty() { (card(html! { p { (flow(t!(lang, "home-no-units"))) } })) }
                @for (_, unit) in &units { (unit_card(f, unit)) }
            }))
            (super::help::owner::home_card(f, person))
            @if !cast.is_empty() { (section(t!(lang, "home-receipts"), None, card(receipts(f, &cast)))) }
            (section(t!(lang, "home-matters"), None, card(matters(f, &mine))))
            (super::telling::home_card(f, person))
            @if f.may(Act::RaiseMatter) { (link_button(LinkButton::second(t!(lang, "matter-raise"), &f.at("/matters/new")))) }
        }
    });
    f.page(Shape { title: t!(lang, "home-title"), section: Section::Home, ..Shape::default() }, content)
}

fn voter_doors(f: &Frame<'_>, motion: &Motion, voter: VoterId) -> String {
    let units = motion.electorate.as_ref().and_then(|e| e.voter(voter)).map(|v| v.units.as_slice()).unwrap_or_default();
    let doors: Vec<String> = units.iter().filter_map(|(u, _)| f.unit(*u)).map(|u| f.door(&u.facts.door)).collect();
    doors.join(t!(f.lang(), "say-comma"))
}

fn to_vote(f: &Frame<'_>, id: MotionId, motion: &Motion, voter: VoterId, first: bool) -> Markup {
    let lang = f.lang();
    let href = f.at(&format!("/m/{id}/ballot?voter={voter}"));
    card(html! {
        p { (tag(Tag { kind: TagKind::Now, text: t!(lang, "motion-status-voting") })) " " (Due::of(motion.closes.day(), f.today()).text(lang)) }
        h2 { (title(open(lang, Some(&motion.title)))) }
        (meta(&voter_doors(f, motion, voter)))
        @if first { (link_button(LinkButton::primary(t!(lang, "go-vote"), &href))) }
        @else { (link_button(LinkButton::second(t!(lang, "go-vote"), &href))) }
    })
}

/// For who cannot vote themselves: each vote of theirs that is not handed in, and who does it for them.
fn mandates(f: &Frame<'_>, person: PersonId) -> Markup {
    let lang = f.lang();
    let runs = |motion: &Motion| matches!(motion.status(f.view.now), Status::Announced | Status::Voting);
    let allowed = |motion: &Motion| motion.rule(Key::Proxy).is_none_or(|r| r.value.word() != Some("no"));
    let votes: Vec<(MotionId, &Motion, VoterId)> = f
        .estate()
        .assembly
        .motions
        .iter()
        .filter(|(_, motion)| runs(motion) && allowed(motion))
        .flat_map(|(id, motion)| motion.voters_of(f.estate(), person).into_iter().map(move |v| (*id, motion, v)))
        .filter(|(_, motion, voter)| !motion.ballots.contains_key(voter))
        .collect();
    html! {
        @if !votes.is_empty() {
            (section(t!(lang, "proxy-mine-title"), None, card(html! {
                @for (id, motion, voter) in &votes {
                    @let given = motion.mandate(f.estate(), *voter).map(|p| f.masked_name(p.holder));
                    @let what = open(lang, Some(&motion.title));
                    p { (flow(&match &given {
                        Some(name) => t!(lang, "home-proxy-given", what = what, name = name.as_str()),
                        None => t!(lang, "home-proxy-none", what = what),
                    })) }
                    @let words = if given.is_some() { t!(lang, "proxy-mine-see") } else { t!(lang, "proxy-mine-title") };
                    (link_button(LinkButton::second(words, &f.at(&format!("/m/{id}/proxy?voter={voter}")))))
                }
            })))
        }
    }
}

fn unit_card(f: &Frame<'_>, unit: &estate::roll::Unit) -> Markup {
    let lang = f.lang();
    let facts_of = &unit.facts;
    let area = match facts_of.areas.best() {
        Some((area, source)) => t!(
            lang,
            "home-area",
            area = format::area(lang, area),
            source = crate::text::t_of(lang, "area-source", source.word())
        ),
        None => t!(lang, "to-be-verified").to_owned(),
    };
    let owners: Vec<String> = facts_of.owners.iter().map(|o| f.full_name(*o)).collect();
    card(html! {
        h3 { (flow(&f.door(&facts_of.door))) }
        (facts(&[
            Fact::text(t!(lang, "col-use"), crate::text::t_of(lang, "unit-kind", facts_of.kind.word())),
            Fact::text(t!(lang, "col-area-exclusive"), &area),
            Fact::text(t!(lang, "col-owners"), &owners.join(t!(lang, "say-comma"))),
        ]))
        @if let Some(who) = unit.representative { (meta(&t!(lang, "home-representative", name = f.full_name(who)))) }
        (meta(t!(lang, "home-wrong")))
    })
}

fn receipts(f: &Frame<'_>, cast: &[(MotionId, &Motion, VoterId)]) -> Markup {
    let lang = f.lang();
    let lines: Vec<(String, String)> = cast
        .iter()
        .filter_map(|(id, m, v)| {
            let ballot = m.ballots.get(v)?;
            let at = format::moment(lang, ballot.at, f.today());
            let helper = ballot.helped.map(|h| f.full_name(h.helper));
            let line = match ballot.channel {
                Channel::Phone if helper.is_some() => {
                    let helper = helper.unwrap_or_default();
                    t!(lang, "home-cast-helped", at = at, doors = voter_doors(f, m, *v), helper = helper)
                }
                Channel::Phone => t!(lang, "home-cast-phone", at = at, doors = voter_doors(f, m, *v)),
                Channel::Paper => t!(lang, "home-cast-paper", at = at, doors = voter_doors(f, m, *v)),
                Channel::Platform => t!(lang, "home-cast-platform", at = at, doors = voter_doors(f, m, *v)),
            };
            Some((f.at(&format!("/m/{id}/received?n={}", ballot.seq)), line))
        })
        .collect();
    let rows: Vec<Entry<'_>> = cast
        .iter()
        .zip(&lines)
        .map(|((_, m, _), (href, line))| Entry { title: open(lang, Some(&m.title)), href, tag: None, line: Some(line) })
        .collect();
    entries(&rows)
}

fn matters(f: &Frame<'_>, mine: &[(MatterId, &Matter)]) -> Markup {
    let lang = f.lang();
    if mine.is_empty() {
        return empty(Empty {
            icon: Icon::Leaf,
            what: t!(lang, "home-no-matters"),
            then: t!(lang, "home-no-matters-then"),
            past: None,
        });
    }
    let hrefs: Vec<(String, String)> = mine
        .iter()
        .map(|(id, m)| {
            (f.at(&format!("/matters/{id}")), format!("{id} · {}", format::date(lang, m.raised.at.day(), f.today())))
        })
        .collect();
    let rows: Vec<Entry<'_>> = mine
        .iter()
        .zip(&hrefs)
        .map(|((_, m), (href, line))| Entry { title: open(lang, Some(&m.title)), href, tag: None, line: Some(line) })
        .collect();
    entries(&rows)
}
