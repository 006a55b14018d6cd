//! Money in whole fen.

use crate::{Decimal, Inexact, limits};
use serde::{Deserialize, Serialize};
use std::fmt;

/// An amount in fen (分, 1/100 yuan). Never a float, never rounded on the way in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fen(i64);

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];

impl Fen {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// `fen` fen.
    #[must_use]
    pub const fn new(fen: i64) -> Self {
        Self(fen)
    }

    /// In fen.
    #[must_use]
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// Reads `1,234.56`, `1,234.56元`, `¥1234.5`, `-3`, and 人民币大写 such as `壹仟贰佰叁拾肆元伍角陆分`.
    ///
    /// # Errors
    /// [`Inexact`]: not a plain amount, or finer than a fen.
    pub fn parse(text: &str) -> Result<Self, Inexact> {
        let bare = text.trim();
        if bare.len() > limits::FIGURE_BYTES_MAX {
            return Err(Inexact::TooLarge);
        }
        if bare.contains(|c: char| DIGITS.contains(&c) || c == '整') {
            return Self::parse_capitals(bare);
        }
        let bare = bare.strip_prefix(['¥', '￥']).unwrap_or(bare);
        let bare = bare.strip_suffix('元').unwrap_or(bare);
        Decimal::parse(bare, 2).map(|d| Self(d.value()))
    }

    /// 人民币大写, as receipts and vouchers carry it: `壹仟贰佰叁拾肆元伍角陆分`, `伍拾元整`.
    #[must_use]
    pub fn capitals(self) -> String {
        let (yuan, jiao, fen) =
            (self.0.unsigned_abs() / 100, self.0.unsigned_abs() / 10 % 10, self.0.unsigned_abs() % 10);
        let mut out = String::new();
        if self.0 < 0 {
            out.push('负');
        }
        if yuan > 0 || (jiao == 0 && fen == 0) {
            if yuan == 0 {
                out.push('零');
            }
            write_yuan(yuan, &mut out);
            out.push('元');
        }
        match (jiao, fen) {
            (0, 0) => out.push('整'),
            (0, f) => {
                if yuan > 0 {
                    out.push('零');
                }
                out.push(digit(f));
                out.push('分');
            }
            (j, f) => {
                out.push(digit(j));
                out.push('角');
                if f == 0 {
                    out.push('整');
                } else {
                    out.push(digit(f));
                    out.push('分');
                }
            }
        }
        out
    }

    /// Reads 人民币大写. Accepted is exactly what [`Fen::capitals`] writes, with 圆 for 元 and an optional 人民币.
    fn parse_capitals(text: &str) -> Result<Self, Inexact> {
        let canon = text.trim_start_matches("人民币").replace('圆', "元");
        let (negative, body) = canon.strip_prefix('负').map_or((false, canon.as_str()), |rest| (true, rest));
        let (yuan_text, rest) = body.split_once('元').unwrap_or(("", body));
        let mut fen = read_yuan(yuan_text)?.checked_mul(100).ok_or(Inexact::TooLarge)?;
        let mut pending = 0;
        for c in rest.chars() {
            match c {
                '角' => fen += std::mem::take(&mut pending) * 10,
                '分' => fen += std::mem::take(&mut pending),
                '整' | '零' => {}
                c => pending = capital_digit(c).ok_or(Inexact::NotAFigure)?,
            }
        }
        let amount = Self(if negative { -fen } else { fen });
        // One spelling for one amount: a cheque that spells it otherwise is asked for again.
        if amount.capitals() == canon { Ok(amount) } else { Err(Inexact::NotAFigure) }
    }
}

fn digit(d: u64) -> char {
    // INVARIANT: callers pass one decimal digit.
    DIGITS[(d % 10) as usize]
}

fn capital_digit(c: char) -> Option<i64> {
    DIGITS.iter().position(|d| *d == c).and_then(|i| i64::try_from(i).ok())
}

