//! Who may try what: Cedar policies behind one pure function.
//!
//! Cedar answers “may this person in this capacity try this here, now?”; whether the law and the facts let it succeed
//! is `estate::decide`'s question. Refuses to know: estates, storage, pages. Cedar skips a `forbid` whose condition
//! errs, so any evaluation error is a deny; policies are validated strictly at start and in the tests.
//!
//! Start with [`Authority::permits`]; the readable side is `policies/*.cedar`, the generated one the role × act matrix
//! (`tests/matrix.golden`, and a page of the product).

mod act;
mod matrix;

pub use act::{Act, Level};
pub use matrix::{Cell, matrix, with_a_helper};

use cedar_policy::{
    Authorizer, Context, Decision, Entities, EntityUid, PolicySet, Request as CedarRequest, Schema, ValidationMode,
    Validator,
};
use parking_lot::RwLock;
use std::collections::HashMap;
use std::str::FromStr;
use thiserror::Error;
use units::Capacity;

/// A question: small, finite and hashable. Enumerating its values is the role × act matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Request {
    /// What is tried.
    pub act: Act,
    /// Whether in an estate or in a district.
    pub level: Level,
    /// In which capacity.
    pub capacity: Capacity,
    /// Whether that capacity is held in this estate, or in the district it lies in.
    pub here: bool,
    /// Whether its term runs.
    pub term: bool,
    /// Whether the thing is the actor's own: ballot, receipt, mandate.
    pub own: bool,
    /// Whether a helper's hand does it, together with an owner whose capacity it is.
    pub helped: bool,
}

/// The answer, with the policies that gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it may be tried.
    pub allowed: bool,
    /// Ids of the deciding policies; empty where nothing permits.
    pub by: Vec<String>,
}

/// Why policies cannot be used.
#[derive(Debug, Error)]
#[error("policies: {0}")]
pub struct PolicyError(String);

/// The policies, read and validated once.
pub struct Authority {
    policies: PolicySet,
    schema: Schema,
    authorizer: Authorizer,
    memo: RwLock<HashMap<Request, Verdict>>,
}

const SCHEMA: &str = include_str!("../policies/schema.cedarschema");

/// The policy files that come with the program, by name: shown in the product as they are.
pub const POLICIES: &[(&str, &str)] = &[
    ("everybody.cedar", include_str!("../policies/everybody.cedar")),
    ("core.cedar", include_str!("../policies/core.cedar")),
    ("government.cedar", include_str!("../policies/government.cedar")),
    ("market.cedar", include_str!("../policies/market.cedar")),
    ("social.cedar", include_str!("../policies/social.cedar")),
    ("residents.cedar", include_str!("../policies/residents.cedar")),
];

impl Authority {
    /// The policies that come with the program.
    ///
    /// # Errors
    /// [`PolicyError`] if they do not validate strictly; the program does not start then.
    pub fn built_in() -> Result<Self, PolicyError> {
        let texts: Vec<&str> = POLICIES.iter().map(|(_, text)| *text).collect();
        Self::new(SCHEMA, &texts)
    }

    fn new(schema: &str, texts: &[&str]) -> Result<Self, PolicyError> {
        let wrong = |e: &dyn std::fmt::Display| PolicyError(e.to_string());
        let (schema, _) = Schema::from_cedarschema_str(schema).map_err(|e| wrong(&e))?;
        let mut policies = PolicySet::new();
        for text in texts {
            for policy in PolicySet::from_str(text).map_err(|e| wrong(&e))?.policies() {
                let id =
                    policy.annotation("id").ok_or_else(|| PolicyError(format!("a policy has no @id: {policy}")))?;
                policies.add(policy.new_id(id.parse().map_err(|e| wrong(&e))?)).map_err(|e| wrong(&e))?;
            }
        }
        let result = Validator::new(schema.clone()).validate(&policies, ValidationMode::Strict);
        if let Some(error) = result.validation_errors().next() {
            return Err(wrong(error));
        }
        if let Some(warning) = result.validation_warnings().next() {
            return Err(wrong(warning));
        }
        Ok(Self { policies, schema, authorizer: Authorizer::new(), memo: RwLock::default() })
    }

    /// Whether it may be tried. A function of the request and the policies alone, so answers are remembered.
    #[must_use]
    pub fn permits(&self, request: &Request) -> Verdict {
        if let Some(known) = self.memo.read().get(request) {
            return known.clone();
        }
        let verdict = self.ask(request).unwrap_or(Verdict { allowed: false, by: vec!["evaluation-error".into()] });
        self.memo.write().insert(*request, verdict.clone());
        verdict
    }

    /// `None` on any error: whatever cannot be evaluated is a deny.
    fn ask(&self, request: &Request) -> Option<Verdict> {
        let uid = |kind: &str, id: &str| EntityUid::from_str(&format!("{kind}::\"{id}\"")).ok();
        let resource = match request.level {
            Level::Estate => "Estate",
            Level::District => "District",
        };
        let action = uid("Action", request.act.word())?;
        let facts = serde_json::json!({ "here": request.here, "term": request.term, "own": request.own, "helped": request.helped });
        let context = Context::from_json_value(facts, Some((&self.schema, &action))).ok()?;
        let question = CedarRequest::new(
            uid("Capacity", request.capacity.word())?,
            action,
            uid(resource, "this")?,
            context,
            Some(&self.schema),
        )
        .ok()?;
        let entities = Entities::from_entities(self.schema.action_entities().ok()?, None).ok()?;
        let response = self.authorizer.is_authorized(&question, &self.policies, &entities);
        if response.diagnostics().errors().next().is_some() {
            return None;
        }
        let mut by: Vec<String> = response.diagnostics().reason().map(ToString::to_string).collect();
        by.sort();
        Some(Verdict { allowed: response.decision() == Decision::Allow, by })
    }

    /// The capacities that may do an act in place and term, for “this takes …”.
    #[must_use]
    pub fn who_may(&self, act: Act, level: Level) -> Vec<Capacity> {
        let may = |capacity: &Capacity| {
            let ask = |helped| Request { act, level, capacity: *capacity, here: true, term: true, own: true, helped };
            // What only a helper's hand does is the owner's to let happen.
            self.permits(&ask(false)).allowed || self.permits(&ask(true)).allowed
        };
        Capacity::ALL.iter().copied().filter(may).collect()
    }
}

#[cfg(test)]
mod tests;
