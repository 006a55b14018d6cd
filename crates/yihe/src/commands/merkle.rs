//! `yihe merkle LEAVES.json`: roots and proofs of the tree over `leaves` (hex), by RFC 9162 §2.1; the same JSON with its
//! results recomputed.

use super::table::aligned;
use crate::cli::{EngineFile, Format};
use crate::open::{Failure, json, print, say};
use record::merkle::file::recomputed;

pub fn run(args: &EngineFile) -> Result<(), Failure> {
    let input = json(&args.file)?;
    let out = recomputed(&input).map_err(|wrong| format!("`{}`: {wrong}", args.file.display()))?;
    if args.out.format == Format::Json {
        return print(&out);
    }
    let mut rows = vec![args.out.lang.heads(["叶数", "树根"], ["leaves", "root"])];
    let text = |root: &serde_json::Value| root.as_str().unwrap_or_default().to_owned();
    rows.extend(out["roots"].as_object().into_iter().flatten().map(|(size, root)| vec![size.clone(), text(root)]));
    let listed = out["roots"].as_array().into_iter().flatten().enumerate();
    rows.extend(listed.map(|(size, root)| vec![size.to_string(), text(root)]));
    say(&aligned(&rows))
}
