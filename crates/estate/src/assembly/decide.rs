use super::electorate::{electorate_of, several_developers, sources_of, unready};
use super::{
    Aside, Ballot, Call, Command, Draft, DraftItem, Electorate, Event, Item, ItemKind, Mark, Motion, Notice, Question,
    Scope, Status, Voter, VoterId, count,
};
use super::{aftermath, objections, platform, proxy};
use crate::posting::{self, Paper};
use crate::standing::unmatched;
use crate::{Context, Estate, custody, text};
use law::{Key, Law, Refusal, Refusals};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use units::{Actor, Attachment, Moment, MotionId, PersonId, UnitId, limits};

/// Decides.
///
/// # Errors
/// The refusals.
pub fn decide(estate: &Estate, command: &Command, ctx: &Context) -> Result<Vec<crate::Event>, Refusals> {
    let event = match command {
        Command::Draft(draft) => self::draft(estate, estate.assembly.next(), draft, ctx),
        Command::Redraft { motion, draft } => redraft(estate, *motion, draft, ctx),
        Command::FreezeRoll { motion } => freeze_roll(estate, *motion, ctx),
        Command::GiveNotice { motion, told_committee, silence_warning } => {
            give_notice(estate, *motion, *told_committee, *silence_warning, ctx)
        }
        Command::Object { motion, about, text } => objections::object(estate, *motion, *about, text, ctx),
        Command::RecordObjection { motion, about, from, text, scan } => {
            objections::record(estate, *motion, (*about, *from), (text, *scan), ctx)
        }
        Command::Answer { motion, objection, upheld, text } => {
            objections::answer(estate, *motion, *objection, *upheld, text, ctx)
        }
        Command::GrantProxy { motion, voter, holder, mandate } => {
            proxy::grant(estate, *motion, *voter, *holder, mandate, ctx)
        }
        Command::EndProxy { motion, voter, why } => proxy::end(estate, *motion, *voter, why, ctx),
        Command::RecordAttempt { motion, unit, call } => record_attempt(estate, *motion, *unit, call, ctx),
        Command::TakeBackAttempt { motion, unit, attempt } => take_back(estate, *motion, *unit, *attempt, ctx),
        Command::Cast { motion, voter, marks } => cast(estate, *motion, *voter, marks, ctx),
        Command::ReceivePaper { motion, code } => receive_paper(estate, *motion, code, ctx),
        Command::ScanPaper { motion, code, scan } => scan_paper(estate, *motion, code, *scan, ctx),
        Command::EnterPaper { motion, code, marks } => enter_paper(estate, *motion, code, marks, ctx),
        Command::SettlePaper { motion, code, marks } => settle_paper(estate, *motion, code, marks, ctx),
        Command::ReplacePaper { motion, unit, why } => replace_paper(estate, *motion, *unit, why, ctx),
        Command::ImportPlatform { motion, platform, file, said, rows } => {
            platform::import(estate, *motion, (platform, *file, *said), rows, ctx)
        }
        Command::UndoPlatform { motion } => platform::undo(estate, *motion, ctx),
        Command::Correct { motion, why } => aftermath::correct(estate, *motion, why, ctx),
        Command::File { motion, with, on, receipt } => aftermath::file(estate, *motion, (with, *on, receipt), ctx),
        Command::Revoke { motion, by, items, document, on } => {
            aftermath::revoke(estate, *motion, *by, (items, document, *on), ctx)
        }
        Command::Close { motion } => close(estate, *motion, ctx),
        Command::Count { motion } => count_ballots(estate, *motion, ctx),
        Command::Announce { motion } => announce(estate, *motion, ctx),
        Command::Withdraw { motion } => {
            let early = [Status::Draft, Status::RollShown, Status::Announced, Status::Voting, Status::Closed];
            standing(estate, *motion, &early, ctx.now).map(|_| Event::Withdrawn { motion: *motion })
        }
    };
    event.map(|e| vec![crate::Event::Assembly(e)])
}

pub(super) fn one(refusal: Refusal) -> Refusals {
    vec![refusal]
}

