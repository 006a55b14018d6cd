//! 用印公布: at the end of each period what was sealed is published, for everybody: number, day, what for, pages and
//! copies, approved by which posts. A purpose that names somebody stays out. Each list is kept with the head of the record
//! it was drawn at, and prints on A4.

use super::{document_name, ground_text, held, number, seal_name};
use crate::components::print::{PrintRow, Signatures, paragraph, print_words, signatures};
use crate::components::{
    Button, Choice, Column, Entry, Fact, Field, Link, LinkButton, Notice, NoticeKind, Row, Table, button, buttons,
    card, checkbox, entries, facts, flow, hidden, link_button, meta, more, notice, table,
};
use crate::form::Form;
use crate::format;
use crate::icons::Icon;
use crate::layout::{PageHead, columns, page_head, wrap};
use crate::pages::paper_frame::{Checked, Heading};
use crate::pages::{Frame, Section, Shape, open};
use crate::reply::{Problem, Reply, page, to};
use crate::say::refused;
use crate::t;
use crate::visit::{At, Visit};
use app::EstateView;
use authority::Act;
use axum::http::StatusCode;
use estate::seals::{Command, List, Period, Use, due, period_of};
use law::{Key, Refusal};
use maud::{Markup, html};
use std::collections::BTreeMap;
use units::{Capacity, Day, SealUseId, StreamId};

/// `GET /e/{estate}/seals/lists`
pub async fn show(visit: Visit, At(estate): At<StreamId>) -> Reply {
    let who = visit.who(estate).await?;
    visit.draw(estate, |view| lists_page(&Frame { visit: &visit, who, view }, &Form::default(), &[])).await
}

/// What is to be published today.
fn due_now(f: &Frame<'_>) -> Option<Period> {
    due(f.estate(), &f.view.law(), f.today())
}

fn span(f: &Frame<'_>, from: Day, to: Day) -> String {
    t!(f.lang(), "format-period", from = format::date_full(f.lang(), from), to = format::date_full(f.lang(), to))
}

/// Who approved, by their posts: 主任、委员2人. Names stand in the register, for those who may read it.
fn posts(f: &Frame<'_>, held: &Use) -> String {
    let lang = f.lang();
    let mut of: BTreeMap<Capacity, usize> = BTreeMap::new();
    for stamp in &held.approved {
        *of.entry(stamp.capacity).or_default() += 1;
    }
    let words = of.into_iter().map(|(capacity, n)| match n {
        1 => format::capacity(lang, capacity).to_owned(),
        n => t!(lang, "seal-list-posts", post = format::capacity(lang, capacity), n = n),
    });
    words.collect::<Vec<_>>().join(t!(lang, "say-comma"))
}

/// A line of a list.
fn line(f: &Frame<'_>, withheld: bool, id: SealUseId, used: &Use) -> [String; 5] {
    let lang = f.lang();
    let mut what =
        vec![if withheld { t!(lang, "seal-list-withheld") } else { open(lang, Some(&used.purpose)) }.to_owned()];
    what.extend(used.document.map(|document| document_name(f, document)));
    what.extend((held(f).len() > 1).then(|| seal_name(lang, used.seal).to_owned()));
    what.extend(used.ground.map(|ground| ground_text(f, ground)));
    [
        number(lang, id),
        used.used.map(|s| format::date_full(lang, s.at.day())).unwrap_or_default(),
        what.join(t!(lang, "seal-list-joint")),
        t!(lang, "seal-amount", pages = used.pages, copies = used.copies),
        posts(f, used),
    ]
}

fn heads(f: &Frame<'_>) -> [&'static str; 5] {
    let lang = f.lang();
    [
        t!(lang, "doc-number-label"),
        t!(lang, "seal-list-day"),
        t!(lang, "seal-purpose"),
        t!(lang, "seal-list-amount"),
        t!(lang, "seal-list-approved"),
    ]
}

fn list_table(f: &Frame<'_>, caption: &str, rows: &[[String; 5]]) -> Markup {
    let lang = f.lang();
    let [id, day, what, amount, approved] = heads(f);
    let rows: Vec<Row> = rows.iter().map(|cells| Row::of(cells.iter().map(|c| flow(c)))).collect();
    html! {
        @if rows.is_empty() { p { (flow(t!(lang, "seal-list-none"))) } }
        @else {
            (table(Table {
                lang,
                caption,
                caption_hidden: true,
                columns: &[Column::text(id), Column::text(day).stays(), Column::text(what).stays(), Column::text(amount), Column::text(approved)],
                rows: &rows,
                total: None,
            }))
        }
    }
}

fn lines(f: &Frame<'_>, list: &List) -> Vec<[String; 5]> {
    let uses = f.estate().seals.used_in(list.from, list.to);
    uses.map(|(id, used)| line(f, list.withheld.contains(&id), id, used)).collect()
}

