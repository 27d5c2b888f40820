//! Saving a form: everything of it in one transaction.

use preau_kernel::admin::Cx;
use preau_kernel::web::Form;
use preau_kernel::{Error, Result};

use super::draft::Draft;
use super::uploads::{self, Uploads};
use super::{lines, read};

/// Saves and returns the id of the row; whatever is wrong, nothing was written.
pub(crate) async fn save(draft: &mut Draft<'_>, form: &Form) -> Result<i64> {
    let (shell, entity) = (draft.shell, draft.entity);
    let mut errors = std::mem::take(&mut draft.errors);
    let values = read::values(shell, &draft.main, &draft.related, &mut errors);
    uploads::check(&draft.main, form, &mut errors);
    let mut deeds = Vec::new();
    for lines in &draft.inlines {
        deeds
            .extend(lines.deeds(shell, &draft.related, &mut errors).into_iter().map(|deed| (lines.inline.field, deed)));
    }
    errors.finish()?;
    // A form without its version would overwrite whatever is there.
    if !draft.main.adds() && entity.version.is_some() && draft.main.version.is_none() {
        return Err(Error::conflict("row_changed"));
    }
    let app = shell.app();
    let uploads = Uploads::prepare(app, &draft.main, form).await?;
    let writer = entity.writer.clone().ok_or(Error::NotFound)?;
    let tx = app.db().write_tx().await?;
    let cx = Cx { app, tx: &tx, info: shell.visit.info(), actor: &shell.actor };
    let id = match &draft.main.row {
        None => writer.create(&cx, read::nested(&values)).await?,
        Some(row) => {
            writer.update(&cx, row.id, read::nested(&values), draft.main.version).await?;
            row.id
        }
    };
    uploads.keep(&cx, id).await?;
    for (field, deed) in deeds {
        lines::apply(&cx, deed, id, field).await?;
    }
    tx.commit().await?;
    Ok(id)
}
