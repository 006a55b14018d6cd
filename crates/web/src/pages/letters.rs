//! A letter to every household in large print: what is decided, when, how to vote in three ways, whom to call. One page a
//! household, a building at a time; nothing of a person but the door and a masked name.

use super::{Frame, open};
use crate::components::print::{Letter, letters};
use crate::components::{Link, meta};
use crate::form::Form;
use crate::format;
use crate::reply::{Problem, Reply};
use crate::t;
use crate::visit::{Asked, At, Visit};
use app::EstateView;
use authority::Act;
use estate::Label;
use estate::assembly::Motion;
use estate::roll::Unit;
use maud::{Markup, html};
use std::collections::BTreeSet;
use units::{MotionId, PersonId, StreamId};

/// Questions a letter names; more do not fit on a page in this size.
const QUESTIONS: usize = 3;
/// Names it is addressed to.
const NAMES: usize = 2;

/// `GET /e/{estate}/m/{motion}/letters?building=3`
pub async fn show(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>, Asked(asked): Asked) -> Reply {
    let who = visit.who_may(estate, Act::ReceivePaper).await?;
    let announced = |v: &EstateView<'_>| v.estate.assembly.get(motion).is_some_and(|m| m.notice.is_some());
    if !visit.site.app.estate(estate, announced).await? {
        return Err(Problem::NotFound);
    }
    let unreached = visit.site.app.unreached(estate).await?;
    visit.draw(estate, |view| page(&Frame { visit: &visit, who, view }, motion, &asked, &unreached)).await
}

fn page(f: &Frame<'_>, id: MotionId, asked: &Form, unreached: &BTreeSet<PersonId>) -> Markup {
    let lang = f.lang();
    let Some(motion) = f.estate().assembly.get(id) else { return html! {} };
    let Some(electorate) = &motion.electorate else { return html! {} };
    let mut units: Vec<&Unit> = electorate.voter_of.keys().filter_map(|unit| f.unit(*unit)).collect();
    units.sort_by(|a, b| a.facts.door.cmp(&b.facts.door));
    let buildings: BTreeSet<Label> = units.iter().map(|u| u.facts.door.building.clone()).collect();
    let building = asked.label("building").filter(|b| buildings.contains(b)).or_else(|| buildings.first().cloned());
    let Some(building) = building else { return html! {} };
    let (paragraphs, ways) = words(f, motion);
    let only = asked.get("only") == "paper";
    let set = &f.visit.site.channels;
    let list: Vec<Letter> = units
        .iter()
        .filter(|u| u.facts.door.building == building)
        .filter(|u| !only || f.estate().wants_letter(&u.facts.owners, set, unreached))
        .map(|unit| Letter {
            door: f.door(&unit.facts.door),
            owners: owners(f, unit),
            paragraphs: paragraphs.clone(),
            ways: ways.clone(),
        })
        .collect();
    let ask = |building: &Label, only: bool| {
        f.at(&format!("/m/{id}/letters?building={building}{}", if only { "&only=paper" } else { "" }))
    };
    let whom = [(false, t!(lang, "letters-all")), (true, t!(lang, "letters-only-paper"))];
    let others = html! {
        p .tags { @for (paper, text) in whom { a href=(ask(&building, paper)) aria-current=[(paper == only).then_some("page")] { (text) } " " } }
        @if list.is_empty() { (meta(t!(lang, "letters-none"))) }
        @if buildings.len() > 1 {
            p .tags { @for b in &buildings { a href=(ask(b, only)) aria-current=[(*b == building).then_some("page")] { (f.building(b)) } " " } }
        }
    };
    let back = f.at(&format!("/m/{id}"));
    letters(
        f.visit.look,
        t!(lang, "letter-title"),
        Link::new(open(lang, Some(&motion.title)), &back),
        others,
        (f.name(), &t!(lang, "matter-number", number = motion.matter.to_string())),
        &format!("{}{back}", f.visit.origin),
        &list,
    )
}

/// The owners as neighbours see them.
fn owners(f: &Frame<'_>, unit: &Unit) -> String {
    let lang = f.lang();
    let names: Vec<String> = unit.facts.owners.iter().take(NAMES).map(|o| f.masked_name(*o)).collect();
    match names.is_empty() {
        true => t!(lang, "letter-to-owner").to_owned(),
        false => t!(lang, "letter-to", names = names.join(t!(lang, "say-comma"))),
    }
}

fn words(f: &Frame<'_>, motion: &Motion) -> (Vec<String>, Vec<String>) {
    let lang = f.lang();
    let closes = format::moment_full(lang, motion.closes);
    let mut paragraphs = vec![t!(lang, "letter-what", title = open(lang, Some(&motion.title)))];
    paragraphs.extend(motion.items.iter().take(QUESTIONS).map(|i| open(lang, Some(&i.title)).to_owned()));
    if motion.items.len() > QUESTIONS {
        paragraphs.push(t!(lang, "letter-more", n = motion.items.len()));
    }
    paragraphs.push(t!(lang, "letter-when", opens = format::moment_full(lang, motion.opens), closes = closes.as_str()));
    let phone = if super::share::on_platform(motion) { t!(lang, "letter-platform") } else { t!(lang, "letter-phone") };
    let ways = [phone, t!(lang, "letter-paper"), t!(lang, "letter-door")].map(str::to_owned);
    (paragraphs, ways.to_vec())
}
