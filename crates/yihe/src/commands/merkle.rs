//! `yihe merkle LEAVES.json`: roots and proofs of the tree over `leaves` (hex), by RFC 9162 §2.1. What the file asks for
//! under `roots`, `inclusion` and `consistency` is computed afresh; what it does not ask for is computed for the whole
//! tree.

use crate::cli::{EngineFile, Format};
use crate::json;
use crate::open::{Failure, print, print_table};
use record::merkle::{Frontier, consistency, inclusion, leaf};
use serde_json::{Map, Value, json};
use units::Digest;

/// Proofs nobody asked for are made for trees up to this size: all of them together grow as n log n.
const UNASKED_MAX: usize = 1_000;

pub fn run(args: &EngineFile) -> Result<(), Failure> {
    let input = json::load(&args.file)?;
    let wrong = |why: String| -> Failure { format!("`{}`: {why}", args.file.display()).into() };
    let whole = input.as_object().ok_or_else(|| wrong("an object with `leaves` is missing".into()))?;
    let mut out = tree(whole, "leaves").map_err(wrong)?;
    // Further trees in the same file, each an object with leaves of its own.
    for (name, value) in whole {
        if let Some(inner) = value.as_object().filter(|v| v.contains_key("leaves")) {
            out.insert(name.clone(), tree(inner, &format!("{name}.leaves")).map_err(wrong)?.into());
        }
    }
    if args.out.format == Format::Table {
        let roots = out.get("roots").and_then(Value::as_object);
        let rows = roots.into_iter().flatten().map(|(n, root)| vec![n.clone(), root.as_str().unwrap_or("").to_owned()]);
        return print_table(
            &[vec!["leaves".to_owned(), "root".to_owned()]].into_iter().chain(rows).collect::<Vec<_>>(),
        );
    }
    print(&out.into())
}

fn tree(input: &Map<String, Value>, place: &str) -> Result<Map<String, Value>, String> {
    let mut out = input.clone();
    let list = json::list(input.get("leaves"), place)?;
    let leaves: Vec<Digest> =
        list.iter().enumerate().map(|(n, l)| entry(l, &format!("{place}[{n}]"))).collect::<Result<_, _>>()?;
    // Roots of every size, each a few hashes on from the one before.
    let mut frontier = Frontier::default();
    let mut roots = vec![frontier.root()];
    roots.extend(leaves.iter().map(|leaf| {
        frontier.push(*leaf);
        frontier.root()
    }));
    out.insert("roots".into(), asked_roots(input.get("roots"), &roots)?);
    if input.contains_key("inclusion") || !matches!(input.get("roots"), Some(Value::Array(_))) {
        out.insert("inclusion".into(), proofs(input.get("inclusion"), ["index", "size"], 0..leaves.len(), &leaves)?);
        out.insert(
            "consistency".into(),
            proofs(input.get("consistency"), ["first", "second"], 1..leaves.len(), &leaves)?,
        );
    }
    Ok(out)
}

fn entry(value: &Value, place: &str) -> Result<Digest, String> {
    let wrong = || format!("{place}: the bytes of a leaf in hexadecimal are missing here, such as \"00ff\"");
    let hex = value.as_str().filter(|h| h.is_ascii() && h.len().is_multiple_of(2)).ok_or_else(wrong)?;
    let byte = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).map_err(|_| wrong());
    let bytes: Vec<u8> = (0..hex.len()).step_by(2).map(byte).collect::<Result<_, _>>()?;
    Ok(leaf(&bytes))
}

/// Roots of the sizes asked for: an object by size, or a list from size 0 up.
fn asked_roots(asked: Option<&Value>, roots: &[Digest]) -> Result<Value, String> {
    let root = |size: usize| roots.get(size).map(|r| json!(r.to_string()));
    let missing = |size: &str| format!("roots: the tree has no size `{size}`");
    match asked {
        Some(Value::Array(_)) => Ok((0..roots.len()).filter_map(root).collect()),
        Some(Value::Object(sizes)) if !sizes.is_empty() => {
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

/// Proofs asked for by two numbers, the second a size of the tree; or all of the whole tree.
fn proofs(
    asked: Option<&Value>,
    [first, second]: [&str; 2],
    all: std::ops::Range<usize>,
    leaves: &[Digest],
) -> Result<Value, String> {
    let make = |a: usize, size: usize, place: &str| -> Result<Value, String> {
        let part = leaves.get(..size).ok_or_else(|| format!("{place}: the tree has no size {size}"))?;
        let proof = if first == "index" { inclusion(part, a) } else { consistency(part, a) };
        let proof = proof.ok_or_else(|| format!("{place}: there is no {first} {a} in a tree of {size}"))?;
        let hex: Vec<String> = proof.iter().map(Digest::to_string).collect();
        Ok(json!({ first: a, second: size, "proof": hex }))
    };
    match asked.and_then(Value::as_array).filter(|a| !a.is_empty()) {
        Some(asked) => {
            let one = |(n, ask): (usize, &Value)| {
                let place = format!("{}[{n}]", if first == "index" { "inclusion" } else { "consistency" });
                let number = |key: &str| {
                    let found = json::whole(ask.get(key), &format!("{place}.{key}"))?;
                    usize::try_from(found).map_err(|_| format!("{place}.{key}: a number of 0 or more is missing here"))
                };
                make(number(first)?, number(second)?, &place)
            };
            asked.iter().enumerate().map(one).collect()
        }
        None if leaves.len() <= UNASKED_MAX => all.map(|a| make(a, leaves.len(), "leaves")).collect(),
        None => Ok(json!([])),
    }
}
