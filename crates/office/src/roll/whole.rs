//! What only the whole roll shows: units named twice, totals among the areas, names that may or may not be one person.

use super::read::finding;
use super::unit::Unit;
use super::{AreaSource, person, say};
use crate::finding::{Findings, shown};
use crate::sheet::At;
use crate::{Note, Place, Words};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use units::{Area, limits};

/// Findings about the roll as a whole.
pub(super) fn check(units: &[Unit], findings: &mut Findings) {
    duplicates(units, findings);
    totals(units, findings);
    sizes(units, findings);
}

/// Notes about the roll as a whole.
pub(super) fn notes(units: &[Unit], notes: &mut Vec<Note>) {
    unknown(units, notes);
    storeys(units, notes);
    spellings(units, notes);
    near_duplicates(units, notes);
    same_names(units, notes);
    private_characters(units, notes);
}

fn add(findings: &mut Findings, unit: &Unit, at: At, found: &str, said: say::Said) {
    findings.add(finding(unit.place(at), None, shown(found), said));
}

fn duplicates(units: &[Unit], findings: &mut Findings) {
    let mut seen: HashMap<(&str, Option<&str>, &str), &Unit> = HashMap::new();
    for unit in units {
        let row = &unit.row;
        let key = (row.building.as_str(), row.stairwell.as_deref(), row.room.as_str());
        match seen.get(&key) {
            Some(first) => {
                let said = say::duplicate_unit(&first.place(first.room));
                add(findings, unit, unit.room, &unit.written, said);
            }
            None => {
                seen.insert(key, unit);
            }
        }
    }
}

/// Units from which on one area being the exact sum of all others is no accident: two homes of one size are no total of
/// each other, and a shop may be as large as its three parking spaces.
const TOTAL_OF_MIN: usize = 6;

/// Areas of one source, of one building or of all.
type Scope<'a> = (AreaSource, Option<&'a str>);

/// An area that is exactly the sum of all others of the roll or of its building is a total in the wrong row.
fn totals(units: &[Unit], findings: &mut Findings) {
    let mut told: BTreeSet<(usize, At)> = BTreeSet::new();
    let mut groups: BTreeMap<Scope<'_>, Vec<(&Unit, Area, At)>> = BTreeMap::new();
    for unit in units {
        for (source, area, at) in &unit.areas {
            for scope in [None, Some(unit.row.building.as_str())] {
                groups.entry((*source, scope)).or_default().push((unit, *area, *at));
            }
        }
    }
    for ((_, building), cells) in &groups {
        let sum: Area = cells.iter().map(|(_, area, _)| *area).sum();
        let largest = cells.iter().max_by_key(|(_, area, _)| *area).filter(|_| cells.len() >= TOTAL_OF_MIN);
        let Some((unit, area, at)) = largest else { continue };
        if sum - *area == *area && told.insert((unit.sheet, *at)) {
            let scope = match building {
                Some(building) => Words::new(format!("“{building}”栋"), format!("building `{building}`")),
                None => Words::new("全表", "the sheet"),
            };
            let said = say::area_is_total(&scope, cells.len() - 1, *area);
            add(findings, unit, *at, &area.to_string(), said);
        }
    }
}

fn sizes(units: &[Unit], findings: &mut Findings) {
    if let Some(unit) = units.get(limits::UNITS_MAX) {
        add(findings, unit, unit.room, &unit.written, say::too_many_units());
    }
    let mut buildings = BTreeSet::new();
    for unit in units {
        if buildings.insert(&unit.row.building) && buildings.len() == limits::BUILDINGS_MAX + 1 {
            let (building, at) = &unit.building;
            add(findings, unit, *at, building, say::too_many_buildings());
        }
    }
}

/// The rooms of the units that `pick` picks.
fn rooms(units: &[Unit], pick: impl Fn(&Unit) -> bool) -> Vec<Place> {
    units.iter().filter(|unit| pick(unit)).map(|unit| unit.place(unit.room)).collect()
}

fn push(notes: &mut Vec<Note>, code: &'static str, places: Vec<Place>, what: impl Fn(usize) -> Words) {
    if !places.is_empty() {
        let what = what(places.len());
        notes.push(Note::new(code, places, what));
    }
}

fn unknown(units: &[Unit], notes: &mut Vec<Note>) {
    push(notes, "area-unknown", rooms(units, |unit| unit.row.areas.is_unknown()), |n| {
        Words::new(
            format!("{n} 户没有面积，按“待核实”导入"),
            format!("{n} units without an area are imported as to be verified"),
        )
    });
    push(notes, "owner-unknown", rooms(units, |unit| unit.row.owners.is_empty()), |n| {
        Words::new(
            format!("{n} 户没有业主，按“待核实”导入"),
            format!("{n} units without an owner are imported as to be verified"),
        )
    });
}

