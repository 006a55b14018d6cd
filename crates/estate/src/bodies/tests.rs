use super::*;
use crate::assembly::Scope;
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
    Command::Appoint(Appoint { person: PersonId(person), capacity, part: None, from: day(from), until: until.map(day) })
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
    let end = |capacity| Command::EndPost { person: PersonId(3), capacity, part: None };
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
        tenure: crate::roll::Tenure::Sold,
    };
    world.roll(CLERK, roll::Command::Transfer(sale)).unwrap();
    act(&mut world, Command::EndPost { person: PersonId(1), capacity: Capacity::Canvasser, part: None }).unwrap();
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

fn choose(person: u32, channel: Channel, pace: Pace, email: &str) -> Command {
    let choice = Choice { channel, pace };
    Command::ChooseTelling(Choose { person: PersonId(person), choice, email: email.into(), anew: false })
}

/// A message was taken at the address a person chose last.
fn bind(world: &mut World, person: u32) -> Result<Vec<crate::Event>, law::Refusal> {
    let person = PersonId(person);
    let address = world.estate.bodies.persons[&person].telling.as_ref().and_then(|t| t.address.as_ref());
    let bind = Bind { person, address: address.unwrap().item() };
    act(world, Command::BindTelling(bind)).map_err(|mut refusals| refusals.remove(0))
}

#[test]
fn who_never_chose_is_told_by_sms_once_a_day_or_by_letter() {
    let mut world = World::sixteen();
    world.import(vec![crate::testing::row("2-1-101", "60", &["赵某#0017@13800000017"])]).unwrap();
    let with = &world.estate.bodies.persons[&PersonId(17)];
    assert_eq!(
        (with.choice(), with.reached_by()),
        (Choice { channel: Channel::Sms, pace: Pace::Digest }, Channel::Sms)
    );
    assert_eq!(with.address(Channel::Sms), Some("13800000017"));
    let without = &world.estate.bodies.persons[&PersonId(1)];
    assert_eq!((without.choice().channel, without.reached_by()), (Channel::Sms, Channel::Letter));
    let set = [Channel::Sms];
    let none = std::collections::BTreeSet::new();
    assert!(world.estate.wants_letter(&[PersonId(1)], &set, &none), "the roll has no telephone");
    assert!(!world.estate.wants_letter(&[PersonId(1), PersonId(17)], &set, &none), "one of two owners is reached");
    assert!(world.estate.wants_letter(&[PersonId(17)], &[], &none), "nobody is reached by a way that is not set up");
    let unreached = [PersonId(17)].into();
    assert!(world.estate.wants_letter(&[PersonId(1), PersonId(17)], &set, &unreached), "that telephone is dead");
    act(&mut world, choose(17, Channel::Letter, Pace::Digest, "")).unwrap();
    assert!(world.estate.wants_letter(&[PersonId(17)], &set, &none), "paper was asked for");
}

#[test]
fn an_address_is_kept_while_it_is_the_way_chosen() {
    let mut world = World::sixteen();
    assert_eq!(codes(act(&mut world, choose(1, Channel::Sms, Pace::AtOnce, ""))), ["telling-no-phone"]);
    assert_eq!(codes(act(&mut world, choose(99, Channel::Letter, Pace::Digest, ""))), ["person-unknown"]);
    assert_eq!(codes(act(&mut world, choose(1, Channel::Email, Pace::Digest, " "))), ["text-missing"]);
    for wrong in ["wang", "wang@", "@example.org", "wang@example", "a b@example.org", "王@example.org", "a@b@c.org"] {
        assert_eq!(codes(act(&mut world, choose(1, Channel::Email, Pace::Digest, wrong))), ["email-wrong"], "{wrong}");
    }
    let told = |world: &World| world.estate.bodies.persons[&PersonId(1)].clone();
    act(&mut world, choose(1, Channel::Email, Pace::Digest, " wang@example.org ")).unwrap();
    assert_eq!(told(&world).address(Channel::Email), Some("wang@example.org"));
    let item = told(&world).telling.unwrap().address.unwrap().item();
    assert!(world.estate.sealed_of(PersonId(1)).contains(&item), "erased with the person");

    let events = act(&mut world, choose(1, Channel::Email, Pace::AtOnce, "")).unwrap();
    assert_eq!(events.len(), 1, "the address stays: {events:?}");
    assert_eq!(told(&world).address(Channel::Email), Some("wang@example.org"));
    assert!(act(&mut world, choose(1, Channel::Email, Pace::AtOnce, "wang@example.org")).unwrap().is_empty());

    // 个人信息保护法第四十七条: what is not needed any more goes unasked.
    let events = act(&mut world, choose(1, Channel::Wechat, Pace::Digest, "")).unwrap();
    let crate::Event::Erased(erased) = &events[0] else { panic!("{events:?}") };
    assert_eq!((erased.items.as_slice(), erased.ground), (&[item][..], Ground::Unneeded));
    let code = told(&world).address(Channel::Wechat).unwrap().to_owned();
    assert!(code.len() == 8 && code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()), "{code}");
    assert_eq!(told(&world).address(Channel::Email), None);
    bind(&mut world, 1).unwrap();
    act(&mut world, choose(1, Channel::Wechat, Pace::AtOnce, "")).unwrap();
    assert_eq!(told(&world).address(Channel::Wechat), Some(code.as_str()), "bound once");
    assert_eq!(told(&world).reached_by(), Channel::Wechat, "and still");
    act(&mut world, choose(1, Channel::Letter, Pace::Digest, "")).unwrap();
    assert_eq!(codes(act(&mut world, choose(1, Channel::Wechat, Pace::Digest, ""))), ["telling-too-often"]);
    world.at("2026-10-02T09:00");
    act(&mut world, choose(1, Channel::Wechat, Pace::Digest, "")).unwrap();
    assert_ne!(told(&world).address(Channel::Wechat), Some(code.as_str()), "another binding, another code");
    assert_eq!(world.estate, world.replayed());
}

