//! Pages, API and assets over HTTP.
//!
//! The look is values in, HTML out: [`layout::Page`] draws the whole document, [`components`] its parts, [`text`] holds
//! every word in both languages, [`mod@format`] writes numbers and dates, [`assets`] serves the one style sheet and the one
//! script. The pages, one file a mechanism under `pages/`, draw from views of the application and send commands to it.
//!
//! Refuses to know: rules, SQL, keys. A page holds no rule: what may be done is asked of the policies, whether it
//! succeeds of the estate, and a refusal is only put into words here (`say.rs`).
//!
//! Start with [`router::router`]: every route stands there.

pub mod assets;
pub mod components;
pub mod dossier;
mod form;
pub mod format;
pub mod icons;
mod kept;
mod pages;
mod pictures;
mod reply;
pub mod router;
mod say;
mod site;
pub mod tell;
pub mod text;
mod upload;
mod visit;

pub use components::layout;
pub use pictures::Pictures;
pub use site::{DemoSignIn, Site, serve};
