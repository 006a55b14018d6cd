//! Offers of private capital (社会资本): what an operator earns, what the estate gets, what residents pay.
//!
//! Four kinds: **EPC+O** (builds for pay, then operates), **BOT** (builds at its own cost, operates, hands over),
//! **lease-to-operate** (rents what there is), **“物业+”** (services beside property management, a share of the surplus
//! to the estate). They differ in the lines of an [`Offer`], not in the arithmetic: [`flows`] books every year in whole
//! fen, [`measures`] judges the flows, [`compare`] sets offers side by side under the same scenarios.
//!
//! Before tax, and as offered: refuses to know whether a figure is true. That is what scenarios and break-evens are for.

pub mod compare;
pub mod file;
pub mod measures;

use crate::round::half_up;

/// Whose money a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Customers from outside or by choice: parking, canteen, charging.
    Market,
    /// All residents, asked or not: a fee.
    Residents,
    /// The state.
    Public,
}

/// Which part of an offer a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Comes in to the operator.
    Income(Whose),
    /// Running cost of the operator.
    Cost,
    /// What the operator builds or buys.
    Investment,
    /// What the operator pays the estate as rent.
    Rent,
}

/// An amount a year from one year to another, growing.
#[derive(Clone, Debug)]
pub struct Line {
    /// What it is.
    pub name: String,
    /// Which part it is.
    pub side: Side,
    /// First year, 0 being the year of signing.
    pub from: u32,
    /// Last year.
    pub to: u32,
    /// Amount of the first year, in fen.
    pub amount: i64,
    /// Growth a year.
    pub growth: f64,
}

/// What an operator borrows.
#[derive(Clone, Copy, Debug)]
pub struct Loan {
    /// Amount, in fen, drawn in `year`.
    pub amount: i64,
    /// The year it is drawn; the first instalment is a year later.
    pub year: u32,
    /// Interest a year.
    pub rate: f64,
    /// Instalments, one a year, level.
    pub instalments: u32,
}

/// The four kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Builds for pay, then operates.
    EpcO,
    /// Builds, operates, transfers.
    Bot,
    /// Leases to operate.
    Lease,
    /// 物业+.
    PropertyPlus,
}

impl Kind {
    /// Words of files.
    pub const WORDS: [(&'static str, Self); 4] = [
        ("epc_o", Self::EpcO),
        ("bot", Self::Bot),
        ("lease_to_operate", Self::Lease),
        ("property_plus", Self::PropertyPlus),
    ];
}

/// An offer.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Whose it is.
    pub name: String,
    /// Which kind.
    pub kind: Kind,
    /// The last year in which the operator operates; afterwards income and cost are the estate's.
    pub concession: u32,
    /// Its lines.
    pub lines: Vec<Line>,
    /// The share of a year's surplus (income less cost and rent) that the estate gets.
    pub estate_share: f64,
    /// What it borrows.
    pub loan: Option<Loan>,
}

/// How the world differs from what was offered.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// Factor on market income.
    pub market: f64,
    /// Factor on residents' fees.
    pub residents: f64,
    /// Factor on running cost.
    pub cost: f64,
    /// Factor on investment.
    pub investment: f64,
    /// Years by which income begins later.
    pub delay: u32,
}

impl Scenario {
    /// As offered.
    #[must_use]
    pub fn offered() -> Self {
        Self { name: "as_offered".into(), market: 1.0, residents: 1.0, cost: 1.0, investment: 1.0, delay: 0 }
    }
}

/// A year, in fen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    /// Income by whose money it is: market, residents, public.
    pub income: [i64; 3],
    /// Running cost.
    pub cost: i64,
    /// Investment.
    pub investment: i64,
    /// Rent to the estate.
    pub rent: i64,
    /// Share of the surplus to the estate.
    pub share: i64,
    /// Income less cost that falls to the estate after handing over.
    pub handed_over: i64,
    /// What residents pay in fees, whoever gets it: the operator (then it is in `income` too) or, after handing over, the
    /// estate.
    pub paid_by_residents: i64,
    /// Drawn from the loan.
    pub drawn: i64,
    /// Interest of the loan.
    pub interest: i64,
    /// Paid back.
    pub repaid: i64,
    /// What of it is not an instalment but the rest that is still owed when the years looked at end.
    pub settled: i64,
}

