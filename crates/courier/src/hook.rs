//! A gateway over HTTPS: whoever runs it speaks to the SMS provider, the 服务号, 企业微信 or 钉钉. What is posted, and how
//! its signature is checked: `docs/messages.md`.

use app::{Adapter, Failure, Message};
use async_trait::async_trait;
use estate::bodies::Channel;
use estate::news::Topic;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper::{Method, Request, StatusCode, Uri, header};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use sha2::Sha256;
use std::fmt::Write as _;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How long a gateway may take.
const TIMEOUT: Duration = Duration::from_secs(10);
/// An answer is not read further than this (bytes): only its status counts.
const ANSWER_MAX: usize = 16 << 10;
/// Bytes a secret has at least: as many as the hash.
const SECRET_MIN: usize = 32;

/// Posts each message of a channel to a gateway, as JSON, signed.
pub struct Hook {
    channel: Channel,
    gateway: Uri,
    secret: Vec<u8>,
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
}

impl Hook {
    /// To this address; plain HTTP only to the same machine.
    ///
    /// # Errors
    /// In words: an address or a secret that will not do.
    pub fn new(channel: Channel, gateway: &str, secret: &[u8]) -> Result<Self, String> {
        let gateway: Uri = gateway.parse().map_err(|_| format!("`{gateway}` is no address"))?;
        let here = matches!(gateway.host(), Some("localhost" | "127.0.0.1" | "[::1]"));
        match gateway.scheme_str() {
            Some("https") => {}
            Some("http") if here => {}
            _ => return Err(format!("`{gateway}`: an https:// address; http:// only to this machine")),
        }
        if secret.len() < SECRET_MIN {
            return Err(format!("the gateway's secret needs at least {SECRET_MIN} bytes"));
        }
        let roots = HttpsConnectorBuilder::new().with_native_roots();
        let roots = roots.map_err(|e| format!("no root certificates on this machine: {e}"))?;
        let client = Client::builder(TokioExecutor::new()).build(roots.https_or_http().enable_http1().build());
        Ok(Self { channel, gateway, secret: secret.to_vec(), client })
    }

    async fn post(&self, body: Vec<u8>) -> Result<StatusCode, String> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let request = Request::builder()
            .method(Method::POST)
            .uri(&self.gateway)
            .header(header::CONTENT_TYPE, "application/json")
            .header("x-yihe-timestamp", now)
            .header("x-yihe-signature", signature(&self.secret, now, &body))
            .body(Full::new(Bytes::from(body)))
            .map_err(|_| "request".to_owned())?;
        let answer =
            self.client.request(request).await.map_err(|e| if e.is_connect() { "no connection" } else { "cut off" })?;
        let status = answer.status();
        // Read to its end, the connection serves the next message too.
        let _ = Limited::new(answer.into_body(), ANSWER_MAX).collect().await;
        Ok(status)
    }
}

/// `sha256=` and HMAC-SHA256 over `timestamp.body`, in hexadecimal.
#[must_use]
pub fn signature(secret: &[u8], timestamp: u64, body: &[u8]) -> String {
    // INVARIANT: HMAC takes keys of any length.
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("any key");
    mac.update(format!("{timestamp}.").as_bytes());
    mac.update(body);
    mac.finalize().into_bytes().iter().fold("sha256=".to_owned(), |mut text, byte| {
        // INVARIANT: writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[async_trait]
impl Adapter for Hook {
    fn channel(&self) -> Channel {
        self.channel
    }

    async fn deliver(&self, message: &Message) -> Result<(), Failure> {
        let body = serde_json::to_vec(message).map_err(|_| Failure::Final("not JSON".into()))?;
        match tokio::time::timeout(TIMEOUT, self.post(body)).await {
            Err(_) => Err(Failure::Later("no answer".into())),
            Ok(Err(why)) => Err(Failure::Later(why)),
            // The 服务号 knows a code only once a follower sent it.
            Ok(Ok(StatusCode::NOT_FOUND)) if message.lines.iter().any(|l| l.topic == Topic::Binding) => {
                Err(Failure::NotYet)
            }
            Ok(Ok(status)) => judge(status),
        }
    }
}

/// What a gateway's status says of this one message.
fn judge(status: StatusCode) -> Result<(), Failure> {
    let said = format!("HTTP {}", status.as_u16());
    match status {
        s if s.is_success() => Ok(()),
        // A secret that does not fit says nothing of the message.
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Err(Failure::Later(said)),
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => Err(Failure::Later(said)),
        s if s.is_client_error() => Err(Failure::Final(said)),
        _ => Err(Failure::Later(said)),
    }
}
