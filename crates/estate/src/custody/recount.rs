//! 复核: papers read a second time by other people.

use crate::assembly::{Mark, Motion, PaperEntry, VoterId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use units::{MotionId, Seq, Stamp, UnitId};

/// A recount: which papers were drawn, and how they read now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recount {
    /// Who drew, when.
    pub drawn: Stamp,
    /// The event, by which the draw can be done again.
    pub seq: Seq,
    /// The units whose papers were drawn.
    pub units: Vec<UnitId>,
    /// Whether these are all papers.
    pub full: bool,
    /// The second reading of each paper read so far.
    pub readings: BTreeMap<UnitId, PaperEntry>,
    /// When it ended.
    pub closed: Option<Stamp>,
}

/// A paper that reads differently now.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Whose.
    pub voter: VoterId,
    /// Which paper.
    pub unit: UnitId,
    /// Items whose marks differ, from 0.
    pub items: Vec<usize>,
}

impl Recount {
    /// Papers drawn and not read again yet.
    pub fn unread(&self) -> impl Iterator<Item = UnitId> {
        self.units.iter().copied().filter(|unit| !self.readings.contains_key(unit))
    }

    /// Papers that read differently than they were counted. A reading that was erased cannot be compared and is left out.
    #[must_use]
    pub fn differences(&self, motion: &Motion) -> Vec<Difference> {
        let differing = self.readings.iter().filter_map(|(unit, again)| {
            let voter = *motion.electorate.as_ref()?.voter_of.get(unit)?;
            let counted: &Vec<Mark> = motion.ballots.get(&voter)?.marks.as_ref()?.get()?;
            let again = again.marks.get()?;
            let items: Vec<usize> = (0..counted.len()).filter(|i| counted.get(*i) != again.get(*i)).collect();
            (!items.is_empty()).then_some(Difference { voter, unit: *unit, items })
        });
        differing.collect()
    }
}

/// The paper ballots that count, by unit.
pub(super) fn papers(motion: &Motion) -> Vec<UnitId> {
    motion.ballots.values().filter_map(|b| b.unit).collect()
}

/// Draws `wanted` of `units`: a shuffle from random bytes, so that nobody picks the papers.
pub(super) fn draw(mut units: Vec<UnitId>, wanted: usize, seed: &[u8; 16], motion: MotionId) -> Vec<UnitId> {
    use sha2::{Digest as _, Sha256};
    units.sort_by_cached_key(|unit| {
        let hash = Sha256::new().chain_update(b"recount").chain_update(seed).chain_update(motion.0.to_be_bytes());
        <[u8; 32]>::from(hash.chain_update(unit.0.to_be_bytes()).finalize())
    });
    units.truncate(wanted);
    units.sort_unstable();
    units
}
