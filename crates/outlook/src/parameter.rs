//! What a result rests on: every figure that did not come from the input has a name, a value, a range and a standing.

use serde_json::{Value, json};

/// How well a parameter is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Measured here or in the estate at hand.
    Measured,
    /// Taken from a named publication that was read.
    Cited,
    /// Taken from a publication by memory: check it before relying on it.
    Recalled,
    /// Our choice for want of data.
    Assumed,
}

impl Standing {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Cited => "cited",
            Self::Recalled => "recalled",
            Self::Assumed => "assumed",
        }
    }
}

/// A figure a model rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameter {
    /// Its name in files and results.
    pub name: &'static str,
    /// What is used where the input says nothing.
    pub value: f64,
    /// The lowest value somebody reasonable could defend.
    pub low: f64,
    /// The highest.
    pub high: f64,
    /// How well it is known.
    pub standing: Standing,
    /// Where it comes from, or why it was chosen.
    pub source: &'static str,
    /// What it is.
    pub meaning: &'static str,
}

impl Parameter {
    /// As a result carries it; `used` is what this run used, `standing` how well that is known.
    #[must_use]
    pub fn told(&self, used: f64, standing: &str) -> Value {
        json!({
            "name": self.name, "value": used, "low": self.low, "high": self.high, "standing": standing,
            "source": self.source, "meaning": self.meaning,
        })
    }
}
