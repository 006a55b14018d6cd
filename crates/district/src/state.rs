use estate::bodies::Bodies;
use law::{Book, Key, Pack};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::Arc;
use units::{Capacity, Day, Digest, Moment, PersonId, Place, Sealed, Seq, StreamId};

/// A district as its record makes it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct District {
    /// Its last event's place in the record.
    pub seq: Seq,
    /// Its name; `None` before the founding.
    pub name: Option<Sealed<String>>,
    /// Where it lies.
    pub place: Place,
    /// Its people.
    pub bodies: Bodies,
    /// Its estates, in the order listed.
    pub estates: Vec<Listed>,
    /// Rule packs adopted beside those that come with the program.
    pub adopted: Vec<Adopted>,
    /// Unverified values that were confirmed.
    pub confirmed: Vec<(Digest, Key)>,
}

/// An estate of the district.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Its stream.
    pub stream: StreamId,
}

/// An adopted rule pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adopted {
    /// The pack.
    pub pack: Arc<Pack>,
    /// Since when.
    pub at: Moment,
}

// A pack is its text: kept as such, read again.
impl Serialize for Adopted {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (&self.pack.text, self.at).serialize(to)
    }
}

impl<'de> Deserialize<'de> for Adopted {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let (text, at) = <(String, Moment)>::deserialize(from)?;
        let pack = Pack::parse(&text).map_err(serde::de::Error::custom)?;
        Ok(Self { pack: Arc::new(pack), at })
    }
}

impl District {
    /// The packs of the program with those adopted here, and what was confirmed.
    #[must_use]
    pub fn book(&self, built_in: &Book) -> Book {
        let mut book = built_in.clone();
        for adopted in &self.adopted {
            book.adopt(adopted.pack.clone());
        }
        for (pack, key) in &self.confirmed {
            book.confirm(*pack, *key);
        }
        book
    }

    /// The capacities a person can act in on `day`.
    #[must_use]
    pub fn capacities(&self, person: PersonId, day: Day) -> Vec<Capacity> {
        let posts = self.bodies.person(person).map_or(&[][..], |p| p.posts.as_slice());
        let mut held: Vec<Capacity> = posts.iter().filter(|p| p.holds(day)).map(|p| p.capacity).collect();
        held.sort();
        held.dedup();
        held
    }
}
