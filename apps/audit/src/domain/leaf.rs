//! One entry as the seal keeps it: its id, when, its class and a hash over all of its columns.

use preau_kernel::audit::Class;
use sha2::{Digest, Sha256};

/// Distinguishes this encoding from any other, and from later versions of itself.
const DOMAIN: &[u8] = b"preau audit entry 1";
/// Bytes of one leaf in the seal.
pub const LEAF_BYTES: usize = 8 + 8 + 1 + 32;

/// The columns in the order of the encoding; `id` stands before them.
pub const COLUMNS: [&str; 10] = [
    "at",
    "class",
    "action",
    "actor_id",
    "on_behalf_of_id",
    "target_kind",
    "target_id",
    "metadata",
    "request_id",
    "personal_hash",
];

/// The value of one column. What cannot be read in the column's type (SQLite lets a stranger store it) is a value too,
/// so that it neither stops the sealer nor the verification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    Null,
    Integer(i64),
    Text(String),
    Bytes(Vec<u8>),
    Unreadable,
}

/// An entry with all its columns (see [`COLUMNS`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    pub id: i64,
    pub fields: [Field; COLUMNS.len()],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaf {
    pub id: i64,
    /// Microseconds since 1970; `i64::MAX` when the entry has none that can be read, so that no retention covers it.
    pub at: i64,
    /// `None`: a class that this program does not know.
    pub class: Option<Class>,
    pub hash: [u8; 32],
}

impl EntryRow {
    pub fn leaf(&self) -> Leaf {
        let class = self.text(1).and_then(|name| Class::ALL.into_iter().find(|class| class.name() == name));
        Leaf { id: self.id, at: self.integer(0).unwrap_or(i64::MAX), class, hash: self.hash() }
    }

    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.encode()).into()
    }

    /// Unambiguous: each value carries its type, texts and bytes their length.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(256);
        out.extend_from_slice(DOMAIN);
        out.extend_from_slice(&self.id.to_le_bytes());
        for field in &self.fields {
            match field {
                Field::Null => out.push(0),
                Field::Integer(number) => {
                    out.push(1);
                    out.extend_from_slice(&number.to_le_bytes());
                }
                Field::Text(text) => sized(&mut out, 2, text.as_bytes()),
                Field::Bytes(bytes) => sized(&mut out, 3, bytes),
                Field::Unreadable => out.push(4),
            }
        }
        out
    }

    pub fn actor_id(&self) -> Option<i64> {
        self.integer(3)
    }

    pub fn target_kind(&self) -> Option<&str> {
        self.text(5)
    }

    pub fn target_id(&self) -> Option<i64> {
        self.integer(6)
    }

    pub fn personal_hash(&self) -> &[u8] {
        match &self.fields[9] {
            Field::Bytes(bytes) => bytes,
            _ => &[],
        }
    }

    /// The people whose erasure takes the personal part of this entry along: none for the proof of an erasure itself.
    pub fn people(&self) -> impl Iterator<Item = i64> {
        let is_proof = self.text(2) == Some("personal_erased");
        let target = self.target_id().filter(|_| self.target_kind() == Some("user"));
        self.actor_id().into_iter().chain(target).filter(move |_| !is_proof)
    }

    fn integer(&self, column: usize) -> Option<i64> {
        match self.fields[column] {
            Field::Integer(number) => Some(number),
            _ => None,
        }
    }

    fn text(&self, column: usize) -> Option<&str> {
        match &self.fields[column] {
            Field::Text(text) => Some(text),
            _ => None,
        }
    }
}

fn sized(out: &mut Vec<u8>, kind: u8, bytes: &[u8]) {
    out.push(kind);
    out.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
    out.extend_from_slice(bytes);
}

/// The leaves as a seal stores them, in the order of their ids.
pub fn pack(leaves: &[Leaf]) -> Vec<u8> {
    let mut out = Vec::with_capacity(leaves.len() * LEAF_BYTES);
    for leaf in leaves {
        out.extend_from_slice(&leaf.id.to_le_bytes());
        out.extend_from_slice(&leaf.at.to_le_bytes());
        out.push(leaf.class.map_or(0, number));
        out.extend_from_slice(&leaf.hash);
    }
    out
}

