//! 机床厂宿舍: renovated by campaign. A great vote when the money came, a company nobody asked to stay (case A03), a lift
//! that failed by one voice in twenty-four (case A07), a committee whose term ran out; since then little, and decay.

use super::cases::{A03, A07};
use super::layout::{Block, Plan, label};
use super::people;
use super::planter::{Planter, Talk, Voice, Words, note, raise};
use super::vote::{Ballot, Vote, ask, choose, drawn, elected};
use crate::open::Failure;
use estate::Command;
use estate::assembly::{Command as Assembly, ItemKind, Mark, Outcome, Scope, Way};
use estate::posting::SpotKind;
use estate::roll::Tenure;
use std::collections::BTreeMap;
use units::UnitId;

/// Its name.
pub const NAME: &str = "机床厂宿舍（示例）";

/// 1,465 homes and shops that make A03's 1,428 owners: the factory's thirty homes count as one, and eight owners have
/// two each.
const PLAN: Plan = Plan {
    blocks: &[
        Block { buildings: 2, stairwells: 1, storeys: 6, flats: &[7_450, 9_120, 9_120, 7_450] },
        Block { buildings: 29, stairwells: 4, storeys: 6, flats: &[8_060, 10_470] },
    ],
    shops: &[
        3_810, 3_810, 4_225, 4_225, 4_640, 4_640, 5_130, 5_130, 5_560, 5_560, 6_020, 6_020, 6_475, 6_475, 7_080, 7_080,
        7_530, 7_530, 8_215, 8_215, 9_040, 9_040, 10_360, 10_360, 12_700,
    ],
    unsold: (0, ""),
    public: (30, "第二机床厂有限公司", Tenure::WorkUnitHousing),
    doubles: 8,
};

const APPROVE: usize = 0;
const AGAINST: usize = 1;
const REST: usize = 2;

pub async fn plant(p: &mut Planter, began: i32) -> Result<(), Failure> {
    let mut layout = PLAN.lay_out();
    let kept: Vec<(usize, usize)> = layout.public().map(|h| (h, AGAINST)).into_iter().collect();
    let group_of = layout.fit(&[A03.approve, A03.against, A03.rest()], 2, &kept);
    p.at(began, 9).await?;
    posts(p).await?;
    p.at(began - 8, 9).await?;
    let mut rows = layout.rows(&PLAN, 0);
    for (i, row) in rows.iter_mut().skip(40).step_by(41).take(20).enumerate() {
        row.occupiers = vec![people::owner(8_000 + i as u64)];
    }
    p.import(rows).await?;
    p.places(&[
        (SpotKind::Gate, "", "", "大门"),
        (SpotKind::Noticeboard, "", "", "老年活动室公告栏"),
        (SpotKind::Committee, "", "", "社区居委会"),
    ])
    .await?;

    renovation(p).await?;
    committee(p).await?;
    let groups: BTreeMap<UnitId, usize> =
        (0..layout.heads()).map(|h| (UnitId(layout.first_unit(h) as u32 + 1), group_of[h])).collect();
    keep_the_company(p, &groups).await?;
    lift(p).await?;
    gate(p).await?;
    p.at(0, 8).await?;
    for (voice, about) in [(Voice::Owner(60), None), (Voice::Clerk(0), None)] {
        p.sign_in(voice, about).await?;
    }
    Ok(())
}

async fn posts(p: &mut Planter) -> Result<(), Failure> {
    p.found(super::street::PLACE, "陶桂英").await?;
    let clerk = p.voice(Voice::Clerk(0)).await?;
    for (voice, name, until) in [
        (Voice::Clerk(1), "袁思敏", None),
        (Voice::Canvasser(0), "方海涛", Some(560)),
        (Voice::Company, "彭宏伟", Some(1_030)),
    ] {
        p.post(clerk, voice, name, until).await?;
    }
    Ok(())
}

