//! Everything that a list is asked for, as a file. The database is asked batch by batch while the answer is on its way.
//!
//! Map: here the request, its entry in the audit trail and the batches · `text` CSV and JSON · `xlsx`.

mod text;
mod xlsx;

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures::stream::{Stream, TryStreamExt};
use preau_kernel::admin::{Column, Entity, Row, Verb};
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::page::{Conditions, Edge};
use preau_kernel::web::{FormActor, Path};
use preau_kernel::{Error, Refusal, Result};
use serde_json::{Map, Value};

use crate::rows;
use crate::rows::list::{Asked, Walk};
use crate::shell::Shell;

/// Rows that are read at a time.
const BATCH: u64 = 500;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Csv,
    Xlsx,
    Json,
}

impl Format {
    fn parse(text: &str) -> Option<Self> {
        [Self::Csv, Self::Xlsx, Self::Json].into_iter().find(|format| format.name() == text)
    }

    /// Also the end of the file's name.
    fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
        }
    }

    fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Json => "application/json",
        }
    }
}

/// `format` and the list's own `query`. A query that is not understood is refused: it would export more than was seen.
pub(crate) async fn export(shell: Shell, Path(name): Path<String>, form: FormActor) -> Result<Response> {
    let entity = shell.entity(&name, Verb::View)?;
    let form = form.form;
    let format = form.get("format").and_then(Format::parse).ok_or_else(|| Error::invalid("format", "wrong_value"))?;
    let zone = shell.visit.place().zone;
    let mut asked = Asked::read(entity, zone, form.get("query").unwrap_or_default());
    for (filter, _) in &asked.questions {
        asked.problems.add(filter.name, Refusal::new("not_a_number"));
    }
    std::mem::take(&mut asked.problems).finish()?;
    let conditions = asked.narrowed(rows::scope(&shell, entity, Verb::View)?);
    if format == Format::Xlsx {
        xlsx::check_folder()?;
    }
    record(&shell, entity, format, &asked).await?;
    let today = shell.app().now().utc().with_timezone(&zone).date_naive();
    let file = format!("attachment; filename=\"{}-{today}.{}\"", entity.name, format.name());
    let source = Source { entity: entity.name, asked, conditions, edge: None, has_ended: false, shell };
    let body = match format {
        Format::Csv => body_of(text::stream(source, text::Kind::Csv)),
        Format::Json => body_of(text::stream(source, text::Kind::Json)),
        Format::Xlsx => body_of(xlsx::stream(source)),
    };
    let disposition = HeaderValue::from_str(&file).map_err(Error::internal)?;
    let mut response = ([(header::CONTENT_TYPE, format.content_type())], body).into_response();
    response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
    Ok(response)
}

/// Before anything leaves.
async fn record(shell: &Shell, entity: &Entity, format: Format, asked: &Asked) -> Result<()> {
    let set = asked.filters.iter().map(|set| (set.param.clone(), Value::from(set.value.as_str())));
    let drill = asked.drill.map(|drill| ("drill".to_owned(), Value::from(drill.text())));
    let filters: Map<String, Value> = set.chain(drill).collect();
    let mut entry =
        Entry::new("list_exported").meta("entity", entity.name).meta("format", format.name()).meta("filters", filters);
    if !asked.search.is_empty() {
        entry = entry.personal("search", asked.search.as_str());
    }
    let tx = shell.app().db().write_tx().await?;
    audit::record(&tx, shell.app(), shell.visit.info(), entry).await?;
    tx.commit().await
}

/// What fails on the way ends the answer, so that nobody takes it for whole.
fn body_of(stream: impl Stream<Item = Result<Bytes>> + Send + 'static) -> Body {
    Body::from_stream(stream.inspect_err(|error| tracing::error!(%error, "an export ended early")))
}

/// The rows, batch by batch.
struct Source {
    shell: Shell,
    entity: &'static str,
    asked: Asked,
    conditions: Conditions,
    edge: Option<Edge>,
    has_ended: bool,
}

impl Source {
    fn entity(&self) -> Result<&Entity> {
        self.shell.app().entity(self.entity).ok_or(Error::NotFound)
    }

    fn columns(&self) -> Result<Vec<&Column>> {
        Ok(self.asked.columns(self.entity()?))
    }

    /// `None` after the last one.
    async fn next(&mut self) -> Result<Option<Vec<Row>>> {
        if self.has_ended {
            return Ok(None);
        }
        let entity = self.entity()?;
        let (asked, conditions) = (&self.asked, &self.conditions);
        let now = self.shell.app().now();
        let walk = Walk { entity, asked, conditions, columns: asked.columns(entity), now };
        let (rows, edge) = walk.batch(self.shell.app().db().read_late(), self.edge.as_ref(), BATCH).await?;
        self.has_ended = edge.is_none();
        self.edge = edge;
        Ok(Some(rows).filter(|rows| !rows.is_empty()))
    }
}
