//! 槐荫里小区: governed as the paper describes. A first vote whose silent owners were counted to the majority (case A01),
//! rules mended after it, two committees, a company chosen by the owners, a roof, a lift (case A10), and today a vote
//! that still lacks owners.

use super::cases::{A01, A10, Side};
use super::hang::Place;
use super::layout::{self, Block, Layout, Plan, label};
use super::people;
use super::planter::{Planter, Talk, Voice, Words, note, raise};
use super::rules;
use super::vote::{Ballot, Candidate, Vote, ask, choose, drawn, elected};
use crate::open::Failure;
use estate::assembly::{
    About, Command as Assembly, DraftItem, InvalidGround, ItemKind, Mark, Outcome, Scope, VoterId, Way,
};
use estate::charter::Rules;
use estate::documents::{Kind, Step};
use estate::posting::{Paper, SpotKind};
use estate::roll::{Row, Tenure};
use estate::seals::{Ask, Seal};
use estate::{Command, roll};
use law::{Key, Value};
use std::collections::BTreeMap;
use units::{MotionId, UnitId};

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
    second_committee(p).await?;
    transfers(p, &[170, 144, 121]).await?;
    p.publish_seals().await?;
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

// ---- 2021–2022: the first rules, and what silence did ----

async fn rules_of_procedure(p: &mut Planter) -> Result<(), Failure> {
    let vote = Vote {
        about: "rules",
        title: "通过业主大会议事规则和管理规约",
        scope: Scope::Estate,
        items: vec![
            ask(ItemKind::RulesOfProcedure, "是否同意业主大会议事规则（草案）？", "草案全文贴在各单元门口。"),
            ask(ItemKind::Covenant, "是否同意管理规约（草案）？", "草案全文贴在各单元门口。"),
        ],
        by: Voice::Clerk(0),
        shown: 1_740,
        notice: 1_736,
        opens: 1_720,
        closes: 1_708,
        reading: 1_707,
        silence_warned: false,
    };
    let marks = |a, b, c| [(Mark::Approve, a), (Mark::Against, b), (Mark::Abstain, c)];
    let motion = p
        .whole(&vote, |v| join(drawn(v, 1_092, 11, &marks(81, 11, 8)), drawn(v, 1_092, 11, &marks(77, 15, 8))))
        .await?;
    p.at(1_706, 9).await?;
    let word = |w: &str| Value::Word(w.into());
    let text = rules::procedure(NAME, false);
    let values = [
        (Key::Silent, word("count-to-majority"), "计入已投票中的多数票"),
        (Key::Invalid, word("participates"), "废票算参加表决"),
        (Key::ProxyMax, Value::Number(3), "最多替三户"),
        (Key::CommitteeSize, Value::Number(7), "七名委员"),
        (Key::CommitteeYears, Value::Number(3), "任期三年"),
    ];
    p.passed(Voice::Clerk(0), (Rules::Procedure, &text), &values, motion).await?;
    p.passed(Voice::Clerk(0), (Rules::Covenant, &rules::covenant(NAME)), &[], motion).await
}

async fn company_of_a01(p: &mut Planter, layout: &Layout, group_of: &[usize]) -> Result<(), Failure> {
    let vote = Vote {
        about: "a01",
        title: "选聘物业服务企业",
        scope: Scope::Estate,
        items: vec![ask(
            ItemKind::ServiceProvider,
            "是否同意选聘候选的物业服务企业？",
            "合同期三年，多层每月每平方米1.30元，高层1.90元。",
        )],
        by: Voice::Clerk(0),
        shown: 1_590,
        notice: 1_586,
        opens: 1_570,
        closes: 1_555,
        reading: 1_554,
        silence_warned: true,
    };
    let motion = p.announce_vote(&vote).await?;
    p.at(vote.opens, 8).await?;
    let groups: BTreeMap<UnitId, usize> =
        (0..layout.heads()).map(|h| (UnitId(layout.first_unit(h) as u32 + 1), group_of[h])).collect();
    let voters = p.voters(motion).await?;
    let group = |unit: &UnitId| groups.get(unit).copied().unwrap_or(REST);
    let mut unlisted = A01.unlisted;
    let mut given: Vec<Ballot> = Vec::new();
    for (voter, unit) in &voters {
        let mark = match group(unit) {
            APPROVE => Mark::Approve,
            AGAINST => Mark::Against,
            ABSTAIN if unlisted > 0 => {
                unlisted -= 1;
                Mark::Invalid(InvalidGround::Unsigned)
            }
            ABSTAIN => Mark::Abstain,
            _ => continue,
        };
        given.push((*voter, vec![mark]));
    }
    served_and_silent(p, motion, &voters, group).await?;
    p.ballots(motion, &given, (vote.opens, vote.closes + 1), 3).await?;
    p.result(motion, &vote).await
}

