//! Posting through the pages: a photo comes in by a plain form, whatever is wrong with it is said and what was typed
//! stays, no proof means no notice, and a photo that was changed on the disk is no proof any more.

use crate::stores::Home;
use e2e::http::{Answer, Client};
use e2e::plant::{PHOTO, Planted, Size, clerk, plant};
use e2e::program::{Server, run};
use estate::Command;
use estate::assembly::{Command as Assembly, Draft, DraftItem, ItemKind, Scope};
use estate::posting::{Paper, SpotKind};
use hyper::StatusCode;
use law::{Key, Value};
use units::{MotionId, SpotId};

const MOTION: MotionId = MotionId(2);

/// A motion whose roll is frozen and must hang at two places before its notice.
async fn frozen(planted: &Planted) {
    planted.own_rules(&[(Key::PostRoll, Value::Word("yes".into())), (Key::RollDays, Value::Number(15))]).await;
    planted.spot(SpotKind::Gate, "示例南门").await;
    planted.spot(SpotKind::Noticeboard, "示例公告栏").await;
    let day = |days: i32, hour| planted.clock.now().day().plus(days).at(hour, 0);
    let matter = *planted
        .app
        .estate(planted.estate, |v| v.estate.matters.matters.keys().next().copied())
        .await
        .unwrap()
        .as_ref()
        .unwrap();
    let item = DraftItem {
        kind: ItemKind::UseFund,
        title: "同意修门禁吗？".into(),
        text: String::new(),
        options: Vec::new(),
        seats: 0,
        persons: Vec::new(),
    };
    let draft = Draft {
        matter,
        title: "修门禁".into(),
        scope: Scope::Estate,
        items: vec![item],
        opens: day(20, 8),
        closes: day(30, 18),
        reading: day(31, 9),
        reading_place: "居委会".into(),
    };
    for command in [Assembly::Draft(draft), Assembly::FreezeRoll { motion: MOTION }] {
        planted.act(clerk(), Command::Assembly(command)).await.unwrap();
    }
}

/// One clerk with a phone.
struct Phone {
    client: Client,
    here: String,
    csrf: String,
}

impl Phone {
    async fn of(server: &Server, planted: &Planted) -> Self {
        let mut client = Client::new(&server.address);
        client.sign_in(&planted.clerks[0]).await.unwrap();
        let here = format!("/e/{}/m/{MOTION}", planted.estate);
        let csrf = client.csrf(&format!("{here}/posting/roll/1")).await.unwrap();
        Self { client, here, csrf }
    }

    async fn send(&mut self, spot: u32, id: &str, act: &str, photo: &[u8]) -> Answer {
        let (path, csrf) = (format!("{}/posting/roll/{spot}", self.here), self.csrf.clone());
        let form = [("id", id), ("csrf", &csrf), ("act", act), ("note", "贴在门禁左侧"), ("torn", "撕了")];
        self.client.upload(&path, &form, "photo", photo).await.unwrap()
    }

    async fn press(&mut self, act: &str) -> Answer {
        let (path, csrf) = (format!("{}/{act}", self.here), self.csrf.clone());
        let form = [("id", &*fresh()), ("csrf", &csrf), ("told_committee", "yes")];
        self.client.post(&path, &form).await.unwrap()
    }
}

fn fresh() -> String {
    record::Keys::generate().deployment().to_string()
}

/// A photo as a phone makes it, with its place in it.
fn with_a_place() -> Vec<u8> {
    let segment =
        |marker: u8, body: &[u8]| [&[0xFF, marker][..], &(body.len() as u16 + 2).to_be_bytes(), body].concat();
    [
        b"\xFF\xD8".to_vec(),
        segment(0xE1, b"Exif\0\0MM\0*\0\0\0\x08\0\0 GPS 31.2304N 121.4737E"),
        segment(0xC0, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0]),
        segment(0xDA, &[1, 1, 0, 0, 63, 0]),
        b"\x12\x34 the gate\xFF\xD9".to_vec(),
    ]
    .concat()
}

