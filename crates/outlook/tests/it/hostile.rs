//! Readers against damaged files: every value of a good file is replaced by something hostile, every field taken away,
//! and files of chance are made up. Nothing may panic, and what is refused names its place and a cure.

use crate::seeds;
use outlook::estate::{file, runs};
use outlook::finance::file as offers;
use outlook::read::Wrong;
use outlook::reserve::file as studies;
use outlook::{example, svg};
use proptest::prelude::*;
use serde_json::{Value, json};

fn read_all(value: &Value) -> Vec<Wrong> {
    let results = [
        studies::recomputed(value).err(),
        offers::recomputed(value).err(),
        file::read(value).and_then(|estates| estates.bounded(100)).err(),
        small_runs(value).and_then(|value| runs::recomputed(&value, &mut |_, _| ()).err()),
    ];
    results.into_iter().flatten().collect()
}

/// Runs that are within the limits take time: the test keeps to small ones.
fn small_runs(value: &Value) -> Option<Value> {
    let large =
        |run: &Value| ["households", "months"].iter().any(|n| run["overrides"][*n].as_f64().is_some_and(|x| x > 500.0));
    let runs = value.get("runs").and_then(Value::as_array);
    (!runs.is_some_and(|runs| runs.iter().any(large))).then(|| value.clone())
}

fn good() -> Vec<Value> {
    let model = json!({"defaults": {"months": 24}, "runs": [{"overrides": {"seed": 3, "households": 40, "sample": 4, "decay": 0.1}}]});
    vec![example::study(), example::offers(), example::estates(1), seeds::months(), seeds::calendar(), model]
}

/// Every way to a value in `value`.
fn ways(value: &Value, way: String, found: &mut Vec<String>) {
    found.push(way.clone());
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, v)| ways(v, format!("{way}/{name}"), found)),
        Value::Array(list) => list.iter().take(2).enumerate().for_each(|(i, v)| ways(v, format!("{way}/{i}"), found)),
        _ => {}
    }
}

fn hostile() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(0),
        json!(1),
        json!(0.5),
        json!(1e300),
        json!(-1e300),
        json!(1e-300),
        json!(1e11),
        json!(4_294_967_296_u64),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(""),
        json!("\u{0}<script>"),
        json!("1/1/99"),
        json!("13/13/13"),
        json!("一"),
        json!([]),
        json!({}),
        json!([[[]]]),
        json!({"": {"": []}}),
        json!("x".repeat(5_000)),
        json!([1, null, "x"]),
    ]
}

#[test]
fn every_figure_of_every_file_may_be_hostile() {
    let mut refused = 0;
    for file in good() {
        let mut places = Vec::new();
        ways(&file, String::new(), &mut places);
        for way in places {
            for bad in hostile() {
                let mut damaged = file.clone();
                *damaged.pointer_mut(&way).unwrap() = bad;
                for wrong in read_all(&damaged) {
                    assert!(!wrong.place.is_empty() && !wrong.what.is_empty() && !wrong.cure.is_empty(), "{wrong:?}");
                    assert!(wrong.to_string().len() < 4_000, "{way}");
                    refused += 1;
                }
            }
        }
    }
    assert!(refused > 5_000, "{refused}");
}

#[test]
fn good_files_are_taken_by_their_own_reader() {
    let files = good();
    for study in [&files[0], &files[3], &files[4]] {
        studies::recomputed(study).unwrap();
    }
    offers::recomputed(&files[1]).unwrap();
    file::read(&files[2]).unwrap().bounded(30).unwrap();
    runs::recomputed(&files[5], &mut |_, _| ()).unwrap();
}

fn any_json() -> impl Strategy<Value = Value> {
    let names = [
        "components",
        "cost",
        "useful_life",
        "remaining_life",
        "plans",
        "years",
        "starting_balance",
        "contribution",
        "base_year",
        "replacement_year",
        "published",
        "estates",
        "households",
        "dues",
        "settings",
        "offers",
        "kind",
        "income",
        "runs",
        "overrides",
        "first_year_contribution",
        "fiscal_year",
        "remaining_months",
        "contributions",
        "begin_balance",
        "analysis_month",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (0_u32..3_000).prop_map(Value::from),
        "[ -~]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((prop::sample::select(names.to_vec()), inner), 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().map(|(n, v)| (n.to_owned(), v)).collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn files_of_chance_are_read_or_refused(value in any_json()) {
        read_all(&value);
    }

    #[test]
    fn pictures_of_chance_stay_pictures(rows in prop::collection::vec(any::<[f64; 5]>(), 0..20), name in ".{0,40}") {
        let frame = svg::Frame { title: &name, x: &name, y: &name, first: 0.0 };
        let pictures = [svg::fan(&frame, &rows, &[&name, "b", "c"]), svg::bars(&frame, &[svg::Series::new(&name, rows.iter().map(|r| r[0]).collect())], None)];
        for picture in pictures {
            prop_assert!(picture.starts_with("<svg") && picture.ends_with("</svg>\n"));
            prop_assert_eq!(picture.matches("<svg").count(), 1);
        }
    }
}
