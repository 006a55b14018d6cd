//! 核对身份: an owner is matched with the roll before the first ballot, by telephone, by document, or before two clerks;
//! and at the desk the cases in which somebody speaks for an owner, each with its paper and its ground. Every page names
//! the paper way.

use super::ballot::paper_way;
use super::desk::{desk as desk_frame, desk_head, seen_by};
use super::people_find::{Found, find};
use super::{Frame, Section, Shape};
use crate::components::{
    Button, Column, Control, Field, Link, LinkButton, Notice, NoticeKind, Row, Table, Width, button, card, field, flow,
    hidden, link, link_button, meta, notice, section, table,
};
use crate::form::Form;
use crate::format;
use crate::layout::{PageHead, columns, narrow, page_head, wrap};
use crate::reply::{Problem, Reply, to};
use crate::say::{Told, article};
use crate::t;
use crate::text::t_of;
use crate::visit::{Asked, At, Visit};
use app::EstateView;
use authority::Act;
use estate::standing::{Case, Command, Stands};
use law::Refusal;
use maud::{Markup, html};
use units::{MotionId, PersonId, StreamId, UnitId, limits};

// ---- one's own ----

/// `GET /e/{estate}/match?motion=3`
pub async fn show(visit: Visit, At(estate): At<StreamId>, Asked(asked): Asked) -> Reply {
    let who = visit.who_may(estate, Act::MatchSelf).await?;
    let person = who.person_id().ok_or(Problem::NotFound)?;
    visit.draw(estate, |view| match_page(&Frame { visit: &visit, who, view }, person, &asked, &[])).await
}

fn match_page(f: &Frame<'_>, person: PersonId, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let motion: Option<MotionId> = form.read("motion");
    let (back, label) = match motion {
        Some(id) => (f.at(&format!("/m/{id}/ballot")), t!(lang, "match-to-ballot")),
        None => (f.at("/home"), t!(lang, "home-title")),
    };
    let told = Told::new(lang, form, refusals, &["code", "name", "tail"]);
    let content = narrow(html! {
        (page_head(PageHead { back: Some(Link::new(label, &back)), title: t!(lang, "match-title"), lead: Some(t!(lang, "match-lead")), tags: None }))
        div .stack {
            @match f.estate().standing.matched.get(&person).filter(|_| f.estate().proved(person).is_some()) {
                Some(held) => {
                    (notice(Notice::text(NoticeKind::Explain, &t!(lang, "match-done", at = format::moment(lang, held.at, f.today()), how = t_of(lang, "method", held.method.word())))))
                    (link_button(LinkButton::primary(label, &back)))
                },
                None => (ways(f, person, motion, &told)),
            }
            (paper_way(lang))
            (section(t!(lang, "cases-title"), None, cases(f)))
        }
    });
    f.page(Shape { title: t!(lang, "match-title"), section: Section::Home, aloud: true, ..Shape::default() }, content)
}