/// The motion, if it stands at one of these.
pub(super) fn standing<'a>(
    estate: &'a Estate,
    id: MotionId,
    at: &[Status],
    now: Moment,
) -> Result<&'a Motion, Refusals> {
    let motion = estate.assembly.get(id).ok_or_else(|| one(Refusal::new("motion-unknown").with("motion", id.0)))?;
    let status = motion.status(now);
    if at.contains(&status) {
        return Ok(motion);
    }
    // The code says what to do: wait for the opening, come earlier next time, or see the result.
    let refusal = Refusal::new(&format!("motion-is-{}", status.word()));
    Err(one(refusal.with("opens", motion.opens).with("closes", motion.closes).with("reading", motion.reading)))
}

pub(super) fn electorate(motion: &Motion) -> Result<&Electorate, Refusals> {
    motion.electorate.as_ref().ok_or_else(|| one(Refusal::new("roll-not-frozen")))
}

fn voter_of_unit(motion: &Motion, unit: UnitId) -> Result<VoterId, Refusal> {
    let found = motion.electorate.as_ref().and_then(|e| e.voter_of.get(&unit).copied());
    found.ok_or_else(|| Refusal::new("unit-without-vote").citing(motion.rule(Key::UnitKinds).map(|r| &r.cite)))
}

// ---- drafting ----

