//! `/api/school/sheets/link/`: a sheet for a new tab, where a token cannot be sent along.

use axum::extract::State;
use preau_kernel::clock::Timestamp;
use preau_kernel::web::{Fields, Json, JsonBody, Me, RequestInfo};
use preau_kernel::{App, Error, Result};
use serde::Serialize;
use utoipa::ToSchema;

use super::bodies::SheetBody;
use crate::actions::absences::sheet_link as making;
use crate::input::finished;
use crate::permissions::{REGISTER, Reach};
use crate::store::absences::{scope, sheet as rows};

/// Which sheet an address means; whatever else stands in it.
pub(super) struct Meant(Vec<(&'static str, String)>);

impl Meant {
    pub(super) fn of(value: impl Fn(&str) -> Option<String>) -> Self {
        let named = |name: &'static str| Some((name, value(name).filter(|text| !text.is_empty())?));
        Self(["lesson", "group", "room", "date", "half"].into_iter().filter_map(named).collect())
    }

    /// In one order: numbers, dates and words, none of which needs an escape.
    pub(super) fn query(&self) -> String {
        self.0.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SheetLink {
    /// On this host; shows the sheet once.
    url: String,
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

/// A link that shows an attendance sheet once, within five minutes, without a login: that of a group's or a room's half-day,
/// or of one lesson. What lies outside the asker's reach is not found.
///
/// Permission: `school.register`, within its reach.
#[utoipa::path(post, path = "/api/school/sheets/link/", tag = "School", request_body = SheetBody, responses((status = 200, body = SheetLink), (status = 404, description = "What the sheet would be of is not there, or not within reach")))]
pub(crate) async fn create(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Json<SheetLink>> {
    let reach = Reach::of(&actor, REGISTER)?.as_professor();
    let (of, meant) = read(Fields::new(map))?;
    let conn = app.db().read();
    match of {
        Of::Lesson(id) => drop(rows::lesson(conn, reach, id).await?.first().ok_or(Error::NotFound)?),
        Of::Group(id) => scope::group(conn, reach, id).await?,
        Of::Room(id) => drop(rows::room_name(conn, id).await?),
    }
    let query = meant.query();
    let (link, expires_at) = making::make(&app, &actor, &query)?;
    let url = format!("/school/sheet/?{query}&lang={}&link={link}", info.lang().code());
    Ok(Json(SheetLink { url, expires_at }))
}

enum Of {
    Lesson(i64),
    Group(i64),
    Room(i64),
}

fn read(mut fields: Fields) -> Result<(Of, Meant)> {
    let (lesson, group, room) = (fields.integer("lesson"), fields.integer("group"), fields.integer("room"));
    let of = match (lesson, group, room) {
        (Some(id), ..) => Some(Of::Lesson(id)),
        (None, Some(id), _) => Some(Of::Group(id)),
        (None, None, Some(id)) => Some(Of::Room(id)),
        (None, None, None) => None,
    };
    if of.is_none() {
        fields.error_if_clean("group", "required");
    }
    let (mut day, mut half) = (None, None);
    if lesson.is_none() {
        day = fields.date("day").flatten();
        if day.is_none() {
            fields.error_if_clean("day", "required");
        }
        half = fields.text("half", 2);
        match half.as_deref() {
            Some("am" | "pm") => {}
            Some(_) => fields.error_if_clean("half", "wrong_value"),
            None => fields.error_if_clean("half", "required"),
        }
    }
    let of = finished(fields, of)?;
    let meant = Meant::of(|name| match (name, &of) {
        ("lesson", Of::Lesson(id)) | ("group", Of::Group(id)) | ("room", Of::Room(id)) => Some(id.to_string()),
        ("date", _) => day.map(|day| day.to_string()),
        ("half", _) => half.clone(),
        _ => None,
    });
    Ok((of, meant))
}
