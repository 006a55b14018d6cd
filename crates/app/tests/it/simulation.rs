//! Years in an estate, from one seed: two nodes on one store, commits that fail, answers that are lost, neighbours who
//! are first, nodes that are thrown away and started again, a clock that jumps forward and a little back. Whatever was
//! acknowledged is there, once; whatever was refused left nothing; both nodes and the record agree.
//!
//! A failure prints its seed; `YIHE_SEED=n` runs that one again.

use crate::world::{World, certify, clerk, home, moment};
use app::{App, Clock, Error, Who};
use estate::assembly::{Call, Command as Assembly, Draft, DraftItem, ItemKind, Mark, Outcome, Scope, Status, Way};
use estate::{Command, matters, roll};
use record::testing::{self, Fault, Faulty};
use record::{Keys, Record, Store};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use units::{Capacity, CommandId, Day, Moment, MotionId, PersonId, UnitId};

/// SplitMix64: small, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.roll() % n
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    fn id(&mut self) -> CommandId {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.roll().to_be_bytes());
        bytes[8..].copy_from_slice(&self.roll().to_be_bytes());
        CommandId(bytes)
    }
}

const HOMES: u32 = 24;
const STEPS: usize = 400;

/// What the outside world was told.
#[derive(Default)]
struct Told {
    /// Command by id: what it was and where it was said to stand.
    done: BTreeMap<CommandId, (u64, u64)>,
    notes: usize,
    matters: usize,
    ballots: BTreeMap<(MotionId, u32), CommandId>,
    refused: usize,
    lost: usize,
}

struct Simulation {
    dice: Dice,
    world: World,
    dir: tempfile::TempDir,
    nodes: [Arc<App>; 2],
    plans: [Arc<parking_lot::Mutex<Vec<Fault>>>; 2],
    told: Told,
}

fn node(dir: &Path, clock: &Clock) -> (Arc<App>, Arc<parking_lot::Mutex<Vec<Fault>>>) {
    let faulty = Faulty::over(testing::sqlite(dir));
    let plan = faulty.plan();
    let keys = Keys::read(&dir.join("keys")).unwrap().unwrap();
    let store: Arc<dyn Store> = Arc::new(faulty);
    (Arc::new(App::new(Arc::new(Record::new(store, keys)), clock.clone()).unwrap()), plan)
}

impl Simulation {
    async fn begin(seed: u64) -> Self {
        let dir = tempfile::tempdir().unwrap();
        Keys::generate().write(&dir.path().join("keys")).unwrap();
        let keys = Keys::read(&dir.path().join("keys")).unwrap().unwrap();
        let world = World::with(Arc::new(Record::new(testing::sqlite(dir.path()), keys)), HOMES).await;
        let (one, plan_one) = node(dir.path(), &world.clock);
        let (two, plan_two) = node(dir.path(), &world.clock);
        let told = Told::default();
        Self { dice: Dice(seed), world, dir, nodes: [one, two], plans: [plan_one, plan_two], told }
    }

    fn now(&self) -> Moment {
        self.world.clock.now()
    }

    /// Sends a command to one of the nodes, now and then with something going wrong; a lost answer is asked for again
    /// with the same id, at any node, as a browser would.
    async fn send(&mut self, who: Who, command: Command) -> Option<CommandId> {
        let id = self.dice.id();
        let mut at = usize::from(self.dice.one_in(2));
        if self.dice.one_in(6) {
            let fault = [Fault::Fail, Fault::LoseReply, Fault::Conflict][self.dice.below(3) as usize];
            self.plans[at].lock().push(fault);
        }
        for _ in 0..20 {
            match self.nodes[at].estate_command(self.world.estate, who, id, command.clone()).await {
                Ok(done) => {
                    self.told.done.insert(id, (done.first, done.last));
                    if self.dice.one_in(8) {
                        let again =
                            self.nodes[1 - at].estate_command(self.world.estate, who, id, command).await.unwrap();
                        assert_eq!((again.first, again.last, again.again), (done.first, done.last, true));
                    }
                    return Some(id);
                }
                Err(Error::Refused(_) | Error::Forbidden { .. }) => {
                    self.told.refused += 1;
                    return None;
                }
                Err(Error::Fault(_) | Error::Busy(_)) => {
                    self.told.lost += 1;
                    at = 1 - at;
                }
                Err(other) => panic!("{other:?}"),
            }
        }
        panic!("twenty tries at {id:?}")
    }

