use super::{Command, Did, Do, Document, Event, Kind, Step, facts};
use crate::posting::{Paper, Standing, flags};
use crate::{Context, Estate, text};
use law::{Key, Refusal, Refusals};
use units::{Day, DocumentId, Moment, MotionId, limits};

/// Decides.
///
/// # Errors
/// The refusals.
pub fn decide(estate: &Estate, command: &Command, ctx: &Context) -> Result<Vec<crate::Event>, Refusals> {
    let event = match command {
        Command::Draw { motion, what, remarks } => draw(estate, *motion, *what, remarks, ctx)?,
        Command::Do { document, what: Do::Archive { until, place } } => {
            return file_away(estate, *document, (*until, place), ctx);
        }
        Command::Do { document, what } => Event::Done { document: *document, did: step(estate, *document, what, ctx)? },
        Command::TakeBack { document, why } => {
            let paper = held(estate, *document)?;
            if paper.void.is_some() {
                return Err(one(Refusal::new("document-void")));
            }
            let why = text::title("why", why).map_err(one)?;
            Event::TakenBack { document: *document, why: ctx.seal(why) }
        }
    };
    Ok(vec![crate::Event::Documents(event)])
}

fn one(refusal: Refusal) -> Refusals {
    vec![refusal]
}

fn held(estate: &Estate, id: DocumentId) -> Result<&Document, Refusals> {
    estate.documents.get(id).ok_or_else(|| one(Refusal::new("document-unknown").with("number", id.to_string())))
}

/// Random digits for the facts, from the command's seed.
fn salt(seed: &[u8; 16]) -> String {
    use sha2::{Digest as _, Sha256};
    let hash = Sha256::new().chain_update(b"document salt").chain_update(seed).finalize();
    hash[..16].iter().map(|b| format!("{b:02x}")).collect()
}

fn draw(estate: &Estate, motion: MotionId, what: Kind, remarks: &str, ctx: &Context) -> Result<Event, Refusals> {
    if estate.assembly.get(motion).is_none() {
        return Err(one(Refusal::new("motion-unknown").with("motion", motion.0)));
    }
    let remarks = match what.takes_remarks() {
        true => text::optional("remarks", remarks).map_err(one)?,
        false if !remarks.trim().is_empty() => return Err(one(Refusal::new("document-no-remarks").on("remarks"))),
        false => None,
    };
    if let Some((number, paper)) = estate.documents.newest(motion, what) {
        // The same words again would be one paper under two numbers.
        let said = paper.remarks.as_ref().and_then(|r| r.get());
        if paper.unchanged(estate, number) && said == remarks.as_ref() {
            return Err(one(Refusal::new("document-drawn-already").with("number", number.to_string())));
        }
    }
    let number = estate.documents.next(ctx.today().ymd().0);
    let salt = salt(&ctx.seed);
    let facts = facts(estate, motion, what, number, &salt, remarks.as_deref());
    let Some(facts) = facts else {
        return Err(one(Refusal::new("document-too-early").with("document", what.word())));
    };
    let digest = facts.digest();
    let (salt, remarks) = (ctx.seal(salt), remarks.map(|r| ctx.seal(r)));
    Ok(Event::Drawn { document: number, motion, what, digest, salt, remarks })
}

/// The paper, if `step` is its next.
///
/// # Errors
/// `document-unknown`, `document-void`, `document-finished`, `document-step-order` with what comes next.
pub(crate) fn next_of(estate: &Estate, id: DocumentId, step: Step) -> Result<&Document, Refusals> {
    let paper = held(estate, id)?;
    if paper.void.is_some() {
        return Err(one(Refusal::new("document-void")));
    }
    match paper.next() {
        None => Err(one(Refusal::new("document-finished"))),
        Some(next) if next != step => {
            Err(one(Refusal::new("document-step-order").with("step", step.word()).with("next", next.word())))
        }
        // A scan shows the paper as it was signed; everything before must say what the record says.
        Some(_) if !matches!(step, Step::Scanned | Step::Archived) && !paper.unchanged(estate, id) => {
            Err(one(Refusal::new("document-changed")))
        }
        Some(_) => Ok(paper),
    }
}

