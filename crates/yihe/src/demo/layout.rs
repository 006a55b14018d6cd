//! From blocks and published totals to the rows of a roll: doors, who owns what, and areas that add up to the last cm².

use super::cases::Side;
use super::people::{self, lot, shuffled};
use estate::Label;
use estate::roll::{Areas, Door, Row, RowOwner, Tenure, UnitKind};
use units::Area;

/// Buildings of one make. The flats of a storey repeat the areas (in ㎡ × 100) of `flats`.
pub struct Block {
    /// How many buildings.
    pub buildings: usize,
    /// Stairwells of each.
    pub stairwells: usize,
    /// Storeys.
    pub storeys: i16,
    /// Flats of a storey in one stairwell.
    pub flats: &'static [i64],
}

/// What is built, and how much of it belongs together.
pub struct Plan {
    /// The blocks, numbered through from building 1.
    pub blocks: &'static [Block],
    /// Shops along the street (㎡ × 100 each).
    pub shops: &'static [i64],
    /// Homes the developer has not sold: one head.
    pub unsold: (usize, &'static str),
    /// Public housing: one head.
    pub public: (usize, &'static str, Tenure),
    /// Owners of two neighbouring homes: one head each.
    pub doubles: usize,
}

/// A home or shop before it has an owner.
struct Unit {
    door: Door,
    storey: i16,
    kind: UnitKind,
    /// cm².
    area: i64,
}

/// A roll in the making.
pub struct Layout {
    units: Vec<Unit>,
    /// Which units make one head, in the order of first doors.
    heads: Vec<Vec<usize>>,
    /// First head of the developer and of public housing.
    developer: Option<usize>,
    public: Option<usize>,
}

/// A label of structure.
pub fn label(text: &str) -> Label {
    // INVARIANT: every label of the demo is a short literal or a number.
    Label::new(text).expect("a label")
}

impl Plan {
    /// Lays the estate out, areas still as they would be built.
    pub fn lay_out(&self) -> Layout {
        let mut units = Vec::new();
        let mut building = 0;
        for block in self.blocks {
            for _ in 0..block.buildings {
                building += 1;
                homes(&mut units, building, block);
            }
        }
        let homes = units.len();
        for (i, area) in self.shops.iter().enumerate() {
            let door = Door { building: label("沿街"), stairwell: label(""), room: label(&(i + 1).to_string()) };
            units.push(Unit { door, storey: 1, kind: UnitKind::Shop, area: area * 100 });
        }
        self.join(units, homes)
    }

    /// Who owns several units: taken from the last homes backwards, so that the first buildings stay plain.
    fn join(&self, units: Vec<Unit>, homes: usize) -> Layout {
        let mut first_of = vec![usize::MAX; units.len()];
        let mut end = homes;
        let mut together = |n: usize, end: &mut usize| {
            let start = *end - n;
            first_of[start..*end].fill(start);
            *end = start;
            (n > 0).then_some(start)
        };
        let developer = together(self.unsold.0, &mut end);
        let public = together(self.public.0, &mut end);
        for _ in 0..self.doubles {
            together(2, &mut end);
            // Neighbours between two such owners.
            end -= 9;
        }
        let mut heads: Vec<Vec<usize>> = Vec::new();
        let mut head_of = vec![usize::MAX; units.len()];
        for i in 0..units.len() {
            let first = first_of[i].min(i);
            if first == i {
                head_of[i] = heads.len();
                heads.push(vec![i]);
            } else {
                heads[head_of[first]].push(i);
            }
        }
        let head = |unit: Option<usize>| unit.map(|u| head_of[u]);
        Layout { developer: head(developer), public: head(public), units, heads }
    }
}

fn homes(units: &mut Vec<Unit>, building: usize, block: &Block) {
    for stairwell in 1..=block.stairwells {
        for storey in 1..=block.storeys {
            for (i, area) in block.flats.iter().enumerate() {
                let door = Door {
                    building: label(&building.to_string()),
                    stairwell: label(&stairwell.to_string()),
                    room: label(&format!("{storey}{:02}", i + 1)),
                };
                units.push(Unit { door, storey, kind: UnitKind::Home, area: area * 100 });
            }
        }
    }
}

impl Layout {
    /// How many heads.
    pub fn heads(&self) -> usize {
        self.heads.len()
    }

    /// The first unit of a head, from 0 in the order of the rows.
    pub fn first_unit(&self, head: usize) -> usize {
        self.heads[head][0]
    }

    fn area(&self, head: usize) -> i64 {
        self.heads[head].iter().map(|u| self.units[*u].area).sum()
    }

    /// Draws the heads into groups of published size, and makes the areas of each group add up to the published area:
    /// heads are exchanged between groups until each is nearly right, and what is left is spread over the group in
    /// hundredths of a ㎡. Answers the group of each head.
    pub fn fit(&mut self, groups: &[Side], seed: u64, kept: &[(usize, usize)]) -> Vec<usize> {
        self.scale(groups.iter().map(|g| g.area).sum());
        let mut group_of = self.draw(groups, seed, kept);
        let movable = |head: usize| kept.iter().all(|(h, _)| *h != head);
        for (g, side) in groups.iter().enumerate() {
            self.exchange(&mut group_of, g, side.area, movable);
        }
        for (g, side) in groups.iter().enumerate() {
            let members: Vec<usize> = (0..self.heads.len()).filter(|h| group_of[*h] == g).collect();
            self.spread(&members, side.area);
        }
        group_of
    }

    /// Makes the areas of these units add up.
    pub fn fit_units(&mut self, units: std::ops::Range<usize>, area: i64) {
        self.fit_heads(|first| units.contains(&first), area);
    }

    /// Makes the areas of all other units add up.
    pub fn fit_others(&mut self, units: &std::ops::Range<usize>, area: i64) {
        self.fit_heads(|first| !units.contains(&first), area);
    }

    fn fit_heads(&mut self, of: impl Fn(usize) -> bool, area: i64) {
        let heads: Vec<usize> = (0..self.heads.len()).filter(|h| of(self.heads[*h][0])).collect();
        let built: i64 = heads.iter().map(|h| self.area(*h)).sum();
        for unit in heads.iter().flat_map(|h| self.heads[*h].clone()).collect::<Vec<_>>() {
            self.units[unit].area = rounded(self.units[unit].area, area, built);
        }
        self.spread(&heads, area);
    }

    fn scale(&mut self, total: i64) {
        let built: i64 = self.units.iter().map(|u| u.area).sum();
        for unit in &mut self.units {
            unit.area = rounded(unit.area, total, built);
        }
    }

    fn draw(&self, groups: &[Side], seed: u64, kept: &[(usize, usize)]) -> Vec<usize> {
        let mut group_of = vec![usize::MAX; self.heads.len()];
        let mut room: Vec<usize> = groups.iter().map(|g| g.heads).collect();
        for (head, group) in kept {
            group_of[*head] = *group;
            room[*group] -= 1;
        }
        let mut group = 0;
        for head in shuffled(seed, self.heads.len()) {
            if group_of[head] != usize::MAX {
                continue;
            }
            while room[group] == 0 {
                group += 1;
            }
            group_of[head] = group;
            room[group] -= 1;
        }
        group_of
    }

    /// Exchanges heads of group `g` for heads of later groups while that brings its area nearer to `target`.
    fn exchange(&self, group_of: &mut [usize], g: usize, target: i64, movable: impl Fn(usize) -> bool) {
        let areas: Vec<i64> = (0..self.heads.len()).map(|h| self.area(h)).collect();
        loop {
            let mine: Vec<usize> = (0..areas.len()).filter(|h| group_of[*h] == g && movable(*h)).collect();
            let others: Vec<usize> = (0..areas.len()).filter(|h| group_of[*h] > g && movable(*h)).collect();
            let held: i64 = (0..areas.len()).filter(|h| group_of[*h] == g).map(|h| areas[h]).sum();
            let missing = target - held;
            let swaps = mine.iter().flat_map(|a| others.iter().map(move |b| (*a, *b)));
            let best = swaps.min_by_key(|(a, b)| (missing - (areas[*b] - areas[*a])).abs());
            match best {
                Some((a, b)) if (missing - (areas[b] - areas[a])).abs() < missing.abs() => group_of.swap(a, b),
                _ => return,
            }
        }
    }

    /// Adds what is missing to the first units of these heads, in hundredths of a ㎡, what is smaller to the first.
    fn spread(&mut self, heads: &[usize], target: i64) {
        let Some(first) = heads.first() else { return };
        let missing = target - heads.iter().map(|h| self.area(*h)).sum::<i64>();
        let (steps, n) = (missing.div_euclid(100), heads.len() as i64);
        let more = steps.rem_euclid(n);
        for (i, head) in heads.iter().enumerate() {
            let step = steps.div_euclid(n) + i64::from((i as i64) < more);
            let unit = self.heads[*head][0];
            self.units[unit].area += step * 100;
        }
        let unit = self.heads[*first][0];
        self.units[unit].area += missing.rem_euclid(100);
    }

    /// The developer's head.
    pub const fn developer(&self) -> Option<usize> {
        self.developer
    }

    /// The head of public housing.
    pub const fn public(&self) -> Option<usize> {
        self.public
    }

    /// The rows of the roll, in the order of the units. Owner numbers begin at `first`.
    pub fn rows(&self, plan: &Plan, first: u64) -> Vec<Row> {
        let mut rows: Vec<Row> = self.units.iter().map(row).collect();
        let mut next = first;
        let mut person = || {
            next += 1;
            people::owner(next)
        };
        for (head, members) in self.heads.iter().enumerate() {
            let (owners, tenure) = match head {
                h if self.developer == Some(h) => (vec![people::organisation(plan.unsold.1)], Tenure::Unsold),
                h if self.public == Some(h) => (vec![people::organisation(plan.public.1)], plan.public.2),
                // Three homes of ten belong to a couple.
                h if lot(3, h as u64) % 10 < 3 => (vec![person(), person()], Tenure::Sold),
                _ => (vec![person()], Tenure::Sold),
            };
            for unit in members {
                (rows[*unit].owners, rows[*unit].tenure) = (owners.clone(), tenure);
            }
        }
        rows
    }
}

fn rounded(area: i64, target: i64, built: i64) -> i64 {
    // INVARIANT: an estate's total area in cm² times one unit's stays far below an i128, and the result below an i64.
    let exact = i128::from(area) * i128::from(target) / i128::from(built);
    i64::try_from(exact / 100 * 100).unwrap_or(area)
}

fn row(unit: &Unit) -> Row {
    Row {
        door: unit.door.clone(),
        storey: Some(unit.storey),
        kind: unit.kind,
        areas: Areas { register: Some(Area::from_cm2(unit.area)), ..Areas::default() },
        tenure: Tenure::Sold,
        owners: Vec::new(),
        since: None,
        occupiers: Vec::new(),
        note: None,
    }
}

/// Garages of some owners: on the roll, without a vote.
pub fn garages(rows: &[Row], number: usize) -> Vec<Row> {
    let owned: Vec<&RowOwner> =
        rows.iter().filter(|r| r.tenure == Tenure::Sold).filter_map(|r| r.owners.first()).collect();
    let garage = |i: usize| Row {
        door: Door { building: label("地下"), stairwell: label(""), room: label(&format!("B{:03}", i + 1)) },
        storey: Some(-1),
        kind: if i.is_multiple_of(4) { UnitKind::Garage } else { UnitKind::Parking },
        areas: Areas { survey: Some(Area::from_cm2(132_500 + 100 * (i as i64 % 7))), ..Areas::default() },
        tenure: Tenure::Sold,
        owners: vec![owned[i * 11 % owned.len()].clone()],
        since: None,
        occupiers: Vec::new(),
        note: None,
    };
    (0..number).map(garage).collect()
}
