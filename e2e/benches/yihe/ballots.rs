//! One ballot of 5,000 homes on PostgreSQL, many voters at once, against raw inserts into the same server.

use super::load;
use super::postgres::Cluster;
use super::report::{Row, count, ms};
use super::rounds::{self, median};
use super::{Bench, serve};
use app::Redeemer;
use authority::Level;
use e2e::plant::{Planted, Size, Where, owner, plant, record};
use e2e::program;
use estate::{Command, bodies};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use units::{Capacity, CommandId, MotionId, StreamId};

/// A row of the log is about so long.
const SCRIPT: &str = "INSERT INTO raw (body) VALUES (repeat('x', 300));\n";
/// Where the voters with their accounts and sessions are kept.
const PLANTED: &str = "planted";

pub fn run(bench: &mut Bench) {
    let Some(cluster) = bench.postgres.take() else {
        bench.report.note("No PostgreSQL was named: the ballot was not measured.".into());
        return;
    };
    let dir = bench.folder("ballots");
    let homes = bench.pick(300, 5_000) as u32;
    cluster.create(PLANTED);
    let url = cluster.url(PLANTED);
    let place = Where { dir: &dir, database_url: Some(&url) };
    let (estate, motion, cookies) = bench.block_on(voters(place, homes));
    cluster.create("raw");
    cluster.query("raw", "CREATE TABLE raw (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text NOT NULL)");
    let script = dir.join("insert.sql");
    fs::write(&script, SCRIPT).expect("a file");

    for clients in [32, 64] {
        let (mut figures, mut tails, mut equal) = (Vec::new(), Vec::new(), true);
        for round in 0..bench.pick(1, 5) {
            let mut ours = 0.0;
            let mut raw = 0.0;
            // Turn about, like every comparison here.
            for turn in [round % 2 == 0, round % 2 != 0] {
                if turn {
                    raw = cluster.pgbench("raw", &script.display().to_string(), clients, bench.pick(1, 4) as u64);
                } else {
                    let held = hold(bench, &cluster, &dir, (estate, motion), &cookies, clients);
                    ours = held.rate;
                    tails.push(held.p99.as_secs_f64());
                    equal &= held.equal;
                }
            }
            figures.push([ours, raw]);
        }
        let ratio = rounds::ratio(&figures, 0, 1);
        bench.report.row(Row {
            what: if clients == 32 {
                "A ballot of 5,000 homes, 32 voters at once"
            } else {
                "A ballot of 5,000 homes, 64 voters at once"
            },
            ours: format!(
                "{} ballots/s (p99 {}), tally {}",
                count(rounds::of(&figures, 0)),
                ms(median(tails)),
                if equal { "equal" } else { "UNEQUAL" }
            ),
            peer: format!("{}/s pgbench inserts of one row", count(rounds::of(&figures, 1))),
            ratio: format!("{ratio:.2}×"),
            target: "≥ 1/2, tally equal to the rows".into(),
            met: Some(ratio >= 0.5 && equal),
            means: "Every owner's own session hands in its ballot over HTTP, so many at once, each answered when it is \
                durable; pgbench inserts one row of 300 bytes into the same server with as many clients, prepared, its \
                rounds in between. After every round: ballots acknowledged = rows in the log = ballots and turnout in \
                the folded state, and `yihe verify` finds nothing",
        });
    }
    cluster.drop("raw");
    cluster.drop(PLANTED);
    bench.postgres = Some(cluster);
    let _ = fs::remove_dir_all(dir);
}

/// Plants an open vote whose owners all have an account and a session; answers the sessions' cookies.
async fn voters(place: Where<'_>, homes: u32) -> (StreamId, MotionId, Vec<String>) {
    let planted = Arc::new(plant(place, Size { homes, accounts: 0 }).await);
    let clerk = app::Who::person(units::PersonId(1), Capacity::Clerk);
    let mut codes = Vec::new();
    for chunk in (1..=homes).collect::<Vec<_>>().chunks(1_000) {
        let slips = chunk.iter().map(|n| {
            let (code, digest) = planted.app.fresh_slip(planted.estate).expect("randomness");
            codes.push(code);
            bodies::IssueSlip { person: owner(*n), digest }
        });
        let issue = bodies::Command::IssueSlips(slips.collect());
        planted.act(clerk, Command::Bodies(issue)).await.expect("slips");
    }
    let (codes, next) = (Arc::new(codes), Arc::new(AtomicU32::new(0)));
    let workers: Vec<_> = (0..8)
        .map(|_| {
            let (planted, codes, next) = (planted.clone(), codes.clone(), next.clone());
            tokio::spawn(async move {
                let mut sessions = Vec::new();
                loop {
                    let i = next.fetch_add(1, Ordering::Relaxed);
                    let Some(code) = codes.get(i as usize) else { return sessions };
                    sessions.push((i, redeem(&planted, i, code).await));
                }
            })
        })
        .collect();
    let mut sessions = Vec::new();
    for worker in workers {
        sessions.extend(worker.await.expect("accounts"));
    }
    sessions.sort_unstable_by_key(|(i, _)| *i);
    // A match holds for the account it was shown with.
    planted.match_owners().await;
    let found = (planted.estate, planted.motion, sessions.into_iter().map(|(_, cookie)| cookie).collect());
    planted.app.rest().await;
    found
}

