//! 本周: one page of deadlines over all estates, and a calendar feed that somebody else's code reads.

use crate::python::python;
use crate::stores::Home;
use e2e::http::Client;
use e2e::plant::{Size, clerk, owner, plant};
use e2e::program::Server;
use estate::assembly::{Command as Assembly, Draft, DraftItem, ItemKind, Scope};
use estate::posting::SpotKind;
use estate::{Command, bodies};
use law::{Key, Value};
use std::collections::BTreeSet;
use units::{Capacity, MotionId};

/// Reads a feed as a calendar program would; prints a line a deadline.
const READ: &str = "
import sys, icalendar
calendar = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())
for event in calendar.walk('VEVENT'):
    assert event['DTSTAMP'].dt.tzinfo is not None
    assert (event['DTEND'].dt - event['DTSTART'].dt).days == 1
    print(event['DTSTART'].dt.isoformat(), event['UID'], event['URL'], str(event['SUMMARY']), sep='\\t')
";

#[tokio::test(flavor = "multi_thread")]
async fn deadlines_stand_on_one_page_and_in_a_calendar_of_somebody_else_s() {
    let Some(python) = python("deadlines_stand_on_one_page", "icalendar") else { return };
    let home = Home::sqlite();
    let planted = plant(home.place(), Size { homes: 24, accounts: 1 }).await;
    let today = planted.clock.now().day();
    let term = bodies::Appoint {
        person: owner(3),
        capacity: Capacity::CommitteeMember,
        part: None,
        from: today.plus(-900),
        until: Some(today.plus(60)),
    };
    planted.act(clerk(), Command::Bodies(bodies::Command::Appoint(term))).await.unwrap();
    // A vote whose roll and notice both wait to be hung, each by a day of its own.
    planted.own_rules(&[(Key::PostNotice, Value::Word("yes".into()))]).await;
    planted.spot(SpotKind::Gate, "南门").await;
    let matter =
        planted.app.estate(planted.estate, |v| *v.estate.matters.matters.keys().next().unwrap()).await.unwrap();
    let item = DraftItem {
        kind: ItemKind::Other,
        title: "同意修门禁吗？".into(),
        text: String::new(),
        options: Vec::new(),
        seats: 0,
        persons: Vec::new(),
    };
    let (opens, closes, reading) = (today.plus(30).at(8, 0), today.plus(40).at(18, 0), today.plus(41).at(9, 0));
    let (title, reading_place) = ("修门禁".to_owned(), "居委会".to_owned());
    let draft = Draft { matter, title, scope: Scope::Estate, items: vec![item], opens, closes, reading, reading_place };
    let motion = MotionId(2);
    for command in [Assembly::Draft(draft), Assembly::FreezeRoll { motion }] {
        planted.act(clerk(), Command::Assembly(command)).await.unwrap();
    }
    let notice = Assembly::GiveNotice { motion, told_committee: true, silence_warning: true };
    planted.act(clerk(), Command::Assembly(notice)).await.unwrap();
    let server = Server::start(home.place()).await;
    let mut desk = Client::new(&server.address);
    desk.sign_in(&planted.clerks[0]).await.unwrap();
    let page = desk.get("/week").await.unwrap().body;
    let plain = page.replace("<span class=\"nb\">", "").replace("</span>", "");
    assert!(plain.contains("1个小区"), "{plain}");

    let (_, key) = page.split_once("/calendar/").unwrap();
    let key = &key[..64];
    let feed = Client::new(&server.address).get(&format!("/calendar/{key}")).await.unwrap();
    let file = home.file("week.ics");
    std::fs::write(&file, &feed.body).unwrap();
    let read = std::process::Command::new(python).args(["-c", READ, &file]).env("PYTHONUTF8", "1").output().unwrap();
    assert!(read.status.success(), "{}\n{}", String::from_utf8_lossy(&read.stderr), feed.body);
    let lines = String::from_utf8(read.stdout).unwrap();
    let entries: Vec<Vec<&str>> = lines.lines().map(|line| line.split('\t').collect()).collect();
    // Sixty days before its end the election should have been organised for a month.
    let due = today.plus(60).plus_months(-3).to_string();
    assert!(entries.iter().any(|entry| entry[0] == due && entry[3].contains("任期")), "{entries:?}");
    let names: BTreeSet<&str> = entries.iter().map(|entry| entry[1]).collect();
    assert_eq!(names.len(), entries.len(), "a calendar keeps one entry a name: {entries:?}");
    for paper in ["业主名册", "表决通知"] {
        let hang = format!("张贴{paper}");
        assert_eq!(entries.iter().filter(|entry| entry[3].contains(&hang)).count(), 1, "{paper}: {entries:?}");
    }
    for entry in &entries {
        let [day, id, url, summary] = entry[..] else { panic!("{entry:?}") };
        assert!(units::Day::parse(day).is_some() && id.ends_with("@yihe"));
        let (_, path) = url.split_once("/e/").unwrap();
        assert!(page.contains(&format!("href=\"/e/{path}\"")), "the page leads there too: {url}");
        let words = summary.split_once('：').unwrap().1;
        assert!(plain.contains(words), "{words}");
    }
    // Asked for again, the same deadlines have the same names.
    let again = Client::new(&server.address).get(&format!("/calendar/{key}")).await.unwrap().body;
    let names = |feed: &str| feed.lines().filter(|l| l.starts_with("UID")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(names(&feed.body), names(&again));

    // Nobody else's: a bent key, an owner's own, no key.
    let mut owner = Client::new(&server.address);
    owner.sign_in(&planted.owners[0]).await.unwrap();
    let theirs = owner.get("/week").await.unwrap().body;
    let (_, theirs) = theirs.split_once("/calendar/").unwrap();
    let feed = Client::new(&server.address).get(&format!("/calendar/{}", &theirs[..64])).await.unwrap();
    assert!(feed.status.is_success() && !feed.body.contains("BEGIN:VEVENT"), "an owner has no desk: {}", feed.body);
    let bent = format!("{}{}", &key[..63], if key.ends_with('0') { '1' } else { '0' });
    for key in [bent.as_str(), "x", ""] {
        let answer = Client::new(&server.address).get(&format!("/calendar/{key}")).await.unwrap();
        assert_eq!(answer.status.as_u16(), 404, "{key}");
    }
    server.kill().await;
}