#[test]
fn a_choice_holds_from_then_on() {
    let mut world = World::sixteen();
    let by = |world: &World, at: &str| world.estate.bodies.persons[&PersonId(1)].told_by(moment(at));
    act(&mut world, choose(1, Channel::Email, Pace::Digest, "wang@example.org")).unwrap();
    bind(&mut world, 1).unwrap();
    world.at("2026-10-02T10:00");
    act(&mut world, choose(1, Channel::Wechat, Pace::AtOnce, "")).unwrap();
    bind(&mut world, 1).unwrap();
    let (waiting, at_once) = (by(&world, "2026-10-02T09:59"), by(&world, "2026-10-02T10:01"));
    assert_eq!(
        (waiting.channel, waiting.pace),
        (Channel::Wechat, Pace::Digest),
        "still in the evening, by the new way"
    );
    assert_eq!((at_once.channel, at_once.pace), (Channel::Wechat, Pace::AtOnce));
    world.at("2026-10-03T10:00");
    act(&mut world, choose(1, Channel::Email, Pace::Digest, "wang@example.org")).unwrap();
    let told = by(&world, "2026-10-03T09:00");
    assert_eq!((told.channel, told.pace), (Channel::Wechat, Pace::AtOnce), "told already, and not again");
}

#[test]
fn a_stairwell_head_is_one_for_a_part_and_nothing_else_is() {
    let mut world = World::sixteen();
    let (building, stairwell) = (Scope::Building(label("1")), Scope::Stairwell(label("1"), label("2")));
    let head = |part: Option<Scope>| {
        let (person, capacity, from) = (PersonId(5), Capacity::StairwellHead, day("2026-10-01"));
        Command::Appoint(Appoint { person, capacity, part, from, until: None })
    };
    assert_eq!(codes(act(&mut world, head(None))), ["post-part-missing"]);
    assert_eq!(codes(act(&mut world, head(Some(Scope::Estate)))), ["post-part-missing"]);
    assert_eq!(codes(act(&mut world, head(Some(Scope::Building(label("7")))))), ["post-part-unknown"]);
    let clerk = Appoint {
        person: PersonId(5),
        capacity: Capacity::Clerk,
        part: Some(building.clone()),
        from: day("2026-10-01"),
        until: None,
    };
    assert_eq!(codes(act(&mut world, Command::Appoint(clerk))), ["post-without-part"]);
    act(&mut world, head(Some(stairwell.clone()))).unwrap();
    assert_eq!(codes(act(&mut world, head(Some(stairwell.clone())))), ["post-held"]);
    act(&mut world, head(Some(building.clone()))).unwrap();
    assert_eq!(world.estate.capacities(PersonId(5), day("2026-10-01")), [Capacity::StairwellHead, Capacity::Owner]);
    let (first, second) = (door("1-1-101"), door("1-2-101"));
    let heads = |world: &World, d| world.estate.bodies.persons[&PersonId(5)].heads(&[d], day("2026-10-01"));
    assert!(heads(&world, &first) && heads(&world, &second));
    let end = |part| Command::EndPost { person: PersonId(5), capacity: Capacity::StairwellHead, part };
    assert_eq!(codes(act(&mut world, end(None))), ["post-not-held"]);
    act(&mut world, end(Some(building))).unwrap();
    assert!(!heads(&world, &first) && heads(&world, &second), "the other post stays");
    assert_eq!(world.estate, world.replayed());
}

