//! A ballot that a helper fills in and the owner confirms. Until it is handed in, what stands on it is in the form of the
//! helper's page and nowhere else; the record has a digest under the salt that travels with it.

use super::helper::{ballots, with_owner};
use crate::components::{
    Button, Confirmation, Control, Fact, Field, Link, Notice, NoticeKind, Width, button, card, confirmation,
    error_summary, facts, field, flow, hidden, meta, notice,
};
use crate::form::Form;
use crate::format;
use crate::icons::Icon;
use crate::layout::{PageHead, narrow, page_head};
use crate::pages::ballot::{hidden_marks, mark_text, marks_of, paper_way, question};
use crate::pages::proof::received_page;
use crate::pages::standing::masked_phone;
use crate::pages::{Frame, Section, Shape, open};
use crate::reply::{Problem, Reply, page, to};
use crate::say::Told;
use crate::t;
use crate::visit::{Asked, At, Visit};
use app::{EstateView, Who};
use axum::http::StatusCode;
use estate::assembly::{Mark, Motion, Status, VoterId};
use estate::helping::{Command, HandIn, Help, seal};
use law::Refusal;
use maud::{Markup, html};
use units::{CommandId, HelpId, MotionId, Seq, StreamId, limits};

/// Which ballot: under which help, in which motion, of which voter.
#[derive(Clone, Copy)]
struct Which {
    help: HelpId,
    motion: MotionId,
    voter: VoterId,
}

/// Who acts with whom on which ballot; or why there is none to fill in.
async fn which(
    visit: &Visit,
    estate: StreamId,
    (help, motion): (HelpId, MotionId),
    asked: Option<VoterId>,
) -> Result<(Who, Which), Problem> {
    let who = with_owner(visit, estate, help).await?;
    let look = |view: &EstateView<'_>| {
        let f = Frame { visit, who, view };
        let held = view.estate.assembly.get(motion)?;
        let all = ballots(&f, view.estate.helping.helps.get(&help)?, held);
        let open = all.into_iter().filter(|v| held.status(view.now) == Status::Voting && !held.ballots.contains_key(v));
        let mut open = open.filter(|v| asked.is_none_or(|a| a == *v));
        Some(open.next().ok_or_else(|| Refusal::new("help-no-ballot")))
    };
    match visit.site.app.estate(estate, look).await?.ok_or(Problem::NotFound)? {
        Ok(voter) => Ok((who, Which { help, motion, voter })),
        Err(refusal) => Err(Problem::Refused(vec![refusal])),
    }
}

/// The motion and the help, as they stand.
fn held<'a>(f: &'a Frame<'_>, w: Which) -> Option<(&'a Motion, &'a Help)> {
    Some((f.estate().assembly.get(w.motion)?, f.estate().helping.helps.get(&w.help)?))
}

fn here(f: &Frame<'_>, w: Which, rest: &str) -> String {
    f.at(&format!("/help/{}/m/{}{rest}", w.help, w.motion))
}

/// `GET /e/{estate}/help/{help}/m/{motion}?voter=3`
pub async fn show(
    visit: Visit,
    At((estate, help, motion)): At<(StreamId, HelpId, MotionId)>,
    Asked(asked): Asked,
) -> Reply {
    let (who, w) = which(&visit, estate, (help, motion), asked.read("voter")).await?;
    visit.draw(estate, |view| choose_page(&Frame { visit: &visit, who, view }, w, &asked, &[])).await
}

fn choose_page(f: &Frame<'_>, w: Which, form: &Form, problems: &[(usize, String)]) -> Markup {
    let lang = f.lang();
    let Some((motion, help)) = held(f, w) else { return html! {} };
    let title = open(lang, Some(&motion.title));
    let deadline = t!(lang, "ballot-lead", n = motion.items.len(), at = format::moment(lang, motion.closes, f.today()));
    let names: Vec<String> = (0..motion.items.len()).map(|i| format!("item-{i}")).collect();
    let told: Vec<_> = problems.iter().map(|(i, text)| crate::components::Problem { name: &names[*i], text }).collect();
    let (csrf, voter) = (f.visit.csrf(), w.voter.to_string());
    let content = narrow(html! {
        (page_head(PageHead { back: Some(Link::new(&t!(lang, "help-with", name = f.masked_name(help.owner)), &f.at(&format!("/help/{}", w.help)))), title, lead: Some(&deadline), tags: None }))
        div .stack {
            (error_summary(lang, &told))
            (whose(f, w, motion, help))
            form method="post" action=(here(f, w, "/check")) .stack {
                (hidden(&[("csrf", &csrf), ("voter", &voter)]))
                @for (i, item) in motion.items.iter().enumerate() {
                    @if let Some(text) = &item.text { (card(html! { @for line in open(lang, Some(text)).lines() { p data-read { (flow(line)) } } })) }
                    @let error = problems.iter().find(|(n, _)| *n == i).map(|(_, t)| t.as_str());
                    (question(lang, i, item, open(lang, Some(&item.title)), error, form))
                }
                (button(Button::primary(t!(lang, "ballot-next"))))
                p .meta .centred { (flow(t!(lang, "help-not-sent"))) }
            }
            (notice(Notice { icon: Some(Icon::Lock), ..Notice::text(NoticeKind::Explain, t!(lang, "ballot-secret")) }))
            (paper_way(lang))
        }
    });
    f.page(Shape { title, section: Section::Elsewhere, aloud: true, ..Shape::default() }, content)
}

