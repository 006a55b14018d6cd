//! The server is killed fifty times while owners vote. Whatever was acknowledged is there once, and a form that is sent
//! again after a lost answer is answered as if nothing had happened.

use crate::stores::Home;
use app::{App, Clock};
use e2e::http::Client;
use e2e::plant::{Planted, SignIn, Size, Where, owner, plant, record};
use e2e::program::{Server, run};
use estate::Command;
use estate::assembly::{Command as Assembly, Mark, VoterId};
use hyper::StatusCode;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;
use units::{Capacity, MotionId, Seq, StreamId};

const KILLS: usize = 50;
const CLIENTS: u32 = 16;
/// Each client hands in for its own home and holds written mandates for this many others.
const MANDATES: u32 = 80;
/// Ballots acknowledged before a kill.
const BEFORE_KILL: usize = 6;
/// Ballots on their way at a kill, at least.
const IN_FLIGHT: usize = 3;

/// What the clients and the killer know of each other.
struct Stage {
    address: watch::Sender<String>,
    over: AtomicBool,
    in_flight: AtomicUsize,
    acknowledged: AtomicUsize,
    lost: AtomicUsize,
}

/// What one client was told.
#[derive(Default)]
struct Told {
    ballots: BTreeMap<VoterId, Seq>,
    matters: Vec<String>,
    /// Forms that were sent again, and answered as before.
    again: usize,
    /// Second ballots of the same voter under another id, and refused.
    refused: usize,
}

struct Voter {
    client: Client,
    csrf: String,
    stage: Arc<Stage>,
    estate: StreamId,
    motion: MotionId,
}

/// A mark that tells which voter it was, as far as three marks can.
fn mark(voter: VoterId) -> (&'static str, Mark) {
    [("approve", Mark::Approve), ("against", Mark::Against), ("abstain", Mark::Abstain)][voter as usize % 3].clone()
}

fn fresh_id() -> String {
    record::Keys::generate().deployment().to_string()
}

impl Voter {
    /// Sends a form until it is answered, whatever happens to the server meanwhile; answers status, place and how
    /// often the answer was lost.
    async fn insist(&mut self, path: &str, form: &[(&str, &str)]) -> (StatusCode, String, usize) {
        let mut lost = 0;
        let mut address = self.stage.address.subscribe();
        loop {
            let at = address.borrow_and_update().clone();
            self.client.go_to(&at);
            match self.client.post(path, form).await {
                // Too much at once is said, and changes nothing.
                Ok(answer) if answer.status == StatusCode::SERVICE_UNAVAILABLE => {}
                Ok(answer) => return (answer.status, answer.location.unwrap_or(answer.body), lost),
                Err(e) => {
                    lost += usize::from(e.kind() != ErrorKind::ConnectionRefused);
                    // Either the next server is there already, or it will be.
                    let _ = tokio::time::timeout(Duration::from_secs(1), address.changed()).await;
                }
            }
        }
    }

    async fn cast(&mut self, id: &str, voter: VoterId) -> (StatusCode, String, usize) {
        let path = format!("/e/{}/m/{}/ballot/cast", self.estate, self.motion);
        let (csrf, voter_id) = (self.csrf.clone(), voter.to_string());
        let form = [("id", id), ("csrf", &csrf), ("voter", &voter_id), ("item-0", mark(voter).0)];
        self.insist(&path, &form).await
    }

    async fn run(mut self, voters: Vec<VoterId>) -> Told {
        let mut told = Told::default();
        let raise = format!("/e/{}/matters/new", self.estate);
        for voter in voters {
            let id = fresh_id();
            self.stage.in_flight.fetch_add(1, Ordering::SeqCst);
            let (status, place, lost) = self.cast(&id, voter).await;
            self.stage.in_flight.fetch_sub(1, Ordering::SeqCst);
            self.stage.lost.fetch_add(lost, Ordering::SeqCst);
            assert_eq!(status, StatusCode::SEE_OTHER, "voter {voter}: {place}");
            let seq = place.split_once("?n=").and_then(|(_, n)| n.parse().ok()).expect("a receipt");
            told.ballots.insert(voter, seq);
            self.stage.acknowledged.fetch_add(1, Ordering::SeqCst);
            if voter % 4 == 0 {
                let (status, same, _) = self.cast(&id, voter).await;
                assert_eq!((status, same), (StatusCode::SEE_OTHER, place), "the same form again");
                told.again += 1;
            }
            if voter % 4 == 2 {
                let (status, ..) = self.cast(&fresh_id(), voter).await;
                assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "a second ballot");
                told.refused += 1;
            }
            if self.stage.over.load(Ordering::SeqCst) {
                break;
            }
            let (id, title, csrf) = (fresh_id(), format!("路灯{voter}"), self.csrf.clone());
            let (status, place, _) = self.insist(&raise, &[("id", &id), ("csrf", &csrf), ("title", &title)]).await;
            assert_eq!(status, StatusCode::SEE_OTHER, "{title}: {place}");
            told.matters.push(title);
        }
        told
    }
}

/// The first homes' owners hold mandates of all the others, so that few sessions hand in many ballots.
async fn grant(planted: &Arc<Planted>) {
    let mut tasks = JoinSet::new();
    for voter in CLIENTS + 1..=CLIENTS * (MANDATES + 1) {
        let planted = planted.clone();
        let holder = owner(holder_of(voter));
        let mandate = "示例委托书".into();
        let command = Assembly::GrantProxy { motion: planted.motion, voter, holder, mandate };
        let clerk = app::Who::person(units::PersonId(1), Capacity::Clerk);
        tasks.spawn(async move { planted.act(clerk, Command::Assembly(command)).await });
    }
    for done in tasks.join_all().await {
        done.unwrap();
    }
}

