//! Pictures of what the engines find: [`fan`], [`bars`] (with a line: cash flow and balance), [`tornado`],
//! [`shares`], [`clouds()`] (a map of opinion).
//!
//! Every mark differs by form as well as by shade (hatching, dots, dashes), so a picture reads in print, in grey and by a
//! colour-blind person. A picture has a title and a description for who cannot see it; the table belongs beside it. Knows
//! no words of its own: names come in.

mod axis;
mod clouds;

pub use clouds::{Cloud, clouds};

use axis::{Axis, number};
use std::fmt::Write as _;

/// What stands around a picture.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// Title.
    pub title: &'a str,
    /// Name of the level axis.
    pub x: &'a str,
    /// Name of the upright axis.
    pub y: &'a str,
    /// The number of the first step on the level axis, such as a year.
    pub first: f64,
}

/// A named row of figures.
#[derive(Clone, Debug)]
pub struct Series {
    name: String,
    values: Vec<f64>,
}

impl Series {
    /// `values` called `name`; what is no number is drawn as nothing.
    #[must_use]
    pub fn new(name: &str, values: Vec<f64>) -> Self {
        let values = values.into_iter().map(|x| if x.is_finite() { x } else { 0.0 }).collect();
        Self { name: name.to_owned(), values }
    }
}

/// A bar of a tornado: a parameter's low and high value, and the result at each.
#[derive(Clone, Copy, Debug)]
pub struct Span<'a> {
    /// The parameter.
    pub name: &'a str,
    /// Its low value and the result there.
    pub low: (f64, f64),
    /// Its high value and the result there.
    pub high: (f64, f64),
}

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 520.0;
/// The field the marks are in: left, top, right, bottom.
const FIELD: [f64; 4] = [100.0, 106.0, 930.0, 462.0];

const INK: &str = "#14212e";
const DARK: &str = "#33475b";

/// Fills that differ without colour, darkest first; each is a pattern of [`PATTERNS`].
const FILLS: [&str; 6] = [DARK, "url(#slant)", "url(#dots)", "#b9c4ce", "url(#cross)", "#ffffff"];

const PATTERNS: &str = "<defs>\
<pattern id=\"slant\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
<rect width=\"7\" height=\"7\" fill=\"#fff\"/><rect width=\"3\" height=\"7\" fill=\"#33475b\"/></pattern>\
<pattern id=\"dots\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
<rect width=\"6\" height=\"6\" fill=\"#fff\"/><circle cx=\"3\" cy=\"3\" r=\"1.5\" fill=\"#33475b\"/></pattern>\
<pattern id=\"cross\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
<rect width=\"8\" height=\"8\" fill=\"#fff\"/><path d=\"M0 4H8M4 0V8\" stroke=\"#33475b\"/></pattern></defs>";

/// A fan: rows of the 5, 25, 50, 75 and 95 percent quantiles, a row a step; `names` are those of the wide band, the
/// narrow band and the middle line.
#[must_use]
pub fn fan(frame: &Frame<'_>, rows: &[[f64; 5]], names: &[&str; 3]) -> String {
    let axis = Axis::of(rows.iter().flatten().copied());
    let mut out = begin(frame, &describe(rows.first().map(|r| r[2]), rows.last().map(|r| r[2])));
    axis.draw(&mut out, FIELD);
    let x = |i: usize| along(i as f64, rows.len());
    let band = |low: usize, high: usize| {
        let up = rows.iter().enumerate().map(|(i, row)| (x(i), axis.at(row[high], FIELD)));
        let down = rows.iter().enumerate().rev().map(|(i, row)| (x(i), axis.at(row[low], FIELD)));
        points(up.chain(down))
    };
    let _ = write!(
        out,
        "<polygon points=\"{}\" fill=\"#dde4ea\" stroke=\"#8496a8\" stroke-dasharray=\"3 3\"/>\
         <polygon points=\"{}\" fill=\"#aebdca\" stroke=\"#5d7185\"/>\
         <polyline points=\"{}\" fill=\"none\" stroke=\"#14212e\" stroke-width=\"3\"/>",
        band(0, 4),
        band(1, 3),
        points(rows.iter().enumerate().map(|(i, row)| (x(i), axis.at(row[2], FIELD)))),
    );
    steps(&mut out, frame, rows.len());
    legend(
        &mut out,
        &[(names[0], Mark::Fill("#dde4ea")), (names[1], Mark::Fill("#aebdca")), (names[2], Mark::Line("none"))],
    );
    out + "</svg>\n"
}

