//! `yihe serve --outbox`: three people choose three ways on their page, and each is told by it; after a restart nothing is
//! told twice.

use crate::stores::Home;
use app::Clock;
use e2e::http::Client;
use e2e::plant::{self, Size, clerk, plant};
use e2e::program::Server;
use estate::assembly::Scope;
use estate::{Command, roll};
use hyper::StatusCode;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

/// What lies in the outbox, by folder and name.
fn letters(outbox: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for folder in ["sms", "wechat", "email"] {
        let Ok(entries) = std::fs::read_dir(outbox.join(folder)) else { continue };
        for path in entries.map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e != "part")) {
            let name = format!("{folder}/{}", path.file_name().unwrap().to_string_lossy());
            found.insert(name, std::fs::read_to_string(path).unwrap());
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn each_is_told_by_the_way_they_chose_and_once() {
    let home = Home::sqlite();
    let planted = plant(home.place(), Size { homes: 4, accounts: 3 }).await;
    let mut row = plant::home(1);
    row.owners[0].phone = Some("13800000001".into());
    planted.act(clerk(), Command::Roll(roll::Command::Record(row))).await.unwrap();
    let outbox = home.file("outbox");
    let flags = ["--outbox", outbox.as_str()];
    let server = Server::start_with(home.place(), &flags).await;
    let page = format!("/e/{}/telling", planted.estate);

    let ways = [("sms", ""), ("wechat", ""), ("email", "wang@example.org")];
    for (owner, (channel, email)) in planted.owners.iter().zip(ways) {
        let mut client = Client::new(&server.address);
        client.sign_in(owner).await.unwrap();
        let seen = client.get(&page).await.unwrap().body;
        assert!(seen.contains("谁投了什么票"), "what is never sent is said");
        let form = |seen: &str, email: &'static str| {
            let value = |name: &str| {
                let (_, rest) = seen.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
                rest.split_once('"').unwrap().0.to_owned()
            };
            let texts = [("channel", channel), ("pace", "at-once"), ("email", email)];
            let fixed = texts.map(|(n, v)| (n, v.to_owned()));
            [("id", value("id")), ("csrf", value("csrf"))].into_iter().chain(fixed).collect::<Vec<_>>()
        };
        let mut send = async |form: Vec<(&str, String)>| {
            let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
            client.post(&page, &form).await.unwrap()
        };
        if channel == "email" {
            let refused = send(form(&seen, "wang")).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(
                refused.body.contains("value=\"wang\"") && refused.body.contains("wang@example.com"),
                "kept, with a cure"
            );
            assert_eq!(send(form(&refused.body, email)).await.status, StatusCode::SEE_OTHER);
        } else {
            assert_eq!(send(form(&seen, email)).await.status, StatusCode::SEE_OTHER);
        }
        let seen = client.get(&page).await.unwrap().body;
        assert_eq!(seen.contains("绑定服务号") && seen.contains("class=\"qr\""), channel == "wechat");
    }
    // Every lane has looked once by now: what comes is new.
    tokio::time::sleep(Duration::from_secs(3)).await;
    planted.clock.set(Clock::System.now());
    planted.ask_households(Scope::Estate).await;
    let mut sent = BTreeMap::new();
    for _ in 0..120 {
        sent = letters(Path::new(&outbox));
        if sent.len() >= 3 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    let folders: Vec<&str> = sent.keys().map(|n| n.split('/').next().unwrap()).collect();
    assert_eq!(folders, ["email", "sms", "wechat"], "{sent:?}");
    for (name, text) in &sent {
        // A mail's text is encoded for the way.
        if !name.starts_with("email") {
            assert!(text.contains("愿意加装电梯吗？") && !text.contains("http"), "no address is known: {name}: {text}");
        }
        assert!(!text.contains("示例业主"), "no name: {text}");
    }
    assert!(sent.values().any(|t| t.contains("13800000001")) && sent.values().any(|t| t.contains("wang@example.org")));

    let mut desk = Client::new(&server.address);
    desk.sign_in(&planted.clerks[0]).await.unwrap();
    let settings = desk.get(&format!("/e/{}/desk/settings", planted.estate)).await.unwrap().body;
    assert!(settings.contains("通知送到谁") && !settings.contains("13800000001"), "sums and no numbers");
    let letters_page = format!("/e/{}/m/{}/letters", planted.estate, planted.motion);
    let papers = async |desk: &mut Client, query: &str| {
        desk.get(&format!("{letters_page}{query}")).await.unwrap().body.matches("class=\"paper paper-large\"").count()
    };
    assert_eq!(papers(&mut desk, "").await, 4);
    assert_eq!(papers(&mut desk, "?only=paper").await, 1, "the one home nobody reaches otherwise");

    server.kill().await;
    let server = Server::start_with(home.place(), &flags).await;
    tokio::time::sleep(Duration::from_secs(4)).await;
    assert_eq!(
        letters(Path::new(&outbox)).keys().collect::<Vec<_>>(),
        sent.keys().collect::<Vec<_>>(),
        "nothing twice"
    );
    server.kill().await;
}
