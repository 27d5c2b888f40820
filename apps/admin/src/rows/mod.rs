//! Reading rows of any entity: the scope of who asks is part of every query.
//!
//! Map: here one row, titles and suggestions · `select` from declarations to SQL and back · `list` pages, filters and
//! orderings · `count` how many there are · `lately` what need not be asked for every page.

pub(crate) mod count;
pub(crate) mod lately;
pub(crate) mod list;
mod select;

use preau_kernel::actor::{Actor, Scope};
use preau_kernel::admin::{Entity, Row, Verb};
use preau_kernel::db::page::{Conditions, List, PageQuery};
use preau_kernel::db::{Sql, search};
use preau_kernel::{Error, Result};

use crate::shell::Shell;
pub(crate) use select::{Listed, Select};

/// Suggestions of an autocomplete.
pub(crate) const SUGGESTIONS: u64 = 20;
/// So many matches are sorted for them; of more, the first will do.
const SORTED: i64 = 200;

/// The conditions that keep this person to the rows they may reach with a verb: 403 without the right.
pub(crate) fn scope(shell: &Shell, entity: &Entity, verb: Verb) -> Result<Conditions> {
    let scope = entity.scope(&shell.actor, verb).ok_or_else(Error::forbidden)?;
    Ok(within(&shell.actor, entity, &[scope]))
}

/// The conditions that keep an actor to the rows that each of these scopes reaches.
pub(crate) fn within(actor: &Actor, entity: &Entity, scopes: &[Scope]) -> Conditions {
    let mut conditions = Conditions::default();
    for scope in scopes {
        match (entity.narrow)(actor, *scope) {
            Some((sql, values)) => conditions.add(sql, values),
            None => conditions.add("FALSE", []),
        }
    }
    if let Some(always) = entity.always {
        conditions.add(always, []);
    }
    conditions
}

/// One row with its columns and fields; 404 outside the scope.
pub(crate) async fn get(shell: &Shell, conn: &dyn Sql, entity: &Entity, id: i64, verb: Verb) -> Result<Row> {
    let select = Select::whole(entity);
    let mut conditions = scope(shell, entity, verb)?;
    conditions.add("t.id = ?", [id.into()]);
    let (filter, values) = conditions.into_parts();
    let sql = format!("SELECT {} FROM {} WHERE {filter}", select.sql(shell.app().now()), entity.from);
    select.read(&conn.get(&sql, values).await?)
}

/// The rows of these ids that this person may see, with the texts that name them.
pub(crate) async fn titles(shell: &Shell, entity: &Entity, ids: &[i64]) -> Result<Vec<(i64, String)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut conditions = scope(shell, entity, Verb::View)?;
    let places = vec!["?"; ids.len()].join(", ");
    conditions.add(&format!("t.id IN ({places})"), ids.iter().map(|id| (*id).into()));
    let (filter, values) = conditions.into_parts();
    let sql = format!("SELECT t.id AS id, {} AS title FROM {} WHERE {filter}", entity.title, entity.from);
    let rows = shell.app().db().read().all(&sql, values).await?;
    rows.iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "title")?))).collect()
}

/// The first rows that a question finds, for an autocomplete; all the first ones when nothing is asked.
pub(crate) async fn suggest(shell: &Shell, entity: &Entity, question: &str) -> Result<Vec<(i64, String)>> {
    let is_asked = entity.search && !search::needles(question).is_empty();
    let mut pairs = vec![("page_size", SUGGESTIONS.to_string())];
    pairs.extend(is_asked.then(|| ("search", question.to_owned())));
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let page = PageQuery::new(String::new(), &query)?.counting(SORTED);
    let orderings = select::orderings(entity);
    let select = format!("t.id AS id, {} AS title", entity.title);
    let list = List {
        select: &select,
        from: entity.from,
        alias: "t",
        search: entity.search.then_some(entity.table),
        orderings: &orderings,
        default_ordering: entity.ordering,
    };
    let read = |row: &sea_orm::QueryResult| Ok((row.try_get("", "id")?, row.try_get("", "title")?));
    let found = page.run(shell.app().db().read(), &list, scope(shell, entity, Verb::View)?, read).await?;
    Ok(found.results)
}