fn draft(estate: &Estate, motion: MotionId, draft: &Draft, ctx: &Context) -> Result<Event, Refusals> {
    let mut refusals = Vec::new();
    if estate.matters.get(draft.matter).is_none() {
        refusals.push(Refusal::new("matter-unknown").with("matter", draft.matter.to_string()).on("matter"));
    }
    let title = text::title("title", &draft.title).map_err(|r| refusals.push(r)).unwrap_or_default();
    let place = text::title("reading_place", &draft.reading_place).map_err(|r| refusals.push(r)).unwrap_or_default();
    if !estate.roll.listed().any(|(_, u)| draft.scope.covers(&u.facts.door)) {
        refusals.push(Refusal::new("scope-empty").on("scope"));
    }
    if draft.opens <= ctx.now {
        refusals.push(Refusal::new("opens-in-past").on("opens"));
    }
    if draft.closes <= draft.opens {
        refusals.push(Refusal::new("closes-before-opens").on("closes"));
    }
    if draft.reading < draft.closes {
        refusals.push(Refusal::new("reading-before-close").on("reading"));
    }
    if draft.items.is_empty() || draft.items.len() > limits::ITEMS_PER_MOTION_MAX {
        refusals.push(Refusal::new("items-number").with("most", limits::ITEMS_PER_MOTION_MAX as i64).on("items"));
    }
    refusals.extend(crate::charter::committee_seats(estate, draft, ctx));
    let mut items = Vec::with_capacity(draft.items.len());
    for (i, item) in draft.items.iter().enumerate() {
        match self::item(estate, i, item, ctx) {
            Ok(item) => items.push(item),
            Err(more) => refusals.extend(more),
        }
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    Ok(Event::Drafted {
        motion,
        matter: draft.matter,
        title: ctx.seal(title),
        scope: draft.scope.clone(),
        items,
        opens: draft.opens,
        closes: draft.closes,
        reading: draft.reading,
        reading_place: ctx.seal(place),
    })
}

fn item(estate: &Estate, i: usize, item: &DraftItem, ctx: &Context) -> Result<Item, Refusals> {
    let mut refusals = Vec::new();
    let field = |name: &str| format!("items.{i}.{name}");
    let title = text::title(&field("title"), &item.title).map_err(|r| refusals.push(r)).unwrap_or_default();
    let about = text::optional(&field("text"), &item.text).map_err(|r| refusals.push(r)).unwrap_or_default();
    let question = if item.options.is_empty() {
        Question::Approve
    } else {
        let mut names = BTreeSet::new();
        let mut options = Vec::with_capacity(item.options.len());
        for option in &item.options {
            match text::title(&field("options"), option) {
                Ok(name) if !names.insert(name.clone()) => {
                    refusals.push(Refusal::new("option-twice").on(&field("options")))
                }
                Ok(name) => options.push(ctx.seal(name)),
                Err(refusal) => refusals.push(refusal),
            }
        }
        if item.options.len() < 2 || item.options.len() > limits::OPTIONS_PER_ITEM_MAX {
            let most = limits::OPTIONS_PER_ITEM_MAX as i64;
            refusals.push(Refusal::new("options-number").with("most", most).on(&field("options")));
        }
        if item.seats == 0 || item.seats > limits::SEATS_MAX || item.seats as usize > item.options.len() {
            refusals.push(Refusal::new("seats-number").on(&field("seats")));
        }
        refusals.extend(strangers(estate, item).into_iter().map(|r| r.on(&field("options"))));
        Question::Choose { options, seats: item.seats, persons: item.persons.clone() }
    };
    if !refusals.is_empty() {
        return Err(refusals);
    }
    Ok(Item { kind: item.kind, title: ctx.seal(title), text: about.map(|t| ctx.seal(t)), question })
}

/// What is wrong with the persons behind the candidates: only owners stand (指导规则第三十一条), each once, and only in an
/// election.
fn strangers(estate: &Estate, item: &DraftItem) -> Refusals {
    let known: Vec<PersonId> = item.persons.iter().flatten().copied().collect();
    let mut refusals = Vec::new();
    let fits = item.persons.is_empty() || item.persons.len() == item.options.len();
    if !fits || (item.kind != ItemKind::Committee && !known.is_empty()) {
        refusals.push(Refusal::new("candidates-unfit"));
    }
    if known.iter().collect::<BTreeSet<_>>().len() < known.len() {
        refusals.push(Refusal::new("option-twice"));
    }
    if known.iter().any(|p| estate.roll.units_of(*p).next().is_none()) {
        refusals.push(Refusal::new("candidate-not-owner"));
    }
    refusals
}

fn redraft(estate: &Estate, motion: MotionId, draft: &Draft, ctx: &Context) -> Result<Event, Refusals> {
    let held = standing(estate, motion, &[Status::Draft, Status::RollShown], ctx.now)?;
    if held.matter != draft.matter {
        return Err(one(Refusal::new("matter-fixed").on("matter")));
    }
    self::draft(estate, motion, draft, ctx)
}

// ---- roll and notice ----

/// The law a motion goes by: that of the day its voting opens.
fn law_of(estate: &Estate, motion: &Motion, ctx: &Context) -> Law {
    estate.founding.law(ctx.book, motion.opens.day())
}

fn freeze_roll(estate: &Estate, id: MotionId, ctx: &Context) -> Result<Event, Refusals> {
    // Not after the notice: papers of the first roll are at the doors by then, and mandates were given for it. Who finds the
    // roll wrong takes the vote back and announces it anew.
    let motion = standing(estate, id, &[Status::Draft, Status::RollShown], ctx.now)?;
    let law = law_of(estate, motion, ctx);
    let door = |unit: &UnitId| estate.roll.units.get(unit).map(|u| u.facts.door.to_string()).unwrap_or_default();
    let waiting = unready(estate, &motion.scope, &law);
    if !waiting.is_empty() {
        let units: Vec<String> = waiting.iter().map(|u| door(&u.unit)).collect();
        let refusal = Refusal::new("roll-unready").by(law.get(Key::AreaSources)).with("number", units.len() as i64);
        return Err(one(refusal.with("units", units)));
    }
    let sold = several_developers(estate, &motion.scope, &law);
    if !sold.is_empty() {
        let refusal = Refusal::new("developer-several").by(law.get(Key::Developer)).with("number", sold.len() as i64);
        return Err(one(refusal.with("units", sold.iter().map(door).collect::<Vec<_>>())));
    }
    let (voters, all) = electorate_of(estate, &motion.scope, &law);
    if voters.is_empty() {
        return Err(one(Refusal::new("electorate-empty").by(law.get(Key::UnitKinds))));
    }
    let needed = [Key::Quorum, Key::Ordinary, Key::Special, Key::SpecialItems, Key::ApprovalBase];
    if let Some(missing) = needed.iter().find(|k| law.get(**k).is_none()) {
        return Err(one(Refusal::new("rules-missing").with("rule", missing.word())));
    }
    let units = voters.iter().flat_map(|v| v.units.iter().map(|(unit, _)| *unit));
    let codes = ctx.seal(units.map(|unit| (unit, paper_code(&ctx.seed, id, unit))).collect());
    let sources = sources_of(estate, &motion.scope, &law);
    Ok(Event::RollFrozen { motion: id, rules: law.freeze(), voters, all, codes, sources })
}

/// Letters that are not mistaken for one another when read out or copied by hand.
const CODE_ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The code on a unit's paper ballot, from the command's random seed: nobody can make up a paper with a right code.
fn paper_code(seed: &[u8; 16], motion: MotionId, unit: UnitId) -> String {
    let hash = Sha256::new()
        .chain_update(b"paper ballot")
        .chain_update(seed)
        .chain_update(motion.0.to_be_bytes())
        .chain_update(unit.0.to_be_bytes())
        .finalize();
    hash.iter().take(8).map(|b| char::from(CODE_ALPHABET[usize::from(b & 31)])).collect()
}

fn give_notice(
    estate: &Estate,
    id: MotionId,
    told: bool,
    silence_warning: bool,
    ctx: &Context,
) -> Result<Event, Refusals> {
    let motion = standing(estate, id, &[Status::RollShown], ctx.now)?;
    let frozen_on = electorate(motion)?.on;
    let (mut refusals, mut warnings) = (Vec::new(), Vec::new());
    // An unverified rule warns; a verified or confirmed one blocks.
    let mut weigh = |frozen: &law::Frozen, refusal: Refusal| {
        let refusal = refusal.citing(Some(&frozen.cite));
        if frozen.binding { refusals.push(refusal) } else { warnings.push(refusal) }
    };
    let opens = motion.opens.day();
    for (key, from, code) in
        [(Key::NoticeDays, ctx.today(), "notice-too-short"), (Key::RollDays, frozen_on, "roll-shown-too-short")]
    {
        let Some((frozen, days)) = motion.rule(key).and_then(|r| Some((r, r.value.number()?))) else { continue };
        let have = i64::from(from.days_until(opens));
        if have < days {
            let earliest = from.plus(i32::try_from(days).unwrap_or(i32::MAX));
            let refusal = Refusal::new(code).with("days", days).with("have", have).with("earliest", earliest);
            weigh(frozen, refusal.on("opens"));
        }
    }
    if let Some(frozen) = motion.rule(Key::TellCommittee).filter(|r| r.value.word() == Some("yes") && !told) {
        weigh(frozen, Refusal::new("committee-not-told").on("told_committee"));
    }
    if let Some(frozen) = motion.rule(Key::Silent)
        && frozen.value.word() == Some("count-to-majority")
        && !silence_warning
    {
        let refusal = Refusal::new("silence-not-warned").citing(Some(&frozen.cite));
        warnings.push(refusal.on("silence_warning"));
    }
    if ctx.now >= motion.opens {
        refusals.push(Refusal::new("opens-in-past").on("opens"));
    }
    let (stops, said): (Vec<_>, Vec<_>) =
        objections::roll_flags(estate, id).into_iter().partition(objections::stops_notice);
    refusals.extend(stops);
    warnings.extend(said);
    // The roll must hang, proven place by place, for its days before the vote.
    refusals.extend(posting::bars(estate, id, Paper::Roll, ctx.now));
    if !refusals.is_empty() {
        return Err(refusals);
    }
    Ok(Event::NoticeGiven { motion: id, told_committee: told, silence_warning, warnings })
}

// ---- service ----

fn record_attempt(estate: &Estate, id: MotionId, unit: UnitId, call: &Call, ctx: &Context) -> Result<Event, Refusals> {
    let mut at = vec![Status::Announced, Status::Voting];
    let motion = estate.assembly.get(id);
    // What a phone kept without a network comes in after the close too; it is kept, and proves no service any more.
    if call.said.is_some_and(|said| motion.is_some_and(|m| said < m.closes)) {
        at.push(Status::Closed);
    }
    let motion = standing(estate, id, &at, ctx.now)?;
    let voter = voter_of_unit(motion, unit).map_err(one)?;
    let mut refusals = Vec::new();
    let second = Actor::Person(call.with);
    if estate.bodies.person(call.with).is_none() {
        refusals.push(Refusal::new("person-unknown").with("person", call.with.0).on("with"));
    } else if second.same_person(ctx.actor) {
        refusals.push(Refusal::new("attempt-one-name").on("with"));
    } else if estate.roll.units.get(&unit).is_some_and(|u| u.facts.owners.contains(&call.with)) {
        refusals.push(Refusal::new("witness-owns-unit").on("with"));
    }
    if motion.attempts_on(unit).len() >= limits::ATTEMPTS_PER_UNIT_MAX {
        refusals.push(Refusal::new("attempts-too-many").with("most", limits::ATTEMPTS_PER_UNIT_MAX as i64));
    }
    let proof = text::optional("proof", &call.proof).map_err(|r| refusals.push(r)).unwrap_or_default();
    if !refusals.is_empty() {
        return Err(refusals);
    }
    Ok(Event::AttemptRecorded {
        motion: id,
        unit,
        way: call.way,
        outcome: call.outcome,
        with: Some(call.with),
        said: call.said,
        proof: proof.map(|p| ctx.sealer.seal(owner_of(motion, voter), p)),
    })
}

fn take_back(estate: &Estate, id: MotionId, unit: UnitId, attempt: u32, ctx: &Context) -> Result<Event, Refusals> {
    let motion = standing(estate, id, &[Status::Announced, Status::Voting], ctx.now)?;
    let held = motion.attempts_on(unit).get(attempt as usize).ok_or_else(|| one(Refusal::new("attempt-unknown")))?;
    if !held.by.same_person(ctx.actor) {
        return Err(one(Refusal::new("attempt-not-yours")));
    }
    if held.back.is_some() {
        return Err(one(Refusal::new("attempt-back-already")));
    }
    Ok(Event::AttemptTakenBack { motion: id, unit, attempt })
}

// ---- ballots ----

pub(super) fn voted_already(ballot: &Ballot) -> Refusal {
    let code = match ballot.channel {
        super::Channel::Phone | super::Channel::Platform => "voted-already",
        super::Channel::Paper => "voted-on-paper",
    };
    Refusal::new(code).with("at", ballot.at)
}

/// No ballot is taken before roll and notice have hung for their days, where a rule binds.
fn hung(estate: &Estate, id: MotionId, ctx: &Context) -> Result<(), Refusals> {
    let missing = posting::ballots_wait_for(estate, id, ctx.now);
    if missing.is_empty() { Ok(()) } else { Err(missing) }
}

fn cast(estate: &Estate, id: MotionId, voter: VoterId, marks: &[Mark], ctx: &Context) -> Result<Event, Refusals> {
    let motion = under_vote(estate, id, ctx)?;
    let person = ctx.person().ok_or_else(|| one(Refusal::new("not-your-vote")))?;
    motion.may_vote(estate, voter, person).map_err(one)?;
    // A slip opened an account; that its holder is the person on the roll must have been shown.
    if estate.proved(person).is_none() {
        return Err(one(unmatched()));
    }
    not_voted(motion, voter)?;
    let marks = check_marks(motion, marks, false)?;
    let proved = motion.proof_of(estate, voter, person);
    Ok(Event::BallotCast { motion: id, voter, marks: ctx.seal_of(person, marks), proved, helped: None })
}

/// The motion, if ballots are taken on a phone now.
fn under_vote<'a>(estate: &'a Estate, id: MotionId, ctx: &Context) -> Result<&'a Motion, Refusals> {
    let motion = standing(estate, id, &[Status::Voting], ctx.now)?;
    hung(estate, id, ctx)?;
    match motion.rule(Key::PhoneChannel).filter(|r| r.value.word() == Some("official-platform")) {
        Some(rule) => Err(one(Refusal::new("official-platform-only").citing(Some(&rule.cite)))),
        None => Ok(motion),
    }
}

