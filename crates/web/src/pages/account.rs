//! Signing in, invitation slips, in which capacity one acts, one's own settings.

use super::front::{new_account_fields, sign_up_refusals};
use crate::components::{
    Button, Choice, Control, Field, Kind, Link, LinkButton, Notice, NoticeKind, Width, button, card, checkbox, choices,
    field, flow, hidden, lead, link_button, more, notice,
};
use crate::form::Form;
use crate::layout::{PageHead, narrow, page_head, sign_in_to};
use crate::pages::problem::plain_page;
use crate::reply::{Problem, Reply, page, to};
use crate::say::Told;
use crate::visit::{Asked, At, SESSION, Visit};
use crate::{format, t};
use app::{Acting, Redeemer, SessionKey, SignInError};
use authority::Level;
use axum::body::Body;
use axum::http::{Response, StatusCode};
use law::Refusal;
use maud::{Markup, html};
use units::{Capacity, PersonId, StreamId, limits};

/// A path of ours to go on to; anything else leads home.
fn onward(path: &str) -> &str {
    if path.starts_with('/') && !path.starts_with("//") && !path.contains('\\') { path } else { "/" }
}

/// `GET /sign-in`
pub async fn sign_in(visit: Visit, Asked(asked): Asked) -> Reply {
    Ok(page(&visit, StatusCode::OK, sign_in_page(&visit, &asked, &[])))
}

/// `POST /sign-in`
pub async fn sign_in_now(visit: Visit, Asked(asked): Asked, form: Form) -> Reply {
    let kept = form.has("keep");
    match visit.site.app.sign_in(form.get("login"), form.get("password"), visit.address, kept).await {
        Ok(key) => {
            let answer = match form.get("typed") {
                "" => to(onward(asked.get("to"))),
                typed => go_on(&visit, key, onward(asked.get("to")), &Form::parse(typed)).await?,
            };
            Ok(visit.with_cookie(answer, SESSION, &key.to_string(), limits::SESSION_KEPT_MS / 1_000))
        }
        Err(error) => {
            let refusals = sign_up_refusals(error)?;
            let mut again = form.clone();
            again.set("to", asked.get("to"));
            Ok(page(&visit, StatusCode::UNPROCESSABLE_ENTITY, sign_in_page(&visit, &again, &refusals)))
        }
    }
}

/// What a form may carry over a sign-in: everything but what only its old session, or nobody, should read again.
const NOT_KEPT: [&str; 3] = ["csrf", "password", "old"];

/// A form was sent after its session ended: signing in, with what was typed in the page.
pub fn sign_in_again(visit: &Visit, typed: &Form) -> Response<Body> {
    let kept = Form::of(typed.iter().filter(|(name, _)| !NOT_KEPT.contains(name)));
    let form = Form::of([("to", visit.path.clone()), ("typed", kept.encoded())]);
    page(visit, StatusCode::UNAUTHORIZED, sign_in_page(visit, &form, &[]))
}

/// Signed in again: the form as it was typed, to be sent by one press and not by itself.
async fn go_on(visit: &Visit, key: SessionKey, to: &str, typed: &Form) -> Reply {
    let lang = visit.look.lang;
    let session = visit.site.app.session(&key).await?;
    let visit = Visit { key: Some(key), session, ..visit.clone() };
    let (title, csrf) = (t!(lang, "go-on-title"), visit.csrf());
    let values: Vec<(&str, &str)> = typed.iter().chain([("csrf", csrf.as_str())]).collect();
    let content = narrow(html! {
        (page_head(PageHead { title, lead: Some(t!(lang, "go-on-lead")), ..PageHead::default() }))
        form method="post" action=(to) {
            (hidden(&values))
            (button(Button::primary(t!(lang, "go-on-do")).busy(t!(lang, "recording"))))
        }
    });
    Ok(page(&visit, StatusCode::OK, plain_page(&visit, title, content)))
}

