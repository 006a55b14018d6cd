//! 意愿征询: what is asked, one's own household's answer, and for the clerks who ask every answer and the way to enter
//! more. Everybody else sees totals, of enough households and after the end. Every page says that this is no decision.

pub mod new;
pub mod paper;
pub mod sums;

use super::desk::{desk, desk_head};
use super::{Frame, Section, Shape, open, unit_at};
use crate::components::{
    Button, Choice, Column, Control, Empty, Entry, Fact, Field, Kind, Link, LinkButton, Notice, NoticeKind, Row, Table,
    Tag, TagKind, Width, button, buttons, card, card_now, choices, empty, entries, facts, field, flow, hidden, lead,
    link_button, meta, notice, section, table, tag, title,
};
use crate::form::Form;
use crate::format;
use crate::icons::Icon;
use crate::layout::{PageHead, page_head, wrap};
use crate::pages::share::{self, Subject};
use crate::reply::{Problem, Reply, to};
use crate::say::Told;
use crate::t;
use crate::text::t_of;
use crate::visit::{At, Visit};
use authority::Act;
use estate::assembly::Scope;
use estate::consent::{Answer, Command, Consultation, Ended, Said, Standing, View, Way};
use law::Refusal;
use maud::{Markup, html};
use units::{Capacity, ConsentId, PersonId, StreamId, UnitId, limits};

/// `GET /e/{estate}/consent/{consent}`
pub async fn show(visit: Visit, At((estate, consent)): At<(StreamId, ConsentId)>) -> Reply {
    draw(&visit, estate, consent, &Form::default(), &[]).await
}

async fn draw(visit: &Visit, estate: StreamId, id: ConsentId, form: &Form, refusals: &[Refusal]) -> Reply {
    let who = visit.who(estate).await?;
    there(visit, estate, id).await?;
    let page = |view: &app::EstateView<'_>| consent_page(&Frame { visit, who, view }, id, form, refusals);
    if refusals.is_empty() { visit.draw(estate, page).await } else { visit.draw_refused(estate, page).await }
}

async fn there(visit: &Visit, estate: StreamId, id: ConsentId) -> Result<(), Problem> {
    let known = visit.site.app.estate(estate, |v| v.estate.consents.get(id).is_some()).await?;
    if known { Ok(()) } else { Err(Problem::NotFound) }
}

/// Whose households, in words that speak of no vote.
pub fn whom(f: &Frame<'_>, scope: &Scope) -> String {
    match scope {
        Scope::Estate => t!(f.lang(), "consent-scope-estate").to_owned(),
        Scope::Building(b) => f.building(b),
        Scope::Stairwell(b, s) => format::room(f.lang(), b.as_str(), s.as_str(), "").trim().to_owned(),
    }
}

/// Said wherever a consultation is shown or printed.
fn no_decision(f: &Frame<'_>) -> Markup {
    notice(Notice::text(NoticeKind::Mind, t!(f.lang(), "consent-no-decision")))
}

