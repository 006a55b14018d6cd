//! Who acts, as the record names them.

use crate::{PersonId, Seq, StreamId};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Who did something. In the record's entries it is text: `12`, `12+7`, `3@7K4M92QD:55`, `system`, `visitor`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Actor {
    /// The program, when something falls due.
    System,
    /// Anybody without an account.
    Visitor,
    /// A person of this stream.
    Person(PersonId),
    /// A helper (协助人) together with an owner: the hand is the helper's, the act the owner's, and both are named.
    Helper {
        /// Whose hand.
        person: PersonId,
        /// Whose act.
        owner: PersonId,
    },
    /// A person of the district above, with the capacity as the district's record stood at `seq`.
    District {
        /// Their number in the district's stream.
        person: PersonId,
        /// The district.
        district: StreamId,
        /// The state of the district's record in which the capacity was read.
        seq: Seq,
    },
}

impl Actor {
    /// The same actor without the state of the district's record: a form sent again may have read a newer one.
    #[must_use]
    pub const fn without_seq(self) -> Self {
        match self {
            Self::District { person, district, .. } => Self::District { person, district, seq: 0 },
            other => other,
        }
    }

    /// The person of the stream whose act it is: of what was done with a helper, the owner.
    #[must_use]
    pub const fn whose(self) -> Option<PersonId> {
        match self {
            Self::Person(person) | Self::Helper { owner: person, .. } => Some(person),
            Self::System | Self::Visitor | Self::District { .. } => None,
        }
    }

    /// The person of the stream whose hand did it.
    #[must_use]
    pub const fn hand(self) -> Option<PersonId> {
        match self {
            Self::Person(person) | Self::Helper { person, .. } => Some(person),
            Self::System | Self::Visitor | Self::District { .. } => None,
        }
    }

    /// The same hand, whoever it helped, and whatever the district's record had grown to when they acted.
    #[must_use]
    pub fn same_person(self, other: Self) -> bool {
        if let (Some(a), Some(b)) = (self.hand(), other.hand()) {
            return a == b;
        }
        match (self, other) {
            (Self::District { person: a, district: d, .. }, Self::District { person: b, district: e, .. }) => {
                (a, d) == (b, e)
            }
            _ => false,
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::System => f.write_str("system"),
            Self::Visitor => f.write_str("visitor"),
            Self::Person(person) => person.fmt(f),
            Self::Helper { person, owner } => write!(f, "{person}+{owner}"),
            Self::District { person, district, seq } => write!(f, "{person}@{district}:{seq}"),
        }
    }
}

impl FromStr for Actor {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let district = |person: &str, rest: &str| {
            let (district, seq) = rest.split_once(':')?;
            Some(Self::District {
                person: person.parse().ok()?,
                district: district.parse().ok()?,
                seq: seq.parse().ok()?,
            })
        };
        let helper =
            |person: &str, owner: &str| Some(Self::Helper { person: person.parse().ok()?, owner: owner.parse().ok()? });
        let parsed = match text {
            "system" => Some(Self::System),
            "visitor" => Some(Self::Visitor),
            text => match (text.split_once('@'), text.split_once('+')) {
                (Some((person, rest)), _) => district(person, rest),
                (None, Some((person, owner))) => helper(person, owner),
                (None, None) => text.parse().ok().map(Self::Person),
            },
        };
        parsed.ok_or_else(|| format!("`{text}` names nobody"))
    }
}

impl From<Actor> for String {
    fn from(actor: Actor) -> Self {
        actor.to_string()
    }
}

impl TryFrom<String> for Actor {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actors_read_back() {
        let district: StreamId = "7K4M92QD".parse().unwrap();
        let official = Actor::District { person: PersonId(3), district, seq: 55 };
        let helper = Actor::Helper { person: PersonId(12), owner: PersonId(7) };
        for actor in [Actor::System, Actor::Visitor, Actor::Person(PersonId(12)), helper, official] {
            assert_eq!(actor.to_string().parse(), Ok(actor));
        }
        let later = Actor::District { person: PersonId(3), district, seq: 60 };
        assert!(official.same_person(later) && !official.same_person(Actor::Person(PersonId(3))));
        assert!("3@7K4M92QD".parse::<Actor>().is_err() && "3+x".parse::<Actor>().is_err());
        assert_eq!((helper.whose(), helper.hand()), (Some(PersonId(7)), Some(PersonId(12))));
        assert!(helper.same_person(Actor::Person(PersonId(12))) && !helper.same_person(Actor::Person(PersonId(7))));
    }
}
