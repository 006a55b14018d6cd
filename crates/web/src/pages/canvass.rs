//! 扫楼: from door to door with one thumb. Every unit with a vote in walking order; a tap opens a door, a second records
//! what came of it, with the acting person's name and a second one. All of it are plain forms; with script what is
//! pressed is kept on the phone first and sent once, under an id the phone makes, so that neither a lost network nor a
//! closed browser loses or doubles anything.

use super::motion::{missing_lines, public_turnout};
use super::turnout::{cell_text, kind};
use super::{Frame, Section, Shape, open};
use crate::components::print::{WalkRow, WalkSheet, walk_sheets};
use crate::components::{
    Button, CanvassHead, Control, Door, Field, Kind, Link, LinkButton, Notice, NoticeKind, button, buttons,
    canvass_head, door, field, flow, hidden, link_button, notice, turnout_kinds,
};
use crate::form::Form;
use crate::format;
use crate::icons::Icon;
use crate::layout::encoded;
use crate::reply::{Problem, Reply, to};
use crate::say::{refusal, refused};
use crate::text::t_of;
use crate::visit::{Asked, At, Visit};
use crate::{assets, t};
use app::{Error, EstateView};
use authority::Act;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse as _;
use estate::Label;
use estate::assembly::{Attempt, Call, Cell, Command, Motion, Outcome, Status, Way};
use estate::roll::Unit;
use law::Refusal;
use maud::{Markup, html};
use units::{Capacity, CommandId, Moment, MotionId, PersonId, StreamId, UnitId};

/// What a script sends along that keeps what is pressed: it wants a word, not a page.
const KEPT: &str = "x-kept";

/// `GET /e/{estate}/m/{motion}/canvass?with=17&way=in-person&building=3&stairwell=2`
pub async fn show(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>, Asked(asked): Asked) -> Reply {
    draw(&visit, estate, motion, &asked, &[]).await
}

async fn draw(visit: &Visit, estate: StreamId, motion: MotionId, asked: &Form, refusals: &[Refusal]) -> Reply {
    let who = visit.who_may(estate, Act::Serve).await?;
    frozen(visit, estate, motion).await?;
    let page = |view: &EstateView<'_>| canvass_page(&Frame { visit, who, view }, motion, asked, refusals);
    if refusals.is_empty() { visit.draw(estate, page).await } else { visit.draw_refused(estate, page).await }
}

async fn frozen(visit: &Visit, estate: StreamId, motion: MotionId) -> Result<(), Problem> {
    let frozen = |v: &EstateView<'_>| v.estate.assembly.get(motion).is_some_and(|m| m.electorate.is_some());
    if visit.site.app.estate(estate, frozen).await? { Ok(()) } else { Err(Problem::NotFound) }
}

/// A round: who goes along, how, and through which part of the estate.
struct Round {
    with: Option<PersonId>,
    way: Way,
    building: Option<Label>,
    stairwell: Option<Label>,
}

impl Round {
    fn of(asked: &Form) -> Self {
        let label = |name: &str| asked.has(name).then(|| asked.label(name)).flatten();
        let building = label("building").filter(|b| !b.is_empty());
        let stairwell = label("stairwell").filter(|_| building.is_some());
        let way = Way::from_word(asked.get("way")).unwrap_or(Way::InPerson);
        Self { with: asked.read("with"), way, building, stairwell }
    }

    fn query(&self) -> String {
        let mut query = format!("?way={}", self.way.word());
        if let Some(with) = self.with {
            query.push_str(&format!("&with={with}"));
        }
        for (name, label) in [("building", &self.building), ("stairwell", &self.stairwell)] {
            if let Some(label) = label {
                query.push_str(&format!("&{name}={}", encoded(label.as_str())));
            }
        }
        query
    }

    fn covers(&self, unit: &Unit) -> bool {
        let door = &unit.facts.door;
        self.building.as_ref().is_none_or(|b| door.building == *b)
            && self.stairwell.as_ref().is_none_or(|s| door.stairwell == *s)
    }
}

