use super::*;
use crate::roll;
use crate::roll::{Row, Tenure, Transfer, UnitKind};
use crate::testing::*;
use choice::tally::Decision;
use law::{Key, Value};
use proptest::prelude::*;
use units::{Area, Attachment, Day, Digest, FileKind, ItemId, MotionId, PersonId, UnitId, Weight, limits};

/// Door of home `n` of [`World::sixteen`].
pub(super) fn home(n: u32) -> String {
    format!("1-{}-{}0{}", (n - 1) / 8 + 1, (n - 1) % 8 / 2 + 1, (n - 1) % 2 + 1)
}

pub(super) fn own_rule(world: &mut World, key: Key, value: Value) {
    world.own_rule(key, value, 12);
}

pub(super) fn area(text: &str) -> Area {
    Area::parse(text).unwrap()
}

pub(super) fn finish(world: &mut World, motion: MotionId) -> Vec<ItemCount> {
    world.at("2026-10-29T09:00");
    world.assembly(CLERK, Command::Count { motion }).unwrap();
    world.estate.assembly.motions[&motion].counted.as_ref().unwrap().items.clone()
}

pub(super) fn decisions(world: &mut World, motion: MotionId) -> Vec<Decision> {
    finish(world, motion).iter().map(ItemCount::decision).collect()
}

#[test]
fn the_whole_way_from_draft_to_result() {
    let mut world = World::sixteen();
    let motion = world.voting(Scope::Estate, vec![question(ItemKind::ChangeUse)]);
    for n in 1..=12 {
        let mark = if n <= 9 { Mark::Approve } else { Mark::Against };
        world.cast(motion, n, &home(n), &[mark]).unwrap();
    }
    let held = &world.estate.assembly.motions[&motion];
    assert_eq!(held.turnout(), Weight::new(12, area("720")));
    assert_eq!((held.cell(UnitId(1)), held.cell(UnitId(13))), (Cell::Voted, Cell::Unserved));
    assert_eq!(due(&world.estate), Some((moment("2026-10-28T18:00"), Command::Close { motion })));

    world.at("2026-10-28T18:00");
    assert_eq!(codes(world.cast(motion, 13, &home(13), &[Mark::Approve])), ["motion-is-closed"]);
    world.assembly(SYSTEM, Command::Close { motion }).unwrap();
    assert_eq!(codes(world.assembly(SYSTEM, Command::Close { motion })), ["closed-already"]);
    assert_eq!(codes(world.assembly(CLERK, Command::Count { motion })), ["reading-not-yet"]);
    assert_eq!(decisions(&mut world, motion), [Decision::Passed], "12 of 16 took part, 9 of 12 is three quarters");
    world.assembly(CLERK, Command::Announce { motion }).unwrap();
    let held = &world.estate.assembly.motions[&motion];
    assert_eq!(held.status(world.now), Status::Published);
    assert_eq!(held.revocable_until(), Day::parse("2027-10-29"));
    assert_eq!(world.estate, world.replayed());
    assert_eq!(count(held).unwrap(), held.counted.as_ref().unwrap().items, "counts again the same");
}

#[test]
fn a_draft_says_everything_that_is_wrong_with_it() {
    let mut world = World::sixteen();
    let mut draft = world.draft_of(
        Scope::Building(label("9")),
        vec![choice(ItemKind::Committee, &["甲", "甲"], 3), question(ItemKind::Other)],
    );
    draft.title = String::new();
    draft.items[1].title = " ".into();
    (draft.opens, draft.closes, draft.reading) =
        (moment("2026-09-01T08:00"), moment("2026-09-01T07:00"), moment("2026-08-01T08:00"));
    let found = codes(world.assembly(CLERK, Command::Draft(draft)));
    let expect = [
        "text-missing",
        "scope-empty",
        "opens-in-past",
        "closes-before-opens",
        "reading-before-close",
        "option-twice",
        "seats-number",
        "text-missing",
    ];
    assert_eq!(found, expect);
    let draft = world.draft_of(Scope::Estate, vec![]);
    assert_eq!(codes(world.assembly(CLERK, Command::Draft(draft))), ["items-number"]);
    let mut draft = world.draft_of(Scope::Estate, vec![question(ItemKind::Other)]);
    draft.matter = units::MatterId { year: 1999, number: 1 };
    assert_eq!(codes(world.assembly(CLERK, Command::Draft(draft))), ["matter-unknown"]);
}