/// The campaign: half the street was out for it.
async fn renovation(p: &mut Planter) -> Result<(), Failure> {
    let vote = Vote {
        about: "renovation",
        title: "参加老旧小区改造",
        scope: Scope::Estate,
        items: vec![ask(
            ItemKind::Alter,
            "是否同意小区参加老旧小区改造？",
            "屋面、外墙、管网和道路，投资约2,900万元，居民不出钱；违建由各家自己拆。",
        )],
        by: Voice::Clerk(0),
        shown: 1_790,
        notice: 1_788,
        opens: 1_770,
        closes: 1_757,
        reading: 1_756,
        silence_warned: false,
    };
    let marks = [(Mark::Approve, 93), (Mark::Against, 5), (Mark::Abstain, 2)];
    p.whole(&vote, |v| drawn(v, 1_322, 5, &marks)).await.map(|_| ())
}

async fn committee(p: &mut Planter) -> Result<(), Failure> {
    p.at(1_600, 8).await?;
    let people = p.candidates(&[60, 121, 250, 377, 505, 730]).await?;
    let vote = Vote {
        about: "committee",
        title: "选举业主委员会",
        scope: Scope::Estate,
        items: vec![choose(ItemKind::Committee, "选举业主委员会委员", "任期三年，每票最多选五人。", &people, 5)],
        by: Voice::Clerk(0),
        shown: 1_590,
        notice: 1_588,
        opens: 1_570,
        closes: 1_557,
        reading: 1_556,
        silence_warned: false,
    };
    let motion = p.whole(&vote, |v| elected(v, 1_004, 6, &[83, 78, 76, 74, 69, 41], 5)).await?;
    p.at(1_550, 9).await?;
    // Nobody called the next election: the posts ran out.
    p.take_office(motion, &people, 455).await
}

/// Case A03, ballot for ballot: most were against keeping the company, and nobody asked what then.
async fn keep_the_company(p: &mut Planter, groups: &BTreeMap<UnitId, usize>) -> Result<(), Failure> {
    let vote = Vote {
        about: "company",
        title: "是否续聘物业服务企业",
        scope: Scope::Estate,
        items: vec![ask(ItemKind::ServiceProvider, "是否同意续聘现在的物业服务企业？", "合同期两年，收费不变。")],
        by: Voice::Chair,
        shown: 1_090,
        notice: 1_088,
        opens: 1_070,
        closes: 1_057,
        reading: 1_056,
        silence_warned: false,
    };
    let motion = p.announce_vote(&vote).await?;
    p.at(vote.opens, 8).await?;
    let voters = p.voters(motion).await?;
    let group = |unit: &UnitId| groups.get(unit).copied().unwrap_or(REST);
    let mark = |unit: &UnitId| match group(unit) {
        APPROVE => Some(Mark::Approve),
        AGAINST => Some(Mark::Against),
        _ => None,
    };
    let given: Vec<Ballot> = voters.iter().filter_map(|(v, u)| Some((*v, vec![mark(u)?]))).collect();
    let away = voters.iter().filter(|(_, u)| group(u) == REST).map(|(_, u)| (*u, Way::InPerson, Outcome::Vacant));
    p.serve(motion, Voice::Canvasser(0), away.collect::<Vec<_>>()).await?;
    p.ballots(motion, &given, (vote.opens, vote.closes + 1), 5).await?;
    p.result(motion, &vote).await
}