async fn redeem(planted: &Planted, i: u32, code: &str) -> String {
    let login = format!("voter-{i}");
    let new = Redeemer::New { login: &login, password: "a bench's password" };
    let (id, here) = (planted.app.fresh_command().expect("randomness"), std::net::Ipv4Addr::LOCALHOST.into());
    let key = planted.app.redeem_slip(planted.estate, Level::Estate, code, new, here, id).await.expect("a slip");
    format!("session={key}")
}

struct Held {
    rate: f64,
    p99: Duration,
    equal: bool,
}

/// Holds the whole vote once, on a copy of the planted database.
fn hold(
    bench: &Bench,
    cluster: &Cluster,
    dir: &Path,
    (estate, motion): (StreamId, MotionId),
    cookies: &[String],
    clients: usize,
) -> Held {
    let database = "round";
    cluster.copy(PLANTED, database);
    let url = cluster.url(database);
    let place = Where { dir, database_url: Some(&url) };
    let server = bench.block_on(serve(place));
    let path = format!("/e/{estate}/m/{motion}/ballot");
    // Everybody has the page with their ballot open; its form word is theirs alone.
    let open: Vec<Vec<u8>> = cookies
        .iter()
        .map(|cookie| {
            let plain = format!("GET {path} HTTP/1.1\r\nhost: {}\r\ncookie: {cookie}\r\n\r\n", server.address);
            plain.into_bytes()
        })
        .collect();
    let (_, forms) = load::each(&server.address, clients, &open, |answer| {
        let page = String::from_utf8_lossy(answer.body);
        let hidden = |name: &str| {
            load::between(&page, &format!("name=\"{name}\" value=\""), "\"").expect("a ballot to hand in").to_owned()
        };
        (hidden("csrf"), hidden("voter"))
    });
    let cast: Vec<Vec<u8>> = forms
        .iter()
        .zip(cookies)
        .enumerate()
        .map(|(i, ((csrf, voter), cookie))| {
            let id = CommandId((i as u128 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835).to_be_bytes());
            let mark = if i % 3 == 0 { "against" } else { "approve" };
            let form = [("id", &*id.to_string()), ("csrf", csrf), ("voter", voter), ("item-0", mark)];
            load::post(&server.address, &format!("{path}/cast"), cookie, &form)
        })
        .collect();
    let (took, mut latencies) = load::each(&server.address, clients, &cast, |answer| (answer.status, answer.took));
    let acknowledged = latencies.iter().filter(|(status, _)| *status == 303).count();
    bench.block_on(server.kill());

    latencies.sort_unstable_by_key(|(_, took)| *took);
    let sorted: Vec<Duration> = latencies.into_iter().map(|(_, took)| took).collect();
    let equal = bench.block_on(tally(place, (estate, motion), acknowledged))
        && cluster.query(database, "SELECT count(*) FROM log WHERE kind = 'assembly.ballot-cast'")
            == acknowledged.to_string()
        && acknowledged == cookies.len();
    cluster.drop(database);
    Held { rate: acknowledged as f64 / took.as_secs_f64(), p99: load::p99(&sorted), equal }
}

/// Whether the folded state and `yihe verify` say the same.
async fn tally(place: Where<'_>, (estate, motion): (StreamId, MotionId), acknowledged: usize) -> bool {
    let app = app::App::new(record(place).await, app::Clock::System).expect("policies");
    let counted = app.estate(estate, |view| {
        let motion = view.estate.assembly.get(motion).expect("the motion");
        (motion.ballots.len(), motion.turnout().heads)
    });
    let (ballots, turnout) = counted.await.expect("the estate");
    drop(app);
    let verified = program::run(&["verify"], Some(place)).await;
    if !verified.ok {
        eprintln!("{}\n{}", verified.errors, verified.json);
    }
    verified.ok && ballots == acknowledged && u64::try_from(turnout).ok() == u64::try_from(acknowledged).ok()
}
