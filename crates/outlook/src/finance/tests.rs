use super::compare::{Terms, Vary, break_even, outcome};
use super::file::{read, recomputed};
use super::measures::{irr, npv, payback};
use super::*;
use proptest::prelude::*;
use serde_json::{Value, json};

#[test]
fn every_return_of_flows_that_turn_twice_is_found() {
    // −(x−1.1)(x−1.3) in powers of 1+r: worth nothing at 10 and at 30 percent.
    let rates = irr(&[-100_000, 240_000, -143_000]);
    assert_eq!(rates.len(), 2);
    assert!((rates[0] - 0.1).abs() < 1e-9 && (rates[1] - 0.3).abs() < 1e-9, "{rates:?}");
    // Turning twice and never worth nothing.
    assert!(irr(&[-100, 100, -100]).is_empty());
    assert!(irr(&[0, 0]).is_empty() && irr(&[]).is_empty() && irr(&[100, 5]).is_empty());
    // Touching nothing without crossing it: (x−1.2)² is one return.
    let touching = irr(&[-100, 240, -144]);
    assert!(touching.len() == 1 && (touching[0] - 0.2).abs() < 1e-6, "{touching:?}");
}

#[test]
fn value_and_payback_are_those_of_the_textbook() {
    // 1000 now for 300 a year over five years, at 10 percent: 137.24.
    let flows = [-1_000, 300, 300, 300, 300, 300];
    assert!((npv(&flows, 0.1) - 137.236).abs() < 1e-3);
    assert!((payback(&flows, 0.0).unwrap() - 10.0 / 3.0).abs() < 1e-12);
    assert!(payback(&flows, 0.1).unwrap() > 4.0);
    assert_eq!(payback(&[-1_000, 300], 0.0), None);
    // Paid back, then sunk again by a second investment, then back for good.
    assert_eq!(payback(&[-100, 200, -300, 400], 0.0), Some(2.5));
}

fn bot() -> Value {
    json!({
        "households": 500, "years": 12, "discount": 0.06,
        "offers": [{
            "name": "parking", "kind": "bot", "concession_years": 10, "estate_share": 0.1,
            "investment": [{"name": "garage", "amount": 1_000_000}],
            "income": [
                {"name": "parking", "amount": 260_000, "growth": 0.02},
                {"name": "fee", "whose": "residents", "amount": 60_000, "to": 10},
            ],
            "cost": [{"name": "staff", "amount": 90_000, "growth": 0.03}],
            "loan": {"amount": 600_000, "rate": 0.045, "instalments": 8},
        }],
    })
}

#[test]
fn a_bot_hands_over_and_its_loan_closes_to_the_fen() {
    let file = read(&bot()).unwrap();
    let flows = flows(&file.offers[0], &Scenario::offered(), 12);
    assert_eq!(flows.iter().map(|f| f.repaid).sum::<i64>(), 60_000_000);
    assert_eq!(flows[0].drawn, 60_000_000);
    assert!(flows[..=10].iter().all(|f| f.handed_over == 0));
    assert!(flows[11..].iter().all(|f| f.handed_over > 0 && f.income == [0; 3] && f.estate() == f.handed_over));
    // 60,000 yuan a year from 500 households are 10 yuan a month.
    let terms = Terms { households: 500, years: 12, discount: 0.06 };
    assert_eq!(outcome(&file.offers[0], &Scenario::offered(), &terms).burden, [1_000.0, 1_000.0]);
}

