//! The roll of a vote: whose voice a home is, where its area was read, what was objected to it.

use super::*;
use crate::roll::{self, Areas, Row, Tenure, Transfer};
use crate::testing::*;
use units::{Day, MotionId, PersonId};

/// Forty homes of the developer's; the buyer of one is entered as `tenure`.
fn one_of_forty_sold(tenure: Tenure) -> (World, MotionId, u32) {
    let mut world = World::sixteen();
    let unsold = |n: i32| Row { tenure: Tenure::Unsold, ..row(&format!("9-1-{n}"), "50", &["开发公司"]) };
    world.import((101..=140).map(unsold).collect()).unwrap();
    let unit = world.estate.roll.doors[&door("9-1-101")];
    let owners = vec![named("买家#5555")];
    let on = Day::parse("2026-09-30").unwrap();
    let sale = Transfer { unit, owners, on, basis: "商品房买卖合同".into(), tenure };
    world.roll(CLERK, roll::Command::Transfer(sale)).unwrap();
    let buyer = world.owner_at("9-1-101").0;
    let motion = world.drafted(Scope::Estate, vec![question(ItemKind::UseFund)]);
    (world, motion, buyer)
}

#[test]
fn whoever_buys_an_unsold_home_votes_for_that_home_alone() {
    let (mut world, motion, buyer) = one_of_forty_sold(Tenure::Sold);
    world.assembly(CLERK, Command::FreezeRoll { motion }).unwrap();
    world.notice(motion).unwrap();
    world.at("2026-10-20T08:00");
    let held = &world.estate.assembly.motions[&motion];
    let electorate = held.electorate.as_ref().unwrap();
    let mine = held.voters_for(&world.estate, PersonId(buyer));
    let units: Vec<usize> = mine.iter().map(|v| electorate.voter(*v).unwrap().units.len()).collect();
    assert_eq!(units, [1]);
    let developer = electorate.voter(world.voter(motion, "9-1-102")).unwrap();
    assert_eq!((developer.units.len(), developer.developer), (39, true));
    let refused = world.cast(motion, buyer, "9-1-102", &[Mark::Approve]).unwrap_err();
    assert_eq!(refused[0].code, "not-your-vote");
    world.cast(motion, buyer, "9-1-101", &[Mark::Approve]).unwrap();
}

#[test]
fn unsold_homes_of_two_owners_are_named_before_the_roll_is_frozen() {
    // As records stand that were written before a transfer named the tenure.
    let (mut world, motion, _) = one_of_forty_sold(Tenure::Unsold);
    let refused = world.assembly(CLERK, Command::FreezeRoll { motion }).unwrap_err();
    assert_eq!(refused[0].code, "developer-several");
    assert_eq!(refused[0].fact("units"), Some(&law::Fact::List(vec!["9-1-101".into()])));
    assert!(refused[0].cites[0].article.contains("第九条"), "{:?}", refused[0].cites);
    // In a part where the developer holds nothing else, its buyer would speak for whoever waits for a home there.
    let undelivered = Row { tenure: Tenure::Undelivered, ..row("8-1-102", "50", &["等房的人#0004"]) };
    let bought = |tenure| Row { tenure, ..row("8-1-101", "50", &["另一买家#6666"]) };
    world.import(vec![undelivered, bought(Tenure::Unsold)]).unwrap();
    let part = world.drafted(Scope::Building(crate::testing::label("8")), vec![question(ItemKind::UseFund)]);
    let refused = world.assembly(CLERK, Command::FreezeRoll { motion: part }).unwrap_err();
    assert_eq!(refused[0].fact("units"), Some(&law::Fact::List(vec!["8-1-101".into()])));
    world.import(vec![bought(Tenure::Sold)]).unwrap();
    world.assembly(CLERK, Command::FreezeRoll { motion: part }).unwrap();
    let held = world.estate.assembly.motions[&part].electorate.as_ref().unwrap();
    let speaks = &held.voter(world.voter(part, "8-1-102")).unwrap().owners;
    assert!(!speaks.contains(&world.owner_at("9-1-101")) && speaks.contains(&world.owner_at("9-1-102")));
    // A sheet says so before it is taken in, and mends it.
    let at = |tenure| vec![Row { tenure, ..row("9-1-101", "50", &["买家#5555"]) }];
    assert_eq!(roll::plan(&world.estate, &at(Tenure::Unsold)).several_developers, [door("9-1-101")]);
    assert_eq!(roll::plan(&world.estate, &at(Tenure::Undelivered)).several_developers, []);
    world.import(at(Tenure::Undelivered)).unwrap();
    world.assembly(CLERK, Command::FreezeRoll { motion }).unwrap();
    let held = world.estate.assembly.motions[&motion].electorate.as_ref().unwrap();
    let units = held.voter(world.voter(motion, "9-1-101")).unwrap().units.len();
    assert_eq!(units, 41, "thirty-nine unsold, two not delivered: the developer's");
}

