//! Effects: each person by the way and as often as they chose; at least once under one id, once where nothing fails; too
//! late is skipped and counted; a dead address holds up nobody else's message.

use crate::on_both_stores;
use crate::world::{World, clerk, home, moment};
use app::{Adapter, App, Failure, Lane, Line, Message, Pass, Said, Say, Teller, Telling, Who};
use async_trait::async_trait;
use estate::assembly::{About, Command as Assembly};
use estate::bodies::{self, Channel, Choice, Choose, Pace};
use estate::roll::{RowOwner, Transfer};
use estate::{Command, roll, standing};
use parking_lot::Mutex;
use record::store::sqlite::Sqlite;
use record::{Keys, Record};
use std::collections::HashMap;
use std::sync::Arc;
use units::{Capacity, Day, PersonId, UnitId};

struct Heard {
    channel: Channel,
    messages: Mutex<Vec<Message>>,
    /// What is answered for an address.
    fails: Mutex<HashMap<String, Failure>>,
}

#[async_trait]
impl Adapter for Heard {
    fn channel(&self) -> Channel {
        self.channel
    }
    async fn deliver(&self, message: &Message) -> Result<(), Failure> {
        if let Some(failure) = self.fails.lock().get(&message.to) {
            return Err(failure.clone());
        }
        tokio::task::yield_now().await;
        self.messages.lock().push(message.clone());
        Ok(())
    }
}

impl Heard {
    fn new(channel: Channel) -> Arc<Self> {
        Arc::new(Self { channel, messages: Mutex::default(), fails: Mutex::default() })
    }

    fn lanes(self: &Arc<Self>) -> Vec<Teller> {
        let say: Arc<Say> = Arc::new(|telling: &Telling<'_>| {
            let line = |n: &estate::news::News| Line {
                topic: n.topic,
                what: n.what.clone(),
                until: n.until,
                link: None,
                text: n.topic.word().to_owned(),
            };
            Said { subject: String::new(), text: String::new(), lines: telling.news.iter().map(line).collect() }
        });
        let adapter: Arc<dyn Adapter> = self.clone();
        Teller::lanes(&adapter, &say)
    }

    fn fail(&self, to: &str, failure: Option<Failure>) {
        match failure {
            Some(failure) => self.fails.lock().insert(to.to_owned(), failure),
            None => self.fails.lock().remove(to),
        };
    }

    /// To whom, and what, since this was last asked.
    fn taken(&self) -> Vec<(String, String)> {
        let mut taken: Vec<_> = std::mem::take(&mut *self.messages.lock())
            .into_iter()
            .map(|m| (m.to, m.lines.iter().map(|l| l.text.as_str()).collect::<Vec<_>>().join("+")))
            .collect();
        taken.sort();
        taken
    }
}

async fn tell(app: &App, lanes: &[Teller]) -> Pass {
    let mut sum = Pass::default();
    for lane in lanes {
        let pass = app.tell(lane).await.unwrap();
        sum.delivered += pass.delivered;
        sum.skipped += pass.skipped;
        sum.failed += pass.failed;
        sum.refused += pass.refused;
    }
    sum
}

fn phone(n: u32) -> String {
    format!("1380000000{n}")
}

/// `homes` more homes whose owners have telephones: person n + 1 owns home n.
async fn reachable(world: &World, homes: u32) {
    let row = |n: u32| {
        let mut row = home(n);
        row.owners[0].phone = Some(phone(n));
        row
    };
    world.import((1..=homes).map(row).collect()).await.unwrap();
}

async fn choose(world: &World, person: u32, channel: Channel, pace: Pace, email: &str) {
    let person = PersonId(person);
    let choose = Choose { person, choice: Choice { channel, pace }, email: email.into(), anew: false };
    let command = Command::Bodies(bodies::Command::ChooseTelling(choose));
    world.act(Who::person(person, Capacity::Owner), command).await.unwrap();
}

fn told(to: &[(&str, &str)]) -> Vec<(String, String)> {
    to.iter().map(|(to, what)| ((*to).to_owned(), (*what).to_owned())).collect()
}