fn standing_tag(f: &Frame<'_>, held: &Consultation) -> Tag<'static> {
    let standing = held.standing(f.today());
    let kind = match standing {
        Standing::Open => TagKind::Now,
        Standing::Ahead | Standing::Over => TagKind::Soon,
        Standing::Concluded | Standing::CalledOff => TagKind::Done,
    };
    Tag { kind, text: t_of(f.lang(), "consent-is", standing.word()) }
}

/// Households of a consultation that a person belongs to.
fn mine(f: &Frame<'_>, held: &Consultation, person: PersonId) -> Vec<UnitId> {
    held.asked.iter().copied().filter(|unit| f.estate().household_of(*unit, person).is_some()).collect()
}

fn consent_page(f: &Frame<'_>, id: ConsentId, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let Some(held) = f.estate().consents.get(id) else { return html! {} };
    let (heading, standing) = (open(lang, Some(&held.question)), held.standing(f.today()));
    let number = t!(lang, "matter-number", number = held.matter.to_string());
    let asks = f.may(Act::ViewConsentAnswers);
    // Whoever acts in an office answers for nobody; at home they act as owner or resident.
    let at_home = matches!(f.who.capacity, Capacity::Owner | Capacity::Resident);
    let homes = f.who.person_id().filter(|_| at_home).map(|p| mine(f, held, p)).unwrap_or_default();
    let entering = form.get("form") == "enter";
    let said_at = |here: bool| if here { refusals } else { &[] };
    let content = wrap(html! {
        (page_head(PageHead {
            back: Some(Link::new(&number, &f.at(&format!("/matters/{}", held.matter)))),
            title: heading,
            tags: Some(html! {
                (tag(standing_tag(f, held)))
                (tag(Tag { kind: TagKind::Plain, text: t!(lang, "consent-title") }))
                (tag(Tag { kind: TagKind::Plain, text: &whom(f, &held.scope) }))
            }),
            lead: None,
        }))
        div .stack {
            (no_decision(f))
            @if let Some(end) = &held.ended && let Ended::CalledOff { why } = &end.how {
                (notice(Notice::text(NoticeKind::Explain, &t!(lang, "consent-called-off-why", why = open(lang, Some(why))))))
            }
            @for unit in &homes { (own(f, id, held, *unit, form, said_at(form.read("unit") == Some(*unit)))) }
            (result(f, id, held, asks))
            (what(f, held))
            @if asks { (work(f, id, held, standing, form, said_at(entering || homes.is_empty()))) }
            (share::large(f, Subject::Consent(id)))
            @if asks { (answers(f, id, held)) }
        }
    });
    f.page(
        Shape { title: heading, section: Section::Matters, desk: asks, aloud: true, proof: true, ..Shape::default() },
        content,
    )
}

/// What is asked, of whom, until when, the share a policy asks for and its source: label and value, for page and
/// paper, which says `days` in its own way.
fn particulars(f: &Frame<'_>, held: &Consultation, days: String) -> Vec<(&'static str, String)> {
    let lang = f.lang();
    let source = t!(
        lang,
        "consent-source-is",
        level = t_of(lang, "consent-level", held.source.level.word()),
        number = open(lang, Some(&held.source.number)),
        text = open(lang, Some(&held.source.text))
    );
    let homes = format::homes(lang, held.asked.len() as i64);
    vec![
        (t!(lang, "consent-purpose"), t_of(lang, "consent-purpose", held.purpose.word()).to_owned()),
        (t!(lang, "consent-whom"), t!(lang, "consent-whom-is", scope = whom(f, &held.scope), homes = homes)),
        (t!(lang, "consent-days"), days),
        (t!(lang, "consent-share"), format::threshold(lang, held.threshold)),
        (t!(lang, "consent-source"), source),
        (t!(lang, "consent-by"), f.actor(held.opened.actor, held.opened.capacity)),
    ]
}

fn what(f: &Frame<'_>, held: &Consultation) -> Markup {
    let lang = f.lang();
    let told = particulars(f, held, format::period(lang, held.from, held.until, f.today()));
    let told: Vec<Fact<'_>> = told.iter().map(|(label, value)| Fact::text(label, value)).collect();
    card(html! {
        h2 { (t!(lang, "consent-what")) }
        @if let Some(text) = &held.text { @for line in open(lang, Some(text)).lines() { p data-read { (flow(line)) } } }
        (facts(&told))
        (meta(t!(lang, "consent-source-note")))
    })
}

/// The totals, for whoever may see them; else how many have answered and when the rest is told.
fn result(f: &Frame<'_>, id: ConsentId, held: &Consultation, asks: bool) -> Markup {
    let lang = f.lang();
    let totals = if asks { Some(held.totals()) } else { held.told() };
    let few = held.asked.len() < limits::PUBLIC_GROUP_UNITS_MIN;
    let over = held.standing(f.today()) == Standing::Concluded;
    match totals {
        _ if held.standing(f.today()) == Standing::CalledOff && !asks => html! {},
        Some(totals) => card(html! {
            h2 { (if over { t!(lang, "consent-result") } else { t!(lang, "consent-so-far") }) }
            @if !over { p { (tag(Tag { kind: TagKind::Seen, text: t!(lang, "consent-seen") })) } }
            (sums::figures(f, held, &totals, asks))
            (sums::ways(f, id, held))
        }),
        None if few => card(html! { (lead(&t!(lang, "consent-few", n = limits::PUBLIC_GROUP_UNITS_MIN))) }),
        None => {
            let (reached, asked) = (format::homes(lang, i64::from(held.totals().reached())), held.asked.len());
            let until = format::date(lang, held.until, f.today());
            card(
                html! { (lead(&t!(lang, "consent-waits", reached = reached, asked = format::homes(lang, asked as i64), until = until))) },
            )
        }
    }
}

/// An answer in words.
fn answer_words(f: &Frame<'_>, answer: &Answer) -> String {
    let lang = f.lang();
    match answer.words.get() {
        Some(words) if words.text.is_empty() => t_of(lang, "consent-view", words.view.word()).to_owned(),
        Some(words) => {
            t!(
                lang,
                "consent-view-text",
                view = t_of(lang, "consent-view", words.view.word()),
                text = words.text.as_str()
            )
        }
        None => t!(lang, "erased").to_owned(),
    }
}

/// One's own household: what it said, and while the consultation runs the way to say it or to change it.
fn own(f: &Frame<'_>, id: ConsentId, held: &Consultation, unit: UnitId, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let Some(known) = f.unit(unit) else { return html! {} };
    let (answer, standing) = (held.answer_of(unit), held.standing(f.today()));
    let form =
        if form.read("unit") == Some(unit) && form.get("form") == "answer" { form.clone() } else { Form::default() };
    let told = Told::new(lang, &form, refusals, &["view", "text"]);
    let field_names = [("unit", unit.to_string()), ("form", "answer".to_owned())];
    let values: Vec<(&str, &str)> = field_names.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let list = [(View::Agree, Icon::Check), (View::Conditions, Icon::Info), (View::Disagree, Icon::Cross)].map(
        |(view, sign)| Choice {
            value: view.word(),
            label: t_of(lang, "consent-view", view.word()),
            note: None,
            sign: Some(sign),
        },
    );
    let chosen = Some(told.typed("view")).filter(|v| !v.is_empty());
    let chosen = chosen.or_else(|| answer.and_then(|a| a.words.get()).map(|w| w.view.word()));
    let written = if form.has("text") {
        told.typed("text")
    } else {
        answer.and_then(|a| a.words.get()).map_or("", |w| w.text.as_str())
    };
    let inner = html! {
        h2 { (t!(lang, "consent-own")) }
        p .meta { (flow(&f.door(&known.facts.door))) }
        @if let Some(answer) = answer {
            p data-read { (flow(&t!(lang, "consent-own-said", said = answer_words(f, answer), at = format::moment(lang, answer.stamp.at, f.today()), way = t_of(lang, "consent-way", answer.way.word())))) }
        } @else if standing != Standing::Open { p { (flow(t!(lang, "consent-own-silent"))) } }
        @if standing == Standing::Open {
            (f.form(&format!("/consent/{id}/answer"), html! {
                (hidden(&values))
                (told.summary())
                (choices(Field::new(lang, "view", t!(lang, "consent-want")).error(told.at("view")), &list, chosen))
                (field(Field::new(lang, "text", t!(lang, "consent-text")).hint(t!(lang, "consent-text-hint")).optional().error(told.at("text")), Control::TextArea { value: written, rows: 3 }))
                (button(Button::primary(if answer.is_some() { t!(lang, "consent-change") } else { t!(lang, "consent-say") }).busy(t!(lang, "recording"))))
                (meta(&t!(lang, "consent-own-note", until = format::date(lang, held.until, f.today()))))
            }))
        }
    };
    if standing == Standing::Open && answer.is_none() { card_now(inner) } else { card(inner) }
}

/// What the clerks who ask do: enter papers and visits, print, add up, call off, go on to a vote.
fn work(
    f: &Frame<'_>,
    id: ConsentId,
    held: &Consultation,
    standing: Standing,
    form: &Form,
    refusals: &[Refusal],
) -> Markup {
    let lang = f.lang();
    let told = Told::new(lang, form, refusals, &["door", "way", "view", "text", "signed", "why"]);
    let here = |rest: &str| f.at(&format!("/consent/{id}/{rest}"));
    let ways = [Way::Paper, Way::Door].map(|w| (w.word(), t_of(lang, "consent-way", w.word())));
    let views = [View::Agree, View::Conditions, View::Disagree, View::NotReached]
        .map(|v| (v.word(), t_of(lang, "consent-view", v.word())));
    let chosen = |name: &'static str| Some(told.typed(name)).filter(|v| !v.is_empty());
    let text = |name, label, hint: Option<&'static str>, width| {
        let field_ = Field { hint, ..Field::new(lang, name, label).error(told.at(name)) };
        field(field_, Control::Text { value: told.typed(name), width, autocomplete: "off" })
    };
    html! {
        (card(html! {
            p { (tag(Tag { kind: TagKind::Seen, text: t!(lang, "consent-seen") })) }
            h2 { (t!(lang, "consent-work")) }
            (told.summary())
            @if matches!(standing, Standing::Open | Standing::Over) {
                (f.form(&format!("/consent/{id}/enter"), html! {
                    (hidden(&[("form", "enter")]))
                    (text("door", t!(lang, "consent-door"), Some(t!(lang, "consent-door-hint")), Width::Short))
                    (field(Field::new(lang, "way", t!(lang, "consent-way-label")).error(told.at("way")), Control::Select { options: &ways, chosen: chosen("way") }))
                    (field(Field::new(lang, "view", t!(lang, "consent-answer")).error(told.at("view")), Control::Select { options: &views, chosen: chosen("view") }))
                    (field(Field::new(lang, "signed", t!(lang, "consent-signed")).hint(t!(lang, "consent-signed-hint")).optional().error(told.at("signed")), Control::Text { value: told.typed("signed"), width: Width::Medium, autocomplete: "off" }))
                    (field(Field::new(lang, "text", t!(lang, "consent-text")).hint(t!(lang, "consent-text-hint")).optional().error(told.at("text")), Control::TextArea { value: told.typed("text"), rows: 2 }))
                    (button(Button::primary(t!(lang, "consent-enter")).busy(t!(lang, "recording"))))
                }))
            }
            @if standing == Standing::Over {
                (f.form(&format!("/consent/{id}/conclude"), html! {
                    (meta(t!(lang, "consent-conclude-note")))
                    (button(Button::second(t!(lang, "consent-conclude")).busy(t!(lang, "recording"))))
                }))
            }
            (buttons(html! {
                (link_button(LinkButton::second(t!(lang, "consent-sheets"), &here("sheets")).icon(Icon::Printer)))
                (link_button(LinkButton::second(t!(lang, "consent-xlsx"), &here("answers.xlsx"))))
                @if standing != Standing::CalledOff && f.may(Act::DraftMotion) {
                    (link_button(LinkButton::second(t!(lang, "consent-to-motion"), &f.at(&format!("/desk/motions/new?consent={id}")))))
                }
            }))
            @if f.may(Act::DraftMotion) { (meta(t!(lang, "consent-to-motion-note"))) }
            @if !matches!(standing, Standing::Concluded | Standing::CalledOff) {
                details open[form.has("why")] { summary { (t!(lang, "consent-call-off-more")) }
                    (f.form(&format!("/consent/{id}/call-off"), html! {
                        (text("why", t!(lang, "consent-why"), None, Width::Full))
                        (button(Button { kind: Kind::Irreversible, ..Button::primary(t!(lang, "consent-call-off")) }))
                    }))
                }
            }
            @if held.ended.is_none() && standing == Standing::Ahead { (meta(t!(lang, "consent-ahead-note"))) }
        }))
    }
}

