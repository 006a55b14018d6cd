//! Mail over SMTP: plain text, one recipient, the same Message-ID for the same message.

use app::{Adapter, Failure, Message};
use async_trait::async_trait;
use estate::bodies::Channel;
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, MessageBuilder};
use lettre::transport::smtp::authentication::Credentials;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Message as Letter, Tokio1Executor};
use std::fmt;
use std::time::Duration;

/// How long a mail server may take.
const TIMEOUT: Duration = Duration::from_secs(15);
/// Replies that concern the sender's account and no message (RFC 4954).
const ACCOUNT: [u16; 4] = [530, 534, 535, 538];

/// Sends each message by SMTP.
pub struct Mail {
    from: Mailbox,
    smtp: AsyncSmtpTransport<Tokio1Executor>,
}

/// Why mail cannot be set up, in words.
#[derive(Debug)]
pub struct MailError(String);

impl fmt::Display for MailError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for MailError {}

/// Who sends mail that is only written into a file.
pub(crate) static NOBODY: std::sync::LazyLock<Mailbox> = std::sync::LazyLock::new(|| {
    // INVARIANT: a plain address.
    Mailbox::new(None, Address::new("yihe", "localhost").expect("an address"))
});

impl Mail {
    /// Over a server: `smtps://user@host` (TLS from the first byte, port 465), `smtp://user@host` (STARTTLS or nothing,
    /// port 587), or `smtp://127.0.0.1:25` to the same machine, in the clear. From `from`: `name@host` or
    /// `名字 <name@host>`.
    ///
    /// # Errors
    /// In words: an address that will not do.
    pub fn new(server: &str, password: Option<String>, from: &str) -> Result<Self, MailError> {
        let from: Mailbox = from.parse().map_err(|_| MailError(format!("`{from}` is no mail address")))?;
        let wrong = || MailError(format!("`{server}`: smtps://user@host or smtp://user@host, with or without a port"));
        let (scheme, rest) = server.split_once("://").ok_or_else(wrong)?;
        let (user, place) = rest.trim_end_matches('/').rsplit_once('@').map_or((None, rest), |(u, p)| (Some(u), p));
        let (host, port) = match place.trim_end_matches('/').rsplit_once(':') {
            Some((host, port)) => (host, Some(port.parse().map_err(|_| wrong())?)),
            None => (place.trim_end_matches('/'), None),
        };
        if host.is_empty() {
            return Err(wrong());
        }
        let here = matches!(host, "localhost" | "127.0.0.1");
        let mut smtp = match scheme {
            "smtps" => AsyncSmtpTransport::<Tokio1Executor>::relay(host).map_err(|_| wrong())?,
            "smtp" if here => AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host),
            "smtp" => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(host).map_err(|_| wrong())?,
            _ => return Err(wrong()),
        };
        if let Some(port) = port {
            smtp = smtp.port(port);
        }
        match (user, password) {
            // A user name is often a whole address, whose @ is written %40.
            (Some(user), Some(password)) => {
                smtp = smtp.credentials(Credentials::new(user.replace("%40", "@"), password))
            }
            (Some(_), None) => return Err(MailError("a password for the mail server is missing".into())),
            (None, _) => {}
        }
        Ok(Self { from, smtp: smtp.timeout(Some(TIMEOUT)).build() })
    }
}

/// The mail of a message.
pub(crate) fn compose(message: &Message, from: &Mailbox) -> Result<Letter, Failure> {
    let to: Address = message.to.parse().map_err(|_| Failure::Final("not an address".into()))?;
    let builder: MessageBuilder = Letter::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(message.subject.clone())
        .message_id(Some(format!("<{}@{}>", message.id, from.email.domain())))
        .header(ContentType::TEXT_PLAIN);
    builder.body(message.text.clone()).map_err(|_| Failure::Final("not a mail".into()))
}

#[async_trait]
impl Adapter for Mail {
    fn channel(&self) -> Channel {
        Channel::Email
    }

    async fn deliver(&self, message: &Message) -> Result<(), Failure> {
        let letter = compose(message, &self.from)?;
        let Err(error) = self.smtp.send(letter).await else { return Ok(()) };
        let Some(status) = error.status().map(u16::from) else {
            return Err(Failure::Later(if error.is_timeout() { "no answer" } else { "no connection" }.into()));
        };
        let said = format!("SMTP {status}");
        let is_final = error.is_permanent() && !ACCOUNT.contains(&status);
        Err(if is_final { Failure::Final(said) } else { Failure::Later(said) })
    }
}
