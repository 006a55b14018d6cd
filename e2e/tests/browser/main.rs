//! A real browser walks the scenarios: Chromium over chromedriver, the site in this process so that its clock can be
//! moved from notice to vote to count.
//!
//! Start with `one_matter.rs`: the whole product in one walk. `house.rs` is the site and its people, `browser.rs` a
//! person's browser, `planted.rs` estates in every state for the pages that are only looked at.
//!
//! `YIHE_AXE` names `axe.min.js`; `YIHE_SHOTS` a folder for pictures of what was seen.
#![allow(clippy::unwrap_used, clippy::expect_used)] // What is not foreseen should stop the walk.

mod assembly;
mod browser;
mod canvass;
mod every_page;
mod helping;
mod house;
mod keyboard;
mod no_script;
mod one_matter;
mod papers_by_keys;
mod planted;
mod print;
mod standing;
mod two_at_once;
mod weight;