/// Every household's answer, for those who ask.
fn answers(f: &Frame<'_>, consent: ConsentId, held: &Consultation) -> Markup {
    let lang = f.lang();
    let mut homes: Vec<(UnitId, &estate::roll::Unit)> =
        held.asked.iter().filter_map(|id| f.unit(*id).map(|u| (*id, u))).collect();
    homes.sort_by(|a, b| a.1.facts.door.cmp(&b.1.facts.door));
    let rows: Vec<Row> = homes
        .iter()
        .filter_map(|(id, unit)| {
            let a = held.answer_of(*id)?;
            let signed = a.words.get().map(|w| w.signed.clone()).unwrap_or_default();
            Some(Row::of([
                flow(&f.door(&unit.facts.door)),
                flow(&answer_words(f, a)),
                html! { (t_of(lang, "consent-way", a.way.word())) },
                html! {
                    (signed)
                    @if f.may(Act::ErasePerson) && held.answers.get(id).is_some_and(|all| all.iter().any(Answer::is_nobodys)) {
                        (f.form(&format!("/consent/{consent}/erase"), html! {
                            (hidden(&[("unit", &id.to_string())]))
                            (button(Button { kind: Kind::Irreversible, ..Button::second(t!(lang, "consent-erase")).busy(t!(lang, "recording")) }))
                        }))
                    }
                },
                flow(&format::moment(lang, a.stamp.at, f.today())),
            ]))
        })
        .collect();
    section(
        t!(lang, "consent-answers"),
        Some(tag(Tag { kind: TagKind::Seen, text: t!(lang, "consent-seen") })),
        card(html! {
            @if rows.is_empty() { p { (flow(t!(lang, "consent-no-answers"))) } }
            @else {
                @if f.may(Act::ErasePerson) { (meta(t!(lang, "consent-erase-note"))) }
                (table(Table {
                    lang,
                    caption: t!(lang, "consent-answers"),
                    caption_hidden: true,
                    columns: &[
                        Column::text(t!(lang, "col-unit")).stays(),
                        Column::text(t!(lang, "consent-answer")).stays(),
                        Column::text(t!(lang, "consent-way-label")),
                        Column::text(t!(lang, "consent-signed")),
                        Column::text(t!(lang, "col-when")),
                    ],
                    rows: &rows,
                    total: None,
                }))
            }
        }),
    )
}

