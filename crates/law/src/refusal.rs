//! How a rule says no.

use crate::{Cite, Ruling};
use serde::{Deserialize, Serialize};
use units::{Area, Day, Moment, Weight};

/// A fact a refusal or a warning is explained with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// A count, of what the message says.
    Number(i64),
    /// A label, a name of a field, a code.
    Text(String),
    /// A day.
    Day(Day),
    /// A moment.
    Moment(Moment),
    /// An area.
    Area(Area),
    /// Heads and area.
    Weight(Weight),
    /// Several labels; pages show the first dozen and how many more.
    List(Vec<String>),
}

macro_rules! facts {
    ($($from:ty => $variant:ident;)*) => {$(
        impl From<$from> for Fact {
            fn from(value: $from) -> Self {
                Self::$variant(value.into())
            }
        }
    )*};
}

facts! {
    i64 => Number;
    i32 => Number;
    u32 => Number;
    String => Text;
    &str => Text;
    Day => Day;
    Moment => Moment;
    Area => Area;
    Weight => Weight;
    Vec<String> => List;
}

/// A rule said no. The code names a message (`refusal-<code>`) that says what is wrong and what to do; the articles
/// are those of the rules in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Stable name.
    pub code: String,
    /// Where the rules are written.
    pub cites: Vec<Cite>,
    /// What the message needs.
    pub facts: Vec<(String, Fact)>,
    /// The form field to change, where there is one.
    pub field: Option<String>,
}

impl Refusal {
    /// A refusal of this code.
    #[must_use]
    pub fn new(code: &str) -> Self {
        Self { code: code.into(), cites: Vec::new(), facts: Vec::new(), field: None }
    }

    /// Resting on a ruling.
    #[must_use]
    pub fn by(self, ruling: Option<&Ruling>) -> Self {
        self.citing(ruling.map(|r| &r.frozen.cite))
    }

    /// Resting on an article.
    #[must_use]
    pub fn citing(mut self, cite: Option<&Cite>) -> Self {
        self.cites.extend(cite.cloned());
        self
    }

    /// With a fact for its message.
    #[must_use]
    pub fn with(mut self, name: &str, fact: impl Into<Fact>) -> Self {
        self.facts.push((name.into(), fact.into()));
        self
    }

    /// About a field of a form.
    #[must_use]
    pub fn on(mut self, field: &str) -> Self {
        self.field = Some(field.into());
        self
    }

    /// A fact by its name.
    #[must_use]
    pub fn fact(&self, name: &str) -> Option<&Fact> {
        self.facts.iter().find(|(n, _)| n == name).map(|(_, f)| f)
    }
}

/// Everything that stands in the way, so that a form can show it all at once.
pub type Refusals = Vec<Refusal>;
