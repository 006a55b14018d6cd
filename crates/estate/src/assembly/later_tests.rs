//! What comes beside and after the ballots: papers given out anew, the official platform, filing, revocation.

use super::{Aside, Channel, Command, ItemKind, Mark, PlatformRow, RevokedBy, Scope};
use crate::Event;
use crate::custody::Papers;
use crate::testing::{CLERK, CLERK_2, World, codes, door, moment, question, row};
use law::Refusals;
use units::{Day, Digest, MotionId};

fn unit(world: &World, home: &str) -> units::UnitId {
    world.estate.roll.doors[&door(home)]
}

#[test]
fn a_paper_given_out_anew_voids_the_old_one() {
    let mut world = World::sixteen();
    let motion = world.voting(Scope::Estate, vec![question(ItemKind::Alter)]);
    let old = world.code(motion, "1-1-101");
    let home = unit(&world, "1-1-101");
    let replace = |why: &str| Command::ReplacePaper { motion, unit: home, why: why.into() };
    assert_eq!(codes(world.assembly(CLERK, replace(" "))), ["text-missing"]);
    world.assembly(CLERK, replace("茶水泼湿")).unwrap();
    let receive = |code: &str| Command::ReceivePaper { motion, code: code.into() };
    // The old paper comes back: kept, once, so that the box's figures close; read or counted never.
    world.assembly(CLERK, receive(&old)).unwrap();
    assert_eq!(codes(world.assembly(CLERK, receive(&old))), ["paper-received-already"]);
    let enter = Command::EnterPaper { motion, code: old.clone(), marks: vec![Mark::Approve] };
    assert_eq!(codes(world.assembly(CLERK, enter)), ["code-void"]);
    let held = &world.estate.assembly.motions[&motion];
    assert_eq!((held.ballots.len(), held.set_aside[0].ground), (0, Aside::VoidCode(0)));
    let figures = |world: &World| Papers::of(&world.estate.assembly.motions[&motion], &Default::default());
    let sums = |p: Papers| (p.received, p.returned, p.aside, p.void, p.void_alone);
    assert_eq!(sums(figures(&world)), (1, 0, 0, 1, 1));
    let new =
        world.estate.assembly.motions[&motion].paper_codes().iter().find(|(u, _)| *u == home).unwrap().1.to_owned();
    assert_ne!(old, new);
    world.assembly(CLERK, receive(&new)).unwrap();
    assert_eq!(sums(figures(&world)), (2, 1, 0, 1, 0));
    let enter = Command::EnterPaper { motion, code: new, marks: vec![Mark::Approve] };
    world.assembly(CLERK, enter).unwrap();
    assert_eq!(codes(world.assembly(CLERK, replace("又丢了"))), ["voted-on-paper"]);
    assert_eq!(world.estate, world.replayed());
}

/// A vote in a city whose law asks for the official platform, closed; home 101's paper came on the first morning.
fn on_platform() -> (World, MotionId) {
    let mut world = World::sixteen_in("北京/丰台");
    let motion = world.drafted(Scope::Estate, vec![question(ItemKind::Other)]);
    world.assembly(CLERK, Command::FreezeRoll { motion }).unwrap();
    world.notice(motion).unwrap();
    world.at("2026-10-20T09:00");
    let code = world.code(motion, "1-1-101");
    world.assembly(CLERK, Command::ReceivePaper { motion, code }).unwrap();
    world.at("2026-10-28T19:00");
    (world, motion)
}

fn line(world: &World, n: u32, home: &str, at: &str, mark: Mark) -> PlatformRow {
    PlatformRow { line: n, unit: unit(world, home), at: moment(at), marks: vec![mark] }
}

fn import(
    world: &mut World,
    motion: MotionId,
    said: Option<u32>,
    rows: Vec<PlatformRow>,
) -> Result<Vec<Event>, Refusals> {
    let (platform, file) = ("市业主决定共同事项公共决策平台".into(), Digest([3; 32]));
    world.assembly(CLERK, Command::ImportPlatform { motion, platform, file, said, rows })
}

#[test]
fn the_platforms_result_is_reconciled_and_counted_once() {
    let (mut world, motion) = on_platform();
    let rows = vec![
        // Later than the paper, which counts; earlier than nothing; and one more.
        line(&world, 2, "1-1-101", "2026-10-21T10:00", Mark::Against),
        line(&world, 3, "1-1-102", "2026-10-21T10:00", Mark::Approve),
        line(&world, 4, "1-1-201", "2026-10-22T10:00", Mark::Abstain),
    ];
    assert_eq!(codes(import(&mut world, motion, Some(4), rows.clone())), ["platform-total"]);
    let before = world.estate.clone();
    import(&mut world, motion, Some(3), rows.clone()).unwrap();
    let held = &world.estate.assembly.motions[&motion];
    let channels: Vec<Channel> = held.ballots.values().map(|b| b.channel).collect();
    assert_eq!(channels, [Channel::Paper, Channel::Platform, Channel::Platform]);
    assert_eq!(codes(import(&mut world, motion, None, rows)), ["platform-imported-already"]);
    world.assembly(CLERK, Command::UndoPlatform { motion }).unwrap();
    assert_eq!(world.estate.assembly, before.assembly, "as if it had never been");
}