/// Proof of service for the silent hundred; from the rest nobody could get a signature.
async fn served_and_silent(
    p: &Planter,
    motion: MotionId,
    voters: &[(VoterId, UnitId)],
    group: impl Fn(&UnitId) -> usize,
) -> Result<(), Failure> {
    let units: BTreeMap<UnitId, VoterId> = p.units(motion).await?;
    let first: BTreeMap<VoterId, UnitId> = voters.iter().copied().collect();
    let doors = units.iter().filter_map(|(unit, voter)| {
        let found = match group(first.get(voter)?) {
            SILENT => (Way::InPerson, Outcome::Served),
            REST if unit.0 % 3 == 0 => (Way::InPerson, Outcome::Vacant),
            REST if unit.0 % 3 == 1 => (Way::Telephone, Outcome::Unreachable),
            REST => (Way::InPerson, Outcome::Refused),
            _ => return None,
        };
        Some((*unit, found.0, found.1))
    });
    p.serve(motion, Voice::Canvasser(1), doors.collect::<Vec<_>>()).await
}

// ---- 2023: a committee, better rules, a company ----

fn election(candidates: &[Candidate]) -> DraftItem {
    let text = "候选人名单公示了七天。任期三年，每票最多选七人。";
    choose(ItemKind::Committee, "选举业主委员会委员", text, candidates, 7)
}

async fn first_committee(p: &mut Planter) -> Result<(), Failure> {
    p.at(1_340, 8).await?;
    let people = p.candidates(&[15, 40, 63, 101, 122, 131, 150, 163, 178]).await?;
    let drop_silence = "修改前：送达后没有投票的，计入多数票。修改后：没有投票的，不计入任何一方。";
    let vote = Vote {
        about: "committee-1",
        title: "选举第一届业主委员会，修改议事规则",
        scope: Scope::Estate,
        items: vec![
            election(&people),
            ask(ItemKind::RulesOfProcedure, "是否同意删去议事规则第二十一条（沉默条款）？", drop_silence),
        ],
        by: Voice::Clerk(0),
        shown: 1_330,
        notice: 1_326,
        opens: 1_310,
        closes: 1_297,
        reading: 1_296,
        silence_warned: true,
    };
    let liked = [88, 84, 83, 79, 77, 75, 72, 51, 37];
    let marks = [(Mark::Approve, 84), (Mark::Against, 9), (Mark::Abstain, 7)];
    let motion = p.whole(&vote, |v| join(elected(v, 1_147, 13, &liked, 7), drawn(v, 1_147, 13, &marks))).await?;
    p.at(1_290, 9).await?;
    p.take_office(motion, &people, 196).await?;
    p.seal_to(Seal::Committee, Voice::Member).await?;

    let text = rules::procedure(NAME, true);
    // What stands unchanged is taken over; since then no proof of posting means no vote, and silence counts for nobody.
    p.passed(Voice::Chair, (Rules::Procedure, &text), &rules::set_by_procedure(), motion).await
}

async fn company(p: &mut Planter) -> Result<(), Failure> {
    let vote = Vote {
        about: "company",
        title: "选聘安居物业服务有限公司（示例）",
        scope: Scope::Estate,
        items: vec![ask(
            ItemKind::ServiceProvider,
            "是否同意选聘安居物业服务有限公司（示例）？",
            "三家公司来讲过方案，业主代表打了分。先服务三个月，满意再收费；合同期三年，账目按季公布。",
        )],
        by: Voice::Chair,
        shown: 1_190,
        notice: 1_187,
        opens: 1_165,
        closes: 1_152,
        reading: 1_151,
        silence_warned: false,
    };
    let marks = [(Mark::Approve, 74), (Mark::Against, 19), (Mark::Abstain, 7)];
    p.whole(&vote, |v| drawn(v, 1_118, 17, &marks)).await?;
    p.at(1_140, 9).await?;
    let clerk = p.voice(Voice::Clerk(0)).await?;
    p.post(clerk, Voice::Company, "唐建平", None).await
}

