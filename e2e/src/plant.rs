//! A district with one estate and one motion whose voting is open now, by the machine's clock: its history is dated
//! back, because the law asks for days between notice and vote that no test can wait for.

use app::{App, Clock, Done, Error, Redeemer, Who};
use authority::Level;
use estate::assembly::{Command as Assembly, Draft, DraftItem, ItemKind, Mark, Scope};
use estate::posting::{Paper, SpotKind};
use estate::roll::{Areas, Door, Row, RowOwner, Tenure, UnitKind};
use estate::{Command, Label, bodies, charter, consent, founding, matters, posting, roll, standing};
use law::{Key, Value};
use record::store::postgres::Postgres;
use record::store::sqlite::Sqlite;
use record::{Folder, Record};
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::sync::Arc;
use tokio::task::JoinSet;
use units::{Area, Capacity, ConsentId, Day, Digest, Moment, MotionId, PersonId, SpotId, StreamId, Threshold};

/// Days between the planted history and today: longer than any notice period the packs know.
const DAYS_BACK: i32 = 40;
/// Days for which voting stays open from now.
pub const DAYS_OPEN: i32 = 20;
/// Homes to a storey, storeys to a stairwell, stairwells to a building.
const SHAPE: (u32, u32, u32) = (2, 6, 3);
/// What [`Planted::ask_households`] asks.
pub const QUESTION: &str = "愿意加装电梯吗？";
/// For how many days after the first.
pub const ASKED_DAYS: i32 = 14;
/// Commands that are on their way at once, none of which rests on another.
const AT_ONCE: usize = 200;
const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// A sign-in that works.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// Name.
    pub login: String,
    /// Password, random.
    pub password: String,
}

/// A planted deployment; voter `n` of the motion is person `n + 3`, owner of home `n`, from 1.
pub struct Planted {
    /// The application it was planted through, its clock standing at the moment it was planted.
    pub app: Arc<App>,
    /// That clock.
    pub clock: Clock,
    /// The street.
    pub district: StreamId,
    /// The estate.
    pub estate: StreamId,
    /// The motion that is open.
    pub motion: MotionId,
    /// The administrator and street office in one person.
    pub administrator: SignIn,
    /// Three clerks.
    pub clerks: Vec<SignIn>,
    /// The first owners, as many as asked for, in the order of their homes.
    pub owners: Vec<SignIn>,
}

/// How much to plant.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Homes on the roll, one owner each.
    pub homes: u32,
    /// How many of their owners hold an account.
    pub accounts: u32,
}

/// Where the data lies, as the program's own flags say it.
#[derive(Clone, Copy, Debug)]
pub struct Where<'a> {
    /// `--data`.
    pub dir: &'a Path,
    /// `--database-url`.
    pub database_url: Option<&'a str>,
}

/// Opens the record as the program does.
pub async fn record(place: Where<'_>) -> Arc<Record> {
    let store: Arc<dyn record::Store> = match place.database_url {
        Some(url) => Arc::new(Postgres::connect(url).await.expect("PostgreSQL")),
        None => Arc::new(Sqlite::open(&place.dir.join("yihe.db")).expect("SQLite")),
    };
    let files = Arc::new(Folder::at(place.dir.join("attachments")));
    Arc::new(Record::open(store, &place.dir.join("keys")).await.expect("keys").with_attachments(files))
}

/// A picture of one grey dot: the smallest photo there is.
pub const PHOTO: &[u8] = &[
    0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8,
    0, 0, 0, 0, 0x3A, 0x7E, 0x9B, 0x55, 0, 0, 0, 10, b'I', b'D', b'A', b'T', 0x78, 0x9C, 0x63, 0x68, 0, 0, 0, 0x82, 0,
    0x81, 0x77, 0xCD, 0x72, 0xB6, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xAE, 0x42, 0x60, 0x82,
];

/// The person who owns home `n`.
#[must_use]
pub const fn owner(n: u32) -> PersonId {
    PersonId(n + 3)
}

