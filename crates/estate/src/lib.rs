//! The state machine of one estate: commands are decided into events, events make the state.
//!
//! `decide` knows the law and the facts and never changes anything; `apply` changes and never judges. Both are
//! synchronous and see no clock, no randomness and no storage: time, identity, capacity, law and random seed come in
//! with [`Context`].
//!
//! One folder a mechanism: [`roll`] (业主名册), [`bodies`] (persons, posts, slips), [`matters`] (事项), [`standing`]
//! (who may vote for a unit), [`assembly`] (业主大会), [`posting`] (公示), [`custody`] (票箱与选票), [`documents`] (文书),
//! [`seals`] (用印登记), [`charter`] (管理规约、议事规则), [`consent`] (意愿征询), [`helping`] (协助人). [`news`] says whom an
//! event concerns. Start with [`Estate`], then a mechanism's `mod.rs`.
#![deny(clippy::float_arithmetic)]

pub mod assembly;
pub mod bodies;
pub mod charter;
pub mod consent;
mod context;
pub mod custody;
pub mod documents;
pub mod founding;
pub mod helping;
mod label;
pub mod matters;
pub mod news;
pub mod posting;
pub mod roll;
pub mod seals;
pub mod standing;
pub mod text;
pub mod todo;
mod wire;

#[cfg(test)]
mod testing;

pub use context::{Context, Held};
pub use founding::Founding;
pub use label::Label;
pub use wire::{WireError, decode, decode_as, encode, encode_as};

use law::Refusals;
use serde::{Deserialize, Serialize};
use units::{Moment, Seq, Stamp};

/// What somebody wants of an estate. Plain values: what is personal in them is sealed while deciding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Command {
    /// Founding the estate's record, its name, its place.
    Founding(founding::Command),
    /// The owners' roll.
    Roll(roll::Command),
    /// Persons, posts, slips, erasure.
    Bodies(bodies::Command),
    /// Matters.
    Matters(matters::Command),
    /// Who may vote for which unit.
    Standing(standing::Command),
    /// The owners' assembly.
    Assembly(assembly::Command),
    /// Papers as they hang.
    Posting(posting::Command),
    /// Box and papers of a vote.
    Custody(custody::Command),
    /// Papers and the way they go.
    Documents(documents::Command),
    /// The seal.
    Seals(seals::Command),
    /// The estate's own rules.
    Charter(charter::Command),
    /// Consultations of households.
    Consent(consent::Command),
    /// Helpers of owners.
    Helping(helping::Command),
}

/// What happened in an estate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The estate itself.
    Founding(founding::Event),
    /// The owners' roll.
    Roll(roll::Event),
    /// Persons, posts, slips.
    Bodies(bodies::Event),
    /// Matters.
    Matters(matters::Event),
    /// Who may vote for which unit.
    Standing(standing::Event),
    /// The owners' assembly.
    Assembly(assembly::Event),
    /// Papers as they hang.
    Posting(posting::Event),
    /// Box and papers of a vote.
    Custody(custody::Event),
    /// Papers and the way they go.
    Documents(documents::Event),
    /// The seal.
    Seals(seals::Event),
    /// The estate's own rules.
    Charter(charter::Event),
    /// Consultations of households.
    Consent(consent::Event),
    /// Helpers of owners.
    Helping(helping::Event),
    /// Values erased from the vault.
    Erased(bodies::Erased),
}

/// An estate as its record makes it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Estate {
    /// Its last event's place in the record; 0 before the founding.
    pub seq: Seq,
    /// Name, place, district.
    pub founding: Founding,
    /// The owners' roll.
    pub roll: roll::Roll,
    /// Persons, posts, slips.
    pub bodies: bodies::Bodies,
    /// Matters.
    pub matters: matters::Matters,
    /// Who is matched with the roll, who speaks for whom.
    pub standing: standing::Standing,
    /// Motions, ballots, decisions.
    pub assembly: assembly::Assembly,
    /// Places, and the papers that hang there.
    pub posting: posting::Posting,
    /// Boxes and papers of votes.
    pub custody: custody::Custody,
    /// Papers drawn up, with the way each has gone.
    pub documents: documents::Documents,
    /// The seal and its register.
    pub seals: seals::Seals,
    /// 管理规约 and 议事规则.
    pub charter: charter::Charter,
    /// Consultations of households.
    pub consents: consent::Consents,
    /// Helpers of owners, and what was done with them.
    pub helping: helping::Helping,
}

