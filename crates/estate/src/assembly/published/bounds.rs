//! What partial figures prove. Where everything is published, [`choice::tally`] decides; where something is not, a test is
//! met only if every completion of the unknown figures meets it, and failed only if none does.

use super::share::Tri;
use super::sheet::{Cell, Column, Sheet};
use choice::tally::{Base, Decision, Rules, Side, Silent, Votes};
use units::{Area, Threshold, Weight};

/// How one measure of one item came out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measured {
    /// Participation as it is shown: the published figure, or what the published parts make together.
    pub(super) taking: Option<i64>,
    /// `taking` leaves out owners of whom nothing was published.
    pub(super) minimum: bool,
    /// What participation can be.
    span: Option<(i64, i64)>,
    pub(super) all: Option<i64>,
    /// Approval, silent owners counted to it included.
    pub(super) support: Option<i64>,
    pub(super) quorum: Tri,
    pub(super) approval: Tri,
    /// The figures contradict each other.
    pub(super) contradictory: bool,
    /// Nobody stayed away.
    everyone: bool,
}

/// How one item came out under one set of rules.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outcome {
    pub(super) decision: Decision,
    pub(super) quorum: Tri,
    pub(super) owners: Measured,
    pub(super) area: Measured,
    /// Everybody approved, by one measure, so by both.
    pub(super) unanimous: bool,
    pub(super) silent_to: Option<Side>,
}

/// Whether silent owners are counted, and where they stood when participation was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SilentReading {
    /// Counted to a side.
    pub(super) to: Option<Side>,
    /// The published participation holds them already.
    pub(super) inside: bool,
}

/// Judges one item's figures.
pub(super) fn judge(sheet: &Sheet, rules: &Rules, silent: SilentReading) -> Outcome {
    let mut owners = measure(&sheet.owners, rules, silent, rules.quorum.heads, rules.approval.heads);
    let mut area = measure(&sheet.area, rules, silent, rules.quorum.area, rules.approval.area);
    let not_heads = sheet.base.is_some_and(super::words::Base::is_not_heads);
    if not_heads {
        // Votes and residents are no owners: nothing is concluded from their number.
        (owners.quorum, owners.approval) = (Tri::Unknown, Tri::Unknown);
    }
    let all_said = everybody(&sheet.owners, &owners) || everybody(&sheet.area, &area);
    let unanimous = all_said && !somebody_else(&sheet.owners) && !somebody_else(&sheet.area);
    if all_said && !unanimous {
        // Everybody by one measure and not by the other: one of the two is wrong.
        owners.contradict();
        area.contradict();
    }
    if unanimous {
        agree(&mut owners);
        agree(&mut area);
    } else if !not_heads {
        follow(&owners.clone(), &mut area, rules);
        follow(&area.clone(), &mut owners, rules);
    }
    let quorum = owners.quorum.and(area.quorum);
    let approval = owners.approval.and(area.approval);
    let decision = match (quorum, approval) {
        (Tri::No, _) => Decision::NoQuorum,
        (Tri::Yes, Tri::Yes) => Decision::Passed,
        (Tri::Yes, Tri::No) => Decision::NotPassed,
        _ => Decision::NotDemonstrated,
    };
    let decision = exact(sheet, rules, silent).unwrap_or(decision);
    Outcome { decision, quorum, owners, area, unanimous, silent_to: silent.to }
}

/// Everybody of the whole approved.
fn everybody(column: &Column, measured: &Measured) -> bool {
    if measured.contradictory {
        return false;
    }
    let counted = matches!((column.approve.known(), measured.all), (Some(n), Some(all)) if all > 0 && n == all);
    counted || column.support_of_all.is_some_and(super::share::Interval::is_everything)
}

