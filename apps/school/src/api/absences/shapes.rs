//! What answers look like.

use preau_kernel::actor::Actor;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::Page;
use serde::Serialize;
use utoipa::ToSchema;

use crate::actions::absences::{decides, withdraw};
use crate::domain::absences::figures::Figures;
use crate::store::absences::documents::Document;
use crate::store::absences::marks::Covered;
use crate::store::absences::rows::{Absence, Status};

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AbsenceView {
    id: i64,
    student: i64,
    student_name: String,
    #[schema(value_type = String, format = DateTime)]
    from: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    to: Timestamp,
    /// `declared` ahead, or `found` by a register.
    origin: String,
    /// `declared`, `justified` (waits for a decision), `accepted`, `refused`, `withdrawn` by whoever declared it.
    status: String,
    reason: String,
    /// Until when it can be justified.
    #[schema(value_type = Option<String>, format = DateTime, required)]
    deadline: Option<Timestamp>,
    decision_reason: String,
    #[schema(required)]
    decided_by: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime, required)]
    decided_at: Option<Timestamp>,
    documents: i64,
    /// Lessons that it covers, as registers know.
    lessons: i64,
    /// Whether the asker may bring documents now, and decide.
    can_justify: bool,
    can_decide: bool,
    /// The asker declared it, and nobody has decided.
    can_withdraw: bool,
    #[schema(value_type = Option<String>, format = DateTime, required)]
    withdrawn_at: Option<Timestamp>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    row_version: i64,
}

/// How many there are of each status, exact up to 10 000, else null; the same whichever status the list shows.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StatusCounts {
    #[schema(required)]
    pub(crate) declared: Option<i64>,
    #[schema(required)]
    pub(crate) justified: Option<i64>,
    #[schema(required)]
    pub(crate) accepted: Option<i64>,
    #[schema(required)]
    pub(crate) refused: Option<i64>,
    #[schema(required)]
    pub(crate) withdrawn: Option<i64>,
}

