//! A place with staff, a professor and a student, the back office and a module of samples.

use std::sync::Arc;

use preau_accounts::Accounts;
use preau_accounts::auth::hasher::Hasher;
use preau_accounts::config::AuthConfig;
use preau_accounts::store::credentials::NewPassword;
use preau_accounts::store::users::Values;
use preau_accounts::store::{credentials, grants, profiles, users};
use preau_admin::Admin;
use preau_kernel::actor::{Role, Scope};
use preau_testkit::{TestApp, TestEngine};

use crate::browser::{Browser, browser};
use crate::sample::Sample;

pub(crate) const PASSWORD: &str = "motdepasse";
pub(crate) const STAFF: &str = "admin@example.com";
pub(crate) const PROFESSOR: &str = "professeur@example.com";
pub(crate) const STUDENT: &str = "etudiant@example.com";
const PEOPLE: [(&str, Option<Role>); 3] =
    [(STAFF, None), (PROFESSOR, Some(Role::Professor)), (STUDENT, Some(Role::Student))];

/// Cheap hashes: the cost is measured in `bench/`, not here.
pub(crate) async fn start(engine: TestEngine) -> TestApp {
    start_with(engine, &[]).await
}

pub(crate) async fn start_with(engine: TestEngine, settings: &[(&str, &str)]) -> TestApp {
    let mut builder = TestApp::builder()
        .modules(vec![Arc::new(Accounts), Arc::new(Sample), Arc::new(Admin)])
        .set("auth.argon2_memory_kib", 32)
        .set("auth.argon2_passes", 1);
    for (key, value) in settings {
        builder = builder.set(key, *value);
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
    for (email, role) in PEOPLE {
        let values = Values {
            email: Some(email.to_owned()),
            first_name: "Jean".into(),
            last_name: email.split('@').next().unwrap().to_owned(),
            is_active: true,
            is_staff: role.is_none(),
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
        }
    }
    tx.commit().await.unwrap();
}

/// A browser in which this person is logged in.
pub(crate) async fn logged_in(test: &TestApp, email: &str) -> Browser {
    let browser = browser(test);
    browser.log_in(email, PASSWORD).await.expect(303);
    browser
}

pub(crate) async fn id_of(test: &TestApp, email: &str) -> i64 {
    users::find_by_login(test.db().read(), email).await.unwrap().unwrap().id
}

/// Gives a person a right, before they log in.
pub(crate) async fn grant(test: &TestApp, email: &str, right: &str, scope: Scope) {
    let id = id_of(test, email).await;
    let tx = test.db().write_tx().await.unwrap();
    grants::insert(&tx, Some(id), None, right, scope, test.now()).await.unwrap();
    tx.commit().await.unwrap();
}
