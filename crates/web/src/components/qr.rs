//! Codes to scan, as one SVG path. Always black on white with their quiet zone, in dark too: that is what cameras read.

use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// Modules of white around a code, as the standard asks.
const QUIET: usize = 4;

/// A code for `data`, named `label` for those who cannot see it. What is too long for a code is written out instead.
#[must_use]
pub fn qr(data: &str, label: &str) -> Markup {
    let Ok(code) = QrCode::with_error_correction_level(data, EcLevel::M) else {
        return html! { p { (data) } };
    };
    let side = code.width() + 2 * QUIET;
    html! {
        svg .qr viewBox={ "0 0 " (side) " " (side) } role="img" focusable="false" shape-rendering="crispEdges" {
            title { (label) }
            rect width=(side) height=(side) fill="#fff" {}
            path d=(modules(&code)) fill="#000" {}
        }
    }
}

/// Runs of dark modules, row by row.
fn modules(code: &QrCode) -> String {
    let width = code.width();
    let colors = code.to_colors();
    let mut path = String::with_capacity(width * width * 4);
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|c| **c == Color::Dark).count();
            if run > 0 {
                // INVARIANT: writing into a String cannot fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_module_is_drawn_once() {
        let code = QrCode::with_error_correction_level("https://example.org/r/7K4M92QD", EcLevel::M).unwrap();
        let dark = code.to_colors().iter().filter(|c| **c == Color::Dark).count();
        let path = modules(&code);
        let drawn: usize =
            path.split('h').skip(1).filter_map(|r| r.split_once('v')).map(|(n, _)| n.parse::<usize>().unwrap()).sum();
        assert_eq!(drawn, dark);
    }

    #[test]
    fn what_does_not_fit_is_written_out() {
        assert!(qr(&"长".repeat(2000), "x").into_string().starts_with("<p>"));
    }
}
