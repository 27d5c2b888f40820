//! The text form of a hash, read and written: PHC strings and Django's `algorithm$…` lines.
//!
//! Source: <https://github.com/P-H-C/phc-string-format> and `django/contrib/auth/hashers.py`.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use argon2::{Algorithm, Version};
use base64::Engine as _;
use base64::alphabet::{BCRYPT, STANDARD};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::scheme::{Argon2Cost, Prf, Scheme};

/// PHC writes no padding, Django does.
const BARE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);
const PADDED: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Only to write a sample: `bcrypt` reads its own alphabet.
const CRYPT: GeneralPurpose = GeneralPurpose::new(
    &BCRYPT,
    GeneralPurposeConfig::new().with_encode_padding(false),
);

/// A digest shorter than this could be met by chance; an empty one by every password.
const DIGEST_LENGTH: Range<usize> = 16..65;
/// Where a bcrypt string of 60 characters keeps its digest.
pub(super) const BCRYPT_DIGEST: Range<usize> = 29..60;

/// A hash taken apart. A value that exists is worth computing: its cost is bearable and its digest long enough.
pub(super) struct Encoded {
    pub(super) scheme: Scheme,
    /// Raw bytes (argon2, bcrypt) or the very characters of the line (pbkdf2, scrypt).
    pub(super) salt: Vec<u8>,
    /// Raw bytes; for bcrypt its 31 characters.
    pub(super) digest: Vec<u8>,
}

impl Encoded {
    /// `None` for what we do not read and for what we refuse to compute.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (name, rest) = text.split_once('$')?;
        let known = match name {
            "" | "argon2" => Self::argon2(rest),
            "pbkdf2_sha256" => Self::pbkdf2(Prf::Sha256, rest),
            "pbkdf2_sha1" => Self::pbkdf2(Prf::Sha1, rest),
            "bcrypt_sha256" => Self::bcrypt(true, rest),
            "bcrypt" => Self::bcrypt(false, rest),
            "scrypt" => Self::scrypt(rest),
            _ => None,
        }?;
        (known.scheme.is_bearable() && DIGEST_LENGTH.contains(&known.digest.len())).then_some(known)
    }

    /// A hash of this scheme that no password meets: its digest is nothing but zeros.
    pub(super) fn blank(scheme: Scheme) -> Self {
        let (salt, digest) = match scheme {
            Scheme::Argon2 { .. } => (vec![0; 16], vec![0; 32]),
            Scheme::Pbkdf2 {
                prf: Prf::Sha256, ..
            } => (vec![b'.'; 22], vec![0; 32]),
            Scheme::Pbkdf2 { prf: Prf::Sha1, .. } => (vec![b'.'; 22], vec![0; 20]),
            Scheme::Bcrypt { .. } => (vec![0; 16], vec![b'.'; BCRYPT_DIGEST.len()]),
            Scheme::Scrypt { .. } => (vec![b'.'; 22], vec![0; 64]),
            Scheme::Unusable | Scheme::Unknown => (Vec::new(), Vec::new()),
        };
        Self {
            scheme,
            salt,
            digest,
        }
    }

    /// `argon2id$v=19$m=102400,t=2,p=8$salt$hash`; without `v=` it is the older version 16.
    fn argon2(text: &str) -> Option<Self> {
        let mut parts = text.split('$').peekable();
        let algorithm = Algorithm::from_str(parts.next()?).ok()?;
        let version = match parts.next_if(|part| part.starts_with("v=")) {
            Some("v=19") => Version::V0x13,
            Some("v=16") | None => Version::V0x10,
            Some(_) => return None,
        };
        let mut costs = parts.next()?.split(',');
        let mut cost = |name: &str| costs.next()?.strip_prefix(name)?.parse().ok();
        let cost = Argon2Cost {
            memory_kib: cost("m=")?,
            passes: cost("t=")?,
            lanes: cost("p=")?,
        };
        let salt = BARE.decode(parts.next()?).ok()?;
        let digest = BARE.decode(parts.next()?).ok()?;
        let nothing_left = costs.next().is_none() && parts.next().is_none();
        (nothing_left && salt.len() >= argon2::MIN_SALT_LEN).then_some(Self {
            scheme: Scheme::Argon2 {
                algorithm,
                version,
                cost,
            },
            salt,
            digest,
        })
    }

    /// `1000000$salt$hash`
    fn pbkdf2(prf: Prf, text: &str) -> Option<Self> {
        let [iterations, salt, digest] = fields(text)?;
        let digest = PADDED.decode(digest).ok()?;
        let expected = match prf {
            Prf::Sha1 => 20,
            Prf::Sha256 => 32,
        };
        let scheme = Scheme::Pbkdf2 {
            prf,
            iterations: iterations.parse().ok()?,
        };
        (digest.len() == expected).then(|| Self {
            scheme,
            salt: salt.into(),
            digest,
        })
    }

    /// `$2b$12$` then 22 characters of salt and 31 of digest. `2x` is a known broken variant.
    fn bcrypt(prehashed: bool, text: &str) -> Option<Self> {
        let parts = bcrypt::HashParts::from_str(text)
            .ok()
            .filter(|_| !text.starts_with("$2x"))?;
        let scheme = Scheme::Bcrypt {
            prehashed,
            cost: parts.get_cost(),
        };
        Some(Self {
            scheme,
            salt: parts.get_salt_raw().into(),
            digest: text.get(BCRYPT_DIGEST)?.into(),
        })
    }

    /// `N$salt$r$p$hash`
    fn scrypt(text: &str) -> Option<Self> {
        let [work, salt, block, lanes, digest] = fields(text)?;
        let work: u64 = work
            .parse()
            .ok()
            .filter(|work: &u64| work.is_power_of_two())?;
        let log_n = u8::try_from(work.trailing_zeros()).ok()?;
        let scheme = Scheme::Scrypt {
            log_n,
            block: block.parse().ok()?,
            lanes: lanes.parse().ok()?,
        };
        Some(Self {
            scheme,
            salt: salt.into(),
            digest: PADDED.decode(digest).ok()?,
        })
    }
}