impl StatusCounts {
    pub(super) fn of(counts: &[(Status, Option<i64>)]) -> Self {
        let of = |wanted: Status| counts.iter().find(|(status, _)| *status == wanted).and_then(|(_, count)| *count);
        Self {
            declared: of(Status::Declared),
            justified: of(Status::Justified),
            accepted: of(Status::Accepted),
            refused: of(Status::Refused),
            withdrawn: of(Status::Withdrawn),
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AbsencesBody {
    #[serde(flatten)]
    pub(crate) page: Page<AbsenceView>,
    pub(crate) counts: StatusCounts,
}

/// For one asker at one time.
pub(super) struct View<'a> {
    pub(super) actor: &'a Actor,
    pub(super) now: Timestamp,
}

impl View<'_> {
    pub(super) fn absence(&self, one: Absence) -> AbsenceView {
        let decides = decides(self.actor).is_ok();
        let is_over = one.deadline.is_some_and(|deadline| self.now > deadline) && !decides;
        let is_open = match one.status() {
            Ok(Status::Declared | Status::Justified) => !is_over,
            Ok(Status::Refused) => one.deadline.is_some() && !is_over,
            _ => false,
        };
        AbsenceView {
            id: one.id,
            student: one.student_id,
            student_name: one.student_name.trim().to_owned(),
            from: one.from_at,
            to: one.to_at,
            can_decide: decides && one.student_id != self.actor.user_id && one.withdrawn_at.is_none(),
            can_justify: is_open,
            can_withdraw: withdraw::may(self.actor, &one),
            withdrawn_at: one.withdrawn_at,
            origin: one.origin,
            status: if one.withdrawn_at.is_some() { Status::Withdrawn.name().to_owned() } else { one.status },
            reason: one.reason,
            deadline: one.deadline,
            decision_reason: one.decision_reason,
            decided_by: one.decider_name.filter(|_| one.decided_by.is_some()),
            decided_at: one.decided_at,
            documents: one.documents,
            lessons: one.lessons,
            created_at: one.created_at,
            row_version: one.row_version,
        }
    }

    pub(super) fn whole(&self, one: Absence, documents: Vec<Document>, lessons: Vec<Covered>) -> WholeAbsence {
        let id = one.id;
        let document = |one: Document| DocumentView {
            url: format!("/api/absences/{id}/documents/{}/", one.id),
            id: one.id,
            name: one.name,
            content_type: one.content_type,
            size: one.size,
            created_at: one.created_at,
        };
        let lesson = |one: Covered| CoveredView {
            id: one.lesson_id,
            title: one.title,
            starts_at: one.starts_at,
            ends_at: one.ends_at,
            status: one.status,
        };
        WholeAbsence {
            absence: self.absence(one),
            document_list: documents.into_iter().map(document).collect(),
            lesson_list: lessons.into_iter().map(lesson).collect(),
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WholeAbsence {
    #[serde(flatten)]
    absence: AbsenceView,
    document_list: Vec<DocumentView>,
    lesson_list: Vec<CoveredView>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DocumentView {
    id: i64,
    name: String,
    content_type: String,
    size: i64,
    url: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CoveredView {
    id: i64,
    title: String,
    #[schema(value_type = String, format = DateTime)]
    starts_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    ends_at: Timestamp,
    #[schema(required)]
    status: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AlertView {
    pub(crate) student: i64,
    pub(crate) student_name: String,
    /// `absences`: so many days without an excuse in the month; `presence`: under the rate, in percent.
    pub(crate) kind: String,
    /// As it is now.
    #[schema(required)]
    pub(crate) value: Option<f64>,
    pub(crate) limit: i64,
    /// Whether it still holds: marks may have been corrected since.
    pub(crate) holds: bool,
    #[schema(value_type = String, format = DateTime)]
    pub(crate) told_at: Timestamp,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AlertsBody {
    pub(crate) month: String,
    pub(crate) results: Vec<AlertView>,
}

/// One row of statistics.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PresenceRow)]
pub(crate) struct FigureRow {
    /// The id of a student, module, group or professor; 1 (Monday) to 7; `2026-W48`.
    #[schema(value_type = serde_json::Value)]
    pub(crate) key: serde_json::Value,
    pub(crate) name: String,
    #[serde(flatten)]
    pub(crate) figures: Figures,
    /// Percent of presence, to a tenth; whoever is excused lowers nothing; null where no register knows.
    #[schema(required)]
    pub(crate) rate: Option<f64>,
    /// Of all lessons that were planned, and of those that were given.
    pub(crate) minutes_planned: i64,
    pub(crate) minutes_given: i64,
}

/// What all rows come to; a seat or a lesson that is in several of them counts once.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FigureTotal {
    #[serde(flatten)]
    pub(crate) figures: Figures,
    #[schema(required)]
    pub(crate) rate: Option<f64>,
    pub(crate) minutes_planned: i64,
    pub(crate) minutes_given: i64,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PresenceFigures)]
pub(crate) struct FiguresBody {
    pub(crate) by: &'static str,
    #[schema(format = "date")]
    pub(crate) from: String,
    #[schema(format = "date")]
    pub(crate) to: String,
    pub(crate) rows: Vec<FigureRow>,
    pub(crate) total: FigureTotal,
    /// Under this rate a student is shown and mailed.
    pub(crate) limit_percent: i64,
}

/// One lesson behind a figure.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LessonRow {
    pub(crate) id: i64,
    pub(crate) module: i64,
    pub(crate) module_name: String,
    pub(crate) title: String,
    #[schema(value_type = String, format = DateTime)]
    pub(crate) starts_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    pub(crate) ends_at: Timestamp,
    #[schema(required)]
    pub(crate) room: Option<String>,
    pub(crate) professors: Vec<String>,
    pub(crate) status: String,
    pub(crate) register: String,
    #[serde(flatten)]
    pub(crate) figures: Figures,
    #[schema(required)]
    pub(crate) rate: Option<f64>,
}
