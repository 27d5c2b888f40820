//! A place with one person per role, all with the same password.

use std::sync::Arc;

use preau_accounts::Accounts;
use preau_accounts::auth::hasher::Hasher;
use preau_accounts::config::AuthConfig;
use preau_accounts::store::credentials::NewPassword;
use preau_accounts::store::users::Values;
use preau_accounts::store::{credentials, modules, profiles, users};
use preau_kernel::actor::Role;
use preau_kernel::module::Module;
use preau_testkit::{Client, TestApp, TestEngine};
use serde_json::{Value, json};

pub(crate) const PASSWORD: &str = "motdepasse";

/// The accounts of the contract.
pub(crate) const PEOPLE: [(&str, Option<Role>); 8] = [
    ("admin@example.com", None),
    ("responsable@example.com", Some(Role::SchoolManager)),
    ("professeur@example.com", Some(Role::Professor)),
    ("etudiant@example.com", Some(Role::Student)),
    ("tuteur@example.com", Some(Role::Tutor)),
    ("coach@example.com", Some(Role::Coach)),
    ("client@example.com", Some(Role::Client)),
    ("operateur@example.com", Some(Role::Operator)),
];

/// Cheap hashes: the cost is measured in `bench/`, not here.
pub(crate) async fn start(engine: TestEngine) -> TestApp {
    start_with(engine, &[]).await
}

pub(crate) async fn start_with(engine: TestEngine, settings: &[(&str, Value)]) -> TestApp {
    start_among(engine, vec![], settings).await
}

/// Accounts with other modules after it.
pub(crate) async fn start_among(
    engine: TestEngine,
    others: Vec<Arc<dyn Module>>,
    settings: &[(&str, Value)],
) -> TestApp {
    let mut builder = TestApp::builder()
        .modules(vec![Arc::new(Accounts)])
        .modules(others)
        .set("auth.argon2_memory_kib", 32)
        .set("auth.argon2_passes", 1);
    for (key, value) in settings {
        builder = builder.set(key, value.clone());
    }
    let test = builder.start(engine).await;
    fill(&test).await;
    test
}

async fn fill(test: &TestApp) {
    let config = AuthConfig { argon2_memory_kib: 32, argon2_passes: 1, ..AuthConfig::default() };
    let encoded = Hasher::new(&config).hash(PASSWORD, [7; 16]).await.unwrap();
    let now = test.now();
    let tx = test.db().write_tx().await.unwrap();
    for (code, name) in [("MATH", "Mathématiques"), ("FR", "Français"), ("HIST", "Histoire")] {
        modules::insert(&tx, code, name, now).await.unwrap();
    }
    for (email, role) in PEOPLE {
        let values = Values {
            email: Some(email.to_owned()),
            first_name: "Jean".into(),
            last_name: email.split('@').next().unwrap().to_owned(),
            is_active: true,
            is_staff: role.is_none(),
            is_superuser: role.is_none(),
            email_verified_at: Some(now),
            ..Values::default()
        };
        let id = users::insert(&tx, &values, now).await.unwrap();
        credentials::insert(&tx, id, false, now).await.unwrap();
        let password = NewPassword { encoded: &encoded, foreign_scheme: None, must_change: false };
        credentials::set_password(&tx, id, password, now).await.unwrap();
        if let Some(role) = role {
            let person = users::get(&*tx, id).await.unwrap();
            let keys = preau_accounts::actions::profile::keys(&person);
            profiles::insert(&tx, profiles::kind_of(role), id, &keys, &Default::default(), now).await.unwrap();
            if role == Role::Professor {
                users::set_modules(&tx, id, &[1, 2, 3]).await.unwrap();
            }
        }
    }
    tx.commit().await.unwrap();
}

/// A client with an access token of this person.
pub(crate) async fn logged_in(test: &TestApp, email: &str) -> Client {
    test.bearer(&pair(test, email).await.0)
}

/// Access and refresh token of a new login.
pub(crate) async fn pair(test: &TestApp, email: &str) -> (String, String) {
    let answer = test
        .anonymous()
        .post("/api/token/")
        .json(json!({"email": email, "password": PASSWORD}))
        .send()
        .await
        .expect(200);
    let body = answer.json();
    (body["access"].as_str().unwrap().to_owned(), body["refresh"].as_str().unwrap().to_owned())
}
