//! A helper acts with an owner, openly: named by a code, confirmed by a code to the owner's own telephone, listed for the
//! owner, ended with one press; and the same at the desk, for an owner without a telephone.

use crate::browser::{Browser, PASSWORD};
use crate::planted::{HELPED, Place};
use app::Who;
use e2e::plant::{self, SignIn, clerk};
use estate::{Command, roll};
use serde_json::Value;
use std::path::Path;
use units::{Capacity, HelpId};

/// All three questions of the open motion.
async fn fill_in(helper: &Browser) {
    helper.follow("一起填票").await;
    helper.sees("照业主说的填").await;
    helper.press("下一步，核对一遍").await;
    helper.sees("这一项还没选").await;
    helper.pick("item-0", "against").await;
    helper.pick("item-1", "none").await;
    helper.pick("item-2-o0", "yes").await;
    helper.press("下一步，核对一遍").await;
    helper.sees("念给业主听").await;
    helper.sees("示例候选人甲").await;
}

/// The message with a code, as the adapter wrote it.
fn code_sent(outbox: &Path) -> Value {
    let files = std::fs::read_dir(outbox.join("sms")).unwrap().map(|f| std::fs::read(f.unwrap().path()).unwrap());
    let mut messages = files.map(|text| serde_json::from_slice::<Value>(&text).unwrap());
    messages.find(|m| m["lane"] == "code").expect("a code")
}