fn not_voted(motion: &Motion, voter: VoterId) -> Result<(), Refusals> {
    match motion.ballots.get(&voter) {
        Some(ballot) => Err(one(voted_already(ballot).citing(motion.rule(Key::TwoBallots).map(|r| &r.cite)))),
        None => Ok(()),
    }
}

/// The motion, if `owner` could hand in the ballot of `voter` on a phone now: for a ballot that a helper fills in. That
/// it is the owner's is shown by what confirms it, ballot by ballot, not by a match of an account.
///
/// # Errors
/// Why not.
pub(crate) fn open_to<'a>(
    estate: &'a Estate,
    id: MotionId,
    voter: VoterId,
    owner: PersonId,
    ctx: &Context,
) -> Result<&'a Motion, Refusals> {
    let motion = under_vote(estate, id, ctx)?;
    motion.may_vote(estate, voter, owner).map_err(one)?;
    not_voted(motion, voter)?;
    Ok(motion)
}

/// One readable mark an item; on paper a mark may also be invalid, with its ground.
pub(crate) fn check_marks(motion: &Motion, marks: &[Mark], on_paper: bool) -> Result<Vec<Mark>, Refusals> {
    if marks.len() != motion.items.len() {
        return Err(one(Refusal::new("marks-number").with("items", motion.items.len() as i64)));
    }
    let mut refusals = Vec::new();
    let mut checked = Vec::with_capacity(marks.len());
    for (i, (item, mark)) in motion.items.iter().zip(marks).enumerate() {
        let fits = match (&item.question, mark) {
            (_, Mark::Invalid(_)) => on_paper,
            (_, Mark::Abstain) | (Question::Approve, Mark::Approve | Mark::Against) => true,
            (Question::Choose { .. }, Mark::NoneOfThem) => true,
            (Question::Choose { options, seats, .. }, Mark::Options(chosen)) => {
                let distinct: BTreeSet<u16> = chosen.iter().copied().collect();
                !chosen.is_empty()
                    && distinct.len() == chosen.len()
                    && chosen.len() <= *seats as usize
                    && chosen.iter().all(|o| usize::from(*o) < options.len())
            }
            _ => false,
        };
        if fits {
            let mut mark = mark.clone();
            if let Mark::Options(chosen) = &mut mark {
                chosen.sort_unstable();
            }
            checked.push(mark);
        } else {
            let code = if matches!(mark, Mark::Options(_)) { "mark-too-many" } else { "mark-missing" };
            let refusal = Refusal::new(code).with("item", i as i64 + 1).on(&format!("items.{i}"));
            let seats = if let Question::Choose { seats, .. } = item.question { i64::from(seats) } else { 1 };
            refusals.push(refusal.with("most", seats));
        }
    }
    if refusals.is_empty() { Ok(checked) } else { Err(refusals) }
}

