//! What the writer asks of a state machine, and the two there are.

use crate::app::Who;
use authority::{Act, Level, Request};
use district::District;
use estate::{Context, Estate, WireError};
use law::Refusals;
use record::Summary;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::borrow::Cow;
use units::{Actor, Capacity, Day, ItemId, Moment, PersonId, Seq, Stamp};

/// A pure state machine, as the writer runs it.
pub trait Machine: Send + Sync + 'static {
    /// The state.
    type State: Default + PartialEq + Serialize + DeserializeOwned + Send + Sync;
    /// What somebody wants.
    type Command: Serialize + Send + Sync;
    /// What happened.
    type Event: Send;

    /// What the stream is the record of.
    const LEVEL: Level;

    /// Decides; changes nothing.
    ///
    /// # Errors
    /// The refusals.
    fn decide(state: &Self::State, command: &Self::Command, ctx: &Context) -> Result<Vec<Self::Event>, Refusals>;
    /// Applies; judges nothing.
    fn apply(state: &mut Self::State, event: &Self::Event, stamp: &Stamp);
    /// Kind, version and body.
    fn encode(event: &Self::Event) -> (Cow<'static, str>, u16, Value);
    /// Reads what `encode` wrote.
    ///
    /// # Errors
    /// [`WireError`].
    fn decode(kind: &str, version: u16, text: &str, opened: Option<Value>) -> Result<Self::Event, WireError>;
    /// Vault items this event erases.
    fn erases(event: &Self::Event) -> &[ItemId];
    /// Whom this command erases.
    fn forgets(state: &Self::State, command: &Self::Command) -> Vec<PersonId>;
    /// The question to put to the policies before deciding.
    fn request(state: &Self::State, who: &Who, command: &Self::Command, today: Day) -> Option<Request>;
    /// When something next falls due, and the facts for lists.
    fn summary(state: &Self::State) -> (Option<Moment>, Value);

    /// [`Machine::summary`] as it is kept beside the record up to `seq`.
    fn kept_summary(state: &Self::State, seq: Seq) -> Summary {
        let (due_at, facts) = Self::summary(state);
        Summary { seq, schema: 1, due_at, json: facts.to_string() }
    }
}

/// What a stream is the record of, by the kind of its first entry.
pub(crate) fn level_of(founding: &str) -> Level {
    if founding.starts_with("district.") { Level::District } else { Level::Estate }
}

/// An estate's machine.
#[derive(Debug)]
pub struct EstateMachine;

/// A district's machine.
#[derive(Debug)]
pub struct DistrictMachine;

impl Machine for EstateMachine {
    type State = Estate;
    type Command = estate::Command;
    type Event = estate::Event;
    const LEVEL: Level = Level::Estate;

    fn decide(state: &Estate, command: &estate::Command, ctx: &Context) -> Result<Vec<estate::Event>, Refusals> {
        estate::decide(state, command, ctx)
    }

    fn apply(state: &mut Estate, event: &estate::Event, stamp: &Stamp) {
        estate::apply(state, event, stamp);
    }

    fn encode(event: &estate::Event) -> (Cow<'static, str>, u16, Value) {
        estate::encode(event)
    }

    fn decode(kind: &str, version: u16, text: &str, opened: Option<Value>) -> Result<estate::Event, WireError> {
        estate::decode(kind, version, text, opened)
    }

    fn erases(event: &estate::Event) -> &[ItemId] {
        if let estate::Event::Erased(erased) = event { &erased.items } else { &[] }
    }

    fn forgets(state: &Estate, command: &estate::Command) -> Vec<PersonId> {
        command.erases(state)
    }

    fn request(state: &Estate, who: &Who, command: &estate::Command, today: Day) -> Option<Request> {
        let act = Act::from_word(command.act())?;
        let own = match command {
            estate::Command::Assembly(command) => is_own(state, who, command),
            estate::Command::Consent(estate::consent::Command::Answer { unit, .. }) => {
                who.person_id().is_some_and(|p| state.household_of(*unit, p).is_some())
            }
            estate::Command::Helping(command) => is_own_help(state, who, command),
            estate::Command::Bodies(command) => command.own_of().is_some_and(|p| who.person_id() == Some(p)),
            _ => false,
        };
        Some(Request { own, ..estate_request(state, who, act, today) })
    }

