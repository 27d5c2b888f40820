//! `/api/professors/`, `/api/students/`, `/api/tutors/`, `/api/managers/`: one set of handlers per role, all of one
//! shape. The macro only repeats what the OpenAPI annotations need a function for; the work is in the functions below.

use axum::extract::State as AppState;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use preau_kernel::Result;
use preau_kernel::actor::Actor;
use preau_kernel::app::App;
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::routes;
use preau_kernel::web::request::Me;
use preau_kernel::web::{Access, Api, Json, JsonBody, ListQuery, Path, RequestInfo};
use serde_json::{Map, Value};

use super::input::{self, Mode};
use super::people_shapes::ListedProfile;
use super::shapes;
use crate::actions::{delete_person, profile};
use crate::store::profiles::{self, ProfileKind};

pub(crate) fn routes(manage: Access) -> Api {
    Api::default()
        .merge(professors::routes(manage))
        .merge(students::routes(manage))
        .merge(tutors::routes(manage))
        .merge(managers::routes(manage))
}

macro_rules! role_routes {
    ($module:ident, $list:literal, $one:literal, $schema:ident, $tag:literal, $kind:expr, $input:ident { $($(#[$limit:meta])* $own:ident: $type:ty),* }) => {
        pub(crate) mod $module {
            use super::*;

            /// A profile of this role with its person.
            #[derive(utoipa::ToSchema)]
            #[schema(as = $schema)]
            #[allow(dead_code, reason = "describes the body in the OpenAPI document")]
            pub(crate) struct Body {
                pub id: i64,
                pub user: shapes::UserSchema,
                $(pub $own: $type,)*
                pub row_version: i64,
            }

            /// A profile of this role as it is sent.
            #[derive(utoipa::ToSchema)]
            #[schema(as = $input)]
            #[allow(dead_code, reason = "describes the body in the OpenAPI document")]
            pub(crate) struct Input {
                pub user: input::PersonInput,
                $($(#[$limit])* pub $own: Option<$type>,)*
                /// As it was read; 409 when the row has changed since.
                pub row_version: Option<i64>,
            }

            pub(super) fn routes(manage: Access) -> Api {
                Api::default()
                    .add(manage, routes!(list))
                    .add(manage, routes!(create))
                    .add(manage, routes!(get))
                    .add(manage, routes!(put))
                    .add(manage, routes!(patch))
                    .add(manage, routes!(delete))
            }

            /// Permission: `people.manage`.
            #[utoipa::path(get, path = $list, tag = $tag, params(ListQuery), responses((status = 200, body = Page<Body>)))]
            pub(crate) async fn list(AppState(app): AppState<App>, page: PageQuery) -> Result<Json<Page<ListedProfile>>> {
                super::list(&app, &$kind, page).await
            }

            /// Permission: `people.manage`.
            #[utoipa::path(post, path = $list, tag = $tag, request_body = Input, responses((status = 201, body = Body)))]
            pub(crate) async fn create(
                AppState(app): AppState<App>,
                Me(actor): Me,
                info: RequestInfo,
                headers: HeaderMap,
                JsonBody(map): JsonBody,
            ) -> Result<Response> {
                super::create(&app, &info, &actor, &$kind, map, &headers).await
            }

            /// Permission: `people.manage`.
            #[utoipa::path(get, path = $one, tag = $tag, params(("id" = i64, Path)), responses((status = 200, body = Body)))]
            pub(crate) async fn get(AppState(app): AppState<App>, Path(id): Path<i64>) -> Result<Json<Value>> {
                Ok(Json(shapes::profile_with_user(&profiles::get(app.db().read(), &$kind, id).await?)))
            }

            /// Permission: `people.manage`.
            #[utoipa::path(put, path = $one, tag = $tag, params(("id" = i64, Path)), request_body = Input, responses((status = 200, body = Body)))]
            pub(crate) async fn put(
                AppState(app): AppState<App>,
                Me(actor): Me,
                info: RequestInfo,
                headers: HeaderMap,
                Path(id): Path<i64>,
                JsonBody(map): JsonBody,
            ) -> Result<Json<Value>> {
                super::change(&app, &info, &actor, &$kind, id, map, Mode::Put, &headers).await
            }

            /// Permission: `people.manage`.
            #[utoipa::path(patch, path = $one, tag = $tag, params(("id" = i64, Path)), request_body = Input, responses((status = 200, body = Body)))]
            pub(crate) async fn patch(
                AppState(app): AppState<App>,
                Me(actor): Me,
                info: RequestInfo,
                headers: HeaderMap,
                Path(id): Path<i64>,
                JsonBody(map): JsonBody,
            ) -> Result<Json<Value>> {
                super::change(&app, &info, &actor, &$kind, id, map, Mode::Patch, &headers).await
            }

            /// Takes the person along when no other role is left.
            ///
            /// Permission: `people.manage`.
            #[utoipa::path(delete, path = $one, tag = $tag, params(("id" = i64, Path)), responses((status = 204)))]
            pub(crate) async fn delete(
                AppState(app): AppState<App>,
                Me(actor): Me,
                info: RequestInfo,
                Path(id): Path<i64>,
            ) -> Result<StatusCode> {
                delete_person::delete_profile(&app, &info, &actor, &$kind, id).await?;
                Ok(StatusCode::NO_CONTENT)
            }
        }
    };
}

role_routes!(
    professors,
    "/api/professors/",
    "/api/professors/{id}/",
    Professor,
    "Professor",
    profiles::PROFESSOR,
    ProfessorInput {
        #[schema(max_length = 200)]
        specialty: String
    }
);
role_routes!(
    students,
    "/api/students/",
    "/api/students/{id}/",
    Student,
    "Student",
    profiles::STUDENT,
    StudentInput {
        #[schema(max_length = 50)]
        student_number: String,
        #[schema(max_length = 100)]
        level: String
    }
);
role_routes!(tutors, "/api/tutors/", "/api/tutors/{id}/", Tutor, "Tutor", profiles::TUTOR, TutorInput {
    #[schema(max_length = 100)]
    relationship: String,
    students: Vec<i64>
});
role_routes!(
    managers,
    "/api/managers/",
    "/api/managers/{id}/",
    Manager,
    "Manager",
    profiles::MANAGER,
    ManagerInput {
        #[schema(max_length = 200)]
        title: String
    }
);

async fn list(app: &App, kind: &'static ProfileKind, page: PageQuery) -> Result<Json<Page<ListedProfile>>> {
    let found = profiles::list(app.db().read(), kind, &page).await?;
    Ok(Json(found.map(ListedProfile)))
}

async fn create(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    kind: &'static ProfileKind,
    map: Map<String, Value>,
    headers: &HeaderMap,
) -> Result<Response> {
    let change = input::profile(map, kind, Mode::Create, headers)?;
    let created = profile::create(app, info, actor, kind, &change).await?;
    Ok((StatusCode::CREATED, Json(shapes::profile_with_user(&created))).into_response())
}

#[expect(clippy::too_many_arguments, reason = "the parts of one request, handed on by the generated handlers")]
async fn change(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    kind: &'static ProfileKind,
    id: i64,
    map: Map<String, Value>,
    mode: Mode,
    headers: &HeaderMap,
) -> Result<Json<Value>> {
    // 404 before 400: what is not there has no fields to be wrong.
    profiles::get(app.db().read(), kind, id).await?;
    let change = input::profile(map, kind, mode, headers)?;
    Ok(Json(shapes::profile_with_user(&profile::update(app, info, actor, kind, id, &change).await?)))
}
