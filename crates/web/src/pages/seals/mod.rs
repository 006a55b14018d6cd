//! 用印登记: who keeps which seal, every use asked for, approved and carried out; its page to print and as a spreadsheet.

pub mod lists;

use super::{Frame, Section, Shape, open};
use crate::components::print::{PrintRow, Signatures, paragraph, print_words, signatures};
use crate::components::{
    Button, Choice, Control, Fact, Field, Kind, Link, LinkButton, Notice, NoticeKind, Tag, TagKind, Width, button,
    buttons, card, card_head, choices, facts, field, flow, hidden, link_button, meta, more, notice, tag,
};
use crate::form::Form;
use crate::format;
use crate::icons::Icon;
use crate::layout::{PageHead, columns, page_head, wrap};
use crate::pages::documents;
use crate::pages::paper_frame::Heading;
use crate::reply::{Problem, Reply, XLSX, file, page, to};
use crate::say::Told;
use crate::t;
use crate::text::{Lang, t_of};
use crate::visit::{Asked, At, Visit};
use app::EstateView;
use authority::Act;
use axum::http::StatusCode;
use estate::bodies::PersonKind;
use estate::charter::Rules;
use estate::documents::Step;
use estate::seals::{Ask, Command, Ground, Seal, Standing, Use, approvals_needed, committee};
use law::Refusal;
use maud::{Markup, html};
use office::table::{Column, Table, Value, write};
use units::{DocumentId, MotionId, PersonId, SealUseId, Stamp, StreamId};

/// 用印〔2026〕第3号.
#[must_use]
pub fn number(lang: Lang, id: SealUseId) -> String {
    t!(lang, "seal-number", year = id.year.to_string(), n = id.number.to_string())
}

/// The seals this estate holds: the committee's, and the assembly's once somebody keeps it.
fn held(f: &Frame<'_>) -> Vec<Seal> {
    let kept = |seal: &Seal| *seal == Seal::Committee || f.estate().seals.keeper(*seal).is_some();
    Seal::ALL.iter().copied().filter(kept).collect()
}

fn seal_name(lang: Lang, seal: Seal) -> &'static str {
    t_of(lang, "seal-of", seal.word())
}

/// What the assembly's seal is used by, in words.
fn ground_text(f: &Frame<'_>, ground: Ground) -> String {
    let lang = f.lang();
    match ground {
        Ground::Decision(motion) => {
            let title = f.estate().assembly.get(motion).map(|m| open(lang, Some(&m.title))).unwrap_or_default();
            t!(lang, "seal-by-decision", title = title)
        }
        Ground::Article(article) => t!(lang, "seal-by-article", article = Rules::Procedure.cited(article)),
    }
}

/// `GET /e/{estate}/seals?document=2026-0003`
pub async fn show(visit: Visit, At(estate): At<StreamId>, Asked(asked): Asked) -> Reply {
    draw(&visit, estate, &asked, &[]).await
}

async fn draw(visit: &Visit, estate: StreamId, form: &Form, refusals: &[Refusal]) -> Reply {
    let who = visit.who_may(estate, Act::ViewSeals).await?;
    let page = |view: &EstateView<'_>| register_page(&Frame { visit, who, view }, form, refusals);
    if refusals.is_empty() { visit.draw(estate, page).await } else { visit.draw_refused(estate, page).await }
}

fn told(f: &Frame<'_>, s: &Stamp) -> String {
    let (at, by) = (format::moment(f.lang(), s.at, f.today()), f.actor(s.actor, s.capacity));
    t!(f.lang(), "told-line", at = at, by = by)
}

