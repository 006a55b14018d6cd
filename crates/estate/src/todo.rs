//! What waits for somebody's hand in an estate, and until when: the list on the desk. Read from the state; nobody has to
//! keep it.

use crate::Estate;
use crate::assembly::{About, Cell, Motion, Status};
use crate::bodies::Post;
use crate::posting::{self, Paper, Standing};
use law::{Book, Key, Law};
use units::{Capacity, Day, Moment, MotionId, Weight};

/// Something that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Todo {
    /// The motion it is about, if any.
    pub motion: Option<MotionId>,
    /// What.
    pub what: What,
    /// The last day for it, where law or motion sets one.
    pub due: Option<Day>,
    /// How many of them, with the area where it matters.
    pub number: Weight,
}

/// What waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Units whose area or owner is 待核实.
    CompleteRoll,
    /// The roll is to be frozen and shown.
    FreezeRoll,
    /// Notice is to be given.
    GiveNotice,
    /// Objections wait for an answer.
    AnswerObjections,
    /// Units not served yet.
    Serve,
    /// Votes are missing for the quorum.
    WinVoters,
    /// Paper ballots are to be read a first or second time.
    ReadPapers,
    /// Paper ballots were read differently.
    SettlePapers,
    /// Terms of the owners' committee end soon: an election takes months.
    RenewTerms,
    /// Ballots are to be counted.
    Count,
    /// The result is to be announced.
    Announce,
    /// Papers are to be hung.
    Post,
    /// Papers were found torn.
    PostAgain,
    /// Papers have hung long enough and are to be photographed and taken down.
    TakeDown,
}

impl What {
    /// Every kind.
    pub const ALL: &[Self] = &[
        Self::CompleteRoll,
        Self::FreezeRoll,
        Self::GiveNotice,
        Self::AnswerObjections,
        Self::Serve,
        Self::WinVoters,
        Self::ReadPapers,
        Self::SettlePapers,
        Self::RenewTerms,
        Self::Count,
        Self::Announce,
        Self::Post,
        Self::PostAgain,
        Self::TakeDown,
    ];

    /// Stable name, for translations (`todo-<word>`).
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::CompleteRoll => "complete-roll",
            Self::FreezeRoll => "freeze-roll",
            Self::GiveNotice => "give-notice",
            Self::AnswerObjections => "answer-objections",
            Self::Serve => "serve",
            Self::WinVoters => "win-voters",
            Self::ReadPapers => "read-papers",
            Self::SettlePapers => "settle-papers",
            Self::RenewTerms => "renew-terms",
            Self::Count => "count",
            Self::Announce => "announce",
            Self::Post => "post",
            Self::PostAgain => "post-again",
            Self::TakeDown => "take-down",
        }
    }

    /// The act that does it: whoever may do that has it on the list.
    #[must_use]
    pub const fn act(self) -> &'static str {
        match self {
            Self::CompleteRoll => "roll.edit",
            Self::FreezeRoll => "motion.freeze-roll",
            Self::GiveNotice => "motion.give-notice",
            Self::AnswerObjections => "motion.answer",
            Self::Serve | Self::WinVoters => "motion.serve",
            Self::ReadPapers => "ballot.enter-paper",
            Self::SettlePapers => "ballot.settle-paper",
            Self::RenewTerms => "person.appoint",
            Self::Count => "motion.count",
            Self::Announce => "motion.announce",
            Self::Post | Self::PostAgain | Self::TakeDown => "posting.post",
        }
    }
}

/// Everything that waits, the most pressing first.
#[must_use]
pub fn todo(estate: &Estate, book: &Book, now: Moment) -> Vec<Todo> {
    let mut found = Vec::new();
    let waiting = estate.roll.listed().filter(|(_, u)| u.facts.areas.best().is_none() || u.facts.owners.is_empty());
    push(&mut found, None, What::CompleteRoll, None, waiting.count() as i64);
    let ends: Vec<Day> = committee_terms(estate, now.day()).collect();
    push(&mut found, None, What::RenewTerms, ends.iter().min().copied(), ends.len() as i64);
    for (id, motion) in &estate.assembly.motions {
        let law = estate.founding.law(book, motion.opens.day());
        of_motion(&mut found, *id, motion, &law, now);
        of_papers(&mut found, estate, *id, motion, now);
    }
    // What has a last day comes first, the earliest on top; the rest in the order of the work.
    found.sort_by_key(|t| (t.due.is_none(), t.due, t.what));
    found
}

/// How long before its end a term is told of (days). Assumed for every place after 北京市物业管理条例第四十九条, which has
/// the committee report six months before.
const TERM_TOLD_DAYS: i32 = 183;

/// Last days of committee terms that are held on `day` and end soon.
fn committee_terms(estate: &Estate, day: Day) -> impl Iterator<Item = Day> {
    let posts = estate.bodies.persons.values().flat_map(|person| &person.posts);
    let committee = |post: &&Post| matches!(post.capacity, Capacity::CommitteeChair | Capacity::CommitteeMember);
    let soon = move |end: &Day| *end <= day.plus(TERM_TOLD_DAYS);
    posts.filter(committee).filter(move |post| post.holds(day)).filter_map(|post| post.until).filter(soon)
}

fn push(found: &mut Vec<Todo>, motion: Option<MotionId>, what: What, due: Option<Day>, heads: i64) {
    if heads > 0 {
        found.push(Todo { motion, what, due, number: Weight { heads, ..Weight::ZERO } });
    }
}

/// Papers to hang, to hang again, to take down.
fn of_papers(found: &mut Vec<Todo>, estate: &Estate, id: MotionId, motion: &Motion, now: Moment) {
    let number = |key| motion.rule(key).and_then(|r| r.value.number()).and_then(|d| i32::try_from(d).ok());
    for paper in Paper::ALL {
        let Some(board) = estate.posting.board(id, *paper) else { continue };
        let at = |standing| board.tasks.values().filter(|t| t.standing() == standing).count() as i64;
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
            push(found, Some(id), What::TakeDown, None, at(Standing::Hanging));
        } else if motion.withdrawn.is_none() {
            push(found, Some(id), What::Post, last, at(Standing::Waiting));
            push(found, Some(id), What::PostAgain, Some(now.day()), if full { 0 } else { at(Standing::Torn) });
        }
    }
}

fn of_motion(found: &mut Vec<Todo>, id: MotionId, motion: &Motion, law: &Law, now: Moment) {
    let by_law = |key| law.get(key).and_then(|r| r.frozen.value.number()).unwrap_or(0);
    let frozen = |key| motion.rule(key).and_then(|r| r.value.number());
    let before_opening = |days: i64| motion.opens.day().plus(-i32::try_from(days).unwrap_or(0));
    let status = motion.status(now);
    let mut add = |what, due, n: usize| push(found, Some(id), what, due, n as i64);
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
        Status::Published | Status::Withdrawn => {}
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
            found.push(Todo { motion: Some(id), what: What::WinVoters, due: Some(motion.closes.day()), number });
        }
    }
}
