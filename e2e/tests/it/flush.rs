//! An acknowledgement is sent only after the log is flushed: the system calls say so for SQLite, the server itself for
//! PostgreSQL.

use crate::stores::Home;
use e2e::http::Client;
use e2e::plant::{Planted, Size, plant};
use e2e::program::{Server, binary};
use hyper::StatusCode;
use std::time::Duration;
use tokio::process::Command;

const BALLOTS: u32 = 12;

/// Owners hand in, one after another; answers after each once `then` is through.
async fn hand_in(planted: &Planted, server: &Server, mut then: impl AsyncFnMut()) {
    let estate = planted.estate;
    for (voter, sign_in) in (1..).zip(&planted.owners) {
        let mut client = Client::new(&server.address);
        client.sign_in(sign_in).await.unwrap();
        let csrf = client.csrf(&format!("/e/{estate}/matters/new")).await.unwrap();
        let (id, voter) = (record::Keys::generate().deployment().to_string(), voter.to_string());
        let form = [("id", &*id), ("csrf", &csrf), ("voter", &voter), ("item-0", "approve")];
        let answer = client.post(&format!("/e/{estate}/m/1/ballot/cast"), &form).await.unwrap();
        let received = answer.location.as_deref().is_some_and(|l| l.contains("/received?n="));
        assert!(answer.status == StatusCode::SEE_OTHER && received, "{}", answer.body);
        then().await;
    }
}

/// One system call of a trace: where in the trace it began and ended, and what it was.
#[derive(Debug)]
struct Call {
    began: usize,
    ended: usize,
    text: String,
}

/// The calls of a trace of several threads, an interrupted one put together again.
fn calls(trace: &str) -> Vec<Call> {
    let mut open: Vec<(String, Call)> = Vec::new();
    let mut calls = Vec::new();
    for (at, line) in trace.lines().enumerate() {
        let Some((thread, text)) = line.trim_start().split_once(char::is_whitespace) else { continue };
        let text = text.trim_start();
        if let Some(begun) = text.strip_suffix("<unfinished ...>") {
            open.push((thread.into(), Call { began: at, ended: at, text: begun.trim_end().into() }));
        } else if text.starts_with("<... ") {
            let Some(i) = open.iter().position(|(t, _)| t == thread) else { continue };
            let (_, call) = open.remove(i);
            let rest = text.split_once("resumed>").map_or("", |(_, rest)| rest);
            calls.push(Call { ended: at, text: format!("{}{rest}", call.text), ..call });
        } else {
            calls.push(Call { began: at, ended: at, text: text.into() });
        }
    }
    calls
}

impl Call {
    fn is(&self, names: &[&str], on: &str) -> bool {
        let (name, rest) = self.text.split_once('(').unwrap_or_default();
        // With -y the descriptor is followed by what it is.
        let target = rest.split_once('>').map_or("", |(target, _)| target);
        names.contains(&name) && target.contains(on)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_flushes_the_log_before_every_acknowledgement() {
    let home = Home::sqlite();
    let trace = home.file("trace");
    let tracing = std::process::Command::new("strace").args(["-f", "-o", &trace, "true"]).status();
    if !tracing.is_ok_and(|s| s.success()) {
        let test = "sqlite_flushes_the_log_before_every_acknowledgement";
        record::testing::skip(test, "no strace, or tracing is not allowed here");
        return;
    }
    let planted = plant(home.place(), Size { homes: BALLOTS, accounts: BALLOTS }).await;
    let mut strace = Command::new("strace");
    // -D: the tracer is the grandchild, so that the child is the program itself and is killed as always.
    let calls_of_interest = "trace=write,pwrite64,writev,pwritev,sendto,sendmsg,fsync,fdatasync";
    strace.args(["-D", "-f", "-y", "-s", "80", "-o", &trace, "-e", calls_of_interest]).arg(binary());
    let server = Server::start_by(strace, home.place()).await;
    hand_in(&planted, &server, async || {}).await;
    server.kill().await;
    tokio::time::sleep(Duration::from_millis(500)).await;

    let trace = std::fs::read_to_string(&trace).unwrap();
    let calls = calls(&trace);
    let writes = ["write", "pwrite64", "writev", "pwritev"];
    let answers: Vec<&Call> = calls
        .iter()
        .filter(|c| c.is(&["write", "writev", "sendto", "sendmsg"], "socket:") || c.is(&writes, "TCP:"))
        .filter(|c| c.text.contains("HTTP/1.1 303") && !c.text.contains("yihe.db"))
        .collect();
    let to_log: Vec<&Call> = calls.iter().filter(|c| c.is(&writes, "yihe.db-wal")).collect();
    let flushes: Vec<&Call> = calls
        .iter()
        .filter(|c| c.is(&["fsync", "fdatasync"], "yihe.db-wal") && c.text.trim_end().ends_with("= 0"))
        .collect();
    // A sign-in and a ballot each.
    assert_eq!(answers.len() as u32, 2 * BALLOTS, "answers to forms in the trace");
    let mut before = 0;
    for answer in &answers {
        let written = to_log.iter().filter(|w| w.began < answer.began).map(|w| w.ended).max().unwrap();
        assert!(written > before, "this answer was preceded by no write to the log: {answer:?}");
        let flushed = flushes.iter().any(|f| f.began > written && f.ended < answer.began);
        assert!(flushed, "the log was written in line {written} and not flushed before line {}", answer.began);
        before = answer.began;
    }
    println!("{} answers, {} writes to the log, {} flushes of it", answers.len(), to_log.len(), flushes.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_flushes_the_log_before_every_acknowledgement() {
    let Some(home) = Home::postgres("postgres_flushes_the_log_before_every_acknowledgement").await else { return };
    let planted = plant(home.place(), Size { homes: BALLOTS, accounts: BALLOTS }).await;
    let url = home.place().database_url.unwrap();
    let (host, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    // Every append tells under which setting it was made, and how far the server's log had come.
    let watch = "CREATE TABLE watched (commits text, at pg_lsn);
        CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            INSERT INTO watched VALUES (current_setting('synchronous_commit'), pg_current_wal_insert_lsn());
            RETURN NULL; END $$;
        CREATE TRIGGER watch AFTER INSERT ON log FOR EACH STATEMENT EXECUTE FUNCTION watch();";
    host.batch_execute(watch).await.unwrap();
    let fsync: String = host.query_one("SHOW fsync", &[]).await.unwrap().get(0);
    assert_eq!(fsync, "on", "the test server itself must flush");

    let server = Server::start(home.place()).await;
    hand_in(&planted, &server, async || {
        let flushed = "SELECT bool_and(at <= pg_current_wal_flush_lsn()) FROM watched";
        assert!(host.query_one(flushed, &[]).await.unwrap().get::<_, bool>(0), "acknowledged before it was flushed");
    })
    .await;
    server.kill().await;
    let row = host.query_one("SELECT count(*), bool_and(commits = 'on') FROM watched", &[]).await.unwrap();
    assert!(row.get::<_, i64>(0) >= i64::from(BALLOTS));
    assert!(row.get::<_, bool>(1), "no connection weakens synchronous_commit");
}
