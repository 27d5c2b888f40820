//! Who or what is taken when, by what.

use serde::Serialize;

use super::interval::{Interval, union};

/// Instants of claims lie between the years 1 and 9999.
pub const EARLIEST: i64 = -62_135_596_800;
pub const LATEST: i64 = 253_402_300_799;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    Person,
    Room,
    Group,
    Seat,
}

impl SubjectKind {
    pub const ALL: [Self; 4] = [Self::Person, Self::Room, Self::Group, Self::Seat];

    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Room => "room",
            Self::Group => "group",
            Self::Seat => "seat",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Subject {
    pub kind: SubjectKind,
    pub id: i64,
}

impl Subject {
    pub const fn person(user: i64) -> Self {
        Self { kind: SubjectKind::Person, id: user }
    }

    pub const fn room(id: i64) -> Self {
        Self { kind: SubjectKind::Room, id }
    }

    pub const fn group(id: i64) -> Self {
        Self { kind: SubjectKind::Group, id }
    }

    pub const fn seat(id: i64) -> Self {
        Self { kind: SubjectKind::Seat, id }
    }
}

/// By what it is taken: a row of the module that claims. Kinds are the modules' own words (`appointment`, `lesson`,
/// `hold`, `reservation`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Source {
    pub kind: String,
    pub id: i64,
}

impl Source {
    pub fn new(kind: &str, id: i64) -> Self {
        Self { kind: kind.to_owned(), id }
    }
}

/// A claim that is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub subject: Subject,
    pub interval: Interval,
    /// `Some`: it may overlap others, and this is why.
    pub accepted: Option<String>,
}

impl Wanted {
    /// Nobody else may have it meanwhile.
    pub fn new(subject: Subject, interval: Interval) -> Self {
        Self { subject, interval, accepted: None }
    }

    /// A clash that policy allows, with its reason.
    #[must_use]
    pub fn accepted(mut self, reason: &str) -> Self {
        self.accepted = Some(reason.to_owned());
        self
    }

    pub fn is_exclusive(&self) -> bool {
        self.accepted.is_none()
    }
}

/// A claim that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub id: i64,
    pub subject: Subject,
    pub interval: Interval,
    pub source: Source,
    pub is_exclusive: bool,
    /// Why it overlaps another.
    pub reason: String,
    /// Microseconds since 1970: a hold ends by itself.
    pub expires_at: Option<i64>,
}

/// When a subject is taken, and by what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Busy {
    pub interval: Interval,
    pub source: Source,
}

/// Exclusive ones among them that overlap one another, as positions: the later of each pair.
pub fn overlapping(wanted: &[Wanted]) -> Option<usize> {
    let mut order: Vec<usize> = (0..wanted.len()).filter(|i| wanted[*i].is_exclusive()).collect();
    order.sort_by_key(|i| (wanted[*i].subject, wanted[*i].interval));
    let clash = order.windows(2).find(|pair| {
        let (a, b) = (&wanted[pair[0]], &wanted[pair[1]]);
        a.subject == b.subject && a.interval.overlaps(b.interval)
    });
    clash.map(|pair| pair[0].max(pair[1]))
}

/// When the subjects of these claims are taken.
pub fn taken<'a>(claims: impl IntoIterator<Item = &'a Claim>) -> Vec<Interval> {
    union(claims.into_iter().map(|claim| claim.interval))
}
