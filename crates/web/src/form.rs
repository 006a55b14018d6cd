//! What a form sent: names and values in order, as typed.

use crate::layout::encoded;
use crate::reply::Problem;
use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use estate::Label;
use std::str::FromStr;
use units::{CommandId, Day, Moment, limits};

/// A sent form. Values stay as typed, so that a refused form is drawn again with every one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    values: Vec<(String, String)>,
}

impl Form {
    /// Reads `a=1&b=2`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let decode = |t: &str| decode(&t.replace('+', " "));
        let pair = |p: &str| {
            let (name, value) = p.split_once('=').unwrap_or((p, ""));
            (decode(name), decode(value))
        };
        Self { values: text.split('&').filter(|p| !p.is_empty()).map(pair).collect() }
    }

    /// A form of these values, for drawing it the first time.
    pub fn of<N: Into<String>, V: Into<String>>(values: impl IntoIterator<Item = (N, V)>) -> Self {
        Self { values: values.into_iter().map(|(n, v)| (n.into(), v.into())).collect() }
    }

    /// Names and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(n, v)| (n.as_str(), v.as_str()))
    }

    /// As `a=1&b=2`: what [`Form::parse`] reads back.
    #[must_use]
    pub fn encoded(&self) -> String {
        let pairs: Vec<String> = self.iter().map(|(n, v)| format!("{}={}", encoded(n), encoded(v))).collect();
        pairs.join("&")
    }

    /// The value of a field as typed; empty if it was not sent.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.values.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str())
    }

    /// The value of the field whose name starts so, where a page has one such form a row.
    #[must_use]
    pub fn starting(&self, prefix: &str) -> &str {
        self.values.iter().find(|(n, _)| n.starts_with(prefix)).map_or("", |(_, v)| v.as_str())
    }

    /// Whether a box was ticked or a button pressed.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.values.iter().any(|(n, _)| n == name)
    }

    /// Sets a value, for drawing again.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.values.retain(|(n, _)| n != name);
        self.values.push((name.into(), value.into()));
    }

    /// A field read as `T`; `None` if it does not read.
    #[must_use]
    pub fn read<T: FromStr>(&self, name: &str) -> Option<T> {
        self.get(name).trim().parse().ok()
    }

    /// A day.
    #[must_use]
    pub fn day(&self, name: &str) -> Option<Day> {
        Day::parse(self.get(name))
    }

    /// A day and time.
    #[must_use]
    pub fn moment(&self, name: &str) -> Option<Moment> {
        Moment::parse(self.get(name).trim())
    }

    /// A label.
    #[must_use]
    pub fn label(&self, name: &str) -> Option<Label> {
        Label::new(self.get(name))
    }

    /// The id the form was drawn with: pressed twice it is one act.
    ///
    /// # Errors
    /// [`Problem::BadRequest`] for a form that is not ours.
    pub fn id(&self) -> Result<CommandId, Problem> {
        self.read("id").ok_or(Problem::BadRequest)
    }
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = |b: u8| char::from(b).to_digit(16);
        match (first, after) {
            (b'%', [high, low, later @ ..]) if hex(*high).is_some() && hex(*low).is_some() => {
                bytes.push((hex(*high).unwrap_or(0) * 16 + hex(*low).unwrap_or(0)) as u8);
                rest = later;
            }
            (byte, later) => {
                bytes.push(*byte);
                rest = later;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let bytes = to_bytes(request.into_body(), limits::FORM_BYTES_MAX).await.map_err(|_| Problem::TooLarge)?;
        let text = String::from_utf8(bytes.to_vec()).map_err(|_| Problem::BadRequest)?;
        Ok(Self::parse(&text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_as_browsers_send_them() {
        let form = Form::parse("name=%E7%8E%8B%E5%85%B0&units=1&units=2&text=a+b%0Ac&empty=&flag");
        assert_eq!(form.get("name"), "王兰");
        assert_eq!(form.get("units"), "1");
        assert_eq!(form.starting("te"), "a b\nc");
        assert_eq!(form.get("text"), "a b\nc");
        assert!(form.has("empty") && form.has("flag") && !form.has("other"));
        assert_eq!(form.get("other"), "");
        assert_eq!(Form::parse(&form.encoded()), form);
        assert_eq!(Form::parse("a=%zz%4").get("a"), "%zz%4", "damaged escapes stay as typed");
        assert_eq!(Form::parse("a=%ff").get("a"), "\u{fffd}");
    }
}
