//! What was objected to roll and result, and the answers.

use super::super::desk::objections::{open_to, provenance};
use super::super::{Frame, open};
use crate::components::{
    Button, Control, Field, LinkButton, button, buttons, card, field, flow, hidden, link_button, meta,
};
use crate::form::Form;
use crate::format;
use crate::t;
use authority::Act;
use estate::assembly::{About, Motion};
use maud::{Markup, html};
use units::MotionId;

// ---- objections ----

pub(super) fn objections(f: &Frame<'_>, id: MotionId, motion: &Motion, form: &Form) -> Markup {
    let lang = f.lang();
    let status = motion.status(f.view.now);
    let about = open_to(status);
    let desk = about.is_some() && f.may(Act::RecordObjection);
    let (answering, mine) = (f.may(Act::AnswerObjection), |o: &estate::assembly::Objection| {
        f.who.person_id().is_some() && o.whose() == f.who.person_id()
    });
    let seen: Vec<_> = motion.objections.iter().enumerate().filter(|(_, o)| answering || mine(o)).collect();
    let answered = motion.objections.iter().filter(|o| o.answer.is_some()).count();
    if motion.objections.is_empty() && !desk && !(about.is_some() && f.may(Act::Object)) {
        return html! {};
    }
    let here = f.at(&format!("/m/{id}"));
    let (form_id, csrf) = (f.visit.form_id().to_string(), f.visit.csrf());
    card(html! {
        h2 { (t!(lang, "objections-title")) }
        @if !motion.objections.is_empty() { (meta(&t!(lang, "objections-counts", n = motion.objections.len(), answered = answered))) }
        @for (i, o) in seen {
            article .entry {
                p { (flow(open(lang, Some(&o.text)))) }
                p .meta { (flow(&format::moment(lang, o.raised.at, f.today()))) }
                (provenance(f, id, o))
                @if o.raised.at < motion.drafted.at { (meta(t!(lang, "objection-before-redraft"))) }
                @if o.waits_for_roll() { (meta(t!(lang, "objection-waits-roll"))) }
                @match &o.answer {
                    Some((stamp, upheld, text)) => {
                        p { b { (if *upheld { t!(lang, "objection-upheld") } else { t!(lang, "objection-not-upheld") }) } " " (flow(open(lang, Some(text)))) }
                        p .meta { (flow(&t!(lang, "told-line", at = format::moment(lang, stamp.at, f.today()), by = f.actor(stamp.actor, stamp.capacity)))) }
                    },
                    None if answering => form method="post" action=(format!("{here}/answer")) .stack {
                        @let n = i.to_string();
                        (hidden(&[("id", &form_id), ("csrf", &csrf), ("objection", &n)]))
                        (field(Field::new(lang, "text", t!(lang, "objection-answer")), Control::TextArea { value: "", rows: 3 }))
                        (buttons(html! {
                            (button(Button::second(t!(lang, "objection-uphold")).value("upheld", "yes")))
                            (button(Button::second(t!(lang, "objection-decline")).value("upheld", "no")))
                        }))
                    },
                    None => p .meta { (flow(t!(lang, "objection-waiting"))) },
                }
            }
        }
        @if desk { (buttons(link_button(LinkButton::second(t!(lang, "objection-desk"), &f.at(&format!("/desk/objections/{id}")))))) }
        @if let Some(about) = about {
            @if f.may(Act::Object) {
                form method="post" action=(format!("{here}/object")) .stack {
                    @let what = if about == About::Roll { t!(lang, "objection-roll") } else { t!(lang, "objection-result") };
                    (hidden(&[("id", &form_id), ("csrf", &csrf)]))
                    (field(Field::new(lang, "objection", what).hint(t!(lang, "objection-hint")), Control::TextArea { value: form.get("objection"), rows: 3 }))
                    (button(Button::second(t!(lang, "objection-do")).busy(t!(lang, "recording"))))
                }
            }
        }
    })
}
