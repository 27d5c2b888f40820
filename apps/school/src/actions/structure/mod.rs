//! Writing years, terms, programmes, taught modules, groups and enrolments. What is particular to one of them is said by
//! its [`Rules`]; the way of a write is the same for all.

mod enrolments;
mod groups;
pub(crate) mod moving;
mod references;
mod simple;

use std::future::Future;

use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::{Fields, RequestInfo};
use preau_kernel::{App, Result};
use serde_json::{Map, Value};

use super::claiming::Accepting;
use super::{changed, check_version};
use crate::input::Mode;
use crate::store::structure::{self as rows, Kind};

/// `name`, as the audit trail calls it, and what happens to it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words {
    pub(crate) target: &'static str,
    pub(crate) created: &'static str,
    pub(crate) updated: &'static str,
    pub(crate) deleted: &'static str,
}

/// The write that is under way.
pub(crate) struct Writing<'a> {
    pub(crate) tx: &'a Tx,
    pub(crate) app: &'a App,
    pub(crate) info: &'a RequestInfo,
    /// What becomes of a clash of a student's time.
    pub(crate) accepting: &'a Accepting,
}

pub(crate) trait Rules: Kind {
    const WORDS: Words;

    /// What names a row.
    fn title(row: &Self::Row) -> String;

    /// Every field as the trail shows it.
    fn shown(values: &Self::Values) -> Vec<(&'static str, Value)>;

    /// What is wrong is noted.
    fn read(fields: &mut Fields, mode: Mode, old: Option<&Self::Values>) -> Option<Self::Values>;

    /// Whether the rows that it names are there, and what else holds between rows.
    fn check(
        writing: &Writing<'_>,
        id: Option<i64>,
        old: Option<&Self::Values>,
        new: &Self::Values,
    ) -> impl Future<Output = Result<()>> + Send;

    /// Before the row goes.
    fn leave(_writing: &Writing<'_>, _id: i64, _old: &Self::Values) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }

    /// What follows from it once it is written; `new` is `None` when the row has gone.
    fn follow(
        _writing: &Writing<'_>,
        _id: i64,
        _old: Option<&Self::Values>,
        _new: Option<&Self::Values>,
    ) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }
}

pub(crate) async fn create<K: Rules>(writing: &Writing<'_>, values: &K::Values) -> Result<i64> {
    K::check(writing, None, None, values).await?;
    let id = rows::insert::<K>(writing.tx, values, writing.app.now()).await?;
    K::follow(writing, id, None, Some(values)).await?;
    let row = rows::get::<K>(&**writing.tx, id).await?;
    let entry = Entry::new(K::WORDS.created).target(K::WORDS.target, id, K::title(&row));
    audit::record(writing.tx, writing.app, writing.info, entry).await?;
    Ok(id)
}

/// `old` is the row as it was locked.
pub(crate) async fn update<K: Rules>(
    writing: &Writing<'_>,
    old: &K::Row,
    values: &K::Values,
    version: Option<i64>,
) -> Result<()> {
    let (id, seen) = K::key(old);
    check_version(version, seen)?;
    let before = K::values(old)?;
    let changes = changes(K::shown(&before), K::shown(values));
    if changes.is_empty() {
        return Ok(());
    }
    K::check(writing, Some(id), Some(&before), values).await?;
    rows::update::<K>(writing.tx, id, values, writing.app.now()).await?;
    K::follow(writing, id, Some(&before), Some(values)).await?;
    let entry = Entry::new(K::WORDS.updated).target(K::WORDS.target, id, K::title(old));
    audit::record(writing.tx, writing.app, writing.info, changed(entry, changes)).await.map(drop)
}

/// One that others refer to stays: 409.
pub(crate) async fn delete<K: Rules>(writing: &Writing<'_>, id: i64) -> Result<()> {
    let old = rows::get_locked::<K>(writing.tx, id).await?;
    let values = K::values(&old)?;
    K::leave(writing, id, &values).await?;
    rows::delete::<K>(writing.tx, id).await?;
    K::follow(writing, id, Some(&values), None).await?;
    let entry = Entry::new(K::WORDS.deleted).target(K::WORDS.target, id, K::title(&old));
    audit::record(writing.tx, writing.app, writing.info, entry).await.map(drop)
}

fn changes(old: Vec<(&'static str, Value)>, new: Vec<(&'static str, Value)>) -> Map<String, Value> {
    let pairs = old.into_iter().zip(new);
    let changed = pairs.filter(|((_, old), (_, new))| old != new);
    changed.map(|((name, old), (_, new))| (name.to_owned(), Value::from(vec![old, new]))).collect()
}