const fn holder_of(voter: VoterId) -> u32 {
    (voter - 1) % CLIENTS + 1
}

async fn fifty_kills(place: Where<'_>) {
    let planted = Arc::new(plant(place, Size { homes: CLIENTS * (MANDATES + 1), accounts: CLIENTS }).await);
    grant(&planted).await;
    planted.app.rest().await;
    let (estate, motion) = (planted.estate, planted.motion);
    let owners: Vec<SignIn> = planted.owners.clone();
    drop(planted);

    let mut server = Server::start(place).await;
    let stage = Arc::new(Stage {
        address: watch::Sender::new(server.address.clone()),
        over: AtomicBool::new(false),
        in_flight: AtomicUsize::new(0),
        acknowledged: AtomicUsize::new(0),
        lost: AtomicUsize::new(0),
    });
    let mut clients = JoinSet::new();
    for (n, sign_in) in (1..).zip(&owners) {
        let mut client = Client::new(&server.address);
        client.sign_in(sign_in).await.unwrap();
        let csrf = client.csrf(&format!("/e/{estate}/matters/new")).await.unwrap();
        let voter = Voter { client, csrf, stage: stage.clone(), estate, motion };
        let mine = (1..=CLIENTS * (MANDATES + 1)).filter(move |v| holder_of(*v) == n).collect();
        clients.spawn(voter.run(mine));
    }

    let mut fruitless = 0;
    for kill in 0..KILLS {
        let (acknowledged, lost) = (stage.acknowledged.load(Ordering::SeqCst), stage.lost.load(Ordering::SeqCst));
        let due = || {
            stage.acknowledged.load(Ordering::SeqCst) >= acknowledged + BEFORE_KILL
                && stage.in_flight.load(Ordering::SeqCst) >= IN_FLIGHT
        };
        let loaded = async {
            while !due() {
                tokio::time::sleep(Duration::from_millis(1)).await
            }
        };
        let under_load = tokio::time::timeout(Duration::from_secs(60), loaded).await;
        assert!(under_load.is_ok(), "no load before kill {kill}: {:?}", clients.try_join_next().map(|t| t.is_err()));
        // Another moment of a command's way each time.
        tokio::time::sleep(Duration::from_micros(kill as u64 * 377 % 9_000)).await;
        server.kill().await;
        server = Server::start(place).await;
        stage.address.send_replace(server.address.clone());
        // Lost answers are counted when the form got through at last.
        fruitless += usize::from(stage.lost.load(Ordering::SeqCst) == lost);
    }
    stage.over.store(true, Ordering::SeqCst);
    let told = clients.join_all().await;
    server.kill().await;
    let (acknowledged, lost) = (stage.acknowledged.load(Ordering::SeqCst), stage.lost.load(Ordering::SeqCst));
    let again: usize = told.iter().map(|t| t.again).sum();
    let refused: usize = told.iter().map(|t| t.refused).sum();
    assert!(acknowledged >= KILLS * BEFORE_KILL, "{acknowledged} acknowledged");
    assert!(lost >= KILLS, "only {lost} answers were lost; {fruitless} kills saw none before the next");
    assert!(again > KILLS && refused > KILLS, "{again} sent again, {refused} second ballots");

    let matters: usize = told.iter().map(|t| t.matters.len()).sum();
    let there = everything_once(place, estate, motion, &told).await;
    let verified = run(&["verify"], Some(place)).await;
    assert!(verified.ok && verified.json["good"] == true, "{} {}", verified.json, verified.errors);
    println!(
        "{KILLS} kills: {acknowledged} ballots and {matters} matters acknowledged, {lost} answers lost on the way, \
         {again} forms sent again on purpose, {refused} second ballots refused; {there} ballots in the record"
    );
}

/// Every acknowledged ballot and matter is in the record once, as acknowledged; answers how many ballots there are.
async fn everything_once(place: Where<'_>, estate: StreamId, motion: MotionId, told: &[Told]) -> usize {
    let app = App::new(record(place).await, Clock::System).unwrap();
    let state = app.estate(estate, |v| v.estate.clone()).await.unwrap();
    let ballots = &state.assembly.get(motion).unwrap().ballots;
    let said: BTreeMap<VoterId, Seq> = told.iter().flat_map(|t| &t.ballots).map(|(v, s)| (*v, *s)).collect();
    assert_eq!(ballots.len(), said.len(), "no ballot but those acknowledged in the end");
    for (voter, seq) in &said {
        let ballot = &ballots[voter];
        assert_eq!(ballot.seq, *seq, "voter {voter}");
        let marks = ballot.marks.as_ref().and_then(|m| m.get()).unwrap();
        assert_eq!(*marks, [mark(*voter).1], "voter {voter}");
    }
    let rows = app.record().store().rows(estate, 0, usize::MAX).await.unwrap();
    let cast = rows.iter().filter(|r| r.kind == "assembly.ballot-cast").count();
    assert_eq!(cast, said.len(), "in the log, too");

    let mut titles: BTreeMap<&str, usize> = BTreeMap::new();
    for matter in state.matters.matters.values() {
        *titles.entry(matter.title.get().unwrap()).or_default() += 1;
    }
    for title in told.iter().flat_map(|t| &t.matters) {
        assert_eq!(titles.get(title.as_str()), Some(&1), "{title}");
    }
    assert!(titles.values().all(|n| *n == 1), "nothing twice");
    ballots.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_kills_lose_nothing_on_sqlite() {
    fifty_kills(Home::sqlite().place()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_kills_lose_nothing_on_postgres() {
    let Some(home) = Home::postgres("fifty_kills_lose_nothing_on_postgres").await else { return };
    fifty_kills(home.place()).await;
}