#[test]
fn a_motion_is_rewritten_only_before_its_notice() {
    let mut world = World::sixteen();
    let motion = world.drafted(Scope::Estate, vec![question(ItemKind::Other)]);
    let mut draft = world.draft_of(Scope::Estate, vec![question(ItemKind::UseFund)]);
    assert_eq!(codes(world.assembly(CLERK, Command::Redraft { motion, draft: draft.clone() })), ["matter-fixed"]);
    draft.matter = world.estate.assembly.motions[&motion].matter;
    world.assembly(CLERK, Command::Redraft { motion, draft: draft.clone() }).unwrap();
    assert_eq!(world.estate.assembly.motions[&motion].items[0].kind, ItemKind::UseFund);
    world.assembly(CLERK, Command::FreezeRoll { motion }).unwrap();
    world.notice(motion).unwrap();
    assert_eq!(codes(world.assembly(CLERK, Command::Redraft { motion, draft })), ["motion-is-announced"]);
    world.assembly(CLERK, Command::Withdraw { motion }).unwrap();
    assert_eq!(world.estate.assembly.motions[&motion].status(world.now), Status::Withdrawn);
    assert_eq!(codes(world.assembly(CLERK, Command::Withdraw { motion })), ["motion-is-withdrawn"]);
}

// ---- the roll ----

#[test]
fn an_unknown_area_or_owner_blocks_only_the_freezing() {
    let mut world = World::sixteen();
    world.import(vec![row("2-1-101", "", &["甲#1111"]), row("2-1-102", "70", &[])]).unwrap();
    let motion = world.drafted(Scope::Estate, vec![question(ItemKind::UseFund)]);
    let refused = world.assembly(CLERK, Command::FreezeRoll { motion }).unwrap_err();
    assert_eq!(refused[0].code, "roll-unready");
    assert_eq!(refused[0].fact("units"), Some(&law::Fact::List(vec!["2-1-101".into(), "2-1-102".into()])));
    assert!(refused[0].cites[0].article.contains("第八条"));
    let elsewhere = world.drafted(Scope::Building(label("1")), vec![question(ItemKind::UseFund)]);
    world.assembly(CLERK, Command::FreezeRoll { motion: elsewhere }).unwrap();
}

#[test]
fn interpretation_article_9_heads_are_not_units() {
    let mut world = World::founded();
    let with = |at: &str, tenure, owners: &[&str]| Row { tenure, ..row(at, "50", owners) };
    world
        .import(vec![
            row("1-1-101", "50", &["一人多套#0001"]),
            row("1-1-102", "50", &["一人多套#0001"]),
            row("1-1-201", "50", &["夫#0002", "妻#0003"]),
            row("1-1-202", "50", &["妻#0003"]),
            with("1-1-301", Tenure::Unsold, &["开发公司#9999"]),
            with("1-1-302", Tenure::Unsold, &["开发公司#9999"]),
            with("1-1-401", Tenure::Undelivered, &["等房的人#0004"]),
            with("1-1-402", Tenure::PublicHousing, &["房管局#8888"]),
        ])
        .unwrap();
    let motion = world.drafted(Scope::Estate, vec![question(ItemKind::UseFund)]);
    world.assembly(CLERK, Command::FreezeRoll { motion }).unwrap();
    let electorate = world.estate.assembly.motions[&motion].electorate.as_ref().unwrap();
    assert_eq!(electorate.all, Weight::new(5, area("400")));
    let units: Vec<usize> = electorate.voters.iter().map(|v| v.units.len()).collect();
    assert_eq!(
        units,
        [2, 1, 1, 3, 1],
        "one buyer, a couple, the wife alone, the developer with the undelivered, the authority"
    );
    assert_eq!(electorate.voters[3].owners.len(), 1, "the developer speaks for what is not delivered");
}