/// The row of home `n`, 60.00 ㎡ and `n` mod 100 hundredths.
#[must_use]
pub fn home(n: u32) -> Row {
    let (per_storey, storeys, stairwells) = SHAPE;
    let i = n - 1;
    let (at, storey) = (i % per_storey + 1, i / per_storey % storeys + 1);
    let stairwell = i / (per_storey * storeys) % stairwells + 1;
    let building = i / (per_storey * storeys * stairwells) + 1;
    let label = |text: String| Label::new(&text).expect("a label");
    Row {
        door: Door {
            building: label(building.to_string()),
            stairwell: label(stairwell.to_string()),
            room: label(format!("{storey}0{at}")),
        },
        storey: i16::try_from(storey).ok(),
        kind: UnitKind::Home,
        areas: Areas { register: Some(Area::from_cm2(600_000 + i64::from(n % 100) * 100)), ..Areas::default() },
        tenure: Tenure::Sold,
        owners: vec![RowOwner { name: format!("示例业主{n}"), phone: None, id_tail: Some(format!("{n:04}")) }],
        since: None,
        occupiers: Vec::new(),
        note: None,
    }
}

/// Plants; voting is open when it returns.
pub async fn plant(place: Where<'_>, size: Size) -> Planted {
    plant_at(place, size, Clock::System.now()).await
}

/// Plants as if it were `now`: voting is open then, from the day before for [`DAYS_OPEN`] days.
pub async fn plant_at(place: Where<'_>, size: Size, now: Moment) -> Planted {
    let clock = Clock::set_to(now.plus_ms(-i64::from(DAYS_BACK) * 86_400_000));
    let app = Arc::new(App::new(record(place).await, clock.clone()).expect("policies"));
    let (code, estate) = (app.first_link().await.unwrap().expect("a fresh deployment"), app.fresh_stream().unwrap());
    let administrator = sign_in(&app, "admin");
    let found = |account| {
        let (name, place, administrator) = ("示例街道".into(), "某省/某市".into(), "示例管理员".into());
        district::Command::Found(district::Found { name, place, administrator, account })
    };
    let (_, district) = app.set_up(&code, &administrator.login, &administrator.password, found).await.unwrap();
    let street = app.vouch(district, PersonId(1), Capacity::StreetOffice).await.unwrap();
    let motion = MotionId(1);
    let (clerks, owners) = (Vec::new(), Vec::new());
    let mut planted = Planted { app, clock, district, estate, motion, administrator, clerks, owners };
    let found = founding::Found { name: "示例小区".into(), place: "某省/某市".into(), district };
    planted.act(street, Command::Founding(founding::Command::Found(found))).await.unwrap();
    let listed = district::Command::ListEstate(district::Listed { stream: estate });
    let id = planted.app.fresh_command().unwrap();
    let in_district = Who::person(PersonId(1), Capacity::StreetOffice);
    planted.app.district_command(district, in_district, id, listed).await.unwrap();
    for n in 1..=3 {
        planted.employ_clerk(street, PersonId(n)).await;
    }
    let import = roll::Import { file: Digest([7; 32]), seen: 0, rows: (1..=size.homes).map(home).collect() };
    planted.act(clerk(), Command::Roll(roll::Command::Import(import))).await.unwrap();
    for n in 1..=3 {
        let sign_in = planted.open_account(PersonId(n)).await;
        planted.clerks.push(sign_in);
    }
    for n in 1..=size.accounts {
        let sign_in = planted.open_account(owner(n)).await;
        planted.owners.push(sign_in);
    }
    planted.put_to_vote(now).await;
    planted
}

/// A person names what the roll knows of them.
fn certify(estate: &estate::Estate, person: PersonId) -> Option<(Who, Command)> {
    let held = estate.bodies.person(person)?;
    let (name, tail) = (held.name.get()?.clone(), held.contact.as_ref()?.get()?.id_tail.clone()?);
    Some((Who::person(person, Capacity::Owner), Command::Standing(standing::Command::Certify { name, tail })))
}

/// The first clerk.
#[must_use]
pub const fn clerk() -> Who {
    Who::person(PersonId(1), Capacity::Clerk)
}

fn sign_in(app: &App, name: &str) -> SignIn {
    SignIn { login: name.into(), password: app.fresh_command().unwrap().to_string() }
}

impl Planted {
    /// Carries out a command in the estate.
    ///
    /// # Errors
    /// As [`App::estate_command`].
    pub async fn act(&self, who: Who, command: Command) -> Result<Done, Error> {
        self.app.estate_command(self.estate, who, self.app.fresh_command().unwrap(), command).await
    }

    async fn assembly(&self, command: Assembly) {
        self.act(clerk(), Command::Assembly(command)).await.unwrap();
    }

