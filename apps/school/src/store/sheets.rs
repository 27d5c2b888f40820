//! The structure and the series as rows of texts, and what their natural keys name.

use std::collections::BTreeMap;

use preau_kernel::Result;
use preau_kernel::db::{Sql, search};
use sea_orm::Value;

/// A list that can be exported and imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Years,
    Terms,
    Programmes,
    TaughtModules,
    Groups,
    Enrolments,
    Series,
}

impl Kind {
    pub const ALL: [Self; 7] =
        [Self::Years, Self::Terms, Self::Programmes, Self::TaughtModules, Self::Groups, Self::Enrolments, Self::Series];

    pub fn name(self) -> &'static str {
        match self {
            Self::Years => "school-years",
            Self::Terms => "terms",
            Self::Programmes => "programmes",
            Self::TaughtModules => "taught-modules",
            Self::Groups => "groups",
            Self::Enrolments => "enrolments",
            Self::Series => "series",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Years => &["name", "starts_on", "ends_on"],
            Self::Terms => &["year", "name", "starts_on", "ends_on"],
            Self::Programmes => &["code", "name"],
            Self::TaughtModules => &["module", "programme", "year", "planned_minutes"],
            Self::Groups => &["year", "name", "programme", "parent"],
            Self::Enrolments => &["year", "group", "student", "name", "first_day", "last_day"],
            Self::Series => &[
                "module",
                "title",
                "weekday",
                "from_time",
                "to_time",
                "every_weeks",
                "first_day",
                "last_day",
                "room",
                "professors",
                "year",
                "groups",
            ],
        }
    }

    pub fn required(self) -> &'static [&'static str] {
        match self {
            Self::Years => &["name", "starts_on", "ends_on"],
            Self::Terms => &["year", "name", "starts_on", "ends_on"],
            Self::Programmes => &["code", "name"],
            Self::TaughtModules => &["module", "programme", "year", "planned_minutes"],
            Self::Groups => &["year", "name"],
            Self::Enrolments => &["year", "group", "student", "first_day"],
            Self::Series => &["module", "weekday", "from_time", "to_time", "first_day", "last_day", "year", "groups"],
        }
    }

    /// What names a row of a sheet; of a series all that it says.
    pub fn key(self, cells: &BTreeMap<&'static str, String>) -> Vec<String> {
        let columns = match self {
            Self::Years => &["name"][..],
            Self::Programmes => &["code"],
            Self::Terms | Self::Groups => &["year", "name"],
            Self::TaughtModules => &["module", "programme", "year"],
            Self::Enrolments => &["year", "group", "student", "first_day"],
            Self::Series => self.columns(),
        };
        columns.iter().map(|column| cells.get(column).map(|cell| search::fold(cell)).unwrap_or_default()).collect()
    }

    /// One text column per column of the sheet, in their order. A parent stands before what is within it.
    fn select(self) -> &'static str {
        match self {
            Self::Years => "SELECT name, starts_on, ends_on FROM school_years ORDER BY starts_on, id",
            Self::Terms => {
                "SELECT y.name AS year, t.name, t.starts_on, t.ends_on FROM terms t JOIN school_years y ON y.id = t.year_id \
                 ORDER BY t.starts_on, t.id"
            }
            Self::Programmes => "SELECT code, name FROM programmes ORDER BY code, id",
            Self::TaughtModules => {
                "SELECT m.code AS module, p.code AS programme, y.name AS year, CAST(t.planned_minutes AS TEXT) AS planned_minutes \
                 FROM taught_modules t JOIN modules m ON m.id = t.module_id JOIN programmes p ON p.id = t.programme_id \
                 JOIN school_years y ON y.id = t.year_id ORDER BY t.id"
            }
            Self::Groups => {
                "SELECT y.name AS year, g.name, p.code AS programme, up.name AS parent FROM class_groups g \
                 JOIN school_years y ON y.id = g.year_id LEFT JOIN programmes p ON p.id = g.programme_id \
                 LEFT JOIN class_groups up ON up.id = g.parent_id \
                 ORDER BY y.starts_on, (SELECT MAX(depth) FROM group_ancestors a WHERE a.group_id = g.id), g.sort_name, g.id"
            }
            Self::Enrolments => {
                "SELECT y.name AS year, g.name AS \"group\", s.student_number AS student, u.first_name || ' ' || u.last_name AS name, \
                 e.first_day, e.last_day FROM enrolments e JOIN class_groups g ON g.id = e.group_id \
                 JOIN school_years y ON y.id = g.year_id JOIN users u ON u.id = e.student_id JOIN students s ON s.user_id = u.id \
                 ORDER BY y.starts_on, g.sort_name, u.sort_name, e.id"
            }
            Self::Series => {
                "SELECT m.code AS module, s.title, CAST(s.weekday AS TEXT) AS weekday, s.from_time, s.to_time, \
                 CAST(s.every_weeks AS TEXT) AS every_weeks, s.first_day, s.last_day, r.name AS room, \
                 CAST(s.id AS TEXT) AS professors, CAST(s.id AS TEXT) AS year, CAST(s.id AS TEXT) AS groups \
                 FROM lesson_series s JOIN modules m ON m.id = s.module_id LEFT JOIN rooms r ON r.id = s.room_id \
                 ORDER BY s.first_day, s.id"
            }
        }
    }
}