#[test]
fn garages_are_out_unless_the_estates_own_rules_take_them_in() {
    let mut world = World::sixteen();
    let garage = Row { kind: UnitKind::Parking, ..row("B-1-001", "12.5", &["业主1#0001"]) };
    world.import(vec![garage]).unwrap();
    let all = |world: &mut World| {
        let motion = world.drafted(Scope::Estate, vec![question(ItemKind::UseFund)]);
        world.assembly(CLERK, Command::FreezeRoll { motion }).unwrap();
        world.estate.assembly.motions[&motion].electorate.as_ref().unwrap().all
    };
    assert_eq!(all(&mut world), Weight::new(16, area("960")));
    own_rule(&mut world, Key::UnitKinds, Value::Words(vec!["home".into(), "parking".into()]));
    assert_eq!(all(&mut world), Weight::new(16, area("972.5")), "the owner of the space is counted already");
}

#[test]
fn a_stairwell_decides_for_itself() {
    let mut world = World::sixteen();
    let motion = world.voting(Scope::Stairwell(label("1"), label("2")), vec![question(ItemKind::Alter)]);
    assert_eq!(world.estate.assembly.motions[&motion].electorate.as_ref().unwrap().all, Weight::new(8, area("480")));
    let unit = world.estate.roll.doors[&door("1-1-101")];
    let serve = Command::RecordAttempt { motion, unit, call: super::service_tests::call(Outcome::Served) };
    assert_eq!(codes(world.assembly(CLERK, serve)), ["unit-without-vote"]);
    for n in 9..=14 {
        world.cast(motion, n, &home(n), &[Mark::Approve]).unwrap();
    }
    assert_eq!(decisions(&mut world, motion), [Decision::Passed]);
}

// ---- notice ----

#[test]
fn a_roll_is_not_frozen_again_once_notice_was_given() {
    let mut world = World::sixteen();
    let motion = world.drafted(Scope::Estate, vec![question(ItemKind::UseFund)]);
    let freeze = Command::FreezeRoll { motion };
    world.assembly(CLERK, freeze.clone()).unwrap();
    let code = world.code(motion, &home(1));
    world.assembly(CLERK, freeze.clone()).unwrap();
    assert_ne!(world.code(motion, &home(1)), code);
    let code = world.code(motion, &home(1));
    world.notice(motion).unwrap();
    assert_eq!(codes(world.assembly(CLERK, freeze)), ["motion-is-announced"]);
    assert_eq!(world.code(motion, &home(1)), code, "the papers at the doors stay good");
}

#[test]
fn regulations_article_14_fifteen_days_before_and_the_residents_committee_told() {
    let mut world = World::sixteen();
    let motion = world.drafted(Scope::Estate, vec![question(ItemKind::UseFund)]);
    assert_eq!(codes(world.notice(motion)), ["motion-is-draft"], "first the roll");
    world.assembly(CLERK, Command::FreezeRoll { motion }).unwrap();
    world.at("2026-10-06T09:00");
    let refused = world
        .assembly(CLERK, Command::GiveNotice { motion, told_committee: false, silence_warning: false })
        .unwrap_err();
    assert_eq!(refused.iter().map(|r| r.code.as_str()).collect::<Vec<_>>(), ["notice-too-short", "committee-not-told"]);
    assert!(
        refused.iter().all(|r| r.cites[0].article.contains("第十四条")),
        "each refusal cites its article: {refused:?}"
    );
    assert_eq!(refused[0].fact("earliest"), Some(&law::Fact::Day(Day::parse("2026-10-21").unwrap())));
    world.at("2026-10-05T23:59");
    world.notice(motion).unwrap();
    let notice = world.estate.assembly.motions[&motion].notice.as_ref().unwrap();
    assert!(!notice.has_warnings(), "the roll has hung since 1 October: {:?}", notice.warnings);
}