fn ways(f: &Frame<'_>, person: PersonId, motion: Option<MotionId>, told: &Told<'_>) -> Markup {
    let lang = f.lang();
    let standing = &f.estate().standing;
    let contact = f.estate().bodies.person(person).and_then(|p| p.contact.as_ref()?.get().cloned()).unwrap_or_default();
    let tries = standing.tries.get(&person).cloned().unwrap_or_default();
    let to_motion = motion.map(|m| m.to_string()).unwrap_or_default();
    let post = |act: &str, inner: Markup| {
        f.form(&format!("/match/{act}"), html! { (hidden(&[("motion", &to_motion)])) (inner) })
    };
    let phone = contact.phone.filter(|_| f.visit.site.sends_sms());
    let open_code = standing.code(person, f.view.now);
    html! {
        (told.summary())
        @if let Some(phone) = &phone {
            (card(html! {
                h2 { (t!(lang, "match-phone")) }
                p { (flow(&t!(lang, "match-phone-lead", phone = masked_phone(phone)))) }
                @if let Some(code) = open_code {
                    @if code.wrong > 0 { (notice(Notice::text(NoticeKind::Wrong, &t!(lang, "match-wrong", left = limits::CODE_TRIES - code.wrong)))) }
                    (meta(&t!(lang, "match-code-until", at = format::moment(lang, code.until, f.today()))))
                    (post("code", html! {
                        (field(Field::new(lang, "code", t!(lang, "match-code")).error(told.at("code")), Control::Text { value: "", width: Width::Medium, autocomplete: "one-time-code" }))
                        (button(Button::primary(t!(lang, "match-compare")).busy(t!(lang, "recording"))))
                    }))
                    (post("send", button(Button::second(t!(lang, "match-send-again")))))
                } @else { (post("send", button(Button::primary(t!(lang, "match-send")).busy(t!(lang, "recording"))))) }
            }))
        }
        @if contact.id_tail.is_some() && !standing.certificate_closed(person) {
            (card(html! {
                h2 { (t!(lang, "match-certificate")) }
                p { (flow(t!(lang, "match-certificate-lead"))) }
                @if tries.certificate > 0 { (notice(Notice::text(NoticeKind::Wrong, &t!(lang, "match-wrong", left = limits::CERTIFICATE_TRIES - tries.certificate)))) }
                (post("certificate", html! {
                    (field(Field::new(lang, "name", t!(lang, "col-name")).error(told.at("name")), Control::Text { value: told.typed("name"), width: Width::Medium, autocomplete: "name" }))
                    (field(Field::new(lang, "tail", t!(lang, "person-id-tail")).hint(t!(lang, "person-id-tail-hint")).error(told.at("tail")), Control::Text { value: "", width: Width::Short, autocomplete: "off" }))
                    @let kind = if phone.is_some() { Button::second(t!(lang, "match-compare")) } else { Button::primary(t!(lang, "match-compare")) };
                    (button(kind.busy(t!(lang, "recording"))))
                }))
            }))
        }
        (card(html! {
            h2 { (t!(lang, "match-face")) }
            p { (flow(t!(lang, "match-face-lead"))) }
            @if standing.waiting(person, f.view.now).is_some() { (meta(t!(lang, "match-face-half"))) }
        }))
    }
}

/// 138＊＊＊＊0001: enough to know one's own.
pub fn masked_phone(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    let (head, tail) = (digits.iter().take(3).collect::<String>(), digits.len().saturating_sub(4));
    format!("{head}＊＊＊＊{}", digits[tail..].iter().collect::<String>())
}

/// Owners who cannot simply come: how, with which paper, on which ground.
fn cases(f: &Frame<'_>) -> Markup {
    let lang = f.lang();
    card(html! {
        p { (flow(t!(lang, "cases-lead"))) }
        @for case in Case::ALL {
            details {
                summary { (t_of(lang, "case", case.word())) }
                p { (flow(t_of(lang, "case-way", case.word()))) }
                p { (flow(t_of(lang, "case-paper", case.word()))) }
                (meta(&article(lang, &case.ground())))
            }
        }
    })
}

/// `POST /e/{estate}/match/{act}`
pub async fn act(visit: Visit, At((estate, act)): At<(StreamId, String)>, form: Form) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::MatchSelf).await?;
    let person = who.person_id().ok_or(Problem::NotFound)?;
    let command = match act.as_str() {
        "send" if visit.site.sends_sms() => Command::SendCode,
        "code" => Command::EnterCode { code: form.get("code").to_owned() },
        "certificate" => Command::Certify { name: form.get("name").to_owned(), tail: form.get("tail").to_owned() },
        _ => return Err(Problem::NotFound),
    };
    match visit.send(estate, who, &form, estate::Command::Standing(command)).await? {
        Ok(_) => {
            let proved = visit.site.app.estate(estate, |v| v.estate.proved(person).is_some()).await?;
            Ok(match form.read::<MotionId>("motion") {
                Some(motion) if proved => to(&format!("/e/{estate}/m/{motion}/ballot")),
                Some(motion) => to(&format!("/e/{estate}/match?motion={motion}")),
                None => to(&format!("/e/{estate}/match")),
            })
        }
        Err(refusals) => {
            let page =
                |view: &EstateView<'_>| match_page(&Frame { visit: &visit, who, view }, person, &form, &refusals);
            visit.draw_refused(estate, page).await
        }
    }
}

