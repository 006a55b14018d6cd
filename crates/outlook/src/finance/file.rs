//! Offers as a file: `households`, `years`, `discount`, `offers`, and `scenarios` of one's own. Results come out under
//! `results` of each offer and `comparison`; whatever stands there is ignored. Amounts are in yuan.

use super::compare::{Outcome, Terms, Vary, break_even, outcome, usual};
use super::measures::RATES;
use super::{Flow, Kind, Line, Loan, Offer, Scenario, Side, Whose};
use crate::read::{Place, Wrong};
use crate::round::decimals;
use serde_json::{Value, json};
use units::limits;

/// What a file says.
#[derive(Clone, Debug)]
pub struct Offers {
    /// For whom and over what.
    pub terms: Terms,
    /// The offers.
    pub offers: Vec<Offer>,
    /// The usual scenarios and the file's own.
    pub scenarios: Vec<Scenario>,
}

/// Reads it.
///
/// # Errors
/// What is wrong with it.
pub fn read(file: &Value) -> Result<Offers, Wrong> {
    let root = Place::root(file);
    root.only(&["households", "years", "discount", "offers", "scenarios", "comparison"])?;
    let terms = Terms {
        households: root.need("households")?.whole(1..=limits::UNITS_MAX as u32)?,
        years: root
            .get("years")
            .map_or(Ok(crate::reserve::file::HORIZON_YEARS), |p| p.whole(1..=limits::OFFER_YEARS_MAX))?,
        discount: rate(&root.need("discount")?)?,
    };
    let mut scenarios = usual();
    for place in root.get("scenarios").map_or(Ok(Vec::new()), |p| p.list(limits::OFFERS_MAX))? {
        scenarios.push(scenario(&place)?);
    }
    let list = root.need("offers")?;
    let places = list.list(limits::OFFERS_MAX)?;
    if places.is_empty() {
        return Err(list.wrong("there is no offer", "say at least one; `yihe template offer` makes an example"));
    }
    let offers = places.iter().map(|place| offer(place, terms.years)).collect::<Result<_, _>>()?;
    Ok(Offers { terms, offers, scenarios })
}

fn rate(place: &Place<'_>) -> Result<f64, Wrong> {
    place.number(-0.5..=0.5).map_err(|wrong| Wrong { cure: "write 5 percent as 0.05".into(), ..wrong })
}

fn yuan(place: &Place<'_>) -> Result<i64, Wrong> {
    place.amount(100.0)
}

fn scenario(place: &Place<'_>) -> Result<Scenario, Wrong> {
    place.only(&["name", "market", "residents", "cost", "investment", "delay"])?;
    let factor = |name: &str| place.get(name).map_or(Ok(1.0), |p| p.number(0.0..=10.0));
    Ok(Scenario {
        name: place.need("name")?.text()?.to_owned(),
        market: factor("market")?,
        residents: factor("residents")?,
        cost: factor("cost")?,
        investment: factor("investment")?,
        delay: place.get("delay").map_or(Ok(0), |p| p.whole(0..=limits::OFFER_YEARS_MAX))?,
    })
}

