//! From door to door at 360 px: six hundred doors without script; with it two taps a door, a network that goes, a browser
//! that is closed, and every press recorded once.

use crate::browser::{Browser, Driver};
use crate::house::House;
use e2e::plant::{self, Planted, SignIn, Size, Where, clerk};
use estate::assembly::{Attempt, Outcome, Way};
use estate::{Command, bodies};
use fantoccini::key::Key;
use serde_json::json;
use std::time::Duration;
use units::{Capacity, PersonId, UnitId};

const HOMES: u32 = 600;

struct Walk {
    house: House,
    planted: Planted,
    walker: SignIn,
    page: String,
}

impl Walk {
    async fn plant(test: &str) -> Option<Self> {
        let driver = Driver::start(test).await?;
        let data = tempfile::tempdir().unwrap();
        let place = Where { dir: data.path(), database_url: None };
        let planted = plant::plant(place, Size { homes: HOMES, accounts: 0 }).await;
        let person = PersonId(HOMES + 4);
        let (kind, contact) = (bodies::PersonKind::Natural, bodies::Contact::default());
        let register = bodies::Register { kind, name: "示例上门员".into(), contact };
        let (capacity, from) = (Capacity::Canvasser, planted.clock.now().day());
        let appoint = bodies::Appoint { person, capacity, part: None, from, until: None };
        for command in [bodies::Command::Register(register), bodies::Command::Appoint(appoint)] {
            planted.act(clerk(), Command::Bodies(command)).await.unwrap();
        }
        let walker = planted.open_account(person).await;
        let page = format!("/e/{}/m/{}/canvass", planted.estate, planted.motion);
        let house = House::over(driver, planted.app.clone(), planted.clock.clone(), Some(data)).await;
        Some(Self { house, planted, walker, page })
    }

    async fn attempts(&self, unit: u32) -> Vec<Attempt> {
        let motion = self.planted.motion;
        let of = |v: &app::EstateView<'_>| v.estate.assembly.get(motion).unwrap().attempts_on(UnitId(unit)).to_vec();
        self.planted.app.estate(self.planted.estate, of).await.unwrap()
    }

