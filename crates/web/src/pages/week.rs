//! 本周: every deadline of one person in every estate they work for, on one page; and the same as a calendar feed, so
//! that nobody has to look.

use super::desk::{href, todo_of, todo_text};
use super::open;
use crate::components::{Empty, Entry, Tag, TagKind, card, empty, entries, flow, meta, section};
use crate::format::Due;
use crate::icons::Icon;
use crate::layout::{PageHead, page_head, wrap};
use crate::pages::problem::plain_page;
use crate::reply::{Problem, Reply, page};
use crate::t;
use crate::text::Lang;
use crate::visit::{At, Visit};
use app::{Error, EstateView, Who};
use authority::Act;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse as _;
use estate::posting::Paper;
use estate::todo::{Todo, todo};
use maud::{Markup, html};
use office::calendar;
use std::collections::BTreeMap;
use units::{AccountId, Actor, Day, StreamId};

/// Something that waits for this person.
struct Wait {
    estate: String,
    stream: StreamId,
    todo: Todo,
    words: String,
    matter: String,
    href: String,
}

/// `GET /week`
pub async fn show(visit: Visit) -> Reply {
    let Some(session) = &visit.session else { return Err(Problem::SignIn(visit.path.clone())) };
    let (estates, waits) = waits(&visit, session.account).await?;
    let key = visit.site.app.calendar_key(session.account).await?;
    let address = format!("{}/calendar/{key}", visit.origin);
    Ok(page(&visit, StatusCode::OK, week_page(&visit, estates, &waits, &address)))
}

/// `GET /calendar/{key}`
pub async fn feed(visit: Visit, At(key): At<String>) -> Reply {
    let account = visit.site.app.calendar_of(&key).await?.ok_or(Problem::NotFound)?;
    let (_, waits) = waits(&visit, account).await?;
    let entry = |wait: &Wait| {
        // Roll, notice and result of one vote are hung by days of their own.
        let paper = wait.todo.paper.map_or("", Paper::word);
        let subject = format!("{} {:?} {} {paper}", wait.stream, wait.todo.of, wait.todo.what.word());
        Some(calendar::Entry {
            id: format!("{}@yihe", visit.site.app.record().keys().digest("deadline", subject.as_bytes())),
            day: wait.todo.due?,
            summary: format!("{}：{}", wait.estate, wait.words),
            description: wait.matter.clone(),
            url: format!("{}{}", visit.origin, wait.href),
        })
    };
    let entries: Vec<_> = waits.iter().filter_map(entry).collect();
    let lang = visit.look.lang;
    let text = calendar::write(t!(lang, "week-calendar-name"), lang.tag(), visit.site.app.now(), &entries);
    Ok(([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], text).into_response())
}

/// In how many estates an account has work, and everything there that it may do; the most pressing first.
async fn waits(visit: &Visit, account: AccountId) -> Result<(usize, Vec<Wait>), Problem> {
    let app = &visit.site.app;
    let mut people: BTreeMap<StreamId, Vec<Who>> = BTreeMap::new();
    for acting in app.choices(account).await? {
        if acting.district {
            let who = app.vouch(acting.stream, acting.person, acting.capacity).await?;
            for listed in app.district(acting.stream, |d, _| d.estates.clone()).await? {
                people.entry(listed.stream).or_default().push(who);
            }
        } else {
            let who = Who { actor: Actor::Person(acting.person), capacity: acting.capacity, vouched: false };
            people.entry(acting.stream).or_default().push(who);
        }
    }
    let (mut estates, mut found) = (0, Vec::new());
    for (stream, people) in people {
        let seen = app.estate(stream, |view| of_estate(visit.look.lang, view, &people)).await;
        let seen = match seen {
            // One record that cannot be read takes nobody else's deadlines away; its own page says what is wrong.
            Err(Error::Unavailable(_) | Error::NotFound) => continue,
            seen => seen?,
        };
        estates += usize::from(seen.is_some());
        found.extend(seen.into_iter().flatten());
    }
    found.sort_by(|a, b| {
        let key = |w: &Wait| (w.todo.due.is_none(), w.todo.due);
        key(a).cmp(&key(b)).then_with(|| a.estate.cmp(&b.estate)).then(a.todo.what.cmp(&b.todo.what))
    });
    Ok((estates, found))
}

