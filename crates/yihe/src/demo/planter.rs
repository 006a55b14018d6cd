//! The hand that plants one estate: it moves a standing clock through the years and sends Commands, nothing else.
//!
//! Every estate has a planter, and every planter an application of its own over the one record, as several nodes would:
//! so the estates grow at once, each at its own pace through its own years.

use super::people::lot;
use super::sign_ins::{About, SignIn};
use crate::open::Failure;
use app::{App, Clock, Done, EstateView, Redeemer, Who};
use authority::Level;
use estate::assembly::Scope;
use estate::roll::{Import, Row, RowOwner, Transfer};
use estate::{Command, bodies, founding, matters, roll};
use record::Record;
use std::collections::{BTreeMap, VecDeque};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use tokio::task::JoinSet;
use units::{Capacity, Day, Digest, MatterId, Moment, PersonId, StreamId, UnitId};

/// Commands sent at once: they share few transactions, and nobody waits behind too many.
const AT_ONCE: usize = 512;

/// The street as its estates see it.
#[derive(Clone, Copy)]
pub struct Above {
    /// Its stream.
    pub district: StreamId,
    /// Who acts for the street office.
    pub street: PersonId,
    /// Who acts for the street's Party organisation.
    pub party: PersonId,
}

/// Who speaks, by the part they play.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Voice {
    /// The clerks, from 0.
    Clerk(usize),
    /// The canvassers, from 0.
    Canvasser(usize),
    /// The committee's chair.
    Chair,
    /// A member of the committee.
    Member,
    /// The company's project manager.
    Company,
    /// The estate's Party branch.
    Branch,
    /// The head of the stairwell in which the unit of this number lies: an owner next door.
    Head(u32),
    /// The street office.
    Street,
    /// The street's Party organisation.
    StreetParty,
    /// The first owner of the unit of this number, whoever that is by then.
    Owner(u32),
    /// The first tenant of the unit of this number.
    Tenant(u32),
}

/// Something said, some days ago.
pub struct Talk {
    /// How many days ago.
    pub ago: i32,
    /// Who.
    pub voice: Voice,
    /// About which matter: the planter's own name for it.
    pub about: &'static str,
    /// What.
    pub words: Words,
}

