//! Everybody in a lesson: who is expected, and who has a mark all the same, each with mark and check-in. One query.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use sea_orm::QueryResult;

use super::marks::{self, Kept};
use crate::domain::attendance::mark::Mark;
use crate::domain::attendance::score::Reason;
use crate::domain::attendance::status::Status;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// A person.
    pub student: i64,
    pub name: String,
    /// Enrolled on that day; false: only a mark remains.
    pub expected: bool,
    pub kept: Option<Kept>,
    pub check_in: Option<CheckIn>,
    /// An absence that was declared and not refused covers the lesson.
    pub announced: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckIn {
    pub at: Timestamp,
    pub score: i64,
    pub reasons: Vec<Reason>,
    /// green, amber or red.
    pub decision: String,
    pub accepted: Option<bool>,
    pub by_phone: bool,
}

impl CheckIn {
    /// The professor's word, else the score's.
    pub fn shown(&self) -> &str {
        match self.accepted {
            Some(true) => "accepted",
            Some(false) => "refused",
            None => &self.decision,
        }
    }
}

/// How somebody stands in the live list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    In,
    Doubtful,
    Refused,
    NotYet,
}

impl Standing {
    pub fn name(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Doubtful => "doubtful",
            Self::Refused => "refused",
            Self::NotYet => "not_yet",
        }
    }
}

impl Row {
    pub fn mark(&self) -> Mark {
        self.kept.as_ref().map(|kept| kept.mark.clone()).unwrap_or_default()
    }

    pub fn status(&self) -> Option<Status> {
        self.kept.as_ref().and_then(|kept| kept.mark.status())
    }

    pub fn version(&self) -> i64 {
        self.kept.as_ref().map_or(0, |kept| kept.row_version)
    }

    pub fn standing(&self) -> Standing {
        match (&self.check_in, self.status()) {
            (_, Some(status)) if status.is_there() => Standing::In,
            (Some(CheckIn { accepted: Some(false), .. }), _) => Standing::Refused,
            (Some(_), _) => Standing::Doubtful,
            (None, _) => Standing::NotYet,
        }
    }

    /// The student waits for the professor's word.
    pub fn is_undecided(&self) -> bool {
        let is_waiting = |one: &CheckIn| one.accepted.is_none() && one.decision != "green";
        self.status().is_none() && self.check_in.as_ref().is_some_and(is_waiting)
    }
}

const EXPECTED: &str = "SELECT e.student_id FROM lesson_groups lg JOIN group_ancestors ga ON ga.ancestor_id = lg.group_id \
    JOIN enrolments e ON e.group_id = ga.group_id AND e.first_day <= lg.day \
    AND (e.last_day IS NULL OR e.last_day >= lg.day) WHERE lg.lesson_id = $1";

/// In the order of their names.
pub async fn of_lesson(conn: &dyn Sql, lesson: i64) -> Result<Vec<Row>> {
    let sql = format!(
        "SELECT u.id, u.first_name, u.last_name, CASE WHEN u.id IN ({EXPECTED}) THEN 1 ELSE 0 END AS expected, \
         {}, c.at AS c_at, c.score AS c_score, c.reasons AS c_reasons, c.decision AS c_decision, c.accepted AS c_accepted, \
         CASE WHEN c.window_id IS NULL THEN 0 ELSE 1 END AS c_by_phone, \
         CASE WHEN EXISTS (SELECT 1 FROM absences ab JOIN lessons l ON l.id = $1 WHERE ab.student_id = u.id \
         AND ab.origin = 'declared' AND ab.status <> 'refused' AND ab.withdrawn_at IS NULL AND ab.from_at < l.ends_at AND ab.to_at > l.starts_at) \
         THEN 1 ELSE 0 END AS announced \
         FROM users u LEFT JOIN attendance_marks m ON m.lesson_id = $1 AND m.student_id = u.id \
         LEFT JOIN check_ins c ON c.lesson_id = $1 AND c.student_id = u.id \
         WHERE u.id IN ({EXPECTED} UNION SELECT am.student_id FROM attendance_marks am WHERE am.lesson_id = $1) \
         ORDER BY u.sort_name, u.id",
        marks::COLUMNS
    );
    conn.all(&sql, vec![lesson.into()]).await?.iter().map(read).collect()
}

fn read(row: &QueryResult) -> Result<Row> {
    let flag = |name: &str| -> Result<bool> { Ok(i64::from(row.try_get::<i32>("", name)?) == 1) };
    let (first, last): (String, String) = (row.try_get("", "first_name")?, row.try_get("", "last_name")?);
    let at: Option<Timestamp> = row.try_get("", "c_at")?;
    let check_in = match at {
        None => None,
        Some(at) => Some(CheckIn {
            at,
            score: row.try_get("", "c_score")?,
            reasons: serde_json::from_str(&row.try_get::<String>("", "c_reasons")?)?,
            decision: row.try_get("", "c_decision")?,
            accepted: row.try_get("", "c_accepted")?,
            by_phone: flag("c_by_phone")?,
        }),
    };
    Ok(Row {
        student: row.try_get("", "id")?,
        name: format!("{first} {last}").trim().to_owned(),
        expected: flag("expected")?,
        kept: marks::read(row)?,
        check_in,
        announced: flag("announced")?,
    })
}
