//! Who looks, from where, in which language and size: everything of a request that pages need.

use crate::components::hidden;
use crate::form::Form;
use crate::layout::{Look, Switches};
use crate::reply::{Problem, Reply, page, picture};
use crate::site::Site;
use app::{Done, EstateView, Session, SessionKey, Who};
use authority::Act;
use axum::body::Body;
use axum::extract::{ConnectInfo, FromRequestParts, Path, Query};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Response, StatusCode, header};
use axum::response::IntoResponse as _;
use law::Refusals;
use maud::Markup;
use serde::de::DeserializeOwned;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use subtle::ConstantTimeEq as _;
use units::{Attachment, CommandId, StreamId};

/// The cookie of a signed-in device.
pub const SESSION: &str = "session";

/// A request, read.
#[derive(Clone)]
pub struct Visit {
    /// The site.
    pub site: Arc<Site>,
    /// Language, size, theme.
    pub look: Look,
    /// The device's key.
    pub key: Option<SessionKey>,
    /// The session, if it still runs.
    pub session: Option<Session>,
    /// Path and query.
    pub path: String,
    /// Where the request came from.
    pub address: IpAddr,
    /// The site's address as people type it: `https://yihe.example`.
    pub origin: String,
    /// The browser takes gzip.
    pub gzip: bool,
    /// Only this element of the page is wanted, by the script.
    pub fragment: Option<String>,
    /// What the browser holds already.
    pub if_none_match: Option<String>,
}

fn header(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|h| h.to_str().ok()).flat_map(|h| h.split(';'));
    all.filter_map(|c| c.trim().split_once('=')).find(|(n, _)| *n == name).map(|(_, v)| v)
}

impl FromRequestParts<Arc<Site>> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Problem> {
        // Read once a request: the edge that words problems asks first, and hands on what it read.
        if let Some(visit) = parts.extensions.remove::<Self>() {
            return Ok(visit);
        }
        let headers = &parts.headers;
        let look = Look::read(cookie(headers, Look::COOKIE), header(headers, header::ACCEPT_LANGUAGE));
        let key: Option<SessionKey> = cookie(headers, SESSION).and_then(|c| c.parse().ok());
        let session = match &key {
            Some(key) => site.app.session(key).await?,
            None => None,
        };
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip());
        let proxied = |name: &str| headers.get(name).filter(|_| site.behind_proxy).and_then(|h| h.to_str().ok());
        // The proxy appends whom it saw: the last entry is the one it vouches for.
        let forwarded = proxied("x-forwarded-for").and_then(|h| h.rsplit(',').next()?.trim().parse().ok());
        let scheme = proxied("x-forwarded-proto").unwrap_or("http");
        let host = header(headers, header::HOST).unwrap_or("localhost");
        Ok(Self {
            look,
            key,
            session,
            path: parts.uri.path_and_query().map_or("/", |p| p.as_str()).to_owned(),
            address: forwarded.or(peer).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)),
            origin: site.base_url.clone().unwrap_or_else(|| format!("{scheme}://{host}")),
            gzip: header(headers, header::ACCEPT_ENCODING).is_some_and(|e| e.contains("gzip")),
            fragment: headers.get("x-fragment").and_then(|h| h.to_str().ok()).map(str::to_owned),
            if_none_match: header(headers, header::IF_NONE_MATCH).map(str::to_owned),
            site: site.clone(),
        })
    }
}

impl Visit {
    /// Nobody's request: for what is drawn to be kept, not to be looked at now.
    #[must_use]
    pub(crate) fn nobody(site: Arc<Site>, look: Look, origin: String) -> Self {
        Self {
            site,
            look,
            key: None,
            session: None,
            path: "/".into(),
            address: IpAddr::V4(Ipv4Addr::UNSPECIFIED),
            origin,
            gzip: false,
            fragment: None,
            if_none_match: None,
        }
    }

    /// Links that change the look and come back here.
    #[must_use]
    pub fn switches(&self) -> Switches {
        Switches::at("/look", &self.path, self.look.lang)
    }

    /// Who they are in an estate.
    ///
    /// # Errors
    /// The store's.
    pub async fn who(&self, estate: StreamId) -> Result<Who, Problem> {
        Ok(self.site.app.who_in(self.session.as_ref(), estate).await?)
    }

    /// Who they are in an estate, if they may `act` there; else what to do about it.
    ///
    /// # Errors
    /// [`Problem::SignIn`] for a stranger, [`Problem::Forbidden`] for somebody in another capacity.
    pub async fn who_may(&self, estate: StreamId, act: Act) -> Result<Who, Problem> {
        let who = self.who(estate).await?;
        let verdict = self.site.app.estate(estate, |v| v.verdict(&who, act)).await?;
        if verdict.allowed {
            return Ok(who);
        }
        if self.session.is_none() {
            return Err(Problem::SignIn(self.path.clone()));
        }
        let who_may = self.site.app.authority().who_may(act, authority::Level::Estate);
        Err(Problem::Forbidden { act, verdict, who_may })
    }

