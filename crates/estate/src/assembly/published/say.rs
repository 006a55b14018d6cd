//! What is to be said beside a result: what is missing, what does not add up, what the result hangs on.

use super::bounds::{self, SilentReading};
use super::finding::{Class, Judged, Reading};
use super::flags::Flags;
use super::share::{self, Tri};
use super::sheet::{Cell, Column, Published, Sheet};
use super::words::{self, Of, Role};
use super::write::area_text;
use choice::tally::{Base, Decision, Rules, Side};
use law::{Key, Law};
use units::Threshold;

/// Everything to be said beside the result, silent owners apart.
pub(super) fn all(
    sheet: &Sheet,
    readings: &[Reading],
    judged: &Judged,
    silent: SilentReading,
    class: &Class,
    flags: &mut Flags,
) {
    base(sheet, judged, flags);
    missing(sheet, judged, readings, flags);
    sums(sheet, silent, flags);
    hanging(sheet, readings, silent, judged, flags);
    disputed(sheet, readings, silent, judged, flags);
    percentages(sheet, judged, flags);
    result(sheet, judged, class, flags);
}

pub(super) fn base(sheet: &Sheet, judged: &Judged, flags: &mut Flags) {
    match sheet.base {
        Some(base) if base.is_not_heads() => flags.add(&format!("{}_not_owners", base.word())),
        Some(base) if base != words::Base::Owners => flags.with("base_not_registered_owners", base.word()),
        _ => {}
    }
    if sheet.returned {
        flags.add("participation_is_ballots_returned");
    }
    for (name, measured) in [("owners", judged.shown.owners), ("area", judged.shown.area)] {
        if measured.contradictory {
            flags.with("figures_contradict", name);
        }
    }
}

/// Not one figure of this measure was published.
pub(super) fn says_nothing(column: &Column) -> bool {
    let cells = [column.all, column.taking, column.approve, column.against, column.abstain];
    let shares = [column.taking_share, column.support_share, column.support_unsaid, column.support_of_all];
    cells.iter().all(|c| c.known().is_none()) && shares.iter().all(Option::is_none)
}

pub(super) fn missing(sheet: &Sheet, judged: &Judged, readings: &[Reading], flags: &mut Flags) {
    if !sheet.votes && sheet.choices.is_empty() {
        flags.add("no_votes_published");
    }
    if says_nothing(&sheet.area) {
        flags.add("area_missing");
    } else if sheet.votes && sheet.area.approve.known().is_none() && sheet.choices.is_empty() {
        flags.add("area_of_approval_missing");
    }
    for (name, column) in [("owners", &sheet.owners), ("area", &sheet.area)] {
        if column.all.known().is_none() && (name == "owners" || !says_nothing(column)) {
            flags.with("base_missing", name);
        }
    }
    let owners = judged.shown.owners;
    let taking_known = owners.taking.is_some() || sheet.owners.taking_share.is_some() || judged.shown.unanimous;
    if sheet.votes && !taking_known {
        flags.add("participation_missing");
    }
    if owners.minimum || judged.shown.area.minimum {
        flags.add("participation_is_minimum");
    }
    let heads = !sheet.base.is_some_and(words::Base::is_not_heads);
    if judged.shown.quorum != Tri::Yes && heads {
        needed(sheet, readings[0].rules.quorum.heads, flags);
    }
}

/// How many would have had to take part.
fn needed(sheet: &Sheet, quorum: Threshold, flags: &mut Flags) {
    if let Some(all) = sheet.owners.all.known().filter(|all| *all > 0) {
        flags.with("participation_needed_owners", &quorum.needed(all).to_string());
    }
    if let Some(all) = sheet.area.all.known().filter(|all| *all > 0) {
        // The exact share, rounded half up to the four decimals an area has; the test itself multiplies.
        let (num, den) = (i128::from(quorum.share.num()), i128::from(quorum.share.den()));
        let needed = (2 * i128::from(all) * num + den).div_euclid(2 * den);
        flags.with("participation_needed_area", &area_text(i64::try_from(needed).unwrap_or(i64::MAX)));
    }
}

