//! Who is in which group, from when until when (`enrolments`).

use chrono::NaiveDate;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Conditions, Kind as Is, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Sql, Tx};
use preau_kernel::{Error, Result};
use sea_orm::{FromQueryResult, Value};

use super::{Kind, day};
use crate::permissions::Reach;

pub struct Enrolments;

#[derive(Debug, Clone, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
pub struct Enrolment {
    pub id: i64,
    /// The id of a person.
    pub student: i64,
    pub student_name: String,
    pub group: i64,
    pub group_name: String,
    #[schema(format = "date")]
    pub first_day: String,
    /// Counts; null: for as long as the group is there.
    #[schema(required, format = "date")]
    pub last_day: Option<String>,
    pub row_version: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values {
    pub student: i64,
    pub group: i64,
    pub first_day: NaiveDate,
    pub last_day: Option<NaiveDate>,
}

impl Values {
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.first_day <= day && self.last_day.is_none_or(|last| day <= last)
    }
}

impl Kind for Enrolments {
    type Row = Enrolment;
    type Values = Values;
    const TABLE: &'static str = "enrolments";
    const SELECT: &'static str = "e.id, e.student_id AS student, u.first_name || ' ' || u.last_name AS student_name, \
         e.group_id AS \"group\", g.name AS group_name, e.first_day, e.last_day, e.row_version";
    const FROM: &'static str =
        "enrolments e JOIN users u ON u.id = e.student_id JOIN class_groups g ON g.id = e.group_id";
    const ALIAS: &'static str = "e";
    const UNIQUE: &'static [(&'static str, &'static str)] =
        &[("enrolments_one", "first_day"), ("enrolments.student_id", "first_day")];

    fn columns(values: &Values) -> Vec<(&'static str, Value)> {
        vec![
            ("student_id", values.student.into()),
            ("group_id", values.group.into()),
            ("first_day", values.first_day.to_string().into()),
            ("last_day", values.last_day.map(|day| day.to_string()).into()),
        ]
    }

    fn values(row: &Enrolment) -> Result<Values> {
        Ok(Values {
            student: row.student,
            group: row.group,
            first_day: day(&row.first_day)?,
            last_day: row.last_day.as_deref().map(day).transpose()?,
        })
    }

    fn key(row: &Enrolment) -> (i64, i64) {
        (row.id, row.row_version)
    }
}

const LIST: List = List {
    select: Enrolments::SELECT,
    from: Enrolments::FROM,
    alias: Enrolments::ALIAS,
    search: None,
    orderings: &[
        Ordering { name: "first_day", column: "e.first_day", kind: Is::Text },
        Ordering { name: "student_name", column: "u.sort_name", kind: Is::Text },
    ],
    default_ordering: "-first_day",
};

/// What a list of enrolments is narrowed to besides `student`, `group` and `year`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked {
    /// A day that they cover.
    pub on: Option<NaiveDate>,
    /// Whether they cover a day, or do not.
    pub current: Option<(NaiveDate, bool)>,
    /// Who is expected in a lesson of this subject.
    pub module: Option<i64>,
}

const COVERS: &str = "e.first_day <= ? AND (e.last_day IS NULL OR e.last_day >= ?)";
const FOLLOWS: &str = "EXISTS (SELECT 1 FROM group_ancestors fa JOIN lesson_groups fg ON fg.group_id = fa.ancestor_id \
    AND fg.day >= e.first_day AND (e.last_day IS NULL OR fg.day <= e.last_day) JOIN lessons fl ON fl.id = fg.lesson_id \
    WHERE fa.group_id = e.group_id AND fl.module_id = ?)";

/// Searched by the student's name.
pub async fn list(conn: &dyn Sql, reach: Reach, page: &PageQuery, asked: Asked) -> Result<Page<Enrolment>> {
    let mut conditions = Conditions::default();
    Reach::narrow(reach.all_students("e.student_id"), &mut conditions);
    for (name, sql) in [("student", "e.student_id = ?"), ("group", "e.group_id = ?"), ("year", "g.year_id = ?")] {
        if let Some(id) = page.number(name)? {
            conditions.add(sql, [id.into()]);
        }
    }
    let days = [asked.on.map(|day| (day, true)), asked.current];
    for (day, covers) in days.into_iter().flatten() {
        let day: Value = day.to_string().into();
        let sql = if covers { format!("({COVERS})") } else { format!("NOT ({COVERS})") };
        conditions.add(&sql, [day.clone(), day]);
    }
    if let Some(module) = asked.module {
        conditions.add(FOLLOWS, [module.into()]);
    }
    if let Some(question) = page.param("search") {
        conditions.search(conn.engine(), "e.student_id", "users", question);
    }
    page.run(conn, &LIST, conditions, |row| Ok(Enrolment::from_query_result(row, "")?)).await
}

pub async fn get(conn: &dyn Sql, reach: Reach, id: i64) -> Result<Enrolment> {
    let mut conditions = Conditions::default();
    conditions.add("e.id = ?", [id.into()]);
    Reach::narrow(reach.students("e.student_id"), &mut conditions);
    let (condition, values) = conditions.into_parts();
    let sql = format!("SELECT {} FROM {} WHERE {condition}", Enrolments::SELECT, Enrolments::FROM);
    let row = conn.find(&sql, values).await?.ok_or(Error::NotFound)?;
    Ok(Enrolment::from_query_result(&row, "")?)
}

