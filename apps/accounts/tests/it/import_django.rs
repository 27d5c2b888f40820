//! A Django site moves in: real dumps, and then everybody logs in with the password they had.

use std::sync::Arc;

use preau_accounts::Accounts;
use preau_accounts::actions::import_django::{Outcome, import};
use preau_accounts::auth::hasher::Hasher;
use preau_accounts::config::AuthConfig;
use preau_accounts::domain::django::{self, FindingCode, Mapping};
use preau_accounts::domain::hashing;
use preau_accounts::store::users;
use preau_kernel::actor::Role;
use preau_kernel::db::Sql;
use preau_kernel::web::RequestInfo;
use preau_testkit::{TestApp, TestEngine, both_engines};
use serde_json::{Value, json};

const DEFAULT: &str = include_str!("../fixtures/django/default-project.json");
const NATURAL: &str = include_str!("../fixtures/django/default-project-natural-keys.json");
const DEFAULT_PASSWORDS: &str = include_str!("../fixtures/django/default-project.passwords.json");
const CUSTOM: &str = include_str!("../fixtures/django/custom-user.json");
const CUSTOM_PASSWORDS: &str = include_str!("../fixtures/django/custom-user.passwords.json");
const EXAMPLE: &str = include_str!("../../../../docs/examples/import-django-mapping.toml");

/// An empty place with cheap hashes of its own.
async fn start(engine: TestEngine) -> TestApp {
    let modules: Vec<Arc<dyn preau_kernel::module::Module>> = vec![Arc::new(Accounts)];
    let builder = TestApp::builder().modules(modules).at("2026-11-23T08:00:00Z");
    builder.set("auth.argon2_memory_kib", 32).set("auth.argon2_passes", 1).start(engine).await
}

async fn bring(test: &TestApp, dump: &str, mapping: &Mapping, dry_run: bool) -> Outcome {
    let plan = django::read(dump, mapping).unwrap();
    import(test.app(), &RequestInfo::internal("test"), plan, dry_run).await.unwrap()
}

async fn log_in(test: &TestApp, login: &str, password: &str) -> u16 {
    let body = json!({"email": login, "password": password});
    test.anonymous().post("/api/token/").json(body).send().await.status()
}

async fn stored(test: &TestApp, login: &str) -> (String, Option<String>) {
    let person = users::find_by_login(test.db().read(), &login.to_lowercase()).await.unwrap().unwrap();
    let sql = "SELECT password, foreign_scheme FROM credentials WHERE user_id = $1";
    let row = test.db().read().get(sql, vec![person.id.into()]).await.unwrap();
    (row.try_get("", "password").unwrap(), row.try_get("", "foreign_scheme").unwrap())
}

async fn count(test: &TestApp, sql: &str) -> i64 {
    test.db().read().number(sql, vec![]).await.unwrap()
}

/// Everybody of the list: the right password opens, is hashed anew at today's cost, and opens again.
async fn everybody_logs_in(test: &TestApp, typed: &str) {
    let cost = Hasher::new(&AuthConfig { argon2_memory_kib: 32, argon2_passes: 1, ..AuthConfig::default() }).cost();
    let typed: Vec<Value> = serde_json::from_str(typed).unwrap();
    for row in typed {
        let text = |key: &str| row[key].as_str().filter(|text| !text.is_empty());
        // Two share an address in the default project: the second comes in by the username.
        let is_second = text("username") == Some("JDUPONT2");
        let Some(password) = text("password") else {
            assert_eq!(log_in(test, text("email").unwrap(), "anything at all").await, 401);
            continue;
        };
        let logins: Vec<&str> =
            [text("email").filter(|_| !is_second), text("username")].into_iter().flatten().collect();
        assert!(!logins.is_empty());
        for login in logins {
            let (before, _) = stored(test, login).await;
            let expected = if row["active"] == true { 200 } else { 401 };
            assert_eq!(log_in(test, login, password).await, expected, "{row}");
            let (after, foreign) = stored(test, login).await;
            if expected == 200 {
                assert!(after.starts_with("$argon2id$") && !hashing::needs_upgrade(&after, cost), "{login}: {after}");
                assert_eq!(foreign, None, "{login}");
            } else {
                assert_eq!(after, before, "{login}");
            }
        }
    }
}