#[test]
fn a_paper_that_came_later_is_set_aside_and_comes_back_with_the_undoing() {
    let (mut world, motion) = on_platform();
    let before = world.estate.clone();
    let earlier = vec![line(&world, 2, "1-1-101", "2026-10-20T08:30", Mark::Against)];
    import(&mut world, motion, None, earlier).unwrap();
    let held = &world.estate.assembly.motions[&motion];
    assert_eq!((held.ballots[&1].channel, held.set_aside.len()), (Channel::Platform, 1));
    world.assembly(CLERK, Command::UndoPlatform { motion }).unwrap();
    assert_eq!(world.estate.assembly, before.assembly);
    assert_eq!(world.estate, world.replayed());
}

/// The box is opened, papers are taken in while the platform's ballot stands, and the file is taken out again.
fn undone_after(homes: &[&str], rows: &[(&str, &str)]) -> (World, MotionId) {
    let mut world = World::founded_in("北京/丰台");
    let homes_of = [
        row("1-1-101", "60", &["一户#0001"]),
        row("1-1-102", "60", &["两套#0002"]),
        row("1-1-201", "60", &["两套#0002"]),
        row("1-1-202", "60", &["三户#0003"]),
    ];
    world.import(homes_of.to_vec()).unwrap();
    let motion = world.drafted(Scope::Estate, vec![question(ItemKind::Other)]);
    world.assembly(CLERK, Command::FreezeRoll { motion }).unwrap();
    world.notice(motion).unwrap();
    world.at("2026-10-29T09:00");
    world.open_box(motion);
    let rows = rows.iter().map(|(home, at)| line(&world, 2, home, at, Mark::Against)).collect();
    import(&mut world, motion, None, rows).unwrap();
    for home in homes {
        let code = world.code(motion, home);
        world.assembly(CLERK, Command::ReceivePaper { motion, code }).unwrap();
    }
    let held = &world.estate.assembly.motions[&motion];
    assert_eq!(held.set_aside.len(), homes.len(), "behind the platform's ballot");
    world.assembly(CLERK, Command::UndoPlatform { motion }).unwrap();
    assert_eq!(world.estate, world.replayed());
    (world, motion)
}

#[test]
fn a_paper_taken_in_behind_a_wrong_file_counts_once_the_file_is_out() {
    let (mut world, motion) = undone_after(&["1-1-101"], &[("1-1-101", "2026-10-21T10:00")]);
    let held = &world.estate.assembly.motions[&motion];
    assert_eq!((held.ballots[&1].channel, held.set_aside.len()), (Channel::Paper, 0));
    let code = world.code(motion, "1-1-101");
    for clerk in [CLERK, CLERK_2] {
        let enter = Command::EnterPaper { motion, code: code.clone(), marks: vec![Mark::Approve] };
        world.assembly(clerk, enter).unwrap();
    }
    // The right file has no line for this owner, and the vote is counted.
    let right = vec![line(&world, 2, "1-1-102", "2026-10-21T10:00", Mark::Approve)];
    import(&mut world, motion, Some(1), right).unwrap();
    world.assembly(CLERK, Command::Count { motion }).unwrap();
    let counted = world.estate.assembly.motions[&motion].counted.as_ref().unwrap();
    let super::ItemCount::Approve { votes, .. } = &counted.items[0] else { panic!() };
    assert_eq!((votes.approve.heads, votes.against.heads), (2, 0));
}

#[test]
fn of_two_papers_behind_a_wrong_file_the_first_counts_and_the_second_stays_aside() {
    let (mut world, motion) = undone_after(&["1-1-201", "1-1-102"], &[("1-1-102", "2026-10-21T10:00")]);
    let held = &world.estate.assembly.motions[&motion];
    let voter = world.voter(motion, "1-1-102");
    assert_eq!(held.ballots[&voter].unit, Some(unit(&world, "1-1-201")), "received first");
    assert_eq!(held.set_aside.iter().map(|a| a.unit).collect::<Vec<_>>(), [unit(&world, "1-1-102")]);
    let enter = |world: &World, home| Command::EnterPaper {
        motion,
        code: world.code(motion, home),
        marks: vec![Mark::Approve],
    };
    let (first, second) = (enter(&world, "1-1-201"), enter(&world, "1-1-102"));
    world.assembly(CLERK, first).unwrap();
    assert_eq!(codes(world.assembly(CLERK, second)), ["paper-set-aside"]);
}