/// Another of the same student in the same group that shares a day with these.
pub async fn overlapping(conn: &dyn Sql, values: &Values, except: Option<i64>) -> Result<bool> {
    let sql = "SELECT 1 AS found FROM enrolments WHERE student_id = $1 AND group_id = $2 AND id <> $5 \
               AND first_day <= $4 AND (last_day IS NULL OR last_day >= $3) LIMIT 1";
    let last = values.last_day.map_or("9999-12-31".to_owned(), |day| day.to_string());
    let bound: Vec<Value> = vec![
        values.student.into(),
        values.group.into(),
        values.first_day.to_string().into(),
        last.into(),
        except.unwrap_or(0).into(),
    ];
    Ok(conn.find(sql, bound).await?.is_some())
}

/// Days with a lesson of this group, or of one that it is within, whose register is closed: the past.
pub async fn closed_days(
    conn: &dyn Sql,
    group: i64,
    first: NaiveDate,
    last: Option<NaiveDate>,
) -> Result<Vec<NaiveDate>> {
    let sql = "SELECT DISTINCT l.day FROM group_ancestors ga JOIN lesson_groups lg ON lg.group_id = ga.ancestor_id \
               JOIN lessons l ON l.id = lg.lesson_id WHERE ga.group_id = $1 AND lg.day >= $2 AND lg.day <= $3 \
               AND l.register_state = 'closed' ORDER BY l.day";
    let last = last.map_or("9999-12-31".to_owned(), |day| day.to_string());
    let rows = conn.all(sql, vec![group.into(), first.to_string().into(), last.into()]).await?;
    rows.iter().map(|row| day(&row.try_get::<String>("", "day")?)).collect()
}

/// One of several groups, with the student and the days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The group that was asked for; the student is in it or within it.
    pub group: i64,
    pub student: i64,
    pub first_day: NaiveDate,
    pub last_day: Option<NaiveDate>,
}

/// Everybody in these groups, or within them, on any of these days.
pub async fn of_groups(conn: &dyn Sql, groups: &[i64], first: NaiveDate, last: NaiveDate) -> Result<Vec<Held>> {
    let mut found = Vec::new();
    for group in groups {
        let sql = "SELECT e.student_id, e.first_day, e.last_day FROM group_ancestors ga \
                   JOIN enrolments e ON e.group_id = ga.group_id WHERE ga.ancestor_id = $1 AND e.first_day <= $3 \
                   AND (e.last_day IS NULL OR e.last_day >= $2) ORDER BY e.student_id, e.id";
        let values = vec![(*group).into(), first.to_string().into(), last.to_string().into()];
        for row in conn.all(sql, values).await? {
            let last: Option<String> = row.try_get("", "last_day")?;
            found.push(Held {
                group: *group,
                student: row.try_get("", "student_id")?,
                first_day: day(&row.try_get::<String>("", "first_day")?)?,
                last_day: last.as_deref().map(day).transpose()?,
            });
        }
    }
    Ok(found)
}

/// Students of a group and of those within it from now on.
pub async fn students_from(conn: &dyn Sql, group: i64, from: NaiveDate) -> Result<Vec<i64>> {
    let sql = "SELECT DISTINCT e.student_id FROM group_ancestors ga JOIN enrolments e ON e.group_id = ga.group_id \
               WHERE ga.ancestor_id = $1 AND (e.last_day IS NULL OR e.last_day >= $2) ORDER BY e.student_id";
    let rows = conn.all(sql, vec![group.into(), from.to_string().into()]).await?;
    rows.iter().map(|row| Ok(row.try_get("", "student_id")?)).collect()
}

/// All of a person, for their own export.
pub async fn of_student(conn: &dyn Sql, student: i64) -> Result<Vec<Enrolment>> {
    let sql = format!(
        "SELECT {} FROM {} WHERE e.student_id = $1 ORDER BY e.first_day, e.id",
        Enrolments::SELECT,
        Enrolments::FROM
    );
    let rows = conn.all(&sql, vec![student.into()]).await?;
    rows.iter().map(|row| Ok(Enrolment::from_query_result(row, "")?)).collect()
}

/// Ends those that are to come or go on.
pub async fn end_of(tx: &Tx, student: i64, today: NaiveDate, now: Timestamp) -> Result<()> {
    let today = today.to_string();
    let sql = "DELETE FROM enrolments WHERE student_id = $1 AND first_day > $2";
    tx.exec(sql, vec![student.into(), today.clone().into()]).await?;
    let sql = "UPDATE enrolments SET last_day = $2, row_version = row_version + 1, updated_at = $3 \
               WHERE student_id = $1 AND (last_day IS NULL OR last_day > $2)";
    tx.exec(sql, vec![student.into(), today.into(), now.into()]).await.map(drop)
}

pub async fn has_any(conn: &dyn Sql, student: i64) -> Result<bool> {
    let sql = "SELECT 1 AS found FROM enrolments WHERE student_id = $1 LIMIT 1";
    Ok(conn.find(sql, vec![student.into()]).await?.is_some())
}

/// Those of `into` stay where both are enrolled from the same day.
pub async fn hand_over(tx: &Tx, from: i64, into: i64) -> Result<()> {
    let sql = "DELETE FROM enrolments WHERE student_id = $1 AND EXISTS (SELECT 1 FROM enrolments o \
               WHERE o.student_id = $2 AND o.group_id = enrolments.group_id AND o.first_day = enrolments.first_day)";
    tx.exec(sql, vec![from.into(), into.into()]).await?;
    let sql = "UPDATE enrolments SET student_id = $2 WHERE student_id = $1";
    tx.exec(sql, vec![from.into(), into.into()]).await.map(drop)
}
