//! Without any script: a ballot, an import with its way back, a motion with two questions, a paper that is read.

use crate::planted::{Place, code};

#[tokio::test(flavor = "multi_thread")]
async fn everything_works_without_script() {
    let Some(place) = Place::plant("no_script").await else { return };
    let (estate, voting) = (place.estate(), place.states.voting);

    let owner = place.house.browser("owner").await;
    owner.without_scripts().await;
    owner.screen(360, 740).await;
    owner.sign_in(&place.planted.owners[0]).await;
    owner.go(&format!("{estate}/home")).await;
    owner.press("去投票").await;
    let hidden = owner.js("return document.querySelector('[data-aloud]').hidden", Vec::new()).await;
    assert_eq!(hidden, true, "reading aloud needs the script, which does not run");
    owner.pick("item-0", "abstain").await;
    owner.pick("item-1", "none").await;
    owner.press("下一步，核对一遍").await;
    owner.sees("最多选2个").await;
    owner.pick("item-2-o0", "yes").await;
    owner.press("下一步，核对一遍").await;
    owner.sees("示例候选人甲").await;
    owner.press("返回改一改").await;
    owner.pick("item-2-o1", "yes").await;
    owner.press("下一步，核对一遍").await;
    owner.sees("示例候选人甲、示例候选人乙").await;
    owner.picture("check-three").await;
    let before = place.ballots().await;
    owner.press("交票").await;
    owner.sees("票已收到").await;
    assert_eq!(place.ballots().await, before + 1);
    owner.close().await;

    let clerk = place.house.browser("clerk").await;
    clerk.without_scripts().await;
    clerk.sign_in(&place.planted.clerks[2]).await;
    import(&clerk, &estate).await;

    clerk.go(&format!("{estate}/desk/motions/new?matter={}", place.matter)).await;
    clerk.pick("items.0.kind", "9").await;
    clerk.fill("items.0.title", "同意晚上十点关大门吗？").await;
    clerk.press("再加一个问题").await;
    clerk.sees("第2项，共2项").await;
    let first = clerk.js("return document.querySelector('[name=\"items.0.title\"]').value", Vec::new()).await;
    assert_eq!(first, "同意晚上十点关大门吗？", "what was typed is kept");
    clerk.pick("items.1.kind", "3").await;
    clerk
        .fill_all(&[("items.1.title", "选楼长"), ("items.1.options", "示例甲\n示例乙"), ("reading_place", "居委会")])
        .await;
    clerk.press("存下草稿").await;
    clerk.sees("还在起草").await;
    let motion = clerk.at().await;
    clerk.press("定下名册").await;
    // The home nobody knows anything about stands in the way, and is said by its door.
    clerk.sees("待核实").await;
    clerk.picture("freeze-refused").await;
    clerk.go(&format!("{estate}/desk/roll/{}", crate::planted::BARE)).await;
    clerk.press("撤下这一户").await;
    clerk.sees("已经从名册撤下").await;
    clerk.go(&motion).await;
    clerk.press("定下名册").await;
    clerk.sees("名册正在公示").await;
    clerk.press("发出通知").await;
    clerk.sees("还没有同时告知居民委员会").await;
    clerk.pick("told_committee", "yes").await;
    clerk.press("发出通知").await;
    clerk.sees("已经通知全体业主").await;

    let codes = code(&place.planted, voting, &[64]).await;
    clerk.go(&format!("{estate}/desk/papers/{voting}")).await;
    clerk.fill("code", &codes[0].to_lowercase()).await;
    clerk.press("看这张票").await;
    clerk.press("收下这张票").await;
    clerk.sees("票记好了").await;
    clerk.fill("code", &codes[0]).await;
    clerk.press("看这张票").await;
    clerk.pick("item-0", "approve").await;
    clerk.pick("item-1", "o2").await;
    // The third question is spoiled: more boxes than seats.
    clerk.pick("item-2-ground", "too-many-marks").await;
    clerk.press("记下这一遍").await;
    clerk.sees("您录过，等另一个人").await;
    clerk.close().await;
}

async fn import(clerk: &crate::browser::Browser, estate: &str) {
    let folder = tempfile::tempdir().unwrap();
    let sheet = folder.path().join("新楼.csv");
    std::fs::write(&sheet, "楼栋,单元,房号,登记面积,业主\n8,1,101,60.5,示例新业主\n8,1,102,71.25,示例新业主二\n")
        .unwrap();
    clerk.go(&format!("{estate}/desk/import")).await;
    clerk.attach("file", &sheet).await;
    clerk.press("读一遍看看").await;
    clerk.sees("新加2户").await;
    clerk.press("照这样导入").await;
    clerk.sees("8号楼").await;
    clerk.go(&format!("{estate}/desk/import")).await;
    clerk.press("整批撤回").await;
    clerk.sees("已撤回").await;
}
