//! Stored numbers as a person sees them.

use super::Kind;
use units::Day;

/// How a cell shows its number, as far as it matters here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Format {
    /// As a figure.
    #[default]
    Figure,
    /// Filled up with zeros to so many digits (`0000` for the last digits of a card).
    Padded(usize),
    /// As a day, a time, or both.
    Date,
}

/// What the built-in format `id` shows. 27 to 36 and 50 to 58 are the East Asian dates.
pub(super) fn built_in(id: u16) -> Format {
    match id {
        14..=22 | 27..=36 | 45..=47 | 50..=58 => Format::Date,
        _ => Format::Figure,
    }
}

/// What a format code shows, judged by its first section: `yyyy"年"m"月"`, `0000`, `#,##0.00_ `.
pub(super) fn custom(code: &str) -> Format {
    let bare = bare(code);
    if bare.to_ascii_lowercase().starts_with("general") {
        return Format::Figure;
    }
    if bare.len() > 1 && bare.bytes().all(|b| b == b'0') {
        return Format::Padded(bare.len());
    }
    // `#,##0` with an m is no date; `h:mm:ss.0` is.
    let figure = bare.contains(['#', '?', '%']) || bare.starts_with('0');
    let date = bare.contains(['y', 'Y', 'd', 'D', 'm', 'M', 'h', 'H', 's', 'S']);
    if date && !figure { Format::Date } else { Format::Figure }
}

/// The first section without quoted text, escaped characters, padding and brackets.
fn bare(code: &str) -> String {
    let mut out = String::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '"' => while chars.next().is_some_and(|c| c != '"') {},
            '[' => while chars.next().is_some_and(|c| c != ']') {},
            '\\' | '_' | '*' => drop(chars.next()),
            c => out.push(c),
        }
    }
    out
}

/// A number as its cell shows it.
pub(super) fn show(value: f64, format: Format, from_1904: bool) -> (Kind, String) {
    if !value.is_finite() {
        return (Kind::Error, "#NUM!".to_owned());
    }
    match format {
        Format::Figure => (Kind::Number, figure(value)),
        Format::Padded(width) => {
            let figure = figure(value);
            let whole = figure.bytes().all(|b| b.is_ascii_digit());
            (Kind::Number, if whole { format!("{figure:0>width$}", width = width.min(64)) } else { figure })
        }
        Format::Date => match date(value, from_1904) {
            Some(text) => (Kind::Date, text),
            None => (Kind::Number, figure(value)),
        },
    }
}

/// With the fifteen significant digits Excel keeps, and no more zeros than needed: the stored 89.53000000000001 was
/// typed, and is shown, as 89.53.
fn figure(value: f64) -> String {
    let text = format!("{value:.14e}");
    // INVARIANT: this format always prints an exponent.
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let sign = if mantissa.starts_with('-') { "-" } else { "" };
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    match usize::try_from(exponent) {
        _ if digits.is_empty() => "0".to_owned(),
        Ok(point) if point <= 20 => {
            let (whole, fraction) = digits.split_at(digits.len().min(point + 1));
            let dot = if fraction.is_empty() { "" } else { "." };
            format!("{sign}{whole:0<width$}{dot}{fraction}", width = point + 1)
        }
        Err(_) if exponent >= -9 => {
            format!("{sign}0.{}{digits}", "0".repeat((-exponent - 1).unsigned_abs() as usize))
        }
        _ => {
            let (first, rest) = digits.split_at(1);
            let dot = if rest.is_empty() { "" } else { "." };
            format!("{sign}{first}{dot}{rest}E{exponent:+}")
        }
    }
}

