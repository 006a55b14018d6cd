//! The demo as planted by the program: whole, true to the published cases, the same every time, and never half.

use app::{App, Clock};
use authority::Level;
use choice::tally::Decision;
use estate::Estate;
use estate::assembly::{self, ItemCount, Motion, Outcome, Status};
use estate::bodies::Channel;
use estate::posting::Paper;
use record::store::sqlite::Sqlite;
use record::{Folder, Record};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::process::{Command, Output};
use std::sync::{Arc, LazyLock};
use tempfile::TempDir;
use units::{Area, Capacity, Day, StreamId, Weight};

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

fn demo(dir: &Path) -> Output {
    let program = env!("CARGO_BIN_EXE_yihe");
    Command::new(program).args(["demo", "--plant-only", "--data"]).arg(dir).output().unwrap()
}

fn plant() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let planted = demo(dir.path());
    assert!(planted.status.success(), "{}", String::from_utf8_lossy(&planted.stderr));
    dir
}

/// Planted once for the tests that only look.
static PLANTED: LazyLock<TempDir> = LazyLock::new(plant);

async fn open(dir: &Path) -> App {
    let store = Arc::new(Sqlite::open(&dir.join("yihe.db")).unwrap());
    let files = Arc::new(Folder::at(dir.join("attachments")));
    let record = Record::open(store, &dir.join("keys")).await.unwrap().with_attachments(files);
    App::new(Arc::new(record), Clock::System).unwrap()
}

/// The estate whose name begins so.
async fn estate(app: &App, name: &str) -> StreamId {
    for place in app.places().await.unwrap().into_iter().filter(|p| p.level == Level::Estate) {
        if app.estate(place.stream, |v| name_of(v.estate).starts_with(name)).await.unwrap() {
            return place.stream;
        }
    }
    panic!("no estate {name}")
}

fn name_of(estate: &Estate) -> String {
    estate.founding.name.as_ref().unwrap().get().unwrap().clone()
}

#[derive(Deserialize)]
struct SignIn {
    capacity: Capacity,
    login: String,
    password: String,
}

