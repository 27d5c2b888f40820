//! A superuser made from the terminal.

use preau_accounts::actions::superuser::{NewSuperuser, create};
use preau_kernel::actor::Role;
use preau_kernel::db::Sql;
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, Result};
use preau_testkit::{TestApp, TestEngine, both_engines};
use serde_json::json;

use super::place;

const PASSWORD: &str = "correct-cheval-pile";

fn new(email: &str) -> NewSuperuser {
    NewSuperuser { email: Some(email.into()), password: PASSWORD.into(), ..NewSuperuser::default() }
}

async fn make(test: &TestApp, new: NewSuperuser) -> Result<preau_accounts::store::users::Person> {
    create(test.app(), &RequestInfo::internal("test"), new).await
}

fn fields(refused: Result<preau_accounts::store::users::Person>) -> Vec<(String, &'static str)> {
    let Err(Error::Invalid(errors)) = refused else { panic!("invalid input was expected") };
    errors.0.into_iter().map(|(field, problems)| (field, problems[0].code)).collect()
}

both_engines! {
    async fn a_superuser_logs_in_at_the_admin_door_and_may_be_a_coach(engine: TestEngine) {
        let test = place::start(engine).await;
        let person = make(&test, NewSuperuser { coach: true, ..new(" Chef@Ecole.example ") }).await.unwrap();
        assert_eq!((person.email.as_deref(), person.roles()), (Some("chef@ecole.example"), vec![Role::Coach]));
        let body = json!({"email": "chef@ecole.example", "password": PASSWORD});
        let answer = test.anonymous().post("/auth/admin/login/").json(body).send().await.expect(200).json();
        assert_eq!(answer["user_type"], "superuser");
        let told = "SELECT COUNT(*) FROM audit_entries WHERE action = 'user_created' AND target_id = $1";
        assert_eq!(test.db().read().number(told, vec![person.id.into()]).await.unwrap(), 1);
    }

    async fn every_wrong_field_is_named(engine: TestEngine) {
        let test = place::start(engine).await;
        let wrong = NewSuperuser { password: "short".into(), ..new("nobody") };
        assert_eq!(
            fields(make(&test, wrong).await),
            [("email".to_owned(), "invalid_email"), ("password".to_owned(), "password_too_short")]
        );
        assert_eq!(fields(make(&test, new("admin@example.com")).await), [("email".to_owned(), "in_use")]);
        let nobody = NewSuperuser { password: PASSWORD.into(), ..NewSuperuser::default() };
        assert_eq!(fields(make(&test, nobody).await), [("email".to_owned(), "email_or_username_required")]);
    }
}
