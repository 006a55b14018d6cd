//! A ballot that a helper fills in and the owner confirms.

use super::decide::{candidate, event, mine, one};
use super::{Event, HandIn, Help, Helped, How};
use crate::assembly::{self, ItemKind, Mark, Motion, Question, VoterId, check_marks, open_to};
use crate::standing::six_digits;
use crate::{Context, Estate, text};
use law::{Refusal, Refusals};
use sha2::{Digest as _, Sha256};
use units::{CommandId, Digest, HelpId, MotionId, PersonId, Sealed, limits};

/// What the record holds of a ballot that was filled in: a digest that binds its marks under 16 random bytes. The salt stays
/// in the helper's page; without it nobody can guess the marks, and with it no other marks can be handed in.
///
/// # Panics
/// Never: marks hold nothing that JSON cannot carry.
#[must_use]
pub fn seal(salt: CommandId, marks: &[Mark]) -> Digest {
    // INVARIANT: words and numbers.
    let marks = serde_json::to_vec(marks).expect("marks as JSON");
    let hash = Sha256::new().chain_update(b"prepared ballot").chain_update(salt.0).chain_update(marks).finalize();
    Digest(hash.into())
}

/// The motion, if this helper may fill in the ballot of `voter` with the owner now.
fn fillable<'a>(
    estate: &'a Estate,
    help: &Help,
    (id, voter): (MotionId, VoterId),
    ctx: &Context,
) -> Result<&'a Motion, Refusals> {
    let motion = open_to(estate, id, voter, help.owner, ctx)?;
    let homes = estate.helped_homes(help);
    let held = motion.electorate.as_ref().and_then(|e| e.voter(voter));
    // A mandate the owner holds for somebody else is not the owner's own ballot.
    if !held.is_some_and(|v| v.units.iter().any(|(unit, _)| homes.contains(unit))) {
        return Err(one(Refusal::new("helper-own-home-only")));
    }
    if stands_in(estate, motion, help.helper) {
        return Err(one(candidate()));
    }
    Ok(motion)
}

/// Whether a person stands in an election of this motion: by the roll, where the candidate was entered with it, else by
/// the name alone.
fn stands_in(estate: &Estate, motion: &Motion, person: PersonId) -> bool {
    let plain = |t: &str| t.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let name = estate.bodies.person(person).and_then(|p| p.name.get()).map(|n| plain(n));
    let named = |option: &Sealed<String>| {
        name.as_ref().is_some_and(|name| option.get().is_some_and(|o| plain(o).starts_with(name)))
    };
    motion.items.iter().filter(|i| i.kind == ItemKind::Committee).any(|item| match &item.question {
        Question::Choose { options, persons, .. } => {
            options.iter().enumerate().any(|(i, option)| match persons.get(i).copied().flatten() {
                Some(candidate) => candidate == person,
                None => named(option),
            })
        }
        Question::Approve => false,
    })
}

/// Digits of the telephone the roll knows of a person.
fn telephone(estate: &Estate, person: PersonId) -> Option<String> {
    let contact = estate.bodies.person(person)?.contact.as_ref()?.get()?;
    let digits: String = contact.phone.as_deref()?.chars().filter(char::is_ascii_digit).collect();
    // One number written with and without the country's code is one number.
    Some(digits.strip_prefix("86").filter(|rest| rest.len() == 11).map(str::to_owned).unwrap_or(digits))
}

pub(super) fn prepare(
    estate: &Estate,
    id: HelpId,
    (motion, voter): (MotionId, VoterId),
    seal: Digest,
    by_code: bool,
    ctx: &Context,
) -> Result<Event, Refusals> {
    let help = mine(estate, id, ctx)?;
    fillable(estate, help, (motion, voter), ctx)?;
    if by_code {
        may_send(estate, help, ctx).map_err(one)?;
    }
    let code = by_code.then(|| ctx.seal(six_digits(&ctx.seed)));
    Ok(Event::Prepared { help: id, motion, voter, seal, until: ctx.now.plus_ms(limits::CODE_MS), code })
}

