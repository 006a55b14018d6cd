//! Reading a file of figures: whatever is wrong has a place, a reason and a cure.
//!
//! Knows nothing of what a file means. A [`Place`] is a value and the way to it; every reader below takes one figure or
//! refuses it within its limits, so a hostile file costs no more than its own length.

use serde_json::{Map, Value};
use std::fmt;
use std::ops::RangeInclusive;

/// What is wrong with a file, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The way to it: `estates[3].components[0].cost`.
    pub place: String,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub cure: String,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.place, self.what, self.cure)
    }
}

impl std::error::Error for Wrong {}

/// A value in a file and the way to it.
#[derive(Clone, Debug)]
pub struct Place<'a> {
    /// The way, for a person.
    pub path: String,
    /// What stands there.
    pub value: &'a Value,
}

impl<'a> Place<'a> {
    /// The whole file.
    #[must_use]
    pub fn root(value: &'a Value) -> Self {
        Self { path: "file".into(), value }
    }

    /// That this place is wrong.
    #[must_use]
    pub fn wrong(&self, what: impl Into<String>, cure: impl Into<String>) -> Wrong {
        Wrong { place: self.path.clone(), what: what.into(), cure: cure.into() }
    }

    /// The field `name`, if it is there and says something.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Place<'a>> {
        match self.value.get(name) {
            None | Some(Value::Null) => None,
            Some(value) => Some(Place { path: format!("{}.{name}", self.path), value }),
        }
    }

    /// The first of several names that is there.
    #[must_use]
    pub fn any(&self, names: &[&str]) -> Option<Place<'a>> {
        names.iter().find_map(|name| self.get(name))
    }

    /// The field `name`.
    ///
    /// # Errors
    /// It is not there.
    pub fn need(&self, name: &str) -> Result<Place<'a>, Wrong> {
        if !self.value.is_object() {
            return Err(self.wrong("this is not an object", "write {\"name\": value, …} here"));
        }
        self.get(name).ok_or_else(|| self.wrong(format!("`{name}` is missing"), format!("add `{name}`")))
    }

    /// A number within `range`.
    ///
    /// # Errors
    /// Not a number, or outside.
    pub fn number(&self, range: RangeInclusive<f64>) -> Result<f64, Wrong> {
        let bounds = format!("write a number from {} to {}", range.start(), range.end());
        match self.value.as_f64() {
            None => Err(self.wrong("this is not a number", bounds)),
            Some(x) if range.contains(&x) => Ok(x),
            Some(x) => Err(self.wrong(format!("{x} is outside what this can be"), bounds)),
        }
    }

    /// A whole number within `range`.
    ///
    /// # Errors
    /// Not a whole number, or outside.
    pub fn whole(&self, range: RangeInclusive<u32>) -> Result<u32, Wrong> {
        let x = self.number(f64::from(*range.start())..=f64::from(*range.end()))?;
        match x.fract() == 0.0 {
            true => Ok(x as u32),
            false => Err(self.wrong(format!("{x} is not a whole number"), "leave the decimals away")),
        }
    }

    /// An amount of money in minor units, `grain` of them to one of the currency, rounded half up; from `0` on.
    ///
    /// # Errors
    /// Not an amount, negative, or beyond [`units::limits::STUDY_AMOUNT_MAX`].
    pub fn amount(&self, grain: f64) -> Result<i64, Wrong> {
        Ok(crate::round::half_up(self.number(0.0..=units::limits::STUDY_AMOUNT_MAX)? * grain))
    }

    /// Yes or no.
    ///
    /// # Errors
    /// Neither.
    pub fn yes(&self) -> Result<bool, Wrong> {
        self.value.as_bool().ok_or_else(|| self.wrong("this is neither yes nor no", "write true or false"))
    }

    /// A text of one line, of at most a name's length.
    ///
    /// # Errors
    /// Not a text, or too long.
    pub fn text(&self) -> Result<&'a str, Wrong> {
        let most = units::limits::TEXT_CHARS_MAX;
        match self.value.as_str() {
            Some(text) if text.chars().count() <= most => Ok(text),
            Some(_) => Err(self.wrong("this text is too long", format!("write at most {most} characters"))),
            None => Err(self.wrong("this is not a text", "write it in quotation marks")),
        }
    }

    /// One of a few words, as its number in `words`.
    ///
    /// # Errors
    /// None of them.
    pub fn word<T: Copy>(&self, words: &[(&str, T)]) -> Result<T, Wrong> {
        let text = self.text()?;
        words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value).ok_or_else(|| {
            let all: Vec<_> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
            self.wrong(format!("`{}` is not known here", short(text)), format!("write one of {}", all.join(", ")))
        })
    }

    /// The entries of a list of at most `most`.
    ///
    /// # Errors
    /// Not a list, or too long.
    pub fn list(&self, most: usize) -> Result<Vec<Place<'a>>, Wrong> {
        let Value::Array(entries) = self.value else {
            return Err(self.wrong("this is not a list", "write [ … ] here"));
        };
        if entries.len() > most {
            return Err(self.wrong(format!("{} entries are too many", entries.len()), format!("keep at most {most}")));
        }
        let place = |(i, value)| Place { path: format!("{}[{i}]", self.path), value };
        Ok(entries.iter().enumerate().map(place).collect())
    }

    /// The fields of an object.
    ///
    /// # Errors
    /// Not an object.
    pub fn fields(&self) -> Result<&'a Map<String, Value>, Wrong> {
        self.value.as_object().ok_or_else(|| self.wrong("this is not an object", "write {\"name\": value, …} here"))
    }

    /// That nothing but the fields `known` stands here: a misspelled name would otherwise silently be no figure at all.
    ///
    /// # Errors
    /// The first unknown field, with the likeliest name.
    pub fn only(&self, known: &[&str]) -> Result<(), Wrong> {
        let unknown = |n: &&String| !known.contains(&n.as_str()) && !n.starts_with('_');
        let Some(name) = self.fields()?.keys().find(unknown) else { return Ok(()) };
        let near = known.iter().min_by_key(|k| distance(k, name)).filter(|k| distance(k, name) <= 3);
        let cure = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known here: {}; a note may be called `_note`", known.join(", ")),
        };
        Err(self.wrong(format!("`{}` is not known here", short(name)), cure))
    }

    /// That no field is nearly one of `known` and none of them nor of `others`: what a file says besides is its own affair, but
    /// a misspelled name would silently be no figure at all.
    ///
    /// # Errors
    /// The first such field, with the name it is near to.
    pub fn no_near_miss(&self, known: &[&str], others: &[&str]) -> Result<(), Wrong> {
        let Some(fields) = self.value.as_object() else { return Ok(()) };
        let its_own =
            |n: &&String| !known.contains(&n.as_str()) && !others.contains(&n.as_str()) && !n.starts_with('_');
        for name in fields.keys().filter(its_own) {
            if let Some(near) = known.iter().find(|known| near_miss(name, known)) {
                let cure = format!("did you mean `{near}`? a note may be called `_{near}`");
                return Err(self.wrong(format!("`{}` is not known here", short(name)), cure));
            }
        }
        Ok(())
    }
}

