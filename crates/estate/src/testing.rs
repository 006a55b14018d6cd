//! Given, when, then: a small world for tests, with a clock that is set by hand.

use crate::assembly::{self, DraftItem, ItemKind, Mark, Scope, VoterId};
use crate::roll::{Areas, Door, Row, RowOwner, Tenure, UnitKind};
use crate::{
    Command, Context, Estate, Event, Held, Label, apply, charter, custody, decide, decode, encode, founding, matters,
    roll, standing, todo,
};
use law::{Book, Key, Refusals, Value};
use units::{
    Actor, Area, Capacity, CommandId, Day, Digest, MatterId, Moment, MotionId, PersonId, Sealer, Stamp, StreamId,
};

pub struct World {
    pub estate: Estate,
    pub now: Moment,
    pub book: Book,
    pub events: Vec<(Event, Stamp)>,
    commands: u64,
}

pub const CLERK: (Actor, Capacity) = (Actor::Person(PersonId(9_001)), Capacity::Clerk);
pub const CLERK_2: (Actor, Capacity) = (Actor::Person(PersonId(9_002)), Capacity::Clerk);
pub const CLERK_3: (Actor, Capacity) = (Actor::Person(PersonId(9_003)), Capacity::Clerk);
pub const SYSTEM: (Actor, Capacity) = (Actor::System, Capacity::System);
pub const VISITOR: (Actor, Capacity) = (Actor::Visitor, Capacity::Visitor);

pub fn owner(person: u32) -> (Actor, Capacity) {
    (Actor::Person(PersonId(person)), Capacity::Owner)
}

pub fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

pub fn label(text: &str) -> Label {
    Label::new(text).unwrap()
}

pub fn door(text: &str) -> Door {
    let parts: Vec<_> = text.split('-').map(label).collect();
    let [building, stairwell, room] = <[Label; 3]>::try_from(parts).unwrap();
    Door { building, stairwell, room }
}

pub fn named(text: &str) -> RowOwner {
    // `王兰#123X@13800000000`
    let (rest, phone) = text.split_once('@').map_or((text, None), |(r, p)| (r, Some(p.to_owned())));
    let (name, id_tail) = rest.split_once('#').map_or((rest, None), |(n, t)| (n, Some(t.to_owned())));
    RowOwner { name: name.to_owned(), phone, id_tail }
}

/// A sold home: `row("3-2-501", "64.37", &["王兰#123X"])`; an empty area is unknown.
pub fn row(at: &str, area: &str, owners: &[&str]) -> Row {
    let register = (!area.is_empty()).then(|| Area::parse(area).unwrap());
    Row {
        door: door(at),
        storey: None,
        kind: UnitKind::Home,
        areas: Areas { register, ..Areas::default() },
        tenure: Tenure::Sold,
        owners: owners.iter().map(|o| named(o)).collect(),
        since: None,
        occupiers: Vec::new(),
        note: None,
    }
}

/// Codes of refusals, for short assertions.
pub fn codes<T: std::fmt::Debug>(outcome: Result<T, Refusals>) -> Vec<String> {
    outcome.expect_err("refused").into_iter().map(|r| r.code).collect()
}

impl World {
    pub fn empty() -> Self {
        let now = moment("2026-10-01T09:00+08:00".trim_end_matches("+08:00"));
        Self { estate: Estate::default(), now, book: Book::built_in(), events: Vec::new(), commands: 0 }
    }

    /// An estate somewhere without local law.
    pub fn founded() -> Self {
        Self::founded_in("某省/某市")
    }

    pub fn founded_in(place: &str) -> Self {
        let mut world = Self::empty();
        let found =
            founding::Found { name: "槐荫里小区".into(), place: place.into(), district: StreamId::from_bits(1) };
        world.act((Actor::System, Capacity::StreetOffice), Command::Founding(founding::Command::Found(found))).unwrap();
        world
    }

    /// Sixteen homes in one building: 2 stairwells × 4 storeys × 2; 60 ㎡ each, one owner each (persons 1–16).
    pub fn sixteen() -> Self {
        Self::sixteen_in("某省/某市")
    }

    pub fn sixteen_in(place: &str) -> Self {
        let mut world = Self::founded_in(place);
        let mut rows = Vec::new();
        for stairwell in 1..=2 {
            for storey in 1..=4 {
                for side in 1..=2 {
                    let n = rows.len() + 1;
                    rows.push(row(&format!("1-{stairwell}-{storey}0{side}"), "60", &[&format!("业主{n}#{n:04}")]));
                }
            }
        }
        world.import(rows).unwrap();
        world
    }

    pub fn at(&mut self, text: &str) -> &mut Self {
        self.now = moment(text);
        self
    }