#[test]
fn what_the_rules_are_at_the_opening_they_stay_for_this_motion() {
    let mut world = World::sixteen();
    let motion = world.voting(Scope::Estate, vec![question(ItemKind::UseFund)]);
    let frozen = world.estate.assembly.motions[&motion].rules.clone();
    own_rule(&mut world, Key::Invalid, Value::Word("participates".into()));
    assert_eq!(world.estate.assembly.motions[&motion].rules, frozen);
    assert!(frozen.iter().all(|r| r.pack.is_some()), "every rule names its pack");
    assert!(frozen.iter().any(|r| r.key == Key::Quorum && r.cite.article.contains("第二百七十八条")));
}

// ---- ballots ----

#[test]
fn nobody_votes_twice_for_another_or_at_the_wrong_time() {
    let mut world = World::sixteen();
    let motion = world.voting(Scope::Estate, vec![question(ItemKind::UseFund)]);
    world.at("2026-10-20T07:59");
    assert_eq!(codes(world.cast(motion, 1, &home(1), &[Mark::Approve])), ["motion-is-announced"]);
    world.at("2026-10-20T08:00");
    assert_eq!(codes(world.cast(motion, 2, &home(1), &[Mark::Approve])), ["not-your-vote"]);
    assert_eq!(
        codes(world.assembly(CLERK, Command::Cast { motion, voter: 99, marks: vec![Mark::Approve] })),
        ["voter-unknown"]
    );
    world.cast(motion, 1, &home(1), &[Mark::Approve]).unwrap();
    let refused = world.cast(motion, 1, &home(1), &[Mark::Against]).unwrap_err();
    assert_eq!(refused[0].code, "voted-already");
    world.at("2026-10-28T17:59");
    world.cast(motion, 2, &home(2), &[Mark::Abstain]).unwrap();
}

#[test]
fn a_ballot_is_complete_and_readable() {
    let mut world = World::sixteen();
    let items = vec![question(ItemKind::UseFund), choice(ItemKind::Committee, &["甲", "乙", "丙"], 2)];
    let motion = world.voting(Scope::Estate, items);
    let mut cast = |marks: &[Mark]| world.cast(motion, 1, &home(1), marks);
    assert_eq!(codes(cast(&[Mark::Approve])), ["marks-number"]);
    assert_eq!(codes(cast(&[Mark::NoneOfThem, Mark::Approve])), ["mark-missing", "mark-missing"]);
    assert_eq!(codes(cast(&[Mark::Approve, Mark::Options(vec![])])), ["mark-too-many"]);
    assert_eq!(codes(cast(&[Mark::Approve, Mark::Options(vec![0, 1, 2])])), ["mark-too-many"]);
    assert_eq!(codes(cast(&[Mark::Approve, Mark::Options(vec![1, 1])])), ["mark-too-many"]);
    assert_eq!(codes(cast(&[Mark::Approve, Mark::Options(vec![3])])), ["mark-too-many"]);
    assert_eq!(
        codes(cast(&[Mark::Invalid(InvalidGround::Blank), Mark::Abstain])),
        ["mark-missing"],
        "only paper can be invalid"
    );
    cast(&[Mark::Approve, Mark::Options(vec![2, 0])]).unwrap();
}

