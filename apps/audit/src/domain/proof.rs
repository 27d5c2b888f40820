//! Proofs: what retention and erasure have removed, so that a verification can tell it from a theft. A proof stands in
//! the metadata of an audit entry of class `proof` with a MAC of its own: who can only write to the database cannot
//! make one.

use std::collections::{BTreeMap, HashMap};

use preau_kernel::audit::Class;
use preau_kernel::secrets::{Purpose, Secrets, hmac};
use serde_json::{Map, Value};
use subtle::ConstantTimeEq;

use super::leaf::{EntryRow, Leaf};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    /// All sealed entries of the class before this instant (microseconds), with their personal parts.
    Retention { class: Class, before: i64 },
    /// The personal parts of the entries whose actor or target is this person.
    Erasure { user: i64 },
}

/// `count` rows, whose ids are within `first_id..=last_id`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    pub removal: Removal,
    pub count: i64,
    pub first_id: i64,
    pub last_id: i64,
}

impl Proof {
    pub fn metadata(&self, secrets: &Secrets) -> Map<String, Value> {
        let mac = self.with_parts(|parts| secrets.mac(Purpose::AuditSeal, parts));
        let mut map = Map::new();
        match self.removal {
            Removal::Retention { class, before } => {
                map.insert("class".into(), class.name().into());
                map.insert("before".into(), before.into());
            }
            Removal::Erasure { user } => {
                map.insert("user".into(), user.into());
            }
        }
        map.insert("count".into(), self.count.into());
        map.insert("first_id".into(), self.first_id.into());
        map.insert("last_id".into(), self.last_id.into());
        map.insert("proof".into(), hex::encode(mac).into());
        map
    }

    /// Reads what [`Self::metadata`] wrote; `None` when it is anything else or under no key of ours.
    pub fn read(metadata: &str, keys: &[(String, [u8; 32])]) -> Option<Self> {
        let map: Map<String, Value> = serde_json::from_str(metadata).ok()?;
        let number = |name: &str| map.get(name)?.as_i64();
        let removal = match map.get("class") {
            Some(name) => {
                let class = Class::ALL.into_iter().find(|class| Some(class.name()) == name.as_str())?;
                Removal::Retention { class, before: number("before")? }
            }
            None => Removal::Erasure { user: number("user")? },
        };
        let (count, first_id, last_id) = (number("count")?, number("first_id")?, number("last_id")?);
        let proof = Self { removal, count, first_id, last_id };
        let mac = hex::decode(map.get("proof")?.as_str()?).ok()?;
        keys.iter().any(|(_, key)| proof.with_parts(|parts| bool::from(hmac(key, parts).ct_eq(&mac)))).then_some(proof)
    }

    fn with_parts<T>(&self, run: impl FnOnce(&[&[u8]]) -> T) -> T {
        let (kind, class, number): (&[u8], &str, i64) = match self.removal {
            Removal::Retention { class, before } => (b"retention 1", class.name(), before),
            Removal::Erasure { user } => (b"erasure 1", "", user),
        };
        run(&[
            kind,
            class.as_bytes(),
            &number.to_le_bytes(),
            &self.count.to_le_bytes(),
            &self.first_id.to_le_bytes(),
            &self.last_id.to_le_bytes(),
        ])
    }

    fn spans(&self, id: i64) -> bool {
        (self.first_id..=self.last_id).contains(&id)
    }
}

/// All proofs of a place and how much each has explained so far.
///
/// A retention removes every sealed entry that its proof covers, and an erasure every personal part: so what is missing
/// was removed by the EARLIEST proof that covers it, and a proof never explains more than it counts.
#[derive(Default)]
pub struct Proofs {
    /// By class, in the order of the entries' ids, each with the highest `before` up to it.
    retentions: BTreeMap<Class, Vec<(i64, Proof, i64)>>,
    erasures: HashMap<i64, Vec<(i64, Proof)>>,
    counts: HashMap<i64, i64>,
    explained: HashMap<i64, i64>,
}