/// What is said.
pub enum Words {
    /// A new matter: title, text, place.
    Raise(&'static str, String, &'static str),
    /// A word on it.
    Note(&'static str),
}

/// Raises a matter.
pub fn raise(
    ago: i32,
    voice: Voice,
    about: &'static str,
    title: &'static str,
    text: &str,
    place: &'static str,
) -> Talk {
    Talk { ago, voice, about, words: Words::Raise(title, text.to_owned(), place) }
}

/// Adds a word.
pub const fn note(ago: i32, voice: Voice, about: &'static str, text: &'static str) -> Talk {
    Talk { ago, voice, about, words: Words::Note(text) }
}

/// The hand that plants an estate.
pub struct Planter {
    /// The application, by a clock of its own.
    pub app: Arc<App>,
    /// The estate.
    pub stream: StreamId,
    /// Its name.
    pub name: &'static str,
    above: Above,
    /// When all this is planted: nothing may lie later.
    now: Moment,
    /// Persons by the part they play.
    pub cast: BTreeMap<Voice, Who>,
    diary: VecDeque<Talk>,
    matters: BTreeMap<&'static str, MatterId>,
    /// Sign-ins opened so far.
    pub sign_ins: Vec<SignIn>,
}

impl Planter {
    /// Over the record, with what will be said in the five years.
    pub fn new(
        record: Arc<Record>,
        above: Above,
        (stream, name): (StreamId, &'static str),
        now: Moment,
        mut diary: Vec<Talk>,
    ) -> Result<Self, Failure> {
        diary.sort_by_key(|t| -t.ago);
        let (cast, matters, sign_ins) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        let app = Arc::new(App::new(record, Clock::set_to(now))?);
        Ok(Self { app, stream, name, above, now, cast, diary: diary.into(), matters, sign_ins })
    }

    // ---- time ----

    /// The day so many days ago.
    pub fn day(&self, ago: i32) -> Day {
        self.now.day().plus(-ago)
    }

    /// Moves the clock to an hour so many days ago; what was said until then is said on the way.
    pub async fn at(&mut self, ago: i32, hour: i8) -> Result<(), Failure> {
        while self.diary.front().is_some_and(|t| t.ago > ago) {
            if let Some(talk) = self.diary.pop_front() {
                // People write in the evening, every day at another minute.
                let minutes = lot(61, talk.ago.unsigned_abs().into()) % 150;
                self.set_clock(self.day(talk.ago).at(19, 0).plus_ms(minutes as i64 * 60_000));
                self.say(talk).await?;
            }
        }
        self.set_clock(self.day(ago).at(hour, 0));
        Ok(())
    }

    fn set_clock(&self, at: Moment) {
        self.app.clock().set(at.min(self.now));
    }

    async fn say(&mut self, talk: Talk) -> Result<(), Failure> {
        let who = self.voice(talk.voice).await?;
        let command = match talk.words {
            Words::Raise(title, text, place) => {
                let year = self.app.now().day().ymd().0;
                let next = self.view(move |v| v.estate.matters.next(year)).await?;
                self.matters.insert(talk.about, next);
                matters::Command::Raise { title: title.into(), text, place: place.into() }
            }
            Words::Note(text) => matters::Command::Note { matter: self.matter(talk.about)?, text: text.into() },
        };
        self.act(who, Command::Matters(command)).await?;
        Ok(())
    }

    /// The number of a matter by the planter's name for it.
    pub fn matter(&self, about: &str) -> Result<MatterId, Failure> {
        self.matters.get(about).copied().ok_or_else(|| format!("the demo's matter `{about}` was not raised yet").into())
    }

    // ---- who ----

    /// Who plays a part now.
    pub async fn voice(&self, voice: Voice) -> Result<Who, Failure> {
        let missing = || -> Failure { format!("nobody plays {voice:?} in the demo yet").into() };
        let street = |person, capacity| self.app.vouch(self.above.district, person, capacity);
        Ok(match voice {
            Voice::Street => street(self.above.street, Capacity::StreetOffice).await?,
            Voice::StreetParty => street(self.above.party, Capacity::PartyOrganisation).await?,
            Voice::Owner(n) => {
                let owner = move |v: &EstateView| v.estate.roll.units.get(&UnitId(n))?.facts.owners.first().copied();
                Who::person(self.view(owner).await?.ok_or_else(missing)?, Capacity::Owner)
            }
            Voice::Tenant(n) => {
                let tenant =
                    move |v: &EstateView| v.estate.roll.units.get(&UnitId(n))?.facts.occupiers.first().copied();
                Who::person(self.view(tenant).await?.ok_or_else(missing)?, Capacity::Resident)
            }
            voice => *self.cast.get(&voice).ok_or_else(missing)?,
        })
    }

    /// The person who plays a part.
    pub async fn person(&self, voice: Voice) -> Result<PersonId, Failure> {
        self.voice(voice).await?.person_id().ok_or_else(|| "the street is no person of the estate".into())
    }

    // ---- commands ----

    /// Looks at the estate.
    pub async fn view<R>(&self, look: impl Fn(&EstateView) -> R) -> Result<R, Failure> {
        Ok(self.app.estate(self.stream, look).await?)
    }

    /// Sends one command.
    pub async fn act(&self, who: Who, command: Command) -> Result<Done, Failure> {
        send(self.app.clone(), self.stream, self.name, who, command).await
    }

    /// Sends many commands at once, none of which rests on another.
    pub async fn all(&self, commands: Vec<(Who, Command)>) -> Result<(), Failure> {
        let mut waiting = commands.into_iter();
        loop {
            let mut sent = JoinSet::new();
            for (who, command) in waiting.by_ref().take(AT_ONCE) {
                sent.spawn(send(self.app.clone(), self.stream, self.name, who, command));
            }
            if sent.is_empty() {
                return Ok(());
            }
            while let Some(done) = sent.join_next().await {
                done??;
            }
        }
    }

    /// Opens the estate's record, with the first clerk.
    pub async fn found(&mut self, place: &str, clerk: &str) -> Result<(), Failure> {
        let street = self.voice(Voice::Street).await?;
        let found = founding::Found { name: self.name.into(), place: place.into(), district: self.above.district };
        self.act(street, Command::Founding(founding::Command::Found(found))).await?;
        self.post(street, Voice::Clerk(0), clerk, None).await
    }

    /// Enters a person and gives them the post of the part they play.
    pub async fn post(&mut self, by: Who, voice: Voice, name: &str, until: Option<i32>) -> Result<(), Failure> {
        let person = self.view(|v| v.estate.bodies.next_person()).await?;
        let (kind, contact) = (bodies::PersonKind::Natural, bodies::Contact::default());
        let register = bodies::Register { kind, name: name.into(), contact };
        self.act(by, Command::Bodies(bodies::Command::Register(register))).await?;
        self.appoint(by, voice, person, until).await
    }

    /// Gives somebody who is known already the post of a part, until so many days ago.
    pub async fn appoint(
        &mut self,
        by: Who,
        voice: Voice,
        person: PersonId,
        until: Option<i32>,
    ) -> Result<(), Failure> {
        let capacity = match voice {
            Voice::Clerk(_) => Capacity::Clerk,
            Voice::Canvasser(_) => Capacity::Canvasser,
            Voice::Chair => Capacity::CommitteeChair,
            Voice::Member => Capacity::CommitteeMember,
            Voice::Company => Capacity::CompanyStaff,
            Voice::Branch => Capacity::PartyOrganisation,
            Voice::Head(_) => Capacity::StairwellHead,
            Voice::Owner(_) => Capacity::Owner,
            Voice::Tenant(_) => Capacity::Resident,
            Voice::Street => Capacity::StreetOffice,
            Voice::StreetParty => Capacity::PartyOrganisation,
        };
        let part = match voice {
            Voice::Head(unit) => Some(self.stairwell_of(unit).await?),
            _ => None,
        };
        let (from, until) = (self.app.now().day(), until.map(|ago| self.day(ago)));
        let appoint = bodies::Appoint { person, capacity, part, from, until };
        self.act(by, Command::Bodies(bodies::Command::Appoint(appoint))).await?;
        self.cast.insert(voice, Who::person(person, capacity));
        Ok(())
    }

    async fn stairwell_of(&self, unit: u32) -> Result<Scope, Failure> {
        let part = move |v: &EstateView| {
            let door = &v.estate.roll.units.get(&UnitId(unit))?.facts.door;
            Some(Scope::Stairwell(door.building.clone(), door.stairwell.clone()))
        };
        self.view(part).await?.ok_or_else(|| format!("the demo has no unit {unit}").into())
    }

    /// Somebody who owns another home of the same stairwell becomes its head.
    pub async fn head_of(&mut self, unit: u32, until: Option<i32>) -> Result<(), Failure> {
        let part = self.stairwell_of(unit).await?;
        let next_door = move |v: &EstateView| {
            let mut listed = v.estate.roll.listed().filter(|(id, u)| id.0 != unit && part.covers(&u.facts.door));
            listed.find_map(|(_, u)| u.facts.owners.first().copied())
        };
        let person = self.view(next_door).await?.ok_or("a stairwell of the demo has one home")?;
        let clerk = self.voice(Voice::Clerk(0)).await?;
        self.appoint(clerk, Voice::Head(unit), person, until).await
    }

    /// Takes rows in, as a clerk does with a sheet.
    pub async fn import(&self, rows: Vec<Row>) -> Result<(), Failure> {
        let seen = self.view(|v| v.estate.roll.changed).await?;
        // The demo's sheets are not files; their digest is that of what they say.
        let file = self.app.record().keys().digest("demo sheet", format!("{rows:?}").as_bytes());
        let import = Import { file: Digest(file.0), seen, rows };
        let clerk = self.voice(Voice::Clerk(0)).await?;
        self.act(clerk, Command::Roll(roll::Command::Import(import))).await?;
        Ok(())
    }

    /// A unit changes hands.
    pub async fn transfer(&self, unit: u32, to: Vec<RowOwner>, basis: &str) -> Result<(), Failure> {
        let clerk = self.voice(Voice::Clerk(0)).await?;
        let on = self.app.now().day();
        let transfer =
            Transfer { unit: UnitId(unit), owners: to, on, basis: basis.into(), tenure: estate::roll::Tenure::Sold };
        self.act(clerk, Command::Roll(roll::Command::Transfer(transfer))).await?;
        Ok(())
    }

    // ---- sign-ins ----

    /// Opens an account for whoever plays a part, as everybody opens one: a slip from the clerk, redeemed.
    pub async fn sign_in(&mut self, voice: Voice, about: About) -> Result<(), Failure> {
        let who = self.voice(voice).await?;
        let (clerk, person) = (self.voice(Voice::Clerk(0)).await?, self.person(voice).await?);
        let (code, digest) = self.app.fresh_slip(self.stream)?;
        let issue = bodies::Command::IssueSlips(vec![bodies::IssueSlip { person, digest }]);
        self.act(clerk, Command::Bodies(issue)).await?;
        let sign_in = SignIn::fresh(&self.app, self.stream, self.name, who.capacity, about)?;
        sign_in.redeem(&self.app, self.stream, Level::Estate, &code).await?;
        self.sign_ins.push(sign_in);
        Ok(())
    }
}

impl SignIn {
    /// Redeems a slip for a new account under this name.
    pub async fn redeem(&self, app: &App, stream: StreamId, level: Level, code: &str) -> Result<(), Failure> {
        const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let new = Redeemer::New { login: &self.login, password: &self.password };
        app.redeem_slip(stream, level, code, new, HERE, app.fresh_command()?).await?;
        Ok(())
    }
}

async fn send(
    app: Arc<App>,
    stream: StreamId,
    name: &'static str,
    who: Who,
    command: Command,
) -> Result<Done, Failure> {
    let act = command.act();
    let done = app.estate_command(stream, who, app.fresh_command()?, command).await;
    done.map_err(|e| format!("planting {name}, {}: `{act}`: {e}", app.now().day()).into())
}
