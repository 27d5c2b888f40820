//! `/api/holidays/`: the public holidays of a year, and on which of them the place is closed.

use axum::extract::State;
use chrono::Datelike;
use preau_kernel::db::page::Page;
use preau_kernel::place::Place;
use preau_kernel::web::{Json, Query, RequestInfo};
use preau_kernel::{App, Error, Refusal, Result};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::State as Kept;
use crate::domain::holidays::HolidayName;
use crate::domain::wall;

const FIRST_YEAR: i32 = 1900;
const LAST_YEAR: i32 = 2199;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// The present one unless it is named.
    #[param(minimum = 1900, maximum = 2199)]
    year: Option<i32>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct HolidayAnswer {
    #[schema(format = "date")]
    date: String,
    /// `easter-monday`; null for a day that the place adds.
    #[schema(required)]
    key: Option<&'static str>,
    name: String,
    /// Whether the place is closed then.
    is_closed: bool,
}

/// Permission: logged in.
#[utoipa::path(get, path = "/api/holidays/", tag = "Holiday", params(Asked), responses((status = 200, body = Page<HolidayAnswer>)))]
pub(crate) async fn list(
    State(app): State<App>,
    info: RequestInfo,
    Query(asked): Query<Asked>,
) -> Result<Json<Page<HolidayAnswer>>> {
    let year = match asked.year {
        Some(year) => year,
        None => wall::wall(Place::load(&app).await?.zone, app.now().seconds()).year(),
    };
    if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
        let problem = Refusal::new("wrong_year").arg("first", FIRST_YEAR).arg("last", LAST_YEAR);
        return Err(Error::invalid("year", problem));
    }
    let days = app.state::<Kept>().holidays.of_year(year);
    let shown = days.into_iter().map(|day| {
        let (key, name) = match day.name {
            HolidayName::Legal(legal) => {
                (Some(legal.key()), app.l10n().text(info.lang(), &format!("holiday-{}", legal.key())))
            }
            HolidayName::Own(name) => (None, name),
        };
        HolidayAnswer { date: day.date.to_string(), key, name, is_closed: day.is_closed }
    });
    let results: Vec<_> = shown.collect();
    Ok(Json(Page { count: Some(results.len() as i64), next: None, previous: None, results }))
}
