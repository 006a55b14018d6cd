use super::{Ask, Command, Event, Ground, Seal, Standing, Use, publish};
use crate::bodies::Post;
use crate::charter::Rules;
use crate::documents::{self, Document, Step};
use crate::{Context, Estate, text};
use law::{Key, Refusal, Refusals, Ruling};
use std::collections::BTreeSet;
use units::{Capacity, Day, PersonId, SealUseId, limits};

/// Decides.
///
/// # Errors
/// The refusals.
pub fn decide(estate: &Estate, command: &Command, ctx: &Context) -> Result<Vec<crate::Event>, Refusals> {
    let event = match command {
        Command::HandOver { seal, keeper, giver, note } => hand_over(estate, *seal, (*keeper, *giver), note, ctx)?,
        Command::Ask(asked) => ask(estate, asked, ctx)?,
        Command::Approve { entry } => {
            in_office(estate, ctx)?;
            let held = standing(estate, *entry, Standing::Asked)?;
            let law = estate.founding.law(ctx.book, ctx.today());
            let (_, rule) = approvals_needed(estate, &law, held.seal, ctx.today());
            if held.asked.actor == ctx.actor {
                return Err(one(Refusal::new("seal-self-approval").by(rule)));
            }
            // What the committee decides its members approve: a post that is held today, not a capacity of yesterday.
            if !ctx.person().is_some_and(|p| committee(estate, ctx.today()).contains(&p)) {
                return Err(one(Refusal::new("seal-not-a-member").by(rule)));
            }
            if held.is_of(ctx.actor) {
                return Err(one(Refusal::new("seal-approved-already")));
            }
            Event::Approved { entry: *entry }
        }
        Command::Decline { entry, why } => {
            let held = entry_of(estate, *entry)?;
            if !matches!(held.standing(), Standing::Asked | Standing::Approved) {
                return Err(one(Refusal::new("seal-over")));
            }
            Event::Declined { entry: *entry, why: ctx.seal(text::title("why", why).map_err(one)?) }
        }
        Command::Use { entry } => use_seal(estate, *entry, ctx)?,
        Command::Publish { to, withheld, seq, head } => {
            publish::publish(estate, *to, withheld, (*seq, *head), ctx).map_err(one)?
        }
    };
    Ok(vec![crate::Event::Seals(event)])
}

fn one(refusal: Refusal) -> Refusals {
    vec![refusal]
}

/// Members of the owners' committee whose term runs on `day`.
#[must_use]
pub fn committee(estate: &Estate, day: Day) -> BTreeSet<PersonId> {
    let member = |p: &Post| matches!(p.capacity, Capacity::CommitteeChair | Capacity::CommitteeMember) && p.holds(day);
    let persons = estate.bodies.persons.iter();
    persons.filter(|(_, person)| person.posts.iter().any(member)).map(|(id, _)| *id).collect()
}

/// How many approvals a use takes on `day`, and the rule that says so. The committee's seal: half of all members decide
/// for the committee (指导规则第三十八条), and whoever asks is not among them; one where no rule in force asks for more. The
/// assembly's seal: the owners decided already, so one member sees that the paper says what they decided (assumed).
#[must_use]
pub fn approvals_needed<'a>(estate: &Estate, law: &'a law::Law, seal: Seal, day: Day) -> (u32, Option<&'a Ruling>) {
    if seal == Seal::Assembly {
        return (1, law.get(Key::SealGround));
    }
    let rule = law.get(Key::SealApproval);
    let half = rule.is_some_and(|r| r.frozen.binding && r.frozen.value.word() == Some("half-of-members"));
    let members = committee(estate, day).len() as u32;
    (if half { members.div_ceil(2).min(members.saturating_sub(1)).max(1) } else { 1 }, rule)
}

/// A committee without anybody in office seals nothing: named with the day its last term ended.
fn in_office(estate: &Estate, ctx: &Context) -> Result<(), Refusals> {
    let today = ctx.today();
    if !committee(estate, today).is_empty() {
        return Ok(());
    }
    let posts = estate.bodies.persons.values().flat_map(|p| &p.posts);
    let held = posts.filter(|p| matches!(p.capacity, Capacity::CommitteeChair | Capacity::CommitteeMember));
    let ended = held.filter_map(|p| p.ended.into_iter().chain(p.until).min()).filter(|d| *d <= today).max();
    let law = estate.founding.law(ctx.book, today);
    let refusal = match ended {
        Some(day) => Refusal::new("seal-term-over").with("day", day),
        None => Refusal::new("seal-no-committee"),
    };
    Err(one(refusal.by(law.get(Key::CommitteeYears))))
}

fn entry_of(estate: &Estate, entry: SealUseId) -> Result<&Use, Refusals> {
    let held = estate.seals.uses.get(&entry);
    held.ok_or_else(|| one(Refusal::new("seal-entry-unknown").with("number", entry.to_string())))
}

fn standing(estate: &Estate, entry: SealUseId, wanted: Standing) -> Result<&Use, Refusals> {
    let held = entry_of(estate, entry)?;
    let code = match (held.standing(), wanted) {
        (is, wanted) if is == wanted => return Ok(held),
        (Standing::Asked, _) => "seal-not-approved",
        (Standing::Approved, _) => "seal-approved-already",
        (Standing::Used | Standing::Declined, _) => "seal-over",
    };
    let more = i64::from(held.needed) - held.approved.len() as i64;
    Err(one(Refusal::new(code).with("more", more)))
}

