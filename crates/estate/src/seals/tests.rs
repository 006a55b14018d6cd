use super::*;
use crate::assembly::{ItemKind, Scope};
use crate::documents::{Do, Kind};
use crate::testing::*;
use crate::todo::What as Wait;
use crate::{Command as Any, bodies};
use law::{Fact, Refusals};
use units::{Actor, Capacity, Day, DocumentId, PersonId, SealUseId};

const FIRST: SealUseId = SealUseId { year: 2026, number: 1 };

fn member(person: u32) -> (Actor, Capacity) {
    (Actor::Person(PersonId(person)), Capacity::CommitteeMember)
}

impl World {
    fn seal_act(&mut self, who: (Actor, Capacity), command: Command) -> Result<Vec<crate::Event>, Refusals> {
        self.act(who, Any::Seals(command))
    }

    fn ask_for(&mut self, who: (Actor, Capacity), purpose: &str) -> Result<Vec<crate::Event>, Refusals> {
        self.seal_act(who, Command::Ask { document: None, purpose: purpose.into(), pages: 2, copies: 3 })
    }
}

fn hand_over(keeper: u32, giver: u32) -> Command {
    Command::HandOver { keeper: PersonId(keeper), giver: PersonId(giver), note: String::new() }
}

#[test]
fn the_committee_decides_and_nobody_approves_their_own() {
    let mut world = World::sixteen();
    world.with_seal();
    world.ask_for(member(1), "物业服务合同").unwrap();
    let approve = Command::Approve { entry: FIRST };
    let refused = world.seal_act(member(1), approve.clone()).unwrap_err();
    assert_eq!(refused[0].code, "seal-self-approval");
    assert_eq!(refused[0].cites[0].article, "业主大会和业主委员会指导规则第四十一条");
    assert_eq!(codes(world.seal_act(CLERK, approve.clone())), ["seal-not-a-member"]);
    assert_eq!(world.waits(Wait::ApproveSeal), [(1, None)]);
    world.seal_act(member(2), approve.clone()).unwrap();
    let refused = world.seal_act(member(2), Command::Use { entry: FIRST }).unwrap_err();
    assert_eq!(refused[0].code, "seal-not-approved", "half of three is two");
    assert_eq!(refused[0].fact("more"), Some(&Fact::Number(1)));
    assert_eq!(codes(world.seal_act(member(2), approve.clone())), ["seal-approved-already"], "one voice once");
    world.seal_act(member(3), approve.clone()).unwrap();
    assert_eq!(codes(world.seal_act(member(1), Command::Use { entry: FIRST })), ["seal-not-the-keeper"]);
    assert_eq!((world.waits(Wait::ApproveSeal), world.waits(Wait::UseSeal)), (vec![], vec![(1, None)]));
    world.seal_act(member(2), Command::Use { entry: FIRST }).unwrap();
    assert_eq!(world.estate.seals.uses[&FIRST].standing(), Standing::Used);
    assert_eq!(world.waits(Wait::UseSeal), []);
    assert_eq!(codes(world.seal_act(member(2), Command::Use { entry: FIRST })), ["seal-over"], "sealed once");
    assert_eq!(codes(world.seal_act(member(3), approve)), ["seal-over"]);
    assert_eq!(world.estate, world.replayed());
}

#[test]
fn what_is_declined_is_not_sealed() {
    let mut world = World::sixteen();
    world.with_seal();
    world.ask_for(CLERK, "空白介绍信").unwrap();
    let decline = |why: &str| Command::Decline { entry: FIRST, why: why.into() };
    assert_eq!(codes(world.seal_act(member(3), decline(""))), ["text-missing"]);
    world.seal_act(member(3), decline("空白纸不盖章")).unwrap();
    assert_eq!(codes(world.seal_act(member(1), Command::Approve { entry: FIRST })), ["seal-over"]);
    assert_eq!(codes(world.seal_act(member(2), Command::Use { entry: FIRST })), ["seal-over"]);
    let missing = Command::Use { entry: SealUseId { year: 2026, number: 7 } };
    assert_eq!(codes(world.seal_act(member(2), missing)), ["seal-entry-unknown"]);
}

