//! Reading an engine's JSON file with the place of whatever is wrong with it.

use crate::open::{Failure, read_up_to};
use serde_json::Value;
use std::path::Path;
use units::limits;

/// The JSON of a file.
pub fn load(path: &Path) -> Result<Value, Failure> {
    let bytes = read_up_to(path, limits::ENGINE_FILE_BYTES_MAX)?;
    serde_json::from_slice(&bytes).map_err(|e| format!("`{}` is not JSON: {e}", path.display()).into())
}

/// The items of a list, or an error that names it.
pub fn list<'v>(value: Option<&'v Value>, place: &str) -> Result<&'v Vec<Value>, String> {
    let list = value.and_then(Value::as_array).ok_or_else(|| format!("{place}: a list is missing here"))?;
    if list.len() > limits::ENGINE_ROWS_MAX {
        return Err(format!("{place}: more than {} entries; split the file", limits::ENGINE_ROWS_MAX));
    }
    Ok(list)
}

/// A whole number, written as one or as text (JSON readers elsewhere cut what is beyond 2^53).
pub fn whole(value: Option<&Value>, place: &str) -> Result<i64, String> {
    let found = match value {
        Some(Value::Number(n)) => n.as_i64(),
        Some(Value::String(text)) => text.trim().parse().ok(),
        _ => None,
    };
    found.ok_or_else(|| format!("{place}: a whole number is missing here, such as 12 or \"12\""))
}

/// A list of whole numbers.
pub fn wholes(value: Option<&Value>, place: &str) -> Result<Vec<i64>, String> {
    list(value, place)?.iter().enumerate().map(|(n, v)| whole(Some(v), &format!("{place}[{n}]"))).collect()
}
