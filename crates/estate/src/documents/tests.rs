use super::*;
use crate::assembly::{self, ItemKind, Mark, Scope};
use crate::testing::*;
use crate::{Command as Any, bodies, posting, seals};
use law::{Fact, Key, Refusals, Value};
use units::{Attachment, Capacity, Day, Digest, DocumentId, FileKind, ItemId, MotionId, PersonId, SpotId};

const PAPER: DocumentId = DocumentId { year: 2026, number: 1 };

fn scan() -> Option<Attachment> {
    Some(Attachment { name: ItemId([5; 16]), digest: Digest([5; 32]), bytes: 9_000, file: FileKind::Pdf })
}

impl World {
    fn paper(&mut self, command: Command) -> Result<Vec<crate::Event>, Refusals> {
        self.act(CLERK, Any::Documents(command))
    }

    pub fn draw(&mut self, motion: MotionId, what: Kind) -> Result<Vec<crate::Event>, Refusals> {
        self.paper(Command::Draw { motion, what, remarks: String::new() })
    }

    pub fn step(&mut self, document: DocumentId, what: Do) -> Result<Vec<crate::Event>, Refusals> {
        self.paper(Command::Do { document, what })
    }

    /// A vote of sixteen counted and announced: twelve for, two against.
    pub fn announced(&mut self) -> MotionId {
        let motion = self.voting(Scope::Estate, vec![question(ItemKind::Other)]);
        for n in 1..=14 {
            let unit = format!("1-{}-{}0{}", (n - 1) / 8 + 1, (n - 1) % 8 / 2 + 1, (n - 1) % 2 + 1);
            let mark = if n <= 12 { Mark::Approve } else { Mark::Against };
            self.cast(motion, n, &unit, &[mark]).unwrap();
        }
        self.at("2026-10-29T09:00");
        self.assembly(CLERK, assembly::Command::Count { motion }).unwrap();
        self.assembly(CLERK, assembly::Command::Announce { motion }).unwrap();
        motion
    }

    /// A gate where papers hang.
    fn gate(&mut self, name: &str) {
        let (building, stairwell) = (crate::Label::default(), crate::Label::default());
        let gate =
            posting::Command::AddSpot { kind: posting::SpotKind::Gate, building, stairwell, name: name.to_owned() };
        self.act(CLERK, Any::Posting(gate)).unwrap();
    }

    /// A committee of three (persons 1, 2, 3) and its seal with the second.
    pub fn with_seal(&mut self) {
        for (person, capacity) in
            [(1, Capacity::CommitteeChair), (2, Capacity::CommitteeMember), (3, Capacity::CommitteeMember)]
        {
            let (person, from) = (PersonId(person), self.now.day());
            let appoint =
                bodies::Appoint { person, capacity, part: None, from, until: Some(Day::parse("2030-01-01").unwrap()) };
            self.act(CLERK, Any::Bodies(bodies::Command::Appoint(appoint))).unwrap();
        }
        let (seal, keeper, giver, note) = (seals::Seal::Committee, PersonId(2), PersonId(1), String::new());
        let over = seals::Command::HandOver { seal, keeper, giver, note };
        self.act(CLERK, Any::Seals(over)).unwrap();
    }

    pub fn seal(&mut self, document: DocumentId) {
        let ask = seals::Command::Ask(seals::Ask::committee(Some(document), "", (1, 3)));
        self.act(CLERK, Any::Seals(ask)).unwrap();
        let (entry, _) = self.estate.seals.of(document).unwrap();
        for member in [1, 3] {
            self.act(member_of(member), Any::Seals(seals::Command::Approve { entry })).unwrap();
        }
        self.act(member_of(2), Any::Seals(seals::Command::Use { entry })).unwrap();
    }
}

pub fn member_of(person: u32) -> (units::Actor, Capacity) {
    (units::Actor::Person(PersonId(person)), Capacity::CommitteeMember)
}