#[test]
fn a_committee_whose_term_is_over_seals_nothing() {
    let mut world = World::sixteen();
    assert_eq!(codes(world.ask_for(CLERK, "合同")), ["seal-no-committee"]);
    for person in [1, 2, 3] {
        let (from, until) = (Day::parse("2021-10-01").unwrap(), Some(Day::parse("2026-10-05").unwrap()));
        let appoint = bodies::Appoint { person: PersonId(person), capacity: Capacity::CommitteeMember, from, until };
        world.act(CLERK, Any::Bodies(bodies::Command::Appoint(appoint))).unwrap();
    }
    world.seal_act(CLERK, hand_over(2, 1)).unwrap();
    world.ask_for(CLERK, "合同").unwrap();
    for person in [1, 3] {
        world.seal_act(member(person), Command::Approve { entry: FIRST }).unwrap();
    }
    world.at("2026-10-06T09:00");
    for (who, command) in [
        (member(2), Command::Use { entry: FIRST }),
        (CLERK, Command::Ask { document: None, purpose: "合同".into(), pages: 1, copies: 1 }),
    ] {
        let refused = world.seal_act(who, command).unwrap_err();
        assert_eq!(refused[0].code, "seal-term-over");
        assert_eq!(refused[0].fact("day"), Some(&Fact::Day(Day::parse("2026-10-05").unwrap())));
        assert_eq!(refused[0].cites[0].article, "业主大会和业主委员会指导规则第三十二条");
    }
}

#[test]
fn the_seal_goes_from_hand_to_hand_with_two_names() {
    let mut world = World::sixteen();
    world.with_seal();
    assert_eq!(world.estate.seals.keeper(), Some(PersonId(2)));
    for (command, code) in [
        (hand_over(3, 3), "seal-two-names"),
        (hand_over(3, 1), "seal-giver-keeps-not"),
        (hand_over(2, 1), "seal-kept-already"),
        (hand_over(9, 2), "seal-keeper-no-post"),
        (hand_over(900, 2), "person-unknown"),
    ] {
        let found = codes(world.seal_act(CLERK, command));
        assert!(found.contains(&code.to_owned()), "{code}: {found:?}");
    }
    world.seal_act(CLERK, hand_over(3, 2)).unwrap();
    let hands: Vec<_> = world.estate.seals.custody.iter().map(|c| (c.giver.0, c.keeper.0)).collect();
    assert_eq!(hands, [(1, 2), (2, 3)]);
    world.ask_for(CLERK, "合同").unwrap();
    for person in [1, 2] {
        world.seal_act(member(person), Command::Approve { entry: FIRST }).unwrap();
    }
    assert_eq!(codes(world.seal_act(member(2), Command::Use { entry: FIRST })), ["seal-not-the-keeper"]);
    world.seal_act(member(3), Command::Use { entry: FIRST }).unwrap();
}

#[test]
fn a_paper_is_sealed_by_the_register_and_by_nothing_else() {
    let mut world = World::sixteen();
    world.with_seal();
    let motion = world.voting(Scope::Estate, vec![question(ItemKind::Other)]);
    world.draw(motion, Kind::Notice).unwrap();
    let document = DocumentId { year: 2026, number: 1 };
    let ask = Command::Ask { document: Some(document), purpose: String::new(), pages: 1, copies: 9 };
    assert_eq!(codes(world.seal_act(CLERK, ask.clone())), ["document-step-order"], "not printed");
    world.step(document, Do::Print { copies: 9 }).unwrap();
    let none = Command::Ask { document: Some(document), purpose: String::new(), pages: 0, copies: 0 };
    assert_eq!(codes(world.seal_act(CLERK, none)), ["seal-number", "seal-number"]);
    world.seal_act(CLERK, ask.clone()).unwrap();
    assert_eq!(codes(world.seal_act(CLERK, ask)), ["seal-asked-already"]);
    let decline = Command::Decline { entry: FIRST, why: "份数不对".into() };
    world.seal_act(member(1), decline).unwrap();
    world.seal(document);
    let paper = world.estate.documents.get(document).unwrap();
    assert_eq!(paper.next(), Some(crate::documents::Step::Scanned));
    let entry = SealUseId { year: 2026, number: 2 };
    assert!(paper.steps.iter().any(|d| d.did == crate::documents::Did::Sealed(entry)));
    assert_eq!(world.estate.seals.uses[&entry].purpose.get(), world.estate.assembly.motions[&motion].title.get());
}
