//! The commands, as whoever hosts Yihe or checks it runs them: JSON out, words on standard error, and exit code 0 only
//! when the command could do its work.

use crate::stores::Home;
use app::{App, Clock, Redeemer, RollSheet, Who, roll_rows};
use authority::Level;
use e2e::http::Client;
use e2e::plant::{Planted, Size, owner, plant, record};
use e2e::program::{Ran, Server, run};
use estate::{Command, roll};
use hyper::StatusCode;
use office::roll::{Areas, Owner, RollRow, Tenure, Use};
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};
use std::io::{Cursor, Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr};
use std::time::{Duration, Instant};
use units::{Area, Capacity, PersonId, Seq, StreamId};

fn fixture(name: &str) -> String {
    format!("{}/../crates/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// A planted estate to import into; building 1 to 3 are taken.
async fn small(home: &Home) -> Planted {
    plant(home.place(), Size { homes: 4, accounts: 1 }).await
}

/// The roll and the record as another process finds them.
async fn found(home: &Home, estate: StreamId) -> (Vec<RollRow>, Seq) {
    let app = App::new(record(home.place()).await, Clock::System).unwrap();
    app.estate(estate, |v| (roll_rows(v.estate), v.seq)).await.unwrap()
}

async fn import(home: &Home, estate: StreamId, file: &str, more: &[&str]) -> Ran {
    let estate = estate.to_string();
    let args = [&["import", "roll", file, "--estate", &estate, "--as", "1"], more].concat();
    run(&args, Some(home.place())).await
}

/// `count` invented units in buildings from 101 on.
fn rows(count: u32) -> Vec<RollRow> {
    let row = |i: u32| {
        let owner = Owner {
            name: format!("示例住户{i}"),
            id_tail: Some(format!("{:04}", i % 10_000)),
            phone: Some(format!("139{i:08}")),
        };
        RollRow {
            sheet: "名册".into(),
            row: i + 2,
            building: (101 + i / 60).to_string(),
            stairwell: Some((1 + i / 20 % 3).to_string()),
            storey: Some(1 + (i / 2 % 10) as i16),
            room: format!("{}0{}", 1 + i / 2 % 10, 1 + i % 2),
            used: Use::Home,
            areas: Areas { register: Some(Area::from_cm2(700_000 + i64::from(i))), ..Areas::default() },
            tenure: Tenure::Sold,
            owners: vec![owner],
            since: None,
            occupiers: Vec::new(),
            note: String::new(),
        }
    };
    (0..count).map(row).collect()
}

// ---- rolls ----

/// The template as a clerk sends it back: one row more on its first sheet.
fn filled(template: &[u8], cells: &[(String, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(template)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..archive.len() {
        let mut part = archive.by_index(i).unwrap();
        let (name, mut bytes) = (part.name().unwrap().into_owned(), Vec::new());
        part.read_to_end(&mut bytes).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            let cell =
                |(at, text): &(String, &str)| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
            let row = format!("<row r=\"2\">{}</row></sheetData>", cells.iter().map(cell).collect::<String>());
            bytes = String::from_utf8(bytes).unwrap().replacen("</sheetData>", &row, 1).into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_template_in_either_language_comes_back_as_a_roll() {
    let home = Home::sqlite();
    let planted = small(&home).await;
    let words =
        [("zh", ["楼栋", "单元", "房号", "业主"], "201"), ("en", ["Building", "Stairwell", "Room", "Owners"], "202")];
    for (lang, headers, building) in words {
        let file = home.file(&format!("{lang}.xlsx"));
        let made = run(&["template", "roll", "--lang", lang, "--out", &file], None).await;
        assert!(made.ok && made.json["file"] == *file, "{}", made.errors);
        assert!(!run(&["template", "roll", "--out", &file], None).await.ok, "nothing existing is overwritten");
        let bytes = std::fs::read(&file).unwrap();
        let sheets = office::sheet::read(&bytes, "template.xlsx").unwrap();
        let at = |header: &str| {
            let heads = sheets[0].cells.iter().filter(|c| c.at.row == 0);
            let is = |t: &str| t.trim_end_matches('*').to_lowercase().starts_with(&header.to_lowercase());
            let found: Vec<String> =
                heads.filter(|c| is(&c.text)).map(|c| c.at.to_string().replace('1', "2")).collect();
            found.first().unwrap_or_else(|| panic!("{lang}: no column {header}: {:?}", sheets[0].cells)).clone()
        };
        let cells: Vec<(String, &str)> = headers.iter().map(|h| at(h)).zip([building, "1", "101", "示例甲"]).collect();
        std::fs::write(home.file("back.xlsx"), filled(&bytes, &cells)).unwrap();
        let back = import(&home, planted.estate, &home.file("back.xlsx"), &[]).await;
        assert!(back.ok, "{lang}: {} {}", back.json, back.errors);
        assert_eq!((&back.json["imported"], &back.json["new"]), (&json!(true), &json!(1)), "{lang}: {}", back.json);
        // As it came from the program, it is empty and says so.
        let empty = import(&home, planted.estate, &file, &[]).await;
        assert!(!empty.ok || empty.json["rows"] == 0, "{lang}: {}", empty.json);
    }
    let (roll, _) = found(&home, planted.estate).await;
    assert_eq!(roll.iter().filter(|r| r.owners.iter().any(|o| o.name == "示例甲")).count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_is_previewed_made_and_undone() {
    let home = Home::sqlite();
    let planted = small(&home).await;
    let (estate, file) = (planted.estate, home.file("roll.xlsx"));
    let sheet = office::roll::write(&rows(40), office::Lang::Zh).unwrap();
    std::fs::write(&file, &sheet).unwrap();
    let before = found(&home, estate).await;

    let preview = import(&home, estate, &file, &["--dry-run"]).await;
    assert!(preview.ok && preview.json["imported"] == false && preview.json["new"] == 40, "{}", preview.json);
    assert_eq!(preview.json["on_the_roll_and_not_in_the_sheet"], 4);
    assert_eq!(found(&home, estate).await, before, "a preview changes nothing");

    let made = import(&home, estate, &file, &[]).await;
    assert!(made.ok && made.json["imported"] == true, "{} {}", made.json, made.errors);
    let (roll, seq) = found(&home, estate).await;
    assert_eq!((roll.len(), made.json["last_seq"].as_u64()), (44, Some(seq)));
    let again = import(&home, estate, &file, &["--dry-run"]).await;
    assert_eq!((&again.json["new"], &again.json["unchanged"]), (&json!(0), &json!(40)), "{}", again.json);

    let (stream, last) = (estate.to_string(), seq.to_string());
    let undo = ["import", "undo", "--estate", &stream, "--import", &last, "--as", "1"];
    let undone = run(&undo, Some(home.place())).await;
    assert!(undone.ok && undone.json["undone"] == seq, "{} {}", undone.json, undone.errors);
    assert_eq!(found(&home, estate).await.0, before.0, "the roll is as it was");
    let twice = run(&undo, Some(home.place())).await;
    assert!(!twice.ok && twice.errors.contains("import-undone-already"), "{}", twice.errors);
    // What a vote rests on is not taken back.
    let planted_import = planted.app.estate(estate, |v| v.estate.roll.imports[0].seq).await.unwrap().to_string();
    let resting = ["import", "undo", "--estate", &stream, "--import", &planted_import, "--as", "1"];
    let refused = run(&resting, Some(home.place())).await;
    assert!(!refused.ok && refused.errors.contains("undo-roll-frozen"), "{}", refused.errors);

    // The same by the page: one form.
    let made = import(&home, estate, &file, &[]).await;
    let seq = made.json["last_seq"].to_string();
    let server = Server::start(home.place()).await;
    let mut clerk = Client::new(&server.address);
    clerk.sign_in(&planted.clerks[0]).await.unwrap();
    let csrf = clerk.csrf(&format!("/e/{estate}/desk/import")).await.unwrap();
    let id = "7".repeat(32);
    let form = [("id", &*id), ("csrf", &csrf), ("import", &seq)];
    let answer = clerk.post(&format!("/e/{estate}/desk/import/undo"), &form).await.unwrap();
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    server.kill().await;
    assert_eq!(found(&home, estate).await.0, before.0);
    let verified = run(&["verify"], Some(home.place())).await;
    assert!(verified.ok, "{} {}", verified.json, verified.errors);
}

#[tokio::test(flavor = "multi_thread")]
async fn three_thousand_units_are_taken_in_within_a_second() {
    let home = Home::sqlite();
    let planted = small(&home).await;
    let sheet = office::roll::write(&rows(3_000), office::Lang::Zh).unwrap();
    let start = Instant::now();
    let read = RollSheet::read(&sheet, "roll.xlsx", planted.clock.now().day()).unwrap();
    assert!(read.findings.is_empty(), "{:?}", read.findings.first());
    let parsed = start.elapsed();
    let (seen, new) = planted
        .app
        .estate(planted.estate, |v| (v.estate.roll.changed, roll::plan(v.estate, &read.rows).changes.len()))
        .await
        .unwrap();
    let planned = start.elapsed();
    let import = roll::Import { file: read.digest, seen, rows: read.rows };
    planted.act(Who::person(PersonId(1), Capacity::Clerk), Command::Roll(roll::Command::Import(import))).await.unwrap();
    let taken = start.elapsed();
    println!("3,000 units: read in {parsed:?}, planned by {planned:?}, durable by {taken:?}");
    assert_eq!(new, 3_000);
    // Unoptimised and beside other tests this only shows that nothing grows out of hand.
    let limit = if cfg!(debug_assertions) { Duration::from_secs(30) } else { Duration::from_secs(1) };
    assert!(taken <= limit, "{taken:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_wrong_cells_are_listed_each_and_nothing_is_imported() {
    let home = Home::sqlite();
    let planted = small(&home).await;
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("三期").unwrap();
    for (column, header) in (0..).zip(["楼栋", "单元", "房号", "登记面积", "业主", "电话"]) {
        sheet.write_string(0, column, header).unwrap();
    }
    for n in 0..150_u32 {
        let building = (300 + n).to_string();
        // A hundred units with one wrong cell, fifty with two.
        let area = if n < 100 || n % 2 == 0 { "七十六平" } else { "-76.20" };
        let phone = if n < 100 { "13900000000" } else { "一三九" };
        for (column, text) in (0..).zip([&*building, "1", "101", area, "示例住户", phone]) {
            sheet.write_string(n + 1, column, text).unwrap();
        }
    }
    let file = home.file("wrong.xlsx");
    std::fs::write(&file, workbook.save_to_buffer().unwrap()).unwrap();
    let before = found(&home, planted.estate).await;
    let ran = import(&home, planted.estate, &file, &[]).await;
    assert!(
        !ran.ok && ran.json["imported"] == false && ran.errors.contains("200 places"),
        "{} {}",
        ran.json,
        ran.errors
    );
    let findings = ran.json["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 200);
    let mut expected = (1..=150_u32).flat_map(|row| {
        let phone = (row > 100).then_some((row, "电话", 'F'));
        std::iter::once((row, "登记面积", 'D')).chain(phone)
    });
    for finding in findings {
        let (row, column, letter) = expected.next().unwrap();
        assert_eq!(finding["sheet"], "三期");
        assert_eq!((&finding["row"], &finding["column"]), (&json!(row + 1), &json!(column)), "{finding}");
        assert_eq!(finding["cell"], format!("{letter}{}", row + 1));
        for words in ["what", "cure"] {
            assert!(
                ["zh", "en"].iter().all(|l| finding[words][l].as_str().is_some_and(|t| !t.is_empty())),
                "{finding}"
            );
        }
    }
    assert_eq!(found(&home, planted.estate).await, before, "nothing is half imported");
}

#[tokio::test(flavor = "multi_thread")]
async fn old_workbooks_and_chinese_csv_are_read() {
    let home = Home::sqlite();
    let planted = small(&home).await;
    let text = "楼栋,单元,房号,登记面积,业主\r\n综合楼,,101,88.50,示例钱𠮷\r\n401幢,2单元,302室,61.2,示例孙\r\n";
    let csv = home.file("名册.csv");
    std::fs::write(&csv, encoding_rs::GB18030.encode(text).0).unwrap();
    let ran = import(&home, planted.estate, &csv, &[]).await;
    assert!(ran.ok && ran.json["new"] == 2, "{} {}", ran.json, ran.errors);
    let (roll, _) = found(&home, planted.estate).await;
    let names: Vec<&str> = roll.iter().flat_map(|r| &r.owners).map(|o| &*o.name).collect();
    assert!(names.contains(&"示例钱𠮷") && names.contains(&"示例孙"), "{names:?}");
    assert!(roll.iter().any(|r| r.building == "401" && r.room == "302"));

    let xls = import(&home, planted.estate, &fixture("office/fixtures/roll.xls"), &["--dry-run"]).await;
    assert!(xls.ok && xls.json["new"].as_u64().is_some_and(|n| n > 0), "{} {}", xls.json, xls.errors);
    let not = import(&home, planted.estate, &fixture("office/Cargo.toml"), &[]).await;
    assert!(!not.ok && !not.errors.is_empty() && !not.errors.contains("panicked"), "{}", not.errors);
    let nobody =
        run(&["import", "roll", &csv, "--estate", &planted.estate.to_string(), "--as", "4"], Some(home.place())).await;
    assert!(!nobody.ok && nobody.errors.contains("not permitted"), "an owner imports nothing: {}", nobody.errors);
}

// ---- what the host does ----

#[tokio::test(flavor = "multi_thread")]
async fn the_host_lists_streams_and_issues_slips() {
    let home = Home::sqlite();
    let planted = small(&home).await;
    let estate = planted.estate.to_string();
    let streams = run(&["admin", "streams"], Some(home.place())).await;
    let all = streams.json.as_array().unwrap();
    let of = |level: &str| all.iter().find(|s| s["level"] == level).unwrap();
    assert!(streams.ok && all.len() == 2, "{}", streams.json);
    assert_eq!((&of("estate")["stream"], &of("estate")["name"]), (&json!(estate), &json!("示例小区")));
    assert_eq!(of("district")["name"], "示例街道");
    // What it prints is what verify takes.
    let anchor = format!("{}:{}", of("estate")["seq"], of("estate")["root"].as_str().unwrap());
    assert!(run(&["verify", "--stream", &estate, "--anchor", &anchor], Some(home.place())).await.ok);
    let unsaid = run(&["verify", "--anchor", &anchor], Some(home.place())).await;
    assert!(!unsaid.ok && unsaid.errors.contains("--stream"), "{}", unsaid.errors);

    let person = owner(2).0.to_string();
    let slip = run(&["admin", "slip", "--stream", &estate, "--person", &person, "--as", "1"], Some(home.place())).await;
    assert!(slip.ok, "{}", slip.errors);
    let app = App::new(record(home.place()).await, Clock::System).unwrap();
    let new = Redeemer::New { login: "second", password: "correct horse" };
    let (code, id) = (slip.json["code"].as_str().unwrap(), app.fresh_command().unwrap());
    let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
    app.redeem_slip(planted.estate, Level::Estate, code, new, here, id).await.unwrap();
    let not = run(&["admin", "slip", "--stream", &estate, "--person", &person, "--as", "4"], Some(home.place())).await;
    assert!(!not.ok && not.json.is_null(), "an owner issues none: {}", not.errors);

    let made = run(&["admin", "first-link"], Some(home.place())).await;
    assert!(!made.ok && made.errors.contains("already"), "{}", made.errors);
    let fresh = Home::sqlite();
    let link = run(&["admin", "first-link"], Some(fresh.place())).await;
    assert!(link.ok && link.json["path"].as_str().is_some_and(|p| p.starts_with("/setup/")), "{}", link.json);
    let server = Server::start(fresh.place()).await;
    let again = run(&["admin", "first-link"], Some(fresh.place())).await;
    let page = Client::new(&server.address).get(again.json["path"].as_str().unwrap()).await.unwrap();
    assert_eq!(page.status, StatusCode::OK, "the link leads somewhere");
    server.kill().await;
    let nowhere = Home::sqlite();
    let missing = run(&["verify"], Some(nowhere.place())).await;
    assert!(!missing.ok && missing.errors.contains("no record"), "{}", missing.errors);
    assert_eq!(std::fs::read_dir(nowhere.place().dir).unwrap().count(), 0, "looking leaves nothing behind");
}

// ---- published results ----

/// Every field of a judged case, and nothing else.
fn shape(case: &Value) {
    let keys = |v: &Value| -> Vec<String> {
        let mut keys: Vec<String> = v.as_object().unwrap_or_else(|| panic!("{v}")).keys().cloned().collect();
        keys.sort_unstable();
        keys
    };
    let shares = |v: &Value| {
        assert_eq!(keys(v), ["area", "owners"], "{v}");
        for share in [&v["owners"], &v["area"]] {
            assert_eq!(keys(share), ["den", "num", "pct"], "{v}");
        }
    };
    let results = ["PASSED", "NOT_PASSED", "NO_QUORUM", "NOT_DEMONSTRATED"];
    assert_eq!(keys(case), ["flags", "id", "items"], "{case}");
    for item in case["items"].as_array().unwrap() {
        let all = [
            "citations",
            "flags",
            "item",
            "participation",
            "quorum_met",
            "result",
            "silent_excluded",
            "support",
            "unaccounted",
            "winner",
        ];
        assert_eq!(keys(item), all, "{item}");
        assert!(results.contains(&item["result"].as_str().unwrap()), "{item}");
        shares(&item["participation"]);
        shares(&item["support"]);
        assert_eq!(keys(&item["unaccounted"]), ["area", "owners"]);
        if !item["silent_excluded"].is_null() {
            assert_eq!(keys(&item["silent_excluded"]), ["participation", "quorum_met", "result", "support"]);
            shares(&item["silent_excluded"]["participation"]);
            shares(&item["silent_excluded"]["support"]);
        }
        assert!(item["citations"].is_array() && item["flags"].is_array(), "{item}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn published_cases_are_judged_and_bad_files_named() {
    let home = Home::sqlite();
    let cases = fixture("estate/fixtures/cases.json");
    let all: Value = serde_json::from_slice(&std::fs::read(&cases).unwrap()).unwrap();
    let ran = run(&["tally", &cases], None).await;
    assert!(ran.ok, "{}", ran.errors);
    let (input, output) = (all["cases"].as_array().unwrap(), ran.json.as_array().unwrap());
    assert_eq!(input.len(), output.len(), "one object a case");
    for (case, judged) in input.iter().zip(output) {
        assert_eq!(case["id"], judged["id"]);
        shape(judged);
    }
    // Each figure that both sides name, of the cases whose figures are complete.
    let judged = |id: &str| &output.iter().find(|c| c["id"] == id).unwrap()["items"][0];
    let expected = |id: &str, path: &str| {
        input.iter().find(|c| c["id"] == id).unwrap()["expected"].pointer(path).unwrap_or_else(|| panic!("{id}{path}"))
    };
    let named = [
        ("A01", "/passed", "/result"),
        ("A01", "/quorum_met", "/quorum_met"),
        ("A01", "/participation_owners_pct", "/participation/owners/pct"),
        ("A01", "/participation_area_pct", "/participation/area/pct"),
        ("A01", "/for_owners_pct_of_participating", "/support/owners/pct"),
        ("A01", "/for_area_pct_of_participating", "/support/area/pct"),
        ("A01", "/derived/owners_unaccounted", "/unaccounted/owners"),
        ("A01", "/variant_silent_excluded/passed", "/silent_excluded/result"),
        ("A01", "/variant_silent_excluded/participation_owners_pct", "/silent_excluded/participation/owners/pct"),
        ("A01", "/variant_silent_excluded/participation_area_pct", "/silent_excluded/participation/area/pct"),
        ("A03", "/passed", "/result"),
        ("A03", "/quorum_met", "/quorum_met"),
        ("A03", "/for_owners_pct_of_total", "/support/owners/pct"),
        ("A03", "/for_area_pct_of_total", "/support/area/pct"),
        ("A07", "/variant_abstain_counts_as_participating/passed", "/result"),
        ("A07", "/variant_abstain_counts_as_participating/for_pct", "/support/owners/pct"),
        ("A10", "/passed", "/result"),
        ("A10", "/for_pct", "/support/owners/pct"),
    ];
    for (id, said, path) in named {
        let (want, got) = (expected(id, said), judged(id).pointer(path).unwrap());
        let same = match (want, got) {
            (Value::Bool(passed), Value::String(result)) => result == if *passed { "PASSED" } else { "NOT_PASSED" },
            (Value::Number(n), Value::String(pct)) => format!("{:.2}", n.as_f64().unwrap()) == *pct,
            (want, got) => want == got,
        };
        assert!(same, "{id}{said} = {want}, got {path} = {got}");
    }

    // One case, a list, a file of cases; and what is none of them.
    let file = home.file("case.json");
    for (text, count) in [
        (input[0].to_string(), 1),
        (json!([input[0], input[1]]).to_string(), 2),
        (json!({ "cases": [] }).to_string(), 0),
    ] {
        std::fs::write(&file, text).unwrap();
        let ran = run(&["tally", &file], None).await;
        assert!(ran.ok && ran.json.as_array().is_some_and(|a| a.len() == count), "{} {}", ran.json, ran.errors);
    }
    for (text, words) in [("{\"id\": ", "not JSON"), ("7", "input"), ("[{\"id\": \"a\"}, 3]", "[1]"), ("", "not JSON")]
    {
        std::fs::write(&file, text).unwrap();
        let ran = run(&["tally", &file], None).await;
        let told = ran.errors.contains("case.json") && ran.errors.contains(words) && !ran.errors.contains("panicked");
        assert!(!ran.ok && told && ran.json.is_null(), "{text}: {}", ran.errors);
    }
    let missing = run(&["tally", "/nowhere/cases.json"], None).await;
    assert!(!missing.ok && missing.errors.contains("/nowhere/cases.json"), "{}", missing.errors);
}
