//! The vault: what is personal, sealed, beside the log and erasable.
//!
//! An entry carries `{"sealed": item, "mac": HMAC-SHA256(salt, plaintext)}`; the vault row holds the salt and the
//! sealed text. With row and salt erased the commitment tells nothing, and the entry stays provable.

use crate::Keys;
use chacha20poly1305::aead::{Aead, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use serde_json::{Map, Value};
use sha2::Sha256;
use std::collections::HashMap;
use subtle::ConstantTimeEq as _;
use units::{Digest, ItemId, PersonId, StreamId};

/// A row of the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VaultRow {
    /// Its id, as entries name it.
    pub item: ItemId,
    /// Whose value it is.
    pub subject: Option<PersonId>,
    /// Key of the commitment in the entry.
    pub salt: Digest,
    /// Nonce and sealed text, bound to stream, item and subject.
    pub sealed: Vec<u8>,
}

/// Plaintexts by item, opened for folding.
pub type Opened = HashMap<ItemId, Value>;

const NONCE: usize = 24;

pub(crate) fn fill_random(bytes: &mut [u8]) {
    // INVARIANT: without the system's randomness nothing here is safe; stopping is the only honest answer.
    getrandom::fill(bytes).expect("system randomness");
}

/// Seals and opens with the deployment's key.
pub(crate) struct Vault {
    cipher: XChaCha20Poly1305,
}

impl Vault {
    pub(crate) fn new(keys: &Keys) -> Self {
        Self { cipher: XChaCha20Poly1305::new(&keys.derived("vault").into()) }
    }

    /// Takes every `{"sealed", "value"}` out of `body`, leaving commitments, and returns the rows to keep.
    pub(crate) fn take(&self, stream: StreamId, body: &mut Value, rows: &mut Vec<VaultRow>) {
        match body {
            Value::Object(map) => match sealed_item(map) {
                Some(item) => {
                    if let Some(value) = map.remove("value") {
                        let subject = subject(map);
                        // INVARIANT: a JSON value is always writable as JSON.
                        let plaintext = serde_json::to_vec(&value).expect("JSON");
                        let row = self.seal(stream, item, subject, &plaintext);
                        map.insert("mac".into(), commitment(row.salt, &plaintext).to_string().into());
                        rows.push(row);
                    }
                }
                None => map.values_mut().for_each(|v| self.take(stream, v, rows)),
            },
            Value::Array(list) => list.iter_mut().for_each(|v| self.take(stream, v, rows)),
            _ => {}
        }
    }

    fn seal(&self, stream: StreamId, item: ItemId, subject: Option<PersonId>, plaintext: &[u8]) -> VaultRow {
        let mut random = [0; 32 + NONCE];
        fill_random(&mut random);
        // INVARIANT: both slices have the lengths their types ask for.
        let salt = Digest(random[..32].try_into().expect("32 bytes"));
        let nonce: [u8; NONCE] = random[32..].try_into().expect("24 bytes");
        let aad = binding(stream, item, subject);
        let sealed = self.cipher.encrypt(&XNonce::from(nonce), Payload { msg: plaintext, aad: &aad });
        // INVARIANT: encryption fails only beyond 256 GiB; texts are limited to kilobytes.
        let sealed = [&nonce[..], &sealed.expect("short text")].concat();
        VaultRow { item, subject, salt, sealed }
    }

    /// The plaintext of a row; `None` if row, place or key is not what it was sealed with.
    pub(crate) fn open(&self, stream: StreamId, row: &VaultRow) -> Option<Vec<u8>> {
        let (nonce, text) = row.sealed.split_at_checked(NONCE)?;
        let nonce: [u8; NONCE] = nonce.try_into().ok()?;
        let aad = binding(stream, row.item, row.subject);
        self.cipher.decrypt(&XNonce::from(nonce), Payload { msg: text, aad: &aad }).ok()
    }
}

/// What a sealed text is bound to: it cannot be moved to another item, person or stream.
fn binding(stream: StreamId, item: ItemId, subject: Option<PersonId>) -> Vec<u8> {
    let subject = subject.map_or(u64::MAX, |p| u64::from(p.0));
    [&stream.number().to_be_bytes()[..], &item.0, &subject.to_be_bytes()].concat()
}

