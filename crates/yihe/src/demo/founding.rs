//! 新苑里小区: six hundred homes, and their first assembly from the roll to the filing. Founding documents, a roll with an
//! objection, a notice in nine places with photos, three weeks of canvass by four people, 210 ballots by phone, 330 on
//! paper, 12 by proxy, 48 homes that refused or were not reached; box, count, announcement, an objection answered, papers
//! signed, sealed and filed. An owner of eighty votes with the head of their stairwell as helper. Everything is invented.

use super::hang::Place;
use super::layout::{Block, Plan};
use super::people;
use super::planter::{Planter, Talk, Voice, note, raise};
use super::rules;
use super::vote::{Vote, ask, choose};
use crate::open::Failure;
use app::Who;
use estate::Command;
use estate::assembly::{About, Call, Command as Assembly, InvalidGround, ItemKind, Mark, Outcome, Scope, VoterId, Way};
use estate::charter::Rules;
use estate::documents::{Kind, Step};
use estate::matters;
use estate::posting::SpotKind;
use estate::roll::Tenure;
use estate::seals::{Ask, Ground, Seal};
use std::collections::BTreeMap;
use units::{MotionId, UnitId};

/// Its name.
pub const NAME: &str = "新苑里小区（示例）";

const HOMES: u32 = 600;
/// By phone, on paper, by proxy; whoever comes after was not reached.
const PHONE: u32 = 210;
const PAPER: u32 = PHONE + 330;
const PROXY: u32 = PAPER + 12;
/// The paper on which nothing is marked.
const BLANK: u32 = 500;
/// Whose owner has a helper: the head of the stairwell; of those who vote by phone.
const HELPED: u32 = 200;
/// Doors gone to while the phone had no network.
const OFFLINE: u32 = 5;

const PLAN: Plan = Plan {
    blocks: &[Block { buildings: 10, stairwells: 5, storeys: 6, flats: &[5_840, 7_260] }],
    shops: &[],
    unsold: (0, ""),
    public: (0, "", Tenure::Sold),
    doubles: 0,
};

const PLACES: [Place; 9] = [
    (SpotKind::Gate, "", "", "东门"),
    (SpotKind::Gate, "", "", "西门"),
    (SpotKind::Committee, "", "", "社区居委会"),
    (SpotKind::Noticeboard, "", "", "健身角公告栏"),
    (SpotKind::Noticeboard, "", "", "菜场口公告栏"),
    (SpotKind::Noticeboard, "2", "", "2号楼前"),
    (SpotKind::Noticeboard, "5", "", "5号楼前"),
    (SpotKind::Noticeboard, "8", "", "8号楼前"),
    (SpotKind::Group, "", "", "业主微信群"),
];

pub async fn plant(p: &mut Planter) -> Result<(), Failure> {
    p.at(110, 9).await?;
    p.found(super::street::PLACE, "顾秋萍").await?;
    let clerk = p.voice(Voice::Clerk(0)).await?;
    for (voice, name) in [
        (Voice::Clerk(1), "喻建国"),
        (Voice::Clerk(2), "范佩兰"),
        (Voice::Canvasser(0), "鲁海波"),
        (Voice::Canvasser(1), "韦素珍"),
        (Voice::Canvasser(2), "倪学勇"),
        (Voice::Canvasser(3), "汤丽娟"),
    ] {
        p.post(clerk, voice, name, None).await?;
    }
    p.import(PLAN.lay_out().rows(&PLAN, 5_000)).await?;
    p.places(&PLACES).await?;
    for stairwell in [5, HELPED, 320] {
        p.head_of(stairwell, Some(-900)).await?;
    }
    assembly(p).await?;
    p.at(4, 19).await?;
    let note =
        matters::Command::Note { matter: p.matter("tree")?, text: "我家在4楼，白天也要开灯。".into() };
    p.act(p.with_helper(HELPED).await?, Command::Matters(note)).await?;
    p.at(0, 8).await?;
    for (voice, about) in [
        (Voice::Clerk(0), None),
        (Voice::Canvasser(0), None),
        (Voice::Chair, None),
        (Voice::Owner(300), None),
        (Voice::Head(HELPED), Some("helps")),
        (Voice::Owner(HELPED), Some("helped")),
    ] {
        p.sign_in(voice, about).await?;
    }
    Ok(())
}

