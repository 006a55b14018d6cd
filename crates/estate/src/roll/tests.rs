use super::*;
use crate::testing::*;
use crate::{Command as AnyCommand, bodies};
use units::{Area, Day, PersonId, UnitId};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

#[test]
fn who_lives_in_a_listed_unit_is_a_resident() {
    let mut world = World::sixteen();
    let resident =
        |world: &World, person| world.estate.capacities(person, day("2026-10-01")).contains(&units::Capacity::Resident);
    let mut let_out = row("1-1-101", "60", &["业主1#0001"]);
    let_out.occupiers = vec![named("租客#0099")];
    world.import(vec![let_out]).unwrap();
    let unit = world.estate.roll.doors[&door("1-1-101")];
    let tenant = world.estate.roll.units[&unit].facts.occupiers[0];
    assert!(resident(&world, tenant));
    let import = world.estate.roll.imports.last().unwrap().seq;
    world.roll(CLERK, Command::UndoImport { import }).unwrap();
    assert!(!resident(&world, tenant));
    assert!(world.estate.roll.occupied.is_empty());
}

#[test]
fn an_estate_comes_in_from_a_sheet_in_one_command() {
    let mut world = World::founded();
    let events = world.import(vec![row("3-2-501", "64.37", &["王兰#123X"]), row("3-2-502", "", &[])]).unwrap();
    assert_eq!(events.len(), 3, "one event a unit and one that closes");
    let unit = &world.estate.roll.units[&UnitId(1)];
    assert_eq!(unit.facts.areas.best(), Some((Area::parse("64.37").unwrap(), AreaSource::Register)));
    assert_eq!(unit.facts.owners, [PersonId(1)]);
    assert!(world.estate.roll.units[&UnitId(2)].facts.owners.is_empty(), "待核实 is a value");
    assert_eq!(world.estate, world.replayed());
}

#[test]
fn what_was_previewed_is_what_happens() {
    let mut world = World::sixteen();
    let rows = vec![
        row("1-1-101", "61.5", &["业主1#0001"]),
        row("9-1-101", "50", &["新业主"]),
        row("1-1-102", "60", &["业主2#0002"]),
    ];
    let plan = plan(&world.estate, &rows);
    assert_eq!((plan.changes.len(), plan.unchanged, plan.missing.len()), (2, 1, 14));
    assert_eq!(plan.changes[0].fields, ["register-area"]);
    assert!(plan.changes[1].is_new);

    let seen = world.estate.roll.changed;
    world.roll(CLERK, Command::Strike { unit: UnitId(16) }).unwrap();
    let import = Import { file: units::Digest([1; 32]), seen, rows: rows.clone() };
    assert_eq!(codes(world.roll(CLERK, Command::Import(import))), ["roll-changed-since-preview"]);
    world.import(rows.clone()).unwrap();
    assert_eq!(codes(world.import(rows)), ["import-changes-nothing"]);
}

#[test]
fn blank_cells_leave_what_is_known() {
    let mut world = World::sixteen();
    let mut blank = row("1-1-101", "", &[]);
    blank.storey = Some(1);
    world.import(vec![blank]).unwrap();
    let facts = &world.estate.roll.units[&UnitId(1)].facts;
    assert_eq!(
        (facts.areas.register, facts.owners.as_slice(), facts.storey),
        (Some(Area::parse("60").unwrap()), &[PersonId(1)][..], Some(1))
    );
}

#[test]
fn namesakes_are_told_apart_and_one_buyer_is_one_person() {
    let mut world = World::founded();
    let rows = vec![
        row("1-1-101", "60", &["王兰#0001"]),
        row("1-1-102", "60", &["王兰#0002"]),
        row("1-1-201", "60", &["王兰#0001"]),
        row("1-1-202", "60", &["李四@13800000001"]),
        row("1-1-301", "60", &["李四@13800000001"]),
        row("1-1-302", "60", &["张三"]),
        row("1-1-401", "60", &["张三"]),
    ];
    let plan = plan(&world.estate, &rows);
    assert_eq!(plan.namesakes, ["张三"], "nothing says whether they are one person");
    world.import(rows).unwrap();
    let owners = |unit: u32| world.estate.roll.units[&UnitId(unit)].facts.owners.clone();
    assert_eq!(owners(1), owners(3));
    assert_ne!(owners(1), owners(2));
    assert_eq!(owners(4), owners(5));
    assert_ne!(owners(6), owners(7), "a bare name elsewhere is somebody else until more is known");
    assert_eq!(world.estate.bodies.persons.len(), 5);
}

