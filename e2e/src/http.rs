//! A small HTTP client: one kept connection, the session's cookie, forms as browsers send them.

use crate::plant::SignIn;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use std::io;
use tokio::net::TcpStream;

/// An answer, read whole.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Where it sends on to.
    pub location: Option<String>,
    /// Its text.
    pub body: String,
    /// Its bytes as they came.
    pub bytes: Bytes,
}

/// One person's browser, as far as tests need one.
pub struct Client {
    address: String,
    connection: Option<SendRequest<Full<Bytes>>>,
    cookies: Vec<(String, String)>,
}

impl Client {
    /// For the server at `address` (`127.0.0.1:8000`).
    #[must_use]
    pub fn new(address: &str) -> Self {
        Self { address: address.into(), connection: None, cookies: Vec::new() }
    }

    /// Sends what a browser would; a connection that broke is an error, never a silent second try.
    ///
    /// # Errors
    /// The connection's.
    pub async fn send(&mut self, method: Method, path: &str, form: &[(&str, &str)]) -> io::Result<Answer> {
        self.deliver(method, path, "application/x-www-form-urlencoded", encode(form).into()).await
    }

    /// `POST` of a form with one file, in parts, as browsers send it.
    ///
    /// # Errors
    /// The connection's.
    pub async fn upload(&mut self, path: &str, form: &[(&str, &str)], field: &str, file: &[u8]) -> io::Result<Answer> {
        const EDGE: &str = "----these-are-the-edges-of-parts";
        let mut body = Vec::with_capacity(file.len() + 2_000);
        for (name, value) in form {
            let part = format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(part.into_bytes());
        }
        let head = format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"x\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend(head.into_bytes());
        body.extend(file);
        body.extend(format!("\r\n--{EDGE}--\r\n").into_bytes());
        self.deliver(Method::POST, path, &format!("multipart/form-data; boundary={EDGE}"), body.into()).await
    }

    async fn deliver(&mut self, method: Method, path: &str, kind: &str, body: Bytes) -> io::Result<Answer> {
        let mut connection = match self.connection.take() {
            Some(connection) if connection.is_ready() => connection,
            _ => {
                let stream = TcpStream::connect(&self.address).await?;
                stream.set_nodelay(true)?;
                let (sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(io::Error::other)?;
                tokio::spawn(connection);
                sender
            }
        };
        let cookies: Vec<String> = self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, &self.address)
            .header(COOKIE, cookies.join("; "))
            .header(CONTENT_TYPE, kind)
            .body(Full::from(body))
            .map_err(io::Error::other)?;
        let answer = connection.send_request(request).await.map_err(io::Error::other)?;
        let (parts, body) = answer.into_parts();
        let bytes = body.collect().await.map_err(io::Error::other)?.to_bytes();
        self.connection = Some(connection);
        for cookie in parts.headers.get_all(SET_COOKIE) {
            let pair = cookie.to_str().unwrap_or_default().split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                self.cookies.retain(|(n, _)| n != name);
                self.cookies.push((name.into(), value.into()));
            }
        }
        let location = parts.headers.get(LOCATION).and_then(|l| l.to_str().ok()).map(str::to_owned);
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Ok(Answer { status: parts.status, location, body, bytes })
    }

    /// The server's address.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Goes on at another address with the same cookies: the server came back, or there is a second one.
    pub fn go_to(&mut self, address: &str) {
        if self.address != address {
            self.address = address.into();
            self.connection = None;
        }
    }

    /// The word that forms of this session carry, read off a page that has one.
    ///
    /// # Errors
    /// The connection's, or that the page has no form.
    pub async fn csrf(&mut self, page: &str) -> io::Result<String> {
        let answer = self.get(page).await?;
        let word = answer.hidden("csrf").map(str::to_owned);
        word.ok_or_else(|| io::Error::other(format!("{page} has no form: {}", answer.status)))
    }

    /// `GET`.
    ///
    /// # Errors
    /// The connection's.
    pub async fn get(&mut self, path: &str) -> io::Result<Answer> {
        self.send(Method::GET, path, &[]).await
    }

    /// `POST` of a form.
    ///
    /// # Errors
    /// The connection's.
    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> io::Result<Answer> {
        self.send(Method::POST, path, form).await
    }

    /// Signs in.
    ///
    /// # Errors
    /// The connection's, or that the server did not let them in.
    pub async fn sign_in(&mut self, who: &SignIn) -> io::Result<()> {
        let answer = self.post("/sign-in", &[("login", &who.login), ("password", &who.password)]).await?;
        match answer.status {
            StatusCode::SEE_OTHER => Ok(()),
            status => Err(io::Error::other(format!("not let in: {status}"))),
        }
    }

    /// Session cookie, for a client of another make.
    #[must_use]
    pub fn cookie(&self) -> String {
        self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect::<Vec<_>>().join("; ")
    }
}

impl Answer {
    /// The value of a hidden field of the page, the first of its name.
    #[must_use]
    pub fn hidden(&self, name: &str) -> Option<&str> {
        let (_, rest) = self.body.split_once(&format!("name=\"{name}\" value=\""))?;
        rest.split('"').next()
    }
}

/// A form as browsers encode it.
#[must_use]
pub fn encode(form: &[(&str, &str)]) -> String {
    let escape = |text: &str| -> String {
        let byte = |b: u8| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(b).to_string(),
            _ => format!("%{b:02X}"),
        };
        text.bytes().map(byte).collect()
    };
    form.iter().map(|(n, v)| format!("{}={}", escape(n), escape(v))).collect::<Vec<_>>().join("&")
}
