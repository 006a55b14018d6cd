use super::*;
use crate::assembly::{self, ItemKind, Mark, Scope};
use crate::testing::*;
use law::{Fact, Key, Value};
use units::{Day, MotionId};

const WHICH: Rules = Rules::Procedure;
const TEXT: &str = "第一章 总则\n第一条 本规则依法制定。\n第二章 会议\n第九条 开会前二十日通知全体业主。\n\
                    第十五条 一人最多替3户投票。\n第二十一条 送达后没有投票的，计入多数票。";

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn write(text: &str) -> Command {
    Command::Write { which: WHICH, text: text.into() }
}

fn set(version: u32, key: Key, value: Value, article: u32) -> Command {
    Command::SetValue { which: WHICH, version, key, value, article }
}

fn earlier(version: u32, from: &str) -> Command {
    let by = By::Earlier("2019年3月业主大会决定，街道备案件".into());
    Command::Adopt { which: WHICH, version, by, from: day(from) }
}

fn by_motion(version: u32, motion: MotionId, from: &str) -> Command {
    Command::Adopt { which: WHICH, version, by: By::Motion(motion), from: day(from) }
}

fn words() -> Value {
    Value::Word("count-to-majority".into())
}

/// A first version with three values, in force since 2019.
fn first() -> World {
    let mut world = World::sixteen();
    world.charter(write(TEXT)).unwrap();
    for (key, value, article) in
        [(Key::NoticeDays, Value::Number(20), 9), (Key::ProxyMax, Value::Number(3), 15), (Key::Silent, words(), 21)]
    {
        world.charter(set(1, key, value, article)).unwrap();
    }
    world.charter(earlier(1, "2019-03-08")).unwrap();
    world
}

#[test]
fn values_count_while_their_version_is_in_force() {
    let mut world = first();
    let silent = |world: &World, on: &str| {
        let law = world.estate.founding.law(&world.book, day(on));
        law.get(Key::Silent).map(|r| (r.frozen.value.clone(), r.frozen.cite.article.clone()))
    };
    assert_eq!(silent(&world, "2026-10-01"), Some((words(), "业主大会议事规则第二十一条".into())));
    assert_ne!(silent(&world, "2019-03-07").unwrap().0, words(), "not before its first day");
    assert_eq!(world.estate.charter.where_is(Key::NoticeDays, day("2026-10-01")), Some((WHICH, 1, 9)));
    // The second version has no article on silence; the two that stand unchanged are taken over.
    let second = TEXT.replace("\n第二十一条 送达后没有投票的，计入多数票。", "").replace("3户", "两户");
    world.charter(write(&second)).unwrap();
    let held: Vec<Key> = world.estate.charter.version(WHICH, 2).unwrap().values.keys().copied().collect();
    assert_eq!(held, [Key::NoticeDays], "article 15 says something else now");
    world.charter(set(2, Key::ProxyMax, Value::Number(2), 15)).unwrap();
    world.charter(earlier(2, "2026-09-01")).unwrap();
    assert_ne!(silent(&world, "2026-10-01").unwrap().0, words());
    assert_eq!(silent(&world, "2026-08-31").unwrap().0, words(), "the past keeps its rules");
    assert_eq!(world.estate.charter.spans(WHICH, 1), [(day("2019-03-08"), Some(day("2026-08-31")))]);
    assert_eq!(world.estate.charter.in_force(WHICH, day("2026-09-01")), Some(2));
    assert_eq!(world.estate.charter.in_force(WHICH, day("2019-01-01")), None);
    assert_eq!(world.estate, world.replayed());
}

#[test]
fn a_motion_goes_by_the_version_of_the_day_it_opens() {
    let mut world = first();
    world.at("2026-09-20T09:00");
    let motion = world.voting(Scope::Estate, vec![question(ItemKind::Other)]);
    let rule = world.estate.assembly.motions[&motion].rule(Key::ProxyMax).unwrap();
    assert_eq!((rule.value.number(), rule.cite.article.as_str()), (Some(3), "业主大会议事规则第十五条"));
}

#[test]
fn a_text_that_is_none_is_refused() {
    let mut world = first();
    for (text, code) in [
        ("", "text-missing"),
        ("没有条文", "charter-no-articles"),
        ("第一条 甲。\n第一条 乙。", "charter-article-twice"),
        (TEXT, "nothing-changed"),
    ] {
        assert_eq!(codes(world.charter(write(text))), [code], "{code}");
    }
    assert_eq!(codes(world.charter(write(&format!("第一条 {}", "长".repeat(60_000))))), ["text-too-long"]);
}

