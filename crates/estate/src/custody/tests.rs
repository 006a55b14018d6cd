use super::{Command, Flag, Papers, What, flags};
use crate::assembly::{Command as Assembly, ItemCount, ItemKind, Mark, Scope};
use crate::testing::{CLERK, CLERK_2, CLERK_3, World, codes, label, moment, owner, question};
use crate::todo::What as Wait;
use units::{Day, MotionId, PersonId};

const ONE: PersonId = PersonId(1);

fn seal(motion: MotionId, seal: &str, witnesses: &[PersonId]) -> Command {
    Command::Seal { motion, seal: seal.into(), witnesses: witnesses.to_vec(), note: String::new() }
}

fn open(motion: MotionId, seal: &str, whole: bool, note: &str) -> Command {
    Command::Open { motion, whole_box: false, seal: seal.into(), whole, witnesses: vec![ONE], note: note.into() }
}

fn open_box(motion: MotionId, seal: &str, witnesses: &[PersonId]) -> Command {
    let (whole_box, whole) = (true, true);
    Command::Open { motion, whole_box, seal: seal.into(), whole, witnesses: witnesses.to_vec(), note: String::new() }
}

fn team(motion: MotionId, reader: u32, counter: u32, scrutineers: &[u32]) -> Command {
    let scrutineers = scrutineers.iter().map(|s| PersonId(*s)).collect();
    Command::NameTeam { motion, reader: PersonId(reader), counter: PersonId(counter), scrutineers }
}

/// A vote with papers of homes 101, 102, 201, 202 of the first stairwell in a sealed box.
fn with_papers(kind: ItemKind) -> (World, MotionId) {
    let mut world = World::sixteen();
    let motion = world.voting(Scope::Estate, vec![question(kind)]);
    world.custody(CLERK, seal(motion, "s-1", &[ONE])).unwrap();
    world.at("2026-10-20T09:00");
    world.custody(CLERK, open(motion, "S-1", true, "")).unwrap();
    for home in ["1-1-101", "1-1-102", "1-1-201", "1-1-202"] {
        let code = world.code(motion, home);
        world.assembly(CLERK, Assembly::ReceivePaper { motion, code }).unwrap();
    }
    world.at("2026-10-20T20:00");
    world.custody(CLERK, seal(motion, "S-2", &[ONE])).unwrap();
    (world, motion)
}

fn read(world: &mut World, motion: MotionId, home: &str, mark: &Mark) {
    for clerk in [CLERK, CLERK_2] {
        let (code, marks) = (world.code(motion, home), vec![mark.clone()]);
        world.assembly(clerk, Assembly::EnterPaper { motion, code, marks }).unwrap();
    }
}

/// All four papers read 同意 and counted.
fn counted() -> (World, MotionId) {
    let (mut world, motion) = with_papers(ItemKind::Alter);
    for home in ["1-1-101", "1-1-102", "1-1-201", "1-1-202"] {
        read(&mut world, motion, home, &Mark::Approve);
    }
    world.at("2026-10-29T09:00");
    world.custody(CLERK, open_box(motion, "S-2", &[ONE])).unwrap();
    world.custody(CLERK, team(motion, 1, 2, &[3])).unwrap();
    world.assembly(CLERK, Assembly::Count { motion }).unwrap();
    (world, motion)
}

#[test]
fn an_open_slot_waits_for_tonight_and_counted_papers_for_their_keeping() {
    let (mut world, motion) = with_papers(ItemKind::Alter);
    assert_eq!(world.waits(Wait::SealBox), [], "sealed");
    world.at("2026-10-21T09:00");
    world.custody(CLERK, open(motion, "S-2", true, "")).unwrap();
    assert_eq!(world.waits(Wait::SealBox), [(1, Day::parse("2026-10-21"))]);
    world.custody(CLERK, seal(motion, "S-3", &[ONE])).unwrap();
    assert_eq!(world.waits(Wait::SealBox), []);

    let (mut world, motion) = counted();
    assert_eq!(world.waits(Wait::StorePapers), [(1, None)]);
    let keep = Command::Store {
        motion,
        papers: 4,
        seal: "S-9".into(),
        note: "示例档案柜".into(),
        until: Day::parse("2029-10-29").unwrap(),
        witnesses: vec![ONE],
    };
    world.custody(CLERK, keep).unwrap();
    assert_eq!(world.waits(Wait::StorePapers), []);
}

