//! An estate with a motion in every state, for pages that are looked at: everything went in as commands.

use crate::browser::Driver;
use crate::house::House;
use app::{Adapter, Lane, Teller, Who};
use courier::Files;
use e2e::plant::{self, Planted, SignIn, Size, Where};
use estate::Command;
use estate::assembly::{Call, Command as Assembly, Draft, DraftItem, ItemKind, Mark, Outcome, Scope, Way};
use estate::bodies::Channel;
use estate::documents::{self as papers, Do, Kind, Step};
use estate::posting::{Paper, SpotKind};
use estate::roll::RowOwner;
use estate::{bodies, charter, consent, founding, helping, matters, posting, roll, seals};
use law::{Key, Value};
use std::path::Path;
use std::sync::Arc;
use units::{Capacity, ConsentId, DocumentId, MatterId, Moment, MotionId, PersonId, SpotId, Threshold, UnitId};

/// Motions by the state they are in.
pub struct States {
    pub published: MotionId,
    pub voting: MotionId,
    pub closed: MotionId,
    pub counted: MotionId,
    pub shown: MotionId,
    pub announced: MotionId,
    pub draft: MotionId,
    pub withdrawn: MotionId,
}

/// The planted estate behind its site.
pub struct Place {
    pub house: House,
    pub planted: Planted,
    pub states: States,
    pub matter: MatterId,
    /// Papers of the published motion, one at each step, and the roll of the one that is shown.
    pub papers: Vec<DocumentId>,
    /// The canvasser's sign-in.
    pub walker: SignIn,
    /// An owner with an account and no match with the roll.
    pub unmatched: SignIn,
}

/// Homes of one owner; after them comes one that two own together, and one about which nothing is known.
pub const HOMES: u32 = 72;
pub const COUPLE: u32 = HOMES + 1;
pub const BARE: u32 = HOMES + 2;
/// The home of the owner who is not matched, and who has not voted.
pub const UNMATCHED: u32 = 66;
/// The home of the owner whom the owner of home 1 helps, and who has not voted.
pub const HELPED: u32 = 67;
/// The two who own [`COUPLE`].
pub const WIFE: PersonId = PersonId(HOMES + 5);
pub const HUSBAND: PersonId = PersonId(HOMES + 6);
/// The canvasser, and who goes along.
pub const WALKER: PersonId = PersonId(HOMES + 4);
pub const SECOND: PersonId = PersonId(2);

fn clerk(n: u32) -> Who {
    Who::person(PersonId(n), Capacity::Clerk)
}

/// The canvasser.
pub fn walker() -> Who {
    Who::person(WALKER, Capacity::Canvasser)
}

fn owner(n: u32) -> Who {
    Who::person(plant::owner(n), Capacity::Owner)
}

fn question(title: &str) -> DraftItem {
    let text = "先办规划手续，再开工。\n钱从维修资金里出。".into();
    DraftItem { kind: ItemKind::UseFund, title: title.into(), text, options: Vec::new(), seats: 0, persons: Vec::new() }
}

fn election(seats: u32) -> DraftItem {
    let options = ["示例候选人甲", "示例候选人乙", "示例候选人丙"].map(str::to_owned).to_vec();
    DraftItem {
        kind: ItemKind::Committee,
        title: "选业主委员会委员".into(),
        text: String::new(),
        options,
        seats,
        persons: Vec::new(),
    }
}

impl Place {
    /// What writes codes into a folder from now on, as the line of text messages would carry them.
    pub async fn codes(&self, outbox: &Path) -> Teller {
        let files: Arc<dyn Adapter> = Arc::new(Files::new(outbox, Channel::Sms).unwrap());
        let codes = Teller::new(files, web::tell::words(None), Lane::Code);
        self.planted.app.tell(&codes).await.unwrap();
        codes
    }

