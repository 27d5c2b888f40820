//! Sheets of the school: what is read is written so that no cell is a formula, and reads again as it is.
//!
//! First byte: which sheet. The rest: the file.

use preau_school::domain::sheet::{MOST_ROWS, Row, Wrong, read, write};
use preau_school::store::sheets::Kind;

use crate::parts::choice;

pub fn target(data: &[u8]) {
    let Some((kind, file)) = choice(data, Kind::ALL.len()) else { return };
    let kind = Kind::ALL[kind];
    let sheet = match read(file, kind.columns(), kind.required()) {
        Ok(sheet) => sheet,
        Err(Wrong::Missing(columns) | Wrong::Doubled(columns)) => {
            assert!(columns.iter().all(|column| kind.columns().contains(column)) && !columns.is_empty());
            return;
        }
        Err(_) => return,
    };
    let lines = file.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() + 1;
    assert!(sheet.rows.len() <= MOST_ROWS);
    assert!(!sheet.rows.is_empty() || !sheet.open_quotes.is_empty());
    for line in sheet.rows.iter().map(|row| row.line).chain(sheet.open_quotes.iter().copied()) {
        assert!((1..=lines).contains(&line), "line {line} of {lines}");
    }
    for pair in sheet.rows.windows(2) {
        assert!(pair[0].line < pair[1].line, "{pair:?}");
    }
    reads_again(kind, &sheet.rows);
}

fn reads_again(kind: Kind, rows: &[Row]) {
    if rows.is_empty() {
        return;
    }
    let columns = kind.columns();
    let cells = |row: &Row| columns.iter().map(|column| row.cells.get(column).cloned().unwrap_or_default()).collect();
    let all: Vec<Vec<String>> = rows.iter().map(cells).collect();
    let bytes = write(columns, &all).expect("a sheet can be written");
    let mut raw = csv::ReaderBuilder::new().delimiter(b';').from_reader(&bytes["\u{feff}".len()..]);
    for record in raw.records() {
        for cell in record.expect("a sheet of ours is one").iter() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?} is a formula");
        }
    }
    let again = read(&bytes, columns, kind.required()).expect("what was written is read");
    assert_eq!((again.open_quotes.len(), again.unknown.len()), (0, 0));
    let cells = |rows: &[Row]| rows.iter().map(|row| row.cells.clone()).collect::<Vec<_>>();
    assert_eq!(cells(&again.rows), cells(rows), "{}", String::from_utf8_lossy(&bytes));
}
