//! Writing a consultation: what is asked, of whom, and the share a policy asks for with its source as the clerk read it.

use crate::components::{
    Button, Choice, Control, Field, Link, Notice, NoticeKind, Width, button, card, checkbox, field, notice,
};
use crate::form::Form;
use crate::layout::narrow;
use crate::pages::Frame;
use crate::pages::desk::motions::{matter_options, scope_of, scope_options};
use crate::pages::desk::{desk, desk_head};
use crate::reply::{Reply, to};
use crate::say::Told;
use crate::t;
use crate::text::t_of;
use crate::visit::{Asked, At, Visit};
use authority::Act;
use estate::consent::{Ask, Command, Purpose, SourceLevel};
use estate::matters::What;
use law::Refusal;
use maud::{Markup, html};
use units::{Edge, Ratio, StreamId, Threshold};

const FIELDS: &[&str] =
    &["matter", "purpose", "scope", "question", "text", "share", "edge", "source", "number", "level", "from", "until"];

fn read(form: &Form) -> Result<Ask, Vec<Refusal>> {
    let mut refusals = Vec::new();
    let mut need = |there: bool, code: &str, field: &str| {
        if !there {
            refusals.push(Refusal::new(code).on(field));
        }
    };
    let (matter, scope) = (form.read("matter"), scope_of(form.get("scope")));
    need(matter.is_some(), "matter-missing", "matter");
    need(scope.is_some(), "scope-missing", "scope");
    let purpose = Purpose::from_word(form.get("purpose"));
    need(purpose.is_some(), "consent-purpose-missing", "purpose");
    let level = SourceLevel::from_word(form.get("level"));
    need(level.is_some(), "consent-level-missing", "level");
    let share = Ratio::try_from(form.get("share").trim().to_owned()).ok().filter(|r| r.num() > 0);
    need(share.is_some(), "consent-share-wrong", "share");
    let edge = match form.get("edge") {
        "at-least" => Some(Edge::AtLeast),
        "more-than" => Some(Edge::MoreThan),
        _ => None,
    };
    need(edge.is_some(), "consent-edge-missing", "edge");
    let (from, until) = (form.day("from"), form.day("until"));
    need(from.is_some(), "day-wrong", "from");
    need(until.is_some(), "day-wrong", "until");
    // What the room would say of empty lines, said together with what keeps the form from reaching it.
    if !refusals.is_empty() {
        let lines = ["question", "source", "number"].into_iter().filter(|l| form.get(l).trim().is_empty());
        refusals.extend(lines.map(|l| Refusal::new("text-missing").on(l)));
    }
    match (matter, scope, purpose, level, share, edge, from, until) {
        (Some(matter), Some(scope), Some(purpose), Some(level), Some(share), Some(edge), Some(from), Some(until)) => {
            let text = |name| form.get(name).to_owned();
            Ok(Ask {
                matter,
                purpose,
                scope,
                shops: form.has("shops"),
                question: text("question"),
                text: text("text"),
                threshold: Threshold { share, edge },
                source: text("source"),
                number: text("number"),
                level,
                from,
                until,
            })
        }
        _ => Err(refusals),
    }
}

/// `GET /e/{estate}/desk/consents/new?matter=2026-0001`
pub async fn show(visit: Visit, At(estate): At<StreamId>, Asked(asked): Asked) -> Reply {
    let who = visit.who_may(estate, Act::RunConsent).await?;
    visit
        .draw(estate, |view| {
            let today = view.today();
            let form = Form::of([
                ("matter", asked.get("matter").to_owned()),
                ("scope", "estate".to_owned()),
                ("from", today.to_string()),
                ("until", today.plus(14).to_string()),
            ]);
            new_page(&Frame { visit: &visit, who, view }, &form, &[])
        })
        .await
}

/// `POST /e/{estate}/desk/consents/new`
pub async fn write(visit: Visit, At(estate): At<StreamId>, form: Form) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::RunConsent).await?;
    let refusals = match read(&form) {
        Err(refusals) => refusals,
        Ok(ask) => match visit.send(estate, who, &form, estate::Command::Consent(Command::Ask(ask))).await? {
            Ok(done) => {
                let asked = |v: &app::EstateView<'_>| {
                    let mut told = v.estate.matters.matters.values().flat_map(|m| m.timeline.iter().rev());
                    let entry = told.find(|e| e.seq == done.last)?;
                    if let What::ConsentAsked(id) = entry.what { Some(id) } else { None }
                };
                let id = visit.site.app.estate(estate, asked).await?;
                let page = id.map_or_else(|| "desk/consents".to_owned(), |id| format!("consent/{id}"));
                return Ok(to(&format!("/e/{estate}/{page}")));
            }
            Err(refusals) => refusals,
        },
    };
    visit.draw_refused(estate, |view| new_page(&Frame { visit: &visit, who, view }, &form, &refusals)).await
}

