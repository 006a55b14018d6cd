use super::*;
use crate::assembly::{self, ItemKind, Mark, Scope};
use crate::bodies::{self, IssueSlip};
use crate::roll::{self, Row, Tenure, Transfer};
use crate::testing::*;
use crate::{Command as Any, Event as AnyEvent};
use law::Refusals;
use units::{AccountId, Actor, Capacity, Day, Digest, MotionId, PersonId, UnitId};

fn person(n: u32) -> PersonId {
    PersonId(n)
}

/// A world whose homes' owners have telephones: row `1-1-101` with 13800000001.
fn world() -> World {
    let mut world = World::sixteen();
    world.import(vec![row("1-1-101", "60", &["业主1#0001@13800000001"]), row("1-1-102", "60", &["业主2"])]).unwrap();
    world
}

fn account(world: &mut World, n: u32, account: u8) {
    let slip = IssueSlip { person: person(n), digest: Digest([account; 32]) };
    world.act(CLERK, Any::Bodies(bodies::Command::IssueSlips(vec![slip]))).unwrap();
    let redeem = bodies::Command::RedeemSlip { slip: Digest([account; 32]), account: AccountId([account; 16]) };
    world.act(VISITOR, Any::Bodies(redeem)).unwrap();
}

/// Somebody who is on no roll, with an account.
fn stranger(world: &mut World, name: &str) -> u32 {
    let register =
        bodies::Register { kind: bodies::PersonKind::Natural, name: name.into(), contact: bodies::Contact::default() };
    world.act(CLERK, Any::Bodies(bodies::Command::Register(register))).unwrap();
    let n = world.estate.bodies.next_person().0 - 1;
    account(world, n, n as u8);
    n
}

fn certify(name: &str, tail: &str) -> Command {
    Command::Certify { name: name.into(), tail: tail.into() }
}

fn code(world: &World, n: u32) -> String {
    world.estate.standing.code(person(n), world.now).unwrap().code.get().unwrap().clone()
}

fn enter(code: &str) -> Command {
    Command::EnterCode { code: code.into() }
}

fn vouch(n: u32, stands: Option<Stands>) -> Command {
    Command::Vouch { person: person(n), stands, paper: "身份证、不动产权证，当面看过原件".into() }
}

fn stands(world: &World, unit: &str, case: Case) -> Option<Stands> {
    Some(Stands { unit: world.estate.roll.doors[&door(unit)], case })
}

/// Both clerks, on one occasion.
fn both(world: &mut World, n: u32, stands: Option<Stands>) -> Result<(), Refusals> {
    world.standing(CLERK, vouch(n, stands))?;
    world.standing(CLERK_2, vouch(n, stands)).map(|_| ())
}

fn method(world: &World, n: u32) -> Option<Method> {
    world.estate.proved(person(n)).map(|p| p.method)
}

fn cast(world: &mut World, motion: MotionId, n: u32, unit: &str) -> Result<Vec<AnyEvent>, Refusals> {
    let voter = world.voter(motion, unit);
    world.assembly(owner(n), assembly::Command::Cast { motion, voter, marks: vec![Mark::Approve] })
}

#[test]
fn a_slip_opens_an_account_and_not_a_vote() {
    let mut world = world();
    account(&mut world, 1, 1);
    let motion = world.voting(Scope::Estate, vec![question_of()]);
    let refused = cast(&mut world, motion, 1, "1-1-101").unwrap_err();
    assert_eq!(refused[0].code, "not-matched");
    assert!(refused[0].cites[0].article.contains("第二十二条"));
    world.standing(owner(1), certify("业主1", "0001")).unwrap();
    cast(&mut world, motion, 1, "1-1-101").unwrap();
    let held = &world.estate.assembly.motions[&motion].ballots[&1];
    let proved = held.proved.unwrap();
    assert_eq!((proved.method, Some(proved)), (Method::Certificate, world.estate.proved(person(1))), "kept with it");
    // Paper needs none of it: it is signed.
    let code = world.code(motion, "1-1-102");
    world.assembly(CLERK, assembly::Command::ReceivePaper { motion, code }).unwrap();
    assert_eq!(world.estate, world.replayed());
}

fn question_of() -> assembly::DraftItem {
    question(ItemKind::UseFund)
}

