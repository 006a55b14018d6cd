//! Offers side by side, under the same scenarios, and where each breaks even.

use super::measures::{cover, irr, npv, payback};
use super::{Flow, Offer, Scenario, flows};

/// For whom and over what the offers are compared.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// Households that pay and live with it.
    pub households: u32,
    /// Years after the year of signing.
    pub years: u32,
    /// The operator's rate of discount.
    pub discount: f64,
}

/// What an offer comes to under one scenario; amounts in fen.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The scenario.
    pub scenario: String,
    /// The books.
    pub flows: Vec<Flow>,
    /// Net present value of the project.
    pub project_npv: f64,
    /// Every rate of return of the project.
    pub project_irr: Vec<f64>,
    /// Net present value of the operator's own money.
    pub equity_npv: f64,
    /// Every rate of return on it.
    pub equity_irr: Vec<f64>,
    /// Years until the investment is back.
    pub payback: Option<f64>,
    /// The same discounted.
    pub discounted_payback: Option<f64>,
    /// Lowest debt service cover, what is settled at the end left aside.
    pub cover_low: Option<f64>,
    /// What the estate gets, at present value.
    pub estate_npv: f64,
    /// What all residents pay, in fen a household and month, to the operator or after handing over to the estate: the mean
    /// over years with a fee, and the highest year.
    pub burden: [f64; 2],
}

/// Judges `offer` under `scenario`.
#[must_use]
pub fn outcome(offer: &Offer, scenario: &Scenario, terms: &Terms) -> Outcome {
    let flows = flows(offer, scenario, terms.years);
    let row = |pick: fn(&Flow) -> i64| flows.iter().map(pick).collect::<Vec<i64>>();
    let (project, equity, estate) = (row(Flow::project), row(Flow::equity), row(Flow::estate));
    let a_month = |fee: i64| fee as f64 / (12.0 * f64::from(terms.households));
    let fees: Vec<f64> = flows.iter().map(|f| f.paid_by_residents).filter(|f| *f > 0).map(a_month).collect();
    let mean = if fees.is_empty() { 0.0 } else { fees.iter().sum::<f64>() / fees.len() as f64 };
    Outcome {
        scenario: scenario.name.clone(),
        project_npv: npv(&project, terms.discount),
        project_irr: irr(&project),
        equity_npv: npv(&equity, terms.discount),
        equity_irr: irr(&equity),
        payback: payback(&project, 0.0),
        discounted_payback: payback(&project, terms.discount),
        cover_low: cover(&flows).into_iter().flatten().min_by(f64::total_cmp),
        estate_npv: npv(&estate, terms.discount),
        burden: [mean, fees.iter().copied().fold(0.0, f64::max)],
        flows,
    }
}

/// The scenarios every comparison has; files add their own.
#[must_use]
pub fn usual() -> Vec<Scenario> {
    let named = |name: &str| Scenario { name: name.into(), ..Scenario::offered() };
    vec![
        Scenario::offered(),
        Scenario { market: 0.8, ..named("market_income_down_20") },
        Scenario { cost: 1.2, ..named("running_cost_up_20") },
        Scenario { investment: 1.2, ..named("investment_up_20") },
        Scenario { delay: 1, ..named("income_a_year_late") },
    ]
}

/// What is varied until the project is worth just nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vary {
    /// Market income.
    Market,
    /// Residents' fees.
    Residents,
    /// Running cost.
    Cost,
    /// Investment.
    Investment,
}

/// The factor on what is varied at which the project is worth just nothing, between nothing and ten times what was
/// offered; nothing if it is worth more, or less, at both.
#[must_use]
pub fn break_even(offer: &Offer, terms: &Terms, vary: Vary) -> Option<f64> {
    let worth = |factor: f64| {
        let mut scenario = Scenario::offered();
        match vary {
            Vary::Market => scenario.market = factor,
            Vary::Residents => scenario.residents = factor,
            Vary::Cost => scenario.cost = factor,
            Vary::Investment => scenario.investment = factor,
        }
        let project: Vec<i64> = flows(offer, &scenario, terms.years).iter().map(Flow::project).collect();
        npv(&project, terms.discount)
    };
    // What is worth more with the factor rises all the way, what is worth less falls: one crossing at most.
    let (mut low, mut high) = (0.0, 10.0);
    let below = worth(low) < 0.0;
    if below == (worth(high) < 0.0) {
        return None;
    }
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        match (worth(middle) < 0.0) == below {
            true => low = middle,
            false => high = middle,
        }
    }
    Some((low + high) / 2.0)
}
