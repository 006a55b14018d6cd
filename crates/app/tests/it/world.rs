//! A small deployment for tests: one district, one estate of sixteen homes, a clock set by hand.

use app::{App, Clock, Done, Error, Redeemer, Who};
use authority::Level;
use estate::assembly::{Command as Assembly, Draft, DraftItem, ItemKind, Mark, Scope};
use estate::roll::{Areas, Door, Row, RowOwner, Tenure, UnitKind};
use estate::{Command, Label, bodies, founding, matters, roll, standing};
use record::{Record, Store, testing};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use units::{Area, Capacity, CommandId, Day, Digest, Moment, MotionId, PersonId, StreamId};

pub const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

pub struct World {
    pub app: Arc<App>,
    pub clock: Clock,
    pub district: StreamId,
    pub estate: StreamId,
    pub motion: MotionId,
}

pub fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

pub fn clerk() -> Who {
    Who::person(PersonId(1), Capacity::Clerk)
}

pub fn label(text: &str) -> Label {
    Label::new(text).unwrap()
}

/// Row of home `n`: 60 ㎡, one owner with a document tail of its own.
pub fn home(n: u32) -> Row {
    let door = Door {
        building: label(&(n / 100 + 1).to_string()),
        stairwell: label("1"),
        room: label(&(n % 100).to_string()),
    };
    let owner = RowOwner { name: format!("业主{n}"), phone: None, id_tail: Some(format!("{:03}X", n % 1_000)) };
    Row {
        door,
        storey: Some(1),
        kind: UnitKind::Home,
        areas: Areas { register: Some(Area::from_cm2(600_000)), ..Areas::default() },
        tenure: Tenure::Sold,
        owners: vec![owner],
        since: None,
        occupiers: Vec::new(),
        note: None,
    }
}

pub fn id(n: u64) -> CommandId {
    let mut bytes = [0; 16];
    bytes[8..].copy_from_slice(&n.to_be_bytes());
    CommandId(bytes)
}

/// A person names what the roll knows of them.
pub fn certify(estate: &estate::Estate, person: PersonId) -> Option<(Who, Command)> {
    let held = estate.bodies.person(person)?;
    let (name, tail) = (held.name.get()?.clone(), held.contact.as_ref()?.get()?.id_tail.clone()?);
    Some((Who::person(person, Capacity::Owner), Command::Standing(standing::Command::Certify { name, tail })))
}

impl World {
    /// Over any store, with `homes` homes; person n + 1 owns home n, person 1 is the clerk.
    pub async fn over(store: Arc<dyn Store>, homes: u32) -> Self {
        Self::with(testing::record(store), homes).await
    }

    pub async fn with(record: Arc<Record>, homes: u32) -> Self {
        let clock = Clock::set_to(moment("2026-10-01T09:00"));
        let app = Arc::new(App::new(record, clock.clone()).unwrap());
        let (code, estate) = (app.first_link().await.unwrap().unwrap(), app.fresh_stream().unwrap());
        let found = |account| {
            let name = "杨柳街道".into();
            district::Command::Found(district::Found {
                name,
                place: "某省/某市".into(),
                administrator: "孙某".into(),
                account,
            })
        };
        let (_, district) = app.set_up(&code, "admin", "correct horse", found).await.unwrap();
        let street = app.vouch(district, PersonId(1), Capacity::StreetOffice).await.unwrap();
        let world = Self { app, clock, district, estate, motion: MotionId(1) };
        let found = founding::Found { name: "槐荫里小区".into(), place: "某省/某市".into(), district };
        world.act(street, Command::Founding(founding::Command::Found(found))).await.unwrap();
        let register = bodies::Register {
            kind: bodies::PersonKind::Natural,
            name: "社区工作者".into(),
            contact: bodies::Contact::default(),
        };
        world.act(street, Command::Bodies(bodies::Command::Register(register))).await.unwrap();
        let from = Day::parse("2026-10-01").unwrap();
        for capacity in [Capacity::Clerk, Capacity::Canvasser] {
            let appoint = bodies::Appoint { person: PersonId(1), capacity, part: None, from, until: None };
            world.act(street, Command::Bodies(bodies::Command::Appoint(appoint))).await.unwrap();
        }
        if homes > 0 {
            world.import((1..=homes).map(home).collect()).await.unwrap();
        }
        world
    }

    pub async fn act(&self, who: Who, command: Command) -> Result<Done, Error> {
        self.app.estate_command(self.estate, who, self.app.fresh_command().unwrap(), command).await
    }

