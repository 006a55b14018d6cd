//! Posts for a part of the estate, the signed form of a help, and candidates known by the roll: by plain forms.

use crate::desk::{Desk, fresh, plain};
use e2e::http::{Answer, Client};
use e2e::plant::{self, PHOTO, Where, clerk, home, owner};
use estate::Command;
use estate::assembly::{ItemKind, Question};
use estate::helping::Relation;
use estate::roll::{self, RowOwner, Transfer};
use hyper::StatusCode;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use units::{PersonId, UnitId};

async fn upload(desk: &mut Desk, rest: &str, form: &[(&str, &str)], field: &str, file: &[u8]) -> Answer {
    let (path, id, csrf) = (desk.at(rest), fresh(), desk.csrf.clone());
    let mut all = vec![("id", id.as_str()), ("csrf", csrf.as_str())];
    all.extend_from_slice(form);
    desk.client.upload(&path, &all, field, file).await.unwrap()
}

/// Names `helper` as helper of the owner of home `n`.
async fn name(desk: &mut Desk, n: u32, helper: u32, relation: Relation, scan: &[u8]) -> Answer {
    let (door, until) = (home(n).door.to_string(), desk.planted.clock.now().day().plus(60).to_string());
    let (whom, who) = (format!("示例业主{n}"), format!("示例业主{helper}"));
    let form = [
        ("door", &*door),
        ("owner_name", &*whom),
        ("name", &*who),
        ("phone", ""),
        ("relation", relation.word()),
        ("until", &*until),
        ("paper", "示例授权协助单，柜子3号"),
    ];
    upload(desk, "/desk/helpers/enter", &form, "scan", scan).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stairwell_head_is_a_post_of_the_record_and_stands_on_the_board() {
    let mut desk = Desk::new().await;
    let person = owner(7);
    let (appoint, end) = (format!("/desk/people/{person}/appoint"), format!("/desk/people/{person}/end"));
    let today = desk.planted.clock.now().day().to_string();
    let form = |capacity: &'static str, part: &'static str| {
        [("capacity", capacity), ("part", part), ("from", &*today), ("until", "")]
    };
    desk.refused(&appoint, &form("stairwell-head", ""), &["要写明管哪一栋"]).await;
    desk.refused(&appoint, &form("stairwell-head", "estate"), &["要写明管哪一栋"]).await;
    desk.refused(&appoint, &form("stairwell-head", "s/9/9"), &["名册上没有这一栋"]).await;
    desk.refused(&appoint, &form("clerk", "s/1/1"), &["只有楼栋长、单元长选楼栋"]).await;
    let answer = name(&mut desk, 2, 7, Relation::StairwellHead, b"").await;
    assert!(plain(&answer.body).contains("没有登记为这一栋"), "{}", answer.body);
    assert!(!desk.get("").await.contains("楼栋长、单元长"));

    desk.done(&appoint, &form("stairwell-head", "s/1/1")).await;
    let board = plain(&desk.get("").await);
    assert!(board.contains("楼栋长、单元长（1人）") && board.contains("1号楼1单元：示＊＊＊7"), "{board}");
    assert!(!board.contains("示例业主7"), "a masked name, as of other posts");
    let page = plain(&desk.get(&format!("/desk/people/{person}")).await);
    assert!(page.contains("1号楼1单元"), "{page}");
    for n in 1..=5 {
        let answer = name(&mut desk, n, 7, Relation::StairwellHead, b"").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "more than three households: {}", answer.body);
    }
    let answer = name(&mut desk, 15, 7, Relation::StairwellHead, b"").await;
    assert!(plain(&answer.body).contains("没有登记为这一栋"), "another stairwell: {}", answer.body);

    desk.refused(&end, &[("capacity", "stairwell-head"), ("part", "s/1/2")], &[]).await;
    desk.done(&end, &[("capacity", "stairwell-head"), ("part", "s/1/1")]).await;
    assert!(!desk.get("").await.contains("楼栋长、单元长"));
    let standing = |v: &app::EstateView<'_>| v.estate.helps_standing(v.today()).count();
    assert_eq!(desk.planted.app.estate(desk.planted.estate, standing).await.unwrap(), 0, "ended with the post");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_signed_form_comes_back_by_its_code_and_is_seen_by_owner_and_clerks_only() {
    let mut desk = Desk::new().await;
    let here = "/desk/helpers?door=1-1-101";
    assert!(desk.get(here).await.contains("value=\"1-1-101\""), "the code on the form fills in its home");
    let answer = name(&mut desk, 1, 8, Relation::Neighbour, b"<svg/>").await;
    assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains("这不是照片"), "{}", answer.body);
    assert_eq!(name(&mut desk, 1, 8, Relation::Neighbour, b"").await.status, StatusCode::SEE_OTHER);
    let page = desk.get(here).await;
    assert!(page.matches("存签好的单子").count() > desk.get("/desk/helpers").await.matches("存签好的单子").count());
    for (file, words) in [(&b""[..], "还没有选"), (b"<svg/>", "这不是照片")] {
        let answer = upload(&mut desk, "/desk/helpers/scan", &[("help", "1")], "scan-1", file).await;
        assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && plain(&answer.body).contains(words), "{words}");
    }
    let answer = upload(&mut desk, "/desk/helpers/scan", &[("help", "1")], "scan-1", PHOTO).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(name(&mut desk, 2, 8, Relation::Neighbour, PHOTO).await.status, StatusCode::SEE_OTHER);
    let scans = |v: &app::EstateView<'_>| {
        v.estate
            .helping
            .helps
            .iter()
            .map(|(id, h)| format!("/helpers/{id}/scan/{}", h.scans[0].name))
            .collect::<Vec<_>>()
    };
    let scans = desk.planted.app.estate(desk.planted.estate, scans).await.unwrap();
    for scan in &scans {
        assert!(desk.get("/desk/helpers").await.contains(scan.as_str()));
        let path = desk.at(scan);
        assert_eq!(desk.client.get(&path).await.unwrap().bytes, PHOTO, "kept as it was sent");
    }
    // The owner sees their own and no other; the helper, a neighbour and a stranger see none.
    let address = desk.client.address().to_owned();
    let helper = desk.planted.open_account(owner(8)).await;
    let mut herself = Client::new(&address);
    herself.sign_in(&desk.planted.owners[0]).await.unwrap();
    let page = herself.get(&desk.at("/helpers")).await.unwrap().body;
    assert!(page.contains(&scans[0]) && !page.contains(&scans[1]), "{page}");
    for (scan, status) in [(&scans[0], StatusCode::OK), (&scans[1], StatusCode::NOT_FOUND)] {
        assert_eq!(herself.get(&desk.at(scan)).await.unwrap().status, status, "{scan}");
    }
    let mut other = Client::new(&address);
    other.sign_in(&helper).await.unwrap();
    assert_eq!(other.get(&desk.at("/help/1")).await.unwrap().status, StatusCode::OK);
    let mut stranger = Client::new(&address);
    for scan in &scans {
        assert_eq!(other.get(&desk.at(scan)).await.unwrap().status, StatusCode::NOT_FOUND);
        assert!(stranger.get(&desk.at(scan)).await.unwrap().location.unwrap().starts_with("/sign-in"));
    }
    // The owner moves away and is forgotten: the form with them, and the record verifies without it.
    let (unit, on) = (UnitId(2), desk.planted.clock.now().day());
    let owners = vec![RowOwner { name: "示例买家".into(), ..RowOwner::default() }];
    let sale = Transfer { unit, owners, on, basis: "示例不动产权证".into(), tenure: estate::roll::Tenure::Sold };
    desk.act(clerk(), Command::Roll(roll::Command::Transfer(sale))).await;
    desk.planted.clock.set(desk.day(1_000, 9));
    desk.back().await;
    let kept = files(desk.data.path());
    desk.done(&format!("/desk/people/{}/erase", owner(2)), &[]).await;
    let left = files(desk.data.path());
    // As if the power had gone between the entry and the removal of the file: whoever starts next removes it.
    let gone: Vec<_> = kept.iter().filter(|(path, _)| !left.contains_key(*path)).collect();
    let [(form, bytes)] = gone[..] else { panic!("{gone:?}") };
    std::fs::write(form, bytes).unwrap();
    let named = desk.planted.app.verify(desk.planted.estate, &[]).await.unwrap().report.findings;
    assert_eq!(named.len(), 1, "until then it is found: {named:?}");
    let record = plant::record(Where { dir: desk.data.path(), database_url: None }).await;
    let again = app::App::new(record, desk.planted.clock.clone()).unwrap();
    again.estate(desk.planted.estate, |_| ()).await.unwrap();
    assert!(!form.exists());
    let path = desk.at(&scans[1]);
    assert_eq!(desk.client.get(&path).await.unwrap().status, StatusCode::NOT_FOUND);
    assert_eq!(desk.client.get(&desk.at(&scans[0])).await.unwrap().bytes, PHOTO, "of others nothing is lost");
    let verified = desk.planted.app.verify(desk.planted.estate, &[]).await.unwrap();
    assert!(verified.report.findings.is_empty(), "{:?}", verified.report.findings);
    assert_eq!(verified.report.attachments, 1);
}

