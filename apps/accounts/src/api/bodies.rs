//! What requests carry and what answers say, as the OpenAPI document describes it. Nothing is made of these: handlers
//! read bodies field by field, so that all wrong ones are named at once, and `shapes` writes the answers.
#![expect(dead_code, reason = "only their schemas are used")]

use std::collections::BTreeMap;

use serde_json::Value;
use utoipa::ToSchema;

use super::shapes::UserSchema;

/// The body of `GET /auth/profile/`.
#[derive(ToSchema)]
pub(crate) struct ProfileAnswer {
    success: bool,
    /// superuser, staff, school_manager, professor, coach, operator, tutor, student or client.
    user_type: String,
    /// Only the true ones.
    permissions: BTreeMap<String, bool>,
    rights: Vec<String>,
    roles: Vec<String>,
    user: ProfileUser,
    /// Of the first role that has one.
    #[schema(required)]
    profile: Option<RoleProfile>,
    must_change_password: bool,
}

#[derive(ToSchema)]
pub(crate) struct ProfileUser {
    id: i64,
    #[schema(required)]
    email: Option<String>,
    #[schema(required)]
    username: Option<String>,
    first_name: String,
    last_name: String,
    phone: String,
    #[schema(required, format = "date")]
    birth_date: Option<String>,
    /// Path of the photo.
    #[schema(required)]
    photo: Option<String>,
    #[schema(required)]
    lang: Option<String>,
    is_staff: bool,
    is_superuser: bool,
    /// Ids of subjects; of people who have a role.
    modules: Option<Vec<i64>>,
    roles_details: Option<Vec<super::shapes::RoleDetailSchema>>,
}

/// Which of these there are depends on the role.
#[derive(ToSchema)]
pub(crate) struct RoleProfile {
    id: i64,
    role: String,
    specialty: Option<String>,
    student_number: Option<String>,
    level: Option<String>,
    relationship: Option<String>,
    title: Option<String>,
    students: Option<Vec<i64>>,
}

#[derive(ToSchema)]
pub(crate) struct RefreshToken {
    refresh_token: String,
}

#[derive(ToSchema)]
pub(crate) struct Refreshed {
    success: bool,
    access_token: String,
    refresh_token: String,
    token_type: String,
    /// Seconds.
    expires_in: i64,
}

#[derive(ToSchema)]
pub(crate) struct Refresh {
    refresh: String,
}

#[derive(ToSchema)]
pub(crate) struct AnyToken {
    token: String,
}

/// Empty: the token holds.
#[derive(ToSchema)]
pub(crate) struct TokenHolds {}

#[derive(ToSchema)]
pub(crate) struct ApiTokenAnswer {
    token: String,
}

#[derive(ToSchema)]
pub(crate) struct PasswordChange {
    #[schema(max_length = 512)]
    current_password: String,
    #[schema(max_length = 512)]
    new_password: String,
    /// Where one-time codes are on.
    #[schema(max_length = 64)]
    otp: Option<String>,
}

#[derive(ToSchema)]
pub(crate) struct PasswordChanged {
    success: bool,
    message: String,
    /// API tokens that go on.
    api_tokens_kept: i64,
}

#[derive(ToSchema)]
pub(crate) struct ForgottenPassword {
    /// An address or a username.
    #[schema(max_length = 254)]
    email: String,
}

#[derive(ToSchema)]
pub(crate) struct PasswordReset {
    #[schema(max_length = 100)]
    uidb64: String,
    #[schema(max_length = 200)]
    token: String,
    #[schema(max_length = 512)]
    new_password: String,
}

#[derive(ToSchema)]
pub(crate) struct EmailConfirmation {
    #[schema(max_length = 100)]
    uidb64: String,
    #[schema(max_length = 200)]
    token: String,
}

#[derive(ToSchema)]
pub(crate) struct Registration {
    #[schema(max_length = 254)]
    email: String,
    #[schema(max_length = 512)]
    password: String,
    #[schema(max_length = 150)]
    first_name: String,
    #[schema(max_length = 150)]
    last_name: String,
}

#[derive(ToSchema)]
pub(crate) struct Registered {
    id: i64,
    email: String,
    first_name: String,
    last_name: String,
}

#[derive(ToSchema)]
pub(crate) struct MeChange {
    #[schema(max_length = 32)]
    phone: Option<String>,
    #[schema(max_length = 10)]
    lang: Option<String>,
    /// As it was read; 409 when the row has changed since.
    row_version: Option<i64>,
}