#[test]
fn a_paper_goes_its_whole_way_and_no_other() {
    let mut world = World::sixteen();
    world.own_rule(Key::PostResult, Value::Word("yes".into()), 9);
    world.gate("南门");
    world.with_seal();
    let motion = world.announced();
    world.draw(motion, Kind::Announcement).unwrap();
    let archive = |until: &str| Do::Archive { until: Day::parse(until).unwrap(), place: "居委会2号柜".into() };
    for early in [Do::Sign { by: "张三".into() }, Do::Scan { scan: scan() }, Do::Post, archive("2030-01-01")] {
        let refused = world.step(PAPER, early).unwrap_err();
        assert_eq!(refused[0].code, "document-step-order");
        assert_eq!(refused[0].fact("next"), Some(&Fact::Text("printed".into())));
    }
    assert_eq!(codes(world.step(PAPER, Do::Print { copies: 0 })), ["document-copies"]);
    world.step(PAPER, Do::Print { copies: 3 }).unwrap();
    assert_eq!(codes(world.step(PAPER, Do::Print { copies: 3 })), ["document-step-order"], "once");
    assert_eq!(codes(world.step(PAPER, Do::Sign { by: " ".into() })), ["text-missing"]);
    world.step(PAPER, Do::Sign { by: "唱票人、计票人、监票人".into() }).unwrap();
    assert_eq!(codes(world.step(PAPER, Do::Scan { scan: scan() })), ["document-step-order"], "not sealed yet");
    world.seal(PAPER);
    assert_eq!(codes(world.step(PAPER, Do::Scan { scan: None })), ["document-scan-missing"]);
    world.step(PAPER, Do::Scan { scan: scan() }).unwrap();
    let refused = world.step(PAPER, Do::Post).unwrap_err();
    assert_eq!(refused[0].code, "document-not-hanging");
    assert_eq!(refused[0].fact("places"), Some(&Fact::List(vec!["南门".into()])));
    let photo = Some(Attachment { file: FileKind::Jpeg, ..scan().unwrap() });
    let (paper, spot) = (posting::Paper::Result, SpotId(1));
    world
        .act(CLERK, Any::Posting(posting::Command::PutUp { motion, paper, spot, photo, note: String::new() }))
        .unwrap();
    world.step(PAPER, Do::Post).unwrap();
    let refused = world.step(PAPER, archive("2027-10-28")).unwrap_err();
    assert_eq!(refused[0].code, "document-kept-too-short");
    assert_eq!(refused[0].fact("least"), Some(&Fact::Day(Day::parse("2027-10-29").unwrap())));
    assert_eq!(refused[0].cites[0].article, "建筑物区分所有权司法解释第十二条");
    world.step(PAPER, archive("2027-10-29")).unwrap();
    assert_eq!(codes(world.step(PAPER, Do::Post)), ["document-finished"]);
    let paper = world.estate.documents.get(PAPER).unwrap();
    let steps: Vec<Step> = paper.standing().map(|d| d.did.step()).collect();
    assert_eq!(steps, Kind::Announcement.way());
    assert_eq!(paper.scan(), scan().as_ref());
    assert_eq!(world.estate, world.replayed());
}

/// A gate where papers hang, and a notice that is sealed, scanned and waits to hang there; voting has not begun.
fn notice_waiting() -> (World, MotionId) {
    let mut world = World::sixteen();
    world.gate("南门");
    world.with_seal();
    let motion = world.drafted(Scope::Estate, vec![question(ItemKind::Other)]);
    world.assembly(CLERK, assembly::Command::FreezeRoll { motion }).unwrap();
    world.notice(motion).unwrap();
    world.draw(motion, Kind::Notice).unwrap();
    world.step(PAPER, Do::Print { copies: 2 }).unwrap();
    world.seal(PAPER);
    world.step(PAPER, Do::Scan { scan: scan() }).unwrap();
    (world, motion)
}

fn filed_without_hanging(world: &mut World) {
    assert_eq!(codes(world.step(PAPER, Do::Post)), ["document-not-hanging"], "it does not hang");
    let archive = |place: &str| Do::Archive { until: Day::parse("2030-01-01").unwrap(), place: place.into() };
    assert_eq!(codes(world.step(PAPER, archive(" "))), ["text-missing"]);
    world.step(PAPER, archive("居委会2号柜")).unwrap();
    let paper = world.estate.documents.get(PAPER).unwrap();
    let last: Vec<&Did> = paper.standing().map(|d| &d.did).skip(3).collect();
    assert!(matches!(last[..], [Did::Unposted, Did::Archived { .. }]), "the gap is noted: {last:?}");
    assert_eq!(paper.next(), None);
    assert_eq!(world.estate, world.replayed());
}

