//! Service and silence: what an attempt proves, and what counts on it.

use super::tests::*;
use super::*;
use crate::testing::*;
use choice::tally::{Decision, Outcome as Tally, Side};
use law::{Key, Value};
use units::{MotionId, PersonId, UnitId, Weight};

/// At the door, with the owner of home 16 as second name.
pub(super) fn call(outcome: Outcome) -> Call {
    Call { way: Way::InPerson, outcome, with: PersonId(16), said: None, proof: String::new() }
}

fn serve(world: &mut World, motion: MotionId, n: u32, outcome: Outcome) {
    let unit = world.estate.roll.doors[&door(&home(n))];
    world.assembly(CLERK, Command::RecordAttempt { motion, unit, call: call(outcome) }).unwrap();
}

#[test]
fn every_attempt_has_two_names_two_times_and_a_way_back() {
    let mut world = World::sixteen();
    let motion = world.voting(Scope::Estate, vec![question(ItemKind::UseFund)]);
    let unit = world.estate.roll.doors[&door(&home(1))];
    let walker = (units::Actor::Person(PersonId(3)), units::Capacity::Canvasser);
    let record = |call| Command::RecordAttempt { motion, unit, call };
    let with = |n| record(Call { with: PersonId(n), ..call(Outcome::Served) });
    assert_eq!(codes(world.assembly(walker, with(99))), ["person-unknown"]);
    assert_eq!(codes(world.assembly(walker, with(3))), ["attempt-one-name"]);
    assert_eq!(codes(world.assembly(walker, with(1))), ["witness-owns-unit"]);
    let long = Call { proof: "长".repeat(5_000), ..call(Outcome::Served) };
    assert_eq!(codes(world.assembly(walker, record(long))), ["text-too-long"]);
    let said = moment("2026-10-20T07:40");
    let told = Call { said: Some(said), proof: "本人签收".into(), ..call(Outcome::Served) };
    world.assembly(walker, record(told)).unwrap();
    let held = world.estate.assembly.motions[&motion].attempts_on(unit)[0].clone();
    assert_eq!((held.at, held.said, held.with), (moment("2026-10-20T08:00"), Some(said), Some(PersonId(16))));
    assert_eq!(held.proof.as_ref().unwrap().subject(), Some(PersonId(1)), "it is about the owner and goes with them");
    assert!(!held.said_is_doubtful(moment("2026-10-01T09:00")));
    assert!(Attempt { said: Some(moment("2026-10-20T09:00")), ..held.clone() }.said_is_doubtful(held.at));
    assert_eq!(world.estate.assembly.motions[&motion].cell(unit), Cell::Served);

    let back = |attempt| Command::TakeBackAttempt { motion, unit, attempt };
    assert_eq!(codes(world.assembly(CLERK, back(0))), ["attempt-not-yours"]);
    assert_eq!(codes(world.assembly(walker, back(1))), ["attempt-unknown"]);
    world.assembly(walker, back(0)).unwrap();
    assert_eq!(codes(world.assembly(walker, back(0))), ["attempt-back-already"]);
    let motion_now = &world.estate.assembly.motions[&motion];
    assert_eq!((motion_now.cell(unit), motion_now.attempts_on(unit).len()), (Cell::Unserved, 1), "a trace stays");
    assert_eq!(motion_now.silent_voters().count(), 0);
    for _ in 1..units::limits::ATTEMPTS_PER_UNIT_MAX {
        world.assembly(walker, record(call(Outcome::Unreachable))).unwrap();
    }
    assert_eq!(codes(world.assembly(walker, record(call(Outcome::Served)))), ["attempts-too-many"]);
    assert_eq!(world.estate, world.replayed());
}

