//! Where a rule holds.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A place from the outside in: `浙江/衢州/衢江`. The empty place is the whole country.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Place(Vec<String>);

/// Endings of administrative names.
const ENDINGS: &[&str] = &["特别行政区", "自治区", "自治州", "地区", "省", "市", "区", "县"];
/// Those that belong to the name: there is a 西湖 and a 西湖区.
const KEPT: &[&str] = &["区", "县", "地区"];
/// Peoples in the names of autonomous regions: 广西壮族自治区 is 广西.
const NATIONS: &[&str] = &["壮族", "回族", "维吾尔"];

impl Place {
    /// As people write it: `浙江省衢州市衢江区`, `浙江/衢州`, `上海市 徐汇区`. Endings of provinces and cities go, so that
    /// the same place is the same however it was typed; districts and counties keep theirs.
    #[must_use]
    pub fn typed(text: &str) -> Self {
        let mut parts: Vec<String> = Vec::new();
        for piece in text.split(['/', ' ', '\u{3000}', '·', '，', ',']).filter(|p| !p.is_empty()) {
            let mut rest = piece;
            while !rest.is_empty() {
                let ending = ENDINGS.iter().filter_map(|e| {
                    // A name has at least two signs before its ending: 沙市区 is one district.
                    let at = rest.match_indices(e).map(|(at, _)| at).find(|at| rest[..*at].chars().count() >= 2)?;
                    Some((at, *e))
                });
                // The nearest ending; of two that begin together the longer.
                let nearest = ending.min_by_key(|(at, e)| (*at, std::cmp::Reverse(e.len())));
                let (name, next) = match nearest {
                    Some((at, e)) if KEPT.contains(&e) => rest.split_at(at + e.len()),
                    Some((at, e)) => (&rest[..at], &rest[at + e.len()..]),
                    None => (rest, ""),
                };
                parts.push(NATIONS.iter().find_map(|n| name.strip_suffix(n)).unwrap_or(name).to_owned());
                rest = next;
            }
        }
        Self(parts)
    }

    /// Its parts, province first.
    #[must_use]
    pub fn parts(&self) -> &[String] {
        &self.0
    }

    /// Whether `inner` lies in this place (or is it).
    #[must_use]
    pub fn contains(&self, inner: &Self) -> bool {
        inner.0.starts_with(&self.0)
    }

    /// Whether a loosely written place (`浙江衢州衢江区`, `上海徐汇`) lies in this one: each part must follow the last.
    #[must_use]
    pub fn covers_text(&self, text: &str) -> bool {
        let mut rest = text;
        self.0.iter().enumerate().all(|(i, part)| match rest.find(part.as_str()) {
            Some(at) if i > 0 || at == 0 => {
                rest = &rest[at + part.len()..];
                true
            }
            _ => false,
        })
    }
}

impl From<String> for Place {
    fn from(text: String) -> Self {
        Self(text.split('/').map(str::trim).filter(|p| !p.is_empty()).map(str::to_owned).collect())
    }
}

impl From<&str> for Place {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        place.to_string()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("/"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_place_however_it_was_typed() {
        for (typed, place) in [
            ("浙江省衢州市衢江区", "浙江/衢州/衢江区"),
            ("浙江/衢州", "浙江/衢州"),
            ("浙江 衢州", "浙江/衢州"),
            ("上海市徐汇区", "上海/徐汇区"),
            ("北京", "北京"),
            ("广西壮族自治区南宁市", "广西/南宁"),
            ("新疆维吾尔自治区/伊犁哈萨克自治州", "新疆/伊犁哈萨克"),
            ("湖北省荆州市沙市区", "湖北/荆州/沙市区"),
            ("香港特别行政区", "香港"),
            ("", ""),
        ] {
            assert_eq!(Place::typed(typed).to_string(), place, "{typed}");
        }
    }

    #[test]
    fn a_province_holds_its_cities() {
        let (country, zhejiang, quzhou) = (Place::default(), Place::from("浙江"), Place::from("浙江/衢州"));
        assert!(country.contains(&quzhou) && zhejiang.contains(&quzhou) && !quzhou.contains(&zhejiang));
        assert!(quzhou.covers_text("浙江衢州衢江区"));
        assert!(zhejiang.covers_text("浙江省衢州市"));
        assert!(country.covers_text("未注明"));
        assert!(!Place::from("上海").covers_text("浙江上海路"));
    }
}
