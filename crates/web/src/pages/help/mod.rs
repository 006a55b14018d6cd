//! 协助人: an owner's helpers, the helper's own pages, and the desk for owners without a telephone. A helper sees what the
//! act at hand needs and never a choice; an owner sees the list of everything and ends it with one press; the public
//! sees a sum.

pub mod ballot;
pub mod desk;
pub mod helper;
pub mod owner;
pub mod paper;

use super::{Frame, open};
use crate::components::{Control, Field, Link, field, flow, meta, more, section};
use crate::format;
use crate::reply::{Problem, Reply};
use crate::say::Told;
use crate::t;
use crate::text::{Lang, t_of};
use crate::visit::{At, Visit};
use authority::Act;
use estate::helping::{Done, Help, Relation, What};
use maud::{Markup, html};
use units::{Actor, HelpId, ItemId, MotionId, PersonId, StreamId};

/// What was done, in words.
fn done_text(f: &Frame<'_>, what: What) -> String {
    let lang = f.lang();
    let title =
        |id: MotionId| f.estate().assembly.get(id).map(|m| open(lang, Some(&m.title)).to_owned()).unwrap_or_default();
    match what {
        What::Raised(matter) => t!(lang, "help-done-raised", number = matter.to_string()),
        What::Noted(matter) => t!(lang, "help-done-noted", number = matter.to_string()),
        What::Objected(motion) => t!(lang, "help-done-objected", title = title(motion)),
        What::Prepared(motion) => t!(lang, "help-done-prepared", title = title(motion)),
        What::Tried(motion) => t!(lang, "help-done-tried", title = title(motion)),
        What::Confirmed(motion) => t!(lang, "help-done-confirmed", title = title(motion)),
        What::HandedIn(motion) => t!(lang, "help-done-handed-in", title = title(motion)),
        What::Left => t!(lang, "help-done-left").to_owned(),
    }
}

/// Whose hand it was, in full: for the owner, the helper and the desk.
fn by(f: &Frame<'_>, actor: Actor) -> String {
    actor.hand().map(|p| f.full_name(p)).unwrap_or_default()
}

/// When and by whose hand.
fn done_line(f: &Frame<'_>, done: &Done) -> String {
    t!(f.lang(), "told-line", at = format::moment(f.lang(), done.stamp.at, f.today()), by = by(f, done.stamp.actor))
}

/// Everything done with helpers, newest first; `of`: of one helper only.
fn done_list(f: &Frame<'_>, owner: PersonId, of: Option<PersonId>, most: usize) -> Markup {
    let lang = f.lang();
    let all = f.estate().helping.done_with(owner).iter().rev();
    let shown: Vec<&Done> =
        all.filter(|d| of.is_none_or(|helper| d.stamp.actor.hand() == Some(helper))).take(most).collect();
    section(
        t!(lang, "help-done"),
        None,
        crate::components::card(html! {
            @if shown.is_empty() { p { (flow(t!(lang, "help-done-nothing"))) } }
            @for done in shown { article .entry { p { (flow(&done_text(f, done.what))) } (meta(&done_line(f, done))) } }
        }),
    )
}

/// Since when, until when, how it was named.
fn help_line(f: &Frame<'_>, help: &Help) -> String {
    let lang = f.lang();
    let how = if help.paper.is_some() { t!(lang, "help-by-paper") } else { t!(lang, "help-by-code") };
    let (from, until) = (format::date_full(lang, help.from), format::date_full(lang, help.until));
    t!(
        lang,
        "help-line",
        relation = t_of(lang, "relation", help.relation.word()),
        from = from,
        until = until,
        how = how
    )
}

/// The scans of a help's paper: for its owner and the clerks.
fn scan_links(f: &Frame<'_>, id: HelpId, help: &Help) -> Markup {
    let lang = f.lang();
    html! {
        @for (scan, n) in help.scans.iter().zip(1..) {
            p { (more(Link::new(&t!(lang, "help-scan-see", n = n), &f.at(&format!("/helpers/{id}/scan/{}", scan.name))))) }
        }
    }
}

/// `GET /e/{estate}/helpers/{help}/scan/{name}`: for the owner in person and the clerks; not for the helper.
pub async fn scan(visit: Visit, At((estate, help, name)): At<(StreamId, HelpId, ItemId)>) -> Reply {
    let who = visit.who(estate).await?;
    let found = visit.site.app.estate(estate, |v| {
        let held = v.estate.helping.helps.get(&help)?;
        let owner = who.actor == Actor::Person(held.owner);
        // With the owner the form was erased.
        v.estate.bodies.person(held.owner)?.name.get()?;
        let may = owner || v.may(&who, Act::EnterHelp);
        may.then(|| held.scans.iter().copied().find(|scan| scan.name == name)).flatten()
    });
    let file = match found.await? {
        Some(file) => file,
        None if visit.session.is_none() => return Err(Problem::SignIn(visit.path.clone())),
        None => return Err(Problem::NotFound),
    };
    visit.picture(estate, &file).await
}

/// What a helper may do, what never, and that a mandate is something else.
fn limits_card(lang: Lang) -> Markup {
    crate::components::card(html! {
        h2 { (t!(lang, "help-may-title")) }
        p { (flow(t!(lang, "help-may"))) }
        p { (flow(t!(lang, "help-never"))) }
        (meta(t!(lang, "help-no-mandate")))
    })
}

/// Whom it is named for and until when.
fn term_fields(f: &Frame<'_>, told: &Told<'_>) -> Markup {
    let lang = f.lang();
    let options: Vec<(&str, &str)> =
        Relation::ALL.iter().map(|r| (r.word(), t_of(lang, "relation", r.word()))).collect();
    let chosen = Some(told.typed("relation")).filter(|r| !r.is_empty());
    let until = match told.typed("until") {
        "" => f.today().plus(DAYS_OFFERED).to_string(),
        typed => typed.to_owned(),
    };
    html! {
        (field(Field::new(lang, "relation", t!(lang, "help-relation")).error(told.at("relation")), Control::Select { options: &options, chosen }))
        (field(Field::new(lang, "until", t!(lang, "help-until")).hint(t!(lang, "help-until-hint")).error(told.at("until")), Control::Date { value: &until }))
    }
}

/// Days a form offers: the length of a vote with its notice and roll; whoever wants longer says so.
const DAYS_OFFERED: i32 = 90;