    /// Plants; `None` (a counted skip) where there is no browser.
    pub async fn plant(test: &str) -> Option<Self> {
        let driver = Driver::start(test).await?;
        let data = tempfile::tempdir().unwrap();
        let place = Where { dir: data.path(), database_url: None };
        let planted = plant::plant(place, Size { homes: HOMES, accounts: 3 }).await;
        let matter =
            planted.app.estate(planted.estate, |v| *v.estate.matters.matters.keys().next().unwrap()).await.unwrap();
        employ_walker(&planted).await;
        committee(&planted).await;
        let states = years(&planted, matter).await;
        let papers = paperwork(&planted, &states).await;
        consult(&planted, matter).await;
        help(&planted, matter).await;
        let walker = planted.open_account(WALKER).await;
        // Their match was shown with no account; with this one it holds no more.
        let unmatched = planted.open_account(plant::owner(UNMATCHED)).await;
        let house = House::over(driver, planted.app.clone(), planted.clock.clone(), Some(data)).await;
        Some(Self { house, planted, states, matter, papers, walker, unmatched })
    }

    pub fn estate(&self) -> String {
        format!("/e/{}", self.planted.estate)
    }

    /// A fresh slip for a person.
    pub async fn slip(&self, person: PersonId) -> String {
        let (code, digest) = self.planted.app.fresh_slip(self.planted.estate).unwrap();
        let issue = bodies::Command::IssueSlips(vec![bodies::IssueSlip { person, digest }]);
        self.planted.act(clerk(1), Command::Bodies(issue)).await.unwrap();
        code
    }

    /// A second estate under the street, with nothing in it: then the first page is a list.
    pub async fn another_estate(&self) -> String {
        let (app, district) = (&self.planted.app, self.planted.district);
        let street = app.vouch(district, PersonId(1), Capacity::StreetOffice).await.unwrap();
        let stream = app.fresh_stream().unwrap();
        let found = founding::Found { name: "示例二小区".into(), place: "某省/某市".into(), district };
        let found = Command::Founding(founding::Command::Found(found));
        app.estate_command(stream, street, app.fresh_command().unwrap(), found).await.unwrap();
        format!("/e/{stream}")
    }

    /// How many ballots of the open vote came in.
    pub async fn ballots(&self) -> usize {
        let motion = self.states.voting;
        let count = |v: &app::EstateView<'_>| v.estate.assembly.get(motion).unwrap().ballots.len();
        self.planted.app.estate(self.planted.estate, count).await.unwrap()
    }

    pub fn district(&self) -> String {
        format!("/d/{}", self.planted.district)
    }
}

/// Somebody in another post than the clerks: the canvasser, for a term.
async fn employ_walker(p: &Planted) {
    let (kind, contact) = (bodies::PersonKind::Natural, bodies::Contact::default());
    let register = bodies::Register { kind, name: "示例上门员".into(), contact };
    p.act(clerk(1), Command::Bodies(bodies::Command::Register(register))).await.unwrap();
    let (capacity, from) = (Capacity::Canvasser, p.clock.now().day());
    let appoint = bodies::Appoint { person: WALKER, capacity, part: None, from, until: Some(from.plus(90)) };
    p.act(clerk(1), Command::Bodies(bodies::Command::Appoint(appoint))).await.unwrap();
}

fn member(n: u32) -> Who {
    let capacity = if n == 1 { Capacity::CommitteeChair } else { Capacity::CommitteeMember };
    Who::person(plant::owner(n), capacity)
}