/// Somebody did not approve.
fn somebody_else(column: &Column) -> bool {
    let counted = matches!((column.approve.known(), column.all.known()), (Some(n), Some(all)) if n < all);
    let opposed = [column.against, column.abstain, column.silent].iter().any(|c| c.known().is_some_and(|n| n > 0));
    let shares = [column.support_of_all, column.support_share, column.support_unsaid];
    counted || opposed || shares.into_iter().flatten().any(|share| !share.is_everything())
}

impl Measured {
    fn contradict(&mut self) {
        (self.quorum, self.approval, self.contradictory) = (Tri::Unknown, Tri::Unknown, true);
    }
}

fn agree(measured: &mut Measured) {
    if !measured.contradictory {
        (measured.quorum, measured.approval) = (Tri::Yes, Tri::Yes);
        measured.taking = measured.taking.or(measured.all);
        measured.minimum = false;
    }
}

/// What one measure proves for the other: whoever takes part does so with all of their area, so nobody left out by heads
/// is nobody left out by area, and the same for nobody at all.
fn follow(known: &Measured, other: &mut Measured, rules: &Rules) {
    if known.contradictory || other.contradictory {
        return;
    }
    if known.everyone && other.quorum == Tri::Unknown {
        other.quorum = Tri::Yes;
    }
    let unanimous_part = rules.base == Base::Participating
        && known.span.is_some_and(|(lo, hi)| lo == hi && lo > 0 && known.support == Some(lo));
    if other.approval == Tri::Unknown && unanimous_part {
        other.approval = Tri::Yes;
    }
    if other.approval == Tri::Unknown && known.support == Some(0) {
        other.approval = Tri::No;
    }
}

fn measure(column: &Column, rules: &Rules, silent: SilentReading, quorum: Threshold, approval: Threshold) -> Measured {
    let all = column.all.known();
    let support = match (silent.to, column.silent) {
        (Some(Side::Approve), cell) => sum([column.approve.known(), cell.or_none()]),
        _ => column.approve.known(),
    };
    let (taking, span, minimum) = participation(column, rules, silent, all);
    let span = span.map(|(lo, hi)| (lo, all.map_or(hi, |all| hi.min(all.max(lo)))));
    let contradictory = contradicts(column, all, support, span);
    let all_counted = matches!((span, all), (Some((lo, _)), Some(all)) if all > 0 && lo == all);
    let everyone = all_counted || column.taking_share.is_some_and(super::share::Interval::is_everything);
    let (quorum_met, approved) = (Tri::Unknown, Tri::Unknown);
    let mut measured = Measured {
        taking,
        minimum,
        span,
        all,
        support,
        quorum: quorum_met,
        approval: approved,
        contradictory,
        everyone,
    };
    if !contradictory {
        measured.quorum = quorum_of(column, &measured, quorum);
        measured.approval = approval_of(column, &measured, rules.base, approval);
    }
    measured
}

fn sum<const N: usize>(parts: [Option<i64>; N]) -> Option<i64> {
    parts.into_iter().try_fold(0_i64, |sum, part| sum.checked_add(part?))
}

/// The published parts that count as taking part under the rules; unpublished ones are left out. The second value says
/// whether none was left out.
fn parts(column: &Column, rules: &Rules, silent: SilentReading) -> (i64, bool) {
    let mut cells = vec![column.approve, column.against];
    let named = column.approve.known().is_some() && column.against.known().is_some();
    if rules.abstain_participates {
        cells.push(column.abstain);
    }
    if rules.invalid_participates {
        cells.push(column.invalid);
    }
    if silent.to.is_some_and(|side| side != Side::Abstain || rules.abstain_participates) {
        cells.push(column.silent);
    }
    let known = cells.iter().filter_map(|c| c.known()).sum();
    (known, named && cells.iter().all(|c| *c != Cell::Unpublished))
}