// ---- 2024–2026: a roof, a fund, a lift, a second committee ----

async fn roof(p: &mut Planter) -> Result<(), Failure> {
    let vote = Vote {
        about: "roof",
        title: "5号楼屋面防水使用维修资金",
        scope: Scope::Building(label("5")),
        items: vec![ask(
            ItemKind::UseFund,
            "是否同意使用5号楼维修资金修屋面？",
            "预算172,000.00元，由5号楼36户按面积分摊，从各户维修资金账户里列支。",
        )],
        by: Voice::Chair,
        shown: 760,
        notice: 757,
        opens: 735,
        closes: 728,
        reading: 727,
        silence_warned: false,
    };
    let marks = [(Mark::Approve, 88), (Mark::Against, 8), (Mark::Abstain, 4)];
    p.whole(&vote, |v| drawn(v, 32, 19, &marks)).await.map(|_| ())
}

/// More than half were for it; raising a fund takes three quarters.
async fn fund(p: &mut Planter) -> Result<(), Failure> {
    let vote = Vote {
        about: "fund",
        title: "续筹维修资金",
        scope: Scope::Estate,
        items: vec![ask(
            ItemKind::RaiseFund,
            "是否同意每平方米续交维修资金40元？",
            "现有余额照目前的用法够用约七年。续交分四年交清，困难家庭可以申请缓交。",
        )],
        by: Voice::Chair,
        shown: 470,
        notice: 467,
        opens: 445,
        closes: 432,
        reading: 431,
        silence_warned: false,
    };
    let marks = [(Mark::Approve, 63), (Mark::Against, 30), (Mark::Abstain, 7)];
    p.whole(&vote, |v| drawn(v, 1_071, 23, &marks)).await.map(|_| ())
}

async fn second_committee(p: &mut Planter) -> Result<(), Failure> {
    p.at(257, 8).await?;
    let people = p.candidates(&[22, 15, 58, 101, 117, 142, 155, 166]).await?;
    let vote = Vote {
        about: "committee-2",
        title: "选举第二届业主委员会",
        scope: Scope::Estate,
        items: vec![election(&people)],
        by: Voice::Chair,
        shown: 250,
        notice: 247,
        opens: 225,
        closes: 212,
        reading: 211,
        silence_warned: false,
    };
    let liked = [86, 83, 82, 80, 76, 73, 71, 44];
    let motion = p.whole(&vote, |v| elected(v, 1_083, 29, &liked, 7)).await?;
    p.at(195, 9).await?;
    p.take_office(motion, &people, -900).await?;
    p.seal_to(Seal::Committee, Voice::Member).await
}

/// Case A10: all twelve homes agree, then the first floor objects.
async fn lift(p: &mut Planter) -> Result<(), Failure> {
    let vote = Vote {
        about: "lift",
        title: "3号楼2单元加装电梯",
        scope: Scope::Stairwell(label("3"), label("2")),
        items: vec![ask(
            ItemKind::Alter,
            "是否同意3号楼2单元加装电梯？",
            "造价约56万元，政府补贴20万元，其余按楼层系数分摊，一楼不出钱。",
        )],
        by: Voice::Chair,
        shown: 80,
        notice: 77,
        opens: 56,
        closes: 49,
        reading: 48,
        silence_warned: false,
    };
    let all = A10.approve;
    let motion = p.whole(&vote, |v| drawn(v, all, 31, &[(Mark::Approve, 1)])).await?;
    for (unit, ago, text) in [
        (FIRST_FLOOR[0], 47, "图纸上电梯井离我家卧室窗户只有一米二，投票前的图纸不是这样画的。"),
        (FIRST_FLOOR[1], 46, "一楼采光受影响，请先做日照分析再动工。"),
    ] {
        p.at(ago, 8).await?;
        let who = p.voice(Voice::Owner(unit)).await?;
        p.object(who, motion, About::Result, text).await?;
    }
    p.at(45, 8).await?;
    let text = "已经请设计单位改图，井道外移到两米一，改后的图贴在单元门口，同意票是否维持，请各户再看一遍。";
    let answer = Assembly::Answer { motion, objection: 0, upheld: true, text: text.into() };
    p.act(p.voice(Voice::Chair).await?, Command::Assembly(answer)).await?;
    for (kind, remarks) in [
        (Kind::PostedNotice, ""),
        (Kind::CountSheet, ""),
        (Kind::Minutes, "一楼两户业主到场，对井道位置和采光提出意见，记录在案，答复见异议栏。"),
        (Kind::Announcement, ""),
    ] {
        p.paper(motion, kind, remarks, Step::Archived).await?;
    }
    p.paper(motion, Kind::Filing, "随附改后的井道平面图。", Step::Scanned).await
}