/// A committee of three with both seals, which it has used once: long enough ago for a month to have ended since.
async fn committee(p: &Planted) {
    let act = async |who: Who, command: Command| p.act(who, command).await.unwrap();
    for n in 1..=3 {
        let (person, capacity, from) = (plant::owner(n), member(n).capacity, p.clock.now().day());
        let appoint = bodies::Appoint { person, capacity, part: None, from, until: Some(from.plus(900)) };
        act(clerk(1), Command::Bodies(bodies::Command::Appoint(appoint))).await;
    }
    for (seal, keeper) in [(seals::Seal::Committee, 2), (seals::Seal::Assembly, 3)] {
        let (keeper, giver, note) = (plant::owner(keeper), PersonId(1), "示例".to_owned());
        act(clerk(1), Command::Seals(seals::Command::HandOver { seal, keeper, giver, note })).await;
    }
    let ask = seals::Command::Ask(seals::Ask::committee(None, "示例保洁合同", (3, 2)));
    act(clerk(1), Command::Seals(ask)).await;
    let entry = p.app.estate(p.estate, |v| *v.estate.seals.uses.keys().next().unwrap()).await.unwrap();
    for n in [1, 3] {
        act(member(n), Command::Seals(seals::Command::Approve { entry })).await;
    }
    act(member(2), Command::Seals(seals::Command::Use { entry })).await;
}

/// What was sealed in the months that are over, but for the last one, is published.
async fn publish(p: &Planted) {
    let due = |v: &app::EstateView<'_>| estate::seals::due(v.estate, &v.law(), v.today());
    let period = p.app.estate(p.estate, due).await.unwrap().expect("a month ended since the seals were handed over");
    let (seq, head) = p.app.estate(p.estate, |v| (v.seq, v.root())).await.unwrap();
    let publish = seals::Command::Publish { to: period.to, withheld: Vec::new(), seq, head };
    p.act(member(1), Command::Seals(publish)).await.unwrap();
}