pub async fn rows(conn: &dyn Sql, kind: Kind) -> Result<Vec<Vec<String>>> {
    let mut found = Vec::new();
    for row in conn.all(kind.select(), vec![]).await? {
        let mut cells = Vec::with_capacity(kind.columns().len());
        for column in kind.columns() {
            cells.push(row.try_get::<Option<String>>("", column)?.unwrap_or_default());
        }
        if kind == Kind::Series {
            let id: i64 = cells[9].parse().unwrap_or_default();
            (cells[9], cells[10], cells[11]) = parts_of_series(conn, id).await?;
        }
        found.push(cells);
    }
    Ok(found)
}

/// Names that several of are joined in one cell.
pub const JOINT: &str = " | ";

async fn parts_of_series(conn: &dyn Sql, id: i64) -> Result<(String, String, String)> {
    let texts = async |sql: &str| -> Result<Vec<String>> {
        let rows = conn.all(sql, vec![id.into()]).await?;
        rows.iter().map(|row| Ok(row.try_get::<Option<String>>("", "text")?.unwrap_or_default())).collect()
    };
    let people = "SELECT COALESCE(u.email, u.username) AS text FROM series_professors p JOIN users u ON u.id = p.user_id \
                  WHERE p.series_id = $1 ORDER BY u.sort_name, u.id";
    let groups = "SELECT g.name AS text FROM series_groups s JOIN class_groups g ON g.id = s.group_id WHERE s.series_id = $1 \
                  ORDER BY g.sort_name, g.id";
    let years = "SELECT DISTINCT y.name AS text FROM series_groups s JOIN class_groups g ON g.id = s.group_id \
                 JOIN school_years y ON y.id = g.year_id WHERE s.series_id = $1";
    Ok((texts(people).await?.join(JOINT), texts(years).await?.join(JOINT), texts(groups).await?.join(JOINT)))
}

async fn id(conn: &dyn Sql, sql: &str, values: Vec<Value>) -> Result<Option<i64>> {
    let row = conn.find(sql, values).await?;
    row.map(|row| Ok(row.try_get("", "id")?)).transpose()
}

pub async fn year(conn: &dyn Sql, name: &str) -> Result<Option<i64>> {
    id(conn, "SELECT id FROM school_years WHERE name_key = $1", vec![search::fold(name).into()]).await
}

pub async fn term(conn: &dyn Sql, year: i64, name: &str) -> Result<Option<i64>> {
    let values = vec![year.into(), search::fold(name).into()];
    id(conn, "SELECT id FROM terms WHERE year_id = $1 AND name_key = $2", values).await
}

pub async fn programme(conn: &dyn Sql, code: &str) -> Result<Option<i64>> {
    id(conn, "SELECT id FROM programmes WHERE code_key = $1", vec![search::fold(code).into()]).await
}

pub async fn module(conn: &dyn Sql, code: &str) -> Result<Option<i64>> {
    id(conn, "SELECT id FROM modules WHERE code = $1 OR code = UPPER($1) ORDER BY id LIMIT 1", vec![code.into()]).await
}

pub async fn taught_module(conn: &dyn Sql, module: i64, programme: i64, year: i64) -> Result<Option<i64>> {
    let sql = "SELECT id FROM taught_modules WHERE module_id = $1 AND programme_id = $2 AND year_id = $3";
    id(conn, sql, vec![module.into(), programme.into(), year.into()]).await
}

pub async fn group(conn: &dyn Sql, year: i64, name: &str) -> Result<Option<i64>> {
    let values = vec![year.into(), search::fold(name).into()];
    id(conn, "SELECT id FROM class_groups WHERE year_id = $1 AND name_key = $2", values).await
}

pub async fn enrolment(conn: &dyn Sql, student: i64, group: i64, first: &str) -> Result<Option<i64>> {
    let sql = "SELECT id FROM enrolments WHERE student_id = $1 AND group_id = $2 AND first_day = $3";
    id(conn, sql, vec![student.into(), group.into(), first.into()]).await
}

/// By their number, else by address or username.
pub async fn student(conn: &dyn Sql, text: &str) -> Result<Option<i64>> {
    let sql = "SELECT user_id AS id FROM students WHERE student_number = $1";
    match id(conn, sql, vec![text.into()]).await? {
        Some(found) => Ok(Some(found)),
        None => person(conn, text).await,
    }
}

/// By address or username.
pub async fn person(conn: &dyn Sql, text: &str) -> Result<Option<i64>> {
    let sql = "SELECT id FROM users WHERE email = $1 OR username_key = $1 ORDER BY id LIMIT 1";
    id(conn, sql, vec![text.to_lowercase().into()]).await
}

/// By its name, when one room only has it.
pub async fn room(conn: &dyn Sql, name: &str) -> Result<Option<i64>> {
    let sql = "SELECT MIN(id) AS id FROM rooms WHERE name_key = $1 AND is_active = TRUE HAVING COUNT(*) = 1";
    id(conn, sql, vec![search::fold(name).into()]).await
}
