use super::*;
use crate::testing::*;
use crate::{Command as Any, assembly, roll};
use law::Refusals;
use units::{AccountId, Capacity, Day, Digest, PersonId, UnitId};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn act(world: &mut World, command: Command) -> Result<Vec<crate::Event>, Refusals> {
    world.act(CLERK, Any::Bodies(command))
}

fn appoint(person: u32, capacity: Capacity, from: &str, until: Option<&str>) -> Command {
    Command::Appoint(Appoint { person: PersonId(person), capacity, from: day(from), until: until.map(day) })
}

#[test]
fn a_post_is_held_for_its_term_and_not_a_day_longer() {
    let mut world = World::sixteen();
    act(&mut world, appoint(3, Capacity::CommitteeMember, "2026-10-01", Some("2026-12-31"))).unwrap();
    let capacities = |world: &World, on: &str| world.estate.capacities(PersonId(3), day(on));
    assert_eq!(capacities(&world, "2026-09-30"), [Capacity::Owner]);
    assert_eq!(capacities(&world, "2026-12-31"), [Capacity::CommitteeMember, Capacity::Owner]);
    assert_eq!(capacities(&world, "2027-01-01"), [Capacity::Owner], "expired terms cannot sign");
    let again = appoint(3, Capacity::CommitteeMember, "2026-12-31", None);
    assert_eq!(codes(act(&mut world, again)), ["post-held"]);
    act(&mut world, appoint(3, Capacity::CommitteeMember, "2027-01-01", None)).unwrap();
    let end = |capacity| Command::EndPost { person: PersonId(3), capacity };
    assert_eq!(codes(act(&mut world, end(Capacity::Clerk))), ["post-not-held"]);
    act(&mut world, end(Capacity::CommitteeMember)).unwrap();
    assert_eq!(capacities(&world, "2026-10-01"), [Capacity::Owner]);
}

#[test]
fn article_277_the_committee_is_made_of_owners() {
    let mut world = World::sixteen();
    let register = Register { kind: PersonKind::Natural, name: "租客".into(), contact: Contact::default() };
    act(&mut world, Command::Register(register)).unwrap();
    assert_eq!(
        codes(act(&mut world, appoint(17, Capacity::CommitteeChair, "2026-10-01", None))),
        ["committee-needs-owner"]
    );
    act(&mut world, appoint(17, Capacity::CompanyStaff, "2026-10-01", None)).unwrap();
    for capacity in
        [Capacity::Owner, Capacity::Resident, Capacity::StreetOffice, Capacity::Administrator, Capacity::System]
    {
        assert_eq!(codes(act(&mut world, appoint(17, capacity, "2026-10-01", None))), ["capacity-not-given-here"]);
    }
    assert_eq!(codes(act(&mut world, appoint(99, Capacity::Clerk, "2026-10-01", None))), ["person-unknown"]);
    assert_eq!(
        codes(act(&mut world, appoint(17, Capacity::Clerk, "2026-10-02", Some("2026-10-01")))),
        ["ends-before-begin"]
    );
}

#[test]
fn a_slip_opens_one_account_once() {
    let mut world = World::sixteen();
    let slip = |person, code: u8| IssueSlip { person: PersonId(person), digest: Digest([code; 32]) };
    let redeem =
        |code: u8, account: u8| Command::RedeemSlip { slip: Digest([code; 32]), account: AccountId([account; 16]) };
    act(&mut world, Command::IssueSlips(vec![slip(1, 1), slip(2, 2)])).unwrap();
    let visit = |world: &mut World, command| world.act(VISITOR, Any::Bodies(command));
    assert_eq!(codes(visit(&mut world, redeem(9, 1))), ["slip-unknown"]);
    visit(&mut world, redeem(1, 1)).unwrap();
    assert_eq!(codes(visit(&mut world, redeem(1, 2))), ["slip-used"]);
    assert_eq!(world.estate.bodies.by_account(AccountId([1; 16])), Some(PersonId(1)));
    world.at("2026-12-01T09:00");
    assert_eq!(codes(visit(&mut world, redeem(2, 2))), ["slip-expired"]);
    // Lost account: a new slip, and the old account stands for nobody.
    act(&mut world, Command::IssueSlips(vec![slip(1, 5)])).unwrap();
    act(&mut world, Command::Unlink(PersonId(1))).unwrap();
    assert_eq!(world.estate.bodies.by_account(AccountId([1; 16])), None);
    visit(&mut world, redeem(5, 3)).unwrap();
    assert_eq!(world.estate.bodies.by_account(AccountId([3; 16])), Some(PersonId(1)));
    assert_eq!(codes(act(&mut world, Command::Unlink(PersonId(2)))), ["no-account"]);
    assert_eq!(codes(act(&mut world, Command::IssueSlips(vec![]))), ["nobody-chosen"]);
    assert_eq!(
        codes(act(&mut world, Command::IssueSlips(vec![slip(4, 6), slip(4, 7), slip(99, 8)]))),
        ["slip-twice", "person-unknown"]
    );
    assert_eq!(world.estate, world.replayed());
}