#[test]
fn where_nothing_is_delivered_the_developer_speaks_and_never_the_buyer() {
    let mut world = World::sixteen();
    let undelivered = Row { tenure: Tenure::Undelivered, ..row("9-1-101", "50", &["等房的人#0004"]) };
    world.import(vec![undelivered.clone()]).unwrap();
    let building = || Scope::Building(crate::testing::label("9"));
    let waits = world.owner_at("9-1-101").0;
    let motion = world.voting(building(), vec![question(ItemKind::UseFund)]);
    // Nobody on the roll is the developer: nobody votes on a phone, and the home still counts.
    let electorate = world.estate.assembly.motions[&motion].electorate.as_ref().unwrap();
    assert_eq!((electorate.voters[0].owners.len(), electorate.all.heads), (0, 1));
    assert_eq!(codes(world.cast(motion, waits, "9-1-101", &[Mark::Approve])), ["not-your-vote"]);
    assert_eq!(world.estate.assembly.motions[&motion].voters_for(&world.estate, PersonId(waits)), [] as [u32; 0]);
    let flags = |world: &World| -> Vec<String> {
        let found = roll_flags(&world.estate, motion).into_iter();
        found.map(|r| r.code).filter(|c| c.starts_with("developer")).collect()
    };
    assert_eq!(flags(&world), ["developer-unknown"]);

    // The developer is known by what it has not sold, in another building too.
    let mut world = World::sixteen();
    let unsold = Row { tenure: Tenure::Unsold, ..row("8-1-101", "50", &["开发公司#9999"]) };
    world.import(vec![undelivered, unsold]).unwrap();
    let developer = world.owner_at("8-1-101").0;
    let motion = world.voting(building(), vec![question(ItemKind::UseFund)]);
    assert_eq!(world.estate.assembly.motions[&motion].voters_for(&world.estate, PersonId(developer)), [1]);
    world.cast(motion, developer, "9-1-101", &[Mark::Approve]).unwrap();
}

#[test]
fn objections_stand_when_the_motion_is_rewritten_and_stop_the_notice() {
    let mut world = World::sixteen();
    let motion = world.drafted(Scope::Estate, vec![question(ItemKind::UseFund)]);
    world.assembly(CLERK, Command::FreezeRoll { motion }).unwrap();
    for n in 1..=3 {
        let text = format!("业主{n}：面积写错了");
        world.assembly(owner(n), Command::Object { motion, about: About::Roll, text }).unwrap();
    }
    let codes_of =
        |world: &World| -> Vec<String> { roll_flags(&world.estate, motion).into_iter().map(|r| r.code).collect() };
    assert_eq!(codes_of(&world), ["objections-unanswered"]);
    let matter = world.estate.assembly.motions[&motion].matter;
    let mut draft = world.draft_of(Scope::Estate, vec![question(ItemKind::UseFund)]);
    (draft.matter, draft.title) = (matter, "改了一个字".into());
    world.at("2026-10-01T10:00");
    world.assembly(CLERK, Command::Redraft { motion, draft }).unwrap();
    let held = &world.estate.assembly.motions[&motion];
    assert_eq!((held.objections.len(), held.electorate.is_none()), (3, true));
    assert!(held.objections.iter().all(|o| o.raised.at < held.drafted.at && o.answer.is_none()));
    assert_eq!(world.estate.sealed_of(PersonId(2)).len(), 3, "name, contact, and the objection still");
    // An answer is given whatever the motion stands at.
    let answer = |n, upheld| Command::Answer { motion, objection: n, upheld, text: "已核对".into() };
    world.assembly(CLERK, answer(0, true)).unwrap();
    assert_eq!(world.estate.assembly.motions[&motion].objections[0].whose(), Some(PersonId(1)));
    world.assembly(CLERK, Command::FreezeRoll { motion }).unwrap();
    assert_eq!(codes_of(&world), ["objections-unanswered"], "the roll was frozen after what was upheld");
    // Upheld with the roll on show: it has to be frozen anew.
    world.assembly(CLERK, answer(1, true)).unwrap();
    assert_eq!(codes_of(&world), ["objections-unanswered", "objections-upheld-unfollowed"]);
    assert_eq!(codes(world.notice(motion)), ["objections-upheld-unfollowed"]);
    world.assembly(CLERK, Command::FreezeRoll { motion }).unwrap();
    world.notice(motion).unwrap();
    let warned = &world.estate.assembly.motions[&motion].notice.as_ref().unwrap().warnings;
    assert!(warned.iter().any(|r| r.code == "objections-unanswered" && !r.cites.is_empty()), "{warned:?}");
    assert_eq!(world.replayed(), world.estate);
}

