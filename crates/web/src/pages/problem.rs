//! What stands between a request and its page, said so that one can go on.

use crate::components::{LinkButton, flow, link_button};
use crate::layout::{Page, PageHead, Place, Who as Viewer, narrow, page_head, sign_in_to};
use crate::reply::{self, Problem};
use crate::visit::Visit;
use crate::{say, t};
use axum::body::Body;
use axum::http::Response;
use maud::{Markup, html};

/// A document outside any estate.
pub fn plain_page(visit: &Visit, title: &str, content: Markup) -> Markup {
    let lang = visit.look.lang;
    let switches = visit.switches();
    let who = match &visit.session {
        Some(_) => Viewer::Person { name: t!(lang, "viewer-you"), capacity: "", href: "/account" },
        None => Viewer::Visitor { sign_in: "/sign-in" },
    };
    let demo = !visit.site.demo.is_empty();
    Page {
        title,
        look: visit.look,
        desk: false,
        wide: false,
        place: Place {
            name: t!(lang, "site-name"),
            line: if demo { t!(lang, "site-line-demo") } else { t!(lang, "site-line") },
            home: "/",
        },
        nav: &[],
        who,
        switches: &switches,
        read_aloud: false,
        note: demo.then_some(t!(lang, "demo-note")),
        links: &[],
        proof: None,
    }
    .document(content)
}

/// The page for a problem.
pub fn answer(visit: &Visit, problem: Problem) -> Response<Body> {
    let lang = visit.look.lang;
    if let Problem::SignIn(to) = &problem {
        return reply::to(&sign_in_to(to));
    }
    if let Problem::Fault(why) = &problem {
        // What the log keeps; the reader is told what to do instead.
        tracing::error!(path = %visit.path.split('?').next().unwrap_or_default(), "{why}");
    }
    let (title, body) = match &problem {
        Problem::NotFound => {
            (t!(lang, "problem-not-found"), html! { p { (flow(t!(lang, "problem-not-found-then"))) } })
        }
        Problem::Forbidden { act, verdict, who_may } => {
            // Who may do what is a page of an estate; a district has none.
            let estate = visit.path.strip_prefix("/e/").and_then(|rest| rest.split(['/', '?']).next());
            let matrix = estate.map(|estate| format!("/e/{estate}/powers"));
            (t!(lang, "problem-forbidden"), say::forbidden(lang, *act, who_may, &verdict.by, matrix.as_deref()))
        }
        Problem::Refused(refusals) => (t!(lang, "problem-refused"), say::refused(lang, refusals)),
        Problem::BadRequest => {
            (t!(lang, "problem-bad-request"), html! { p { (flow(t!(lang, "problem-bad-request-then"))) } })
        }
        Problem::TooLarge => {
            (t!(lang, "problem-too-large"), html! { p { (flow(t!(lang, "problem-too-large-then"))) } })
        }
        Problem::Busy => (t!(lang, "problem-busy"), html! { p { (flow(t!(lang, "problem-busy-then"))) } }),
        Problem::Fault(_) | Problem::SignIn(_) => {
            (t!(lang, "problem-fault"), html! { p { (flow(t!(lang, "problem-fault-then"))) } })
        }
    };
    let content = narrow(html! {
        (page_head(PageHead { title, ..PageHead::default() }))
        div .stack { (body) (link_button(LinkButton::second(t!(lang, "problem-home"), "/"))) }
    });
    reply::page(visit, problem.status(), plain_page(visit, title, content))
}
