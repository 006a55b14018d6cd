//! Two versions of a text beside one another: article by article, and in a changed article sign by sign.

use estate::charter::Article;
use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};

/// What became of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change<'a> {
    /// Nothing but perhaps its number.
    Same(&'a Article, &'a Article),
    /// Its words.
    Changed(&'a Article, &'a Article),
    /// It is new.
    Added(&'a Article),
    /// It is gone.
    Removed(&'a Article),
}

/// A run of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// In both.
    Kept(String),
    /// Only in the later one.
    Inserted(String),
    /// Only in the earlier one.
    Deleted(String),
}

/// Articles of two versions, paired; in the order of the later one, gone articles where they stood.
#[must_use]
pub fn compare<'a>(old: &'a [Article], new: &'a [Article]) -> Vec<Change<'a>> {
    let texts = |list: &'a [Article]| list.iter().map(|a| a.text.as_str()).collect::<Vec<_>>();
    let ops = capture_diff_slices(Algorithm::Myers, &texts(old), &texts(new));
    let mut found = Vec::new();
    for op in merged(&ops) {
        let (before, after) = (&old[op.0.clone()], &new[op.1.clone()]);
        if op.2 {
            found.extend(before.iter().zip(after).map(|(a, b)| Change::Same(a, b)));
        } else {
            block(before, after, &mut found);
        }
    }
    found
}

type Span = std::ops::Range<usize>;

/// Neighbouring changes as one block: what was deleted and what was inserted there may be the same article reworded.
fn merged(ops: &[DiffOp]) -> Vec<(Span, Span, bool)> {
    let mut out: Vec<(Span, Span, bool)> = Vec::new();
    for op in ops {
        let (old, new, same) = (op.old_range(), op.new_range(), op.tag() == DiffTag::Equal);
        match out.last_mut() {
            Some(last) if !last.2 && !same => {
                last.0.end = old.end;
                last.1.end = new.end;
            }
            _ => out.push((old, new, same)),
        }
    }
    out
}

/// A changed block: each new article with the old one it is most like, if they share enough.
fn block<'a>(old: &'a [Article], new: &'a [Article], found: &mut Vec<Change<'a>>) {
    let mut left: Vec<&Article> = old.iter().collect();
    let mut pairs: Vec<(Option<&Article>, &Article)> = Vec::new();
    for article in new {
        let best = left.iter().enumerate().map(|(i, a)| (alike(a, article), i)).max();
        let before = best.filter(|(alike, _)| *alike >= 40).map(|(_, i)| left.remove(i));
        pairs.push((before, article));
    }
    found.extend(left.into_iter().map(Change::Removed));
    found.extend(pairs.into_iter().map(|(before, article)| match before {
        Some(before) => Change::Changed(before, article),
        None => Change::Added(article),
    }));
}

/// How much two articles share, in percent of both; one more for the same number.
fn alike(a: &Article, b: &Article) -> usize {
    let (old, new): (Vec<char>, Vec<char>) = (a.text.chars().collect(), b.text.chars().collect());
    let all = (old.len() + new.len()).max(1);
    let shared: usize = capture_diff_slices(Algorithm::Myers, &old, &new)
        .iter()
        .filter(|op| op.tag() == DiffTag::Equal)
        .map(|op| op.new_range().len())
        .sum();
    shared * 200 / all + usize::from(a.number == b.number)
}

/// The words of a changed article. A single sign that two changes happen to share is no island between them.
#[must_use]
pub fn runs(old: &str, new: &str) -> Vec<Run> {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let last = ops.len().saturating_sub(1);
    let mut spans: Vec<(Span, Span, bool)> = Vec::new();
    for (i, op) in ops.iter().enumerate() {
        let island = op.tag() == DiffTag::Equal && op.new_range().len() < 2 && i > 0 && i < last;
        let same = op.tag() == DiffTag::Equal && !island;
        match spans.last_mut() {
            Some(before) if !before.2 && !same => {
                before.0.end = op.old_range().end;
                before.1.end = op.new_range().end;
            }
            _ => spans.push((op.old_range(), op.new_range(), same)),
        }
    }
    let text = |signs: &[char]| signs.iter().collect::<String>();
    let mut out = Vec::new();
    for (before, after, same) in spans {
        if same {
            out.push(Run::Kept(text(&new[after])));
            continue;
        }
        if !before.is_empty() {
            out.push(Run::Deleted(text(&old[before])));
        }
        if !after.is_empty() {
            out.push(Run::Inserted(text(&new[after])));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use estate::charter::articles;

    const OLD: &str = "第一条 本规则依法制定。\n第二条 开会前十五日通知全体业主。\n第三条 送达后没有投票的，计入多数票。\n第四条 一人最多替三户投票。";
    const NEW: &str = "第一条 本规则依法制定。\n第二条 开会前二十日通知全体业主，同时在各单元门口张贴。\n第三条 一人最多替三户投票。\n第四条 印章由专人保管。";

    #[test]
    fn articles_find_each_other_whatever_their_number() {
        let (old, new) = (articles(OLD).1, articles(NEW).1);
        let found = compare(&old, &new);
        assert_eq!(
            found,
            [
                Change::Same(&old[0], &new[0]),
                Change::Removed(&old[2]),
                Change::Changed(&old[1], &new[1]),
                Change::Same(&old[3], &new[2]),
                Change::Added(&new[3]),
            ]
        );
        assert!(compare(&old, &old).iter().all(|c| matches!(c, Change::Same(..))));
        assert_eq!(compare(&[], &new).len(), 4);
    }

    #[test]
    fn changed_words_are_told_and_both_texts_can_be_read_off() {
        let (old, new) = (articles(OLD).1, articles(NEW).1);
        let found = runs(&old[1].text, &new[1].text);
        assert_eq!(
            found[..3],
            [Run::Kept("开会前".into()), Run::Deleted("十五".into()), Run::Inserted("二十".into()),]
        );
        let read = |inserted: bool| {
            let part = |r: &Run| match r {
                Run::Kept(t) => t.clone(),
                Run::Inserted(t) if inserted => t.clone(),
                Run::Deleted(t) if !inserted => t.clone(),
                _ => String::new(),
            };
            found.iter().map(part).collect::<String>()
        };
        assert_eq!((read(false), read(true)), (old[1].text.clone(), new[1].text.clone()));
        assert_eq!(runs("", ""), []);
    }
}
