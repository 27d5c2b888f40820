//! A seal: the leaves of a range of ids under a MAC that also covers the seal before. The key is outside the database.

use preau_kernel::clock::Timestamp;
use preau_kernel::secrets::{Purpose, Secrets, hmac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::leaf::{Leaf, pack, unpack};

/// Stands for "the seal before" of the first one.
pub const NO_MAC: [u8; 32] = [0; 32];

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// 1, 2, 3… without gap.
    pub seq: i64,
    /// The first id after the range of the seal before; not every id of the range was given.
    pub first_id: i64,
    pub last_id: i64,
    pub count: i64,
    pub leaves: Vec<u8>,
    pub previous_mac: Vec<u8>,
    pub mac: Vec<u8>,
    pub key_id: String,
    pub at: Timestamp,
}

/// The end of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub seq: i64,
    pub mac: Vec<u8>,
    pub last_id: i64,
}

impl Head {
    /// The chain before its first seal.
    pub fn none() -> Self {
        Self { seq: 0, mac: NO_MAC.to_vec(), last_id: 0 }
    }
}

/// What the MAC of a seal says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Good,
    Changed,
    /// Made under a key that the program no longer has: it can be neither believed nor refuted.
    UnknownKey,
}

impl Seal {
    /// Seals these leaves behind `head`, up to the id `last_id`.
    pub fn make(secrets: &Secrets, head: &Head, last_id: i64, leaves: &[Leaf], at: Timestamp) -> Self {
        let mut seal = Self {
            seq: head.seq + 1,
            first_id: head.last_id + 1,
            last_id,
            count: leaves.len() as i64,
            leaves: pack(leaves),
            previous_mac: head.mac.clone(),
            mac: Vec::new(),
            key_id: secrets.current_id().to_owned(),
            at,
        };
        seal.mac = seal.with_parts(|parts| secrets.mac(Purpose::AuditSeal, parts).to_vec());
        seal
    }

    pub fn head(&self) -> Head {
        Head { seq: self.seq, mac: self.mac.clone(), last_id: self.last_id }
    }

    pub fn standing(&self, keys: &[(String, [u8; 32])]) -> Standing {
        let mut known = false;
        for (_, key) in keys.iter().filter(|(id, _)| *id == self.key_id) {
            known = true;
            if self.with_parts(|parts| bool::from(hmac(key, parts).ct_eq(&self.mac))) {
                return Standing::Good;
            }
        }
        if known { Standing::Changed } else { Standing::UnknownKey }
    }

    /// The leaves, `None` when they are not what the seal counts.
    pub fn unpack(&self) -> Option<Vec<Leaf>> {
        unpack(&self.leaves).filter(|leaves| leaves.len() as i64 == self.count)
    }

    /// Whether this one follows `head`.
    pub fn follows(&self, head: &Head) -> bool {
        self.seq == head.seq + 1 && self.previous_mac == head.mac && self.first_id == head.last_id + 1
    }

    fn with_parts<T>(&self, run: impl FnOnce(&[&[u8]]) -> T) -> T {
        let leaves: [u8; 32] = Sha256::digest(&self.leaves).into();
        run(&[
            b"seal 1",
            &self.seq.to_le_bytes(),
            &self.previous_mac,
            &self.first_id.to_le_bytes(),
            &self.last_id.to_le_bytes(),
            &self.count.to_le_bytes(),
            &leaves,
            &self.at.0.to_le_bytes(),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "an old key of more than thirty-two characters";
    const NEW: &str = "a new key of rather more than thirty-two characters";

    #[test]
    fn a_seal_holds_under_a_retired_key_and_not_without() {
        let old = Secrets::new(OLD, None, &[]);
        let mut seal = Seal::make(&old, &Head::none(), 7, &[], Timestamp(5));
        assert!(seal.follows(&Head::none()));
        let rotated = Secrets::new(NEW, None, &[OLD.into()]).keys(Purpose::AuditSeal);
        assert_eq!(seal.standing(&rotated), Standing::Good);
        assert_eq!(seal.standing(&Secrets::new(NEW, None, &[]).keys(Purpose::AuditSeal)), Standing::UnknownKey);
        seal.last_id = 8;
        assert_eq!(seal.standing(&rotated), Standing::Changed);
    }
}
