//! 槐荫里小区: governed as the paper describes. A first vote whose silent owners were counted to the majority (case A01),
//! rules mended after it, two committees, a company chosen by the owners, a roof, a lift (case A10), and today a vote
//! that still lacks owners.

mod diary;
mod now;
mod years;

pub use diary::diary;

use super::cases::{A01, Side};
use super::hang::Place;
use super::layout::{self, Block, Layout, Plan};
use super::people;
use super::planter::{Planter, Voice};
use crate::open::Failure;
use estate::posting::SpotKind;
use estate::roll::{Row, Tenure};
use estate::seals::Ask;
use estate::{Command, roll};
use now::these_weeks;
use units::UnitId;
use years::{company, company_of_a01, first_committee, fund, lift, roof, rules_of_procedure, second_committee};

/// Its name.
pub const NAME: &str = "槐荫里小区（示例）";

/// 1,536 homes and shops that make A01's 1,505 owners: the developer's nine homes count as one, the twelve public ones
/// as one, and twelve owners have two homes each.
const PLAN: Plan = Plan {
    blocks: &[
        Block { buildings: 11, stairwells: 3, storeys: 6, flats: &[10_862, 13_245] },
        Block { buildings: 7, stairwells: 2, storeys: 11, flats: &[12_418, 14_307] },
        Block { buildings: 8, stairwells: 2, storeys: 17, flats: &[8_953, 12_876, 15_130] },
    ],
    shops: &[
        6_420, 6_420, 7_115, 7_115, 8_840, 8_840, 9_306, 9_306, 11_240, 11_240, 12_650, 12_650, 14_380, 14_380, 18_875,
        21_160,
    ],
    unsold: (9, "槐荫置业有限公司"),
    public: (12, "柳浦区直管公房管理处", Tenure::PublicHousing),
    doubles: 12,
};

/// Where papers hang: nine places.
const PLACES: [Place; 9] = [
    (SpotKind::Gate, "", "", "南门"),
    (SpotKind::Gate, "", "", "北门"),
    (SpotKind::Noticeboard, "", "", "中心花园公告栏"),
    (SpotKind::Committee, "", "", "社区居委会门厅"),
    (SpotKind::Group, "", "", "业主微信群"),
    (SpotKind::Noticeboard, "5", "", "5号楼门厅"),
    (SpotKind::Noticeboard, "12", "", "12号楼门厅"),
    (SpotKind::Noticeboard, "20", "", "20号楼门厅"),
    (SpotKind::Stairwell, "3", "2", ""),
];
const NORTH_GATE: u32 = 2;
const LAST_PLACE: u32 = 8;

/// Groups of A01, in the order of [`groups`].
const APPROVE: usize = 0;
const AGAINST: usize = 1;
const ABSTAIN: usize = 2;
const SILENT: usize = 3;
const REST: usize = 4;

fn groups() -> [Side; 5] {
    // The four unlisted ballots have no area of their own in the notice: it is part of what is left for the abstentions.
    let abstain = Side { heads: A01.abstain.heads + A01.unlisted, ..A01.abstain };
    [A01.approve, A01.against, abstain, A01.silent, A01.rest()]
}

/// The units of the sign-ins and of those who speak; in the first buildings, where everybody owns one home.
const NOT_VOTED: u32 = 1;
const VOTED: u32 = 2;
const GAVE_PROXY: u32 = 6;
const DISPUTED: u32 = 9;
const READ_ONCE: u32 = 10;
const UNREAD: u32 = 11;
/// First floor of building 3, stairwell 2: the lift's objectors.
const FIRST_FLOOR: [u32; 2] = [85, 86];

