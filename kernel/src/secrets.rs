//! The signing key and what is derived from it. The key comes from `PREAU_SECRET_KEY` or a file of mode 0600 made at
//! first start, never from the database; during a rotation the previous key is still accepted.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::clock::Chance;
use crate::config::Config;
use crate::error::{Error, Result};

/// A shorter key would be guessable.
pub const MIN_KEY_LENGTH: usize = 32;

/// What a derived key is for; each purpose has a key of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Jwt,
    Cookie,
    Csrf,
    ApiToken,
    OneTime,
    Device,
    AuditSeal,
    Vault,
    /// Links that show one thing to whoever has them, without a login.
    Link,
}

impl Purpose {
    fn label(self) -> &'static str {
        match self {
            Self::Jwt => "preau jwt",
            Self::Cookie => "preau cookie",
            Self::Csrf => "preau csrf",
            Self::ApiToken => "preau api token",
            Self::OneTime => "preau one-time secret",
            Self::Device => "preau device",
            Self::AuditSeal => "preau audit seal",
            Self::Vault => "preau vault",
            Self::Link => "preau link",
        }
    }
}

#[derive(Clone)]
pub struct Secrets(Arc<Vec<MasterKey>>);

struct MasterKey {
    /// The first 8 hex digits of its hash: names the key in tokens and seals without telling anything of it.
    id: String,
    bytes: Vec<u8>,
    /// Retired keys only verify audit seals.
    retired: bool,
}

impl Secrets {
    /// The first key signs; `previous` is still accepted; `retired` verify old seals only.
    pub fn new(key: &str, previous: Option<&str>, retired: &[String]) -> Self {
        let master = |text: &str, retired| MasterKey {
            id: hex::encode(Sha256::digest(text.as_bytes()))[..8].to_owned(),
            bytes: text.as_bytes().to_vec(),
            retired,
        };
        let mut keys = vec![master(key, false)];
        keys.extend(previous.filter(|p| !p.is_empty()).map(|p| master(p, false)));
        keys.extend(retired.iter().map(|r| master(r, true)));
        Self(Arc::new(keys))
    }

    /// From the configuration, or from the key file, which is made when it is missing.
    pub fn load(config: &Config, chance: &Chance) -> Result<Self> {
        let section = &config.secrets;
        let key = if section.key.is_empty() { from_file(&key_file(config), chance)? } else { section.key.clone() };
        if key.len() < MIN_KEY_LENGTH {
            return Err(Error::internal(format!(
                "secrets.key (PREAU_SECRET_KEY): at least {MIN_KEY_LENGTH} characters are needed, {} are there",
                key.len()
            )));
        }
        Ok(Self::new(&key, Some(&section.previous_key), &section.retired_keys))
    }

    /// The name of the key that signs.
    pub fn current_id(&self) -> &str {
        &self.0[0].id
    }

    /// The derived keys that are accepted for a purpose, the signing one first, each with its name.
    pub fn keys(&self, purpose: Purpose) -> Vec<(String, [u8; 32])> {
        self.0
            .iter()
            .filter(|key| !key.retired || purpose == Purpose::AuditSeal)
            .map(|key| (key.id.clone(), derive(&key.bytes, purpose)))
            .collect()
    }

    /// HMAC-SHA-256 under the signing key of a purpose.
    pub fn mac(&self, purpose: Purpose, parts: &[&[u8]]) -> [u8; 32] {
        hmac(&derive(&self.0[0].bytes, purpose), parts)
    }

    /// Whether `tag` is the HMAC under any accepted key, in constant time.
    pub fn verify(&self, purpose: Purpose, parts: &[&[u8]], tag: &[u8]) -> bool {
        self.keys(purpose).iter().fold(false, |ok, (_, key)| ok | bool::from(hmac(key, parts).ct_eq(tag)))
    }

    /// Encrypts a small secret for the database: `keyid.nonce.ciphertext`, bound to `context` (table and row).
    pub fn seal(&self, chance: &Chance, context: &str, plain: &[u8]) -> Result<String> {
        let nonce: [u8; 12] = chance.bytes();
        let key = derive(&self.0[0].bytes, Purpose::Vault);
        let payload = chacha20poly1305::aead::Payload { msg: plain, aad: context.as_bytes() };
        let sealed = ChaCha20Poly1305::new(&Key::from(key))
            .encrypt(&Nonce::from(nonce), payload)
            .map_err(|_| Error::internal("encryption"))?;
        Ok(format!("{}.{}.{}", self.0[0].id, URL_SAFE_NO_PAD.encode(nonce), URL_SAFE_NO_PAD.encode(sealed)))
    }