async fn assembly(p: &mut Planter) -> Result<(), Failure> {
    p.at(80, 8).await?;
    let people = p.candidates(&[31, 95, 168, 233, 301, 388, 472]).await?;
    let (procedure, covenant) = (rules::procedure(NAME, true), rules::covenant(NAME));
    p.drafted(Voice::Clerk(0), (Rules::Procedure, &procedure), &rules::set_by_procedure()).await?;
    p.drafted(Voice::Clerk(0), (Rules::Covenant, &covenant), &[]).await?;
    let vote = Vote {
        about: "founding",
        title: "首次业主大会：议事规则、管理规约和第一届业主委员会",
        scope: Scope::Estate,
        items: vec![
            ask(ItemKind::RulesOfProcedure, "是否同意业主大会议事规则（草案）？", "草案全文随通知送到每一户。"),
            ask(ItemKind::Covenant, "是否同意管理规约（草案）？", "草案全文随通知送到每一户。"),
            choose(
                ItemKind::Committee,
                "选举第一届业主委员会委员",
                "候选人名单公示了七天。任期三年，每票最多选五人。",
                &people,
                5,
            ),
        ],
        by: Voice::Clerk(0),
        shown: 75,
        notice: 58,
        opens: 36,
        closes: 15,
        reading: 14,
        silence_warned: false,
    };
    let motion = p.show_roll(&vote).await?;
    p.at(73, 10).await?;
    let objector = p.voice(Voice::Owner(44)).await?;
    p.object(objector, motion, About::Roll, "我家面积少写了两平方米。").await?;
    p.at(72, 9).await?;
    answer(p, motion, 0, "查过不动产登记簿，名册上的面积和登记一致。").await?;
    p.name_head(HELPED).await?;
    p.notice(motion, &vote).await?;

    let homes = Homes::of(p, motion).await?;
    mandates(p, motion, &homes, &vote).await?;
    for ago in (vote.closes + 1..=vote.opens).rev() {
        a_day(p, motion, &homes, ago).await?;
    }
    p.result(motion, &vote).await?;

    p.at(12, 16).await?;
    let objector = p.voice(Voice::Owner(133)).await?;
    p.object(objector, motion, About::Result, "弃权的票有没有算成同意？").await?;
    p.at(11, 9).await?;
    answer(p, motion, 1, "没有。弃权单独列了户数和面积，两样都写在公告里。").await?;
    p.at(10, 9).await?;
    p.take_office(motion, &people, -1_085).await?;
    p.seal_to(Seal::Committee, Voice::Member).await?;
    // The assembly's seal lies with the residents' committee, and is used by what the owners passed.
    p.seal_to(Seal::Assembly, Voice::Clerk(1)).await?;
    for which in [Rules::Procedure, Rules::Covenant] {
        p.passed(Voice::Clerk(0), which, motion).await?;
    }
    let by_decision =
        Ask { seal: Seal::Assembly, ground: Some(Ground::Decision(motion)), ..Ask::committee(None, PASSED, (12, 3)) };
    p.seal(by_decision).await?;
    papers(p, motion).await
}

/// What the assembly's seal was used on.
const PASSED: &str = "议事规则和管理规约定稿";

/// Voters and owners by unit.
struct Homes {
    voters: BTreeMap<u32, VoterId>,
    owners: BTreeMap<u32, Who>,
    codes: BTreeMap<u32, String>,
}

impl Homes {
    async fn of(p: &Planter, motion: MotionId) -> Result<Self, Failure> {
        let units = p.units(motion).await?;
        let mut homes = Self { voters: BTreeMap::new(), owners: BTreeMap::new(), codes: BTreeMap::new() };
        let codes = p.codes(motion).await?;
        for (unit, voter) in units {
            homes.owners.insert(unit.0, p.voice(Voice::Owner(unit.0)).await?);
            homes.codes.insert(unit.0, codes.get(&voter).cloned().unwrap_or_default());
            homes.voters.insert(unit.0, voter);
        }
        Ok(homes)
    }

    fn voter(&self, unit: u32) -> Result<VoterId, Failure> {
        self.voters.get(&unit).copied().ok_or_else(|| format!("home {unit} of the demo has no vote").into())
    }

    fn owner(&self, unit: u32) -> Result<Who, Failure> {
        self.owners.get(&unit).copied().ok_or_else(|| format!("home {unit} of the demo has no owner").into())
    }
}

fn marks(n: u32) -> Vec<Mark> {
    if n == BLANK {
        return vec![Mark::Invalid(InvalidGround::Blank); 3];
    }
    let question = |against: u32| match n % 20 {
        of if of < against => Mark::Against,
        19 => Mark::Abstain,
        _ => Mark::Approve,
    };
    // Of a hundred voters so many like each candidate; nobody marks more than five.
    const LIKED: [u64; 7] = [91, 86, 82, 77, 73, 52, 38];
    let likes = |c: u16| people::lot(71 ^ (u64::from(c) + 1), u64::from(n)) % 100 < LIKED[usize::from(c)];
    let chosen: Vec<u16> = (0..7).filter(|c| likes(*c)).take(5).collect();
    let none = chosen.is_empty() || n.is_multiple_of(17);
    vec![question(2), question(3), if none { Mark::NoneOfThem } else { Mark::Options(chosen) }]
}

/// Twelve owners who are away give the first twelve a mandate in writing.
async fn mandates(p: &mut Planter, motion: MotionId, homes: &Homes, vote: &Vote) -> Result<(), Failure> {
    p.at(vote.opens + 3, 10).await?;
    let mandate = "人在外地，按我在委托书上写的意思投票。委托书签名留在居委会。";
    for n in PAPER + 1..=PROXY {
        let holder = homes.owner(n - PAPER)?.person_id().ok_or("an owner is a person")?;
        let grant = Assembly::GrantProxy { motion, voter: homes.voter(n)?, holder, mandate: mandate.into() };
        p.act(homes.owner(n)?, Command::Assembly(grant)).await?;
    }
    Ok(())
}