/// Units with a vote in walking order: building, stairwell, storey, door.
fn walking<'a>(f: &Frame<'a>, motion: &Motion, round: &Round) -> Vec<(UnitId, &'a Unit)> {
    let Some(electorate) = &motion.electorate else { return Vec::new() };
    let estate: &'a estate::Estate = f.view.estate;
    let mut units: Vec<(UnitId, &Unit)> = electorate
        .voter_of
        .keys()
        .filter_map(|id| estate.roll.units.get(id).map(|u| (*id, u)))
        .filter(|(_, u)| round.covers(u))
        .collect();
    units.sort_by_key(|(_, u)| {
        let door = &u.facts.door;
        (door.building.clone(), door.stairwell.clone(), u.facts.storey, door.room.clone())
    });
    units
}

fn same_well(a: &(UnitId, &Unit), b: &(UnitId, &Unit)) -> bool {
    let (a, b) = (&a.1.facts.door, &b.1.facts.door);
    (&a.building, &a.stairwell) == (&b.building, &b.stairwell)
}

fn well_name(f: &Frame<'_>, unit: &Unit) -> String {
    let (lang, door) = (f.lang(), &unit.facts.door);
    let building = f.building(&door.building);
    if door.stairwell.is_empty() {
        return building;
    }
    t!(lang, "canvass-well", building = building, stairwell = format::stairwell_name(lang, door.stairwell.as_str()))
}

/// An attempt in one line: both times, way and outcome, both names, what proves it.
pub fn attempt_text(f: &Frame<'_>, motion: &Motion, unit: UnitId, a: &Attempt) -> String {
    let lang = f.lang();
    let at = |m: Moment| format::moment(lang, m, f.today());
    let mut text = t!(
        lang,
        "turnout-attempt",
        at = at(a.at),
        way = t_of(lang, "way", a.way.word()),
        outcome = t_of(lang, "outcome", a.outcome.word())
    );
    if let units::Actor::Person(by) = a.by {
        text.push_str(&match a.with {
            Some(with) => t!(lang, "attempt-names", by = f.masked_name(by), with = f.masked_name(with)),
            None => t!(lang, "attempt-name", by = f.masked_name(by)),
        });
    }
    if let Some(said) = a.said {
        let doubtful = motion.notice.as_ref().is_some_and(|n| a.said_is_doubtful(n.at));
        text.push_str(&match doubtful {
            true => t!(lang, "attempt-said-doubtful", at = at(said)),
            false => t!(lang, "attempt-said", at = at(said)),
        });
    }
    if let Some(proof) = &a.proof {
        text.push_str(&t!(lang, "attempt-proof", proof = open(lang, Some(proof))));
    }
    if a.outcome == Outcome::Served
        && a.back.is_none()
        && motion.silence_conditions_met()
        && motion.service(unit).is_none()
    {
        text.push_str(t!(lang, "attempt-not-counted"));
    }
    if a.back.is_some() {
        text.push_str(t!(lang, "attempt-back"));
    }
    text
}

fn canvass_page(f: &Frame<'_>, id: MotionId, asked: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let Some(motion) = f.estate().assembly.get(id) else { return html! {} };
    let round = Round::of(asked);
    let title = t!(lang, "canvass-title");
    let here = f.at(&format!("/m/{id}/canvass"));
    let gap = format!("{here}?only=gap&way={}", round.way.word());
    let names = names(f, &round);
    let back = f.at(&format!("/m/{id}"));
    let place = match (&round.building, &round.stairwell) {
        (Some(_), _) => Link { label: t!(lang, "canvass-all-doors"), href: &here },
        _ => Link { label: open(lang, Some(&motion.title)), href: &back },
    };
    let (status, key) = (motion.status(f.view.now), kept_under(f, id));
    let content = html! {
        div .canvass-page {
            div #gap data-refresh=(gap) {
                @if let Some(turnout) = public_turnout(f, motion) {
                    (canvass_head(CanvassHead { place, names: &names, whole: t!(lang, "canvass-whole"), turnout }))
                }
                @if let Some(missing) = motion.missing() { div .wrap { (missing_lines(f, motion, &missing)) } }
            }
            @if asked.get("only") != "gap" {
                div .wrap {
                    h1 { (title) }
                    (refused(lang, refusals))
                    @if matches!(status, Status::Announced | Status::Voting) { (round_form(f, &here, &round)) }
                    @else { (notice(Notice::text(NoticeKind::Explain, t!(lang, "canvass-over")))) }
                    (kept_box(f, &key))
                    (buttons(html! {
                        (link_button(LinkButton::second(t!(lang, "canvass-print"), &f.at(&format!("/m/{id}/walk{}", round.query()))).icon(Icon::Printer)))
                        @if f.may(Act::ReceivePaper) { (link_button(LinkButton::second(t!(lang, "canvass-papers"), &f.at(&format!("/desk/papers/{id}"))))) }
                    }))
                }
                (doors(f, id, motion, &round, status))
                script src=(assets::url("canvass.js")) defer {}
            }
        }
    };
    f.page(Shape { title, section: Section::Desk, proof: true, ..Shape::default() }, content)
}

