//! Runs commands and queries: the writers, the states kept ready, the clock, accounts, what falls due, effects.
//!
//! The only place where record, authority, estate and district meet. Refuses to know: HTTP, SQL, HTML. There is no
//! second write path: web, API, import, demo, scheduler and tests all come through [`App::estate_command`] and
//! [`App::district_command`].
//!
//! Start with [`App`], then `slot.rs`: one writer a stream, batches, one transaction, then the acknowledgements.

mod accounts;
mod app;
mod attachment;
mod clock;
mod due;
mod effects;
mod error;
mod fonts;
mod helping;
mod machine;
mod sheet;
mod slot;
mod verify;

pub use accounts::{Account, Acting, Link, Redeemer, Session, SessionKey, SignInError};
pub use app::{App, EstateView, Place, Who};
pub use attachment::too_large;
pub use clock::Clock;
pub use effects::{Adapter, DIGEST_HOUR, Failure, Lane, Lately, Line, Message, Pass, Said, Say, Teller, Telling};
pub use error::Error;
pub use fonts::FontFiles;
pub use machine::{DistrictMachine, EstateMachine, Machine};
pub use sheet::{PlatformSheet, RollSheet, platform_items, roll_rows};
pub use slot::{Done, Job, Slot};
pub use verify::Verified;
