//! Nobody sees how a neighbour voted, no clerk reaches into another estate, and the log of the server tells of neither
//! persons nor choices.

use crate::stores::Home;
use app::{Clock, Who};
use e2e::http::Client;
use e2e::plant::{DAYS_OPEN, Planted, SignIn, Size, clerk, plant, plant_at};
use e2e::program::{Server, binary, run};
use estate::Command;
use estate::assembly::{Command as Assembly, Mark};
use hyper::{Method, StatusCode};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use units::{Moment, StreamId};

// ---- the routes, read from where they are written ----

struct Route {
    path: String,
    get: bool,
    post: bool,
}

/// Every route of the site: a new one is looked at without anybody thinking of it.
fn routes() -> Vec<Route> {
    let source = include_str!("../../../crates/web/src/router.rs");
    let quoted = |line: &str| Some(line.split_once(".route(\"")?.1.split_once('"')?.0.to_owned());
    let found: Vec<Route> = source
        .lines()
        .filter_map(|line| {
            let (path, handlers) = (quoted(line)?, line.split_once("\",")?.1);
            let (get, upload) = (handlers.contains("get("), handlers.contains("upload"));
            Some(Route { path, get, post: upload || handlers.contains("post(") })
        })
        .filter(|r| !r.path.starts_with("/assets/"))
        .collect();
    assert!(found.len() > 60 && found.iter().all(|r| r.get || r.post), "the routes are read");
    found
}

/// Words that stand for acts in addresses: every word the pages match one by.
fn acts() -> BTreeSet<String> {
    fn collect(dir: &Path, found: &mut BTreeSet<String>) {
        for file in std::fs::read_dir(dir).unwrap().map(|f| f.unwrap().path()) {
            if file.is_dir() {
                collect(&file, found);
                continue;
            }
            let source = std::fs::read_to_string(&file).unwrap();
            for (at, _) in source.match_indices("\" =>") {
                let word = source[..at].rsplit('"').next().unwrap_or_default();
                if !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '-') {
                    found.insert(word.to_owned());
                }
            }
        }
    }
    let mut found = BTreeSet::new();
    collect(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/web/src/pages")), &mut found);
    found
}

/// The addresses of a route with these values for its parts; several where a part may have several.
fn addresses(route: &str, values: &[(&str, Vec<String>)]) -> Vec<String> {
    let Some(open) = route.find('{') else { return vec![route.to_owned()] };
    let close = route.find('}').unwrap();
    let name = &route[open + 1..close];
    let (_, all) = values.iter().find(|(n, _)| *n == name).unwrap_or_else(|| panic!("{route}: say what {name} is"));
    let put = |value: &String| addresses(&format!("{}{value}{}", &route[..open], &route[close + 1..]), values);
    all.iter().flat_map(put).collect()
}

fn parts(planted: &Planted, estate: StreamId) -> Vec<(&'static str, Vec<String>)> {
    let one = |text: &str| vec![text.to_owned()];
    let matter = format!("{}-0001", planted.clock.now().day());
    vec![
        ("estate", vec![estate.to_string()]),
        ("district", vec![planted.district.to_string()]),
        ("code", one("ABCDEFGHJKLM")),
        ("matter", vec![format!("{}-0001", &matter[..4])]),
        ("motion", one("1")),
        ("consent", one("1")),
        ("help", one("1")),
        ("list", one("1")),
        ("person", vec!["1".into(), "4".into()]),
        ("unit", one("1")),
        ("paper", one("roll")),
        ("document", vec![format!("{}-0001", &matter[..4])]),
        ("text", one("procedure")),
        ("version", one("1")),
        ("spot", one("1")),
        ("name", one(&"0".repeat(32))),
        ("seq", (1..=4).map(|n| n.to_string()).collect()),
        ("id", one(&"1".repeat(32))),
        // Nobody's calendar: a page prints its own reader's key alone.
        ("key", one(&"1".repeat(32))),
        ("act", acts().into_iter().collect()),
    ]
}

// ---- how somebody voted ----