pub(crate) fn commitment(salt: Digest, plaintext: &[u8]) -> Digest {
    // INVARIANT: HMAC takes a key of any length.
    let mut mac = Hmac::<Sha256>::new_from_slice(&salt.0).expect("HMAC key");
    mac.update(plaintext);
    Digest(mac.finalize().into_bytes().into())
}

/// Whether `mac` commits to `plaintext` under `salt`.
pub(crate) fn commits(mac: Digest, salt: Digest, plaintext: &[u8]) -> bool {
    commitment(salt, plaintext).0.ct_eq(&mac.0).into()
}

fn sealed_item(map: &Map<String, Value>) -> Option<ItemId> {
    map.get("sealed")?.as_str()?.parse().ok()
}

fn subject(map: &Map<String, Value>) -> Option<PersonId> {
    map.get("subject")?.as_u64().map(|n| PersonId(n as u32))
}

/// Whether a body holds anything sealed at all; most events do not, and skip the detour over a tree of values.
pub(crate) fn has_sealed(body: &str) -> bool {
    body.contains("\"sealed\":\"")
}

/// Puts opened values back where entries hold commitments.
pub(crate) fn restore(body: &mut Value, opened: &mut Opened) {
    match body {
        Value::Object(map) => match sealed_item(map) {
            Some(item) => {
                if let Some(value) = opened.remove(&item) {
                    map.insert("value".into(), value);
                }
            }
            None => map.values_mut().for_each(|v| restore(v, opened)),
        },
        Value::Array(list) => list.iter_mut().for_each(|v| restore(v, opened)),
        _ => {}
    }
}

/// Every commitment in a body: the item, what it commits to, and whose it is.
pub(crate) fn commitments(body: &Value, out: &mut Vec<(ItemId, Option<Digest>, Option<PersonId>)>) {
    match body {
        Value::Object(map) => match sealed_item(map) {
            Some(item) => {
                let mac = map.get("mac").and_then(Value::as_str).and_then(|m| m.parse().ok());
                out.push((item, mac, subject(map)));
            }
            None => map.values().for_each(|v| commitments(v, out)),
        },
        Value::Array(list) => list.iter().for_each(|v| commitments(v, out)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use units::Sealer;

    fn vault() -> Vault {
        Vault::new(&Keys::generate())
    }

    #[test]
    fn nothing_personal_stays_in_the_body() {
        let (vault, stream, sealer) = (vault(), StreamId::from_bits(9), Sealer::new([1; 16]));
        let name = sealer.seal(Some(PersonId(4)), "王兰".to_owned());
        let mut body = json!({"unit": 7, "owners": [{"name": name, "since": "2020-01-01"}]});
        let mut rows = Vec::new();
        vault.take(stream, &mut body, &mut rows);
        assert!(!body.to_string().contains("王兰"));
        assert_eq!((rows.len(), rows[0].subject), (1, Some(PersonId(4))));

        let plaintext = vault.open(stream, &rows[0]).unwrap();
        let mut found = Vec::new();
        commitments(&body, &mut found);
        assert!(commits(found[0].1.unwrap(), rows[0].salt, &plaintext));
        assert!(!commits(found[0].1.unwrap(), rows[0].salt, "\"李四\"".as_bytes()));

        let mut opened = Opened::from([(rows[0].item, serde_json::from_slice(&plaintext).unwrap())]);
        restore(&mut body, &mut opened);
        assert_eq!(body["owners"][0]["name"]["value"], "王兰");
    }

    #[test]
    fn a_sealed_text_opens_only_in_its_own_place() {
        let (vault, stream) = (vault(), StreamId::from_bits(9));
        let row = vault.seal(stream, ItemId([2; 16]), Some(PersonId(4)), b"\"x\"");
        assert!(vault.open(stream, &row).is_some());
        assert!(vault.open(StreamId::from_bits(10), &row).is_none());
        assert!(vault.open(stream, &VaultRow { subject: Some(PersonId(5)), ..row.clone() }).is_none());
        assert!(vault.open(stream, &VaultRow { item: ItemId([3; 16]), ..row.clone() }).is_none());
        assert!(self::vault().open(stream, &row).is_none(), "another deployment's key");
        let mut bent = row.clone();
        bent.sealed[30] ^= 1;
        assert!(vault.open(stream, &bent).is_none());
        assert!(vault.open(stream, &VaultRow { sealed: vec![1, 2], ..row }).is_none());
    }
}
