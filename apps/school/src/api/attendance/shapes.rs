//! What answers hold.

use preau_kernel::clock::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::actions::attendance::register::Conflict;
use crate::domain::attendance::score::Reason;
use crate::domain::attendance::status::{Status, Voice};
use crate::store::attendance::lessons::{Lesson, RegisterEvent};
use crate::store::attendance::roll::{Row, Standing};
use crate::store::attendance::windows::{Held, Window};

/// The register of a lesson.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RegisterShape {
    lesson: i64,
    /// not_taken, open or closed.
    state: String,
    #[schema(required)]
    head_count: Option<i64>,
    marks: Vec<MarkShape>,
    /// What was not written (PUT).
    conflicts: Vec<Conflict>,
    #[schema(required, value_type = Option<String>, format = DateTime)]
    closed_at: Option<Timestamp>,
    /// When it was opened, closed and reopened.
    events: Vec<RegisterEvent>,
    /// null: there was none.
    #[schema(required)]
    check_in: Option<CheckInShape>,
    row_version: i64,
}

/// The check-in of a lesson as a whole.
#[derive(Debug, Serialize, ToSchema)]
struct CheckInShape {
    #[schema(value_type = String, format = DateTime)]
    opened_at: Timestamp,
    /// null: it is open.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    closed_at: Option<Timestamp>,
    /// code or proof: of the last window.
    mode: String,
    /// Students who checked in by themselves.
    count: usize,
}

/// What a student claimed by checking in, and what became of it.
#[derive(Debug, Serialize, ToSchema)]
struct ClaimShape {
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// green, amber or red; refused or accepted once the professor has said so.
    decision: String,
}

#[derive(Debug, Serialize, ToSchema)]
struct MarkShape {
    /// The id of the person.
    student: i64,
    name: String,
    /// Enrolled on that day; false: only the mark remains.
    expected: bool,
    /// What holds; null: nothing yet.
    #[schema(required)]
    status: Option<&'static str>,
    /// Late, or left early, by so many.
    minutes: i64,
    minutes_late: i64,
    minutes_left: i64,
    /// Whose word holds: student, professor or office.
    #[schema(required)]
    source: Option<&'static str>,
    voices: Voices,
    /// null: they did not check in.
    #[schema(required)]
    claim: Option<ClaimShape>,
    note: String,
    /// The absence that covers it.
    #[schema(required)]
    absence: Option<i64>,
    /// An absence was declared ahead.
    announced: bool,
    /// 0: there is no mark yet.
    row_version: i64,
}

/// What each says.
#[derive(Debug, Serialize, ToSchema)]
struct Voices {
    #[schema(required)]
    student: Option<&'static str>,
    /// Whether the student's word counts.
    confirmed: bool,
    #[schema(required)]
    professor: Option<&'static str>,
    #[schema(required)]
    office: Option<&'static str>,
}

pub(super) fn register(
    lesson: Lesson,
    rows: &[Row],
    events: Vec<RegisterEvent>,
    (held, now): (Option<Held>, Timestamp),
    conflicts: Vec<Conflict>,
) -> RegisterShape {
    let by_themselves = || rows.iter().filter(|row| row.check_in.as_ref().is_some_and(|claim| claim.by_phone)).count();
    let check_in = held.map(|held| CheckInShape {
        opened_at: held.opened_at,
        closed_at: (held.closes_at <= now).then_some(held.closes_at),
        mode: held.mode,
        count: by_themselves(),
    });
    RegisterShape {
        lesson: lesson.id,
        state: lesson.register_state,
        head_count: lesson.head_count,
        marks: rows.iter().map(mark).collect(),
        conflicts,
        closed_at: lesson.register_closed_at,
        events,
        check_in,
        row_version: lesson.register_version,
    }
}