/// Every file of a form or photo, with what is in it.
fn files(data: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let folders = std::fs::read_dir(data.join("attachments")).unwrap();
    let all = folders.flat_map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap());
    all.map(|file| file.unwrap().path()).map(|path| (path.clone(), std::fs::read(&path).unwrap())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn candidates_are_entered_with_their_home_and_known_by_the_roll() {
    let mut desk = Desk::new().await;
    let matter = |v: &app::EstateView<'_>| v.estate.matters.matters.keys().next().unwrap().to_string();
    let matter = desk.planted.app.estate(desk.planted.estate, matter).await.unwrap();
    let [opens, closes, reading] = [(30, 8), (40, 18), (41, 9)].map(|(days, hour)| desk.day(days, hour).typed());
    let door = home(7).door.to_string();
    let form = |options: &str| {
        [
            ("n", "1".to_owned()),
            ("matter", matter.clone()),
            ("title", "示例选举".to_owned()),
            ("scope", "estate".to_owned()),
            ("items.0.kind", ItemKind::Committee.number().to_owned()),
            ("items.0.title", "选业主委员会委员".to_owned()),
            ("items.0.text", String::new()),
            ("items.0.options", options.to_owned()),
            ("items.0.seats", "1".to_owned()),
            ("opens", opens.clone()),
            ("closes", closes.clone()),
            ("reading", reading.clone()),
            ("reading_place", "示例居委会".to_owned()),
        ]
    };
    let as_sent = |form: &[(&'static str, String); 13]| form.clone().map(|(n, v)| (n, v));
    let wrong = as_sent(&form(&format!("示例业主8，{door}\n示例业主9")));
    let wrong: Vec<(&str, &str)> = wrong.iter().map(|(n, v)| (*n, v.as_str())).collect();
    desk.refused("/desk/motions/new", &wrong, &["业主里没有示例业主8", "示例业主9"]).await;
    let right = as_sent(&form(&format!("示例业主7（热心，爱修理），{door}\n示例业主9，退休教师")));
    let right: Vec<(&str, &str)> = right.iter().map(|(n, v)| (*n, v.as_str())).collect();
    desk.done("/desk/motions/new", &right).await;
    let entered = |v: &app::EstateView<'_>| {
        let motion = v.estate.assembly.get(crate::desk::MOTION)?;
        let Question::Choose { options, persons, .. } = &motion.items[0].question else { return None };
        Some((options.iter().filter_map(|o| o.get().cloned()).collect::<Vec<_>>(), persons.clone()))
    };
    let (options, persons): (Vec<String>, Vec<Option<PersonId>>) =
        desk.planted.app.estate(desk.planted.estate, entered).await.unwrap().unwrap();
    assert_eq!(options, ["示例业主7（热心，爱修理）", "示例业主9，退休教师"], "the home is not on the ballot");
    assert_eq!(persons, [Some(owner(7)), None]);
    let edit = desk.get(&format!("/desk/motions/{}/edit", crate::desk::MOTION)).await;
    assert!(edit.contains(&format!("示例业主7（热心，爱修理），{door}")), "it is there to be written again: {edit}");
}
