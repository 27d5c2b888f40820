//! CSV and JSON, written as the rows come.

use bytes::Bytes;
use chrono::SecondsFormat;
use futures::stream::{self, Stream};
use preau_kernel::admin::{Column, Entity, Row, Shows};
use preau_kernel::clock::Timestamp;
use preau_kernel::i18n::Lang;
use preau_kernel::{Error, Result};
use serde_json::{Map, Value, json};

use super::Source;
use crate::shell::Shell;
use crate::{labels, show};

/// A spreadsheet takes the file for UTF-8 by it.
const BOM: &str = "\u{feff}";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Csv,
    Json,
}

/// What comes next.
enum Step {
    Head,
    Rows { are_first: bool },
    End,
}

pub(super) fn stream(source: Source, kind: Kind) -> impl Stream<Item = Result<Bytes>> + Send {
    stream::try_unfold((source, Step::Head), move |(mut source, step)| async move {
        let (part, next) = match step {
            Step::Head => (head(&source, kind)?, Step::Rows { are_first: true }),
            Step::Rows { are_first } => match source.next().await? {
                Some(rows) => (body(&source, kind, &rows, are_first)?, Step::Rows { are_first: false }),
                None => (tail(kind), Step::End),
            },
            Step::End => return Ok(None),
        };
        Ok(Some((part, (source, next))))
    })
}

fn head(source: &Source, kind: Kind) -> Result<Bytes> {
    if kind == Kind::Json {
        return Ok(Bytes::from_static(b"[\n"));
    }
    let entity = source.entity()?;
    let columns = source.columns()?;
    let labels: Vec<_> = columns.iter().map(|column| labels::label(&source.shell, entity, column.name)).collect();
    let line = csv_of(source.shell.visit.lang(), [labels.iter().map(|label| harmless(label)).collect()])?;
    Ok(Bytes::from([BOM.as_bytes(), &line].concat()))
}

fn body(source: &Source, kind: Kind, rows: &[Row], are_first: bool) -> Result<Bytes> {
    let (shell, entity, columns) = (&source.shell, source.entity()?, source.columns()?);
    match kind {
        Kind::Csv => {
            let cell = |column: &&Column, row: &Row| {
                let text = show::plain(shell, entity, column, row);
                if is_number(column.shows) { text } else { harmless(&text) }
            };
            let lines = rows.iter().map(|row| columns.iter().map(|column| cell(column, row)).collect());
            Ok(Bytes::from(csv_of(shell.visit.lang(), lines)?))
        }
        Kind::Json => {
            let mut out = Vec::new();
            for (i, row) in rows.iter().enumerate() {
                if !are_first || i > 0 {
                    out.extend_from_slice(b",\n");
                }
                serde_json::to_writer(&mut out, &object(shell, entity, &columns, row))?;
            }
            Ok(Bytes::from(out))
        }
    }
}

fn tail(kind: Kind) -> Bytes {
    match kind {
        Kind::Csv => Bytes::new(),
        Kind::Json => Bytes::from_static(b"\n]\n"),
    }
}

/// The sign by which spreadsheets part columns where the comma parts decimals.
fn csv_of(lang: Lang, lines: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>> {
    let delimiter = match lang {
        Lang::Fr => b';',
        Lang::En => b',',
    };
    let terminator = csv::Terminator::CRLF;
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).terminator(terminator).from_writer(Vec::new());
    for line in lines {
        writer.write_record(line).map_err(Error::internal)?;
    }
    writer.into_inner().map_err(Error::internal)
}

/// A text that a spreadsheet would compute is marked as text.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{text}") } else { text.to_owned() }
}

pub(super) fn is_number(shows: Shows) -> bool {
    matches!(shows, Shows::Number | Shows::Size | Shows::Percent)
}

/// Values as machines read them: instants in RFC 3339, links by id and text.
fn object(shell: &Shell, entity: &Entity, columns: &[&Column], row: &Row) -> Value {
    let mut object = Map::new();
    object.insert("id".to_owned(), row.id.into());
    for column in columns {
        let value = row.values.get(column.name).cloned().unwrap_or_default();
        let value = match (column.shows, value) {
            (Shows::Instant, Value::Number(at)) => {
                let at = Timestamp(at.as_i64().unwrap_or_default());
                let zone = shell.visit.place().zone;
                at.utc().with_timezone(&zone).to_rfc3339_opts(SecondsFormat::AutoSi, true).into()
            }
            (Shows::Link(_), Value::String(link)) => {
                let (id, text) = show::parts_of_link(&link);
                json!({"id": id, "text": text})
            }
            (Shows::Image, Value::String(file)) if !file.is_empty() => show::plain(shell, entity, column, row).into(),
            (_, value) => value,
        };
        object.insert(column.name.to_owned(), value);
    }
    object.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_compute_is_marked() {
        for text in ["=1+1", "+33 1", "-2", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        assert_eq!(harmless("a=1"), "a=1");
        assert_eq!(harmless(""), "");
    }

    #[test]
    fn texts_are_quoted_where_they_must_be() {
        let line = |lang| String::from_utf8(csv_of(lang, [vec!["a;b".into(), "c\"d\n".into()]]).unwrap()).unwrap();
        assert_eq!(line(Lang::Fr), "\"a;b\";\"c\"\"d\n\"\r\n");
        assert_eq!(line(Lang::En), "a;b,\"c\"\"d\n\"\r\n");
    }
}
