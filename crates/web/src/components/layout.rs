//! The whole document: what stands around every page.
//!
//! A page gives its title, who looks and from where, and its own content; [`Page::document`] adds the bar, the footer
//! with everything that did not fit into the bar, and the quiet proof line. It works without script: “目录” is a link to
//! the footer, sizes and languages are links.

use super::action::Link;
use super::words::{flow, spoken, title};
use crate::icons::{Icon, mark};
use crate::text::Lang;
use crate::{assets, format, t};
use maud::{DOCTYPE, Markup, html};

/// How large the page is set; kept per device and per person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Base 20 px (18 on desk pages on a wide screen).
    #[default]
    Normal,
    /// 大字, base 26 px.
    Large,
    /// 特大, base 30 px.
    XLarge,
}

impl Mode {
    /// All, smallest first.
    pub const ALL: [Self; 3] = [Self::Normal, Self::Large, Self::XLarge];

    /// For cookies, addresses and `data-mode`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Large => "large",
            Self::XLarge => "xlarge",
        }
    }

    /// The mode of this name.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.word() == word)
    }

    /// Where the link in the bar leads: one step larger, from the largest back to normal.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Normal => Self::Large,
            Self::Large => Self::XLarge,
            Self::XLarge => Self::Normal,
        }
    }

    fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Normal => t!(lang, "shell-size-normal"),
            Self::Large => t!(lang, "shell-size-large"),
            Self::XLarge => t!(lang, "shell-size-xlarge"),
        }
    }
}

/// Day or night.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// As the device says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// All, the default first.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// For cookies, addresses and `data-theme`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of this name.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.word() == word)
    }

    fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::System => t!(lang, "shell-theme-system"),
            Self::Light => t!(lang, "shell-theme-light"),
            Self::Dark => t!(lang, "shell-theme-dark"),
        }
    }
}

/// How one reader wants pages: three words that travel with the request and key the page cache.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Look {
    /// Language.
    pub lang: Lang,
    /// Size.
    pub mode: Mode,
    /// Day or night.
    pub theme: Theme,
}

impl Look {
    /// Name of the cookie that keeps it on a device.
    pub const COOKIE: &str = "look";

    /// From the cookie's value (`zh-CN.large.dark`) and the `Accept-Language` header, each if there is one.
    #[must_use]
    pub fn read(cookie: Option<&str>, accept_language: Option<&str>) -> Self {
        let mut words = cookie.unwrap_or_default().split('.');
        let lang = words.next().filter(|w| !w.is_empty()).and_then(Lang::from_tag);
        Self {
            lang: lang.unwrap_or_else(|| Lang::from_accept_language(accept_language.unwrap_or_default())),
            mode: words.next().and_then(Mode::from_word).unwrap_or_default(),
            theme: words.next().and_then(Theme::from_word).unwrap_or_default(),
        }
    }

    /// The cookie's value.
    #[must_use]
    pub fn cookie(self) -> String {
        format!("{}.{}.{}", self.lang.tag(), self.mode.word(), self.theme.word())
    }

    /// Takes up one change from an address such as `/look?size=large&to=…` (`size`, `theme` or `lang`).
    #[must_use]
    pub fn with(self, name: &str, value: &str) -> Self {
        match name {
            "size" => Self { mode: Mode::from_word(value).unwrap_or(self.mode), ..self },
            "theme" => Self { theme: Theme::from_word(value).unwrap_or(self.theme), ..self },
            "lang" => Self { lang: Lang::from_tag(value).unwrap_or(self.lang), ..self },
            _ => self,
        }
    }
}

/// Addresses that change the look and come back to the same page.
#[derive(Clone, Debug)]
pub struct Switches {
    /// For [`Mode::ALL`].
    pub sizes: [String; 3],
    /// For [`Theme::ALL`].
    pub themes: [String; 3],
    /// For the other language.
    pub language: String,
}