#[test]
fn co_owners_have_one_voice() {
    let mut world = World::sixteen();
    world.import(vec![row("2-1-101", "80", &["夫#7001", "妻#7002"])]).unwrap();
    let (husband, wife) = (17, 18);
    let motion = world.voting(Scope::Estate, vec![question(ItemKind::UseFund)]);
    let unit = world.estate.roll.doors[&door("2-1-101")];
    world.roll(CLERK, roll::Command::Represent { unit, person: Some(PersonId(wife)) }).unwrap();
    let refused = world.cast(motion, husband, "2-1-101", &[Mark::Approve]).unwrap_err();
    assert_eq!(refused[0].code, "co-owner-represents");
    world.roll(CLERK, roll::Command::Represent { unit, person: None }).unwrap();
    world.cast(motion, husband, "2-1-101", &[Mark::Approve]).unwrap();
    assert_eq!(codes(world.cast(motion, wife, "2-1-101", &[Mark::Against])), ["voted-already"]);
}

#[test]
fn the_new_owner_votes_and_the_old_one_does_not() {
    let mut world = World::sixteen();
    let motion = world.voting(Scope::Estate, vec![question(ItemKind::UseFund)]);
    let sale = Transfer {
        unit: UnitId(1),
        owners: vec![named("买家#5555")],
        on: Day::parse("2026-10-19").unwrap(),
        basis: "不动产权证".into(),
        tenure: Tenure::Sold,
    };
    world.roll(CLERK, roll::Command::Transfer(sale)).unwrap();
    assert_eq!(codes(world.cast(motion, 1, &home(1), &[Mark::Approve])), ["not-your-vote"]);
    world.cast(motion, 17, &home(1), &[Mark::Approve]).unwrap();
    let held = &world.estate.assembly.motions[&motion];
    assert_eq!(held.voters_for(&world.estate, PersonId(17)), [1]);
    assert_eq!(held.voters_for(&world.estate, PersonId(1)), [] as [u32; 0]);
}

#[test]
fn where_the_law_wants_an_official_platform_our_ballot_is_off() {
    let mut world = World::sixteen();
    let motion = world.voting(Scope::Estate, vec![question(ItemKind::UseFund)]);
    let held = world.estate.assembly.motions.get_mut(&motion).unwrap();
    let rule = held.rules.iter_mut().find(|r| r.key == Key::PhoneChannel).unwrap();
    rule.value = Value::Word("official-platform".into());
    assert_eq!(codes(world.cast(motion, 1, &home(1), &[Mark::Approve])), ["official-platform-only"]);
    let receive = Command::ReceivePaper { motion, code: world.code(motion, &home(1)) };
    world.assembly(CLERK, receive).unwrap();
}

// ---- paper ----