// ---- these weeks ----

/// One vote waiting to be counted, one under way, one whose roll is shown, one being written.
async fn these_weeks(p: &mut Planter) -> Result<(), Failure> {
    let (wall, shed, fee, lamps) = (wall(), shed(), fee(), lamps());
    let counted_tomorrow = p.announce_vote(&wall).await?;
    let now = p.announce_vote(&shed).await?;
    // Torn at the north gate and put up again the day after: twenty of twenty-one days are left, just enough.
    p.at(25, 17).await?;
    p.torn(now, Paper::Notice, NORTH_GATE, "被风刮掉半张，看不清时间。").await?;
    p.at(24, 9).await?;
    p.hang(now, Paper::Notice, &[]).await?;
    p.paper(now, Kind::Roll, "", Step::Archived).await?;
    p.paper(now, Kind::Notice, "", Step::Posted).await?;
    p.paper(now, Kind::Ballots, "", Step::Sealed).await?;
    p.paper(now, Kind::Authority, "", Step::Printed).await?;
    p.ask_seal(Voice::Chair, "物业服务合同补充协议", 6, 4).await?;
    let voters = p.voters(now).await?;
    mandate(p, now, &voters).await?;
    let marks = [(Mark::Approve, 86), (Mark::Against, 11), (Mark::Abstain, 3)];
    p.at(wall.opens, 8).await?;
    let of_wall = drawn(&p.voters(counted_tomorrow).await?, 35, 41, &marks);
    p.ballots(counted_tomorrow, &of_wall, (wall.opens, wall.opens - 3), 3).await?;

    let shown = p.draft(&fee).await?;
    p.at(shed.opens, 8).await?;
    let given = ballots_so_far(&voters);
    let part = given.len() / 8;
    p.ballots(now, &given[..part * 4], (9, 6), 4).await?;
    serve_some(p, now, 0).await?;
    p.at(fee.shown, 8).await?;
    p.act(p.voice(Voice::Clerk(0)).await?, Command::Assembly(Assembly::FreezeRoll { motion: shown })).await?;
    // One place is still to be hung: it waits on the clerk's desk, and keeps the notice back.
    p.hang(shown, Paper::Roll, &[LAST_PLACE]).await?;
    p.ballots(now, &given[part * 4..part * 6], (5, 4), 4).await?;
    serve_some(p, now, 1).await?;
    p.at(3, 8).await?;
    p.publish_seals().await?;
    let who = p.voice(Voice::Owner(33)).await?;
    p.object(who, shown, About::Roll, "名册上我家面积少写了，产证上多一间阳台，请核对。").await?;
    papers(p, now, &voters).await?;
    p.draft(&lamps).await?;
    p.ballots(now, &given[part * 6..part * 7], (2, 1), 4).await?;
    serve_some(p, now, 2).await?;
    p.close(counted_tomorrow, &wall).await?;
    p.ballots(now, &given[part * 7..], (0, 0), 6).await
}

fn wall() -> Vote {
    Vote {
        about: "wall",
        title: "12号楼外墙修补使用维修资金",
        scope: Scope::Building(label("12")),
        items: vec![ask(
            ItemKind::UseFund,
            "是否同意使用12号楼维修资金修补外墙？",
            "预算96,400.00元，由12号楼44户按面积分摊。",
        )],
        by: Voice::Chair,
        shown: 40,
        notice: 37,
        opens: 15,
        closes: 1,
        reading: -1,
        silence_warned: false,
    }
}

fn shed() -> Vote {
    Vote {
        about: "shed",
        title: "东侧空地改建电动自行车充电棚",
        scope: Scope::Estate,
        items: vec![ask(
            ItemKind::ChangeUse,
            "是否同意把东侧空地改建成充电棚？",
            "48个车位，投资约31万元，由运营单位出；电费按表收，收益归全体业主。",
        )],
        by: Voice::Chair,
        shown: 31,
        notice: 30,
        opens: 9,
        closes: -5,
        reading: -6,
        silence_warned: false,
    }
}

