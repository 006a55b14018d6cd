//! How far a vote still is from its lines, in heads and in area: what a canvass works for. It reads who handed in a
//! ballot and never what stands on one.

use super::{Motion, tally_rules};
use choice::tally::Base;
use law::Key;
use units::{Area, Threshold, Weight};

/// How far a motion still is from its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Heads and area that must still take part before anything can be decided.
    pub quorum: Weight,
    /// One an item, in order.
    pub items: Vec<ItemMissing>,
}

/// How far one item still is from its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ItemMissing {
    /// The line.
    pub approval: Threshold,
    /// The fewest approving heads and the least approving area with which it can pass: of those who take part, or of the
    /// quorum while fewer do (of all, where the base of the day is all).
    pub needed: Weight,
    /// What of that is certainly not in the box yet: even if every ballot handed in approves, so much is missing.
    pub missing: Weight,
}

/// What is missing from `have` to `needed`, in both, never below nothing.
fn rest(needed: Weight, have: Weight) -> Weight {
    Weight::new((needed.heads - have.heads).max(0), Area::from_cm2((needed.area.cm2() - have.area.cm2()).max(0)))
}

fn needed(line: Threshold, whole: Weight) -> Weight {
    Weight::new(line.needed(whole.heads), Area::from_cm2(line.needed(whole.area.cm2())))
}

impl Motion {
    /// How far it still is; `None` before its roll and rules are frozen.
    #[must_use]
    pub fn missing(&self) -> Option<Missing> {
        let all = self.electorate.as_ref()?.all;
        let here = self.turnout();
        let quorum = needed(self.rule(Key::Quorum)?.value.share()?, all);
        // Each of the two tests by itself: heads may be there while area is not.
        let part = Weight::new(here.heads.max(quorum.heads), here.area.max(quorum.area));
        let item = |item: &super::Item| {
            let rules = tally_rules(&self.rules, item.kind, false)?;
            let approval = rules.approval.heads;
            let needed = needed(approval, if rules.base == Base::All { all } else { part });
            Some(ItemMissing { approval, needed, missing: rest(needed, here) })
        };
        let items = self.items.iter().map(item).collect::<Option<_>>()?;
        Some(Missing { quorum: rest(quorum, here), items })
    }
}
