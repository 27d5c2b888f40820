//! A workbook, written to a temporary file row by row and sent when it is whole.

use std::fs::File;
use std::io::Seek;

use bytes::Bytes;
use futures::stream::{self, Stream};
use preau_kernel::admin::{Column, Row};
use preau_kernel::{Error, Result};
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use tokio::io::AsyncReadExt;
use tokio::sync::mpsc;

use super::Source;
use super::text::is_number;
use crate::{labels, show};

/// Rows of a sheet, as spreadsheets know them; more go to a next sheet.
const SHEET_ROWS: u32 = 1_048_576;
/// Characters of a cell.
const LONGEST_CELL: usize = 32_767;
/// Whole numbers beyond would lose their last digits.
const EXACT: u64 = 999_999_999_999_999;
/// Bytes sent at a time.
const CHUNK: usize = 64 * 1024;
/// Batches that wait for the writer.
const AHEAD: usize = 2;

enum Cell {
    Nothing,
    Number(i64),
    Text(String),
}

/// 503 where no temporary file can be made: asked before the answer begins, for it is 200 from then on.
pub(super) fn check_folder() -> Result<()> {
    tempfile::tempfile().map(drop).map_err(|error| {
        tracing::error!(%error, folder = %std::env::temp_dir().display(), "no temporary file can be made");
        Error::Unavailable("temporary_folder")
    })
}

/// The file is made when the answer has begun, whatever time it takes.
pub(super) fn stream(source: Source) -> impl Stream<Item = Result<Bytes>> + Send {
    enum Step {
        Make(Box<Source>),
        Send(tokio::fs::File),
    }
    stream::try_unfold(Step::Make(Box::new(source)), |step| async move {
        let mut file = match step {
            Step::Make(source) => tokio::fs::File::from_std(made(*source).await?),
            Step::Send(file) => file,
        };
        let mut chunk = Vec::with_capacity(CHUNK);
        let read = (&mut file).take(CHUNK as u64).read_to_end(&mut chunk).await?;
        Ok((read > 0).then(|| (Bytes::from(chunk), Step::Send(file))))
    })
}

async fn made(mut source: Source) -> Result<File> {
    let entity = source.entity()?;
    let label = |column: &&Column| labels::label(&source.shell, entity, column.name).into_owned();
    let labels = source.columns()?.iter().map(label).collect();
    let (rows, written) = mpsc::channel(AHEAD);
    let writing = tokio::task::spawn_blocking(move || write(labels, written));
    while let Some(batch) = source.next().await? {
        let cells = batch.iter().map(|row| cells(&source, row)).collect::<Result<Vec<_>>>()?;
        if rows.send(cells).await.is_err() {
            break;
        }
    }
    drop(rows);
    writing.await.map_err(Error::internal)?
}

fn cells(source: &Source, row: &Row) -> Result<Vec<Cell>> {
    let entity = source.entity()?;
    let cell = |column: &&Column| match row.number(column.name) {
        Some(number) if is_number(column.shows) && number.unsigned_abs() <= EXACT => Cell::Number(number),
        _ => match show::plain(&source.shell, entity, column, row) {
            text if text.is_empty() => Cell::Nothing,
            text => Cell::Text(text),
        },
    };
    Ok(source.columns()?.iter().map(cell).collect())
}

fn write(labels: Vec<String>, mut rows: mpsc::Receiver<Vec<Vec<Cell>>>) -> Result<File> {
    let mut workbook = Workbook::new();
    let mut sheet = workbook.add_worksheet_with_constant_memory().map_err(Error::internal)?;
    let mut at = 0;
    let head = || labels.iter().map(|label| Cell::Text(label.clone())).collect::<Vec<_>>();
    while let Some(batch) = rows.blocking_recv() {
        for row in batch {
            if at == SHEET_ROWS {
                sheet = workbook.add_worksheet_with_constant_memory().map_err(Error::internal)?;
                at = 0;
            }
            if at == 0 {
                line(sheet, 0, head()).map_err(Error::internal)?;
                at = 1;
            }
            line(sheet, at, row).map_err(Error::internal)?;
            at += 1;
        }
    }
    if at == 0 {
        line(sheet, 0, head()).map_err(Error::internal)?;
    }
    let mut file = tempfile::tempfile()?;
    workbook.save_to_writer(&mut file).map_err(Error::internal)?;
    file.rewind()?;
    Ok(file)
}

/// Texts are written as texts: nothing is ever a formula.
fn line(sheet: &mut Worksheet, at: u32, cells: Vec<Cell>) -> Result<(), XlsxError> {
    for (column, cell) in (0_u16..).zip(cells) {
        match cell {
            Cell::Nothing => {}
            Cell::Number(number) => drop(sheet.write_number(at, column, number as f64)?),
            Cell::Text(text) if text.chars().nth(LONGEST_CELL).is_some() => {
                let cut: String = text.chars().take(LONGEST_CELL).collect();
                sheet.write_string(at, column, cut)?;
            }
            Cell::Text(text) => drop(sheet.write_string(at, column, text)?),
        }
    }
    Ok(())
}
