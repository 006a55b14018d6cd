//! 委托 and 纸票 through the pages: a mandate that is ended, used, or lapsed with a sale; ballots printed, each time on
//! record; an old paper that comes back after a new one was given out.

use crate::desk::{Desk, MOTION, fresh, plain, question};
use app::Who;
use e2e::http::Client;
use e2e::plant;
use estate::assembly::{Command as Assembly, Mark};
use estate::{Command, roll};
use hyper::StatusCode;
use units::{Capacity, Day, PersonId, UnitId};

fn grant(voter: u32, holder: u32) -> Assembly {
    Assembly::GrantProxy {
        motion: MOTION, voter, holder: plant::owner(holder), mandate: "委托书，本人签名".into()
    }
}

/// A vote that is open, and the owner of its first home at their phone.
async fn with_owner() -> (Desk, Client, String) {
    let mut desk = Desk::new().await;
    desk.voting(question()).await;
    desk.back().await;
    let mut owner = Client::new(desk.client.address());
    owner.sign_in(&desk.planted.owners[0]).await.unwrap();
    let csrf = owner.csrf(&desk.at("/matters/new")).await.unwrap();
    (desk, owner, csrf)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_sees_ends_and_has_used_a_mandate_on_the_page() {
    let (desk, mut owner, csrf) = with_owner().await;
    let home = owner.get(&desk.at("/home")).await.unwrap().body;
    assert!(home.contains("/m/2/proxy?voter=1") && plain(&home).contains("自己投不了"), "the way to it: {home}");
    desk.assembly(grant(1, 2)).await;
    // The ballot page says why there is none, and leads to the mandate.
    let ballot = owner.get(&desk.at("/m/2/ballot")).await.unwrap().body;
    assert!(ballot.contains("/m/2/proxy"), "{ballot}");
    let page = owner.get(&desk.at("/m/2/proxy")).await.unwrap().body;
    let said = plain(&page);
    assert!(said.contains("示例业主2代投") && said.contains("改请别人") && said.contains("第九百三十三条"), "{said}");
    let end = async |owner: &mut Client, desk: &Desk| {
        let id = fresh();
        let form = [("id", id.as_str()), ("csrf", csrf.as_str()), ("voter", "1")];
        owner.post(&desk.at("/m/2/proxy/end"), &form).await.unwrap()
    };
    assert_eq!(end(&mut owner, &desk).await.status, StatusCode::SEE_OTHER);
    let ballot = owner.get(&desk.at("/m/2/ballot")).await.unwrap().body;
    assert!(ballot.contains("弃权"), "the ballot is the owner's again: {ballot}");

    // Given again and used: the first ballot counts, and the page says so.
    desk.assembly(grant(1, 2)).await;
    let cast = Assembly::Cast { motion: MOTION, voter: 1, marks: vec![Mark::Approve] };
    desk.act(Who::person(plant::owner(2), Capacity::Owner), Command::Assembly(cast)).await;
    let refused = end(&mut owner, &desk).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = plain(&refused.body);
    assert!(said.contains("解除委托也改不了这张票") && said.contains("已经替您投了"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clerk_ends_a_mandate_by_a_signed_paper() {
    let (mut desk, ..) = with_owner().await;
    desk.assembly(grant(2, 1)).await;
    let page = "/desk/proxies/2/end";
    desk.refused(page, &[("end_door", "1-1-102"), ("why", " ")], &["该写的地方还没写"]).await;
    desk.refused(page, &[("end_door", "9-9-999"), ("why", "解除书")], &["名册里没有"]).await;
    desk.refused(page, &[("end_door", "1-1-101"), ("why", "解除书")], &["现在没有委托别人"]).await;
    desk.done(page, &[("end_door", "1-1-102"), ("why", "解除书签了名，存居委会")]).await;
    let said = plain(&desk.get("/desk/proxies/2").await);
    assert!(said.contains("解除：解除书签了名，存居委会"), "it stays on record: {said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_sale_the_mandate_is_over_and_the_buyer_gives_one() {
    let (mut desk, ..) = with_owner().await;
    desk.assembly(grant(3, 2)).await;
    let owners = vec![roll::RowOwner { name: "示例买家".into(), phone: None, id_tail: Some("7777".into()) }];
    let on: Day = desk.day(0, 8).day();
    let sale =
        roll::Transfer { unit: UnitId(3), owners, on, basis: "不动产权证".into(), tenure: roll::Tenure::Sold };
    desk.act(plant::clerk(), Command::Roll(roll::Command::Transfer(sale))).await;
    assert!(plain(&desk.get("/desk/proxies/2").await).contains("失效：不再是原来的业主"));
    let cast = || Command::Assembly(Assembly::Cast { motion: MOTION, voter: 3, marks: vec![Mark::Approve] });
    let holder = Who::person(plant::owner(2), Capacity::Owner);
    assert!(desk.planted.act(holder, cast()).await.is_err(), "the seller's word is over");
    let newest = |v: &app::EstateView<'_>| *v.estate.bodies.persons.last_key_value().unwrap().0;
    let buyer: PersonId = desk.planted.app.estate(desk.planted.estate, newest).await.unwrap();
    let seller = Who::person(plant::owner(3), Capacity::Owner);
    assert!(desk.planted.act(seller, Command::Assembly(grant(3, 2))).await.is_err());
    desk.act(Who::person(buyer, Capacity::Owner), Command::Assembly(grant(3, 2))).await;
    desk.act(holder, cast()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ballots_come_only_with_the_press_that_writes_it_down() {
    let (mut desk, ..) = with_owner().await;
    let code = |v: &app::EstateView<'_>| v.estate.assembly.get(MOTION).unwrap().paper_codes()[0].1.to_owned();
    let code = desk.planted.app.estate(desk.planted.estate, code).await.unwrap();
    let grouped = format!("{} {}", &code[..4], &code[4..]);
    let before = desk.get("/m/2/papers?building=1").await;
    assert!(plain(&before).contains("还没有印过") && !before.contains(&grouped) && !before.contains(&code));
    let (id, csrf) = (fresh(), desk.csrf.clone());
    let form = [("id", id.as_str()), ("csrf", csrf.as_str()), ("building", "1")];
    for _ in 0..2 {
        // Loaded anew it is the same printing.
        let sheet = desk.client.post(&desk.at("/m/2/papers"), &form).await.unwrap();
        assert!(sheet.status == StatusCode::OK && sheet.body.contains(&grouped));
    }
    let said = plain(&desk.get("/m/2/papers").await);
    assert!(said.matches("印了20张").count() == 1 && said.contains("再印一次"), "{said}");
    desk.refused("/m/2/papers", &[("building", "77")], &["没有参加这次表决的房子"]).await;
    desk.post("/m/2/papers", &[("building", "1")]).await;
    let sheet = plain(&desk.get("/m/2/box/sheet").await);
    assert!(sheet.contains("40张（分2次，要20张）"), "{sheet}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_paper_after_a_new_one_is_kept_and_explained() {
    let (mut desk, ..) = with_owner().await;
    let code = |v: &app::EstateView<'_>| v.estate.assembly.get(MOTION).unwrap().paper_codes()[4].1.to_owned();
    let old = desk.planted.app.estate(desk.planted.estate, code).await.unwrap();
    let replace = Assembly::ReplacePaper { motion: MOTION, unit: UnitId(5), why: "说是丢了".into() };
    desk.assembly(replace).await;
    let page = format!("/desk/papers/2?code={old}");
    let said = plain(&desk.get(&page).await);
    assert!(said.contains("票号已经作废") && said.contains("说是丢了") && said.contains("收下另存，不计票"), "{said}");
    desk.done("/desk/papers/2/receive", &[("code", &old)]).await;
    let said = plain(&desk.get(&page).await);
    assert!(said.contains("这张旧票") && said.contains("截止以前交新票"), "{said}");
    desk.refused("/desk/papers/2/receive", &[("code", &old)], &["登记过"]).await;
    let sheet = plain(&desk.get("/m/2/box/sheet").await);
    assert!(sheet.contains("收到1张：计票0张，后到不计0张；作废票号不计：1张，其中1户没有别的票"), "{sheet}");
    // The new one counts as any.
    let new = desk.planted.app.estate(desk.planted.estate, code).await.unwrap();
    desk.done("/desk/papers/2/receive", &[("code", &new)]).await;
    desk.done("/desk/papers/2/read", &[("code", &new), ("item-0", "approve")]).await;
    let sheet = plain(&desk.get("/m/2/box/sheet").await);
    assert!(sheet.contains("收到2张：计票1张，后到不计0张；作废票号不计：1张。"), "{sheet}");
}