/// What stays of a page when everything random and every time of day is taken out.
fn plain(page: &str, planted: &Planted) -> String {
    let page = page.replace(&planted.estate.to_string(), "E").replace(&planted.district.to_string(), "D");
    // Codes to scan.
    let mut without = String::new();
    let mut rest = page.as_str();
    while let Some((before, after)) = rest.split_once("<svg class=\"qr\"") {
        without.push_str(before);
        rest = after.split_once("</svg>").map_or("", |(_, rest)| rest);
    }
    without.push_str(rest);
    let word = |c: char| c.is_ascii_alphanumeric();
    let chars: Vec<char> = without.chars().collect();
    let (mut out, mut at) = (String::new(), 0);
    while at < chars.len() {
        let end = at + chars[at..].iter().take_while(|c| word(**c)).count();
        if end == at {
            out.push(chars[at]);
            at += 1;
            continue;
        }
        let token: String = chars[at..end].iter().collect();
        let digits = token.chars().filter(char::is_ascii_digit).count();
        let hex = token.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'));
        let code = token.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase());
        // A receipt's code may be made of letters alone: eight in an address, twice four on paper.
        let short = (token.len() == 4 && hex) || (matches!(token.len(), 4 | 8) && code);
        let random = digits > 0 && digits < token.len() || short || token.len() >= 12;
        let by = |c: Option<&char>| c.is_some_and(|c| matches!(c, ':' | '时' | '点' | '分' | '秒'));
        let time = digits == token.len() && (by(chars.get(end)) || (at > 0 && by(chars.get(at - 1))));
        out.push_str(if random || time { "#" } else { &token });
        at = end;
    }
    out
}

fn links(page: &str) -> Vec<String> {
    let of = |mark: &'static str| page.split(mark).skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()));
    let all = of("href=\"").chain(of("action=\""));
    let here = |l: &String| l.starts_with('/') && !["/look", "/sign-out", "/assets/"].iter().any(|p| l.starts_with(p));
    all.map(|l| l.replace("&amp;", "&").split('#').next().unwrap_or_default().to_owned()).filter(here).collect()
}

/// Every page somebody reaches: by links, by every route, by every number of a receipt.
async fn everything(
    server: &Server,
    who: Option<&SignIn>,
    planted: &Planted,
    seqs: &[u64],
) -> BTreeMap<String, String> {
    let mut client = Client::new(&server.address);
    if let Some(who) = who {
        client.sign_in(who).await.unwrap();
    }
    let mut values = parts(planted, planted.estate);
    values.iter_mut().find(|(n, _)| *n == "seq").unwrap().1 = seqs.iter().map(u64::to_string).collect();
    let mut waiting: Vec<String> =
        routes().iter().filter(|r| r.get).flat_map(|r| addresses(&r.path, &values)).collect();
    let estate = planted.estate;
    for seq in seqs {
        waiting.push(format!("/e/{estate}/m/1/received?n={seq}"));
    }
    let (mut seen, mut found) = (BTreeSet::new(), BTreeMap::new());
    while let Some(path) = waiting.pop() {
        if !seen.insert(path.clone())
            || path.starts_with("/look")
            || path.contains(".xlsx")
            || path.contains(".png")
            || path.contains(".zip")
        {
            continue;
        }
        assert!(seen.len() < 2_000, "too many pages: {path}");
        let answer = client.get(&path).await.unwrap();
        assert_ne!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        waiting.extend(links(&answer.body));
        let text = format!("{} {:?}\n{}", answer.status, answer.location, answer.body);
        found.insert(plain(&path, planted), plain(&text, planted));
    }
    found
}

/// Two voters whose votes are swapped between two worlds: their homes are equally large, so every total is the same.
const TWO: (u32, u32) = (1, 101);

