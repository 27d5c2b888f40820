//! What one voice says of one student in one lesson.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;

use crate::domain::attendance::mark::Said;
use crate::store::attendance::marks::{self, Kept, Telling};

/// Of a lesson that this transaction has locked, the mark `kept` read since. False: that was known already.
pub(crate) async fn say(
    tx: &Tx,
    lesson: (i64, Timestamp),
    student: i64,
    kept: Option<&Kept>,
    said: &Said,
    telling: Telling<'_>,
) -> Result<bool> {
    let old = kept.map(|kept| kept.mark.clone()).unwrap_or_default();
    if old.says(said) {
        return Ok(false);
    }
    let told = old.told(said);
    match kept {
        None => marks::insert(tx, lesson, student, &old.after(&told, &[]), &told, telling).await?,
        Some(kept) => {
            let earlier = match old.needs_history(&told) {
                true => marks::history(&**tx, kept.id).await?,
                false => Vec::new(),
            };
            marks::update(tx, kept.id, &old.after(&told, &earlier), &told, telling).await?;
        }
    }
    Ok(true)
}