#[test]
fn a_candidate_neither_counts_nor_reads_nor_is_the_only_witness() {
    let mut world = World::sixteen();
    let mut election = crate::testing::choice(ItemKind::Committee, &["业主3", "业主4"], 2);
    election.persons = vec![Some(PersonId(3)), Some(PersonId(4))];
    let motion = world.voting(Scope::Estate, vec![election]);
    assert_eq!(codes(world.custody(CLERK, seal(motion, "S-1", &[PersonId(3)]))), ["team-interested"]);
    world.custody(CLERK, seal(motion, "S-1", &[PersonId(3), ONE])).unwrap();
    assert_eq!(codes(world.custody(CLERK, team(motion, 1, 2, &[4]))), ["team-interested"]);
    assert_eq!(codes(world.custody(CLERK, team(motion, 3, 2, &[5]))), ["team-interested"]);
    world.custody(CLERK, team(motion, 1, 2, &[5])).unwrap();
    world.at("2026-10-20T09:00");
    let code = world.code(motion, "1-1-101");
    world.assembly(CLERK, Assembly::ReceivePaper { motion, code: code.clone() }).unwrap();
    let enter = Assembly::EnterPaper { motion, code, marks: vec![Mark::Options(vec![0])] };
    let candidate = (units::Actor::Person(PersonId(3)), units::Capacity::Clerk);
    assert_eq!(codes(world.assembly(candidate, enter.clone())), ["team-interested"]);
    world.assembly(CLERK, enter).unwrap();
}

#[test]
fn whoever_settled_a_paper_does_not_read_it_again() {
    let (mut world, motion) = with_papers(ItemKind::Alter);
    for home in ["1-1-101", "1-1-102", "1-1-201"] {
        read(&mut world, motion, home, &Mark::Approve);
    }
    let code = world.code(motion, "1-1-202");
    for (clerk, mark) in [(CLERK, Mark::Approve), (CLERK_2, Mark::Against)] {
        world.assembly(clerk, Assembly::EnterPaper { motion, code: code.clone(), marks: vec![mark] }).unwrap();
    }
    let settle = Assembly::SettlePaper { motion, code: code.clone(), marks: vec![Mark::Against] };
    world.assembly(CLERK_3, settle).unwrap();
    world.at("2026-10-29T09:00");
    world.custody(CLERK, open_box(motion, "S-2", &[ONE])).unwrap();
    world.custody(CLERK, team(motion, 1, 2, &[3])).unwrap();
    world.assembly(CLERK, Assembly::Count { motion }).unwrap();
    world.custody(CLERK, Command::DrawRecount { motion, papers: 99 }).unwrap();
    let again = Command::EnterRecount { motion, code, marks: vec![Mark::Against] };
    assert_eq!(codes(world.custody(CLERK_3, again)), ["recount-other-eyes"]);
}

