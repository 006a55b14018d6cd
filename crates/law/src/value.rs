//! A rule's value, where it is written, and how sure we are.

use crate::Key;
use serde::{Deserialize, Serialize};
use units::{Digest, Place, Threshold};

/// What a rule sets.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// A share with its edge, applied by heads and by area alike.
    Share(Threshold),
    /// A number of the key's unit (days, years, persons).
    Number(i64),
    /// One of the key's words.
    Word(String),
    /// Several of the key's words.
    Words(Vec<String>),
}

impl Value {
    /// The share, if it is one.
    #[must_use]
    pub const fn share(&self) -> Option<Threshold> {
        if let Self::Share(t) = self { Some(*t) } else { None }
    }

    /// The number, if it is one.
    #[must_use]
    pub const fn number(&self) -> Option<i64> {
        if let Self::Number(n) = self { Some(*n) } else { None }
    }

    /// The word, if it is one.
    #[must_use]
    pub fn word(&self) -> Option<&str> {
        if let Self::Word(w) = self { Some(w) } else { None }
    }

    /// The words, if it is a list.
    #[must_use]
    pub fn words(&self) -> &[String] {
        if let Self::Words(w) = self { w } else { &[] }
    }
}

/// How sure we are that the law says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Nothing stands behind it but our own choice where the product needs one answer.
    Assumed,
    /// From memory, unverified: warns, never blocks, unless an administrator confirmed it.
    Memory,
    /// Read in a second-hand text.
    SecondHand,
    /// Read in the text of the law.
    Statute,
}

/// Where a rule is written.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cite {
    /// As a notice cites it: 民法典第二百七十八条第二款.
    pub article: String,
    /// Address or key of the text that was read.
    pub source: String,
    /// How sure we are.
    pub confidence: Confidence,
}

/// A rule as a motion froze it: everything needed to count again without any book.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Frozen {
    /// Which rule.
    pub key: Key,
    /// Its value.
    pub value: Value,
    /// Where it is written.
    pub cite: Cite,
    /// Where it holds; empty for the whole country. An estate's own rule holds the estate's place.
    pub place: Place,
    /// Digest of the pack it came from; `None` for an estate's own rule.
    pub pack: Option<Digest>,
    /// Whether it may block an act: verified, or confirmed by an administrator.
    pub binding: bool,
}
