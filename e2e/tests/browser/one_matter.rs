//! One matter from an empty folder to the announcement on the board, by the hands of everybody it takes: the street,
//! three clerks, owners on phones, an owner on paper, a passer-by. Nothing is planted; the clock is moved from notice
//! to vote to count. The other neighbours vote through the same pages without a browser, so that it passes.

use crate::browser::{Browser, PASSWORD};
use crate::house::House;
use calamine::{Reader as _, Xlsx};
use e2e::http::Client;
use e2e::plant::SignIn;
use rust_xlsxwriter::Workbook;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};

const HOMES: u32 = 40;

/// Last digits of the document of owner `n`.
fn tail(n: u32) -> String {
    format!("{n:04}")
}

/// Door and owner of home `n`, in two buildings of two stairwells.
fn home(n: u32) -> [String; 6] {
    let (building, i) = ((n - 1) / 20 + 1, (n - 1) % 20);
    let (stairwell, room) = (i / 10 + 1, format!("{}0{}", i % 10 / 2 + 1, i % 2 + 1));
    [
        building.to_string(),
        stairwell.to_string(),
        room,
        format!("{}.{:02}", 60 + n % 30, n),
        format!("示例业主{n}"),
        tail(n),
    ]
}

/// As a clerk fills the template: the columns they know, in the template's words.
fn fill(template: &[u8], path: &Path, homes: &[[String; 6]]) {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(template.to_vec())).unwrap();
    let (_, range) = book.worksheets().into_iter().next().unwrap();
    let (at, head) = range
        .rows()
        .enumerate()
        .find(|(_, row)| row.iter().any(|c| c.to_string().starts_with("楼栋")))
        .expect("the template has a head row");
    let column = |name: &str| head.iter().position(|c| c.to_string().starts_with(name)).expect(name) as u16;
    let columns = ["楼栋", "单元", "房号", "登记面积", "业主", "证件号后四位"].map(column);
    let mut sheet = Workbook::new();
    let page = sheet.add_worksheet();
    for (i, cell) in head.iter().enumerate() {
        page.write(at as u32, i as u16, cell.to_string()).unwrap();
    }
    for (i, home) in homes.iter().enumerate() {
        for (column, value) in columns.iter().zip(home) {
            page.write((at + 1 + i) as u32, *column, value).unwrap();
        }
    }
    sheet.save(path).unwrap();
}