/// Whose ballot it is, said before anything is chosen.
fn whose(f: &Frame<'_>, w: Which, motion: &Motion, help: &Help) -> Markup {
    let lang = f.lang();
    card(html! {
        p { b { (flow(&t!(lang, "help-ballot-of", name = f.masked_name(help.owner), doors = doors(f, motion, w.voter)))) } }
        p { (flow(t!(lang, "help-ballot-rule"))) }
    })
}

fn doors(f: &Frame<'_>, motion: &Motion, voter: VoterId) -> String {
    let units = motion.electorate.as_ref().and_then(|e| e.voter(voter)).map(|v| v.units.as_slice()).unwrap_or_default();
    let doors: Vec<String> = units.iter().filter_map(|(u, _)| f.unit(*u)).map(|u| f.door(&u.facts.door)).collect();
    doors.join(t!(f.lang(), "say-comma"))
}

/// `POST /e/{estate}/help/{help}/m/{motion}/{act}`
pub async fn act(
    visit: Visit,
    At((estate, help, motion, act)): At<(StreamId, HelpId, MotionId, String)>,
    form: Form,
) -> Reply {
    visit.check(&form)?;
    match act.as_str() {
        "check" => check(&visit, estate, (help, motion), &form).await,
        "prepare" => prepare(&visit, estate, (help, motion), &form).await,
        "hand-in" => hand_in(&visit, estate, (help, motion), &form).await,
        _ => Err(Problem::NotFound),
    }
}

async fn check(visit: &Visit, estate: StreamId, of: (HelpId, MotionId), form: &Form) -> Reply {
    let (who, w) = which(visit, estate, of, form.read("voter")).await?;
    let salt = visit.site.app.fresh_command()?;
    let draw = |view: &EstateView<'_>| {
        let f = Frame { visit, who, view };
        let Some((motion, _)) = held(&f, w).filter(|_| !form.has("again")) else {
            return (StatusCode::OK, choose_page(&f, w, form, &[]));
        };
        match marks_of(f.lang(), motion, form) {
            Err(problems) => (StatusCode::UNPROCESSABLE_ENTITY, choose_page(&f, w, form, &problems)),
            Ok(marks) => (StatusCode::OK, check_page(&f, w, &marks, salt, &[])),
        }
    };
    let (status, markup) = visit.site.app.estate(estate, draw).await?;
    Ok(page(visit, status, markup))
}

/// What travels from page to page until the ballot is handed in.
fn values(f: &Frame<'_>, w: Which, marks: &[Mark], salt: CommandId) -> Vec<(String, String)> {
    let mut values = vec![
        ("id".to_owned(), f.visit.form_id().to_string()),
        ("csrf".to_owned(), f.visit.csrf()),
        ("voter".to_owned(), w.voter.to_string()),
        ("salt".to_owned(), salt.to_string()),
    ];
    values.extend(hidden_marks(marks));
    values
}

/// What was chosen, item by item.
fn chosen(f: &Frame<'_>, motion: &Motion, marks: &[Mark]) -> Vec<(String, String)> {
    let lang = f.lang();
    let text = |(item, mark): (&estate::assembly::Item, &Mark)| {
        (open(lang, Some(&item.title)).to_owned(), mark_text(lang, item, mark).1)
    };
    motion.items.iter().zip(marks).map(text).collect()
}

