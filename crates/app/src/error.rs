//! What can come of a request besides success.

use authority::{Act, Verdict};
use law::Refusals;
use record::StoreError;
use thiserror::Error;
use units::Capacity;

/// Three families: a rule said no, the store or the machine failed, or the request itself was wrong.
#[derive(Debug, Error)]
pub enum Error {
    /// The law or the facts stand in the way; nothing was changed.
    #[error("refused: {}", codes(.0))]
    Refused(Refusals),
    /// This capacity may not try this here.
    #[error("`{act}` is not permitted")]
    Forbidden {
        /// What was tried.
        act: Act,
        /// The policies that decided.
        verdict: Verdict,
        /// Who may.
        who_may: Vec<Capacity>,
    },
    /// There is no such stream.
    #[error("no such estate or district")]
    NotFound,
    /// The same command id came with other content.
    #[error("this form was sent before with other content")]
    OtherContent,
    /// Too much at once, or another node holds the stream: nothing was changed, try again.
    #[error("busy: {0}")]
    Busy(String),
    /// A newer program wrote this record, or the record is damaged.
    #[error("unavailable on this node: {0}")]
    Unavailable(String),
    /// Our bug, or the machine's failure; nothing was changed.
    #[error("failed: {0}")]
    Fault(String),
}

fn codes(refusals: &Refusals) -> String {
    refusals.iter().map(|r| r.code.as_str()).collect::<Vec<_>>().join(", ")
}

impl From<StoreError> for Error {
    fn from(e: StoreError) -> Self {
        match e {
            StoreError::Conflict | StoreError::Busy(_) | StoreError::Unknown(_) => Self::Busy(e.to_string()),
            StoreError::Failed(why) => Self::Fault(why),
        }
    }
}
