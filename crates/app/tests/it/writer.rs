//! Commands in, answers out.

use crate::on_both_stores;
use crate::world::{World, clerk, home, id, moment};
use app::{Error, Who};
use estate::assembly::Mark;
use estate::{Command, bodies, matters, roll};
use std::sync::Arc;
use units::{Capacity, PersonId, StreamId, UnitId};

fn raise(title: &str) -> Command {
    Command::Matters(matters::Command::Raise { title: title.into(), text: String::new(), place: String::new() })
}

on_both_stores! {
    async fn whoever_writes_reads_it(world: World, homes: 3) {
        let done = world.act(clerk(), raise("楼道灯")).await.unwrap();
        let (seq, matters) = world.app.estate(world.estate, |v| (v.seq, v.estate.matters.matters.len())).await.unwrap();
        assert!(seq >= done.last && matters == 1);
        assert_eq!(world.app.record().store().seqs(&[world.estate]).await.unwrap(), [done.last]);
    }

    async fn the_same_command_is_answered_as_before_and_other_content_is_an_error(world: World, homes: 1) {
        let first = world.app.estate_command(world.estate, clerk(), id(1), raise("灯")).await.unwrap();
        let again = world.app.estate_command(world.estate, clerk(), id(1), raise("灯")).await.unwrap();
        assert_eq!((again.first, again.last, again.again), (first.first, first.last, true));
        let other = world.app.estate_command(world.estate, clerk(), id(1), raise("门")).await;
        assert!(matches!(other, Err(Error::OtherContent)), "{other:?}");
        let somebody = Who::person(PersonId(2), Capacity::Owner);
        let other = world.app.estate_command(world.estate, somebody, id(1), raise("灯")).await;
        assert!(matches!(other, Err(Error::OtherContent)), "another person's form: {other:?}");
        assert_eq!(world.app.estate(world.estate, |v| v.estate.matters.matters.len()).await.unwrap(), 1);
    }

    async fn a_form_sent_again_long_after_is_still_one_act(world: World, homes: 1) {
        let send = |n: u64| world.app.estate_command(world.estate, clerk(), id(n), raise("灯"));
        let first = send(1).await.unwrap();
        // More than the writer remembers by itself.
        for chunk in (2..=1_300).collect::<Vec<u64>>().chunks(100) {
            for sent in futures_util::future::join_all(chunk.iter().map(|n| send(*n))).await {
                sent.unwrap();
            }
        }
        for n in [1, 2, 1_300] {
            let again = send(n).await.unwrap();
            assert!(again.again, "{n}");
        }
        assert_eq!(send(1).await.unwrap().first, first.first);
        assert_eq!(world.app.estate(world.estate, |v| v.estate.matters.matters.len()).await.unwrap(), 1_300);
    }

    async fn a_double_click_is_one_act(world: World, homes: 1) {
        let sends: Vec<_> = (0..10).map(|_| {
            let (app, estate) = (world.app.clone(), world.estate);
            tokio::spawn(async move { app.estate_command(estate, clerk(), id(5), raise("灯")).await.unwrap() })
        }).collect();
        let mut first = 0;
        for send in sends {
            first += u32::from(!send.await.unwrap().again);
        }
        assert_eq!(first, 1);
    }

    async fn refusals_change_nothing_and_name_their_rule(world: World, homes: 2) {
        let before = world.app.record().store().seqs(&[world.estate]).await.unwrap();
        let refused = world.act(clerk(), raise(" ")).await;
        let Err(Error::Refused(refusals)) = refused else { panic!("{refused:?}") };
        assert_eq!(refusals[0].code, "text-missing");
        let unknown = world.app.estate_command(StreamId::from_bits(77), clerk(), id(1), raise("x")).await;
        assert!(matches!(unknown, Err(Error::NotFound)));
        assert_eq!(world.app.record().store().seqs(&[world.estate]).await.unwrap(), before);
    }

    async fn nobody_acts_in_a_capacity_they_do_not_hold(world: World, homes: 2) {
        let strike = || Command::Roll(roll::Command::Strike { unit: UnitId(1) });
        let stranger = Who::person(PersonId(99), Capacity::Clerk);
        let owner_as_clerk = Who::person(PersonId(2), Capacity::Clerk);
        let owner = Who::person(PersonId(2), Capacity::Owner);
        let unvouched = Who { vouched: false, ..world.app.vouch(world.district, PersonId(1), Capacity::StreetOffice).await.unwrap() };
        for who in [stranger, owner_as_clerk, owner, unvouched, Who::VISITOR, Who::SYSTEM] {
            let refused = world.act(who, strike()).await;
            let Err(Error::Forbidden { who_may, .. }) = refused else { panic!("{who:?}: {refused:?}") };
            assert_eq!(who_may, [Capacity::Clerk], "says whom to ask");
        }
        world.act(clerk(), strike()).await.unwrap();
    }

    async fn a_clerk_of_one_estate_cannot_reach_another(world: World, homes: 2) {
        let other = World { estate: world.app.fresh_stream().unwrap(), ..World { app: world.app.clone(), clock: world.clock.clone(), ..world } };
        let street = other.app.vouch(other.district, PersonId(1), Capacity::StreetOffice).await.unwrap();
        let found = estate::founding::Found { name: "别的小区".into(), place: "某省/某市".into(), district: other.district };
        other.act(street, Command::Founding(estate::founding::Command::Found(found))).await.unwrap();
        let refused = other.act(clerk(), raise("越界")).await;
        assert!(matches!(refused, Err(Error::Forbidden { .. })), "{refused:?}");
        let foreign_street = Who { actor: units::Actor::District { person: PersonId(1), district: StreamId::from_bits(3), seq: 9 }, ..street };
        let refused = other.act(foreign_street, raise("越界")).await;
        assert!(matches!(refused, Err(Error::Forbidden { .. })), "another district's office: {refused:?}");
    }

    async fn an_expired_term_cannot_sign(world: World, homes: 2) {
        let from = units::Day::parse("2026-10-01").unwrap();
        let appoint = bodies::Appoint { person: PersonId(2), capacity: Capacity::CommitteeChair, part: None, from, until: Some(from.plus(30)) };
        world.act(clerk(), Command::Bodies(bodies::Command::Appoint(appoint))).await.unwrap();
        let chair = Who::person(PersonId(2), Capacity::CommitteeChair);
        world.act(chair, raise("换届以前")).await.unwrap();
        world.clock.set(moment("2026-11-01T00:00"));
        assert!(matches!(world.act(chair, raise("换届以后")).await, Err(Error::Forbidden { .. })));
    }

    async fn the_core_is_refused_other_bodies_work_by_name(world: World, homes: 2) {
        let from = units::Day::parse("2026-10-01").unwrap();
        let appoint = bodies::Appoint { person: PersonId(2), capacity: Capacity::PartyOrganisation, part: None, from, until: None };
        world.act(clerk(), Command::Bodies(bodies::Command::Appoint(appoint))).await.unwrap();
        let core = Who::person(PersonId(2), Capacity::PartyOrganisation);
        world.act(core, raise("建议先修屋面")).await.unwrap();
        let refused = world.act(core, Command::Roll(roll::Command::Strike { unit: UnitId(1) })).await;
        let Err(Error::Forbidden { verdict, .. }) = refused else { panic!() };
        assert_eq!(verdict.by, ["the-core-does-no-other-bodys-work"]);
    }

    async fn many_at_once_lose_nothing_and_count_once(world: World, homes: 64) {
        let mut world = world;
        world.motion = world.voting().await;
        let world = Arc::new(world);
        let votes: Vec<_> = (0..128_u32).map(|i| {
            let world = world.clone();
            // Everybody tries twice, from two devices.
            tokio::spawn(async move { world.cast(i % 64 + 1, Mark::Approve).await.is_ok() })
        }).collect();
        let mut counted = 0;
        for vote in votes {
            counted += u32::from(vote.await.unwrap());
        }
        assert_eq!(counted, 64);
        let turnout = world.app.estate(world.estate, |v| v.estate.assembly.motions[&world.motion].turnout().heads).await.unwrap();
        assert_eq!(turnout, 64);
        let verified = world.verified().await;
        assert!(verified.report.findings.is_empty(), "{:?}", verified.report.findings);
    }

    async fn an_import_goes_in_whole_and_is_taken_back_by_one_command(world: World, homes: 0) {
        let done = world.import((1..=300).map(home).collect()).await.unwrap();
        assert_eq!(done.last - done.first, 300);
        let undo = Command::Roll(roll::Command::UndoImport { import: done.last });
        world.act(clerk(), undo).await.unwrap();
        let units = world.app.estate(world.estate, |v| v.estate.roll.doors.len()).await.unwrap();
        assert_eq!(units, 0);
        let verified = world.verified().await;
        assert!(verified.report.findings.is_empty(), "{:?}", verified.report.findings);
        assert_eq!(verified.report.erased, 600, "what was known of people only through the sheet is gone");
    }

    async fn what_falls_due_is_written_down_once(world: World, homes: 3) {
        world.voting().await;
        assert_eq!(world.app.run_due().await.unwrap(), 0);
        world.clock.set(moment("2026-10-28T18:00"));
        assert_eq!(world.app.run_due().await.unwrap(), 1);
        assert_eq!(world.app.run_due().await.unwrap(), 0);
    }

    async fn time_never_runs_backwards_and_a_clock_far_behind_is_a_fault(world: World, homes: 1) {
        world.clock.set(moment("2026-10-01T10:00"));
        world.act(clerk(), raise("一")).await.unwrap();
        world.clock.set(moment("2026-10-01T09:59:30"));
        world.act(clerk(), raise("二")).await.unwrap();
        world.clock.set(moment("2026-10-01T09:58"));
        assert!(matches!(world.act(clerk(), raise("三")).await, Err(Error::Fault(_))));
        assert!(world.verified().await.report.findings.is_empty());
    }
}