fn register_page(f: &Frame<'_>, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let title = t!(lang, "seals-title");
    let uses: Vec<(SealUseId, &Use)> = f.estate().seals.uses.iter().rev().map(|(id, u)| (*id, u)).collect();
    let known = ["seal", "ground", "article", "purpose", "pages", "copies", "keeper", "giver", "note", "why"];
    let told_of = Told::new(lang, form, refusals, &known);
    let law = f.view.law();
    let content = wrap(html! {
        (page_head(PageHead { back: None, title, lead: Some(t!(lang, "seals-lead")), tags: None }))
        (columns(
            html! { div .stack {
                (told_of.summary())
                @if committee(f.estate(), f.today()).is_empty() { (notice(Notice::text(NoticeKind::Mind, t!(lang, "seals-no-committee")))) }
                @if uses.is_empty() { (card(html! { p { (flow(t!(lang, "seals-none"))) } })) }
                @for (id, held) in &uses { (entry(f, *id, held, form, &told_of)) }
                @if !uses.is_empty() {
                    (buttons(html! {
                        (link_button(LinkButton::second(t!(lang, "seals-print"), &f.at("/seals/register")).icon(Icon::Printer)))
                        (link_button(LinkButton::second(t!(lang, "doc-xlsx"), &f.at("/seals/register.xlsx"))))
                    }))
                }
            } },
            html! { div .stack {
                (keeper_card(f, form, &told_of))
                @if f.may(Act::AskSeal) { (ask_form(f, form, &told_of)) }
                (card(html! {
                    h2 { (t!(lang, "seals-rule")) }
                    @for seal in held(f) {
                        @let (needed, rule) = approvals_needed(f.estate(), &law, seal, f.today());
                        p { b { (seal_name(lang, seal)) } }
                        @if seal == Seal::Assembly { p { (flow(t!(lang, "seals-needed-assembly"))) } }
                        @else { p { (flow(&t!(lang, "seals-needed", n = needed))) } }
                        @if let Some(rule) = rule { (meta(&crate::say::article(lang, &rule.frozen.cite))) }
                    }
                }))
                (lists::due_card(f))
            } },
        ))
    });
    f.page(Shape { title, section: Section::Desk, desk: true, proof: true, ..Shape::default() }, content)
}

fn entry(f: &Frame<'_>, id: SealUseId, held: &Use, form: &Form, told_of: &Told<'_>) -> Markup {
    let lang = f.lang();
    let standing = held.standing();
    let kind = match standing {
        Standing::Asked => TagKind::Soon,
        Standing::Approved => TagKind::Now,
        Standing::Used => TagKind::Done,
        Standing::Declined => TagKind::Not,
    };
    let named = number(lang, id);
    let amount = t!(lang, "seal-amount", pages = held.pages, copies = held.copies);
    let mut lines = vec![t!(lang, "seal-told-asked", at = told(f, &held.asked))];
    lines.extend(held.approved.iter().map(|s| t!(lang, "seal-told-approved", at = told(f, s))));
    if let Some((stamp, why)) = &held.declined {
        lines.push(t!(lang, "seal-told-declined", at = told(f, stamp), why = open(lang, Some(why))));
    }
    lines.extend(held.used.iter().map(|s| t!(lang, "seal-told-used", at = told(f, s))));
    // What is over is a line to open; what waits says at once who did what.
    let told_lines = html! { ul { @for line in &lines { li .meta { (flow(line)) } } } };
    let number_text = id.to_string();
    let mine = f.who.actor == held.asked.actor;
    let press = |act: &str, label: &str, kind: Kind| {
        f.form(
            &format!("/seals/{act}"),
            html! { (hidden(&[("entry", &number_text)])) (button(Button { kind, ..Button::second(label).busy(t!(lang, "recording")) })) },
        )
    };
    let declining = form.get("entry") == number_text && told_of.at("why").is_some();
    card(html! {
        (card_head(html! { h2 { (flow(&named)) } }, html! { (tag(Tag { kind, text: t_of(lang, "seal-is", standing.word()) })) }))
        p { b { (flow(open(lang, Some(&held.purpose)))) } }
        @if self::held(f).len() > 1 { (meta(seal_name(lang, held.seal))) }
        @if let Some(ground) = held.ground { (meta(&ground_text(f, ground))) }
        @if let Some(document) = held.document { p { (more(Link::new(&document_name(f, document), &f.at(&format!("/document/{document}"))))) } }
        p { (flow(&amount)) }
        @if matches!(standing, Standing::Used | Standing::Declined) {
            details { summary { (t!(lang, "seal-who")) } (told_lines) }
        } @else { (told_lines) }
        @if standing == Standing::Asked {
            p .meta { (flow(&t!(lang, "seal-approvals", n = held.approved.len(), needed = held.needed))) }
            @if f.may(Act::ApproveSeal) && !held.is_of(f.who.actor) { (press("approve", t!(lang, "seal-approve"), Kind::Primary)) }
            @if mine && f.may(Act::ApproveSeal) { (meta(t!(lang, "seal-not-your-own"))) }
        }
        @if standing == Standing::Approved && f.who.person_id().is_some() && f.estate().seals.keeper(held.seal) == f.who.person_id() && f.may(Act::UseSeal) {
            (press("use", t!(lang, "seal-use"), Kind::Primary))
        }
        @if matches!(standing, Standing::Asked | Standing::Approved) && f.may(Act::ApproveSeal) {
            details open[declining] {
                summary { (t!(lang, "seal-decline")) }
                (f.form("/seals/decline", html! {
                    (hidden(&[("entry", &number_text)]))
                    @let name = format!("why-{number_text}");
                    (field(Field::new(lang, if declining { "why" } else { &name }, t!(lang, "doc-why")).error(told_of.at("why").filter(|_| declining)), Control::Text { value: "", width: Width::Full, autocomplete: "off" }))
                    (button(Button::second(t!(lang, "seal-decline")).busy(t!(lang, "recording"))))
                }))
            }
        }
    })
}