#[test]
fn a_value_stands_where_it_is_said_to_stand() {
    let mut world = World::sixteen();
    world.charter(write(TEXT)).unwrap();
    for (command, code) in [
        (set(1, Key::NoticeDays, Value::Number(20), 10), "charter-article-unknown"),
        (set(1, Key::NoticeDays, Value::Number(25), 9), "charter-value-not-there"),
        (set(1, Key::NoticeDays, Value::Number(2), 9), "charter-value-not-there"),
        (set(1, Key::ProxyMax, Value::Word("yes".into()), 15), "own-rule-no-value"),
        (set(1, Key::Quorum, Value::Number(3), 15), "own-rule-not-settable"),
        (set(2, Key::ProxyMax, Value::Number(3), 15), "charter-version-unknown"),
        (Command::DropValue { which: WHICH, version: 1, key: Key::Silent }, "own-rule-unknown"),
    ] {
        let found = codes(world.charter(command));
        assert!(found.contains(&code.to_owned()), "{code}: {found:?}");
    }
    world.charter(write(&TEXT.replace("二十日", "十日"))).unwrap();
    let refused = world.charter(set(2, Key::NoticeDays, Value::Number(10), 9)).unwrap_err();
    assert_eq!(refused[0].code, "own-rule-weaker");
    assert_eq!(refused[0].cites[0].article, "物业管理条例第十四条第一款");
    world.charter(set(1, Key::ProxyMax, Value::Number(3), 15)).unwrap();
    world.charter(Command::DropValue { which: WHICH, version: 1, key: Key::ProxyMax }).unwrap();
    world.charter(earlier(1, "2025-01-01")).unwrap();
    assert_eq!(codes(world.charter(set(1, Key::ProxyMax, Value::Number(3), 15))), ["charter-in-force"]);
    assert_eq!(codes(world.charter(earlier(1, "2025-01-01"))), ["charter-in-force"]);
    assert_eq!(codes(world.charter(earlier(2, "2024-12-31"))), ["charter-before-the-last"]);
    assert_eq!(codes(world.charter(earlier(2, "2026-10-02"))), ["day-in-future", "charter-not-earlier"]);
}

#[test]
fn a_committee_has_an_odd_number_the_law_allows() {
    let mut world = World::sixteen();
    world.charter(write("第五条 业主委员会由六人组成，最多十三人，一般七人。")).unwrap();
    for n in [6, 13] {
        let refused = world.charter(set(1, Key::CommitteeSize, Value::Number(n), 5)).unwrap_err();
        assert_eq!(refused[0].code, "charter-committee-size");
        assert_eq!(refused[0].cites[0].article, "业主大会和业主委员会指导规则第三十一条");
    }
    world.charter(set(1, Key::CommitteeSize, Value::Number(7), 5)).unwrap();
    world.charter(earlier(1, "2025-01-01")).unwrap();
    let names = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬"];
    let draft = world.draft_of(Scope::Estate, vec![choice(ItemKind::Committee, &names, 9)]);
    let refused = world.assembly(CLERK, assembly::Command::Draft(draft)).unwrap_err();
    assert_eq!(refused[0].code, "committee-seats");
    assert_eq!(refused[0].cites[0].article, "业主大会议事规则第五条");
    world.drafted(Scope::Estate, vec![choice(ItemKind::Committee, &names, 7)]);
}

/// A vote on the rules of procedure in which `yes` of sixteen approve, counted and announced; notice was given at 10:00.
fn voted(world: &mut World, kind: ItemKind, yes: u32) -> MotionId {
    world.at("2026-10-01T10:00");
    let motion = world.voting(Scope::Estate, vec![question(kind)]);
    for n in 1..=14 {
        let unit = format!("1-{}-{}0{}", (n - 1) / 8 + 1, (n - 1) % 8 / 2 + 1, (n - 1) % 2 + 1);
        let mark = if n <= yes { Mark::Approve } else { Mark::Against };
        world.cast(motion, n, &unit, &[mark]).unwrap();
    }
    world.at("2026-10-29T09:00");
    world.assembly(CLERK, assembly::Command::Count { motion }).unwrap();
    motion
}

