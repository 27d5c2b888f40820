//! Class groups, a tree (`class_groups`, and `group_ancestors`: every group with each that it is within).

use std::collections::HashMap;

use chrono::NaiveDate;
use preau_kernel::db::page::{Conditions, Kind as Is, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Sql, Tx, search};
use preau_kernel::{Error, Result};
use sea_orm::{FromQueryResult, Value};

use super::Kind;
use crate::permissions::Reach;

pub struct Groups;

#[derive(Debug, Clone, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
pub struct Group {
    pub id: i64,
    pub year: i64,
    pub year_name: String,
    #[schema(required)]
    pub programme: Option<i64>,
    #[schema(required)]
    pub programme_name: Option<String>,
    /// The group that it is within.
    #[schema(required)]
    pub parent: Option<i64>,
    #[schema(required)]
    pub parent_name: Option<String>,
    /// Unique within its year.
    pub name: String,
    pub row_version: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values {
    pub year: i64,
    pub programme: Option<i64>,
    pub parent: Option<i64>,
    pub name: String,
}

impl Kind for Groups {
    type Row = Group;
    type Values = Values;
    const TABLE: &'static str = "class_groups";
    const SELECT: &'static str = "g.id, g.year_id AS year, y.name AS year_name, g.programme_id AS programme, \
         p.name AS programme_name, g.parent_id AS parent, up.name AS parent_name, g.name, g.row_version";
    // There is always a year: joined so, it is looked up for each group, and not the groups for each year.
    const FROM: &'static str = "class_groups g LEFT JOIN school_years y ON y.id = g.year_id \
         LEFT JOIN programmes p ON p.id = g.programme_id LEFT JOIN class_groups up ON up.id = g.parent_id";
    const ALIAS: &'static str = "g";
    const UNIQUE: &'static [(&'static str, &'static str)] =
        &[("class_groups.name_key", "name"), ("class_groups.year_id", "name")];

    fn columns(values: &Values) -> Vec<(&'static str, Value)> {
        vec![
            ("year_id", values.year.into()),
            ("programme_id", values.programme.into()),
            ("parent_id", values.parent.into()),
            ("name", values.name.clone().into()),
            ("name_key", search::fold(&values.name).into()),
            ("sort_name", search::fold(&values.name).into()),
            ("search", search::text([values.name.as_str()]).into()),
        ]
    }

    fn values(row: &Group) -> Result<Values> {
        Ok(Values { year: row.year, programme: row.programme, parent: row.parent, name: row.name.clone() })
    }

