//! 业主名册: buildings, stairwells, storeys, exclusive units, who owns them since when, and who lives there.
//!
//! An unknown area or owner is a value (待核实); it blocks only the freezing of a roll for a vote. Refuses to know:
//! spreadsheets (that is `office`), votes (they freeze a copy), fees.
//!
//! Start with [`Unit`], then [`plan()`]: preview and import are one function.

mod apply;
mod command;
mod decide;
mod event;
mod plan;
mod state;
#[cfg(test)]
mod tests;

pub use apply::apply;
pub use command::{Command, Import, Row, RowOwner, Transfer};
pub use decide::decide;
pub use event::{Event, Way};
pub use plan::{Change, Plan, plan};
pub use state::{AreaSource, Areas, Door, ImportRecord, Roll, Spell, Tenure, Unit, UnitFacts, UnitKind};
