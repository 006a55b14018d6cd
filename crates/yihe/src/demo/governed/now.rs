//! These weeks: a vote waiting to be counted, one under way, one whose roll is shown, one being written.

use super::super::layout::label;
use super::super::people;
use super::super::planter::{Planter, Voice};
use super::super::vote::{Ballot, Vote, ask, drawn};
use super::{DISPUTED, GAVE_PROXY, LAST_PLACE, NORTH_GATE, NOT_VOTED, READ_ONCE, UNREAD, VOTED};
use crate::open::Failure;
use estate::Command;
use estate::assembly::{About, Command as Assembly, ItemKind, Mark, Outcome, Scope, VoterId, Way};
use estate::documents::{Kind, Step};
use estate::posting::Paper;
use units::{MotionId, UnitId};

/// One vote waiting to be counted, one under way, one whose roll is shown, one being written.
pub(super) async fn these_weeks(p: &mut Planter) -> Result<(), Failure> {
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