#[test]
fn a_way_with_an_address_holds_once_it_was_reached() {
    let mut world = World::sixteen();
    world.import(vec![crate::testing::row("2-1-101", "60", &["赵某#0017@13800000017"])]).unwrap();
    let known = |world: &World| world.estate.bodies.persons[&PersonId(17)].clone();
    let by = |world: &World, at: &str| known(world).told_by(moment(at)).channel;
    world.at("2026-10-02T10:00");
    act(&mut world, choose(17, Channel::Wechat, Pace::AtOnce, "")).unwrap();
    let (first, item) = (
        known(&world).address(Channel::Wechat).unwrap().to_owned(),
        known(&world).telling.unwrap().address.unwrap().item(),
    );
    assert_eq!(
        (by(&world, "2026-10-02T10:01"), known(&world).reached_by()),
        (Channel::Sms, Channel::Sms),
        "nobody sent it yet"
    );
    assert!(!world.estate.wants_letter(&[PersonId(17)], &[Channel::Sms], &std::collections::BTreeSet::new()));

    // Not sent in time: chosen again, it is another code, and the old one binds nobody.
    world.at("2026-10-02T11:00");
    act(&mut world, choose(17, Channel::Wechat, Pace::AtOnce, "")).unwrap();
    assert_ne!(known(&world).address(Channel::Wechat), Some(first.as_str()));
    let late = Command::BindTelling(Bind { person: PersonId(17), address: item });
    assert_eq!(codes(act(&mut world, late)), ["telling-not-waiting"]);
    world.at("2026-10-02T11:05");
    bind(&mut world, 17).unwrap();
    assert_eq!((by(&world, "2026-10-02T11:06"), known(&world).reached_by()), (Channel::Wechat, Channel::Wechat));
    assert_eq!(bind(&mut world, 17).unwrap_err().code, "telling-not-waiting", "once");

    // Somebody else was first: cut off with one press, and the telephone tells meanwhile.
    let bound = known(&world).address(Channel::Wechat).unwrap().to_owned();
    let choice = known(&world).choice();
    let anew = Choose { person: PersonId(17), choice, email: String::new(), anew: true };
    let events = act(&mut world, Command::ChooseTelling(anew)).unwrap();
    assert!(matches!(&events[0], crate::Event::Erased(_)), "{events:?}");
    assert_ne!(known(&world).address(Channel::Wechat), Some(bound.as_str()));
    assert_eq!(known(&world).reached_by(), Channel::Sms);
    let told: Vec<Change> = known(&world).telling.unwrap().changes.iter().map(|c| c.change).collect();
    let (channel, unbound) = (Channel::Wechat, Some(Channel::Wechat));
    let chosen = |unbound| Change::Chosen { channel, unbound };
    assert_eq!(told, [chosen(None), chosen(unbound), Change::Bound { channel }, chosen(unbound)]);
    assert_eq!(world.estate, world.replayed());
}

#[test]
fn a_list_of_changes_does_not_grow_for_ever() {
    let mut world = World::sixteen();
    for day in 0..10_i32 {
        world.now = moment("2026-10-02T09:00").plus_ms(i64::from(day) * 86_400_000);
        for channel in [Channel::Wechat, Channel::Letter, Channel::Wechat] {
            act(&mut world, choose(1, channel, Pace::Digest, "")).unwrap();
        }
    }
    let telling = world.estate.bodies.persons[&PersonId(1)].telling.clone().unwrap();
    assert_eq!(telling.changes.len(), units::limits::TELLING_CHANGES);
    assert_eq!(telling.changes.last().unwrap().stamp.at, world.now, "the newest stay");
}

#[test]
fn an_election_stays_due_until_a_term_follows() {
    let appoint = |person: u32, from: &str, until: &str| Appoint {
        person: PersonId(person),
        capacity: Capacity::CommitteeMember,
        part: None,
        from: day(from),
        until: Some(day(until)),
    };
    let waits = |world: &World| world.waits(crate::todo::What::RenewTerms);
    let mut world = World::sixteen();
    for person in [1, 2] {
        act(&mut world, Command::Appoint(appoint(person, "2024-06-01", "2027-05-31"))).unwrap();
    }
    world.at("2026-11-27T09:00");
    assert_eq!(waits(&world), [], "told three months before the election is due");
    world.at("2026-11-28T09:00");
    let due = Some(day("2027-02-28"));
    assert_eq!(waits(&world), [(2, due)], "业主大会和业主委员会指导规则第四十七条: three months before the end");
    for late in ["2027-05-31T09:00", "2027-06-01T09:00", "2029-01-01T09:00"] {
        world.at(late);
        assert_eq!(waits(&world), [(2, due)], "{late}: nobody was elected");
    }
    // A by-election for the rest of a term is none; a term that goes on beyond it is.
    world.at("2027-03-01T09:00");
    act(&mut world, Command::Appoint(appoint(3, "2027-03-01", "2027-05-31"))).unwrap();
    assert_eq!(waits(&world), [(3, due)]);
    act(&mut world, Command::Appoint(appoint(4, "2027-06-01", "2030-05-31"))).unwrap();
    assert_eq!(waits(&world), []);

    let mut beijing = World::sixteen_in("北京/海淀");
    act(&mut beijing, Command::Appoint(appoint(1, "2024-06-01", "2027-05-31"))).unwrap();
    assert_eq!(waits(&beijing), [(1, Some(day("2026-11-30")))], "北京市物业管理条例第四十九条: six months before");
}