    pub fn try_act(&self, who: (Actor, Capacity), command: &Command) -> Result<Vec<Event>, Refusals> {
        let mut seed = [0; 16];
        seed[..8].copy_from_slice(&(self.commands + 1).to_be_bytes());
        let ctx = Context {
            now: self.now,
            actor: who.0,
            capacity: who.1,
            sealer: Sealer::new(seed),
            seed,
            book: &self.book,
            held: &Held::new(),
        };
        decide(&self.estate, command, &ctx)
    }

    pub fn act(&mut self, who: (Actor, Capacity), command: Command) -> Result<Vec<Event>, Refusals> {
        let before = self.estate.clone();
        let outcome = self.try_act(who, &command);
        assert_eq!(before, self.estate, "decide changes nothing");
        let events = outcome?;
        self.commands += 1;
        let stamp = Stamp { at: self.now, actor: who.0, capacity: who.1, command: CommandId([0; 16]) };
        for event in &events {
            let (kind, version, body) = encode(event);
            let read = decode(&kind, version, &body.to_string(), Some(body.clone())).unwrap();
            assert_eq!(read, *event, "{kind} reads back as written");
            apply(&mut self.estate, event, &stamp);
            self.events.push((event.clone(), stamp));
        }
        Ok(events)
    }

    /// What waits of one kind: how many, and until when.
    pub fn waits(&self, what: todo::What) -> Vec<(i64, Option<Day>)> {
        let all = todo::todo(&self.estate, &self.book, self.now);
        all.iter().filter(|t| t.what == what).map(|t| (t.number.heads, t.due)).collect()
    }

    pub fn charter(&mut self, command: charter::Command) -> Result<Vec<Event>, Refusals> {
        self.act(CLERK, Command::Charter(command))
    }

    /// An article of the rules of procedure sets `key`; in force since 2025, beside what was set before.
    pub fn own_rule(&mut self, key: Key, value: Value, article: u32) {
        let which = charter::Rules::Procedure;
        let before = self.estate.charter.versions(which).last().cloned();
        let mut values: Vec<(Key, Value, u32)> =
            before.iter().flat_map(|v| &v.values).map(|(key, held)| (*key, held.value.clone(), held.article)).collect();
        values.retain(|(k, ..)| *k != key);
        values.push((key, value, article));
        values.sort_by_key(|(.., article)| *article);
        let mut text = String::new();
        for (key, value, article) in &values {
            let head = format!("第{}条 ", charter::numeral(*article));
            let head = if text.contains(&head) { String::new() } else { head };
            let said = value.number().map(|n| n.to_string()).unwrap_or_default();
            text.push_str(&format!("{head}{}：{said}。\n", key.word()));
        }
        self.charter(charter::Command::Write { which, text }).unwrap();
        let version = self.estate.charter.versions(which).len() as u32;
        for (key, value, article) in values {
            self.charter(charter::Command::SetValue { which, version, key, value, article }).unwrap();
        }
        let (by, from) = (charter::By::Earlier("2025年业主大会纪要".into()), Day::parse("2025-01-01").unwrap());
        self.charter(charter::Command::Adopt { which, version, by, from }).unwrap();
    }

    pub fn roll(&mut self, who: (Actor, Capacity), command: roll::Command) -> Result<Vec<Event>, Refusals> {
        self.act(who, Command::Roll(command))
    }

    pub fn assembly(&mut self, who: (Actor, Capacity), command: assembly::Command) -> Result<Vec<Event>, Refusals> {
        self.act(who, Command::Assembly(command))
    }

    pub fn import(&mut self, rows: Vec<Row>) -> Result<Vec<Event>, Refusals> {
        let import = roll::Import { file: Digest([7; 32]), seen: self.estate.roll.changed, rows };
        self.roll(CLERK, roll::Command::Import(import))
    }

    pub fn matter(&mut self) -> MatterId {
        let raise = matters::Command::Raise { title: "充电棚".into(), text: String::new(), place: String::new() };
        self.act(CLERK, Command::Matters(raise)).unwrap();
        *self.estate.matters.matters.last_key_value().unwrap().0
    }

    /// A draft on a fresh matter: voting 20 October to 28 October 18:00, reading the next morning.
    pub fn draft_of(&mut self, scope: Scope, items: Vec<DraftItem>) -> assembly::Draft {
        assembly::Draft {
            matter: self.matter(),
            title: "东侧空地改建电动自行车充电棚".into(),
            scope,
            items,
            opens: moment("2026-10-20T08:00"),
            closes: moment("2026-10-28T18:00"),
            reading: moment("2026-10-29T09:00"),
            reading_place: "社区居委会".into(),
        }
    }