/// Participation as shown, what it can be, and whether the shown figure is only a minimum.
fn participation(
    column: &Column,
    rules: &Rules,
    silent: SilentReading,
    all: Option<i64>,
) -> (Option<i64>, Option<(i64, i64)>, bool) {
    let (known, complete) = parts(column, rules, silent);
    let published = published(column, rules, silent);
    if let Some(taking) = published {
        // Ballots nobody accounts for may have been invalid: both readings must agree.
        let lo = if complete && column.abstain != Cell::Absent { known.min(taking) } else { taking };
        return (Some(taking), Some((lo, taking.max(known))), false);
    }
    let most = all.unwrap_or(i64::MAX);
    if column.approve.known().is_none() {
        return (None, None, false);
    }
    if column.against.known().is_none() {
        return (None, Some((known, most)), false);
    }
    // An abstention nobody speaks of may have been cast, unless nobody is left to have cast it.
    let closed = complete && (column.abstain != Cell::Absent || !rules.abstain_participates) || Some(known) == all;
    let hi = if closed { known } else { most };
    (Some(known), Some((known, hi)), !closed)
}

/// The published participation, with silent owners and abstentions put where the reading wants them.
fn published(column: &Column, rules: &Rules, silent: SilentReading) -> Option<i64> {
    let mut taking = column.taking.known()?;
    let counted = silent.to.is_some_and(|side| side != Side::Abstain || rules.abstain_participates);
    match (counted, silent.inside) {
        (false, true) => taking -= column.silent.or_none()?,
        (true, false) => taking += column.silent.or_none()?,
        _ => {}
    }
    if !rules.abstain_participates {
        taking -= column.abstain.or_none()?;
    }
    Some(taking)
}

fn contradicts(column: &Column, all: Option<i64>, support: Option<i64>, span: Option<(i64, i64)>) -> bool {
    let whole = all.unwrap_or(i64::MAX);
    let cells = [column.taking, column.approve, column.against, column.abstain, column.invalid, column.silent];
    let too_large = cells.iter().filter_map(|c| c.known()).any(|n| n > whole);
    let parts: i64 = cells[1..].iter().filter_map(|c| c.known()).sum();
    too_large || parts > whole || span.is_some_and(|(lo, hi)| lo < 0 || lo > whole || support.is_some_and(|n| n > hi))
}

fn quorum_of(column: &Column, measured: &Measured, threshold: Threshold) -> Tri {
    let counted = match (measured.span, measured.all) {
        (Some((lo, _)), Some(all)) if threshold.met(lo, all) => Tri::Yes,
        (Some((_, hi)), Some(all)) if !threshold.met(hi, all) => Tri::No,
        _ => Tri::Unknown,
    };
    // Whoever approved took part: a share of all that approved is a share that took part at least.
    let by_share = column.taking_share.map_or(Tri::Unknown, |share| share.meets(threshold));
    let by_support = column.support_of_all.map_or(Tri::Unknown, |share| share.meets(threshold));
    match (counted, by_share, by_support) {
        (Tri::Unknown, Tri::Unknown, Tri::Yes) => Tri::Yes,
        (Tri::Unknown, share, _) => share,
        (counted, ..) => counted,
    }
}

fn approval_of(column: &Column, measured: &Measured, base: Base, threshold: Threshold) -> Tri {
    let counted = match (measured.support, base) {
        (Some(support), Base::All) => measured.all.map_or(Tri::Unknown, |all| Tri::of(threshold.met(support, all))),
        (Some(support), Base::Participating) => match measured.span {
            // The more took part, the smaller the share of those who approved.
            Some((_, hi)) if hi < i64::MAX && threshold.met(support, hi) => Tri::Yes,
            Some((lo, _)) if lo > 0 && !threshold.met(support, lo) => Tri::No,
            _ => Tri::Unknown,
        },
        (None, _) => Tri::Unknown,
    };
    if counted != Tri::Unknown {
        return counted;
    }
    approval_by_share(column, base, threshold)
}

