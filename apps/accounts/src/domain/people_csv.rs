//! A table of people as a secretary's spreadsheet writes it, read into clean cells.
//!
//! Separator, encoding and headers are recognised rather than asked for: Excel writes `;` and Windows-1252 in France.
//! Cells are brought to the stored form by [`super::names`]; what the database knows (modules, taken addresses) is for the caller.

mod header;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, NaiveDate};
use csv::StringRecord;

use super::names::{NameProblem, normalise_email, normalise_username, person_name, phone, username_key};
pub use header::Field;

/// Most rows, the header apart.
pub const MAX_ROWS: usize = 10_000;
/// Longest cell, in characters.
const MAX_CELL: usize = 1_000;

/// Why a table was refused as a whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.code())]
pub enum SheetError {
    /// Nothing but blank lines.
    Empty,
    /// Not text in an encoding we know: a spreadsheet file, say.
    NotText,
    /// Columns that are needed and not there; an address or a username is enough, then only the address is named.
    MissingHeaders(Vec<Field>),
    /// One field in two columns.
    DuplicateHeaders(Vec<Field>),
    /// More than [`MAX_ROWS`].
    TooManyRows,
}

impl SheetError {
    /// Stable key of the refusal.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "csv_empty",
            Self::NotText => "csv_not_text",
            Self::MissingHeaders(_) => "csv_missing_headers",
            Self::DuplicateHeaders(_) => "csv_duplicate_headers",
            Self::TooManyRows => "csv_too_many_rows",
        }
    }
}

/// What was read: the rows without fault, and the faults of the others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Rows that may be imported.
    pub rows: Vec<Row>,
    /// Faults, in the order of the file; a row may have several.
    pub errors: Vec<RowError>,
    /// Headers that mean nothing to us, as written; their columns are left out.
    pub unknown_headers: Vec<String>,
}

/// One person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Line of the file, from 1.
    pub line: usize,
    /// The cells that are not blank, in stored form: dates as `2007-03-14`, modules separated by one space.
    pub cells: BTreeMap<Field, String>,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowError {
    /// Line of the file, from 1.
    pub line: usize,
    /// The cell, or the whole row.
    pub field: Option<Field>,
    /// Stable key: `ragged`, `blank`, `too_long`, `duplicate`, `invalid_date` or a [`NameProblem::code`].
    pub code: &'static str,
}

/// Reads the table in `bytes`; the caller has bounded their number.
///
/// # Errors
/// [`SheetError`] when nothing of it can be taken; faults of single rows stand in [`Sheet::errors`].
pub fn read(bytes: &[u8]) -> Result<Sheet, SheetError> {
    let text = text::decode(bytes).ok_or(SheetError::NotText)?;
    let mut records = csv::ReaderBuilder::new()
        .delimiter(text::separator(&text))
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes())
        // The text is valid UTF-8 in memory and rows may differ in length: no record can fail.
        .into_records()
        .map_while(Result::ok)
        .filter(|record| record.iter().any(|cell| !cell.is_empty()));
    let columns = header::columns(&records.next().ok_or(SheetError::Empty)?)?;

    let mut sheet = Sheet { unknown_headers: columns.unknown, ..Sheet::default() };
    let mut seen = BTreeSet::new();
    let mut lines = text::Lines::of(&text);
    for (number, record) in records.enumerate() {
        if number == MAX_ROWS {
            return Err(SheetError::TooManyRows);
        }
        let line = lines.line_of_row(record.position().map_or(0, csv::Position::byte));
        match cells(&record, &columns.fields, &mut seen) {
            Ok(cells) => sheet.rows.push(Row { line, cells }),
            Err(faults) => sheet.errors.extend(faults.into_iter().map(|(field, code)| RowError { line, field, code })),
        }
    }
    Ok(sheet)
}

type Faults = Vec<(Option<Field>, &'static str)>;

/// The cells of one row in stored form. `seen` holds the logins of the rows above.
fn cells(
    record: &StringRecord,
    columns: &[Option<Field>],
    seen: &mut BTreeSet<(Field, String)>,
) -> Result<BTreeMap<Field, String>, Faults> {
    // Excel likes to end lines with empty cells; anything else that does not fit would shift columns.
    let overflowing = record.iter().skip(columns.len()).any(|cell| !cell.is_empty());
    if record.len() < columns.len() || overflowing {
        return Err(vec![(None, "ragged")]);
    }
    let mut cells = BTreeMap::new();
    let mut faults = Faults::new();
    for (field, cell) in columns.iter().zip(record).filter_map(|(field, cell)| Some(((*field)?, cell))) {
        match stored(field, cell) {
            Ok(value) => {
                cells.insert(field, value);
            }
            // A blank cell is missed only where it is needed, below.
            Err(code) if code == NameProblem::Blank.code() => {}
            Err(code) => faults.push((Some(field), code)),
        }
    }
    let absent = |field: Field| !cells.contains_key(&field) && !faults.iter().any(|(at, _)| *at == Some(field));
    let mut missing: Vec<_> = [Field::LastName, Field::FirstName].into_iter().filter(|field| absent(*field)).collect();
    if absent(Field::Email) && absent(Field::Username) {
        missing.push(Field::Email);
    }
    faults.extend(missing.into_iter().map(|field| (Some(field), NameProblem::Blank.code())));
    for field in [Field::Email, Field::Username] {
        if cells.get(&field).is_some_and(|login| !seen.insert((field, username_key(login)))) {
            faults.push((Some(field), "duplicate"));
        }
    }
    if faults.is_empty() { Ok(cells) } else { Err(faults) }
}

/// One cell in stored form, or the key of what is wrong with it.
fn stored(field: Field, cell: &str) -> Result<String, &'static str> {
    if cell.is_empty() {
        return Err(NameProblem::Blank.code());
    }
    if cell.chars().count() > MAX_CELL {
        return Err(NameProblem::TooLong.code());
    }
    let named = match field {
        Field::Email => normalise_email(cell),
        Field::Username => normalise_username(cell),
        Field::LastName | Field::FirstName => person_name(cell),
        Field::Phone => phone(cell),
        Field::BirthDate => return date(cell).ok_or("invalid_date"),
        Field::Modules => joined(cell.split(|c: char| c.is_whitespace() || "|+".contains(c))),
        Field::StudentNumber
        | Field::Level
        | Field::Specialty
        | Field::Title
        | Field::Relationship
        | Field::Language => joined(cell.split_whitespace()),
    };
    named.map_err(NameProblem::code)
}

/// Blank where there is nothing but what parts.
fn joined<'a>(parts: impl Iterator<Item = &'a str>) -> Result<String, NameProblem> {
    let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { Err(NameProblem::Blank) } else { Ok(parts.join(" ")) }
}

/// `2007-03-14` or `14/03/2007`; a year before 1900 is a year of two digits, which could be anything.
fn date(cell: &str) -> Option<String> {
    let format = if cell.contains('/') { "%d/%m/%Y" } else { "%Y-%m-%d" };
    let date = NaiveDate::parse_from_str(cell, format).ok()?;
    (1900..2200).contains(&date.year()).then(|| date.to_string())
}

#[cfg(test)]
mod tests;
