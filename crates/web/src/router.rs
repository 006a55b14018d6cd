//! Every route, in one place.

use crate::assets;
use crate::dossier;
use crate::form::Form;
use crate::pages::{
    account, aftermath, ballot, board, canvass, charter, consent, custody, desk, district, documents, front, help,
    home, law, letters, matters, motion, papers, posting, problem, proof, roll_shown, seals, share, standing, telling,
    turnout, week,
};
use crate::reply::{self, Problem};
use crate::site::Site;
use crate::visit::Visit;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{DefaultBodyLimit, FromRequestParts, Path, Request, State};
use axum::http::{HeaderMap, Method, Response, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use futures_util::FutureExt as _;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use units::limits;

/// The site's routes.
pub fn router(site: Arc<Site>) -> Router {
    let photo_upload = post(posting::act).layer(DefaultBodyLimit::max(limits::ATTACHMENT_READ_MAX));
    let scan_upload = post(documents::act).layer(DefaultBodyLimit::max(limits::ATTACHMENT_READ_MAX));
    let paper_upload = post(desk::papers::keep_scan).layer(DefaultBodyLimit::max(limits::ATTACHMENT_READ_MAX));
    let text_upload = post(charter::write).layer(DefaultBodyLimit::max(limits::UPLOAD_BYTES_MAX));
    let pages = Router::new()
        .route("/", get(front::show))
        .route("/setup/{code}", get(front::setup).post(front::set_up))
        .route("/sign-in", get(account::sign_in).post(account::sign_in_now))
        .route("/sign-out", post(account::sign_out))
        .route("/account", get(account::account))
        .route("/account/act-as", post(account::act_as))
        .route("/account/password", post(account::password))
        .route("/week", get(week::show))
        .route("/calendar/{key}", get(week::feed))
        .route("/look", get(account::look))
        .route("/d/{district}", get(district::show))
        .route("/d/{district}/estates/new", get(district::new).post(district::found))
        .route("/d/{district}/people", get(district::people::show).post(district::people::register))
        .route("/d/{district}/people/{person}", get(district::people::person))
        .route("/d/{district}/people/{person}/{act}", post(district::people::act))
        .route("/d/{district}/rules", get(district::rules::show))
        .route("/d/{district}/rules/{act}", post(district::rules::act))
        .route("/d/{district}/join", get(account::join_district).post(account::join_district_now))
        .route("/e/{estate}", get(board::show))
        .route("/e/{estate}/join", get(account::join).post(account::join_now))
        .route("/e/{estate}/home", get(home::show))
        .route("/e/{estate}/law", get(law::show))
        .route("/e/{estate}/powers", get(law::powers))
        .route("/e/{estate}/charter", get(charter::list))
        .route("/e/{estate}/charter/{text}", text_upload.get(charter::show))
        .route("/e/{estate}/charter/{text}/compare", get(charter::compared))
        .route("/e/{estate}/charter/{text}/{version}", get(charter::version))
        .route("/e/{estate}/charter/{text}/{version}/value", get(charter::value))
        .route("/e/{estate}/charter/{text}/{version}/print", get(charter::print))
        .route("/e/{estate}/charter/{text}/{version}/{act}", post(charter::act))
        .route("/e/{estate}/proof", get(proof::how))
        .route("/e/{estate}/receipt", get(proof::look_up))
        .route("/e/{estate}/receipt/{seq}/proof.json", get(proof::proof_file))
        .route("/e/{estate}/matters", get(matters::list))
        .route("/e/{estate}/matters/new", get(matters::new).post(matters::raise))
        .route("/e/{estate}/matters/{matter}", get(matters::show).post(matters::note))
        .route("/e/{estate}/matters/{matter}/file.zip", get(dossier::of_matter))
        .route("/e/{estate}/m/{motion}", get(motion::show))
        .route("/e/{estate}/m/{motion}/file.zip", get(dossier::of_motion))
        .route("/e/{estate}/m/{motion}/rules", get(motion::rules))
        .route("/e/{estate}/m/{motion}/roll", get(roll_shown::show))
        .route("/e/{estate}/m/{motion}/turnout", get(turnout::show))
        .route("/e/{estate}/m/{motion}/canvass", get(canvass::show).post(canvass::record))
        .route("/e/{estate}/m/{motion}/canvass/back", post(canvass::back))
        .route("/e/{estate}/m/{motion}/walk", get(canvass::sheets))
        .route("/e/{estate}/helpers", get(help::owner::show))
        .route("/e/{estate}/helpers/{act}", post(help::owner::act))
        .route("/e/{estate}/helpers/{help}/scan/{name}", get(help::scan))
        .route("/e/{estate}/help", get(help::helper::list).post(help::helper::accept))
        .route("/e/{estate}/help/{help}", get(help::helper::show))
        .route("/e/{estate}/help/{help}/{act}", post(help::helper::act))
        .route("/e/{estate}/help/{help}/m/{motion}", get(help::ballot::show))
        .route("/e/{estate}/help/{help}/m/{motion}/received", get(help::ballot::received))
        .route("/e/{estate}/help/{help}/m/{motion}/{act}", post(help::ballot::act))
        .route("/e/{estate}/telling", get(telling::show).post(telling::choose))
        .route("/e/{estate}/match", get(standing::show))
        .route("/e/{estate}/match/{act}", post(standing::act))
        .route("/e/{estate}/m/{motion}/ballot", get(ballot::show))
        .route("/e/{estate}/m/{motion}/ballot/check", post(ballot::check))
        .route("/e/{estate}/m/{motion}/ballot/cast", post(ballot::cast))
        .route("/e/{estate}/m/{motion}/received", get(proof::received))
        .route("/e/{estate}/m/{motion}/paper", get(desk::papers::scanned))
        .route("/e/{estate}/m/{motion}/papers", get(papers::printings).post(papers::print))
        .route("/e/{estate}/m/{motion}/announcement", get(papers::announcement))
        .route("/e/{estate}/m/{motion}/proxy", get(desk::proxies::mine).post(desk::proxies::give))
        .route("/e/{estate}/m/{motion}/proxy/end", post(desk::proxies::take_back))
        .route("/e/{estate}/m/{motion}/posting", get(posting::show))
        .route("/e/{estate}/m/{motion}/posting/{paper}", get(posting::statement))
        .route("/e/{estate}/m/{motion}/posting/{paper}/{spot}", photo_upload.get(posting::task))
        .route("/e/{estate}/m/{motion}/photo/{name}", get(posting::photo))
        .route("/e/{estate}/m/{motion}/box", get(custody::show))
        .route("/e/{estate}/m/{motion}/box/sheet", get(custody::sheet))
        .route("/e/{estate}/m/{motion}/box/{act}", post(custody::act))
        .route("/e/{estate}/m/{motion}/later", get(aftermath::show))
        .route("/e/{estate}/m/{motion}/later/{act}", post(aftermath::act))
        .route("/e/{estate}/m/{motion}/filing", get(aftermath::filing))
        .route("/e/{estate}/m/{motion}/documents", get(documents::list).post(documents::draw))
        .route("/e/{estate}/m/{motion}/letters", get(letters::show))
        .route("/e/{estate}/m/{motion}/share", get(share::motion))
        .route("/e/{estate}/m/{motion}/share.png", get(share::motion_png))
        .route("/e/{estate}/m/{motion}/{act}", post(motion::act))
        .route("/e/{estate}/document/{document}", get(documents::show))
        .route("/e/{estate}/document/{document}/print", get(documents::print::show))
        .route("/e/{estate}/document/{document}/facts.json", get(documents::facts_json))
        .route("/e/{estate}/document/{document}/facts.xlsx", get(documents::facts_xlsx))
        .route("/e/{estate}/document/{document}/scan/{name}", get(documents::scan))
        .route("/e/{estate}/document/{document}/{act}", scan_upload)
        .route("/e/{estate}/seals", get(seals::show))
        .route("/e/{estate}/seals/register", get(seals::register))
        .route("/e/{estate}/seals/register.xlsx", get(seals::register_xlsx))
        .route("/e/{estate}/seals/lists", get(seals::lists::show).post(seals::lists::publish))
        .route("/e/{estate}/seals/lists/{list}", get(seals::lists::paper))
        .route("/e/{estate}/seals/{act}", post(seals::act))
        .route("/e/{estate}/consent/{consent}", get(consent::show))
        .route("/e/{estate}/consent/{consent}/share", get(share::consent))
        .route("/e/{estate}/consent/{consent}/share.png", get(share::consent_png))
        .route("/e/{estate}/consent/{consent}/sheets", get(consent::paper::sheets))
        .route("/e/{estate}/consent/{consent}/answers.xlsx", get(consent::paper::answers))
        .route("/e/{estate}/consent/{consent}/sums", get(consent::sums::paper))
        .route("/e/{estate}/consent/{consent}/sums.json", get(consent::sums::json_file))
        .route("/e/{estate}/consent/{consent}/{act}", post(consent::act));
    let platform_upload =
        post(desk::platform::read).layer(DefaultBodyLimit::max(limits::UPLOAD_BYTES_MAX + (64 << 10)));
    let objection_upload = post(desk::objections::record).layer(DefaultBodyLimit::max(limits::ATTACHMENT_READ_MAX));
    let help_upload = post(help::desk::enter).layer(DefaultBodyLimit::max(limits::ATTACHMENT_READ_MAX));
    let help_scan_upload = post(help::desk::scan).layer(DefaultBodyLimit::max(limits::ATTACHMENT_READ_MAX));
    let upload = post(desk::import::read).layer(DefaultBodyLimit::max(limits::UPLOAD_BYTES_MAX + (64 << 10)));
    let desk = Router::new()
        .route("/e/{estate}/desk", get(desk::show))
        .route("/e/{estate}/desk/roll", get(desk::roll::show))
        .route("/e/{estate}/desk/roll.xlsx", get(desk::roll::export))
        .route("/e/{estate}/desk/roll/new", get(desk::unit::new).post(desk::unit::enter))
        .route("/e/{estate}/desk/roll/{unit}", get(desk::unit::show))
        .route("/e/{estate}/desk/roll/{unit}/{act}", post(desk::unit::act))
        .route("/e/{estate}/desk/import", upload.get(desk::import::show))
        .route("/e/{estate}/desk/import/template.xlsx", get(desk::import::template))
        .route("/e/{estate}/desk/import/undo", post(desk::import::undo))
        .route("/e/{estate}/desk/import/{id}", get(desk::import::preview).post(desk::import::take))
        .route("/e/{estate}/desk/import/{id}/findings.xlsx", get(desk::import::findings))
        .route("/e/{estate}/desk/people", get(desk::people::show).post(desk::people::register))
        .route("/e/{estate}/desk/people/{person}", get(desk::people::person))
        .route("/e/{estate}/desk/people/{person}/{act}", post(desk::people::act))
        .route("/e/{estate}/desk/slips", get(desk::slips::show).post(desk::slips::issue))
        .route("/e/{estate}/desk/motions/new", get(desk::motions::new).post(desk::motions::write))
        .route("/e/{estate}/desk/motions/{motion}/edit", get(desk::motions::edit).post(desk::motions::rewrite))
        .route("/e/{estate}/desk/platform/{motion}", platform_upload.get(desk::platform::show))
        .route("/e/{estate}/desk/platform/{motion}/template.xlsx", get(desk::platform::template))
        .route("/e/{estate}/desk/platform/{motion}/{act}", post(desk::platform::act))
        .route("/e/{estate}/desk/papers/{motion}", get(desk::papers::show))
        .route("/e/{estate}/desk/papers/{motion}/scan", paper_upload)
        .route("/e/{estate}/desk/papers/{motion}/scan/{name}", get(desk::papers::scan))
        .route("/e/{estate}/desk/papers/{motion}/{act}", post(desk::papers::act))
        .route("/e/{estate}/desk/objections/{motion}", objection_upload.get(desk::objections::show))
        .route("/e/{estate}/desk/objections/{motion}/scan/{name}", get(desk::objections::scan))
        .route("/e/{estate}/desk/proxies/{motion}", get(desk::proxies::show).post(desk::proxies::record))
        .route("/e/{estate}/desk/proxies/{motion}/end", post(desk::proxies::end))
        .route("/e/{estate}/desk/consents", get(consent::list))
        .route("/e/{estate}/desk/consents/new", get(consent::new::show).post(consent::new::write))
        .route("/e/{estate}/desk/places", get(desk::places::show))
        .route("/e/{estate}/desk/places/{act}", post(desk::places::act))
        .route("/e/{estate}/desk/standing", get(standing::desk).post(standing::vouch))
        .route("/e/{estate}/desk/standing/end", post(standing::end))
        .route("/e/{estate}/desk/helpers", get(help::desk::show))
        .route("/e/{estate}/desk/helpers/form", get(help::paper::form))
        .route("/e/{estate}/desk/helpers/{person}/sheet", get(help::paper::sheet))
        .route("/e/{estate}/desk/helpers/enter", help_upload)
        .route("/e/{estate}/desk/helpers/scan", help_scan_upload)
        .route("/e/{estate}/desk/helpers/{act}", post(help::desk::act))
        .route("/e/{estate}/desk/settings", get(desk::settings::show))
        .route("/e/{estate}/desk/record.jsonl", get(desk::settings::record));
    pages
        .merge(desk)
        .route("/assets/{file}", get(asset))
        .fallback(|| async { Problem::NotFound })
        .method_not_allowed_fallback(one_up)
        .layer(from_fn_with_state(site.clone(), edge))
        .with_state(site)
}

/// The address of a form, asked for as a page: after a change of language or size, or from a history. The page it
/// belongs to stands one step up.
async fn one_up(method: Method, uri: Uri) -> Result<Response<Body>, Problem> {
    match uri.path().rsplit_once('/') {
        Some((page, _)) if matches!(method, Method::GET | Method::HEAD) => {
            Ok(reply::to(if page.is_empty() { "/" } else { page }))
        }
        _ => Err(Problem::NotFound),
    }
}

/// A problem on its way out is put into words, in the language and look of whoever asked.
async fn worded(site: Arc<Site>, request: Request, next: Next) -> Response<Body> {
    let (mut parts, mut body) = request.into_parts();
    let visit = Visit::from_request_parts(&mut parts, &site).await;
    // Of a form sent after its session ended, what was typed is kept until its sender has signed in again.
    let mut typed = None;
    let form = parts.headers.get(header::CONTENT_TYPE).is_some_and(|t| t == "application/x-www-form-urlencoded");
    if parts.method == Method::POST && form && visit.as_ref().is_ok_and(|v| v.session.is_none()) {
        let Ok(bytes) = to_bytes(body, limits::FORM_BYTES_MAX).await else { return Problem::TooLarge.into_response() };
        typed = std::str::from_utf8(&bytes).ok().map(Form::parse);
        body = bytes.into();
    }
    if let Ok(visit) = &visit {
        parts.extensions.insert(visit.clone());
    }
    let response = next.run(Request::from_parts(parts, body)).await;
    let (mut parts, body) = response.into_parts();
    match (parts.extensions.remove::<Carried>(), visit) {
        (Some(Carried(problem)), Ok(visit)) => match (problem.lock().take(), typed) {
            (Some(Problem::SignIn(_)), Some(typed)) => account::sign_in_again(&visit, &typed),
            (Some(problem), _) => problem::answer(&visit, problem),
            (None, _) => Response::from_parts(parts, body),
        },
        _ => Response::from_parts(parts, body),
    }
}

/// A problem inside a response, until it is put into words.
#[derive(Clone)]
pub(crate) struct Carried(pub(crate) Arc<parking_lot::Mutex<Option<Problem>>>);

/// The edge every request passes: forms are taken only from our own pages, a bug costs one request and not the server,
/// and every answer carries the same headers.
async fn edge(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response<Body> {
    if request.method() == Method::POST && !is_from_here(request.headers()) {
        return reply::secured(Problem::BadRequest.into_response());
    }
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let answer = worded(site, request, next);
    let answer = if reads {
        AssertUnwindSafe(answer).catch_unwind().await.ok()
    } else {
        // A task of its own, which ends what it began even if whoever sent the form is gone.
        tokio::spawn(answer).await.ok()
    };
    reply::secured(
        answer.unwrap_or_else(|| Problem::Fault("a page failed in an unforeseen way".into()).into_response()),
    )
}

/// A browser says where a request came from.
fn is_from_here(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|h| h.to_str().ok());
    match (text("sec-fetch-site"), text("origin"), text("host")) {
        (Some(site), _, _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, o)| o == host),
        // No browser: nothing of anybody's is at stake but its own.
        (None, None, _) => true,
        (None, Some(_), None) => false,
    }
}

async fn asset(Path(file): Path<String>, headers: HeaderMap) -> Response<Body> {
    let Some(asset) = assets::get(&format!("/assets/{file}")) else { return StatusCode::NOT_FOUND.into_response() };
    let accepts =
        headers.get(header::ACCEPT_ENCODING).and_then(|h| h.to_str().ok()).is_some_and(|h| h.contains("gzip"));
    let fixed = [
        (header::CONTENT_TYPE, asset.content_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::ETAG, asset.etag),
        (header::VARY, "accept-encoding"),
    ];
    match asset.gzip.filter(|_| accepts) {
        Some(gzip) => (fixed, [(header::CONTENT_ENCODING, "gzip")], Bytes::from_static(gzip)).into_response(),
        None => (fixed, Bytes::from_static(asset.bytes)).into_response(),
    }
}