#[test]
fn a_notice_that_never_hung_is_filed_once_the_vote_is_over() {
    let (mut world, _) = notice_waiting();
    let archive = Do::Archive { until: Day::parse("2030-01-01").unwrap(), place: "居委会2号柜".into() };
    assert_eq!(codes(world.step(PAPER, archive)), ["document-step-order"], "owners may still read it");
    world.at("2026-10-28T18:00");
    assert_eq!(world.waits(crate::todo::What::StepDocuments), [(1, None)]);
    filed_without_hanging(&mut world);
    assert_eq!(world.waits(crate::todo::What::StepDocuments), []);
}

#[test]
fn papers_of_a_vote_that_was_taken_back_wait_for_nobody() {
    let (mut world, motion) = notice_waiting();
    assert_eq!(world.waits(crate::todo::What::StepDocuments), [(1, None)]);
    world.assembly(CLERK, assembly::Command::Withdraw { motion }).unwrap();
    assert_eq!(world.waits(crate::todo::What::StepDocuments), []);
    filed_without_hanging(&mut world);
}

#[test]
fn papers_wait_for_their_step_of_the_vote() {
    let mut world = World::sixteen();
    let motion = world.drafted(Scope::Estate, vec![question(ItemKind::Other)]);
    for kind in Kind::ALL {
        assert_eq!(codes(world.draw(motion, *kind)), ["document-too-early"], "{kind:?}");
    }
    world.assembly(CLERK, assembly::Command::FreezeRoll { motion }).unwrap();
    world.draw(motion, Kind::Roll).unwrap();
    assert_eq!(codes(world.draw(motion, Kind::Notice)), ["document-too-early"]);
    world.notice(motion).unwrap();
    for kind in [Kind::Notice, Kind::Ballots, Kind::Mandate] {
        world.draw(motion, kind).unwrap();
    }
    assert_eq!(codes(world.draw(motion, Kind::Authority)), ["document-too-early"], "nobody is appointed");
    assert_eq!(codes(world.draw(motion, Kind::Minutes)), ["document-too-early"]);
    assert_eq!(codes(world.draw(MotionId(9), Kind::Roll)), ["motion-unknown"]);
    let numbers: Vec<String> = world.estate.documents.papers.keys().map(ToString::to_string).collect();
    assert_eq!(numbers, ["2026-0001", "2026-0002", "2026-0003", "2026-0004"]);
    world.at("2027-01-02T09:00");
    assert_eq!(world.estate.documents.next(world.now.day().ymd().0).to_string(), "2027-0001", "each year anew");
}

#[test]
fn a_record_that_changed_stops_the_paper_and_another_is_drawn() {
    let mut world = World::sixteen();
    let motion = world.drafted(Scope::Estate, vec![question(ItemKind::Other)]);
    world.assembly(CLERK, assembly::Command::FreezeRoll { motion }).unwrap();
    world.draw(motion, Kind::Roll).unwrap();
    assert_eq!(codes(world.draw(motion, Kind::Roll)), ["document-drawn-already"]);
    world.step(PAPER, Do::Print { copies: 1 }).unwrap();
    let rows = vec![row("1-2-404", "70", &["业主17#0017"])];
    world.import(rows).ok();
    let transfer = row("1-1-101", "61", &["业主1#0001"]);
    let import = crate::roll::Import { file: Digest([9; 32]), seen: world.estate.roll.changed, rows: vec![transfer] };
    world.roll(CLERK, crate::roll::Command::Import(import)).unwrap();
    assert!(world.estate.documents.get(PAPER).unwrap().unchanged(&world.estate, PAPER), "frozen is frozen");
    world.assembly(CLERK, assembly::Command::FreezeRoll { motion }).unwrap();
    assert!(!world.estate.documents.get(PAPER).unwrap().unchanged(&world.estate, PAPER));
    let ask = seals::Command::Ask(seals::Ask::committee(Some(PAPER), "", (1, 1)));
    world.with_seal();
    assert_eq!(codes(world.act(CLERK, Any::Seals(ask))), ["document-changed"]);
    world.draw(motion, Kind::Roll).unwrap();
    let newest = world.estate.documents.newest(motion, Kind::Roll).unwrap().0;
    assert_eq!(newest.to_string(), "2026-0002");
    assert_eq!(world.estate.documents.of(motion).count(), 2, "the first one stays");
}

