use super::{Command, Enter, Event, Help, Named, Offer, Relation, prepare};
use crate::bodies::{self, Contact, PersonKind};
use crate::standing::unmatched;
use crate::{Context, Estate, text};
use law::{Cite, Confidence, Refusal, Refusals};
use std::collections::BTreeSet;
use units::{AccountId, Actor, Attachment, Capacity, Day, Digest, HelpId, PersonId, limits};

/// Decides.
///
/// # Errors
/// The refusals.
pub fn decide(estate: &Estate, command: &Command, ctx: &Context) -> Result<Vec<crate::Event>, Refusals> {
    match command {
        Command::Offer { code, relation, until } => offer(estate, *code, *relation, *until, ctx).map(event),
        Command::Accept { code, account, name, phone } => accept(estate, *code, *account, (name, phone), ctx),
        Command::Enter(entered) => enter(estate, entered, ctx).map(event),
        Command::Scan { help, scan } => keep_scan(estate, *help, *scan, ctx).map(event).map_err(one),
        Command::End { help } => end(estate, *help, ctx).map(event).map_err(one),
        Command::Prepare { help, motion, voter, seal, code } => {
            prepare::prepare(estate, *help, (*motion, *voter), *seal, *code, ctx).map(event)
        }
        Command::Confirm { help, seal, paper } => prepare::confirm(estate, *help, *seal, paper, ctx).map(event),
        Command::HandIn(handed) => prepare::hand_in(estate, handed, ctx),
    }
}

pub(super) fn event(event: Event) -> Vec<crate::Event> {
    vec![crate::Event::Helping(event)]
}

pub(super) fn one(refusal: Refusal) -> Refusals {
    vec![refusal]
}

/// A guard of ours that no article states.
fn assumed(article: &str) -> Cite {
    Cite { article: article.into(), source: "assumed".into(), confidence: Confidence::Assumed }
}

/// Whoever is paid to manage the estate has no hand in the owners' vote.
pub(super) fn company() -> Refusal {
    Refusal::new("helper-company-staff").citing(Some(&assumed("物业服务企业的人员不当协助人")))
}

/// Whoever stands for election does not fill in the ballots of it.
pub(super) fn candidate() -> Refusal {
    Refusal::new("helper-is-candidate").citing(Some(&assumed("候选人不协助填写选举的票")))
}

fn until_fits(until: Day, ctx: &Context) -> Option<Refusal> {
    let today = ctx.today();
    if until < today {
        return Some(Refusal::new("day-in-past").on("until"));
    }
    let most = limits::HELP_DAYS_MAX;
    (until > today.plus(most)).then(|| {
        let cite = assumed("协助最长一年，到期再办");
        Refusal::new("help-too-long").citing(Some(&cite)).with("days", most).on("until")
    })
}

// ---- naming ----

fn offer(estate: &Estate, code: Digest, relation: Relation, until: Day, ctx: &Context) -> Result<Event, Refusals> {
    let owner = ctx.person().ok_or_else(|| one(Refusal::new("not-on-roll")))?;
    let mut refusals: Refusals = until_fits(until, ctx).into_iter().collect();
    if estate.votes_for(owner).is_empty() {
        refusals.push(Refusal::new("help-needs-home"));
    }
    // A slip opens an account and is taken from doors by others too: only the owner lets somebody in.
    if estate.proved(owner).is_none() {
        refusals.push(unmatched());
    }
    refusals.extend(too_many_helpers(estate, owner, None, ctx.today()));
    if !refusals.is_empty() {
        return Err(refusals);
    }
    Ok(Event::Offered { owner, offer: Offer { code, relation, until, expires: Offer::until(ctx.now) } })
}

/// An owner with helpers enough; one who is named again does not count.
fn too_many_helpers(estate: &Estate, owner: PersonId, helper: Option<PersonId>, today: Day) -> Option<Refusal> {
    let others = estate.helpers_of(owner, today).filter(|(_, h)| Some(h.helper) != helper).count();
    let most = limits::HELPERS_OF_OWNER_MAX;
    // Whom a code will name is not known yet: it may be a renewal.
    (others >= most + usize::from(helper.is_none())).then(|| {
        Refusal::new("helpers-too-many").citing(Some(&assumed("一位业主同时最多三位协助人"))).with("most", most as i64)
    })
}

