use super::{Purpose, Source, Totals, Way, Words};
use crate::assembly::Scope;
use serde::{Deserialize, Serialize};
use units::{ConsentId, Day, MatterId, PersonId, Sealed, Threshold, UnitId};

/// What happened to consultations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case")]
pub enum Event {
    /// Households are asked.
    Asked {
        /// Its number.
        consent: ConsentId,
        /// The matter it belongs to.
        matter: MatterId,
        /// What it is for.
        purpose: Purpose,
        /// Whose households.
        scope: Scope,
        /// The households.
        asked: Vec<UnitId>,
        /// The question.
        question: Sealed<String>,
        /// What should be known before answering.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<Sealed<String>>,
        /// The share of households a policy asks for.
        threshold: Threshold,
        /// Where that share was read.
        source: Box<Source>,
        /// First day.
        from: Day,
        /// Last day.
        until: Day,
    },
    /// A household answered.
    Answered {
        /// Which consultation.
        consent: ConsentId,
        /// Which household.
        unit: UnitId,
        /// How it came.
        way: Way,
        /// Whose word a paper or visit is, where the roll knows the name; on a phone it is who acted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<PersonId>,
        /// What was said.
        words: Sealed<Words>,
    },
    /// The answers were added up.
    Concluded {
        /// Which consultation.
        consent: ConsentId,
        /// How they add up. Sealed: of few households they would tell who wants what.
        totals: Sealed<Totals>,
    },
    /// It was called off.
    CalledOff {
        /// Which consultation.
        consent: ConsentId,
        /// Why.
        why: Sealed<String>,
    },
}