on_both_stores! {
    async fn a_day_is_summed_up_in_the_evening_in_one_message(world: World, homes: 0) {
        reachable(&world, 2).await;
        let heard = Heard::new(Channel::Sms);
        let lanes = heard.lanes();
        assert_eq!(tell(&world.app, &lanes).await, Pass::default(), "a new consumer starts at the head");
        let motion = world.voting().await;
        world.clock.set(moment("2026-10-20T17:59"));
        assert_eq!(tell(&world.app, &lanes).await, Pass::default(), "not yet evening");
        world.clock.set(moment("2026-10-20T18:00"));
        let pass = tell(&world.app, &lanes).await;
        assert_eq!((pass.delivered, pass.skipped), (2, 1), "the roll is not shown any more: {pass:?}");
        assert_eq!(heard.taken(), told(&[("13800000001", "notice"), ("13800000002", "notice")]));
        assert_eq!(tell(&world.app, &lanes).await, Pass::default());
        world.clock.set(moment("2026-10-21T18:00"));
        assert_eq!(tell(&world.app, &lanes).await, Pass::default(), "nothing new, nothing sent");

        // Two things of one day, and a third that came after six.
        world.clock.set(moment("2026-10-29T09:00"));
        world.assembly(clerk(), Assembly::Count { motion }).await.unwrap();
        world.assembly(clerk(), Assembly::Announce { motion }).await.unwrap();
        let object = Assembly::Object { motion, about: About::Result, text: "数错了".into() };
        world.assembly(Who::person(PersonId(2), Capacity::Owner), object).await.unwrap();
        let answer = |n| Assembly::Answer { motion, objection: n, upheld: false, text: "复核无误".into() };
        world.assembly(clerk(), answer(0)).await.unwrap();
        world.clock.set(moment("2026-10-29T18:00"));
        let object = Assembly::Object { motion, about: About::Result, text: "再数一遍".into() };
        world.assembly(Who::person(PersonId(3), Capacity::Owner), object).await.unwrap();
        world.assembly(clerk(), answer(1)).await.unwrap();
        assert_eq!(tell(&world.app, &lanes).await.delivered, 2);
        let first = told(&[("13800000001", "result+answered"), ("13800000002", "result")]);
        assert_eq!(heard.taken(), first, "an answer is its asker's alone");
        world.clock.set(moment("2026-10-29T22:00"));
        assert_eq!(tell(&world.app, &lanes).await, Pass::default(), "nobody is told at night");
        world.clock.set(moment("2026-10-30T18:30"));
        assert_eq!(tell(&world.app, &lanes).await.delivered, 1);
        assert_eq!(heard.taken(), told(&[("13800000002", "answered")]));
    }

    async fn who_wants_to_know_at_once_is_told_at_once_by_the_way_they_chose(world: World, homes: 0) {
        reachable(&world, 3).await;
        let (sms, mail, wechat) = (Heard::new(Channel::Sms), Heard::new(Channel::Email), Heard::new(Channel::Wechat));
        let lanes: Vec<Teller> = [&sms, &mail, &wechat].into_iter().flat_map(Heard::lanes).collect();
        tell(&world.app, &lanes).await;
        choose(&world, 2, Channel::Email, Pace::AtOnce, "wang@example.org").await;
        choose(&world, 3, Channel::Wechat, Pace::AtOnce, "").await;
        assert_eq!(tell(&world.app, &lanes).await.delivered, 2, "each at the new address");
        assert_eq!(mail.taken(), told(&[("wang@example.org", "binding")]));
        assert_eq!(wechat.taken().remove(0).1, "binding");
        assert_eq!(tell(&world.app, &lanes).await.delivered, 2, "and to the telephone on the roll");
        assert_eq!(sms.taken(), told(&[("13800000001", "rebound"), ("13800000002", "rebound")]));
        world.voting().await;
        let pass = tell(&world.app, &lanes).await;
        assert_eq!((pass.delivered, pass.skipped), (2, 2), "voting began meanwhile: the roll is no news: {pass:?}");
        assert_eq!(mail.taken(), told(&[("wang@example.org", "notice")]));
        let code = wechat.taken().remove(0).0;
        let known = |v: &app::EstateView<'_>| v.estate.bodies.persons[&PersonId(3)].address(Channel::Wechat).map(str::to_owned);
        assert_eq!(world.app.estate(world.estate, known).await.unwrap(), Some(code), "a code, and no name");
        // A choice holds from then on: told already by mail, not again by SMS.
        choose(&world, 2, Channel::Sms, Pace::Digest, "").await;
        choose(&world, 4, Channel::Letter, Pace::Digest, "").await;
        world.clock.set(moment("2026-10-20T18:00"));
        assert_eq!(tell(&world.app, &lanes).await.delivered, 2, "nor the one who asked for paper");
        assert_eq!(sms.taken(), told(&[("13800000001", "rebound"), ("13800000003", "rebound")]), "only that it changed");
        let verified = world.verified().await;
        assert!(verified.report.findings.is_empty(), "{:?}", verified.report.findings);
    }

    async fn a_code_that_nobody_sent_yet_binds_nobody_and_loses_nothing(world: World, homes: 0) {
        reachable(&world, 2).await;
        let (sms, wechat) = (Heard::new(Channel::Sms), Heard::new(Channel::Wechat));
        let lanes: Vec<Teller> = [&sms, &wechat].into_iter().flat_map(Heard::lanes).collect();
        choose(&world, 2, Channel::Sms, Pace::AtOnce, "").await;
        tell(&world.app, &lanes).await;
        choose(&world, 2, Channel::Wechat, Pace::AtOnce, "").await;
        let code = world.app.estate(world.estate, |v| v.estate.bodies.persons[&PersonId(2)].address(Channel::Wechat).map(str::to_owned));
        let code = code.await.unwrap().unwrap();
        wechat.fail(&code, Some(Failure::NotYet));
        let pass = tell(&world.app, &lanes).await;
        assert_eq!((pass.delivered, pass.failed, pass.refused), (0, 0, 0), "{pass:?}");
        // Nobody else waits because of it: the line is well.
        for minute in 1..=5 {
            world.clock.set(moment(&format!("2026-10-01T09:{minute:02}")));
            tell(&world.app, &lanes).await;
        }
        wechat.fail(&code, None);
        world.clock.set(moment("2026-10-01T09:06"));
        assert_eq!(tell(&world.app, &lanes).await.delivered, 1, "the follower sent it meanwhile");
        assert_eq!(wechat.taken(), told(&[(&code, "binding")]));
        let reached = |v: &app::EstateView<'_>| v.estate.bodies.persons[&PersonId(2)].reached_by();
        assert_eq!(world.app.estate(world.estate, reached).await.unwrap(), Channel::Wechat);
        tell(&world.app, &lanes).await;
        assert_eq!(sms.taken(), told(&[("13800000001", "rebound")]));

        // It was a stranger: cut off, and until the person's own code is sent they are told as before.
        let choice = Choice { channel: Channel::Wechat, pace: Pace::AtOnce };
        let anew = Choose { person: PersonId(2), choice, email: String::new(), anew: true };
        let own = Who::person(PersonId(2), Capacity::Owner);
        world.act(own, Command::Bodies(bodies::Command::ChooseTelling(anew))).await.unwrap();
        let next = world.app.estate(world.estate, |v| v.estate.bodies.persons[&PersonId(2)].address(Channel::Wechat).map(str::to_owned));
        let next = next.await.unwrap().unwrap();
        assert_ne!(next, code);
        wechat.fail(&next, Some(Failure::NotYet));
        tell(&world.app, &lanes).await;
        world.voting().await;
        tell(&world.app, &lanes).await;
        assert_eq!(sms.taken(), told(&[("13800000001", "notice")]));
        assert_eq!(wechat.taken(), [], "the stranger hears nothing any more");
        let person = PersonId(2);
        let address = world.app.estate(world.estate, |v| v.estate.bodies.persons[&PersonId(2)].telling.clone()).await.unwrap().unwrap().address.unwrap().item();
        let bind = Command::Bodies(bodies::Command::BindTelling(bodies::Bind { person, address }));
        let tried = world.act(Who::person(person, Capacity::Owner), bind).await;
        assert!(matches!(tried, Err(app::Error::Forbidden { .. })), "nobody says so for themselves: {tried:?}");
    }

    async fn a_dead_address_holds_up_nobody_and_a_live_one_is_tried_again(world: World, homes: 0) {
        reachable(&world, 3).await;
        let heard = Heard::new(Channel::Sms);
        let lanes = heard.lanes();
        for person in 2..=4 {
            choose(&world, person, Channel::Sms, Pace::AtOnce, "").await;
        }
        tell(&world.app, &lanes).await;
        heard.fail(&phone(1), Some(Failure::Final("HTTP 410".into())));
        heard.fail(&phone(2), Some(Failure::Later("HTTP 503".into())));
        world.voting().await;
        let pass = tell(&world.app, &lanes).await;
        assert_eq!((pass.delivered, pass.failed, pass.refused), (1, 1, 1), "{pass:?}");
        assert_eq!(heard.taken(), told(&[("13800000003", "notice")]));
        let lately = world.app.told_lately(world.estate).await.unwrap()[&Channel::Sms];
        assert_eq!((lately.sent, lately.waiting, lately.failed), (1, 1, 1));

        assert_eq!(tell(&world.app, &lanes).await, Pass::default(), "after a pause");
        world.clock.set(moment("2026-10-20T08:01"));
        assert_eq!(tell(&world.app, &lanes).await.failed, 1);
        world.clock.set(moment("2026-10-20T08:02"));
        assert_eq!(tell(&world.app, &lanes).await, Pass::default(), "and the next pause is longer");
        heard.fail(&phone(2), None);
        // A node that just started finds what waits.
        world.clock.set(moment("2026-10-20T08:10"));
        assert_eq!(tell(&world.app, &heard.lanes()).await.delivered, 1);
        assert_eq!(heard.taken(), told(&[("13800000002", "notice")]));
        let lately = world.app.told_lately(world.estate).await.unwrap()[&Channel::Sms];
        assert_eq!((lately.sent, lately.waiting, lately.failed), (2, 0, 1));
        let unreached = world.app.unreached(world.estate).await.unwrap();
        assert_eq!(unreached, [PersonId(2)].into(), "whoever was not reached gets the letter");
    }

    async fn a_line_that_is_down_is_left_alone_for_a_while(world: World, homes: 0) {
        reachable(&world, 9).await;
        let heard = Heard::new(Channel::Sms);
        let lanes = heard.lanes();
        tell(&world.app, &lanes).await;
        for n in 1..=9 {
            heard.fail(&phone(n), Some(Failure::Later("no connection".into())));
        }
        world.voting().await;
        world.clock.set(moment("2026-10-20T18:00"));
        assert_eq!(tell(&world.app, &lanes).await.failed, 8, "those under way together, and no more");
        for n in 1..=9 {
            heard.fail(&phone(n), None);
        }
        assert_eq!(tell(&world.app, &lanes).await, Pass::default(), "it rests");
        world.clock.set(moment("2026-10-20T18:02"));
        assert_eq!(tell(&world.app, &lanes).await.delivered, 9);
        assert_eq!(heard.taken().len(), 9, "each once");
    }

    async fn what_failed_all_evening_goes_with_the_next(world: World, homes: 0) {
        reachable(&world, 1).await;
        let heard = Heard::new(Channel::Sms);
        let lanes = heard.lanes();
        tell(&world.app, &lanes).await;
        let motion = world.voting().await;
        world.clock.set(moment("2026-10-29T09:00"));
        world.assembly(clerk(), Assembly::Count { motion }).await.unwrap();
        world.assembly(clerk(), Assembly::Announce { motion }).await.unwrap();
        heard.fail(&phone(1), Some(Failure::Later("HTTP 503".into())));
        world.clock.set(moment("2026-10-29T20:59"));
        assert_eq!(tell(&world.app, &lanes).await.failed, 1);
        heard.fail(&phone(1), None);
        world.clock.set(moment("2026-10-29T21:30"));
        assert_eq!(tell(&world.app, &lanes).await, Pass::default(), "not at night");
        let object = Assembly::Object { motion, about: About::Result, text: "数错了".into() };
        world.assembly(Who::person(PersonId(2), Capacity::Owner), object).await.unwrap();
        let answer = Assembly::Answer { motion, objection: 0, upheld: false, text: "复核无误".into() };
        world.assembly(clerk(), answer).await.unwrap();
        world.clock.set(moment("2026-10-30T18:00"));
        assert_eq!(tell(&world.app, &lanes).await.delivered, 1, "still one message a day");
        assert_eq!(heard.taken(), told(&[("13800000001", "result+answered")]));
    }

    async fn who_is_erased_gets_nothing(world: World, homes: 0) {
        reachable(&world, 2).await;
        let heard = Heard::new(Channel::Email);
        let lanes = heard.lanes();
        tell(&world.app, &lanes).await;
        choose(&world, 2, Channel::Email, Pace::AtOnce, "wang@example.org").await;
        choose(&world, 3, Channel::Email, Pace::AtOnce, "li@example.org").await;
        assert_eq!(tell(&world.app, &lanes).await.delivered, 2);
        heard.taken();
        heard.fail("wang@example.org", Some(Failure::Later("SMTP 451".into())));
        world.voting().await;
        assert_eq!(tell(&world.app, &lanes).await.failed, 1);
        let sale = Transfer {
            unit: UnitId(1),
            owners: vec![RowOwner { name: "买家".into(), ..RowOwner::default() }],
            on: Day::parse("2026-10-20").unwrap(),
            basis: "不动产权证".into(), tenure: estate::roll::Tenure::Sold
        };
        world.act(clerk(), Command::Roll(roll::Command::Transfer(sale))).await.unwrap();
        let erase = bodies::Command::Erase(bodies::Erase { person: PersonId(2) });
        world.act(clerk(), Command::Bodies(erase)).await.unwrap();
        let vault = world.app.record().store().vault(world.estate, None).await.unwrap();
        assert!(vault.iter().all(|row| row.subject != Some(PersonId(2))), "the address went with the person");
        heard.fail("wang@example.org", None);
        world.clock.set(moment("2026-10-20T09:00"));
        let pass = tell(&world.app, &lanes).await;
        assert_eq!((pass.delivered, pass.skipped), (0, 1), "{pass:?}");
        assert_eq!(heard.taken(), told(&[("li@example.org", "notice")]));
    }

    async fn a_code_goes_at_once_to_the_telephone_on_the_roll_and_stands_in_no_entry(world: World, homes: 0) {
        reachable(&world, 1).await;
        let (sms, mail) = (Heard::new(Channel::Sms), Heard::new(Channel::Email));
        let lanes: Vec<Teller> = [&sms, &mail].into_iter().flat_map(Heard::lanes).collect();
        let owner = Who::person(PersonId(2), Capacity::Owner);
        choose(&world, 2, Channel::Email, Pace::Digest, "wang@example.org").await;
        tell(&world.app, &lanes).await;
        world.act(owner, Command::Standing(standing::Command::SendCode)).await.unwrap();
        assert_eq!(tell(&world.app, &lanes).await.delivered, 1, "by SMS, whatever else they chose");
        let message = sms.messages.lock()[0].clone();
        assert_eq!((message.to.as_str(), message.lane), ("13800000001", Lane::Code));
        let code = message.lines[0].what.clone();
        for row in world.app.record().store().rows(world.estate, 0, 1_000).await.unwrap() {
            let entry = String::from_utf8_lossy(&row.entry).into_owned();
            for secret in [format!("\"{code}\""), "wang@example.org".into()] {
                assert!(!entry.contains(&secret), "{secret} is in no entry");
            }
        }
        world.act(owner, Command::Standing(standing::Command::EnterCode { code })).await.unwrap();
        let proved = world.app.estate(world.estate, |v| v.estate.proved(PersonId(2))).await.unwrap();
        assert_eq!(proved.unwrap().method, standing::Method::Telephone);
    }

    async fn somebody_at_the_desk_is_told_as_they_asked_and_a_neighbour_cannot_ask_for_them(world: World, homes: 0) {
        reachable(&world, 2).await;
        let choice = Choice { channel: Channel::Letter, pace: Pace::Digest };
        let choose = Choose { person: PersonId(2), choice, email: String::new(), anew: false };
        let command = || Command::Bodies(bodies::Command::ChooseTelling(choose.clone()));
        let neighbour = world.act(Who::person(PersonId(3), Capacity::Owner), command()).await;
        assert!(matches!(neighbour, Err(app::Error::Forbidden { .. })), "{neighbour:?}");
        world.act(clerk(), command()).await.unwrap();
        let made = world.app.estate(world.estate, |v| v.estate.bodies.persons[&PersonId(2)].telling.clone()).await.unwrap();
        assert_eq!(made.unwrap().made.actor, clerk().actor, "the record names the clerk");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_never_tell_twice() {
    let dir = tempfile::tempdir().unwrap();
    let keys = dir.path().join("keys");
    Keys::generate().write(&keys).unwrap();
    let open = || {
        let store = Arc::new(Sqlite::open(&dir.path().join("yihe.db")).unwrap());
        Arc::new(Record::new(store, Keys::read(&keys).unwrap().unwrap()))
    };
    let world = World::with(open(), 0).await;
    let other = App::new(open(), world.clock.clone()).unwrap();
    reachable(&world, 9).await;
    let heard = Heard::new(Channel::Sms);
    let (here, there) = (heard.lanes(), heard.lanes());
    tell(&world.app, &here).await;
    world.voting().await;
    world.clock.set(moment("2026-10-20T18:00"));
    for _ in 0..4 {
        tokio::join!(tell(&world.app, &here), tell(&other, &there));
    }
    let taken = heard.taken();
    assert_eq!(taken.len(), 9, "{taken:?}");
    let (again, after) = (heard.lanes(), tell(&other, &heard.lanes()).await);
    assert_eq!((tell(&world.app, &again).await, after), (Pass::default(), Pass::default()), "nor after a restart");
}