/// From hand to hand: two persons of this estate, the giver being the keeper so far. One person may keep both seals: no
/// article says that each needs another (assumed).
fn hand_over(
    estate: &Estate,
    seal: Seal,
    (keeper, giver): (PersonId, PersonId),
    note: &str,
    ctx: &Context,
) -> Result<Event, Refusals> {
    let mut refusals = Vec::new();
    for (field, person) in [("keeper", keeper), ("giver", giver)] {
        if estate.bodies.person(person).is_none() {
            refusals.push(Refusal::new("person-unknown").on(field));
        }
    }
    if keeper == giver {
        refusals.push(Refusal::new("seal-two-names").on("giver"));
    }
    let kept = |p: &Post| {
        matches!(p.capacity, Capacity::CommitteeChair | Capacity::CommitteeMember | Capacity::Clerk)
            && p.holds(ctx.today())
    };
    if estate.bodies.person(keeper).is_some_and(|p| !p.posts.iter().any(kept)) {
        refusals.push(Refusal::new("seal-keeper-no-post").on("keeper"));
    }
    match estate.seals.keeper(seal) {
        Some(now) if now == keeper => refusals.push(Refusal::new("seal-kept-already").on("keeper")),
        Some(now) if now != giver => refusals.push(Refusal::new("seal-giver-keeps-not").on("giver")),
        _ => {}
    }
    let note = text::optional("note", note).map_err(|r| refusals.push(r)).unwrap_or_default();
    if !refusals.is_empty() {
        return Err(refusals);
    }
    Ok(Event::HandedOver { seal, keeper, giver, note: note.map(|n| ctx.seal(n)) })
}

fn ask(estate: &Estate, asked: &Ask, ctx: &Context) -> Result<Event, Refusals> {
    in_office(estate, ctx)?;
    let Ask { seal, ground, document, pages, copies, .. } = asked;
    let (seal, document, pages, copies) = (*seal, *document, *pages, *copies);
    let mut refusals = Vec::new();
    for (field, n, most) in [("pages", pages, limits::SEALED_PAGES_MAX), ("copies", copies, limits::COPIES_MAX)] {
        if !(1..=most).contains(&n) {
            refusals.push(Refusal::new("seal-number").with("most", most).on(field));
        }
    }
    let mut purpose = asked.purpose.trim().to_owned();
    let paper = document.map(|document| documents::next_of(estate, document, Step::Sealed)).transpose()?;
    if let (Some(document), Some(paper)) = (document, paper) {
        if estate.seals.of(document).is_some_and(|(_, u)| u.used.is_none()) {
            refusals.push(Refusal::new("seal-asked-already"));
        }
        if purpose.is_empty() {
            purpose = estate.assembly.get(paper.motion).and_then(|m| m.title.get().cloned()).unwrap_or_default();
        }
    }
    let law = estate.founding.law(ctx.book, ctx.today());
    // A committee's seal is asked for before anybody said who keeps it; an assembly's seal that nobody keeps is not there.
    if seal == Seal::Assembly && estate.seals.keeper(seal).is_none() {
        refusals.push(Refusal::new("seal-none-of-assembly").on("seal"));
    }
    let ground = match (seal, ground) {
        (Seal::Committee, _) => None,
        (Seal::Assembly, None) => {
            refusals.push(Refusal::new("seal-ground-missing").by(law.get(Key::SealGround)).on("ground"));
            None
        }
        (Seal::Assembly, Some(ground)) => {
            refusals.extend(no_ground(estate, *ground, paper, ctx).map(|r| r.by(law.get(Key::SealGround))));
            Some(*ground)
        }
    };
    let purpose = text::title("purpose", &purpose).map_err(|r| refusals.push(r)).unwrap_or_default();
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let (needed, _) = approvals_needed(estate, &law, seal, ctx.today());
    let entry = estate.seals.next(ctx.today().ymd().0);
    Ok(Event::Asked { entry, seal, ground, document, purpose: ctx.seal(purpose), pages, copies, needed })
}

/// Why the assembly's seal may not be used by this: a decision that did not pass, was revoked or is about something else
/// than the paper; an article that the rules of procedure in force do not have.
fn no_ground(estate: &Estate, ground: Ground, paper: Option<&Document>, ctx: &Context) -> Option<Refusal> {
    match ground {
        Ground::Decision(motion) if paper.is_some_and(|p| p.motion != motion) => {
            Some(Refusal::new("seal-ground-other").on("ground"))
        }
        Ground::Decision(motion) => {
            let passed = estate.assembly.get(motion).is_some_and(|m| (0..m.items.len()).any(|i| m.passed(i)));
            (!passed).then(|| Refusal::new("seal-ground-not-passed").on("ground"))
        }
        Ground::Article(article) => {
            let charter = &estate.charter;
            let version = charter.in_force(Rules::Procedure, ctx.today());
            let version = version.and_then(|n| charter.version(Rules::Procedure, n));
            let stands = version.is_some_and(|v| v.articles().iter().any(|a| a.number == article));
            (!stands).then(|| Refusal::new("seal-ground-no-article").on("article"))
        }
    }
}

fn use_seal(estate: &Estate, entry: SealUseId, ctx: &Context) -> Result<Event, Refusals> {
    in_office(estate, ctx)?;
    let held = standing(estate, entry, Standing::Approved)?;
    match estate.seals.keeper(held.seal) {
        None => return Err(one(Refusal::new("seal-no-keeper"))),
        Some(keeper) if ctx.person() != Some(keeper) => return Err(one(Refusal::new("seal-not-the-keeper"))),
        Some(_) => {}
    }
    if let Some(document) = held.document {
        documents::next_of(estate, document, Step::Sealed)?;
    }
    Ok(Event::Used { entry })
}
