//! Two nodes on one database, both writing the same estate.

use crate::world::{HERE, World, clerk, id};
use app::{App, Clock};
use estate::assembly::Mark;
use estate::{Command, matters};
use record::store::postgres::Postgres;
use record::store::sqlite::Sqlite;
use record::{Keys, Record, Store, testing};
use std::path::Path;
use std::sync::Arc;

/// Votes of 120 owners, each sent to both nodes at once: no lost vote, no double vote, each node reads what it wrote.
async fn both_write(a: Arc<dyn Store>, b: Arc<dyn Store>, dir: &Path) {
    let keys = dir.join("keys");
    Keys::generate().write(&keys).unwrap();
    let read = || Keys::read(&keys).unwrap().unwrap();
    let mut world = World::with(Arc::new(Record::new(a, read())), 120).await;
    world.motion = world.voting().await;
    let clock: Clock = world.clock.clone();
    let other = Arc::new(App::new(Arc::new(Record::new(b, read())), clock.clone()).unwrap());
    let nodes = [world.app.clone(), other.clone()];
    let world = Arc::new(world);

    let votes: Vec<_> = (1..=120_u32)
        .flat_map(|n| {
            let world = world.clone();
            nodes.clone().map(|node| {
                let world = world.clone();
                tokio::spawn(async move {
                    let (who, command) = world.ballot(n, Mark::Approve);
                    let id = node.fresh_command().unwrap();
                    let done = node.estate_command(world.estate, who, id, command).await;
                    if let Ok(done) = &done {
                        // Its own write is there when it looks.
                        let seen = node.estate(world.estate, |v| {
                            (v.seq, v.estate.assembly.motions[&world.motion].ballots.contains_key(&n))
                        });
                        let (seq, counted) = seen.await.unwrap();
                        assert!(seq >= done.last && counted);
                    }
                    done.is_ok()
                })
            })
        })
        .collect();
    let mut accepted = 0;
    for vote in votes {
        accepted += u32::from(vote.await.unwrap());
    }
    assert_eq!(accepted, 120, "of each pair one is accepted and one is refused");
    for node in nodes {
        let turnout =
            node.estate(world.estate, |v| v.estate.assembly.motions[&world.motion].turnout().heads).await.unwrap();
        assert_eq!(turnout, 120);
    }
    let verified = world.verified().await;
    assert!(verified.report.findings.is_empty(), "{:?}", verified.report.findings);
    let states = [&world.app, &other].map(|app| app.estate(world.estate, |v| v.estate.clone()));
    let [one, two] = states;
    let (one, two) = (one.await.unwrap(), two.await.unwrap());
    assert!(one.assembly == two.assembly && one == two, "both nodes hold the same state");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_on_one_postgresql() {
    let Some(url) = testing::postgres_url("nodes::two_nodes_on_one_postgresql").await else { return };
    let dir = tempfile::tempdir().unwrap();
    let connect = || async { Arc::new(Postgres::connect(&url).await.unwrap()) };
    both_write(connect().await, connect().await, dir.path()).await;
}

/// One node writes without pause, so that it soon sends without asking first; now and then another writes in between.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_used_to_being_alone_yields_to_another() {
    let Some(url) = testing::postgres_url("nodes::a_node_used_to_being_alone").await else { return };
    let dir = tempfile::tempdir().unwrap();
    let keys = dir.path().join("keys");
    Keys::generate().write(&keys).unwrap();
    let store = || async { Arc::new(Postgres::connect(&url).await.unwrap()) };
    let record = async || Arc::new(Record::new(store().await, Keys::read(&keys).unwrap().unwrap()));
    let world = World::with(record().await, 2).await;
    let other = App::new(record().await, world.clock.clone()).unwrap();
    let raise = |n: u64| {
        Command::Matters(matters::Command::Raise {
            title: format!("第{n}件"),
            text: String::new(),
            place: String::new(),
        })
    };
    let busy = async {
        for n in 0..300 {
            world.act(clerk(), raise(n)).await.unwrap();
        }
    };
    let rare = async {
        for n in 0..15 {
            tokio::time::sleep(std::time::Duration::from_millis(40)).await;
            other.estate_command(world.estate, clerk(), id(1_000 + n), raise(1_000 + n)).await.unwrap();
        }
    };
    tokio::join!(busy, rare);
    for app in [&*world.app, &other] {
        assert_eq!(app.estate(world.estate, |v| v.estate.matters.matters.len()).await.unwrap(), 315);
    }
    let verified = world.verified().await;
    assert!(verified.report.findings.is_empty(), "{:?}", verified.report.findings);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_on_one_file() {
    let dir = tempfile::tempdir().unwrap();
    let open = || Arc::new(Sqlite::open(&dir.path().join("yihe.db")).unwrap());
    both_write(open(), open(), dir.path()).await;
}

/// A session that one node ended is not brought back by another, which still trusts what it read and writes down that
/// the device was seen.
#[tokio::test(flavor = "multi_thread")]
async fn a_session_ended_on_one_node_stays_over() {
    let dir = tempfile::tempdir().unwrap();
    let keys = Keys::generate();
    keys.write(&dir.path().join("keys")).unwrap();
    let read = || Keys::read(&dir.path().join("keys")).unwrap().unwrap();
    let open = || Arc::new(Record::new(Arc::new(Sqlite::open(&dir.path().join("yihe.db")).unwrap()), read()));
    let world = World::with(open(), 0).await;
    let other = App::new(open(), world.clock.clone()).unwrap();
    let key = world.app.sign_in("admin", "correct horse", HERE, false).await.unwrap();
    let began = world.clock.now();
    world.clock.set(began.plus_ms(58_000));
    assert!(other.session(&key).await.unwrap().is_some());
    world.app.sign_out(&key).await.unwrap();
    world.clock.set(began.plus_ms(61_000));
    assert!(other.session(&key).await.unwrap().is_none(), "asked again before the trust ran out");
    world.clock.set(began.plus_ms(90_000));
    assert!(other.session(&key).await.unwrap().is_none() && world.app.session(&key).await.unwrap().is_none());
}