impl Flow {
    /// Income less running cost, rent and share: what pays debt and capital.
    #[must_use]
    pub fn operating(&self) -> i64 {
        self.income.iter().sum::<i64>() - self.cost - self.rent - self.share
    }

    /// The project's flow, whoever finances it.
    #[must_use]
    pub fn project(&self) -> i64 {
        self.operating() - self.investment
    }

    /// The operator's own flow, after the loan.
    #[must_use]
    pub fn equity(&self) -> i64 {
        self.project() + self.drawn - self.interest - self.repaid
    }

    /// What the estate gets.
    #[must_use]
    pub fn estate(&self) -> i64 {
        self.rent + self.share + self.handed_over
    }
}

/// The books of an offer over `years` years after the year of signing, under a scenario.
#[must_use]
pub fn flows(offer: &Offer, scenario: &Scenario, years: u32) -> Vec<Flow> {
    let mut flows = vec![Flow::default(); years as usize + 1];
    for line in &offer.lines {
        let (factor, delay) = match line.side {
            Side::Income(Whose::Market) => (scenario.market, scenario.delay),
            Side::Income(Whose::Residents) => (scenario.residents, scenario.delay),
            Side::Income(Whose::Public) | Side::Rent => (1.0, 0),
            Side::Cost => (scenario.cost, 0),
            Side::Investment => (scenario.investment, 0),
        };
        for year in line.from + delay..=line.to.min(years) {
            let age = (year - line.from - delay) as i32;
            let amount = half_up(line.amount as f64 * (1.0 + line.growth).powi(age) * factor);
            let flow = &mut flows[year as usize];
            let handed_over = year > offer.concession;
            if line.side == Side::Income(Whose::Residents) {
                flow.paid_by_residents += amount;
            }
            match line.side {
                Side::Income(_) if handed_over => flow.handed_over += amount,
                Side::Cost if handed_over => flow.handed_over -= amount,
                Side::Rent | Side::Investment if handed_over => {}
                Side::Income(whose) => flow.income[whose as usize] += amount,
                Side::Cost => flow.cost += amount,
                Side::Investment => flow.investment += amount,
                Side::Rent => flow.rent += amount,
            }
        }
    }
    for flow in &mut flows {
        flow.share = half_up(flow.operating().max(0) as f64 * offer.estate_share);
    }
    if let Some(loan) = &offer.loan {
        borrow(loan, &mut flows);
    }
    flows
}

/// Level instalments; the last one pays what is left, so the loan closes to the fen. One that outlives the years looked at
/// is settled in the last of them: a debt nobody is seen to pay would be a gift to the operator.
fn borrow(loan: &Loan, flows: &mut [Flow]) {
    let Some(first) = flows.get_mut(loan.year as usize) else { return };
    first.drawn += loan.amount;
    let (rate, n) = (loan.rate, loan.instalments.max(1));
    let level = match rate.abs() < 1e-12 {
        true => loan.amount as f64 / f64::from(n),
        false => loan.amount as f64 * rate / (1.0 - (1.0 + rate).powi(-(n as i32))),
    };
    let (level, mut owed) = (half_up(level), loan.amount);
    for (k, flow) in (1..=n).zip(flows.iter_mut().skip(loan.year as usize + 1)) {
        flow.interest = half_up(owed as f64 * rate);
        flow.repaid = if k == n { owed } else { (level - flow.interest).clamp(0, owed) };
        owed -= flow.repaid;
    }
    if let Some(last) = flows.last_mut() {
        last.repaid += owed;
        last.settled = owed;
    }
}

#[cfg(test)]
mod tests;
