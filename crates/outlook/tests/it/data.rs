//! Where the data with expected results is.

use serde_json::Value;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The file `name` of the shared data: of the folder `YIHE_DATA` names, where not being able to read it is a failure, or
/// of `../shared/data` beside the project; where there is none, the skip is counted and nothing is returned.
pub fn shared(name: &str) -> Option<Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let named = std::env::var_os("YIHE_DATA").map(PathBuf::from);
    let folder = named.clone().unwrap_or_else(|| root.join("../shared/data"));
    if named.is_none() && !folder.is_dir() {
        skip(&format!("outlook: {name}: there is no ../shared/data and YIHE_DATA is not set"));
        return None;
    }
    let text = std::fs::read_to_string(folder.join(name)).unwrap();
    Some(serde_json::from_str(&text).unwrap())
}

fn skip(why: &str) {
    eprintln!("skipped: {why}");
    if let Some(list) = std::env::var_os("YIHE_SKIPS") {
        let mut list = std::fs::OpenOptions::new().append(true).create(true).open(list).unwrap();
        writeln!(list, "{why}").unwrap();
    }
}
