//! Which version of a text holds when, and which one a vote asks about.

use super::{name, readable, version_name};
use crate::components::{Link, Notice, NoticeKind, Tag, TagKind, card, flow, meta, more, notice};
use crate::pages::Frame;
use crate::{format, t};
use authority::Act;
use estate::assembly::Motion;
use estate::charter::{Adopted, Rules};
use maud::{Markup, html};
use units::MotionId;

fn adopted<'a>(f: &'a Frame<'_>, which: Rules, number: u32) -> Option<&'a Adopted> {
    f.estate().charter.version(which, number)?.adopted.as_ref()
}

/// Where a version stands in time, for a tag.
pub(super) fn in_time(f: &Frame<'_>, which: Rules, number: u32) -> Tag<'static> {
    let lang = f.lang();
    match adopted(f, which, number) {
        None => Tag { kind: TagKind::Soon, text: t!(lang, "charter-draft") },
        Some(_) if f.estate().charter.in_force(which, f.today()) == Some(number) => {
            Tag { kind: TagKind::Now, text: t!(lang, "charter-in-force") }
        }
        Some(Adopted { lapsed: Some(_), .. }) => Tag { kind: TagKind::Over, text: t!(lang, "charter-lapsed") },
        Some(_) => Tag { kind: TagKind::Done, text: t!(lang, "charter-over") },
    }
}

/// From when to when a version holds, in a sentence.
pub(super) fn in_force_line(f: &Frame<'_>, which: Rules, number: u32) -> String {
    let lang = f.lang();
    if adopted(f, which, number).is_none() {
        return t!(lang, "charter-is-draft").to_owned();
    }
    let (version, day) = (version_name(lang, number), |day| format::date_full(lang, day));
    match f.estate().charter.spans(which, number)[..] {
        [] => t!(lang, "charter-never", version = version),
        [(from, None)] => t!(lang, "charter-since", version = version, from = day(from)),
        [(from, _), .., (again, None)] => {
            t!(lang, "charter-again", version = version, from = day(from), again = day(again))
        }
        [(from, _), ..] => {
            let last = f.estate().charter.spans(which, number).last().and_then(|(_, until)| *until);
            t!(lang, "charter-until", version = version, from = day(from), until = last.map(day).unwrap_or_default())
        }
    }
}

/// That a version holds no more because the vote behind it does not.
pub(super) fn lapsed(f: &Frame<'_>, which: Rules, number: u32) -> Markup {
    let lang = f.lang();
    let Some(day) = adopted(f, which, number).and_then(|a| a.lapsed) else { return html! {} };
    let text = t!(lang, "charter-lapsed-why", day = format::date_full(lang, day));
    notice(Notice::text(NoticeKind::Mind, &text))
}

/// The versions a vote brought into force, and what became of them.
pub fn brought(f: &Frame<'_>, motion: MotionId) -> Markup {
    let lang = f.lang();
    let texts = Rules::ALL.iter().filter_map(|w| Some((*w, f.estate().charter.brought_by(*w, motion)?)));
    html! {
        @for (which, number) in texts {
            (card(html! {
                h2 { (name(lang, which)) }
                p { (flow(&in_force_line(f, which, number))) }
                (lapsed(f, which, number))
                p { (more(Link::new(t!(lang, "charter-read"), &f.at(&format!("/charter/{}/{number}", which.word()))))) }
            }))
        }
    }
}

/// The text a motion asks about: as it stood when notice was given; before that, what its writers still have to enter.
pub fn asked(f: &Frame<'_>, motion: &Motion) -> Markup {
    let lang = f.lang();
    let texts = Rules::ALL.iter().filter(|which| motion.items.iter().any(|i| i.kind == which.item()));
    html! {
        @for which in texts {
            @let here = f.at(&format!("/charter/{}", which.word()));
            @match &motion.notice {
                Some(given) => {
                    @if let Some(n) = f.estate().charter.asked_about(*which, given.at).filter(|n| readable(f.view, &f.who, *which, *n)) {
                        @let words = t!(lang, "charter-asked", text = name(lang, *which), version = version_name(lang, n));
                        p { (more(Link::new(&words, &format!("{here}/{n}")))) }
                    }
                },
                None if motion.withdrawn.is_none() && f.may(Act::WriteCharter) => {
                    (meta(&t!(lang, "charter-before-notice", text = name(lang, *which))))
                    p { (more(Link::new(t!(lang, "charter-write"), &here))) }
                },
                None => {},
            }
        }
    }
}