/// Everything that keeps `helper` from helping `owner`.
fn may_help(estate: &Estate, owner: PersonId, helper: PersonId, relation: Relation, today: Day) -> Refusals {
    let mut refusals = Vec::new();
    let mut refuse = |refusal: Refusal| refusals.push(refusal.on("helper"));
    let natural = |p| estate.bodies.person(p).is_some_and(|p| p.kind == PersonKind::Natural);
    if helper == owner {
        refuse(Refusal::new("helper-self"));
    }
    // A company sends somebody with its letter (`standing::Case::Organisation`).
    if !natural(helper) || !natural(owner) {
        refuse(Refusal::new("help-for-people"));
    }
    if estate.is_company(helper, today) {
        refuse(company());
    }
    if relation == Relation::StairwellHead {
        if !estate.heads_home_of(helper, owner, today) {
            refuse(Refusal::new("helper-other-stairwell"));
        }
    } else {
        let others = estate.helped_by(helper, today).filter(|(_, h)| h.relation != Relation::StairwellHead);
        let households: BTreeSet<PersonId> = others.map(|(_, h)| h.owner).filter(|o| *o != owner).collect();
        let most = limits::HELPED_HOUSEHOLDS_MAX;
        if households.len() >= most {
            let cite = assumed("一个人同时最多协助三户，楼栋长在自己单元除外");
            refuse(Refusal::new("helper-households").citing(Some(&cite)).with("most", most as i64));
        }
    }
    refusals.extend(too_many_helpers(estate, owner, Some(helper), today));
    refusals
}

fn named(estate: &Estate, owner: PersonId, helper: PersonId, (relation, until): (Relation, Day), today: Day) -> Named {
    let (help, units) = (estate.helping.next(), estate.votes_for(owner));
    Named { help, owner, helper, relation, units, from: today, until, paper: None, scan: None }
}

fn accept(
    estate: &Estate,
    code: Digest,
    account: AccountId,
    (name, phone): (&str, &str),
    ctx: &Context,
) -> Result<Vec<crate::Event>, Refusals> {
    let found = estate.helping.offers.iter().find(|(_, o)| o.code == code && ctx.now < o.expires);
    let (owner, offer) = found.ok_or_else(|| one(Refusal::new("help-code-unknown").on("code")))?;
    let (owner, relation, until) = (*owner, offer.relation, offer.until);
    if estate.votes_for(owner).is_empty() {
        return Err(one(Refusal::new("help-home-gone")));
    }
    let mut events = Vec::new();
    let helper = match estate.bodies.by_account(account) {
        Some(known) => {
            let refusals = may_help(estate, owner, known, relation, ctx.today());
            if !refusals.is_empty() {
                return Err(refusals);
            }
            known
        }
        // Family who are on no roll: the code is their invitation.
        None => {
            let person = estate.bodies.next_person();
            let mut refusals = Vec::new();
            if phone.trim().is_empty() {
                refusals.push(Refusal::new("text-missing").on("phone"));
            }
            if relation == Relation::StairwellHead {
                refusals.push(Refusal::new("helper-other-stairwell"));
            }
            refusals.extend(too_many_helpers(estate, owner, Some(person), ctx.today()));
            let contact = Contact { phone: Some(phone.to_owned()), id_tail: None };
            let entered = bodies::new_person(person, PersonKind::Natural, name, &contact, ctx);
            let entered = entered.map_err(|more| refusals.extend(more)).ok();
            let Some(entered) = entered.filter(|_| refusals.is_empty()) else { return Err(refusals) };
            events.extend([
                bodies::Event::Registered(entered),
                bodies::Event::SlipIssued { person, digest: code, until: offer.expires.day() },
                bodies::Event::SlipRedeemed { person, account },
            ]);
            person
        }
    };
    let mut events: Vec<crate::Event> = events.into_iter().map(crate::Event::Bodies).collect();
    let named = named(estate, owner, helper, (relation, until), ctx.today());
    events.push(crate::Event::Helping(Event::Named(named)));
    Ok(events)
}