fn paper(motion: &Motion, code: &str) -> Result<(VoterId, UnitId), Refusals> {
    let unknown = || one(Refusal::new("code-unknown").on("code"));
    let (unit, holds) = motion.unit_of_code(code).ok_or_else(unknown)?;
    if !holds {
        return Err(one(Refusal::new("code-void").on("code")));
    }
    let voter = electorate(motion)?.voter_of.get(&unit).copied().ok_or_else(unknown)?;
    Ok((voter, unit))
}

fn receive_paper(estate: &Estate, id: MotionId, code: &str, ctx: &Context) -> Result<Event, Refusals> {
    // What lay in the box when voting ended is taken in once the box was opened before witnesses, and never else.
    let from_box = estate.custody.of(id).opened().is_some();
    let at: &[Status] = if from_box { &[Status::Voting, Status::Closed] } else { &[Status::Voting] };
    let motion = standing(estate, id, at, ctx.now)?;
    hung(estate, id, ctx)?;
    if let Some((unit, nth)) = motion.void_code(code) {
        return void_paper(id, motion, unit, nth);
    }
    let (voter, unit) = paper(motion, code)?;
    let ground = Aside::Second;
    match motion.ballots.get(&voter) {
        None => Ok(Event::PaperReceived { motion: id, voter, unit }),
        Some(ballot) if ballot.unit == Some(unit) || motion.aside(unit, ground).is_some() => {
            Err(one(Refusal::new("paper-received-already").with("at", ballot.at).on("code")))
        }
        // First received counts; this one is kept beside it.
        Some(_) => Ok(Event::PaperSetAside { motion: id, voter, unit, ground }),
    }
}

