//! Clouds of points in a plane: a map of opinion.

use super::{DARK, FIELD, Frame, begin, escaped, wide};
use std::fmt::Write as _;

/// Points with a name.
#[derive(Clone, Copy, Debug)]
pub struct Cloud<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where its points are; what is no number is left out.
    pub points: &'a [[f64; 2]],
    /// How large a point is drawn (in the picture's own units: the picture is 960 wide).
    pub radius: f64,
}

/// Fills of marks; the form changes first, so that five clouds differ by form alone.
const FILLS: [&str; 3] = [DARK, "#ffffff", "#aebdca"];

/// The forms: circle, square, triangle, diamond, upright cross.
const FORMS: usize = 5;

/// Clouds of points, each with a form of its own, and `others` as small dots behind them. Both axes have one scale.
#[must_use]
pub fn clouds(frame: &Frame<'_>, clouds: &[Cloud<'_>], others: Option<&Cloud<'_>>) -> String {
    let all = || clouds.iter().chain(others).flat_map(|c| c.points).filter(|p| p.iter().all(|x| x.is_finite()));
    let ends = |axis: usize| {
        let figures = || all().map(|p| p[axis]).chain([0.0]);
        (figures().fold(f64::INFINITY, f64::min), figures().fold(f64::NEG_INFINITY, f64::max))
    };
    let ((left, right), (low, high)) = (ends(0), ends(1));
    let (wide, tall) = (FIELD[2] - FIELD[0], FIELD[3] - FIELD[1]);
    // Room for the marks themselves at the edge.
    let edge = clouds.iter().map(|c| c.radius).fold(6.0, f64::max).min(tall / 3.0) + 2.0;
    let span = |from: f64, to: f64| (to / 2.0 - from / 2.0).max(1e-9);
    let scale = ((wide / 2.0 - edge) / span(left, right)).min((tall / 2.0 - edge) / span(low, high));
    let place = |p: &[f64; 2]| {
        let x = FIELD[0] + wide / 2.0 + (p[0] - (left / 2.0 + right / 2.0)) * scale;
        let y = FIELD[1] + tall / 2.0 - (p[1] - (low / 2.0 + high / 2.0)) * scale;
        (x.clamp(FIELD[0], FIELD[2]), y.clamp(FIELD[1], FIELD[3]))
    };
    let names: Vec<&str> = clouds.iter().map(|c| c.name).collect();
    let mut out = begin(frame, &names.join(", "));
    let (x, y) = place(&[0.0, 0.0]);
    let _ = write!(
        out,
        "<path d=\"M{} {y:.1}H{}M{x:.1} {}V{}\" stroke=\"#d3dae1\" fill=\"none\"/>",
        FIELD[0], FIELD[2], FIELD[1], FIELD[3]
    );
    let drawn = |cloud: &&Cloud<'_>| cloud.points.iter().filter(|p| p.iter().all(|x| x.is_finite())).count() > 0;
    if let Some(others) = others {
        for point in others.points.iter().filter(|p| p.iter().all(|x| x.is_finite())) {
            let (x, y) = place(point);
            let _ = write!(out, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{}\" fill=\"#8496a8\"/>", others.radius);
        }
    }
    for (at, cloud) in clouds.iter().enumerate() {
        let path = form(at, cloud.radius);
        let fill = FILLS[at % FILLS.len()];
        // A light edge keeps dark marks apart where they lie close.
        let edge = if fill == DARK { "#ffffff" } else { DARK };
        let _ = write!(out, "<g fill=\"{fill}\" stroke=\"{edge}\">");
        for point in cloud.points.iter().filter(|p| p.iter().all(|x| x.is_finite())) {
            let (x, y) = place(point);
            let _ = write!(out, "<path d=\"M{x:.1} {y:.1}{path}\"/>");
        }
        out.push_str("</g>");
    }
    let mut x = 20.0;
    for (at, cloud) in clouds.iter().enumerate() {
        let mark = format!(
            "<path d=\"M{:.0} 53{}\" fill=\"{}\" stroke=\"#33475b\"/>",
            x + 8.0,
            form(at, 7.0),
            FILLS[at % FILLS.len()]
        );
        entry(&mut out, &mut x, &mark, cloud.name);
    }
    if let Some(others) = others.filter(drawn) {
        let mark = format!("<circle cx=\"{:.0}\" cy=\"53\" r=\"1.8\" fill=\"#8496a8\"/>", x + 8.0);
        entry(&mut out, &mut x, &mark, others.name);
    }
    out + "</svg>\n"
}

