//! Mandates: how many, until when, and whose.

use super::tests::*;
use super::*;
use crate::roll::{self, Transfer};
use crate::testing::*;
use law::{Key, Value};
use units::{Day, PersonId, UnitId};

#[test]
fn proxies_hold_a_written_mandate_and_only_so_many() {
    let mut world = World::sixteen();
    own_rule(&mut world, Key::ProxyMax, Value::Number(2));
    let motion = world.voting(Scope::Estate, vec![question(ItemKind::UseFund)]);
    let grant =
        |voter, holder| Command::GrantProxy {
            motion, voter, holder: PersonId(holder), mandate: "委托书第3号".into()
        };
    assert_eq!(codes(world.assembly(CLERK, grant(5, 5))), ["proxy-to-self"]);
    assert_eq!(codes(world.assembly(CLERK, grant(5, 99))), ["person-unknown"]);
    assert_eq!(codes(world.assembly(CLERK, grant(99, 1))), ["voter-unknown"]);
    world.assembly(CLERK, grant(2, 1)).unwrap();
    world.assembly(CLERK, grant(3, 1)).unwrap();
    let refused = world.assembly(CLERK, grant(4, 1)).unwrap_err();
    assert_eq!(
        (refused[0].code.as_str(), refused[0].cites[0].article.as_str()),
        ("proxy-too-many", "业主大会议事规则第十二条")
    );
    world.cast(motion, 1, &home(2), &[Mark::Approve]).unwrap();
    assert_eq!(codes(world.cast(motion, 3, &home(3), &[Mark::Approve])), ["proxy-holds-vote"]);
    assert_eq!(world.estate.assembly.motions[&motion].voters_for(&world.estate, PersonId(1)), [1, 2, 3]);
    assert_eq!(codes(world.assembly(CLERK, grant(2, 4))), ["voted-already"]);
}

#[test]
fn a_mandate_lapses_with_the_owner_and_the_buyer_gives_their_own() {
    let mut world = World::sixteen();
    own_rule(&mut world, Key::ProxyMax, Value::Number(1));
    let motion = world.voting(Scope::Estate, vec![question(ItemKind::UseFund)]);
    let grant =
        |voter, holder| Command::GrantProxy {
            motion, voter, holder: PersonId(holder), mandate: "委托书第3号".into()
        };
    world.assembly(CLERK, grant(1, 3)).unwrap();
    let sale = Transfer {
        unit: UnitId(1),
        owners: vec![named("买家#5555")],
        on: Day::parse("2026-10-19").unwrap(),
        basis: "不动产权证".into(),
        tenure: roll::Tenure::Sold,
    };
    world.roll(CLERK, roll::Command::Transfer(sale)).unwrap();
    let (held, buyer) = (&world.estate.assembly.motions[&motion], PersonId(17));
    assert!(held.mandate(&world.estate, 1).is_none());
    assert_eq!(held.voters_for(&world.estate, PersonId(3)), [3], "only their own");
    assert_eq!((held.voters_of(&world.estate, buyer), held.voters_of(&world.estate, PersonId(1))), (vec![1], vec![]));
    assert_eq!(codes(world.cast(motion, 3, &home(1), &[Mark::Approve])), ["not-your-vote"]);
    let end = Command::EndProxy { motion, voter: 1, why: "没有了".into() };
    assert_eq!(codes(world.assembly(CLERK, end)), ["proxy-none"]);
    // The holder's place is free again, and the buyer may name whom they like: the seller, even.
    world.assembly(CLERK, grant(2, 3)).unwrap();
    world.assembly(owner(17), grant(1, 1)).unwrap();
    let held = &world.estate.assembly.motions[&motion];
    assert_eq!(held.mandate(&world.estate, 1).map(|p| p.holder), Some(PersonId(1)));
    assert_eq!(held.proxies_ended.len(), 1, "the seller's mandate stays on record");
    world.cast(motion, 1, &home(1), &[Mark::Approve]).unwrap();
    assert_eq!(world.estate, world.replayed());
}

#[test]
fn an_owner_ends_a_mandate_until_the_ballot_is_in() {
    let mut world = World::sixteen();
    let motion = world.voting(Scope::Estate, vec![question(ItemKind::UseFund)]);
    let grant =
        |voter, holder| Command::GrantProxy { motion, voter, holder: PersonId(holder), mandate: "委托".into() };
    let end = |voter, why: &str| Command::EndProxy { motion, voter, why: why.into() };
    assert_eq!(codes(world.assembly(owner(1), end(1, ""))), ["proxy-none"]);
    world.assembly(owner(1), grant(1, 3)).unwrap();
    assert_eq!(world.estate.assembly.motions[&motion].voters_of(&world.estate, PersonId(1)), [1], "still theirs");
    assert_eq!(codes(world.cast(motion, 1, &home(1), &[Mark::Approve])), ["proxy-holds-vote"]);
    assert_eq!(codes(world.assembly(CLERK, end(1, " "))), ["text-missing"], "a clerk says by which paper");
    world.assembly(owner(1), end(1, "")).unwrap();
    assert_eq!(codes(world.cast(motion, 3, &home(1), &[Mark::Approve])), ["not-your-vote"]);
    world.cast(motion, 1, &home(1), &[Mark::Against]).unwrap();

    world.assembly(owner(2), grant(2, 3)).unwrap();
    world.cast(motion, 3, &home(2), &[Mark::Approve]).unwrap();
    assert_eq!(codes(world.assembly(owner(2), end(2, ""))), ["proxy-used"], "the first ballot counts");
    assert_eq!(codes(world.assembly(owner(2), grant(2, 4))), ["voted-already"]);
    world.assembly(owner(4), grant(4, 3)).unwrap();
    world.assembly(CLERK, end(4, "解除书10月21日签名，存居委会")).unwrap();
    let ended = &world.estate.assembly.motions[&motion].proxies_ended;
    assert_eq!((ended.len(), ended[1].why.as_ref().and_then(|w| w.subject())), (2, Some(PersonId(4))));
    let mut sealed = Vec::new();
    world.estate.assembly.sealed_of(PersonId(4), &mut sealed);
    assert_eq!(sealed.len(), 2, "mandate and end are erased with the owner");
    world.at("2026-10-28T18:00");
    assert_eq!(codes(world.assembly(owner(5), end(5, ""))), ["motion-is-closed"]);
    assert_eq!(world.estate, world.replayed());
}