fn new_page(f: &Frame<'_>, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let told = Told::new(lang, form, refusals, FIELDS);
    let chosen = |name: &'static str| Some(told.typed(name)).filter(|v| !v.is_empty());
    let select = |name: &'static str, label, hint: Option<&'static str>, options: &[(&str, &str)]| {
        let field_ = Field { hint, ..Field::new(lang, name, label).error(told.at(name)) };
        field(field_, Control::Select { options, chosen: chosen(name) })
    };
    let text = |name: &'static str, label, hint: Option<&'static str>, width| {
        let field_ = Field { hint, ..Field::new(lang, name, label).error(told.at(name)) };
        field(field_, Control::Text { value: told.typed(name), width, autocomplete: "off" })
    };
    let area = |name: &'static str, label, hint: &'static str, optional: bool, rows| {
        let field_ = Field { optional, ..Field::new(lang, name, label).hint(hint).error(told.at(name)) };
        field(field_, Control::TextArea { value: told.typed(name), rows })
    };
    let day = |name: &'static str, label| {
        field(Field::new(lang, name, label).error(told.at(name)), Control::Date { value: told.typed(name) })
    };
    let whom = |(value, words): (String, String)| {
        let own = scope_of(&value).map(|scope| super::whom(f, &scope));
        (value, own.unwrap_or(words))
    };
    let (matters, scopes) = (matter_options(f), scope_options(f).into_iter().map(whom).collect::<Vec<_>>());
    let matters: Vec<(&str, &str)> = matters.iter().map(|(v, w)| (v.as_str(), w.as_str())).collect();
    let scopes: Vec<(&str, &str)> = scopes.iter().map(|(v, w)| (v.as_str(), w.as_str())).collect();
    let purposes: Vec<(&str, &str)> =
        Purpose::ALL.iter().map(|p| (p.word(), t_of(lang, "consent-purpose", p.word()))).collect();
    let levels: Vec<(&str, &str)> =
        SourceLevel::ALL.iter().map(|l| (l.word(), t_of(lang, "consent-level", l.word()))).collect();
    let edges = [("at-least", t!(lang, "consent-at-least")), ("more-than", t!(lang, "consent-more-than"))];
    let heading = t!(lang, "consent-new");
    let content = narrow(html! {
        (desk_head(f, heading, Some(t!(lang, "consents-lead"))))
        (notice(Notice::text(NoticeKind::Mind, t!(lang, "consent-no-decision"))))
        @if matters.is_empty() {
            (notice(Notice { link: Some(Link::new(t!(lang, "matter-raise"), &f.at("/matters/new"))), ..Notice::text(NoticeKind::Mind, t!(lang, "draft-no-matter")) }))
        } @else {
            (f.form("/desk/consents/new", html! {
                (told.summary())
                (select("matter", t!(lang, "draft-matter"), None, &matters))
                (select("purpose", t!(lang, "consent-purpose"), None, &purposes))
                (text("question", t!(lang, "consent-question"), Some(t!(lang, "consent-question-hint")), Width::Full))
                (area("text", t!(lang, "consent-about"), t!(lang, "consent-about-hint"), true, 4))
                (select("scope", t!(lang, "consent-whom"), Some(t!(lang, "consent-whom-hint")), &scopes))
                (checkbox(Field::new(lang, "shops", ""), Choice { value: "yes", label: t!(lang, "consent-shops"), note: None, sign: None }, form.has("shops")))
                (card(html! {
                    fieldset .stack {
                        legend { b { (t!(lang, "consent-share")) } }
                        (text("share", t!(lang, "consent-share-label"), Some(t!(lang, "consent-share-hint")), Width::Short))
                        (select("edge", t!(lang, "consent-edge"), None, &edges))
                        (area("source", t!(lang, "consent-source"), t!(lang, "consent-source-hint"), false, 3))
                        (text("number", t!(lang, "consent-number"), Some(t!(lang, "consent-number-hint")), Width::Full))
                        (select("level", t!(lang, "consent-level"), None, &levels))
                    }
                }))
                (day("from", t!(lang, "consent-from")))
                (day("until", t!(lang, "consent-until")))
                (button(Button::primary(t!(lang, "consent-begin")).busy(t!(lang, "recording"))))
            }))
        }
    });
    desk(f, heading, false, content)
}
