//! The skyline above the board. Decoration: its lit windows are drawn from nothing and never change with data.

use maud::{Markup, html};
use std::fmt::Write as _;

/// Left edge, windows across, storeys. Windows are 18 apart, so a house is 18 × windows + 14 wide.
const HOUSES: [(i32, i32, i32); 8] =
    [(40, 6, 5), (178, 8, 6), (360, 6, 6), (512, 8, 5), (694, 8, 6), (876, 6, 6), (1016, 6, 5), (1156, 6, 6)];
/// Trees: centre and size.
const TREES: [(i32, i32); 8] =
    [(166, 15), (345, 17), (500, 16), (678, 14), (862, 20), (1002, 17), (1142, 14), (1284, 17)];
const GROUND: i32 = 130;
/// Where the street repeats.
const STREET: i32 = 1250;

/// Draws the skyline.
#[must_use]
pub fn skyline() -> Markup {
    let (mut walls, mut roofs, mut dark, mut lit, mut stairs) =
        (String::new(), String::new(), String::new(), String::new(), String::new());
    for (house, (x, across, storeys)) in HOUSES.into_iter().enumerate() {
        let (wide, high) = (18 * across + 14, 18 * storeys + 12);
        let top = GROUND - high;
        // INVARIANT: writing into a String cannot fail.
        let _ = write!(walls, "M{x} {top}h{wide}v{high}h-{wide}z");
        let _ = write!(roofs, "M{} {top}h{}", x - 2, wide + 4);
        for column in 0..across {
            let left = x + 10 + 18 * column;
            if column % 3 == 1 {
                let _ = write!(stairs, "M{} {}v{}", left + 14, top + 6, high - 6);
            }
            for storey in 0..storeys {
                // Any numbers will do that look like an evening.
                let on = (column * 7 + storey * 5 + i32::try_from(house).unwrap_or(0) * 3 + column * storey) % 11 == 3;
                let _ = write!(if on { &mut lit } else { &mut dark }, "M{left} {}h9v9h-9z", top + 9 + 18 * storey);
            }
        }
    }
    html! {
        svg .skyline viewBox="-640 0 2560 132" preserveAspectRatio="xMidYMax slice" aria-hidden="true" focusable="false" {
            g id="street" {
            path .sky-wall d=(walls) {}
            path .sky-stair d=(stairs) {}
            path .sky-roof d=(roofs) {}
            path .sky-dark d=(dark) {}
            path .sky-lit d=(lit) {}
            @for (x, size) in TREES {
                path .sky-trunk d={ "M" (x) " " (GROUND) "v-" (size * 2) } {}
                circle .sky-tree cx=(x) cy=(GROUND - size * 2) r=(size) {}
                circle .sky-tree cx=(x - size / 2) cy=(GROUND - size * 3 / 2) r=(size * 2 / 3) {}
            }
            }
            // The street goes on to both sides, for screens wider than any desk.
            use href="#street" x=(-STREET) {}
            use href="#street" x=(STREET) {}
            path .sky-ground d={ "M-640 " (GROUND) "h2560" } {}
        }
    }
}
