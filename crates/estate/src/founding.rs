//! The estate itself: its name, where it lies, which district stands above it, and the values its own rules set, as
//! the versions in force leave them ([`crate::charter`]).
//!
//! Refuses to know: what those values mean; that is `law`.

use crate::{Context, Estate};
use law::{OwnRule, Refusal, Refusals};
use serde::{Deserialize, Serialize};
use units::{Day, Place, Sealed, Stamp, StreamId};

/// Name, place, district, own rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Founding {
    /// The estate's name; `None` before the founding.
    pub name: Option<Sealed<String>>,
    /// The day its record began; `None` before the founding.
    pub founded: Option<Day>,
    /// Where it lies: which local law holds.
    pub place: Place,
    /// The district above.
    pub district: Option<StreamId>,
    /// What the estate's own rules set or once set, each with its days; follows from [`crate::charter`].
    pub own_rules: Vec<OwnRule>,
}

/// What somebody wants of the estate itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Command {
    /// Opens the estate's record.
    Found(Found),
}

/// A new estate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Its name.
    pub name: String,
    /// Where it lies.
    pub place: Place,
    /// The district above.
    pub district: StreamId,
}

/// What happened to the estate itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case")]
pub enum Event {
    /// The record was opened.
    Founded {
        /// Its name.
        name: Sealed<String>,
        /// Where it lies.
        place: Place,
        /// The district above.
        district: StreamId,
    },
}

impl Command {
    /// The act's stable name.
    #[must_use]
    pub const fn act(&self) -> &'static str {
        match self {
            Self::Found(_) => "estate.found",
        }
    }
}

impl Founding {
    /// The law in force here on `day`, the estate's own rules on top.
    #[must_use]
    pub fn law(&self, book: &law::Book, day: Day) -> law::Law {
        let adopted = self.own_rules.iter().filter(|r| r.holds(day));
        book.in_force(&self.place, day).with_own(adopted)
    }
}

/// Decides.
///
/// # Errors
/// The refusals.
pub fn decide(estate: &Estate, command: &Command, ctx: &Context) -> Result<Vec<crate::Event>, Refusals> {
    let event = match command {
        Command::Found(found) => {
            if estate.founding.name.is_some() {
                return Err(vec![Refusal::new("already-founded")]);
            }
            let name = crate::text::title("name", &found.name).map_err(|r| vec![r])?;
            Event::Founded { name: ctx.seal(name), place: found.place.clone(), district: found.district }
        }
    };
    Ok(vec![crate::Event::Founding(event)])
}

pub(crate) fn apply(estate: &mut Estate, event: &Event, stamp: &Stamp) {
    let founding = &mut estate.founding;
    match event {
        Event::Founded { name, place, district } => {
            founding.name = Some(name.clone());
            founding.founded = Some(stamp.at.day());
            founding.place = place.clone();
            founding.district = Some(*district);
        }
    }
}
