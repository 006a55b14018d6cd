use super::*;
use crate::Command as Any;
use crate::testing::*;

#[test]
fn a_matter_keeps_one_number_and_every_mechanism_writes_to_it() {
    let mut world = World::sixteen();
    let motion = world.voting(crate::assembly::Scope::Estate, vec![question(crate::assembly::ItemKind::UseFund)]);
    let id = world.estate.assembly.motions[&motion].matter;
    assert_eq!(id.to_string(), "2026-0001");
    let note = Command::Note { matter: id, text: "已和供电公司联系".into() };
    world.act(owner(3), Any::Matters(note)).unwrap();
    let matter = world.estate.matters.get(id).unwrap();
    assert_eq!(matter.stage, Stage::Decide, "a word does not send it back");
    let told: Vec<_> = matter.timeline.iter().map(|e| std::mem::discriminant(&e.what)).collect();
    assert_eq!(told.len(), 5);
    assert_eq!(world.matter().to_string(), "2026-0002");
    world.at("2027-01-02T09:00");
    assert_eq!(world.matter().to_string(), "2027-0001", "numbers begin again with the year");
}

#[test]
fn what_owners_write_is_theirs_and_what_offices_write_is_not() {
    let mut world = World::sixteen();
    let raise =
        |text: &str| Any::Matters(Command::Raise { title: text.into(), text: text.into(), place: String::new() });
    world.act(owner(3), raise("楼道灯不亮")).unwrap();
    world.act(CLERK, raise("雨水管")).unwrap();
    let subject = |n: u32| world.estate.matters.get(MatterId { year: 2026, number: n }).unwrap().title.subject();
    assert_eq!((subject(1), subject(2)), (Some(PersonId(3)), None));
    assert_eq!(world.estate.sealed_of(PersonId(3)).len(), 4, "name, contact, title, text");
}

#[test]
fn nothing_is_raised_without_a_title() {
    let mut world = World::founded();
    let raise = |title: &str, text: &str| {
        Any::Matters(Command::Raise { title: title.into(), text: text.into(), place: String::new() })
    };
    assert_eq!(codes(world.act(CLERK, raise(" ", ""))), ["text-missing"]);
    assert_eq!(
        codes(world.act(CLERK, raise(&"长".repeat(61), &"长".repeat(4_001)))),
        ["text-too-long", "text-too-long"]
    );
    let note = Any::Matters(Command::Note { matter: MatterId { year: 2026, number: 9 }, text: "x".into() });
    assert_eq!(codes(world.act(CLERK, note)), ["matter-unknown"]);
}
