//! Real instances with expected results: read from the folder beside the project, or the one named by `YIHE_DATA`.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// A folder of the data; `None` (a counted skip) where there is none and none was named.
pub fn folder(name: &str) -> Option<PathBuf> {
    let named = std::env::var_os("YIHE_DATA").map(PathBuf::from);
    let root = named.clone().unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"));
    let folder = root.join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(named.is_none(), "YIHE_DATA is set, but {} is not there", folder.display());
    skip(name, "no data folder beside the project, and YIHE_DATA is not set");
    None
}

/// `cargo xtask test` counts these lines.
fn skip(what: &str, why: &str) {
    eprintln!("SKIPPED choice: {what}: {why}");
    if let Some(path) = std::env::var_os("YIHE_SKIPS")
        && let Ok(mut file) = fs::OpenOptions::new().append(true).create(true).open(path)
    {
        let _ = writeln!(file, "choice: {what}: {why}");
    }
}

/// The JSON of a file.
pub fn json(path: &Path) -> serde_json::Value {
    let text = fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_slice(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}
