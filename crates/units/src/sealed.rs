//! Values that never stand in the record itself: names, contacts, choices, and every text a person types.

use crate::{ItemId, PersonId};
use serde::{Deserialize, Serialize};
use std::cell::Cell;

/// A value kept in the vault. The record's entry carries only the item's id and a commitment to the value; the value
/// itself can be erased, and then is `None` for ever while the record stays provable.
///
/// Serialised by `decide` it holds its plaintext under `value`; the record room takes that out, puts a commitment in
/// its place and keeps the plaintext in the vault (see `record::vault`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed<T> {
    item: ItemId,
    subject: Option<PersonId>,
    value: Option<T>,
}

/// The form in the record. The item's key is named so that the record room knows a sealed value when it sees one.
#[derive(Serialize, Deserialize)]
struct Stored<T> {
    #[serde(rename = "sealed")]
    item: ItemId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    subject: Option<PersonId>,
    #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
    value: Option<T>,
}

impl<T: Serialize> Serialize for Sealed<T> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() {
            Stored { item: self.item, subject: self.subject, value: self.value.as_ref() }.serialize(to)
        } else {
            (self.item, self.subject, &self.value).serialize(to)
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Sealed<T> {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let (item, subject, value) = if from.is_human_readable() {
            let Stored { item, subject, value } = Stored::deserialize(from)?;
            (item, subject, value)
        } else {
            <(ItemId, Option<PersonId>, Option<T>)>::deserialize(from)?
        };
        Ok(Self { item, subject, value })
    }
}

impl<T> Sealed<T> {
    /// Its place in the vault.
    pub const fn item(&self) -> ItemId {
        self.item
    }

    /// Whose value it is.
    pub const fn subject(&self) -> Option<PersonId> {
        self.subject
    }

    /// The value, unless it was erased.
    pub const fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// Forgets the value: what `Erased` does to the state in memory.
    pub fn erase(&mut self) {
        self.value = None;
    }
}

/// Makes sealed values while a command is decided. Item ids come from the command's random seed, so deciding stays a
/// function of its inputs.
#[derive(Debug)]
pub struct Sealer {
    seed: [u8; 16],
    next: Cell<u32>,
}

impl Sealer {
    /// A sealer for one command; `seed` is 16 fresh random bytes.
    #[must_use]
    pub const fn new(seed: [u8; 16]) -> Self {
        Self { seed, next: Cell::new(0) }
    }

    /// Seals `value`; `subject` is the person it belongs to.
    pub fn seal<T>(&self, subject: Option<PersonId>, value: T) -> Sealed<T> {
        let n = self.next.get();
        self.next.set(n + 1);
        let mut item = self.seed;
        // Twelve random bytes name the command, the last four count its items.
        item[12..].copy_from_slice(&n.to_be_bytes());
        Sealed { item: ItemId(item), subject, value: Some(value) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_of_one_command_differ_and_erasing_keeps_the_item() {
        let sealer = Sealer::new([7; 16]);
        let (mut a, b) = (sealer.seal(Some(PersonId(3)), "王兰".to_owned()), sealer.seal(None, "李四".to_owned()));
        assert_ne!(a.item(), b.item());
        assert_eq!(a.get().map(String::as_str), Some("王兰"));
        let item = a.item();
        a.erase();
        assert_eq!((a.get(), a.item(), a.subject()), (None, item, Some(PersonId(3))));
    }

    #[test]
    fn a_stored_value_reads_back_without_its_plaintext() {
        let json = r#"{"sealed":"000102030405060708090a0b0c0d0e0f"}"#;
        let sealed: Sealed<String> = serde_json::from_str(json).unwrap();
        assert_eq!(sealed.get(), None);
        let json = r#"{"sealed":"000102030405060708090a0b0c0d0e0f","mac":"00","value":"x"}"#;
        let sealed: Sealed<String> = serde_json::from_str(json).unwrap();
        assert_eq!(sealed.get().map(String::as_str), Some("x"));
    }
}