/// A paper whose number was void when it came: kept, so that the figures of the box close, and never counted.
fn void_paper(id: MotionId, motion: &Motion, unit: UnitId, nth: u32) -> Result<Event, Refusals> {
    let voter = voter_of_unit(motion, unit).map_err(one)?;
    let ground = Aside::VoidCode(nth);
    match motion.aside(unit, ground) {
        Some(held) => Err(one(Refusal::new("paper-received-already").with("at", held.paper.at).on("code"))),
        None => Ok(Event::PaperSetAside { motion: id, voter, unit, ground }),
    }
}

fn scan_paper(
    estate: &Estate,
    id: MotionId,
    code: &str,
    scan: Option<Attachment>,
    ctx: &Context,
) -> Result<Event, Refusals> {
    let motion = standing(estate, id, &[Status::Voting, Status::Closed], ctx.now)?;
    let (voter, unit) = paper(motion, code)?;
    let aside = motion.aside(unit, Aside::Second).is_some();
    if !aside && motion.ballots.get(&voter).is_none_or(|b| b.unit != Some(unit)) {
        return Err(one(Refusal::new("paper-not-received").on("code")));
    }
    let scan = scan.ok_or_else(|| one(Refusal::new("paper-scan-missing").on("scan")))?;
    if motion.scans.get(&unit).is_some_and(|kept| kept.len() >= limits::SCANS_PER_PAPER_MAX) {
        return Err(one(Refusal::new("paper-scans-many").with("most", limits::SCANS_PER_PAPER_MAX as i64).on("scan")));
    }
    Ok(Event::PaperScanned { motion: id, unit, scan })
}

