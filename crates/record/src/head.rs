//! Signed tree heads: what is printed on every notice, and what others hold against us.

use crate::{Keys, PublicKey};
use std::fmt;
use std::str::FromStr;
use units::{DeploymentId, Digest, Moment, Seq, StreamId};

/// Name of the signature algorithm; another (SM2) takes another name beside it.
pub const ALGORITHM: &str = "ed25519";

/// The head of a stream's tree, signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The stream.
    pub stream: StreamId,
    /// How many entries the tree holds.
    pub seq: Seq,
    /// Its root.
    pub root: Digest,
    /// When it was signed.
    pub at: Moment,
    /// Which algorithm signed it.
    pub algorithm: String,
    /// The signature over [`Head::message`].
    pub signature: Vec<u8>,
}

impl Head {
    /// Signs the head of a tree.
    #[must_use]
    pub fn sign(keys: &Keys, stream: StreamId, seq: Seq, root: Digest, at: Moment) -> Self {
        let signature = keys.sign(&Self::message(keys.deployment(), stream, seq, root, at));
        Self { stream, seq, root, at, algorithm: ALGORITHM.into(), signature }
    }

    /// The bytes that are signed: five lines anybody can write down again.
    #[must_use]
    pub fn message(deployment: DeploymentId, stream: StreamId, seq: Seq, root: Digest, at: Moment) -> Vec<u8> {
        format!("yihe head 1\n{deployment}\n{stream}\n{seq}\n{root}\n{at}\n").into_bytes()
    }

    /// Whether the signature is this deployment's.
    #[must_use]
    pub fn verify(&self, deployment: DeploymentId, key: &PublicKey) -> bool {
        let message = Self::message(deployment, self.stream, self.seq, self.root, self.at);
        self.algorithm == ALGORITHM && key.verify(&message, &self.signature)
    }
}

/// A head somebody kept, from a printed notice: `SEQ:ROOT`. The root may be shortened to what the notice prints (16
/// digits or more), spaces are ignored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// How many entries the tree held.
    pub seq: Seq,
    /// The beginning of its root, in hexadecimal digits.
    pub root: String,
}

impl Anchor {
    /// Whether `root` is the anchored one.
    #[must_use]
    pub fn matches(&self, root: Digest) -> bool {
        root.to_string().starts_with(&self.root)
    }
}

impl FromStr for Anchor {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not an anchor such as 18204:9f2c71ae04bd5e13 (16 digits or more)");
        let (seq, root) = text.split_once(':').ok_or_else(wrong)?;
        let root: String = root.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
        let seq: Seq = seq.trim().replace(',', "").parse().map_err(|_| wrong())?;
        if seq == 0 || !(16..=64).contains(&root.len()) || !root.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(wrong());
        }
        Ok(Self { seq, root })
    }
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, self.root)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_speaks_for_one_deployment_and_one_state() {
        let (keys, other) = (Keys::generate(), Keys::generate());
        let stream = StreamId::from_bits(5);
        let head = Head::sign(&keys, stream, 7, Digest([1; 32]), Moment::from_ms(0));
        assert!(head.verify(keys.deployment(), &keys.public()));
        assert!(!head.verify(other.deployment(), &keys.public()));
        assert!(!head.verify(keys.deployment(), &other.public()));
        assert!(!Head { seq: 8, ..head.clone() }.verify(keys.deployment(), &keys.public()));
        assert!(!Head { algorithm: "none".into(), ..head }.verify(keys.deployment(), &keys.public()));
    }

    #[test]
    fn anchors_are_read_off_paper() {
        let anchor: Anchor = "18,204: 9F2C 71ae 04bd 5e13".parse().unwrap();
        assert_eq!(anchor, Anchor { seq: 18_204, root: "9f2c71ae04bd5e13".into() });
        for bad in ["18204", "0:9f2c71ae04bd5e13", "5:9f2c", "5:zzzz71ae04bd5e13"] {
            assert!(bad.parse::<Anchor>().is_err(), "{bad}");
        }
    }
}