/// Decides a command: the events that follow from it, or everything that stands in its way.
///
/// # Errors
/// The refusals, each with its rule.
pub fn decide(estate: &Estate, command: &Command, ctx: &Context) -> Result<Vec<Event>, Refusals> {
    if !matches!(command, Command::Founding(founding::Command::Found(_))) && estate.founding.name.is_none() {
        return Err(vec![law::Refusal::new("not-founded")]);
    }
    match command {
        Command::Founding(c) => founding::decide(estate, c, ctx),
        Command::Roll(c) => roll::decide(estate, c, ctx),
        Command::Bodies(c) => bodies::decide(estate, c, ctx),
        Command::Matters(c) => matters::decide(estate, c, ctx),
        Command::Standing(c) => standing::decide(estate, c, ctx),
        Command::Assembly(c) => assembly::decide(estate, c, ctx),
        Command::Posting(c) => posting::decide(estate, c, ctx),
        Command::Custody(c) => custody::decide(estate, c, ctx),
        Command::Documents(c) => documents::decide(estate, c, ctx),
        Command::Seals(c) => seals::decide(estate, c, ctx),
        Command::Charter(c) => charter::decide(estate, c, ctx),
        Command::Consent(c) => consent::decide(estate, c, ctx),
        Command::Helping(c) => helping::decide(estate, c, ctx),
    }
}

/// Applies an event that was decided, now or long ago. Never fails and never judges.
pub fn apply(estate: &mut Estate, event: &Event, stamp: &Stamp) {
    estate.seq += 1;
    match event {
        Event::Founding(e) => founding::apply(estate, e, stamp),
        Event::Roll(e) => roll::apply(estate, e, stamp),
        Event::Bodies(e) => bodies::apply(&mut estate.bodies, e, stamp),
        Event::Matters(e) => matters::apply(estate, e, stamp),
        Event::Standing(e) => standing::apply(estate, e, stamp),
        Event::Assembly(e) => {
            assembly::apply(estate, e, stamp);
            posting::follow(estate, e, stamp);
            charter::follow(estate, e, stamp);
        }
        Event::Posting(e) => posting::apply(estate, e, stamp),
        Event::Custody(e) => custody::apply(estate, e, stamp),
        Event::Documents(e) => documents::apply(estate, e, stamp),
        Event::Seals(e) => {
            seals::apply(&mut estate.seals, e, stamp);
            documents::follow(estate, e, stamp);
        }
        Event::Charter(e) => charter::apply(estate, e, stamp),
        Event::Consent(e) => consent::apply(estate, e, stamp),
        Event::Helping(e) => helping::apply(estate, e, stamp),
        // The values are gone from the vault; whoever holds this state reads it again, for it still shows them.
        Event::Erased(_) => {}
    }
    helping::follow(estate, event, stamp);
}

/// When the program must next act by itself in this estate, and with which command.
#[must_use]
pub fn due(estate: &Estate) -> Option<(Moment, Command)> {
    assembly::due(estate).map(|(at, command)| (at, Command::Assembly(command)))
}

impl Command {
    /// The act's stable name, as policies and the role × act matrix name it: `roll.import`.
    #[must_use]
    pub fn act(&self) -> &'static str {
        match self {
            Self::Founding(c) => c.act(),
            Self::Roll(c) => c.act(),
            Self::Bodies(c) => c.act(),
            Self::Matters(c) => c.act(),
            Self::Standing(c) => c.act(),
            Self::Assembly(c) => c.act(),
            Self::Posting(c) => c.act(),
            Self::Custody(c) => c.act(),
            Self::Documents(c) => c.act(),
            Self::Seals(c) => c.act(),
            Self::Charter(c) => c.act(),
            Self::Consent(c) => c.act(),
            Self::Helping(c) => c.act(),
        }
    }

    /// Whom it erases: the writer then reads what the vault holds of them ([`Context::held`]).
    #[must_use]
    pub fn erases(&self, estate: &Estate) -> Vec<units::PersonId> {
        match self {
            Self::Bodies(bodies::Command::Erase(erase)) => vec![erase.person],
            Self::Roll(roll::Command::UndoImport { import }) => estate.roll.brought_by(*import),
            _ => Vec::new(),
        }
    }

    /// Whether deciding it asks for the law in force now. A ballot goes by the rules frozen with its roll and by nothing
    /// else, so that no voter waits for the district's record to be looked at.
    #[must_use]
    pub const fn asks_the_book(&self) -> bool {
        !matches!(self, Self::Assembly(assembly::Command::Cast { .. }))
    }
}
