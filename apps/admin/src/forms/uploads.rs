//! Files of a form: checked and converted before the transaction, kept in it.

use std::sync::Arc;

use preau_kernel::admin::{Attachment, Cx, Field, FieldKind, Prepared};
use preau_kernel::app::App;
use preau_kernel::error::{FieldErrors, Refusal};
use preau_kernel::files;
use preau_kernel::web::{Form, Upload};
use preau_kernel::{Error, Result};

use super::part::Part;
use super::typed::REMOVE;

#[derive(Default)]
pub(crate) struct Uploads {
    put: Vec<(String, Arc<dyn Attachment>, Prepared)>,
    clear: Vec<Arc<dyn Attachment>>,
}

/// The attachments of a form: field, kind of file, the bytes it may have, and who keeps it.
fn attachments<'a>(part: &Part<'a>) -> impl Iterator<Item = (&'a Field, bool, usize, &'a Arc<dyn Attachment>)> {
    let open: Vec<&Field> = part.fields().filter(|field| part.takes(field)).collect();
    open.into_iter().filter_map(|field| match &field.kind {
        FieldKind::Attachment { is_image, max_bytes, by } => Some((field, *is_image, *max_bytes, by)),
        _ => None,
    })
}

/// The inputs that came with a file.
pub(crate) fn sent(part: &Part<'_>, form: &Form) -> Vec<String> {
    attachments(part).map(|(field, ..)| part.input(field)).filter(|input| form.file(input).is_some()).collect()
}

/// What is wrong with the files by their size and first bytes.
pub(crate) fn check(part: &Part<'_>, form: &Form, errors: &mut FieldErrors) {
    for (field, is_image, max_bytes, _) in attachments(part) {
        let input = part.input(field);
        match form.file(&input) {
            Some(file) if file.bytes.len() > max_bytes => {
                errors.add(&input, Refusal::new("file_too_large").arg("kilobytes", max_bytes / 1024));
            }
            Some(file) if is_image && files::sniff_image(&file.bytes).is_none() => errors.add(&input, "not_a_picture"),
            None if part.demands(field) && part.stored(field).as_str().is_none_or(str::is_empty) => {
                errors.add(&input, "required");
            }
            _ => {}
        }
    }
}

impl Uploads {
    /// Converts what was sent; a problem is named by its input.
    pub(crate) async fn prepare(app: &App, part: &Part<'_>, form: &Form) -> Result<Self> {
        let mut uploads = Self::default();
        let mut errors = FieldErrors::default();
        for (field, _, _, by) in attachments(part) {
            let input = part.input(field);
            let file: Option<&Upload> = form.file(&input);
            match file {
                Some(file) => match by.prepare(app, file.bytes.clone()).await {
                    Ok(prepared) => uploads.put.push((input, by.clone(), prepared)),
                    Err(error) => add(&mut errors, &input, error)?,
                },
                None if !field.is_required && form.checked(&format!("{input}{REMOVE}")) => {
                    uploads.clear.push(by.clone())
                }
                None => {}
            }
        }
        errors.finish()?;
        Ok(uploads)
    }

    pub(crate) async fn keep(self, cx: &Cx<'_>, id: i64) -> Result<()> {
        for (input, by, prepared) in self.put {
            if let Err(error) = by.put(cx, id, prepared).await {
                let mut errors = FieldErrors::default();
                add(&mut errors, &input, error)?;
                errors.finish()?;
            }
        }
        for by in self.clear {
            by.clear(cx, id).await?;
        }
        Ok(())
    }
}

/// Whatever is wrong with a file stands at its input.
fn add(errors: &mut FieldErrors, input: &str, error: Error) -> Result<()> {
    match error {
        Error::Invalid(wrong) => {
            wrong.0.into_values().flatten().for_each(|problem| errors.add(input, problem));
            Ok(())
        }
        Error::TooLarge { limit_bytes } => {
            errors.add(input, Refusal::new("file_too_large").arg("kilobytes", limit_bytes / 1024));
            Ok(())
        }
        Error::UnsupportedMedia { .. } => {
            errors.add(input, "wrong_file");
            Ok(())
        }
        other => Err(other),
    }
}
