//! `/workstations/batches/{id}/print/`: the codes of a batch on slips, to print and cut apart. A page without scripts, for
//! whoever manages workstations; the web app may fetch it with its own credential.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use chrono_tz::Tz;
use preau_calendar::domain::wall;
use preau_kernel::actor::Scope;
use preau_kernel::clock::Timestamp;
use preau_kernel::place::Place;
use preau_kernel::web::page::{self, assets::Asset};
use preau_kernel::web::{Path, Visit, secret};
use preau_kernel::{App, Error, Result};

use crate::actions::people::batches::note_shown;
use crate::permissions::MANAGE;
use crate::store::people::batches::{self as rows, Batch, is_unused};

static STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("batch.css", "text/css; charset=utf-8", include_str!("../../../templates/batch.css")));

pub(super) fn routes() -> Router<App> {
    STYLE.route(page::route(Router::new(), "/workstations/batches/{id}/print/", get(show)))
}

#[derive(Template)]
#[template(path = "batch.html")]
struct Slips<'a> {
    visit: &'a Visit,
    batch: &'a Batch,
    place: &'a str,
    label: &'a str,
    /// Those that can still be used.
    codes: Vec<String>,
    hours: Vec<String>,
}

impl Slips<'_> {
    fn text(&self, key: &str) -> String {
        self.visit.text(key)
    }

    fn style(&self) -> &'static str {
        STYLE.path()
    }

    fn lang(&self) -> &'static str {
        self.visit.lang().code()
    }

    fn summary(&self) -> String {
        self.visit
            .with("batch-summary", &[("count", &self.codes.len().to_string()), ("of", &self.batch.count.to_string())])
    }

    fn minutes(&self) -> String {
        self.visit.with("batch-minutes", &[("minutes", &self.batch.minutes.to_string())])
    }

    fn until(&self) -> String {
        let at = self.batch.code_expires_at.unwrap_or(self.batch.created_at);
        let (day, time) = shown(self.visit.place().zone, at);
        self.visit.with("batch-until", &[("day", &day), ("time", &time)])
    }
}

/// `23/11/2026` and `09:00` on the wall.
fn shown(zone: Tz, at: Timestamp) -> (String, String) {
    let wall = wall::wall(zone, at.seconds());
    (wall.format("%d/%m/%Y").to_string(), wall.format("%H:%M").to_string())
}

/// Permission: `workstations.manage`.
async fn show(visit: Visit, Path(id): Path<i64>) -> Result<Response> {
    let actor = visit.info().actor()?;
    if let Some(gate) = actor.gate {
        return Err(Error::Forbidden(gate.refusal()));
    }
    if actor.scope(MANAGE) != Some(Scope::All) {
        return Err(Error::forbidden());
    }
    let (read, now) = (visit.app().db().read(), visit.app().now());
    let batch = rows::get(read, id, now).await?;
    let codes = rows::codes(read, id).await?;
    note_shown(visit.app(), visit.info(), id, &batch.label).await?;
    let slips = Slips {
        visit: &visit,
        place: &visit.place().name,
        label: &batch.label,
        codes: codes.into_iter().filter(|code| is_unused(code, now)).map(|code| code.access_code).collect(),
        hours: hours(&visit, visit.place()),
        batch: &batch,
    };
    Ok(secret(visit.html(StatusCode::OK, slips.render().map_err(Error::internal)?)))
}

/// One line a day on which the place opens.
fn hours(visit: &Visit, place: &Place) -> Vec<String> {
    let mut days: BTreeMap<u8, Vec<String>> = BTreeMap::new();
    for hours in &place.opening_hours {
        days.entry(hours.day).or_default().push(format!("{}–{}", hours.opens, hours.closes));
    }
    let line = |(day, times): (u8, Vec<String>)| {
        let name = visit.with("batch-weekday", &[("number", &day.to_string())]);
        format!("{name} {}", times.join(", "))
    };
    days.into_iter().map(line).collect()
}
