//! What the tests of authentication share: requests to the doors, people to be refused, codes, and what was recorded.

use preau_accounts::store::credentials::NewPassword;
use preau_accounts::store::users::Values;
use preau_accounts::store::{credentials, users};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use preau_testkit::{Client, TestApp, TestResponse};
use serde_json::{Value, json};

use super::place::PASSWORD;

pub(crate) const ADMIN: &str = "admin@example.com";
pub(crate) const PROFESSOR: &str = "professeur@example.com";
pub(crate) const STUDENT: &str = "etudiant@example.com";
pub(crate) const CLIENT: &str = "client@example.com";

/// Every route that takes a login and a password, with the account that may come in by it.
pub(crate) const DOORS: [(&str, &str); 7] = [
    ("/auth/admin/login/", ADMIN),
    ("/auth/user/login/", STUDENT),
    ("/login/", STUDENT),
    ("/api/token/", STUDENT),
    ("/token/", STUDENT),
    ("/api/session/", STUDENT),
    ("/api-token-auth/", STUDENT),
];

/// `email` and the password of everyone.
pub(crate) fn right(email: &str) -> Value {
    json!({"email": email, "password": PASSWORD})
}

pub(crate) fn wrong(email: &str) -> Value {
    json!({"email": email, "password": "not the password"})
}

/// A POST by somebody who has not logged in.
pub(crate) async fn post(test: &TestApp, path: &str, body: Value) -> TestResponse {
    test.anonymous().post(path).json(body).send().await
}

/// A browser with a cookie session.
pub(crate) async fn browser(test: &TestApp, email: &str) -> Client {
    let client = test.anonymous();
    client.post("/api/session/").json(right(email)).send().await.expect(200);
    client
}

pub(crate) async fn refresh(test: &TestApp, token: &str) -> TestResponse {
    post(test, "/api/token/refresh/", json!({"refresh": token})).await
}

/// The pair of a 200 of `/api/token/` and `/api/token/refresh/`.
#[track_caller]
pub(crate) fn pair_of(answer: &TestResponse) -> (String, String) {
    let body = answer.json();
    (text(&body, "access"), text(&body, "refresh"))
}

#[track_caller]
pub(crate) fn text(body: &Value, field: &str) -> String {
    body[field].as_str().unwrap_or_else(|| panic!("no {field} in {body:#}")).to_owned()
}

pub(crate) async fn user_id(test: &TestApp, login: &str) -> i64 {
    users::find_by_login(test.db().read(), login).await.unwrap().unwrap().id
}

/// How many audit entries there are of an action.
pub(crate) async fn recorded(test: &TestApp, action: &str) -> i64 {
    let sql = "SELECT COUNT(*) FROM audit_entries WHERE action = $1";
    test.db().read().number(sql, vec![action.into()]).await.unwrap()
}

/// SQL that no request can do.
pub(crate) async fn write(test: &TestApp, sql: &str) {
    let tx = test.db().write_tx().await.unwrap();
    tx.exec(sql, vec![]).await.unwrap();
    tx.commit().await.unwrap();
}

/// Somebody with this login (an address or a username) and encoded password, without a role.
pub(crate) async fn newcomer(test: &TestApp, login: &str, encoded: &str, foreign_scheme: Option<String>) -> i64 {
    let login = Some(login.to_owned());
    let (email, username) = if login.as_ref().is_some_and(|l| l.contains('@')) { (login, None) } else { (None, login) };
    let values = Values {
        email,
        username,
        first_name: "Anne".into(),
        last_name: "Nouvelle".into(),
        is_active: true,
        ..Values::default()
    };
    let now = test.now();
    let tx = test.db().write_tx().await.unwrap();
    let id = users::insert(&tx, &values, now).await.unwrap();
    credentials::insert(&tx, id, false, now).await.unwrap();
    credentials::set_password(&tx, id, NewPassword { encoded, foreign_scheme, must_change: false }, now).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// Deactivates somebody by the administrator's hand.
pub(crate) async fn deactivate(test: &TestApp, admin: &Client, login: &str) {
    let id = user_id(test, login).await;
    admin.patch(&format!("/api/users/{id}/")).json(json!({"is_active": false})).send().await.expect(200);
}

/// A person must first change the password, as after an import.
pub(crate) async fn must_change(test: &TestApp, login: &str) {
    let id = user_id(test, login).await;
    write(test, &format!("UPDATE credentials SET must_change = TRUE WHERE user_id = {id}")).await;
}

/// One-time codes that somebody has turned on.
pub(crate) struct Otp {
    pub(crate) secret: String,
    pub(crate) recovery_codes: Vec<String>,
}

pub(crate) async fn turn_on_otp(test: &TestApp, client: &Client) -> Otp {
    let secret = text(
        &client.post("/api/me/otp/").json(json!({"current_password": PASSWORD})).send().await.expect(200).json(),
        "secret",
    );
    let body = json!({"code": code(&secret, test.now())});
    let answer = client.post("/api/me/otp/confirmation/").json(body).send().await.expect(200).json();
    let codes = answer["recovery_codes"].as_array().unwrap();
    Otp { secret, recovery_codes: codes.iter().map(|code| code.as_str().unwrap().to_owned()).collect() }
}

/// What the application on the phone shows at this instant.
pub(crate) fn code(secret: &str, at: Timestamp) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    totp.generate(at.seconds().unsigned_abs()).to_string()
}

/// The claims of a token, unproven.
pub(crate) fn claims(token: &str) -> Value {
    use base64::Engine as _;
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}
