//! An estate of six hundred homes on paper, as the browser prints it: page counts, rows that stay whole, heads that repeat,
//! codes that an independent reader reads back, and spreadsheets that an independent office opens.

use crate::browser::{Browser, Driver};
use crate::house::House;
use crate::planted::Place;
use app::Who;
use e2e::http::Client;
use e2e::plant::{self, DAYS_OPEN, Planted, Size, Where, clerk};
use estate::assembly::{Command as Assembly, Mark};
use estate::documents::{Cell, Command as Papers, Facts, Kind};
use estate::{Command, posting};
use serde_json::json;
use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::process::Command as Program;
use tokio::task::JoinSet;
use units::{DocumentId, MotionId};

const HOMES: u32 = 600;
/// A building of the planted estate.
const A_BUILDING: u32 = 36;
const MOTION: MotionId = MotionId(1);

fn program(name: &str) -> Option<&str> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).any(|dir| dir.join(name).is_file()).then_some(name)
}

/// Runs a program and gives what it prints.
fn said(name: &str, args: &[&str]) -> String {
    let out = Program::new(name).args(args).output().expect(name);
    assert!(out.status.success(), "{name} {args:?}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8_lossy(&out.stdout).into_owned()
}

/// Bytes of base64, as DevTools sends a PDF.
fn bytes_of(text: &str) -> Vec<u8> {
    let value = |c: u8| match c {
        b'A'..=b'Z' => Some(c - b'A'),
        b'a'..=b'z' => Some(c - b'a' + 26),
        b'0'..=b'9' => Some(c - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let (mut out, mut bits, mut held) = (Vec::new(), 0_u32, 0);
    for v in text.bytes().filter_map(value) {
        bits = bits << 6 | u32::from(v);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
        }
    }
    out
}

/// A printed page of a PDF.
struct Printed {
    file: PathBuf,
    pages: u32,
}

impl Printed {
    /// What page `n` says, a line a row.
    fn page(&self, n: u32) -> String {
        let n = n.to_string();
        said("pdftotext", &["-layout", "-f", &n, "-l", &n, &self.file.display().to_string(), "-"])
    }

    /// Pictures of the first pages, kept for whoever looks.
    fn pictures(&self) {
        let file = self.file.display().to_string();
        let to = file.trim_end_matches(".pdf").to_owned();
        said("pdftoppm", &["-png", "-r", "50", "-l", "2", &file, &to]);
    }

    /// The codes of every page, as an independent reader reads them.
    fn codes(&self, scratch: &Path) -> Vec<String> {
        let to = scratch.join(self.file.file_stem().unwrap()).display().to_string();
        said("pdftoppm", &["-png", "-gray", "-r", "110", &self.file.display().to_string(), &to]);
        let mut pictures: Vec<String> = std::fs::read_dir(scratch)
            .unwrap()
            .map(|e| e.unwrap().path().display().to_string())
            .filter(|p| p.starts_with(&format!("{to}-")))
            .collect();
        pictures.sort();
        let mut args = vec!["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"];
        args.extend(pictures.iter().map(String::as_str));
        // It answers 4 where one picture has no code; what was read is compared below.
        let out = Program::new("zbarimg").args(&args).output().expect("zbarimg");
        String::from_utf8_lossy(&out.stdout).lines().map(str::to_owned).collect()
    }
}

/// Prints the page a browser is on, as its print dialogue would.
async fn print(browser: &Browser, out: &Path, name: &str) -> Printed {
    // Pictures come after the page; what is not there yet does not get printed.
    browser.js("return document.fonts.ready.then(() => document.fonts.size)", Vec::new()).await;
    let answer = browser.devtools("Page.printToPDF", json!({ "preferCSSPageSize": true })).await;
    let file = out.join(format!("{name}.pdf"));
    std::fs::write(&file, bytes_of(answer["data"].as_str().expect("a PDF"))).unwrap();
    let info = said("pdfinfo", &[&file.display().to_string()]);
    let of = |key: &str| info.lines().find_map(|l| l.strip_prefix(key)).unwrap_or_default().trim().to_owned();
    assert!(of("Page size:").contains("A4"), "{name}: {info}");
    let printed = Printed { file, pages: of("Pages:").parse().unwrap() };
    printed.pictures();
    printed
}

/// Six hundred homes, 400 ballots, voting open.
async fn plant(dir: &Path, now: units::Moment) -> Planted {
    let place = Where { dir, database_url: None };
    let planted = plant::plant_at(place, Size { homes: HOMES, accounts: 0 }, now.plus_ms(-30 * 86_400_000)).await;
    for chunk in (1..=400_u32).collect::<Vec<_>>().chunks(100) {
        let mut sent = JoinSet::new();
        for n in chunk {
            let (who, ballot) = planted.ballot(*n, if n % 5 == 0 { Mark::Against } else { Mark::Approve });
            let (app, estate, id) = (planted.app.clone(), planted.estate, planted.app.fresh_command().unwrap());
            sent.spawn(async move { app.estate_command(estate, who, id, ballot).await });
        }
        while let Some(done) = sent.join_next().await {
            done.unwrap().unwrap();
        }
    }
    planted
}

/// Counted and announced; papers drawn up.
async fn ended(planted: &Planted, now: units::Moment) {
    planted.spot(posting::SpotKind::Gate, "示例南门").await;
    planted.clock.set(now.plus_ms(-i64::from(29 - DAYS_OPEN) * 86_400_000 + 86_400_000));
    for (who, command) in [
        (Who::SYSTEM, Assembly::Close { motion: MOTION }),
        (clerk(), Assembly::Count { motion: MOTION }),
        (clerk(), Assembly::Announce { motion: MOTION }),
    ] {
        planted.act(who, Command::Assembly(command)).await.unwrap();
    }
    for what in [Kind::Roll, Kind::Notice, Kind::Ballots, Kind::Minutes, Kind::Announcement] {
        let draw = Papers::Draw { motion: MOTION, what, remarks: String::new() };
        planted.act(clerk(), Command::Documents(draw)).await.unwrap();
    }
}

async fn facts(planted: &Planted, kind: Kind) -> (DocumentId, Facts) {
    let found = |v: &app::EstateView<'_>| {
        let (id, paper) = v.estate.documents.newest(MOTION, kind)?;
        Some((id, paper.facts(v.estate, id)?))
    };
    planted.app.estate(planted.estate, found).await.unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn six_hundred_homes_on_paper() {
    const TEST: &str = "six_hundred_homes_on_paper";
    let tools = ["pdfinfo", "pdftotext", "pdftoppm", "zbarimg"];
    if let Some(missing) = tools.iter().find(|t| program(t).is_none()) {
        return record::testing::skip(TEST, &format!("no {missing} (Debian: poppler-utils, zbar-tools)"));
    }
    let Some(driver) = Driver::start(TEST).await else { return };
    let (data, scratch) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let now = app::Clock::System.now();
    let planted = plant(data.path(), now).await;
    let house = House::over(driver, planted.app.clone(), planted.clock.clone(), None).await;
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("print");
    std::fs::create_dir_all(&out).unwrap();
    let browser = house.browser("clerk").await;
    browser.sign_in(&planted.clerks[0]).await;
    let (estate, origin) = (format!("/e/{}", planted.estate), format!("http://{}", house.address));
    let at = |path: &str| format!("{origin}{estate}{path}");

    // Six hundred ballots, building by building: one a page, each with its own code, and each building on record.
    let codes = |v: &app::EstateView<'_>| v.estate.assembly.get(MOTION)?.electorate.as_ref()?.codes.get().cloned();
    let codes = planted.app.estate(planted.estate, codes).await.unwrap().unwrap();
    let wanted: BTreeSet<String> =
        codes.iter().map(|(_, code)| at(&format!("/m/{MOTION}/paper?code={code}"))).collect();
    let (mut read, mut pages) = (BTreeSet::new(), 0);
    for building in 1..=HOMES.div_ceil(A_BUILDING) {
        browser.go(&format!("{estate}/m/{MOTION}/papers")).await;
        browser.press_beginning(&format!("印{building}号楼的")).await;
        browser.sees("回执，自己留着").await;
        let printed = print(&browser, &out, &format!("ballots-{building:02}")).await;
        pages += printed.pages;
        read.extend(printed.codes(scratch.path()));
    }
    assert_eq!((pages, read.len()), (HOMES, wanted.len()));
    assert_eq!(read, wanted);
    ended(&planted, now).await;
    browser.sign_in(&planted.clerks[0]).await;

    // Notice, minutes, announcement: as many pages as they should have, and a code that leads to their own page.
    for (kind, most) in [(Kind::Notice, 1), (Kind::Minutes, 2), (Kind::Announcement, 2)] {
        let (id, _) = facts(&planted, kind).await;
        browser.go(&format!("{estate}/document/{id}/print")).await;
        let printed = print(&browser, &out, kind.word()).await;
        assert!((1..=most).contains(&printed.pages), "{kind:?}: {} pages", printed.pages);
        assert_eq!(printed.codes(scratch.path()), [at(&format!("/document/{id}"))], "{kind:?}");
        // The last page is no page of a foot alone.
        let last = printed.page(printed.pages);
        assert!(last.contains("盖章处"), "{kind:?}: signatures and foot stand together: {last}");
        assert!(last.contains(&format!("第{n}页，共{n}页", n = printed.pages)), "{kind:?}: {last}");
    }

    // The roll: the head on every page, every home once, every row in one piece.
    let (id, roll) = facts(&planted, Kind::Roll).await;
    browser.go(&format!("{estate}/document/{id}/print")).await;
    let printed = print(&browser, &out, "roll").await;
    assert!((12..=20).contains(&printed.pages), "{} pages for {HOMES} homes", printed.pages);
    let mut doors = BTreeSet::new();
    for n in 1..=printed.pages {
        let page = printed.page(n);
        let rows: Vec<Vec<&str>> = page
            .lines()
            .map(|l| l.split_whitespace().collect::<Vec<_>>())
            .filter(|cells| cells.first().is_some_and(|c| c.contains("号楼") && c.contains("单元")))
            .collect();
        assert!(rows.is_empty() || page.contains("名册序号"), "page {n} repeats the head");
        assert!(rows.len() >= 3 || n == printed.pages, "page {n} has {} rows", rows.len());
        for row in rows {
            let whole = row.len() == 5 && row[1].contains('.') && row[2] == "不动产登记簿" && row[3].contains('＊');
            assert!(whole, "page {n}: {row:?}");
            assert!(doors.insert(row[0].to_owned()), "{} stands twice", row[0]);
        }
    }
    assert_eq!(doors.len(), HOMES as usize);
    assert_eq!(roll.grids[0].rows.len(), HOMES as usize);
    assert_eq!(printed.codes(scratch.path()), [at(&format!("/document/{id}"))]);

    // Letters in large print: a household's is one page, whatever is decided.
    browser.go(&format!("{estate}/m/{MOTION}/letters?building=1")).await;
    let printed = print(&browser, &out, "letters").await;
    assert_eq!(printed.pages, A_BUILDING, "one page a household");
    for n in 1..=printed.pages {
        let letter = printed.page(n);
        assert!(letter.contains("1号楼") && letter.contains("纸票"), "page {n}: {letter}");
    }

    // The index of the file stands by itself, without the site.
    let mut client = Client::new(&house.address);
    client.sign_in(&planted.clerks[0]).await.unwrap();
    let archive = client.get(&format!("{estate}/m/{MOTION}/file.zip")).await.unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(&archive.bytes[..])).unwrap();
    let whole = scratch.path().join("file");
    for i in 0..zip.len() {
        let mut member = zip.by_index(i).unwrap();
        let to = whole.join(member.name().unwrap().as_ref());
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).unwrap();
        std::fs::write(to, bytes).unwrap();
    }
    browser.client.goto(&format!("file://{}/index.html", whole.display())).await.unwrap();
    let printed = print(&browser, &out, "index").await;
    assert!((1..=4).contains(&printed.pages), "{} pages of index", printed.pages);
    let index: String = (1..=printed.pages).map(|n| printed.page(n)).collect();
    assert!(index.contains("卷宗") && index.contains("m1/roll.html") && index.contains("matter.html"), "{index}");
    let head = planted.app.record().head(planted.estate).await.unwrap().unwrap();
    assert_eq!(printed.codes(scratch.path()), [format!("{}:{}", head.seq, head.root)]);
    browser.close().await;
}

