//! The state machine above estates: the street's organisations and posts, which estates it has, and which rule packs
//! it adopted.
//!
//! Refuses to know: anything of an estate but its name and number; whatever is decided below is decided there.
//! Persons and slips are kept as in an estate (`estate::bodies`).
//!
//! Start with [`District`].
#![deny(clippy::float_arithmetic)]

mod state;
#[cfg(test)]
mod tests;

pub use state::{Adopted, District, Listed};

use estate::bodies;
use estate::{Context, WireError, decode_as, encode_as};
use law::{Book, Confidence, Key, Pack, Refusal, Refusals};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::borrow::Cow;
use units::{AccountId, Capacity, Digest, PersonId, Place, Sealed, Stamp};

/// What somebody wants of a district.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Command {
    /// Opens the district's record and makes its first administrator.
    Found(Found),
    /// Persons, posts, slips.
    Bodies(bodies::Command),
    /// Lists an estate under the district.
    ListEstate(Listed),
    /// Adopts a rule pack.
    AdoptRules {
        /// The pack's text.
        text: String,
    },
    /// Takes a rule pack out of force for new motions.
    DropRules {
        /// Which.
        pack: Digest,
    },
    /// Confirms a value that was known from memory only: it may block from now on.
    ConfirmRule {
        /// In which pack.
        pack: Digest,
        /// Which rule.
        key: Key,
        /// Where it was read.
        basis: String,
    },
}

/// A new district.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Its name: the street's or the district's.
    pub name: String,
    /// Where it lies.
    pub place: Place,
    /// Name of the first administrator.
    pub administrator: String,
    /// Their account.
    pub account: AccountId,
}

/// What happened in a district.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The district itself.
    District(DistrictEvent),
    /// Persons, posts, slips.
    Bodies(bodies::Event),
}

/// What happened to the district itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case")]
pub enum DistrictEvent {
    /// The record was opened.
    Founded {
        /// Its name.
        name: Sealed<String>,
        /// Where it lies.
        place: Place,
    },
    /// An estate was listed.
    EstateListed(Listed),
    /// A rule pack was adopted.
    RulesAdopted {
        /// SHA-256 of its text.
        pack: Digest,
        /// Its text: the law itself is public.
        text: String,
    },
    /// A rule pack was taken out of force.
    RulesDropped {
        /// Which.
        pack: Digest,
    },
    /// A value was confirmed.
    RuleConfirmed {
        /// In which pack.
        pack: Digest,
        /// Which rule.
        key: Key,
        /// Where it was read.
        basis: Sealed<String>,
    },
}

/// Capacities that are given in a district.
pub const GIVEN_HERE: &[Capacity] = &[Capacity::PartyOrganisation, Capacity::StreetOffice, Capacity::Administrator];

impl Command {
    /// The act's stable name.
    #[must_use]
    pub const fn act(&self) -> &'static str {
        match self {
            Self::Found(_) => "district.found",
            Self::Bodies(c) => c.act(),
            Self::ListEstate(_) => "district.list-estate",
            Self::AdoptRules { .. } | Self::DropRules { .. } => "district.adopt-rules",
            Self::ConfirmRule { .. } => "district.confirm-rule",
        }
    }
}

/// Decides.
///
/// # Errors
/// The refusals.
pub fn decide(district: &District, command: &Command, ctx: &Context) -> Result<Vec<Event>, Refusals> {
    if !matches!(command, Command::Found(_)) && district.name.is_none() {
        return Err(vec![Refusal::new("not-founded")]);
    }
    let one = |event: Result<DistrictEvent, Refusal>| event.map(|e| vec![Event::District(e)]).map_err(|r| vec![r]);
    match command {
        Command::Found(found) => self::found(district, found, ctx),
        Command::Bodies(command) => {
            let events = bodies::decide_among(&district.bodies, GIVEN_HERE, command, ctx)?;
            Ok(events.into_iter().map(Event::Bodies).collect())
        }
        Command::ListEstate(listed) => one(list(district, listed)),
        Command::AdoptRules { text } => one(adopt(district, text)),
        Command::DropRules { pack } => one(match district.adopted.iter().any(|a| a.pack.digest == *pack) {
            true => Ok(DistrictEvent::RulesDropped { pack: *pack }),
            false => Err(Refusal::new("pack-unknown")),
        }),
        Command::ConfirmRule { pack, key, basis } => one(confirm(district, *pack, *key, basis, ctx)),
    }
}

