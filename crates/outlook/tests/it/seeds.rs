//! Small studies in the layouts `outlook::example` has none of, to be damaged.

use serde_json::{Value, json};

/// A study in months, as condominiums have them.
pub fn months() -> Value {
    json!({
        "study": "x, 12 units", "analysis_month": "1/1/25", "currency": "USD", "inflation": 0.03, "investment": 0.02,
        "begin_balance": 10, "units": 12,
        "components": [{"name": "a", "one_time": false, "unit_cost": 20.0, "quantity": 3, "life_years": 2.5, "remaining_months": 7}],
        "contributions": [{"year": 2025, "contribution": 60, "special": 1}, {"year": 2026, "contribution": 60, "special": 0}],
        "expected": {"years": []},
    })
}

/// A study by calendar years, as compounds have them.
pub fn calendar() -> Value {
    json!({
        "base_year": 2020, "inflation": 0.02, "interest": 0.0, "contribution": [1000, 1100], "horizon": 12,
        "components": [{"placed": 2000, "useful_life": 20, "adjustment": 2, "replacement_year": 2022, "cost": 2500}],
        "published": [{"year": 2020, "starting_balance": 500.0}],
    })
}
