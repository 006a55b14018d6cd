//! Published reserve studies, replayed within what their own rounding allows.

use crate::data::shared;
use outlook::reserve::file::{cases, recomputed};
use outlook::reserve::{Study, Year, lives, run};
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

#[test]
fn how_near_each_rule_of_interest_comes_is_what_the_replay_of_others_found() {
    let Some(file) = shared(ASSOCIATION) else { return };
    let ours = recomputed(&file).unwrap();
    let (said, found) = (file["plans"].as_array().unwrap(), ours["plans"].as_array().unwrap());
    let mut compared = 0;
    for (said, found) in said.iter().zip(found) {
        let near = "replay_max_abs_deviation";
        for (rule, columns) in said[near].as_object().unwrap() {
            for (column, far) in columns.as_object().unwrap() {
                let (far, our) = (far.as_f64().unwrap(), found[near][rule][column].as_f64().unwrap());
                assert!((our - far).abs() <= 0.01, "{rule} {column}: {our}, not {far}");
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 2 * 3 * 6);
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

/// A study in months, made up here.
fn months() -> Value {
    json!({
        "analysis_month": "2025-01-01", "currency": "CNY", "inflation": 0.0, "investment": 0.0, "begin_balance": 500,
        "components": [{"name": "roof", "unit_cost": 300, "life_years": 10, "remaining_months": 30}],
        "contributions": [
            {"year": 2025, "contribution": 100}, {"year": 2026, "contribution": 100}, {"year": 2027, "contribution": 100},
        ],
    })
}

#[test]
fn a_list_of_contributions_that_ends_is_said_to_and_the_horizon_stays_thirty_years() {
    let ours = recomputed(&months()).unwrap();
    let rows = rows(&ours, "/expected/years");
    assert_eq!(rows.len(), 30);
    assert_eq!((&rows[2]["end_balance"], &rows[3]["contribution"]), (&json!(500.0), &json!(0.0)));
    assert_eq!(ours["contributions_end"]["year"], json!(2027));
    let said = |lang: &str| ours["contributions_end"]["afterwards"][lang].as_str().unwrap().to_owned();
    assert!(said("zh").contains("2027") && said("en").contains("nothing is paid in"));
    // As long as the horizon there is nothing to say, whatever the file said before.
    let mut long = ours.clone();
    long["horizon"] = json!(3);
    assert_eq!(recomputed(&long).unwrap().get("contributions_end"), None);
    let Some(published) = shared(CONDOMINIUM) else { return };
    assert_eq!(recomputed(&published).unwrap().get("contributions_end"), None);
}

#[test]
fn the_thirty_percent_line_stands_in_every_row_where_there_is_a_first_deposit() {
    const LINE: &str = "end_below_30_percent_of_first_deposit";
    let mut file = months();
    assert!(rows(&recomputed(&file).unwrap(), "/expected/years").iter().all(|row| row.get(LINE).is_none()));
    // 30 percent of 1,500 are 450: 600, 700, then 300 for the roof in the middle of the third year, and nothing more comes.
    file["first_deposit"] = json!(1_500);
    let ours = recomputed(&file).unwrap();
    let below = |file: &Value| -> Vec<bool> {
        rows(file, "/expected/years").iter().take(14).map(|row| row[LINE].as_bool().unwrap()).collect()
    };
    assert_eq!(below(&ours), [vec![false; 12], vec![true; 2]].concat());
    assert_eq!(below(&recomputed(&ours).unwrap()), below(&ours), "the column is a result, not a figure of the file");
    let study = outlook::example::study();
    let rows = rows(&recomputed(&study).unwrap(), "/plans/1/years");
    assert!(rows.iter().any(|row| row[LINE] == json!(true)) && rows.iter().any(|row| row[LINE] == json!(false)));
}

#[test]
fn names_that_are_nearly_inputs_are_refused_and_others_pass() {
    for (file, way, wrong, meant) in [
        (outlook::example::study(), "", "intrest", "interest"),
        (outlook::example::study(), "", "inflation_rate", "inflation"),
        (outlook::example::study(), "", "Interest_Rule", "interest_rule"),
        (outlook::example::study(), "", "horizons", "horizon"),
        (outlook::example::study(), "", "first_deposits", "first_deposit"),
        (outlook::example::study(), "/components/3", "one_tine", "one_time"),
        (outlook::example::study(), "/plans/1", "contribution_growht", "contribution_growth"),
        (months(), "", "investmant", "investment"),
        (months(), "/components/0", "quantitty", "quantity"),
        (months(), "/contributions/1", "specail", "special"),
        (calendar(), "/components/1", "adjustement", "adjustment"),
        (calendar(), "/published/0", "special_assesment", "special_assessment"),
    ] {
        recomputed(&file).unwrap();
        let mut bad = file.clone();
        bad.pointer_mut(way).unwrap()[wrong] = json!(0.05);
        let refused = recomputed(&bad).expect_err(wrong);
        assert!(
            refused.what.contains(&format!("`{wrong}`")) && refused.cure.contains(&format!("`{meant}`")),
            "{refused}"
        );
        assert_eq!(
            refused.place,
            format!("file{}", way.replacen('/', ".", 1).replace('/', "[") + if way.is_empty() { "" } else { "]" })
        );
        // A note, and what a study says besides.
        let mut good = file.clone();
        for (name, value) in [
            ("_intrest", json!(1)),
            ("note", json!("x")),
            ("category", json!("y")),
            ("source", json!("z")),
            ("plan", json!("p")),
            ("rule", json!("r")),
        ] {
            good.pointer_mut(way).unwrap()[name] = value;
        }
        recomputed(&good).unwrap();
    }
}

#[test]
fn dates_and_lives_that_exclude_each_other_are_refused() {
    let refused = |file: &Value, way: &str, value: Value| {
        let mut file = file.clone();
        *file.pointer_mut(way).unwrap() = value;
        recomputed(&file)
    };
    let study = outlook::example::study();
    let wrong = refused(&study, "/components/0/remaining_life", json!(25)).unwrap_err();
    assert_eq!(wrong.place, "file.components[0].remaining_life");
    assert!(wrong.what.contains("25 years") && wrong.what.contains("20 years in all"), "{wrong}");
    refused(&study, "/components/0/remaining_life", json!(20)).unwrap();
    let mut once = study.clone();
    once["components"][0]["one_time"] = json!(true);
    refused(&once, "/components/0/remaining_life", json!(25)).unwrap();
    let wrong = refused(&months(), "/components/0/remaining_months", json!(300)).unwrap_err();
    assert!(wrong.place.ends_with("remaining_months") && wrong.what.contains("120 months in all"), "{wrong}");
    // Two parts of one id, wherever they stand.
    let wrong = refused(&study, "/components/7/id", json!(1)).unwrap_err();
    assert!(wrong.place.ends_with("components[7].id") && wrong.what.contains("components[0]"), "{wrong}");
    // 2000 and 20 years are 2020: 2035 is neither that, nor at once, nor a life later.
    let mut year = calendar();
    year["components"][0] =
        json!({"placed": 2000, "useful_life": 20, "adjustment": 0, "replacement_year": 2035, "cost": 9});
    let wrong = recomputed(&year).unwrap_err();
    assert!(
        wrong.place.ends_with("replacement_year") && wrong.what.contains("2020") && wrong.what.contains("2035"),
        "{wrong}"
    );
    year["base_year"] = json!(2025);
    year["published"][0]["year"] = json!(2025);
    assert!(recomputed(&year).is_err(), "not a life later either");
    for (said, fine) in [(2020, true), (2021, true), (2025, true), (2040, true), (2030, false), (2060, false)] {
        assert_eq!(refused(&year, "/components/0/replacement_year", json!(said)).is_ok(), fine, "{said}");
    }
    // Who does not say by how much it was moved contradicts nothing.
    year["components"][0].as_object_mut().unwrap().remove("adjustment");
    recomputed(&year).unwrap();
}

#[test]
fn what_random_lives_cost_is_known_before_they_are_drawn() {
    let mut file = outlook::example::study();
    let part = |id: usize| json!({"id": id, "useful_life": 1, "remaining_life": 0, "cost": 1});
    file["components"] = (0..2_000).map(part).collect();
    file["horizon"] = json!(100);
    let case = &cases(&file).unwrap()[0];
    let work = lives::work_of_a_draw(&case.study);
    assert_eq!(work, 100 + 2_000 * 101);
    let mut drawn = 0;
    let chance = lives::chance_dry_by_year(&case.study, &case.plan, 4.0, 3, 1, &mut || drawn += 1);
    assert_eq!((chance.len(), drawn), (100, 3));
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
