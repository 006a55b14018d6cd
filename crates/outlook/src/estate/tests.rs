use super::model::Model;
use super::runs::recomputed;
use serde_json::{Value, json};

/// The reference implementation's runs.
fn reference() -> Value {
    serde_json::from_str(include_str!("../../tests/fixtures/estate_runs.json")).unwrap()
}

#[test]
fn the_model_pays_as_its_reference_does_in_every_month() {
    let file = reference();
    let mut bare = file.clone();
    for run in bare["runs"].as_array_mut().unwrap() {
        run["payers_by_month"] = json!([9]);
        run.as_object_mut().unwrap().remove("condition_by_year");
    }
    let ours = recomputed(&bare, &mut |_, _| ()).unwrap();
    for (reference, run) in file["runs"].as_array().unwrap().iter().zip(ours["runs"].as_array().unwrap()) {
        assert_eq!(reference, run, "{}", reference["overrides"]);
    }
}

#[test]
fn every_month_of_a_run_is_heard() {
    let file = json!({"defaults": {"households": 5, "sample": 2}, "runs": [{"overrides": {"months": 7}}, {"overrides": {"months": 4}}]});
    let mut heard = Vec::new();
    recomputed(&file, &mut |done, all| heard.push((done, all))).unwrap();
    assert_eq!(heard, (1..=11).map(|done| (done, 11)).collect::<Vec<_>>());
}

#[test]
fn a_household_sees_its_next_neighbours_round_the_ring() {
    // Two households that see both: everybody sees the same share, so a model of one kind is symmetric.
    let model = Model { households: 2, sample: 2, months: 12, share_free: 1.0, free_pay: 1.0, ..Model::default() };
    assert_eq!(model.run().payers, [2; 12]);
    let file = json!({"runs": [{"overrides": {"households": 3, "sample": 4}}]});
    assert!(recomputed(&file, &mut |_, _| ()).unwrap_err().what.contains("sample of 4"));
}

#[test]
fn runs_that_would_take_hours_or_make_no_sense_are_refused() {
    let wrong =
        |overrides: Value| recomputed(&json!({"runs": [{"overrides": overrides}]}), &mut |_, _| ()).unwrap_err();
    assert!(wrong(json!({"households": 1_000_000, "months": 60_000})).what.contains("household-months"));
    assert!(wrong(json!({"share_free": 0.7})).what.contains("sum to"));
    assert!(wrong(json!({"folowup": 0.2})).cure.contains("`followup`"));
    assert!(wrong(json!({"seed": -1})).what.contains("seed"));
    assert!(wrong(json!({"decay": 1e9})).place.ends_with("overrides.decay"));
}