#[test]
fn what_a_phone_kept_is_taken_after_the_close_and_proves_nothing_then() {
    let mut world = World::sixteen();
    let motion = world.voting(Scope::Estate, vec![question(ItemKind::UseFund)]);
    let units: Vec<UnitId> = (1..=3).map(|n| world.estate.roll.doors[&door(&home(n))]).collect();
    let record = |n: usize, said: Option<&str>| {
        let call = Call { said: said.map(moment), ..call(Outcome::Served) };
        Command::RecordAttempt { motion, unit: units[n], call }
    };
    world.at("2026-10-28T17:59");
    world.assembly(CLERK, record(0, None)).unwrap();
    world.at("2026-10-28T18:30");
    assert_eq!(codes(world.assembly(CLERK, record(1, None))), ["motion-is-closed"]);
    assert_eq!(codes(world.assembly(CLERK, record(1, Some("2026-10-28T18:00")))), ["motion-is-closed"]);
    world.assembly(CLERK, record(1, Some("2026-10-28T17:50"))).unwrap();
    let held = &world.estate.assembly.motions[&motion];
    let silent: Vec<VoterId> = held.silent_voters().map(|(id, _)| id).collect();
    assert_eq!(silent, [1], "the record's own time decides, not what a phone says");
    finish(&mut world, motion);
    assert_eq!(codes(world.assembly(CLERK, record(2, Some("2026-10-28T17:50")))), ["motion-is-counted"]);
}

#[test]
fn an_attempt_with_one_name_is_no_proof_of_service() {
    let mut world = World::sixteen();
    let motion = world.voting(Scope::Estate, vec![question(ItemKind::UseFund)]);
    serve(&mut world, motion, 2, Outcome::Served);
    let held = world.estate.assembly.motions.get_mut(&motion).unwrap();
    assert_eq!(held.silent_voters().count(), 1);
    held.attempts.values_mut().flatten().for_each(|a| a.with = None);
    assert_eq!(held.silent_voters().count(), 0);
}

/// R-VOTE-9: effectively served by an agreed way; R-GR-22: posted where nobody could be reached.
#[test]
fn service_is_by_an_agreed_way_with_its_proof_and_posted_only_where_others_failed() {
    let mut world = World::sixteen();
    own_rule(&mut world, Key::ServiceWays, Value::Words(vec!["post".into(), "telephone".into(), "posted".into()]));
    let motion = world.voting(Scope::Estate, vec![question(ItemKind::UseFund)]);
    let mut record = |n: u32, way, outcome, proof: &str| {
        let unit = world.estate.roll.doors[&door(&home(n))];
        let call = Call { way, proof: proof.into(), ..call(outcome) };
        world.assembly(CLERK, Command::RecordAttempt { motion, unit, call }).unwrap();
        world.estate.assembly.motions[&motion].service(unit).map(|a| a.way)
    };
    assert_eq!(record(1, Way::Telephone, Outcome::Served, ""), None, "anybody can say they rang");
    assert_eq!(record(1, Way::Telephone, Outcome::Served, "10月20日8:00，通话3分钟"), Some(Way::Telephone));
    assert_eq!(record(2, Way::InPerson, Outcome::Served, "本人签收"), None, "these owners agreed on other ways");
    assert_eq!(record(3, Way::WeChat, Outcome::Served, "截图"), None);
    assert_eq!(record(4, Way::Posted, Outcome::Served, "单元门照片"), None, "nothing else was tried");
    assert_eq!(record(5, Way::Post, Outcome::Unreachable, ""), None);
    assert_eq!(record(5, Way::Posted, Outcome::Served, "单元门照片"), Some(Way::Posted));
}

#[test]
fn what_is_missing_is_said_in_heads_and_area_for_each_line() {
    let mut world = World::sixteen();
    let items = vec![question(ItemKind::UseFund), question(ItemKind::Alter)];
    let draft = world.drafted(Scope::Estate, items.clone());
    assert_eq!(world.estate.assembly.motions[&draft].missing(), None, "nothing is frozen yet");
    let motion = world.voting(Scope::Estate, items);
    let missing = |world: &World| world.estate.assembly.motions[&motion].missing().unwrap();
    let both = [Mark::Against, Mark::Against];
    let now = missing(&world);
    assert_eq!(now.quorum, Weight::new(11, area("640")), "two thirds of 16 heads and of 960 ㎡");
    assert_eq!(now.items[0].needed.heads, 6, "more than half of eleven");
    assert_eq!((now.items[1].needed, now.items[1].missing), (Weight::new(9, area("480")), Weight::new(9, area("480"))));
    for n in 1..=7 {
        world.cast(motion, n, &home(n), &both).unwrap();
    }
    let now = missing(&world);
    assert_eq!(now.quorum, Weight::new(4, area("220")));
    assert_eq!(now.items[0].missing, Weight::ZERO, "the ballots in the box could be enough; nobody looks into them");
    assert_eq!(now.items[1].missing, Weight::new(2, area("60")));
    for n in 8..=16 {
        world.cast(motion, n, &home(n), &both).unwrap();
    }
    let now = missing(&world);
    assert_eq!((now.quorum, now.items[1].needed), (Weight::ZERO, Weight::new(12, area("720"))));
}