fn sign_in_page(visit: &Visit, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = visit.look.lang;
    let told = Told::new(lang, form, refusals, &["login", "password"]);
    let title = t!(lang, "sign-in-title");
    let (action, typed) = (sign_in_to(onward(form.get("to"))), form.get("typed"));
    let content = narrow(html! {
        (page_head(PageHead { title, ..PageHead::default() }))
        form method="post" action=(action) .stack {
            (told.summary())
            @if !typed.is_empty() {
                (notice(Notice::text(NoticeKind::Mind, t!(lang, "sign-in-again"))))
                (hidden(&[("typed", typed)]))
            }
            (field(
                Field::new(lang, "login", t!(lang, "login-name")).error(told.at("login")),
                Control::Text { value: told.typed("login"), width: Width::Medium, autocomplete: "username" },
            ))
            (field(Field::new(lang, "password", t!(lang, "password")).error(told.at("password")), Control::Password { new: false }))
            (checkbox(
                Field::new(lang, "keep", ""),
                Choice { value: "yes", label: t!(lang, "sign-in-keep"), note: Some(t!(lang, "sign-in-keep-note")), sign: None },
                form.has("keep"),
            ))
            (button(Button::primary(t!(lang, "sign-in-do")).busy(t!(lang, "signing-in"))))
            p .meta { (flow(t!(lang, "sign-in-slip"))) }
            p .meta { (flow(t!(lang, "sign-in-lost"))) }
        }
    });
    plain_page(visit, title, content)
}

/// `POST /sign-out`
pub async fn sign_out(visit: Visit, form: Form) -> Reply {
    visit.check(&form)?;
    if let Some(key) = &visit.key {
        visit.site.app.sign_out(key).await?;
    }
    Ok(visit.with_cookie(to("/"), SESSION, "", 0))
}

// ---- slips ----

fn join_path(stream: StreamId, level: Level) -> String {
    match level {
        Level::Estate => format!("/e/{stream}/join"),
        Level::District => format!("/d/{stream}/join"),
    }
}

/// `GET /e/{estate}/join`
pub async fn join(visit: Visit, At(stream): At<StreamId>, Asked(asked): Asked) -> Reply {
    show_join(&visit, stream, Level::Estate, &asked, &[]).await
}

/// `GET /d/{district}/join`
pub async fn join_district(visit: Visit, At(stream): At<StreamId>, Asked(asked): Asked) -> Reply {
    show_join(&visit, stream, Level::District, &asked, &[]).await
}

/// `POST /e/{estate}/join`
pub async fn join_now(visit: Visit, At(stream): At<StreamId>, form: Form) -> Reply {
    redeem(&visit, stream, Level::Estate, &form).await
}

/// `POST /d/{district}/join`
pub async fn join_district_now(visit: Visit, At(stream): At<StreamId>, form: Form) -> Reply {
    redeem(&visit, stream, Level::District, &form).await
}

async fn redeem(visit: &Visit, stream: StreamId, level: Level, form: &Form) -> Reply {
    visit.check(form)?;
    let as_whom = match visit.key.as_ref().filter(|_| visit.session.is_some()) {
        Some(key) => Redeemer::SignedIn(key),
        None => Redeemer::New { login: form.get("login"), password: form.get("password") },
    };
    let redeemed =
        visit.site.app.redeem_slip(stream, level, form.get("code"), as_whom, visit.address, form.id()?).await;
    match redeemed {
        Ok(key) => {
            let next = if level == Level::Estate { format!("/e/{stream}/home") } else { format!("/d/{stream}") };
            Ok(visit.with_cookie(to(&next), SESSION, &key.to_string(), limits::SESSION_KEPT_MS / 1_000))
        }
        Err(SignInError::Error(app::Error::NotFound)) => Err(Problem::NotFound),
        Err(error) => {
            let refusals = sign_up_refusals(error)?;
            show_join(visit, stream, level, form, &refusals).await
        }
    }
}