/// What the published parts leave unaccounted for: (owners, area).
pub(super) fn unaccounted(sheet: &Sheet, inside: bool) -> (Option<i64>, Option<i64>) {
    let of = |column: &Column| {
        let parts = [column.approve.known()?, column.against.known()?, column.abstain.or_none()?];
        let silent = if inside { column.silent.or_none()? } else { 0 };
        let rest = column.taking.known()? - parts.iter().sum::<i64>() - silent;
        // Invalid ballots are in the participation, or they are not: whichever leaves less unexplained.
        let invalid = column.invalid.or_none()?;
        Some(if rest >= invalid { rest - invalid } else { rest })
    };
    (of(&sheet.owners), of(&sheet.area))
}

/// What the parts leave, or exceed.
pub(super) fn left_over((owners, area): (Option<i64>, Option<i64>), flags: &mut Flags) {
    for (name, left, text) in [("owners", owners, owners.map(|n| n.to_string())), ("area", area, area.map(area_text))] {
        let detail = text.unwrap_or_default();
        match left {
            Some(n) if n > 0 => flags.with(&format!("unaccounted_{name}"), &detail),
            Some(n) if n < 0 => {
                flags.with(&format!("parts_exceed_participation_{name}"), detail.trim_start_matches('-'));
            }
            _ => {}
        }
    }
}

fn sums(sheet: &Sheet, silent: SilentReading, flags: &mut Flags) {
    left_over(unaccounted(sheet, silent.inside), flags);
    if invalid_inside(&sheet.owners, silent.inside) {
        flags.add("invalid_counted_as_participating");
    }
    for (name, column) in [("owners", &sheet.owners), ("area", &sheet.area)] {
        derivable(name, column, silent.inside, flags);
    }
}

/// Whether the published participation has room for the invalid ballots.
fn invalid_inside(column: &Column, silent_inside: bool) -> bool {
    let parts = [column.approve, column.against, column.abstain].iter().filter_map(|c| c.known()).sum::<i64>();
    let silent = if silent_inside { column.silent.known().unwrap_or(0) } else { 0 };
    let complete = column.approve.known().is_some() && column.against.known().is_some();
    match (column.taking.known(), column.invalid.known()) {
        (Some(taking), Some(invalid)) if complete && invalid > 0 => taking - parts - silent >= invalid,
        _ => false,
    }
}

/// A single unpublished part is what the others leave of the published participation.
fn derivable(name: &str, column: &Column, inside: bool, flags: &mut Flags) {
    let parts = [
        ("for", column.approve),
        ("against", column.against),
        ("abstain", column.abstain),
        ("invalid", column.invalid),
        ("silent", if inside { column.silent } else { Cell::Absent }),
    ];
    let open: Vec<&str> = parts.iter().filter(|(_, c)| *c == Cell::Unpublished).map(|(n, _)| *n).collect();
    let (Some(taking), [open]) = (column.taking.known(), open.as_slice()) else { return };
    let rest = taking - parts.iter().filter_map(|(_, c)| c.known()).sum::<i64>();
    let detail = if name == "area" { area_text(rest) } else { rest.to_string() };
    flags.with(&format!("derivable_{open}_{name}"), &detail);
}

