//! What is to be said about a judgement: codes, each once, in the order found.

use super::words::Role;
use serde_json::Value;

/// Stable codes, optionally `code:detail`. The table in [`super`] says what each means.
#[derive(Clone, Debug, Default)]
pub(super) struct Flags {
    codes: Vec<String>,
    later: Vec<(&'static str, i64)>,
}

impl Flags {
    pub(super) fn add(&mut self, code: &str) {
        if !self.codes.iter().any(|held| held == code) {
            self.codes.push(code.to_owned());
        }
    }

    pub(super) fn with(&mut self, code: &str, detail: &str) {
        self.add(&format!("{code}:{detail}"));
    }

    pub(super) fn join(&mut self, other: Self) {
        other.codes.iter().for_each(|code| self.add(code));
    }

    /// Keeps a sum to compare once everything is read.
    pub(super) fn later(&mut self, name: &'static str, sum: i64) {
        self.later.push((name, sum));
    }

    pub(super) fn take_later(&mut self) -> Vec<(&'static str, i64)> {
        std::mem::take(&mut self.later)
    }

    pub(super) fn json(&self) -> Value {
        self.codes.iter().cloned().map(Value::String).collect()
    }
}

/// A role in flags.
pub(super) const fn role_name(role: Role) -> &'static str {
    match role {
        Role::All | Role::Issued => "base",
        Role::Taking => "participation",
        Role::For => "for",
        Role::Against => "against",
        Role::Abstain => "abstain",
        Role::Invalid => "invalid",
        Role::Silent => "silent",
        _ => "other",
    }
}
