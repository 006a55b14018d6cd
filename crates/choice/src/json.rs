//! Reading JSON with the place of whatever is wrong with it. A reader allocates no more than the values it was given.

use crate::rows::{Wrong, shown};
use serde_json::Value;
use units::limits;

/// Wrong at a place: `cases[3].weights`.
pub(crate) fn wrong(place: &str, why: &str) -> Wrong {
    Wrong::file(format!("{place}: {why}"))
}

/// The entries of a list.
pub(crate) fn list<'v>(value: Option<&'v Value>, place: &str, most: usize) -> Result<&'v [Value], Wrong> {
    let list = value.and_then(Value::as_array).ok_or_else(|| wrong(place, "a list is missing here; write [ … ]"))?;
    if list.len() > most {
        return Err(wrong(place, &format!("more than {most} entries; split the file")));
    }
    Ok(list)
}

/// The entries of a list that may be left out.
pub(crate) fn list_or_none<'v>(value: Option<&'v Value>, place: &str, most: usize) -> Result<&'v [Value], Wrong> {
    match value {
        None | Some(Value::Null) => Ok(&[]),
        there => list(there, place, most),
    }
}

/// A whole number, written as one or as text (JSON readers elsewhere cut what is beyond 2^53).
pub(crate) fn whole(value: Option<&Value>, place: impl Fn() -> String) -> Result<i64, Wrong> {
    let found = match value {
        Some(Value::Number(n)) => n.as_i64(),
        Some(Value::String(text)) => text.trim().parse().ok(),
        _ => None,
    };
    found.ok_or_else(|| wrong(&place(), "a whole number is missing here, such as 12 or \"12\""))
}

/// A list of whole numbers.
pub(crate) fn wholes(value: Option<&Value>, place: &str) -> Result<Vec<i64>, Wrong> {
    let list = list(value, place, limits::ENGINE_ROWS_MAX)?;
    list.iter().enumerate().map(|(n, v)| whole(Some(v), || format!("{place}[{n}]"))).collect()
}

/// A whole number from 1 to the largest amount there is; `None` where it is left out or 0.
pub(crate) fn amount(value: Option<&Value>, place: impl Fn() -> String) -> Result<Option<i64>, Wrong> {
    if matches!(value, None | Some(Value::Null)) {
        return Ok(None);
    }
    let found = whole(value, &place)?;
    let most = limits::ELECTION_AMOUNT_MAX;
    match (0..=most).contains(&found) {
        true => Ok((found > 0).then_some(found)),
        false => Err(wrong(&place(), &format!("{found} is not an amount from 0 to {most}; correct it"))),
    }
}

/// A name: a text or a whole number, of at most a name's length.
pub(crate) fn name(value: Option<&Value>, place: impl Fn() -> String) -> Result<String, Wrong> {
    let why = |found: &str| match found.is_empty() {
        true => "a name or number is missing here".to_owned(),
        false => format!("`{}` is too long a name; keep {} characters", shown(found), limits::TITLE_CHARS_MAX),
    };
    let found = match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    match (1..=limits::TITLE_CHARS_MAX).contains(&found.chars().count()) {
        true => Ok(found),
        false => Err(wrong(&place(), &why(&found))),
    }
}

/// Yes or no, also as 1 or 0; `None` where it is left out.
pub(crate) fn yes(value: Option<&Value>, place: impl Fn() -> String) -> Result<Option<bool>, Wrong> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Bool(yes)) => Ok(Some(*yes)),
        Some(Value::Number(n)) if n.as_i64() == Some(0) => Ok(Some(false)),
        Some(Value::Number(n)) if n.as_i64() == Some(1) => Ok(Some(true)),
        _ => Err(wrong(&place(), "neither yes nor no; write 1 or 0")),
    }
}
