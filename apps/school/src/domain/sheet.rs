//! A sheet of rows: CSV as spreadsheets write it, read into cells by the names of its columns, and written so that no cell
//! becomes a formula.

mod columns;
mod text;

use std::collections::BTreeMap;

/// Rows of one import.
pub const MOST_ROWS: usize = 5000;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Line of the file, from 1; a cell of several lines counts as they stand.
    pub line: usize,
    /// The cells that are not blank.
    pub cells: BTreeMap<&'static str, String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub rows: Vec<Row>,
    /// Columns that were passed over.
    pub unknown: Vec<String>,
    /// Lines, from 1, on which a quote opens and does not close.
    pub open_quotes: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    Empty,
    NotText,
    Missing(Vec<&'static str>),
    Doubled(Vec<&'static str>),
    TooMany,
}

/// `columns`: those known; `required`: those that must be there.
pub fn read(bytes: &[u8], columns: &[&'static str], required: &[&'static str]) -> Result<Sheet, Wrong> {
    let text = text::decode(bytes).ok_or(Wrong::NotText)?;
    if text.trim().is_empty() {
        return Err(Wrong::Empty);
    }
    let separator = text::separator(&text);
    let (text, open_quotes) = text::without_open_quotes(&text, separator);
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|_| Wrong::NotText)?.clone();
    let known: Vec<Option<&'static str>> = header.iter().map(|title| columns::named(title, columns)).collect();
    let missing: Vec<_> = required.iter().copied().filter(|column| !known.contains(&Some(column))).collect();
    if !missing.is_empty() {
        return Err(Wrong::Missing(missing));
    }
    let doubled: Vec<_> =
        columns.iter().copied().filter(|column| known.iter().filter(|one| **one == Some(column)).count() > 1).collect();
    if !doubled.is_empty() {
        return Err(Wrong::Doubled(doubled));
    }
    let unknown = header.iter().zip(&known).filter(|(_, known)| known.is_none()).map(|(title, _)| title.to_owned());
    let unknown = unknown.collect();
    let mut rows = Vec::new();
    let mut lines = text::Lines::of(&text);
    for record in reader.records() {
        let record = record.map_err(|_| Wrong::NotText)?;
        let line = lines.at(record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0)));
        let cells: BTreeMap<_, _> = known
            .iter()
            .zip(record.iter())
            .filter_map(|(column, cell)| Some(((*column)?, columns::stored((*column)?, unguarded(cell.trim())))))
            .filter(|(_, cell)| !cell.is_empty())
            .collect();
        if cells.is_empty() {
            continue;
        }
        if rows.len() == MOST_ROWS {
            return Err(Wrong::TooMany);
        }
        rows.push(Row { line, cells });
    }
    let is_empty = rows.is_empty() && open_quotes.is_empty();
    if is_empty { Err(Wrong::Empty) } else { Ok(Sheet { rows, unknown, open_quotes }) }
}

fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// What [`write`] put before a cell so that it is no formula.
fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => cell,
    }
}

/// With the mark by which spreadsheets take it for UTF-8, separated by semicolons.
pub fn write(columns: &[&str], rows: &[Vec<String>]) -> Result<Vec<u8>, csv::Error> {
    let mut out = "\u{feff}".as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(&mut out);
    writer.write_record(columns)?;
    for row in rows {
        let guarded = row.iter().map(|cell| if is_formula(cell) { format!("'{cell}") } else { cell.clone() });
        writer.write_record(guarded)?;
    }
    writer.flush()?;
    drop(writer);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again_and_is_no_formula() {
        let rows =
            vec![vec!["=1+1".to_owned(), "Terminale; A".to_owned()], vec!["'a".to_owned(), "é\n\"x\"".to_owned()]];
        let bytes = write(&["code", "name"], &rows).unwrap();
        assert!(String::from_utf8_lossy(&bytes).contains("'=1+1"));
        let sheet = read(&bytes, &["code", "name"], &["code"]).unwrap();
        let cells: Vec<Vec<String>> = sheet.rows.iter().map(|row| row.cells.values().cloned().collect()).collect();
        assert_eq!(cells, rows);
        assert_eq!(sheet.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn columns_are_known_by_their_french_names_and_days_as_french_spreadsheets_write_them() {
        let columns = &["year", "group", "student", "first_day", "last_day"];
        let bytes = "Année scolaire;Groupe;Élève;Premier jour;Dernier jour\n2026;A;e1;01/09/2026;31/13/2026\n";
        let sheet = read(bytes.as_bytes(), columns, &["year", "first_day"]).unwrap();
        let cells: Vec<_> = sheet.rows[0].cells.iter().map(|(name, cell)| (*name, cell.as_str())).collect();
        let days = [("first_day", "2026-09-01"), ("group", "A"), ("last_day", "31/13/2026")];
        assert_eq!(cells, [&days[..], &[("student", "e1"), ("year", "2026")]].concat());
        let series = &["from_time", "to_time", "first_day", "last_day", "groups"];
        // Blank lines count.
        let sheet_of_blanks = read(b"group\n\n\nA\n\n\"B\nb\"\nC\n", columns, &[]).unwrap();
        assert_eq!(sheet_of_blanks.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [4, 6, 8]);
        let sheet = read("début;fin;premier jour;dernier jour;classe\n1;2;3;4;5\n".as_bytes(), series, &[]).unwrap();
        assert_eq!((sheet.unknown.len(), sheet.rows[0].cells["from_time"].as_str()), (0, "1"));
    }

    #[test]
    fn hostile_files_are_refused_in_words() {
        assert_eq!(read(b"", &["a"], &[]), Err(Wrong::Empty));
        assert_eq!(read(b"PK\x03\x04\x00", &["a"], &[]), Err(Wrong::NotText));
        assert_eq!(read(b"b;c\n1;2", &["a"], &["a"]), Err(Wrong::Missing(vec!["a"])));
        assert_eq!(read(b"a;A\n1;2", &["a"], &["a"]), Err(Wrong::Doubled(vec!["a"])));
        assert_eq!(read(b"a\n\n  \n", &["a"], &["a"]), Err(Wrong::Empty));
        let many = format!("a\n{}", "x\n".repeat(MOST_ROWS + 1));
        assert_eq!(read(many.as_bytes(), &["a"], &["a"]), Err(Wrong::TooMany));
        // Windows-1252, a cell too many, a column too much.
        let sheet = read(b"a,z\n\xe9,1,2\n", &["a"], &["a"]).unwrap();
        assert_eq!((sheet.rows[0].cells["a"].as_str(), sheet.unknown), ("é", vec!["z".to_owned()]));
    }
}