    /// The estate's rules of procedure set these values, one an article from the ninth on, in force since before its record
    /// began.
    pub async fn own_rules(&self, values: &[(Key, Value)]) {
        let (which, version) = (charter::Rules::Procedure, 1);
        let said = |value: &Value| value.number().map_or_else(|| "照办".to_owned(), |n| n.to_string());
        let articles = (9..).zip(values).map(|(n, (_, v))| format!("第{}条 示例：{}。", charter::numeral(n), said(v)));
        let text = articles.collect::<Vec<_>>().join("\n");
        let act = |command| self.act(clerk(), Command::Charter(command));
        act(charter::Command::Write { which, text }).await.unwrap();
        for (article, (key, value)) in (9..).zip(values.iter().cloned()) {
            act(charter::Command::SetValue { which, version, key, value, article }).await.unwrap();
        }
        let by = charter::By::Earlier("示例业主大会纪要".into());
        let from = self.app.estate(self.estate, |v| v.estate.founding.founded).await.unwrap().unwrap();
        act(charter::Command::Adopt { which, version, by, from }).await.unwrap();
    }

    /// A place where papers are hung.
    pub async fn spot(&self, kind: SpotKind, name: &str) {
        let (building, stairwell) = (Label::default(), Label::default());
        let add = posting::Command::AddSpot { kind, building, stairwell, name: name.into() };
        self.act(clerk(), Command::Posting(add)).await.unwrap();
    }

    /// The first clerk hangs a paper, with a photo.
    pub async fn hang(&self, motion: MotionId, paper: Paper, spot: u32) {
        let id = self.app.fresh_command().unwrap();
        let photo = Some(self.app.attach(self.estate, id, "photo", PHOTO.to_vec()).await.unwrap());
        let up = posting::Command::PutUp { motion, paper, spot: SpotId(spot), photo, note: String::new() };
        self.app.estate_command(self.estate, clerk(), id, Command::Posting(up)).await.unwrap();
    }

    /// Founds a second estate in the district, with a clerk, and lists it.
    pub async fn neighbour(&self) -> StreamId {
        self.neighbour_in("某省/某市").await
    }

    /// The same, somewhere with a law of its own.
    pub async fn neighbour_in(&self, place: &str) -> StreamId {
        let estate = self.app.fresh_stream().unwrap();
        let street = self.app.vouch(self.district, PersonId(1), Capacity::StreetOffice).await.unwrap();
        let found = founding::Found { name: "示例邻区".into(), place: place.into(), district: self.district };
        let (kind, name) = (bodies::PersonKind::Natural, "示例邻区社工".into());
        let register = bodies::Register { kind, name, contact: bodies::Contact::default() };
        let (from, person) = (self.clock.now().day(), PersonId(1));
        let appoint = bodies::Appoint { person, capacity: Capacity::Clerk, part: None, from, until: None };
        let import = roll::Import { file: Digest([8; 32]), seen: 0, rows: (1..=6).map(home).collect() };
        let raise = matters::Command::Raise { title: "邻区路灯".into(), text: String::new(), place: String::new() };
        for (who, command) in [
            (street, Command::Founding(founding::Command::Found(found))),
            (street, Command::Bodies(bodies::Command::Register(register))),
            (street, Command::Bodies(bodies::Command::Appoint(appoint))),
            (clerk(), Command::Roll(roll::Command::Import(import))),
            (clerk(), Command::Matters(raise)),
        ] {
            self.app.estate_command(estate, who, self.app.fresh_command().unwrap(), command).await.unwrap();
        }
        let listed = district::Command::ListEstate(district::Listed { stream: estate });
        let in_district = Who::person(PersonId(1), Capacity::StreetOffice);
        let id = self.app.fresh_command().unwrap();
        self.app.district_command(self.district, in_district, id, listed).await.unwrap();
        estate
    }

    async fn employ_clerk(&self, street: Who, person: PersonId) {
        let (kind, name) = (bodies::PersonKind::Natural, format!("示例社工{}", person.0));
        let register = bodies::Register { kind, name, contact: bodies::Contact::default() };
        self.act(street, Command::Bodies(bodies::Command::Register(register))).await.unwrap();
        let from = self.clock.now().day();
        let appoint = bodies::Appoint { person, capacity: Capacity::Clerk, part: None, from, until: None };
        self.act(street, Command::Bodies(bodies::Command::Appoint(appoint))).await.unwrap();
    }

    /// Opens an account for a person with a slip.
    pub async fn open_account(&self, person: PersonId) -> SignIn {
        self.open_account_as(person, &format!("person-{person}")).await
    }

