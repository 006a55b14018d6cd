//! What was sealed, published: by the half-year where the law of the place says so (杭州市物业管理条例第三十条), by the
//! period of the estate's own rules of procedure where they ask for a shorter one, elsewhere by the half-year as well
//! (assumed: `seal.publish-months`).

use super::Event;
use crate::{Context, Estate};
use law::{Key, Law, Refusal};
use units::{Day, Digest, SealUseId, Seq};

/// Days, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

/// Days after the end of a period until which its list should hang; no article sets them (assumed).
const PUBLISH_DAYS: i32 = 15;

impl Period {
    /// The last day for publishing it.
    #[must_use]
    pub fn until(self) -> Day {
        self.to.plus(PUBLISH_DAYS)
    }
}

/// First day of the month `index`, counted in months since the year 0.
fn month(index: i32) -> Option<Day> {
    Day::new(i16::try_from(index.div_euclid(12)).ok()?, i8::try_from(index.rem_euclid(12) + 1).ok()?, 1)
}

/// The period of the calendar `day` lies in: with six months, January to June or July to December.
#[must_use]
pub fn period_of(law: &Law, day: Day) -> Option<Period> {
    let months = law.get(Key::SealPublish)?.frozen.value.number().and_then(|n| i32::try_from(n).ok())?.max(1);
    let (year, number, _) = day.ymd();
    let index = i32::from(year) * 12 + i32::from(number) - 1;
    let first = index - index.rem_euclid(months);
    Some(Period { from: month(first)?, to: month(first + months)?.plus(-1) })
}

/// What is to be published on `today`: everything since the last list, or since a seal was first kept, up to the end of
/// the last period that is over. Nothing where no period ended since.
#[must_use]
pub fn due(estate: &Estate, law: &Law, today: Day) -> Option<Period> {
    let seals = &estate.seals;
    let from = match seals.lists.last() {
        Some(list) => list.to.plus(1),
        None => seals.custody.first()?.since.at.day(),
    };
    let to = period_of(law, today)?.from.plus(-1);
    (from <= to).then_some(Period { from, to })
}

pub(super) fn publish(
    estate: &Estate,
    to: Day,
    withheld: &[SealUseId],
    (seq, head): (Seq, Digest),
    ctx: &Context,
) -> Result<Event, Refusal> {
    let law = estate.founding.law(ctx.book, ctx.today());
    let rule = law.get(Key::SealPublish);
    let Some(period) = due(estate, &law, ctx.today()) else {
        let end = period_of(&law, ctx.today()).map_or(ctx.today(), |p| p.to);
        return Err(Refusal::new("seal-list-early").by(rule).with("day", end));
    };
    // Drawn before a night at which a period ended, or before somebody else published.
    if period.to != to || !(1..=estate.seq).contains(&seq) {
        return Err(Refusal::new("seal-list-changed"));
    }
    let mut withheld = withheld.to_vec();
    withheld.sort_unstable();
    withheld.dedup();
    let listed = |entry: &SealUseId| estate.seals.used_in(period.from, to).any(|(id, _)| id == *entry);
    if let Some(entry) = withheld.iter().find(|entry| !listed(entry)) {
        return Err(Refusal::new("seal-entry-unknown").with("number", entry.to_string()));
    }
    Ok(Event::Published { from: period.from, to, withheld, seq, head })
}