async fn shown(browser: &Browser, what: &str) -> String {
    let script = format!("return [...document.querySelectorAll('main {what}')].at(-1).textContent.trim()");
    browser.js(&script, Vec::new()).await.as_str().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_names_a_helper_who_fills_in_what_the_owner_confirms() {
    let Some(place) = Place::plant("helping").await else { return };
    let (estate, voting) = (place.estate(), place.states.voting);
    let mut row = plant::home(3);
    row.owners[0].phone = Some("13800000003".into());
    place.planted.act(clerk(), Command::Roll(roll::Command::Record(row))).await.unwrap();
    let outbox = tempfile::tempdir().unwrap();
    let codes = place.codes(outbox.path()).await;

    let owner = place.house.browser("owner").await;
    owner.screen(360, 740).await;
    owner.sign_in(&place.planted.owners[2]).await;
    owner.go(&format!("{estate}/home")).await;
    owner.sees("现在没有人协助您").await;
    owner.follow("协助人，找人帮忙").await;
    owner.press("要一个号码").await;
    owner.sees("还没选是业主的什么人").await;
    owner.pick("relation", "family").await;
    owner.press("要一个号码").await;
    owner.sees("把这个号码告诉他").await;
    owner.picture("code").await;
    let code = shown(&owner, ".mono").await;

    let helper = place.house.browser("daughter").await;
    helper.without_scripts().await;
    helper.screen(360, 740).await;
    helper.go(&format!("{estate}/help")).await;
    helper.fill_all(&[("code", "0000 0000 0000"), ("name", "示例女儿"), ("phone", "13900000033")]).await;
    helper.fill_all(&[("login", "nver"), ("password", PASSWORD)]).await;
    helper.press("开始协助").await;
    helper.sees("没有这个号码").await;
    helper.fill_all(&[("code", &code), ("password", PASSWORD)]).await;
    helper.press("开始协助").await;
    helper.sees("您现在协助").await;
    // She is nobody here but a helper, and finds her way from her account.
    helper.go("/account").await;
    helper.follow("我协助的业主").await;
    helper.follow("示＊＊＊3").await;
    helper.sees("只给您和业主看").await;
    helper.picture("with-owner").await;

    fill_in(&helper).await;
    helper.picture("check").await;
    helper.press("发号码给业主").await;
    helper.sees("请业主听清楚选了什么").await;
    assert_eq!(place.planted.app.tell(&codes).await.unwrap().delivered, 1);
    let sent = code_sent(outbox.path());
    assert_eq!(sent["to"].as_str(), Some("13800000003"));
    let text = sent["text"].as_str().unwrap();
    assert!(
        text.contains("示例女儿") && text.contains("充电棚和换届"),
        "the message says what the code is for: {text}"
    );
    let code = sent["lines"][0]["what"].as_str().unwrap();
    let before = place.ballots().await;
    helper.fill("code", if code == "111111" { "222222" } else { "111111" }).await;
    helper.press("业主确认了，交票").await;
    helper.sees("还能试4次").await;
    helper.picture("wrong-code").await;
    assert_eq!(place.ballots().await, before, "not the owner's word");
    helper.fill("code", code).await;
    helper.press("业主确认了，交票").await;
    helper.sees("票已收到").await;
    helper.picture("received").await;
    assert_eq!(place.ballots().await, before + 1);
    helper.go(&format!("{estate}/help/2/m/{voting}")).await;
    helper.sees("没有等这位业主投的票").await;

    owner.go(&format!("{estate}/home")).await;
    owner.sees("交了“充电棚和换届”的票").await;
    owner.sees("示例女儿协助填写").await;
    owner.picture("home").await;
    owner.press("结束协助").await;
    owner.sees("现在没有人协助您").await;
    owner.sees("号码输错了一次").await;
    owner.picture("ended").await;
    helper.go(&format!("{estate}/help/2")).await;
    helper.sees("协助已经结束了").await;
    assert_eq!(helper.status().await, 422);
    helper.close().await;
    owner.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn at_the_desk_for_an_owner_without_a_telephone() {
    let Some(place) = Place::plant("helping_desk").await else { return };
    let (estate, voting) = (place.estate(), place.states.voting);
    let door = plant::home(68).door.to_string();
    let desk = place.house.browser("desk").await;
    desk.without_scripts().await;
    desk.sign_in(&place.planted.clerks[2]).await;
    desk.go(&format!("{estate}/desk/helpers/form?door={door}")).await;
    desk.sees("授权协助单").await;
    desk.sees("示例业主68").await;
    desk.picture("form").await;
    desk.go(&format!("{estate}/desk/helpers")).await;
    desk.fill_all(&[("door", &*door), ("owner_name", "示例业主69"), ("name", "示例志愿者")]).await;
    desk.pick("relation", "volunteer").await;
    desk.press("登记").await;
    desk.sees("没有这个姓名").await;
    desk.fill_all(&[("owner_name", "示例业主68"), ("phone", "13900000068"), ("paper", "示例授权协助单，柜子3号")])
        .await;
    desk.press("登记").await;
    desk.sees("示例志愿者协助示例业主68").await;
    desk.sees("去印邀请条").await;
    let volunteer = place.planted.app.estate(place.planted.estate, |v| {
        v.estate.helps_standing(v.today()).find(|(_, h)| h.owner == plant::owner(68)).map(|(_, h)| h.helper)
    });
    let volunteer: SignIn = place.planted.open_account(volunteer.await.unwrap().unwrap()).await;

    let helper = place.house.browser("volunteer").await;
    helper.sign_in(&volunteer).await;
    helper.go(&format!("{estate}/help/2")).await;
    fill_in(&helper).await;
    helper.press("到居委会确认").await;
    helper.sees("票的数字").await;
    let number = shown(&helper, ".mono").await;
    helper.press("业主确认了，交票").await;
    helper.sees("业主还没有确认").await;
    helper.picture("waits").await;

    desk.go(&format!("{estate}/desk/helpers")).await;
    desk.sees(&number).await;
    desk.sees_no("示例候选人甲").await;
    desk.picture("confirm").await;
    desk.press("业主本人确认了").await;
    desk.sees("该写的地方还没写").await;
    desk.fill("seen-2", "身份证原件").await;
    desk.press("业主本人确认了").await;
    desk.sees("确认过了").await;
    let before = place.ballots().await;
    helper.press("业主确认了，交票").await;
    helper.sees("票已收到").await;
    assert_eq!(place.ballots().await, before + 1);

    // The owner reads on paper, and has it ended.
    desk.go(&format!("{estate}/desk/helpers/{}/sheet", plant::owner(68))).await;
    desk.sees("业主当面确认了“充电棚和换届”的票").await;
    desk.picture("sheet").await;
    desk.go(&format!("{estate}/desk/helpers")).await;
    desk.tap("form[action$='/desk/helpers/end']:has(input[value='2']) button").await;
    desk.sees_no("示例志愿者协助示例业主68").await;
    helper.go(&format!("{estate}/help/2")).await;
    helper.sees("协助已经结束了").await;
    helper.close().await;

    // Another helper leaves by themselves; whoever is no owner of the home cannot end it as themselves.
    let end = estate::helping::Command::End { help: HelpId(1) };
    let as_themselves = Who::person(plant::owner(1), Capacity::Owner);
    assert!(place.planted.act(as_themselves, Command::Helping(end)).await.is_err());
    let neighbour = place.house.browser("neighbour").await;
    neighbour.sign_in(&place.planted.owners[0]).await;
    neighbour.go(&format!("{estate}/help/1")).await;
    neighbour.press("结束协助").await;
    neighbour.sees("输入业主给的号码").await;
    let helps = |v: &app::EstateView<'_>| v.estate.helps(plant::owner(1), plant::owner(HELPED), v.today());
    assert!(!place.planted.app.estate(place.planted.estate, helps).await.unwrap());
    neighbour.close().await;

    // The public sees a sum, once it moves no more.
    let page = format!("{estate}/m/{voting}");
    desk.go(&page).await;
    desk.sees_no("协助人填写").await;
    place.planted.clock.set(place.planted.clock.now().plus_ms(60 * 24 * 60 * 60 * 1_000));
    desk.go(&page).await;
    desk.sees("其中1张票由协助人填写").await;
    desk.close().await;
}
