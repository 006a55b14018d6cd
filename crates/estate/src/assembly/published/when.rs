//! The days a published date can mean.

use units::Day;

/// First and last day: `2022-08-28`, `2012-06`, `2023`, `2019-2020`, `2022年8月`, `2022-08-01至2022-08-28`.
/// `None` where it is no date.
pub(super) fn days(text: &str) -> Option<(Day, Day)> {
    let text = text.trim();
    if let Some(span) = one(text) {
        return Some(span);
    }
    let separators = ["至", "到", "~", "～", "—", "–", " - ", "/", "-"];
    separators.into_iter().find_map(|separator| {
        let (from, to) = text.split_once(separator)?;
        let ((from, _), (_, to)) = (one(from)?, one(to)?);
        (from <= to).then_some((from, to))
    })
}

/// A day, a month or a year.
fn one(text: &str) -> Option<(Day, Day)> {
    let text = text.trim();
    if let Some(day) = Day::parse(text) {
        return Some((day, day));
    }
    let bare = text.trim_end_matches(['年', '月']);
    let parts: Vec<&str> = bare.split(['-', '/', '.', '年']).collect();
    if parts.iter().any(|p| p.is_empty() || !p.bytes().all(|b| b.is_ascii_digit())) || parts[0].len() != 4 {
        return None;
    }
    let year: i16 = parts[0].parse().ok()?;
    match parts[1..] {
        [] => Some((Day::new(year, 1, 1)?, Day::new(year, 12, 31)?)),
        [month] if month.len() <= 2 => {
            let first = Day::new(year, month.parse().ok()?, 1)?;
            let (_, m, _) = first.ymd();
            let next = if m == 12 { Day::new(year.checked_add(1)?, 1, 1)? } else { Day::new(year, m + 1, 1)? };
            Some((first, next.plus(-1)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_notices_give_them() {
        for (text, expect) in [
            ("2022-08-28", Some(("2022-08-28", "2022-08-28"))),
            ("2022年8月28日", Some(("2022-08-28", "2022-08-28"))),
            ("2012-06", Some(("2012-06-01", "2012-06-30"))),
            ("2025年10月", Some(("2025-10-01", "2025-10-31"))),
            ("2020-12", Some(("2020-12-01", "2020-12-31"))),
            ("2023", Some(("2023-01-01", "2023-12-31"))),
            ("2023年", Some(("2023-01-01", "2023-12-31"))),
            ("2019-2020", Some(("2019-01-01", "2020-12-31"))),
            ("2020-12-20至2021-01-10", Some(("2020-12-20", "2021-01-10"))),
            ("2022-08-01~2022-08-28", Some(("2022-08-01", "2022-08-28"))),
            ("2021-2020", None),
            ("未注明", None),
            ("2022-13", None),
            ("2022-02-30", None),
            ("", None),
            ("9999", Some(("9999-01-01", "9999-12-31"))),
        ] {
            let got = days(text).map(|(a, b)| (a.to_string(), b.to_string()));
            assert_eq!(got, expect.map(|(a, b)| (a.to_owned(), b.to_owned())), "{text}");
        }
    }
}