#[test]
fn a_code_goes_to_the_telephone_on_the_roll_and_works_once_for_ten_minutes() {
    let mut world = world();
    assert_eq!(codes(world.standing(owner(2), Command::SendCode)), ["no-phone-on-roll"]);
    assert_eq!(codes(world.standing(VISITOR, Command::SendCode)), ["not-on-roll"]);
    assert_eq!(codes(world.standing(owner(1), enter("000000"))), ["code-over"], "none was sent");
    world.standing(owner(1), Command::SendCode).unwrap();
    let first = code(&world, 1);
    assert!(first.len() == 6 && first.bytes().all(|b| b.is_ascii_digit()));
    let wrong = if first == "123456" { "654321" } else { "123456" };
    for _ in 0..5 {
        let events = world.standing(owner(1), enter(wrong)).unwrap();
        assert!(matches!(events[0], AnyEvent::Standing(Event::Tried { .. })), "what is not recorded cannot be limited");
    }
    assert_eq!(codes(world.standing(owner(1), enter(&first))), ["code-over"], "five wrong tries end a code");
    for n in 2..=5 {
        world.standing(owner(1), Command::SendCode).unwrap();
        assert_eq!(world.estate.standing.tries[&person(1)].sent.unwrap().1, n);
    }
    assert_eq!(codes(world.standing(owner(1), Command::SendCode)), ["codes-too-many"]);
    let last = code(&world, 1);
    world.now = world.now.plus_ms(10 * 60_000);
    assert_eq!(codes(world.standing(owner(1), enter(&last))), ["code-over"]);
    world.at("2026-10-02T09:00");
    world.standing(owner(1), Command::SendCode).unwrap();
    let fresh = code(&world, 1);
    world.standing(owner(1), enter(&format!(" {}-{} ", &fresh[..3], &fresh[3..]))).unwrap();
    assert_eq!(method(&world, 1), Some(Method::Telephone));
    assert_eq!(codes(world.standing(owner(1), Command::SendCode)), ["matched-already"]);
    assert!(!world.estate.standing.tries.contains_key(&person(1)), "what was tried is forgotten");
    assert_eq!(world.estate, world.replayed());
}

#[test]
fn name_and_last_digits_are_compared_and_never_kept() {
    let mut world = world();
    let bare = stranger(&mut world, "没留证件尾号的人");
    assert_eq!(codes(world.standing(owner(bare), certify("没留证件尾号的人", "0002"))), ["no-tail-on-roll"]);
    assert_eq!(codes(world.standing(owner(1), certify("", "0001"))), ["text-missing"]);
    for (name, tail) in [("业主2", "0001"), ("业主1", "0002"), ("别人", "0001"), ("业主1", "000"), ("业主1", "00011")]
    {
        let events = world.standing(owner(1), certify(name, tail)).unwrap();
        let text = format!("{:?}", crate::encode(&events[0]));
        assert!(!text.contains(tail), "{text}");
    }
    assert_eq!(codes(world.standing(owner(1), certify("业主1", "0001"))), ["certificate-closed"]);
    // The house without a telephone and with too many tries has two clerks.
    account(&mut world, 1, 1);
    both(&mut world, 1, None).unwrap();
    assert_eq!(method(&world, 1), Some(Method::FaceToFace));
    let events = world.standing(owner(3), certify(" 业主 3", "0003")).unwrap();
    let AnyEvent::Standing(Event::Matched { evidence, .. }) = &events[0] else { panic!("{events:?}") };
    let contact = world.estate.bodies.persons[&person(3)].contact.as_ref().unwrap();
    assert_eq!(*evidence, Some(contact.item()), "the evidence is the roll's own sealed value");
}

#[test]
fn face_to_face_takes_two_clerks_on_one_occasion() {
    let mut world = world();
    assert_eq!(codes(world.standing(CLERK, vouch(99, None))), ["person-unknown"]);
    assert_eq!(codes(world.standing(CLERK, vouch(1, None))), ["vouch-no-account"]);
    account(&mut world, 1, 1);
    let empty = Command::Vouch { person: person(1), stands: None, paper: " ".into() };
    assert_eq!(codes(world.standing(CLERK, empty)), ["text-missing"]);
    assert_eq!(codes(world.standing((Actor::Person(person(1)), Capacity::Clerk), vouch(1, None))), ["vouch-self"]);
    world.standing(CLERK, vouch(1, None)).unwrap();
    assert_eq!(codes(world.standing(CLERK, vouch(1, None))), ["vouch-same-clerk"]);
    assert_eq!(method(&world, 1), None, "one clerk is not two");
    world.now = world.now.plus_ms(24 * 60 * 60_000);
    world.standing(CLERK_2, vouch(1, None)).unwrap();
    assert_eq!(method(&world, 1), None, "the next day is another occasion: a first word again");
    world.standing(CLERK, vouch(1, None)).unwrap();
    assert_eq!(method(&world, 1), Some(Method::FaceToFace));
    let mut sealed = Vec::new();
    world.estate.standing.sealed_of(person(1), &mut sealed);
    assert_eq!(sealed.len(), 3, "every word about the person is erased with them");
    assert_eq!(world.estate, world.replayed());
}