fn announce(world: &mut World, motion: MotionId) {
    world.assembly(CLERK, assembly::Command::Announce { motion }).unwrap();
}

#[test]
fn only_a_vote_that_passed_brings_a_version_into_force() {
    let mut world = World::sixteen();
    world.charter(write(TEXT)).unwrap();
    let covenant = Command::Write { which: Rules::Covenant, text: "第一条 爱护公共设施。".into() };
    world.charter(covenant).unwrap();
    let passed = voted(&mut world, ItemKind::RulesOfProcedure, 12);
    assert_eq!(codes(world.charter(by_motion(1, passed, "2026-10-29"))), ["charter-motion-open"], "not announced");
    announce(&mut world, passed);
    assert_eq!(codes(world.charter(by_motion(1, passed, "2026-10-28"))), ["charter-before-the-vote"]);
    assert_eq!(codes(world.charter(by_motion(1, MotionId(9), "2026-10-29"))), ["motion-unknown"]);
    let by = By::Motion(passed);
    let adopt = Command::Adopt { which: Rules::Covenant, version: 1, by, from: day("2026-10-29") };
    let refused = world.charter(adopt).unwrap_err();
    assert_eq!(refused[0].code, "charter-motion-other", "they were asked about the other text");
    assert!(refused[0].cites[0].article.starts_with("民法典第二百七十八条"));
    world.charter(by_motion(1, passed, "2026-10-29")).unwrap();
    let adopted = world.estate.charter.version(WHICH, 1).unwrap().adopted.as_ref().unwrap();
    assert_eq!((adopted.motion, adopted.from), (Some(passed), day("2026-10-29")));
    assert_eq!(world.estate, world.replayed());

    let mut world = World::sixteen();
    world.charter(write(TEXT)).unwrap();
    let failed = voted(&mut world, ItemKind::RulesOfProcedure, 6);
    announce(&mut world, failed);
    assert_eq!(codes(world.charter(by_motion(1, failed, "2026-10-29"))), ["charter-motion-not-passed"]);
}

#[test]
fn a_vote_brings_the_text_it_asked_about_and_no_other() {
    // Nothing was written down when notice was given.
    let mut world = World::sixteen();
    let passed = voted(&mut world, ItemKind::RulesOfProcedure, 12);
    announce(&mut world, passed);
    world.charter(write(TEXT)).unwrap();
    assert_eq!(codes(world.charter(by_motion(1, passed, "2026-10-29"))), ["charter-written-after"]);

    // Two drafts before it, one after: the owners were asked about the second.
    let mut world = World::sixteen();
    world.charter(write(TEXT)).unwrap();
    world.charter(write(&TEXT.replace("3户", "4户"))).unwrap();
    let passed = voted(&mut world, ItemKind::RulesOfProcedure, 12);
    announce(&mut world, passed);
    world.charter(write(&TEXT.replace("3户", "9户"))).unwrap();
    for other in [1, 3] {
        let refused = world.charter(by_motion(other, passed, "2026-10-29")).unwrap_err();
        assert_eq!((&*refused[0].code, refused[0].fact("n")), ("charter-not-asked", Some(&Fact::Number(2))), "{other}");
    }
    world.charter(by_motion(2, passed, "2026-10-29")).unwrap();
    // One vote, one version: what was put together afterwards does not follow from it.
    world.at("2026-11-05T09:00");
    let refused = world.charter(by_motion(3, passed, "2026-11-05")).unwrap_err();
    assert_eq!((&*refused[0].code, refused[0].fact("n")), ("charter-motion-used", Some(&Fact::Number(2))));
    // Nor does anything slip past the owners as if it were old.
    for from in ["2026-11-05", "2026-10-30", "2026-09-30"] {
        assert!(codes(world.charter(earlier(3, from))).contains(&"charter-voted-since".to_owned()), "{from}");
    }
}

#[test]
fn what_was_adopted_earlier_was_adopted_before_the_record_began() {
    let mut world = World::sixteen();
    world.charter(write(TEXT)).unwrap();
    world.at("2028-05-01T09:00");
    let refused = world.charter(earlier(1, "2028-05-01")).unwrap_err();
    let founded = Some(&Fact::Day(day("2026-10-01")));
    assert_eq!((&*refused[0].code, refused[0].fact("day")), ("charter-not-earlier", founded));
    assert_eq!(codes(world.charter(earlier(1, "2026-10-02"))), ["charter-not-earlier"]);
    world.charter(earlier(1, "2026-10-01")).unwrap();
}

