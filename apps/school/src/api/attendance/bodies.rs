//! What requests hold: their shapes for the document, and how they are read.

use preau_kernel::web::Fields;
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};

use crate::actions::attendance::register::{Register, Sent};
use crate::domain::attendance::status::Status;
use crate::input::TEXT;

/// Marks in one request, and people in a room.
const MOST: usize = 1000;
const LONGEST: i64 = 24 * 60;

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only its schema is used")]
pub(super) struct MissingFilters {
    /// The id of a person.
    professor: Option<i64>,
    group: Option<i64>,
    /// Begun on this day of the place or later…
    #[param(format = "date")]
    from: Option<String>,
    /// …and on this one, which counts, or earlier.
    #[param(format = "date")]
    to: Option<String>,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub(super) struct RegisterChange {
    /// Only those that are there are changed.
    marks: Option<Vec<MarkChange>>,
    /// Heads that the professor counted.
    #[schema(minimum = 0, maximum = 100000)]
    head_count: Option<i64>,
    /// `closed` closes it as well.
    #[schema(max_length = 20)]
    state: Option<String>,
    row_version: Option<i64>,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub(super) struct MarkChange {
    /// The id of the person.
    student: i64,
    /// present, absent, late, excused, left_early or remote; null: nothing is said (any more).
    #[schema(max_length = 20)]
    status: Option<String>,
    /// Late or left early by so many.
    #[schema(minimum = 0, maximum = 1440)]
    minutes: Option<i64>,
    #[schema(minimum = 0, maximum = 1440)]
    minutes_late: Option<i64>,
    #[schema(minimum = 0, maximum = 1440)]
    minutes_left: Option<i64>,
    #[schema(max_length = 2000)]
    note: Option<String>,
    /// That of the mark that this was made from; 0: there was none.
    row_version: Option<i64>,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub(super) struct ClosingBody {
    /// What those are of whom nothing was said. Left out: absent if there was a check-in, else present.
    #[schema(max_length = 20)]
    others: Option<String>,
    #[schema(minimum = 0, maximum = 100000)]
    head_count: Option<i64>,
    row_version: Option<i64>,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub(super) struct ReasonBody {
    #[schema(max_length = 2000)]
    reason: String,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub(super) struct StudentBody {
    /// The id of the person.
    student: i64,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub(super) struct WindowBody {
    /// code (the default) or proof: two codes that follow one another.
    #[schema(max_length = 20)]
    mode: Option<String>,
    /// Ten unless asked otherwise, never beyond the end of the lesson.
    #[schema(minimum = 1, maximum = 720)]
    minutes: Option<i64>,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub(super) struct ClaimBody {
    #[schema(max_length = 20)]
    code: String,
    /// The code before, in the mode `proof`.
    #[schema(max_length = 20)]
    previous_code: Option<String>,
    /// A name that the client made up for the device and keeps there.
    #[schema(max_length = 200)]
    device: String,
}

#[derive(ToSchema)]
#[schema(as = CheckInDecision)]
#[expect(dead_code, reason = "only its schema is used")]
pub(super) struct DecisionBody {
    accept: bool,
}

/// A status by its name; what is none is noted.
pub(super) fn status(fields: &mut Fields, name: &str) -> Option<Status> {
    let text = fields.text(name, 20).filter(|text| !text.is_empty())?;
    let status = Status::parse(&text);
    if status.is_none() {
        fields.error(name, "unknown_mark_status");
    }
    status
}

pub(super) fn minutes(fields: &mut Fields, name: &str) -> Option<i64> {
    let minutes = fields.integer(name)?;
    if !(0..=LONGEST).contains(&minutes) {
        fields.error(name, "wrong_value");
        return None;
    }
    Some(minutes)
}

/// `None`: not there; `Some(None)`: not counted.
pub(super) fn head_count(fields: &mut Fields) -> Option<Option<i64>> {
    if !fields.has("head_count") {
        return None;
    }
    let count = fields.integer("head_count");
    if count.is_some_and(|count| !(0..=100_000).contains(&count)) {
        fields.error("head_count", "wrong_value");
    }
    Some(count)
}

/// Marks are named by their place: `marks.0.status`.
pub(super) fn register(mut map: Map<String, Value>) -> (Fields, Register) {
    let marks = map.remove("marks").filter(|marks| !marks.is_null());
    let wrong_list = marks.as_ref().is_some_and(|marks| !marks.is_array());
    let items = marks.and_then(|marks| match marks {
        Value::Array(items) => Some(items),
        _ => None,
    });
    let items = items.unwrap_or_default();
    let count = items.len();
    let numbered = items.into_iter().take(MOST).enumerate().map(|(at, item)| (at.to_string(), item)).collect();
    map.insert("marks".to_owned(), Value::Object(numbered));
    let mut fields = Fields::new(map);
    if wrong_list {
        fields.error("marks", "wrong_value");
    }
    if count > MOST {
        fields.error("marks", preau_kernel::Refusal::new("too_many_items").arg("max", MOST));
    }
    let read =
        |marks: &mut Fields| (0..count.min(MOST)).filter_map(|at| marks.nested(&at.to_string(), sent)?).collect();
    let marks: Vec<Sent> = fields.nested("marks", read).unwrap_or_default();
    let mut seen = std::collections::BTreeSet::new();
    if marks.iter().any(|sent| !seen.insert(sent.student)) {
        fields.error("marks", "twice");
    }
    let close = fields.text("state", 20).as_deref() == Some("closed");
    let register =
        Register { marks, head_count: head_count(&mut fields), row_version: fields.integer("row_version"), close };
    (fields, register)
}

fn sent(fields: &mut Fields) -> Option<Sent> {
    let student = fields.integer("student");
    if student.is_none() {
        fields.error_if_clean("student", "required");
    }
    let status = status(fields, "status");
    let either = minutes(fields, "minutes").unwrap_or(0);
    let of = |wanted: Status| if status == Some(wanted) { either } else { 0 };
    let late = minutes(fields, "minutes_late").unwrap_or(of(Status::Late));
    let left = minutes(fields, "minutes_left").unwrap_or(of(Status::LeftEarly));
    let (late, left) = status.map_or((0, 0), |status| status.minutes(late, left));
    let note = fields.text("note", TEXT).map(|note| note.trim().to_owned());
    let row_version = fields.integer("row_version");
    Some(Sent { student: student?, status, late, left, note, row_version })
}
