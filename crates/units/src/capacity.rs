//! In which capacity a person acts, and in which of the five rooms of “一核多元” it stands (paper §3.1).

use serde::{Deserialize, Serialize};
use std::fmt;

/// One core and four bodies (paper §3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Room {
    /// 党建引领核.
    Core,
    /// 政府负责体.
    Government,
    /// 市场运作体.
    Market,
    /// 社会协同体.
    Social,
    /// 居民参与体.
    Residents,
}

macro_rules! capacities {
    ($($(#[$doc:meta])* $name:ident = $word:literal in $room:ident;)*) => {
        crate::words! {
            /// A capacity, for a term, shown on every record; in the order of the paper. What each may do is written in
            /// `authority/policies`, by its word; translations are `capacity-<word>`.
            Capacity {
                $($(#[$doc])* $name = $word,)*
            }
        }

        impl Capacity {
            /// The room of the paper's structure it stands in.
            #[must_use]
            pub const fn room(self) -> Room {
                match self { $(Self::$name => Room::$room,)* }
            }
        }
    };
}

capacities! {
    /// 街道、社区党组织: steers, gathers, supervises, and does no other body's concrete work.
    PartyOrganisation = "party-organisation" in Core;
    /// 街道办事处.
    StreetOffice = "street-office" in Government;
    /// 物业服务企业的项目负责人和员工.
    CompanyStaff = "company-staff" in Market;
    /// 业主委员会主任.
    CommitteeChair = "committee-chair" in Social;
    /// 业主委员会委员.
    CommitteeMember = "committee-member" in Social;
    /// 上门人员: appointed for a vote, goes from door to door.
    Canvasser = "canvasser" in Social;
    /// 居民委员会的社区工作者: keeps the roll, enters paper ballots.
    Clerk = "clerk" in Residents;
    /// 楼栋长、单元长: a neighbour whom a building or a stairwell turns to.
    StairwellHead = "stairwell-head" in Residents;
    /// 业主 of a unit on the roll.
    Owner = "owner" in Residents;
    /// 物业使用人: lives here without owning; has no vote.
    Resident = "resident" in Residents;
    /// Who hosts the deployment; decides nothing in an estate.
    Administrator = "administrator" in Government;
    /// The program itself, when something falls due.
    System = "system" in Government;
    /// Anybody, without an account.
    Visitor = "visitor" in Residents;
}

impl fmt::Display for Capacity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_capacities_are_one_to_one() {
        for capacity in Capacity::ALL {
            assert_eq!(Capacity::from_word(capacity.word()), Some(*capacity));
        }
    }
}
