//! The role × act matrix, generated from the policies.

use crate::{Act, Authority, Level, Request};
use units::Capacity;

/// What a capacity may do with an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Whenever in place and term.
    Yes,
    /// Only with what is their own.
    Own,
    /// Nothing permits it.
    No,
    /// A policy forbids it by name.
    Forbidden,
}

impl Cell {
    /// One sign, as the golden file and the page show it.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Yes => "✓",
            Self::Own => "own",
            Self::No => "–",
            Self::Forbidden => "✗",
        }
    }
}

/// The matrix: for each act and level, one cell a capacity in the order of [`Capacity::ALL`]. Every value of the
/// request is asked: nothing may be allowed outside the estate or the term but what is public.
#[must_use]
pub fn matrix(authority: &Authority) -> Vec<(Act, Level, Vec<Cell>)> {
    let cell = |act, level, capacity| cell(authority, act, level, capacity, false);
    rows().map(|(act, level)| (act, level, Capacity::ALL.iter().map(|c| cell(act, level, *c)).collect())).collect()
}

/// What a helper may do together with an owner: one more column of the matrix.
#[must_use]
pub fn with_a_helper(authority: &Authority) -> Vec<(Act, Level, Cell)> {
    rows().map(|(act, level)| (act, level, cell(authority, act, level, Capacity::Owner, true))).collect()
}

fn rows() -> impl Iterator<Item = (Act, Level)> {
    Act::ALL.iter().flat_map(|act| act.levels().iter().map(move |level| (*act, *level)))
}

fn cell(authority: &Authority, act: Act, level: Level, capacity: Capacity, helped: bool) -> Cell {
    let ask = |own| authority.permits(&Request { act, level, capacity, here: true, term: true, own, helped });
    let (own, other) = (ask(true), ask(false));
    match (own.allowed, other.allowed) {
        (_, true) => Cell::Yes,
        (true, false) => Cell::Own,
        (false, false) if other.by.is_empty() => Cell::No,
        (false, false) => Cell::Forbidden,
    }
}