/// Readings on which the result hangs.
fn hanging(sheet: &Sheet, readings: &[Reading], silent: SilentReading, judged: &Judged, flags: &mut Flags) {
    let abstained = sheet.owners.abstain.known().unwrap_or(0) > 0 || sheet.area.abstain.known().unwrap_or(0) > 0;
    for reading in readings {
        let rules = reading.rules;
        let without = Rules { abstain_participates: !rules.abstain_participates, ..rules };
        let (main, other) = (bounds::judge(sheet, &rules, silent), bounds::judge(sheet, &without, silent));
        let flips = |a: Tri, b: Tri| a != b && a != Tri::Unknown && b != Tri::Unknown;
        let flip = flips(main.owners.approval, other.owners.approval)
            || flips(main.area.approval, other.area.approval)
            || flips(main.quorum, other.quorum);
        if abstained && flip {
            let part = other.owners.support.zip(other.owners.taking);
            let detail = part.map_or_else(String::new, |(n, d)| format!("{n}/{d}"));
            flags.with("abstention_decides", &detail);
        }
        if let Some((inside, outside)) = invalid_both_ways(sheet, &rules) {
            let decide = |(sheet, rules): &(Sheet, Rules)| bounds::judge(sheet, rules, silent).decision;
            if decide(&inside) != decide(&outside) {
                flags.add("invalid_reading_decides");
            }
        }
    }
    let (owners, area) = (judged.shown.owners, judged.shown.area);
    let heads_pass = owners.quorum == Tri::Yes && owners.approval == Tri::Yes;
    let area_open = area.quorum == Tri::Unknown || area.approval == Tri::Unknown;
    if judged.decision == Decision::NotDemonstrated && heads_pass && area_open {
        flags.add("would_pass_by_owners");
    } else {
        taken_at_its_word(sheet, readings, silent, judged, flags);
    }
}

/// The sheet with invalid ballots taking part, and without; `None` where there are none.
fn invalid_both_ways(sheet: &Sheet, rules: &Rules) -> Option<((Sheet, Rules), (Sheet, Rules))> {
    sheet.owners.invalid.known().filter(|n| *n > 0)?;
    let rules = |invalid_participates| Rules { invalid_participates, ..*rules };
    if sheet.owners.taking.known().is_none() {
        return Some(((sheet.clone(), rules(true)), (sheet.clone(), rules(false))));
    }
    let (mut inside, mut outside) = (sheet.clone(), sheet.clone());
    for (inside, outside) in [(&mut inside.owners, &mut outside.owners), (&mut inside.area, &mut outside.area)] {
        let Some(invalid) = inside.invalid.known() else { continue };
        // Like abstentions they are in the base and on no side.
        inside.abstain = Cell::Known(inside.abstain.known().unwrap_or(0) + invalid);
        outside.taking = outside.taking.known().map_or(outside.taking, |n| Cell::Known((n - invalid).max(0)));
        (inside.invalid, outside.invalid) = (Cell::Absent, Cell::Absent);
    }
    Some(((inside, rules(false)), (outside, rules(false))))
}

/// “About two thirds” and counts of votes prove nothing; what they would mean is still worth saying.
fn taken_at_its_word(sheet: &Sheet, readings: &[Reading], silent: SilentReading, judged: &Judged, flags: &mut Flags) {
    let mut word = sheet.clone();
    for column in [&mut word.owners, &mut word.area] {
        let shares = [&mut column.taking_share, &mut column.support_share, &mut column.support_of_all];
        shares.into_iter().for_each(|share| *share = share.map(share::Interval::as_if_exact));
        let support = column.support_share.or(column.support_unsaid);
        // Base of all owners: a share of those taking part is a share of all once both are known.
        if let (None, Some(support), Some(taking), Some(all)) =
            (column.approve.known(), support, column.taking.known(), column.all.known())
            && let Some(implied) = support.part_of(taking)
            && implied <= taking
            && taking <= all
        {
            column.approve = Cell::Known(implied);
        }
    }
    let code = match sheet.base {
        Some(base) if base.is_not_heads() => format!("would_pass_by_{}", base.word()),
        _ => "would_pass_if_published_shares_hold".to_owned(),
    };
    word.base = None;
    let changed = sheet.base.is_some_and(words::Base::is_not_heads) || sheet.owners.approve.known().is_none();
    let passes = readings.iter().all(|r| {
        let owners = bounds::judge(&word, &r.rules, silent).owners;
        owners.quorum == Tri::Yes && owners.approval == Tri::Yes
    });
    if judged.decision == Decision::NotDemonstrated && changed && passes {
        flags.add(&code);
    }
}

