//! What accounts declares for the back office: its SQL runs, its writers do what the API does and leave what the history
//! is read from.

use std::collections::BTreeMap;
use std::sync::Arc;

use preau_kernel::Error;
use preau_kernel::actor::{Actor, Credential, Role, Scope};
use preau_kernel::admin::{Cx, Entity, FilterKind};
use preau_kernel::db::Sql;
use preau_kernel::db::page::Conditions;
use preau_kernel::error::Result;
use preau_kernel::web::RequestInfo;
use preau_testkit::{TestApp, TestEngine, both_engines};
use sea_orm::Value as Bound;
use serde_json::{Map, Value, json};

use super::{desk, place};

fn actor(user_id: i64, is_superuser: bool) -> Actor {
    Actor {
        user_id,
        name: "Agnès Bureau".into(),
        roles: Vec::new(),
        is_staff: true,
        is_superuser,
        rights: Arc::new(BTreeMap::new()),
        credential: Credential::System,
        lang: None,
        gate: None,
    }
}

fn entity(test: &TestApp, name: &str) -> Entity {
    test.app().entity(name).unwrap().clone()
}

fn map(value: Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

/// One write in a transaction of its own, as the back office does it.
async fn write<T>(test: &TestApp, actor: &Actor, part: impl AsyncFnOnce(&Cx<'_>) -> Result<T>) -> Result<T> {
    let info = RequestInfo::internal("test");
    let tx = test.db().write_tx().await.unwrap();
    let done = part(&Cx { app: test.app(), tx: &tx, info: &info, actor }).await?;
    tx.commit().await.unwrap();
    test.drain_jobs().await;
    Ok(done)
}

async fn create(test: &TestApp, actor: &Actor, name: &str, values: Value) -> Result<i64> {
    let writer = entity(test, name).writer.unwrap();
    write(test, actor, async |cx: &Cx<'_>| writer.create(cx, map(values)).await).await
}

async fn update(test: &TestApp, actor: &Actor, name: &str, id: i64, values: Value) -> Result<()> {
    let writer = entity(test, name).writer.unwrap();
    write(test, actor, async |cx: &Cx<'_>| writer.update(cx, id, map(values), None).await).await
}

async fn delete(test: &TestApp, actor: &Actor, name: &str, id: i64) -> Result<()> {
    let writer = entity(test, name).writer.unwrap();
    write(test, actor, async |cx: &Cx<'_>| writer.delete(cx, id).await).await
}

async fn act(test: &TestApp, actor: &Actor, name: &str, action: &str, id: i64) -> Result<()> {
    let action = entity(test, name).action(action).unwrap().clone();
    write(test, actor, async |cx: &Cx<'_>| action.apply(cx, id).await).await
}

/// `changes` of the newest entries, oldest first.
async fn changes(test: &TestApp, count: usize) -> Vec<Value> {
    let sql = format!(
        "SELECT p.content FROM audit_entries e JOIN audit_personal p ON p.entry_id = e.id ORDER BY e.id DESC LIMIT {count}"
    );
    let rows = test.db().read().all(&sql, vec![]).await.unwrap();
    let read = |row: &sea_orm::QueryResult| -> Value {
        serde_json::from_str::<Value>(&row.try_get::<String>("", "content").unwrap()).unwrap()["changes"].clone()
    };
    rows.iter().rev().map(read).collect()
}

#[track_caller]
fn wrong(error: Result<impl std::fmt::Debug>) -> Vec<String> {
    match error.unwrap_err() {
        Error::Invalid(errors) => errors.0.into_keys().collect(),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn code<T: std::fmt::Debug>(error: Result<T>) -> &'static str {
    error.unwrap_err().code()
}

/// The whole row and the list under one filter.
async fn runs(test: &TestApp, entity: &Entity, filter: Option<(&str, Bound)>) -> usize {
    let columns = entity.columns.iter().flat_map(|column| [Some(column.sql), column.sort.map(|sort| sort.sql)]);
    let fields = entity.fields().map(|field| Some(field.sql));
    let all: Vec<_> = columns.chain(fields).flatten().enumerate().map(|(i, sql)| format!("{sql} AS c{i}")).collect();
    let mut conditions = Conditions::default();
    conditions.add(entity.always.unwrap_or("TRUE"), []);
    if let Some((sql, value)) = filter {
        conditions.add(sql, [value].into_iter().take(sql.matches('?').count()));
    }
    let (condition, values) = conditions.into_parts();
    let version = entity.version.unwrap_or("CAST(NULL AS BIGINT)");
    let target = entity.target.1;
    let sql = format!(
        "SELECT t.id, {} AS title, {version} AS version, {target} AS target{}{} FROM {} WHERE {condition} ORDER BY t.id LIMIT 5",
        entity.title,
        if all.is_empty() { "" } else { ", " },
        all.join(", "),
        entity.from
    );
    test.db().read().all(&sql, values).await.unwrap_or_else(|e| panic!("{}: {e}\n{sql}", entity.name)).len()
}

both_engines! {
    async fn what_is_declared_runs(engine: TestEngine) {
        let test = place::start(engine).await;
        let client = desk::superuser(&test).await;
        client.post("/api/me/tokens/").json(json!({"name": "script"})).send().await.expect(201);
        let grant = json!({"user_id": 4, "permission": "people.manage"});
        client.post("/api/grants/").json(grant).send().await.expect(201);
        test.drain_jobs().await;
        for entity in test.app().entities() {
            assert!(runs(&test, entity, None).await > 0, "{}", entity.name);
            for filter in &entity.filters {
                let equal = format!("{} = ?", filter.sql);
                let (sql, value): (&str, Bound) = match filter.kind {
                    FilterKind::Each(choices) => {
                        for (_, condition) in choices {
                            runs(&test, entity, Some((condition, 0_i64.into()))).await;
                        }
                        continue;
                    }
                    FilterKind::Choices(words) => (&equal, words[0].into()),
                    FilterKind::Listed(_) => (&equal, "people.manage".into()),
                    FilterKind::Flag => (&equal, true.into()),
                    FilterKind::Dates => (&equal, "2026-11-23".into()),
                    FilterKind::Days | FilterKind::Numbers | FilterKind::Relation(_) => (&equal, 4_i64.into()),
                    FilterKind::Within(_) => (filter.sql, 1_i64.into()),
                    FilterKind::ChoicesWithin(words) => (filter.sql, words[0].into()),
                };
                runs(&test, entity, Some((sql, value))).await;
            }
            for dependent in &entity.dependents {
                let (from, values) = { let mut c = Conditions::default(); c.add(dependent.from, [1_i64.into()]); c.into_parts() };
                test.db().read().number(&format!("SELECT COUNT(*) FROM {from}"), values).await.unwrap();
            }
            if let Some((own, values)) = (entity.narrow)(&actor(4, false), Scope::Own) {
                let value = values.into_iter().next();
                runs(&test, entity, value.map(|value| (own, value))).await;
            }
        }
        let users = entity(&test, "users");
        let role = users.filters.iter().find(|filter| filter.name == "role").unwrap();
        let FilterKind::Each(choices) = role.kind else { panic!("a condition for each role") };
        assert!(choices.iter().map(|(role, _)| *role).eq(Role::ALL.map(Role::name)));
        for (_, condition) in choices {
            assert_eq!(runs(&test, &users, Some((condition, 0_i64.into()))).await, 1, "{condition}");
        }
    }

    async fn people_are_written_as_the_api_writes_them(engine: TestEngine) {
        let test = place::start(engine).await;
        let admin = actor(1, true);
        let new = json!({"first_name": "Ève", "last_name": "Noël", "email": "eve@ecole.fr", "username": null, "phone": null,
            "birth_date": "2000-01-02", "lang": "en", "roles": ["COACH", "TUTOR"], "modules": [2, 1], "is_active": true,
            "is_staff": false, "is_superuser": false});
        let id = create(&test, &admin, "users", new).await.unwrap();
        assert_eq!(desk::number(&test, "SELECT COUNT(*) FROM tutors").await, 2);
        assert!(test.mail_to("eve@ecole.fr").text.contains("Password"));

        update(&test, &admin, "users", id, json!({"roles": ["STUDENT", "COACH"], "modules": [3, 1], "phone": "0102030405"})).await.unwrap();
        assert_eq!(changes(&test, 3).await, [
            json!({"phone": ["", "0102030405"], "modules": [[1, 2], [1, 3]]}),
            json!({"roles": [["COACH", "TUTOR"], ["COACH"]]}),
            json!({"roles": [["COACH"], ["COACH", "STUDENT"]]}),
        ]);
        // Undone by the very values that the entry holds.
        let entries = desk::entries(&test).await;
        update(&test, &admin, "users", id, json!({"modules": [1, 2]})).await.unwrap();
        update(&test, &admin, "users", id, json!({"modules": [2, 1], "roles": ["STUDENT", "COACH"]})).await.unwrap();
        assert_eq!(desk::entries(&test).await, entries + 1, "nothing changed the second time");

        assert_eq!(wrong(create(&test, &admin, "users", json!({"first_name": "", "last_name": "x", "email": "no"})).await), ["email", "first_name"]);
        assert_eq!(wrong(update(&test, &admin, "users", id, json!({"email": "admin@example.com"})).await), ["email"]);
        let writer = entity(&test, "users").writer.unwrap();
        let stale = write(&test, &admin, async |cx: &Cx<'_>| writer.update(cx, id, map(json!({"phone": ""})), Some(1)).await).await;
        assert_eq!(code(stale), "row_changed");
        delete(&test, &admin, "users", id).await.unwrap();
        assert_eq!(desk::number(&test, &format!("SELECT COUNT(*) FROM users WHERE id = {id}")).await, 0);
    }

    async fn profiles_are_written_with_their_person(engine: TestEngine) {
        let test = place::start(engine).await;
        let admin = actor(1, true);
        let user = json!({"first_name": "Ana", "last_name": "Gil", "email": "ana@ecole.fr", "phone": null, "birth_date": null, "lang": null});
        let student = create(&test, &admin, "students", json!({"user": user, "level": "3e", "student_number": null})).await.unwrap();
        update(&test, &admin, "students", student, json!({"user": {"first_name": "Anna"}, "level": "4e"})).await.unwrap();
        assert_eq!(changes(&test, 2).await, [json!({"first_name": ["Ana", "Anna"]}), json!({"level": ["3e", "4e"]})]);
        update(&test, &admin, "tutors", 1, json!({"students": [student, 1]})).await.unwrap();
        assert_eq!(changes(&test, 1).await, [json!({"students": [[], [1, student]]})]);
        update(&test, &admin, "tutors", 1, json!({"students": [1]})).await.unwrap();
        assert_eq!(changes(&test, 1).await, [json!({"students": [[1, student], [1]]})]);
        assert_eq!(wrong(update(&test, &admin, "students", student, json!({"user": {"email": "admin@example.com"}})).await), ["user.email"]);
        assert_eq!(wrong(update(&test, &admin, "tutors", 1, json!({"students": [999]})).await), ["students"]);
        delete(&test, &admin, "students", student).await.unwrap();
        assert_eq!(desk::number(&test, "SELECT COUNT(*) FROM users WHERE email = 'ana@ecole.fr'").await, 0);

        let subject = create(&test, &admin, "modules", json!({"code": "LAT", "name": "Latin"})).await.unwrap();
        update(&test, &admin, "modules", subject, json!({"name": "Grec"})).await.unwrap();
        assert_eq!(changes(&test, 1).await, [json!({"name": ["Latin", "Grec"]})]);
        assert_eq!(wrong(create(&test, &admin, "modules", json!({"code": "LAT", "name": "x"})).await), ["code"]);
        assert_eq!(code(delete(&test, &admin, "modules", 1).await), "reference_gone");
        delete(&test, &admin, "modules", subject).await.unwrap();
    }

    async fn nobody_reaches_above_their_rank_nor_raises_themselves(engine: TestEngine) {
        let test = place::start(engine).await;
        desk::staff(&test, "bureau@ecole.fr").await;
        let id = desk::number(&test, "SELECT id FROM users WHERE email = 'bureau@ecole.fr'").await;
        let staff = actor(id, false);
        for (name, values) in [("users", json!({"phone": ""})), ("users", json!({"roles": ["COACH"]}))] {
            assert_eq!(code(update(&test, &staff, name, 1, values).await), "above_your_rank");
        }
        assert_eq!(code(delete(&test, &staff, "users", 1).await), "above_your_rank");
        for action in ["send_password", "activate", "deactivate", "end_logins", "turn_off_codes"] {
            assert_eq!(code(act(&test, &staff, "users", action, 1).await), "above_your_rank", "{action}");
        }
        for action in ["send_password", "deactivate", "turn_off_codes"] {
            assert_eq!(code(act(&test, &staff, "users", action, id).await), "not_yourself", "{action}");
        }
        assert_eq!(wrong(update(&test, &staff, "users", id, json!({"is_superuser": true})).await), ["is_superuser"]);
        assert_eq!(wrong(create(&test, &staff, "users", json!({"first_name": "a", "last_name": "b", "username": "c", "is_staff": true})).await), ["is_staff"]);
        let own = json!({"user_id": id, "permission": "people.manage", "scope": "all"});
        assert_eq!(code(create(&test, &staff, "grants", own).await), "not_yourself");
        assert_eq!(wrong(create(&test, &staff, "grants", json!({"permission": "people.manage", "scope": "all"})).await), ["user_id"]);
        let given = create(&test, &staff, "grants", json!({"user_id": null, "role": "COACH", "permission": "admin.students.view", "scope": "all"})).await.unwrap();
        delete(&test, &staff, "grants", given).await.unwrap();
        // One's own account: what /api/me/ allows and nothing more.
        update(&test, &staff, "account", id, json!({"phone": "0102030405", "lang": "en"})).await.unwrap();
        assert_eq!(code(update(&test, &staff, "account", 4, json!({"phone": "1"})).await), "not_found");
        update(&test, &staff, "account", id, json!({"first_name": "Autre", "email": "x@y.fr"})).await.unwrap();
        assert_eq!(desk::number(&test, "SELECT COUNT(*) FROM users WHERE first_name = 'Autre'").await, 0);
    }

    async fn actions_do_it_once_and_bear_it_twice(engine: TestEngine) {
        let test = place::start(engine).await;
        let admin = actor(1, true);
        let student = place::logged_in(&test, "etudiant@example.com").await;
        let login = desk::number(&test, "SELECT MAX(id) FROM auth_sessions").await;
        for _ in 0..2 {
            act(&test, &admin, "logins", "end", login).await.unwrap();
        }
        student.get("/api/me/").send().await.expect(401);
        let student = place::logged_in(&test, "etudiant@example.com").await;
        student.post("/api/me/tokens/").json(json!({"name": "script"})).send().await.expect(201);
        for _ in 0..2 {
            act(&test, &admin, "api_tokens", "revoke", 1).await.unwrap();
            act(&test, &admin, "students", "deactivate", 1).await.unwrap();
        }
        student.get("/api/me/").send().await.expect(401);
        // What lists of students are filtered by follows the person.
        assert_eq!(desk::number(&test, "SELECT COUNT(*) FROM students WHERE is_active = FALSE").await, 1);
        act(&test, &admin, "users", "activate", 4).await.unwrap();
        assert_eq!(desk::number(&test, "SELECT COUNT(*) FROM students WHERE is_active = FALSE").await, 0);
        act(&test, &admin, "students", "send_password", 1).await.unwrap();
        desk::token(&test, "etudiant@example.com", place::PASSWORD).await.expect(401);
        desk::first_login(&test, "etudiant@example.com").await;
        desk::exec(&test, "UPDATE users SET email = NULL, username = 'x', username_key = 'x' WHERE id = 4").await;
        assert_eq!(code(act(&test, &admin, "users", "send_password", 4).await), "no_address");
    }
}
