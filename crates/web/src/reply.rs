//! Answers: pages, redirects, files, and problems put at the edge into HTTP's words.

use crate::visit::Visit;
use app::Error;
use authority::{Act, Verdict};
use axum::body::{Body, Bytes};
use axum::http::header::{self, HeaderValue};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;
use flate2::write::GzEncoder;
use flate2::{Compress, Compression, FlushCompress, Status};
use law::Refusals;
use maud::Markup;
use std::cell::RefCell;
use std::io::Write as _;
use std::sync::Arc;
use units::Capacity;

/// What a handler answers with.
pub type Reply = Result<Response<Body>, Problem>;

/// What may stand between a request and its page.
#[derive(Debug)]
pub enum Problem {
    /// Nothing there, or nothing this person may know of.
    NotFound,
    /// Somebody has to sign in first, and comes back here.
    SignIn(String),
    /// Not in this capacity.
    Forbidden {
        /// What was tried.
        act: Act,
        /// The policies that said so.
        verdict: Verdict,
        /// Who may.
        who_may: Vec<Capacity>,
    },
    /// A rule said no, and no form is there to show it at.
    Refused(Refusals),
    /// Not a form of ours, or one drawn in another session.
    BadRequest,
    /// More than we take at once.
    TooLarge,
    /// Try again; nothing is lost.
    Busy,
    /// Our fault or the machine's; nothing was changed.
    Fault(String),
}

impl From<Error> for Problem {
    fn from(e: Error) -> Self {
        match e {
            Error::Refused(refusals) => Self::Refused(refusals),
            Error::Forbidden { act, verdict, who_may } => Self::Forbidden { act, verdict, who_may },
            Error::NotFound => Self::NotFound,
            Error::OtherContent => Self::BadRequest,
            Error::Busy(why) => {
                tracing::warn!("busy: {why}");
                Self::Busy
            }
            Error::Unavailable(why) | Error::Fault(why) => Self::Fault(why),
        }
    }
}

impl From<record::StoreError> for Problem {
    fn from(e: record::StoreError) -> Self {
        Error::from(e).into()
    }
}

impl Problem {
    /// HTTP's word for it.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::SignIn(_) => StatusCode::SEE_OTHER,
            Self::Forbidden { .. } => StatusCode::FORBIDDEN,
            Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

// Carried out to the edge, where it is put into the reader's words (`router::worded`); these plain words are for whoever
// asked in a way that no reader can be made out.
impl IntoResponse for Problem {
    fn into_response(self) -> Response<Body> {
        let words = "这里没有能打开的页面。Nothing can be opened here.";
        let plain = (self.status(), [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], words);
        let mut response = plain.into_response();
        response.extensions_mut().insert(crate::router::Carried(Arc::new(parking_lot::Mutex::new(Some(self)))));
        response
    }
}

/// Nothing inline, nothing from elsewhere; a page is never put into a frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Headers every answer carries.
pub fn secured(mut response: Response<Body>) -> Response<Body> {
    let headers = response.headers_mut();
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
    ];
    for (name, value) in fixed {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// A page for one person.
pub fn page(visit: &Visit, status: StatusCode, markup: Markup) -> Response<Body> {
    html(visit.gzip, status, Bytes::from(markup.into_string()))
}

/// A page that is drawn, compressed where the browser takes it and it is worth it.
pub fn html(gzip: bool, status: StatusCode, plain: Bytes) -> Response<Body> {
    if gzip && plain.len() > 1_400 {
        return packed(status, quickly_compressed(&plain));
    }
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::VARY, "accept-encoding, cookie")], plain)
        .into_response()
}

/// A page that is compressed already.
pub fn packed(status: StatusCode, gzip: Bytes) -> Response<Body> {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_ENCODING, "gzip"),
        (header::VARY, "accept-encoding, cookie"),
    ];
    (status, headers, gzip).into_response()
}

/// Compressed for one answer: quickly rather than best, by a compressor of the thread's own that is used again.
fn quickly_compressed(plain: &[u8]) -> Bytes {
    /// The largest window (two to this many bytes).
    const WINDOW: u8 = 15;
    thread_local! {
        static COMPRESSOR: RefCell<Compress> = RefCell::new(Compress::new_gzip(Compression::fast(), WINDOW));
    }
    COMPRESSOR.with_borrow_mut(|compressor| {
        compressor.reset();
        let mut packed = Vec::with_capacity(plain.len() / 2 + 256);
        loop {
            let rest = &plain[compressor.total_in() as usize..];
            // INVARIANT: writing into memory does not fail.
            match compressor.compress_vec(rest, &mut packed, FlushCompress::Finish).expect("gzip into memory") {
                Status::StreamEnd => return packed.into(),
                Status::Ok | Status::BufError => packed.reserve(packed.capacity()),
            }
        }
    })
}

/// Compressed for many answers: small rather than quick.
pub fn compressed(plain: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 3), Compression::default());
    // INVARIANT: writing into memory does not fail.
    let packed = encoder.write_all(plain).and_then(|()| encoder.finish()).expect("gzip into memory");
    packed.into()
}

/// On to another page, after a form: reloading does not send it again.
pub fn to(path: &str) -> Response<Body> {
    let place = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response()
}

/// A file to keep.
pub fn file(name: &str, content_type: &'static str, bytes: Vec<u8>) -> Response<Body> {
    // Names are ours and ASCII; a Chinese one stands in the second form, which every current browser reads.
    let encoded: String = name
        .bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b"-._".contains(&b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect();
    let disposition = format!("attachment; filename*=UTF-8''{encoded}");
    let disposition = HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("attachment"));
    (
        [(header::CONTENT_TYPE, HeaderValue::from_static(content_type)), (header::CONTENT_DISPOSITION, disposition)],
        bytes,
    )
        .into_response()
}

/// A picture to look at; kept by the browser of whoever was allowed to see it, and by nobody between.
pub fn picture(name: &str, content_type: &'static str, bytes: Vec<u8>) -> Response<Body> {
    let mut response = file(name, content_type, bytes);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=86400, immutable"));
    response
}

/// XLSX's content type.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