/// Where the phone keeps what was pressed: apart for each vote and person, so that nobody sends another's.
fn kept_under(f: &Frame<'_>, id: MotionId) -> String {
    format!("doors {} {id} {}", f.view.stream, f.who.actor)
}

/// What is kept on this phone, drawn by the script where there is anything.
fn kept_box(f: &Frame<'_>, key: &str) -> Markup {
    let lang = f.lang();
    let count = t!(lang, "canvass-kept", n = "{n}");
    html! {
        div #kept .recorded hidden role="status" data-key=(key) data-csrf=(f.visit.csrf()) data-count=(count)
            data-waiting=(t!(lang, "canvass-kept-line")) data-again=(t!(lang, "canvass-sign-in"))
            data-drop=(t!(lang, "canvass-drop")) data-retry=(t!(lang, "canvass-retry")) data-mark=(t!(lang, "canvass-mark"))
            data-sent=(t!(lang, "canvass-sent")) {}
    }
}

/// Who is on the way: the acting person, and who goes along.
fn names(f: &Frame<'_>, round: &Round) -> String {
    let own = f.who.person_id().map(|p| f.masked_name(p)).unwrap_or_default();
    match round.with {
        Some(with) => t!(f.lang(), "canvass-names", by = own, with = f.masked_name(with)),
        None => own,
    }
}

/// Those who may go along: everybody in a post here but the acting person.
pub fn seconds(f: &Frame<'_>) -> Vec<(String, String)> {
    let today = f.today();
    let in_post = f
        .estate()
        .bodies
        .persons
        .iter()
        .filter(|(id, p)| Some(**id) != f.who.person_id() && p.posts.iter().any(|post| post.holds(today)));
    let mut found: Vec<(bool, String, String)> = in_post
        .map(|(id, p)| {
            let walks = p.posts.iter().any(|post| post.capacity == Capacity::Canvasser && post.holds(today));
            (!walks, id.to_string(), f.masked_name(*id))
        })
        .collect();
    found.sort();
    found.into_iter().map(|(_, id, name)| (id, name)).collect()
}

fn round_form(f: &Frame<'_>, here: &str, round: &Round) -> Markup {
    let lang = f.lang();
    let people = seconds(f);
    let people: Vec<(&str, &str)> = people.iter().map(|(id, name)| (id.as_str(), name.as_str())).collect();
    let with = round.with.map(|p| p.to_string());
    let ways: Vec<(&str, &str)> = Way::ALL.iter().map(|w| (w.word(), t_of(lang, "way", w.word()))).collect();
    let inner = html! {
        form method="get" action=(here) .stack {
            @for (name, label) in [("building", &round.building), ("stairwell", &round.stairwell)] {
                @if let Some(label) = label { (hidden(&[(name, label.as_str())])) }
            }
            (field(Field::new(lang, "with", t!(lang, "canvass-with")).hint(t!(lang, "canvass-with-hint")), Control::Select { options: &people, chosen: with.as_deref() }))
            (field(Field::new(lang, "way", t!(lang, "turnout-way")), Control::Select { options: &ways, chosen: Some(round.way.word()) }))
            (button(Button { kind: if round.with.is_some() { Kind::Second } else { Kind::Primary }, ..Button::primary(t!(lang, "canvass-go")) }))
        }
    };
    html! {
        @if round.with.is_none() { (inner) }
        @else { details { summary { (t!(lang, "canvass-change")) } (inner) } }
    }
}

