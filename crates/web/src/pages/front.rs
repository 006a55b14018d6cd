//! The first page: the estates of this deployment; and the one-time page that makes the first administrator.

use super::open;
use crate::components::{
    Button, Column, Control, Entry, Field, Row, Table, Width, button, card, entries, field, flow, hidden, lead, table,
};
use crate::form::Form;
use crate::layout::{PageHead, narrow, page_head, wrap};
use crate::pages::problem::plain_page;
use crate::reply::{Problem, Reply, page, to};
use crate::say::Told;
use crate::text::{Lang, t_of};
use crate::visit::{At, SESSION, Visit};
use crate::{format, t};
use app::{Error, Place, SignInError};
use authority::Level;
use axum::http::StatusCode;
use law::Refusal;
use maud::{Markup, html};
use units::{StreamId, limits};

/// Estates shown on the first page; a larger deployment is entered by its own addresses.
const SHOWN: usize = 200;

/// `GET /`
pub async fn show(visit: Visit) -> Reply {
    let places = visit.site.app.places().await?;
    let estates = estates(&visit, &places).await?;
    // A deployment of one estate has one board, and that is its first page.
    if let ([(_, stream)], true) = (&estates[..], visit.site.demo.is_empty()) {
        return Ok(to(&format!("/e/{stream}")));
    }
    let lang = visit.look.lang;
    let title = t!(lang, "front-title");
    let linked = |found: Vec<(String, StreamId)>, at| -> Vec<(String, String)> {
        found.into_iter().map(|(name, stream)| (name, format!("/{at}/{stream}"))).collect()
    };
    let (estates, districts) = (linked(estates, "e"), linked(districts(&visit, &places).await?, "d"));
    let list = |places: &[(String, String)]| {
        let rows = places.iter().map(|(title, href)| Entry { title, href, tag: None, line: None });
        entries(&rows.collect::<Vec<_>>())
    };
    let content = wrap(html! {
        (page_head(PageHead { title, ..PageHead::default() }))
        div .stack {
            @if estates.is_empty() { (card(html! { p { (flow(t!(lang, "front-empty"))) } })) }
            @else { (card(list(&estates))) }
            @if !districts.is_empty() { (card(html! { h2 { (t!(lang, "front-districts")) } (list(&districts)) })) }
            @if !visit.site.demo.is_empty() { (demo_sign_ins(&visit)) }
        }
    });
    Ok(page(&visit, StatusCode::OK, plain_page(&visit, title, content)))
}

async fn districts(visit: &Visit, places: &[Place]) -> Result<Vec<(String, StreamId)>, Problem> {
    let mut found = Vec::new();
    for place in places.iter().filter(|p| p.level == Level::District).take(SHOWN) {
        let name =
            visit.site.app.district(place.stream, |d, _| open(visit.look.lang, d.name.as_ref()).to_owned()).await;
        let name = match name {
            Err(Error::Unavailable(_)) => place.stream.to_string(),
            name => name?,
        };
        found.push((name, place.stream));
    }
    found.sort();
    Ok(found)
}

async fn estates(visit: &Visit, places: &[Place]) -> Result<Vec<(String, StreamId)>, Problem> {
    let mut found = Vec::new();
    for place in places.iter().filter(|p| p.level == Level::Estate).take(SHOWN) {
        let name = visit
            .site
            .app
            .estate(place.stream, |v| v.estate.founding.name.as_ref().and_then(|n| n.get().cloned()))
            .await;
        let name = match name {
            // One record that cannot be read takes nobody else's away; its own page says what is wrong.
            Err(Error::Unavailable(_)) => Some(place.stream.to_string()),
            name => name?,
        };
        found.push((name.unwrap_or_default(), place.stream));
    }
    found.sort();
    Ok(found)
}

/// What can be worth knowing of whoever signs in, beside the capacity.
const DEMO_ABOUT: &[&str] = &["not-voted", "voted", "first-clerk", "second-clerk", "third-clerk", "helps", "helped"];

fn demo_sign_ins(visit: &Visit) -> Markup {
    let lang = visit.look.lang;
    let rows: Vec<Row> = visit
        .site
        .demo
        .iter()
        .map(|d| {
            let action = format!("/sign-in?to={}", "/account");
            Row::of([
                html! { (d.place) },
                html! {
                    (format::capacity(lang, d.capacity))
                    @if let Some(about) = d.about.as_deref().filter(|a| DEMO_ABOUT.contains(a)) {
                        " · " (t_of(lang, "front-demo-about", about))
                    }
                },
                html! { form method="post" action=(action) {
                    (hidden(&[("login", &d.login), ("password", &d.password)]))
                    (button(Button::second(t!(lang, "front-demo-enter")).busy(t!(lang, "signing-in"))))
                } },
            ])
        })
        .collect();
    card(html! {
        h2 { (t!(lang, "front-demo")) }
        (lead(t!(lang, "front-demo-lead")))
        (table(Table {
            lang,
            caption: t!(lang, "front-demo"),
            caption_hidden: true,
            columns: &[Column::text(t!(lang, "front-demo-place")).stays(), Column::text(t!(lang, "front-demo-role")), Column::text("").stays()],
            rows: &rows,
            total: None,
        }))
    })
}

