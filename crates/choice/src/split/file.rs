//! Files of cases as JSON: a list, or an object with `cases`. A case has `total_fen` and `weights` and gets `shares`; or
//! `months_fen`, a bill that comes again, and gets `shares_by_month`. Results that stand there already are ignored.

use super::{Series, split};
use crate::json::{list, whole, wholes, wrong};
use crate::rows::Wrong;
use serde_json::{Value, json};
use units::limits;

/// The same JSON with its results computed afresh.
///
/// # Errors
/// [`Wrong`], with the place and the cure.
pub fn recomputed(input: &Value) -> Result<Value, Wrong> {
    let cases = if input.is_array() { Some(input) } else { input.get("cases") };
    let cases = list(cases, "cases", limits::ENGINE_ROWS_MAX)?;
    let done = cases.iter().enumerate().map(|(n, case)| recomputed_case(case, &format!("cases[{n}]")));
    let done = Value::Array(done.collect::<Result<_, _>>()?);
    if input.is_array() {
        return Ok(done);
    }
    let rest =
        |(key, value): (&String, &Value)| (key.clone(), if key == "cases" { done.clone() } else { value.clone() });
    Ok(Value::Object(input.as_object().into_iter().flatten().map(rest).collect()))
}

fn recomputed_case(case: &Value, place: &str) -> Result<Value, Wrong> {
    if !case.is_object() {
        return Err(wrong(place, "a case must be an object; write { \"total_fen\": …, \"weights\": [ … ] }"));
    }
    let mut out = case.clone();
    let weights = wholes(case.get("weights"), &format!("{place}.weights"))?;
    let why = |e: super::SplitError| wrong(place, &e.to_string());
    if case.get("months_fen").is_some() {
        let months = wholes(case.get("months_fen"), &format!("{place}.months_fen"))?;
        if months.len().saturating_mul(weights.len()) > limits::ENGINE_ROWS_MAX {
            return Err(wrong(place, "months times weights are too many; split the file"));
        }
        let mut series = Series::new(weights);
        let shares = months.iter().map(|month| series.charge(*month).map(texts)).collect::<Result<Vec<_>, _>>();
        out["shares_by_month"] = shares.map_err(why)?.into();
    } else {
        let total = whole(case.get("total_fen"), || format!("{place}.total_fen"))?;
        out["shares"] = texts(split(total, &weights).map_err(why)?);
    }
    Ok(out)
}

/// Numbers as text, as the input carries them.
fn texts(shares: Vec<i64>) -> Value {
    json!(shares.iter().map(i64::to_string).collect::<Vec<_>>())
}
