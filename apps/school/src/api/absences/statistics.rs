//! `/api/statistics/`: seats and hours by student, module, group, professor, weekday or week.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use chrono::{Datelike, NaiveDate};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::PageQuery;
use preau_kernel::web::{Json, Me, RequestInfo};
use preau_kernel::{App, Error, Refusal, Result};
use serde_json::Value;
use utoipa::IntoParams;

use super::bodies::FigureFilters;
use super::input;
use super::shapes::{FigureRow, FigureTotal, FiguresBody};
use super::table::{self, Cell, Format, Table};
use crate::domain::absences::figures::Figures;
use crate::permissions::{Reach, STATISTICS};
use crate::store::absences::asked::By;
use crate::store::absences::figures::{self, Key, Row};

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes a query in the OpenAPI document")]
pub(crate) struct ByQuery {
    /// `student`, `module`, `group`, `professor`, `weekday` or `week`.
    by: String,
}

/// Permission: `school.statistics`; a professor's lessons and modules, all for managers and staff. What lies outside is
/// 404.
#[utoipa::path(get, path = "/api/statistics/", tag = "School", params(ByQuery, FigureFilters), responses((status = 200, body = FiguresBody)))]
pub(crate) async fn rows(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    page: PageQuery,
) -> Result<Response> {
    let reach = Reach::of(&actor, STATISTICS)?;
    let format = Format::parse(page.param("format"))?;
    let by = page.param("by").ok_or_else(|| Error::invalid("by", "required"))?;
    let known = || Refusal::new("unknown_grouping").arg("known", By::ASKED.map(By::name).join(", "));
    let by = By::parse(by).ok_or_else(|| Error::invalid("by", known()))?;
    let asked = input::asked(&app, &page, reach).await?;
    let found = figures::rows(app.db().read_late(), reach, by, &asked).await?;
    let (from, to) = (asked.from.to_string(), asked.to.to_string());
    let Some(format) = format else {
        let total = figures::total_of(app.db().read_late(), reach, by, &asked, &found).await?;
        let rows = found.into_iter().map(|row| shape(&app, &info, by, row)).collect();
        let limit_percent = app.state::<crate::State>().config.presence_percent;
        return Ok(
            Json(FiguresBody { by: by.name(), from, to, rows, total: whole(total), limit_percent }).into_response()
        );
    };
    let rows: Vec<FigureRow> = found.into_iter().map(|row| shape(&app, &info, by, row)).collect();
    let name = format!("statistics-{}-{from}-{to}", by.name());
    let text = |key: &str| app.l10n().text(info.lang(), key);
    let mut head = vec![text(&format!("statistics-by-{}", by.name()))];
    head.extend(FIGURES.map(|name| text(&format!("statistics-{name}"))));
    head.extend(["statistics-minutes-planned", "statistics-minutes-given"].map(text));
    let rows = rows.into_iter().map(cells).collect();
    table::answer(&app, &info, format, Table { name, head, rows }).await
}

/// The columns that [`figure_cells`] fills.
pub(super) const FIGURES: [&str; 9] =
    ["planned", "present", "late", "absent", "excused", "justified", "left-early", "remote", "rate"];

pub(super) fn figure_cells(figures: Figures) -> [Cell; 9] {
    [
        figures.planned.into(),
        figures.present.into(),
        figures.late.into(),
        figures.absent.into(),
        figures.excused.into(),
        figures.justified.into(),
        figures.left_early.into(),
        figures.remote.into(),
        figures.rate().into(),
    ]
}

fn cells(row: FigureRow) -> Vec<Cell> {
    let mut cells = vec![Cell::Text(row.name)];
    cells.extend(figure_cells(row.figures));
    cells.extend([row.minutes_planned.into(), row.minutes_given.into()]);
    cells
}

fn shape(app: &App, info: &RequestInfo, by: By, row: Row) -> FigureRow {
    let (key, name) = match row.key {
        Key::Id(weekday) if by == By::Weekday => {
            (weekday.into(), app.l10n().with(info.lang(), "statistics-weekday", &[("number", &weekday.to_string())]))
        }
        Key::Id(id) => (id.into(), row.name),
        Key::Day(monday) => (week(monday), week_name(app, info, monday)),
    };
    FigureRow {
        key,
        name,
        figures: row.figures,
        rate: row.figures.rate(),
        minutes_planned: row.minutes_planned,
        minutes_given: row.minutes_given,
    }
}

fn whole(row: Row) -> FigureTotal {
    FigureTotal {
        figures: row.figures,
        rate: row.figures.rate(),
        minutes_planned: row.minutes_planned,
        minutes_given: row.minutes_given,
    }
}

/// `2026-W48`
fn week(monday: NaiveDate) -> Value {
    let week = monday.iso_week();
    format!("{}-W{:02}", week.year(), week.week()).into()
}

fn week_name(app: &App, info: &RequestInfo, monday: NaiveDate) -> String {
    let midnight = monday.and_time(chrono::NaiveTime::MIN).and_utc().timestamp();
    let date = crate::actions::absences::date(app, info.lang(), chrono_tz::UTC, Timestamp::from_seconds(midnight));
    app.l10n().with(info.lang(), "statistics-week", &[("date", &date)])
}