/// A serial day number, with the time if there is one. `None` outside Excel's calendar (1900 to 9999).
fn date(serial: f64, from_1904: bool) -> Option<String> {
    // INVARIANT: at most 2,958,465 days of 86,400 seconds, so whole seconds fit with room to spare.
    let seconds = (0.0..2_958_466.0).contains(&serial).then(|| (serial * 86_400.0).round() as i64)?;
    let (days, seconds) = (seconds / 86_400, seconds % 86_400);
    let clock = match (seconds / 3_600, seconds / 60 % 60, seconds % 60) {
        (hour, minute, 0) => format!("{hour:02}:{minute:02}"),
        (hour, minute, second) => format!("{hour:02}:{minute:02}:{second:02}"),
    };
    let day = match (from_1904, i32::try_from(days).ok()?) {
        (true, days) => Day::new(1904, 1, 1)?.plus(days).to_string(),
        (false, 0) => return Some(clock),
        (false, days @ 1..=59) => Day::new(1899, 12, 31)?.plus(days).to_string(),
        // Excel believes that 1900 was a leap year; so does everyone who sees this cell.
        (false, 60) => "1900-02-29".to_owned(),
        (false, days) => Day::new(1899, 12, 30)?.plus(days).to_string(),
    };
    Some(if seconds == 0 { day } else { format!("{day} {clock}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifteen_digits_as_excel_shows_them() {
        for (value, text) in [
            (89.53, "89.53"),
            (89.530_000_000_000_01, "89.53"),
            (0.1 + 0.2, "0.3"),
            (501.0, "501"),
            (-3.0, "-3"),
            (0.0, "0"),
            (-0.0, "0"),
            (13_800_138_000.0, "13800138000"),
            (110_101_199_001_011_234.0, "110101199001011000"),
            (1_717_552_230.000_1, "1717552230.0001"),
            (0.05, "0.05"),
            (0.000_012_5, "0.0000125"),
            (1e21, "1E+21"),
            (1.5e-12, "1.5E-12"),
            (100.0, "100"),
            (123_456_789_012_345.6, "123456789012346"),
            (f64::MAX, "1.79769313486232E+308"),
        ] {
            assert_eq!(figure(value), text);
        }
        assert_eq!(show(f64::NAN, Format::Figure, false), (Kind::Error, "#NUM!".into()));
    }

    #[test]
    fn format_codes() {
        for (code, format) in [
            ("General", Format::Figure),
            ("G/通用格式", Format::Figure),
            ("0.00_ ", Format::Figure),
            ("#,##0.00\"㎡\"", Format::Figure),
            ("0.00E+00", Format::Figure),
            ("[Red]0.00;[Blue]-0.00", Format::Figure),
            ("0\"室 door\"", Format::Figure),
            ("@", Format::Figure),
            ("0", Format::Figure),
            ("0000", Format::Padded(4)),
            ("000000;-0", Format::Padded(6)),
            ("yyyy-mm-dd", Format::Date),
            ("yyyy\"年\"m\"月\"d\"日\";@", Format::Date),
            ("[$-804]yyyy/m/d", Format::Date),
            ("h:mm:ss", Format::Date),
            ("m/d/yy h:mm", Format::Date),
            ("", Format::Figure),
        ] {
            assert_eq!(custom(code), format, "{code}");
        }
        assert_eq!(built_in(14), Format::Date);
        assert_eq!(built_in(57), Format::Date);
        assert_eq!(built_in(2), Format::Figure);
    }

    #[test]
    fn days_and_times() {
        for (serial, from_1904, text) in [
            (43_983.0, false, "2020-06-01"),
            (43_983.354_166_666_664, false, "2020-06-01 08:30"),
            (43_983.999_999_99, false, "2020-06-02"),
            (1.0, false, "1900-01-01"),
            (59.0, false, "1900-02-28"),
            (60.0, false, "1900-02-29"),
            (61.0, false, "1900-03-01"),
            (0.5, false, "12:00"),
            (42_521.0, true, "2020-06-01"),
            (2_958_465.0, false, "9999-12-31"),
        ] {
            assert_eq!(show(serial, Format::Date, from_1904), (Kind::Date, text.into()), "{serial}");
        }
        assert_eq!(show(-1.0, Format::Date, false), (Kind::Number, "-1".into()));
        assert_eq!(show(2_958_466.0, Format::Date, false), (Kind::Number, "2958466".into()));
        assert_eq!(show(123.0, Format::Padded(4), false), (Kind::Number, "0123".into()));
        assert_eq!(show(1.5, Format::Padded(4), false), (Kind::Number, "1.5".into()));
    }
}