/// `None` when these are no leaves.
pub fn unpack(bytes: &[u8]) -> Option<Vec<Leaf>> {
    let chunks = bytes.chunks_exact(LEAF_BYTES);
    if !chunks.remainder().is_empty() {
        return None;
    }
    chunks
        .map(|chunk| {
            Some(Leaf {
                id: i64::from_le_bytes(chunk[..8].try_into().ok()?),
                at: i64::from_le_bytes(chunk[8..16].try_into().ok()?),
                class: Class::ALL.into_iter().find(|class| number(*class) == chunk[16]),
                hash: chunk[17..].try_into().ok()?,
            })
        })
        .collect()
}

/// The class in a leaf: these numbers are in the database and never change.
fn number(class: Class) -> u8 {
    match class {
        Class::Security => 1,
        Class::Data => 2,
        Class::Access => 3,
        Class::Operation => 4,
        Class::Proof => 5,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn field() -> impl Strategy<Value = Field> {
        prop_oneof![
            Just(Field::Null),
            Just(Field::Unreadable),
            any::<i64>().prop_map(Field::Integer),
            // Small alphabets, so that shifted borders and look-alikes are met often.
            "[\u{0}-\u{4}ab]{0,20}".prop_map(Field::Text),
            proptest::collection::vec(0u8..5, 0..20).prop_map(Field::Bytes),
        ]
    }

    fn entry() -> impl Strategy<Value = EntryRow> {
        (0i64..3, proptest::array::uniform10(field())).prop_map(|(id, fields)| EntryRow { id, fields })
    }

    /// Reads an encoding back: what can be read back in one way only was written by one entry only.
    fn decode(bytes: &[u8]) -> Option<EntryRow> {
        let mut rest = bytes.strip_prefix(DOMAIN)?;
        let mut take = |n: usize| {
            let (head, tail) = rest.split_at_checked(n)?;
            rest = tail;
            Some(head)
        };
        let id = i64::from_le_bytes(take(8)?.try_into().ok()?);
        let mut fields = std::array::from_fn(|_| Field::Null);
        for field in &mut fields {
            *field = match take(1)?[0] {
                0 => Field::Null,
                1 => Field::Integer(i64::from_le_bytes(take(8)?.try_into().ok()?)),
                kind @ (2 | 3) => {
                    let length = u64::from_le_bytes(take(8)?.try_into().ok()?) as usize;
                    let bytes = take(length)?.to_vec();
                    if kind == 2 { Field::Text(String::from_utf8(bytes).ok()?) } else { Field::Bytes(bytes) }
                }
                4 => Field::Unreadable,
                _ => return None,
            };
        }
        rest.is_empty().then_some(EntryRow { id, fields })
    }

    proptest! {
        #[test]
        fn an_encoding_belongs_to_one_entry(entry in entry()) {
            prop_assert_eq!(decode(&entry.encode()), Some(entry));
        }

        #[test]
        fn two_different_entries_never_encode_alike(a in entry(), b in entry(), column in 0usize..10) {
            prop_assert_eq!(a == b, a.encode() == b.encode());
            // Neighbours that differ in one column only, or have two columns exchanged.
            let mut near = a.clone();
            near.fields[column] = b.fields[column].clone();
            prop_assert_eq!(a == near, a.encode() == near.encode());
            let mut swapped = a.clone();
            swapped.fields.swap(column, (column + 1) % 10);
            prop_assert_eq!(a == swapped, a.encode() == swapped.encode());
        }

        #[test]
        fn leaves_are_read_as_they_were_packed(entries in proptest::collection::vec(entry(), 0..5)) {
            let leaves: Vec<Leaf> = entries.iter().map(EntryRow::leaf).collect();
            prop_assert_eq!(unpack(&pack(&leaves)), Some(leaves));
        }
    }
}