fn lists_page(f: &Frame<'_>, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let lists = &f.estate().seals.lists;
    let all: Vec<(usize, &List)> = lists.iter().enumerate().map(|(i, list)| (i + 1, list)).rev().collect();
    let due = due_now(f);
    let content = wrap(html! {
        (page_head(PageHead { back: Some(Link::new(t!(lang, "nav-board"), &f.at(""))), title: t!(lang, "seal-lists-title"), lead: Some(t!(lang, "seal-lists-lead")), tags: None }))
        (refused(lang, refusals))
        (columns(
            html! { div .stack {
                @if let Some(period) = due {
                    @if f.may(Act::PublishSeals) { (publish_form(f, period, form)) }
                    @else { (notice(Notice::text(NoticeKind::Mind, &t!(lang, "seal-list-waits", period = span(f, period.from, period.to))))) }
                }
                @match all.first() {
                    Some((n, list)) => (newest(f, *n, list)),
                    None => (card(html! { p { (flow(t!(lang, "seal-lists-none"))) } })),
                }
            } },
            html! { div .stack {
                (when(f))
                @if all.len() > 1 { (earlier(f, &all[1..])) }
                @if f.may(Act::ViewSeals) { (buttons(link_button(LinkButton::second(t!(lang, "seals-title"), &f.at("/seals"))))) }
            } },
        ))
    });
    f.page(
        Shape { title: t!(lang, "seal-lists-title"), section: Section::Board, desk: true, ..Shape::default() },
        content,
    )
}

/// How often, by which rule, and when the next one is.
fn when(f: &Frame<'_>) -> Markup {
    let (lang, law) = (f.lang(), f.view.law());
    let Some(rule) = law.get(Key::SealPublish) else { return html! {} };
    let months = rule.frozen.value.number().unwrap_or(0);
    card(html! {
        h2 { (t!(lang, "seal-list-when")) }
        p { (flow(&t!(lang, "seal-list-every", n = months))) }
        @if let Some(now) = period_of(&law, f.today()) { p { (flow(&t!(lang, "seal-list-next", day = format::date(lang, now.to, f.today())))) } }
        (meta(&crate::say::article(lang, &rule.frozen.cite)))
    })
}

fn publish_form(f: &Frame<'_>, period: Period, form: &Form) -> Markup {
    let lang = f.lang();
    let uses: Vec<(SealUseId, &Use)> = f.estate().seals.used_in(period.from, period.to).collect();
    let rows: Vec<[String; 5]> = uses.iter().map(|(id, used)| line(f, false, *id, used)).collect();
    let period_text = span(f, period.from, period.to);
    card(html! {
        h2 { (t!(lang, "seal-list-due")) }
        p { b { (flow(&period_text)) } }
        p { (flow(&t!(lang, "seal-list-due-lead", n = uses.len(), until = format::date(lang, period.until(), f.today())))) }
        (list_table(f, &period_text, &rows))
        (f.form("/seals/lists", html! {
            (hidden(&[("to", &period.to.to_string())]))
            @if !uses.is_empty() {
                details open[form.iter().any(|(name, _)| name.starts_with(WITHHELD))] {
                    summary { (t!(lang, "seal-list-withhold")) }
                    p { (flow(t!(lang, "seal-list-withhold-lead"))) }
                    @for (id, used) in &uses {
                        @let name = format!("{WITHHELD}{id}");
                        (checkbox(Field::new(lang, &name, ""), Choice { value: "yes", label: &number(lang, *id), note: Some(open(lang, Some(&used.purpose))), sign: None }, form.has(&name)))
                    }
                }
            }
            (button(Button::primary(t!(lang, "seal-list-publish")).busy(t!(lang, "recording"))))
        }))
    })
}

/// In a form: the entry behind it stands on the list without its purpose.
const WITHHELD: &str = "withheld-";

fn newest(f: &Frame<'_>, n: usize, list: &List) -> Markup {
    let lang = f.lang();
    let (rows, title) = (lines(f, list), span(f, list.from, list.to));
    card(html! {
        h2 { (t!(lang, "seal-list-newest")) }
        p { b { (flow(&title)) } }
        @if !rows.is_empty() { p { (flow(&t!(lang, "seal-list-count", n = rows.len()))) } }
        (list_table(f, &title, &rows))
        (facts(&[
            Fact::text(t!(lang, "seal-list-published"), &t!(lang, "told-line", at = format::moment(lang, list.published.at, f.today()), by = f.actor(list.published.actor, list.published.capacity))),
            Fact { label: t!(lang, "seal-list-head"), value: html! { span .mono { (t!(lang, "shell-record", seq = list.seq)) br; (format::hash(&list.head.to_string(), 4)) } } },
        ]))
        (buttons(link_button(LinkButton::second(t!(lang, "seal-list-print"), &f.at(&format!("/seals/lists/{n}"))).icon(Icon::Printer))))
    })
}