async fn years(p: &Planted, matter: MatterId) -> States {
    let day = |days: i32, time: &str| {
        let at = format!("{}T{time}", p.clock.now().day().plus(days));
        Moment::parse(&at).unwrap()
    };
    let act = async |who: Who, command: Assembly| p.act(who, Command::Assembly(command)).await.unwrap();

    // The vote that is open from the start: an objection on the way, enough owners, counted, announced.
    let published = p.motion;
    for n in 1..=60 {
        let mark = if n % 6 == 0 { Mark::Against } else { Mark::Approve };
        let (who, command) = p.ballot(n, mark);
        p.act(who, command).await.unwrap();
    }
    let mut couple = plant::home(COUPLE);
    let spouse = |name: &str, tail: &str| RowOwner { name: name.into(), phone: None, id_tail: Some(tail.into()) };
    couple.owners = vec![spouse("示例妻", "7301"), spouse("示例夫", "7302")];
    p.act(clerk(1), Command::Roll(roll::Command::Record(couple))).await.unwrap();
    p.clock.set(day(22, "10:00"));
    act(clerk(1), Assembly::Count { motion: published }).await;
    act(clerk(1), Assembly::Announce { motion: published }).await;
    let about = estate::assembly::About::Result;
    act(owner(1), Assembly::Object { motion: published, about, text: "请再数一遍。".into() }).await;
    let text = "又数了一遍，一样。".to_owned();
    act(clerk(2), Assembly::Answer { motion: published, objection: 0, upheld: false, text }).await;

    // From here on papers hang in three places.
    for (kind, name) in
        [(SpotKind::Gate, "示例南门"), (SpotKind::Noticeboard, "示例公告栏"), (SpotKind::Group, "示例业主群")]
    {
        p.spot(kind, name).await;
    }
    let mut next = published.0;
    let mut draft = async |title: &str, items: Vec<DraftItem>, opens: i32, closes: i32| {
        let draft = Draft {
            matter,
            title: title.into(),
            scope: Scope::Estate,
            items,
            opens: day(opens, "08:00"),
            closes: day(closes, "18:00"),
            reading: day(closes + 1, "09:00"),
            reading_place: "居委会一楼".into(),
        };
        act(clerk(1), Assembly::Draft(draft)).await;
        next += 1;
        MotionId(next)
    };
    let many = vec![question("同意建充电棚吗？"), election(1), election(2)];
    let voting = draft("充电棚和换届", many, 17, 40).await;
    let closed = draft("换门禁", vec![question("同意换门禁吗？")], 17, 19).await;
    let counted = draft("修屋顶", vec![question("同意修屋顶吗？"), election(2)], 17, 18).await;
    let shown = draft("装电梯", vec![question("同意装电梯吗？")], 60, 80).await;
    let announced = draft("刷外墙", vec![question("同意刷外墙吗？")], 60, 80).await;
    let drafted = draft("种树", vec![question("同意种树吗？")], 60, 80).await;
    let withdrawn = draft("拆围墙", vec![question("同意拆围墙吗？")], 60, 80).await;
    for motion in [voting, closed, counted, shown, announced] {
        act(clerk(1), Assembly::FreezeRoll { motion }).await;
    }
    for motion in [voting, closed, counted, announced] {
        act(clerk(1), Assembly::GiveNotice { motion, told_committee: true, silence_warning: false }).await;
    }
    // One paper that hangs everywhere, and one that waits in one place and is torn in another.
    for (motion, paper, spots) in
        [(voting, Paper::Roll, 1..=3), (voting, Paper::Notice, 1..=3), (shown, Paper::Roll, 1..=2)]
    {
        for spot in spots {
            p.hang(motion, paper, spot).await;
        }
    }
    let torn =
        posting::Command::FindTorn {
            motion: shown, paper: Paper::Roll, spot: SpotId(2), note: "撕了一半。".into()
        };
    p.act(clerk(1), Command::Posting(torn)).await.unwrap();
    act(clerk(1), Assembly::Withdraw { motion: withdrawn }).await;
    let about = estate::assembly::About::Roll;
    act(owner(2), Assembly::Object { motion: shown, about, text: "面积少了两平方米。".into() }).await;

    p.clock.set(day(17, "12:00"));
    let two = vec![Mark::Approve, Mark::Options(vec![0, 1])];
    for n in 1..=55 {
        act(owner(n), Assembly::Cast { motion: counted, voter: n, marks: two.clone() }).await;
        act(owner(n), Assembly::Cast { motion: closed, voter: n, marks: vec![Mark::Abstain] }).await;
    }
    let all = vec![Mark::Approve, Mark::Options(vec![1]), Mark::Options(vec![0, 2])];
    for n in 4..=40 {
        act(owner(n), Assembly::Cast { motion: voting, voter: n, marks: all.clone() }).await;
    }
    for n in 41..=60 {
        let outcome = [Outcome::Served, Outcome::Refused, Outcome::Vacant, Outcome::Unreachable][n as usize % 4];
        let proof = if n == 42 { "示例：放在门口信箱".to_owned() } else { String::new() };
        let call = Call { way: Way::InPerson, outcome, with: SECOND, said: None, proof };
        act(walker(), Assembly::RecordAttempt { motion: voting, unit: UnitId(n), call }).await;
    }
    let mandate = "委托投票，同意。示例签名".to_owned();
    act(clerk(1), Assembly::GrantProxy { motion: voting, voter: 70, holder: plant::owner(2), mandate }).await;
    // Papers: one waiting, one read once, one read differently, one that came second.
    let papers: Vec<String> = code(p, voting, &[61, 62, 63, 4]).await;
    for code in &papers {
        act(clerk(1), Assembly::ReceivePaper { motion: voting, code: code.clone() }).await;
    }
    let other = vec![Mark::Against, Mark::NoneOfThem, Mark::Abstain];
    for (who, paper, marks) in [(1, 1, &all), (1, 2, &all), (2, 2, &other)] {
        let (code, marks) = (papers[paper].clone(), marks.clone());
        act(clerk(who), Assembly::EnterPaper { motion: voting, code, marks }).await;
    }
    let note = matters::Command::Note { matter, text: "施工队来看过了。".into() };
    p.act(clerk(1), Command::Matters(note)).await.unwrap();
    let raise =
        matters::Command::Raise { title: "路灯不亮".into(), text: "一楼。".into(), place: "3号楼".into() };
    p.act(owner(1), Command::Matters(raise)).await.unwrap();
    // A home without area or owner.
    let mut bare = plant::home(BARE);
    (bare.areas, bare.owners) = (roll::Areas::default(), Vec::new());
    p.act(clerk(1), Command::Roll(roll::Command::Record(bare))).await.unwrap();

    p.clock.set(day(2, "12:00"));
    act(clerk(1), Assembly::Count { motion: counted }).await;
    States { published, voting, closed, counted, shown, announced, draft: drafted, withdrawn }
}

