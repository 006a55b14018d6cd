//! By keyboard alone: signing in, voting, larger type. Where the focus is can always be seen, and it goes through the
//! page in the page's order.

use crate::browser::Browser;
use crate::planted::Place;
use fantoccini::key::Key;
use serde_json::Value;

/// Where the focus is: its words, whether it can be seen, and whether it lies behind the place it was at before.
const FOCUS: &str = "
    const e = document.activeElement;
    const drawn = e.matches('.choice input') ? e.nextElementSibling : e;
    const style = getComputedStyle(drawn), box = drawn.getBoundingClientRect();
    const before = window.focusedBefore;
    window.focusedBefore = e;
    return {
        words: (drawn.innerText || e.name || e.tagName).replace(/[\\s\\u200b]/g, ''),
        name: e.name || '',
        ring: parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== 'none',
        inSight: box.top >= -1 && box.bottom <= innerHeight + 1 && box.left >= -1 && box.right <= innerWidth + 1,
        onward: !before || !before.isConnected || e === document.body
            || (before.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 || before === e,
    };
";

/// Presses Tab until the focus is on what says so, or bears the name.
async fn tab_to(browser: &Browser, words: &str) {
    let mut passed = Vec::new();
    for _ in 0..60 {
        browser.type_key(Key::Tab).await;
        let focus = browser.js(FOCUS, Vec::new()).await;
        let text = |key: &str| focus[key].as_str().unwrap_or_default().to_owned();
        assert_eq!(focus["onward"], Value::Bool(true), "back to {focus} after {passed:?}");
        assert_eq!(focus["ring"], Value::Bool(true), "no ring at {focus}");
        assert_eq!(focus["inSight"], Value::Bool(true), "out of sight: {focus}");
        if text("words") == words || text("name") == words {
            return;
        }
        passed.push(text("words"));
    }
    panic!("the focus never comes to “{words}”: {passed:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn by_keyboard_alone() {
    let Some(place) = Place::plant("keyboard").await else { return };
    let (estate, voting) = (place.estate(), place.states.voting);
    let who = &place.planted.owners[1];
    let browser = place.house.browser("keys").await;
    browser.screen(1280, 800).await;
    browser.go(&format!("{estate}/m/{voting}/ballot")).await;

    // Past the bar by the first key, and in.
    tab_to(&browser, "跳到正文").await;
    browser.type_key(Key::Enter).await;
    tab_to(&browser, "login").await;
    browser.type_text(&who.login).await;
    tab_to(&browser, "password").await;
    browser.type_text(&who.password).await;
    tab_to(&browser, "登录").await;
    browser.type_key(Key::Enter).await;
    browser.sees("您代表这一户投票").await;

    // Larger type, on the same page.
    tab_to(&browser, "大字").await;
    browser.type_key(Key::Enter).await;
    browser.sees("特大字").await;
    assert!(browser.at().await.ends_with("/ballot"));
    let mode = browser.js("return document.documentElement.dataset.mode", Vec::new()).await;
    assert_eq!(mode, "large");

    // Nothing chosen is said at the top, and the focus is there.
    tab_to(&browser, "下一步，核对一遍").await;
    browser.type_key(Key::Enter).await;
    browser.sees("有3处要改").await;
    let focus = browser.js("return document.activeElement.className", Vec::new()).await;
    assert_eq!(focus, "summary");
    tab_to(&browser, "item-0").await;
    browser.type_text(" ").await;
    browser.type_key(Key::Down).await;
    tab_to(&browser, "item-1").await;
    browser.type_text(" ").await;
    tab_to(&browser, "item-2-o1").await;
    browser.type_text(" ").await;
    tab_to(&browser, "下一步，核对一遍").await;
    browser.type_key(Key::Enter).await;
    browser.sees("核对一遍，再交").await;
    for words in ["反对", "示例候选人甲", "示例候选人乙"] {
        browser.sees(words).await;
    }
    let before = place.ballots().await;
    tab_to(&browser, "交票").await;
    browser.type_key(Key::Enter).await;
    browser.sees("票已收到").await;
    assert_eq!(place.ballots().await, before + 1);
    browser.close().await;
}