/// A first version of old, and a second one that a vote brought on 29 October.
fn second_by_vote() -> (World, MotionId) {
    let mut world = World::sixteen();
    world.charter(write(TEXT)).unwrap();
    world.charter(set(1, Key::Silent, words(), 21)).unwrap();
    world.charter(earlier(1, "2019-03-08")).unwrap();
    world.charter(write(&TEXT.replace("\n第二十一条 送达后没有投票的，计入多数票。", ""))).unwrap();
    let passed = voted(&mut world, ItemKind::RulesOfProcedure, 12);
    announce(&mut world, passed);
    world.charter(by_motion(2, passed, "2026-10-29")).unwrap();
    world.at("2026-12-01T09:00");
    (world, passed)
}

fn silence_counts(world: &World, on: &str) -> bool {
    world.estate.founding.law(&world.book, day(on)).get(Key::Silent).is_some_and(|r| r.frozen.value == words())
}

#[test]
fn a_version_ends_with_the_vote_behind_it_and_the_one_before_runs_again() {
    let (mut world, motion) = second_by_vote();
    assert!(silence_counts(&world, "2026-10-28") && !silence_counts(&world, "2026-11-20"));
    let revoke = assembly::Command::Revoke {
        motion,
        by: assembly::RevokedBy::Court,
        items: vec![],
        document: "示例判决".into(),
        on: day("2026-11-20"),
    };
    world.assembly(CLERK, revoke).unwrap();
    let charter = &world.estate.charter;
    assert_eq!(charter.in_force(WHICH, day("2026-11-19")), Some(2));
    assert_eq!(charter.in_force(WHICH, day("2026-11-20")), Some(1));
    assert_eq!(charter.spans(WHICH, 2), [(day("2026-10-29"), Some(day("2026-11-19")))]);
    let again = [(day("2019-03-08"), Some(day("2026-10-28"))), (day("2026-11-20"), None)];
    assert_eq!(charter.spans(WHICH, 1), again);
    assert!(!silence_counts(&world, "2026-11-19") && silence_counts(&world, "2026-11-20"));
    assert_eq!(world.estate, world.replayed());
    // Revoked, the vote brings nothing any more; the same words may be put to the owners again.
    let text = world.estate.charter.version(WHICH, 2).unwrap().text.get().unwrap().clone();
    world.charter(write(&text)).unwrap();
    assert_eq!(codes(world.charter(by_motion(3, motion, "2026-12-01"))), ["charter-motion-not-passed"]);
}

#[test]
fn a_count_corrected_to_not_passed_ends_the_version_it_brought() {
    let mut other = World::sixteen();
    let failed = voted(&mut other, ItemKind::RulesOfProcedure, 6);
    let items = other.estate.assembly.motions[&failed].counted.as_ref().unwrap().items.clone();
    let (mut world, motion) = second_by_vote();
    let passed = world.estate.assembly.motions[&motion].counted.as_ref().unwrap().items.clone();
    let why = world.estate.charter.version(WHICH, 1).unwrap().adopted.as_ref().unwrap().proof.clone().unwrap();
    let mut corrected = |items, at: &str| {
        world.at(at);
        let event = assembly::Event::CountCorrected { motion, why: why.clone(), marks: vec![], items };
        let (actor, capacity) = CLERK;
        let stamp = units::Stamp { at: world.now, actor, capacity, command: units::CommandId([0; 16]) };
        crate::apply(&mut world.estate, &crate::Event::Assembly(event), &stamp);
        [silence_counts(&world, "2026-12-04"), silence_counts(&world, "2026-12-05")]
    };
    assert_eq!(corrected(items, "2026-12-05T10:00"), [false, true], "the first version runs again from that day");
    assert_eq!(corrected(passed, "2026-12-08T10:00"), [false, false], "and not once the count says passed after all");
}

#[test]
fn a_hundred_and_three_is_not_three() {
    let mut world = World::sixteen();
    world.charter(write("第一条 共一百零三户，103户。\n第二条 最多三户。")).unwrap();
    let refused = world.charter(set(1, Key::ProxyMax, Value::Number(3), 1)).unwrap_err();
    assert_eq!(refused[0].fact("article"), Some(&Fact::Text("第一条".into())));
    world.charter(set(1, Key::ProxyMax, Value::Number(3), 2)).unwrap();
}