// ---- at the desk ----

const FIELDS: &[&str] = &["name", "phone", "door", "case", "paper"];

/// `GET /e/{estate}/desk/standing?person=17`
pub async fn desk(visit: Visit, At(estate): At<StreamId>, Asked(asked): Asked) -> Reply {
    let who = visit.who_may(estate, Act::Vouch).await?;
    visit.draw(estate, |view| desk_page(&Frame { visit: &visit, who, view }, &asked, &[])).await
}

fn desk_page(f: &Frame<'_>, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let told = Told::new(lang, form, refusals, FIELDS);
    let content = wrap(html! {
        (desk_head(f, t!(lang, "standing-desk"), Some(t!(lang, "standing-lead"))))
        (seen_by(t!(lang, "roll-seen-by")))
        (columns(
            html! { div .stack { (waiting(f)) (speakers(f)) (section(t!(lang, "cases-title"), None, cases(f))) } },
            card(vouch_form(f, &told, form)),
        ))
    });
    desk_frame(f, t!(lang, "standing-desk"), true, content)
}

fn vouch_form(f: &Frame<'_>, told: &Told<'_>, form: &Form) -> Markup {
    let lang = f.lang();
    let mut options: Vec<(&str, &str)> = vec![("own", t!(lang, "case-own"))];
    options.extend(Case::ALL.iter().map(|c| (c.word(), t_of(lang, "case", c.word()))));
    let chosen = Case::from_word(form.get("case")).map_or("own", Case::word);
    html! {
        h2 { (t!(lang, "standing-vouch")) }
        (meta(t!(lang, "standing-vouch-lead")))
        (f.form("/desk/standing", html! {
            (told.summary())
            (field(Field::new(lang, "name", t!(lang, "standing-name")).error(told.at("name")), Control::Text { value: told.typed("name"), width: Width::Medium, autocomplete: "off" }))
            (field(Field::new(lang, "phone", t!(lang, "person-phone")).hint(t!(lang, "standing-phone-hint")).optional().error(told.at("phone")), Control::Phone { value: told.typed("phone") }))
            (field(Field::new(lang, "case", t!(lang, "standing-case")).error(told.at("case")), Control::Select { options: &options, chosen: Some(chosen) }))
            (field(Field::new(lang, "door", t!(lang, "standing-door")).hint(t!(lang, "proxies-door-hint")).optional().error(told.at("door")), Control::Text { value: told.typed("door"), width: Width::Medium, autocomplete: "off" }))
            (field(Field::new(lang, "paper", t!(lang, "standing-paper")).hint(t!(lang, "standing-paper-hint")).error(told.at("paper")), Control::TextArea { value: told.typed("paper"), rows: 3 }))
            (button(Button::primary(t!(lang, "standing-do")).busy(t!(lang, "recording"))))
        }))
    }
}

fn stands_text(f: &Frame<'_>, stands: Option<Stands>) -> String {
    let lang = f.lang();
    let Some(stands) = stands else { return t!(lang, "case-own").to_owned() };
    let door = f.unit(stands.unit).map(|u| f.door(&u.facts.door)).unwrap_or_default();
    t!(lang, "standing-for", case = t_of(lang, "case", stands.case.word()), door = door)
}

fn name_link(f: &Frame<'_>, person: PersonId) -> Markup {
    link(Link::new(&f.full_name(person), &f.at(&format!("/desk/people/{person}"))))
}

/// First words that wait for a second clerk.
fn waiting(f: &Frame<'_>) -> Markup {
    let lang = f.lang();
    let standing = &f.estate().standing;
    let rows: Vec<Row> = standing
        .vouched
        .keys()
        .filter_map(|person| Some((*person, standing.waiting(*person, f.view.now)?)))
        .map(|(person, said)| {
            let by = if let units::Actor::Person(by) = said.by { f.full_name(by) } else { String::new() };
            Row::of([
                name_link(f, person),
                flow(&stands_text(f, said.stands)),
                flow(&t!(lang, "standing-said", by = by, at = format::moment(lang, said.at, f.today()))),
            ])
        })
        .collect();
    let columns = [
        Column::text(t!(lang, "col-name")).stays(),
        Column::text(t!(lang, "standing-case")).stays(),
        Column::text(t!(lang, "standing-first")),
    ];
    listed(f, t!(lang, "standing-waiting"), t!(lang, "standing-nobody-waits"), &columns, &rows)
}