#[test]
fn nobody_touches_the_box_alone() {
    let mut world = World::sixteen();
    let motion = world.voting(Scope::Estate, vec![question(ItemKind::Alter)]);
    assert_eq!(codes(world.custody(CLERK, seal(motion, "S-1", &[]))), ["box-one-name"]);
    // Naming oneself is no second name, and a stranger none either.
    assert_eq!(codes(world.custody(owner(1), seal(motion, "S-1", &[ONE]))), ["box-one-name"]);
    assert_eq!(codes(world.custody(CLERK, seal(motion, "S-1", &[PersonId(77)]))), ["person-unknown"]);
    assert_eq!(codes(world.custody(CLERK, seal(motion, "封条1", &[ONE]))), ["box-seal-number"]);
    world.custody(CLERK, seal(motion, "S-1", &[ONE])).unwrap();
    assert_eq!(codes(world.custody(CLERK, seal(motion, "S-2", &[ONE]))), ["box-sealed-already"]);
    world.at("2026-10-29T09:00");
    assert_eq!(codes(world.custody(CLERK, open_box(motion, "S-1", &[]))), ["box-one-name"], "opened by one person");
}

#[test]
fn the_box_is_opened_at_the_reading_and_not_before() {
    let (mut world, motion) = with_papers(ItemKind::Alter);
    assert_eq!(codes(world.custody(CLERK, open_box(motion, "S-2", &[ONE]))), ["motion-is-voting"]);
    world.at("2026-10-28T19:00");
    assert_eq!(codes(world.custody(CLERK, open_box(motion, "S-2", &[ONE]))), ["box-before-reading"]);
    world.at("2026-10-29T09:00");
    world.custody(CLERK, open_box(motion, "S-2", &[ONE])).unwrap();
    assert_eq!(codes(world.custody(CLERK, open_box(motion, "S-2", &[ONE]))), ["box-opened-already"]);
    assert_eq!(codes(world.custody(CLERK, seal(motion, "S-3", &[ONE]))), ["box-opened-already"]);
}

#[test]
fn a_broken_seal_is_written_down_and_stays_a_flag() {
    let (mut world, motion) = with_papers(ItemKind::Alter);
    world.at("2026-10-21T08:00");
    assert_eq!(codes(world.custody(CLERK, open(motion, "S-2", false, ""))), ["box-seal-broken-unexplained"]);
    assert_eq!(codes(world.custody(CLERK, open(motion, "S-9", true, ""))), ["box-seal-broken-unexplained"]);
    world.custody(CLERK, open(motion, "S-9", true, "封条号与昨晚不同，已报社区")).unwrap();
    assert_eq!(flags(&world.estate, motion, world.now), [Flag::SealBroken { at: moment("2026-10-21T08:00") }]);
    // The next night nobody seals it.
    let now = moment("2026-10-22T09:00");
    let night = Flag::NightUnsealed { day: moment("2026-10-21T08:00").day() };
    assert_eq!(flags(&world.estate, motion, now), [Flag::SealBroken { at: moment("2026-10-21T08:00") }, night]);
    assert_eq!(codes(world.custody(CLERK, seal(motion, "S-1", &[ONE]))), ["box-seal-used"]);
}

#[test]
fn an_open_box_goes_nowhere_and_nobody_hands_it_to_themselves() {
    let (mut world, motion) = with_papers(ItemKind::Alter);
    let over = |to: u32| Command::HandOver { motion, to: PersonId(to), note: String::new() };
    assert_eq!(codes(world.custody(owner(2), over(2))), ["handed-to-self"]);
    world.custody(CLERK, over(2)).unwrap();
    world.at("2026-10-21T08:00");
    world.custody(CLERK, open(motion, "S-2", true, "")).unwrap();
    assert_eq!(codes(world.custody(CLERK, over(2))), ["box-goes-sealed"]);
}

#[test]
fn paper_is_counted_by_named_people_from_an_opened_box() {
    let (mut world, motion) = with_papers(ItemKind::ServiceProvider);
    for home in ["1-1-101", "1-1-102", "1-1-201", "1-1-202"] {
        read(&mut world, motion, home, &Mark::Approve);
    }
    world.at("2026-10-29T09:00");
    let count = Assembly::Count { motion };
    assert_eq!(codes(world.assembly(CLERK, count.clone())), ["box-not-opened", "team-not-named"]);
    world.custody(CLERK, open_box(motion, "S-2", &[ONE])).unwrap();
    assert_eq!(codes(world.custody(CLERK, team(motion, 1, 2, &[]))), ["scrutineer-missing"]);
    assert_eq!(codes(world.custody(CLERK, team(motion, 1, 2, &[1]))), ["team-same-person"]);
    world.custody(CLERK, team(motion, 1, 2, &[3])).unwrap();
    world.assembly(CLERK, count).unwrap();
    assert_eq!(world.estate, world.replayed());
}