fn offer(place: &Place<'_>, years: u32) -> Result<Offer, Wrong> {
    place.only(&[
        "name",
        "kind",
        "concession_years",
        "investment",
        "income",
        "cost",
        "rent",
        "estate_share",
        "loan",
        "results",
    ])?;
    let kind = place.need("kind")?.word(&Kind::WORDS)?;
    let concession = match place.get("concession_years") {
        Some(place) => place.whole(1..=limits::OFFER_YEARS_MAX)?,
        None if kind == Kind::Bot => {
            return Err(place.wrong("a BOT that never hands over", "say `concession_years`"));
        }
        None => years,
    };
    let mut lines = Vec::new();
    for (name, side) in [
        ("investment", Side::Investment),
        ("cost", Side::Cost),
        ("rent", Side::Rent),
        ("income", Side::Income(Whose::Market)),
    ] {
        for place in place.get(name).map_or(Ok(Vec::new()), |p| p.list(limits::OFFER_LINES_MAX))? {
            let line = line(&place, side, years)?;
            if side == Side::Investment && line.to > concession {
                return Err(place.wrong(
                    format!("an investment after year {concession}, when everything is handed over"),
                    "end it by then, or say a longer `concession_years`",
                ));
            }
            lines.push(line);
        }
    }
    if kind == Kind::Lease && !lines.iter().any(|l| l.side == Side::Rent) {
        return Err(place.wrong("a lease without rent", "say under `rent` what the estate gets"));
    }
    let loan = place.get("loan").map(|place| {
        place.only(&["amount", "year", "rate", "instalments"])?;
        Ok(Loan {
            amount: yuan(&place.need("amount")?)?,
            year: place.get("year").map_or(Ok(0), |p| p.whole(0..=years))?,
            rate: rate(&place.need("rate")?)?,
            instalments: place.need("instalments")?.whole(1..=limits::OFFER_YEARS_MAX)?,
        })
    });
    Ok(Offer {
        name: place.need("name")?.text()?.to_owned(),
        kind,
        concession,
        lines,
        estate_share: place.get("estate_share").map_or(Ok(0.0), |p| p.number(0.0..=1.0))?,
        loan: loan.transpose()?,
    })
}

fn line(place: &Place<'_>, side: Side, years: u32) -> Result<Line, Wrong> {
    place.only(&["name", "from", "to", "year", "amount", "growth", "whose"])?;
    let once = place.get("year").map(|p| p.whole(0..=years)).transpose()?;
    let year = |name, usual| place.get(name).map_or(Ok(usual), |p| p.whole(0..=years));
    // Investment is made once at the start unless it says otherwise; everything else begins a year later and goes on.
    let (from, to) = match (once, side) {
        (Some(year), _) => (year, year),
        (None, Side::Investment) => (year("from", 0)?, year("to", 0)?),
        (None, _) => (year("from", 1)?, year("to", years)?),
    };
    if from > to {
        return Err(
            place.wrong(format!("it ends in year {to} before it begins in year {from}"), "swap `from` and `to`")
        );
    }
    let words = [("market", Whose::Market), ("residents", Whose::Residents), ("public", Whose::Public)];
    let side = match (side, place.get("whose")) {
        (Side::Income(_), Some(whose)) => Side::Income(whose.word(&words)?),
        (_, Some(whose)) => return Err(whose.wrong("only income is somebody's", "leave it away here")),
        (side, None) => side,
    };
    let growth = place.get("growth").map_or(Ok(0.0), |p| rate(&p))?;
    let amount = place.need("amount")?;
    let fen = yuan(&amount)?;
    if fen as f64 * (1.0 + growth.max(0.0)).powi((to - from) as i32) > 1e14 {
        return Err(
            amount.wrong("with its growth this comes to more money than there is", "check `amount` and `growth`")
        );
    }
    let name = place.get("name").map_or(Ok(""), |p| p.text())?.to_owned();
    Ok(Line { name, side, from, to, amount: fen, growth })
}

/// The file with its results recomputed.
///
/// # Errors
/// What is wrong with it.
pub fn recomputed(file: &Value) -> Result<Value, Wrong> {
    let all = read(file)?;
    let mut out = file.clone();
    let mut comparison = Vec::new();
    for (i, offer) in all.offers.iter().enumerate() {
        let outcomes: Vec<Outcome> = all.scenarios.iter().map(|s| outcome(offer, s, &all.terms)).collect();
        comparison.push(compared(offer, &outcomes));
        if let Some(place) = out.pointer_mut(&format!("/offers/{i}")).and_then(Value::as_object_mut) {
            place.insert("results".into(), results(offer, &outcomes, &all.terms));
        }
    }
    out["comparison"] = json!({
        "offers": comparison,
        "rests_on": "every amount is as offered (given); tax, and what a party does when it fails, are not in it; \
                     a loan that outlives `years` is settled in the last of them",
    });
    Ok(out)
}

