//! Where a rule holds.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A place from the outside in: `浙江/衢州/衢江`. The empty place is the whole country.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Place(Vec<String>);

impl Place {
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
    fn a_province_holds_its_cities() {
        let (country, zhejiang, quzhou) = (Place::default(), Place::from("浙江"), Place::from("浙江/衢州"));
        assert!(country.contains(&quzhou) && zhejiang.contains(&quzhou) && !quzhou.contains(&zhejiang));
        assert!(quzhou.covers_text("浙江衢州衢江区"));
        assert!(zhejiang.covers_text("浙江省衢州市"));
        assert!(country.covers_text("未注明"));
        assert!(!Place::from("上海").covers_text("浙江上海路"));
    }
}
