//! Two servers on one PostgreSQL, both writing the same estate: no vote is lost, none counts twice, and each of them
//! shows what either wrote.

use crate::stores::Home;
use app::{App, Clock};
use e2e::http::{Answer, Client};
use e2e::plant::{SignIn, Size, plant, record};
use e2e::program::{Server, run};
use hyper::StatusCode;
use tokio::task::JoinSet;
use units::StreamId;

const OWNERS: u32 = 24;
/// Matters each owner raises on each node.
const MATTERS: usize = 6;

fn fresh_id() -> String {
    record::Keys::generate().deployment().to_string()
}

/// One owner with a session on each node.
struct Pair {
    nodes: [Client; 2],
    csrf: [String; 2],
    estate: StreamId,
}

/// What came of one owner's doings.
#[derive(Default)]
struct Seen {
    accepted: usize,
    refused: usize,
    matters: Vec<String>,
}

async fn post(client: &mut Client, path: &str, form: &[(&str, &str)]) -> Answer {
    loop {
        let answer = client.post(path, form).await.unwrap();
        // Both nodes fought for the stream too long: said, and nothing changed.
        if answer.status != StatusCode::SERVICE_UNAVAILABLE {
            return answer;
        }
    }
}

impl Pair {
    async fn sign_in(addresses: &[String; 2], who: &SignIn, estate: StreamId) -> Self {
        let mut nodes = [Client::new(&addresses[0]), Client::new(&addresses[1])];
        let mut csrf = [String::new(), String::new()];
        for (node, csrf) in nodes.iter_mut().zip(&mut csrf) {
            node.sign_in(who).await.unwrap();
            *csrf = node.csrf(&format!("/e/{estate}/matters/new")).await.unwrap();
        }
        Self { nodes, csrf, estate }
    }

    /// The same form to both nodes at once, with these ids.
    async fn both(&mut self, path: &str, ids: [&str; 2], fields: &[(&str, &str)]) -> [Answer; 2] {
        let path = &path;
        let [a, b] = &mut self.nodes;
        let form = |i: usize| -> Vec<(&str, &str)> {
            [("id", ids[i]), ("csrf", &*self.csrf[i])].into_iter().chain(fields.iter().copied()).collect()
        };
        let (form_a, form_b) = (form(0), form(1));
        let (a, b) = tokio::join!(post(a, path, &form_a), post(b, path, &form_b));
        [a, b]
    }

    async fn run(mut self, voter: u32) -> Seen {
        let mut seen = Seen::default();
        let (estate, voter_text) = (self.estate, voter.to_string());
        for n in 0..MATTERS {
            let here = (n + voter as usize) % 2;
            let (id, title) = (fresh_id(), format!("路灯{voter}号{n}"));
            let form = [("id", &*id), ("csrf", &self.csrf[here]), ("title", &title)];
            let raised = post(&mut self.nodes[here], &format!("/e/{estate}/matters/new"), &form).await;
            let place = raised.location.expect("raised");
            for node in [here, 1 - here] {
                let page = self.nodes[node].get(&place).await.unwrap();
                assert!(page.status == StatusCode::OK && page.body.contains(&title), "{title} on node {node}");
            }
            seen.matters.push(title);
        }
        let cast = format!("/e/{estate}/m/1/ballot/cast");
        let fields = [("voter", &*voter_text), ("item-0", if voter.is_multiple_of(3) { "against" } else { "approve" })];
        let (first, second) = (fresh_id(), fresh_id());
        let ids = if voter.is_multiple_of(2) { [&*first, &second] } else { [&*first, &first] };
        let answers = self.both(&cast, ids, &fields).await;
        let accepted: Vec<&Answer> = answers.iter().filter(|a| a.status == StatusCode::SEE_OTHER).collect();
        let refused = answers.iter().filter(|a| a.status == StatusCode::UNPROCESSABLE_ENTITY).count();
        // Two forms: one ballot. One form sent to both: one ballot, and the same answer twice.
        assert_eq!((accepted.len(), refused), if voter.is_multiple_of(2) { (1, 1) } else { (2, 0) }, "{answers:?}");
        assert!(accepted.iter().all(|a| a.location == accepted[0].location), "{answers:?}");
        let receipt = accepted[0].location.clone().unwrap();
        for node in &mut self.nodes {
            assert_eq!(node.get(&receipt).await.unwrap().status, StatusCode::OK, "{receipt}");
        }
        (seen.accepted, seen.refused) = (accepted.len(), refused);
        seen
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_on_one_postgres_lose_nothing_and_count_nothing_twice() {
    let Some(home) = Home::postgres("two_nodes_on_one_postgres_lose_nothing_and_count_nothing_twice").await else {
        return;
    };
    let planted = plant(home.place(), Size { homes: OWNERS * 2, accounts: OWNERS }).await;
    let (estate, motion) = (planted.estate, planted.motion);
    let servers = [Server::start(home.place()).await, Server::start(home.place()).await];
    let addresses = [servers[0].address.clone(), servers[1].address.clone()];
    let mut pairs = Vec::new();
    for sign_in in &planted.owners {
        pairs.push(Pair::sign_in(&addresses, sign_in, estate).await);
    }
    let tasks: JoinSet<Seen> = (1..).zip(pairs).map(|(voter, pair)| pair.run(voter)).collect();
    let seen = tasks.join_all().await;
    for server in servers {
        server.kill().await;
    }
    let refused: usize = seen.iter().map(|s| s.refused).sum();
    assert_eq!(refused as u32, OWNERS / 2);

    let app = App::new(record(home.place()).await, Clock::System).unwrap();
    let state = app.estate(estate, |v| v.estate.clone()).await.unwrap();
    assert_eq!(state.assembly.motions[&motion].ballots.len() as u32, OWNERS, "one ballot a voter");
    let log = app.record().store().rows(estate, 0, usize::MAX).await.unwrap();
    assert_eq!(log.iter().filter(|r| r.kind == "assembly.ballot-cast").count() as u32, OWNERS);
    let titles: Vec<&String> = state.matters.matters.values().filter_map(|m| m.title.get()).collect();
    for title in seen.iter().flat_map(|s| &s.matters) {
        assert_eq!(titles.iter().filter(|t| **t == title).count(), 1, "{title}");
    }
    let verified = run(&["verify"], Some(home.place())).await;
    assert!(verified.ok && verified.json["good"] == true, "{} {}", verified.json, verified.errors);
    let accepted: usize = seen.iter().map(|s| s.accepted).sum();
    println!("{accepted} answers for {OWNERS} ballots, {refused} refused, {} matters", titles.len());
}
