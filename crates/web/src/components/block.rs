//! Small blocks: cards, sections, entries, facts, notices, tags, empty states, steps, pages of a list.

use super::action::{Link, link, more};
use super::words::{flow, title};
use crate::icons::Icon;
use crate::t;
use crate::text::Lang;
use maud::{Markup, html};

/// A card.
#[must_use]
pub fn card(content: Markup) -> Markup {
    html! { section .card { (content) } }
}

/// The card of what is going on now: a pine edge on top. One a page.
#[must_use]
pub fn card_now(content: Markup) -> Markup {
    html! { section .card .card-now { (content) } }
}

/// A heading with an optional link or tag at its right, then the content.
#[must_use]
pub fn section(heading: &str, aside: Option<Markup>, content: Markup) -> Markup {
    html! {
        section .sect {
            div .sect-head { h2 { (title(heading)) } @if let Some(aside) = aside { (aside) } }
            (content)
        }
    }
}

/// What a tag says beside its word. The sign comes with the kind; colour is the third sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagKind {
    /// Under way: flag, pine.
    Now,
    /// A deadline: clock, ochre.
    Soon,
    /// Overdue, wrong: triangle, 朱.
    Over,
    /// Done, passed: check, grey.
    Done,
    /// Not passed: minus, grey. A result, not a fault.
    Not,
    /// Who can see this: outlined, with a lock.
    Seen,
    /// A number or a plain word: outlined, without a sign.
    Plain,
}

impl TagKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Now => "tag tag-now",
            Self::Soon => "tag tag-soon",
            Self::Over => "tag tag-over",
            Self::Done | Self::Not => "tag tag-done",
            Self::Seen | Self::Plain => "tag tag-line",
        }
    }

    const fn icon(self) -> Option<Icon> {
        match self {
            Self::Now => Some(Icon::Flag),
            Self::Soon => Some(Icon::Clock),
            Self::Over => Some(Icon::Triangle),
            Self::Done => Some(Icon::Check),
            Self::Not => Some(Icon::Minus),
            Self::Seen => Some(Icon::Lock),
            Self::Plain => None,
        }
    }
}

/// A tag.
#[derive(Clone, Copy, Debug)]
pub struct Tag<'a> {
    /// Its kind.
    pub kind: TagKind,
    /// Its word.
    pub text: &'a str,
}

/// Draws a tag: icon and word, one line, never clickable.
#[must_use]
pub fn tag(t: Tag<'_>) -> Markup {
    html! { span class=(t.kind.class()) { @if let Some(icon) = t.kind.icon() { (icon) } (t.text) } }
}

/// The tag of a deadline: ochre until its day is over, 朱 from the day after.
#[must_use]
pub fn due_tag(lang: Lang, due: crate::format::Due) -> Markup {
    let kind = if matches!(due, crate::format::Due::Over(_)) { TagKind::Over } else { TagKind::Soon };
    tag(Tag { kind, text: &due.text(lang) })
}

/// One thing in a list: a link, a tag, one line.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its page.
    pub href: &'a str,
    /// How it stands.
    pub tag: Option<Tag<'a>>,
    /// One line more.
    pub line: Option<&'a str>,
}

