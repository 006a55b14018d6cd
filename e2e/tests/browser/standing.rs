//! A slip opens an account, not a vote: an owner is matched with the roll by digits, by telephone, before two clerks; and
//! whoever is refused is told the paper way at once.

use crate::planted::{Place, UNMATCHED};
use e2e::plant::{self, clerk};
use estate::{Command, roll};

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_is_matched_before_the_first_ballot() {
    let Some(place) = Place::plant("standing").await else { return };
    let (estate, voting) = (place.estate(), place.states.voting);
    let ballot = format!("{estate}/m/{voting}/ballot");
    let mut row = plant::home(UNMATCHED);
    row.owners[0].phone = Some("13800000066".into());
    place.planted.act(clerk(), Command::Roll(roll::Command::Record(row))).await.unwrap();
    let outbox = tempfile::tempdir().unwrap();
    let codes = place.codes(outbox.path()).await;

    let owner = place.house.browser("owner").await;
    owner.screen(360, 740).await;
    owner.sign_in(&place.unmatched).await;
    owner.go(&ballot).await;
    owner.sees("还没核对您是不是名册上的业主").await;
    owner.sees("纸质票一样算").await;
    owner.picture("refused").await;
    owner.match_with_roll("别人", "0066").await;
    owner.sees("还能试4次").await;
    owner.picture("wrong-digits").await;

    // The telephone on the roll: the code goes out by the adapter, and nowhere else.
    owner.sees("138＊＊＊＊0066").await;
    owner.press("发号码").await;
    owner.sees("收到的6位号码").await;
    assert_eq!(place.planted.app.tell(&codes).await.unwrap().delivered, 1);
    let sent = std::fs::read_dir(outbox.path().join("sms")).unwrap().next().unwrap().unwrap().path();
    let sent: serde_json::Value = serde_json::from_slice(&std::fs::read(sent).unwrap()).unwrap();
    assert_eq!((sent["lane"].as_str(), sent["to"].as_str()), (Some("code"), Some("13800000066")));
    let code = sent["lines"][0]["what"].as_str().unwrap();
    assert!(sent["text"].as_str().unwrap().contains(code), "{sent}");
    owner.fill("code", if code == "111111" { "222222" } else { "111111" }).await;
    owner.tap("form[action$='/match/code'] button").await;
    owner.sees("还能试4次").await;
    owner.fill("code", code).await;
    owner.picture("code").await;
    owner.tap("form[action$='/match/code'] button").await;
    owner.sees("示例候选人甲").await;
    assert_eq!(owner.at().await, ballot);
    owner.go(&format!("{estate}/match")).await;
    owner.sees("登记的电话").await;
    owner.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn before_two_clerks_and_for_an_owner_who_cannot_come() {
    let Some(place) = Place::plant("standing_desk").await else { return };
    let estate = place.estate();
    let clerks = [place.house.browser("first").await, place.house.browser("second").await];
    for (desk, who) in clerks.iter().zip(&place.planted.clerks) {
        desk.without_scripts().await;
        desk.sign_in(who).await;
        desk.go(&format!("{estate}/desk/standing")).await;
        desk.fill_all(&[("name", "没有这个人"), ("paper", "身份证原件")]).await;
        desk.press("记下").await;
        desk.sees("没有这个姓名的人").await;
        // The owner of home 1 holds an account, and speaks for home 72, whose owner has died.
        desk.fill_all(&[("name", "示例业主1"), ("door", "2-3-602")]).await;
        desk.pick("case", "public-housing").await;
        desk.press("记下").await;
        desk.sees("不是直管公房").await;
        desk.pick("case", "heirs").await;
        desk.press("记下").await;
        desk.picture("recorded").await;
    }
    let [first, second] = clerks;
    second.sees("业主去世了").await;
    second.sees("现在没有人等第二位核对").await;
    second.close().await;
    first.go(&format!("{estate}/desk/standing")).await;
    first.sees("结束").await;
    // By unit, turnout is the appointed canvassers': a clerk who is none is told who may.
    for page in ["turnout?building=1", "canvass", "walk"] {
        first.go(&format!("{estate}/m/{}/{page}", place.states.voting)).await;
        assert_eq!(first.status().await, 403, "{page}");
        first.sees("上门人员").await;
    }
    first.close().await;
    let owner = place.house.browser("heir").await;
    owner.sign_in(&place.planted.owners[0]).await;
    owner.go(&format!("{estate}/m/{}/ballot?voter=72", place.states.voting)).await;
    owner.sees("2号楼3单元").await;
    owner.close().await;
}
