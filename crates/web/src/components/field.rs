//! Form fields: label, hint, error, field, all left, one column. What was typed is kept; nothing is chosen beforehand.

use super::words::flow;
use crate::icons::Icon;
use crate::t;
use crate::text::Lang;
use maud::{Markup, html};

/// What stands around a field.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    /// Language.
    pub lang: Lang,
    /// Its name in the form; its id is `f-` and the name.
    pub name: &'a str,
    /// 面积.
    pub label: &'a str,
    /// An example: 看不动产权证，单位㎡.
    pub hint: Option<&'a str>,
    /// What to change: 面积要写数字，比如64.37.
    pub error: Option<&'a str>,
    /// May be left empty, and says so. Required is not marked.
    pub optional: bool,
    /// Where the hand goes first on a page that has one thing to type.
    pub focus: bool,
}

impl<'a> Field<'a> {
    /// A required field.
    #[must_use]
    pub const fn new(lang: Lang, name: &'a str, label: &'a str) -> Self {
        Self { lang, name, label, hint: None, error: None, optional: false, focus: false }
    }

    /// With an example.
    #[must_use]
    pub const fn hint(self, hint: &'a str) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// With what to change, if anything.
    #[must_use]
    pub const fn error(self, error: Option<&'a str>) -> Self {
        Self { error, ..self }
    }

    /// One that may be left empty.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// The field the page opens on.
    #[must_use]
    pub const fn focus(self) -> Self {
        Self { focus: true, ..self }
    }

    fn id(&self) -> String {
        format!("f-{}", self.name)
    }

    /// Ids of hint and error, for `aria-describedby`.
    fn described(&self) -> Option<String> {
        let ids = [self.hint.map(|_| format!("h-{}", self.name)), self.error.map(|_| format!("e-{}", self.name))];
        let ids: Vec<String> = ids.into_iter().flatten().collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn optional_mark(&self) -> Markup {
        html! { @if self.optional { span .optional { (t!(self.lang, "field-optional")) } } }
    }

    fn hint_and_error(&self) -> Markup {
        html! {
            @if let Some(hint) = self.hint { p .hint id=(format!("h-{}", self.name)) { (flow(hint)) } }
            @if let Some(error) = self.error { p .error id=(format!("e-{}", self.name)) { (Icon::Triangle) span { (flow(error)) } } }
        }
    }
}

/// How long the expected answer is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// A room number, a count.
    Short,
    /// A telephone number, a sum.
    Medium,
    /// A name, a title.
    #[default]
    Full,
}

impl Width {
    const fn class(self) -> &'static str {
        match self {
            Self::Short => "in in-short",
            Self::Medium => "in in-medium",
            Self::Full => "in",
        }
    }
}

/// What one answers with.
#[derive(Clone, Copy, Debug)]
pub enum Control<'a> {
    /// A line.
    Text {
        /// What was typed.
        value: &'a str,
        /// Expected length.
        width: Width,
        /// `autocomplete`: `name`, `tel`, `username`, `one-time-code`, `off`.
        autocomplete: &'a str,
    },
    /// A figure. A text field with a keyboard of digits: a number field throws away what it cannot read.
    Number {
        /// What was typed, right or wrong.
        value: &'a str,
        /// Expected length.
        width: Width,
        /// ㎡, 元; stands behind the field.
        unit: Option<&'a str>,
    },
    /// A telephone number.
    Phone {
        /// What was typed.
        value: &'a str,
    },
    /// A day: `2026-11-28`.
    Date {
        /// What was chosen.
        value: &'a str,
    },
    /// A day and a time: `2026-11-28T18:00`.
    DateTime {
        /// What was chosen.
        value: &'a str,
    },
    /// A password; never given back.
    Password {
        /// A new one is being set.
        new: bool,
    },
    /// Several lines.
    TextArea {
        /// What was typed.
        value: &'a str,
        /// How many lines to show.
        rows: u8,
    },
    /// One of many.
    Select {
        /// Value and words.
        options: &'a [(&'a str, &'a str)],
        /// What was chosen.
        chosen: Option<&'a str>,
    },
    /// A file.
    File {
        /// `accept`: `.xlsx,.csv`, `image/*`.
        accept: &'a str,
        /// More than one.
        multiple: bool,
    },
    /// A photo.
    Photo {
        /// Opens a phone's camera at once, instead of asking where the photo is.
        camera: bool,
    },
}

/// Draws a field with what stands around it.
#[must_use]
pub fn field(f: Field<'_>, control: Control<'_>) -> Markup {
    let id = f.id();
    html! {
        div .field .field-wrong[f.error.is_some()] {
            label for=(id) { (flow(f.label)) (f.optional_mark()) }
            (f.hint_and_error())
            (draw(&f, &id, control))
        }
    }
}