impl Switches {
    /// `/look?size=large&to=/m/1` and so on: `path` answers them with the cookie of [`Look::with`] and a redirect to
    /// `here`, which must be a path of ours and not an address elsewhere.
    #[must_use]
    pub fn at(path: &str, here: &str, lang: Lang) -> Self {
        let to = encoded(here);
        let link = |name: &str, value: &str| format!("{path}?{name}={value}&to={to}");
        Self {
            sizes: Mode::ALL.map(|m| link("size", m.word())),
            themes: Theme::ALL.map(|m| link("theme", m.word())),
            language: link("lang", lang.other().tag()),
        }
    }
}

/// Where to sign in and come back to `here` from.
#[must_use]
pub fn sign_in_to(here: &str) -> String {
    format!("/sign-in?to={}", encoded(here))
}

/// A path as a value inside an address.
pub(crate) fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The place the page belongs to: an estate, a street. Its name is the title in the bar.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// 槐荫里小区.
    pub name: &'a str,
    /// The second line: 一核.
    pub line: &'a str,
    /// Its first page.
    pub home: &'a str,
}

/// A section in the bar, or a link in the footer.
#[derive(Clone, Copy, Debug)]
pub struct NavItem<'a> {
    /// Its name.
    pub label: &'a str,
    /// Its address.
    pub href: &'a str,
    /// Whether this page is in it.
    pub current: bool,
}

/// Who looks.
#[derive(Clone, Copy, Debug)]
pub enum Who<'a> {
    /// Nobody signed in.
    Visitor {
        /// Where to sign in.
        sign_in: &'a str,
    },
    /// Somebody, in a capacity.
    Person {
        /// Their name, masked where others may look on.
        name: &'a str,
        /// The capacity they act in.
        capacity: &'a str,
        /// Their own page, with the other capacities and signing out.
        href: &'a str,
    },
}

/// What a page was drawn from: the record's number and head. Small and constant at the foot.
#[derive(Clone, Copy, Debug)]
pub struct Proof<'a> {
    /// Number of the last entry seen.
    pub seq: u64,
    /// The head's root in hexadecimal.
    pub head: &'a str,
    /// The page that says how to check it.
    pub how: &'a str,
}

/// Everything around a page's content.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// The title in the tab; [`super::words::BREAK`]s are taken out.
    pub title: &'a str,
    /// Language, size, day or night.
    pub look: Look,
    /// Desk pages take base 18 on wide screens; on a phone they stay at 20.
    pub desk: bool,
    /// A worker's page: the wide container, for tables.
    pub wide: bool,
    /// Whose page.
    pub place: Place<'a>,
    /// Sections: in the bar on a desk, in the footer on phones.
    pub nav: &'a [NavItem<'a>],
    /// Who looks.
    pub who: Who<'a>,
    /// Addresses that change the look.
    pub switches: &'a Switches,
    /// Offer 朗读: where there is something to decide. Read is what carries `data-read`, in order, else all of `main`.
    pub read_aloud: bool,
    /// One sentence at the foot.
    pub note: Option<&'a str>,
    /// Further links at the foot.
    pub links: &'a [Link<'a>],
    /// What it was drawn from.
    pub proof: Option<Proof<'a>>,
}