#[test]
fn what_residents_pay_does_not_end_with_the_concession() {
    let file = json!({
        "households": 100, "years": 20, "discount": 0.06,
        "offers": [{
            "name": "fee", "kind": "bot", "concession_years": 5,
            "income": [{"whose": "residents", "amount": 120_000, "growth": 0.1}],
        }],
    });
    let found = recomputed(&file).unwrap();
    let burden = &found["offers"][0]["results"]["scenarios"][0]["resident_burden_yuan_per_household_month"];
    // 100 yuan a month in the first year, ten percent more each year until the twentieth.
    let years: Vec<f64> = (0..20).map(|t| 100.0 * 1.1_f64.powi(t)).collect();
    let [mean, highest] = ["mean", "highest"].map(|name| burden[name].as_f64().unwrap());
    assert!((highest - years[19]).abs() < 0.01, "{highest} against {}", years[19]);
    assert!((mean - years.iter().sum::<f64>() / 20.0).abs() < 0.01, "{mean}");
    // Whoever gets it: the operator for five years, the estate for fifteen.
    let flow = found["offers"][0]["results"]["cash_flow"].as_array().unwrap();
    for (t, year) in flow.iter().enumerate().skip(1) {
        let to = if t <= 5 { "residents_fee" } else { "handed_over_to_estate" };
        assert_eq!(year["paid_by_residents"], year[to], "year {t}");
    }
}

#[test]
fn a_loan_that_outlives_the_years_is_settled_in_the_last_and_said_to_be() {
    let mut file = bot();
    file["years"] = json!(10);
    file["offers"][0]["loan"] = json!({"amount": 50_000, "rate": 0.05, "instalments": 30});
    let found = recomputed(&file).unwrap();
    let flow = found["offers"][0]["results"]["cash_flow"].as_array().unwrap();
    let sum = |name: &str| flow.iter().map(|f| f[name].as_f64().unwrap()).sum::<f64>();
    assert!((sum("loan_repaid") - 50_000.0).abs() < 0.001, "{}", sum("loan_repaid"));
    let settled = flow[10]["loan_repaid_because_years_end"].as_f64().unwrap();
    assert!(settled > 40_000.0 && sum("loan_repaid_because_years_end") == settled);
    assert_eq!(found["comparison"]["offers"][0]["loan_settled_in_last_year"], json!(settled));
    // Borrowing at less than the rate of discount is worth something, but never the whole loan.
    let judged = &found["offers"][0]["results"]["scenarios"][0];
    let gain = judged["operator_npv"].as_f64().unwrap() - judged["project_npv"].as_f64().unwrap();
    assert!(gain > 0.0 && gain < 5_000.0, "{gain}");
    // It is no instalment: what operating covers is the instalments alone.
    assert!(judged["cover_low"].as_f64().unwrap() > 10.0);
}

#[test]
fn at_break_even_the_project_is_worth_nothing() {
    let file = read(&bot()).unwrap();
    for vary in [Vary::Market, Vary::Cost, Vary::Investment] {
        let factor = break_even(&file.offers[0], &file.terms, vary).unwrap();
        let mut scenario = Scenario::offered();
        match vary {
            Vary::Market => scenario.market = factor,
            Vary::Cost => scenario.cost = factor,
            _ => scenario.investment = factor,
        }
        let worth = outcome(&file.offers[0], &scenario, &file.terms).project_npv;
        assert!(worth.abs() < 100.0, "{vary:?}: {worth} fen");
    }
}

#[test]
fn results_in_a_file_are_ignored_and_recomputed() {
    let once = recomputed(&bot()).unwrap();
    let mut spoilt = once.clone();
    spoilt["offers"][0]["results"] = json!({"cash_flow": "lies"});
    spoilt["comparison"] = json!(7);
    assert_eq!(recomputed(&spoilt).unwrap(), once);
    assert_eq!(once["comparison"]["offers"][0]["name"], "parking");
}