fn check_page(f: &Frame<'_>, w: Which, marks: &[Mark], salt: CommandId, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let Some((motion, help)) = held(f, w) else { return html! {} };
    let said = t!(lang, "help-ballot-of", name = f.masked_name(help.owner), doors = doors(f, motion, w.voter));
    let items = chosen(f, motion, marks);
    let mut list = vec![
        Fact::text(t!(lang, "check-matter"), open(lang, Some(&motion.title))),
        Fact::text(t!(lang, "check-for"), &said),
    ];
    list.extend(items.iter().map(|(item, mark)| Fact::text(item, mark)));
    let kept = values(f, w, marks, salt);
    let kept: Vec<(&str, &str)> = kept.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let phone = owners_phone(f, help).filter(|_| f.visit.site.sends_sms());
    let prepare = here(f, w, "/prepare");
    let content = narrow(html! {
        (page_head(PageHead { title: t!(lang, "help-check-title"), lead: Some(t!(lang, "help-check-lead")), ..PageHead::default() }))
        div .stack {
            (crate::say::refused(lang, refusals))
            (card(facts(&list)))
            form method="post" action=(prepare) .stack {
                (hidden(&kept))
                @if let Some(phone) = &phone {
                    p { (flow(&t!(lang, "help-check-phone", phone = masked_phone(phone)))) }
                    (button(Button::primary(t!(lang, "help-send-code")).value("way", "code").busy(t!(lang, "recording"))))
                }
                p { (flow(t!(lang, "help-check-desk"))) }
                @let desk = if phone.is_some() { Button::second(t!(lang, "help-to-desk")) } else { Button::primary(t!(lang, "help-to-desk")) };
                (button(desk.value("way", "desk").busy(t!(lang, "recording"))))
            }
            form method="post" action=(here(f, w, "/check")) {
                (hidden(&kept))
                (button(Button::second(t!(lang, "check-back")).value("again", "yes")))
            }
            (paper_way(lang))
        }
    });
    f.page(Shape { title: t!(lang, "help-check-title"), aloud: true, ..Shape::default() }, content)
}

fn owners_phone(f: &Frame<'_>, help: &Help) -> Option<String> {
    f.estate().bodies.person(help.owner)?.contact.as_ref()?.get()?.phone.clone()
}

/// The marks and the salt a form carries.
async fn carried(
    visit: &Visit,
    estate: StreamId,
    motion: MotionId,
    form: &Form,
) -> Result<(Vec<Mark>, CommandId), Problem> {
    let lang = visit.look.lang;
    let read = |v: &EstateView<'_>| v.estate.assembly.get(motion).map(|m| marks_of(lang, m, form));
    let marks = visit.site.app.estate(estate, read).await?.ok_or(Problem::NotFound)?;
    Ok((marks.map_err(|_| Problem::BadRequest)?, form.read("salt").ok_or(Problem::BadRequest)?))
}

async fn prepare(visit: &Visit, estate: StreamId, of: (HelpId, MotionId), form: &Form) -> Reply {
    let (who, w) = which(visit, estate, of, form.read("voter")).await?;
    let (marks, salt) = carried(visit, estate, w.motion, form).await?;
    let code = match form.get("way") {
        "code" => visit.site.sends_sms(),
        "desk" => false,
        _ => return Err(Problem::BadRequest),
    };
    let Which { help, motion, voter } = w;
    let command = Command::Prepare { help, motion, voter, seal: seal(salt, &marks), code };
    match visit.send(estate, who, form, estate::Command::Helping(command)).await? {
        Ok(_) => {
            let draw = |view: &EstateView<'_>| confirm_page(&Frame { visit, who, view }, w, &marks, salt, &[]);
            let markup = visit.site.app.estate(estate, draw).await?;
            Ok(page(visit, StatusCode::OK, markup))
        }
        Err(refusals) => {
            let draw = |view: &EstateView<'_>| check_page(&Frame { visit, who, view }, w, &marks, salt, &refusals);
            visit.draw_refused(estate, draw).await
        }
    }
}