fn money(fen: f64) -> f64 {
    decimals(fen / 100.0, 2)
}

fn rates(rates: &[f64]) -> Vec<f64> {
    rates.iter().map(|r| decimals(*r, 6)).collect()
}

/// One line of the comparison: as offered, and the worst of the scenarios.
fn compared(offer: &Offer, outcomes: &[Outcome]) -> Value {
    let Some(offered) = outcomes.first() else { return Value::Null };
    let worst = outcomes.iter().min_by(|a, b| a.project_npv.total_cmp(&b.project_npv)).unwrap_or(offered);
    json!({
        "name": offer.name,
        "project_npv": money(offered.project_npv),
        "project_irr": rates(&offered.project_irr),
        "payback_years": offered.payback.map(|y| decimals(y, 2)),
        "cover_low": offered.cover_low.map(|c| decimals(c, 3)),
        "estate_npv": money(offered.estate_npv),
        "loan_settled_in_last_year": offered.flows.last().map_or(0.0, |f| money(f.settled as f64)),
        "resident_burden_yuan_per_household_month": money(offered.burden[0]),
        "resident_burden_highest_yuan_per_household_month": money(offered.burden[1]),
        "worst_scenario": worst.scenario,
        "worst_project_npv": money(worst.project_npv),
    })
}

fn results(offer: &Offer, outcomes: &[Outcome], terms: &Terms) -> Value {
    let factor = |vary| break_even(offer, terms, vary).map(|f| decimals(f, 6));
    json!({
        "cash_flow": outcomes.first().map(|o| cash_flow(&o.flows)),
        "scenarios": outcomes.iter().map(judged).collect::<Vec<_>>(),
        "break_even_factor": {
            "market_income": factor(Vary::Market), "residents_fee": factor(Vary::Residents),
            "running_cost": factor(Vary::Cost), "investment": factor(Vary::Investment),
        },
        "irr_looked_for_between": [RATES.0, RATES.1],
    })
}

fn cash_flow(flows: &[Flow]) -> Value {
    let year = |(year, f): (usize, &Flow)| {
        let yuan = |fen: i64| fen as f64 / 100.0;
        json!({
            "year": year,
            "market_income": yuan(f.income[0]), "residents_fee": yuan(f.income[1]), "public_money": yuan(f.income[2]),
            "running_cost": yuan(f.cost), "investment": yuan(f.investment),
            "rent_to_estate": yuan(f.rent), "share_to_estate": yuan(f.share), "handed_over_to_estate": yuan(f.handed_over),
            "paid_by_residents": yuan(f.paid_by_residents),
            "loan_drawn": yuan(f.drawn), "loan_interest": yuan(f.interest), "loan_repaid": yuan(f.repaid),
            "loan_repaid_because_years_end": yuan(f.settled),
            "project": yuan(f.project()), "operator": yuan(f.equity()), "estate": yuan(f.estate()),
        })
    };
    flows.iter().enumerate().map(year).collect()
}

fn judged(o: &Outcome) -> Value {
    json!({
        "scenario": o.scenario,
        "project_npv": money(o.project_npv), "project_irr": rates(&o.project_irr),
        "operator_npv": money(o.equity_npv), "operator_irr": rates(&o.equity_irr),
        "payback_years": o.payback.map(|y| decimals(y, 2)),
        "discounted_payback_years": o.discounted_payback.map(|y| decimals(y, 2)),
        "cover_low": o.cover_low.map(|c| decimals(c, 3)),
        "estate_npv": money(o.estate_npv),
        "resident_burden_yuan_per_household_month": {"mean": money(o.burden[0]), "highest": money(o.burden[1])},
    })
}