/// The pages of an owner and of a stranger in a world where the first of the two voted `first` and the other `second`.
async fn world(now: Moment, first: Mark, second: Mark, counted: bool) -> [BTreeMap<String, String>; 2] {
    let home = Home::sqlite();
    let back = if counted { DAYS_OPEN + 10 } else { 0 };
    let planted =
        plant_at(home.place(), Size { homes: 104, accounts: 2 }, now.plus_ms(-i64::from(back) * 86_400_000)).await;
    for (n, mark) in [(TWO.0, first), (3, Mark::Abstain), (2, Mark::Approve), (TWO.1, second)] {
        let (who, ballot) = planted.ballot(n, mark);
        planted.act(who, ballot).await.unwrap();
    }
    let ballots = planted.app.estate(planted.estate, |v| v.estate.assembly.motions[&planted.motion].ballots.clone());
    let seqs: Vec<u64> = ballots.await.unwrap().values().map(|b| b.seq).collect();
    if counted {
        planted.clock.set(now.plus_ms(-2 * 86_400_000));
        let motion = planted.motion;
        for (who, command) in [
            (Who::SYSTEM, Assembly::Close { motion }),
            (clerk(), Assembly::Count { motion }),
            (clerk(), Assembly::Announce { motion }),
        ] {
            planted.act(who, Command::Assembly(command)).await.unwrap();
        }
    }
    let server = Server::start(home.place()).await;
    let seen = [
        everything(&server, Some(&planted.owners[1]), &planted, &seqs).await,
        everything(&server, None, &planted, &seqs).await,
    ];
    // Whoever counts through the numbers of receipts does not learn who voted.
    for who in [None, Some(&planted.owners[1])] {
        let mut client = Client::new(&server.address);
        if let Some(who) = who {
            client.sign_in(who).await.unwrap();
        }
        for (seq, code) in seqs.iter().flat_map(|seq| ["", "?code=", "?code=AAAAAAAA"].map(|code| (seq, code))) {
            let path = format!("/e/{}/receipt/{seq}/proof.json{code}", planted.estate);
            assert_eq!(client.get(&path).await.unwrap().status, StatusCode::NOT_FOUND, "{path}");
        }
    }
    server.kill().await;
    exported(&home, &planted).await;
    seen
}

/// An export shows that a ballot was cast, and by which voter; of the choice only a commitment.
async fn exported(home: &Home, planted: &Planted) {
    let (stream, out) = (planted.estate.to_string(), home.file("record.jsonl"));
    let args = ["export", "record", "--stream", &stream, "--out", &out];
    assert!(run(&args, Some(home.place())).await.ok);
    let text = std::fs::read_to_string(&out).unwrap();
    assert!(!text.contains("示例业主") && !text.contains("充电棚"), "nothing personal and no typed text leaves");
    let mut ballots = 0;
    for line in text.lines().skip(1) {
        let line: Value = serde_json::from_str(line).unwrap();
        let entry: Value = serde_json::from_str(line["entry"].as_str().unwrap()).unwrap();
        if entry["kind"] == "assembly.ballot-cast" {
            let marks = entry["body"]["marks"].as_object().unwrap();
            let keys: BTreeSet<&str> = marks.keys().map(String::as_str).collect();
            assert_eq!(keys, ["mac", "sealed", "subject"].into(), "{entry}");
            // Motion, voter, marks; and how the voter was matched with the roll, which says nothing of the choice.
            assert_eq!(entry["body"].as_object().unwrap().len(), 4, "{entry}");
            assert_eq!(entry["body"]["proved"]["method"], "certificate", "{entry}");
            ballots += 1;
        }
    }
    assert_eq!(ballots, 4);
}

async fn nobody_sees(counted: bool) {
    // The same moments in both worlds.
    let now = Clock::System.now();
    let one = world(now, Mark::Approve, Mark::Against, counted).await;
    let other = world(now, Mark::Against, Mark::Approve, counted).await;
    for (one, other) in one.iter().zip(&other) {
        let (a, b): (BTreeSet<_>, BTreeSet<_>) = (one.keys().collect(), other.keys().collect());
        assert_eq!(a, b, "the same pages");
        assert!(one.len() > 50, "{} pages", one.len());
        for (path, page) in one {
            let (mut here, mut there) = (page.chars(), other[path].chars());
            let same = here.by_ref().zip(there.by_ref()).take_while(|(a, b)| a == b).count();
            let around = |text: &str| text.chars().skip(same.saturating_sub(60)).take(160).collect::<String>();
            assert!(page == &other[path], "{path} tells: …{}… or …{}…", around(page), around(&other[path]));
        }
    }
    println!("{} pages of an owner and {} of a stranger tell nothing", one[0].len(), one[1].len());
}

