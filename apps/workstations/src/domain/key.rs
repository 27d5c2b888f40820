//! The key of a seat: `<id>.<43 characters>`, of which the place keeps an HMAC only.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use preau_kernel::clock::Chance;
use preau_kernel::secrets::{Purpose, Secrets};

/// The scheme of `Authorization` that a seat uses.
pub const SCHEME: &str = "Workstation";
const LABEL: &[u8] = b"workstation key";

/// Never printed: only [`SeatKey::text`] shows it, to the seat that is enrolled.
#[derive(Clone, PartialEq, Eq)]
pub struct SeatKey {
    pub workstation: i64,
    secret: [u8; 32],
}

impl SeatKey {
    pub fn issue(chance: &Chance, workstation: i64) -> Self {
        Self { workstation, secret: chance.bytes() }
    }

    pub fn parse(text: &str) -> Option<Self> {
        let (id, secret) = text.trim().split_once('.')?;
        // As it was given, and as the seat itself reads it: neither `+12` nor `012`.
        let workstation = id.parse::<i64>().ok().filter(|number| *number > 0 && number.to_string() == id)?;
        let secret = URL_SAFE_NO_PAD.decode(secret).ok()?.try_into().ok()?;
        Some(Self { workstation, secret })
    }

    /// Of a header `Authorization: Workstation <key>`; the scheme in any case.
    pub fn of_header(value: &str) -> Option<Self> {
        let (scheme, key) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case(SCHEME).then(|| Self::parse(key)).flatten()
    }

    /// What the seat keeps.
    pub fn text(&self) -> String {
        format!("{}.{}", self.workstation, URL_SAFE_NO_PAD.encode(self.secret))
    }

    /// What leases are signed with, at both ends.
    pub fn secret(&self) -> &[u8; 32] {
        &self.secret
    }

    /// What the place keeps.
    pub fn mac(&self, secrets: &Secrets) -> [u8; 32] {
        secrets.mac(Purpose::Device, &self.parts())
    }

    /// In constant time; under the key before a rotation too.
    pub fn verify(&self, secrets: &Secrets, mac: &[u8]) -> bool {
        secrets.verify(Purpose::Device, &self.parts(), mac)
    }

    fn parts(&self) -> [&[u8]; 2] {
        [LABEL, &self.secret]
    }
}

impl fmt::Debug for SeatKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SeatKey({}.…)", self.workstation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_holds_for_its_seat_and_is_never_printed() {
        let (chance, secrets) =
            (Chance::seeded(3), Secrets::new("a key of more than thirty-two characters", None, &[]));
        let key = SeatKey::issue(&chance, 7);
        let (text, mac) = (key.text(), key.mac(&secrets));
        let read = SeatKey::of_header(&format!("workstation {text}"));
        assert!(read.as_ref().is_some_and(|read| *read == key && read.verify(&secrets, &mac)));
        assert!(!SeatKey::issue(&chance, 7).verify(&secrets, &mac));
        assert!(!format!("{key:?}").contains(&text[3..]));
        // In another writing it is no key of ours.
        for other in ["+7", "07", "7 "] {
            assert_eq!(SeatKey::parse(&text.replacen('7', other, 1)), None, "{other}");
        }
        for wrong in ["", "7", "7.", ".x", "0.x", "-1.x", "7.AAAA", "x.y", "Bearer 7.x"] {
            assert_eq!(SeatKey::of_header(wrong), None, "{wrong}");
            assert_eq!(SeatKey::parse(wrong), None, "{wrong}");
        }
    }
}
