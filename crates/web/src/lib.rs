//! Pages, API and assets over HTTP.
//!
//! This part is the look: what a page is made of and how it speaks. [`layout::Page`] draws the whole document,
//! [`components`] its parts, [`text`] holds every word in both languages, [`mod@format`] writes numbers and dates,
//! [`assets`] serves the one style sheet and the one script. Nothing here knows a rule, a route or a record; values come
//! in, HTML goes out.

pub mod assets;
pub mod components;
pub mod format;
pub mod icons;
pub mod text;

pub use components::layout;
