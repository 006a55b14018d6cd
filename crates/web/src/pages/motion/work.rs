//! For those whose work it is: the next step, and carrying it out.

use super::super::Frame;
use super::draw;
use super::result::result_card;
use crate::components::{
    Button, Choice, Field, Kind, LinkButton, Tag, TagKind, button, buttons, card, checkbox, flow, hidden, link_button,
    meta, tag,
};
use crate::form::Form;
use crate::format;
use crate::icons::Icon;
use crate::reply::{Problem, Reply, to};
use crate::say;
use crate::t;
use crate::visit::{At, Visit};
use app::Error;
use authority::Act;
use estate::assembly::{About, Command, Motion, Status, roll_flags};
use law::Key;
use maud::{Markup, html};
use units::{MotionId, StreamId};

// ---- the next step, for those whose work it is ----

pub(super) fn work(f: &Frame<'_>, id: MotionId, motion: &Motion, status: Status, form: &Form) -> Markup {
    let lang = f.lang();
    let here = f.at(&format!("/m/{id}"));
    let (form_id, csrf) = (f.visit.form_id().to_string(), f.visit.csrf());
    let post = |act: &str, inner: Markup| {
        html! { form method="post" action=(format!("{here}/{act}")) .stack { (hidden(&[("id", &form_id), ("csrf", &csrf)])) (inner) } }
    };
    let press = |label, act| post(act, button(Button::primary(label).busy(t!(lang, "recording"))));
    let unsettled = motion.unsettled().count();
    let body = html! {
        @match status {
            Status::Draft | Status::RollShown => {
                @if f.may(Act::FreezeRoll) {
                    (meta(t!(lang, "work-freeze-lead")))
                    @if status == Status::Draft { (press(t!(lang, "work-freeze"), "freeze")) }
                    @else { (post("freeze", button(Button::second(t!(lang, "work-freeze-again"))))) }
                }
                (say::warnings(lang, &roll_flags(f.estate(), id)))
                @if status == Status::RollShown && f.may(Act::GiveNotice) { (post("notice", notice_fields(f, motion, form))) }
                @if f.may(Act::DraftMotion) { (buttons(link_button(LinkButton::second(t!(lang, "work-redraft"), &f.at(&format!("/desk/motions/{id}/edit")))))) }
            },
            Status::Announced | Status::Voting => {
                @if status == Status::Announced {
                    // What the notice came with stands above.
                    @let known = motion.notice.as_ref().map_or(&[][..], |n| &n.warnings);
                    @let flags: Vec<_> = roll_flags(f.estate(), id).into_iter().filter(|r| !known.contains(r)).collect();
                    (say::warnings(lang, &flags))
                }
                (buttons(html! {
                    @if f.may(Act::PrintPapers) { (link_button(LinkButton::second(t!(lang, "work-print-papers"), &format!("{here}/papers")).icon(Icon::Printer))) }
                    @if f.may(Act::Serve) { (link_button(LinkButton::primary(t!(lang, "work-canvass"), &format!("{here}/canvass")).icon(Icon::Door))) }
                    @if f.may(Act::EnterPaper) && status == Status::Voting { (link_button(LinkButton::second(t!(lang, "work-papers"), &f.at(&format!("/desk/papers/{id}"))))) }
                    @if f.may(Act::GrantProxy) { (link_button(LinkButton::second(t!(lang, "work-proxies"), &f.at(&format!("/desk/proxies/{id}"))))) }
                }))
            },
            Status::Closed => {
                @if f.may(Act::ImportPlatform) && motion.rule(Key::PhoneChannel).is_some_and(|r| r.value.word() == Some("official-platform")) {
                    (buttons(link_button(LinkButton::second(t!(lang, "work-platform"), &f.at(&format!("/desk/platform/{id}"))))))
                }
                @if unsettled > 0 {
                    p { (flow(&t!(lang, "work-unsettled", n = unsettled))) }
                    @if f.may(Act::EnterPaper) { (link_button(LinkButton::primary(t!(lang, "work-papers"), &f.at(&format!("/desk/papers/{id}"))))) }
                } @else if f.view.now < motion.reading {
                    p { (flow(&t!(lang, "work-count-later", at = format::moment(lang, motion.reading, f.today())))) }
                } @else if !estate::custody::bars_to_count(f.estate(), id).is_empty() {
                    (meta(t!(lang, "work-box-first")))
                    @if f.may(Act::KeepBox) { (link_button(LinkButton::primary(t!(lang, "box-see"), &format!("{here}/box")))) }
                } @else if f.may(Act::CountMotion) { (press(t!(lang, "work-count"), "count")) }
            },
            Status::Counted => {
                @if let Some(counted) = &motion.counted {
                    @for (item, count) in motion.items.iter().zip(&counted.items) { (result_card(f, motion, item, count)) }
                }
                @if f.may(Act::AnnounceMotion) { (meta(t!(lang, "work-announce-lead"))) (press(t!(lang, "work-announce"), "announce")) }
            },
            Status::Published | Status::Withdrawn => {},
        }
        @if status < Status::Counted && f.may(Act::DraftMotion) {
            details { summary { (t!(lang, "work-withdraw-more")) }
                (meta(t!(lang, "work-withdraw-lead")))
                (post("withdraw", button(Button { kind: Kind::Irreversible, ..Button::primary(t!(lang, "work-withdraw")) })))
            }
        }
    };
    match status {
        Status::Published | Status::Withdrawn => html! {},
        _ => card(
            html! { p { (tag(Tag { kind: TagKind::Seen, text: t!(lang, "work-seen") })) } h2 { (t!(lang, "work-next")) } (body) },
        ),
    }
}

