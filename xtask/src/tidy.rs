//! `cargo xtask tidy`: what is checked without running anything.

use crate::{cargo, done};

/// Formatting, lints, documentation, licences and sources of dependencies. The walls between rooms, words without a
/// user and the like are tests (`xtask/tests`, `web::text`), so that every test run sees them.
///
/// # Errors
/// The first check that failed.
pub fn run() -> Result<(), String> {
    done(cargo().args(["fmt", "--all", "--check"]), "cargo fmt")?;
    done(cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]), "cargo clippy")?;
    let docs = ["doc", "--workspace", "--no-deps", "--document-private-items", "--quiet"];
    done(cargo().args(docs).env("RUSTDOCFLAGS", "-D warnings"), "cargo doc")?;
    if cargo().args(["deny", "--version"]).output().is_ok_and(|o| !o.status.success()) {
        println!("Installing cargo-deny, once.");
        done(cargo().args(["install", "--locked", "--quiet", "cargo-deny"]), "installing cargo-deny")?;
    }
    // Advisories come from outside the package registry; `cargo deny check advisories` asks for them where it may.
    done(cargo().args(["deny", "check", "bans", "licenses", "sources"]), "cargo deny")
}