#[test]
fn an_objection_from_the_desk_is_its_maker_s_and_not_the_clerk_s() {
    let mut world = World::sixteen();
    let motion = world.drafted(Scope::Estate, vec![question(ItemKind::UseFund)]);
    let record = |from, words: &str| Command::RecordObjection {
        motion,
        about: About::Roll,
        from: PersonId(from),
        text: words.into(),
        scan: None,
    };
    assert_eq!(codes(world.assembly(CLERK, record(5, "漏了我家"))), ["motion-is-draft"]);
    world.assembly(CLERK, Command::FreezeRoll { motion }).unwrap();
    assert_eq!(codes(world.assembly(CLERK, record(404, " "))), ["person-unknown", "text-missing"]);
    world.assembly(CLERK, record(5, "漏了我家的车库")).unwrap();
    let held = world.estate.assembly.motions[&motion].objections[0].clone();
    assert_eq!((held.whose(), held.text.subject()), (Some(PersonId(5)), Some(PersonId(5))));
    assert!(world.estate.sealed_of(PersonId(5)).contains(&held.text.item()), "forgotten with its maker");
    let answer = Command::Answer { motion, objection: 0, upheld: false, text: "车库不在表决范围".into() };
    let maker = (units::Actor::Person(PersonId(5)), units::Capacity::Clerk);
    assert_eq!(codes(world.assembly(maker, answer.clone())), ["objection-own"]);
    // Whoever wrote it down answers like any other, and the answer is told to whoever objected.
    world.assembly(CLERK, answer).unwrap();
    let (event, stamp) = world.events.last().unwrap();
    assert_eq!(world.estate.news(event, stamp.at).unwrap().to, [PersonId(5)].into());
}

#[test]
fn r_cnt_1_the_source_of_every_area_is_frozen_and_flagged() {
    let mut world = World::sixteen();
    let from = |at: &str, areas| Row { areas, ..row(at, "60", &["新业主#7777"]) };
    let area = Areas::default();
    let sixty = Some(units::Area::from_cm2(600_000));
    world
        .import(vec![
            from("7-1-101", Areas { survey: sixty, contract: sixty, ..area }),
            from("7-1-102", Areas { contract: sixty, ..area }),
            from("7-1-103", Areas { contract: sixty, ..area }),
        ])
        .unwrap();
    let motion = world.drafted(Scope::Estate, vec![question(ItemKind::UseFund)]);
    world.assembly(CLERK, Command::FreezeRoll { motion }).unwrap();
    let electorate = world.estate.assembly.motions[&motion].electorate.as_ref().unwrap();
    use roll::AreaSource::{Contract, Register, Survey};
    assert_eq!(electorate.by_source(), [(Register, 16), (Survey, 1), (Contract, 2)]);
    let flags = roll_flags(&world.estate, motion);
    assert_eq!(flags[0].code, "areas-not-register");
    assert_eq!(flags[0].fact("number"), Some(&law::Fact::Number(3)));
    assert!(flags[0].cites[0].article.contains("第八条"), "{:?}", flags[0].cites);
    world.notice(motion).unwrap();
    let warned = &world.estate.assembly.motions[&motion].notice.as_ref().unwrap().warnings;
    assert!(warned.iter().any(|r| r.code == "areas-not-register"));
    // The roll frozen is what stands: entering the register later changes nothing of it.
    world.import(vec![from("7-1-102", Areas { register: sixty, ..area })]).unwrap();
    let electorate = world.estate.assembly.motions[&motion].electorate.as_ref().unwrap();
    assert_eq!(electorate.by_source()[2], (Contract, 2));
}
