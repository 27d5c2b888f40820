//! A page of an entity: what is asked for, and the rows that answer.
//!
//! Map: here the queries · `asked` the parameters of an address, understood · `filter` one filter · `order` what it is
//! sorted by · `drill` years, months and days.

mod asked;
mod drill;
mod filter;
mod order;

use preau_kernel::admin::{Column, Entity, Row};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use preau_kernel::db::page::{Conditions, Edge, List, Ordering, Page, Sheet};
use preau_kernel::{Error, FieldErrors, Result};

use super::select::{self, Listed, Select};
use crate::shell::Shell;
use crate::state::State;

pub(crate) use asked::{Asked, COUNTED, SIZES, Set};
pub(crate) use drill::Drill;
pub(crate) use filter::{Bound, params_of};
pub(crate) use order::Order;

impl Asked {
    /// The rows of the page, within `conditions` (the scope) and what is asked for. A cursor that is none is named among
    /// the problems, and the list begins anew.
    pub(crate) async fn page(&mut self, shell: &Shell, entity: &Entity, conditions: Conditions) -> Result<Found> {
        match self.run(shell, entity, conditions.clone()).await {
            Err(Error::Invalid(FieldErrors(errors))) if self.has_cursor() => {
                self.problems.0.extend(errors);
                self.forget_cursor();
                self.run(shell, entity, conditions).await
            }
            answer => answer,
        }
    }

    async fn run(&self, shell: &Shell, entity: &Entity, conditions: Conditions) -> Result<Found> {
        let rows = Select::listed(entity, self.columns(entity));
        let (select, orderings) = (rows.sql(shell.app().now()), select::orderings(entity));
        let list = declared(entity, &select, &orderings);
        let db = shell.app().db();
        let (page, sheet) = self.query()?.run_sheet(db.read(), &list, self.narrowed(conditions)).await?;
        Ok(Found { page, sheet, named_by: rows.named_by() })
    }
}

/// A page, with its rows as they came.
pub(crate) struct Found {
    pub(crate) page: Page<usize>,
    sheet: Sheet,
    named_by: Option<usize>,
}

impl Found {
    pub(crate) fn rows(&self) -> impl ExactSizeIterator<Item = Result<Listed<'_>>> {
        self.page.results.iter().map(|place| Listed::of(self.sheet.row(*place), self.named_by))
    }
}

/// The list of an entity as the kernel pages it.
pub(crate) fn declared<'a>(entity: &'a Entity, select: &'a str, orderings: &'a [Ordering]) -> List<'a> {
    List {
        select,
        from: entity.from,
        alias: "t",
        search: entity.search.then_some(entity.table),
        orderings,
        default_ordering: entity.ordering,
    }
}

/// The next rows of everything that is asked for, in its order; `after` is where the last batch ended.
pub(crate) struct Walk<'a> {
    pub(crate) entity: &'a Entity,
    pub(crate) asked: &'a Asked,
    /// The scope and what is asked for.
    pub(crate) conditions: &'a Conditions,
    pub(crate) columns: Vec<&'a Column>,
    pub(crate) now: Timestamp,
}

impl Walk<'_> {
    pub(crate) async fn batch(
        self,
        conn: &dyn Sql,
        after: Option<&Edge>,
        size: u64,
    ) -> Result<(Vec<Row>, Option<Edge>)> {
        let rows = Select::columns(self.entity, self.columns);
        let (select, orderings) = (rows.sql(self.now), select::orderings(self.entity));
        let list = declared(self.entity, &select, &orderings);
        self.asked.query()?.walk(conn, &list, self.conditions, after, size, |row| rows.read(row)).await
    }
}

/// The ids after this one of everything that is asked for, in their order: for what is done to all of it, in steps.
/// `conditions` are those of the scope.
pub(crate) async fn ids_after(
    conn: &dyn Sql,
    entity: &Entity,
    asked: &Asked,
    conditions: Conditions,
    after: i64,
    size: u64,
) -> Result<Vec<i64>> {
    let mut conditions = asked.narrowed(conditions);
    conditions.add("t.id > ?", [after.into()]);
    let list = declared(entity, "t.id AS id", &[]);
    let by_id = asked.query()?.ordered("id");
    let (ids, _) = by_id.walk(conn, &list, &conditions, None, size, |row| Ok(row.try_get("", "id")?)).await?;
    Ok(ids)
}

/// The first and last instant by which the list can be drilled down.
pub(crate) async fn span_lately(
    shell: &Shell,
    entity: &Entity,
    conditions: Conditions,
) -> Result<Option<(Timestamp, Timestamp)>> {
    let key = format!("{} {conditions:?}", entity.name);
    shell.app().state::<State>().lately.spans.of(shell.app().db(), key, span(shell, entity, conditions)).await
}

/// Found through the index of their column.
async fn span(shell: &Shell, entity: &Entity, conditions: Conditions) -> Result<Option<(Timestamp, Timestamp)>> {
    let Some(column) = entity.drill else { return Ok(None) };
    let (filter, values) = conditions.into_parts();
    let edge = |direction: &str| {
        let from = entity.from;
        format!(
            "(SELECT {column} FROM {from} WHERE {filter} AND {column} IS NOT NULL ORDER BY {column} {direction} LIMIT 1)"
        )
    };
    let sql = format!("SELECT {} AS first, {} AS last", edge("ASC"), edge("DESC"));
    let row = shell.app().db().read().get(&sql, values).await?;
    let ends: (Option<Timestamp>, Option<Timestamp>) = (row.try_get("", "first")?, row.try_get("", "last")?);
    Ok(ends.0.zip(ends.1))
}