#[test]
fn a_match_holds_for_the_account_it_was_shown_with() {
    let mut world = world();
    account(&mut world, 1, 1);
    both(&mut world, 1, None).unwrap();
    world.act(CLERK, Any::Bodies(bodies::Command::Unlink(person(1)))).unwrap();
    assert_eq!(method(&world, 1), None, "whoever holds the account now was never seen");
    account(&mut world, 1, 2);
    assert_eq!(method(&world, 1), None);
    let motion = world.voting(Scope::Estate, vec![question_of()]);
    assert_eq!(codes(cast(&mut world, motion, 1, "1-1-101")), ["not-matched"]);
}

#[test]
fn heirs_name_one_who_speaks_until_the_roll_has_new_owners() {
    let mut world = world();
    let heir = stranger(&mut world, "继承人");
    let of = stands(&world, "1-1-101", Case::Heirs);
    both(&mut world, heir, of).unwrap();
    assert!(world.estate.capacities(person(heir), world.now.day()).contains(&Capacity::Owner));
    let motion = world.voting(Scope::Estate, vec![question_of()]);
    assert_eq!(world.estate.assembly.motions[&motion].voters_for(&world.estate, person(heir)), [1]);
    world.match_with_roll(1);
    let refused = cast(&mut world, motion, 1, "1-1-101").unwrap_err();
    assert_eq!((refused[0].code.as_str(), refused[0].cites[0].source.as_str()), ("spoken-for", "SPC-B"));
    cast(&mut world, motion, heir, "1-1-101").unwrap();
    assert_eq!(world.estate.assembly.motions[&motion].ballots[&1].proved.unwrap().case, Some(Case::Heirs));
    let sale = Transfer {
        unit: UnitId(1),
        owners: vec![named("买家#5555")],
        on: Day::parse("2026-10-20").unwrap(),
        basis: "不动产权证".into(),
        tenure: Tenure::Sold,
    };
    world.roll(CLERK, roll::Command::Transfer(sale)).unwrap();
    assert_eq!(world.estate.speaker(UnitId(1)), None, "the register has spoken");
    assert!(world.estate.capacities(person(heir), world.now.day()).is_empty());
}

#[test]
fn speaking_ends_when_a_clerk_says_so() {
    let mut world = world();
    let end = |unit| Command::EndSpeaking { unit };
    assert_eq!(codes(world.standing(CLERK, end(UnitId(1)))), ["nobody-speaks"]);
    let guardian = stranger(&mut world, "监护人");
    let of = stands(&world, "1-1-101", Case::Guardian);
    both(&mut world, guardian, of).unwrap();
    world.standing(CLERK, end(UnitId(1))).unwrap();
    let motion = world.voting(Scope::Estate, vec![question_of()]);
    assert_eq!(codes(cast(&mut world, motion, guardian, "1-1-101")), ["not-your-vote"]);
}