#[test]
fn offers_that_make_no_sense_are_refused_with_a_cure() {
    let broken = |way: &str, value: Value| {
        let mut file = bot();
        *file.pointer_mut(way).unwrap() = value;
        read(&file).unwrap_err()
    };
    assert!(broken("/discount", json!(6)).cure.contains("0.05"));
    assert!(broken("/offers/0/concession_years", Value::Null).what.contains("never hands over"));
    assert!(broken("/offers/0/kind", json!("ponzi")).cure.contains("`bot`"));
    assert!(broken("/offers/0/kind", json!("lease_to_operate")).what.contains("without rent"));
    assert!(broken("/offers/0/income/1/to", json!(0)).what.contains("before it begins"));
    assert!(broken("/offers/0/investment/0", json!({"amount": 9, "year": 11})).what.contains("handed over"));
    assert!(broken("/offers/0/income/0/amount", json!(-5)).place.ends_with("income[0].amount"));
}

proptest! {
    #[test]
    fn every_return_found_is_one(flows in prop::collection::vec(-1_000_000_i64..1_000_000, 2..40)) {
        for rate in irr(&flows) {
            let size = npv(&flows.iter().map(|f| f.abs()).collect::<Vec<_>>(), rate);
            prop_assert!(npv(&flows, rate).abs() <= 1e-8 * size, "{} at {}", npv(&flows, rate), rate);
        }
    }

    #[test]
    fn no_crossing_is_missed(flows in prop::collection::vec(-1_000_000_i64..1_000_000, 2..30)) {
        // A fine walk over the rates sees a change of sign only where a return was found.
        let found = irr(&flows);
        let rates: Vec<f64> = (0..2_000).map(|i| -0.6 + f64::from(i) * 0.002).collect();
        for two in rates.windows(2) {
            if (npv(&flows, two[0]) < 0.0) != (npv(&flows, two[1]) < 0.0) {
                prop_assert!(found.iter().any(|r| (two[0] - 1e-9..=two[1] + 1e-9).contains(r)), "none in {two:?}");
            }
        }
    }

    #[test]
    fn a_loan_closes_to_the_fen_over_any_horizon(
        amount in 0_i64..1_000_000_000_000, rate in -0.5..0.5, instalments in 1_u32..=50, years in 1_u32..=50, drawn in 0_u32..=50,
    ) {
        let loan = Loan { amount, year: drawn.min(years), rate, instalments };
        let offer = Offer {
            name: String::new(), kind: Kind::PropertyPlus, concession: years, lines: Vec::new(), estate_share: 0.0, loan: Some(loan),
        };
        let all = flows(&offer, &Scenario::offered(), years);
        let sum = |pick: fn(&Flow) -> i64| all.iter().map(pick).sum::<i64>();
        prop_assert_eq!((sum(|f| f.drawn), sum(|f| f.repaid)), (amount, amount));
        prop_assert_eq!(sum(|f| f.settled), all[years as usize].settled);
        prop_assert!(all.iter().all(|f| f.repaid >= f.settled && f.settled >= 0));
        // Nothing is left to settle where every instalment falls within the years.
        prop_assert!(loan.year + instalments > years || sum(|f| f.settled) == 0);
        prop_assert_eq!(sum(Flow::equity) - sum(Flow::project), -sum(|f| f.interest));
    }

    #[test]
    fn money_goes_from_one_to_the_other_and_nowhere_else(
        share in 0.0..1.0, rent in 0_i64..500_000, income in 0_i64..900_000, cost in 0_i64..900_000, concession in 1_u32..14,
    ) {
        let line = |side, amount| Line { name: String::new(), side, from: 1, to: 12, amount, growth: 0.01 };
        let lines = vec![line(Side::Income(Whose::Market), income), line(Side::Cost, cost), line(Side::Rent, rent)];
        let offer = Offer { name: String::new(), kind: Kind::Lease, concession, lines, estate_share: share, loan: None };
        let all = flows(&offer, &Scenario::offered(), 12);
        let nobody = Offer { estate_share: 0.0, concession: 99, lines: offer.lines[..2].to_vec(), ..offer.clone() };
        // What operator and estate have together is what there would be without rent, share and handing over.
        for (f, whole) in all.iter().zip(flows(&nobody, &Scenario::offered(), 12)) {
            prop_assert_eq!(f.project() + f.estate(), whole.project());
        }
    }
}