both_engines! {
    async fn everybody_of_the_default_project_keeps_their_password(engine: TestEngine) {
        let test = start(engine).await;
        let outcome = bring(&test, DEFAULT, &Mapping::default(), false).await;
        assert_eq!((outcome.people, outcome.created, outcome.existing), (12, 12, 0));
        assert_eq!((outcome.superusers, outcome.staff), (1, 2));
        assert_eq!(outcome.roles[&Role::Professor], 2);
        let about = |code| outcome.findings.iter().filter(|finding| finding.code == code).count();
        assert_eq!(about(FindingCode::SharedEmail), 1);
        assert_eq!(about(FindingCode::NoEmail), 1);
        assert_eq!(about(FindingCode::NoPassword), 1);
        assert_eq!(about(FindingCode::UnknownGroup), 1, "Secrétariat grants nothing here");

        let (hash, sample) = stored(&test, "admin@ecole.example").await;
        assert!(hash.starts_with("pbkdf2_sha256$"), "as it stood in the file");
        assert!(sample.unwrap().starts_with("pbkdf2_sha256$1000000$"));
        let joined = count(&test, "SELECT created_at FROM users WHERE email = 'admin@ecole.example'").await;
        assert_eq!(preau_kernel::clock::Timestamp(joined).to_string(), "2026-11-21T03:18:06.724000Z");

        everybody_logs_in(&test, DEFAULT_PASSWORDS).await;
        assert_eq!(log_in(&test, "jdupont2", "doublon-adresse-3").await, 200);
        assert_eq!(log_in(&test, "jean.dupont@ecole.example", "doublon-adresse-3").await, 401);
    }

    async fn natural_keys_bring_the_same_people(engine: TestEngine) {
        let test = start(engine).await;
        let outcome = bring(&test, NATURAL, &Mapping::default(), false).await;
        assert_eq!((outcome.created, outcome.roles[&Role::Student]), (12, 4));
        assert_eq!(log_in(&test, "nbéranger", "été à Noël 2024").await, 200);
    }

    async fn a_user_model_of_its_own_is_read_by_a_mapping(engine: TestEngine) {
        let test = start(engine).await;
        let mapping: Mapping = toml::from_str(EXAMPLE).unwrap();
        let outcome = bring(&test, CUSTOM, &mapping, false).await;
        assert_eq!((outcome.created, outcome.staff, outcome.superusers), (5, 1, 1));
        everybody_logs_in(&test, CUSTOM_PASSWORDS).await;
        let lina = users::find_by_login(test.db().read(), "eleve@centre.example").await.unwrap().unwrap();
        assert_eq!((lina.name().as_str(), lina.phone.as_str()), ("Lina Garnier", "+33 6 12 34 56 78"));
        assert_eq!((lina.birth_date.as_deref(), lina.roles()), (Some("2007-03-14"), vec![Role::Student]));
        let inactive = users::find_by_login(test.db().read(), "inactif@centre.example").await.unwrap().unwrap();
        assert!(!inactive.is_active);
    }

    async fn a_dry_run_and_a_second_run_change_nothing(engine: TestEngine) {
        let test = start(engine).await;
        let all = ["users", "credentials", "students", "professors", "audit_entries"];
        let trial = bring(&test, DEFAULT, &Mapping::default(), true).await;
        assert_eq!((trial.created, trial.dry_run), (12, true));
        for table in all {
            assert_eq!(count(&test, &format!("SELECT COUNT(*) FROM {table}")).await, 0, "{table}");
        }

        bring(&test, DEFAULT, &Mapping::default(), false).await;
        assert_eq!(count(&test, "SELECT COUNT(*) FROM audit_entries WHERE action = 'user_created'").await, 12);
        assert_eq!(count(&test, "SELECT COUNT(*) FROM audit_entries WHERE action = 'people_imported'").await, 1);
        let mut before = Vec::new();
        for table in all {
            before.push(count(&test, &format!("SELECT COUNT(*) FROM {table}")).await);
        }
        let again = bring(&test, DEFAULT, &Mapping::default(), false).await;
        assert_eq!((again.created, again.existing), (0, 12));
        let known = again.findings.iter().filter(|finding| finding.code == FindingCode::ExistingPerson).count();
        assert_eq!(known, 12, "everybody is reported");
        for (table, before) in all.iter().zip(before) {
            assert_eq!(count(&test, &format!("SELECT COUNT(*) FROM {table}")).await, before, "{table}");
        }
    }

    async fn a_username_of_somebody_else_is_left_with_them(engine: TestEngine) {
        let test = start(engine).await;
        let person = |email: &str| json!([{"model": "auth.user", "pk": 1, "fields": {
            "username": "marie", "email": email, "first_name": "Marie", "last_name": "Curie",
            "password": "!", "is_active": true, "is_staff": false, "is_superuser": false}}]).to_string();
        bring(&test, &person("marie@ecole.example"), &Mapping::default(), false).await;
        let outcome = bring(&test, &person("marie@lycee.example"), &Mapping::default(), false).await;
        assert_eq!((outcome.created, outcome.existing), (1, 0));
        assert!(outcome.findings.iter().any(|f| f.code == FindingCode::UsernameTaken && f.detail == "marie"));
        let second = users::find_by_login(test.db().read(), "marie@lycee.example").await.unwrap().unwrap();
        assert_eq!(second.username, None);
        let again = bring(&test, &person("marie@lycee.example"), &Mapping::default(), false).await;
        assert_eq!((again.created, again.existing), (0, 1));
    }
}