/// 亿 and 万 with the value that stands before them times this, and with the figure below which a 零 fills the gap.
const GROUPS: [(char, u64); 2] = [('亿', 100_000_000), ('万', 10_000)];

fn read_yuan(text: &str) -> Result<i64, Inexact> {
    for (name, unit) in GROUPS {
        if let Some((high, low)) = text.rsplit_once(name) {
            let unit = i64::try_from(unit).map_err(|_| Inexact::TooLarge)?;
            let high = read_yuan(high)?.checked_mul(unit).ok_or(Inexact::TooLarge)?;
            return high.checked_add(read_yuan(low)?).ok_or(Inexact::TooLarge);
        }
    }
    let (mut value, mut pending) = (0_i64, 0_i64);
    for c in text.chars() {
        match c {
            '拾' => value += std::mem::take(&mut pending) * 10,
            '佰' => value += std::mem::take(&mut pending) * 100,
            '仟' => value += std::mem::take(&mut pending) * 1000,
            '零' => {}
            c => pending = capital_digit(c).ok_or(Inexact::NotAFigure)?,
        }
    }
    Ok(value + pending)
}

fn write_yuan(yuan: u64, out: &mut String) {
    for (name, unit) in GROUPS {
        if yuan >= unit {
            let (high, low) = (yuan / unit, yuan % unit);
            write_yuan(high, out);
            out.push(name);
            if low > 0 {
                if low < unit / 10 {
                    out.push('零');
                }
                write_yuan(low, out);
            }
            return;
        }
    }
    let mut gap = false;
    for (place, name) in [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")] {
        match yuan / place % 10 {
            0 => gap = yuan > place,
            d => {
                if std::mem::take(&mut gap) {
                    out.push('零');
                }
                out.push(digit(d));
                out.push_str(name);
            }
        }
    }
}

/// `1,234.56`, without a unit.
impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Decimal::new(self.0, 2).text(true))
    }
}

impl std::ops::Add for Fen {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl std::ops::Sub for Fen {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl std::iter::Sum for Fen {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, |a, b| a + b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn capitals_as_on_a_receipt() {
        for (fen, text) in [
            (0, "零元整"),
            (5_000, "伍拾元整"),
            (123_456, "壹仟贰佰叁拾肆元伍角陆分"),
            (100_005, "壹仟元零伍分"),
            (1_050, "壹拾元伍角整"),
            (10_100_000, "壹拾万壹仟元整"),
            (10_010_000, "壹拾万零壹佰元整"),
            (1_000_000_000_000, "壹佰亿元整"),
            (10_000_000_100, "壹亿零壹元整"),
            (7, "柒分"),
            (-30, "负叁角整"),
            (1_268_400_000, "壹仟贰佰陆拾捌万肆仟元整"),
        ] {
            assert_eq!(Fen::new(fen).capitals(), text);
            assert_eq!(Fen::parse(text), Ok(Fen::new(fen)), "{text}");
        }
        assert_eq!(Fen::parse("人民币壹仟元整"), Ok(Fen::new(100_000)));
        assert_eq!(Fen::parse("壹仟肆元整"), Err(Inexact::NotAFigure), "a missing 零 is asked for again");
    }

    #[test]
    fn amounts_as_typed() {
        assert_eq!(Fen::parse("1,234.56 元"), Ok(Fen::new(123_456)));
        assert_eq!(Fen::parse("￥88"), Ok(Fen::new(8_800)));
        assert_eq!(Fen::parse("1.005元"), Err(Inexact::TooManyDecimals { most: 2 }));
        assert_eq!(Fen::parse("一百元"), Err(Inexact::NotAFigure));
        assert_eq!(Fen::new(1_268_400_000).to_string(), "12,684,000.00");
    }

    proptest! {
        #[test]
        fn capitals_read_back(fen in 0_i64..1_000_000_000_000_000) {
            prop_assert_eq!(Fen::parse(&Fen::new(fen).capitals()), Ok(Fen::new(fen)));
        }
    }
}