impl Proofs {
    /// Adds the proof of the entry `id`; they come in the order of ids.
    pub fn add(&mut self, id: i64, proof: Proof) {
        if self.counts.insert(id, proof.count).is_some() {
            return;
        }
        match proof.removal {
            Removal::Retention { class, before } => {
                let list = self.retentions.entry(class).or_default();
                let highest = list.last().map_or(before, |(_, _, highest)| before.max(*highest));
                list.push((id, proof, highest));
            }
            Removal::Erasure { user } => self.erasures.entry(user).or_default().push((id, proof)),
        }
    }

    /// Whether a missing entry was removed by retention.
    pub fn explain_entry(&mut self, leaf: &Leaf) -> bool {
        let Some(list) = leaf.class.and_then(|class| self.retentions.get(&class)) else { return false };
        let start = list.partition_point(|(_, _, highest)| *highest <= leaf.at);
        let covering = list[start..].iter().find(|(_, proof, _)| {
            matches!(proof.removal, Removal::Retention { before, .. } if leaf.at < before) && proof.spans(leaf.id)
        });
        let Some((id, _, _)) = covering else { return false };
        *self.explained.entry(*id).or_default() += 1;
        true
    }

    /// Whether the missing personal part of an entry was erased.
    pub fn explain_personal(&mut self, entry: &EntryRow) -> bool {
        let covering = entry
            .people()
            .filter_map(|user| self.erasures.get(&user)?.iter().find(|(_, proof)| proof.spans(entry.id)))
            .map(|(id, _)| *id)
            .min();
        let Some(id) = covering else { return false };
        *self.explained.entry(id).or_default() += 1;
        true
    }

    /// The proofs by which more is missing than they removed.
    pub fn exceeded(&self) -> Vec<i64> {
        let mut ids: Vec<i64> =
            self.explained.iter().filter(|(id, n)| **n > self.counts[id]).map(|(id, _)| *id).collect();
        ids.sort_unstable();
        ids
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "a key of more than thirty-two characters, surely";

    fn retention(before: i64, first_id: i64, last_id: i64, count: i64) -> Proof {
        Proof { removal: Removal::Retention { class: Class::Data, before }, count, first_id, last_id }
    }

    fn leaf(id: i64, at: i64) -> Leaf {
        Leaf { id, at, class: Some(Class::Data), hash: [0; 32] }
    }

    #[test]
    fn a_proof_is_read_back_and_cannot_be_made_without_the_key() {
        let secrets = Secrets::new(KEY, None, &[]);
        let keys = secrets.keys(Purpose::AuditSeal);
        for proof in [retention(5, 1, 2, 2), Proof { removal: Removal::Erasure { user: 4 }, ..retention(0, 1, 9, 3) }] {
            let mut map = proof.metadata(&secrets);
            assert_eq!(Proof::read(&Value::from(map.clone()).to_string(), &keys), Some(proof));
            map.insert("count".into(), 99.into());
            assert_eq!(Proof::read(&Value::from(map).to_string(), &keys), None);
        }
        assert_eq!(Proof::read("{}", &keys), None);
    }

    #[test]
    fn the_earliest_proof_explains_and_none_explains_more_than_it_counts() {
        let mut proofs = Proofs::default();
        proofs.add(100, retention(50, 1, 4, 2));
        proofs.add(200, retention(80, 1, 9, 3));
        assert!(proofs.explain_entry(&leaf(1, 10)) && proofs.explain_entry(&leaf(4, 49)));
        assert!(proofs.explain_entry(&leaf(5, 20)) && proofs.explain_entry(&leaf(3, 50)));
        assert!(!proofs.explain_entry(&leaf(5, 80)) && !proofs.explain_entry(&leaf(10, 10)));
        assert!(!proofs.explain_entry(&Leaf { class: Some(Class::Access), ..leaf(1, 10) }));
        assert!(proofs.exceeded().is_empty());
        assert!(proofs.explain_entry(&leaf(2, 10)));
        assert_eq!(proofs.exceeded(), [100]);
    }
}