    /// The same, under a name of its own.
    pub async fn open_account_as(&self, person: PersonId, login: &str) -> SignIn {
        let (code, digest) = self.app.fresh_slip(self.estate).unwrap();
        let issue = bodies::Command::IssueSlips(vec![bodies::IssueSlip { person, digest }]);
        self.act(clerk(), Command::Bodies(issue)).await.unwrap();
        let sign_in = sign_in(&self.app, login);
        let new = Redeemer::New { login: &sign_in.login, password: &sign_in.password };
        let id = self.app.fresh_command().unwrap();
        self.app.redeem_slip(self.estate, Level::Estate, &code, new, HERE, id).await.unwrap();
        sign_in
    }

    /// A motion of one question, announced in time and open since the day before `now`.
    async fn put_to_vote(&self, now: Moment) {
        let raise = matters::Command::Raise { title: "充电棚".into(), text: "示例".into(), place: String::new() };
        self.act(clerk(), Command::Matters(raise)).await.unwrap();
        let day = |days: i32| -> Day { now.day().plus(days) };
        let at = |days, time: &str| Moment::parse(&format!("{}T{time}", day(days))).expect("a moment");
        let item = DraftItem {
            kind: ItemKind::UseFund,
            title: "同意用维修资金建充电棚吗？".into(),
            text: String::new(),
            options: Vec::new(),
            seats: 0,
            persons: Vec::new(),
        };
        let matter = self.app.estate(self.estate, |v| *v.estate.matters.matters.keys().next().unwrap()).await.unwrap();
        let draft = Draft {
            matter,
            title: "使用维修资金".into(),
            scope: Scope::Estate,
            items: vec![item],
            opens: at(-1, "08:00"),
            closes: at(DAYS_OPEN, "18:00"),
            reading: at(DAYS_OPEN + 1, "09:00"),
            reading_place: "居委会".into(),
        };
        let motion = self.motion;
        self.assembly(Assembly::Draft(draft)).await;
        self.assembly(Assembly::FreezeRoll { motion }).await;
        self.assembly(Assembly::GiveNotice { motion, told_committee: true, silence_warning: false }).await;
        self.match_owners().await;
        self.clock.set(now);
    }

    /// Every owner the roll knows by document tail is matched with it, with the account they hold now.
    pub async fn match_owners(&self) {
        let known = |v: &app::EstateView<'_>| {
            let owners = v.estate.roll.owned.keys().filter(|p| v.estate.proved(**p).is_none());
            owners.filter_map(|p| certify(v.estate, *p)).collect::<Vec<_>>()
        };
        for waiting in self.app.estate(self.estate, known).await.unwrap().chunks(AT_ONCE) {
            let mut sent = JoinSet::new();
            for (who, command) in waiting.iter().cloned() {
                let (app, estate, id) = (self.app.clone(), self.estate, self.app.fresh_command().unwrap());
                sent.spawn(async move { app.estate_command(estate, who, id, command).await });
            }
            while let Some(done) = sent.join_next().await {
                done.expect("no panic").expect("name and digits of the roll");
            }
        }
    }

    /// Households are asked whether they want a lift, from today (by the clock) on for [`ASKED_DAYS`] more days: two
    /// thirds of them are what a policy asks for.
    pub async fn ask_households(&self, scope: Scope) -> ConsentId {
        let matter = self.app.estate(self.estate, |v| *v.estate.matters.matters.keys().next().unwrap()).await.unwrap();
        let from = self.clock.now().day();
        let ask = consent::Ask {
            matter,
            purpose: consent::Purpose::Lift,
            scope,
            shops: false,
            question: QUESTION.into(),
            text: "每户出资另行商量。".into(),
            threshold: Threshold::at_least(2, 3).expect("a share"),
            source: "示例：经三分之二以上住户同意".into(),
            number: "示例文号第一条".into(),
            level: consent::SourceLevel::City,
            from,
            until: from.plus(ASKED_DAYS),
        };
        let id = self.app.estate(self.estate, |v| v.estate.consents.next()).await.unwrap();
        self.act(clerk(), Command::Consent(consent::Command::Ask(ask))).await.unwrap();
        id
    }

    /// The owner of home `n` votes.
    #[must_use]
    pub fn ballot(&self, n: u32, mark: Mark) -> (Who, Command) {
        let cast = Assembly::Cast { motion: self.motion, voter: n, marks: vec![mark] };
        (Who::person(owner(n), Capacity::Owner), Command::Assembly(cast))
    }
}
