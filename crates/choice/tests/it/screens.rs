use crate::data;
use choice::screens::file::recomputed;
use serde_json::{Value, json};

/// Takes every result out of a file.
fn without_results(mut file: Value) -> Value {
    file["separation"] = json!({ "cv": { "auc": 0.99 } });
    for tender in file["tenders"].as_array_mut().unwrap() {
        tender.as_object_mut().unwrap().remove("expected");
    }
    file
}

#[test]
fn every_published_tender() {
    let Some(folder) = data::folder("bids") else { return };
    let file = data::json(&folder.join("tenders.json"));
    let found = recomputed(&without_results(file.clone())).unwrap();
    let (expect, tenders) = (file["tenders"].as_array().unwrap(), found["tenders"].as_array().unwrap());
    for (expect, found) in expect.iter().zip(tenders) {
        for (name, value) in expect["expected"].as_object().unwrap() {
            let off = value.as_f64().unwrap() - found["expected"][name].as_f64().unwrap();
            assert!(off.abs() < 1e-9, "{name}: {expect} {found}");
        }
    }
    assert_eq!((expect.len(), tenders.len()), (335, 335));
    assert_eq!(found["separation"], file["separation"]);
}

#[test]
fn a_real_city_gives_few_prompts_and_says_how_many_were_looked_at() {
    let Some(folder) = data::folder("bids") else { return };
    let found = recomputed(&data::json(&folder.join("tenders.json"))).unwrap();
    let signs = &found["signs"];
    assert!(signs["looked_at"]["often_wins"].as_u64().unwrap() > 50);
    for prompt in signs["prompts"].as_array().unwrap() {
        let corrected = prompt["corrected"].as_f64();
        assert!(corrected.is_none_or(|c| c <= 0.1 && c >= prompt["chance"].as_f64().unwrap()), "{prompt}");
    }
    assert!(signs["weakness"]["en"].as_str().unwrap().contains("0.41 to 0.56"));
}

#[test]
fn what_is_wrong_has_a_place_and_a_cure() {
    let wrong = |file: Value| recomputed(&file).unwrap_err().to_string();
    assert_eq!(wrong(json!([])), "file: an object with `tenders` is missing here");
    assert_eq!(wrong(json!({})), "tenders: a list is missing here; write [ … ]");
    let bid = |bid: Value| json!({ "tenders": [{ "bids": [[1, 5, 1], bid] }] });
    assert!(wrong(bid(json!([1, -5, 0]))).starts_with("tenders[0].bids[1][1]: -5 is not an amount"));
    assert!(wrong(bid(json!([1, 0, 0]))).starts_with("tenders[0].bids[1][1]: an amount above 0"));
    assert!(wrong(bid(json!([[], 5, 0]))).starts_with("tenders[0].bids[1][0]: a name"));
    assert!(wrong(bid(json!([1, 5, 3]))).contains("write 1 or 0"));
    assert!(wrong(bid(json!(7))).starts_with("tenders[0].bids[1][1]"));
    let many = json!({ "tenders": [{ "bids": vec![json!([1, 5, 1]); 101] }] });
    assert!(wrong(many).contains("more than 100 entries"));
    let flat = json!({ "tenders": [], "flats": [{ "flat": "1-101", "standing": "haunted" }] });
    assert!(wrong(flat).starts_with("flats[0].standing: `haunted` is not known"));
}

#[test]
fn few_bids_have_no_screens_and_are_still_looked_at() {
    let flats: Vec<Value> =
        (0..40).map(|n| json!({ "flat": n, "stairwell": n / 10, "yes": (n % 10 < n / 10 * 3) as u8 })).collect();
    let file = json!({ "tenders": [{ "bids": [["a", 5, 1]] }], "flats": flats, "needed": 18 });
    let found = recomputed(&file).unwrap();
    assert_eq!(found["tenders"][0]["expected"], Value::Null);
    assert_eq!(found["signs"]["prompts"][0]["kind"], "sole_bidder");
    assert_eq!(found["signs"]["first_two_digits"], "not run: fewer than 500 amounts");
    let ballots = found["ballots"]["prompts"].as_array().unwrap();
    assert!(ballots.iter().any(|p| p["kind"] == "yes_of_stairwell" && p["about"][0] == "0"), "{ballots:?}");
}
