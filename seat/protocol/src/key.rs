//! A seat's key: given once at its enrolment, shown with every connection, kept by the server as a MAC only.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Bytes of chance in a key.
const SECRET: usize = 32;

/// `<workstation>.<43 characters of base64url>`: the number only says whose key it is.
#[derive(Clone, PartialEq, Eq)]
pub struct SeatKey {
    workstation: i64,
    secret: [u8; SECRET],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyError;

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a seat's key")
    }
}

impl std::error::Error for KeyError {}

impl SeatKey {
    pub fn new(workstation: i64, secret: [u8; SECRET]) -> Self {
        Self { workstation, secret }
    }

    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let (workstation, secret) = text.trim().split_once('.').ok_or(KeyError)?;
        // As it was given: neither `+12` nor `012`.
        let number = workstation.parse::<i64>().map_err(|_| KeyError)?;
        let workstation =
            Some(number).filter(|number| *number >= 0 && number.to_string() == workstation).ok_or(KeyError)?;
        let secret = URL_SAFE_NO_PAD.decode(secret).map_err(|_| KeyError)?;
        Ok(Self { workstation, secret: secret.try_into().map_err(|_| KeyError)? })
    }

    pub fn workstation(&self) -> i64 {
        self.workstation
    }

    pub fn secret(&self) -> &[u8; SECRET] {
        &self.secret
    }

    /// As it is given to a seat and shown by it.
    pub fn reveal(&self) -> String {
        format!("{}.{}", self.workstation, URL_SAFE_NO_PAD.encode(self.secret))
    }
}

/// The secret stays out of logs.
impl fmt::Debug for SeatKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SeatKey({}.…)", self.workstation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_and_nothing_else_does() {
        let key = SeatKey::new(12, [7; 32]);
        assert_eq!(SeatKey::parse(&key.reveal()), Ok(key.clone()));
        assert_eq!(SeatKey::parse(&format!(" {}\n", key.reveal())), Ok(key.clone()));
        for wrong in [
            "",
            "12",
            "12.",
            ".00",
            "12.zz",
            "+12.00",
            "99999999999999999999.00",
            &key.reveal()[..20],
            &format!("0{}", key.reveal()),
        ] {
            assert_eq!(SeatKey::parse(wrong), Err(KeyError), "{wrong}");
        }
        assert_eq!(format!("{key:?}"), "SeatKey(12.…)");
    }
}
