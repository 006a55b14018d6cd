//! A whole assembly of six hundred homes, from its rules to its file: the roll frozen and objected to, the notice in nine
//! places with photos, three weeks of canvass by four people, 210 ballots by phone, 330 on paper, 12 by proxy, 48 homes
//! that refused or were never reached; the box, the count, the announcement, an objection answered. What one page says
//! every other one says too.

use crate::browser::Driver;
use crate::house::House;
use app::{EstateView, Who};
use e2e::http::Client;
use e2e::plant::{self, PHOTO, Planted, SignIn, Size, Where, clerk};
use estate::assembly::{
    About, Call, Command as Assembly, Draft, DraftItem, InvalidGround, ItemCount, ItemKind, Mark, Outcome, Scope, Way,
};
use estate::custody::Command as Custody;
use estate::posting::SpotKind;
use estate::{Command, Label, bodies, posting};
use hyper::StatusCode;
use law::{Key, Value};
use serde_json::json;
use std::collections::BTreeSet;
use std::time::Duration;
use units::{Capacity, Moment, MotionId, PersonId, UnitId};

const HOMES: u32 = 600;
const MOTION: MotionId = MotionId(2);
/// Days from the planting: roll and notice hang for their days, then three weeks of voting.
const OPENS: i32 = 36;
const CLOSES: i32 = 57;
/// By phone, on paper, by proxy; whoever comes after was not reached.
const PHONE: u32 = 210;
const PAPER: u32 = PHONE + 330;
const PROXY: u32 = PAPER + 12;
/// The paper on which nothing is marked.
const BLANK: u32 = 500;
/// Two papers that are read differently at first.
const DISPUTED: [u32; 2] = [300, 301];

fn marks(n: u32) -> Vec<Mark> {
    let question = match n % 10 {
        _ if n == BLANK => Mark::Invalid(InvalidGround::Blank),
        0 => Mark::Against,
        5 => Mark::Abstain,
        _ => Mark::Approve,
    };
    let choice = if n.is_multiple_of(7) { Mark::NoneOfThem } else { Mark::Options(vec![(n % 3) as u16]) };
    vec![question, choice]
}

struct Hall {
    house: House,
    p: Planted,
    base: units::Day,
    walkers: Vec<PersonId>,
    walker: SignIn,
}

impl Hall {
    async fn open() -> Option<Self> {
        let driver = Driver::start("assembly").await?;
        let data = tempfile::tempdir().unwrap();
        let place = Where { dir: data.path(), database_url: None };
        let p = plant::plant(place, Size { homes: HOMES, accounts: 12 }).await;
        let house = House::over(driver, p.app.clone(), p.clock.clone(), Some(data)).await;
        let base = p.clock.now().day().plus(1);
        let mut walkers = Vec::new();
        for n in 1..=4 {
            let register = bodies::Register {
                kind: bodies::PersonKind::Natural,
                name: format!("示例上门员{n}"),
                contact: bodies::Contact::default(),
            };
            p.act(clerk(), Command::Bodies(bodies::Command::Register(register))).await.unwrap();
            let newest = |v: &EstateView<'_>| *v.estate.bodies.persons.last_key_value().unwrap().0;
            let person = p.app.estate(p.estate, newest).await.unwrap();
            let appoint =
                bodies::Appoint { person, capacity: Capacity::Canvasser, part: None, from: base.plus(-1), until: None };
            p.act(clerk(), Command::Bodies(bodies::Command::Appoint(appoint))).await.unwrap();
            walkers.push(person);
        }
        let walker = p.open_account(walkers[0]).await;
        Some(Self { house, p, base, walkers, walker })
    }

    fn set(&self, day: i32, hour: i8) {
        self.p.clock.set(self.base.plus(day).at(hour, 0));
    }

    fn moment(&self, day: i32, hour: i8) -> Moment {
        self.base.plus(day).at(hour, 0)
    }

    fn at(&self, rest: &str) -> String {
        format!("/e/{}{rest}", self.p.estate)
    }

