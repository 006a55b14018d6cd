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

/// What lies in the outbox once so many lie there.
async fn arrived(outbox: &str, wanted: usize) -> BTreeMap<String, String> {
    for _ in 0..120 {
        if letters(Path::new(outbox)).len() >= wanted {
            break;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    letters(Path::new(outbox))
}

fn folders(found: &BTreeMap<String, String>) -> Vec<&str> {
    found.keys().map(|n| n.split('/').next().unwrap()).collect()
}

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
    for n in [1, 2] {
        let mut row = plant::home(n);
        row.owners[0].phone = Some(format!("1380000000{n}"));
        planted.act(clerk(), Command::Roll(roll::Command::Record(row))).await.unwrap();
    }
    let outbox = home.file("outbox");
    let flags = ["--outbox", outbox.as_str()];
    let server = Server::start_with(home.place(), &flags).await;
    let page = format!("/e/{}/telling", planted.estate);
    // Every lane has looked once then: what comes is new.
    tokio::time::sleep(Duration::from_secs(3)).await;

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
    }
    // The new addresses say so at once, and the telephone on the roll of whoever has one.
    let bound = arrived(&outbox, 3).await;
    assert_eq!(folders(&bound), ["email", "sms", "wechat"], "{bound:?}");
    let of = |folder: &str, told: &BTreeMap<String, String>| {
        told.iter().filter(|(name, _)| name.starts_with(folder)).map(|(_, text)| text.clone()).collect::<Vec<_>>()
    };
    assert!(
        of("wechat", &bound)[0].contains("绑定好了") && of("wechat", &bound)[0].contains("不是您自己绑的"),
        "{bound:?}"
    );
    let warned = &of("sms", &bound)[0];
    assert!(warned.contains("13800000002") && warned.contains("不是您改的"), "to the phone on the roll: {warned}");
    let mut second = Client::new(&server.address);
    second.sign_in(&planted.owners[1]).await.unwrap();
    let seen = second.get(&page).await.unwrap().body;
    let code =
        serde_json::from_str::<serde_json::Value>(&of("wechat", &bound)[0]).unwrap()["to"].as_str().unwrap().to_owned();
    assert!(!seen.contains(&code) && !seen.contains("class=\"qr\""), "a code that is bound stands on no page");
    for words in ["服务号绑定好了", "改过几次", "您自己选了服务号", "收到确认", "换一个新码"]
    {
        assert!(crate::desk::plain(&seen).contains(words), "{words}: {seen}");
    }

    planted.clock.set(Clock::System.now());
    planted.ask_households(Scope::Estate).await;
    let sent: BTreeMap<String, String> =
        arrived(&outbox, 6).await.into_iter().filter(|(name, _)| !bound.contains_key(name)).collect();
    assert_eq!(folders(&sent), ["email", "sms", "wechat"], "{sent:?}");
    for (name, text) in &sent {
        // A mail's text is encoded for the way.
        if !name.starts_with("email") {
            assert!(text.contains("愿意加装电梯吗？") && !text.contains("http"), "no address is known: {name}: {text}");
        }
        assert!(!text.contains("示例业主"), "no name: {text}");
    }
    // Called off: to whoever was asked.
    let consent = units::ConsentId(1);
    let off = estate::consent::Command::CallOff { consent, why: "示例业主三不同意".into() };
    planted.act(clerk(), Command::Consent(off)).await.unwrap();
    let all = arrived(&outbox, 9).await;
    let off: BTreeMap<String, String> =
        all.into_iter().filter(|(name, _)| !bound.contains_key(name) && !sent.contains_key(name)).collect();
    assert_eq!(folders(&off), ["email", "sms", "wechat"], "{off:?}");
    for (name, text) in off.iter().filter(|(name, _)| !name.starts_with("email")) {
        assert!(
            text.contains("取消") && text.contains("愿意加装电梯吗？") && !text.contains("示例业主"),
            "{name}: {text}"
        );
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

    // Unbound: told at once to the telephone, and it stands in the list.
    let seen = second.get(&page).await.unwrap();
    let hidden = |name: &str| seen.hidden(name).unwrap().to_owned();
    let (id, csrf) = (hidden("id"), hidden("csrf"));
    let form = [("id", &*id), ("csrf", &*csrf), ("channel", "letter"), ("pace", "digest"), ("email", "")];
    assert_eq!(second.post(&page, &form).await.unwrap().status, StatusCode::SEE_OTHER);
    let sent = arrived(&outbox, 10).await;
    let warned = of("sms", &sent).into_iter().find(|t| t.contains("纸质信")).unwrap();
    assert!(warned.contains("13800000002"), "{warned}");
    let seen = crate::desk::plain(&second.get(&page).await.unwrap().body);
    assert!(seen.contains("服务号解除，地址已经删除"), "{seen}");

    server.kill().await;
    // Carried on, as whoever takes them from the folder does: a message told again would lie there again.
    sent.keys().for_each(|name| std::fs::remove_file(Path::new(&outbox).join(name)).unwrap());
    let server = Server::start_with(home.place(), &flags).await;
    tokio::time::sleep(Duration::from_secs(4)).await;
    assert_eq!(letters(Path::new(&outbox)), BTreeMap::new(), "nothing twice");
    server.kill().await;
}