/// A list of things in one card.
#[must_use]
pub fn entries(list: &[Entry<'_>]) -> Markup {
    entries_with(list, &[])
}

/// The same with something to do beside each, as many as there are.
#[must_use]
pub fn entries_with(list: &[Entry<'_>], beside: &[Markup]) -> Markup {
    html! {
        ul .entries {
            @for (i, e) in list.iter().enumerate() {
                li {
                    // No heading: the list may stand right under a page's title, or deep in a section.
                    p .name { a href=(e.href) { (title(e.title)) } }
                    @if e.tag.is_some() || e.line.is_some() {
                        p {
                            @if let Some(t) = e.tag { (tag(t)) " " }
                            @if let Some(line) = e.line { span .meta { (flow(line)) } }
                        }
                    }
                    @if let Some(beside) = beside.get(i) { (beside) }
                }
            }
        }
    }
}

/// A fact: what, and what it is.
#[derive(Clone, Debug)]
pub struct Fact<'a> {
    /// 花多少.
    pub label: &'a str,
    /// 645,000元，不用各家另交钱.
    pub value: Markup,
}

impl<'a> Fact<'a> {
    /// A fact of plain words.
    #[must_use]
    pub fn text(label: &'a str, value: &str) -> Self {
        Self { label, value: flow(value) }
    }
}

/// Facts, label beside value; in elder mode label over value.
#[must_use]
pub fn facts(list: &[Fact<'_>]) -> Markup {
    html! { dl .facts data-read { @for f in list { div { dt { (flow(f.label)) } dd { (f.value) } } } } }
}

/// A sum or count set large: what, how much, one line more.
#[derive(Clone, Debug)]
pub struct Sum<'a> {
    /// 维修资金结余.
    pub label: &'a str,
    /// 214.36 and 万元.
    pub figure: crate::format::Figure,
    /// 够用约7年.
    pub line: Option<&'a str>,
}

/// Sums side by side, one below the other where they do not fit.
#[must_use]
pub fn sums(list: &[Sum<'_>]) -> Markup {
    html! {
        div .sums {
            @for s in list {
                div {
                    p .meta { (s.label) }
                    p .sum { b { (s.figure.before) (s.figure.number) } @if !s.figure.unit.is_empty() { " " small { (s.figure.unit.trim()) } } }
                    @if let Some(line) = s.line { p .meta { (flow(line)) } }
                }
            }
        }
    }
}

/// Whom to ask.
#[derive(Clone, Copy, Debug)]
pub struct Contact<'a> {
    /// 物业报修.
    pub what: &'a str,
    /// 安居物业，24小时.
    pub line: &'a str,
    /// 拨打 and `tel:`, where there is a number.
    pub call: Option<Link<'a>>,
}

/// Whom to ask for what.
#[must_use]
pub fn contacts(list: &[Contact<'_>]) -> Markup {
    html! {
        ul .contacts {
            @for c in list {
                li {
                    div { b { (c.what) } p .meta { (flow(c.line)) } }
                    // A list of links that all read 拨打 is no list to who only hears it.
                    @if let Some(l) = c.call { a .more href=(l.href) { (l.label) span .vh { " " (c.what) } } }
                }
            }
        }
    }
}

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// 说明, pine.
    Explain,
    /// 注意, ochre.
    Mind,
    /// 出错, 朱.
    Wrong,
}

/// A notice: at most two sentences, where it matters.
#[derive(Clone, Debug)]
pub struct Notice<'a> {
    /// What it is about.
    pub kind: NoticeKind,
    /// Another icon than the kind's own.
    pub icon: Option<Icon>,
    /// What it says.
    pub text: Markup,
    /// Where to go from it.
    pub link: Option<Link<'a>>,
}

impl Notice<'_> {
    /// A notice of plain words.
    #[must_use]
    pub fn text(kind: NoticeKind, text: &str) -> Self {
        Self { kind, icon: None, text: flow(text), link: None }
    }
}

/// Draws a notice.
#[must_use]
pub fn notice(n: Notice<'_>) -> Markup {
    let (class, icon) = match n.kind {
        NoticeKind::Explain => ("note", Icon::Info),
        NoticeKind::Mind => ("note note-mind", Icon::Clock),
        NoticeKind::Wrong => ("note note-wrong", Icon::Triangle),
    };
    html! {
        div class=(class) {
            (n.icon.unwrap_or(icon))
            p data-read { (n.text) }
            @if let Some(l) = n.link { (more(l)) }
        }
    }
}

/// How something is decided, and the law as a link: quiet, beside what it is about.
#[must_use]
pub fn law_note(lead: &str, text: &str, law: Link<'_>) -> Markup {
    html! { div .law { p { b { (lead) } " " (flow(text)) } p { (link(law)) } } }
}

/// A door plate, the unit in large, and beside it who one is there: on a ballot, a receipt, a visit.
#[must_use]
pub fn at_door(line: &str, room: &str, content: Markup) -> Markup {
    html! { div .at-door { p .plate { small { (line) } b { (room) } } div { (content) } } }
}

