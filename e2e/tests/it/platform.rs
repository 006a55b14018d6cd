//! Where the law asks for an official voting platform: our ballot page is off, and its result file comes in by the desk,
//! whole or not at all, once, and out again.

use crate::desk::{Desk, plain, question};
use e2e::plant::{Planted, Size, Where, plant};
use estate::Command;
use estate::assembly::{Channel, Command as Assembly, Draft, Scope};
use hyper::StatusCode;
use units::{MotionId, PersonId};

const MOTION: MotionId = MotionId(1);

/// A vote in Beijing over six homes, closed; the paper of home 1-1-101 came on the first morning.
async fn closed() -> Desk {
    let data = tempfile::tempdir().unwrap();
    let place = Where { dir: data.path(), database_url: None };
    let planted = plant(place, Size { homes: 2, accounts: 0 }).await;
    let estate = planted.neighbour_in("北京/丰台").await;
    let mut planted = Planted { estate, ..planted };
    planted.clerks = vec![planted.open_account_as(PersonId(1), "beijing-clerk").await];
    let desk = Desk::of(planted, data).await;
    let first = |v: &app::EstateView<'_>| *v.estate.matters.matters.keys().next().unwrap();
    let matter = desk.planted.app.estate(desk.planted.estate, first).await.unwrap();
    let draft = Draft {
        matter,
        title: "修门禁".into(),
        scope: Scope::Estate,
        items: vec![question()],
        opens: desk.day(20, 8),
        closes: desk.day(30, 18),
        reading: desk.day(31, 9),
        reading_place: "居委会".into(),
    };
    desk.assembly(Assembly::Draft(draft)).await;
    desk.assembly(Assembly::FreezeRoll { motion: MOTION }).await;
    desk.assembly(Assembly::GiveNotice { motion: MOTION, told_committee: true, silence_warning: false }).await;
    desk.planted.clock.set(desk.day(20, 9));
    let code = |v: &app::EstateView<'_>| v.estate.assembly.get(MOTION).unwrap().paper_codes()[0].1.to_owned();
    let code = desk.planted.app.estate(desk.planted.estate, code).await.unwrap();
    desk.assembly(Assembly::ReceivePaper { motion: MOTION, code: code.clone() }).await;
    desk.assembly(Assembly::EnterPaper { motion: MOTION, code, marks: vec![estate::assembly::Mark::Against] }).await;
    desk
}

impl Desk {
    async fn upload(&mut self, said: &str, rows: &[(&str, String, &str)]) -> e2e::http::Answer {
        let mut text = "楼栋,单元,房号,投票时间,议题1\n".to_owned();
        for (room, at, mark) in rows {
            text.push_str(&format!("1号楼,1单元,{room},{at},{mark}\n"));
        }
        let (path, id, csrf) = (self.at("/desk/platform/1"), crate::desk::fresh(), self.csrf.clone());
        let form = [("id", id.as_str()), ("csrf", &csrf), ("platform", "市业主决定平台"), ("said", said)];
        self.client.upload(&path, &form, "file", text.as_bytes()).await.unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_official_platforms_file_comes_in_once_and_out_again() {
    let mut desk = closed().await;
    let start = desk.planted.clock.now();
    let at = |days: i32, hour: i8| start.day().plus(days).at(hour, 0).typed().replace('T', " ");
    desk.planted.clock.set(desk.day(10, 20));
    desk.back().await;
    // One line that cannot be read, one home nobody knows: both are named, and nothing is taken in.
    let bad = [("101室", at(1, 10), "同意"), ("999", at(1, 10), "同意"), ("102室", at(1, 10), "也许")];
    let answer = desk.upload("", &bad).await;
    let said = plain(&answer.body);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(said.contains("不是票面上的选项") && said.contains("一张也不收"), "{said}");
    let good = [
        ("101室", at(1, 10), "同意"),
        ("102室", at(1, 11), "赞成"),
        ("201室", at(2, 9), "同意"),
        ("202", at(3, 9), "弃权"),
    ];
    let mut unknown = good.to_vec();
    unknown[3].0 = "999";
    assert!(plain(&desk.upload("", &unknown).await.body).contains("名册里没有这一户"));
    // The platform speaks of five, the file holds four.
    let answer = desk.upload("5", &good).await;
    let page = answer.location.clone().expect("a preview");
    assert!(plain(&desk.client.get(&page).await.unwrap().body).contains("平台公布5位业主参加，文件里是4位"));
    let answer = desk.upload("4", &good).await;
    let page = answer.location.clone().expect("a preview");
    let preview = desk.client.get(&page).await.unwrap();
    let said = plain(&preview.body);
    assert!(said.contains("按平台计票的业主3") && said.contains("纸质票先到，按纸质票计1"), "{said}");
    let draft = page.rsplit('=').next().unwrap().to_owned();
    let csrf = desk.csrf.clone();
    let take = desk.at("/desk/platform/1/take");
    let form = [("id", draft.as_str()), ("csrf", csrf.as_str())];
    for _ in 0..2 {
        // Pressed twice it is one import.
        assert_eq!(desk.client.post(&take, &form).await.unwrap().status, StatusCode::SEE_OTHER);
    }
    let channels = |v: &app::EstateView<'_>| {
        v.estate.assembly.get(MOTION).unwrap().ballots.values().map(|b| b.channel).collect::<Vec<_>>()
    };
    let read = async |desk: &Desk| desk.planted.app.estate(desk.planted.estate, channels).await.unwrap();
    assert_eq!(read(&desk).await, [Channel::Paper, Channel::Platform, Channel::Platform, Channel::Platform]);
    desk.done("/desk/platform/1/undo", &[]).await;
    assert_eq!(read(&desk).await, [Channel::Paper]);
    let answer = desk.upload("4", &good).await;
    let draft = answer.location.unwrap().rsplit('=').next().unwrap().to_owned();
    let form = [("id", draft.as_str()), ("csrf", csrf.as_str())];
    assert_eq!(desk.client.post(&take, &form).await.unwrap().status, StatusCode::SEE_OTHER);

    // Read by the second clerk's hand, out of the opened box, and counted together.
    let second = app::Who::person(PersonId(1), units::Capacity::Clerk);
    let paper = desk.planted.act(second, Command::Assembly(Assembly::Count { motion: MOTION })).await;
    assert!(paper.is_err(), "the paper is not read twice and the box is shut");
    let said = plain(&desk.get("/desk/platform/1").await);
    assert!(said.contains("市业主决定平台") && said.contains("平台上投票的业主4"), "{said}");
    let verified = desk.planted.app.verify(desk.planted.estate, &[]).await.unwrap();
    assert!(verified.report.findings.is_empty(), "{:?}", verified.report.findings);
}