impl Page<'_> {
    /// The whole document around `content`, which brings its own [`wrap`]s.
    #[must_use]
    pub fn document(&self, content: Markup) -> Markup {
        let lang = self.look.lang;
        html! {
            (DOCTYPE)
            html lang=(lang.tag()) data-mode=(self.look.mode.word()) data-theme=(self.look.theme.word()) data-desk[self.desk] {
                (head(&format!("{} · {}", spoken(self.title), self.place.name)))
                body .wide[self.wide] {
                    a .skip href="#main" { (t!(lang, "shell-skip")) }
                    (self.bar())
                    (patterns())
                    main #main tabindex="-1" { (content) }
                    (self.foot())
                    p #say .vh role="status" aria-live="polite" data-lost=(t!(lang, "shell-lost")) {}
                }
            }
        }
    }

    fn bar(&self) -> Markup {
        let lang = self.look.lang;
        let mode = self.look.mode.next();
        html! {
            header .top {
                div .wrap {
                    a .place href=(self.place.home) {
                        (mark())
                        span { b { (self.place.name) } small { (self.place.line) } }
                    }
                    nav .sections aria-label=(t!(lang, "shell-sections")) {
                        @for item in self.nav { (nav_link(item)) }
                    }
                    div .tools {
                        @if self.read_aloud {
                            button .pill type="button" data-aloud=(t!(lang, "shell-read-stop")) hidden {
                                (Icon::Speaker) span { (t!(lang, "shell-read")) }
                            }
                        }
                        a .pill href=(self.switches.sizes[mode as usize]) { (mode.label(lang)) }
                        a .pill .on-phone href="#catalogue" { (t!(lang, "shell-catalogue")) }
                        (self.who("pill on-desk"))
                    }
                }
            }
        }
    }

    fn who(&self, class: &str) -> Markup {
        let lang = self.look.lang;
        html! {
            @match self.who {
                Who::Visitor { sign_in } => { a class=(class) href=(sign_in) { (t!(lang, "shell-sign-in")) } }
                Who::Person { name, capacity, href } => {
                    a class=(class) href=(href) { (name) @if !capacity.is_empty() { (t!(lang, "shell-dot")) (capacity) } }
                }
            }
        }
    }

    fn foot(&self) -> Markup {
        let lang = self.look.lang;
        let switches = self.switches;
        html! {
            footer .foot #catalogue {
                div .wrap {
                    @if let Some(note) = self.note { p .foot-note { (flow(note)) } }
                    nav .foot-nav aria-label=(t!(lang, "shell-catalogue")) {
                        @for item in self.nav { (nav_link(item)) }
                        @for l in self.links { a href=(l.href) { (l.label) } }
                        (self.who("on-phone"))
                        a href=(switches.language) lang=(lang.other().tag()) hreflang=(lang.other().tag()) {
                            (t!(lang, "shell-other-language"))
                        }
                    }
                    div .foot-look {
                        (options(t!(lang, "shell-size"), &switches.sizes, Mode::ALL.map(|m| (m.label(lang), m == self.look.mode))))
                        (options(t!(lang, "shell-theme"), &switches.themes, Theme::ALL.map(|m| (m.label(lang), m == self.look.theme))))
                    }
                    @if let Some(proof) = self.proof { (proof_line(lang, proof)) }
                }
            }
        }
    }
}

fn nav_link(item: &NavItem<'_>) -> Markup {
    html! { a href=(item.href) aria-current=[item.current.then_some("page")] { (item.label) } }
}

fn options(label: &str, hrefs: &[String; 3], choices: [(&str, bool); 3]) -> Markup {
    html! {
        p {
            span { (label) }
            @for (href, (choice, current)) in hrefs.iter().zip(choices) {
                a href=(href) aria-current=[current.then_some("true")] { (choice) }
            }
        }
    }
}

/// `第18,204号记录 9f2c 71ae 04bd 5e13`: the number, the head of the digest, and how to check it.
#[must_use]
pub fn proof_line(lang: Lang, proof: Proof<'_>) -> Markup {
    html! {
        p .proof {
            span { (flow(&t!(lang, "shell-record", seq = proof.seq))) }
            code { (format::hash(proof.head, 4)) }
            a href=(proof.how) { (t!(lang, "shell-how-to-check")) }
        }
    }
}

/// `<head>` of every document.
pub(super) fn head(title: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            // Room numbers and sums are not telephone numbers.
            meta name="format-detection" content="telephone=no";
            meta name="color-scheme" content="light dark";
            meta name="theme-color" content="#FFFFFF" media="(prefers-color-scheme: light)";
            meta name="theme-color" content="#1D2321" media="(prefers-color-scheme: dark)";
            title { (title) }
            link rel="stylesheet" href=(assets::url("yihe.css"));
            link rel="icon" type="image/svg+xml" href=(assets::url("favicon.svg"));
            link rel="apple-touch-icon" href=(assets::url("icon.png"));
            script src=(assets::url("yihe.js")) defer {}
        }
    }
}