// ---- the first administrator ----

/// `GET /setup/{code}`
pub async fn setup(visit: Visit, At(code): At<String>) -> Reply {
    if !visit.site.app.is_first_link(&code).await? {
        return Err(Problem::NotFound);
    }
    Ok(page(&visit, StatusCode::OK, setup_page(&visit, &code, &Form::default(), &[])))
}

/// `POST /setup/{code}`
pub async fn set_up(visit: Visit, At(code): At<String>, form: Form) -> Reply {
    let command = |account| {
        district::Command::Found(district::Found {
            name: form.get("name").to_owned(),
            place: units::Place::typed(form.get("place")),
            administrator: form.get("administrator").to_owned(),
            account,
        })
    };
    let made = visit.site.app.set_up(&code, form.get("login"), form.get("password"), command).await;
    match made {
        Ok((key, district)) => {
            let answer = to(&format!("/d/{district}"));
            Ok(visit.with_cookie(answer, SESSION, &key.to_string(), limits::SESSION_KEPT_MS / 1_000))
        }
        Err(SignInError::LinkUnknown) => Err(Problem::NotFound),
        Err(error) => {
            let refusals = sign_up_refusals(error)?;
            Ok(page(&visit, StatusCode::UNPROCESSABLE_ENTITY, setup_page(&visit, &code, &form, &refusals)))
        }
    }
}

/// What kept an account from being opened, at its fields.
pub fn sign_up_refusals(error: SignInError) -> Result<Vec<Refusal>, Problem> {
    Ok(match error {
        SignInError::NameTaken => vec![Refusal::new("login-taken").on("login")],
        SignInError::NameLength => vec![Refusal::new("login-length").on("login")],
        SignInError::PasswordLength => {
            let refusal = Refusal::new("password-length").with("least", limits::PASSWORD_CHARS_MIN as i64);
            vec![refusal.with("most", limits::PASSWORD_CHARS_MAX as i64).on("password")]
        }
        SignInError::Wrong => vec![Refusal::new("sign-in-wrong")],
        SignInError::Wait(seconds) => vec![Refusal::new("sign-in-wait").with("minutes", (seconds + 59) / 60)],
        SignInError::LinkUnknown => return Err(Problem::NotFound),
        SignInError::Error(app::Error::Refused(refusals)) => refusals,
        SignInError::Error(error) => return Err(error.into()),
    })
}

fn setup_page(visit: &Visit, code: &str, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = visit.look.lang;
    let told = Told::new(lang, form, refusals, &["name", "place", "administrator", "login", "password"]);
    let title = t!(lang, "setup-title");
    let line = |name, label, hint, width| {
        let f = Field::new(lang, name, label).hint(hint).error(told.at(name));
        field(f, Control::Text { value: told.typed(name), width, autocomplete: "off" })
    };
    let content = narrow(html! {
        (page_head(PageHead { title, lead: Some(t!(lang, "setup-lead")), ..PageHead::default() }))
        form method="post" action=(format!("/setup/{code}")) .stack {
            (told.summary())
            (line("name", t!(lang, "setup-name"), t!(lang, "setup-name-hint"), Width::Full))
            (line("place", t!(lang, "setup-place"), t!(lang, "setup-place-hint"), Width::Full))
            (line("administrator", t!(lang, "setup-administrator"), t!(lang, "setup-administrator-hint"), Width::Full))
            (new_account_fields(lang, &told))
            (button(Button::primary(t!(lang, "setup-do")).busy(t!(lang, "recording"))))
        }
    });
    plain_page(visit, title, content)
}

/// Sign-in name and password for a new account.
pub fn new_account_fields(lang: Lang, told: &Told<'_>) -> Markup {
    let hint = t!(lang, "password-hint", n = limits::PASSWORD_CHARS_MIN);
    html! {
        (field(
            Field::new(lang, "login", t!(lang, "login-name")).hint(t!(lang, "login-name-hint")).error(told.at("login")),
            Control::Text { value: told.typed("login"), width: Width::Medium, autocomplete: "username" },
        ))
        (field(
            Field::new(lang, "password", t!(lang, "password")).hint(&hint).error(told.at("password")),
            Control::Password { new: true },
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_worth_knowing_has_words() {
        for lang in Lang::ALL {
            for about in DEMO_ABOUT {
                assert_ne!(t_of(lang, "front-demo-about", about), "front-demo-about");
            }
        }
    }
}
