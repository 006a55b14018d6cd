use super::*;
use crate::assembly::{self, ItemKind, Mark, Scope};
use crate::testing::*;
use crate::{Command as Any, Label};
use law::{Fact, Key, Refusal, Refusals, Value};
use units::{Attachment, Day, Digest, FileKind, ItemId, MotionId, SpotId};

fn photo(n: u8) -> Option<Attachment> {
    Some(Attachment { name: ItemId([n; 16]), digest: Digest([n; 32]), bytes: 2_000, file: FileKind::Jpeg })
}

fn own_rule(world: &mut World, key: Key, value: Value) {
    world.own_rule(key, value, 9);
}

fn yes() -> Value {
    Value::Word("yes".into())
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// Sixteen homes in two stairwells, three places, and rules under which roll and notice must hang for fifteen days.
fn hung_by_rule() -> World {
    let mut world = World::sixteen();
    own_rule(&mut world, Key::PostRoll, yes());
    own_rule(&mut world, Key::PostNotice, yes());
    own_rule(&mut world, Key::RollDays, Value::Number(15));
    world.places();
    world
}

impl World {
    fn post(&mut self, command: Command) -> Result<Vec<crate::Event>, Refusals> {
        self.act(CLERK, Any::Posting(command))
    }

    fn places(&mut self) {
        let gate = Command::AddSpot {
            kind: SpotKind::Gate,
            building: Label::default(),
            stairwell: Label::default(),
            name: "南门".into(),
        };
        self.post(gate).unwrap();
        self.post(Command::AddStairwells).unwrap();
    }

    fn up(&mut self, motion: MotionId, paper: Paper, spot: u32) -> Result<Vec<crate::Event>, Refusals> {
        let (spot, photo, note) = (SpotId(spot), photo(spot as u8), String::new());
        self.post(Command::PutUp { motion, paper, spot, photo, note })
    }

    fn torn(&mut self, motion: MotionId, paper: Paper, spot: u32) {
        self.post(Command::FindTorn { motion, paper, spot: SpotId(spot), note: "只剩半张".into() }).unwrap();
    }

    fn everywhere(&mut self, motion: MotionId, paper: Paper) {
        (1..=3).for_each(|spot| {
            self.up(motion, paper, spot).unwrap();
        });
    }

    fn frozen(&mut self) -> MotionId {
        let motion = self.drafted(Scope::Estate, vec![question(ItemKind::Other)]);
        self.assembly(CLERK, assembly::Command::FreezeRoll { motion }).unwrap();
        motion
    }

    /// Roll and notice hang everywhere since 1 October, the vote opens on the 20th.
    fn noticed(&mut self) -> MotionId {
        let motion = self.frozen();
        self.everywhere(motion, Paper::Roll);
        self.notice(motion).unwrap();
        motion
    }

    fn vote(&mut self, motion: MotionId) -> Result<Vec<crate::Event>, Refusals> {
        self.cast(motion, 1, "1-1-101", &[Mark::Approve])
    }

    fn flagged(&self, motion: MotionId, paper: Paper) -> Vec<(String, bool)> {
        flags(&self.estate, motion, paper, self.now).into_iter().map(|f| (f.refusal.code, f.binding)).collect()
    }
}

fn places_of(refusal: &Refusal) -> Vec<String> {
    match refusal.fact("places") {
        Some(Fact::List(list)) => list.clone(),
        other => panic!("{other:?}"),
    }
}

// ---- places ----

#[test]
fn an_estate_keeps_its_list_of_places() {
    let mut world = World::sixteen();
    world.places();
    let called: Vec<_> = world.estate.posting.listed().map(|(_, s)| s.called()).collect();
    assert_eq!(called, ["南门", "1-1", "1-2"]);
    assert_eq!(codes(world.post(Command::AddStairwells)), ["spots-none-new"]);
    let add = |kind, building: &str, stairwell: &str, name: &str| Command::AddSpot {
        kind,
        building: label(building),
        stairwell: label(stairwell),
        name: name.into(),
    };
    let refused = [
        (add(SpotKind::Gate, "", "", " "), "text-missing"),
        (add(SpotKind::Gate, "", "", "南门"), "spot-twice"),
        (add(SpotKind::Stairwell, "1", "2", ""), "spot-twice"),
        (add(SpotKind::Stairwell, "", "", ""), "spot-stairwell-missing"),
        (add(SpotKind::Stairwell, "9", "1", ""), "spot-door-unknown"),
        (add(SpotKind::Noticeboard, "9", "", "9号楼公告栏"), "spot-door-unknown"),
        (Command::StrikeSpot { spot: SpotId(9) }, "spot-unknown"),
    ];
    for (command, code) in refused {
        assert_eq!(codes(world.post(command.clone())), [code], "{command:?}");
    }
    world.post(Command::StrikeSpot { spot: SpotId(1) }).unwrap();
    assert_eq!(codes(world.post(Command::StrikeSpot { spot: SpotId(1) })), ["spot-unknown"]);
    world.post(add(SpotKind::Gate, "", "", "南门")).expect("a struck name is free again");
    assert_eq!(world.estate, world.replayed());
}

#[test]
fn a_stairwells_own_vote_hangs_at_the_gate_and_its_own_door() {
    let mut world = World::sixteen();
    world.places();
    let scope = Scope::Stairwell(label("1"), label("2"));
    let motion = world.drafted(scope, vec![question(ItemKind::Other)]);
    world.assembly(CLERK, assembly::Command::FreezeRoll { motion }).unwrap();
    let board = world.estate.posting.board(motion, Paper::Roll).unwrap();
    assert_eq!(board.tasks.keys().map(|s| s.0).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(codes(world.up(motion, Paper::Roll, 2)), ["posting-other-place"]);
}

#[test]
fn a_place_taken_off_the_list_does_not_take_the_task_with_it() {
    let mut world = hung_by_rule();
    let motion = world.frozen();
    world.post(Command::StrikeSpot { spot: SpotId(2) }).unwrap();
    for spot in [1, 3] {
        world.up(motion, Paper::Roll, spot).unwrap();
    }
    let refused = world.notice(motion).unwrap_err();
    assert_eq!(places_of(&refused[0]), ["1-1"], "the paper was issued for this place too");
}

// ---- a task ----

#[test]
fn a_task_goes_its_way_and_no_other() {
    let mut world = hung_by_rule();
    let motion = world.frozen();
    let (paper, spot) = (Paper::Roll, SpotId(1));
    let up = |photo, note: &str| Command::PutUp { motion, paper, spot, photo, note: note.into() };
    assert_eq!(codes(world.post(up(None, ""))), ["posting-photo-missing"]);
    let scan = photo(1).map(|p| Attachment { file: FileKind::Pdf, ..p });
    assert_eq!(codes(world.post(up(scan, ""))), ["posting-photo-no-picture"]);
    assert_eq!(codes(world.post(up(photo(1), &"长".repeat(5_000)))), ["text-too-long"]);
    let torn = Command::FindTorn { motion, paper, spot, note: String::new() };
    let down = |photo| Command::TakeDown { motion, paper, spot, photo };
    assert_eq!(codes(world.post(torn.clone())), ["posting-not-hanging"]);
    assert_eq!(codes(world.post(down(photo(2)))), ["posting-not-hanging"]);

    world.post(up(photo(1), "贴在门禁左侧")).unwrap();
    assert_eq!(codes(world.post(up(photo(2), ""))), ["posting-hangs-already"]);
    world.post(torn).unwrap();
    world.post(up(photo(2), "")).unwrap();
    assert_eq!(codes(world.post(down(None))), ["posting-photo-missing"]);
    world.post(down(photo(3))).unwrap();
    let board = world.estate.posting.board(motion, Paper::Roll).unwrap();
    assert_eq!(board.tasks[&spot].standing(), Standing::Down);
    assert_eq!(board.photos().map(|p| p.name.0[0]).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(world.estate.posting.photo(motion, ItemId([3; 16])).is_some());
    assert!(world.estate.posting.photo(MotionId(9), ItemId([3; 16])).is_none());
    assert_eq!(world.estate, world.replayed());

    assert_eq!(codes(world.up(motion, Paper::Result, 1)), ["posting-not-issued"]);
    assert_eq!(codes(world.up(MotionId(9), Paper::Roll, 1)), ["motion-unknown"]);
    world.assembly(CLERK, assembly::Command::Withdraw { motion }).unwrap();
    assert_eq!(codes(world.up(motion, Paper::Roll, 2)), ["posting-withdrawn"]);
}

#[test]
fn another_text_is_another_paper() {
    let mut world = hung_by_rule();
    let motion = world.frozen();
    world.everywhere(motion, Paper::Roll);
    world.assembly(CLERK, assembly::Command::FreezeRoll { motion }).unwrap();
    let tasks = |world: &World| world.estate.posting.board(motion, Paper::Roll).unwrap().tasks.clone();
    assert!(tasks(&world).values().all(|t| t.standing() == Standing::Waiting), "the roll that hung is not this one");
    let mut draft = world.draft_of(Scope::Estate, vec![question(ItemKind::Other)]);
    draft.matter = world.estate.assembly.motions[&motion].matter;
    world.assembly(CLERK, assembly::Command::Redraft { motion, draft }).unwrap();
    assert!(world.estate.posting.boards.is_empty());
}

// ---- no proof, no next step ----

#[test]
fn a_place_without_a_photo_keeps_the_notice_back() {
    let mut world = hung_by_rule();
    let motion = world.frozen();
    world.up(motion, Paper::Roll, 1).unwrap();
    world.up(motion, Paper::Roll, 3).unwrap();
    let refused = world.notice(motion).unwrap_err();
    assert_eq!(refused.iter().map(|r| r.code.as_str()).collect::<Vec<_>>(), ["posting-unproven"]);
    assert_eq!(places_of(&refused[0]), ["1-1"]);
    assert_eq!(refused[0].cites[0].article, "业主大会议事规则第九条");
    world.up(motion, Paper::Roll, 2).unwrap();
    world.notice(motion).unwrap();
}

#[test]
fn a_notice_short_by_one_day_keeps_ballots_back_for_that_day() {
    let mut world = hung_by_rule();
    let motion = world.noticed();
    world.up(motion, Paper::Notice, 1).unwrap();
    world.up(motion, Paper::Notice, 2).unwrap();
    // The vote opens on the 20th: the last place has to hang by the 5th.
    world.at("2026-10-06T08:00");
    world.up(motion, Paper::Notice, 3).unwrap();
    world.at("2026-10-20T08:00");
    let refused = world.vote(motion).unwrap_err();
    assert_eq!(refused[0].code, "posting-too-short");
    let fact = |name| refused[0].fact(name).cloned();
    assert_eq!((fact("days"), fact("have")), (Some(Fact::Number(15)), Some(Fact::Number(14))));
    assert_eq!(fact("since"), Some(Fact::Day(day("2026-10-06"))), "from the last place");
    assert_eq!(fact("earliest"), Some(Fact::Day(day("2026-10-21"))));
    let cited: Vec<_> = refused[0].cites.iter().map(|c| c.article.as_str()).collect();
    assert_eq!(cited, ["物业管理条例第十四条第一款", "业主大会议事规则第九条"]);
    let code = world.code(motion, "1-1-101");
    let paper = assembly::Command::ReceivePaper { motion, code };
    assert_eq!(codes(world.assembly(CLERK, paper.clone())), ["posting-too-short"], "paper waits as well");
    world.at("2026-10-21T08:00");
    world.vote(motion).expect("the days are full");
    world.assembly(CLERK, paper).expect("kept beside the ballot from the phone");
}

#[test]
fn fifteen_days_from_the_last_place_are_enough() {
    let mut world = hung_by_rule();
    let motion = world.noticed();
    world.at("2026-10-05T22:00");
    world.everywhere(motion, Paper::Notice);
    world.at("2026-10-20T08:00");
    world.vote(motion).unwrap();
    assert!(world.flagged(motion, Paper::Notice).is_empty());
}

#[test]
fn one_place_torn_down_is_named_and_its_days_do_not_count() {
    let mut world = hung_by_rule();
    let motion = world.noticed();
    world.everywhere(motion, Paper::Notice);
    world.at("2026-10-18T08:00");
    world.torn(motion, Paper::Notice, 2);
    // It hung from the 1st to the 18th: fifteen days were full on the 16th.
    assert!(world.flagged(motion, Paper::Notice).is_empty());

    let mut world = hung_by_rule();
    let motion = world.noticed();
    world.everywhere(motion, Paper::Notice);
    world.at("2026-10-10T08:00");
    world.torn(motion, Paper::Notice, 2);
    world.at("2026-10-20T08:00");
    let refused = world.vote(motion).unwrap_err();
    let found: Vec<_> = refused.iter().map(|r| r.code.as_str()).collect();
    assert_eq!(found, ["posting-torn", "posting-broken-off"]);
    assert_eq!(places_of(&refused[0]), ["1-1"]);
    // Put up again on the 20th: nine days before, six more are needed.
    world.up(motion, Paper::Notice, 2).unwrap();
    let refused = world.vote(motion).unwrap_err();
    assert_eq!(refused[0].fact("earliest"), Some(&Fact::Day(day("2026-10-26"))));
    world.at("2026-10-26T08:00");
    world.vote(motion).unwrap();
    assert_eq!(world.flagged(motion, Paper::Notice), [("posting-gap".into(), false)], "said for ever");
    let gap = &flags(&world.estate, motion, Paper::Notice, world.now)[0].refusal;
    assert_eq!(places_of(gap), ["1-1"]);
    assert_eq!(gap.fact("from"), Some(&Fact::Day(day("2026-10-10"))));
}

#[test]
fn torn_and_put_up_again_the_same_day_it_was_never_away_for_a_day() {
    let mut world = hung_by_rule();
    let motion = world.noticed();
    world.everywhere(motion, Paper::Notice);
    world.at("2026-10-10T08:00");
    world.torn(motion, Paper::Notice, 2);
    world.at("2026-10-10T17:00");
    world.up(motion, Paper::Notice, 2).unwrap();
    world.at("2026-10-20T08:00");
    world.vote(motion).unwrap();
    assert!(world.flagged(motion, Paper::Notice).is_empty());
}

#[test]
fn working_days_leave_out_the_end_of_the_week() {
    let mut world = hung_by_rule();
    own_rule(&mut world, Key::PostingDays, Value::Word("working".into()));
    let motion = world.frozen();
    // 1 October 2026 is a Thursday: thirteen working days lie between it and the 20th.
    world.everywhere(motion, Paper::Roll);
    let refused = world.notice(motion).unwrap_err();
    assert_eq!(refused[0].code, "posting-too-short");
    assert_eq!(refused[0].fact("have"), Some(&Fact::Number(13)));
    assert_eq!(refused[0].fact("earliest"), Some(&Fact::Day(day("2026-10-22"))));
}

#[test]
fn what_does_not_bind_is_said_and_stops_nobody() {
    let mut world = World::sixteen();
    let motion = world.frozen();
    assert_eq!(world.flagged(motion, Paper::Roll), [("posting-no-places".into(), false)]);
    world.notice(motion).unwrap();
    // With a list of places, but rules that are nobody's statute.
    let mut world = World::sixteen();
    world.places();
    let motion = world.frozen();
    assert_eq!(world.flagged(motion, Paper::Roll), [("posting-unproven".into(), false)]);
    world.notice(motion).unwrap();
    world.at("2026-10-20T08:00");
    world.vote(motion).unwrap();
    assert_eq!(world.flagged(motion, Paper::Notice), [("posting-unproven".into(), false)]);
    assert!(world.flagged(motion, Paper::Result).is_empty(), "not issued");
}

// ---- the result ----

#[test]
fn a_result_hung_late_or_taken_down_early_is_named() {
    let mut world = hung_by_rule();
    own_rule(&mut world, Key::ShownDays, Value::Number(7));
    let motion = world.noticed();
    world.everywhere(motion, Paper::Notice);
    world.at("2026-10-29T09:00");
    world.assembly(CLERK, assembly::Command::Count { motion }).unwrap();
    world.assembly(CLERK, assembly::Command::Announce { motion }).unwrap();
    assert_eq!(world.flagged(motion, Paper::Result), [("posting-unproven".into(), true)]);
    world.up(motion, Paper::Result, 1).unwrap();
    world.up(motion, Paper::Result, 2).unwrap();
    world.at("2026-11-02T09:00");
    let found: Vec<_> = world.flagged(motion, Paper::Result).into_iter().map(|(code, _)| code).collect();
    assert_eq!(found, ["posting-unproven", "posting-late"]);
    world.up(motion, Paper::Result, 3).unwrap();
    world.at("2026-11-05T09:00");
    let down = Command::TakeDown { motion, paper: Paper::Result, spot: SpotId(1), photo: photo(9) };
    world.post(down).unwrap();
    let found: Vec<_> = world.flagged(motion, Paper::Result).into_iter().map(|(code, _)| code).collect();
    assert_eq!(found, ["posting-broken-off", "posting-late"], "three of seven days");
    assert_eq!(world.estate, world.replayed());
}
