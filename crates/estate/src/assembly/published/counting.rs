//! How many heads and how much area an electorate has (建筑物区分所有权司法解释第八条、第九条).

use super::finding::cite;
use super::flags::Flags;
use super::sheet::{Cell, Roll, Sheet};
use super::words::Base;
use super::write::area_text;
use law::{Key, Law};

/// Sets the base of a sheet from its roll, and says how it was counted and what it differs from. Adds the articles used.
pub(super) fn count(sheet: &mut Sheet, law: Option<&Law>, cites: &mut Vec<String>) {
    let Some(law) = law else { return };
    cite(law, &[Key::OneBuyer, Key::AreaSources], cites);
    let published = if sheet.base == Some(Base::Units) { Cell::Absent } else { sheet.owners.all };
    if sheet.base == Some(Base::Units) && sheet.roll.units.known().is_none() {
        sheet.roll.units = sheet.owners.all;
    }
    let roll = sheet.roll.clone();
    let mut flags = std::mem::take(&mut sheet.flags);
    if let Some(heads) = heads(&roll, law, &mut flags, cites) {
        flags.with("heads_computed", &heads.to_string());
        if let Some(published) = published.known().filter(|n| *n != heads) {
            flags.with("base_differs", &format!("published {published}, computed {heads}"));
        }
        sheet.owners.all = Cell::Known(heads);
        sheet.base = Some(Base::Owners);
    }
    area(sheet, &roll, law, &mut flags, cites);
    if let Some(joint) = roll.joint.filter(|n| *n > 0) {
        flags.with("co_owners_one_voice", &joint.to_string());
        cite(law, &[Key::CoOwners], cites);
    }
    sheet.flags = flags;
}

/// Whether the law counts units of a kind.
fn counts(law: &Law, kind: &str) -> bool {
    law.get(Key::UnitKinds).is_none_or(|r| r.frozen.value.words().iter().any(|k| k == kind))
}

fn is(law: &Law, key: Key, word: &str) -> bool {
    law.get(key).is_some_and(|r| r.frozen.value.word() == Some(word))
}

fn heads(roll: &Roll, law: &Law, flags: &mut Flags, cites: &mut Vec<String>) -> Option<i64> {
    let mut heads = units(roll, law, flags, cites)?;
    let developer: i64 = roll.developer.iter().sum();
    if developer > 0 && is(law, Key::Developer, "one-head") {
        heads -= developer - 1;
        flags.with("developer_is_one_head", &developer.to_string());
        cite(law, &[Key::Developer], cites);
    }
    if let Some((listed, units, _)) = roll.listed {
        if units > listed {
            flags.with("buyers_of_several_are_one_head", &(units - listed).to_string());
        }
    } else if is(law, Key::OneBuyer, "one-head") {
        heads -= spare_units(roll, flags);
    }
    // More units of one hand than there are units: nothing is counted from that.
    if heads < 1 {
        flags.with("figures_contradict", "units");
        return None;
    }
    Some(heads)
}

/// Units beyond the first of buyers who have several.
fn spare_units(roll: &Roll, flags: &mut Flags) -> i64 {
    let units: i64 = roll.buyers.iter().sum();
    let spare = match (roll.buyer_heads, roll.buyers.len()) {
        // “12 buyers hold 40 units”.
        (Some(buyers), 1) if units >= buyers => units - buyers,
        (Some(_), 0) => {
            flags.add("units_of_buyers_of_several_missing");
            0
        }
        _ => roll.buyers.iter().map(|n| (n - 1).max(0)).sum(),
    };
    if spare > 0 {
        flags.with("buyers_of_several_are_one_head", &spare.to_string());
    }
    spare
}

/// Units that count at all.
fn units(roll: &Roll, law: &Law, flags: &mut Flags, cites: &mut Vec<String>) -> Option<i64> {
    if let Some((heads, ..)) = roll.listed {
        return Some(heads);
    }
    if !roll.kinds.is_empty() {
        cite(law, &[Key::UnitKinds], cites);
    }
    let (mut inside, mut outside, mut named) = (0_i64, 0_i64, false);
    for (kind, units, _) in &roll.kinds {
        let Some(units) = units.known() else { continue };
        if counts(law, kind) {
            (inside, named) = (inside + units, true);
        } else {
            outside += units;
            flags.with("left_out_of_base", &format!("{kind} {units}"));
        }
    }
    let sold = roll.sold.map(|sold| sold + roll.developer.iter().sum::<i64>());
    match roll.units.known().or(sold) {
        // The kinds that count are all there: they are the base.
        Some(total) if named && (total == inside || total == inside + outside) => Some(inside),
        Some(total) if named => {
            flags.with("kinds_do_not_add_up", &(total - inside - outside).to_string());
            Some(total - outside)
        }
        Some(total) => {
            if outside > 0 {
                flags.with("total_taken_to_hold_what_does_not_count", &outside.to_string());
            }
            Some(total - outside)
        }
        None if named => Some(inside),
        None => None,
    }
}

fn area(sheet: &mut Sheet, roll: &Roll, law: &Law, flags: &mut Flags, cites: &mut Vec<String>) {
    let (mut inside, mut outside) = (None::<i64>, 0_i64);
    for (kind, _, area) in &roll.kinds {
        let Some(area) = area.known() else { continue };
        if counts(law, kind) {
            inside = Some(inside.unwrap_or(0) + area);
        } else {
            outside += area;
            flags.with("area_left_out_of_base", &format!("{kind} {}", area_text(area)));
        }
    }
    if inside.is_some() || outside > 0 {
        cite(law, &[Key::UnitKinds], cites);
    }
    let listed = roll.listed.and_then(|(.., area)| area.known());
    let base = match (sheet.area.all.known(), inside, listed) {
        (Some(total), Some(inside), _) if total == inside => Some(inside),
        (Some(total), _, _) if outside > 0 && total >= outside => Some(total - outside),
        (Some(total), ..) => Some(total),
        (None, Some(inside), _) => Some(inside),
        (None, None, listed) => listed,
    };
    if let Some(base) = base {
        sheet.area.all = Cell::Known(base);
    }
}
