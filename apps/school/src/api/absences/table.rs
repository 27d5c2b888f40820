//! Figures as a file: CSV as spreadsheets of the reader's language expect it, or a workbook. A text is never a formula.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chrono::{Datelike, NaiveDate};
use preau_kernel::audit::{self, Entry};
use preau_kernel::i18n::Lang;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};
use rust_xlsxwriter::{ExcelDateTime, Format as ExcelFormat, Workbook, XlsxError};

/// A spreadsheet takes the file for UTF-8 by it.
const BOM: &str = "\u{feff}";
/// Characters of a cell.
const LONGEST_CELL: usize = 32_767;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Csv,
    Xlsx,
}

impl Format {
    /// `None`: JSON.
    pub(super) fn parse(text: Option<&str>) -> Result<Option<Self>> {
        match text {
            None | Some("json") => Ok(None),
            Some("csv") => Ok(Some(Self::Csv)),
            Some("xlsx") => Ok(Some(Self::Xlsx)),
            Some(_) => Err(Error::invalid("format", "wrong_value")),
        }
    }

    fn end(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Nothing,
    Number(f64),
    Text(String),
    Day(NaiveDate),
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Number(number as f64)
    }
}

impl From<Option<f64>> for Cell {
    fn from(number: Option<f64>) -> Self {
        number.map_or(Self::Nothing, Self::Number)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

pub(super) struct Table {
    /// Of the file, without its end.
    pub(super) name: String,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// The file; that it was taken stands in the trail.
pub(super) async fn answer(app: &App, info: &RequestInfo, format: Format, table: Table) -> Result<Response> {
    let tx = app.db().write_tx().await?;
    let entry = Entry::new("statistics_exported").meta("file", table.name.as_str()).meta("format", format.end());
    audit::record(&tx, app, info, entry).await?;
    tx.commit().await?;
    let file = format!("attachment; filename=\"{}.{}\"", table.name, format.end());
    let lang = info.lang();
    let made = tokio::task::spawn_blocking(move || match format {
        Format::Csv => csv(lang, &table),
        Format::Xlsx => xlsx(&table).map_err(Error::internal),
    });
    let bytes = made.await.map_err(Error::internal)??;
    let mut response = ([(header::CONTENT_TYPE, format.content_type())], bytes).into_response();
    let disposition = HeaderValue::from_str(&file).map_err(Error::internal)?;
    response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
    Ok(response)
}

/// The signs by which spreadsheets of that language part columns and decimals.
fn csv(lang: Lang, table: &Table) -> Result<Vec<u8>> {
    let (delimiter, decimal) = match lang {
        Lang::Fr => (b';', ","),
        Lang::En => (b',', "."),
    };
    let terminator = csv::Terminator::CRLF;
    let mut writer =
        csv::WriterBuilder::new().delimiter(delimiter).terminator(terminator).from_writer(BOM.as_bytes().to_vec());
    writer.write_record(table.head.iter().map(|label| harmless(label))).map_err(Error::internal)?;
    for row in &table.rows {
        let texts = row.iter().map(|cell| match cell {
            Cell::Nothing => String::new(),
            Cell::Number(number) => number.to_string().replace('.', decimal),
            Cell::Text(text) => harmless(text),
            // Sorts as it reads, in every language.
            Cell::Day(day) => day.to_string(),
        });
        writer.write_record(texts).map_err(Error::internal)?;
    }
    writer.into_inner().map_err(Error::internal)
}

/// A text that a spreadsheet would compute is marked as text.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{text}") } else { text.to_owned() }
}

fn xlsx(table: &Table) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let dates = ExcelFormat::new().set_num_format("yyyy-mm-dd");
    for (column, label) in (0_u16..).zip(&table.head) {
        sheet.write_string(0, column, label)?;
    }
    for (line, row) in (1_u32..).zip(&table.rows) {
        for (column, cell) in (0_u16..).zip(row) {
            match cell {
                Cell::Nothing => {}
                Cell::Number(number) => drop(sheet.write_number(line, column, *number)?),
                Cell::Text(text) => {
                    let cut: String = text.chars().take(LONGEST_CELL).collect();
                    sheet.write_string(line, column, cut)?;
                }
                Cell::Day(day) => {
                    let date = ExcelDateTime::from_ymd(
                        u16::try_from(day.year()).unwrap_or_default(),
                        u8::try_from(day.month()).unwrap_or_default(),
                        u8::try_from(day.day()).unwrap_or_default(),
                    )?;
                    sheet.write_datetime_with_format(line, column, &date, &dates)?;
                }
            }
        }
    }
    workbook.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_compute_is_marked() {
        let table = Table {
            name: "x".into(),
            head: vec!["=A1".into(), "Taux".into()],
            rows: vec![
                vec![Cell::Text("@SUM(A1)".into()), Cell::Number(79.9)],
                vec![Cell::Text("a;b".into()), Cell::Nothing],
            ],
        };
        let text = |lang| String::from_utf8(csv(lang, &table).unwrap()).unwrap();
        assert_eq!(text(Lang::Fr), "\u{feff}'=A1;Taux\r\n'@SUM(A1);79,9\r\n\"a;b\";\r\n");
        assert_eq!(text(Lang::En), "\u{feff}'=A1,Taux\r\n'@SUM(A1),79.9\r\na;b,\r\n");
        assert!(xlsx(&table).unwrap().starts_with(b"PK"));
    }
}