/// A sentence under a title.
#[must_use]
pub fn lead(text: &str) -> Markup {
    html! { p .lead data-read { (flow(text)) } }
}

/// A small second line: when, who, how many.
#[must_use]
pub fn meta(text: &str) -> Markup {
    html! { p .meta { (flow(text)) } }
}

/// The head of a card that has no title of its own: a tag at the left, what matters at the right.
#[must_use]
pub fn card_head(left: Markup, right: Markup) -> Markup {
    html! { div .sect-head { (left) (right) } }
}

/// An empty state: what is not there, what will appear, a way to the past.
#[derive(Clone, Copy, Debug)]
pub struct Empty<'a> {
    /// One small line drawing.
    pub icon: Icon,
    /// 现在没有要表决的事.
    pub what: &'a str,
    /// 有了会在这里写出来.
    pub then: &'a str,
    /// 看看以前的表决.
    pub past: Option<Link<'a>>,
}

/// Draws an empty state.
#[must_use]
pub fn empty(e: Empty<'_>) -> Markup {
    html! {
        div .empty {
            (e.icon)
            p { b { (flow(e.what)) } }
            p .meta { (flow(e.then)) }
            @if let Some(l) = e.past { (more(l)) }
        }
    }
}

/// What was recorded, its number, who acts next and by when.
#[derive(Clone, Copy, Debug)]
pub struct Done<'a> {
    /// 已经记下.
    pub title: &'a str,
    /// 事项2026-0131，楼道灯不亮。
    pub what: &'a str,
    /// 物业三天内答复您。
    pub next: &'a str,
}

/// Draws what was done.
#[must_use]
pub fn done(d: Done<'_>) -> Markup {
    html! {
        div .done {
            (Icon::Check)
            div { h2 tabindex="-1" { (title(d.title)) } p { (flow(d.what)) } p .meta { (flow(d.next)) } }
        }
    }
}

/// What comes next, in numbered steps.
#[must_use]
pub fn steps(list: &[&str]) -> Markup {
    html! { ol .steps { @for s in list { li { p data-read { (flow(s)) } } } } }
}

/// Where a list goes on.
#[derive(Clone, Copy, Debug)]
pub struct Pagination<'a> {
    /// This page, from 1.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
    /// The page before.
    pub previous: Option<&'a str>,
    /// The page after.
    pub next: Option<&'a str>,
}

/// Draws the way through a list's pages; nothing where there is only one.
#[must_use]
pub fn pagination(lang: Lang, p: Pagination<'_>) -> Markup {
    html! {
        @if p.pages > 1 {
            nav .pages aria-label=(t!(lang, "list-pages")) {
                @if let Some(href) = p.previous {
                    a .pill href=(href) rel="prev" { (Icon::Back) (t!(lang, "list-previous")) }
                }
                span { (flow(&t!(lang, "list-page-of", page = p.page, pages = p.pages))) }
                @if let Some(href) = p.next {
                    a .pill href=(href) rel="next" { (t!(lang, "list-next")) (Icon::Forward) }
                }
            }
        }
    }
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// 实测, a full disc.
    Measured,
    /// 引用, a half disc.
    Quoted,
    /// 假定, a dashed circle.
    Assumed,
}

/// The sign and word of where a value comes from.
#[must_use]
pub fn basis(lang: Lang, basis: Basis) -> Markup {
    let word = match basis {
        Basis::Measured => t!(lang, "basis-measured"),
        Basis::Quoted => t!(lang, "basis-quoted"),
        Basis::Assumed => t!(lang, "basis-assumed"),
    };
    html! {
        span .basis {
            svg .i viewBox="0 0 24 24" aria-hidden="true" focusable="false" {
                @match basis {
                    Basis::Measured => { circle .filled cx="12" cy="12" r="8" {} }
                    Basis::Quoted => { circle cx="12" cy="12" r="8" {} path .filled d="M12 4a8 8 0 0 1 0 16z" {} }
                    Basis::Assumed => { circle cx="12" cy="12" r="8" stroke-dasharray="3.2 3" {} }
                }
            }
            (word)
        }
    }
}