fn storeys(units: &[Unit], notes: &mut Vec<Note>) {
    push(notes, "storey-derived", rooms(units, |unit| unit.is_storey_derived), |n| {
        Words::new(
            format!("{n} 户没有填楼层，按房号推算，请抽查几户"),
            format!("the storeys of {n} units were derived from their rooms; check some of them"),
        )
    });
}

/// Different spellings of a building that were taken for one: “3号楼” and “3幢” may be two.
fn spellings(units: &[Unit], notes: &mut Vec<Note>) {
    let mut spelt: BTreeMap<&str, BTreeMap<String, Place>> = BTreeMap::new();
    for unit in units {
        let written: String = unit.building.0.chars().filter(|c| !c.is_whitespace()).collect();
        spelt.entry(&unit.row.building).or_default().entry(written).or_insert_with(|| unit.place(unit.room));
    }
    for (building, spellings) in spelt.into_iter().filter(|(_, spellings)| spellings.len() > 1) {
        let names: Vec<String> = spellings.keys().map(|name| shown(name)).collect();
        let what = Words::new(
            format!("“{}”都按 {building} 栋处理；如果不是同一栋，请改成不同的写法", names.join("”“")),
            format!("`{}` are all taken for building {building}; spell them apart if they are not", names.join("`, `")),
        );
        notes.push(Note::new("spelt-differently", spellings.into_values().collect(), what));
    }
}

/// Units that differ only in leading zeros, case, or in that one of them names no stairwell.
fn near_duplicates(units: &[Unit], notes: &mut Vec<Note>) {
    let loose = |text: &str| text.trim_start_matches('0').to_ascii_uppercase();
    let mut groups: BTreeMap<(String, String), Vec<&Unit>> = BTreeMap::new();
    for unit in units {
        groups.entry((loose(&unit.row.building), loose(&unit.row.room))).or_default().push(unit);
    }
    let mut places = Vec::new();
    for group in groups.values().filter(|group| group.len() > 1) {
        let mut seen: BTreeMap<Option<String>, &Unit> = BTreeMap::new();
        for unit in group {
            let stairwell = unit.row.stairwell.as_deref().map(loose);
            let same = |other: &&Unit| {
                other.row.building == unit.row.building
                    && other.row.stairwell == unit.row.stairwell
                    && other.row.room == unit.row.room
            };
            // One without a stairwell is near every other; exact doubles are findings already.
            let near =
                if stairwell.is_none() { seen.values().next() } else { seen.get(&stairwell).or(seen.get(&None)) };
            if let Some(other) = near.filter(|other| !same(other)) {
                places.push(other.place(other.room));
                places.push(unit.place(unit.room));
            }
            seen.insert(stairwell, unit);
        }
    }
    places.sort();
    places.dedup();
    push(notes, "near-duplicate", places, |n| {
        Words::new(
            format!("有 {n} 行很像同一户（只差开头的 0、大小写，或者有一行没写单元），请核对"),
            format!(
                "{n} rows look like the same units but for leading zeros, case, or a stairwell left out; check them"
            ),
        )
    });
}

/// One name in several units, and at least once nothing to tell who it is.
fn same_names(units: &[Unit], notes: &mut Vec<Note>) {
    let mut names: BTreeMap<&str, (Vec<Place>, bool)> = BTreeMap::new();
    for unit in units {
        for owner in &unit.row.owners {
            let entry = names.entry(&owner.name).or_default();
            entry.0.push(unit.place(unit.room));
            entry.1 |= owner.id_tail.is_none() && owner.phone.is_none();
        }
    }
    for (mut places, _) in names.into_values().filter(|(_, is_open)| *is_open) {
        // Two owners of one unit may bear one name.
        places.dedup();
        if places.len() < 2 {
            continue;
        }
        push(notes, "same-name", places, |n| {
            Words::new(
                format!("{n} 户的业主同名，请补证件号后四位，才能确定是不是同一人"),
                format!(
                    "{n} units have owners of one name; add the last four characters of their identity numbers to tell \
                         whether they are one person"
                ),
            )
        });
    }
}

fn private_characters(units: &[Unit], notes: &mut Vec<Note>) {
    let names = |unit: &Unit| {
        let row = &unit.row;
        let owners = row.owners.iter().map(|owner| &owner.name);
        owners.chain(&row.occupiers).any(|name| name.chars().any(person::is_private))
    };
    push(notes, "private-character", rooms(units, names), |n| {
        Words::new(
            format!("{n} 户的名字里有自造字，别的电脑上看不到，请换成标准字"),
            format!("{n} units have names with characters of one machine's own font; replace them by standard ones"),
        )
    });
}