#[tokio::test(flavor = "multi_thread")]
async fn photos_come_in_by_a_plain_form_and_no_proof_means_no_notice() {
    let home = Home::sqlite();
    let planted = plant(home.place(), Size { homes: 6, accounts: 1 }).await;
    frozen(&planted).await;
    let server = Server::start(home.place()).await;
    let mut phone = Phone::of(&server, &planted).await;

    // Nothing hangs: the notice is kept back, place by place, with the rule that says so.
    let refused = phone.press("notice").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for word in ["示例南门", "示例公告栏", "业主大会议事规则第九条", "没有张贴照片"] {
        assert!(refused.body.contains(word), "{word}");
    }

    // Whatever is wrong with a photo is said, and what was typed stays.
    let mut large = PHOTO.to_vec();
    large.resize(13 << 20, 0);
    let cut = &PHOTO[..PHOTO.len() - 20];
    for (photo, words) in [
        (&b"<svg onload=alert(1)>"[..], "这不是照片"),
        (&large[..], "写的字都还在"),
        (cut, "照片没有传完整"),
        (b"", "没有照片"),
        (b"%PDF-1.7\n%%EOF\n", "不要PDF"),
    ] {
        let answer = phone.send(1, &fresh(), "up", photo).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(answer.body.contains(words), "{words}");
        assert!(answer.body.contains(">贴在门禁左侧</textarea>"), "{words}: what was typed stays");
    }
    let kept = planted.app.record().attached(planted.estate).await.unwrap();
    assert!(kept.is_empty(), "nothing of what was refused stays: {kept:?}");

    // The same form sent twice is one act.
    let id = fresh();
    for _ in 0..2 {
        let answer = phone.send(1, &id, "up", &with_a_place()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    }
    let again = phone.send(1, &fresh(), "up", PHOTO).await;
    assert!(again.body.contains("已经贴着了"), "{}", again.status);
    assert_eq!(planted.app.record().attached(planted.estate).await.unwrap().len(), 1);
    assert_eq!(phone.press("notice").await.status, StatusCode::UNPROCESSABLE_ENTITY, "one of two places");
    assert_eq!(phone.send(2, &fresh(), "up", PHOTO).await.status, StatusCode::SEE_OTHER);

    // Everybody sees where; whoever lives here sees the photo; nobody sees where the phone was.
    let name = photo_of(&planted, 1).await;
    let photo = format!("{}/photo/{name}", phone.here);
    let mut visitor = Client::new(&server.address);
    let page = visitor.get(&format!("{}/posting", phone.here)).await.unwrap();
    assert!(page.body.contains("示例南门") && !page.body.contains("/photo/"), "{}", page.status);
    assert!(visitor.get(&photo).await.unwrap().location.unwrap().starts_with("/sign-in"));
    let mut owner = Client::new(&server.address);
    owner.sign_in(&planted.owners[0]).await.unwrap();
    let seen = owner.get(&photo).await.unwrap();
    assert_eq!(seen.status, StatusCode::OK);
    assert!(seen.bytes.starts_with(b"\xFF\xD8") && seen.body.contains("the gate") && !seen.body.contains("GPS"));
    let task = owner.get(&format!("{}/posting/roll/1", phone.here)).await.unwrap();
    assert!(task.body.contains("贴在门禁左侧") && !task.body.contains("type=\"file\""), "they look and do not hang");
    assert_eq!(
        owner.get(&format!("{}/photo/{}", phone.here, "0".repeat(32))).await.unwrap().status,
        StatusCode::NOT_FOUND
    );
    let statement = owner.get(&format!("{}/posting/roll?photos=yes", phone.here)).await.unwrap();
    for word in ["公示情况的说明", "示例公告栏", "各处张贴完整", &name] {
        assert!(statement.body.contains(word), "{word}");
    }

    // Torn: the notice waits again, until it hangs again.
    assert_eq!(phone.send(2, &fresh(), "torn", b"").await.status, StatusCode::SEE_OTHER);
    let refused = phone.press("notice").await;
    assert!(refused.body.contains("还没有补贴") && refused.body.contains("示例公告栏"), "{}", refused.status);
    assert_eq!(phone.send(2, &fresh(), "up", PHOTO).await.status, StatusCode::SEE_OTHER);
    assert_eq!(phone.press("notice").await.status, StatusCode::SEE_OTHER);

    // Somebody changes a photo on the disk.
    let stream = planted.estate.to_string();
    assert!(run(&["verify", "--stream", &stream], Some(home.place())).await.ok);
    let file = home.place().dir.join("attachments").join(&stream).join(&name);
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[40] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    assert_eq!(owner.get(&photo).await.unwrap().status, StatusCode::INTERNAL_SERVER_ERROR, "no proof any more");
    let verified = run(&["verify", "--stream", &stream], Some(home.place())).await;
    let found = &verified.json["streams"][0]["findings"];
    assert_eq!((verified.ok, found[0]["what"].as_str()), (false, Some("attachment-changed")), "{found}");
    assert!(found[0]["detail"].as_str().unwrap().contains(&name));
    server.kill().await;
}

async fn photo_of(planted: &Planted, spot: u32) -> String {
    let name = |v: &app::EstateView<'_>| {
        let task = &v.estate.posting.board(MOTION, Paper::Roll).unwrap().tasks[&SpotId(spot)];
        task.spells[0].photo.name.to_string()
    };
    planted.app.estate(planted.estate, name).await.unwrap()
}
