use crate::data;
use serde_json::{Value, json};

fn number(value: &Value) -> i64 {
    value.as_str().unwrap().parse().unwrap()
}

#[test]
fn every_published_split() {
    let Some(folder) = data::folder("split") else { return };
    let file = data::json(&folder.join("largest_remainder.json"));
    let cases = file["cases"].as_array().unwrap();
    for case in cases {
        let weights: Vec<i64> = case["weights"].as_array().unwrap().iter().map(number).collect();
        let shares: Vec<i64> = case["shares"].as_array().unwrap().iter().map(number).collect();
        assert_eq!(choice::split::split(number(&case["total_fen"]), &weights).unwrap(), shares, "{case}");
    }
    assert_eq!(cases.len(), 120);
    let mut bare = file.clone();
    for case in bare["cases"].as_array_mut().unwrap() {
        case["shares"] = Value::Null;
    }
    assert_eq!(choice::split::file::recomputed(&bare).unwrap(), file);
}

#[test]
fn what_is_wrong_has_a_place_and_a_cure() {
    let wrong = |file: Value| choice::split::file::recomputed(&file).unwrap_err().to_string();
    assert!(wrong(json!({})).starts_with("cases: a list is missing here"));
    assert!(wrong(json!([3])).starts_with("cases[0]: a case must be an object"));
    assert!(wrong(json!([{ "weights": [1, "x"] }])).starts_with("cases[0].weights[1]: a whole number"));
    assert!(wrong(json!([{ "weights": [1] }])).starts_with("cases[0].total_fen"));
    assert!(wrong(json!([{ "weights": [0], "total_fen": 5 }])).starts_with("cases[0]: no weight is above 0"));
}
