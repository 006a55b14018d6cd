//! Files of trees as JSON: `leaves` in hexadecimal, and under `roots`, `inclusion` and `consistency` what is asked for.
//! What is asked for is computed afresh; where nothing is, the roots and proofs of the whole tree. Further trees may stand
//! in the same file, each an object with leaves of its own.

use super::{Frontier, consistency, inclusion, leaf};
use serde_json::{Map, Value, json};
use units::{Digest, limits};

/// Proofs nobody asked for are made for trees up to this size: all of them together grow as the square.
const UNASKED_MAX: usize = 1_000;

/// The same JSON with its results computed afresh.
///
/// # Errors
/// What is wrong, with its place and the cure; also where more than [`limits::PROOF_HASHES_MAX`] are asked for.
pub fn recomputed(input: &Value) -> Result<Value, String> {
    let whole = input.as_object().ok_or("file: an object with `leaves` is missing here")?;
    let mut hashes = 0;
    let mut out = tree(whole, "", &mut hashes)?;
    for (name, value) in whole {
        if let Some(inner) = value.as_object().filter(|v| v.contains_key("leaves")) {
            let place: String = name.chars().filter(|c| !c.is_control()).take(40).chain(['.']).collect();
            out.insert(name.clone(), tree(inner, &place, &mut hashes)?.into());
        }
    }
    Ok(out.into())
}

fn list<'v>(value: Option<&'v Value>, place: &str) -> Result<&'v [Value], String> {
    let list =
        value.and_then(Value::as_array).ok_or_else(|| format!("{place}: a list is missing here; write [ … ]"))?;
    match list.len() > limits::ENGINE_ROWS_MAX {
        true => Err(format!("{place}: more than {} entries; split the file", limits::ENGINE_ROWS_MAX)),
        false => Ok(list),
    }
}

fn tree(input: &Map<String, Value>, place: &str, hashes: &mut usize) -> Result<Map<String, Value>, String> {
    let mut out = input.clone();
    let list = list(input.get("leaves"), &format!("{place}leaves"))?;
    let entry = |(n, value): (usize, &Value)| {
        entry(value).ok_or_else(|| {
            format!("{place}leaves[{n}]: the bytes of a leaf in hexadecimal are missing here, such as \"00ff\"")
        })
    };
    let leaves: Vec<Digest> = list.iter().enumerate().map(entry).collect::<Result<_, _>>()?;
    // Roots of every size, each a few hashes on from the one before.
    let mut frontier = Frontier::default();
    let mut roots = vec![frontier.root()];
    roots.extend(leaves.iter().map(|leaf| {
        frontier.push(*leaf);
        frontier.root()
    }));
    out.insert("roots".into(), asked_roots(input.get("roots"), &roots, place)?);
    if input.contains_key("inclusion") || !matches!(input.get("roots"), Some(Value::Array(_))) {
        for (what, keys) in [("inclusion", ["index", "size"]), ("consistency", ["first", "second"])] {
            let asked = asked(input.get(what), keys, leaves.len(), &format!("{place}{what}"))?;
            out.insert(what.into(), proofs(&asked, keys, &leaves, &format!("{place}{what}"), hashes)?);
        }
    }
    Ok(out)
}

/// The hash of a leaf whose bytes are written in hexadecimal.
fn entry(value: &Value) -> Option<Digest> {
    let hex = value.as_str().filter(|h| h.len().is_multiple_of(2))?.as_bytes();
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|d| u8::try_from(d).ok());
    let bytes = hex.chunks_exact(2).map(|two| Some(digit(two[0])? << 4 | digit(two[1])?));
    Some(leaf(&bytes.collect::<Option<Vec<u8>>>()?))
}

/// Roots of the sizes asked for: an object by size, or a list from size 0 up.
fn asked_roots(asked: Option<&Value>, roots: &[Digest], place: &str) -> Result<Value, String> {
    let root = |size: usize| roots.get(size).map(|r| json!(r.to_string()));
    match asked {
        Some(Value::Array(_)) => Ok((0..roots.len()).filter_map(root).collect()),
        Some(Value::Object(sizes)) if !sizes.is_empty() => {
            let missing = |size: &str| {
                let shown: String = size.chars().filter(|c| !c.is_control()).take(40).collect();
                format!("{place}roots: the tree has no size `{shown}`; ask for one from 0 to {}", roots.len() - 1)
            };
            let one =
                |size: &String| Ok((size.clone(), size.parse().ok().and_then(root).ok_or_else(|| missing(size))?));
            Ok(Value::Object(sizes.keys().map(one).collect::<Result<_, String>>()?))
        }
        _ => {
            let from = roots.len().saturating_sub(UNASKED_MAX);
            Ok(Value::Object((from..roots.len()).filter_map(|n| Some((n.to_string(), root(n)?))).collect()))
        }
    }
}

/// The two numbers of every proof asked for, the second a size of the tree; all of a small whole tree where none is.
fn asked(asked: Option<&Value>, keys: [&str; 2], leaves: usize, place: &str) -> Result<Vec<[usize; 2]>, String> {
    match asked {
        Some(Value::Array(asked)) if !asked.is_empty() => {
            let number = |n: usize, ask: &Value, key: &str| {
                let found = ask.get(key).and_then(|v| v.as_u64().or_else(|| v.as_str()?.trim().parse().ok()));
                let found = found.and_then(|v| usize::try_from(v).ok());
                found.ok_or_else(|| format!("{place}[{n}].{key}: a number of 0 or more is missing here"))
            };
            asked.iter().enumerate().map(|(n, ask)| Ok([number(n, ask, keys[0])?, number(n, ask, keys[1])?])).collect()
        }
        _ if leaves > UNASKED_MAX => Ok(Vec::new()),
        _ if keys[0] == "index" => Ok((0..leaves).map(|index| [index, leaves]).collect()),
        _ => Ok((1..leaves).map(|first| [first, leaves]).collect()),
    }
}

fn proofs(
    asked: &[[usize; 2]],
    keys: [&str; 2],
    leaves: &[Digest],
    place: &str,
    hashes: &mut usize,
) -> Result<Value, String> {
    // Refused before any is made, so that the answer comes at once.
    for (n, [_, size]) in asked.iter().enumerate() {
        if *size > leaves.len() {
            return Err(format!("{place}[{n}]: the tree has no size {size}; ask for one up to {}", leaves.len()));
        }
        *hashes += size;
        if *hashes > limits::PROOF_HASHES_MAX {
            let most = limits::PROOF_HASHES_MAX;
            return Err(format!(
                "{place}[{n}]: all proofs up to here need more than {most} hashes; ask for fewer of them"
            ));
        }
    }
    let make = |(n, [a, size]): (usize, &[usize; 2])| {
        let part = &leaves[..*size];
        let proof = if keys[0] == "index" { inclusion(part, *a) } else { consistency(part, *a) };
        let proof = proof.ok_or_else(|| format!("{place}[{n}]: there is no {} {a} in a tree of {size}", keys[0]))?;
        Ok(json!({ keys[0]: a, keys[1]: size, "proof": proof.iter().map(Digest::to_string).collect::<Vec<_>>() }))
    };
    asked.iter().enumerate().map(make).collect()
}