fn earlier(f: &Frame<'_>, list: &[(usize, &List)]) -> Markup {
    let lang = f.lang();
    let texts: Vec<(String, String, String)> = list
        .iter()
        .map(|(n, l)| {
            let count = t!(lang, "seal-list-count", n = f.estate().seals.used_in(l.from, l.to).count());
            let line = t!(lang, "told-line", at = count, by = span(f, l.from, l.to));
            (t!(lang, "seal-list-number", n = *n), f.at(&format!("/seals/lists/{n}")), line)
        })
        .collect();
    let rows: Vec<Entry<'_>> =
        texts.iter().map(|(title, href, line)| Entry { title, href, tag: None, line: Some(line) }).collect();
    card(html! { h2 { (t!(lang, "seal-lists-earlier")) } (entries(&rows)) })
}

/// On the board: the newest list, for as long as there is no newer one.
pub fn board_card(f: &Frame<'_>) -> Markup {
    let lang = f.lang();
    let Some(list) = f.estate().seals.lists.last() else { return html! {} };
    let n = f.estate().seals.used_in(list.from, list.to).count();
    card(html! {
        h2 { (t!(lang, "seal-lists-title")) }
        p { (flow(&span(f, list.from, list.to))) br; (flow(&t!(lang, "seal-list-count", n = n))) }
        p { (more(Link::new(t!(lang, "seal-lists-see"), &f.at("/seals/lists")))) }
    })
}

/// Beside the register: what was published, and what is to be.
pub fn due_card(f: &Frame<'_>) -> Markup {
    let lang = f.lang();
    let due = due_now(f);
    card(html! {
        h2 { (t!(lang, "seal-lists-title")) }
        @match due {
            Some(period) => p { (flow(&t!(lang, "seal-list-waits", period = span(f, period.from, period.to)))) },
            None => p { (flow(t!(lang, "seal-lists-lead"))) },
        }
        (buttons(link_button(LinkButton::second(t!(lang, "seal-lists-see"), &f.at("/seals/lists")))))
    })
}

/// `POST /e/{estate}/seals/lists`
pub async fn publish(visit: Visit, At(estate): At<StreamId>, form: Form) -> Reply {
    visit.check(&form)?;
    let who = visit.who_may(estate, Act::PublishSeals).await?;
    let to_day = form.day("to").ok_or(Problem::BadRequest)?;
    let withheld: Option<Vec<SealUseId>> =
        form.iter().filter_map(|(name, _)| name.strip_prefix(WITHHELD)).map(|id| id.parse().ok()).collect();
    let withheld = withheld.ok_or(Problem::BadRequest)?;
    // A period that is over gets no further uses: the list is the same at every head from now on, and this one is kept.
    let (seq, head) = visit.site.app.estate(estate, |v| (v.seq, v.root())).await?;
    let command = Command::Publish { to: to_day, withheld, seq, head };
    match visit.send(estate, who, &form, estate::Command::Seals(command)).await? {
        Ok(_) => Ok(to(&format!("/e/{estate}/seals/lists"))),
        Err(refusals) => {
            visit.draw_refused(estate, |view| lists_page(&Frame { visit: &visit, who, view }, &form, &refusals)).await
        }
    }
}

/// `GET /e/{estate}/seals/lists/{list}`
pub async fn paper(visit: Visit, At((estate, n)): At<(StreamId, u32)>) -> Reply {
    let who = visit.who(estate).await?;
    let draw = |view: &EstateView<'_>| {
        let list = view.estate.seals.list(n)?;
        Some(list_paper(&Frame { visit: &visit, who, view }, list))
    };
    let markup = visit.site.app.estate(estate, draw).await?.ok_or(Problem::NotFound)?;
    Ok(page(&visit, StatusCode::OK, markup))
}

/// A list on A4, with the head it was drawn at.
fn list_paper(f: &Frame<'_>, list: &List) -> Markup {
    let lang = f.lang();
    let rows: Vec<PrintRow> =
        lines(f, list).into_iter().map(|cells| PrintRow { cells: cells.to_vec(), under: false, key: false }).collect();
    let committee = t!(lang, "paper-committee", name = f.name());
    let law = f.estate().founding.law(f.view.book, list.published.at.day());
    let rule = law.get(Key::SealPublish).map(|r| crate::say::article(lang, &r.frozen.cite)).unwrap_or_default();
    let note = t!(lang, "seal-list-print-note", rule = rule);
    let content = html! {
        (paragraph(&t!(lang, "seal-list-print-lead", period = span(f, list.from, list.to), n = rows.len())))
        @if rows.is_empty() { (paragraph(&note)) } @else { (print_words(&heads(f), &rows, &note)) }
        (signatures(Signatures { lang, roles: &[t!(lang, "seal-list-signs")], issuer: &committee, day: list.published.at.day() }))
    };
    let (title, back) = (t!(lang, "seal-lists-title"), f.at("/seals/lists"));
    let checked = Checked { seq: list.seq, at: list.published.at, root: list.head, posting: true };
    let paper = Heading { issuer: &committee, number: "", title, to: "/seals/lists", back: Link::new(title, &back) };
    f.paper_as_of(&paper, &checked, content)
}
