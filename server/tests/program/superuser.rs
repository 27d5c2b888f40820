//! `preau createsuperuser`, beside a server that runs.

use serde_json::json;

use super::process::{Home, PASSWORD};

#[test]
fn a_superuser_is_made_while_the_program_serves_and_logs_in() {
    let home = Home::new();
    let program = home.serve();
    let arguments = ["createsuperuser", "--email", "Chef@Ecole.example", "--first-name", "Ève", "--coach"];
    let said = home.run_with(&arguments, &format!("{PASSWORD}\n")).succeeded();
    assert!(said.contains("chef@ecole.example"), "{said}");
    let body = json!({"email": "chef@ecole.example", "password": PASSWORD});
    let answer = program.web().post("/auth/admin/login/", &body).expect(200).json();
    assert_eq!(answer["user_type"], "superuser");
    assert_eq!(answer["user"]["first_name"], "Ève");
    let web = program.web().with_token(answer["access_token"].as_str().unwrap());
    assert_eq!(web.get("/auth/profile/").expect(200).json()["roles"], json!(["COACH"]));
    let created = web.get("/api/logs/?action=user_created").expect(200).json();
    assert_eq!(created["count"], 1, "{created}");
}

#[test]
fn what_the_rules_refuse_is_refused() {
    let home = Home::new();
    let make = |email: &str, password: &str| home.run_with(&["createsuperuser", "--email", email], password);
    make("chef@ecole.example", "court\n").failed(1, "password : 8 caractères");
    make("chef@ecole.example", "motdepasse\n").failed(1, "password");
    make("chef@ecole.example", "").failed(1, "password");
    make("nobody", &format!("{PASSWORD}\n")).failed(1, "email");
    make("chef@ecole.example", &format!("{PASSWORD}\n")).succeeded();
    make("CHEF@ecole.example", &format!("{PASSWORD}\n")).failed(1, "email : Cette valeur est déjà utilisée.");
    home.run_with(&["createsuperuser"], PASSWORD).failed(2, "--email");
    home.run_with(&["createsuperuser", "--username", "chef"], PASSWORD).succeeded();
}
