//! People from a CSV: one transaction, all or nothing; a dry run does the same work and keeps nothing.

use std::collections::HashMap;

use preau_kernel::actor::Actor;
use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::db::search::fold;
use preau_kernel::i18n::{L10n, Lang};
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, FieldErrors, Refusal, Result};
use serde_json::{Value, json};

use super::person::Change;
use super::profile::{self, ProfileChange};
use crate::domain::people_csv::{self, Field, Row, SheetError};
use crate::store::modules;
use crate::store::profiles::ProfileKind;

/// Errors told at most; beyond, only their number.
const MOST_ERRORS: usize = 500;

/// What an import did, or would do.
#[derive(Debug)]
pub struct Report {
    pub dry_run: bool,
    pub rows: usize,
    pub created: usize,
    /// People with an address get their password by mail; the others need a slip.
    pub mailed: usize,
    pub without_address: usize,
    pub errors: Vec<RowError>,
    pub unknown_headers: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowError {
    pub line: usize,
    pub field: Option<String>,
    pub problem: Refusal,
}

impl Report {
    pub fn body(&self, l10n: &L10n, lang: Lang) -> Value {
        let errors: Vec<Value> = self.errors.iter().take(MOST_ERRORS).map(|error| error.body(l10n, lang)).collect();
        json!({
            "success": true,
            "dry_run": self.dry_run,
            "rows": self.rows,
            "created": self.created,
            "mailed": self.mailed,
            "without_address": self.without_address,
            "error_count": self.errors.len(),
            "errors": errors,
            "unknown_headers": self.unknown_headers,
        })
    }
}

impl RowError {
    fn body(&self, l10n: &L10n, lang: Lang) -> Value {
        json!({
            "row": self.line,
            "field": self.field,
            "code": self.problem.code,
            "message": l10n.refusal(lang, "field", &self.problem),
        })
    }
}

/// Imports the sheet. Rows with errors: 400 `import_refused` with all of them and nothing kept; in a dry run the
/// report carries them.
pub async fn import(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    kind: &'static ProfileKind,
    bytes: &[u8],
    dry_run: bool,
) -> Result<Report> {
    profile::may_give(actor, kind.role)?;
    let sheet = people_csv::read(bytes).map_err(|error| refuse_sheet(&error))?;
    let mut report = Report {
        dry_run,
        rows: sheet.rows.len() + sheet.errors.iter().map(|e| e.line).collect::<std::collections::BTreeSet<_>>().len(),
        created: 0,
        mailed: 0,
        without_address: 0,
        errors: Vec::new(),
        unknown_headers: sheet.unknown_headers,
    };
    for error in &sheet.errors {
        let field = error.field.map(|field| field.code().to_owned());
        report.errors.push(RowError { line: error.line, field, problem: Refusal::new(error.code) });
    }
    let subjects = modules::ids_by_code(app.db().read()).await?;
    let tx = app.db().long_write_tx().await?;
    for row in &sheet.rows {
        let mut attempt = Attempt { tx: &tx, app, info, actor, kind };
        match attempt.row(row, &subjects).await? {
            Ok(has_email) => {
                report.created += 1;
                if has_email {
                    report.mailed += 1;
                } else {
                    report.without_address += 1;
                }
            }
            Err(errors) => report.errors.extend(errors),
        }
    }
    report.errors.sort_by_key(|error| error.line);
    if dry_run {
        tx.rollback().await?;
        return Ok(report);
    }
    if !report.errors.is_empty() {
        tx.rollback().await?;
        let rows: Vec<Value> =
            report.errors.iter().take(MOST_ERRORS).map(|error| error.body(app.l10n(), info.lang())).collect();
        let refusal = Refusal::new("import_refused")
            .arg("count", report.errors.len())
            .extra("rows", rows.into())
            .extra("error_count", json!(report.errors.len()));
        return Err(Error::Refused(refusal));
    }
    let entry = Entry::new("people_imported").meta("role", kind.role.name()).meta("count", report.created);
    audit::record(&tx, app, info, entry).await?;
    tx.commit().await?;
    Ok(report)
}

struct Attempt<'a> {
    tx: &'a Tx,
    app: &'a App,
    info: &'a RequestInfo,
    actor: &'a Actor,
    kind: &'static ProfileKind,
}

