//! Figures as CSV, with the signs by which spreadsheets of the reader's language part columns. A text is never a formula.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use preau_kernel::audit::{self, Entry};
use preau_kernel::i18n::Lang;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};

/// A spreadsheet takes the file for UTF-8 by it.
const BOM: &str = "\u{feff}";

/// The file; that it was taken stands in the trail. `name` without its end.
pub(super) async fn answer(
    app: &App,
    info: &RequestInfo,
    name: &str,
    head: &[String],
    rows: &[Vec<String>],
) -> Result<Response> {
    let tx = app.db().write_tx().await?;
    audit::record(&tx, app, info, Entry::new("room_statistics_exported").meta("file", name)).await?;
    tx.commit().await?;
    let separator = if info.lang() == Lang::Fr { ";" } else { "," };
    let mut text = BOM.to_owned();
    for row in std::iter::once(head).chain(rows.iter().map(Vec::as_slice)) {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        text.push_str(&cells.join(separator));
        text.push_str("\r\n");
    }
    let mut response = ([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], text).into_response();
    let file = format!("attachment; filename=\"{name}.csv\"");
    let disposition = HeaderValue::from_str(&file).map_err(Error::internal)?;
    response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
    Ok(response)
}

/// What a spreadsheet would compute is marked as text; what holds a sign of the format is quoted.
fn quoted(cell: &str) -> String {
    let is_number = cell.parse::<i64>().is_ok();
    let marked = if !is_number && cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    if marked.contains(['"', ',', ';', '\n', '\r']) { format!("\"{}\"", marked.replace('"', "\"\"")) } else { marked }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_cell_is_never_a_formula() {
        assert_eq!(quoted("=A1"), "'=A1");
        assert_eq!(quoted("-12"), "-12");
        assert_eq!(quoted("PC \"1\"; fenêtre"), "\"PC \"\"1\"\"; fenêtre\"");
        assert_eq!(quoted("Poste 1"), "Poste 1");
    }
}