fn document_name(f: &Frame<'_>, id: DocumentId) -> String {
    let lang = f.lang();
    let kind = f.estate().documents.get(id).map_or("", |d| documents::kind_name(lang, d.kind));
    format!("{kind} {}", documents::number(lang, id))
}

fn keeper_card(f: &Frame<'_>, form: &Form, told_of: &Told<'_>) -> Markup {
    let lang = f.lang();
    let seals = &f.estate().seals;
    let name = |person: PersonId| f.masked_name(person);
    // Whoever works here may keep it; an organisation has no hands.
    let people: Vec<(String, String)> = f
        .estate()
        .bodies
        .persons
        .iter()
        .filter(|(_, p)| p.kind == PersonKind::Natural && p.posts.iter().any(|post| post.holds(f.today())))
        .map(|(id, _)| (id.to_string(), f.full_name(*id)))
        .collect();
    let people: Vec<(&str, &str)> = people.iter().map(|(v, w)| (v.as_str(), w.as_str())).collect();
    let which = Seal::from_word(form.get("seal")).unwrap_or(Seal::Committee);
    let now = seals.keeper(which).map(|p| p.to_string());
    let chosen = |field: &'static str, other: Option<&str>| {
        Some(form.get(field)).filter(|v| !v.is_empty()).map(str::to_owned).or_else(|| other.map(str::to_owned))
    };
    let (keeper, giver) = (chosen("keeper", None), chosen("giver", now.as_deref()));
    let names: Vec<(&str, &str)> = Seal::ALL.iter().map(|s| (s.word(), seal_name(lang, *s))).collect();
    card(html! {
        h2 { (t!(lang, "seals-keeper")) }
        @for seal in held(f) {
            p {
                (seal_name(lang, seal)) br;
                @match seals.keeper(seal) {
                    Some(person) => b { (name(person)) },
                    None => (flow(t!(lang, "seals-no-keeper"))),
                }
            }
        }
        ul {
            @for c in seals.custody.iter().rev() {
                li .meta {
                    (flow(&t!(lang, "seal-handed", seal = seal_name(lang, c.seal), from = name(c.giver), to = name(c.keeper), at = format::date(lang, c.since.at.day(), f.today()))))
                    @if let Some(note) = &c.note { " " (flow(open(lang, Some(note)))) }
                }
            }
        }
        @if f.may(Act::HandOverSeal) {
            details open[told_of.at("keeper").is_some() || told_of.at("giver").is_some()] {
                summary { (t!(lang, "seal-hand-over")) }
                (f.form("/seals/hand-over", html! {
                    (field(Field::new(lang, "seal", t!(lang, "seal-which")).hint(t!(lang, "seal-which-hint")).error(told_of.at("seal").filter(|_| form.has("keeper"))), Control::Select { options: &names, chosen: Some(which.word()) }))
                    (field(Field::new(lang, "giver", t!(lang, "seal-giver")).hint(t!(lang, "seal-giver-hint")).error(told_of.at("giver")), Control::Select { options: &people, chosen: giver.as_deref() }))
                    (field(Field::new(lang, "keeper", t!(lang, "seal-keeper")).error(told_of.at("keeper")), Control::Select { options: &people, chosen: keeper.as_deref() }))
                    (field(Field::new(lang, "note", t!(lang, "posting-note")).hint(t!(lang, "seal-note-hint")).optional().error(told_of.at("note")), Control::Text { value: told_of.typed("note"), width: Width::Full, autocomplete: "off" }))
                    (button(Button::second(t!(lang, "seal-hand-over")).busy(t!(lang, "recording"))))
                }))
            }
        }
    })
}

