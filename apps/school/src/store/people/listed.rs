//! Whose timetable can be asked for, to choose from.

use chrono::NaiveDate;
use preau_kernel::db::Sql;
use preau_kernel::db::page::{self, Conditions, List, Ordering, Page, PageQuery};
use preau_kernel::{Error, Result};
use sea_orm::FromQueryResult;

use super::Kind;
use crate::permissions::Reach;

/// Somebody whose timetable can be asked for.
#[derive(Debug, Clone, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
pub struct Listed {
    /// The id of a person.
    pub id: i64,
    pub first_name: String,
    pub last_name: String,
    /// student or professor; whoever is both is the latter.
    pub kind: String,
    /// What tells them from others of their name: a student's groups of today, a professor's specialty or subjects. May
    /// be empty.
    pub detail: String,
}

const STUDENTS: &str = "EXISTS (SELECT 1 FROM students st WHERE st.user_id = u.id)";
const PROFESSORS: &str = "EXISTS (SELECT 1 FROM professors pr WHERE pr.user_id = u.id)";

/// Those of a kind within reach, and the columns of [`Listed`].
fn within(reach: Reach, kind: Option<Kind>, today: NaiveDate) -> (Conditions, String) {
    let (students, values) = match reach.all_students("u.id") {
        Some((sql, values)) => (format!("({STUDENTS} AND {sql})"), values),
        None => (STUDENTS.to_owned(), Vec::new()),
    };
    let professors = match reach {
        Reach::Of(person) if !person.gives => "FALSE",
        _ => PROFESSORS,
    };
    let mut conditions = Conditions::default();
    conditions.add("u.tombstone_at IS NULL", []);
    match kind {
        Some(Kind::Student) => conditions.add(&students, values),
        Some(Kind::Professor) => conditions.add(professors, []),
        None => conditions.add(&format!("({students} OR {professors})"), values),
    }
    let is_professor = if kind == Some(Kind::Student) { "1 = 0" } else { PROFESSORS };
    let names = |of: &str| format!("COALESCE((SELECT STRING_AGG(n.name, ', ') FROM ({of}) n), '')");
    let groups = names(&format!(
        "SELECT g.name FROM enrolments en JOIN class_groups g ON g.id = en.group_id WHERE en.student_id = u.id \
         AND en.first_day <= '{today}' AND (en.last_day IS NULL OR en.last_day >= '{today}') ORDER BY g.sort_name, g.id"
    ));
    let modules = names(
        "SELECT mo.name FROM user_modules tm JOIN modules mo ON mo.id = tm.module_id WHERE tm.user_id = u.id ORDER BY mo.code",
    );
    let specialty = "NULLIF((SELECT MIN(sp.specialty) FROM professors sp WHERE sp.user_id = u.id), '')";
    let select = format!(
        "u.id, u.first_name, u.last_name, CASE WHEN {is_professor} THEN 'professor' ELSE 'student' END AS kind, \
         CASE WHEN {is_professor} THEN COALESCE({specialty}, {modules}) ELSE {groups} END AS detail"
    );
    (conditions, select)
}

/// Whom the asker may see in the timetable: see [`super::is_within`]. Somebody who has left both roles is not listed.
pub async fn list(
    conn: &dyn Sql,
    reach: Reach,
    kind: Option<Kind>,
    today: NaiveDate,
    page: &PageQuery,
) -> Result<Page<Listed>> {
    let (conditions, select) = within(reach, kind, today);
    let list = List {
        select: &select,
        from: "users u",
        alias: "u",
        search: Some("users"),
        orderings: &[Ordering { name: "name", column: "u.sort_name", kind: page::Kind::Text }],
        default_ordering: "name",
    };
    page.run(conn, &list, conditions, |row| Ok(Listed::from_query_result(row, "")?)).await
}

/// One of them; 404 for anybody else.
pub async fn one(conn: &dyn Sql, reach: Reach, id: i64, today: NaiveDate) -> Result<Listed> {
    let (mut conditions, select) = within(reach, None, today);
    conditions.add("u.id = ?", [id.into()]);
    let (condition, values) = conditions.into_parts();
    let row = conn.find(&format!("SELECT {select} FROM users u WHERE {condition}"), values).await?;
    Ok(Listed::from_query_result(&row.ok_or(Error::NotFound)?, "")?)
}
