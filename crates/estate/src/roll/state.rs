use crate::Label;
use law::Law;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use units::{Area, Day, Digest, Moment, PersonId, Sealed, Seq, UnitId, words};

/// The roll.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Roll {
    /// Units by number; struck ones stay, for old decisions name them.
    pub units: BTreeMap<UnitId, Unit>,
    /// Where a unit is found by its door.
    pub doors: BTreeMap<Door, UnitId>,
    /// What a person owns now.
    pub owned: BTreeMap<PersonId, Vec<UnitId>>,
    /// Where a person lives without owning, now.
    pub occupied: BTreeMap<PersonId, Vec<UnitId>>,
    /// Imports, oldest first.
    pub imports: Vec<ImportRecord>,
    /// The last event that changed the roll.
    pub changed: Seq,
    /// What the import under way has changed so far.
    pub(super) pending: BTreeMap<UnitId, Before>,
}

/// Where a unit's door is: building, stairwell (may be none), room.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Door {
    /// 楼栋.
    pub building: Label,
    /// 单元; empty where a building has none.
    pub stairwell: Label,
    /// 房号.
    pub room: Label,
}

/// `3-2-501`, `3-501`.
impl fmt::Display for Door {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.stairwell.is_empty() {
            true => write!(f, "{}-{}", self.building, self.room),
            false => write!(f, "{}-{}-{}", self.building, self.stairwell, self.room),
        }
    }
}

words! {
    /// What a unit is for. Which kinds count in a vote is a rule (`electorate.kinds`).
    UnitKind {
        /// 住宅.
        Home = "home",
        /// 商铺.
        Shop = "shop",
        /// 办公.
        Office = "office",
        /// 车位.
        Parking = "parking",
        /// 车库.
        Garage = "garage",
        /// 储藏室.
        Storage = "storage",
        /// 配套用房.
        Facility = "facility",
    }
}

words! {
    /// How a unit is held.
    Tenure {
        /// 已售: the owner on the register, or as good as (解释第一条).
        Sold = "sold",
        /// 未售: the developer's.
        Unsold = "unsold",
        /// 已售未交付: counts with the developer's (解释第九条).
        Undelivered = "undelivered",
        /// 直管公房: the authority votes, the tenant does not.
        PublicHousing = "public-housing",
        /// 单位公房: the work unit votes.
        WorkUnitHousing = "work-unit-housing",
    }
}

words! {
    /// Where an area was read (解释第八条, in order of precedence).
    AreaSource {
        /// 不动产登记簿.
        Register = "register",
        /// 实测.
        Survey = "survey",
        /// 买卖合同.
        Contract = "contract",
    }
}

/// Areas of a unit by source; which one counts is a rule (`area.sources`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Areas {
    /// On the register.
    pub register: Option<Area>,
    /// Surveyed.
    pub survey: Option<Area>,
    /// In the sales contract.
    pub contract: Option<Area>,
}

impl Areas {
    /// The area from a source.
    #[must_use]
    pub const fn from(&self, source: AreaSource) -> Option<Area> {
        match source {
            AreaSource::Register => self.register,
            AreaSource::Survey => self.survey,
            AreaSource::Contract => self.contract,
        }
    }

    /// The area that counts: the first known one in the order of `law`, register before survey before contract where
    /// the law is silent.
    #[must_use]
    pub fn counting(&self, law: &Law) -> Option<(Area, AreaSource)> {
        let ruling = law.get(law::Key::AreaSources);
        let order: Vec<AreaSource> = match ruling {
            Some(r) => r.frozen.value.words().iter().filter_map(|w| AreaSource::from_word(w)).collect(),
            None => AreaSource::ALL.to_vec(),
        };
        order.into_iter().find_map(|source| self.from(source).map(|area| (area, source)))
    }

    /// The best known area, register first: for display where no law is asked.
    #[must_use]
    pub fn best(&self) -> Option<(Area, AreaSource)> {
        AreaSource::ALL.iter().find_map(|s| self.from(*s).map(|area| (area, *s)))
    }
}

/// Everything the roll says of a unit now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitFacts {
    /// Its door.
    pub door: Door,
    /// 楼层; `None` where unknown.
    pub storey: Option<i16>,
    /// What it is for.
    pub kind: UnitKind,
    /// Its areas.
    pub areas: Areas,
    /// How it is held.
    pub tenure: Tenure,
    /// Its owners; empty is 待核实.
    pub owners: Vec<PersonId>,
    /// Owners since; `None` where unknown.
    pub since: Option<Day>,
    /// Who lives there without owning.
    pub occupiers: Vec<PersonId>,
}

/// Former owners.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spell {
    /// Who.
    pub owners: Vec<PersonId>,
    /// From.
    pub since: Option<Day>,
    /// First day of the next owners.
    pub until: Day,
}

/// A unit of the roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// What the roll says now.
    pub facts: UnitFacts,
    /// A note of the roll keeper's.
    pub note: Option<Sealed<String>>,
    /// Former owners, oldest first.
    pub former: Vec<Spell>,
    /// The co-owner named to vote for all of them.
    pub representative: Option<PersonId>,
    /// The last event about it.
    pub recorded: Seq,
    /// Taken off the roll.
    pub struck: bool,
}

/// What the roll said of a unit before an import; `None` if it was not listed.
pub type Before = Option<(UnitFacts, Option<Sealed<String>>)>;

/// An import as it can be undone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRecord {
    /// Its closing event.
    pub seq: Seq,
    /// When.
    pub at: Moment,
    /// Digest of the file.
    pub file: Digest,
    /// Units it brought or changed, each with what the roll said before; empty once undone.
    pub before: BTreeMap<UnitId, Before>,
    /// The first person it entered, and how many.
    pub persons: (PersonId, u32),
    /// Undone since.
    pub undone: bool,
}

impl Roll {
    /// Units on the roll, in the order of their doors.
    pub fn listed(&self) -> impl Iterator<Item = (UnitId, &Unit)> {
        self.doors.values().filter_map(|id| self.units.get(id).map(|u| (*id, u)))
    }

    /// What a person owns now.
    pub fn units_of(&self, person: PersonId) -> impl Iterator<Item = (UnitId, &Unit)> {
        self.owned.get(&person).into_iter().flatten().filter_map(|id| self.units.get(id).map(|u| (*id, u)))
    }

    /// Persons an import entered.
    #[must_use]
    pub fn brought_by(&self, import: Seq) -> Vec<PersonId> {
        let record = self.imports.iter().find(|i| i.seq == import);
        record.map_or_else(Vec::new, |r| (r.persons.0.0..r.persons.0.0 + r.persons.1).map(PersonId).collect())
    }

    /// The number the next unit gets.
    #[must_use]
    pub fn next_unit(&self) -> UnitId {
        UnitId(self.units.last_key_value().map_or(1, |(id, _)| id.0 + 1))
    }

    /// Buildings in order, with the number of their listed units.
    #[must_use]
    pub fn buildings(&self) -> Vec<(&Label, usize)> {
        let mut found: Vec<(&Label, usize)> = Vec::new();
        for door in self.doors.keys() {
            match found.last_mut() {
                Some((label, n)) if **label == door.building => *n += 1,
                _ => found.push((&door.building, 1)),
            }
        }
        found
    }

    /// Who owned a unit on `day`, as far as the roll knows.
    #[must_use]
    pub fn owners_on(&self, unit: UnitId, day: Day) -> &[PersonId] {
        let Some(unit) = self.units.get(&unit) else { return &[] };
        match unit.former.iter().find(|spell| day < spell.until) {
            Some(spell) => &spell.owners,
            None => &unit.facts.owners,
        }
    }
}
