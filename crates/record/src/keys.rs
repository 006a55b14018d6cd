//! The deployment's keys, in one file outside the database.

use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use thiserror::Error;
use units::{DeploymentId, Digest};

/// Why the program refuses to start without proper keys.
#[derive(Debug, Error)]
pub enum KeysError {
    /// There is no key file, and the database already holds records made with one.
    #[error("no key file at `{0}`, but the database holds records; restore the file from its backup")]
    Missing(String),
    /// The file belongs to another database.
    #[error("the key file at `{0}` belongs to another deployment; nothing was changed")]
    Wrong(String),
    /// The file cannot be used as it is.
    #[error("the key file at `{path}` cannot be used: {why}")]
    Unusable {
        /// Where it is.
        path: String,
        /// What is wrong with it.
        why: String,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    format: u32,
    deployment: DeploymentId,
    signing: String,
    signing_key: Digest,
    secret: Digest,
}

/// Everything a deployment must keep secret. Whoever holds it can sign heads: proof against the host needs heads
/// printed and held outside.
pub struct Keys {
    deployment: DeploymentId,
    signing: SigningKey,
    secret: [u8; 32],
}

/// What anybody may hold to check signatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl Keys {
    /// Fresh keys.
    ///
    /// # Panics
    /// If the machine has no randomness; nothing can be signed safely then.
    #[must_use]
    pub fn generate() -> Self {
        let (mut deployment, mut signing, mut secret) = ([0; 16], [0; 32], [0; 32]);
        for bytes in [&mut deployment[..], &mut signing[..], &mut secret[..]] {
            crate::vault::fill_random(bytes);
        }
        Self { deployment: DeploymentId(deployment), signing: SigningKey::from_bytes(&signing), secret }
    }

    /// Reads the file, refusing one that others may read.
    ///
    /// # Errors
    /// `Ok(None)` where there is none; [`KeysError::Unusable`] otherwise.
    pub fn read(path: &Path) -> Result<Option<Self>, KeysError> {
        let unusable = |why: String| KeysError::Unusable { path: path.display().to_string(), why };
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(unusable(e.to_string())),
        };
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(path).map_err(|e| unusable(e.to_string()))?.permissions().mode() & 0o777;
            if mode & 0o077 != 0 {
                return Err(unusable(format!("others may read it (mode {mode:o}); run `chmod 600` on it")));
            }
        }
        let file: KeyFile = serde_json::from_str(&text).map_err(|e| unusable(e.to_string()))?;
        if file.format != 1 || file.signing != crate::ALGORITHM {
            return Err(unusable(format!("format {} with `{}` is not known here", file.format, file.signing)));
        }
        let signing = SigningKey::from_bytes(&file.signing_key.0);
        Ok(Some(Self { deployment: file.deployment, signing, secret: file.secret.0 }))
    }

    /// Writes the file with mode 0600, never over an existing one.
    ///
    /// # Errors
    /// [`KeysError::Unusable`] if it cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), KeysError> {
        let unusable = |why: String| KeysError::Unusable { path: path.display().to_string(), why };
        let file = KeyFile {
            format: 1,
            deployment: self.deployment,
            signing: crate::ALGORITHM.into(),
            signing_key: Digest(self.signing.to_bytes()),
            secret: Digest(self.secret),
        };
        let text = serde_json::to_string_pretty(&file).map_err(|e| unusable(e.to_string()))?;
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut out = options.open(path).map_err(|e| unusable(e.to_string()))?;
        out.write_all(text.as_bytes()).and_then(|()| out.sync_all()).map_err(|e| unusable(e.to_string()))
    }

    /// The deployment's id, part of every signed head.
    #[must_use]
    pub const fn deployment(&self) -> DeploymentId {
        self.deployment
    }

    /// The key others check signatures with.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.signing.verifying_key())
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.signing.sign(message).to_bytes().to_vec()
    }

    /// A key of its own for each purpose, so that no two uses ever meet.
    pub(crate) fn derived(&self, purpose: &str) -> [u8; 32] {
        self.mac(purpose.as_bytes(), &[])
    }

    fn mac(&self, purpose: &[u8], message: &[u8]) -> [u8; 32] {
        // INVARIANT: HMAC takes a key of any length.
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.secret).expect("HMAC key");
        mac.update(&(purpose.len() as u64).to_be_bytes());
        mac.update(purpose);
        mac.update(message);
        mac.finalize().into_bytes().into()
    }

    /// A keyed digest: for sign-in names, slips, session tokens and the contents of commands, so that nobody with the
    /// database alone can try out what they might have been.
    #[must_use]
    pub fn digest(&self, purpose: &str, message: &[u8]) -> Digest {
        Digest(self.mac(purpose.as_bytes(), message))
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keys").field("deployment", &self.deployment).finish_non_exhaustive()
    }
}

impl PublicKey {
    /// Whether `signature` is this key's over `message`.
    #[must_use]
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature).is_ok_and(|s| self.0.verify(message, &s).is_ok())
    }

    /// As 32 bytes.
    #[must_use]
    pub fn bytes(&self) -> Digest {
        Digest(self.0.to_bytes())
    }

    /// From 32 bytes; `None` if they are no key.
    #[must_use]
    pub fn from_bytes(bytes: Digest) -> Option<Self> {
        VerifyingKey::from_bytes(&bytes.0).ok().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_live_in_a_private_file_and_are_never_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("keys");
        assert!(Keys::read(&path).unwrap().is_none());
        let keys = Keys::generate();
        keys.write(&path).unwrap();
        let read = Keys::read(&path).unwrap().unwrap();
        assert_eq!((read.deployment(), read.public()), (keys.deployment(), keys.public()));
        assert_eq!(read.digest("x", b"y"), keys.digest("x", b"y"));
        assert!(keys.write(&path).is_err(), "an existing key file is never replaced");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
            assert!(Keys::read(&path).unwrap_err().to_string().contains("chmod 600"));
        }
    }

    #[test]
    fn purposes_do_not_meet() {
        let keys = Keys::generate();
        assert_ne!(keys.digest("a", b"b"), keys.digest("ab", b""));
        assert_ne!(keys.derived("vault"), keys.derived("snapshot"));
    }
}
