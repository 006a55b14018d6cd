use super::{
    Appoint, Bodies, Command, Contact, Entered, Erase, Erased, Event, Ground, IssueSlip, Person, PersonKind, Post,
    telling,
};
use crate::assembly::Scope;
use crate::{Context, Estate, text};
use law::{Refusal, Refusals};
use std::collections::BTreeSet;
use units::{Capacity, Day, Digest, PersonId, limits};

/// Decides in an estate.
///
/// # Errors
/// The refusals.
pub fn decide(estate: &Estate, command: &Command, ctx: &Context) -> Result<Vec<crate::Event>, Refusals> {
    match command {
        Command::Erase(Erase { person }) => return erase(estate, *person, ctx),
        Command::ChooseTelling(choose) => return telling::decide(estate, choose, ctx).map_err(|r| vec![r]),
        Command::BindTelling(bind) => return telling::bind(estate, bind).map_err(|r| vec![r]),
        // 民法典第二百七十七条: owners elect the committee from among themselves.
        Command::Appoint(a)
            if matches!(a.capacity, Capacity::CommitteeChair | Capacity::CommitteeMember)
                && estate.bodies.person(a.person).is_some()
                && estate.roll.units_of(a.person).next().is_none() =>
        {
            return Err(vec![Refusal::new("committee-needs-owner").on("person")]);
        }
        Command::Appoint(Appoint { part: Some(part), .. })
            if !estate.roll.listed().any(|(_, u)| part.covers(&u.facts.door)) =>
        {
            return Err(vec![Refusal::new("post-part-unknown").on("part")]);
        }
        _ => {}
    }
    let events = decide_among(&estate.bodies, GIVEN_HERE, command, ctx)?;
    Ok(events.into_iter().map(crate::Event::Bodies).collect())
}

/// Decides among the persons of any stream in which the capacities `given` can be given; a district keeps its people
/// the same way. Erasing, and how people are told, are an estate's own affair.
///
/// # Errors
/// The refusals.
pub fn decide_among(
    bodies: &Bodies,
    given: &[Capacity],
    command: &Command,
    ctx: &Context,
) -> Result<Vec<Event>, Refusals> {
    let event = match command {
        Command::Register(r) => {
            return new_person(bodies.next_person(), r.kind, &r.name, &r.contact, ctx)
                .map(|e| vec![Event::Registered(e)]);
        }
        Command::IssueSlips(slips) => return issue_slips(bodies, slips, ctx),
        Command::Appoint(appoint) => self::appoint(bodies, given, appoint),
        Command::EndPost { person, capacity, part } => end_post(bodies, *person, (*capacity, part), ctx.today()),
        Command::RedeemSlip { slip, account } => {
            redeem(bodies, *slip, ctx).map(|person| Event::SlipRedeemed { person, account: *account })
        }
        Command::Unlink(person) => unlink(bodies, *person),
        Command::SetHold { person, until, why } => set_hold(bodies, *person, *until, why, ctx),
        Command::Erase(_) => Err(Refusal::new("erase-not-here")),
        Command::ChooseTelling(_) | Command::BindTelling(_) => Err(Refusal::new("telling-not-here")),
    };
    event.map(|e| vec![e]).map_err(|r| vec![r])
}

fn known(bodies: &Bodies, person: PersonId) -> Result<&Person, Refusal> {
    bodies.person(person).ok_or_else(|| Refusal::new("person-unknown").with("person", person.0))
}

/// The details that enter a person under `person`'s number; import uses it too.
///
/// # Errors
/// What is wrong with name, telephone or document tail.
pub fn new_person(
    person: PersonId,
    nature: PersonKind,
    name: &str,
    contact: &Contact,
    ctx: &Context,
) -> Result<Entered, Refusals> {
    let mut refusals = Vec::new();
    let name = text::name("name", name).unwrap_or_else(|r| {
        refusals.push(r);
        String::new()
    });
    let phone = contact.phone.as_deref().map(str::trim).filter(|t| !t.is_empty());
    if phone.is_some_and(|p| !is_phone(p)) {
        refusals.push(Refusal::new("phone-wrong").on("phone"));
    }
    let id_tail = contact.id_tail.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_ascii_uppercase);
    if id_tail.as_deref().is_some_and(|t| !is_id_tail(t)) {
        refusals.push(Refusal::new("id-tail-wrong").on("id_tail"));
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let contact = Contact { phone: phone.map(str::to_owned), id_tail };
    let contact = (contact != Contact::default()).then(|| ctx.seal_of(person, contact));
    Ok(Entered { person, nature, name: ctx.seal_of(person, name), contact })
}

fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (5..=20).contains(&digits) && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' '))
}

fn is_id_tail(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit() || b == b'X')
}

/// Capacities that are given inside an estate. Owners and residents are so by the roll, the street by the district.
pub const GIVEN_HERE: &[Capacity] = &[
    Capacity::PartyOrganisation,
    Capacity::CompanyStaff,
    Capacity::CommitteeChair,
    Capacity::CommitteeMember,
    Capacity::Canvasser,
    Capacity::Clerk,
    Capacity::StairwellHead,
];

