//! Password hashes: ours (Argon2id as a PHC string) and those a Django site brings along.
//!
//! Cost by default: OWASP Password Storage Cheat Sheet, Argon2id 19 MiB × 2. Foreign formats: `django/contrib/auth/hashers.py`.
//! Everything here is slow on purpose and takes memory: callers run it in a bounded queue and lend it the working memory.

mod encoded;
mod memory;
mod scheme;

use argon2::{Algorithm, Argon2, Params, Version};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq;

use encoded::Encoded;
pub use memory::Memory;
pub use scheme::{Argon2Cost, Prf, Scheme};

/// Length of the hashes we make, in bytes (RFC 9106 section 4 asks for at least 16).
const OWN_DIGEST: usize = 32;

/// Why no hash could be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.code())]
pub enum HashError {
    /// The cost is out of bounds: `verify` would refuse to compute it.
    Cost,
    /// The working memory could not be had.
    Memory,
}

impl HashError {
    /// Stable key of the refusal.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Cost => "hash_cost",
            Self::Memory => "hash_memory",
        }
    }
}

/// Argon2id hash of `password` as a PHC string (`$argon2id$v=19$m=…,t=…,p=…$salt$hash`).
///
/// `memory` grows to what the cost needs and keeps its size, so that a queue may lend it again.
///
/// # Errors
/// [`HashError::Cost`] when the cost is out of bounds, [`HashError::Memory`] when `memory` cannot grow.
pub fn hash(password: &str, salt: &[u8; 16], cost: Argon2Cost, memory: &mut Memory) -> Result<String, HashError> {
    let scheme = Scheme::own(cost);
    if !scheme.is_bearable() {
        return Err(HashError::Cost);
    }
    let digest = derive(&scheme, password, salt, OWN_DIGEST, memory).ok_or(HashError::Memory)?;
    Ok(Encoded { scheme, salt: salt.to_vec(), digest }.to_string())
}

/// Whether `password` is the one `encoded` was made from. Unusable, unknown and absurdly expensive hashes are `false`.
#[must_use]
pub fn verify(password: &str, encoded: &str, memory: &mut Memory) -> bool {
    let Some(known) = Encoded::parse(encoded) else {
        return false;
    };
    derive(&known.scheme, password, &known.salt, known.digest.len(), memory)
        .is_some_and(|digest| digest.ct_eq(&known.digest).into())
}

/// Whether a hash that has just been verified should be made anew: it is not our Argon2id with exactly this cost.
#[must_use]
pub fn needs_upgrade(encoded: &str, cost: Argon2Cost) -> bool {
    is_usable(encoded) && !(encoded.starts_with('$') && Scheme::of(encoded) == Scheme::own(cost))
}

/// Working memory that `verify` takes for this hash, in KiB (0 when nothing is computed).
#[must_use]
pub fn memory_kib(encoded: &str) -> u32 {
    Scheme::of(encoded).memory_kib()
}

/// Whether some password may verify: neither absent, nor marked unusable, nor of an unknown or refused scheme.
#[must_use]
pub fn is_usable(encoded: &str) -> bool {
    !matches!(Scheme::of(encoded), Scheme::Unusable | Scheme::Unknown)
}

/// A hash of this scheme and cost with which nothing verifies: verifying against it takes the time a real one takes,
/// so that an unknown account answers no sooner than a known one.
#[must_use]
pub fn sample(scheme: Scheme) -> String {
    Encoded::blank(scheme).to_string()
}

/// The digest of `password`, `length` bytes long; `None` when it cannot be computed.
fn derive(scheme: &Scheme, password: &str, salt: &[u8], length: usize, memory: &mut Memory) -> Option<Vec<u8>> {
    let mut digest = vec![0u8; length];
    match *scheme {
        Scheme::Argon2 { algorithm, version, cost } => {
            argon2_into(algorithm, version, cost, password, salt, &mut digest, memory)?;
        }
        Scheme::Pbkdf2 { prf: Prf::Sha256, iterations } => {
            // The one entry that is not generic: it is compiled, hence optimised, with its own crate in debug builds too.
            let (algorithm, params) = (pbkdf2::Algorithm::Pbkdf2Sha256, pbkdf2::Params::new(iterations).ok()?);
            pbkdf2::pbkdf2_hmac_with_params(password.as_bytes(), salt, algorithm, params, &mut digest);
        }
        Scheme::Pbkdf2 { prf: Prf::Sha1, iterations } => {
            pbkdf2::pbkdf2_hmac::<sha1::Sha1>(password.as_bytes(), salt, iterations, &mut digest);
        }
        Scheme::Bcrypt { prehashed, cost } => {
            let salt = salt.try_into().ok()?;
            // Django hashes first, in hexadecimal, because bcrypt reads 72 bytes at most.
            let text = if prehashed { hex::encode(Sha256::digest(password)) } else { password.to_owned() };
            let whole = bcrypt::hash_with_salt_bytes(text, cost, salt).ok()?;
            digest.copy_from_slice(whole.get(encoded::BCRYPT_DIGEST)?);
        }
        Scheme::Scrypt { log_n, block, lanes } => {
            let params = scrypt::Params::new(log_n, block, lanes).ok()?;
            scrypt::scrypt(password.as_bytes(), salt, &params, &mut digest).ok()?;
        }
        Scheme::Unusable | Scheme::Unknown => return None,
    }
    Some(digest)
}

fn argon2_into(
    algorithm: Algorithm,
    version: Version,
    cost: Argon2Cost,
    password: &str,
    salt: &[u8],
    digest: &mut [u8],
    memory: &mut Memory,
) -> Option<()> {
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(digest.len())).ok()?;
    let blocks = memory.blocks(params.block_count())?;
    Argon2::new(algorithm, version, params)
        .hash_password_into_with_memory(password.as_bytes(), salt, digest, blocks)
        .ok()
}

#[cfg(test)]
mod tests;
