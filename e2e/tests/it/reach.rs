//! A consultation through its pages, and what is made for a chat group: a short text, a picture and a code that somebody
//! else's program reads back.

use crate::desk::{self, Desk, MOTION};
use crate::stores::Home;
use e2e::http::Client;
use e2e::plant::{Planted, Size, Where, owner, plant};
use e2e::program::Server;
use estate::Command;
use estate::assembly::{Command as Assembly, DraftItem, Scope};
use estate::consent::{Command as Consent, View};
use estate::posting::SpotKind;
use hyper::StatusCode;
use std::collections::BTreeSet;
use units::{Capacity, ConsentId, UnitId};

async fn says(planted: &Planted, n: u32, view: View) {
    let answer = Consent::Answer { consent: ConsentId(1), unit: UnitId(n), view, text: "示例理由".into() };
    planted.act(app::Who::person(owner(n), Capacity::Owner), Command::Consent(answer)).await.unwrap();
}

/// A page without the marks that keep figures together.
fn plain(page: &str) -> String {
    page.replace("<span class=\"nb\">", "").replace("</span>", "").replace("<wbr>", "")
}

/// What zbar reads in a picture; `None` (a counted skip) without zbar.
fn scanned(test: &str, home: &Home, png: &[u8]) -> Option<String> {
    let file = home.file("share.png");
    std::fs::write(&file, png).unwrap();
    let Ok(read) = std::process::Command::new("zbarimg").args(["-q", "--raw", &file]).output() else {
        record::testing::skip(test, "no zbarimg (Debian: zbar-tools)");
        return None;
    };
    Some(String::from_utf8(read.stdout).unwrap().trim().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn households_answer_and_others_see_sums_after_the_end() {
    let home = Home::sqlite();
    let planted = plant(home.place(), Size { homes: 24, accounts: 2 }).await;
    planted.ask_households(Scope::Estate).await;
    says(&planted, 2, View::Agree).await;
    let server = Server::start(home.place()).await;
    let page = format!("/e/{}/consent/1", planted.estate);
    let no_decision = "这是意愿征询，不是业主共同决定（民法典第二百七十八条）";

    let mut first = Client::new(&server.address);
    first.sign_in(&planted.owners[0]).await.unwrap();
    let seen = first.get(&page).await.unwrap().body;
    assert!(plain(&seen).contains(no_decision));
    let values = |page: &str, name: &str| {
        let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    };
    let form = |page: &str, view: &'static str, text: &'static str| {
        [("id", values(page, "id")), ("csrf", values(page, "csrf")), ("unit", values(page, "unit"))]
            .into_iter()
            .chain([("form", "answer".to_owned()), ("view", view.to_owned()), ("text", text.to_owned())])
            .collect::<Vec<_>>()
    };
    let send = async |client: &mut Client, form: Vec<(&'static str, String)>| {
        let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
        client.post(&format!("{page}/answer"), &form).await.unwrap()
    };
    let refused = send(&mut first, form(&seen, "conditions", "")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "conditions must be told");
    assert_eq!(send(&mut first, form(&refused.body, "conditions", "一楼不出钱")).await.status, StatusCode::SEE_OTHER);
    let seen = first.get(&page).await.unwrap().body;
    assert!(seen.contains("一楼不出钱"), "one's own");

    let mut second = Client::new(&server.address);
    second.sign_in(&planted.owners[1]).await.unwrap();
    let mut anybody = Client::new(&server.address);
    let board = anybody.get(&format!("/e/{}", planted.estate)).await.unwrap().body;
    assert!(plain(&board).contains("正在征询") && board.contains("/consent/1"), "on the board, without an account");
    assert!(!board.contains("一楼不出钱"), "{board}");
    for other in [&mut second, &mut anybody] {
        let seen = other.get(&page).await.unwrap().body;
        assert!(!seen.contains("一楼不出钱"), "a neighbour's");
        assert!(plain(&seen).contains("已经有2户回答"), "{seen}");
        assert!(!plain(&seen).contains("达到政策比例"), "sums that move are nobody's business");
        let (list, sheets) = (format!("{page}/answers.xlsx"), format!("{page}/sheets"));
        for path in [list, sheets] {
            let answer = other.get(&path).await.unwrap();
            assert!(matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::SEE_OTHER), "{path}");
        }
    }
    let mut desk = Client::new(&server.address);
    desk.sign_in(&planted.clerks[0]).await.unwrap();
    assert!(desk.get(&page).await.unwrap().body.contains("一楼不出钱"), "those who ask");
    let sheets = plain(&desk.get(&format!("{page}/sheets")).await.unwrap().body);
    assert!(sheets.contains(no_decision) && sheets.contains("签名"), "on paper too");
    let list = desk.get(&format!("{page}/answers.xlsx")).await.unwrap();
    let file = home.file("answers.xlsx");
    std::fs::write(&file, &list.bytes).unwrap();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&file).unwrap();
    let cells: Vec<String> = calamine::Reader::worksheet_range_at(&mut book, 0)
        .unwrap()
        .unwrap()
        .cells()
        .map(|(_, _, cell)| cell.to_string())
        .collect();
    for words in
        ["一楼不出钱", "有条件同意", "这是意愿征询，不是业主共同决定（民法典第二百七十八条）。要作决定，还要依法表决。"]
    {
        assert!(cells.iter().any(|c| c == words), "{words}");
    }
    let draft = desk.get(&format!("/e/{}/desk/motions/new?consent=1", planted.estate)).await.unwrap().body;
    assert!(draft.contains("value=\"愿意加装电梯吗？\""), "one press makes it a draft");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_for_a_group_says_what_the_page_says_and_its_code_leads_there() {
    const TEST: &str = "a_picture_for_a_group";
    if app::FontFiles::find().is_none() {
        record::testing::skip(TEST, "no Chinese font (Debian: fonts-noto-cjk)");
        return;
    }
    let home = Home::sqlite();
    let planted = plant(home.place(), Size { homes: 24, accounts: 1 }).await;
    planted.ask_households(Scope::Estate).await;
    let server = Server::start(home.place()).await;
    let mut anybody = Client::new(&server.address);
    for page in [format!("/e/{}/m/1", planted.estate), format!("/e/{}/consent/1", planted.estate)] {
        let shared = anybody.get(&format!("{page}/share")).await.unwrap();
        assert_eq!(shared.status, StatusCode::OK, "{page}");
        let (_, rest) = shared.body.split_once("readonly>").unwrap();
        let text = rest.split_once("</textarea>").unwrap().0;
        let address = format!("http://{}{page}", server.address);
        assert!(text.chars().count() <= 200 && text.ends_with(&address), "{text}");

        let src = shared.body.split_once("class=\"share-picture\" src=\"").unwrap().1.split_once('"').unwrap().0;
        let src = src.replace("&amp;", "&");
        let picture = anybody.get(&src).await.unwrap();
        let decoded = tiny_skia::Pixmap::decode_png(&picture.bytes).unwrap();
        assert_eq!(decoded.width(), 1080);
        assert!((1_000..4_000).contains(&decoded.height()), "{}", decoded.height());
        let dark = decoded.pixels().iter().filter(|p| p.red() < 0x60).count();
        assert!(dark > 20_000, "{dark} dark points are no text");
        if let Ok(folder) = std::env::var("YIHE_SHOTS") {
            std::fs::write(format!("{folder}/share{}.png", page.replace('/', "_")), &picture.bytes).unwrap();
        }
        let mut again = Client::new(&server.address);
        again.sign_in(&planted.owners[0]).await.unwrap();
        assert_eq!(again.get(&src).await.unwrap().bytes, picture.bytes, "whoever looks");
        let Some(read) = scanned(TEST, &home, &picture.bytes) else { return };
        assert_eq!(read, address);
    }
    let nothing = anybody.get(&format!("/e/{}/m/1/share?what=result", planted.estate)).await.unwrap();
    assert_eq!(nothing.status, StatusCode::NOT_FOUND, "no result yet");
}

/// An item as long as one may be, and more places than an estate has stairwells.
#[tokio::test(flavor = "multi_thread")]
async fn the_longest_notice_still_is_one_picture() {
    let data = tempfile::tempdir().unwrap();
    let planted = plant(Where { dir: data.path(), database_url: None }, Size { homes: 24, accounts: 1 }).await;
    for n in 1..=120 {
        planted.spot(SpotKind::Gate, &format!("示例第{n}处公告栏")).await;
    }
    let mut desk = Desk::of(planted, data).await;
    let text = "修一次门禁，要说清楚每一户。".repeat(285);
    assert!(text.chars().count() > 3_900);
    desk.drafted(30, DraftItem { text, ..desk::question() }).await;
    desk.assembly(Assembly::FreezeRoll { motion: MOTION }).await;
    desk.assembly(Assembly::GiveNotice { motion: MOTION, told_committee: true, silence_warning: true }).await;
    for what in ["notice", "posting"] {
        let picture = desk.client.get(&desk.at(&format!("/m/2/share.png?what={what}&lang=zh-CN"))).await.unwrap();
        assert_eq!(picture.status, StatusCode::OK, "{what}: {}", picture.body);
        let drawn = tiny_skia::Pixmap::decode_png(&picture.bytes).unwrap();
        assert!((2_000..8_000).contains(&drawn.height()), "{what}: {}", drawn.height());
        if let Ok(folder) = std::env::var("YIHE_SHOTS") {
            std::fs::write(format!("{folder}/share-long-{what}.png"), &picture.bytes).unwrap();
        }
    }
}

/// Addresses on a page under which something is shared.
async fn forwards(client: &mut Client, path: &str) -> BTreeSet<String> {
    let page = client.get(path).await.unwrap();
    assert_eq!(page.status, StatusCode::OK, "{path}");
    let hrefs = page.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    hrefs.filter(|href| href.contains("/share")).map(|href| href.replace("&amp;", "&")).collect()
}

/// Whatever others should see is one press from being shared: on the board, on its own page, on its posting, later.
#[tokio::test(flavor = "multi_thread")]
async fn whatever_others_should_see_is_one_press_from_being_shared() {
    let data = tempfile::tempdir().unwrap();
    let place = Where { dir: data.path(), database_url: None };
    let planted = plant(place, Size { homes: 24, accounts: 1 }).await;
    planted.spot(SpotKind::Gate, "示例南门").await;
    let desk = Desk::of(planted, data).await;
    desk.planted.ask_households(Scope::Estate).await;
    desk.drafted(30, desk::question()).await;
    let mut anybody = Client::new(desk.client.address());
    let e = desk.at("");
    let of = |rest: &[&str]| rest.iter().map(|rest| format!("{e}{rest}")).collect::<BTreeSet<String>>();
    let (notice, consent) = ("/m/1/share?what=notice", "/consent/1/share");
    assert_eq!(forwards(&mut anybody, &e).await, of(&[notice, consent]), "a draft is nobody's to share");
    desk.assembly(Assembly::FreezeRoll { motion: MOTION }).await;
    let posting = "/m/2/share?what=posting";
    assert_eq!(forwards(&mut anybody, &e).await, of(&[notice, posting, consent]), "the shown roll, by where it hangs");
    assert_eq!(forwards(&mut anybody, &format!("{e}/m/2/posting")).await, of(&[posting]));
    assert_eq!(forwards(&mut anybody, &format!("{e}/consent/1")).await, of(&[consent]));
    let mut owner = Client::new(desk.client.address());
    owner.sign_in(&desk.planted.owners[0]).await.unwrap();
    assert_eq!(forwards(&mut owner, &format!("{e}/home")).await, of(&[consent]), "what one's own household is asked");
    desk.assembly(Assembly::GiveNotice { motion: MOTION, told_committee: true, silence_warning: true }).await;
    let both = of(&[notice, "/m/2/share?what=notice", consent]);
    assert_eq!(forwards(&mut anybody, &e).await, both);

    let closes =
        desk.planted.app.estate(desk.planted.estate, |v| v.estate.assembly.motions[&units::MotionId(1)].reading);
    desk.planted.clock.set(closes.await.unwrap().plus_ms(60_000));
    let counting = forwards(&mut anybody, &e).await;
    assert!(counting.is_superset(&of(&[notice])), "while it is counted: {counting:?}");
    for command in [Assembly::Count { motion: units::MotionId(1) }, Assembly::Announce { motion: units::MotionId(1) }] {
        desk.assembly(command).await;
    }
    let result = "/m/1/share?what=result";
    assert!(forwards(&mut anybody, &e).await.is_superset(&of(&[result])), "a result");
    assert_eq!(forwards(&mut anybody, &format!("{e}/m/1/later")).await, of(&[result]));
    assert_eq!(forwards(&mut anybody, &format!("{e}/m/1")).await.len(), 1, "the last thing there is to tell");
    for path in of(&[notice, result, posting, "/m/2/share?what=notice", consent]) {
        assert_eq!(anybody.get(&path).await.unwrap().status, StatusCode::OK, "{path}");
    }
    let off = estate::consent::Command::CallOff { consent: ConsentId(1), why: "示例".into() };
    desk.act(e2e::plant::clerk(), estate::Command::Consent(off)).await;
    assert_eq!(forwards(&mut anybody, &format!("{e}/consent/1")).await, BTreeSet::new(), "called off");
}

/// The program without a Chinese font, and with one that does not read: the picture is off and says what to do, the
/// words and the code stay.
#[tokio::test(flavor = "multi_thread")]
async fn without_a_chinese_font_the_page_says_what_to_do_and_nothing_breaks() {
    let home = Home::sqlite();
    let planted = plant(home.place(), Size { homes: 24, accounts: 1 }).await;
    let page = format!("/e/{}/m/1/share", planted.estate);
    let fonts = home.file("fonts");
    std::fs::create_dir(&fonts).unwrap();
    let what_to_do = ["fonts-noto-cjk", "--fonts", "没有能用的中文字体"];
    let no_picture = async |client: &mut Client, why: &str| {
        let seen = client.get(&page).await.unwrap();
        assert_eq!(seen.status, StatusCode::OK, "{why}");
        for words in what_to_do {
            assert!(seen.body.contains(words), "{why}: {words}: {}", seen.body);
        }
        assert!(!seen.body.contains("share-picture\"") && seen.body.contains("class=\"qr\""), "{why}: the code stays");
        assert!(seen.body.contains("readonly>") && seen.body.contains("使用维修资金"), "{why}: so do the words");
        let old = client.get(&format!("{page}.png")).await.unwrap();
        assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}: an old address of the picture");
        assert!(old.body.contains("fonts-noto-cjk"), "{why}: {}", old.body);
    };
    let flags = ["--fonts", fonts.as_str()];
    let server = Server::start_with(home.place(), &flags).await;
    let mut anybody = Client::new(&server.address);
    no_picture(&mut anybody, "no font").await;
    anybody.get("/look?lang=en&to=/").await.unwrap();
    let english = anybody.get(&page).await.unwrap().body;
    assert!(english.contains("no Chinese font") && english.contains("fonts-noto-cjk"), "{english}");
    server.kill().await;

    std::fs::write(format!("{fonts}/NotoSansCJK-Regular.ttc"), b"ttcf and nothing that follows").unwrap();
    let server = Server::start_with(home.place(), &flags).await;
    let mut anybody = Client::new(&server.address);
    let before = anybody.get(&page).await.unwrap().body;
    assert!(before.contains("share-picture\""), "a font as far as anybody knows");
    let drawn = anybody.get(&format!("{page}.png")).await.unwrap();
    assert_eq!(drawn.status, StatusCode::UNPROCESSABLE_ENTITY);
    no_picture(&mut anybody, "a damaged font").await;
    server.kill().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_household_gets_a_letter_with_its_door_and_no_full_name() {
    let home = Home::sqlite();
    let planted = plant(home.place(), Size { homes: 24, accounts: 1 }).await;
    let server = Server::start(home.place()).await;
    let path = format!("/e/{}/m/1/letters", planted.estate);
    let mut desk = Client::new(&server.address);
    desk.sign_in(&planted.clerks[0]).await.unwrap();
    let (mut letters, mut doors) = (0, 0);
    let buildings: std::collections::BTreeSet<String> =
        (1..=24).map(|n| e2e::plant::home(n).door.building.to_string()).collect();
    for building in &buildings {
        let page = plain(&desk.get(&format!("{path}?building={building}")).await.unwrap().body);
        letters += page.matches("class=\"paper paper-large\"").count();
        for n in 1..=24 {
            let row = e2e::plant::home(n);
            let at = format!("{}号楼{}单元{}", row.door.building, row.door.stairwell, row.door.room);
            doors += usize::from(page.contains(&at));
            assert!(!page.contains(&row.owners[0].name), "{} in full", row.owners[0].name);
        }
        for way in ["手机：", "纸票：", "等上门："] {
            assert!(page.contains(way), "{way}");
        }
    }
    assert_eq!((letters, doors), (24, 24));
    let mut owner = Client::new(&server.address);
    owner.sign_in(&planted.owners[0]).await.unwrap();
    assert_eq!(owner.get(&path).await.unwrap().status, StatusCode::FORBIDDEN);
}