/// What waits for these people in an estate; `None` where none of them works at the desk.
fn of_estate(lang: Lang, view: &EstateView<'_>, people: &[Who]) -> Option<Vec<Wait>> {
    let may = |act: Act| people.iter().any(|who| view.may(who, act));
    if !may(Act::ViewDesk) {
        return None;
    }
    let estate = open(lang, view.estate.founding.name.as_ref()).to_owned();
    let mine = |t: &Todo| Act::from_word(t.what.act()).is_some_and(may);
    let waits = todo(view.estate, view.book, view.now).into_iter().filter(mine).map(|todo| Wait {
        estate: estate.clone(),
        stream: view.stream,
        words: todo_text(lang, &todo),
        matter: todo_of(lang, view.estate, todo.of),
        href: href(|to| format!("/e/{}{to}", view.stream), &todo, may(Act::Serve)),
        todo,
    });
    Some(waits.collect())
}

fn week_page(visit: &Visit, estates: usize, waits: &[Wait], address: &str) -> Markup {
    let (lang, today) = (visit.look.lang, visit.site.app.now().day());
    let within = |from: Option<i32>, to: Option<i32>| {
        move |day: Day| {
            let left = today.days_until(day);
            from.is_none_or(|from| left >= from) && to.is_none_or(|to| left <= to)
        }
    };
    let dated = |fits: &dyn Fn(Day) -> bool| waits.iter().filter(|w| w.todo.due.is_some_and(fits)).collect::<Vec<_>>();
    let parts: [(&str, Vec<&Wait>); 5] = [
        (t!(lang, "week-over"), dated(&within(None, Some(-1)))),
        (t!(lang, "week-today"), dated(&within(Some(0), Some(0)))),
        (t!(lang, "week-soon"), dated(&within(Some(1), Some(7)))),
        (t!(lang, "week-later"), dated(&within(Some(8), None))),
        (t!(lang, "week-open"), waits.iter().filter(|w| w.todo.due.is_none()).collect()),
    ];
    let title = t!(lang, "week-title");
    let lead = t!(lang, "week-lead", estates = estates, n = waits.len());
    let content = wrap(html! {
        (page_head(PageHead { title, lead: Some(&lead), ..PageHead::default() }))
        div .stack {
            @if waits.is_empty() {
                (card(empty(Empty { icon: Icon::Leaf, what: t!(lang, "week-none"), then: t!(lang, "week-none-then"), past: None })))
            }
            @for (heading, part) in parts.iter().filter(|(_, part)| !part.is_empty()) {
                (section(heading, None, card(list(lang, today, part))))
            }
            (card(html! {
                h2 { (t!(lang, "week-calendar")) }
                p { (flow(t!(lang, "week-calendar-lead"))) }
                p { code .address { (address) } }
                (meta(t!(lang, "week-calendar-key")))
                (meta(t!(lang, "week-print")))
            }))
        }
    });
    plain_page(visit, title, content)
}

fn list(lang: Lang, today: Day, waits: &[&Wait]) -> Markup {
    let lines: Vec<(String, Option<(TagKind, String)>)> = waits
        .iter()
        .map(|wait| {
            let line = if wait.matter.is_empty() {
                wait.estate.clone()
            } else {
                format!("{} · {}", wait.estate, wait.matter)
            };
            let due = wait.todo.due.map(|day| Due::of(day, today));
            let kind = |due: &Due| if matches!(due, Due::Over(_)) { TagKind::Over } else { TagKind::Soon };
            (line, due.map(|due| (kind(&due), due.text(lang))))
        })
        .collect();
    let rows: Vec<Entry<'_>> = waits
        .iter()
        .zip(&lines)
        .map(|(wait, (line, tag))| Entry {
            title: &wait.words,
            href: &wait.href,
            tag: tag.as_ref().map(|(kind, text)| Tag { kind: *kind, text }),
            line: Some(line),
        })
        .collect();
    entries(&rows)
}