    /// Draws a page of an estate.
    ///
    /// # Errors
    /// As [`app::App::estate`].
    pub async fn draw(&self, estate: StreamId, draw: impl Fn(&EstateView) -> Markup) -> Reply {
        if self.fragment.is_none() {
            return Ok(page(self, StatusCode::OK, self.site.app.estate(estate, draw).await?));
        }
        // A part of a page that is looked at asks again every few seconds: drawn only if something was recorded since,
        // or the minute changed.
        let seqs = self.site.app.seqs(estate).await?;
        let tag = format!("\"{}-{}-{}\"", seqs.0, seqs.1, self.site.app.now().ms() / 60_000);
        if self.if_none_match.as_deref() == Some(tag.as_str()) {
            return Ok(StatusCode::NOT_MODIFIED.into_response());
        }
        let mut answer = page(self, StatusCode::OK, self.site.app.estate(estate, draw).await?);
        if let Ok(tag) = tag.parse() {
            answer.headers_mut().insert(header::ETAG, tag);
        }
        Ok(answer)
    }

    /// Draws a form again that was refused.
    ///
    /// # Errors
    /// As [`app::App::estate`].
    pub async fn draw_refused(&self, estate: StreamId, draw: impl Fn(&EstateView) -> Markup) -> Reply {
        let markup = self.site.app.estate(estate, draw).await?;
        Ok(page(self, StatusCode::UNPROCESSABLE_ENTITY, markup))
    }

    /// A scan or photo as it was kept. One that is missing or was changed is no proof: it is not shown, and `verify` names
    /// its entry.
    ///
    /// # Errors
    /// The store's, or that it is not whole.
    pub async fn picture(&self, estate: StreamId, file: &Attachment) -> Reply {
        let bytes = self.site.app.attachment(estate, file).await?;
        let broken = || Problem::Fault(format!("the picture {} is missing or was changed", file.name));
        let name = format!("{}.{}", file.name, file.file.ending());
        Ok(picture(&name, file.file.media_type(), bytes.ok_or_else(broken)?))
    }

    /// Sends a command with the form's id: done, or refused so that the form is drawn again.
    ///
    /// # Errors
    /// What no form can mend.
    pub async fn send(
        &self,
        estate: StreamId,
        who: Who,
        form: &Form,
        command: estate::Command,
    ) -> Result<Result<Done, Refusals>, Problem> {
        match self.site.app.estate_command(estate, who, form.id()?, command).await {
            Ok(done) => Ok(Ok(done)),
            Err(app::Error::Refused(refusals)) => Ok(Err(refusals)),
            Err(error) => Err(error.into()),
        }
    }

    /// What every form carries: the id its command is recorded under, pressed twice or not, and the session's word.
    #[must_use]
    pub fn form_values(&self) -> Markup {
        hidden(&[("id", &self.form_id().to_string()), ("csrf", &self.csrf())])
    }

    /// A fresh id for a form.
    #[must_use]
    pub fn form_id(&self) -> CommandId {
        self.site.app.fresh_command().unwrap_or(CommandId([0; 16]))
    }

    /// The word a form of this session carries.
    #[must_use]
    pub fn csrf(&self) -> String {
        self.key.as_ref().map(|k| self.csrf_of(k)).unwrap_or_default()
    }

    fn csrf_of(&self, key: &SessionKey) -> String {
        let digest = self.site.app.record().keys().digest("form", key.to_string().as_bytes());
        digest.to_string()[..32].to_owned()
    }

    /// Whether a form was drawn in this session.
    ///
    /// # Errors
    /// [`Problem::BadRequest`] if not.
    pub fn check(&self, form: &Form) -> Result<(), Problem> {
        let Some(key) = self.key.as_ref().filter(|_| self.session.is_some()) else { return Ok(()) };
        let same: bool = self.csrf_of(key).as_bytes().ct_eq(form.get("csrf").as_bytes()).into();
        if same { Ok(()) } else { Err(Problem::BadRequest) }
    }

    /// A cookie of ours.
    #[must_use]
    pub fn set_cookie(&self, name: &str, value: &str, seconds: i64) -> String {
        let secure = if self.origin.starts_with("https://") { "; Secure" } else { "" };
        format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
    }

    /// An answer with a cookie.
    #[must_use]
    pub fn with_cookie(&self, mut response: Response<Body>, name: &str, value: &str, seconds: i64) -> Response<Body> {
        if let Ok(cookie) = self.set_cookie(name, value, seconds).parse() {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }
}

/// The parts of an address; one that does not read is simply not there.
pub struct At<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for At<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let path = Path::<T>::from_request_parts(parts, state).await;
        path.map(|Path(t)| Self(t)).map_err(|_| Problem::NotFound)
    }
}

/// The query of an address; what does not read is left out.
pub struct Asked(pub Form);

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let query = Query::<Vec<(String, String)>>::from_request_parts(parts, state).await;
        Ok(Self(query.map(|Query(pairs)| Form::of(pairs)).unwrap_or_default()))
    }
}