/// Whether what is known of a person was erased.
fn erased(estate: &Estate, person: PersonId) -> bool {
    estate.bodies.person(person).is_some_and(|p| p.name.get().is_none())
}

fn enter(estate: &Estate, entered: &Enter, ctx: &Context) -> Result<Event, Refusals> {
    let Enter { owner, helper, relation, until, paper, scan } = entered;
    let mut refusals: Refusals = until_fits(*until, ctx).into_iter().collect();
    for (person, field) in [(*owner, "owner"), (*helper, "helper")] {
        if erased(estate, person) {
            refusals.push(Refusal::new("person-erased").on(field));
        }
    }
    if estate.votes_for(*owner).is_empty() {
        refusals.push(Refusal::new("help-needs-home").on("owner"));
    }
    // Whoever gains by the paper does not also say that it was signed.
    if ctx.person().is_some_and(|clerk| clerk == *owner || clerk == *helper) {
        refusals.push(Refusal::new("help-own-desk").on("helper"));
    }
    refusals.extend(may_help(estate, *owner, *helper, *relation, ctx.today()));
    let words = text::body("paper", paper).map_err(|r| refusals.push(r)).unwrap_or_default();
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let named = named(estate, *owner, *helper, (*relation, *until), ctx.today());
    Ok(Event::Named(Named { paper: Some(ctx.seal_of(*owner, words)), scan: *scan, ..named }))
}

/// A scan hangs on a help that was named on paper; it stays with it, ended or not, as the paper does.
fn keep_scan(estate: &Estate, id: HelpId, scan: Option<Attachment>, ctx: &Context) -> Result<Event, Refusal> {
    let help = estate.helping.helps.get(&id).ok_or_else(|| Refusal::new("help-unknown"))?;
    // Whoever gains by the paper does not file it either.
    if ctx.person().is_some_and(|clerk| clerk == help.owner || clerk == help.helper) {
        return Err(Refusal::new("help-own-desk").on("scan"));
    }
    // The form goes with its owner: after that nothing would ever take it out again.
    if erased(estate, help.owner) {
        return Err(Refusal::new("person-erased").on("scan"));
    }
    if help.paper.is_none() {
        return Err(Refusal::new("help-without-paper").on("scan"));
    }
    let most = limits::SCANS_PER_PAPER_MAX;
    if help.scans.len() >= most {
        return Err(Refusal::new("paper-scans-many").with("most", most as i64).on("scan"));
    }
    let scan = scan.ok_or_else(|| Refusal::new("paper-scan-missing").on("scan"))?;
    Ok(Event::Scanned { help: id, scan })
}

// ---- ending ----

fn end(estate: &Estate, id: HelpId, ctx: &Context) -> Result<Event, Refusal> {
    let help = estate.helping.helps.get(&id).ok_or_else(|| Refusal::new("help-unknown"))?;
    let clerk = ctx.capacity == Capacity::Clerk;
    if !(clerk || ctx.person() == Some(help.owner) || ctx.actor == hand_of(help)) {
        return Err(Refusal::new("help-unknown"));
    }
    match help.ended {
        None => Ok(Event::Ended { help: id }),
        Some(_) => Err(Refusal::new("help-ended")),
    }
}

const fn hand_of(help: &Help) -> Actor {
    Actor::Helper { person: help.helper, owner: help.owner }
}

/// The help, if it stands and whoever asks is its helper acting with its owner.
pub(super) fn mine<'a>(estate: &'a Estate, id: HelpId, ctx: &Context) -> Result<&'a Help, Refusals> {
    match estate.helping.helps.get(&id) {
        Some(help) if ctx.actor == hand_of(help) => estate.help_standing(id, ctx.today()).map_err(one),
        _ => Err(one(Refusal::new("help-unknown"))),
    }
}
