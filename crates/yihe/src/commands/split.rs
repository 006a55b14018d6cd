//! `yihe split CASES.json`: amounts, split to the fen. A case has `total_fen` and `weights`, and gets `shares`; or
//! `months_fen`, a bill that comes again, and gets `shares_by_month`.

use crate::cli::{EngineFile, Format};
use crate::json;
use crate::open::{Failure, print, print_table};
use choice::split::{Series, split};
use serde_json::{Map, Value, json};

pub fn run(args: &EngineFile) -> Result<(), Failure> {
    let mut input = json::load(&args.file)?;
    let wrong = |why: String| -> Failure { format!("`{}`: {why}", args.file.display()).into() };
    let alone = input.is_array();
    let cases = if alone { Some(&input) } else { input.get("cases") };
    let cases = json::list(cases, "cases").map_err(wrong)?;
    let split = cases.iter().enumerate().map(|(n, case)| split_case(case, &format!("cases[{n}]")));
    let split: Vec<Value> = split.collect::<Result<_, _>>().map_err(wrong)?;
    if args.out.format == Format::Table {
        return print_table(&table(&split));
    }
    match (alone, input.as_object_mut()) {
        (false, Some(whole)) => {
            whole.insert("cases".into(), split.into());
            print(&input)
        }
        _ => print(&split.into()),
    }
}

fn split_case(case: &Value, place: &str) -> Result<Value, String> {
    let mut out: Map<String, Value> =
        case.as_object().ok_or_else(|| format!("{place}: a case must be an object"))?.clone();
    let weights = json::wholes(case.get("weights"), &format!("{place}.weights"))?;
    let why = |e: choice::split::SplitError| format!("{place}: {e}");
    if case.get("months_fen").is_some() {
        let months = json::wholes(case.get("months_fen"), &format!("{place}.months_fen"))?;
        if months.len().saturating_mul(weights.len()) > units::limits::ENGINE_ROWS_MAX {
            return Err(format!("{place}: months times weights are too many; split the file"));
        }
        let mut series = Series::new(weights);
        let shares = months.iter().map(|month| series.charge(*month).map(texts)).collect::<Result<Vec<_>, _>>();
        out.insert("shares_by_month".into(), shares.map_err(why)?.into());
    } else {
        let total = json::whole(case.get("total_fen"), &format!("{place}.total_fen"))?;
        out.insert("shares".into(), texts(split(total, &weights).map_err(why)?));
    }
    Ok(out.into())
}

/// Numbers as text, as the input carries them.
fn texts(shares: Vec<i64>) -> Value {
    json!(shares.iter().map(i64::to_string).collect::<Vec<_>>())
}

fn table(cases: &[Value]) -> Vec<Vec<String>> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut rows = vec![["case", "total_fen", "shares"].map(str::to_owned).to_vec()];
    rows.extend(cases.iter().enumerate().map(|(n, case)| {
        let shares = case.get("shares").or_else(|| case.get("shares_by_month")).map_or(String::new(), Value::to_string);
        vec![(n + 1).to_string(), case.get("total_fen").map_or("months".into(), text), shares.replace('"', "")]
    }));
    rows
}
