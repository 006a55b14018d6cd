//! A consultation through its pages, and what is made for a chat group: a short text, a picture and a code that somebody
//! else's program reads back.

use crate::stores::Home;
use e2e::http::Client;
use e2e::plant::{Planted, Size, owner, plant};
use e2e::program::Server;
use estate::Command;
use estate::assembly::Scope;
use estate::consent::{Command as Consent, View};
use hyper::StatusCode;
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