#[test]
fn what_lay_in_the_box_is_taken_in_after_it_was_opened_and_never_before() {
    let (mut world, motion) = with_papers(ItemKind::Alter);
    world.cast(motion, 6, "1-1-302", &[Mark::Against]).unwrap();
    world.at("2026-10-29T09:00");
    let (late, second) = (world.code(motion, "1-1-301"), world.code(motion, "1-1-302"));
    let receive = |code: &String| Assembly::ReceivePaper { motion, code: code.clone() };
    assert_eq!(codes(world.assembly(CLERK, receive(&late))), ["motion-is-closed"]);
    world.custody(CLERK, open_box(motion, "S-2", &[ONE])).unwrap();
    world.assembly(CLERK, receive(&late)).unwrap();
    // Whoever voted by phone first is counted by phone; the paper from the box is set aside.
    world.assembly(CLERK, receive(&second)).unwrap();
    let held = &world.estate.assembly.motions[&motion];
    assert_eq!((held.ballots.len(), held.set_aside.len()), (6, 1));
}

#[test]
fn papers_are_kept_sealed_for_as_long_as_a_court_may_ask() {
    let (mut world, motion) = counted();
    let store = |seal: &str, papers, until: &str, place: &str| Command::Store {
        motion,
        seal: seal.into(),
        papers,
        until: Day::parse(until).unwrap(),
        witnesses: vec![ONE],
        note: place.into(),
    };
    assert_eq!(flags(&world.estate, motion, world.now).last(), Some(&Flag::NotStored));
    assert_eq!(codes(world.custody(CLERK, store("S-3", 4, "2027-01-01", "社区档案室"))), ["kept-too-short"]);
    assert_eq!(codes(world.custody(CLERK, store("S-3", 4, "2028-01-01", " "))), ["store-place-missing"]);
    world.custody(CLERK, store("S-3", 3, "2028-01-01", "社区档案室")).unwrap();
    assert_eq!(flags(&world.estate, motion, world.now).last(), Some(&Flag::PapersDiffer { received: 4, stored: 3 }));
    world.custody(CLERK, store("S-4", 4, "2028-01-01", "社区档案室")).unwrap();
    let log = world.estate.custody.of(motion);
    assert!(matches!(log.stored().unwrap().what, What::Stored { papers: 4, .. }));
    let nights = |f: &Flag| matches!(f, Flag::NightUnsealed { .. });
    assert!(flags(&world.estate, motion, world.now).iter().all(|f| !nights(f)), "sealed every night");
}