/// Whether `name` is `known` but for its writing, a letter or two, or a word added as people add it to a rate.
fn near_miss(name: &str, known: &str) -> bool {
    let written: String =
        name.trim().chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect();
    let bare = ["_rate", "_percent", "_pct"].iter().find_map(|more| written.strip_suffix(more)).unwrap_or(&written);
    match known.len() {
        0..4 => bare == known,
        4..7 => distance(bare, known) <= 1,
        _ => distance(bare, known) <= 2,
    }
}

/// A text as an error shows it.
fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// How many letters to change, add or leave out to come from one word to the other (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(40).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().take(40).enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for j in 0..b.len() {
            let swap = corner + usize::from(letter != b[j]);
            corner = row[j + 1];
            row[j + 1] = swap.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_wrong_has_a_place_and_a_cure() {
        let file = json!({"rows": [{"cost": "12"}, {"cots": 3}, {"cost": 1e300}]});
        let rows = Place::root(&file).need("rows").unwrap().list(9).unwrap();
        let first = rows[0].need("cost").unwrap().amount(100.0).unwrap_err();
        assert_eq!(first.place, "file.rows[0].cost");
        assert!(first.to_string().contains("not a number"));
        assert!(rows[1].only(&["cost", "life"]).unwrap_err().cure.contains("`cost`"));
        assert!(rows[2].need("cost").unwrap().amount(100.0).is_err());
        assert!(Place::root(&file).need("rows").unwrap().list(2).is_err());
        assert!(Place::root(&file).need("missing").is_err());
    }
}
