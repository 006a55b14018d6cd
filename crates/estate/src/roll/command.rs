use super::{Areas, Door, Tenure, UnitKind};
use serde::{Deserialize, Serialize};
use units::{Day, Digest, PersonId, Seq, UnitId};

/// What somebody wants of the roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Command {
    /// Takes a whole sheet in.
    Import(Import),
    /// Takes an import back.
    UndoImport {
        /// Closing event of the import.
        import: Seq,
    },
    /// Enters or corrects one unit.
    Record(Row),
    /// Takes a unit off the roll.
    Strike {
        /// Which.
        unit: UnitId,
    },
    /// Records that a unit changed hands.
    Transfer(Transfer),
    /// Names the co-owner who votes for all, or nobody.
    Represent {
        /// Which unit.
        unit: UnitId,
        /// Who.
        person: Option<PersonId>,
    },
}

/// A sheet, read and previewed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// Digest of the file.
    pub file: Digest,
    /// [`super::Roll::changed`] as it was when the preview was drawn: what was shown is what happens.
    pub seen: Seq,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// What a sheet or a form says of one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its door.
    pub door: Door,
    /// 楼层.
    pub storey: Option<i16>,
    /// What it is for.
    pub kind: UnitKind,
    /// Its areas.
    pub areas: Areas,
    /// How it is held.
    pub tenure: Tenure,
    /// Its owners; empty is 待核实.
    pub owners: Vec<RowOwner>,
    /// Owners since.
    pub since: Option<Day>,
    /// Who lives there without owning.
    pub occupiers: Vec<RowOwner>,
    /// Note.
    pub note: Option<String>,
}

/// A person as a sheet names them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowOwner {
    /// Name.
    pub name: String,
    /// Telephone.
    pub phone: Option<String>,
    /// Last four of the identity document.
    pub id_tail: Option<String>,
}

/// A unit that changed hands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// Which.
    pub unit: UnitId,
    /// New owners.
    pub owners: Vec<RowOwner>,
    /// Their first day (民法典第二百七十三条: membership moves with the unit at once).
    pub on: Day,
    /// On what it rests: certificate, judgment, inheritance (解释第一条).
    pub basis: String,
    /// How it is held from then on: whoever buys an unsold home is no part of the developer (解释第九条).
    pub tenure: Tenure,
}

impl Command {
    /// The act's stable name.
    #[must_use]
    pub const fn act(&self) -> &'static str {
        match self {
            Self::Import(_) | Self::UndoImport { .. } => "roll.import",
            Self::Record(_) | Self::Strike { .. } | Self::Transfer(_) | Self::Represent { .. } => "roll.edit",
        }
    }
}