#[tokio::test(flavor = "multi_thread")]
async fn every_capacity_has_a_sign_in_that_works() {
    let dir = PLANTED.path();
    let file = dir.join("demo-sign-ins.json");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let sign_ins: Vec<SignIn> = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let app = open(dir).await;
    for sign_in in &sign_ins {
        let key = app.sign_in(&sign_in.login, &sign_in.password, HERE, false).await.unwrap();
        let session = app.session(&key).await.unwrap().unwrap();
        assert_eq!(session.acting.unwrap().capacity, sign_in.capacity, "{}", sign_in.login);
    }
    let shown: BTreeSet<Capacity> = sign_ins.iter().map(|s| s.capacity).collect();
    let given = Capacity::ALL.iter().filter(|c| !matches!(c, Capacity::System | Capacity::Visitor));
    assert_eq!(shown, given.copied().collect());
    let passwords: BTreeSet<&str> = sign_ins.iter().map(|s| s.password.as_str()).collect();
    assert_eq!(passwords.len(), sign_ins.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn verifying_finds_nothing() {
    let app = open(PLANTED.path()).await;
    let mut recounted = 0;
    for stream in app.record().store().streams().await.unwrap() {
        let verified = app.verify(stream, &[]).await.unwrap();
        assert!(verified.report.findings.is_empty(), "{:?}", verified.report.findings);
        recounted += verified.recounted;
    }
    assert_eq!(recounted, GOVERNED.len() + CAMPAIGN.len() + UNMANAGED.len() + FOUNDING.len());
}

/// Counted motions in their order: title and what each item came to.
type Results = &'static [(&'static str, &'static [Decision])];
use Decision::{NoQuorum, NotPassed, Passed};

const GOVERNED: Results = &[
    ("通过业主大会议事规则和管理规约", &[Passed, Passed]),
    ("选聘物业服务企业", &[NotPassed]),
    ("选举第一届业主委员会，修改议事规则", &[Passed, Passed]),
    ("选聘安居物业服务有限公司（示例）", &[Passed]),
    ("5号楼屋面防水使用维修资金", &[Passed]),
    ("续筹维修资金", &[NotPassed]),
    ("选举第二届业主委员会", &[Passed]),
    ("3号楼2单元加装电梯", &[Passed]),
];
const CAMPAIGN: Results = &[
    ("参加老旧小区改造", &[Passed]),
    ("选举业主委员会", &[Passed]),
    ("是否续聘物业服务企业", &[NotPassed]),
    ("1号楼加装电梯", &[NotPassed]),
];
const UNMANAGED: Results = &[("4号楼外墙墙面维修", &[NoQuorum])];
const FOUNDING: Results = &[("首次业主大会：议事规则、管理规约和第一届业主委员会", &[Passed, Passed, Passed])];

fn title(motion: &Motion) -> &str {
    motion.title.get().unwrap()
}

fn results(estate: &Estate) -> Vec<(String, Vec<Decision>)> {
    let counted = |m: &Motion| {
        let items = m.counted.as_ref()?.items.iter().map(ItemCount::decision).collect();
        Some((title(m).to_owned(), items))
    };
    estate.assembly.motions.values().filter_map(counted).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn votes_came_out_as_intended_and_others_are_under_way() {
    let app = open(PLANTED.path()).await;
    for (name, wanted) in [("槐荫里", GOVERNED), ("机床厂", CAMPAIGN), ("河沿巷", UNMANAGED), ("新苑里", FOUNDING)]
    {
        let stream = estate(&app, name).await;
        let wanted: Vec<(String, Vec<Decision>)> = wanted.iter().map(|(t, d)| ((*t).to_owned(), d.to_vec())).collect();
        assert_eq!(app.estate(stream, |v| results(v.estate)).await.unwrap(), wanted);
    }
    let stream = estate(&app, "槐荫里").await;
    let open_now = app.estate(stream, |v| {
        let all = v.estate.assembly.motions.values();
        all.map(|m| m.status(v.now)).filter(|s| !matches!(s, Status::Published)).collect::<BTreeSet<_>>()
    });
    let wanted = [Status::Draft, Status::RollShown, Status::Voting, Status::Closed];
    assert_eq!(open_now.await.unwrap(), wanted.into());
    let running = |v: &app::EstateView<'_>| {
        let m = v.estate.assembly.motions.values().find(|m| m.status(v.now) == Status::Voting).unwrap();
        let disputed = m.unsettled().filter(|(_, b)| b.disputed()).count();
        (disputed, m.unsettled().count(), m.proxies.len(), m.set_aside.len(), m.attempts.len() > 1_000)
    };
    assert_eq!(app.estate(stream, running).await.unwrap(), (1, 3, 1, 1, true));
}

/// Six hundred homes, from the roll to the filing: nothing that a court would ask about is missing.
#[tokio::test(flavor = "multi_thread")]
async fn a_whole_first_assembly_stands_in_the_demo() {
    let app = open(PLANTED.path()).await;
    let whole = |v: &app::EstateView<'_>| {
        let (id, m) = v.estate.assembly.motions.first_key_value().unwrap();
        let by = |channel: assembly::Channel| m.ballots.values().filter(|b| b.channel == channel).count();
        assert_eq!((m.electorate.as_ref().unwrap().all.heads, m.proxies.len()), (600, 12));
        assert_eq!((by(assembly::Channel::Phone), by(assembly::Channel::Paper)), (210 + 12, 330));
        let last = |attempts: &Vec<estate::assembly::Attempt>| attempts.last().map(|a| a.outcome);
        let missed = [Some(Outcome::Refused), Some(Outcome::Unreachable)];
        assert_eq!(m.attempts.len(), 600);
        assert_eq!(m.attempts.values().filter(|a| missed.contains(&last(a))).count(), 48);
        assert_eq!(m.attempts.values().flatten().filter(|a| a.said.is_some()).count(), 5, "pressed without a network");
        let walkers: BTreeSet<_> = m.attempts.values().flatten().map(|a| a.by).collect();
        assert_eq!(walkers.len(), 4);
        for paper in Paper::ALL {
            assert_eq!(v.estate.posting.board(*id, *paper).unwrap().tasks.len(), 9, "{paper:?}");
            assert_eq!(estate::posting::flags(v.estate, *id, *paper, v.now), [], "{paper:?}");
        }
        assert_eq!(estate::custody::flags(v.estate, *id, v.now), []);
        assert!(m.objections.len() == 2 && m.objections.iter().all(|o| o.answer.is_some()));
        assert_eq!((m.filings.len(), m.file_until()), (1, None));
        let archived = v.estate.documents.of(*id).filter(|(_, d)| d.next().is_none() && d.void.is_none()).count();
        assert_eq!(archived, 6);
        assert_eq!(v.estate.charter.versions(estate::charter::Rules::Procedure).len(), 1);
    };
    app.estate(estate(&app, "新苑里").await, whole).await.unwrap();
}

/// Somebody acts with an owner, whose signed form is kept; stairwells have heads; seals have keepers, and what was sealed
/// was published; whoever wanted to know at once was told, into files.
#[tokio::test(flavor = "multi_thread")]
async fn helpers_heads_seals_and_messages_stand_in_the_demo() {
    let app = open(PLANTED.path()).await;
    let whole = |v: &app::EstateView<'_>| {
        let helps: Vec<_> = v.estate.helps_standing(v.today()).map(|(_, h)| h).collect();
        assert_eq!((helps.len(), helps[0].scans.len()), (1, 1));
        assert_eq!(v.estate.helping.done_with(helps[0].owner).len(), 4, "filled in, confirmed, handed in, a word");
        assert_eq!(v.estate.assembly.motions.values().next().unwrap().made_with_helpers(), 1);
        let heads = v.estate.bodies.persons.values().filter(|p| p.posts.iter().any(|post| post.part.is_some()));
        assert_eq!(heads.count(), 3);
        let keepers =
            estate::seals::Seal::ALL.iter().filter_map(|s| v.estate.seals.keeper(*s)).collect::<BTreeSet<_>>();
        assert_eq!(keepers.len(), 2);
        assert_eq!(v.estate.seals.uses.values().filter(|u| u.ground.is_some()).count(), 1);
    };
    let stream = estate(&app, "新苑里").await;
    app.estate(stream, whole).await.unwrap();
    let told = app.told_lately(stream).await.unwrap();
    // Three are asked by SMS, and five hear there that another way was chosen for them; two by two each new way is
    // confirmed, and asks.
    for (channel, folder, sent) in
        [(Channel::Sms, "sms", 8), (Channel::Wechat, "wechat", 4), (Channel::Email, "email", 4)]
    {
        assert_eq!((told[&channel].sent, told[&channel].waiting, told[&channel].failed), (sent, 0, 0), "{folder}");
        let files = std::fs::read_dir(PLANTED.path().join("outbox").join(folder)).unwrap();
        assert_eq!(files.count(), sent, "{folder}");
    }
    let lists = |v: &app::EstateView<'_>| {
        let lists = &v.estate.seals.lists;
        let uses: Vec<_> = lists.iter().map(|l| v.estate.seals.used_in(l.from, l.to).count()).collect();
        assert!(lists.len() >= 3 && uses.iter().sum::<usize>() >= 2, "{uses:?}");
        assert!(lists.windows(2).all(|two| two[0].to.plus(1) == two[1].from), "no day is left out");
        assert_eq!(estate::seals::due(v.estate, &v.law(), v.today()), None);
    };
    app.estate(estate(&app, "槐荫里").await, lists).await.unwrap();
}

