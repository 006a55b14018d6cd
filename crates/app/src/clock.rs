//! Time, read in one place.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};
use units::Moment;

/// Where “now” comes from.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands where it is set: for tests and for planting a demo's history.
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// A clock standing at `moment`.
    #[must_use]
    pub fn set_to(moment: Moment) -> Self {
        Self::Set(Arc::new(AtomicI64::new(moment.ms())))
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Moment {
        match self {
            Self::System => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                Moment::from_ms(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
            }
            Self::Set(ms) => Moment::from_ms(ms.load(Ordering::SeqCst)),
        }
    }

    /// Moves a standing clock; the machine's is not ours to move.
    pub fn set(&self, moment: Moment) {
        if let Self::Set(ms) = self {
            ms.store(moment.ms(), Ordering::SeqCst);
        }
    }
}