#[test]
fn a_sheet_that_knows_more_of_a_person_adds_it() {
    let mut world = World::founded();
    world.import(vec![row("1-1-101", "60", &["张三"])]).unwrap();
    world.import(vec![row("1-1-101", "60", &["张三#1234@13900000000"])]).unwrap();
    assert_eq!(world.estate.bodies.persons.len(), 1);
    let contact = world.estate.bodies.persons[&PersonId(1)].contact.as_ref().unwrap().get().unwrap();
    assert_eq!((contact.id_tail.as_deref(), contact.phone.as_deref()), (Some("1234"), Some("13900000000")));
    world.import(vec![row("1-1-102", "60", &["张三#1234"])]).unwrap();
    assert_eq!(world.estate.bodies.persons.len(), 1, "now they are known to be one");
}

#[test]
fn everything_wrong_is_said_at_once_and_nothing_is_half_imported() {
    let mut world = World::founded();
    let rows = vec![
        row("1-1-101", "60", &["王兰#0001"]),
        row("1-1-101", "60", &["王兰#0001"]),
        row("1-1-102", "30000", &["张三#12"]),
        row("1-1-103", "60", &["李四@电话"]),
    ];
    let found = codes(world.import(rows));
    assert_eq!(found, ["door-twice", "area-impossible"]);
    let rows =
        vec![row("1-1-102", "60", &["张三#12"]), row("1-1-103", "60", &["李四@电话"]), row("1-1-104", "60", &[" "])];
    assert_eq!(codes(world.import(rows)), ["id-tail-wrong", "phone-wrong", "text-missing"]);
    assert!(world.estate.roll.units.is_empty() && world.estate.bodies.persons.is_empty());
}

#[test]
fn an_import_is_taken_back_by_one_command() {
    let mut world = World::sixteen();
    let mut before = world.estate.clone();
    let mut changed = row("1-1-101", "61", &["业主1#0001"]);
    changed.note = Some("证上面积".into());
    world.import(vec![changed, row("2-1-101", "80", &["新业主#9999"])]).unwrap();
    let import = world.estate.roll.imports.last().unwrap().seq;
    let events = world.roll(CLERK, Command::UndoImport { import }).unwrap();
    assert!(matches!(&events[2], crate::Event::Erased(e) if e.items.len() == 2), "name and document tail go with it");
    let after = &world.estate;
    assert_eq!(after.roll.doors, before.roll.doors);
    assert_eq!(after.roll.owned, before.roll.owned);
    assert_eq!(after.roll.occupied, before.roll.occupied);
    for unit in before.roll.units.values_mut() {
        unit.recorded = 0;
    }
    for (id, unit) in &before.roll.units {
        assert_eq!(after.roll.units[id].facts, unit.facts);
        assert_eq!(after.roll.units[id].note, unit.note);
    }
    assert_eq!(world.estate, world.replayed());
    assert_eq!(codes(world.roll(CLERK, Command::UndoImport { import })), ["import-undone-already"]);
    assert_eq!(codes(world.roll(CLERK, Command::UndoImport { import: 999 })), ["import-unknown"]);
}

#[test]
fn what_rests_on_an_import_keeps_it() {
    let mut world = World::sixteen();
    let import = world.estate.roll.imports[0].seq;
    let slip = bodies::IssueSlip { person: PersonId(3), digest: units::Digest([3; 32]) };
    world.act(CLERK, AnyCommand::Bodies(bodies::Command::IssueSlips(vec![slip]))).unwrap();
    world.voting(crate::assembly::Scope::Estate, vec![question(crate::assembly::ItemKind::ChangeUse)]);
    let transfer = Transfer {
        unit: UnitId(1),
        owners: vec![named("买家#5555")],
        on: day("2026-10-10"),
        basis: "不动产权证".into(),
        tenure: crate::roll::Tenure::Sold,
    };
    world.roll(CLERK, Command::Transfer(transfer)).unwrap();
    let found = codes(world.roll(CLERK, Command::UndoImport { import }));
    assert_eq!(found, ["undo-roll-frozen", "undo-units-changed", "undo-persons-in-use"]);
}