/// The owner's word: the code read out from their own telephone, or what a clerk confirmed.
fn confirm_page(f: &Frame<'_>, w: Which, marks: &[Mark], salt: CommandId, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let Some((motion, help)) = held(f, w) else { return html! {} };
    let nothing = Form::default();
    let told = Told::new(lang, &nothing, refusals, &["code"]);
    let waiting = f.estate().helping.waiting(w.help, f.view.now).filter(|p| p.seal == seal(salt, marks));
    let kept = values(f, w, marks, salt);
    let kept: Vec<(&str, &str)> = kept.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let items = chosen(f, motion, marks);
    let mut list = vec![Fact::text(t!(lang, "check-matter"), open(lang, Some(&motion.title)))];
    list.extend(items.iter().map(|(item, mark)| Fact::text(item, mark)));
    let hand_in = here(f, w, "/hand-in");
    let content = narrow(html! {
        (page_head(PageHead { title: t!(lang, "help-confirm-title"), ..PageHead::default() }))
        div .stack {
            (told.summary())
            @match waiting {
                None => {
                    (notice(Notice::text(NoticeKind::Mind, t!(lang, "help-over"))))
                    form method="post" action=(here(f, w, "/check")) { (hidden(&kept)) (button(Button::primary(t!(lang, "help-again")))) }
                },
                Some(prepared) => {
                    (meta(&t!(lang, "help-confirm-until", at = format::moment(lang, prepared.until, f.today()))))
                    @match &prepared.code {
                        Some(code) => {
                            (card(facts(&list)))
                            p { (flow(&t!(lang, "help-confirm-code", name = f.masked_name(help.owner), phone = owners_phone(f, help).map(|p| masked_phone(&p)).unwrap_or_default()))) }
                            @if code.wrong > 0 { (notice(Notice::text(NoticeKind::Wrong, &t!(lang, "help-code-wrong", left = limits::CODE_TRIES.saturating_sub(code.wrong))))) }
                            form method="post" action=(hand_in) .stack {
                                (hidden(&kept))
                                (field(Field::new(lang, "code", t!(lang, "match-code")).error(told.at("code")), Control::Text { value: "", width: Width::Medium, autocomplete: "off" }))
                                (button(Button::primary(t!(lang, "help-hand-in")).busy(t!(lang, "check-doing"))))
                            }
                        },
                        None => {
                            p { (flow(t!(lang, "help-confirm-desk"))) }
                            (card(facts(&[Fact { label: t!(lang, "help-number"), value: html! { span .mono { (prepared.number()) } } }])))
                            (confirmation(Confirmation {
                                facts: &list,
                                choice_label: t!(lang, "check-choice"),
                                choice: None,
                                fixed: t!(lang, "check-fixed"),
                                action: &hand_in,
                                hidden: &kept,
                                button: Button::primary(t!(lang, "help-hand-in")).busy(t!(lang, "check-doing")),
                            }))
                        },
                    }
                },
            }
            (paper_way(lang))
        }
    });
    f.page(Shape { title: t!(lang, "help-confirm-title"), aloud: true, ..Shape::default() }, content)
}

async fn hand_in(visit: &Visit, estate: StreamId, of: (HelpId, MotionId), form: &Form) -> Reply {
    let (help, motion) = of;
    let who = with_owner(visit, estate, help).await?;
    let voter: VoterId = form.read("voter").ok_or(Problem::BadRequest)?;
    let w = Which { help, motion, voter };
    let (marks, salt) = carried(visit, estate, motion, form).await?;
    let handed = HandIn { help, motion, marks: marks.clone(), salt, code: form.get("code").to_owned() };
    let sent = visit.send(estate, who, form, estate::Command::Helping(Command::HandIn(handed))).await?;
    let cast = |v: &EstateView<'_>| {
        let ballot = v.estate.assembly.get(motion)?.ballots.get(&voter)?;
        ballot.helped.is_some_and(|h| h.help == help).then_some(ballot.seq)
    };
    // Handed in now, or by a press before this one.
    if let Some(seq) = visit.site.app.estate(estate, cast).await? {
        return Ok(to(&format!("/e/{estate}/help/{help}/m/{motion}/received?n={seq}")));
    }
    // A wrong code is recorded and nothing else; the page says how many tries are left.
    let refusals = sent.err().unwrap_or_default();
    let draw = |view: &EstateView<'_>| confirm_page(&Frame { visit, who, view }, w, &marks, salt, &refusals);
    visit.draw_refused(estate, draw).await
}

/// `GET /e/{estate}/help/{help}/m/{motion}/received?n=SEQ`: the receipt, to show or print for the owner, who finds the same
/// one on their own page.
pub async fn received(
    visit: Visit,
    At((estate, help, motion)): At<(StreamId, HelpId, MotionId)>,
    Asked(asked): Asked,
) -> Reply {
    let who = with_owner(&visit, estate, help).await?;
    let seq: Seq = asked.read("n").ok_or(Problem::NotFound)?;
    let made = |v: &EstateView<'_>| {
        let mut ballots = v.estate.assembly.get(motion)?.ballots.iter();
        ballots.find(|(_, b)| b.seq == seq && b.helped.is_some_and(|h| h.help == help)).map(|(voter, _)| *voter)
    };
    let voter = visit.site.app.estate(estate, made).await?.ok_or(Problem::NotFound)?;
    let row = visit.site.app.record().store().row(estate, seq).await?.ok_or(Problem::NotFound)?;
    visit.draw(estate, |view| received_page(&Frame { visit: &visit, who, view }, motion, voter, seq, row.leaf)).await
}