#[test]
fn two_clerks_read_each_paper_and_a_third_settles_what_they_read_differently() {
    let mut world = World::sixteen();
    let motion = world.voting(Scope::Estate, vec![question(ItemKind::UseFund)]);
    let code = |world: &World, n| world.code(motion, &home(n));
    let enter = |code: String, mark: Mark| Command::EnterPaper { motion, code, marks: vec![mark] };
    let (one, two) = (code(&world, 1), code(&world, 2));
    assert_eq!(codes(world.assembly(CLERK, enter(one.clone(), Mark::Approve))), ["paper-not-received"]);
    assert_eq!(
        codes(world.assembly(CLERK, Command::ReceivePaper { motion, code: "00000000".into() })),
        ["code-unknown"]
    );
    for code in [&one, &two] {
        world
            .assembly(
                CLERK,
                Command::ReceivePaper { motion, code: format!(" {}-{} ", &code[..4].to_lowercase(), &code[4..]) },
            )
            .unwrap();
    }
    assert_eq!(
        codes(world.assembly(CLERK, Command::ReceivePaper { motion, code: one.clone() })),
        ["paper-received-already"]
    );
    let scan = |code: &str, scan| Command::ScanPaper { motion, code: code.into(), scan };
    let file = |n| Attachment { name: ItemId([n; 16]), digest: Digest([n; 32]), bytes: 2_000, file: FileKind::Jpeg };
    assert_eq!(codes(world.assembly(CLERK, scan(&code(&world, 3), Some(file(1))))), ["paper-not-received"]);
    assert_eq!(codes(world.assembly(CLERK, scan(&one, None))), ["paper-scan-missing"]);
    for n in 1..=limits::SCANS_PER_PAPER_MAX as u8 {
        world.assembly(CLERK, scan(&one, Some(file(n)))).unwrap();
    }
    assert_eq!(codes(world.assembly(CLERK, scan(&one, Some(file(9))))), ["paper-scans-many"]);
    assert_eq!(world.estate.assembly.motions[&motion].scans[&UnitId(1)].len(), limits::SCANS_PER_PAPER_MAX);

    world.assembly(CLERK, enter(one.clone(), Mark::Approve)).unwrap();
    assert_eq!(codes(world.assembly(CLERK, enter(one.clone(), Mark::Approve))), ["paper-same-clerk"]);
    world.assembly(CLERK_2, enter(one.clone(), Mark::Approve)).unwrap();
    assert_eq!(codes(world.assembly(CLERK_3, enter(one.clone(), Mark::Approve))), ["paper-entered-twice"]);
    let settle = |code: &str, mark| Command::SettlePaper { motion, code: code.into(), marks: vec![mark] };
    assert_eq!(codes(world.assembly(CLERK_3, settle(&one, Mark::Against))), ["paper-not-disputed"]);

    world.assembly(CLERK, enter(two.clone(), Mark::Approve)).unwrap();
    world.assembly(CLERK_2, enter(two.clone(), Mark::Invalid(InvalidGround::TooManyMarks))).unwrap();
    world.at("2026-10-29T09:00");
    world.open_box(motion);
    assert_eq!(codes(world.assembly(CLERK, Command::Count { motion })), ["count-unsettled"]);
    assert_eq!(codes(world.assembly(CLERK, settle(&two, Mark::Approve))), ["paper-third-look"]);
    world.assembly(CLERK_3, settle(&two, Mark::Invalid(InvalidGround::TooManyMarks))).unwrap();
    let items = finish(&mut world, motion);
    let ItemCount::Approve { votes, invalid, .. } = &items[0] else { panic!() };
    assert_eq!((votes.approve.heads, votes.invalid.heads), (1, 1));
    assert_eq!(invalid.keys().collect::<Vec<_>>(), [&InvalidGround::TooManyMarks]);
}

#[test]
fn of_two_channels_the_first_received_counts_and_the_other_is_kept() {
    let mut world = World::sixteen();
    let motion = world.voting(Scope::Estate, vec![question(ItemKind::UseFund)]);
    let receive = |world: &mut World, n| {
        let code = world.code(motion, &home(n));
        world.assembly(CLERK, Command::ReceivePaper { motion, code })
    };
    world.cast(motion, 1, &home(1), &[Mark::Approve]).unwrap();
    receive(&mut world, 1).unwrap();
    assert_eq!(world.estate.assembly.motions[&motion].set_aside.len(), 1, "kept, not counted");
    assert_eq!(codes(receive(&mut world, 1)), ["paper-received-already"]);
    receive(&mut world, 2).unwrap();
    assert_eq!(codes(world.cast(motion, 2, &home(2), &[Mark::Against])), ["voted-on-paper"]);
    let code = world.code(motion, &home(1));
    let enter = Command::EnterPaper { motion, code, marks: vec![Mark::Against] };
    assert_eq!(codes(world.assembly(CLERK, enter)), ["paper-set-aside"]);
    assert_eq!(world.estate.assembly.motions[&motion].turnout().heads, 2);
    world.at("2026-10-28T18:00");
    assert_eq!(codes(receive(&mut world, 3)), ["motion-is-closed"]);
}

