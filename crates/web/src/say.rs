//! Refusals and verdicts in plain words: what is wrong, what to do now, and the article as a line beneath.

use crate::components::{Link, Notice, NoticeKind, Problem, error_summary, flow, more, notice};
use crate::form::Form;
use crate::text::{Arg, Lang, t_args};
use crate::{format, t};
use authority::Act;
use law::{Cite, Confidence, Fact, Refusal, Refusals};
use maud::{Markup, html};
use units::Capacity;

/// Labels shown of a list before “and n more”.
const LIST_SHOWN: usize = 12;

fn fact_text(lang: Lang, fact: &Fact) -> String {
    match fact {
        Fact::Number(n) => format::count(*n),
        Fact::Text(text) => text.clone(),
        Fact::Day(day) => format::date_full(lang, *day),
        Fact::Moment(moment) => format::moment_full(lang, *moment),
        Fact::Area(area) => format::area(lang, *area),
        Fact::Weight(w) => format!("{} {}", format::homes(lang, w.heads), format::area(lang, w.area)),
        Fact::List(list) => {
            let shown = list.iter().take(LIST_SHOWN).cloned().collect::<Vec<_>>().join(t!(lang, "say-comma"));
            match list.len() {
                n if n > LIST_SHOWN => t!(lang, "say-and-more", shown = shown, n = n),
                _ => shown,
            }
        }
    }
}

/// A refusal as a sentence.
#[must_use]
pub fn refusal(lang: Lang, r: &Refusal) -> String {
    let arg = |fact: &Fact| match fact {
        Fact::Number(n) => Arg::Number(*n),
        other => Arg::Text(fact_text(lang, other).into()),
    };
    let facts: Vec<(&str, Arg<'_>)> = r.facts.iter().map(|(name, fact)| (name.as_str(), arg(fact))).collect();
    // Words that stand for something are put into the language first.
    let worded: Vec<(&str, Arg<'_>)> = facts
        .into_iter()
        .map(|(name, arg)| match (name, r.fact(name)) {
            ("capacity", Some(Fact::Text(word))) => {
                let capacity = Capacity::from_word(word).map_or("", |c| format::capacity(lang, c));
                (name, Arg::Text(capacity.into()))
            }
            ("rule", Some(Fact::Text(word))) => {
                let rule = law::Key::from_word(word).map_or("", |key| rule_name(lang, key));
                (name, Arg::Text(rule.into()))
            }
            ("paper", Some(Fact::Text(word))) => {
                let paper = estate::posting::Paper::from_word(word);
                (name, Arg::Text(paper.map_or("", |p| crate::text::t_of(lang, "paper-kind", p.word())).into()))
            }
            ("document", Some(Fact::Text(word))) => {
                let kind = estate::documents::Kind::from_word(word);
                (name, Arg::Text(kind.map_or("", |k| crate::text::t_of(lang, "doc-kind", k.word())).into()))
            }
            ("step" | "next", Some(Fact::Text(word))) => {
                (name, Arg::Text(crate::text::t_of(lang, "doc-step", word).into()))
            }
            _ => (name, arg),
        })
        .collect();
    t_args(lang, &format!("refusal-{}", r.code), &worded)
}

/// The name of a rule.
#[must_use]
pub fn rule_name(lang: Lang, key: law::Key) -> &'static str {
    crate::text::t_of(lang, "rule", &key.word().replace('.', "-"))
}

/// An article as it may be shown: an unverified one says so.
#[must_use]
pub fn article(lang: Lang, cite: &Cite) -> String {
    match cite.confidence {
        Confidence::Statute | Confidence::SecondHand => cite.article.clone(),
        Confidence::Memory => t!(lang, "say-unverified", article = cite.article.as_str()),
        Confidence::Assumed => t!(lang, "say-assumed", article = cite.article.as_str()),
    }
}

/// Refusals as a block, each with its article.
#[must_use]
pub fn refused(lang: Lang, refusals: &[Refusal]) -> Markup {
    html! {
        @for r in refusals {
            (notice(Notice {
                kind: NoticeKind::Wrong,
                icon: None,
                text: html! {
                    (flow(&refusal(lang, r)))
                    @for cite in &r.cites { br; small { (flow(&article(lang, cite))) } }
                },
                link: None,
            }))
        }
    }
}

/// Warnings recorded with an act.
#[must_use]
pub fn warnings(lang: Lang, list: &[Refusal]) -> Markup {
    html! {
        @for r in list {
            (notice(Notice {
                kind: NoticeKind::Mind,
                icon: None,
                text: html! { (flow(&refusal(lang, r))) @for cite in &r.cites { br; small { (flow(&article(lang, cite))) } } },
                link: None,
            }))
        }
    }
}

/// What a form shows of refusals: those of a field at the field, the rest on top.
pub struct Told<'a> {
    lang: Lang,
    form: &'a Form,
    fields: Vec<(String, String)>,
    rest: Refusals,
}

impl<'a> Told<'a> {
    /// Sorts refusals by the fields a form has.
    #[must_use]
    pub fn new(lang: Lang, form: &'a Form, refusals: &[Refusal], known: &[&str]) -> Self {
        let (mut fields, mut rest) = (Vec::new(), Vec::new());
        for r in refusals {
            match r.field.as_deref().filter(|f| known.contains(f)) {
                Some(field) => {
                    let cites: Vec<String> = r.cites.iter().map(|c| article(lang, c)).collect();
                    let text = match cites.is_empty() {
                        true => refusal(lang, r),
                        false => t!(lang, "say-with-article", text = refusal(lang, r), article = cites.join("、")),
                    };
                    fields.push((field.to_owned(), text));
                }
                None => rest.push(r.clone()),
            }
        }
        Self { lang, form, fields, rest }
    }

    /// The error at a field.
    #[must_use]
    pub fn at(&self, field: &str) -> Option<&str> {
        self.fields.iter().find(|(f, _)| f == field).map(|(_, text)| text.as_str())
    }

    /// What was typed.
    #[must_use]
    pub fn typed(&self, field: &str) -> &'a str {
        self.form.get(field)
    }

    /// The summary on top: fields to change, and what no field can mend.
    #[must_use]
    pub fn summary(&self) -> Markup {
        let problems: Vec<Problem<'_>> = self.fields.iter().map(|(name, text)| Problem { name, text }).collect();
        html! { (refused(self.lang, &self.rest)) (error_summary(self.lang, &problems)) }
    }
}

/// “This takes the committee's chair” with a way on.
#[must_use]
pub fn forbidden(lang: Lang, act: Act, who_may: &[Capacity], by: &[String], matrix: Option<&str>) -> Markup {
    let who: Vec<&str> = who_may.iter().map(|c| format::capacity(lang, *c)).collect();
    let act = crate::text::t_of(lang, "act", &act.word().replace('.', "-"));
    let who = who.join(t!(lang, "say-or"));
    html! {
        p .lead { (flow(&t!(lang, "forbidden-act", act = act))) }
        @if who.is_empty() { p { (flow(t!(lang, "forbidden-nobody"))) } }
        @else { p { (flow(&t!(lang, "forbidden-who", who = who.as_str()))) } }
        @if by.iter().any(|b| b == "the-core-does-no-other-bodys-work") {
            p { (flow(t!(lang, "forbidden-core"))) }
        }
        @if let Some(matrix) = matrix { p { (more(Link::new(t!(lang, "forbidden-matrix"), matrix))) } }
    }
}