#[test]
fn a_wrong_step_is_taken_back_and_stays_in_the_record() {
    let mut world = World::sixteen();
    let motion = world.announced();
    world.draw(motion, Kind::CountSheet).unwrap();
    let back = |why: &str| Command::TakeBack { document: PAPER, why: why.into() };
    world.step(PAPER, Do::Print { copies: 1 }).unwrap();
    world.step(PAPER, Do::Sign { by: "签错了".into() }).unwrap();
    assert_eq!(codes(world.paper(back(" "))), ["text-missing"]);
    world.paper(back("签错了人")).unwrap();
    assert_eq!(world.estate.documents.get(PAPER).unwrap().next(), Some(Step::Signed));
    world.step(PAPER, Do::Sign { by: "唱票人示例".into() }).unwrap();
    assert_eq!(world.estate.documents.get(PAPER).unwrap().steps.len(), 3, "nothing is deleted");
    world.paper(back("a")).unwrap();
    world.paper(back("b")).unwrap();
    world.paper(back("整份作废")).unwrap();
    assert_eq!(world.estate.documents.get(PAPER).unwrap().next(), None);
    assert_eq!(codes(world.paper(back("再来一次"))), ["document-void"]);
    assert_eq!(codes(world.step(PAPER, Do::Print { copies: 1 })), ["document-void"]);
    world.draw(motion, Kind::CountSheet).expect("a paper that was given up makes room");
    assert_eq!(world.estate, world.replayed());
}

#[test]
fn the_same_figures_stand_on_every_paper() {
    let mut world = World::sixteen();
    let motion = world.announced();
    let of = |kind| facts(&world.estate, motion, kind, PAPER, "salt", None).unwrap();
    let sheets: Vec<Facts> =
        [Kind::CountSheet, Kind::Minutes, Kind::Announcement, Kind::Filing].into_iter().map(of).collect();
    let grids: Vec<&Grid> = sheets.iter().map(|f| f.grids("count").next().unwrap()).collect();
    assert!(grids.windows(2).all(|pair| pair[0] == pair[1]));
    assert_eq!(
        grids[0].rows[2],
        [Cell::Word("approve"), Cell::Number(12), Cell::Area(units::Area::parse("720").unwrap())]
    );
    assert_eq!(sheets[0].line("heads"), Some(&Cell::Number(16)));
    // The digest is of the bytes handed out, and another word or salt is another digest.
    let minutes = |said| facts(&world.estate, motion, Kind::Minutes, PAPER, "salt", said).unwrap();
    assert_ne!(minutes(None).digest(), minutes(Some("有人问起工期")).digest());
    assert_ne!(
        minutes(None).digest(),
        facts(&world.estate, motion, Kind::Minutes, PAPER, "other", None).unwrap().digest()
    );
    let roll = of(Kind::Roll);
    assert_eq!(roll.grids[0].rows.len(), 16);
    assert!(!String::from_utf8(roll.json()).unwrap().contains("业主1\""), "no names on what everybody may keep");
}

#[test]
fn only_minutes_and_filing_take_words_of_ones_own() {
    let mut world = World::sixteen();
    let motion = world.announced();
    let draw = |what, remarks: &str| Command::Draw { motion, what, remarks: remarks.into() };
    assert_eq!(codes(world.paper(draw(Kind::Announcement, "顺便说一句"))), ["document-no-remarks"]);
    world.paper(draw(Kind::Minutes, "三位业主列席")).unwrap();
    assert_eq!(codes(world.paper(draw(Kind::Minutes, "三位业主列席"))), ["document-drawn-already"]);
    world.paper(draw(Kind::Minutes, "四位业主列席")).expect("other words, another paper");
}
