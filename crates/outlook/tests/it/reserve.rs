//! Published reserve studies, replayed within what their own rounding allows.

use crate::data::shared;
use outlook::reserve::file::{cases, recomputed};
use outlook::reserve::{Study, Year, run};
use serde_json::{Value, json};

const ASSOCIATION: &str = "reserve/hoa-110-units-2025.json";
const CONDOMINIUM: &str = "reserve/condo-138-units-2025.json";

fn rows(file: &Value, way: &str) -> Vec<Value> {
    file.pointer(way).unwrap().as_array().unwrap().clone()
}

/// The largest distance between two tables, column by column.
fn apart(published: &[Value], ours: &[Value], column: &str) -> f64 {
    assert_eq!(published.len(), ours.len());
    let far = |(p, o): (&Value, &Value)| (p[column].as_f64().unwrap() - o[column].as_f64().unwrap()).abs();
    published.iter().zip(ours).map(far).fold(0.0, f64::max)
}

#[test]
fn the_condominium_is_replayed_within_a_cent() {
    let Some(file) = shared(CONDOMINIUM) else { return };
    let ours = recomputed(&file).unwrap();
    let (published, rows) = (rows(&file, "/expected/years"), rows(&ours, "/expected/years"));
    for column in published[0].as_object().unwrap().keys() {
        let far = apart(&published, &rows, column);
        assert!(far < 0.01, "{column}: {far}");
    }
    for (said, found) in
        file["expected"]["metrics"].as_array().unwrap().iter().zip(ours["expected"]["metrics"].as_array().unwrap())
    {
        assert_eq!(said[0], found[0]);
        let far = (said[1].as_f64().unwrap() - found[1].as_f64().unwrap()).abs();
        assert!(far <= 0.005 + 1e-9, "{}: {far}", said[0]);
    }
}

#[test]
fn the_associations_plans_are_replayed_row_by_row() {
    let Some(file) = shared(ASSOCIATION) else { return };
    for (case, plan) in cases(&file).unwrap().iter().zip(file["plans"].as_array().unwrap()) {
        let whole = case.run();
        for (t, row) in plan["years"].as_array().unwrap().iter().enumerate() {
            let said = |name: &str| row[name].as_f64().unwrap();
            // Each row from its own published start: what is due and paid in is that of its year.
            let year = alone(&case.study, &whole, t, said("start"));
            let amount = |minor: i64| case.study.grain.amount(minor);
            for (name, ours, within) in [
                ("contribution", amount(year.contribution), 0.51),
                ("expenses", amount(year.expense), 0.51),
                ("interest", amount(year.interest), 1.2),
                ("fully_funded", whole[t].funded_start / 100.0, 0.51),
            ] {
                assert!((ours - said(name)).abs() <= within, "{} {name}: {ours} against {}", row["year"], said(name));
            }
        }
        // Thirty years on, sums that the study rounds each year are still within thirteen dollars.
        let ours = recomputed(&file).unwrap();
        let place = file["plans"].as_array().unwrap().iter().position(|p| p == plan).unwrap();
        let far = apart(plan["years"].as_array().unwrap(), &rows(&ours, &format!("/plans/{place}/years")), "start");
        assert!(far < 13.2, "{far}");
    }
}

/// The books of year `t` alone, from another opening balance.
fn alone(study: &Study, whole: &[Year], t: usize, start: f64) -> Year {
    let flow = whole[t].contribution + whole[t].special - whole[t].expense;
    let opening = Study { years: 1, balance: (start * 100.0).round() as i64, components: Vec::new(), ..study.clone() };
    let plan = outlook::reserve::Plan { contribution: vec![flow], special: Vec::new() };
    Year { contribution: whole[t].contribution, expense: whole[t].expense, ..run(&opening, &plan)[0] }
}

#[test]
fn results_in_a_file_are_never_read() {
    for (name, ways) in [
        (CONDOMINIUM, vec!["/expected"]),
        (
            ASSOCIATION,
            vec![
                "/plans/0/years",
                "/plans/1/years",
                "/plans/0/replay_max_abs_deviation",
                "/plans/1/replay_max_abs_deviation",
            ],
        ),
    ] {
        let Some(file) = shared(name) else { return };
        let mut bare = file.clone();
        for way in &ways {
            *bare.pointer_mut(way).unwrap() = Value::Null;
        }
        let (with, without) = (recomputed(&file).unwrap(), recomputed(&bare).unwrap());
        let table = if name == CONDOMINIUM { "/expected/years" } else { "/plans/1/years" };
        assert_eq!(rows(&with, table), rows(&without, table));
    }
}

/// A study by calendar years, made up here; its figures are worked out by hand.
fn calendar() -> Value {
    json!({
        "base_year": 2020, "inflation": 0.0, "interest": 0.0, "contribution": 1000,
        "components": [
            {"name": "roof", "placed": 2000, "useful_life": 20, "adjustment": 2, "replacement_year": 2022, "cost": 2500},
            {"name": "paint", "placed": 2018, "useful_life": 5, "replacement_year": 2023, "cost": 600},
        ],
        "published": [{"year": 2020, "starting_balance": 500.0, "contribution": 0, "expenditures": 0, "ending_balance": 0}],
    })
}

#[test]
fn a_study_by_calendar_years_is_read_with_its_balance_from_the_first_row() {
    let ours = recomputed(&calendar()).unwrap();
    let rows = rows(&ours, "/published");
    assert_eq!(rows.len(), 30);
    let ends: Vec<f64> = rows.iter().take(9).map(|r| r["ending_balance"].as_f64().unwrap()).collect();
    // +1000 a year; 2500 in 2022, 600 in 2023 and 2028.
    assert_eq!(ends, [1500.0, 2500.0, 1000.0, 1400.0, 2400.0, 3400.0, 4400.0, 5400.0, 5800.0]);
    assert_eq!(rows[22]["expenditures"], json!(2500.0), "the adjustment moves the first renewal only");
}

#[test]
fn damaged_studies_are_refused_with_a_place_and_a_cure() {
    let broken = |way: &str, value: Value| {
        let mut file = calendar();
        *file.pointer_mut(way).unwrap() = value;
        recomputed(&file).unwrap_err()
    };
    assert!(broken("/inflation", json!(3)).cure.contains("0.03"));
    assert_eq!(broken("/components/0/cost", json!("dear")).place, "file.components[0].cost");
    assert_eq!(broken("/components/1/useful_life", json!(-4)).place, "file.components[1].useful_life");
    assert!(broken("/contribution", json!(1e300)).what.contains("outside"));
    assert!(broken("/published", json!([])).what.contains("starting_balance"));
    assert!(broken("/components", json!({})).what.contains("list"));
    assert!(recomputed(&json!([1, 2])).is_err());
    // Prices that would leave whole numbers behind.
    let mut file = calendar();
    file["inflation"] = json!(0.5);
    file["horizon"] = json!(100);
    assert!(recomputed(&file).unwrap_err().what.contains("more money than there is"));
}