    async fn step(&mut self) {
        let owner = |n: u64| Who::person(PersonId(n as u32 + 2), Capacity::Owner);
        let n = self.dice.below(u64::from(HOMES));
        match self.dice.below(12) {
            0 => {
                let raise =
                    matters::Command::Raise { title: "楼道灯".into(), text: String::new(), place: String::new() };
                if self.send(owner(n), Command::Matters(raise)).await.is_some() {
                    self.told.matters += 1;
                }
            }
            1 | 2 => {
                if let Some(matter) = self.some_matter().await {
                    let note = matters::Command::Note { matter, text: "看过了".into() };
                    if self.send(owner(n), Command::Matters(note)).await.is_some() {
                        self.told.notes += 1;
                    }
                }
            }
            3 => self.put_to_vote().await,
            4 => {
                let to = roll::RowOwner {
                    name: format!("新业主{}", self.dice.below(1_000)),
                    id_tail: Some("0000".into()),
                    ..roll::RowOwner::default()
                };
                let (unit, on) = (UnitId(n as u32 + 1), self.now().day());
                let transfer = roll::Transfer {
                    unit,
                    owners: vec![to],
                    on,
                    basis: "不动产权证".into(),
                    tenure: estate::roll::Tenure::Sold,
                };
                self.send(clerk(), Command::Roll(roll::Command::Transfer(transfer))).await;
            }
            5 => {
                let unit = roll::Row { note: Some("核对过".into()), ..home(n as u32 + 1) };
                self.send(clerk(), Command::Roll(roll::Command::Record(unit))).await;
            }
            6 => {
                // Hours, days, now and then a season; and a little back, as machines' clocks do.
                let hours = [1, 5, 30, 24 * 20][self.dice.below(4) as usize];
                let back = if self.dice.one_in(4) { 20_000 } else { 0 };
                self.world.clock.set(self.now().plus_ms(hours * 3_600_000 - back));
            }
            7 => {
                // A crash: what the node held in memory is gone.
                let at = usize::from(self.dice.one_in(2));
                (self.nodes[at], self.plans[at]) = node(self.dir.path(), &self.world.clock);
            }
            8 => {
                self.nodes[usize::from(self.dice.one_in(2))].run_due().await.unwrap();
            }
            _ => self.vote().await,
        }
    }