fn doors(f: &Frame<'_>, id: MotionId, motion: &Motion, round: &Round, status: Status) -> Markup {
    let lang = f.lang();
    let kinds = turnout_kinds(lang);
    let units = walking(f, motion, round);
    let action = f.at(&format!("/m/{id}/canvass{}", round.query()));
    let undo = f.at(&format!("/m/{id}/canvass/back{}", round.query()));
    let (form_id, csrf) = (f.visit.form_id().to_string(), f.visit.csrf());
    let proof = if round.way == Way::InPerson { t!(lang, "canvass-proof") } else { t!(lang, "canvass-proof-needed") };
    let open_now = matches!(status, Status::Announced | Status::Voting) && round.with.is_some();
    let one = |(unit_id, unit): &(UnitId, &Unit)| {
        let cell = motion.cell(*unit_id);
        let attempts = motion.attempts_on(*unit_id);
        let owners: Vec<String> = unit.facts.owners.iter().map(|o| f.masked_name(*o)).collect();
        let area = motion.electorate.as_ref().and_then(|e| e.area_of(*unit_id)).map(|a| format::area(lang, a));
        let visits = attempts.iter().filter(|a| a.back.is_none()).count();
        let line = t!(
            lang,
            "canvass-line",
            who = owners.join(t!(lang, "say-comma")),
            area = area.unwrap_or_default(),
            visits = visits
        );
        let past: Vec<String> = attempts.iter().map(|a| attempt_text(f, motion, *unit_id, a)).collect();
        let (anchor, number) = (format!("u{unit_id}"), unit_id.to_string());
        let mut kind = kinds[kind(cell)];
        kind.label = cell_text(lang, cell);
        let unit_door =
            Door { id: &anchor, room: unit.facts.door.room.as_str(), kind, line: &line, past: &past, open: false };
        let may_undo = attempts.last().filter(|a| a.back.is_none() && a.by.same_person(f.who.actor)).is_some();
        let last = attempts.len().saturating_sub(1).to_string();
        let at_door = html! {
            form method="post" action=(action) data-door=(unit.facts.door.room.as_str()) {
                (hidden(&[("id", &form_id), ("csrf", &csrf), ("unit", &number)]))
                // The keyboard's “go” presses the first button there is: it must record nothing nobody chose.
                button type="submit" hidden disabled {}
                div .outcomes {
                    @for (i, outcome) in Outcome::ALL.iter().enumerate() {
                        @let kind = if i == 0 { Kind::Primary } else { Kind::Second };
                        (button(Button { kind, ..Button::primary(t_of(lang, "outcome", outcome.word())).icon(sign(*outcome)).value("outcome", outcome.word()) }))
                    }
                }
                label .door-proof { span { (proof) } input .in type="text" name="proof" autocomplete="off"; }
            }
            @if may_undo {
                form method="post" action=(undo) {
                    (hidden(&[("id", &form_id), ("csrf", &csrf), ("unit", &number), ("attempt", &last)]))
                    (button(Button { kind: Kind::Quiet, ..Button::primary(t!(lang, "canvass-back")).icon(Icon::Undo) }))
                }
            }
        };
        door(unit_door, (open_now && cell != Cell::Voted).then_some(at_door))
    };
    html! {
        @for well in units.chunk_by(same_well) {
            @if let Some((_, first)) = well.first() {
                @let left = well.iter().filter(|(u, _)| motion.cell(*u) != Cell::Voted).count();
                section .well {
                    h2 { (flow(&well_name(f, first))) " " small { (flow(&t!(lang, "turnout-to-win", n = left))) } }
                    @for unit in well { (one(unit)) }
                }
            }
        }
    }
}

const fn sign(outcome: Outcome) -> Icon {
    match outcome {
        Outcome::Served => Icon::Envelope,
        Outcome::Refused => Icon::Cross,
        Outcome::Vacant => Icon::Minus,
        Outcome::Tenant => Icon::Door,
        Outcome::Unreachable => Icon::Ring,
    }
}

/// The id a press is recorded under. A phone that keeps what is pressed makes its own; a plain page carries one for all
/// its doors, and each press on it gets one of its own from that.
fn press_id(visit: &Visit, form: &Form, what: &str) -> Result<CommandId, Problem> {
    if let Some(once) = form.read("once") {
        return Ok(once);
    }
    let of = format!("{} {what}", form.id()?);
    let digest = visit.site.app.record().keys().digest("door", of.as_bytes());
    let mut id = [0; 16];
    id.copy_from_slice(&digest.0[..16]);
    Ok(CommandId(id))
}