impl fmt::Display for Encoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let salt = String::from_utf8_lossy(&self.salt);
        let digest = PADDED.encode(&self.digest);
        match self.scheme {
            Scheme::Argon2 {
                algorithm,
                version,
                cost:
                    Argon2Cost {
                        memory_kib,
                        passes,
                        lanes,
                    },
            } => {
                let (name, version) = (algorithm.as_str(), u32::from(version));
                let (salt, digest) = (BARE.encode(&self.salt), BARE.encode(&self.digest));
                write!(
                    f,
                    "${name}$v={version}$m={memory_kib},t={passes},p={lanes}${salt}${digest}"
                )
            }
            Scheme::Pbkdf2 {
                prf: Prf::Sha256,
                iterations,
            } => write!(f, "pbkdf2_sha256${iterations}${salt}${digest}"),
            Scheme::Pbkdf2 {
                prf: Prf::Sha1,
                iterations,
            } => write!(f, "pbkdf2_sha1${iterations}${salt}${digest}"),
            Scheme::Bcrypt { prehashed, cost } => {
                let name = if prehashed { "bcrypt_sha256" } else { "bcrypt" };
                let (salt, digest) = (
                    CRYPT.encode(&self.salt),
                    String::from_utf8_lossy(&self.digest),
                );
                write!(f, "{name}$$2b${cost:02}${salt}{digest}")
            }
            Scheme::Scrypt {
                log_n,
                block,
                lanes,
            } => write!(
                f,
                "scrypt${}${salt}${block}${lanes}${digest}",
                1u64 << (log_n & 63)
            ),
            Scheme::Unusable | Scheme::Unknown => f.write_str("!"),
        }
    }
}

/// Exactly `N` fields between dollars.
fn fields<const N: usize>(text: &str) -> Option<[&str; N]> {
    text.split('$').collect::<Vec<_>>().try_into().ok()
}
