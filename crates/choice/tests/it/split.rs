use crate::data;
use serde_json::Value;

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
}