fn appoint(bodies: &Bodies, given: &[Capacity], a: &Appoint) -> Result<Event, Refusal> {
    let person = known(bodies, a.person)?;
    if !given.contains(&a.capacity) {
        return Err(Refusal::new("capacity-not-given-here").with("capacity", a.capacity.word()).on("capacity"));
    }
    if a.until.is_some_and(|end| end < a.from) {
        return Err(Refusal::new("ends-before-begin").on("until"));
    }
    match (a.capacity, &a.part) {
        (Capacity::StairwellHead, None | Some(Scope::Estate)) => {
            return Err(Refusal::new("post-part-missing").on("part"));
        }
        (Capacity::StairwellHead, Some(_)) | (_, None) => {}
        (_, Some(_)) => return Err(Refusal::new("post-without-part").on("part")),
    }
    let post = Post { capacity: a.capacity, part: a.part.clone(), from: a.from, until: a.until, ended: None };
    let overlaps = |p: &Post| {
        p.capacity == a.capacity
            && p.part == a.part
            && p.ended.or(p.until.map(|u| u.plus(1))).is_none_or(|end| a.from < end)
            && a.until.is_none_or(|end| p.from <= end)
    };
    if person.posts.iter().any(overlaps) {
        return Err(Refusal::new("post-held").with("capacity", a.capacity.word()).on("from"));
    }
    Ok(Event::Appointed { person: a.person, post })
}

fn end_post(
    bodies: &Bodies,
    person: PersonId,
    (capacity, part): (Capacity, &Option<Scope>),
    on: Day,
) -> Result<Event, Refusal> {
    let same = |p: &Post| p.capacity == capacity && p.part == *part && p.holds(on);
    let held = known(bodies, person)?.posts.iter().any(same);
    if held {
        Ok(Event::PostEnded { person, capacity, part: part.clone(), on })
    } else {
        Err(Refusal::new("post-not-held"))
    }
}

fn issue_slips(bodies: &Bodies, slips: &[IssueSlip], ctx: &Context) -> Result<Vec<Event>, Refusals> {
    let mut persons = BTreeSet::new();
    let mut refusals = Vec::new();
    for slip in slips {
        match known(bodies, slip.person) {
            Err(refusal) => refusals.push(refusal),
            Ok(person) if person.name.get().is_none() => refusals.push(Refusal::new("person-erased")),
            Ok(_) if !persons.insert(slip.person) => refusals.push(Refusal::new("slip-twice")),
            Ok(_) => {}
        }
    }
    if slips.is_empty() {
        refusals.push(Refusal::new("nobody-chosen"));
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let until = ctx.today().plus(limits::SLIP_DAYS);
    let issued = |s: &IssueSlip| Event::SlipIssued { person: s.person, digest: s.digest, until };
    Ok(slips.iter().map(issued).collect())
}

fn redeem(bodies: &Bodies, slip: Digest, ctx: &Context) -> Result<PersonId, Refusal> {
    let holder = bodies.persons.iter().find(|(_, p)| p.slip.as_ref().is_some_and(|s| s.digest == slip));
    // A wrong code and a used one are told apart only to whoever holds a right one.
    let Some((id, Some(held))) = holder.map(|(id, p)| (id, p.slip.as_ref())) else {
        return Err(Refusal::new("slip-unknown").on("code"));
    };
    if held.redeemed.is_some() {
        return Err(Refusal::new("slip-used").on("code"));
    }
    if ctx.today() > held.until {
        return Err(Refusal::new("slip-expired").with("until", held.until).on("code"));
    }
    Ok(*id)
}

fn unlink(bodies: &Bodies, person: PersonId) -> Result<Event, Refusal> {
    match known(bodies, person)?.account {
        Some(_) => Ok(Event::Unlinked { person }),
        None => Err(Refusal::new("no-account")),
    }
}

fn set_hold(bodies: &Bodies, person: PersonId, until: Day, why: &str, ctx: &Context) -> Result<Event, Refusal> {
    known(bodies, person)?;
    if until < ctx.today() {
        return Err(Refusal::new("day-in-past").on("until"));
    }
    let why = ctx.seal_of(person, text::body("why", why)?);
    Ok(Event::HoldSet { person, until, why })
}

fn erase(estate: &Estate, person: PersonId, ctx: &Context) -> Result<Vec<crate::Event>, Refusals> {
    let known = known(&estate.bodies, person).map_err(|r| vec![r])?;
    let mut refusals = Vec::new();
    if let Some(hold) = known.hold.as_ref().filter(|h| h.until >= ctx.today()) {
        refusals.push(Refusal::new("erase-held").with("until", hold.until));
    }
    let units: Vec<String> = estate.roll.units_of(person).map(|(_, u)| u.facts.door.to_string()).collect();
    if !units.is_empty() {
        // An owner's name on the roll is needed for every vote; it goes when the unit changes hands.
        refusals.push(Refusal::new("erase-on-roll").with("units", units));
    }
    if known.posts.iter().any(|p| p.holds(ctx.today())) {
        refusals.push(Refusal::new("erase-in-post"));
    }
    refusals.extend(estate.assembly.holds_on(person, ctx.today()));
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let items = ctx.erased_with(person, estate.sealed_of(person));
    Ok(vec![crate::Event::Erased(Erased { items, ground: Ground::Request })])
}