fn entry(out: &mut String, x: &mut f64, mark: &str, name: &str) {
    // What does not fit beside the others is not drawn over the edge: the description names every cloud.
    if *x > FIELD[2] - 60.0 {
        return;
    }
    let name: String = name.chars().take(24).collect();
    let _ = write!(out, "{mark}<text x=\"{:.0}\" y=\"59\" font-size=\"15\">{}</text>", *x + 22.0, escaped(&name));
    *x += 44.0 + wide(&name);
}

/// A form as a path from its middle, of about the area of a circle of that radius.
fn form(at: usize, r: f64) -> String {
    match at % FORMS {
        0 => format!("m{:.1} 0a{r:.1} {r:.1} 0 1 0 {:.1} 0a{r:.1} {r:.1} 0 1 0 {:.1} 0z", -r, 2.0 * r, -2.0 * r),
        1 => {
            let half = r * 0.9;
            format!("m{:.1} {:.1}h{:.1}v{:.1}h{:.1}z", -half, -half, 2.0 * half, 2.0 * half, -2.0 * half)
        }
        2 => format!("m0 {:.1}l{:.1} {:.1}h{:.1}z", -1.25 * r, 1.2 * r, 2.1 * r, -2.4 * r),
        3 => {
            let half = r * 1.25;
            format!("m0 {:.1}l{half:.1} {half:.1}l{:.1} {half:.1}l{:.1} {:.1}z", -half, -half, -half, -half)
        }
        _ => {
            let (arm, half) = (r * 0.8, r * 0.4);
            format!(
                "m{:.1} {:.1}h{:.1}v{arm:.1}h{arm:.1}v{:.1}h{:.1}v{arm:.1}h{:.1}v{:.1}h{:.1}v{:.1}h{arm:.1}z",
                -half,
                -arm - half,
                2.0 * half,
                2.0 * half,
                -arm,
                -2.0 * half,
                -arm,
                -arm,
                -2.0 * half
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame<'_> = Frame { title: "a", x: "", y: "", first: 0.0 };

    #[test]
    fn clouds_differ_by_form_and_nobody_leaves_the_picture() {
        let points = [[0.0, 0.0], [1e300, -1e300], [f64::NAN, 1.0], [3.0, 2.0]];
        let all: Vec<Cloud<'_>> = (0..5).map(|_| Cloud { name: "<b>", points: &points, radius: 4.0 }).collect();
        let svg = clouds(&FRAME, &all, Some(&all[0]));
        assert!(!svg.contains("NaN") && !svg.contains("inf") && !svg.contains("<b>"));
        // Three points and a mark in the legend, in each form.
        for at in 0..5 {
            assert_eq!(svg.matches(&form(at, 4.0)).count(), 3, "{at}");
            assert_eq!(svg.matches(&form(at, 7.0)).count(), 1, "{at}");
        }
        let forms: std::collections::BTreeSet<String> = (0..FORMS).map(|at| form(at, 4.0)).collect();
        assert_eq!(forms.len(), FORMS);
    }

    #[test]
    fn nothing_and_one_place_are_drawn_without_a_division_by_nothing() {
        for points in [&[][..], &[[2.0, 2.0]], &[[0.0, 0.0]]] {
            let svg = clouds(&FRAME, &[Cloud { name: "a", points, radius: 60.0 }], None);
            assert!(
                svg.starts_with("<svg") && svg.ends_with("</svg>\n") && !svg.contains("NaN") && !svg.contains("inf")
            );
        }
    }
}
