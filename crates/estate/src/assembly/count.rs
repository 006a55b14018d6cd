//! Counting, now or years later: from the ballots and the frozen rules alone.

use super::{InvalidGround, ItemKind, Mark, Motion, Question, rule};
use choice::tally::{Base, Choice, Decision, Dual, Outcome, Poll, Rules, Silent, Votes, choose, decide};
use law::{Frozen, Key, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use units::{Threshold, Weight};

/// The count of one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemCount {
    /// Of a question.
    Approve {
        /// The counted ballots.
        votes: Votes,
        /// What they decide, both ways where silent or invalid ballots matter.
        outcome: Outcome,
        /// Invalid ballots by ground.
        invalid: BTreeMap<InvalidGround, Weight>,
    },
    /// Of a choice among several.
    Choose {
        /// The counted ballots.
        poll: Poll,
        /// What they decide.
        outcome: Choice,
        /// Invalid ballots by ground.
        invalid: BTreeMap<InvalidGround, Weight>,
    },
}

impl ItemCount {
    /// What the item came to.
    #[must_use]
    pub const fn decision(&self) -> Decision {
        match self {
            Self::Approve { outcome, .. } => outcome.count.decision,
            Self::Choose { outcome, .. } => outcome.decision,
        }
    }
}

/// The tally's rules for an item, from the frozen ones; `None` if a threshold is missing, which freezing excludes.
#[must_use]
pub fn tally_rules(rules: &[Frozen], kind: ItemKind, silent_proved: bool) -> Option<Rules> {
    let share = |key| rule(rules, key)?.value.share();
    let word = |key| rule(rules, key).and_then(|r| r.value.word());
    let special = rule(rules, Key::SpecialItems)?.value.words().iter().any(|w| w == kind.number());
    let approval: Threshold = share(if special { Key::Special } else { Key::Ordinary })?;
    let count_silent = silent_proved && word(Key::Silent) == Some("count-to-majority");
    Some(Rules {
        quorum: Dual::both(share(Key::Quorum)?),
        approval: Dual::both(approval),
        base: if word(Key::ApprovalBase) == Some("all") { Base::All } else { Base::Participating },
        abstain_participates: word(Key::Abstain) != Some("stays-out"),
        invalid_participates: word(Key::Invalid) == Some("participates"),
        silent: if count_silent { Silent::CountToMajority } else { Silent::Exclude },
        silent_floor: share(Key::SilentFloor).map(Dual::both),
    })
}

impl Motion {
    /// Whether silence may be counted at all (R-VOTE-9): the estate's own rules say so, the topics were notified, and
    /// the notice warned what silence means. The fourth condition, service, is asked of each unit.
    #[must_use]
    pub fn silence_conditions_met(&self) -> bool {
        let clause = self.rule(Key::Silent).is_some_and(|r| r.pack.is_none());
        clause && self.notice.as_ref().is_some_and(|n| n.silence_warning)
    }
}

/// Counts every item of a motion.
///
/// # Errors
/// `count-unsettled` while paper ballots are not read twice alike, `count-erased` if a ballot's choice is gone,
/// `roll-not-frozen` before that.
pub fn count(motion: &Motion) -> Result<Vec<ItemCount>, Refusal> {
    let electorate = motion.electorate.as_ref().ok_or_else(|| Refusal::new("roll-not-frozen"))?;
    let waiting = motion.unsettled().count();
    if waiting > 0 {
        return Err(Refusal::new("count-unsettled").with("ballots", waiting as i64));
    }
    let silent: Weight = match motion.silence_conditions_met() {
        true => motion.silent_voters().map(|(_, v)| v.weight()).sum(),
        false => Weight::ZERO,
    };
    let mut ballots: Vec<(Weight, &[Mark])> = Vec::with_capacity(motion.ballots.len());
    for (id, ballot) in &motion.ballots {
        let marks = ballot.marks.as_ref().and_then(|m| m.get());
        let (Some(voter), Some(marks)) = (electorate.voter(*id), marks) else {
            return Err(Refusal::new("count-erased").with("voter", *id));
        };
        ballots.push((voter.weight(), marks));
    }
    let items = motion.items.iter().enumerate().map(|(i, item)| {
        let rules = tally_rules(&motion.rules, item.kind, motion.silence_conditions_met());
        let rules = rules.ok_or_else(|| Refusal::new("rules-missing"))?;
        let marks = ballots.iter().filter_map(|(weight, marks)| marks.get(i).map(|mark| (*weight, mark)));
        Ok(match &item.question {
            Question::Approve => approve(electorate.all, marks, silent, &rules),
            Question::Choose { options, seats, .. } => among(electorate.all, marks, options.len(), *seats, &rules),
        })
    });
    items.collect()
}

fn approve<'a>(
    all: Weight,
    marks: impl Iterator<Item = (Weight, &'a Mark)>,
    silent: Weight,
    rules: &Rules,
) -> ItemCount {
    let (mut votes, mut invalid) = (Votes { silent, ..Votes::default() }, BTreeMap::new());
    for (weight, mark) in marks {
        match mark {
            Mark::Approve => votes.approve += weight,
            Mark::Against => votes.against += weight,
            Mark::Abstain => votes.abstain += weight,
            // Marks of the other form of item cannot get past `decide`; read as unreadable if they ever did.
            Mark::Options(_) | Mark::NoneOfThem => {
                spoil(&mut votes.invalid, &mut invalid, weight, InvalidGround::Unreadable)
            }
            Mark::Invalid(ground) => spoil(&mut votes.invalid, &mut invalid, weight, *ground),
        }
    }
    ItemCount::Approve { votes, outcome: decide(all, &votes, rules), invalid }
}

fn among<'a>(
    all: Weight,
    marks: impl Iterator<Item = (Weight, &'a Mark)>,
    options: usize,
    seats: u32,
    rules: &Rules,
) -> ItemCount {
    let (mut poll, mut invalid) = (Poll { options: vec![Weight::ZERO; options], ..Poll::default() }, BTreeMap::new());
    for (weight, mark) in marks {
        match mark {
            Mark::Options(chosen) => {
                poll.valid += weight;
                for chosen in chosen {
                    if let Some(option) = poll.options.get_mut(usize::from(*chosen)) {
                        *option += weight;
                    }
                }
            }
            Mark::NoneOfThem => {
                poll.valid += weight;
                poll.none += weight;
            }
            Mark::Abstain => poll.abstain += weight,
            Mark::Approve | Mark::Against => spoil(&mut poll.invalid, &mut invalid, weight, InvalidGround::Unreadable),
            Mark::Invalid(ground) => spoil(&mut poll.invalid, &mut invalid, weight, *ground),
        }
    }
    let outcome = choose(all, &poll, seats, rules);
    ItemCount::Choose { poll, outcome, invalid }
}

fn spoil(sum: &mut Weight, by_ground: &mut BTreeMap<InvalidGround, Weight>, weight: Weight, ground: InvalidGround) {
    *sum += weight;
    *by_ground.entry(ground).or_default() += weight;
}