    pub async fn assembly(&self, who: Who, command: Assembly) -> Result<Done, Error> {
        self.act(who, Command::Assembly(command)).await
    }

    pub async fn import(&self, rows: Vec<Row>) -> Result<Done, Error> {
        let seen = self.app.estate(self.estate, |v| v.estate.roll.changed).await.unwrap();
        let import = roll::Import { file: Digest([7; 32]), seen, rows };
        self.act(clerk(), Command::Roll(roll::Command::Import(import))).await
    }

    /// A motion of one question, open for ballots.
    pub async fn voting(&self) -> MotionId {
        let raise = matters::Command::Raise { title: "充电棚".into(), text: String::new(), place: String::new() };
        self.act(clerk(), Command::Matters(raise)).await.unwrap();
        let matter =
            self.app.estate(self.estate, |v| *v.estate.matters.matters.last_key_value().unwrap().0).await.unwrap();
        let item = DraftItem {
            kind: ItemKind::UseFund,
            title: "同意吗？".into(),
            text: String::new(),
            options: vec![],
            seats: 0,
            persons: Vec::new(),
        };
        let draft = Draft {
            matter,
            title: "使用维修资金".into(),
            scope: Scope::Estate,
            items: vec![item],
            opens: moment("2026-10-20T08:00"),
            closes: moment("2026-10-28T18:00"),
            reading: moment("2026-10-29T09:00"),
            reading_place: "居委会".into(),
        };
        self.assembly(clerk(), Assembly::Draft(draft)).await.unwrap();
        let motion =
            self.app.estate(self.estate, |v| *v.estate.assembly.motions.last_key_value().unwrap().0).await.unwrap();
        self.assembly(clerk(), Assembly::FreezeRoll { motion }).await.unwrap();
        let notice = Assembly::GiveNotice { motion, told_committee: true, silence_warning: false };
        self.assembly(clerk(), notice).await.unwrap();
        self.clock.set(moment("2026-10-20T08:00"));
        self.match_owners().await;
        motion
    }

    /// Every owner the roll knows by document tail is matched with it.
    pub async fn match_owners(&self) {
        let waiting = |v: &app::EstateView<'_>| {
            let owners = v.estate.roll.owned.keys().filter(|p| v.estate.proved(**p).is_none());
            owners.filter_map(|p| certify(v.estate, *p)).collect::<Vec<_>>()
        };
        for (who, command) in self.app.estate(self.estate, waiting).await.unwrap() {
            self.act(who, command).await.unwrap();
        }
    }

    /// Owner of home `n` votes.
    pub fn ballot(&self, n: u32, mark: Mark) -> (Who, Command) {
        let who = Who::person(PersonId(n + 1), Capacity::Owner);
        (who, Command::Assembly(Assembly::Cast { motion: self.motion, voter: n, marks: vec![mark] }))
    }

    pub async fn cast(&self, n: u32, mark: Mark) -> Result<Done, Error> {
        let (who, command) = self.ballot(n, mark);
        self.act(who, command).await
    }

    pub async fn slip(&self, person: u32) -> String {
        let (code, digest) = self.app.fresh_slip(self.estate).unwrap();
        let issue = bodies::Command::IssueSlips(vec![bodies::IssueSlip { person: PersonId(person), digest }]);
        self.act(clerk(), Command::Bodies(issue)).await.unwrap();
        code
    }

    pub async fn redeem(&self, code: &str, login: &str) -> Result<app::SessionKey, app::SignInError> {
        let new = Redeemer::New { login, password: "correct horse" };
        self.app.redeem_slip(self.estate, Level::Estate, code, new, HERE, self.app.fresh_command().unwrap()).await
    }

    pub async fn verified(&self) -> app::Verified {
        self.app.verify(self.estate, &[]).await.unwrap()
    }
}

/// One test a promise, on both stores.
#[macro_export]
macro_rules! on_both_stores {
    ($($(#[$doc:meta])* async fn $name:ident($world:ident: World, homes: $homes:expr) $body:block)*) => {
        $(async fn $name($world: World) $body)*

        mod sqlite {
            $($(#[$doc])* #[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let dir = tempfile::tempdir().unwrap();
                super::$name(super::World::over(record::testing::sqlite(dir.path()), $homes).await).await;
            })*
        }

        mod postgres {
            $($(#[$doc])* #[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let name = concat!("app::", stringify!($name));
                let Some(store) = record::testing::postgres(name).await else { return };
                super::$name(super::World::over(store, $homes).await).await;
            })*
        }
    };
}