/// What a draft that follows says of a consultation: its figures, where everybody may see them, and that it bound nobody.
pub fn before_the_vote(f: &Frame<'_>, held: &Consultation) -> String {
    let lang = f.lang();
    let text = held.text.as_ref().map(|t| open(lang, Some(t)).to_owned());
    let told = held.told().map(|totals| {
        t!(
            lang,
            "consent-before-vote",
            asked = format::homes(lang, i64::from(totals.asked)),
            agree = format::homes(lang, i64::from(totals.agree)),
            percent = format::percent(i64::from(totals.agree), i64::from(totals.asked))
        )
    });
    text.into_iter().chain(told).collect::<Vec<_>>().join("\n")
}

/// On 我家: what one's household is asked and has not answered.
pub fn home_cards(f: &Frame<'_>, person: PersonId) -> Markup {
    let lang = f.lang();
    let open_now = f.estate().consents.consultations.iter().filter(|(_, c)| c.standing(f.today()) == Standing::Open);
    let waiting = open_now.filter_map(|(id, held)| {
        let homes = mine(f, held, person);
        homes
            .iter()
            .any(|u| held.answer_of(*u).is_none_or(|a| a.words.get().is_some_and(|w| w.view == View::NotReached)))
            .then_some((*id, held))
    });
    html! {
        @for (id, held) in waiting {
            (card(html! {
                p { (tag(Tag { kind: TagKind::Now, text: t!(lang, "consent-title") })) " " (format::Due::of(held.until, f.today()).text(lang)) }
                h2 { (title(open(lang, Some(&held.question)))) }
                (meta(t!(lang, "consent-no-decision")))
                (buttons(html! {
                    (link_button(LinkButton::second(t!(lang, "consent-go"), &f.at(&format!("/consent/{id}")))))
                    (share::small(f, Subject::Consent(id), open(lang, Some(&held.question))))
                }))
            }))
        }
    }
}

