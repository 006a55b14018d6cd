use super::case::GR;
use super::{Case, Command, Event, Method, Stands};
use crate::bodies::{Contact, Person, PersonKind};
use crate::roll::Tenure;
use crate::{Context, Estate, text};
use law::{Cite, Confidence, Refusal, Refusals};
use sha2::{Digest as _, Sha256};
use units::{Actor, ItemId, PersonId, UnitId, limits};

/// Decides.
///
/// # Errors
/// The refusals.
pub fn decide(estate: &Estate, command: &Command, ctx: &Context) -> Result<Vec<crate::Event>, Refusals> {
    let event = match command {
        Command::SendCode => send_code(estate, ctx).map_err(one),
        Command::EnterCode { code } => enter_code(estate, code, ctx).map_err(one),
        Command::Certify { name, tail } => certify(estate, name, tail, ctx).map_err(one),
        Command::Vouch { person, stands, paper } => vouch(estate, *person, *stands, paper, ctx),
        Command::EndSpeaking { unit } => match estate.standing.speakers.get(unit) {
            Some(_) => Ok(Event::SpeakingEnded { unit: *unit }),
            None => Err(one(Refusal::new("nobody-speaks"))),
        },
    };
    event.map(|e| vec![crate::Event::Standing(e)])
}

fn one(refusal: Refusal) -> Refusals {
    vec![refusal]
}

/// The refusal of a ballot by somebody who was not matched with the roll: it says how, and names the paper way.
#[must_use]
pub fn unmatched() -> Refusal {
    // 表决意见由业主本人签名: who presses the button must be shown to be that owner.
    let article = "业主大会和业主委员会指导规则第二十二条".into();
    let cite = Cite { article, source: GR.into(), confidence: Confidence::SecondHand };
    Refusal::new("not-matched").citing(Some(&cite))
}

/// Who asks about themselves, not matched yet.
fn myself<'a>(estate: &'a Estate, ctx: &Context) -> Result<(PersonId, &'a Person), Refusal> {
    let found = ctx.person().and_then(|id| Some((id, estate.bodies.person(id)?)));
    let (id, person) = found.ok_or_else(|| Refusal::new("not-on-roll"))?;
    match estate.proved(id) {
        None => Ok((id, person)),
        Some(_) => Err(Refusal::new("matched-already")),
    }
}

/// One of the details the roll knows, with the sealed value it stands in.
fn known(person: &Person, pick: impl Fn(&Contact) -> Option<&String>) -> Option<(ItemId, &str)> {
    let sealed = person.contact.as_ref()?;
    Some((sealed.item(), pick(sealed.get()?)?))
}

fn send_code(estate: &Estate, ctx: &Context) -> Result<Event, Refusal> {
    let (id, person) = myself(estate, ctx)?;
    if known(person, |c| c.phone.as_ref()).is_none() {
        return Err(Refusal::new("no-phone-on-roll"));
    }
    let sent = estate.standing.tries.get(&id).and_then(|t| t.sent);
    if sent.is_some_and(|(day, n)| day == ctx.today() && n >= limits::CODES_A_DAY) {
        return Err(Refusal::new("codes-too-many").with("most", limits::CODES_A_DAY));
    }
    // It belongs to nobody: a number that says nothing of the person and works for ten minutes.
    let code = ctx.seal(six_digits(&ctx.seed));
    Ok(Event::CodeSent { person: id, code, until: ctx.now.plus_ms(limits::CODE_MS) })
}

/// The six digits of a code to a telephone, from a command's random seed.
pub(crate) fn six_digits(seed: &[u8; 16]) -> String {
    let hash = Sha256::new().chain_update(b"code to a telephone").chain_update(seed).finalize();
    let number = hash.iter().take(8).fold(0_u64, |n, b| (n << 8) | u64::from(*b));
    format!("{:06}", number % 1_000_000)
}

fn enter_code(estate: &Estate, typed: &str, ctx: &Context) -> Result<Event, Refusal> {
    let (id, person) = myself(estate, ctx)?;
    let code = estate.standing.code(id, ctx.now).ok_or_else(|| Refusal::new("code-over").on("code"))?;
    let typed: String = typed.chars().filter(char::is_ascii_digit).collect();
    if code.code.get().is_none_or(|c| *c != typed) {
        return Ok(Event::Tried { person: id, method: Method::Telephone });
    }
    Ok(matched(id, Method::Telephone, known(person, |c| c.phone.as_ref()).map(|(item, _)| item)))
}

