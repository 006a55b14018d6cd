//! Labels of buildings, stairwells and rooms, in the order people expect: 2 before 10.

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;
use units::limits::LABEL_CHARS_MAX;

/// A short label: digits, letters, Chinese characters, `-`, `#`, `·`. Structure, not free text, so that it may stand
/// in the record: whatever a person could be recognised by goes elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Label(String);

impl Label {
    /// The label, if it is one; an empty one stands for “there is none” (a building without stairwells).
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let fits = text.chars().count() <= LABEL_CHARS_MAX
            && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '#' | '·'));
        fits.then(|| Self(text.to_owned()))
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Splits off the leading run of digits or of other characters.
fn run(text: &str) -> (&str, &str) {
    let digits = text.starts_with(|c: char| c.is_ascii_digit());
    let end = text.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(text.len());
    text.split_at(end)
}

impl Ord for Label {
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b) = (self.0.as_str(), other.0.as_str());
        while !a.is_empty() && !b.is_empty() {
            let ((x, rest_a), (y, rest_b)) = (run(a), run(b));
            (a, b) = (rest_a, rest_b);
            let (n, m) = (x.trim_start_matches('0'), y.trim_start_matches('0'));
            let both_numbers =
                x.starts_with(|c: char| c.is_ascii_digit()) && y.starts_with(|c: char| c.is_ascii_digit());
            let order = if both_numbers { n.len().cmp(&m.len()).then_with(|| n.cmp(m)) } else { x.cmp(y) };
            if order != Ordering::Equal {
                return order;
            }
        }
        // Ends last: the shorter first, then leading zeros, so that only equal labels are equal.
        a.len().cmp(&b.len()).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for Label {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn labels_sort_as_people_count() {
        let mut labels: Vec<_> =
            ["10", "2", "A2", "1", "A10", "2-1", "商铺3"].iter().map(|t| Label::new(t).unwrap()).collect();
        labels.sort();
        let sorted: Vec<_> = labels.iter().map(Label::as_str).collect();
        assert_eq!(sorted, ["1", "2", "2-1", "10", "A2", "A10", "商铺3"]);
    }

    #[test]
    fn labels_are_structure_not_text() {
        assert!(Label::new("3-2-501").is_some() && Label::new("地下室").is_some() && Label::new("").is_some());
        for bad in ["张三 13800000000", "3号楼，东边", "<b>", "12345678901234567"] {
            assert_eq!(Label::new(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn the_order_is_total(a in "[0-9A-C]{0,6}", b in "[0-9A-C]{0,6}", c in "[0-9A-C]{0,6}") {
            let (a, b, c) = (Label::new(&a).unwrap(), Label::new(&b).unwrap(), Label::new(&c).unwrap());
            prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
            prop_assert_eq!(a == b, a.cmp(&b) == Ordering::Equal);
            if a <= b && b <= c {
                prop_assert!(a <= c);
            }
        }
    }
}
