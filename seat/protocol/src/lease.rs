//! How long a seat may be used, signed by the server: what a seat counts down by itself when the network is gone.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::key::SeatKey;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    pub workstation: i64,
    pub session: i64,
    /// Rises with every lease of a seat; a seat takes none that is not above the last.
    pub serial: u64,
    /// Microseconds since 1970 by the server's clock.
    pub granted_at: i64,
    pub remaining_ms: i64,
    /// Until the place closes, when that may come first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing_ms: Option<i64>,
}

impl Lease {
    /// What may be used of it, from the instant at which it was granted.
    pub fn allowed_ms(&self) -> i64 {
        self.remaining_ms.min(self.closing_ms.unwrap_or(i64::MAX)).max(0)
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(64);
        for number in [self.workstation, self.session, self.granted_at, self.remaining_ms] {
            bytes.extend(number.to_be_bytes());
        }
        bytes.extend(self.serial.to_be_bytes());
        bytes.push(u8::from(self.closing_ms.is_some()));
        bytes.extend(self.closing_ms.unwrap_or(0).to_be_bytes());
        bytes
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedLease {
    #[serde(flatten)]
    pub lease: Lease,
    /// HMAC-SHA-256 in hex.
    pub mac: String,
}

/// Signs and checks the leases of one seat; derived from its key, so that no other seat's lease holds.
#[derive(Clone)]
pub struct LeaseKey {
    workstation: i64,
    key: [u8; 32],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeaseError {
    OtherSeat,
    WrongSignature,
    /// Its serial is not above the last.
    Old,
}

impl fmt::Display for LeaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OtherSeat => "the lease of another seat",
            Self::WrongSignature => "a lease whose signature is wrong",
            Self::Old => "a lease that is not newer than the last",
        })
    }
}

impl std::error::Error for LeaseError {}

impl LeaseKey {
    pub fn of(key: &SeatKey) -> Self {
        let mut mac = keyed(key.secret());
        mac.update("préau lease v1".as_bytes());
        Self { workstation: key.workstation(), key: mac.finalize().into_bytes().into() }
    }

    pub fn sign(&self, lease: Lease) -> SignedLease {
        let mac = hex::encode(self.mac(&lease));
        SignedLease { lease, mac }
    }

    /// The lease, if it is for this seat, signed by the server, and above `last`.
    pub fn open<'a>(&self, signed: &'a SignedLease, last: u64) -> Result<&'a Lease, LeaseError> {
        let mut given = [0; 32];
        let is_hex = hex::decode_to_slice(&signed.mac, &mut given).is_ok();
        let is_signed = bool::from(self.mac(&signed.lease).ct_eq(&given));
        if signed.lease.workstation != self.workstation {
            return Err(LeaseError::OtherSeat);
        }
        if !is_hex || !is_signed {
            return Err(LeaseError::WrongSignature);
        }
        if signed.lease.serial <= last { Err(LeaseError::Old) } else { Ok(&signed.lease) }
    }

    fn mac(&self, lease: &Lease) -> [u8; 32] {
        let mut mac = keyed(&self.key);
        mac.update(&lease.bytes());
        mac.finalize().into_bytes().into()
    }
}

fn keyed(key: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("HMAC takes a key of any length")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lease() -> Lease {
        Lease { workstation: 4, session: 9, serial: 3, granted_at: 1_000_000, remaining_ms: 60_000, closing_ms: None }
    }

    #[test]
    fn a_lease_holds_for_its_seat_its_key_and_once() {
        let key = LeaseKey::of(&SeatKey::new(4, [1; 32]));
        let signed = key.sign(lease());
        assert_eq!(key.open(&signed, 2), Ok(&lease()));
        assert_eq!(key.open(&signed, 3), Err(LeaseError::Old));
        assert_eq!(LeaseKey::of(&SeatKey::new(5, [1; 32])).open(&signed, 0), Err(LeaseError::OtherSeat));
        assert_eq!(LeaseKey::of(&SeatKey::new(4, [2; 32])).open(&signed, 0), Err(LeaseError::WrongSignature));
    }

    #[test]
    fn nothing_of_a_lease_can_be_changed() {
        let key = LeaseKey::of(&SeatKey::new(4, [1; 32]));
        let changes: [fn(&mut SignedLease); 7] = [
            |signed| signed.lease.session += 1,
            |signed| signed.lease.serial += 1,
            |signed| signed.lease.granted_at += 1,
            |signed| signed.lease.remaining_ms += 1,
            |signed| signed.lease.closing_ms = Some(0),
            |signed| signed.mac = signed.mac.replace(|digit: char| digit.is_ascii_digit(), "0"),
            |signed| signed.mac.clear(),
        ];
        for change in changes {
            let mut signed = key.sign(lease());
            change(&mut signed);
            assert_eq!(key.open(&signed, 0), Err(LeaseError::WrongSignature), "{signed:?}");
        }
    }

    #[test]
    fn what_comes_first_ends_it() {
        assert_eq!(Lease { closing_ms: Some(5_000), ..lease() }.allowed_ms(), 5_000);
        assert_eq!(Lease { closing_ms: Some(90_000), ..lease() }.allowed_ms(), 60_000);
        assert_eq!(Lease { remaining_ms: -3, ..lease() }.allowed_ms(), 0);
    }
}