    fn key(row: &Group) -> (i64, i64) {
        (row.id, row.row_version)
    }
}

const LIST: List = List {
    select: Groups::SELECT,
    from: Groups::FROM,
    alias: Groups::ALIAS,
    search: Some("class_groups"),
    orderings: &[Ordering { name: "name", column: "g.sort_name", kind: Is::Text }],
    default_ordering: "name",
};

/// Filters: `year`, `programme`, `parent` (0: those that are within none). `taught_by`: only those to which lessons are given
/// within this reach, and those within them.
pub async fn list(conn: &dyn Sql, reach: Reach, taught_by: Option<Reach>, page: &PageQuery) -> Result<Page<Group>> {
    let mut conditions = Conditions::default();
    Reach::narrow(reach.groups("g.id"), &mut conditions);
    Reach::narrow(taught_by.and_then(|reach| reach.taught_groups("g.id")), &mut conditions);
    for (name, sql) in [("year", "g.year_id = ?"), ("programme", "g.programme_id = ?")] {
        if let Some(id) = page.number(name)? {
            conditions.add(sql, [id.into()]);
        }
    }
    match page.number("parent")? {
        None => {}
        Some(0) => conditions.add("g.parent_id IS NULL", []),
        Some(id) => conditions.add("g.parent_id = ?", [id.into()]),
    }
    page.run(conn, &LIST, conditions, |row| Ok(Group::from_query_result(row, "")?)).await
}

pub async fn get(conn: &dyn Sql, reach: Reach, id: i64) -> Result<Group> {
    let mut conditions = Conditions::default();
    conditions.add("g.id = ?", [id.into()]);
    Reach::narrow(reach.groups("g.id"), &mut conditions);
    let (condition, values) = conditions.into_parts();
    let sql = format!("SELECT {} FROM {} WHERE {condition}", Groups::SELECT, Groups::FROM);
    let row = conn.find(&sql, values).await?.ok_or(Error::NotFound)?;
    Ok(Group::from_query_result(&row, "")?)
}

/// How many students are in each of these groups, or within it, on a day. One without students is not in it.
pub async fn sizes(conn: &dyn Sql, groups: &[i64], on: NaiveDate) -> Result<HashMap<i64, i64>> {
    let mut sizes = HashMap::new();
    for chunk in groups.chunks(500) {
        let places: Vec<_> = (2..=chunk.len() + 1).map(|i| format!("${i}")).collect();
        let sql = format!(
            "SELECT ga.ancestor_id, COUNT(DISTINCT e.student_id) FROM group_ancestors ga \
             JOIN enrolments e ON e.group_id = ga.group_id WHERE ga.ancestor_id IN ({}) AND e.first_day <= $1 \
             AND (e.last_day IS NULL OR e.last_day >= $1) GROUP BY ga.ancestor_id",
            places.join(", ")
        );
        let mut values: Vec<Value> = vec![on.to_string().into()];
        values.extend(chunk.iter().map(|id| Value::from(*id)));
        for row in conn.all(&sql, values).await? {
            sizes.insert(row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        }
    }
    Ok(sizes)
}

/// Somebody who is in a group on a day.
#[derive(Debug, Clone, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
pub struct Member {
    /// The id of a person.
    pub id: i64,
    pub first_name: String,
    pub last_name: String,
}

const MEMBERS: List = List {
    select: "u.id, u.first_name, u.last_name",
    from: "users u",
    alias: "u",
    search: Some("users"),
    orderings: &[Ordering { name: "name", column: "u.sort_name", kind: Is::Text }],
    default_ordering: "name",
};

/// The students of a group and of those within it, on a day.
pub async fn members(conn: &dyn Sql, group: i64, on: NaiveDate, page: &PageQuery) -> Result<Page<Member>> {
    let mut conditions = Conditions::default();
    let on: Value = on.to_string().into();
    conditions.add(
        "u.id IN (SELECT e.student_id FROM group_ancestors ga JOIN enrolments e ON e.group_id = ga.group_id \
         WHERE ga.ancestor_id = ? AND e.first_day <= ? AND (e.last_day IS NULL OR e.last_day >= ?))",
        [group.into(), on.clone(), on],
    );
    page.run(conn, &MEMBERS, conditions, |row| Ok(Member::from_query_result(row, "")?)).await
}

/// A group and all within it.
pub async fn within(conn: &dyn Sql, group: i64) -> Result<Vec<i64>> {
    let sql = "SELECT group_id FROM group_ancestors WHERE ancestor_id = $1 ORDER BY group_id";
    let rows = conn.all(sql, vec![group.into()]).await?;
    rows.iter().map(|row| Ok(row.try_get("", "group_id")?)).collect()
}

/// A group and all that it is within.
pub async fn above(conn: &dyn Sql, group: i64) -> Result<Vec<i64>> {
    let sql = "SELECT ancestor_id FROM group_ancestors WHERE group_id = $1 ORDER BY ancestor_id";
    let rows = conn.all(sql, vec![group.into()]).await?;
    rows.iter().map(|row| Ok(row.try_get("", "ancestor_id")?)).collect()
}

/// Enters a new group in the tree.
pub async fn plant(tx: &Tx, group: i64, parent: Option<i64>) -> Result<()> {
    let sql = "INSERT INTO group_ancestors (group_id, ancestor_id, depth) VALUES ($1, $1, 0)";
    tx.exec(sql, vec![group.into()]).await?;
    graft(tx, group, parent).await
}

/// Takes a group, with all within it, from where it is to below another.
pub async fn transplant(tx: &Tx, group: i64, parent: Option<i64>) -> Result<()> {
    let sql = "DELETE FROM group_ancestors WHERE group_id IN (SELECT group_id FROM group_ancestors WHERE ancestor_id = $1) \
               AND ancestor_id IN (SELECT ancestor_id FROM group_ancestors WHERE group_id = $1 AND ancestor_id <> $1)";
    tx.exec(sql, vec![group.into()]).await?;
    graft(tx, group, parent).await
}

async fn graft(tx: &Tx, group: i64, parent: Option<i64>) -> Result<()> {
    let Some(parent) = parent else { return Ok(()) };
    let sql = "INSERT INTO group_ancestors (group_id, ancestor_id, depth) \
               SELECT d.group_id, a.ancestor_id, d.depth + a.depth + 1 FROM group_ancestors d, group_ancestors a \
               WHERE d.ancestor_id = $1 AND a.group_id = $2";
    tx.exec(sql, vec![group.into(), parent.into()]).await.map(drop)
}

/// How deep the tree is below a group, and above another.
pub async fn depths(conn: &dyn Sql, group: i64, parent: i64) -> Result<(i64, i64)> {
    let sql = "SELECT COALESCE((SELECT MAX(depth) FROM group_ancestors WHERE ancestor_id = $1), 0) AS below, \
               COALESCE((SELECT MAX(depth) FROM group_ancestors WHERE group_id = $2), 0) AS above";
    let row = conn.get(sql, vec![group.into(), parent.into()]).await?;
    Ok((row.try_get("", "below")?, row.try_get("", "above")?))
}