fn fee() -> Vote {
    Vote {
        about: "fee",
        title: "续聘安居物业（示例）并调整物业费",
        scope: Scope::Estate,
        items: vec![
            ask(ItemKind::ServiceProvider, "是否同意续聘安居物业服务有限公司（示例）？", "合同今年底到期，续聘三年。"),
            ask(
                ItemKind::Other,
                "是否同意物业费每月每平方米提高0.15元？",
                "提高的部分只用于保洁和夜间巡逻，账目单列。",
            ),
        ],
        by: Voice::Chair,
        shown: 5,
        notice: 0,
        opens: -24,
        closes: -38,
        reading: -39,
        silence_warned: false,
    }
}

fn lamps() -> Vote {
    Vote {
        about: "lamps",
        title: "楼道照明改造使用公共收益",
        scope: Scope::Estate,
        items: vec![ask(
            ItemKind::Other,
            "是否同意用公共收益改造楼道照明？",
            "全部换成人来灯亮的节能灯，预算68,000.00元。",
        )],
        by: Voice::Member,
        shown: -3,
        notice: -5,
        opens: -30,
        closes: -44,
        reading: -45,
        silence_warned: false,
    }
}

fn voter_of(voters: &[(VoterId, UnitId)], unit: u32) -> Result<VoterId, Failure> {
    let found = voters.iter().find(|(_, u)| u.0 == unit).map(|(v, _)| *v);
    found.ok_or_else(|| format!("unit {unit} of the demo has no vote of its own").into())
}

async fn mandate(p: &mut Planter, motion: MotionId, voters: &[(VoterId, UnitId)]) -> Result<(), Failure> {
    p.at(20, 8).await?;
    let holder = p.person(Voice::Owner(NOT_VOTED)).await?;
    let mandate = "我在外地带孙子，充电棚这件事委托楼下邻居代我投票，投同意。委托书签名留在居委会。";
    let grant = Assembly::GrantProxy { motion, voter: voter_of(voters, GAVE_PROXY)?, holder, mandate: mandate.into() };
    p.act(p.voice(Voice::Owner(GAVE_PROXY)).await?, Command::Assembly(grant)).await?;
    Ok(())
}

/// Not yet two thirds. Who signs in to vote has not voted yet; who signs in to look at a receipt has.
fn ballots_so_far(voters: &[(VoterId, UnitId)]) -> Vec<Ballot> {
    let marks = [(Mark::Approve, 81), (Mark::Against, 13), (Mark::Abstain, 6)];
    let waiting = [NOT_VOTED, GAVE_PROXY, DISPUTED, READ_ONCE, UNREAD];
    let (first, others): (Vec<_>, Vec<_>) =
        voters.iter().filter(|(_, u)| !waiting.contains(&u.0)).copied().partition(|(_, u)| u.0 == VOTED);
    let mut given = drawn(&first, 1, 43, &marks);
    given.extend(drawn(&others, 902, 43, &marks));
    given
}

/// The canvassers' rounds: who got a ballot, who is away, who would not open.
async fn serve_some(p: &Planter, motion: MotionId, round: u64) -> Result<(), Failure> {
    let units: Vec<UnitId> = p.units(motion).await?.into_keys().collect();
    let doors = units.into_iter().filter_map(|unit| {
        let by = people::lot(47, u64::from(unit.0));
        let (way, outcome) = match by % 100 {
            _ if (by >> 20) % 3 != round => return None,
            0..20 => (Way::WeChat, Outcome::Served),
            20..84 => (Way::InPerson, Outcome::Served),
            84..89 => (Way::InPerson, Outcome::Vacant),
            89..92 => (Way::InPerson, Outcome::Refused),
            92..96 => (Way::Telephone, Outcome::Unreachable),
            _ => return None,
        };
        Some((unit, way, outcome))
    });
    let by = if round == 1 { Voice::Canvasser(1) } else { Voice::Canvasser(0) };
    p.serve(motion, by, doors.collect::<Vec<_>>()).await
}