fn mark(row: &Row) -> MarkShape {
    let mark = row.mark();
    let status = mark.status();
    MarkShape {
        student: row.student,
        name: row.name.clone(),
        expected: row.expected,
        status: status.map(Status::name),
        minutes: if status == Some(Status::LeftEarly) { mark.minutes_left } else { mark.minutes_late },
        minutes_late: mark.minutes_late,
        minutes_left: mark.minutes_left,
        source: mark.source().map(Voice::name),
        voices: Voices {
            student: mark.student.map(Status::name),
            confirmed: mark.confirmed,
            professor: mark.professor.map(Status::name),
            office: mark.office.map(Status::name),
        },
        claim: row.check_in.as_ref().map(|claim| ClaimShape { at: claim.at, decision: claim.shown().to_owned() }),
        note: mark.note,
        absence: mark.absence,
        announced: row.announced,
        row_version: row.version(),
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct WindowShape {
    #[schema(value_type = String, format = DateTime)]
    opens_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    closes_at: Timestamp,
    /// code or proof.
    mode: String,
}

impl WindowShape {
    pub(super) fn is_over(&self, now: Timestamp) -> bool {
        now >= self.closes_at
    }
}

impl From<&Window> for WindowShape {
    fn from(window: &Window) -> Self {
        Self { opens_at: window.opens_at, closes_at: window.closes_at, mode: window.mode.clone() }
    }
}

/// The live list of a lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct LiveShape {
    pub(super) lesson: i64,
    /// not_taken, open or closed: of the register.
    pub(super) state: String,
    /// The check-in that is open.
    #[schema(required)]
    pub(super) window: Option<WindowShape>,
    pub(super) counts: Counts,
    /// Heads that the professor counted.
    #[schema(required)]
    pub(super) head_count: Option<i64>,
    /// `head_count` less those who are in the room.
    #[schema(required)]
    pub(super) difference: Option<i64>,
    /// Three of those who checked in by themselves, by chance: are they there?
    pub(super) look_at: Vec<Named>,
    pub(super) students: Vec<LiveStudent>,
    pub(super) row_version: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = RegisterCounts)]
pub(crate) struct Counts {
    pub(super) expected: i64,
    #[serde(rename = "in")]
    pub(super) present: i64,
    pub(super) doubtful: i64,
    pub(super) refused: i64,
    pub(super) not_yet: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = NamedPerson)]
pub(crate) struct Named {
    /// The id of the person.
    pub(super) student: i64,
    pub(super) name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct LiveStudent {
    /// The id of the person.
    pub(super) student: i64,
    name: String,
    /// in, doubtful, refused or not_yet.
    state: &'static str,
    #[schema(required)]
    status: Option<&'static str>,
    minutes: i64,
    #[schema(required, value_type = Option<String>, format = DateTime)]
    checked_in_at: Option<Timestamp>,
    /// Without a phone: by the professor's tap.
    by_phone: bool,
    /// green, amber or red.
    #[schema(required)]
    decision: Option<String>,
    #[schema(required)]
    accepted: Option<bool>,
    score: i64,
    reasons: Vec<Reason>,
    announced: bool,
    /// Of the mark.
    row_version: i64,
}

pub(super) fn student(row: &Row) -> LiveStudent {
    let mark = row.mark();
    let (claim, status) = (row.check_in.clone(), mark.status());
    LiveStudent {
        student: row.student,
        name: row.name.clone(),
        state: row.standing().name(),
        status: status.map(Status::name),
        minutes: if status == Some(Status::LeftEarly) { mark.minutes_left } else { mark.minutes_late },
        checked_in_at: claim.as_ref().map(|claim| claim.at),
        by_phone: claim.as_ref().is_some_and(|claim| claim.by_phone),
        decision: claim.as_ref().map(|claim| claim.decision.clone()),
        accepted: claim.as_ref().and_then(|claim| claim.accepted),
        score: claim.as_ref().map_or(0, |claim| claim.score),
        reasons: claim.map(|claim| claim.reasons).unwrap_or_default(),
        announced: row.announced,
        row_version: row.version(),
    }
}

pub(super) fn counts(rows: &[Row]) -> Counts {
    let mut counts = Counts::default();
    for row in rows {
        counts.expected += i64::from(row.expected);
        *match row.standing() {
            Standing::In => &mut counts.present,
            Standing::Doubtful => &mut counts.doubtful,
            Standing::Refused => &mut counts.refused,
            Standing::NotYet => &mut counts.not_yet,
        } += 1;
    }
    counts
}
