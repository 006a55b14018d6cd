use super::*;
use units::{Actor, CommandId, Day, Moment, Sealer, StreamId};

struct World {
    district: District,
    now: Moment,
    n: u8,
}

impl World {
    fn founded() -> Self {
        let mut world = Self { district: District::default(), now: Moment::parse("2026-10-01T09:00").unwrap(), n: 0 };
        let found = Found {
            name: "杨柳街道".into(),
            place: "浙江/衢州".into(),
            administrator: "孙某".into(),
            account: AccountId([1; 16]),
        };
        world.act(Command::Found(found)).unwrap();
        world
    }

    fn act(&mut self, command: Command) -> Result<Vec<Event>, Refusals> {
        self.n += 1;
        let book = self.district.book(&Book::built_in());
        let (actor, capacity) = (Actor::Person(PersonId(1)), Capacity::Administrator);
        let ctx = Context {
            now: self.now,
            actor,
            capacity,
            sealer: Sealer::new([self.n; 16]),
            seed: [self.n; 16],
            book: &book,
            held: &estate::Held::new(),
        };
        let events = decide(&self.district, &command, &ctx)?;
        let stamp = Stamp { at: self.now, actor, capacity, command: CommandId([self.n; 16]) };
        for event in &events {
            let (kind, version, body) = encode(event);
            assert_eq!(decode(&kind, version, "", Some(body)).unwrap(), *event);
            apply(&mut self.district, event, &stamp);
        }
        Ok(events)
    }
}

fn codes(outcome: Result<Vec<Event>, Refusals>) -> Vec<String> {
    outcome.unwrap_err().into_iter().map(|r| r.code).collect()
}

fn pack(days: i64) -> String {
    format!(
        "title = \"某市补充规则\"\nplace = \"浙江/衢州\"\n[[rule]]\nkey = \"notice.days\"\nvalue = {days}\narticle = \"某条\"\n\
         source = \"https://example.org\"\nfrom = \"2020-01-01\"\nconfidence = \"memory\"\n"
    )
}

#[test]
fn the_first_administrator_holds_the_account_that_founded() {
    let mut world = World::founded();
    let day = Day::parse("2026-10-01").unwrap();
    assert_eq!(world.district.capacities(PersonId(1), day), [Capacity::StreetOffice, Capacity::Administrator]);
    assert_eq!(world.district.bodies.by_account(AccountId([1; 16])), Some(PersonId(1)));
    let again =
        Found { name: "x".into(), place: Place::default(), administrator: "y".into(), account: AccountId([2; 16]) };
    assert_eq!(codes(world.act(Command::Found(again))), ["already-founded"]);
}

#[test]
fn a_pack_is_adopted_by_its_text_and_an_unsure_value_by_being_confirmed() {
    let mut world = World::founded();
    let days = |world: &World| {
        let book = world.district.book(&Book::built_in());
        let law = book.in_force(&"浙江/衢州".into(), Day::parse("2026-10-01").unwrap());
        law.get(Key::NoticeDays).unwrap().frozen.value.number().unwrap()
    };
    world.act(Command::AdoptRules { text: pack(20) }).unwrap();
    assert_eq!(codes(world.act(Command::AdoptRules { text: pack(20) })), ["pack-adopted"]);
    assert_eq!(codes(world.act(Command::AdoptRules { text: "title = 1".into() })), ["pack-wrong"]);
    assert_eq!(days(&world), 15, "known from memory only");
    let digest = world.district.adopted[0].pack.digest;
    let confirm = |pack, key| Command::ConfirmRule { pack, key, basis: "市住建局官网原文".into() };
    assert_eq!(codes(world.act(confirm(Digest([0; 32]), Key::NoticeDays))), ["pack-unknown"]);
    assert_eq!(codes(world.act(confirm(digest, Key::Quorum))), ["rule-sure"]);
    world.act(confirm(digest, Key::NoticeDays)).unwrap();
    assert_eq!(codes(world.act(confirm(digest, Key::NoticeDays))), ["rule-sure"]);
    assert_eq!(days(&world), 20);
    world.act(Command::AdoptRules { text: pack(18) }).unwrap();
    assert_eq!(days(&world), 15, "another text is another pack, to be confirmed again");
    world.act(Command::DropRules { pack: digest }).unwrap();
    assert_eq!(codes(world.act(Command::DropRules { pack: digest })), ["pack-unknown"]);
}

#[test]
fn estates_are_listed_once() {
    let mut world = World::founded();
    let listed = Listed { stream: StreamId::from_bits(5) };
    world.act(Command::ListEstate(listed.clone())).unwrap();
    assert_eq!(codes(world.act(Command::ListEstate(listed))), ["estate-listed"]);
}

#[test]
fn only_the_streets_own_capacities_are_given_here() {
    let mut world = World::founded();
    let appoint = |capacity| {
        let from = Day::parse("2026-10-01").unwrap();
        Command::Bodies(bodies::Command::Appoint(bodies::Appoint {
            person: PersonId(1),
            capacity,
            part: None,
            from,
            until: None,
        }))
    };
    assert_eq!(codes(world.act(appoint(Capacity::Clerk))), ["capacity-not-given-here"]);
    assert_eq!(codes(world.act(appoint(Capacity::StreetOffice))), ["post-held"]);
    world.act(appoint(Capacity::PartyOrganisation)).unwrap();
    let erase = Command::Bodies(bodies::Command::Erase(bodies::Erase { person: PersonId(1) }));
    assert_eq!(codes(world.act(erase)), ["erase-not-here"]);
}

#[test]
fn nothing_happens_before_the_founding() {
    let mut world = World { district: District::default(), now: Moment::from_ms(0), n: 0 };
    assert_eq!(codes(world.act(Command::ListEstate(Listed { stream: StreamId::from_bits(1) }))), ["not-founded"]);
}