/// One day of the three weeks: doors, phones, papers into the box, the seal in the evening.
async fn a_day(p: &mut Planter, motion: MotionId, homes: &Homes, ago: i32) -> Result<(), Failure> {
    let share = |from: u32, to: u32| (from..=to).filter(move |n| (n % 21) as i32 == ago - 16);
    p.at(ago, 9).await?;
    p.unseal_slot(motion).await?;
    for walker in 0..4_u32 {
        let visit = |n: u32| {
            let (way, outcome) = match n {
                n if n > PROXY && n.is_multiple_of(2) => (Way::InPerson, Outcome::Refused),
                n if n > PROXY => (Way::Telephone, Outcome::Unreachable),
                _ => (Way::InPerson, Outcome::Served),
            };
            (UnitId(n), way, outcome)
        };
        let doors = share(OFFLINE + 1, HOMES).filter(|n| n % 4 == walker).map(visit).collect::<Vec<_>>();
        p.serve(motion, Voice::Canvasser(walker as usize), doors).await?;
    }
    let mut phone = Vec::new();
    for n in share(1, PHONE).chain(share(PAPER + 1, PROXY)).filter(|n| *n != HELPED) {
        let hand = if n > PAPER { n - PAPER } else { n };
        let hand = homes.owner(hand)?.person_id().ok_or("an owner is a person")?;
        phone.push((hand, homes.voter(n)?, marks(n)));
    }
    p.phone_ballots(motion, phone).await?;
    if share(1, PHONE).any(|n| n == HELPED) {
        p.ballot_with_head(HELPED, motion, homes.voter(HELPED)?, marks(HELPED)).await?;
    }
    let papers = share(PHONE + 1, PAPER).map(|n| (homes.codes.get(&n).cloned().unwrap_or_default(), marks(n)));
    p.paper_ballots(motion, papers.collect()).await?;
    if ago == 36 {
        offline(p, motion).await?;
    }
    p.at(ago, 20).await?;
    p.seal_slot(motion).await
}

/// The first doors of the first day: pressed in a stairwell without a network, sent an hour later.
async fn offline(p: &mut Planter, motion: MotionId) -> Result<(), Failure> {
    p.at(36, 11).await?;
    let (who, with) = (p.voice(Voice::Canvasser(0)).await?, p.person(Voice::Canvasser(1)).await?);
    let began = p.day(36).at(10, 0);
    for n in 1..=OFFLINE {
        let said = Some(began.plus_ms(i64::from(n) * 180_000));
        let call = Call { way: Way::InPerson, outcome: Outcome::Served, with, said, proof: String::new() };
        p.act(who, Command::Assembly(Assembly::RecordAttempt { motion, unit: UnitId(n), call })).await?;
    }
    Ok(())
}

async fn answer(p: &Planter, motion: MotionId, objection: u32, text: &str) -> Result<(), Failure> {
    let answer = Assembly::Answer { motion, objection, upheld: false, text: text.into() };
    p.act(p.voice(Voice::Clerk(1)).await?, Command::Assembly(answer)).await.map(|_| ())
}

/// The new committee's seal on the papers, and the decision filed with the street.
async fn papers(p: &mut Planter, motion: MotionId) -> Result<(), Failure> {
    let said = "唱票公开进行，在场业主二十三人，无人提出异议。";
    for (kind, remarks, upto) in [
        (Kind::CountSheet, "", Step::Archived),
        (Kind::Minutes, said, Step::Archived),
        (Kind::Announcement, "", Step::Archived),
        (Kind::PostedRoll, "", Step::Archived),
        (Kind::PostedNotice, "", Step::Archived),
        (Kind::Filing, "", Step::Archived),
    ] {
        p.paper(motion, kind, remarks, upto).await?;
    }
    p.at(8, 10).await?;
    let (with, on) = ("柳浦街道办事处（示例）".to_owned(), p.day(8));
    let file = Assembly::File { motion, with, on, receipt: "示例回执1号".into() };
    p.act(p.voice(Voice::Clerk(0)).await?, Command::Assembly(file)).await.map(|_| ())
}

/// What was said.
pub fn diary() -> Vec<Talk> {
    use Voice::{Clerk, Owner};
    vec![
        raise(
            100,
            Clerk(0),
            "founding",
            "开首次业主大会",
            "议事规则、管理规约的草案征求意见，愿意当委员的请报名。",
            "",
        ),
        note(90, Owner(95), "founding", "希望表决票也能送到家，老人下楼不方便。"),
        note(88, Clerk(0), "founding", "会送到家。不用手机的，纸票一样算数。"),
        note(9, Clerk(0), "founding", "大会开成了。规约和议事规则今天起用，业委会的印章已经移交。"),
        raise(20, Owner(410), "gate", "西门晚上不关", "外面的车进来过夜。", "西门"),
        raise(5, Owner(232), "tree", "3号楼前的树挡光", "二楼三楼白天都要开灯。", "3号楼"),
    ]
}