/// Names and codes on a page of slips.
async fn slips(browser: &Browser) -> BTreeMap<String, String> {
    let script = "return [...document.querySelectorAll('.invite')].map((s) => \
        [s.querySelector('p').innerText.trim().split(' ').pop(), s.querySelector('.ballot-code').innerText])";
    for _ in 0..100 {
        let found = browser.js(script, Vec::new()).await;
        let found: BTreeMap<String, String> =
            serde_json::from_value::<Vec<(String, String)>>(found).unwrap().into_iter().collect();
        if !found.is_empty() {
            return found;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("no slips on {}", browser.at().await);
}

/// Comes back after days: the session is over, so they sign in and stand where they wanted to be.
async fn back_at(browser: &Browser, login: &str, path: &str) {
    browser.go(path).await;
    browser.follow("登录").await;
    browser.fill_all(&[("login", login), ("password", PASSWORD)]).await;
    browser.press("登录").await;
    for _ in 0..200 {
        if browser.at().await.starts_with(path) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{} instead of {path}", browser.at().await);
}

/// A neighbour votes through the same pages, without a browser.
async fn neighbour(address: &str, estate: &str, code: &str, n: u32, answer: &str) {
    let mut phone = Client::new(address);
    let page = phone.get(&format!("{estate}/join")).await.unwrap();
    let id = page.hidden("id").unwrap().to_owned();
    let who = SignIn { login: format!("lin-{n}"), password: PASSWORD.to_owned() };
    let form = [("id", id.as_str()), ("csrf", ""), ("code", code), ("login", &who.login), ("password", &who.password)];
    let joined = phone.post(&format!("{estate}/join"), &form).await.unwrap();
    assert_eq!(joined.status, 303, "{}", joined.body);
    // The slip opened an account; name and last digits make it the person on the roll.
    let page = phone.get(&format!("{estate}/match?motion=1")).await.unwrap();
    let [id, csrf] = ["id", "csrf"].map(|name| page.hidden(name).expect(name).to_owned());
    let (name, tail) = (format!("示例业主{n}"), tail(n));
    let form = [("id", id.as_str()), ("csrf", &csrf), ("motion", "1"), ("name", &name), ("tail", &tail)];
    let matched = phone.post(&format!("{estate}/match/certificate"), &form).await.unwrap();
    assert_eq!(matched.status, 303, "{}", matched.body);
    let ballot = phone.get(&format!("{estate}/m/1/ballot")).await.unwrap();
    let [csrf, voter] = ["csrf", "voter"].map(|name| ballot.hidden(name).expect(name).to_owned());
    let form = [("csrf", csrf.as_str()), ("voter", &voter), ("item-0", answer)];
    let check = phone.post(&format!("{estate}/m/1/ballot/check"), &form).await.unwrap();
    let id = check.hidden("id").expect("a page to check").to_owned();
    let form = [("id", id.as_str()), ("csrf", &csrf), ("voter", &voter), ("item-0", answer)];
    let cast = phone.post(&format!("{estate}/m/1/ballot/cast"), &form).await.unwrap();
    assert_eq!(cast.status, 303, "{}", cast.body);
}

/// The street sets up the deployment, founds the estate and appoints three clerks; gives the estate's address and the
/// clerks' slips.
async fn street(house: &House) -> (String, Vec<String>) {
    let street = house.browser("street").await;
    street.go("/").await;
    street.sees("这里还没有小区").await;
    street.picture("front-empty").await;
    let code = house.app.first_link().await.unwrap().expect("a fresh deployment");
    street.go(&format!("/setup/{code}")).await;
    street.picture("setup").await;
    street.press("建立街道").await;
    street.sees("处要改").await;
    let values = [
        ("name", "示例街道办事处"),
        ("place", "某省/某市"),
        ("administrator", "示例管理员"),
        ("login", "admin"),
        ("password", PASSWORD),
    ];
    street.fill_all(&values).await;
    street.press("建立街道").await;
    street.sees("还没有小区").await;
    street.picture("district").await;
    street.press("给小区建档").await;
    street.fill("name", "示例小区").await;
    street.press("建档").await;
    street.sees("去办事").await;
    let estate = street.at().await.trim_end_matches("/desk").to_owned();
    let mut codes = Vec::new();
    for n in 1..=3 {
        street.go(&format!("{estate}/desk/people")).await;
        street.fill("name", &format!("示例社工{n}")).await;
        street.press("登记").await;
        street.sees("没有岗位").await;
        street.pick("capacity", "clerk").await;
        street.press("任命").await;
        street.sees("结束任职").await;
        street.press("打印邀请条").await;
        street.sees("只能用一次").await;
        codes.extend(slips(&street).await.into_values());
    }
    street.picture("slip").await;
    // The link has done its work.
    street.go(&format!("/setup/{code}")).await;
    street.sees("没有").await;
    street.close().await;
    (estate, codes)
}

/// The roll: a sheet with mistakes, the sheet mended, a sheet too many taken back.
async fn roll(clerk: &Browser, estate: &str, folder: &Path) {
    clerk.go(&format!("{estate}/desk/import")).await;
    clerk.picture("import").await;
    let template = clerk.download(&format!("{estate}/desk/import/template.xlsx")).await;
    let sheet = |name: &str| -> PathBuf { folder.join(name) };
    let mut homes: Vec<[String; 6]> = (1..=HOMES).map(home).collect();
    let good = homes.clone();
    homes[6][3] = "八十九平".into();
    homes[7][2] = homes[8][2].clone();
    fill(&template, &sheet("有错.xlsx"), &homes);
    clerk.attach("file", &sheet("有错.xlsx")).await;
    clerk.press("读一遍看看").await;
    clerk.sees("处要改").await;
    for words in ["登记面积", "八十九平", "一户都没有导入"] {
        clerk.sees(words).await;
    }
    clerk.picture("import-findings").await;
    let listed = clerk.js("return document.querySelectorAll('tbody tr').length", Vec::new()).await;
    assert!(listed.as_u64() >= Some(2), "both mistakes are listed: {listed}");
    clerk.press("换个文件再传").await;
    fill(&template, &sheet("名册.xlsx"), &good);
    clerk.attach("file", &sheet("名册.xlsx")).await;
    clerk.press("读一遍看看").await;
    clerk.sees("看看要改什么").await;
    clerk.sees("新加40户，改动0户").await;
    clerk.picture("import-preview").await;
    clerk.press("照这样导入").await;
    clerk.sees("一共40户").await;
    clerk.picture("roll").await;
    // One sheet too many, and back.
    let mut more = vec![home(1)];
    more[0][0] = "9".into();
    fill(&template, &sheet("多了.xlsx"), &more);
    clerk.go(&format!("{estate}/desk/import")).await;
    clerk.attach("file", &sheet("多了.xlsx")).await;
    clerk.press("读一遍看看").await;
    clerk.press("照这样导入").await;
    clerk.sees("一共41户").await;
    clerk.go(&format!("{estate}/desk/import")).await;
    clerk.press("整批撤回").await;
    clerk.sees("已撤回").await;
    clerk.picture("import-undone").await;
    clerk.go(&format!("{estate}/desk/roll")).await;
    clerk.sees("一共40户").await;
}

/// The matter, the motion drafted on it, its roll fixed, its notice given.
async fn notice(clerk: &Browser, estate: &str) {
    clerk.go(&format!("{estate}/matters")).await;
    clerk.press("说一件事").await;
    clerk.fill_all(&[("title", "建一个充电棚"), ("place", "2号楼东侧"), ("text", "楼道里充电不安全。")]).await;
    clerk.press("记下这件事").await;
    clerk.sees("办到哪一步").await;
    clerk.press("起草议案").await;
    clerk.press("存下草稿").await;
    clerk.sees("处要改").await;
    clerk.picture("draft-wrong").await;
    clerk.pick("items.0.kind", "5").await;
    clerk.fill_all(&[("items.0.title", "同意用维修资金建充电棚吗？"), ("reading_place", "居委会一楼会议室")]).await;
    clerk.press("存下草稿").await;
    clerk.sees("还在起草").await;
    clerk.picture("motion-draft").await;
    clerk.press("定下名册").await;
    clerk.sees("名册正在公示").await;
    clerk.pick("told_committee", "yes").await;
    clerk.press("发出通知").await;
    clerk.sees("已经通知全体业主").await;
    clerk.picture("motion-announced").await;
}

/// An owner votes on a phone and gets a receipt; gives its number.
async fn phone(house: &House, estate: &str, code: &str) -> String {
    let owner = house.browser("owner").await;
    owner.screen(360, 740).await;
    owner.join(estate, code, "owner-1").await;
    owner.sees("1号楼1单元101").await;
    owner.picture("home").await;
    owner.press("去投票").await;
    owner.sees("还没核对您是不是名册上的业主").await;
    owner.sees("纸质票一样算").await;
    owner.picture("not-matched").await;
    owner.match_with_roll("示例业主1", &tail(1)).await;
    owner.sees("请选一个").await;
    owner.picture("ballot").await;
    owner.press("下一步，核对一遍").await;
    owner.sees("这一项还没选").await;
    owner.picture("ballot-missing").await;
    owner.pick("item-0", "against").await;
    owner.press("下一步，核对一遍").await;
    owner.sees("您选的是").await;
    owner.picture("check").await;
    owner.press("返回改一改").await;
    assert!(!owner.at().await.contains("item-0"), "what was chosen is in no address");
    let chosen = owner.js("return document.querySelector('input[name=item-0]:checked').value", Vec::new()).await;
    assert_eq!(chosen, "against", "what was chosen is still chosen");
    owner.pick("item-0", "approve").await;
    owner.press("下一步，核对一遍").await;
    owner.press("交票").await;
    owner.sees("票已收到").await;
    owner.picture("receipt").await;
    let number = owner.js("return document.querySelector('.slip-number').innerText", Vec::new()).await;
    owner.go(&format!("{estate}/home")).await;
    owner.sees("手机投票").await;
    owner.picture("home-voted").await;
    assert_eq!(owner.complaints().await, [""; 0], "nothing to complain of");
    owner.close().await;
    number.as_str().unwrap().to_owned()
}

/// Anybody looks a receipt up.
async fn look_up(house: &House, estate: &str, receipt: &str, says: &str) {
    let passer = house.browser("passer-by").await;
    passer.go(&format!("{estate}/receipt")).await;
    passer.fill("code", receipt).await;
    passer.press("查这张票").await;
    passer.sees("这张票在里面").await;
    passer.sees(says).await;
    passer.picture("receipt-looked-up").await;
    passer.sees_no("业主1").await;
    passer.close().await;
}

/// The codes on the printed ballots, by door.
async fn printed(clerk: &Browser, estate: &str) -> BTreeMap<String, String> {
    clerk.go(&format!("{estate}/m/1")).await;
    clerk.press("打印表决票").await;
    clerk.sees("还没有印过").await;
    clerk.picture("papers").await;
    let script = "return [...document.querySelectorAll('.ballot')].map((b) => \
        [b.querySelector('.ballot-unit').innerText, b.querySelector('.ballot-code').innerText])";
    let mut ballots = BTreeMap::new();
    // One building at a time, and each on record.
    for building in ["1号楼", "2号楼"] {
        clerk.go(&format!("{estate}/m/1/papers")).await;
        clerk.press_beginning(&format!("印{building}的")).await;
        clerk.sees("票号").await;
        let found = clerk.js(script, Vec::new()).await;
        ballots.extend(serde_json::from_value::<Vec<(String, String)>>(found).unwrap());
    }
    ballots
}

async fn paper_in_hand(clerk: &Browser, code: &str) {
    clerk.fill("code", code).await;
    clerk.press("看这张票").await;
}

/// The empty box is shown and sealed before a witness.
async fn seal_the_box(clerk: &Browser, estate: &str) {
    clerk.go(&format!("{estate}/m/1/box")).await;
    clerk.fill("seal", "a-17").await;
    clerk.press("已经封好").await;
    clerk.sees("票箱和选票不能一个人动").await;
    clerk.pick("witnesses", "2").await;
    clerk.press("已经封好").await;
    clerk.sees("投票口封着，封条号A-17").await;
    clerk.picture("box-sealed").await;
}

/// At the reading the box is opened before a witness, and three people are named to read, count and watch.
async fn open_the_box(clerk: &Browser, estate: &str) {
    clerk.sees("先当众开箱").await;
    clerk.follow("看票箱和选票").await;
    clerk.fill("seal", "A-17").await;
    clerk.pick("witnesses", "3").await;
    clerk.press("已经开箱").await;
    clerk.sees("票箱已经当众打开").await;
    for (part, person) in [("reader", "1"), ("counter", "2"), ("scrutineers", "2")] {
        clerk.pick(part, person).await;
    }
    clerk.press("定下来").await;
    clerk.sees("由不同的人担任").await;
    clerk.pick("scrutineers", "3").await;
    clerk.press("定下来").await;
    clerk.sees("换人").await;
    clerk.picture("box-opened").await;
    clerk.go(&format!("{estate}/m/1")).await;
}

/// The papers are sealed and kept for as long as a court may be asked.
async fn store_the_papers(clerk: &Browser, estate: &str) {
    clerk.go(&format!("{estate}/m/1/box")).await;
    clerk.sees("选票还没有封存").await;
    clerk.fill_all(&[("seal", "A-18"), ("papers", "1"), ("until", "2026-12-31"), ("note", "社区档案柜")]).await;
    clerk.pick("witnesses", "2").await;
    clerk.press("已经封存").await;
    clerk.sees("最早").await;
    clerk.fill("until", "2029-01-01").await;
    clerk.press("已经封存").await;
    clerk.sees("选票已经封存").await;
    clerk.picture("box-stored").await;
    clerk.press("打印唱票计票监票表").await;
    clerk.sees("唱票计票监票表").await;
    clerk.sees("A-18").await;
    clerk.picture("tally-sheet").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_matter_from_an_empty_folder_to_the_board() {
    let Some(house) = House::empty("one_matter", "2026-09-01T09:00").await else { return };
    let folder = tempfile::tempdir().unwrap();
    let (estate, codes) = street(&house).await;

    let clerk = house.browser("clerk").await;
    clerk.join(&estate, &codes[0], "clerk-1").await;
    clerk.go(&format!("{estate}/desk")).await;
    clerk.picture("desk-empty").await;
    roll(&clerk, &estate, folder.path()).await;
    let mut owners = BTreeMap::new();
    for building in ["1", "2"] {
        clerk.go(&format!("{estate}/desk/slips")).await;
        clerk.pick("building", building).await;
        clerk.press("打印邀请条").await;
        clerk.sees("示例业主").await;
        owners.extend(slips(&clerk).await);
    }
    clerk.picture("slips").await;
    assert_eq!(owners.len() as u32, HOMES);
    notice(&clerk, &estate).await;

    house.set_clock("2026-09-20T09:00");
    let receipt = phone(&house, &estate, &owners["示例业主1"]).await;
    look_up(&house, &estate, &receipt, "还没数票").await;
    for n in 2..=30 {
        let answer = if n % 7 == 0 { "against" } else { "approve" };
        neighbour(&house.address, &estate, &owners[&format!("示例业主{n}")], n, answer).await;
    }

    // One ballot on paper: read differently by two, settled by a third.
    back_at(&clerk, "clerk-1", &format!("{estate}/m/1")).await;
    clerk.picture("motion-voting").await;
    let ballots = printed(&clerk, &estate).await;
    assert_eq!(ballots.len() as u32, HOMES);
    seal_the_box(&clerk, &estate).await;
    let code = &ballots["2号楼2单元101"];
    let papers = format!("{estate}/desk/papers/1");
    clerk.go(&papers).await;
    paper_in_hand(&clerk, code).await;
    clerk.press("收下这张票").await;
    clerk.sees("票记好了").await;
    paper_in_hand(&clerk, code).await;
    clerk.picture("paper-read").await;
    clerk.pick("item-0", "approve").await;
    clerk.press("记下这一遍").await;
    clerk.sees("您录过，等另一个人").await;
    let others = [house.browser("clerk-2").await, house.browser("clerk-3").await];
    others[0].join(&estate, &codes[1], "clerk-2").await;
    others[1].join(&estate, &codes[2], "clerk-3").await;
    others[0].go(&papers).await;
    paper_in_hand(&others[0], code).await;
    others[0].pick("item-0", "against").await;
    others[0].press("记下这一遍").await;
    others[0].sees("两遍不一样").await;
    others[1].go(&papers).await;
    paper_in_hand(&others[1], code).await;
    others[1].sees("两个人录得不一样").await;
    others[1].picture("paper-settle").await;
    others[1].pick("item-0", "against").await;
    others[1].press("就照这个算").await;
    others[1].sees("还有0张，录好1张").await;
    for other in others {
        other.close().await;
    }

    // Past the close nobody votes; at the reading it is counted.
    let closes =
        house.app.estate(stream(&estate), |v| v.estate.assembly.motions.values().next().unwrap().closes).await.unwrap();
    house.clock.set(closes.plus_ms(60_000));
    let late = house.browser("late").await;
    late.screen(360, 740).await;
    late.join(&estate, &owners["示例业主40"], "owner-40").await;
    late.go(&format!("{estate}/m/1/ballot")).await;
    late.sees("已经停止收票").await;
    late.close().await;
    back_at(&clerk, "clerk-1", &format!("{estate}/m/1")).await;
    clerk.sees("才能数票").await;
    house.clock.set(closes.plus_ms(2 * 60 * 60_000));
    back_at(&clerk, "clerk-1", &format!("{estate}/m/1")).await;
    open_the_box(&clerk, &estate).await;
    clerk.press("数票").await;
    clerk.sees("结果还没公布").await;
    clerk.picture("motion-counted").await;
    clerk.press("公布结果").await;
    clerk.sees("接下来").await;
    clerk.picture("motion-published").await;
    clerk.press("打印公告").await;
    clerk.sees("表决结果的公告").await;
    clerk.sees("通过").await;
    clerk.picture("announcement").await;
    store_the_papers(&clerk, &estate).await;
    assert_eq!(clerk.complaints().await, [""; 0], "nothing to complain of");
    clerk.close().await;

    let passer = house.browser("board").await;
    passer.go("/").await;
    passer.sees("建一个充电棚").await;
    passer.sees("通过").await;
    passer.picture("desk").await;
    passer.follow("建一个充电棚").await;
    passer.sees("31").await;
    passer.sees("结果一样").await;
    passer.close().await;
    look_up(&house, &estate, &receipt, "已经算进去").await;

    for stream in house.app.places().await.unwrap() {
        let verified = house.app.verify(stream.stream, &[]).await.unwrap();
        assert!(verified.report.findings.is_empty(), "{:?}", verified.report.findings);
    }
}

fn stream(estate: &str) -> units::StreamId {
    estate.trim_start_matches("/e/").parse().unwrap()
}
