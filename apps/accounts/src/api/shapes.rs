//! The JSON that answers carry, exactly as `shared/api-contract.md` fixes it.

use preau_kernel::actor::{Actor, Role};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::people_shapes::{FullUserShape, OwnFields, ProfileShape, UserShape};
use crate::auth::jwt::Pair;
use crate::permissions::{flags, user_type};
use crate::store::profiles::Profile;
use crate::store::users::Person;

/// A person inside a profile.
pub(crate) fn user(person: &Person) -> Value {
    value(UserShape::from(person))
}

/// A person at `/api/users/`.
pub(crate) fn full_user(person: &Person) -> Value {
    value(FullUserShape::from(person))
}

/// Names and plain values, which no text is too strange for.
fn value(shape: impl serde::Serialize) -> Value {
    serde_json::to_value(shape).unwrap_or_default()
}

/// The path of a photo; its version changes with the picture, so that it may be cached.
pub(super) fn photo(person: &Person) -> Option<String> {
    person.photo_large.as_ref().map(|id| format!("/api/users/{}/photo/?v={}", person.id, &id[..id.len().min(8)]))
}

fn roles_details(roles: &[Role]) -> Value {
    roles.iter().map(|role| json!({"name": role.name()})).collect()
}

/// A role profile with its person.
pub(crate) fn profile_with_user(profile: &Profile) -> Value {
    value(ProfileShape(profile))
}

/// The role's own fields, id aside.
pub(crate) fn own_fields(profile: &Profile) -> Value {
    value(OwnFields(profile))
}

/// The user of a login of seed 001, at the user door.
fn login_user(person: &Person) -> Value {
    json!({
        "id": person.id,
        "email": person.email,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "modules": person.modules(),
        "roles_details": roles_details(&person.roles()),
    })
}

/// The user of a login at the administrators' door.
fn admin_user(person: &Person) -> Value {
    json!({
        "id": person.id,
        "email": person.email,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "is_superuser": person.is_superuser,
        "is_staff": person.is_staff,
    })
}

pub(crate) fn admin_login(person: &Person, pair: &Pair, message: String) -> Value {
    json!({
        "success": true,
        "message": message,
        "access_token": pair.access,
        "refresh_token": pair.refresh,
        "user_type": if person.is_superuser { "superuser" } else { "staff" },
        "permissions": flags(true, &person.roles()),
        "token_type": "Bearer",
        "expires_in": pair.expires_in,
        "user": admin_user(person),
    })
}

/// At the user door a member of staff comes in as their role.
pub(crate) fn user_login(person: &Person, pair: &Pair, message: String, must_change: bool) -> Value {
    let roles = person.roles();
    let is_admin = person.is_staff || person.is_superuser;
    json!({
        "success": true,
        "message": message,
        "access_token": pair.access,
        "refresh_token": pair.refresh,
        "user_type": user_type(person.is_superuser, person.is_staff, &roles),
        "roles": role_names(&roles),
        "permissions": flags(is_admin, &roles),
        "token_type": "Bearer",
        "expires_in": pair.expires_in,
        "user": login_user(person),
        "must_change_password": must_change,
    })
}

pub(crate) fn role_names(roles: &[Role]) -> Vec<&'static str> {
    roles.iter().map(|role| role.name()).collect()
}

/// The body of `GET /auth/profile/`.
pub(crate) fn profile(
    person: &Person,
    actor: &Actor,
    must_change: bool,
    profile: Option<&Profile>,
    role: Option<Role>,
) -> Value {
    let roles = &actor.roles;
    let is_admin = actor.is_admin();
    let mut user = if is_admin && roles.is_empty() { admin_user(person) } else { login_user(person) };
    if let Value::Object(map) = &mut user {
        map.insert("username".into(), json!(person.username));
        map.insert("phone".into(), json!(person.phone));
        map.insert("birth_date".into(), json!(person.birth_date));
        map.insert("photo".into(), json!(photo(person)));
        map.insert("lang".into(), json!(person.lang));
        map.insert("is_staff".into(), json!(person.is_staff));
        map.insert("is_superuser".into(), json!(person.is_superuser));
    }
    let rights: Vec<&str> = actor.rights.keys().copied().collect();
    let own = profile.map(|p| {
        let mut fields = own_fields(p);
        if let Value::Object(map) = &mut fields {
            map.insert("id".into(), p.id.into());
            map.insert("role".into(), json!(role.map(Role::name)));
        }
        fields
    });
    json!({
        "success": true,
        "user_type": user_type(person.is_superuser, person.is_staff, roles),
        "permissions": flags(is_admin, roles),
        "rights": rights,
        "roles": role_names(roles),
        "user": user,
        "profile": own,
        "must_change_password": must_change,
    })
}

