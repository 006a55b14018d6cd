//! What an estate's own 议事规则 or 管理规约 sets.

use crate::{Confidence, Direction, Key, Law, Settable, Value};
use serde::{Deserialize, Serialize};
use units::{Day, Threshold};

/// A value set by the estate's own rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnRule {
    /// Which question it answers.
    pub key: Key,
    /// Its answer.
    pub value: Value,
    /// The clause, as a notice cites it: 业主大会议事规则第十二条.
    pub clause: String,
    /// In force since: the day the assembly adopted it.
    pub from: Day,
    /// Last day in force; `None` while it holds.
    // Always written: it stands in states, and their compact form has no names to tell that one is left out.
    #[serde(default)]
    pub until: Option<Day>,
}

/// Why an estate may not set this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnRuleRefused {
    /// The law leaves estates no choice here.
    NotSettable,
    /// Weaker than the law: fewer days of notice, more days to publish.
    WeakerThanLaw,
    /// Not a value this rule can take.
    NotAValue,
}

impl OwnRule {
    /// Whether it holds on `day`.
    #[must_use]
    pub fn holds(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|end| day <= end)
    }

    /// Whether the law lets an estate set this.
    ///
    /// # Errors
    /// [`OwnRuleRefused`].
    pub fn check(&self, law: &Law) -> Result<(), OwnRuleRefused> {
        use OwnRuleRefused::{NotAValue, NotSettable, WeakerThanLaw};
        if self.key.settable() == Settable::No {
            return Err(NotSettable);
        }
        let fits = match &self.value {
            Value::Share(_) | Value::Number(_) => self.key.words().is_empty(),
            Value::Word(word) => self.key.words().contains(&word.as_str()),
            Value::Words(words) => !words.is_empty() && words.iter().all(|w| self.key.words().contains(&w.as_str())),
        };
        let frozen = law.get(self.key).map(|r| &r.frozen);
        let held = frozen.map(|f| &f.value);
        if !fits || held.is_some_and(|h| std::mem::discriminant(h) != std::mem::discriminant(&self.value)) {
            return Err(NotAValue);
        }
        if matches!(self.value, Value::Number(n) if !(0..=10_000).contains(&n)) {
            return Err(NotAValue);
        }
        let assumed = frozen.is_some_and(|f| f.cite.confidence == Confidence::Assumed);
        if self.key.settable() == Settable::Freely || (assumed && self.key.settable() == Settable::WithinLaw) {
            return Ok(());
        }
        let weaker = match (self.key.direction(), held, &self.value) {
            (Direction::Upward, Some(Value::Number(law)), Value::Number(own)) => own < law,
            (Direction::Downward, Some(Value::Number(law)), Value::Number(own)) => own > law,
            (Direction::Upward, Some(Value::Share(law)), Value::Share(own)) => Threshold::stricter_than(*law, *own),
            // What the law asks for an estate's rules may only ask for as well.
            (_, Some(Value::Word(law)), Value::Word(own)) => law == "yes" && own == "no",
            _ => false,
        };
        if weaker { Err(WeakerThanLaw) } else { Ok(()) }
    }
}