/// Hatching and stripes, once a document: pictures refer to them by `#hatch` and `#stripes`.
pub(super) fn patterns() -> Markup {
    html! {
        svg .defs width="0" height="0" aria-hidden="true" focusable="false" {
            defs {
                pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                    rect .hatch-ground width="8" height="8" {}
                    rect .hatch-line width="3" height="8" {}
                }
                pattern id="stripes" width="14" height="14" patternUnits="userSpaceOnUse" {
                    rect .stripe-ground width="14" height="14" {}
                    rect .stripe-line width="4" height="14" {}
                }
            }
        }
    }
}

/// The common left edge and width.
#[must_use]
pub fn wrap(content: Markup) -> Markup {
    html! { div .wrap .body { (content) } }
}

/// A column of text, at most 34 characters wide, for forms and reading.
#[must_use]
pub fn narrow(content: Markup) -> Markup {
    html! { div .wrap .body { div .narrow { (content) } } }
}

/// The canvass: edge to edge on a phone, a narrow column on a desk.
#[must_use]
pub fn canvass_page(content: Markup) -> Markup {
    html! { div .canvass-page { (content) } }
}

/// Main and side, 7.6 to 4.4; one after the other on phones.
#[must_use]
pub fn columns(main: Markup, side: Markup) -> Markup {
    html! { div .cols { div .stack { (main) } div .stack { (side) } } }
}

/// A picture and what belongs to it, 8.2 to 3.8.
#[must_use]
pub fn picture_columns(picture: Markup, side: Markup) -> Markup {
    html! { div .cols .cols-picture { div .stack { (picture) } div .stack { (side) } } }
}

/// Things one below the other with the usual distance.
#[must_use]
pub fn stack(content: Markup) -> Markup {
    html! { div .stack { (content) } }
}

/// What opens a page: the way back, the title, its tags, one sentence.
#[derive(Clone, Debug, Default)]
pub struct PageHead<'a> {
    /// The way back, always in sight.
    pub back: Option<Link<'a>>,
    /// The title, with break points between phrases.
    pub title: &'a str,
    /// Tags beneath it.
    pub tags: Option<Markup>,
    /// One sentence a neighbour would say.
    pub lead: Option<&'a str>,
}

/// Draws the opening of a page.
#[must_use]
pub fn page_head(h: PageHead<'_>) -> Markup {
    html! {
        div .head {
            @if let Some(l) = h.back { (back(l)) }
            h1 data-read { (title(h.title)) }
            @if let Some(tags) = h.tags { div .tags { (tags) } }
            @if let Some(lead) = h.lead { p .lead data-read { (flow(lead)) } }
        }
    }
}

/// The way back.
#[must_use]
pub fn back(l: Link<'_>) -> Markup {
    html! { a .back href=(l.href) { (Icon::Back) span { (flow(l.label)) } } }
}

/// The board's opening: title, one sentence, and the skyline as decoration.
#[must_use]
pub fn hero(heading: &str, lead: Markup) -> Markup {
    html! {
        div .hero {
            div .wrap { h1 { (title(heading)) } p .lead { (lead) } }
            (super::skyline())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_look_survives_its_cookie() {
        for lang in Lang::ALL {
            for mode in Mode::ALL {
                for theme in Theme::ALL {
                    let look = Look { lang, mode, theme };
                    assert_eq!(Look::read(Some(&look.cookie()), None), look);
                }
            }
        }
        assert_eq!(Look::read(None, Some("en")).lang, Lang::En);
        assert_eq!(Look::read(Some("garbage"), Some("en")).lang, Lang::En);
        assert_eq!(Look::default().with("size", "xlarge").mode, Mode::XLarge);
    }

    #[test]
    fn switches_come_back_to_the_page() {
        let switches = Switches::at("/look", "/m/1?as=owner&x=票", Lang::Zh);
        assert_eq!(switches.sizes[1], "/look?size=large&to=/m/1%3Fas%3Downer%26x%3D%E7%A5%A8");
        assert_eq!(switches.language, "/look?lang=en&to=/m/1%3Fas%3Downer%26x%3D%E7%A5%A8");
    }
}