fn certify(estate: &Estate, name: &str, tail: &str, ctx: &Context) -> Result<Event, Refusal> {
    let (id, person) = myself(estate, ctx)?;
    let (item, on_roll) = known(person, |c| c.id_tail.as_ref()).ok_or_else(|| Refusal::new("no-tail-on-roll"))?;
    if estate.standing.certificate_closed(id) {
        return Err(Refusal::new("certificate-closed").with("most", limits::CERTIFICATE_TRIES));
    }
    if name.trim().is_empty() || tail.trim().is_empty() {
        return Err(Refusal::new("text-missing").on(if name.trim().is_empty() { "name" } else { "tail" }));
    }
    let plain = |t: &str| t.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let same_name = person.name.get().is_some_and(|n| plain(n) == plain(name));
    if !same_name || !plain(tail).eq_ignore_ascii_case(on_roll) {
        return Ok(Event::Tried { person: id, method: Method::Certificate });
    }
    Ok(matched(id, Method::Certificate, Some(item)))
}

const fn matched(person: PersonId, method: Method, evidence: Option<ItemId>) -> Event {
    Event::Matched { person, method, evidence, stands: None, paper: None }
}

fn vouch(estate: &Estate, id: PersonId, stands: Option<Stands>, paper: &str, ctx: &Context) -> Result<Event, Refusals> {
    let Some(person) = estate.bodies.person(id) else {
        return Err(one(Refusal::new("person-unknown").with("person", id.0).on("person")));
    };
    let mut refusals = Vec::new();
    if Actor::Person(id).same_person(ctx.actor) {
        refusals.push(Refusal::new("vouch-self").on("person"));
    }
    // A match belongs to an account; whoever has none yet opens it first, with the slip in hand.
    if person.account.is_none() {
        refusals.push(Refusal::new("vouch-no-account").on("person"));
    }
    if let Some(stands) = stands
        && let Err(refusal) = may_stand(estate, id, stands)
    {
        refusals.push(refusal);
    }
    let waiting = estate.standing.waiting(id, ctx.now).filter(|w| w.stands == stands);
    if waiting.is_some_and(|w| w.by.same_person(ctx.actor)) {
        refusals.push(Refusal::new("vouch-same-clerk"));
    }
    let words = text::body("paper", paper).map_err(|r| refusals.push(r)).unwrap_or_default();
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let paper = ctx.seal_of(id, words);
    Ok(match waiting {
        None => Event::Vouched { person: id, stands, paper },
        Some(_) => {
            Event::Matched { person: id, method: Method::FaceToFace, evidence: None, stands, paper: Some(paper) }
        }
    })
}

/// Whether a person can speak for a unit in this case, as far as the roll knows.
fn may_stand(estate: &Estate, person: PersonId, Stands { unit, case }: Stands) -> Result<(), Refusal> {
    let refuse = |code: &str| Err(Refusal::new(code).citing(Some(&case.ground())).on("case"));
    let listed = estate.roll.units.get(&unit).filter(|u| !u.struck);
    let Some(facts) = listed.map(|u| &u.facts) else { return Err(unknown(unit)) };
    let owns = facts.owners.contains(&person);
    if !owns && facts.occupiers.contains(&person) && matches!(case, Case::PublicHousing | Case::NoCertificate) {
        return Err(Refusal::new("tenant-has-no-vote").citing(Some(&Case::PublicHousing.ground())).on("person"));
    }
    let organisation =
        facts.owners.iter().any(|o| estate.bodies.person(*o).is_some_and(|p| p.kind == PersonKind::Organisation));
    match case {
        // A mandate is given for one vote, and counted: it has its own page.
        Case::Abroad => refuse("standing-by-mandate"),
        Case::NoCertificate if !owns => refuse("standing-enter-buyer"),
        Case::NoCertificate => Ok(()),
        _ if owns => refuse("standing-owner-already"),
        Case::PublicHousing if facts.tenure != Tenure::PublicHousing => refuse("standing-not-public-housing"),
        Case::Organisation if !organisation => refuse("standing-no-organisation"),
        Case::Heirs | Case::Guardian if organisation => refuse("standing-no-human"),
        Case::PublicHousing | Case::Organisation | Case::Heirs | Case::Guardian => Ok(()),
    }
}

fn unknown(unit: UnitId) -> Refusal {
    Refusal::new("unit-unknown").with("unit", unit.0).on("unit")
}