pub async fn plant(p: &mut Planter, began: i32) -> Result<(), Failure> {
    let mut layout = PLAN.lay_out();
    let kept: Vec<(usize, usize)> =
        layout.developer().map(|h| (h, REST)).into_iter().chain(layout.public().map(|h| (h, ABSTAIN))).collect();
    let group_of = layout.fit(&groups(), 1, &kept);
    p.at(began, 9).await?;
    posts(p).await?;
    p.at(began - 10, 9).await?;
    p.import(rows(&layout)).await?;
    p.places(&PLACES).await?;

    rules_of_procedure(p).await?;
    company_of_a01(p, &layout, &group_of).await?;
    p.at(1_400, 9).await?;
    p.import(garages(&layout)).await?;
    transfers(p, &[1_390, 1_375, 1_361, 1_350]).await?;
    first_committee(p).await?;
    company(p).await?;
    p.seal(Ask::committee(None, "物业服务合同", (14, 4))).await?;
    transfers(p, &[1_020, 940, 905, 861, 800]).await?;
    p.publish_seals().await?;
    roof(p).await?;
    p.seal(Ask::committee(None, "5号楼屋面防水施工合同", (8, 3))).await?;
    transfers(p, &[690, 655, 610, 560, 500]).await?;
    p.publish_seals().await?;
    fund(p).await?;
    transfers(p, &[401, 377, 330, 290]).await?;
    p.publish_seals().await?;
    p.seal(Ask::committee(None, "电梯维保合同", (10, 3))).await?;
    second_committee(p).await?;
    p.seal(Ask::committee(None, "业主委员会工作移交清单", (4, 3))).await?;
    transfers(p, &[170, 144, 121]).await?;
    p.publish_seals().await?;
    p.seal(Ask::committee(None, "消防设施检测委托书", (2, 2))).await?;
    lift(p).await?;
    these_weeks(p).await?;
    sign_ins(p).await
}

// ---- people and roll ----

async fn posts(p: &mut Planter) -> Result<(), Failure> {
    p.found(super::street::PLACE, "沈小芳").await?;
    let clerk = p.voice(Voice::Clerk(0)).await?;
    for (voice, name) in [
        (Voice::Clerk(1), "何永明"),
        (Voice::Clerk(2), "潘雪琴"),
        (Voice::Canvasser(0), "吕家林"),
        (Voice::Canvasser(1), "葛晓燕"),
        (Voice::Branch, "施德清"),
    ] {
        p.post(clerk, voice, name, None).await?;
    }
    Ok(())
}

fn rows(layout: &Layout) -> Vec<Row> {
    let mut rows = layout.rows(&PLAN, 0);
    for (i, row) in rows.iter_mut().enumerate().take(1_400).skip(29) {
        if i % 29 == 0 {
            row.occupiers = vec![people::owner(6_000 + i as u64)];
        }
        if i % 173 == 0 {
            row.note = Some("产证地址写的是老门牌".into());
        }
    }
    rows
}

/// The garages' sheet came later; five of them are 待核实.
fn garages(layout: &Layout) -> Vec<Row> {
    let mut found = layout::garages(&layout.rows(&PLAN, 0), 120);
    for garage in found.iter_mut().skip(60).step_by(12) {
        (garage.owners, garage.areas) = (Vec::new(), estate::roll::Areas::default());
    }
    found
}

/// Homes change hands, each on its day.
async fn transfers(p: &mut Planter, days: &[i32]) -> Result<(), Failure> {
    const BASES: [&str; 3] = ["不动产权证书（示例）", "继承公证书（示例）", "民事判决书（示例）"];
    for ago in days {
        p.at(*ago, 14).await?;
        // Buildings 6 to 11 stand between those who speak here and those with several homes.
        let unit = 190 + (*ago as u32 * 7) % 190;
        p.transfer(unit, vec![people::owner(7_000 + *ago as u64)], BASES[*ago as usize % 3]).await?;
    }
    Ok(())
}

// ---- sign-ins ----

async fn sign_ins(p: &mut Planter) -> Result<(), Failure> {
    let clerk = p.voice(Voice::Clerk(0)).await?;
    let person = Some(p.person(Voice::Owner(3)).await?);
    p.act(clerk, Command::Roll(roll::Command::Represent { unit: UnitId(3), person })).await?;
    for (voice, about) in [
        (Voice::Owner(NOT_VOTED), Some("not-voted")),
        (Voice::Owner(VOTED), Some("voted")),
        (Voice::Tenant(30), None),
        (Voice::Clerk(0), Some("first-clerk")),
        (Voice::Clerk(1), Some("second-clerk")),
        (Voice::Clerk(2), Some("third-clerk")),
        (Voice::Canvasser(0), None),
        (Voice::Chair, None),
        (Voice::Member, None),
        (Voice::Company, None),
        (Voice::Branch, None),
    ] {
        p.sign_in(voice, about).await?;
    }
    Ok(())
}
