//! Before and after what cannot be undone: the confirmation and the receipt, each a page of its own.

use super::action::{Button, button};
use super::block::{Fact, Notice, NoticeKind, facts, notice};
use super::field::hidden;
use super::qr;
use super::words::{flow, title};
use crate::icons::Icon;
use maud::{Markup, html};

/// A receipt.
#[derive(Clone, Copy, Debug)]
pub struct Receipt<'a> {
    /// 票已收到.
    pub title: &'a str,
    /// 3号楼2单元501.
    pub unit: &'a str,
    /// 11月23日 14:32.
    pub at: &'a str,
    /// 回执号.
    pub number_label: &'a str,
    /// 7K4M 92QD, in groups of four.
    pub number: &'a str,
    /// What it proves and what it does not show.
    pub proves: &'a str,
    /// Address behind the code.
    pub code: &'a str,
    /// What the code is, for who does not see it.
    pub code_label: &'a str,
    /// What to do with it.
    pub keep: &'a str,
}

/// Draws a receipt.
#[must_use]
pub fn receipt(r: Receipt<'_>) -> Markup {
    html! {
        section .slip {
            div .slip-head {
                (Icon::Check)
                h1 tabindex="-1" data-read { (title(r.title)) }
                p data-read { (flow(r.unit)) }
                p { (flow(r.at)) }
            }
            div .slip-body {
                p .meta { (r.number_label) }
                p .slip-number data-read { (r.number) }
                p .meta data-read { (flow(r.proves)) }
            }
            hr .perforation;
            div .slip-code { (qr(r.code, r.code_label)) p { (flow(r.keep)) } }
        }
    }
}

/// What is asked before something that cannot be undone.
#[derive(Clone, Copy, Debug)]
pub struct Confirmation<'a> {
    /// The thing and the person.
    pub facts: &'a [Fact<'a>],
    /// 您选的是.
    pub choice_label: &'a str,
    /// The choice in large: sign and word.
    pub choice: Option<(Icon, &'a str)>,
    /// What cannot be changed afterwards.
    pub fixed: &'a str,
    /// Where the form goes.
    pub action: &'a str,
    /// What travels with it.
    pub hidden: &'a [(&'a str, &'a str)],
    /// The one button.
    pub button: Button<'a>,
}

/// Draws the body of a confirmation page; the way back stands in the page's head.
#[must_use]
pub fn confirmation(c: Confirmation<'_>) -> Markup {
    html! {
        section .card .confirm {
            (facts(c.facts))
            @if let Some((sign, word)) = c.choice {
                p .meta { (c.choice_label) }
                p .chosen data-read { (sign) b { (flow(word)) } }
            }
        }
        (notice(Notice { icon: Some(Icon::Info), ..Notice::text(NoticeKind::Mind, c.fixed) }))
        form method="post" action=(c.action) { (hidden(c.hidden)) (button(c.button)) }
    }
}