impl Attempt<'_> {
    /// `Ok(Ok(has an address))`, or what is wrong with the row.
    async fn row(&mut self, row: &Row, subjects: &HashMap<String, i64>) -> Result<Result<bool, Vec<RowError>>> {
        let wrong =
            |field: Field, problem: Refusal| RowError { line: row.line, field: Some(field.code().to_owned()), problem };
        let mut errors = Vec::new();
        let mut ids = Vec::new();
        for code in row.cells.get(&Field::Modules).map(String::as_str).unwrap_or_default().split_whitespace() {
            match subjects.get(&fold(code)) {
                Some(id) => ids.push(*id),
                None => errors.push(wrong(Field::Modules, Refusal::new("unknown_module").arg("id", code))),
            }
        }
        for (column, max) in self.kind.texts {
            if let Some((field, cell)) = own_cell(row, column)
                && cell.chars().count() > *max
            {
                errors.push(wrong(field, Refusal::new("too_long").arg("max", max)));
            }
        }
        if row.cells.get(&Field::Language).is_some_and(|cell| lang_of(cell).is_none()) {
            errors.push(wrong(Field::Language, Refusal::new("unknown_language")));
        }
        if !errors.is_empty() {
            return Ok(Err(errors));
        }
        let change = change_of(row, ids, self.kind);
        let has_email = change.person.email.as_ref().is_some_and(Option::is_some);
        let inserted = profile::insert(self.tx, self.app, self.info, self.actor, self.kind, &change);
        match self.tx.attempt(inserted).await {
            Ok(_) => Ok(Ok(has_email)),
            Err(Error::Invalid(FieldErrors(fields))) => Ok(Err(fields
                .into_iter()
                .flat_map(|(field, problems)| {
                    let field = field.trim_start_matches("user.").to_owned();
                    problems.into_iter().map(move |problem| RowError {
                        line: row.line,
                        field: Some(field.clone()),
                        problem,
                    })
                })
                .collect())),
            Err(error) => Err(error),
        }
    }
}

/// The cell that belongs into a column of the role's own.
fn own_cell<'a>(row: &'a Row, column: &str) -> Option<(Field, &'a String)> {
    let field = match column {
        "student_number" => Field::StudentNumber,
        "level" => Field::Level,
        "specialty" => Field::Specialty,
        "title" => Field::Title,
        "relationship" => Field::Relationship,
        _ => return None,
    };
    Some((field, row.cells.get(&field)?))
}

/// `fr`, `Français`, `en`, `English`, `anglais`.
fn lang_of(cell: &str) -> Option<Lang> {
    match fold(cell).get(..2) {
        Some("fr") => Some(Lang::Fr),
        Some("en" | "an") => Some(Lang::En),
        _ => None,
    }
}

fn change_of(row: &Row, modules: Vec<i64>, kind: &ProfileKind) -> ProfileChange {
    let cell = |field: Field| row.cells.get(&field).cloned();
    ProfileChange {
        person: Change {
            email: Some(cell(Field::Email)),
            username: Some(cell(Field::Username)),
            first_name: cell(Field::FirstName),
            last_name: cell(Field::LastName),
            phone: cell(Field::Phone),
            birth_date: Some(cell(Field::BirthDate).and_then(|text| text.parse().ok())),
            lang: Some(cell(Field::Language).and_then(|text| Some(lang_of(&text)?.code().to_owned()))),
            modules: Some(modules),
            ..Change::default()
        },
        texts: kind.texts.iter().filter_map(|(column, _)| Some((*column, own_cell(row, column)?.1.clone()))).collect(),
        ..ProfileChange::default()
    }
}

fn refuse_sheet(error: &SheetError) -> Error {
    let fields: Vec<&str> = match error {
        SheetError::MissingHeaders(fields) | SheetError::DuplicateHeaders(fields) => {
            fields.iter().map(|field| field.code()).collect()
        }
        _ => Vec::new(),
    };
    let refusal = Refusal::new(error.code()).arg("fields", fields.join(", ")).arg("max", people_csv::MAX_ROWS);
    Error::Invalid(FieldErrors::one("file", refusal))
}