/// Rows of every sheet of a workbook, as LibreOffice reads it.
fn opened(xlsx: &[u8], scratch: &Path, name: &str) -> Vec<Vec<String>> {
    let file = scratch.join(format!("{name}.xlsx"));
    std::fs::write(&file, xlsx).unwrap();
    let (home, to) = (format!("-env:UserInstallation=file://{}/office", scratch.display()), scratch.join(name));
    // Commas, quotes, UTF-8, cells as shown, every sheet to a file of its own.
    let filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";
    let (to_text, file) = (to.display().to_string(), file.display().to_string());
    said("soffice", &[&home, "--headless", "--convert-to", filter, "--outdir", &to_text, &file]);
    let mut sheets: Vec<PathBuf> = std::fs::read_dir(&to).unwrap().map(|e| e.unwrap().path()).collect();
    sheets.sort();
    let read = |sheet: &PathBuf| std::fs::read_to_string(sheet).unwrap();
    let cells = |line: &str| line.split(',').map(|c| c.trim_matches('"').to_owned()).collect::<Vec<_>>();
    sheets.iter().map(read).flat_map(|text| text.lines().map(cells).collect::<Vec<_>>()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn spreadsheets_open_elsewhere_and_say_what_the_page_says() {
    const TEST: &str = "spreadsheets_open_elsewhere_and_say_what_the_page_says";
    if program("soffice").is_none() {
        return record::testing::skip(TEST, "no soffice (Debian: libreoffice-calc-nogui)");
    }
    let Some(driver) = Driver::start(TEST).await else { return };
    let (data, scratch) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let now = app::Clock::System.now();
    let planted = plant(data.path(), now).await;
    ended(&planted, now).await;
    let house = House::over(driver, planted.app.clone(), planted.clock.clone(), None).await;
    let mut client = Client::new(&house.address);
    client.sign_in(&planted.clerks[0]).await.unwrap();
    let at = |id: DocumentId, rest: &str| format!("/e/{}/document/{id}{rest}", planted.estate);

    let (id, roll) = facts(&planted, Kind::Roll).await;
    let rows = opened(&client.get(&at(id, "/facts.xlsx")).await.unwrap().bytes, scratch.path(), "roll");
    let plain = |text: &str| text.replace(['\u{202f}', ',', ' '], "");
    for row in &roll.grids[0].rows {
        let [Cell::Text(door), Cell::Area(area), Cell::Number(head), Cell::Word("register")] = &row[..] else {
            panic!("{row:?}")
        };
        let found = rows.iter().find(|r| r.first() == Some(door)).unwrap_or_else(|| panic!("{door} is missing"));
        let read: f64 = plain(&found[1]).parse().unwrap();
        assert_eq!(((read * 10_000.0).round() as i64, plain(&found[2])), (area.cm2(), head.to_string()), "{door}");
    }

    // The result: figures in the spreadsheet, on the page and in JSON alike.
    let (id, result) = facts(&planted, Kind::Announcement).await;
    let rows = opened(&client.get(&at(id, "/facts.xlsx")).await.unwrap().bytes, scratch.path(), "result");
    let browser = house.browser("clerk").await;
    browser.sign_in(&planted.clerks[0]).await;
    browser.go(&at(id, "/print")).await;
    let page = browser.text().await;
    browser.close().await;
    let json = client.get(&at(id, "/facts.json")).await.unwrap();
    assert_eq!(json.bytes, result.json());
    let words = [("all", "有表决权的"), ("participating", "参加表决的"), ("approve", "同意"), ("against", "反对")];
    for (word, said) in words {
        let row = result.grids("count").flat_map(|g| &g.rows).find(|r| r[0] == Cell::Word(word)).unwrap();
        let [_, Cell::Number(heads), Cell::Area(area)] = &row[..] else { panic!("{row:?}") };
        let found = rows.iter().find(|r| r.first().is_some_and(|c| c == said)).unwrap();
        let read: f64 = found[2..].iter().map(|c| plain(c)).collect::<String>().parse().unwrap();
        assert_eq!((plain(&found[1]), (read * 10_000.0).round() as i64), (heads.to_string(), area.cm2()), "{said}");
        assert!(page.contains(&area.exact()), "{said}: {} on the page", area.exact());
        assert!(page.contains(&heads.to_string()), "{said}");
    }
}

/// A published list of the seals, and the form a helper is named with: one page each, with the code that leads back.
#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_the_seals_and_the_form_of_a_helper_on_paper() {
    const TEST: &str = "a_list_of_the_seals_and_the_form_of_a_helper_on_paper";
    let tools = ["pdfinfo", "pdftotext", "pdftoppm", "zbarimg"];
    if let Some(missing) = tools.iter().find(|t| program(t).is_none()) {
        return record::testing::skip(TEST, &format!("no {missing} (Debian: poppler-utils, zbar-tools)"));
    }
    let Some(place) = Place::plant(TEST).await else { return };
    let scratch = tempfile::tempdir().unwrap();
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("print");
    std::fs::create_dir_all(&out).unwrap();
    let browser = place.house.browser("seals").await;
    browser.sign_in(&place.planted.clerks[0]).await;
    let (estate, origin) = (place.estate(), format!("http://{}", place.house.address));
    for (name, path, leads_to, words) in [
        ("seal-list", "/seals/lists/1", "/seals/lists", "示例保洁合同"),
        ("help-form", "/desk/helpers/form?door=1-1-101", "/desk/helpers?door=1-1-101", "示例业主1"),
    ] {
        browser.go(&format!("{estate}{path}")).await;
        let printed = print(&browser, &out, name).await;
        assert_eq!(printed.pages, 1, "{name}");
        assert_eq!(printed.codes(scratch.path()), [format!("{origin}{estate}{leads_to}")], "{name}");
        let page: String = printed.page(1).split_whitespace().collect();
        assert!(page.contains(words) && page.contains("盖章处"), "{name}: {page}");
    }
    browser.close().await;
}