/// `POST /e/{estate}/consent/{consent}/{act}`
pub async fn act(visit: Visit, At((estate, id, act)): At<(StreamId, ConsentId, String)>, form: Form) -> Reply {
    visit.check(&form)?;
    there(&visit, estate, id).await?;
    let who = visit.who(estate).await?;
    if visit.session.is_none() {
        return Err(Problem::SignIn(format!("/e/{estate}/consent/{id}")));
    }
    let view = View::from_word(form.get("view"));
    let refusal = |code: &str, field: &str| vec![Refusal::new(code).on(field)];
    let command = match act.as_str() {
        "answer" => {
            let unit = form.read("unit").ok_or(Problem::BadRequest)?;
            view.map(|view| Command::Answer { consent: id, unit, view, text: form.get("text").to_owned() })
                .ok_or_else(|| refusal("consent-view-missing", "view"))
        }
        "enter" => {
            let unit = visit.site.app.estate(estate, |v| unit_at(v.estate, form.get("door"))).await?;
            match (unit, Way::from_word(form.get("way")), view) {
                (None, ..) => Err(refusal("door-unknown", "door")),
                (_, None, _) => Err(refusal("consent-way-missing", "way")),
                (.., None) => Err(refusal("consent-view-missing", "view")),
                (Some(unit), Some(way), Some(view)) => {
                    let (text, signed) = (form.get("text").to_owned(), form.get("signed").to_owned());
                    Ok(Command::Enter { consent: id, unit, said: Said { way, view, text, signed } })
                }
            }
        }
        "erase" => Ok(Command::Erase { consent: id, unit: form.read("unit").ok_or(Problem::BadRequest)? }),
        "conclude" => Ok(Command::Conclude { consent: id }),
        "call-off" => Ok(Command::CallOff { consent: id, why: form.get("why").to_owned() }),
        _ => return Err(Problem::NotFound),
    };
    let refusals = match command {
        Err(refusals) => refusals,
        Ok(command) => match visit.send(estate, who, &form, estate::Command::Consent(command)).await? {
            Ok(_) => return Ok(to(&format!("/e/{estate}/consent/{id}"))),
            Err(refusals) => refusals.into_iter().map(at_door).collect(),
        },
    };
    draw(&visit, estate, id, &form, &refusals).await
}