/// Papers at every stage: read differently, read once, not read yet, and one that came after a ballot by phone.
async fn papers(p: &Planter, motion: MotionId, voters: &[(VoterId, UnitId)]) -> Result<(), Failure> {
    let send = async |voice, command| p.act(p.voice(voice).await?, Command::Assembly(command)).await.map(|_| ());
    let read = |code: &str, mark| Assembly::EnterPaper { motion, code: code.into(), marks: vec![mark] };
    for unit in [DISPUTED, READ_ONCE, UNREAD] {
        let code = p.code(motion, voter_of(voters, unit)?).await?;
        send(Voice::Canvasser(0), Assembly::ReceivePaper { motion, code: code.clone() }).await?;
        if unit != UNREAD {
            send(Voice::Clerk(0), read(&code, Mark::Approve)).await?;
        }
        if unit == DISPUTED {
            send(Voice::Clerk(1), read(&code, Mark::Against)).await?;
        }
    }
    let phone = p.view(|v| {
        let held = v.estate.assembly.get(motion)?;
        held.ballots.iter().find(|(_, b)| b.channel == estate::assembly::Channel::Phone).map(|(voter, _)| *voter)
    });
    if let Some(voter) = phone.await? {
        let code = p.code(motion, voter).await?;
        send(Voice::Canvasser(1), Assembly::ReceivePaper { motion, code }).await?;
    }
    Ok(())
}

/// Two lists of ballots of the same voters, joined to one with both items.
fn join(first: Vec<Ballot>, second: Vec<Ballot>) -> Vec<Ballot> {
    let both = |((voter, a), (_, b)): (Ballot, Ballot)| (voter, a.into_iter().chain(b).collect());
    first.into_iter().zip(second).map(both).collect()
}

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

// ---- what was said ----

