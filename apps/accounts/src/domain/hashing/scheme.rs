//! The schemes a stored hash may have, what each costs, and what we refuse to compute.
//!
//! The bounds protect against a hash that came with an import and would take the machine down at a login.

use std::fmt;
use std::ops::RangeInclusive;

use argon2::{Algorithm, Version};

use super::encoded::Encoded;

/// Most memory a hash may take: 1 GiB.
const MAX_MEMORY_KIB: u64 = 1 << 20;
/// Most memory traffic of argon2 and scrypt, passes and lanes included: 16 GiB, some ten seconds.
const MAX_TRAFFIC_KIB: u64 = 16 << 20;
/// From what the PBKDF2 crate asks for (Django never went below 10 000) to ten times what Django 5 asks for.
const ITERATIONS: RangeInclusive<u32> = 1_000..=10_000_000;
/// bcrypt doubles with each step; 16 takes some four seconds.
const MAX_BCRYPT_COST: u32 = 16;
const MAX_LANES: u32 = 64;

/// Cost of Argon2. The default is OWASP's: 19 MiB, 2 passes, 1 lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Argon2Cost {
    /// Working memory in KiB; at least 8 per lane.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes; they are computed one after the other.
    pub lanes: u32,
}

impl Default for Argon2Cost {
    fn default() -> Self {
        Self {
            memory_kib: 19_456,
            passes: 2,
            lanes: 1,
        }
    }
}

/// The keyed hash under PBKDF2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Prf {
    /// HMAC-SHA-1, Django's `pbkdf2_sha1`.
    Sha1,
    /// HMAC-SHA-256, Django's `pbkdf2_sha256`.
    Sha256,
}

/// How a hash was made and at what cost. Two hashes of one [`Scheme::key`] take the same time to verify.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the fields are the parameters the schemes themselves name"
)]
pub enum Scheme {
    /// `$argon2id$…` (ours) and `argon2$argon2id$…` (Django's).
    Argon2 {
        algorithm: Algorithm,
        version: Version,
        cost: Argon2Cost,
    },
    /// `pbkdf2_sha256$…`, `pbkdf2_sha1$…`.
    Pbkdf2 { prf: Prf, iterations: u32 },
    /// `bcrypt_sha256$…` (`prehashed`) and `bcrypt$…`.
    Bcrypt { prehashed: bool, cost: u32 },
    /// `scrypt$…`; N is `1 << log_n`.
    Scrypt { log_n: u8, block: u32, lanes: u32 },
    /// Empty or `!…`: the person has no password (Django's `set_unusable_password`).
    Unusable,
    /// Not a hash we read, or one whose cost is absurd.
    Unknown,
}

impl Scheme {
    /// The scheme of a stored hash.
    #[must_use]
    pub fn of(encoded: &str) -> Self {
        if encoded.is_empty() || encoded.starts_with('!') {
            return Self::Unusable;
        }
        Encoded::parse(encoded).map_or(Self::Unknown, |known| known.scheme)
    }

    /// The scheme of the hashes we make.
    #[must_use]
    pub fn own(cost: Argon2Cost) -> Self {
        Self::Argon2 {
            algorithm: Algorithm::Argon2id,
            version: Version::V0x13,
            cost,
        }
    }

    /// Short name of the class of equal cost, `pbkdf2_sha256:1000000`.
    #[must_use]
    pub fn key(&self) -> String {
        self.to_string()
    }

    /// Working memory in KiB, rounded up (0 when nothing is computed).
    #[must_use]
    pub fn memory_kib(&self) -> u32 {
        u32::try_from(self.wide_memory_kib()).unwrap_or(u32::MAX)
    }

    /// Whether the parameters are within what we are ready to compute.
    pub(super) fn is_bearable(&self) -> bool {
        let memory = self.wide_memory_kib();
        let traffic = match *self {
            Self::Argon2 {
                cost:
                    Argon2Cost {
                        memory_kib,
                        passes,
                        lanes,
                    },
                ..
            } => {
                if passes == 0 || !(1..=MAX_LANES).contains(&lanes) || memory_kib < 8 * lanes {
                    return false;
                }
                memory.saturating_mul(passes.into())
            }
            Self::Pbkdf2 { iterations, .. } => return ITERATIONS.contains(&iterations),
            Self::Bcrypt { cost, .. } => return (4..=MAX_BCRYPT_COST).contains(&cost),
            Self::Scrypt {
                log_n,
                block,
                lanes,
            } => {
                if !(1..=30).contains(&log_n) || block == 0 || !(1..=MAX_LANES).contains(&lanes) {
                    return false;
                }
                memory.saturating_mul(lanes.into())
            }
            Self::Unusable | Self::Unknown => return false,
        };
        memory <= MAX_MEMORY_KIB && traffic <= MAX_TRAFFIC_KIB
    }

    fn wide_memory_kib(&self) -> u64 {
        match *self {
            Self::Argon2 { cost, .. } => cost.memory_kib.into(),
            Self::Bcrypt { .. } => 4,
            Self::Pbkdf2 { .. } => 1,
            // RFC 7914: 128 · r · N for the table, 128 · r · p for the blocks.
            Self::Scrypt {
                log_n,
                block,
                lanes,
            } => {
                let entries = 1u64
                    .checked_shl(log_n.into())
                    .unwrap_or(u64::MAX)
                    .saturating_add(lanes.into());
                entries
                    .saturating_mul(u64::from(block) * 128)
                    .div_ceil(1024)
            }
            Self::Unusable | Self::Unknown => 0,
        }
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Argon2 {
                algorithm,
                cost:
                    Argon2Cost {
                        memory_kib,
                        passes,
                        lanes,
                    },
                ..
            } => {
                write!(f, "{}:{memory_kib},{passes},{lanes}", algorithm.as_str())
            }
            Self::Pbkdf2 {
                prf: Prf::Sha256,
                iterations,
            } => write!(f, "pbkdf2_sha256:{iterations}"),
            Self::Pbkdf2 {
                prf: Prf::Sha1,
                iterations,
            } => write!(f, "pbkdf2_sha1:{iterations}"),
            Self::Bcrypt {
                prehashed: true,
                cost,
            } => write!(f, "bcrypt_sha256:{cost}"),
            Self::Bcrypt {
                prehashed: false,
                cost,
            } => write!(f, "bcrypt:{cost}"),
            Self::Scrypt {
                log_n,
                block,
                lanes,
            } => write!(f, "scrypt:{},{block},{lanes}", 1u64 << (log_n & 63)),
            Self::Unusable => f.write_str("unusable"),
            Self::Unknown => f.write_str("unknown"),
        }
    }
}