fn notice_fields(f: &Frame<'_>, motion: &Motion, form: &Form) -> Markup {
    let lang = f.lang();
    let days = motion.rule(Key::NoticeDays).and_then(|r| r.value.number());
    let warns = motion.rule(Key::Silent).is_some_and(|r| r.value.word() == Some("count-to-majority"));
    html! {
        @if let Some(days) = days { (meta(&t!(lang, "work-notice-days", n = days, opens = format::moment(lang, motion.opens, f.today())))) }
        (checkbox(Field::new(lang, "told_committee", ""), Choice { value: "yes", label: t!(lang, "work-notice-told"), note: None, sign: None }, form.has("told_committee")))
        @if warns {
            (checkbox(Field::new(lang, "silence_warning", ""), Choice { value: "yes", label: t!(lang, "work-notice-silence"), note: Some(t!(lang, "work-notice-silence-note")), sign: None }, form.has("silence_warning")))
        }
        (button(Button::primary(t!(lang, "work-notice")).busy(t!(lang, "recording"))))
    }
}

/// `POST /e/{estate}/m/{motion}/{act}`: one step of a motion.
pub async fn act(visit: Visit, At((estate, motion, act)): At<(StreamId, MotionId, String)>, form: Form) -> Reply {
    visit.check(&form)?;
    let status = visit
        .site
        .app
        .estate(estate, |v| v.estate.assembly.get(motion).map(|m| m.status(v.now)))
        .await?
        .ok_or(Problem::NotFound)?;
    let command = match act.as_str() {
        "freeze" => Command::FreezeRoll { motion },
        "notice" => Command::GiveNotice {
            motion,
            told_committee: form.has("told_committee"),
            silence_warning: form.has("silence_warning"),
        },
        "count" => Command::Count { motion },
        "announce" => Command::Announce { motion },
        "withdraw" => Command::Withdraw { motion },
        "object" => {
            let about = if status == Status::Published { About::Result } else { About::Roll };
            Command::Object { motion, about, text: form.get("objection").to_owned() }
        }
        "answer" => {
            let objection = form.read("objection").ok_or(Problem::BadRequest)?;
            Command::Answer {
                motion,
                objection,
                upheld: form.get("upheld") == "yes",
                text: form.get("text").to_owned(),
            }
        }
        _ => return Err(Problem::NotFound),
    };
    let who = visit.who(estate).await?;
    if visit.session.is_none() {
        return Err(Problem::SignIn(format!("/e/{estate}/m/{motion}")));
    }
    match visit.site.app.estate_command(estate, who, form.id()?, estate::Command::Assembly(command)).await {
        Ok(_) => Ok(to(&format!("/e/{estate}/m/{motion}"))),
        Err(Error::Refused(refusals)) => draw(&visit, estate, motion, &form, &refusals).await,
        Err(error) => Err(error.into()),
    }
}
