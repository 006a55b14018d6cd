//! Papers through the pages, by plain forms: drawn up, printed, signed, sealed by the committee's decision, scanned back,
//! filed; the whole file in one press, the same from the command line, checked by a stranger's code; and the estate's own
//! rules, pasted or from Word, whose values count once the owners passed them.

use crate::desk::plain;
use crate::python::{check, python};
use crate::stores::Home;
use app::Who;
use e2e::http::{Answer, Client};
use e2e::plant::{DAYS_OPEN, PHOTO, Planted, Size, clerk, owner, plant_at};
use e2e::program::{Server, run};
use estate::assembly::{Command as Assembly, Mark};
use estate::{Command, bodies, seals};
use hyper::StatusCode;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};
use units::{Capacity, MotionId, PersonId};

const MOTION: MotionId = MotionId(1);

fn fresh() -> String {
    record::Keys::generate().deployment().to_string()
}

/// Six homes whose vote was counted and announced two days ago, with a committee of three.
async fn announced(home: &Home) -> Planted {
    let now = app::Clock::System.now();
    let back = now.plus_ms(-(i64::from(DAYS_OPEN) + 5) * 86_400_000);
    let planted = plant_at(home.place(), Size { homes: 6, accounts: 3 }, back).await;
    for (n, mark) in
        [(1, Mark::Approve), (2, Mark::Approve), (3, Mark::Approve), (4, Mark::Approve), (5, Mark::Against)]
    {
        let (who, ballot) = planted.ballot(n, mark);
        planted.act(who, ballot).await.unwrap();
    }
    planted.clock.set(now.plus_ms(-2 * 86_400_000));
    for (who, command) in [
        (Who::SYSTEM, Assembly::Close { motion: MOTION }),
        (clerk(), Assembly::Count { motion: MOTION }),
        (clerk(), Assembly::Announce { motion: MOTION }),
    ] {
        planted.act(who, Command::Assembly(command)).await.unwrap();
    }
    for (n, capacity) in [(1, Capacity::CommitteeChair), (2, Capacity::CommitteeMember), (3, Capacity::CommitteeMember)]
    {
        let (person, from) = (owner(n), planted.clock.now().day());
        let appoint = bodies::Appoint { person, capacity, part: None, from, until: Some(from.plus(900)) };
        planted.act(clerk(), Command::Bodies(bodies::Command::Appoint(appoint))).await.unwrap();
    }
    let (seal, keeper, giver, note) = (seals::Seal::Committee, owner(2), PersonId(1), String::new());
    let over = seals::Command::HandOver { seal, keeper, giver, note };
    planted.act(clerk(), Command::Seals(over)).await.unwrap();
    planted
}

/// Somebody at a browser without script.
struct Desk {
    client: Client,
    estate: String,
    csrf: String,
}

impl Desk {
    async fn of(server: &Server, planted: &Planted, who: &e2e::plant::SignIn, office: Option<&str>) -> Self {
        let mut client = Client::new(&server.address);
        client.sign_in(who).await.unwrap();
        let estate = format!("/e/{}", planted.estate);
        let csrf = client.csrf(&format!("{estate}/matters/new")).await.unwrap();
        if let Some(capacity) = office {
            let page = client.get("/account").await.unwrap().body;
            let (stream, end) = (planted.estate.to_string(), format!(".{capacity}"));
            let offered = page.split("value=\"").skip(1).filter_map(|rest| rest.split('"').next());
            let choice = offered.into_iter().find(|v| v.starts_with(&stream) && v.ends_with(&end));
            let form = [("csrf", &*csrf), ("as", choice.expect("an office"))];
            assert_eq!(client.post("/account/act-as", &form).await.unwrap().status, StatusCode::SEE_OTHER);
        }
        Self { client, estate, csrf }
    }

    async fn get(&mut self, path: &str) -> Answer {
        self.client.get(&format!("{}{path}", self.estate)).await.unwrap()
    }