/// Case A07: seventeen of twenty-four are not three quarters.
async fn lift(p: &mut Planter) -> Result<(), Failure> {
    let vote = Vote {
        about: "lift",
        title: "1号楼加装电梯",
        scope: Scope::Stairwell(label("1"), label("1")),
        items: vec![ask(ItemKind::Alter, "是否同意1号楼加装电梯？", "造价约62万元，补贴后按楼层分摊。")],
        by: Voice::Chair,
        shown: 640,
        notice: 638,
        opens: 620,
        closes: 611,
        reading: 610,
        silence_warned: false,
    };
    let marks = [(Mark::Approve, A07.approve), (Mark::Against, A07.against), (Mark::Abstain, A07.abstain)];
    let list: Vec<Mark> = marks.iter().flat_map(|(mark, n)| std::iter::repeat_n(mark.clone(), *n)).collect();
    p.whole(&vote, |voters| {
        let order = people::shuffled(7, voters.len());
        order.into_iter().zip(&list).map(|(i, mark)| (voters[i].0, vec![mark.clone()])).collect()
    })
    .await?;
    // A second try was drafted and taken back.
    p.at(560, 9).await?;
    let again = Vote { shown: 553, notice: 550, opens: 530, closes: 521, reading: 520, ..vote };
    let second = p.draft(&again).await?;
    p.at(540, 9).await?;
    p.act(p.voice(Voice::Chair).await?, Command::Assembly(Assembly::Withdraw { motion: second })).await?;
    Ok(())
}

/// A draft nobody took further.
async fn gate(p: &mut Planter) -> Result<(), Failure> {
    let vote = Vote {
        about: "gate",
        title: "修理大门道闸",
        scope: Scope::Estate,
        items: vec![ask(ItemKind::Other, "是否同意用公共收益修理大门道闸？", "预算26,000.00元。")],
        by: Voice::Clerk(0),
        shown: 205,
        notice: 200,
        opens: 180,
        closes: 170,
        reading: 169,
        silence_warned: false,
    };
    p.draft(&vote).await.map(|_| ())
}

/// What was said, and no longer answered.
pub fn diary() -> Vec<Talk> {
    use Voice::{Chair, Clerk, Company, Owner, Street, StreetParty};
    let a03 = format!("现在的物业合同到期，要不要续聘？{}", A03.source.words());
    let a07 = format!("1号楼六楼有两位老人下不了楼。{}", A07.source.words());
    let mut said = vec![
        raise(1_815, Street, "renovation", "老旧小区改造", "列入今年改造计划，请全体业主表决。", ""),
        note(1_812, StreetParty, "renovation", "请各楼党小组和居民一起上门，把方案讲清楚，改不改由大家定。"),
        note(1_800, Owner(60), "renovation", "改造以后谁来管？光修不管，几年又旧了。"),
        note(1_754, Clerk(0), "renovation", "通过了。下月进场，工期八个月。"),
        note(1_480, Street, "renovation", "完工验收。"),
        raise(1_610, Clerk(0), "committee", "成立业主委员会", "改造要有人接着管，先选业委会。", ""),
        raise(1_120, Chair, "company", "是否续聘物业", &a03, ""),
        note(1_115, Company, "company", "收费率不到四成，现在的价格做不下去。"),
        note(1_054, Chair, "company", "没有通过续聘。另选哪一家，还没有人来报价。"),
        note(1_031, Company, "company", "合同到期，明天撤场。"),
        raise(980, Owner(377), "rubbish", "垃圾三天没有清", "北门的桶都满出来了。", "北门"),
        note(978, Clerk(0), "rubbish", "先请环卫站代清，不是长久办法。"),
        raise(660, Owner(21), "lift", "1号楼加装电梯", &a07, "1号楼"),
        note(608, Chair, "lift", "24户里17户同意，不到四分之三，没有通过。"),
        raise(480, Owner(121), "bikes", "改造时装的充电桩坏了", "六个坏了四个。", "3号楼北侧"),
        note(470, Owner(505), "bikes", "报修电话打不通。"),
        raise(320, Owner(250), "leak", "新做的屋面又漏了", "改造才四年，7号楼顶楼又漏水，保修期谁负责？", "7号楼"),
        raise(215, Clerk(1), "gate", "大门道闸一直抬着", "道闸坏了半年，外面的车都进来停。", "大门"),
        raise(95, Owner(730), "lamps", "路灯一半不亮", "东边一排路灯全灭，晚上看不见路。", "东边道路"),
        note(40, Street, "lamps", "已转请供电部门查看。业委会任期到期一年多了，请社区尽快组织换届。"),
    ];
    said.sort_by_key(|t| (-t.ago, matches!(t.words, Words::Note(_))));
    said
}