/// The first `approving` of sixteen homes approve, the next four are served in vain.
fn silence(mut world: World, approving: u32, clause: bool, warned: bool, served: bool) -> Tally {
    if clause {
        own_rule(&mut world, Key::Silent, Value::Word("count-to-majority".into()));
    }
    let motion = world.drafted(Scope::Estate, vec![question(ItemKind::UseFund)]);
    world.assembly(CLERK, Command::FreezeRoll { motion }).unwrap();
    let notice = Command::GiveNotice { motion, told_committee: true, silence_warning: warned };
    world.assembly(CLERK, notice).unwrap();
    world.at("2026-10-20T08:00");
    for n in 1..=approving {
        world.cast(motion, n, &home(n), &[Mark::Approve]).unwrap();
    }
    for n in approving + 1..=approving + 4 {
        serve(&mut world, motion, n, if served { Outcome::Served } else { Outcome::Refused });
    }
    let items = finish(&mut world, motion);
    let ItemCount::Approve { outcome, .. } = &items[0] else { panic!() };
    *outcome
}

#[test]
fn silent_owners_count_only_under_all_four_conditions() {
    let counted = silence(World::sixteen(), 8, true, true, true);
    assert_eq!((counted.count.decision, counted.count.silent_to), (Decision::Passed, Some(Side::Approve)));
    assert_eq!(counted.silent_excluded.unwrap().decision, Decision::NoQuorum, "both counts are reported");
    assert!(counted.silent_decided());
    for (clause, warned, served) in [(false, true, true), (true, false, true), (true, true, false)] {
        let outcome = silence(World::sixteen(), 8, clause, warned, served);
        assert_eq!((outcome.count.decision, outcome.silent_excluded), (Decision::NoQuorum, None));
    }
}

/// 浙江省物业管理条例第十条第二款: the voted majority must itself be more than half of all.
#[test]
fn in_zhejiang_silent_owners_join_only_a_majority_of_all() {
    let zhejiang = |approving| silence(World::sixteen_in("浙江/衢州"), approving, true, true, true);
    let half = zhejiang(8);
    assert_eq!((half.count.silent_to, half.silent_below_floor), (None, Some(Side::Approve)));
    assert_eq!(half.count.decision, Decision::NoQuorum);
    let more = zhejiang(9);
    assert_eq!((more.count.silent_to, more.silent_below_floor), (Some(Side::Approve), None));
    assert_eq!(more.count.decision, Decision::Passed);
}

#[test]
fn the_pictures_cells_say_turnout_and_nothing_else() {
    let mut world = World::sixteen();
    let motion = world.voting(Scope::Estate, vec![question(ItemKind::UseFund)]);
    serve(&mut world, motion, 1, Outcome::Unreachable);
    serve(&mut world, motion, 2, Outcome::Served);
    serve(&mut world, motion, 2, Outcome::Refused);
    serve(&mut world, motion, 3, Outcome::Refused);
    serve(&mut world, motion, 4, Outcome::Vacant);
    world.cast(motion, 5, &home(5), &[Mark::Against]).unwrap();
    world.cast(motion, 6, &home(6), &[Mark::Approve]).unwrap();
    let held = &world.estate.assembly.motions[&motion];
    let cells: Vec<Cell> = (1..=7).map(|n| held.cell(UnitId(n))).collect();
    assert_eq!(
        cells,
        [Cell::Unserved, Cell::Served, Cell::Refused, Cell::Vacant, Cell::Voted, Cell::Voted, Cell::Unserved]
    );
}