    pub fn drafted(&mut self, scope: Scope, items: Vec<DraftItem>) -> MotionId {
        let draft = self.draft_of(scope, items);
        self.assembly(CLERK, assembly::Command::Draft(draft)).unwrap();
        *self.estate.assembly.motions.last_key_value().unwrap().0
    }

    /// Drafted, roll frozen, notice given; the clock stands at the opening.
    pub fn voting(&mut self, scope: Scope, items: Vec<DraftItem>) -> MotionId {
        let motion = self.drafted(scope, items);
        self.assembly(CLERK, assembly::Command::FreezeRoll { motion }).unwrap();
        self.notice(motion).unwrap();
        self.at("2026-10-20T08:00");
        motion
    }

    pub fn notice(&mut self, motion: MotionId) -> Result<Vec<Event>, Refusals> {
        let notice = assembly::Command::GiveNotice { motion, told_committee: true, silence_warning: true };
        self.assembly(CLERK, notice)
    }

    pub fn voter(&self, motion: MotionId, unit: &str) -> VoterId {
        let unit = self.estate.roll.doors[&door(unit)];
        self.estate.assembly.motions[&motion].electorate.as_ref().unwrap().voter_of[&unit]
    }

    /// The first owner behind a door.
    pub fn owner_at(&self, unit: &str) -> PersonId {
        self.estate.roll.units[&self.estate.roll.doors[&door(unit)]].facts.owners[0]
    }

    pub fn code(&self, motion: MotionId, unit: &str) -> String {
        let unit = self.estate.roll.doors[&door(unit)];
        let electorate = self.estate.assembly.motions[&motion].electorate.as_ref().unwrap();
        electorate.codes.get().unwrap().iter().find(|(u, _)| *u == unit).unwrap().1.clone()
    }

    pub fn custody(&mut self, who: (Actor, Capacity), command: custody::Command) -> Result<Vec<Event>, Refusals> {
        self.act(who, Command::Custody(command))
    }

    /// Seals the box, opens it at the reading before an owner, and names who counts.
    pub fn open_box(&mut self, motion: MotionId) {
        let (witnesses, note) = (vec![PersonId(1)], String::new());
        let seal = || "A-001".to_owned();
        let seal_it = custody::Command::Seal { motion, seal: seal(), witnesses: witnesses.clone(), note: note.clone() };
        self.custody(CLERK, seal_it).unwrap();
        let (whole_box, whole) = (true, true);
        let open = custody::Command::Open { motion, whole_box, seal: seal(), whole, witnesses, note };
        self.custody(CLERK, open).unwrap();
        let (reader, counter, scrutineers) = (PersonId(1), PersonId(2), vec![PersonId(3)]);
        self.custody(CLERK, custody::Command::NameTeam { motion, reader, counter, scrutineers }).unwrap();
    }

    pub fn standing(&mut self, who: (Actor, Capacity), command: standing::Command) -> Result<Vec<Event>, Refusals> {
        self.act(who, Command::Standing(command))
    }

    /// A person is matched with the roll by what the roll knows of them, once.
    pub fn match_with_roll(&mut self, person: u32) {
        let held = &self.estate.bodies.persons[&PersonId(person)];
        let name = held.name.get().cloned().unwrap_or_default();
        let tail = held.contact.as_ref().and_then(|c| c.get()?.id_tail.clone()).unwrap_or_default();
        if self.estate.proved(PersonId(person)).is_none() {
            self.standing(owner(person), standing::Command::Certify { name, tail }).unwrap();
        }
    }

    /// Casts, after being matched.
    pub fn cast(&mut self, motion: MotionId, person: u32, unit: &str, marks: &[Mark]) -> Result<Vec<Event>, Refusals> {
        self.match_with_roll(person);
        let voter = self.voter(motion, unit);
        self.assembly(owner(person), assembly::Command::Cast { motion, voter, marks: marks.to_vec() })
    }

    /// Everything again from the events alone.
    pub fn replayed(&self) -> Estate {
        let mut estate = Estate::default();
        self.events.iter().for_each(|(event, stamp)| apply(&mut estate, event, stamp));
        estate
    }
}

pub fn question(kind: ItemKind) -> DraftItem {
    let title = "同意在东侧空地改建电动自行车充电棚吗？".into();
    DraftItem { kind, title, text: "48个充电车位".into(), options: Vec::new(), seats: 0, persons: Vec::new() }
}

pub fn choice(kind: ItemKind, options: &[&str], seats: u32) -> DraftItem {
    let options = options.iter().map(|o| (*o).to_owned()).collect();
    DraftItem {
        kind, title: "选出业主委员会委员".into(), text: String::new(), options, seats, persons: Vec::new()
    }
}