/// Two versions of rules and a draft, a committee with its seal, papers at every step.
async fn paperwork(p: &Planted, states: &States) -> Vec<DocumentId> {
    let founded = p.app.estate(p.estate, |v| v.estate.founding.founded).await.unwrap().unwrap();
    let (which, from) = (charter::Rules::Procedure, founded);
    let act = async |who: Who, command: Command| p.act(who, command).await.unwrap();
    for (version, text) in [
        "示例议事规则\n第一章 总则\n第一条 开会前二十日通知全体业主。\n第二条 送达后没有投票的，计入多数票。\n第三条 一人最多替三户。",
        "示例议事规则\n第一章 总则\n第一条 开会前二十五日通知全体业主。\n第二条 一人最多替三户。\n第三条 印章由专人保管，用印情况每1个月公布一次。",
        "示例议事规则\n第一章 总则\n第一条 开会前二十五日通知全体业主。\n第二条 一人最多替两户。",
    ]
    .into_iter()
    .enumerate()
    {
        let version = version as u32 + 1;
        act(clerk(1), Command::Charter(charter::Command::Write { which, text: text.into() })).await;
        if version == 3 {
            continue;
        }
        let (key, value, article) = (Key::NoticeDays, Value::Number(if version == 1 { 20 } else { 25 }), 1);
        act(clerk(1), Command::Charter(charter::Command::SetValue { which, version, key, value, article })).await;
        if version == 2 {
            let (key, value, article) = (Key::SealPublish, Value::Number(1), 3);
            act(clerk(1), Command::Charter(charter::Command::SetValue { which, version, key, value, article })).await;
        }
        let by = charter::By::Earlier("示例：街道备案件".into());
        let from = from.plus(version as i32 - 2);
        act(clerk(1), Command::Charter(charter::Command::Adopt { which, version, by, from })).await;
    }
    let mut papers = Vec::new();
    let published = states.published;
    let kinds =
        [Kind::Announcement, Kind::CountSheet, Kind::Minutes, Kind::Filing, Kind::Notice, Kind::Mandate, Kind::Ballots];
    // One more step a paper; the seal of one is asked for, of others used.
    for (done, what) in kinds.into_iter().enumerate() {
        let draw = papers::Command::Draw { motion: published, what, remarks: String::new() };
        act(clerk(1), Command::Documents(draw)).await;
        let document = p.app.estate(p.estate, |v| v.estate.documents.newest(published, what).unwrap().0).await.unwrap();
        papers.push(document);
        for step in what.way().iter().take(done).take_while(|s| **s != Step::Posted) {
            let id = p.app.fresh_command().unwrap();
            let what = match step {
                Step::Printed => Do::Print { copies: 3 },
                Step::Signed => Do::Sign { by: "示例唱票人".into() },
                Step::Scanned => {
                    Do::Scan { scan: Some(p.app.attach(p.estate, id, "scan", plant::PHOTO.to_vec()).await.unwrap()) }
                }
                Step::Archived => Do::Archive { until: from.plus(900), place: "示例档案柜".into() },
                Step::Posted => unreachable!("left out above"),
                Step::Sealed => {
                    let ask = seals::Command::Ask(seals::Ask::committee(Some(document), "", (1, 3)));
                    act(clerk(1), Command::Seals(ask)).await;
                    let entry = p.app.estate(p.estate, |v| v.estate.seals.of(document).unwrap().0).await.unwrap();
                    for n in [1, 3] {
                        act(member(n), Command::Seals(seals::Command::Approve { entry })).await;
                    }
                    act(member(2), Command::Seals(seals::Command::Use { entry })).await;
                    continue;
                }
            };
            let step = Command::Documents(papers::Command::Do { document, what });
            p.app.estate_command(p.estate, clerk(1), id, step).await.unwrap();
        }
    }
    publish(p).await;
    let ask = seals::Command::Ask(seals::Ask::committee(None, "示例合同", (2, 2)));
    act(member(1), Command::Seals(ask)).await;
    let draw = papers::Command::Draw { motion: states.shown, what: Kind::Roll, remarks: String::new() };
    act(clerk(1), Command::Documents(draw)).await;
    papers.push(
        p.app.estate(p.estate, |v| v.estate.documents.newest(states.shown, Kind::Roll).unwrap().0).await.unwrap(),
    );
    papers
}