#[derive(ToSchema)]
pub(crate) struct EmailChange {
    #[schema(max_length = 254)]
    email: String,
    #[schema(max_length = 512)]
    current_password: String,
    /// Where one-time codes are on.
    #[schema(max_length = 64)]
    otp: Option<String>,
}

#[derive(ToSchema)]
pub(crate) struct PhotoUpload {
    /// JPEG, PNG or WebP.
    #[schema(value_type = String, format = Binary)]
    photo: Vec<u8>,
}

/// One member per module that holds something.
#[derive(ToSchema)]
pub(crate) struct PersonExport(BTreeMap<String, Value>);

/// One of one's own logins.
#[derive(ToSchema)]
pub(crate) struct OwnLogin {
    id: i64,
    /// jwt or cookie.
    kind: String,
    /// As its browser names itself.
    device: String,
    ip_address: String,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(required, format = DateTime)]
    last_seen_at: Option<String>,
    #[schema(format = DateTime)]
    expires_at: String,
    /// Whether this very request came by it.
    current: bool,
}

#[derive(ToSchema)]
pub(crate) struct LoginsEnded {
    success: bool,
    message: String,
    ended: i64,
}

#[derive(ToSchema)]
pub(crate) struct OwnToken {
    id: i64,
    name: String,
    token: String,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(required, format = DateTime)]
    last_used_at: Option<String>,
}

#[derive(ToSchema)]
pub(crate) struct NewToken {
    #[schema(max_length = 100)]
    name: String,
}

#[derive(ToSchema)]
pub(crate) struct OtpState {
    enabled: bool,
    #[schema(required, format = DateTime)]
    enabled_at: Option<String>,
    recovery_codes_left: i64,
}

#[derive(ToSchema)]
pub(crate) struct PasswordOnce {
    #[schema(max_length = 512)]
    current_password: String,
}

#[derive(ToSchema)]
pub(crate) struct OtpSetup {
    /// To be typed where the code cannot be scanned.
    secret: String,
    /// `otpauth://…`
    uri: String,
    /// The code to scan, SVG.
    qr: String,
}

#[derive(ToSchema)]
pub(crate) struct OtpCode {
    #[schema(max_length = 64)]
    code: String,
}

#[derive(ToSchema)]
pub(crate) struct OtpProof {
    #[schema(max_length = 512)]
    current_password: String,
    /// A one-time code or a recovery code.
    #[schema(max_length = 64)]
    otp: String,
}

/// Shown this once.
#[derive(ToSchema)]
pub(crate) struct RecoveryCodes {
    success: bool,
    recovery_codes: Vec<String>,
}

#[derive(ToSchema)]
pub(crate) struct SessionOpened {
    success: bool,
    message: String,
    csrf_token: String,
    must_change_password: bool,
    user: UserSchema,
}

#[derive(ToSchema)]
pub(crate) struct SessionShown {
    success: bool,
    csrf_token: String,
    user_id: i64,
}

/// What an import did, or would do.
#[derive(ToSchema)]
pub(crate) struct ImportReport {
    success: bool,
    dry_run: bool,
    rows: i64,
    created: i64,
    /// Who gets their password by mail.
    mailed: i64,
    /// Who needs a slip.
    without_address: i64,
    error_count: i64,
    /// The first 500.
    errors: Vec<ImportRowError>,
    /// Columns that were passed over.
    unknown_headers: Vec<String>,
}

#[derive(ToSchema)]
pub(crate) struct ImportRowError {
    /// Line of the file.
    row: i64,
    #[schema(required)]
    field: Option<String>,
    code: String,
    /// In the asker's language.
    message: String,
}

#[derive(ToSchema)]
pub(crate) struct NewRole {
    #[schema(max_length = 50)]
    role: String,
}

#[derive(ToSchema)]
pub(crate) struct MergeInto {
    /// Id of the person who stays.
    into: i64,
}

#[derive(ToSchema)]
pub(crate) struct Users {
    /// Ids.
    users: Vec<i64>,
}

/// To `user_id` or to everybody of `role`.
#[derive(ToSchema)]
pub(crate) struct NewGrant {
    user_id: Option<i64>,
    #[schema(max_length = 50)]
    role: Option<String>,
    #[schema(max_length = 100)]
    permission: String,
    /// own, own_classes or all.
    #[schema(max_length = 20)]
    scope: Option<String>,
}
