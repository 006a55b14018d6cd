//! The record without the rest: what batching is worth, and whole commands beside it.

use super::load;
use super::report::{Row, count, ms};
use super::rounds::{self, alternate};
use super::{Bench, serve};
use e2e::http::Client;
use e2e::plant::{Size, Where, plant};
use e2e::program::Server;
use record::store::Summary;
use record::{Append, Draft, Record, Seen, Tree};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};
use units::{Actor, Capacity, CommandId, Digest, Moment, PersonId, Sealer, Stamp, StreamId, limits};

/// Producers, and clients of the whole program.
const PRODUCERS: usize = 64;
/// A flush from which batching must show (seconds).
const SLOW_FLUSH: f64 = 0.000_5;

pub fn run(bench: &mut Bench) {
    let flush = bench.flush;
    for (name, place) in bench.stores("record_alone") {
        let store = bench.block_on(e2e::plant::record(place.as_where()));
        let stream = std::cell::Cell::new(1);
        let round = |most| {
            stream.set(stream.get() + 1);
            let (record, time) = (store.clone(), bench.round());
            bench.block_on(append(record, StreamId::from_bits(stream.get()), most, time))
        };
        let (mut batches, mut single) = (|| round(limits::BATCH_COMMANDS_MAX), || round(1));
        let all = alternate(bench.rounds(), [&mut batches, &mut single]);
        let ratio = rounds::ratio(&all, 0, 1);
        let slow = flush >= SLOW_FLUSH;
        bench.report.row(Row {
            what: match name {
                "SQLite" => "Record alone, batches, SQLite",
                _ => "Record alone, batches, PostgreSQL",
            },
            ours: format!("{}/s", count(rounds::of(&all, 0))),
            peer: format!("{}/s one transaction a command", count(rounds::of(&all, 1))),
            ratio: format!("{ratio:.1}×"),
            target: if slow {
                "≥ 5×".into()
            } else {
                format!("≥ 5× where a flush takes ≥ 0.5 ms; here {}", ms(flush))
            },
            met: slow.then_some(ratio >= 5.0),
            means: "64 producers each append one entry the size of a ballot (log, seen, vault; head and summary once a \
                transaction) to one stream and wait until it is durable; one writer takes what is waiting as one \
                transaction, against the same writer with batches of one on the same store",
        });
        drop(store);
        commands(bench, name, place.as_where(), rounds::of(&all, 1));
        place.clear(bench);
    }
}

struct Job {
    draft: Draft,
    done: oneshot::Sender<()>,
}

/// A ballot as the program would record it.
fn ballot(n: u64) -> Draft {
    // Spread like random ones, so that indexes are filled as they would be.
    let spread = u128::from(n).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
    let voter = (n % 30_000) as u32;
    let sealer = Sealer::new(spread.rotate_left(64).to_be_bytes());
    let marks = sealer.seal(Some(PersonId(voter)), ["approve"]);
    Draft {
        stamp: Stamp {
            at: Moment::from_ms(1_800_000_000_000 + n as i64),
            actor: Actor::Person(PersonId(voter)),
            capacity: Capacity::Owner,
            command: CommandId(spread.to_be_bytes()),
        },
        kind: "assembly.ballot-cast".into(),
        version: 1,
        body: serde_json::json!({ "motion": 1, "voter": voter, "marks": marks }),
    }
}