    async fn act(&self, who: Who, command: Command) {
        self.p.act(who, command).await.unwrap();
    }

    async fn assembly(&self, who: Who, command: Assembly) {
        self.act(who, Command::Assembly(command)).await;
    }

    async fn keep(&self, command: Custody) {
        self.act(clerk(), Command::Custody(command)).await;
    }

    /// Many commands that do not rest on one another.
    async fn all(&self, list: Vec<(Who, Command)>) {
        for chunk in list.chunks(100) {
            let mut sent = tokio::task::JoinSet::new();
            for (who, command) in chunk.iter().cloned() {
                let (app, estate, id) = (self.p.app.clone(), self.p.estate, self.p.app.fresh_command().unwrap());
                sent.spawn(async move { app.estate_command(estate, who, id, command).await.unwrap() });
            }
            while let Some(done) = sent.join_next().await {
                done.unwrap();
            }
        }
    }

    /// Somebody signed in now, with the word of their forms.
    async fn client(&self, who: &SignIn, page: &str) -> (Client, String) {
        let mut client = Client::new(&self.house.address);
        client.sign_in(who).await.unwrap();
        let csrf = client.csrf(&self.at(page)).await.unwrap();
        (client, csrf)
    }

    fn fresh(&self) -> String {
        self.p.app.fresh_command().unwrap().to_string()
    }

    /// A clerk hangs a paper in all nine places, each with a photo, by the page for a phone.
    async fn hang_everywhere(&self, paper: &str) {
        let (mut phone, csrf) = self.client(&self.p.clerks[0], &format!("/m/{MOTION}/posting/{paper}/1")).await;
        for spot in 1..=9 {
            let (path, id) = (self.at(&format!("/m/{MOTION}/posting/{paper}/{spot}")), self.fresh());
            let form = [("id", id.as_str()), ("csrf", &csrf), ("act", "up"), ("note", "")];
            let answer = phone.upload(&path, &form, "photo", PHOTO).await.unwrap();
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        }
        let page = phone.get(&self.at(&format!("/m/{MOTION}/posting"))).await.unwrap().body;
        assert!(!page.contains("还没贴"), "nothing waits");
    }

    /// An owner objects by the page; a clerk answers by the page.
    async fn objection(&self, text: &str, answer: &str, index: &str) {
        let here = format!("/m/{MOTION}");
        let (mut owner, csrf) = self.client(&self.p.owners[3], &here).await;
        let id = self.fresh();
        let form = [("id", id.as_str()), ("csrf", &csrf), ("objection", text)];
        let sent = owner.post(&self.at(&format!("{here}/object")), &form).await.unwrap();
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let (mut desk, csrf) = self.client(&self.p.clerks[1], &here).await;
        let id = self.fresh();
        let form = [("id", id.as_str()), ("csrf", &csrf), ("objection", index), ("upheld", "no"), ("text", answer)];
        let sent = desk.post(&self.at(&format!("{here}/answer")), &form).await.unwrap();
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    }

    // ---- before the vote ----

    async fn rules_and_places(&self) {
        let yes = || Value::Word("yes".into());
        // The founding document: rules of procedure in force, whose articles set these values.
        let rules = [
            (Key::PostRoll, yes()),
            (Key::PostNotice, yes()),
            (Key::PostResult, yes()),
            (Key::RollDays, Value::Number(15)),
            (Key::NoticeDays, Value::Number(15)),
        ];
        self.p.own_rules(&rules).await;
        let names = ["南门", "北门", "西门", "居委会公告栏", "物业公告栏", "一区公告栏", "二区公告栏", "三区公告栏"];
        for name in names {
            self.p.spot(SpotKind::Noticeboard, name).await;
        }
        let (building, stairwell) = (Label::default(), Label::default());
        let add = posting::Command::AddSpot { kind: SpotKind::Group, building, stairwell, name: "业主群".into() };
        self.act(clerk(), Command::Posting(add)).await;
    }