fn ask_form(f: &Frame<'_>, form: &Form, told_of: &Told<'_>) -> Markup {
    let lang = f.lang();
    let document: Option<DocumentId> = form.read("document");
    let waiting = |id: &DocumentId| f.estate().documents.get(*id).is_some_and(|d| d.next() == Some(Step::Sealed));
    let document = document.filter(waiting);
    let text = document.map(|d| d.to_string()).unwrap_or_default();
    card(html! {
        h2 { (t!(lang, "seal-ask")) }
        @match document {
            Some(id) => (facts(&[Fact::text(t!(lang, "seal-for"), &document_name(f, id))])),
            None => (meta(t!(lang, "seal-ask-lead"))),
        }
        (f.form("/seals/ask", html! {
            @if document.is_some() { (hidden(&[("document", &text)])) }
            @let purpose = Field::new(lang, "purpose", t!(lang, "seal-purpose")).hint(t!(lang, "seal-purpose-hint")).error(told_of.at("purpose"));
            (field(if document.is_some() { purpose.optional() } else { purpose }, Control::Text { value: told_of.typed("purpose"), width: Width::Full, autocomplete: "off" }))
            @if held(f).len() > 1 { (which_seal(f, document, form, told_of)) }
            (field(Field::new(lang, "pages", t!(lang, "seal-pages")).error(told_of.at("pages")), Control::Number { value: told_of.typed("pages"), width: Width::Short, unit: None }))
            (field(Field::new(lang, "copies", t!(lang, "doc-copies")).error(told_of.at("copies")), Control::Number { value: told_of.typed("copies"), width: Width::Short, unit: None }))
            (button(Button::primary(t!(lang, "seal-ask")).busy(t!(lang, "recording"))))
        }))
    })
}

