//! Pages against a route that answers a constant: what drawing, sessions and freshness cost.

use super::load;
use super::record_alone::signed_in;
use super::report::{Row, count, ms};
use super::rounds::{self, alternate};
use super::{Bench, serve};
use axum::Router;
use axum::routing::get;
use axum::serve::ListenerExt as _;
use e2e::plant::{Size, plant};
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use tokio::net::TcpListener;

/// Connections.
const CLIENTS: usize = 32;
/// The argument that makes this program the empty route.
pub const EMPTY_ROUTE: &str = "--empty-route";
/// Share of its own maximum at which latency is measured.
const SHARE: f64 = 0.1;

/// The peer: a constant small page from the same kind of server, in a process of its own like the program.
pub fn empty_route() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        println!("{}", listener.local_addr().expect("a port"));
        let listener = listener.tap_io(|socket| {
            let _ = socket.set_nodelay(true);
        });
        let page = || async { axum::response::Html("<!doctype html><title>空</title><p>空页。") };
        axum::serve(listener, Router::new().route("/", get(page))).await.expect("it serves");
    });
}

struct Empty {
    address: String,
    child: Child,
}

impl Empty {
    fn start() -> Self {
        let own = std::env::current_exe().expect("this program has a path");
        let mut child = Command::new(own).arg(EMPTY_ROUTE).stdout(Stdio::piped()).spawn().expect("it starts");
        let mut address = String::new();
        let out = child.stdout.take().expect("piped");
        BufReader::new(out).read_line(&mut address).expect("its address");
        Self { address: address.trim().to_owned(), child }
    }
}

impl Drop for Empty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn run(bench: &mut Bench) {
    let place = bench.sqlite("pages");
    let planted = bench.block_on(plant(place.as_where(), Size { homes: bench.pick(360, 1_080) as u32, accounts: 1 }));
    let (estate, motion, owner) = (planted.estate, planted.motion, planted.owners[0].clone());
    drop(planted);
    let server = bench.block_on(serve(place.as_where()));
    let ballot = format!("/e/{estate}/m/{motion}/ballot");
    let (cookie, _) = bench.block_on(signed_in(&server, &owner, &ballot));
    let empty = Empty::start();
    let requests = [
        (&empty.address, load::get(&empty.address, "/", "")),
        (&server.address, load::get(&server.address, &format!("/e/{estate}"), "")),
        (&server.address, load::get(&server.address, &ballot, &cookie)),
    ];
    let sizes: Vec<usize> =
        requests.iter().map(|(address, request)| load::Connection::open(address).ask(request).body.len()).collect();

    let time = bench.round();
    let most = |i: usize| {
        let (address, request) = &requests[i];
        load::closed(address, CLIENTS, time, request)
    };
    let (mut a, mut b, mut c) = (|| most(0), || most(1), || most(2));
    let rates = alternate(bench.rounds(), [&mut a, &mut b, &mut c]);
    let tail = |i: usize| {
        let (address, request) = &requests[i];
        let rate = rounds::of(&rates, i) * SHARE;
        load::p99(&load::open(address, CLIENTS, rate, time * 2, request)).as_secs_f64()
    };
    let (mut a, mut b, mut c) = (|| tail(0), || tail(1), || tail(2));
    let tails = alternate(bench.rounds(), [&mut a, &mut b, &mut c]);

    let rows = [
        (1, "Public board, requests", "Public board, p99", 0.5, "≥ 1/2"),
        (2, "Signed-in ballot page, requests", "Signed-in ballot page, p99", 0.2, "≥ 1/5"),
    ];
    for (i, what, what_tail, least, asked) in rows {
        let ratio = rounds::ratio(&rates, i, 0);
        bench.report.row(Row {
            what,
            ours: format!("{}/s of {} B compressed", count(rounds::of(&rates, i)), count(sizes[i] as f64)),
            peer: format!("{}/s empty axum route", count(rounds::of(&rates, 0))),
            ratio: format!("{ratio:.2}×"),
            target: asked.into(),
            met: Some(ratio >= least),
            means: "32 kept connections, each asks again once answered (closed loop), gzip accepted; the peer is a \
                constant small page from axum in a process of its own with the same runtime and socket settings. SQLite",
        });
        let ratio = rounds::ratio(&tails, i, 0);
        bench.report.row(Row {
            what: what_tail,
            ours: ms(rounds::of(&tails, i)),
            peer: format!("{} empty axum route", ms(rounds::of(&tails, 0))),
            ratio: format!("{ratio:.2}×"),
            target: "≤ 5×".into(),
            met: Some(ratio <= 5.0),
            means: "Requests sent at fixed moments at a tenth of each one's own maximum (open loop), latency counted \
                from the moment a request was meant to be sent",
        });
    }
    bench.block_on(server.kill());
    drop(empty);
    place.clear(bench);
}