    async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        let (path, id, csrf) = (format!("{}{path}", self.estate), fresh(), self.csrf.clone());
        let all: Vec<(&str, &str)> = [("id", &*id), ("csrf", &*csrf)].into_iter().chain(form.iter().copied()).collect();
        self.client.post(&path, &all).await.unwrap()
    }

    async fn upload(&mut self, path: &str, form: &[(&str, &str)], field: &str, file: &[u8]) -> Answer {
        let (path, id, csrf) = (format!("{}{path}", self.estate), fresh(), self.csrf.clone());
        let all: Vec<(&str, &str)> = [("id", &*id), ("csrf", &*csrf)].into_iter().chain(form.iter().copied()).collect();
        self.client.upload(&path, &all, field, file).await.unwrap()
    }
}

/// Members of an archive.
fn unpacked(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = zip.file_names().map(|n| n.unwrap().into_owned()).collect();
    let mut found = BTreeMap::new();
    for name in names {
        let mut bytes = Vec::new();
        zip.by_name(&name).unwrap().read_to_end(&mut bytes).unwrap();
        found.insert(name, bytes);
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_goes_its_way_by_plain_forms_and_the_file_is_checked_by_strangers() {
    let home = Home::sqlite();
    let planted = announced(&home).await;
    let server = Server::start(home.place()).await;
    let mut desk = Desk::of(&server, &planted, &planted.clerks[0], None).await;

    let answer = desk.post("/m/1/documents", &[("what", "minutes"), ("remarks", "示例：有人问起工期。")]).await;
    let paper = answer.location.unwrap();
    let paper = paper.strip_prefix(&desk.estate).unwrap().to_owned();
    let page = desk.get(&paper).await;
    for word in ["会议纪要", "等打印", "内容摘要"] {
        assert!(page.body.contains(word), "{word}");
    }
    let again = desk.post("/m/1/documents", &[("what", "minutes"), ("remarks", "示例：有人问起工期。")]).await;
    assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.body.contains("不用再拟"));
    let early =
        desk.upload(&format!("{paper}/archived"), &[("until", "2030-01-01"), ("place", "柜子")], "scan", b"").await;
    assert!(early.body.contains("现在该“打印”"), "{}", early.status);

    let print = desk.get(&format!("{paper}/print")).await;
    assert!(print.body.contains("示例：有人问起工期。") && print.body.contains("class=\"qr\""), "{}", print.status);
    for (act, form) in [("printed", ("copies", "3")), ("signed", ("by", "示例唱票人"))] {
        let answer = desk.upload(&format!("{paper}/{act}"), &[form], "scan", b"").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{act}: {}", answer.body);
    }
    // The seal: asked for by the clerk, approved by two of three, used by its keeper and by nobody else.
    let number = paper.rsplit('/').next().unwrap().to_owned();
    let form = [("document", &*number), ("purpose", ""), ("pages", "2"), ("copies", "3")];
    assert_eq!(desk.post("/seals/ask", &form).await.status, StatusCode::SEE_OTHER);
    let year = planted.clock.now().day().ymd().0;
    let entry = format!("{year}-0001");
    let approve = [("entry", &*entry)];
    assert_eq!(desk.post("/seals/approve", &approve).await.status, StatusCode::FORBIDDEN, "a clerk approves nothing");
    for n in [0, 2] {
        let office = if n == 0 { "committee-chair" } else { "committee-member" };
        let mut member = Desk::of(&server, &planted, &planted.owners[n], Some(office)).await;
        let answer = member.post("/seals/approve", &approve).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let used = member.post("/seals/use", &approve).await;
        assert!(used.body.contains(if n == 0 { "还差" } else { "章由保管人来盖" }), "{}", used.body);
    }
    let mut keeper = Desk::of(&server, &planted, &planted.owners[1], Some("committee-member")).await;
    assert_eq!(keeper.post("/seals/use", &approve).await.status, StatusCode::SEE_OTHER);

    let scanned = format!("{paper}/scanned");
    for (file, words) in [(&b""[..], "还没有选扫描件"), (b"<svg/>", "这不是照片"), (&PHOTO[..40], "没有传完整")]
    {
        let answer = desk.upload(&scanned, &[], "scan", file).await;
        assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains(words), "{words}");
    }
    assert_eq!(desk.upload(&scanned, &[], "scan", PHOTO).await.status, StatusCode::SEE_OTHER);
    let until = planted.clock.now().day().plus_years(2).to_string();
    let form = [("until", &*until), ("place", "示例档案柜")];
    let answer = desk.upload(&format!("{paper}/archived"), &form, "scan", b"").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = desk.get(&paper).await.body;
    assert!(page.contains("已归档") && page.contains("示例档案柜"), "{page}");
    let answer = desk.post("/m/1/documents", &[("what", "announcement"), ("remarks", "")]).await;
    let announcement = answer.location.unwrap().strip_prefix(&desk.estate).unwrap().to_owned();

    // Whoever lives here reads papers; a stranger sees whether the paper that hangs is genuine, and nothing else.
    let mut stranger = Client::new(&server.address);
    let at = |path: &str| format!("/e/{}{path}", planted.estate);
    assert!(stranger.get(&at(&paper)).await.unwrap().location.unwrap().starts_with("/sign-in"));
    let seen = stranger.get(&at(&announcement)).await.unwrap();
    assert!(seen.body.contains("真的假的") && !seen.body.contains("type=\"file\""), "{}", seen.status);
    let facts = stranger.get(&at(&format!("{announcement}/facts.json"))).await.unwrap();
    let said: Value = serde_json::from_slice(&facts.bytes).unwrap();
    assert_eq!(said["grids"][0]["rows"][2][1]["number"], 4, "{said}");

    // One press. From the command line the same bytes; a stranger's code finds nothing wrong.
    let path = "/m/1/file.zip";
    let full = desk.get(path).await;
    assert_eq!(full.status, StatusCode::OK);
    let (out, origin) = (home.file("file.zip"), format!("http://{}", server.address));
    let stream = planted.estate.to_string();
    let args = ["export", "file", "--estate", &stream, "--motion", "1", "--base-url", &origin, "--out", &out];
    assert!(run(&args, Some(home.place())).await.ok);
    assert!(std::fs::read(&out).unwrap() == full.bytes, "page and command line give the same file");
    assert!(desk.get(path).await.bytes == full.bytes, "and again");

    let members = unpacked(&full.bytes);
    let index: Value = serde_json::from_slice(&members["index.json"]).unwrap();
    assert_eq!(index["members"].as_array().unwrap().len(), members.len() - 1);
    for name in
        ["index.html", "check.html", "matter.json", "seals.xlsx", "m1/roll.json", "m1/law.html", "m1/figures.json"]
    {
        assert!(members.contains_key(name), "{name}: {:?}", members.keys());
    }
    let roll = String::from_utf8(members["m1/roll.json"].clone()).unwrap();
    assert!(roll.contains("示例业主1"), "the clerk keeps the roll");
    let law = String::from_utf8(members["m1/law.json"].clone()).unwrap();
    assert!(law.contains("民法典第二百七十八条第二款") && law.contains("三分之二以上"), "article and words");
    let html = members.iter().filter(|(name, _)| name.ends_with(".html"));
    for (name, bytes) in html {
        let text = String::from_utf8_lossy(bytes);
        assert!(text.contains("assets/yihe.css") && !text.contains("<script"), "{name} stands by itself");
    }
    // Same figures on every paper and in every form.
    let figures: Value = serde_json::from_slice(&members["m1/figures.json"]).unwrap();
    let count =
        |v: &Value| v["grids"].as_array().unwrap().iter().find(|g| g["name"] == "count").unwrap()["rows"].clone();
    assert_eq!(count(&figures), count(&said));

    // An owner's file is the one that anybody of the estate may have.
    let mut owner = Desk::of(&server, &planted, &planted.owners[2], Some("owner")).await;
    let public = unpacked(&owner.get(path).await.bytes);
    let roll = String::from_utf8(public["m1/roll.json"].clone()).unwrap();
    assert!(!roll.contains("示例业主1") && roll.contains("示＊"), "{roll}");
    assert!(public.values().all(|b| !String::from_utf8_lossy(b).contains("\"marks\":[")), "no choice is in it");
    assert!(stranger.get(&at(path)).await.unwrap().location.unwrap().starts_with("/sign-in"));
    server.kill().await;

    let Some(python) =
        python("a_paper_goes_its_way_by_plain_forms_and_the_file_is_checked_by_strangers", "cryptography")
    else {
        return;
    };
    let (ok, said) = check(python, &[&out]);
    assert!(ok && said.contains("一个没少、没改"), "{said}");
    let anchor = format!("{}:{}", index["head"]["seq"], &index["head"]["root"].as_str().unwrap()[..16]);
    assert!(check(python, &[&out, "--anchor", &anchor]).0);
    // Whoever changes, adds or loses a member, or swaps a paper and mends the index, is found out.
    let entry = members.keys().find(|n| n.ends_with("-minutes.json")).unwrap().clone();
    type Bend<'a> = Box<dyn Fn(&mut BTreeMap<String, Vec<u8>>) + 'a>;
    let bends: [(&str, Bend<'_>); 4] = [
        ("was changed", Box::new(|m| m.get_mut("m1/roll.json").unwrap()[10] ^= 1)),
        ("added or are missing", Box::new(|m| drop(m.insert("m1/extra.html".into(), b"x".to_vec())))),
        ("added or are missing", Box::new(|m| drop(m.remove("m1/law.html")))),
        (
            "names another",
            Box::new(|m| {
                let bent = String::from_utf8(m[&entry].clone()).unwrap().replace("工期", "工价").into_bytes();
                let digest: String =
                    <sha2::Sha256 as sha2::Digest>::digest(&bent).iter().map(|b| format!("{b:02x}")).collect();
                let mut index: Value = serde_json::from_slice(&m["index.json"]).unwrap();
                let list = index["members"].as_array_mut().unwrap();
                list.iter_mut().find(|i| i["path"] == entry.as_str()).unwrap()["sha256"] = digest.into();
                m.insert(entry.clone(), bent);
                m.insert("index.json".into(), serde_json::to_vec(&index).unwrap());
            }),
        ),
    ];
    for (n, (words, bend)) in bends.iter().enumerate() {
        let mut bent = members.clone();
        bend(&mut bent);
        let out = home.file(&format!("bent-{n}.zip"));
        std::fs::write(&out, packed(&bent)).unwrap();
        let (ok, said) = check(python, &[&out]);
        assert!(!ok && said.contains(words) && !said.contains("Traceback"), "{words}: {said}");
    }
}

fn packed(members: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A text as Word keeps it.
fn word(lines: &[&str]) -> Vec<u8> {
    let body: String = lines.iter().map(|l| format!("<w:p><w:r><w:t>{l}</w:t></w:r></w:p>")).collect();
    let xml = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    packed(&BTreeMap::from([("word/document.xml".to_owned(), xml.into_bytes())]))
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_are_texts_with_versions_and_their_values_count() {
    let home = Home::sqlite();
    let planted = announced(&home).await;
    let server = Server::start(home.place()).await;
    let mut desk = Desk::of(&server, &planted, &planted.clerks[0], None).await;
    let here = "/charter/procedure";
    let text = "示例议事规则\n第一条 开会前二十日通知全体业主。\n第二条 一人最多替三户投票。";
    for (pasted, file, words) in [
        ("", &b""[..], "该写的地方还没写"),
        ("没有条文", b"", "认不出条文"),
        ("", b"%PDF-1.7", "读不出文字"),
        ("", &word(&["没有编号的一段"]), "认不出条文"),
    ] {
        let answer = desk.upload(here, &[("text", pasted)], "file", file).await;
        assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains(words), "{words}");
    }
    let answer = desk.upload(here, &[("text", text)], "file", b"").await;
    assert!(answer.location.unwrap().ends_with("/charter/procedure/1"));
    let mut visitor = Client::new(&server.address);
    let at = |path: &str| format!("/e/{}{path}", planted.estate);
    assert_eq!(visitor.get(&at("/charter/procedure/1")).await.unwrap().status, StatusCode::NOT_FOUND, "a draft");

    let form = [("rule", "notice.days"), ("value", "25"), ("article", "1")];
    assert!(desk.post("/charter/procedure/1/set", &form).await.body.contains("第一条里没有写25"));
    let form = [("rule", "notice.days"), ("value", "20"), ("article", "1")];
    assert_eq!(desk.post("/charter/procedure/1/set", &form).await.status, StatusCode::SEE_OTHER);
    // What holds from after the record began needs the owners' vote, not a proof.
    let today = planted.clock.now().day();
    let late = today.plus(-30).to_string();
    let adopt = [("motion", ""), ("proof", "示例：街道备案件"), ("from", &*late)];
    assert!(desk.post("/charter/procedure/1/adopt", &adopt).await.body.contains("选通过它的那次表决"));
    let from = today.plus(-200).to_string();
    let adopt = [("motion", ""), ("proof", "示例：街道备案件"), ("from", &*from)];
    assert_eq!(desk.post("/charter/procedure/1/adopt", &adopt).await.status, StatusCode::SEE_OTHER);
    let law = visitor.get(&at("/law")).await.unwrap().body;
    assert!(law.contains("/charter/procedure/1#a1") && law.contains("业主大会议事规则第一条"), "{law}");

    // From Word, one article reworded; the vote of this estate asked about the fund and cannot bring it into force.
    let lines = ["示例议事规则", "第一条 开会前三十日通知全体业主。", "第二条 一人最多替三户投票。"];
    let answer = desk.upload(here, &[("text", "")], "file", &word(&lines)).await;
    assert!(answer.location.unwrap().ends_with("/charter/procedure/2"));
    let form = [("motion", "1"), ("proof", ""), ("from", &*planted.clock.now().day().to_string())];
    assert!(desk.post("/charter/procedure/2/adopt", &form).await.body.contains("问的不是这份文本"));
    let compared = desk.get("/charter/procedure/compare?a=1&b=2").await.body;
    assert!(compared.contains("<del>二</del><ins>三</ins>"), "{compared}");
    let public = visitor.get(&at("/charter/procedure")).await.unwrap().body;
    assert!(public.contains("开会前二十日") && !public.contains("开会前三十日"), "what is in force");
    let print = visitor.get(&at("/charter/procedure/1/print")).await.unwrap();
    assert!(print.body.contains("第一条") && print.body.contains("class=\"qr\""), "{}", print.status);
    assert_eq!(visitor.get(&at("/charter/elsewhere")).await.unwrap().status, StatusCode::NOT_FOUND);
    server.kill().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sealed_is_published_with_one_press_and_without_private_reasons() {
    let home = Home::sqlite();
    // Long enough ago for a half-year to have ended since.
    let planted =
        plant_at(home.place(), Size { homes: 6, accounts: 3 }, app::Clock::System.now().plus_ms(-220 * 86_400_000))
            .await;
    let act = async |who: Who, command: Command| planted.act(who, command).await.unwrap();
    let member =
        |n: u32| Who::person(owner(n), if n == 1 { Capacity::CommitteeChair } else { Capacity::CommitteeMember });
    for n in 1..=3 {
        let (person, capacity, from) = (owner(n), member(n).capacity, planted.clock.now().day());
        let appoint = bodies::Appoint { person, capacity, part: None, from, until: Some(from.plus(900)) };
        act(clerk(), Command::Bodies(bodies::Command::Appoint(appoint))).await;
    }
    for (seal, keeper) in [(seals::Seal::Committee, 2), (seals::Seal::Assembly, 3)] {
        let (keeper, giver, note) = (owner(keeper), PersonId(1), String::new());
        act(clerk(), Command::Seals(seals::Command::HandOver { seal, keeper, giver, note })).await;
    }
    for purpose in ["示例保洁合同", "示例王五的房屋证明"] {
        act(member(1), Command::Seals(seals::Command::Ask(seals::Ask::committee(None, purpose, (3, 2))))).await;
        let last = |v: &app::EstateView<'_>| *v.estate.seals.uses.last_key_value().unwrap().0;
        let entry = planted.app.estate(planted.estate, last).await.unwrap();
        for n in [2, 3] {
            act(member(n), Command::Seals(seals::Command::Approve { entry })).await;
        }
        act(member(2), Command::Seals(seals::Command::Use { entry })).await;
    }
    let law = |v: &app::EstateView<'_>| v.estate.founding.law(v.book, app::Clock::System.now().day());
    let law = planted.app.estate(planted.estate, law).await.unwrap();
    let due = |v: &app::EstateView<'_>| seals::due(v.estate, &law, app::Clock::System.now().day()).unwrap();
    let period = planted.app.estate(planted.estate, due).await.unwrap();
    let second = format!("{}-0002", planted.clock.now().day().ymd().0);

    let server = Server::start(home.place()).await;
    let mut visitor = Client::new(&server.address);
    let at = |path: &str| format!("/e/{}{path}", planted.estate);
    let page = visitor.get(&at("/seals/lists")).await.unwrap();
    assert!(page.body.contains("还没有公布") && !page.body.contains("示例保洁合同"), "{}", page.status);
    assert!(!visitor.get(&at("")).await.unwrap().body.contains("用印公布"));

    let mut chair = Desk::of(&server, &planted, &planted.owners[0], Some("committee-chair")).await;
    let desk = chair.get("/desk").await.body;
    assert!(desk.contains("上一期用印要公布") && desk.contains("/seals/lists"), "{desk}");
    assert!(chair.client.get("/week").await.unwrap().body.contains("上一期用印要公布"));
    let page = chair.get("/seals/lists").await.body;
    for word in ["示例保洁合同", "示例王五", "未见全国规定"] {
        assert!(page.contains(word), "{word}: {page}");
    }
    let mut outsider = Desk::of(&server, &planted, &planted.owners[2], Some("owner")).await;
    let to = period.to.to_string();
    assert_eq!(outsider.post("/seals/lists", &[("to", &*to)]).await.status, StatusCode::FORBIDDEN);
    let answer = chair.post("/seals/lists", &[("to", "2020-06-30")]).await;
    assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains("那一期变了"), "{}", answer.body);
    let withheld = format!("withheld-{second}");
    let form = [("to", &*to), (&*withheld, "yes")];
    assert_eq!(chair.post("/seals/lists", &form).await.status, StatusCode::SEE_OTHER);
    let again = chair.post("/seals/lists", &form).await;
    assert!(again.body.contains("结束以后再公布"), "{}", again.body);

    let head = planted.app.estate(planted.estate, |v| v.estate.seals.lists[0].head).await.unwrap().to_string();
    let (board, list) = (visitor.get(&at("")).await.unwrap(), visitor.get(&at("/seals/lists")).await.unwrap());
    let paper = visitor.get(&at("/seals/lists/1")).await.unwrap();
    let board = plain(&board.body);
    assert!(board.contains("用印公布") && board.contains("盖章2次"), "{board}");
    for page in [&list, &paper] {
        for word in ["示例保洁合同", "涉及个人，用途不公布", "业主委员会委员2人", &head[..4]] {
            assert!(plain(&page.body).contains(word), "{word}: {}", page.body);
        }
        assert!(!page.body.contains("示例王五"), "no private reason: {}", page.body);
    }
    assert!(paper.body.contains("class=\"qr\""));
    assert_eq!(visitor.get(&at("/seals/lists/2")).await.unwrap().status, StatusCode::NOT_FOUND);

    // The assembly's seal: by a decision that passed or an article in force, and by nothing else.
    let ask = |ground: &'static str, article: &'static str| {
        [
            ("seal", "assembly"),
            ("ground", ground),
            ("article", article),
            ("purpose", "示例"),
            ("pages", "1"),
            ("copies", "1"),
        ]
    };
    for (ground, article, words) in
        [("", "", "选一个依据"), ("1", "", "没有通过"), ("article", "7", "没有这一条"), ("article", "七", "没有这一条")]
    {
        let answer = chair.post("/seals/ask", &ask(ground, article)).await;
        assert!(
            answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains(words),
            "{words}: {}",
            answer.body
        );
    }
    server.kill().await;
}
