//! Sheets of people: what is read is in stored form and reads again as it is; every fault has its line and its column.

use std::collections::BTreeSet;

use preau_accounts::domain::names::{normalise_email, normalise_username, person_name, username_key};
use preau_accounts::domain::people_csv::{Field, MAX_ROWS, Row, SheetError, read};

const CODES: [&str; 9] = [
    "ragged",
    "blank",
    "too_long",
    "duplicate",
    "invalid_date",
    "invalid_email",
    "invalid_username",
    "invalid_name",
    "invalid_phone",
];

pub fn target(data: &[u8]) {
    let sheet = match read(data) {
        Ok(sheet) => sheet,
        Err(SheetError::MissingHeaders(fields) | SheetError::DuplicateHeaders(fields)) => {
            assert!(!fields.is_empty(), "which headers is said");
            return;
        }
        Err(_) => return,
    };
    assert!(sheet.rows.len() <= MAX_ROWS);
    let lines = data.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() + 1;
    let faulty: BTreeSet<usize> = sheet.errors.iter().map(|error| error.line).collect();
    for error in &sheet.errors {
        assert!((2..=lines).contains(&error.line), "line {} of {lines}", error.line);
        assert!(CODES.contains(&error.code), "{error:?}");
        assert!(error.field.is_some() || error.code == "ragged", "the column is said: {error:?}");
    }
    for pair in sheet.rows.windows(2) {
        assert!(pair[0].line < pair[1].line, "{pair:?}");
    }
    for row in &sheet.rows {
        assert!((2..=lines).contains(&row.line) && !faulty.contains(&row.line), "{row:?}");
        in_stored_form(row);
    }
    once_each(&sheet.rows);
    reads_again(&sheet.rows);
}

fn in_stored_form(row: &Row) {
    let cell = |field| row.cells.get(&field).map(String::as_str);
    assert!(row.cells.values().all(|cell| !cell.is_empty() && cell.chars().count() <= 1_000), "{row:?}");
    for field in [Field::LastName, Field::FirstName] {
        let name = cell(field).unwrap_or_default();
        assert_eq!(person_name(name).as_deref(), Ok(name), "{row:?}");
    }
    assert!(cell(Field::Email).is_some() || cell(Field::Username).is_some(), "nobody can log in: {row:?}");
    if let Some(email) = cell(Field::Email) {
        assert_eq!(normalise_email(email).as_deref(), Ok(email), "{row:?}");
    }
    if let Some(username) = cell(Field::Username) {
        assert_eq!(normalise_username(username).as_deref(), Ok(username), "{row:?}");
    }
}

fn once_each(rows: &[Row]) {
    for field in [Field::Email, Field::Username] {
        let logins: Vec<_> =
            rows.iter().filter_map(|row| row.cells.get(&field)).map(|login| username_key(login)).collect();
        let unique: BTreeSet<_> = logins.iter().collect();
        assert_eq!(unique.len(), logins.len(), "{field:?} twice");
    }
}

/// Written as a sheet, they are the same people.
fn reads_again(rows: &[Row]) {
    if rows.is_empty() {
        return;
    }
    let mut fields: BTreeSet<Field> = rows.iter().flat_map(|row| row.cells.keys().copied()).collect();
    fields.extend([Field::LastName, Field::FirstName, Field::Email]);
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    writer.write_record(fields.iter().map(|field| field.code())).expect("a header");
    for row in rows {
        let cells = fields.iter().map(|field| row.cells.get(field).map(String::as_str).unwrap_or_default());
        writer.write_record(cells).expect("a row");
    }
    let bytes = writer.into_inner().expect("a sheet");
    let again = read(&bytes).expect("what was written is read");
    assert_eq!(again.errors, [], "{}", String::from_utf8_lossy(&bytes));
    let cells = |rows: &[Row]| rows.iter().map(|row| row.cells.clone()).collect::<Vec<_>>();
    assert_eq!(cells(&again.rows), cells(rows), "{}", String::from_utf8_lossy(&bytes));
}
