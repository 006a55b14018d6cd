//! A whole consultation through its pages: opened at the desk, answered on phones, on paper and at doors, added up; and
//! the sums are one value on page, paper, workbook and JSON, nowhere called a decision of the owners.

use crate::desk::{Desk, plain};
use calamine::Reader as _;
use e2e::http::Client;
use e2e::plant::{ASKED_DAYS, QUESTION, Size, Where, clerk, home, plant};
use estate::Command;
use estate::assembly::Scope;
use estate::roll::{self, RowOwner};
use hyper::StatusCode;
use serde_json::Value;
use units::Area;

const NO_DECISION: &str = "这是意愿征询，不是业主共同决定（民法典第二百七十八条）。要作决定，还要依法表决。";
/// Words of 民法典第二百七十八条 and of those who vote by it: on nothing that leaves the house as sums.
const WORDS_OF_A_DECISION: [&str; 5] = ["表决", "决定", "票", "二百七十八", "业主大会"];

async fn desk(homes: u32, accounts: u32) -> Desk {
    let data = tempfile::tempdir().unwrap();
    let place = Where { dir: data.path(), database_url: None };
    let planted = plant(place, Size { homes, accounts }).await;
    Desk::of(planted, data).await
}

/// Another person at the same site.
async fn person(desk: &Desk, who: Option<&e2e::plant::SignIn>) -> Client {
    let mut client = Client::new(desk.client.address());
    if let Some(who) = who {
        client.sign_in(who).await.unwrap();
    }
    client
}

/// Rows of every table of a page, cell by cell.
fn rows(html: &str) -> Vec<Vec<String>> {
    let row = |row: &str| -> Vec<String> {
        let row = row.split("</tr>").next().unwrap_or_default().replace("</th>", "\u{1}").replace("</td>", "\u{1}");
        let cells: Vec<&str> = row.split('\u{1}').collect();
        cells.iter().map(|cell| plain(&format!("<{cell}"))).filter(|cell| !cell.is_empty()).collect()
    };
    html.split("<tr").skip(1).map(row).collect()
}

/// Households and share by line, with area and its share where they are there.
fn lines(json: &Value) -> Vec<Vec<String>> {
    let word = |v: &Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
    let line = |line: &Value| {
        let mut cells = vec![word(&line["words"]), word(&line["households"]), word(&line["percent"])];
        if let Some(area) = line["area_m2"].as_str() {
            cells.extend([Area::parse(area).unwrap().to_string(), word(&line["area_percent"])]);
        }
        cells
    };
    json["sums"].as_array().unwrap().iter().map(line).collect()
}