    async fn announced(&self) {
        let first = |v: &EstateView<'_>| *v.estate.matters.matters.keys().next().unwrap();
        let matter = self.p.app.estate(self.p.estate, first).await.unwrap();
        let question = DraftItem {
            kind: ItemKind::UseFund,
            title: "同意用维修资金修屋面吗？".into(),
            text: "八栋楼屋面，四十二万元。".into(),
            options: Vec::new(),
            seats: 0,
            persons: Vec::new(),
        };
        let choice = DraftItem {
            kind: ItemKind::ServiceProvider,
            title: "由哪一家来管？".into(),
            text: String::new(),
            options: ["甲物业", "乙物业", "丙物业"].map(str::to_owned).to_vec(),
            seats: 1,
            persons: Vec::new(),
        };
        let (opens, closes) = (self.moment(OPENS, 8), self.moment(CLOSES, 18));
        let draft = Draft {
            matter,
            title: "修屋面，选物业".into(),
            scope: Scope::Estate,
            items: vec![question, choice],
            opens,
            closes,
            reading: self.moment(CLOSES + 1, 9),
            reading_place: "社区活动室".into(),
        };
        self.set(0, 9);
        self.assembly(clerk(), Assembly::Draft(draft)).await;
        self.assembly(clerk(), Assembly::FreezeRoll { motion: MOTION }).await;
        self.hang_everywhere("roll").await;
        self.set(2, 10);
        self.objection("我家面积少了两平方米。", "核对过登记簿，面积没有错。", "0").await;
        self.set(17, 9);
        let notice = Assembly::GiveNotice { motion: MOTION, told_committee: true, silence_warning: false };
        self.assembly(clerk(), notice).await;
        self.hang_everywhere("notice").await;
        let buildings: BTreeSet<Label> = (1..=HOMES).map(|n| plant::home(n).door.building).collect();
        for building in buildings {
            self.keep(Custody::PrintPapers { motion: MOTION, building }).await;
        }
    }

    // ---- three weeks ----

    /// The empty box is sealed; then every morning and every evening, before a witness.
    async fn seal(&self, number: i32) {
        let (seal, witnesses) = (format!("F-{number:02}"), vec![PersonId(2)]);
        self.keep(Custody::Seal { motion: MOTION, seal, witnesses, note: String::new() }).await;
    }

    async fn unseal(&self, number: i32, whole_box: bool) {
        let (seal, witnesses) = (format!("F-{number:02}"), vec![PersonId(2)]);
        let open = Custody::Open { motion: MOTION, whole_box, seal, whole: true, witnesses, note: String::new() };
        self.keep(open).await;
    }

