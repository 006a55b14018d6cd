//! The same books when parts do not last as long as the book says: how likely does the fund run dry, by year?

use super::{Plan, Study, ledger, moments};
use crate::life::weibull::Weibull;
use crate::random::Stream;

/// What one draw costs, in renewals drawn and steps of the books: what a limit is set on.
#[must_use]
pub fn work_of_a_draw(study: &Study) -> u64 {
    let steps = u64::from(study.years * study.step.per_year());
    let renewals = |c: &super::Component| if c.once { 1 } else { steps / u64::from(c.life.max(1)) + 1 };
    steps + study.components.iter().map(renewals).sum::<u64>()
}

/// The chance that the fund has run dry by the end of each year, over `draws` random lives of every part.
///
/// A part's first remaining life is drawn at the age the study gives it (life less what is left), every later one from
/// new. Parts done once keep their date. The price of a renewal is that of its step. Draw `n` depends on `seed` and `n`
/// alone. `drawn` is called after each.
#[must_use]
pub fn chance_dry_by_year(
    study: &Study,
    plan: &Plan,
    shape: f64,
    draws: u32,
    seed: u64,
    drawn: &mut dyn FnMut(),
) -> Vec<f64> {
    let mut steps = moments(study);
    let laws: Vec<Weibull> =
        study.components.iter().map(|c| Weibull::of_mean(f64::from(c.life.max(1)), shape)).collect();
    let mut dry = vec![0_u32; study.years as usize];
    for draw in 0..draws {
        let mut stream = Stream::new(seed, &[u64::from(draw)]);
        steps.iter_mut().for_each(|step| step.due = 0);
        for (component, law) in study.components.iter().zip(&laws) {
            let bill = study.grain.hundredths(component.cost);
            let mut post = |at: f64| steps.get_mut(at as usize).map(|step| step.bill(bill)).is_some();
            if component.once {
                post(f64::from(component.due));
                continue;
            }
            let age = f64::from(component.life.saturating_sub(component.due));
            let mut at = law.remaining(age, stream.positive_unit());
            // Whatever is drawn, a part lasts a step: otherwise the shortest lives would never end.
            while post(at) {
                at += law.remaining(0.0, stream.positive_unit()).max(1.0);
            }
        }
        let years = ledger(study, plan, &steps);
        if let Some(year) = years.iter().position(|y| y.lowest.min(y.end) < 0) {
            dry[year] += 1;
        }
        drawn();
    }
    let mut so_far = 0;
    dry.iter()
        .map(|n| {
            so_far += n;
            f64::from(so_far) / f64::from(draws.max(1))
        })
        .collect()
}