/// The room speaks of a unit, the form of its door.
fn at_door(refusal: Refusal) -> Refusal {
    if refusal.field.as_deref() == Some("unit") { refusal.on("door") } else { refusal }
}

// ---- at the desk ----

/// `GET /e/{estate}/desk/consents`
pub async fn list(visit: Visit, At(estate): At<StreamId>) -> Reply {
    let who = visit.who_may(estate, Act::RunConsent).await?;
    visit.draw(estate, |view| list_page(&Frame { visit: &visit, who, view })).await
}

fn list_page(f: &Frame<'_>) -> Markup {
    let lang = f.lang();
    let all: Vec<_> = f.estate().consents.consultations.iter().rev().collect();
    let words: Vec<(String, String)> = all
        .iter()
        .map(|(id, held)| {
            let (reached, asked) = (held.totals().reached(), held.asked.len());
            let (reached, asked) = (format::homes(lang, i64::from(reached)), format::homes(lang, asked as i64));
            (
                f.at(&format!("/consent/{id}")),
                t!(
                    lang,
                    "consent-line",
                    reached = reached,
                    asked = asked,
                    until = format::date(lang, held.until, f.today())
                ),
            )
        })
        .collect();
    let rows: Vec<Entry<'_>> = all
        .iter()
        .zip(&words)
        .map(|((_, held), (href, line))| Entry {
            title: open(lang, Some(&held.question)),
            href,
            tag: Some(standing_tag(f, held)),
            line: Some(line),
        })
        .collect();
    let heading = t!(lang, "consents-title");
    let content = wrap(html! {
        (desk_head(f, heading, Some(t!(lang, "consents-lead"))))
        div .stack {
            (no_decision(f))
            (buttons(link_button(LinkButton::primary(t!(lang, "consent-new"), &f.at("/desk/consents/new")).icon(Icon::Plus))))
            @if rows.is_empty() { (card(empty(Empty { icon: Icon::Leaf, what: t!(lang, "consents-none"), then: t!(lang, "consents-none-then"), past: None }))) }
            @else { (card(entries(&rows))) }
        }
    });
    desk(f, heading, false, content)
}
