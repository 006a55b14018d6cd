//! The estate's own rules, voted on: a text is entered, the owners pass it, the desk brings it into force, a court revokes
//! the vote. Through the pages, with the clock moved on in between.

use crate::desk::{Desk, MOTION, plain};
use app::Who;
use e2e::http::Client;
use e2e::plant::owner;
use estate::Command;
use estate::assembly::{Command as Assembly, DraftItem, ItemKind, Mark};
use hyper::StatusCode;
use units::Capacity;

const HERE: &str = "/charter/procedure";

/// Three articles; `days` of notice.
fn text(days: &str) -> String {
    format!("示例议事规则\n第一条 开会前{days}日通知全体业主。\n第二条 一人最多替三户投票。")
}

async fn enter(desk: &mut Desk, days: &str) {
    let (path, text, id) = (desk.at(HERE), text(days), record::Keys::generate().deployment().to_string());
    let form = [("id", &*id), ("csrf", &*desk.csrf), ("text", &*text)];
    let answer = desk.client.upload(&path, &form, "file", b"").await.unwrap();
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", plain(&answer.body));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_comes_into_force_by_the_vote_that_passed_it_and_ends_with_it() {
    let mut desk = Desk::new().await;
    let founded = desk.planted.app.estate(desk.planted.estate, |v| v.estate.founding.founded).await.unwrap().unwrap();
    enter(&mut desk, "十六").await;
    desk.done(&format!("{HERE}/1/set"), &[("rule", "notice.days"), ("value", "16"), ("article", "1")]).await;
    let earlier = [("motion", ""), ("proof", "示例：街道备案件"), ("from", &*founded.plus(-9).to_string())];
    desk.done(&format!("{HERE}/1/adopt"), &earlier).await;

    // The second version is entered, put to the vote, and passed.
    enter(&mut desk, "十八").await;
    desk.done(&format!("{HERE}/2/set"), &[("rule", "notice.days"), ("value", "18"), ("article", "1")]).await;
    let item = DraftItem {
        kind: ItemKind::RulesOfProcedure,
        title: "同意议事规则第2版吗？".into(),
        text: String::new(),
        options: Vec::new(),
        seats: 0,
        persons: Vec::new(),
    };
    let later = desk.planted.clock.now().plus_ms(60_000);
    desk.planted.clock.set(later);
    desk.voting(item).await;
    desk.back().await;
    let motion = format!("/m/{MOTION}");
    let asked = desk.get(&motion).await;
    assert!(plain(&asked).contains("表决的全文：业主大会议事规则第2版"), "{}", plain(&asked));
    let mut visitor = Client::new(desk.client.address());
    let reads = visitor.get(&desk.at(&format!("{HERE}/2"))).await.unwrap();
    assert!(reads.status == StatusCode::OK && reads.body.contains("十八日"), "owners read what they are asked about");
    for n in 1..=16 {
        let cast = Assembly::Cast { motion: MOTION, voter: n, marks: vec![Mark::Approve] };
        desk.act(Who::person(owner(n), Capacity::Owner), Command::Assembly(cast)).await;
    }
    desk.planted.clock.set(desk.day(11, 10));
    desk.back().await;
    desk.act(Who::SYSTEM, Command::Assembly(Assembly::Close { motion: MOTION })).await;
    desk.assembly(Assembly::Count { motion: MOTION }).await;
    desk.assembly(Assembly::Announce { motion: MOTION }).await;

    // A third version, put together after the count, cannot ride on that vote, nor pass as an old one.
    enter(&mut desk, "三十").await;
    let today = desk.planted.clock.now().day().to_string();
    let by_vote = [("motion", "2"), ("proof", ""), ("from", &*today)];
    desk.refused(&format!("{HERE}/3/adopt"), &by_vote, &["最新的是第2版", "请业主另行表决"]).await;
    desk.refused(
        &format!("{HERE}/3/adopt"),
        &[("motion", ""), ("proof", "示例"), ("from", &*today)],
        &["选通过它的那次表决"],
    )
    .await;
    let form = desk.get(&format!("{HERE}/2")).await;
    assert!(plain(&form).contains("修门禁（问的是第2版）"), "{}", plain(&form));
    desk.done(&format!("{HERE}/2/adopt"), &by_vote).await;
    desk.refused(&format!("{HERE}/3/adopt"), &by_vote, &["已经让第2版生效"]).await;
    desk.refused(&format!("{HERE}/3/adopt"), &[("motion", ""), ("proof", "示例"), ("from", &*today)], &["请业主表决"])
        .await;
    let third = desk.get(&format!("{HERE}/3")).await;
    assert!(!third.contains("/3/adopt"), "nothing left to bring it into force by");
    let law = visitor.get(&desk.at("/law")).await.unwrap().body;
    assert!(law.contains("/charter/procedure/2#a1"), "{}", plain(&law));

    // A court revokes the decision: the first version runs again, and the pages say why.
    desk.planted.clock.set(desk.day(20, 10));
    desk.back().await;
    let today = desk.planted.clock.now().day().to_string();
    let revoke = [("by", "court"), ("document", "示例判决书"), ("day", &*today)];
    desk.done(&format!("{motion}/later/revoke"), &revoke).await;
    let later = plain(&desk.get(&format!("{motion}/later")).await);
    assert!(later.contains("这一版失效"), "the page after the result says so: {later}");
    let law = visitor.get(&desk.at("/law")).await.unwrap().body;
    assert!(law.contains("/charter/procedure/1#a1") && !law.contains("/charter/procedure/2#a1"), "{}", plain(&law));
    let now = plain(&visitor.get(&desk.at(HERE)).await.unwrap().body);
    assert!(now.contains("十六日") && now.contains("起恢复施行"), "{now}");
    let second = plain(&visitor.get(&desk.at(&format!("{HERE}/2"))).await.unwrap().body);
    assert!(second.contains("已失效") && second.contains("通过这一版的表决被撤销"), "{second}");
}