    async fn three_weeks(&self) {
        let codes = |v: &EstateView<'_>| {
            let held = v.estate.assembly.get(MOTION).unwrap();
            held.paper_codes().into_iter().map(|(unit, code)| (unit.0, code.to_owned())).collect::<Vec<_>>()
        };
        let codes = self.p.app.estate(self.p.estate, codes).await.unwrap();
        let code = |n: u32| codes.iter().find(|(unit, _)| *unit == n).unwrap().1.clone();
        // Written mandates: the first twelve owners vote for twelve others.
        for n in PAPER + 1..=PROXY {
            let (voter, holder) = (n, plant::owner(n - PAPER));
            let mandate = "委托投票，按委托书上的意思。".to_owned();
            self.assembly(clerk(), Assembly::GrantProxy { motion: MOTION, voter, holder, mandate }).await;
        }
        let days = CLOSES - OPENS;
        for day in 0..days {
            self.set(OPENS + day, 12);
            self.unseal(day, false).await;
            let share = |from: u32, to: u32| (from..=to).filter(move |n| (n % days as u32) as i32 == day);
            // Every home is visited once, by one of four and another of them.
            let visit = |n: u32| {
                let (by, with) = (self.walkers[n as usize % 4], self.walkers[(n as usize + 1) % 4]);
                let outcome = match n {
                    n if n > PROXY && n % 2 == 0 => Outcome::Refused,
                    n if n > PROXY => Outcome::Unreachable,
                    _ => Outcome::Served,
                };
                let call = Call { way: Way::InPerson, outcome, with, said: None, proof: String::new() };
                let attempt = Assembly::RecordAttempt { motion: MOTION, unit: UnitId(n), call };
                (Who::person(by, Capacity::Canvasser), Command::Assembly(attempt))
            };
            // The first five doors are those of the phone without a network.
            self.all(share(6, HOMES).map(visit).collect()).await;
            let cast = |n: u32, hand: PersonId| {
                let cast = Assembly::Cast { motion: MOTION, voter: n, marks: marks(n) };
                (Who::person(hand, Capacity::Owner), Command::Assembly(cast))
            };
            // The first twelve owners vote by the pages, below.
            self.all(share(13, PHONE).map(|n| cast(n, plant::owner(n))).collect()).await;
            self.all(share(PAPER + 1, PROXY).map(|n| cast(n, plant::owner(n - PAPER))).collect()).await;
            let received = share(PHONE + 1, PAPER).map(|n| {
                let take = Assembly::ReceivePaper { motion: MOTION, code: code(n) };
                (Who::person(self.walkers[1], Capacity::Canvasser), Command::Assembly(take))
            });
            self.all(received.collect()).await;
            for reader in [1, 2] {
                let read = share(PHONE + 1, PAPER).map(|n| {
                    let mut marks = marks(n);
                    if reader == 2 && DISPUTED.contains(&n) {
                        marks[0] = Mark::Abstain;
                    }
                    let enter = Assembly::EnterPaper { motion: MOTION, code: code(n), marks };
                    (Who::person(PersonId(reader), Capacity::Clerk), Command::Assembly(enter))
                });
                self.all(read.collect()).await;
            }
            self.set(OPENS + day, 20);
            self.seal(day + 1).await;
        }
        for n in DISPUTED {
            let settle = Assembly::SettlePaper { motion: MOTION, code: code(n), marks: marks(n) };
            self.assembly(Who::person(PersonId(3), Capacity::Clerk), settle).await;
        }
    }

    /// One of the four is without a network for an hour: what was pressed at the doors stays on the phone, goes out
    /// when the network is back, once, and carries the hour it was pressed in.
    async fn an_hour_offline(&self) {
        self.set(OPENS, 10);
        let phone = self.house.browser("walker").await;
        phone.screen(360, 740).await;
        phone.sign_in(&self.walker).await;
        phone.go(&self.at(&format!("/m/{MOTION}/canvass?with={}", self.walkers[1]))).await;
        phone.sees("换人、换送法").await;
        phone.devtools("Network.enable", json!({})).await;
        let network = |offline: bool| json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        phone.devtools("Network.emulateNetworkConditions", network(true)).await;
        phone
            .js(
                "window.real = window.fetch; window.fetch = () => Promise.reject(new TypeError('no network'))",
                Vec::new(),
            )
            .await;
        for unit in 1..=5 {
            let open = format!("return document.querySelector('#u{unit}').open");
            if phone.js(&open, Vec::new()).await != true {
                phone.tap(&format!("#u{unit} summary")).await;
            }
            phone.tap(&format!("#u{unit} button[value=served]")).await;
        }
        phone.sees("这部手机上留着5条").await;
        self.set(OPENS, 11);
        phone.devtools("Network.emulateNetworkConditions", network(false)).await;
        phone.js("window.fetch = window.real; dispatchEvent(new Event('online'))", Vec::new()).await;
        // After so long they sign in again; the page then goes on sending.
        phone.sees("要重新登录").await;
        phone.sign_in(&self.walker).await;
        phone.go(&self.at(&format!("/m/{MOTION}/canvass?with={}", self.walkers[1]))).await;
        for _ in 0..200 {
            let served = |v: &EstateView<'_>| {
                (1..=5).filter(|n| v.estate.assembly.get(MOTION).unwrap().attempts_on(UnitId(*n)).len() == 1).count()
            };
            if self.p.app.estate(self.p.estate, served).await.unwrap() == 5 {
                phone.close().await;
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("what the phone kept was not sent: {}", phone.text().await);
    }

    /// Owners vote by the pages, a few in the way of phones.
    async fn by_page(&self, n: u32) {
        let here = format!("/m/{MOTION}/ballot");
        let (mut phone, csrf) = self.client(&self.p.owners[n as usize - 1], &here).await;
        let page = phone.get(&self.at(&here)).await.unwrap();
        let voter = page.hidden("voter").expect("a ballot").to_owned();
        let answers: Vec<(String, String)> = marks(n)
            .iter()
            .enumerate()
            .map(|(i, mark)| {
                let value = match mark {
                    Mark::Approve => "approve".to_owned(),
                    Mark::Against => "against".to_owned(),
                    Mark::Abstain => "abstain".to_owned(),
                    Mark::NoneOfThem => "none".to_owned(),
                    Mark::Options(chosen) => format!("o{}", chosen[0]),
                    Mark::Invalid(_) => unreachable!("on paper only"),
                };
                (format!("item-{i}"), value)
            })
            .collect();
        let id = self.fresh();
        let mut form = vec![("id", id.as_str()), ("csrf", &csrf), ("voter", &voter)];
        form.extend(answers.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let cast = phone.post(&self.at(&format!("{here}/cast")), &form).await.unwrap();
        assert_eq!(cast.status, StatusCode::SEE_OTHER, "{}", cast.body);
    }

    // ---- after the vote ----

    async fn counted(&self) {
        self.set(CLOSES + 1, 10);
        self.unseal(CLOSES - OPENS, true).await;
        let (reader, counter) = (PersonId(2), PersonId(3));
        let scrutineers = vec![self.walkers[2], plant::owner(1)];
        self.keep(Custody::NameTeam { motion: MOTION, reader, counter, scrutineers }).await;
        self.assembly(clerk(), Assembly::Count { motion: MOTION }).await;
        self.set(CLOSES + 1, 15);
        self.assembly(clerk(), Assembly::Announce { motion: MOTION }).await;
        let store = Custody::Store {
            motion: MOTION,
            seal: "F-99".into(),
            papers: PAPER - PHONE,
            until: self.base.plus_years(3),
            witnesses: vec![PersonId(2)],
            note: "社区档案室三号柜".into(),
        };
        self.keep(store).await;
        self.hang_everywhere("result").await;
        self.set(CLOSES + 3, 10);
        self.objection("请再数一遍。", "抽了三十张复核，没有出入。", "1").await;
    }
}

/// What a page says, without its marks and blanks.
fn plain(page: &str) -> String {
    let mut said = String::new();
    for part in page.split('<').skip(1) {
        said.push_str(part.split_once('>').map_or("", |(_, text)| text));
    }
    said.chars().filter(|c| !c.is_whitespace() && *c != '\u{2060}').collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_assembly_of_six_hundred_homes() {
    let Some(hall) = Hall::open().await else { return };
    hall.rules_and_places().await;
    hall.announced().await;
    hall.set(OPENS - 1, 17);
    hall.seal(0).await;
    hall.an_hour_offline().await;
    for n in 1..=12 {
        hall.by_page(n).await;
    }
    hall.three_weeks().await;
    hall.counted().await;

    // The figures, from the marks as they were made.
    let of = |wanted: fn(&Mark) -> bool| (1..=PROXY).filter(|n| wanted(&marks(*n)[0])).count() as i64;
    let [yes, no, abstain] = [of(|m| *m == Mark::Approve), of(|m| *m == Mark::Against), of(|m| *m == Mark::Abstain)];
    let invalid = of(|m| matches!(m, Mark::Invalid(_)));
    let counted = |v: &EstateView<'_>| v.estate.assembly.get(MOTION).unwrap().counted.clone().unwrap().items;
    let items = hall.p.app.estate(hall.p.estate, counted).await.unwrap();
    let ItemCount::Approve { votes, outcome, .. } = &items[0] else { panic!("{items:?}") };
    assert_eq!(
        (votes.approve.heads, votes.against.heads, votes.abstain.heads, votes.invalid.heads),
        (yes, no, abstain, invalid)
    );
    assert_eq!(yes + no + abstain + invalid, i64::from(PROXY), "552 of 600 took part");
    let flags = |v: &EstateView<'_>| estate::custody::flags(v.estate, MOTION, v.now);
    assert_eq!(hall.p.app.estate(hall.p.estate, flags).await.unwrap(), [], "nothing is wrong with the box");
    let kept = |v: &EstateView<'_>| v.estate.assembly.get(MOTION).unwrap().attempts_on(UnitId(1))[0].clone();
    let attempt = hall.p.app.estate(hall.p.estate, kept).await.unwrap();
    assert!(attempt.said.is_some(), "the phone says when it was");

    // On the page, on the announcement, on the tally sheet and on the filing form: one set of figures.
    // Two decimals on pages, the four of the record on papers.
    let area = |w: units::Weight| w.area.to_string();
    let (mut desk, _) = hall.client(&hall.p.clerks[0], "/matters/new").await;
    for page in ["", "/announcement", "/box/sheet"] {
        let said = plain(&desk.get(&hall.at(&format!("/m/{MOTION}{page}"))).await.unwrap().body);
        for heads in [yes, no, abstain] {
            assert!(said.contains(&heads.to_string()), "{page}: {heads} is missing");
        }
        for weight in [votes.approve, votes.against, votes.abstain, outcome.count.all] {
            assert!(said.contains(&area(weight)), "{page}: {} ㎡ is missing", area(weight));
        }
    }
    let sheet = plain(&desk.get(&hall.at(&format!("/m/{MOTION}/box/sheet"))).await.unwrap().body);
    let papers = "送到手里552张，补发0张。收到330张：计票330张，后到不计0张；作废票号不计：0张。";
    assert!(sheet.contains("纸质票打印：600张") && sheet.contains(papers), "{sheet}");

    // The file, in one press: its JSON and its XLSX say the same again.
    let archive = desk.get(&hall.at(&format!("/m/{MOTION}/file.zip"))).await.unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive.bytes.to_vec())).unwrap();
    let mut member = |name: &str| {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut archive.by_name(name).unwrap(), &mut bytes).unwrap();
        bytes
    };
    let figures = String::from_utf8(member("m2/figures.json")).unwrap().replace(char::is_whitespace, "");
    let sheets = office::sheet::read(&member("m2/figures.xlsx"), "figures.xlsx").unwrap();
    let cells: Vec<String> = sheets.iter().flat_map(|s| &s.cells).map(|c| c.text.to_string()).collect();
    for weight in [votes.approve, votes.against, votes.abstain, outcome.count.all] {
        assert!(figures.contains(&format!("\"number\":{}", weight.heads)), "{figures}");
        assert!(cells.iter().any(|c| *c == weight.heads.to_string()), "{cells:?}");
    }

    // What strangers see: totals, and nobody's home.
    let visitor = plain(&Client::new(&hall.house.address).get(&hall.at(&format!("/m/{MOTION}"))).await.unwrap().body);
    assert!(visitor.contains(&yes.to_string()) && !visitor.contains("示例业主"));

    let board = hall.house.browser("board").await;
    board.go(&hall.at(&format!("/m/{MOTION}"))).await;
    board.sees("通过").await;
    board.picture("result").await;
    board.go(&hall.at(&format!("/m/{MOTION}/box"))).await;
    board.sees("选票已经封存").await;
    board.picture("box").await;
    board.go(&hall.at(&format!("/m/{MOTION}/announcement"))).await;
    board.picture("announcement").await;
    board.close().await;

    let about = |v: &EstateView<'_>| {
        let held = v.estate.assembly.get(MOTION).unwrap();
        held.objections.iter().map(|o| (o.about, o.answer.is_some())).collect::<Vec<_>>()
    };
    let objections = hall.p.app.estate(hall.p.estate, about).await.unwrap();
    assert_eq!(objections, [(About::Roll, true), (About::Result, true)]);
    let verified = hall.p.app.verify(hall.p.estate, &[]).await.unwrap();
    assert!(verified.report.findings.is_empty(), "{:?}", verified.report.findings);
}