/// `POST /e/{estate}/m/{motion}/canvass?with=17&way=in-person`: one attempt.
pub async fn record(
    visit: Visit,
    At((estate, motion)): At<(StreamId, MotionId)>,
    Asked(asked): Asked,
    headers: HeaderMap,
    form: Form,
) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::Serve).await?;
    let round = Round::of(&asked);
    let unit: UnitId = form.read("unit").ok_or(Problem::BadRequest)?;
    let outcome = Outcome::from_word(form.get("outcome")).ok_or(Problem::BadRequest)?;
    let with = round.with.ok_or(Problem::BadRequest)?;
    let said = form.read::<i64>("said").map(Moment::from_ms);
    let call = Call { way: round.way, outcome, with, said, proof: form.get("proof").to_owned() };
    let id = press_id(&visit, &form, &format!("{unit} {}", outcome.word()))?;
    let command = estate::Command::Assembly(Command::RecordAttempt { motion, unit, call });
    let kept = headers.contains_key(KEPT);
    match visit.site.app.estate_command(estate, who, id, command).await {
        Ok(_) if kept => Ok(StatusCode::NO_CONTENT.into_response()),
        Ok(_) => Ok(to(&format!("/e/{estate}/m/{motion}/canvass{}#u{unit}", round.query()))),
        Err(Error::Refused(refusals)) if kept => {
            let words: Vec<String> = refusals.iter().map(|r| refusal(visit.look.lang, r)).collect();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, words.join(" ")).into_response())
        }
        Err(Error::Refused(refusals)) => draw(&visit, estate, motion, &asked, &refusals).await,
        Err(error) => Err(error.into()),
    }
}

/// `POST /e/{estate}/m/{motion}/canvass/back`: takes one's last attempt on a unit back.
pub async fn back(
    visit: Visit,
    At((estate, motion)): At<(StreamId, MotionId)>,
    Asked(asked): Asked,
    form: Form,
) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::Serve).await?;
    let unit: UnitId = form.read("unit").ok_or(Problem::BadRequest)?;
    let attempt: u32 = form.read("attempt").ok_or(Problem::BadRequest)?;
    let id = press_id(&visit, &form, &format!("{unit} back {attempt}"))?;
    let command = estate::Command::Assembly(Command::TakeBackAttempt { motion, unit, attempt });
    match visit.site.app.estate_command(estate, who, id, command).await {
        Ok(_) => Ok(to(&format!("/e/{estate}/m/{motion}/canvass{}#u{unit}", Round::of(&asked).query()))),
        Err(Error::Refused(refusals)) => draw(&visit, estate, motion, &asked, &refusals).await,
        Err(error) => Err(error.into()),
    }
}

// ---- on paper ----

/// `GET /e/{estate}/m/{motion}/walk?building=3`: the walking sheets, one a stairwell.
pub async fn sheets(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>, Asked(asked): Asked) -> Reply {
    let who = visit.who_may(estate, Act::Serve).await?;
    frozen(&visit, estate, motion).await?;
    visit.draw(estate, |view| sheets_page(&Frame { visit: &visit, who, view }, motion, &Round::of(&asked))).await
}

fn sheets_page(f: &Frame<'_>, id: MotionId, round: &Round) -> Markup {
    let lang = f.lang();
    let Some(motion) = f.estate().assembly.get(id) else { return html! {} };
    let units = walking(f, motion, round);
    let row = |(unit_id, unit): &(UnitId, &Unit)| WalkRow {
        room: unit.facts.door.room.as_str().to_owned(),
        who: unit.facts.owners.iter().map(|o| f.masked_name(*o)).collect::<Vec<_>>().join(t!(lang, "say-comma")),
        area: motion
            .electorate
            .as_ref()
            .and_then(|e| e.area_of(*unit_id))
            .map(|a| format::area(lang, a))
            .unwrap_or_default(),
        state: cell_text(lang, motion.cell(*unit_id)),
    };
    let sheets: Vec<WalkSheet> = units
        .chunk_by(same_well)
        .map(|well| WalkSheet {
            place: well.first().map(|(_, u)| well_name(f, u)).unwrap_or_default(),
            rows: well.iter().map(row).collect(),
        })
        .collect();
    let number = t!(lang, "matter-number", number = motion.matter.to_string());
    walk_sheets(
        f.visit.look,
        open(lang, Some(&motion.title)),
        Link::new(t!(lang, "canvass-title"), &f.at(&format!("/m/{id}/canvass"))),
        f.name(),
        &number,
        &sheets,
    )
}