#[tokio::test(flavor = "multi_thread")]
async fn while_voting_is_open_no_page_depends_on_how_a_neighbour_voted() {
    nobody_sees(false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_count_no_page_depends_on_who_voted_how() {
    nobody_sees(true).await;
}

// ---- other people's estates ----

/// Of a district, what anybody may read: the rules in force, and the way in with a slip.
const FOR_ALL: [&str; 2] = ["/d/{district}/rules", "/d/{district}/join"];

#[tokio::test(flavor = "multi_thread")]
async fn a_clerk_reaches_into_no_other_estate() {
    let home = Home::sqlite();
    let planted = plant(home.place(), Size { homes: 6, accounts: 1 }).await;
    let neighbour = planted.neighbour().await;
    let store = planted.app.record().store();
    let streams = [planted.estate, neighbour, planted.district];
    let before = store.seqs(&streams).await.unwrap();
    let server = Server::start(home.place()).await;
    let (own, theirs) = (parts(&planted, planted.estate), parts(&planted, neighbour));
    let mut opened = 0;
    // Who, and where they have no desk.
    let strangers = [
        (Some(&planted.clerks[0]), &theirs),
        (Some(&planted.owners[0]), &theirs),
        (Some(&planted.owners[0]), &own),
        (None, &own),
    ];
    for (who, values) in strangers {
        let mut client = Client::new(&server.address);
        let mut csrf = String::new();
        if let Some(who) = who {
            client.sign_in(who).await.unwrap();
            csrf = client.csrf("/account").await.unwrap();
        }
        for route in routes() {
            let desk = route.path.contains("/desk") || route.path.starts_with("/d/{district}/");
            if !desk && !route.path.starts_with("/e/") {
                continue;
            }
            for path in addresses(&route.path, values) {
                // What a resident may do in an estate of their own is not the question here.
                if route.get && desk && !FOR_ALL.contains(&&*route.path) {
                    let answer = client.get(&path).await.unwrap();
                    let shut = [StatusCode::NOT_FOUND, StatusCode::FORBIDDEN].contains(&answer.status)
                        || answer.location.as_deref().is_some_and(|l| l.starts_with("/sign-in"));
                    assert!(shut, "{path} opens to {who:?}: {}", answer.status);
                    opened += 1;
                }
                if route.post && (desk || std::ptr::eq(values, &theirs)) {
                    let id = record::Keys::generate().deployment().to_string();
                    let form = [
                        ("id", &*id),
                        ("csrf", &csrf),
                        ("title", "x"),
                        ("text", "x"),
                        ("name", "x"),
                        ("person", "1"),
                        ("capacity", "clerk"),
                        ("from", "2026-01-01"),
                        ("voter", "1"),
                        ("item-0", "approve"),
                        ("building", "9"),
                        ("room", "901"),
                        ("import", "3"),
                        ("unit", "1"),
                        ("way", "visit"),
                    ];
                    let answer = client.post(&path, &form).await.unwrap();
                    assert!(answer.status != StatusCode::OK, "{path}");
                    assert!(!answer.status.is_server_error(), "{path}: {}", answer.status);
                    let now = store.seqs(&streams).await.unwrap();
                    assert_eq!(now, before, "POST {path} by {who:?} was carried out");
                    opened += 1;
                }
            }
        }
    }
    server.kill().await;
    assert!(opened > 500, "{opened}");
    println!("{opened} requests, none let in");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clerk_s_own_desk_opens() {
    // The other side of the test above: the addresses it builds are not shut to everybody.
    let home = Home::sqlite();
    let planted = plant(home.place(), Size { homes: 6, accounts: 1 }).await;
    let server = Server::start(home.place()).await;
    let mut client = Client::new(&server.address);
    client.sign_in(&planted.clerks[0]).await.unwrap();
    let mut opened = 0;
    for route in routes().iter().filter(|r| r.get && r.path.contains("/desk")) {
        for path in addresses(&route.path, &parts(&planted, planted.estate)) {
            opened += u32::from(client.get(&path).await.unwrap().status == StatusCode::OK);
        }
    }
    server.kill().await;
    assert!(opened >= 15, "{opened}");
}

// ---- the log ----

#[tokio::test(flavor = "multi_thread")]
async fn the_log_names_nobody_and_nothing() {
    let home = Home::sqlite();
    let planted = plant(home.place(), Size { homes: 6, accounts: 2 }).await;
    let neighbour = planted.neighbour().await;
    let log = home.file("log");
    let mut command = tokio::process::Command::new(binary());
    command.env("YIHE_LOG", "debug").stderr(std::fs::File::create(&log).unwrap());
    let server = Server::start_by(command, home.place()).await;
    let (estate, owner) = (planted.estate, &planted.owners[0]);
    let mut client = Client::new(&server.address);
    let wrong = SignIn { login: owner.login.clone(), password: "wrong password".into() };
    client.sign_in(&wrong).await.unwrap_err();
    client.sign_in(owner).await.unwrap();
    let csrf = client.csrf(&format!("/e/{estate}/matters/new")).await.unwrap();
    let (at, id) = (|path: &str| format!("/e/{estate}{path}"), record::Keys::generate().deployment().to_string());
    let form = [
        ("id", &*id),
        ("csrf", &csrf),
        ("item-0", "against"),
        ("title", "三楼漏水"),
        ("text", "示例王某家"),
        ("voter", "1"),
    ];
    for path in ["/m/1/ballot/cast", "/matters/new", "/desk/people", "/m/1/ballot/cast", "/desk/roll/new"] {
        client.post(&at(path), &form).await.unwrap();
    }
    let mut clerk = Client::new(&server.address);
    clerk.sign_in(&planted.clerks[0]).await.unwrap();
    let word = clerk.csrf(&at("/desk/people")).await.unwrap();
    let id = record::Keys::generate().deployment().to_string();
    let new = [("id", &*id), ("csrf", &word), ("name", "示例赵某"), ("phone", "13911112222"), ("kind", "natural")];
    clerk.post(&at("/desk/people"), &new).await.unwrap();
    for path in ["/desk", "/desk/people", "/desk/roll", "/m/1", "/m/1/turnout", "/home", "/nowhere", "/desk/roll/x"] {
        client.get(&at(path)).await.unwrap();
        clerk.get(&at(path)).await.unwrap();
    }
    client.send(Method::DELETE, &at("/m/1"), &[]).await.unwrap();
    let cookies = [client.cookie(), clerk.cookie()];
    // What goes wrong is written down: this is how we know that the log was looked at.
    let host = rusqlite::Connection::open(home.place().dir.join("yihe.db")).unwrap();
    host.busy_timeout(std::time::Duration::from_secs(5)).unwrap();
    let bend = "UPDATE log SET entry = CAST('示例' AS BLOB) WHERE stream = ? AND seq = 5";
    host.execute(bend, [neighbour.number()]).unwrap();
    assert_eq!(client.get(&format!("/e/{neighbour}")).await.unwrap().status, StatusCode::INTERNAL_SERVER_ERROR);
    let front = Client::new(&server.address).get("/").await.unwrap();
    assert!(front.status == StatusCode::OK && front.body.contains("示例小区"), "the others are there all the same");
    let streams = run(&["admin", "streams"], Some(home.place())).await;
    assert!(streams.ok && streams.json.to_string().contains("entry 5"), "{} {}", streams.json, streams.errors);
    server.kill().await;

    let log = std::fs::read_to_string(&log).unwrap();
    assert!(log.contains("entry 5"), "{log}");
    let mut secrets: Vec<&str> = vec![
        "示例",
        "三楼漏水",
        "1391111",
        "wrong password",
        "against",
        "反对",
        &csrf,
        &word,
        &owner.login,
        &owner.password,
        &planted.clerks[0].login,
        &planted.clerks[0].password,
    ];
    secrets.extend(cookies.iter().flat_map(|c| c.split("; ")).filter_map(|c| c.split_once('=')).map(|(_, v)| v));
    for secret in secrets.iter().filter(|s| s.len() > 3) {
        assert!(!log.contains(secret), "the log holds `{secret}`:\n{log}");
    }
}
