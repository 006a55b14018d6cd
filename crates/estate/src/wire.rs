//! The stored form of events: kind, version, body.
//!
//! An event's serde form *is* its stored form of the current version; `tests/it/corpus.rs` holds the bytes of every
//! kind, so a change of form is seen. A changed form gets a new version and an upcaster in [`decode`]; what was
//! written is never rewritten. An unknown kind or version is an error here and makes the estate unavailable on this
//! node (“upgrade this node”), never skipped.

use crate::{Event, assembly, bodies, founding, matters, roll};
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

/// Kind, version and body of an event.
///
/// # Panics
/// Never: events hold nothing that JSON cannot carry.
#[must_use]
pub fn encode(event: &Event) -> (Cow<'static, str>, u16, Value) {
    fn split(mechanism: &str, event: &impl Serialize) -> (Cow<'static, str>, u16, Value) {
        // INVARIANT: adjacently tagged enums of plain values.
        let mut tagged = serde_json::to_value(event).expect("event as JSON");
        let kind = tagged["kind"].as_str().unwrap_or_default();
        (format!("{mechanism}.{kind}").into(), VERSION, tagged["body"].take())
    }
    match event {
        Event::Founding(e) => split("estate", e),
        Event::Roll(e) => split("roll", e),
        Event::Bodies(e) => split("bodies", e),
        Event::Matters(e) => split("matters", e),
        Event::Assembly(e) => split("assembly", e),
        // INVARIANT: ids and a word.
        Event::Erased(e) => ("record.erased".into(), VERSION, serde_json::to_value(e).expect("event as JSON")),
    }
}

/// The event of a stored kind, version and body: its text, or the tree with opened values put back.
///
/// # Errors
/// [`WireError`].
pub fn decode(kind: &str, version: u16, text: &str, opened: Option<Value>) -> Result<Event, WireError> {
    if version != VERSION {
        return Err(WireError::Newer { kind: kind.into(), version });
    }
    let (mechanism, name) = kind.split_once('.').unwrap_or((kind, ""));
    let spoiled = |e: serde_json::Error| {
        // An unknown variant is a kind this program does not know yet.
        match e.to_string().contains("unknown variant") {
            true => WireError::Newer { kind: kind.into(), version },
            false => WireError::Spoiled { kind: kind.into(), why: e.to_string() },
        }
    };
    match mechanism {
        "estate" => read::<founding::Event>(name, text, opened).map(Event::Founding),
        "roll" => read::<roll::Event>(name, text, opened).map(Event::Roll),
        "bodies" => read::<bodies::Event>(name, text, opened).map(Event::Bodies),
        "matters" => read::<matters::Event>(name, text, opened).map(Event::Matters),
        "assembly" => read::<assembly::Event>(name, text, opened).map(Event::Assembly),
        "record" if name == "erased" => serde_json::from_str(text).map(Event::Erased),
        _ => return Err(WireError::Newer { kind: kind.into(), version }),
    }
    .map_err(spoiled)
}

fn read<E: DeserializeOwned>(name: &str, text: &str, opened: Option<Value>) -> Result<E, serde_json::Error> {
    match opened {
        // Kind first: an adjacently tagged enum then reads its body straight from the text.
        None => serde_json::from_str(&format!("{{\"kind\":\"{name}\",\"body\":{text}}}")),
        Some(tree) => serde_json::from_value(serde_json::json!({ "kind": name, "body": tree })),
    }
}