/// Bars stacked by source, what is negative downwards, and a line over them.
#[must_use]
pub fn bars(frame: &Frame<'_>, series: &[Series], line: Option<&Series>) -> String {
    let steps_all = series.iter().chain(line).map(|s| s.values.len()).max().unwrap_or(0);
    let value = |s: &Series, i: usize| s.values.get(i).copied().unwrap_or(0.0);
    let sum = |i: usize, up: bool| -> f64 { series.iter().map(|s| value(s, i)).filter(|v| (*v > 0.0) == up).sum() };
    let lined = line.into_iter().flat_map(|l| l.values.iter().copied());
    let axis = Axis::of((0..steps_all).flat_map(|i| [sum(i, true), sum(i, false), 0.0]).chain(lined));
    let ends = |s: &Series| (s.values.first().copied(), s.values.last().copied());
    let (from, to) = line.or(series.first()).map_or((None, None), ends);
    let mut out = begin(frame, &describe(from, to));
    axis.draw(&mut out, FIELD);
    let wide = (FIELD[2] - FIELD[0]) / steps_all.max(1) as f64 * 0.7;
    for i in 0..steps_all {
        let middle = along(i as f64, steps_all);
        let (mut up, mut down) = (0.0, 0.0);
        for (series, fill) in series.iter().zip(FILLS.iter().cycle()) {
            let v = value(series, i);
            let base = if v > 0.0 { &mut up } else { &mut down };
            let (a, b) = (axis.at(*base, FIELD), axis.at(*base + v, FIELD));
            *base += v;
            if (a - b).abs() > 0.05 {
                let _ = write!(
                    out,
                    "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{wide:.1}\" height=\"{:.1}\" fill=\"{fill}\" stroke=\"#33475b\"/>",
                    middle - wide / 2.0,
                    a.min(b),
                    (a - b).abs(),
                );
            }
        }
    }
    let drawn = |s: &&Series| s.values.iter().any(|v| *v != 0.0);
    let fills = series.iter().zip(FILLS.iter().cycle()).filter(|(s, _)| drawn(s));
    let mut names: Vec<(&str, Mark<'_>)> = fills.map(|(s, fill)| (s.name.as_str(), Mark::Fill(fill))).collect();
    if let Some(line) = line {
        let way = points(line.values.iter().enumerate().map(|(i, v)| (along(i as f64, steps_all), axis.at(*v, FIELD))));
        // White under black: the line is seen over dark bars too.
        let _ = write!(
            out,
            "<polyline points=\"{way}\" fill=\"none\" stroke=\"#fff\" stroke-width=\"6\"/>\
             <polyline points=\"{way}\" fill=\"none\" stroke=\"#14212e\" stroke-width=\"3\" stroke-dasharray=\"9 3\"/>"
        );
        names.push((&line.name, Mark::Line("9 3")));
    }
    if steps_all > 1 {
        steps(&mut out, frame, steps_all);
    }
    legend(&mut out, &names);
    out + "</svg>\n"
}

/// Where level bars are, with their names to the left and their numbers to the right.
const LEVEL: [f64; 4] = [320.0, FIELD[1], FIELD[2] - 50.0, FIELD[3]];

/// A tornado: the result at the low (white) and the high (dark) value of each parameter, in the order given; beside each
/// end stands the parameter's own value. `names` are those of low and high.
#[must_use]
pub fn tornado(frame: &Frame<'_>, bars: &[Span<'_>], names: &[&str; 2]) -> String {
    let axis = Axis::of(bars.iter().flat_map(|b| [b.low.1, b.high.1]));
    let at = |v: f64| LEVEL[0] + axis.share(v) * (LEVEL[2] - LEVEL[0]);
    let mut out = begin(frame, bars.first().map_or("", |b| b.name));
    axis.draw_level(&mut out, LEVEL);
    let high = ((FIELD[3] - FIELD[1]) / bars.len().max(1) as f64).min(40.0);
    for (i, bar) in (0_u32..).zip(bars) {
        let y = FIELD[1] + f64::from(i) * high;
        let middle = (bar.low.1 + bar.high.1) / 2.0;
        let _ = write!(
            out,
            "<text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\" font-size=\"15\">{}</text>",
            LEVEL[0] - 50.0,
            y + high * 0.62,
            escaped(bar.name),
        );
        for ((value, end), fill) in [(bar.low, "#ffffff"), (bar.high, DARK)] {
            let (a, b) = (at(middle).min(at(end)), at(middle).max(at(end)));
            let anchor = if end < middle { "end" } else { "start" };
            let beside = if end < middle { a - 5.0 } else { b + 5.0 };
            let _ = write!(
                out,
                "<rect x=\"{a:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"{fill}\" stroke=\"{DARK}\"/>\
                 <text x=\"{beside:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\" font-size=\"13\" {HALO}>{}</text>",
                y + high * 0.15,
                (b - a).max(0.5),
                high * 0.7,
                y + high * 0.62,
                number(value),
            );
        }
    }
    legend(&mut out, &[(names[0], Mark::Fill("#ffffff")), (names[1], Mark::Fill(DARK))]);
    out + "</svg>\n"
}