/// A share of those taking part is never smaller than the same people's share of all; where a notice does not say which of
/// the two it prints, only what holds for both is concluded.
fn approval_by_share(column: &Column, base: Base, threshold: Threshold) -> Tri {
    let meets = |share: Option<super::share::Interval>| share.map_or(Tri::Unknown, |share| share.meets(threshold));
    let (of_all, of_taking, unsaid) =
        (meets(column.support_of_all), meets(column.support_share), meets(column.support_unsaid));
    match base {
        Base::All if of_all != Tri::Unknown => of_all,
        Base::All if of_taking == Tri::No || unsaid == Tri::No => Tri::No,
        Base::Participating if of_taking != Tri::Unknown => of_taking,
        Base::Participating if of_all == Tri::Yes || unsaid == Tri::Yes => Tri::Yes,
        _ => Tri::Unknown,
    }
}

/// The decision where both measures are published completely and add up; `None` where they are not.
fn exact(sheet: &Sheet, rules: &Rules, silent: SilentReading) -> Option<Decision> {
    let (owners, area) = (&sheet.owners, &sheet.area);
    if sheet.base.is_some_and(super::words::Base::is_not_heads) || silent.to.is_some() {
        return None;
    }
    let all = weight(owners.all.known()?, area.all.known()?);
    let votes = Votes {
        approve: weight(owners.approve.known()?, area.approve.known()?),
        against: weight(owners.against.known()?, area.against.known()?),
        abstain: weight(owners.abstain.known()?, area.abstain.known()?),
        invalid: weight(owners.invalid.or_none()?, area.invalid.or_none()?),
        silent: Weight::ZERO,
    };
    let outcome = choice::tally::decide(all, &votes, &Rules { silent: Silent::Exclude, ..*rules });
    let agrees = |column: &Column, counted: i64| published(column, rules, silent).is_none_or(|n| n == counted);
    let taking = outcome.count.participating;
    (agrees(owners, taking.heads) && agrees(area, taking.area.cm2()) && fits(taking, all))
        .then_some(outcome.count.decision)
}

fn fits(part: Weight, whole: Weight) -> bool {
    part.heads <= whole.heads && part.area <= whole.area
}

pub(super) const fn weight(heads: i64, area: i64) -> Weight {
    Weight::new(heads, Area::from_cm2(area))
}

/// The side silent owners follow: ahead of both others by heads, and by area where areas are published. Taken before
/// they are added. The second value says whether it rests on heads alone.
pub(super) fn majority(sheet: &Sheet) -> Option<(Side, bool)> {
    let sides = |c: &Column| {
        [(Side::Approve, c.approve), (Side::Against, c.against), (Side::Abstain, c.abstain)]
            .map(|(side, cell)| (side, cell, most(c, cell)))
    };
    let (heads, area) = (sides(&sheet.owners), sides(&sheet.area));
    let leads = |cells: &[(Side, Cell, Option<i64>); 3], side: Side| -> Tri {
        let Some((_, Cell::Known(mine), _)) = cells.iter().find(|(s, ..)| *s == side) else { return Tri::Unknown };
        let others = cells.iter().filter(|(s, ..)| *s != side);
        others.fold(Tri::Yes, |so_far, (_, cell, most)| {
            so_far.and(match (cell.or_none(), most) {
                (Some(n), _) => Tri::of(mine > &n),
                (None, Some(most)) if mine > most => Tri::Yes,
                _ => Tri::Unknown,
            })
        })
    };
    [Side::Approve, Side::Against, Side::Abstain].into_iter().find_map(|side| {
        match (leads(&heads, side), leads(&area, side)) {
            (Tri::Yes, Tri::Yes) => Some((side, false)),
            (Tri::Yes, Tri::Unknown) if sheet.area.approve.known().is_none() => Some((side, true)),
            _ => None,
        }
    })
}

/// The most an unpublished part can be: what the published participation leaves.
fn most(column: &Column, cell: Cell) -> Option<i64> {
    if cell != Cell::Unpublished {
        return cell.known();
    }
    let others = [column.approve, column.against, column.abstain, column.invalid];
    Some(column.taking.known()? - others.iter().filter_map(|c| c.known()).sum::<i64>())
}