fn replace_paper(estate: &Estate, id: MotionId, unit: UnitId, why: &str, ctx: &Context) -> Result<Event, Refusals> {
    let motion = standing(estate, id, &[Status::Announced, Status::Voting], ctx.now)?;
    let voter = voter_of_unit(motion, unit).map_err(one)?;
    if let Some(ballot) = motion.ballots.get(&voter) {
        return Err(one(voted_already(ballot)));
    }
    if motion.replaced.get(&unit).is_some_and(|r| r.len() >= limits::ATTEMPTS_PER_UNIT_MAX) {
        return Err(one(Refusal::new("attempts-too-many").with("most", limits::ATTEMPTS_PER_UNIT_MAX as i64)));
    }
    let why = ctx.seal(text::body("why", why).map_err(one)?);
    Ok(Event::PaperReplaced { motion: id, unit, code: ctx.seal(paper_code(&ctx.seed, id, unit)), why })
}

/// The paper ballot to be read, once voting is over or while it still runs.
fn readable<'a>(
    estate: &'a Estate,
    id: MotionId,
    code: &str,
    ctx: &Context,
) -> Result<(&'a Motion, VoterId, &'a Ballot), Refusals> {
    let motion = standing(estate, id, &[Status::Voting, Status::Closed], ctx.now)?;
    let (voter, unit) = paper(motion, code)?;
    let refuse = |code: &str| one(Refusal::new(code).on("code"));
    if motion.aside(unit, Aside::Second).is_some() {
        return Err(refuse("paper-set-aside"));
    }
    match motion.ballots.get(&voter) {
        Some(ballot) if ballot.unit == Some(unit) => Ok((motion, voter, ballot)),
        _ => Err(refuse("paper-not-received")),
    }
}

/// The owner a ballot read for them belongs to when it comes to erasing.
pub(crate) fn owner_of(motion: &Motion, voter: VoterId) -> Option<PersonId> {
    motion.electorate.as_ref()?.voter(voter)?.owners.first().copied()
}

