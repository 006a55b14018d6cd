//! What every event carries besides itself.

use crate::{Actor, Capacity, CommandId, Moment};
use serde::{Deserialize, Serialize};

/// When, who, in which capacity, by which command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// When it was recorded: never before the entry above it.
    pub at: Moment,
    /// Who acted.
    pub actor: Actor,
    /// In which capacity.
    pub capacity: Capacity,
    /// The command it follows from.
    pub command: CommandId,
}
