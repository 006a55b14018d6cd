use super::*;
use crate::assembly::{ItemKind, Scope};
use crate::documents::{Do, Kind};
use crate::testing::*;
use crate::todo::What as Wait;
use crate::{Command as Any, bodies};
use law::{Fact, Refusals};
use units::{Actor, Capacity, Day, Digest, DocumentId, PersonId, SealUseId};

const FIRST: SealUseId = SealUseId { year: 2026, number: 1 };

fn member(person: u32) -> (Actor, Capacity) {
    (Actor::Person(PersonId(person)), Capacity::CommitteeMember)
}

impl World {
    fn seal_act(&mut self, who: (Actor, Capacity), command: Command) -> Result<Vec<crate::Event>, Refusals> {
        self.act(who, Any::Seals(command))
    }

    fn ask_for(&mut self, who: (Actor, Capacity), purpose: &str) -> Result<Vec<crate::Event>, Refusals> {
        self.seal_act(who, Command::Ask(Ask::committee(None, purpose, (2, 3))))
    }
}

fn hand_over(keeper: u32, giver: u32) -> Command {
    hand(Seal::Committee, keeper, giver)
}

fn hand(seal: Seal, keeper: u32, giver: u32) -> Command {
    Command::HandOver { seal, keeper: PersonId(keeper), giver: PersonId(giver), note: String::new() }
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
        let appoint =
            bodies::Appoint { person: PersonId(person), capacity: Capacity::CommitteeMember, part: None, from, until };
        world.act(CLERK, Any::Bodies(bodies::Command::Appoint(appoint))).unwrap();
    }
    world.seal_act(CLERK, hand_over(2, 1)).unwrap();
    world.ask_for(CLERK, "合同").unwrap();
    for person in [1, 3] {
        world.seal_act(member(person), Command::Approve { entry: FIRST }).unwrap();
    }
    world.at("2026-10-06T09:00");
    for (who, command) in
        [(member(2), Command::Use { entry: FIRST }), (CLERK, Command::Ask(Ask::committee(None, "合同", (1, 1))))]
    {
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
    assert_eq!(world.estate.seals.keeper(Seal::Committee), Some(PersonId(2)));
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
    let ask = Command::Ask(Ask::committee(Some(document), "", (1, 9)));
    assert_eq!(codes(world.seal_act(CLERK, ask.clone())), ["document-step-order"], "not printed");
    world.step(document, Do::Print { copies: 9 }).unwrap();
    let none = Command::Ask(Ask::committee(Some(document), "", (0, 0)));
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

fn of_assembly(ground: Option<Ground>) -> Command {
    Command::Ask(Ask { seal: Seal::Assembly, ground, ..Ask::committee(None, "业主大会决定", (1, 2)) })
}

#[test]
fn the_assembly_seal_follows_the_assembly_and_has_a_keeper_of_its_own() {
    let mut world = World::sixteen();
    world.with_seal();
    let motion = world.announced();
    let decided = Some(Ground::Decision(motion));
    assert_eq!(codes(world.seal_act(CLERK, of_assembly(decided))), ["seal-none-of-assembly"]);
    world.seal_act(CLERK, hand(Seal::Assembly, 3, 1)).unwrap();
    let keepers = Seal::ALL.iter().map(|s| world.estate.seals.keeper(*s).unwrap().0).collect::<Vec<_>>();
    assert_eq!(keepers, [2, 3], "each seal has its own keeper");
    let refused = world.seal_act(CLERK, of_assembly(None)).unwrap_err();
    assert_eq!(refused[0].code, "seal-ground-missing");
    assert_eq!(refused[0].cites[0].article, "业主大会和业主委员会指导规则第四十一条");
    assert_eq!(codes(world.seal_act(CLERK, of_assembly(Some(Ground::Article(1))))), ["seal-ground-no-article"]);
    let unknown = Some(Ground::Decision(units::MotionId(99)));
    assert_eq!(codes(world.seal_act(CLERK, of_assembly(unknown))), ["seal-ground-not-passed"]);

    world.seal_act(member(1), of_assembly(decided)).unwrap();
    let approve = Command::Approve { entry: FIRST };
    assert_eq!(codes(world.seal_act(member(1), approve.clone())), ["seal-self-approval"]);
    world.seal_act(member(2), approve).unwrap();
    assert_eq!(codes(world.seal_act(member(2), Command::Use { entry: FIRST })), ["seal-not-the-keeper"]);
    world.seal_act(member(3), Command::Use { entry: FIRST }).unwrap();

    world.own_rule(law::Key::ProxyMax, law::Value::Number(3), 12);
    world.seal_act(CLERK, of_assembly(Some(Ground::Article(12)))).unwrap();
    // The committee's seal is asked for as ever, and by nothing but its own decision.
    let odd = Ask { ground: decided, ..Ask::committee(None, "合同", (1, 1)) };
    world.seal_act(CLERK, Command::Ask(odd)).unwrap();
    let third = SealUseId { year: 2026, number: 3 };
    assert_eq!((world.estate.seals.uses[&third].ground, world.estate.seals.uses[&third].needed), (None, 2));
    assert_eq!(world.estate, world.replayed());
}

#[test]
fn a_paper_takes_the_assembly_seal_for_its_own_decision_only() {
    let mut world = World::sixteen();
    world.with_seal();
    world.seal_act(CLERK, hand(Seal::Assembly, 3, 1)).unwrap();
    let motion = world.announced();
    world.draw(motion, Kind::Announcement).unwrap();
    let document = DocumentId { year: 2026, number: 1 };
    world.step(document, Do::Print { copies: 3 }).unwrap();
    world.step(document, Do::Sign { by: "唱票人".into() }).unwrap();
    let ask = |ground| {
        let ask = Ask::committee(Some(document), "", (1, 3));
        Command::Ask(Ask { seal: Seal::Assembly, ground: Some(Ground::Decision(ground)), ..ask })
    };
    assert_eq!(codes(world.seal_act(CLERK, ask(units::MotionId(motion.0 + 1)))), ["seal-ground-other"]);
    world.seal_act(CLERK, ask(motion)).unwrap();
}

fn publish(to: &str, seq: u64, withheld: &[SealUseId]) -> Command {
    Command::Publish { to: Day::parse(to).unwrap(), withheld: withheld.to_vec(), seq, head: Digest([9; 32]) }
}

fn sealed(world: &mut World, purpose: &str) -> SealUseId {
    let entry = world.estate.seals.next(world.now.day().ymd().0);
    world.ask_for(member(1), purpose).unwrap();
    for person in [2, 3] {
        world.seal_act(member(person), Command::Approve { entry }).unwrap();
    }
    world.seal_act(member(2), Command::Use { entry }).unwrap();
    entry
}

#[test]
fn what_was_sealed_is_published_by_the_half_year() {
    let mut world = World::sixteen();
    world.with_seal();
    let first = sealed(&mut world, "物业服务合同");
    let second = sealed(&mut world, "给业主3开的证明");
    world.ask_for(member(1), "没有盖的").unwrap();
    let seq = world.estate.seq;
    assert_eq!(world.waits(Wait::PublishSeals), []);
    let refused = world.seal_act(member(1), publish("2026-12-31", seq, &[])).unwrap_err();
    assert_eq!(refused[0].code, "seal-list-early");
    assert_eq!(refused[0].fact("day"), Some(&Fact::Day(Day::parse("2026-12-31").unwrap())));
    assert_eq!(refused[0].cites[0].confidence, law::Confidence::Assumed, "no national article says how often");

    world.at("2027-01-01T08:00");
    assert_eq!(world.waits(Wait::PublishSeals), [(1, Some(Day::parse("2027-01-15").unwrap()))]);
    for (command, code) in [
        (publish("2026-06-30", seq, &[]), "seal-list-changed"),
        (publish("2026-12-31", 0, &[]), "seal-list-changed"),
        (publish("2026-12-31", world.estate.seq + 1, &[]), "seal-list-changed"),
        (publish("2026-12-31", seq, &[SealUseId { year: 2026, number: 3 }]), "seal-entry-unknown"),
    ] {
        assert_eq!(codes(world.seal_act(member(1), command)), [code]);
    }
    world.seal_act(member(1), publish("2026-12-31", seq, &[second])).unwrap();
    let list = world.estate.seals.list(1).unwrap();
    assert_eq!((list.from, list.to), (Day::parse("2026-10-01").unwrap(), Day::parse("2026-12-31").unwrap()));
    assert_eq!((list.seq, list.head), (seq, Digest([9; 32])), "kept with the head it was drawn at");
    assert!(list.withheld.contains(&second) && !list.withheld.contains(&first));
    let used: Vec<_> = world.estate.seals.used_in(list.from, list.to).map(|(id, _)| id).collect();
    assert_eq!(used, [first, second], "what was only asked for is no use");
    assert_eq!(world.waits(Wait::PublishSeals), []);
    assert_eq!(codes(world.seal_act(member(1), publish("2026-12-31", seq, &[]))), ["seal-list-early"], "once");

    // A year without a list: the next one holds all of it.
    world.at("2028-02-01T08:00");
    world.seal_act(CLERK, publish("2027-12-31", seq, &[])).unwrap();
    let list = world.estate.seals.list(2).unwrap();
    assert_eq!((list.from, list.to), (Day::parse("2027-01-01").unwrap(), Day::parse("2027-12-31").unwrap()));
    assert_eq!(world.estate, world.replayed());
}

#[test]
fn how_often_is_the_place_s_law_or_the_estate_s_own_rule() {
    let end = |world: &World| {
        let law = world.estate.founding.law(&world.book, world.now.day());
        period_of(&law, world.now.day()).unwrap().to.to_string()
    };
    let mut world = World::sixteen();
    assert_eq!(end(&world), "2026-12-31");
    world.own_rule(law::Key::SealPublish, law::Value::Number(12), 30);
    world.at("2026-03-10T09:00");
    assert_eq!(end(&world), "2026-12-31", "what we assumed gives way to what the owners said");
    let mut world = World::sixteen_in("浙江/杭州");
    world.with_seal();
    let refused = world.seal_act(member(1), publish("2026-12-31", 1, &[])).unwrap_err();
    assert_eq!(refused[0].cites[0].article, "杭州市物业管理条例第三十条第一款第六项");
    world.own_rule(law::Key::SealPublish, law::Value::Number(3), 30);
    world.at("2026-08-10T09:00");
    assert_eq!(end(&world), "2026-09-30");
}