/// Ballots and counts that somebody disputes.
fn disputed(sheet: &Sheet, readings: &[Reading], silent: SilentReading, judged: &Judged, flags: &mut Flags) {
    let approval = |change: &dyn Fn(&mut Column)| {
        let mut other = sheet.clone();
        change(&mut other.owners);
        bounds::judge(&other, &readings[0].rules, silent).owners.approval
    };
    let held = judged.shown.owners.approval;
    if let Some(irregular) = sheet.irregular.filter(|n| *n > 0) {
        flags.with("irregular_ballots", &irregular.to_string());
        let without = approval(&|c| {
            c.approve = Cell::Known((c.approve.known().unwrap_or(0) - irregular).max(0));
            c.taking = c.taking.known().map_or(c.taking, |n| Cell::Known((n - irregular).max(0)));
        });
        if held == Tri::Yes && without != Tri::Yes {
            flags.add("irregular_ballots_decide");
        }
    }
    if let Some(claimed) = sheet.claimed {
        flags.with("other_count_claimed", &claimed.to_string());
        let more = claimed - sheet.owners.approve.known().unwrap_or(claimed);
        let then = approval(&|c| {
            let against = c.against.known().map(|n| (n - more.max(0)).max(0));
            (c.approve, c.against) = (Cell::Known(claimed), against.map_or(c.against, Cell::Known));
        });
        if then != held && then != Tri::Unknown {
            flags.add("other_count_decides");
        }
    }
    if let Some(later) = sheet.later {
        flags.with("later_withdrawal_without_effect", &later.to_string());
    }
}

fn counted(column: &Column, role: Role, judged: &Judged, area: bool) -> Option<i64> {
    let measured = if area { judged.shown.area } else { judged.shown.owners };
    match role {
        Role::For => column.approve.known(),
        Role::Against => column.against.known(),
        Role::Abstain => column.abstain.known(),
        Role::Invalid => column.invalid.known(),
        Role::Silent => column.silent.known(),
        Role::Taking => measured.taking,
        _ => None,
    }
}

fn percentages(sheet: &Sheet, judged: &Judged, flags: &mut Flags) {
    for published in &sheet.percents {
        let (column, measured) =
            if published.area { (&sheet.area, judged.shown.area) } else { (&sheet.owners, judged.shown.owners) };
        let taking = measured.taking.filter(|_| !measured.minimum);
        let wholes = match (published.of, published.role) {
            (Of::Taking, _) => [taking, None],
            (Of::All, _) | (_, Role::Taking) => [measured.all, None],
            _ => [taking, measured.all],
        };
        let Some(part) = counted(column, published.role, judged, published.area) else { continue };
        let wholes: Vec<i64> = wholes.into_iter().flatten().filter(|n| *n > 0).collect();
        let (Some(first), Some(printed)) = (wholes.first(), published.share.percent()) else { continue };
        if !wholes.iter().any(|whole| published.share.agrees_with(part, *whole)) {
            let computed = share::percent(part, *first);
            flags.with("published_percentage_differs", &format!("{}:{printed}:{computed}", published.path));
        }
    }
    implied(sheet, flags);
    let of_all = sheet.owners.approve.known().zip(sheet.owners.all.known().filter(|n| *n > 0));
    if let (Some((part, all)), Base::Participating) = (of_all, judged.base)
        && judged.shown.owners.taking.is_none()
    {
        flags.with("support_of_all_owners", &share::percent(part, all));
    }
}

