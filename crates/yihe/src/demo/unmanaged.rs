//! 河沿巷小区: left without management. Half of the roll is 待核实, matters are raised and not followed up, and the one
//! vote there was did not reach its quorum. Totals from the published cases A20 (the estate) and A21 (its building 4).

use super::cases::{A20, A21};
use super::consult::{Consult, Lot};
use super::layout::{Block, Plan, label};
use super::people::lot;
use super::planter::{Planter, Talk, Voice, Words, note, raise};
use super::vote::{Vote, ask, drawn};
use crate::open::Failure;
use estate::assembly::{ItemKind, Mark, Scope};
use estate::consent::Purpose;
use estate::roll::{Areas, Row, Tenure};
use units::Threshold;

/// Its name.
pub const NAME: &str = "河沿巷小区（示例）";

/// 216 homes and a shop that make A20's 216 owners; building 4 has A21's 53, for one owner there has two homes.
const PLAN: Plan = Plan {
    blocks: &[Block { buildings: 4, stairwells: 3, storeys: 6, flats: &[7_210, 9_860, 8_640] }],
    shops: &[5_200],
    unsold: (0, ""),
    public: (0, "", Tenure::Sold),
    doubles: 1,
};

/// Homes of one building.
const BUILDING: usize = 54;

pub async fn plant(p: &mut Planter, began: i32) -> Result<(), Failure> {
    p.at(began, 9).await?;
    p.found(super::street::PLACE, "姜丽萍").await?;
    let clerk = p.voice(Voice::Clerk(0)).await?;
    p.post(clerk, Voice::Clerk(1), "俞文军", None).await?;
    p.post(clerk, Voice::Canvasser(0), "贺云", Some(500)).await?;
    p.at(began - 60, 9).await?;
    p.import(rows()).await?;
    wall(p).await?;
    consultations(p).await?;
    p.at(0, 8).await?;
    for voice in [Voice::Owner(170), Voice::Clerk(0)] {
        p.sign_in(voice, None).await?;
    }
    Ok(())
}

/// The roll as far as it is known: building 4 was gone through for its vote; elsewhere half of the owners are not known,
/// and many areas only from contracts.
fn rows() -> Vec<Row> {
    let mut layout = PLAN.lay_out();
    let fourth = 3 * BUILDING..4 * BUILDING;
    layout.fit_units(fourth.clone(), A21.all.area);
    layout.fit_others(&fourth, A20.all.area - A21.all.area);
    let mut rows = layout.rows(&PLAN, 0);
    for (i, row) in rows.iter_mut().enumerate().filter(|(i, _)| !fourth.contains(i)) {
        let by = lot(53, i as u64);
        if !by.is_multiple_of(3) {
            row.owners.clear();
        }
        if by % 5 < 2 {
            row.areas = Areas { contract: row.areas.register, ..Areas::default() };
        }
    }
    rows
}

/// Nothing is decided either way: too few took part.
async fn wall(p: &mut Planter) -> Result<(), Failure> {
    let vote = Vote {
        about: "wall",
        title: "4号楼外墙墙面维修",
        scope: Scope::Building(label("4")),
        items: vec![ask(
            ItemKind::UseFund,
            "是否同意使用4号楼维修资金修外墙？",
            "预算88,000.00元，由4号楼业主按面积分摊。",
        )],
        by: Voice::Clerk(0),
        shown: 640,
        notice: 638,
        opens: 620,
        closes: 606,
        reading: 605,
        silence_warned: false,
    };
    let marks = [(Mark::Approve, 80), (Mark::Against, 20)];
    p.whole(&vote, |v| drawn(v, 21, 8, &marks)).await.map(|_| ())
}

/// Would households found an assembly? Too few say so. About the lift of building 4 they are being asked.
async fn consultations(p: &mut Planter) -> Result<(), Failure> {
    p.at(130, 9).await?;
    let founding = Consult {
        about: "assembly",
        purpose: Purpose::Founding,
        scope: Scope::Estate,
        question: "愿意成立业主大会、选业主委员会吗？",
        text: "成立以后，物业、维修资金这些事由业主自己表决。成立本身也要依法开会。",
        threshold: half(),
        days: 20,
    };
    let asked = p.ask(founding).await?;
    p.at(120, 10).await?;
    p.households_say(asked, &Lot { agree: 4, conditions: 1, disagree: 1 }, 0).await?;
    p.at(108, 9).await?;
    p.conclude(asked).await?;
    p.at(12, 9).await?;
    let lift = Consult {
        about: "lift",
        purpose: Purpose::Lift,
        scope: Scope::Building(label("4")),
        question: "4号楼愿意加装电梯吗？",
        text: "每个单元一部。出多少钱、一楼怎么补偿，要另外商量。",
        threshold: half(),
        days: 26,
    };
    let asked = p.ask(lift).await?;
    p.at(6, 10).await?;
    // Whoever signs in as an owner of building 4 has not answered yet.
    p.households_say(asked, &Lot { agree: 5, conditions: 1, disagree: 1 }, 170).await
}

/// More than half: an example, as its source says.
fn half() -> Threshold {
    // INVARIANT: one of two is a share.
    Threshold::more_than(1, 2).expect("a share")
}

/// What was said; hardly anybody answered.
pub fn diary() -> Vec<Talk> {
    use Voice::{Clerk, Owner, Street};
    let a20 = format!("物业去年撤走，没有业委会。先把业主名册理出来。{}", A20.source.words_of_totals());
    let a21 = format!("4号楼西墙掉墙皮，砸坏过一辆车。{}", A21.source.words_of_totals());
    let mut said = vec![
        raise(1_790, Street, "roll", "没有物业，先理名册", &a20, ""),
        note(1_730, Clerk(0), "roll", "名册只对上一半，其余的房子没人应门，产证也没有查到。"),
        raise(1_500, Owner(164), "drain", "下水道堵了", "1楼返水，没人管，自己掏钱通了两次。", "4号楼"),
        raise(1_210, Owner(170), "lights", "楼道灯全坏了", "老人摔过一跤。", "4号楼2单元"),
        raise(900, Owner(201), "dogs", "流浪狗", "晚上不敢出门。", ""),
        raise(680, Clerk(1), "wall", "4号楼外墙掉墙皮", &a21, "4号楼"),
        note(604, Clerk(0), "wall", "参加的户数不够三分之二，这次什么也没有决定。没有人手再挨家去请了。"),
        raise(410, Owner(188), "door", "单元门关不上", "锁坏了快一年。", "4号楼3单元"),
        raise(160, Owner(170), "rubbish", "垃圾堆到了门口", "能不能请街道来一次？", ""),
        note(150, Street, "rubbish", "安排环卫清了一次。要长久，还得先把业主组织起来。"),
        raise(140, Clerk(0), "assembly", "成立业主大会", "先问各家愿不愿意。", ""),
        raise(40, Owner(181), "lift", "4号楼加装电梯", "六楼的老人下不了楼。", "4号楼"),
        raise(35, Owner(176), "water", "水管锈了，水是黄的", "", "4号楼2单元"),
    ];
    said.sort_by_key(|t| (-t.ago, matches!(t.words, Words::Note(_))));
    said
}