    /// Opens what [`Self::seal`] made under the current or previous key; `None` for anything else.
    pub fn open(&self, context: &str, sealed: &str) -> Option<Vec<u8>> {
        let [id, nonce, text]: [&str; 3] = sealed.split('.').collect::<Vec<_>>().try_into().ok()?;
        let key = self.0.iter().find(|key| key.id == id && !key.retired)?;
        let nonce: [u8; 12] = URL_SAFE_NO_PAD.decode(nonce).ok()?.try_into().ok()?;
        let text = URL_SAFE_NO_PAD.decode(text).ok()?;
        let payload = chacha20poly1305::aead::Payload { msg: &text, aad: context.as_bytes() };
        ChaCha20Poly1305::new(&Key::from(derive(&key.bytes, Purpose::Vault))).decrypt(&Nonce::from(nonce), payload).ok()
    }
}

/// HMAC-SHA-256 over length-prefixed parts, so that no two lists of parts give the same bytes.
pub fn hmac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in parts {
        mac.update(&(part.len() as u64).to_le_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

fn derive(master: &[u8], purpose: Purpose) -> [u8; 32] {
    let mut key = [0; 32];
    // 32 bytes are always a valid length for HKDF-SHA-256.
    let _ = Hkdf::<Sha256>::new(None, master).expand(purpose.label().as_bytes(), &mut key);
    key
}

/// Where the key file stands: as configured, else beside the SQLite database, else in the working directory.
pub fn key_file(config: &Config) -> PathBuf {
    let named = &config.secrets.file;
    if !named.as_os_str().is_empty() {
        return named.clone();
    }
    match config.database.sqlite_path() {
        Some(mut path) => {
            path.as_mut_os_string().push(".key");
            path
        }
        None => PathBuf::from("preau.key"),
    }
}

fn from_file(path: &Path, chance: &Chance) -> Result<String> {
    use std::io::Write;
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    let made = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    match made {
        Ok(mut file) => {
            let key = URL_SAFE_NO_PAD.encode(chance.bytes::<48>());
            file.write_all(key.as_bytes())?;
            file.sync_all()?;
            Ok(key)
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            let mode = std::fs::metadata(path)?.permissions().mode() & 0o777;
            if mode & 0o077 != 0 {
                return Err(Error::internal(format!(
                    "secrets.file: {} can be read by others (mode {mode:o}); chmod 600 it",
                    path.display()
                )));
            }
            Ok(std::fs::read_to_string(path)?.trim().to_owned())
        }
        Err(error) => Err(Error::internal(format!("secrets.file: {}: {error}", path.display()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "an old key of more than thirty-two characters";
    const NEW: &str = "a new key of rather more than thirty-two characters";

    #[test]
    fn a_sealed_secret_opens_under_its_key_and_context_only() {
        let chance = Chance::seeded(1);
        let old = Secrets::new(OLD, None, &[]);
        let Ok(sealed) = old.seal(&chance, "otp/1", b"JBSWY3DP") else { panic!("sealed") };
        assert_eq!(old.open("otp/1", &sealed).as_deref(), Some(&b"JBSWY3DP"[..]));
        assert_eq!(old.open("otp/2", &sealed), None);
        assert_eq!(old.open("otp/1", &format!("{sealed}.more")), None);
        assert_eq!(Secrets::new(NEW, None, &[]).open("otp/1", &sealed), None);
        assert!(Secrets::new(NEW, Some(OLD), &[]).open("otp/1", &sealed).is_some());
    }

    #[test]
    fn a_tag_holds_through_a_rotation_and_ends_with_it() {
        let tag = Secrets::new(OLD, None, &[]).mac(Purpose::Cookie, &[b"7"]);
        assert!(Secrets::new(NEW, Some(OLD), &[]).verify(Purpose::Cookie, &[b"7"], &tag));
        assert!(!Secrets::new(NEW, None, &[OLD.into()]).verify(Purpose::Cookie, &[b"7"], &tag));
        assert!(!Secrets::new(OLD, None, &[]).verify(Purpose::Csrf, &[b"7"], &tag));
    }

    #[test]
    fn parts_cannot_be_shifted() {
        let key = [7; 32];
        assert_ne!(hmac(&key, &[b"ab", b"c"]), hmac(&key, &[b"a", b"bc"]));
    }
}