async fn show_join(visit: &Visit, stream: StreamId, level: Level, form: &Form, refusals: &[Refusal]) -> Reply {
    let lang = visit.look.lang;
    let name = match level {
        Level::Estate => {
            visit.site.app.estate(stream, |v| super::open(lang, v.estate.founding.name.as_ref()).to_owned()).await?
        }
        Level::District => {
            visit.site.app.district(stream, |d, _| super::open(lang, d.name.as_ref()).to_owned()).await?
        }
    };
    let told = Told::new(lang, form, refusals, &["code", "login", "password"]);
    let title = t!(lang, "join-title");
    let (id, csrf) = (visit.form_id().to_string(), visit.csrf());
    let content = narrow(html! {
        (page_head(PageHead { title, lead: Some(&t!(lang, "join-lead", name = name.as_str())), ..PageHead::default() }))
        form method="post" action=(join_path(stream, level)) .stack {
            (hidden(&[("id", &id), ("csrf", &csrf)]))
            (told.summary())
            (field(
                Field::new(lang, "code", t!(lang, "join-code")).hint(t!(lang, "join-code-hint")).error(told.at("code")),
                Control::Text { value: told.typed("code"), width: Width::Medium, autocomplete: "one-time-code" },
            ))
            @if visit.session.is_some() { p .meta { (flow(t!(lang, "join-signed-in"))) } }
            @else { (new_account_fields(lang, &told)) }
            (button(Button::primary(t!(lang, "join-do")).busy(t!(lang, "recording"))))
            p .meta { (flow(t!(lang, "join-paper"))) }
            @if visit.session.is_none() {
                p .meta { (more(Link::new(t!(lang, "join-have-account"), &sign_in_to(&join_path(stream, level))))) }
            }
        }
    });
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(page(visit, status, plain_page(visit, title, content)))
}

// ---- in which capacity, and one's settings ----

/// `GET /account`
pub async fn account(visit: Visit) -> Reply {
    show_account(&visit, &Form::default(), &[]).await
}

fn choice_value(a: &Acting) -> String {
    format!("{}.{}.{}.{}", a.stream, if a.district { "d" } else { "e" }, a.person, a.capacity)
}

fn read_choice(text: &str) -> Option<Acting> {
    let parts: Vec<&str> = text.split('.').collect();
    let [stream, level, person, capacity] = parts[..] else { return None };
    let person: PersonId = person.parse().ok()?;
    Some(Acting {
        stream: stream.parse().ok()?,
        district: level == "d",
        person,
        capacity: Capacity::from_word(capacity)?,
    })
}

/// Where somebody in this capacity goes to work.
fn desk_of(a: &Acting) -> String {
    match (a.district, a.capacity) {
        (true, _) => format!("/d/{}", a.stream),
        (false, Capacity::Owner | Capacity::Resident | Capacity::CompanyStaff) => format!("/e/{}/home", a.stream),
        (false, _) => format!("/e/{}/desk", a.stream),
    }
}