/// Which seal, and by what the assembly's is used: a decision that passed, or an article of the rules of procedure.
fn which_seal(f: &Frame<'_>, document: Option<DocumentId>, form: &Form, told_of: &Told<'_>) -> Markup {
    let lang = f.lang();
    let about = document.and_then(|d| f.estate().documents.get(d)).map(|d| d.motion);
    let passed = f.estate().assembly.motions.iter().rev().filter(|(_, m)| (0..m.items.len()).any(|i| m.passed(i)));
    let mut grounds: Vec<(String, String)> = passed
        .filter(|(id, _)| about.is_none_or(|about| about == **id))
        .map(|(id, m)| (id.to_string(), open(lang, Some(&m.title)).to_owned()))
        .collect();
    grounds.push((ARTICLE.to_owned(), t!(lang, "seal-ground-article").to_owned()));
    let grounds: Vec<(&str, &str)> = grounds.iter().map(|(v, w)| (v.as_str(), w.as_str())).collect();
    let seals: Vec<Choice<'_>> = Seal::ALL
        .iter()
        .map(|s| Choice {
            value: s.word(),
            label: seal_name(lang, *s),
            note: Some(t_of(lang, "seal-for", s.word())),
            sign: None,
        })
        .collect();
    let asking = !form.has("keeper");
    let error = |name: &str| told_of.at(name).filter(|_| asking);
    html! {
        (choices(Field::new(lang, "seal", t!(lang, "seal-which")).error(error("seal")), &seals, Some(form.get("seal")).filter(|_| asking)))
        (field(Field::new(lang, "ground", t!(lang, "seal-ground")).hint(t!(lang, "seal-ground-hint")).optional().error(error("ground")), Control::Select { options: &grounds, chosen: Some(form.get("ground")).filter(|g| !g.is_empty()) }))
        (field(Field::new(lang, "article", t!(lang, "seal-article")).hint(t!(lang, "seal-article-hint")).optional().error(error("article")), Control::Number { value: told_of.typed("article"), width: Width::Short, unit: None }))
    }
}

/// In a form: the ground is an article.
const ARTICLE: &str = "article";

/// Which seal a form is about: the committee's where it does not say, for most estates have no other.
fn seal_of(form: &Form) -> Seal {
    Seal::from_word(form.get("seal")).unwrap_or(Seal::Committee)
}

fn ground_of(form: &Form) -> Option<Ground> {
    match form.get("ground") {
        // An article that does not read as a number is one that no rules have.
        ARTICLE => Some(Ground::Article(form.read("article").unwrap_or(0))),
        _ => form.read::<MotionId>("ground").map(Ground::Decision),
    }
}

/// `POST /e/{estate}/seals/{act}`
pub async fn act(visit: Visit, At((estate, act)): At<(StreamId, String)>, form: Form) -> Reply {
    visit.check(&form)?;
    let entry = || form.read::<SealUseId>("entry").ok_or(Problem::BadRequest);
    // A number that does not read is refused as one out of bounds, at its field.
    let count = |name: &str| form.read::<u32>(name).unwrap_or(0);
    let person = |name: &str| form.read::<PersonId>(name).unwrap_or(PersonId(0));
    let (needs, command) = match act.as_str() {
        "ask" => (
            Act::AskSeal,
            Command::Ask(Ask {
                seal: seal_of(&form),
                ground: ground_of(&form),
                document: form.read("document"),
                purpose: form.get("purpose").to_owned(),
                pages: count("pages"),
                copies: count("copies"),
            }),
        ),
        "approve" => (Act::ApproveSeal, Command::Approve { entry: entry()? }),
        "decline" => (Act::ApproveSeal, Command::Decline { entry: entry()?, why: form.starting("why").to_owned() }),
        "use" => (Act::UseSeal, Command::Use { entry: entry()? }),
        "hand-over" => {
            let (keeper, giver) = (person("keeper"), person("giver"));
            (
                Act::HandOverSeal,
                Command::HandOver { seal: seal_of(&form), keeper, giver, note: form.get("note").to_owned() },
            )
        }
        _ => return Err(Problem::NotFound),
    };
    let who = visit.who_may(estate, needs).await?;
    match visit.send(estate, who, &form, estate::Command::Seals(command)).await? {
        Ok(_) => Ok(to(&format!("/e/{estate}/seals"))),
        Err(refusals) => draw(&visit, estate, &form, &refusals).await,
    }
}

// ---- the register on paper and as a spreadsheet ----

