//! Ids. Small numbers inside a stream, random ones where two machines may count at once.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Position in a stream, from 1; 0 is the empty stream.
pub type Seq = u64;

macro_rules! numbered {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

numbered! {
    /// An exclusive unit (专有部分) of an estate.
    UnitId;
    /// A person or organisation known to one stream; the same human being has another number in another stream.
    PersonId;
    /// A motion put to the owners' assembly of an estate.
    MotionId;
    /// A place of an estate where papers are hung (公示点位).
    SpotId;
    /// A consultation of households (意愿征询).
    ConsentId;
    /// A help named by an owner (协助).
    HelpId;
}

macro_rules! yearly {
    ($($(#[$doc:meta])* $name:ident of $what:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name {
            /// The year it was given in.
            pub year: i16,
            /// Its number within the year, from 1.
            pub number: u32,
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}-{:04}", self.year, self.number)
            }
        }

        impl FromStr for $name {
            type Err = String;
            fn from_str(text: &str) -> Result<Self, String> {
                let parsed = text
                    .split_once('-')
                    .and_then(|(y, n)| Some(Self { year: y.parse().ok()?, number: n.parse().ok()? }));
                parsed.ok_or_else(|| format!(concat!("`{}` is not the number of ", $what, " such as 2026-0117"), text))
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;
            fn try_from(text: String) -> Result<Self, String> {
                text.parse()
            }
        }
    )*};
}

yearly! {
    /// Number of a matter (事项) for life: `2026-0117`.
    MatterId of "a matter";
    /// Number of a document (文书) an estate drew up: `2026-0003`, on paper 〔2026〕第3号.
    DocumentId of "a document";
    /// Number of an entry in the register of the seal (用印登记): `2026-0001`.
    SealUseId of "a use of the seal";
}

/// Digits without 0/O and 1/I/L mixed up, as Crockford set them: codes are read out over the phone.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// An estate or a district: 40 random bits, written as eight letters (`7K4M92QD`) in addresses and on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StreamId(u64);

impl StreamId {
    /// How many random bits an id holds.
    pub const BITS: u32 = 40;

    /// The id in the low 40 bits of `bits`.
    #[must_use]
    pub const fn from_bits(bits: u64) -> Self {
        Self(bits & ((1 << Self::BITS) - 1))
    }

    /// As a number, for database columns.
    #[must_use]
    pub const fn number(self) -> i64 {
        // INVARIANT: 40 bits always fit.
        self.0 as i64
    }
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for i in (0..8).rev() {
            write!(f, "{}", char::from(ALPHABET[(self.0 >> (i * 5) & 31) as usize]))?;
        }
        Ok(())
    }
}

impl FromStr for StreamId {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let mut bits = 0_u64;
        let mut digits = 0;
        for c in text.chars().filter(|c| !matches!(c, ' ' | '-')) {
            let c = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                c => c,
            };
            let value =
                ALPHABET.iter().position(|a| char::from(*a) == c).ok_or_else(|| format!("`{text}` is not an id"))?;
            bits = bits << 5 | value as u64;
            digits += 1;
        }
        if digits == 8 { Ok(Self::from_bits(bits)) } else { Err(format!("`{text}` is not an id of eight letters")) }
    }
}

impl From<StreamId> for String {
    fn from(id: StreamId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for StreamId {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

macro_rules! random_bytes {
    ($($(#[$doc:meta])* $name:ident($len:literal);)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $len]);

        // Digits where people may read it, bytes in snapshots.
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                if to.is_human_readable() { to.collect_str(self) } else { self.0.serialize(to) }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                if from.is_human_readable() {
                    let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
                    text.parse().map_err(serde::de::Error::custom)
                } else {
                    <[u8; $len]>::deserialize(from).map(Self)
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut hex = [0_u8; $len * 2];
                for (pair, byte) in hex.chunks_exact_mut(2).zip(self.0) {
                    pair[0] = b"0123456789abcdef"[usize::from(byte >> 4)];
                    pair[1] = b"0123456789abcdef"[usize::from(byte & 15)];
                }
                // INVARIANT: hex digits are ASCII.
                f.write_str(std::str::from_utf8(&hex).unwrap_or_default())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = String;
            fn from_str(text: &str) -> Result<Self, String> {
                let wrong = || format!("`{text}` is not {} hexadecimal digits", $len * 2);
                let digits = text.as_bytes();
                if digits.len() != $len * 2 {
                    return Err(wrong());
                }
                let mut bytes = [0_u8; $len];
                for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
                    *byte = hex_digit(pair[0]).zip(hex_digit(pair[1])).map(|(h, l)| h << 4 | l).ok_or_else(wrong)?;
                }
                Ok(Self(bytes))
            }
        }

    )*};
}

// Lower case only: one spelling for one id, as what is stored is what is hashed.
fn hex_digit(c: u8) -> Option<u8> {
    match c {
        b'0'..=b'9' => Some(c - b'0'),
        b'a'..=b'f' => Some(c - b'a' + 10),
        _ => None,
    }
}

random_bytes! {
    /// One attempt to do one thing: sent again after a lost answer, it is answered as before.
    CommandId(16);
    /// A value in the vault.
    ItemId(16);
    /// An account; which person it stands for is said stream by stream.
    AccountId(16);
    /// A deployment: part of every signed head.
    DeploymentId(16);
    /// A SHA-256 digest.
    Digest(32);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn stream_ids_are_read_as_people_copy_them() {
        let id: StreamId = "7K4M92QD".parse().unwrap();
        assert_eq!("7k4m 92qd".parse(), Ok(id));
        assert_eq!("OIL00000".parse::<StreamId>().unwrap().to_string(), "01100000");
        assert!("7K4M92Q".parse::<StreamId>().is_err());
        assert!("7K4M92QU".parse::<StreamId>().is_err(), "U is not in the alphabet");
    }

    #[test]
    fn one_spelling_for_one_digest() {
        assert!("AB".repeat(32).parse::<Digest>().is_err());
        assert_eq!("ab".repeat(32).parse::<Digest>().unwrap().to_string(), "ab".repeat(32));
    }

    #[test]
    fn matters_keep_their_number() {
        assert_eq!("2026-0117".parse(), Ok(MatterId { year: 2026, number: 117 }));
        assert_eq!(MatterId { year: 2026, number: 12345 }.to_string(), "2026-12345");
    }

    proptest! {
        #[test]
        fn ids_read_back(bits: u64, bytes: [u8; 16]) {
            let id = StreamId::from_bits(bits);
            prop_assert_eq!(id.to_string().parse(), Ok(id));
            prop_assert_eq!(ItemId(bytes).to_string().parse(), Ok(ItemId(bytes)));
        }
    }
}
