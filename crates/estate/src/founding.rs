//! The estate itself: its name, where it lies, which district stands above it, and the values its own 议事规则 set.
//!
//! Refuses to know: what those values mean; that is `law`.

use crate::{Context, Estate};
use law::{OwnRule, OwnRuleRefused, Refusal, Refusals};
use serde::{Deserialize, Serialize};
use units::{Day, Place, Sealed, StreamId};

/// Name, place, district, own rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Founding {
    /// The estate's name; `None` before the founding.
    pub name: Option<Sealed<String>>,
    /// Where it lies: which local law holds.
    pub place: Place,
    /// The district above.
    pub district: Option<StreamId>,
    /// What the estate's own rules set, in the order adopted.
    pub own_rules: Vec<OwnRule>,
}

/// What somebody wants of the estate itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Command {
    /// Opens the estate's record.
    Found(Found),
    /// Enters what the estate's 议事规则 or 管理规约 sets.
    SetOwnRule(OwnRule),
    /// Takes a value of the own rules out of force.
    DropOwnRule(law::Key),
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
    /// The estate's own rules set a value.
    OwnRuleSet(OwnRule),
    /// The estate's own rules set it no longer.
    OwnRuleDropped(law::Key),
}

impl Command {
    /// The act's stable name.
    #[must_use]
    pub const fn act(&self) -> &'static str {
        match self {
            Self::Found(_) => "estate.found",
            Self::SetOwnRule(_) | Self::DropOwnRule(_) => "estate.own-rules",
        }
    }
}

impl Founding {
    /// The law in force here on `day`, the estate's own rules on top.
    #[must_use]
    pub fn law(&self, book: &law::Book, day: Day) -> law::Law {
        let adopted = self.own_rules.iter().filter(|r| r.from <= day);
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
        Command::SetOwnRule(rule) => Event::OwnRuleSet(own_rule(estate, rule, ctx).map_err(|r| vec![r])?),
        Command::DropOwnRule(key) => {
            if !estate.founding.own_rules.iter().any(|r| r.key == *key) {
                return Err(vec![Refusal::new("own-rule-unknown").with("rule", key.word())]);
            }
            Event::OwnRuleDropped(*key)
        }
    };
    Ok(vec![crate::Event::Founding(event)])
}

fn own_rule(estate: &Estate, rule: &OwnRule, ctx: &Context) -> Result<OwnRule, Refusal> {
    let law = ctx.law(&estate.founding.place, ctx.today());
    let held = law.get(rule.key);
    let refuse = |code: &str| Refusal::new(code).with("rule", rule.key.word()).by(held);
    rule.check(&law).map_err(|refused| match refused {
        OwnRuleRefused::NotSettable => refuse("own-rule-not-settable"),
        OwnRuleRefused::WeakerThanLaw => refuse("own-rule-weaker").on("value"),
        OwnRuleRefused::NotAValue => refuse("own-rule-no-value").on("value"),
    })?;
    if rule.from > ctx.today() {
        return Err(Refusal::new("day-in-future").on("from"));
    }
    let clause = crate::text::title("clause", &rule.clause)?;
    Ok(OwnRule { clause, ..rule.clone() })
}

pub(crate) fn apply(estate: &mut Estate, event: &Event) {
    let founding = &mut estate.founding;
    match event {
        Event::Founded { name, place, district } => {
            founding.name = Some(name.clone());
            founding.place = place.clone();
            founding.district = Some(*district);
        }
        Event::OwnRuleSet(rule) => {
            founding.own_rules.retain(|r| r.key != rule.key);
            founding.own_rules.push(rule.clone());
        }
        Event::OwnRuleDropped(key) => founding.own_rules.retain(|r| r.key != *key),
    }
}