fn speakers(f: &Frame<'_>) -> Markup {
    let lang = f.lang();
    let (form_id, csrf) = (f.visit.form_id().to_string(), f.visit.csrf());
    let held = f.estate().standing.speakers.iter();
    let rows: Vec<Row> = held
        .map(|(unit, s)| {
            let number = unit.to_string();
            let lapsed = f.estate().speaker(*unit).is_none();
            Row::of([
                name_link(f, s.person),
                html! {
                    (flow(&stands_text(f, Some(Stands { unit: *unit, case: s.case }))))
                    @if lapsed { br; small { (flow(t!(lang, "standing-lapsed"))) } }
                },
                html! {
                    form method="post" action=(f.at("/desk/standing/end")) {
                        (hidden(&[("id", &form_id), ("csrf", &csrf), ("unit", &number)]))
                        (button(Button::second(t!(lang, "standing-end"))))
                    }
                },
            ])
        })
        .collect();
    let columns = [
        Column::text(t!(lang, "col-name")).stays(),
        Column::text(t!(lang, "standing-case")).stays(),
        Column::text(t!(lang, "standing-end")),
    ];
    listed(f, t!(lang, "standing-speakers"), t!(lang, "standing-nobody-speaks"), &columns, &rows)
}

fn listed(f: &Frame<'_>, title: &str, none: &str, columns: &[Column<'_>], rows: &[Row]) -> Markup {
    let inner = card(html! {
        @if rows.is_empty() { p { (flow(none)) } }
        @else { (table(Table { lang: f.lang(), caption: title, caption_hidden: true, columns, rows, total: None })) }
    });
    section(title, None, inner)
}

/// `POST /e/{estate}/desk/standing`: one clerk's word.
pub async fn vouch(visit: Visit, At(estate): At<StreamId>, form: Form) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::Vouch).await?;
    let read = |v: &EstateView<'_>| {
        let wanted = form.get("door").trim();
        let unit = v.estate.roll.listed().find(|(_, u)| u.facts.door.to_string() == wanted).map(|(id, _)| id);
        (find(v.estate, &form), unit)
    };
    let (found, unit) = visit.site.app.estate(estate, read).await?;
    let case = Case::from_word(form.get("case"));
    let refusals = match (found, case, unit) {
        (Found::Nobody, ..) => vec![Refusal::new("person-not-found").on("name")],
        (Found::Several, ..) => vec![Refusal::new("person-several").on("phone")],
        (_, Some(_), None) => vec![Refusal::new("door-unknown").on("door")],
        (Found::One(person), case, unit) => {
            let stands = case.zip(unit).map(|(case, unit)| Stands { unit, case });
            let command = Command::Vouch { person, stands, paper: form.get("paper").to_owned() };
            match visit.send(estate, who, &form, estate::Command::Standing(command)).await? {
                Ok(_) => return Ok(to(&format!("/e/{estate}/desk/standing"))),
                Err(refusals) => refusals.into_iter().map(at_name).collect(),
            }
        }
    };
    visit.draw_refused(estate, |view| desk_page(&Frame { visit: &visit, who, view }, &form, &refusals)).await
}

/// The form names a person where the command numbers one.
fn at_name(r: Refusal) -> Refusal {
    if r.field.as_deref() == Some("person") { r.on("name") } else { r }
}

/// `POST /e/{estate}/desk/standing/end`
pub async fn end(visit: Visit, At(estate): At<StreamId>, form: Form) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::Vouch).await?;
    let unit: UnitId = form.read("unit").ok_or(Problem::BadRequest)?;
    match visit.send(estate, who, &form, estate::Command::Standing(Command::EndSpeaking { unit })).await? {
        Ok(_) => Ok(to(&format!("/e/{estate}/desk/standing"))),
        Err(refusals) => {
            visit.draw_refused(estate, |view| desk_page(&Frame { visit: &visit, who, view }, &form, &refusals)).await
        }
    }
}