/// Whether a paper whose next step is to hang need not hang any more: its vote was taken back, or it told owners of a vote
/// that is closed.
#[must_use]
pub fn past_posting(estate: &Estate, paper: &Document, now: Moment) -> bool {
    let Some(motion) = estate.assembly.get(paper.motion).filter(|_| paper.next() == Some(Step::Posted)) else {
        return false;
    };
    let before = matches!(paper.kind.hangs_as(), Some(Paper::Roll | Paper::Notice));
    motion.withdrawn.is_some() || (before && now >= motion.closes)
}

/// Filed away; a paper that no longer has to hang goes without, and the gap is noted.
fn file_away(
    estate: &Estate,
    id: DocumentId,
    (until, place): (Day, &str),
    ctx: &Context,
) -> Result<Vec<crate::Event>, Refusals> {
    let gap = held(estate, id).is_ok_and(|paper| past_posting(estate, paper, ctx.now));
    let paper = if gap { held(estate, id)? } else { next_of(estate, id, Step::Archived)? };
    let archived = archive(estate, paper, until, place, ctx)?;
    let done = gap.then_some(Did::Unposted).into_iter().chain([archived]);
    Ok(done.map(|did| crate::Event::Documents(Event::Done { document: id, did })).collect())
}

fn step(estate: &Estate, id: DocumentId, what: &Do, ctx: &Context) -> Result<Did, Refusals> {
    let paper = next_of(
        estate,
        id,
        match what {
            Do::Print { .. } => Step::Printed,
            Do::Sign { .. } => Step::Signed,
            Do::Scan { .. } => Step::Scanned,
            Do::Post => Step::Posted,
            Do::Archive { .. } => Step::Archived,
        },
    )?;
    match what {
        Do::Print { copies } if !(1..=limits::COPIES_MAX).contains(copies) => {
            Err(one(Refusal::new("document-copies").with("most", limits::COPIES_MAX).on("copies")))
        }
        Do::Print { copies } => Ok(Did::Printed(*copies)),
        Do::Sign { by } => Ok(Did::Signed(ctx.seal(text::title("by", by).map_err(one)?))),
        Do::Scan { scan: Some(file) } => Ok(Did::Scanned(*file)),
        Do::Scan { scan: None } => Err(one(Refusal::new("document-scan-missing").on("scan"))),
        Do::Post => post(estate, paper, ctx),
        Do::Archive { until, place } => archive(estate, paper, *until, place, ctx),
    }
}

/// It hangs when every place has its photo; what binds elsewhere is not asked again here.
fn post(estate: &Estate, paper: &Document, ctx: &Context) -> Result<Did, Refusals> {
    let Some(hangs) = paper.kind.hangs_as() else { return Err(one(Refusal::new("document-hangs-nowhere"))) };
    let Some(board) = estate.posting.board(paper.motion, hangs) else {
        return Err(one(Refusal::new("document-no-places").with("paper", hangs.word())));
    };
    let called = |spot| estate.posting.spots.get(spot).map(crate::posting::Spot::called).unwrap_or_default();
    let waiting: Vec<String> = board
        .tasks
        .iter()
        .filter(|(_, t)| matches!(t.standing(), Standing::Waiting | Standing::Torn))
        .map(|(spot, _)| called(spot))
        .collect();
    if waiting.is_empty() {
        return Ok(Did::Posted);
    }
    let found = flags(estate, paper.motion, hangs, ctx.now);
    let cites = found.into_iter().filter(|f| f.binding).flat_map(|f| f.refusal.cites);
    let mut refusal = Refusal::new("document-not-hanging").with("paper", hangs.word()).with("places", waiting);
    refusal.cites.extend(cites);
    refusal.cites.dedup();
    Err(one(refusal))
}

/// Kept at least as long as an owner may ask a court to revoke the decision.
fn archive(estate: &Estate, paper: &Document, until: Day, place: &str, ctx: &Context) -> Result<Did, Refusals> {
    let mut refusals = Vec::new();
    let motion = estate.assembly.get(paper.motion);
    let years = motion.and_then(|m| m.rule(Key::RevokeYears));
    let least = super::kept_least(estate, paper, ctx.today());
    if until < least {
        let cite = years.map(|r| &r.cite);
        refusals.push(Refusal::new("document-kept-too-short").with("least", least).citing(cite).on("until"));
    }
    let place = text::title("place", place).map_err(|r| refusals.push(r)).ok();
    match place {
        Some(place) if refusals.is_empty() => Ok(Did::Archived { until, place: ctx.seal(place) }),
        _ => Err(refusals),
    }
}
