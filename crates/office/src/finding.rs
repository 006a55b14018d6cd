//! What stands in the way of an import, and what is worth knowing about one that can go ahead.

use crate::sheet::{At, Region};
use crate::{Words, limits};
use std::fmt;
use std::sync::Arc;

/// Where something is: a sheet and a cell of it. Ordered as people read: by sheet, row, column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The sheet's place in the workbook, from 0.
    pub sheet: usize,
    /// The cell.
    pub at: At,
    /// The sheet's name, as on its tab.
    pub name: Arc<str>,
}

/// `名册!C12`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}!{}", self.name, self.at)
    }
}

/// One thing to mend before anything is imported.
///
/// Holds no more of the sheet than the cell itself, and of an identity number only its last characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The cell.
    pub place: Place,
    /// For a merged region: all of it.
    pub region: Option<Region>,
    /// The column's header as the sheet writes it; `None` where the finding is not about the data below one.
    pub column: Option<String>,
    /// What stands in the cell, shortened.
    pub found: String,
    /// Stable name, for translations and tests.
    pub code: &'static str,
    /// What is wrong.
    pub what: Words,
    /// What to do.
    pub cure: Words,
}

/// Something a clerk should know although it does not stand in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Stable name, for translations and tests.
    pub code: &'static str,
    /// The cells it is about, in order, at most [`limits::NOTE_ROWS_MAX`] of them.
    pub places: Vec<Place>,
    /// How many cells it is about in all.
    pub count: usize,
    /// What it says.
    pub what: Words,
}

impl Note {
    /// A note about `places`.
    #[must_use]
    pub fn new(code: &'static str, mut places: Vec<Place>, what: Words) -> Self {
        let count = places.len();
        places.truncate(limits::NOTE_ROWS_MAX);
        Self { code, places, count, what }
    }
}

/// Collects findings up to the printed limit and counts the rest, so that a sheet of nothing but errors costs no more
/// memory than a page of them.
#[derive(Debug, Default)]
pub struct Findings {
    kept: Vec<Finding>,
    more: usize,
}

impl Findings {
    /// Adds one.
    pub fn add(&mut self, finding: Finding) {
        if self.kept.len() < units::limits::SHEET_FINDINGS_MAX {
            self.kept.push(finding);
        } else {
            self.more += 1;
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Whether the limit is reached, so that searching further would only count.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.kept.len() >= units::limits::SHEET_FINDINGS_MAX
    }

    /// All that were kept, as people read; then, if there were more, one that says how many.
    #[must_use]
    pub fn finish(self) -> Vec<Finding> {
        let Self { mut kept, more } = self;
        // Stable, so that findings of one cell stay in the order of the checks.
        kept.sort_by(|a, b| a.place.cmp(&b.place));
        if let Some(last) = kept.last().filter(|_| more > 0) {
            let what = Words::new(
                format!("还有 {more} 处问题没有列出"),
                format!("there are {more} more findings that are not listed"),
            );
            let cure = Words::new(
                "先改好上面这些，再上传一次；如果几乎每行都有问题，请检查是不是传错了表",
                "mend those above and upload again; if nearly every row is listed, this may be another table",
            );
            let place = last.place.clone();
            kept.push(Finding { place, region: None, column: None, found: String::new(), code: "more", what, cure });
        }
        kept
    }
}

/// A cell's text as a finding repeats it: one line, not too long, and without any whole identity number.
#[must_use]
pub fn shown(text: &str) -> String {
    let mut out: String =
        text.chars().take(limits::FOUND_CHARS_MAX).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(limits::FOUND_CHARS_MAX).is_some() {
        out.push('…');
    }
    hide_identity(&out)
}

/// Stars in place of all but the last four of fifteen or more digits in a row; no other figure in a roll is so long.
fn hide_identity(text: &str) -> String {
    const IDENTITY_DIGITS: usize = 15;
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    for run in chars.chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit()) {
        let hidden = if run[0].is_ascii_digit() && run.len() >= IDENTITY_DIGITS { run.len() - 4 } else { 0 };
        out.extend(run.iter().enumerate().map(|(i, c)| if i < hidden { '*' } else { *c }));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(row: u32) -> Finding {
        let place = Place { sheet: 0, at: At { row, column: 0 }, name: "s".into() };
        let words = Words::new("", "");
        Finding { place, region: None, column: None, found: String::new(), code: "x", what: words.clone(), cure: words }
    }

    #[test]
    fn beyond_the_limit_findings_are_only_counted() {
        let mut findings = Findings::default();
        for row in (0..3_000).rev() {
            findings.add(at(row));
        }
        let all = findings.finish();
        assert_eq!(all.len(), units::limits::SHEET_FINDINGS_MAX + 1);
        assert_eq!(all[0].place.at.row, 1_000, "sorted");
        assert_eq!(all.last().map(|f| f.code), Some("more"));
        assert!(all[2_000].what.zh.contains("1000"));
        assert_eq!(Findings::default().finish(), []);
    }

    #[test]
    fn long_cells_are_shortened() {
        assert_eq!(shown("一\n二"), "一 二");
        assert_eq!(shown("王芳33010019900101123X"), "王芳*************1123X");
        assert_eq!(shown("330100199001011234、13800000001"), "**************1234、13800000001");
        assert_eq!(shown(&"长".repeat(61)).chars().count(), 61);
        assert_eq!(shown(&"长".repeat(60)).chars().count(), 60);
    }
}