#[test]
fn a_sample_read_by_other_eyes_leads_to_a_full_recount_and_a_correction() {
    let (mut world, motion) = counted();
    world.assembly(CLERK, Assembly::Announce { motion }).unwrap();
    let draw = |papers| Command::DrawRecount { motion, papers };
    let again = |world: &World, home: &str, mark: Mark| Command::EnterRecount {
        motion,
        code: world.code(motion, home),
        marks: vec![mark],
    };
    let homes = ["1-1-101", "1-1-102", "1-1-201", "1-1-202"];
    world.custody(CLERK, draw(2)).unwrap();
    assert_eq!(codes(world.custody(CLERK, draw(2))), ["recount-open"]);
    assert_eq!(codes(world.custody(CLERK, Command::CloseRecount { motion })), ["recount-unread"]);
    let drawn = world.estate.custody.of(motion).recounts[0].units.clone();
    let name = |world: &World, unit| world.estate.roll.units[unit].facts.door.to_string();
    let homes_of: Vec<&str> = homes
        .iter()
        .copied()
        .filter(|h| drawn.iter().any(|u| name(&world, u) == crate::testing::door(h).to_string()))
        .collect();
    assert_eq!(homes_of.len(), 2);
    // Whoever read it first does not read it again, and what was not drawn is not read.
    let entry = again(&world, homes_of[0], Mark::Approve);
    assert_eq!(codes(world.custody(CLERK, entry.clone())), ["recount-other-eyes"]);
    let other = homes.iter().find(|h| !homes_of.contains(h)).unwrap();
    let entry_of_other = again(&world, other, Mark::Approve);
    assert_eq!(codes(world.custody(CLERK_3, entry_of_other)), ["recount-not-drawn"]);
    world.custody(CLERK_3, entry).unwrap();
    let entry = again(&world, homes_of[1], Mark::Against);
    world.custody(CLERK_3, entry).unwrap();
    world.custody(CLERK, Command::CloseRecount { motion }).unwrap();
    assert!(flags(&world.estate, motion, world.now).contains(&Flag::SampleDiffers));
    // A sample corrects nothing.
    let correct = || Assembly::Correct { motion, why: "一张票唱错".into() };
    assert_eq!(codes(world.assembly(CLERK, correct())), ["correct-needs-full-recount"]);
    world.custody(CLERK, draw(99)).unwrap();
    for home in homes {
        let mark = if home == homes_of[1] { Mark::Against } else { Mark::Approve };
        let entry = again(&world, home, mark);
        world.custody(CLERK_3, entry).unwrap();
    }
    world.custody(CLERK, Command::CloseRecount { motion }).unwrap();
    assert!(!flags(&world.estate, motion, world.now).contains(&Flag::SampleDiffers));
    world.assembly(CLERK, correct()).unwrap();
    let held = &world.estate.assembly.motions[&motion];
    let ItemCount::Approve { votes, .. } = &held.counted.as_ref().unwrap().items[0] else { panic!() };
    assert_eq!((votes.approve.heads, votes.against.heads), (3, 1));
    // The result is announced anew; what was announced before stands in the record.
    assert!(held.announced.is_none() && held.corrected[0].announced.is_some());
    assert_eq!(crate::assembly::count(held).unwrap(), held.counted.as_ref().unwrap().items);
    world.assembly(CLERK, Assembly::Announce { motion }).unwrap();
    assert_eq!(codes(world.assembly(CLERK, correct())), ["correct-nothing-differs"]);
    assert_eq!(world.estate, world.replayed());
}

#[test]
fn every_printing_is_written_down_and_counted() {
    let mut world = World::sixteen();
    let motion = world.drafted(Scope::Estate, vec![question(ItemKind::UseFund)]);
    world.assembly(CLERK, Assembly::FreezeRoll { motion }).unwrap();
    let print = |building: &str| Command::PrintPapers { motion, building: label(building) };
    assert_eq!(codes(world.custody(CLERK, print("1"))), ["motion-is-roll-shown"]);
    world.notice(motion).unwrap();
    assert_eq!(codes(world.custody(CLERK, print("9"))), ["print-no-papers"]);
    world.custody(CLERK, print("1")).unwrap();
    world.custody(CLERK_2, print("1")).unwrap();
    let log = world.estate.custody.of(motion);
    let papers = Papers::of(&world.estate.assembly.motions[&motion], log);
    assert_eq!((papers.needed, papers.printed, papers.times), (16, 32, 2), "twice the codes went out");
    assert_eq!((log.printed[1].stamp.actor, log.printed[1].papers), (CLERK_2.0, 16));
    world.at("2026-10-28T18:00");
    assert_eq!(codes(world.custody(CLERK, print("1"))), ["motion-is-closed"]);
    assert_eq!(world.estate, world.replayed());
}
