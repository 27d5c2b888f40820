//! `/api/place/`: anyone reads it, staff change it.

use crate::routes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use serde::Serialize;

use super::{Change, MAX_LOGO, OpeningHours, Place, set_logo};
use crate::app::App;
use crate::clock::Timestamp;
use crate::config::ModulesConfig;
use crate::error::{Error, Result};
use crate::files::{self, Disposition};
use crate::i18n::Lang;
use crate::web::version::if_match;
use crate::web::{Access, Api, Json, JsonBody, RequestInfo, body};

/// The routes of the place.
pub fn api() -> Api {
    Api::default()
        .add(Access::Public, routes!(show))
        .add(Access::Staff, routes!(update))
        .add(Access::Public, routes!(show_logo))
        .add_with_limit(Access::Staff, MAX_LOGO, routes!(replace_logo))
        .add(Access::Staff, routes!(delete_logo))
}

#[derive(Serialize, utoipa::ToSchema)]
struct PlaceBody {
    name: String,
    address: String,
    phone: String,
    email: String,
    /// IANA name.
    #[schema(example = "Europe/Paris")]
    zone: &'static str,
    languages: Vec<Lang>,
    default_language: Lang,
    /// Changes with the picture; null without one.
    #[schema(required, example = "/api/place/logo/?v=0123456789abcdef")]
    logo_url: Option<String>,
    opening_hours: Vec<OpeningHours>,
    /// The optional modules that are on.
    #[schema(example = json!(["school", "appointments", "workstations"]))]
    modules: Vec<&'static str>,
    /// What is open to everybody.
    #[schema(example = json!(["registration"]))]
    features: Vec<&'static str>,
    row_version: i64,
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
}

/// What may be sent to change the place; fields left out stay.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "read field by field, so that all wrong ones are named at once")]
struct PlaceChange {
    #[schema(max_length = 150)]
    name: Option<String>,
    #[schema(max_length = 500)]
    address: Option<String>,
    #[schema(max_length = 50)]
    phone: Option<String>,
    #[schema(max_length = 254)]
    email: Option<String>,
    #[schema(max_length = 64)]
    zone: Option<String>,
    languages: Option<Vec<Lang>>,
    default_language: Option<Lang>,
    opening_hours: Option<Vec<OpeningHours>>,
    /// As it was read; 409 when the row has changed since.
    row_version: Option<i64>,
}

impl PlaceBody {
    fn new(app: &App, place: &Place) -> Self {
        let optional = |name: &&str| ModulesConfig::OPTIONAL.contains(name);
        Self {
            name: place.name.clone(),
            address: place.address.clone(),
            phone: place.phone.clone(),
            email: place.email.clone(),
            zone: place.zone.name(),
            languages: place.languages.clone(),
            default_language: place.default_language,
            logo_url: place.logo.as_ref().map(|id| format!("/api/place/logo/?v={}", &id.as_str()[..16])),
            opening_hours: place.opening_hours.clone(),
            modules: app.modules().iter().map(|module| module.name()).filter(optional).collect(),
            features: app.modules().iter().flat_map(|module| module.features(app)).collect(),
            row_version: place.row_version,
            updated_at: place.updated_at,
        }
    }
}

/// The place as everyone may see it. Permission: none, public.
#[utoipa::path(get, path = "/api/place/", tag = "place", responses((status = 200, body = PlaceBody)))]
async fn show(State(app): State<App>) -> Result<Json<PlaceBody>> {
    Ok(Json(PlaceBody::new(&app, &*Place::load(&app).await?)))
}

/// Changes the place. Permission: staff.
#[utoipa::path(
    patch, path = "/api/place/", tag = "place", request_body = PlaceChange,
    responses(
        (status = 200, body = PlaceBody),
        (status = 400, description = "A field is wrong"),
        (status = 409, description = "The row has changed since it was read")
    )
)]
async fn update(
    State(app): State<App>,
    info: RequestInfo,
    headers: HeaderMap,
    JsonBody(map): JsonBody,
) -> Result<Json<PlaceBody>> {
    let (change, version) = Change::parse(map)?;
    let tx = app.db().write_tx().await?;
    let place = super::update(&tx, &app, &info, change, version.or_else(|| if_match(&headers))).await?;
    tx.commit().await?;
    Ok(Json(PlaceBody::new(&app, &place)))
}

/// The logo, 404 when there is none. Permission: none, public.
#[utoipa::path(
    get, path = "/api/place/logo/", tag = "place",
    responses(
        (status = 200, description = "PNG, JPEG or WebP", body = Vec<u8>, content_type = "image/*"),
        (status = 304, description = "Unchanged"),
        (status = 404, description = "There is none")
    )
)]
async fn show_logo(State(app): State<App>, headers: HeaderMap) -> Result<Response> {
    let place = Place::load(&app).await?;
    let stored = files::get(&app, place.logo.as_ref().ok_or(Error::NotFound)?).await?;
    let unchanged = files::unchanged(&headers, &stored);
    let mut response = unchanged.unwrap_or_else(|| files::respond(stored, Disposition::Inline));
    // Everyone may see it: shared caches may keep it for a while.
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    Ok(response)
}

/// Replaces the logo; the body is the picture itself, known by its bytes. Permission: staff.
#[utoipa::path(
    put, path = "/api/place/logo/", tag = "place",
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "PNG, JPEG or WebP, at most 1 MiB"),
    responses(
        (status = 200, body = PlaceBody),
        (status = 413, description = "More than 1 MiB"),
        (status = 415, description = "Not a PNG, JPEG or WebP picture")
    )
)]
async fn replace_logo(State(app): State<App>, info: RequestInfo, request: Request) -> Result<Json<PlaceBody>> {
    let bytes = body::read(request, &app).await?;
    Ok(Json(PlaceBody::new(&app, &set_logo(&app, &info, Some(bytes)).await?)))
}

/// Takes the logo away. Permission: staff.
#[utoipa::path(delete, path = "/api/place/logo/", tag = "place", responses((status = 200, body = PlaceBody)))]
async fn delete_logo(State(app): State<App>, info: RequestInfo) -> Result<Json<PlaceBody>> {
    Ok(Json(PlaceBody::new(&app, &set_logo(&app, &info, None).await?)))
}