// What follows describes these shapes in the OpenAPI document.

/// A name of a role.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a body in the OpenAPI document")]
#[schema(as = RoleDetail)]
pub(crate) struct RoleDetailSchema {
    pub name: String,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a body in the OpenAPI document")]
#[schema(as = User)]
pub(crate) struct UserSchema {
    pub id: i64,
    #[schema(required)]
    pub email: Option<String>,
    #[schema(required)]
    pub username: Option<String>,
    pub first_name: String,
    pub last_name: String,
    pub phone: String,
    #[schema(required, format = "date")]
    pub birth_date: Option<String>,
    /// Path of the photo.
    #[schema(required)]
    pub photo: Option<String>,
    pub modules: Vec<i64>,
    pub roles_details: Vec<RoleDetailSchema>,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a body in the OpenAPI document")]
#[schema(as = FullUser)]
pub(crate) struct FullUserSchema {
    pub id: i64,
    #[schema(required)]
    pub email: Option<String>,
    #[schema(required)]
    pub username: Option<String>,
    pub first_name: String,
    pub last_name: String,
    pub phone: String,
    #[schema(required, format = "date")]
    pub birth_date: Option<String>,
    /// Path of the photo.
    #[schema(required)]
    pub photo: Option<String>,
    pub modules: Vec<i64>,
    pub roles_details: Vec<RoleDetailSchema>,
    #[schema(required)]
    pub lang: Option<String>,
    pub is_active: bool,
    pub is_staff: bool,
    pub is_superuser: bool,
    pub email_verified: bool,
    #[schema(format = DateTime)]
    pub created_at: String,
    #[schema(required, format = DateTime)]
    pub last_login_at: Option<String>,
    pub row_version: i64,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a body in the OpenAPI document")]
#[schema(as = LoginAnswer)]
pub(crate) struct LoginSchema {
    pub success: bool,
    pub message: String,
    pub access_token: String,
    pub refresh_token: String,
    /// superuser, staff, school_manager, professor, coach, operator, tutor, student or client.
    pub user_type: String,
    pub roles: Vec<String>,
    /// Only the true ones.
    pub permissions: std::collections::BTreeMap<String, bool>,
    pub token_type: String,
    /// Seconds.
    pub expires_in: i64,
    pub user: LoginUserSchema,
    pub must_change_password: bool,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a body in the OpenAPI document")]
#[schema(as = LoginUser)]
pub(crate) struct LoginUserSchema {
    pub id: i64,
    #[schema(required)]
    pub email: Option<String>,
    pub first_name: String,
    pub last_name: String,
    /// Ids of subjects.
    pub modules: Vec<i64>,
    pub roles_details: Vec<RoleDetailSchema>,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a body in the OpenAPI document")]
#[schema(as = AdminLoginAnswer)]
pub(crate) struct AdminLoginSchema {
    pub success: bool,
    pub message: String,
    pub access_token: String,
    pub refresh_token: String,
    /// superuser or staff.
    pub user_type: String,
    /// Only the true ones.
    pub permissions: std::collections::BTreeMap<String, bool>,
    pub token_type: String,
    /// Seconds.
    pub expires_in: i64,
    pub user: AdminUserSchema,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a body in the OpenAPI document")]
#[schema(as = AdminUser)]
pub(crate) struct AdminUserSchema {
    pub id: i64,
    #[schema(required)]
    pub email: Option<String>,
    pub first_name: String,
    pub last_name: String,
    pub is_superuser: bool,
    pub is_staff: bool,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a body in the OpenAPI document")]
#[schema(as = Done)]
pub(crate) struct DoneSchema {
    pub success: bool,
    pub message: String,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a body in the OpenAPI document")]
#[schema(as = TokenPair)]
pub(crate) struct PairSchema {
    pub access: String,
    pub refresh: String,
}