fn weight(heads: i64, area: &str) -> Weight {
    Weight::new(heads, Area::parse(area).unwrap())
}

fn motion<'a>(estate: &'a Estate, named: &str) -> &'a Motion {
    estate.assembly.motions.values().find(|m| title(m) == named).unwrap()
}

/// Cases A01, A03, A20 and A21: every published total, to the last cm².
#[tokio::test(flavor = "multi_thread")]
async fn totals_are_those_of_the_published_cases() {
    let app = open(PLANTED.path()).await;
    let a01 = |v: &app::EstateView<'_>| {
        let m = motion(v.estate, "选聘物业服务企业");
        let ItemCount::Approve { votes, outcome, .. } = &m.counted.as_ref().unwrap().items[0] else { panic!() };
        assert_eq!(outcome.count.all, weight(1_505, "191619.21"));
        assert_eq!(outcome.count.participating, weight(1_360, "171755.223"));
        assert_eq!(votes.approve, weight(238, "29734.25"));
        assert_eq!(votes.against, weight(762, "95862.363"));
        assert_eq!((votes.abstain.heads, votes.invalid.heads), (256, 4));
        assert_eq!(votes.silent, weight(100, "13000.9"));
        assert_eq!(outcome.silent_excluded.unwrap().participating, weight(1_260, "158754.323"));
    };
    app.estate(estate(&app, "槐荫里").await, a01).await.unwrap();
    let a03 = |v: &app::EstateView<'_>| {
        let m = motion(v.estate, "是否续聘物业服务企业");
        let ItemCount::Approve { votes, outcome, .. } = &m.counted.as_ref().unwrap().items[0] else { panic!() };
        assert_eq!(outcome.count.all, weight(1_428, "132675.56"));
        assert_eq!(votes.approve, weight(446, "43576.43"));
        assert_eq!(votes.against, weight(930, "84471.07"));
    };
    app.estate(estate(&app, "机床厂").await, a03).await.unwrap();
    let a20 = |v: &app::EstateView<'_>| {
        let areas = v.estate.roll.listed().map(|(_, u)| u.facts.areas.best().unwrap().0);
        assert_eq!(areas.sum::<Area>(), Area::parse("19551.8").unwrap());
        let m = motion(v.estate, "4号楼外墙墙面维修");
        assert_eq!(m.electorate.as_ref().unwrap().all, weight(53, "5369.63"));
    };
    app.estate(estate(&app, "河沿巷").await, a20).await.unwrap();
}

