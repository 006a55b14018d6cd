//! A cold start of an estate with 100,000 entries.

use super::Bench;
use super::report::{Row, count, ms};
use super::rounds::median;
use app::{App, Clock, Who};
use e2e::plant::{Planted, Size, Where, owner, plant, record};
use estate::assembly::{Call, Command as Assembly, Mark, Outcome, Way};
use estate::{Command, bodies, matters};
use std::sync::Arc;
use std::time::Instant;
use units::{Capacity, MatterId, PersonId, Seq, StreamId, UnitId};

/// Commands under way at once while planting.
const AT_ONCE: u64 = 256;

pub fn run(bench: &mut Bench) {
    let place = bench.sqlite("replay");
    let events = bench.pick(10_000, 100_000) as u64;
    let homes = bench.pick(500, 5_000) as u32;
    let planted = bench.block_on(plant(place.as_where(), Size { homes, accounts: 0 }));
    let stream = planted.estate;
    bench.block_on(live(Arc::new(planted), homes, events));
    // A snapshot of another build is as good as none.
    let (mut nothing, mut kept) = (Vec::new(), Vec::new());
    let mut seq = 0;
    for _ in 0..bench.rounds() {
        bench.block_on(forget(place.as_where(), stream));
        let (took, app, at) = bench.block_on(cold(place.as_where(), stream));
        nothing.push(took);
        bench.block_on(app.rest());
        drop(app);
        let (took, app, again) = bench.block_on(cold(place.as_where(), stream));
        kept.push(took);
        assert_eq!(at, again, "both ways lead to the same state");
        drop(app);
        seq = at;
    }
    let rows = [
        ("Replay of 100,000 events, from nothing", median(nothing), 1.0, "1 s"),
        ("Replay of 100,000 events, from a snapshot", median(kept), 0.1, "100 ms"),
    ];
    for (what, took, most, limit) in rows {
        bench.report.row(Row {
            what,
            ours: ms(took),
            peer: format!("limit {limit}"),
            ratio: format!("{:.2}×", took / most),
            target: format!("≤ {limit}"),
            met: (!bench.quick).then_some(took <= most),
            means: "An estate made by real commands (a roll of 5,000 homes, a ballot by each owner, doorstep attempts, \
                matters and words about them; two thirds carry a sealed value): time from opening SQLite and keys to \
                the first read of the estate, in a process that holds nothing of it; the file is in the system's cache",
        });
    }
    bench.report.note(format!("The replayed estate held {} entries.", count(seq as f64)));
    place.clear(bench);
}

/// Makes the snapshot useless: as if another build had kept it.
async fn forget(place: Where<'_>, stream: StreamId) {
    let record = record(place).await;
    let seq = record.store().seqs(&[stream]).await.expect("a head")[0];
    record.keep_snapshot(stream, seq, "another build", b"").await.expect("kept");
}

/// Seconds until a fresh application has read the estate.
async fn cold(place: Where<'_>, stream: StreamId) -> (f64, App, Seq) {
    let start = Instant::now();
    let app = App::new(record(place).await, Clock::System).expect("policies");
    let seq = app.estate(stream, |view| view.seq).await.expect("the estate");
    (start.elapsed().as_secs_f64(), app, seq)
}

/// Years of an estate: everybody votes, clerks ring at doors, people talk.
async fn live(planted: Arc<Planted>, homes: u32, events: u64) {
    let (person, capacity, from) = (PersonId(1), Capacity::Canvasser, planted.clock.now().day());
    let appoint = bodies::Command::Appoint(bodies::Appoint { person, capacity, part: None, from, until: None });
    planted.act(e2e::plant::clerk(), Command::Bodies(appoint)).await.expect("a post");
    let seq = planted.app.estate(planted.estate, |view| view.seq).await.expect("the estate");
    let year = planted.clock.now().day().ymd().0;
    let (attempts, matters) = (u64::from(homes) * 6, events / 300);
    let votes = u64::from(homes);
    let command = move |planted: &Planted, i: u64| -> (Who, Command) {
        let clerk = |n: u64| Who::person(PersonId(n as u32 % 3 + 1), Capacity::Clerk);
        if i < matters {
            let text = "示例：请居委会看看这件事，楼里好几户都提过。".to_owned();
            let raise = matters::Command::Raise { title: format!("示例事项{i}"), text, place: String::new() };
            return (clerk(i), Command::Matters(raise));
        }
        let i = i - matters;
        if i < attempts {
            let (motion, unit) = (planted.motion, UnitId((i % votes) as u32 + 1));
            let (way, outcome, with) = (Way::InPerson, Outcome::Vacant, PersonId(2));
            let call = Call { way, outcome, with, said: None, proof: String::new() };
            let walker = Who::person(PersonId(1), Capacity::Canvasser);
            return (walker, Command::Assembly(Assembly::RecordAttempt { motion, unit, call }));
        }
        let i = i - attempts;
        if i < votes {
            let mark = if i.is_multiple_of(3) { Mark::Against } else { Mark::Approve };
            return planted.ballot(i as u32 + 1, mark);
        }
        let matter = MatterId { year, number: (i % matters) as u32 + 1 };
        let text = format!("示例：我家也有这个情况，{i}号意见，希望早点有个说法，大家一起商量。");
        let note = matters::Command::Note { matter, text };
        (Who::person(owner(i as u32 % homes + 1), Capacity::Owner), Command::Matters(note))
    };
    let left = events.saturating_sub(seq);
    let mut from = 0;
    while from < left {
        // In waves, so that a matter is there before anybody speaks about it.
        let to = (from + AT_ONCE).min(left);
        let wave: Vec<_> = (from..to)
            .map(|i| {
                let planted = planted.clone();
                tokio::spawn(async move {
                    let (who, command) = command(&planted, i);
                    planted.act(who, command).await.expect("carried out");
                })
            })
            .collect();
        for one in wave {
            one.await.expect("carried out");
        }
        from = to;
    }
}
