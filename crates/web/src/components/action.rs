//! Buttons and links. One solid button a page; a button stands after what it acts on; there is no disabled state: what
//! cannot be done is replaced by the sentence that says why.

use super::words::flow;
use crate::icons::Icon;
use maud::{Markup, html};

/// How loud a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Solid pine: the one thing to do here.
    #[default]
    Primary,
    /// Outlined.
    Second,
    /// Like a link.
    Quiet,
    /// Outlined 朱: cannot be undone.
    Irreversible,
}

impl Kind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "btn",
            Self::Second => "btn btn-2",
            Self::Quiet => "btn btn-q",
            Self::Irreversible => "btn btn-x",
        }
    }
}

/// A button that sends its form.
#[derive(Clone, Copy, Debug, Default)]
pub struct Button<'a> {
    /// Verb first, two to seven characters: 交票.
    pub label: &'a str,
    /// How loud.
    pub kind: Kind,
    /// Stands before the word.
    pub icon: Option<Icon>,
    /// What it says while the form is on its way: 正在交….
    pub busy: Option<&'a str>,
    /// Name and value sent with the form, where a form has several buttons.
    pub value: Option<(&'a str, &'a str)>,
}

impl<'a> Button<'a> {
    /// The one solid button of a page.
    #[must_use]
    pub const fn primary(label: &'a str) -> Self {
        Self { label, kind: Kind::Primary, icon: None, busy: None, value: None }
    }

    /// An outlined button.
    #[must_use]
    pub const fn second(label: &'a str) -> Self {
        Self { kind: Kind::Second, ..Self::primary(label) }
    }

    /// With an icon before the word.
    #[must_use]
    pub const fn icon(self, icon: Icon) -> Self {
        Self { icon: Some(icon), ..self }
    }

    /// With what it says while busy.
    #[must_use]
    pub const fn busy(self, text: &'a str) -> Self {
        Self { busy: Some(text), ..self }
    }

    /// Sent with the form under this name.
    #[must_use]
    pub const fn value(self, name: &'a str, value: &'a str) -> Self {
        Self { value: Some((name, value)), ..self }
    }
}

/// Draws a button.
#[must_use]
pub fn button(b: Button<'_>) -> Markup {
    html! {
        button class=(b.kind.class()) type="submit" name=[b.value.map(|v| v.0)] value=[b.value.map(|v| v.1)]
            data-busy=[b.busy] {
            @if let Some(icon) = b.icon { (icon) }
            span { (flow(b.label)) }
        }
    }
}

/// A link that looks like a button: goes somewhere, changes nothing.
#[derive(Clone, Copy, Debug)]
pub struct LinkButton<'a> {
    /// Verb first.
    pub label: &'a str,
    /// Where to.
    pub href: &'a str,
    /// How loud.
    pub kind: Kind,
    /// Stands before the word.
    pub icon: Option<Icon>,
}

impl<'a> LinkButton<'a> {
    /// The one solid button of a page.
    #[must_use]
    pub const fn primary(label: &'a str, href: &'a str) -> Self {
        Self { label, href, kind: Kind::Primary, icon: None }
    }

    /// An outlined one.
    #[must_use]
    pub const fn second(label: &'a str, href: &'a str) -> Self {
        Self { kind: Kind::Second, ..Self::primary(label, href) }
    }

    /// With an icon before the word.
    #[must_use]
    pub const fn icon(self, icon: Icon) -> Self {
        Self { icon: Some(icon), ..self }
    }
}

/// Draws a link as a button.
#[must_use]
pub fn link_button(l: LinkButton<'_>) -> Markup {
    html! {
        a class=(l.kind.class()) href=(l.href) {
            @if let Some(icon) = l.icon { (icon) }
            span { (flow(l.label)) }
        }
    }
}

/// Buttons in a row, full width on phones.
#[must_use]
pub fn buttons(content: Markup) -> Markup {
    html! { div .btns { (content) } }
}

/// A link: its words name the place it leads to.
#[derive(Clone, Copy, Debug)]
pub struct Link<'a> {
    /// The place.
    pub label: &'a str,
    /// Its address.
    pub href: &'a str,
}

impl<'a> Link<'a> {
    /// A link to `href`.
    #[must_use]
    pub const fn new(label: &'a str, href: &'a str) -> Self {
        Self { label, href }
    }
}

/// A link within text.
#[must_use]
pub fn link(l: Link<'_>) -> Markup {
    html! { a href=(l.href) { (flow(l.label)) } }
}

/// A link standing alone, with room for a thumb.
#[must_use]
pub fn more(l: Link<'_>) -> Markup {
    html! { a .more href=(l.href) { (flow(l.label)) } }
}
