//! A decision's later life: filed, corrected, revoked, and what it binds.

use super::decide::{one, standing};
use super::{Event, ItemCount, ItemKind, Motion, Status, count};
use crate::{Context, Estate, text};
use law::{Cite, Confidence, Key, Refusal, Refusals};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use units::{Day, Moment, MotionId, Sealed, Stamp, words};

use super::Counted;

/// A count that was corrected, as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Who corrected it, when.
    pub at: Stamp,
    /// What went wrong.
    pub why: Sealed<String>,
    /// The count as it was.
    pub counted: Counted,
    /// Its announcement, if there was one.
    pub announced: Option<(Moment, Vec<Refusal>)>,
}

/// A filing (备案): it takes note of a decision and is no approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    /// Who recorded it, when.
    pub stamp: Stamp,
    /// With whom.
    pub with: Sealed<String>,
    /// On which day.
    pub on: Day,
    /// Number of the receipt.
    pub receipt: Option<Sealed<String>>,
}

words! {
    /// Who revoked a decision (`revoked-by-<word>`).
    RevokedBy {
        /// The housing authority or the street office (物业管理条例第十九条第二款): the decision broke a law.
        Authority = "authority",
        /// A court, asked by an owner within the year (民法典第二百八十条第二款).
        Court = "court",
    }
}

impl RevokedBy {
    /// Its article.
    #[must_use]
    pub fn ground(self) -> Cite {
        match self {
            Self::Authority => cite("物业管理条例第十九条第二款", "PMR"),
            Self::Court => cite("民法典第二百八十条第二款", "CC-P"),
        }
    }
}

fn cite(article: &str, source: &str) -> Cite {
    Cite { article: article.into(), source: source.into(), confidence: Confidence::Statute }
}

/// A revocation: the items named no longer bind anybody from the day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revocation {
    /// Who recorded it, when.
    pub stamp: Stamp,
    /// By whom it was revoked.
    pub by: RevokedBy,
    /// Items revoked, from 0; none for all.
    pub items: Vec<u32>,
    /// Who and by which document.
    pub document: Sealed<String>,
    /// On which day it took effect.
    pub on: Day,
}

impl Motion {
    /// Whether the decision is one that is filed: a committee elected or its members changed, rules or covenant made or
    /// changed (物业管理条例第十六条 and local law), once it passed. Members elected are filed though seats stayed open.
    #[must_use]
    pub fn is_to_be_filed(&self) -> bool {
        self.items.iter().enumerate().any(|(i, item)| match item.kind {
            ItemKind::RulesOfProcedure | ItemKind::Covenant => self.passed(i),
            ItemKind::Committee => self.passed(i) || (self.elects(i) && self.revoked(i).is_none()),
            _ => false,
        })
    }

    /// Whether anybody was elected by an item, from 0.
    fn elects(&self, item: usize) -> bool {
        let counted = self.counted.as_ref().and_then(|c| c.items.get(item));
        matches!(counted, Some(ItemCount::Choose { outcome, .. }) if !outcome.elected.is_empty())
    }

    /// Whether an item, from 0, passed by the count and was not revoked since.
    #[must_use]
    pub fn passed(&self, item: usize) -> bool {
        let counted = self.counted.as_ref().and_then(|c| c.items.get(item));
        counted.is_some_and(|c| c.decision() == choice::tally::Decision::Passed) && self.revoked(item).is_none()
    }

    /// Whether an item of this kind passed and was not revoked since.
    #[must_use]
    pub fn passed_on(&self, kind: ItemKind) -> bool {
        self.items.iter().enumerate().any(|(i, item)| item.kind == kind && self.passed(i))
    }

    /// The last day for filing, if it has to be filed and was not yet.
    #[must_use]
    pub fn file_until(&self) -> Option<Day> {
        if !self.is_to_be_filed() || !self.filings.is_empty() {
            return None;
        }
        let days = self.rule(Key::FileDays)?.value.number()?;
        Some(self.counted.as_ref()?.at.day().plus(i32::try_from(days).ok()?))
    }
}

pub(super) fn correct(estate: &Estate, id: MotionId, why: &str, ctx: &Context) -> Result<Event, Refusals> {
    let motion = standing(estate, id, &[Status::Counted, Status::Published], ctx.now)?;
    let log = estate.custody.of(id);
    let last = log.recounts.last().filter(|r| r.full && r.closed.is_some());
    let recount = last.ok_or_else(|| one(Refusal::new("correct-needs-full-recount")))?;
    let differing = recount.differences(motion);
    if differing.is_empty() {
        return Err(one(Refusal::new("correct-nothing-differs")));
    }
    let why = text::body("why", why).map_err(one)?;
    let mut corrected = motion.clone();
    let mut marks = Vec::with_capacity(differing.len());
    for differs in differing {
        let (Some(ballot), Some(again)) =
            (corrected.ballots.get_mut(&differs.voter), recount.readings.get(&differs.unit))
        else {
            continue;
        };
        ballot.marks = Some(again.marks.clone());
        marks.push((differs.voter, again.marks.clone()));
    }
    let items = count(&corrected).map_err(one)?;
    Ok(Event::CountCorrected { motion: id, why: ctx.seal(why), marks, items })
}

pub(super) fn file(
    estate: &Estate,
    id: MotionId,
    (with, on, receipt): (&str, Day, &str),
    ctx: &Context,
) -> Result<Event, Refusals> {
    let motion = standing(estate, id, &[Status::Published], ctx.now)?;
    let mut refusals = Vec::new();
    let with = text::name("with", with).map_err(|r| refusals.push(r)).unwrap_or_default();
    let receipt = text::optional("receipt", receipt).map_err(|r| refusals.push(r)).unwrap_or_default();
    let announced = motion.announced.as_ref().map_or(ctx.today(), |(at, _)| at.day());
    if on > ctx.today() || on < announced {
        refusals.push(Refusal::new("filed-day").with("announced", announced).on("on"));
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    Ok(Event::Filed { motion: id, with: ctx.seal(with), on, receipt: receipt.map(|r| ctx.seal(r)) })
}

pub(super) fn revoke(
    estate: &Estate,
    id: MotionId,
    by: super::RevokedBy,
    (items, document, on): (&[u32], &str, Day),
    ctx: &Context,
) -> Result<Event, Refusals> {
    let motion = standing(estate, id, &[Status::Published], ctx.now)?;
    let mut refusals = Vec::new();
    let document = text::body("document", document).map_err(|r| refusals.push(r)).unwrap_or_default();
    let announced = motion.announced.as_ref().map_or(ctx.today(), |(at, _)| at.day());
    if on > ctx.today() || on < announced {
        refusals.push(Refusal::new("revoked-day").with("announced", announced).on("on"));
    }
    let items: Vec<u32> = items.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let asked = if items.is_empty() { (0..motion.items.len() as u32).collect() } else { items.clone() };
    if asked.iter().any(|i| *i as usize >= motion.items.len()) {
        refusals.push(Refusal::new("item-unknown").on("items"));
    } else if asked.iter().all(|i| motion.revoked(*i as usize).is_some()) {
        refusals.push(Refusal::new("revoked-already").on("items"));
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    Ok(Event::Revoked { motion: id, by, items, document: ctx.seal(document), on })
}