/// Parts of a whole: a level bar each, with its number.
#[must_use]
pub fn shares(frame: &Frame<'_>, parts: &[(&str, f64)]) -> String {
    // What is no number has no length to draw.
    let parts: Vec<(&str, f64)> = parts.iter().copied().filter(|(_, part)| part.is_finite()).collect();
    let axis = Axis::of(parts.iter().map(|(_, part)| *part).chain([0.0]));
    let at = |v: f64| LEVEL[0] + axis.share(v) * (LEVEL[2] - LEVEL[0]);
    let mut out =
        begin(frame, &parts.iter().map(|(n, v)| format!("{n} {}", number(*v))).collect::<Vec<_>>().join(", "));
    axis.draw_level(&mut out, LEVEL);
    let high = ((FIELD[3] - FIELD[1]) / parts.len().max(1) as f64).min(80.0);
    for (i, ((name, part), fill)) in (0_u32..).zip(parts.iter().zip(FILLS.iter().cycle())) {
        let (y, from, to) = (FIELD[1] + f64::from(i) * high, at(part.min(0.0)), at(part.max(0.0)));
        let _ = write!(
            out,
            "<text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\" font-size=\"17\">{}</text>\
             <rect x=\"{from:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"{fill}\" stroke=\"{DARK}\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" font-size=\"17\" {HALO}>{}</text>",
            LEVEL[0] - 16.0,
            y + high * 0.56,
            escaped(name),
            y + high * 0.2,
            (to - from).max(0.5),
            high * 0.6,
            to + 8.0,
            y + high * 0.56,
            number(*part),
        );
    }
    out + "</svg>\n"
}

/// White around letters that stand on lines.
const HALO: &str = "stroke=\"#fff\" stroke-width=\"4\" paint-order=\"stroke\"";

fn begin(frame: &Frame<'_>, what: &str) -> String {
    let (title, x, y) = (escaped(frame.title), escaped(frame.x), escaped(frame.y));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
         aria-labelledby=\"title desc\" font-family=\"'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei',sans-serif\" \
         fill=\"#14212e\"><title id=\"title\">{title}</title><desc id=\"desc\">{title}: {}</desc>{PATTERNS}\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\
         <text x=\"20\" y=\"34\" font-size=\"24\" font-weight=\"600\">{title}</text>\
         <text x=\"20\" y=\"84\" font-size=\"15\">{y}</text>\
         <text x=\"{}\" y=\"{}\" font-size=\"15\" text-anchor=\"end\">{x}</text>",
        escaped(what),
        FIELD[2],
        HEIGHT - 12.0,
    )
}

fn describe(from: Option<f64>, to: Option<f64>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => format!("{} → {}", number(from), number(to)),
        _ => String::new(),
    }
}

/// Where step `i` of `all` is.
fn along(i: f64, all: usize) -> f64 {
    FIELD[0] + (i + 0.5) * (FIELD[2] - FIELD[0]) / all.max(1) as f64
}

/// Numbers under the steps: round ones, as many as are readable.
fn steps(out: &mut String, frame: &Frame<'_>, all: usize) {
    let every = [1, 2, 5, 10, 20, 50].into_iter().find(|every| all <= every * 12).unwrap_or(100);
    for i in (0..all).filter(|i| (frame.first + *i as f64) % f64::from(every as u32) == 0.0) {
        let _ = write!(
            out,
            "<text x=\"{:.1}\" y=\"{}\" text-anchor=\"middle\" font-size=\"14\">{}</text>",
            along(i as f64, all),
            FIELD[3] + 22.0,
            frame.first + i as f64,
        );
    }
}