/// What stands in an estate, without the ids, salts and codes that differ, and without the hour: the last day's acts
/// carry that of the planting.
fn facts(estate: &Estate) -> Vec<String> {
    let name = |p: &units::PersonId| estate.bodies.person(*p).unwrap().name.get().unwrap().clone();
    let mut lines = vec![name_of(estate), format!("{:?}", estate.founding.own_rules)];
    for (id, unit) in &estate.roll.units {
        let owners: Vec<String> = unit.facts.owners.iter().chain(&unit.facts.occupiers).map(name).collect();
        lines.push(format!("{id:?} {:?} {owners:?} {}", unit.facts, unit.former.len()));
    }
    for (id, person) in &estate.bodies.persons {
        lines.push(format!("{id:?} {} {:?} {}", name(id), person.posts, person.account.is_some()));
    }
    for (id, matter) in &estate.matters.matters {
        lines.push(format!("{id} {:?} {:?}", matter.title.get(), matter.text.as_ref().map(|t| t.get())));
        let told = matter.timeline.iter().map(|e| (e.stamp.at.day(), e.stamp.capacity));
        lines.extend(told.map(|told| format!("{told:?}")));
    }
    for motion in estate.assembly.motions.values() {
        let all = motion.electorate.as_ref().map(|e| e.all);
        lines.push(format!(
            "{} {:?} {all:?} {:?}",
            title(motion),
            motion.scope,
            motion.counted.as_ref().map(|c| &c.items)
        ));
        for (voter, ballot) in &motion.ballots {
            let marks = ballot.marks.as_ref().map(|m| m.get());
            lines.push(format!("{voter} {:?} {:?} {marks:?}", ballot.channel, ballot.at.day()));
        }
        let tried = |a: &estate::assembly::Attempt| (a.way, a.outcome, a.at.day());
        lines.extend(
            motion.attempts.iter().map(|(u, a)| format!("{u:?} {:?}", a.iter().map(tried).collect::<Vec<_>>())),
        );
    }
    lines
}

async fn all_facts(dir: &Path) -> (Day, Vec<Vec<String>>) {
    let app = open(dir).await;
    let (day, _) = app.record().side::<Day>("demo", b"planted", app.now()).await.unwrap().unwrap();
    let mut found = Vec::new();
    for name in ["槐荫里", "机床厂", "河沿巷", "新苑里"] {
        found.push(app.estate(estate(&app, name).await, |v| facts(v.estate)).await.unwrap());
    }
    (day, found)
}

#[tokio::test(flavor = "multi_thread")]
async fn one_day_has_one_street() {
    let (mut day, mut first) = all_facts(PLANTED.path()).await;
    let (again, second) = loop {
        let planted = plant();
        let (then, facts) = all_facts(planted.path()).await;
        if then == day {
            break (then, facts);
        }
        // Midnight passed between the two.
        (day, first) = (then, facts);
    };
    assert_eq!(again, day);
    for (a, b) in first.iter().zip(&second) {
        let differs = a.iter().zip(b).find(|(x, y)| x != y);
        assert_eq!(differs, None);
        assert_eq!(a.len(), b.len());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_whole_is_not_served_as_whole() {
    let dir = tempfile::tempdir().unwrap();
    for file in ["yihe.db", "keys", "demo-sign-ins.json"] {
        // Its own copy, read through SQLite's log by whoever opens it.
        std::fs::copy(PLANTED.path().join(file), dir.path().join(file)).unwrap();
    }
    let wal = PLANTED.path().join("yihe.db-wal");
    if wal.exists() {
        std::fs::copy(wal, dir.path().join("yihe.db-wal")).unwrap();
    }
    // Whole: nothing is planted again, nothing is said.
    let whole = demo(dir.path());
    assert!(whole.status.success() && whole.stderr.is_empty(), "{}", String::from_utf8_lossy(&whole.stderr));
    // The sign-ins are lost: said, and served without.
    std::fs::remove_file(dir.path().join("demo-sign-ins.json")).unwrap();
    let without = demo(dir.path());
    assert!(without.status.success());
    assert!(String::from_utf8_lossy(&without.stderr).contains("without sign-ins"));
    // Planting never came to its end, or the record is somebody's own.
    open(dir.path()).await.record().store().drop_side("demo", b"planted").await.unwrap();
    let half = demo(dir.path());
    assert!(!half.status.success());
    assert!(String::from_utf8_lossy(&half.stderr).contains("broken off"));
}
