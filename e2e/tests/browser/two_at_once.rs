//! Hasty fingers, two tabs, two phones, a session that ends in the middle: one ballot, plain words, nothing lost.

use crate::browser::Browser;
use crate::planted::{HUSBAND, Place, WIFE};

/// From the ballot to the page that is checked once more.
async fn to_check(browser: &Browser, estate: &str, place: &Place, answer: &str) {
    browser.go(&format!("{estate}/m/{}/ballot", place.states.voting)).await;
    browser.pick("item-0", answer).await;
    browser.pick("item-1", "o0").await;
    browser.pick("item-2-o2", "yes").await;
    browser.press("下一步，核对一遍").await;
    browser.sees("核对一遍，再交").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_home_has_one_ballot() {
    let Some(place) = Place::plant("two_at_once").await else { return };
    let estate = place.estate();

    // Pressed twice before the answer is there.
    let hasty = place.house.browser("hasty").await;
    hasty.sign_in(&place.planted.owners[0]).await;
    to_check(&hasty, &estate, &place, "approve").await;
    let before = place.ballots().await;
    let form = "return new URLSearchParams(new FormData(document.querySelector('main form'))).toString()";
    let form = hasty.js(form, Vec::new()).await;
    let twice = "const b = [...document.querySelectorAll('main button')].find((b) => b.innerText.includes('交票')); \
                 b.click(); b.click();";
    hasty.js(twice, Vec::new()).await;
    hasty.sees("票已收到").await;
    assert_eq!(place.ballots().await, before + 1);
    // Sent once more all the same, as a browser does that lost the answer: the same receipt.
    let again = "const [to, body, done] = arguments; fetch(to, { method: 'POST', body, headers: \
                 { 'Content-Type': 'application/x-www-form-urlencoded' } }).then((a) => done(a.url))";
    let to = format!("{estate}/m/{}/ballot/cast", place.states.voting).into();
    let receipt = hasty.client.execute_async(again, vec![to, form]).await.unwrap();
    assert!(receipt.as_str().unwrap().ends_with(&hasty.at().await), "{receipt}");
    assert_eq!(place.ballots().await, before + 1);
    hasty.close().await;

    // Two tabs of one owner.
    let tabs = place.house.browser("tabs").await;
    tabs.sign_in(&place.planted.owners[2]).await;
    to_check(&tabs, &estate, &place, "approve").await;
    let first = tabs.client.window().await.unwrap();
    let second = tabs.client.new_window(true).await.unwrap().handle;
    tabs.client.switch_to_window(second).await.unwrap();
    to_check(&tabs, &estate, &place, "against").await;
    tabs.press("交票").await;
    tabs.sees("票已收到").await;
    tabs.client.switch_to_window(first).await.unwrap();
    tabs.press("交票").await;
    tabs.sees("这一户的票已经收到").await;
    tabs.picture("second-tab").await;
    assert_eq!(place.ballots().await, before + 2);
    tabs.close().await;

    couple(&place, &estate).await;
    assert_eq!(place.ballots().await, before + 3);
}

/// Two own one home, each at a phone: both stand before the last button.
async fn couple(place: &Place, estate: &str) {
    let phones = [place.house.browser("wife").await, place.house.browser("husband").await];
    let couple = [(WIFE, "qi", "示例妻", "7301"), (HUSBAND, "fu", "示例夫", "7302")];
    for (phone, (person, login, name, tail)) in phones.iter().zip(couple) {
        phone.screen(360, 740).await;
        phone.join(estate, &place.slip(person).await, login).await;
        phone.go(&format!("{estate}/m/{}/ballot", place.states.voting)).await;
        phone.match_with_roll(name, tail).await;
        phone.sees("示例候选人甲").await;
        to_check(phone, estate, place, "approve").await;
    }
    let [wife, husband] = phones;
    tokio::join!(wife.press("交票"), husband.press("交票"));
    let (one, other) = (wife.text().await, husband.text().await);
    let counted = [&one, &other].iter().filter(|t| t.contains("票已收到")).count();
    let told = [&one, &other].iter().filter(|t| t.contains("这一户的票已经收到")).count();
    assert_eq!((counted, told), (1, 1), "{one}\n{other}");
    let late = if one.contains("票已收到") { &husband } else { &wife };
    late.picture("came-second").await;
    late.go(&format!("{estate}/home")).await;
    late.sees("手机投票").await;
    for phone in [wife, husband] {
        phone.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_ended_comes_back_to_the_same_step() {
    let Some(place) = Place::plant("session").await else { return };
    let estate = place.estate();
    let minutes = |n: i64| place.house.clock.set(place.house.clock.now().plus_ms(n * 60_000));

    let owner = place.house.browser("owner").await;
    owner.screen(360, 740).await;
    owner.sign_in(&place.planted.owners[0]).await;
    owner.go(&format!("{estate}/m/{}/ballot", place.states.voting)).await;
    owner.pick("item-0", "against").await;
    owner.pick("item-1", "o1").await;
    owner.pick("item-2-o0", "yes").await;
    minutes(31);
    owner.press("下一步，核对一遍").await;
    owner.sees("您写的都还在").await;
    owner.picture("session-ended").await;
    let who = &place.planted.owners[0];
    owner.fill_all(&[("login", &who.login), ("password", "不是这个密码")]).await;
    owner.press("登录").await;
    owner.sees("登录名或密码不对").await;
    owner.fill_all(&[("login", &who.login), ("password", &who.password)]).await;
    owner.press("登录").await;
    owner.picture("go-on").await;
    owner.press("接着办").await;
    owner.sees("核对一遍，再交").await;
    for words in ["反对", "示例候选人乙", "示例候选人甲"] {
        owner.sees(words).await;
    }
    let before = place.ballots().await;
    owner.press("交票").await;
    owner.sees("票已收到").await;
    assert_eq!(place.ballots().await, before + 1);
    owner.close().await;

    // A clerk in the middle of writing; and a language changed where only a form leads.
    let clerk = place.house.browser("clerk").await;
    clerk.sign_in(&place.planted.clerks[0]).await;
    clerk.go(&format!("{estate}/matters/{}", place.matter)).await;
    clerk.fill("text", "工人说：下周一来，\n带梯子。").await;
    minutes(31);
    clerk.press("记上去").await;
    let who = &place.planted.clerks[0];
    clerk.fill_all(&[("login", &who.login), ("password", &who.password)]).await;
    clerk.press("登录").await;
    clerk.press("接着办").await;
    clerk.sees("带梯子").await;
    assert!(clerk.at().await.ends_with(&place.matter.to_string()));
    clerk.go(&format!("{estate}/desk/people/2/appoint")).await;
    assert!(clerk.at().await.ends_with("/desk/people/2"), "one step up: {}", clerk.at().await);
    clerk.close().await;
}