async fn show_account(visit: &Visit, form: &Form, refusals: &[Refusal]) -> Reply {
    let lang = visit.look.lang;
    let Some(session) = &visit.session else { return Err(Problem::SignIn("/account".into())) };
    let acting = visit.site.app.choices(session.account).await?;
    let mut labels = Vec::with_capacity(acting.len());
    for a in &acting {
        let name = match a.district {
            true => visit.site.app.district(a.stream, |d, _| super::open(lang, d.name.as_ref()).to_owned()).await?,
            false => {
                visit
                    .site
                    .app
                    .estate(a.stream, |v| super::open(lang, v.estate.founding.name.as_ref()).to_owned())
                    .await?
            }
        };
        labels.push((choice_value(a), name, format::capacity(lang, a.capacity)));
    }
    let rows: Vec<Choice<'_>> = labels
        .iter()
        .map(|(value, name, capacity)| Choice { value, label: capacity, note: Some(name), sign: None })
        .collect();
    let mut helps = Vec::new();
    for stream in visit.site.app.helps_in(session.account).await? {
        let name = visit.site.app.estate(stream, |v| super::open(lang, v.estate.founding.name.as_ref()).to_owned());
        helps.push((name.await?, format!("/e/{stream}/help")));
    }
    let now = session.acting.as_ref().map(choice_value);
    let csrf = visit.csrf();
    let told = Told::new(lang, form, refusals, &["old", "password"]);
    let hint = t!(lang, "password-hint", n = limits::PASSWORD_CHARS_MIN);
    let title = t!(lang, "account-title");
    let content = narrow(html! {
        (page_head(PageHead { title, ..PageHead::default() }))
        div .stack {
            @for (name, href) in &helps {
                (card(html! { p { (flow(&t!(lang, "account-helps", name = name))) } (link_button(LinkButton::second(t!(lang, "help-title"), href))) }))
            }
            @if rows.is_empty() && helps.is_empty() { (card(html! { p { (flow(t!(lang, "account-nobody"))) } })) }
            @if !rows.is_empty() {
                (card(html! {
                    form method="post" action="/account/act-as" .stack {
                        (hidden(&[("csrf", &csrf)]))
                        (choices(Field::new(lang, "as", t!(lang, "account-as")).hint(t!(lang, "account-as-hint")), &rows, now.as_deref()))
                        (button(Button::primary(t!(lang, "account-as-do"))))
                    }
                    @if let Some(a) = &session.acting { p { (link_button(LinkButton::second(t!(lang, "account-go"), &desk_of(a)))) } }
                }))
            }
            (card(html! {
                h2 { (t!(lang, "account-password")) }
                (lead(t!(lang, "account-password-lead")))
                form method="post" action="/account/password" .stack {
                    (hidden(&[("csrf", &csrf)]))
                    (told.summary())
                    (field(Field::new(lang, "old", t!(lang, "password-old")).error(told.at("old")), Control::Password { new: false }))
                    (field(Field::new(lang, "password", t!(lang, "password-new")).hint(&hint).error(told.at("password")), Control::Password { new: true }))
                    (button(Button::second(t!(lang, "account-password-do")).busy(t!(lang, "recording"))))
                }
            }))
            form method="post" action="/sign-out" {
                (hidden(&[("csrf", &csrf)]))
                (button(Button { kind: Kind::Quiet, ..Button::primary(t!(lang, "sign-out")) }))
            }
        }
    });
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(page(visit, status, plain_page(visit, title, content)))
}

/// `POST /account/act-as`
pub async fn act_as(visit: Visit, form: Form) -> Reply {
    visit.check(&form)?;
    let (Some(key), Some(acting)) = (&visit.key, read_choice(form.get("as"))) else {
        return Err(Problem::SignIn("/account".into()));
    };
    visit.site.app.act_as(key, acting).await?;
    Ok(to(&desk_of(&acting)))
}

/// `POST /account/password`
pub async fn password(visit: Visit, form: Form) -> Reply {
    visit.check(&form)?;
    let Some(session) = &visit.session else { return Err(Problem::SignIn("/account".into())) };
    match visit.site.app.change_password(session.account, form.get("old"), form.get("password")).await {
        Ok(key) => Ok(visit.with_cookie(to("/account"), SESSION, &key.to_string(), limits::SESSION_KEPT_MS / 1_000)),
        Err(SignInError::Wrong) => {
            show_account(&visit, &Form::default(), &[Refusal::new("password-wrong").on("old")]).await
        }
        Err(error) => {
            let refusals = sign_up_refusals(error)?;
            show_account(&visit, &Form::default(), &refusals).await
        }
    }
}

/// `GET /look`: language, size, theme; kept on the device, and with the account.
pub async fn look(visit: Visit, Asked(asked): Asked) -> Reply {
    let mut look = visit.look;
    for name in ["lang", "size", "theme"] {
        if asked.has(name) {
            look = look.with(name, asked.get(name));
        }
    }
    if let Some(session) = &visit.session {
        visit.site.app.set_setting(session.account, "look", &look.cookie()).await?;
    }
    let year = 365 * 24 * 60 * 60;
    Ok(visit.with_cookie(to(onward(asked.get("to"))), crate::layout::Look::COOKIE, &look.cookie(), year))
}