/// Two consultations: one added up, one under way that the first owner has not answered.
async fn consult(p: &Planted, matter: MatterId) {
    let asks = |question: &str, from: i32, until: i32| {
        let today = p.clock.now().day();
        consent::Command::Ask(consent::Ask {
            matter,
            purpose: consent::Purpose::Lift,
            scope: Scope::Estate,
            shops: true,
            question: question.into(),
            text: "每户出资另行商量。".into(),
            threshold: Threshold::at_least(2, 3).unwrap(),
            source: "示例：经三分之二以上住户同意".into(),
            number: "示例文号第一条".into(),
            level: consent::SourceLevel::City,
            from: today.plus(from),
            until: today.plus(until),
        })
    };
    let act = async |who: Who, command: consent::Command| p.act(who, Command::Consent(command)).await.unwrap();
    act(clerk(1), asks("愿意改造小区吗？", 0, 0)).await;
    act(clerk(1), asks("愿意加装电梯吗？", 0, 60)).await;
    let views = [consent::View::Agree, consent::View::Agree, consent::View::Conditions, consent::View::Disagree];
    for consent in [1, 2].map(ConsentId) {
        for n in 2..=40 {
            let (unit, view) = (UnitId(n), views[n as usize % 4]);
            let text = if view == consent::View::Agree { "" } else { "示例：一楼不出钱" }.to_owned();
            act(owner(n), consent::Command::Answer { consent, unit, view, text }).await;
        }
        for (n, way, view) in
            [(41, consent::Way::Paper, consent::View::Agree), (43, consent::Way::Door, consent::View::NotReached)]
        {
            let said = consent::Said { way, view, text: String::new(), signed: "示例签名".into() };
            act(clerk(1), consent::Command::Enter { consent, unit: UnitId(n), said }).await;
        }
    }
    p.clock.set(p.clock.now().plus_ms(24 * 60 * 60 * 1_000));
    act(clerk(1), consent::Command::Conclude { consent: ConsentId(1) }).await;
}

/// A neighbour helps an owner without a telephone, and has done something.
async fn help(p: &Planted, matter: MatterId) {
    let entered = helping::Enter {
        owner: plant::owner(HELPED),
        helper: plant::owner(1),
        relation: helping::Relation::Neighbour,
        until: p.clock.now().day().plus(200),
        paper: "示例授权协助单".into(),
        scan: None,
    };
    p.act(clerk(1), Command::Helping(helping::Command::Enter(entered))).await.unwrap();
    let note = matters::Command::Note { matter, text: "示例：晚上太吵。".into() };
    p.act(Who::helper(plant::owner(1), plant::owner(HELPED)), Command::Matters(note)).await.unwrap();
}

/// The codes on the papers of these homes.
pub async fn code(p: &Planted, motion: MotionId, homes: &[u32]) -> Vec<String> {
    let codes = |v: &app::EstateView<'_>| -> Option<Vec<String>> {
        let codes = v.estate.assembly.get(motion)?.electorate.as_ref()?.codes.get()?.clone();
        homes.iter().map(|n| codes.iter().find(|(unit, _)| unit.0 == *n).map(|(_, c)| c.clone())).collect()
    };
    p.app.estate(p.estate, codes).await.unwrap().expect("a frozen roll")
}
