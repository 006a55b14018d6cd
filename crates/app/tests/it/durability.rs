//! Crashes, lost answers, restarts.

use crate::world::{World, clerk, home, id, moment};
use app::{App, Clock, Error};
use estate::assembly::Mark;
use estate::{Command, matters};
use record::testing::{self, Fault, Faulty};
use record::{Keys, Record};
use std::sync::Arc;

fn raise(title: &str) -> Command {
    Command::Matters(matters::Command::Raise { title: title.into(), text: String::new(), place: String::new() })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_that_fails_changes_nothing_and_one_whose_answer_is_lost_is_answered() {
    let dir = tempfile::tempdir().unwrap();
    let faulty = Faulty::over(testing::sqlite(dir.path()));
    let plan = faulty.plan();
    let world = World::over(Arc::new(faulty), 5).await;
    let matters = || async { world.app.estate(world.estate, |v| v.estate.matters.matters.len()).await.unwrap() };

    plan.lock().push(Fault::Fail);
    assert!(matches!(world.act(clerk(), raise("一")).await, Err(Error::Fault(_))));
    assert_eq!(matters().await, 0, "nothing is stored, and the state does not say otherwise");

    plan.lock().push(Fault::LoseReply);
    let done = world.app.estate_command(world.estate, clerk(), id(7), raise("二")).await.unwrap();
    assert!(done.again, "`seen` answered");
    assert_eq!(matters().await, 1);

    plan.lock().extend([Fault::Conflict, Fault::Conflict, Fault::LoseReply]);
    world.act(clerk(), raise("三")).await.unwrap();
    assert_eq!(matters().await, 2);
    assert!(world.verified().await.report.findings.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_finds_everything_and_the_snapshot_says_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let keys = dir.path().join("keys");
    let open = || async { Arc::new(Record::open(testing::sqlite(dir.path()), &keys).await.unwrap()) };
    let mut world = World::with(open().await, 40).await;
    world.motion = world.voting().await;
    for n in 1..=30 {
        world.cast(n, if n % 3 == 0 { Mark::Against } else { Mark::Approve }).await.unwrap();
    }
    let before = world.app.estate(world.estate, |v| v.estate.clone()).await.unwrap();

    let plain = Arc::new(App::new(open().await, world.clock.clone()).unwrap());
    assert_eq!(plain.estate(world.estate, |v| v.estate.clone()).await.unwrap(), before, "from the log alone");
    world.app.rest().await;
    let snapshot = open().await.snapshot(world.estate, "none").await.unwrap();
    assert_eq!(snapshot, None, "another form is not read");
    let warm = Arc::new(App::new(open().await, world.clock.clone()).unwrap());
    assert_eq!(warm.estate(world.estate, |v| v.estate.clone()).await.unwrap(), before, "from the snapshot");
    let world = World { app: warm, ..world };
    world.cast(31, Mark::Abstain).await.unwrap();
    let verified = world.verified().await;
    assert!(verified.report.findings.is_empty(), "{:?}", verified.report.findings);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_snapshot_that_lies_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let record = Arc::new(Record::new(testing::sqlite(dir.path()), Keys::generate()));
    let world = World::with(record.clone(), 3).await;
    world.app.rest().await;
    assert!(world.verified().await.report.findings.is_empty());
    let host = rusqlite::Connection::open(dir.path().join("yihe.db")).unwrap();
    let mut body: Vec<u8> = host.query_row("SELECT body FROM snapshot LIMIT 1", [], |r| r.get(0)).unwrap();
    body[40] ^= 1;
    host.execute("UPDATE snapshot SET body = ?", [body]).unwrap();
    let verified = world.verified().await;
    assert_eq!(verified.report.findings[0].what, "snapshot-differs");
    let fresh = App::new(record, Clock::set_to(moment("2026-10-02T09:00"))).unwrap();
    assert_eq!(fresh.estate(world.estate, |v| v.estate.roll.doors.len()).await.unwrap(), 3, "and never used");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_of_a_newer_program_stops_the_estate_and_is_never_skipped() {
    let dir = tempfile::tempdir().unwrap();
    let record = Arc::new(Record::new(testing::sqlite(dir.path()), Keys::generate()));
    let world = World::with(record.clone(), 1).await;
    let mut tx = record.store().begin(world.estate, &[]).await.unwrap();
    let mut tree = record::Tree::from_head(tx.head().unwrap()).unwrap();
    let stamp = units::Stamp {
        at: tree.last_at,
        actor: units::Actor::System,
        capacity: units::Capacity::System,
        command: id(1),
    };
    let draft = record::Draft { stamp, kind: "assembly.moon-vote".into(), version: 1, body: serde_json::json!({}) };
    let (rows, vault) = record.assemble(world.estate, &mut tree, vec![draft]);
    let head = Some(record.head_row(world.estate, &tree));
    let _ = tx.tail(0).await.unwrap();
    tx.commit(record::Append { rows, vault, head, ..record::Append::default() }).await.unwrap();
    let read = world.app.estate(world.estate, |v| v.seq).await;
    let Err(Error::Unavailable(why)) = read else { panic!("{read:?}") };
    assert!(why.contains("upgrade this node"), "{why}");
    assert!(matches!(world.act(clerk(), raise("x")).await, Err(Error::Unavailable(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_estate_leaves_a_snapshot_by_itself() {
    let dir = tempfile::tempdir().unwrap();
    let world = World::over(testing::sqlite(dir.path()), 0).await;
    world.import((1..=2_500).map(home).collect()).await.unwrap();
    let host = rusqlite::Connection::open(dir.path().join("yihe.db")).unwrap();
    let kept = || host.query_row("SELECT count(*) FROM snapshot", [], |r| r.get::<_, i64>(0)).unwrap();
    // Once it is quiet.
    for _ in 0..100 {
        if kept() == 1 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("no snapshot was kept");
}