    async fn some_matter(&mut self) -> Option<units::MatterId> {
        let dice = self.dice.roll();
        let pick = |v: &app::EstateView<'_>| {
            let all: Vec<_> = v.estate.matters.matters.keys().copied().collect();
            (!all.is_empty()).then(|| all[dice as usize % all.len()])
        };
        self.nodes[0].estate(self.world.estate, pick).await.unwrap()
    }

    async fn put_to_vote(&mut self) {
        let Some(matter) = self.some_matter().await else { return };
        let today: Day = self.now().day();
        let at = |days, time: &str| moment(&format!("{}T{time}", today.plus(days)));
        let item = DraftItem {
            kind: ItemKind::UseFund,
            title: "同意吗？".into(),
            text: String::new(),
            options: Vec::new(),
            seats: 0,
            persons: Vec::new(),
        };
        let draft = Draft {
            matter,
            title: "使用维修资金".into(),
            scope: Scope::Estate,
            items: vec![item],
            opens: at(17, "08:00"),
            closes: at(40, "18:00"),
            reading: at(41, "09:00"),
            reading_place: "居委会".into(),
        };
        if self.send(clerk(), Command::Assembly(Assembly::Draft(draft))).await.is_none() {
            return;
        }
        let motion = self.nodes[1]
            .estate(self.world.estate, |v| *v.estate.assembly.motions.keys().last().unwrap())
            .await
            .unwrap();
        let notice = Assembly::GiveNotice { motion, told_committee: true, silence_warning: false };
        for command in [Assembly::FreezeRoll { motion }, notice] {
            self.send(clerk(), Command::Assembly(command)).await;
        }
    }

    /// Somebody does what the newest motion allows now.
    async fn vote(&mut self) {
        let now = self.now();
        let newest = |v: &app::EstateView<'_>| {
            let (id, motion) = v.estate.assembly.motions.last_key_value()?;
            let voters =
                motion.electorate.as_ref()?.voters.iter().map(|w| (w.owners.clone(), w.units[0].0)).collect::<Vec<_>>();
            Some((*id, motion.status(now), voters))
        };
        let Some((motion, status, voters)) = self.nodes[0].estate(self.world.estate, newest).await.unwrap() else {
            return;
        };
        let n = self.dice.below(voters.len() as u64) as usize;
        let (voter, person, unit) = (n as u32 + 1, voters[n].0[0], voters[n].1);
        match status {
            Status::Voting if self.dice.one_in(5) => {
                let (way, outcome, with) = (Way::InPerson, Outcome::Served, voters[(n + 1) % voters.len()].0[0]);
                let call = Call { way, outcome, with, said: Some(now), proof: String::new() };
                let walker = Who::person(PersonId(1), Capacity::Canvasser);
                self.send(walker, Command::Assembly(Assembly::RecordAttempt { motion, unit, call })).await;
            }
            Status::Voting => {
                let mark = [Mark::Approve, Mark::Against, Mark::Abstain][self.dice.below(3) as usize].clone();
                let cast = Assembly::Cast { motion, voter, marks: vec![mark] };
                let who = Who::person(person, Capacity::Owner);
                let unmatched = |v: &app::EstateView<'_>| match v.estate.proved(person) {
                    None => certify(v.estate, person),
                    Some(_) => None,
                };
                if let Some((who, command)) = self.nodes[0].estate(self.world.estate, unmatched).await.unwrap() {
                    self.send(who, command).await;
                }
                if let Some(id) = self.send(who, Command::Assembly(cast)).await {
                    let before = self.told.ballots.insert((motion, voter), id);
                    assert_eq!(before, None, "voter {voter} was told twice that the ballot is in");
                }
            }
            Status::Closed => {
                self.send(clerk(), Command::Assembly(Assembly::Count { motion })).await;
            }
            Status::Counted => {
                self.send(clerk(), Command::Assembly(Assembly::Announce { motion })).await;
            }
            _ => {}
        }
    }

    /// What was told is what is.
    async fn settle(mut self, seed: u64) {
        self.plans.iter().for_each(|p| p.lock().clear());
        let (fresh, _) = node(self.dir.path(), &self.world.clock);
        let states =
            [&self.nodes[0], &self.nodes[1], &fresh].map(|n| n.estate(self.world.estate, |v| v.estate.clone()));
        let [one, two, fresh_state] = states;
        let (one, two, fresh_state) = (one.await.unwrap(), two.await.unwrap(), fresh_state.await.unwrap());
        assert!(one == two && one == fresh_state, "the nodes and a fresh start agree");
        assert_eq!(one.matters.matters.len(), self.told.matters);
        let notes = one
            .matters
            .matters
            .values()
            .flat_map(|m| &m.timeline)
            .filter(|e| matches!(e.what, matters::What::Noted(_)));
        assert_eq!(notes.count(), self.told.notes);
        let ballots: usize = one.assembly.motions.values().map(|m| m.ballots.len()).sum();
        assert_eq!(ballots, self.told.ballots.len());
        let places: Vec<(u64, u64)> = {
            let mut places: Vec<_> = self.told.done.values().copied().collect();
            places.sort_unstable();
            places
        };
        assert!(places.windows(2).all(|w| w[0].1 < w[1].0), "no two commands stand at one place");
        let verified = fresh.verify(self.world.estate, &[]).await.unwrap();
        assert!(verified.report.findings.is_empty(), "{:?}", verified.report.findings);
        let happened = (ballots, self.told.notes, self.told.refused, self.told.lost, verified.recounted);
        eprintln!("seed {seed}: (ballots, notes, refused, lost, recounted) = {happened:?}");
        assert!(self.told.done.len() > STEPS / 5 && self.told.lost > 5, "too little happened: {happened:?}");
        self.dice.roll();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn years_in_an_estate() {
    let seeds = match std::env::var("YIHE_SEED") {
        Ok(seed) => vec![seed.parse().unwrap()],
        Err(_) => vec![1, 2, 3, 4],
    };
    for seed in seeds {
        eprintln!("seed {seed}");
        let mut simulation = Simulation::begin(seed).await;
        for _ in 0..STEPS {
            simulation.step().await;
        }
        simulation.settle(seed).await;
    }
}
