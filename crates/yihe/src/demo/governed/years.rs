//! 2021 to 2026: the first rules and what silence did, a committee and better rules, a company, a roof, a fund, a second
//! committee, a lift.

use super::super::cases::{A01, A10};
use super::super::layout::{Layout, label};
use super::super::planter::{Planter, Voice};
use super::super::rules;
use super::super::vote::{Ballot, Candidate, Vote, ask, choose, drawn, elected};
use super::{ABSTAIN, AGAINST, APPROVE, FIRST_FLOOR, NAME, REST, SILENT};
use crate::open::Failure;
use estate::Command;
use estate::assembly::{
    About, Command as Assembly, DraftItem, InvalidGround, ItemKind, Mark, Outcome, Scope, VoterId, Way,
};
use estate::charter::Rules;
use estate::documents::{Kind, Step};
use estate::seals::Seal;
use law::{Key, Value};
use std::collections::BTreeMap;
use units::{MotionId, UnitId};

// ---- 2021–2022: the first rules, and what silence did ----

pub(super) async fn rules_of_procedure(p: &mut Planter) -> Result<(), Failure> {
    let word = |w: &str| Value::Word(w.into());
    let text = rules::procedure(NAME, false);
    let values = [
        (Key::Silent, word("count-to-majority"), "计入已投票中的多数票"),
        (Key::Invalid, word("participates"), "废票算参加表决"),
        (Key::ProxyMax, Value::Number(3), "最多替三户"),
        (Key::CommitteeSize, Value::Number(7), "七名委员"),
        (Key::CommitteeYears, Value::Number(3), "任期三年"),
    ];
    p.drafted(Voice::Clerk(0), (Rules::Procedure, &text), &values).await?;
    p.drafted(Voice::Clerk(0), (Rules::Covenant, &rules::covenant(NAME)), &[]).await?;
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
    p.passed(Voice::Clerk(0), Rules::Procedure, motion).await?;
    p.passed(Voice::Clerk(0), Rules::Covenant, motion).await
}

pub(super) async fn company_of_a01(p: &mut Planter, layout: &Layout, group_of: &[usize]) -> Result<(), Failure> {
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

pub(super) async fn first_committee(p: &mut Planter) -> Result<(), Failure> {
    p.at(1_340, 8).await?;
    let people = p.candidates(&[15, 40, 63, 101, 122, 131, 150, 163, 178]).await?;
    // What stands unchanged is taken over; since then no proof of posting means no vote, and silence counts for nobody.
    let text = rules::procedure(NAME, true);
    p.drafted(Voice::Clerk(0), (Rules::Procedure, &text), &rules::set_by_procedure()).await?;
    let changed =
        "改了三处：通知提前到二十日；名册和通知没有贴出的照片，不进行下一步；删去沉默条款，没有投票的不计入任何一方。";
    let vote = Vote {
        about: "committee-1",
        title: "选举第一届业主委员会，修改议事规则",
        scope: Scope::Estate,
        items: vec![
            election(&people),
            ask(ItemKind::RulesOfProcedure, "是否同意修改业主大会议事规则（删去沉默条款等三处）？", changed),
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
    p.passed(Voice::Chair, Rules::Procedure, motion).await
}

pub(super) async fn company(p: &mut Planter) -> Result<(), Failure> {
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

pub(super) async fn roof(p: &mut Planter) -> Result<(), Failure> {
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
pub(super) async fn fund(p: &mut Planter) -> Result<(), Failure> {
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

pub(super) async fn second_committee(p: &mut Planter) -> Result<(), Failure> {
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
pub(super) async fn lift(p: &mut Planter) -> Result<(), Failure> {
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

/// Two lists of ballots of the same voters, joined to one with both items.
fn join(first: Vec<Ballot>, second: Vec<Ballot>) -> Vec<Ballot> {
    let both = |((voter, a), (_, b)): (Ballot, Ballot)| (voter, a.into_iter().chain(b).collect());
    first.into_iter().zip(second).map(both).collect()
}