/// Nobody reads papers of a vote on themselves.
fn disinterested(estate: &Estate, motion: &Motion, ctx: &Context) -> Result<(), Refusals> {
    match ctx.actor.hand().filter(|hand| custody::interested(estate, motion, *hand, ctx.today())) {
        Some(person) => Err(one(Refusal::new("team-interested").with("person", person.0).on("code"))),
        None => Ok(()),
    }
}

fn enter_paper(estate: &Estate, id: MotionId, code: &str, marks: &[Mark], ctx: &Context) -> Result<Event, Refusals> {
    let (motion, voter, ballot) = readable(estate, id, code, ctx)?;
    if ballot.entries.len() >= 2 {
        return Err(one(Refusal::new("paper-entered-twice").on("code")));
    }
    if ballot.read_by(ctx.actor) {
        return Err(one(Refusal::new("paper-same-clerk").on("code")));
    }
    disinterested(estate, motion, ctx)?;
    let marks = check_marks(motion, marks, true)?;
    Ok(Event::PaperEntered { motion: id, voter, marks: ctx.sealer.seal(owner_of(motion, voter), marks) })
}

fn settle_paper(estate: &Estate, id: MotionId, code: &str, marks: &[Mark], ctx: &Context) -> Result<Event, Refusals> {
    let (motion, voter, ballot) = readable(estate, id, code, ctx)?;
    if !ballot.disputed() {
        return Err(one(Refusal::new("paper-not-disputed").on("code")));
    }
    if ballot.read_by(ctx.actor) {
        return Err(one(Refusal::new("paper-third-look").on("code")));
    }
    disinterested(estate, motion, ctx)?;
    let marks = check_marks(motion, marks, true)?;
    Ok(Event::PaperSettled { motion: id, voter, marks: ctx.sealer.seal(owner_of(motion, voter), marks) })
}

// ---- after the vote ----

fn close(estate: &Estate, id: MotionId, ctx: &Context) -> Result<Event, Refusals> {
    let motion = standing(estate, id, &[Status::Closed], ctx.now)?;
    match motion.closed {
        None => Ok(Event::VotingClosed { motion: id }),
        Some(_) => Err(one(Refusal::new("closed-already"))),
    }
}

fn count_ballots(estate: &Estate, id: MotionId, ctx: &Context) -> Result<Event, Refusals> {
    let motion = standing(estate, id, &[Status::Closed], ctx.now)?;
    if ctx.now < motion.reading {
        return Err(one(Refusal::new("reading-not-yet").with("reading", motion.reading)));
    }
    // Paper is counted by named people out of a box opened before witnesses.
    let bars = custody::bars_to_count(estate, id);
    if !bars.is_empty() {
        return Err(bars);
    }
    let items = count(motion).map_err(one)?;
    Ok(Event::Counted { motion: id, items })
}

fn announce(estate: &Estate, id: MotionId, ctx: &Context) -> Result<Event, Refusals> {
    let motion = standing(estate, id, &[Status::Counted], ctx.now)?;
    let counted = motion.counted.as_ref().map_or(ctx.today(), |c| c.at.day());
    let late = motion.rule(Key::PublishDays).and_then(|rule| {
        let days = rule.value.number()?;
        let have = i64::from(counted.days_until(ctx.today()));
        // Late is late: saying so is the remedy, keeping the result back is not.
        (have > days)
            .then(|| Refusal::new("announced-late").citing(Some(&rule.cite)).with("days", days).with("have", have))
    });
    Ok(Event::ResultAnnounced { motion: id, warnings: late.into_iter().collect() })
}

impl Notice {
    /// Whether the notice came with warnings.
    #[must_use]
    pub fn has_warnings(&self) -> bool {
        !self.warnings.is_empty()
    }
}

impl Voter {
    /// Whether several owners share this vote.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.owners.len() > 1
    }
}

impl Scope {
    /// Stable name of its kind, for forms and translations.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Estate => "estate",
            Self::Building(_) => "building",
            Self::Stairwell(..) => "stairwell",
        }
    }
}
