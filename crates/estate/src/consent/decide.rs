use super::{Ask, Command, Consultation, Event, Said, Source, Standing, View, Way, Words};
use crate::bodies::{Erased, Ground};
use crate::roll::{UnitFacts, UnitKind};
use crate::{Context, Estate, text};
use law::{Refusal, Refusals};
use units::{Capacity, ConsentId, ItemId, UnitId, limits};

/// Decides.
///
/// # Errors
/// The refusals.
pub fn decide(estate: &Estate, command: &Command, ctx: &Context) -> Result<Vec<crate::Event>, Refusals> {
    let event = match command {
        Command::Ask(ask_) => ask(estate, ask_, ctx),
        Command::Answer { consent, unit, view, text } => answer(estate, *consent, *unit, (*view, text), ctx),
        Command::Enter { consent, unit, said } => enter(estate, *consent, *unit, said, ctx),
        Command::Erase { consent, unit } => return erase(estate, *consent, *unit),
        Command::Conclude { consent } => conclude(estate, *consent, ctx),
        Command::CallOff { consent, why } => call_off(estate, *consent, why, ctx),
    };
    event.map(|e| vec![crate::Event::Consent(e)])
}

fn one(refusal: Refusal) -> Refusals {
    vec![refusal]
}

/// Whether a unit is a household: a home, and where asked for a shop or an office.
fn household(facts: &UnitFacts, shops: bool) -> bool {
    match facts.kind {
        UnitKind::Home => true,
        UnitKind::Shop | UnitKind::Office => shops,
        UnitKind::Parking | UnitKind::Garage | UnitKind::Storage | UnitKind::Facility => false,
    }
}

fn ask(estate: &Estate, ask: &Ask, ctx: &Context) -> Result<Event, Refusals> {
    let mut refusals = Vec::new();
    if estate.matters.get(ask.matter).is_none() {
        refusals.push(Refusal::new("matter-unknown").with("matter", ask.matter.to_string()).on("matter"));
    }
    let listed = estate.roll.listed().filter(|(_, u)| ask.scope.covers(&u.facts.door));
    let asked: Vec<UnitId> = listed.filter(|(_, u)| household(&u.facts, ask.shops)).map(|(id, _)| id).collect();
    if asked.is_empty() {
        refusals.push(Refusal::new("consent-nobody").on("scope"));
    }
    if ask.from < ctx.today() {
        refusals.push(Refusal::new("consent-begins-late").on("from"));
    }
    if ask.until < ask.from {
        refusals.push(Refusal::new("consent-ends-early").on("until"));
    } else if ask.until > ask.from.plus(limits::CONSENT_DAYS_MAX) {
        refusals.push(Refusal::new("consent-too-long").with("most", i64::from(limits::CONSENT_DAYS_MAX)).on("until"));
    }
    let mut take = |read: Result<String, Refusal>| read.map_err(|r| refusals.push(r)).unwrap_or_default();
    let question = take(text::title("question", &ask.question));
    let (source, number) = (take(text::body("source", &ask.source)), take(text::title("number", &ask.number)));
    let body = text::optional("text", &ask.text).map_err(|r| refusals.push(r)).unwrap_or_default();
    if !refusals.is_empty() {
        return Err(refusals);
    }
    Ok(Event::Asked {
        consent: estate.consents.next(),
        matter: ask.matter,
        purpose: ask.purpose,
        scope: ask.scope.clone(),
        asked,
        question: ctx.seal(question),
        text: body.map(|t| ctx.seal(t)),
        threshold: ask.threshold,
        source: Box::new(Source { text: ctx.seal(source), number: ctx.seal(number), level: ask.level }),
        from: ask.from,
        until: ask.until,
    })
}

fn held(estate: &Estate, id: ConsentId) -> Result<&Consultation, Refusals> {
    estate.consents.get(id).ok_or_else(|| one(Refusal::new("consent-unknown")))
}

/// A consultation that still runs, or the refusal that says where it stands.
fn running<'a>(estate: &'a Estate, id: ConsentId, ctx: &Context) -> Result<(Standing, &'a Consultation), Refusals> {
    let held = held(estate, id)?;
    match held.standing(ctx.today()) {
        Standing::Concluded => Err(one(Refusal::new("consent-concluded"))),
        Standing::CalledOff => Err(one(Refusal::new("consent-called-off"))),
        standing => Ok((standing, held)),
    }
}

fn asked(held: &Consultation, unit: UnitId) -> Result<(), Refusals> {
    if !held.asked.contains(&unit) {
        return Err(one(Refusal::new("consent-not-asked").on("unit")));
    }
    let given = held.answers.get(&unit).map_or(0, Vec::len);
    if given >= limits::CONSENT_ANSWERS_MAX {
        return Err(one(Refusal::new("consent-too-often").with("most", limits::CONSENT_ANSWERS_MAX as i64)));
    }
    Ok(())
}

