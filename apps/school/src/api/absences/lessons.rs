//! `/api/statistics/lessons/`: the lessons behind a figure.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use preau_calendar::domain::wall;
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::place::Place;
use preau_kernel::web::{Json, ListQuery, Me, RequestInfo};
use preau_kernel::{App, Error, Result};

use super::bodies::FigureFilters;
use super::input;
use super::shapes::LessonRow;
use super::statistics::{FIGURES, figure_cells};
use super::table::{self, Cell, Format, Table};
use crate::actions::absences::clock;
use crate::domain::absences::figures::Figures;
use crate::permissions::{Reach, STATISTICS};
use crate::store::absences::asked::{Asked, By};
use crate::store::absences::figures::{self, Key};
use crate::store::absences::lessons::{self as rows, Lesson};

/// Rows of a file.
const MOST: i64 = 20_000;
/// Lessons whose seats are counted at once.
const BATCH: usize = 500;

/// Permission: `school.statistics`, as the figures themselves.
#[utoipa::path(get, path = "/api/statistics/lessons/", tag = "School", params(ListQuery, FigureFilters), responses((status = 200, content((Page<LessonRow> = "application/json"), (String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))))]
pub(crate) async fn list(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    page: PageQuery,
) -> Result<Response> {
    let reach = Reach::of(&actor, STATISTICS)?;
    let format = Format::parse(page.param("format"))?;
    let asked = input::asked(&app, &page, reach).await?;
    if let Some(format) = format {
        let all = rows::all(app.db().read(), reach, &asked, MOST + 1).await?;
        if all.len() as i64 > MOST {
            return Err(Error::refused("too_many_rows"));
        }
        return file(&app, &info, format, reach, &asked, all).await;
    }
    let found = rows::list(app.db().read(), reach, &asked, &page).await?;
    let shaped = shaped(&app, reach, &asked, found.results).await?;
    Ok(Json(Page { count: found.count, next: found.next, previous: found.previous, results: shaped }).into_response())
}

/// With their seats, as far as they are asked for.
async fn shaped(app: &App, reach: Reach, asked: &Asked, lessons: Vec<Lesson>) -> Result<Vec<LessonRow>> {
    let conn = app.db().read();
    let ids: Vec<i64> = lessons.iter().map(|lesson| lesson.id).collect();
    let (mut seats, mut professors) = (BTreeMap::new(), BTreeMap::<i64, Vec<String>>::new());
    for ids in ids.chunks(BATCH) {
        let of_these = Asked { lessons: Some(ids.to_vec()), ..asked.clone() };
        for row in figures::rows(conn, reach, By::Lesson, &of_these).await? {
            if let Key::Id(id) = row.key {
                seats.insert(id, row.figures);
            }
        }
        for (lesson, name) in rows::professors(conn, ids).await? {
            professors.entry(lesson).or_default().push(name);
        }
    }
    let shape = |lesson: Lesson| {
        let figures: Figures = seats.get(&lesson.id).copied().unwrap_or_default();
        LessonRow {
            id: lesson.id,
            module: lesson.module_id,
            module_name: lesson.module_name,
            title: lesson.title,
            starts_at: lesson.starts_at,
            ends_at: lesson.ends_at,
            room: lesson.room,
            professors: professors.remove(&lesson.id).unwrap_or_default(),
            status: lesson.status,
            register: lesson.register_state,
            figures,
            rate: figures.rate(),
        }
    };
    Ok(lessons.into_iter().map(shape).collect())
}

async fn file(
    app: &App,
    info: &RequestInfo,
    format: Format,
    reach: Reach,
    asked: &Asked,
    all: Vec<Lesson>,
) -> Result<Response> {
    let zone = Place::load(app).await?.zone;
    let lang = info.lang();
    let text = |key: &str| app.l10n().text(lang, key);
    let mut head: Vec<String> = ["day", "from", "to", "module", "title", "room", "professors"]
        .map(|name| text(&format!("statistics-{name}")))
        .to_vec();
    head.extend(FIGURES.map(|name| text(&format!("statistics-{name}"))));
    let cells = |row: LessonRow| {
        let mut cells = vec![
            Cell::Day(wall::date_of(zone, row.starts_at.seconds())),
            Cell::Text(clock(zone, row.starts_at)),
            Cell::Text(clock(zone, row.ends_at)),
            Cell::Text(row.module_name),
            Cell::Text(row.title),
            Cell::Text(row.room.unwrap_or_default()),
            Cell::Text(row.professors.join(", ")),
        ];
        cells.extend(figure_cells(row.figures));
        cells
    };
    let rows = shaped(app, reach, asked, all).await?.into_iter().map(cells).collect();
    let name = format!("lessons-{}-{}", asked.from, asked.to);
    table::answer(app, info, format, Table { name, head, rows }).await
}