/// Entries made durable a second by one writer that takes up to `most` of what is waiting at once.
async fn append(record: Arc<Record>, stream: StreamId, most: usize, time: Duration) -> f64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let (queue, mut jobs) = mpsc::channel::<Job>(limits::QUEUE_MAX);
    let writer = tokio::spawn(async move {
        let (mut batch, mut tree) = (Vec::new(), Tree::default());
        while jobs.recv_many(&mut batch, most).await > 0 {
            let ids: Vec<CommandId> = batch.iter().map(|j: &Job| j.draft.stamp.command).collect();
            let tx = record.store().begin(stream, &ids).await.expect("the stream");
            let (drafts, done): (Vec<_>, Vec<_>) = batch.drain(..).map(|j| (j.draft, j.done)).unzip();
            let first = tree.seq() + 1;
            let (rows, vault) = record.assemble(stream, &mut tree, drafts);
            let seen = ids.iter().zip(first..).map(|(id, seq)| Seen {
                command: *id,
                digest: Digest([7; 32]),
                first: seq,
                last: seq,
            });
            let facts = r#"{"level":"estate","units":5000,"matters":1,"open_motions":1}"#;
            let summary = Summary { seq: tree.seq(), schema: 1, due_at: None, json: facts.into() };
            let append = Append {
                rows,
                vault,
                seen: seen.collect(),
                head: Some(record.head_row(stream, &tree)),
                erase: Vec::new(),
                summary: Some(summary),
            };
            tx.commit(append).await.expect("a commit");
            for done in done {
                let _ = done.send(());
            }
        }
    });
    let start = Instant::now();
    let producers: Vec<_> = (0..PRODUCERS)
        .map(|_| {
            let queue = queue.clone();
            tokio::spawn(async move {
                let mut appended = 0_u64;
                while start.elapsed() < time {
                    let (done, answer) = oneshot::channel();
                    let draft = ballot(NEXT.fetch_add(1, Ordering::Relaxed));
                    queue.send(Job { draft, done }).await.expect("the writer runs");
                    answer.await.expect("the writer answers");
                    appended += 1;
                }
                appended
            })
        })
        .collect();
    drop(queue);
    let mut appended = 0;
    for producer in producers {
        appended += producer.await.expect("a producer");
    }
    let took = start.elapsed().as_secs_f64();
    writer.await.expect("the writer");
    appended as f64 / took
}

/// Whole commands: sixty-four browsers post the form that raises a matter.
fn commands(bench: &mut Bench, name: &str, place: Where<'_>, one_by_one: f64) {
    let planted = bench.block_on(plant(place, Size { homes: 36, accounts: 0 }));
    let (estate, clerk) = (planted.estate, planted.clerks[0].clone());
    drop(planted);
    let server = bench.block_on(serve(place));
    let (cookie, csrf) = bench.block_on(signed_in(&server, &clerk, &format!("/e/{estate}/matters/new")));
    let (path, per_round) = (format!("/e/{estate}/matters/new"), bench.pick(400, 4_000));
    let mut next = 0_u128;
    let mut round = || {
        let requests: Vec<Vec<u8>> = (0..per_round)
            .map(|_| {
                next += 1;
                let id = CommandId(next.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835).to_be_bytes());
                let form = [
                    ("id", &*id.to_string()),
                    ("csrf", &csrf),
                    ("title", "三号楼二单元门禁坏了"),
                    ("place", "3号楼2单元"),
                    ("text", "示例：门禁从上周起打不开，晚上回家的人要等别人开门。"),
                ];
                load::post(&server.address, &path, &cookie, &form)
            })
            .collect();
        let (took, statuses) = load::each(&server.address, PRODUCERS, &requests, |answer| answer.status);
        assert!(statuses.iter().all(|s| *s == 303), "every command is carried out");
        per_round as f64 / took.as_secs_f64()
    };
    let all = alternate(bench.rounds(), [&mut round]);
    let rate = rounds::of(&all, 0);
    bench.block_on(server.kill());
    bench.report.row(Row {
        what: match name {
            "SQLite" => "Whole commands over HTTP, SQLite",
            _ => "Whole commands over HTTP, PostgreSQL",
        },
        ours: format!("{}/s", count(rate)),
        peer: format!("{}/s one transaction a command, record alone", count(one_by_one)),
        ratio: format!("{:.1}×", rate / one_by_one),
        target: "told".into(),
        met: None,
        means: "64 connections post the form that raises a matter: session, form word, policies, the law's decision, \
            sealing, the durable batch and the redirect, with the load generator on the same cores",
    });
}

/// Session cookie and form word of somebody who signed in.
pub async fn signed_in(server: &Server, who: &e2e::plant::SignIn, page: &str) -> (String, String) {
    let mut client = Client::new(&server.address);
    client.sign_in(who).await.expect("let in");
    let shown = client.get(page).await.expect("the page");
    (client.cookie(), shown.hidden("csrf").expect("a form").to_owned())
}