/// A code proves the owner only where it reaches a telephone that is not the helper's.
fn may_send(estate: &Estate, help: &Help, ctx: &Context) -> Result<(), Refusal> {
    let owners = telephone(estate, help.owner).ok_or_else(|| Refusal::new("help-no-phone"))?;
    let helpers = telephone(estate, help.helper).ok_or_else(|| Refusal::new("helper-no-phone"))?;
    if owners == helpers {
        return Err(Refusal::new("helper-same-phone"));
    }
    let sent = estate.helping.sent.get(&help.owner);
    if sent.is_some_and(|(day, n)| *day == ctx.today() && *n >= limits::CODES_A_DAY) {
        return Err(Refusal::new("codes-too-many").with("most", limits::CODES_A_DAY));
    }
    Ok(())
}

pub(super) fn confirm(
    estate: &Estate,
    id: HelpId,
    seal: Digest,
    paper: &str,
    ctx: &Context,
) -> Result<Event, Refusals> {
    let help = estate.help_standing(id, ctx.today()).map_err(one)?;
    if ctx.person().is_some_and(|clerk| clerk == help.helper || clerk == help.owner) {
        return Err(one(Refusal::new("help-own-desk")));
    }
    let waiting = estate.helping.waiting(id, ctx.now).filter(|p| p.seal == seal);
    let prepared = waiting.ok_or_else(|| one(Refusal::new("help-prepared-over")))?;
    if prepared.confirmed.is_some() {
        return Err(one(Refusal::new("help-confirmed-already")));
    }
    fillable(estate, help, (prepared.motion, prepared.voter), ctx)?;
    let words = text::body("paper", paper).map_err(one)?;
    Ok(Event::Confirmed { help: id, motion: prepared.motion, paper: ctx.seal_of(help.owner, words) })
}

pub(super) fn hand_in(estate: &Estate, handed: &HandIn, ctx: &Context) -> Result<Vec<crate::Event>, Refusals> {
    let HandIn { help: id, motion: about, marks, salt, code: typed } = handed;
    let help = mine(estate, *id, ctx)?;
    let Some(prepared) = estate.helping.waiting(*id, ctx.now).filter(|p| p.motion == *about) else {
        // What came in between says more than that there is nothing to hand in.
        let voted = estate
            .assembly
            .get(*about)
            .is_some_and(|m| m.ballots.values().any(|b| b.helped.is_some_and(|h| h.help == *id)));
        return Err(one(Refusal::new(if voted { "help-handed-in" } else { "help-prepared-over" })));
    };
    if self::seal(*salt, marks) != prepared.seal {
        return Err(one(Refusal::new("help-marks-changed")));
    }
    let motion = fillable(estate, help, (prepared.motion, prepared.voter), ctx)?;
    let marks = check_marks(motion, marks, false)?;
    let (how, clerk) = match (&prepared.confirmed, &prepared.code) {
        (Some(stamp), _) => (How::Desk, Some(stamp.actor)),
        (None, None) => return Err(one(Refusal::new("help-not-confirmed"))),
        (None, Some(code)) if code.wrong >= limits::CODE_TRIES => {
            return Err(one(Refusal::new("code-over").on("code")));
        }
        (None, Some(code)) => {
            let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
            // Only what is recorded can be limited: a wrong code is an event.
            if code.code.get().is_none_or(|c| *c != digits) {
                return Ok(event(Event::Tried { help: *id, motion: *about }));
            }
            (How::Telephone, None)
        }
    };
    let cast = assembly::Event::BallotCast {
        motion: *about,
        voter: prepared.voter,
        marks: ctx.seal_of(help.owner, marks),
        proved: estate.proved(help.owner),
        helped: Some(Helped { help: *id, helper: help.helper, how, clerk }),
    };
    Ok(vec![crate::Event::Assembly(cast)])
}
