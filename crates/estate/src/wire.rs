//! The stored form of events: kind, version, body.
//!
//! An event's serde form *is* its stored form of the current version; `tests/it/corpus.rs` holds the bytes of every
//! kind, so a change of form is seen. A changed form gets a new version and an upcaster in [`decode`]; what was
//! written is never rewritten. An unknown kind or version is an error here and makes the estate unavailable on this
//! node (“upgrade this node”), never skipped.

use crate::Event;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::borrow::Cow;
use thiserror::Error;

/// Why a stored event cannot be read.
#[derive(Debug, Error)]
pub enum WireError {
    /// Written by a newer program.
    #[error("`{kind}` version {version} was written by a newer program: upgrade this node")]
    Newer {
        /// Kind.
        kind: String,
        /// Version.
        version: u16,
    },
    /// Not in the form its kind has.
    #[error("`{kind}` does not read: {why}")]
    Spoiled {
        /// Kind.
        kind: String,
        /// What does not fit.
        why: String,
    },
}

/// Version every kind is written in now.
const VERSION: u16 = 1;

/// Kind, version and body of an event of a mechanism; for every stream whose events are kept this way.
///
/// # Panics
/// Never: events hold nothing that JSON cannot carry.
#[must_use]
pub fn encode_as(mechanism: &str, event: &impl Serialize) -> (Cow<'static, str>, u16, Value) {
    // INVARIANT: adjacently tagged enums of plain values.
    let mut tagged = serde_json::to_value(event).expect("event as JSON");
    let kind = tagged["kind"].as_str().unwrap_or_default();
    (format!("{mechanism}.{kind}").into(), VERSION, tagged["body"].take())
}

/// Kind, version and body of an event.
///
/// # Panics
/// Never: events hold nothing that JSON cannot carry.
#[must_use]
pub fn encode(event: &Event) -> (Cow<'static, str>, u16, Value) {
    match event {
        Event::Founding(e) => encode_as("estate", e),
        Event::Roll(e) => encode_as("roll", e),
        Event::Bodies(e) => encode_as("bodies", e),
        Event::Matters(e) => encode_as("matters", e),
        Event::Standing(e) => encode_as("standing", e),
        Event::Assembly(e) => encode_as("assembly", e),
        Event::Posting(e) => encode_as("posting", e),
        Event::Custody(e) => encode_as("custody", e),
        Event::Documents(e) => encode_as("documents", e),
        Event::Seals(e) => encode_as("seals", e),
        Event::Charter(e) => encode_as("charter", e),
        Event::Consent(e) => encode_as("consent", e),
        Event::Helping(e) => encode_as("helping", e),
        // INVARIANT: ids and a word.
        Event::Erased(e) => ("record.erased".into(), VERSION, serde_json::to_value(e).expect("event as JSON")),
    }
}

/// The event of a stored kind, version and body: its text, or the tree with opened values put back.
///
/// # Errors
/// [`WireError`].
pub fn decode(kind: &str, version: u16, text: &str, opened: Option<Value>) -> Result<Event, WireError> {
    match kind.split_once('.') {
        Some(("estate", name)) => decode_as(name, version, text, opened).map(Event::Founding),
        Some(("roll", name)) => decode_as(name, version, text, opened).map(Event::Roll),
        Some(("bodies", name)) => decode_as(name, version, text, opened).map(Event::Bodies),
        Some(("matters", name)) => decode_as(name, version, text, opened).map(Event::Matters),
        Some(("standing", name)) => decode_as(name, version, text, opened).map(Event::Standing),
        Some(("assembly", name)) => decode_as(name, version, text, opened).map(Event::Assembly),
        Some(("posting", name)) => decode_as(name, version, text, opened).map(Event::Posting),
        Some(("custody", name)) => decode_as(name, version, text, opened).map(Event::Custody),
        Some(("documents", name)) => decode_as(name, version, text, opened).map(Event::Documents),
        Some(("seals", name)) => decode_as(name, version, text, opened).map(Event::Seals),
        Some(("charter", name)) => decode_as(name, version, text, opened).map(Event::Charter),
        Some(("consent", name)) => decode_as(name, version, text, opened).map(Event::Consent),
        Some(("helping", name)) => decode_as(name, version, text, opened).map(Event::Helping),
        Some(("record", "erased")) => {
            let spoiled = |e: serde_json::Error| WireError::Spoiled { kind: kind.into(), why: e.to_string() };
            serde_json::from_str(text).map(Event::Erased).map_err(spoiled)
        }
        _ => Err(WireError::Newer { kind: kind.into(), version }),
    }
}

/// The event of a mechanism by its name within it.
///
/// # Errors
/// [`WireError`].
pub fn decode_as<E: DeserializeOwned>(
    name: &str,
    version: u16,
    text: &str,
    opened: Option<Value>,
) -> Result<E, WireError> {
    let kind = || name.to_owned();
    if version != VERSION {
        return Err(WireError::Newer { kind: kind(), version });
    }
    let read = match opened {
        // Kind first: an adjacently tagged enum then reads its body straight from the text.
        None => serde_json::from_str(&format!("{{\"kind\":\"{name}\",\"body\":{text}}}")),
        Some(tree) => serde_json::from_value(serde_json::json!({ "kind": name, "body": tree })),
    };
    read.map_err(|e| match e.to_string().contains("unknown variant") {
        // An unknown variant is a kind this program does not know yet.
        true => WireError::Newer { kind: kind(), version },
        false => WireError::Spoiled { kind: kind(), why: e.to_string() },
    })
}
