//! JSON of an engine's file, read so that a hostile one costs no more than is allowed and a contradictory one is refused.
//!
//! A file of 64 MiB may hold thirty million values, and each takes far more memory than its two letters: what the values
//! take is counted while they are read. Of a field that stands twice readers elsewhere take the last; here it is named.

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value, error::Category};
use std::cell::Cell;
use std::fmt;
use units::limits::ENGINE_VALUES_BYTES_MAX;

/// What a field takes beside its value and the letters of its name: the name, its hash, its place in the table.
const FIELD: usize = 48;
/// What the table of an object takes that has any field; a list begins with room for four entries, too.
const TABLE: usize = 4 * (size_of::<Value>() + FIELD);

/// The one value of a file; a byte order mark is left out.
///
/// # Errors
/// What is wrong, with line and column and the cure.
pub fn read(text: &[u8]) -> Result<Value, String> {
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    let mut reader = serde_json::Deserializer::from_slice(text);
    let room = Room(Cell::new(ENGINE_VALUES_BYTES_MAX));
    let read = room.deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    read.map_err(|e| match e.classify() {
        Category::Data => e.to_string(),
        _ => format!("this is not JSON: {e}; mend it there"),
    })
}

/// The memory that values may still take.
struct Room(Cell<usize>);

impl Room {
    fn take<E: serde::de::Error>(&self, bytes: usize) -> Result<(), E> {
        let left = self.0.get().checked_sub(bytes);
        let too_many = || {
            let most = ENGINE_VALUES_BYTES_MAX >> 20;
            E::custom(format!("up to here the values take more than {most} MiB; split it into several files"))
        };
        left.map(|left| self.0.set(left)).ok_or_else(too_many)
    }
}

impl<'de> DeserializeSeed<'de> for &Room {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        self.take(size_of::<Value>())?;
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &Room {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Value, E> {
        Ok(yes.into())
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Value, E> {
        self.take(text.len())?;
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(entry) = entries.next_element_seed(self)? {
            if list.is_empty() {
                self.take(3 * size_of::<Value>())?;
            }
            list.push(entry);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = entries.next_key::<String>()? {
            self.take(FIELD + name.len() + if object.is_empty() { TABLE } else { 0 })?;
            if object.contains_key(&name) {
                let name: String = name.chars().filter(|c| !c.is_control()).take(40).collect();
                return Err(A::Error::custom(format!("`{name}` stands here a second time; keep the right one")));
            }
            object.insert(name, entries.next_value_seed(self)?);
        }
        Ok(object.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_what_any_reader_reads() {
        let text = r#"{"b": [1, -2, 3.25, 18446744073709551615, 1e-3, "字\n", null, true, {}], "a": {"x": []}}"#;
        assert_eq!(read(text.as_bytes()).unwrap(), serde_json::from_str::<Value>(text).unwrap());
        assert_eq!(read("\u{feff}[7]".as_bytes()).unwrap(), serde_json::json!([7]));
    }

    #[test]
    fn what_is_wrong_has_a_place_and_a_cure() {
        for (text, told) in [
            ("{\"a\": 1,\n \"a\": 2}", "`a` stands here a second time; keep the right one at line 2"),
            ("[1, 2", "this is not JSON: EOF while parsing a list at line 1 column 5; mend it there"),
            ("[1] 2", "this is not JSON: trailing characters at line 1 column 5; mend it there"),
            ("[1e999]", "number out of range at line 1"),
            ("", "EOF while parsing a value at line 1"),
        ] {
            let why = read(text.as_bytes()).unwrap_err();
            assert!(why.contains(told), "{text}: {why}");
        }
        let deep = "[".repeat(1 << 20);
        assert!(read(deep.as_bytes()).unwrap_err().contains("recursion limit exceeded at line 1 column 128"));
    }

    #[test]
    fn values_beyond_the_limit_are_refused_before_they_take_more() {
        for unit in ["0,", "{},", "[],", "{\"\":0},", "{\"ab\":{\"\":\"\"}},"] {
            let text = format!("[{}0]", unit.repeat((40 << 20) / unit.len()));
            let why = read(text.as_bytes()).unwrap_err();
            assert!(why.contains("split it into several files at line 1 column"), "{unit}: {why}");
        }
    }
}
