//! Carries messages out of the house: into files, to a gateway over HTTPS, by mail. One file a way; each is an
//! [`app::Adapter`] for one channel.
//!
//! The only room that speaks to anybody by itself. Refuses to know: whom to tell, of what and when (`estate::news`,
//! `app`), and in which words (`web`). What fails is named by a status alone: replies of servers repeat addresses, and
//! no log holds any. How a gateway reads and checks what is sent: `docs/messages.md`.

mod files;
mod hook;
mod mail;

pub use files::Files;
pub use hook::{Hook, signature};
pub use mail::{Mail, MailError};