#[test]
fn a_file_with_one_bad_line_changes_nothing_and_every_line_is_named() {
    let (mut world, motion) = on_platform();
    let rows = vec![
        line(&world, 2, "1-1-102", "2026-10-21T10:00", Mark::Approve),
        line(&world, 3, "1-1-102", "2026-10-21T11:00", Mark::Against),
        line(&world, 4, "1-1-201", "2026-10-19T10:00", Mark::Approve),
        line(&world, 5, "1-1-202", "2026-10-21T10:00", Mark::NoneOfThem),
    ];
    let refused = import(&mut world, motion, None, rows).unwrap_err();
    let line = |r: &law::Refusal| match r.fact("line") {
        Some(law::Fact::Number(n)) => *n,
        other => panic!("{other:?}"),
    };
    let said: Vec<(&str, i64)> = refused.iter().map(|r| (r.code.as_str(), line(r))).collect();
    assert_eq!(said, [("platform-unit-twice", 3), ("platform-time", 4), ("mark-missing", 5)]);
    assert!(world.estate.assembly.motions[&motion].platform.is_none());
}

#[test]
fn where_phones_count_here_no_platform_is_taken_in() {
    let mut world = World::sixteen();
    let motion = world.voting(Scope::Estate, vec![question(ItemKind::Other)]);
    world.at("2026-10-28T19:00");
    let rows = vec![line(&world, 2, "1-1-101", "2026-10-21T10:00", Mark::Approve)];
    assert_eq!(codes(import(&mut world, motion, None, rows)), ["platform-not-here"]);
}

/// Everybody approved, announced on 29 October.
fn published(kind: ItemKind) -> (World, MotionId) {
    let mut world = World::sixteen();
    let motion = world.voting(Scope::Estate, vec![question(kind)]);
    for n in 0..16 {
        let home = format!("1-{}-{}0{}", n / 8 + 1, n % 8 / 2 + 1, n % 2 + 1);
        world.cast(motion, n + 1, &home, &[Mark::Approve]).unwrap();
    }
    world.at("2026-10-29T09:00");
    world.assembly(CLERK, Command::Count { motion }).unwrap();
    world.assembly(CLERK, Command::Announce { motion }).unwrap();
    (world, motion)
}

#[test]
fn rules_and_elections_are_filed_within_thirty_days() {
    let (mut world, motion) = published(ItemKind::RulesOfProcedure);
    let held = |world: &World| world.estate.assembly.motions[&motion].clone();
    assert_eq!(held(&world).file_until(), Day::parse("2026-11-28"));
    assert_eq!(world.waits(crate::todo::What::File), [(1, Day::parse("2026-11-28"))]);
    let file = |on: &str| Command::File {
        motion,
        with: "街道办事处".into(),
        on: Day::parse(on).unwrap(),
        receipt: "备2026-17".into(),
    };
    assert_eq!(codes(world.assembly(CLERK, file("2026-10-28"))), ["filed-day"]);
    assert_eq!(codes(world.assembly(CLERK, file("2026-11-05"))), ["filed-day"], "not in the future");
    world.at("2026-11-05T09:00");
    world.assembly(CLERK, file("2026-11-05")).unwrap();
    assert_eq!(held(&world).file_until(), None);
    assert_eq!(world.waits(crate::todo::What::File), []);
    let (world, motion) = published(ItemKind::UseFund);
    assert_eq!(world.estate.assembly.motions[&motion].file_until(), None, "use of the fund is not filed here");
}

#[test]
fn members_elected_are_filed_though_a_seat_stayed_open() {
    let mut world = World::sixteen();
    let election = crate::testing::choice(ItemKind::Committee, &["业主3", "业主4", "业主5"], 3);
    let motion = world.voting(Scope::Estate, vec![election]);
    for n in 0..16 {
        let home = format!("1-{}-{}0{}", n / 8 + 1, n % 8 / 2 + 1, n % 2 + 1);
        world.cast(motion, n + 1, &home, &[Mark::Options(vec![0, 1])]).unwrap();
    }
    world.at("2026-10-29T09:00");
    world.assembly(CLERK, Command::Count { motion }).unwrap();
    world.assembly(CLERK, Command::Announce { motion }).unwrap();
    let held = &world.estate.assembly.motions[&motion];
    assert!(!held.passed(0), "one seat stays open");
    assert_eq!(held.file_until(), Day::parse("2026-11-28"));
}

#[test]
fn a_revoked_item_binds_nobody_any_more() {
    let (mut world, motion) = published(ItemKind::Covenant);
    world.at("2027-02-01T09:00");
    let revoke = |items: Vec<u32>| Command::Revoke {
        motion,
        by: RevokedBy::Court,
        items,
        document: "某区人民法院（2027）某民初1号".into(),
        on: Day::parse("2027-01-30").unwrap(),
    };
    assert_eq!(codes(world.assembly(CLERK, revoke(vec![4]))), ["item-unknown"]);
    world.assembly(CLERK, revoke(vec![])).unwrap();
    let held = &world.estate.assembly.motions[&motion];
    assert_eq!(held.revoked(0).unwrap().by, RevokedBy::Court);
    assert!(!held.is_to_be_filed());
    assert_eq!(RevokedBy::Court.ground().article, "民法典第二百八十条第二款");
    assert_eq!(codes(world.assembly(CLERK, revoke(vec![0]))), ["revoked-already"]);
    assert_eq!(world.estate, world.replayed());
}
