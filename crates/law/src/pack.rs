//! Rule packs: TOML files with a place, sources and rules.

use crate::key::Shape;
use crate::{Cite, Confidence, Key, Value};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fmt;
use units::{Day, Digest, Edge, Place, Ratio, Threshold};

/// One rule of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The question it answers.
    pub key: Key,
    /// Its answer.
    pub value: Value,
    /// Where it is written.
    pub cite: Cite,
    /// The article's words, as far as the rule rests on them.
    pub text: String,
    /// First day in force.
    pub from: Day,
    /// Last day in force; `None` while it is.
    pub until: Option<Day>,
}

/// A rule pack. Addressed by the digest of its text: a changed pack is another pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// SHA-256 of the text.
    pub digest: Digest,
    /// The text, as adopted into the record.
    pub text: String,
    /// Its title.
    pub title: String,
    /// Where it holds.
    pub place: Place,
    /// Its rules.
    pub rules: Vec<Rule>,
    /// The texts that were read: key → title and address.
    pub sources: BTreeMap<String, String>,
}

/// Why a pack is no pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackError {
    /// Which rule, by its place in the file from 1; 0 for the file itself.
    pub rule: usize,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.rule {
            0 => f.write_str(&self.what),
            n => write!(f, "rule {n}: {}", self.what),
        }
    }
}

impl std::error::Error for PackError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPack {
    title: String,
    #[serde(default)]
    place: Place,
    #[serde(default)]
    sources: BTreeMap<String, String>,
    #[serde(default)]
    rule: Vec<RawRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    key: String,
    value: toml::Value,
    #[serde(default)]
    comparator: Option<String>,
    article: String,
    #[serde(default)]
    text: String,
    source: String,
    from: String,
    #[serde(default)]
    until: Option<String>,
    confidence: Confidence,
}

impl Pack {
    /// Reads a pack.
    ///
    /// # Errors
    /// The first rule that cannot be used, and why. A key this program does not ask about means that the pack was
    /// written for a newer one.
    pub fn parse(text: &str) -> Result<Self, PackError> {
        let raw: RawPack = toml::from_str(text).map_err(|e| PackError { rule: 0, what: e.to_string() })?;
        let mut rules = Vec::with_capacity(raw.rule.len());
        for (i, rule) in raw.rule.into_iter().enumerate() {
            rules.push(read_rule(rule, &raw.sources).map_err(|what| PackError { rule: i + 1, what })?);
        }
        for (i, rule) in rules.iter().enumerate() {
            if let Some(j) = rules[..i].iter().position(|r: &Rule| r.key == rule.key && overlap(r, rule)) {
                let what = format!("`{}` is in force twice: see rule {}", rule.key, j + 1);
                return Err(PackError { rule: i + 1, what });
            }
        }
        let digest = Digest(Sha256::digest(text.as_bytes()).into());
        Ok(Self { digest, text: text.to_owned(), title: raw.title, place: raw.place, rules, sources: raw.sources })
    }
}

fn overlap(a: &Rule, b: &Rule) -> bool {
    a.until.is_none_or(|end| b.from <= end) && b.until.is_none_or(|end| a.from <= end)
}

fn read_rule(raw: RawRule, sources: &BTreeMap<String, String>) -> Result<Rule, String> {
    let key = Key::from_word(&raw.key)
        .ok_or_else(|| format!("`{}` is not a rule this version asks about; a newer version may", raw.key))?;
    let value = read_value(key, &raw.value, raw.comparator.as_deref())?;
    let day = |text: &str| Day::parse(text).ok_or_else(|| format!("`{text}` is not a day such as 2021-01-01"));
    let from = day(&raw.from)?;
    let until = raw.until.as_deref().map(day).transpose()?;
    if until.is_some_and(|end| end < from) {
        return Err("ends before it begins".into());
    }
    if raw.article.is_empty() {
        return Err("has no article".into());
    }
    if !raw.source.starts_with("http") && raw.confidence > Confidence::Memory && !sources.contains_key(&raw.source) {
        return Err(format!("source `{}` is not listed in [sources]", raw.source));
    }
    let cite = Cite { article: raw.article, source: raw.source, confidence: raw.confidence };
    Ok(Rule { key, value, cite, text: raw.text, from, until })
}

fn read_value(key: Key, raw: &toml::Value, comparator: Option<&str>) -> Result<Value, String> {
    let wrong = |expected: &str| Err(format!("`{key}` needs {expected}"));
    let word = |v: &toml::Value, words: &[&str]| v.as_str().filter(|w| words.contains(w)).map(str::to_owned);
    let value = match key.shape() {
        Shape::Share => {
            let edge = match comparator {
                Some(">=") => Edge::AtLeast,
                Some(">") => Edge::MoreThan,
                _ => return wrong("a comparator, `>=` or `>`"),
            };
            match raw.as_str().map(|text| Ratio::try_from(text.to_owned())) {
                Some(Ok(share)) => return Ok(Value::Share(Threshold { share, edge })),
                _ => return wrong("a share such as \"2/3\""),
            }
        }
        Shape::Number => raw.as_integer().filter(|n| (0..=10_000).contains(n)).map(Value::Number),
        Shape::Word(words) => word(raw, words).map(Value::Word),
        Shape::Words(words) => raw
            .as_array()
            .and_then(|list| list.iter().map(|v| word(v, words)).collect::<Option<Vec<_>>>())
            .map(Value::Words),
    };
    if comparator.is_some() {
        return wrong("no comparator: only shares have an edge");
    }
    match value {
        Some(value) => Ok(value),
        None if key.words().is_empty() => wrong("a whole number"),
        None => wrong(&format!("one of {}", key.words().join(", "))),
    }
}