    /// Waits until so many attempts stand on a unit.
    async fn recorded(&self, unit: u32, n: usize) -> Vec<Attempt> {
        for _ in 0..200 {
            let found = self.attempts(unit).await;
            if found.len() >= n {
                assert_eq!(found.len(), n, "unit {unit}: {found:?}");
                return found;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("unit {unit} has {} attempts, not {n}", self.attempts(unit).await.len());
    }

    async fn phone(&self, name: &str) -> Browser {
        let phone = self.house.browser(name).await;
        phone.screen(360, 740).await;
        phone
    }
}

/// One tap opens a door, the second records.
async fn two_taps(phone: &Browser, unit: u32, outcome: &str) {
    let open = format!("document.querySelector('#u{unit}').open");
    if phone.js(&format!("return {open}"), Vec::new()).await != true {
        phone.tap(&format!("#u{unit} summary")).await;
    }
    phone.tap(&format!("#u{unit} button[value={outcome}]")).await;
}

/// Waits until the page says so no more.
async fn gone(phone: &Browser, words: &str) {
    for _ in 0..100 {
        if !phone.text().await.contains(words) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    phone.sees_no(words).await;
}

/// Takes the phone's network away, and what is on its way with it, for as long as this page stands.
async fn offline(phone: &Browser) {
    phone.devtools("Network.enable", json!({})).await;
    let lost = json!({ "offline": true, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    phone.devtools("Network.emulateNetworkConditions", lost).await;
    phone.js("window.fetch = () => Promise.reject(new TypeError('no network'))", Vec::new()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_network_and_a_closed_browser_lose_nothing_and_double_nothing() {
    let Some(walk) = Walk::plant("canvass").await else { return };
    let phone = walk.phone("phone").await;
    phone.sign_in(&walk.walker).await;
    phone.go(&walk.page).await;
    phone.sees("谁跟您一起去").await;
    phone.sees("还差400户").await;
    phone.picture("choose-second").await;
    let shut = phone.js("return document.querySelectorAll('details.door').length", Vec::new()).await;
    assert_eq!(shut, 0, "no door opens before there are two names");
    phone.pick("with", "2").await;
    phone.press("开始").await;
    phone.sees("换人、换送法").await;
    let page = phone.at().await;

    two_taps(&phone, 1, "served").await;
    let first = walk.recorded(1, 1).await.remove(0);
    assert_eq!((first.way, first.outcome, first.with), (Way::InPerson, Outcome::Served, Some(PersonId(2))));
    assert!(first.said.is_some(), "the phone says when it was");
    phone.sees("已经记下").await;
    phone.picture("two-taps").await;

    // The keyboard's “go” in the note records nothing: nobody said what came of the visit.
    phone.js("document.querySelector('#u2 [name=proof]').focus()", Vec::new()).await;
    phone.type_text("示例：门卫说出国了").await;
    phone.type_key(Key::Enter).await;
    let kept = phone.js("return Object.values(localStorage).join('').includes('出国')", Vec::new()).await;
    assert_eq!((kept, phone.at().await), (json!(false), page.clone()));

    offline(&phone).await;
    // The next door stands open already; a note goes along.
    for unit in 2..=4 {
        phone
            .js(&format!("document.querySelector('#u{unit} [name=proof]').value = '示例：门卫代收'"), Vec::new())
            .await;
        two_taps(&phone, unit, if unit == 4 { "tenant" } else { "unreachable" }).await;
    }
    phone.sees("这部手机上留着3条").await;
    phone.picture("offline").await;
    assert_eq!(walk.attempts(2).await.len(), 0);
    phone.close().await;

    // Opened again: what was kept goes out.
    let phone = walk.phone("phone").await;
    phone.go(&page).await;
    if phone.at().await.starts_with("/sign-in") || phone.text().await.contains("登录") {
        phone.sign_in(&walk.walker).await;
        phone.go(&page).await;
    }
    for unit in 2..=4 {
        let sent = walk.recorded(unit, 1).await.remove(0);
        assert_eq!(sent.proof.as_ref().and_then(|p| p.get()).map(String::as_str), Some("示例：门卫代收"));
    }
    gone(&phone, "这部手机上留着").await;
    assert_eq!(walk.attempts(4).await[0].outcome, Outcome::Tenant);

    // The answer is lost after the record has it: the same press again is the same record.
    let lose = "const real = window.fetch; window.lost = 0; window.fetch = async (...a) => { \
        const answer = await real(...a); if (window.lost++ < 2) throw new TypeError('lost'); return answer; }";
    phone.js(lose, Vec::new()).await;
    two_taps(&phone, 5, "refused").await;
    walk.recorded(5, 1).await;
    phone.sees("这部手机上留着1条").await;
    for _ in 0..3 {
        phone.js("dispatchEvent(new Event('online'))", Vec::new()).await;
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    gone(&phone, "这部手机上留着").await;
    assert_eq!(walk.attempts(5).await.len(), 1, "never twice");

    // What the rules refuse is said, and stays until somebody decides.
    phone.go(&format!("{}?with=999", walk.page)).await;
    two_taps(&phone, 7, "served").await;
    phone.sees("没有第999号这个人").await;
    phone.picture("refused").await;
    phone.press("不要了").await;
    gone(&phone, "这部手机上留着").await;
    assert_eq!(walk.attempts(7).await.len(), 0);
    phone.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn six_hundred_doors_without_script_and_on_paper() {
    let Some(walk) = Walk::plant("canvass_plain").await else { return };
    let phone = walk.phone("plain").await;
    phone.without_scripts().await;
    phone.sign_in(&walk.walker).await;
    phone.go(&format!("{}?with=2", walk.page)).await;
    let found = phone
        .js(
            "return [document.querySelectorAll('details.door').length, document.documentElement.scrollWidth, \
             document.documentElement.scrollHeight > 20000]",
            Vec::new(),
        )
        .await;
    assert_eq!(found, json!([HOMES, 360, true]), "six hundred doors, and nothing sideways");
    two_taps(&phone, 600, "vacant").await;
    walk.recorded(600, 1).await;
    assert!(phone.at().await.contains("with=2"), "the round goes on: {}", phone.at().await);
    phone.tap("#u600 summary").await;
    phone.press("撤回上一条").await;
    phone.tap("#u600 summary").await;
    phone.sees("（已撤回）").await;
    assert!(walk.attempts(600).await[0].back.is_some());

    phone.go(&walk.page.replace("/canvass", "/walk?building=2")).await;
    phone.sees("走访单：2号楼1单元").await;
    phone.picture("walking-sheet").await;
    let printed = phone.devtools("Page.printToPDF", json!({ "preferCSSPageSize": true })).await;
    assert!(printed["data"].as_str().is_some_and(|d| d.len() > 10_000));
    phone.close().await;
}