#[test]
fn pipl_article_47_erasing_waits_for_what_the_law_still_needs() {
    let mut world = World::sixteen();
    let motion = world.voting(assembly::Scope::Estate, vec![question(assembly::ItemKind::UseFund)]);
    for n in 1..=16_u32 {
        let (s, f, d) = ((n - 1) / 8 + 1, (n - 1) % 8 / 2 + 1, (n - 1) % 2 + 1);
        world.cast(motion, n, &format!("1-{s}-{f}0{d}"), &[assembly::Mark::Approve]).unwrap();
    }
    act(&mut world, appoint(1, Capacity::Canvasser, "2026-10-01", None)).unwrap();
    let hold = Command::SetHold { person: PersonId(1), until: day("2026-11-30"), why: "法院来函".into() };
    act(&mut world, hold).unwrap();
    let erase = || Command::Erase(Erase { person: PersonId(1) });
    let found = codes(act(&mut world, erase()));
    assert_eq!(found, ["erase-held", "erase-on-roll", "erase-in-post", "erase-ballot-held"]);

    let sale = roll::Transfer {
        unit: UnitId(1),
        owners: vec![named("买家#5555")],
        on: day("2026-10-20"),
        basis: "不动产权证".into(),
    };
    world.roll(CLERK, roll::Command::Transfer(sale)).unwrap();
    act(&mut world, Command::EndPost { person: PersonId(1), capacity: Capacity::Canvasser }).unwrap();
    world.at("2026-10-29T09:00");
    world.assembly(CLERK, assembly::Command::Count { motion }).unwrap();
    world.assembly(CLERK, assembly::Command::Announce { motion }).unwrap();
    world.at("2026-12-01T09:00");
    let refused = act(&mut world, erase()).unwrap_err();
    assert_eq!(
        (refused[0].code.as_str(), refused[0].fact("until")),
        ("erase-ballot-held", Some(&law::Fact::Day(day("2027-10-29"))))
    );
    world.at("2027-10-30T09:00");
    let events = act(&mut world, erase()).unwrap();
    assert!(
        matches!(&events[0], crate::Event::Erased(e) if e.items.len() == 4),
        "name, contact, hold, ballot: {events:?}"
    );
}

#[test]
fn what_is_typed_about_a_person_must_make_sense() {
    let mut world = World::founded();
    let register = |name: &str, phone: &str, tail: &str| {
        Command::Register(Register {
            kind: PersonKind::Natural,
            name: name.into(),
            contact: Contact { phone: Some(phone.into()), id_tail: Some(tail.into()) },
        })
    };
    assert_eq!(codes(act(&mut world, register("", "123", "12345"))), ["text-missing", "phone-wrong", "id-tail-wrong"]);
    assert_eq!(codes(act(&mut world, register(&"名".repeat(61), "13800000000", "123x"))), ["text-too-long"]);
    act(&mut world, register("王兰", "+86 138-0000-0000", "123x")).unwrap();
    let contact = world.estate.bodies.persons[&PersonId(1)].contact.as_ref().unwrap().get().unwrap();
    assert_eq!(contact.id_tail.as_deref(), Some("123X"));
}
