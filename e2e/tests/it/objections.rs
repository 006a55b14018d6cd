//! The roll of a vote and what is said against it, through the pages: a flat the developer sold, objections that outlive a
//! change of wording, and those that come to the desk on paper.

use crate::desk::{Desk, MOTION, fresh, plain, question};
use e2e::http::Client;
use e2e::plant::{self, PHOTO, clerk, owner};
use estate::Command;
use estate::assembly::Command as Assembly;
use estate::roll::{self, RowOwner, Tenure};
use hyper::StatusCode;
use units::{Moment, PersonId};

/// Twenty more homes that nobody bought yet.
async fn unsold(desk: &Desk) {
    for n in 21..=40 {
        let developer = RowOwner { name: "示例置业有限公司".into(), ..RowOwner::default() };
        let row = roll::Row { tenure: Tenure::Unsold, owners: vec![developer], ..plant::home(n) };
        desk.act(clerk(), Command::Roll(roll::Command::Record(row))).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_buyer_of_an_unsold_flat_does_not_vote_for_the_developer_s_forty() {
    let mut desk = Desk::new().await;
    unsold(&desk).await;
    let today = desk.planted.clock.now().day().to_string();
    // The form asks how it is held from then on, and takes it for sold and delivered unless told otherwise.
    let page = desk.get("/desk/roll/21").await;
    assert!(page.contains("换了以后的产权情况") && page.contains("没交付是“已售未交付”"), "{page}");
    let select = page.split("name=\"new_tenure\"").nth(1).unwrap().split("</select>").next().unwrap();
    let chosen = select.split("<option").find(|o| o.contains("selected")).unwrap();
    assert!(chosen.contains("value=\"sold\""), "{select}");
    let form = |tenure: &'static str, name: &'static str| {
        [("new_owners", name), ("on", &*today), ("basis", "示例商品房买卖合同"), ("new_tenure", tenure)]
    };
    desk.done("/desk/roll/21/transfer", &form("sold", "示例买家 555X")).await;
    // Told otherwise, the roll is not frozen: the second home still says unsold.
    desk.done("/desk/roll/22/transfer", &form("unsold", "示例买家二 666X")).await;
    desk.drafted(20, question()).await;
    desk.refused("/m/2/freeze", &[], &["业主和其他的不一样", "1-2-502", "司法解释第九条"]).await;
    desk.done("/desk/roll/22/transfer", &form("sold", "示例买家三 777X")).await;
    desk.done("/m/2/freeze", &[]).await;
    let voters = desk.planted.app.estate(desk.planted.estate, |v| {
        let held = v.estate.assembly.get(MOTION).unwrap();
        let buyer = v.estate.roll.units[&units::UnitId(21)].facts.owners[0];
        let of = |n: &u32| held.electorate.as_ref().unwrap().voter(*n).unwrap().units.len();
        (
            held.voters_for(v.estate, buyer).iter().map(of).collect::<Vec<_>>(),
            held.electorate.as_ref().unwrap().all.heads,
        )
    });
    assert_eq!(voters.await.unwrap(), (vec![1], 23), "twenty owners, two buyers, the developer");
}

#[tokio::test(flavor = "multi_thread")]
async fn three_objections_outlive_a_typo() {
    let mut desk = Desk::new().await;
    desk.drafted(20, question()).await;
    desk.planted.spot(estate::posting::SpotKind::Gate, "示例南门").await;
    desk.done("/m/2/freeze", &[]).await;
    for n in 1..=3 {
        let object =
            Assembly::Object { motion: MOTION, about: estate::assembly::About::Roll, text: format!("示例异议{n}") };
        desk.act(app::Who::person(owner(n), units::Capacity::Owner), Command::Assembly(object)).await;
    }
    let matter = |v: &app::EstateView<'_>| v.estate.matters.matters.keys().next().unwrap().to_string();
    let matter = desk.planted.app.estate(desk.planted.estate, matter).await.unwrap();
    let [opens, closes, reading] = [(20, 8), (30, 18), (31, 9)].map(|(d, h): (i32, i8)| Moment::typed(desk.day(d, h)));
    desk.planted.clock.set(desk.planted.clock.now().plus_ms(60_000));
    let form = [
        ("matter", matter.as_str()),
        ("title", "修门禁（改字）"),
        ("scope", "estate"),
        ("opens", &opens),
        ("closes", &closes),
        ("reading", &reading),
        ("reading_place", "居委会"),
        ("n", "1"),
        ("items.0.kind", "5"),
        ("items.0.title", "同意修门禁吗？"),
    ];
    desk.done("/desk/motions/2/edit", &form).await;
    desk.done("/m/2/freeze", &[]).await;
    let page = plain(&desk.get("/m/2").await);
    for words in ["收到3条，答复了0条", "示例异议1", "示例异议3", "这条说的是改之前的", "还有3条没有答复"]
    {
        assert!(page.contains(words), "“{words}” is not said: {page}");
    }
    assert!(plain(&desk.get("/desk").await).contains("有3条异议等答复"));
    assert!(plain(&desk.get("/m/2/posting/roll").await).contains("收到异议3条"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_sheet_at_the_desk_is_an_objection_like_any_other() {
    let mut desk = Desk::new().await;
    desk.drafted(20, question()).await;
    desk.done("/m/2/freeze", &[]).await;
    assert!(desk.get("/m/2").await.contains("/desk/objections/2"), "the way there");
    let sheet = [("name", "示例漏登业主"), ("door", ""), ("phone", "13800001111"), ("text", "3号楼我家漏登了")];
    async fn send(desk: &mut Desk, form: &[(&str, &str)], scan: &[u8]) -> e2e::http::Answer {
        let (path, id, csrf) = (desk.at("/desk/objections/2"), fresh(), desk.csrf.clone());
        let mut all = vec![("id", id.as_str()), ("csrf", csrf.as_str())];
        all.extend_from_slice(form);
        desk.client.upload(&path, &all, "scan", scan).await.unwrap()
    }
    let before = desk.head().await;
    let wrong: [([(&str, &str); 4], &[u8], &str); 4] = [
        ([("name", "示例漏登业主"), ("door", ""), ("phone", ""), ("text", " ")], b"", "该写的地方还没写"),
        ([("name", "示例业主1"), ("door", "9-9-999"), ("phone", ""), ("text", "x")], b"", "名册里没有这一户"),
        ([("name", " "), ("door", ""), ("phone", ""), ("text", "漏登")], b"", "还没"),
        (sheet, b"<svg/>", "这不是照片"),
    ];
    for (form, scan, words) in wrong {
        let answer = send(&mut desk, &form, scan).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}: {}", answer.body);
        assert!(plain(&answer.body).contains(words), "“{words}” is not said: {}", plain(&answer.body));
    }
    assert_eq!(desk.head().await, before, "nothing was recorded, nobody entered");
    // Somebody left off the roll, with the sheet; an owner by door and name, without.
    assert_eq!(send(&mut desk, &sheet, PHOTO).await.status, StatusCode::SEE_OTHER);
    let second = [("name", "示例业主1"), ("door", "1-1-101"), ("phone", ""), ("text", "我家面积少了")];
    assert_eq!(send(&mut desk, &second, b"").await.status, StatusCode::SEE_OTHER);
    let whose = |v: &app::EstateView<'_>| {
        let all = &v.estate.assembly.get(MOTION).unwrap().objections;
        (all.iter().map(|o| o.whose().unwrap()).collect::<Vec<PersonId>>(), all[0].desk.unwrap().scan.unwrap().name)
    };
    let (whose, scan) = desk.planted.app.estate(desk.planted.estate, whose).await.unwrap();
    assert_eq!(whose[1], owner(1));
    let scan = format!("/desk/objections/2/scan/{scan}");
    let page = desk.get("/m/2").await;
    assert!(plain(&page).contains("示例漏登业主在窗口提的") && page.contains(&scan), "{page}");
    let (path, address) = (desk.at(&scan), desk.client.address().to_owned());
    assert_eq!(desk.client.get(&path).await.unwrap().bytes, PHOTO);
    // A neighbour sees neither the sheet nor the words; the owner sees their own and no other.
    let mut herself = Client::new(&address);
    herself.sign_in(&desk.planted.owners[0]).await.unwrap();
    let hers = herself.get(&desk.at("/m/2")).await.unwrap().body;
    assert!(hers.contains("我家面积少了") && !hers.contains("漏登"), "{hers}");
    assert_eq!(herself.get(&path).await.unwrap().status, StatusCode::NOT_FOUND);
    let form = herself.get(&desk.at("/desk/objections/2")).await.unwrap();
    assert_eq!(form.status, StatusCode::FORBIDDEN);
    assert!(Client::new(&address).get(&path).await.unwrap().location.unwrap().starts_with("/sign-in"));

    // Answered where all are answered; upheld, it keeps the notice until the roll is frozen anew.
    let told = [("told_committee", "yes")];
    desk.done("/m/2/answer", &[("objection", "0"), ("upheld", "yes"), ("text", "已补登")]).await;
    desk.refused("/m/2/notice", &told, &["采纳了1条对名册的异议", "重新定一次"]).await;
    desk.done("/m/2/freeze", &[]).await;
    desk.done("/m/2/notice", &told).await;
    let page = plain(&desk.get("/m/2").await);
    assert!(page.contains("还有1条没有答复"), "given all the same, and said: {page}");

    // Forgotten with whoever brought it: words, name and sheet.
    let left_off = whose[0];
    desk.done(&format!("/desk/people/{left_off}/erase"), &[]).await;
    assert_eq!(desk.client.get(&path).await.unwrap().status, StatusCode::NOT_FOUND);
    let vault = desk.planted.app.record().store().vault(desk.planted.estate, None).await.unwrap();
    assert!(vault.iter().all(|row| row.subject != Some(left_off)));
    let verified = desk.planted.app.verify(desk.planted.estate, &[]).await.unwrap();
    assert!(verified.report.findings.is_empty(), "{:?}", verified.report.findings);
    assert_eq!(verified.report.attachments, 0);
}
