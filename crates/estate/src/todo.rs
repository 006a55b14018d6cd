//! What waits for somebody's hand in an estate, and until when: the list on the desk. Read from the state; nobody has to
//! keep it.

use crate::assembly::{About, Cell, Channel, Motion, Status};
use crate::bodies::Post;
use crate::consent::{self, Consultation};
use crate::custody::{self, Flag};
use crate::documents::Kind;
use crate::posting::{self, Paper, Standing};
use crate::{Estate, seals};
use law::{Book, Key, Law};
use units::{Capacity, ConsentId, Day, Moment, MotionId, Weight};

/// Something that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Todo {
    /// What it is about.
    pub of: Of,
    /// What.
    pub what: What,
    /// The last day for it, where law or motion sets one.
    pub due: Option<Day>,
    /// How many of them, with the area where it matters.
    pub number: Weight,
    /// Which paper of a vote hangs or has to hang.
    pub paper: Option<Paper>,
}

/// What something that waits is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// The estate as a whole.
    Estate,
    /// A vote.
    Motion(MotionId),
    /// A consultation.
    Consent(ConsentId),
}

macro_rules! what {
    ($($(#[$doc:meta])* $name:ident = $word:literal by $act:literal;)*) => {
        /// What waits.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum What {
            $($(#[$doc])* $name,)*
        }

        impl What {
            /// Every kind, in the order of the work.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Stable name, for translations (`todo-<word>`).
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The act that does it: whoever may do that has it on the list.
            #[must_use]
            pub const fn act(self) -> &'static str {
                match self { $(Self::$name => $act,)* }
            }
        }
    };
}

what! {
    /// Units whose area or owner is 待核实.
    CompleteRoll = "complete-roll" by "roll.edit";
    /// The roll is to be frozen and shown.
    FreezeRoll = "freeze-roll" by "motion.freeze-roll";
    /// Notice is to be given.
    GiveNotice = "give-notice" by "motion.give-notice";
    /// Objections wait for an answer.
    AnswerObjections = "answer-objections" by "motion.answer";
    /// Units not served yet.
    Serve = "serve" by "motion.serve";
    /// Votes are missing for the quorum.
    WinVoters = "win-voters" by "motion.serve";
    /// The slot of the box is open, and it holds paper ballots: it is sealed for the night.
    SealBox = "seal-box" by "custody.keep";
    /// Paper ballots are to be read a first or second time.
    ReadPapers = "read-papers" by "ballot.enter-paper";
    /// Paper ballots were read differently.
    SettlePapers = "settle-papers" by "ballot.settle-paper";
    /// Terms of the owners' committee end soon or have run out: an election is to be organised.
    RenewTerms = "renew-terms" by "person.appoint";
    /// Ballots are to be counted.
    Count = "count" by "motion.count";
    /// The result is to be announced.
    Announce = "announce" by "motion.announce";
    /// Counted paper ballots are to be sealed for keeping.
    StorePapers = "store-papers" by "custody.keep";
    /// The decision is to be filed (备案).
    File = "file" by "motion.file";
    /// Papers are to be hung.
    Post = "post" by "posting.post";
    /// Papers were found torn.
    PostAgain = "post-again" by "posting.post";
    /// Papers have hung long enough and are to be photographed and taken down.
    TakeDown = "take-down" by "posting.post";
    /// Documents of a vote (文书) have steps to go.
    StepDocuments = "step-documents" by "document.step";
    /// Uses of the seal wait for approval.
    ApproveSeal = "approve-seal" by "seal.approve";
    /// Approved uses of the seal wait for its keeper.
    UseSeal = "use-seal" by "seal.use";
    /// What was sealed in a period that is over is to be published.
    PublishSeals = "publish-seals" by "seal.publish";
    /// Households of a consultation have not answered.
    AskHouseholds = "ask-households" by "consent.enter";
    /// A consultation is over and is to be added up.
    Conclude = "conclude" by "consent.run";
}

/// Everything that waits, the most pressing first.
#[must_use]
pub fn todo(estate: &Estate, book: &Book, now: Moment) -> Vec<Todo> {
    let mut found = Vec::new();
    let waiting = estate.roll.listed().filter(|(_, u)| u.facts.areas.best().is_none() || u.facts.owners.is_empty());
    push(&mut found, Of::Estate, What::CompleteRoll, None, waiting.count() as i64);
    let elections = elections(estate, &estate.founding.law(book, now.day()), now.day());
    push(&mut found, Of::Estate, What::RenewTerms, elections.iter().min().copied(), elections.len() as i64);
    for (standing, what) in [(seals::Standing::Asked, What::ApproveSeal), (seals::Standing::Approved, What::UseSeal)] {
        let uses = estate.seals.uses.values().filter(|u| u.standing() == standing);
        push(&mut found, Of::Estate, what, None, uses.count() as i64);
    }
    let list = seals::due(estate, &estate.founding.law(book, now.day()), now.day());
    push(&mut found, Of::Estate, What::PublishSeals, list.map(seals::Period::until), i64::from(list.is_some()));
    for (id, consultation) in &estate.consents.consultations {
        of_consultation(&mut found, *id, consultation, now.day());
    }
    for (id, motion) in &estate.assembly.motions {
        let law = estate.founding.law(book, motion.opens.day());
        of_motion(&mut found, *id, motion, &law, now);
        of_papers(&mut found, estate, *id, motion, now);
        of_box(&mut found, estate, *id, motion, now);
        let unfinished = |kind: &&Kind| estate.documents.newest(*id, **kind).is_some_and(|(_, d)| d.next().is_some());
        // Papers of a vote that was taken back may be filed, and nobody waits for them.
        let documents = match motion.withdrawn {
            None => Kind::ALL.iter().filter(unfinished).count(),
            Some(_) => 0,
        };
        push(&mut found, Of::Motion(*id), What::StepDocuments, None, documents as i64);
    }
    // What has a last day comes first, the earliest on top; the rest in the order of the work.
    found.sort_by_key(|t| (t.due.is_none(), t.due, t.what));
    found
}

/// How long before the day of its election a term is told of (days); assumed: an election takes months to prepare.
const TERM_TOLD_DAYS: i32 = 92;
/// Months before the end of a term by which its election is organised where no pack says (业主大会和业主委员会指导规则第四十七条).
const ELECTION_MONTHS: i64 = 3;

/// By when the elections for committee terms are to be organised, one a term that ends soon or has run out, as long as no
/// term that follows it exists.
fn elections(estate: &Estate, law: &Law, day: Day) -> Vec<Day> {
    let committee = |post: &&Post| matches!(post.capacity, Capacity::CommitteeChair | Capacity::CommitteeMember);
    let posts: Vec<&Post> = estate.bodies.persons.values().flat_map(|p| &p.posts).filter(committee).collect();
    let months = law.get(Key::CommitteeElection).and_then(|r| r.frozen.value.number()).unwrap_or(ELECTION_MONTHS);
    let open = |post: &&Post| {
        let last = post.until.filter(|_| post.from <= day && post.ended.is_none_or(|end| day < end))?;
        let due = last.plus_months(-i32::try_from(months).unwrap_or(0));
        let told = due.plus(-TERM_TOLD_DAYS);
        // Somebody who only serves the rest of a term ends with it; who follows goes on beyond.
        let follows = |next: &&Post| next.from > told && next.until.is_none_or(|end| end > last);
        (day >= told && !posts.iter().any(follows)).then_some(due)
    };
    posts.iter().filter_map(open).collect()
}

fn push(found: &mut Vec<Todo>, of: Of, what: What, due: Option<Day>, heads: i64) {
    push_paper(found, (of, None), what, due, heads);
}

fn push_paper(found: &mut Vec<Todo>, (of, paper): (Of, Option<Paper>), what: What, due: Option<Day>, heads: i64) {
    if heads > 0 {
        found.push(Todo { of, what, due, number: Weight { heads, ..Weight::ZERO }, paper });
    }
}

fn of_consultation(found: &mut Vec<Todo>, id: ConsentId, consultation: &Consultation, today: Day) {
    let silent = i64::from(consultation.totals().asked) - i64::from(consultation.totals().reached());
    match consultation.standing(today) {
        consent::Standing::Open => {
            push(found, Of::Consent(id), What::AskHouseholds, Some(consultation.until), silent);
        }
        consent::Standing::Over => push(found, Of::Consent(id), What::Conclude, None, 1),
        consent::Standing::Ahead | consent::Standing::Concluded | consent::Standing::CalledOff => {}
    }
}

/// The box at night, and what was in it after the count.
fn of_box(found: &mut Vec<Todo>, estate: &Estate, id: MotionId, motion: &Motion, now: Moment) {
    let log = estate.custody.of(id);
    let open = matches!(motion.status(now), Status::Voting | Status::Closed) && log.opened().is_none();
    if open && log.seal().is_none() && motion.ballots.values().any(|b| b.channel == Channel::Paper) {
        push(found, Of::Motion(id), What::SealBox, Some(now.day()), 1);
    }
    let stored = custody::flags(estate, id, now).iter().all(|flag| *flag != Flag::NotStored);
    push(found, Of::Motion(id), What::StorePapers, None, i64::from(!stored));
}

/// Papers to hang, to hang again, to take down.
fn of_papers(found: &mut Vec<Todo>, estate: &Estate, id: MotionId, motion: &Motion, now: Moment) {
    let number = |key| motion.rule(key).and_then(|r| r.value.number()).and_then(|d| i32::try_from(d).ok());
    for paper in Paper::ALL {
        let Some(board) = estate.posting.board(id, *paper) else { continue };
        let at = |standing| board.tasks.values().filter(|t| t.standing() == standing).count() as i64;
        let of = (Of::Motion(id), Some(*paper));
        let (asked, counted) = posting::days_asked(motion, *paper);
        let full = posting::shown(board, counted, asked, now.day()).is_full(now.day());
        let over = match paper {
            // They say what is still to come; once the vote is over they are old paper.
            Paper::Roll | Paper::Notice => motion.withdrawn.is_some() || now >= motion.closes,
            Paper::Result => full && asked > 0,
        };
        let last = match paper {
            Paper::Roll | Paper::Notice => number(paper.days()).map(|days| motion.opens.day().plus(-days)),
            Paper::Result => {
                motion.counted.as_ref().map(|c| c.at.day()).zip(number(Key::PublishDays)).map(|(d, n)| d.plus(n))
            }
        };
        if over {
            push_paper(found, of, What::TakeDown, None, at(Standing::Hanging));
        } else if motion.withdrawn.is_none() {
            push_paper(found, of, What::Post, last, at(Standing::Waiting));
            push_paper(found, of, What::PostAgain, Some(now.day()), if full { 0 } else { at(Standing::Torn) });
        }
    }
}

fn of_motion(found: &mut Vec<Todo>, id: MotionId, motion: &Motion, law: &Law, now: Moment) {
    let by_law = |key| law.get(key).and_then(|r| r.frozen.value.number()).unwrap_or(0);
    let frozen = |key| motion.rule(key).and_then(|r| r.value.number());
    let before_opening = |days: i64| motion.opens.day().plus(-i32::try_from(days).unwrap_or(0));
    let status = motion.status(now);
    let mut add = |what, due, n: usize| push(found, Of::Motion(id), what, due, n as i64);
    match status {
        Status::Draft => {
            let days = by_law(Key::NoticeDays).max(by_law(Key::RollDays));
            add(What::FreezeRoll, Some(before_opening(days)), 1);
        }
        Status::RollShown => {
            add(What::GiveNotice, Some(before_opening(frozen(Key::NoticeDays).unwrap_or(0))), 1);
        }
        Status::Announced | Status::Voting | Status::Closed => {
            let disputed = motion.unsettled().filter(|(_, b)| b.disputed()).count();
            add(What::ReadPapers, Some(motion.reading.day()), motion.unsettled().count() - disputed);
            add(What::SettlePapers, Some(motion.reading.day()), disputed);
            if status == Status::Closed {
                add(What::Count, Some(motion.reading.day()), usize::from(motion.unsettled().next().is_none()));
            }
        }
        Status::Counted => {
            let days = frozen(Key::PublishDays).and_then(|d| i32::try_from(d).ok());
            let counted = motion.counted.as_ref().map(|c| c.at.day());
            add(What::Announce, counted.zip(days).map(|(day, days)| day.plus(days)), 1);
        }
        Status::Published => add(What::File, motion.file_until(), usize::from(motion.file_until().is_some())),
        Status::Withdrawn => {}
    }
    if status != Status::Withdrawn {
        let open = |about| motion.objections.iter().filter(|o| o.about == about && o.answer.is_none()).count();
        add(What::AnswerObjections, Some(motion.opens.day()), open(About::Roll));
        add(What::AnswerObjections, None, open(About::Result));
    }
    if let (Status::Announced | Status::Voting, Some(electorate)) = (status, &motion.electorate) {
        let unserved = electorate.voter_of.keys().filter(|u| motion.cell(**u) == Cell::Unserved).count();
        add(What::Serve, Some(motion.closes.day()), unserved);
        let missing = motion.rule(Key::Quorum).and_then(|r| r.value.share()).map(|q| {
            let (all, here) = (electorate.all, motion.turnout());
            let area = q.needed(all.area.cm2()) - here.area.cm2();
            Weight::new((q.needed(all.heads) - here.heads).max(0), units::Area::from_cm2(area.max(0)))
        });
        if let Some(number) = missing.filter(|n| status == Status::Voting && *n != Weight::ZERO) {
            let (of, what, due) = (Of::Motion(id), What::WinVoters, Some(motion.closes.day()));
            found.push(Todo { of, what, due, number, paper: None });
        }
    }
}