/// How a legend shows what something looks like.
#[derive(Clone, Copy)]
enum Mark<'a> {
    /// A field with this fill.
    Fill(&'a str),
    /// A line with these dashes.
    Line(&'a str),
}

fn legend(out: &mut String, names: &[(&str, Mark<'_>)]) {
    let mut x = 20.0;
    for (name, mark) in names {
        let name: String = name.chars().take(24).collect();
        let mark = match mark {
            Mark::Fill(fill) => {
                format!("<rect x=\"{x:.0}\" y=\"46\" width=\"22\" height=\"14\" fill=\"{fill}\" stroke=\"{DARK}\"/>")
            }
            Mark::Line(dashes) => {
                format!("<path d=\"M{x:.0} 53h26\" stroke=\"{INK}\" stroke-width=\"3\" stroke-dasharray=\"{dashes}\"/>")
            }
        };
        let _ = write!(out, "{mark}<text x=\"{:.0}\" y=\"59\" font-size=\"15\">{}</text>", x + 32.0, escaped(&name));
        x += 54.0 + wide(&name);
    }
}

/// How wide a text of the legend is, about: CJK letters are as wide as they are high.
fn wide(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 8.5 } else { 15.5 }).sum()
}

fn points(all: impl Iterator<Item = (f64, f64)>) -> String {
    let mut out = String::new();
    for (x, y) in all {
        let _ = write!(out, "{x:.1},{y:.1} ");
    }
    out.truncate(out.trim_end().len());
    out
}

fn escaped(text: &str) -> String {
    // Signs XML cannot hold at all are left out, not escaped.
    let kept = text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}'));
    kept.fold(String::new(), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame<'_> = Frame { title: "a <b> & \u{1} \"c\"", x: "year", y: "yuan", first: 2026.0 };

    #[test]
    fn names_from_files_cannot_leave_their_place() {
        let series = [Series::new("</text><script>", vec![1.0, -2.0, f64::NAN, f64::INFINITY])];
        let svg = bars(&FRAME, &series, Some(&Series::new("x", vec![0.0])));
        assert!(!svg.contains("<script") && !svg.contains("<b>") && !svg.contains('\u{1}'));
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
    }

    #[test]
    fn numbers_under_the_steps_are_round_and_few() {
        for (first, all, said) in
            [(2026.0, 30, &["2030", "2035", "2040", "2045", "2050", "2055"][..]), (1.0, 4, &["1", "2", "3", "4"])]
        {
            let mut out = String::new();
            steps(&mut out, &Frame { first, ..FRAME }, all);
            let numbers: Vec<&str> =
                out.split("</text>").filter_map(|t| t.rsplit('>').next()).filter(|t| !t.is_empty()).collect();
            assert_eq!(numbers, said);
        }
    }

    #[test]
    fn what_is_nothing_everywhere_is_not_in_the_legend() {
        let series = [Series::new("some", vec![1.0, 0.0]), Series::new("none", vec![0.0, 0.0])];
        let svg = bars(&FRAME, &series, Some(&Series::new("sum", vec![1.0, 1.0])));
        assert!(svg.contains(">some<") && svg.contains(">sum<") && !svg.contains(">none<"));
    }

    #[test]
    fn empty_and_flat_figures_are_drawn_without_a_division_by_nothing() {
        for svg in [
            fan(&FRAME, &[], &["a", "b", "c"]),
            fan(&FRAME, &[[0.5; 5]], &["a", "b", "c"]),
            bars(&FRAME, &[], None),
            bars(&FRAME, &[Series::new("a", vec![0.0; 40])], None),
            tornado(&FRAME, &[], &["low", "high"]),
            tornado(&FRAME, &[Span { name: "a", low: (0.0, 1.0), high: (1.0, 1.0) }], &["low", "high"]),
            shares(&FRAME, &[]),
            shares(&FRAME, &[("a", -1.0), ("b", f64::NAN), ("c", 0.0)]),
        ] {
            assert!(svg.starts_with("<svg") && svg.ends_with("</svg>\n"));
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        }
    }
}