/// A line of the register, in words.
pub fn line(f: &Frame<'_>, id: SealUseId, held: &Use) -> [String; 5] {
    let lang = f.lang();
    let stamp = |s: &Stamp| format!("{} {}", f.actor(s.actor, s.capacity), format::date_full(lang, s.at.day()));
    let all = |list: &[Stamp]| list.iter().map(&stamp).collect::<Vec<_>>().join(t!(lang, "say-comma"));
    let mut what = vec![open(lang, Some(&held.purpose)).to_owned()];
    what.extend(held.document.map(|document| document_name(f, document)));
    what.extend((self::held(f).len() > 1).then(|| seal_name(lang, held.seal).to_owned()));
    what.extend(held.ground.map(|ground| ground_text(f, ground)));
    let what = what.join(" ");
    [
        number(lang, id),
        format!("{what} {}", t!(lang, "seal-amount", pages = held.pages, copies = held.copies)),
        stamp(&held.asked),
        all(&held.approved),
        held.used.as_ref().map_or_else(|| t_of(lang, "seal-is", held.standing().word()).to_owned(), &stamp),
    ]
}

/// Its columns.
pub fn register_heads(lang: Lang) -> [&'static str; 5] {
    [
        t!(lang, "doc-number-label"),
        t!(lang, "seal-purpose"),
        t!(lang, "seal-asked-by"),
        t!(lang, "seal-approved-by"),
        t!(lang, "seal-used-by"),
    ]
}

/// `GET /e/{estate}/seals/register`
pub async fn register(visit: Visit, At(estate): At<StreamId>) -> Reply {
    let who = visit.who_may(estate, Act::ViewSeals).await?;
    let draw = |view: &EstateView<'_>| register_paper(&Frame { visit: &visit, who, view });
    Ok(page(&visit, StatusCode::OK, visit.site.app.estate(estate, draw).await?))
}

/// The register on A4, as of the entry it was drawn at.
pub fn register_paper(f: &Frame<'_>) -> Markup {
    let lang = f.lang();
    let rows: Vec<PrintRow> = f
        .estate()
        .seals
        .uses
        .iter()
        .map(|(id, u)| PrintRow { cells: line(f, *id, u).into(), under: false, key: false })
        .collect();
    let committee = t!(lang, "paper-committee", name = f.name());
    let keepers = held(f).into_iter().filter_map(|seal| {
        let keeper = f.masked_name(f.estate().seals.keeper(seal)?);
        Some(t!(lang, "seals-print-keeper", seal = seal_name(lang, seal), keeper = keeper))
    });
    let keepers = keepers.collect::<Vec<_>>().join("");
    let content = html! {
        (paragraph(&t!(lang, "seals-print-lead", keepers = keepers, n = rows.len())))
        (print_words(&register_heads(lang), &rows, t!(lang, "seals-print-note")))
        (signatures(Signatures { lang, roles: &[t!(lang, "seal-keeper"), t!(lang, "paper-witness")], issuer: &committee, day: f.today() }))
    };
    let (title, back) = (t!(lang, "seals-title"), f.at("/seals"));
    f.paper(&Heading { issuer: &committee, number: "", title, to: "/seals", back: Link::new(title, &back) }, content)
}

/// `GET /e/{estate}/seals/register.xlsx`
pub async fn register_xlsx(visit: Visit, At(estate): At<StreamId>) -> Reply {
    let who = visit.who_may(estate, Act::ViewSeals).await?;
    let table = visit.site.app.estate(estate, |view| register_table(&Frame { visit: &visit, who, view })).await?;
    let bytes = write(&[table]).map_err(|e| Problem::Fault(e.to_string()))?;
    Ok(file(&format!("seals-{estate}.xlsx"), XLSX, bytes))
}

/// The register as a table: the same lines as on paper.
pub fn register_table(f: &Frame<'_>) -> Table {
    let lang = f.lang();
    let rows = f.estate().seals.uses.iter().map(|(id, u)| line(f, *id, u).map(Value::text).to_vec()).collect();
    Table {
        sheet: t!(lang, "seals-title").to_owned(),
        title: format!("{} {}", f.name(), t!(lang, "seals-title")),
        columns: register_heads(lang).iter().map(|h| Column::new(*h, 20)).collect(),
        rows,
        footer: Vec::new(),
    }
}
