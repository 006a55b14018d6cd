//! Gaps in the evidence of a vote that courts have asked about, one test a gap, through the pages: each is refused or
//! flagged by name, and what was sent changes nothing.

use crate::desk::{Desk, MOTION, plain, question};
use app::Who;
use e2e::http::Client;
use e2e::plant::{self, clerk};
use estate::assembly::{Call, Command as Assembly, DraftItem, ItemKind, Mark, Outcome, Way};
use estate::posting::{Paper, SpotKind};
use estate::{Command, roll};
use law::{Key, Value};
use units::{Capacity, Moment, MotionId, PersonId, SpotId, UnitId};

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_short_by_a_day() {
    let mut desk = Desk::new().await;
    // 物业管理条例第十四条: fifteen days.
    desk.drafted(14, question()).await;
    desk.assembly(Assembly::FreezeRoll { motion: MOTION }).await;
    let form = [("told_committee", "yes")];
    desk.refused("/m/2/notice", &form, &["只有14天，要有15天", "物业管理条例第十四条"]).await;
    // And the residents' committee has to be told at the same time.
    desk.refused("/m/2/notice", &[], &["还没有同时告知居民委员会"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_place_torn_down() {
    let mut desk = Desk::new().await;
    let rules = [(Key::PostRoll, Value::Word("yes".into())), (Key::RollDays, Value::Number(15))];
    desk.planted.own_rules(&rules).await;
    desk.planted.spot(SpotKind::Gate, "示例南门").await;
    desk.planted.spot(SpotKind::Noticeboard, "示例公告栏").await;
    desk.drafted(20, question()).await;
    desk.assembly(Assembly::FreezeRoll { motion: MOTION }).await;
    for spot in [1, 2] {
        desk.planted.hang(MOTION, Paper::Roll, spot).await;
    }
    let note = "撕了一半。".to_owned();
    let torn = estate::posting::Command::FindTorn { motion: MOTION, paper: Paper::Roll, spot: SpotId(2), note };
    desk.act(clerk(), Command::Posting(torn)).await;
    let words = ["示例公告栏", "破了", "还没有补贴"];
    desk.refused("/m/2/notice", &[("told_committee", "yes")], &words).await;
    let page = desk.get("/m/2/posting").await;
    assert!(page.contains("破了"), "the board says so too");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_roll_whose_base_is_not_from_the_register() {
    let mut desk = Desk::new().await;
    // One home of which nobody knows the area.
    let mut bare = plant::home(21);
    (bare.areas, bare.owners) = (roll::Areas::default(), Vec::new());
    desk.act(clerk(), Command::Roll(roll::Command::Record(bare))).await;
    desk.drafted(20, question()).await;
    desk.refused("/m/2/freeze", &[], &["待核实", "1-2-501"]).await;
    // Then somebody finds the survey, and of another home the contract: frozen, with the source of each (解释第八条), and
    // the flag stays with the vote.
    let area = |text: &str| Some(units::Area::parse(text).unwrap());
    let mut surveyed = plant::home(21);
    surveyed.areas = roll::Areas { survey: area("61.25"), ..roll::Areas::default() };
    let mut bought = plant::home(22);
    bought.areas = roll::Areas { contract: area("60"), ..roll::Areas::default() };
    for row in [surveyed, bought] {
        desk.act(clerk(), Command::Roll(roll::Command::Record(row))).await;
    }
    desk.done("/m/2/freeze", &[]).await;
    let sources = "不动产登记簿20套、实测1套、买卖合同1套";
    let flag = "有2套的面积不是从不动产登记簿来的：实测1套，买卖合同1套";
    let page = plain(&desk.get("/m/2").await);
    assert!(page.contains(flag) && page.contains("司法解释第八条") && page.contains(sources), "{page}");
    let roll = plain(&desk.get("/m/2/roll").await);
    assert!(roll.contains(sources) && roll.contains("61.2500㎡实测"), "{roll}");
    desk.done("/m/2/notice", &[("told_committee", "yes")]).await;
    // On everything that says how large the whole is: to a visitor, on the roll and the notice as printed, and the result.
    let visitor = Client::new(desk.client.address()).get(&desk.at("/m/2")).await.unwrap().body;
    assert!(plain(&visitor).contains(flag) && plain(&visitor).contains(sources), "{visitor}");
    for kind in ["roll", "notice"] {
        let answer = desk.post("/m/2/documents", &[("what", kind), ("remarks", "")]).await;
        assert_eq!(answer.status, hyper::StatusCode::SEE_OTHER, "{}", answer.body);
        let at = answer.location.unwrap();
        let paper = plain(&desk.client.get(&format!("{at}/print")).await.unwrap().body);
        assert!(paper.contains(sources), "{kind}: {paper}");
    }
    // While it is voted on, and when it is over.
    for days in [21, 10] {
        desk.planted.clock.set(desk.day(days, 10));
        desk.back().await;
        assert!(plain(&desk.get("/m/2").await).contains(sources), "{days} days on");
    }
    desk.done("/m/2/count", &[]).await;
    desk.done("/m/2/announce", &[]).await;
    for path in ["/m/2", "/m/2/announcement"] {
        assert!(plain(&desk.get(path).await).contains(sources), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_without_a_mandate() {
    let mut desk = Desk::new().await;
    let form = [("door", "1-1-101"), ("name", "示例业主2"), ("phone", ""), ("mandate", " ")];
    desk.refused("/desk/proxies/1", &form, &["该写的地方还没写"]).await;
    // And nobody votes for somebody else because they say so.
    let stranger = desk.planted.app.estate(desk.planted.estate, |v| {
        v.estate.assembly.get(MotionId(1)).unwrap().may_vote(v.estate, 2, plant::owner(1)).unwrap_err().code
    });
    assert_eq!(stranger.await.unwrap(), "not-your-vote");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_item_that_was_not_announced() {
    let mut desk = Desk::new().await;
    desk.drafted(20, question()).await;
    desk.assembly(Assembly::FreezeRoll { motion: MOTION }).await;
    desk.assembly(Assembly::GiveNotice { motion: MOTION, told_committee: true, silence_warning: false }).await;
    let matter = |v: &app::EstateView<'_>| v.estate.matters.matters.keys().next().unwrap().to_string();
    let matter = desk.planted.app.estate(desk.planted.estate, matter).await.unwrap();
    let times = [desk.day(20, 8), desk.day(30, 18), desk.day(31, 9)].map(Moment::typed);
    let form = [
        ("matter", matter.as_str()),
        ("title", "修门禁，再换物业"),
        ("scope", "estate"),
        ("opens", &times[0]),
        ("closes", &times[1]),
        ("reading", &times[2]),
        ("reading_place", "居委会"),
        ("n", "2"),
        ("items.0.kind", "5"),
        ("items.0.title", "同意修门禁吗？"),
        ("items.1.kind", "4"),
        ("items.1.title", "同意换物业吗？"),
    ];
    desk.refused("/desk/motions/2/edit", &form, &["还没开始投票"]).await;
    // Nor is one slipped in at the ballot: every ballot has exactly the items of the notice.
    let marks = desk.planted.app.estate(desk.planted.estate, |v| v.estate.assembly.get(MOTION).unwrap().items.len());
    assert_eq!(marks.await.unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_choice_without_none_of_them() {
    let mut desk = Desk::new().await;
    let options = vec!["甲公司".to_owned(), "乙公司".to_owned()];
    let (title, text) = ("选哪一家？".to_owned(), String::new());
    desk.voting(DraftItem { kind: ItemKind::ServiceProvider, title, text, options, seats: 1, persons: Vec::new() })
        .await;
    desk.back().await;
    // On paper and on the phone alike, beside every option.
    let papers = desk.post("/m/2/papers", &[("building", "1")]).await.body;
    assert!(papers.matches("以上都不选").count() >= 20, "on every paper");
    let mut owner = Client::new(desk.client.address());
    owner.sign_in(&desk.planted.owners[0]).await.unwrap();
    let page = owner.get(&desk.at("/m/2/ballot")).await.unwrap();
    assert!(page.body.contains("以上都不选") && page.body.contains("弃权"), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_box_opened_by_one_person() {
    let mut desk = Desk::new().await;
    desk.voting(question()).await;
    desk.back().await;
    desk.done("/m/2/box/seal", &[("seal", "A-1"), ("witnesses", "2"), ("note", "")]).await;
    let code = |v: &app::EstateView<'_>| v.estate.assembly.get(MOTION).unwrap().paper_codes()[4].1.to_owned();
    let code = desk.planted.app.estate(desk.planted.estate, code).await.unwrap();
    desk.assembly(Assembly::ReceivePaper { motion: MOTION, code }).await;
    desk.planted.clock.set(desk.day(11, 10));
    desk.back().await;
    desk.refused("/m/2/box/open", &[("seal", "A-1"), ("note", "")], &["票箱和选票不能一个人动"]).await;
    // Uncounted as long as the box is shut and nobody watches.
    desk.refused("/m/2/count", &[], &["要先当众开箱", "要先定唱票人、计票人和监票人"]).await;
    // A seal found broken is written down, and the flag stays with the vote for everybody.
    let form = [("seal", "A-1"), ("broken", "yes"), ("witnesses", "2"), ("note", "")];
    desk.refused("/m/2/box/open", &form, &["封条破了，或者号码不是A-1"]).await;
    let form = [("seal", "A-1"), ("broken", "yes"), ("witnesses", "2"), ("note", "封条一角撕开，已报社区")];
    desk.done("/m/2/box/open", &form).await;
    let visitor = Client::new(desk.client.address()).get(&desk.at("/m/2/box")).await.unwrap().body;
    assert!(visitor.contains("发现封条破损或者号码不对"), "{visitor}");
    assert!(!visitor.contains("已报社区") && visitor.contains("在场的人"), "notes and names are not for strangers");
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_without_a_record_of_service() {
    let mut desk = Desk::new().await;
    desk.planted.own_rules(&[(Key::Silent, Value::Word("count-to-majority".into()))]).await;
    let walker = desk.employ_walker().await;
    desk.voting(question()).await;
    desk.back().await;
    let who = Who::person(walker, Capacity::Canvasser);
    // Eight vote. Of the others two were served by two names; one attempt has one name and is refused.
    for n in 1..=8 {
        let cast = Assembly::Cast { motion: MOTION, voter: n, marks: vec![Mark::Approve] };
        desk.act(Who::person(plant::owner(n), Capacity::Owner), Command::Assembly(cast)).await;
    }
    let call = |with| Call { way: Way::InPerson, outcome: Outcome::Served, with, said: None, proof: String::new() };
    let serve = |unit, call| Command::Assembly(Assembly::RecordAttempt { motion: MOTION, unit: UnitId(unit), call });
    for unit in [9, 10] {
        desk.act(who, serve(unit, call(PersonId(2)))).await;
    }
    // A call that nothing proves, and one by a way the rules do not name, are no service.
    let rung = Call { way: Way::Telephone, proof: String::new(), ..call(PersonId(2)) };
    desk.act(who, serve(12, rung.clone())).await;
    desk.act(who, serve(13, Call { proof: "通话3分钟".into(), ..rung })).await;
    let alone = desk.planted.act(who, serve(11, call(walker))).await;
    let Err(app::Error::Refused(refusals)) = alone else { panic!("{alone:?}") };
    assert_eq!(refusals[0].code, "attempt-one-name");
    let mut phone = Client::new(desk.client.address());
    phone.sign_in(&desk.planted.open_account(walker).await).await.unwrap();
    for unit in [12, 13] {
        let tried = phone.get(&desk.at(&format!("/m/2/turnout?unit={unit}"))).await.unwrap().body;
        assert!(tried.contains("没交回的不能算进去"), "the calls say so: {tried}");
    }
    desk.planted.clock.set(desk.day(11, 10));
    desk.back().await;
    desk.done("/m/2/count", &[]).await;
    desk.done("/m/2/announce", &[]).await;
    // Two of twelve silent owners are counted, and the paper shows both ways.
    let paper = desk.get("/m/2/announcement").await;
    assert!(paper.contains("送到没交回，算到同意"), "{paper}");
    let silent = desk.planted.app.estate(desk.planted.estate, |v| {
        match &v.estate.assembly.get(MOTION).unwrap().counted.as_ref().unwrap().items[0] {
            estate::assembly::ItemCount::Approve { votes, .. } => votes.silent.heads,
            estate::assembly::ItemCount::Choose { .. } => -1,
        }
    });
    assert_eq!(silent.await.unwrap(), 2);
}