/// Conditions must be told, or nobody can meet them.
fn said(view: View, typed: &str) -> Result<String, Refusals> {
    if view == View::Conditions && typed.trim().is_empty() {
        return Err(one(Refusal::new("consent-conditions-missing").on("text")));
    }
    text::optional("text", typed).map(Option::unwrap_or_default).map_err(one)
}

fn answer(
    estate: &Estate,
    id: ConsentId,
    unit: UnitId,
    (view, typed): (View, &str),
    ctx: &Context,
) -> Result<Event, Refusals> {
    let (standing, held) = running(estate, id, ctx)?;
    match standing {
        Standing::Ahead => return Err(one(Refusal::new("consent-ahead").with("from", held.from))),
        Standing::Open => {}
        _ => return Err(one(Refusal::new("consent-over"))),
    }
    asked(held, unit)?;
    let mine = ctx.person().and_then(|p| Some((p, estate.household_of(unit, p)?)));
    let Some((person, capacity)) = mine else { return Err(one(Refusal::new("consent-not-your-home"))) };
    // An owner's word stands above that of whoever lives there.
    if capacity == Capacity::Resident && owner_said(estate, held, unit) {
        return Err(one(Refusal::new("consent-owner-answered")));
    }
    if view == View::NotReached {
        return Err(one(Refusal::new("consent-view-missing").on("view")));
    }
    let text = said(view, typed)?;
    let words = ctx.seal_of(person, Words { view, text, signed: String::new() });
    Ok(Event::Answered { consent: id, unit, way: Way::Phone, by: None, words })
}

/// Whether the owner of a home answered, on whatever way.
fn owner_said(estate: &Estate, held: &Consultation, unit: UnitId) -> bool {
    held.answers.get(&unit).is_some_and(|all| all.iter().any(|a| estate.is_owners_word(unit, a)))
}

fn enter(estate: &Estate, id: ConsentId, unit: UnitId, entry: &Said, ctx: &Context) -> Result<Event, Refusals> {
    let (standing, held) = running(estate, id, ctx)?;
    if standing == Standing::Ahead {
        return Err(one(Refusal::new("consent-ahead").with("from", held.from)));
    }
    asked(held, unit)?;
    let before = held.answer_of(unit);
    let signed = match entry.view {
        View::NotReached => String::new(),
        _ => text::name("signed", &entry.signed).map_err(one)?,
    };
    let by = estate.called(unit, &signed);
    let owners = by.is_some_and(|who| estate.household_of(unit, who) == Some(Capacity::Owner));
    // What a household said by itself is changed by itself; only the owner's own paper stands above a tenant's phone.
    if before.is_some_and(|a| a.way == Way::Phone && (!owners || estate.is_owners_word(unit, a))) {
        return Err(one(Refusal::new("consent-answered-itself").on("unit")));
    }
    if entry.way == Way::Phone {
        return Err(one(Refusal::new("consent-way-missing").on("way")));
    }
    if entry.view == View::NotReached {
        if entry.way == Way::Paper {
            return Err(one(Refusal::new("consent-paper-reached").on("view")));
        }
        if before.is_some_and(|a| a.words.get().is_none_or(|w| w.view != View::NotReached)) {
            return Err(one(Refusal::new("consent-reached-before").on("view")));
        }
    }
    if !owners && owner_said(estate, held, unit) {
        return Err(one(Refusal::new("consent-owner-answered").on("signed")));
    }
    let words = Words { view: entry.view, text: said(entry.view, &entry.text)?, signed };
    // It goes when whoever said it is erased; what the roll cannot lay at anybody's door, the desk takes out by itself.
    let words = match by {
        Some(person) => ctx.seal_of(person, words),
        None => ctx.seal(words),
    };
    Ok(Event::Answered { consent: id, unit, way: entry.way, by, words })
}

fn erase(estate: &Estate, id: ConsentId, unit: UnitId) -> Result<Vec<crate::Event>, Refusals> {
    let answers = held(estate, id)?.answers.get(&unit).into_iter().flatten();
    let items: Vec<ItemId> = answers.filter(|a| a.is_nobodys()).map(|a| a.words.item()).collect();
    if items.is_empty() {
        return Err(one(Refusal::new("consent-nothing-to-erase")));
    }
    Ok(vec![crate::Event::Erased(Erased { items, ground: Ground::Request })])
}

fn conclude(estate: &Estate, id: ConsentId, ctx: &Context) -> Result<Event, Refusals> {
    let (standing, held) = running(estate, id, ctx)?;
    if standing != Standing::Over {
        return Err(one(Refusal::new("consent-runs").with("until", held.until)));
    }
    Ok(Event::Concluded { consent: id, totals: ctx.seal(held.added_up()) })
}

fn call_off(estate: &Estate, id: ConsentId, why: &str, ctx: &Context) -> Result<Event, Refusals> {
    running(estate, id, ctx)?;
    let why = text::body("why", why).map_err(one)?;
    Ok(Event::CalledOff { consent: id, why: ctx.seal(why) })
}