    fn summary(state: &Estate) -> (Option<Moment>, Value) {
        let open = state.assembly.motions.values().filter(|m| m.counted.is_none() && m.withdrawn.is_none()).count();
        let facts = json!({
            "level": "estate",
            "units": state.roll.doors.len(),
            "matters": state.matters.matters.len(),
            "open_motions": open,
        });
        (estate::due(state).map(|(at, _)| at), facts)
    }
}

fn is_own(state: &Estate, who: &Who, command: &estate::assembly::Command) -> bool {
    use estate::assembly::Command::{Cast, EndProxy, GrantProxy};
    let Actor::Person(person) = who.actor else { return false };
    let motion = command.motion().and_then(|m| state.assembly.get(m));
    match (command, motion) {
        (Cast { voter, .. }, Some(motion)) => motion.may_vote(state, *voter, person).is_ok(),
        // Whoever's voice it is gives it and takes it back, whoever holds it now.
        (GrantProxy { voter, .. } | EndProxy { voter, .. }, Some(motion)) => {
            motion.entitled(state, *voter, person).is_ok()
        }
        _ => false,
    }
}

fn is_own_help(state: &Estate, who: &Who, command: &estate::helping::Command) -> bool {
    use estate::helping::Command::{End, Offer};
    match command {
        Offer { .. } => who.person_id().is_some(),
        End { help } => state.helping.helps.get(help).is_some_and(|h| Some(h.owner) == who.actor.whose()),
        _ => false,
    }
}

/// The question for an act in an estate, `own` left to whoever knows the thing.
pub(crate) fn estate_request(state: &Estate, who: &Who, act: Act, today: Day) -> Request {
    let (here, term) = match who.actor {
        Actor::System => (true, who.capacity == Capacity::System),
        Actor::Visitor => (true, who.capacity == Capacity::Visitor),
        Actor::Person(person) => {
            (state.bodies.person(person).is_some(), state.capacities(person, today).contains(&who.capacity))
        }
        // The term of a helper is that of the help; the capacity is the owner's.
        Actor::Helper { person, owner } => (
            state.bodies.person(person).is_some() && state.bodies.person(owner).is_some(),
            state.helps(person, owner, today) && state.capacities(owner, today).contains(&who.capacity),
        ),
        // A founding has no district yet; every later act must come from the one above.
        Actor::District { district, .. } => (state.founding.district.is_none_or(|d| d == district), who.vouched),
    };
    let helped = matches!(who.actor, Actor::Helper { .. });
    Request { act, level: Level::Estate, capacity: who.capacity, here, term, own: false, helped }
}

impl Machine for DistrictMachine {
    type State = District;
    type Command = district::Command;
    type Event = district::Event;
    const LEVEL: Level = Level::District;

    fn decide(state: &District, command: &district::Command, ctx: &Context) -> Result<Vec<district::Event>, Refusals> {
        district::decide(state, command, ctx)
    }

    fn apply(state: &mut District, event: &district::Event, stamp: &Stamp) {
        district::apply(state, event, stamp);
    }

    fn encode(event: &district::Event) -> (Cow<'static, str>, u16, Value) {
        district::encode(event)
    }

    fn decode(kind: &str, version: u16, text: &str, opened: Option<Value>) -> Result<district::Event, WireError> {
        district::decode(kind, version, text, opened)
    }

    fn erases(_: &district::Event) -> &[ItemId] {
        &[]
    }

    fn forgets(_: &District, _: &district::Command) -> Vec<PersonId> {
        Vec::new()
    }

    fn request(state: &District, who: &Who, command: &district::Command, today: Day) -> Option<Request> {
        Some(district_request(state, who, Act::from_word(command.act())?, today))
    }

    fn summary(state: &District) -> (Option<Moment>, Value) {
        (None, json!({ "level": "district", "estates": state.estates.len() }))
    }
}

/// The question for an act in a district.
pub(crate) fn district_request(state: &District, who: &Who, act: Act, today: Day) -> Request {
    let (here, term) = match who.actor {
        Actor::System => (true, who.capacity == Capacity::System),
        Actor::Visitor => (true, who.capacity == Capacity::Visitor),
        Actor::Person(person) => {
            (state.bodies.person(person).is_some(), state.capacities(person, today).contains(&who.capacity))
        }
        Actor::District { .. } | Actor::Helper { .. } => (false, false),
    };
    Request { act, level: Level::District, capacity: who.capacity, here, term, own: false, helped: false }
}