fn found(district: &District, found: &Found, ctx: &Context) -> Result<Vec<Event>, Refusals> {
    if district.name.is_some() {
        return Err(vec![Refusal::new("already-founded")]);
    }
    let name = estate::text::title("name", &found.name).map_err(|r| vec![r])?;
    let (kind, contact) = (bodies::PersonKind::Natural, bodies::Contact::default());
    let register = bodies::Register { kind, name: found.administrator.clone(), contact };
    let mut events = bodies::decide_among(&district.bodies, GIVEN_HERE, &bodies::Command::Register(register), ctx)?;
    // The first administrator is made by whoever holds the one-time link of the first start; every other by a slip.
    let (person, from) = (PersonId(1), ctx.today());
    for capacity in [Capacity::Administrator, Capacity::StreetOffice] {
        let post = bodies::Post { capacity, part: None, from, until: None, ended: None };
        events.push(bodies::Event::Appointed { person, post });
    }
    events.push(bodies::Event::SlipRedeemed { person, account: found.account });
    let founded = DistrictEvent::Founded { name: ctx.seal(name), place: found.place.clone() };
    Ok(std::iter::once(Event::District(founded)).chain(events.into_iter().map(Event::Bodies)).collect())
}

fn list(district: &District, listed: &Listed) -> Result<DistrictEvent, Refusal> {
    match district.estates.iter().any(|e| e.stream == listed.stream) {
        true => Err(Refusal::new("estate-listed")),
        false => Ok(DistrictEvent::EstateListed(listed.clone())),
    }
}

fn adopt(district: &District, text: &str) -> Result<DistrictEvent, Refusal> {
    let wrong = |e: law::PackError| Refusal::new("pack-wrong").with("what", e.to_string()).on("text");
    let pack = Pack::parse(text).map_err(wrong)?;
    if district.adopted.iter().any(|a| a.pack.digest == pack.digest) {
        return Err(Refusal::new("pack-adopted").on("text"));
    }
    Ok(DistrictEvent::RulesAdopted { pack: pack.digest, text: pack.text })
}

fn confirm(district: &District, pack: Digest, key: Key, basis: &str, ctx: &Context) -> Result<DistrictEvent, Refusal> {
    let book = district.book(&Book::built_in());
    let held = book.packs().iter().find(|p| p.digest == pack).ok_or_else(|| Refusal::new("pack-unknown"))?;
    let unsure = held.rules.iter().any(|r| r.key == key && r.cite.confidence <= Confidence::Memory);
    if !unsure || book.is_confirmed(pack, key) {
        return Err(Refusal::new("rule-sure").with("rule", key.word()));
    }
    let basis = estate::text::title("basis", basis)?;
    Ok(DistrictEvent::RuleConfirmed { pack, key, basis: ctx.seal(basis) })
}

/// Applies. Never fails and never judges.
pub fn apply(district: &mut District, event: &Event, stamp: &Stamp) {
    district.seq += 1;
    match event {
        Event::Bodies(e) => bodies::apply(&mut district.bodies, e, stamp),
        Event::District(e) => match e {
            DistrictEvent::Founded { name, place } => {
                district.name = Some(name.clone());
                district.place = place.clone();
            }
            DistrictEvent::EstateListed(listed) => district.estates.push(listed.clone()),
            DistrictEvent::RulesAdopted { text, .. } => {
                // A pack that was adopted read then and reads now; if a newer program reads less, it says so at start.
                if let Ok(pack) = Pack::parse(text) {
                    district.adopted.push(Adopted { pack: pack.into(), at: stamp.at });
                }
            }
            DistrictEvent::RulesDropped { pack } => district.adopted.retain(|a| a.pack.digest != *pack),
            DistrictEvent::RuleConfirmed { pack, key, .. } => district.confirmed.push((*pack, *key)),
        },
    }
}

/// Kind, version and body of an event.
#[must_use]
pub fn encode(event: &Event) -> (Cow<'static, str>, u16, Value) {
    match event {
        Event::District(e) => encode_as("district", e),
        Event::Bodies(e) => encode_as("bodies", e),
    }
}

/// The event of a stored kind, version and body.
///
/// # Errors
/// [`WireError`].
pub fn decode(kind: &str, version: u16, text: &str, opened: Option<Value>) -> Result<Event, WireError> {
    match kind.split_once('.') {
        Some(("district", name)) => decode_as(name, version, text, opened).map(Event::District),
        Some(("bodies", name)) => decode_as(name, version, text, opened).map(Event::Bodies),
        _ => Err(WireError::Newer { kind: kind.into(), version }),
    }
}
