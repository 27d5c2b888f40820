//! From a form to typed values and back.
//!
//! Map: `draft` one form while it is filled in · `part` the inputs of one row · `typed` what stands in them · `read` from
//! there to the writer's values · `related` titles and searches of relations · `lines` inlines · `uploads` files · `save`
//! the transaction · `page`, `widget`, `inline`, `shown` what is seen of it · `clash` two editors · `wall`, `markdown`.

mod clash;
mod draft;
mod inline;
mod lines;
mod markdown;
mod page;
mod part;
mod read;
mod related;
mod save;
mod shown;
mod typed;
mod uploads;
mod wall;
mod widget;

use preau_kernel::admin::{Entity, FieldKind, Row, Verb};
use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Sql;
use preau_kernel::db::page::PageQuery;
use preau_kernel::{Error, Result};

use crate::labels;
use crate::rows;
use crate::shell::Shell;

pub(crate) use draft::{Asked, Draft};
pub(crate) use page::after;
pub(crate) use part::ids;
pub(crate) use read::nested;
pub(crate) use related::Related;
pub(crate) use save::save;
pub(crate) use shown::{Shown, raw, value_of};

/// The name of every button of a form, and the values of those that only show it again.
const BUTTON: &str = "do";
const PREVIEW: &str = "preview:";
const SEARCH: &str = "search:";

/// What a form without files may weigh is enough for every other one; files come on top, with room for one that is too
/// large to be refused at its field.
pub(crate) fn body_limit(app: &App) -> usize {
    let bytes = |entity: &Entity| -> usize {
        let files = entity.fields().map(|field| match field.kind {
            FieldKind::Attachment { max_bytes, .. } => max_bytes,
            _ => 0,
        });
        files.sum()
    };
    app.config().server.body_limit + 2 * app.entities().iter().map(bytes).max().unwrap_or(0)
}

/// The row of a page: 404 out of scope, and for an address that leads to somebody else's own row.
pub(crate) async fn row(shell: &Shell, entity: &Entity, id: i64, verb: Verb) -> Result<Row> {
    if entity.own_row.is_some_and(|own| own(&shell.actor) != id) {
        return Err(Error::NotFound);
    }
    rows::get(shell, shell.app().db().read(), entity, id, verb).await
}

/// Whether this row may be written with a verb: the right reaches it, and its guard agrees.
pub(crate) async fn may(shell: &Shell, entity: &Entity, row: &Row, verb: Verb) -> Result<bool> {
    if entity.writer.is_none() || !shell.may(entity, verb) || !(entity.row_guard)(&shell.actor, row) {
        return Ok(false);
    }
    if entity.scope(&shell.actor, verb) == entity.scope(&shell.actor, Verb::View) {
        return Ok(true);
    }
    match rows::get(shell, shell.app().db().read(), entity, row.id, verb).await {
        Ok(_) => Ok(true),
        Err(Error::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The id by which the audit trail knows the row.
pub(crate) async fn target_id(shell: &Shell, entity: &Entity, id: i64) -> Result<i64> {
    let (_, expression) = entity.target;
    if expression == "t.id" {
        return Ok(id);
    }
    let sql = format!("SELECT {expression} AS target FROM {} WHERE t.id = $1", entity.from);
    let row = shell.app().db().read().get(&sql, vec![id.into()]).await?;
    row.try_get::<Option<i64>>("", "target")?.ok_or(Error::NotFound)
}

/// Records that somebody read the row, where that is demanded.
pub(crate) async fn note_reading(shell: &Shell, entity: &Entity, row: &Row) -> Result<()> {
    if !entity.reading_is_audited {
        return Ok(());
    }
    let target = target_id(shell, entity, row.id).await?;
    let entry =
        Entry::new("record_read").target(entity.target.0, target, row.title.clone()).meta("entity", entity.name);
    let tx = shell.app().db().write_tx().await?;
    audit::record(&tx, shell.app(), shell.visit.info(), entry).await?;
    tx.commit().await
}

/// A page of a list inside a page, by its cursor.
pub(crate) fn page_of(size: usize, cursor: Option<&str>) -> Result<PageQuery> {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("page_size", &size.to_string());
    query.extend_pairs(cursor.map(|cursor| ("cursor", cursor)));
    PageQuery::new(String::new(), &query.finish())
}

/// What a page says after something was done: one of a few words in its address.
pub(crate) fn done(shell: &Shell) -> Option<String> {
    let said = ["added", "saved", "deleted", "undone", "chore", "chore_goes_on"].into_iter();
    let asked = shell.visit.query("done")?;
    said.into_iter().find(|word| *word == asked).map(|word| shell.text(&format!("admin-done-{}", labels::dashed(word))))
}