#[test]
fn each_case_asks_the_roll_and_cites_its_ground() {
    let mut world = world();
    let with = |at: &str, tenure, owners: &[&str], occupiers: &[&str]| Row {
        tenure,
        occupiers: occupiers.iter().map(|o| named(o)).collect(),
        ..row(at, "50", owners)
    };
    world
        .import(vec![
            with("2-1-101", Tenure::PublicHousing, &["房管局"], &["承租人#7777"]),
            with("2-1-102", Tenure::WorkUnitHousing, &["机械厂"], &[]),
            with("2-1-201", Tenure::Sold, &["买房人#8888"], &["租客#9999"]),
        ])
        .unwrap();
    let by_name = |world: &World, name: &str| {
        let found = world.estate.bodies.persons.iter().find(|(_, p)| p.name.get().is_some_and(|n| n == name));
        found.unwrap().0.0
    };
    let organise = |world: &mut World, name: &str| {
        let n = by_name(world, name);
        world.estate.bodies.persons.get_mut(&person(n)).unwrap().kind = bodies::PersonKind::Organisation;
    };
    organise(&mut world, "房管局");
    organise(&mut world, "机械厂");
    let agent = stranger(&mut world, "经办人");
    for (n, name) in [(61, "承租人"), (62, "买房人"), (63, "租客")] {
        let of = by_name(&world, name);
        account(&mut world, of, n);
    }
    let (tenant, buyer, lodger) = (by_name(&world, "承租人"), by_name(&world, "买房人"), by_name(&world, "租客"));
    let refused = |world: &World, n, unit: &str, case| {
        let refusals = world.try_act(CLERK, &Any::Standing(vouch(n, stands(world, unit, case)))).unwrap_err();
        assert!(!refusals[0].cites.is_empty(), "{case:?} cites its ground: {refusals:?}");
        refusals[0].code.clone()
    };
    assert_eq!(refused(&world, tenant, "2-1-101", Case::PublicHousing), "tenant-has-no-vote");
    assert_eq!(refused(&world, lodger, "2-1-201", Case::NoCertificate), "tenant-has-no-vote");
    assert_eq!(refused(&world, agent, "2-1-201", Case::PublicHousing), "standing-not-public-housing");
    assert_eq!(refused(&world, agent, "2-1-201", Case::Organisation), "standing-no-organisation");
    assert_eq!(refused(&world, agent, "2-1-102", Case::Heirs), "standing-no-human");
    assert_eq!(refused(&world, agent, "2-1-102", Case::Guardian), "standing-no-human");
    assert_eq!(refused(&world, agent, "2-1-201", Case::NoCertificate), "standing-enter-buyer");
    assert_eq!(refused(&world, agent, "2-1-201", Case::Abroad), "standing-by-mandate");
    assert_eq!(refused(&world, buyer, "2-1-201", Case::Heirs), "standing-owner-already");
    let nowhere = Some(Stands { unit: UnitId(999), case: Case::Heirs });
    assert_eq!(codes(world.standing(CLERK, vouch(agent, nowhere))), ["unit-unknown"]);
    for (n, unit, case) in [
        (agent, "2-1-101", Case::PublicHousing),
        (agent, "2-1-102", Case::Organisation),
        (buyer, "2-1-201", Case::NoCertificate),
    ] {
        let of = stands(&world, unit, case);
        both(&mut world, n, of).unwrap();
    }
    let motion = world.voting(Scope::Estate, vec![question_of()]);
    assert_eq!(codes(cast(&mut world, motion, tenant, "2-1-101")), ["spoken-for"]);
    assert_eq!(codes(cast(&mut world, motion, lodger, "2-1-201")), ["tenant-has-no-vote"]);
    for (n, unit) in [(agent, "2-1-101"), (agent, "2-1-102"), (buyer, "2-1-201")] {
        cast(&mut world, motion, n, unit).unwrap();
    }
    for case in Case::ALL {
        assert_eq!(Case::from_word(case.word()), Some(*case));
        let ground = case.ground();
        assert!(!ground.article.is_empty() && !ground.source.is_empty());
    }
}

#[test]
fn whoever_holds_a_mandate_is_matched_as_well() {
    let mut world = world();
    let motion = world.voting(Scope::Estate, vec![question_of()]);
    let voter = world.voter(motion, "1-1-102");
    let grant =
        assembly::Command::GrantProxy {
            motion, voter, holder: person(3), mandate: "人在国外，委托业主3".into()
        };
    world.assembly(CLERK, grant).unwrap();
    assert_eq!(codes(cast(&mut world, motion, 3, "1-1-102")), ["not-matched"]);
    world.match_with_roll(3);
    cast(&mut world, motion, 3, "1-1-102").unwrap();
}

#[test]
fn the_case_of_one_home_is_no_evidence_for_another() {
    let mut world = world();
    let motion = world.voting(Scope::Estate, vec![question_of()]);
    account(&mut world, 3, 3);
    world.match_with_roll(3);
    let own = world.estate.proved(person(3)).unwrap();
    let heirs_of = stands(&world, "1-1-102", Case::Heirs);
    both(&mut world, 3, heirs_of).unwrap();
    let heirs = world.estate.proved(person(3)).unwrap();
    assert_eq!((heirs.case, own.case), (Some(Case::Heirs), None));
    // Both ballots of one person, and what each keeps.
    cast(&mut world, motion, 3, "1-1-102").unwrap();
    cast(&mut world, motion, 3, "1-1-201").unwrap();
    let kept = |home: &str| world.estate.assembly.motions[&motion].ballots[&world.voter(motion, home)].proved;
    assert_eq!(kept("1-1-102"), Some(heirs));
    assert_eq!(kept("1-1-201"), Some(own), "her own match, not the neighbour's heirs");
}
