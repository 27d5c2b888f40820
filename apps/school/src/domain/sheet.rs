//! A sheet of rows: CSV as spreadsheets write it, read into cells by the names of its columns, and written so that no cell
//! becomes a formula.

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
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    Empty,
    NotText,
    Missing(Vec<&'static str>),
    Doubled(Vec<&'static str>),
    TooMany,
}

/// UTF-8, with or without its mark, else Windows-1252 as old spreadsheets write it.
fn decode(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    };
    let printable = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    // One kind of line end: with CR LF a row would be counted as beginning on the line before.
    text.chars().all(printable).then(|| text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn separator(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let often = |separator: &u8| header.bytes().filter(|byte| byte == separator).count();
    [b'\t', b';', b','].into_iter().max_by_key(often).unwrap_or(b',')
}

/// `columns`: those known; `required`: those that must be there.
pub fn read(bytes: &[u8], columns: &[&'static str], required: &[&'static str]) -> Result<Sheet, Wrong> {
    let text = decode(bytes).ok_or(Wrong::NotText)?;
    if text.trim().is_empty() {
        return Err(Wrong::Empty);
    }
    let mut reader = csv::ReaderBuilder::new().delimiter(separator(&text)).flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|_| Wrong::NotText)?.clone();
    let fold = |title: &str| title.trim().to_lowercase().replace([' ', '-'], "_");
    let known: Vec<Option<&'static str>> =
        header.iter().map(|title| columns.iter().copied().find(|column| *column == fold(title))).collect();
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
    for record in reader.records() {
        let record = record.map_err(|_| Wrong::NotText)?;
        let line = record.position().map_or(0, |position| usize::try_from(position.line()).unwrap_or(0));
        let cells: BTreeMap<_, _> = known
            .iter()
            .zip(record.iter())
            .filter_map(|(column, cell)| Some(((*column)?, unguarded(cell.trim()).to_owned())))
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
    if rows.is_empty() { Err(Wrong::Empty) } else { Ok(Sheet { rows, unknown }) }
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