/// One household answers on its phone.
async fn answer(client: &mut Client, page: &str, view: &str, why: &str) {
    let seen = client.get(page).await.unwrap();
    let hidden = |name: &str| seen.hidden(name).unwrap().to_owned();
    let (id, csrf, unit) = (hidden("id"), hidden("csrf"), hidden("unit"));
    let form = [("id", &*id), ("csrf", &*csrf), ("unit", &*unit), ("form", "answer"), ("view", view), ("text", why)];
    let done = client.post(&format!("{page}/answer"), &form).await.unwrap();
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_consultation_and_its_sums_are_one_on_page_paper_sheet_and_json() {
    let mut desk = desk(24, 3).await;
    let today = desk.planted.clock.now().day();
    let matter = desk.planted.app.estate(desk.planted.estate, |v| *v.estate.matters.matters.keys().next().unwrap());
    let (matter, from, until) = (matter.await.unwrap().to_string(), today.to_string(), today.plus(7).to_string());
    let mut form = vec![
        ("matter", matter.as_str()),
        ("purpose", "lift"),
        ("scope", "estate"),
        ("question", QUESTION),
        ("text", "每户出资另行商量。"),
        ("share", "2/3"),
        ("edge", "at-least"),
        ("source", "示例：经三分之二以上住户同意"),
        ("number", ""),
        ("level", "city"),
        ("from", &from),
        ("until", &until),
    ];
    desk.refused("/desk/consents/new", &form, &["文号和条款"]).await;
    form[8].1 = "示例文号第一条";
    let opened = desk.post("/desk/consents/new", &form).await;
    assert_eq!(opened.location.as_deref(), Some(desk.at("/consent/1").as_str()), "{}", opened.body);

    let page = desk.at("/consent/1");
    for (n, (view, why)) in [("agree", ""), ("conditions", "一楼不出钱"), ("disagree", "")].iter().enumerate() {
        let mut owner = person(&desk, Some(&desk.planted.owners[n])).await;
        answer(&mut owner, &page, view, why).await;
    }
    for n in 4..=18 {
        let (door, signed) = (home(n).door.to_string(), format!("示例业主{n}"));
        let way = if n % 2 == 0 { "paper" } else { "door" };
        let entry = [("form", "enter"), ("door", &*door), ("way", way), ("view", "agree"), ("signed", &*signed)];
        desk.done("/consent/1/enter", &entry).await;
    }
    let door = home(19).door.to_string();
    desk.done("/consent/1/enter", &[("form", "enter"), ("door", &door), ("way", "door"), ("view", "not-reached")])
        .await;
    desk.refused("/consent/1/conclude", &[], &["才到期"]).await;
    let mut anybody = person(&desk, None).await;
    for path in ["sums", "sums.json"] {
        let moving = anybody.get(&format!("{page}/{path}")).await.unwrap().status;
        assert_eq!(moving, StatusCode::NOT_FOUND, "{path}: sums that move are nobody's business");
    }

    desk.planted.clock.set(today.plus(8).at(9, 0));
    desk.back().await;
    desk.done("/consent/1/conclude", &[]).await;

    // What everybody gets.
    let json = anybody.get(&format!("{page}/sums.json")).await.unwrap();
    assert_eq!(json.status, StatusCode::OK);
    let json: Value = serde_json::from_slice(&json.bytes).unwrap();
    let expected = [
        ["问了", "24", "100.00%"],
        ["回答了", "18", "75.00%"],
        ["同意", "16", "66.66%"],
        ["有条件同意", "1", "4.16%"],
        ["不同意", "1", "4.16%"],
        ["没有回答", "6", "25.00%"],
    ];
    assert_eq!(lines(&json), expected);
    assert_eq!((&json["threshold"]["share"], &json["threshold"]["met"]), (&"2/3".into(), &true.into()), "just enough");
    assert_eq!((&json["source"]["number"], &json["owners_decision"]), (&"示例文号第一条".into(), &false.into()));
    let shown = anybody.get(&page).await.unwrap().body;
    let paper = anybody.get(&format!("{page}/sums")).await.unwrap().body;
    for (form, html) in [("page", &shown), ("paper", &paper)] {
        let (rows, text) = (rows(html), plain(html));
        for line in &expected {
            assert!(rows.iter().any(|row| row == line), "{form}: {line:?} in {rows:?}");
        }
        for words in [NO_DECISION, "达到政策比例", "三分之二", "示例文号第一条：示例：经三分之二以上住户同意", QUESTION]
        {
            assert!(text.contains(words), "{form}: {words}");
        }
        assert!(!text.contains("一楼不出钱") && !text.contains('㎡'), "{form}: a neighbour's words, or areas");
    }
    assert_eq!(anybody.get(&format!("{page}/sums")).await.unwrap().body, paper, "printed again it is the same");
    let board = plain(&anybody.get(&desk.at("")).await.unwrap().body);
    for words in ["刚征询完", QUESTION, "16户同意，占征询户数的66.66%。达到政策比例。", NO_DECISION]
    {
        assert!(board.contains(words), "board: {words} in {board}");
    }

    // What those who ask get on top: areas.
    let inner = desk.client.get(&format!("{page}/sums.json?with=area")).await.unwrap();
    let inner: Value = serde_json::from_slice(&inner.bytes).unwrap();
    let sums = lines(&inner);
    let area = |of: &[u32]| of.iter().map(|n| home(*n).areas.register.unwrap()).sum::<Area>();
    let (all, agreed): (Vec<u32>, Vec<u32>) = ((1..=24).collect(), std::iter::once(1).chain(4..=18).collect());
    assert_eq!(sums[0][3], area(&all).to_string());
    assert_eq!((&sums[2][0], &sums[2][3]), (&"同意".to_owned(), &area(&agreed).to_string()));
    assert_eq!(sums[3][3], area(&[2]).to_string());
    assert_eq!(sums.iter().map(|l| l[..3].to_vec()).collect::<Vec<_>>(), expected, "and the same households");
    let seen = desk.client.get(&page).await.unwrap().body;
    let inner_paper = desk.client.get(&format!("{page}/sums?with=area")).await.unwrap().body;
    for (form, html) in [("page", &seen), ("paper", &inner_paper)] {
        let rows = rows(html);
        for line in &sums {
            assert!(rows.contains(line), "{form}: {line:?} in {rows:?}");
        }
    }
    assert!(plain(&inner_paper).contains("内部用") && plain(&inner_paper).contains("不张贴"));
    let list = desk.client.get(&format!("{page}/answers.xlsx")).await.unwrap();
    let mut book = calamine::Xlsx::new(std::io::Cursor::new(list.bytes)).unwrap();
    let sheet = book.worksheet_range("汇总").unwrap();
    let cells: Vec<Vec<String>> = sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    for line in &sums {
        let same = |row: &&Vec<String>| {
            let area = row.get(3).and_then(|a| Area::parse(a).ok()).map(|a| a.to_string());
            row[..3] == line[..3] && area.as_ref() == Some(&line[3]) && row[4] == line[4]
        };
        assert!(cells.iter().any(|row| same(&row)), "{line:?} in {cells:?}");
    }
    let sheet_text = cells.concat().join("\n");
    assert!(sheet_text.contains(NO_DECISION) && sheet_text.contains("达到政策比例"));

    // Nowhere a decision of the owners.
    for (form, said) in [("paper", plain(&paper)), ("inner paper", plain(&inner_paper)), ("json", json.to_string())] {
        let without = said.replace(NO_DECISION, "");
        assert_ne!(without, said, "{form} says what it is");
        for word in WORDS_OF_A_DECISION {
            assert!(!without.contains(word), "{form}: {word}: {without}");
        }
    }
    let mut owner = person(&desk, Some(&desk.planted.owners[0])).await;
    for path in ["sums?with=area", "sums.json?with=area"] {
        assert_eq!(owner.get(&format!("{page}/{path}")).await.unwrap().status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sums_of_few_households_are_for_those_who_ask_alone() {
    let mut desk = desk(20, 1).await;
    let door = home(13).door;
    let few = Scope::Stairwell(door.building, door.stairwell);
    let n = (1..=20).filter(|n| few.covers(&home(*n).door)).count();
    assert!(n > 0 && n < units::limits::PUBLIC_GROUP_UNITS_MIN, "{n}");
    desk.planted.ask_households(few).await;
    let page = desk.at("/consent/1");
    desk.planted.clock.set(desk.planted.clock.now().day().plus(ASKED_DAYS + 1).at(9, 0));
    desk.back().await;
    let early = desk.client.get(&format!("{page}/sums?with=area")).await.unwrap().body;
    assert!(plain(&early).contains("还没有汇总，数字还会变"), "{early}");
    desk.done("/consent/1/conclude", &[]).await;
    let mut anybody = person(&desk, None).await;
    let seen = anybody.get(&page).await.unwrap().body;
    assert!(plain(&seen).contains("不公开汇总") && !seen.contains("/consent/1/sums"), "{seen}");
    let board = anybody.get(&desk.at("")).await.unwrap().body;
    assert!(!board.contains("刚征询完") && !board.contains("/consent/1"), "{board}");
    for path in ["sums", "sums.json"] {
        for client in [&mut anybody, &mut desk.client] {
            let status = client.get(&format!("{page}/{path}")).await.unwrap().status;
            assert_eq!(status, StatusCode::NOT_FOUND, "{path}: nothing to post, whoever asks");
        }
    }
    let inner = desk.client.get(&format!("{page}/sums?with=area")).await.unwrap().body;
    assert!(!plain(&inner).contains("数字还会变") && plain(&inner).contains(&format!("{n}户")), "{inner}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_s_paper_stands_above_a_tenant_s_phone_and_a_stranger_s_name_can_be_erased() {
    let mut desk = desk(12, 1).await;
    let consent = desk.planted.ask_households(Scope::Estate).await;
    let mut let_out = home(2);
    let_out.occupiers = vec![RowOwner { name: "示例租客".into(), phone: None, id_tail: None }];
    desk.act(clerk(), Command::Roll(roll::Command::Record(let_out))).await;
    let lives = |v: &app::EstateView<'_>| *v.estate.roll.occupied.keys().next().unwrap();
    let tenant = desk.planted.app.estate(desk.planted.estate, lives).await.unwrap();
    let tenant = desk.planted.open_account_as(tenant, "tenant").await;
    let page = desk.at(&format!("/consent/{consent}"));
    let mut phone = person(&desk, Some(&tenant)).await;
    answer(&mut phone, &page, "disagree", "太吵").await;

    // The owner signs: the desk may enter that, and nothing of the tenant's any more.
    let door = home(2).door.to_string();
    let enter = format!("/consent/{consent}/enter");
    let paper = |signed| [("door", &*door), ("way", "paper"), ("view", "agree"), ("signed", signed), ("text", "")];
    desk.refused(&enter, &paper("示例租客"), &["业主本人签了字"]).await;
    desk.done(&enter, &paper("示例业主2")).await;
    desk.refused(&enter, &paper("示例租客"), &["业主已经替这一户回答了"]).await;
    let seen = phone.get(&page).await.unwrap();
    let hidden = |name: &str| seen.hidden(name).unwrap().to_owned();
    let (id, csrf, unit) = (hidden("id"), hidden("csrf"), hidden("unit"));
    let again = [("id", &*id), ("csrf", &*csrf), ("unit", &*unit), ("view", "disagree"), ("text", "")];
    let refused = phone.post(&format!("{page}/answer"), &again).await.unwrap();
    assert!(
        refused.status == StatusCode::UNPROCESSABLE_ENTITY && plain(&refused.body).contains("业主已经替这一户回答了")
    );

    // Somebody who is on no roll signed for home 3: the desk can take the name out, and only there.
    let door = home(3).door.to_string();
    let stranger = [("door", &*door), ("way", "paper"), ("view", "agree"), ("signed", "示例过路人"), ("text", "")];
    desk.done(&enter, &stranger).await;
    let listed = desk.get(&format!("/consent/{consent}")).await;
    assert!(listed.contains("示例过路人"));
    let unit = |v: &app::EstateView<'_>| v.estate.roll.doors[&home(3).door].to_string();
    let unit = desk.planted.app.estate(desk.planted.estate, unit).await.unwrap();
    let erase = format!("/consent/{consent}/erase");
    assert_eq!(listed.matches(&*format!("action=\"{}\"", desk.at(&erase))).count(), 1, "one row, one way");
    desk.done(&erase, &[("unit", &*unit)]).await;
    assert!(!desk.get(&format!("/consent/{consent}")).await.contains("示例过路人"));
    desk.refused(&erase, &[("unit", &*unit)], &["没有要在这里删的话"]).await;
}