#[test]
fn article_273_membership_moves_with_the_unit() {
    let mut world = World::sixteen();
    let transfer = |owners: &[&str], on: &str| {
        Command::Transfer(Transfer {
            unit: UnitId(1),
            owners: owners.iter().map(|o| named(o)).collect(),
            on: day(on),
            basis: "不动产权证".into(),
            tenure: crate::roll::Tenure::Sold,
        })
    };
    assert_eq!(codes(world.roll(CLERK, transfer(&["买家#5555"], "2026-12-01"))), ["day-in-future"]);
    assert_eq!(codes(world.roll(CLERK, transfer(&[], "2026-09-01"))), ["owners-missing"]);
    assert_eq!(codes(world.roll(CLERK, transfer(&["业主1#0001"], "2026-09-01"))), ["nothing-changed"]);
    world.roll(CLERK, transfer(&["买家#5555", "买家妻#6666"], "2026-09-01")).unwrap();
    assert_eq!(codes(world.roll(CLERK, transfer(&["别人#7777"], "2026-08-01"))), ["transfer-before-owner"]);
    let roll = &world.estate.roll;
    assert_eq!(roll.owners_on(UnitId(1), day("2026-08-31")), [PersonId(1)]);
    assert_eq!(roll.owners_on(UnitId(1), day("2026-09-01")), [PersonId(17), PersonId(18)]);
    assert_eq!(roll.units_of(PersonId(1)).count(), 0);
    assert_eq!(world.estate.capacities(PersonId(17), day("2026-10-01")), [units::Capacity::Owner]);
    assert!(world.estate.capacities(PersonId(1), day("2026-10-01")).is_empty());
}

#[test]
fn interpretation_article_8_register_before_survey_before_contract() {
    let world = World::founded();
    let law = world.estate.founding.law(&world.book, day("2026-10-01"));
    let area = |n: i64| Some(Area::from_cm2(n));
    let all = Areas { register: area(1), survey: area(2), contract: area(3) };
    assert_eq!(all.counting(&law), Some((Area::from_cm2(1), AreaSource::Register)));
    assert_eq!(Areas { register: None, ..all }.counting(&law), Some((Area::from_cm2(2), AreaSource::Survey)));
    assert_eq!(
        Areas { register: None, survey: None, ..all }.counting(&law),
        Some((Area::from_cm2(3), AreaSource::Contract))
    );
    assert_eq!(Areas::default().counting(&law), None);
}

#[test]
fn a_unit_in_a_running_vote_stays_on_the_roll() {
    let mut world = World::sixteen();
    world.voting(crate::assembly::Scope::Estate, vec![question(crate::assembly::ItemKind::UseFund)]);
    assert_eq!(codes(world.roll(CLERK, Command::Strike { unit: UnitId(2) })), ["strike-in-vote"]);
    assert_eq!(codes(world.roll(CLERK, Command::Strike { unit: UnitId(99) })), ["unit-unknown"]);
}

#[test]
fn a_representative_is_a_co_owner() {
    let mut world = World::founded();
    world.import(vec![row("1-1-101", "60", &["夫#0001", "妻#0002"])]).unwrap();
    let name = |person| Command::Represent { unit: UnitId(1), person };
    assert_eq!(codes(world.roll(CLERK, name(Some(PersonId(7))))), ["representative-not-owner"]);
    world.roll(CLERK, name(Some(PersonId(2)))).unwrap();
    assert_eq!(codes(world.roll(CLERK, name(Some(PersonId(2))))), ["nothing-changed"]);
    world.roll(CLERK, name(None)).unwrap();
}