/// Five years of talk.
pub fn diary() -> Vec<Talk> {
    use Voice::{Branch, Chair, Clerk, Company, Member, Owner, Street, StreetParty, Tenant};
    let a01 = A01.source.words();
    let a10 = format!("3号楼2单元住了五位七十岁以上的老人，想装电梯。{}", A10.source.words());
    let mut said = vec![
        raise(
            1_812,
            Street,
            "rules",
            "成立业主大会筹备组",
            "小区交付满两年，入住过半。由街道牵头成立筹备组，拟订议事规则和管理规约。",
            "",
        ),
        note(1_805, Branch, "rules", "楼栋党小组挨家收了意见，大家最关心表决怎么算数，建议草案把计票办法写清楚。"),
        note(1_790, Owner(18), "rules", "议事规则草案第二十一条说没投票的算多数，这样合适吗？"),
        note(1_788, Clerk(0), "rules", "这一条各地做法不一，先按草案表决，业主大会以后可以改。"),
        raise(1_615, Owner(57), "a01", "选聘一家物业服务企业", &a01, ""),
        note(1_600, Clerk(0), "a01", "候选企业的报价和服务方案贴在公告栏，请大家看过再投。"),
        note(1_550, Owner(71), "a01", "我家没投票，怎么算成反对了？"),
        note(
            1_549,
            Clerk(0),
            "a01",
            "议事规则有沉默条款，所以计入了多数票。不计入时的数字，结果里也一并列出，结论一样：没有通过。",
        ),
        note(1_540, StreetParty, "a01", "党组织不替业主作决定。建议把大家的意见收拢起来，先把规则议好，再选物业。"),
        raise(1_480, Tenant(30), "water", "2号楼夜里水压不足", "租住在这里，晚上九点以后四楼以上几乎没有水。", "2号楼"),
        note(1_474, Clerk(1), "water", "已报水务公司，水泵定时器设错了，当天改好。"),
        raise(
            1_350,
            Branch,
            "committee-1",
            "组建第一届业主委员会",
            "建议由各楼推选候选人，鼓励党员业主参选；候选人公示七天。",
            "",
        ),
        note(1_345, Owner(63), "committee-1", "我愿意参选，做过二十年会计。"),
        raise(
            1_230,
            Chair,
            "company",
            "再次选聘物业服务企业",
            "上次没有通过，问过一百多户，主要担心服务没保证。这次先服务、再收费。",
            "",
        ),
        note(1_210, Member, "company", "三家公司现场讲方案，九位业主代表打分，分数和理由都贴出来了。"),
        note(1_135, Company, "company", "已经进场。项目部在1号楼底层，每天8:00到20:00有人。"),
        note(1_050, Owner(44), "company", "试了三个月，楼道干净多了。"),
        raise(
            1_090,
            Company,
            "fire",
            "消防通道停车",
            "夜里有车停在5号楼和6号楼之间的消防通道，请大家一起想办法。",
            "5号楼与6号楼之间",
        ),
        note(1_086, Owner(160), "fire", "晚上车位不够，能不能把北墙边划出来？"),
        note(1_070, Member, "fire", "挨家问过，二十一户愿意把车停到对面商场的夜间车位。"),
        note(1_062, Street, "fire", "街道和商场谈好了：每晚19:00到次日8:00，每月80元。"),
        raise(790, Owner(152), "roof", "5号楼顶楼漏雨", "下大雨就漏，墙皮都掉了，先后补过三次。", "5号楼"),
        note(780, Company, "roof", "请检测单位看过，防水层老化，局部修补没有用，要整体重做。"),
        note(700, Company, "roof", "完工。顶楼六户都签了字，保修五年。"),
        note(640, Owner(152), "roof", "雨季过了，一滴没漏。"),
        raise(505, Chair, "fund", "维修资金够用几年", "按现在的用法，大约七年后不够。请大家议一议要不要续筹。", ""),
        note(500, Owner(105), "fund", "我退休金两千八，一下子拿四千块有困难。"),
        note(497, Member, "fund", "可以分四年交，困难家庭缓交，写进方案。"),
        note(429, Chair, "fund", "没有到四分之三，续筹不成。先把公共收益存一部分，明年再议。"),
        raise(265, Chair, "committee-2", "业主委员会换届", "第一届任期到期，照议事规则提前两个月换届。", ""),
        note(260, StreetParty, "committee-2", "换届由业主自己选。党组织只看程序是不是公开、合规。"),
        raise(125, Owner(95), "lift", "3号楼2单元加装电梯", &a10, "3号楼2单元"),
        note(118, Branch, "lift", "请一楼、二楼的邻居坐下来谈了两次，一楼不出钱，井道位置再看图。"),
        note(104, Company, "lift", "配合勘察了管线，燃气管要改一段，费用约6,000元。"),
        raise(70, Owner(430), "wall", "12号楼外墙掉瓷砖", "昨天又掉了两块，就落在单元门口。", "12号楼"),
        note(69, Company, "wall", "当天拉了围挡，搭了防护棚。"),
        note(52, Chair, "wall", "检测报告出来了：局部空鼓，需要修补，请12号楼业主表决。"),
        raise(
            75,
            Owner(12),
            "shed",
            "电动自行车没有地方充电",
            "大家从楼上拉线充电，太危险了。东边空地一直空着，能不能建个充电棚？",
            "东侧空地",
        ),
        note(71, Member, "shed", "问了六百多户，四百多户有电动自行车，大多愿意。"),
        note(66, Company, "shed", "初步方案：48个车位，带灭火装置和烟感，运营单位出钱，收益归全体业主。"),
        note(60, Street, "shed", "改变共有部分用途，通过以后还要办规划和消防手续，请把这一点写在公告里。"),
        note(50, Owner(77), "shed", "棚子离3号楼近，夜里会不会吵？"),
        note(48, Chair, "shed", "离最近的窗户26米，晚上22:00以后不进车。"),
        raise(26, Chair, "fee", "物业合同今年底到期", "续聘还是另选，物业费要不要调，请大家先说意见。", ""),
        note(24, Owner(33), "fee", "服务可以，但提价要把账算清楚。"),
        note(18, Company, "fee", "近三年的收支已经交给业委会，随时可以查。"),
        raise(21, Member, "lamps", "楼道灯常亮，费电", "不少楼道的声控开关坏了，灯整夜亮着。", "各楼道"),
        raise(
            11,
            Owner(5),
            "trees",
            "香樟树挡住了二楼窗户",
            "东边第二棵香樟，枝叶贴着窗户，白天都要开灯。",
            "2号楼东侧",
        ),
        note(9, Company, "trees", "绿化公司下周来修枝，先把贴窗的锯掉。"),
        raise(4, Tenant(30), "parcel", "快递柜占了半个门厅", "推轮椅出不去。", "1号楼门厅"),
    ];
    // A note that answers in the record is dated after what it answers; of one day, the order here holds.
    said.sort_by_key(|t| (-t.ago, matches!(t.words, Words::Note(_))));
    said
}
