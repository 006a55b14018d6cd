//! Decimal text as people write it, read exactly or not at all.

use crate::limits;
use std::fmt;

/// Why a figure cannot be taken as written. Nothing is rounded on the way in: the person is told what to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inexact {
    /// Nothing was written.
    Empty,
    /// Full-width digits or signs (１２３，．): `cure` is the same figure in ordinary digits.
    FullWidth {
        /// The figure rewritten with ASCII digits and signs.
        cure: String,
    },
    /// Not a figure at all, or with words around it (约100, 六十多).
    NotAFigure,
    /// More decimals than the unit has (fen: 2, area in ㎡: 4).
    TooManyDecimals {
        /// How many decimals the unit allows.
        most: u32,
    },
    /// Thousands separators in the wrong place (12,34.5).
    Grouping,
    /// Larger than any real amount or area; see [`crate::limits`].
    TooLarge,
}

impl Inexact {
    /// Stable name for translations: `inexact-<code>`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::FullWidth { .. } => "full-width",
            Self::NotAFigure => "not-a-figure",
            Self::TooManyDecimals { .. } => "too-many-decimals",
            Self::Grouping => "grouping",
            Self::TooLarge => "too-large",
        }
    }
}

impl fmt::Display for Inexact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("nothing written"),
            Self::FullWidth { cure } => write!(f, "full-width digits: write `{cure}`"),
            Self::NotAFigure => f.write_str("not a figure"),
            Self::TooManyDecimals { most } => write!(f, "more than {most} decimals"),
            Self::Grouping => f.write_str("thousands separators in the wrong place"),
            Self::TooLarge => f.write_str("too large"),
        }
    }
}

impl std::error::Error for Inexact {}

/// An exact decimal: `value` counts the smallest unit, of which `10^decimals` make one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    value: i64,
    decimals: u32,
}

impl Decimal {
    /// `value` smallest units, `10^decimals` of them to the whole.
    #[must_use]
    pub const fn new(value: i64, decimals: u32) -> Self {
        Self { value, decimals }
    }

    /// Reads `-1,234.56` exactly, at most `decimals` digits behind the point.
    ///
    /// # Errors
    /// [`Inexact`] with the reason; full-width text is never silently converted, since a sheet that holds some
    /// usually holds other damage too.
    pub fn parse(text: &str, decimals: u32) -> Result<Self, Inexact> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Inexact::Empty);
        }
        if text.len() > limits::FIGURE_BYTES_MAX {
            return Err(Inexact::TooLarge);
        }
        if text.chars().any(is_full_width) {
            return Err(Inexact::FullWidth { cure: text.chars().map(half_width).collect() });
        }
        let (negative, digits) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let whole = ungroup(whole)?;
        if whole.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) || digits.ends_with('.') {
            return Err(Inexact::NotAFigure);
        }
        // Trailing zeros carry no precision: 89.53000 is 89.53.
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > decimals as usize {
            return Err(Inexact::TooManyDecimals { most: decimals });
        }
        let mut value: i64 = 0;
        let padding = std::iter::repeat_n(b'0', decimals as usize - fraction.len());
        for digit in whole.bytes().chain(fraction.bytes()).chain(padding) {
            value =
                value.checked_mul(10).and_then(|v| v.checked_add(i64::from(digit - b'0'))).ok_or(Inexact::TooLarge)?;
        }
        Ok(Self { value: if negative { -value } else { value }, decimals })
    }

    /// The value in smallest units.
    #[must_use]
    pub const fn value(self) -> i64 {
        self.value
    }

    /// As text with all decimals and, if `grouped`, thousands separators: `1,234.56`.
    #[must_use]
    pub fn text(self, grouped: bool) -> String {
        let digits = format!("{:0>width$}", self.value.unsigned_abs(), width = self.decimals as usize + 1);
        let (whole, fraction) = digits.split_at(digits.len() - self.decimals as usize);
        let mut out = String::with_capacity(digits.len() + 8);
        if self.value < 0 {
            out.push('-');
        }
        for (i, digit) in whole.chars().enumerate() {
            if grouped && i > 0 && (whole.len() - i).is_multiple_of(3) {
                out.push(',');
            }
            out.push(digit);
        }
        if !fraction.is_empty() {
            out.push('.');
            out.push_str(fraction);
        }
        out
    }
}

/// Removes thousands separators, refusing misplaced ones.
fn ungroup(whole: &str) -> Result<String, Inexact> {
    let groups: Vec<&str> = whole.split(',').collect();
    if groups.iter().any(|g| !g.bytes().all(|b| b.is_ascii_digit())) {
        return Err(Inexact::NotAFigure);
    }
    if groups.len() > 1 && (groups[0].is_empty() || groups[0].len() > 3 || groups[1..].iter().any(|g| g.len() != 3)) {
        return Err(Inexact::Grouping);
    }
    Ok(groups.concat())
}

fn is_full_width(c: char) -> bool {
    matches!(c, '０'..='９' | '．' | '，' | '－' | '＋' | '。' | '、')
}

fn half_width(c: char) -> char {
    match c {
        // INVARIANT: the full-width digits stand in ASCII order, U+FEE0 apart.
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        '．' | '。' => '.',
        '，' | '、' => ',',
        '－' => '-',
        '＋' => '+',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, decimals: u32, expect: Result<i64, Inexact>) {
        assert_eq!(Decimal::parse(text, decimals).map(Decimal::value), expect, "{text}");
    }

    #[test]
    fn reads_what_is_exact() {
        check("1,234.56", 2, Ok(123_456));
        check("0.5", 2, Ok(50));
        check("-12", 2, Ok(-1_200));
        check("89.53000", 4, Ok(895_300));
        check("007", 0, Ok(7));
    }

    #[test]
    fn refuses_what_is_not() {
        check("", 2, Err(Inexact::Empty));
        check("  ", 2, Err(Inexact::Empty));
        check("1.234", 2, Err(Inexact::TooManyDecimals { most: 2 }));
        check("12,34.5", 2, Err(Inexact::Grouping));
        check(",123", 2, Err(Inexact::Grouping));
        check("约100", 2, Err(Inexact::NotAFigure));
        check("1e3", 2, Err(Inexact::NotAFigure));
        check("1.", 2, Err(Inexact::NotAFigure));
        check(".5", 2, Err(Inexact::NotAFigure));
        check("--5", 2, Err(Inexact::NotAFigure));
        check("1.5.2", 2, Err(Inexact::NotAFigure));
        check("99999999999999999999", 2, Err(Inexact::TooLarge));
        check("８９．５３", 2, Err(Inexact::FullWidth { cure: "89.53".into() }));
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(value in -1_000_000_000_000_i64..1_000_000_000_000, decimals in 0_u32..5, grouped: bool) {
            let text = Decimal::new(value, decimals).text(grouped);
            prop_assert_eq!(Decimal::parse(&text, decimals).map(Decimal::value), Ok(value));
        }
    }
}