#[test]
fn one_owner_with_several_papers_has_one_ballot() {
    let mut world = World::founded();
    world
        .import(vec![
            row("1-1-101", "50", &["一人#0001"]),
            row("1-1-102", "60", &["一人#0001"]),
            row("1-1-201", "50", &["别人#0002"]),
        ])
        .unwrap();
    let motion = world.voting(Scope::Estate, vec![question(ItemKind::UseFund)]);
    for unit in ["1-1-101", "1-1-102"] {
        let code = world.code(motion, unit);
        world.assembly(CLERK, Command::ReceivePaper { motion, code }).unwrap();
    }
    let held = &world.estate.assembly.motions[&motion];
    assert_eq!((held.turnout(), held.set_aside.len()), (Weight::new(1, area("110")), 1));
}

#[test]
fn codes_are_not_to_be_guessed() {
    let mut world = World::sixteen();
    let a = world.voting(Scope::Estate, vec![question(ItemKind::UseFund)]);
    world.at("2026-10-01T09:00");
    let b = world.voting(Scope::Estate, vec![question(ItemKind::UseFund)]);
    let all = |m: MotionId| world.estate.assembly.motions[&m].electorate.as_ref().unwrap().codes.get().unwrap().clone();
    let mut codes: Vec<String> = all(a).into_iter().chain(all(b)).map(|(_, c)| c).collect();
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), 32);
    assert!(codes.iter().all(|c| c.len() == 8));
}

// ---- results ----

#[test]
fn a_package_is_decided_item_by_item() {
    let mut world = World::sixteen();
    let items = vec![
        question(ItemKind::ServiceProvider),
        question(ItemKind::RaiseFund),
        choice(ItemKind::Committee, &["甲", "乙", "丙"], 2),
    ];
    let motion = world.voting(Scope::Estate, items);
    for n in 1..=12 {
        let second = if n <= 8 { Mark::Approve } else { Mark::Against };
        let third = match n {
            1..=8 => Mark::Options(vec![0, 1]),
            9 => Mark::NoneOfThem,
            _ => Mark::Options(vec![0]),
        };
        world.cast(motion, n, &home(n), &[second.clone(), second, third]).unwrap();
    }
    assert_eq!(
        decisions(&mut world, motion),
        [Decision::Passed, Decision::NotPassed, Decision::Passed],
        "8 of 12 is a majority but not three quarters"
    );
    let items = &world.estate.assembly.motions[&motion].counted.as_ref().unwrap().items;
    let ItemCount::Choose { poll, outcome, .. } = &items[2] else { panic!() };
    assert_eq!((outcome.elected.as_slice(), poll.none.heads), (&[0, 1][..], 1));
}

#[test]
fn an_old_decision_counts_by_its_own_law() {
    // The same ballots in 2020 and in 2026: nine of sixteen approve, three object, four stay away.
    let run = |year: i16| {
        let mut world = World::sixteen();
        let shift = |text: &str| moment(&text.replace("2026", &year.to_string()));
        world.now = shift("2026-10-01T09:00");
        let mut draft =
            world.draft_of(Scope::Estate, vec![question(ItemKind::ServiceProvider), question(ItemKind::Alter)]);
        (draft.opens, draft.closes, draft.reading) =
            (shift("2026-10-20T08:00"), shift("2026-10-28T18:00"), shift("2026-10-29T09:00"));
        world.assembly(CLERK, Command::Draft(draft)).unwrap();
        let motion = MotionId(1);
        world.assembly(CLERK, Command::FreezeRoll { motion }).unwrap();
        world.notice(motion).unwrap();
        world.now = shift("2026-10-20T08:00");
        for n in 1..=12 {
            let mark = if n <= 9 { Mark::Approve } else { Mark::Against };
            world.cast(motion, n, &home(n), &[mark.clone(), mark]).unwrap();
        }
        world.now = shift("2026-10-29T09:00");
        world.assembly(CLERK, Command::Count { motion }).unwrap();
        let held = &world.estate.assembly.motions[&motion];
        assert_eq!(count(held).unwrap(), held.counted.as_ref().unwrap().items);
        held.counted.as_ref().unwrap().items.iter().map(ItemCount::decision).collect::<Vec<_>>()
    };
    assert_eq!(run(2026), [Decision::Passed, Decision::Passed]);
    assert_eq!(run(2020), [Decision::Passed, Decision::NotPassed], "two thirds of all sixteen were needed");
}