/// What bare percentages imply, and what they leave.
fn implied(sheet: &Sheet, flags: &mut Flags) {
    let of_taking: Vec<&Published> = sheet
        .percents
        .iter()
        .filter(|p| !p.area && p.of != Of::All)
        .filter(|p| matches!(p.role, Role::For | Role::Against | Role::Abstain | Role::Invalid))
        .collect();
    let sum: Option<i64> = of_taking.iter().map(|p| p.share.millionths()).sum();
    if let (true, Some(sum)) = (of_taking.len() >= 2, sum) {
        let one = 1_000_000;
        // Each of up to four percentages may be off by half of its last decimal.
        if (sum - one).abs() > 200 {
            flags.with("percentages_sum_to", &share::percent(sum, one));
        }
        if one - sum > 200 {
            flags.with("percentages_leave", &share::percent(one - sum, one));
        }
    }
    let column = &sheet.owners;
    let share = column.support_share.or(column.support_unsaid);
    let (None, Some(share), Some(taking)) = (column.approve.known(), share, column.taking.known()) else { return };
    let Some(implied) = share.part_of(taking) else { return };
    let unit = sheet.base.unwrap_or(words::Base::Owners).word();
    flags.with(&format!("implied_for_{unit}"), &implied.to_string());
    if !share.agrees_with(implied, taking) {
        flags.add("percentage_of_no_whole_number");
    }
    if let Some(all) = column.all.known().filter(|n| *n > 0) {
        flags.with("implied_for_of_all", &share::percent(implied, all));
    }
}

fn result(sheet: &Sheet, judged: &Judged, class: &Class, flags: &mut Flags) {
    if judged.shown.unanimous && judged.decision == Decision::Passed {
        flags.add("unanimous");
    } else if sheet.owners.approve.known().is_none() && judged.decision != Decision::NotDemonstrated {
        flags.add("rests_on_published_percentages");
    }
    if judged.decision == Decision::NotPassed {
        flags.add("failing_is_not_the_opposite");
    }
    if class.items.iter().any(|n| matches!(n, 7 | 8)) && judged.decision != Decision::NotPassed {
        flags.add("other_permits_needed");
    }
    announced(sheet, judged.decision, flags);
}

/// Compares with what the notice announced.
pub(super) fn announced(sheet: &Sheet, decision: Decision, flags: &mut Flags) {
    let Some(announced) = &sheet.published_result else { return };
    let text = announced.to_ascii_lowercase();
    let said = |words: &[&str]| words.iter().any(|w| text.contains(w));
    let failed = said(&["not_passed", "not passed", "failed", "rejected", "no_", "no ", "未通过", "未", "不通过"]);
    let passed = !failed && said(&["pass", "approved", "adopted", "elected", "通过", "同意", "当选"]);
    let differs = match decision {
        Decision::Passed => failed,
        _ => passed,
    };
    if differs {
        flags.with("published_result_differs", announced);
    }
}

/// R-VOTE-9: both results are always shown, and the risk is named.
pub(super) fn silent(sheet: &Sheet, judged: &Judged, excluded: &Judged, laws: &[Law], flags: &mut Flags) {
    let Some(side) = judged.shown.silent_to else { return };
    let (name, column) = match side {
        Side::Approve => ("for", [sheet.owners.approve, sheet.area.approve]),
        Side::Against => ("against", [sheet.owners.against, sheet.area.against]),
        Side::Abstain => ("abstain", [sheet.owners.abstain, sheet.area.abstain]),
    };
    flags.with("silent_counted_to", name);
    flags.add("silent_conditions_not_shown");
    let silent = sheet.owners.silent.known().unwrap_or(0);
    if let (Some(n), Some(taking)) = (column[0].known(), judged.shown.owners.taking.filter(|n| *n > 0)) {
        flags.with("majority_with_silent_owners", &share::percent(n + silent, taking));
    }
    if excluded.decision != judged.decision {
        flags.add("silent_decided");
    }
    let Some(floor) = laws.first().and_then(|law| law.get(Key::SilentFloor)?.frozen.value.share()) else { return };
    let met = [(column[0], sheet.owners.all), (column[1], sheet.area.all)].map(|(part, all)| {
        part.known().zip(all.known()).map_or(Tri::Unknown, |(part, all)| Tri::of(floor.met(part, all)))
    });
    match met[0].and(met[1]) {
        Tri::Yes => {}
        Tri::No => flags.add("silent_floor_not_met"),
        Tri::Unknown => flags.add("silent_floor_not_shown"),
    }
}