fn draw(f: &Field<'_>, id: &str, control: Control<'_>) -> Markup {
    let (name, described) = (f.name, f.described());
    let invalid = f.error.map(|_| "true");
    let required = (!f.optional).then_some("true");
    // `required` itself is left out: the browser's own bubble floats, vanishes, and says it in its own words.
    html! {
        @match control {
            Control::Text { value, width, autocomplete } => {
                input class=(width.class()) type="text" id=(id) name=(name) value=(value) autocomplete=(autocomplete) autofocus[f.focus]
                    aria-describedby=[described] aria-invalid=[invalid] aria-required=[required];
            }
            Control::Number { value, width, unit } => {
                div .with-unit {
                    input class=(width.class()) type="text" inputmode="decimal" id=(id) name=(name) value=(value) autocomplete="off"
                        aria-describedby=[described] aria-invalid=[invalid] aria-required=[required];
                    @if let Some(unit) = unit { span { (unit) } }
                }
            }
            Control::Phone { value } => {
                input .in .in-medium type="tel" id=(id) name=(name) value=(value) autocomplete="tel"
                    aria-describedby=[described] aria-invalid=[invalid] aria-required=[required];
            }
            Control::Date { value } => {
                input .in .in-medium type="date" id=(id) name=(name) value=(value)
                    aria-describedby=[described] aria-invalid=[invalid] aria-required=[required];
            }
            Control::DateTime { value } => {
                input .in .in-medium type="datetime-local" id=(id) name=(name) value=(value)
                    aria-describedby=[described] aria-invalid=[invalid] aria-required=[required];
            }
            Control::Password { new } => {
                input .in type="password" id=(id) name=(name) autocomplete=(if new { "new-password" } else { "current-password" })
                    aria-describedby=[described] aria-invalid=[invalid] aria-required=[required];
            }
            Control::TextArea { value, rows } => {
                textarea .in id=(id) name=(name) rows=(rows)
                    aria-describedby=[described] aria-invalid=[invalid] aria-required=[required] { (value) }
            }
            Control::Select { options, chosen } => {
                select .in id=(id) name=(name) aria-describedby=[described] aria-invalid=[invalid] aria-required=[required] {
                    @if chosen.is_none() { option value="" { (t!(f.lang, "field-choose")) } }
                    @for (value, words) in options { option value=(value) selected[chosen == Some(*value)] { (words) } }
                }
            }
            Control::File { accept, multiple } => {
                input .in .in-file type="file" id=(id) name=(name) accept=(accept) multiple[multiple]
                    aria-describedby=[described] aria-invalid=[invalid] aria-required=[required];
            }
            Control::Photo { camera } => {
                input .in .in-file type="file" id=(id) name=(name) accept="image/*" capture=[camera.then_some("environment")]
                    aria-describedby=[described] aria-invalid=[invalid] aria-required=[required];
            }
        }
    }
}

/// One of several answers; the whole row is the target.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'a> {
    /// Sent with the form.
    pub value: &'a str,
    /// 同意.
    pub label: &'a str,
    /// 也算参加了表决.
    pub note: Option<&'a str>,
    /// ✓ × –, at the right.
    pub sign: Option<Icon>,
}

/// A question with its answers as rows. `chosen` is what the person chose before, never a proposal of ours.
#[must_use]
pub fn choices(f: Field<'_>, list: &[Choice<'_>], chosen: Option<&str>) -> Markup {
    html! {
        fieldset .field .field-wrong[f.error.is_some()] aria-describedby=[f.described()] {
            legend { (flow(f.label)) (f.optional_mark()) }
            (f.hint_and_error())
            @for (i, c) in list.iter().enumerate() {
                (row("radio", &if i == 0 { f.id() } else { format!("{}-{i}", f.id()) }, f.name, c, chosen == Some(c.value)))
            }
        }
    }
}

/// A single yes, such as “我看过了”. Never ticked beforehand.
#[must_use]
pub fn checkbox(f: Field<'_>, c: Choice<'_>, ticked: bool) -> Markup {
    html! {
        div .field .field-wrong[f.error.is_some()] {
            (f.hint_and_error())
            (row("checkbox", &f.id(), f.name, &c, ticked))
        }
    }
}

fn row(kind: &str, id: &str, name: &str, c: &Choice<'_>, checked: bool) -> Markup {
    html! {
        div .choice {
            input type=(kind) id=(id) name=(name) value=(c.value) checked[checked];
            label for=(id) data-read {
                span { b { (flow(c.label)) } @if let Some(note) = c.note { small { (flow(note)) } } }
                @if let Some(sign) = c.sign { (sign) }
            }
        }
    }
}

/// Values that travel with a form.
#[must_use]
pub fn hidden(values: &[(&str, &str)]) -> Markup {
    html! { @for (name, value) in values { input type="hidden" name=(name) value=(value); } }
}

/// Something to change before a form can be taken.
#[derive(Clone, Copy, Debug)]
pub struct Problem<'a> {
    /// The field's name.
    pub name: &'a str,
    /// The same words as at the field.
    pub text: &'a str,
}

/// What has to be changed, on top of the form; it takes the focus. Nothing where nothing is wrong.
#[must_use]
pub fn error_summary(lang: Lang, problems: &[Problem<'_>]) -> Markup {
    html! {
        @if !problems.is_empty() {
            div .summary tabindex="-1" autofocus data-focus role="group" aria-labelledby="summary" {
                h2 #summary { (flow(&t!(lang, "field-problems", n = problems.len()))) }
                ul { @for p in problems { li { a href=(format!("#f-{}", p.name)) { (flow(p.text)) } } } }
            }
        }
    }
}