#[test]
fn a_rule_known_only_from_memory_warns_and_does_not_block() {
    let mut world = World::sixteen();
    let motion = world.voting(Scope::Estate, vec![question(ItemKind::UseFund)]);
    assert!(!world.estate.assembly.motions[&motion].rule(Key::PublishDays).unwrap().binding);
    finish(&mut world, motion);
    world.at("2026-11-03T09:00");
    world.assembly(CLERK, Command::Announce { motion }).unwrap();
    let (_, warnings) = world.estate.assembly.motions[&motion].announced.as_ref().unwrap();
    assert_eq!(warnings[0].code, "announced-late");
    assert_eq!(codes(world.assembly(CLERK, Command::Announce { motion })), ["motion-is-published"]);
}

#[test]
fn objections_are_heard_in_time_and_answered_by_somebody_else() {
    let mut world = World::sixteen();
    let motion = world.drafted(Scope::Estate, vec![question(ItemKind::UseFund)]);
    let object = |about| Command::Object { motion, about, text: "我家面积写错了".into() };
    assert_eq!(codes(world.assembly(owner(1), object(About::Roll))), ["motion-is-draft"]);
    world.assembly(CLERK, Command::FreezeRoll { motion }).unwrap();
    world.assembly(owner(1), object(About::Roll)).unwrap();
    assert_eq!(codes(world.assembly(owner(1), object(About::Result))), ["motion-is-roll-shown"]);
    let answer = |n| Command::Answer { motion, objection: n, upheld: true, text: "已按不动产权证改正".into() };
    assert_eq!(codes(world.assembly(owner(1), answer(0))), ["objection-own"]);
    assert_eq!(codes(world.assembly(CLERK, answer(1))), ["objection-unknown"]);
    world.assembly(CLERK, answer(0)).unwrap();
    assert_eq!(codes(world.assembly(CLERK, answer(0))), ["objection-answered"]);
    // Upheld: the roll is corrected and frozen again before the notice.
    world.import(vec![row(&home(1), "66.6", &["业主1#0001"])]).unwrap();
    world.assembly(CLERK, Command::FreezeRoll { motion }).unwrap();
    assert_eq!(world.estate.assembly.motions[&motion].electorate.as_ref().unwrap().all.area, area("966.6"));
}

fn any_mark() -> impl Strategy<Value = Option<Mark>> {
    prop_oneof![Just(None), Just(Some(Mark::Approve)), Just(Some(Mark::Against)), Just(Some(Mark::Abstain))]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn the_order_of_ballots_does_not_matter(marks in prop::collection::vec(any_mark(), 16), seed: u64) {
        let tally = |reverse: bool| {
            let mut world = World::sixteen();
            let motion = world.voting(Scope::Estate, vec![question(ItemKind::Alter)]);
            let mut order: Vec<u32> = (1..=16).collect();
            order.rotate_left((seed % 16) as usize);
            if reverse {
                order.reverse();
            }
            for n in order {
                if let Some(mark) = &marks[n as usize - 1] {
                    world.cast(motion, n, &home(n), std::slice::from_ref(mark)).unwrap();
                }
            }
            let turnout = world.estate.assembly.motions[&motion].turnout();
            (finish(&mut world, motion), turnout)
        };
        let (one, turnout) = tally(false);
        prop_assert_eq!(&one, &tally(true).0);
        let ItemCount::Approve { votes, outcome, .. } = &one[0] else { panic!() };
        prop_assert_eq!(votes.approve + votes.against + votes.abstain, turnout);
        prop_assert_eq!(outcome.count.participating, turnout);
    }
}
