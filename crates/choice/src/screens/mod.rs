//! Screens against capture: signs in tenders and ballots at which a person should look.
//!
//! **A prompt is never a finding.** Measured on 798 real tenders with a label, no screen of a single tender tells the
//! labelled from the others (area under the curve 0.41 to 0.56; 0.5 is a coin), and the one that pointed the right way
//! faded within two years. So one tender's screens are only ranked among the city's own; what is tested is pooled over a
//! contractor's tenders, exactly ([`chance`]), and corrected for how many were looked at. Better founded for an estate
//! are plain facts, told with their ground: who shares a phone ([`related`]), who declared an interest, what was added
//! after the award.
//!
//! Start with [`tenders::look`] and [`ballots::look`]; [`mod@file`] reads and recomputes a file of tenders. Refuses to know
//! who anybody is: bidders are names of a file, devices and identifiers come hashed.

pub mod ballots;
pub mod chance;
pub mod digits;
pub mod file;
pub mod ranks;
pub mod related;
pub mod shape;
pub mod tenders;

use crate::said::Said;
use chance::{Chance, corrected};
use serde::Serialize;
use std::collections::BTreeMap;

/// What a prompt is, for whoever reads one.
pub const WHAT: Said<&str> = Said {
    zh: "这些是请人去看一看的提示，不是结论：每一条都可能有正当的原因，不得据此拒绝或者指责任何人",
    en: "prompts for a person to look, never findings: each has innocent causes, and nobody may be refused or accused \
         because of one",
};
/// The measured weakness of the screens.
pub const WEAKNESS: Said<&str> = Said {
    zh: "用 798 个有标记的真实招标测过：只看一个招标的指标，曲线下面积都在 0.41 至 0.56 之间（0.5 等于抛硬币），其中最好的一个两年内就失效了",
    en: "measured on 798 real tenders with a label: area under the curve 0.41 to 0.56 for every screen of a single tender (0.5 \
         is a coin), and the best of them faded within two years",
};

/// Where the rate of false discoveries is drawn: one prompt in ten may be nothing.
const RATE: (u32, u32) = (1, 10);

/// A sign at which a person should look.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Prompt {
    /// What kind of sign.
    pub kind: &'static str,
    /// Who or what it is about: bidders, stairwells, flats.
    pub about: Vec<String>,
    /// In which tenders, where it is about some.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tenders: Vec<String>,
    /// How often it was seen.
    pub seen: u32,
    /// Out of how many.
    pub of: u32,
    /// The chance of as much by chance alone, where that can be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chance: Option<f64>,
    /// The same corrected for how many were looked at: the rate of false discoveries at which it stands out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrected: Option<f64>,
    /// What was seen, and on what ground.
    pub why: Said,
}

/// What was looked at, and what stands out.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Looked {
    /// How many were looked at, by kind of sign, with those that gave no prompt.
    pub looked_at: BTreeMap<&'static str, usize>,
    /// What stands out.
    pub prompts: Vec<Prompt>,
}

/// Gathers signs; those with a chance wait until all have been looked at.
#[derive(Default)]
struct Gathered {
    looked_at: BTreeMap<&'static str, usize>,
    plain: Vec<Prompt>,
    tested: Vec<(Prompt, Chance)>,
}

impl Gathered {
    /// Notes that one was looked at.
    fn looked(&mut self, kind: &'static str) {
        *self.looked_at.entry(kind).or_default() += 1;
    }

    fn plain(&mut self, prompt: Prompt) {
        self.plain.push(prompt);
    }

    fn tested(&mut self, prompt: Prompt, chance: Chance) {
        self.looked(prompt.kind);
        self.tested.push((prompt, chance));
    }

    /// All together are one family of tests: the stricter way.
    fn done(self) -> Looked {
        let chances: Vec<Chance> = self.tested.iter().map(|(_, chance)| chance.clone()).collect();
        let told =
            corrected(&chances).into_iter().zip(self.tested).filter(|(raised, _)| raised.at_most(RATE.0, RATE.1));
        let told = told.map(|(raised, (prompt, chance))| Prompt {
            chance: Some(chance.value()),
            corrected: Some(raised.value()),
            ..prompt
        });
        let mut prompts: Vec<Prompt> = told.collect();
        prompts.sort_by(|a, b| a.chance.unwrap_or(1.0).total_cmp(&b.chance.unwrap_or(1.0)));
        prompts.splice(0..0, self.plain);
        Looked { looked_at: self.looked_at, prompts }
    }
}
